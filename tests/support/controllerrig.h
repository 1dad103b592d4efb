// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardcontroller.h"
#include "shared/protocol/errors.h"
#include "tests/support/boardkit.h"
#include "tests/support/boardrig.h"
#include "tests/support/boardsrig.h"

#include <QTest>

#include <utility>

namespace coterie::test {

// Two controllers and a log between them; the network is two function calls.
struct Pair {
    HandClock clock;
    RoomId room = newId<RoomId>();
    BoardController ana{room, clock};
    BoardController ben{room, clock};
    Seq head = 0;
    QList<std::pair<BoardTransaction, Seq>> log;
    QList<BoardLive> live;

    Pair()
    {
        for (BoardController *who : {&ana, &ben}) {
            who->setSelf(newId<UserId>());
            who->setOnline(true);
            who->setLoaded(true);
            QObject::connect(who, &BoardController::commitRequested, who, [this](const BoardTransaction &tx) {
                log.append({tx, ++head});
            });
        }
        QObject::connect(&ana, &BoardController::liveRequested, &ana, [this](const BoardLive &l) { live.append(l); });
    }
    void flush()
    {
        for (BoardController *who : {&ana, &ben})
            who->receive(log);
        clock.ms += ana.restMs(); // of what waits something may be held back (A88)
        ana.tick();
        log.clear();
    }
    void preview(const BoardLive &l)
    {
        const BoardPreview told{l.room, ana.self(), l.stream, l.first, l.style, l.points, l.board, l.over};
        ana.showPreview(told);
        ben.showPreview(told);
    }
    static QList<BoardOp> row(int count)
    {
        QList<BoardOp> ops;
        for (int i = 0; i < count; ++i)
            ops.append(dash(newId<ObjectId>(), i * 10.0));
        return ops;
    }
    static void draw(BoardController &who, double x = 0)
    {
        who.beginStroke(0xff000000, 3, 1, false, {x, 0});
        for (int i = 1; i < 20; ++i)
            who.extendStroke({x + i * 5, i * 2.0});
        who.endStroke();
    }
};

// A board whose host refuses what this test says, and what is kept of that.
struct Desk {
    BoardsRig rig;
    BoardController board{rig.room, rig.clock};
    QList<BoardTransaction> mine; // on their way
    Seq head = 0;

    explicit Desk(BoardRight everybody = BoardRight::EditAll)
        : rig(everybody == BoardRight::EditAll ? Role::Owner : Role::Member, everybody)
    {
        board.setBoards(&rig.boards);
        board.setSelf(rig.me);
        board.setOnline(true);
        board.setLoaded(true);
        QObject::connect(&board, &BoardController::commitRequested, &board,
                         [this](const BoardTransaction &tx) { mine.append(tx); });
    }
    void others(const QList<BoardOp> &ops) { board.receive({{{newId<OpId>(), rig.teacher, ops}, ++head}}); }
    ObjectId note(const QString &text)
    {
        const auto id = newId<ObjectId>();
        BoardOp made = BoardOp::create(id, BoardKind::Sticky, 0, 0, 80, 80);
        made.text = text;
        others({made});
        return id;
    }
    // As somebody types: not all at once.
    void write(const ObjectId &id, const QStringList &words)
    {
        for (const QString &word : words) {
            QVERIFY(board.editText(id, board.doc().textOf(id).value_or(QString()) + word));
            clock().ms += 1000;
            board.tick();
        }
        board.endText();
    }
    void refuseAll()
    {
        for (const BoardTransaction &tx : std::exchange(mine, {}))
            board.refuse({{tx.id, refusal(errors::frozen), tx.ops}});
    }
    HandClock &clock() { return rig.clock; }
    [[nodiscard]] QList<BoardOp> kept() const { return rig.boards.conflict(firstBoard(rig.room)); }
};

} // namespace coterie::test
