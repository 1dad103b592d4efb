// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QPointF>
#include <QString>

class QPainter;

namespace coterie::ui {

// Plain text in lines of a width, such as a notice between messages: laid out once and kept, because the same words are
// measured many times for each time they are painted. GUI thread.
[[nodiscard]] int wrappedHeight(const QString &text, const QFont &font, int width);
// In the painter's pen, against the side where the text begins.
void paintWrapped(QPainter &painter, const QPointF &topLeft, const QString &text, const QFont &font, int width);

// What QFontMetrics says, kept likewise.
[[nodiscard]] int keptWidth(const QString &text, const QFont &font);
[[nodiscard]] QString keptElided(const QString &text, const QFont &font, int width);

} // namespace coterie::ui
