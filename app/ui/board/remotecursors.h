// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardguests.h"

#include <QFont>
#include <QRegion>

#include <functional>

class QPainter;

namespace coterie::ui {

class BoardCamera;

// The pointers of the others: an arrow in each one's colour, and the name while it moves. Knows what it has painted, so
// that little has to be painted again. The window's thread.
class RemoteCursors final
{
public:
    // Takes the pointers as they are now; sight: the widget; always: who is shown in any crowd. Answers what has to be
    // painted again, in widget pixels.
    QRegion update(const QList<BoardCursorMark> &marks, const BoardCamera &camera, const QFont &font,
                   const QRectF &sight, qint64 nowMs, const std::function<bool(const UserId &)> &always = {});
    void paint(QPainter &painter, const QFont &font) const;
    // Milliseconds until a name disappears; -1 when none will.
    [[nodiscard]] int nextChangeMs(qint64 nowMs) const;

private:
    struct Shown {
        BoardCursorMark mark;
        QPointF tip;
        QRectF flag; // of the name; null when it is not shown
        [[nodiscard]] QRect bounds() const;
    };
    QList<Shown> m_shown;
};

} // namespace coterie::ui
