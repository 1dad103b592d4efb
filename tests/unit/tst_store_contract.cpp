// SPDX-License-Identifier: MIT
#include "tests/support/storelab.h"

#include "shared/protocol/protocol.h"
#include "shared/util/logging.h"

// What server/storage/store.h promises, for every store there is.
using namespace coterie;
using namespace coterie::server;
using namespace coterie::server::test;

class TestStoreContract final : public QObject
{
    Q_OBJECT

    std::unique_ptr<StoreLab> m_lab;
    StoredRoom m_room;

    Outcome create(const StoredRoom &room)
    {
        Outcome outcome = Outcome::Failed;
        m_lab->store().createRoom(room, [&](const Outcome &o) { outcome = o; });
        m_lab->settle();
        return outcome;
    }
    QList<Appended> appendAll(const QList<RoomEvent> &events)
    {
        QList<Appended> answers;
        for (const auto &event : events)
            m_lab->store().append(m_room.id, event, [&](const Appended &a) { answers.append(a); });
        m_lab->settle();
        return answers;
    }
    StoredRoom afterRestart()
    {
        const auto session = m_lab->restart();
        for (const auto &room : session.rooms)
            if (room.id == m_room.id)
                return room;
        return {};
    }
    Appended append(const RoomEvent &event) { return appendAll({event}).value(0); }
    HistoryResult read(HistoryQuery query)
    {
        query.room = m_room.id;
        HistoryResult result;
        m_lab->store().history(query, [&](const HistoryResult &r) { result = r; });
        m_lab->settle();
        return result;
    }
    BlobResult partOf(qint64 upload, int part)
    {
        BlobResult result;
        m_lab->store().blobPart(upload, part, [&](const BlobResult &r) { result = r; });
        m_lab->settle();
        return result;
    }
    static QList<Seq> seqs(const HistoryResult &result)
    {
        QList<Seq> all;
        for (const auto &event : result.events)
            all.append(event.seq);
        return all;
    }
    static HistoryQuery query(std::optional<Seq> before, std::optional<Seq> after, int limit,
                              EventFilter filter = EventFilter::All)
    {
        HistoryQuery q;
        q.before = before;
        q.after = after;
        q.limit = limit;
        q.filter = filter;
        return q;
    }

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("onDisk");
        QLoggingCategory::setFilterRules(QStringLiteral("coterie.store.info=false"));
        QTest::newRow("memory") << false;
        QTest::newRow("sqlite") << true;
    }

    void init()
    {
        QFETCH_GLOBAL(bool, onDisk);
        if (onDisk)
            m_lab = std::make_unique<SqliteLab>();
        else
            m_lab = std::make_unique<MemoryLab>();
        m_room = newRoom(QStringLiteral("general"));
        QCOMPARE(create(m_room), Outcome::Stored);
    }

    void cleanup() { m_lab.reset(); }

    void G2_S2_seqsAreOneTwoThreeInTheOrderOfTheCalls()
    {
        QList<RoomEvent> events;
        for (int i = 0; i < 300; ++i)
            events.append(chatEvent(QString::number(i)));
        const auto answers = appendAll(events);
        QCOMPARE(answers.size(), 300);
        for (int i = 0; i < 300; ++i) {
            QCOMPARE(answers.at(i).outcome, Outcome::Stored);
            QCOMPARE(answers.at(i).event.seq, i + 1);
            QCOMPARE(answers.at(i).event.chat->body, QString::number(i));
            QCOMPARE(answers.at(i).event.id, events.at(i).id);
        }
    }

    void S26_whatWaitsIsWeighed()
    {
        auto &store = m_lab->store();
        QCOMPARE(store.waitingBytes(), 0);
        store.append(m_room.id, chatEvent(QString(4000, u'x')), {});
        const qint64 one = store.waitingBytes();
        QVERIFY(one > 8000 && one < 12000);
        store.append(m_room.id, boardEvent(3), {});
        QVERIFY(store.waitingBytes() > one + 3 * maxStrokeBytes);
        store.putBlobPart(1, 0, QByteArray(32768, 'b'), {});
        auto asked = query({}, 0, 10);
        asked.room = m_room.id;
        store.history(asked, [](const HistoryResult &) {});
        QVERIFY(store.waitingBytes() > one + 3 * maxStrokeBytes + 32768);
        m_lab->settle();
        QCOMPARE(store.waitingBytes(), 0);
        m_lab->refuseWrites(true);
        store.append(m_room.id, chatEvent(QString(4000, u'x')), {});
        m_lab->settle();
        m_lab->refuseWrites(false);
        QCOMPARE(store.waitingBytes(), 0);
    }

    void S16_everyEventCarriesTheChainOfTheLogUpToIt()
    {
        const RoomEvent first = chatEvent(QStringLiteral("0"));
        QList<RoomEvent> stored{append(first).event};
        for (int i = 1; i < 6; ++i)
            stored.append(append(i == 3 ? boardEvent() : chatEvent(QString::number(i))).event);
        QSet<QByteArray> all;
        for (const RoomEvent &event : stored) {
            QCOMPARE(event.chain.value_or(QByteArray()).size(), chainLength.max);
            all.insert(*event.chain);
        }
        QCOMPARE(all.size(), stored.size());
        const auto page = read(query({}, 0, 100)).events;
        QCOMPARE(page.size(), stored.size());
        for (qsizetype i = 0; i < page.size(); ++i)
            QCOMPARE(page.at(i).chain, stored.at(i).chain);
        QCOMPARE(append(first).event.chain, stored.first().chain); // a resend's answer too
        QCOMPARE(afterRestart().chain, stored.last().chain.value());
        // The same words in another room, or after others, are another log.
        m_room = newRoom(QStringLiteral("other"));
        QCOMPARE(create(m_room), Outcome::Stored);
        QVERIFY(append(first).event.chain != stored.first().chain);
    }

    void roomsAreNumberedApart()
    {
        const StoredRoom other = newRoom(QStringLiteral("other"));
        QCOMPARE(create(other), Outcome::Stored);
        QCOMPARE(append(chatEvent(QStringLiteral("a"))).event.seq, 1);
        Appended there;
        m_lab->store().append(other.id, chatEvent(QStringLiteral("b")), [&](const Appended &a) { there = a; });
        m_lab->settle();
        QCOMPARE(there.event.seq, 1);
        QCOMPARE(append(chatEvent(QStringLiteral("c"))).event.seq, 2);
    }

    void S3_onlyChatGetsALine()
    {
        const auto answers = appendAll({chatEvent(QStringLiteral("a")), boardEvent(), topicEvent(QStringLiteral("t")),
                                        chatEvent(QStringLiteral("b"))});
        QCOMPARE(answers.at(0).event.line, std::optional<Seq>(1));
        QVERIFY(!answers.at(1).event.line);
        QVERIFY(!answers.at(2).event.line);
        QCOMPARE(answers.at(3).event.line, std::optional<Seq>(2));
        QCOMPARE(answers.at(3).event.seq, 4);
    }

    void timeNeverDecreasesWithinARoom()
    {
        RoomEvent early = chatEvent(QStringLiteral("a")), earlier = chatEvent(QStringLiteral("b"));
        early.time = 5000;
        earlier.time = 10;
        RoomEvent late = chatEvent(QStringLiteral("c"));
        late.time = 6000;
        const auto answers = appendAll({early, earlier, late});
        QCOMPARE(answers.at(0).event.time, 5000);
        QCOMPARE(answers.at(1).event.time, 5000);
        QCOMPARE(answers.at(2).event.time, 6000);
    }

    void G18_S4_aClockThatWasAheadDatesNoMoreThanWhatCameMeanwhile()
    {
        constexpr qint64 tenYears = 3650LL * 86'400'000, minute = 60'000;
        RoomEvent ahead = chatEvent(QStringLiteral("ahead")), right = chatEvent(QStringLiteral("right again"));
        RoomEvent jitter = chatEvent(QStringLiteral("a moment back"));
        ahead.time = 1'000'000 + tenYears;
        right.time = 1'000'000;
        jitter.time = right.time - minute;
        const auto answers = appendAll({ahead, right, jitter});
        QCOMPARE(answers.at(0).event.time, ahead.time);
        QCOMPARE(answers.at(1).event.time, right.time);
        QCOMPARE(answers.at(2).event.time, right.time); // the control: up to a minute it stands still
        const auto room = afterRestart();               // and the log still adds up
        QCOMPARE(room.head, 3);
        RoomEvent later = chatEvent(QStringLiteral("later"));
        later.time = right.time + 1;
        QCOMPARE(append(later).event.time, later.time);
    }

    void G3_S5_aResendGetsTheFirstAnswerAndBurnsNoNumber()
    {
        const RoomEvent event = chatEvent(QStringLiteral("once"));
        QCOMPARE(append(event).event.seq, 1);
        QCOMPARE(append(chatEvent(QStringLiteral("between"))).event.seq, 2);
        RoomEvent again = event;
        again.time = 99999;
        again.name = QStringLiteral("Ada, renamed since");
        const Appended second = append(again);
        QCOMPARE(second.outcome, Outcome::Duplicate);
        QCOMPARE(second.event.seq, 1);
        QCOMPARE(second.event.time, 1000);
        QCOMPARE(second.event.name, QStringLiteral("Ada"));
        QCOMPARE(append(chatEvent(QStringLiteral("after"))).event.seq, 3);
    }

    void aResendBehindItsFirstInOneGroupIsFoundToo()
    {
        const RoomEvent event = chatEvent(QStringLiteral("twice at once"));
        const auto answers = appendAll({event, event});
        QCOMPARE(answers.at(0).outcome, Outcome::Stored);
        QCOMPARE(answers.at(1).outcome, Outcome::Duplicate);
        QCOMPARE(answers.at(1).event.seq, 1);
    }

    void aResendIsFoundAfterARestart()
    {
        const RoomEvent event = chatEvent(QStringLiteral("kept"));
        QCOMPARE(append(event).event.seq, 1);
        (void)m_lab->restart();
        QCOMPARE(append(event).outcome, Outcome::Duplicate);
        QCOMPARE(append(chatEvent(QStringLiteral("next"))).event.seq, 2);
    }

    void S5_anIdUsedForSomethingElseIsRefused()
    {
        const RoomEvent event = chatEvent(QStringLiteral("mine"));
        QCOMPARE(append(event).outcome, Outcome::Stored);
        RoomEvent otherText = event;
        otherText.chat->body = QStringLiteral("changed");
        QCOMPARE(append(otherText).outcome, Outcome::Reused);
        RoomEvent otherKind = topicEvent(QStringLiteral("t"));
        otherKind.id = event.id;
        QCOMPARE(append(otherKind).outcome, Outcome::Reused);
        RoomEvent otherAuthor = event;
        otherAuthor.author = newId<UserId>();
        QCOMPARE(append(otherAuthor).outcome, Outcome::Reused);
        QCOMPARE(append(chatEvent(QStringLiteral("next"))).event.seq, 2);
    }

    void oneIdMayServeInTwoRooms()
    {
        const StoredRoom other = newRoom(QStringLiteral("other"));
        QCOMPARE(create(other), Outcome::Stored);
        const RoomEvent event = chatEvent(QStringLiteral("both"));
        QCOMPARE(append(event).outcome, Outcome::Stored);
        Appended there;
        m_lab->store().append(other.id, event, [&](const Appended &a) { there = a; });
        m_lab->settle();
        QCOMPARE(there.outcome, Outcome::Stored);
    }

    void S9_nothingIsAppendedToARoomThatIsNotThere()
    {
        Appended there;
        m_lab->store().append(newId<RoomId>(), chatEvent(QStringLiteral("x")), [&](const Appended &a) { there = a; });
        m_lab->settle();
        QCOMPARE(there.outcome, Outcome::Failed);
        QCOMPARE(append(chatEvent(QStringLiteral("y"))).event.seq, 1);
    }

    void S1_noAnswerComesFromInsideACall()
    {
        bool inside = false, answered = false;
        {
            const auto guard = qScopeGuard([&] { inside = answered; });
            m_lab->store().append(m_room.id, chatEvent(QStringLiteral("x")),
                                  [&](const Appended &) { answered = true; });
        }
        QVERIFY(!inside);
        m_lab->settle();
        QVERIFY(answered);
    }

    void S1_answersComeInTheOrderOfTheCallsWhateverTheirKind()
    {
        QList<int> order;
        const StoredUser user = newUser(QStringLiteral("Bob"));
        for (int round = 0; round < 60; ++round) {
            const int base = round * 6;
            HistoryQuery q = query({}, {}, 10);
            q.room = m_room.id;
            m_lab->store().append(m_room.id, chatEvent(QStringLiteral("x")),
                                  [&, base](const Appended &) { order << base; });
            m_lab->store().history(q, [&, base](const HistoryResult &) { order << base + 1; });
            m_lab->store().putUser(user, [&, base](const Outcome &) { order << base + 2; });
            m_lab->store().putMember({m_room.id, user.id, 0}, [&, base](const Outcome &) { order << base + 3; });
            m_lab->store().createRoom(newRoom(QString::number(base)),
                                      [&, base](const Outcome &) { order << base + 4; });
            m_lab->store().removeMember(m_room.id, user.id, [&, base](const Outcome &) { order << base + 5; });
        }
        m_lab->settle();
        QCOMPARE(order.size(), 360);
        QVERIFY(std::is_sorted(order.cbegin(), order.cend()));
    }

    void S7_aPageShowsExactlyWhatWasAskedForBeforeIt()
    {
        QList<qsizetype> sizes;
        for (int i = 0; i < 40; ++i) {
            m_lab->store().append(m_room.id, chatEvent(QString::number(i)), [](const Appended &) {});
            HistoryQuery q = query({}, {}, 200);
            q.room = m_room.id;
            m_lab->store().history(q, [&](const HistoryResult &r) { sizes << r.events.size(); });
        }
        m_lab->settle();
        QCOMPARE(sizes.size(), 40);
        for (int i = 0; i < 40; ++i)
            QCOMPARE(sizes.at(i), i + 1);
    }

    void whatAnAnswerAsksIsCarriedOutToo()
    {
        Seq last = 0;
        m_lab->store().append(m_room.id, chatEvent(QStringLiteral("a")), [&](const Appended &) {
            m_lab->store().append(m_room.id, chatEvent(QStringLiteral("b")),
                                  [&](const Appended &a) { last = a.event.seq; });
        });
        m_lab->settle();
        QCOMPARE(last, 2);
    }

    void historyWithNeitherMarkIsTheLatest()
    {
        QList<RoomEvent> events;
        for (int i = 0; i < 10; ++i)
            events.append(chatEvent(QString::number(i)));
        appendAll(events);
        const auto page = read(query({}, {}, 4));
        QVERIFY(page.ok && page.more);
        QCOMPARE(seqs(page), (QList<Seq>{7, 8, 9, 10}));
        const auto all = read(query({}, {}, 10));
        QVERIFY(!all.more);
        QCOMPARE(all.events.size(), 10);
        QCOMPARE(all.events.at(3).chat->body, QStringLiteral("3"));
        QCOMPARE(all.events.at(3).id, events.at(3).id);
        QCOMPARE(all.events.at(3).line, std::optional<Seq>(4));
    }

    void historyBeforeWalksBackToTheBeginning()
    {
        QList<RoomEvent> events;
        for (int i = 0; i < 10; ++i)
            events.append(chatEvent(QString::number(i)));
        appendAll(events);
        QCOMPARE(seqs(read(query(8, {}, 3))), (QList<Seq>{5, 6, 7}));
        QVERIFY(read(query(8, {}, 3)).more);
        QCOMPARE(seqs(read(query(3, {}, 3))), (QList<Seq>{1, 2}));
        QVERIFY(!read(query(3, {}, 3)).more);
        QVERIFY(!read(query(3, {}, 2)).more);
        QVERIFY(read(query(1, {}, 3)).events.isEmpty());
        QVERIFY(!read(query(0, {}, 3)).more);
        QCOMPARE(seqs(read(query(1000, {}, 2))), (QList<Seq>{9, 10}));
    }

    void historyAfterWalksOnToTheEnd()
    {
        QList<RoomEvent> events;
        for (int i = 0; i < 10; ++i)
            events.append(chatEvent(QString::number(i)));
        appendAll(events);
        QCOMPARE(seqs(read(query({}, 0, 3))), (QList<Seq>{1, 2, 3}));
        QVERIFY(read(query({}, 0, 3)).more);
        QCOMPARE(seqs(read(query({}, 7, 3))), (QList<Seq>{8, 9, 10}));
        QVERIFY(!read(query({}, 7, 3)).more);
        QVERIFY(read(query({}, 10, 3)).events.isEmpty());
        QVERIFY(read(query({}, 99, 3)).ok);
    }

    void anEmptyRoomHasAnEmptyPage()
    {
        const auto page = read(query({}, {}, 5));
        QVERIFY(page.ok && !page.more && page.events.isEmpty());
    }

    void aRoomThatIsNotThereHasNoPage()
    {
        HistoryResult result;
        result.ok = true;
        HistoryQuery q = query({}, {}, 5);
        q.room = newId<RoomId>();
        m_lab->store().history(q, [&](const HistoryResult &r) { result = r; });
        m_lab->settle();
        QVERIFY(!result.ok);
    }

    void S8_aPageStopsBeforeItsBytesButHoldsAtLeastOne()
    {
        QList<RoomEvent> events;
        for (int i = 0; i < 10; ++i)
            events.append(chatEvent(QString(1000, u'x')));
        const auto stored = appendAll(events);
        const qsizetype one = encodeEvent(stored.constLast().event).size();
        auto q = query({}, {}, 100);
        q.bytes = 3 * one;
        QCOMPARE(seqs(read(q)), (QList<Seq>{8, 9, 10}));
        QVERIFY(read(q).more);
        q.bytes = 1;
        QCOMPARE(seqs(read(q)), (QList<Seq>{10}));
        q.after = 4;
        QCOMPARE(seqs(read(q)), (QList<Seq>{5}));
        QVERIFY(read(q).more);
    }

    void aFilterLeavesTheOtherKindOutAndStillFillsThePage()
    {
        QList<RoomEvent> events;
        for (int i = 0; i < 30; ++i)
            events.append(i % 10 == 0 ? chatEvent(QString::number(i)) : boardEvent());
        events.append(topicEvent(QStringLiteral("t"))); // seq 31
        appendAll(events);
        QCOMPARE(seqs(read(query({}, {}, 3, EventFilter::WithoutBoard))), (QList<Seq>{11, 21, 31}));
        QVERIFY(read(query({}, {}, 3, EventFilter::WithoutBoard)).more);
        QCOMPARE(seqs(read(query(31, {}, 3, EventFilter::WithoutBoard))), (QList<Seq>{1, 11, 21}));
        QVERIFY(!read(query(31, {}, 3, EventFilter::WithoutBoard)).more);
        QCOMPARE(seqs(read(query({}, 11, 3, EventFilter::WithoutBoard))), (QList<Seq>{21, 31}));
        QCOMPARE(seqs(read(query({}, 0, 2, EventFilter::BoardOnly))), (QList<Seq>{2, 3}));
        QCOMPARE(read(query({}, 0, 200, EventFilter::BoardOnly)).events.size(), 27);
        QCOMPARE(read(query({}, {}, 200)).events.size(), 31);
    }

    void aLargeTransactionOfTheBoardComesBackWhole()
    {
        const RoomEvent event = boardEvent(3);
        QCOMPARE(append(event).outcome, Outcome::Stored);
        const auto page = read(query({}, {}, 5));
        QCOMPARE(page.events.size(), 1);
        QVERIFY(page.events.at(0).board);
        QCOMPARE(page.events.at(0).board->ops.size(), 3);
        QCOMPARE(page.events.at(0).board->ops.at(2).object, event.board->ops.at(2).object);
        QCOMPARE(page.events.at(0).board->ops.at(2).points, event.board->ops.at(2).points);
    }

    void aRefusalOfTheDiskRollsTheNumbersBack()
    {
        QCOMPARE(append(chatEvent(QStringLiteral("a"))).event.seq, 1);
        m_lab->refuseWrites(true);
        const RoomEvent lost = chatEvent(QStringLiteral("lost"));
        QList<RoomEvent> many{lost};
        for (int i = 0; i < 200; ++i)
            many.append(chatEvent(QString::number(i)));
        const auto refused = appendAll(many);
        QCOMPARE(refused.size(), 201);
        for (const auto &answer : refused)
            QCOMPARE(answer.outcome, Outcome::Failed);
        Outcome user = Outcome::Stored, room = Outcome::Stored;
        m_lab->store().putUser(newUser(QStringLiteral("Bob")), [&](const Outcome &o) { user = o; });
        m_lab->store().createRoom(newRoom(QStringLiteral("no")), [&](const Outcome &o) { room = o; });
        m_lab->settle();
        QCOMPARE(user, Outcome::Failed);
        QCOMPARE(room, Outcome::Failed);
        // Reading goes on, and shows nothing that was refused.
        QCOMPARE(seqs(read(query({}, {}, 10))), (QList<Seq>{1}));
        m_lab->refuseWrites(false);
        QCOMPARE(append(lost).event.seq, 2);
        QCOMPARE(append(lost).outcome, Outcome::Duplicate);
        const auto session = m_lab->restart();
        QCOMPARE(session.rooms.size(), 1);
        QVERIFY(session.users.isEmpty());
        QCOMPARE(session.rooms.at(0).head, 2);
    }

    void S9_anUnknownPersonBecomesNoMember()
    {
        Outcome outcome = Outcome::Stored;
        m_lab->store().putMember({m_room.id, newId<UserId>(), 0}, [&](const Outcome &o) { outcome = o; });
        m_lab->settle();
        QCOMPARE(outcome, Outcome::Failed);
    }

    void S33_whoMakesARoomBelongsToItInTheSameTransaction()
    {
        const StoredUser ada = newUser(QStringLiteral("Ada"));
        m_lab->store().putUser(ada, [](const Outcome &) {});
        StoredRoom mine = newRoom(QStringLiteral("mine"));
        mine.creator = ada.id;
        m_lab->refuseWrites(true);
        QCOMPARE(create(mine), Outcome::Failed);
        m_lab->refuseWrites(false);
        m_lab->store().putUser(ada, [](const Outcome &) {});
        m_lab->settle();
        QVERIFY(m_lab->restart().members.isEmpty());
        QCOMPARE(create(mine), Outcome::Stored);
        const auto members = m_lab->restart().members; // and of the first room, which nobody known made, nobody does
        QCOMPARE(members.size(), 1);
        QCOMPARE(members.first().room, mine.id);
        QCOMPARE(members.first().user, ada.id);
        QCOMPARE(members.first().read, 0);
        // Who has left it stays out, however often the request comes again.
        m_lab->store().removeMember(mine.id, ada.id, [](const Outcome &) {});
        QCOMPARE(create(mine), Outcome::Duplicate);
        QVERIFY(m_lab->restart().members.isEmpty());
    }

    void aRoomMadeTwiceIsMadeOnce()
    {
        QCOMPARE(create(m_room), Outcome::Duplicate);
        StoredRoom other = m_room;
        other.name = QStringLiteral("stolen id");
        QCOMPARE(create(other), Outcome::Reused);
        other = m_room;
        other.creator = newId<UserId>();
        QCOMPARE(create(other), Outcome::Reused);
        QCOMPARE(m_lab->restart().rooms.size(), 1);
    }

    void S9_whoNeverGotInIsNotThere()
    {
        const StoredUser ada = newUser(QStringLiteral("Ada")), bob = newUser(QStringLiteral("Bob"));
        auto &store = m_lab->store();
        QList<Outcome> outcomes;
        const auto note = [&](const Outcome &outcome) { outcomes.append(outcome); };
        for (const StoredUser &user : {ada, bob}) {
            store.putUser(user, note);
            store.putMember({m_room.id, user.id, 0}, note);
        }
        m_lab->settle();
        store.removeUser(ada.id, note);
        store.removeUser(newId<UserId>(), note);       // was none
        store.putMember({m_room.id, ada.id, 0}, note); // nobody any more
        m_lab->settle();
        QCOMPARE(outcomes, (QList<Outcome>{Outcome::Stored, Outcome::Stored, Outcome::Stored, Outcome::Stored,
                                           Outcome::Stored, Outcome::Stored, Outcome::Failed}));
        const auto session = m_lab->restart();
        QCOMPARE(session.users.size(), 1);
        QCOMPARE(session.users.first().id, bob.id);
        QCOMPARE(session.members.size(), 1);
        QCOMPARE(session.members.first().user, bob.id);
    }

    void aRestartFindsEverything()
    {
        StoredUser ada = newUser(QStringLiteral("Ada")), bob = newUser(QStringLiteral("Bob"));
        StoredRoom second = newRoom(QStringLiteral("zweite ☂"));
        second.created = QDateTime::currentMSecsSinceEpoch(); // else a room that nobody uses goes (S27)
        QCOMPARE(create(second), Outcome::Stored);
        auto &store = m_lab->store();
        const auto ignore = [](const Outcome &) {};
        store.putUser(ada, ignore);
        store.putUser(bob, ignore);
        store.putMember({m_room.id, ada.id, 0}, ignore);
        store.putMember({m_room.id, bob.id, 0}, ignore);
        store.putMember({second.id, bob.id, 0}, ignore);
        appendAll({chatEvent(QStringLiteral("a")), topicEvent(QStringLiteral("All about it")),
                   chatEvent(QStringLiteral("b"))});
        store.putMember({m_room.id, ada.id, 2}, ignore);
        store.removeMember(second.id, bob.id, ignore);
        store.removeMember(second.id, ada.id, ignore); // was none
        ada.name = QStringLiteral("Ada L.");
        ada.text = QStringLiteral("at lunch");
        ada.status = Status::Offline;
        ada.seen = 4711;
        store.putUser(ada, ignore); // a change of the person keeps the memberships
        m_lab->settle();

        const auto session = m_lab->restart();
        QCOMPARE(session.rooms.size(), 2);
        QCOMPARE(session.rooms.at(0).id, m_room.id);
        QCOMPARE(session.rooms.at(0).epoch, m_room.epoch);
        QCOMPARE(session.rooms.at(0).creator, m_room.creator);
        QCOMPARE(session.rooms.at(0).created, 500);
        QCOMPARE(session.rooms.at(0).topic, QStringLiteral("All about it"));
        QCOMPARE(session.rooms.at(0).head, 3);
        QCOMPARE(session.rooms.at(0).line, 2);
        QCOMPARE(session.rooms.at(1).name, QStringLiteral("zweite ☂"));
        QCOMPARE(session.rooms.at(1).head, 0);
        QCOMPARE(session.users.size(), 2);
        const auto &user = session.users.at(0).id == ada.id ? session.users.at(0) : session.users.at(1);
        QCOMPARE(user.name, QStringLiteral("Ada L."));
        QCOMPARE(user.text, QStringLiteral("at lunch"));
        QCOMPARE(user.tokenHash, QByteArray(32, 't'));
        QCOMPARE(user.seen, 4711);
        QCOMPARE(user.status, Status::Offline);
        QCOMPARE(session.members.size(), 2);
        for (const auto &member : session.members) {
            QCOMPARE(member.room, m_room.id);
            QCOMPARE(member.read, member.user == ada.id ? 2 : 0);
        }
        QCOMPARE(append(chatEvent(QStringLiteral("c"))).event.line, std::optional<Seq>(3));
    }

    // ---- blobs

    void S19_S29_aBlobIsThereWhenItIsFinishedAndSurvivesARestart()
    {
        auto &store = m_lab->store();
        QList<Outcome> outcomes;
        const auto note = [&](const Outcome &o) { outcomes.append(o); };
        const StoredBlob blob{QByteArray(32, 'h'), 40'000, 7, newId<UserId>()};
        store.putBlobPart(7, 0, QByteArray(32'768, 'a'), note);
        store.putBlobPart(7, 1, QByteArray(7'232, 'x'), note);
        store.putBlobPart(7, 1, QByteArray(7'232, 'b'), note); // again: the last counts
        store.finishBlob(blob, note);
        store.finishBlob(blob, note);
        store.putBlobPart(8, 0, QByteArray(10, 'c'), note);
        store.finishBlob({blob.hash, blob.size, 8}, note);  // somebody else was first
        store.putBlobPart(9, 0, QByteArray(10, 'd'), note); // never finished
        m_lab->settle();
        QCOMPARE(outcomes, (QList{Outcome::Stored, Outcome::Stored, Outcome::Stored, Outcome::Stored,
                                  Outcome::Duplicate, Outcome::Stored, Outcome::Duplicate, Outcome::Stored}));
        const auto session = m_lab->restart();
        QCOMPARE(session.blobs.size(), 1);
        QCOMPARE(session.blobs.at(0).hash, blob.hash);
        QCOMPARE(session.blobs.at(0).size, blob.size);
        QCOMPARE(session.blobs.at(0).upload, 7);
        QCOMPARE(session.blobs.at(0).author, blob.author);
        QVERIFY(session.lastUpload >= 9); // its parts may be there yet
        QCOMPARE(partOf(7, 0).data, QByteArray(32'768, 'a'));
        QCOMPARE(partOf(7, 1).data, QByteArray(7'232, 'b'));
        QCOMPARE(partOf(7, 2).data, QByteArray());
        QCOMPARE(partOf(8, 0).data, QByteArray());
        QVERIFY(partOf(8, 0).ok);
    }

    void S19_anUploadThatIsGivenUpLeavesNothingAndAFinishedOneStays()
    {
        auto &store = m_lab->store();
        store.putBlobPart(1, 0, "gone", {});
        store.dropUpload(1, {});
        store.putBlobPart(2, 0, "kept", {});
        store.finishBlob({QByteArray(32, 'k'), 4, 2}, {});
        store.dropUpload(2, {});
        m_lab->settle();
        QCOMPARE(partOf(1, 0).data, QByteArray());
        QCOMPARE(partOf(2, 0).data, QByteArray("kept"));
    }

    void S19_whatHasAHoleIsNoBlob()
    {
        auto &store = m_lab->store();
        QList<Outcome> outcomes;
        const auto note = [&](const Outcome &o) { outcomes.append(o); };
        store.putBlobPart(1, 1, QByteArray(32'768, 'b'), note); // nothing before it
        store.finishBlob({QByteArray(32, '1'), 65'536, 1}, note);
        store.putBlobPart(2, 0, QByteArray(32'768, 'a'), note);
        store.finishBlob({QByteArray(32, '2'), 65'536, 2}, note); // its end is missing
        store.putBlobPart(3, 0, QByteArray(32'767, 'a'), note);
        store.putBlobPart(3, 1, QByteArray(32'768, 'b'), note);
        store.finishBlob({QByteArray(32, '3'), 65'536, 3}, note); // a byte is missing
        store.finishBlob({QByteArray(32, '4'), 10, 4}, note);     // all of it is missing
        store.putBlobPart(5, 0, QByteArray(32'768, 'a'), note);
        store.putBlobPart(5, 1, QByteArray(32'768, 'b'), note);
        store.finishBlob({QByteArray(32, '1'), 65'536, 5}, note); // the control, under the first one's name
        m_lab->settle();
        using enum Outcome;
        QCOMPARE(outcomes,
                 (QList{Failed, Failed, Stored, Failed, Stored, Stored, Failed, Failed, Stored, Stored, Stored}));
        QCOMPARE(partOf(2, 0).data, QByteArray()); // dropped
        QCOMPARE(partOf(3, 0).data, QByteArray());
        const auto session = m_lab->restart();
        QCOMPARE(session.blobs.size(), 1);
        QCOMPARE(session.blobs.at(0).upload, 5);
        QCOMPARE(partOf(5, 1).data, QByteArray(32'768, 'b'));
    }

    void S6_aDiskThatRefusesTakesNoPartAndGoesOnReading()
    {
        auto &store = m_lab->store();
        store.putBlobPart(1, 0, "kept", {});
        store.finishBlob({QByteArray(32, 'k'), 4, 1}, {});
        m_lab->settle();
        m_lab->refuseWrites(true);
        QList<Outcome> outcomes;
        store.putBlobPart(2, 0, "refused", [&](const Outcome &o) { outcomes.append(o); });
        store.finishBlob({QByteArray(32, 'r'), 7, 2}, [&](const Outcome &o) { outcomes.append(o); });
        BlobResult read;
        store.blobPart(1, 0, [&](const BlobResult &r) { read = r; });
        m_lab->settle();
        QCOMPARE(outcomes, (QList{Outcome::Failed, Outcome::Failed}));
        QCOMPARE(read.data, QByteArray("kept"));
        m_lab->refuseWrites(false);
        QCOMPARE(partOf(2, 0).data, QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestStoreContract)
#include "tst_store_contract.moc"
