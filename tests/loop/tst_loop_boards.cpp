// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"
#include "app/session/boardcopy.h"
#include "app/session/boardpast.h"
#include "app/session/errortext.h"
#include "app/session/roomboards.h"
#include "shared/protocol/errors.h"
#include "tests/support/loopboards.h"
#include "tests/support/loophost.h"
#include "tests/support/looprig.h"

#include <QAbstractItemModelTester>
#include <QLoggingCategory>
#include <QSignalSpy>

using namespace coterie;
using test::agree;
using test::drawStroke;
using test::LoopHost;
using test::LoopRig;
using State = Session::State;

namespace {

const QString ana = QStringLiteral("Ana");
const QString ben = QStringLiteral("Ben");

QStringList namesOf(RoomBoards &boards)
{
    QStringList names;
    for (int row = 0; row < boards.model()->rowCount(); ++row)
        names.append(boards.model()->index(row).data().toString());
    return names;
}

BoardOp noteOf(const ObjectId &id, const QString &text)
{
    BoardOp note = BoardOp::create(id, BoardKind::Sticky, 0, 0, 80, 80);
    note.text = text;
    return note;
}

void write(BoardController &board, const ObjectId &id, const QStringList &words)
{
    for (const QString &word : words) {
        QVERIFY(board.editText(id, board.doc().textOf(id).value_or(QString()) + word));
        board.endText();
    }
}

QStringList textsOf(const QList<BoardOp> &copies)
{
    QStringList texts;
    for (const BoardOp &copy : copies)
        if (copy.text)
            texts.append(*copy.text);
    texts.sort();
    return texts;
}

} // namespace

// Several boards in a room and who may do what there, between two people and the real host. Ana comes first: she owns
// it.
class TestLoopBoards final : public QObject
{
    Q_OBJECT

    std::unique_ptr<LoopRig> m_rig;
    std::unique_ptr<LoopHost> m_host;
    std::unique_ptr<Session> m_ana, m_ben;
    RoomId m_room;

    std::unique_ptr<Session> online(const QString &name) { return m_rig->online(m_host->url(), name); }
    RoomBoards &boardsOf(Session &session) { return *session.boards(m_room); }
    BoardController &first(Session &session) { return *session.board(m_room); }
    bool loaded(BoardController &board)
    {
        return QTest::qWaitFor([&] { return board.isLoaded() && board.isOnline(); }, 20'000);
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init()
    {
        m_rig = std::make_unique<LoopRig>();
        m_host = std::make_unique<LoopHost>(m_rig->file());
        QVERIFY(m_host->start());
        m_ana = online(ana);
        m_ben = online(ben);
        QVERIFY(m_ana && m_ben);
        m_room = m_ana->rooms()->roomAt(0);
        QVERIFY(loaded(first(*m_ana)) && loaded(first(*m_ben)));
        QTRY_VERIFY_WITH_TIMEOUT(boardsOf(*m_ana).isModerator(), 15'000);
    }
    void cleanup()
    {
        m_ana.reset();
        m_ben.reset();
        m_host.reset();
        m_rig.reset();
    }

    void B21_whatOnePersonDidIsReadFromTheHostAndTakenBack()
    {
        BoardController &a = first(*m_ana), &b = first(*m_ben);
        drawStroke(a, 0, 0);
        for (int i = 0; i < 220; ++i) // more than a page of the log
            drawStroke(b, i, 50);
        QTRY_VERIFY_WITH_TIMEOUT(agree(a, b, 221), 60'000);
        BoardPast *past = boardsOf(*m_ana).past(a.board(), m_ana.get());
        QSignalSpy read(past, &BoardPast::read);
        past->start();
        QTRY_COMPARE_WITH_TIMEOUT(read.size(), 1, 30'000);
        QCOMPARE(past->events().size(), 221);
        QCOMPARE(past->nameOf(b.self()), ben);
        const BoardRevert revert = revertPerson(BoardDoc(), past->events(), b.self(), past->events().first().timeMs);
        QCOMPARE(revert.items.size(), 220);
        QVERIFY(a.commit(revert.ops, QStringLiteral("take back")));
        QTRY_VERIFY_WITH_TIMEOUT(agree(a, b, 1), 30'000);
        a.undo();
        QTRY_VERIFY_WITH_TIMEOUT(agree(a, b, 221), 30'000);
        // What came since is read on from there.
        past->start();
        QTRY_COMPARE_WITH_TIMEOUT(read.size(), 2, 30'000);
        QVERIFY(past->events().size() > 221);
    }
    void P30_whoLooksAtABoardIsKnownToThoseWhoLookToo()
    {
        BoardController &a = first(*m_ana), &b = first(*m_ben);
        const auto object = newId<ObjectId>();
        QSignalSpy told(&a, &BoardController::lookRequested);
        a.lookout().setView({10, 20, 300, 200});
        a.lookout().setSelected({object}, {});
        QTRY_VERIFY_WITH_TIMEOUT(!told.isEmpty(), 15'000);
        a.pointAt({1, 2}); // later than the look
        QTRY_VERIFY_WITH_TIMEOUT(!b.guests().cursors().isEmpty(), 15'000);
        QVERIFY(b.guests().looks().isEmpty()); // Ben does not look
        b.lookout().setView({0, 0, 500, 500});
        QTRY_VERIFY_WITH_TIMEOUT(b.guests().look(a.self()) && a.guests().look(b.self()), 15'000); // how it was already
        QCOMPARE(b.guests().look(a.self())->view, QRectF(10, 20, 300, 200));
        QCOMPARE(b.guests().look(a.self())->selected, QList{object});
        QCOMPARE(b.guests().look(a.self())->name, ana);
        a.lookout().setView({-1, -2, 3, 4});
        QTRY_COMPARE_WITH_TIMEOUT(b.guests().look(a.self())->view, QRectF(-1, -2, 3, 4), 15'000);
        b.lookout().setView({});
        QTRY_VERIFY_WITH_TIMEOUT(a.guests().looks().isEmpty(), 15'000);
        b.lookout().setView({0, 0, 500, 500});
        QTRY_VERIFY_WITH_TIMEOUT(a.guests().look(b.self()), 15'000);
        m_ben.reset(); // their window is closed
        QTRY_VERIFY_WITH_TIMEOUT(a.guests().looks().isEmpty(), 15'000);
    }
    void P23_aBoardOfOnesOwnIsSeenByAllAndHasItsOwnContent()
    {
        const QAbstractItemModelTester tester(boardsOf(*m_ben).model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        const BoardId lens = boardsOf(*m_ana).add(QStringLiteral("Lens"));
        QVERIFY(!lens.isNull());
        QCOMPARE(namesOf(boardsOf(*m_ana)).last(), QStringLiteral("Lens")); // at once
        BoardController &a = *m_ana->board(m_room, lens);
        drawStroke(a, 0, 0); // before the host knows of it
        QTRY_COMPARE_WITH_TIMEOUT(namesOf(boardsOf(*m_ben)).last(), QStringLiteral("Lens"), 15'000);
        BoardController &b = *m_ben->board(m_room, lens);
        QVERIFY(loaded(b));
        drawStroke(b, 50, 50);
        drawStroke(first(*m_ben), 0, 0);
        QTRY_VERIFY_WITH_TIMEOUT(agree(a, b, 2), 15'000);
        QTRY_VERIFY_WITH_TIMEOUT(agree(first(*m_ana), first(*m_ben), 1), 15'000);
        b.undo();
        QTRY_VERIFY_WITH_TIMEOUT(agree(a, b, 1), 15'000);
        a.pointAt({5, 6});
        QTRY_COMPARE_WITH_TIMEOUT(b.guests().cursors().size(), 1, 15'000);
        QCOMPARE(first(*m_ben).guests().cursors().size(), 0);
        // Named, moved, removed and brought back.
        QVERIFY(boardsOf(*m_ana).rename(lens, QStringLiteral("Lens 2")));
        QVERIFY(boardsOf(*m_ana).change(BoardListChange{BoardListAct::Move, lens, {}, {}}));
        QTRY_COMPARE_WITH_TIMEOUT(namesOf(boardsOf(*m_ben)).first(), QStringLiteral("Lens 2"), 15'000);
        boardsOf(*m_ben).setCurrent(lens);
        QSignalSpy current(&boardsOf(*m_ben), &RoomBoards::currentChanged);
        QVERIFY(boardsOf(*m_ana).remove(lens));
        QTRY_COMPARE_WITH_TIMEOUT(boardsOf(*m_ben).model()->rowCount(), 1, 15'000);
        QCOMPARE(current.size(), 1); // who looked at it looks at another one
        QCOMPARE(boardsOf(*m_ben).current(), firstBoard(m_room));
        QVERIFY(boardsOf(*m_ana).restore(lens));
        QTRY_COMPARE_WITH_TIMEOUT(boardsOf(*m_ben).current(), lens, 15'000);
        QTRY_VERIFY_WITH_TIMEOUT(agree(a, b, 1), 15'000);
    }

    void A82_P23_aRestartKeepsBoardsPlaceAndCopyAlsoOffline()
    {
        const BoardId lens = boardsOf(*m_ana).add(QStringLiteral("Lens"));
        boardsOf(*m_ana).setCurrent(lens);
        drawStroke(*m_ana->board(m_room, lens), 0, 0);
        QTRY_VERIFY_WITH_TIMEOUT(
            m_ana->board(m_room, lens)->isLoaded() && m_ana->board(m_room, lens)->pendingCount() == 0, 15'000);
        m_host->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!first(*m_ana).isOnline(), 15'000);
        const BoardId offline = boardsOf(*m_ana).add(QStringLiteral("Made offline"));
        drawStroke(*m_ana->board(m_room, offline), 0, 0);
        QTRY_VERIFY_WITH_TIMEOUT(m_ana->state().waiting >= 2, 15'000);
        m_ana.reset();
        m_ana = m_rig->person(m_host->url(), ana);
        QSignalSpy opened(m_ana.get(), &Session::opened);
        m_ana->open();
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(boardsOf(*m_ana).current(), lens, 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_ana->board(m_room, lens)->doc().visibleCount(), 1, 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_ana->board(m_room, offline)->doc().visibleCount(), 1, 15'000);
        QVERIFY(m_host->start());
        QTRY_COMPARE_WITH_TIMEOUT(namesOf(boardsOf(*m_ben)).last(), QStringLiteral("Made offline"), 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(agree(*m_ana->board(m_room, offline), *m_ben->board(m_room, offline), 1), 60'000);
    }

    // The file was moved to another computer: the person who hosts it there is somebody new.
    void P24_whoHostsTheFileOwnsItForAllAtOnceAndAfterARestart()
    {
        m_host->stop();
        QVERIFY(m_host->start());
        QTRY_VERIFY_WITH_TIMEOUT(first(*m_ana).isOnline() && first(*m_ben).isOnline(), 20'000);
        QVERIFY(boardsOf(*m_ana).setFrozen(firstBoard(m_room), true));
        QTRY_COMPARE_WITH_TIMEOUT(first(*m_ben).right(), BoardRight::View, 15'000);
        QVERIFY(!boardsOf(*m_ben).isModerator());
        m_host->own(m_ben->me());
        QTRY_COMPARE_WITH_TIMEOUT(first(*m_ben).right(), BoardRight::EditAll, 15'000); // what is offered, too
        const auto agreed = [&](Session &session) {
            const RoomState &state = boardsOf(session).state();
            return state.roleOf(m_ben->me()) == Role::Owner && state.roleOf(m_ana->me()) == Role::Admin;
        };
        QTRY_VERIFY_WITH_TIMEOUT(agreed(*m_ana) && agreed(*m_ben), 15'000);
        QVERIFY(boardsOf(*m_ben).setFrozen(firstBoard(m_room), false));
        QTRY_VERIFY_WITH_TIMEOUT(!boardsOf(*m_ana).state().board(firstBoard(m_room))->frozenBy, 15'000);
        m_host->stop();
        QVERIFY(m_host->start());
        auto carl = online(QStringLiteral("Carl"));
        QVERIFY(carl);
        QTRY_VERIFY_WITH_TIMEOUT(agreed(*carl), 15'000);
    }

    void P26_aFreezeStopsThePenAndUnfreezingLetsItGoOn()
    {
        QVERIFY(boardsOf(*m_ana).setFrozen(firstBoard(m_room), true));
        QTRY_COMPARE_WITH_TIMEOUT(first(*m_ben).right(), BoardRight::View, 15'000);
        QCOMPARE(boardsOf(*m_ben).state().board(firstBoard(m_room))->frozenBy, std::optional(m_ana->me()));
        QSignalSpy noticed(&first(*m_ben), &BoardController::noticed);
        drawStroke(first(*m_ben), 0, 0);
        QCOMPARE(first(*m_ben).doc().visibleCount(), 0);
        QVERIFY(noticed.size() >= 1);
        QCOMPARE(first(*m_ana).right(), BoardRight::EditAll);
        QVERIFY(!boardsOf(*m_ben).setFrozen(firstBoard(m_room), false));
        QVERIFY(boardsOf(*m_ana).setFrozen(firstBoard(m_room), false));
        QTRY_COMPARE_WITH_TIMEOUT(first(*m_ben).right(), BoardRight::EditAll, 15'000);
        drawStroke(first(*m_ben), 0, 0);
        QTRY_VERIFY_WITH_TIMEOUT(agree(first(*m_ana), first(*m_ben), 1), 15'000);
    }

    void P25_chalkIsGivenToOneAndTakenBack()
    {
        QVERIFY(boardsOf(*m_ana).change(RightsChange{{}, {}, BoardRight::View, {}}));
        QTRY_COMPARE_WITH_TIMEOUT(first(*m_ben).right(), BoardRight::View, 15'000);
        QVERIFY(boardsOf(*m_ana).change(RightsChange{m_ben->me(), {}, BoardRight::EditOwn, {}}));
        QTRY_COMPARE_WITH_TIMEOUT(first(*m_ben).right(), BoardRight::EditOwn, 15'000);
        drawStroke(first(*m_ben), 0, 0);
        drawStroke(first(*m_ana), 50, 50);
        QTRY_VERIFY_WITH_TIMEOUT(agree(first(*m_ana), first(*m_ben), 2), 15'000);
        const auto theirs = first(*m_ben).doc().objects();
        for (const BoardObject &object : theirs)
            QCOMPARE(first(*m_ben).commit({BoardOp::erase(object.id)}), object.author == m_ben->me());
        QTRY_VERIFY_WITH_TIMEOUT(agree(first(*m_ana), first(*m_ben), 1), 15'000);
    }

    void P25_whoMayOnlyAddWritesATextToItsEnd()
    {
        QVERIFY(boardsOf(*m_ana).change(RightsChange{{}, {}, BoardRight::Draw, {}}));
        BoardController &a = first(*m_ana), &b = first(*m_ben);
        QTRY_COMPARE_WITH_TIMEOUT(b.right(), BoardRight::Draw, 15'000);
        QSignalSpy noticed(&b, &BoardController::noticed);
        const auto text = newId<ObjectId>(), note = newId<ObjectId>();
        BoardOp made = BoardOp::create(text, BoardKind::Text, 0, 0, 12, 24);
        made.text = QStringLiteral("T");
        QVERIFY(b.createText(made, QStringLiteral("write")));
        QTRY_VERIFY_WITH_TIMEOUT(agree(a, b, 1), 15'000); // the host has it, without the rest of its letters
        BoardOp size = BoardOp::set(text);
        size.w = 90;
        size.h = 24;
        QVERIFY(b.editText(text, QStringLiteral("Ten words"), QStringLiteral("write"), size));
        b.endText({size});
        QTRY_VERIFY_WITH_TIMEOUT(a.doc().textOf(text) == QStringLiteral("Ten words"), 15'000);
        QVERIFY(b.commit({BoardOp::create(note, BoardKind::Sticky, 0, 90, 80, 80)}));
        QTRY_VERIFY_WITH_TIMEOUT(agree(a, b, 2), 15'000);
        QVERIFY(b.editText(note, QStringLiteral("A note")));
        b.endText();
        QTRY_VERIFY_WITH_TIMEOUT(a.doc().textOf(note) == QStringLiteral("A note"), 15'000);
        QVERIFY(b.editText(text, QString()));
        b.endText({BoardOp::erase(text)});
        QTRY_VERIFY_WITH_TIMEOUT(agree(a, b, 1), 15'000);
        QVERIFY(boardsOf(*m_ben).conflict(firstBoard(m_room)).isEmpty());
        QVERIFY2(noticed.isEmpty(), qPrintable(noticed.value(0).value(0).toString()));
    }

    void A83_P29_whatTheHostRefusesIsKeptAndCanBeSavedAsANewBoard()
    {
        drawStroke(first(*m_ana), 0, 0);
        QTRY_VERIFY_WITH_TIMEOUT(agree(first(*m_ana), first(*m_ben), 1), 15'000);
        const ObjectId foreign = first(*m_ben).doc().objects().first().id;
        // Ben is away, and goes on drawing; the board is frozen meanwhile.
        m_ben->close();
        QTRY_VERIFY_WITH_TIMEOUT(!first(*m_ben).isOnline(), 15'000);
        drawStroke(first(*m_ben), 100, 0);
        drawStroke(first(*m_ben), 200, 0);
        BoardOp move = BoardOp::set(foreign);
        move.x = 500;
        move.y = 300;
        QVERIFY(first(*m_ben).commit({move}));
        QVERIFY(boardsOf(*m_ana).setFrozen(firstBoard(m_room), true));
        QTRY_VERIFY_WITH_TIMEOUT(m_ana->state().waiting == 0, 15'000);
        QSignalSpy refused(m_ben.get(), &Session::drawingRefused);
        m_ben->open();
        QTRY_COMPARE_WITH_TIMEOUT(boardsOf(*m_ben).conflict(firstBoard(m_room)).size(), 3, 30'000);
        QCOMPARE(boardsOf(*m_ben).conflictReason(firstBoard(m_room)), errorSentence(errors::frozen)); // T43
        QVERIFY(!refused.isEmpty());
        QCOMPARE(refused.first().at(1).value<BoardId>(), firstBoard(m_room));
        QCOMPARE(refused.first().at(2).toString(), errorSentence(errors::frozen));
        QTRY_VERIFY_WITH_TIMEOUT(agree(first(*m_ana), first(*m_ben), 1), 15'000);
        QCOMPARE(first(*m_ben).doc().object(foreign)->x, first(*m_ana).doc().object(foreign)->x); // as it was
        m_ben.reset(); // the program ends; the copy does not
        m_ben = online(ben);
        QVERIFY(m_ben);
        QTRY_COMPARE_WITH_TIMEOUT(boardsOf(*m_ben).conflict(firstBoard(m_room)).size(), 3, 15'000);
        QCOMPARE(boardsOf(*m_ben).conflictReason(firstBoard(m_room)), errorSentence(errors::frozen));
        QCOMPARE(boardsOf(*m_ben).model()->index(0).data(BoardListModel::RefusedRole).toInt(), 3);
        const BoardId copy =
            boardsOf(*m_ben).saveConflict(firstBoard(m_room), QStringLiteral("%1"), QStringLiteral("Ben's changes"));
        QVERIFY(!copy.isNull());
        QVERIFY(boardsOf(*m_ben).conflict(firstBoard(m_room)).isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(boardsOf(*m_ana).model()->rowOf(copy) >= 0, 15'000);
        BoardController &a = *m_ana->board(m_room, copy);
        BoardController &b = *m_ben->board(m_room, copy);
        QTRY_VERIFY_WITH_TIMEOUT(agree(a, b, 3), 15'000);
        const auto objects = a.doc().objects();
        QVERIFY(std::any_of(objects.cbegin(), objects.cend(), [](const BoardObject &one) { return one.x == 500; }));
    }

    void A329_aDuplicateHasALogOfItsOwnWithoutWhatIsGone()
    {
        BoardController &a = first(*m_ana);
        for (int i = 0; i < 40; ++i)
            drawStroke(a, i * 10, 0);
        QList<ObjectId> gone;
        for (const BoardObject &one : a.doc().objects())
            if (one.x >= 30)
                gone.append(one.id);
        a.erase(gone);
        QTRY_VERIFY_WITH_TIMEOUT(agree(a, first(*m_ben), 3), 30'000);
        QVERIFY(first(*m_ben).isCaughtUp()); // by live events, which say nothing of it
        m_ben->close();
        QTRY_VERIFY_WITH_TIMEOUT(!first(*m_ben).isCaughtUp(), 15'000);
        m_ben->open();
        QTRY_VERIFY_WITH_TIMEOUT(first(*m_ben).isCaughtUp(), 15'000);
        const BoardId copy = boardsOf(*m_ben).addCopy(firstBoard(m_room), QStringLiteral("%1 (copy)"),
                                                      QStringLiteral("Lab"), copiesOf(first(*m_ben).doc()));
        QVERIFY(!copy.isNull());
        QTRY_VERIFY_WITH_TIMEOUT(boardsOf(*m_ana).model()->rowOf(copy) == 1, 15'000); // beside it
        BoardController &there = *m_ana->board(m_room, copy), &here = *m_ben->board(m_room, copy);
        QTRY_VERIFY_WITH_TIMEOUT(agree(there, here, 3), 15'000);
        BoardPast *past = boardsOf(*m_ana).past(copy, m_ana.get());
        QSignalSpy read(past, &BoardPast::read);
        past->start();
        QTRY_COMPARE_WITH_TIMEOUT(read.size(), 1, 30'000);
        QCOMPARE(past->events().size(), 1); // what was drawn and erased before is no part of it
        // Each goes on by itself.
        drawStroke(there, 500, 0);
        QTRY_VERIFY_WITH_TIMEOUT(agree(there, here, 4), 15'000);
        QVERIFY(agree(a, first(*m_ben), 3));
    }

    void P29_whatIsRefusedOnABoardNobodyLooksAtIsKeptToo()
    {
        m_ben->close();
        QTRY_VERIFY_WITH_TIMEOUT(!first(*m_ben).isOnline(), 15'000);
        drawStroke(first(*m_ben), 100, 0);
        StrokePoints points;
        points.at = {{0, 0}, {320, 0}};
        const auto rubbed = newId<ObjectId>();
        QVERIFY(first(*m_ben).commit({BoardOp::createStroke(rubbed, 0, 50, points.packed(), 0xff000000, 4),
                                      BoardOp::erasePart(rubbed, {{0, 64}})}));
        QTRY_COMPARE_WITH_TIMEOUT(m_ben->state().waiting, 2, 15'000);
        m_ben.reset();
        QVERIFY(boardsOf(*m_ana).setFrozen(firstBoard(m_room), true));
        QTRY_VERIFY_WITH_TIMEOUT(m_ana->state().waiting == 0, 15'000);
        m_ben = online(ben);
        QVERIFY(m_ben);
        QTRY_COMPARE_WITH_TIMEOUT(m_ben->state().waiting, 0, 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(boardsOf(*m_ben).conflictObjects(firstBoard(m_room)), 2, 15'000);
        m_ben.reset(); // what was rubbed out is kept with its stroke, also on the disk
        m_ben = online(ben);
        QVERIFY(m_ben);
        QTRY_COMPARE_WITH_TIMEOUT(boardsOf(*m_ben).conflict(firstBoard(m_room)).size(), 3, 15'000);
        QCOMPARE(boardsOf(*m_ben).conflictObjects(firstBoard(m_room)), 2);
        boardsOf(*m_ben).dropConflict(firstBoard(m_room));
        m_ben.reset();
        m_ben = online(ben);
        QVERIFY(loaded(first(*m_ben)));
        QVERIFY(boardsOf(*m_ben).conflict(firstBoard(m_room)).isEmpty());
    }
    void A216_wordsRefusedOnABoardNobodyLooksAtAreKept()
    {
        const BoardId lens = boardsOf(*m_ana).add(QStringLiteral("Lens"));
        const auto old = newId<ObjectId>(), fresh = newId<ObjectId>();
        QVERIFY(m_ana->board(m_room, lens)->commit({noteOf(old, QStringLiteral("base"))}));
        QTRY_VERIFY_WITH_TIMEOUT(boardsOf(*m_ben).model()->rowOf(lens) >= 0, 15'000);
        BoardController *b = m_ben->board(m_room, lens);
        QVERIFY(loaded(*b));
        QTRY_COMPARE_WITH_TIMEOUT(b->doc().visibleCount(), 1, 15'000);
        m_ben->close();
        QTRY_VERIFY_WITH_TIMEOUT(!b->isOnline(), 15'000);
        write(*b, old, {QStringLiteral(" MORE"), QStringLiteral(" and more")});
        QVERIFY(b->commit({noteOf(fresh, QString())}));
        write(*b, fresh, {QStringLiteral("second"), QStringLiteral(" words")});
        QTRY_COMPARE_WITH_TIMEOUT(m_ben->state().waiting, 5, 15'000);
        m_ben.reset();
        QVERIFY(boardsOf(*m_ana).setFrozen(lens, true));
        QTRY_VERIFY_WITH_TIMEOUT(m_ana->state().waiting == 0, 15'000);
        m_ben = online(ben);
        QVERIFY(m_ben);
        const QStringList expected{QStringLiteral("base MORE and more"), QStringLiteral("second words")};
        QTRY_COMPARE_WITH_TIMEOUT(textsOf(boardsOf(*m_ben).conflict(lens)), expected, 15'000);
        QCOMPARE(boardsOf(*m_ben).conflictObjects(lens), 2);
        QTRY_COMPARE_WITH_TIMEOUT(m_ben->board(m_room, lens)->pendingCount(), 0, 15'000);
        QCOMPARE(m_ben->board(m_room, lens)->doc().textOf(old), std::optional(QStringLiteral("base")));
        m_ben.reset(); // kept on the disk, and not refused a second time
        m_ben = online(ben);
        QVERIFY(m_ben);
        QTRY_COMPARE_WITH_TIMEOUT(textsOf(boardsOf(*m_ben).conflict(lens)), expected, 15'000);
        QVERIFY(loaded(*m_ben->board(m_room, lens)));
        QCOMPARE(m_ben->board(m_room, lens)->pendingCount(), 0);
        QCOMPARE(boardsOf(*m_ben).conflictObjects(lens), 2);
    }
    void A214_whatWasWrittenInWhatSomebodyLockedMeanwhileIsKept()
    {
        const auto note = newId<ObjectId>();
        BoardController &a = first(*m_ana), &b = first(*m_ben);
        QVERIFY(a.commit({noteOf(note, QStringLiteral("base"))}));
        QTRY_VERIFY_WITH_TIMEOUT(agree(a, b, 1), 15'000);
        m_ben->close();
        QTRY_VERIFY_WITH_TIMEOUT(!b.isOnline(), 15'000);
        write(b, note, {QStringLiteral(" my"), QStringLiteral(" hour"), QStringLiteral(" of work")});
        BoardOp lock = BoardOp::set(note);
        lock.locked = true;
        QVERIFY(a.commit({lock}));
        QTRY_COMPARE_WITH_TIMEOUT(a.pendingCount(), 0, 15'000);
        QSignalSpy noticed(&b, &BoardController::noticed);
        m_ben->open();
        QTRY_VERIFY_WITH_TIMEOUT(b.isOnline() && agree(a, b, 1), 15'000);
        QCOMPARE(textsOf(boardsOf(*m_ben).conflict(firstBoard(m_room))),
                 QStringList{QStringLiteral("base my hour of work")});
        QVERIFY(!noticed.isEmpty());
        QCOMPARE(b.doc().textOf(note), std::optional(QStringLiteral("base")));
    }
    void A217_whoseBoardIsRemovedHearsByWhomAndKeepsWhatTheyWereDoing()
    {
        const BoardId lens = boardsOf(*m_ana).add(QStringLiteral("Lens"));
        const auto note = newId<ObjectId>();
        QVERIFY(m_ana->board(m_room, lens)->commit({noteOf(note, QStringLiteral("base"))}));
        QTRY_VERIFY_WITH_TIMEOUT(boardsOf(*m_ben).model()->rowOf(lens) >= 0, 15'000);
        RoomBoards &boards = boardsOf(*m_ben);
        boards.setCurrent(lens);
        BoardController &b = *m_ben->board(m_room, lens);
        QVERIFY(loaded(b));
        QTRY_COMPARE_WITH_TIMEOUT(b.doc().visibleCount(), 1, 15'000);
        QSignalSpy noticed(&boards, &RoomBoards::noticed), own(&boardsOf(*m_ana), &RoomBoards::noticed);
        b.beginStroke(0xff1e66f5, 3, 1, false, {0, 0});
        for (int i = 1; i < 9; ++i)
            b.extendStroke({i * 5.0, 3});
        QVERIFY(b.editText(note, QStringLiteral("base and what is not sent yet")));
        boardsOf(*m_ana).setCurrent(lens);
        QVERIFY(boardsOf(*m_ana).remove(lens));
        QTRY_COMPARE_WITH_TIMEOUT(boards.current(), firstBoard(m_room), 15'000);
        QTRY_COMPARE_WITH_TIMEOUT(noticed.size(), 1, 15'000);
        const QString said = noticed.first().first().toString();
        QVERIFY2(said.contains(ana) && said.contains(u"Lens") && said.contains(namesOf(boards).first()),
                 qPrintable(said));
        QTRY_COMPARE_WITH_TIMEOUT(boards.conflictObjects(firstBoard(m_room)), 2, 15'000);
        QCOMPARE(textsOf(boards.conflict(firstBoard(m_room))),
                 QStringList{QStringLiteral("base and what is not sent yet")});
        QTRY_VERIFY_WITH_TIMEOUT(m_ana->state().waiting == 0, 15'000);
        QVERIFY(own.isEmpty()); // who removed it knows
    }
};

QTEST_GUILESS_MAIN(TestLoopBoards)
#include "tst_loop_boards.moc"
