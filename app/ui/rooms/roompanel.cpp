// SPDX-License-Identifier: MIT
#include "app/ui/rooms/roompanel.h"

#include "app/ui/actions.h"
#include "app/ui/people/statusmenu.h"
#include "app/ui/rooms/roomlistview.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/textlabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace coterie::ui {

RoomPanel::RoomPanel(Session &session, const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_title(new TextLabel(tr("Rooms", "heading of the first column"), Type::Strong))
    , m_new(new IconButton(actions[Act::NewRoom], this))
    , m_list(new RoomListView(this))
    , m_none(new TextLabel(Type::Small, TextLabel::Tone::Muted, this))
    , m_me(new MeButton(session, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, space::xs);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(rowInset, space::s, space::s, space::xs);
    head->addWidget(m_title, 1);
    head->addWidget(m_new);
    column->addLayout(head);
    m_none->setText(tr("No rooms yet. Make one with the plus above."));
    m_none->setWordWrap(true);
    m_none->setContentsMargins(rowInset, space::xs, rowInset, 0);
    column->addWidget(m_none);
    column->addWidget(m_list, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(space::xs, 0, space::xs, 0);
    foot->addWidget(m_me);
    column->addLayout(foot);

    m_list->setModel(session.rooms());
    connect(session.rooms(), &QAbstractItemModel::rowsInserted, this, &RoomPanel::refresh);
    connect(session.rooms(), &QAbstractItemModel::rowsRemoved, this, &RoomPanel::refresh);
    connect(session.rooms(), &QAbstractItemModel::modelReset, this, &RoomPanel::refresh);
    connect(&session, &Session::stateChanged, this, &RoomPanel::refresh);
    connect(&session, &Session::welcomed, m_me, &MeButton::refresh);
    connect(m_me, &MeButton::preferencesWanted, actions[Act::Preferences], &QAction::trigger);
    refresh();
}

void RoomPanel::refresh()
{
    const auto state = m_session.state().state;
    const bool settled = state != Session::State::Connecting && state != Session::State::CatchingUp;
    m_none->setVisible(m_session.rooms()->rowCount() == 0 && settled && !m_compact);
    m_me->refresh();
}

void RoomPanel::setCompact(bool on)
{
    if (on == m_compact)
        return;
    m_compact = on;
    m_title->setVisible(!on);
    m_list->setCompact(on);
    m_me->setCompact(on);
    layout()->itemAt(0)->layout()->setContentsMargins(on ? space::m : rowInset, space::s, on ? space::m : space::s,
                                                      space::xs);
    refresh();
}

} // namespace coterie::ui
