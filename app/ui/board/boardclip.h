// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"

#include <QByteArray>
#include <QHash>

#include <optional>

namespace coterie::ui {

inline constexpr const char *boardMimeType = "application/x-coterie-board";
inline constexpr const char *boardPicturesMimeType = "application/x-coterie-board-pictures"; // of the same objects

// What is copied of a board: the creations of the objects, in the protocol's own form.
[[nodiscard]] QByteArray encodeClip(const QList<BoardOp> &creations);
// The clipboard may hold anything: nothing unless it is well formed, within the limits of a board, and creates only.
[[nodiscard]] std::optional<QList<BoardOp>> decodeClip(const QByteArray &bytes);
// The pictures among them as they are stored, by SHA-256: another session does not have them.
[[nodiscard]] QByteArray encodeClipPictures(const QHash<QByteArray, QByteArray> &pictures);
[[nodiscard]] QHash<QByteArray, QByteArray> decodeClipPictures(const QByteArray &bytes); // those whose hash is right

} // namespace coterie::ui
