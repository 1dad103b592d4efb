// SPDX-License-Identifier: MIT
#pragma once

#include "shared/util/journal.h"

#include <QFile>

#include <optional>

namespace coterie {

// Beside a cache, in cache.mark, how far its journal is known to be on the disk: SQLite calls a journal that lost its
// end, or is damaged in its middle, whole. Written when a commit has returned and not flushed, as the marks of a host's
// logs: so what it says was on the disk before, and it costs no commit anything. Lives in the store's thread. Never a
// reason to refuse anything: without it only damage is found that others follow.
class StoreJournal final
{
public:
    // As it is before any connection is open. Whether something of what was on the disk is not there any more.
    [[nodiscard]] static bool isDamaged(const QString &database);
    [[nodiscard]] static Journal::Image writeImage(const QString &database, const QString &path);
    static void forget(const QString &database); // its journal was put aside

    void attach(const QString &database); // which this connection has open
    void detach();
    [[nodiscard]] bool isAttached() const { return m_journal.has_value(); }
    void noteCommit();
    [[nodiscard]] qint64 frames() const { return m_journal ? m_journal->mark().frames : 0; }
    // Before the journal is emptied: it may be. False: the disk does not take that.
    [[nodiscard]] bool mayBeEmptied();

private:
    [[nodiscard]] bool put(const JournalMark &mark);

    std::optional<Journal> m_journal;
    QFile m_file;
    JournalMark m_known; // as the file says it
};

} // namespace coterie
