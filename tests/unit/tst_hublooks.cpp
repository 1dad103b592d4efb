// SPDX-License-Identifier: MIT
#include "shared/board/boardhash.h"
#include "tests/support/hubworld.h"

using namespace coterie;
using namespace coterie::server;
using namespace coterie::test;

// Who looks at which part of a board, as the host passes it on (rule P30 of shared/README.md).
class TestHubLooks final : public QObject
{
    Q_OBJECT

    std::unique_ptr<HubWorld> m_world;
    PeerId m_ana = 0, m_ben = 0;

    BoardLook at(double x, const std::optional<BoardId> &board = {}) const
    {
        return {m_world->room, BoardArea{x, 0, 800, 600}, {}, {}, {}, board};
    }
    BoardLook away(const std::optional<BoardId> &board = {}) const { return {m_world->room, {}, {}, {}, {}, board}; }
    QList<BoardOnlooker> heard(PeerId peer) const { return m_world->transport.all<BoardOnlooker>(peer); }
    // The left edges that this peer was told, -1 for "looks no more".
    QList<double> edges(PeerId peer) const
    {
        QList<double> out;
        for (const BoardOnlooker &onlooker : heard(peer))
            out.append(onlooker.view ? onlooker.view->x : -1);
        return out;
    }

private slots:
    void init()
    {
        m_world = std::make_unique<HubWorld>();
        m_ana = m_world->join(QStringLiteral("Ana"));
        m_ben = m_world->join(QStringLiteral("Ben"));
    }
    void P33_aPongTellsWhatTheBoardComesToThatOneLooksAt()
    {
        const auto pong = [&](PeerId peer) {
            m_world->say(peer, Ping{1});
            return m_world->transport.last<Pong>(peer)->board;
        };
        QVERIFY(!pong(m_ana)); // looks at none
        m_world->say(m_ana, at(1));
        QVERIFY(!pong(m_ana)); // nobody wanted it yet: no board is read for this
        m_world->fill(m_ben, m_world->room, 1);
        const auto first = pong(m_ana);
        QVERIFY(first);
        QCOMPARE(first->room, m_world->room);
        QCOMPARE(first->board.value, m_world->room.value);
        m_world->say(m_ana, BoardGet{7, m_world->room, {}, {}, {}});
        m_world->settle();
        const BoardDoc read = m_world->readBoard(m_ana, m_world->room, 7);
        QCOMPARE(read.seq(), first->seq);
        QCOMPARE(boardSum(read.hash()), first->sum);
        m_world->say(m_ben, HubWorld::post(m_world->room, QStringLiteral("not of the board")));
        QCOMPARE(pong(m_ana)->seq, first->seq);
        m_world->fill(m_ben, m_world->room, 1);
        QVERIFY(pong(m_ana)->seq > first->seq && pong(m_ana)->sum != first->sum);
        QVERIFY(!pong(m_ben));
        m_world->say(m_ana, away());
        QVERIFY(!pong(m_ana));
    }
    void P30_onlyThoseWhoLookAtTheBoardHearOfIt()
    {
        const PeerId cleo = m_world->join(QStringLiteral("Cleo"));
        const auto second = newId<BoardId>();
        m_world->say(m_ana,
                     BoardListEdit{newId<OpId>(), m_world->room, {BoardListAct::Add, second, QStringLiteral("B"), {}}});
        const auto object = newId<ObjectId>();
        m_world->say(m_ben, at(1));
        m_world->say(cleo, at(2, second)); // in the room, on another board
        BoardLook look = at(10);
        look.selected = {object};
        look.around = BoardArea{1, 2, 3, 4};
        look.follows = m_world->userOf(m_ben);
        m_world->transport.forget();
        m_world->say(m_ana, look);
        QCOMPARE(heard(m_ben).size(), 1);
        const BoardOnlooker told = heard(m_ben).first();
        QCOMPARE(told.name, QStringLiteral("Ana"));
        QCOMPARE(told.view, look.view);
        QCOMPARE(told.selected, look.selected);
        QCOMPARE(told.around, look.around);
        QCOMPARE(told.follows, look.follows);
        QVERIFY(!told.board);
        QVERIFY(heard(cleo).isEmpty());
    }
    void P44_whoAppearsOfflineSeesTheOthersAndIsNotSeen()
    {
        m_world->say(m_ben, at(1));
        m_world->say(m_ana, at(5));
        m_world->advance(5'000);
        QVERIFY(edges(m_ben).contains(5));
        m_world->say(m_ana, PresenceSet{Status::Offline, {}});
        QCOMPARE(edges(m_ben).last(), -1.0); // taken off at once
        QVERIFY(!m_world->transport.last<BoardPointer>(m_ben)->on);
        m_world->transport.forget();
        BoardLive laser;
        laser.room = m_world->room;
        laser.stream = newId<ObjectId>();
        laser.style = StrokeStyle{0x00ff0000, 3, 0, 0};
        m_world->say(m_ana, laser);
        QVERIFY(m_world->transport.all<BoardPreview>(m_ben).isEmpty());
        m_world->say(m_ana, at(10));
        m_world->say(m_ana, BoardCursor{m_world->room, 3, 4, true, {}});
        m_world->advance(20'000);
        QVERIFY(heard(m_ben).isEmpty());
        QVERIFY(m_world->transport.all<BoardPointer>(m_ben).isEmpty());
        const PeerId cleo = m_world->join(QStringLiteral("Cleo")); // nor by who comes later
        m_world->say(cleo, at(2));
        m_world->advance(5'000);
        QCOMPARE(edges(cleo), (QList<double>{1, 2}));
        m_world->say(m_ana, away());
        m_world->advance(5'000);
        QCOMPARE(edges(cleo), (QList<double>{1, 2}));
        // The control: seen again as soon as they say so.
        m_world->say(m_ana, at(20));
        m_world->say(m_ana, PresenceSet{Status::Online, {}});
        m_world->advance(5'000);
        QVERIFY(edges(cleo).contains(20));
    }
    // In a crowd it takes seconds until that is told.
    void P44_whoLeavesABoardAndAppearsOfflineBeforeItIsToldIsGoneAllTheSame()
    {
        m_world->say(m_ben, at(1));
        m_world->advance(5'000);
        m_world->say(m_ana, at(5));
        QCOMPARE(edges(m_ben).last(), 5.0);
        m_world->say(m_ana, away());
        QCOMPARE(edges(m_ben).last(), 5.0); // not so soon after the last word
        m_world->say(m_ana, PresenceSet{Status::Offline, {}});
        m_world->advance(5'000);
        QCOMPARE(edges(m_ben).last(), -1.0);
        // Nobody hears that somebody leaves of whom they have not heard.
        const auto before = heard(m_ben).size();
        m_world->say(m_ana, at(5));
        m_world->advance(5'000);
        m_world->say(m_ana, away());
        m_world->advance(5'000);
        QCOMPARE(heard(m_ben).size(), before);
    }
    void P44_whoBeginsToAppearOfflineTypesNoMore()
    {
        m_world->say(m_ana, TypingSet{m_world->room, true});
        QVERIFY(m_world->transport.last<TypingChanged>(m_ben)->on);
        m_world->say(m_ana, PresenceSet{Status::Offline, {}});
        QVERIFY(!m_world->transport.last<TypingChanged>(m_ben)->on);
    }
    void P30_whoComesLaterHearsHowItIs()
    {
        m_world->say(m_ana, at(10));
        m_world->advance(1'000);
        m_world->say(m_ana, at(20));
        QVERIFY(heard(m_ben).isEmpty()); // does not look yet
        m_world->say(m_ben, at(1));
        QVERIFY(edges(m_ben).contains(20));
        QVERIFY(!edges(m_ben).contains(10));
        // Their own word comes back, as with pointers; Ana hears of Ben.
        QCOMPARE(edges(m_ana).last(), 1.0);
    }
    void P30_whoLooksAwayLeavesOrGoesIsTakenOff_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("looks away") << 0;
        QTest::newRow("leaves the room") << 1;
        QTest::newRow("is gone") << 2;
        QTest::newRow("looks at another board") << 3;
        QTest::newRow("was cut") << 4;
    }
    void P30_whoLooksAwayLeavesOrGoesIsTakenOff()
    {
        QFETCH(int, how);
        const auto second = newId<BoardId>();
        m_world->say(m_ana,
                     BoardListEdit{newId<OpId>(), m_world->room, {BoardListAct::Add, second, QStringLiteral("B"), {}}});
        m_world->say(m_ben, at(1));
        m_world->say(m_ana, at(10));
        QCOMPARE(edges(m_ben).last(), 10.0);
        if (how == 0) {
            m_world->say(m_ana, away());
        } else if (how == 1) {
            m_world->say(m_ana, RoomLeave{9, m_world->room});
        } else if (how == 2 || how == 4) {
            m_world->hub.peerDisconnected(m_ana, how == 2 ? Parting::Goodbye : Parting::Lost);
            m_world->settle();
        } else {
            m_world->say(m_ana, at(5, second));
        }
        m_world->advance(60); // like any other word
        if (how == 4) {       // whoever follows them loses nobody who is back soon
            QCOMPARE(edges(m_ben).last(), 10.0);
            m_world->advance(2'000);
        }
        QCOMPARE(edges(m_ben).last(), -1.0);
        // And they hear no more themselves.
        m_world->transport.forget();
        m_world->advance(1'000);
        m_world->say(m_ben, at(2));
        QVERIFY(heard(m_ana).isEmpty());
        QCOMPARE(edges(m_ben), QList<double>{2});
    }
    void P30_whoIsCutAgainIsWaitedForAgain()
    {
        m_world->say(m_ben, at(1));
        PeerId ana = m_ana;
        const PeerId back = m_world->another(ana);
        m_world->say(ana, at(10));
        m_world->hub.peerDisconnected(ana, Parting::Lost);
        m_world->advance(1'000);
        m_world->say(back, RoomJoin{1, m_world->room, {}, {}, {}});
        m_world->say(back, at(20));
        m_world->advance(800);
        QCOMPARE(edges(m_ben).last(), 20.0);
        m_world->hub.peerDisconnected(back, Parting::Lost);
        m_world->advance(1'000);
        QCOMPARE(edges(m_ben).last(), 20.0);
        m_world->advance(1'000);
        QCOMPARE(edges(m_ben).last(), -1.0);
    }
    void P30_aPersonIsTheNewestWordOfTheirConnections()
    {
        const PeerId phone = m_world->another(m_ana);
        m_world->say(phone, RoomJoin{2, m_world->room, {}, {}});
        m_world->say(m_ben, at(1));
        m_world->say(m_ana, at(10));
        m_world->advance(1'000);
        m_world->say(phone, at(20));
        QCOMPARE(edges(m_ben).last(), 20.0);
        m_world->say(phone, away());
        m_world->advance(60);
        QCOMPARE(edges(m_ben).last(), 10.0); // the other one still looks
        m_world->say(m_ana, away());
        m_world->advance(60);
        QCOMPARE(edges(m_ben).last(), -1.0);
    }
    void K3_theNewestWordIsToldAndNoneIsLost()
    {
        m_world->say(m_ben, at(1));
        m_world->transport.forget();
        for (int i = 1; i <= 10; ++i)
            m_world->say(m_ana, at(i)); // within the same moment
        QCOMPARE(edges(m_ben), QList<double>{1});
        m_world->advance(60);
        QCOMPARE(edges(m_ben), (QList<double>{1, 10})); // those between are nobody's concern
        m_world->advance(1'000);
        QCOMPARE(edges(m_ben).size(), 2);
    }
    void K3_inACrowdEachIsToldLessOften()
    {
        std::vector<PeerId> crowd;
        for (int i = 0; i < 100; ++i) {
            crowd.push_back(m_world->join(QStringLiteral("P%1").arg(i)));
            m_world->say(crowd.back(), at(i));
        }
        m_world->advance(10'000);
        m_world->transport.forget();
        for (int step = 0; step < 100; ++step) { // all move ten times a second, for ten seconds
            for (size_t i = 0; i < crowd.size(); ++i)
                m_world->say(crowd[i], at(double(step)));
            m_world->advance(100);
        }
        m_world->advance(10'000);
        const auto told = heard(crowd.front()).size();
        qInfo("100 people, 10,000 looks: %d were told to each", int(told));
        QVERIFY2(told < 2'500, qPrintable(QString::number(told))); // 20 deliveries per ms, of 100 each
        QSet<UserId> last;
        for (const BoardOnlooker &onlooker : heard(crowd.front()))
            if (onlooker.view && onlooker.view->x > 98)
                last.insert(onlooker.user);
        QCOMPARE(last.size(), 100); // the last word of everybody came
    }
    void K3_lookingAwayAndBackIsToldNoMoreOftenThanMoving()
    {
        m_world->say(m_ben, at(1));
        m_world->advance(1'000);
        m_world->transport.forget();
        int said = 0;
        for (int step = 0; step < 100; ++step) { // for a second, ten times in each 10 ms at most
            m_world->say(m_ana, at(step));
            m_world->say(m_ana, away());
            said += 2;
            m_world->advance(10);
        }
        qInfo("%d words, %d were told", said, int(heard(m_ben).size()));
        QVERIFY2(heard(m_ben).size() <= 21, qPrintable(QString::number(heard(m_ben).size()))); // every 50 ms
        m_world->advance(60);
        QCOMPARE(edges(m_ben).last(), -1.0); // and the last of them is what is so
        m_world->advance(1'000);
        m_world->transport.forget();
        m_world->say(m_ana, at(7)); // by now it is as if they had never been here
        QCOMPARE(edges(m_ben), QList<double>{7});
    }
    void K3_whoComesAndGoesHearsHowItIsNoMoreOften()
    {
        constexpr int n = 40; // every 80 ms
        for (int i = 0; i < n; ++i)
            m_world->say(m_world->join(QStringLiteral("P%1").arg(i)), at(i));
        m_world->advance(1'000);
        m_world->transport.forget();
        for (int step = 0; step < 20; ++step) {
            m_world->say(m_ana, at(step));
            m_world->say(m_ana, away());
            m_world->say(m_ana, at(step));
            m_world->advance(10);
        }
        const auto told = heard(m_ana).size(); // within 200 ms: at the first and two or three times more
        qInfo("%d people, 60 words: %d were told", n, int(told));
        QVERIFY2(told >= n && told <= 4 * (n + 1), qPrintable(QString::number(told)));
    }
    void K3_noCrowdCostsMoreThanItsBound()
    {
        constexpr int n = 400; // every 8 s
        std::vector<PeerId> crowd;
        for (int i = 0; i < n; ++i) {
            crowd.push_back(m_world->join(QStringLiteral("P%1").arg(i)));
            m_world->say(crowd.back(), at(i));
        }
        m_world->advance(20'000);
        m_world->transport.forget();
        for (int step = 0; step < 16; ++step) { // for 16 seconds
            for (const PeerId peer : crowd)
                m_world->say(peer, at(step));
            m_world->advance(1'000);
        }
        const auto told = heard(crowd.front()).size();
        qInfo("%d people, 6400 looks: %d were told to each", n, int(told));
        QVERIFY2(told <= 3 * n, qPrintable(QString::number(told))); // at 0, 8 and 16 s; 20 deliveries per ms
    }
    void P14_whoDoesNotLookDoesNotLookAwayAtWill()
    {
        m_world->say(m_ben, at(1));
        for (int i = 0; i < 200; ++i)
            m_world->say(m_ana, away());
        m_world->transport.forget();
        m_world->say(m_ana, at(5));
        QVERIFY(heard(m_ben).isEmpty());
        m_world->advance(1'000);
        m_world->say(m_ana, at(6));
        QCOMPARE(edges(m_ben), QList<double>{6});
    }
    void P14_overTheLimitALookIsDroppedAndLookingAwayIsNot()
    {
        m_world->say(m_ben, at(1));
        m_world->transport.forget();
        for (int i = 0; i < 200; ++i)
            m_world->say(m_ana, at(i));
        m_world->advance(100);
        QVERIFY2(edges(m_ben).last() < 60, qPrintable(QString::number(edges(m_ben).last())));
        m_world->say(m_ana, away());
        m_world->advance(60);
        QCOMPARE(edges(m_ben).last(), -1.0);
        QVERIFY(m_world->transport.all<Failure>(m_ana).isEmpty()); // volatile: without a word
    }
    void P21_theRateIsToldInWelcome()
    {
        const auto rates = m_world->hello(m_world->connect(), QStringLiteral("Dan")).limits.rates;
        QVERIFY(rates);
        const auto look = std::find_if(rates->cbegin(), rates->cend(), [](const Rate &r) { return r.what == u"look"; });
        QVERIFY(look != rates->cend());
        QCOMPARE(look->perMinute, 720);
        QCOMPARE(look->burst, 30);
    }
    void P39_aModeratorBringsEverybodyInTheRoom()
    {
        const PeerId cleo = m_world->join(QStringLiteral("Cleo"));
        const PeerId dan = m_world->join(QStringLiteral("Dan"));
        m_world->say(dan, RoomLeave{9, m_world->room});
        m_world->say(m_ben, at(1)); // looks at the board; Cleo does not
        const auto second = newId<BoardId>();
        m_world->say(m_ana,
                     BoardListEdit{newId<OpId>(), m_world->room, {BoardListAct::Add, second, QStringLiteral("B"), {}}});
        const UserId ana = m_world->userOf(m_ana);
        m_world->transport.forget();
        const BoardArea view{10, 20, 800, 600};
        QCOMPARE(m_world->ask(m_ana, BoardSummon{5, m_world->room, view, second}), QString());
        QCOMPARE(m_world->transport.last<Done>(m_ana)->req, 5);
        for (const PeerId peer : {m_ben, cleo}) {
            const auto heard = m_world->transport.all<BoardSummoned>(peer);
            QCOMPARE(heard.size(), 1);
            QCOMPARE(heard.first().user, ana);
            QCOMPARE(heard.first().name, QStringLiteral("Ana"));
            QCOMPARE(heard.first().view, view);
            QCOMPARE(heard.first().board, std::optional(second));
        }
        QVERIFY(m_world->transport.all<BoardSummoned>(dan).isEmpty());
        QCOMPARE(m_world->ask(m_ana, BoardSummon{6, m_world->room, view, {}}), QString());
        QVERIFY(!m_world->transport.last<BoardSummoned>(m_ben)->board); // the first has no name on the wire
    }
    void P39_whoMayNotBringOthersIsRefused()
    {
        const PeerId cleo = m_world->join(QStringLiteral("Cleo"));
        const BoardArea view{10, 20, 800, 600};
        QCOMPARE(m_world->ask(m_ben, BoardSummon{5, m_world->room, view, {}}), QStringLiteral("forbidden@"));
        QCOMPARE(m_world->transport.last<Failure>(m_ben)->req, std::optional<qint64>(5));
        QCOMPARE(m_world->ask(m_ana, BoardSummon{6, m_world->room, view, newId<BoardId>()}),
                 QStringLiteral("not-found@board"));
        m_world->say(cleo, RoomLeave{9, m_world->room});
        QCOMPARE(m_world->ask(cleo, BoardSummon{7, m_world->room, view, {}}), QStringLiteral("not-member@room"));
        QVERIFY(m_world->transport.all<BoardSummoned>(m_ben).isEmpty());
        // Who is made a moderator may.
        RightsChange change;
        change.user = m_world->userOf(m_ben);
        change.role = Role::Moderator;
        QCOMPARE(m_world->ask(m_ana, RightsSet{newId<OpId>(), m_world->room, change}), QString());
        QCOMPARE(m_world->ask(m_ben, BoardSummon{8, m_world->room, view, {}}), QString());
        QCOMPARE(m_world->transport.all<BoardSummoned>(m_ana).size(), 1);
    }
    void P39_nobodyIsBroughtHereAndThereAllTheTime()
    {
        const BoardArea view{10, 20, 800, 600};
        for (int i = 0; i < 3; ++i)
            QCOMPARE(m_world->ask(m_ana, BoardSummon{5, m_world->room, view, {}}), QString());
        QCOMPARE(m_world->ask(m_ana, BoardSummon{6, m_world->room, view, {}}), QStringLiteral("rate@"));
        QCOMPARE(m_world->transport.all<BoardSummoned>(m_ben).size(), 3);
        m_world->advance(5'000);
        QCOMPARE(m_world->ask(m_ana, BoardSummon{7, m_world->room, view, {}}), QString());
    }
    void P30_whoMayNotBeThereIsRefused()
    {
        const PeerId cleo = m_world->join(QStringLiteral("Cleo"));
        m_world->say(cleo, RoomLeave{9, m_world->room});
        QCOMPARE(m_world->ask(cleo, at(1)), QStringLiteral("not-member@room"));
        m_world->say(m_ben, at(1));
        m_world->transport.forget();
        m_world->say(m_ana, at(1, newId<BoardId>())); // no such board, perhaps removed a moment ago
        QVERIFY(heard(m_ana).isEmpty());
        QVERIFY(heard(m_ben).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestHubLooks)
#include "tst_hublooks.moc"
