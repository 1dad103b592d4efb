// SPDX-License-Identifier: MIT
#include "shared/board/boardtext.h"

#include "shared/board/boardhash.h"

#include <algorithm>

namespace coterie {
namespace {

bool isControl(QChar c)
{
    return (c.unicode() < 0x20 && c != u'\n' && c != u'\t') || c.unicode() == 0x7f;
}

bool splitsPair(QStringView text, qsizetype at)
{
    return at > 0 && at < text.size() && text[at - 1].isHighSurrogate() && text[at].isLowSurrogate();
}

} // namespace

BoardDelta boardDelta(const QString &before, const QString &after)
{
    const qsizetype most = std::min(before.size(), after.size());
    qsizetype head = 0;
    while (head < most && before[head] == after[head])
        ++head;
    if (head == before.size() && head == after.size())
        return {};
    while (splitsPair(before, head) || splitsPair(after, head))
        --head;
    qsizetype tail = 0;
    while (tail < most - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    while (splitsPair(before, before.size() - tail) || splitsPair(after, after.size() - tail))
        --tail;
    BoardDelta delta;
    if (head)
        delta.append({.retain = int(head), .insert = {}, .remove = {}});
    if (const qsizetype gone = before.size() - head - tail)
        delta.append({.retain = {}, .insert = {}, .remove = int(gone)});
    if (const qsizetype more = after.size() - head - tail)
        delta.append({.retain = {}, .insert = after.mid(head, more), .remove = {}});
    if (tail)
        delta.append({.retain = int(tail), .insert = {}, .remove = {}});
    return delta;
}

int boardCaret(int caret, const BoardDelta &change)
{
    int at = 0; // in the text before
    int moved = caret;
    for (const BoardTextStep &step : change) {
        if (at >= caret && !step.remove)
            break;
        if (step.insert)
            moved += int(step.insert->size());
        else if (step.retain)
            at += *step.retain;
        else {
            moved -= std::min(std::max(caret - at, 0), *step.remove);
            at += *step.remove;
        }
    }
    return moved;
}

bool isBoardText(QStringView text)
{
    return text.isValidUtf16() && std::none_of(text.begin(), text.end(), isControl);
}

QString cleanBoardText(const QString &text)
{
    if (isBoardText(text))
        return text;
    QString clean;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const bool pair = c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        if (pair)
            clean += QStringView(text).sliced(i++, 2);
        else if (c == u'\r' || c == u'\v' || c == u'\f') // soft breaks of other programs, and their pages
            clean += c == u'\r' && i + 1 < text.size() && text.at(i + 1) == u'\n' ? QString() : QStringLiteral("\n");
        else if (!isControl(c) && !c.isSurrogate())
            clean += c;
    }
    return clean;
}

BoardText::BoardText(QString own)
    : m_all(std::move(own))
{
    if (!m_all.isEmpty())
        m_runs.push_back({0, int(m_all.size()), {}});
    show();
}

qsizetype BoardText::find(Seq tx) const
{
    const auto at =
        std::lower_bound(m_edits.begin(), m_edits.end(), tx, [](const Edit &e, Seq place) { return e.tx < place; });
    return at != m_edits.end() && at->tx == tx ? at - m_edits.begin() : -1;
}

bool BoardText::isShown(const Run &run) const
{
    if (run.tx && m_edits[size_t(find(run.tx))].isUndone())
        return false;
    return std::all_of(run.cuts.begin(), run.cuts.end(),
                       [this](Seq cut) { return m_edits[size_t(find(cut))].isUndone(); });
}

void BoardText::show()
{
    if (m_runs.size() == 1 && isShown(m_runs.front())) {
        m_shown = m_all;
    } else {
        m_shown.clear();
        qsizetype at = 0;
        for (const Run &run : m_runs) {
            if (isShown(run))
                m_shown += QStringView(m_all).sliced(at, run.length);
            at += run.length;
        }
    }
    m_hash = m_shown.isEmpty() ? 0 : boardTextHash(m_shown);
}

bool BoardText::hasWorkBeside(quint32 owner) const
{
    return m_foreign || latestBeside(owner);
}

std::optional<std::pair<Seq, quint32>> BoardText::latestBeside(quint32 owner) const
{
    const auto last = std::find_if(m_edits.rbegin(), m_edits.rend(),
                                   [owner](const Edit &e) { return e.author != owner && !e.isUndone(); });
    return last == m_edits.rend() ? std::nullopt : std::optional(std::pair(last->tx, last->author));
}

// Reads a delta in the text as its author saw it, and makes the text with the edit in it beside the old one.
class BoardText::Weaver final
{
public:
    Weaver(const BoardText &text, const Context &context)
        : m_text(text)
        , m_context(context)
    {
        for (const Edit &edit : text.m_edits) {
            bool undone = false;
            for (const Toggle &t : edit.toggles)
                if (isSeen(t.place, edit.author, t.client))
                    undone = t.undone;
            m_states.push_back({isSeen(edit.tx, edit.author, edit.client), undone});
        }
    }

    [[nodiscard]] bool isSeen(const Run &run) const
    {
        const auto counts = [this](Seq tx) {
            const State state = m_states[size_t(m_text.find(tx))];
            return state.known && !state.undone;
        };
        return (!run.tx || counts(run.tx)) && std::none_of(run.cuts.begin(), run.cuts.end(), counts);
    }
    // False when the text ends before, or a pair would be torn.
    bool advance(int units, bool cut)
    {
        while (units > 0 && m_at < m_text.m_runs.size()) {
            const Run &run = m_text.m_runs[m_at];
            if (!isSeen(run)) {
                take(run.length - m_inRun, false);
                continue;
            }
            const int some = std::min(units, run.length - m_inRun);
            units -= some;
            m_left = run.tx;
            take(some, cut);
        }
        return units == 0 && !splitsPair(m_text.m_all, m_inAll);
    }
    void insert(const QString &text)
    {
        // Behind everything that was put in at this place before, but words of one's own stay together.
        while (m_inRun == 0 && m_at < m_text.m_runs.size() && !isSeen(m_text.m_runs[m_at]) &&
               !cutsIn(m_text.m_runs[m_at]))
            take(m_text.m_runs[m_at].length, false);
        append({m_context.tx, int(text.size()), {}}, text);
        m_left = m_context.tx;
    }
    // Towards the end of the pair that it would tear; only when the delta cannot be read exactly.
    void mendPair()
    {
        if (splitsPair(m_text.m_all, m_inAll))
            take(1, false);
    }
    void finish()
    {
        while (m_at < m_text.m_runs.size())
            take(m_text.m_runs[m_at].length - m_inRun, false);
    }
    [[nodiscard]] bool hasSeenAll() const
    {
        for (size_t i = m_at; i < m_text.m_runs.size(); ++i)
            if (isSeen(m_text.m_runs[i]))
                return false;
        return true;
    }
    std::vector<Run> runs;
    QString all;

private:
    struct State {
        bool known = false;
        bool undone = false;
    };

    [[nodiscard]] bool isOwn(quint32 author, quint32 client) const
    {
        return author == m_context.author && client == m_context.client;
    }
    [[nodiscard]] bool isSeen(Seq place, quint32 author, quint32 client) const
    {
        return place <= m_context.base || place == m_context.tx || isOwn(author, client);
    }
    // Whether what others put in at this place would come between one's own words, because they had not seen the first.
    [[nodiscard]] bool cutsIn(const Run &run) const
    {
        if (!m_left || !run.tx)
            return false;
        const qsizetype by = m_text.find(run.tx);
        const Edit &theirs = m_text.m_edits[size_t(by)];
        if (m_states[size_t(by)].known || isOwn(theirs.author, theirs.client) || theirs.base >= m_left)
            return false;
        const qsizetype left = m_text.find(m_left);
        return left < 0 || isOwn(m_text.m_edits[size_t(left)].author, m_text.m_edits[size_t(left)].client);
    }
    void take(int units, bool cut)
    {
        const Run &run = m_text.m_runs[m_at];
        Run part{run.tx, units, run.cuts};
        if (cut && std::find(part.cuts.begin(), part.cuts.end(), m_context.tx) == part.cuts.end())
            part.cuts.push_back(m_context.tx);
        append(std::move(part), QStringView(m_text.m_all).sliced(m_inAll, units));
        m_inAll += units;
        m_inRun += units;
        if (m_inRun == run.length) {
            m_inRun = 0;
            ++m_at;
        }
    }
    void append(Run run, QStringView text)
    {
        all += text;
        if (!runs.empty() && runs.back().tx == run.tx && runs.back().cuts == run.cuts)
            runs.back().length += run.length;
        else
            runs.push_back(std::move(run));
    }

    const BoardText &m_text;
    const Context &m_context;
    std::vector<State> m_states;
    size_t m_at = 0;
    int m_inRun = 0;
    qsizetype m_inAll = 0;
    Seq m_left = 0; // the edit that put in what its author saw to the left
};

BoardText::Outcome BoardText::apply(const Context &given, const BoardDelta &delta)
{
    // Who had not seen what is forgotten cannot be understood exactly: what they wrote is put in where they counted it
    // in the oldest text that is known, and nothing is taken out.
    const bool exact = given.base >= m_horizon;
    Context context = given;
    context.base = std::max(given.base, m_horizon);
    Weaver weaver(*this, context);
    for (const BoardTextStep &step : delta) {
        if (step.insert)
            weaver.insert(*step.insert);
        else if (!weaver.advance(step.retain ? *step.retain : *step.remove, step.remove && exact)) {
            if (exact)
                return Outcome::DoesNotFit;
            weaver.mendPair();
        }
    }
    if (exact && !weaver.hasSeenAll())
        return Outcome::DoesNotFit;
    weaver.finish();

    BoardText next;
    next.m_all = std::move(weaver.all);
    next.m_runs = std::move(weaver.runs);
    next.m_edits = m_edits;
    if (const qsizetype at = find(context.tx); at < 0)
        next.m_edits.push_back({context.tx, context.base, context.author, context.client, {}});
    next.m_horizon = m_horizon;
    next.m_foreign = m_foreign;
    next.show();
    if (next.m_shown.size() > maxBoardText && next.m_shown.size() > m_shown.size())
        return Outcome::TooLong;
    *this = std::move(next);
    return Outcome::Done;
}

void BoardText::setUndone(Seq tx, bool undone, Seq place, quint32 client)
{
    const qsizetype at = find(tx);
    if (at < 0 || m_edits[size_t(at)].isUndone() == undone)
        return;
    std::vector<Toggle> &toggles = m_edits[size_t(at)].toggles;
    const std::vector<Toggle> before = toggles;
    const qsizetype size = m_shown.size();
    if (!toggles.empty() && toggles.back().place == place)
        toggles.pop_back();
    else
        toggles.push_back({place, client, undone});
    show();
    if (m_shown.size() > maxBoardTextUnits && m_shown.size() > size) {
        toggles = before;
        show();
    }
    if (toggles.size() > size_t(maxBoardTextToggles) && place <= maxSeq) {
        m_horizon = std::max(m_horizon, toggles[1].place);
        toggles.erase(toggles.begin());
    }
}

BoardDelta BoardText::deltaWithout(quint32 author, Seq from) const
{
    const auto counts = [&](Seq tx) {
        const Edit &edit = m_edits[size_t(find(tx))];
        return !edit.isUndone() && (edit.author != author || edit.tx < from);
    };
    BoardDelta delta;
    QString without;
    qsizetype at = 0;
    for (const Run &run : m_runs) {
        const QString text = m_all.mid(at, run.length);
        at += run.length;
        const bool now = isShown(run);
        const bool then = (!run.tx || counts(run.tx)) && std::none_of(run.cuts.begin(), run.cuts.end(), counts);
        if (then)
            without += text;
        if (!now && !then)
            continue;
        BoardTextStep *last = delta.isEmpty() ? nullptr : &delta.last();
        if (now && then)
            last && last->retain ? void(*last->retain += run.length) : delta.append({run.length, {}, {}});
        else if (now)
            last && last->remove ? void(*last->remove += run.length) : delta.append({{}, {}, run.length});
        else
            last && last->insert ? void(*last->insert += text) : delta.append({{}, text, {}});
    }
    if (without == m_shown)
        return {};
    return delta.size() <= maxBoardTextSteps ? delta : boardDelta(m_shown, without);
}

qsizetype BoardText::pieces() const
{
    qsizetype count = qsizetype(m_runs.size());
    for (const Run &run : m_runs)
        count += qsizetype(run.cuts.size());
    return count;
}

void BoardText::fold(quint32 owner)
{
    const size_t before = m_edits.size();
    while (
        m_edits.size() > size_t(maxBoardTextEdits) ||
        (!m_edits.empty() && (m_all.size() - m_shown.size() > maxBoardTextHidden || pieces() > maxBoardTextPieces))) {
        const auto oldest = std::min_element(m_edits.begin(), m_edits.end(), [](const Edit &a, const Edit &b) {
            return a.lastPlace() != b.lastPlace() ? a.lastPlace() < b.lastPlace() : a.tx < b.tx;
        });
        forget(size_t(oldest - m_edits.begin()), owner);
    }
    if (m_edits.size() != before)
        show();
}

void BoardText::forget(size_t index, quint32 owner)
{
    const Edit edit = std::move(m_edits[index]);
    m_edits.erase(m_edits.begin() + qsizetype(index));
    m_horizon = std::max(m_horizon, edit.lastPlace());
    const bool undone = edit.isUndone();
    m_foreign |= !undone && edit.author != owner;
    std::vector<Run> runs;
    QString all;
    qsizetype at = 0;
    for (Run &run : m_runs) {
        const QStringView text = QStringView(m_all).sliced(at, run.length);
        at += run.length;
        const auto cut = std::find(run.cuts.begin(), run.cuts.end(), edit.tx);
        if ((run.tx == edit.tx && undone) || (cut != run.cuts.end() && !undone))
            continue; // nobody can bring it back
        if (cut != run.cuts.end())
            run.cuts.erase(cut);
        if (run.tx == edit.tx)
            run.tx = 0;
        all += text;
        if (!runs.empty() && runs.back().tx == run.tx && runs.back().cuts == run.cuts)
            runs.back().length += run.length;
        else
            runs.push_back(std::move(run));
    }
    m_runs = std::move(runs);
    m_all = std::move(all);
}

} // namespace coterie
