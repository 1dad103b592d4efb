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
        return ready && plain && view().selection().ids().size() == 1 &&
               view().editText(view().selection().ids().first());
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
        if (view().selection().isEmpty())
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
    if (m_run != run)
        endRun();
    if (!m_drag) {
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
    m_runBy = {added(m_runBy.x(), by.x(), size.width()), added(m_runBy.y(), by.y(), size.height())};
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
    const QList<ObjectId> order = readingOrder(*doc, selection.entered());
    if (order.isEmpty())
        return false;
    const qsizetype now = selection.isEmpty() ? -1 : order.indexOf(selection.ids().last());
    const qsizetype next = now < 0 ? (forward ? 0 : order.size() - 1) : now + (forward ? 1 : -1);
    if (next < 0 || next >= order.size()) {
        selection.clear();
        return false; // behind the last one the focus goes on
    }
    selection.set({order.at(next)});
    view().reveal(doc->box(order.at(next)));
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
    const QList<ObjectId> after = m_drag->isNothing() ? view().selection().ids() : m_drag->finish(stepName());
    m_drag.reset();
    m_run = Run::None;
    view().selection().set(after);
}

} // namespace coterie::ui
