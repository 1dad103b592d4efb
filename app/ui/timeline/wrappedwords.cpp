// SPDX-License-Identifier: MIT
#include "app/ui/timeline/wrappedwords.h"

#include "app/ui/shell/drawable.h"
#include "app/ui/timeline/emojistandins.h"

#include <QCache>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>

#include <cmath>
#include <optional>

namespace coterie::ui {

namespace {

constexpr int mostKept = 256;

struct WordsKey {
    QString text;
    QFont font;
    int width;
    Qt::LayoutDirection direction;
    friend bool operator==(const WordsKey &, const WordsKey &) = default;
    friend size_t qHash(const WordsKey &key, size_t seed = 0) noexcept
    {
        return qHashMulti(seed, key.text, key.font, key.width, int(key.direction));
    }
};

// A text with signs in the place of its emoji where they are many.
struct LaidWords {
    QTextLayout layout;
    EmojiStandIns standIns;
    double height = 0;
    double width = 0; // of one line

    void set(QString text, const QFont &font, const QTextOption &option)
    {
        const QList<TextRange> emoji = emojiRanges(text);
        standIns = {};
        if (emojiCount(text, emoji) > EmojiStandIns::mostWithout)
            standIns = EmojiStandIns(text, emoji, font);
        layout.setText(text);
        layout.setFont(font);
        layout.setFormats(standIns.formats());
        layout.setCacheEnabled(true);
        layout.setTextOption(option);
    }

    void draw(QPainter &painter, const QPointF &at) const
    {
        layout.draw(&painter, at);
        standIns.paint(painter, layout, at);
    }
};

struct WrappedWords : LaidWords {
    explicit WrappedWords(const WordsKey &key)
    {
        QString shown = drawable(key.text);
        shown.replace(u'\n', QChar::LineSeparator);
        QTextOption option(key.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        option.setTextDirection(key.direction);
        set(shown, key.font, option);
        const double step = std::ceil(QFontMetricsF(key.font).height());
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(key.width);
            line.setPosition({0, height});
            height += step;
        }
        layout.endLayout();
    }
};

constexpr int asWideAsItIs = -1;
constexpr char16_t ellipsis = 0x2026;

struct OneLine : LaidWords {
    explicit OneLine(const WordsKey &key)
    {
        QString shown = drawable(key.text);
        shown.replace(u'\n', u' ');
        lay(shown, key.font, {});
        if (key.width == asWideAsItIs || width <= key.width)
            return;
        const double room = std::max(0.0, key.width - QFontMetricsF(key.font).horizontalAdvance(QChar(ellipsis)));
        const int fits = lay(shown, key.font, room);
        lay(shown.left(fits) + QChar(ellipsis), key.font, {});
    }

private:
    // Returns how much of it stands on the line: all of it, or what there is room for.
    int lay(const QString &text, const QFont &font, std::optional<double> room)
    {
        QTextOption option;
        option.setWrapMode(room ? QTextOption::WrapAnywhere : QTextOption::NoWrap);
        option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
        set(text, font, option);
        layout.beginLayout();
        QTextLine line = layout.createLine();
        if (line.isValid() && room)
            line.setLineWidth(*room);
        layout.endLayout();
        width = line.isValid() ? line.naturalTextWidth() : 0;
        height = line.isValid() ? line.height() : 0;
        return line.isValid() && width <= room.value_or(width) ? line.textLength() : 0;
    }
};

// What is known of a text, or is made of it now. Good until the next one is asked for.
template <class Laid> const Laid &kept(const QString &text, const QFont &font, int width)
{
    static QCache<WordsKey, Laid> known(mostKept);
    const WordsKey key{text, font, width, QGuiApplication::layoutDirection()};
    if (const Laid *found = known.object(key))
        return *found;
    auto *const made = new Laid(key);
    known.insert(key, made);
    return *made;
}

} // namespace

int wrappedHeight(const QString &text, const QFont &font, int width)
{
    return int(std::ceil(kept<WrappedWords>(text, font, width).height));
}

void paintWrapped(QPainter &painter, const QPointF &topLeft, const QString &text, const QFont &font, int width)
{
    kept<WrappedWords>(text, font, width).draw(painter, topLeft);
}

int lineWidth(const QString &text, const QFont &font)
{
    return int(std::ceil(kept<OneLine>(text, font, asWideAsItIs).width));
}

void paintLine(QPainter &painter, const QRect &rect, Qt::Alignment where, const QString &text, const QFont &font)
{
    const OneLine &line = kept<OneLine>(text, font, std::max(0, rect.width()));
    QPointF at = rect.topLeft();
    if (where & Qt::AlignRight)
        at.rx() += rect.width() - line.width;
    else if (where & Qt::AlignHCenter)
        at.rx() += (rect.width() - line.width) / 2;
    if (where & Qt::AlignVCenter)
        at.ry() += (rect.height() - line.height) / 2;
    else if (where & Qt::AlignBottom)
        at.ry() += rect.height() - line.height;
    line.draw(painter, at);
}

} // namespace coterie::ui
