// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

// Where a text has emoji, so that only they get the colour font: put first it would take the digits too, put last it
// would lose to black glyphs of the text font.
namespace coterie::ui {

struct TextRange {
    int start = 0;
    int length = 0;
    friend bool operator==(const TextRange &, const TextRange &) = default;
};

[[nodiscard]] QList<TextRange> emojiRanges(const QString &text);
// The single ones of a range, a joined one being one. What joins more than any emoji does is taken apart.
[[nodiscard]] QList<TextRange> emojiOf(const QString &text, const TextRange &range);
// How many emoji the text is made of when it has nothing else but spaces, else 0.
[[nodiscard]] int emojiOnlyCount(const QString &text);
[[nodiscard]] QStringList emojiFamilies();

} // namespace coterie::ui
