// SPDX-License-Identifier: MIT
#include "app/ui/board/tools/erasertool.h"

#include "app/ui/board/boardview.h"
#include "app/ui/board/edits/boardedits.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPixmap>

#include <utility>

namespace coterie::ui {
namespace {

struct EraserWords {
    Q_DECLARE_TR_FUNCTIONS(coterie::ui::EraserTool)
};

} // namespace

void EraserSpares::say(BoardView &view, bool anyErased)
{
    const EraserSpares spared = std::exchange(*this, {});
    if (spared.foreign)
        emit view.noticed(view.rightWords());
    else if (spared.locked && !anyErased)
        emit view.noticed(
            view.lockWords({*spared.locked},
                           EraserWords::tr("This is locked. A right click selects it, then Ctrl+Shift+L unlocks it")));
}

bool EraserSpares::takes(const BoardView &view, const ObjectId &id)
{
    if (!view.mayChange(id))
        return foreign = true, false;
    if (view.doc() && isLocked(*view.doc(), id))
        return locked = id, false;
    return true;
}

QCursor EraserRing::cursor(double pixelRatio, double radius)
{
    if (pixelRatio == m_pixelRatio && radius == m_radius)
        return m_cursor;
    m_pixelRatio = pixelRatio;
    m_radius = radius;
    const int side = int(2 * radius) + 4;
    QPixmap pixmap(QSize(side, side) * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF ring(2, 2, 2 * radius, 2 * radius);
    painter.setPen(QPen(QColor(255, 255, 255, 230), 3));
    painter.drawEllipse(ring);
    painter.setPen(QPen(QColor(30, 30, 30), 1.25));
    painter.drawEllipse(ring);
    painter.end();
    m_cursor = QCursor(pixmap, side / 2, side / 2);
    return m_cursor;
}

QCursor EraserTool::cursor() const
{
    return m_ring.cursor(view().devicePixelRatioF(), radius);
}

void EraserTool::press(const ToolPoint &point)
{
    m_last = point.board;
    m_spares = {};
    move(point);
}

void EraserTool::move(const ToolPoint &point)
{
    const QLineF path(std::exchange(m_last, point.board), point.board);
    QList<ObjectId> touched = view().scene().touchedBy(path, radius / view().zoom());
    touched.removeIf([this](const ObjectId &id) { return !m_spares.takes(view(), id); });
    view().setHidden(touched, true);
    m_touched += touched;
}

void EraserTool::release(const ToolPoint &point)
{
    move(point);
    const QList<ObjectId> touched = std::exchange(m_touched, {});
    m_spares.say(view(), !touched.isEmpty());
    QList<ObjectId> erased = touched; // but for what has gone meanwhile
    erased.removeIf([this](const ObjectId &id) { return !view().doc() || !view().doc()->object(id); });
    if (!erased.isEmpty())
        view().controller()->erase(erased);
    view().setHidden(touched, false); // what the board refused to erase
}

void EraserTool::cancel()
{
    view().setHidden(std::exchange(m_touched, {}), false);
}

} // namespace coterie::ui
