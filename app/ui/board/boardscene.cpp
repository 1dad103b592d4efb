// SPDX-License-Identifier: MIT
#include "app/ui/board/boardscene.h"

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr double leastBrush = 1e-6; // a way of no width has no box

} // namespace

BoardScene::BoardScene()
{
    m_sources.target = [this](ObjectId id) -> const Figure * {
        const auto at = m_index.constFind(id);
        return at == m_index.constEnd() ? nullptr : m_items[*at].figure.get();
    };
}

void BoardScene::setPictures(std::function<PictureState(const QByteArray &asset)> pictures)
{
    m_sources.picture = std::move(pictures);
}

void BoardScene::setSignatures(std::function<QString(const ObjectId &note)> signatures)
{
    m_sources.signature = std::move(signatures);
}

void BoardScene::lookLike(const BoardScene &other)
{
    m_sources.picture = other.m_sources.picture;
    m_sources.signature = other.m_sources.signature;
}

std::vector<SceneChange> BoardScene::signaturesChanged()
{
    std::vector<SceneChange> changes;
    const auto notes = m_notes;
    for (const auto &[note, signature] : notes)
        if (m_sources.signature && m_sources.signature(note.id) != signature)
            if (SceneChange change = place(note); change.after)
                changes.push_back(std::move(change));
    return changes;
}

std::vector<SceneChange> BoardScene::pictureChanged(const QByteArray &asset)
{
    std::vector<SceneChange> changes;
    const QHash<ObjectId, BoardObject> images = m_images;
    for (const BoardObject &object : images)
        if (object.asset == asset)
            if (SceneChange change = place(object); change.after)
                changes.push_back(std::move(change));
    return changes;
}

void BoardScene::clear()
{
    m_items.clear();
    m_free.clear();
    m_index.clear();
    m_grid.clear();
    m_bound.clear();
    m_ends.clear();
    m_images.clear();
    m_notes.clear();
    m_highest = {};
}

void BoardScene::reset(const QList<BoardObject> &objects)
{
    clear();
    m_items.reserve(size_t(objects.size()));
    m_index.reserve(objects.size());
    // What lines are bound to may come after them.
    for (const BoardObject &object : objects)
        if (!object.start && !object.end)
            place(object);
    for (const BoardObject &object : objects)
        if (object.start || object.end)
            place(object);
    // A line may be bound to a line that came later.
    std::vector<SceneChange> changes;
    for (auto at = m_bound.cbegin(); at != m_bound.cend(); ++at)
        if (m_ends.contains(at.key()))
            rebind(at.key(), changes);
}

std::vector<SceneChange> BoardScene::put(const BoardObject &object)
{
    std::vector<SceneChange> changes;
    SceneChange own = place(object);
    setEarly(object.id, false);
    if (own.before || own.after)
        changes.push_back(std::move(own));
    rebind(object.id, changes);
    return changes;
}

std::vector<SceneChange> BoardScene::remove(ObjectId id)
{
    std::vector<SceneChange> changes;
    const auto at = m_index.constFind(id);
    if (at == m_index.constEnd())
        return changes;
    const quint32 place = *at;
    changes.push_back({id, figure(id), {}});
    m_grid.remove(place, m_items[place].figure->box);
    m_items[place] = {};
    m_free.push_back(place);
    m_index.erase(at);
    forgetBinding(id);
    m_images.remove(id);
    m_notes.remove(id);
    rebind(id, changes);
    return changes;
}

SceneChange BoardScene::place(const BoardObject &object)
{
    forgetBinding(object.id);
    for (const auto &end : {object.start, object.end})
        if (end) {
            m_bound.insert(object.id, object);
            if (!m_ends.contains(end->object, object.id))
                m_ends.insert(end->object, object.id);
        }
    if (object.kind == BoardKind::Image)
        m_images.insert(object.id, object);
    if (object.kind == BoardKind::Sticky && m_sources.signature)
        m_notes.insert(object.id, {object, m_sources.signature(object.id)});
    FigurePtr figure = figureOf(object, m_sources);
    if (!figure)
        return {object.id, {}, {}};
    m_highest = std::max(m_highest, object.order);
    if (const auto known = m_index.constFind(object.id); known != m_index.constEnd()) {
        Item &item = m_items[*known];
        m_grid.remove(*known, item.figure->box);
        m_grid.insert(*known, figure->box);
        item.order = object.order;
        const FigurePtr before = std::exchange(item.figure, figure);
        return item.hidden ? SceneChange{object.id, {}, {}} : SceneChange{object.id, before, figure};
    }
    quint32 place = 0;
    if (m_free.empty()) {
        place = quint32(m_items.size());
        m_items.emplace_back();
    } else {
        place = m_free.back();
        m_free.pop_back();
    }
    m_grid.insert(place, figure->box);
    const bool hidden = m_hidden.contains(object.id);
    m_items[place] = {object.id, object.order, figure, hidden};
    m_index.insert(object.id, place);
    return {object.id, {}, hidden ? FigurePtr() : figure};
}

void BoardScene::forgetBinding(ObjectId id)
{
    const auto at = m_bound.constFind(id);
    if (at == m_bound.constEnd())
        return;
    for (const auto &end : {at->start, at->end})
        if (end)
            m_ends.remove(end->object, id);
    m_bound.erase(at);
}

void BoardScene::rebind(ObjectId target, std::vector<SceneChange> &changes)
{
    for (const ObjectId &line : m_ends.values(target)) {
        const BoardObject object = m_bound.value(line);
        if (SceneChange change = place(object); change.before || change.after)
            changes.push_back(std::move(change));
    }
}

void BoardScene::setOrder(ObjectId id, const BoardOrderKey &order)
{
    m_highest = std::max(m_highest, order);
    if (const auto at = m_index.constFind(id); at != m_index.constEnd())
        m_items[*at].order = order;
}

void BoardScene::setHidden(ObjectId id, bool hidden)
{
    if (hidden)
        m_hidden.insert(id);
    else
        m_hidden.remove(id);
    if (const auto at = m_index.constFind(id); at != m_index.constEnd())
        m_items[*at].hidden = hidden;
}

void BoardScene::setEarly(ObjectId id, bool early)
{
    if (const auto at = m_index.constFind(id); at != m_index.constEnd())
        m_items[*at].early = early;
}

FigurePtr BoardScene::figure(ObjectId id) const
{
    const auto at = m_index.constFind(id);
    return at == m_index.constEnd() || m_items[*at].hidden ? FigurePtr() : m_items[*at].figure;
}

QRectF BoardScene::extent() const
{
    QRectF all;
    for (const Item &item : m_items)
        if (item.figure)
            all |= item.figure->box;
    return all;
}

bool BoardScene::isBelow(quint32 a, quint32 b) const
{
    const Item &one = m_items[a];
    const Item &other = m_items[b];
    return one.order != other.order ? one.order < other.order : one.id < other.id;
}

// All that can be seen, meets the area with its box and passes the test, in painting order.
template <class Test> std::vector<quint32> BoardScene::find(const QRectF &area, Of of, Test test) const
{
    std::vector<quint32> found;
    m_grid.query(area, [&](quint32 i) {
        const Item &item = m_items[i];
        if (!item.hidden && !(item.early && of == Of::Touched) && item.figure->box.intersects(area) &&
            test(*item.figure))
            found.push_back(i);
    });
    std::sort(found.begin(), found.end(), [this](quint32 a, quint32 b) { return isBelow(a, b); });
    return found;
}

QList<ObjectId> BoardScene::idsOf(const std::vector<quint32> &places) const
{
    QList<ObjectId> ids;
    ids.reserve(qsizetype(places.size()));
    for (const quint32 i : places)
        ids.append(m_items[i].id);
    return ids;
}

std::vector<FigurePtr> BoardScene::collect(const QRectF &area) const
{
    std::vector<FigurePtr> figures;
    for (const quint32 i : find(area, Of::Painted, [](const Figure &) { return true; }))
        figures.push_back(m_items[i].figure);
    return figures;
}

QList<ObjectId> BoardScene::near(const QRectF &area) const
{
    std::vector<quint32> found;
    m_grid.query(area, [&](quint32 i) {
        const QRectF &box = m_items[i].figure->box;
        if (!m_items[i].early && box.left() <= area.right() && box.right() >= area.left() &&
            box.top() <= area.bottom() && box.bottom() >= area.top())
            found.push_back(i);
    });
    std::sort(found.begin(), found.end(), [this](quint32 a, quint32 b) { return isBelow(a, b); });
    return idsOf(found);
}

bool BoardScene::isAnyIn(const QRectF &area) const
{
    return m_grid.any(area, [&](quint32 i) { return !m_items[i].hidden && m_items[i].figure->box.intersects(area); });
}

bool BoardScene::isOnTop(ObjectId id) const
{
    const auto at = m_index.constFind(id);
    if (at == m_index.constEnd())
        return false;
    if (m_items[*at].order > m_highest)
        return true;
    bool top = true;
    m_grid.query(m_items[*at].figure->box, [&](quint32 i) {
        if (i != *at && isBelow(*at, i) && m_items[i].figure->box.intersects(m_items[*at].figure->box))
            top = false;
    });
    return top;
}

QList<ObjectId> BoardScene::hits(const QPointF &at, double tolerance) const
{
    const double reach = std::max(tolerance, leastBrush);
    QList<ObjectId> ids = touchedBy(QLineF(at, at), reach);
    std::reverse(ids.begin(), ids.end());
    return ids;
}

// From the top: what lies below the first that is touched is not measured.
std::optional<ObjectId> BoardScene::hit(const QPointF &at, double tolerance) const
{
    const double reach = std::max(tolerance, leastBrush);
    const QRectF area = QRectF(at, at).adjusted(-reach, -reach, reach, reach);
    const std::vector<quint32> near = find(area, Of::Touched, [](const Figure &) { return true; });
    for (auto i = near.crbegin(); i != near.crend(); ++i)
        if (m_items[*i].figure->isTouchedBy(QLineF(at, at), reach))
            return m_items[*i].id;
    return {};
}

QList<ObjectId> BoardScene::touchedBy(const QLineF &path, double brush) const
{
    const QRectF area = QRectF(path.p1(), path.p2()).normalized().adjusted(-brush, -brush, brush, brush);
    return idsOf(find(area, Of::Touched, [&](const Figure &figure) { return figure.isTouchedBy(path, brush); }));
}

QList<ObjectId> BoardScene::within(const QRectF &area, Take take) const
{
    const QRectF box = area.normalized();
    return idsOf(find(box, Of::Touched, [&](const Figure &figure) {
        return box.contains(figure.box) || (take == Take::Meeting ? figure.meets(box) : box.contains(figure.bare()));
    }));
}

QList<ObjectId> BoardScene::within(const Polyline &lasso, Take take) const
{
    if (lasso.size() < 3)
        return {};
    Polyline closed = lasso;
    if (closed.front() != closed.back())
        closed.push_back(closed.front());
    const auto anySegment = [&closed](auto test) {
        for (size_t i = 1; i < closed.size(); ++i)
            if (test(closed[i - 1], closed[i]))
                return true;
        return false;
    };
    return idsOf(find(boundsOf(closed), Of::Touched, [&](const Figure &figure) {
        // Most lie clear of the line, all in or all out: only of the others every point must be asked.
        if (!anySegment([&](const QPointF &a, const QPointF &b) { return meets(figure.box, a, b, 0); }))
            return ui::contains(closed, figure.box.center());
        const auto cuts = [&](const QPointF &a, const QPointF &b) { return figure.isTouchedBy({a, b}, leastBrush); };
        return figure.isInside(closed) || (take == Take::Meeting && anySegment(cuts));
    }));
}

std::optional<ObjectId> BoardScene::bindable(const QPointF &at, double tolerance) const
{
    const QRectF area = QRectF(at, at).adjusted(-tolerance, -tolerance, tolerance, tolerance);
    const std::vector<quint32> found = find(area, Of::Touched, [&](const Figure &figure) {
        if (figure.kind == BoardKind::Stroke || isBoardLine(figure.kind))
            return false;
        const Polyline outline = figure.outline();
        if (figure.kind != BoardKind::Frame && ui::contains(outline, at))
            return true;
        for (size_t i = 1; i < outline.size(); ++i)
            if (squaredDistance(at, outline[i - 1], outline[i]) <= tolerance * tolerance)
                return true;
        return false;
    });
    return found.empty() ? std::nullopt : std::optional(m_items[found.back()].id);
}

} // namespace coterie::ui
