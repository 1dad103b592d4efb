// SPDX-License-Identifier: MIT
#include "app/ui/board/laidtext.h"

#include "app/ui/board/picture.h"
#include "app/ui/timeline/emojistandins.h"

#include <QCache>
#include <QFile>
#include <QFont>
#include <QFontDatabase>
#include <QGlyphRun>
#include <QHash>
#include <QImage>
#include <QMutex>
#include <QPainter>
#include <QRawFont>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr int mostLayouts = 4096; // of short texts; a long one counts for several
constexpr size_t glyphsOfOne = 64;
constexpr qsizetype mostGlyphs = 8192;
constexpr int coloredPixels = 128;              // of the pictures of coloured glyphs
constexpr double baseLineShare = 0.96;          // of the size, from the top of a line
constexpr double breakSlack = 0.02 * textUnits; // a width that was measured must not break what it was measured of

struct ShapeKey {
    TextShape shape;
    friend bool operator==(const ShapeKey &, const ShapeKey &) = default;
    friend size_t qHash(const ShapeKey &key, size_t seed = 0) noexcept
    {
        const TextShape &s = key.shape;
        return qHashMulti(seed, s.text, int(s.align), s.width, s.height, s.oneLine);
    }
};

struct GlyphKey {
    QString font;
    quint32 index = 0;
    friend bool operator==(const GlyphKey &, const GlyphKey &) = default;
    friend size_t qHash(const GlyphKey &key, size_t seed = 0) noexcept { return qHashMulti(seed, key.font, key.index); }
};

// What was laid out before. All under one lock: a layout takes some microseconds.
struct Known {
    QMutex lock;
    QCache<ShapeKey, TextPtr> layouts{mostLayouts};
    QHash<GlyphKey, std::shared_ptr<const GlyphOutline>> glyphs;
    QHash<QString, LaidText::Glyph> emoji; // by grapheme; places from the left end of the base line
};

Known &known()
{
    static Known all;
    return all;
}

QString family()
{
    static const QString name = [] {
        const int id = QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/board.ttf"));
        const QStringList families = QFontDatabase::applicationFontFamilies(id);
        return families.isEmpty() ? QStringLiteral("DejaVu Sans") : families.first();
    }();
    return name;
}

// A glyph without lines is a space, or a picture in a font of pictures.
void addPicture(GlyphOutline &outline, const QRawFont &font, quint32 index)
{
    QRawFont large = font;
    large.setPixelSize(coloredPixels);
    const QRectF box = large.boundingRect(index);
    if (box.width() < 1 || box.height() < 1 || box.width() > 4 * coloredPixels || box.height() > 4 * coloredPixels)
        return;
    QImage image(QSize(int(std::ceil(box.width())), int(std::ceil(box.height()))), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QGlyphRun run;
    run.setRawFont(large);
    run.setGlyphIndexes({index});
    run.setPositions({QPointF(0, 0)});
    QPainter painter(&image);
    painter.drawGlyphRun(-box.topLeft(), run);
    painter.end();
    const double unit = textUnits / coloredPixels;
    outline.picture = Picture::of(image);
    outline.frame = QRectF(box.topLeft() * unit, QSizeF(image.size()) * unit);
    outline.box = outline.frame;
}

std::shared_ptr<const GlyphOutline> glyphOf(Known &all, const QRawFont &font, const QString &name, quint32 index)
{
    auto &place = all.glyphs[{name, index}];
    if (place)
        return place;
    auto outline = std::make_shared<GlyphOutline>();
    outline->path = font.pathForGlyph(index);
    outline->fine = flattened(outline->path, textUnits / 2000);
    outline->coarse = flattened(outline->path, textUnits / 150);
    for (const Polyline &line : outline->fine)
        outline->box |= boundsOf(line);
    if (outline->path.isEmpty())
        addPicture(*outline, font, index);
    outline->reach = outline->box | outline->path.controlPointRect();
    place = outline;
    return outline;
}

class Layout
{
public:
    Layout(Known &all, const TextShape &shape)
        : m_all(all)
        , m_shape(shape)
        , m_font(boardFont(textUnits))
        , m_manyEmoji(emojiCount(shape.text, emojiRanges(shape.text)) > EmojiStandIns::mostWithout)
    {
    }

    TextPtr make()
    {
        for (QStringView paragraph : QStringView(m_shape.text).split(u'\n')) {
            if (!addParagraph(cleaned(paragraph)))
                break;
            if (m_shape.oneLine)
                break;
        }
        align();
        m_block->words = m_shape.text;
        for (const LaidText::Glyph &glyph : m_block->glyphs)
            m_block->box |= glyph.outline->box.translated(glyph.at);
        return m_block;
    }

private:
    struct Line {
        size_t firstGlyph;
        double left;  // of its glyphs, as laid out
        double width; // without spaces at the end
        bool rightToLeft;
        double baseLine;
    };

    // Nothing but what can be seen, and what joins or turns it.
    static QString cleaned(QStringView text)
    {
        QString out = text.toString();
        for (QChar &c : out)
            if (c.category() == QChar::Other_Control || c == QChar::ObjectReplacementCharacter ||
                c == QChar::ParagraphSeparator || c == QChar::LineSeparator)
                c = u' ';
        return out;
    }

    bool addParagraph(QString text)
    {
        if (m_shape.oneLine && m_shape.width > 0)
            text = elided(text);
        QString shown = text;
        EmojiStandIns standIns;
        if (const QList<TextRange> emoji = emojiRanges(text); m_manyEmoji && !emoji.isEmpty())
            standIns = EmojiStandIns(shown, emoji, m_font, EmojiStandIns::Metrics::Design);
        QTextLayout layout(shown, m_font);
        QTextOption option(Qt::AlignLeft);
        option.setWrapMode(m_shape.width > 0 && !m_shape.oneLine ? QTextOption::WrapAtWordBoundaryOrAnywhere
                                                                 : QTextOption::NoWrap);
        option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
        option.setUseDesignMetrics(true);
        layout.setTextOption(option);
        layout.setFormats(standIns.isEmpty() ? emojiFormats(text) : standIns.formats());
        layout.setCacheEnabled(false);
        bool all = true;
        layout.beginLayout();
        for (;;) {
            QTextLine line = layout.createLine();
            if (!line.isValid())
                break;
            line.setLineWidth(m_shape.width > 0 ? m_shape.width + breakSlack : 1e6);
            const double height = boardLineHeight;
            if (m_shape.height > 0 && m_block->height + height > m_shape.height + breakSlack && m_block->height > 0) {
                m_block->isCut = true;
                all = false;
                break;
            }
            const qsizetype end = line.textStart() + line.textLength();
            m_block->hasBrokenWord |= end < text.size() && !text.at(end - 1).isSpace() && !text.at(end).isSpace();
            m_block->height += height;
        }
        layout.endLayout();
        const int count = all ? layout.lineCount() : layout.lineCount() - 1;
        const double top = m_block->height - count * boardLineHeight;
        for (int i = 0; i < count; ++i)
            addLine(layout.lineAt(i), text, top + i * boardLineHeight, standIns);
        return all;
    }

    // From left to right, as it is laid out.
    static QString seenIn(const QTextLine &line, const QString &text)
    {
        const QString part = text.mid(line.textStart(), line.textLength());
        const auto turns = [](QChar c) {
            const QChar::Direction way = c.direction();
            return way == QChar::DirR || way == QChar::DirAL || way == QChar::DirAN;
        };
        if (std::none_of(part.cbegin(), part.cend(), turns))
            return part;
        std::vector<std::pair<double, QString>> placed;
        for (qsizetype i = 0; i < part.size();) {
            const qsizetype length = part.at(i).isHighSurrogate() && i + 1 < part.size() ? 2 : 1;
            int from = line.textStart() + int(i);
            int to = from + int(length);
            const double middle = (line.cursorToX(&from) + line.cursorToX(&to)) / 2;
            placed.emplace_back(middle, part.mid(i, length));
            i += length;
        }
        std::stable_sort(placed.begin(), placed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        QString seen;
        for (const auto &[at, letter] : placed)
            seen += letter;
        return seen;
    }

    void addLine(const QTextLine &line, const QString &text, double top, const EmojiStandIns &standIns)
    {
        const bool rightToLeft = text.isRightToLeft();
        // The base line is set by the program's font, whatever others take part.
        const double baseLine = top + baseLineShare * textUnits;
        const double down = baseLine - (line.y() + line.ascent());
        Line placed{m_block->glyphs.size(), 1e300, 0, rightToLeft, baseLine};
        double right = -1e300;
        if (standIns.isEmpty()) {
            addRuns(line.glyphRuns(), down, placed.left, right);
        } else {
            int from = line.textStart();
            const int end = from + line.textLength();
            for (const EmojiStandIns::Emoji &emoji : standIns.in(line)) {
                if (emoji.start > from)
                    addRuns(line.glyphRuns(from, emoji.start - from), down, placed.left, right);
                const double left = EmojiStandIns::leftOf(emoji, line);
                LaidText::Glyph glyph = glyphOfEmoji(emoji.text);
                glyph.at += QPointF(left, baseLine);
                if (!glyph.outline->box.isEmpty())
                    m_block->glyphs.push_back(std::move(glyph));
                placed.left = std::min(placed.left, left);
                right = std::max(right, left + standIns.width());
                from = emoji.start + int(emoji.text.size());
            }
            if (end > from)
                addRuns(line.glyphRuns(from, end - from), down, placed.left, right);
        }
        if (placed.left > right)
            return; // nothing but spaces
        // Spaces at the beginning count, those at the end do not.
        const QRectF whole = line.naturalTextRect();
        if (rightToLeft)
            right = std::max(right, whole.right());
        else
            placed.left = std::min(placed.left, whole.left());
        placed.width = right - placed.left;
        m_block->width = std::max(m_block->width, placed.width);
        m_lines.push_back(placed);
        m_block->seen.push_back(seenIn(line, text));
    }

    void addRuns(const QList<QGlyphRun> &runs, double down, double &left, double &right)
    {
        for (const QGlyphRun &run : runs) {
            QRawFont font = run.rawFont();
            QList<quint32> indexes = run.glyphIndexes();
            // Where no font has a sign, Qt draws boxes with an engine that has no file and no name, and asking for its
            // name ends the program (6.4). Such signs are shown as what stands for them in the program's own font.
            if (!font.isValid() || font.fontTable("maxp").isEmpty()) {
                font = QRawFont::fromFont(m_font);
                indexes.fill(0);
            }
            const QString name = font.familyName() + u'/' + font.styleName();
            const QList<QPointF> positions = run.positions();
            const QList<QPointF> advances = font.advancesForGlyphIndexes(indexes, QRawFont::UseDesignMetrics);
            for (qsizetype i = 0; i < indexes.size(); ++i) {
                auto outline = glyphOf(m_all, font, name, indexes.at(i));
                if (outline->box.isEmpty())
                    continue;
                left = std::min(left, positions.at(i).x());
                right = std::max(right, positions.at(i).x() + advances.at(i).x());
                m_block->glyphs.push_back({std::move(outline), positions.at(i) + QPointF(0, down)});
            }
        }
    }

    // Of what a font cannot join, the first: there is room for one.
    LaidText::Glyph glyphOfEmoji(const QString &grapheme)
    {
        if (m_all.emoji.size() > mostGlyphs)
            m_all.emoji.clear();
        if (const auto known = m_all.emoji.constFind(grapheme); known != m_all.emoji.constEnd())
            return *known;
        const TextPtr alone = Layout(m_all, {grapheme, BoardAlign::Left, 0, 0, false}).make();
        LaidText::Glyph glyph =
            alone->glyphs.empty() ? LaidText::Glyph{std::make_shared<GlyphOutline>(), {}} : alone->glyphs.front();
        glyph.at -= QPointF(0, baseLineShare * textUnits);
        m_all.emoji.insert(grapheme, glyph);
        return glyph;
    }

    // "Left" is where a line of its direction begins.
    void align()
    {
        const double room = m_shape.width > 0 ? m_shape.width : m_block->width;
        for (size_t i = 0; i < m_lines.size(); ++i) {
            const Line &line = m_lines[i];
            const bool toEnd = m_shape.align == BoardAlign::Right;
            const double share = m_shape.align == BoardAlign::Center ? 0.5 : (toEnd != line.rightToLeft ? 1 : 0);
            const double shift = (room - line.width) * share - line.left;
            const size_t end = i + 1 < m_lines.size() ? m_lines[i + 1].firstGlyph : m_block->glyphs.size();
            for (size_t g = line.firstGlyph; g < end; ++g)
                m_block->glyphs[g].at.rx() += shift;
            m_block->lines.emplace_back(line.left + shift, line.baseLine - 0.5 * textUnits, line.width,
                                        0.5 * textUnits);
        }
    }

    [[nodiscard]] QString elided(const QString &text)
    {
        const TextShape whole{text, BoardAlign::Left, 0, 0, false};
        const auto widthOf = [&](const QString &part) {
            return Layout(m_all, {part, BoardAlign::Left, 0, 0, false}).make()->width;
        };
        if (widthOf(text) <= m_shape.width + breakSlack)
            return text;
        m_block->isCut = true;
        qsizetype low = 0;
        qsizetype high = std::min<qsizetype>(text.size(), 512);
        while (low < high) {
            const qsizetype middle = (low + high + 1) / 2;
            if (widthOf(text.left(middle) + u'…') <= m_shape.width)
                low = middle;
            else
                high = middle - 1;
        }
        if (low > 0 && text.at(low - 1).isHighSurrogate())
            --low;
        return text.left(low) + u'…';
    }

    static QList<QTextLayout::FormatRange> emojiFormats(const QString &text)
    {
        QList<QTextLayout::FormatRange> formats;
        for (const TextRange &range : emojiRanges(text)) {
            QTextCharFormat format;
            format.setFontFamilies(emojiFamilies());
            formats.append({range.start, range.length, format});
        }
        return formats;
    }

    Known &m_all;
    const TextShape m_shape;
    QFont m_font;
    const bool m_manyEmoji;
    std::vector<Line> m_lines;
    std::shared_ptr<LaidText> m_block = std::make_shared<LaidText>();
};

} // namespace

QFont boardFont(double size)
{
    QFont font(family());
    font.setPixelSize(std::max(1, int(std::lround(size))));
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleStrategy(QFont::ForceOutline);
    font.setKerning(true);
    return font;
}

TextPtr layoutText(const TextShape &shape)
{
    Known &all = known();
    const QMutexLocker lock(&all.lock);
    const ShapeKey key{shape};
    if (const TextPtr *block = all.layouts.object(key))
        return *block;
    // What nobody shows any more.
    if (all.glyphs.size() > mostGlyphs)
        all.glyphs.removeIf([](const auto &entry) { return entry.value().use_count() == 1; });
    TextPtr block = Layout(all, shape).make();
    all.layouts.insert(key, new TextPtr(block), 1 + qsizetype(block->glyphs.size() / glyphsOfOne));
    return block;
}

QSizeF boardTextSize(const QString &text, double fontSize, double width)
{
    const double unit = fontSize / textUnits;
    const TextPtr block = layoutText({text, BoardAlign::Left, width / unit, 0, false});
    // Rounded up to what a register can hold.
    const auto up = [](double v) { return std::ceil(v * 256) / 256; };
    return {up(block->width * unit), up(block->height * unit)};
}

} // namespace coterie::ui
