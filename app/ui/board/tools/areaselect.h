// SPDX-License-Identifier: MIT
#pragma once

#include <QPolygonF>
#include <QRectF>

class QPainter;

namespace coterie::ui {

class BoardCamera;
struct Colors;

// An area drawn to select what is in it: a rectangle, or with a lasso any outline. Values only; board units.
class AreaSelect final
{
public:
    AreaSelect(const QPointF &from, bool lasso);

    void extend(const QPointF &to);
    [[nodiscard]] QRectF box() const;
    // Whether the box lies in the area whole, or, touching, meets it.
    [[nodiscard]] bool takes(const QRectF &box, bool touching) const;
    void paint(QPainter &painter, const BoardCamera &camera, const Colors &colors, bool touching) const;

private:
    QPolygonF m_outline; // of a rectangle its two corners
    bool m_lasso;
};

} // namespace coterie::ui
