// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/ids.h"

#include <QByteArray>

#include <compare>

// Where an object stands among all others: painted from low to high. Values only, any thread.
namespace coterie {

// A list of numbers with an endless run of zeros behind it, compared from the left. So something can always be put
// directly above or below a key, without a look at its neighbours and without changing them (B11).
class BoardOrderKey final
{
public:
    // What is under an object in the list of numbers: its children are above it and below whatever is put above it.
    static constexpr qint64 inside = 1;

    BoardOrderKey(qint64 first = 0)
        : m_first(first)
    {
    }
    BoardOrderKey(qint64 first, QByteArray rest)
        : m_first(first)
        , m_rest(std::move(rest))
    {
    }

    // turn tells one placing from every other: the place of its transaction and its number in it.
    [[nodiscard]] static qint64 turnOf(Seq place, int index);
    [[nodiscard]] BoardOrderKey above(qint64 turn) const;
    [[nodiscard]] BoardOrderKey below(qint64 turn) const;
    // One of the short keys that a renumbering gives out around this one: below it for -1, -2, … and above it for 1, …
    [[nodiscard]] BoardOrderKey numbered(qint64 number) const;
    // The key of what has the key own among the things inside this one.
    [[nodiscard]] BoardOrderKey child(const BoardOrderKey &own) const;

    [[nodiscard]] qint64 first() const { return m_first; }
    [[nodiscard]] const QByteArray &rest() const { return m_rest; } // 8 bytes a number, little endian
    [[nodiscard]] qsizetype depth() const { return m_rest.size() / 8; }
    [[nodiscard]] bool isPending() const; // made by a transaction that the log does not have yet

    friend bool operator==(const BoardOrderKey &, const BoardOrderKey &) = default;
    friend std::strong_ordering operator<=>(const BoardOrderKey &a, const BoardOrderKey &b);

private:
    [[nodiscard]] qint64 at(qsizetype index) const; // of the rest; 0 behind its end
    [[nodiscard]] BoardOrderKey with(qint64 number) const;

    qint64 m_first = 0;
    QByteArray m_rest;
};

} // namespace coterie
