// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardsnapshot.h"
#include "shared/board/bytes.h"

// What the writer and the reader of snapshots have in common (README.md, "Snapshot").
namespace coterie::snapshot {

enum Item : quint8 { Head = 1, Author = 2, Record = 3, Entry = 4, Touched = 5, Redo = 6, End = 7, Cut = 8, Known = 9 };
enum RecordFlag : quint8 { CreationUndone = 1, CreationGone = 2, HasText = 4, HasErased = 8 };
inline constexpr quint8 recordFlags = 15;

enum EntryFlag : quint8 { EntryUndone = 1, EntryGoesOn = 2, EntryInStep = 4 };

inline constexpr quint8 version = 6;
inline constexpr quint8 oldestVersion = 3; // had no item Known; 4 no EntryGoesOn; 5 no EntryInStep
inline constexpr quint64 maxAuthors = 1'000'000;
inline constexpr quint64 maxWrites = 1'000'000;
inline constexpr qsizetype touchedPerItem = 8'000;
inline constexpr qsizetype cutBytes = 32 * 1024;
inline constexpr qsizetype maxItemBytes = 4 * 1024 * 1024;

inline constexpr qint64 turnLimit = maxSeq * 512 + 511;

inline void putId(ByteWriter &out, const QUuid &id)
{
    out.raw(id.toRfc4122());
}

inline QUuid getId(ByteReader &in)
{
    return QUuid::fromRfc4122(in.raw(16));
}

} // namespace coterie::snapshot
