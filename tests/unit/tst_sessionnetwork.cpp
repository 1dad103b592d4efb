// SPDX-License-Identifier: MIT
// What a session makes of this computer's network, and of the way to its host.
#include "app/session/networkwatch.h"
#include "shared/protocol/closecodes.h"
#include "tests/support/sessionrig.h"

#include <algorithm>

using namespace coterie;
using test::SessionRig;
using State = Session::State;
using Link = Session::Link;

namespace {

class HandClock final : public Clock
{
public:
    qint64 ms = 1'780'000'000'000;
    [[nodiscard]] qint64 wallMs() const override { return ms; }
    [[nodiscard]] qint64 monotonicMs() const override { return ms; }
};

constexpr int byHand = 3'600'000;

} // namespace

class TestSessionNetwork final : public QObject
{
    Q_OBJECT

    std::unique_ptr<SessionRig> m_rig;
    QSet<QHostAddress> m_own; // addresses of this computer
    std::unique_ptr<NetworkWatch> m_watch;
    HandClock m_clock;

    void plug(bool in)
    {
        m_own = in ? QSet<QHostAddress>{QHostAddress(QStringLiteral("10.0.0.7"))} : QSet<QHostAddress>();
        m_watch->look();
    }
    std::unique_ptr<Session> sessionAt(const QUrl &url, const QList<QUrl> &others = {})
    {
        SessionSettings settings;
        settings.url = url;
        settings.otherUrls = others;
        settings.displayName = QStringLiteral("Ana");
        settings.cacheDir = m_rig->folder.path();
        settings.timing = m_rig->timing;
        settings.clock = &m_clock;
        settings.network = m_watch.get();
        return std::make_unique<Session>(settings);
    }
    static bool isWaiting(const Session &session, int ms = 0)
    {
        return QTest::qWaitFor([&] { return session.state().retryInMs > ms; }, 15'000);
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init()
    {
        m_rig = std::make_unique<SessionRig>();
        QVERIFY(m_rig->listen());
        m_own = {QHostAddress(QStringLiteral("10.0.0.7"))};
        m_watch = std::make_unique<NetworkWatch>([this] { return m_own; }, byHand);
    }
    void cleanup()
    {
        m_watch.reset();
        m_rig.reset();
    }

    // Nothing but the network that comes up could end this wait within a minute.
    void A2_aNetworkThatComesUpEndsTheWaitOfASession()
    {
        const auto session = sessionAt(m_rig->host->url());
        session->open();
        QVERIFY(SessionRig::waitFor(*session, State::Online));
        m_rig->host->tell(Bye{QStringLiteral("restart"), 200'000});
        m_rig->host->closeAll(int(CloseCode::Restart));
        QVERIFY(isWaiting(*session, 60'000));
        QCOMPARE(m_rig->host->seenOf<Hello>().size(), 1);
        plug(false);
        QVERIFY(session->state().retryInMs > 60'000); // it is no reason to call
        plug(true);
        QVERIFY(SessionRig::waitFor(*session, State::Online));
        QCOMPARE(m_rig->host->seenOf<Hello>().size(), 2);
    }

    // The way to a host may be gone with the network that it led through: it is asked at once.
    void A2_anotherNetworkMakesASessionAskItsHost()
    {
        const auto session = sessionAt(m_rig->host->url());
        session->open();
        QVERIFY(SessionRig::waitFor(*session, State::Online));
        QTRY_VERIFY(session->state().rttMs >= 0);
        const auto pings = m_rig->host->seenOf<Ping>().size(); // and no time passes
        m_own = {QHostAddress(QStringLiteral("10.0.0.8"))};
        m_watch->look();
        QTRY_COMPARE(m_rig->host->seenOf<Ping>().size(), pings + 1);
    }

    void A210_whoHasNoNetworkIsToldSoUntilThereIsOne()
    {
        m_rig->timing.dialMs = m_rig->timing.dialMostMs = 300;
        const auto session = sessionAt(QUrl(QStringLiteral("ws://nobody.invalid:47600/ws")));
        session->open();
        QVERIFY(isWaiting(*session));
        QCOMPARE(session->state().state, State::HostAway);
        QList<Session::StateInfo> told;
        connect(session.get(), &Session::stateChanged, this,
                [&](const Session::StateInfo &info) { told.append(info); });
        plug(false);
        QCOMPARE(told.size(), 1); // at once
        QCOMPARE(told.first().state, State::Offline);
        QVERIFY2(told.first().reason.startsWith(QStringLiteral("You are offline.")), qPrintable(told.first().reason));
        // It is tried on, and nothing else is said meanwhile.
        const auto tries = [&] {
            return std::count_if(told.cbegin(), told.cend(), [](const auto &info) { return info.retryInMs < 0; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(tries() > 1, 15'000);
        for (const Session::StateInfo &info : std::as_const(told))
            QCOMPARE(info.state, State::Offline);
        plug(true);
        QVERIFY(told.last().state != State::Offline);
    }

    // Who hosts on this very computer, or has the host's own address in a link, needs no network for it.
    void A210_aHostOnThisComputerNeedsNoNetwork_data()
    {
        QTest::addColumn<bool>("second");
        QTest::newRow("its address") << false;
        QTest::newRow("one of its addresses") << true;
    }
    void A210_aHostOnThisComputerNeedsNoNetwork()
    {
        QFETCH(const bool, second);
        plug(false);
        QVERIFY(m_watch->isDown());
        const QUrl away(QStringLiteral("ws://nobody.invalid:47600/ws"));
        const QUrl here = m_rig->host->url();
        const auto session = second ? sessionAt(away, {here}) : sessionAt(here);
        bool saidOffline = false;
        session->open();
        connect(session.get(), &Session::stateChanged, this,
                [&](const Session::StateInfo &info) { saidOffline = saidOffline || info.state == State::Offline; });
        QVERIFY(SessionRig::waitFor(*session, State::Online));
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        QVERIFY(isWaiting(*session));
        QVERIFY(m_rig->host->listen(port));
        QVERIFY(SessionRig::waitFor(*session, State::Online));
        QVERIFY(!saidOffline);
    }

    void A8_aSessionTellsThatTheWayGetsWorseAndGoodAgain()
    {
        const auto session = sessionAt(m_rig->host->url());
        QList<Link> told;
        connect(session.get(), &Session::stateChanged, this, [&](const Session::StateInfo &info) {
            if (told.isEmpty() || told.last() != info.link)
                told.append(info.link);
        });
        session->open();
        QTRY_COMPARE(session->state().link, Link::Good);
        QCOMPARE(told.last(), Link::Good);
        QList<std::pair<QWebSocket *, Ping>> held;
        m_rig->host->intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            const auto *ping = std::get_if<Ping>(&message);
            if (ping)
                held.append({socket, *ping});
            return ping != nullptr;
        };
        m_clock.ms += 5000;
        QTRY_COMPARE(held.size(), 1);
        QCOMPARE(told.last(), Link::Good);
        m_clock.ms += 1001;
        QTRY_COMPARE(told.last(), Link::Degraded);
        m_clock.ms += 3000;
        QTRY_COMPARE(told.last(), Link::Poor);
        QCOMPARE(session->state().state, State::Online);
        m_rig->host->intercept = {};
        m_rig->host->answer(held.first().first, Pong{held.first().second.n, m_clock.ms});
        QTRY_COMPARE(session->state().rttMs, 4001);
        m_clock.ms += 999; // to the next ping
        QTRY_COMPARE(told.last(), Link::Good);
        QCOMPARE(session->state().state, State::Online);
    }
};

QTEST_GUILESS_MAIN(TestSessionNetwork)
#include "tst_sessionnetwork.moc"
