// SPDX-License-Identifier: MIT
#include "app/ui/timeline/emojistandins.h"

#include <QCache>
#include <QFontMetricsF>
#include <QHash>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace coterie::ui {

namespace {

// Lines may break around it as around an emoji, it has no direction of its own either, and what follows it joins it.
constexpr char16_t sign = 0x263A;
constexpr char16_t signTail = 0xFE00;
constexpr char32_t anyEmoji = 0x1F600;
constexpr int mostFonts = 64;
constexpr int mostKibOfPictures = 16 * 1024;
constexpr double rim = 1; // around a picture, for what reaches over its place

double widthOf(const QString &text, const QFont &font, EmojiStandIns::Metrics metrics)
{
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::NoWrap);
    option.setUseDesignMetrics(metrics == EmojiStandIns::Metrics::Design);
    layout.setTextOption(option);
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    return line.isValid() ? line.naturalTextWidth() : 0;
}

struct Widths {
    double emoji, sign;
};

// One width for all: they are drawn on the same square. What a font cannot join is made to fit it.
Widths widthsFor(const QFont &text, EmojiStandIns::Metrics metrics)
{
    thread_local QHash<std::pair<QFont, int>, Widths> known;
    if (known.size() > mostFonts)
        known.clear();
    const std::pair key(text, int(metrics));
    auto found = known.constFind(key);
    if (found == known.constEnd())
        found = known.insert(key, {widthOf(QString::fromUcs4(&anyEmoji, 1), emojiFont(text), metrics),
                                   widthOf(QString(QChar(sign)), text, metrics)});
    return *found;
}

struct PictureKey {
    QString text;
    QFont font;
    double width, scale;
    friend bool operator==(const PictureKey &, const PictureKey &) = default;
    friend size_t qHash(const PictureKey &key, size_t seed = 0) noexcept
    {
        return qHashMulti(seed, key.text, key.font, key.width, key.scale);
    }
};

QImage drawn(const PictureKey &key)
{
    const QFontMetricsF metrics(key.font);
    const double place = key.width;
    const double wide = metrics.horizontalAdvance(key.text);
    const QSizeF size(place + 2 * rim, metrics.height() + 2 * rim);
    QImage image((size * key.scale).toSize() + QSize(1, 1), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(key.scale);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setFont(key.font);
    painter.translate(rim, rim + metrics.ascent());
    if (wide > place + 0.5)
        painter.scale(place / wide, place / wide);
    painter.drawText(QPointF(0, 0), key.text);
    return image;
}

QImage pictureOf(const PictureKey &key)
{
    static QCache<PictureKey, QImage> known(mostKibOfPictures);
    if (const QImage *found = known.object(key))
        return *found;
    QImage made = drawn(key);
    known.insert(key, new QImage(made), std::max(1, int(made.sizeInBytes() / 1024)));
    return made;
}

// What the device shows, in the painter's coordinates.
QRectF inSight(const QPainter &painter)
{
    bool possible = false;
    const QTransform back = painter.worldTransform().inverted(&possible);
    QRectF seen = possible ? back.mapRect(QRectF(painter.window())) : QRectF();
    return painter.hasClipping() ? seen & painter.clipBoundingRect() : seen;
}

} // namespace

EmojiStandIns::EmojiStandIns(QString &text, const QList<TextRange> &emoji, const QFont &font, Metrics metrics)
    : m_ranges(emoji)
    , m_font(font)
    , m_pictures(emojiFont(font))
{
    const Widths widths = widthsFor(font, metrics);
    m_width = widths.emoji;
    m_font.setLetterSpacing(QFont::AbsoluteSpacing, widths.emoji - widths.sign);
    for (const TextRange &range : emoji) {
        for (const TextRange &one : emojiOf(text, range))
            m_emoji.append({one.start, text.mid(one.start, one.length)});
    }
    for (const Emoji &one : std::as_const(m_emoji)) {
        QString stands(one.text.size(), QChar(signTail));
        stands[0] = QChar(sign);
        text.replace(one.start, one.text.size(), stands);
    }
}

QList<QTextLayout::FormatRange> EmojiStandIns::formats() const
{
    QList<QTextLayout::FormatRange> formats;
    QTextCharFormat format;
    format.setFont(m_font);
    format.setForeground(Qt::transparent);
    for (const TextRange &range : m_ranges)
        formats.append({range.start, range.length, format});
    return formats;
}

QList<QTextLayout::FormatRange> EmojiStandIns::withoutInk(const QTextLayout::FormatRange &painted) const
{
    QList<QTextLayout::FormatRange> parts;
    const int end = painted.start + painted.length;
    int from = painted.start;
    const auto add = [&](int to, bool hidden) {
        if (to <= from)
            return;
        QTextLayout::FormatRange part{from, to - from, painted.format};
        if (hidden)
            part.format.setForeground(Qt::transparent);
        parts.append(part);
        from = to;
    };
    for (const TextRange &range : m_ranges) {
        add(std::min(range.start, end), false);
        add(std::min(range.start + range.length, end), true);
    }
    add(end, false);
    return parts;
}

void EmojiStandIns::paint(QPainter &painter, const QTextLayout &layout, const QPointF &origin) const
{
    if (m_emoji.isEmpty())
        return;
    const QRectF seen = inSight(painter);
    const double scale = painter.device()->devicePixelRatioF();
    const double ascent = QFontMetricsF(m_pictures).ascent();
    for (int i = 0; i < layout.lineCount(); ++i) {
        const QTextLine line = layout.lineAt(i);
        if (!line.naturalTextRect().translated(origin).adjusted(-rim, -rim, rim, rim).intersects(seen))
            continue;
        for (const Emoji &emoji : in(line)) {
            // On whole pixels, as letters are.
            const QPointF at = origin + QPointF(leftOf(emoji, line), line.y() + line.ascent() - ascent);
            const QPointF whole(std::round(at.x() * scale) / scale, std::round(at.y() * scale) / scale);
            painter.drawImage(whole - QPointF(rim, rim), pictureOf({emoji.text, m_pictures, m_width, scale}));
        }
    }
}

QList<EmojiStandIns::Emoji> EmojiStandIns::in(const QTextLine &line) const
{
    const auto isBefore = [](const Emoji &emoji, int start) { return emoji.start < start; };
    const auto first = std::lower_bound(m_emoji.begin(), m_emoji.end(), line.textStart(), isBefore);
    const auto end = std::lower_bound(first, m_emoji.end(), line.textStart() + line.textLength(), isBefore);
    return {first, end};
}

double EmojiStandIns::leftOf(const Emoji &emoji, const QTextLine &line)
{
    return std::min(line.cursorToX(emoji.start), line.cursorToX(emoji.start + int(emoji.text.size())));
}

int emojiCount(const QString &text, const QList<TextRange> &emoji)
{
    qsizetype count = 0;
    for (const TextRange &range : emoji)
        count += emojiOf(text, range).size();
    return int(count);
}

QFont emojiFont(const QFont &base)
{
    QFont font = base;
    QStringList families = emojiFamilies();
    families += base.families();
    font.setFamilies(families);
    font.setWeight(QFont::Normal);
    font.setItalic(false);
    return font;
}

} // namespace coterie::ui
