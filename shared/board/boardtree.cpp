// SPDX-License-Identifier: MIT
#include "shared/board/boardends.h"

#include <algorithm>

// What is in what, and the painting order that follows from it.
namespace coterie {

const BoardRecord *BoardDoc::find(ObjectId id) const
{
    const auto at = m_index.constFind(id);
    return at == m_index.constEnd() ? nullptr : &m_slots[*at].record;
}

bool BoardDoc::isContainer(ObjectId id) const
{
    const BoardRecord *record = find(id);
    return record && isBoardContainer(record->kind);
}

bool BoardDoc::isVisibleNow(quint32 slot) const
{
    const Slot &s = m_slots[slot];
    return s.open ? s.record.isVisible() : s.visible;
}

// In the order of creation: a set has none.
std::vector<quint32> BoardDoc::childSlots(ObjectId parent) const
{
    std::vector<quint32> found;
    if (const auto at = m_children.constFind(parent); at != m_children.constEnd())
        found.assign(at->cbegin(), at->cend());
    if (const auto at = m_openChildren.constFind(parent); at != m_openChildren.constEnd())
        found.insert(found.end(), at->cbegin(), at->cend());
    std::sort(found.begin(), found.end());
    return found;
}

template <class Test> bool BoardDoc::anyChild(ObjectId parent, Test test) const
{
    for (const auto *index : {&m_children, &m_openChildren})
        if (const auto at = index->constFind(parent); at != index->constEnd())
            if (std::any_of(at->cbegin(), at->cend(), test))
                return true;
    return false;
}

// Objects under change are in no other index until they are settled; to look through all of them for each group would
// take as long as all groups times all that is erased with them.
void BoardDoc::fileOpen(quint32 slot)
{
    const auto parent = m_slots[slot].record.value(BoardRegister::Parent).object();
    if (const auto before = m_openParents.constFind(slot); before != m_openParents.constEnd()) {
        if (*before == parent)
            return;
        m_openChildren[*before].remove(slot);
        m_openParents.erase(before);
    }
    if (!parent)
        return;
    m_openParents.insert(slot, *parent);
    m_openChildren[*parent].insert(slot);
}

bool BoardDoc::closesCycle(ObjectId child, ObjectId parent) const
{
    ObjectId at = parent;
    for (int depth = 0; depth < maxBoardNesting; ++depth) {
        if (at == child)
            return true;
        const BoardRecord *record = find(at);
        const auto above = record ? record->value(BoardRegister::Parent).object() : std::nullopt;
        if (!above)
            return false;
        at = *above;
    }
    return true; // or nested too deeply
}

// The group or frame that an object is in for everybody who looks: one that cannot be seen holds nothing.
const BoardRecord *BoardDoc::shownParent(const BoardRecord &record) const
{
    if (!record.extras && record.writes.empty())
        return nullptr;
    const auto parent = record.value(BoardRegister::Parent).object();
    if (!parent)
        return nullptr;
    const auto at = m_index.constFind(*parent);
    return at != m_index.constEnd() && isVisibleNow(*at) ? &m_slots[*at].record : nullptr;
}

BoardOrderKey BoardDoc::orderOf(const BoardRecord &record) const
{
    std::vector<const BoardRecord *> chain{&record};
    while (int(chain.size()) <= maxBoardNesting) {
        const BoardRecord *parent = shownParent(*chain.back());
        if (!parent)
            break;
        chain.push_back(parent);
    }
    BoardOrderKey key = chain.back()->value(BoardRegister::Order).order();
    for (size_t i = chain.size() - 1; i-- > 0;)
        key = key.child(chain[i]->value(BoardRegister::Order).order());
    return key;
}

bool BoardDoc::isEmptyGroup(const BoardRecord &record) const
{
    if (record.kind != BoardKind::Group)
        return false;
    // Asked for each of what is in it: the first that can be seen is enough, whichever comes first.
    std::vector<ObjectId> groups{record.id};
    const auto isSeen = [&](quint32 slot) {
        const BoardRecord &child = m_slots[slot].record;
        if (isVisibleNow(slot) && child.kind == BoardKind::Group)
            groups.push_back(child.id);
        return isVisibleNow(slot) && child.kind != BoardKind::Group;
    };
    for (size_t i = 0; i < groups.size() && i < m_slots.size(); ++i)
        if (anyChild(ObjectId(groups[i]), isSeen)) // which may add to groups
            return false;
    return true;
}

BoardObject BoardDoc::shown(const BoardRecord &record) const
{
    BoardObject object = record.object(authorOf(record));
    if (!object.parent)
        return object;
    object.order = orderOf(record);
    if (!shownParent(record))
        object.parent.reset();
    return object;
}

bool BoardDoc::isVisible(ObjectId id) const
{
    const auto at = m_index.constFind(id);
    return at != m_index.constEnd() && m_slots[*at].visible && !isEmptyGroup(m_slots[*at].record);
}

std::optional<BoardObject> BoardDoc::object(ObjectId id) const
{
    return isVisible(id) ? std::optional(shown(*find(id))) : std::nullopt;
}

std::optional<BoardObject> BoardDoc::lastOf(ObjectId id) const
{
    const BoardRecord *record = find(id);
    return record ? std::optional(shown(*record)) : std::nullopt;
}

std::optional<QString> BoardDoc::textOf(ObjectId id) const
{
    const BoardRecord *record = find(id);
    return record && hasBoardText(record->kind) ? std::optional(record->text().shown()) : std::nullopt;
}

QList<BoardObject> BoardDoc::objects() const
{
    QList<BoardObject> all;
    all.reserve(m_visible);
    for (const Slot &slot : m_slots)
        if (slot.visible && !isEmptyGroup(slot.record))
            all.append(shown(slot.record));
    const auto below = [](const BoardObject &a, const BoardObject &b) {
        return a.order != b.order ? a.order < b.order : a.id < b.id;
    };
    if (!std::is_sorted(all.cbegin(), all.cend(), below)) // they are, as long as nobody brings anything to the front
        std::sort(all.begin(), all.end(), below);
    return all;
}

QList<ObjectId> BoardDoc::children(ObjectId parent) const
{
    std::vector<std::pair<BoardOrderKey, ObjectId>> found;
    for (const quint32 slot : childSlots(parent)) {
        const BoardRecord &record = m_slots[slot].record;
        if (m_slots[slot].visible && !isEmptyGroup(record) && shownParent(record))
            found.emplace_back(record.value(BoardRegister::Order).order(), record.id);
    }
    std::sort(found.begin(), found.end());
    QList<ObjectId> ids;
    for (const auto &[order, id] : found)
        ids.append(id);
    return ids;
}

QList<ObjectId> BoardDoc::contents(ObjectId parent) const
{
    QList<ObjectId> ids;
    for (const quint32 slot : childSlots(parent))
        if (m_slots[slot].visible)
            ids.append(m_slots[slot].record.id);
    return ids;
}

QRectF BoardDoc::box(ObjectId id) const
{
    QRectF all;
    std::vector<ObjectId> open{id};
    for (size_t i = 0; i < open.size() && i < m_slots.size(); ++i) {
        const auto at = m_index.constFind(open[i]);
        if (at == m_index.constEnd() || !m_slots[*at].visible)
            continue;
        all |= routedBoardLine(m_slots[*at].record.object({}), *this).box();
        if (isBoardContainer(m_slots[*at].record.kind))
            for (const ObjectId &child : children(open[i]))
                open.push_back(child);
    }
    return all;
}

// Notes how an object looks before it is changed, and everything in it, which is painted where it is.
void BoardDoc::noteTree(ObjectId id)
{
    if (!m_tracking)
        return;
    std::vector<ObjectId> open{id};
    for (size_t i = 0; i < open.size(); ++i) {
        const bool known = m_before.contains(open[i]);
        noteLook(open[i]);
        if (!known && isContainer(open[i]))
            for (const quint32 slot : childSlots(open[i]))
                open.push_back(m_slots[slot].record.id);
    }
}

// Gives short numbers to all keys that begin with the same one, in the order they have. Every key keeps its place
// among all others, those of undone writes too, so nothing that can be seen or brought back changes (B11).
void BoardDoc::renumber(qint64 first)
{
    const BoardOrderKey middle(first);
    std::vector<BoardOrderKey> keys;
    std::vector<quint32> found;
    for (quint32 slot = 0; slot < m_slots.size(); ++slot) {
        const size_t before = keys.size();
        m_slots[slot].record.collectOrders(keys);
        keys.erase(
            std::remove_if(keys.begin() + qsizetype(before), keys.end(),
                           [&](const BoardOrderKey &key) { return key.first() != first || key.rest().isEmpty(); }),
            keys.end());
        if (keys.size() > before)
            found.push_back(slot);
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    const auto below = qint64(std::lower_bound(keys.begin(), keys.end(), middle) - keys.begin());
    std::vector<std::pair<BoardOrderKey, BoardOrderKey>> byOld;
    for (size_t i = 0; i < keys.size(); ++i)
        byOld.emplace_back(keys[i], middle.numbered(qint64(i) < below ? qint64(i) - below : qint64(i) - below + 1));
    for (const quint32 slot : found)
        open(slot).replaceOrders(byOld);
}

std::optional<UserId> BoardDoc::authorOf(ObjectId id) const
{
    const BoardRecord *record = find(id);
    return record ? std::optional(authorOf(*record)) : std::nullopt;
}

std::optional<UserId> BoardDoc::lockedBy(ObjectId id) const
{
    const BoardRecord *record = find(id);
    return record && record->isLocked() ? std::optional(m_authors[record->authorOf(BoardRegister::Locked)])
                                        : std::nullopt;
}

} // namespace coterie
