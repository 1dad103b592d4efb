// SPDX-License-Identifier: MIT
#include "tests/support/eventlog.h"
#include "tests/support/heapbytes.h"
#include "tests/support/loopmain.h"
#include "tests/support/rawclient.h"
#include "tests/support/rim.h"

#include <QDir>

#include <algorithm>

#include <memory>

using namespace coterie;
using namespace coterie::server;
using namespace coterie::test;

namespace {

constexpr auto askCbor = "Sec-WebSocket-Protocol: coterie.v1.cbor\r\n";
constexpr auto askPacked = "Sec-WebSocket-Protocol: coterie.v1.cbor.zstd, coterie.v1.cbor\r\n";
constexpr auto askJson = "Sec-WebSocket-Protocol: nonsense, coterie.v1.json\r\n";

ServerMessage numbered(qint64 n)
{
    return Pong{n, 0};
}

qint64 numberOf(const RawClient::Frame &frame)
{
    const auto message = decodeFromServer(frame.payload, frame.opcode == 2 ? Framing::Cbor : Framing::Json);
    if (const auto *sound = std::get_if<ServerMessage>(&message))
        if (const auto *pong = std::get_if<Pong>(sound))
            return pong->n;
    return -1;
}

QList<qint64> numbersOf(const QList<RawClient::Frame> &frames)
{
    QList<qint64> numbers;
    for (const RawClient::Frame &frame : frames)
        numbers.append(numberOf(frame));
    return numbers;
}

QByteArray ping(qint64 n, Framing framing = Framing::Cbor)
{
    return clientFrame(framing == Framing::Cbor ? 2 : 1, encode(ClientMessage(Ping{n}), framing));
}

qsizetype openDescriptors()
{
    return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::Files | QDir::System).size();
}

} // namespace

class TestSocketTransport final : public QObject
{
    Q_OBJECT
private slots:
    void aPeerHearsTheFramingItAskedFor_data()
    {
        QTest::addColumn<QByteArray>("ask");
        QTest::addColumn<QByteArray>("chosen");
        QTest::addColumn<int>("opcode");
        QTest::newRow("CBOR") << QByteArray(askCbor) << QByteArray("coterie.v1.cbor") << 2;
        QTest::newRow("packed") << QByteArray(askPacked) << QByteArray("coterie.v1.cbor.zstd") << 2;
        QTest::newRow("JSON") << QByteArray(askJson) << QByteArray("coterie.v1.json") << 1;
        QTest::newRow("nothing") << QByteArray() << QByteArray() << 1;
        QTest::newRow("something unknown") << QByteArray("Sec-WebSocket-Protocol: x\r\n") << QByteArray() << 1;
    }
    void aPeerHearsTheFramingItAskedFor()
    {
        QFETCH(QByteArray, ask);
        QFETCH(QByteArray, chosen);
        QFETCH(int, opcode);
        Rim rim;
        rim.sink.onConnected = [&](PeerId peer) { rim.transport.send(peer, numbered(7)); };
        RawClient client(rim.listener.port());
        QVERIFY(client.upgrade(ask));
        QCOMPARE(client.head.toLower().contains(QByteArray("sec-websocket-protocol: " + chosen)), !chosen.isEmpty());
        QCOMPARE(client.head.toLower().contains("sec-websocket-protocol"), !chosen.isEmpty());
        const auto frames = client.waitForFrames(1);
        QCOMPARE(frames.at(0).opcode, opcode);
        QCOMPARE(numberOf(frames.at(0)), 7);
        QCOMPARE(rim.sink.infos.at(0).address, QStringLiteral("127.0.0.1"));
        QVERIFY(rim.sink.infos.at(0).loopback);
    }

    void P19_largeMessagesComePackedToWhoAskedForIt()
    {
        Rim rim;
        rim.sink.onConnected = [&](PeerId peer) {
            rim.transport.send(peer, numbered(1));
            rim.transport.send(peer, bigMessage(20'000));
        };
        RawClient packed(rim.listener.port());
        RawClient plain(rim.listener.port());
        QVERIFY(packed.upgrade(askPacked));
        QVERIFY(plain.upgrade(askCbor));
        const auto small = packed.waitForFrames(2);
        QVERIFY(!wire::isPacked(small.at(0).payload));
        QVERIFY(wire::isPacked(small.at(1).payload));
        QVERIFY(small.at(1).payload.size() < 1000);
        const auto large = plain.waitForFrames(2);
        const auto unpacked = wire::unpack(small.at(1).payload, largestServerFrame);
        QCOMPARE(std::get<QByteArray>(unpacked), large.at(1).payload);
    }

    void messagesAndFaultsReachTheSinkInOrder()
    {
        Rim rim;
        RawClient client(rim.listener.port());
        QVERIFY(client.upgrade(askCbor));
        client.socket.write(ping(1) + clientFrame(2, "\xff") + ping(2, Framing::Json) + clientFrame(1, "{") +
                            part(1, "{\"ty") + clientFrame(9, "!") + clientFrame(0, "pe\":\"ping\",\"n\":3}") +
                            ping(4));
        QTRY_COMPARE(rim.sink.numbers, (QList<qint64>{1, 2, 3, 4}));
        QCOMPARE(rim.sink.faults.size(), 2);
        const auto frames = client.waitForFrames(1);
        QCOMPARE(frames.at(0).opcode, 10);
        QCOMPARE(frames.at(0).payload, "!");
    }

    void aLargeMessageInManyPiecesArrivesWhole()
    {
        Rim rim;
        RawClient client(rim.listener.port());
        QVERIFY(client.upgrade(askJson));
        const QByteArray text = "{\"type\":\"ping\",\"n\":5,\"x\":\"" + QByteArray(60000, 'y') + "\"}";
        const QByteArray bytes = clientFrame(1, text) + clientFrame(1, text);
        for (qsizetype at = 0; at < bytes.size(); at += 9973) {
            client.socket.write(bytes.mid(at, 9973));
            QVERIFY(client.socket.waitForBytesWritten());
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(rim.sink.numbers, (QList<qint64>{5, 5}));
    }

    void anAnswerLeavesBeforeTheEventsItAnnounces()
    {
        Rim rim;
        rim.sink.onConnected = [&](PeerId peer) { rim.transport.subscribe(1, peer); };
        rim.sink.onMessage = [&](PeerId peer, const ClientMessage &) {
            rim.transport.publish(1, numbered(2));
            rim.transport.publish(1, numbered(3));
            rim.transport.send(peer, numbered(1));
        };
        RawClient asking(rim.listener.port());
        RawClient other(rim.listener.port());
        QVERIFY(asking.upgrade(askCbor));
        QVERIFY(other.upgrade(askJson));
        asking.socket.write(ping(0));
        QCOMPARE(numbersOf(asking.waitForFrames(3)), (QList<qint64>{1, 2, 3}));
        QCOMPARE(numbersOf(other.waitForFrames(2)), (QList<qint64>{2, 3}));
    }

    // The first goes at once; what follows it waits, and nothing is ever overtaken. With an hour between two writes
    // only what is not volatile can have brought the rest.
    void G9_N24_volatileMessagesAreWrittenTogetherAndNeverOvertaken()
    {
        SocketTransport::Settings settings;
        settings.volatileMs = 3'600'000;
        Rim rim({}, settings);
        rim.sink.onConnected = [&](PeerId peer) { rim.transport.subscribe(1, peer); };
        RawClient client(rim.listener.port());
        QVERIFY(client.upgrade(askCbor));
        rim.transport.publish(1, numbered(0));
        QCOMPARE(numbersOf(client.waitForFrames(1)), (QList<qint64>{0}));
        for (qint64 n = 1; n <= 20; ++n) {
            rim.transport.publish(1, numbered(n), Delivery::Volatile);
            QCoreApplication::processEvents();
        }
        client.socket.write(ping(1));
        QTRY_COMPARE(rim.sink.numbers, (QList<qint64>{1})); // turns have ended since
        QVERIFY(client.frames().isEmpty());
        rim.transport.publish(1, numbered(21));
        QList<qint64> inOrder;
        for (qint64 n = 1; n <= 21; ++n)
            inOrder.append(n);
        QCOMPARE(numbersOf(client.waitForFrames(21)), inOrder);
    }
    void N24_volatileMessagesWaitForNobody()
    {
        SocketTransport::Settings settings;
        settings.volatileMs = 30;
        Rim rim({}, settings);
        rim.sink.onConnected = [&](PeerId peer) { rim.transport.subscribe(1, peer); };
        RawClient client(rim.listener.port());
        QVERIFY(client.upgrade(askCbor));
        rim.transport.publish(1, numbered(1), Delivery::Volatile);
        rim.transport.publish(1, numbered(2), Delivery::Volatile);
        QCoreApplication::processEvents();
        rim.transport.publish(1, numbered(3), Delivery::Volatile);
        QCOMPARE(numbersOf(client.waitForFrames(3)), (QList<qint64>{1, 2, 3}));
    }

    void membershipCountsFromTheVeryMessage()
    {
        Rim rim;
        RawClient early(rim.listener.port());
        QVERIFY(early.upgrade(askCbor));
        RawClient late(rim.listener.port());
        QVERIFY(late.upgrade(askCbor));
        QTRY_COMPARE(rim.sink.connected.size(), 2);
        const PeerId first = rim.sink.connected.at(0);
        const PeerId second = rim.sink.connected.at(1);
        rim.transport.subscribe(1, first);
        rim.transport.publish(1, numbered(1));
        rim.transport.subscribe(1, second);
        rim.transport.publish(1, numbered(2));
        rim.transport.unsubscribe(1, first);
        rim.transport.publish(1, numbered(3));
        rim.transport.send(first, numbered(4));
        rim.transport.subscribe(1, first);
        rim.transport.publish(1, numbered(5));
        QCOMPARE(numbersOf(early.waitForFrames(4)), (QList<qint64>{1, 2, 4, 5}));
        QCOMPARE(numbersOf(late.waitForFrames(3)), (QList<qint64>{2, 3, 5}));
        rim.transport.publish(1, numbered(6));
        QCOMPARE(numbersOf(early.waitForFrames(1)), (QList<qint64>{6}));
        QCOMPARE(numbersOf(late.waitForFrames(1)), (QList<qint64>{6}));
    }

    void N7_theGroupsOfOneTurnReachEachMemberOnce()
    {
        Rim rim;
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 4; ++i) {
            clients.push_back(std::make_unique<RawClient>(rim.listener.port()));
            QVERIFY(clients.back()->upgrade(askCbor));
        }
        QTRY_COMPARE(rim.sink.connected.size(), 4);
        // The first is in all groups, the second in two, the third in one, the fourth in none.
        for (GroupId group = 1; group <= 20; ++group)
            rim.transport.subscribe(group, rim.sink.connected.at(0));
        rim.transport.subscribe(2, rim.sink.connected.at(1));
        rim.transport.subscribe(1, rim.sink.connected.at(1));
        rim.transport.subscribe(3, rim.sink.connected.at(2));
        QList<qint64> all;
        for (GroupId group = 1; group <= 20; ++group) {
            rim.transport.publish(group, numbered(group));
            all.append(group);
        }
        rim.transport.send(rim.sink.connected.at(3), numbered(99));
        QCOMPARE(numbersOf(clients[0]->waitForFrames(20)), all);
        QCOMPARE(numbersOf(clients[1]->waitForFrames(2)), (QList<qint64>{1, 2}));
        QCOMPARE(numbersOf(clients[2]->waitForFrames(1)), (QList<qint64>{3}));
        QCOMPARE(numbersOf(clients[3]->waitForFrames(1)), (QList<qint64>{99}));
    }

    void P13_aSlowPeerLosesVolatileFramesAndIsThenClosedWhileOthersHearAll()
    {
        Rim rim({}, endlessPatience());
        RawClient slow(rim.listener.port());
        slow.socket.setReadBufferSize(1024); // it stops reading
        QVERIFY(slow.upgrade(askCbor));
        RawClient quick(rim.listener.port());
        QVERIFY(quick.upgrade(askCbor));
        QTRY_COMPARE(rim.sink.connected.size(), 2);
        for (const PeerId peer : rim.sink.connected)
            rim.transport.subscribe(1, peer);
        qsizetype heard = 0;
        int sent = 0;
        // Volatile frames only: they fill the kernel's buffers and 64 KiB of ours, and no more.
        for (; sent < 300; ++sent) {
            rim.transport.publish(1, bigMessage(30'000), Delivery::Volatile);
            QTRY_VERIFY((heard += quick.frames().size()) > sent);
        }
        QVERIFY(rim.sink.disconnected.isEmpty());
        for (; rim.sink.disconnected.isEmpty() && sent < 600; ++sent) {
            rim.transport.publish(1, bigMessage(30'000));
            QTRY_VERIFY((heard += quick.frames().size()) > sent);
        }
        QTRY_COMPARE(rim.sink.disconnected, QList<PeerId>{rim.sink.connected.at(0)});
        slow.socket.setReadBufferSize(0); // it comes back: what was begun is whole, and it learns why
        int frames = 0;
        int code = 0;
        QTRY_VERIFY([&] {
            for (const auto &frame : slow.frames()) {
                frames += frame.opcode == 2 ? 1 : 0;
                if (frame.opcode == 8)
                    code = quint8(frame.payload.at(0)) << 8 | quint8(frame.payload.at(1));
            }
            return code != 0;
        }());
        QCOMPARE(code, 4008);
        QVERIFY(frames < sent);
        rim.transport.publish(1, numbered(1));
        QCOMPARE(numbersOf(quick.waitForFrames(1)), QList<qint64>{1});
    }

    // It is asked for from the first on that was not heard, as soon as there is room, and of nobody else.
    void P48_whatIsNewestIsAskedForWhenThereIsRoomAgain()
    {
        Rim rim({}, endlessPatience());
        RawClient slow(rim.listener.port());
        slow.socket.setReadBufferSize(1024);
        QVERIFY(slow.upgrade(askCbor));
        RawClient quick(rim.listener.port());
        QVERIFY(quick.upgrade(askCbor));
        QTRY_COMPARE(rim.sink.connected.size(), 2);
        for (const PeerId peer : rim.sink.connected)
            rim.transport.subscribe(1, peer);
        constexpr Seq last = 300;
        qsizetype heard = 0;
        for (Seq stamp = 1; stamp <= last; ++stamp) {
            rim.transport.publish(1, bigMessage(30'000), Delivery::Volatile);
            rim.transport.publishNewest(1, stamp, numbered(stamp));
            QTRY_COMPARE((heard += quick.frames().size()), 2 * stamp);
        }
        const auto early = std::exchange(rim.sink.missed, {}); // the kernel may take more after a while
        slow.socket.setReadBufferSize(0);
        QSet<qint64> numbers;
        QTRY_VERIFY([&] {
            for (const qint64 n : numbersOf(slow.frames()))
                numbers.insert(n);
            return !rim.sink.missed.isEmpty() && rim.transport.backlogOf(rim.sink.connected.at(0)) == 0;
        }());
        QVERIFY2(!numbers.contains(last), "nothing was missed");
        QVERIFY(rim.sink.missed.constLast().second <= last);
        const auto hasHeard = [&](qint64 n) {
            for (const qint64 one : numbersOf(slow.frames()))
                numbers.insert(one);
            return numbers.contains(n);
        };
        qint64 from = last + 1;
        for (const auto &[peer, stamp] : early + rim.sink.missed) {
            QCOMPARE(peer, rim.sink.connected.at(0));
            from = std::min<qint64>(from, stamp);
        }
        for (qint64 n = 1; n < from; ++n)
            QTRY_VERIFY(hasHeard(n));
        QVERIFY(!hasHeard(from));
        rim.sink.missed.clear();
        rim.transport.publishNewest(1, last + 1, numbered(last + 1)); // the direct way again
        QTRY_VERIFY(hasHeard(last + 1));
        QVERIFY(rim.sink.missed.isEmpty());
    }

    void whatASlowPeerMissedComesInOrderOnceItReads()
    {
        Rim rim;
        RawClient slow(rim.listener.port());
        slow.socket.setReadBufferSize(1024);
        QVERIFY(slow.upgrade(askCbor));
        QTRY_COMPARE(rim.sink.connected.size(), 1);
        const PeerId peer = rim.sink.connected.at(0);
        rim.transport.subscribe(1, peer);
        // More than the kernel holds, less than the limit: 512 KiB wait in the process.
        QList<qint64> expected;
        for (int i = 0; i < 120 && rim.transport.backlogOf(peer) < 512 * 1024; ++i) {
            rim.transport.publish(1, bigMessage(60'000));
            rim.transport.publish(1, numbered(i));
            expected.append(i);
            QCoreApplication::processEvents();
        }
        QVERIFY(rim.transport.backlogOf(peer) > 0);
        slow.socket.setReadBufferSize(0);
        QList<qint64> numbers;
        QTRY_VERIFY([&] {
            for (const qint64 n : numbersOf(slow.frames()))
                if (n >= 0)
                    numbers.append(n);
            return numbers.size() >= expected.size();
        }());
        QCOMPARE(numbers, expected);
        QTRY_COMPARE(rim.transport.backlogOf(peer), 0);
        rim.transport.publish(1, numbered(-5 + 10)); // the direct way again
        QCOMPARE(numbersOf(slow.waitForFrames(1)), QList<qint64>{5});
    }

    void G10_G11_readersThatStopCostLittleHarmNobodyAndConverge()
    {
        constexpr int all = 30;
        constexpr int stopped = 12;
        constexpr Seq count = 4000; // 16 MB for each
        Rim rim({}, endlessPatience());
        int wanted = 0;
        rim.sink.onEventsWanted = [&](PeerId peer, GroupId group, Seq from, Seq before) {
            ++wanted;
            const Seq end = std::min(before, from + 12); // a page of 48 KiB
            for (Seq seq = from; seq < end; ++seq)
                rim.transport.send(peer, eventOf(seq));
            rim.transport.continueFrom(peer, group, end);
        };
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < all; ++i) {
            clients.push_back(std::make_unique<RawClient>(rim.listener.port()));
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
        const qint64 before = heapBytes();
        qint64 most = 0;
        for (Seq seq = 1; seq <= count; ++seq) {
            rim.transport.publishEvent(1, seq, eventOf(seq));
            QCoreApplication::processEvents();
            readAll(stopped);
            if (seq % 50 == 0)
                most = std::max(most, heapBytes() - before);
        }
        const auto isAt = [&](int from, Seq seq) {
            readAll(from);
            return std::all_of(at.begin() + from, at.end(), [seq](Seq one) { return one == seq; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isAt(stopped, count), 60'000);
        for (int i = 0; i < stopped; ++i)
            QVERIFY(rim.transport.backlogOf(rim.sink.connected.at(i)) <= eventBacklog + 64 * 1024);
        // A queue for each would hold what the kernel does not: 12 x 12 MB.
        QVERIFY2(most < 16 * 1024 * 1024, qPrintable(QString::number(most)));
        QVERIFY(rim.sink.disconnected.isEmpty());

        for (int i = 0; i < stopped; ++i)
            clients[i]->socket.setReadBufferSize(0);
        QTRY_VERIFY_WITH_TIMEOUT(isAt(0, count), 60'000);
        QVERIFY2(wanted > stopped, "the ring alone would not prove that pages come in their place");
        rim.transport.publishEvent(1, count + 1, eventOf(count + 1));
        QTRY_VERIFY_WITH_TIMEOUT(isAt(0, count + 1), 60'000);
    }

    void offencesAreAnsweredWithTheirCode_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::newRow("unmasked") << clientFrame(1, "x", {.masked = false}) << 1002;
        QTest::newRow("not UTF-8") << clientFrame(1, "\xff") << 1007;
        QTest::newRow("too big, from the header") << clientFrame(2, {}, {.claimedLength = 65537}).left(10) << 1009;
        QTest::newRow("too many pings") << clientFrame(9).repeated(21) << 4029;
        QTest::newRow("behind a message") << ping(1) + clientFrame(3) << 1002;
        QTest::newRow("a close of 1000") << clientClose(1000, "bye") << 1000;
        QTest::newRow("a close of 1012") << clientClose(1012) << 1012;
        QTest::newRow("a close of 4999") << clientClose(4999) << 4999;
        QTest::newRow("a close without code") << clientFrame(8) << 1005;
    }
    void offencesAreAnsweredWithTheirCode()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        Rim rim;
        RawClient client(rim.listener.port());
        QVERIFY(client.upgrade());
        client.socket.write(bytes);
        QCOMPARE(client.closeCode(), code);
        QTRY_VERIFY(client.isGone());
        QTRY_COMPARE(rim.sink.disconnected.size(), 1);
        QTRY_COMPARE(rim.listener.connections(), 0);
    }

    void P43_onlyWhoSaysThatItIsDoneHasSaidGoodbye_data()
    {
        QTest::addColumn<QByteArray>("lastWords");
        QTest::addColumn<bool>("goodbye");
        QTest::newRow("done") << clientClose(1000) << true;
        QTest::newRow("going away") << clientClose(1001) << false;
        QTest::newRow("no code") << clientFrame(8) << false;
        QTest::newRow("an offence") << clientFrame(3) << false;
        QTest::newRow("nothing") << QByteArray() << false;
    }
    void P43_onlyWhoSaysThatItIsDoneHasSaidGoodbye()
    {
        QFETCH(QByteArray, lastWords);
        QFETCH(bool, goodbye);
        Rim rim;
        RawClient client(rim.listener.port());
        QVERIFY(client.upgrade());
        client.socket.write(lastWords);
        client.socket.disconnectFromHost();
        QTRY_COMPARE(rim.sink.partings, QList<Parting>{goodbye ? Parting::Goodbye : Parting::Lost});
    }

    void closingLetsWhatWasSentGoOutFirst()
    {
        Rim rim;
        rim.sink.onConnected = [&](PeerId peer) { rim.transport.subscribe(1, peer); };
        rim.sink.onMessage = [&](PeerId peer, const ClientMessage &) {
            rim.transport.publish(1, numbered(2));
            rim.transport.send(peer, numbered(1));
            rim.transport.close(peer, CloseCode::Forbidden, QStringLiteral("go"));
            rim.transport.publish(1, numbered(3));
            rim.transport.send(peer, numbered(4));
            QVERIFY(rim.sink.disconnected.isEmpty());
        };
        RawClient client(rim.listener.port());
        QVERIFY(client.upgrade(askCbor));
        client.socket.write(ping(1) + ping(2));
        const auto frames = client.waitForFrames(3);
        QCOMPARE(numbersOf({frames.at(0), frames.at(1)}), (QList<qint64>{1, 2}));
        QCOMPARE(frames.at(2).opcode, 8);
        QCOMPARE(frames.at(2).payload, QByteArray("\x0f\xa3go"));
        QTRY_COMPARE(rim.sink.disconnected, rim.sink.connected);
        QCOMPARE(rim.sink.messages.size(), 1); // nothing is heard of a peer that is closed
    }

    void closeAllSaysGoodbyeToEverybody()
    {
        Rim rim;
        RawClient a(rim.listener.port());
        RawClient b(rim.listener.port());
        QVERIFY(a.upgrade(askCbor));
        QVERIFY(b.upgrade(askJson));
        QTRY_COMPARE(rim.sink.connected.size(), 2);
        rim.transport.closeAll(CloseCode::Restart);
        QCOMPARE(a.closeCode(), 4001);
        QCOMPARE(b.closeCode(), 4001);
        QTRY_COMPARE(rim.sink.disconnected.size(), 2);
        QCOMPARE(rim.transport.peers(), 0);
    }

    void aPeerThatWentAwayIsReportedOnce_data()
    {
        QTest::addColumn<bool>("reset");
        QTest::newRow("FIN") << false;
        QTest::newRow("RST") << true;
    }
    void aPeerThatWentAwayIsReportedOnce()
    {
        QFETCH(bool, reset);
        Rim rim;
        RawClient client(rim.listener.port());
        QVERIFY(client.upgrade(askCbor));
        QTRY_COMPARE(rim.sink.connected.size(), 1);
        if (reset)
            client.socket.abort();
        else
            client.socket.disconnectFromHost();
        QTRY_COMPARE(rim.sink.disconnected, rim.sink.connected);
        QTRY_COMPARE(rim.listener.connections(), 0);
        rim.transport.send(rim.sink.connected.at(0), numbered(1)); // to nobody
        rim.transport.close(rim.sink.connected.at(0), CloseCode::Normal);
        QCOMPARE(rim.sink.disconnected.size(), 1);
    }

    void N9_aSilentPeerIsPingedAndLetGoWhenItDoesNotAnswer()
    {
        SocketTransport::Settings settings;
        settings.roundMs = 10;
        settings.patience = {.pingMs = 60, .pongMs = 1500, .progressMs = 60'000};
        Rim rim({}, settings);
        RawClient deaf(rim.listener.port());
        RawClient alive(rim.listener.port());
        QVERIFY(deaf.upgrade(askCbor));
        QVERIFY(alive.upgrade(askCbor));
        int answered = 0;
        QTRY_VERIFY([&] {
            for (const auto &frame : alive.frames())
                if (frame.opcode == 9) {
                    alive.socket.write(clientFrame(10, frame.payload));
                    ++answered;
                }
            return answered >= 4 && !rim.sink.disconnected.isEmpty();
        }());
        QCOMPARE(rim.sink.disconnected, QList<PeerId>{rim.sink.connected.at(0)});
        QTRY_VERIFY(deaf.isGone());
    }

    void N5_aFrameThatStandsStillEndsTheConnectionAndNotTheClient()
    {
        SocketTransport::Settings settings;
        settings.roundMs = 10;
        settings.frames.frameMs = 50;
        Rim rim({}, settings);
        RawClient client(rim.listener.port());
        QVERIFY(client.upgrade(askCbor));
        client.socket.write(ping(1) + ping(2).left(3));
        QCOMPARE(client.closeCode(), 4013); // comes back, with what it wanted to say
        QCOMPARE(rim.sink.numbers, QList<qint64>{1});
    }

    void aPeerThatNeverReadsIsLetGo()
    {
        SocketTransport::Settings settings;
        settings.roundMs = 10;
        settings.patience.progressMs = 100;
        Rim rim({}, settings);
        RawClient stuck(rim.listener.port());
        stuck.socket.setReadBufferSize(1024);
        QVERIFY(stuck.upgrade(askCbor));
        QTRY_COMPARE(rim.sink.connected.size(), 1);
        const PeerId peer = rim.sink.connected.at(0);
        for (int i = 0; i < 200 && rim.transport.backlogOf(peer) == 0; ++i) {
            rim.transport.send(peer, bigMessage(60'000));
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE(rim.sink.disconnected, rim.sink.connected);
        QTRY_COMPARE(rim.listener.connections(), 0);
    }

    void twoThousandComingsAndGoingsLeaveNothingBehind()
    {
        Rim rim;
        const qsizetype before = openDescriptors();
        for (int round = 0; round < 40; ++round) {
            std::vector<std::unique_ptr<RawClient>> clients;
            for (int i = 0; i < 50; ++i) {
                clients.push_back(std::make_unique<RawClient>(rim.listener.port()));
                clients.back()->socket.write(handshake(askCbor));
            }
            for (const auto &client : clients)
                QTRY_COMPARE(client->status(), 101);
            for (std::size_t i = 0; i < clients.size(); ++i) {
                QTcpSocket &socket = clients[i]->socket;
                if (i % 4 == 0)
                    socket.write(clientClose(1000));
                else if (i % 4 == 1)
                    socket.abort();
                else if (i % 4 == 2)
                    socket.disconnectFromHost();
                else
                    socket.write(ping(1).left(5)), socket.disconnectFromHost();
            }
            QTRY_COMPARE(rim.listener.connections(), 0);
        }
        QCOMPARE(rim.sink.connected.size(), 2000);
        QCOMPARE(rim.sink.disconnected.size(), 2000);
        QCOMPARE(QSet<PeerId>(rim.sink.connected.begin(), rim.sink.connected.end()).size(), 2000);
        QCOMPARE(rim.transport.peers(), 0);
        QTRY_COMPARE(openDescriptors(), before);
    }
};

COTERIE_LOOP_MAIN(TestSocketTransport)
#include "tst_sockettransport.moc"
