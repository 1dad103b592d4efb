// SPDX-License-Identifier: MIT
#include "app/ui/people/peoplepanel.h"

#include "app/ui/board/boardrightsmenu.h"
#include "app/ui/connect/invitecard.h"
#include "app/ui/people/memberlist.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/timeline/messagerow.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

namespace coterie::ui {

PeoplePanel::PeoplePanel(QWidget *parent)
    : QWidget(parent)
    , m_count(new TextLabel(Type::Small, TextLabel::Tone::Muted, this))
    , m_unknown(new TextLabel(tr("Who belongs to this room shows when the session answers."), Type::Small,
                              TextLabel::Tone::Muted, this))
    , m_list(new MemberListView(this))
    , m_invite(new InviteCard(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, space::s);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(rowInset, space::s, rowInset, space::xs);
    head->addStrut(32); // as high as the heads of the other columns
    head->addWidget(new TextLabel(tr("People", "heading of the side column"), Type::Strong));
    m_count->setElided(true); // large text in a narrow column
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addWidget(m_count, 1);
    column->addLayout(head);
    m_unknown->setWordWrap(true);
    m_unknown->setContentsMargins(rowInset, space::xs, rowInset, 0);
    m_unknown->hide();
    column->addWidget(m_unknown);
    column->addWidget(m_list, 1);
    column->addWidget(m_invite);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &PeoplePanel::showMenu);
}

void PeoplePanel::setBoards(RoomBoards *boards)
{
    m_boards = boards;
}

// By the right button, the menu key or Shift+F10; of the person under the pointer, else the chosen one.
void PeoplePanel::showMenu(const QPoint &at)
{
    QModelIndex index = m_list->indexAt(at);
    if (!index.isValid())
        index = m_list->currentIndex();
    if (!index.isValid() || !m_boards)
        return;
    const UserId user = index.data(MemberModel::UserIdRole).value<UserId>();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const RoomState &state = m_boards->state();
    //: heading of a person's menu: %1 is a name, %2 a role such as "Moderator"
    QAction *head =
        menu->addAction(tr("%1: %2")
                            .arg(index.data(MemberModel::NameRole).toString(), roleWords(state.roleOf(user)))
                            .replace(u'&', QLatin1String("&&")));
    head->setEnabled(false);
    menu->addSeparator();
    addPersonMenu(*menu, *m_boards, user);
    addEverybodyMenu(*menu, *m_boards);
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

void PeoplePanel::setModel(MemberModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_list->setModel(model);
    if (model) {
        connect(model, &MemberModel::countChanged, this, &PeoplePanel::count);
        connect(model, &MemberModel::lastKnownChanged, this, &PeoplePanel::count);
    }
    count();
}

void PeoplePanel::setAsOf(const QDateTime &since)
{
    if (since == m_asOf)
        return;
    m_asOf = since;
    count();
}

void PeoplePanel::count()
{
    if (!m_model) { // no room is open
        m_count->clear();
        return m_unknown->hide();
    }
    const bool unknown = m_asOf.isValid() && m_model->rowCount() == 0; // just started, and nobody answers
    m_unknown->setVisible(unknown);
    if (unknown)
        m_count->clear();
    else if (m_asOf.isValid())
        m_count->setText(
            tr("as of %1", "people, while the host cannot be reached; %1 is a time of day").arg(clockText(m_asOf)));
    else if (!m_model->isLastKnown()) // else it stays true, until the members are told anew
        m_count->setText(tr("%1 of %2 here", "people: %1 are connected, %2 belong to the room")
                             .arg(locale().toString(m_model->online()), locale().toString(m_model->all())));
}

} // namespace coterie::ui
