// SPDX-License-Identifier: MIT
#include "app/session/boardsteps.h"

#include <QSet>

#include <algorithm>

namespace coterie {
namespace {

constexpr qsizetype mostSteps = 400;

} // namespace

void BoardSteps::begin(const QString &what)
{
    m_steps.append({what, {}, {}});
    m_open = true;
}

void BoardSteps::add(const OpId &id, const QString &what, const QList<BoardOp> &ops)
{
    if (!ops.isEmpty() && (ops.first().act == BoardAct::Undo || ops.first().act == BoardAct::Redo))
        return;
    if (!m_open || m_steps.isEmpty())
        m_steps.append({what, {}, {}});
    Step &step = m_steps.last();
    step.ids.append(id);
    for (const BoardOp &op : ops)
        if (op.act == BoardAct::Create && op.object)
            step.created.append(*op.object);
    if (m_steps.size() > mostSteps)
        m_steps.removeFirst();
}

void BoardSteps::drop(const OpId &id)
{
    for (Step &step : m_steps)
        step.ids.removeAll(id);
}

const BoardSteps::Step *BoardSteps::stepOf(const OpId &id) const
{
    const auto at =
        std::find_if(m_steps.rbegin(), m_steps.rend(), [&](const Step &step) { return step.ids.contains(id); });
    return at == m_steps.rend() ? nullptr : &*at;
}

QList<BoardOp> BoardSteps::whole(QList<BoardOp> ops, const QList<OpId> &candidates, const QList<OpId> &asKept) const
{
    if (ops.isEmpty() || !ops.last().target)
        return ops;
    const Step *known = stepOf(*ops.last().target);
    const QList<OpId> &step = known ? known->ids : asKept;
    const QSet<OpId> members(step.begin(), step.end());
    QSet<OpId> there;
    for (const BoardOp &op : std::as_const(ops))
        there.insert(op.target.value_or(OpId{}));
    const BoardAct act = ops.last().act;
    for (const OpId &id : candidates)
        if (members.contains(id) && !there.contains(id))
            ops.append(act == BoardAct::Undo ? BoardOp::undo(id) : BoardOp::redo(id));
    return ops;
}

} // namespace coterie
