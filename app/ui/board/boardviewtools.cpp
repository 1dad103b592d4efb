// SPDX-License-Identifier: MIT
#include "app/ui/board/boardview.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/readingorder.h"
#include "app/ui/board/textediting.h"
#include "app/ui/board/tools/newobject.h"
#include "app/ui/board/tools/selecttool.h"
#include "shared/board/boardends.h"

#include <QLineF>

#include <algorithm>

// What the tools ask of a BoardView.
namespace coterie::ui {
namespace {

constexpr double pointerReach = 5; // pixels

} // namespace

BoardObject BoardView::shown(const BoardObject &object) const
{
    return m_controller ? routedBoardLine(object, m_controller->doc()) : object;
}

std::optional<ObjectId> BoardView::objectAt(const QPointF &board, bool evenLocked) const
{
    if (!m_controller)
        return {};
    const double reach = pointerReach / zoom();
    const auto takes = [&](const ObjectId &id) { return evenLocked || !isLocked(m_controller->doc(), id); };
    if (const auto topmost = m_scene.hit(board, reach); topmost && takes(*topmost))
        return topmost;
    for (const ObjectId &id : m_scene.hits(board, reach))
        if (takes(id))
            return id;
    // Where there is nothing else, the inside of an empty shape is the shape.
    const QList<ObjectId> ids = objectsIn(QRectF(board.x() - reach, board.y() - reach, 2 * reach, 2 * reach));
    for (auto id = ids.crbegin(); id != ids.crend(); ++id)
        if (isInsideShape(*id, board) && takes(*id))
            return *id;
    return {};
}

QList<ObjectId> BoardView::objectsIn(const QRectF &board) const
{
    return m_scene.near(board);
}

bool BoardView::isInsideShape(const ObjectId &id, const QPointF &board) const
{
    const auto object = m_controller->doc().object(id);
    return object && isBoardAnchorage(object->kind) && object->kind != BoardKind::Frame &&
           object->frame().contains(boardTurned(board, -object->rotation, object->frame().center()));
}

bool BoardView::mayChange(const ObjectId &id) const
{
    return m_controller &&
           (m_controller->right() == BoardRight::EditAll ||
            (m_controller->right() == BoardRight::EditOwn && m_controller->doc().authorOf(id) == m_controller->self()));
}

QList<ObjectId> BoardView::linesToFollow(const ObjectId &id) const
{
    QList<ObjectId> lines = m_index.linesAt(id);
    lines.removeIf([this](const ObjectId &line) { return !mayChange(line); });
    return lines;
}

std::optional<ObjectId> BoardView::frameAt(const QPointF &board, const QList<ObjectId> &except) const
{
    const QList<ObjectId> under = objectsIn(QRectF(board, board));
    for (auto id = under.crbegin(); id != under.crend(); ++id) { // the topmost first
        const FigurePtr figure = m_scene.figure(*id);
        if (figure && figure->kind == BoardKind::Frame && !except.contains(*id) &&
            figure->frame.contains(turned(board, -figure->rotation, figure->frame.center())))
            return *id;
    }
    return {};
}

QRectF BoardView::selectionRect() const
{
    const QRectF selected = m_controller
                                ? static_cast<const SelectTool &>(m_tools.tool(ToolId::Select)).frame().bounds(m_camera)
                                : QRectF();
    return selected | m_writing->bounds();
}

void BoardView::toolFinished(const QList<ObjectId> &made)
{
    if (m_tools.isKept())
        return;
    setTool(ToolId::Select);
    m_selection.set(made);
}

bool BoardView::isWriting() const
{
    return m_writing->isOpen();
}

bool BoardView::editText(const ObjectId &object, const std::optional<QPointF> &at)
{
    if (!m_writing->mayOpen(object))
        return false;
    if (!m_tools.isKept())
        setTool(ToolId::Select);
    return m_writing->open(object, at);
}

bool BoardView::editTextAt(const QPointF &board)
{
    if (!m_controller || m_readOnly)
        return false;
    BoardObject text = newObject(*this, ToolId::Text);
    // So that the first letter stands where the pointer was.
    const QSizeF line = boardTextSize({}, text.fontSize);
    text.h = line.height();
    text.x = board.x();
    text.y = board.y() - line.height() / 2;
    if (!m_tools.isKept())
        setTool(ToolId::Select);
    m_selection.clear();
    m_writing->openNew(text);
    return true;
}

void BoardView::ping(const QPointF &board)
{
    if (m_controller)
        m_controller->lasers().ping(board, zoom());
}

void BoardView::beginConnect()
{
    setTool(ToolId::Select);
    static_cast<SelectTool &>(m_tools.tool(ToolId::Select)).beginConnect();
}

void BoardView::showFrame(bool next)
{
    QList<ObjectId> frames;
    if (m_controller)
        for (const ObjectId &id : readingOrder(m_controller->doc()))
            if (m_index.frames().contains(id))
                frames.append(id);
    if (frames.isEmpty())
        return emit noticed(tr("There are no frames yet. Make one with F"));
    const qsizetype now = m_frameShown ? frames.indexOf(*m_frameShown) : -1;
    const qsizetype there = now < 0 ? (next ? 0 : frames.size() - 1) : now + (next ? 1 : -1);
    if (there < 0 || there >= frames.size())
        return emit noticed(next ? tr("This is the last frame") : tr("This is the first frame"));
    m_frameShown = frames.at(there);
    fitFrame();
}

void BoardView::fitFrame()
{
    const auto frame = m_controller && m_frameShown ? m_controller->doc().object(*m_frameShown) : std::nullopt;
    if (!frame)
        return;
    followPixelRatio();
    m_camera.fit(frame->frame(), QSizeF(size()), BoardCamera::maxZoom);
    cameraMoved();
}

} // namespace coterie::ui
