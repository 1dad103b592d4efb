// SPDX-License-Identifier: MIT
#include "app/ui/board/inkpicker.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QColorDialog>
#include <QGridLayout>
#include <QPainter>

#include <algorithm>

namespace coterie::ui {
namespace {

constexpr int swatchSide = 28;
constexpr double discRadius = 9;

struct NamedInk {
    quint32 argb;
    const char *name;
};

// After Okabe and Ito; the black a little softer.
constexpr NamedInk inks[] = {
    {0xff1e1e1e, QT_TRANSLATE_NOOP("coterie::ui::InkPicker", "Black")},
    {0xff0072b2, QT_TRANSLATE_NOOP("coterie::ui::InkPicker", "Blue")},
    {0xffd55e00, QT_TRANSLATE_NOOP("coterie::ui::InkPicker", "Red")},
    {0xff56b4e9, QT_TRANSLATE_NOOP("coterie::ui::InkPicker", "Sky blue")},
    {0xffe69f00, QT_TRANSLATE_NOOP("coterie::ui::InkPicker", "Orange")},
    {0xff009e73, QT_TRANSLATE_NOOP("coterie::ui::InkPicker", "Green")},
    {0xffcc79a7, QT_TRANSLATE_NOOP("coterie::ui::InkPicker", "Pink")},
    {0xfff0e442, QT_TRANSLATE_NOOP("coterie::ui::InkPicker", "Yellow")},
};

struct NamedWidth {
    double width;
    const char *name;
};

constexpr NamedWidth widths[] = {
    {2, QT_TRANSLATE_NOOP("coterie::ui::InkPicker", "Fine")},
    {4, QT_TRANSLATE_NOOP("coterie::ui::InkPicker", "Medium")},
    {8, QT_TRANSLATE_NOOP("coterie::ui::InkPicker", "Bold")},
    {16, QT_TRANSLATE_NOOP("coterie::ui::InkPicker", "Broad")},
};

void paintChoice(QPainter &painter, const QAbstractButton &button)
{
    const Colors &c = colors(button.palette());
    const QRectF area = QRectF(button.rect()).adjusted(1, 1, -1, -1);
    if (button.underMouse() && !button.isChecked())
        stylepaint::rounded(painter, area, cornerRadius, c.hover);
    if (button.hasFocus())
        stylepaint::focusRing(painter, area, cornerRadius, c.focus);
}

} // namespace

InkSwatch::InkSwatch(quint32 argb, const QString &name, QWidget *parent)
    : QAbstractButton(parent)
    , m_color(argb)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setText(name);
    setToolTip(name);
    setAccessibleName(name);
}

QSize InkSwatch::sizeHint() const
{
    return {swatchSide, swatchSide};
}

void InkSwatch::setColor(quint32 argb)
{
    m_color = argb;
    update();
}

void InkSwatch::setPaper(const BoardPaper &paper)
{
    m_paper = paper;
    update();
}

void InkSwatch::setOpen(bool open)
{
    m_open = open;
    update();
}

void InkSwatch::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintChoice(painter, *this);
    const QPointF centre = QRectF(rect()).center();
    if (m_open) {
        paintIcon(painter, QRectF(centre.x() - 9, centre.y() - 9, 18, 18), u"plus", c.muted);
        return;
    }
    const QColor ink = QColor::fromRgba(m_paper.inkOn(m_color));
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    painter.drawEllipse(centre, isChecked() ? discRadius - 2 : discRadius, isChecked() ? discRadius - 2 : discRadius);
    painter.setBrush(Qt::NoBrush);
    if (isChecked()) {
        painter.setPen(QPen(c.accent, 2));
        painter.drawEllipse(centre, discRadius + 2, discRadius + 2);
    } else if (contrast(ink, c.raised) < 1.6) {
        painter.setPen(QPen(c.fieldBorder, 1));
        painter.drawEllipse(centre, discRadius - 0.5, discRadius - 0.5);
    }
}

WidthChoice::WidthChoice(double width, const QString &name, QWidget *parent)
    : QAbstractButton(parent)
    , m_width(width)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setText(name);
    setToolTip(name);
    setAccessibleName(name);
}

QSize WidthChoice::sizeHint() const
{
    return {swatchSide, swatchSide};
}

void WidthChoice::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (isChecked())
        stylepaint::rounded(painter, QRectF(rect()).adjusted(1, 1, -1, -1), cornerRadius, c.selected);
    paintChoice(painter, *this);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isChecked() ? c.link : c.text);
    const double radius = std::clamp(m_width / 2, 1.5, 8.0);
    painter.drawEllipse(QRectF(rect()).center(), radius, radius);
}

InkPicker::InkPicker(BoardCard *card, QObject *parent)
    : QObject(parent)
    , m_card(card)
    , m_colors(new QButtonGroup(this))
    , m_widths(new QButtonGroup(this))
{
    auto *grid = new QGridLayout;
    grid->setSpacing(2);
    int place = 0;
    for (const NamedInk &ink : inks) {
        auto *swatch = new InkSwatch(ink.argb, tr(ink.name), card);
        m_colors->addButton(swatch);
        grid->addWidget(swatch, place / 2, place % 2);
        ++place;
    }
    card->row()->addLayout(grid);
    m_own = new InkSwatch(0xff000000, tr("Another colour …"), card);
    m_own->setOpen(true);
    m_colors->addButton(m_own);
    card->row()->addWidget(m_own, 0, Qt::AlignHCenter);
    card->addSeparator();
    auto *lines = new QGridLayout;
    lines->setSpacing(2);
    place = 0;
    for (const NamedWidth &width : widths) {
        auto *choice = new WidthChoice(width.width, tr(width.name), card);
        m_widths->addButton(choice);
        lines->addWidget(choice, place / 2, place % 2);
        ++place;
    }
    card->row()->addLayout(lines);

    connect(m_colors, &QButtonGroup::buttonClicked, this, [this](QAbstractButton *button) {
        if (button == m_own)
            return chooseOwnColor();
        m_style.color = static_cast<InkSwatch *>(button)->color();
        emit styleChosen(m_style);
    });
    connect(m_widths, &QButtonGroup::buttonClicked, this, [this](QAbstractButton *button) {
        m_style.width = static_cast<WidthChoice *>(button)->penWidth();
        emit styleChosen(m_style);
    });
    check();
}

void InkPicker::setStyle(const PenStyle &style)
{
    m_style = style;
    check();
}

void InkPicker::setPaper(const BoardPaper &paper)
{
    for (QAbstractButton *button : m_colors->buttons())
        static_cast<InkSwatch *>(button)->setPaper(paper);
}

// Shows the style as it is: a colour that is none of the eight is one's own, a width may be none of the four.
void InkPicker::check()
{
    bool known = false;
    for (QAbstractButton *button : m_colors->buttons())
        if (button != m_own && static_cast<InkSwatch *>(button)->color() == m_style.color) {
            button->setChecked(true);
            known = true;
        }
    if (!known) {
        m_own->setColor(m_style.color);
        m_own->setOpen(false);
        m_own->setChecked(true);
    }
    m_widths->setExclusive(false);
    for (QAbstractButton *button : m_widths->buttons())
        button->setChecked(qFuzzyCompare(static_cast<WidthChoice *>(button)->penWidth(), m_style.width));
    m_widths->setExclusive(true);
}

void InkPicker::chooseOwnColor()
{
    auto *dialog = new QColorDialog(QColor::fromRgba(m_style.color), m_card->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Colour of the pen"));
    dialog->setOption(QColorDialog::DontUseNativeDialog);
    connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor &color) {
        m_style.color = color.rgba();
        emit styleChosen(m_style);
    });
    connect(dialog, &QDialog::finished, this, &InkPicker::check);
    dialog->open();
}

} // namespace coterie::ui
