// SPDX-License-Identifier: MIT
#include "tests/support/hubworld.h"

using namespace coterie;
using namespace coterie::server;
using namespace coterie::test;

// What the host promises of a room's log: order, acknowledgements, catching up, restarts.
class TestHubLog final : public QObject
{
    Q_OBJECT
private slots:
    void G4_P8_anAckComesAfterTheStoreAndTheEventReachesAll()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const RoomId room = w.firstRoom(ana);
        const auto post = w.post(room, QStringLiteral("hello"));
        w.transport.forget();
        w.hub.peerMessage(ana, post);
        QVERIFY2(!w.transport.last<Ack>(ana) && !w.transport.last<EventPosted>(ben), "nothing before the store has it");
        w.settle();
        const auto ack = w.transport.last<Ack>(ana);
        QVERIFY(ack);
        QCOMPARE(ack->id, post.id);
        QCOMPARE(ack->seq, 1);
        QVERIFY(!ack->dup);
        const auto event = w.transport.last<EventPosted>(ben);
        QCOMPARE(event->event.chat->body, QStringLiteral("hello"));
        QCOMPARE(event->event.name, QStringLiteral("Ana"));
        QCOMPARE(event->event.line, std::optional<Seq>(1));
        QCOMPARE(w.transport.all<EventPosted>(ana).size(), 1);
    }
    void P7_aResendIsPostedOnceAndAnsweredWithTheFirstAck()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const auto post = w.post(w.firstRoom(ana), QStringLiteral("once"));
        w.say(ana, post);
        w.say(ana, w.post(post.room, QStringLiteral("other")));
        w.transport.forget();
        w.say(ana, post);
        QVERIFY(w.transport.all<EventPosted>(ana).isEmpty());
        QCOMPARE(w.transport.last<Ack>(ana)->seq, 1);
        QVERIFY(w.transport.last<Ack>(ana)->dup);
    }
    // On another device, say, while this one waited for its answer.
    void P7_aResendIsAcknowledgedEvenByWhomHasLeftSince()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        const auto post = w.post(room, QStringLiteral("once"));
        const RoomTopic topic{newId<OpId>(), room, QStringLiteral("Lenses")};
        QCOMPARE(w.ask(ana, post), QString());
        QCOMPARE(w.ask(ana, topic), QString());
        w.say(ana, RoomLeave{7, room});
        for (const ClientMessage &again : {ClientMessage(post), ClientMessage(topic)}) {
            w.transport.forget();
            QCOMPARE(w.ask(ana, again), QString());
            QVERIFY(w.transport.last<Ack>(ana)->dup);
        }
        QCOMPARE(w.ask(ana, w.post(room, QStringLiteral("new"))), QStringLiteral("not-member@room"));
        auto other = post;
        other.body = QStringLiteral("another");
        QCOMPARE(w.ask(ana, other), QStringLiteral("not-member@room"));
    }
    void P9_aFailedWriteTakesNoNumberAndIsToldSo()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.say(ana, w.post(room, QStringLiteral("one")));
        w.store.setFailing(true);
        const auto lost = w.post(room, QStringLiteral("two"));
        w.say(ana, lost);
        QCOMPARE(w.refusal(ana), QStringLiteral("storage@"));
        QCOMPARE(w.transport.last<Failure>(ana)->id, std::optional(lost.id));
        QVERIFY(w.transport.last<Failure>(ana)->retryMs.value_or(0) > 0);
        w.store.setFailing(false);
        w.say(ana, lost);
        QCOMPARE(w.transport.last<Ack>(ana)->seq, 2);
    }
    void P11_whoJoinsHearsEverythingAfterTheHead()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        for (int i = 0; i < 5; ++i)
            w.say(ana, w.post(room, QString::number(i)));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        QCOMPARE(w.transport.last<RoomJoined>(ben)->room.head, 5);
        w.say(ben, HistoryGet{9, room, {}, 2, 2, true});
        auto page = w.transport.last<HistoryPage>(ben);
        QCOMPARE(page->events.size(), 2);
        QCOMPARE(page->events.first().seq, 3);
        QVERIFY(page->more);
        w.say(ana, w.post(room, QStringLiteral("live")));
        QCOMPARE(w.transport.last<EventPosted>(ben)->event.seq, 6);
    }
    void P20_theChainOfWhatOneHoldsIsCompared()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        QList<RoomEvent> held;
        for (int i = 0; i < 5; ++i) {
            w.say(ana, w.post(room, QString::number(i)));
            held.append(w.transport.last<EventPosted>(ana)->event);
            QCOMPARE(held.last().chain.value_or(QByteArray()).size(), chainLength.max);
        }
        w.say(ana, RoomsList{3, {}});
        const RoomInfo info = w.transport.last<RoomsPage>(ana)->rooms.first();
        QCOMPARE(info.chain, held.last().chain);
        w.say(ana, HistoryGet{4, room, {}, 0, 100, true});
        const auto page = w.transport.last<HistoryPage>(ana)->events;
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(page.at(i).chain, held.at(i).chain);
            for (const auto &[chain, reset] :
                 {std::pair{held.at(i).chain, false}, std::pair{held.at((i + 1) % 5).chain, true},
                  std::pair{std::optional<QByteArray>(), false}}) {
                w.say(ana, RoomJoin{5, room, info.epoch, i + 1, chain});
                const auto joined = w.transport.last<RoomJoined>(ana);
                QCOMPARE(joined->reset, reset);
                // A claim is no proof: nobody else is made to begin anew.
                QCOMPARE(joined->room.epoch, info.epoch);
            }
        }
        QCOMPARE(w.hub.stats().resets, quint64(5));
    }
    void P20_onlyWhoMissedSomethingAsksTheDisk()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.say(ana, w.post(room, QStringLiteral("one")));
        const auto first = w.transport.last<EventPosted>(ana)->event;
        w.hub.peerMessage(ana, RoomJoin{6, room, {}, 1, first.chain});
        QCOMPARE(w.store.waiting(), 0);
        QCOMPARE(w.transport.last<RoomJoined>(ana)->req, 6);
        w.say(ana, w.post(room, QStringLiteral("two")));
        w.hub.peerMessage(ana, RoomJoin{7, room, {}, 1, first.chain});
        QCOMPARE(w.store.waiting(), 1);
        w.hub.peerMessage(ana, RoomLeave{8, room}); // meanwhile
        w.settle();
        QCOMPARE(w.refusal(ana), QStringLiteral("not-member@room"));
        QVERIFY(w.transport.last<RoomJoined>(ana)->req != 7);
    }
    void P12_anotherEpochOrTooHighASeqIsReset()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        const EpochId epoch = w.transport.last<RoomJoined>(ana)->room.epoch;
        w.say(ana, RoomJoin{3, room, epoch, 0});
        QVERIFY(!w.transport.last<RoomJoined>(ana)->reset);
        w.say(ana, RoomJoin{3, room, epoch, 1});
        QVERIFY(w.transport.last<RoomJoined>(ana)->reset);
        w.say(ana, RoomJoin{3, room, newId<EpochId>(), 0});
        QVERIFY(w.transport.last<RoomJoined>(ana)->reset);
    }
    void G15_aDrainFinishesWhatWasTakenThenSaysBye()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const auto taken = w.post(w.firstRoom(ana), QStringLiteral("taken"));
        w.hub.peerMessage(ana, taken);
        w.hub.drain(QStringLiteral("restart"), 500);
        QVERIFY(!w.hub.isDrained());
        const auto late = w.post(taken.room, QStringLiteral("late"));
        w.hub.peerMessage(ana, late);
        QCOMPARE(w.refusal(ana), QStringLiteral("busy@"));
        w.settle();
        QVERIFY(w.hub.isDrained());
        QCOMPARE(w.transport.last<Ack>(ana)->id, taken.id);
        QCOMPARE(w.transport.last<Bye>(ana)->retryMs, 500);
        QCOMPARE(w.transport.closed.value(ana), CloseCode::Restart);
    }
    void aPeerThatVanishesInMidRequestHarmsNobody()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const PeerId ben = w.join(QStringLiteral("Ben"));
        const RoomId room = w.firstRoom(ana);
        w.hub.peerMessage(ben, w.post(room, QStringLiteral("last words")));
        w.hub.peerMessage(ben, HistoryGet{8, room, {}, {}, 10, false});
        w.hub.peerMessage(ben, RoomCreate{newId<OpId>(), QStringLiteral("Orphan"), {}});
        w.hub.peerDisconnected(ben, Parting::Lost);
        w.hub.peerMessage(ben, Ping{1});
        w.settle();
        QCOMPARE(w.transport.last<EventPosted>(ana)->event.chat->body, QStringLiteral("last words"));
        QCOMPARE(w.transport.last<RoomAdded>(ana)->room.name, QStringLiteral("Orphan"));
    }
    void G11_whoLagsGetsWhatTheRingHasLostFromTheStore()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        for (int i = 0; i < 5; ++i)
            w.say(ana, w.post(room, QStringLiteral("message %1").arg(i)));
        GroupId ofRoom = 0; // the other group is everybody
        for (auto it = w.transport.groups.cbegin(); it != w.transport.groups.cend(); ++it)
            ofRoom = std::max(ofRoom, it.key());
        w.transport.forget();
        w.hub.eventsWanted(ana, ofRoom, 2, 5);
        w.settle();
        QList<Seq> seqs;
        for (const EventPosted &posted : w.transport.all<EventPosted>(ana))
            seqs.append(posted.event.seq);
        QCOMPARE(seqs, (QList<Seq>{2, 3, 4})); // 5 and what follows is still in the ring
        QCOMPARE(w.transport.continued, (QList<std::tuple<PeerId, GroupId, Seq>>{{ana, ofRoom, 5}}));

        w.transport.forget();
        w.hub.eventsWanted(999, ofRoom, 2, 5);   // somebody who has gone meanwhile
        w.hub.eventsWanted(ana, ofRoom, 50, 60); // a log that was cut under us: it comes back and is reset
        w.settle();
        QVERIFY(w.transport.all<EventPosted>(ana).isEmpty());
        QCOMPARE(w.transport.closed.value(ana), CloseCode::Slow);
    }
    void P11_whoComesInOnceMoreGetsNoPageThatWasReadForThemBefore()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        for (int i = 0; i < 5; ++i)
            w.say(ana, w.post(room, QStringLiteral("message %1").arg(i)));
        GroupId ofRoom = 0;
        for (auto it = w.transport.groups.cbegin(); it != w.transport.groups.cend(); ++it)
            ofRoom = std::max(ofRoom, it.key());
        w.transport.forget();
        w.hub.eventsWanted(ana, ofRoom, 2, 5);
        w.hub.peerMessage(ana, RoomJoin{9, room, {}, {}, {}}); // answered before the disk has read
        QCOMPARE(w.transport.last<RoomJoined>(ana)->room.head, 5);
        w.settle();
        QVERIFY(w.transport.all<EventPosted>(ana).isEmpty()); // what follows is after the head
    }
    void G10_pagesWaitUntilTheirReaderHasDrained()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.say(ana, w.post(room, QStringLiteral("one")));
        w.transport.behind.insert(ana);
        w.say(ana, HistoryGet{7, room, {}, {}, 100, false});
        QVERIFY(!w.transport.last<HistoryPage>(ana));
        w.transport.behind.remove(ana);
        w.hub.peerDrained(ana);
        w.settle();
        QCOMPARE(w.transport.last<HistoryPage>(ana)->req, 7);
    }
    void G10_whoAsksForManyPagesAtOnceGetsThemAFewAtATime()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.say(ana, w.post(room, QStringLiteral("one")));
        w.transport.forget();
        for (int req = 1; req <= 40; ++req)
            w.hub.peerMessage(ana, HistoryGet{req, room, {}, {}, 10, false});
        QVERIFY2(w.store.deliver() <= 4, "the store is not asked for all of them at once");
        w.settle();
        QList<qint64> answered;
        for (const auto &page : w.transport.all<HistoryPage>(ana))
            answered.append(page.req);
        QCOMPARE(answered.size(), 40);
        QVERIFY(std::is_sorted(answered.cbegin(), answered.cend()));
        // Who goes takes the wishes along.
        for (int req = 1; req <= 10; ++req)
            w.hub.peerMessage(ana, HistoryGet{req, room, {}, {}, 10, false});
        w.hub.peerDisconnected(ana, Parting::Lost);
        QVERIFY(w.store.deliver() <= 4);
        QCOMPARE(w.store.deliver(), qsizetype(0));
    }
    // A class comes back at once: their pages are read a few at a time, in turn, and what somebody writes meanwhile
    // stands behind those few alone.
    void G5_aCrowdThatCatchesUpStandsBeforeNobodysWork()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const RoomId room = w.firstRoom(ana);
        w.say(ana, w.post(room, QStringLiteral("one")));
        QList<PeerId> crowd;
        for (int i = 0; i < 30; ++i)
            crowd.append(w.join(QStringLiteral("Guest %1").arg(i)));
        w.settle();
        w.transport.forget();
        for (const PeerId guest : std::as_const(crowd))
            for (int req = 1; req <= 3; ++req)
                w.hub.peerMessage(guest, HistoryGet{req, room, {}, {}, 10, false});
        w.hub.peerMessage(ana, w.post(room, QStringLiteral("two")));
        const qsizetype before = w.store.deliver(); // the pages that stand before it, and it
        QVERIFY2(before <= 9, qPrintable(QString::number(before)));
        QVERIFY(w.transport.last<Ack>(ana));
        // Who goes leaves the line, and everybody else gets all of theirs, in the order in which they asked.
        w.hub.peerDisconnected(crowd.takeLast(), Parting::Lost);
        w.settle();
        for (const PeerId guest : std::as_const(crowd)) {
            QList<qint64> answered;
            for (const auto &page : w.transport.all<HistoryPage>(guest))
                answered.append(page.req);
            QCOMPARE(answered, (QList<qint64>{1, 2, 3}));
        }
    }
    void aReloadedSessionKnowsItsPeopleRoomsAndMarks()
    {
        HubWorld w;
        const PeerId ana = w.join(QStringLiteral("Ana"));
        const auto token = w.transport.last<Welcome>(ana)->token;
        const RoomId room = w.firstRoom(ana);
        w.say(ana, w.post(room, QStringLiteral("one")));
        w.say(ana, RoomRead{room, 1});
        w.say(ana, RoomTopic{newId<OpId>(), room, QStringLiteral("Optics")});

        FakeTransport transport;
        Hub again(transport, w.store, w.clock, w.random, {});
        again.load(w.store.session());
        again.peerConnected(1, {});
        again.peerMessage(1, Hello{1, QStringLiteral("test"), QStringLiteral("Ana"), token});
        w.settle();
        again.peerMessage(1, RoomsList{1, {}});
        const auto info = transport.last<RoomsPage>(1)->rooms.first();
        QCOMPARE(info.topic, QStringLiteral("Optics"));
        QCOMPARE(info.head, 2);
        QCOMPARE(info.line, 1);
        QCOMPARE(info.read, 1);
        QVERIFY(info.joined);
    }
};

QTEST_APPLESS_MAIN(TestHubLog)
#include "tst_hublog.moc"
