// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boarddoc.h"

#include <QSet>
#include <QString>

namespace coterie {

// The words for what one person did on a board, in steps as they think of them: a drag, a piece of writing, a paste. A
// step has one transaction or more, and which belong together stands on each of them (B27). The words are of this run
// of the program: what is older is undone by the same steps, without words. Any one thread.
class BoardSteps final
{
public:
    struct Step {
        QString what; // "move 3 objects"
        OpId first;   // as the transactions say it; null: there is none yet
        QSet<OpId> ids;
    };

    void begin(const QString &what); // until end(), everything is one step
    void end() { m_open = false; }
    [[nodiscard]] QSet<OpId> open() const { return m_open && !m_steps.isEmpty() ? m_steps.last().ids : QSet<OpId>(); }
    // What a transaction that is about to be added says of its step; nothing: it is one by itself.
    [[nodiscard]] std::optional<OpId> current(const OpId &id, const QList<BoardOp> &ops) const;
    void add(const OpId &id, const QString &what, const QList<BoardOp> &ops);
    void join(const OpId &id, const OpId &first);        // it belongs to that step, which has ended
    [[nodiscard]] std::optional<OpId> openFirst() const; // as the transactions of the open step say it
    void drop(const OpId &id);                           // it was refused
    [[nodiscard]] const Step *stepOf(const OpId &id) const;

private:
    QList<Step> m_steps; // the latest last
    bool m_open = false;
};

} // namespace coterie
