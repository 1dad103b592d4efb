// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardpaper.h"

#include <QPixmap>

namespace coterie {
class BoardController;
}

namespace coterie::ui {

// The whole board small, painted as the board itself is. `pixels` are device pixels. Kept until the board is another
// one. Null while the board is not here.
[[nodiscard]] QPixmap boardThumbnail(const BoardController &board, const QSize &pixels, double pixelRatio,
                                     const BoardPaper &paper);

} // namespace coterie::ui
