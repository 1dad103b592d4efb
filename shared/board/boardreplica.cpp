// SPDX-License-Identifier: MIT
#include "shared/board/boardreplica.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace coterie {

BoardReplica::BoardReplica(UserId self)
    : m_self(self)
{
    m_doc.setTracking(true);
}

qsizetype BoardReplica::pendingOps() const
{
    return std::accumulate(m_pending.begin(), m_pending.end(), qsizetype(0),
                           [](qsizetype sum, const Pending &p) { return sum + p.tx.ops.size(); });
}

QList<BoardTransaction> BoardReplica::pending() const
{
    QList<BoardTransaction> all;
    for (const Pending &p : m_pending)
        all.append(p.tx);
    return all;
}

bool BoardReplica::isPending(OpId id) const
{
    return std::any_of(m_pending.begin(), m_pending.end(), [&](const Pending &p) { return p.tx.id == id; });
}

QHash<OpId, Seq> BoardReplica::acknowledged() const
{
    QHash<OpId, Seq> places;
    for (const Pending &p : m_pending)
        if (p.acknowledged > 0)
            places.insert(p.tx.id, p.acknowledged);
    return places;
}

QList<BoardOp> BoardReplica::stamped(QList<BoardOp> ops) const
{
    std::optional<quint32> number;
    for (BoardOp &op : ops)
        if (op.act == BoardAct::Text || op.act == BoardAct::Undo || op.act == BoardAct::Redo) {
            if (!number)
                number = client();
            op.client = *number;
        }
    return ops;
}

std::optional<BoardOp> BoardReplica::textOp(ObjectId id, const QString &text) const
{
    const auto now = m_doc.textOf(id);
    if (!now || *now == text)
        return {};
    BoardOp op = BoardOp::editText(id, m_doc.seq(), boardDelta(*now, text));
    op.client = client();
    return op;
}

std::optional<BoardRefusal> BoardReplica::edit(const BoardTransaction &tx)
{
    if (auto refusal = m_doc.validate(tx))
        return refusal;
    const auto text =
        std::find_if(tx.ops.begin(), tx.ops.end(), [](const BoardOp &op) { return op.act == BoardAct::Text; });
    if (text != tx.ops.end() && isBehind())
        return BoardRefusal{QStringLiteral("busy"), QStringLiteral("ops[%1].delta").arg(text - tx.ops.begin()),
                            QStringLiteral("What was written before waits for a newer state of the board.")};
    append(tx);
    return {};
}

bool BoardReplica::isBehind() const
{
    const auto isNews = [this](const BoardOp &op) {
        if (op.act == BoardAct::Undo || op.act == BoardAct::Redo)
            return !m_doc.remembers(m_self, *op.target);
        return op.act == BoardAct::Text && *op.base > m_doc.seq();
    };
    return std::any_of(m_pending.begin(), m_pending.end(),
                       [&](const Pending &p) { return std::any_of(p.tx.ops.begin(), p.tx.ops.end(), isNews); });
}

void BoardReplica::restore(const BoardTransaction &tx)
{
    if (tx.author != m_self || isPending(tx.id) || checkBoardOps(tx.ops))
        return;
    append(tx);
}

// What is pending of an earlier run was written by its number, and what is written on top of it counts by that, too.
// Afterwards it is one's own again: of a folder that was copied to another computer two would go on as one (R6).
quint32 BoardReplica::client() const
{
    for (auto p = m_pending.rbegin(); p != m_pending.rend(); ++p)
        for (const BoardOp &op : p->tx.ops)
            if (op.client)
                return quint32(*op.client);
    return m_client;
}

void BoardReplica::append(const BoardTransaction &tx)
{
    const Seq place = m_nextPlace++;
    m_pending.push_back({tx, place, m_doc.applyPending(tx, place)});
}

// Tries one press after the other until the view differs, so that a press of the key is never without effect: a step,
// or for redo all that was undone by one transaction, since that was one press, too (B9). What touched nothing that is
// to be seen, before and after, is left as it is (B42).
QList<BoardOp> BoardReplica::historyOps(bool undo)
{
    struct Tried {
        QList<OpId> ids;
        QList<BoardOp> ops;
        BoardDoc::Journal journal;
        bool isSeen = false;
    };
    std::vector<Tried> tried;
    QList<OpId> left = undo ? m_doc.undoable(m_self) : m_doc.redoable(m_self);
    const quint32 number = client();
    const auto tryNext = [&] {
        Tried press;
        press.ids = m_doc.takeStep(m_self, left);
        while (!undo && !left.isEmpty() && m_doc.wentTogether(m_self, press.ids.last(), left.first()))
            press.ids += m_doc.takeStep(m_self, left);
        for (const OpId &id : std::as_const(press.ids)) {
            press.ops.append(undo ? BoardOp::undo(id) : BoardOp::redo(id));
            press.ops.last().client = number;
        }
        press.journal = m_doc.applyPending({{}, m_self, press.ops}, m_nextPlace);
        tried.push_back(std::move(press));
    };
    const auto look = [&] {
        for (Tried &press : tried)
            press.isSeen = press.isSeen || m_doc.showsAnyOf(m_self, press.ids);
    };
    const quint64 shown = m_doc.viewHash();
    while (!left.isEmpty() && m_doc.viewHash() == shown)
        tryNext();
    const quint64 wanted = m_doc.viewHash();
    look();
    for (auto press = tried.rbegin(); press != tried.rend(); ++press)
        m_doc.takeBack(std::move(press->journal));
    if (wanted == shown)
        return {};
    look();
    tried.back().isSeen = true;
    QList<BoardOp> seen;
    QList<BoardOp> all;
    for (const Tried &press : tried) {
        all += press.ops;
        if (press.isSeen)
            seen += press.ops;
    }
    if (seen.size() == all.size())
        return all;
    // Groups may keep one from going without the other.
    BoardDoc::Journal check = m_doc.applyPending({{}, m_self, seen}, m_nextPlace);
    const bool isEnough = m_doc.viewHash() == wanted;
    m_doc.takeBack(std::move(check));
    return isEnough ? seen : all;
}

void BoardReplica::receive(const BoardTransaction &tx, Seq seq)
{
    receive({{tx, seq}});
}

void BoardReplica::receive(const QList<std::pair<BoardTransaction, Seq>> &events)
{
    takeBackPending();
    for (const auto &[tx, seq] : events) {
        if (seq <= m_doc.seq())
            continue;
        m_doc.apply(tx, seq);
        if (tx.author == m_self)
            drop(tx.id);
    }
    m_confirmedHash = m_doc.hash();
    applyPending();
}

void BoardReplica::acknowledge(OpId id, Seq seq)
{
    const auto at = std::find_if(m_pending.begin(), m_pending.end(), [&](const Pending &p) { return p.tx.id == id; });
    if (at == m_pending.end())
        return;
    at->acknowledged = seq;
    if (seq > m_doc.seq())
        return;
    takeBackPending();
    drop(id);
    applyPending();
}

void BoardReplica::forgetPlaces()
{
    for (Pending &p : m_pending)
        p.acknowledged = 0;
}

bool BoardReplica::refuse(const QList<OpId> &ids)
{
    if (std::none_of(ids.begin(), ids.end(), [this](const OpId &id) { return isPending(id); }))
        return false;
    takeBackPending();
    for (const OpId &id : ids)
        drop(id);
    applyPending();
    return true;
}

void BoardReplica::reset(BoardDoc &&confirmed)
{
    m_doc = std::move(confirmed);
    m_doc.setTracking(true);
    m_confirmedHash = m_doc.hash();
    std::erase_if(m_pending, [this](const Pending &p) {
        const bool isIn = p.acknowledged > 0 && p.acknowledged <= m_doc.seq();
        return isIn || m_doc.remembers(m_self, p.tx.id);
    });
    applyPending();
}

QList<BoardObjectChange> BoardReplica::takeChanges()
{
    return m_doc.takeChanges(std::exchange(m_orderKept, true));
}

void BoardReplica::takeBackPending()
{
    for (auto p = m_pending.rbegin(); p != m_pending.rend(); ++p)
        m_doc.takeBack(std::move(p->journal));
}

void BoardReplica::applyPending()
{
    for (Pending &p : m_pending)
        p.journal = m_doc.applyPending(p.tx, p.place);
}

// Only while what is pending is taken back.
bool BoardReplica::drop(OpId id)
{
    const auto at = std::find_if(m_pending.begin(), m_pending.end(), [&](const Pending &p) { return p.tx.id == id; });
    if (at == m_pending.end())
        return false;
    m_orderKept &= at == m_pending.begin();
    m_pending.erase(at);
    return true;
}

} // namespace coterie
