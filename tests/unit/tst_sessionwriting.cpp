// SPDX-License-Identifier: MIT
#include "app/session/untilsent.h"
#include "tests/support/fulldisk.h"
#include "tests/support/sessionrig.h"

#include <QSignalSpy>

using namespace coterie;
using test::bodies;
using test::FullDisk;
using test::SessionRig;
using test::stateOf;
using Delivery = TimelineModel::Delivery;
using State = Session::State;

// A session against a host that does what the test wants: what one writes, reads and marks.
class TestSessionWriting final : public QObject
{
    Q_OBJECT

    std::unique_ptr<SessionRig> m_rig;

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init()
    {
        m_rig = std::make_unique<SessionRig>();
        QVERIFY(m_rig->listen());
    }
    void cleanup() { m_rig.reset(); }

    void A40_postsMadeOfflineAreSentOnceAndInOrder()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        QVERIFY(m_rig->waitFor(*session, State::Reconnecting));
        QStringList wanted;
        for (int i = 0; i < 10; ++i) {
            wanted.append(QStringLiteral("offline %1").arg(i));
            session->post(m_rig->room, wanted.last());
        }
        TimelineModel &timeline = *session->timeline(m_rig->room);
        QTRY_COMPARE(bodies(timeline).mid(3), wanted);
        QCOMPARE(stateOf(timeline, wanted.first()), int(Delivery::Queued));
        QCOMPARE(session->state().waiting, 10);
        QVERIFY(m_rig->host->listen(port));
        session->retryNow();
        QTRY_COMPARE(session->state().waiting, 0);
        QCOMPARE(m_rig->host->posted().mid(3), wanted);
        QTRY_COMPARE(stateOf(timeline, wanted.last()), int(Delivery::Sent));
        QCOMPARE(bodies(timeline).mid(3), wanted);
    }

    void A102_theWindowSaysWhenTheDiskTakesNothingAndWhenItDoesAgain()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        m_rig->host->stopListening();
        m_rig->host->cut();
        QSignalSpy said(session.get(), &Session::requestFailed);
        QSignalSpy kept(session.get(), &Session::kept);
        const auto told = [&said](const char *what) {
            return std::any_of(said.cbegin(), said.cend(), [what](const QList<QVariant> &one) {
                return one.at(0).toString() == QLatin1String(what) && !one.at(1).toString().isEmpty();
            });
        };
        {
            const FullDisk full;
            if (!full.isReal())
                QSKIP("this system has no limit to make a disk full with");
            session->post(m_rig->room, QStringLiteral("typed on a full disk"));
            QTRY_COMPARE(kept.size(), 1); // the field lets go of it: it is said that it is not on the disk
            QVERIFY(told("save") && !told("saved"));
        }
        QTRY_VERIFY_WITH_TIMEOUT(told("saved"), 20'000);
        m_rig->quit(session);
        session = m_rig->make();
        session->open();
        QTRY_COMPARE(session->state().waiting, 1);
    }

    void A41_aLostAckMakesNoSecondMessage()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        // The host stores the message and dies before it can say so.
        m_rig->host->intercept = [this](QWebSocket *socket, const ClientMessage &message) {
            const auto *post = std::get_if<ChatPost>(&message);
            if (!post)
                return false;
            m_rig->host->intercept = nullptr;
            m_rig->host->handle(socket, *post);
            m_rig->host->cut();
            return true;
        };
        session->post(m_rig->room, QStringLiteral("once"));
        QTRY_COMPARE(m_rig->host->posted().size(), 4);
        QTRY_COMPARE(session->state().waiting, 0);
        QVERIFY(m_rig->waitFor(*session, State::Online));
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).filter(QStringLiteral("once")).size(), 1);
        QCOMPARE(m_rig->host->posted().filter(QStringLiteral("once")).size(), 1);
    }

    void A42_theOutboxSurvivesTheProgram()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        m_rig->host->stopListening();
        QSignalSpy posted(session.get(), &Session::posted);
        session->setDraft(m_rig->room, QStringLiteral("kept"));
        session->post(m_rig->room, QStringLiteral("kept"));
        QVERIFY(posted.wait());
        QCOMPARE(session->draft(m_rig->room), QString());
        m_rig->quit(session);
        QVERIFY(m_rig->host->listen(m_rig->host->port()));
        session = m_rig->online();
        QVERIFY(session);
        QTRY_COMPARE(m_rig->host->posted().filter(QStringLiteral("kept")).size(), 1);
        QTRY_COMPARE(session->state().waiting, 0);
        QCOMPARE(session->draft(m_rig->room), QString());
    }

    void A43_aRefusalIsKeptWithItsReasonUntilSomebodyDecides()
    {
        bool refuse = true;
        m_rig->host->intercept = [this, &refuse](QWebSocket *socket, const ClientMessage &message) {
            const auto *post = std::get_if<ChatPost>(&message);
            if (!post || !refuse)
                return false;
            m_rig->host->answer(socket, Failure{QStringLiteral("forbidden"), {}, {}, {}, post->id, {}});
            return true;
        };
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        TimelineModel &timeline = *session->timeline(m_rig->room);
        QSignalSpy failed(session.get(), &Session::requestFailed);
        session->post(m_rig->room, QStringLiteral("no"));
        session->post(m_rig->room, QStringLiteral("never"));
        QTRY_COMPARE(stateOf(timeline, QStringLiteral("never")), int(Delivery::Refused));
        QCOMPARE(failed.size(), 2);
        QCOMPARE(session->state().waiting, 0);
        const QModelIndex row = timeline.index(timeline.rowCount() - 1);
        QVERIFY(row.data(TimelineModel::RefusalRole).toString().contains(QStringLiteral("You may not")));
        (void)session->discardQueued(row.data(TimelineModel::OpIdRole).value<OpId>());
        QCOMPARE(stateOf(timeline, QStringLiteral("never")), -1);
        m_rig->quit(session);
        refuse = false;
        session = m_rig->online(); // the other one is still there
        session->openRoom(m_rig->room);
        TimelineModel &again = *session->timeline(m_rig->room);
        QTRY_COMPARE(stateOf(again, QStringLiteral("no")), int(Delivery::Refused));
        QCOMPARE(stateOf(again, QStringLiteral("never")), -1);
        session->retryRefused(m_rig->room,
                              again.index(again.rowCount() - 1).data(TimelineModel::OpIdRole).value<OpId>());
        QTRY_COMPARE(m_rig->host->posted().last(), QStringLiteral("no"));
        QTRY_COMPARE(stateOf(again, QStringLiteral("no")), int(Delivery::Sent));
    }

    void A44_laterMeansLaterAndKeepsTheOrder()
    {
        int refusals = 2;
        m_rig->host->intercept = [this, &refusals](QWebSocket *socket, const ClientMessage &message) {
            const auto *post = std::get_if<ChatPost>(&message);
            if (!post || refusals-- <= 0)
                return false;
            m_rig->host->answer(socket, Failure{QStringLiteral("rate"), {}, {}, {}, post->id, 20});
            return true;
        };
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        const QStringList wanted{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        for (const QString &body : wanted)
            session->post(m_rig->room, body);
        QTRY_COMPARE(m_rig->host->posted().mid(3), wanted);
    }

    void A45_aRoomMadeOfflineCanBeWrittenToAtOnce()
    {
        auto session = m_rig->online();
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        QVERIFY(m_rig->waitFor(*session, State::Reconnecting));
        QSignalSpy created(session.get(), &Session::roomCreated);
        session->createRoom(QStringLiteral("  Lab   two "), {});
        QVERIFY(created.wait());
        const RoomId room = created.first().first().value<RoomId>();
        QCOMPARE(session->rooms()->rowCount(), 2);
        session->openRoom(room);
        session->post(room, QStringLiteral("first"));
        QTRY_COMPARE(session->state().waiting, 2);
        QVERIFY(m_rig->host->listen(port));
        session->retryNow();
        QTRY_COMPARE(session->state().waiting, 0);
        QCOMPARE(created.size(), 1); // whoever is elsewhere by the time that the host has it stays there
        QCOMPARE(m_rig->host->room(room).info.name, QStringLiteral("Lab two"));
        QCOMPARE(m_rig->host->room(room).log.size(), 1);
        QTRY_COMPARE(bodies(*session->timeline(room)), QStringList{QStringLiteral("first")});
        QCOMPARE(session->rooms()->rowCount(), 2);
    }

    void A110_aRoomThatWasRefusedStaysWithItsMessagesAndIsMadeUnderAnotherName()
    {
        auto session = m_rig->online();
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        QVERIFY(m_rig->waitFor(*session, State::Reconnecting));
        QSignalSpy created(session.get(), &Session::roomCreated);
        session->createRoom(QStringLiteral("General"), {});
        QVERIFY(created.wait());
        const RoomId room = created.first().first().value<RoomId>();
        session->openRoom(room);
        session->post(room, QStringLiteral("first"));
        QTRY_COMPARE(session->state().waiting, 2);
        m_rig->host->intercept = [this](QWebSocket *socket, const ClientMessage &message) {
            const auto *create = std::get_if<RoomCreate>(&message);
            if (!create || create->name != u"General")
                return false;
            m_rig->host->answer(socket, Failure{QStringLiteral("name-taken"), {}, {}, {}, create->id, {}});
            return true;
        };
        QSignalSpy failed(session.get(), &Session::requestFailed);
        QVERIFY(m_rig->host->listen(port));
        session->retryNow();
        const auto trouble = [&] {
            return session->rooms()->indexOf(room).data(RoomListModel::TroubleRole).toString();
        };
        QTRY_VERIFY(!trouble().isEmpty());
        QVERIFY2(trouble().contains(QStringLiteral("name")), qPrintable(trouble()));
        QCOMPARE(failed.first().first().toString(), QStringLiteral("create-room"));
        QCOMPARE(session->state().waiting, 0);
        QCOMPARE(bodies(*session->timeline(room)), QStringList{QStringLiteral("first")}); // to be read and copied
        m_rig->quit(session);

        session = m_rig->online();
        QVERIFY2(!trouble().isEmpty(), "it is forgotten after a restart");
        session->openRoom(room);
        created.clear();
        session->makeRoom(room, QStringLiteral("General 2"));
        QTRY_VERIFY(trouble().isEmpty());
        QTRY_COMPARE(session->state().waiting, 0);
        QCOMPARE(m_rig->host->room(room).info.name, QStringLiteral("General 2"));
        QCOMPARE(m_rig->host->room(room).log.size(), 1);
        QTRY_COMPARE(bodies(*session->timeline(room)), QStringList{QStringLiteral("first")});
        QCOMPARE(session->rooms()->rowCount(), 2);
    }
    // It begins anew with another file, say. What was written for the room would wait for ever, seen by nobody.
    void A111_aRoomThatTheHostDoesNotListStaysInSightWhileSomethingWaitsForIt_data()
    {
        QTest::addColumn<bool>("again");
        QTest::newRow("made again") << true;
        QTest::newRow("discarded") << false;
    }
    void A111_aRoomThatTheHostDoesNotListStaysInSightWhileSomethingWaitsForIt()
    {
        QFETCH(bool, again);
        const RoomId second = m_rig->host->addRoom(QStringLiteral("second"), 2);
        const RoomId third = m_rig->host->addRoom(QStringLiteral("third"), 2);
        const RoomId empty = m_rig->host->addRoom(QStringLiteral("empty"), 0);
        auto session = m_rig->online();
        session->openRoom(empty);
        QTRY_VERIFY(session->rooms()->indexOf(empty).data(RoomListModel::JoinedRole).toBool());
        session->openRoom(third);
        QTRY_COMPARE(bodies(*session->timeline(third)).size(), 2);
        session->openRoom(second);
        QTRY_COMPARE(bodies(*session->timeline(second)).size(), 2);
        QSignalSpy failures(session.get(), &Session::requestFailed);
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        QVERIFY(m_rig->waitFor(*session, State::Reconnecting));
        session->post(second, QStringLiteral("waits"));
        QTRY_COMPARE(session->state().waiting, 1);
        m_rig->host->intercept = [this](QWebSocket *socket, const ClientMessage &message) {
            const auto *list = std::get_if<RoomsList>(&message);
            if (!list)
                return false;
            m_rig->host->answer(socket, RoomsPage{list->req, {m_rig->host->room(m_rig->room).info}, false});
            return true;
        };
        QVERIFY(m_rig->host->listen(port));
        session->retryNow();
        const auto trouble = [&] {
            return session->rooms()->indexOf(second).data(RoomListModel::TroubleRole).toString();
        };
        QTRY_VERIFY(!trouble().isEmpty());
        QVERIFY(!session->rooms()->indexOf(empty).isValid()); // nothing was ever there
        QTRY_COMPARE(session->state().waiting, 0);
        // Nothing waits in this one, and what was said in it is nowhere else.
        QVERIFY(!session->rooms()->indexOf(third).data(RoomListModel::TroubleRole).toString().isEmpty());
        QCOMPARE(bodies(*session->timeline(third)).size(), 2);
        QVERIFY(std::any_of(failures.cbegin(), failures.cend(), [](const QList<QVariant> &one) {
            return one.at(0).toString() == u"lost" && one.at(1).toString().contains(u"2 room");
        }));
        QVERIFY(bodies(*session->timeline(second)).contains(QStringLiteral("waits")));
        if (again) {
            session->makeRoom(second, QStringLiteral("second"));
            QTRY_COMPARE(m_rig->host->room(second).log.size(), 3);
            QTRY_VERIFY(trouble().isEmpty());
            // Somebody else makes the other one.
            RoomAdded added;
            added.room = m_rig->host->room(third).info;
            added.room.joined = false;
            m_rig->host->tell(added);
            QTRY_VERIFY(session->rooms()->indexOf(third).data(RoomListModel::TroubleRole).toString().isEmpty());
            QVERIFY(!session->rooms()->indexOf(third).data(RoomListModel::JoinedRole).toBool());
            return;
        }
        for (const RoomId &room : {second, third}) {
            session->discardRoom(room);
            QVERIFY(!session->rooms()->indexOf(room).isValid());
        }
        m_rig->quit(session);
        session = m_rig->online();
        QVERIFY(session);
        QCOMPARE(session->state().waiting, 0);
        QVERIFY(!session->rooms()->indexOf(second).isValid());
        QVERIFY(!session->rooms()->indexOf(third).isValid());
    }

    void A45_theDraftOfARoomThatIsYetToBeMadeIsThereAfterARestart()
    {
        auto session = m_rig->online();
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        QVERIFY(m_rig->waitFor(*session, State::Reconnecting));
        QSignalSpy created(session.get(), &Session::roomCreated);
        session->createRoom(QStringLiteral("Lab"), {});
        QVERIFY(created.wait());
        const RoomId room = created.first().first().value<RoomId>();
        session->openRoom(room);
        session->setDraft(room, QStringLiteral("half a"));
        m_rig->quit(session);
        QVERIFY(m_rig->host->listen(port));
        session = m_rig->online();
        QCOMPARE(session->draft(room), QStringLiteral("half a"));
    }
    void aNewNameIsToldToTheHostAtOnce()
    {
        auto session = m_rig->online();
        const int hellos = int(m_rig->host->seenOf<Hello>().size());
        session->rename(QStringLiteral("Ana Novak"));
        QTRY_COMPARE(m_rig->host->seenOf<Hello>().size(), hellos + 1);
        QCOMPARE(m_rig->host->seenOf<Hello>().last().name, QStringLiteral("Ana Novak"));
        QVERIFY(m_rig->host->seenOf<Hello>().last().token);
        QVERIFY(m_rig->waitFor(*session, State::Online));
        session->rename(QStringLiteral("Ana Novak"));
        QVERIFY(m_rig->waitFor(*session, State::Online));
        QCOMPARE(m_rig->host->seenOf<Hello>().size(), hellos + 1);
    }

    void A283_aNameThatChangesBeforeOneIsLetInIsToldThenAndByTheSamePerson()
    {
        QWebSocket *from = nullptr;
        std::optional<ClientMessage> held;
        m_rig->host->intercept = [&](QWebSocket *socket, const ClientMessage &message) {
            if (held || !std::holds_alternative<Hello>(message))
                return false;
            from = socket;
            held = message;
            return true;
        };
        auto session = m_rig->make();
        QSignalSpy failed(session.get(), &Session::requestFailed);
        session->open();
        QTRY_VERIFY(held);
        session->rename(QStringLiteral("Ana Novak"));
        m_rig->host->handle(from, *held);
        QTRY_COMPARE(m_rig->host->seenOf<Hello>().size(), 2);
        QCOMPARE(m_rig->host->seenOf<Hello>().last().name, QStringLiteral("Ana Novak"));
        QVERIFY(m_rig->host->seenOf<Hello>().last().token); // who was let in comes again, nobody new
        QVERIFY(m_rig->waitFor(*session, State::Online));
        QCOMPARE(session->myName(), QStringLiteral("Ana Novak"));
        QCOMPARE(m_rig->host->people.size(), 1);
        QCOMPARE(failed.size(), 0);
    }

    void aRoomNameThatIsTakenIsSaidAndNothingStays()
    {
        m_rig->host->intercept = [this](QWebSocket *socket, const ClientMessage &message) {
            const auto *create = std::get_if<RoomCreate>(&message);
            if (!create)
                return false;
            m_rig->host->answer(socket, Failure{QStringLiteral("name-taken"), {}, {}, {}, create->id, {}});
            return true;
        };
        auto session = m_rig->online();
        QSignalSpy failed(session.get(), &Session::requestFailed);
        session->createRoom(QStringLiteral("general"), {});
        QVERIFY(failed.wait());
        QCOMPARE(failed.first().first().toString(), QStringLiteral("create-room"));
        QCOMPARE(session->rooms()->rowCount(), 1);
        QCOMPARE(session->state().waiting, 0);
    }

    // Left on another device, while something waits for it on this one.
    void A194_whatWaitsInARoomThatOneHasLeftIsSaidAndDecided_data()
    {
        QTest::addColumn<bool>("join");
        QTest::newRow("joined and sent") << true;
        QTest::newRow("discarded") << false;
    }
    void A194_whatWaitsInARoomThatOneHasLeftIsSaidAndDecided()
    {
        QFETCH(bool, join);
        const RoomId physics = m_rig->host->addRoom(QStringLiteral("physics"), 2);
        auto session = m_rig->online();
        session->openRoom(physics);
        QTRY_COMPARE(bodies(*session->timeline(physics)).size(), 2);
        session->openRoom(m_rig->room);
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        QVERIFY(m_rig->waitFor(*session, State::Reconnecting));
        QSignalSpy kept(session.get(), &Session::kept);
        session->post(physics, QStringLiteral("waits"));
        QTRY_COMPARE(kept.size(), 1);
        m_rig->quit(session);
        m_rig->host->room(physics).members.clear();
        m_rig->host->seen.clear();
        QVERIFY(m_rig->host->listen(port));
        session = m_rig->online();
        QVERIFY(session);
        const auto row = [&] { return session->rooms()->indexOf(physics); };
        QTRY_VERIFY(!row().data(RoomListModel::TroubleRole).toString().isEmpty());
        QVERIFY(!row().data(RoomListModel::JoinedRole).toBool());
        QCOMPARE(session->state().waiting, 0); // for the host
        session->openRoom(physics);            // to look at it is not to join it
        QTRY_VERIFY(bodies(*session->timeline(physics)).contains(QStringLiteral("waits")));
        m_rig->quit(session); // it is so without the host as well
        m_rig->host->stopListening();
        session = m_rig->make();
        QSignalSpy opened(session.get(), &Session::opened);
        session->open();
        QVERIFY(opened.wait());
        QVERIFY(!row().data(RoomListModel::TroubleRole).toString().isEmpty());
        QVERIFY(m_rig->host->listen(port));
        session->retryNow();
        QVERIFY(m_rig->waitFor(*session, State::Online));
        for (const RoomJoin &one : m_rig->host->seenOf<RoomJoin>())
            QVERIFY2(one.room != physics, "nobody asked to be put back into it");
        QSignalSpy left(session.get(), &Session::roomLeft);
        if (join) {
            session->joinRoom(physics);
            QTRY_COMPARE(m_rig->host->room(physics).log.size(), 3);
            QTRY_COMPARE(session->state().waiting, 0);
        } else {
            session->discardRoom(physics);
            QCOMPARE(left.size(), 1);
            QVERIFY(row().isValid());
            QVERIFY(!bodies(*session->timeline(physics)).contains(QStringLiteral("waits")));
        }
        QTRY_VERIFY(row().data(RoomListModel::TroubleRole).toString().isEmpty());
        QCOMPARE(row().data(RoomListModel::JoinedRole).toBool(), join);
    }

    void A50_unreadIsTheLineMinusTheLineRead()
    {
        auto session = m_rig->online();
        const auto unread = [&] { return session->rooms()->index(0).data(RoomListModel::UnreadRole).toInt(); };
        QCOMPARE(unread(), 3);
        session->markRead(m_rig->room, 3);
        QCOMPARE(unread(), 0);
        QTRY_COMPARE(m_rig->host->seenOf<RoomRead>().size(), 1);
        QCOMPARE(m_rig->host->seenOf<RoomRead>().first().line, 3);
        m_rig->host->say(m_rig->room, QStringLiteral("new"));
        QTRY_COMPARE(unread(), 1);
        m_rig->host->tell(ReadMoved{m_rig->room, 4}); // on another device
        QTRY_COMPARE(unread(), 0);
        session->markRead(m_rig->room, 2); // "mark as unread from here"
        QCOMPARE(unread(), 2);
        session->post(m_rig->room, QStringLiteral("mine"));
        QTRY_COMPARE(unread(), 3); // what was unread before it stays so
        session->markRead(m_rig->room, 5);
        session->post(m_rig->room, QStringLiteral("mine again"));
        QTRY_COMPARE(m_rig->host->posted().size(), 6);
        QTRY_COMPARE(m_rig->host->room(m_rig->room).info.line, 6);
        QTRY_COMPARE(unread(), 0);
        session->markRead(m_rig->room, 4);
        session->markRead(m_rig->room, maxSeq); // all of it: never more than there is
        QCOMPARE(unread(), 0);
        QTRY_COMPARE(m_rig->host->seenOf<RoomRead>().last().line, 6);
    }

    // The host took it before the connection ended, or before the program did: then it comes among what was missed.
    void A50_onesOwnMessageIsReadHoweverItComes()
    {
        auto session = m_rig->online();
        const auto unread = [&] { return session->rooms()->index(0).data(RoomListModel::UnreadRole).toInt(); };
        session->openRoom(m_rig->room);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
        session->markRead(m_rig->room, 3);
        QTRY_COMPARE(m_rig->host->seenOf<RoomRead>().size(), 1);
        m_rig->host->other = session->me();
        m_rig->host->cut();
        m_rig->host->say(m_rig->room, QStringLiteral("mine"));
        m_rig->host->say(m_rig->room, QStringLiteral("mine too"));
        QTRY_COMPARE_WITH_TIMEOUT(bodies(*session->timeline(m_rig->room)).size(), 5, 15000);
        QTRY_COMPARE(unread(), 0);
        QTRY_COMPARE(m_rig->host->seenOf<RoomRead>().last().line, 5);
        // The control: with something of somebody else before it, it is not.
        m_rig->host->cut();
        m_rig->host->other = newId<UserId>();
        m_rig->host->say(m_rig->room, QStringLiteral("theirs"));
        m_rig->host->other = session->me();
        m_rig->host->say(m_rig->room, QStringLiteral("mine"));
        QTRY_COMPARE_WITH_TIMEOUT(bodies(*session->timeline(m_rig->room)).size(), 7, 15000);
        QCOMPARE(unread(), 2);
    }

    void A50_whatWasInFrontOfSomebodyNeverMovesTheMarkBack()
    {
        auto session = m_rig->online();
        const auto unread = [&] { return session->rooms()->index(0).data(RoomListModel::UnreadRole).toInt(); };
        session->markSeen(m_rig->room, 1);
        QCOMPARE(unread(), 2);
        m_rig->host->tell(ReadMoved{m_rig->room, 3}); // on another device
        QTRY_COMPARE(unread(), 0);
        session->markSeen(m_rig->room, 2); // an old page is what is in front of this one
        QCOMPARE(unread(), 0);
        m_rig->host->say(m_rig->room, QStringLiteral("new"));
        QTRY_COMPARE(unread(), 1);
        session->markSeen(m_rig->room, maxSeq);
        QCOMPARE(unread(), 0);
        const auto told = [&] {
            const auto marks = m_rig->host->seenOf<RoomRead>();
            return marks.isEmpty() ? Seq(0) : marks.last().line;
        };
        QTRY_COMPARE(told(), 4);
    }

    void A321_nobodyWhoQuitsWaitsForAHostThatIsGone()
    {
        using namespace std::chrono_literals;
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        m_rig->host->intercept = [](QWebSocket *, const ClientMessage &message) {
            return std::holds_alternative<ChatPost>(message); // it takes its time
        };
        session->post(m_rig->room, QStringLiteral("waits"));
        QTRY_COMPARE(session->state().waiting, 1);
        std::optional<int> elsewhere, here;
        const auto *sent = new UntilSent(*session, UntilSent::Host::Elsewhere, 60s, session.get());
        connect(sent, &UntilSent::done, this, [&](int left) { elsewhere = left; });
        const auto *own = new UntilSent(*session, UntilSent::Host::Here, 60s, session.get());
        connect(own, &UntilSent::done, this, [&](int left) { here = left; });
        QTRY_COMPARE(m_rig->host->seenOf<ChatPost>().size(), 1);
        QVERIFY(!elsewhere);
        m_rig->host->intercept = {};
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        QTRY_COMPARE(elsewhere, std::optional(1)); // it is kept, and goes another time
        QVERIFY(!here);                            // one's own host comes back
        QVERIFY(m_rig->host->listen(port));
        session->retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(here, std::optional(0), 15'000);
    }

    void A51_aReadMarkMovedOfflineIsToldLater()
    {
        auto session = m_rig->online();
        m_rig->host->cut();
        session->markRead(m_rig->room, 2);
        QVERIFY(m_rig->waitFor(*session, State::Online));
        QTRY_VERIFY(!m_rig->host->seenOf<RoomRead>().isEmpty());
        QCOMPARE(m_rig->host->seenOf<RoomRead>().last().line, 2);
        QCOMPARE(session->rooms()->index(0).data(RoomListModel::UnreadRole).toInt(), 1);
    }

    // Two devices: what was read without the host never takes back what was read on the other one meanwhile.
    void A163_aMarkMovedByReadingOfflineJoinsTheOtherDevicesMarkByTheFurther_data()
    {
        QTest::addColumn<bool>("restarted");
        QTest::newRow("the connection comes back") << false;
        QTest::newRow("the program was ended in between") << true;
    }
    void A163_aMarkMovedByReadingOfflineJoinsTheOtherDevicesMarkByTheFurther()
    {
        QFETCH(bool, restarted);
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        QVERIFY(m_rig->waitFor(*session, State::Reconnecting));
        session->markSeen(m_rig->room, 1);
        m_rig->host->room(m_rig->room).info.read = 3; // on another device, all of it
        if (restarted)
            m_rig->quit(session);
        QVERIFY(m_rig->host->listen(port));
        if (restarted)
            session = m_rig->online();
        else
            session->retryNow();
        QVERIFY(session && m_rig->waitFor(*session, State::Online));
        const auto unread = [&] { return session->rooms()->index(0).data(RoomListModel::UnreadRole).toInt(); };
        QTRY_COMPARE(unread(), 0);
        m_rig->host->say(m_rig->room, QStringLiteral("later"));
        QTRY_COMPARE(unread(), 1);
        for (const RoomRead &mark : m_rig->host->seenOf<RoomRead>())
            QVERIFY2(mark.line >= 3, "the mark went back");
    }
    // It would hide what is said from there on, and the host would refuse it.
    void A163_aMarkInALogThatTheHostLostIsNoneInTheNext()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        session->markRead(m_rig->room, 3);
        QTRY_COMPARE(m_rig->host->seenOf<RoomRead>().size(), 1);
        m_rig->host->setBack(m_rig->room, 1);
        m_rig->host->room(m_rig->room).info.read = 1;
        m_rig->host->cut();
        m_rig->host->say(m_rig->room, QStringLiteral("after the backup"), false);
        m_rig->host->say(m_rig->room, QStringLiteral("and more"), false);
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), 3);
        QTRY_COMPARE(session->rooms()->indexOf(m_rig->room).data(RoomListModel::UnreadRole).toInt(), 2);
        QCOMPARE(m_rig->host->seenOf<RoomRead>().size(), 1);
    }
    // A copy of the session's file that was put back with its note of the heads removed keeps the epoch.
    void A297_aMarkBeyondTheLogIsNone_data()
    {
        QTest::addColumn<bool>("grown");
        QTest::newRow("the log is shorter than what was read") << false;
        QTest::newRow("it has grown again since") << true;
    }
    void A297_aMarkBeyondTheLogIsNone()
    {
        QFETCH(bool, grown);
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        session->markRead(m_rig->room, 3);
        QTRY_COMPARE(m_rig->host->seenOf<RoomRead>().size(), 1);
        auto &room = m_rig->host->room(m_rig->room);
        const EpochId epoch = room.info.epoch;
        m_rig->host->setBack(m_rig->room, 1);
        room.info.epoch = epoch;
        room.info.read = 1;
        if (grown) { // so only the chain tells, at the join
            for (int i = 0; i < 3; ++i)
                m_rig->host->say(m_rig->room, QStringLiteral("after the backup"), false);
            m_rig->host->forgets.insert(m_rig->room);
        }
        m_rig->host->cut();
        const int after = grown ? 4 : 1;
        QTRY_COMPARE(bodies(*session->timeline(m_rig->room)).size(), after);
        const auto unread = [&] {
            return session->rooms()->indexOf(m_rig->room).data(RoomListModel::UnreadRole).toInt();
        };
        QTRY_COMPARE(unread(), after - 1);
        m_rig->host->say(m_rig->room, QStringLiteral("new"));
        QTRY_COMPARE(unread(), after);
        QCOMPARE(m_rig->host->seenOf<RoomRead>().size(), 1);
    }
    // The control: who marks something as unread on purpose does move it back, also without the host.
    void A163_onlyWhoMarksAsUnreadMovesTheMarkBack()
    {
        m_rig->host->room(m_rig->room).info.read = 3;
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        const quint16 port = m_rig->host->port();
        m_rig->host->stopListening();
        QVERIFY(m_rig->waitFor(*session, State::Reconnecting));
        session->markRead(m_rig->room, 1);
        m_rig->quit(session);
        QVERIFY(m_rig->host->listen(port));
        session = m_rig->online();
        QVERIFY(session);
        QTRY_VERIFY(!m_rig->host->seenOf<RoomRead>().isEmpty());
        QCOMPARE(m_rig->host->seenOf<RoomRead>().last().line, 1);
        QCOMPARE(session->rooms()->index(0).data(RoomListModel::UnreadRole).toInt(), 2);
    }
    void A163_aLateWordOfAnotherDevicesMarkDoesNotTakeOnesOwnBack()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        const auto unread = [&] { return session->rooms()->index(0).data(RoomListModel::UnreadRole).toInt(); };
        session->markSeen(m_rig->room, 3);
        m_rig->host->tell(ReadMoved{m_rig->room, 2}); // was on its way
        m_rig->host->say(m_rig->room, QStringLiteral("new"));
        QTRY_COMPARE(unread(), 1);
        QTRY_VERIFY(!m_rig->host->seenOf<RoomRead>().isEmpty());
        QCOMPARE(m_rig->host->seenOf<RoomRead>().last().line, 3);
    }

    void A52_theNewLineStandsAboveWhatCameUnseen()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        TimelineModel &timeline = *session->timeline(m_rig->room);
        QTRY_COMPARE(bodies(timeline).size(), 3);
        QCOMPARE(timeline.firstUnreadRow(), 1); // below the day
        session->markRead(m_rig->room, 3);
        session->openRoom(m_rig->room);
        QCOMPARE(timeline.firstUnreadRow(), -1);
        m_rig->host->say(m_rig->room, QStringLiteral("seen"));
        QTRY_COMPARE(bodies(timeline).size(), 4);
        QCOMPARE(timeline.firstUnreadRow(), -1);
        session->markRead(m_rig->room, 4);
        session->setWatching(false);
        m_rig->host->say(m_rig->room, QStringLiteral("unseen"));
        m_rig->host->say(m_rig->room, QStringLiteral("unseen too"));
        QTRY_COMPARE(bodies(timeline).size(), 6);
        QCOMPARE(timeline.firstUnreadRow(), timeline.rowOfSeq(5) - 1);
        session->post(m_rig->room, QStringLiteral("answer"));
        QCOMPARE(timeline.firstUnreadRow(), -1);
    }

    void typingIsToldEveryFourSecondsAndFades()
    {
        auto session = m_rig->online();
        session->openRoom(m_rig->room);
        for (int i = 0; i < 20; ++i)
            session->setTyping(m_rig->room, true);
        session->setTyping(m_rig->room, false);
        QTRY_COMPARE(m_rig->host->seenOf<TypingSet>().size(), 2);
        TypingTracker *tracker = session->typing(m_rig->room);
        m_rig->host->tell(TypingChanged{m_rig->room, m_rig->host->other, QStringLiteral("Ben"), true});
        QTRY_COMPARE(tracker->names(), QStringList{QStringLiteral("Ben")});
        m_rig->host->say(m_rig->room, QStringLiteral("said it"));
        QTRY_COMPARE(tracker->names(), QStringList());
    }

    void A60_whatCannotBeSentIsSaidAtOnce()
    {
        auto session = m_rig->online();
        QSignalSpy failed(session.get(), &Session::requestFailed);
        session->post(m_rig->room, QStringLiteral("   "));
        session->post(m_rig->room, QString(5000, u'x'));
        session->createRoom(QStringLiteral("\u202e"), {});
        session->setTopic(m_rig->room, QStringLiteral("two\nlines"));
        QCOMPARE(failed.size(), 4);
        QCOMPARE(session->state().waiting, 0);
    }
};

QTEST_GUILESS_MAIN(TestSessionWriting)
#include "tst_sessionwriting.moc"
