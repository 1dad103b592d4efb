// SPDX-License-Identifier: MIT
#include "app/ui/timeline/messagelayout.h"

#include "app/ui/shell/drawable.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"
#include "app/ui/timeline/emojistandins.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <cmath>

namespace coterie::ui {

namespace {

constexpr double lineSpacing = 1.15;
constexpr double blockGap = 6;
constexpr double listGap = 2;
constexpr double listIndent = 22;
constexpr double quoteIndent = 14;
constexpr double codePadding = 10;
constexpr int mostLargeEmoji = 6;
constexpr double largeEmoji = 2.2;

// What a span's colour should be is known when it is painted, so it travels as a property.
constexpr int roleProperty = QTextFormat::UserProperty + 1;
enum ColorRole { PlainText, LinkText, CodeText };

QTextCharFormat formatOf(int style, const QFont &base)
{
    QTextCharFormat format;
    QFont font = base;
    if (style & TextSpan::Code) {
        font = typeface(Type::Code, base);
        format.setProperty(roleProperty, int(CodeText));
    }
    if (style & TextSpan::Bold)
        font.setWeight(QFont::Bold);
    if (style & TextSpan::Italic)
        font.setItalic(true);
    if (style & TextSpan::Strike)
        font.setStrikeOut(true);
    if (style & TextSpan::Link) {
        font.setUnderline(true);
        format.setProperty(roleProperty, int(LinkText));
    }
    format.setFont(font);
    return format;
}

// Spans nest; a text layout wants ranges, and the later of two wins. So cut at every border and join the styles.
QList<QTextLayout::FormatRange> formatsOf(const TextBlock &block, const QFont &base)
{
    QList<int> borders{0, int(block.text.size())};
    for (const TextSpan &span : block.spans)
        borders << span.start << span.start + span.length;
    std::sort(borders.begin(), borders.end());
    borders.erase(std::unique(borders.begin(), borders.end()), borders.end());
    QList<QTextLayout::FormatRange> ranges;
    for (qsizetype i = 0; i + 1 < borders.size(); ++i) {
        int style = 0;
        for (const TextSpan &span : block.spans) {
            if (span.start <= borders[i] && span.start + span.length >= borders[i + 1])
                style |= span.style;
        }
        if (style != 0)
            ranges.append({borders[i], borders[i + 1] - borders[i], formatOf(style, base)});
    }
    return ranges;
}

QList<QTextLayout::FormatRange> emojiFormats(const QList<TextRange> &emoji, const QFont &base)
{
    QList<QTextLayout::FormatRange> ranges;
    QTextCharFormat format;
    format.setFont(emojiFont(base));
    for (const TextRange &range : emoji)
        ranges.append({range.start, range.length, format});
    return ranges;
}

// QTextLine::xToCursor() gives the end of the line over half of an emoji that is joined of several (Qt 6.4). The places
// are those of the words as they were written: what no font has is shown by a sign for each of its parts.
int nearestPlace(const QString &words, const QTextLine &line, double x)
{
    int nearest = line.textStart();
    double least = std::abs(line.cursorToX(nearest) - x);
    const qsizetype end = line.textStart() + line.textLength();
    QTextBoundaryFinder graphemes(QTextBoundaryFinder::Grapheme, words);
    graphemes.setPosition(line.textStart());
    for (qsizetype at = graphemes.toNextBoundary(); at >= 0 && at <= end; at = graphemes.toNextBoundary()) {
        const double off = std::abs(line.cursorToX(int(at)) - x);
        if (off < least) {
            least = off;
            nearest = int(at);
        }
    }
    return nearest;
}

} // namespace

struct MessageLayout::Piece {
    TextBlock block;
    QTextLayout text; // of block.text, with signs for emoji where they are many
    EmojiStandIns standIns;
    QTextLayout marker;
    QRectF rect; // of the words
    QRectF box;  // of the whole, with a code block's ground
};

MessageLayout::MessageLayout(const QString &body, const QFont &font, double width)
{
    QFont base = typeface(Type::Body, font);
    const int onlyEmoji = emojiOnlyCount(body);
    if (onlyEmoji > 0 && onlyEmoji <= mostLargeEmoji)
        base.setPixelSize(int(base.pixelSize() * largeEmoji));
    m_manyEmoji = emojiCount(body, emojiRanges(body)) > EmojiStandIns::mostWithout;
    const QList<TextBlock> blocks = parseMarkdown(body);
    const TextBlock *before = nullptr;
    for (const TextBlock &block : blocks) {
        auto piece = std::make_unique<Piece>();
        piece->block = block;
        if (!m_pieces.empty())
            m_height += before->depth > 0 && block.depth > 0 ? listGap : blockGap;
        layOut(*piece, base, width);
        m_pieces.push_back(std::move(piece));
        before = &m_pieces.back()->block;
    }
    m_height = std::ceil(m_height);
}

MessageLayout::~MessageLayout() = default;

void MessageLayout::layOut(Piece &piece, const QFont &base, double width)
{
    TextBlock &block = piece.block;
    const bool code = block.kind == TextBlock::Kind::Code;
    const double left = block.quotes * quoteIndent + block.depth * listIndent + (code ? codePadding : 0);
    const double room = std::max(40.0, width - left - (code ? codePadding : 0));
    QFont font = code ? typeface(Type::Code, base) : base;
    if (block.kind == TextBlock::Kind::Heading)
        font.setWeight(QFont::Bold);

    block.text.replace(u'\n', QChar::LineSeparator);
    QString shown = drawable(block.text);
    const QList<TextRange> emoji = emojiRanges(shown);
    if (m_manyEmoji && !emoji.isEmpty())
        piece.standIns = EmojiStandIns(shown, emoji, font);
    piece.text.setText(shown);
    piece.text.setFont(font);
    piece.text.setFormats(formatsOf(block, font) +
                          (piece.standIns.isEmpty() ? emojiFormats(emoji, font) : piece.standIns.formats()));
    piece.text.setCacheEnabled(true);
    const bool rightToLeft = !code && block.text.isRightToLeft();
    QTextOption option;
    option.setWrapMode(code ? QTextOption::WrapAnywhere : QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(rightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    piece.text.setTextOption(option);

    const double top = m_height + (code ? codePadding : 0);
    const double step = std::ceil(QFontMetricsF(font).height() * (code ? 1.05 : lineSpacing));
    double y = 0;
    double widest = 0;
    if (block.kind == TextBlock::Kind::Rule) {
        y = step;
    } else {
        piece.text.beginLayout();
        for (QTextLine line = piece.text.createLine(); line.isValid(); line = piece.text.createLine()) {
            line.setLineWidth(room);
            const double extra = std::max(0.0, step - line.height());
            line.setPosition(QPointF(0, std::round(y + extra / 2)));
            y += std::max(step, std::ceil(line.height()));
            widest = std::max(widest, line.naturalTextWidth());
        }
        piece.text.endLayout();
    }
    piece.rect = QRectF(left, top, room, y);
    piece.box = code ? QRectF(left - codePadding, m_height, room + 2 * codePadding, y + 2 * codePadding) : piece.rect;
    if (!block.marker.isEmpty()) {
        piece.marker.setText(block.marker);
        piece.marker.setFont(base);
        piece.marker.beginLayout();
        QTextLine line = piece.marker.createLine();
        line.setLineWidth(listIndent * 3);
        line.setPosition(QPointF(0, std::round(std::max(0.0, step - line.height()) / 2)));
        piece.marker.endLayout();
    }
    m_height = piece.box.bottom();
    m_unbroken = m_unbroken && piece.text.lineCount() == block.text.count(QChar::LineSeparator) + 1;
    m_naturalWidth = std::max(m_naturalWidth, left + (code ? room : widest));
}

void MessageLayout::paintPiece(QPainter &painter, const QPointF &origin, const Piece &piece, const Colors &colors,
                               const QList<QTextLayout::FormatRange> &selected)
{
    const TextBlock &block = piece.block;
    for (int quote = 0; quote < block.quotes; ++quote) {
        const QRectF bar(origin.x() + quote * quoteIndent, origin.y() + piece.box.top(), 3, piece.box.height());
        stylepaint::rounded(painter, bar, 1.5, colors.fieldBorder);
    }
    if (block.kind == TextBlock::Kind::Code)
        stylepaint::rounded(painter, piece.box.translated(origin), cornerRadius, colors.sunken, colors.border);
    if (block.kind == TextBlock::Kind::Rule) {
        const QRectF line = piece.rect.translated(origin);
        painter.fillRect(QRectF(line.left(), std::round(line.center().y()), line.width(), 1), colors.border);
        return;
    }
    painter.setPen(block.quotes > 0 ? colors.muted : colors.text);
    if (!block.marker.isEmpty()) {
        const double indent = piece.marker.lineAt(0).naturalTextWidth() + 7;
        piece.marker.draw(&painter, origin + QPointF(piece.rect.left() - indent, piece.rect.top()));
    }
    QList<QTextLayout::FormatRange> ranges;
    const QList<QTextLayout::FormatRange> formats = piece.text.formats();
    for (const QTextLayout::FormatRange &range : formats) {
        if (!range.format.hasProperty(roleProperty))
            continue;
        QTextLayout::FormatRange painted{range.start, range.length, {}};
        if (range.format.intProperty(roleProperty) == LinkText) {
            painted.format.setForeground(colors.link);
        } else if (block.kind != TextBlock::Kind::Code) {
            painted.format.setBackground(colors.sunken);
            painted.format.setForeground(colors.text);
        }
        ranges.append(painted);
    }
    ranges += selected;
    const QPointF at = origin + piece.rect.topLeft();
    if (piece.standIns.isEmpty()) {
        piece.text.draw(&painter, at, ranges);
        return;
    }
    QList<QTextLayout::FormatRange> inked;
    for (const QTextLayout::FormatRange &range : std::as_const(ranges))
        inked += piece.standIns.withoutInk(range);
    piece.text.draw(&painter, at, inked);
    piece.standIns.paint(painter, piece.text, at);
}

void MessageLayout::paint(QPainter &painter, const QPointF &origin, const Colors &colors,
                          const TextSelection *selection) const
{
    for (size_t i = 0; i < m_pieces.size(); ++i) {
        const Piece &piece = *m_pieces[i];
        QList<QTextLayout::FormatRange> selected;
        if (selection && !selection->isEmpty()) {
            const int length = int(piece.block.text.size());
            const int index = int(i);
            const int from = selection->from().block < index    ? 0
                             : selection->from().block == index ? selection->from().position
                                                                : length;
            const int to = selection->to().block > index    ? length
                           : selection->to().block == index ? selection->to().position
                                                            : 0;
            if (to > from) {
                QTextLayout::FormatRange range{from, to - from, {}};
                range.format.setBackground(colors.accent);
                range.format.setForeground(colors.onAccent);
                selected.append(range);
            }
        }
        paintPiece(painter, origin, piece, colors, selected);
    }
}

const MessageLayout::Piece *MessageLayout::pieceAt(double y) const
{
    const Piece *last = nullptr;
    for (const auto &piece : m_pieces) {
        last = piece.get();
        if (y < piece->box.bottom())
            break;
    }
    return last;
}

TextPlace MessageLayout::placeAt(const QPointF &point) const
{
    const Piece *piece = pieceAt(point.y());
    if (!piece)
        return {};
    const auto found =
        std::find_if(m_pieces.begin(), m_pieces.end(), [piece](const auto &p) { return p.get() == piece; });
    TextPlace place{int(found - m_pieces.begin()), 0};
    const QPointF inside = point - piece->rect.topLeft();
    for (int i = 0; i < piece->text.lineCount(); ++i) {
        const QTextLine line = piece->text.lineAt(i);
        place.position = nearestPlace(piece->block.text, line, inside.x());
        if (inside.y() < line.y() + line.height())
            break;
    }
    return place;
}

bool MessageLayout::isOverText(const QPointF &point) const
{
    const Piece *piece = pieceAt(point.y());
    if (!piece || !piece->rect.adjusted(-2, -2, 2, 2).contains(point))
        return false;
    const QPointF inside = point - piece->rect.topLeft();
    for (int i = 0; i < piece->text.lineCount(); ++i) {
        if (piece->text.lineAt(i).naturalTextRect().adjusted(-2, -2, 2, 2).contains(inside))
            return true;
    }
    return false;
}

QString MessageLayout::linkAt(const QPointF &point) const
{
    if (!isOverText(point))
        return {};
    const Piece *piece = pieceAt(point.y());
    const QPointF inside = point - piece->rect.topLeft();
    for (int i = 0; i < piece->text.lineCount(); ++i) {
        const QTextLine line = piece->text.lineAt(i);
        if (inside.y() >= line.y() + line.height())
            continue;
        const int position = line.xToCursor(inside.x(), QTextLine::CursorOnCharacter);
        for (const TextSpan &span : piece->block.spans) {
            if (!span.href.isEmpty() && position >= span.start && position < span.start + span.length)
                return span.href;
        }
        return {};
    }
    return {};
}

TextSelection MessageLayout::wordAt(const TextPlace &place) const
{
    if (place.block < 0 || place.block >= int(m_pieces.size()))
        return {};
    const QString &text = m_pieces[size_t(place.block)]->block.text;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    finder.setPosition(std::min<qsizetype>(place.position, text.size()));
    const qsizetype from =
        finder.isAtBoundary() && place.position < text.size() ? place.position : finder.toPreviousBoundary();
    finder.setPosition(std::min<qsizetype>(place.position, text.size()));
    const qsizetype to = finder.toNextBoundary();
    return {{place.block, int(std::max<qsizetype>(from, 0))}, {place.block, int(to < 0 ? text.size() : to)}};
}

TextSelection MessageLayout::everything() const
{
    if (m_pieces.empty())
        return {};
    return {{0, 0}, {int(m_pieces.size()) - 1, int(m_pieces.back()->block.text.size())}};
}

QString MessageLayout::text(const TextSelection &selection) const
{
    QStringList parts;
    for (int i = selection.from().block; i <= selection.to().block && i < int(m_pieces.size()); ++i) {
        const TextBlock &block = m_pieces[size_t(i)]->block;
        const int from = i == selection.from().block ? selection.from().position : 0;
        const int to = i == selection.to().block ? selection.to().position : int(block.text.size());
        QString part = block.text.mid(from, to - from);
        part.replace(QChar::LineSeparator, u'\n');
        parts += from == 0 && !block.marker.isEmpty() ? QString(block.marker % u' ' % part) : part;
    }
    return parts.join(u'\n');
}

QStringList MessageLayout::links() const
{
    QStringList found;
    for (const auto &piece : m_pieces) {
        for (const TextSpan &span : piece->block.spans) {
            if (!span.href.isEmpty() && !found.contains(span.href))
                found += span.href;
        }
    }
    return found;
}

} // namespace coterie::ui
