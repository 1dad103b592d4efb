// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>
#include <QPixmap>

class QPainter;

// Line icons from `:/icons/<name>.svg`, drawn in the colour of the moment and sharp at every pixel ratio.
namespace coterie::ui {

enum class Tint { Text, Muted, Accent, OnAccent, Danger, Warning, Success };

// Follows the application's palette: the same QIcon is right after a change of theme.
[[nodiscard]] QIcon lineIcon(QStringView name, Tint tint = Tint::Text);

// For delegates: one icon in one colour.
void paintIcon(QPainter &painter, const QRectF &rect, QStringView name, const QColor &color);
[[nodiscard]] QPixmap iconPixmap(QStringView name, const QColor &color, QSize pixels);

} // namespace coterie::ui
