// SPDX-License-Identifier: MIT
#include "app/session/strokebuilder.h"

#include <algorithm>
#include <cmath>

namespace coterie {
namespace {

// A stroke goes on as another one here, well before the limit of the protocol: so its bytes stay within theirs.
constexpr int longestStroke = 4096;
constexpr double nearestPixels = 0.75;

// As the board keeps it, so that the finished stroke is the one that was drawn.
double onGrid(double v, double min, double max)
{
    return std::round(std::clamp(v, min, max) * 256) / 256;
}

// A pen that goes beyond the board draws along its end.
PenSample withinBoard(PenSample sample)
{
    sample.x = std::clamp(sample.x, -maxBoardCoordinate, maxBoardCoordinate);
    sample.y = std::clamp(sample.y, -maxBoardCoordinate, maxBoardCoordinate);
    return sample;
}

} // namespace

StrokeBuilder::StrokeBuilder(ObjectId id, quint32 argb, double width, double zoom, bool withPressure, PenSample first)
    : m_id(id)
    , m_color(argb)
    , m_width(onGrid(width, minBoardWidth, maxBoardWidth))
    , m_x(onGrid(first.x, -maxBoardCoordinate, maxBoardCoordinate))
    , m_y(onGrid(first.y, -maxBoardCoordinate, maxBoardCoordinate))
    , m_nearest(nearestPixels / zoom)
    , m_withPressure(withPressure)
    , m_last(withinBoard(first))
{
    m_points.exponent = strokeExponentFor(zoom);
    (void)append(m_last);
}

bool StrokeBuilder::add(const PenSample &told)
{
    const PenSample sample = withinBoard(told);
    if (std::hypot(sample.x - m_kept.x, sample.y - m_kept.y) >= m_nearest && !append(sample))
        return false;
    m_last = sample;
    return true;
}

void StrokeBuilder::finish()
{
    if (m_last.x != m_kept.x || m_last.y != m_kept.y)
        (void)append(m_last);
}

bool StrokeBuilder::append(const PenSample &sample)
{
    const double quantum = strokeQuantum(m_points.exponent);
    const double x = std::round((sample.x - m_x) / quantum);
    const double y = std::round((sample.y - m_y) / quantum);
    if (count() >= longestStroke || std::abs(x) > maxStrokeQuanta || std::abs(y) > maxStrokeQuanta)
        return false;
    m_points.at.push_back({qint16(x), qint16(y)});
    if (m_withPressure)
        m_points.pressure.push_back(quint8(std::lround(std::clamp(sample.pressure, 0.0, 1.0) * 255)));
    m_kept = sample;
    return true;
}

BoardOp StrokeBuilder::creation() const
{
    return BoardOp::createStroke(m_id, m_x, m_y, m_points.packed(), m_color, m_width);
}

QByteArray StrokeBuilder::packedFrom(int first, int atMost) const
{
    StrokePoints some;
    some.exponent = m_points.exponent;
    const int end = std::min(first + atMost, count());
    some.at.assign(m_points.at.begin() + first, m_points.at.begin() + end);
    if (m_withPressure)
        some.pressure.assign(m_points.pressure.begin() + first, m_points.pressure.begin() + end);
    return some.packed();
}

} // namespace coterie
