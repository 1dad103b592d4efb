// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/timeline/emoji.h"

#include <QFont>
#include <QTextLayout>

class QPainter;

namespace coterie::ui {

// Asked for the width of an emoji, Qt unpacks its picture each time (QFontEngineFT does not keep the measures of
// pictures as large as these), so a text of a great many takes half a second to lay out. Such a text is laid out with a
// sign in the place of each emoji: of the same length, the same width, broken by the same rules. Every place in the
// text stays what it was; only the pictures are painted apart. Any thread that may lay out text; paint() in the GUI
// thread.
class EmojiStandIns final
{
public:
    static constexpr int mostWithout = 16; // emoji in a text that Qt lays out itself

    enum class Metrics { Screen, Design }; // which the layout uses: QTextOption::setUseDesignMetrics()
    struct Emoji {
        int start = 0;
        QString text; // one grapheme
    };

    EmojiStandIns() = default;
    // Replaces in `text` what `emoji` names. font: of the text around them.
    EmojiStandIns(QString &text, const QList<TextRange> &emoji, const QFont &font, Metrics metrics = Metrics::Screen);

    [[nodiscard]] bool isEmpty() const { return m_emoji.isEmpty(); }
    [[nodiscard]] double width() const { return m_width; } // of each
    // How they are laid out: invisible, and as wide as an emoji.
    [[nodiscard]] QList<QTextLayout::FormatRange> formats() const;
    // What is painted in other colours, such as a selection: its ground under the emoji too, its ink not.
    [[nodiscard]] QList<QTextLayout::FormatRange> withoutInk(const QTextLayout::FormatRange &painted) const;
    // Those of a line, in the order of the text, and where one begins from the left, whichever way the line runs.
    [[nodiscard]] QList<Emoji> in(const QTextLine &line) const;
    [[nodiscard]] static double leftOf(const Emoji &emoji, const QTextLine &line);
    // The pictures of the lines in sight. origin: as for QTextLayout::draw().
    void paint(QPainter &painter, const QTextLayout &layout, const QPointF &origin) const;

private:
    QList<Emoji> m_emoji; // in order
    QList<TextRange> m_ranges;
    double m_width = 0;
    QFont m_font; // of the signs
    QFont m_pictures;
};

// How many emoji, a joined one counting once.
[[nodiscard]] int emojiCount(const QString &text, const QList<TextRange> &emoji);
// The font of emoji amid text of this font.
[[nodiscard]] QFont emojiFont(const QFont &base);

} // namespace coterie::ui
