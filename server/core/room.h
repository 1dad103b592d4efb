// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/transport.h"
#include "server/storage/store.h"
#include "shared/protocol/roomstate.h"

#include <QHash>
#include <QSet>

#include <map>

namespace coterie::server {

// One room as the core sees it: its members, where its log stands, who is writing. The log itself is the store's; a
// room never touches a socket (Transport does) nor a database (Store does). Lives in the host's thread.
struct Room {
    StoredRoom stored;
    GroupId group = 0;             // those who listen to it now
    std::map<UserId, Seq> members; // and the last line each has read; ordered, so that pages are
    QSet<UserId> leaving;          // of those, whose leaving is being written: out for themselves, not yet for others
    struct Writing {               // monotonic ms
        qint64 until = 0;
        qint64 told = 0; // when the others heard of it last
    };
    QHash<UserId, Writing> typing;
    qint64 noticeDue = 0; // a crowd is told of new members at most once a second; 0: nothing waits
    UserId noticeUser;
    RoomState state;    // of what is stored
    RoomState expected; // and of what is on its way to the store: this one decides what may be done
    int changing = 0;   // changes on their way
    // Changes of the state that are on their way, and since the start those that are stored: a resend of one is known,
    // however little it may be done again.
    QHash<OpId, RoomEvent> foreseen;
    QSet<OpId> answered;

    [[nodiscard]] bool hasMember(const UserId &user) const { return members.contains(user) && !leaving.contains(user); }
    [[nodiscard]] RoomInfo infoFor(const UserId &user) const
    {
        const bool joined = hasMember(user);
        return {stored.id,
                stored.name,
                stored.topic,
                stored.epoch,
                stored.head,
                stored.line,
                joined ? members.at(user) : 0,
                int(members.size()),
                joined,
                stored.head > 0 && !stored.chain.isEmpty() ? std::optional(stored.chain) : std::nullopt};
    }
};

} // namespace coterie::server
