// SPDX-License-Identifier: MIT
#pragma once

#include <QLineF>
#include <QPainterPath>
#include <QPolygonF>

#include <optional>

// Plane geometry of the board, in board units. Pure functions, any thread.
namespace coterie::ui {

// A run of points joined by straight lines; one point is a dot. Closed ones have their first point again at the end.
using Polyline = std::vector<QPointF>;

[[nodiscard]] double squaredDistance(const QPointF &p, const QPointF &a, const QPointF &b); // of p to the segment
[[nodiscard]] double squaredDistance(const QLineF &one, const QPointF &a, const QPointF &b);
[[nodiscard]] bool contains(const Polyline &closed, const QPointF &p); // even-odd
// Whether the segment comes as near to the area as this, or lies in it.
[[nodiscard]] bool meets(const QRectF &area, const QPointF &a, const QPointF &b, double reach);
// Where the way from `from` to `to` first meets the line.
[[nodiscard]] std::optional<QPointF> firstMeeting(const QPointF &from, const QPointF &to, const Polyline &line);

[[nodiscard]] QPointF turned(const QPointF &p, double degrees, const QPointF &pivot);        // clockwise on screen
[[nodiscard]] Polyline turnedRect(const QRectF &rect, double degrees, const QPointF &pivot); // closed
[[nodiscard]] QRectF boundsOf(const Polyline &line);

// The path as lines that are nowhere further from it than this; one for each subpath.
[[nodiscard]] std::vector<Polyline> flattened(const QPainterPath &path, double error);

// Cuts the path into pieces: on, off, on, … in lengths along it, anew for each subpath. An `on` of 0 is a dot. Curves
// stay curves. A path that would have more than `most` pieces gets longer ones.
[[nodiscard]] QPainterPath dashed(const QPainterPath &path, double on, double off, int most = 2048);

} // namespace coterie::ui
