// SPDX-License-Identifier: MIT
#include "server/net/listener.h"

#include "server/net/descriptor.h"
#include "server/net/farewell.h"

#include <QSslSocket>
#include <QTcpServer>

#include <algorithm>

namespace coterie::server {

using namespace std::chrono_literals;

namespace {

constexpr int backlog = 1024;
constexpr int acceptedAtOnce = 64; // then everybody else has a turn
constexpr auto sweepInterval = 100ms;
constexpr auto descriptorInterval = 1s;

// Hands on bare descriptors: whether one is worth an object is the listener's to say.
class Gate final : public QTcpServer
{
public:
    explicit Gate(std::function<void(qintptr)> arrived)
        : m_arrived(std::move(arrived))
    {
        setListenBacklogSize(backlog);
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_arrived(descriptor); }

private:
    std::function<void(qintptr)> m_arrived;
};

} // namespace

Listener::Listener(const Settings &settings, Upgrade upgrade, QObject *parent)
    : QObject(parent)
    , m_gate(std::make_unique<Gate>([this](qintptr descriptor) { arrived(descriptor); }))
    , m_settings(settings)
    , m_upgrade(std::move(upgrade))
    , m_policy(settings.front)
    , m_admission(settings.seats)
{
    m_sweep.setInterval(sweepInterval);
    m_descriptorCheck.setInterval(descriptorInterval);
    connect(&m_sweep, &QTimer::timeout, this, &Listener::sweep);
    connect(&m_descriptorCheck, &QTimer::timeout, this, &Listener::checkDescriptors);
}

Listener::~Listener()
{
    shut();
}

quint16 Listener::port() const
{
    return m_gate->serverPort();
}

QString Listener::problem() const
{
    return m_gate->errorString();
}

void Listener::addRoute(HttpRoute route)
{
    m_routes.append(std::move(route));
}

void Listener::offerTls(const QSslConfiguration &configuration)
{
    m_tls = configuration;
}

bool Listener::mustEncrypt(const Arrival &arrival) const
{
    return m_tls && !arrival.isEncrypted() && !(m_settings.plainOnLoopback && arrival.address().isLoopback());
}

bool Listener::open(const QHostAddress &address, quint16 port)
{
    descriptor::raiseLimit();
    m_ceiling = descriptor::ceiling(m_settings.spareDescriptors);
    if (!m_gate->listen(address, port))
        return false;
    descriptor::setNoDelay(m_gate->socketDescriptor());
    m_descriptorCheck.start();
    return true;
}

void Listener::shut()
{
    m_gate->close();
    m_descriptorCheck.stop();
    m_sweep.stop();
    while (!m_arrivals.empty())
        drop(m_arrivals.front());
}

qint64 Listener::nowMs() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void Listener::arrived(qintptr descriptor)
{
    // Qt takes in all that wait in one go. Its one reason to stop is a list that is full of those whom nobody fetched.
    if (++m_inThisTurn == acceptedAtOnce) {
        m_gate->setMaxPendingConnections(0);
        QTimer::singleShot(0, this, &Listener::nextTurn);
    }
    if (descriptor >= m_ceiling || m_admission.count() >= m_settings.seats.connections) {
        descriptor::refuse(descriptor, busyAnswer().toBytes());
        // Every turn would bring another one to refuse; those that come now wait in the backlog instead.
        m_outOfDescriptors = m_outOfDescriptors || descriptor >= m_ceiling;
        updateAccepting();
        return;
    }
    QTcpSocket *const socket = m_tls ? new QSslSocket : new QTcpSocket;
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    if (m_admission.ask(socket->peerAddress()) != Admission::Answer::Welcome) {
        // Not worth a place to say farewell in: who comes this often does not get one.
        socket->write(busyAnswer().toBytes());
        socket->flush();
        descriptor::shutdownWriting(descriptor);
        socket->waitForReadyRead(0);
        delete socket;
        return;
    }
    welcome(socket);
}

void Listener::welcome(QTcpSocket *socket)
{
    const QHostAddress address = socket->peerAddress();
    m_admission.enter(address);
    // Whoever holds the socket by then, its seat is free when it is gone.
    connect(socket, &QObject::destroyed, this, [this, address] { m_admission.leave(address); });

    auto *const arrival = new Arrival(socket, nowMs(), m_tls, this);
    m_arrivals.push_back(arrival);
    connect(arrival, &Arrival::decided, this, [this, arrival] { decide(arrival); });
    connect(arrival, &Arrival::left, this, [this, arrival] { drop(arrival); });
    connect(arrival, &Arrival::tlsChanged, this, &Listener::beginHandshakes);
    if (!m_sweep.isActive())
        m_sweep.start();
    // An honest client's request is mostly here already: it never waits at the door.
    arrival->look();
    if (m_arrivals.size() >= std::size_t(m_settings.handshakes) && !makeRoom())
        updateAccepting();
}

void Listener::decide(Arrival *arrival)
{
    const HttpHeadReader &reader = arrival->reader();
    if (reader.state() == HttpHeadReader::State::Refused)
        return answer(arrival, answerOf(reader.refusal()));
    if (mustEncrypt(*arrival))
        return answer(arrival, encryptAnswer());
    const HttpHead &head = reader.head();
    if (const auto refusal = m_policy.judge(head))
        return answer(arrival, answerOf(*refusal));
    if (!head.upgrade)
        return answer(arrival, route(head), head.method != "HEAD");
    if (arrival->saidMoreThanHead())
        return answer(arrival, answerOf({400, "Nothing may follow a handshake before its answer"}));
    for (const HttpRoute &page : std::as_const(m_routes))
        if (head.path != "/" && page(head))
            return answer(arrival, answerOf({400, "No WebSocket is served under this path"}));

    QTcpSocket *const socket = arrival->release();
    drop(arrival);
    m_upgrade(socket);
}

HttpAnswer Listener::route(const HttpHead &head) const
{
    for (const HttpRoute &page : m_routes)
        if (auto answer = page(head))
            return *std::move(answer);
    return answerOf({404, "There is nothing under this path"});
}

void Listener::answer(Arrival *arrival, const HttpAnswer &words, bool withBody)
{
    QTcpSocket *const socket = arrival->release();
    drop(arrival);
    socket->write(words.toBytes(withBody));
    farewell(socket);
}

// With its socket, when it still has it.
void Listener::drop(Arrival *arrival)
{
    m_arrivals.remove(arrival);
    arrival->disconnect(this);
    arrival->deleteLater(); // it may be the sender of the signal that led here
    updateAccepting();
}

// Who wants to encrypt, the newest first: behind a crowd that only stands there, nobody honest would have a turn in
// time. When all places are taken, whoever has had one longest gives it up, unless that is not long yet.
void Listener::beginHandshakes()
{
    std::vector<Arrival *> waiting;
    std::vector<Arrival *> inside;
    for (Arrival *const arrival : m_arrivals) {
        if (arrival->wantsTls())
            waiting.push_back(arrival);
        else if (arrival->isInHandshake())
            inside.push_back(arrival);
    }
    std::sort(inside.begin(), inside.end(),
              [](const Arrival *a, const Arrival *b) { return a->handshakeSinceMs() < b->handshakeSinceMs(); });
    std::size_t gone = 0;
    for (auto next = waiting.rbegin(); next != waiting.rend(); ++next) {
        if (inside.size() - gone >= std::size_t(m_settings.tlsHandshakes)) {
            if (nowMs() - inside[gone]->handshakeSinceMs() < 2 * m_settings.patience.count())
                return;
            drop(inside[gone++]);
        }
        (*next)->beginTls(nowMs());
        inside.push_back(*next);
    }
}

// A place for one more head. The oldest goes, unless it has just said what it wants or has not had its time yet.
bool Listener::makeRoom()
{
    while (m_arrivals.size() >= std::size_t(m_settings.handshakes)) {
        Arrival *const oldest = m_arrivals.front();
        if (nowMs() - oldest->sinceMs() < m_settings.patience.count())
            return false;
        oldest->look();
        if (!m_arrivals.empty() && m_arrivals.front() == oldest)
            drop(oldest);
    }
    return true;
}

void Listener::sweep()
{
    const qint64 now = nowMs();
    while (!m_arrivals.empty() && now - m_arrivals.front()->sinceMs() > m_settings.headDeadline.count()) {
        Arrival *const late = m_arrivals.front();
        if (late->reader().size() == 0)
            drop(late);
        else
            answer(late, answerOf({408, "The head did not come in time"}));
    }
    sweepAddresses(now);
    makeRoom();
    beginHandshakes();
    // If there is one, the next connection's number tells anew; if not, accept() would fail and the loop spin.
    m_outOfDescriptors = m_outOfDescriptors && !descriptor::isOneFree();
    updateAccepting();
    if (m_arrivals.empty() && !m_paused)
        m_sweep.stop();
}

void Listener::sweepAddresses(qint64 nowMs)
{
    QHash<Admission::Key, int> waiting;
    QList<Arrival *> tooMany;
    for (auto it = m_arrivals.rbegin(); it != m_arrivals.rend(); ++it) {
        Arrival *const arrival = *it;
        if (nowMs - arrival->sinceMs() < m_settings.patience.count() ||
            (m_settings.trustLoopback && arrival->address().isLoopback()))
            continue;
        if (++waiting[Admission::keyOf(arrival->address())] > m_settings.handshakesPerAddress)
            tooMany.append(arrival);
    }
    for (Arrival *arrival : std::as_const(tooMany))
        drop(arrival);
}

// At the limit accept() fails without a word from Qt, and the loop spins on a listening socket that stays readable.
void Listener::checkDescriptors()
{
    m_ceiling = descriptor::ceiling(m_settings.spareDescriptors);
    if (!descriptor::isOneFree()) {
        m_outOfDescriptors = true;
        updateAccepting();
    }
}

void Listener::nextTurn()
{
    m_inThisTurn = 0;
    m_gate->setMaxPendingConnections(1);
    if (!m_paused && m_gate->isListening())
        m_gate->resumeAccepting();
}

void Listener::updateAccepting()
{
    const bool pause = m_outOfDescriptors || m_arrivals.size() >= std::size_t(m_settings.handshakes);
    if (pause == m_paused || !m_gate->isListening())
        return;
    m_paused = pause;
    if (pause) {
        m_gate->pauseAccepting();
        m_sweep.start(); // which ends the pause
    } else {
        m_gate->resumeAccepting();
    }
}

} // namespace coterie::server
