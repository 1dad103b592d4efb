// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardrecord.h"

#include <QLineF>
#include <QRectF>

#include <memory>

namespace coterie::ui {

// A stroke ready to be painted: points unpacked, 5 bytes each. Never changed once others hold it, so that the thread
// that paints tiles can share it. Board units throughout; no Gui.
struct InkStroke {
    double x = 0; // where the points are counted from
    double y = 0;
    double quantum = 1.0 / 16;
    float width = 2;
    quint32 color = 0xff000000; // 0xAARRGGBB, not premultiplied
    std::vector<StrokePoint> at;
    std::vector<quint8> pressure; // empty, or one per point
    QRectF box;                   // all ink, without antialiasing

    [[nodiscard]] float radius(size_t i) const
    {
        return pressure.empty() ? width * 0.5F : width * (0.15F + 0.7F * (float(pressure[i]) * (1.0F / 255.0F)));
    }
    [[nodiscard]] QPointF point(size_t i) const { return {x + at[i].x * quantum, y + at[i].y * quantum}; }
    // Box of the ink between two points, ends included.
    [[nodiscard]] QRectF boxOf(size_t from, size_t to) const;
    // Whether a round brush of this radius, drawn along the path, meets the ink.
    [[nodiscard]] bool isTouchedBy(const QLineF &path, double brush) const;

    // Nothing when the object's points are broken; a document never holds such.
    [[nodiscard]] static std::shared_ptr<const InkStroke> of(const BoardObject &object);
};

using InkPtr = std::shared_ptr<const InkStroke>;

} // namespace coterie::ui
