// SPDX-License-Identifier: MIT
#include "app/session/outbox.h"

#include "app/session/backoff.h"
#include "shared/protocol/errors.h"

#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coterie;
using State = Outbox::State;

namespace {

class FakeClock final : public Clock
{
public:
    [[nodiscard]] qint64 wallMs() const override { return now; }
    [[nodiscard]] qint64 monotonicMs() const override { return now; }
    qint64 now = 1'000'000;
};

// An outbox over a real store in a folder, and what it sent.
struct Rig {
    explicit Rig(const QString &folder)
        : outbox(store, clock)
    {
        QObject::connect(&outbox, &Outbox::sendWanted, &outbox,
                         [this](const ClientMessage &message) { sent.append(message); });
        bool loaded = false;
        store.open(folder, [&](const CachedSession &session) {
            ok = session.ok;
            outbox.load(session.outbox);
            loaded = true;
        });
        (void)QTest::qWaitFor([&] { return loaded; });
    }
    OpId post(const RoomId &room, const QString &body)
    {
        const auto id = newId<OpId>();
        outbox.add({id, room, clock.now, ChatPost{id, room, body, {}}, {}}, true);
        return id;
    }
    OpId draw(const RoomId &room)
    {
        const auto id = newId<OpId>();
        BoardOp op;
        op.object = newId<ObjectId>();
        op.act = BoardAct::Erase;
        outbox.add({id, room, clock.now, BoardCommit{id, room, {op}}, {}});
        return id;
    }
    [[nodiscard]] bool isSaved(const OpId &id) const
    {
        return QTest::qWaitFor([&] { return outbox.find(id) && outbox.find(id)->state != State::Saving; });
    }
    [[nodiscard]] QStringList bodiesSent() const
    {
        QStringList out;
        for (const ClientMessage &message : sent)
            if (const auto *post = std::get_if<ChatPost>(&message))
                out.append(post->body);
        return out;
    }
    [[nodiscard]] OpId lastSent() const
    {
        return std::visit(
            [](const auto &message) {
                if constexpr (requires { OpId(message.id); })
                    return message.id;
                else
                    return OpId{};
            },
            sent.last());
    }
    void ack(const OpId &id, Seq seq) { outbox.handleAck({id, outbox.find(id)->entry.room, seq, 1, false}); }
    void refuse(const OpId &id, const QString &code, std::optional<qint64> retryMs = {})
    {
        outbox.handleFailure({code, {}, {}, {}, id, retryMs});
    }
    bool ok = false;
    FakeClock clock;
    LocalStore store;
    Outbox outbox;
    QList<ClientMessage> sent;
};

} // namespace

class TestOutbox final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    const RoomId m_room = newId<RoomId>();
    const RoomId m_other = newId<RoomId>();

    RoomEvent eventOf(const OpId &id, const QString &body, Seq seq) const
    {
        RoomEvent event;
        event.seq = seq;
        event.id = id;
        event.author = newId<UserId>();
        event.name = QStringLiteral("Ana");
        event.time = 1;
        event.line = seq;
        event.chat = ChatBody{body, {}};
        return event;
    }
    static bool isChanged(const Outbox &outbox, const OpId &id, const QString &body)
    {
        return QTest::qWaitFor([&] {
            const auto *item = outbox.find(id);
            return item && std::get<ChatPost>(item->entry.message).body == body;
        });
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void A40_nothingIsShownOrSentBeforeItIsOnTheDisk()
    {
        Rig rig(m_folder->path());
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
            Rig rig(m_folder->path());
            rig.post(m_room, QStringLiteral("of an earlier run"));
            QVERIFY(rig.isSaved(rig.outbox.entries(m_room).first().id));
        }
        FakeClock clock;
        LocalStore store;
        Outbox outbox(store, clock);
        QSignalSpy saved(&outbox, &Outbox::saved);
        store.open(m_folder->path(), [&](const CachedSession &session) { outbox.load(session.outbox); });
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
            Rig rig(m_folder->path());
            QVERIFY(rig.ok);
            for (int i = 0; i < 50; ++i)
                ids.append(rig.post(m_room, QString::number(i)));
            ids.append(rig.draw(m_room));
            QVERIFY(rig.isSaved(ids.last()));
        }
        Rig rig(m_folder->path());
        const auto entries = rig.outbox.entries(m_room);
        QCOMPARE(entries.size(), 51);
        for (qsizetype i = 0; i < entries.size(); ++i)
            QCOMPARE(entries.at(i).id, ids.at(i));
        QCOMPARE(rig.outbox.waiting(), 51);
        QVERIFY(std::holds_alternative<BoardCommit>(entries.last().message));
    }

    void A44_oneAtATimePerRoomAndTheBoardBesides()
    {
        Rig rig(m_folder->path());
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
        Rig rig(m_folder->path());
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
            Rig rig(m_folder->path());
            id = rig.post(m_room, QStringLiteral("a"));
            QVERIFY(rig.isSaved(id));
            rig.outbox.noteLog(m_room, 7, {id});
            QVERIFY(!rig.outbox.find(id));
        }
        Rig rig(m_folder->path());
        QCOMPARE(rig.outbox.waiting(), 0);
    }

    void A44_pausesGrowAndRetryMsIsHonoured()
    {
        Rig rig(m_folder->path());
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

    void aHostThatNeverAnswersIsAskedAgain()
    {
        Rig rig(m_folder->path());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const OpId id = rig.post(m_room, QStringLiteral("a"));
        QVERIFY(rig.isSaved(id));
        rig.clock.now += 20'000;
        rig.outbox.roomReady(m_room);
        QCOMPARE(rig.sent.size(), 2);
        QCOMPARE(rig.lastSent(), id);
    }

    void theRateOfTheHostIsKept()
    {
        Rig rig(m_folder->path());
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

    void A43_aRefusedMessageStaysAndOthersGoOn()
    {
        {
            Rig rig(m_folder->path());
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
        Rig rig(m_folder->path());
        QCOMPARE(rig.outbox.waiting(), 0);
        QCOMPARE(rig.outbox.posts(m_room).size(), 1);
        QVERIFY(!rig.outbox.posts(m_room).first().refusal.isEmpty());
    }

    void A46_anErrorThatNamesNothingBlamesNobody()
    {
        Rig rig(m_folder->path());
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
        Rig rig(m_folder->path());
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
    void A44_noHostCanMakeAnybodyWaitForEver()
    {
        Rig rig(m_folder->path());
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

    void whatIsDiscardedUnderWayIsNotSentAgain()
    {
        Rig rig(m_folder->path());
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

    void aRefusedRoomIsNotTriedForEver()
    {
        Rig rig(m_folder->path());
        QSignalSpy refused(&rig.outbox, &Outbox::refused);
        rig.outbox.begin({});
        const auto id = newId<OpId>();
        rig.outbox.add({id, RoomId{id.value}, 1, RoomCreate{id, QStringLiteral("x"), {}}, {}});
        QVERIFY(rig.isSaved(id));
        rig.refuse(id, QStringLiteral("full"), 1000);
        QCOMPARE(refused.size(), 1);
        QVERIFY(!rig.outbox.find(id));
    }

    void aDiskThatRefusesKeepsNobodyFromSpeaking()
    {
        QFile file(m_folder->filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        Rig rig(file.fileName()); // no folder can be made there
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const OpId a = rig.post(m_room, QStringLiteral("a"));
        QVERIFY(rig.isSaved(a));
        QCOMPARE(rig.sent.size(), 1);
    }

    void A47_editingWhatWaitsEditsTheQueueAndKeepsIdAndPlace()
    {
        OpId a, b;
        {
            Rig rig(m_folder->path());
            a = rig.post(m_room, QStringLiteral("a"));
            b = rig.post(m_room, QStringLiteral("b"));
            QVERIFY(rig.isSaved(b));
            QVERIFY(rig.outbox.edit(a, QStringLiteral("a2")));
            QVERIFY(isChanged(rig.outbox, a, QStringLiteral("a2")));
            QCOMPARE(rig.outbox.posts(m_room).first().body, QStringLiteral("a2"));
        }
        Rig rig(m_folder->path()); // the program ended in between
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
        Rig rig(m_folder->path());
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
        Rig rig(m_folder->path());
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
            Rig rig(m_folder->path());
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
        Rig rig(m_folder->path()); // and after a restart
        const auto entries = rig.outbox.entries(m_room);
        QCOMPARE(entries.size(), 1);
        QCOMPARE(std::get<ChatPost>(entries.first().message).body, QStringLiteral("new"));
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        rig.outbox.retry(entries.first().id);
        QCOMPARE(rig.bodiesSent(), QStringList{QStringLiteral("new")});
    }

    // The control of A48: a lost ack alone, with the words unchanged at the host, is no late edit.
    void A48_anEditThatArrivedIsNotSaidToBeLate()
    {
        Rig rig(m_folder->path());
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

    void A49_whatIsDiscardedIsGoneEverywhere()
    {
        {
            Rig rig(m_folder->path());
            const OpId a = rig.post(m_room, QStringLiteral("a"));
            QVERIFY(rig.isSaved(a));
            QVERIFY(rig.outbox.edit(a, QStringLiteral("changed")));
            rig.outbox.discard(a); // while the change is on its way to the disk
            QVERIFY(rig.outbox.posts(m_room).isEmpty());
        }
        Rig rig(m_folder->path());
        QVERIFY(rig.outbox.entries(m_room).isEmpty());
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        QVERIFY(rig.sent.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
