// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/membermodel.h"
#include "app/session/roomboards.h"

#include <QDateTime>
#include <QPointer>
#include <QWidget>

namespace coterie::ui {

class InviteCard;
class MemberListView;
class TextLabel;

// The side column: who belongs to the room, who is there, who writes and draws.
class PeoplePanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PeoplePanel)

public:
    explicit PeoplePanel(QWidget *parent = nullptr);

    void setModel(MemberModel *model);  // null: of no room
    void setBoards(RoomBoards *boards); // of the same room: for what people may do there
    // Without the host: since when nothing is known of them. Invalid while there is a connection.
    void setAsOf(const QDateTime &since);
    [[nodiscard]] MemberListView *list() const { return m_list; }
    [[nodiscard]] InviteCard *invite() const { return m_invite; }

private:
    void count();
    void showMenu(const QPoint &at);

    QPointer<MemberModel> m_model;
    QPointer<RoomBoards> m_boards;
    QDateTime m_asOf;
    TextLabel *m_count;
    TextLabel *m_unknown; // in the place of the list, while nothing is known of anybody
    MemberListView *m_list;
    InviteCard *m_invite; // below it, while whoever hosts is alone
};

} // namespace coterie::ui
