// SPDX-License-Identifier: MIT
#include "app/ui/board/tools/newobject.h"

#include "app/ui/board/boardview.h"
#include "app/ui/board/edits/arrange.h"

#include <QCoreApplication>
#include <QKeyEvent>

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

struct NewWords {
    Q_DECLARE_TR_FUNCTIONS(coterie::ui::BoardTool)
};

BoardKind kindOf(ToolId tool)
{
    switch (tool) {
    case ToolId::Ellipse:
        return BoardKind::Ellipse;
    case ToolId::Diamond:
        return BoardKind::Diamond;
    case ToolId::Line:
        return BoardKind::Line;
    case ToolId::Arrow:
        return BoardKind::Arrow;
    case ToolId::Text:
        return BoardKind::Text;
    case ToolId::Sticky:
        return BoardKind::Sticky;
    case ToolId::Image:
        return BoardKind::Image;
    case ToolId::Frame:
        return BoardKind::Frame;
    default:
        return BoardKind::Rectangle;
    }
}

QString stepName(BoardKind kind)
{
    switch (kind) {
    case BoardKind::Line:
    case BoardKind::Arrow:
        return NewWords::tr("draw a line", "undo …");
    case BoardKind::Text:
        return NewWords::tr("write", "undo …");
    case BoardKind::Sticky:
        return NewWords::tr("add a note", "undo …");
    case BoardKind::Image:
        return NewWords::tr("add a picture", "undo …");
    case BoardKind::Frame:
        return NewWords::tr("add a frame", "undo …");
    default:
        return NewWords::tr("draw a shape", "undo …");
    }
}

} // namespace

BoardObject newObject(const BoardView &view, ToolId tool)
{
    const BoardStyle &style = view.style(tool);
    BoardObject object;
    object.id = newId<ObjectId>();
    object.kind = kindOf(tool);
    object.w = 0;
    object.h = 0;
    object.color = style.color;
    object.fill = style.fill;
    object.width = style.width;
    object.opacity = style.opacity;
    object.dash = style.dash;
    object.fontSize = style.fontSize;
    object.align = style.align;
    object.order = BoardOrderKey(BoardOrderKey::turnOf(firstPendingPlace, 0));
    return object;
}

bool commitNew(BoardView &view, const BoardObject &object)
{
    BoardController *controller = view.controller();
    if (!controller)
        return false;
    BoardObject made = object;
    if (made.kind != BoardKind::Frame)
        made.parent = view.frameAt(made.frame().center(), {});
    QList<BoardOp> ops{creationOf(made, made.id)};
    if (made.kind == BoardKind::Frame)
        for (const ObjectId &id : takenIn(controller->doc(), made.frame(), view.objectsIn(made.frame())))
            if (view.mayChange(id))
                ops.append(BoardOp::setParent(id, made.id));
    const bool done = controller->commit(ops, stepName(made.kind));
    if (done)
        view.toolFinished({made.id});
    return done;
}

bool isMakingKey(const QKeyEvent &event)
{
    return (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) && !event.isAutoRepeat() &&
           !(event.modifiers() & ~Qt::KeypadModifier);
}

QPointF middleInSight(const QRectF &seen, const QPointF &middle, const QSizeF &size)
{
    if (size.width() > seen.width() || size.height() > seen.height())
        return middle;
    const QPointF half(size.width() / 2, size.height() / 2);
    return {std::clamp(middle.x(), seen.left() + half.x(), seen.right() - half.x()),
            std::clamp(middle.y(), seen.top() + half.y(), seen.bottom() - half.y())};
}

QPointF placeForNew(const BoardView &view)
{
    constexpr double aside = 40;   // pixels
    constexpr int mostTries = 100; // whoever makes that many looks for themselves
    const double step = aside / view.zoom();
    QPointF at = view.visibleBoard().center();
    for (int i = 0; i < mostTries; ++i, at += QPointF(step, step)) {
        const QList<ObjectId> there = view.objectsIn(QRectF(at.x() - 1, at.y() - 1, 2, 2));
        const bool taken = std::any_of(there.begin(), there.end(), [&](const ObjectId &id) {
            const QPointF off = view.doc()->box(id).center() - at;
            return std::abs(off.x()) < step / 2 && std::abs(off.y()) < step / 2;
        });
        if (!taken)
            return at;
    }
    return at;
}

QPointF freePlaceForNew(const BoardView &view, const QSizeF &size)
{
    constexpr double between = 40;
    constexpr int mostRings = 20; // beside all there is, then
    const QSizeF around(size.width() + between, size.height() + between);
    const QPointF middle = view.visibleBoard().center();
    for (int ring = 0; ring <= mostRings; ++ring) {
        std::optional<QPointF> best;
        double least = 0;
        for (int across = -ring; across <= ring; ++across)
            for (int down = -ring; down <= ring; down += std::abs(across) == ring ? 1 : std::max(1, 2 * ring)) {
                const QPointF off(across * around.width() / 2, down * around.height() / 2);
                const double far = std::hypot(off.x(), off.y());
                const QPointF corner = middle + off - QPointF(around.width(), around.height()) / 2;
                if ((!best || far < least) && view.objectsIn(QRectF(corner, around)).isEmpty()) {
                    best = middle + off;
                    least = far;
                }
            }
        if (best)
            return *best;
    }
    const QRectF all = view.scene().extent();
    return {all.right() + around.width() / 2, all.center().y()};
}

} // namespace coterie::ui
