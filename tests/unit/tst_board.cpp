// SPDX-License-Identifier: MIT
#include "shared/protocol/protocol.h"
#include "tests/support/boardlog.h"

#include <QTest>

using namespace coterie;
using namespace coterie::test;
using Log = BoardLog;

// What somebody does comes to the log at once; of ana's own the replica has it before.
auto committing(BoardReplica &replica, Dice &dice)
{
    return [&replica, &dice, seq = Seq(0)](QList<BoardOp> ops, UserId who) mutable {
        const BoardTransaction tx{dice.id<OpId>(), who, std::move(ops)};
        if (who == ana)
            QVERIFY(!replica.edit(tx));
        replica.receive(tx, ++seq);
    };
}

// A stroke that goes from one side to the other: of so many points, and the more bytes the farther apart they are.
StrokePoints scattered(int count, int reach)
{
    StrokePoints points;
    for (int i = 0; i < count; ++i)
        points.at.push_back({qint16(i % 2 ? -reach : reach), 0});
    return points;
}
QList<BoardOp> strokeOf(const StrokePoints &points)
{
    return {BoardOp::createStroke(newId<ObjectId>(), 0, 0, points.packed(), 0xff000000, 2)};
}

class TestBoard final : public QObject
{
    Q_OBJECT

private slots:
    void pointsComeBackAsTheyWerePacked()
    {
        Dice dice(7);
        qint64 bytes = 0;
        for (int i = 0; i < 200; ++i) {
            StrokePoints points = scribble(dice, Hand(i % 3), dice.between(1, 400), i % 2);
            points.exponent = dice.between(minStrokeExponent, maxStrokeExponent);
            const QByteArray packed = points.packed();
            bytes += packed.size();
            QCOMPARE(StrokePoints::unpack(packed), points);
            const auto extent = StrokeExtent::of(packed);
            QVERIFY(extent);
            QCOMPARE(extent->count, int(points.at.size()));
            QCOMPARE(extent->hasPressure, i % 2 == 1);
        }
        QVERIFY(bytes > 0);
    }
    void brokenPointsAreRefused()
    {
        Dice dice(8);
        const QByteArray good = scribble(dice, Hand::Writing, 40).packed();
        for (qsizetype cut = 0; cut < good.size(); ++cut)
            QVERIFY(!StrokeExtent::of(good.left(cut)));
        QVERIFY(!StrokeExtent::of(QByteArray(good).append('x')));
        const auto refused = [](const char *hex) { return !StrokeExtent::of(QByteArray::fromHex(hex)); };
        QVERIFY(!refused("0004010000")); // the smallest: one point
        QVERIFY(refused("000400"));      // none
        QVERIFY(refused("0204010000"));  // an unknown flag
        QVERIFY(refused("0009010000"));  // exponent out of range
        QVERIFY(refused("00f9010000"));
        QVERIFY(!refused("000401feff0300"));              // 32767 is the last legal coordinate ...
        QVERIFY(refused("00040180800400"));               // ... 32768 is not
        QVERIFY(refused("000401ffffffffffffffffff0100")); // the smallest 64-bit number
        QVERIFY(refused("0104010000ff03"));               // pressure -256
        for (int i = 0; i < 20000; ++i) {
            QByteArray noise = good;
            for (int k = dice.between(1, 6); k > 0; --k)
                noise[dice.between(0, int(noise.size()) - 1)] = char(dice.next());
            if (const auto points = StrokePoints::unpack(noise))
                QVERIFY(StrokeExtent::of(points->packed()));
        }
    }
    void B2_whatIsNotWellFormedIsRefusedWithItsPath_data()
    {
        QTest::addColumn<QList<BoardOp>>("ops");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("path");
        Dice dice(2);
        const auto id = dice.id<ObjectId>();
        const auto bad = [](BoardOp op, auto change) {
            change(op);
            return QList<BoardOp>{op};
        };
        QTest::newRow("nothing") << QList<BoardOp>() << "too-few"
                                 << "ops";
        QTest::newRow("too many") << QList<BoardOp>(513, BoardOp::clear(0)) << "too-many"
                                  << "ops";
        QTest::newRow("no object") << bad(dash(id), [](auto &op) { op.object.reset(); }) << "missing"
                                   << "ops[0].object";
        QTest::newRow("null object") << QList<BoardOp>{BoardOp::erase({})} << "out-of-range"
                                     << "ops[0].object";
        QTest::newRow("no points") << bad(dash(id), [](auto &op) { op.points.reset(); }) << "missing"
                                   << "ops[0].points";
        QTest::newRow("bad points") << bad(dash(id), [](auto &op) { op.points = "x"; }) << "board"
                                    << "ops[0].points";
        QTest::newRow("too many points") << strokeOf(scattered(maxStrokePoints + 1, 1)) << "board"
                                         << "ops[0].points";
        QTest::newRow("too many bytes") << strokeOf(scattered(maxStrokePoints, maxStrokeQuanta)) << "board"
                                        << "ops[0].points";
        QTest::newRow("half a position") << bad(dash(id), [](auto &op) { op.y.reset(); }) << "missing"
                                         << "ops[0].y";
        QTest::newRow("far away") << bad(dash(id), [](auto &op) { op.x = 9e6; }) << "out-of-range"
                                  << "ops[0].x";
        QTest::newRow("not a number") << bad(dash(id), [](auto &op) { op.x = qQNaN(); }) << "out-of-range"
                                      << "ops[0].x";
        QTest::newRow("too wide") << bad(dash(id), [](auto &op) { op.width = 513; }) << "out-of-range"
                                  << "ops[0].width";
        QTest::newRow("nothing to set") << QList<BoardOp>{BoardOp::set(id)} << "missing"
                                        << "ops[0]";
        QTest::newRow("points twice") << bad(BoardOp::erase(id), [](auto &op) { op.points = "x"; }) << "board"
                                      << "ops[0].points";
        QTest::newRow("created twice") << QList<BoardOp>{dash(id), dash(id)} << "id-reused"
                                       << "ops[1].object";
        QTest::newRow("undo beside draw") << QList<BoardOp>{dash(id), BoardOp::undo(dice.id<OpId>())} << "board"
                                          << "ops[1].act";
        QTest::newRow("clear without base") << bad(BoardOp::clear(0), [](auto &op) { op.base.reset(); }) << "missing"
                                            << "ops[0].base";
    }
    void B2_whatIsNotWellFormedIsRefusedWithItsPath()
    {
        QFETCH(const QList<BoardOp>, ops);
        const auto refusal = checkBoardOps(ops);
        QVERIFY(refusal);
        QTEST(refusal->code, "code");
        QTEST(refusal->path, "path");
        QVERIFY(!refusal->reason.isEmpty());
        BoardDoc doc;
        QCOMPARE(doc.apply({newId<OpId>(), ana, ops}, 1), 0);
        QCOMPARE(doc.seq(), 1);
        QCOMPARE(doc.hash(), BoardDoc().hash());
    }
    void B12_aStrokeHasItsLimitsAndNotAPointLess()
    {
        const auto refusal = [](const StrokePoints &points) { return checkBoardOps(strokeOf(points)); };
        const StrokePoints most = scattered(maxStrokePoints, 1);
        QVERIFY(most.packed().size() < maxStrokeBytes);
        QVERIFY(!refusal(most));
        const StrokePoints largest = scattered(maxStrokePoints - 1, maxStrokeQuanta);
        QCOMPARE(largest.packed().size(), maxStrokeBytes); // 32 KiB to the byte
        QVERIFY(!refusal(largest));
        for (const StrokePoints &points :
             {scattered(maxStrokePoints + 1, 1), scattered(maxStrokePoints, maxStrokeQuanta)}) {
            const auto refused = refusal(points);
            QVERIFY(refused);
            QVERIFY2(refused->reason.contains(u"8192 points"), qPrintable(refused->reason));
            QVERIFY2(refused->reason.contains(u"32 KiB"), qPrintable(refused->reason));
        }
    }
    void B2_unknownObjectsDoNotSpoilTheRest()
    {
        Log log;
        const auto known = log.draw(ana);
        const auto unknown = log.dice.id<ObjectId>();
        log.apply(ben, {recolor(unknown, 0xff00ff00), recolor(known, 0xff0000ff)});
        QCOMPARE(log.doc.object(known)->color, 0xff0000ffu);
        QVERIFY(!log.doc.contains(unknown));
    }
    void B3_aPlaceThatIsPassedChangesNothing()
    {
        Log log;
        const auto id = log.draw(ana);
        const quint64 hash = log.doc.hash();
        QCOMPARE(log.doc.apply({newId<OpId>(), ben, {BoardOp::erase(id)}}, 1), 0);
        QCOMPARE(log.doc.hash(), hash);
    }
    void B1_firstCreationOfAnIdWins()
    {
        Log log;
        const auto id = log.draw(ana, 1, 1);
        log.apply(ben, {dash(id, 9, 9)});
        QCOMPARE(log.doc.object(id)->x, 1.0);
        QCOMPARE(log.doc.object(id)->author, ana);
        QCOMPARE(log.doc.validate({newId<OpId>(), ben, {dash(id)}})->code, QStringLiteral("id-reused"));
    }
    void B6_differentRegistersNeverLoseEachOther()
    {
        Log log;
        const auto id = log.draw(ana);
        log.apply(ana, {move(id, 100.25, -7)});
        log.apply(ben, {recolor(id, 0x80ff0000)});
        const auto object = log.doc.object(id);
        QCOMPARE(object->x, 100.25);
        QCOMPARE(object->y, -7.0);
        QCOMPARE(object->color, 0x80ff0000u);
    }
    void B7_anErasedObjectComesBackAsItWasLastChanged()
    {
        Log log;
        const auto id = log.draw(ana);
        const OpId erase = log.apply(ben, {BoardOp::erase(id)});
        log.apply(ana, {move(id, 50, 60)});
        QVERIFY(!log.sees(id));
        log.apply(ben, {BoardOp::undo(erase)});
        QCOMPARE(log.doc.object(id)->x, 50.0);
        log.apply(ben, {BoardOp::redo(erase)});
        QVERIFY(!log.sees(id));
    }
    void B8_clearSparesWhatItsAuthorHadNotSeen()
    {
        Log log;
        const auto seen = log.draw(ben);
        const Seq base = log.head;
        const auto unseen = log.draw(ben);
        const auto own = log.draw(ana);
        const OpId clear = log.apply(ana, {BoardOp::clear(base)});
        QVERIFY(!log.sees(seen));
        QVERIFY(log.sees(unseen));
        QVERIFY(!log.sees(own));
        QCOMPARE(log.doc.visibleCount(), 1);
        log.apply(ben, {BoardOp::undo(clear)});
        QCOMPARE(log.doc.visibleCount(), 1); // only its author
        log.apply(ana, {BoardOp::undo(clear)});
        QCOMPARE(log.doc.visibleCount(), 3);
    }
    void B8_undoOfClearLeavesWhatWasErasedBefore()
    {
        Log log;
        const auto gone = log.draw(ben);
        const auto there = log.draw(ben);
        log.apply(ben, {BoardOp::erase(gone)});
        const OpId clear = log.apply(ana, {BoardOp::clear(log.head)});
        log.apply(ana, {BoardOp::undo(clear)});
        QVERIFY(!log.sees(gone));
        QVERIFY(log.sees(there));
    }
    void B9_undoNeverChangesWhatSomebodyElseSet()
    {
        Log log;
        const auto id = log.draw(ana);
        const OpId red = log.apply(ana, {recolor(id, 0xffff0000)});
        log.apply(ben, {recolor(id, 0xff0000ff)});
        log.apply(ana, {BoardOp::undo(red)});
        QCOMPARE(log.doc.object(id)->color, 0xff0000ffu);
    }
    void B9_anObjectOthersChangedOutlivesItsCreation()
    {
        Log log;
        const auto id = log.dice.id<ObjectId>();
        const OpId creation = log.apply(ana, {dash(id, 3, 4)});
        log.apply(ben, {recolor(id, 0xff00ff00)});
        log.apply(ana, {BoardOp::undo(creation)});
        QVERIFY(log.sees(id));
        QCOMPARE(log.doc.object(id)->x, 3.0);
        log.apply(ana, {dash(log.dice.id<ObjectId>())}); // final now
        QVERIFY(log.sees(id));
    }
    // Ben moves what Ana's arrow points to, and his program writes where her arrow lies then.
    void B41_whereABoundLineLiesIsNobodysWork()
    {
        Log log;
        const auto box = log.dice.id<ObjectId>();
        log.apply(ben, {BoardOp::create(box, BoardKind::Rectangle, 100, 100, 50, 50)});
        const auto arrow = log.dice.id<ObjectId>();
        BoardOp drawn = BoardOp::create(arrow, BoardKind::Line, 0, 0, 100, 100);
        drawn.end = BoardAnchor{box, 0.5, 0.5};
        const OpId creation = log.apply(ana, {drawn});
        BoardOp moved = BoardOp::set(box);
        moved.x = 300;
        moved.y = 100;
        BoardOp follows = BoardOp::set(arrow);
        follows.w = 300;
        follows.h = 100;
        log.apply(ben, {moved, follows});
        QCOMPARE(log.doc.object(arrow)->w, 300.0);
        BoardOp painted = BoardOp::set(arrow);
        painted.color = 0xff00ff00;
        const OpId color = log.apply(ben, {painted});
        log.apply(ana, {BoardOp::undo(creation)});
        QVERIFY(log.sees(arrow)); // the colour is his
        log.apply(ben, {BoardOp::undo(color)});
        QVERIFY(!log.sees(arrow));
        log.apply(ana, {BoardOp::redo(creation)});
        QVERIFY(log.sees(arrow));
        QCOMPARE(log.doc.object(arrow)->w, 300.0);
    }
    void B10_aNewTransactionMakesTheUndoneFinal()
    {
        Log log;
        const auto id = log.dice.id<ObjectId>();
        const OpId creation = log.apply(ana, {dash(id)});
        log.apply(ana, {BoardOp::undo(creation)});
        QCOMPARE(log.doc.redoable(ana), QList<OpId>{creation});
        log.draw(ana);
        QVERIFY(log.doc.redoable(ana).isEmpty());
        log.apply(ana, {BoardOp::redo(creation)});
        QVERIFY(!log.sees(id));
    }
    void B10_onlyTheLastTwoHundredCanBeUndone()
    {
        Log log;
        const OpId first = log.apply(ana, {dash(log.dice.id<ObjectId>())});
        for (int i = 0; i < boardUndoDepth; ++i)
            log.draw(ana);
        QCOMPARE(log.doc.undoable(ana).size(), boardUndoDepth);
        log.apply(ana, {BoardOp::undo(first)});
        QCOMPARE(log.doc.visibleCount(), boardUndoDepth + 1);
    }
    void B10_writingThatGoesOnIsOneStep()
    {
        Log log;
        const ObjectId before = log.draw(ana);
        const OpId drawn = log.doc.undoable(ana).first();
        const ObjectId note = log.make(ana, BoardKind::Sticky);
        const ObjectId other = log.make(ben, BoardKind::Sticky);
        QString text;
        const auto type = [&](ObjectId id, bool fits = false) {
            const QString more = text + QChar(int(u'a' + text.size() % 26));
            BoardOp op = BoardOp::editText(id, log.head, boardDelta(text, more));
            op.client = 1;
            text = more;
            QList<BoardOp> ops{op};
            if (fits) {
                BoardOp size = BoardOp::set(id);
                size.w = 100 + double(text.size());
                size.h = 50;
                ops.append(size);
            }
            return log.apply(ana, ops);
        };
        QList<OpId> typed;
        for (int i = 0; i < 3 * boardUndoDepth; ++i) {
            typed.append(type(note, i % 7 == 0));
            if (i % 50 == 0)
                log.draw(ben); // what others do meanwhile is none of it
        }
        QCOMPARE(log.doc.stepOf(ana, typed.at(5)), typed);
        QVERIFY(log.doc.undoable(ana).contains(drawn));
        for (int i = 0; i < boardUndoDepth - 3; ++i)
            log.draw(ana);
        QVERIFY(log.doc.undoable(ana).contains(drawn)); // 200 steps: the stroke, the note, the writing and these
        log.draw(ana);
        QVERIFY(!log.doc.undoable(ana).contains(drawn));
        QVERIFY(log.doc.undoable(ana).contains(typed.first()));
        log.draw(ana); // the note
        QVERIFY(log.doc.undoable(ana).contains(typed.first()));
        log.draw(ana); // all of the writing leaves at once
        for (const OpId &id : typed)
            QVERIFY(!log.doc.undoable(ana).contains(id));
        QCOMPARE(log.doc.undoable(ana).size(), boardUndoDepth);
        QVERIFY(log.sees(before));
        // Elsewhere, or with something else done in between, a new step begins.
        const OpId again = type(note);
        const OpId more = type(note);
        QCOMPARE(log.doc.stepOf(ana, again), (QList<OpId>{again, more}));
        log.draw(ana);
        const OpId later = type(note);
        QCOMPARE(log.doc.stepOf(ana, later), QList<OpId>{later});
        text.clear();
        const OpId elsewhere = type(other);
        QCOMPARE(log.doc.stepOf(ana, elsewhere), QList<OpId>{elsewhere});
    }
    void B10_aStepIsKnownFromASnapshotToo()
    {
        Log log;
        const ObjectId note = log.make(ana, BoardKind::Sticky);
        QString text;
        for (int i = 0; i < 300; ++i) {
            const QString more = text + u'x';
            BoardOp op = BoardOp::editText(note, log.head, boardDelta(text, more));
            op.client = 1;
            log.apply(ana, {op});
            text = more;
        }
        const auto step = log.doc.stepOf(ana, log.doc.undoable(ana).first());
        QCOMPARE(step.size(), 300);
        BoardDoc copy = throughSnapshot(log.doc);
        QCOMPARE(copy.hash(), log.doc.hash());
        QCOMPARE(copy.stepOf(ana, step.last()), step);
    }
    void B27_aStepIsWhatItsTransactionsSay()
    {
        Log log;
        const auto add = [&](const std::optional<OpId> &step) {
            return log.apply(ana, {dash(log.dice.id<ObjectId>())}, step);
        };
        const OpId alone = add({});
        // Two devices of one person, and somebody else who says the same by mistake.
        const OpId first = add({});
        const auto other = log.dice.id<OpId>();
        const OpId one = add(other);
        const OpId second = add(first);
        const OpId two = add(other);
        log.apply(ben, {dash(log.dice.id<ObjectId>())}, first);
        const OpId third = add(first);
        const auto check = [&](const BoardDoc &doc) {
            QCOMPARE(doc.stepOf(ana, third), (QList<OpId>{first, second, third}));
            QCOMPARE(doc.stepOf(ana, one), (QList<OpId>{one, two}));
            QCOMPARE(doc.hash(), log.doc.hash());
        };
        check(log.doc);
        check(throughSnapshot(log.doc));
        QCOMPARE(log.doc.stepOf(ana, alone), QList<OpId>{alone});
        // 200 steps: these three and the others. Each leaves whole, the one that was begun first before the others.
        for (int i = 0; i < boardUndoDepth - 3; ++i)
            log.draw(ana);
        QVERIFY(log.doc.undoable(ana).contains(alone));
        log.draw(ana);
        QVERIFY(!log.doc.undoable(ana).contains(alone));
        check(throughSnapshot(log.doc));
    }
    void B27_aStepLeavesWhole()
    {
        Log log;
        const OpId first = log.apply(ana, {dash(log.dice.id<ObjectId>())});
        QList<OpId> step{first};
        QList<OpId> other;
        for (int i = 0; i < 5 * boardUndoDepth; ++i) {
            step.append(log.apply(ana, {dash(log.dice.id<ObjectId>())}, first));
            if (i % 100 == 0)
                other.append(log.apply(ana, {dash(log.dice.id<ObjectId>())}));
        }
        QCOMPARE(log.doc.stepOf(ana, first), step);
        const int others = int(other.size());
        for (int i = 0; i < boardUndoDepth - 1 - others; ++i)
            log.draw(ana);
        QCOMPARE(log.doc.stepOf(ana, first), step);
        BoardDoc copy = throughSnapshot(log.doc);
        log.draw(ana);
        QVERIFY(log.doc.stepOf(ana, first).isEmpty());
        for (const OpId &id : std::as_const(step))
            QVERIFY(!log.doc.undoable(ana).contains(id));
        for (const OpId &id : std::as_const(other))
            QVERIFY(log.doc.undoable(ana).contains(id));
        QCOMPARE(log.doc.undoable(ana).size(), boardUndoDepth);
        // The one that goes on stays, though it was begun first.
        for (int i = 0; i < others; ++i)
            copy.apply({log.dice.id<OpId>(), ana, {dash(log.dice.id<ObjectId>())}, first}, copy.seq() + 1);
        copy.apply({log.dice.id<OpId>(), ana, {dash(log.dice.id<ObjectId>())}}, copy.seq() + 1);
        QVERIFY(copy.stepOf(ana, first).isEmpty());
    }
    void B27_whatIsPendingLeavesNoTraceInTheSteps()
    {
        Log log;
        const OpId first = log.apply(ana, {dash(log.dice.id<ObjectId>())});
        for (int i = 0; i < 2 * boardUndoDepth; ++i)
            log.apply(ana, {dash(log.dice.id<ObjectId>())}, i % 3 ? std::optional(first) : std::nullopt);
        for (int n = 0; n < 3; ++n)
            log.apply(ana, {BoardOp::undo(log.doc.undoable(ana).first())});
        const QList<OpId> undoable = log.doc.undoable(ana);
        const QList<OpId> redoable = log.doc.redoable(ana);
        const QList<OpId> step = log.doc.stepOf(ana, first);
        const quint64 hash = log.doc.hash();
        const QList<QByteArray> whole = writeBoardSnapshot(log.doc);
        std::vector<BoardDoc::Journal> pending;
        Seq place = firstPendingPlace;
        const auto put = [&](const QList<BoardOp> &ops, const std::optional<OpId> &in = {}) {
            pending.push_back(log.doc.applyPending({log.dice.id<OpId>(), ana, ops, in}, place++));
        };
        put({BoardOp::redo(redoable.first()), BoardOp::undo(undoable.at(7)), BoardOp::redo(undoable.at(7))});
        put({dash(log.dice.id<ObjectId>())}, first);
        for (int i = 0; i < boardUndoDepth + 5; ++i) // all steps of before leave
            put({dash(log.dice.id<ObjectId>())});
        put({BoardOp::undo(log.doc.undoable(ana).first())});
        QVERIFY(log.doc.undoable(ana) != undoable);
        while (!pending.empty()) {
            log.doc.takeBack(std::move(pending.back()));
            pending.pop_back();
        }
        QCOMPARE(log.doc.undoable(ana), undoable);
        QCOMPARE(log.doc.redoable(ana), redoable);
        QCOMPARE(log.doc.stepOf(ana, first), step);
        QCOMPARE(log.doc.hash(), hash);
        QCOMPARE(writeBoardSnapshot(log.doc), whole);
    }
    void K9_whatOperationsWeighIsTheirNumberAndTheirBulk()
    {
        const auto id = newId<ObjectId>();
        StrokePoints points;
        for (int i = 0; i < 100; ++i)
            points.at.push_back({qint16(i), qint16(-i)});
        BoardOp note = BoardOp::create(id, BoardKind::Sticky, 0, 0, 10, 10);
        note.text = QString(300, u'x');
        const QList<BoardOp> ops{BoardOp::createStroke(id, 0, 0, points.packed(), 1, 2), note,
                                 BoardOp::editText(id, 0, boardDelta({}, QString(50, u'y'))),
                                 BoardOp::erasePart(id, {{0, 5}, {8, 9}}), BoardOp::erase(id)};
        const qint64 bulk = boardWeight(ops, boardOpBulkOnly);
        QVERIFY(bulk >= points.packed().size() + 2 * 300 + 2 * 50 + 2 * qint64(sizeof(BoardInterval)));
        QCOMPARE(boardWeight(ops, boardOpInLog), bulk + 5 * boardOpInLog);
        QCOMPARE(boardWeight(ops, boardOpInMemory), bulk + 5 * qint64(sizeof(BoardOp)));
        QCOMPARE(boardWeight({}, boardOpInMemory), 0);
    }
    void B10_noStepIsLongerThanTheBoardRemembers()
    {
        Log log;
        const ObjectId note = log.make(ana, BoardKind::Sticky);
        QString text;
        for (int i = 0; i < boardUndoTransactions + 100; ++i) {
            const QString more = text + u'x';
            BoardOp op = BoardOp::editText(note, log.head, boardDelta(text, more));
            op.client = 1;
            log.apply(ana, {op});
            text = more;
        }
        QCOMPARE(log.doc.undoable(ana).size(), boardUndoTransactions);
        QCOMPARE(throughSnapshot(log.doc).hash(), log.doc.hash());
    }
    void B23_whatANewerHostMadeIsABoxThatCanBeMoved()
    {
        Log log;
        const auto id = log.dice.id<ObjectId>();
        BoardOp creation = BoardOp::create(id, BoardKind(boardKindCount + 1), 10, 20, 30, 40);
        creation.text = QStringLiteral("new");
        creation.points = QByteArray("whatever");
        const ObjectId beside = log.dice.id<ObjectId>();
        log.apply(ana, {BoardOp::notUnderstood(), creation, dash(beside)});
        QVERIFY(log.sees(beside));
        QVERIFY(log.sees(id));
        QCOMPARE(log.doc.object(id)->frame(), QRectF(10, 20, 30, 40));
        QCOMPARE(log.doc.object(id)->kind, BoardKind(boardKindCount + 1));
        QCOMPARE(log.doc.object(id)->text, QStringLiteral("new"));
        log.apply(ben, {move(id, 100, 200)});
        QCOMPARE(log.doc.object(id)->x, 100.0);
        BoardDoc copy = throughSnapshot(log.doc);
        QCOMPARE(copy.hash(), log.doc.hash());
        QVERIFY(copy.object(id));
        log.apply(ben, {BoardOp::erase(id)});
        QVERIFY(!log.sees(id));
        log.apply(ben, {BoardOp::undo(log.doc.undoable(ben).first())});
        QVERIFY(log.sees(id));
        // Of what is no box nothing is kept, and the rest of the transaction counts.
        BoardOp odd;
        odd.act = BoardAct::Create;
        odd.object = log.dice.id<ObjectId>();
        odd.kind = BoardKind(200);
        const auto after = log.dice.id<ObjectId>();
        log.apply(ana, {odd, dash(after)});
        QVERIFY(!log.sees(*odd.object) && log.sees(after));
        // A host takes none of it.
        for (const BoardOp &op : {creation, BoardOp::notUnderstood()}) {
            BoardOp fresh = op;
            if (fresh.object)
                fresh.object = log.dice.id<ObjectId>();
            const auto refusal = log.doc.validate({log.dice.id<OpId>(), ana, {fresh}});
            QVERIFY(refusal);
            QCOMPARE(refusal->code, QStringLiteral("out-of-range"));
        }
    }
    void B12_whatWasOnItsWayWhenABoardBecameFullIsReadAgain()
    {
        Log log;
        while (log.doc.recordCount() <= maxBoardRecords) {
            QList<BoardOp> ops;
            for (int k = 0; k < maxBoardOps; ++k)
                ops.append(dash(log.dice.id<ObjectId>(), k, k));
            log.apply(ana, ops); // as the log brings it: what lets it in has looked before
        }
        QCOMPARE(log.doc.validate({log.dice.id<OpId>(), ana, {dash(log.dice.id<ObjectId>())}})->code,
                 QStringLiteral("full"));
        const BoardDoc read = throughSnapshot(log.doc);
        QCOMPARE(read.recordCount(), log.doc.recordCount());
        QCOMPARE(read.hash(), log.doc.hash());
    }
    void B24_aBoardThatHadHalfAMillionObjectsTakesMore()
    {
        Log log;
        const ObjectId old = log.draw(ben, 7, 7);
        const ObjectId kept = log.make(ben, BoardKind::Rectangle);
        log.apply(ben, {BoardOp::erase(old)}); // and nothing else: it can be brought back
        const auto fill = [&] {
            for (int i = 0; i < 100; ++i) {
                QList<BoardOp> ops;
                for (int k = 0; k < maxBoardOps; ++k)
                    ops.append(dash(log.dice.id<ObjectId>(), i, k));
                log.apply(ana, ops);
            }
            log.apply(ben, {lock(kept)});
            log.apply(ana, {BoardOp::clear(log.head)});
            log.apply(ben, {lock(kept, false)});
        };
        int made = 2;
        BoardDoc other; // reads a snapshot of shortly before, and goes on from there
        int most = 0;
        while (made < maxBoardRecords + 100'000) {
            if (log.doc.recordCount() > manyBoardRecords - 60'000 && other.seq() == 0) {
                other = throughSnapshot(log.doc);
                QVERIFY(other.seq() > 0);
                const Seq since = log.head;
                const quint64 then = log.doc.hash();
                BoardSnapshotWriter writer(log.doc); // of this moment, though places change while it writes
                QVERIFY(writer.write(1024 * 1024));
                QList<std::pair<BoardTransaction, Seq>> later;
                for (int i = 0; i < 1200; ++i) {
                    QList<BoardOp> ops;
                    if (i < 300)
                        for (int k = 0; k < maxBoardOps; ++k, ++made)
                            ops.append(dash(log.dice.id<ObjectId>(), i, k));
                    else
                        ops = {move(kept, i, i)};
                    later.append({{log.dice.id<OpId>(), ana, ops}, ++log.head});
                    log.doc.apply(later.last().first, log.head);
                    most = std::max(most, log.doc.recordCount());
                }
                QVERIFY(log.head == since + 1200);
                QVERIFY(!writer.write(1)); // it was finished before anything went
                BoardSnapshotReader read;
                for (const QByteArray &part : writer.take())
                    QVERIFY(read.add(part));
                QVERIFY(read.isComplete());
                QCOMPARE(read.take().hash(), then);
                for (const auto &[tx, seq] : later)
                    other.apply(tx, seq);
                QCOMPARE(other.recordCount(), log.doc.recordCount());
                QCOMPARE(other.hash(), log.doc.hash());
                QVERIFY(other.hash() == throughSnapshot(log.doc).hash());
            }
            fill();
            made += 100 * maxBoardOps;
            most = std::max(most, log.doc.recordCount());
        }
        qInfo("%d objects made, at most %d remembered, %d now", made, most, log.doc.recordCount());
        QVERIFY(log.doc.recordCount() < made - 300'000);
        QVERIFY(!log.doc.validate({log.dice.id<OpId>(), ana, {dash(log.dice.id<ObjectId>())}}));
        // What can be undone is there, and what is seen.
        QVERIFY(log.sees(kept));
        QVERIFY(!log.sees(old));
        const auto undo = log.doc.undoable(ben);
        QVERIFY(!undo.isEmpty());
        QList<BoardOp> all;
        for (const OpId &id : undo)
            all.append(BoardOp::undo(id));
        all.removeLast(); // its creation
        log.apply(ben, all);
        QVERIFY(log.sees(old));
        QCOMPARE(throughSnapshot(log.doc).hash(), log.doc.hash());
    }
    void B10_aRegisterRemembersSixtyFourValues()
    {
        Log log;
        const auto id = log.draw(ana);
        QList<OpId> moves;
        for (int i = 1; i <= maxBoardWrites + 1; ++i)
            moves.append(log.apply(ben, {move(id, i, 0)}));
        QList<BoardOp> undoAll;
        for (const OpId &op : moves)
            undoAll.append(BoardOp::undo(op));
        log.apply(ben, undoAll);
        QCOMPARE(log.doc.object(id)->x, 1.0); // the first one is final
    }
    void B4_pendingWorkShowsAtOnceAndMasksOthers()
    {
        Dice dice(3);
        BoardReplica replica(ana);
        const auto id = dice.id<ObjectId>();
        replica.receive({dice.id<OpId>(), ben, {dash(id)}}, 1);
        const BoardTransaction mine{dice.id<OpId>(), ana, {recolor(id, 0xffff0000)}};
        QVERIFY(!replica.edit(mine));
        replica.receive({dice.id<OpId>(), ben, {recolor(id, 0xff0000ff)}}, 2);
        QCOMPARE(replica.view().object(id)->color, 0xffff0000u);
        QCOMPARE(replica.pendingCount(), 1);
        replica.receive(mine, 3);
        QCOMPARE(replica.pendingCount(), 0);
        QCOMPARE(replica.view().object(id)->color, 0xffff0000u);
        QCOMPARE(replica.confirmedHash(), replica.view().hash());
    }
    void B4_theEchoOfOnesOwnStrokeRepaintsNothing()
    {
        Dice dice(4);
        BoardReplica replica(ana);
        const BoardTransaction mine{dice.id<OpId>(), ana, {dash(dice.id<ObjectId>())}};
        const BoardTransaction next{dice.id<OpId>(), ana, {dash(dice.id<ObjectId>())}};
        QVERIFY(!replica.edit(mine));
        QVERIFY(!replica.edit(next));
        QCOMPARE(replica.takeChanges().size(), 2);
        replica.receive(mine, 5);
        for (const auto &change : replica.takeChanges())
            QVERIFY(!change.repaint);
        // The other order changes what lies on top.
        const BoardTransaction third{dice.id<OpId>(), ana, {dash(dice.id<ObjectId>())}};
        QVERIFY(!replica.edit(third));
        (void)replica.takeChanges();
        replica.receive(third, 6);
        const auto changes = replica.takeChanges();
        QVERIFY(std::any_of(changes.begin(), changes.end(), [](const auto &c) { return c.repaint; }));
    }
    void B5_whatTheServerRefusesLeavesTheView()
    {
        Dice dice(5);
        BoardReplica replica(ana);
        const auto id = dice.id<ObjectId>();
        const BoardTransaction draw{dice.id<OpId>(), ana, {dash(id)}};
        QVERIFY(!replica.edit(draw));
        QVERIFY(!replica.edit({dice.id<OpId>(), ana, {recolor(id, 0xffffffff)}}));
        (void)replica.takeChanges();
        QVERIFY(replica.refuse(draw.id));
        QVERIFY(!replica.refuse(draw.id));
        QCOMPARE(replica.view().visibleCount(), 0);
        const auto changes = replica.takeChanges();
        QCOMPARE(changes.size(), 1);
        QVERIFY(changes.first().after.isNull());
        QVERIFY(!changes.first().before.isNull());
        QCOMPARE(replica.pendingCount(), 1);
    }
    void B5_aSnapshotThatHasItEndsTheWait()
    {
        Dice dice(6);
        BoardReplica replica(ana);
        const BoardTransaction draw{dice.id<OpId>(), ana, {dash(dice.id<ObjectId>())}};
        const BoardTransaction later{dice.id<OpId>(), ana, {dash(dice.id<ObjectId>())}};
        QVERIFY(!replica.edit(draw));
        QVERIFY(!replica.edit(later));
        BoardDoc server;
        server.apply(draw, 9);
        replica.reset(std::move(server));
        QCOMPARE(replica.pendingCount(), 1);
        QCOMPARE(replica.view().visibleCount(), 2);
        replica.acknowledge(later.id, 12); // its event is still to come
        QCOMPARE(replica.pendingCount(), 1);
        replica.acknowledge(later.id, 9);
        QCOMPARE(replica.pendingCount(), 0);
    }
    // A board remembers the latest of each author only, and the answer came before the snapshot did.
    void B5_aSnapshotThatHasForgottenWhoseItWasEndsTheWaitToo()
    {
        Dice dice(61);
        BoardReplica replica(ana);
        const auto id = dice.id<ObjectId>();
        const BoardTransaction draw{dice.id<OpId>(), ana, {dash(id)}};
        const BoardTransaction red{dice.id<OpId>(), ana, {recolor(id, 0xffff0000)}};
        const BoardTransaction lost{dice.id<OpId>(), ana, {recolor(id, 0xff00ff00)}};
        for (const BoardTransaction &tx : {draw, red, lost})
            QVERIFY(!replica.edit(tx));
        const auto snapshot = [&] {
            BoardDoc doc;
            Seq seq = 0;
            doc.apply(draw, ++seq);
            doc.apply(red, ++seq);
            for (int i = 0; i < 300; ++i) // from another device of hers
                doc.apply({dice.id<OpId>(), ana, {dash(dice.id<ObjectId>())}}, ++seq);
            doc.apply({dice.id<OpId>(), ben, {recolor(id, 0xff0000ff)}}, ++seq);
            return throughSnapshot(doc);
        };
        replica.reset(snapshot());
        QCOMPARE(replica.pendingCount(), 3); // of neither it is known where it is
        replica.acknowledge(draw.id, 1);
        QCOMPARE(replica.pendingCount(), 2);
        BoardReplica early(ana);
        for (const BoardTransaction &tx : {draw, red, lost})
            QVERIFY(!early.edit(tx));
        early.acknowledge(draw.id, 1);
        early.acknowledge(red.id, 2);
        QCOMPARE(early.pendingCount(), 3); // not passed yet
        early.reset(snapshot());
        QCOMPARE(early.pendingCount(), 1);
        QCOMPARE(early.view().object(id)->color, 0xff00ff00U);
        early.acknowledge(lost.id, 900);
        QCOMPARE(early.pendingCount(), 1);
        early.receive(BoardTransaction{dice.id<OpId>(), ben, {dash(dice.id<ObjectId>())}}, 899);
        QCOMPARE(early.pendingCount(), 1);
        early.receive(lost, 900);
        QCOMPARE(early.pendingCount(), 0);
    }
    void B19_whatAnEarlierRunLeftPendingLendsItsNumberOnlyThatLong()
    {
        Dice dice(62);
        BoardReplica replica(ana);
        replica.setClient(7);
        BoardOp undo = BoardOp::undo(dice.id<OpId>());
        undo.client = 3;
        const auto number = [&] { return int(*replica.stamped({BoardOp::undo(dice.id<OpId>())}).first().client); };
        QCOMPARE(number(), 7);
        const BoardTransaction before{dice.id<OpId>(), ana, {undo}};
        replica.restore(before);
        replica.restore({dice.id<OpId>(), ana, {dash(dice.id<ObjectId>())}});
        QCOMPARE(number(), 3);
        replica.receive(before, 1);
        QCOMPARE(replica.pendingCount(), 1);
        QCOMPARE(number(), 7); // or two computers with copies of one folder would write as one
    }
    void B9_eachPressOfUndoChangesTheView()
    {
        Dice dice(9);
        BoardReplica replica(ana);
        const auto id = dice.id<ObjectId>();
        auto commit = committing(replica, dice);
        const auto other = dice.id<ObjectId>();
        commit({dash(id)}, ana);
        commit({dash(other)}, ana);
        commit({recolor(id, 0xffff0000)}, ana);
        commit({recolor(id, 0xff0000ff)}, ben); // hides ana's red
        const quint64 before = replica.view().viewHash();
        commit(replica.undoOps(), ana); // one press: the red one does not show, so the second stroke goes too
        QVERIFY(!replica.view().object(other));
        QVERIFY(replica.view().object(id));
        QVERIFY(replica.undoOps().isEmpty()); // ben changed the first stroke: it stays
        commit(replica.redoOps(), ana);
        QCOMPARE(replica.view().viewHash(), before);
        QVERIFY(replica.redoOps().isEmpty());
        // The red one is done again as well: it shows as soon as what hides it goes.
        const QList<OpId> bens = replica.view().undoable(ben);
        commit({BoardOp::undo(bens.first())}, ben);
        QCOMPARE(replica.view().object(id)->color, 0xffff0000U);
    }
    void B42_undoLeavesWhatSomebodyElseErasedToWhoTakesThatBack()
    {
        Dice dice(42);
        BoardReplica replica(ana);
        auto commit = committing(replica, dice);
        const auto first = dice.id<ObjectId>();
        const auto second = dice.id<ObjectId>();
        commit({dash(first)}, ana);
        commit({dash(second)}, ana);
        commit({recolor(second, 0xffff0000)}, ana);
        commit({BoardOp::erase(second)}, ben);
        const QList<OpId> erasing = replica.view().undoable(ben);
        const QList<OpId> done = replica.view().undoable(ana);
        QCOMPARE(replica.view().nextUndo(ana), done.at(2)); // what the next press takes back is what is said of it
        commit(replica.undoOps(), ana); // shows nothing in the second stroke, so it is the first that goes
        QVERIFY(!replica.view().object(first));
        QCOMPARE(replica.view().undoable(ana), done.mid(0, 2));
        QVERIFY(replica.view().nextUndo(ana).isNull());
        QCOMPARE(replica.view().nextRedo(ana), done.at(2));
        commit({BoardOp::undo(erasing.first())}, ben);
        QCOMPARE(replica.view().object(second)->color, 0xffff0000U);
        commit({BoardOp::redo(erasing.first())}, ben);
        commit(replica.redoOps(), ana);
        QCOMPARE(replica.view().undoable(ana), done);
        commit(replica.undoOps(), ana);
        commit({dash(dice.id<ObjectId>())}, ana); // what is undone is so for good
        commit({BoardOp::undo(erasing.first())}, ben);
        QVERIFY(replica.view().object(second));
    }
};

QTEST_APPLESS_MAIN(TestBoard)
#include "tst_board.moc"
