// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/ids.h"
#include "shared/protocol/presence.h"

#include <QColor>
#include <QRectF>

class QFont;
class QPainter;
class QPalette;

// How a person looks: a colour of their own, initials, and a presence mark that differs in shape, not only in colour.
namespace coterie::ui {

inline constexpr int userColorCount = 12;

// Dark enough for white initials, apart from each other for the common kinds of colour vision. The same on every
// machine.
[[nodiscard]] QColor userColor(int index);
[[nodiscard]] QColor userColor(const UserId &user);

// One or two letters, by grapheme: "Ana Novak" → "AN", "👩‍🚀 Kim" → "👩‍🚀".
[[nodiscard]] QString initials(const QString &name);

void paintAvatar(QPainter &painter, const QRectF &rect, const QString &name, const QColor &color, const QFont &base,
                 const QColor &ink = Qt::white);
// The mark at the lower right of an avatar; `ground` is what it stands on.
void paintPresence(QPainter &painter, const QRectF &avatar, Status status, const QPalette &palette,
                   const QColor &ground);
// The mark alone, filling rect.
void paintPresenceMark(QPainter &painter, const QRectF &rect, Status status, const QPalette &palette);

[[nodiscard]] QString statusWord(Status status);
[[nodiscard]] QString lastStatusWord(Status status); // how somebody was, while nobody tells how they are

} // namespace coterie::ui
