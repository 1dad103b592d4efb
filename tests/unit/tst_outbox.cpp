// SPDX-License-Identifier: MIT
// What waits: on the disk first, in order, sent until it is acknowledged (A40 to A42, A44).
#include "tests/support/outboxrig.h"

#include "shared/protocol/errors.h"

using namespace coterie;
using namespace coterie::test;
using State = Outbox::State;

class TestOutbox final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    const RoomId m_room = newId<RoomId>();
    const RoomId m_other = newId<RoomId>();

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void A40_nothingIsShownOrSentBeforeItIsOnTheDisk()
    {
        OutboxRig rig(m_folder->path());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const OpId id = rig.post(m_room, QStringLiteral("a"));
        QCOMPARE(rig.outbox.find(id)->state, State::Saving);
        QVERIFY(rig.outbox.posts(m_room).isEmpty());
        QVERIFY(rig.sent.isEmpty());
        QVERIFY(rig.isSaved(id));
        QCOMPARE(rig.bodiesSent(), QStringList{QStringLiteral("a")});
        QCOMPARE(rig.outbox.posts(m_room).size(), 1);
    }
    void A40_whatIsAddedWhileTheDiskIsReadIsNotForgotten()
    {
        {
            OutboxRig rig(m_folder->path());
            rig.post(m_room, QStringLiteral("of an earlier run"));
            QVERIFY(rig.isSaved(rig.outbox.entries(m_room).first().id));
        }
        OutboxClock clock;
        LocalStore store;
        Outbox outbox(store, clock);
        QSignalSpy saved(&outbox, &Outbox::saved);
        store.open(m_folder->path(), [&](const CachedSession &session) { outbox.load(session); });
        const auto id = newId<OpId>();
        outbox.add({id, m_room, 1, ChatPost{id, m_room, QStringLiteral("typed at once"), {}}, {}}, true);
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(outbox.entries(m_room).size(), 2);
        QCOMPARE(outbox.entries(m_room).last().id, id);
        QVERIFY(outbox.find(id)->state == State::Queued);
    }
    void A42_itSurvivesReopeningTheStoreWithIdsAndOrder()
    {
        QList<OpId> ids;
        {
            OutboxRig rig(m_folder->path());
            QVERIFY(rig.ok);
            for (int i = 0; i < 50; ++i)
                ids.append(rig.post(m_room, QString::number(i)));
            ids.append(rig.draw(m_room));
            QVERIFY(rig.isSaved(ids.last()));
        }
        OutboxRig rig(m_folder->path());
        const auto entries = rig.outbox.entries(m_room);
        QCOMPARE(entries.size(), 51);
        for (qsizetype i = 0; i < entries.size(); ++i)
            QCOMPARE(entries.at(i).id, ids.at(i));
        QCOMPARE(rig.outbox.waiting(), 51);
        QVERIFY(std::holds_alternative<BoardCommit>(entries.last().message));
    }
    // A laptop that is opened again a month later. Nothing that waits runs out.
    void A42_whatHasWaitedForAMonthGoesOutInItsOrder()
    {
        constexpr qint64 monthMs = 30LL * 24 * 3600 * 1000;
        QList<OpId> ids;
        QList<qint64> times;
        {
            OutboxRig rig(m_folder->path());
            for (int i = 0; i < 20; ++i) {
                ids.append(rig.post(m_room, QString::number(i)));
                times.append(rig.clock.now);
                rig.clock.now += 1000;
            }
            QVERIFY(rig.isSaved(ids.last()));
        }
        OutboxRig rig(m_folder->path(), monthMs);
        const auto entries = rig.outbox.entries(m_room);
        QCOMPARE(entries.size(), ids.size());
        for (qsizetype i = 0; i < entries.size(); ++i) {
            QCOMPARE(entries.at(i).id, ids.at(i));
            QCOMPARE(entries.at(i).time, times.at(i)); // when it was written
            QVERIFY(!entries.at(i).refusal);
        }
        QVERIFY(rig.sent.isEmpty());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        QStringList all;
        for (qsizetype i = 0; i < ids.size(); ++i) {
            QTRY_COMPARE(rig.sent.size(), i + 1);
            QCOMPARE(rig.lastSent(), ids.at(i));
            rig.ack(ids.at(i), i + 1);
            all.append(QString::number(i));
            rig.clock.now += 1000; // within the rate of the host
        }
        QCOMPARE(rig.bodiesSent(), all);
        QCOMPARE(rig.outbox.waiting(), 0);
    }
    void A319_whatIsOneStepWaitsAsOneChange()
    {
        OutboxRig rig(m_folder->path());
        QVERIFY(rig.ok);
        const OpId step = rig.draw(m_room); // the first of a step need not say so
        for (int i = 0; i < 99; ++i)
            rig.draw(m_room, step);
        QCOMPARE(rig.outbox.waiting(), 1);
        rig.draw(m_room);
        rig.post(m_room, QStringLiteral("hello"));
        rig.post(m_room, QStringLiteral("hello"));
        QCOMPARE(rig.outbox.waiting(), 4);
        QCOMPARE(rig.outbox.entries(m_room).size(), 103);
    }
    void A44_oneAtATimePerRoomAndTheBoardBesides()
    {
        OutboxRig rig(m_folder->path());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        rig.outbox.roomReady(m_other);
        const OpId a = rig.post(m_room, QStringLiteral("a"));
        const OpId b = rig.post(m_room, QStringLiteral("b"));
        const OpId c = rig.post(m_other, QStringLiteral("c"));
        const OpId d = rig.draw(m_room);
        QVERIFY(rig.isSaved(d));
        QCOMPARE(rig.bodiesSent(), (QStringList{QStringLiteral("a"), QStringLiteral("c")}));
        QCOMPARE(rig.outbox.find(d)->state, State::Sending);
        QCOMPARE(rig.outbox.find(b)->state, State::Queued);
        rig.ack(a, 1);
        QCOMPARE(rig.bodiesSent().last(), QStringLiteral("b"));
        rig.ack(c, 1);
        rig.ack(d, 2);
        rig.ack(b, 3);
        QCOMPARE(rig.outbox.waiting(), 0);
        QCOMPARE(rig.outbox.posts(m_room).size(), 2); // shown until their events come
        rig.outbox.noteLog(m_room, 3, {});
        QVERIFY(rig.outbox.posts(m_room).isEmpty());
    }
    void A40_whatWasUnderWayIsSentAgainWithTheSameId()
    {
        OutboxRig rig(m_folder->path());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const OpId id = rig.post(m_room, QStringLiteral("a"));
        QVERIFY(rig.isSaved(id));
        rig.outbox.connectionLost();
        QCOMPARE(rig.outbox.posts(m_room).first().state, TimelineRow::Delivery::Queued);
        rig.outbox.begin({});
        QCOMPARE(rig.sent.size(), 1); // not before the room is joined
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.sent.size(), 2);
        QCOMPARE(rig.lastSent(), id);
    }
    void A41_oneSeenInTheLogIsTakenOutThoughItsAckWasLost()
    {
        OpId id;
        {
            OutboxRig rig(m_folder->path());
            id = rig.post(m_room, QStringLiteral("a"));
            QVERIFY(rig.isSaved(id));
            rig.outbox.noteLog(m_room, 7, {id});
            QVERIFY(!rig.outbox.find(id));
        }
        OutboxRig rig(m_folder->path());
        QCOMPARE(rig.outbox.waiting(), 0);
    }
    // An older backup is the host's now, and its log ends before what it had acknowledged.
    void A312_aTopicThatWasAcknowledgedAndNeverCameGoesAgain_data()
    {
        QTest::addColumn<bool>("came");
        QTest::newRow("it was lost") << false;
        QTest::newRow("it had come") << true;
    }
    void A312_aTopicThatWasAcknowledgedAndNeverCameGoesAgain()
    {
        QFETCH(const bool, came);
        OutboxRig rig(m_folder->path());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const auto id = newId<OpId>();
        rig.outbox.add({id, m_room, 1, RoomTopic{id, m_room, QStringLiteral("topic")}, {}});
        QVERIFY(rig.isSaved(id));
        const OpId after = rig.post(m_room, QStringLiteral("after it"));
        QVERIFY(rig.isSaved(after));
        QCOMPARE(rig.lastSent(), id);
        rig.ack(id, 7);
        QCOMPARE(rig.outbox.posts(m_room).size(), 1);
        QCOMPARE(rig.outbox.entries(m_room).size(), 1);
        QCOMPARE(rig.outbox.waiting(), 1);
        if (came)
            rig.outbox.noteLog(m_room, 7, {id});
        QCOMPARE(rig.outbox.find(id) == nullptr, came);
        rig.sent.clear();
        rig.outbox.connectionLost();
        rig.outbox.logBeganAnew(m_room);
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.sent.size(), 1);
        QCOMPARE(rig.lastSent(), came ? after : id); // ahead of all that came after it
    }
    void aHostThatNeverAnswersIsAskedAgain()
    {
        OutboxRig rig(m_folder->path());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const OpId id = rig.post(m_room, QStringLiteral("a"));
        QVERIFY(rig.isSaved(id));
        rig.clock.now += 20'000;
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.sent.size(), 2);
        QCOMPARE(rig.lastSent(), id);
    }
    void A265_whatIsStillLeavingIsNotSentAgain()
    {
        OutboxRig rig(m_folder->path());
        bool isBusy = true;
        rig.outbox.setLinkBusy([&] { return isBusy; });
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const OpId id = rig.post(m_room, QStringLiteral("a"));
        QVERIFY(rig.isSaved(id));
        for (int i = 0; i < 100; ++i) {
            rig.clock.now += 1'000;
            rig.outbox.roomReady(m_room);
        }
        QCOMPARE(rig.sent.size(), 1);
        isBusy = false; // what lies in the kernel by now takes its time too
        rig.clock.now += 1'000;
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.sent.size(), 1);
        rig.clock.now += 20'000;
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.sent.size(), 2);
        QCOMPARE(rig.lastSent(), id);
    }
    void theRateOfTheHostIsKept()
    {
        OutboxRig rig(m_folder->path());
        Limits limits;
        limits.chatPerSecond = 5;
        limits.chatBurst = 4;
        rig.outbox.begin(limits);
        rig.outbox.roomReady(m_room);
        OpId last;
        for (int i = 0; i < 10; ++i)
            last = rig.post(m_room, QString::number(i));
        QVERIFY(rig.isSaved(last));
        for (int i = 0; i < 9 && rig.outbox.waiting() > 7; ++i)
            rig.ack(rig.lastSent(), i + 1);
        QCOMPARE(rig.sent.size(), 3); // the burst, less one
        rig.clock.now += 1000;
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.sent.size(), 4);
    }
    void whatIsDiscardedUnderWayIsNotSentAgain()
    {
        OutboxRig rig(m_folder->path());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const OpId a = rig.post(m_room, QStringLiteral("a"));
        const OpId b = rig.post(m_room, QStringLiteral("b"));
        QVERIFY(rig.isSaved(b));
        rig.outbox.discard(a);
        rig.outbox.discard(b);
        QVERIFY(!rig.outbox.find(b));
        rig.outbox.connectionLost();
        QVERIFY(!rig.outbox.find(a));
        QCOMPARE(rig.outbox.waiting(), 0);
    }
    void aDiskThatRefusesKeepsNobodyFromSpeaking()
    {
        QFile file(m_folder->filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        OutboxRig rig(file.fileName()); // no folder can be made there
        QSignalSpy saved(&rig.outbox, &Outbox::saved);
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const OpId a = rig.post(m_room, QStringLiteral("a"));
        QVERIFY(rig.isSaved(a));
        QCOMPARE(rig.sent.size(), 1);
        QVERIFY(!saved.first().at(2).toBool()); // memory is no disk (A100)
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
