// SPDX-License-Identifier: MIT
#include "app/session/boardcopy.h"
#include "app/session/boardparcels.h"
#include "tests/support/controllerrig.h"

#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using test::Desk;
using test::Pair;

class TestBoardController final : public QObject
{
    Q_OBJECT
private slots:
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
};

QTEST_GUILESS_MAIN(TestBoardController)
#include "tst_boardcontroller.moc"
