// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/ids.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace coterie {

inline constexpr quint16 defaultPort = 47600;

struct HostRequest {
    QString name; // of the session, as others see it
    QString file; // *.coterie; empty: nothing is kept
    quint16 port = defaultPort;
    bool lan = true; // false: this computer only
};

struct HostInfo {
    QString name;
    QList<QUrl> addresses; // how others reach it, the likeliest first
    QUrl local;            // how this computer does
    QString invite;        // a coterie:// link with all addresses
    QString file;
    quint16 port = 0;
    quint16 taken = 0; // the port that was asked for, if another program has it
    QByteArray pin;  // of its key (shared/util/keypin.h); empty: it does not encrypt
    bool lan = true; // false: for this computer only
};

struct HostStats {
    int people = 0;
    QStringList names; // of those who are in; of very many, some
    int connections = 0;
    qint64 rssBytes = 0;
    qint64 messages = 0;
    qint64 uptimeMs = 0;
};

// What the window may ask of the host inside this program, without linking it. Lives in the window's thread; the
// program implements it over the embedded host. Never gives access to the host's objects: the window's session reaches
// its own host by loopback like everybody else.
class HostControl : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual bool isRunning() const = 0;
    virtual void start(const HostRequest &request) = 0;
    // The session's owner is this person, as whom this window was let in. Also when its file knows another one: it came
    // from another computer, or was hosted as somebody else.
    virtual void own(const UserId &me) = 0;
    virtual void lookForAddresses() = 0; // addressesChanged() when the network is another one than before
    virtual void stop() = 0;             // tells everybody, finishes what was taken, then stopped()

signals:
    void started(const coterie::HostInfo &info);
    void addressesChanged(const coterie::HostInfo &info); // the rest is as it was
    void failed(const QString &sentence);                 // it did not start, or cannot go on
    void stopped();
    void statsChanged(const coterie::HostStats &stats);
    // The disk takes nothing, as it says itself; empty: it does again. Nobody has to do anything for that here.
    void troubleChanged(const QString &words);
    // Something of what was kept is lost or damaged, as the host found out: what, all of it since it started.
    void alarmed(const QString &words);
};

} // namespace coterie
