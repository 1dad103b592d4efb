// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QRect>

// Where a card above the board comes to lie among others. Pure functions of pixels of the page.
namespace coterie::ui {

struct CardRoom {
    QRect room;          // the card has to be in it
    QList<QRect> others; // it must not lie on these; where there is no way round, the last ones first give in
};

// As near as it goes to the wanted corner.
[[nodiscard]] QPoint placeNear(const QPoint &wanted, QSize card, const CardRoom &where);

// On the side of what is selected that is asked for, else on the other one, below it, above it: the first that has
// room. When nothing is free, at the edge of the room on the other side of `first`, or where it hides less of it.
enum class CardSide { Right, Left };
[[nodiscard]] QPoint placeBeside(const QRect &selected, QSize card, const CardRoom &where, CardSide first);

} // namespace coterie::ui
