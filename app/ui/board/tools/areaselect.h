// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/ids.h"

#include <QPolygonF>
#include <QRectF>

class QPainter;

namespace coterie::ui {

class BoardCamera;
class BoardScene;
struct Colors;

// An area drawn to select what is in it: a rectangle, or with a lasso any outline. Values only; board units.
class AreaSelect final
{
public:
    AreaSelect(const QPointF &from, bool lasso);

    void extend(const QPointF &to);
    [[nodiscard]] QRectF box() const;
    // What lies in it whole, or, touching, what meets it: as it is drawn, not its box. Groups have nothing to be drawn.
    [[nodiscard]] QList<ObjectId> taken(const BoardScene &scene, bool touching) const;
    void paint(QPainter &painter, const BoardCamera &camera, const Colors &colors, bool touching) const;

private:
    QPolygonF m_outline; // of a rectangle its two corners
    bool m_lasso;
};

} // namespace coterie::ui
