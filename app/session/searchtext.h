// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/ids.h"

#include <QList>
#include <QString>
#include <QStringList>

// What was typed into a search field, and what it is looked for in: pure functions, any thread. Both sides, what is
// indexed and what is asked for, go through separated(), which knows more scripts than SQLite's tokenizer; that only
// cuts. A change of separated() is a change of the local store's format: what is in the index is taken out by the same
// words.
namespace coterie {

struct SearchTerm {
    QString text;
    bool exact = false; // was in quotes: whole words, in this order. Else the last word may go on
    friend bool operator==(const SearchTerm &, const SearchTerm &) = default;
};

struct SearchWords {
    QList<SearchTerm> terms; // all of them must be there
    QStringList from, in;    // any of the people, in any of the rooms; beginnings of names

    [[nodiscard]] bool isEmpty() const { return terms.isEmpty() && from.isEmpty() && in.isEmpty(); }
    friend bool operator==(const SearchWords &, const SearchWords &) = default;
};

// Words, "phrases", from:name, in:room. Anything can be typed; what has no letter and no digit is left out.
[[nodiscard]] SearchWords parseSearch(const QString &typed);

// Without case and accents, and with spaces around each character of a script that writes without them, so that each is
// a word (product rule I-06).
[[nodiscard]] QString separated(QStringView text);

// Without case and accents, for comparing names.
[[nodiscard]] QString foldedForSearch(QStringView text);

// For the index's columns body, author and room; empty for words that ask for nothing. No rooms: all of them.
[[nodiscard]] QString matchExpression(const SearchWords &words, const QList<RoomId> &rooms);
[[nodiscard]] QString indexedRoom(const RoomId &room);

struct TextRange {
    qsizetype at = 0, length = 0; // UTF-16 units
    friend bool operator==(const TextRange &, const TextRange &) = default;
};

// A line of a message around the first place that was found, and where in the line the words are.
struct Snippet {
    QString text;
    QList<TextRange> marks; // do not overlap, rising
    friend bool operator==(const Snippet &, const Snippet &) = default;
};
[[nodiscard]] Snippet snippetOf(const QString &body, const QList<SearchTerm> &terms, qsizetype longest = 160);

} // namespace coterie
