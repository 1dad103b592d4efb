// SPDX-License-Identifier: MIT
#include "app/ui/board/tools/selectiondrag.h"

#include "app/ui/board/boardview.h"
#include "app/ui/board/exchange/longtext.h"
#include "app/ui/board/textfit.h"

#include <QCoreApplication>

#include <algorithm>

namespace coterie::ui {
namespace {

constexpr qsizetype mostRendered = 60; // above, a sprite is stretched instead of painted anew at every step

struct DragWords {
    Q_DECLARE_TR_FUNCTIONS(coterie::ui::SelectTool)
};

// A text that is only made wider or narrower is as tall as its lines.
BoardObject movedWithText(const BoardObject &object, const BoardMove &move)
{
    const BoardObject moved = movedBoardObject(object, move);
    const bool oneWay = (move.sx == 1) != (move.sy == 1);
    return object.kind == BoardKind::Text && oneWay ? fittedText(moved, true) : moved;
}

} // namespace

SelectionDrag::SelectionDrag(BoardView &view, const QList<ObjectId> &selection, bool copying)
    : m_view(view)
    , m_copying(copying)
{
    const BoardDoc *doc = view.doc();
    if (!doc)
        return;
    m_selection = unlocked(*doc, selection);
    const auto mayNot = [&view](const ObjectId &id) { return !view.mayChange(id); };
    m_leftOut = !copying && m_selection.removeIf(mayNot) > 0;
    for (const BoardObject &leaf : leavesOf(*doc, m_selection)) {
        const bool foreign = !copying && mayNot(leaf.id);
        m_leftOut |= foreign;
        if (leaf.locked || foreign)
            continue;
        m_leaves.append(leaf);
        m_stored.insert(leaf.id, doc->object(leaf.id).value_or(leaf));
    }
    if (!copying)
        hideLeaves();
    renderAll();
}

SelectionDrag::~SelectionDrag()
{
    hide(false);
    m_view.update();
}

void SelectionDrag::hide(bool hidden)
{
    m_view.setHidden(m_hidden, hidden);
}

void SelectionDrag::hideLeaves()
{
    m_hidden.clear();
    m_lines.clear();
    m_stretched.clear();
    QSet<ObjectId> ids;
    for (const BoardObject &leaf : std::as_const(m_leaves)) {
        m_hidden.append(leaf.id);
        ids.insert(leaf.id);
    }
    for (const BoardObject &leaf : std::as_const(m_leaves))
        if (isBoardLine(leaf.kind) && leaf.start && leaf.end &&
            ids.contains(leaf.start->object) != ids.contains(leaf.end->object))
            m_stretched.insert(leaf.id);
    for (const BoardObject &leaf : std::as_const(m_leaves)) // ids: of what is hidden, by now
        for (const ObjectId &line : m_view.index().linesAt(leaf.id))
            if (!ids.contains(line)) {
                ids.insert(line);
                m_lines.append(line);
            }
    m_hidden += m_lines;
    hide(true);
}

QList<BoardObject> SelectionDrag::bodies() const
{
    QSet<ObjectId> ids;
    if (const BoardDoc *doc = m_view.doc())
        for (const BoardObject &body : bodiesOf(*doc, m_selection))
            ids.insert(body.id);
    QList<BoardObject> bodies = m_leaves;
    bodies.removeIf([&ids](const BoardObject &leaf) { return !ids.contains(leaf.id); });
    return bodies;
}

void SelectionDrag::leaveContent()
{
    const QList<BoardObject> sized = bodies();
    if (std::exchange(m_sizing, true) || sized.size() == m_leaves.size())
        return;
    hide(false);
    m_leaves = sized;
    hideLeaves();
    m_sprite.clear();
}

bool SelectionDrag::sayLeftOut() const
{
    if (m_leftOut)
        emit m_view.noticed(m_view.rightWords());
    return m_leftOut;
}

void SelectionDrag::setMove(const BoardMove &move)
{
    if (!m_sizing && !m_copying && (move.sx != 1 || move.sy != 1))
        leaveContent();
    m_object.reset();
    m_move = move;
    render();
}

void SelectionDrag::setObject(const BoardObject &object)
{
    m_object = object;
    render();
}

bool SelectionDrag::isNothing() const
{
    if (!m_object && m_move.isNothing())
        return true;
    const QHash<ObjectId, BoardObject> now = changed();
    return std::none_of(m_leaves.begin(), m_leaves.end(), [&now](const BoardObject &leaf) {
        return difference(leaf, now.value(leaf.id, leaf)).has_value();
    });
}

QHash<ObjectId, BoardObject> SelectionDrag::changed() const
{
    QHash<ObjectId, BoardObject> changed;
    if (m_object)
        changed.insert(m_object->id, *m_object);
    else
        for (const BoardObject &leaf : m_leaves)
            changed.insert(leaf.id, movedWithText(leaf, m_move));
    if (const BoardDoc *doc = m_view.doc(); doc && !m_copying) // a copy is bound to nothing that is not copied
        keepEndsBound(*doc, changed);
    return changed;
}

void SelectionDrag::renderAll()
{
    m_sprite.clear();
    render();
}

void SelectionDrag::render()
{
    const BoardDoc *doc = m_view.doc();
    if (!doc)
        return;
    const QRectF area = QRectF(m_view.rect());
    const bool again = m_sprite.isNull() || m_object || (!m_move.isMoveOnly() && m_leaves.size() <= mostRendered);
    if (again) {
        const QHash<ObjectId, BoardObject> moved = changed();
        QList<BoardObject> now; // in painting order
        if (m_object)
            now.append(*m_object);
        else
            for (const BoardObject &leaf : std::as_const(m_leaves))
                if (!m_stretched.contains(leaf.id))
                    now.append(moved.value(leaf.id, leaf));
        // What is still out of sight may be dragged into it.
        const QRectF around = area.adjusted(-area.width() / 2, -area.height() / 2, area.width() / 2, area.height() / 2);
        m_sprite.render(now, m_view.camera(), m_view.paper(), around, &m_view.scene());
        m_spriteMove = m_object ? QTransform() : m_move.transform();
    }
    m_lineSprite.clear();
    if (!m_lines.isEmpty() || !m_stretched.isEmpty()) {
        const QHash<ObjectId, BoardObject> moved = changed();
        QList<BoardObject> lines =
            followingLines(*doc, moved, [this](const ObjectId &id) { return m_view.index().linesAt(id); });
        for (const ObjectId &id : std::as_const(m_stretched))
            if (const auto line = moved.constFind(id); line != moved.cend() && !m_object)
                lines.append(*line);
        m_lineSprite.render(lines, m_view.camera(), m_view.paper(), area);
    }
    m_view.update();
}

void SelectionDrag::paint(QPainter &painter) const
{
    m_lineSprite.paint(painter, m_view.camera());
    m_sprite.paint(painter, m_view.camera(), m_object ? QTransform() : m_spriteMove.inverted() * m_move.transform());
}

// What is let go over a frame belongs to it, and what is dragged out of one no longer does. What is in something that
// is moved with it stays there.
void SelectionDrag::adoptFrames(QHash<ObjectId, BoardObject> &changed) const
{
    const BoardDoc &doc = *m_view.doc();
    const QList<ObjectId> roots = rootsOf(doc, m_selection);
    const QSet<ObjectId> moving(roots.cbegin(), roots.cend());
    for (const ObjectId &id : roots) {
        const auto top = doc.object(id);
        if (!top || top->kind == BoardKind::Frame)
            continue;
        const auto holder = top->parent ? doc.object(*top->parent) : std::nullopt;
        if (holder && holder->kind == BoardKind::Group)
            continue;
        QRectF box;
        for (const BoardObject &leaf : leavesOf(doc, {id}))
            box |= changed.value(leaf.id, leaf).box();
        const std::optional<ObjectId> frame = m_view.frameAt(box.center(), moving);
        if (frame == top->parent)
            continue;
        BoardObject object = changed.value(id, *top);
        object.parent = frame;
        changed.insert(id, object);
    }
}

QString SelectionDrag::goneWords()
{
    return DragWords::tr("What you had hold of is no longer there");
}

QList<ObjectId> SelectionDrag::finish(const QString &what)
{
    BoardController *controller = m_view.controller();
    if (!controller)
        return m_selection;
    if (m_copying) {
        QList<ObjectId> made;
        const auto holderOf = [this](const BoardOp &original, const QRectF &lies) {
            return m_view.holderFor(original.parent, original.kind.value_or(BoardKind::Stroke), lies);
        };
        int split = 0;
        const QList<BoardOp> copies = withTextsInPieces(creationsOf(treeOf(*m_view.doc(), m_selection)), &split);
        if (copies.isEmpty())
            emit m_view.noticed(goneWords());
        if (!controller->commit(renamedCreations(copies, m_move.by, &made, holderOf), what))
            return m_selection;
        m_view.saySplit(split);
        return made;
    }
    QHash<ObjectId, BoardObject> now = changed();
    // What somebody erased meanwhile is gone.
    const auto isGone = [this](const ObjectId &id) { return !m_view.doc()->object(id); };
    now.removeIf([&](auto it) { return isGone(it.key()); });
    m_selection.removeIf(isGone);
    if (now.isEmpty() && !m_leaves.isEmpty()) // a group that is gone may have left what was in it
        emit m_view.noticed(goneWords());
    if (!m_move.by.isNull())
        adoptFrames(now);
    const auto linesAt = [this](const ObjectId &id) { return m_view.linesToFollow(id); };
    controller->commit(changeOps(*m_view.doc(), now, linesAt, m_stored), what);
    sayLeftOut();
    return m_selection;
}

} // namespace coterie::ui
