// SPDX-License-Identifier: MIT
#include "app/session/boardguests.h"

#include "app/session/fairshare.h"

#include <QSet>

#include <algorithm>

namespace coterie {
namespace {

constexpr qint64 strokeSilenceMs = 10'000;
constexpr qint64 cursorSilenceMs = 30'000; // of looks too
constexpr int mostStrokes = 400;
constexpr int mostStrokesOfOne = 16; // with several devices; one that is cancelled is there until it falls silent
constexpr int mostCursors = 500;
constexpr int mostLooks = 500;

QRectF rectOf(const std::optional<BoardArea> &area)
{
    return area ? QRectF(area->x, area->y, area->width, area->height) : QRectF();
}

bool byName(const auto &a, const auto &b)
{
    return a.name != b.name ? a.name < b.name : a.user < b.user;
}

} // namespace

std::optional<BoardGuests::Growth> BoardGuests::note(const BoardPreview &preview, qint64 nowMs)
{
    const auto samples = StrokePoints::unpack(preview.points);
    if (!samples)
        return {};
    QList<LiveStroke> ended;
    auto at = std::find_if(m_strokes.begin(), m_strokes.end(),
                           [&](const LiveStroke &s) { return s.stream == preview.stream; });
    if (at == m_strokes.end()) {
        if (!preview.style)
            return {}; // nobody knows where it is before its style has come
        if (const qsizetype goes = placeToGiveUp(m_strokes, preview.user, mostStrokesOfOne, mostStrokes,
                                                 [](const LiveStroke &s) { return s.heardMs; });
            goes >= 0)
            ended.append(m_strokes.takeAt(goes));
        LiveStroke begun;
        begun.stream = preview.stream;
        begun.user = preview.user;
        begun.color = quint32(preview.style->color);
        begun.width = preview.style->width;
        begun.x = preview.style->x;
        begun.y = preview.style->y;
        begun.points.exponent = samples->exponent;
        begun.next = preview.first;
        m_strokes.append(begun);
        at = m_strokes.end() - 1;
    }
    if (at->user != preview.user || at->points.exponent != samples->exponent ||
        (!at->points.at.empty() && at->points.pressure.empty() != samples->pressure.empty()))
        return {};
    at->heardMs = nowMs;
    const int known = std::max(0, at->next - preview.first); // told twice
    const int fresh = int(samples->at.size()) - known;
    const int from = int(at->points.at.size());
    if (fresh <= 0 || from + fresh > maxStrokePoints)
        return ended.isEmpty() ? std::optional<Growth>() : Growth{preview.stream, from, ended};
    at->points.at.insert(at->points.at.end(), samples->at.begin() + known, samples->at.end());
    if (!samples->pressure.empty())
        at->points.pressure.insert(at->points.pressure.end(), samples->pressure.begin() + known,
                                   samples->pressure.end());
    at->next = preview.first + int(samples->at.size());
    return Growth{preview.stream, from, ended};
}

bool BoardGuests::note(const BoardPointer &pointer, qint64 nowMs)
{
    if (!pointer.on)
        return m_cursors.remove(pointer.user) > 0;
    if (!m_cursors.contains(pointer.user) && m_cursors.size() >= mostCursors)
        return false;
    BoardCursorMark &mark = m_cursors[pointer.user];
    mark = {pointer.user, pointer.name, QPointF(pointer.x, pointer.y), nowMs};
    return true;
}

bool BoardGuests::note(const BoardOnlooker &onlooker, qint64 nowMs)
{
    if (!onlooker.view)
        return m_looks.remove(onlooker.user) > 0;
    if (!m_looks.contains(onlooker.user) && m_looks.size() >= mostLooks)
        return false;
    QList<ObjectId> selected; // each once, however often they name it
    QSet<ObjectId> named;
    for (const ObjectId &id : onlooker.selected.value_or(QList<ObjectId>())) {
        if (named.contains(id))
            continue;
        named.insert(id);
        selected.append(id);
    }
    m_looks.insert(onlooker.user, {onlooker.user, onlooker.name, rectOf(onlooker.view), selected,
                                   rectOf(onlooker.around), onlooker.follows, nowMs});
    return true;
}

template <class Gone> QList<LiveStroke> BoardGuests::takeIf(Gone gone)
{
    QList<LiveStroke> ended;
    for (const LiveStroke &stroke : std::as_const(m_strokes))
        if (gone(stroke))
            ended.append(stroke);
    if (!ended.isEmpty())
        erase_if(m_strokes, gone);
    return ended;
}

QList<LiveStroke> BoardGuests::expire(qint64 nowMs)
{
    m_cursors.removeIf([&](const auto &entry) { return nowMs - entry.value().movedMs >= cursorSilenceMs; });
    m_looks.removeIf([&](const auto &entry) { return nowMs - entry.value().heardMs >= cursorSilenceMs; });
    return takeIf([&](const LiveStroke &s) { return nowMs - s.heardMs >= strokeSilenceMs; });
}

QList<LiveStroke> BoardGuests::forget(UserId user)
{
    m_cursors.remove(user);
    m_looks.remove(user);
    return takeIf([&](const LiveStroke &s) { return s.user == user; });
}

QList<LiveStroke> BoardGuests::clear()
{
    m_cursors.clear();
    m_looks.clear();
    return std::exchange(m_strokes, {});
}

std::optional<LiveStroke> BoardGuests::take(ObjectId stream)
{
    const QList<LiveStroke> ended = takeIf([&](const LiveStroke &s) { return s.stream == stream; });
    return ended.isEmpty() ? std::optional<LiveStroke>() : ended.first();
}

const LiveStroke *BoardGuests::stroke(ObjectId stream) const
{
    const auto at =
        std::find_if(m_strokes.begin(), m_strokes.end(), [&](const LiveStroke &s) { return s.stream == stream; });
    return at == m_strokes.end() ? nullptr : &*at;
}

QList<const LiveStroke *> BoardGuests::strokes() const
{
    QList<const LiveStroke *> all;
    for (const LiveStroke &stroke : m_strokes)
        all.append(&stroke);
    return all;
}

QList<BoardCursorMark> BoardGuests::cursors() const
{
    QList<BoardCursorMark> all = m_cursors.values();
    std::sort(all.begin(), all.end(), byName<BoardCursorMark, BoardCursorMark>);
    return all;
}

QList<BoardLookMark> BoardGuests::looks() const
{
    QList<BoardLookMark> all = m_looks.values();
    std::sort(all.begin(), all.end(), byName<BoardLookMark, BoardLookMark>);
    return all;
}

const BoardLookMark *BoardGuests::look(const UserId &user) const
{
    const auto at = m_looks.constFind(user);
    return at == m_looks.cend() ? nullptr : &*at;
}

QList<BoardPerson> BoardGuests::people() const
{
    QList<BoardPerson> all;
    for (const BoardLookMark &mark : m_looks)
        all.append({mark.user, mark.name});
    for (const BoardCursorMark &mark : m_cursors)
        if (!m_looks.contains(mark.user))
            all.append({mark.user, mark.name});
    std::sort(all.begin(), all.end(), byName<BoardPerson, BoardPerson>);
    return all;
}

} // namespace coterie
