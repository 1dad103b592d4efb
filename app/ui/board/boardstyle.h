// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/tools/toolid.h"
#include "shared/board/boardobject.h"

#include <array>

namespace coterie::ui {

// How a tool makes things look.
struct BoardStyle {
    quint32 color = boardColorDefault;
    double width = 4; // board units
    quint32 fill = 0; // 0: none
    double opacity = 1;
    BoardDash dash = BoardDash::Solid;
    double fontSize = boardFontDefault; // board units
    BoardAlign align = BoardAlign::Left;
    friend bool operator==(const BoardStyle &, const BoardStyle &) = default;
};

// What there is to choose of a style.
enum class StylePart { Color = 1, Note = 2, Width = 4, Fill = 8, Dash = 16, Opacity = 32, Font = 64, Align = 128 };
Q_DECLARE_FLAGS(StyleParts, StylePart)

[[nodiscard]] StyleParts stylePartsOf(BoardKind kind);
[[nodiscard]] StyleParts stylePartsOf(ToolId tool); // none: the tool makes nothing
[[nodiscard]] BoardStyle styleOf(const BoardObject &object);
// The object with that part of the style.
[[nodiscard]] BoardObject styled(BoardObject object, const BoardStyle &style, StylePart part);
[[nodiscard]] BoardStyle withPart(BoardStyle style, const BoardStyle &from, StylePart part);
[[nodiscard]] ToolId toolOf(const BoardObject &object); // that makes it; a group's is Select

// One style a tool, and its form in the settings, which is read tolerantly.
using BoardStyles = std::array<BoardStyle, size_t(toolCount)>;
[[nodiscard]] BoardStyles defaultStyles();
[[nodiscard]] BoardStyles stylesFrom(const QByteArray &stored);
[[nodiscard]] QByteArray stored(const BoardStyles &styles);

inline constexpr std::array<quint32, 7> noteColors{0xfffff2a8, 0xffffd8a8, 0xffffc9d6, 0xffe5d4ff,
                                                   0xffc5dcff, 0xffc3efd3, 0xffeceef1};

} // namespace coterie::ui

Q_DECLARE_OPERATORS_FOR_FLAGS(coterie::ui::StyleParts)
