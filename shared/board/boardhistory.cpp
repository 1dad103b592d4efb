// SPDX-License-Identifier: MIT
#include "shared/board/boardhistory.h"

namespace coterie {

qsizetype BoardHistory::indexOf(OpId id) const
{
    for (qsizetype i = entries.size(); i-- > 0;)
        if (entries.at(i).id == id)
            return i;
    return -1;
}

void BoardHistory::append(Entry entry, Journal *journal)
{
    if (journal)
        journal->changes.push_back({Journal::Change::Appended, entries.size()});
    count(entry.step, 1);
    entries.append(std::move(entry));
}

BoardHistory::Entry BoardHistory::take(qsizetype at, Journal *journal)
{
    Entry entry = entries.takeAt(at);
    count(entry.step, -1);
    if (journal)
        journal->changes.push_back({Journal::Change::Taken, at, entry});
    return entry;
}

void BoardHistory::setUndone(qsizetype at, bool undone, Seq place, Journal *journal)
{
    Entry &entry = entries[at];
    if (entry.undone == undone)
        return;
    entry.undone = undone;
    const Seq before = entry.undoneAt;
    if (undone) {
        entry.undoneAt = place;
        redo.append(entry.id);
    } else if (const qsizetype next = redo.lastIndexOf(entry.id); next >= 0) {
        redo.removeAt(next);
    }
    if (journal)
        journal->changes.push_back({Journal::Change::Turned, at, {}, before});
}

void BoardHistory::takeBack(Journal &&journal)
{
    for (auto change = journal.changes.rbegin(); change != journal.changes.rend(); ++change) {
        if (change->what == Journal::Change::Turned) {
            Entry &entry = entries[change->at];
            entry.undone = !entry.undone;
            entry.undoneAt = change->undoneAt;
        } else if (change->what == Journal::Change::Appended) {
            count(entries.at(change->at).step, -1);
            entries.removeAt(change->at);
        } else {
            count(change->entry.step, 1);
            entries.insert(change->at, std::move(change->entry));
        }
    }
    redo = std::move(journal.redo);
}

void BoardHistory::count(OpId step, int more)
{
    if ((m_sizes[step] += more) == 0)
        m_sizes.remove(step);
}

} // namespace coterie
