// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/shapefigure.h"
#include "app/ui/board/spatialgrid.h"

#include <QHash>

namespace coterie::ui {

// What looks different since an object was put or removed: the object itself, and lines that are bound to it. A null
// figure: it was, or is, not to be seen.
struct SceneChange {
    ObjectId id;
    FigurePtr before;
    FigurePtr after;
};

// What there is to paint on a board and where: the visible objects, ready to be painted, with their order and an index
// by place. No widget, no pixel: screen, thumbnails and exports paint from it. The window's thread.
class BoardScene final
{
    Q_DISABLE_COPY_MOVE(BoardScene)
public:
    BoardScene();

    // Where pictures come from; without it each is a placeholder.
    void setPictures(std::function<PictureState(const QByteArray &asset)> pictures);
    // Who made a note, for its foot; without it no note says so.
    void setSignatures(std::function<QString(const ObjectId &note)> signatures);
    void lookLike(const BoardScene &other); // its pictures and signatures too
    // Notes that are signed otherwise by now.
    std::vector<SceneChange> signaturesChanged();
    // The pictures with these bytes have come, or come nearer.
    std::vector<SceneChange> pictureChanged(const QByteArray &asset);

    void clear();
    void reset(const QList<BoardObject> &objects);
    std::vector<SceneChange> put(const BoardObject &object); // new, or other than it was
    std::vector<SceneChange> remove(ObjectId id);
    void setOrder(ObjectId id, const BoardOrderKey &order); // when nothing else of it has changed
    // Not painted and not hit, though it is there: what an eraser has touched before it is lifted. Stays so when it is
    // put again, also after all was cleared.
    void setHidden(ObjectId id, bool hidden);
    [[nodiscard]] bool isAnyHidden() const { return !m_hidden.isEmpty(); }

    // Painted, but not touched: it is not in the document yet. Until it is put again.
    void setEarly(ObjectId id, bool early);

    [[nodiscard]] int count() const { return int(m_index.size()); }
    [[nodiscard]] bool contains(ObjectId id) const { return m_index.contains(id); }
    [[nodiscard]] FigurePtr figure(ObjectId id) const; // null when there is nothing to be painted
    [[nodiscard]] QRectF extent() const;               // of everything; null when there is nothing
    // Everything whose box meets the area, in painting order.
    [[nodiscard]] std::vector<FigurePtr> collect(const QRectF &area) const;
    // Everything whose box meets the area and that is not early, hidden or not, in painting order.
    [[nodiscard]] QList<ObjectId> near(const QRectF &area) const;
    [[nodiscard]] bool isAnyIn(const QRectF &area) const; // of what collect() answers
    // Whether no other object that meets this one's box is painted after it.
    [[nodiscard]] bool isOnTop(ObjectId id) const;

    // ---- what is where, in board units. Groups are never found: they have nothing to be touched. Hidden ones neither.
    // A filled shape, text, a note and a picture are touched inside too; an empty shape and a frame only near the line.
    [[nodiscard]] QList<ObjectId> hits(const QPointF &at, double tolerance) const;        // the topmost first
    [[nodiscard]] std::optional<ObjectId> hit(const QPointF &at, double tolerance) const; // the topmost
    // All that a round brush meets on its way, in painting order.
    [[nodiscard]] QList<ObjectId> touchedBy(const QLineF &path, double brush) const;
    enum class Take { Inside, Meeting };
    // What lies wholly in the rectangle, or also what only meets it; in painting order.
    [[nodiscard]] QList<ObjectId> within(const QRectF &area, Take take) const;
    [[nodiscard]] QList<ObjectId> within(const Polyline &lasso, Take take) const; // closed with a straight line
    // The topmost object whose outline is this near; a line's end can be bound to it. Lines and strokes are not asked.
    [[nodiscard]] std::optional<ObjectId> bindable(const QPointF &at, double tolerance) const;

private:
    struct Item {
        ObjectId id;
        BoardOrderKey order;
        FigurePtr figure; // null: a free place
        bool hidden = false;
        bool early = false;
    };
    enum class Of { Painted, Touched };
    [[nodiscard]] bool isBelow(quint32 a, quint32 b) const;
    template <class Test> [[nodiscard]] std::vector<quint32> find(const QRectF &area, Of of, Test test) const;
    [[nodiscard]] QList<ObjectId> idsOf(const std::vector<quint32> &places) const;
    SceneChange place(const BoardObject &object);
    void forgetBinding(ObjectId id);
    void rebind(ObjectId target, std::vector<SceneChange> &changes);

    std::vector<Item> m_items;
    std::vector<quint32> m_free;
    QHash<ObjectId, quint32> m_index;
    QSet<ObjectId> m_hidden; // there or not
    SpatialGrid m_grid;
    BoardOrderKey m_highest;               // order of the topmost object ever put
    QHash<ObjectId, BoardObject> m_bound;  // lines with an end that is bound
    QMultiHash<ObjectId, ObjectId> m_ends; // from what they are bound to
    QHash<ObjectId, BoardObject> m_images;
    QHash<ObjectId, std::pair<BoardObject, QString>> m_notes; // and how they are signed
    FigureSources m_sources;
};

} // namespace coterie::ui
