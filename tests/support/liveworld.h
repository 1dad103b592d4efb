// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/errors.h"
#include "tests/support/boardkit.h"
#include "tests/support/boardrig.h"

#include <memory>

namespace coterie::test {

constexpr qint64 silenceMs = 10'000;

// Broken on purpose. The world must notice each of them.
enum class LivePlant {
    None,
    CommitsUnderAnotherId, // than the others were told while it was drawn
    DeafToSilence,         // nobody lets go of a stroke that falls silent
    DeafToGivenUp,         // a stroke that was given up stays until it falls silent
    MissesDeparture,       // strokes of who has left stay likewise
};

// Several people draw on one board at once; some have two devices. What is told of a stroke under way is lost, doubled
// or late; what is drawn for good comes in the order of the log, before that or behind it, as events or in a snapshot.
// Strokes are given up, ids taken by others, commits refused; people leave and come back. All of it from one seed, on a
// clock that is told. Something wrong is told once, in failure().
class LiveWorld final
{
public:
    struct Counts {
        qint64 strokes = 0, previews = 0, lost = 0, givenUp = 0, taken = 0, left = 0, silent = 0, snapshots = 0;
        qint64 refused = 0, replaced = 0;
    };

    // What is done is counted in what all worlds share.
    LiveWorld(quint64 seed, LivePlant plant, Counts &counts)
        : m_dice(seed)
        , m_plant(plant)
        , m_loss(m_dice.chance(0.3) ? 0 : 0.15)
        , m_twice(m_dice.chance(0.3) ? 0 : 0.15)
        , m_late(m_dice.chance(0.3) ? 0 : 0.3)
        , m_counts(counts)
    {
        for (int n = m_dice.between(2, 5); n > 0; --n)
            add();
    }

    void run(int steps)
    {
        while (steps-- > 0 && m_failure.isEmpty())
            step();
        heal();
    }
    [[nodiscard]] const QString &failure() const { return m_failure; }

private:
    struct Told {
        UserId user;
        BoardLive live;
    };
    struct Device {
        explicit Device(const RoomId &room, const HandClock &clock)
            : board(room, clock)
        {
        }
        BoardController board;
        bool online = true;
        Seq heard = 0;                  // of the log
        QList<BoardTransaction> up{};   // on their way to the host
        std::vector<Told> down{};       // of strokes under way
        QSet<ObjectId> drawn{};         // streams of this device
        QHash<ObjectId, qint64> last{}; // when something of a stream came
    };

    void fail(const QString &what)
    {
        if (m_failure.isEmpty())
            m_failure = what;
    }

    void add()
    {
        m_devices.push_back(std::make_unique<Device>(m_room, m_clock));
        Device &device = *m_devices.back();
        device.board.setSelf(m_devices.size() > 1 && m_dice.chance(0.2) ? m_devices.front()->board.self()
                                                                        : m_dice.id<UserId>());
        device.board.setOnline(true);
        device.board.setLoaded(true);
        QObject::connect(&device.board, &BoardController::liveRequested, &device.board,
                         [this, &device](const BoardLive &live) { tell(device, live); });
        QObject::connect(&device.board, &BoardController::commitRequested, &device.board,
                         [this, &device](BoardTransaction tx) {
                             if (!m_ending.isNull() && tx.ops.first().act == BoardAct::Create) {
                                 if (m_plant == LivePlant::CommitsUnderAnotherId)
                                     tx.ops.first().object = m_dice.id<ObjectId>();
                                 m_commits.insert(m_ending, tx.id);
                             }
                             if (device.online)
                                 device.up.append(tx);
                         });
    }

    // ---- what people do

    Device &any() { return *m_devices.at(size_t(m_dice.between(0, int(m_devices.size()) - 1))); }

    void step()
    {
        Device &device = any();
        m_clock.ms += 10;
        const int what = m_dice.between(0, 99);
        if (what < 22)
            draw(device);
        else if (what < 28)
            end(device);
        else if (what < 32)
            giveUp(device);
        else if (what < 35)
            takeId(device);
        else if (what < 38)
            device.online ? leave(device) : comeBack(device);
        else if (what < 40)
            snapshot(device);
        else if (what < 44)
            device.board.undo();
        else if (what < 50)
            pass(m_dice.chance(0.2) ? silenceMs + 1'000 : m_dice.between(40, 3'000));
        else if (what < 75)
            for (int n = m_dice.between(1, 12); n > 0; --n)
                hear(any());
        else if (what < 88)
            host(device);
        else
            follow(device, m_dice.between(1, 4));
        check();
    }

    void draw(Device &device)
    {
        const double x = m_dice.between(0.0, 999.0), y = m_dice.between(0.0, 999.0);
        if (!device.board.ownStroke()) {
            device.board.beginStroke(0xff00aa00, 3, 1, m_dice.chance(0.5), {x, y, 0.5});
            device.drawn.insert(device.board.ownStroke()->id());
            ++m_counts.strokes;
        }
        for (int n = m_dice.between(1, 90); n > 0; --n)
            device.board.extendStroke({x + n * 4.0, y, 0.5});
        device.board.tick();
    }
    void end(Device &device)
    {
        if (const StrokeBuilder *stroke = device.board.ownStroke()) {
            m_ending = stroke->id();
            device.board.endStroke();
            m_ending = {};
        }
    }
    void giveUp(Device &device)
    {
        m_counts.givenUp += device.board.ownStroke() ? 1 : 0;
        device.board.cancelStroke();
    }
    // Whoever sees a stroke under way knows its id (B28).
    void takeId(Device &device)
    {
        for (const LiveStroke *stroke : device.board.guests().strokes()) {
            if (stroke->user == device.board.self())
                continue;
            m_counts.taken += device.board.commit({test::dash(stroke->stream)}) ? 1 : 0;
            return;
        }
    }
    void leave(Device &device)
    {
        ++m_counts.left;
        device.online = false;
        device.up.clear();
        device.down.clear();
        device.board.setOnline(false);
        if (std::any_of(m_devices.begin(), m_devices.end(),
                        [&](const auto &d) { return d->online && d->board.self() == device.board.self(); }))
            return; // the person is there still
        for (const auto &other : m_devices) {
            std::erase_if(other->down, [&](const Told &told) { return told.user == device.board.self(); });
            if (!other->online || m_plant == LivePlant::MissesDeparture)
                continue;
            other->board.forgetUser(device.board.self());
            for (const LiveStroke *stroke : other->board.guests().strokes())
                if (stroke->user == device.board.self())
                    fail(QStringLiteral("B15: a stroke of somebody who has left is there"));
        }
        if (m_plant == LivePlant::MissesDeparture)
            m_gone.insert(device.board.self());
    }
    void comeBack(Device &device)
    {
        device.online = true;
        m_gone.remove(device.board.self());
        device.board.setOnline(true);
        if (m_dice.chance(0.5))
            snapshot(device);
        device.up = device.board.pending();
    }
    // Instead of the events that are missing; what waits stays.
    void snapshot(Device &device)
    {
        if (!device.online)
            return;
        ++m_counts.snapshots;
        device.heard = m_host.seq();
        device.board.load(BoardDoc(m_host));
    }
    void pass(qint64 ms)
    {
        m_clock.ms += ms;
        for (const auto &device : m_devices) {
            if (m_plant == LivePlant::DeafToSilence && !device->board.ownStroke())
                continue;
            device->board.tick();
            for (const LiveStroke *stroke : device->board.guests().strokes())
                if (m_clock.ms - device->last.value(stroke->stream) >= silenceMs)
                    fail(QStringLiteral("B15: a stroke that has been silent for %1 ms is there")
                             .arg(m_clock.ms - device->last.value(stroke->stream)));
            m_counts.silent += ms > silenceMs ? 1 : 0;
        }
    }

    // ---- the network: in order and without loss what is for good, anyhow what is not

    void tell(const Device &from, const BoardLive &live)
    {
        if (!from.online)
            return;
        for (const auto &device : m_devices) {
            if (!device->online)
                continue;
            if (!m_healing && m_dice.chance(m_loss)) {
                ++m_counts.lost;
                continue;
            }
            device->down.push_back({from.board.self(), live});
            if (!m_healing && m_dice.chance(m_twice))
                device->down.push_back({from.board.self(), live});
        }
    }
    void hear(Device &device)
    {
        if (device.down.empty())
            return;
        size_t at = 0;
        if (!m_healing && m_dice.chance(m_late))
            at = size_t(m_dice.between(0, int(std::min<size_t>(device.down.size(), 12)) - 1));
        const Told told = device.down.at(at);
        device.down.erase(device.down.begin() + qsizetype(at));
        const bool isOver = told.live.over.value_or(false);
        if (isOver && m_plant == LivePlant::DeafToGivenUp)
            return heardOver(device, told);
        ++m_counts.previews;
        device.last.insert(told.live.stream, m_clock.ms);
        device.board.showPreview({told.live.room, told.user, told.live.stream, told.live.first, told.live.style,
                                  told.live.points, told.live.board, told.live.over});
        if (isOver)
            heardOver(device, told);
    }
    void heardOver(const Device &device, const Told &told)
    {
        if (const LiveStroke *stroke = device.board.guests().stroke(told.live.stream);
            stroke && stroke->user == told.user)
            fail(QStringLiteral("B15: a stroke that was given up is there"));
    }
    void host(Device &device)
    {
        if (device.up.isEmpty())
            return;
        const BoardTransaction tx = device.up.takeFirst();
        if (m_known.contains(tx.id))
            return;
        const auto wrong = m_host.validate(tx);
        if (wrong && wrong->code == errors::idReused) {
            if (!device.board.renew(tx.id).isEmpty()) {
                device.up = device.board.pending();
                return;
            }
            if (m_host.authorOf(*tx.ops.first().object) != device.board.self())
                return fail(QStringLiteral("B28: an id that somebody else has used is not renewed"));
            // Another device of theirs took the same id of a third: what it creates is there.
            device.board.refuse({{tx.id, test::refusal(errors::idReused), tx.ops}});
            return;
        }
        if (wrong || (!m_healing && m_dice.chance(0.05))) {
            ++m_counts.refused;
            m_commits.removeIf([&](const auto &entry) { return entry.value() == tx.id; });
            device.board.refuse({{tx.id, test::refusal(errors::forbidden), tx.ops}});
            return;
        }
        m_known.insert(tx.id);
        m_host.apply(tx, m_host.seq() + 1);
        m_log.append({tx, m_host.seq()});
    }
    void follow(Device &device, int events)
    {
        if (!device.online)
            return;
        for (; events > 0 && device.heard < m_host.seq(); --events, ++device.heard) {
            const auto before = device.board.guests().strokes().size();
            device.board.receive({m_log.at(qsizetype(device.heard))});
            if (device.board.restMs() > 0) {
                m_clock.ms += device.board.restMs();
                device.board.tick();
            }
            m_counts.replaced += device.board.guests().strokes().size() < before ? 1 : 0;
        }
    }

    // ---- what holds at every moment, and in the end

    void check()
    {
        for (const auto &device : m_devices)
            for (const LiveStroke *stroke : device->board.guests().strokes()) {
                if (device->drawn.contains(stroke->stream))
                    return fail(QStringLiteral("B15: somebody's own stroke came back to them"));
                if (device->board.doc().contains(stroke->stream))
                    return fail(QStringLiteral("B15: a preview is beside the stroke itself"));
                if (m_gone.contains(stroke->user))
                    return fail(QStringLiteral("B15: a stroke of somebody who has left is there"));
                if (!device->online)
                    return fail(QStringLiteral("B15: a stroke grows where nothing is heard of it"));
                const auto commit = m_commits.constFind(stroke->stream);
                if (commit == m_commits.cend() || !m_known.contains(*commit))
                    continue;
                for (const auto &[tx, seq] : std::as_const(m_log))
                    if (tx.id == *commit && device->board.doc().contains(*tx.ops.first().object))
                        return fail(QStringLiteral("B15: a preview is beside its stroke, which has another id"));
            }
    }
    void heal()
    {
        m_healing = true;
        for (const auto &device : m_devices)
            if (!device->online)
                comeBack(*device);
        for (const auto &device : m_devices)
            m_dice.chance(0.5) ? end(*device) : giveUp(*device);
        for (int round = 0; round < 50 && m_failure.isEmpty(); ++round)
            for (const auto &device : m_devices) {
                while (!device->up.isEmpty() && m_failure.isEmpty())
                    host(*device);
                while (!device->down.empty() && m_failure.isEmpty()) {
                    hear(*device);
                    check();
                }
                follow(*device, int(m_log.size()));
                check();
            }
        if (m_failure.isEmpty())
            pass(silenceMs); // some of what was given up has been told to nobody
        for (const auto &device : m_devices) {
            const BoardController &board = device->board;
            if (!board.guests().strokes().isEmpty())
                fail(QStringLiteral("B15: a live stroke is left"));
            if (board.ownStroke() || board.pendingCount() > 0)
                fail(QStringLiteral("B5: something is left under way"));
            if (board.confirmedHash() != m_host.hash() || board.doc().hash() != m_host.hash())
                fail(QStringLiteral("B13: a board has diverged"));
        }
    }

    Dice m_dice;
    LivePlant m_plant;
    double m_loss, m_twice, m_late;
    Counts &m_counts;
    HandClock m_clock;
    RoomId m_room = m_dice.id<RoomId>();
    BoardDoc m_host;
    QList<std::pair<BoardTransaction, Seq>> m_log;
    QSet<OpId> m_known;
    QHash<ObjectId, OpId> m_commits; // by stream
    QSet<UserId> m_gone;
    ObjectId m_ending;
    bool m_healing = false;
    std::vector<std::unique_ptr<Device>> m_devices;
    QString m_failure;
};

} // namespace coterie::test
