// SPDX-License-Identifier: MIT
#pragma once

#include <QMargins>
#include <QPoint>
#include <QRectF>

namespace coterie::ui {

// What part of the board a view shows, and never what is beyond its end: nothing can lie there. Widget positions are
// logical pixels; tiles lie on whole device pixels, so the corner is kept as such. Values only.
class BoardCamera final
{
public:
    static constexpr double minZoom = 0.01; // a board 100,000 units wide is seen whole
    static constexpr double maxZoom = 32;
    static constexpr double fitMargin = 32; // around what is fitted into a widget, in its pixels

    [[nodiscard]] double zoom() const { return m_zoom; } // logical pixels per board unit
    [[nodiscard]] double pixelRatio() const { return m_pixelRatio; }
    [[nodiscard]] double scale() const { return m_zoom * m_pixelRatio; } // device pixels per board unit
    [[nodiscard]] QPoint corner() const { return m_corner; }             // of the view, in device pixels of the board
    [[nodiscard]] QPointF exactCorner() const { return m_corner + m_rest; }

    [[nodiscard]] QPointF toBoard(const QPointF &widget) const;
    [[nodiscard]] QPointF placeAt(const QPointF &widget) const; // the same, or the nearest that is on the board
    [[nodiscard]] QPointF toWidget(const QPointF &board) const;
    [[nodiscard]] QRectF toWidget(const QRectF &board) const;
    // Device pixels of the board under a rectangle of the widget; whole ones, rather more than less.
    [[nodiscard]] QRect toDevice(const QRectF &widget) const;
    [[nodiscard]] QRect fromDevice(const QRect &device) const; // the pixels of the widget that show it

    void setView(const QSizeF &widget); // how large the view is
    void setPixelRatio(double ratio);   // the same place stays in the corner
    void pan(const QPointF &widgetDelta);
    void zoomTo(double zoom, const QPointF &anchor); // what is under the anchor stays there
    void fit(const QRectF &board, const QSizeF &widget, double mostZoom);
    void setCovered(const QMargins &covered) { m_covered = covered; } // of the widget, where fit() puts nothing
    [[nodiscard]] const QMargins &covered() const { return m_covered; }
    [[nodiscard]] QRectF room(const QSizeF &widget) const; // what is left, or all of a small widget
    void centerOn(const QPointF &board, const QSizeF &widget, double zoom);

private:
    void setZoom(double zoom);
    void setCorner(const QPointF &device);

    double m_zoom = 1;
    double m_pixelRatio = 1;
    QSizeF m_view;
    QPoint m_corner;
    QMargins m_covered;
    QPointF m_rest; // of pans smaller than a device pixel
};

} // namespace coterie::ui
