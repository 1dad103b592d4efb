// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/session.h"

#include <QTimer>

// What the real session shows when all is over, as somebody sees it who scrolls through it: each room's messages from
// the first to the last, and what is on its boards. Prints a line of JSON for each, then "shown":
//   shows {"room","seq","id","author","text"}    draws {"room","board","objects"}
// `text` stands for the words (SHA-256, 16 digits). COTERIE_SHOW_PLANT names a fault of one row of somebody else's,
// which its reader must find: drop, twice, swap, phantom, stale, stranger; or undrawn, of a board.
namespace coterie {

class Display final
{
public:
    explicit Display(Session &session);
    void begin();

private:
    struct Row {
        OpId id;
        UserId author;
        Seq seq = 0;
        QString text;
    };
    void step();
    void next();
    void take(const TimelineModel &timeline);
    void plant();
    void print(const RoomId &room);
    [[nodiscard]] bool hasBoards(const RoomId &room) const;

    Session &m_session;
    QTimer m_timer;
    QList<RoomId> m_rooms; // still to be shown; the first is open
    QList<Row> m_rows;     // of that one
    bool m_isAtEnd = false;
    QString m_plant; // still to be done
};

} // namespace coterie
