// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/board/boardcontent.h"

namespace coterie::bench {

// A made board as a host would send it, kept in a file, so that who measures memory has not held the making of it.
struct BoardFile {
    QList<QByteArray> parts; // of its snapshot
    QHash<QByteArray, QByteArray> assets;
    QSizeF size;
    int strokes = 0;
    int objects = 0;
    qint64 points = 0;
    qint64 strokeBytes = 0;   // of the packed points
    qint64 commitBytes = 0;   // of the frames that bring the strokes to the host
    qint64 eventBytes = 0;    // of those that bring them to everybody
    qint64 snapshotBytes = 0; // of the whole board

    [[nodiscard]] static BoardFile of(const BoardContent &content);
    [[nodiscard]] bool save(const QString &path) const;
    [[nodiscard]] static bool load(const QString &path, BoardFile &out);
};

} // namespace coterie::bench
