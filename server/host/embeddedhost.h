// SPDX-License-Identifier: MIT
#pragma once

#include "server/host/addresses.h"
#include "server/host/host.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace coterie::server {

class HostRunner;

// What whoever runs a host may know of it: values only.
struct HostFacts {
    QString name;
    quint16 port = 0;
    QString file;
    QList<ReachableAddress> addresses; // empty when it listens on this machine only
    QString invite;                    // coterie://…
    QByteArray keyPin;                 // empty: it does not encrypt
};

struct HostFigures {
    qint64 people = 0, connections = 0, rooms = 0;
    QStringList names; // of those who are in; of very many, the first
    quint64 messages = 0;
    qint64 uptimeMs = 0;
    qint64 rssBytes = 0; // of the whole program; 0: unknown here
};

// The server inside another program: a Host in a thread of its own. Owns that thread and lives in the caller's. Never
// lets anybody touch the host's objects: what comes out are signals with values. Destroying it ends the session.
class EmbeddedHost final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EmbeddedHost)
public:
    explicit EmbeddedHost(QObject *parent = nullptr);
    ~EmbeddedHost() override; // waits for the goodbye, 4 s at most

    [[nodiscard]] bool isRunning() const { return m_thread != nullptr; }

    // started() or failed() follows; after failed() it can be tried anew. Refused with failed() while it runs. A host
    // whose file is gone ends with failed() too.
    void start(const HostConfig &config);
    // This person, known to the host by a connection of this program, owns the session from now on (decisions/0108).
    void own(const UserId &user);
    // Tells everybody, finishes what was taken, then stopped(): within 3 s. `retryMs`: when to come back, 0: not.
    void stop(const QString &reason = QStringLiteral("ended"), qint64 retryMs = 0);

signals:
    void started(const coterie::server::HostFacts &facts);
    void failed(const QString &sentence);
    void stopped();
    void figuresChanged(const coterie::server::HostFigures &figures); // every second
    void storageTrouble(const QString &sentence);                     // empty: it is good again, by itself
    void alarmed(const QString &alarm); // what was found lost or damaged since the host started: all of it

private:
    void threadEnded();

    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<HostRunner> m_runner; // lives in that thread
    QString m_failure;                    // why it did not start
};

} // namespace coterie::server
