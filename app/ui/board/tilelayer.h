// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardscene.h"
#include "app/ui/board/tilerenderer.h"

class QPainter;

namespace coterie::ui {

// The board as squares of finished pixels: paints a view from them, has missing ones made in the background, and keeps
// them right while the board changes. Invariant: an exact tile equals, bit for bit, one that is painted anew. The
// window's thread.
class TileLayer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TileLayer)
public:
    explicit TileLayer(const BoardScene &scene, QObject *parent = nullptr);
    ~TileLayer() override;

    void setPaper(const BoardPaper &paper);
    [[nodiscard]] const BoardPaper &paper() const { return m_paper; }
    // device: what is looked at, in device pixels of the board at this scale (device pixels per board unit).
    void setView(double scale, double pixelRatio, const QRect &device);
    // All that the squares of this view show, in board units: somewhat more than what is looked at.
    [[nodiscard]] QRectF covered() const;
    // While a zoom is under way no tile is made for scales that are left at once, but for one now and then, so that
    // what stands in is never much coarser or smaller than the view for long (V46).
    void setZooming(bool zooming);
    // Off: paint() makes what is missing itself. For pictures that must be complete.
    void setBackground(bool on) { m_background = on; }
    [[nodiscard]] bool isInBackground() const { return m_background; }
    [[nodiscard]] bool isSettled() const; // all that is looked at is exact

    // Paints what the device rectangle shows; the painter's unit is a device pixel, its origin the board's.
    void paint(QPainter &painter, const QRect &device);

    void clear();    // nothing that was painted is of use
    void spoilAll(); // everything may be another; what was painted stands in until there is better
    void spoil(const std::vector<SceneChange> &changes); // the same, where these were and are
    void paintOnTop(const Figure &figure);               // added, above all it meets
    void repaint(std::span<const FigurePtr> figures);    // what is where they are, or were, may be another
    void repaint(const FigurePtr &figure) { repaint({&figure, 1}); }
    [[nodiscard]] qsizetype bytes() const { return m_cache.bytes(); }
    // What is wrong with the invariant, if anything; and how many bytes were compared.
    [[nodiscard]] QString verify(qint64 *compared);

signals:
    void arrived(const QRect &device); // at the scale of the view

private:
    struct View {
        double scale = 0; // device pixels per board unit; 0: there is none
        QRect device;     // what is looked at
    };
    [[nodiscard]] TileJob jobFor(const TileKey &key, quint32 revision) const;
    [[nodiscard]] std::vector<FigurePtr> collect(const QRect &device, double scale) const;
    [[nodiscard]] static PixelField fieldOf(Tile &tile, const TileKey &key);
    void repaintBlocks(Tile &tile, const TileKey &key, std::span<const FigurePtr> figures);
    void makeRoom();
    void paintFallback(QPainter &painter, const QRegion &missing);
    void paintLevel(QPainter &painter, const QRect &area, double scale);
    [[nodiscard]] bool isWhole(const View &view);
    void leaveLevel();
    [[nodiscard]] bool isFineAsView(const View &view) const;
    [[nodiscard]] bool isNear() const;
    const Tile &made(const TileKey &key); // at once, if need be
    void aim();
    void wish();
    void pump();
    void take(const TileKey &key, quint32 revision, const QImage &image);
    template <class Meets, class Change> bool changeWhere(Meets meets, Change change);
    void spoil(Tile &tile);

    const BoardScene &m_scene;
    BoardPaper m_paper;
    TileCache m_cache;
    TileRenderer m_renderer;
    RasterCanvas m_canvas;
    std::vector<TileKey> m_wishes; // the most wanted last
    View m_view{1, {}};
    double m_pixelRatio = 1;
    // What stands in for missing tiles: a view of which all was there, and, above it, a later one of which a part was.
    View m_whole;
    View m_part;
    View m_aim; // while a zoom is under way: what is made to stand in next
    quint64 m_turn = 0;
    quint32 m_useless = 0; // pictures of this revision and older ones are of another ground or size
    bool m_zooming = false;
    bool m_background = true;
    bool m_levelShown = false; // an exact tile of this scale has been painted
};

} // namespace coterie::ui
