// SPDX-License-Identifier: MIT
#include "app/session/leftbehind.h"

#include "app/session/login.h"

namespace coterie {

LeftBehind::LeftBehind(const Login &login, LocalStore &store, QObject *parent)
    : QObject(parent)
    , m_login(login)
    , m_store(store)
{
}

void LeftBehind::look(const QSet<RoomId> &rooms)
{
    m_rooms = rooms;
    m_toLook = m_login.elsewhere();
    // Another session may answer where this one did.
    if (m_found && !m_isBringing && (!m_foundRooms.intersects(rooms) || !m_toLook.contains(m_found->folder))) {
        m_found.reset();
        emit changed();
    }
    lookOn();
}

void LeftBehind::lookOn()
{
    while (!m_toLook.isEmpty() && m_looked.contains(m_toLook.constFirst()))
        m_toLook.removeFirst();
    if (m_isLooking || m_found || m_toLook.isEmpty())
        return;
    m_isLooking = true;
    m_store.look({m_toLook.takeFirst()}, [this](const QList<CachedGlimpse> &seen) {
        m_isLooking = false;
        for (const CachedGlimpse &one : seen) {
            const HostIndex::Met met = m_login.metIn(one.folder);
            const OlderWork work{one.folder, met.name, met.where, one.waiting, one.drafts, one.drawings};
            if (!one.inUse && one.isReadable && work.changes() > 0 && one.rooms.intersects(m_rooms)) {
                m_found = work;
                m_foundRooms = one.rooms;
                emit changed();
            } else if (!one.inUse) { // else another window may have closed it by the next connection
                m_looked.insert(one.folder);
            }
        }
        lookOn();
    });
}

void LeftBehind::leave()
{
    if (!m_found || m_isBringing)
        return;
    m_looked.insert(m_found->folder);
    m_found.reset();
    emit changed();
    lookOn();
}

void LeftBehind::bring()
{
    if (!m_found || std::exchange(m_isBringing, true))
        return;
    m_store.bringFrom(m_found->folder, [this](bool done, const BroughtWork &work) {
        m_isBringing = false;
        leave();
        if (!done)
            emit failed();
        else if (!work.isEmpty())
            emit brought(work);
    });
}

} // namespace coterie
