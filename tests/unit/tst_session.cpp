// SPDX-License-Identifier: MIT
#include "shared/protocol/closecodes.h"
#include "tests/support/fakehost.h"
#include "tests/support/timelinekit.h"

#include <QDir>
#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coterie;
using test::bodies;
using test::FakeHost;
using test::placesOf;
using test::stateOf;
using Delivery = TimelineModel::Delivery;
using State = Session::State;

// A session against a host that does what the test wants.
class TestSession final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeHost> m_host;
    RoomId m_room;

    std::unique_ptr<Session> make(const QString &name = QStringLiteral("Ana"))
    {
        SessionSettings settings;
        settings.url = m_host->url();
        settings.displayName = name;
        settings.cacheDir = m_folder->path();
        settings.timing.lookMs = 50;
        settings.timing.dialMs = 1000;
        return std::make_unique<Session>(settings);
    }
    static bool waitFor(const Session &session, State state)
    {
        return QTest::qWaitFor([&] { return session.state().state == state; }, 8000);
    }
    std::unique_ptr<Session> online()
    {
        auto session = make();
        session->open();
        return waitFor(*session, State::Online) ? std::move(session) : nullptr;
    }
    // Ends a session as quitting does: what it asked of its disk is done when this returns.
    static void quit(std::unique_ptr<Session> &session) { session.reset(); }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_host = std::make_unique<FakeHost>();
        QVERIFY(m_host->listen());
        m_room = m_host->addRoom(QStringLiteral("general"), 3);
    }
    void cleanup() { m_host.reset(); }

    void A20_aTokenMakesOneTheSamePersonNextTime()
    {
        auto session = online();
        QVERIFY(session);
        const UserId me = session->me();
        QVERIFY(!me.isNull());
        QCOMPARE(session->hostName(), QStringLiteral("Fake"));
        quit(session);
        session = online();
        QVERIFY(session);
        QCOMPARE(session->me(), me);
        const auto hellos = m_host->seenOf<Hello>();
        QCOMPARE(hellos.size(), 2);
        QVERIFY(!hellos.at(0).token && hellos.at(1).token);
    }

    void A20_theTokenLiesInAFileOfItsOwnerOnly()
    {
        auto session = online();
        quit(session);
        const auto folders = QDir(m_folder->path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QCOMPARE(folders.size(), 1);
        const QString file = m_folder->filePath(folders.first() + QStringLiteral("/cache.sqlite"));
        QVERIFY(QFile::exists(file));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(file) & others));
        QVERIFY(!(QFile::permissions(m_folder->filePath(QStringLiteral("index.json"))) & others));
    }

    void A21_aTokenThatIsRefusedIsLeftOutOnce()
    {
        auto session = online();
        const UserId me = session->me();
        quit(session);
        m_host->forgetPeople();
        session = online();
        QVERIFY(session);
        QVERIFY(session->me() != me);
        const auto hellos = m_host->seenOf<Hello>();
        QCOMPARE(hellos.size(), 3);
        QVERIFY(hellos.at(1).token && !hellos.at(2).token);
        session->openRoom(m_room); // the same rooms: it is the same session, and what is here is still of use
        QTRY_COMPARE(bodies(*session->timeline(m_room)).size(), 3);
    }

    void A21_anotherSessionAtTheSameAddressIsToldApart()
    {
        auto session = online();
        const UserId me = session->me();
        quit(session);
        const quint16 port = m_host->port();
        auto first = std::move(m_host);
        first->stopListening();
        m_host = std::make_unique<FakeHost>();
        m_host->name = QStringLiteral("Other");
        QVERIFY(m_host->listen(port));
        const RoomId elsewhere = m_host->addRoom(QStringLiteral("elsewhere"));
        session = online();
        QVERIFY(session);
        QCOMPARE(session->rooms()->rowCount(), 1);
        QCOMPARE(session->rooms()->roomAt(0), elsewhere);
        const UserId there = session->me();
        quit(session);
        // And back again: both are remembered, each by its own token.
        m_host->stopListening();
        m_host = std::move(first);
        QVERIFY(m_host->listen(port));
        session = online();
        QVERIFY(session);
        QCOMPARE(session->me(), me);
        QVERIFY(session->me() != there);
        QCOMPARE(session->rooms()->roomAt(0), m_room);
    }

    void aVersionThatIsNotSpokenIsARefusalWithWords()
    {
        m_host->intercept = [this](QWebSocket *socket, const ClientMessage &message) {
            if (!std::holds_alternative<Hello>(message))
                return false;
            m_host->answer(socket, Failure{QStringLiteral("version"), {}, {}, {}, {}, {}});
            return true;
        };
        auto session = make();
        session->open();
        QVERIFY(waitFor(*session, State::Refused));
        QVERIFY(session->state().reason.contains(QStringLiteral("version")));
        m_host->intercept = nullptr;
        session->retryNow();
        QVERIFY(waitFor(*session, State::Online));
    }

    void aFullHostIsTriedAgainByItself()
    {
        int refusals = 2;
        m_host->intercept = [this, &refusals](QWebSocket *socket, const ClientMessage &message) {
            if (!std::holds_alternative<Hello>(message) || refusals-- <= 0)
                return false;
            m_host->answer(socket, Failure{QStringLiteral("full"), {}, {}, {}, {}, 10});
            return true;
        };
        auto session = make();
        session->open();
        QVERIFY(waitFor(*session, State::Online));
    }

    void A10_whatWasMissedComesWithWhatIsLiveInOrder()
    {
        auto session = online();
        session->openRoom(m_room);
        QTRY_COMPARE(bodies(*session->timeline(m_room)).size(), 3);
        quit(session);
        for (int i = 4; i <= 250; ++i)
            m_host->say(m_room, QStringLiteral("m%1").arg(i), false);
        // While the pages come, more is said: the host answers history late.
        QList<std::pair<QWebSocket *, ClientMessage>> held;
        m_host->intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            if (!std::holds_alternative<HistoryGet>(message))
                return false;
            held.append({socket, message});
            return true;
        };
        session = make();
        session->open();
        session->openRoom(m_room);
        QVERIFY(waitFor(*session, State::CatchingUp));
        QTRY_COMPARE(held.size(), 1);
        QCOMPARE(session->state().behind, 247);
        m_host->say(m_room, QStringLiteral("m251"));
        m_host->intercept = nullptr;
        m_host->handle(held.first().first, held.first().second);
        m_host->say(m_room, QStringLiteral("m252"));
        QVERIFY(waitFor(*session, State::Online));
        TimelineModel &timeline = *session->timeline(m_room);
        QTRY_COMPARE(placesOf(timeline).last(), 252);
        const QList<Seq> places = placesOf(timeline);
        QCOMPARE(places.size(), 252);
        for (qsizetype i = 0; i < places.size(); ++i)
            QCOMPARE(places.at(i), i + 1);
        QVERIFY(m_host->seenOf<RoomJoin>().last().after == Seq(3));
    }

    void A11_aGapIsFetched()
    {
        auto session = online();
        session->openRoom(m_room);
        m_host->say(m_room, QStringLiteral("lost"), false);
        m_host->say(m_room, QStringLiteral("heard"));
        QTRY_COMPARE(bodies(*session->timeline(m_room)).mid(3),
                     (QStringList{QStringLiteral("lost"), QStringLiteral("heard")}));
    }

    void A12_aNewEpochDropsWhatIsHere()
    {
        auto session = online();
        session->openRoom(m_room);
        QTRY_COMPARE(bodies(*session->timeline(m_room)).size(), 3);
        m_host->cut();
        m_host->beginAnew(m_room);
        m_host->say(m_room, QStringLiteral("from scratch"), false);
        QTRY_COMPARE(bodies(*session->timeline(m_room)), QStringList{QStringLiteral("from scratch")});
        quit(session);
        session = make(); // and on the disk too
        QSignalSpy opened(session.get(), &Session::opened);
        m_host->stopListening();
        session->open();
        QVERIFY(opened.wait());
        session->openRoom(m_room);
        QTRY_COMPARE(bodies(*session->timeline(m_room)), QStringList{QStringLiteral("from scratch")});
    }

    void A30_whatIsHereCanBeReadWithoutTheHost()
    {
        auto session = online();
        session->openRoom(m_room);
        QTRY_COMPARE(bodies(*session->timeline(m_room)).size(), 3);
        session->setDraft(m_room, QStringLiteral("half a thought"));
        quit(session);
        m_host->stopListening();
        session = make();
        QSignalSpy opened(session.get(), &Session::opened);
        session->open();
        QVERIFY(opened.wait());
        QCOMPARE(session->rooms()->rowCount(), 1);
        QCOMPARE(session->draft(m_room), QStringLiteral("half a thought"));
        QVERIFY(session->rooms()->index(0).data(RoomListModel::DraftRole).toBool());
        session->openRoom(m_room);
        QTRY_COMPARE(bodies(*session->timeline(m_room)).size(), 3);
        QCOMPARE(session->state().state, State::Connecting);
    }

    void A31_olderPagesComeFromTheHostAndThenFromHere()
    {
        for (int i = 4; i <= 230; ++i)
            m_host->say(m_room, QStringLiteral("m%1").arg(i), false);
        auto session = online();
        session->openRoom(m_room);
        TimelineModel &timeline = *session->timeline(m_room);
        QTRY_COMPARE(placesOf(timeline).size(), 100);
        QSignalSpy older(&timeline, &TimelineModel::olderArrived);
        while (timeline.canFetchOlder()) {
            timeline.fetchOlder();
            QVERIFY(older.wait());
        }
        QCOMPARE(placesOf(timeline).size(), 230);
        QVERIFY(timeline.isAtBeginning());
        const auto asked = m_host->seenOf<HistoryGet>().size();
        quit(session);
        session = online();
        session->openRoom(m_room);
        TimelineModel &again = *session->timeline(m_room);
        QTRY_COMPARE(placesOf(again).size(), 100);
        QSignalSpy olderAgain(&again, &TimelineModel::olderArrived);
        while (again.canFetchOlder()) {
            again.fetchOlder();
            QVERIFY(olderAgain.wait());
        }
        QCOMPARE(placesOf(again).size(), 230);
        QCOMPARE(m_host->seenOf<HistoryGet>().size(), asked);
    }

    void A40_postsMadeOfflineAreSentOnceAndInOrder()
    {
        auto session = online();
        session->openRoom(m_room);
        const quint16 port = m_host->port();
        m_host->stopListening();
        QVERIFY(waitFor(*session, State::Reconnecting));
        QStringList wanted;
        for (int i = 0; i < 10; ++i) {
            wanted.append(QStringLiteral("offline %1").arg(i));
            session->post(m_room, wanted.last());
        }
        TimelineModel &timeline = *session->timeline(m_room);
        QTRY_COMPARE(bodies(timeline).mid(3), wanted);
        QCOMPARE(stateOf(timeline, wanted.first()), int(Delivery::Queued));
        QCOMPARE(session->state().waiting, 10);
        QVERIFY(m_host->listen(port));
        session->retryNow();
        QTRY_COMPARE(session->state().waiting, 0);
        QCOMPARE(m_host->posted().mid(3), wanted);
        QTRY_COMPARE(stateOf(timeline, wanted.last()), int(Delivery::Sent));
        QCOMPARE(bodies(timeline).mid(3), wanted);
    }

    void A41_aLostAckMakesNoSecondMessage()
    {
        auto session = online();
        session->openRoom(m_room);
        // The host stores the message and dies before it can say so.
        m_host->intercept = [this](QWebSocket *socket, const ClientMessage &message) {
            const auto *post = std::get_if<ChatPost>(&message);
            if (!post)
                return false;
            m_host->intercept = nullptr;
            m_host->handle(socket, *post);
            m_host->cut();
            return true;
        };
        session->post(m_room, QStringLiteral("once"));
        QTRY_COMPARE(m_host->posted().size(), 4);
        QTRY_COMPARE(session->state().waiting, 0);
        QVERIFY(waitFor(*session, State::Online));
        QTRY_COMPARE(bodies(*session->timeline(m_room)).filter(QStringLiteral("once")).size(), 1);
        QCOMPARE(m_host->posted().filter(QStringLiteral("once")).size(), 1);
    }

    void A42_theOutboxSurvivesTheProgram()
    {
        auto session = online();
        session->openRoom(m_room);
        m_host->stopListening();
        QSignalSpy posted(session.get(), &Session::posted);
        session->setDraft(m_room, QStringLiteral("kept"));
        session->post(m_room, QStringLiteral("kept"));
        QVERIFY(posted.wait());
        QCOMPARE(session->draft(m_room), QString());
        quit(session);
        QVERIFY(m_host->listen(m_host->port()));
        session = online();
        QVERIFY(session);
        QTRY_COMPARE(m_host->posted().filter(QStringLiteral("kept")).size(), 1);
        QTRY_COMPARE(session->state().waiting, 0);
        QCOMPARE(session->draft(m_room), QString());
    }

    void A43_aRefusalIsKeptWithItsReasonUntilSomebodyDecides()
    {
        bool refuse = true;
        m_host->intercept = [this, &refuse](QWebSocket *socket, const ClientMessage &message) {
            const auto *post = std::get_if<ChatPost>(&message);
            if (!post || !refuse)
                return false;
            m_host->answer(socket, Failure{QStringLiteral("forbidden"), {}, {}, {}, post->id, {}});
            return true;
        };
        auto session = online();
        session->openRoom(m_room);
        TimelineModel &timeline = *session->timeline(m_room);
        QSignalSpy failed(session.get(), &Session::requestFailed);
        session->post(m_room, QStringLiteral("no"));
        session->post(m_room, QStringLiteral("never"));
        QTRY_COMPARE(stateOf(timeline, QStringLiteral("never")), int(Delivery::Refused));
        QCOMPARE(failed.size(), 2);
        QCOMPARE(session->state().waiting, 0);
        const QModelIndex row = timeline.index(timeline.rowCount() - 1);
        QVERIFY(row.data(TimelineModel::RefusalRole).toString().contains(QStringLiteral("You may not")));
        session->discardQueued(m_room, row.data(TimelineModel::OpIdRole).value<OpId>());
        QCOMPARE(stateOf(timeline, QStringLiteral("never")), -1);
        quit(session);
        refuse = false;
        session = online(); // the other one is still there
        session->openRoom(m_room);
        TimelineModel &again = *session->timeline(m_room);
        QTRY_COMPARE(stateOf(again, QStringLiteral("no")), int(Delivery::Refused));
        QCOMPARE(stateOf(again, QStringLiteral("never")), -1);
        session->retryRefused(m_room, again.index(again.rowCount() - 1).data(TimelineModel::OpIdRole).value<OpId>());
        QTRY_COMPARE(m_host->posted().last(), QStringLiteral("no"));
        QTRY_COMPARE(stateOf(again, QStringLiteral("no")), int(Delivery::Sent));
    }

    void A44_laterMeansLaterAndKeepsTheOrder()
    {
        int refusals = 2;
        m_host->intercept = [this, &refusals](QWebSocket *socket, const ClientMessage &message) {
            const auto *post = std::get_if<ChatPost>(&message);
            if (!post || refusals-- <= 0)
                return false;
            m_host->answer(socket, Failure{QStringLiteral("rate"), {}, {}, {}, post->id, 20});
            return true;
        };
        auto session = online();
        session->openRoom(m_room);
        const QStringList wanted{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        for (const QString &body : wanted)
            session->post(m_room, body);
        QTRY_COMPARE(m_host->posted().mid(3), wanted);
    }

    void A45_aRoomMadeOfflineCanBeWrittenToAtOnce()
    {
        auto session = online();
        const quint16 port = m_host->port();
        m_host->stopListening();
        QVERIFY(waitFor(*session, State::Reconnecting));
        QSignalSpy created(session.get(), &Session::roomCreated);
        session->createRoom(QStringLiteral("  Lab   two "), {});
        QVERIFY(created.wait());
        const RoomId room = created.first().first().value<RoomId>();
        QCOMPARE(session->rooms()->rowCount(), 2);
        session->openRoom(room);
        session->post(room, QStringLiteral("first"));
        QTRY_COMPARE(session->state().waiting, 2);
        QVERIFY(m_host->listen(port));
        session->retryNow();
        QTRY_COMPARE(session->state().waiting, 0);
        QCOMPARE(m_host->room(room).info.name, QStringLiteral("Lab two"));
        QCOMPARE(m_host->room(room).log.size(), 1);
        QTRY_COMPARE(bodies(*session->timeline(room)), QStringList{QStringLiteral("first")});
        QCOMPARE(session->rooms()->rowCount(), 2);
    }

    void aRoomNameThatIsTakenIsSaidAndNothingStays()
    {
        m_host->intercept = [this](QWebSocket *socket, const ClientMessage &message) {
            const auto *create = std::get_if<RoomCreate>(&message);
            if (!create)
                return false;
            m_host->answer(socket, Failure{QStringLiteral("name-taken"), {}, {}, {}, create->id, {}});
            return true;
        };
        auto session = online();
        QSignalSpy failed(session.get(), &Session::requestFailed);
        session->createRoom(QStringLiteral("general"), {});
        QVERIFY(failed.wait());
        QCOMPARE(failed.first().first().toString(), QStringLiteral("create-room"));
        QCOMPARE(session->rooms()->rowCount(), 1);
        QCOMPARE(session->state().waiting, 0);
    }

    void A50_unreadIsTheLineMinusTheLineRead()
    {
        auto session = online();
        const auto unread = [&] { return session->rooms()->index(0).data(RoomListModel::UnreadRole).toInt(); };
        QCOMPARE(unread(), 3);
        session->markRead(m_room, 3);
        QCOMPARE(unread(), 0);
        QTRY_COMPARE(m_host->seenOf<RoomRead>().size(), 1);
        QCOMPARE(m_host->seenOf<RoomRead>().first().line, 3);
        m_host->say(m_room, QStringLiteral("new"));
        QTRY_COMPARE(unread(), 1);
        m_host->tell(ReadMoved{m_room, 4}); // on another device
        QTRY_COMPARE(unread(), 0);
        session->markRead(m_room, 2); // "mark as unread from here"
        QCOMPARE(unread(), 2);
        session->post(m_room, QStringLiteral("mine"));
        QTRY_COMPARE(unread(), 3); // what was unread before it stays so
        session->markRead(m_room, 5);
        session->post(m_room, QStringLiteral("mine again"));
        QTRY_COMPARE(m_host->posted().size(), 6);
        QTRY_COMPARE(m_host->room(m_room).info.line, 6);
        QTRY_COMPARE(unread(), 0);
    }

    void A51_aReadMarkMovedOfflineIsToldLater()
    {
        auto session = online();
        m_host->cut();
        session->markRead(m_room, 2);
        QVERIFY(waitFor(*session, State::Online));
        QTRY_VERIFY(!m_host->seenOf<RoomRead>().isEmpty());
        QCOMPARE(m_host->seenOf<RoomRead>().last().line, 2);
        QCOMPARE(session->rooms()->index(0).data(RoomListModel::UnreadRole).toInt(), 1);
    }

    void A52_theNewLineStandsAboveWhatCameUnseen()
    {
        auto session = online();
        session->openRoom(m_room);
        TimelineModel &timeline = *session->timeline(m_room);
        QTRY_COMPARE(bodies(timeline).size(), 3);
        QCOMPARE(timeline.firstUnreadRow(), 1); // below the day
        session->markRead(m_room, 3);
        session->openRoom(m_room);
        QCOMPARE(timeline.firstUnreadRow(), -1);
        m_host->say(m_room, QStringLiteral("seen"));
        QTRY_COMPARE(bodies(timeline).size(), 4);
        QCOMPARE(timeline.firstUnreadRow(), -1);
        session->markRead(m_room, 4);
        session->setWatching(false);
        m_host->say(m_room, QStringLiteral("unseen"));
        m_host->say(m_room, QStringLiteral("unseen too"));
        QTRY_COMPARE(bodies(timeline).size(), 6);
        QCOMPARE(timeline.firstUnreadRow(), timeline.rowOfSeq(5) - 1);
        session->post(m_room, QStringLiteral("answer"));
        QCOMPARE(timeline.firstUnreadRow(), -1);
    }

    void typingIsToldEveryFourSecondsAndFades()
    {
        auto session = online();
        session->openRoom(m_room);
        for (int i = 0; i < 20; ++i)
            session->setTyping(m_room, true);
        session->setTyping(m_room, false);
        QTRY_COMPARE(m_host->seenOf<TypingSet>().size(), 2);
        TypingTracker *tracker = session->typing(m_room);
        m_host->tell(TypingChanged{m_room, m_host->other, QStringLiteral("Ben"), true});
        QTRY_COMPARE(tracker->names(), QStringList{QStringLiteral("Ben")});
        m_host->say(m_room, QStringLiteral("said it"));
        QTRY_COMPARE(tracker->names(), QStringList());
    }

    void aRoomIsJoinedByOpeningItAndLeftByLeavingIt()
    {
        const RoomId second = m_host->addRoom(QStringLiteral("second"), 1);
        auto session = online();
        const auto joined = [&] { return session->rooms()->indexOf(second).data(RoomListModel::JoinedRole).toBool(); };
        QVERIFY(!joined());
        session->openRoom(second);
        QTRY_VERIFY(joined());
        QTRY_COMPARE(bodies(*session->timeline(second)).size(), 1);
        QSignalSpy left(session.get(), &Session::roomLeft);
        session->leaveRoom(second);
        QVERIFY(left.wait());
        QVERIFY(!joined());
    }

    void A60_whatCannotBeSentIsSaidAtOnce()
    {
        auto session = online();
        QSignalSpy failed(session.get(), &Session::requestFailed);
        session->post(m_room, QStringLiteral("   "));
        session->post(m_room, QString(5000, u'x'));
        session->createRoom(QStringLiteral("\u202e"), {});
        session->setTopic(m_room, QStringLiteral("two\nlines"));
        QCOMPARE(failed.size(), 4);
        QCOMPARE(session->state().waiting, 0);
    }

    void theSessionSaysWhyItIsOver()
    {
        auto session = online();
        m_host->closeAll(int(CloseCode::Replaced));
        QVERIFY(waitFor(*session, State::Refused));
        QVERIFY(session->state().reason.contains(QStringLiteral("connected again")));
        session->retryNow();
        QVERIFY(waitFor(*session, State::Online));
        m_host->tell(Bye{QStringLiteral("ended"), 0});
        m_host->closeAll(int(CloseCode::Restart));
        QVERIFY(waitFor(*session, State::HostAway));
        QVERIFY(session->state().reason.contains(QStringLiteral("ended")));
        session->close();
        QVERIFY(waitFor(*session, State::Offline));
    }

    void twoCopiesOfTheProgramAreTwoPeople()
    {
        auto first = online();
        auto second = online();
        QVERIFY(first && second);
        QVERIFY(first->me() != second->me());
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
