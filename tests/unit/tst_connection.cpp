// SPDX-License-Identifier: MIT
#include "app/session/connection.h"
#include "app/session/router.h"
#include "shared/protocol/closecodes.h"
#include "tests/support/fakehost.h"

#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTimer>
#include <QWebSocket>

using namespace coterie;
using test::FakeHost;
using Phase = Connection::Phase;

namespace {

class FakeClock final : public Clock
{
public:
    [[nodiscard]] qint64 wallMs() const override { return wall; }
    [[nodiscard]] qint64 monotonicMs() const override { return mono; }
    void pass(qint64 ms)
    {
        wall += ms;
        mono += ms;
    }
    qint64 wall = 1'800'000'000'000, mono = 1'000'000;
};

class FixedRandom final : public Random
{
public:
    quint64 next() override { return value; }
    quint64 value = 0;
};

ConnectionTiming hurried()
{
    ConnectionTiming timing;
    timing.dialMs = 300;
    timing.dialMostMs = 300;
    timing.staggerMs = 50;
    timing.lookMs = 20;
    return timing;
}

// A way to a host that lets through only so much at a time, in the direction of the host.
class SlowWay final : public QTcpServer
{
public:
    explicit SlowWay(quint16 to)
    {
        m_tick.setInterval(10);
        QObject::connect(&m_tick, &QTimer::timeout, this, [this] {
            if (m_near && !m_stuck)
                m_far.write(m_near->read(perTick));
        });
        QObject::connect(this, &QTcpServer::newConnection, this, [this, to] {
            m_near = nextPendingConnection();
            m_near->setReadBufferSize(4096);
            m_near->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
            m_far.connectToHost(QHostAddress::LocalHost, to);
            QObject::connect(&m_far, &QIODevice::readyRead, m_near, [this] { m_near->write(m_far.readAll()); });
            m_tick.start();
        });
    }
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(serverPort())); }
    void setStuck(bool stuck) { m_stuck = stuck; }

private:
    static constexpr qint64 perTick = 1024;
    QTcpSocket m_far;
    QTcpSocket *m_near = nullptr;
    QTimer m_tick;
    bool m_stuck = false;
};

// A connection as Session uses it, with its own messages counted.
struct Rig {
    explicit Rig(const ConnectionTiming &timing = hurried())
        : connection(router, clock, random, timing)
        , lost(&connection, &Connection::lost)
    {
        QObject::connect(&connection, &Connection::upgraded, &connection, [this] {
            connection.send(Hello{protocolVersion, QStringLiteral("test"), QStringLiteral("Ana"), {}});
        });
        QObject::connect(&connection, &Connection::phaseChanged, &connection, [this] {
            if (connection.phase() == Phase::Waiting && !phases.contains(Phase::Waiting))
                failuresFirst = connection.failures();
            phases.append(connection.phase());
        });
        router.on<Welcome>(&connection, [this](const Welcome &welcome) { connection.welcomed(welcome.limits); });
        router.on<EventPosted>(&connection, [this](const EventPosted &) { ++events; });
    }
    bool goLive(FakeHost &host) { return goLive(host.url()); }
    bool goLive(const QUrl &url)
    {
        connection.open({url});
        return QTest::qWaitFor([this] { return connection.phase() == Phase::Live; });
    }
    Router router;
    FakeClock clock;
    FixedRandom random;
    Connection connection;
    QSignalSpy lost;
    QList<Phase> phases;   // all that there were: some are over before one looks
    int failuresFirst = 0; // when it waited for the first time
    int events = 0;
};

} // namespace

class TestConnection final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }

    void A1_aHostThatAnswersIsReachedAndMeasured()
    {
        FakeHost host;
        QVERIFY(host.listen());
        Rig rig;
        QVERIFY(rig.goLive(host));
        QTRY_VERIFY(rig.connection.rttMs() >= 0);
        QCOMPARE(rig.connection.url(), host.url());
    }

    void A1_aBlackHoleIsGivenUpAtTheDeadline()
    {
        QTcpServer hole; // takes the connection and never says a word
        QVERIFY(hole.listen(QHostAddress::LocalHost));
        Rig rig;
        rig.random.value = 20'000;
        rig.connection.open({QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(hole.serverPort()))});
        QCOMPARE(rig.connection.phase(), Phase::Dialing);
        QTRY_VERIFY(rig.phases.contains(Phase::Waiting));
        QVERIFY(rig.connection.lastEnd().detail.contains(QStringLiteral("in time")));
        QCOMPARE(rig.failuresFirst, 1);
    }

    void A1_aRefusedHandshakeIsAnEndNotALimbo() // Qt keeps such a socket "connecting" for ever
    {
        QTcpServer forbidding;
        QVERIFY(forbidding.listen(QHostAddress::LocalHost));
        connect(&forbidding, &QTcpServer::newConnection, &forbidding, [&] {
            forbidding.nextPendingConnection()->write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        });
        ConnectionTiming timing = hurried();
        timing.dialMs = timing.dialMostMs = 60'000;
        Rig rig(timing);
        rig.random.value = 20'000;
        rig.connection.open({QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(forbidding.serverPort()))});
        QTRY_VERIFY(rig.phases.contains(Phase::Waiting));
    }

    void A1_aServerOfAnotherProtocolIsNotTakenForAHost()
    {
        QWebSocketServer stranger(QStringLiteral("stranger"), QWebSocketServer::NonSecureMode);
        QVERIFY(stranger.listen(QHostAddress::LocalHost));
        Rig rig;
        rig.random.value = 20'000;
        rig.connection.open({stranger.serverUrl()});
        QTRY_VERIFY(rig.phases.contains(Phase::Waiting));
        QVERIFY2(rig.connection.lastEnd().detail.contains(QStringLiteral("no Coterie host")),
                 qPrintable(rig.connection.lastEnd().detail));
    }

    void A2_waitsGrowAndAClickEndsThem()
    {
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        const QUrl url(QStringLiteral("ws://127.0.0.1:%1/ws").arg(gone.serverPort()));
        gone.close(); // refused at once
        Rig rig;
        rig.random.value = 29'999; // of the ceilings 250, 500, …
        QSignalSpy phases(&rig.connection, &Connection::phaseChanged);
        rig.connection.open({url});
        QTRY_COMPARE(rig.connection.phase(), Phase::Waiting);
        QVERIFY(rig.connection.retryInMs() <= 250);
        QTRY_VERIFY(rig.connection.failures() >= 3);
        FakeHost host;
        QTRY_COMPARE(rig.connection.phase(), Phase::Waiting);
        QVERIFY(host.listen(quint16(url.port())));
        rig.connection.retryNow();
        QTRY_COMPARE(rig.connection.phase(), Phase::Live);
    }

    // Full jitter: any wait up to the ceiling of its try, each as likely as the other, but never below 50 ms.
    void A2_P18_eachWaitIsARandomPartOfTheCeilingOfItsTry()
    {
        QList<qint64> ceilings{250, 500, 1000, 2000, 4000};
        while (ceilings.size() < 51)
            ceilings.append(5000);
        ceilings.append({10'000, 20'000});
        while (ceilings.size() < 100)
            ceilings.append(30'000);
        Backoff backoff;
        FixedRandom random;
        SystemRandom real;
        for (int round = 0; round < 2; ++round) {
            for (qsizetype i = 0; i < ceilings.size(); ++i) {
                const qint64 ceiling = ceilings.at(i);
                const auto wait = [&](qint64 value) {
                    random.value = quint64(value);
                    Backoff probe = backoff;
                    return probe.next(random);
                };
                QCOMPARE(wait(ceiling), ceiling);
                QCOMPARE(wait(ceiling + 1), 50); // and begins anew: nothing is longer
                QCOMPARE(wait(2 * ceiling + 1), ceiling);
                for (const qint64 part : {50LL, 51LL, ceiling / 3, ceiling / 2, ceiling - 1})
                    QCOMPARE(wait(part), part);
                for (const qint64 part : {0LL, 1LL, 49LL})
                    QCOMPARE(wait(part), 50);
                QCOMPARE(backoff.tries(), int(i));
                const qint64 waited = backoff.next(real);
                QVERIFY2(waited >= 50 && waited <= ceiling, qPrintable(QString::number(waited)));
            }
            backoff.reset(); // and all of it once more
        }
    }

    void A2_aHostThatWasAwayForAMinuteIsFoundWithinSeconds()
    {
        Backoff backoff;
        FixedRandom random; // the longest of each wait: the fewest tries
        qint64 waited = 0, longest = 0;
        int tries = 0;
        while (waited < 120'000) {
            // next() takes it modulo the ceiling: the ceiling itself, whatever it is, is the longest.
            qint64 most = 0;
            for (const qint64 ceiling : {250, 500, 1000, 2000, 4000, 5000, 8000, 16'000, 30'000}) {
                Backoff probe = backoff;
                random.value = quint64(ceiling);
                most = std::max(most, probe.next(random));
            }
            (void)backoff.next(random);
            waited += most;
            longest = std::max(longest, most);
            ++tries;
        }
        QVERIFY2(longest <= 5000, qPrintable(QString::number(longest)));
        QVERIFY2(tries < 60, qPrintable(QString::number(tries)));
    }

    void A3_silenceIsALostConnection()
    {
        FakeHost host;
        QVERIFY(host.listen());
        Rig rig;
        QVERIFY(rig.goLive(host));
        QTRY_VERIFY(rig.connection.rttMs() >= 0);
        host.answersPings = false;
        rig.clock.pass(4900);
        rig.connection.look();
        rig.clock.pass(4900);
        rig.connection.look();
        QCOMPARE(rig.connection.phase(), Phase::Live);
        rig.clock.pass(2400);
        rig.connection.look();
        QCOMPARE(rig.connection.phase(), Phase::Waiting);
        QCOMPARE(rig.lost.size(), 1);
        QCOMPARE(rig.connection.rttMs(), -1);
    }

    // A piece of a board at 2,000 B/s: 25 s without a whole message.
    void A3_theBytesOfALongMessageAreASignOfLife()
    {
        ConnectionTiming timing = hurried();
        timing.lookMs = 3'600'000; // only when the test says so
        QTcpServer passing;        // the cable to the host, so that single bytes can be put on it
        QVERIFY(passing.listen(QHostAddress::LocalHost));
        FakeHost host;
        QVERIFY(host.listen());
        QTcpSocket out;
        QTcpSocket *in = nullptr;
        connect(&passing, &QTcpServer::newConnection, &passing, [&] {
            in = passing.nextPendingConnection();
            out.connectToHost(QHostAddress::LocalHost, host.port());
            connect(in, &QTcpSocket::readyRead, &out, [&] { out.write(in->readAll()); });
            connect(&out, &QTcpSocket::readyRead, in, [&] { in->write(out.readAll()); });
        });
        Rig rig(timing);
        rig.connection.open({QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(passing.serverPort()))});
        QTRY_COMPARE(rig.connection.phase(), Phase::Live);
        QTRY_VERIFY(rig.connection.rttMs() >= 0);
        host.answersPings = false; // they are behind it
        QVERIFY(!rig.connection.isReceiving());
        auto *inside = rig.connection.findChild<QWebSocket *>()->findChild<QAbstractSocket *>();
        QVERIFY(inside);
        QSignalSpy arrived(inside, &QIODevice::readyRead);
        in->write(QByteArray::fromHex("827ec000")); // a binary message of 48 KiB
        for (int i = 0; i < 8; ++i) {
            const auto before = arrived.size();
            in->write(QByteArray(6000, '\x01'));
            QTRY_VERIFY(arrived.size() > before);
            QTRY_VERIFY(rig.connection.isReceiving());
            rig.clock.pass(4900);
            rig.connection.look();
            QCOMPARE(rig.connection.phase(), Phase::Live);
        }
        for (int i = 0; i < 3; ++i) { // the control: nothing comes any more
            rig.clock.pass(4900);
            rig.connection.look();
        }
        QCOMPARE(rig.connection.phase(), Phase::Waiting);
    }

    void A3_afterASleepTheHostIsAskedAtOnceAndHasAMomentToAnswer()
    {
        FakeHost host;
        QVERIFY(host.listen());
        Rig rig;
        QVERIFY(rig.goLive(host));
        QTRY_VERIFY(rig.connection.rttMs() >= 0);
        const auto pings = host.seenOf<Ping>().size();
        rig.clock.wall += 3'600'000; // an hour asleep: the monotonic clock stood
        rig.connection.look();
        QCOMPARE(rig.connection.phase(), Phase::Live);
        QTRY_VERIFY(host.seenOf<Ping>().size() > pings);
        host.answersPings = false;
        rig.clock.wall += 3'600'000;
        rig.connection.look();
        rig.clock.pass(4100);
        rig.connection.look();
        QCOMPARE(rig.connection.phase(), Phase::Waiting);
    }

    void A3_aWaitEndsWhenTheComputerWakes()
    {
        FakeHost host;
        QVERIFY(host.listen());
        Rig rig;
        QVERIFY(rig.goLive(host));
        rig.connection.retryLater(1'000'000, QStringLiteral("full"));
        QCOMPARE(rig.connection.phase(), Phase::Waiting);
        rig.connection.look();
        rig.clock.wall += 60'000;
        rig.connection.look();
        QTRY_COMPARE(rig.connection.phase(), Phase::Live);
    }

    void A4_whatAnEarlierSocketSaysIsNotHeard()
    {
        FakeHost host;
        QVERIFY(host.listen());
        const RoomId room = host.addRoom(QStringLiteral("one"));
        Rig rig;
        QVERIFY(rig.goLive(host));
        // The frames are on their way when the client gives the socket up.
        for (int i = 0; i < 50; ++i)
            host.tell(
                EventPosted{room, RoomEvent{i + 1, newId<OpId>(), host.other, QStringLiteral("B"), 1, {}, {}, {}, {}}});
        rig.connection.retryLater(0, QStringLiteral("test"));
        const int heard = rig.events;
        QTRY_COMPARE(rig.connection.phase(), Phase::Live);
        QTRY_VERIFY(rig.connection.rttMs() >= 0);
        QCOMPARE(rig.events, heard);
    }

    void A5_theFastestAddressWinsAndTheOthersAreLetGo()
    {
        QTcpServer hole;
        QVERIFY(hole.listen(QHostAddress::LocalHost));
        FakeHost host;
        QVERIFY(host.listen());
        ConnectionTiming timing = hurried();
        timing.dialMs = timing.dialMostMs = 60'000;
        Rig rig(timing);
        rig.connection.open({QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(hole.serverPort())), host.url()});
        QTRY_COMPARE(rig.connection.phase(), Phase::Live);
        QCOMPARE(rig.connection.url(), host.url());
        QCOMPARE(host.connections(), 1);
        QTRY_VERIFY(hole.hasPendingConnections());
        auto *loser = hole.nextPendingConnection();
        QTRY_COMPARE(loser->state(), QAbstractSocket::UnconnectedState);
    }

    void A6_theCloseCodeDecidesWhetherToComeBack_data()
    {
        QTest::addColumn<int>("code");
        for (const auto &row : closeCodes)
            if (row.code != CloseCode::TooBig) // sent by the layer below
                QTest::newRow(row.name) << int(row.code);
    }
    void A6_theCloseCodeDecidesWhetherToComeBack()
    {
        QFETCH(int, code);
        FakeHost host;
        QVERIFY(host.listen());
        Rig rig;
        rig.random.value = 20'000;
        QVERIFY(rig.goLive(host));
        host.closeAll(code);
        QTRY_COMPARE(rig.lost.size(), 1);
        QCOMPARE(rig.connection.lastEnd().closeCode, code);
        const bool never = comebackAfter(code) == Comeback::Never;
        QTRY_VERIFY(rig.phases.contains(never ? Phase::Closed : Phase::Waiting));
        QVERIFY(!rig.phases.contains(never ? Phase::Waiting : Phase::Closed));
        QCOMPARE(rig.connection.lastEnd().final, never);
        rig.connection.retryNow(); // whatever the reason: a click tries again
        QTRY_COMPARE(rig.connection.phase(), Phase::Live);
    }

    void A6_aPulledCableIsNoGoodbye()
    {
        FakeHost host;
        QVERIFY(host.listen());
        Rig rig;
        QVERIFY(rig.goLive(host));
        host.cut();
        QTRY_COMPARE(rig.lost.size(), 1);
        QVERIFY2(!rig.connection.lastEnd().final, qPrintable(QString::number(rig.connection.lastEnd().closeCode)));
        QTRY_COMPARE(rig.connection.phase(), Phase::Live);
    }

    void A6_byeTellsWhenToComeBack()
    {
        FakeHost host;
        QVERIFY(host.listen());
        Rig rig;
        QVERIFY(rig.goLive(host));
        host.tell(Bye{QStringLiteral("restart"), 30'000});
        host.closeAll(int(CloseCode::Restart));
        QTRY_COMPARE(rig.connection.phase(), Phase::Waiting);
        QVERIFY(rig.connection.retryInMs() > 28'000);
        rig.connection.retryNow();
        QTRY_COMPARE(rig.connection.phase(), Phase::Live);
    }

    // Nobody knows when the next session begins, and what waits in an outbox must not wait for a click for ever.
    void A6_aSessionThatEndedIsLookedForSeldomAndFound()
    {
        FakeHost host;
        QVERIFY(host.listen());
        Rig rig;
        rig.random.value = 20'000;
        QVERIFY(rig.goLive(host));
        host.tell(Bye{QStringLiteral("ended"), 0});
        host.closeAll(int(CloseCode::Restart));
        QTRY_COMPARE(rig.connection.phase(), Phase::Waiting);
        QVERIFY(rig.connection.lastEnd().saidBye);
        QVERIFY(rig.connection.retryInMs() > 48'000 && rig.connection.retryInMs() <= 60'000);
        const quint16 port = host.port();
        host.stopListening();
        host.cut();
        rig.connection.networkChanged(); // at once, and in vain
        QCOMPARE(rig.connection.phase(), Phase::Dialing);
        QTRY_COMPARE(rig.connection.phase(), Phase::Waiting);
        QVERIFY2(rig.connection.retryInMs() > 48'000, "who was not found is no host that vanished");
        QVERIFY(rig.connection.lastEnd().ended);
        QVERIFY(host.listen(port));
        rig.clock.wall += 60'000; // this computer slept
        rig.connection.look();
        QTRY_COMPARE(rig.connection.phase(), Phase::Live);
        host.cut(); // and this is an ordinary loss again
        QTRY_COMPARE(rig.lost.size(), 2);
        QVERIFY(!rig.connection.lastEnd().ended);
    }

    // What LinkQuality judges by is what becomes of the pings; each change of it is told.
    void A8_pingsThatAreHeldMakeTheWayWorseAndAnswersGoodAgain()
    {
        using Grade = LinkQuality::Grade;
        ConnectionTiming timing = hurried();
        timing.lookMs = 3'600'000; // only when the test says so
        Rig rig(timing);
        FakeHost host;
        QVERIFY(host.listen());
        Grade told = Grade::Unknown;
        connect(&rig.connection, &Connection::qualityChanged, this, [&] { told = rig.connection.quality().grade(); });
        const auto later = [&](qint64 ms) {
            rig.clock.pass(ms);
            rig.connection.look();
        };
        QVERIFY(rig.goLive(host));
        QTRY_COMPARE(told, Grade::Good);
        QPointer<QWebSocket> way;
        QList<qint64> held;
        host.intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            const auto *ping = std::get_if<Ping>(&message);
            if (ping)
                held.append(ping->n);
            way = socket;
            return ping != nullptr;
        };
        later(5000);
        QTRY_COMPARE(held.size(), 1);
        later(1000);
        QCOMPARE(told, Grade::Good);
        later(1);
        QCOMPARE(told, Grade::Degraded);
        later(3000);
        QCOMPARE(told, Grade::Poor);
        host.answer(way, Pong{held.first(), rig.clock.wall});
        QTRY_COMPARE(rig.connection.rttMs(), 4001);
        host.intercept = {};
        later(999); // to the next one: of the last trips the middle one counts
        QTRY_COMPARE(told, Grade::Good);
        // One that never comes back is not made up for by the next ones for a minute.
        host.answersPings = false;
        later(5000);
        QTRY_COMPARE(host.seenOf<Ping>().size(), 4);
        host.answersPings = true;
        later(5000);
        const auto &samples = rig.connection.quality().history();
        QTRY_COMPARE(samples.last().rttMs, 0);
        QCOMPARE(samples.at(samples.size() - 2).rttMs, -1);
        QCOMPARE(told, Grade::Degraded);
        for (int i = 2; i < LinkQuality::judgedLosses; ++i) {
            const auto before = samples.size();
            later(5000);
            QTRY_COMPARE(samples.size(), before + 1);
            QCOMPARE(told, Grade::Degraded);
        }
        later(5000);
        QTRY_COMPARE(told, Grade::Good);
        QCOMPARE(rig.lost.size(), 0);
    }

    // It began on a way that is not there any more: its deadlines, and the waits that grew before it, are void.
    void A2_aNewNetworkAndAWakeEndWhateverIsUnderWay_data()
    {
        QTest::addColumn<bool>("greeting");
        QTest::addColumn<bool>("wakes");
        QTest::newRow("dialing, network up") << false << false;
        QTest::newRow("dialing, wake") << false << true;
        QTest::newRow("greeting, network up") << true << false;
        QTest::newRow("greeting, wake") << true << true;
    }
    void A2_aNewNetworkAndAWakeEndWhateverIsUnderWay()
    {
        QFETCH(bool, greeting);
        QFETCH(bool, wakes);
        ConnectionTiming timing = hurried();
        timing.dialMs = timing.dialMostMs = 60'000;
        timing.lookMs = 3'600'000; // only when the test says so
        Rig rig(timing);
        QTcpServer hole; // takes the connection and never says a word
        QVERIFY(hole.listen(QHostAddress::LocalHost));
        FakeHost host; // takes hello, and the first time never says welcome
        QVERIFY(host.listen());
        int hellos = 0;
        host.intercept = [&](QWebSocket *, const ClientMessage &message) {
            return std::holds_alternative<Hello>(message) && ++hellos == 1;
        };
        rig.connection.open(
            {greeting ? host.url() : QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(hole.serverPort()))});
        if (greeting) {
            QTRY_COMPARE(hellos, 1);
            QCOMPARE(rig.connection.phase(), Phase::Greeting);
        } else {
            QVERIFY(hole.waitForNewConnection(5000));
            QCOMPARE(rig.connection.phase(), Phase::Dialing);
        }
        rig.connection.look();
        if (wakes) {
            rig.clock.wall += 60'000;
            rig.connection.look();
        } else {
            rig.connection.networkChanged();
        }
        QCOMPARE(rig.connection.phase(), Phase::Dialing);
        QCOMPARE(rig.lost.size(), greeting ? 1 : 0); // what was asked is not answered any more
        if (greeting) {
            QTRY_COMPARE(rig.connection.phase(), Phase::Live);
            QCOMPARE(hellos, 2);
            return;
        }
        auto *first = hole.nextPendingConnection();
        QTRY_COMPARE(first->state(), QAbstractSocket::UnconnectedState);
        QTRY_VERIFY2(hole.hasPendingConnections(), "it was not dialed anew");
    }

    void A2_noHostCanMakeAnybodyWaitForEver()
    {
        FakeHost host;
        QVERIFY(host.listen());
        Rig rig;
        QVERIFY(rig.goLive(host));
        rig.random.value = 29'000;
        host.tell(Bye{QStringLiteral("restart"), countRange.max});
        host.closeAll(int(CloseCode::Restart));
        QTRY_COMPARE(rig.connection.phase(), Phase::Waiting);
        QVERIFY(rig.connection.retryInMs() > mostHostPauseMs / 2);
        QVERIFY(rig.connection.retryInMs() <= mostHostPauseMs + Backoff::mostMs);
        rig.connection.retryLater(qint64(1) << 60, QStringLiteral("full"));
        QVERIFY(rig.connection.retryInMs() > mostHostPauseMs / 2);
        QVERIFY(rig.connection.retryInMs() <= mostHostPauseMs + Backoff::mostMs);
        rig.random.value = 0;
        rig.connection.retryLater(-1, QStringLiteral("full"));
        QVERIFY(rig.connection.retryInMs() > Backoff::leastMs / 2); // nor ask for a storm
    }
    void A6_aHostThatSaysByeAndStaysIsLeft()
    {
        FakeHost host;
        QVERIFY(host.listen());
        Rig rig;
        rig.random.value = 200;
        QVERIFY(rig.goLive(host));
        bool bye = false;
        rig.router.on<Bye>(&rig.connection, [&](const Bye &) { bye = true; });
        host.tell(Bye{QStringLiteral("restart"), 7000});
        QTRY_VERIFY(bye);
        rig.clock.pass(4000);
        rig.connection.look();
        QCOMPARE(rig.connection.phase(), Phase::Live);
        rig.clock.pass(1001);
        rig.connection.look();
        QCOMPARE(rig.connection.phase(), Phase::Waiting);
        QVERIFY(rig.connection.lastEnd().saidBye);
        QVERIFY(rig.connection.retryInMs() > 5000);
    }

    void A6_aHostThatNeverWelcomesIsLeft()
    {
        FakeHost host;
        QVERIFY(host.listen());
        host.intercept = [](QWebSocket *, const ClientMessage &) { return true; };
        Rig rig;
        rig.random.value = 20'000;
        rig.connection.open({host.url()});
        QTRY_COMPARE(rig.connection.phase(), Phase::Greeting);
        rig.clock.pass(4000); // not all at once: that would be a computer that slept
        rig.connection.look();
        QCOMPARE(rig.connection.phase(), Phase::Greeting);
        rig.clock.pass(1001);
        rig.connection.look();
        QCOMPARE(rig.connection.phase(), Phase::Waiting);
    }

    // What somebody points at and a picture on its way hold up no message.
    void A196_onASlowWayAMessageOvertakesWhatIsVolatileAndImages()
    {
        FakeHost host;
        QVERIFY(host.listen());
        SlowWay way(host.port());
        QVERIFY(way.listen(QHostAddress::LocalHost));
        Rig rig;
        QVERIFY(rig.goLive(way.url()));
        way.setStuck(true);
        const auto room = newId<RoomId>();
        constexpr int moves = 4000, parts = 4;
        int told = 0;
        QTimer hand; // as often as the loop turns: what leaves in between does
        connect(&hand, &QTimer::timeout, &rig.connection, [&] {
            for (int i = 0; i < 20 && told < moves; ++i)
                rig.connection.send(BoardCursor{room, double(++told), 0, true, {}});
        });
        hand.start(0);
        QTRY_COMPARE(told, moves);
        for (int i = 0; i < parts; ++i) {
            BlobPut part;
            part.req = i + 1;
            part.room = room;
            part.hash = QByteArray(blobHashBytes, 'h');
            part.size = parts * blobPartBytes;
            part.offset = i * blobPartBytes;
            part.data = QByteArray(blobPartBytes, char('a' + i));
            rig.connection.send(part);
        }
        rig.connection.send(ChatPost{newId<OpId>(), room, QStringLiteral("quick"), {}});
        rig.connection.send(BoardCursor{room, double(moves + 1), 0, true, {}});
        way.setStuck(false);
        QTRY_COMPARE_WITH_TIMEOUT(host.seenOf<BlobPut>().size(), parts, 20'000);
        QTRY_VERIFY(!host.seenOf<BoardCursor>().isEmpty() && host.seenOf<BoardCursor>().last().x == moves + 1);
        int partsBefore = 0;
        for (const ClientMessage &message : std::as_const(host.seen)) {
            if (std::holds_alternative<ChatPost>(message))
                break;
            partsBefore += std::holds_alternative<BlobPut>(message);
        }
        QCOMPARE(host.seenOf<ChatPost>().size(), 1);
        QVERIFY2(partsBefore <= 1, qPrintable(QString::number(partsBefore)));
        const auto cursors = host.seenOf<BoardCursor>();
        QVERIFY2(cursors.size() < moves * 2 / 3, qPrintable(QString::number(cursors.size())));
        const auto puts = host.seenOf<BlobPut>();
        for (int i = 0; i < parts; ++i)
            QCOMPARE(puts.at(i).offset, i * blobPartBytes); // in order
    }
    // The control: where there is room, nothing is left out.
    void A196_onAFastWayNothingIsLeftOut()
    {
        FakeHost host;
        QVERIFY(host.listen());
        Rig rig;
        QVERIFY(rig.goLive(host));
        const auto room = newId<RoomId>();
        for (int i = 0; i < 100; ++i)
            rig.connection.send(BoardCursor{room, double(i), 0, true, {}});
        QTRY_COMPARE(host.seenOf<BoardCursor>().size(), 100);
    }
    // Nothing arrives while a large message leaves slowly, and the host is there all the same (A3).
    void A196_whatLeavesSlowlyIsASignOfLife()
    {
        FakeHost host;
        QVERIFY(host.listen());
        SlowWay way(host.port());
        QVERIFY(way.listen(QHostAddress::LocalHost));
        Rig rig;
        QVERIFY(rig.goLive(way.url()));
        QTRY_VERIFY(rig.connection.rttMs() >= 0);
        host.answersPings = false;
        const auto room = newId<RoomId>();
        for (int i = 0; i < 40; ++i)
            rig.connection.send(ChatPost{newId<OpId>(), room, QString(4000, u'x'), {}});
        int before = 0;
        for (int i = 0; i < 4; ++i) {
            QTRY_VERIFY(int(host.seenOf<ChatPost>().size()) >= before + 4);
            before = int(host.seenOf<ChatPost>().size());
            rig.clock.pass(4000);
            rig.connection.look();
            QCOMPARE(rig.connection.phase(), Phase::Live);
        }
        // The control: a way on which nothing moves any more is none.
        way.setStuck(true);
        QTest::qWait(0);
        for (int i = 0; i < 4 && rig.connection.phase() == Phase::Live; ++i) {
            rig.clock.pass(4000);
            rig.connection.look();
        }
        QVERIFY(rig.connection.phase() != Phase::Live);
    }

    void A7_aBrokenFrameEndsTheConnectionAndAnUnknownMessageDoesNot()
    {
        FakeHost host;
        QVERIFY(host.listen());
        Rig rig;
        QVERIFY(rig.goLive(host));
        QWebSocket *socket = host.findChild<QWebSocket *>();
        QVERIFY(socket);
        socket->sendBinaryMessage(QByteArray::fromHex("a1001903e7")); // {0: 999}
        const auto pings = host.seenOf<Ping>().size();
        rig.clock.pass(4900);
        rig.connection.look();
        QTRY_VERIFY(host.seenOf<Ping>().size() > pings);
        QCOMPARE(rig.connection.phase(), Phase::Live);
        socket->sendBinaryMessage("\xff\xff");
        QTRY_COMPARE(rig.lost.size(), 1);
        QTRY_COMPARE(rig.connection.phase(), Phase::Live); // and comes back for what it may have missed
    }
};

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
