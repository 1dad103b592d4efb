// SPDX-License-Identifier: MIT
// What waits is changed, held and taken back (A47 to A49).
#include "tests/support/outboxrig.h"

#include "shared/protocol/errors.h"

using namespace coterie;
using namespace coterie::test;
using State = Outbox::State;

class TestOutboxEdits final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    const RoomId m_room = newId<RoomId>();
    const RoomId m_other = newId<RoomId>();

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void A47_editingWhatWaitsEditsTheQueueAndKeepsIdAndPlace()
    {
        OpId a, b;
        {
            OutboxRig rig(m_folder->path());
            a = rig.post(m_room, QStringLiteral("a"));
            b = rig.post(m_room, QStringLiteral("b"));
            QVERIFY(rig.isSaved(b));
            QVERIFY(rig.outbox.edit(a, QStringLiteral("a2")));
            QVERIFY(isChanged(rig.outbox, a, QStringLiteral("a2")));
            QCOMPARE(rig.outbox.posts(m_room).first().body, QStringLiteral("a2"));
        }
        OutboxRig rig(m_folder->path()); // the program ended in between
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.bodiesSent(), QStringList{QStringLiteral("a2")});
        QCOMPARE(rig.lastSent(), a);
        QVERIFY(!rig.outbox.edit(a, QStringLiteral("too late"))); // it is under way
        rig.ack(a, 1);
        QCOMPARE(rig.bodiesSent(), (QStringList{QStringLiteral("a2"), QStringLiteral("b")}));
        rig.outbox.noteLog(m_room, 1, {a}, {eventOf(a, QStringLiteral("a2"), 1)});
        QVERIFY(!rig.outbox.find(a));
        QCOMPARE(rig.outbox.posts(m_room).size(), 1);
    }
    void A47_whatIsBeingChangedOrWrittenIsNotSentAndHoldsWhatIsBehindIt()
    {
        OutboxRig rig(m_folder->path());
        const OpId a = rig.post(m_room, QStringLiteral("a"));
        const OpId b = rig.post(m_room, QStringLiteral("b"));
        const OpId c = rig.post(m_other, QStringLiteral("c"));
        QVERIFY(rig.isSaved(c));
        rig.outbox.hold(a);
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        rig.outbox.roomReady(m_other);
        QCOMPARE(rig.bodiesSent(), QStringList{QStringLiteral("c")});
        QVERIFY(rig.outbox.edit(a, QStringLiteral("a2")));
        rig.outbox.hold({});
        QCOMPARE(rig.bodiesSent(), QStringList{QStringLiteral("c")}); // not on the disk yet
        QTRY_COMPARE(rig.bodiesSent(), (QStringList{QStringLiteral("c"), QStringLiteral("a2")}));
        QVERIFY(rig.outbox.find(b));
    }
    void A47_aRefusedMessageMayBeEditedAndGoesAgain()
    {
        OutboxRig rig(m_folder->path());
        const OpId a = rig.post(m_room, QStringLiteral("long"));
        QVERIFY(rig.isSaved(a));
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        rig.refuse(a, QStringLiteral("too-long"));
        QVERIFY(rig.outbox.edit(a, QStringLiteral("short")));
        QTRY_COMPARE(rig.bodiesSent(), (QStringList{QStringLiteral("long"), QStringLiteral("short")}));
        QVERIFY(!rig.outbox.find(a)->entry.refusal);
    }
    // The host had it before it was changed: three ways in which that comes out, and the new words stay in all of them.
    void A48_anEditThatCameTooLateIsKeptAndSaid_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("the log shows the words before") << 0;
        QTest::newRow("the host refuses the id") << 1;
        QTest::newRow("a repeated ack, the event is here already") << 2;
    }
    void A48_anEditThatCameTooLateIsKeptAndSaid()
    {
        QFETCH(int, way);
        {
            OutboxRig rig(m_folder->path());
            const OpId a = rig.post(m_room, QStringLiteral("old"));
            QVERIFY(rig.isSaved(a));
            rig.outbox.begin({});
            rig.outbox.roomReady(m_room);
            rig.outbox.connectionLost(); // before the ack
            QVERIFY(rig.outbox.edit(a, QStringLiteral("new")));
            QVERIFY(isChanged(rig.outbox, a, QStringLiteral("new")));
            if (way == 2)
                rig.store.putEvents(m_room, {eventOf(a, QStringLiteral("old"), 1)}, 1, 1);
            rig.outbox.begin({});
            if (way == 0) {
                rig.outbox.noteLog(m_room, 1, {a}, {eventOf(a, QStringLiteral("old"), 1)});
            } else {
                rig.outbox.roomReady(m_room);
                if (way == 1)
                    rig.refuse(a, QStringLiteral("id-reused"));
                else
                    rig.outbox.handleAck({a, m_room, 1, 1, true});
            }
            QTRY_VERIFY(!rig.outbox.find(a));
            const auto posts = rig.outbox.posts(m_room);
            QCOMPARE(posts.size(), 1);
            QCOMPARE(posts.first().body, QStringLiteral("new"));
            QCOMPARE(posts.first().state, TimelineRow::Delivery::Refused);
            QVERIFY(posts.first().refusal.contains(QStringLiteral("already")));
        }
        OutboxRig rig(m_folder->path()); // and after a restart
        const auto entries = rig.outbox.entries(m_room);
        QCOMPARE(entries.size(), 1);
        QCOMPARE(std::get<ChatPost>(entries.first().message).body, QStringLiteral("new"));
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        rig.outbox.retry(entries.first().id);
        QCOMPARE(rig.bodiesSent(), QStringList{QStringLiteral("new")});
    }
    // ... nor do words get lost that are just on their way to the disk when the host's copy comes.
    void A48_anEditOnItsWayToTheDiskIsNotLost_data()
    {
        QTest::addColumn<bool>("byLog");
        QTest::newRow("the log comes meanwhile") << true;
        QTest::newRow("the ack comes meanwhile") << false;
    }
    void A48_anEditOnItsWayToTheDiskIsNotLost()
    {
        QFETCH(bool, byLog);
        {
            OutboxRig rig(m_folder->path());
            const OpId a = rig.post(m_room, QStringLiteral("old"));
            QVERIFY(rig.isSaved(a));
            rig.outbox.begin({});
            rig.outbox.roomReady(m_room);
            rig.outbox.connectionLost(); // before the ack
            QSignalSpy saved(&rig.outbox, &Outbox::saved);
            QVERIFY(rig.outbox.edit(a, QStringLiteral("new")));
            if (!byLog)
                rig.ack(a, 1);
            rig.outbox.noteLog(m_room, 1, {a}, {eventOf(a, QStringLiteral("old"), 1)});
            QTRY_COMPARE(saved.size(), 1); // whoever submitted it is told
            QVERIFY(!rig.outbox.find(a));
            const auto posts = rig.outbox.posts(m_room);
            QCOMPARE(posts.size(), 1);
            QCOMPARE(posts.first().body, QStringLiteral("new"));
            QCOMPARE(posts.first().state, TimelineRow::Delivery::Refused);
        }
        OutboxRig rig(m_folder->path()); // and after a restart
        const auto entries = rig.outbox.entries(m_room);
        QCOMPARE(entries.size(), 1);
        QCOMPARE(std::get<ChatPost>(entries.first().message).body, QStringLiteral("new"));
    }
    // The control of A48: a lost ack alone, with the words unchanged at the host, is no late edit.
    void A48_anEditThatArrivedIsNotSaidToBeLate()
    {
        OutboxRig rig(m_folder->path());
        const OpId a = rig.post(m_room, QStringLiteral("old"));
        QVERIFY(rig.isSaved(a));
        QVERIFY(rig.outbox.edit(a, QStringLiteral("new")));
        QVERIFY(isChanged(rig.outbox, a, QStringLiteral("new")));
        rig.store.putEvents(m_room, {eventOf(a, QStringLiteral("new"), 1)}, 1, 1);
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        rig.outbox.handleAck({a, m_room, 1, 1, true});
        QTRY_VERIFY(!rig.outbox.find(a));
        QVERIFY(rig.outbox.posts(m_room).isEmpty());
    }
    void A49_whatWasDiscardedUnderWayIsNotSentAgain()
    {
        OutboxRig rig(m_folder->path());
        const OpId a = rig.post(m_room, QStringLiteral("a"));
        const OpId b = rig.post(m_room, QStringLiteral("b"));
        QVERIFY(rig.isSaved(b));
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.bodiesSent(), QStringList{QStringLiteral("a")});
        rig.outbox.discard(a);
        QVERIFY(rig.outbox.find(a)); // the host may have it
        rig.clock.now += 20'001;     // and does not answer
        rig.outbox.roomReady(m_room);
        QVERIFY(!rig.outbox.find(a));
        QCOMPARE(rig.bodiesSent(), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    }
    void A49_whatIsDiscardedIsGoneEverywhere()
    {
        {
            OutboxRig rig(m_folder->path());
            const OpId a = rig.post(m_room, QStringLiteral("a"));
            QVERIFY(rig.isSaved(a));
            QVERIFY(rig.outbox.edit(a, QStringLiteral("changed")));
            rig.outbox.discard(a); // while the change is on its way to the disk
            QVERIFY(rig.outbox.posts(m_room).isEmpty());
        }
        OutboxRig rig(m_folder->path());
        QVERIFY(rig.outbox.entries(m_room).isEmpty());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        QVERIFY(rig.sent.isEmpty());
    }

    // The program ends before the host has answered: what was taken back does not go at its next start.
    void A162_whatIsTakenBackUnderWayIsOffTheDiskAtOnce()
    {
        QTemporaryDir killed; // as kill -9 leaves it
        {
            OutboxRig rig(m_folder->path());
            const OpId a = rig.post(m_room, QStringLiteral("a"));
            QVERIFY(rig.isSaved(a));
            rig.outbox.begin({});
            rig.outbox.roomReady(m_room);
            QVERIFY(rig.outbox.find(a)->state == State::Sending);
            rig.outbox.discard(a);
            bool flushed = false;
            rig.store.flush([&](bool ok) { flushed = ok; });
            QTRY_VERIFY(flushed);
            for (const char *name : {"cache.sqlite-wal", "cache.sqlite"})
                QVERIFY2(QFile::copy(m_folder->filePath(QLatin1String(name)), killed.filePath(QLatin1String(name))),
                         name);
        }
        OutboxRig rig(killed.path());
        QVERIFY(rig.ok);
        QCOMPARE(rig.outbox.entries(m_room).size(), 0);
    }

    // What is said of it is true, and putting it back makes no second message.
    void A162_itIsKnownWhetherTheHostMayHaveWhatIsTakenBack()
    {
        using Discarded = Outbox::Discarded;
        OpId a, b;
        {
            OutboxRig rig(m_folder->path());
            a = rig.post(m_room, QStringLiteral("a"));
            b = rig.post(m_room, QStringLiteral("b"));
            QVERIFY(rig.isSaved(b));
            rig.outbox.begin({});
            rig.outbox.roomReady(m_room);
            QCOMPARE(rig.bodiesSent(), QStringList{QStringLiteral("a")});
            rig.outbox.connectionLost(); // the host may have stored it
        }
        OutboxRig rig(m_folder->path()); // and after the end of the program
        QVERIFY(rig.outbox.find(a)->state == State::Queued);
        QVERIFY(rig.outbox.discard(b) == Discarded::NeverSent);
        QVERIFY(rig.outbox.discard(a) == Discarded::MaybeThere);
        QVERIFY(rig.outbox.entries(m_room).isEmpty());
        rig.outbox.putBack(a);
        QVERIFY(rig.isSaved(a));
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.lastSent(), a); // under its id
        rig.refuse(a, QStringLiteral("too-long"));
        QVERIFY(rig.outbox.discard(a) == Discarded::NeverSent); // it has said that it has not got it
        rig.outbox.putBack(a);
        QVERIFY(rig.isSaved(a));
        QVERIFY(rig.outbox.find(a)->state == State::Refused); // as it was
        rig.outbox.retry(a);
        rig.ack(a, 1);
        QVERIFY(rig.outbox.discard(a) == Discarded::Nothing);
    }
    // The host may have stored it, and neither its answer nor another write has come.
    void A162_whatWasOnItsWayWhenTheProgramWasKilledMayBeThere()
    {
        QTemporaryDir killed; // as kill -9 leaves it
        OutboxRig before(m_folder->path());
        before.outbox.begin({});
        before.outbox.roomReady(m_room);
        const OpId a = before.post(m_room, QStringLiteral("a"));
        QVERIFY(before.isSaved(a));
        QVERIFY(before.outbox.find(a)->state == State::Sending);
        for (const char *name : {"cache.sqlite-wal", "cache.sqlite"})
            QVERIFY2(QFile::copy(m_folder->filePath(QLatin1String(name)), killed.filePath(QLatin1String(name))), name);
        OutboxRig rig(killed.path());
        QVERIFY(rig.ok);
        QVERIFY(rig.outbox.discard(a) == Outbox::Discarded::MaybeThere);
    }

    void A162_whatTheHostHadAfterAllIsNotPutBackASecondTime_data()
    {
        QTest::addColumn<bool>("byLog");
        QTest::newRow("the log brings it") << true;
        QTest::newRow("its ack comes") << false;
    }
    void A162_whatTheHostHadAfterAllIsNotPutBackASecondTime()
    {
        QFETCH(bool, byLog);
        OutboxRig rig(m_folder->path());
        const OpId a = rig.post(m_room, QStringLiteral("a"));
        QVERIFY(rig.isSaved(a));
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        QVERIFY(rig.outbox.discard(a) == Outbox::Discarded::MaybeThere);
        if (byLog)
            rig.outbox.noteLog(m_room, 1, {a}, {eventOf(a, QStringLiteral("a"), 1)});
        else
            rig.ack(a, 1);
        rig.outbox.putBack(a);
        bool flushed = false;
        rig.store.flush([&](bool) { flushed = true; });
        QTRY_VERIFY(flushed);
        QCOMPARE(rig.outbox.entries(m_room).size(), 0);
        QCOMPARE(rig.bodiesSent().size(), 1);
    }
    void A162_whatIsPutBackWhileItIsUnderWayGoesOn()
    {
        {
            OutboxRig rig(m_folder->path());
            const OpId a = rig.post(m_room, QStringLiteral("a"));
            QVERIFY(rig.isSaved(a));
            rig.outbox.begin({});
            rig.outbox.roomReady(m_room);
            (void)rig.outbox.discard(a);
            rig.outbox.putBack(a);
            rig.outbox.connectionLost();
            QVERIFY(rig.outbox.find(a) && rig.outbox.find(a)->state == State::Queued);
        }
        OutboxRig rig(m_folder->path());
        QCOMPARE(rig.outbox.entries(m_room).size(), 1);
    }

    // A session's folder is read anew while its window is used: what was done since the disk was asked is newer than
    // what it answers.
    void A311_whatIsDoneWhileTheDiskIsReadAnewCounts()
    {
        const auto load = [](OutboxRig &rig, const CachedSession &session) { rig.outbox.load(session); };
        OpId a, b, c, d;
        {
            OutboxRig rig(m_folder->path());
            a = rig.post(m_room, QStringLiteral("a"));
            b = rig.post(m_room, QStringLiteral("b"));
            c = rig.post(m_room, QStringLiteral("c"));
            d = rig.post(m_room, QStringLiteral("d"));
            QVERIFY(rig.isSaved(d));
            (void)rig.outbox.discard(d);
            bool loaded = false;
            rig.store.open(m_folder->path(), [&](const CachedSession &session) {
                load(rig, session);
                loaded = true;
            });
            QVERIFY(rig.outbox.edit(a, QStringLiteral("changed")));
            QVERIFY(rig.outbox.discard(b) == Outbox::Discarded::NeverSent);
            rig.outbox.putBack(d);
            const OpId e = rig.post(m_room, QStringLiteral("e"));
            QVERIFY(!loaded);
            QTRY_VERIFY(loaded);
            QVERIFY(rig.isSaved(e));
            QVERIFY(isChanged(rig.outbox, a, QStringLiteral("changed")));
            QVERIFY(!rig.outbox.find(b));
            QStringList bodies;
            for (const PendingPost &post : rig.outbox.posts(m_room))
                bodies.append(post.body);
            QCOMPARE(bodies, (QStringList{QStringLiteral("changed"), QStringLiteral("c"), QStringLiteral("d"),
                                          QStringLiteral("e")}));
            rig.outbox.putBack(b); // for a moment yet
            QVERIFY(rig.isSaved(b));
            (void)rig.outbox.discard(b);
            rig.outbox.begin({});
            rig.outbox.roomReady(m_room);
            QCOMPARE(rig.bodiesSent(), QStringList{QStringLiteral("changed")});
        }
        OutboxRig rig(m_folder->path());
        QCOMPARE(rig.outbox.entries(m_room).size(), 4);
        QCOMPARE(std::get<ChatPost>(rig.outbox.find(a)->entry.message).body, QStringLiteral("changed"));
    }
    // Another session's: what was done to this one's stays in its own file.
    void A311_whatIsInAnotherFileIsNotWhatWasInThisOne()
    {
        QTemporaryDir other;
        OutboxRig rig(m_folder->path());
        const OpId a = rig.post(m_room, QStringLiteral("a"));
        QVERIFY(rig.isSaved(a));
        (void)rig.outbox.discard(a);
        bool loaded = false;
        rig.store.open(other.path(), [&](const CachedSession &session) {
            rig.outbox.load(session);
            loaded = true;
        });
        QTRY_VERIFY(loaded);
        rig.outbox.putBack(a);
        QVERIFY(rig.outbox.entries(m_room).isEmpty());
    }

    void A313_whatWasWrittenWhileTheDiskIsReadAnewKeepsItsPlaceToo()
    {
        OutboxRig rig(m_folder->path());
        QVERIFY(rig.isSaved(rig.post(m_room, QStringLiteral("a"))));
        QVERIFY(rig.isSaved(rig.post(m_room, QStringLiteral("b"))));
        bool loaded = false;
        rig.store.open(m_folder->path(), [&](const CachedSession &session) {
            rig.outbox.load(session);
            loaded = true;
        });
        const OpId x = rig.post(m_room, QStringLiteral("x"));
        const OpId y = rig.post(m_room, QStringLiteral("y"));
        const OpId z = rig.post(m_room, QStringLiteral("z"));
        (void)rig.outbox.discard(x); // before what the disk told of is there again
        QVERIFY(!loaded);
        QTRY_VERIFY(loaded);
        QVERIFY(rig.isSaved(y));
        QVERIFY(rig.isSaved(z));
        const auto bodies = [&] {
            QStringList all;
            for (const PendingPost &post : rig.outbox.posts(m_room))
                all.append(post.body);
            return all.join(u' ');
        };
        rig.outbox.putBack(x);
        QVERIFY(rig.isSaved(x));
        QCOMPARE(bodies(), QStringLiteral("a b x y z"));
        (void)rig.outbox.discard(z);
        rig.outbox.putBack(z);
        QVERIFY(rig.isSaved(z));
        QCOMPARE(bodies(), QStringLiteral("a b x y z"));
    }
    void A313_whatIsPutBackStandsWhereItStood_data()
    {
        QTest::addColumn<QList<int>>("order"); // in which they are put back
        QTest::newRow("the last first") << QList<int>{2, 1, 0};
        QTest::newRow("the first first") << QList<int>{0, 1, 2};
        QTest::newRow("the one in the middle first") << QList<int>{1, 2, 0};
    }
    void A313_whatIsPutBackStandsWhereItStood()
    {
        QFETCH(const QList<int>, order);
        const auto bodies = [this](const Outbox &outbox) {
            QStringList all;
            for (const PendingPost &post : outbox.posts(m_room))
                all.append(post.body);
            return all;
        };
        const QStringList all{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")};
        {
            OutboxRig rig(m_folder->path());
            QList<OpId> ids;
            for (const QString &body : all)
                ids.append(rig.post(m_room, body));
            QVERIFY(rig.isSaved(ids.last()));
            for (const OpId &id : {ids.at(1), ids.at(0), ids.at(2)})
                (void)rig.outbox.discard(id);
            for (const int i : order) {
                rig.outbox.putBack(ids.at(i));
                QVERIFY(rig.isSaved(ids.at(i)));
            }
            QCOMPARE(bodies(rig.outbox), all);
        }
        OutboxRig rig(m_folder->path()); // on the disk, too
        QCOMPARE(bodies(rig.outbox), all);
        QList<OpId> ids;
        for (const OutboxEntry &entry : rig.outbox.entries(m_room))
            ids.append(entry.id);
        const OpId last = rig.post(m_room, QStringLiteral("e"));
        QVERIFY(rig.isSaved(last));
        (void)rig.outbox.discard(ids.at(0)); // a
        (void)rig.outbox.discard(ids.at(2)); // c
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.bodiesSent(), QStringList{QStringLiteral("b")});
        rig.outbox.putBack(ids.at(0)); // what stood behind it is on its way: one after the other
        rig.outbox.putBack(ids.at(2));
        QVERIFY(rig.isSaved(ids.at(0)) && rig.isSaved(ids.at(2)));
        QCOMPARE(rig.bodiesSent(), QStringList{QStringLiteral("b")});
        rig.ack(ids.at(1), 1);
        rig.ack(ids.at(0), 2);
        rig.ack(ids.at(2), 3);
        rig.ack(ids.at(3), 4);
        QCOMPARE(rig.bodiesSent(), (QStringList{QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("c"),
                                                QStringLiteral("d"), QStringLiteral("e")}));
    }
    void A313_whatIsPutBackWhileItIsUnderWayStandsWhereItStood()
    {
        {
            OutboxRig rig(m_folder->path());
            const OpId a = rig.post(m_room, QStringLiteral("a"));
            const OpId b = rig.post(m_room, QStringLiteral("b"));
            QVERIFY(rig.isSaved(b));
            rig.outbox.begin({});
            rig.outbox.roomReady(m_room);
            (void)rig.outbox.discard(a);
            rig.outbox.putBack(a);
        }
        OutboxRig rig(m_folder->path());
        QCOMPARE(rig.outbox.entries(m_room).size(), 2);
        QCOMPARE(std::get<ChatPost>(rig.outbox.entries(m_room).first().message).body, QStringLiteral("a"));
    }
};

QTEST_GUILESS_MAIN(TestOutboxEdits)
#include "tst_outboxedits.moc"
