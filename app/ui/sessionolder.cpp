// SPDX-License-Identifier: MIT
// What a SessionPage does when something of this person's waits in the folder that the session had at another host.
#include "app/ui/sessionpage.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/noticebar.h"
#include "app/ui/shell/text.h"

namespace coterie::ui {

void SessionPage::makeOlder()
{
    Button *bring = m_older->addButton(tr("Bring them here", "button: changes that wait for an earlier host"),
                                       Button::Kind::Secondary);
    Button *leave =
        m_older->addButton(tr("Not now", "button: changes that wait for an earlier host"), Button::Kind::Ghost);
    connect(bring, &QPushButton::clicked, &m_session, &Session::bringOlder);
    connect(leave, &QPushButton::clicked, &m_session, &Session::leaveOlder);
    connect(&m_session, &Session::olderWorkChanged, this, &SessionPage::showOlder);
    showOlder();
}

void SessionPage::showOlder()
{
    const auto work = m_session.olderWork();
    if (!work) {
        const bool had = m_older->isAncestorOf(focusWidget());
        m_older->present(Mood::Warning, {});
        if (had)
            focusContent();
        return;
    }
    const QString name = isolated(work->session);
    m_older->present(
        Mood::Warning,
        tr("This session was on another computer before: %1. %Ln change(s) of yours did not get there and are kept "
           "here. This host gets them only if you say so.",
           "%1 is a session, and where it was met", work->changes())
            .arg(work->where.isEmpty() ? name
                                       : tr("%1 at %2", "a session, and where it was met").arg(name, work->where)));
}

} // namespace coterie::ui
