// SPDX-License-Identifier: MIT
#include "shared/board/boardorder.h"

#include <QtEndian>

#include <algorithm>
#include <cstdlib>

namespace coterie {
namespace {

constexpr qint64 perTransaction = 512;
// Above every turn, with room over it for the numbers that a renumbering gives out.
constexpr qint64 ceiling = (qint64(1) << 62) + (qint64(1) << 61);
constexpr qint64 firstPendingTurn = (maxSeq + 1) * perTransaction;

} // namespace

qint64 BoardOrderKey::turnOf(Seq place, int index)
{
    return place * perTransaction + index;
}

// The latest is the closest: a later turn gives a number nearer to zero.
BoardOrderKey BoardOrderKey::above(qint64 turn) const
{
    return with(ceiling - turn);
}

BoardOrderKey BoardOrderKey::below(qint64 turn) const
{
    return with(turn - ceiling);
}

// Farther from this one than everything that is put beside it later.
BoardOrderKey BoardOrderKey::numbered(qint64 number) const
{
    return with(number < 0 ? number - ceiling : number + ceiling);
}

BoardOrderKey BoardOrderKey::child(const BoardOrderKey &own) const
{
    BoardOrderKey key = with(inside).with(own.m_first);
    key.m_rest.append(own.m_rest);
    return key;
}

bool BoardOrderKey::isPending() const
{
    const auto isPendingTurn = [](qint64 number) { return number >= firstPendingTurn || number <= -firstPendingTurn; };
    if (isPendingTurn(m_first))
        return true;
    for (qsizetype i = 0; i < depth(); ++i) {
        if (at(i) == inside) // the first number of a key of its own follows
            ++i;
        else if (std::abs(at(i)) <= ceiling - firstPendingTurn)
            return true;
        if (i > 0 && at(i - 1) == inside && isPendingTurn(at(i)))
            return true;
    }
    return false;
}

qint64 BoardOrderKey::at(qsizetype index) const
{
    return index < depth() ? qFromLittleEndian<qint64>(m_rest.constData() + index * 8) : 0;
}

BoardOrderKey BoardOrderKey::with(qint64 number) const
{
    BoardOrderKey key = *this;
    char raw[8];
    qToLittleEndian(number, raw);
    key.m_rest.append(raw, 8);
    return key;
}

std::strong_ordering operator<=>(const BoardOrderKey &a, const BoardOrderKey &b)
{
    if (a.m_first != b.m_first)
        return a.m_first <=> b.m_first;
    const qsizetype depth = std::max(a.depth(), b.depth());
    for (qsizetype i = 0; i < depth; ++i)
        if (const qint64 x = a.at(i), y = b.at(i); x != y)
            return x <=> y;
    return std::strong_ordering::equal;
}

} // namespace coterie
