// SPDX-License-Identifier: MIT
#include "app/session/boardcopy.h"
#include "app/session/errortext.h"
#include "app/session/keptboardwork.h"
#include "shared/protocol/errors.h"
#include "tests/support/controllerrig.h"

#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using test::BoardRig;
using test::BoardsRig;
using test::Desk;
using test::Pair;

namespace {

BoardOp lock(const ObjectId &id)
{
    BoardOp op = BoardOp::set(id);
    op.locked = true;
    return op;
}

} // namespace

class TestBoardRefusals final : public QObject
{
    Q_OBJECT
private slots:
    void aRefusedCommitSaysSo()
    {
        Pair pair;
        QSignalSpy noticed(&pair.ana, &BoardController::noticed);
        BoardOp op = BoardOp::set(newId<ObjectId>()); // sets nothing
        QVERIFY(!pair.ana.commit({op}));
        QCOMPARE(noticed.size(), 1);
        QVERIFY(!pair.ana.commit({}));
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
        QVERIFY(!session.boards.saveConflict(first, QStringLiteral("%1"), QStringLiteral("Mine")).isNull());
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
            QVERIFY(!session.boards.saveConflict(first, QStringLiteral("%1"), name).isNull());
        }
        const QStringList names = session.names();
        QCOMPARE(names.size(), 5);
        QCOMPARE(QSet<QString>(names.cbegin(), names.cend()).size(), 5);
        QVERIFY(names.contains(QStringLiteral("Mine 2")) && names.contains(longest));
    }
    void A330_aRoomThatIsFullOfBoardsSaysWhatHelps()
    {
        BoardsRig session;
        RoomBoards &boards = session.boards;
        QSignalSpy said(&boards, &RoomBoards::noticed);
        QVERIFY(boards.whyNotAdding().isEmpty());
        QList<BoardId> made{boards.current()};
        while (made.size() < mostBoardsShown)
            made.append(boards.add(QString::number(made.size())));
        QVERIFY(!made.contains(BoardId()));
        QCOMPARE(said.size(), 0);
        QVERIFY2(boards.whyNotAdding().contains(QStringLiteral("Remove one")), qPrintable(boards.whyNotAdding()));
        QVERIFY(boards.add(QStringLiteral("one too many")).isNull());
        QCOMPARE(said.size(), 1);
        QCOMPARE(said.last().first().toString(), boards.whyNotAdding());
        // Removing one helps, until as many have been there as are counted for good.
        while (made.size() < mostBoards) {
            QVERIFY(boards.remove(made.at(made.size() - mostBoardsShown)));
            QVERIFY(boards.whyNotAdding().isEmpty());
            made.append(boards.add(QString::number(made.size())));
            QVERIFY(!made.last().isNull());
        }
        QVERIFY2(boards.whyNotAdding().contains(QStringLiteral("Go on in another room")),
                 qPrintable(boards.whyNotAdding()));
        QVERIFY(boards.remove(made.last()));
        QVERIFY(boards.add(QStringLiteral("one too many")).isNull());
        QCOMPARE(said.last().first().toString(), boards.whyNotAdding());
        QVERIFY2(boards.whyNotAdding().contains(QStringLiteral("Bring one back")), qPrintable(boards.whyNotAdding()));
        QVERIFY(boards.restore(made.last()));
        QVERIFY(!boards.restore(made.first())); // of those to be seen there are too many
        QVERIFY(said.last().first().toString().contains(QStringLiteral("Remove one")));
        // Who is no moderator removes none; and whom somebody else was quicker than reads the same.
        BoardsRig member(Role::Member);
        QSignalSpy told(&member.boards, &RoomBoards::noticed);
        for (int i = 1; i < mostBoardsShown; ++i)
            QVERIFY(!member.boards.add(QString::number(i)).isNull());
        QVERIFY2(member.boards.whyNotAdding().contains(QStringLiteral("Ask a moderator to remove one")),
                 qPrintable(member.boards.whyNotAdding()));
        const QString why = member.boards.whyNotAdding();
        const OutboxEntry last = member.outbox.entries(member.room).last();
        member.boards.refused(
            last,
            Failure{.code = QString(errors::full), .path = {}, .text = {}, .req = {}, .id = last.id, .retryMs = {}});
        QCOMPARE(told.size(), 1);
        QCOMPARE(told.last().first().toString(), why);
    }
    // What a name cannot have, or has in another way, does not make two boards of one name.
    void A331_namesOfCopiesDifferAsBoardsHaveThem()
    {
        BoardsRig session;
        const BoardId first = session.boards.current();
        const QString pattern = u"%1 (3:05" % QChar(0x202f) % u"PM)"; // a narrow blank, as some languages write it
        QSet<QString> names;
        for (int i = 0; i < 3; ++i) {
            const BoardId made =
                session.boards.addCopy(first, pattern, QStringLiteral("Lab board"), {test::dash(newId<ObjectId>())});
            QVERIFY(!made.isNull());
            names.insert(session.boards.nameOf(made));
        }
        QCOMPARE(names.size(), 3);
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
    // A text of a log that was put back: nothing newer will come, and what is refused must be kept all the same, or all
    // that builds on it waits for ever (A216).
    void A216_aBoardIsWholeWhenItHasAllThatTheHostHas()
    {
        BoardRig rig;
        const auto note = newId<ObjectId>();
        rig.draw(rig.other, BoardOp::create(note, BoardKind::Sticky, 0, 0, 160, 160));
        rig.controller.setCaughtUp(false);
        BoardOp words = BoardOp::editText(note, rig.head + 400, boardDelta({}, QStringLiteral("late")));
        words.client = 5;
        rig.controller.restore({{newId<OpId>(), rig.controller.self(), {words}}});
        QVERIFY(!rig.controller.isWhole()); // it may come yet
        QSignalSpy told(&rig.controller, &BoardController::stateChanged);
        rig.controller.setCaughtUp(true);
        QCOMPARE(told.size(), 1);
        QVERIFY(rig.controller.isWhole());
    }
    void A213_norDoesOneThatComesFromABoardThatIsGone()
    {
        BoardsRig session;
        KeptBoardWork kept(session.room, session.store);
        const auto gone = newId<BoardId>(), here = newId<BoardId>();
        const auto object = newId<ObjectId>();
        const auto copy = [&](double x) { return BoardOp::create(object, BoardKind::Sticky, x, 0, 160, 160); };
        QVERIFY(kept.add(gone, {{copy(10)}, QString(errors::frozen)}, true));
        kept.move(gone, here);
        QCOMPARE(kept.copies(here).size(), 1);
        QVERIFY(kept.copies(gone).isEmpty());
        QVERIFY(kept.add(gone, {{copy(20)}, QString(errors::frozen)}, true)); // of the next run
        kept.move(gone, here);
        const auto places = [](const QList<BoardOp> &copies) {
            QList<double> all;
            for (const BoardOp &one : copies)
                all.append(*one.x);
            std::sort(all.begin(), all.end());
            return all;
        };
        QCOMPARE(places(kept.copies(here)), (QList<double>{10, 20}));
        QHash<BoardId, RefusedWork> onDisk;
        session.store.conflicts(session.room, [&](const auto &works) { onDisk = works; });
        QTRY_COMPARE(places(onDisk.value(here).copies), (QList<double>{10, 20}));
        QVERIFY(!onDisk.contains(gone));
        kept.move(gone, here); // nothing is there any more
        QCOMPARE(kept.copies(here).size(), 2);
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
    // A step of several transactions, as the host judges each: what it takes stays, what it does not take is kept and
    // told.
    void A83_ofAStepWhoseMiddlePartIsRefusedThatPartIsKept()
    {
        Desk desk;
        BoardDoc host;
        const auto others = [&](const QList<QList<BoardOp>> &parcels) {
            for (const QList<BoardOp> &ops : parcels) {
                host.apply({newId<OpId>(), desk.rig.teacher, ops}, desk.head + 1);
                desk.others(ops);
            }
        };
        const auto middle = [](const QList<BoardOp> &ops) { return ops.mid(maxBoardOps, maxBoardOps); };
        const QList<BoardOp> row = Pair::row(3 * maxBoardOps);
        others({row.mid(0, maxBoardOps), middle(row), row.mid(2 * maxBoardOps)});
        QList<BoardOp> moves, locks;
        for (const BoardOp &one : row) {
            moves.append(BoardOp::set(*one.object));
            moves.last().x = -7000;
            moves.last().y = 0;
        }
        for (const BoardOp &one : middle(row))
            locks.append(lock(*one.object));
        QVERIFY(desk.board.commit(moves, QStringLiteral("move")));
        QCOMPARE(desk.mine.size(), 3);
        host.apply({newId<OpId>(), desk.rig.teacher, locks}, desk.head + 1); // the host has it before the step comes
        const Seq locked = ++desk.head;
        QSignalSpy noticed(&desk.board, &BoardController::noticed);
        const auto sent = std::exchange(desk.mine, {});
        int refused = 0;
        for (const BoardTransaction &tx : sent) {
            if (const auto why = host.validate(tx)) {
                ++refused;
                QCOMPARE(tx.ops.first().object, middle(row).first().object);
                // Of what it was refused for, nothing has been heard as yet.
                const auto told = desk.board.refuse({{tx.id, test::refusal(QLatin1String("board")), tx.ops}});
                QVERIFY(told.isKept && told.sentences.size() == 1);
            } else {
                host.apply(tx, ++desk.head);
            }
        }
        QCOMPARE(refused, 1);
        QCOMPARE(noticed.size(), 1);
        desk.board.receive({{{newId<OpId>(), desk.rig.teacher, locks}, locked},
                            {sent.first(), locked + 1},
                            {sent.last(), locked + 2}});
        desk.clock().ms += 1000; // what comes is held back for a moment (A88)
        desk.board.tick();
        QCOMPARE(desk.board.pendingCount(), 0);
        QCOMPARE(desk.board.doc().hash(), host.hash());
        const auto moved = [&] {
            const QList<BoardObject> all = desk.board.doc().objects();
            return std::count_if(all.cbegin(), all.cend(), [](const BoardObject &o) { return o.x == -7000; });
        };
        QCOMPARE(moved(), 2 * maxBoardOps);
        // What is not on the board is in the copy, as it would stand there.
        QSet<ObjectId> kept, lost;
        for (const BoardOp &copy : desk.kept()) {
            QCOMPARE(copy.x, std::optional(-7000.0));
            kept.insert(*copy.object);
        }
        for (const BoardOp &one : middle(row))
            lost.insert(*one.object);
        QCOMPARE(kept, lost);
        // What there is of the step is one step still.
        desk.board.undo();
        QCOMPARE(moved(), 0);
        desk.board.redo();
        QCOMPARE(moved(), 2 * maxBoardOps);
    }
    void B5_whatALaterPartOfTheStepDoesToTheRefusedPartIsInTheCopyToo()
    {
        Desk desk;
        const QList<BoardOp> made = Pair::row(2 * maxBoardOps);
        QList<BoardOp> all = made;
        for (const BoardOp &one : made.mid(maxBoardOps)) {
            all.append(BoardOp::set(*one.object));
            all.last().color = 0xff123456;
        }
        all.append(test::dash(newId<ObjectId>(), -500));
        QVERIFY(desk.board.commit(all));
        QVERIFY(desk.mine.size() >= 3);
        const auto sent = std::exchange(desk.mine, {});
        QSignalSpy noticed(&desk.board, &BoardController::noticed);
        BoardDoc host;
        QList<std::pair<BoardTransaction, Seq>> log;
        int refused = 0;
        for (const BoardTransaction &tx : sent) {
            if (tx.ops.first().act == BoardAct::Create && tx.ops.first().object == made.at(maxBoardOps).object) {
                ++refused;
                desk.board.refuse({{tx.id, test::refusal(errors::full), tx.ops}});
                continue;
            }
            QVERIFY(!host.validate(tx)); // on what nobody created nothing acts (B2)
            host.apply(tx, ++desk.head);
            log.append({tx, desk.head});
        }
        QCOMPARE(refused, 1);
        QCOMPARE(noticed.size(), 1);
        desk.board.receive(log);
        desk.clock().ms += 1000;
        desk.board.tick();
        QCOMPARE(desk.board.doc().hash(), host.hash());
        QCOMPARE(desk.board.doc().visibleCount(), maxBoardOps + 1);
        QCOMPARE(desk.kept().size(), maxBoardOps);
        for (const BoardOp &copy : desk.kept())
            QCOMPARE(copy.color, std::optional(0xff123456u));
        desk.board.undo();
        QCOMPARE(desk.board.doc().visibleCount(), 0);
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

QTEST_GUILESS_MAIN(TestBoardRefusals)
#include "tst_boardrefusals.moc"
