// SPDX-License-Identifier: MIT
#include "app/session/roomsync.h"

#include <QRandomGenerator>
#include <QTest>

using namespace coterie;
using Kind = RoomSync::Fetch::Kind;
using Stage = RoomSync::Stage;

namespace {

RoomEvent said(Seq seq, bool board = false)
{
    RoomEvent made;
    made.seq = seq;
    made.id = OpId{QUuid(uint(seq), 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)};
    if (board)
        made.board = BoardChange{};
    else
        made.chat = ChatBody{QString::number(seq), {}};
    return made;
}
QList<RoomEvent> saidFrom(Seq first, Seq last)
{
    QList<RoomEvent> made;
    for (Seq seq = first; seq <= last; ++seq)
        made.append(said(seq));
    return made;
}
QList<Seq> seqs(const RoomSync::Step &step)
{
    QList<Seq> out;
    for (const RoomEvent &one : step.events)
        out.append(one.seq);
    return out;
}
const EpochId epochA{QUuid(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)};
const EpochId epochB{QUuid(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)};
RoomInfo room(Seq head, const EpochId &epoch = epochA)
{
    RoomInfo info;
    info.head = head;
    info.epoch = epoch;
    return info;
}

} // namespace

class TestRoomSync final : public QObject
{
    Q_OBJECT

private slots:
    void anEmptyRoomIsLiveAtOnce()
    {
        RoomSync sync;
        const auto step = sync.joined(room(0), false);
        QVERIFY(!step.fetch && step.caughtUp && !step.dropAll);
        QCOMPARE(sync.stage(), Stage::Live);
        QCOMPARE(seqs(sync.live(said(1))), QList<Seq>{1});
    }

    void aNewRoomBeginsWithItsLastPage()
    {
        RoomSync sync;
        auto step = sync.joined(room(500), false);
        QVERIFY(step.fetch && step.fetch->kind == Kind::Latest);
        step = sync.page(saidFrom(401, 500), true);
        QVERIFY(step.leap && step.caughtUp);
        QCOMPARE(step.first, 401);
        QCOMPARE(step.last, 500);
        QCOMPARE(sync.cursor(), 500);
    }

    void A10_whatWasMissedComesInPagesAndWhatIsLiveWaitsForItsTurn()
    {
        RoomSync sync;
        sync.restore(epochA, 10);
        auto step = sync.joined(room(250), false);
        QVERIFY(step.fetch && step.fetch->kind == Kind::After && step.fetch->after == 10);
        QVERIFY(seqs(sync.live(said(251))).isEmpty());
        step = sync.page(saidFrom(11, 110), true);
        QCOMPARE(step.events.size(), 100);
        QVERIFY(step.fetch && step.fetch->after == 110);
        QVERIFY(seqs(sync.live(said(252))).isEmpty());
        QCOMPARE(sync.behind(), 140);
        step = sync.page(saidFrom(111, 210), true);
        // The last page was read when 251 was in the log already: it is passed on once.
        step = sync.page(saidFrom(211, 251), false);
        QCOMPARE(seqs(step).last(), 252);
        QCOMPARE(seqs(step).size(), 42);
        QVERIFY(step.caughtUp && !step.fetch);
        QCOMPARE(sync.stage(), Stage::Live);
    }

    void A10_placesOfTheBoardAreCoveredThoughNotFetched()
    {
        RoomSync sync;
        sync.restore(epochA, 10);
        auto step = sync.joined(room(20), false);
        step = sync.page({said(13)}, false); // 11, 12 and 14 to 20 are strokes
        QCOMPARE(step.first, 11);
        QCOMPARE(step.last, 20);
        QCOMPARE(sync.stage(), Stage::Live);
        QCOMPARE(seqs(sync.live(said(21))), QList<Seq>{21});
    }

    void P20_theChainIsThatOfTheCursor()
    {
        const auto chained = [](Seq seq) {
            RoomEvent event = said(seq);
            event.chain = QByteArray::number(10'000'000 + seq);
            return event;
        };
        RoomInfo info = room(20);
        info.chain = "20202020";
        RoomSync sync;
        sync.restore(epochA, 10, "10101010");
        QCOMPARE(sync.chain(), QByteArray("10101010"));
        (void)sync.joined(info, false);
        QCOMPARE(sync.chain(), QByteArray("10101010"));
        (void)sync.page({chained(11), chained(13)}, true);
        QCOMPARE(sync.cursor(), 13);
        QCOMPARE(sync.chain(), QByteArray("10000013"));
        (void)sync.page({chained(14)}, false); // what is up to 20 is of the board
        QCOMPARE(sync.cursor(), 20);
        QCOMPARE(sync.chain(), QByteArray("20202020"));
        (void)sync.live(chained(21));
        QCOMPARE(sync.chain(), QByteArray("10000021"));
        (void)sync.live(chained(24)); // held: 22 and 23 are missing
        QCOMPARE(sync.chain(), QByteArray("10000021"));
        (void)sync.page({chained(22)}, false); // 23 was of the board
        QCOMPARE(sync.cursor(), 24);
        QCOMPARE(sync.chain(), QByteArray("10000024"));
        // An older host says nothing of it: then it is not known.
        (void)sync.live(said(25));
        QVERIFY(sync.chain().isEmpty());
        (void)sync.joined(info, true);
        QCOMPARE(sync.cursor(), 0);
        QVERIFY(sync.chain().isEmpty());
    }

    void A11_aGapIsFetched()
    {
        RoomSync sync;
        sync.restore(epochA, 10);
        auto step = sync.joined(room(10), false);
        QCOMPARE(sync.stage(), Stage::Live);
        step = sync.live(said(13));
        QVERIFY(step.events.isEmpty());
        QVERIFY(step.fetch && step.fetch->kind == Kind::After && step.fetch->after == 10);
        QVERIFY(!sync.live(said(14)).fetch);
        step = sync.page(saidFrom(11, 12), false);
        QCOMPARE(seqs(step), (QList<Seq>{11, 12, 13, 14}));
        QCOMPARE(sync.stage(), Stage::Live);
    }

    // What was sent there and acknowledged may be gone, though nothing of the log has been read (A185).
    void A12_anotherEpochIsToldAlsoWhenNothingIsHereYet()
    {
        RoomSync sync;
        QVERIFY(!sync.joined(room(5), false).dropAll);
        sync.away();
        QVERIFY(!sync.joined(room(6), false).dropAll);
        sync.away();
        const auto step = sync.joined(room(5, epochB), false);
        QVERIFY(step.dropAll);
        QVERIFY(step.fetch && step.fetch->kind == Kind::Latest);
    }

    void A12_aResetDropsWhatIsHere_data()
    {
        QTest::addColumn<bool>("saysReset");
        QTest::addColumn<Seq>("head");
        QTest::addColumn<bool>("sameEpoch");
        QTest::newRow("the host says so") << true << Seq(50) << true;
        QTest::newRow("another epoch") << false << Seq(50) << false;
        QTest::newRow("the log is shorter than what is here") << false << Seq(5) << true;
    }
    void A12_aResetDropsWhatIsHere()
    {
        QFETCH(bool, saysReset);
        QFETCH(Seq, head);
        QFETCH(bool, sameEpoch);
        RoomSync sync;
        sync.restore(epochA, 10);
        auto step = sync.joined(room(head, sameEpoch ? epochA : epochB), saysReset);
        QVERIFY(step.dropAll);
        QVERIFY(step.fetch && step.fetch->kind == Kind::Latest);
        step = sync.page(saidFrom(1, head), false);
        QVERIFY(step.leap && !step.dropAll);
        QCOMPARE(sync.cursor(), head);
        QCOMPARE(sync.epoch(), sameEpoch ? epochA : epochB);
    }

    void A13_whoMissedMoreThanAThousandBeginsAtTheEnd()
    {
        RoomSync sync;
        sync.restore(epochA, 10);
        auto step = sync.joined(room(1011), false);
        QVERIFY(step.fetch && step.fetch->kind == Kind::Latest);
        step = sync.page(saidFrom(912, 1011), true);
        QVERIFY(step.leap);
        QCOMPARE(step.first, 912);
        sync.away();
        step = sync.joined(room(2011), false);
        QVERIFY(step.fetch && step.fetch->kind == Kind::After);
    }

    void aSnapshotStandsForTheLogUpToItsPlace()
    {
        RoomSync sync;
        auto step = sync.joined(room(5000), false);
        QVERIFY(step.fetch && step.fetch->kind == Kind::Latest);
        QVERIFY(seqs(sync.live(said(5001))).isEmpty());
        step = sync.snapshot(4990);
        QVERIFY(step.fetch && step.fetch->kind == Kind::After && step.fetch->after == 4990);
        step = sync.page(saidFrom(4991, 5000), false);
        QCOMPARE(seqs(step).last(), 5001);
        // An old snapshot of a long log: on in pages, never in a circle.
        RoomSync other;
        step = other.joined(room(5000), false);
        step = other.snapshot(0);
        QVERIFY(step.fetch && step.fetch->kind == Kind::After);
        step = other.page(saidFrom(1, 100), true);
        QVERIFY(step.fetch && step.fetch->kind == Kind::After && step.fetch->after == 100);
    }

    void A141_whatIsWrongIsFetchedAnewWithoutAHole()
    {
        RoomSync sync;
        auto step = sync.joined(room(100), false);
        step = sync.snapshot(100);
        QVERIFY(step.caughtUp);
        QCOMPARE(seqs(sync.live(said(101))), QList<Seq>{101});
        step = sync.again();
        QVERIFY(step.fetch && step.fetch->kind == Kind::Latest && !step.dropAll);
        QVERIFY(seqs(sync.live(said(102))).isEmpty()); // its turn comes
        step = sync.snapshot(90);                      // the host keeps one for a while
        QVERIFY(step.fetch && step.fetch->kind == Kind::After && step.fetch->after == 90 && !step.caughtUp);
        step = sync.page(saidFrom(91, 101), false);
        QVERIFY(step.caughtUp);
        QCOMPARE(seqs(step).first(), 91);
        QCOMPARE(seqs(step).last(), 102);
        QCOMPARE(sync.cursor(), 102);
        sync.away();
        QVERIFY(!sync.again().fetch); // nobody to ask
    }

    void aPageWithoutAnythingNewIsNotAskedForForEver()
    {
        RoomSync sync;
        sync.restore(epochA, 10);
        auto step = sync.joined(room(20), false);
        step = sync.page({}, true);
        QVERIFY(step.fetch && step.fetch->kind == Kind::Latest);
        step = sync.page(saidFrom(11, 20), true);
        QCOMPARE(sync.stage(), Stage::Live);
    }

    void awayForgetsWhatItHeldButNotWhereItStood()
    {
        RoomSync sync;
        sync.restore(epochA, 10);
        auto step = sync.joined(room(20), false);
        step = sync.live(said(21));
        sync.away();
        QVERIFY(sync.live(said(11)).events.isEmpty());
        QVERIFY(sync.page(saidFrom(11, 20), false).events.isEmpty());
        step = sync.joined(room(21), false);
        QVERIFY(step.fetch && step.fetch->after == 10);
        step = sync.page(saidFrom(11, 21), false);
        QCOMPARE(step.events.size(), 11);
    }

    // Whatever order pages, live events, losses and reconnects come in: each event once, in order, none missing.
    void G5_A10_noHoleAndNoRepetitionInAnyOrderOfArrival()
    {
        for (quint32 seed = 1; seed <= 300; ++seed) {
            QRandomGenerator dice(seed);
            RoomSync sync;
            Seq head = Seq(dice.bounded(50));
            QList<Seq> got;
            std::optional<RoomSync::Fetch> asked;
            Seq covered = 0;
            const auto take = [&](const RoomSync::Step &step) {
                if (step.leap) {
                    got.clear();
                    covered = step.first - 1;
                }
                for (const RoomEvent &one : step.events) {
                    if (!got.isEmpty() && one.seq != got.last() + 1)
                        QFAIL(
                            qPrintable(QStringLiteral("seed %1: %2 after %3").arg(seed).arg(one.seq).arg(got.last())));
                    got.append(one.seq);
                }
                if (step.fetch)
                    asked = step.fetch;
            };
            take(sync.joined(room(head), false));
            for (int i = 0; i < 400; ++i) {
                const auto roll = dice.bounded(100);
                if (roll < 55) {
                    ++head;
                    if (dice.bounded(10) > 0) // else it is lost on its way
                        take(sync.live(said(head)));
                } else if (roll < 90 && asked) {
                    const auto fetch = *std::exchange(asked, {});
                    const Seq size = 1 + dice.bounded(20);
                    if (fetch.kind == Kind::After)
                        take(sync.page(saidFrom(fetch.after + 1, std::min(head, fetch.after + size)),
                                       fetch.after + size < head));
                    else
                        take(sync.page(saidFrom(std::max<Seq>(1, head - size + 1), head), head > size));
                } else if (roll >= 97) {
                    sync.away();
                    asked.reset();
                    take(sync.joined(room(head), false));
                }
            }
            take(sync.live(said(++head)));
            for (int i = 0; i < 1000 && asked; ++i) {
                const auto fetch = *std::exchange(asked, {});
                take(fetch.kind == Kind::After ? sync.page(saidFrom(fetch.after + 1, head), false)
                                               : sync.page(saidFrom(1, head), false));
            }
            if (sync.stage() != Stage::Live || got.isEmpty() || got.last() != head)
                QFAIL(qPrintable(QStringLiteral("seed %1 ends at %2 of %3").arg(seed).arg(sync.cursor()).arg(head)));
        }
    }
};

QTEST_APPLESS_MAIN(TestRoomSync)
#include "tst_roomsync.moc"
