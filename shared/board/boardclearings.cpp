// SPDX-License-Identifier: MIT
#include "shared/board/boardclearings.h"

#include <algorithm>

namespace coterie {
namespace {

// Replays the log and keeps, of what is out of sight, by which clearing it went last.
class Clearings final
{
public:
    Clearings() { m_doc.setTracking(true); }

    void apply(const BoardEvent &event)
    {
        const qsizetype clearing = clearingOf(event);
        const QSet<ObjectId> before = clearing >= 0 ? inSight() : QSet<ObjectId>();
        m_doc.apply(event.tx, event.seq);
        // What came into sight has been seen, whatever becomes of it now.
        for (const BoardObjectChange &change : m_doc.takeChanges())
            if (m_doc.isVisible(change.id))
                m_by.remove(change.id);
        if (clearing < 0)
            return;
        const QSet<ObjectId> went = before - inSight();
        for (const ObjectId &id : went)
            m_by.insert(id, clearing);
        BoardClearing &known = m_clearings[clearing];
        known.cleared = std::max(known.cleared, int(went.size()));
    }

    [[nodiscard]] QList<BoardClearing> take()
    {
        for (const ObjectId &id : std::as_const(m_order))
            if (const auto by = m_by.constFind(id); by != m_by.cend())
                m_doc.contains(id) ? m_clearings[*by].gone.append(id) : void(++m_clearings[*by].lost);
        m_clearings.removeIf([](const BoardClearing &one) { return one.cleared == 0; });
        std::reverse(m_clearings.begin(), m_clearings.end());
        return std::move(m_clearings);
    }

private:
    // Which one it is, or, of one that is done again, was; -1: none.
    [[nodiscard]] qsizetype clearingOf(const BoardEvent &event)
    {
        for (const BoardOp &op : event.tx.ops) {
            if (op.act == BoardAct::Create && op.object)
                m_order.append(*op.object);
            if (op.act == BoardAct::Redo && op.target && m_index.contains(*op.target))
                return m_index.value(*op.target);
        }
        if (std::none_of(event.tx.ops.cbegin(), event.tx.ops.cend(),
                         [](const BoardOp &op) { return op.act == BoardAct::Clear; }))
            return -1;
        m_index.insert(event.tx.id, m_clearings.size());
        m_clearings.append({event.tx.id, event.tx.author, event.seq, event.timeMs, 0, {}, 0});
        return m_clearings.size() - 1;
    }

    [[nodiscard]] QSet<ObjectId> inSight() const
    {
        QSet<ObjectId> ids;
        for (int place = 0; place < m_doc.recordCount(); ++place)
            if (const auto glance = m_doc.glance(place))
                ids.insert(glance->id);
        return ids;
    }

    BoardDoc m_doc;
    QList<ObjectId> m_order; // as they were created
    QHash<OpId, qsizetype> m_index;
    QHash<ObjectId, qsizetype> m_by;
    QList<BoardClearing> m_clearings;
};

} // namespace

QList<BoardClearing> clearingsOf(const QList<BoardEvent> &events)
{
    Clearings clearings;
    for (const BoardEvent &event : events)
        clearings.apply(event);
    return clearings.take();
}

QList<BoardOp> bringBackOps(const BoardClearing &clearing)
{
    QList<BoardOp> ops;
    for (const ObjectId &id : clearing.gone) {
        ops.append(BoardOp::set(id));
        ops.last().deleted = false;
    }
    return ops;
}

} // namespace coterie
