// SPDX-License-Identifier: MIT
#include "app/session/roomboards.h"
#include "app/ui/board/boardview.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/exchange/importtally.h"
#include "app/ui/board/readingorder.h"
#include "app/ui/board/textediting.h"
#include "app/ui/board/tools/newobject.h"
#include "app/ui/board/tools/selecttool.h"
#include "app/ui/shell/text.h"
#include "shared/board/boardends.h"
#include "shared/protocol/boardrights.h"

#include <QLineF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

// What the tools ask of a BoardView.
namespace coterie::ui {
namespace {

// What of a frame is shown to an audience: with its line, and with its title when it has one. Not turned.
QRectF pictureOf(const BoardObject &frame)
{
    const double edge = frame.width / 2;
    const double title = frame.text.isEmpty() ? 0 : 1.5 * frame.fontSize;
    return frame.frame().adjusted(-edge, -edge - title, edge, edge);
}

QRectF seenBoxOf(const BoardObject &frame) // the same as it is turned
{
    return boundsOf(turnedRect(pictureOf(frame), frame.rotation, frame.frame().center()));
}

} // namespace

BoardObject BoardView::shown(const BoardObject &object) const
{
    return m_controller ? routedBoardLine(object, m_controller->doc()) : object;
}

std::optional<ObjectId> BoardView::objectAt(const QPointF &board, bool evenLocked) const
{
    if (!m_controller)
        return {};
    const double reach = pointerReach() / zoom();
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

bool BoardView::mayErase(const ObjectId &id) const
{
    if (!mayChange(id) || m_controller->right() == BoardRight::EditAll)
        return mayChange(id);
    const QList<BoardObject> tree = treeOf(m_controller->doc(), {id});
    return std::all_of(tree.begin(), tree.end(), [this](const BoardObject &object) { return mayChange(object.id); });
}

QList<ObjectId> BoardView::changeable(const QList<ObjectId> &ids) const
{
    QList<ObjectId> mine = m_controller ? unlocked(m_controller->doc(), ids) : QList<ObjectId>();
    mine.removeIf([this](const ObjectId &id) { return !mayChange(id); });
    return mine;
}

QString BoardView::rightWords() const
{
    if (m_readOnly)
        return tr("This board is for looking only");
    return m_controller && m_controller->right() == BoardRight::EditOwn
               ? tr("You may change only what is your own. The rest stays as it is")
               : tr("You may add to this board, not change what is on it");
}

void BoardView::saySplit(int texts)
{
    ImportTally tally;
    tally.splitTexts = texts;
    if (texts > 0)
        emit noticed(tally.sentences().join(u' '));
}

// Of a crowd: whom one follows, and who leads here.
bool BoardView::isAlwaysPointedOut(const UserId &user) const
{
    const RoomBoards *boards = m_controller ? m_controller->boards() : nullptr;
    return m_followed == user || (boards && boards->state().isModerator(user));
}

std::optional<UserId> BoardView::hostLockOf(const ObjectId &id) const
{
    const RoomBoards *boards = m_controller ? m_controller->boards() : nullptr;
    const auto lock = boards ? lockOf(m_controller->doc(), id) : std::nullopt;
    const auto by = lock ? m_controller->doc().lockedBy(*lock) : std::nullopt;
    return by && boards->state().isModerator(*by) ? by : std::nullopt;
}

bool BoardView::mayUnlock(const ObjectId &id) const
{
    const RoomBoards *boards = m_controller ? m_controller->boards() : nullptr;
    const auto lock = boards ? lockOf(m_controller->doc(), id) : std::nullopt;
    return !lock || !isBarredByModerator(boards->state(), m_controller->doc(), m_controller->self(), *lock);
}

QString BoardView::lockWords(const QList<ObjectId> &ids, const QString &otherwise) const
{
    for (const ObjectId &id : ids) {
        if (mayUnlock(id))
            continue;
        const auto by = hostLockOf(id);
        const QString name = by && m_nameOf ? m_nameOf(*by) : QString();
        //: %1 is a name
        return name.isEmpty() ? tr("A moderator has locked this. Only moderators of the room can unlock it")
                              : tr("%1 has locked this. Only moderators of the room can unlock it").arg(isolated(name));
    }
    return otherwise;
}

QList<BoardObject> BoardView::changeableBodies() const
{
    if (!m_controller)
        return {};
    QList<BoardObject> bodies = bodiesOf(m_controller->doc(), changeable(m_selection.ids()));
    bodies.removeIf([this](const BoardObject &body) { return !mayChange(body.id); });
    return bodies;
}

QList<ObjectId> BoardView::linesToFollow(const ObjectId &id) const
{
    QList<ObjectId> lines = m_index.linesAt(id);
    lines.removeIf([this](const ObjectId &line) { return !mayChange(line); });
    return lines;
}

// A frame that is locked keeps what it has and takes in nothing more: what came into it would be locked at birth.
std::optional<ObjectId> BoardView::frameAt(const QPointF &board, const QSet<ObjectId> &except) const
{
    if (!m_controller || m_index.frames().isEmpty())
        return {};
    const QList<ObjectId> under = objectsIn(QRectF(board, board));
    for (auto id = under.crbegin(); id != under.crend(); ++id) { // the topmost first
        const FigurePtr figure = m_scene.figure(*id);
        if (figure && figure->kind == BoardKind::Frame && !except.contains(*id) &&
            figure->frame.contains(turned(board, -figure->rotation, figure->frame.center())) &&
            !isLocked(m_controller->doc(), *id))
            return *id;
    }
    return {};
}

std::optional<ObjectId> BoardView::frameFor(BoardKind kind, const QRectF &box) const
{
    return kind == BoardKind::Frame || box.isNull() ? std::nullopt : frameAt(box.center(), {});
}

std::optional<ObjectId> BoardView::holderFor(const std::optional<ObjectId> &holder, BoardKind kind,
                                             const QRectF &box) const
{
    const auto now = holder && m_controller ? m_controller->doc().object(*holder) : std::nullopt;
    return now && now->kind == BoardKind::Group ? holder : frameFor(kind, box);
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

Undrawn BoardView::undrawn(const BoardObject &object) const
{
    if (!isKnownBoardKind(object.kind))
        return Undrawn::Newer;
    if (object.kind != BoardKind::Image)
        return Undrawn::No;
    if (m_pictures.isBroken(object.asset))
        return Undrawn::Broken;
    if (!m_pictures.isMissing(object.asset))
        return Undrawn::No;
    return m_pictures.isDamaged(object.asset) ? Undrawn::Damaged : Undrawn::Missing;
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

QList<ObjectId> BoardView::framesInOrder() const
{
    QList<std::pair<ObjectId, QRectF>> all; // those in groups too
    if (m_controller)
        for (const ObjectId &id : m_index.frames())
            if (const auto frame = m_controller->doc().object(id))
                all.append({id, frame->box()});
    return inReadingOrder(std::move(all));
}

std::pair<int, int> BoardView::frameTurn() const
{
    const QList<ObjectId> frames = framesInOrder();
    // Where it has been deleted, that of the one behind it, or of the last.
    const qsizetype number = m_frameShown ? std::min(turnAmong(frames) + 1, frames.size()) : 0;
    return {int(number), int(frames.size())};
}

// Where the frame that is shown is among them; where it would be, when it has been deleted. Its neighbours say so:
// meanwhile others may have come and gone.
qsizetype BoardView::turnAmong(const QList<ObjectId> &frames) const
{
    if (const qsizetype now = frames.indexOf(*m_frameShown); now >= 0)
        return now;
    const qsizetype then = m_framesThen.indexOf(*m_frameShown);
    for (qsizetype i = then + 1; i < m_framesThen.size(); ++i)
        if (const qsizetype behind = frames.indexOf(m_framesThen.at(i)); behind >= 0)
            return behind;
    for (qsizetype i = then - 1; i >= 0; --i)
        if (const qsizetype before = frames.indexOf(m_framesThen.at(i)); before >= 0)
            return before + 1;
    return 0;
}

void BoardView::showFrame(bool next)
{
    const QList<ObjectId> frames = framesInOrder();
    if (frames.isEmpty())
        return emit noticed(tr("There are no frames yet. Make one with F"));
    qsizetype there = next ? 0 : frames.size() - 1;
    if (m_frameShown) {
        const bool deleted = !frames.contains(*m_frameShown); // where it was comes the one behind it
        there = turnAmong(frames) + (next ? (deleted ? 0 : 1) : -1);
    }
    if (there < 0 || there >= frames.size())
        return emit noticed(next ? tr("This is the last frame") : tr("This is the first frame"));
    m_frameShown = frames.at(there);
    m_framesThen = frames;
    fitFrame();
}

std::optional<BoardObject> BoardView::shownFrame() const
{
    return m_controller && m_frameShown ? m_controller->doc().object(*m_frameShown) : std::nullopt;
}

void BoardView::fitFrame()
{
    const auto frame = shownFrame();
    if (!frame)
        return;
    leap();
    followPixelRatio();
    m_fittedBox = seenBoxOf(*frame);
    m_camera.fit(m_fittedBox, QSizeF(size()), BoardCamera::maxZoom);
    m_fittedZoom = m_camera.zoom();
    m_fittedCorner = m_camera.corner();
    cameraMoved();
}

// Whoever moves the frame that is presented moves it for the audience too; where it is deleted comes the next one, or
// the last.
void BoardView::followShownFrame()
{
    if (!m_presenting || !m_frameShown)
        return;
    const auto frame = shownFrame();
    const QList<ObjectId> frames = framesInOrder();
    if (frame)
        m_framesThen = frames;
    if (m_drag || !isFitted())
        return; // nobody moves the board under somebody's pen (W-15)
    if (!frame && frames.isEmpty()) {
        m_frameShown.reset();
        return emit noticed(tr("The last frame has been deleted. Escape ends presenting"));
    }
    if (!frame)
        return showFrame(turnAmong(frames) < frames.size()); // else the one before, which is the last by now
    if (seenBoxOf(*frame) != m_fittedBox)
        fitFrame();
}

bool BoardView::isFitted() const
{
    return m_camera.zoom() == m_fittedZoom && m_camera.corner() == m_fittedCorner;
}

void BoardView::setPresenting(bool presenting)
{
    m_presenting = presenting;
    if (presenting)
        m_frameShown.reset(); // it begins with the first, wherever one has been
    update();
}

// What lies beside the frame is not for the audience. Whoever moves the board means to show it.
void BoardView::paintAroundFrame(QPainter &painter) const
{
    const auto frame = m_presenting ? shownFrame() : std::nullopt;
    if (!frame || !isFitted())
        return;
    const QRectF box = frame->frame();
    const QRectF shown = pictureOf(*frame);
    QPolygonF outline;
    for (const QPointF &corner : {shown.topLeft(), shown.topRight(), shown.bottomRight(), shown.bottomLeft()})
        outline << m_camera.toWidget(boardTurned(corner, frame->rotation, box.center()));
    QPainterPath around;
    around.addRect(QRectF(rect()));
    QPainterPath inside;
    inside.addPolygon(outline);
    painter.fillPath(around.subtracted(inside), QColor(paper().ground));
}

} // namespace coterie::ui
