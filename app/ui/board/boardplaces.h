// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/ids.h"

#include <QByteArray>
#include <QList>
#include <QPointF>

#include <optional>

namespace coterie::ui {

// How somebody left a board: where they looked, and what they had switched on.
struct BoardPlace {
    BoardId board;
    QPointF corner;  // upper left, board units
    double zoom = 0; // 0: nothing was in sight, so there is nothing to come back to
    bool grid = true;
    bool snap = false;
    bool map = false;

    friend bool operator==(const BoardPlace &, const BoardPlace &) = default;
};

// The boards that were looked at last, the latest first. Values only.
class BoardPlaces final
{
public:
    static constexpr qsizetype most = 100;

    BoardPlaces() = default;
    explicit BoardPlaces(const QByteArray &stored); // what does not fit is left out

    [[nodiscard]] std::optional<BoardPlace> find(const BoardId &board) const;
    void put(const BoardPlace &place);
    [[nodiscard]] QByteArray stored() const;
    [[nodiscard]] qsizetype count() const { return m_places.size(); }

private:
    QList<BoardPlace> m_places;
};

} // namespace coterie::ui
