// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/admission.h"
#include "server/net/arrival.h"
#include "server/net/frontpolicy.h"
#include "server/net/httpanswer.h"

#include <QTimer>

#include <chrono>
#include <list>
#include <memory>

class QTcpServer;

namespace coterie::server {

// The door: one port for HTTP and WebSocket, in the clear and, when it has a certificate, in TLS. Counts before it
// works, reads every head strictly, answers requests from its routes and gives sound WebSocket handshakes, unread, to
// whoever asked for them. Owns the listening socket and every connection until its head is complete. Lives in the
// host's thread. Never speaks WebSocket.
class Listener final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Listener)
public:
    struct Settings {
        Admission::Limits seats;
        FrontPolicy::Settings front;
        int handshakes = 512;          // connections at once whose head is not complete
        int handshakesPerAddress = 20; // of those, older than `patience`, from one address that is not this machine
        int tlsHandshakes = 64;        // of those, in the middle of a TLS handshake
        std::chrono::milliseconds patience{250};
        std::chrono::milliseconds headDeadline{3000};
        bool trustLoopback = true;   // this machine's programs may have more than handshakesPerAddress
        bool plainOnLoopback = true; // and with TLS at hand, they may do without
        qint64 spareDescriptors = 64;
    };
    // Receives a connection whose head is a sound opening handshake; every byte of it is still to be read.
    using Upgrade = std::function<void(QTcpSocket *socket)>;

    Listener(const Settings &settings, Upgrade upgrade, QObject *parent = nullptr);
    ~Listener() override;

    void addRoute(HttpRoute route); // asked in the order of adding

    // From now on a connection may begin with a TLS handshake, and those from elsewhere must. It has no more time and
    // no more places than any other way to say a head. Connections that are there keep what they have.
    void offerTls(const QSslConfiguration &configuration);
    [[nodiscard]] bool offersTls() const { return m_tls.has_value(); }

    bool open(const QHostAddress &address, quint16 port);
    // Nobody new gets in, and who was still at the door is let go. Connections handed over are not touched.
    void shut();

    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QString problem() const; // why open() said no
    [[nodiscard]] int connections() const { return m_admission.count(); }
    [[nodiscard]] qsizetype atTheDoor() const { return qsizetype(m_arrivals.size()); }

private:
    using Arrivals = std::list<Arrival *>; // the oldest first

    void arrived(qintptr descriptor);
    void welcome(QTcpSocket *socket);
    void decide(Arrival *arrival);
    void answer(Arrival *arrival, const HttpAnswer &words, bool withBody = true);
    [[nodiscard]] HttpAnswer route(const HttpHead &head) const;
    [[nodiscard]] bool mustEncrypt(const Arrival &arrival) const;
    void drop(Arrival *arrival);
    void beginHandshakes();
    bool makeRoom();
    void sweep();
    void sweepAddresses(qint64 nowMs);
    void checkDescriptors();
    void updateAccepting();
    void nextTurn();
    [[nodiscard]] qint64 nowMs() const;

    std::unique_ptr<QTcpServer> m_gate;
    Settings m_settings;
    Upgrade m_upgrade;
    FrontPolicy m_policy;
    Admission m_admission;
    std::optional<QSslConfiguration> m_tls;
    QList<HttpRoute> m_routes;
    Arrivals m_arrivals;
    QTimer m_sweep;
    QTimer m_descriptorCheck;
    qint64 m_ceiling = 0;
    int m_inThisTurn = 0;
    bool m_outOfDescriptors = false;
    bool m_paused = false;
};

} // namespace coterie::server
