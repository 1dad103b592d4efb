// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/localstore.h"

#include <QObject>
#include <QSet>

#include <optional>

namespace coterie {

class Login;

// What waits on this computer for a session that was on another computer before: its host has another key now, so that
// one is somebody new there, with a folder of one's own, and the older folder is shown to nobody (A74). By its rooms,
// whose ids nobody can guess, the older one is known to be of the same session. Nothing of it goes to the new host
// before the person has said so. Lives in the window's thread.
class LeftBehind final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LeftBehind)
public:
    LeftBehind(const Login &login, LocalStore &store, QObject *parent = nullptr);

    // Among the folders of other hosts, for those of a session with one of these rooms, which are those of the host
    // that has let one in. One after the other: there may be many.
    void look(const QSet<RoomId> &rooms);
    [[nodiscard]] const std::optional<OlderWork> &found() const { return m_found; } // to be asked about
    void leave(); // it stays where it is; nobody is asked again in this run
    void bring(); // brought() or failed() follows

signals:
    void changed();                                 // found() is another one
    void brought(const coterie::BroughtWork &work); // it is in this session's folder, and not in the older one
    void failed();                                  // it is where it was

private:
    void lookOn();

    const Login &m_login;
    LocalStore &m_store;
    QSet<RoomId> m_rooms;
    QStringList m_toLook;
    QSet<QString> m_looked; // and there was nothing, or somebody has answered
    std::optional<OlderWork> m_found;
    QSet<RoomId> m_foundRooms; // of its folder
    bool m_isLooking = false;
    bool m_isBringing = false;
};

} // namespace coterie
