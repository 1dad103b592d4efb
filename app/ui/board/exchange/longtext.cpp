// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/longtext.h"

#include <algorithm>
#include <cmath>

#include <QPointF>
#include <QtMath>

namespace coterie::ui {
namespace {

constexpr double gap = 20;
constexpr double narrowest = 20;     // letters
constexpr double letterWidth = 0.55; // of the size of the font, about
constexpr double lineHeight = 1.25;

// Behind a line or a word when there is one near the end, never within a pair of surrogates.
qsizetype endOfPiece(QStringView text)
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
    for (QStringView left = text; !left.isEmpty(); left = left.sliced(pieces.last().size()))
        pieces.append(left.first(endOfPiece(left)).toString());
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
    // Below each other as a turned text goes on: an object is turned round its middle, and the top of the first one
    // stays.
    const double turn = qDegreesToRadians(creation.rotation.value_or(0));
    const QPointF down(-std::sin(turn), std::cos(turn));
    const double before = std::max(0.0, creation.h.value_or(0));
    QPointF middle =
        QPointF(creation.x.value_or(0), creation.y.value_or(0)) + QPointF(std::abs(creation.w.value_or(0)), before) / 2;
    double last = before;
    if (creation.kind == BoardKind::Text) { // it is as high as what is left of it
        last = heightOf(*creation.text, width, fontSize);
        middle += down * (last - before) / 2;
        creation.h = last;
        creation.y = middle.y() - last / 2;
        creation.x = middle.x() - std::abs(creation.w.value_or(0)) / 2;
    }
    for (const QString &piece : std::as_const(pieces)) {
        const double height = heightOf(piece, width, fontSize);
        middle += down * ((last + height) / 2 + (more.isEmpty() ? gap : 0));
        last = height;
        BoardOp op = BoardOp::create(newId(int(more.size()) + 1), BoardKind::Text, middle.x() - width / 2,
                                     middle.y() - height / 2, width, height);
        op.rotation = creation.rotation;
        op.text = piece;
        op.color = creation.color;
        op.fontSize = creation.fontSize;
        op.align = creation.align;
        op.parent = creation.parent;
        more.append(op);
    }
    return more;
}

QList<BoardOp> withTextsInPieces(const QList<BoardOp> &creations, int *split)
{
    QList<BoardOp> ops;
    for (BoardOp op : creations) {
        const QList<BoardOp> more = splitLongText(op, [](int) { return newId<ObjectId>(); });
        *split += more.isEmpty() ? 0 : 1;
        ops.append(op);
        ops += more;
    }
    return ops;
}

} // namespace coterie::ui
