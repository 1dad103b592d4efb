// SPDX-License-Identifier: MIT
#include "server/net/descriptor.h"
#include "server/net/fanout.h"

#include <QMap>
#include <QTest>

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
        while (!waiting.isEmpty()) {
            const auto sent = descriptor::sendNow(ends[0], waiting);
            if (sent.bytes == 0)
                return false;
            waiting.remove(0, sent.bytes);
        }
        return true;
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

    std::vector<std::unique_ptr<Wire>> all;
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

} // namespace

class TestFanout final : public QObject
{
    Q_OBJECT
private slots:
    void everybodyHearsExactlyWhatTheModelSays_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 20; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void everybodyHearsExactlyWhatTheModelSays()
    {
        QFETCH(int, seed);
        std::mt19937 random{unsigned(seed)};
        const auto upTo = [&](unsigned count) { return unsigned(random() % count); };
        constexpr unsigned peers = 12;
        constexpr unsigned groups = 6;
        Wires wires;
        Fanout fanout(wires);
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

    void volatileFramesAreDroppedWholeAndDurableOnesOverflowOnce()
    {
        Wires wires;
        wires.all.push_back(std::make_unique<Wire>());
        Wire &wire = *wires.all.front();
        Fanout fanout(wires);
        fanout.open(0, wire.ends[0], Framing::Cbor);
        fanout.join(1, 0);
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

    void aClosedDescriptorIsNeverWrittenTo()
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
