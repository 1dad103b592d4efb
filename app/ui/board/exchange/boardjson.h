// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/exchange/imageimport.h"
#include "app/ui/board/exchange/importids.h"
#include "app/ui/board/exchange/importtally.h"
#include "shared/board/boardop.h"

#include <QHash>
#include <QString>

#include <functional>

// Boards as JSON, Coterie's own and Excalidraw's.
namespace coterie::ui {

// Fixed order of objects and keys: same objects, same bytes. bytes: of a picture as it is stored; may be null. progress
// (0 to 1) answers false to stop: null then.
[[nodiscard]] QByteArray boardToJson(const QString &name, const QList<BoardObject> &objects,
                                     const std::function<QByteArray(const QByteArray &asset)> &bytes,
                                     const std::function<bool(double)> &progress = {});

// What to create to have a file's content on a board: new ids, everything in its group or frame, ends bound again.
struct BoardImport : ImportTally {
    QString name;
    QList<BoardOp> ops;                   // create, in painting order, and what is rubbed out of strokes
    QHash<QByteArray, QByteArray> assets; // by SHA-256: bytes of a picture, not looked into
    QHash<ObjectId, PictureCut> cuts;     // images that show only a part of theirs, or show it mirrored
    QString error;                        // why there is nothing, in words
};

// Of a file, and of the board in an SVG. A board of the most objects has room in it when its strokes are of the usual
// length; how much memory it takes to read is bounded by itself.
inline constexpr qsizetype mostImportBytes = 256 * 1024 * 1024;

// A board's JSON, an SVG with a board in it, or an .excalidraw file; which of them it is, the content says.
[[nodiscard]] BoardImport importBoard(const QByteArray &file, const ImportIds &ids = newImportId);
// Whether it is a board as JSON, Coterie's own or one of Excalidraw; of a text that may be anything.
[[nodiscard]] bool isBoardJson(QByteArrayView text);
// Whether this SVG is one of ours that carries its board.
[[nodiscard]] bool holdsBoard(const QByteArray &svg);

} // namespace coterie::ui
