// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"
#include "app/session/boardcopy.h"
#include "tests/support/loopboards.h"
#include "tests/support/loophost.h"
#include "tests/support/looprig.h"

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

} // namespace

// Two people at one board, through the real host.
class TestLoopBoard final : public QObject
{
    Q_OBJECT

    std::unique_ptr<LoopRig> m_rig;
    std::unique_ptr<LoopHost> m_host;

    std::unique_ptr<Session> online(const QString &name) { return m_rig->online(m_host->url(), name); }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init()
    {
        m_rig = std::make_unique<LoopRig>();
        m_host = std::make_unique<LoopHost>(m_rig->file());
        QVERIFY(m_host->start());
    }
    void cleanup()
    {
        m_host.reset();
        m_rig.reset();
    }

    void bothSeeTheSameBoardAndUndoIsOnesOwn()
    {
        auto a = online(ana);
        auto b = online(ben);
        QVERIFY(a && b);
        const RoomId room = a->rooms()->roomAt(0);
        BoardController &at = *a->board(room);
        BoardController &bt = *b->board(room);
        QTRY_VERIFY(at.isLoaded() && bt.isLoaded() && at.isOnline());
        for (int i = 0; i < 5; ++i) {
            drawStroke(at, 10 * i, 0);
            drawStroke(bt, 10 * i, 100);
        }
        QCOMPARE(at.pendingCount() > 0, true); // drawn at once, before anybody knows
        QTRY_VERIFY_WITH_TIMEOUT(agree(at, bt, 10), 15000);
        at.undo();
        at.undo();
        QTRY_VERIFY_WITH_TIMEOUT(agree(at, bt, 8), 15000);
        at.redo();
        QTRY_VERIFY_WITH_TIMEOUT(agree(at, bt, 9), 15000);
        at.clear(); // Ana came first: the session is hers
        QTRY_VERIFY_WITH_TIMEOUT(agree(at, bt, 0), 15000);
        at.undo();
        QTRY_VERIFY_WITH_TIMEOUT(agree(at, bt, 9), 15000);
        QCOMPARE(a->state().waiting, 0);
    }

    void A141_aBoardThatIsNotTheHostsIsMendedUnseen_data()
    {
        QTest::addColumn<bool>("damaged");
        QTest::newRow("damaged") << true;
        QTest::newRow("sound") << false;
    }
    void A141_aBoardThatIsNotTheHostsIsMendedUnseen()
    {
        QFETCH(bool, damaged);
        auto a = online(ana);
        auto b = online(ben);
        QVERIFY(a && b);
        const RoomId room = a->rooms()->roomAt(0);
        BoardController &at = *a->board(room);
        BoardController &bt = *b->board(room);
        QTRY_VERIFY(at.isLoaded() && bt.isLoaded());
        for (int i = 0; i < 20; ++i)
            drawStroke(at, 10 * i, 0);
        QTRY_VERIFY_WITH_TIMEOUT(agree(at, bt, 20), 15000);
        if (damaged) { // one object is not there, at the very same place of the log
            BoardDoc wrong;
            const auto objects = bt.doc().objects();
            for (int i = 1; i < objects.size(); ++i)
                wrong.apply({newId<OpId>(), objects.at(i).author, {creationOf(objects.at(i))}}, bt.seq() - 20 + i);
            QCOMPARE(wrong.seq(), bt.seq() - 1);
            wrong.apply({newId<OpId>(), b->me(), {BoardOp::clear(0)}}, bt.seq());
            bt.load(std::move(wrong));
            QCOMPARE(bt.doc().visibleCount(), 19);
        }
        const auto sound = at.confirmedHash();
        QCOMPARE(bt.confirmedHash() == sound, !damaged);
        // Work that the host does not have yet must survive the mending.
        QSignalSpy resets(&bt, &BoardController::reset);
        QList<int> seen;
        connect(&bt, &BoardController::changed, this, [&] { seen.append(bt.doc().visibleCount()); });
        bt.lookout().setView({0, 0, 800, 600});
        drawStroke(bt, 0, 300);
        if (damaged) {
            QTRY_COMPARE_WITH_TIMEOUT(resets.size(), 1, 15000);
            QTRY_VERIFY_WITH_TIMEOUT(agree(at, bt, 21), 15000);
        }
        // And then it is never fetched again, however much goes on.
        for (int i = 0; i < 40; ++i) {
            drawStroke(i % 2 ? at : bt, 10 * i, 500);
            QTest::qWait(50); // a pong every 500 ms: at least three of them
        }
        QTRY_VERIFY_WITH_TIMEOUT(agree(at, bt, 61), 15000);
        QCOMPARE(resets.size(), damaged ? 1 : 0);
        QVERIFY(std::is_sorted(seen.cbegin(), seen.cend())); // the board never went back
        // The copy on this computer is the right one too.
        b.reset();
        m_host->stop();
        b = m_rig->person(m_host->url(), ben);
        b->open();
        QTRY_COMPARE_WITH_TIMEOUT(b->board(room)->doc().hash(), at.doc().hash(), 10000);
    }

    void aStrokeIsSeenWhileItIsDrawnAndTheRoomShowsIt()
    {
        auto a = online(ana);
        auto b = online(ben);
        const RoomId room = a->rooms()->roomAt(0);
        BoardController &at = *a->board(room);
        BoardController &bt = *b->board(room);
        QTRY_VERIFY(at.isLoaded() && bt.isLoaded());
        (void)b->members(room);
        at.pointAt({5, 6});
        QTRY_COMPARE(bt.guests().cursors().size(), 1);
        QCOMPARE(bt.guests().cursors().first().name, ana);
        at.beginStroke(0xffff0000, 3, 1, false, {0, 0});
        for (int i = 1; i < 40; ++i)
            at.extendStroke({i * 6.0, i % 5 * 3.0});
        QTRY_COMPARE(bt.guests().strokes().size(), 1);
        QTRY_VERIFY(b->rooms()->index(0).data(RoomListModel::LiveDrawingRole).toBool());
        QTRY_VERIFY(b->members(room)->indexOf(a->me()).data(MemberModel::DrawingRole).toBool());
        at.endStroke();
        QTRY_COMPARE(bt.doc().visibleCount(), 1);
        QTRY_COMPARE(bt.guests().strokes().size(), 0);
        QTRY_VERIFY(!b->rooms()->index(0).data(RoomListModel::LiveDrawingRole).toBool());
    }

    void whoComesLaterSeesAllAlsoAfterTheHostWasRestarted()
    {
        auto a = online(ana);
        const RoomId room = a->rooms()->roomAt(0);
        BoardController &at = *a->board(room);
        QTRY_VERIFY(at.isLoaded());
        for (int i = 0; i < 60; ++i)
            drawStroke(at, i, i, 100);
        QTRY_COMPARE_WITH_TIMEOUT(at.pendingCount(), 0, 30000);
        auto b = online(ben);
        BoardController &bt = *b->board(room);
        QTRY_VERIFY_WITH_TIMEOUT(agree(at, bt, 60), 15000);
        m_host->stop();
        QVERIFY(m_host->start());
        QVERIFY(LoopRig::waitFor(*a, State::Online));
        auto c = online(QStringLiteral("Cem"));
        BoardController &ct = *c->board(room);
        QTRY_VERIFY_WITH_TIMEOUT(agree(at, ct, 60), 15000);
        drawStroke(ct, 0, 0);
        QTRY_VERIFY_WITH_TIMEOUT(agree(at, ct, 61), 15000);
    }

    void whatIsDrawnOfflineIsKeptAndSentOnce()
    {
        auto a = online(ana);
        auto b = online(ben);
        const RoomId room = a->rooms()->roomAt(0);
        QTRY_VERIFY(a->board(room)->isLoaded() && b->board(room)->isLoaded());
        drawStroke(*a->board(room), 0, 0);
        QTRY_VERIFY(agree(*a->board(room), *b->board(room), 1));
        m_host->stop();
        QTRY_VERIFY(!a->board(room)->isOnline());
        for (int i = 0; i < 5; ++i)
            drawStroke(*a->board(room), 50 * i, 50);
        QCOMPARE(a->board(room)->doc().visibleCount(), 6);
        QTRY_COMPARE(a->state().waiting, 5);
        a.reset(); // the program ends
        // Without the host: the board and what waits for it are there.
        a = m_rig->person(m_host->url(), ana);
        QSignalSpy opened(a.get(), &Session::opened);
        a->open();
        QVERIFY(opened.wait());
        QTRY_COMPARE(a->board(room)->doc().visibleCount(), 6);
        QVERIFY(a->board(room)->isLoaded() && !a->board(room)->isOnline());
        QVERIFY(m_host->start());
        a->retryNow();
        QTRY_VERIFY_WITH_TIMEOUT(agree(*a->board(room), *b->board(room), 6), 30000);
        QCOMPARE(a->state().waiting, 0);
    }

    void theCopyOnThisComputerSavesTheSnapshot()
    {
        auto a = online(ana);
        auto b = online(ben);
        const RoomId room = a->rooms()->roomAt(0);
        QTRY_VERIFY(a->board(room)->isLoaded() && b->board(room)->isLoaded());
        for (int i = 0; i < 10; ++i)
            drawStroke(*a->board(room), 50 * i, 50);
        QTRY_VERIFY_WITH_TIMEOUT(agree(*a->board(room), *b->board(room), 10), 15000);
        b.reset();
        for (int i = 0; i < 10; ++i)
            drawStroke(*a->board(room), 50 * i, 90);
        QTRY_COMPARE_WITH_TIMEOUT(a->board(room)->pendingCount(), 0, 15000);
        b = online(ben);
        QTRY_VERIFY_WITH_TIMEOUT(agree(*a->board(room), *b->board(room), 20), 15000);
    }
};

QTEST_GUILESS_MAIN(TestLoopBoard)
#include "tst_loop_board.moc"
