// SPDX-License-Identifier: MIT
#include "shared/board/boardparts.h"

#include "shared/board/boardhash.h"

#include <algorithm>
#include <utility>

namespace coterie {

BoardIntervals boardUnion(BoardIntervals parts, int length)
{
    for (BoardInterval &part : parts)
        part = {std::max(part.from, 0), std::min(part.to, length)};
    parts.removeIf([](const BoardInterval &part) { return part.from >= part.to; });
    std::sort(parts.begin(), parts.end(), [](const auto &a, const auto &b) { return a.from < b.from; });
    BoardIntervals joined;
    for (const BoardInterval &part : std::as_const(parts)) {
        if (!joined.isEmpty() && part.from <= joined.last().to)
            joined.last().to = std::max(joined.last().to, part.to);
        else
            joined.append(part);
    }
    return joined;
}

BoardIntervals boardWithout(const BoardIntervals &parts, const BoardIntervals &others)
{
    BoardIntervals left;
    qsizetype other = 0;
    for (const BoardInterval &part : parts) {
        int at = part.from;
        while (other < others.size() && others.at(other).to <= at)
            ++other;
        for (qsizetype i = other; i < others.size() && others.at(i).from < part.to; ++i) {
            if (others.at(i).from > at)
                left.append({at, others.at(i).from});
            at = others.at(i).to;
        }
        if (at < part.to)
            left.append({at, part.to});
    }
    return left;
}

BoardIntervals boardRest(const BoardIntervals &parts, int length)
{
    return boardWithout({{0, length}}, parts);
}

std::optional<StrokeExtent> boardRestExtent(QByteArrayView packed, const BoardIntervals &rest)
{
    const auto points = StrokePoints::unpack(packed);
    if (!points || rest.isEmpty())
        return {};
    StrokeExtent extent;
    extent.exponent = points->exponent;
    extent.count = int(points->at.size());
    extent.hasPressure = !points->pressure.empty();
    bool first = true;
    for (const BoardInterval &piece : rest) {
        const int from = std::max(piece.from / boardPartUnit - 1, 0);
        const int to = std::min((piece.to + boardPartUnit - 1) / boardPartUnit + 1, extent.count - 1);
        for (int i = from; i <= to; ++i) {
            const StrokePoint &p = points->at[size_t(i)];
            if (std::exchange(first, false)) {
                extent.left = extent.right = p.x;
                extent.top = extent.bottom = p.y;
            }
            extent.left = std::min(extent.left, p.x);
            extent.right = std::max(extent.right, p.x);
            extent.top = std::min(extent.top, p.y);
            extent.bottom = std::max(extent.bottom, p.y);
        }
    }
    return extent;
}

bool BoardErased::isEditedBy(Seq tx) const
{
    return std::any_of(m_edits.begin(), m_edits.end(), [tx](const Edit &e) { return e.tx == tx; });
}

bool BoardErased::hasWorkBeside(quint32 owner) const
{
    return m_foreign || latestBeside(owner);
}

std::optional<std::pair<Seq, quint32>> BoardErased::latestBeside(quint32 owner) const
{
    const auto last = std::find_if(m_edits.rbegin(), m_edits.rend(),
                                   [owner](const Edit &e) { return e.author != owner && !e.undone; });
    return last == m_edits.rend() ? std::nullopt : std::optional(std::pair(last->tx, last->author));
}

bool BoardErased::add(Seq tx, quint32 author, bool back, const BoardIntervals &parts, int points)
{
    const int length = boardStrokeLength(points);
    const BoardIntervals tidy = boardUnion(parts, length);
    if (tidy.isEmpty())
        return false;
    qsizetype count = m_base.size() + tidy.size();
    for (const Edit &edit : m_edits)
        count += edit.parts.size();
    // As many can always be brought back as could be rubbed out.
    if (count > (back ? 2 : 1) * maxBoardStrokeParts)
        return false;
    if (!m_edits.empty() && m_edits.back().tx == tx && m_edits.back().back == back)
        m_edits.back().parts = boardUnion(m_edits.back().parts + tidy, length);
    else
        m_edits.push_back({tx, author, false, false, back, tidy});
    return true;
}

void BoardErased::setUndone(Seq tx, bool undone)
{
    for (Edit &edit : m_edits)
        if (edit.tx == tx)
            edit.undone = undone;
}

// What is for good goes into the base, but not before what it came after: to bring back is no union.
void BoardErased::bake(Seq tx, quint32 owner, int points)
{
    std::erase_if(m_edits, [tx](const Edit &e) { return e.tx == tx && e.undone; });
    for (Edit &edit : m_edits)
        edit.final |= edit.tx == tx;
    while (!m_edits.empty() && m_edits.front().final) {
        const Edit &first = m_edits.front();
        m_base = first.back ? boardWithout(m_base, first.parts)
                            : boardUnion(m_base + first.parts, boardStrokeLength(points));
        m_foreign |= first.author != owner;
        m_edits.erase(m_edits.begin());
    }
}

void BoardErased::join(QByteArrayView packed, int points)
{
    const int length = boardStrokeLength(points);
    m_union = m_base;
    for (const Edit &edit : m_edits)
        if (!edit.undone)
            m_union = edit.back ? boardWithout(m_union, edit.parts) : boardUnion(m_union + edit.parts, length);
    const BoardIntervals left = boardRest(m_union, length);
    m_isAll = left.isEmpty();
    m_rest = boardRestExtent(packed, left).value_or(StrokeExtent());
    m_hash = 0;
    for (const BoardInterval &part : m_union)
        m_hash = mix(mix(m_hash, quint64(part.from) + 1), quint64(part.to));
}

} // namespace coterie
