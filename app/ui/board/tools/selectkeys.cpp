// SPDX-License-Identifier: MIT
#include "app/ui/board/boardview.h"
#include "app/ui/board/readingorder.h"
#include "app/ui/board/tools/selecttool.h"
#include "shared/board/boardends.h"

#include <QCoreApplication>
#include <QKeyEvent>

#include <algorithm>
#include <cmath>

// The Select tool by keys alone: choosing, moving, sizing and turning without a pointer.
namespace coterie::ui {
namespace {

constexpr double farStep = 10; // board units
constexpr double farTurn = 15; // degrees

struct SelectKeyWords {
    Q_DECLARE_TR_FUNCTIONS(coterie::ui::SelectTool)
};

std::optional<QPointF> arrowWay(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return QPointF(-1, 0);
    case Qt::Key_Right:
        return QPointF(1, 0);
    case Qt::Key_Up:
        return QPointF(0, -1);
    case Qt::Key_Down:
        return QPointF(0, 1);
    default:
        return {};
    }
}

} // namespace

bool SelectTool::key(QKeyEvent *event)
{
    const Qt::KeyboardModifiers held = event->modifiers();
    const bool plain = !(held & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    const bool ready = !view().selection().isEmpty() && !m_pressed;
    if (const auto way = arrowWay(event->key())) {
        const QPointF by = *way * (held & Qt::ShiftModifier ? farStep : 1);
        if (!ready || held & (Qt::AltModifier | Qt::MetaModifier))
            return false;
        if (held & Qt::ControlModifier)
            resize(by);
        else
            nudge(by);
        return true;
    }
    switch (event->key()) {
    case Qt::Key_Tab: // alone, or with Shift, it comes as step()
    case Qt::Key_Backtab:
        if (!(held & (Qt::ControlModifier | Qt::MetaModifier)) || held & Qt::AltModifier || m_pressed)
            return false;
        walk(event->key() == Qt::Key_Tab && !(held & Qt::ShiftModifier));
        return true;
    case Qt::Key_Space: // alone it is the hand
        if (!(held & (Qt::ShiftModifier | Qt::ControlModifier)) || held & (Qt::AltModifier | Qt::MetaModifier) ||
            m_pressed)
            return false;
        if (!event->isAutoRepeat())
            addOrTakeOut();
        return true;
    case Qt::Key_Period: // Shift may be what makes the sign on this keyboard
    case Qt::Key_Comma:
        if (!ready || held & (Qt::ControlModifier | Qt::MetaModifier))
            return false;
        if (!(held & Qt::AltModifier) && !view().hands().letterKeys)
            return false;
        turn((event->key() == Qt::Key_Period ? 1 : -1) * (held & Qt::AltModifier ? 1 : farTurn));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2:
        endRun();
        if (isConnecting()) {
            if (!m_connectTo || !connectTo(*m_connectTo))
                sayHowToConnect();
            return true;
        }
        endConnecting();
        return plain && !m_pressed && enter();
    case Qt::Key_Escape:
        if (m_pressed)
            return false; // the view gives up the drag
        endRun();
        if (isConnecting()) {
            endConnecting();
            return true;
        }
        if (view().selection().leaveGroup())
            return true;
        if (view().selection().isEmpty() && !view().selection().isApart())
            return false;
        view().selection().clear();
        return true;
    default:
        return false;
    }
}

bool SelectTool::goOn(Run run)
{
    endConnecting();
    if (m_run != run || m_runIds != view().selection().ids())
        endRun();
    if (!m_drag) {
        m_runIds = view().selection().ids();
        m_drag = std::make_unique<SelectionDrag>(view(), view().selection().ids(), false);
        m_frame = SelectionFrame(m_drag->bodies()); // of those alone that can be changed
        m_runBy = {};
    }
    if (m_drag->isEmpty()) {
        if (!m_drag->sayLeftOut())
            emit view().noticed(
                view().lockWords(view().selection().ids(),
                                 SelectKeyWords::tr("What is selected is locked. Unlock it first, with Ctrl+Shift+L")));
        m_drag.reset();
        return false;
    }
    m_run = run;
    m_nudgeRest.start();
    return true;
}

void SelectTool::nudge(const QPointF &by)
{
    if (!goOn(Run::Move))
        return;
    m_runBy += by;
    BoardMove move;
    move.by = m_runBy;
    m_drag->setMove(move);
    view().reveal(boundsOf(m_drag->leaves()).translated(move.by));
}

// The upper left stays where it is, along the sides of what is turned.
void SelectTool::resize(const QPointF &by)
{
    if (!goOn(Run::Resize))
        return;
    const bool changedBefore = !m_drag->isNothing();
    if (m_frame.isLine()) {
        m_runBy += by;
        BoardObject line = m_drag->leaves().first();
        const auto [first, second] = boardLineEnds(line);
        setBoardLineEnds(line, first, second + m_runBy);
        line.end.reset(); // it goes where the keys take it
        m_drag->setObject(line);
        view().reveal(line.box());
        return;
    }
    const auto added = [](double sum, double step, double length) {
        return length < 1 ? 0 : std::max(sum + step, 1 - length); // what is that thin already has no such side
    };
    const QSizeF size = m_frame.box().size();
    m_runBy = {added(m_runBy.x(), by.x(), size.width()),
               m_frame.isText() ? 0 : added(m_runBy.y(), by.y(), size.height())}; // a text is as tall as its lines
    BoardMove move;
    move.about = m_frame.boardPoint(Handle::TopLeft);
    move.axis = m_frame.rotation();
    if (m_runBy.x() != 0)
        move.sx = 1 + m_runBy.x() / size.width();
    if (m_runBy.y() != 0)
        move.sy = 1 + m_runBy.y() / size.height();
    m_drag->setMove(move);
    view().reveal(move.transform().mapRect(boundsOf(m_drag->leaves())));
    if (!changedBefore && m_drag->isNothing())
        emit view().noticed(SelectKeyWords::tr("This cannot be made larger or smaller that way"));
}

void SelectTool::turn(double degrees)
{
    if (!goOn(Run::Turn))
        return;
    m_runBy.rx() = std::fmod(m_runBy.x() + degrees, 360);
    BoardMove move;
    move.about = m_frame.box().center();
    move.turn = m_runBy.x();
    m_drag->setMove(move);
    view().reveal(move.transform().mapRect(boundsOf(m_drag->leaves())));
}

std::optional<ObjectId> SelectTool::beside(bool forward, bool round) const
{
    const BoardSelection &selection = view().selection();
    const QList<ObjectId> &order = walkingOrder();
    const auto at = selection.current();
    const qsizetype now = at ? order.indexOf(*at) : -1;
    const qsizetype next = now < 0 ? (forward ? 0 : order.size() - 1) : now + (forward ? 1 : -1);
    if (order.isEmpty() || (!round && (next < 0 || next >= order.size())))
        return {};
    return order.at((next + order.size()) % order.size());
}

bool SelectTool::step(bool forward)
{
    const BoardDoc *doc = view().doc();
    if (!doc || m_pressed)
        return false;
    endRun();
    if (isConnecting()) {
        stepConnection(forward);
        return true;
    }
    endConnecting();
    BoardSelection &selection = view().selection();
    const auto next = beside(forward, false);
    if (!next) {
        selection.clear();
        return false; // behind the last one the focus goes on
    }
    selection.set({*next});
    view().reveal(doc->box(*next));
    return true;
}

// Round and round: it is Tab alone that leaves the board.
void SelectTool::walk(bool forward)
{
    const BoardDoc *doc = view().doc();
    if (!doc)
        return;
    endRun();
    if (isConnecting())
        return stepConnection(forward);
    endConnecting();
    const auto next = beside(forward, true);
    if (!next)
        return emit view().noticed(SelectKeyWords::tr("There is nothing on this board yet"));
    view().selection().goTo(*next);
    view().reveal(doc->box(*next));
}

void SelectTool::addOrTakeOut()
{
    settle();
    if (!view().selection().current())
        return emit view().noticed(SelectKeyWords::tr("Go to an object first, with Tab or Ctrl+Tab"));
    view().selection().toggleCurrent();
}

bool SelectTool::enter()
{
    const BoardDoc *doc = view().doc();
    BoardSelection &selection = view().selection();
    if (!doc)
        return false;
    if (selection.isApart())
        selection.set({*selection.current()});
    if (selection.ids().size() != 1)
        return false;
    const ObjectId id = selection.ids().first();
    const QList<ObjectId> within =
        doc->object(id)->kind == BoardKind::Group ? readingOrder(*doc, id) : QList<ObjectId>();
    if (within.isEmpty())
        return view().editText(id);
    selection.enter(id, within.first());
    view().reveal(doc->box(within.first()));
    return true;
}

// Whatever else is done, it is not what connecting was begun for.
void SelectTool::settle()
{
    endConnecting();
    endRun();
}

void SelectTool::endRun()
{
    m_nudgeRest.stop();
    if (!m_drag || m_pressed)
        return;
    const bool isStillSelected = view().selection().ids() == m_runIds; // or one has gone on by now
    const QList<ObjectId> after = m_drag->isNothing() ? m_runIds : m_drag->finish(stepName());
    m_drag.reset();
    m_run = Run::None;
    if (isStillSelected && after != view().selection().ids())
        view().selection().set(after); // else the keys stay where they are
}

} // namespace coterie::ui
