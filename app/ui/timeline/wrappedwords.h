// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QPointF>
#include <QRect>
#include <QString>

class QPainter;

namespace coterie::ui {

// Plain text in lines of a width, such as a notice between messages: laid out once and kept, because the same words are
// measured many times for each time they are painted. GUI thread.
[[nodiscard]] int wrappedHeight(const QString &text, const QFont &font, int width);
// In the painter's pen, against the side where the text begins.
void paintWrapped(QPainter &painter, const QPointF &topLeft, const QString &text, const QFont &font, int width);

// A line of it, such as a name, kept likewise: cut with an ellipsis where the rectangle is too narrow. where: as it
// looks, so of a window from right to left as QStyle::visualAlignment() says.
void paintLine(QPainter &painter, const QRect &rect, Qt::Alignment where, const QString &text, const QFont &font);
[[nodiscard]] int lineWidth(const QString &text, const QFont &font); // uncut, rounded up

} // namespace coterie::ui
