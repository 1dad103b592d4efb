// SPDX-License-Identifier: MIT
#include "server/net/descriptor.h"
#include "server/net/fanout.h"

#include <QMap>
#include <QTest>

#include <array>
#include <memory>
#include <random>

#include <sys/socket.h>
#include <unistd.h>

using namespace coterie;
using namespace coterie::server;

namespace {

// One connection over a pair of sockets, with what a QTcpSocket does for a slow one: it keeps what it is given.
struct Wire {
    Wire()
    {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
            qFatal("no socket pair");
        const int small = 4096;
        ::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
    }
    ~Wire()
    {
        for (const int end : ends)
            ::close(end);
    }
    Q_DISABLE_COPY_MOVE(Wire)

    // True when nothing waits any more.
    bool pass()
    {
        qsizetype passed = 0;
        while (passed < waiting.size()) {
            const auto sent = descriptor::sendNow(ends[0], QByteArrayView(waiting).sliced(passed));
            if (sent.bytes == 0)
                break;
            passed += sent.bytes;
        }
        waiting.remove(0, passed);
        return waiting.isEmpty();
    }
    void read()
    {
        char bytes[8192];
        for (ssize_t count = 0; (count = ::read(ends[1], bytes, sizeof bytes)) > 0;)
            heard.append(bytes, count);
    }

    int ends[2] = {-1, -1};
    QByteArray waiting;
    QByteArray heard;
    int overflows = 0;
    bool isBroken = false;
};

class Wires final : public SlowLane
{
public:
    qint64 backlog(Slot slot) const override { return all[slot]->waiting.size(); }
    void write(Slot slot, const QByteArray &bytes) override { all[slot]->waiting += bytes; }
    void overflowed(Slot slot) override { ++all[slot]->overflows; }
    void broken(Slot slot) override { all[slot]->isBroken = true; }
    void missed(Slot, Seq stamp) override { stamps.push_back(stamp); }
    void fellBehind(Slot slot, GroupId group, Seq from, Seq before) override
    {
        wanted.push_back({slot, group, from, before});
    }

    struct Wanted {
        Slot slot;
        GroupId group;
        Seq from, before;
    };
    std::vector<Wanted> wanted;
    std::vector<Seq> stamps; // of what was missed

    std::vector<std::unique_ptr<Wire>> all;
};

// A fan-out to one connection, which is in group 1.
struct OneWire {
    OneWire()
    {
        fanout.open(0, wire.ends[0], Framing::Cbor);
        fanout.join(1, 0);
    }

    Wires wires;
    Wire &wire = *wires.all.emplace_back(std::make_unique<Wire>());
    Fanout fanout{wires};
};

Framing framingOf(Slot slot)
{
    return slot % 3 == 0 ? Framing::Json : Framing::Cbor;
}

// What should arrive, worked out message by message without a thought for speed.
class Model
{
public:
    void join(GroupId group, Slot slot) { m_members[group].insert(slot); }
    void leave(GroupId group, Slot slot)
    {
        if (!m_members[group].remove(slot))
            return;
        m_own[slot] += m_shared[slot].take(group);
    }
    void send(Slot slot, const QByteArray &message) { m_own[slot] += message; }
    void publish(GroupId group, const QByteArray &message)
    {
        for (const Slot slot : std::as_const(m_members[group])) {
            // Groups come in the order in which they had something for a peer of this framing.
            QList<GroupId> &order = m_order[framingOf(slot)];
            if (!order.contains(group))
                order.append(group);
            m_shared[slot][group] += message;
        }
    }
    void flush()
    {
        for (auto it = m_own.begin(); it != m_own.end(); ++it)
            expected[it.key()] += std::exchange(it.value(), {});
        for (auto it = m_shared.begin(); it != m_shared.end(); ++it)
            for (const GroupId group : std::as_const(m_order[framingOf(it.key())]))
                expected[it.key()] += it.value().take(group);
        m_order.clear();
    }
    QMap<Slot, QByteArray> expected;

private:
    QMap<GroupId, QSet<Slot>> m_members;
    QMap<Slot, QByteArray> m_own;
    QMap<Slot, QMap<GroupId, QByteArray>> m_shared;
    QMap<Framing, QList<GroupId>> m_order;
};

QByteArray framed(const QByteArray &payload)
{
    TurnBuffer buffer;
    buffer.append(2, payload, Delivery::Durable);
    return buffer.bytes();
}

// A log of one group, published and, for those who lag too far, read from the store.
struct Log {
    static constexpr qsizetype bytes = 900;
    QByteArray event(Seq seq) const
    {
        return QByteArray::number(group).rightJustified(4) + QByteArray::number(seq).rightJustified(12) +
               QByteArray(bytes, 'e');
    }
    void publish(Fanout &fanout)
    {
        ++head;
        for (const Framing framing : {Framing::Cbor, Framing::Json})
            fanout.publish(group, framing, 2, event(head), Delivery::Logged, head);
    }
    GroupId group;
    Seq head = 0;
};
// What the host does about those who lag: reads a page for those who ask, and goes on with those who drained.
void serve(Fanout &fanout, Wires &wires, std::vector<Log> &logs, qsizetype page)
{
    for (const auto &want : std::exchange(wires.wanted, {})) {
        Seq next = want.from;
        for (; next < want.before && next < want.from + page; ++next)
            fanout.send(want.slot, 2, logs[want.group - 1].event(next), Delivery::Durable);
        fanout.flush();
        fanout.continueFrom(want.slot, want.group, next);
    }
    for (Slot slot = 0; slot < wires.all.size(); ++slot) {
        if (fanout.isClogged(slot))
            fanout.setClogged(slot, !wires.all[slot]->pass());
        (void)fanout.catchUp(slot);
    }
}
// The events of each group in what one heard, in the order in which they came.
QMap<GroupId, QList<Seq>> eventsIn(const QByteArray &heard)
{
    QMap<GroupId, QList<Seq>> seqs;
    const qsizetype frame = framed(QByteArray(16 + Log::bytes, 'x')).size();
    for (qsizetype at = 0; at + frame <= heard.size(); at += frame) {
        const QByteArray payload = heard.mid(at + frame - 16 - Log::bytes, 16);
        seqs[payload.left(4).trimmed().toUInt()].append(payload.mid(4).trimmed().toLongLong());
    }
    return seqs;
}

} // namespace

class TestFanout final : public QObject
{
    Q_OBJECT
private slots:
    void everybodyHearsExactlyWhatTheModelSays_data()
    {
        QTest::addColumn<int>("seed");
        QTest::addColumn<BatchSender::Way>("way");
        for (int seed = 1; seed <= 20; ++seed)
            QTest::addRow("seed %d", seed) << seed << (seed % 2 ? BatchSender::Way::Ring : BatchSender::Way::OneByOne);
    }
    void everybodyHearsExactlyWhatTheModelSays()
    {
        QFETCH(int, seed);
        QFETCH(BatchSender::Way, way);
        std::mt19937 random{unsigned(seed)};
        const auto upTo = [&](unsigned count) { return unsigned(random() % count); };
        constexpr unsigned peers = 30; // enough for batches
        constexpr unsigned groups = 6;
        Wires wires;
        Fanout fanout(wires, way);
        Model model;
        for (Slot slot = 0; slot < peers; ++slot) {
            wires.all.push_back(std::make_unique<Wire>());
            fanout.open(slot, wires.all[slot]->ends[0], framingOf(slot));
        }
        for (int turn = 0; turn < 300; ++turn) {
            for (unsigned deed = 1 + upTo(12); deed-- > 0;) {
                const Slot slot = upTo(peers);
                const GroupId group = 1 + upTo(groups);
                const QByteArray payload(int(upTo(8) == 0 ? upTo(3000) : upTo(90)), char('a' + upTo(26)));
                switch (upTo(5)) {
                case 0:
                    fanout.join(group, slot);
                    model.join(group, slot);
                    break;
                case 1:
                    fanout.leave(group, slot);
                    model.leave(group, slot);
                    break;
                case 2:
                    fanout.send(slot, 2, payload, Delivery::Durable);
                    model.send(slot, framed(payload));
                    break;
                default:
                    for (const Framing framing : {Framing::Cbor, Framing::Json})
                        fanout.publish(group, framing, 2, payload, Delivery::Durable);
                    model.publish(group, framed(payload));
                }
            }
            fanout.flush();
            model.flush();
            QVERIFY(!fanout.hasWork());
            for (Slot slot = 0; slot < peers; ++slot) {
                Wire &wire = *wires.all[slot];
                if (upTo(4) != 0) // now and then one does not read
                    wire.read();
                if (fanout.isClogged(slot))
                    fanout.setClogged(slot, !wire.pass());
            }
        }
        for (Slot slot = 0; slot < peers; ++slot) {
            Wire &wire = *wires.all[slot];
            do {
                wire.read();
            } while (!wire.pass());
            wire.read();
            QCOMPARE(wire.overflows, 0);
            QVERIFY2(wire.heard == model.expected.value(slot), qPrintable(QStringLiteral("slot %1").arg(slot)));
        }
    }

    void P13_volatileFramesAreDroppedWholeAndDurableOnesOverflowOnce()
    {
        OneWire one;
        Wire &wire = one.wire;
        Fanout &fanout = one.fanout;
        int durable = 0;
        for (int i = 0; i < 200; ++i) {
            fanout.publish(1, Framing::Cbor, 2, QByteArray(999, 'v'), Delivery::Volatile);
            fanout.publish(1, Framing::Cbor, 2, QByteArray(999, 'd'), Delivery::Durable);
            ++durable;
            fanout.flush();
        }
        QCOMPARE(wire.overflows, 0);
        const QByteArray voice = framed(QByteArray(999, 'v'));
        const QByteArray deed = framed(QByteArray(999, 'd'));
        do {
            wire.read();
        } while (!wire.pass());
        wire.read();
        fanout.setClogged(0, false);
        int voices = 0;
        int deeds = 0;
        qsizetype at = 0;
        for (; at < wire.heard.size(); at += voice.size()) {
            const QByteArray frame = wire.heard.mid(at, voice.size());
            QVERIFY2(frame == voice || frame == deed, "a frame was cut");
            (frame == voice ? voices : deeds)++;
        }
        QCOMPARE(deeds, durable);
        QVERIFY(voices > 0 && voices < 100);

        for (int i = 0; i < 2000 && wire.overflows == 0; ++i) {
            fanout.publish(1, Framing::Cbor, 2, QByteArray(999, 'd'), Delivery::Durable);
            fanout.flush();
        }
        QCOMPARE(wire.overflows, 1);
        QVERIFY(wire.waiting.size() > durableBacklog && wire.waiting.size() < durableBacklog + 4096);
    }

    // On one connection nothing is overtaken, so what is volatile may stand before what lasts; but never much of it.
    void G9_N8_littleThatIsVolatileStandsBeforeWhatLasts()
    {
        constexpr qsizetype inOneTurn = 32 * 1024; // as much waits for the next write (N24)
        for (const Delivery lasts : {Delivery::Durable, Delivery::Logged}) {
            OneWire one;
            Wire &wire = one.wire;
            Fanout &fanout = one.fanout;
            qsizetype most = 0;
            for (Seq seq = 1; seq <= 20; ++seq) {
                for (int turn = 0; turn < 10; ++turn) {
                    for (qsizetype bytes = 0; bytes < inOneTurn; bytes += 999)
                        fanout.publish(1, Framing::Cbor, 2, QByteArray(999, 'v'), Delivery::Volatile);
                    fanout.flush();
                }
                fanout.publish(1, Framing::Cbor, 2, QByteArray(999, 'd'), lasts, seq);
                fanout.flush();
                QVERIFY(wire.waiting.endsWith('d')); // it is written in its own turn
                most = std::max(most, wire.waiting.size());
                for (int i = 0; i < 10; ++i) { // whoever reads this reads slowly
                    wire.read();
                    fanout.setClogged(0, !wire.pass());
                }
            }
            QVERIFY2(most > volatileBacklog, "nothing stood before it");
            QVERIFY2(most <= volatileBacklog + inOneTurn + 2 * 1024, qPrintable(QString::number(most)));
        }
    }

    void P48_whatIsNewestIsDroppedWholeAndItIsKnownWhat()
    {
        OneWire one;
        auto &[wires, wire, fanout] = one;
        constexpr Seq last = 200;
        for (Seq stamp = 1; stamp <= last; ++stamp) {
            fanout.publish(1, Framing::Cbor, 2, QByteArray(999, 'n'), Delivery::Newest, stamp);
            fanout.publish(1, Framing::Cbor, 2, QByteArray(999, 'd'), Delivery::Durable);
            fanout.flush();
        }
        QCOMPARE(wire.overflows, 0);
        QVERIFY(wires.stamps.size() > 100 && wires.stamps.size() < std::size_t(last));
        for (std::size_t i = 0; i < wires.stamps.size(); ++i)
            QCOMPARE(wires.stamps[i], last - Seq(wires.stamps.size()) + 1 + Seq(i));
        do {
            wire.read();
        } while (!wire.pass());
        wire.read();
        const QByteArray newest = framed(QByteArray(999, 'n'));
        Seq heard = 0;
        for (qsizetype at = 0; at < wire.heard.size(); at += newest.size()) {
            const QByteArray frame = wire.heard.mid(at, newest.size());
            QVERIFY2(frame == newest || frame == framed(QByteArray(999, 'd')), "a frame was cut");
            heard += frame == newest ? 1 : 0;
        }
        QCOMPARE(heard + Seq(wires.stamps.size()), last);
    }

    void whatOnesSelfIsSentCountsAgainstTheSameLimits()
    {
        Wires wires;
        wires.all.push_back(std::make_unique<Wire>());
        Fanout fanout(wires);
        fanout.open(0, wires.all[0]->ends[0], Framing::Json);
        for (int i = 0; i < 2000 && wires.all[0]->overflows == 0; ++i) {
            fanout.send(0, 1, QByteArray(4000, 'x'), Delivery::Durable);
            fanout.flush();
        }
        QCOMPARE(wires.all[0]->overflows, 1);
    }

    void G11_whoLagsStopsGettingEventsAtItsLimitAndGoesOnWithoutAHole()
    {
        Wires wires;
        Fanout fanout(wires);
        std::vector<Log> logs{{1}};
        for (Slot slot = 0; slot < 2; ++slot) {
            wires.all.push_back(std::make_unique<Wire>());
            fanout.open(slot, wires.all[slot]->ends[0], Framing::Cbor);
            fanout.join(1, slot);
        }
        constexpr Seq count = 5000; // 4.6 MB: far beyond what waits for it and what the ring holds
        qint64 most = 0;
        while (logs[0].head < count) {
            logs[0].publish(fanout);
            fanout.flush();
            wires.all[0]->read();
            if (fanout.isClogged(0))
                fanout.setClogged(0, !wires.all[0]->pass());
            most = std::max<qint64>(most, wires.all[1]->waiting.size());
        }
        QVERIFY2(most > eventBacklog && most < eventBacklog + 2048, qPrintable(QString::number(most)));
        QCOMPARE(wires.all[1]->overflows, 0);
        QVERIFY(fanout.isLagging(1));
        QVERIFY(!fanout.isLagging(0));

        for (int turn = 0; turn < 20'000 && fanout.isLagging(1); ++turn) {
            if (turn % 7 == 0) { // the others go on meanwhile
                logs[0].publish(fanout);
                fanout.flush();
            }
            for (const auto &wire : wires.all)
                wire->read();
            serve(fanout, wires, logs, 50);
        }
        QVERIFY(!fanout.isLagging(1));
        const Seq before = logs[0].head;
        logs[0].publish(fanout);
        fanout.flush();
        for (const auto &wire : wires.all) {
            do {
                wire->read();
            } while (!wire->pass());
            wire->read();
            const QList<Seq> seqs = eventsIn(wire->heard)[1];
            QCOMPARE(seqs.size(), before + 1);
            for (Seq seq = 1; seq <= before + 1; ++seq)
                QCOMPARE(seqs.at(seq - 1), seq);
        }
    }

    void G12_N26_whoIsFarBehindGetsAShareAndThenItIsTheNextOnesTurn()
    {
        Wires wires;
        Fanout fanout(wires);
        std::vector<Log> logs{{1}, {2}};
        for (Slot slot = 0; slot < 3; ++slot) { // the first one listens, the others lag in both rooms
            wires.all.push_back(std::make_unique<Wire>());
            fanout.open(slot, wires.all[slot]->ends[0], Framing::Cbor);
            for (const Log &log : logs)
                fanout.join(log.group, slot);
        }
        const auto publish = [&] {
            for (Log &log : logs)
                log.publish(fanout);
            fanout.flush();
            wires.all[0]->read();
            return !fanout.isClogged(0) && eventsIn(wires.all[0]->heard)[2].size() == logs[1].head;
        };
        while (!fanout.isLagging(1) || !fanout.isLagging(2))
            QVERIFY(publish());
        for (int i = 0; i < 300; ++i)
            QVERIFY(publish()); // 540 KiB for each of them, which the ring holds
        const int large = 1024 * 1024;
        for (const Slot slot : {1U, 2U}) { // now they read, and their lines carry more than a share
            Wire &wire = *wires.all[slot];
            do {
                wire.read();
            } while (!wire.pass());
            wire.read();
            fanout.setClogged(slot, false);
            ::setsockopt(wire.ends[0], SOL_SOCKET, SO_SNDBUF, &large, sizeof large);
        }
        constexpr qsizetype share = 64 * 1024;
        const qsizetype frame = framed(logs[0].event(1)).size();
        int shares = 0;
        std::array<bool, 3> more{false, true, true};
        while (more[1] || more[2]) {
            for (const Slot slot : {1U, 2U}) {
                Wire &wire = *wires.all[slot];
                if (fanout.isClogged(slot)) // with what is new of the room in which it lags no more
                    fanout.setClogged(slot, !wire.pass());
                wire.read();
                const qsizetype before = wire.heard.size();
                more[slot] = fanout.catchUp(slot);
                wire.read();
                const qsizetype got = wire.heard.size() - before;
                QVERIFY2(!fanout.isClogged(slot), "its line ended the share");
                QVERIFY2(got < share + frame, qPrintable(QString::number(got)));
                QVERIFY(!more[slot] || got >= share);
                shares += more[slot] ? 1 : 0;
                QVERIFY(publish()); // who listens hears it between two shares
            }
        }
        QVERIFY2(shares >= 16, qPrintable(QString::number(shares)));
        for (const Slot slot : {1U, 2U}) {
            (void)fanout.catchUp(slot); // what was published since
            QVERIFY(!fanout.isLagging(slot));
        }
        QVERIFY(publish());
        for (const auto &wire : wires.all) {
            QVERIFY(wire->pass());
            wire->read();
            const auto heard = eventsIn(wire->heard);
            for (const Log &log : logs) {
                QCOMPARE(heard[log.group].size(), log.head);
                for (Seq seq = 1; seq <= log.head; ++seq)
                    QCOMPARE(heard[log.group].at(seq - 1), seq);
            }
        }
    }

    void G10_everybodyConvergesHoweverTheyRead_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 6; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void G10_everybodyConvergesHoweverTheyRead()
    {
        QFETCH(int, seed);
        std::mt19937 random{unsigned(seed)};
        const auto upTo = [&](unsigned count) { return unsigned(random() % count); };
        constexpr unsigned peers = 8;
        Wires wires;
        Fanout fanout(wires);
        std::vector<Log> logs{{1}, {2}, {3}};
        QMap<std::pair<Slot, GroupId>, Seq> joined; // after this event
        for (Slot slot = 0; slot < peers; ++slot) {
            wires.all.push_back(std::make_unique<Wire>());
            fanout.open(slot, wires.all[slot]->ends[0], framingOf(slot));
        }
        int lagged = 0;
        std::vector<bool> reads(peers, true);
        for (int turn = 0; turn < 400; ++turn) {
            for (unsigned deed = 1 + upTo(8); deed-- > 0;) {
                const Slot slot = upTo(peers);
                Log &log = logs[upTo(3)];
                if (upTo(6) == 0 && !joined.contains({slot, log.group})) {
                    fanout.join(log.group, slot);
                    joined[{slot, log.group}] = log.head;
                } else if (upTo(12) == 0) {
                    reads[slot] = !reads[slot];
                } else {
                    for (unsigned n = 1 + upTo(12); n-- > 0;)
                        log.publish(fanout);
                }
            }
            fanout.flush();
            for (Slot slot = 0; slot < peers; ++slot) {
                lagged += fanout.isLagging(slot) ? 1 : 0;
                if (reads[slot])
                    wires.all[slot]->read();
                QVERIFY(wires.all[slot]->waiting.size() < 2 * eventBacklog);
            }
            serve(fanout, wires, logs, 1 + upTo(100));
        }
        QVERIFY2(lagged > 50, qPrintable(QString::number(lagged)));
        const auto isQuiet = [&] {
            for (Slot slot = 0; slot < peers; ++slot)
                if (fanout.isLagging(slot) || fanout.isClogged(slot))
                    return false;
            return true;
        };
        for (int turn = 0; turn < 100'000 && !isQuiet(); ++turn) {
            for (const auto &wire : wires.all)
                wire->read();
            serve(fanout, wires, logs, 100);
        }
        QVERIFY(isQuiet());
        for (Slot slot = 0; slot < peers; ++slot) {
            wires.all[slot]->read();
            QCOMPARE(wires.all[slot]->overflows, 0);
            auto heard = eventsIn(wires.all[slot]->heard);
            for (const Log &log : logs) {
                QList<Seq> expected;
                for (Seq seq = joined.value({slot, log.group}) + 1;
                     joined.contains({slot, log.group}) && seq <= log.head; ++seq)
                    expected.append(seq);
                QCOMPARE(heard[log.group], expected);
            }
        }
    }

    void G10_aRingHoldsTheNewestAndNoMore()
    {
        EventRing ring;
        for (Seq seq = 1; seq <= 3000; ++seq)
            ring.append(seq, seq, QByteArray(100, 'e'));
        QCOMPARE(ring.end(), 3001);
        QCOMPARE(ring.begin(), 3001 - EventRing::mostEvents);
        QVERIFY(ring.find(2999) && !ring.find(100) && !ring.find(3001));
        for (Seq seq = 3001; seq <= 3200; ++seq)
            ring.append(seq, seq, QByteArray(60'000, 'e'));
        QVERIFY(ring.bytes() <= EventRing::mostBytes);
        ring.append(3201, 9000, QByteArray(2 * 1024 * 1024, 'e')); // one turn of a storm stays whole
        QCOMPARE(ring.begin(), 3201);
        QCOMPARE(ring.end(), 9001);
    }

    void G11_whoLagsStillHearsWhatIsNoEventAndLosesTheVolatile()
    {
        Wires wires;
        Fanout fanout(wires);
        wires.all.push_back(std::make_unique<Wire>());
        fanout.open(0, wires.all[0]->ends[0], Framing::Cbor);
        fanout.join(1, 0);
        Log log{1};
        while (!fanout.isLagging(0)) {
            log.publish(fanout);
            fanout.flush();
        }
        const qsizetype waiting = wires.all[0]->waiting.size();
        fanout.publish(1, Framing::Cbor, 2, "somebody types", Delivery::Volatile);
        fanout.publish(1, Framing::Cbor, 2, "somebody left", Delivery::Durable);
        fanout.send(0, 2, "ack", Delivery::Durable);
        log.publish(fanout);
        fanout.flush();
        QCOMPARE(wires.all[0]->waiting.sliced(waiting), framed("ack") + framed("somebody left"));
        fanout.leave(1, 0); // its cursor goes with it
        QVERIFY(!fanout.isLagging(0));
        fanout.shut(0);
    }

    void N7_aClosedDescriptorIsNeverWrittenTo()
    {
        Wires wires;
        wires.all.push_back(std::make_unique<Wire>());
        Fanout fanout(wires);
        fanout.open(0, wires.all[0]->ends[0], Framing::Cbor);
        fanout.join(1, 0);
        fanout.publish(1, Framing::Cbor, 2, "a", Delivery::Durable);
        fanout.send(0, 2, "b", Delivery::Durable);
        fanout.silence(0);
        fanout.flush();
        fanout.shut(0);
        fanout.publish(1, Framing::Cbor, 2, "c", Delivery::Durable);
        fanout.flush();
        wires.all[0]->read();
        QVERIFY(wires.all[0]->heard.isEmpty());
        QVERIFY(!wires.all[0]->isBroken);
        QVERIFY(!fanout.hasMembers(1, Framing::Cbor));
    }

    void aBrokenConnectionIsReportedOnceATurn()
    {
        Wires wires;
        wires.all.push_back(std::make_unique<Wire>());
        Fanout fanout(wires);
        fanout.open(0, wires.all[0]->ends[0], Framing::Cbor);
        fanout.join(1, 0);
        fanout.join(2, 0);
        ::shutdown(wires.all[0]->ends[0], SHUT_RDWR);
        fanout.publish(1, Framing::Cbor, 2, "a", Delivery::Durable);
        fanout.publish(2, Framing::Cbor, 2, "b", Delivery::Durable);
        fanout.flush();
        QVERIFY(wires.all[0]->isBroken);
    }

    void aSlotThatComesBackIsSomebodyElse()
    {
        Wires wires;
        for (int i = 0; i < 2; ++i)
            wires.all.push_back(std::make_unique<Wire>());
        Fanout fanout(wires);
        fanout.open(0, wires.all[0]->ends[0], Framing::Cbor);
        fanout.join(1, 0);
        fanout.send(0, 2, "old", Delivery::Durable);
        fanout.shut(0);
        std::swap(wires.all[0], wires.all[1]);
        fanout.open(0, wires.all[0]->ends[0], Framing::Cbor);
        fanout.send(0, 2, "new", Delivery::Durable);
        fanout.publish(1, Framing::Cbor, 2, "not mine", Delivery::Durable);
        fanout.flush();
        wires.all[0]->read();
        QCOMPARE(wires.all[0]->heard, framed("new"));
    }
};

QTEST_APPLESS_MAIN(TestFanout)
#include "tst_fanout.moc"
