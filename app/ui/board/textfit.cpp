// SPDX-License-Identifier: MIT
#include "app/ui/board/textfit.h"

#include "app/ui/board/laidtext.h"
#include "shared/board/boardends.h"

#include <cmath>

namespace coterie::ui {

bool hasOwnWidth(const BoardObject &text)
{
    if (text.text.isEmpty() || text.w <= 0)
        return false;
    return std::abs(boardTextSize(text.text, text.fontSize, widestText).width() - text.w) > 0.5;
}

BoardObject fittedText(BoardObject text, bool keepWidth)
{
    QSizeF size = boardTextSize(text.text, text.fontSize, keepWidth ? text.w : widestText);
    if (keepWidth)
        size.setWidth(text.w);
    const double share = text.align == BoardAlign::Left ? 0 : text.align == BoardAlign::Center ? 0.5 : 1;
    const QPointF kept = boardTurned({text.x + share * text.w, text.y}, text.rotation, text.frame().center());
    text.w = size.width();
    text.h = size.height();
    // From what stays to the new middle, turned about it.
    const QPointF toMiddle = boardTurned({(0.5 - share) * text.w, text.h / 2}, text.rotation, {});
    const QPointF corner = kept + toMiddle - QPointF(text.w, text.h) / 2;
    const auto exact = [](double v) { return std::round(v * 256) / 256; };
    text.x = exact(corner.x());
    text.y = exact(corner.y());
    return text;
}

} // namespace coterie::ui
