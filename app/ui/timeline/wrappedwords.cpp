// SPDX-License-Identifier: MIT
#include "app/ui/timeline/wrappedwords.h"

#include "app/ui/timeline/emojistandins.h"

#include <QCache>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>

#include <cmath>

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

struct WrappedWords {
    explicit WrappedWords(const WordsKey &key);
    QTextLayout layout;
    EmojiStandIns standIns;
    double height = 0;
};

WrappedWords::WrappedWords(const WordsKey &key)
{
    QString shown = key.text;
    shown.replace(u'\n', QChar::LineSeparator);
    const QList<TextRange> emoji = emojiRanges(shown);
    if (emojiCount(shown, emoji) > EmojiStandIns::mostWithout)
        standIns = EmojiStandIns(shown, emoji, key.font);
    layout.setText(shown);
    layout.setFont(key.font);
    layout.setFormats(standIns.formats());
    layout.setCacheEnabled(true);
    QTextOption option(key.direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(key.direction);
    layout.setTextOption(option);
    const double step = std::ceil(QFontMetricsF(key.font).height());
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(key.width);
        line.setPosition({0, height});
        height += step;
    }
    layout.endLayout();
}

// What is known of a text, or is made of it now. Good until the next one is asked for.
template <class Value, class Make>
const Value &kept(QCache<WordsKey, Value> &known, const QString &text, const QFont &font, int width, Make make)
{
    const WordsKey key{text, font, width, QGuiApplication::layoutDirection()};
    if (const Value *found = known.object(key))
        return *found;
    auto *const made = new Value(make(key));
    known.insert(key, made);
    return *made;
}

const WrappedWords &wrapped(const QString &text, const QFont &font, int width)
{
    static QCache<WordsKey, WrappedWords> known(mostKept);
    return kept(known, text, font, width, [](const WordsKey &key) { return WrappedWords(key); });
}

} // namespace

int wrappedHeight(const QString &text, const QFont &font, int width)
{
    return int(std::ceil(wrapped(text, font, width).height));
}

void paintWrapped(QPainter &painter, const QPointF &topLeft, const QString &text, const QFont &font, int width)
{
    const WrappedWords &words = wrapped(text, font, width);
    words.layout.draw(&painter, topLeft);
    words.standIns.paint(painter, words.layout, topLeft);
}

int keptWidth(const QString &text, const QFont &font)
{
    static QCache<WordsKey, int> known(mostKept);
    return kept(known, text, font, 0,
                [](const WordsKey &key) { return QFontMetrics(key.font).horizontalAdvance(key.text); });
}

QString keptElided(const QString &text, const QFont &font, int width)
{
    static QCache<WordsKey, QString> known(mostKept);
    return kept(known, text, font, width, [](const WordsKey &key) {
        return QFontMetrics(key.font).elidedText(key.text, Qt::ElideRight, key.width);
    });
}

} // namespace coterie::ui
