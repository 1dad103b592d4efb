// SPDX-License-Identifier: MIT
#include "app/ui/board/boardview.h"
#include "app/ui/board/tools/linebinding.h"
#include "app/ui/board/tools/selecttool.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"
#include "shared/board/boardends.h"

#include <QPainter>

#include <algorithm>

// What the Select tool shows above the board.
namespace coterie::ui {

namespace {

constexpr double ringAside = 7; // pixels between an object and the ring around it

} // namespace

void SelectTool::paintConnection(QPainter &painter)
{
    const BoardDoc *doc = view().doc();
    const auto from = doc ? doc->object(*m_connectFrom) : std::nullopt;
    if (!from)
        return;
    BoardAnchor start{from->id, 0.5, 0.5};
    const QList<ObjectId> &ids = view().selection().ids();
    const auto to = ids.size() == 1 && ids.first() != from->id ? doc->object(ids.first()) : std::nullopt;
    if (to && isBoardAnchorage(to->kind)) {
        const auto [first, second] = facingBoardAnchors(*from, *to);
        start = first;
        painter.setPen(QPen(colors(view().palette()).accent, 2, Qt::DashLine));
        painter.drawLine(view().camera().toWidget(boardAnchorPoint(*from, first)),
                         view().camera().toWidget(boardAnchorPoint(*to, second)));
        paintAnchor(painter, view(), second);
    }
    paintAnchor(painter, view(), start);
}

void SelectTool::paintEach(QPainter &painter)
{
    const QList<QRectF> &boxes = found().boxes;
    if (boxes.size() < 2)
        return;
    QColor line = colors(view().palette()).accent;
    line.setAlpha(150);
    painter.setPen(QPen(line, 1));
    painter.setBrush(Qt::NoBrush);
    for (const QRectF &box : boxes)
        painter.drawRect(view().camera().toWidget(box).adjusted(-1, -1, 1, 1));
}

// As everywhere in the window where the keys are: a ring, outside of all that says what is selected.
void SelectTool::paintWhereKeysAre(QPainter &painter) const
{
    const BoardSelection &selection = view().selection();
    if (!view().doc() || !selection.isApart())
        return;
    const QRectF box = view().camera().toWidget(view().doc()->box(*selection.current()));
    stylepaint::focusRing(painter, box.adjusted(-ringAside, -ringAside, ringAside, ringAside), cornerRadius,
                          colors(view().palette()).focus);
}

void SelectTool::paint(QPainter &painter)
{
    const Colors &c = colors(view().palette());
    if (m_drag) {
        m_drag->paint(painter);
        view().snap().paint(painter, view().camera(), c);
        if (m_anchor)
            paintAnchor(painter, view(), *m_anchor);
        return;
    }
    const BoardDoc *doc = view().doc();
    if (doc && !view().selection().isEmpty() && !view().isWriting()) {
        paintEach(painter);
        const Found &selected = found();
        selected.frame.paint(painter, view().camera(), c, selected.anyFree && !m_area && !view().isReadOnly());
        if (selected.locked) {
            const QList<ObjectId> &ids = view().selection().ids();
            const bool byModerator =
                !selected.boxes.isEmpty() && std::any_of(ids.begin(), ids.end(), [this](const ObjectId &id) {
                    return view().hostLockOf(id).has_value();
                });
            selected.frame.paintLock(painter, view().camera(), c, byModerator);
        }
    }
    paintWhereKeysAre(painter);
    if (isConnecting())
        paintConnection(painter);
    if (m_area)
        m_area->paint(painter, view().camera(), c, m_touching);
}

} // namespace coterie::ui
