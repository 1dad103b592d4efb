// SPDX-License-Identifier: MIT
#pragma once

#include "server/core/hub.h"
#include "server/net/listener.h"
#include "server/net/sockettransport.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace coterie::server {

// Whether and as whom a host encrypts (net/tlsidentity.h).
struct HostTls {
    bool on = false;
    QString certificate, key; // PEM files; without a certificate the host's own is used
    QString own;              // the file of the host's own; empty: one that ends with the host
};

struct HostConfig {
    QString name;                           // empty: as the file says; a new one is called "Coterie"
    QString file;                           // the session; ":memory:" keeps nothing
    QString listen = QStringLiteral("any"); // any, local, or an address
    quint16 port = 47600;                   // 0: a free one
    bool nextFreePort = false;              // when it is taken, try the ones after it
    HostTls tls;
    Listener::Settings listener;
    SocketTransport::Settings transport;
    HubConfig hub;
};

// Why a host did not start: a sentence for people, and the exit code of a program that has nothing else to do.
struct HostProblem {
    QString text;
    int exitCode = 1; // 3: the session file was written by a newer version
};

// One running session: the door, the transport, the core, the store, and the timer that the core does not have. Owns
// them all and joins them; lives in the thread that made it, which must have an event loop. Decides nothing itself.
class Host final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Host)
public:
    explicit Host(const HostConfig &config, QObject *parent = nullptr);
    ~Host() override;

    // Takes the port, opens the session, then lets people in. Nothing, or why not; then nothing of it is left open.
    [[nodiscard]] std::optional<HostProblem> start();
    // Says goodbye to everybody once what they sent is on the disk, for at most 2.5 s; stopped() follows.
    void stop(const QString &reason, qint64 retryMs);

    // This person owns the session from now on (decisions/0108). Nobody there: nothing happens.
    void own(const UserId &user);

    [[nodiscard]] quint16 port() const { return m_listener ? m_listener->port() : 0; }
    [[nodiscard]] HubStats stats() const { return m_hub ? m_hub->stats() : HubStats{}; }
    [[nodiscard]] QStringList namesPresent(qsizetype most) const
    {
        return m_hub ? m_hub->namesPresent(most) : QStringList();
    }
    [[nodiscard]] QList<Person> everybody() const { return m_hub ? m_hub->everybody() : QList<Person>{}; }
    [[nodiscard]] QString name() const { return m_name; }
    [[nodiscard]] QString alarm() const { return m_alarm; }      // what was found lost or damaged since this start
    [[nodiscard]] QByteArray keyPin() const { return m_keyPin; } // shared/util/keypin.h; empty: it does not encrypt
    // Reads certificate and key anew, for those who connect from now on. Nothing, or why the old ones stay.
    [[nodiscard]] std::optional<HostProblem> reloadTls();

signals:
    void stopped();
    void storageTrouble(const QString &sentence); // empty: it is good again
    void storageLost();                           // and it will not be good again before a new start
    void alarmed(const QString &alarm);           // as alarm(), when there is more of it

private:
    [[nodiscard]] std::optional<HostProblem> openStore(StoredSession &session);
    [[nodiscard]] std::optional<HostProblem> openDoor();
    void armTimer();
    void watchDrain();
    void finish();
    [[nodiscard]] QJsonObject health() const;

    // The core, seen from the transport, with the timer armed anew after each word.
    class Sink;

    HostConfig m_config;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SocketTransport> m_transport;
    std::unique_ptr<Hub> m_hub;
    std::unique_ptr<Sink> m_sink;
    std::unique_ptr<Listener> m_listener;
    QTimer m_timer, m_drain;
    std::optional<qint64> m_armedFor;
    QElapsedTimer m_uptime, m_draining;
    QString m_name;
    QByteArray m_keyPin;
    QString m_trouble;
    QString m_alarm;
    bool m_stopped = false;
};

} // namespace coterie::server
