// SPDX-License-Identifier: MIT
#include "tests/convergence/boardworld.h"

#include "shared/board/boardsnapshot.h"
#include "tests/support/undoneparts.h"

// How what the people of a BoardWorld do gets into their replicas, and what is checked about it.
namespace coterie::test {

void BoardWorld::act(Client &client)
{
    m_deeds.act(client.replica, [&](const BoardDeeds::Deed &deed) { draw(client, deed); });
}

void BoardWorld::draw(Client &client, const BoardDeeds::Deed &deed)
{
    if (deed.ops.isEmpty())
        return;
    QList<BoardOp> ops = client.replica.stamped(deed.ops);
    if (deed.undo)
        checkStep(client, ops);
    if (m_breach == Breach::TextWithoutBase)
        for (BoardOp &op : ops)
            if (op.act == BoardAct::Text)
                op.base = maxSeq;
    if (holdsBack(client, ops))
        return;
    const BoardTransaction tx{m_dice.id<OpId>(), client.id, std::move(ops), deed.step};
    if (const auto refusal = client.replica.edit(tx)) {
        // Dice may put a group into itself, touch what is locked, or write before the board is as new as what was
        // written before a restart. Anything else a program would not do.
        if (refusal->code == u"busy" && client.replica.isBehind()) {
            ++m_counts.behind;
            return;
        }
        if (!refusal->path.endsWith(u"parent") && !refusal->path.endsWith(u"intervals") &&
            !(m_locks && refusal->path.endsWith(u"object")))
            fail(QStringLiteral("a client refused its own work: %1 %2 %3")
                     .arg(refusal->code, refusal->path, refusal->reason));
        return;
    }
    m_intents.insert(tx.id, {deed.undo, deed.seen});
    const auto who =
        size_t(std::find_if(m_clients.begin(), m_clients.end(), [&](const auto &c) { return c.get() == &client; }) -
               m_clients.begin());
    if (client.online)
        put({.kind = Packet::Commit, .client = who, .tx = tx});
}

BoardDeeds::Habits BoardWorld::habits(bool everyKind)
{
    BoardDeeds::Habits habits{m_dice.chance(0.5)};
    m_refusals = m_dice.chance(0.5);
    habits.everyKind = everyKind;
    habits.tangles = m_dice.chance(0.2) || m_breach == Breach::ServerTakesCircles; // where circles come from
    habits.clearsTheUnseen = m_breach == Breach::ClearErasesTheUnseen;
    if (m_breach == Breach::UndoWritesOldValues)
        habits.undo = oldValues;
    if (m_breach == Breach::UndoWritesOldText)
        habits.undo = oldText;
    if (m_breach == Breach::UndoTakesThePart)
        habits.undo = lastPart;
    m_locks = habits.locks;
    return habits;
}

// How an editor without the rules would undo: by writing what was there at the beginning.
QList<BoardOp> BoardWorld::oldValues(BoardReplica &replica)
{
    QList<BoardOp> ops;
    for (const BoardObject &o : replica.view().objects())
        if (o.author == replica.self() && ops.size() < 2) {
            BoardOp op = BoardOp::set(o.id);
            op.color = 0xff000000;
            ops.append(op);
        }
    return ops;
}

QList<BoardOp> BoardWorld::oldText(BoardReplica &replica)
{
    BoardObject longest;
    for (const BoardObject &o : replica.view().objects())
        if (o.text.size() > longest.text.size())
            longest = o;
    const auto op = replica.textOp(longest.id, QStringLiteral("note"));
    return op ? QList<BoardOp>{*op} : QList<BoardOp>();
}

QList<BoardOp> BoardWorld::lastPart(BoardReplica &replica)
{
    const QList<OpId> undoable = replica.view().undoable(replica.self());
    return undoable.isEmpty() ? QList<BoardOp>() : QList<BoardOp>{BoardOp::undo(undoable.first())};
}

// B27: of a step of undo nothing stays that its author knows of.
void BoardWorld::checkStep(const Client &client, const QList<BoardOp> &ops)
{
    const BoardDoc &view = client.replica.view();
    QSet<OpId> meant;
    for (const BoardOp &op : ops)
        if (op.target)
            meant.insert(*op.target);
    const bool back = ops.first().act == BoardAct::Redo;
    QList<OpId> left = back ? view.redoable(client.id) : view.undoable(client.id);
    while (!left.isEmpty()) {
        const QList<OpId> step = view.takeStep(client.id, left);
        const auto taken = std::count_if(step.begin(), step.end(), [&](const OpId &id) { return meant.contains(id); });
        m_counts.mostOfStep = std::max(m_counts.mostOfStep, qint64(taken));
        if (taken > 0 && taken < step.size())
            fail(QStringLiteral("B27: %1 of %2 transactions of a step were taken back").arg(taken).arg(step.size()));
    }
}

// Nobody takes other transactions for one step than the server.
void BoardWorld::checkSteps(const BoardDoc &doc, UserId author)
{
    QList<OpId> mine = doc.undoable(author);
    QList<OpId> theirs = m_server.undoable(author);
    while (!mine.isEmpty() || !theirs.isEmpty())
        if (doc.takeStep(author, mine) != m_server.takeStep(author, theirs))
            return fail(QStringLiteral("B27: what one step is, is not the same everywhere"));
}

// B9: n presses of undo that showed, and n of redo, come back to the same view, and nothing stays undone beneath it;
// where nothing was passed by that lay locked then (B18).
void BoardWorld::checkUndoIsExact(const Client &client)
{
    if (m_breach != Breach::None)
        return;
    BoardReplica copy = client.replica;
    const bool inPart = hasStepUndoneInPart(copy.view(), client.id) || m_plain.hasPassedBy(client.id);
    ++(inPart ? m_counts.inPart : m_counts.exact);
    if (inPart)
        return;
    const quint64 before = copy.view().viewHash();
    const QList<OpId> done = copy.view().undoable(client.id);
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
    else if (copy.view().undoable(client.id) != done)
        fail(QStringLiteral("B9: undo and redo leave something undone that does not show"));
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
            foreign |=
                reg != BoardRegister::Deleted && !before.followsOthers(object, reg) && !m_plain.followsOthers(now, reg);
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
    compareRights();
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
            checkSteps(client->replica.view(), author->id);
        }
    }
}

} // namespace coterie::test
