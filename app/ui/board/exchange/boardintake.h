// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/exchange/boardjson.h"

#include <QHash>
#include <QImage>
#include <QRectF>
#include <QSet>

namespace coterie::ui {

// What a file or a picture becomes on a board: the operations that make it, where the file has it, and the bytes of
// its pictures, each fit to be kept.
struct BoardIntake : ImportTally {
    enum class Kind { Board, Picture };
    Kind kind = Kind::Board;
    QString name;         // of the file
    QString title;        // that the file gives the board
    QList<BoardOp> ops;   // in painting order
    QList<ObjectId> made; // that are in none of the others
    QRectF box;           // of all that can be seen
    QHash<QByteArray, QByteArray> assets;
    QString error; // why there is nothing, in words, without the name
};

// known: pictures that the room has already, so that a file need not bring them. Any thread.
[[nodiscard]] BoardIntake intakeOfFile(const QString &path, const QSet<QByteArray> &known,
                                       const ImportIds &ids = newImportId);
[[nodiscard]] BoardIntake intakeOf(const QByteArray &file, const QSet<QByteArray> &known,
                                   const ImportIds &ids = newImportId);
[[nodiscard]] BoardIntake intakeOf(const QImage &image);

// The operations elsewhere and, of a picture, larger or smaller about the corner of the box.
[[nodiscard]] QList<BoardOp> placed(const BoardIntake &intake, const QPointF &corner, double scale = 1);

} // namespace coterie::ui
