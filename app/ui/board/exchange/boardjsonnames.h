// SPDX-License-Identifier: MIT
#pragma once

// What our board files call things, each list in the order of its enumeration in shared/board/boardobject.h. What a
// file has been saved with stays: a name is never changed or taken out.
namespace coterie::ui {

inline constexpr int boardJsonVersion = 1;
inline constexpr const char *boardKindNames[] = {"stroke", "rectangle", "ellipse", "diamond", "line", "arrow",
                                                 "text",   "sticky",    "image",   "frame",   "group"};
inline constexpr const char *boardDashNames[] = {"solid", "dashed", "dotted"};
inline constexpr const char *boardAlignNames[] = {"left", "center", "right"};

} // namespace coterie::ui
