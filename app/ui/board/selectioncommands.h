// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardcommands.h"
#include "app/ui/board/edits/arrange.h"

#include <functional>

class QMenu;

namespace coterie::ui {

class BoardView;

// What the commands do to the selection of a view: each is one step (W-25), and says so when there is nothing it can be
// done to. Connects to the actions; owns nothing.
class SelectionCommands final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SelectionCommands)
public:
    SelectionCommands(BoardView *view, const BoardActions &actions, QObject *parent = nullptr);

    // What can be done to the selection, for a menu at a place of the view.
    void fill(QMenu *menu) const;

signals:
    void noticed(const QString &sentence);

private:
    [[nodiscard]] static bool mayChange(const BoardView &view);
    void on(BoardCommand command, const std::function<void()> &work,
            const std::function<bool(const BoardView &)> &may = mayChange); // else it says why not
    [[nodiscard]] bool ready(int least);     // something that can be changed is selected; says so when not
    [[nodiscard]] QList<ObjectId> targets(); // what of the selection can be changed; says what one may not
    bool commit(const QList<BoardOp> &ops, const QString &what);
    void move(const QHash<ObjectId, QPointF> &by, int least, const QString &what); // least: of objects to be moved
    void duplicate();
    void remove();
    void selectAll();
    void group();
    void ungroup();
    void lock();
    void lockForAll();
    [[nodiscard]] bool locksNext() const; // rather than unlocks
    // What of the selection somebody has locked who is no moderator, for a moderator.
    [[nodiscard]] QList<ObjectId> lockedByOthers() const;
    void restack(Restack how, const QString &what);
    void align(AlignTo to);
    void distribute(Qt::Orientation along);
    void flip(Qt::Orientation along);
    void fitSelection();

    BoardView *m_view;
    const BoardActions &m_actions;
};

} // namespace coterie::ui
