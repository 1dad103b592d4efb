// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"

#include <QPointF>

namespace coterie::ui {

// What a new board may begin with.
enum class BoardTemplate { Retro, Kanban, MindMap, Ruled };
inline constexpr int boardTemplateCount = 4;

[[nodiscard]] QString templateName(BoardTemplate kind);
// What makes the template with its middle there: one step, and nothing that anybody could not change afterwards.
[[nodiscard]] QList<BoardOp> templateOps(BoardTemplate kind, const QPointF &middle);

} // namespace coterie::ui
