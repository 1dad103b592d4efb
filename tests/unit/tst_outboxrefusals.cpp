// SPDX-License-Identifier: MIT
// What a host refuses, and when what waits is tried again (A43, A44, A46).
#include "tests/support/outboxrig.h"

#include "app/session/backoff.h"
#include "shared/protocol/errors.h"

using namespace coterie;
using namespace coterie::test;
using State = Outbox::State;

class TestOutboxRefusals final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    const RoomId m_room = newId<RoomId>();
    const RoomId m_other = newId<RoomId>();

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void A44_pausesGrowAndRetryMsIsHonoured()
    {
        OutboxRig rig(m_folder->path());
        QSignalSpy held(&rig.outbox, &Outbox::held);
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const OpId id = rig.post(m_room, QStringLiteral("a"));
        QVERIFY(rig.isSaved(id));
        rig.refuse(id, QStringLiteral("rate"), 3000);
        QVERIFY(held.isEmpty()); // too fast is no trouble of anybody's
        QCOMPARE(rig.outbox.find(id)->state, State::Queued);
        rig.clock.now += 2999;
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.sent.size(), 1);
        rig.clock.now += 1;
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.sent.size(), 2);
        rig.refuse(id, QStringLiteral("storage"));
        rig.clock.now += 60'000;
        rig.outbox.roomReady(m_room);
        rig.refuse(id, QStringLiteral("storage"));
        QCOMPARE(held.size(), 1); // said once
    }
    // The refusal is of what was sent last. What was sent before it and never answered may be there all the same.
    void A287_whatWasSentOnceMayBeThereWhateverARepeatIsAnswered_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("byTime");
        for (const char *code : {"rate", "busy", "storage"}) {
            QTest::addRow("%s, after a connection that was lost", code) << QString::fromLatin1(code) << false;
            QTest::addRow("%s, after an answer that did not come", code) << QString::fromLatin1(code) << true;
        }
    }
    void A287_whatWasSentOnceMayBeThereWhateverARepeatIsAnswered()
    {
        using Discarded = Outbox::Discarded;
        QFETCH(QString, code);
        QFETCH(bool, byTime);
        OutboxRig rig(m_folder->path());
        const OpId id = rig.post(m_room, QStringLiteral("a"));
        QVERIFY(rig.isSaved(id));
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        rig.refuse(id, code, 1); // the control: it was sent once, and that is what was refused
        QVERIFY(rig.outbox.discard(id) == Discarded::NeverSent);
        rig.outbox.putBack(id);
        QVERIFY(rig.isSaved(id));
        rig.clock.now += 60'000;
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.sent.size(), 2);
        if (byTime) {
            rig.clock.now += 20'001;
        } else {
            rig.outbox.connectionLost();
            rig.outbox.begin({});
        }
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.sent.size(), 3);
        rig.refuse(id, code, 1);
        rig.clock.now += 60'000;
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.sent.size(), 4);
        rig.refuse(id, code, 1); // and so is the next
        QVERIFY(rig.outbox.find(id)->state == State::Queued);
        QVERIFY(rig.outbox.discard(id) == Discarded::MaybeThere);
    }
    // A board whose log has come to its end takes nothing in a moment either: what comes after it is not to wait (K8).
    void A216_whatAFullBoardRefusesIsKeptAndHoldsNothingUp()
    {
        OutboxRig rig(m_folder->path());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const OpId first = rig.draw(m_room), second = rig.draw(m_room);
        QVERIFY(rig.isSaved(second));
        rig.refuse(first, errors::full);
        QCOMPARE(rig.outbox.refusedWork().size(), 1);
        QCOMPARE(rig.outbox.refusedWork().first().id, first);
        QCOMPARE(rig.outbox.find(second)->state, State::Sending);
    }
    void A216_refusedWorkOnABoardStaysUntilACopyOfItIsKept()
    {
        OpId first, second;
        {
            OutboxRig rig(m_folder->path());
            rig.outbox.begin({});
            rig.outbox.roomReady(m_room);
            first = rig.draw(m_room);
            second = rig.draw(m_room);
            QVERIFY(rig.isSaved(second));
            rig.refuse(first, errors::frozen);
            QCOMPARE(rig.outbox.waiting(), 1); // for the host; the other one goes on
            QCOMPARE(rig.outbox.find(second)->state, State::Sending);
            rig.refuse(second, errors::frozen);
            QCOMPARE(rig.outbox.waiting(), 0);
        }
        {
            OutboxRig rig(m_folder->path());
            const auto refused = rig.outbox.refusedWork();
            QCOMPARE(refused.size(), 2);
            QCOMPARE(refused.first().id, first);
            QCOMPARE(refused.first().refusal, std::optional(QString(errors::frozen)));
            rig.outbox.begin({});
            rig.outbox.roomReady(m_room);
            QVERIFY(rig.sent.isEmpty());
            rig.outbox.settle(first);
            rig.outbox.settle(second);
            QVERIFY(rig.outbox.refusedWork().isEmpty());
        }
        OutboxRig rig(m_folder->path());
        QVERIFY(rig.outbox.refusedWork().isEmpty());
    }
    // A note that was refused, and what was written in it: nobody made the note, so the words would be nowhere.
    void A216_whatBuildsOnRefusedWorkWaitsUntilACopyOfThatIsKept()
    {
        OutboxRig rig(m_folder->path());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const auto note = newId<ObjectId>();
        const auto commit = [&](const QList<BoardOp> &ops) {
            const auto id = newId<OpId>();
            rig.outbox.add({id, m_room, rig.clock.now, BoardCommit{id, m_room, ops, {}, {}}, {}});
            return id;
        };
        const OpId made = commit({BoardOp::create(note, BoardKind::Sticky, 0, 0, 160, 160)});
        const OpId other = commit({BoardOp::create(newId<ObjectId>(), BoardKind::Sticky, 0, 0, 160, 160)});
        const OpId moved = commit({BoardOp::set(note)});
        const OpId last = commit({BoardOp::create(newId<ObjectId>(), BoardKind::Sticky, 0, 0, 160, 160)});
        QVERIFY(rig.isSaved(last));
        rig.refuse(made, errors::frozen);
        QCOMPARE(rig.outbox.find(other)->state, State::Sending); // it has nothing to do with it
        rig.ack(other, 1);
        for (int i = 0; i < 3; ++i) {
            rig.clock.now += 1000;
            rig.outbox.roomReady(m_room);
            QCOMPARE(rig.outbox.find(moved)->state, State::Queued);
            QCOMPARE(rig.outbox.find(last)->state, State::Queued); // in its order
        }
        rig.outbox.settle(made);
        QCOMPARE(rig.outbox.find(moved)->state, State::Sending);
        rig.refuse(moved, errors::frozen);
        QCOMPARE(rig.outbox.find(last)->state, State::Sending);
    }
    void A216_whatShowsAnImageThatIsRefusedIsRefusedWithTheOthers()
    {
        OutboxRig rig(m_folder->path());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const QByteArray image(32, 'i');
        rig.outbox.awaitAsset(image);
        QList<OpId> waiting;
        for (int i = 0; i < 2; ++i) {
            BoardOp op = BoardOp::create(newId<ObjectId>(), BoardKind::Image, 0, 0, 100, 100);
            op.asset = image;
            waiting.append(newId<OpId>());
            rig.outbox.add(
                {waiting.last(), m_room, rig.clock.now, BoardCommit{waiting.last(), m_room, {op}, {}, {}}, {}});
        }
        QVERIFY(rig.isSaved(waiting.last()));
        QList<OpId> refused;
        connect(&rig.outbox, &Outbox::refused, this, [&](const OutboxEntry &entry) {
            refused.append(entry.id);
            rig.outbox.settle(entry.id); // a copy is kept at once
        });
        rig.outbox.assetRefused(image, {QString(errors::full), {}, {}, {}, {}, {}});
        QCOMPARE(refused, waiting);
        QVERIFY(rig.sent.isEmpty());
    }
    void A43_aRefusedMessageStaysAndOthersGoOn()
    {
        {
            OutboxRig rig(m_folder->path());
            rig.outbox.begin({});
            rig.outbox.roomReady(m_room);
            const OpId a = rig.post(m_room, QStringLiteral("a"));
            const OpId b = rig.post(m_room, QStringLiteral("b"));
            QVERIFY(rig.isSaved(b));
            rig.refuse(a, QStringLiteral("forbidden"));
            QCOMPARE(rig.outbox.find(a)->state, State::Refused);
            QCOMPARE(rig.bodiesSent().last(), QStringLiteral("b"));
            rig.ack(b, 1);
        }
        OutboxRig rig(m_folder->path());
        QCOMPARE(rig.outbox.waiting(), 0);
        QCOMPARE(rig.outbox.posts(m_room).size(), 1);
        QVERIFY(!rig.outbox.posts(m_room).first().refusal.isEmpty());
    }
    void A46_anErrorThatNamesNothingBlamesNobody()
    {
        OutboxRig rig(m_folder->path());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const OpId a = rig.post(m_room, QStringLiteral("a"));
        QVERIFY(rig.isSaved(a));
        // It was about a pointer, or about typing in a room that one has left.
        const QStringList others{QStringLiteral("not-member"), QStringLiteral("too-long"), QStringLiteral("rate")};
        for (const QString &code : others) {
            rig.outbox.handleFailure({code, {}, {}, {}, {}, {}});
            QVERIFY2(rig.outbox.find(a)->state != State::Refused, qPrintable(code));
        }
        rig.ack(a, 4);
        QCOMPARE(rig.outbox.find(a)->state, State::Acked);
    }
    void A46_oneThatTheHostCannotReadIsFoundAndTheOthersGoOn()
    {
        OutboxRig rig(m_folder->path());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        rig.outbox.roomReady(m_other);
        const OpId a = rig.post(m_room, QStringLiteral("a"));
        const OpId bad = rig.post(m_other, QStringLiteral("bad"));
        const OpId c = rig.post(m_other, QStringLiteral("c"));
        QVERIFY(rig.isSaved(c));
        QCOMPARE(rig.bodiesSent(), (QStringList{QStringLiteral("a"), QStringLiteral("bad")}));
        const auto unreadable = [&] {
            rig.outbox.handleFailure({QStringLiteral("too-long"), QStringLiteral("body"), {}, {}, {}, {}});
        };
        unreadable(); // one of two
        int alone = 0;
        for (int i = 0; i < 20 && rig.outbox.find(bad)->state != State::Refused; ++i) {
            rig.sent.clear();
            rig.clock.now += 30'000;
            rig.outbox.roomReady(m_room); // looks what may go now
            if (rig.sent.isEmpty())
                continue;
            QCOMPARE(rig.sent.size(), 1);
            ++alone;
            if (rig.lastSent() == bad)
                unreadable();
            else
                rig.ack(rig.lastSent(), 1);
        }
        QVERIFY2(alone >= 3, qPrintable(QString::number(alone)));
        QCOMPARE(rig.outbox.find(bad)->state, State::Refused);
        QCOMPARE(rig.outbox.find(a)->state, State::Acked);
        rig.sent.clear();
        rig.clock.now += 30'000;
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.bodiesSent(), QStringList{QStringLiteral("c")});
        rig.ack(c, 2);
        QCOMPARE(rig.outbox.waiting(), 0);
    }
    // One that was refused is sent again, and stands before the one that is to go alone.
    void A299_whoGoesAloneWaitsForNobodyWhoWaitsForThem()
    {
        OutboxRig rig(m_folder->path());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        rig.outbox.roomReady(m_other);
        const OpId a = rig.post(m_room, QStringLiteral("a"));
        const OpId b = rig.post(m_room, QStringLiteral("b"));
        QVERIFY(rig.isSaved(b));
        rig.refuse(a, errors::forbidden);
        QCOMPARE(rig.lastSent(), b);
        rig.outbox.handleFailure({QStringLiteral("too-long"), QStringLiteral("body"), {}, {}, {}, {}});
        rig.outbox.retry(a);
        const OpId c = rig.post(m_other, QStringLiteral("c"));
        QVERIFY(rig.isSaved(c));
        for (int i = 0; i < 20 && rig.outbox.waiting() > 0; ++i) {
            rig.clock.now += 30'000;
            rig.outbox.roomReady(m_room);
            const auto sending = [&] {
                QList<OpId> ids;
                for (const OpId &id : {a, b, c})
                    if (rig.outbox.find(id) && rig.outbox.find(id)->state == State::Sending)
                        ids.append(id);
                return ids;
            }();
            if (sending.contains(b))
                QCOMPARE(sending.size(), 1); // it is still looked at alone
            for (const OpId &id : sending)
                rig.ack(id, 1);
        }
        QCOMPARE(rig.outbox.waiting(), 0);
        QCOMPARE(rig.bodiesSent().count(QStringLiteral("a")), 2);
    }
    // The word of leaving is on its way, or that leaving fails; if neither comes, the host is believed.
    void A296_whoIsNoMemberForLongHasLeft()
    {
        OutboxRig rig(m_folder->path());
        QSignalSpy outside(&rig.outbox, &Outbox::outside), refused(&rig.outbox, &Outbox::refused);
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const OpId a = rig.post(m_room, QStringLiteral("a"));
        QVERIFY(rig.isSaved(a));
        const qint64 began = rig.clock.now;
        while (outside.isEmpty() && rig.clock.now < began + 60'000) {
            if (rig.outbox.find(a)->state == State::Sending)
                rig.refuse(a, errors::notMember);
            QCOMPARE(rig.outbox.find(a)->state, State::Queued);
            if (outside.isEmpty())
                rig.clock.now += 500;
            rig.outbox.roomReady(m_room); // looks what may go now
        }
        QVERIFY(rig.clock.now > began + 14'000 && rig.clock.now < began + 30'000);
        rig.outbox.roomLeft(m_room);
        QCOMPARE(rig.outbox.find(a)->state, State::Queued);
        rig.sent.clear();
        rig.outbox.begin({}); // sends what may go
        QVERIFY(rig.sent.isEmpty());
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.bodiesSent(), QStringList{QStringLiteral("a")});
        QVERIFY(refused.isEmpty());
    }
    void A44_noHostCanMakeAnybodyWaitForEver()
    {
        OutboxRig rig(m_folder->path());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const OpId a = rig.post(m_room, QStringLiteral("a"));
        QVERIFY(rig.isSaved(a));
        rig.refuse(a, errors::busy, qint64(1) << 52);
        rig.sent.clear();
        rig.clock.now += mostHostPauseMs - 1;
        rig.outbox.roomReady(m_room);
        QVERIFY(rig.sent.isEmpty());
        rig.clock.now += 1;
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.sent.size(), 1);
    }
    void aRefusedRoomIsNotTriedForEver()
    {
        OutboxRig rig(m_folder->path());
        QSignalSpy refused(&rig.outbox, &Outbox::refused);
        rig.outbox.begin({});
        const auto id = newId<OpId>();
        rig.outbox.add({id, RoomId{id.value}, 1, RoomCreate{id, QStringLiteral("x"), {}}, {}});
        QVERIFY(rig.isSaved(id));
        rig.refuse(id, QStringLiteral("full"), 1000);
        QCOMPARE(refused.size(), 1);
        rig.clock.now += mostHostPauseMs;
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.sent.size(), 1);
        QCOMPARE(rig.outbox.waiting(), 0);
    }

    // The room cannot be made, and what was written in it meanwhile is neither sent nor lost.
    void A110_aRefusedRoomKeepsWhatIsInItUntilItIsMadeUnderAnotherName()
    {
        const OpId make = newId<OpId>();
        const RoomId room{make.value};
        OpId post;
        {
            OutboxRig rig(m_folder->path());
            rig.outbox.add({make, room, rig.clock.now, RoomCreate{make, QStringLiteral("Lab"), {}}, {}});
            post = rig.post(room, QStringLiteral("first"));
            (void)rig.draw(room);
            QVERIFY(rig.isSaved(post));
            rig.outbox.begin({});
            QCOMPARE(rig.sent.size(), 1);
            rig.refuse(make, QStringLiteral("name-taken"));
            QCOMPARE(rig.outbox.find(make)->state, Outbox::State::Refused);
            QCOMPARE(rig.outbox.entries(room).size(), 3);
            QCOMPARE(rig.outbox.waiting(), 0); // for the host: nothing of it will go
        }
        OutboxRig rig(m_folder->path()); // and after a restart
        QCOMPARE(rig.outbox.entries(room).size(), 3);
        QCOMPARE(rig.outbox.entries(room).first().refusal, std::optional(QStringLiteral("name-taken")));
        rig.outbox.begin({});
        QVERIFY(rig.sent.isEmpty());
        QVERIFY(!rig.outbox.makeRoom(newId<RoomId>(), QStringLiteral("Lab 2")));
        QVERIFY(rig.outbox.makeRoom(room, QStringLiteral("Lab 2")));
        QTRY_COMPARE(rig.sent.size(), 1);
        QCOMPARE(std::get<RoomCreate>(rig.sent.first()).name, QStringLiteral("Lab 2"));
        QCOMPARE(std::get<RoomCreate>(rig.sent.first()).id, make);
        QCOMPARE(rig.outbox.waiting(), 3);
        rig.ack(make, 0);
        rig.outbox.roomReady(room);
        QCOMPARE(rig.bodiesSent(), QStringList{QStringLiteral("first")});
        QCOMPARE(rig.sent.size(), 3);
    }
    void A110_aDiscardedRoomIsGoneWithAllThatWaitedForIt()
    {
        const OpId make = newId<OpId>();
        const RoomId room{make.value};
        const RoomId other = newId<RoomId>();
        {
            OutboxRig rig(m_folder->path());
            rig.outbox.add({make, room, rig.clock.now, RoomCreate{make, QStringLiteral("Lab"), {}}, {}});
            (void)rig.post(room, QStringLiteral("first"));
            const OpId stays = rig.post(other, QStringLiteral("other"));
            QVERIFY(rig.isSaved(stays));
            rig.outbox.begin({});
            rig.refuse(make, QStringLiteral("full"));
            rig.outbox.discardRoom(room);
            QVERIFY(rig.outbox.entries(room).isEmpty());
        }
        OutboxRig rig(m_folder->path());
        QVERIFY(rig.outbox.entries(room).isEmpty());
        QCOMPARE(rig.outbox.entries(other).size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestOutboxRefusals)
#include "tst_outboxrefusals.moc"
