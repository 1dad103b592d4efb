// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/hostindex.h"
#include "app/session/localstore.h"
#include "app/session/requests.h"

#include <QSet>

namespace coterie {

// Who one is at this host, and which folder of this computer belongs to it. A token says who one is, and a host that
// takes it is the session it came from. At one address several sessions may have been met, so each token of that
// address is tried; if none is taken, hello goes without one, once. Lives in the window's thread; owns no socket and no
// file.
class Login final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Login)
public:
    struct Goal {
        QList<QUrl> urls;
        QString sessionName;
        QString displayName;
        QString cacheDir;
        QByteArray pin; // of the host's key, from an invite; empty: as the index knows
    };

    Login(Goal goal, LocalStore &store, Connection &connection, Requests &requests, Router &router, const Clock &clock,
          QObject *parent = nullptr);

    // Where to connect to, and by what the host there is known.
    [[nodiscard]] QList<DialTarget> targets() const;
    void setDisplayName(const QString &name) { m_goal.displayName = name; } // from the next hello on
    // Whether a session that is looked for there, with this key and name if they are known, is this very one.
    [[nodiscard]] bool isAt(const QList<QUrl> &urls, const QByteArray &pin, const QString &name) const;
    void addUrls(const QList<QUrl> &urls, const QByteArray &pin); // more ways to it, tried first
    void open();                                                  // loads what is on this computer, then loaded()
    [[nodiscard]] const CachedHost &host() const { return m_host; }

signals:
    void loaded(const coterie::CachedSession &session); // also when another session turned out to be meant
    void welcomed(const coterie::Welcome &welcome);     // and what is loaded belongs to it
    void refused(const QString &sentence);

private:
    [[nodiscard]] QList<DialTarget> targetsAt(const QList<QUrl> &urls, const QByteArray &pin) const;
    enum class Step { Idle, Loading, AwaitsWelcome, Judging };
    void load(const QString &folder, std::function<void()> then);
    void upgraded();
    void sayHello();
    void connectionLost();
    void handleWelcome(const Welcome &welcome);
    void handleFailure(const Failure &failure);
    void tokenRefused();
    void judge(const Welcome &welcome, const std::optional<RoomId> &after);
    void accept(const Welcome &welcome);

    static constexpr int mostTokens = 4; // a host gives 5 s for a good hello
    Goal m_goal;
    LocalStore &m_store;
    Connection &m_connection;
    Requests &m_requests;
    const Clock &m_clock;
    HostIndex m_index;
    QStringList m_folders; // to try, the likeliest first
    int m_at = 0;
    QString m_folder; // the one that is open
    CachedHost m_host;
    QSet<RoomId> m_rooms; // that the open folder knows
    Step m_step = Step::Idle;
    bool m_withoutToken = false; // every token was refused
    QByteArray m_newToken;       // given instead, and not yet kept: which folder it belongs to is being found out
    bool m_upgraded = false;
    quint64 m_life = 0; // of the connection: what was begun in an earlier one is not gone on with
};

} // namespace coterie
