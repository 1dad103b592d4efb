// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpage.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardfollow.h"
#include "app/ui/board/peoplebar.h"
#include "app/ui/shell/avatar.h"

// What a BoardPage has to do with the others who are at the board at this moment.
namespace coterie::ui {

void BoardPage::makePeople()
{
    m_peopleCard = new BoardCard(Qt::Horizontal, tr("Who else is here"), this);
    m_people = new PeopleBar(m_peopleCard, this);
    m_follow = new BoardFollow(m_view);
    m_followFrame = new FollowFrame(this);
    connect(m_view, &BoardView::pointersMoved, this, &BoardPage::showPeople);
    connect(m_view, &BoardView::looksMoved, this, &BoardPage::showPeople);
    connect(m_follow, &BoardFollow::changed, this, &BoardPage::showPeople);
    connect(m_follow, &BoardFollow::lost, this, [this](const QString &name) {
        if (m_controller && m_controller->isOnline()) // else it is oneself who is away, which is said elsewhere
            notice(tr("%1 has left the board").arg(name));
    });
    connect(m_follow, &BoardFollow::followsBack, this,
            [this](const QString &name) { notice(tr("%1 is following you, so you cannot follow them").arg(name)); });
    connect(m_people, &PeopleBar::changed, this, &BoardPage::placeCards);
    connect(m_people, &PeopleBar::stopped, m_follow, &BoardFollow::stop);
    connect(m_people, &PeopleBar::chosen, this, [this](const UserId &user, const QString &name) {
        if (m_follow->user() == user)
            m_follow->stop();
        else
            follow(user, name);
        m_view->setFocus(); // so that Escape ends it
    });
    connect(m_actions[BoardCommand::Follow], &QAction::triggered, this, &BoardPage::followNext);
}

void BoardPage::follow(const UserId &user, const QString &name)
{
    m_follow->setAnimated(!m_settings || !m_settings->flag(Settings::Key::ReduceMotion));
    m_follow->start(user, name);
}

void BoardPage::showPeople()
{
    const QList<BoardPerson> people = m_controller ? m_controller->guests().people() : QList<BoardPerson>();
    m_people->show(isPresenting() ? QList<BoardPerson>() : people, m_follow->user(), m_follow->name());
    const auto followed = m_follow->user();
    if (m_controller)
        m_controller->lookout().setFollowed(followed);
    m_view->setFollowed(followed);
    if (followed)
        m_followFrame->setColor(userColor(*followed));
    m_followFrame->setVisible(followed.has_value());
}

// By keys: the first, the next, and behind the last one nobody.
void BoardPage::followNext()
{
    const QList<BoardPerson> people = m_controller ? m_controller->guests().people() : QList<BoardPerson>();
    if (people.isEmpty())
        return notice(tr("Nobody else is at this board at the moment"));
    qsizetype next = 0;
    for (qsizetype i = 0; i < people.size(); ++i)
        if (people.at(i).user == m_follow->user())
            next = i + 1;
    if (next < people.size())
        follow(people.at(next).user, people.at(next).name);
    else
        m_follow->stop();
}

} // namespace coterie::ui
