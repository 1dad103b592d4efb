// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"

#include <QByteArray>
#include <QHash>
#include <QSet>

#include <optional>

namespace coterie::ui {

inline constexpr const char *boardMimeType = "application/x-coterie-board";
inline constexpr const char *boardPicturesMimeType = "application/x-coterie-board-pictures"; // of the same objects
inline constexpr qsizetype mostClipPictureBytes = 64 * 1024 * 1024;                          // of all of them

// What is copied of a board: the creations of the objects, in the protocol's own form, and the room it is from.
[[nodiscard]] QByteArray encodeClip(const QList<BoardOp> &creations, const std::optional<RoomId> &from = {});
struct BoardClip {
    QList<BoardOp> creations;
    RoomId from;
};
// The clipboard may hold anything: nothing unless it is well formed, within the limits of a board, and creates only.
[[nodiscard]] std::optional<BoardClip> decodeClipWithRoom(const QByteArray &bytes);
[[nodiscard]] std::optional<QList<BoardOp>> decodeClip(const QByteArray &bytes);
// Without the images that show one of these pictures, and without groups that hold nothing then. left: how many images.
[[nodiscard]] QList<BoardOp> withoutPictures(const QList<BoardOp> &creations, const QSet<QByteArray> &lacking,
                                             int *left);
// The pictures among them as they are stored, by SHA-256: another session does not have them.
[[nodiscard]] QByteArray encodeClipPictures(const QHash<QByteArray, QByteArray> &pictures);
[[nodiscard]] QHash<QByteArray, QByteArray> decodeClipPictures(const QByteArray &bytes); // those whose hash is right

} // namespace coterie::ui
