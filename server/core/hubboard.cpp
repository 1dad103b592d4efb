// SPDX-License-Identifier: MIT
#include "server/core/hub.h"
#include "shared/board/boardsnapshot.h"
#include "shared/protocol/boardrights.h"

// The whiteboard of a room: lasting changes go into the room's log, strokes under way and pointers are passed on.
namespace coterie::server {

namespace {
constexpr double opsPerToken = 8;
// Of one connection, and one message beyond it (G10).
constexpr qsizetype mostHeldBytes = 64 * 1024;

// A laser or a ping: ink that leaves nothing, which whoever may look may show (P25).
bool isLaser(const StrokeStyle &style)
{
    return style.color >> 24 == 0;
}

// In memory, roughly.
qsizetype weightOf(const ClientMessage &message)
{
    qsizetype bytes = sizeof(ClientMessage);
    if (const auto *post = std::get_if<ChatPost>(&message))
        bytes += post->body.size() * 2;
    else if (const auto *topic = std::get_if<RoomTopic>(&message))
        bytes += topic->topic.size() * 2;
    else if (const auto *commit = std::get_if<BoardCommit>(&message))
        bytes += boardWeight(commit->ops, boardOpInMemory);
    return bytes;
}
} // namespace

void Hub::handle(Peer &peer, const BoardCommit &commit)
{
    const About about{{}, commit.id};
    const BoardId board = boardOf(commit.room, commit.board);
    RoomEvent event;
    event.id = commit.id;
    event.author = peer.user;
    event.board = BoardChange{commit.ops, boardOnWire(commit.room, board), commit.step};
    const auto *there = roomToChange(peer, commit.room, event);
    if (!there)
        return;
    if (!boardThere(peer, *there, board, about))
        return;
    ++peer.awaited;
    const BoardKey key{commit.room, board};
    const bool addsOnly = there->expected.rightOn(board, peer.user) < BoardRight::EditOwn;
    m_traffic.enter(key, peer.user, commit.ops, addsOnly,
                    [this, commit, key, id = peer.id](BoardTraffic::Ticket ticket) {
                        m_boards.with(key, [this, commit, id, ticket](const BoardDoc *doc) {
                            // Gone before it was stored: no ack, so its client sends it again.
                            if (!findPeer(id) || !commitTo(doc, id, commit, ticket))
                                m_traffic.leave(ticket);
                            if (auto *author = findPeer(id))
                                --author->awaited;
                            releaseHeld(id);
                        });
                    });
}

// Whether it is on its way to the store, and leaves the traffic when that answers.
bool Hub::commitTo(const BoardDoc *doc, PeerId id, const BoardCommit &commit, BoardTraffic::Ticket ticket)
{
    const About about{{}, commit.id};
    auto *peer = findPeer(id);
    auto *room = findRoom(commit.room);
    if (!peer || !room)
        return false;
    if (!doc) {
        refuseStorage(id, about);
        return false;
    }
    const BoardId board = boardOf(commit.room, commit.board);
    RoomEvent event;
    event.id = commit.id;
    event.author = peer->user;
    event.board = BoardChange{commit.ops, boardOnWire(commit.room, board), commit.step};
    std::optional<BoardRefusal> refusal;
    if (!room->hasMember(peer->user)) // left with another device while this waited
        refusal = BoardRefusal{errors::notMember, QStringLiteral("room"), QStringLiteral("join the room first")};
    if (!refusal)
        refusal = checkBoardRights(room->expected, board, *doc, peer->user, commit.ops);
    qint64 retryMs = 0;
    // The disk may refuse yet what gives them the right: nobody draws by it before it is stored (P26). A board that is
    // not stored itself has nothing yet that one could have no right to, but whoever may only look makes nothing
    // either.
    if (!refusal && room->changing > 0) {
        const auto stored = checkBoardRights(room->state, board, *doc, peer->user, commit.ops);
        const bool onlyLooks = room->state.rightOf(peer->user) == BoardRight::View;
        if (stored && (stored->code == errors::forbidden || stored->code == errors::frozen || onlyLooks)) {
            refusal = BoardRefusal{errors::busy, QStringLiteral("board"),
                                   QStringLiteral("a change of who may do this is being written")};
            retryMs = rightsRetryMs;
        }
    }
    if (!refusal)
        refusal = doc->validate({commit.id, peer->user, commit.ops, commit.step});
    if (!refusal)
        refusal = missingImage(commit.ops);
    if (!refusal && !m_boards.hasRoom({commit.room, board}, commit.ops))
        refusal = BoardRefusal{errors::logFull, QStringLiteral("ops"), QStringLiteral("the board's log is full")};
    if (refusal) {
        unlessStored(*peer, commit.room, event, [this, about, refusal, retryMs](Peer &asker) {
            refuse(asker, about, QLatin1String(refusal->code.toLatin1()), refusal->reason, refusal->path, retryMs);
        });
        return false;
    }
    append(*peer, *room, event, [this, ticket](const Appended &) { m_traffic.leave(ticket); });
    return true;
}

// Nobody is shown an object whose image cannot be had.
std::optional<BoardRefusal> Hub::missingImage(const QList<BoardOp> &ops) const
{
    for (qsizetype i = 0; i < ops.size(); ++i)
        if (const auto &asset = ops.at(i).asset; asset && !m_blobs.find(*asset))
            return BoardRefusal{errors::notFound, QStringLiteral("ops[%1].asset").arg(i),
                                QStringLiteral("bring the image with blob.put first")};
    return {};
}

bool Hub::boardThere(Peer &peer, const Room &room, const BoardId &board, const About &about)
{
    if (room.expected.board(board))
        return true;
    refuse(peer, about, errors::notFound, QStringLiteral("there is no such board"), QStringLiteral("board"));
    return false;
}

// What goes into a room's log, and the leaving of a room, which would have the rest refused.
// A join goes by all of it but the leaving of the same room, which would undo it.
bool Hub::keepsOrder(const Peer &peer, const ClientMessage &message)
{
    if (const auto *join = std::get_if<RoomJoin>(&message))
        return std::any_of(peer.held.cbegin(), peer.held.cend(), [join](const ClientMessage &held) {
            const auto *leave = std::get_if<RoomLeave>(&held);
            return leave && leave->room == join->room;
        });
    return std::holds_alternative<ChatPost>(message) || std::holds_alternative<RoomTopic>(message) ||
           std::holds_alternative<BoardCommit>(message) || std::holds_alternative<BoardListEdit>(message) ||
           std::holds_alternative<RightsSet>(message) || std::holds_alternative<RoomLeave>(message);
}

// What an answer to it names, so that its sender knows which one is meant.
Hub::About Hub::aboutOf(const ClientMessage &message)
{
    About about;
    std::visit(
        [&]<typename M>(const M &m) {
            if constexpr (requires {
                              {
                                  m.req
                                  } -> std::convertible_to<qint64>;
                          })
                about.req = m.req;
            if constexpr (requires {
                              {
                                  m.id
                                  } -> std::convertible_to<OpId>;
                          })
                about.id = m.id;
        },
        message);
    return about;
}

// Paid for when it comes: what is held and carried out later is not asked again.
bool Hub::affords(Peer &peer, const ClientMessage &message)
{
    if (std::holds_alternative<RoomJoin>(message))
        return true; // asked when it is carried out
    const About about = aboutOf(message);
    if (!diskKeepsUp(peer, about))
        return false;
    if (std::holds_alternative<ChatPost>(message))
        return allowed(peer, peer.may->chat, about);
    // A batch costs what it makes everybody do: by its operations, and by its bytes.
    if (const auto *commit = std::get_if<BoardCommit>(&message))
        return allowed(peer, peer.may->board, about, 1 + double(commit->ops.size()) / opsPerToken) &&
               allowed(peer, peer.may->boardBytes, about, double(boardWeight(commit->ops, boardOpBulkOnly)));
    return allowed(peer, peer.may->request, about);
}

// An operation: paid for, and behind its sender's others (G6).
void Hub::takeInOrder(Peer &peer, ClientMessage message)
{
    const bool waits = peer.awaited > 0;
    const qsizetype bytes = waits ? weightOf(message) : 0;
    if (waits && peer.heldBytes > 0 && peer.heldBytes + bytes > mostHeldBytes) {
        refuse(peer, aboutOf(message), errors::busy, QStringLiteral("the board is still being read"), {}, 500);
        return;
    }
    if (!affords(peer, message))
        return;
    if (waits) {
        peer.heldBytes += bytes;
        peer.held.push_back(std::move(message));
        return;
    }
    std::visit([&](const auto &m) { handle(peer, m); }, message);
}

void Hub::releaseHeld(PeerId id)
{
    auto *peer = findPeer(id);
    if (!peer || std::exchange(peer->releasing, true)) // a board at hand calls back from within the loop
        return;
    while (peer->awaited == 0 && !peer->held.empty()) {
        const ClientMessage message = std::move(peer->held.front());
        peer->held.pop_front();
        peer->heldBytes -= weightOf(message);
        std::visit([&](const auto &m) { handle(*peer, m); }, message);
    }
    peer->releasing = false;
}

void Hub::handle(Peer &peer, const BoardGet &get)
{
    const About about{get.req, {}};
    const BoardId board = boardOf(get.room, get.board);
    // Who reads on where they are costs what the pieces weigh, and no work.
    const auto &reads = peer.reads;
    const bool readsOn = reads && reads->board == BoardKey{get.room, board} && reads->seq == get.seq &&
                         reads->next == get.from.value_or(0) && m_boards.holds(reads->board, reads->seq);
    if (!readsOn && !allowed(peer, peer.may->history, about))
        return;
    const auto *asked = roomOfMember(peer, get.room, about);
    if (!asked || !boardThere(peer, *asked, board, about))
        return;
    m_boards.with({get.room, board}, [this, get, about, id = peer.id](const BoardDoc *doc) {
        const auto *room = findRoom(get.room);
        if (!doc || !room) {
            refuseStorage(id, about);
            return;
        }
        // A board event is applied in the turn that stores it, so the board holds the log up to its head.
        m_boards.snapshot({get.room, boardOf(get.room, get.board)}, room->stored.head, get.seq,
                          [this, get, id](const auto &snapshot) { sendBoard(id, get, snapshot); });
    });
}

void Hub::sendBoard(PeerId id, const BoardGet &get, const BoardKeeper::Snapshot &snapshot)
{
    auto *peer = findPeer(id);
    const About about{get.req, {}};
    if (!peer || !roomOfMember(*peer, get.room, about)) // it may have left while this was being written
        return;
    BoardPart part;
    part.req = get.req;
    part.room = get.room;
    part.board = get.board;
    part.seq = snapshot.seq;
    part.count = int(snapshot.parts.size());
    part.index = get.seq == snapshot.seq ? std::clamp(get.from.value_or(0), 0, part.count - 1) : 0;
    const int end = std::min(part.index + boardPartsAtOnce, part.count);
    qsizetype bytes = 0;
    for (int i = part.index; i < end; ++i)
        bytes += std::max(boardPartBytes / 4, snapshot.parts.at(i).size()); // asking for little is not free
    if (!allowed(*peer, peer->may->partBytes, about, double(bytes)))
        return;
    // Of another snapshot than was asked for, or at its end, nobody reads on for nothing.
    peer->reads.reset();
    if (end < part.count && (!get.seq || get.seq == snapshot.seq))
        peer->reads = {{get.room, boardOf(get.room, get.board)}, snapshot.seq, end};
    for (; part.index < end; ++part.index) {
        part.data = snapshot.parts.at(part.index);
        m_transport.send(id, part);
    }
}

void Hub::handle(Peer &peer, const BoardLive &live)
{
    auto *room = roomOfMember(peer, live.room, {});
    if (!room || !affordsVolatile(peer, peer.may->live))
        return;
    const bool over = live.over.value_or(false); // which who may not draw any more may still say
    const auto style = over ? std::nullopt : live.style;
    if (style)
        peer.laser = isLaser(*style) ? std::optional(live.stream) : std::nullopt;
    if (peer.laser == live.stream && !isShown(peer.user))
        return; // a laser is pointing
    if (peer.laser != live.stream && !over &&
        room->expected.rightOn(boardOf(live.room, live.board), peer.user) < BoardRight::Draw)
        return; // its end would be refused; whoever sent it is told then
    m_transport.publish(
        room->group,
        BoardPreview{live.room, peer.user, live.stream, live.first, style, live.points, live.board, live.over},
        Delivery::Volatile);
}

void Hub::handle(Peer &peer, const BoardCursor &cursor)
{
    auto *room = roomOfMember(peer, cursor.room, {});
    const auto *entry = m_people.find(peer.user);
    if (!room || !entry || !affordsVolatile(peer, peer.may->live) || !entry->isShown())
        return; // the last: it would tell that they are here
    m_transport.publish(
        room->group,
        BoardPointer{cursor.room, peer.user, entry->user.name, cursor.x, cursor.y, cursor.on, cursor.board},
        Delivery::Volatile);
}

} // namespace coterie::server
