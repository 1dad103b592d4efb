// SPDX-License-Identifier: MIT
#pragma once

#include "server/core/deadlines.h"
#include "shared/protocol/boardlook.h"

#include <QHash>

#include <map>

namespace coterie::server {

// Who looks at which board, and what they have said of it last: a person by the newest word of all their connections.
// Says when the others are to be told, so that a crowd costs no more than it can bear. Plain values in the host's
// thread; times are told in monotonic ms. Never sends anything.
class BoardLooks final
{
public:
    // Those who look at the board listen to this group; 0 while nobody does.
    [[nodiscard]] GroupId group(const BoardKey &board) const { return m_places.value(board).group; }
    void setGroup(const BoardKey &board, GroupId group) { m_places[board].group = group; } // for the first of them

    void put(const BoardKey &board, PeerId peer, const UserId &user, const BoardLook &look);
    void remove(const BoardKey &board, PeerId peer);
    [[nodiscard]] const BoardLook *newest(const BoardKey &board, const UserId &user) const; // null: gone
    [[nodiscard]] std::map<UserId, BoardLook> everybody(const BoardKey &board) const;

    // The connections of this person that have not heard yet how it is here; from now on they have.
    [[nodiscard]] QList<PeerId> takeNew(const BoardKey &board, const UserId &user);

    // Between two words about the same person, by how many look (K3).
    [[nodiscard]] qint64 everyMs(const BoardKey &board) const;
    // When the others may hear the newest of this person, also that they are gone; nothing when that is awaited
    // already.
    [[nodiscard]] std::optional<qint64> dueAt(const BoardKey &board, const UserId &user, qint64 nowMs);
    [[nodiscard]] bool isAwaited(const BoardKey &board, const UserId &user) const;
    void told(const BoardKey &board, const UserId &user, qint64 nowMs);
    // Their connection was lost: that they are gone is not told before this time.
    void waitFor(const BoardKey &board, const UserId &user, qint64 untilMs);
    // Whether they are gone and waited for; then nothing is awaited until that time.
    [[nodiscard]] bool passBy(const BoardKey &board, const UserId &user, qint64 nowMs);
    // Whether somebody was told last that this person looks, and not that they are gone. Answers what it was before.
    bool noteShown(const BoardKey &board, const UserId &user, bool shown);
    // When they were told of last, if they are gone and that is so long ago that it means nothing any more.
    void forget(const BoardKey &board, const UserId &user, qint64 nowMs);

private:
    struct Looker {
        UserId user;
        BoardLook look;
        quint64 turn = 0;  // larger is newer
        bool isNew = true; // has not heard how it is here
    };
    struct Telling {
        std::optional<qint64> lastMs;
        qint64 backUntilMs = 0; // if their connection was lost
        bool awaited = false;
        bool shown = false; // the last word of them was a view
    };
    struct Place {
        GroupId group = 0;
        std::map<PeerId, Looker> lookers;
        QHash<UserId, Telling> telling;
    };
    QHash<BoardKey, Place> m_places; // where somebody looks, or has a moment ago
    quint64 m_turns = 0;
};

} // namespace coterie::server
