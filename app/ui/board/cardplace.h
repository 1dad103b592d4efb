// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QRect>

#include <optional>

// Where one card above the board has a place among others that lie already. Pure functions of pixels of the page; all
// of them together are placed by cardlayout.h.
namespace coterie::ui {

struct CardRoom {
    QRect room;          // the card has to be in it
    QList<QRect> others; // it must not lie on these
};

// As near as it goes to the wanted corner; nothing: there is no place.
[[nodiscard]] std::optional<QPoint> placeNear(const QPoint &wanted, QSize card, const CardRoom &where);

// On the side of what is selected that is asked for, else on the other one, below it, above it: the first that has
// room. When nothing is free, at the edge of the room on the other side of `first`, or where it hides less of it.
enum class CardSide { Right, Left };
[[nodiscard]] std::optional<QPoint> placeBeside(const QRect &selected, QSize card, const CardRoom &where,
                                                CardSide first);

} // namespace coterie::ui
