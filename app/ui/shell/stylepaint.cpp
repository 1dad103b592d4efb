// SPDX-License-Identifier: MIT
#include "app/ui/shell/stylepaint.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

#include <algorithm>

namespace coterie::ui::stylepaint {

namespace {

bool keyboardFocus(const QStyleOption &option)
{
    return option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange);
}

QPen pen(const QColor &color, double width)
{
    return {color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

void tick(QPainter &painter, const QRectF &box, const QColor &color)
{
    const double side = box.width();
    QPainterPath path;
    path.moveTo(box.x() + side * 0.26, box.y() + side * 0.53);
    path.lineTo(box.x() + side * 0.43, box.y() + side * 0.70);
    path.lineTo(box.x() + side * 0.75, box.y() + side * 0.33);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen(color, std::max(1.6, side * 0.11)));
    painter.drawPath(path);
}

} // namespace

void rounded(QPainter &painter, const QRectF &rect, double radius, const QColor &fill, const QColor &line, double width)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    if (line.isValid()) {
        const double half = width / 2;
        painter.setPen(QPen(line, width));
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half, radius - half);
    } else {
        painter.setPen(Qt::NoPen);
        painter.drawRoundedRect(rect, radius, radius);
    }
    painter.restore();
}

void focusRing(QPainter &painter, const QRectF &rect, double radius, const QColor &color)
{
    rounded(painter, rect, radius, {}, color, focusWidth);
}

QRect listRow(const QStyleOptionViewItem &option)
{
    return option.rect.adjusted(space::s, 1, -space::s, -1);
}

Qt::Alignment leading(const QStyleOptionViewItem &option)
{
    return QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter);
}

Qt::Alignment trailing(const QStyleOptionViewItem &option)
{
    return QStyle::visualAlignment(option.direction, Qt::AlignRight | Qt::AlignVCenter);
}

void button(QPainter &painter, const QStyleOptionButton &option, const QWidget *widget)
{
    const Colors &c = colors(option.palette);
    const auto *own = qobject_cast<const Button *>(widget);
    const Button::Kind kind = own ? own->kind() : Button::Kind::Secondary;
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool down = option.state.testFlag(QStyle::State_Sunken) || option.state.testFlag(QStyle::State_On);
    const bool over = option.state.testFlag(QStyle::State_MouseOver);
    const QRectF rect = option.rect;
    QColor fill;
    QColor line;
    switch (kind) {
    case Button::Kind::Primary:
        fill = down ? c.accentPressed : over ? c.accentHover : c.accent;
        break;
    case Button::Kind::Danger:
        fill = down ? c.dangerFill.darker(120) : over ? c.dangerFill.darker(108) : c.dangerFill;
        break;
    case Button::Kind::Secondary:
        fill = down ? c.sunken : over ? c.hover : c.raised;
        line = c.fieldBorder;
        line.setAlphaF(0.55F);
        break;
    case Button::Kind::Ghost:
        if (down || over)
            fill = down ? c.selected : c.hover;
        break;
    }
    const bool filled = kind == Button::Kind::Primary || kind == Button::Kind::Danger;
    if (!enabled && filled) {
        fill = c.sunken;
        line = c.border;
    }
    rounded(painter, rect, cornerRadius, fill, line);
    if (keyboardFocus(option)) {
        if (filled && enabled)
            focusRing(painter, rect.adjusted(2, 2, -2, -2), cornerRadius - 2, c.onAccent);
        else
            focusRing(painter, rect, cornerRadius, c.focus);
    }
}

void field(QPainter &painter, const QStyleOption &option, const QWidget *widget)
{
    const Colors &c = colors(option.palette);
    const bool focused = option.state.testFlag(QStyle::State_HasFocus);
    const bool invalid = widget && widget->property("invalid").toBool();
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const QColor line = invalid ? c.danger : focused ? c.focus : c.fieldBorder;
    rounded(painter, option.rect, cornerRadius, enabled ? c.surface : c.window, line, focused ? focusWidth : 1);
}

void checkBox(QPainter &painter, const QStyleOption &option)
{
    const Colors &c = colors(option.palette);
    const bool on = option.state.testFlag(QStyle::State_On);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const QRectF rect = option.rect;
    if (on)
        rounded(painter, rect, 4, enabled ? c.accent : c.fieldBorder);
    else
        rounded(painter, rect, 4, c.surface, option.state.testFlag(QStyle::State_MouseOver) ? c.text : c.fieldBorder,
                1.5);
    if (on) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        tick(painter, rect, c.onAccent);
        painter.restore();
    }
}

void radioButton(QPainter &painter, const QStyleOption &option)
{
    const Colors &c = colors(option.palette);
    const bool on = option.state.testFlag(QStyle::State_On);
    const QRectF rect = option.rect;
    rounded(painter, rect, rect.height() / 2, c.surface, on ? c.accent : c.fieldBorder, on ? 5 : 1.5);
}

void slider(QPainter &painter, const QStyleOptionSlider &option, const QRect &handle)
{
    constexpr double grooveHigh = 4;
    const Colors &c = colors(option.palette);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool pressed = option.state.testFlag(QStyle::State_Sunken);
    const QPointF middle = QRectF(handle).center();
    const double radius = std::min(handle.width(), handle.height()) / 2.0 - 1;
    QRectF groove(option.rect.left() + radius, middle.y() - grooveHigh / 2, option.rect.width() - 2 * radius,
                  grooveHigh);
    rounded(painter, groove, grooveHigh / 2, enabled ? c.fieldBorder : c.border);
    if (option.upsideDown) // the beginning is at the right
        groove.setLeft(middle.x());
    else
        groove.setRight(middle.x());
    if (enabled)
        rounded(painter, groove, grooveHigh / 2, c.accent);
    const QColor fill = !enabled                                         ? c.border
                        : pressed                                        ? c.accentPressed
                        : option.state.testFlag(QStyle::State_MouseOver) ? c.accentHover
                                                                         : c.accent;
    const QRectF knob(middle - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
    rounded(painter, knob, radius, fill, c.raised, 2);
    if (keyboardFocus(option))
        focusRing(painter, knob.adjusted(-1, -1, 1, 1), radius + 1, c.focus);
}

void toolButton(QPainter &painter, const QStyleOptionToolButton &option)
{
    const Colors &c = colors(option.palette);
    const QRectF rect = option.rect;
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool on = option.state.testFlag(QStyle::State_On);
    const bool down = option.state.testFlag(QStyle::State_Sunken);
    const bool over = option.state.testFlag(QStyle::State_MouseOver);
    if (enabled && (on || down))
        rounded(painter, rect, cornerRadius, c.selected);
    else if (enabled && over)
        rounded(painter, rect, cornerRadius, c.hover);
    if (keyboardFocus(option))
        focusRing(painter, rect, cornerRadius, c.focus);
}

void menuItem(QPainter &painter, const QStyleOptionMenuItem &option)
{
    const Colors &c = colors(option.palette);
    const QRect rect = option.rect;
    painter.fillRect(rect, c.raised);
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(QRect(rect.x() + space::s, rect.center().y(), rect.width() - 2 * space::s, 1), c.border);
        return;
    }
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    if (enabled && option.state.testFlag(QStyle::State_Selected))
        rounded(painter, rect.adjusted(space::xs, 0, -space::xs, 0), cornerRadius - 2, c.selected);
    const bool rtl = option.direction == Qt::RightToLeft;
    const QRect logical = rect.adjusted(space::m, 0, -space::m, 0);
    const QRect mark =
        QStyle::visualRect(option.direction, rect,
                           QRect(logical.x(), rect.y() + (rect.height() - iconExtent) / 2, iconExtent, iconExtent));
    if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        tick(painter, mark, c.link);
        painter.restore();
    } else if (!option.icon.isNull()) {
        option.icon.paint(&painter, mark, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    }
    const QRect words = QStyle::visualRect(option.direction, rect, logical.adjusted(iconExtent + space::s, 0, 0, 0));
    const qsizetype tab = option.text.indexOf(u'\t');
    const QString title = tab < 0 ? option.text : option.text.left(tab);
    painter.setFont(option.font);
    painter.setPen(enabled ? c.text : c.fieldBorder);
    painter.drawText(words, int(Qt::AlignVCenter | Qt::TextShowMnemonic | (rtl ? Qt::AlignRight : Qt::AlignLeft)),
                     title);
    if (tab >= 0) {
        painter.setPen(enabled ? c.muted : c.fieldBorder);
        painter.drawText(words, int(Qt::AlignVCenter | (rtl ? Qt::AlignLeft : Qt::AlignRight)),
                         option.text.mid(tab + 1));
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(pen(c.muted, 1.5));
        const QPointF tip(rtl ? words.left() : words.right(), rect.center().y() + 0.5);
        const double back = rtl ? 4 : -4;
        painter.drawPolyline(QPolygonF{{tip.x() + back, tip.y() - 4}, tip, {tip.x() + back, tip.y() + 4}});
        painter.restore();
    }
}

void scrollBarThumb(QPainter &painter, const QStyleOptionSlider &option, const QRect &thumb)
{
    const Colors &c = colors(option.palette);
    const bool over = option.state.testFlag(QStyle::State_MouseOver);
    const bool grabbed =
        option.state.testFlag(QStyle::State_Sunken) && option.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider);
    QColor color = c.fieldBorder;
    color.setAlphaF(grabbed ? 1.0F : over ? 0.85F : 0.5F);
    const double inset = over || grabbed ? 2 : 3;
    const QRectF bar = option.orientation == Qt::Vertical ? QRectF(thumb).adjusted(inset, 2, -inset, -2)
                                                          : QRectF(thumb).adjusted(2, inset, -2, -inset);
    rounded(painter, bar, std::min(bar.width(), bar.height()) / 2, color);
}

void chevronDown(QPainter &painter, const QRectF &rect, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen(color, 1.6));
    const QPointF middle = rect.center();
    painter.drawPolyline(
        QPolygonF{{middle.x() - 4, middle.y() - 2}, {middle.x(), middle.y() + 2}, {middle.x() + 4, middle.y() - 2}});
    painter.restore();
}

} // namespace coterie::ui::stylepaint
