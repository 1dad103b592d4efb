// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QRect>
#include <QRectF>

class QPainter;
class QStyle;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionMenuItem;
class QStyleOptionSlider;
class QStyleOptionToolButton;
class QStyleOptionViewItem;
class QWidget;

// How each control of CoterieStyle looks. Pure painting: all state is in the option.
namespace coterie::ui::stylepaint {

void rounded(QPainter &painter, const QRectF &rect, double radius, const QColor &fill, const QColor &line = {},
             double width = 1);
void focusRing(QPainter &painter, const QRectF &rect, double radius, const QColor &color);

// For delegates: the ground of a row in a list, and how text is aligned at the row's beginning and end.
[[nodiscard]] QRect listRow(const QStyleOptionViewItem &option);
[[nodiscard]] Qt::Alignment leading(const QStyleOptionViewItem &option);
[[nodiscard]] Qt::Alignment trailing(const QStyleOptionViewItem &option);

void button(QPainter &painter, const QStyleOptionButton &option, const QWidget *widget);
void field(QPainter &painter, const QStyleOption &option, const QWidget *widget);
void checkBox(QPainter &painter, const QStyleOption &option);
void radioButton(QPainter &painter, const QStyleOption &option);
void toolButton(QPainter &painter, const QStyleOptionToolButton &option);
void menuItem(QPainter &painter, const QStyleOptionMenuItem &option);
void scrollBarThumb(QPainter &painter, const QStyleOptionSlider &option, const QRect &thumb);
void slider(QPainter &painter, const QStyleOptionSlider &option, const QRect &handle); // horizontal
void chevronDown(QPainter &painter, const QRectF &rect, const QColor &color);

} // namespace coterie::ui::stylepaint
