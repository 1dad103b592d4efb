// SPDX-License-Identifier: MIT
#include "app/session/boardbook.h"

#include "app/session/boardassets.h"
#include "app/session/boardcontroller.h"
#include "app/session/boardcopy.h"
#include "app/session/boardsync.h"
#include "app/session/connection.h"
#include "app/session/errortext.h"
#include "app/session/outbox.h"
#include "app/session/roomboards.h"
#include "shared/protocol/errors.h"

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
    connect(&outbox, &Outbox::clashed, this, &BoardBook::clashed);
    connect(&outbox, &Outbox::assetMissing, this,
            [this](const RoomId &room, const QByteArray &hash) { assets(room)->bring(hash); });
    router.on<EventPosted>(this, [this](const EventPosted &posted) {
        if (const auto joined = m_joined.find(posted.room); joined != m_joined.end())
            joined->head = std::max(joined->head, posted.event.seq); // for a board that is opened later
        if (auto *list = m_lists.value(posted.room))
            list->handleEvent(posted.event);
        noteImages(posted.room, posted.event);
        each(posted.room, [&](const Board &board) { board.sync->handleEvent(posted.event); });
    });
    router.on<BoardPart>(this, [this](const BoardPart &part) {
        if (const Board board = find(part.room, part.board); board.sync)
            board.sync->handlePart(part);
    });
    router.on<BoardPreview>(this, [this](const BoardPreview &preview) {
        if (const Board board = find(preview.room, preview.board); board.controller)
            board.controller->showPreview(preview);
        noteDrawing(preview);
    });
    router.on<BoardPointer>(this, [this](const BoardPointer &pointer) {
        if (const Board board = find(pointer.room, pointer.board); board.controller)
            board.controller->showPointer(pointer);
    });
    router.on<BoardOnlooker>(this, [this](const BoardOnlooker &onlooker) {
        if (const Board board = find(onlooker.room, onlooker.board); board.controller)
            board.controller->showOnlooker(onlooker);
    });
    router.on<BoardSummoned>(this, [this](const BoardSummoned &summoned) {
        const BoardArea &view = summoned.view;
        if (summoned.user != m_me && m_joined.contains(summoned.room))
            emit this->summoned({summoned.room, boardOf(summoned.room, summoned.board),
                                 QRectF(view.x, view.y, view.width, view.height), summoned.user, summoned.name});
    });
    router.on<Pong>(this, [this](const Pong &pong) {
        if (const Board board = pong.board ? find(pong.board->room, pong.board->board) : Board(); board.sync)
            board.sync->compare(*pong.board);
    });
    router.on<Failure>(this, [this](const Failure &failure) {
        for (const Board &board : std::as_const(m_boards))
            board.sync->handleFailure(failure);
    });
}

BoardBook::Board BoardBook::find(const RoomId &room, const std::optional<BoardId> &board) const
{
    return m_boards.value({room, boardOf(room, board)});
}

BoardController *BoardBook::board(const RoomId &room, const BoardId &id)
{
    const Key key{room, id};
    if (const auto known = m_boards.constFind(key); known != m_boards.cend())
        return known->controller;
    Board board;
    board.controller = new BoardController(room, id, m_clock, this);
    board.controller->setAssets(assets(room));
    board.controller->setBoards(boards(room));
    board.sync = new BoardSync(*board.controller, m_connection, m_requests, m_store, m_timing, this);
    connectBoard(key, board);
    m_boards.insert(key, board);
    prepare(key, board);
    if (const auto joined = m_joined.constFind(room); joined != m_joined.cend())
        board.sync->roomJoined(*joined, false);
    return board.controller;
}

void BoardBook::connectBoard(const Key &key, Board &board)
{
    const auto [room, id] = key;
    connect(board.controller, &BoardController::commitRequested, this,
            [this, room = room, id = id](const BoardTransaction &tx) {
                m_outbox.add({tx.id, room, m_clock.wallMs(), boardCommit(tx, room, boardOnWire(room, id)), {}});
            });
    const auto pass = [this, room = room](const ClientMessage &message) {
        if (m_joined.contains(room))
            m_connection.send(message);
    };
    connect(board.controller, &BoardController::liveRequested, this, pass);
    connect(board.controller, &BoardController::cursorRequested, this, pass);
    connect(board.controller, &BoardController::lookRequested, this, [this, pass](const BoardLook &look) {
        if (m_passesLooks)
            pass(look);
    });
    connect(board.sync, &BoardSync::beganAnew, this, [this, key, controller = board.controller] {
        // What the host has acknowledged and lost before it came back in the log is shown as before (A185).
        QList<OutboxEntry> lost;
        for (const BoardTransaction &tx : controller->pending())
            if (!m_outbox.find(tx.id))
                lost.append({tx.id,
                             key.first,
                             m_clock.wallMs(),
                             boardCommit(tx, key.first, boardOnWire(key.first, key.second)),
                             {}});
        m_outbox.addAhead(lost);
    });
    connect(board.controller, &BoardController::stateChanged, this, [this, key] {
        keepRefused(key);
        addKeptAgain(key);
    });
    connect(board.sync, &BoardSync::ownSeen, this,
            [this, room = room](const QList<OpId> &ops) { m_outbox.noteLog(room, 0, ops); });
}

RoomBoards *BoardBook::boards(const RoomId &room)
{
    RoomBoards *&list = m_lists[room];
    if (list)
        return list;
    list = new RoomBoards(room, m_requests, m_store, m_outbox, m_clock, this);
    list->setMe(m_me);
    list->setPassesSummons(m_passesSummons);
    list->load();
    connect(list, &RoomBoards::changed, this, [this, room] {
        const QSet<Key> refused = m_refused;
        for (const Key &key : refused)
            if (key.first == room)
                keepRefused(key);
    });
    connect(list, &RoomBoards::conflictChanged, this, [this, room](const BoardId &board) {
        awaitImages({room, board});
    });
    if (const auto joined = m_joined.constFind(room); joined != m_joined.cend())
        list->roomJoined(*joined, m_anew.remove(room));
    return list;
}

BoardAssets *BoardBook::assets(const RoomId &room)
{
    BoardAssets *&assets = m_assets[room];
    if (assets)
        return assets;
    assets = new BoardAssets(room, m_requests, m_store, this);
    connect(assets, &BoardAssets::uploadBegun, &m_outbox, &Outbox::awaitAsset);
    connect(assets, &BoardAssets::uploaded, &m_outbox, &Outbox::assetStored);
    connect(assets, &BoardAssets::uploadRefused, &m_outbox, &Outbox::assetRefused);
    for (const auto there : {&BoardAssets::uploaded, &BoardAssets::arrived})
        connect(assets, there, this, [this, room](const QByteArray &hash) { imageThere(room, hash); });
    if (m_joined.contains(room))
        assets->roomReady();
    return assets;
}

void BoardBook::restoreUploads(const QList<std::pair<RoomId, QByteArray>> &uploads)
{
    for (BoardAssets *assets : std::as_const(m_assets))
        assets->reset();
    for (const auto &[room, hash] : uploads)
        assets(room)->restore({hash});
}

// The person, what of theirs is still on its way, and the copy on this computer.
void BoardBook::prepare(const Key &key, Board &board)
{
    board.controller->setSelf(m_me);
    QList<BoardTransaction> pending;
    for (const OutboxEntry &entry : m_outbox.entries(key.first))
        if (const auto *commit = std::get_if<BoardCommit>(&entry.message);
            commit && boardOf(key.first, commit->board) == key.second)
            pending.append({entry.id, m_me, commit->ops, commit->step});
    board.controller->restore(pending);
    board.sync->loadCopy();
}

void BoardBook::setMe(const UserId &me)
{
    if (std::exchange(m_me, me) == me)
        return;
    m_refused.clear();
    for (RoomBoards *list : std::as_const(m_lists))
        list->setMe(me);
    for (auto board = m_boards.begin(); board != m_boards.end(); ++board)
        prepare(board.key(), *board);
    awaitRefused();
}

void BoardBook::welcomed(const Limits &limits)
{
    const QList<Rate> rates = limits.rates.value_or(QList<Rate>());
    const auto knows = [&rates](QLatin1String what) {
        return std::any_of(rates.cbegin(), rates.cend(), [what](const Rate &rate) { return rate.what == what; });
    };
    m_passesLooks = knows(QLatin1String("look"));
    m_passesSummons = knows(QLatin1String("summon"));
    for (RoomBoards *list : std::as_const(m_lists))
        list->setPassesSummons(m_passesSummons);
}

void BoardBook::reload()
{
    m_refused.clear(); // until the boards are read anew
    for (RoomBoards *list : std::as_const(m_lists))
        list->load();
    for (auto board = m_boards.begin(); board != m_boards.end(); ++board) {
        board->controller->forgetPlaces(); // it may be another session's
        board->controller->load(BoardDoc());
        board->controller->setLoaded(false);
        prepare(board.key(), *board);
    }
    awaitRefused();
}

void BoardBook::roomJoined(const RoomInfo &room, bool reset)
{
    m_joined.insert(room.id, room);
    if (auto *assets = m_assets.value(room.id))
        assets->roomReady();
    const QHash<Key, QSet<QByteArray>> lacking = m_lacking;
    for (auto one = lacking.cbegin(); one != lacking.cend(); ++one)
        if (one.key().first == room.id)
            for (const QByteArray &hash : *one)
                assets(room.id)->want(hash); // somebody may have brought it
    each(room.id, [&](const Board &board) { board.sync->roomJoined(room, reset); });
    // Behind those: a board that is asked for again goes ahead of what was drawn on it.
    if (auto *list = m_lists.value(room.id))
        list->roomJoined(room, reset);
    else if (reset)
        m_anew.insert(room.id);
}

void BoardBook::roomLeft(const RoomId &room)
{
    m_joined.remove(room);
    if (auto *assets = m_assets.value(room))
        assets->connectionLost();
    each(room, [](const Board &board) { board.sync->connectionLost(); });
}

void BoardBook::connectionLost()
{
    m_joined.clear();
    for (BoardAssets *assets : std::as_const(m_assets))
        assets->connectionLost();
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
    const auto *commit = std::get_if<BoardCommit>(&entry.message);
    if (!commit) {
        boards(entry.room)->refused(entry, failure);
        return;
    }
    const Key key = keyOf(entry.room, *commit);
    // The rest of what waits is often refused in the same moment.
    if (const qint64 rest = board(key.first, key.second)->restMs(); rest > 0 && !m_resting.contains(key)) {
        m_resting.insert(key);
        QTimer::singleShot(int(rest), this, [this, key] {
            m_resting.remove(key);
            keepRefused(key);
        });
    }
    awaitBoard(key);
}

BoardBook::Key BoardBook::keyOf(const RoomId &room, const BoardCommit &commit)
{
    return {room, boardOf(room, commit.board)};
}

// What is to be kept of work can be told only on its board, so that is opened when nobody looks at it.
void BoardBook::awaitBoard(const Key &key)
{
    m_refused.insert(key);
    (void)board(key.first, key.second);
    keepRefused(key);
}

void BoardBook::awaitRefused() // of an earlier run, too
{
    for (const OutboxEntry &entry : m_outbox.refusedWork())
        awaitBoard(keyOf(entry.room, std::get<BoardCommit>(entry.message)));
}

void BoardBook::keepRefused(const Key &key)
{
    BoardController *const controller = m_boards.value(key).controller;
    if (!m_refused.contains(key) || m_resting.contains(key) || !controller)
        return;
    // A board that the host has not got will never be whole: then there is only what waits.
    if (!controller->isWhole() && (controller->isReading() || !boards(key.first)->isGone(key.second)))
        return;
    m_refused.remove(key);
    QList<BoardController::Refused> refused;
    for (const OutboxEntry &entry : m_outbox.refusedWork()) {
        const auto &commit = std::get<BoardCommit>(entry.message);
        if (keyOf(entry.room, commit) != key)
            continue;
        Failure failure;
        failure.code = entry.refusal.value_or(QString());
        refused.append({entry.id, failure, commit.ops});
    }
    const BoardController::Refusal refusal = controller->refuse(refused);
    for (const BoardController::Refused &one : std::as_const(refused))
        m_outbox.settle(one.id);
    for (const QString &why : refusal.sentences)
        emit drawingRefused(key.first, key.second, why, refusal.isKept);
}

// Work that a host refused for want of images is kept like all that it refuses. It is added by itself when they have
// come: to this computer, from where they are brought when the host says again that it has not got them, or to the
// host.
void BoardBook::awaitImages(const Key &key)
{
    m_lacking.remove(key);
    const RoomBoards *const list = boards(key.first);
    if (list->conflictCode(key.second) != errors::notFound)
        return;
    QSet<QByteArray> lacking;
    for (const BoardOp &op : list->conflict(key.second))
        if (op.asset && assets(key.first)->bytes(*op.asset).isEmpty())
            lacking.insert(*op.asset);
    if (lacking.isEmpty())
        return;
    m_lacking.insert(key, lacking);
    for (const QByteArray &hash : std::as_const(lacking))
        assets(key.first)->want(hash);
}

void BoardBook::imageThere(const RoomId &room, const QByteArray &hash)
{
    QList<Key> complete;
    for (auto one = m_lacking.begin(); one != m_lacking.end(); ++one)
        if (one.key().first == room && one->remove(hash) && one->isEmpty())
            complete.append(one.key());
    for (const Key &key : std::as_const(complete)) {
        m_lacking.remove(key);
        m_again.insert(key);
        (void)board(key.first, key.second);
        addKeptAgain(key);
    }
}

void BoardBook::addKeptAgain(const Key &key)
{
    BoardController *const controller = m_boards.value(key).controller;
    if (!m_again.contains(key) || !controller || !controller->isWhole())
        return;
    m_again.remove(key); // whatever becomes of it: the window leads to what is kept
    RoomBoards *const list = boards(key.first);
    const int objects = list->conflictObjects(key.second);
    const QList<BoardOp> again = detached(list->conflict(key.second));
    if (again.isEmpty() || !controller->commit(again, tr("add what was refused", "undo …")))
        return;
    list->dropConflict(key.second);
    emit controller->noticed(
        tr("The image is there now, so %Ln object(s) that the host had refused were added", nullptr, objects));
}

// An image that others show is at the host (P22), whatever it said before.
void BoardBook::noteImages(const RoomId &room, const RoomEvent &event)
{
    BoardAssets *const there = m_assets.value(room);
    if (!there || !event.board)
        return;
    for (const BoardOp &op : event.board->ops) {
        if (!op.asset)
            continue;
        there->nowThere(*op.asset);
        for (auto one = m_lacking.cbegin(); one != m_lacking.cend(); ++one)
            if (one.key().first == room && one->contains(*op.asset)) {
                there->want(*op.asset);
                break;
            }
    }
}

void BoardBook::clashed(const OutboxEntry &entry)
{
    const auto &commit = std::get<BoardCommit>(entry.message);
    QHash<ObjectId, ObjectId> renamed;
    if (const Board board = find(entry.room, commit.board); board.controller) {
        renamed = board.controller->renew(entry.id);
    } else { // nobody looks at it
        for (const BoardOp &op : commit.ops)
            if (op.act == BoardAct::Create && op.object)
                renamed.insert(*op.object, newId<ObjectId>());
    }
    if (!renamed.isEmpty())
        m_outbox.renew(entry.id, renamed);
}

void BoardBook::discarded(const QList<OutboxEntry> &entries)
{
    QSet<RoomId> rooms;
    for (const OutboxEntry &entry : entries) {
        rooms.insert(entry.room);
        if (const auto *commit = std::get_if<BoardCommit>(&entry.message))
            if (const Board board = find(entry.room, commit->board); board.controller)
                board.controller->forget(entry.id);
    }
    for (const RoomId &room : std::as_const(rooms))
        if (auto *list = m_lists.value(room))
            list->load();
}

void BoardBook::acknowledged(const RoomId &room, const OpId &id, Seq seq)
{
    if (auto *list = m_lists.value(room))
        list->acknowledged(id, seq);
    each(room, [&](const Board &board) { board.controller->acknowledge(id, seq); });
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
