// SPDX-License-Identifier: MIT
#include "app/ui/board/tools/selecttool.h"

#include "app/ui/board/boardview.h"
#include "app/ui/board/readingorder.h"
#include "app/ui/board/tools/linebinding.h"
#include "app/ui/board/tools/newobject.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"
#include "shared/board/boardends.h"

#include <QApplication>
#include <QCoreApplication>
#include <QLineF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace coterie::ui {
namespace {

constexpr int nudgeRestMs = 500;            // nudges with less between them are one step
constexpr qsizetype mostFramedLeaves = 200; // around more the frame is that of their boxes

struct SelectWords {
    Q_DECLARE_TR_FUNCTIONS(coterie::ui::SelectTool)
};

} // namespace

SelectTool::SelectTool(BoardView &view)
    : BoardTool(view)
{
    m_nudgeRest.setSingleShot(true);
    m_nudgeRest.setInterval(nudgeRestMs);
    QObject::connect(&m_nudgeRest, &QTimer::timeout, &m_nudgeRest, [this] { endRun(); });
}

SelectTool::~SelectTool() = default;

const SelectionFrame &SelectTool::frame() const
{
    return found().frame;
}

const SelectTool::Found &SelectTool::found() const
{
    const BoardDoc *doc = view().doc();
    const QList<ObjectId> &ids = view().selection().ids();
    const quint64 hash = doc ? doc->hash() + quint64(view().controller()->right()) : 0;
    if (m_found.doc == doc && m_found.hash == hash && m_found.ids == ids)
        return m_found;
    m_found = {doc, hash, ids, {}, {}, false, false, false};
    if (!doc || ids.isEmpty())
        return m_found;
    m_found.locked = std::all_of(ids.begin(), ids.end(), [doc](const ObjectId &id) { return isLocked(*doc, id); });
    m_found.anyFree = std::any_of(ids.begin(), ids.end(),
                                  [&](const ObjectId &id) { return view().mayChange(id) && !isLocked(*doc, id); });
    const auto isLoose = [doc](const ObjectId &id) {
        const auto object = doc->object(id);
        return object && (object->kind == BoardKind::Stroke || object->kind == BoardKind::Group);
    };
    m_found.isLoose = ids.size() > 1 || isLoose(ids.first());
    if (ids.size() > mostFramedLeaves) {
        QRectF box;
        for (const ObjectId &id : ids)
            box |= doc->box(id);
        m_found.frame = SelectionFrame(box);
        return m_found;
    }
    m_found.frame = SelectionFrame(bodiesOf(*doc, ids));
    for (const ObjectId &id : ids)
        m_found.boxes.append(doc->box(id));
    return m_found;
}

QString SelectTool::stepName() const
{
    const int count = int((m_run == Run::None ? view().selection().ids() : m_runIds).size());
    if (m_drag && m_drag->move().turn != 0)
        return SelectWords::tr("turn %Ln object(s)", "undo …", count);
    if (m_run == Run::Resize || (m_drag && !m_drag->move().isMoveOnly()))
        return SelectWords::tr("resize %Ln object(s)", "undo …", count);
    return SelectWords::tr("move %Ln object(s)", "undo …", count);
}

// ---- the pointer

void SelectTool::press(const ToolPoint &point)
{
    endRun();
    m_pressed = true;
    m_from = point;
    m_frame = frame();
    const BoardDoc *doc = view().doc();
    m_handle = !found().anyFree || view().isReadOnly()
                   ? Handle::None
                   : m_frame.handleAt(point.at, view().camera(), view().handleReach());
    // A handle never keeps one from taking hold of the object itself, however thin it is.
    if (m_handle != Handle::None && !m_frame.isOnHandle(m_handle, point.at, view().camera())) {
        const auto under = view().objectAt(point.board);
        if (under && view().selection().contains(view().selection().unitOf(*doc, *under)))
            m_handle = Handle::None;
    }
    m_hit = m_handle == Handle::None ? view().objectAt(point.board) : std::nullopt;
    m_inFrame = m_handle == Handle::None && !m_hit && !view().isReadOnly() && isInFrame(point.board) &&
                !(point.modifiers & (Qt::ShiftModifier | Qt::ControlModifier));
}

bool SelectTool::isInFrame(const QPointF &board) const
{
    const Found &now = found();
    const SelectionFrame &around = now.frame;
    return now.isLoose && now.anyFree && !around.isNull() && !around.isLine() &&
           around.box().contains(boardTurned(board, -around.rotation(), around.box().center()));
}

bool SelectTool::wouldMove(const ToolPoint &point) const
{
    const BoardSelection &selection = view().selection();
    if (!found().anyFree)
        return false;
    const auto under = view().objectAt(point.board);
    return under ? selection.contains(selection.unitOf(*view().doc(), *under)) : isInFrame(point.board);
}

void SelectTool::move(const ToolPoint &point)
{
    if (!m_pressed)
        return;
    if (!m_drag && !m_area) {
        if (QLineF(m_from.at, point.at).length() < QApplication::startDragDistance() / 2.0)
            return;
        beginDrag(point);
    }
    if (m_area) {
        m_area->extend(point.board);
        selectIn(*m_area, point);
        view().update();
    } else if (m_drag) {
        dragTo(point);
    }
}

void SelectTool::beginDrag(const ToolPoint &point)
{
    endConnecting();
    BoardSelection &selection = view().selection();
    const bool lasso = m_from.modifiers & Qt::ControlModifier;
    if (m_handle != Handle::None) {
        m_drag = std::make_unique<SelectionDrag>(view(), selection.ids(), false);
    } else if ((m_hit && !lasso && !view().isReadOnly()) || m_inFrame) {
        const ObjectId unit = m_hit ? selection.unitOf(*view().doc(), *m_hit) : ObjectId();
        if (m_hit && !selection.contains(unit)) {
            if (m_from.modifiers & Qt::ShiftModifier)
                selection.add({unit});
            else
                selection.set({unit});
        }
        m_frame = frame();
        m_drag = std::make_unique<SelectionDrag>(view(), selection.ids(), point.modifiers & Qt::AltModifier);
    } else {
        m_before = selection.ids();
        m_adding = m_from.modifiers & Qt::ShiftModifier;
        m_area.emplace(m_from.board, lasso);
    }
    if (m_drag && m_drag->isEmpty()) {
        m_pressed = false; // nor does the rest of this drag do anything
        m_drag->sayLeftOut();
        m_drag.reset();
    }
}

void SelectTool::dragTo(const ToolPoint &point)
{
    const bool evenly = point.modifiers & Qt::ShiftModifier;
    if (m_handle == Handle::None) {
        QPointF by = point.board - m_from.board;
        Qt::Orientations along = Qt::Horizontal | Qt::Vertical;
        if (evenly) // along the axis it goes more
            along = std::abs(by.x()) > std::abs(by.y()) ? Qt::Horizontal : Qt::Vertical;
        BoardMove move;
        move.by = view().snap().moved(m_frame, by, point.modifiers, along);
        m_drag->setMove(move);
    } else if (m_handle == Handle::First || m_handle == Handle::Second) {
        BoardObject line = m_drag->leaves().first();
        const bool first = m_handle == Handle::First;
        const LineEnd end =
            lineEndAt(view(), point, m_frame.boardPoint(first ? Handle::Second : Handle::First), line.id);
        auto [a, b] = boardLineEnds(line);
        (first ? a : b) = end.at;
        (first ? line.start : line.end) = end.anchor;
        setBoardLineEnds(line, a, b);
        m_anchor = end.anchor;
        m_drag->setObject(line);
    } else {
        // Of what keeps its shape one side leads, and only that can come to lie at something.
        const Qt::Orientations leads = m_frame.leading(m_handle, point.board - m_from.board, evenly);
        const QPointF to = m_handle == Handle::Turn ? point.board
                                                    : view().snap().corner(m_frame, m_handle, m_from.board, point.board,
                                                                           point.modifiers, leads);
        m_drag->setMove(m_frame.dragged(m_handle, m_from.board, to, evenly, point.modifiers & Qt::AltModifier, leads));
    }
}

void SelectTool::release(const ToolPoint &point)
{
    if (!m_pressed)
        return;
    move(point);
    m_pressed = false;
    if (m_drag)
        dragEnd(point);
    else if (m_area)
        m_area.reset();
    else
        click();
    m_handle = Handle::None;
    m_anchor.reset();
    view().snap().done();
    view().update();
}

void SelectTool::dragEnd(const ToolPoint &point)
{
    Q_UNUSED(point)
    const bool copied = m_from.modifiers & Qt::AltModifier && m_handle == Handle::None;
    const QList<ObjectId> after = m_drag->finish(
        copied ? SelectWords::tr("duplicate %Ln object(s)", "undo …", int(view().selection().ids().size()))
               : stepName());
    m_drag.reset();
    view().selection().set(after);
}

void SelectTool::click()
{
    if (m_handle != Handle::None)
        return;
    BoardSelection &selection = view().selection();
    if (!m_hit) {
        endConnecting();
        if (!(m_from.modifiers & Qt::ShiftModifier))
            selection.clear();
        return;
    }
    if (isConnecting() && connectTo(*m_hit))
        return;
    endConnecting();
    const BoardDoc &doc = *view().doc();
    const ObjectId unit = selection.unitOf(doc, *m_hit);
    if (m_from.modifiers & Qt::ShiftModifier)
        return selection.toggle(unit);
    if (m_from.modifiers & Qt::ControlModifier)
        return selection.set({*m_hit}); // what lies deep in a group
    // A click outside of the entered group leaves it.
    const auto object = doc.object(unit);
    if (selection.entered() && object && object->parent != selection.entered())
        selection.clear();
    selection.set({selection.unitOf(doc, *m_hit)});
}

void SelectTool::selectIn(const AreaSelect &area, const ToolPoint &point)
{
    const BoardDoc *doc = view().doc();
    if (!doc)
        return;
    m_touching = point.modifiers & Qt::AltModifier;
    QList<ObjectId> units;
    QHash<ObjectId, qsizetype> taken; // of each, how much of it
    const QList<ObjectId> drawn = area.taken(view().scene(), m_touching);
    const QSet<ObjectId> known(drawn.begin(), drawn.end());
    for (const ObjectId &id : drawn) {
        const ObjectId unit = view().selection().unitOf(*doc, id);
        if (++taken[unit] == 1)
            units.append(unit);
    }
    const auto isTaken = [&](const ObjectId &unit) {
        const auto object = doc->object(unit);
        if (!object || isLocked(*doc, unit))
            return false;
        if (object->kind == BoardKind::Frame) // not for what is in it
            return known.contains(unit);
        return m_touching || object->kind != BoardKind::Group || taken.value(unit) >= leavesOf(*doc, {unit}).size();
    };
    QList<ObjectId> chosen = m_adding ? m_before : QList<ObjectId>();
    const QSet<ObjectId> before(chosen.begin(), chosen.end());
    std::copy_if(units.cbegin(), units.cend(), std::back_inserter(chosen),
                 [&](const ObjectId &unit) { return !before.contains(unit) && isTaken(unit); });
    view().selection().set(chosen);
}

void SelectTool::hover(const ToolPoint &point)
{
    const bool none = view().selection().isEmpty() || view().isReadOnly();
    const Handle handle = none ? Handle::None : frame().handleAt(point.at, view().camera(), view().handleReach());
    const bool over = !none && handle == Handle::None && wouldMove(point);
    if (handle == m_hovered && over == m_overSelected)
        return;
    m_hovered = handle;
    m_overSelected = over;
    view().showCursorShape();
}

bool SelectTool::doubleClick(const ToolPoint &point)
{
    const BoardDoc *doc = view().doc();
    if (!doc)
        return false;
    const auto hit = view().objectAt(point.board);
    BoardSelection &selection = view().selection();
    if (!hit)
        return view().editTextAt(point.board);
    const ObjectId unit = selection.unitOf(*doc, *hit);
    const auto object = doc->object(unit);
    if (object && object->kind == BoardKind::Group) {
        selection.enter(unit, *hit);
        selection.set({selection.unitOf(*doc, *hit)});
        return true;
    }
    return view().editText(*hit, point.at);
}

QCursor SelectTool::cursor() const
{
    const bool isOver = m_overSelected && !m_area && !view().selection().isEmpty();
    if (m_handle == Handle::None && (m_drag || isOver))
        return Qt::SizeAllCursor;
    const Handle handle = m_handle != Handle::None ? m_handle : m_hovered;
    return handle == Handle::None ? QCursor(Qt::ArrowCursor) : frame().cursorOf(handle);
}

// ---- connecting without a drag

void SelectTool::beginConnect()
{
    settle();
    const BoardDoc *doc = view().doc();
    const QList<ObjectId> ids = view().selection().ids();
    const auto canBe = [doc](const ObjectId &id) { return doc && isBoardAnchorage(doc->object(id)->kind); };
    if (ids.isEmpty() || ids.size() > 2 || !std::all_of(ids.begin(), ids.end(), canBe))
        return emit view().noticed(
            SelectWords::tr("Select one shape, note, picture or frame, or two of them, to connect"));
    m_connectFrom = ids.first();
    if (ids.size() == 2 && connectTo(ids.last()))
        return;
    if (connectable().size() < 2) {
        endConnecting();
        return emit view().noticed(SelectWords::tr("There is nothing else on this board to connect it to"));
    }
    sayHowToConnect();
    view().update();
}

QString SelectTool::howToConnect()
{
    return SelectWords::tr("Go with Tab to what it shall be connected to, then press Enter");
}

void SelectTool::sayHowToConnect()
{
    emit view().noticed(howToConnect());
}

// What is chosen by then is what it began at or what the keys came to; somebody may have erased that meanwhile.
bool SelectTool::isConnecting() const
{
    const BoardDoc *doc = view().doc();
    const QList<ObjectId> &ids = view().selection().ids();
    return m_connectFrom && doc && doc->object(*m_connectFrom) &&
           (ids.isEmpty() || ids == QList{m_connectTo.value_or(*m_connectFrom)});
}

void SelectTool::endConnecting()
{
    m_connectTo.reset();
    if (!std::exchange(m_connectFrom, std::nullopt))
        return;
    emit view().noticeOver(howToConnect());
    view().update();
}

template <class Find>
const QList<ObjectId> &SelectTool::kept(Order &order, const std::optional<ObjectId> &group, Find find) const
{
    const BoardDoc *doc = view().doc();
    const quint64 hash = doc ? doc->viewHash() : 0;
    if (order.doc != doc || order.hash != hash || order.group != group)
        order = {doc, hash, group, doc ? find(*doc) : QList<ObjectId>()};
    return order.ids;
}

const QList<ObjectId> &SelectTool::walkingOrder() const
{
    const std::optional<ObjectId> group = view().selection().entered();
    return kept(m_walking, group, [&](const BoardDoc &doc) { return readingOrder(doc, group); });
}

// What can hold an end of a line, in groups too, in reading order.
const QList<ObjectId> &SelectTool::connectable() const
{
    return kept(m_connectable, {}, [](const BoardDoc &doc) {
        QList<std::pair<ObjectId, QRectF>> all;
        for (const BoardObject &object : doc.objects())
            if (isBoardAnchorage(object.kind))
                all.append({object.id, object.box()});
        return inReadingOrder(std::move(all));
    });
}

// Round and round, never out of the board: what it shall be connected to may lie before it.
void SelectTool::stepConnection(bool forward)
{
    QList<ObjectId> order = connectable();
    const qsizetype from = order.indexOf(*m_connectFrom);
    if (order.size() < 2 || from < 0) {
        endConnecting();
        return emit view().noticed(SelectWords::tr("There is nothing else on this board to connect it to"));
    }
    std::rotate(order.begin(), order.begin() + from, order.end());
    const qsizetype now = m_connectTo ? std::max<qsizetype>(order.indexOf(*m_connectTo), 0) : 0;
    qsizetype next = now + (forward ? 1 : -1);
    if (next <= 0 || next >= order.size())
        next = forward ? 1 : order.size() - 1;
    m_connectTo = order.at(next);
    view().selection().set({*m_connectTo});
    view().reveal(view().doc()->box(*m_connectTo));
    view().update();
}

bool SelectTool::connectTo(const ObjectId &id)
{
    const BoardDoc *doc = view().doc();
    const auto from = doc && m_connectFrom ? doc->object(*m_connectFrom) : std::nullopt;
    const auto to = doc ? doc->object(id) : std::nullopt;
    if (!from || !to || from->id == to->id || !isBoardAnchorage(to->kind))
        return false;
    endConnecting();
    BoardObject arrow = newObject(view(), ToolId::Arrow);
    std::tie(arrow.start, arrow.end) = facingBoardAnchors(*from, *to);
    setBoardLineEnds(arrow, boardAnchorPoint(*from, *arrow.start), boardAnchorPoint(*to, *arrow.end));
    return commitNew(view(), arrow);
}

// ---- the end

void SelectTool::cancel()
{
    m_pressed = false;
    m_nudgeRest.stop();
    m_drag.reset();
    m_run = Run::None;
    if (m_area)
        view().selection().set(m_before);
    m_area.reset();
    m_handle = Handle::None;
    m_anchor.reset();
    view().snap().done();
    view().update();
}

void SelectTool::leave()
{
    settle();
    view().selection().clear();
    m_hovered = Handle::None;
    m_overSelected = false;
}

// What the pointer has hold of, it holds by its id: that goes on. What keys began is settled by now.
void SelectTool::boardReset()
{
    endConnecting();
    if (m_pressed)
        return;
    m_nudgeRest.stop();
    m_drag.reset();
    m_run = Run::None;
}

void SelectTool::cameraMoved()
{
    if (m_drag)
        m_drag->paperChanged();
}

} // namespace coterie::ui
