// SPDX-License-Identifier: MIT
#include "app/ui/board/stylebar.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/shell/theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QColorDialog>
#include <QGridLayout>
#include <QInputDialog>

#include <algorithm>

namespace coterie::ui {
namespace {

struct NamedInk {
    quint32 argb;
    const char *name;
};

// After Okabe and Ito; the black a little softer.
constexpr NamedInk inks[] = {
    {0xff1e1e1e, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Black")},
    {0xff0072b2, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Blue")},
    {0xffd55e00, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Red")},
    {0xff56b4e9, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Sky blue")},
    {0xffe69f00, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Orange")},
    {0xff009e73, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Green")},
    {0xffcc79a7, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Pink")},
    {0xfff0e442, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Yellow")},
};
constexpr const char *noteNames[] = {
    QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Yellow note"),
    QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Orange note"),
    QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Pink note"),
    QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Violet note"),
    QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Blue note"),
    QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Green note"),
    QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Grey note"),
};
static_assert(std::size(noteNames) == noteColors.size());

struct NamedWidth {
    double width;
    const char *name;
};
constexpr NamedWidth widths[] = {
    {2, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Fine")},
    {4, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Medium")},
    {8, QT_TRANSLATE_NOOP("coterie::ui::StyleBar", "Bold")},
};
constexpr quint32 lightFill = 0x38000000; // the outline's colour, let through by what is below

enum class Fill { None, Light, Solid };

quint32 opaqueRgb(quint32 argb)
{
    return argb & 0xffffff;
}

} // namespace

StyleBar::StyleBar(BoardCard *card, QObject *parent)
    : QObject(parent)
    , m_card(card)
    , m_colors(new QButtonGroup(this))
    , m_notes(new QButtonGroup(this))
    , m_widths(new QButtonGroup(this))
{
    makeColors();
    makeNotes();
    makeWidths();
    makeLists();
    show(StylePart::Color | StylePart::Width, m_style);
}

QWidget *StyleBar::section(QGridLayout *&grid)
{
    auto *widget = new QWidget(m_card);
    grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(2);
    m_card->row()->addWidget(widget);
    return widget;
}

void StyleBar::makeColors()
{
    QGridLayout *grid = nullptr;
    m_colorSection = section(grid);
    int place = 0;
    for (const NamedInk &ink : inks) {
        auto *swatch = new InkSwatch(ink.argb, tr(ink.name), m_colorSection);
        m_colors->addButton(swatch);
        grid->addWidget(swatch, place / 2, place % 2);
        ++place;
    }
    m_own = new InkSwatch(0xff000000, tr("Another colour …"), m_colorSection);
    m_own->setOpen(true);
    m_colors->addButton(m_own);
    grid->addWidget(m_own, place / 2, 0, 1, 2, Qt::AlignHCenter);
    connect(m_colors, &QButtonGroup::buttonClicked, this, [this](QAbstractButton *button) {
        if (button == m_own)
            return chooseOwnColor();
        m_style.color = (m_style.color & 0xff000000) | opaqueRgb(static_cast<InkSwatch *>(button)->color());
        choose(StylePart::Color);
    });
}

void StyleBar::makeNotes()
{
    QGridLayout *grid = nullptr;
    m_noteSection = section(grid);
    for (int i = 0; i < int(noteColors.size()); ++i) {
        auto *swatch = new InkSwatch(noteColors.at(size_t(i)), tr(noteNames[i]), m_noteSection, InkSwatch::Of::Fill);
        m_notes->addButton(swatch);
        grid->addWidget(swatch, i / 2, i % 2);
    }
    connect(m_notes, &QButtonGroup::buttonClicked, this, [this](QAbstractButton *button) {
        m_style.fill = static_cast<InkSwatch *>(button)->color();
        choose(StylePart::Note);
    });
}

void StyleBar::makeWidths()
{
    QGridLayout *grid = nullptr;
    m_widthSection = section(grid);
    int place = 0;
    const auto add = [&](double width, const QString &name) {
        auto *choice = new WidthChoice(width, name, m_widthSection);
        m_widths->addButton(choice);
        grid->addWidget(choice, place / 2, place % 2);
        ++place;
        return choice;
    };
    for (const NamedWidth &width : widths)
        add(width.width, tr(width.name));
    m_ownWidth = add(16, tr("Another width …"));
    connect(m_widths, &QButtonGroup::buttonClicked, this, [this](QAbstractButton *button) {
        if (button == m_ownWidth)
            return chooseOwnWidth();
        m_style.width = static_cast<WidthChoice *>(button)->penWidth();
        choose(StylePart::Width);
    });
}

void StyleBar::makeLists()
{
    QGridLayout *grid = nullptr;
    m_listSection = section(grid);
    m_fill = new ListChoice(u"fill", tr("Fill"), m_listSection);
    m_fill->add(tr("None"), int(Fill::None));
    m_fill->add(tr("Light"), int(Fill::Light));
    m_fill->add(tr("Solid"), int(Fill::Solid));
    m_dash = new ListChoice(u"dash-solid", tr("Outline"), m_listSection);
    m_dash->add(tr("Solid"), int(BoardDash::Solid), u"dash-solid");
    m_dash->add(tr("Dashed"), int(BoardDash::Dashed), u"dash-dashed");
    m_dash->add(tr("Dotted"), int(BoardDash::Dotted), u"dash-dotted");
    m_opacity = new ListChoice(u"opacity", tr("Opacity"), m_listSection);
    for (const int percent : {100, 75, 50, 25})
        m_opacity->add(tr("%1 %").arg(percent), percent);
    m_font = new ListChoice(u"text", tr("Size of the text"), m_listSection);
    m_font->add(tr("Small"), 14);
    m_font->add(tr("Medium"), 20);
    m_font->add(tr("Large"), 32);
    m_font->add(tr("Huge"), 56);
    m_align = new ListChoice(u"text-left", tr("Side of the text"), m_listSection);
    m_align->add(tr("Left"), int(BoardAlign::Left), u"text-left");
    m_align->add(tr("Centre"), int(BoardAlign::Center), u"text-center");
    m_align->add(tr("Right"), int(BoardAlign::Right), u"text-right");
    const auto on = [this](ListChoice *list, auto take, StylePart part) {
        connect(list, &ListChoice::chosen, this, [this, take, part](const QVariant &value) {
            take(value.toInt());
            choose(part);
        });
    };
    on(
        m_fill,
        [this](int value) {
            m_style.fill = Fill(value) == Fill::None    ? 0
                           : Fill(value) == Fill::Light ? lightFill | opaqueRgb(m_style.color)
                                                        : 0xff000000 | opaqueRgb(m_style.color);
        },
        StylePart::Fill);
    on(
        m_dash, [this](int value) { m_style.dash = BoardDash(value); }, StylePart::Dash);
    on(
        m_opacity, [this](int value) { m_style.opacity = value / 100.0; }, StylePart::Opacity);
    on(
        m_font, [this](int value) { m_style.fontSize = value; }, StylePart::Font);
    on(
        m_align, [this](int value) { m_style.align = BoardAlign(value); }, StylePart::Align);
}

void StyleBar::choose(StylePart part)
{
    if (part == StylePart::Color && m_style.fill && !m_fill->isHidden()) // a fill goes with its outline
        m_style.fill = (m_style.fill & 0xff000000) | opaqueRgb(m_style.color);
    mark({});
    emit chosen(m_style, part);
}

void StyleBar::show(StyleParts parts, const BoardStyle &style, StyleParts mixed)
{
    m_style = style;
    m_colorSection->setVisible(parts & StylePart::Color);
    m_noteSection->setVisible(parts & StylePart::Note);
    m_widthSection->setVisible(parts & StylePart::Width);
    const std::pair<ListChoice *, StylePart> lists[] = {{m_fill, StylePart::Fill},
                                                        {m_dash, StylePart::Dash},
                                                        {m_opacity, StylePart::Opacity},
                                                        {m_font, StylePart::Font},
                                                        {m_align, StylePart::Align}};
    auto *grid = static_cast<QGridLayout *>(m_listSection->layout());
    int place = 0;
    for (const auto &[list, part] : lists) {
        grid->removeWidget(list);
        const bool shown = parts & part;
        list->setVisible(shown);
        if (shown) {
            grid->addWidget(list, place / 2, place % 2);
            ++place;
        }
    }
    m_listSection->setVisible(place > 0);
    mark(mixed);
}

void StyleBar::setPaper(const BoardPaper &paper)
{
    for (const QButtonGroup *group : {m_colors, m_notes})
        for (QAbstractButton *button : group->buttons())
            static_cast<InkSwatch *>(button)->setPaper(paper);
}

// Shows the style as it is: a colour that is none of the eight is one's own, a width may be none of the three.
void StyleBar::mark(StyleParts mixed)
{
    const auto mark = [](QButtonGroup *group, auto holds) {
        bool known = false;
        group->setExclusive(false);
        for (QAbstractButton *button : group->buttons()) {
            button->setChecked(holds(button));
            known |= button->isChecked();
        }
        group->setExclusive(true);
        return known;
    };
    const bool oneColor = !(mixed & StylePart::Color);
    const bool known = mark(m_colors, [&](QAbstractButton *b) {
        return oneColor && b != m_own && opaqueRgb(static_cast<InkSwatch *>(b)->color()) == opaqueRgb(m_style.color);
    });
    const bool own = oneColor && !known;
    if (own)
        m_own->setColor(m_style.color | 0xff000000);
    m_own->setOpen(!own); // to be chosen anew
    m_own->setChecked(own);
    mark(m_notes, [&](QAbstractButton *b) {
        return !(mixed & StylePart::Note) && static_cast<InkSwatch *>(b)->color() == m_style.fill;
    });
    const bool oneWidth = !(mixed & StylePart::Width);
    const bool usual = mark(m_widths, [&](QAbstractButton *b) {
        return oneWidth && b != m_ownWidth && qFuzzyCompare(static_cast<WidthChoice *>(b)->penWidth(), m_style.width);
    });
    if (oneWidth && !usual) {
        m_ownWidth->setPenWidth(m_style.width);
        m_ownWidth->setChecked(true);
    }
    const auto one = [&](ListChoice *list, StylePart part, int value) {
        list->setValue(mixed & part ? QVariant() : QVariant(value));
    };
    const Fill fill = !m_style.fill ? Fill::None : m_style.fill >> 24 == 0xff ? Fill::Solid : Fill::Light;
    one(m_fill, StylePart::Fill, int(fill));
    one(m_dash, StylePart::Dash, int(m_style.dash));
    one(m_opacity, StylePart::Opacity, int(m_style.opacity * 100 + 0.5));
    one(m_font, StylePart::Font, int(m_style.fontSize));
    one(m_align, StylePart::Align, int(m_style.align));
}

void StyleBar::chooseOwnColor()
{
    auto *dialog = new QColorDialog(QColor::fromRgba(m_style.color), m_card->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Another colour"));
    dialog->setOption(QColorDialog::DontUseNativeDialog);
    connect(dialog, &QColorDialog::colorSelected, this, [this](const QColor &color) {
        m_style.color = (m_style.color & 0xff000000) | opaqueRgb(color.rgba());
        choose(StylePart::Color);
    });
    connect(dialog, &QDialog::finished, this, [this] { mark({}); });
    dialog->open();
}

void StyleBar::chooseOwnWidth()
{
    auto *dialog = new QInputDialog(m_card->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Another width"));
    dialog->setLabelText(tr("Width at 100 %, in pixels:"));
    dialog->setInputMode(QInputDialog::DoubleInput);
    dialog->setDoubleRange(0.5, maxBoardWidth);
    dialog->setDoubleDecimals(1);
    dialog->setDoubleValue(m_style.width);
    connect(dialog, &QInputDialog::doubleValueSelected, this, [this](double width) {
        m_style.width = width;
        choose(StylePart::Width);
    });
    connect(dialog, &QDialog::finished, this, [this] { mark({}); });
    dialog->open();
}

} // namespace coterie::ui
