// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"
#include "app/session/boardcopy.h"
#include "app/session/boardparcels.h"
#include "app/session/errortext.h"
#include "shared/board/boardsnapshot.h"
#include "shared/protocol/errors.h"
#include "tests/support/boardlog.h"
#include "tests/support/boardrig.h"
#include "tests/support/boardsrig.h"

#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using test::BoardRig;
using test::BoardsRig;
using test::HandClock;

namespace {

// Two controllers and a log between them; the network is two function calls.
struct Pair {
    HandClock clock;
    RoomId room = newId<RoomId>();
    BoardController ana{room, clock};
    BoardController ben{room, clock};
    Seq head = 0;
    QList<std::pair<BoardTransaction, Seq>> log;
    QList<BoardLive> live;

    Pair()
    {
        for (BoardController *who : {&ana, &ben}) {
            who->setSelf(newId<UserId>());
            who->setOnline(true);
            who->setLoaded(true);
            QObject::connect(who, &BoardController::commitRequested, who, [this](const BoardTransaction &tx) {
                log.append({tx, ++head});
            });
        }
        QObject::connect(&ana, &BoardController::liveRequested, &ana, [this](const BoardLive &l) { live.append(l); });
    }
    void flush()
    {
        for (BoardController *who : {&ana, &ben})
            who->receive(log);
        clock.ms += ana.restMs(); // of what waits something may be held back (A88)
        ana.tick();
        log.clear();
    }
    void preview(const BoardLive &l)
    {
        const BoardPreview told{l.room, ana.self(), l.stream, l.first, l.style, l.points, l.board, l.over};
        ana.showPreview(told);
        ben.showPreview(told);
    }
    static QList<BoardOp> row(int count)
    {
        QList<BoardOp> ops;
        for (int i = 0; i < count; ++i)
            ops.append(test::dash(newId<ObjectId>(), i * 10.0));
        return ops;
    }
    static void draw(BoardController &who, double x = 0)
    {
        who.beginStroke(0xff000000, 3, 1, false, {x, 0});
        for (int i = 1; i < 20; ++i)
            who.extendStroke({x + i * 5, i * 2.0});
        who.endStroke();
    }
};

// A board whose host refuses what this test says, and what is kept of that.
struct Desk {
    test::BoardsRig rig;
    BoardController board{rig.room, rig.clock};
    QList<BoardTransaction> mine; // on their way
    Seq head = 0;

    explicit Desk(BoardRight everybody = BoardRight::EditAll)
        : rig(everybody == BoardRight::EditAll ? Role::Owner : Role::Member, everybody)
    {
        board.setBoards(&rig.boards);
        board.setSelf(rig.me);
        board.setOnline(true);
        board.setLoaded(true);
        QObject::connect(&board, &BoardController::commitRequested, &board,
                         [this](const BoardTransaction &tx) { mine.append(tx); });
    }
    void others(const QList<BoardOp> &ops) { board.receive({{{newId<OpId>(), rig.teacher, ops}, ++head}}); }
    ObjectId note(const QString &text)
    {
        const auto id = newId<ObjectId>();
        BoardOp made = BoardOp::create(id, BoardKind::Sticky, 0, 0, 80, 80);
        made.text = text;
        others({made});
        return id;
    }
    // As somebody types: not all at once.
    void write(const ObjectId &id, const QStringList &words)
    {
        for (const QString &word : words) {
            QVERIFY(board.editText(id, board.doc().textOf(id).value_or(QString()) + word));
            clock().ms += 1000;
            board.tick();
        }
        board.endText();
    }
    void refuseAll()
    {
        for (const BoardTransaction &tx : std::exchange(mine, {}))
            board.refuse({{tx.id, test::refusal(errors::frozen), tx.ops}});
    }
    HandClock &clock() { return rig.clock; }
    [[nodiscard]] QList<BoardOp> kept() const { return rig.boards.conflict(firstBoard(rig.room)); }
};

BoardOp lock(const ObjectId &id)
{
    BoardOp op = BoardOp::set(id);
    op.locked = true;
    return op;
}

} // namespace

class TestBoardController final : public QObject
{
    Q_OBJECT
private slots:
    void aStrokeIsShownAtOnceAndRequestedOnce()
    {
        Pair pair;
        QSignalSpy commits(&pair.ana, &BoardController::commitRequested);
        QSignalSpy changes(&pair.ana, &BoardController::changed);
        Pair::draw(pair.ana);
        QCOMPARE(commits.size(), 1);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(pair.ana.doc().visibleCount(), 1);
        QCOMPARE(pair.ana.pendingCount(), 1);
        pair.flush();
        QCOMPARE(pair.ana.pendingCount(), 0);
        QCOMPARE(pair.ben.doc().hash(), pair.ana.doc().hash());
    }
    void theCommittedStrokeIsTheOneThatWasDrawn()
    {
        Pair pair;
        pair.ana.beginStroke(0xff112233, 2.5, 2.0, true, {10, 20, 0.25});
        pair.ana.extendStroke({30, 40, 0.5});
        pair.ana.extendStroke({30.1, 40, 0.75}); // nearer than a pixel: only kept because it is the last
        const StrokePoints before = pair.ana.ownStroke()->points();
        QCOMPARE(before.at.size(), 2u);
        pair.ana.endStroke();
        const BoardObject object = pair.ana.doc().objects().first();
        const auto points = StrokePoints::unpack(object.points);
        QCOMPARE(object.x, 10.0);
        QCOMPARE(object.color, 0xff112233u);
        QCOMPARE(points->exponent, 5);
        QCOMPARE(points->at.size(), 3u);
        QCOMPARE(int(points->at[1].x), 20 * 32);
        QCOMPARE(int(points->pressure[1]), 128);
    }
    void aVeryLongStrokeGoesOnAsAnother()
    {
        Pair pair;
        pair.ana.beginStroke(0xff000000, 3, 1, false, {0, 0});
        for (int i = 0; i < 5000; ++i)
            pair.ana.extendStroke({i % 100 * 2.0, i / 100 * 2.0});
        pair.ana.extendStroke({5000, 5000}); // further than 16 bits reach
        pair.ana.extendStroke({5010, 5000});
        pair.ana.endStroke();
        QCOMPARE(pair.ana.doc().visibleCount(), 3);
        for (const BoardObject &object : pair.ana.doc().objects())
            QVERIFY(StrokeExtent::of(object.points)->count <= 4097);
        // It is one step, as the hand made it (W-25).
        pair.ana.undo();
        QCOMPARE(pair.ana.doc().visibleCount(), 0);
        pair.ana.redo();
        QCOMPARE(pair.ana.doc().visibleCount(), 3);
        pair.ana.undo();
        pair.ana.beginStroke(0xff000000, 3, 1, false, {0, 0});
        for (int i = 0; i < 5000; ++i)
            pair.ana.extendStroke({i % 100 * 2.0, i / 100 * 2.0});
        QCOMPARE(pair.ana.doc().visibleCount(), 1);
        pair.ana.cancelStroke();
        QCOMPARE(pair.ana.doc().visibleCount(), 0);
    }
    // What is taken back is what is left of the stroke, and never the step before it.
    void aLongStrokeThatIsCancelledTakesNothingElseWithIt()
    {
        Pair pair;
        Pair::draw(pair.ana);
        pair.ana.beginStroke(0xff000000, 3, 1, false, {0, 0});
        for (int i = 0; i < 5000; ++i)
            pair.ana.extendStroke({i % 100 * 2.0, i / 100 * 2.0});
        QCOMPARE(pair.ana.doc().visibleCount(), 2);
        pair.ana.erase({pair.ana.doc().objects().last().id}); // by a key, while the pen is down, say
        pair.ana.cancelStroke();
        QCOMPARE(pair.ana.doc().visibleCount(), 1);
    }
    void othersSeeTheStrokeWhileItIsDrawn()
    {
        Pair pair;
        pair.ana.beginStroke(0xff00aa00, 4, 1, true, {100, 100, 0.1});
        for (int i = 1; i <= 200; ++i)
            pair.ana.extendStroke({100 + i * 2.0, 100, 0.5});
        pair.clock.ms += 40;
        pair.ana.tick();
        QCOMPARE(pair.live.size(), 4); // 201 samples in messages of 64
        QVERIFY(pair.live.first().style);
        for (const BoardLive &l : pair.live)
            pair.preview(l);
        pair.preview(pair.live.at(1)); // told twice
        QCOMPARE(pair.ana.guests().strokes().size(), 0);
        QCOMPARE(pair.ben.guests().strokes().size(), 1);
        QCOMPARE(pair.ben.guests().strokes().first()->points, pair.ana.ownStroke()->points());
        QSignalSpy ended(&pair.ben, &BoardController::liveStrokeEnded);
        pair.ana.endStroke();
        pair.flush();
        QCOMPARE(ended.size(), 1);
        QVERIFY(pair.ben.guests().strokes().isEmpty());
        pair.preview(pair.live.last()); // late
        QVERIFY(pair.ben.guests().strokes().isEmpty());
    }
    // Everybody knows the id of a stroke before the stroke is on the board.
    void B28_aStrokeWhoseIdSomebodyElseUsedIsThereAllTheSame()
    {
        Pair pair;
        pair.ana.beginStroke(0xff00aa00, 4, 1, false, {100, 100});
        pair.ana.extendStroke({120, 100});
        pair.clock.ms += 40;
        pair.ana.tick();
        QVERIFY(!pair.live.isEmpty());
        QVERIFY(pair.ben.commit({test::dash(pair.live.first().stream)}));
        pair.flush();
        pair.ana.endStroke();
        pair.flush();
        QCOMPARE(pair.ana.doc().visibleCount(), 2);
        QCOMPARE(pair.ben.doc().hash(), pair.ana.doc().hash());
    }
    // The other one's came first, but was not here yet when the pen was lifted.
    void B28_aCreationWhoseIdIsTakenGoesAgainUnderAnotherId()
    {
        BoardRig rig;
        rig.echo = false;
        QList<BoardTransaction> sent;
        connect(&rig.controller, &BoardController::commitRequested, this,
                [&](const BoardTransaction &tx) { sent.append(tx); });
        const auto taken = newId<ObjectId>();
        BoardOp mine = test::dash(taken, 300);
        QVERIFY(rig.controller.commit({mine}));
        BoardOp moved = BoardOp::set(taken);
        moved.x = 400;
        moved.y = 0;
        QVERIFY(rig.controller.commit({moved}));
        rig.draw(rig.other, test::dash(taken, 50));
        const auto renamed = rig.controller.renew(sent.first().id);
        QCOMPARE(renamed.size(), 1);
        const ObjectId now = renamed.value(taken);
        QCOMPARE(rig.controller.pendingCount(), 2);
        QVERIFY(rig.controller.doc().object(taken) && rig.controller.doc().object(now));
        QCOMPARE(rig.controller.doc().object(taken)->x, 50.0); // not moved by what meant the other one
        QCOMPARE(rig.controller.doc().object(now)->x, 400.0);
        // The control: what is in the log as one's own is not made twice.
        rig.controller.receive({{{sent.first().id, rig.controller.self(), {test::dash(now, 300)}}, ++rig.head}});
        QCOMPARE(rig.controller.renew(sent.first().id).size(), 0);
    }
    void B28_aStrokeThatAFullBoardDoesNotTakeIsKept()
    {
        BoardsRig session;
        BoardController board(session.room, session.clock);
        board.setBoards(&session.boards);
        board.setSelf(session.me);
        board.setLoaded(true);
        BoardDoc full;
        for (Seq seq = 1; full.visibleCount() < maxBoardObjects; ++seq)
            full.apply({newId<OpId>(), session.teacher, Pair::row(maxBoardOps)}, seq);
        board.load(std::move(full));
        QSignalSpy said(&board, &BoardController::noticed);
        Pair::draw(board, 700);
        QCOMPARE(said.size(), 1);
        const QList<BoardOp> kept = session.boards.conflict(firstBoard(session.room));
        QCOMPARE(kept.size(), 1);
        QCOMPARE(kept.first().x, std::optional(700.0));
        QVERIFY(StrokeExtent::of(*kept.first().points)->count > 2);
    }
    void V23_aStrokeThatBeginsBeyondTheBoardIsAtItsEnd()
    {
        BoardRig rig;
        QSignalSpy said(&rig.controller, &BoardController::noticed);
        Pair::draw(rig.controller, 3 * maxBoardCoordinate);
        QCOMPARE(said.size(), 0);
        QCOMPARE(rig.controller.doc().objects().size(), 1);
        QCOMPARE(rig.controller.doc().objects().first().x, maxBoardCoordinate);
    }
    void A280_whatNoBoardCanHaveIsNotKept()
    {
        BoardsRig session;
        BoardController board(session.room, session.clock);
        board.setBoards(&session.boards);
        board.setSelf(session.me);
        board.setLoaded(true);
        const BoardId first = firstBoard(session.room);
        QSignalSpy said(&board, &BoardController::noticed);
        BoardOp far = test::dash(newId<ObjectId>());
        far.x = 2 * maxBoardCoordinate;
        QVERIFY(!board.commit({far}));
        QCOMPARE(said.size(), 1);
        QVERIFY2(said.first().first().toString().contains(QStringLiteral("The board ends here")),
                 qPrintable(said.first().first().toString()));
        BoardOp nothing = test::dash(newId<ObjectId>());
        nothing.points = QByteArray("\0\0\0", 3); // not one point
        QVERIFY(!board.commit({nothing}));
        QCOMPARE(said.size(), 2);
        QVERIFY(session.boards.conflict(first).isEmpty());
        // What there is of it beside that stays, and can be a board.
        QSignalSpy told(&session.boards, &RoomBoards::noticed);
        const BoardOp good = test::dash(newId<ObjectId>());
        session.boards.keepConflict(first, {{nothing, good}, errors::forbidden});
        QCOMPARE(session.boards.conflictObjects(first), 1);
        QCOMPARE(told.size(), 1);
        QVERIFY(!session.boards.saveConflict(first, QStringLiteral("Mine")).isNull());
        // The control: what another board would take is kept.
        session.boards.keepConflict(first, {{test::dash(newId<ObjectId>())}, errors::full});
        QCOMPARE(session.boards.conflictObjects(first), 1);
    }
    void A280_whatAnEarlierVersionKeptOfItGoes()
    {
        BoardsRig session;
        const BoardId first = firstBoard(session.room);
        BoardOp nothing = test::dash(newId<ObjectId>());
        nothing.points = QByteArray("\0\0\0", 3);
        const BoardOp good = test::dash(newId<ObjectId>());
        session.store.putConflict(session.room, first, {{nothing, good}, errors::full});
        QSignalSpy told(&session.boards, &RoomBoards::noticed);
        session.boards.load();
        QTRY_COMPARE(session.boards.conflictObjects(first), 1);
        QCOMPARE(session.boards.conflict(first).first().object, good.object);
        QCOMPARE(told.size(), 1);
        QList<BoardOp> onDisk; // it is gone from there, too
        session.store.conflicts(session.room, [&](const auto &works) { onDisk = works.value(first).copies; });
        QTRY_COMPARE(onDisk.size(), 1);
        QCOMPARE(onDisk.first().object, good.object);
    }
    void A197_boardsOfKeptCopiesHaveNamesOfTheirOwn()
    {
        BoardsRig session;
        const BoardId first = firstBoard(session.room);
        const QString longest(nameLength.max, u'n');
        for (const QString &name : {QStringLiteral("Mine"), QStringLiteral("Mine"), longest, longest}) {
            session.boards.keepConflict(first, {Pair::row(2), {}});
            QVERIFY(!session.boards.saveConflict(first, name).isNull());
        }
        const QStringList names = session.names();
        QCOMPARE(names.size(), 5);
        QCOMPARE(QSet<QString>(names.cbegin(), names.cend()).size(), 5);
        QVERIFY(names.contains(QStringLiteral("Mine 2")) && names.contains(longest));
    }
    void B28_whatIsKeptOfARefusedCreationIsOnesOwn()
    {
        const UserId me = newId<UserId>(), other = newId<UserId>();
        const auto taken = newId<ObjectId>(), own = newId<ObjectId>(), lost = newId<ObjectId>();
        BoardDoc doc;
        doc.apply({newId<OpId>(), other, {test::dash(taken, 50)}}, 1);
        doc.apply({newId<OpId>(), me, {test::dash(own, 60)}}, 2);
        const QList<BoardOp> ops{test::dash(taken, 300), test::dash(own, 310), test::dash(lost, 320)};
        const QList<BoardOp> copies = copiesOf(doc, ops, me);
        QCOMPARE(copies.size(), 3);
        QCOMPARE(copies.at(0).x, std::optional(300.0)); // not what the other one made
        QCOMPARE(copies.at(1).x, std::optional(60.0));  // as it stands
        QCOMPARE(copies.at(2).x, std::optional(320.0));
    }
    void B15_aLiveStrokeEndsWithItsSilenceOrItsOwner()
    {
        Pair pair;
        for (int round = 0; round < 2; ++round) {
            pair.live.clear();
            pair.ana.beginStroke(0xff00aa00, 4, 1, false, {0, 0});
            pair.clock.ms += 40;
            pair.ana.tick();
            pair.preview(pair.live.first());
            QCOMPARE(pair.ben.guests().strokes().size(), 1);
            if (round == 0) {
                pair.clock.ms += 10'000;
                pair.ben.tick();
            } else {
                pair.ben.forgetUser(pair.ana.self());
            }
            QCOMPARE(pair.ben.guests().strokes().size(), 0);
            pair.ana.cancelStroke();
        }
    }
    void B15_aLiveStrokeThatIsGivenUpGoesAtOnce()
    {
        Pair pair;
        pair.ana.beginStroke(0xff00aa00, 4, 1, false, {0, 0});
        pair.ana.cancelStroke();
        QVERIFY(pair.live.isEmpty()); // nobody has seen any of it
        pair.ana.beginStroke(0xff00aa00, 4, 1, false, {0, 0});
        pair.ana.extendStroke({50, 10});
        pair.clock.ms += 40;
        pair.ana.tick();
        const QList<BoardLive> drawn = std::exchange(pair.live, {});
        for (const BoardLive &live : drawn)
            pair.ben.showPreview({live.room, pair.ana.self(), live.stream, live.first, live.style, live.points});
        QCOMPARE(pair.ben.guests().strokes().size(), 1);
        pair.ana.cancelStroke();
        QCOMPARE(pair.live.size(), 1);
        BoardPreview anothers{pair.room, newId<UserId>(), pair.live.first().stream, 0, {}, pair.live.first().points};
        anothers.over = true;
        pair.ben.showPreview(anothers); // only who draws it gives it up
        QCOMPARE(pair.ben.guests().strokes().size(), 1);
        // What comes back late is not to be seen on one's own board.
        for (const BoardLive &live : drawn)
            pair.preview(live);
        QCOMPARE(pair.ana.guests().strokes().size(), 0);
        QSignalSpy ended(&pair.ben, &BoardController::liveStrokeEnded);
        pair.preview(pair.live.first());
        QCOMPARE(pair.ben.guests().strokes().size(), 0);
        QCOMPARE(ended.size(), 1);
        pair.preview(pair.live.first()); // nor does it begin one
        QCOMPARE(pair.ben.guests().strokes().size(), 0);
    }
    void pointersComeAtMostThirtyTimesASecond()
    {
        Pair pair;
        QSignalSpy cursors(&pair.ana, &BoardController::cursorRequested);
        for (int i = 0; i < 1000; ++i) {
            pair.ana.pointAt(QPointF(i, i));
            pair.clock.ms += 1;
            pair.ana.tick();
        }
        QVERIFY2(cursors.size() >= 25 && cursors.size() <= 31, qPrintable(QString::number(cursors.size())));
        pair.ana.pointAway();
        QVERIFY(!cursors.last().first().value<BoardCursor>().on);
        pair.ben.showPointer({pair.room, pair.ana.self(), QStringLiteral("Ana"), 1, 2, true});
        pair.ana.showPointer({pair.room, pair.ana.self(), QStringLiteral("Ana"), 1, 2, true});
        QCOMPARE(pair.ben.guests().cursors().size(), 1);
        QCOMPARE(pair.ana.guests().cursors().size(), 0);
        pair.clock.ms += 30'000;
        pair.ben.tick();
        QCOMPARE(pair.ben.guests().cursors().size(), 0);
    }
    // Somebody begins strokes and lasers without end; whoever draws then is seen all the same.
    void B29_nobodyTakesThePlaceOfTheOthers_data()
    {
        QTest::addColumn<quint32>("color");
        QTest::addColumn<int>("places");
        QTest::addColumn<int>("crowd");
        QTest::newRow("ink") << 0xff000000u << 400 << 60;
        QTest::newRow("laser") << 0x00ffffffu << 50 << 20;
    }
    void B29_nobodyTakesThePlaceOfTheOthers()
    {
        QFETCH(const quint32, color);
        QFETCH(const int, places);
        QFETCH(const int, crowd);
        BoardRig rig;
        const auto begin = [&](const UserId &user) {
            rig.clock.ms += 1;
            StrokePoints points;
            points.at = {{0, 0}, {160, 0}};
            BoardPreview told{rig.controller.room(), user, newId<ObjectId>(), 0, StrokeStyle{color, 4, 100, 100},
                              points.packed(),       {}};
            rig.controller.showPreview(told);
            return told.stream;
        };
        const auto seen = [&](const ObjectId &stream) {
            const auto &trails = rig.controller.lasers().trails();
            return rig.controller.guests().stroke(stream) ||
                   std::any_of(trails.cbegin(), trails.cend(), [&](const LaserTrail &t) { return t.stream == stream; });
        };
        const auto alone = begin(newId<UserId>());
        const auto pushing = newId<UserId>();
        ObjectId last;
        for (int i = 0; i < 1000; ++i)
            last = begin(pushing);
        QVERIFY(seen(last)); // the newest of theirs counts
        QVERIFY(seen(alone));
        const auto later = begin(newId<UserId>());
        QVERIFY(seen(later));
        // Also where all places are taken: whoever has most gives one up.
        QList<ObjectId> ones;
        for (int i = 0; i < 20; ++i)
            ones.append(begin(newId<UserId>()));
        for (int who = 0; who < crowd; ++who) {
            const auto user = newId<UserId>();
            for (int i = 0; i < 13; ++i)
                (void)begin(user);
        }
        for (const ObjectId &one : std::as_const(ones))
            QVERIFY(seen(one));
        const qsizetype all = rig.controller.guests().strokes().size() + rig.controller.lasers().trails().size();
        QCOMPARE(all, places);
    }
    void undoCancelsTheStrokeUnderWayFirst()
    {
        Pair pair;
        Pair::draw(pair.ana);
        QSignalSpy commits(&pair.ana, &BoardController::commitRequested);
        pair.ana.beginStroke(0xff000000, 3, 1, false, {0, 0});
        pair.ana.undo();
        QVERIFY(!pair.ana.ownStroke());
        QCOMPARE(commits.size(), 0);
        pair.ana.undo();
        QCOMPARE(pair.ana.doc().visibleCount(), 0);
        QVERIFY(pair.ana.canRedo());
        pair.ana.redo();
        QCOMPARE(pair.ana.doc().visibleCount(), 1);
    }
    void undoIsOnesOwnOnly()
    {
        Pair pair;
        Pair::draw(pair.ana);
        pair.flush();
        Pair::draw(pair.ben);
        pair.flush();
        QSignalSpy notices(&pair.ana, &BoardController::noticed);
        pair.ana.undo();
        pair.flush();
        QCOMPARE(pair.ben.doc().visibleCount(), 1);
        pair.ana.undo();
        QCOMPARE(notices.size(), 1);
        QCOMPARE(pair.ana.doc().visibleCount(), 1);
    }
    void clearIsUndoneByItsAuthor()
    {
        Pair pair;
        for (int i = 0; i < 3; ++i) {
            Pair::draw(pair.ana, i * 100);
            Pair::draw(pair.ben, i * 100);
        }
        pair.flush();
        Pair::draw(pair.ben, 900); // under way: ana has not seen it
        pair.ana.clear();
        QCOMPARE(pair.ana.doc().visibleCount(), 0);
        pair.flush();
        QCOMPARE(pair.ana.doc().visibleCount(), 1);
        pair.ana.undo();
        pair.flush();
        QCOMPARE(pair.ben.doc().visibleCount(), 7);
        QCOMPARE(pair.ben.doc().hash(), pair.ana.doc().hash());
    }
    void whatWaitsSurvivesASnapshotAndARestart()
    {
        Pair pair;
        Pair::draw(pair.ana);
        pair.flush();
        Pair::draw(pair.ana, 50);
        const QList<BoardTransaction> waiting = pair.ana.pending();
        QCOMPARE(waiting.size(), 1);
        BoardController again(pair.room, pair.clock);
        again.setSelf(pair.ana.self());
        again.restore(waiting);
        BoardDoc snapshot = pair.ben.doc();
        again.load(std::move(snapshot));
        QCOMPARE(again.pendingCount(), 1);
        QCOMPARE(again.doc().visibleCount(), 2);
        pair.flush();
        again.refuse({{waiting.first().id, test::refusal(errors::forbidden), {}}});
        QCOMPARE(again.doc().visibleCount(), 1);
    }
    void W25_whatIsLongerThanATransactionIsOneStep()
    {
        Pair pair;
        QList<ObjectId> ids;
        for (int i = 0; i < maxBoardOps + 3; ++i) {
            Pair::draw(pair.ana, i);
            ids.append(pair.ana.doc().objects().last().id);
        }
        pair.flush();
        QSignalSpy shown(&pair.ana, &BoardController::changed);
        pair.ana.erase(ids);
        QCOMPARE(shown.count(), 1); // at once: each time, whoever shows it works out anew what is selected
        QCOMPARE(pair.ana.doc().visibleCount(), 0);
        QCOMPARE(pair.ana.pendingCount(), 2);
        pair.flush();
        pair.ana.undo();
        QCOMPARE(pair.ana.doc().visibleCount(), ids.size());
        pair.ana.redo();
        QCOMPARE(pair.ana.doc().visibleCount(), 0);
        pair.flush();
        QCOMPARE(pair.ben.doc().hash(), pair.ana.doc().hash());
    }
    void W25_noMessageIsLargerThanAHostTakes()
    {
        Pair pair;
        QList<BoardOp> ops;
        StrokePoints points;
        for (int i = 0; i < 3000; ++i)
            points.at.push_back({qint16(i * 7 % 9000), qint16(i * 31 % 9000)});
        for (int i = 0; i < 30; ++i)
            ops.append(BoardOp::createStroke(newId<ObjectId>(), i, i, points.packed(), 0xff000000, 3));
        const auto sizeOf = [&](const BoardTransaction &tx) {
            return encode(ClientMessage(boardCommit(tx, pair.ana.room())), Framing::Cbor).size();
        };
        QVERIFY(sizeOf({newId<OpId>(), pair.ana.self(), ops}) > largestClientFrame);
        qsizetype largest = 0;
        QObject::connect(&pair.ana, &BoardController::commitRequested, &pair.ana,
                         [&](const BoardTransaction &tx) { largest = std::max(largest, sizeOf(tx)); });
        QVERIFY(pair.ana.commit(ops, QStringLiteral("paste")));
        QVERIFY2(largest > 0 && largest <= largestClientFrame, qPrintable(QString::number(largest)));
        pair.flush();
        QCOMPARE(pair.ben.doc().visibleCount(), 30);
        pair.ana.undo(); // all of it
        QCOMPARE(pair.ana.doc().visibleCount(), 0);
    }
    void W25_aStepHasWords()
    {
        Pair pair;
        QVERIFY(pair.ana.undoText().isEmpty());
        Pair::draw(pair.ana);
        QCOMPARE(pair.ana.undoText(), QStringLiteral("draw"));
        const ObjectId id = pair.ana.doc().objects().first().id;
        BoardOp op = BoardOp::set(id);
        op.color = 0xff0072b2;
        QVERIFY(pair.ana.commit({op}, QStringLiteral("colour it")));
        QCOMPARE(pair.ana.undoText(), QStringLiteral("colour it"));
        pair.ana.undo();
        QCOMPARE(pair.ana.undoText(), QStringLiteral("draw"));
        QCOMPARE(pair.ana.redoText(), QStringLiteral("colour it"));
    }
    void W27_minutesOfTypingAreOneStepOfTheDepth_data()
    {
        QTest::addColumn<bool>("again"); // the program was started anew in between
        QTest::newRow("the same run") << false;
        QTest::newRow("a later run") << true;
    }
    void W27_minutesOfTypingAreOneStepOfTheDepth()
    {
        QFETCH(bool, again);
        test::BoardRig rig;
        Pair::draw(rig.controller);
        const auto note = newId<ObjectId>();
        QVERIFY(rig.controller.commit({BoardOp::create(note, BoardKind::Sticky, 0, 0, 200, 200)}));
        const int before = rig.commits;
        QString text;
        constexpr int keyMs = 125;
        constexpr int keys = 3 * 60'000 / keyMs;
        for (int i = 0; i < keys; ++i) {
            text += QChar(int(u'a' + i % 26));
            QVERIFY(rig.controller.editText(note, text, QStringLiteral("write")));
            rig.clock.ms += keyMs;
            rig.controller.tick();
        }
        rig.controller.endText();
        QCOMPARE(rig.controller.doc().textOf(note), std::optional(text));
        const int made = rig.commits - before;
        qInfo("3 minutes of typing: %d transactions", made);
        QVERIFY(made > 3 * boardUndoDepth);
        std::unique_ptr<BoardController> later;
        BoardController *board = &rig.controller;
        if (again) {
            later = std::make_unique<BoardController>(rig.controller.room(), rig.clock);
            later->setSelf(rig.controller.self());
            later->setOnline(true);
            later->load(BoardDoc(rig.controller.doc()));
            board = later.get();
        }
        board->undo();
        QCOMPARE(board->doc().textOf(note), std::optional(QString()));
        board->undo();
        QVERIFY(!board->doc().object(note));
        board->undo();
        QCOMPARE(board->doc().visibleCount(), 0);
        for (int i = 0; i < 3; ++i)
            board->redo();
        QCOMPARE(board->doc().textOf(note), std::optional(text));
        QCOMPARE(board->doc().visibleCount(), 2);
    }
    void B27_aStepIsOneWhateverItsSize_data()
    {
        QTest::addColumn<bool>("online");
        QTest::addColumn<bool>("again"); // the program was started anew in between
        QTest::newRow("the same run") << true << false;
        QTest::newRow("a later run") << true << true;
        QTest::newRow("offline") << false << false;
        QTest::newRow("offline, a later run") << false << true;
    }
    void B27_aStepIsOneWhateverItsSize()
    {
        QFETCH(const bool, online);
        QFETCH(const bool, again);
        test::BoardRig rig;
        rig.echo = online;
        Pair::draw(rig.controller);
        QList<BoardOp> ops; // two fill a message
        for (int i = 0; i < 3 * boardUndoDepth; ++i) {
            BoardOp op = BoardOp::create(newId<ObjectId>(), BoardKind::Sticky, i, 0, 200, 200);
            op.text = QString(maxBoardText, u'x');
            ops.append(op);
        }
        const int before = rig.commits;
        QVERIFY(rig.controller.commit(ops, QStringLiteral("import")));
        QVERIFY(rig.commits - before > boardUndoDepth);
        Pair::draw(rig.controller, 50);
        std::unique_ptr<BoardController> later;
        BoardController *board = &rig.controller;
        if (again) {
            later = std::make_unique<BoardController>(rig.controller.room(), rig.clock);
            later->setSelf(rig.controller.self());
            later->setOnline(online);
            if (online)
                connect(later.get(), &BoardController::commitRequested, later.get(), [&](const BoardTransaction &tx) {
                    later->receive({{tx, ++rig.head}});
                    rig.clock.ms += later->restMs(); // of what waits something may be held back (A88)
                    later->tick();
                });
            later->restore(rig.controller.pending());
            later->load(online ? test::throughSnapshot(rig.controller.doc()) : BoardDoc());
            board = later.get();
        }
        const int all = int(ops.size()) + 2;
        const auto toAndFro = [&] {
            QSignalSpy changes(board, &BoardController::changed);
            int presses = 0;
            for (const int left : {all - 1, 1, 0}) {
                board->undo();
                QCOMPARE(board->doc().visibleCount(), left);
                QVERIFY(online || changes.size() == ++presses); // what others are told comes back here, too
            }
            QVERIFY(!board->canUndo());
            for (const int back : {1, all - 1, all}) {
                board->redo();
                QCOMPARE(board->doc().visibleCount(), back);
            }
            QVERIFY(!board->canRedo());
        };
        toAndFro();
        if (QTest::currentTestFailed())
            return;
        // What was done offline comes to the same in the log.
        const QList<BoardTransaction> waiting = board->pending();
        QCOMPARE(waiting.isEmpty(), online);
        for (const BoardTransaction &tx : waiting)
            board->receive({{tx, ++rig.head}});
        rig.clock.ms += 60'000;
        board->tick();
        QCOMPARE(board->pendingCount(), 0);
        QCOMPARE(board->doc().visibleCount(), all);
        toAndFro();
    }
    void B27_theWordsOfALargeStepAreThoseOfAll()
    {
        BoardRig rig;
        QVERIFY(rig.controller.commit(Pair::row(3 * maxBoardOps), QStringLiteral("import")));
        QCOMPARE(rig.commits, 3);
        QCOMPARE(rig.controller.undoText(), QStringLiteral("import"));
        rig.controller.undo();
        QVERIFY(rig.controller.undoText().isEmpty());
        QCOMPARE(rig.controller.redoText(), QStringLiteral("import"));
    }
    void W23_whatOthersChangedIsKeptAndSaid()
    {
        Pair pair;
        Pair::draw(pair.ana);
        pair.flush();
        const ObjectId id = pair.ben.doc().objects().first().id;
        BoardOp op = BoardOp::set(id);
        op.color = 0xff0072b2;
        Pair::draw(pair.ana, 500);
        pair.flush();
        QVERIFY(pair.ben.commit({op}));
        pair.flush();
        QSignalSpy kept(&pair.ana, &BoardController::keptForOthers);
        pair.ana.undo(); // the second stroke, which nobody has touched
        QCOMPARE(kept.size(), 0);
        QCOMPARE(pair.ana.doc().visibleCount(), 1);
        pair.ana.undo();
        QCOMPARE(kept.size(), 1);
        QCOMPARE(kept.first().at(0).value<QList<ObjectId>>(), QList<ObjectId>{id});
        QCOMPARE(kept.first().at(1).value<UserId>(), pair.ben.self());
        QVERIFY(pair.ana.doc().object(id));
    }
    void W23_whoWroteInItIsNamedAndNobodyWhereThereAreSeveral()
    {
        Pair pair;
        BoardOp note = BoardOp::create(newId<ObjectId>(), BoardKind::Sticky, 0, 0, 80, 80);
        BoardOp other = BoardOp::create(newId<ObjectId>(), BoardKind::Sticky, 200, 0, 80, 80);
        QVERIFY(pair.ana.commit({note, other}));
        pair.flush();
        QVERIFY(pair.ben.editText(*note.object, QStringLiteral("Ben's")));
        pair.ben.endText();
        pair.flush();
        QSignalSpy kept(&pair.ana, &BoardController::keptForOthers);
        pair.ana.undo();
        QCOMPARE(kept.size(), 1);
        QCOMPARE(kept.last().at(1).value<UserId>(), pair.ben.self());
        pair.ana.redo();
        pair.flush();
        BoardOp colour = BoardOp::set(*other.object);
        colour.color = 0xff0072b2;
        const std::pair<BoardTransaction, Seq> cleo{{newId<OpId>(), newId<UserId>(), {colour}}, ++pair.head};
        for (BoardController *who : {&pair.ana, &pair.ben})
            who->receive({cleo});
        pair.ana.undo();
        QCOMPARE(kept.size(), 2);
        QCOMPARE(kept.last().at(0).value<QList<ObjectId>>().size(), 2);
        QCOMPARE(kept.last().at(1).value<UserId>(), UserId());
    }
    void T145_whatWasClearedIsWhatWent()
    {
        Pair pair;
        Pair::draw(pair.ana);
        Pair::draw(pair.ana, 500);
        BoardOp lock = BoardOp::set(pair.ana.doc().objects().first().id);
        lock.locked = true;
        QVERIFY(pair.ana.commit({lock}));
        QSignalSpy cleared(&pair.ana, &BoardController::cleared);
        QSignalSpy said(&pair.ana, &BoardController::noticed);
        pair.ana.clear();
        QCOMPARE(cleared.size(), 1);
        QCOMPARE(cleared.first().first().toInt(), 1);
        QCOMPARE(pair.ana.doc().visibleCount(), 1);
        const int pending = pair.ana.pendingCount();
        pair.ana.clear();
        QCOMPARE(cleared.size(), 1);
        QVERIFY(!said.isEmpty() && said.last().first().toString().contains(QStringLiteral("locked")));
        QCOMPARE(pair.ana.pendingCount(), pending); // what is offered to be undone is not something else
    }
    void A320_whatMakesAnObjectIsNotCutInTwo()
    {
        QList<BoardOp> ops = Pair::row(maxBoardOps - 2);
        QList<ObjectId> locked;
        for (int i = 0; i < 3; ++i) {
            const auto id = newId<ObjectId>();
            ops.append(test::dash(id, i * 10.0));
            for (int part = 0; part < 4; ++part) {
                BoardOp rub;
                rub.act = BoardAct::ErasePart;
                rub.object = id;
                ops.append(rub);
            }
            locked.append(id);
        }
        const QList<QList<BoardOp>> parcels = boardParcels(parentsFirst(ops, locked));
        QVERIFY(parcels.size() >= 2);
        qsizetype count = 0;
        for (const QList<BoardOp> &parcel : parcels) {
            QVERIFY(parcel.size() <= maxBoardOps);
            count += parcel.size();
            QSet<ObjectId> made;
            for (const BoardOp &op : parcel) {
                if (op.act == BoardAct::Create)
                    made.insert(*op.object);
                QVERIFY(made.contains(*op.object));
            }
        }
        QCOMPARE(count, ops.size() + locked.size());
    }
    void A320_whatHoldsOtherThingsComesWithoutItsLockToWhoMayOnlyAdd()
    {
        Desk desk(BoardRight::Draw);
        BoardOp frame = BoardOp::create(newId<ObjectId>(), BoardKind::Frame, 0, 0, 9000, 200);
        QList<BoardOp> ops = Pair::row(maxBoardOps + 20);
        for (BoardOp &op : ops)
            op.parent = frame.object;
        ops.prepend(frame);
        ops = parentsFirst(ops, {*frame.object});
        QCOMPARE(ops.last().locked, std::optional(true));
        QSignalSpy said(&desk.board, &BoardController::remarked);
        QVERIFY(desk.board.commit(ops));
        QCOMPARE(desk.board.doc().visibleCount(), maxBoardOps + 21);
        QVERIFY(!desk.board.doc().lockedBy(*frame.object));
        QCOMPARE(said.size(), 1);
        QVERIFY(said.first().first().toString().contains(QStringLiteral("without its lock")));
    }
    void W23_alsoOfWhatCameWithTheBoard()
    {
        Pair pair;
        Pair::draw(pair.ana);
        Pair::draw(pair.ana, 500);
        pair.flush();
        BoardOp op = BoardOp::set(pair.ben.doc().objects().last().id);
        op.color = 0xff0072b2;
        QVERIFY(pair.ben.commit({op}));
        pair.flush();
        BoardSnapshotReader reader;
        for (const QByteArray &part : writeBoardSnapshot(pair.ben.doc()))
            QVERIFY(reader.add(part));
        BoardController again{pair.room, pair.clock}; // as a program that was started anew
        again.setSelf(pair.ana.self());
        again.load(reader.take());
        again.setOnline(true);
        again.setLoaded(true);
        QSignalSpy kept(&again, &BoardController::keptForOthers);
        again.undo();
        QCOMPARE(kept.size(), 1);
        QCOMPARE(kept.first().at(0).value<QList<ObjectId>>(), QList<ObjectId>{*op.object});
        QCOMPARE(kept.first().at(1).value<UserId>(), pair.ben.self());
        QVERIFY(again.doc().object(*op.object));
    }
    void A88_muchOnItsWayIsNotPutOnAgainForEachThingThatComes()
    {
        Pair pair;
        QVERIFY(pair.ana.commit(Pair::row(3000)));
        const QList<std::pair<BoardTransaction, Seq>> log = std::exchange(pair.log, {});
        QVERIFY(log.size() >= 3);
        const int pending = pair.ana.pendingCount();
        for (const auto &event : log.first(log.size() - 1)) {
            pair.ana.acknowledge(event.first.id, event.second); // which the host says before it tells everybody
            pair.ana.receive({event});
        }
        QCOMPARE(pair.ana.pendingCount(), pending);
        pair.ana.tick();
        QCOMPARE(pair.ana.pendingCount(), pending);
        pair.clock.ms += 1000;
        pair.ana.tick();
        QCOMPARE(pair.ana.pendingCount(), 1);
        pair.ana.receive({log.last()});
        pair.clock.ms += 1000;
        pair.ana.tick();
        QCOMPARE(pair.ana.pendingCount(), 0);
        Pair::draw(pair.ana); // little is on its way by now: at once
        pair.ana.receive(pair.log);
        QCOMPARE(pair.ana.pendingCount(), 0);
        pair.ben.receive(log + pair.log);
        QCOMPARE(pair.ana.doc().hash(), pair.ben.doc().hash());
        QCOMPARE(pair.ana.doc().visibleCount(), 3001);
    }
    void aStepOfManyPartsIsDoneWholeOrNotAtAll()
    {
        Pair pair;
        Pair::draw(pair.ana);
        pair.flush();
        QSignalSpy noticed(&pair.ana, &BoardController::noticed);
        QList<BoardOp> many = Pair::row(1200);
        many.append(BoardOp::set(newId<ObjectId>())); // sets nothing
        const quint64 before = pair.ana.doc().viewHash();
        QVERIFY(!pair.ana.commit(many));
        QCOMPARE(noticed.size(), 1);
        QVERIFY(pair.log.isEmpty());
        QCOMPARE(pair.ana.pendingCount(), 0);
        QCOMPARE(pair.ana.doc().viewHash(), before);
        pair.ana.undo();
        QCOMPARE(pair.ana.doc().visibleCount(), 0); // the stroke of before
    }
    void A88_norIsItWhenItIsAFewHundred()
    {
        Pair pair;
        for (int i = 0; i < 300; ++i)
            Pair::draw(pair.ana);
        const QList<std::pair<BoardTransaction, Seq>> log = std::exchange(pair.log, {});
        QSignalSpy changed(&pair.ana, &BoardController::changed);
        for (const auto &event : log)
            pair.ana.receive({event});
        QVERIFY(changed.isEmpty());
        QCOMPARE(pair.ana.pendingCount(), 300);
        pair.clock.ms += 1000;
        pair.ana.tick();
        QCOMPARE(pair.ana.pendingCount(), 0);
        QVERIFY(changed.size() <= 1);
        pair.ben.receive(log);
        QCOMPARE(pair.ana.doc().hash(), pair.ben.doc().hash());
    }
    void A88_whatIsRefusedInOneMomentIsTakenOffOnce()
    {
        Desk desk;
        for (int i = 0; i < 300; ++i)
            QVERIFY(desk.board.commit({test::dash(newId<ObjectId>())}));
        QSignalSpy changed(&desk.board, &BoardController::changed);
        QSignalSpy noticed(&desk.board, &BoardController::noticed);
        QSignalSpy kept(&desk.rig.boards, &RoomBoards::conflictChanged);
        QList<BoardController::Refused> all;
        for (const BoardTransaction &tx : desk.mine)
            all.append({tx.id, test::refusal(errors::forbidden), tx.ops});
        const BoardController::Refusal refusal = desk.board.refuse(all);
        QCOMPARE(refusal.sentences.size(), 1);
        QVERIFY(refusal.isKept);
        QCOMPARE(noticed.size(), 1);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(kept.size(), 1);
        QCOMPARE(desk.kept().size(), 300);
        QCOMPARE(desk.board.pendingCount(), 0);
    }
    void A88_whatIsHeldBackIsThereBeforeAnythingIsRefused()
    {
        Pair pair;
        QVERIFY(pair.ana.commit(Pair::row(3000)));
        auto log = std::exchange(pair.log, {});
        const BoardTransaction refused = log.takeLast().first;
        pair.ana.receive(log);
        pair.ana.refuse({{refused.id, test::refusal(errors::forbidden), refused.ops}});
        QCOMPARE(pair.ana.pendingCount(), 0);
        pair.ben.receive(log);
        QCOMPARE(pair.ana.doc().hash(), pair.ben.doc().hash());
    }
    void A88_whatIsHeldBackIsNotPutOnASnapshotThatIsOlder()
    {
        Pair pair;
        QVERIFY(pair.ana.commit(Pair::row(3000)));
        const auto log = std::exchange(pair.log, {});
        pair.ana.receive(log.mid(1));
        pair.ana.load(BoardDoc()); // and the log is followed from there again
        pair.ana.receive(log);
        pair.clock.ms += 1000;
        pair.ana.tick();
        QCOMPARE(pair.ana.pendingCount(), 0);
        pair.ben.receive(log);
        QCOMPARE(pair.ana.doc().hash(), pair.ben.doc().hash());
    }
    void whoComesBackTellsWhereTheyPoint()
    {
        Pair pair;
        QSignalSpy told(&pair.ana, &BoardController::cursorRequested);
        pair.ana.pointAt({5, 6});
        pair.clock.ms += 50;
        pair.ana.tick();
        QCOMPARE(told.size(), 1);
        pair.ana.setOnline(false);
        pair.ana.setOnline(true);
        pair.clock.ms += 50;
        pair.ana.tick();
        QCOMPARE(told.size(), 2);
        QCOMPARE(told.last().first().value<BoardCursor>().x, 5.0);
    }
    void aRefusedCommitSaysSo()
    {
        Pair pair;
        QSignalSpy noticed(&pair.ana, &BoardController::noticed);
        BoardOp op = BoardOp::set(newId<ObjectId>()); // sets nothing
        QVERIFY(!pair.ana.commit({op}));
        QCOMPARE(noticed.size(), 1);
        QVERIFY(!pair.ana.commit({}));
    }
    void A213_ofSeveralRefusedChangesOfAnObjectOneCopyIsKeptWithAllOfThem()
    {
        Desk desk;
        const ObjectId note = desk.note(QStringLiteral("base"));
        desk.write(note, {QStringLiteral(" one"), QStringLiteral(" two"), QStringLiteral(" three")});
        BoardOp moved = BoardOp::set(note), coloured = BoardOp::set(note);
        moved.x = 500;
        moved.y = 300;
        coloured.color = 0xff123456;
        QVERIFY(desk.board.commit({moved}) && desk.board.commit({coloured}));
        QCOMPARE(desk.mine.size(), 5);
        desk.refuseAll();
        QCOMPARE(desk.board.pendingCount(), 0);
        QCOMPARE(desk.board.doc().textOf(note), std::optional(QStringLiteral("base")));
        QCOMPARE(desk.kept().size(), 1);
        const BoardOp copy = desk.kept().first();
        QCOMPARE(copy.text, std::optional(QStringLiteral("base one two three")));
        QCOMPARE(copy.x, std::optional(500.0));
        QCOMPARE(copy.color, std::optional(0xff123456u));
    }
    void A213_aLaterCopyTakesThePlaceOfNone()
    {
        Desk desk;
        const ObjectId note = desk.note(QStringLiteral("base"));
        for (const char *word : {" one", " two"}) {
            desk.write(note, {QString::fromLatin1(word)});
            desk.refuseAll();
        }
        QStringList texts;
        for (const BoardOp &copy : desk.kept())
            texts.append(copy.text.value_or(QString()));
        QCOMPARE(texts, (QStringList{QStringLiteral("base one"), QStringLiteral("base two")}));
        // The control: the same copy is not kept twice.
        desk.rig.boards.keepConflict(firstBoard(desk.rig.room), {{desk.kept().first()}, {}});
        QCOMPARE(desk.kept().size(), 2);
        // What the refused was built on and is kept already is not kept again as it was before.
        const OpId nothing = newId<OpId>();
        const BoardOp edit = BoardOp::editText(note, 1, boardDelta({}, QStringLiteral("x")));
        desk.board.refuse({{nothing, test::refusal(errors::frozen), {edit}}});
        QCOMPARE(desk.kept().size(), 2);
    }
    // One's own that waits, and what is refused for another reason.
    void A214_aLockIsTheReasonOnlyWhereItIs()
    {
        for (const QLatin1String &code : {errors::frozen, errors::forbidden, errors::board}) {
            Desk desk;
            const ObjectId note = desk.note(QStringLiteral("base"));
            QVERIFY(desk.board.commit({lock(note)}));
            const BoardTransaction tx = desk.mine.takeLast();
            QCOMPARE(desk.board.refuse(QList<BoardController::Refused>{{tx.id, test::refusal(code), tx.ops}}).sentences,
                     QStringList{errorSentence(code)});
        }
    }
    void A214_workOnWhatSomebodyLockedOrErasedIsKeptWhenItIsRefused()
    {
        for (const bool erased : {false, true}) {
            Desk desk;
            const ObjectId note = desk.note(QStringLiteral("base"));
            desk.write(note, {QStringLiteral(" my"), QStringLiteral(" hour")});
            desk.others({erased ? BoardOp::erase(note) : lock(note)});
            desk.refuseAll();
            QCOMPARE(desk.kept().size(), 1);
            QCOMPARE(desk.kept().first().text, std::optional(QStringLiteral("base my hour")));
            QVERIFY(!desk.kept().first().locked);                         // whoever saves it goes on with it
            QCOMPARE(desk.board.doc().object(note).has_value(), !erased); // the board is the log's
            QCOMPARE(desk.board.doc().textOf(note), std::optional(QStringLiteral("base")));
        }
    }
    void A130_aCopyOfALockedStrokeIsAsMuchRubbedOutAsThatOne()
    {
        const auto id = newId<ObjectId>();
        BoardOp stroke = test::dash(id);
        stroke.locked = true;
        BoardDoc doc;
        doc.apply({newId<OpId>(), newId<UserId>(), detached({stroke, BoardOp::erasePart(id, {{0, 64}})})}, 1);
        const BoardObject copy = doc.objects().first();
        QVERIFY(copy.id != id && copy.locked);
        QCOMPARE(copy.erased, (BoardIntervals{{0, 64}}));
    }
    void A215_whatMeetsLockedOrErasedObjectsIsCountedAndTold()
    {
        Desk desk;
        QSignalSpy noticed(&desk.board, &BoardController::noticed);
        const ObjectId note = desk.note(QStringLiteral("a")), gone = desk.note(QStringLiteral("b"));
        desk.write(note, {QStringLiteral(" one"), QStringLiteral(" two")});
        desk.write(gone, {QStringLiteral(" three")});
        QVERIFY(desk.board.commit({test::dash(newId<ObjectId>())}));
        desk.others({test::dash(newId<ObjectId>())});
        QCOMPARE(noticed.size(), 0);
        desk.others({lock(note), BoardOp::erase(gone)});
        QCOMPARE(noticed.size(), 1);
        const QString said = noticed.last().first().toString();
        QVERIFY2(said.contains(u'3') && said.contains(u'2'), qPrintable(said));
        desk.others({test::dash(newId<ObjectId>())}); // told once
        QCOMPARE(noticed.size(), 1);
    }
    void A215_alsoWhenTheBoardIsFetchedAnew()
    {
        Desk desk;
        QSignalSpy noticed(&desk.board, &BoardController::noticed);
        const ObjectId note = desk.note(QStringLiteral("a"));
        BoardDoc other;
        BoardOp made = BoardOp::create(note, BoardKind::Sticky, 0, 0, 80, 80);
        made.text = QStringLiteral("a");
        other.apply({newId<OpId>(), desk.rig.teacher, {made}}, 1);
        other.apply({newId<OpId>(), desk.rig.teacher, {BoardOp::erase(note)}}, 2);
        desk.write(note, {QStringLiteral(" one")});
        desk.board.load(BoardDoc()); // too much was missed: all of it comes again
        QCOMPARE(noticed.size(), 0);
        desk.board.load(std::move(other));
        QCOMPARE(noticed.size(), 1);
    }
    void A215_whatIsLockedTakesNoMoreLetters()
    {
        Desk desk;
        const ObjectId note = desk.note(QStringLiteral("a"));
        desk.others({lock(note)});
        QSignalSpy noticed(&desk.board, &BoardController::noticed);
        QVERIFY(!desk.board.editText(note, QStringLiteral("ab")));
        QCOMPARE(noticed.size(), 1);
        QVERIFY(desk.mine.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestBoardController)
#include "tst_boardcontroller.moc"
