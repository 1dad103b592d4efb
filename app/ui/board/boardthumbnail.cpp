// SPDX-License-Identifier: MIT
#include "app/ui/board/boardthumbnail.h"

#include "app/session/boardassets.h"
#include "app/session/boardcontroller.h"
#include "app/session/roomboards.h"
#include "app/ui/board/boardscene.h"
#include "app/ui/board/rastercanvas.h"
#include "app/ui/shell/background.h"
#include "shared/board/boardends.h"

#include <QPixmapCache>

#include <algorithm>
#include <utility>

namespace coterie::ui {

namespace {

constexpr double thumbnailMargin = 0.06;      // of the picture, on each side
constexpr int watchRestMs = 1000;             // between two pictures of a board on which somebody draws
constexpr int mostAtOnce = 2'000;             // objects of a board that is painted while the window waits,
constexpr qsizetype mostInkAtOnce = 512'000;  // and bytes of their strokes: as many of usual length
constexpr int mostThumbnailPictureSide = 192; // pixels that a board's picture is decoded to: a thumbnail is as wide

[[nodiscard]] bool isLarge(const QList<BoardObject> &objects)
{
    qsizetype ink = 0;
    for (const BoardObject &object : objects)
        ink += object.points.size();
    return objects.size() > mostAtOnce || ink > mostInkAtOnce;
}

} // namespace

// A thumbnail that is to be painted again where pictures lie: the board as it was, so that what comes is a small thing.
struct BoardThumbnails::Unfinished {
    QString key;
    BoardPaper paper;
    double pixelRatio = 1;
    BoardScene scene;
    QSet<QByteArray> missing;
    QImage image;
    QPoint origin; // device pixels of the board
    double scale = 1;

    Unfinished(const QString &boardKey, const BoardPaper &boardPaper, const QSize &pixels, double ratio)
        : key(boardKey)
        , paper(boardPaper)
        , pixelRatio(ratio)
        , image(pixels, QImage::Format_RGB32)
    {
        paper.grid = false; // dots of this size would be noise
    }

    void begin(const QList<BoardObject> &objects)
    {
        scene.reset(objects);
        place();
        paint({origin, image.size()});
    }

    void place()
    {
        const QRectF extent = scene.extent();
        const double inner = 1 - 2 * thumbnailMargin;
        scale = extent.isEmpty() ? 1
                                 : std::min({image.width() * inner / extent.width(),
                                             image.height() * inner / extent.height(), pixelRatio});
        const QPointF middle = extent.center() * scale;
        origin = {qRound(middle.x() - image.width() / 2.0), qRound(middle.y() - image.height() / 2.0)};
    }

    void paint(const QRect &clip)
    {
        const PixelField field{reinterpret_cast<quint32 *>(image.bits()), image.bytesPerLine() / 4, image.size(),
                               origin};
        const QRect part = clip & field.rect();
        if (part.isEmpty())
            return;
        RasterCanvas canvas;
        renderBoard(canvas, field, {&part, 1},
                    scene.collect({QPointF(part.topLeft()) / scale, QSizeF(part.size()) / scale}), paper, scale,
                    pixelRatio);
    }

    [[nodiscard]] QPixmap pixmap() const
    {
        QPixmap done = QPixmap::fromImage(image);
        done.setDevicePixelRatio(pixelRatio);
        return done;
    }
};

BoardThumbnails::BoardThumbnails(QObject *parent)
    : QObject(parent)
    , m_pictures(nullptr, mostThumbnailPictureSide)
{
    connect(&m_pictures, &BoardPictures::changed, this, &BoardThumbnails::pictureChanged);
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &BoardThumbnails::tellChanged);
}

BoardThumbnails::~BoardThumbnails() = default;

QPixmap BoardThumbnails::of(const BoardController &board, const QSize &pixels, double pixelRatio,
                            const BoardPaper &paper)
{
    watch(board);
    const bool isHere = board.isLoaded() || board.doc().visibleCount() > 0 ||
                        (board.boards() && board.boards()->isOnlyHere(board.board()));
    if (!isHere || pixels.isEmpty()) {
        m_absent.insert(board.board());
        return {};
    }
    m_absent.remove(board.board());
    const QString key = QStringLiteral("board/%1/%2/%3x%4/%5")
                            .arg(board.board().toString())
                            .arg(board.doc().viewHash(), 0, 16)
                            .arg(pixels.width())
                            .arg(pixels.height())
                            .arg(paper.ground, 0, 16);
    QPixmap kept;
    if (QPixmapCache::find(key, &kept))
        return kept;
    if (const auto known = m_unfinished.find(board.board()); known != m_unfinished.end() && known->second->key == key)
        return known->second->pixmap();
    if (board.assets() != m_assets) {
        forgetPictures();
        m_assets = board.assets();
        m_pictures.reset(m_assets);
    }
    if (auto painted = largeSoFar(board.board(), key))
        return *painted;
    const QList<BoardObject> objects = routedBoardObjects(board.doc());
    if (isLarge(objects))
        return ofLarge(board.board(), objects, std::make_shared<Unfinished>(key, paper, pixels, pixelRatio));
    auto made = std::make_unique<Unfinished>(key, paper, pixels, pixelRatio);
    made->scene.setPictures([this, missing = &made->missing](const QByteArray &asset) {
        PictureState state = m_pictures.state(asset);
        if (!state.picture && !asset.isEmpty() && m_assets)
            missing->insert(asset);
        else
            missing->remove(asset);
        return state;
    });
    made->begin(objects);
    const QPixmap done = made->pixmap();
    if (made->missing.isEmpty()) {
        m_unfinished.erase(board.board());
        QPixmapCache::insert(key, done);
    } else {
        m_unfinished[board.board()] = std::move(made);
    }
    return done;
}

std::optional<QPixmap> BoardThumbnails::largeSoFar(const BoardId &id, const QString &key)
{
    const auto at = m_large.find(id);
    if (at == m_large.end())
        return {};
    const Large &large = at->second;
    if (large.key == key || large.isBeingMade) // changed() follows, and whoever asks then gets the next one
        return large.pixmap;
    if (!large.since.isValid() || large.since.hasExpired(watchRestMs))
        return {};
    boardChanged(id);
    return large.pixmap;
}

// A board of much is painted in the background, as it was last meanwhile, and again as a whole when a picture of it has
// come.
QPixmap BoardThumbnails::ofLarge(const BoardId &id, const QList<BoardObject> &objects, std::shared_ptr<Unfinished> made)
{
    Large &large = m_large[id];
    large.isBeingMade = true;
    large.missing.clear();
    QHash<QByteArray, PictureState> pictures;
    for (const BoardObject &object : objects) {
        if (object.asset.isEmpty() || pictures.contains(object.asset))
            continue;
        const PictureState state = m_pictures.state(object.asset);
        pictures.insert(object.asset, state);
        if (!state.picture)
            large.missing.insert(object.asset);
    }
    made->scene.setPictures([pictures](const QByteArray &asset) { return pictures.value(asset); });
    inBackground(
        this,
        [made, objects] {
            made->begin(objects);
            return made;
        },
        [this, id](const std::shared_ptr<Unfinished> &done) {
            const auto at = m_large.find(id);
            if (at == m_large.end())
                return; // nobody looks any more
            Large &one = at->second;
            one.isBeingMade = false;
            one.since.start();
            one.pixmap = done->pixmap();
            if (!std::exchange(one.isStale, false)) {
                one.key = done->key;
                if (one.missing.isEmpty())
                    QPixmapCache::insert(one.key, one.pixmap);
            }
            emit changed(id);
        });
    return large.pixmap;
}

void BoardThumbnails::pictureChanged(const QByteArray &asset)
{
    const PictureState state = m_pictures.state(asset);
    if (!state.picture && !state.failed)
        return; // it only came nearer, which nobody could see here
    QList<BoardId> told;
    for (auto at = m_unfinished.begin(); at != m_unfinished.end();) {
        Unfinished &one = *at->second;
        if (!one.missing.contains(asset)) {
            ++at;
            continue;
        }
        for (const SceneChange &change : one.scene.pictureChanged(asset)) {
            const QRectF box = change.after->box | (change.before ? change.before->box : QRectF());
            one.paint(QRectF(box.topLeft() * one.scale, box.size() * one.scale).toAlignedRect().adjusted(-1, -1, 1, 1));
        }
        told.append(at->first);
        if (!one.missing.isEmpty()) {
            ++at;
            continue;
        }
        QPixmapCache::insert(one.key, one.pixmap());
        at = m_unfinished.erase(at);
    }
    bool isAwaited = !m_unfinished.empty();
    for (auto &[board, large] : m_large) {
        if (large.missing.remove(asset)) {
            large.isStale = large.isBeingMade; // without this picture
            large.key.clear();
            boardChanged(board);
        }
        isAwaited |= large.key.isEmpty() || !large.missing.isEmpty();
    }
    if (!isAwaited)
        m_pictures.reset(m_assets); // no one needs them any more
    for (const BoardId &board : told)
        emit changed(board);
}

void BoardThumbnails::watch(const BoardController &board)
{
    if (m_watched.contains(&board))
        return;
    m_watched.insert(&board);
    const auto told = [this, id = board.board()] { boardChanged(id); };
    connect(&board, &BoardController::changed, this, told);
    connect(&board, &BoardController::reset, this, told);
    connect(&board, &BoardController::stateChanged, this, told);
    connect(&board, &QObject::destroyed, this, [this](const QObject *gone) { m_watched.remove(gone); });
}

// A board that comes is seen at once.
void BoardThumbnails::boardChanged(const BoardId &board)
{
    m_changed.insert(board);
    const int wait = m_absent.contains(board) ? 0 : watchRestMs;
    if (!m_rest.isActive() || m_rest.remainingTime() > wait)
        m_rest.start(wait);
}

void BoardThumbnails::tellChanged()
{
    for (const BoardId &board : std::exchange(m_changed, {}))
        emit changed(board);
}

void BoardThumbnails::release()
{
    for (const QObject *board : std::exchange(m_watched, {}))
        disconnect(board, nullptr, this, nullptr);
    m_rest.stop();
    m_changed.clear();
    m_absent.clear();
    forgetPictures();
}

void BoardThumbnails::forgetPictures()
{
    m_unfinished.clear();
    m_large.clear();
    m_pictures.reset(m_assets);
}

} // namespace coterie::ui
