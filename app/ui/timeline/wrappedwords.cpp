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

const WrappedWords &wrapped(const QString &text, const QFont &font, int width)
{
    static QCache<WordsKey, WrappedWords> known(mostKept);
    const WordsKey key{text, font, width, QGuiApplication::layoutDirection()};
    if (const WrappedWords *found = known.object(key))
        return *found;
    auto *const made = new WrappedWords(key);
    known.insert(key, made);
    return *made;
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
    const WordsKey key{text, font, 0, QGuiApplication::layoutDirection()};
    if (const int *found = known.object(key))
        return *found;
    const int made = QFontMetrics(font).horizontalAdvance(text);
    known.insert(key, new int(made));
    return made;
}

QString keptElided(const QString &text, const QFont &font, int width)
{
    static QCache<WordsKey, QString> known(mostKept);
    const WordsKey key{text, font, width, QGuiApplication::layoutDirection()};
    if (const QString *found = known.object(key))
        return *found;
    QString made = QFontMetrics(font).elidedText(text, Qt::ElideRight, width);
    known.insert(key, new QString(made));
    return made;
}

} // namespace coterie::ui
