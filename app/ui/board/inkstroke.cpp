// SPDX-License-Identifier: MIT
#include "app/ui/board/inkstroke.h"

#include "app/ui/board/boardcanvas.h"
#include "app/ui/board/boardpaper.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace coterie::ui {

InkPoints::InkPoints(InkPoints &&other) noexcept
    : m_packed(std::move(other.m_packed))
    , m_unpacked(other.m_unpacked.exchange(nullptr))
{
}

InkPoints &InkPoints::operator=(InkPoints &&other) noexcept
{
    m_packed.swap(other.m_packed);
    other.m_unpacked = m_unpacked.exchange(other.m_unpacked);
    return *this;
}

InkPoints::~InkPoints()
{
    delete m_unpacked.load(std::memory_order_relaxed);
}

const StrokePoints &InkPoints::get() const
{
    if (const StrokePoints *known = m_unpacked.load(std::memory_order_acquire))
        return *known;
    auto mine = std::make_unique<StrokePoints>(StrokePoints::unpack(m_packed).value_or(StrokePoints()));
    StrokePoints *others = nullptr; // of whoever was quicker
    if (!m_unpacked.compare_exchange_strong(others, mine.get(), std::memory_order_acq_rel))
        return *others;
    return *mine.release();
}

StrokePoints &InkPoints::own()
{
    (void)get();
    return *m_unpacked.load(std::memory_order_relaxed);
}

QRectF InkStroke::boxOf(size_t from, size_t to) const
{
    const StrokePoints &of = points.get();
    QRectF all;
    for (size_t i = from; i <= to && i < of.at.size(); ++i) {
        const double r = radius(of, i);
        all |= QRectF(point(of, i) - QPointF(r, r), QSizeF(2 * r, 2 * r));
    }
    return all;
}

void InkStroke::paint(BoardCanvas &canvas, const BoardPaper &paper) const
{
    canvas.ink(*this, paper.inkOn(color));
}

// Calls visit(a, b, reach) for each straight piece between two points that is not rubbed out; true ends it.
template <class Visit> bool InkStroke::anyPiece(Visit visit) const
{
    const StrokePoints &of = points.get();
    if (of.at.empty())
        return false;
    if (of.at.size() == 1)
        return gaps.empty() && visit(point(of, 0), point(of, 0), double(radius(of, 0)));
    size_t gap = 0;
    QPointF b = point(of, 0);
    double rb = double(radius(of, 0));
    for (size_t i = 1; i < of.at.size(); ++i) {
        const QPointF a = std::exchange(b, point(of, i));
        const double ra = std::exchange(rb, double(radius(of, i)));
        const double reach = std::max(ra, rb);
        if (gaps.empty()) {
            if (visit(a, b, reach))
                return true;
            continue;
        }
        const auto begin = float(i - 1);
        const auto end = float(i);
        while (gap < gaps.size() && gaps[gap].second <= begin)
            ++gap;
        float from = begin;
        const auto piece = [&](float to) {
            return to > from && visit(a + (b - a) * double(from - begin), a + (b - a) * double(to - begin), reach);
        };
        for (size_t g = gap; g < gaps.size() && gaps[g].first < end; ++g) {
            if (piece(gaps[g].first))
                return true;
            from = std::max(from, gaps[g].second);
        }
        if (piece(end))
            return true;
    }
    return false;
}

bool InkStroke::isTouchedBy(const QLineF &path, double brush) const
{
    const QRectF near = QRectF(path.p1(), path.p2()).normalized().adjusted(-brush, -brush, brush, brush);
    if (!box.intersects(near))
        return false;
    return anyPiece([&](const QPointF &a, const QPointF &b, double reach) {
        // Most pieces of a stroke are nowhere near.
        if (std::max(a.x(), b.x()) + reach < near.left() || std::min(a.x(), b.x()) - reach > near.right() ||
            std::max(a.y(), b.y()) + reach < near.top() || std::min(a.y(), b.y()) - reach > near.bottom())
            return false;
        return squaredDistance(path, a, b) <= (brush + reach) * (brush + reach);
    });
}

bool InkStroke::meets(const QRectF &area) const
{
    if (!box.intersects(area))
        return false;
    const QPointF corners[] = {area.topLeft(), area.topRight(), area.bottomRight(), area.bottomLeft()};
    return anyPiece([&](const QPointF &a, const QPointF &b, double reach) {
        if (area.contains(a) || area.contains(b))
            return true;
        for (int k = 0; k < 4; ++k)
            if (squaredDistance(QLineF(a, b), corners[k], corners[(k + 1) % 4]) <= reach * reach)
                return true;
        return false;
    });
}

bool InkStroke::isInside(const Polyline &closed) const
{
    return !anyPiece(
        [&](const QPointF &a, const QPointF &b, double) { return !contains(closed, a) || !contains(closed, b); });
}

InkPtr InkStroke::of(const BoardObject &object)
{
    if (object.extent.count < 1)
        return {};
    auto ink = std::make_shared<InkStroke>();
    ink->frame = object.frame();
    ink->rotation = object.rotation;
    ink->box = object.box();
    const double quantum = strokeQuantum(object.extent.exponent);
    const QPointF middle = ink->frame.center();
    const QPointF origin = turned({object.x, object.y}, object.rotation, middle);
    const QPointF right = turned({quantum * object.w, 0}, object.rotation, {});
    const QPointF down = turned({0, quantum * object.h}, object.rotation, {});
    ink->x = origin.x();
    ink->y = origin.y();
    ink->xx = right.x();
    ink->xy = right.y();
    ink->yx = down.x();
    ink->yy = down.y();
    ink->width = float(object.width);
    // A stroke is one even layer, so that its opacity is that of its ink.
    ink->color = quint32(std::lround((object.color >> 24) * object.opacity)) << 24 | (object.color & 0xffffff);
    ink->points = InkPoints(object.points);
    for (const BoardInterval &part : object.erased)
        ink->gaps.emplace_back(float(part.from) / boardPartUnit, float(part.to) / boardPartUnit);
    return ink;
}

} // namespace coterie::ui
