// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardguests.h"
#include "shared/board/boarddoc.h"

#include <QColor>
#include <QFont>
#include <QPolygonF>
#include <QRegion>

class QPainter;

namespace coterie::ui {

class BoardCamera;

// What the others have selected: a line in each one's colour around each object, without handles, and the name once.
// Knows what it has painted, so that little has to be painted again; takes no input. The window's thread.
class OnlookerLayer final
{
public:
    // Takes the looks and the board as they are now; sight: the widget. Answers what has to be painted again, in widget
    // pixels.
    QRegion update(const QList<BoardLookMark> &looks, const BoardDoc &doc, const BoardCamera &camera, const QFont &font,
                   const QRectF &sight);
    QRegion clear();
    void paint(QPainter &painter, const QFont &font, const QColor &ground) const;
    [[nodiscard]] bool isEmpty() const { return m_shown.isEmpty(); }

private:
    struct Shown {
        QColor color;
        QList<QPolygonF> outlines;
        bool all = false; // one line around more than is told
        QString name;
        QRectF flag; // of the name
    };
    [[nodiscard]] QRegion bounds() const;

    QList<Shown> m_shown;
};

} // namespace coterie::ui
