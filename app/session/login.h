// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/hostindex.h"
#include "app/session/localstore.h"
#include "app/session/requests.h"

#include <QSet>

#include <optional>

namespace coterie {

// A session that answers in the place of another one, and who one is there.
struct OtherSession {
    QString name;
    QUrl url;
    QByteArray pin; // of the key that its host showed; empty: none, or it has a certificate
    QByteArray token;
};

// Who one is at this host, and which folder of this computer belongs to it. A token says who one is, and a host that
// takes it is the session it came from. One host, and one address, may have several sessions, so each token of that
// host's key is tried, the ones of sessions first in which something waits to be sent, and after each of them who one
// was there before (A298); if none is taken, hello goes without one, once. No token is shown to another key than the
// one it came from. A session that is shown becomes no other one: another that answers in its place is only told of.
// Lives in the window's thread; owns no socket and no file.
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
        // Of the host in this very program, which is spoken to in the clear: nobody else can be there. Empty: another.
        QByteArray ownPin;
        QString folder;   // of the session that is meant, by its name; empty: not known
        QByteArray token; // that the host gave this person just now, if no other one is taken; may be empty
    };

    static constexpr const char *otherCode = "other-session"; // with which a connection to another one ended

    Login(Goal goal, LocalStore &store, Connection &connection, Requests &requests, Router &router, const Clock &clock,
          QObject *parent = nullptr);

    // Where to connect to, and by what the host there is known.
    [[nodiscard]] QList<DialTarget> targets() const;
    [[nodiscard]] const QList<QUrl> &urls() const { return m_goal.urls; }   // of these
    void setDisplayName(const QString &name) { m_goal.displayName = name; } // from the next hello on
    [[nodiscard]] const QString &saidName() const { return m_saidName; }    // in the last hello
    // Whether a session that is looked for there, with this key and name if they are known, is this very one.
    [[nodiscard]] bool isAt(QList<QUrl> urls, const QByteArray &pin, const QString &name) const;
    void addUrls(const QList<QUrl> &urls, const QByteArray &pin); // more ways to it, tried first
    void remember();  // where it was met and that it is used: when it ends, and when the disk takes it again
    void keepAgain(); // in a folder that was removed
    void open();      // loads what is on this computer, then loaded()
    [[nodiscard]] bool isLoading() const { return m_step == Step::Loading; }
    void stay() { m_stays = true; }         // somebody looks at this session: it becomes no other one any more
    void lookAgain() { m_asksAnew = true; } // also whether it is the one by now that answers
    // What answered last in the place of this session, and who one is there.
    [[nodiscard]] const std::optional<OtherSession> &other() const { return m_other; }
    [[nodiscard]] QString folderName() const;
    void noteRoom(const RoomId &room); // of this session: by its rooms it is known again without a token
    [[nodiscard]] const CachedHost &host() const { return m_host; }
    // Folders of this computer that belong to other hosts than the one that let one in.
    [[nodiscard]] QStringList elsewhere() const;
    [[nodiscard]] HostIndex::Met metIn(const QString &folder) const { return m_index.metIn(folder); }
    void reload(); // what is in the folder by now, then loaded()

signals:
    void loaded(const coterie::CachedSession &session); // also when another session turned out to be meant
    void welcomed(const coterie::Welcome &welcome);     // and what is loaded belongs to it
    void refused(const QString &sentence);

private:
    [[nodiscard]] QList<DialTarget> targetsAt(const QList<QUrl> &urls, const QByteArray &pin) const;
    [[nodiscard]] HostKey keyAt(const QUrl &url) const;
    [[nodiscard]] QByteArray ownPin() const;
    [[nodiscard]] DialTarget here() const; // who is at the other end of the connection, and where
    [[nodiscard]] QList<DialTarget> places() const;
    [[nodiscard]] bool mayShow(const CachedGlimpse &one) const;
    [[nodiscard]] bool mayEnter(const QString &folder) const;
    enum class Step { Idle, Loading, AwaitsWelcome, Judging };
    enum class IfTaken { Next, New }; // which folder instead of one that another copy of this program has
    void addEarlier(const QString &folder, const CachedHost &host);
    void lookAround(bool toOpen, std::function<void()> then);
    void load(const QString &folder, IfTaken ifTaken, std::function<void()> then);
    void upgraded();
    void sayHello();
    void connectionLost();
    void handleWelcome(const Welcome &welcome);
    void handleFailure(const Failure &failure);
    void judge(const Welcome &welcome, const std::optional<RoomId> &after);
    [[nodiscard]] bool mustStay(const QString &folder) const { return m_stays && folder != m_folder; }
    void enter(const QString &folder, const Welcome &welcome);
    void turnAway(const Welcome &welcome);
    void accept(const Welcome &welcome);

    static constexpr qint64 otherAgainMs = 30'000; // until it is looked whether the one that is meant is back
    static constexpr int mostTokens = 4;           // on one connection: a host gives 5 s for a good hello
    static constexpr qsizetype mostEarlier = 3;    // whom one has been before, of one folder
    Goal m_goal;
    const QUrl m_ownUrl; // where the host in this program is
    LocalStore &m_store;
    Connection &m_connection;
    Requests &m_requests;
    const Clock &m_clock;
    HostIndex m_index;
    QList<CachedGlimpse> m_known; // sessions it may be, in the order in which their tokens are shown
    qsizetype m_at = 0;           // whose token is shown; behind the last: none
    bool m_lookedAround = false;  // all that may be those of whoever is there are among them
    int m_shown = 0;              // tokens, on this connection
    const DeviceId m_device = newId<DeviceId>();
    QString m_saidName;
    QString m_folder;  // the one that is open
    CachedHost m_host; // what it knows
    QString m_in;      // the one whose host has let one in, since the program began
    HostKey m_inKey;   // ... and by what that host was known then
    bool m_stays = false;
    std::optional<OtherSession> m_other;
    bool m_asksAnew = false; // who the other one is, too
    Step m_step = Step::Idle;
    QByteArray m_newToken; // given instead, and not yet kept: which folder it belongs to is being found out
    bool m_upgraded = false;
    quint64 m_life = 0; // of the connection: what was begun in an earlier one is not gone on with
};

} // namespace coterie
