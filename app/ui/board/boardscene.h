// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/inkstroke.h"
#include "app/ui/board/spatialgrid.h"

#include <QHash>

#include <optional>

namespace coterie::ui {

// What there is to paint on a board and where: the visible objects, ready to be painted, with their order and an index
// by place. No widget, no pixel, no Gui: screen, thumbnails and exports paint from it. The window's thread.
class BoardScene final
{
public:
    void reset(const QList<BoardObject> &objects);
    void put(const BoardObject &object); // new, or other than it was
    void remove(ObjectId id);
    // Not painted and not hit, though it is there: what an eraser has touched before it is lifted.
    void setHidden(ObjectId id, bool hidden);

    [[nodiscard]] int count() const { return int(m_index.size()); }
    [[nodiscard]] bool contains(ObjectId id) const { return m_index.contains(id); }
    [[nodiscard]] InkPtr ink(ObjectId id) const; // null when there is none to be painted
    [[nodiscard]] QRectF extent() const;         // of all ink; null when there is none
    // Everything whose box meets the area, in painting order.
    [[nodiscard]] std::vector<InkPtr> collect(const QRectF &area) const;
    [[nodiscard]] int countIn(const QRectF &area) const;
    // Whether no other object that meets this one's box is painted after it.
    [[nodiscard]] bool isOnTop(ObjectId id) const;
    [[nodiscard]] std::optional<ObjectId> hit(const QPointF &at, double tolerance) const; // the topmost
    [[nodiscard]] QList<ObjectId> touchedBy(const QLineF &path, double brush) const;

private:
    struct Item {
        ObjectId id;
        BoardOrderKey order;
        InkPtr ink; // null: a free place
        bool hidden = false;
    };
    [[nodiscard]] bool isBelow(quint32 a, quint32 b) const;
    [[nodiscard]] std::vector<quint32> indices(const QRectF &area) const;

    std::vector<Item> m_items;
    std::vector<quint32> m_free;
    QHash<ObjectId, quint32> m_index;
    SpatialGrid m_grid;
    BoardOrderKey m_highest; // order of the topmost object ever put
};

} // namespace coterie::ui
