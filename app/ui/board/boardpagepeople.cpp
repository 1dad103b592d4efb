// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpage.h"

#include "app/session/roomboards.h"
#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardfollow.h"
#include "app/ui/board/peoplebar.h"
#include "app/ui/shell/avatar.h"

// What a BoardPage has to do with the others who are at the board at this moment.
namespace coterie::ui {

void BoardPage::makePeople()
{
    m_peopleCard = new BoardCard(Qt::Horizontal, tr("Who else is here"), this);
    m_people = new PeopleBar(m_peopleCard, m_actions, this);
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
    connect(m_actions[BoardCommand::BringEveryone], &QAction::triggered, this, &BoardPage::bringEveryone);
}

std::optional<UserId> BoardPage::followed() const
{
    return m_follow->user();
}

void BoardPage::stopFollowing()
{
    m_follow->stop();
}

void BoardPage::bring(const UserId &user, const QString &name, const QRectF &view)
{
    endPresenting();
    m_follow->setAnimated(!m_settings || !m_settings->flag(Settings::Key::ReduceMotion));
    m_follow->start(user, name, view);
}

// To what one sees at this moment, so that has to be in sight.
void BoardPage::bringEveryone()
{
    if (!isVisible())
        return emit said(tr("Show the board first, with Ctrl+2: everyone comes to what you see there"));
    if (!m_controller || !m_boards)
        return notice(tr("There is nobody to bring here"));
    m_boards->summon(m_controller->board(), m_view->visibleBoard(),
                     [this, there = QPointer(this)](const QString &sentence) {
                         if (there)
                             notice(sentence);
                     });
}

void BoardPage::follow(const UserId &user, const QString &name)
{
    m_follow->setAnimated(!m_settings || !m_settings->flag(Settings::Key::ReduceMotion));
    m_follow->start(user, name);
}

void BoardPage::showPeople()
{
    const QList<BoardPerson> people = m_controller ? m_controller->guests().people() : QList<BoardPerson>();
    const bool hadKeys = m_peopleCard->isAncestorOf(window()->focusWidget());
    if (isPresenting())
        m_people->show({}, {}, {});
    else
        m_people->show(people, m_follow->user(), m_follow->name());
    if (hadKeys && !m_peopleCard->isAncestorOf(window()->focusWidget()))
        goToBoard(); // nobody is left
    const auto followed = m_follow->user();
    if (m_controller)
        m_controller->lookout().setFollowed(followed);
    m_view->setFollowed(followed);
    m_people->setMayBring(m_boards && m_boards->isModerator());
    if (followed)
        m_followFrame->setColor(userColor(*followed));
    m_followFrame->setVisible(followed.has_value());
    offerWayBack();
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
