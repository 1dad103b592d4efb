// SPDX-License-Identifier: MIT
#include "app/ui/board/selectioncommands.h"

#include "app/session/roomboards.h"
#include "app/ui/board/boardview.h"
#include "app/ui/board/exchange/longtext.h"
#include "app/ui/board/readingorder.h"
#include "app/ui/board/textediting.h"

#include <QMenu>

#include <algorithm>

namespace coterie::ui {
namespace {

constexpr double copyOffset = 20; // board units between a thing and its duplicate

} // namespace

SelectionCommands::SelectionCommands(BoardView *view, const BoardActions &actions, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_actions(actions)
{
    on(BoardCommand::Duplicate, [this] { duplicate(); });
    on(BoardCommand::Delete, [this] { remove(); });
    on(
        BoardCommand::SelectAll, [this] { selectAll(); }, &BoardView::maySelect);
    on(BoardCommand::Group, [this] { group(); });
    on(BoardCommand::Ungroup, [this] { ungroup(); });
    on(BoardCommand::Lock, [this] { lock(); });
    on(BoardCommand::LockForAll, [this] { lockForAll(); });
    on(BoardCommand::Forward, [this] { restack(Restack::Forward, tr("bring forward", "undo …")); });
    on(BoardCommand::Backward, [this] { restack(Restack::Backward, tr("send backward", "undo …")); });
    on(BoardCommand::ToFront, [this] { restack(Restack::Front, tr("bring to the front", "undo …")); });
    on(BoardCommand::ToBack, [this] { restack(Restack::Back, tr("send to the back", "undo …")); });
    on(BoardCommand::AlignLeft, [this] { align(AlignTo::Left); });
    on(BoardCommand::AlignCenter, [this] { align(AlignTo::Center); });
    on(BoardCommand::AlignRight, [this] { align(AlignTo::Right); });
    on(BoardCommand::AlignTop, [this] { align(AlignTo::Top); });
    on(BoardCommand::AlignMiddle, [this] { align(AlignTo::Middle); });
    on(BoardCommand::AlignBottom, [this] { align(AlignTo::Bottom); });
    on(BoardCommand::DistributeAcross, [this] { distribute(Qt::Horizontal); });
    on(BoardCommand::DistributeDown, [this] { distribute(Qt::Vertical); });
    on(BoardCommand::FlipAcross, [this] { flip(Qt::Horizontal); });
    on(BoardCommand::FlipDown, [this] { flip(Qt::Vertical); });
    on(
        BoardCommand::FitSelection, [this] { fitSelection(); }, [](const BoardView &) { return true; });
}

bool SelectionCommands::mayChange(const BoardView &view)
{
    return !view.isReadOnly();
}

void SelectionCommands::on(BoardCommand command, const std::function<void()> &work,
                           const std::function<bool(const BoardView &)> &may)
{
    connect(m_actions[command], &QAction::triggered, this, [this, work, may] {
        if (!m_view->doc() || !may(*m_view))
            return emit noticed(tr("This board is for looking only"));
        m_view->settle();
        work();
    });
}

bool SelectionCommands::ready(int least)
{
    const BoardDoc &doc = *m_view->doc();
    const QList<ObjectId> &ids = m_view->selection().ids();
    const QList<ObjectId> mine = m_view->changeable(ids);
    if (rootsOf(doc, mine).size() >= least)
        return true;
    const qsizetype free = unlocked(doc, ids).size();
    if (mine.size() < free)
        emit noticed(m_view->rightWords());
    else if (mine.size() >= least)
        emit noticed(tr("What is in a frame goes with it. Select the objects without their frame"));
    else if (free < ids.size())
        emit noticed(m_view->lockWords(ids, tr("What is selected is locked. Unlock it first, with Ctrl+Shift+L")));
    else if (least > 1)
        emit noticed(tr("Select %n or more objects first", nullptr, least));
    else
        emit noticed(tr("Select something first"));
    return false;
}

QList<ObjectId> SelectionCommands::targets()
{
    const QList<ObjectId> &ids = m_view->selection().ids();
    const QList<ObjectId> mine = m_view->changeable(ids);
    if (mine.size() < ids.size() && mine.size() < unlocked(*m_view->doc(), ids).size())
        emit noticed(m_view->rightWords());
    return mine;
}

bool SelectionCommands::commit(const QList<BoardOp> &ops, const QString &what)
{
    return m_view->controller()->commit(ops, what);
}

void SelectionCommands::move(const QHash<ObjectId, QPointF> &by, int least, const QString &what)
{
    if (by.size() < least)
        return emit noticed(
            tr("A line goes with what it is bound to. Select %n or more objects besides", nullptr, least));
    const BoardDoc &doc = *m_view->doc();
    QHash<ObjectId, BoardObject> moved = movedEach(doc, by);
    moved.removeIf([this](auto it) { return !m_view->mayChange(it.key()); });
    commit(changeOps(doc, moved, [this](const ObjectId &id) { return m_view->linesToFollow(id); }), what);
}

void SelectionCommands::duplicate()
{
    const QList<ObjectId> &ids = m_view->selection().ids();
    if (ids.isEmpty())
        return emit noticed(tr("Select something first"));
    m_view->writing().close(); // the copy has the last letters too
    // It belongs to what its original belongs to, unless that is locked: then it could not even be moved away.
    const BoardDoc &doc = *m_view->doc();
    const auto holderOf = [&doc](const BoardOp &original, const QRectF &) {
        const bool takes = original.parent && doc.isVisible(*original.parent) && !isLocked(doc, *original.parent);
        return takes ? original.parent : std::nullopt;
    };
    QList<ObjectId> made;
    int split = 0;
    const QList<BoardOp> ops = renamedCreations(withTextsInPieces(creationsOf(treeOf(doc, ids)), &split),
                                                {copyOffset, copyOffset}, &made, holderOf);
    if (!commit(ops, tr("duplicate %Ln object(s)", "undo …", int(ids.size()))))
        return;
    m_view->selection().set(made);
    QRectF box;
    for (const ObjectId &id : std::as_const(made))
        box |= doc.box(id);
    m_view->reveal(box);
    m_view->saySplit(split);
}

void SelectionCommands::remove()
{
    if (!ready(1))
        return;
    QList<ObjectId> ids = targets();
    if (ids.removeIf([this](const ObjectId &id) { return !m_view->mayErase(id); }) > 0)
        emit noticed(m_view->rightWords());
    commit(eraseOps(*m_view->doc(), ids, m_view->controller()->seq()),
           tr("delete %Ln object(s)", "undo …", int(ids.size())));
}

void SelectionCommands::selectAll()
{
    m_view->setTool(ToolId::Select);
    m_view->selection().set(readingOrder(*m_view->doc(), m_view->selection().entered()));
    if (m_view->selection().isEmpty())
        emit noticed(tr("There is nothing on this board yet"));
}

void SelectionCommands::group()
{
    if (!ready(2))
        return;
    const auto id = newId<ObjectId>();
    const QList<ObjectId> ids = targets();
    if (commit(groupOps(*m_view->doc(), ids, id), tr("group %Ln object(s)", "undo …", int(ids.size()))))
        m_view->selection().set({id});
}

void SelectionCommands::ungroup()
{
    if (!ready(1))
        return;
    QList<ObjectId> members;
    const QList<BoardOp> ops =
        ungroupOps(*m_view->doc(), targets(), &members, [this](const ObjectId &id) { return m_view->mayChange(id); });
    if (ops.isEmpty())
        return emit noticed(tr("None of the selected objects is a group"));
    if (commit(ops, tr("ungroup", "undo …")))
        m_view->selection().set(members);
}

bool SelectionCommands::locksNext() const
{
    QList<ObjectId> ids = m_view->selection().ids();
    ids.removeIf([this](const ObjectId &id) { return !m_view->mayErase(id); });
    return !unlocked(*m_view->doc(), ids).isEmpty();
}

void SelectionCommands::lock()
{
    QList<ObjectId> ids = m_view->selection().ids();
    if (ids.isEmpty())
        return emit noticed(tr("Select something first. A right click selects what is locked"));
    if (ids.removeIf([this](const ObjectId &id) { return !m_view->mayErase(id); }) > 0 && ids.isEmpty())
        return emit noticed(m_view->rightWords());
    const BoardDoc &doc = *m_view->doc();
    const bool anyFree = locksNext();
    const int count = int(ids.size());
    QList<BoardOp> ops = lockOps(doc, ids, anyFree);
    QList<ObjectId> barred; // a moderator has locked them
    if (!anyFree)
        ops.removeIf([&](const BoardOp &op) {
            const bool may = m_view->mayUnlock(*op.object);
            if (!may)
                barred.append(*op.object);
            return !may;
        });
    const bool done =
        commit(ops, anyFree ? tr("lock %Ln object(s)", "undo …", count) : tr("unlock %Ln object(s)", "undo …", count));
    if (!barred.isEmpty())
        emit noticed(m_view->lockWords(barred, {}));
    else if (done)
        emit noticed(anyFree ? tr("Locked %Ln object(s)", nullptr, count)
                             : tr("Unlocked %Ln object(s)", nullptr, count));
}

QList<ObjectId> SelectionCommands::lockedByOthers() const
{
    const RoomBoards *boards = m_view->controller() ? m_view->controller()->boards() : nullptr;
    QList<ObjectId> theirs;
    if (!boards || !boards->isModerator())
        return theirs;
    for (const BoardObject &object : treeOf(*m_view->doc(), m_view->selection().ids()))
        if (const auto by = m_view->doc()->lockedBy(object.id); by && !boards->state().isModerator(*by))
            theirs.append(object.id);
    return theirs;
}

// Of what is locked nothing counts but unlocking (B18), so the moderator unlocks it and locks it, as one step.
void SelectionCommands::lockForAll()
{
    const RoomBoards *boards = m_view->controller()->boards();
    if (!boards || !boards->isModerator())
        return emit noticed(tr("Only a moderator of the room can lock something so that only moderators unlock it"));
    if (m_view->selection().isEmpty())
        return emit noticed(tr("Select something first. A right click selects what is locked"));
    const BoardDoc &doc = *m_view->doc();
    QList<BoardOp> ops;
    for (const ObjectId &id : lockedByOthers()) {
        for (const bool locked : {false, true}) {
            BoardOp op = BoardOp::set(id);
            op.locked = locked;
            ops.append(op);
        }
    }
    ops += lockOps(doc, m_view->selection().ids(), true);
    const int count = int(m_view->selection().ids().size());
    if (ops.isEmpty())
        return emit noticed(tr("A moderator has locked this already"));
    if (commit(ops, tr("lock %Ln object(s)", "undo …", count)))
        emit noticed(tr("Locked %Ln object(s): only moderators unlock them", nullptr, count));
}

void SelectionCommands::restack(Restack how, const QString &what)
{
    if (!ready(1))
        return;
    const QList<BoardOp> ops =
        restackOps(*m_view->doc(), targets(), how, [this](const QRectF &box) { return m_view->objectsIn(box); });
    if (ops.isEmpty())
        return emit noticed(how == Restack::Forward ? tr("Nothing lies above it") : tr("Nothing lies below it"));
    commit(ops, what);
}

void SelectionCommands::align(AlignTo to)
{
    if (ready(2))
        move(alignment(*m_view->doc(), targets(), to), 2, tr("align", "undo …"));
}

void SelectionCommands::distribute(Qt::Orientation along)
{
    if (ready(3))
        move(distribution(*m_view->doc(), targets(), along), 3, tr("distribute", "undo …"));
}

void SelectionCommands::flip(Qt::Orientation along)
{
    if (!ready(1))
        return;
    const BoardDoc &doc = *m_view->doc();
    const QHash<ObjectId, BoardObject> changed =
        flipped(doc, targets(), along, [this](const ObjectId &id) { return m_view->mayChange(id); });
    const QList<BoardOp> ops =
        changeOps(doc, changed, [this](const ObjectId &id) { return m_view->linesToFollow(id); });
    if (ops.isEmpty())
        return emit noticed(tr("It looks the same from both sides"));
    commit(ops, tr("flip", "undo …"));
}

void SelectionCommands::fitSelection()
{
    QRectF box;
    for (const ObjectId &id : m_view->selection().ids())
        box |= m_view->doc()->box(id);
    if (box.isNull())
        return emit noticed(tr("Select something first"));
    m_view->zoomToBox(box);
}

void SelectionCommands::fill(QMenu *menu) const
{
    const BoardDoc *doc = m_view->doc();
    const QList<ObjectId> &ids = m_view->selection().ids();
    if (!doc || ids.isEmpty()) {
        if (!m_view->isReadOnly())
            menu->addAction(m_actions[BoardCommand::Paste]);
        if (m_view->maySelect())
            menu->addAction(m_actions[BoardCommand::SelectAll]);
        menu->addSeparator();
        for (const BoardCommand command :
             {BoardCommand::Fit, BoardCommand::Grid, BoardCommand::Snap, BoardCommand::Guides, BoardCommand::Map,
              BoardCommand::Outline, BoardCommand::Present})
            menu->addAction(m_actions[command]);
        return;
    }
    const auto add = [this](QMenu *to, std::initializer_list<BoardCommand> commands) {
        for (const BoardCommand command : commands)
            to->addAction(m_actions[command]);
    };
    if (m_view->isReadOnly())
        return add(menu, {BoardCommand::Copy, BoardCommand::FitSelection});
    const QList<ObjectId> free = m_view->changeable(ids);
    add(menu, {BoardCommand::Cut, BoardCommand::Copy, BoardCommand::Paste, BoardCommand::Duplicate});
    menu->addSeparator();
    if (!free.isEmpty()) {
        if (free.size() < 3)
            menu->addAction(m_actions[BoardCommand::Connect]);
        if (free.size() > 1)
            menu->addAction(m_actions[BoardCommand::Group]);
        if (std::any_of(free.begin(), free.end(),
                        [doc](const ObjectId &id) { return doc->object(id)->kind == BoardKind::Group; }))
            menu->addAction(m_actions[BoardCommand::Ungroup]);
        auto *order = menu->addMenu(tr("Order"));
        add(order, {BoardCommand::ToFront, BoardCommand::Forward, BoardCommand::Backward, BoardCommand::ToBack});
        auto *arrange = menu->addMenu(tr("Arrange"));
        if (free.size() > 1) {
            add(arrange, {BoardCommand::AlignLeft, BoardCommand::AlignCenter, BoardCommand::AlignRight});
            arrange->addSeparator();
            add(arrange, {BoardCommand::AlignTop, BoardCommand::AlignMiddle, BoardCommand::AlignBottom});
            arrange->addSeparator();
        }
        if (free.size() > 2) {
            add(arrange, {BoardCommand::DistributeAcross, BoardCommand::DistributeDown});
            arrange->addSeparator();
        }
        add(arrange, {BoardCommand::FlipAcross, BoardCommand::FlipDown});
    }
    // Of some that are locked and some that are not, it locks the rest.
    QAction *lock = m_actions[BoardCommand::Lock];
    connect(menu, &QMenu::aboutToHide, lock, [lock, before = lock->text()] { lock->setText(before); });
    lock->setText(locksNext() ? tr("Lock") : tr("Unlock"));
    menu->addAction(lock);
    if (!lockedByOthers().isEmpty())
        menu->addAction(m_actions[BoardCommand::LockForAll]);
    menu->addSeparator();
    menu->addAction(m_actions[BoardCommand::FitSelection]);
    if (!free.isEmpty()) {
        menu->addSeparator();
        menu->addAction(m_actions[BoardCommand::Delete]);
    }
}

} // namespace coterie::ui
