// SPDX-License-Identifier: MIT
#include "app/session/boardbook.h"

#include "app/session/boardcontroller.h"
#include "app/session/boardsync.h"
#include "app/session/connection.h"
#include "app/session/errortext.h"
#include "app/session/outbox.h"

namespace coterie {

namespace {
constexpr qint64 drawingMs = 3000;
}

BoardBook::BoardBook(Connection &connection, Requests &requests, Router &router, LocalStore &store, Outbox &outbox,
                     const Clock &clock, const ConnectionTiming &timing, QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_requests(requests)
    , m_store(store)
    , m_outbox(outbox)
    , m_clock(clock)
    , m_timing(timing)
{
    m_drawingTimer.setInterval(int(drawingMs / 3));
    connect(&m_drawingTimer, &QTimer::timeout, this, &BoardBook::expireDrawing);
    router.on<EventPosted>(this, [this](const EventPosted &posted) {
        if (const auto joined = m_joined.find(posted.room); joined != m_joined.end())
            joined->head = std::max(joined->head, posted.event.seq); // for a board that is opened later
        if (const auto board = m_boards.constFind(posted.room); board != m_boards.cend())
            board->sync->handleEvent(posted.event);
    });
    router.on<BoardPart>(this, [this](const BoardPart &part) {
        if (const auto board = m_boards.constFind(part.room); board != m_boards.cend())
            board->sync->handlePart(part);
    });
    router.on<BoardPreview>(this, [this](const BoardPreview &preview) {
        if (const auto board = m_boards.constFind(preview.room); board != m_boards.cend())
            board->controller->showPreview(preview);
        noteDrawing(preview);
    });
    router.on<BoardPointer>(this, [this](const BoardPointer &pointer) {
        if (const auto board = m_boards.constFind(pointer.room); board != m_boards.cend())
            board->controller->showPointer(pointer);
    });
    router.on<Failure>(this, [this](const Failure &failure) {
        for (const Board &board : std::as_const(m_boards))
            board.sync->handleFailure(failure);
    });
}

BoardController *BoardBook::board(const RoomId &room)
{
    if (const auto known = m_boards.constFind(room); known != m_boards.cend())
        return known->controller;
    Board board;
    board.controller = new BoardController(room, m_clock, this);
    board.sync = new BoardSync(*board.controller, m_connection, m_requests, m_store, m_timing, this);
    BoardController *controller = board.controller;
    connect(controller, &BoardController::commitRequested, this,
            [this, room](const OpId &id, const QList<BoardOp> &ops) {
                m_outbox.add({id, room, m_clock.wallMs(), BoardCommit{id, room, ops}, {}});
            });
    const auto pass = [this, room](const ClientMessage &message) {
        if (m_joined.contains(room))
            m_connection.send(message);
    };
    connect(controller, &BoardController::liveRequested, this, pass);
    connect(controller, &BoardController::cursorRequested, this, pass);
    connect(board.sync, &BoardSync::ownSeen, this,
            [this, room](const QList<OpId> &ops) { m_outbox.noteLog(room, 0, ops); });
    m_boards.insert(room, board);
    prepare(room, board);
    if (const auto joined = m_joined.constFind(room); joined != m_joined.cend())
        board.sync->roomJoined(*joined, false);
    return controller;
}

// The person, what of theirs is still on its way, and the copy on this computer.
void BoardBook::prepare(const RoomId &room, Board &board)
{
    board.controller->setSelf(m_me);
    QList<BoardTransaction> pending;
    for (const OutboxEntry &entry : m_outbox.entries(room))
        if (const auto *commit = std::get_if<BoardCommit>(&entry.message))
            pending.append({entry.id, m_me, commit->ops});
    board.controller->restore(pending);
    board.sync->loadCopy();
}

void BoardBook::setMe(const UserId &me)
{
    if (std::exchange(m_me, me) == me)
        return;
    for (auto board = m_boards.begin(); board != m_boards.end(); ++board)
        prepare(board.key(), *board);
}

void BoardBook::reload()
{
    for (auto board = m_boards.begin(); board != m_boards.end(); ++board) {
        board->controller->load(BoardDoc());
        board->controller->setLoaded(false);
        prepare(board.key(), *board);
    }
}

void BoardBook::roomJoined(const RoomInfo &room, bool reset)
{
    m_joined.insert(room.id, room);
    if (const auto board = m_boards.constFind(room.id); board != m_boards.cend())
        board->sync->roomJoined(room, reset);
}

void BoardBook::roomLeft(const RoomId &room)
{
    m_joined.remove(room);
    if (const auto board = m_boards.constFind(room); board != m_boards.cend())
        board->sync->connectionLost();
}

void BoardBook::connectionLost()
{
    m_joined.clear();
    for (const Board &board : std::as_const(m_boards))
        board.sync->connectionLost();
    const auto drawing = std::exchange(m_drawing, {});
    for (auto one = drawing.cbegin(); one != drawing.cend(); ++one)
        emit drawingChanged(one.key().first, one.key().second, false);
    m_drawingTimer.stop();
}

void BoardBook::userGone(const UserId &user)
{
    for (const Board &board : std::as_const(m_boards))
        board.controller->forgetUser(user);
}

void BoardBook::refused(const OutboxEntry &entry, const Failure &failure)
{
    if (const auto board = m_boards.constFind(entry.room); board != m_boards.cend())
        board->controller->refuse(entry.id, errorSentence(failure));
}

void BoardBook::acknowledged(const RoomId &room, const OpId &id, Seq seq)
{
    if (const auto board = m_boards.constFind(room); board != m_boards.cend())
        board->controller->acknowledge(id, seq);
}

bool BoardBook::isDrawing(const RoomId &room) const
{
    for (auto drawing = m_drawing.cbegin(); drawing != m_drawing.cend(); ++drawing)
        if (drawing.key().first == room)
            return true;
    return false;
}

void BoardBook::noteDrawing(const BoardPreview &preview)
{
    if (preview.user == m_me)
        return;
    const Drawing key{preview.room, preview.user};
    const bool was = m_drawing.contains(key);
    m_drawing.insert(key, m_clock.monotonicMs() + drawingMs);
    if (!was)
        emit drawingChanged(preview.room, preview.user, true);
    if (!m_drawingTimer.isActive())
        m_drawingTimer.start();
}

void BoardBook::expireDrawing()
{
    const qint64 now = m_clock.monotonicMs();
    QList<Drawing> gone;
    for (auto drawing = m_drawing.cbegin(); drawing != m_drawing.cend(); ++drawing)
        if (drawing.value() <= now)
            gone.append(drawing.key());
    for (const Drawing &drawing : std::as_const(gone))
        m_drawing.remove(drawing);
    for (const Drawing &drawing : std::as_const(gone))
        emit drawingChanged(drawing.first, drawing.second, false);
    if (m_drawing.isEmpty())
        m_drawingTimer.stop();
}

} // namespace coterie
