// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/backoff.h"
#include "app/session/connectiontiming.h"
#include "app/session/dialer.h"
#include "app/session/heartbeat.h"
#include "app/session/linkquality.h"
#include "app/session/outflow.h"
#include "shared/protocol/closecodes.h"
#include "shared/protocol/protocol.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QUrl>

namespace coterie {

class Router;

// The connection to one host: finds it, keeps it, comes back to it. Owns the one live socket; nothing of an earlier
// socket can arrive once it is gone. Lives in the window's thread. Never decides who one is (Session says hello) and
// never looks into a message but pong and bye.
class Connection final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Connection)
public:
    enum class Phase {
        Closed,   // by close(), or for good: see lastEnd()
        Dialing,  //
        Greeting, // a socket is there, `welcome` is not
        Live,
        Waiting, // for the next try, in retryInMs()
    };
    struct End {
        int closeCode = 0; // 0: without one
        bool final = false;
        bool saidBye = false;
        bool ended = false; // ... and not when it comes back: it is looked for now and then
        QString byeReason;
        QString detail; // for the log
        DialEnd dial;   // of the last try to connect
    };

    Connection(Router &router, const Clock &clock, Random &random, const ConnectionTiming &timing = {},
               QObject *parent = nullptr);
    ~Connection() override;

    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] int rttMs() const { return m_rttMs; }
    [[nodiscard]] const LinkQuality &quality() const { return m_quality; }
    [[nodiscard]] int retryInMs() const;                // -1: no try is planned
    [[nodiscard]] QUrl url() const { return m_url; }    // the one that answered last
    [[nodiscard]] HostKey key() const { return m_key; } // that it showed there; Unknown: not encrypted
    // Monotonic ms: when the other side was last heard, on this connection or the one before; 0: never.
    [[nodiscard]] qint64 heardMs() const { return m_heardMs; }
    [[nodiscard]] const End &lastEnd() const { return m_end; }
    [[nodiscard]] int failures() const { return m_failures; } // rounds without a welcome since the last one

    void open(const QList<DialTarget> &targets);
    // Says goodbye: for good (P43), or with GoingAway for a moment.
    void close(CloseCode code = CloseCode::Normal);
    void retryNow();                                   // on a click, on network-up
    void welcomed(const Limits &limits);               // `hello` was answered: from here on the connection counts
    void stop(const QString &detail);                  // gives up for good until somebody asks
    void retryLater(qint64 ms, const QString &detail); // the host has no place for us now
    void networkChanged();                             // tries anew at once, and doubts what is there
    void dialAnew();                                   // at once, whatever it is doing
    void send(const ClientMessage &message);
    [[nodiscard]] bool isWritable() const { return m_socket != nullptr; }
    // A message began to arrive and is not all here: what comes behind it cannot be here either, however long it takes.
    [[nodiscard]] bool isReceiving() const { return m_phase == Phase::Live && m_receiving; }
    // What was sent has not all left yet: an answer to it cannot be here.
    [[nodiscard]] bool isSending() const { return m_phase == Phase::Live && unsent() > 0; }
    void look(); // what the timer does

signals:
    void upgraded(); // say hello
    void lost();     // what was under way is not answered any more
    void phaseChanged();
    void qualityChanged(); // another round trip, or one that did not come back

private:
    void dial();
    void take(QWebSocket *socket, const QUrl &url, const HostKey &key);
    void dialFailed(const DialEnd &dial);
    void received(const QByteArray &frame);
    void bytesArrived();
    void bytesLeft();
    [[nodiscard]] qint64 unsent() const;
    void write(const ClientMessage &message);
    void socketGone();
    void end(int closeCode, const QString &detail, const DialEnd &dial = {});
    [[nodiscard]] QWebSocket *letGo();
    void dropSocket();
    void wait(qint64 ms);
    void setPhase(Phase phase);
    void setRtt(int rttMs);

    Router &m_router;
    const Clock &m_clock;
    Random &m_random;
    ConnectionTiming m_timing;
    Dialer m_dialer;
    Backoff m_backoff;
    Heartbeat m_heartbeat;
    qint64 m_heardMs = 0;
    LinkQuality m_quality;
    WakeWatch m_wake;
    QTimer m_look, m_retry;
    QList<DialTarget> m_targets;
    QUrl m_url;
    QUrl m_preferred; // asked first: it answered last, and did not turn one away
    HostKey m_key;
    QWebSocket *m_socket = nullptr;
    QList<QPointer<QAbstractSocket>> m_inside; // of it: TLS has one of its own
    Outflow m_outflow;
    bool m_receiving = false;
    bool m_saidGoodbye = false; // it sent a Close frame: without one Qt 6.4 reports code 1000 all the same
    Phase m_phase = Phase::Closed;
    End m_end;
    std::optional<Bye> m_bye;
    bool m_ended = false;  // the session, and nobody has answered since
    qint64 m_byeSince = 0; // monotonic
    qint64 m_since = 0;    // monotonic: when this socket came, and when it became live
    int m_rttMs = -1;
    int m_failures = 0;
};

} // namespace coterie
