// SPDX-License-Identifier: MIT
#include "server/net/descriptor.h"
#include "tests/support/loopmain.h"
#include "tests/support/rawclient.h"
#include "tests/support/rim.h"

#include <QEventLoop>
#include <QJsonDocument>

#include <memory>

#ifdef Q_OS_UNIX
#include <ctime>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#endif

using namespace coterie;
using namespace coterie::server;
using namespace coterie::test;
using namespace std::chrono_literals;

namespace {

QByteArray get(const QByteArray &path, const QByteArray &more = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n";
}

// Lets the loop run for a while: what is measured here is what it does when it should do nothing.
void settle(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

using Clients = std::vector<std::unique_ptr<RawClient>>;

Clients silentClients(quint16 port, int count)
{
    Clients clients;
    for (int i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<RawClient>(port));
        if (!QTest::qWaitFor([&] { return clients.back()->socket.state() == QAbstractSocket::ConnectedState; }))
            qWarning("no connection");
    }
    return clients;
}

qsizetype gone(const Clients &clients)
{
    return std::count_if(clients.begin(), clients.end(), [](const auto &client) { return client->isGone(); });
}

// A host that is not this machine's own program, for the rules that spare those.
Listener::Settings strict()
{
    Listener::Settings settings;
    settings.trustLoopback = false;
    settings.patience = 20ms;
    return settings;
}

} // namespace

class TestListener final : public QObject
{
    Q_OBJECT
private slots:
    void N1_healthIsAnsweredOnTheSamePort_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("/health") << get("/health");
        QTest::newRow("/healthz") << get("/healthz?full=1");
        QTest::newRow("HTTP/1.0") << QByteArray("GET /health HTTP/1.0\r\n\r\n");
    }
    void N1_healthIsAnsweredOnTheSamePort()
    {
        QFETCH(QByteArray, request);
        Rim rim;
        RawClient member(rim.listener.port());
        QVERIFY(member.upgrade());
        RawClient client(rim.listener.port());
        client.socket.write(request);
        QTRY_VERIFY(client.isGone());
        QCOMPARE(client.status(), 200);
        QVERIFY(client.head.contains("Content-Type: application/json\r\n"));
        const QByteArray body = client.body();
        QVERIFY(client.head.contains(QByteArray("Content-Length: " + QByteArray::number(body.size()) + "\r\n")));
        const QJsonObject health = QJsonDocument::fromJson(body).object();
        QCOMPARE(health.value(QLatin1String("status")).toString(), QStringLiteral("ok"));
        QCOMPARE(health.value(QLatin1String("connections")).toInt(), 2);
    }

    void plainRequestsGetPlainAnswers_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::newRow("the front page") << get("/") << 200;
        QTest::newRow("nothing there") << get("/nothing") << 404;
        QTest::newRow("POST") << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc") << 405;
        QTest::newRow("garbage") << QByteArray("\x16\x03\x01 garbage\r\n\r\n") << 400;
        QTest::newRow("a foreign Host") << QByteArray("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n") << 403;
        QTest::newRow("a foreign page") << handshake("Origin: https://evil.example\r\n") << 403;
        QTest::newRow("a page of this place") << handshake("Origin: http://127.0.0.1\r\n") << 101;
        QTest::newRow("a frame with the handshake") << QByteArray(handshake() + clientFrame(1, "early")) << 400;
        QTest::newRow("two handshakes") << QByteArray(handshake() + handshake()) << 400;
        QTest::newRow("a WebSocket on the health page") << handshake({}, "/health") << 400;
        QTest::newRow("a WebSocket anywhere else") << handshake({}, "/any/where") << 101;
        QTest::newRow("1 MB without end") << QByteArray(get("/").chopped(2) + "X: " + QByteArray(1 << 20, 'a')) << 431;
    }
    void plainRequestsGetPlainAnswers()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        Rim rim;
        RawClient client(rim.listener.port());
        client.socket.write(request);
        QTRY_VERIFY(client.hasHead());
        QCOMPARE(client.status(), status);
        if (status != 101) {
            QTRY_VERIFY(client.isGone());
            QTRY_COMPARE(rim.listener.connections(), 0);
            QVERIFY(rim.sink.connected.isEmpty());
        }
    }

    void headHasNoBody()
    {
        Rim rim;
        RawClient client(rim.listener.port());
        client.socket.write("HEAD /health HTTP/1.1\r\nHost: x.localhost\r\n\r\n");
        QTRY_VERIFY(client.isGone());
        QCOMPARE(client.status(), 200);
        QVERIFY(client.body().isEmpty());
        QVERIFY(!client.head.contains("Content-Length: 0\r\n"));
    }

    void aHandshakeInSingleBytesWorks()
    {
        Rim rim;
        RawClient client(rim.listener.port());
        QTRY_COMPARE(client.socket.state(), QAbstractSocket::ConnectedState);
        client.socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        for (const char byte : handshake()) {
            client.socket.write(&byte, 1);
            client.socket.flush();
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(client.status(), 101);
        QTRY_COMPARE(rim.sink.connected.size(), 1);
    }

    void whoSaysNothingOrNotEnoughIsLetGo()
    {
        Listener::Settings settings;
        settings.headDeadline = 1000ms;
        Rim rim(settings);
        RawClient member(rim.listener.port());
        QVERIFY(member.upgrade());
        RawClient silent(rim.listener.port());
        RawClient slow(rim.listener.port());
        slow.socket.write("GET / HTTP/1.1\r\nHost");
        QTRY_VERIFY(silent.isGone());
        QTRY_VERIFY(slow.isGone());
        QCOMPARE(silent.status(), 0);
        QCOMPARE(slow.status(), 408);
        QTRY_COMPARE(rim.listener.connections(), 1);
        QCOMPARE(rim.listener.atTheDoor(), 0);
        QVERIFY(!member.isGone());
    }

    void oneAddressHoldsOnlySoManyPlacesAtTheDoor()
    {
        Listener::Settings settings = strict();
        settings.handshakesPerAddress = 5;
        Rim rim(settings);
        const Clients clients = silentClients(rim.listener.port(), 20);
        QTRY_COMPARE(gone(clients), 15);
        QVERIFY(std::none_of(clients.begin() + 15, clients.end(), [](const auto &client) { return client->isGone(); }));
        QCOMPARE(rim.listener.atTheDoor(), 5);
        RawClient honest(rim.listener.port());
        QVERIFY(honest.upgrade());
        QVERIFY(rim.listener.atTheDoor() <= 5); // one fewer where it took a while to say its head
    }

    void G13_N4_theOldestMakesRoomWhenTheDoorIsCrowded()
    {
        Listener::Settings settings;
        settings.handshakes = 10;
        settings.patience = 20ms;
        Rim rim(settings);
        const Clients clients = silentClients(rim.listener.port(), 40);
        RawClient honest(rim.listener.port());
        QVERIFY(honest.upgrade());
        QTRY_VERIFY(rim.listener.atTheDoor() < 10);
        QVERIFY(gone(clients) >= 30);
        QVERIFY(!clients.back()->isGone());
    }

    void aCrowdIsTakenInAFewAtATime()
    {
        Rim rim;
        std::vector<std::unique_ptr<QTcpSocket>> crowd;
        for (int i = 0; i < 300; ++i) { // the kernel lets them in: nobody waits for our event loop
            crowd.push_back(std::make_unique<QTcpSocket>());
            crowd.back()->connectToHost(QHostAddress::LocalHost, rim.listener.port());
            QVERIFY(crowd.back()->waitForConnected(2000));
        }
        int most = 0;
        for (int turns = 0, before = 0; before < 300 && turns < 1000; ++turns) {
            QCoreApplication::processEvents();
            most = std::max(most, rim.listener.connections() - before);
            before = rim.listener.connections();
        }
        QCOMPARE(rim.listener.connections(), 300);
        QVERIFY2(most <= 128, qPrintable(QStringLiteral("%1 in one turn").arg(most)));
    }

    void whenAllSeatsAreTakenTheNextIsToldToComeBack()
    {
        Listener::Settings settings;
        settings.seats.connections = 3;
        Rim rim(settings);
        Clients members;
        for (int i = 0; i < 3; ++i) {
            members.push_back(std::make_unique<RawClient>(rim.listener.port()));
            QVERIFY(members.back()->upgrade());
        }
        RawClient late(rim.listener.port());
        late.socket.write(handshake());
        QTRY_VERIFY(late.isGone());
        QCOMPARE(late.status(), 503);
        QVERIFY(late.head.contains("Retry-After: "));
        members.pop_back();
        QTRY_COMPARE(rim.listener.connections(), 2);
        RawClient again(rim.listener.port());
        QVERIFY(again.upgrade());
    }

    void N4_seatsAreCountedPerAddress()
    {
        Admission admission({.connections = 5, .perAddress = 2});
        const QHostAddress far(QStringLiteral("203.0.113.5"));
        const QHostAddress mapped(QStringLiteral("::ffff:203.0.113.5"));
        const QHostAddress six(QStringLiteral("2001:db8:1:2::1"));
        const QHostAddress sameNet(QStringLiteral("2001:db8:1:2:ffff::9"));
        admission.enter(far);
        QCOMPARE(admission.ask(mapped), Admission::Answer::Welcome);
        admission.enter(mapped);
        QCOMPARE(admission.ask(far), Admission::Answer::TooManyFromThere);
        admission.enter(six);
        admission.enter(sameNet);
        QCOMPARE(admission.ask(six), Admission::Answer::TooManyFromThere);
        QCOMPARE(admission.ask(QHostAddress(QStringLiteral("2001:db8:1:3::1"))), Admission::Answer::Welcome);
        for (int i = 0; i < 1; ++i)
            admission.enter(QHostAddress(QHostAddress::LocalHost));
        QCOMPARE(admission.ask(QHostAddress(QHostAddress::LocalHost)), Admission::Answer::Full);
        admission.leave(far);
        admission.leave(far);
        QCOMPARE(admission.count(), 3);
        QCOMPARE(admission.ask(QHostAddress(QHostAddress::LocalHost)), Admission::Answer::Welcome);
        QCOMPARE(admission.ask(far), Admission::Answer::Welcome);
        QCOMPARE(admission.addresses(), 2);
    }

#ifdef Q_OS_UNIX
    void nearTheLimitOfDescriptorsTheLoopStaysQuiet()
    {
        Rim rim;
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        // Room for 40 clients and for 20 of their connections here: 64 are kept for the rest of the program.
        const int inUse = ::open("/dev/null", O_RDONLY);
        ::close(inUse);
        const rlimit narrow{rlim_t(inUse) + 124, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &narrow), 0);
        settle(1100ms); // until the listener has looked at the limit
        Clients clients;
        for (int i = 0; i < 40; ++i) {
            clients.push_back(std::make_unique<RawClient>(rim.listener.port()));
            clients.back()->socket.write(handshake());
        }
        const auto count = [&](int status) {
            return std::count_if(clients.begin(), clients.end(),
                                 [&](const auto &client) { return client->status() == status; });
        };
        QTRY_COMPARE(count(101) + count(503), 40);
        QVERIFY(count(101) > 10);
        QVERIFY(count(503) > 10);
        // With every last descriptor gone, accept() itself fails: that must not spin either.
        std::vector<int> taken;
        for (int fd = ::open("/dev/null", O_RDONLY); fd >= 0; fd = ::open("/dev/null", O_RDONLY))
            taken.push_back(fd);
        ::close(taken.back());
        taken.pop_back();
        RawClient waiting(rim.listener.port());
        const std::clock_t cpu = std::clock();
        settle(2500ms);
        const double seconds = double(std::clock() - cpu) / CLOCKS_PER_SEC;
        for (const int fd : taken)
            ::close(fd);
        clients.clear();
        QVERIFY2(seconds < 1.2, qPrintable(QStringLiteral("%1 s of CPU").arg(seconds)));
        QTRY_COMPARE(rim.listener.connections(), 1);
        RawClient later(rim.listener.port());
        QVERIFY(later.upgrade());
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
    }
#endif
};

COTERIE_LOOP_MAIN(TestListener)
#include "tst_listener.moc"
