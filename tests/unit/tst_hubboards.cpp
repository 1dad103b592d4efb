// SPDX-License-Identifier: MIT
#include "tests/support/hubworld.h"

using namespace coterie;
using namespace coterie::server;
using namespace coterie::test;

namespace {

// Where drawing fast is not what is tested.
HubConfig boardTests()
{
    HubConfig config;
    config.limits.boardPerSecond = config.limits.boardBurst = 1'000'000;
    return config;
}

// A board of so many times 500 strokes, whose snapshot is written; answers the first piece of it.
BoardPart largeBoard(HubWorld &w, int transactions)
{
    const PeerId ana = w.join(QStringLiteral("Ana"));
    w.fill(ana, w.room, transactions);
    w.say(ana, BoardGet{5, w.room, {}, {}});
    for (int turns = 0; turns < 1000 && !w.transport.last<BoardPart>(ana); ++turns)
        w.advance(1);
    const auto parts = w.transport.all<BoardPart>(ana);
    if (parts.isEmpty() || parts.first().count <= 3 * boardPartsAtOnce)
        qFatal("no large board");
    return parts.first();
}

} // namespace

// Boards of any size in the host's one thread.
class TestHubBoards final : public QObject
{
    Q_OBJECT
private slots:
    void G6_whatOnePersonSendsKeepsItsOrderWhileTheBoardIsRead()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.transport.forget();
        // Nobody has wanted this board yet: the first of these has to wait until the log has been read.
        const BoardCommit drawn{newId<OpId>(), room, {BoardOp::clear(0)}};
        const auto said = w.post(room, QStringLiteral("that is where we meet"));
        const RoomTopic topic{newId<OpId>(), room, QStringLiteral("Meeting")};
        w.hub.peerMessage(ana, drawn);
        w.hub.peerMessage(ana, said);
        w.hub.peerMessage(ana, topic);
        w.settle();
        QList<OpId> order;
        for (const auto &posted : w.transport.all<EventPosted>(ana))
            order.append(posted.event.id);
        QCOMPARE(order, (QList<OpId>{drawn.id, said.id, topic.id}));
    }
    void G10_whatWaitsForTheBoardIsBounded()
    {
        HubConfig config;
        config.limits.chatPerSecond = config.limits.chatBurst = 1'000'000;
        HubWorld w(config);
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.transport.forget();
        w.hub.peerMessage(ana, BoardCommit{newId<OpId>(), room, {BoardOp::clear(0)}});
        for (int i = 0; i < 500; ++i)
            w.hub.peerMessage(ana, w.post(room, QString::number(i)));
        const auto refusals = w.transport.all<Failure>(ana);
        QVERIFY2(!refusals.isEmpty(), "some of them were turned away at once");
        QCOMPARE(refusals.last().code, QString(errors::busy));
        QVERIFY(refusals.last().retryMs.value_or(0) > 0);
        w.settle();
        QCOMPARE(w.transport.all<Ack>(ana).size() + refusals.size(), 501);
    }
    void G6_aJoinWaitsForTheLeavingOfItsRoomThatWaits()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana")), ben = w.join(QStringLiteral("Ben"));
        w.say(ana, RoomCreate{newId<OpId>(), QStringLiteral("Other"), {}});
        const RoomId other = w.transport.last<RoomAdded>(ben)->room.id;
        w.transport.forget();
        w.hub.peerMessage(ben, BoardCommit{newId<OpId>(), w.room, {BoardOp::clear(0)}}); // the board is to be read
        w.hub.peerMessage(ben, RoomLeave{4, w.room});
        w.hub.peerMessage(ben, RoomJoin{5, other, {}, {}, {}});
        w.hub.peerMessage(ben, RoomJoin{6, w.room, {}, {}, {}});
        QVERIFY(!w.transport.last<RoomJoined>(ben));
        w.settle();
        QCOMPARE(w.transport.all<Done>(ben).size(), 1);
        const auto joined = w.transport.all<RoomJoined>(ben);
        QCOMPARE(joined.size(), 2);
        QCOMPARE(joined.at(0).req, 5);
        QCOMPARE(joined.at(1).req, 6);
        w.say(ana, w.post(w.room, QStringLiteral("here again?")));
        QCOMPARE(w.transport.last<EventPosted>(ben)->event.chat->body, QStringLiteral("here again?"));
    }
    // While a board is read as fast as ever: what waits behind it has been paid for, and is little.
    void K6_G10_whatWaitsForTheBoardIsPaidForAndWeighed()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana")), ben = w.join(QStringLiteral("Ben"));
        const RoomId room = w.firstRoom(ana);
        w.transport.forget();
        w.hub.peerMessage(ana, BoardCommit{newId<OpId>(), room, {BoardOp::clear(0)}});
        const int burst = w.config.limits.chatBurst;
        for (int i = 0; i < burst + 3; ++i)
            w.hub.peerMessage(ana, w.post(room, QStringLiteral("x")));
        const auto refusals = w.transport.all<Failure>(ana);
        QCOMPARE(refusals.size(), 3);
        for (const auto &refusal : refusals)
            QCOMPARE(refusal.code, QString(errors::rate));
        w.hub.peerMessage(ben, BoardCommit{newId<OpId>(), room, {BoardOp::clear(0)}});
        BoardOp stroke;
        stroke.act = BoardAct::Create;
        stroke.points = QByteArray(30'000, 'p');
        for (int i = 0; i < 4; ++i) { // a burst allows more of them than are held
            stroke.object = newId<ObjectId>();
            w.hub.peerMessage(ben, BoardCommit{newId<OpId>(), room, {stroke}});
        }
        QCOMPARE(w.transport.all<Failure>(ben).size(), 2); // 64 KiB
        QCOMPARE(w.transport.all<Failure>(ben).last().code, QString(errors::busy));
        w.settle();
        // Whoever paid before it was held does not pay again.
        QCOMPARE(w.transport.all<Ack>(ana).size() + w.transport.all<Failure>(ana).size(), burst + 4);
        QCOMPARE(w.transport.all<Failure>(ana).size(), refusals.size());
    }
    void K1_aLargeBoardIsWrittenOverSeveralTurns()
    {
        HubWorld w(boardTests());
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const RoomId room = w.firstRoom(ana);
        w.fill(ana, room, 60);
        const BoardGet get{5, room, {}, {}};
        w.hub.peerMessage(ben, get);
        QVERIFY2(!w.transport.last<BoardPart>(ben), "a large board was written in one go");
        QVERIFY(w.hub.nextDeadline().value_or(0) <= w.clock.monotonicMs() + 1);
        // Meanwhile everybody goes on, on this board too, and whoever asks now waits for the same one.
        const Seq begun = w.transport.last<EventPosted>(ana)->event.seq;
        w.say(ana, w.post(room, QStringLiteral("is it there?")));
        QCOMPARE(w.transport.last<EventPosted>(ben)->event.chat->body, QStringLiteral("is it there?"));
        w.fill(ana, room, 1);
        QVERIFY(w.transport.last<EventPosted>(ben)->event.board);
        w.say(ana, BoardGet{6, room, {}, {}});
        int turns = 0;
        for (; turns < 1000 && !w.transport.last<BoardPart>(ana); ++turns)
            w.advance(1);
        QVERIFY2(turns >= 3 && turns < 1000, qPrintable(QString::number(turns)));
        const BoardDoc there = w.readBoard(ben, room, 5);
        QCOMPARE(there.seq(), begun);
        QCOMPARE(there.visibleCount(), 60 * 500);
        QCOMPARE(w.readBoard(ana, room, 6).hash(), there.hash());
        QCOMPARE(w.transport.last<BoardPart>(ana)->seq, begun);
    }
    void K1_whoVanishesOrLeavesWhileABoardIsWrittenGetsNothing()
    {
        HubWorld w(boardTests());
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const PeerId cy = w.join(QStringLiteral("Cy"));
        const RoomId room = w.firstRoom(ana);
        w.fill(ana, room, 60);
        w.say(ben, BoardGet{5, room, {}, {}});
        w.say(cy, BoardGet{5, room, {}, {}});
        w.hub.peerDisconnected(ben, Parting::Lost);
        w.say(cy, RoomLeave{6, room});
        for (int i = 0; i < 1000 && w.refusal(cy).isEmpty(); ++i)
            w.advance(1);
        QCOMPARE(w.refusal(cy), QStringLiteral("not-member@room"));
        QVERIFY(!w.transport.last<BoardPart>(cy));
        QVERIFY(!w.transport.last<BoardPart>(ben));
    }
    void K4_whoReadsABoardToItsEndBeginsOnce()
    {
        HubWorld w(boardTests());
        const BoardPart first = largeBoard(w, 60);
        const PeerId ben = w.join(QStringLiteral("Ben"));
        for (int i = 0; i < 500 && w.refusal(ben).isEmpty(); ++i)
            w.say(ben, HistoryGet{100 + i, w.room, {}, 0, 1, false});
        QCOMPARE(w.refusal(ben), QStringLiteral("rate@"));   // has begun as often as it may
        w.advance(*w.transport.last<Failure>(ben)->retryMs); // but once
        const auto refused = w.transport.all<Failure>(ben).size();
        QCOMPARE(w.ask(ben, BoardGet{7, w.room, {}, {}}), QString());
        QCOMPARE(w.readBoard(ben, w.room, 7).visibleCount(), 60 * 500);
        QCOMPARE(w.transport.all<Failure>(ben).size(), refused);
        // The controls: again from the beginning, out of order, and of a snapshot that is not there.
        QCOMPARE(w.ask(ben, BoardGet{8, w.room, {}, {}}), QStringLiteral("rate@"));
        QCOMPARE(w.ask(ben, BoardGet{9, w.room, first.seq, boardPartsAtOnce}), QStringLiteral("rate@"));
        QCOMPARE(w.ask(ben, BoardGet{10, w.room, first.seq - 1, first.count}), QStringLiteral("rate@"));
    }
    void K4_toReadOnWhereTheSnapshotIsGoneIsToBegin()
    {
        HubWorld w(boardTests());
        const BoardPart first = largeBoard(w, 60);
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const BoardGet readsOn{8, w.room, first.seq, boardPartsAtOnce};
        for (const bool gone : {false, true}) {
            QCOMPARE(w.ask(ben, BoardGet{7, w.room, {}, {}}), QString());
            if (gone)
                w.advance(w.config.boards.idleMs);
            QCOMPARE(w.hub.stats().boards, gone ? 0 : 1);
            QString refused;
            for (int i = 0; i < 500 && refused.isEmpty(); ++i)
                refused = w.ask(ben, HistoryGet{100 + i, w.room, {}, 0, 1, false});
            QCOMPARE(refused, QStringLiteral("rate@"));
            QCOMPARE(w.ask(ben, readsOn), gone ? QStringLiteral("rate@") : QString());
            w.advance(60'000);
        }
    }
    void K4_theBytesOfPiecesAreBounded()
    {
        HubWorld w(boardTests());
        const BoardPart first = largeBoard(w, 100);
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const auto more = [&](int from) {
            return w.ask(ben, BoardGet{7, w.room, from > 0 ? std::optional(first.seq) : std::nullopt, from});
        };
        QString refused;
        for (int begun = 0; begun < 58 && refused.isEmpty(); ++begun)
            for (int from = 0; from < first.count && refused.isEmpty(); from += boardPartsAtOnce)
                refused = more(from);
        QCOMPARE(refused, QStringLiteral("rate@"));
        const auto bytesOf = [&] {
            qint64 bytes = 0;
            for (const BoardPart &part : w.transport.all<BoardPart>(ben))
                bytes += part.data.size();
            return bytes;
        };
        constexpr qint64 atOnce = 64 * 1024 * 1024;
        const qint64 sent = bytesOf();
        QVERIFY2(sent <= atOnce && sent > atOnce - 2 * boardPartsAtOnce * boardPartBytes,
                 qPrintable(QString::number(sent)));
        // And then as it says itself.
        const auto wait = w.transport.last<Failure>(ben)->retryMs;
        QVERIFY(wait && *wait > 0 && *wait <= 100);
        w.advance(*wait);
        QCOMPARE(more(0), QString());
        QVERIFY(bytesOf() > sent);
    }
    void K2_aBoardThatNobodyWantsLeavesTheMemoryAndComesBack()
    {
        HubWorld w(boardTests());
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.fill(ana, room, 1);
        QCOMPARE(w.hub.stats().boards, 1);
        w.say(ana, BoardGet{5, room, {}, {}});
        const BoardDoc before = w.readBoard(ana, room, 5);
        QCOMPARE(before.visibleCount(), 500);
        w.advance(w.config.boards.idleMs - 1000);
        w.fill(ana, room, 1); // used once more
        w.advance(w.config.boards.idleMs - 1);
        QCOMPARE(w.hub.stats().boards, 1);
        w.advance(1);
        QCOMPARE(w.hub.stats().boards, 0);
        // Chat does not bring it back, and what happens then is there when it is wanted again.
        w.say(ana, w.post(room, QStringLiteral("later")));
        QCOMPARE(w.hub.stats().boards, 0);
        w.say(ana, BoardGet{6, room, {}, {}});
        const BoardDoc after = w.readBoard(ana, room, 6);
        QCOMPARE(after.visibleCount(), 1000);
        QCOMPARE(w.transport.last<BoardPart>(ana)->seq, w.transport.last<EventPosted>(ana)->event.seq);
        w.transport.forget();
        w.fill(ana, room, 1);
        QVERIFY(w.transport.last<EventPosted>(ana)->event.board);
        QCOMPARE(w.hub.stats().boards, 1);
    }
    void K5_aLongLogIsReadInPagesAndInOrder()
    {
        HubWorld w(boardTests());
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        const auto one = newId<ObjectId>();
        w.say(ana, BoardCommit{newId<OpId>(), room, {dash(one)}});
        constexpr int moves = 1700; // more than three pages of 500
        for (int i = 1; i <= moves; ++i) {
            w.say(ana, BoardCommit{newId<OpId>(), room, {move(one, i, -i)}});
            w.clock.advance(200); // within the rates
        }
        w.say(ana, BoardGet{5, room, {}, {}});
        const BoardDoc before = w.readBoard(ana, room, 5);
        QCOMPARE(before.object(one)->x, double(moves));
        w.advance(2 * w.config.boards.idleMs);
        QCOMPARE(w.hub.stats().boards, 0);
        w.hub.peerMessage(ana, BoardGet{6, room, {}, {}});
        QCOMPARE(w.store.waiting(), 1);
        QCOMPARE(w.store.deliver(1), 1); // the first page
        QCOMPARE(w.store.waiting(), 1);  // the next one is asked for already
        w.settle();
        const BoardDoc after = w.readBoard(ana, room, 6);
        QCOMPARE(after.hash(), before.hash());
        QCOMPARE(after.seq(), before.seq());
        QCOMPARE(w.refusal(ana), QString());
    }
    void K2_aBoardIsNotLetGoWhileItIsBeingRead()
    {
        HubWorld w(boardTests());
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.fill(ana, room, 1);
        w.advance(w.config.boards.idleMs);
        QCOMPARE(w.hub.stats().boards, 0);
        w.hub.peerMessage(ana, BoardGet{6, room, {}, {}}); // the disk is slow: longer than a board is kept
        w.clock.advance(3 * w.config.boards.idleMs);
        w.hub.tick();
        QCOMPARE(w.hub.stats().boards, 1);
        w.settle();
        QCOMPARE(w.readBoard(ana, room, 6).visibleCount(), 500);
        w.advance(2 * w.config.boards.idleMs);
        QCOMPARE(w.hub.stats().boards, 0);
    }
    // Somebody who draws without end fills neither the disk nor the memory: each board's log has an end.
    void K8_aBoardsLogHasAnEnd()
    {
        HubConfig config = boardTests();
        config.boards.logBytes = 200'000;
        HubWorld w(config);
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const auto one = newId<ObjectId>();
        QCOMPARE(w.ask(ana, BoardCommit{newId<OpId>(), w.room, {dash(one)}}), QString());
        const auto left = [&] { // as whoever looks at it is told
            w.say(ana, BoardLook{w.room, BoardArea{0, 0, 800, 600}, {}, {}, {}});
            w.say(ana, Ping{1});
            return w.transport.last<Pong>(ana)->board.value().left;
        };
        QVERIFY(!left());
        int moves = 0;
        QString answer;
        QList<int> told;
        for (; moves < 10'000 && answer.isEmpty(); ++moves) {
            answer = w.ask(ana, BoardCommit{newId<OpId>(), w.room, {move(one, moves, 0)}});
            if (moves % 10 != 0)
                continue;
            w.advance(1000); // nobody asks much more often than that
            if (const auto percent = left(); percent && (told.isEmpty() || told.last() != *percent))
                told.append(*percent);
        }
        QCOMPARE(answer, QStringLiteral("log-full@ops"));
        told.removeAll(10);                                         // of which there may have been none exactly
        QCOMPARE(told, (QList<int>{9, 8, 7, 6, 5, 4, 3, 2, 1, 0})); // while there is time to go on elsewhere
        QVERIFY2(moves > 1500 && moves < 3200, qPrintable(QString::number(moves)));
        // A new run reads the same log, and comes to the same end; chat goes on.
        w.advance(2 * w.config.boards.idleMs);
        QCOMPARE(w.hub.stats().boards, 0);
        QCOMPARE(w.ask(ana, BoardCommit{newId<OpId>(), w.room, {move(one, 0, 0)}}), QStringLiteral("log-full@ops"));
        QCOMPARE(w.ask(ana, w.post(w.room, QStringLiteral("the board is full"))), QString());
    }
    void K8_theBoardUsedLongestAgoLeavesWhenTheyAreTooMuchTogether()
    {
        HubConfig config = boardTests();
        config.boards.atHandBytes = 100'000;
        HubWorld w(config);
        const PeerId ana = w.join(QStringLiteral("Ana"));
        QList<BoardId> boards{firstBoard(w.room)};
        for (int i = 0; i < 5; ++i) {
            boards.append(newId<BoardId>());
            QCOMPARE(
                w.ask(ana,
                      BoardListEdit{newId<OpId>(), w.room, {BoardListAct::Add, boards.last(), QString::number(i), {}}}),
                QString());
        }
        const auto draw = [&](const BoardId &board) {
            BoardCommit commit{newId<OpId>(), w.room, {}, board};
            for (int i = 0; i < 500; ++i)
                commit.ops.append(dash(newId<ObjectId>(), i));
            w.advance(10);
            return w.ask(ana, commit);
        };
        for (const BoardId &board : std::as_const(boards))
            QCOMPARE(draw(board), QString());
        QVERIFY2(w.hub.stats().boards < 5, qPrintable(QString::number(w.hub.stats().boards)));
        // Each of them is still there, read again when it is wanted.
        for (const BoardId &board : std::as_const(boards)) {
            QCOMPARE(draw(board), QString());
            w.say(ana, BoardGet{9, w.room, {}, {}, board});
            QVERIFY(w.transport.last<BoardPart>(ana));
            QVERIFY(w.hub.stats().boards < 5);
        }
    }
};

QTEST_APPLESS_MAIN(TestHubBoards)
#include "tst_hubboards.moc"
