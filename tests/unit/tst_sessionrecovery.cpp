// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"
#include "app/session/connection.h"
#include "app/session/hostindex.h"
#include "app/session/requests.h"
#include "app/session/roomboards.h"
#include "shared/protocol/errors.h"
#include "tests/support/boardlog.h"
#include "tests/support/sessionrig.h"

#include <QDir>
#include <QSignalSpy>

using namespace coterie;
using test::bodies;
using test::dash;
using test::SessionRig;
using State = Session::State;

// A session whose questions get no answer, or a refusal, while the connection goes on as if nothing was amiss.
class TestSessionRecovery final : public QObject
{
    Q_OBJECT

    std::unique_ptr<SessionRig> m_rig;

    // Of the questions of one type that a test picks, the first few are refused, or not answered at all.
    template <class Question, class Pick> void spoil(int *left, bool answered, Pick pick)
    {
        m_rig->host->intercept = [=, this](QWebSocket *socket, const ClientMessage &message) {
            const auto *question = std::get_if<Question>(&message);
            if (!question || !pick(*question) || *left <= 0)
                return false;
            --*left;
            if (answered)
                m_rig->host->answer(socket, Failure{errors::forbidden, {}, {}, question->req, {}, {}});
            return true;
        };
    }
    // Something that somebody else draws; untold: as if the frame got lost.
    void draw(const RoomId &room, bool told)
    {
        auto &there = m_rig->host->room(room);
        RoomEvent event;
        event.seq = ++there.info.head;
        event.id = newId<OpId>();
        event.time = 1'800'000'000'000;
        event.author = m_rig->host->other;
        event.name = QStringLiteral("Ben");
        event.board = BoardChange{{dash(newId<ObjectId>())}};
        there.log.append(event);
        if (told)
            m_rig->host->tell(EventPosted{room, event});
    }

    [[nodiscard]] QDateTime used() const
    {
        const QDir dir(m_rig->folder.path());
        return HostIndex(dir.path())
            .metIn(dir.filePath(dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0)))
            .used;
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init()
    {
        m_rig = std::make_unique<SessionRig>();
        m_rig->timing.answerMs = 300;
        m_rig->timing.againMs = 50;
        QVERIFY(m_rig->listen());
    }
    void cleanup() { m_rig.reset(); }

    void A14_aJoinWithoutAnAnswerIsAskedAgain()
    {
        int left = 2;
        spoil<RoomJoin>(&left, false, [](const RoomJoin &) { return true; });
        auto session = m_rig->online();
        QVERIFY2(session, "it is stuck for good");
        QTRY_COMPARE(left, 0);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
        m_rig->host->say(m_rig->room, QStringLiteral("live"));
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).last(), QStringLiteral("live"));
        QCOMPARE(m_rig->host->connections(), 1);
    }
    void A14_aRoomThatIsOpenedAndNotAnsweredIsJoinedInTheEnd()
    {
        const RoomId second = m_rig->host->addRoom(QStringLiteral("second"), 1);
        auto session = m_rig->online();
        int left = 1;
        spoil<RoomJoin>(&left, false, [](const RoomJoin &) { return true; });
        session->openRoom(second);
        QTRY_COMPARE(bodies(*session->timeline(second)).size(), 1);
        QVERIFY(session->rooms()->indexOf(second).data(RoomListModel::JoinedRole).toBool());
    }
    void A14_aRefusedJoinIsSaidAndNotTriedForEver()
    {
        const RoomId second = m_rig->host->addRoom(QStringLiteral("second"), 1);
        auto session = m_rig->online();
        QSignalSpy failed(session.get(), &Session::requestFailed);
        int left = 1000;
        spoil<RoomJoin>(&left, true, [&](const RoomJoin &join) { return join.room == second; });
        session->openRoom(second);
        QVERIFY(failed.wait());
        QCOMPARE(failed.first().first().toString(), QStringLiteral("join-room"));
        // Another question that is refused and asked again, three times over, is this test's clock.
        int clock = 3;
        spoil<MembersGet>(&clock, true, [](const MembersGet &) { return true; });
        (void)session->members(m_rig->room);
        QTRY_COMPARE(clock, 0);
        QCOMPARE(left, 999);
        QCOMPARE(failed.size(), 1);
    }
    void A14_theListOfRoomsIsAskedForAgain_data()
    {
        QTest::addColumn<bool>("answered");
        QTest::newRow("no answer") << false;
        QTest::newRow("refused") << true;
    }
    void A14_theListOfRoomsIsAskedForAgain()
    {
        QFETCH(const bool, answered);
        int left = 2;
        spoil<RoomsList>(&left, answered, [](const RoomsList &) { return true; });
        auto session = m_rig->make();
        QSignalSpy failed(session.get(), &Session::requestFailed);
        session->open();
        QVERIFY(m_rig->waitFor(*session, State::Online));
        QCOMPARE(session->rooms()->rowCount(), 1);
        QCOMPARE(failed.size(), answered ? 1 : 0); // said once, not each time
    }
    void A14_membersAreAskedForAgain()
    {
        int left = 2;
        spoil<MembersGet>(&left, true, [](const MembersGet &) { return true; });
        auto session = m_rig->online();
        MemberModel *members = session->members(m_rig->room);
        QTRY_VERIFY(members->rowCount() > 0);
        QCOMPARE(left, 0);
    }
    void whatIsKnownOfMembersIsOnlyTheLastUntilTheyAreToldAnew()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        MemberModel *members = session->members(m_rig->room);
        QTRY_VERIFY(members->rowCount() > 0);
        QVERIFY(!members->isLastKnown());
        const int people = members->rowCount();
        QSignalSpy told(members, &MemberModel::lastKnownChanged);
        m_rig->host->cut();
        QTRY_COMPARE(told.size(), 2);
        QCOMPARE(told.at(0).first().toBool(), true);
        QCOMPARE(told.at(1).first().toBool(), false);
        QCOMPARE(members->rowCount(), people);
    }
    void A14_whatABoardMissedIsAskedForAgain_data()
    {
        QTest::addColumn<bool>("answered");
        QTest::newRow("no answer") << false;
        QTest::newRow("refused") << true;
    }
    void A14_whatABoardMissedIsAskedForAgain()
    {
        QFETCH(const bool, answered);
        const RoomId room = m_rig->host->addRoom(QStringLiteral("empty"));
        auto session = m_rig->online();
        session->openRoom(room);
        BoardController *board = session->board(room);
        QTRY_VERIFY(board->isLoaded());
        int left = 2;
        spoil<HistoryGet>(&left, answered, [](const HistoryGet &get) { return get.board; });
        draw(room, false);
        draw(room, true);
        QTRY_COMPARE(board->doc().visibleCount(), 2);
        QCOMPARE(left, 0);
        draw(room, true);
        QTRY_COMPARE(board->doc().visibleCount(), 3);
        QCOMPARE(m_rig->host->connections(), 1);
    }
    // Other devices of the person have used it up. That is no trouble of anybody's, however often it is said.
    void A221_whatIsTooFastIsAskedAgainWhenTheHostSays_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("the rooms") << int(ClientMessage(RoomsList{}).index());
        QTest::newRow("to join") << int(ClientMessage(RoomJoin{}).index());
        QTest::newRow("the history") << int(ClientMessage(HistoryGet{}).index());
        QTest::newRow("the members") << int(ClientMessage(MembersGet{}).index());
    }
    void A221_whatIsTooFastIsAskedAgainWhenTheHostSays()
    {
        QFETCH(const int, kind);
        m_rig->timing.answerMs = 20'000;
        m_rig->host->limits.rates = {Rate{QStringLiteral("history"), 60'000, 600},
                                     Rate{QStringLiteral("request"), 60'000, 600}};
        QSet<qint64> numbers; // it is the same question, asked again
        int refused = 0;
        m_rig->host->intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            const auto number = std::visit(
                [](const auto &one) -> qint64 {
                    if constexpr (requires { one.req; })
                        return one.req;
                    return 0;
                },
                message);
            if (int(message.index()) != kind || refused >= 12)
                return false;
            ++refused;
            numbers.insert(number);
            m_rig->host->answer(socket, Failure{errors::rate, {}, {}, number, {}, 1});
            return true;
        };
        auto session = m_rig->make();
        QSignalSpy failed(session.get(), &Session::requestFailed);
        session->open();
        QVERIFY(m_rig->waitFor(*session, State::Online));
        session->openRoom(m_rig->room);
        MemberModel *members = session->members(m_rig->room);
        QTRY_VERIFY_WITH_TIMEOUT(members->rowCount() > 0, 5000);
        QTRY_COMPARE_WITH_TIMEOUT(bodies(*session->timeline(m_rig->room)).size(), 3, 5000);
        QCOMPARE(refused, 12);
        QCOMPARE(numbers.size(), 1);
        QCOMPARE(failed.size(), 0);
        QCOMPARE(m_rig->host->connections(), 1);
    }
    // Four devices that want 40 pages each, where 20 are left at once and then 60 a second come for all of them. A host
    // lets go of who is refused more often than 300 times, and then 30 a second.
    void A221_devicesThatShareARateComeDownToTheirPart()
    {
        m_rig->timing.answerMs = 20'000;
        m_rig->host->limits.rates = {Rate{QStringLiteral("history"), 3600, 240},
                                     Rate{QStringLiteral("request"), 60'000, 600}};
        QList<RoomId> rooms;
        for (int i = 0; i < 20; ++i)
            rooms.append(m_rig->host->addRoom(QStringLiteral("room %1").arg(i), 2));
        const SystemClock clock;
        TokenBucket all(60, 20);
        int answered = 0, refused = 0;
        m_rig->host->intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            qint64 number = 0;
            if (const auto *history = std::get_if<HistoryGet>(&message))
                number = history->req;
            else if (const auto *members = std::get_if<MembersGet>(&message))
                number = members->req;
            const qint64 wait = number > 0 ? all.take(clock.monotonicMs()) : 0;
            answered += number > 0 && wait == 0;
            refused += wait > 0;
            if (wait > 0)
                m_rig->host->answer(socket, Failure{errors::rate, {}, {}, number, {}, wait});
            return wait > 0;
        };
        std::vector<std::unique_ptr<QTemporaryDir>> folders;
        std::vector<std::unique_ptr<Session>> devices;
        for (int i = 0; i < 4; ++i) {
            folders.push_back(std::make_unique<QTemporaryDir>());
            SessionSettings settings;
            settings.url = m_rig->host->url();
            settings.displayName = QStringLiteral("Ana %1").arg(i);
            settings.cacheDir = folders.back()->path();
            settings.timing = m_rig->timing;
            devices.push_back(std::make_unique<Session>(settings));
            devices.back()->open();
            QVERIFY(m_rig->waitFor(*devices.back(), State::Online));
        }
        for (const auto &device : devices)
            for (const RoomId &room : std::as_const(rooms)) {
                device->openRoom(room);
                (void)device->members(room);
            }
        const auto done = [&] {
            return std::all_of(devices.cbegin(), devices.cend(), [&](const auto &device) {
                return std::all_of(rooms.cbegin(), rooms.cend(), [&](const RoomId &room) {
                    return device->members(room)->rowCount() > 0 && bodies(*device->timeline(room)).size() == 2;
                });
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(done(), 30'000);
        QVERIFY(answered >= 160);
        QVERIFY2(refused > 0 && refused < 260, qPrintable(QStringLiteral("%1 of %2").arg(refused).arg(answered)));
        QCOMPARE(m_rig->host->connections(), 4);
    }
    void A84_looksAreToldOnlyToAHostThatKnowsThem_data()
    {
        QTest::addColumn<bool>("known");
        QTest::newRow("it does") << true;
        QTest::newRow("an older one") << false;
    }
    void A84_looksAreToldOnlyToAHostThatKnowsThem()
    {
        QFETCH(const bool, known);
        if (known)
            m_rig->host->limits.rates = {Rate{QStringLiteral("look"), 720, 30}};
        const RoomId room = m_rig->host->addRoom(QStringLiteral("empty"));
        auto session = m_rig->online();
        session->openRoom(room);
        BoardController *board = session->board(room);
        QTRY_VERIFY(board->isLoaded());
        board->lookout().setView({0, 0, 100, 100});
        board->pointAt({1, 2}); // later than the look
        QTRY_VERIFY(!m_rig->host->seenOf<BoardCursor>().isEmpty());
        QCOMPARE(!m_rig->host->seenOf<BoardLook>().isEmpty(), known);
    }
    void A231_nobodyIsBroughtThroughAHostThatDoesNotKnowHow()
    {
        const RoomId room = m_rig->host->addRoom(QStringLiteral("empty"));
        auto session = m_rig->online();
        session->openRoom(room);
        QTRY_VERIFY(session->board(room)->isLoaded());
        QString told;
        session->boards(room)->summon(firstBoard(room), {0, 0, 100, 100},
                                      [&told](const QString &sentence) { told = sentence; });
        QVERIFY(!told.isEmpty());
        QVERIFY(m_rig->host->seenOf<BoardSummon>().isEmpty());
    }
    void A14_whoHasLeftARoomIsNotPutBackIntoIt()
    {
        const RoomId second = m_rig->host->addRoom(QStringLiteral("second"), 1);
        m_rig->timing.againMs = 3000;
        auto session = m_rig->online();
        int left = 1000;
        spoil<HistoryGet>(&left, true, [&](const HistoryGet &get) { return get.room == second; });
        session->openRoom(second);
        QTRY_VERIFY(left < 1000); // so it is to be joined again in a while
        QSignalSpy gone(session.get(), &Session::roomLeft);
        session->leaveRoom(second);
        QVERIFY(gone.wait());
        const auto joins = [&] {
            int count = 0;
            for (const RoomJoin &join : m_rig->host->seenOf<RoomJoin>())
                count += join.room == second;
            return count;
        };
        QCOMPARE(joins(), 1);
        int clock = 3;
        spoil<MembersGet>(&clock, true, [](const MembersGet &) { return true; });
        (void)session->members(m_rig->room);
        QTRY_COMPARE_WITH_TIMEOUT(clock, 0, 60'000);
        QCOMPARE(joins(), 1);
    }
    void A294_aJoinThatALostConnectionCutIsAskedAgain_data()
    {
        QTest::addColumn<bool>("made");
        QTest::addColumn<bool>("authorsBelong");
        QTest::newRow("of a room that is there") << false << true;
        QTest::newRow("of one that was just made") << true << true;
        QTest::newRow("of one that was just made, at an older host") << true << false;
    }
    void A294_aJoinThatALostConnectionCutIsAskedAgain()
    {
        QFETCH(bool, made);
        QFETCH(bool, authorsBelong);
        m_rig->host->authorsBelong = authorsBelong;
        RoomId room = m_rig->host->addRoom(QStringLiteral("second"));
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        int left = 1;
        m_rig->host->intercept = [&](QWebSocket *, const ClientMessage &message) {
            const auto *join = std::get_if<RoomJoin>(&message);
            if (!join || join->room == m_rig->room || left == 0)
                return false;
            --left;
            QMetaObject::invokeMethod(
                m_rig->host.get(), [this] { m_rig->host->cut(); }, Qt::QueuedConnection);
            return true;
        };
        if (made)
            session->createRoom(QStringLiteral("Lab"), {});
        else
            session->joinRoom(room);
        QTRY_COMPARE(left, 0);
        if (made)
            room = RoomId{m_rig->host->seenOf<RoomCreate>().first().id.value};
        session->post(room, QStringLiteral("waits"));
        QTRY_COMPARE_WITH_TIMEOUT(m_rig->host->room(room).log.size(), 1, 10'000);
        QTRY_COMPARE(session->state().waiting, 0);
        const auto row = session->rooms()->indexOf(room);
        QVERIFY(row.data(RoomListModel::JoinedRole).toBool());
        QCOMPARE(row.data(RoomListModel::TroubleRole).toString(), QString());
    }
    void A294_aRoomThatWasJustMadeIsThereAfterARestartWithoutTheHost()
    {
        auto session = m_rig->online();
        int left = 1000;
        spoil<RoomJoin>(&left, false, [this](const RoomJoin &join) { return join.room != m_rig->room; });
        session->createRoom(QStringLiteral("Lab"), {});
        QTRY_VERIFY(left < 1000);
        const RoomId room{m_rig->host->seenOf<RoomCreate>().first().id.value};
        session->post(room, QStringLiteral("waits"));
        QTRY_COMPARE(session->state().waiting, 1);
        m_rig->quit(session);
        m_rig->host->stopListening();
        session = m_rig->make();
        QSignalSpy opened(session.get(), &Session::opened);
        session->open();
        QVERIFY(opened.wait());
        QVERIFY(session->rooms()->indexOf(room).isValid());
        QTRY_COMPARE(bodies(*session->timeline(room)), QStringList{QStringLiteral("waits")});
    }
    // Also of the room that is on the screen.
    void A295_whoLeftOnAnotherDeviceMeanwhileIsNotPutBack()
    {
        const RoomId second = m_rig->host->addRoom(QStringLiteral("second"), 1);
        auto session = m_rig->online();
        session->openRoom(second);
        QTRY_COMPARE(bodies(*session->timeline(second)).size(), 1);
        QSignalSpy left(session.get(), &Session::roomLeft);
        m_rig->host->room(second).members.clear();
        m_rig->host->seen.clear();
        m_rig->host->cut();
        QTRY_VERIFY(!session->rooms()->indexOf(second).data(RoomListModel::JoinedRole).toBool());
        m_rig->host->say(m_rig->room, QStringLiteral("later"));
        QTRY_VERIFY(bodies(*session->timeline(m_rig->room)).contains(QStringLiteral("later"))); // the others are joined
        for (const RoomJoin &one : m_rig->host->seenOf<RoomJoin>())
            QVERIFY(one.room != second);
        QCOMPARE(left.size(), 1); // whoever shows it hears so
        QVERIFY(m_rig->waitFor(*session, State::Online));
    }
    // The other device's leaving is heard while something is on its way, or is met before it is heard.
    void A296_whatWaitsWhenOneLeavesOnAnotherDeviceWaitsOn_data()
    {
        QTest::addColumn<bool>("refusedFirst");
        QTest::newRow("heard first") << false;
        QTest::newRow("refused first") << true;
    }
    void A296_whatWaitsWhenOneLeavesOnAnotherDeviceWaitsOn()
    {
        QFETCH(bool, refusedFirst);
        const RoomId second = m_rig->host->addRoom(QStringLiteral("second"));
        auto session = m_rig->online();
        session->joinRoom(second);
        QTRY_VERIFY(session->rooms()->indexOf(second).data(RoomListModel::JoinedRole).toBool());
        QSignalSpy failed(session.get(), &Session::requestFailed);
        auto &there = m_rig->host->room(second);
        const auto leave = [&] { m_rig->host->tell(MemberLeft{second, session->me(), 0}); };
        int met = 0;
        m_rig->host->intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            const auto *post = std::get_if<ChatPost>(&message);
            if (!post || there.members.contains(session->me()))
                return false;
            ++met;
            m_rig->host->answer(socket, Failure{errors::notMember, {}, QStringLiteral("room"), {}, post->id, {}});
            if (met == 1 && refusedFirst)
                leave();
            return true;
        };
        there.members.clear();
        const QStringList words{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        for (const QString &word : words)
            session->post(second, word);
        if (!refusedFirst)
            leave();
        const auto trouble = [&] { return session->rooms()->indexOf(second).data(RoomListModel::TroubleRole); };
        QTRY_VERIFY(!trouble().toString().isEmpty());
        QCOMPARE(session->state().waiting, 0); // for the host
        session->joinRoom(second);
        QTRY_COMPARE(there.log.size(), 3);
        QTRY_VERIFY(trouble().toString().isEmpty());
        QTRY_COMPARE(bodies(*session->timeline(second)), words);
        QVERIFY2(met <= 1, qPrintable(QString::number(met)));
        QCOMPARE(failed.size(), 0);
    }
    void A14_aQuestionWithoutAConnectionFailsSoon()
    {
        Router router;
        SystemClock clock;
        SystemRandom random;
        Connection connection(router, clock, random);
        Requests requests(connection, router, clock);
        QString code;
        requests.ask<Done>(
            RoomLeave{}, [](const Done &) {}, [&](const Failure &failure) { code = failure.code; });
        QVERIFY(code.isEmpty()); // never from inside
        QTRY_COMPARE_WITH_TIMEOUT(code, QString(Requests::lostCode), 10'000);
    }

    void A22_whoOneIsHereIsFoundOutInTheEnd_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("no answer") << 0;
        QTest::newRow("refused") << 1;
        QTest::newRow("cut off") << 2;
    }
    void A22_whoOneIsHereIsFoundOutInTheEnd()
    {
        QFETCH(const int, how);
        auto session = m_rig->online();
        const UserId before = session->me();
        m_rig->quit(session);
        m_rig->host->forgetPeople();
        int left = 2;
        m_rig->host->intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            const auto *list = std::get_if<RoomsList>(&message);
            if (!list || left-- <= 0)
                return false;
            if (how == 1)
                m_rig->host->answer(socket, Failure{errors::forbidden, {}, {}, list->req, {}, {}});
            else if (how == 2)
                QMetaObject::invokeMethod(
                    m_rig->host.get(), [this] { m_rig->host->cut(); }, Qt::QueuedConnection);
            return true;
        };
        session = m_rig->online();
        QVERIFY2(session, "it is stuck for good");
        QVERIFY(session->me() != before);
        // One new person was made, not one each time.
        QSet<QByteArray> tokens;
        int without = 0;
        const auto hellos = m_rig->host->seenOf<Hello>();
        for (const Hello &hello : hellos)
            hello.token ? void(tokens.insert(*hello.token)) : void(++without);
        QCOMPARE(without, 2); // the first of all, and the first after the list of people was lost
        QCOMPARE(tokens.size(), 2);
        session->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
    }

    // Without the host, so nothing but this computer has it; and by its key the folder is found again.
    void A301_whatIsWrittenAfterTheFolderWasRemovedGoesAfterTheNextStart()
    {
        auto session = m_rig->online();
        QVERIFY(session);
        const UserId me = session->me();
        m_rig->quit(session);
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        session = m_rig->make();
        QSignalSpy opened(session.get(), &Session::opened);
        session->open();
        QVERIFY(opened.wait());
        const QDir dir(m_rig->folder.path());
        const QStringList folders = dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(folders.size(), 1);
        QVERIFY(QDir(dir.filePath(folders.first())).removeRecursively());
        QSignalSpy kept(session.get(), &Session::kept);
        session->post(m_rig->room, QStringLiteral("after"));
        QTRY_COMPARE(kept.size(), 1);
        m_rig->quit(session);
        QVERIFY(m_rig->host->listen(port));
        session = m_rig->online();
        QVERIFY(session);
        QCOMPARE(session->me(), me);
        QTRY_VERIFY(m_rig->host->posted().contains(QStringLiteral("after")));
    }
    void A258_aSessionWasUsedUntilItsConnectionEnded()
    {
        auto session = m_rig->online();
        const QDateTime came = used();
        QVERIFY(came.isValid());
        QTRY_VERIFY(QDateTime::currentDateTimeUtc() > came);
        session->close();
        const QDateTime left = used();
        QVERIFY(left > came);
        QTRY_VERIFY(QDateTime::currentDateTimeUtc() > left);
        session->open();
        QVERIFY(m_rig->waitFor(*session, State::Online));
        const QDateTime again = used();
        QTRY_VERIFY(QDateTime::currentDateTimeUtc() > again);
        m_rig->host->cut();
        QTRY_VERIFY(used() > again);
    }
};

QTEST_GUILESS_MAIN(TestSessionRecovery)
#include "tst_sessionrecovery.moc"
