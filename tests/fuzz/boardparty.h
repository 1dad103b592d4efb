// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardreplica.h"
#include "shared/board/boardsnapshot.h"
#include "shared/protocol/boardrights.h"
#include "tests/fuzz/boardmaker.h"

#include <array>
#include <deque>
#include <memory>
#include <vector>

// Two people on three devices, and a third who says whatever they like, at one board of a room whose rights come and go; cuts,
// restarts, resends, and newcomers who get the board in pieces while it changes. Whatever they do, at every place of the
// log each device has the host's board, and in the end nothing waits, and everybody can undo the same (B2 to B5, B9, B13,
// B14, B19, B20, B27, P25 to P29).
namespace coterie::fuzz {

class BoardParty final
{
public:
    explicit BoardParty(QByteArrayView bytes)
        : m_choices(bytes)
        , m_maker(m_choices)
        , m_rights(m_room, person(1), BoardRight::EditAll)
    {
        m_hashes.push_back(m_host.hash());
        for (int i = 0; i < int(m_devices.size()); ++i) {
            m_devices[std::size_t(i)].user = person(i / 2);
            start(m_devices[std::size_t(i)]);
        }
    }

    QString fault()
    {
        for (int steps = 0; steps < 300 && !m_choices.isOver() && m_fault.isEmpty(); ++steps)
            step();
        m_writer.reset();
        for (int round = 0; round < 4 && m_fault.isEmpty(); ++round)
            for (Device &device : m_devices) {
                connect(device);
                while (!device.up.empty())
                    hostTakes(device);
                hear(device, int(m_log.size()));
            }
        for (const Device &device : m_devices)
            compare(device);
        readAgain();
        return m_fault;
    }

private:
    struct Device {
        UserId user;
        BoardReplica replica;
        std::deque<BoardTransaction> up; // sent, not with the host yet
        std::size_t cursor = 0;          // places of the log that it has
    };
    struct Event {
        std::optional<BoardTransaction> board; // none: something else of the room, such as a right
    };

    void fail(const char *what)
    {
        if (m_fault.isEmpty())
            m_fault = QLatin1String(what);
    }

    void start(Device &device)
    {
        device.replica = BoardReplica(device.user);
        device.replica.setClient(++m_numbers);
        device.up.clear();
        device.cursor = 0;
    }

    void step()
    {
        Device &device = m_devices[std::size_t(m_choices.below(int(m_devices.size())))];
        switch (m_choices.below(16)) {
        case 0:
            restart(device);
            break;
        case 1: // the connection is gone, and there again
            connect(device);
            break;
        case 2:
            edit(device, m_choices.below(2) ? device.replica.undoOps() : device.replica.redoOps());
            break;
        case 3:
            changeRights();
            break;
        case 4:
            writeOn(device);
            break;
        case 5:
        case 6:
            hostTakes(device);
            break;
        case 7:
        case 8:
            hear(device, m_choices.below(6) + 1);
            break;
        case 9:
            (void)take({nextId(), person(2), ops(person(2))});
            break;
        case 10:
        case 11:
        case 12:
            write(device);
            break;
        default:
            edit(device, ops(device.user));
        }
    }

    QList<BoardOp> ops(const UserId &author)
    {
        QList<BoardOp> some;
        for (int n = m_choices.below(3) + 1; n > 0; --n)
            some.append(m_maker.op(m_made[author], int(m_log.size())));
        return some;
    }

    // ---- a device

    void write(Device &device)
    {
        const ObjectId object = m_maker.object();
        const auto text = device.replica.view().textOf(object);
        if (!text)
            return;
        if (const auto op = device.replica.textOp(object, m_maker.otherText(*text)))
            edit(device, {*op});
    }

    void edit(Device &device, const QList<BoardOp> &ops)
    {
        if (ops.isEmpty())
            return;
        const quint64 log = device.replica.confirmedHash();
        BoardTransaction tx{nextId(), device.user, device.replica.stamped(ops)};
        if (const int step = m_choices.below(4))
            tx.step = idOf<OpId>(4, step);
        if (device.replica.edit(tx))
            return;
        if (device.replica.confirmedHash() != log)
            fail("B4: one's own work changed the log's board");
        m_made[device.user].append(tx.id);
        device.up.push_back(tx);
    }

    // All that waits is sent again.
    static void connect(Device &device)
    {
        const QList<BoardTransaction> pending = device.replica.pending();
        device.up.assign(pending.begin(), pending.end());
    }

    void restart(Device &device)
    {
        const QList<BoardTransaction> pending = device.replica.pending();
        start(device);
        for (const BoardTransaction &tx : pending)
            device.replica.restore(tx);
        connect(device);
    }

    void hear(Device &device, int count)
    {
        QList<std::pair<BoardTransaction, Seq>> events;
        for (; count > 0 && device.cursor < m_log.size(); --count) {
            if (const auto &board = m_log[device.cursor].board)
                events.append({*board, Seq(device.cursor + 1)});
            ++device.cursor;
        }
        if (events.isEmpty())
            return;
        device.replica.receive(events);
        if (device.replica.confirmedHash() != m_hashes[device.cursor])
            fail("B13: a device has another board than the host");
    }

    // ---- the host

    void hostTakes(Device &device)
    {
        if (device.up.empty())
            return;
        const BoardTransaction tx = device.up.front();
        device.up.pop_front();
        if (const auto known = m_known.constFind(tx.id); known != m_known.constEnd()) {
            device.replica.acknowledge(tx.id, *known);
            return;
        }
        if (!take(tx))
            device.replica.refuse(tx.id);
    }

    bool take(const BoardTransaction &tx)
    {
        const quint64 before = m_host.hash();
        const quint64 seen = m_host.viewHash();
        const bool refused = checkBoardOps(tx.ops) ||
                             checkBoardRights(m_rights, firstBoard(m_room), m_host, tx.author, tx.ops) ||
                             m_host.validate(tx);
        if (!refused && !m_writer) {
            auto journal = m_host.applyPending(tx, firstPendingPlace);
            m_host.takeBack(std::move(journal));
        }
        if (m_host.hash() != before || m_host.viewHash() != seen)
            fail("B4: what was refused or taken back left a trace");
        if (refused)
            return false;
        m_log.push_back({tx});
        const Seq seq = Seq(m_log.size());
        m_known.insert(tx.id, seq);
        m_host.apply(tx, seq);
        m_hashes.push_back(m_host.hash());
        if (tx.author == person(2))
            m_made[tx.author].append(tx.id);
        return true;
    }

    void changeRights()
    {
        RoomEvent event;
        event.author = person(1);
        const auto user = person(m_choices.below(3));
        switch (m_choices.below(4)) {
        case 0:
            event.boards = BoardListChange{m_choices.below(3) ? BoardListAct::Thaw : BoardListAct::Freeze,
                                           firstBoard(m_room), {}, {}};
            break;
        case 1:
            event.rights = RightsChange{user, Role(m_choices.below(4)), {}, {}};
            break;
        case 2:
            event.rights = RightsChange{{}, {}, BoardRight(m_choices.below(4)), {}};
            break;
        default:
            event.rights = RightsChange{user, {}, BoardRight(m_choices.below(4)), {}};
        }
        m_log.push_back({});
        event.seq = Seq(m_log.size());
        (void)m_rights.apply(event);
        m_hashes.push_back(m_host.hash());
    }

    // A snapshot is written a bit at a time, while everybody goes on; whoever gets it has the board of when it was begun.
    void writeOn(Device &device)
    {
        if (!m_writer) {
            m_writer = std::make_unique<BoardSnapshotWriter>(m_host);
            m_writerSeq = m_log.size();
        }
        if (m_writer->write(m_choices.byte() * 8))
            return;
        const QList<QByteArray> parts = m_writer->take();
        m_writer.reset();
        BoardSnapshotReader reader;
        for (const QByteArray &part : parts)
            if (part.size() > boardPartBytes || !reader.add(part))
                return fail("B14: a snapshot is not taken by its reader");
        if (!reader.isComplete())
            return fail("B14: a snapshot does not end");
        BoardDoc doc = reader.take();
        if (doc.hash() != m_hashes[m_writerSeq])
            return fail("B14: a snapshot is not the board of when it was begun");
        if (m_writerSeq <= device.cursor)
            return;
        device.replica.reset(std::move(doc));
        device.cursor = m_writerSeq;
    }

    // ---- in the end

    void compare(const Device &device)
    {
        const BoardDoc &view = device.replica.view();
        if (device.replica.pendingCount() != 0)
            fail("B5: something waits for ever");
        else if (device.replica.confirmedHash() != m_host.hash() || view.viewHash() != m_host.viewHash())
            fail("B13: in the end a device shows another board");
        else if (view.undoable(device.user) != m_host.undoable(device.user) ||
                 view.redoable(device.user) != m_host.redoable(device.user))
            fail("B14: what can be undone is not the same everywhere");
    }

    void readAgain()
    {
        BoardDoc again;
        for (std::size_t i = 0; i < m_log.size(); ++i)
            if (m_log[i].board)
                again.apply(*m_log[i].board, Seq(i + 1));
        if (again.hash() != m_host.hash() || again.viewHash() != m_host.viewHash())
            fail("B3: the log gives another board when it is read again");
    }

    OpId nextId() { return idOf<OpId>(3, ++m_ids); }

    const RoomId m_room = idOf<RoomId>(5, 0);
    Choices m_choices;
    BoardMaker m_maker;
    RoomState m_rights;
    BoardDoc m_host;
    std::unique_ptr<BoardSnapshotWriter> m_writer; // of m_host
    std::size_t m_writerSeq = 0;
    std::vector<Event> m_log;
    std::vector<quint64> m_hashes; // of the board at each place
    QHash<OpId, Seq> m_known;
    QHash<UserId, QList<OpId>> m_made;
    std::array<Device, 3> m_devices;
    quint32 m_numbers = 0;
    int m_ids = 0;
    QString m_fault;
};

} // namespace coterie::fuzz
