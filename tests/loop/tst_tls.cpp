// SPDX-License-Identifier: MIT
#include "tests/support/eventlog.h"
#include "tests/support/fulldisk.h"
#include "tests/support/heapbytes.h"
#include "tests/support/loopmain.h"
#include "tests/support/rawclient.h"
#include "tests/support/rim.h"
#include "tests/support/tlskit.h"

#include "shared/util/keypin.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QSslKey>
#include <QTemporaryDir>

using namespace coterie;
using namespace coterie::server;
using namespace coterie::test;
using namespace std::chrono_literals;

namespace {

constexpr auto askCbor = "Sec-WebSocket-Protocol: coterie.v1.cbor\r\n";
constexpr auto modern = QSsl::TlsV1_2OrLater;

QByteArray get(const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
}

QByteArray ping(qint64 n)
{
    return clientFrame(2, encode(ClientMessage(Ping{n}), Framing::Cbor));
}

Listener::Settings strict()
{
    Listener::Settings settings;
    settings.trustLoopback = false;
    settings.plainOnLoopback = false;
    settings.patience = 20ms;
    return settings;
}

struct TlsRim : Rim {
    explicit TlsRim(const Listener::Settings &door = {}, const SocketTransport::Settings &wires = {})
        : Rim(door, wires)
        , identity(newIdentity())
    {
        listener.offerTls(identity.configuration);
    }
    TlsIdentity identity;
};

using Clients = std::vector<std::unique_ptr<RawClient>>;

// They have begun to say hello to TLS and stopped in the middle of it.
Clients halfSpoken(quint16 port, int count)
{
    Clients clients;
    for (int i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<RawClient>(port));
        if (!QTest::qWaitFor([&] { return clients.back()->socket.state() == QAbstractSocket::ConnectedState; }))
            qWarning("no connection");
        clients.back()->socket.write(QByteArray::fromHex("16030102000100"));
        clients.back()->socket.flush();
    }
    return clients;
}

} // namespace

// The door and the transport inside TLS.
class TestTls final : public QObject
{
    Q_OBJECT
private slots:
    void N20_theFirstByteTellsWhetherItIsTls_data()
    {
        QTest::addColumn<int>("protocol");
        QTest::newRow("in the clear") << -1;
        QTest::newRow("TLS 1.2") << int(QSsl::TlsV1_2);
        QTest::newRow("TLS 1.3") << int(QSsl::TlsV1_3);
    }
    void N20_theFirstByteTellsWhetherItIsTls()
    {
        QFETCH(int, protocol);
        TlsRim rim;
        rim.sink.onMessage = [&](PeerId peer, const ClientMessage &message) {
            rim.transport.send(peer, Pong{std::get<Ping>(message).n, 0});
        };
        const auto client = [&] {
            return protocol < 0 ? std::make_unique<RawClient>(rim.listener.port())
                                : std::make_unique<RawClient>(rim.listener.port(), QSsl::SslProtocol(protocol));
        };
        const auto asking = client();
        asking->socket.write(get("/health"));
        QTRY_VERIFY(asking->isGone());
        QCOMPARE(asking->status(), 200);
        QCOMPARE(QJsonDocument::fromJson(asking->body()).object().value(QLatin1String("status")).toString(),
                 QStringLiteral("ok"));

        const auto member = client();
        QVERIFY(member->upgrade(askCbor));
        QCOMPARE(rim.sink.infos.at(0).address, QStringLiteral("127.0.0.1"));
        for (qint64 n = 0; n < 10; ++n) {
            member->socket.write(ping(n));
            const auto frames = member->waitForFrames(1);
            const auto answer = decodeFromServer(frames.at(0).payload, Framing::Cbor);
            QCOMPARE(std::get<Pong>(std::get<ServerMessage>(answer)).n, n);
        }
        member->socket.write(clientClose(1000));
        QCOMPARE(member->closeCode(), 1000);
        QTRY_COMPARE(rim.listener.connections(), 0);
    }

    void N20_whatIsNoTlsEndsAtOnce()
    {
        TlsRim rim;
        Clients clients;
        for (const QByteArray &bytes :
             {QByteArray("\x16\x03\x01\x00\x05hello", 10), QByteArray("\x16\xff\xff\xff\xff", 5)}) {
            clients.push_back(std::make_unique<RawClient>(rim.listener.port()));
            clients.back()->socket.write(bytes);
            QTRY_VERIFY(clients.back()->isGone());
        }
        QTRY_COMPARE(rim.listener.connections(), 0);
        RawClient old(rim.listener.port(), QSsl::TlsV1_2OrLater);
        QVERIFY(old.upgrade());
    }

    void N21_withoutTlsOnlyThisMachinesOwnProgramsGetIn_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("page") << get("/health");
        QTest::newRow("WebSocket") << handshake();
    }
    void N21_withoutTlsOnlyThisMachinesOwnProgramsGetIn()
    {
        QFETCH(QByteArray, request);
        TlsRim rim(strict());
        RawClient client(rim.listener.port());
        client.socket.write(request);
        QTRY_VERIFY(client.isGone());
        QCOMPARE(client.status(), 426);
        QVERIFY(client.head.contains("Upgrade: TLS/"));
        QVERIFY2(client.body().contains("use wss:// or https://"), client.body().constData());
        QVERIFY(rim.sink.connected.isEmpty());
        RawClient encrypted(rim.listener.port(), modern);
        QVERIFY(encrypted.upgrade());
    }

    // A stock server of Qt 6.4 stops taking anybody in after 30 of these, for good.
    void N22_handshakesOpenedAndDroppedNeverStopTheDoor()
    {
        TlsRim rim(strict());
        for (int i = 0; i < 1100; ++i) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, rim.listener.port());
            QVERIFY(socket.waitForConnected(5000));
            if (i % 2)
                socket.write(QByteArray::fromHex("16030102000100"));
            if (i % 4 == 3)
                socket.flush();
            if (i % 3 == 0)
                socket.abort();
            QCoreApplication::processEvents();
        }
        RawClient honest(rim.listener.port(), modern);
        QVERIFY(honest.upgrade());
        QTRY_COMPARE(rim.listener.atTheDoor(), 0);
        QTRY_COMPARE(rim.listener.connections(), 1);
    }

    void N22_silentHandshakesHaveTheDoorsTimeAndItsPlaces()
    {
        Listener::Settings settings = strict();
        settings.headDeadline = 1000ms;
        TlsRim rim(settings);
        const Clients silent = halfSpoken(rim.listener.port(), 60);
        RawClient honest(rim.listener.port(), modern);
        QVERIFY(honest.upgrade());
        const auto gone = [&] {
            return std::count_if(silent.begin(), silent.end(), [](const auto &one) { return one->isGone(); });
        };
        QTRY_VERIFY(gone() >= 40);                     // an address has 20 places
        QTRY_VERIFY_WITH_TIMEOUT(gone() == 60, 10000); // and all of them have had their time
        QTRY_COMPARE(rim.listener.connections(), 1);
    }

    void N22_whenTheDoorIsFullTheOldestSilenceMakesRoom()
    {
        Listener::Settings settings = strict();
        settings.handshakes = 30;
        settings.handshakesPerAddress = 1000;
        settings.headDeadline = 60'000ms;
        TlsRim rim(settings);
        const Clients silent = halfSpoken(rim.listener.port(), 40);
        RawClient honest(rim.listener.port(), modern);
        QVERIFY(honest.upgrade());
        QTRY_VERIFY(rim.listener.atTheDoor() <= 30);
    }

    void N22_soManyHandshakesAtOnceAndTheOthersWaitForTheirs()
    {
        Listener::Settings settings;
        settings.tlsHandshakes = 4;
        TlsRim rim(settings);
        Clients honest;
        for (int i = 0; i < 24; ++i)
            honest.push_back(std::make_unique<RawClient>(rim.listener.port(), modern));
        for (const auto &client : honest)
            QVERIFY(client->upgrade());
        QCOMPARE(rim.sink.connected.size(), 24);
    }

    void N10_theLastWordsArriveInsideTheEncryption()
    {
        TlsRim rim;
        rim.sink.onConnected = [&](PeerId peer) {
            for (int i = 0; i < 8; ++i)
                rim.transport.send(peer, bigMessage(60'000));
            rim.transport.close(peer, CloseCode::Forbidden, QStringLiteral("go"));
        };
        RawClient client(rim.listener.port(), modern);
        QVERIFY(client.upgrade(askCbor));
        const auto frames = client.waitForFrames(9);
        QCOMPARE(frames.size(), 9);
        for (int i = 0; i < 8; ++i)
            QVERIFY(frames.at(i).payload.size() > 60'000);
        QCOMPARE(frames.at(8).opcode, 8);
        QCOMPARE(quint8(frames.at(8).payload.at(0)) << 8 | quint8(frames.at(8).payload.at(1)), 4003);
        QTRY_VERIFY(client.isGone());
        QTRY_COMPARE(rim.listener.connections(), 0);
    }

    void N5_offencesAreSeenInsideTheEncryption_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::newRow("unmasked") << clientFrame(1, "x", {.masked = false}) << 1002;
        QTest::newRow("too big, from the header") << clientFrame(2, {}, {.claimedLength = 65537}).left(10) << 1009;
        QTest::newRow("too many pings") << clientFrame(9).repeated(21) << 4029;
        QTest::newRow("behind a message in pieces")
            << part(1, "{\"type\":") + clientFrame(0, "\"ping\",\"n\":3}") + clientFrame(3) << 1002;
    }
    void N5_offencesAreSeenInsideTheEncryption()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        TlsRim rim;
        RawClient client(rim.listener.port(), modern);
        QVERIFY(client.upgrade());
        client.socket.write(bytes);
        QCOMPARE(client.closeCode(), code);
        QTRY_VERIFY(client.isGone());
        QTRY_COMPARE(rim.sink.disconnected.size(), 1);
    }

    void aLargeMessageInManyPiecesArrivesWhole()
    {
        TlsRim rim;
        RawClient client(rim.listener.port(), modern);
        QVERIFY(client.upgrade());
        const QByteArray text = "{\"type\":\"ping\",\"n\":5,\"x\":\"" + QByteArray(60000, 'y') + "\"}";
        const QByteArray bytes = clientFrame(1, text) + clientFrame(1, text) + clientFrame(1, text);
        for (qsizetype at = 0; at < bytes.size(); at += 9973) {
            client.socket.write(bytes.mid(at, 9973));
            client.socket.flush();
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(rim.sink.numbers, (QList<qint64>{5, 5, 5}));
    }

    // QSslSocket counts nothing of what it has encrypted and the kernel has not taken: who trusts it sees no slow
    // reader.
    void N8_G11_whatIsEncryptedAndUnsentCounts()
    {
        TlsRim rim({}, endlessPatience());
        RawClient slow(rim.listener.port(), modern);
        slow.socket.setReadBufferSize(1024);
        QVERIFY(slow.upgrade(askCbor));
        QTRY_COMPARE(rim.sink.connected.size(), 1);
        const PeerId peer = rim.sink.connected.at(0);
        rim.transport.subscribe(1, peer);
        // Volatile frames: they fill the kernel's buffers and 64 KiB of ours, and no more.
        for (int i = 0; i < 600; ++i) {
            rim.transport.publish(1, bigMessage(30'000), Delivery::Volatile);
            QCoreApplication::processEvents();
        }
        QVERIFY2(rim.transport.backlogOf(peer) > 0, "the reader was not slow enough to prove anything");
        QVERIFY2(rim.transport.backlogOf(peer) < 160'000, qPrintable(QString::number(rim.transport.backlogOf(peer))));
        QVERIFY(rim.sink.disconnected.isEmpty());
        for (int i = 0; i < 300 && rim.sink.disconnected.isEmpty(); ++i) {
            rim.transport.send(peer, bigMessage(30'000));
            QCoreApplication::processEvents();
        }
        QCOMPARE(rim.sink.disconnected, QList<PeerId>{peer}); // over 1 MiB
        slow.socket.setReadBufferSize(0);
        QCOMPARE(slow.closeCode(), 4008);
    }

    void G10_G11_readersThatStopCostLittleHarmNobodyAndConverge()
    {
        constexpr int all = 16;
        constexpr int stopped = 8;
        constexpr Seq count = 2500; // 10 MB for each
        TlsRim rim({}, endlessPatience());
        int wanted = 0;
        rim.sink.onEventsWanted = [&](PeerId peer, GroupId group, Seq from, Seq before) {
            ++wanted;
            const Seq end = std::min(before, from + 12);
            for (Seq seq = from; seq < end; ++seq)
                rim.transport.send(peer, eventOf(seq));
            rim.transport.continueFrom(peer, group, end);
        };
        Clients clients;
        for (int i = 0; i < all; ++i) {
            clients.push_back(std::make_unique<RawClient>(rim.listener.port(), modern));
            if (i < stopped)
                clients.back()->socket.setReadBufferSize(1024);
            QVERIFY(clients.back()->upgrade(askCbor));
            QTRY_COMPARE(rim.sink.connected.size(), i + 1);
            rim.transport.subscribe(1, rim.sink.connected.at(i));
        }
        std::vector<Seq> at(all, 0);
        const auto readAll = [&](int from) {
            for (int i = from; i < all; ++i)
                at[i] = follow(at[i], clients[i]->frames());
        };
        qint64 before = 0;
        qint64 most = 0;
        for (Seq seq = 1; seq <= count; ++seq) {
            rim.transport.publishEvent(1, seq, eventOf(seq));
            QCoreApplication::processEvents();
            readAll(stopped);
            if (seq == 100)
                before = heapBytes(); // the first records of each connection are buffers, not a queue
            if (seq % 50 == 0)
                most = std::max(most, heapBytes() - before);
        }
        const auto isAt = [&](int from, Seq seq) {
            readAll(from);
            return std::all_of(at.begin() + from, at.end(), [seq](Seq one) { return one == seq; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isAt(stopped, count), 30'000);
        for (int i = 0; i < stopped; ++i)
            QVERIFY(rim.transport.backlogOf(rim.sink.connected.at(i)) <= eventBacklog + 80 * 1024);
        // A queue for each would hold what the kernel does not: 8 × 6 MB and more.
        QVERIFY2(most < 16 * 1024 * 1024, qPrintable(QString::number(most)));
        QVERIFY(rim.sink.disconnected.isEmpty());

        for (int i = 0; i < stopped; ++i)
            clients[i]->socket.setReadBufferSize(0);
        QTRY_VERIFY_WITH_TIMEOUT(isAt(0, count), 60'000);
        QVERIFY2(wanted > stopped, "the ring alone would not prove that pages come in their place");
        rim.transport.publishEvent(1, count + 1, eventOf(count + 1));
        QTRY_VERIFY(isAt(0, count + 1));
    }

    void anAnswerLeavesBeforeTheEventsItAnnounces()
    {
        TlsRim rim;
        rim.sink.onConnected = [&](PeerId peer) { rim.transport.subscribe(1, peer); };
        rim.sink.onMessage = [&](PeerId peer, const ClientMessage &) {
            rim.transport.publish(1, Pong{2, 0});
            rim.transport.publish(1, Pong{3, 0});
            rim.transport.send(peer, Pong{1, 0});
        };
        RawClient asking(rim.listener.port(), modern);
        RawClient plain(rim.listener.port());
        QVERIFY(asking.upgrade(askCbor));
        QVERIFY(plain.upgrade(askCbor));
        QTRY_COMPARE(rim.sink.connected.size(), 2);
        asking.socket.write(ping(0));
        const auto numbers = [](const QList<RawClient::Frame> &frames) {
            QList<qint64> out;
            for (const auto &frame : frames) {
                const auto message = decodeFromServer(frame.payload, Framing::Cbor);
                out.append(std::get<Pong>(std::get<ServerMessage>(message)).n);
            }
            return out;
        };
        QCOMPARE(numbers(asking.waitForFrames(3)), (QList<qint64>{1, 2, 3}));
        QCOMPARE(numbers(plain.waitForFrames(2)), (QList<qint64>{2, 3}));
    }

    // ---- Who the host is ------------------------------------------------------------------------------------------

    void N23_theHostsOwnKeyIsMadeOnceAndKept()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("session.coterie.pem"));
        const auto first = ownTlsIdentity(path);
        QVERIFY2(std::holds_alternative<TlsIdentity>(first),
                 qPrintable(std::get_if<QString>(&first) ? std::get<QString>(first) : QString()));
        QCOMPARE(QFile::permissions(path) &
                     (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
        const QByteArray pin = std::get<TlsIdentity>(first).pin;
        QCOMPARE(pin.size(), keyPinBytes);
        const auto again = ownTlsIdentity(path);
        QCOMPARE(std::get<TlsIdentity>(again).pin, pin);
        const QSslCertificate shown = std::get<TlsIdentity>(again).configuration.localCertificate();
        QVERIFY(shown.isSelfSigned());
        QVERIFY(shown.expiryDate() > QDateTime::currentDateTimeUtc().addYears(9));
        // As RFC 7469 counts it, by Qt's own reading of the certificate.
        QCOMPARE(QCryptographicHash::hash(shown.publicKey().toDer(), QCryptographicHash::Sha256), pin);
        QVERIFY(newIdentity().pin != pin);
    }

    void A251_aFullDiskMakesNoKeyOfNothing()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("session.coterie.pem"));
        {
            const FullDisk full;
            if (!full.isReal())
                QSKIP("this system has no limit to make a disk full with");
            const auto made = ownTlsIdentity(path);
            QVERIFY(std::holds_alternative<QString>(made));
            QVERIFY2(std::get<QString>(made).contains(path), qPrintable(std::get<QString>(made)));
        }
        QVERIFY(!QFile::exists(path));
        QVERIFY(std::holds_alternative<TlsIdentity>(ownTlsIdentity(path)));
    }

    void N23_aFileThatIsNoKeyIsNeverReplaced()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("own.pem"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("what was left of it");
        file.close();
        const auto read = ownTlsIdentity(path);
        QVERIFY(std::holds_alternative<QString>(read));
        QVERIFY2(std::get<QString>(read).contains(path), qPrintable(std::get<QString>(read)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "what was left of it");
    }

    void N23_filesThatDoNotFitAreNamed()
    {
        QTemporaryDir folder;
        const QString one = folder.filePath(QStringLiteral("one.pem"));
        const QString other = folder.filePath(QStringLiteral("other.pem"));
        (void)ownTlsIdentity(one);
        (void)ownTlsIdentity(other);
        QVERIFY(std::holds_alternative<TlsIdentity>(readTlsIdentity(one, one)));
        for (const auto &[certificate, key] :
             {std::pair(one, other), std::pair(QStringLiteral("/nowhere/x.pem"), QString()),
              std::pair(one, folder.path()), std::pair(folder.path(), one)}) {
            const auto read = readTlsIdentity(certificate, key);
            QVERIFY(std::holds_alternative<QString>(read));
            QVERIFY2(std::get<QString>(read).contains(u'/'), qPrintable(std::get<QString>(read)));
        }
    }

    void N23_aPinIsOfTheKeyNotOfTheCertificate()
    {
        // Cut certificates have no pin, wherever they are cut.
        const QByteArray der = newIdentity().configuration.localCertificate().toDer();
        int withPin = 0;
        for (qsizetype size = 0; size < der.size(); ++size)
            withPin += keyPinOf(der.left(size)).isEmpty() ? 0 : 1;
        QCOMPARE(withPin, 0);
        QVERIFY(keyPinOf(QByteArray(300, '\x30')).isEmpty());
        QVERIFY(!keyPinOf(der).isEmpty());
        const QString text = keyPinText(keyPinOf(der));
        QCOMPARE(text.size(), 43);
        QCOMPARE(*keyPinFromText(text), keyPinOf(der));
        QVERIFY(!keyPinFromText(text + u'='));
        QVERIFY(!keyPinFromText(text.chopped(1)));
        QCOMPARE(keyPinToRead(QByteArray::fromHex("00112233445566778899aabbccddeeff00")),
                 QStringLiteral("0011 2233 4455 6677 8899 aabb ccdd eeff"));
    }
};

COTERIE_LOOP_MAIN(TestTls)
#include "tst_tls.moc"
