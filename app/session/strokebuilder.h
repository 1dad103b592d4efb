// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardop.h"

#include <span>

namespace coterie {

// Where the pen was: board units, and 0 to 1 of pressure.
struct PenSample {
    double x = 0;
    double y = 0;
    double pressure = 0.5;
};

// A stroke while it is drawn: from what the pen says to points as they are stored, so that the line does not change
// when it is done. Any one thread. Knows no board and sends nothing.
class StrokeBuilder final
{
public:
    // zoom: screen pixels per board unit while drawing. It decides how finely points are kept.
    StrokeBuilder(ObjectId id, quint32 argb, double width, double zoom, bool withPressure, PenSample first);

    [[nodiscard]] ObjectId id() const { return m_id; }
    [[nodiscard]] quint32 color() const { return m_color; }
    [[nodiscard]] double width() const { return m_width; }
    [[nodiscard]] double x() const { return m_x; }
    [[nodiscard]] double y() const { return m_y; }
    [[nodiscard]] const StrokePoints &points() const { return m_points; }
    [[nodiscard]] int count() const { return int(m_points.at.size()); }
    [[nodiscard]] PenSample lastSample() const { return m_last; }

    // False: the sample is not in it, because the stroke is as long as one may be. It goes on as another stroke.
    [[nodiscard]] bool add(const PenSample &sample);
    void finish(); // the very last sample counts, however near it is
    [[nodiscard]] BoardOp creation() const;
    // The points from one on, packed for those who watch.
    [[nodiscard]] QByteArray packedFrom(int first, int atMost) const;

private:
    [[nodiscard]] bool append(const PenSample &sample);

    ObjectId m_id;
    quint32 m_color;
    double m_width;
    double m_x;
    double m_y;
    double m_nearest; // board units between two points
    bool m_withPressure;
    StrokePoints m_points;
    PenSample m_kept;
    PenSample m_last;
};

} // namespace coterie
