// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/longtext.h"

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr double gap = 20;
constexpr double narrowest = 20;     // letters
constexpr double letterWidth = 0.55; // of the size of the font, about
constexpr double lineHeight = 1.25;

// Behind a line or a word when there is one near the end, never within a pair of surrogates.
qsizetype endOfPiece(const QString &text)
{
    if (text.size() <= maxBoardText)
        return text.size();
    for (const QChar c : {u'\n', u' '})
        if (const qsizetype at = text.lastIndexOf(c, maxBoardText - 1); at > maxBoardText * 3 / 4)
            return at + 1;
    return text.at(maxBoardText).isLowSurrogate() ? maxBoardText - 1 : maxBoardText;
}

double heightOf(const QString &text, double width, double fontSize)
{
    double lines = 0;
    for (const QStringView line : QStringView(text).split(u'\n'))
        lines += std::max(1.0, std::ceil(double(line.size()) * letterWidth * fontSize / width));
    return lines * lineHeight * fontSize;
}

} // namespace

QStringList boardTextPieces(const QString &text)
{
    QStringList pieces;
    QString left = text;
    while (!left.isEmpty()) {
        pieces.append(left.left(endOfPiece(left)));
        left.remove(0, pieces.last().size());
    }
    return pieces;
}

QList<BoardOp> splitLongText(BoardOp &creation, const std::function<ObjectId(int)> &newId)
{
    QList<BoardOp> more;
    if (!creation.text || creation.text->size() <= maxBoardText)
        return more;
    QStringList pieces = boardTextPieces(*creation.text);
    creation.text = pieces.takeFirst();
    const double fontSize = creation.fontSize.value_or(20);
    const double width = std::max(std::abs(creation.w.value_or(0)), narrowest * fontSize);
    double y = creation.y.value_or(0) + std::max(0.0, creation.h.value_or(0)) + gap;
    for (const QString &piece : std::as_const(pieces)) {
        const double height = heightOf(piece, width, fontSize);
        BoardOp op =
            BoardOp::create(newId(int(more.size()) + 1), BoardKind::Text, creation.x.value_or(0), y, width, height);
        op.text = piece;
        op.color = creation.color;
        op.fontSize = creation.fontSize;
        op.align = creation.align;
        op.parent = creation.parent;
        more.append(op);
        y += height;
    }
    return more;
}

} // namespace coterie::ui
