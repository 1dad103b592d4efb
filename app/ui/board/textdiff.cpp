// SPDX-License-Identifier: MIT
#include "app/ui/board/textdiff.h"

#include <algorithm>
#include <vector>

namespace coterie::ui {

namespace {

constexpr int mostEdits = 400; // what several people write between two looks; time and memory go with its square

enum class Edit { Keep, Remove, Insert };

// One edit a unit, from the end to the beginning; nothing: there are more of them than that.
std::vector<Edit> edits(QStringView a, QStringView b)
{
    const int n = int(a.size()), m = int(b.size());
    const int most = std::min(n + m, mostEdits);
    std::vector<int> furthest(std::size_t(2 * most + 3), 0); // x on each diagonal
    const auto at = [&](int k) -> int & { return furthest[std::size_t(k + most + 1)]; };
    std::vector<std::vector<int>> trace;
    for (int d = 0; d <= most; ++d) {
        trace.push_back(furthest);
        for (int k = -d; k <= d; k += 2) {
            int x = k == -d || (k != d && at(k - 1) < at(k + 1)) ? at(k + 1) : at(k - 1) + 1;
            while (x < n && x - k < m && a[x] == b[x - k])
                ++x;
            at(k) = x;
            if (x < n || x - k < m)
                continue;
            std::vector<Edit> all;
            int toX = n, toY = m;
            for (int step = d; step >= 0; --step) {
                const auto was = [&](int diagonal) {
                    return trace[std::size_t(step)][std::size_t(diagonal + most + 1)];
                };
                const int on = toX - toY;
                const bool down = on == -step || (on != step && was(on - 1) < was(on + 1));
                const int from = step == 0 ? 0
                                 : down    ? was(on + 1)
                                           : was(on - 1) + 1; // x where the run of equals begins
                for (; toX > from && toY > 0 && toX > 0; --toX, --toY)
                    all.push_back(Edit::Keep);
                if (step == 0)
                    break;
                all.push_back(down ? Edit::Insert : Edit::Remove);
                if (down)
                    --toY;
                else
                    --toX;
            }
            return all;
        }
    }
    return {};
}

bool isInsidePair(const QString &text, qsizetype at)
{
    return at > 0 && at < text.size() && text.at(at - 1).isHighSurrogate() && text.at(at).isLowSurrogate();
}

// Half a sign is no place for a caret.
bool splitsPair(const BoardDelta &delta, const QString &before, const QString &after)
{
    qsizetype in = 0, out = 0;
    for (const BoardTextStep &step : delta) {
        in += step.retain.value_or(0) + step.remove.value_or(0);
        out += step.retain.value_or(0) + (step.insert ? step.insert->size() : 0);
        if (isInsidePair(before, in) || isInsidePair(after, out))
            return true;
    }
    return false;
}

void append(BoardDelta &delta, Edit edit, const QString &inserted, int count)
{
    if (count == 0)
        return;
    if (edit == Edit::Keep)
        delta.append({.retain = count, .insert = {}, .remove = {}});
    else if (edit == Edit::Remove)
        delta.append({.retain = {}, .insert = {}, .remove = count});
    else
        delta.append({.retain = {}, .insert = inserted, .remove = {}});
}

} // namespace

BoardDelta textDiff(const QString &before, const QString &after)
{
    const BoardDelta whole = boardDelta(before, after);
    const auto isBoth = [&] {
        return std::any_of(whole.cbegin(), whole.cend(), [](const auto &step) { return step.remove.has_value(); }) &&
               std::any_of(whole.cbegin(), whole.cend(), [](const auto &step) { return step.insert.has_value(); });
    };
    if (!isBoth())
        return whole; // one change, and it is where it is
    const int head = whole.constFirst().retain.value_or(0);
    const int tail = whole.size() > 1 ? whole.constLast().retain.value_or(0) : 0;
    const auto middle = [&](const QString &text) { return QStringView(text).mid(head, text.size() - head - tail); };
    const std::vector<Edit> all = edits(middle(before), middle(after));
    if (all.empty())
        return whole;
    BoardDelta delta;
    append(delta, Edit::Keep, {}, head);
    qsizetype in = head; // in the text after
    for (auto edit = all.crbegin(); edit != all.crend();) {
        const auto end = std::find_if(edit, all.crend(), [&](Edit one) { return one != *edit; });
        const int count = int(end - edit);
        append(delta, *edit, after.mid(in, count), count);
        if (*edit != Edit::Remove)
            in += count;
        edit = end;
    }
    if (tail > 0 && !delta.isEmpty() && delta.constLast().retain)
        delta.last().retain = *delta.constLast().retain + tail;
    else
        append(delta, Edit::Keep, {}, tail);
    return splitsPair(delta, before, after) ? whole : delta;
}

} // namespace coterie::ui
