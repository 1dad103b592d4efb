// SPDX-License-Identifier: MIT
#include "server/host/host.h"

#include "server/net/descriptor.h"
#include "server/net/httproutes.h"
#include "server/net/tlsidentity.h"
#include "server/storage/memorystore.h"
#include "server/storage/sqlitestore.h"
#include "shared/util/logging.h"

#include <QFile>
#include <QHostAddress>
#include <QJsonObject>
#include <QNetworkInterface>

#include <algorithm>

namespace coterie::server {

namespace {
constexpr qint64 longestDrainMs =
    2250; // of the three seconds that a stop may take; the program waits no longer than 2.4
constexpr qint64 longestCommitMs = 1200; // of them: then everybody hears bye, whether the disk has answered or not
constexpr int portsTried = 50;

QHostAddress listenAddress(const HostConfig &config)
{
    return config.listen == u"any"     ? QHostAddress(QHostAddress::Any)
           : config.listen == u"local" ? QHostAddress(QHostAddress::LocalHost)
                                       : QHostAddress(config.listen);
}

HostProblem tlsProblem(const QString &problem)
{
    return {QString(Host::tr("Nothing can be encrypted.") % u' ' % problem % u'.')};
}

std::optional<HostProblem> doorProblem(const HostConfig &config)
{
    const QHostAddress address = listenAddress(config);
    const bool isGiven = config.listen != u"any" && !address.isLoopback() && !address.isLinkLocal();
    if (isGiven && address != QHostAddress(QHostAddress::Any) && address != QHostAddress(QHostAddress::AnyIPv6) &&
        !QNetworkInterface::allAddresses().contains(address))
        return HostProblem{
            Host::tr("%1 is not an address of this computer. Give one that it has, or \"any\" for all of them.")
                .arg(config.listen)};
    const bool given = !config.tls.certificate.isEmpty();
    if (!config.tls.on || (!given && !QFile::exists(config.tls.own))) // its own, which is made beside the session
        return {};
    const auto read = given ? readTlsIdentity(config.tls.certificate, config.tls.key) : ownTlsIdentity(config.tls.own);
    const auto *problem = std::get_if<QString>(&read);
    return problem ? std::optional(tlsProblem(*problem)) : std::nullopt;
}

// For whoever operates the host: it works, but something is gone.
QString alarmFor(const QList<Rollback> &found)
{
    QStringList rooms;
    for (const Rollback &one : found)
        rooms.append(one.name.isEmpty()
                         ? Host::tr("a room that is not there any more")
                         : Host::tr("“%1” (had %2 entries, has %3)").arg(one.name).arg(one.had).arg(one.has));
    return rooms.isEmpty() ? QString()
                           : Host::tr("The session file is older than it was, or lost its journal: entries are "
                                      "missing in %1. Their clients begin anew.")
                                 .arg(rooms.join(QLatin1String(", ")));
}

} // namespace

class Host::Sink final : public TransportSink
{
public:
    explicit Sink(Host &host)
        : m_host(host)
    {
    }
    void peerConnected(PeerId peer, const PeerInfo &info) override
    {
        logDebug(logNet(), "connected").with("peer", peer).with("address", info.address);
        m_host.m_hub->peerConnected(peer, info);
        m_host.armTimer();
    }
    void peerMessage(PeerId peer, ClientMessage message) override
    {
        m_host.m_hub->peerMessage(peer, std::move(message));
        m_host.armTimer();
    }
    void peerFault(PeerId peer, const wire::Error &error) override
    {
        logDebug(logNet(), "no message").with("peer", peer).with("code", error.code).with("path", error.path);
        m_host.m_hub->peerFault(peer, error);
    }
    void peerDisconnected(PeerId peer, Parting how) override
    {
        logDebug(logNet(), "gone").with("peer", peer);
        m_host.m_hub->peerDisconnected(peer, how);
        m_host.armTimer();
    }

    void eventsWanted(PeerId peer, GroupId group, Seq from, Seq before) override
    {
        logDebug(logNet(), "reads far behind").with("peer", peer).with("from", from);
        m_host.m_hub->eventsWanted(peer, group, from, before);
    }
    void peerDrained(PeerId peer) override
    {
        m_host.m_hub->peerDrained(peer);
        m_host.armTimer();
    }
    void newestMissed(PeerId peer, Seq from) override
    {
        m_host.m_hub->newestMissed(peer, from);
        m_host.armTimer();
    }

private:
    Host &m_host;
};

Host::Host(const HostConfig &config, QObject *parent)
    : QObject(parent)
    , m_config(config)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_armedFor.reset();
        m_hub->tick();
        armTimer();
    });
    m_drain.setInterval(20);
    connect(&m_drain, &QTimer::timeout, this, &Host::watchDrain);
}

Host::~Host()
{
    m_timer.stop();
    m_drain.stop();
    m_listener.reset();
    if (auto *sqlite = dynamic_cast<SqliteStore *>(m_store.get()))
        sqlite->close(); // its last answers still find the core
    m_transport.reset();
}

std::optional<HostProblem> Host::start()
{
    // First what can be known before a file is made, or changed, for a session that nobody could come to: the port too
    // (S23). Who calls from then on waits: nobody is let in before this thread is back in its loop.
    auto problem = doorProblem(m_config);
    if (!problem)
        problem = openDoor();
    StoredSession session;
    if (!problem)
        problem = openStore(session);
    if (!problem)
        problem = reloadTls();
    if (problem) {
        m_listener.reset();
        return problem;
    }
    m_name = m_config.hub.name = session.name;
    m_transport = std::make_unique<SocketTransport>(m_config.transport);
    m_hub = std::make_unique<Hub>(*m_transport, *m_store, m_clock, m_random, m_config.hub);
    m_sink = std::make_unique<Sink>(*this);
    m_hub->load(session);
    m_transport->setSink(m_sink.get());
    m_uptime.start();
    armTimer();
    logInfo(logHost(), "listening")
        .with("port", int(port()))
        .with("tls", !m_keyPin.isEmpty())
        .with("rooms", stats().rooms)
        .with("people", session.users.size());
    return {};
}

std::optional<HostProblem> Host::openStore(StoredSession &session)
{
    if (m_config.file == u":memory:") {
        auto store = std::make_unique<MemoryStore>();
        store->onWaiting([this, memory = store.get()] {
            QTimer::singleShot(0, this, [this, memory] {
                memory->deliver();
                armTimer();
            });
        });
        m_store = std::move(store);
        session.name = m_config.name.isEmpty() ? QStringLiteral("Coterie") : m_config.name;
        return {};
    }
    auto store = std::make_unique<SqliteStore>();
    connect(store.get(), &SqliteStore::healthChanged, this, [this](StoreHealth health, const QString &trouble) {
        m_trouble = health == StoreHealth::Good ? QString() : trouble;
        emit storageTrouble(m_trouble);
        if (health == StoreHealth::Untrusted)
            emit storageLost();
    });
    connect(store.get(), &SqliteStore::selfChecked, this, [this](qint64, const QString &damage) {
        if (damage.isEmpty())
            return;
        m_alarm += (m_alarm.isEmpty() ? QLatin1String() : QLatin1String(" ")) + damage;
        emit alarmed(m_alarm);
    });
    connect(store.get(), &SqliteStore::blobsLost, this, [this](const QList<QByteArray> &hashes) {
        if (m_hub)
            m_hub->blobsLost(hashes);
    });
    connect(store.get(), &SqliteStore::answered, this, &Host::armTimer); // answers set deadlines too
    SqliteOptions options;
    options.path = m_config.file;
    options.name = m_config.name;
    auto opened = store->open(options);
    if (!opened)
        return HostProblem{opened.fault().sentence, opened.fault().kind == StoreFault::Kind::Newer ? 3 : 1};
    session = opened.takeValue();
    m_alarm = alarmFor(session.rollbacks);
    m_store = std::move(store);
    return {};
}

std::optional<HostProblem> Host::openDoor()
{
    descriptor::raiseLimit();
    m_listener =
        std::make_unique<Listener>(m_config.listener, [this](QTcpSocket *socket) { m_transport->adopt(socket); });
    m_listener->addRoute(healthPage([this] { return health(); }));
    m_listener->addRoute(frontPage());
    const QHostAddress address = listenAddress(m_config);
    const int last =
        m_config.nextFreePort && m_config.port > 0 ? std::min(m_config.port + portsTried, 65535) : m_config.port;
    for (int port = m_config.port; port <= last; ++port)
        if (m_listener->open(address, quint16(port)))
            return {};
    return HostProblem{
        Host::tr("Port %1 could not be opened: %2. Stop the program that uses it, or choose another port.")
            .arg(m_config.port)
            .arg(m_listener->problem())};
}

std::optional<HostProblem> Host::reloadTls()
{
    if (!m_config.tls.on || !m_listener)
        return {};
    const auto read = m_config.tls.certificate.isEmpty() ? ownTlsIdentity(m_config.tls.own)
                                                         : readTlsIdentity(m_config.tls.certificate, m_config.tls.key);
    if (const auto *problem = std::get_if<QString>(&read))
        return tlsProblem(*problem);
    const auto &identity = std::get<TlsIdentity>(read);
    m_listener->offerTls(identity.configuration);
    m_keyPin = identity.pin;
    return {};
}

void Host::armTimer()
{
    if (!m_hub)
        return;
    const auto due = m_hub->nextDeadline();
    if (due == m_armedFor)
        return;
    m_armedFor = due;
    if (due)
        m_timer.start(int(std::clamp<qint64>(*due - m_clock.monotonicMs(), 0, 3'600'000)));
    else
        m_timer.stop();
}

void Host::own(const UserId &user)
{
    if (!m_hub)
        return;
    m_hub->own(user);
    armTimer();
}

void Host::stop(const QString &reason, qint64 retryMs)
{
    if (m_stopped || m_draining.isValid())
        return;
    logInfo(logHost(), "stopping").with("reason", reason).with("peers", stats().peers);
    m_draining.start();
    if (m_listener)
        m_listener->shut();
    if (m_hub)
        m_hub->drain(reason, retryMs);
    m_drain.start();
}

void Host::watchDrain()
{
    if (m_hub && !m_hub->isDrained() && m_draining.elapsed() >= longestCommitMs) {
        // Nothing that waits for the disk was acknowledged: its senders keep it, and send it again.
        logWarning(logHost(), "the disk does not answer; stopping without it");
        m_hub->finishDrain();
    }
    const qsizetype left = m_transport ? m_transport->peers() + m_transport->leaving() : 0;
    const bool allGone = !m_hub || (m_hub->isDrained() && left == 0);
    if (!allGone && m_draining.elapsed() < longestDrainMs)
        return;
    if (!allGone)
        logWarning(logHost(), "stopped before everybody had left").with("peers", left);
    finish();
}

void Host::finish()
{
    m_drain.stop();
    m_timer.stop();
    m_stopped = true;
    if (auto *sqlite = dynamic_cast<SqliteStore *>(m_store.get()))
        sqlite->close();
    logInfo(logHost(), "stopped").with("ms", m_draining.elapsed());
    emit stopped();
}

QJsonObject Host::health() const
{
    const auto now = stats();
    QJsonObject facts{
        {QStringLiteral("status"), m_trouble.isEmpty() ? QStringLiteral("ok") : QStringLiteral("storage")},
        {QStringLiteral("name"), m_name},
        {QStringLiteral("connections"), now.peers},
        {QStringLiteral("people"), now.online},
        {QStringLiteral("rooms"), now.rooms},
        {QStringLiteral("uptimeSeconds"), m_uptime.isValid() ? m_uptime.elapsed() / 1000 : 0}};
    if (!m_trouble.isEmpty())
        facts.insert(QStringLiteral("trouble"), m_trouble);
    if (!m_alarm.isEmpty())
        facts.insert(QStringLiteral("alarm"), m_alarm);
    if (now.resets > 0)
        facts.insert(QStringLiteral("resets"), qint64(now.resets));
    return facts;
}

} // namespace coterie::server
