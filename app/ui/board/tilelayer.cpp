// SPDX-License-Identifier: MIT
#include "app/ui/board/tilelayer.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace coterie::ui {
namespace {

constexpr int jobsAtOnce = 2;        // one is painted while the next one waits
constexpr double farScale = 1.5;     // a view that is scaled by more is coarse, or covers less than half of the room
constexpr double leastCovered = 0.4; // of the view, by what stands in
constexpr int inlineStrokes = 250;   // painted at once where something was erased; more are for the background

int tileAt(int device)
{
    return int(std::floor(double(device) / tileExtent));
}

// What pixels there are made of: a little more than what lies in them, as bounds() rounds. Board units.
QRectF reachOf(const QRect &device, double scale)
{
    const QRectF reach = device.adjusted(-2, -2, 2, 2);
    return {reach.topLeft() / scale, reach.size() / scale};
}

template <class Visit> void eachTile(const QRect &device, double scale, Visit visit)
{
    for (int y = tileAt(device.top()); y <= tileAt(device.bottom()); ++y)
        for (int x = tileAt(device.left()); x <= tileAt(device.right()); ++x)
            visit(TileKey{scale, x, y});
}

qsizetype tilesIn(const QRect &device)
{
    return qsizetype(tileAt(device.right()) - tileAt(device.left()) + 1) *
           (tileAt(device.bottom()) - tileAt(device.top()) + 1);
}

// The blocks, those that lie side by side as one: what is painted in them is prepared once for each.
std::vector<QRect> joined(const std::vector<QRect> &blocks)
{
    std::vector<QRect> wide;
    for (const QRect &block : blocks) {
        QRect *const last = wide.empty() ? nullptr : &wide.back();
        if (last && last->top() == block.top() && last->bottom() == block.bottom() && last->right() + 1 == block.left())
            last->setRight(block.right());
        else
            wide.push_back(block);
    }
    std::vector<QRect> tall;
    for (const QRect &row : wide) {
        const auto above = std::find_if(tall.begin(), tall.end(), [&](const QRect &r) {
            return r.left() == row.left() && r.right() == row.right() && r.bottom() + 1 == row.top();
        });
        if (above != tall.end())
            above->setBottom(row.bottom());
        else
            tall.push_back(row);
    }
    return tall;
}

} // namespace

TileLayer::TileLayer(const BoardScene &scene, QObject *parent)
    : QObject(parent)
    , m_scene(scene)
{
    connect(&m_renderer, &TileRenderer::finished, this, &TileLayer::take);
}

TileLayer::~TileLayer() = default;

void TileLayer::setPaper(const BoardPaper &paper)
{
    if (paper == m_paper)
        return;
    m_paper = paper;
    clear();
}

void TileLayer::setView(double scale, double pixelRatio, const QRect &device)
{
    if (pixelRatio != m_pixelRatio) {
        m_pixelRatio = pixelRatio;
        clear();
    }
    if (scale != m_view.scale) {
        leaveLevel();
        m_view.scale = scale;
        m_levelShown = false;
    }
    m_view.device = device;
    wish();
}

bool TileLayer::isWhole(const View &view)
{
    bool whole = !view.device.isEmpty();
    eachTile(view.device, view.scale, [&](const TileKey &key) {
        const Tile *tile = m_cache.find(key);
        whole = whole && tile && !tile->image.isNull();
    });
    return whole;
}

void TileLayer::leaveLevel()
{
    if (!m_levelShown)
        return;
    if (isWhole(m_view)) {
        m_whole = m_view;
        m_part = {};
    } else if (m_view.scale != m_whole.scale) {
        m_part = m_view;
    }
}

bool TileLayer::isFineAsView(const View &view) const
{
    const double ratio = view.scale > 0 ? m_view.scale / view.scale : 0;
    return ratio > 1 / farScale && ratio < farScale;
}

// Whether what stands in is about as fine as the view, and there where most of the view is.
bool TileLayer::isNear() const
{
    if (!isFineAsView(m_whole))
        return false;
    const double ratio = m_view.scale / m_whole.scale;
    const QRectF whole(QPointF(m_whole.device.topLeft()) * ratio, QSizeF(m_whole.device.size()) * ratio);
    const QRectF seen = whole & QRectF(m_view.device);
    return seen.width() * seen.height() >= leastCovered * m_view.device.width() * m_view.device.height();
}

// At the view of this moment, when what stands in is of a scale that is too far away; until that is whole.
void TileLayer::aim()
{
    for (;;) {
        if (isNear() && isWhole(m_whole)) {
            m_aim = {};
            if (!isFineAsView(m_part)) // it would lie above that
                m_part = {};
            return;
        }
        if (m_aim.scale <= 0)
            m_aim = m_view;
        if (!isWhole(m_aim))
            return;
        m_whole = std::exchange(m_aim, {});
        m_part = {};
    }
}

QRectF TileLayer::covered() const
{
    const QRect squares(QPoint(tileAt(m_view.device.left()), tileAt(m_view.device.top())) * tileExtent,
                        QPoint(tileAt(m_view.device.right()) + 1, tileAt(m_view.device.bottom()) + 1) * tileExtent);
    return reachOf(squares, m_view.scale);
}

void TileLayer::setZooming(bool zooming)
{
    m_zooming = zooming;
    wish();
}

void TileLayer::clear()
{
    m_cache.clear();
    m_useless = m_cache.nextRevision();
    m_wishes.clear();
    m_levelShown = false;
    m_whole = m_part = m_aim = {};
    wish();
}

// Changes the tiles of this scale that meet it; those of others go. False when there was none.
template <class Meets, class Change> bool TileLayer::changeWhere(Meets meets, Change change)
{
    QList<TileKey> elsewhere;
    bool any = false;
    m_cache.each([&](const TileKey &key, Tile &tile) {
        if (!meets(key))
            return;
        any = true;
        if (key.scale == m_view.scale)
            change(key, tile);
        else
            elsewhere.append(key);
    });
    for (const TileKey &key : elsewhere)
        m_cache.remove(key);
    return any;
}

void TileLayer::spoilAll()
{
    changeWhere([](const TileKey &) { return true; }, [this](const TileKey &, Tile &tile) { spoil(tile); });
    wish();
}

void TileLayer::spoil(const std::vector<SceneChange> &changes)
{
    std::vector<QRectF> boxes;
    for (const SceneChange &change : changes)
        for (const FigurePtr &figure : {change.before, change.after})
            if (figure)
                boxes.push_back(figure->box);
    const auto meets = [&](const TileKey &key) {
        const QRectF area = reachOf(key.rect(), key.scale);
        return std::any_of(boxes.begin(), boxes.end(), [&](const QRectF &box) { return box.intersects(area); });
    };
    if (changeWhere(meets, [this](const TileKey &, Tile &tile) { spoil(tile); }))
        wish();
}

bool TileLayer::isSettled() const
{
    return m_wishes.empty() && m_renderer.running() == 0 && !m_zooming;
}

std::vector<FigurePtr> TileLayer::collect(const QRect &device, double scale) const
{
    return m_scene.collect(reachOf(device, scale));
}

TileJob TileLayer::jobFor(const TileKey &key, quint32 revision) const
{
    return {key, revision, m_pixelRatio, m_paper, collect(key.rect(), key.scale)};
}

// ---- painting

void TileLayer::paint(QPainter &painter, const QRect &device)
{
    ++m_turn;
    QRegion missing;
    eachTile(device, m_view.scale, [&](const TileKey &key) {
        const QRect part = key.rect() & device;
        const Tile *tile = m_background ? m_cache.find(key, m_turn) : &made(key);
        m_levelShown |= tile && tile->exact;
        if (!tile || tile->image.isNull())
            missing += part;
        else
            painter.drawImage(part.topLeft(), tile->image, part.translated(-key.rect().topLeft()));
    });
    if (!missing.isEmpty())
        paintFallback(painter, missing);
    makeRoom();
}

// All that is in sight stays, also when little of it is painted now; and what is made to stand in is of use only when
// it is whole.
void TileLayer::makeRoom()
{
    const qsizetype inSight = tilesIn(m_view.device);
    if (!m_cache.isFull(inSight))
        return;
    for (const View &view : {m_view, m_aim})
        if (view.scale > 0)
            eachTile(view.device, view.scale, [this](const TileKey &key) { (void)m_cache.find(key, m_turn); });
    m_cache.evict(m_turn, inSight);
}

const Tile &TileLayer::made(const TileKey &key)
{
    Tile &tile = m_cache.use(key, m_turn);
    if (!tile.exact) {
        tile.image = TileRenderer::render(m_canvas, jobFor(key, tile.revision));
        tile.exact = true;
    }
    return tile;
}

void TileLayer::paintFallback(QPainter &painter, const QRegion &missing)
{
    painter.save();
    painter.setClipRegion(missing, Qt::IntersectClip);
    const QRect all = missing.boundingRect();
    painter.fillRect(all, QColor::fromRgb(m_paper.ground));
    for (const View &view : {m_whole, m_part})
        if (view.scale > 0)
            paintLevel(painter, all, view.scale);
    painter.restore();
}

// The squares that there are, which are few; those of a near scale that a far view covers are very many.
void TileLayer::paintLevel(QPainter &painter, const QRect &area, double scale)
{
    const double ratio = m_view.scale / scale;
    m_cache.each([&](const TileKey &key, Tile &tile) {
        if (key.scale != scale || tile.image.isNull())
            return;
        const QRect r = key.rect();
        const QPoint corner(int(std::lround(r.left() * ratio)), int(std::lround(r.top() * ratio)));
        const QPoint end(int(std::lround((r.right() + 1) * ratio)), int(std::lround((r.bottom() + 1) * ratio)));
        const QRect here(corner, end - QPoint(1, 1));
        if (!here.intersects(area))
            return;
        tile.used = m_turn;
        painter.drawImage(here, tile.image);
    });
}

// ---- making what is missing

void TileLayer::wish()
{
    m_wishes.clear();
    if (!m_background || m_view.device.isEmpty())
        return;
    if (m_zooming)
        aim();
    else
        m_aim = {};
    const View wanted = m_zooming ? m_aim : m_view;
    if (wanted.scale <= 0)
        return;
    eachTile(wanted.device, wanted.scale, [&](const TileKey &key) {
        if (const Tile *tile = m_cache.find(key); !tile || !tile->exact)
            m_wishes.push_back(key);
    });
    const QPoint centre = wanted.device.center();
    // Near ones first; but while a board is being read they change all the time, and the others have their turn too.
    const auto rank = [&](const TileKey &key) {
        const Tile *tile = m_cache.find(key);
        return std::pair(tile ? std::max(0, tile->behind - 1) : 0, (key.rect().center() - centre).manhattanLength());
    };
    std::sort(m_wishes.begin(), m_wishes.end(), [&](const TileKey &x, const TileKey &y) { return rank(x) > rank(y); });
    pump();
}

void TileLayer::pump()
{
    const int most = m_zooming ? 1 : jobsAtOnce; // the view that comes in the end is not to wait for more
    while (!m_wishes.empty() && m_renderer.running() < most) {
        const TileKey key = m_wishes.back();
        m_wishes.pop_back();
        Tile &tile = m_cache.use(key, m_turn);
        if (tile.exact || tile.queued)
            continue;
        tile.queued = true;
        m_renderer.start(jobFor(key, tile.revision));
    }
}

void TileLayer::take(const TileKey &key, quint32 revision, const QImage &image)
{
    if (Tile *tile = m_cache.find(key)) {
        tile->queued = false;
        // A picture of how it was a moment ago is newer than what stood there, and stands in.
        if (!tile->exact && revision > m_useless) {
            tile->image = image;
            tile->exact = tile->revision == revision;
            tile->behind = tile->exact ? 0 : tile->behind + 1;
            if (key.scale == m_view.scale)
                emit arrived(key.rect());
        }
        if (key.scale == m_aim.scale && isWhole(m_aim)) {
            emit arrived(m_view.device);
            return wish();
        }
        if (!tile->exact)
            return wish();
    }
    pump();
}

// ---- keeping what is there right

PixelField TileLayer::fieldOf(Tile &tile, const TileKey &key)
{
    return {reinterpret_cast<quint32 *>(tile.image.bits()), tile.image.bytesPerLine() / 4, tile.image.size(),
            key.rect().topLeft()};
}

// The picture stays until there is a better one.
void TileLayer::spoil(Tile &tile)
{
    tile.exact = false;
    tile.revision = m_cache.nextRevision();
}

void TileLayer::paintOnTop(const Figure &figure)
{
    m_cache.each([&](const TileKey &key, Tile &tile) {
        const QRect area = RasterCanvas::bounds(figure.box, key.scale) & key.rect();
        if (area.isEmpty())
            return;
        if (!tile.exact)
            return spoil(tile);
        m_canvas.begin(fieldOf(tile, key), area, key.scale);
        m_canvas.paint(figure, m_paper);
    });
}

void TileLayer::repaint(std::span<const FigurePtr> figures)
{
    const auto meets = [&](const TileKey &key) {
        return std::any_of(figures.begin(), figures.end(), [&](const FigurePtr &figure) {
            return RasterCanvas::bounds(figure->box, key.scale).intersects(key.rect());
        });
    };
    changeWhere(meets, [&](const TileKey &key, Tile &tile) {
        if (tile.exact)
            repaintBlocks(tile, key, figures);
        else
            spoil(tile);
    });
    wish();
}

void TileLayer::repaintBlocks(Tile &tile, const TileKey &key, std::span<const FigurePtr> changed)
{
    QRect area;
    for (const FigurePtr &figure : changed)
        area |= RasterCanvas::bounds(figure->box, key.scale) & key.rect();
    const std::vector<QRect> blocks = m_canvas.touchedBlocks(changed, key.scale, area);
    if (blocks.empty())
        return;
    QRect all;
    for (const QRect &block : blocks)
        all |= block;
    const std::vector<FigurePtr> figures = collect(all, key.scale);
    qsizetype cost = 0;
    for (const FigurePtr &each : figures)
        cost += each->cost();
    if (m_background && cost * qsizetype(blocks.size()) > inlineStrokes)
        return spoil(tile);
    const PixelField field = fieldOf(tile, key);
    renderBoard(m_canvas, field, joined(blocks), figures, m_paper, key.scale, m_pixelRatio);
}

QString TileLayer::verify(qint64 *compared)
{
    QString wrong;
    m_cache.each([&](const TileKey &key, Tile &tile) {
        if (!tile.exact || !wrong.isEmpty())
            return;
        const QImage fresh = TileRenderer::render(m_canvas, jobFor(key, 0));
        *compared += fresh.sizeInBytes();
        if (fresh != tile.image)
            wrong = QStringLiteral("the tile %1, %2 at %3 differs from one painted anew")
                        .arg(key.x)
                        .arg(key.y)
                        .arg(key.scale);
    });
    return wrong;
}

} // namespace coterie::ui
