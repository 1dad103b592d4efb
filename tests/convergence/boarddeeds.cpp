// SPDX-License-Identifier: MIT
#include "tests/convergence/boardworld.h"

// What the people of a BoardWorld do, and what is checked about it.
namespace coterie::test {

void BoardWorld::draw(Client &client, QList<BoardOp> ops, Intent intent)
{
    if (ops.isEmpty())
        return;
    const BoardTransaction tx{m_dice.id<OpId>(), client.id, std::move(ops)};
    if (const auto refusal = client.replica.edit(tx))
        return fail(QStringLiteral("a client refused its own work: %1 %2").arg(refusal->code, refusal->path));
    m_intents.insert(tx.id, intent);
    const auto who =
        size_t(std::find_if(m_clients.begin(), m_clients.end(), [&](const auto &c) { return c.get() == &client; }) -
               m_clients.begin());
    if (client.online)
        put({.kind = Packet::Commit, .client = who, .tx = tx});
}

BoardOp BoardWorld::randomSet(ObjectId id)
{
    BoardOp op = BoardOp::set(id);
    switch (m_dice.between(0, 4)) {
    case 0:
        op.color = quint32(m_dice.next());
        break;
    case 1:
        op.width = m_dice.between(1.0, 20.0);
        break;
    case 2:
        op.order = m_dice.chance(0.5) ? BoardOrder::Front : BoardOrder::Back;
        break;
    case 3:
        op.deleted = m_dice.chance(0.5);
        break;
    default:
        op.x = m_dice.between(-999.0, 999.0);
        op.y = m_dice.between(-999.0, 999.0);
    }
    return op;
}

void BoardWorld::act(size_t who)
{
    Client &client = *m_clients[who];
    if (client.replica.pendingCount() > 40)
        return;
    const QList<BoardObject> seen = client.replica.view().objects();
    const auto any = [&] { return seen.at(m_dice.between(0, int(seen.size()) - 1)).id; };
    const int what = m_dice.between(0, 99);
    QList<BoardOp> ops;
    if (seen.size() < 2 || what < 30) {
        for (int n = m_dice.between(1, 3); n > 0; --n)
            ops.append(dash(m_dice.id<ObjectId>(), m_dice.between(0, 999)));
        if (m_dice.chance(0.2))
            ops.append(randomSet(*ops.first().object));
        draw(client, ops);
    } else if (what < 55) {
        for (int n = m_dice.between(1, 3); n > 0; --n)
            ops.append(randomSet(any()));
        draw(client, ops);
    } else if (what < 65) {
        for (int n = m_dice.between(1, 2); n > 0; --n)
            ops.append(BoardOp::erase(any()));
        draw(client, ops);
    } else if (what < 68) {
        const Seq known = client.replica.seq();
        draw(client, {BoardOp::clear(m_breach == Breach::ClearErasesTheUnseen ? maxSeq : known)}, {.seen = known});
    } else if (what < 88) {
        ++m_counts.undos;
        draw(client, m_breach == Breach::UndoWritesOldValues ? oldValues(client) : client.replica.undoOps(),
             {.undo = true});
    } else {
        draw(client, client.replica.redoOps(), {.undo = true});
    }
}

// How an editor without the rules would undo: by writing what was there at the beginning.
QList<BoardOp> BoardWorld::oldValues(const Client &client)
{
    QList<BoardOp> ops;
    for (const BoardObject &o : client.replica.view().objects())
        if (o.author == client.id && ops.size() < 2) {
            BoardOp op = BoardOp::set(o.id);
            op.color = 0xff000000;
            ops.append(op);
        }
    return ops;
}

// B9: n presses of undo that showed, and n of redo, come back to the same view.
void BoardWorld::checkUndoIsExact(const Client &client)
{
    if (m_breach != Breach::None)
        return;
    BoardReplica copy = client.replica;
    const quint64 before = copy.view().viewHash();
    int presses = 0;
    for (int n = m_dice.between(1, 4); n > 0; --n) {
        const QList<BoardOp> ops = copy.undoOps();
        if (ops.isEmpty())
            break;
        ++presses;
        (void)copy.edit({m_dice.id<OpId>(), client.id, ops});
    }
    for (; presses > 0; --presses)
        (void)copy.edit({m_dice.id<OpId>(), client.id, copy.redoOps()});
    if (copy.view().viewHash() != before)
        fail(QStringLiteral("B9: undo and redo do not come back to the same view"));
}

void BoardWorld::checkIntent(const BoardTransaction &tx, const PlainBoard &before)
{
    const Intent intent = m_intents.value(tx.id);
    for (const auto &[id, object] : before.objects()) {
        const auto &now = m_plain.objects().at(id);
        if (intent.undo)
            for (int i = 0; i < boardRegisterCount; ++i) {
                const auto &was = before.effective(object, BoardRegister(i));
                if (was.author != tx.author && m_plain.effective(now, BoardRegister(i)).value != was.value &&
                    !tx.ops.isEmpty() && tx.ops.first().act != BoardAct::Redo)
                    fail(QStringLiteral("B9: undo changed a value that somebody else had set"));
            }
        if (intent.seen && before.isVisible(object) && !m_plain.isVisible(now) && object.created > *intent.seen &&
            object.author != tx.author)
            fail(QStringLiteral("B8: clear erased what its author had not seen"));
    }
}

void BoardWorld::heal()
{
    m_healing = true;
    for (size_t i = 0; i < m_clients.size(); ++i)
        if (!m_clients[i]->online)
            connect(i);
    for (int round = 0; round < 100 && m_failure.isEmpty(); ++round) {
        bool done = true;
        while (!m_net.empty())
            deliver();
        for (size_t i = 0; i < m_clients.size(); ++i) {
            const Client &client = *m_clients[i];
            if (client.replica.pendingCount() == 0 && client.last == Seq(m_log.size()))
                continue;
            done = false;
            tick(i, true);
        }
        if (done)
            return;
    }
    fail(QStringLiteral("B5: the boards do not come to rest"));
}

void BoardWorld::compare()
{
    if (const QString difference = m_plain.difference(m_server); !difference.isEmpty())
        fail(QStringLiteral("B6: the server differs from the plain rules: ") + difference);
    for (const auto &client : m_clients) {
        const BoardReplica &replica = client->replica;
        if (replica.confirmedHash() != m_server.hash())
            fail(QStringLiteral("B13: a client has diverged"));
        else if (replica.view().hash() != m_server.hash())
            fail(QStringLiteral("B4: a view differs though nothing is pending"));
    }
    // Nobody's memory of what can be undone differs either: take everything back and look again.
    for (const auto &client : m_clients) {
        for (const auto &author : m_clients) {
            QList<BoardOp> all;
            for (const OpId &id : m_server.undoable(author->id))
                all.append(BoardOp::undo(id));
            if (client->replica.view().undoable(author->id) != m_server.undoable(author->id) ||
                client->replica.view().redoable(author->id) != m_server.redoable(author->id))
                fail(QStringLiteral("B14: what can be undone is not the same everywhere"));
        }
    }
}

} // namespace coterie::test
