// SPDX-License-Identifier: MIT
#include "shared/board/boardsnapshot.h"
#include "tests/support/boardlog.h"
#include "tests/support/controllerrig.h"

#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using test::BoardRig;
using test::Pair;

class TestBoardUndo final : public QObject
{
    Q_OBJECT
private slots:
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
};

QTEST_GUILESS_MAIN(TestBoardUndo)
#include "tst_boardundo.moc"
