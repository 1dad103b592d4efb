// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/markdown.h"

#include <QFont>
#include <QRectF>
#include <QTextLayout>

#include <memory>
#include <vector>

class QPainter;

namespace coterie::ui {

struct Colors;

// A place in a message: the block and the character in it.
struct TextPlace {
    int block = 0;
    int position = 0;
    friend auto operator<=>(const TextPlace &, const TextPlace &) = default;
};

struct TextSelection {
    TextPlace anchor, caret;
    [[nodiscard]] bool isEmpty() const { return anchor == caret; }
    [[nodiscard]] TextPlace from() const { return anchor < caret ? anchor : caret; }
    [[nodiscard]] TextPlace to() const { return anchor < caret ? caret : anchor; }
};

// A message laid out for one width and one font: paragraphs, lists, quotes and code with QTextLayout, emoji in the
// colour font. Colours are not part of it, so a change of theme only repaints. GUI thread.
class MessageLayout final
{
    Q_DISABLE_COPY_MOVE(MessageLayout)

public:
    MessageLayout(const QString &body, const QFont &font, double width);
    ~MessageLayout();

    [[nodiscard]] double height() const { return m_height; }
    [[nodiscard]] double naturalWidth() const { return m_naturalWidth; }
    // Nothing was broken or stretched to fit: every width from naturalWidth() on gives the same height.
    [[nodiscard]] bool isUnbroken() const { return m_unbroken; }

    void paint(QPainter &painter, const QPointF &origin, const Colors &colors, const TextSelection *selection) const;

    // Points are relative to the origin given to paint().
    [[nodiscard]] QString linkAt(const QPointF &point) const;
    [[nodiscard]] TextPlace placeAt(const QPointF &point) const;
    [[nodiscard]] bool isOverText(const QPointF &point) const;
    [[nodiscard]] TextSelection wordAt(const TextPlace &place) const;
    [[nodiscard]] TextSelection everything() const;
    [[nodiscard]] QString text(const TextSelection &selection) const;
    [[nodiscard]] QStringList links() const;

private:
    struct Piece;
    void layOut(Piece &piece, const QFont &font, double width);
    [[nodiscard]] const Piece *pieceAt(double y) const;
    static void paintPiece(QPainter &painter, const QPointF &origin, const Piece &piece, const Colors &colors,
                           const QList<QTextLayout::FormatRange> &selected);

    std::vector<std::unique_ptr<Piece>> m_pieces;
    double m_height = 0;
    double m_naturalWidth = 0;
    bool m_unbroken = true;
    bool m_manyEmoji = false;
};

} // namespace coterie::ui
