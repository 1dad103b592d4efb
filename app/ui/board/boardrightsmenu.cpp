// SPDX-License-Identifier: MIT
#include "app/ui/board/boardrightsmenu.h"

#include "app/session/roomboards.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

namespace coterie::ui {

namespace {

struct RightsWords {
    Q_DECLARE_TR_FUNCTIONS(BoardRights)
};

constexpr BoardRight allRights[] = {BoardRight::View, BoardRight::Draw, BoardRight::EditOwn, BoardRight::EditAll};

QAction *addChoice(QMenu &menu, QActionGroup &group, const QString &text, bool checked)
{
    QAction *action = menu.addAction(text);
    action->setCheckable(true);
    action->setChecked(checked);
    group.addAction(action);
    return action;
}

} // namespace

QString rightWords(BoardRight right)
{
    switch (right) {
    case BoardRight::View:
        return RightsWords::tr("Only look", "what somebody may do on a board");
    case BoardRight::Draw:
        return RightsWords::tr("Add to it", "what somebody may do on a board");
    case BoardRight::EditOwn:
        return RightsWords::tr("Change their own", "what somebody may do on a board");
    case BoardRight::EditAll:
        break;
    }
    return RightsWords::tr("Change everything", "what somebody may do on a board");
}

QString roleWords(Role role)
{
    switch (role) {
    case Role::Guest:
        return RightsWords::tr("Guest", "role in a room");
    case Role::Member:
        return RightsWords::tr("Member", "role in a room");
    case Role::Moderator:
        return RightsWords::tr("Moderator", "role in a room");
    case Role::Admin:
        return RightsWords::tr("Admin", "role in a room");
    case Role::Owner:
        break;
    }
    return RightsWords::tr("Owner", "role in a room");
}

void addEverybodyMenu(QMenu &menu, RoomBoards &boards)
{
    QMenu *all = menu.addMenu(RightsWords::tr("Members may"));
    auto *group = new QActionGroup(all);
    for (const BoardRight right : allRights) {
        const RightsChange change{{}, {}, right, {}};
        QAction *action = addChoice(*all, *group, rightWords(right), boards.state().everybody() == right);
        QObject::connect(action, &QAction::triggered, &boards, [&boards, change] { (void)boards.change(change); });
    }
    all->setEnabled(boards.isModerator());
}

void addPersonMenu(QMenu &menu, RoomBoards &boards, const UserId &user)
{
    const RoomState &state = boards.state();
    const auto own = state.ownRightOf(user);
    QMenu *rights = menu.addMenu(RightsWords::tr("On the boards"));
    auto *group = new QActionGroup(rights);
    const RightsChange inherit{user, {}, {}, true};
    QAction *everybody =
        //: what somebody may do on a board; %1 is what everybody may
        addChoice(*rights, *group, RightsWords::tr("As everybody: %1").arg(rightWords(state.everybody())), !own);
    QObject::connect(everybody, &QAction::triggered, &boards, [&boards, inherit] { (void)boards.change(inherit); });
    rights->addSeparator();
    for (const BoardRight right : allRights) {
        const RightsChange change{user, {}, right, {}};
        QAction *action = addChoice(*rights, *group, rightWords(right), own == right);
        QObject::connect(action, &QAction::triggered, &boards, [&boards, change] { (void)boards.change(change); });
    }
    rights->setEnabled(boards.may(inherit));
    QMenu *roles = menu.addMenu(RightsWords::tr("Role"));
    auto *roleGroup = new QActionGroup(roles);
    bool any = false;
    for (const Role role : {Role::Admin, Role::Moderator, Role::Member, Role::Guest}) {
        const RightsChange change{user, role, {}, {}};
        QAction *action = addChoice(*roles, *roleGroup, roleWords(role), state.roleOf(user) == role);
        action->setEnabled(boards.may(change));
        any = any || action->isEnabled();
        QObject::connect(action, &QAction::triggered, &boards, [&boards, change] { (void)boards.change(change); });
    }
    roles->setEnabled(any);
}

} // namespace coterie::ui
