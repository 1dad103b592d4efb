// SPDX-License-Identifier: MIT
#include "tests/convergence/boardworld.h"

#include "shared/board/boardsnapshot.h"

// What the people of a BoardWorld do, and what is checked about it.
namespace coterie::test {

void BoardWorld::draw(Client &client, QList<BoardOp> ops, Intent intent)
{
    if (ops.isEmpty())
        return;
    ops = client.replica.stamped(std::move(ops));
    if (m_breach == Breach::TextWithoutBase)
        for (BoardOp &op : ops)
            if (op.act == BoardAct::Text)
                op.base = maxSeq;
    const BoardTransaction tx{m_dice.id<OpId>(), client.id, std::move(ops)};
    if (const auto refusal = client.replica.edit(tx)) {
        // Dice may put a group into itself, or write before the board is as new as what was written before a restart.
        // Anything else a program would not do.
        if (refusal->code == u"busy" && client.replica.isBehind()) {
            ++m_counts.behind;
            return;
        }
        if (!refusal->path.endsWith(u"parent") && !refusal->path.endsWith(u"intervals"))
            fail(QStringLiteral("a client refused its own work: %1 %2 %3")
                     .arg(refusal->code, refusal->path, refusal->reason));
        return;
    }
    m_intents.insert(tx.id, intent);
    const auto who =
        size_t(std::find_if(m_clients.begin(), m_clients.end(), [&](const auto &c) { return c.get() == &client; }) -
               m_clients.begin());
    if (client.online)
        put({.kind = Packet::Commit, .client = who, .tx = tx});
}

BoardOp BoardWorld::randomSet(const QList<BoardObject> &seen)
{
    const BoardObject &o = seen.at(m_dice.between(0, int(seen.size()) - 1));
    const ObjectId other = seen.at(m_dice.between(0, int(seen.size()) - 1)).id;
    BoardOp op = BoardOp::set(o.id);
    switch (m_dice.between(0, 11)) {
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
    case 4:
        if (other != o.id)
            return BoardOp::place(o.id, m_dice.chance(0.5) ? BoardOrder::Above : BoardOrder::Below, other);
        op.rotation = m_dice.between(-400.0, 400.0);
        break;
    case 5:
        op.fill = quint32(m_dice.next());
        op.opacity = m_dice.unit();
        break;
    case 6:
        if (o.kind != BoardKind::Group) {
            op.w = m_dice.between(1.0, 300.0);
            op.h = m_dice.between(1.0, 300.0);
            break;
        }
        [[fallthrough]];
    case 7:
        for (const BoardObject &holder : seen)
            if (isBoardContainer(holder.kind) && holder.id != o.id && m_dice.chance(0.5))
                return BoardOp::setParent(o.id, holder.id);
        return BoardOp::setParent(o.id, {});
    case 8:
        op.opacity = m_dice.unit();
        break;
    case 9:
        if (isBoardLine(o.kind) && other != o.id) {
            op.end = BoardAnchor{other, 0.5, m_dice.chance(0.5) ? 0.25 : 1};
            break;
        }
        [[fallthrough]];
    default:
        op.x = m_dice.between(-999.0, 999.0);
        op.y = m_dice.between(-999.0, 999.0);
    }
    return op;
}

void BoardWorld::make(Client &client)
{
    static constexpr BoardKind kinds[] = {BoardKind::Sticky,  BoardKind::Text,  BoardKind::Rectangle,
                                          BoardKind::Diamond, BoardKind::Arrow, BoardKind::Frame};
    QList<BoardOp> ops;
    for (int n = m_dice.between(1, 3); n > 0; --n) {
        const auto id = m_dice.id<ObjectId>();
        if (m_dice.chance(0.5)) {
            StrokePoints points;
            for (int i = m_dice.between(1, 4); i > 0; --i)
                points.at.push_back({qint16(m_dice.between(-500, 500)), qint16(m_dice.between(-500, 500))});
            ops.append(BoardOp::createStroke(id, m_dice.between(0, 999), 0, points.packed(), 0xff000000, 2));
            continue;
        }
        BoardOp op = BoardOp::create(id, kinds[m_dice.between(0, 5)], m_dice.between(0, 999), 0, 40, 30);
        if (m_dice.chance(0.5))
            op.text = QStringLiteral("note");
        ops.append(op);
    }
    if (m_dice.chance(0.2)) {
        BoardOp op = BoardOp::set(*ops.first().object);
        op.color = 0xff00ff00;
        ops.append(op);
    }
    draw(client, ops);
}

void BoardWorld::group(Client &client, const QList<BoardObject> &seen)
{
    ++m_counts.groups;
    const BoardOp group = BoardOp::createGroup(m_dice.id<ObjectId>());
    QList<BoardOp> ops{group};
    for (int n = m_dice.between(1, 3); n > 0; --n)
        ops.append(BoardOp::setParent(seen.at(m_dice.between(0, int(seen.size()) - 1)).id, group.object));
    draw(client, ops);
}

// A word here, a word out there, as an editor would say it.
void BoardWorld::write(Client &client, const QList<BoardObject> &seen)
{
    static const QString words[] = {QStringLiteral("one "), QStringLiteral("zwei "), QStringLiteral("\U0001f600"),
                                    QStringLiteral("."), QStringLiteral("\n")};
    QList<ObjectId> notes;
    for (const BoardObject &o : seen)
        if (hasBoardText(o.kind))
            notes.append(o.id);
    if (notes.isEmpty())
        return;
    // Most of the time the same one, so that they meet.
    const ObjectId id = notes.at(m_dice.chance(0.7) ? 0 : m_dice.between(0, int(notes.size()) - 1));
    QString text = client.replica.view().textOf(id).value_or(QString());
    int at = m_dice.between(0, int(text.size()));
    if (at < text.size() && text.at(at).isLowSurrogate())
        --at;
    if (text.size() > 40 || (!text.isEmpty() && m_dice.chance(0.3))) {
        int count = std::min(m_dice.between(1, 5), int(text.size()) - at);
        if (at + count < text.size() && text.at(at + count).isLowSurrogate())
            ++count;
        text.remove(at, count);
    } else {
        text.insert(at, words[m_dice.between(0, 4)]);
    }
    if (const auto op = client.replica.textOp(id, text)) {
        ++m_counts.texts;
        draw(client, {*op});
    }
}

void BoardWorld::rub(Client &client, const QList<BoardObject> &seen)
{
    for (const BoardObject &o : seen) {
        if (o.kind != BoardKind::Stroke || m_dice.chance(0.6))
            continue;
        const int length = boardStrokeLength(o.extent.count);
        const int from = m_dice.between(0, length - 1);
        const BoardIntervals parts{{from, m_dice.chance(0.2) ? length : from + m_dice.between(1, 200)}};
        ++m_counts.parts;
        return draw(client, {!o.erased.isEmpty() && m_dice.chance(0.3) ? BoardOp::restorePart(o.id, parts)
                                                                       : BoardOp::erasePart(o.id, parts)});
    }
}

void BoardWorld::eraseSome(Client &client, const QList<BoardObject> &seen)
{
    QList<ObjectId> holders;
    for (const BoardObject &o : seen)
        if (isBoardContainer(o.kind))
            holders.append(o.id);
    if (!holders.isEmpty() && m_dice.chance(0.5))
        return draw(client,
                    {BoardOp::eraseTree(holders.at(m_dice.between(0, int(holders.size()) - 1)), client.replica.seq())});
    QList<BoardOp> ops;
    for (int n = m_dice.between(1, 2); n > 0; --n)
        ops.append(BoardOp::erase(seen.at(m_dice.between(0, int(seen.size()) - 1)).id));
    draw(client, ops);
}

// Into another group or frame, or out of it: where circles come from.
void BoardWorld::regroup(Client &client, const QList<BoardObject> &seen)
{
    QList<ObjectId> holders;
    for (const BoardObject &o : seen)
        if (isBoardContainer(o.kind) && holders.size() < 3) // few, so that they meet
            holders.append(o.id);
    if (holders.size() < 2)
        return group(client, seen);
    const auto any = [&] { return holders.at(m_dice.between(0, int(holders.size()) - 1)); };
    const ObjectId inner = m_dice.chance(0.6) ? any() : seen.at(m_dice.between(0, int(seen.size()) - 1)).id;
    const ObjectId outer = any();
    if (inner == outer)
        return;
    draw(client, {BoardOp::setParent(inner, m_dice.chance(0.8) ? std::optional(outer) : std::nullopt)});
    if (m_dice.chance(0.4)) // so that it can be redone when somebody else has
                            // turned it around
        draw(client, undoOf(client), {.undo = true});
}

void BoardWorld::lock(Client &client, const QList<BoardObject> &seen)
{
    const BoardObject &o = seen.at(m_dice.between(0, int(seen.size()) - 1));
    BoardOp op = BoardOp::set(o.id);
    op.locked = !o.locked;
    ++m_counts.locks;
    draw(client, {op});
}

void BoardWorld::act(size_t who)
{
    Client &client = *m_clients[who];
    if (client.replica.pendingCount() > 40)
        return;
    const QList<BoardObject> seen = client.replica.view().objects();
    int what = m_dice.between(0, 99);
    if (m_tangles && m_dice.chance(0.6))
        what = m_dice.chance(0.5) ? 55 : m_dice.between(71, 99);
    if (seen.size() < 2 || what < 16) {
        if (seen.size() < 16)
            make(client);
        else
            eraseSome(client, seen);
    } else if (what < 30) {
        QList<BoardOp> ops;
        for (int n = m_dice.between(1, 3); n > 0; --n)
            ops.append(randomSet(seen));
        draw(client, ops);
    } else if (what < 45) {
        write(client, seen);
    } else if (what < 52) {
        rub(client, seen);
    } else if (what < 60) {
        regroup(client, seen);
    } else if (what < 65) {
        eraseSome(client, seen);
    } else if (what < 69) {
        if (m_locks)
            lock(client, seen);
    } else if (what < 71) {
        const Seq known = client.replica.seq();
        draw(client, {BoardOp::clear(m_breach == Breach::ClearErasesTheUnseen ? maxSeq : known)}, {.seen = known});
    } else if (what < 88) {
        ++m_counts.undos;
        draw(client, undoOf(client), {.undo = true});
    } else {
        draw(client, client.replica.redoOps(), {.undo = true});
    }
}

QList<BoardOp> BoardWorld::undoOf(Client &client)
{
    switch (m_breach) {
    case Breach::UndoWritesOldValues:
        return oldValues(client);
    case Breach::UndoWritesOldText:
        return oldText(client);
    default:
        return client.replica.undoOps();
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

QList<BoardOp> BoardWorld::oldText(const Client &client)
{
    BoardObject longest;
    for (const BoardObject &o : client.replica.view().objects())
        if (o.text.size() > longest.text.size())
            longest = o;
    const auto op = client.replica.textOp(longest.id, QStringLiteral("note"));
    return op ? QList<BoardOp>{*op} : QList<BoardOp>();
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
    if (intent.undo && tx.ops.first().act != BoardAct::Redo)
        checkUndo(tx, before);
    if (!intent.seen)
        return;
    for (const auto &[id, object] : before.objects())
        if (before.isVisible(object) && !m_plain.isVisible(m_plain.objects().at(id)) && object.created > *intent.seen &&
            object.author != tx.author)
            fail(QStringLiteral("B8: clear erased what its author had not seen"));
}

// What an undo changes is one's own, and nothing that somebody else has put into an object goes with it (U2, U4).
void BoardWorld::checkUndo(const BoardTransaction &tx, const PlainBoard &before)
{
    for (const auto &[id, object] : before.objects()) {
        const auto &now = m_plain.objects().at(id);
        bool foreign = false;
        for (int i = 0; i < boardRegisterCount; ++i) {
            const auto reg = BoardRegister(i);
            const auto &was = before.effective(object, reg);
            if (was.author == tx.author)
                continue;
            foreign |= reg != BoardRegister::Deleted;
            if (m_plain.effective(now, reg).value != was.value)
                fail(QStringLiteral("B9: undo changed a value that somebody else had set"));
        }
        for (size_t i = 0; i < object.parts.size(); ++i)
            if (object.parts[i].author != tx.author && object.parts[i].undone != now.parts[i].undone)
                fail(QStringLiteral("B20: undo brought back what somebody else had rubbed out"));
        QHash<std::pair<Seq, char16_t>, int> letters; // of others
        for (const auto &unit : object.text)
            if (before.isShown(object, unit) &&
                (unit.tx ? object.edits.at(unit.tx).author : object.author) != tx.author)
                ++letters[{unit.tx, unit.unit}];
        for (const auto &unit : now.text)
            if (m_plain.isShown(now, unit))
                --letters[{unit.tx, unit.unit}];
        for (const int missing : std::as_const(letters))
            if (missing > 0)
                fail(QStringLiteral("B19: undo took what somebody else had written"));
        if (foreign && object.author == tx.author && before.isVisible(object) && !m_plain.isVisible(now) &&
            before.effective(object, BoardRegister::Deleted).value ==
                m_plain.effective(now, BoardRegister::Deleted).value &&
            before.erased(object) == m_plain.erased(now))
            fail(QStringLiteral("B9: undo hid what somebody else had worked on"));
    }
}

void BoardWorld::heal()
{
    m_healing = true;
    m_denied.clear();
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

void BoardWorld::comparePlain()
{
    if (const QString difference = m_plain.difference(m_server); !difference.isEmpty())
        fail(QStringLiteral("B6: the server differs from the plain rules: ") + difference);
}

void BoardWorld::compare()
{
    comparePlain();
    for (const auto &client : m_clients) {
        const BoardReplica &replica = client->replica;
        if (replica.confirmedHash() != m_server.hash())
            fail(QStringLiteral("B13: a client has diverged"));
        else if (replica.view().hash() != m_server.hash())
            fail(QStringLiteral("B4: a view differs though nothing is pending"));
    }
    for (auto intent = m_intents.cbegin(); intent != m_intents.cend(); ++intent)
        if (!m_known.contains(intent.key()) && !m_refused.contains(intent.key()))
            fail(QStringLiteral("B5: somebody's work is neither in the log nor refused"));
    BoardSnapshotReader reader;
    for (const QByteArray &part : writeBoardSnapshot(m_server))
        if (!reader.add(part))
            break;
    if (!reader.isComplete() || reader.take().hash() != m_server.hash())
        fail(QStringLiteral("B14: a snapshot is another board"));
    // Nobody's memory of what can be undone differs either.
    for (const auto &client : m_clients) {
        for (const auto &author : m_clients) {
            if (client->replica.view().undoable(author->id) != m_server.undoable(author->id) ||
                client->replica.view().redoable(author->id) != m_server.redoable(author->id))
                fail(QStringLiteral("B14: what can be undone is not the same everywhere"));
        }
    }
}

} // namespace coterie::test
