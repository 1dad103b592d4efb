// SPDX-License-Identifier: MIT
#include "shared/board/boarddoc.h"

#include "shared/board/boardsnapshot.h"

#include <algorithm>
#include <limits>

namespace coterie {
namespace {

constexpr Seq purgeEvery = 256; // places of the log: it looks through everything

} // namespace

const BoardHistory *BoardDoc::historyOf(UserId author) const
{
    const auto at = m_authorIndex.constFind(author);
    return at == m_authorIndex.constEnd() ? nullptr : &m_histories[*at];
}

QList<OpId> BoardDoc::undoable(UserId author) const
{
    QList<OpId> ids;
    if (const BoardHistory *history = historyOf(author))
        for (qsizetype i = history->entries.size(); i-- > 0;)
            if (!history->entries.at(i).undone)
                ids.append(history->entries.at(i).id);
    return ids;
}

QList<OpId> BoardDoc::redoable(UserId author) const
{
    const BoardHistory *history = historyOf(author);
    return history ? QList<OpId>(history->redo.rbegin(), history->redo.rend()) : QList<OpId>();
}

// Whether anything that the transaction touched can be seen; with orWould, or would be when it is turned.
bool BoardDoc::touchesSeen(const BoardHistory::Entry &entry, bool orWould) const
{
    const auto comesBack = [&](const BoardRecord &record) {
        if (entry.undone)
            return record.creationUndone && record.created == entry.tx;
        return record.placeOf(BoardRegister::Deleted) == entry.tx ||
               (record.erasing() && record.erasing()->isEditedBy(entry.tx));
    };
    return std::any_of(entry.touched.begin(), entry.touched.end(), [&](quint32 slot) {
        return m_slots[slot].visible || (orWould && comesBack(m_slots[slot].record));
    });
}

OpId BoardDoc::nextUndo(UserId author) const
{
    if (const BoardHistory *history = historyOf(author))
        for (auto entry = history->entries.crbegin(); entry != history->entries.crend(); ++entry)
            if (!entry->undone && touchesSeen(*entry, true))
                return entry->id;
    return {};
}

OpId BoardDoc::nextRedo(UserId author) const
{
    const BoardHistory *history = historyOf(author);
    for (const OpId &id : redoable(author))
        if (const qsizetype at = history->indexOf(id); at >= 0 && touchesSeen(history->entries.at(at), true))
            return id;
    return {};
}

QList<OpId> BoardDoc::stepOf(UserId author, OpId id) const
{
    QList<OpId> step;
    const BoardHistory *history = historyOf(author);
    const qsizetype at = history ? history->indexOf(id) : -1;
    if (at < 0)
        return step;
    const OpId wanted = history->entries.at(at).step;
    for (const BoardHistory::Entry &entry : history->entries)
        if (entry.step == wanted)
            step.append(entry.id);
    return step;
}

QList<OpId> BoardDoc::takeStep(UserId author, QList<OpId> &listed) const
{
    QList<OpId> taken;
    if (listed.isEmpty())
        return taken;
    const QList<OpId> step = stepOf(author, listed.first());
    const QSet<OpId> members(step.begin(), step.end());
    for (const OpId &id : std::as_const(listed))
        if (members.contains(id))
            taken.append(id);
    listed.removeIf([&](const OpId &id) { return members.contains(id); });
    return taken;
}

bool BoardDoc::wentTogether(UserId author, OpId one, OpId other) const
{
    const BoardHistory *history = historyOf(author);
    const auto undoneAt = [&](OpId id) {
        const qsizetype at = history ? history->indexOf(id) : -1;
        return at < 0 ? 0 : history->entries.at(at).undoneAt;
    };
    return undoneAt(one) != 0 && undoneAt(one) == undoneAt(other);
}

bool BoardDoc::showsAnyOf(UserId author, const QList<OpId> &ids) const
{
    const BoardHistory *history = historyOf(author);
    const QSet<OpId> wanted(ids.begin(), ids.end());
    return history && std::any_of(history->entries.begin(), history->entries.end(), [&](const auto &entry) {
               return wanted.contains(entry.id) && touchesSeen(entry, false);
           });
}

QList<BoardDoc::Kept> BoardDoc::keptOf(UserId author, const QList<OpId> &ids) const
{
    QList<Kept> kept;
    const BoardHistory *history = historyOf(author);
    if (!history)
        return kept;
    const QSet<OpId> wanted(ids.begin(), ids.end());
    for (const BoardHistory::Entry &entry : history->entries) {
        if (!wanted.contains(entry.id))
            continue;
        for (const quint32 slot : entry.touched) {
            const BoardRecord &record = m_slots[slot].record;
            if (record.created != entry.tx || !m_slots[slot].visible || !record.hasForeignWork())
                continue;
            const auto by = record.foreignAuthor();
            kept.append({record.id, by ? std::optional(m_authors[*by]) : std::nullopt});
        }
    }
    return kept;
}

QList<BoardDoc::Touched> BoardDoc::touchedBy(UserId author, const OpId &id) const
{
    QList<Touched> touched;
    const BoardHistory *history = historyOf(author);
    const qsizetype at = history ? history->indexOf(id) : -1;
    if (at < 0)
        return touched;
    const BoardHistory::Entry &entry = history->entries.at(at);
    for (const quint32 slot : entry.touched) {
        const BoardRecord &record = m_slots[slot].record;
        Touched one{record.id, authorOf(record), record.created == entry.tx};
        one.wrote = record.writing() && record.writing()->isEditedBy(entry.tx);
        one.fits = one.wrote || record.kind == BoardKind::Text;
        for (const BoardWrite &write : record.writes) {
            if (write.tx != entry.tx)
                continue;
            one.locked |= write.reg == BoardRegister::Locked &&
                          (write.value.number == 0 || entry.tx > record.placeOf(BoardRegister::Locked));
            one.ended |= write.reg == BoardRegister::Deleted;
            one.fits &= write.reg == BoardRegister::Position || write.reg == BoardRegister::Size ||
                        write.reg == BoardRegister::Deleted;
        }
        touched.append(one);
    }
    return touched;
}

bool BoardDoc::remembers(UserId author, OpId id) const
{
    const BoardHistory *history = historyOf(author);
    return history && (history->indexOf(id) >= 0 || history->known.contains(id));
}

int BoardDoc::apply(const BoardTransaction &tx, Seq seq)
{
    if (seq <= m_seq)
        return 0;
    const bool looks = recordCount() >= manyBoardRecords && seq / purgeEvery != m_seq / purgeEvery;
    m_seq = seq;
    if (looks)
        letGoOfErased();
    QList<OpId> &known = m_histories[addAuthor(tx.author)].known;
    known.append(tx.id);
    if (known.size() > boardKnownDepth)
        known.removeFirst();
    // Whoever sent it: what is not well formed changes nothing, here as everywhere else (B2).
    if (checkBoardOps(tx.ops))
        return 0;
    return applyOps(tx, seq);
}

BoardDoc::Journal BoardDoc::applyPending(const BoardTransaction &tx, Seq place)
{
    Journal journal;
    journal.slotCount = m_slots.size();
    journal.authorCount = m_authors.size();
    if (const auto author = m_authorIndex.constFind(tx.author); author != m_authorIndex.constEnd())
        journal.history = {*author, {m_histories[*author].redo, {}}};
    m_journal = &journal;
    applyOps(tx, place);
    m_journal = nullptr;
    return journal;
}

void BoardDoc::takeBack(Journal &&journal)
{
    while (m_slots.size() > journal.slotCount) {
        const Slot &slot = m_slots.back();
        noteTree(slot.record.id);
        account(slot, false);
        m_index.remove(slot.record.id);
        m_slots.pop_back();
    }
    // Backwards: an object that was put down in between stands here twice.
    for (auto at = journal.before.rbegin(); at != journal.before.rend(); ++at) {
        auto &[index, before] = *at;
        noteTree(before.record.id);
        account(m_slots[index], false);
        m_slots[index] = std::move(before);
        account(m_slots[index], true);
    }
    if (journal.history)
        m_histories[journal.history->first].takeBack(std::move(journal.history->second));
    while (m_authors.size() > journal.authorCount) {
        m_authorIndex.remove(m_authors.back());
        m_authors.pop_back();
        m_histories.pop_back();
    }
}

// Of what was erased so long ago that nobody can undo it, nothing is left: no replica tells it from what was never
// there (B24). Everybody does so at the same place of the log.
void BoardDoc::letGoOfErased()
{
    if (m_writing.by) // it counts by places, which change
        while (m_writing.by->write(std::numeric_limits<qint32>::max())) {
        }
    std::vector<bool> needed(m_slots.size(), false);
    for (const BoardHistory &history : m_histories)
        for (const BoardHistory::Entry &entry : history.entries)
            for (const quint32 slot : entry.touched)
                needed[slot] = true;
    constexpr quint32 gone = std::numeric_limits<quint32>::max();
    std::vector<quint32> now(m_slots.size(), gone);
    m_children.clear();
    m_index.clear();
    std::vector<Slot> all = std::exchange(m_slots, {});
    for (size_t i = 0; i < all.size(); ++i) {
        if (!needed[i] && !all[i].visible) {
            m_hash -= all[i].hash;
            continue;
        }
        now[i] = quint32(m_slots.size());
        m_index.insert(all[i].record.id, now[i]);
        if (const auto parent = all[i].record.value(BoardRegister::Parent).object())
            m_children[*parent].insert(now[i]);
        m_slots.push_back(std::move(all[i]));
    }
    for (BoardHistory &history : m_histories)
        for (BoardHistory::Entry &entry : history.entries)
            for (quint32 &slot : entry.touched)
                slot = now[slot];
}

void BoardDoc::setTracking(bool on)
{
    m_tracking = on;
    m_before.clear();
    m_changed.clear();
}

QList<BoardObjectChange> BoardDoc::takeChanges(bool orderKept)
{
    QList<BoardObjectChange> changes;
    for (const ObjectId &id : std::as_const(m_changed)) {
        const Look before = m_before.value(id);
        const Look after = lookOf(id);
        if (!before.visible && !after.visible)
            continue;
        BoardObjectChange change{id, before.box, after.box};
        if (before.visible && after.visible) {
            const bool same = before.hash == after.hash;
            if (same && before.order == after.order)
                continue;
            change.repaint = !same || !orderKept || !before.order.isPending();
            change.textChanged = before.text != after.text;
        }
        changes.append(change);
    }
    m_before.clear();
    m_changed.clear();
    return changes;
}

quint32 BoardDoc::addAuthor(UserId id)
{
    if (const auto known = m_authorIndex.constFind(id); known != m_authorIndex.constEnd())
        return *known;
    const auto index = quint32(m_authors.size());
    m_authors.push_back(id);
    m_histories.emplace_back();
    m_authorIndex.insert(id, index);
    return index;
}

std::optional<BoardGlance> BoardDoc::glance(int place) const
{
    const Slot &slot = m_slots[size_t(place)];
    if (!slot.visible || isEmptyGroup(slot.record))
        return {};
    const bool nested = slot.record.value(BoardRegister::Parent).object().has_value();
    return BoardGlance{slot.record.id, slot.record.kind, slot.record.box(), nested ? 0 : slot.hash};
}

BoardRecord &BoardDoc::open(quint32 slot)
{
    Slot &s = m_slots[slot];
    if (!s.open) {
        if (m_journal && slot < m_journal->slotCount)
            m_journal->before.emplace_back(slot, s);
        if (m_writing.by)
            m_writing.by->keep(slot, s.record);
        noteTree(s.record.id);
        account(s, false);
        s.open = true;
        m_open.push_back(slot);
        fileOpen(slot);
    }
    return s.record;
}

void BoardDoc::settle()
{
    for (const quint32 slot : m_open) {
        Slot &s = m_slots[slot];
        s.visible = s.record.isVisible();
        s.hash = s.record.stateHash(authorOf(s.record));
        s.open = false;
        account(s, true);
    }
    m_open.clear();
    m_openChildren.clear();
    m_openParents.clear();
}

void BoardDoc::addSlot(Slot &&slot)
{
    noteLook(slot.record.id);
    slot.open = true;
    m_open.push_back(quint32(m_slots.size()));
    m_index.insert(slot.record.id, quint32(m_slots.size()));
    m_slots.push_back(std::move(slot));
    fileOpen(m_open.back());
}

void BoardDoc::account(const Slot &slot, bool add)
{
    m_hash += add ? slot.hash : 0 - slot.hash;
    if (slot.visible) {
        m_viewHash += add ? slot.hash : 0 - slot.hash;
        m_visible += add ? 1 : -1;
    }
    if (const auto parent = slot.record.value(BoardRegister::Parent).object()) {
        auto &children = m_children[*parent];
        const auto index = quint32(&slot - m_slots.data());
        if (add)
            children.insert(index);
        else if (children.remove(index); children.isEmpty())
            m_children.remove(*parent);
    }
}

BoardDoc::Look BoardDoc::lookOf(ObjectId id) const
{
    Look look;
    const auto at = m_index.constFind(id);
    if (at == m_index.constEnd() || !m_slots[*at].visible)
        return look;
    const BoardRecord &record = m_slots[*at].record;
    look.visible = true;
    look.box = record.box();
    look.order = orderOf(record);
    look.hash = record.lookHash();
    look.text = record.textHash();
    return look;
}

void BoardDoc::noteLook(ObjectId id)
{
    if (!m_tracking || m_before.contains(id))
        return;
    m_before.insert(id, lookOf(id));
    m_changed.append(id);
}

} // namespace coterie
