// SPDX-License-Identifier: MIT
#include "app/ui/board/tools/texttool.h"

#include "app/ui/board/boardview.h"
#include "app/ui/board/tools/newobject.h"
#include "app/ui/shell/theme.h"

#include <QPainter>

namespace coterie::ui {

void TextTool::press(const ToolPoint &)
{
    // The editor has lost the focus by now, but for a pen, which moves none.
    m_ended = view().isWriting();
    view().setFocus(Qt::MouseFocusReason);
}

void TextTool::release(const ToolPoint &point)
{
    if (std::exchange(m_ended, false))
        return;
    const auto hit = view().objectAt(point.board);
    if (!hit || !view().editText(*hit, point.at))
        view().editTextAt(point.board);
}

bool TextTool::key(QKeyEvent *event)
{
    return view().doc() && isMakingKey(*event) && view().editTextAt(placeForNew(view()));
}

// ---- notes

void StickyTool::press(const ToolPoint &point)
{
    m_note = newObject(view(), ToolId::Sticky);
    m_note->w = noteSide;
    m_note->h = noteSide;
    move(point);
}

void StickyTool::move(const ToolPoint &point)
{
    if (!m_note)
        return;
    const QPointF corner = view().snap().point(point.board - QPointF(noteSide / 2, noteSide / 2), point.modifiers);
    m_note->x = corner.x();
    m_note->y = corner.y();
    show();
}

void StickyTool::show()
{
    if (m_note)
        m_sprite.render({*m_note}, view().camera(), view().paper(), QRectF(view().rect()));
    view().update();
}

void StickyTool::release(const ToolPoint &point)
{
    if (!m_note)
        return;
    move(point);
    const BoardObject note = *m_note;
    cancel();
    if (commitNew(view(), note))
        view().editText(note.id);
}

bool StickyTool::key(QKeyEvent *event)
{
    if (m_note || !view().doc() || view().isReadOnly() || !isMakingKey(*event))
        return false;
    BoardObject note = newObject(view(), ToolId::Sticky);
    const QPointF middle = placeForNew(view());
    note.x = middle.x() - noteSide / 2;
    note.y = middle.y() - noteSide / 2;
    note.w = noteSide;
    note.h = noteSide;
    if (commitNew(view(), note))
        view().editText(note.id);
    return true;
}

void StickyTool::cancel()
{
    m_note.reset();
    m_sprite.clear();
    view().snap().done();
    view().update();
}

void StickyTool::cameraMoved()
{
    show();
}

void StickyTool::paint(QPainter &painter)
{
    if (!m_note)
        return;
    m_sprite.paint(painter, view().camera());
    view().snap().paint(painter, view().camera(), colors(view().palette()));
}

} // namespace coterie::ui
