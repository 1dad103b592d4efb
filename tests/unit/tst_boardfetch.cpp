// SPDX-License-Identifier: MIT
#include "app/session/boardassets.h"
#include "app/session/boardcontroller.h"
#include "app/session/boardsync.h"
#include "app/session/localstore.h"
#include "app/session/roomboards.h"
#include "shared/protocol/errors.h"
#include "shared/protocol/roomstate.h"
#include "tests/support/boardlog.h"
#include "tests/support/boardsrig.h"
#include "tests/support/sessionrig.h"

#include <QSignalSpy>

using namespace coterie;
using test::SessionRig;
using State = Session::State;

namespace {

constexpr Seq head = 3; // of the room of the rig

// A board that comes in many pieces.
QList<QByteArray> manyParts(int objects)
{
    constexpr int opsOfOne = 100;
    test::Dice dice{1};
    BoardDoc doc;
    for (int made = 0; made < objects;) {
        QList<BoardOp> ops;
        for (int i = 0; i < opsOfOne; ++i, ++made)
            ops.append(test::dash(dice.id<ObjectId>(), made, made));
        doc.apply({dice.id<OpId>(), test::ana, ops}, made / opsOfOne);
    }
    return writeBoardSnapshot(doc);
}

} // namespace

// How a session fetches a board from a host whose answers the test gives one by one.
class TestBoardFetch final : public QObject
{
    Q_OBJECT

    std::unique_ptr<SessionRig> m_rig;
    std::unique_ptr<Session> m_session;
    BoardController *m_board = nullptr;
    QList<BoardGet> m_asked; // not answered by the fake host itself
    QWebSocket *m_socket = nullptr;

    void answer(const BoardGet &get, const QList<QByteArray> &parts, Seq seq, int from, int to)
    {
        for (int i = from; i < to; ++i)
            m_rig->host->answer(m_socket,
                                BoardPart{get.req, get.room, seq, i, int(parts.size()), parts.at(i), get.board});
    }
    // As a host does whose snapshot is this one.
    void answer(const BoardGet &get, const QList<QByteArray> &parts, Seq seq)
    {
        const int from = get.seq == seq ? get.from.value_or(0) : 0;
        answer(get, parts, seq, from, int(std::min<qsizetype>(parts.size(), from + boardPartsAtOnce)));
    }
    // Somebody else; untold: as if the frame got lost.
    void benDraws(const QList<BoardOp> &ops, bool told = true)
    {
        auto &room = m_rig->host->room(m_rig->room);
        RoomEvent event;
        event.seq = ++room.info.head;
        event.id = newId<OpId>();
        event.author = m_rig->host->other;
        event.name = QStringLiteral("Ben");
        event.time = 1'800'000'100'000;
        event.board = BoardChange{ops, {}};
        room.log.append(event);
        if (told)
            m_rig->host->tell(EventPosted{m_rig->room, event});
    }
    // The first is acknowledged, and its event never comes; later ones are taken as by any host, or nobody answers
    // them.
    void hearCommits(QList<BoardCommit> &commits, bool takesLater)
    {
        m_rig->host->intercept = [this, &commits, takesLater](QWebSocket *socket, const ClientMessage &message) {
            if (const auto *get = std::get_if<BoardGet>(&message)) {
                m_socket = socket;
                m_asked.append(*get);
                return true;
            }
            const auto *commit = std::get_if<BoardCommit>(&message);
            if (!commit)
                return false;
            commits.append(*commit);
            if (commits.size() > 1)
                return !takesLater;
            m_rig->host->answer(socket, Ack{commit->id, commit->room, head + 1, 1'800'000'000'000, false});
            return true;
        };
    }
    [[nodiscard]] bool asked(int count)
    {
        return QTest::qWaitFor([&] { return m_asked.size() >= count; }, 10000);
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init()
    {
        m_asked.clear();
        m_rig = std::make_unique<SessionRig>();
        m_rig->timing.againMs = 50;
        QVERIFY(m_rig->listen());
        m_rig->host->intercept = [this](QWebSocket *socket, const ClientMessage &message) {
            const auto *get = std::get_if<BoardGet>(&message);
            if (!get)
                return false;
            m_socket = socket;
            m_asked.append(*get);
            return true;
        };
        m_session = m_rig->online();
        QVERIFY(m_session);
        m_session->openRoom(m_rig->room);
        m_board = m_session->board(m_rig->room);
        QVERIFY(asked(1));
        QVERIFY(!m_asked.first().seq && !m_asked.first().from);
    }
    void cleanup()
    {
        m_session.reset();
        m_rig.reset();
    }

    // Its event was held back while the snapshot was fetched, and then the host lost it.
    void A185_aDrawingThatWasAcknowledgedAndNeverCameGoesAgain_data()
    {
        QTest::addColumn<bool>("loaded");
        QTest::newRow("the board is here") << true;
        QTest::newRow("nothing of it has come yet") << false;
    }
    void A185_aDrawingThatWasAcknowledgedAndNeverCameGoesAgain()
    {
        QFETCH(bool, loaded);
        if (loaded)
            answer(m_asked.at(0), writeBoardSnapshot(BoardDoc()), head);
        QTRY_COMPARE(m_board->isLoaded(), loaded);
        QList<BoardCommit> commits;
        hearCommits(commits, true);
        test::Dice dice{7};
        m_board->commit({test::dash(dice.id<ObjectId>())}, QStringLiteral("draw"));
        QTRY_COMPARE(commits.size(), 1);
        QTRY_COMPARE(m_session->state().waiting, 0);
        QCOMPARE(m_board->pendingCount(), 1);
        m_rig->host->setBack(m_rig->room, head);
        m_rig->host->cut();
        QTRY_COMPARE(commits.size(), 2);
        QCOMPARE(commits.last().id, commits.first().id);
        QVERIFY(asked(2));
        answer(m_asked.last(), writeBoardSnapshot(BoardDoc()), head);
        QTRY_COMPARE(m_board->pendingCount(), 0);
        QCOMPARE(m_board->doc().visibleCount(), 1);
    }

    // Its place in the log that is lost says nothing of the one that there is now.
    void A185_norIsItInASnapshotOfTheOtherLogThatHasPassedItsPlace()
    {
        answer(m_asked.at(0), writeBoardSnapshot(BoardDoc()), head);
        QTRY_VERIFY(m_board->isLoaded());
        QList<BoardCommit> commits;
        hearCommits(commits, false); // the second one is not answered yet
        test::Dice dice{8};
        const auto mine = dice.id<ObjectId>();
        m_board->commit({test::dash(mine)}, QStringLiteral("draw"));
        QTRY_COMPARE(m_session->state().waiting, 0);
        m_rig->host->setBack(m_rig->room, head);
        BoardDoc other;
        for (Seq seq = 1; seq <= head + 5; ++seq)
            other.apply({dice.id<OpId>(), test::ben, {test::dash(dice.id<ObjectId>())}}, seq);
        m_rig->host->room(m_rig->room).info.head = head + 5;
        m_rig->host->cut();
        QVERIFY(asked(2));
        answer(m_asked.last(), writeBoardSnapshot(other), head + 5);
        QTRY_COMPARE(m_board->doc().visibleCount(), int(head) + 5 + 1);
        QCOMPARE(m_board->pendingCount(), 1);
        QVERIFY(m_board->doc().object(mine));
        QTRY_COMPARE(commits.size(), 2);
        QCOMPARE(commits.last().id, commits.first().id);
    }

    // As a host does that keeps this state of the room.
    void keepState(RoomState &state, QList<BoardListEdit> &edits, int ackedOnly)
    {
        m_rig->host->intercept = [this, &state, &edits, ackedOnly](QWebSocket *socket, const ClientMessage &message) {
            auto &room = m_rig->host->room(m_rig->room);
            if (const auto *get = std::get_if<RoomStateGet>(&message)) {
                RoomStatePage page = state.page();
                page.req = get->req;
                page.seq = room.info.head;
                m_rig->host->answer(socket, page);
                return true;
            }
            const auto *edit = std::get_if<BoardListEdit>(&message);
            if (!edit)
                return std::holds_alternative<BoardGet>(message);
            edits.append(*edit);
            RoomEvent event;
            event.seq = room.info.head + 1;
            event.id = edit->id;
            event.author = m_session->me();
            event.name = QStringLiteral("Ana");
            event.time = 1'800'000'100'000;
            event.boards = edit->change;
            m_rig->host->answer(socket, Ack{edit->id, edit->room, event.seq, event.time, false});
            if (edits.size() > ackedOnly) {
                room.info.head = event.seq;
                room.log.append(event);
                state.apply(event);
                m_rig->host->tell(EventPosted{m_rig->room, event});
            }
            return true;
        };
        m_rig->host->cut(); // and the state is asked for
    }

    // Its event was still to come when the host lost it.
    void A288_aBoardThatWasAcknowledgedAndNeverCameIsAskedForAgain()
    {
        RoomState state(m_rig->room, m_rig->host->other, BoardRight::EditAll);
        QList<BoardListEdit> edits;
        keepState(state, edits, 1);
        RoomBoards &boards = *m_session->boards(m_rig->room);
        QTRY_COMPARE(boards.state().seq(), head);
        const BoardId lab = boards.add(QStringLiteral("Lab"));
        QTRY_COMPARE(edits.size(), 1);
        QTRY_COMPARE(m_session->state().waiting, 0);
        QVERIFY(boards.isOnlyHere(lab));
        QSignalSpy noticed(&boards, &RoomBoards::noticed);
        m_rig->host->setBack(m_rig->room, head);
        m_rig->host->cut();
        QTRY_COMPARE(edits.size(), 2);
        QCOMPARE(edits.last().id, edits.first().id);
        QTRY_VERIFY(!boards.isOnlyHere(lab));
        QVERIFY(boards.state().board(lab));
        QVERIFY(noticed.isEmpty()); // nothing of it is missing
    }

    // It was in the log, and the log was set back to before it.
    void A289_boardsAndRightsThatTheHostLostAreSaid_data()
    {
        QTest::addColumn<bool>("lost");
        QTest::addColumn<bool>("listed");
        QTest::newRow("what was frozen is not any more") << true << true;
        QTest::newRow("... and nobody had looked at the room yet in this run") << true << false;
        QTest::newRow("the log began anew, and boards and rights are as they were") << false << true;
    }
    void A289_boardsAndRightsThatTheHostLostAreSaid()
    {
        QFETCH(bool, lost);
        QFETCH(bool, listed);
        const RoomState before(m_rig->room, m_rig->host->other, BoardRight::EditAll);
        RoomState state = before;
        RoomEvent freeze;
        freeze.seq = head;
        freeze.id = newId<OpId>();
        freeze.author = m_rig->host->other;
        freeze.boards = BoardListChange{BoardListAct::Freeze, firstBoard(m_rig->room), {}, {}};
        QVERIFY(state.apply(freeze));
        QList<BoardListEdit> edits;
        keepState(state, edits, 0);
        RoomBoards *boards = m_session->boards(m_rig->room);
        QTRY_VERIFY(boards->state().board(firstBoard(m_rig->room))->frozenBy);
        QTRY_VERIFY(m_session->state().state == State::Online);
        if (!listed) { // the next run finds it
            m_rig->quit(m_session);
            m_session = m_rig->make();
        }
        if (lost)
            state = before;
        m_rig->host->setBack(m_rig->room, head - 1);
        if (listed)
            m_rig->host->cut();
        else
            m_session->open();
        QList<QString> said;
        const auto listen = [&] {
            connect(boards, &RoomBoards::noticed, this, [&said](const QString &sentence) { said.append(sentence); });
        };
        if (!listed) {
            QVERIFY(m_rig->waitFor(*m_session, State::Online));
            boards = m_session->boards(m_rig->room);
        }
        listen();
        QTRY_COMPARE(boards->state().seq(), head - 1);
        QTRY_COMPARE(said.size(), lost ? 1 : 0);
        disconnect(boards, nullptr, this, nullptr);
        if (lost)
            QVERIFY2(said.first().contains(QStringLiteral("set back")), qPrintable(said.first()));
    }

    // The copy that is being read is of the log that is gone, whatever is said of later joins.
    void A290_aLogThatBeganAnewWhileTheCopyWasReadIsNotForgotten_data()
    {
        QTest::addColumn<bool>("again");
        QTest::newRow("joined again before the copy was read") << true;
        QTest::newRow("joined again after it") << false;
    }
    void A290_aLogThatBeganAnewWhileTheCopyWasReadIsNotForgotten()
    {
        QFETCH(bool, again);
        test::BoardsRig rig;
        test::Dice dice{7};
        BoardDoc doc;
        doc.apply({dice.id<OpId>(), test::ana, {test::dash(dice.id<ObjectId>())}}, head);
        const BoardId board = firstBoard(rig.room);
        RoomInfo info;
        info.id = rig.room;
        info.epoch = newId<EpochId>();
        info.head = head + 2;
        rig.store.putBoard(rig.room, board, {info.epoch, head, head, writeBoardSnapshot(doc), {}});
        BoardController controller(rig.room, board, rig.clock);
        BoardSync sync(controller, rig.connection, rig.requests, rig.store);
        QSignalSpy anew(&sync, &BoardSync::beganAnew);
        sync.loadCopy();
        sync.roomJoined(info, true); // the same epoch: only this says so
        sync.connectionLost();
        if (!again)
            QTRY_VERIFY(!controller.isReading());
        sync.roomJoined(info, false);
        QTRY_COMPARE(anew.size(), 1);
        QCOMPARE(controller.doc().visibleCount(), 0);
        sync.connectionLost();
        sync.roomJoined(info, false); // the control: once
        QCOMPARE(anew.size(), 1);
    }

    // Its last part came on a connection that ended, or from another device: whoever sent that is told when it is
    // stored, and nobody else.
    void W17_anImageThatTheHostIsStillWritingIsAskedForAgain_data()
    {
        QTest::addColumn<bool>("cut");
        QTest::newRow("on the same connection") << false;
        QTest::newRow("on the next one") << true;
    }
    void W17_anImageThatTheHostIsStillWritingIsAskedForAgain()
    {
        QFETCH(bool, cut);
        bool stored = false;
        int asked = 0;
        m_rig->host->intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            const auto *put = std::get_if<BlobPut>(&message);
            if (!put)
                return false;
            ++asked;
            if (asked == 4) { // its disk is slow, after all
                m_rig->host->answer(socket, Failure{errors::busy, {}, {}, put->req, {}, 100});
                return true;
            }
            const qint64 end = put->offset + put->data.size();
            m_rig->host->answer(socket, BlobHave{put->req, put->hash, end, stored && end == put->size});
            return true;
        };
        const QByteArray hash = m_board->assets()->put(QByteArray(2 * blobPartBytes + 100, 'x'));
        QTRY_COMPARE(asked, 3);
        if (cut)
            m_rig->host->cut();
        QTRY_VERIFY_WITH_TIMEOUT(asked > 4, 30'000);
        QVERIFY(m_board->assets()->isUploading(hash));
        stored = true;
        QTRY_VERIFY_WITH_TIMEOUT(!m_board->assets()->isUploading(hash), 15'000);
        QVERIFY2(asked < 20, "not without a pause");
    }

    void A140_whatOnlyANewerHostKnowsEndsNothing()
    {
        answer(m_asked.at(0), writeBoardSnapshot(BoardDoc()), head);
        QTRY_VERIFY(m_board->isLoaded());
        const auto id = newId<ObjectId>();
        BoardOp strange = BoardOp::erase(id);
        strange.act = BoardAct(77);
        benDraws({BoardOp::create(id, BoardKind(40), 1, 2, 30, 40), strange});
        benDraws({BoardOp::create(newId<ObjectId>(), BoardKind::Ellipse, 1, 2, 30, 40)});
        QTRY_COMPARE(m_board->doc().visibleCount(), 2);
        QCOMPARE(m_board->doc().object(id)->kind, BoardKind(40));
        QCOMPARE(m_rig->host->connections(), 1);
        QCOMPARE(m_session->state().state, State::Online);
        QCOMPARE(m_rig->host->seenOf<Hello>().size(), 1); // it never went
        QCOMPARE(m_board->seq(), head + 2);
        // One's own work beside it goes on.
        QVERIFY(m_board->commit({test::move(id, 50, 60)}));
        QTRY_COMPARE(m_board->pendingCount(), 0);
        QCOMPARE(m_board->doc().object(id)->x, 50.0);
    }
    // What came meanwhile is in neither of the two boards, if following goes on where the one stood that was given up.
    void A141_aMendingThatIsCutLeavesNoHole()
    {
        answer(m_asked.at(0), writeBoardSnapshot(BoardDoc()), head);
        QTRY_VERIFY(m_board->isLoaded());
        m_rig->host->tell(
            Pong{1, 1'800'000'000'000, BoardChecksum{m_rig->room, m_board->board(), 0, QByteArray(8, 'x')}});
        QVERIFY(asked(2));
        test::Dice dice{7};
        benDraws({test::dash(dice.id<ObjectId>())});
        benDraws({test::dash(dice.id<ObjectId>())}, false); // lost on the way
        benDraws({test::dash(dice.id<ObjectId>())});
        bool isMissed = false;
        m_rig->host->intercept = [&](QWebSocket *, const ClientMessage &message) {
            const auto *get = std::get_if<HistoryGet>(&message);
            const bool is = get && get->board && get->after == head + 1;
            isMissed = isMissed || is;
            return is;
        };
        answer(m_asked.at(1), writeBoardSnapshot(BoardDoc()), head);
        QTRY_VERIFY(isMissed); // the first of them is in the board that is fetched
        m_rig->host->intercept = {};
        m_rig->host->cut();
        QTRY_COMPARE(m_board->seq(), head + 3);
        QCOMPARE(m_board->doc().visibleCount(), 3);
    }

    // Somebody who looks on may make something of the id of a stroke before its own creation is there.
    void B28_whatTheHostHasOfSomebodyElseUnderTheSameIdIsMadeUnderAnother()
    {
        answer(m_asked.at(0), writeBoardSnapshot(BoardDoc()), head);
        QTRY_VERIFY(m_board->isLoaded());
        const auto id = newId<ObjectId>();
        int commits = 0;
        m_rig->host->intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            const auto *commit = std::get_if<BoardCommit>(&message);
            if (!commit || ++commits > 1)
                return false;
            benDraws({test::dash(id, 50)});
            m_rig->host->answer(socket,
                                Failure{errors::idReused, QStringLiteral("ops[0].object"), {}, {}, commit->id, {}});
            return true;
        };
        QVERIFY(m_board->commit({test::dash(id, 300)}));
        QVERIFY(m_board->commit({test::move(id, 400, 0)})); // waits behind it, and means one's own
        QTRY_COMPARE(m_board->pendingCount(), 0);
        QCOMPARE(commits, 3);
        QCOMPARE(m_board->doc().visibleCount(), 2);
        QCOMPARE(m_board->doc().object(id)->x, 50.0);
        QCOMPARE(m_board->doc().objects().last().x, 400.0);
        QTRY_COMPARE(m_session->state().waiting, 0);
        QVERIFY(m_session->boards(m_rig->room)->conflict(firstBoard(m_rig->room)).isEmpty());
    }
    void A15_theNextPiecesAreAskedForWhileTheseCome()
    {
        const auto parts = manyParts(9000);
        QVERIFY2(parts.size() > 2 * boardPartsAtOnce, qPrintable(QString::number(parts.size())));
        answer(m_asked.at(0), parts, head, 0, 1);
        QVERIFY2(asked(2), "it waits for the end of the answer");
        QCOMPARE(m_asked.at(1).seq, std::optional<Seq>(head));
        QCOMPARE(m_asked.at(1).from, std::optional<int>(boardPartsAtOnce));
        answer(m_asked.at(0), parts, head, 1, boardPartsAtOnce);
        QTest::qWait(50);
        QCOMPARE(m_asked.size(), 2); // one answer ahead, no more
        for (int i = 1; m_asked.size() > i; ++i) {
            answer(m_asked.at(i), parts, head);
            (void)QTest::qWaitFor([&] { return m_board->isLoaded() || m_asked.size() > i + 1; }, 10000);
        }
        QTRY_VERIFY(m_board->isLoaded());
        QCOMPARE(m_board->doc().visibleCount(), 9000);
        QCOMPARE(m_asked.size(), (parts.size() + boardPartsAtOnce - 1) / boardPartsAtOnce); // and none twice
    }
    void A15_whatWasAskedOfAnEarlierSnapshotIsNotMixedWithTheNext()
    {
        const auto before = manyParts(9000);
        const auto after = manyParts(7000);
        answer(m_asked.at(0), before, head - 1);
        QVERIFY(asked(2));
        answer(m_asked.at(1), before, head - 1, boardPartsAtOnce, boardPartsAtOnce + 1);
        QVERIFY(asked(3));
        // The host has let go of that snapshot: both that are out are answered with the beginning of another.
        answer(m_asked.at(1), after, head);
        QVERIFY(asked(4));
        QCOMPARE(m_asked.at(3).seq, std::optional<Seq>(head));
        QCOMPARE(m_asked.at(3).from, std::optional<int>(boardPartsAtOnce));
        answer(m_asked.at(2), after, head);
        for (int i = 3; m_asked.size() > i; ++i) {
            answer(m_asked.at(i), after, head);
            (void)QTest::qWaitFor([&] { return m_board->isLoaded() || m_asked.size() > i + 1; }, 10000);
        }
        QTRY_VERIFY(m_board->isLoaded());
        QCOMPARE(m_board->doc().visibleCount(), 7000);
    }
    void A15_aRefusalInTheMiddleGoesOnWithWhatIsMissing()
    {
        const auto parts = manyParts(9000);
        answer(m_asked.at(0), parts, head);
        QVERIFY(asked(2));
        const int here = boardPartsAtOnce + 2;
        answer(m_asked.at(1), parts, head, boardPartsAtOnce, here);
        QVERIFY(asked(3));
        m_rig->host->answer(m_socket, Failure{errors::rate, {}, {}, m_asked.at(2).req, {}, 1});
        QVERIFY(asked(4));
        QCOMPARE(m_asked.at(3).from, std::optional<int>(here));
        for (int i = 3; m_asked.size() > i; ++i) {
            answer(m_asked.at(i), parts, head);
            (void)QTest::qWaitFor([&] { return m_board->isLoaded() || m_asked.size() > i + 1; }, 10000);
        }
        QTRY_VERIFY(m_board->isLoaded());
        QCOMPARE(m_board->doc().visibleCount(), 9000);
    }
    void A30_aCopyWithManyChangesIsShownWithoutTheHostAndBecomesASnapshot()
    {
        constexpr int changes = 4100;
        test::Dice dice(7);
        const auto one = manyParts(100);
        answer(m_asked.at(0), one, head);
        QTRY_VERIFY(m_board->isLoaded());
        for (Seq seq = head + 1; seq <= head + changes; ++seq) {
            RoomEvent event;
            event.seq = seq;
            event.id = dice.id<OpId>();
            event.author = test::ben;
            event.name = QStringLiteral("Ben");
            event.time = 1;
            event.board = BoardChange{{test::dash(dice.id<ObjectId>(), double(seq), 0)}};
            m_rig->host->tell(EventPosted{m_rig->room, event});
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_board->doc().visibleCount(), 100 + changes, 60'000);
        const quint64 hash = m_board->doc().hash();
        m_rig->host->stopListening();
        for (int run = 0; run < 2; ++run) { // the second time of the snapshot that was made of it
            m_rig->quit(m_session);
            m_session = m_rig->make();
            QSignalSpy opened(m_session.get(), &Session::opened);
            m_session->open();
            QTRY_COMPARE(opened.size(), 1);
            m_session->openRoom(m_rig->room);
            m_board = m_session->board(m_rig->room);
            QTRY_VERIFY_WITH_TIMEOUT(!m_board->isReading(), 60'000);
            QVERIFY(m_board->isLoaded());
            QCOMPARE(m_board->doc().visibleCount(), 100 + changes);
            QCOMPARE(m_board->doc().hash(), hash);
        }
        m_rig->quit(m_session);
        const QStringList folders = QDir(m_rig->folder.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(folders.size(), 1);
        LocalStore store;
        std::optional<CachedBoard> kept;
        store.open(m_rig->folder.filePath(folders.first()), [](const CachedSession &) {});
        store.board(firstBoard(m_rig->room), [&kept](const CachedBoard &board) { kept = board; });
        QTRY_VERIFY(kept);
        QCOMPARE(kept->cursor, head + changes);
        QCOMPARE(kept->events.size(), 0); // the snapshot holds them
    }
};

QTEST_GUILESS_MAIN(TestBoardFetch)
#include "tst_boardfetch.moc"
