// SPDX-License-Identifier: MIT
#include "app/session/boardsteps.h"

#include <algorithm>

namespace coterie {
namespace {

constexpr qsizetype mostSteps = 400;

bool isHistory(const QList<BoardOp> &ops)
{
    return !ops.isEmpty() && (ops.first().act == BoardAct::Undo || ops.first().act == BoardAct::Redo);
}

} // namespace

void BoardSteps::begin(const QString &what)
{
    m_steps.append({what, {}, {}});
    m_open = true;
}

std::optional<OpId> BoardSteps::current(const OpId &id, const QList<BoardOp> &ops) const
{
    if (!m_open || m_steps.isEmpty() || isHistory(ops))
        return {};
    const OpId first = m_steps.last().first;
    return first.isNull() ? id : first;
}

void BoardSteps::add(const OpId &id, const QString &what, const QList<BoardOp> &ops)
{
    if (isHistory(ops))
        return;
    if (!m_open || m_steps.isEmpty())
        m_steps.append({what, {}, {}});
    Step &step = m_steps.last();
    if (step.first.isNull())
        step.first = id;
    step.ids.insert(id);
    if (m_steps.size() > mostSteps)
        m_steps.removeFirst();
}

void BoardSteps::join(const OpId &id, const OpId &first)
{
    for (Step &step : m_steps)
        if (step.first == first)
            step.ids.insert(id);
}

std::optional<OpId> BoardSteps::openFirst() const
{
    return m_open && !m_steps.isEmpty() && !m_steps.last().first.isNull() ? std::optional(m_steps.last().first)
                                                                          : std::nullopt;
}

void BoardSteps::drop(const OpId &id)
{
    for (Step &step : m_steps)
        step.ids.remove(id);
}

const BoardSteps::Step *BoardSteps::stepOf(const OpId &id) const
{
    const auto at =
        std::find_if(m_steps.rbegin(), m_steps.rend(), [&](const Step &step) { return step.ids.contains(id); });
    return at == m_steps.rend() ? nullptr : &*at;
}

} // namespace coterie
