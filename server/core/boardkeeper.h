// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/transport.h"
#include "server/storage/store.h"
#include "shared/board/boarddoc.h"

#include <QHash>

#include <functional>
#include <memory>

namespace coterie::server {

// The boards of a host's rooms, each read from its room's log when somebody first wants it and kept up from then on.
// Lives in the host's thread. Never sends anything: it answers whoever asked.
class BoardKeeper
{
public:
    // The board, or nothing when the store could not read the log.
    using Use = std::function<void(const BoardDoc *)>;
    // Wraps an answer of the store, so that the Hub can count what is under way.
    using Counted = std::function<Store::Done<HistoryResult>(Store::Done<HistoryResult>)>;

    BoardKeeper(Store &store, Counted counted)
        : m_store(store)
        , m_counted(std::move(counted))
    {
    }
    Q_DISABLE_COPY_MOVE(BoardKeeper)

    // At once when the board is at hand, else when it has been read.
    void with(const RoomId &room, const Use &use);
    // A snapshot of a ready board: the one with this seq if it is still kept, else a recent one, else a new one.
    struct Snapshot {
        Seq seq = 0;
        QList<QByteArray> parts;
    };
    [[nodiscard]] Snapshot snapshot(const RoomId &room, Seq head, std::optional<Seq> wanted);
    // An event of the room's log, as it is stored.
    void apply(const RoomId &room, const RoomEvent &event);

private:
    struct Board {
        BoardDoc doc;
        bool ready = false;
        Seq readTo = 0;
        QList<Use> waiting;
        QList<RoomEvent> arrived;  // stored while the log was being read
        QList<Snapshot> snapshots; // the newest last, so that a slow reader of the one before can finish
    };
    void readOn(const RoomId &room);
    void finish(const RoomId &room, bool ok);
    static void applyTo(BoardDoc &doc, const RoomEvent &event);

    Store &m_store;
    Counted m_counted;
    QHash<RoomId, std::shared_ptr<Board>> m_boards;
};

} // namespace coterie::server
