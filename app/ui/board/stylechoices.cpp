// SPDX-License-Identifier: MIT
#include "app/ui/board/stylechoices.h"

#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace coterie::ui {
namespace {

constexpr int swatchSide = 28;
constexpr double discRadius = 9;

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

StyleChoice::StyleChoice(const QString &name, QWidget *parent)
    : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setText(name);
    setToolTip(name);
    setAccessibleName(name);
}

QSize StyleChoice::sizeHint() const
{
    return {swatchSide, swatchSide};
}

InkSwatch::InkSwatch(quint32 argb, const QString &name, QWidget *parent, Of of)
    : StyleChoice(name, parent)
    , m_color(argb)
    , m_of(of)
{
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
    const QColor ink = QColor::fromRgba(m_of == Of::Fill ? m_paper.fillOn(m_color) : m_paper.inkOn(m_color));
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
    : StyleChoice(name, parent)
    , m_width(width)
{
}

void WidthChoice::setPenWidth(double width)
{
    m_width = width;
    update();
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

ListChoice::ListChoice(QStringView icon, const QString &name, QWidget *parent)
    : QToolButton(parent)
    , m_choices(new QActionGroup(this))
    , m_name(name)
{
    setIcon(lineIcon(icon, Tint::Muted));
    setText(name);
    setToolTip(name);
    setAccessibleName(name);
    setAutoRaise(true);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::TabFocus);
    auto *menu = new QMenu(this);
    menu->setAccessibleName(name);
    setMenu(menu);
    connect(m_choices, &QActionGroup::triggered, this, [this](QAction *action) { emit chosen(action->data()); });
}

void ListChoice::add(const QString &text, const QVariant &value, QStringView icon)
{
    QAction *action = menu()->addAction(text);
    if (!icon.isEmpty())
        action->setIcon(lineIcon(icon, Tint::Muted));
    action->setCheckable(true);
    action->setData(value);
    m_choices->addAction(action);
}

void ListChoice::setValue(const QVariant &value)
{
    setAccessibleDescription({});
    for (QAction *action : m_choices->actions()) {
        const bool holds = action->data() == value;
        action->setChecked(holds);
        if (holds)
            setAccessibleDescription(action->text());
    }
    const QString now = accessibleDescription();
    //: a property and its value, such as "Opacity: 50 %"
    setToolTip(now.isEmpty() ? m_name : tr("%1: %2").arg(m_name, now));
}

QSize ListChoice::sizeHint() const
{
    return {swatchSide, swatchSide};
}

} // namespace coterie::ui
