// SPDX-License-Identifier: MIT
#include "shared/board/bytes.h"
#include "shared/board/snapshotitems.h"
#include "shared/protocol/boardrights.h"
#include "tests/convergence/boardworld.h"

// Who may do what in a BoardWorld: judged by the functions of the real server, asked by the windows before, and held
// against PlainRights. And what a refusal does to the board of whoever is refused.
namespace coterie::test {
namespace {

// All that can be seen of it, but for when it was made and the numbers of its order: what is pending has those anew
// whenever it is made again.
bool isSameSight(const BoardDoc &one, const BoardDoc &other)
{
    const QList<BoardObject> left = one.objects();
    const QList<BoardObject> right = other.objects();
    return std::equal(
        left.begin(), left.end(), right.begin(), right.end(), [](const BoardObject &a, const BoardObject &b) {
            const auto style = [](const BoardObject &o) {
                return std::tuple(o.kind, o.color, o.fill, o.width, o.opacity, o.locked, o.rotation);
            };
            return a.id == b.id && a.author == b.author && style(a) == style(b) &&
                   std::tuple(a.x, a.y, a.w, a.h) == std::tuple(b.x, b.y, b.w, b.h) && a.parent == b.parent &&
                   a.start == b.start && a.end == b.end && a.text == b.text && a.erased == b.erased;
        });
}

} // namespace

// ---- who may do what comes and goes, by events of the same log

void BoardWorld::changeRights()
{
    size_t who = size_t(m_lots.between(0, int(m_clients.size()) - 1));
    if (m_lots.chance(0.6)) // most of the time somebody who may
        for (size_t i = 0; i < m_clients.size(); ++i)
            if (m_clients[i]->online && m_clients[i]->state.isModerator(m_clients[i]->id))
                who = i;
    const Client &asker = *m_clients[who];
    if (const auto wish = asker.online ? wishOf(asker) : std::nullopt)
        put({.kind = Packet::Ask, .client = who, .ask = *wish});
}

std::optional<RoomEvent> BoardWorld::wishOf(const Client &asker)
{
    RoomEvent wish;
    wish.id = m_lots.id<OpId>();
    wish.author = asker.id;
    const UserId whom = m_clients[size_t(m_lots.between(0, int(m_clients.size()) - 1))]->id;
    const auto right = BoardRight(m_lots.between(0, 3));
    const int what = m_lots.between(0, 99);
    if (what < 30) {
        const BoardId board = firstBoard(m_state.room());
        const bool frozen = asker.state.board(board)->frozenBy.has_value();
        if (!frozen && m_lots.chance(0.6))
            return {}; // it is frozen for a part of the time only
        wish.boards = BoardListChange{frozen ? BoardListAct::Thaw : BoardListAct::Freeze, board, {}, {}};
    } else if (what < 55) {
        wish.rights = RightsChange{whom, Role(m_lots.between(0, 3)), {}, {}};
    } else if (what < 80) {
        wish.rights = RightsChange{whom, {}, right, {}};
    } else if (what < 90) {
        wish.rights = RightsChange{whom, {}, {}, true};
    } else {
        wish.rights = RightsChange{{}, {}, right, {}};
    }
    return wish;
}

void BoardWorld::serverTakesWish(const Packet &packet)
{
    const RoomEvent &wish = packet.ask;
    if (m_known.contains(wish.id))
        return;
    const auto refusal =
        wish.rights ? m_state.check(wish.author, *wish.rights) : m_state.check(wish.author, *wish.boards);
    if (refusal.has_value() == m_plainRights.mayAsk(wish))
        fail(QStringLiteral("P24: a change of rights was %1")
                 .arg(refusal ? QStringLiteral("refused for nothing: ") + refusal->reason
                              : QStringLiteral("made by somebody who may not")));
    if (refusal) {
        ++m_counts.notAsked;
        return;
    }
    ++m_counts.rights;
    append({}, wish);
    m_known.insert(wish.id, m_log.back().seq);
}

std::optional<BoardRefusal> BoardWorld::judge(const BoardTransaction &tx)
{
    if (!m_hasRights || m_breach == Breach::ServerIgnoresRights)
        return {};
    const RoomState &state = m_breach == Breach::ServerLagsInRights ? m_before : m_state;
    auto refusal = checkBoardRights(state, firstBoard(state.room()), m_server, tx.author, tx.ops);
    if (!refusal)
        return {};
    ++m_counts.forbidden;
    if (!m_plainRights.isTrue(*refusal, tx, redoneBy(tx), m_plain))
        fail(QStringLiteral("P29: a refusal gives a reason that there is not: %1 %2 %3")
                 .arg(refusal->code, refusal->path, refusal->reason));
    return refusal;
}

QList<Seq> BoardWorld::redoneBy(const BoardTransaction &tx) const
{
    QList<Seq> places;
    for (const BoardOp &op : tx.ops)
        places.append(op.act == BoardAct::Redo ? m_known.value(*op.target) : 0);
    return places;
}

// A window asks before it shows anything, by what it knows. Not each program does.
bool BoardWorld::holdsBack(const Client &client, const QList<BoardOp> &ops)
{
    if (!m_hasRights || m_lots.chance(0.25))
        return false;
    const bool held =
        checkBoardRights(client.state, firstBoard(m_state.room()), client.replica.view(), client.id, ops).has_value();
    m_counts.heldBack += held ? 1 : 0;
    return held;
}

// ---- a client

// P29, B5: what was refused is taken back, all else that waits stays as it was, and so does the log's board.
void BoardWorld::clientTakesBack(Client &client, const Packet &packet)
{
    BoardReplica &replica = client.replica;
    if (packet.refusal.code.isEmpty() || packet.refusal.path.isEmpty() || packet.refusal.reason.isEmpty())
        fail(QStringLiteral("P29: somebody was refused without a reason"));
    m_told.insert(packet.id);
    if (!replica.isPending(packet.id))
        return;
    QList<BoardTransaction> rest = replica.pending();
    QList<OpId> all;
    for (const BoardTransaction &tx : std::as_const(rest))
        all.append(tx.id);
    rest.removeIf([&](const BoardTransaction &tx) { return tx.id == packet.id; });
    // The same anew: the log's board, and what still waits made once more.
    BoardReplica anew = replica;
    anew.refuse(all);
    const quint64 log = replica.confirmedHash();
    const bool isLog = anew.view().hash() == log;
    for (const BoardTransaction &tx : std::as_const(rest))
        anew.restore(tx);

    if (m_breach != Breach::ClientKeepsRefused)
        replica.refuse(m_breach == Breach::RefusalTakesAll ? all : QList<OpId>{packet.id});
    ++m_counts.takenBack;
    const QList<BoardTransaction> left = replica.pending();
    if (!std::equal(left.begin(), left.end(), rest.begin(), rest.end(),
                    [](const auto &a, const auto &b) { return a.id == b.id; }))
        fail(QStringLiteral("P29: not what was refused was taken back, and that alone"));
    else if (!isLog || replica.confirmedHash() != log || !isSameSight(replica.view(), anew.view()))
        fail(QStringLiteral("P29: a refusal leaves another board than the log's with what still waits"));
}

QByteArray BoardWorld::onWire(const RoomState &state)
{
    RoomStatePage page = state.page();
    page.req = 1;
    return encode(ServerMessage(page), Framing::Cbor);
}

void BoardWorld::clientTakesState(Client &client, const QByteArray &bytes)
{
    const auto read = decodeFromServer(bytes, Framing::Cbor);
    const auto *message = std::get_if<ServerMessage>(&read);
    const auto *page = message ? std::get_if<RoomStatePage>(message) : nullptr;
    if (!page)
        return fail(QStringLiteral("P25: the room's rights cannot be read"));
    client.state = RoomState(*page);
}

// B5: of what waits, nothing is among its author's latest transactions in the snapshot one has just begun with.
void BoardWorld::checkSnapshot(const Client &client)
{
    QSet<OpId> latest;
    for (auto i = size_t(client.last); i-- > 0 && latest.size() < boardKnownDepth;)
        if (const auto &board = m_log[i].board; board && board->author == client.id)
            latest.insert(board->id);
    for (const BoardTransaction &tx : client.replica.pending())
        if (latest.contains(tx.id))
            fail(QStringLiteral("B5: what the snapshot has already is applied a second time"));
}

// The item of each author's latest transactions, as it must be there, cut out of the pieces.
QList<QByteArray> BoardWorld::withoutIds(QList<QByteArray> parts) const
{
    QMap<UserId, QList<OpId>> latest;
    for (auto event = m_log.rbegin(); event != m_log.rend(); ++event)
        if (event->board && latest[event->board->author].size() < boardKnownDepth)
            latest[event->board->author].prepend(event->board->id);
    for (const QList<OpId> &ids : std::as_const(latest)) {
        QByteArray item;
        ByteWriter out(item);
        out.varint(quint64(ids.size()));
        for (const OpId &id : ids)
            snapshot::putId(out, id.value);
        for (QByteArray &part : parts)
            if (const qsizetype at = part.indexOf(item); at >= 2 && part.at(at - 2) == char(snapshot::Known))
                part.remove(at - 2, item.size() + 2); // before it: which item, and the author's index
    }
    return parts;
}

// ---- in the end

void BoardWorld::compareRights()
{
    const QByteArray state = onWire(m_state);
    for (const auto &client : m_clients)
        if (onWire(client->state) != state)
            fail(QStringLiteral("P25: who may do what is not the same everywhere"));
    for (const auto &client : m_clients)
        if (m_state.roleOf(client->id) != m_plainRights.roleOf(client->id) ||
            m_state.rightOf(client->id) != m_plainRights.rightOf(client->id))
            fail(QStringLiteral("P25: the server's rights differ from the plain rules"));
    if (m_state.board(firstBoard(m_state.room()))->frozenBy.has_value() != m_plainRights.isFrozen())
        fail(QStringLiteral("P26: the board is frozen for the server alone, or not for it"));
    for (const OpId &id : m_refused)
        if (!m_known.contains(id) && !m_told.contains(id))
            fail(QStringLiteral("P29: somebody has not heard why they were refused"));
}

} // namespace coterie::test
