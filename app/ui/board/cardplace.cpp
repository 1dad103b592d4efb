// SPDX-License-Identifier: MIT
#include "app/ui/board/cardplace.h"

#include "app/ui/shell/theme.h"

#include <algorithm>
#include <array>
#include <utility>

namespace coterie::ui {
namespace {

int areaOf(const QRect &rect)
{
    return rect.isEmpty() ? 0 : rect.width() * rect.height();
}

// Where the card hides least of `spared`, and of those places the nearest to the wanted one. Whatever place is free can
// be pushed left and up until the card touches something, so only such places have to be looked at.
std::optional<QPoint> freePlace(const QPoint &wanted, QSize card, const CardRoom &where, const QRect &spared = {})
{
    const QRect &room = where.room;
    const QPoint last = room.bottomRight() - QPoint(card.width() - 1, card.height() - 1);
    if (last.x() < room.left() || last.y() < room.top())
        return {};
    QList<int> xs{room.left(), last.x(), std::clamp(wanted.x(), room.left(), last.x())};
    QList<int> ys{room.top(), last.y(), std::clamp(wanted.y(), room.top(), last.y())};
    for (const QRect &other : where.others) {
        xs += {other.right() + 1, other.left() - card.width()};
        ys += {other.bottom() + 1, other.top() - card.height()};
    }
    std::optional<QPoint> best;
    std::pair<int, int> least;
    for (const int x : std::as_const(xs))
        for (const int y : std::as_const(ys)) {
            const QRect there(QPoint(x, y), card);
            const bool meets = std::any_of(where.others.cbegin(), where.others.cend(),
                                           [&](const QRect &other) { return other.intersects(there); });
            const std::pair cost{areaOf(there & spared), (there.topLeft() - wanted).manhattanLength()};
            if (room.contains(there) && !meets && (!best || cost < least)) {
                best = there.topLeft();
                least = cost;
            }
        }
    return best;
}

} // namespace

std::optional<QPoint> placeNear(const QPoint &wanted, QSize card, const CardRoom &where)
{
    return freePlace(wanted, card, where);
}

std::optional<QPoint> placeBeside(const QRect &selected, QSize card, const CardRoom &where, CardSide first)
{
    constexpr int gap = space::m;
    const QRect &room = where.room;
    const QPoint middle = selected.center() - QPoint(card.width() / 2, card.height() / 2);
    struct Side {
        QRect room;
        QPoint wanted;
    };
    const int right = selected.right() + gap;
    const int left = selected.left() - gap;
    const int below = selected.bottom() + gap;
    const int above = selected.top() - gap;
    std::array sides{
        Side{QRect(QPoint(std::max(right, room.left()), room.top()), room.bottomRight()), QPoint(right, middle.y())},
        Side{QRect(room.topLeft(), QPoint(std::min(left, room.right()), room.bottom())),
             QPoint(left - card.width(), middle.y())},
        Side{QRect(QPoint(room.left(), std::max(below, room.top())), room.bottomRight()), QPoint(middle.x(), below)},
        Side{QRect(room.topLeft(), QPoint(room.right(), std::min(above, room.bottom()))),
             QPoint(middle.x(), above - card.height())}};
    if (first == CardSide::Left)
        std::swap(sides[0], sides[1]);
    for (const Side &side : sides)
        if (const auto place = freePlace(side.wanted, card, {side.room, where.others}))
            return *place;
    const int edge = first == CardSide::Right ? room.left() : room.right() + 1 - card.width();
    return freePlace({edge, room.center().y() - card.height() / 2}, card, where, selected);
}

} // namespace coterie::ui
