// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/boardexport.h"

#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/exchange/decimals.h"
#include "app/ui/board/exchange/inkoutline.h"
#include "app/ui/board/exchange/pdfwriter.h"
#include "app/ui/board/exchange/pngwriter.h"
#include "app/ui/board/exchange/svgcanvas.h"
#include "app/ui/board/picturedecoder.h"
#include "app/ui/board/readingorder.h"
#include "shared/board/boardends.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr int stripRows = 256;
constexpr double leastGridStep = 4;  // pixels between two dots
constexpr size_t figuresAtOnce = 64; // between two questions whether to go on

using Progress = std::function<bool(double)>;

// The progress of a part of the work, as that of all of it.
Progress shareOf(const Progress &progress, double from, double to)
{
    return [&progress, from, to](double part) { return !progress || progress(from + part * (to - from)); };
}

struct ExportWords {
    Q_DECLARE_TR_FUNCTIONS(BoardExport)
};

QString cannotWrite(const QIODevice &out)
{
    return ExportWords::tr("The file could not be written: %1. The board is unchanged; choose another place.")
        .arg(out.errorString());
}

class Exporter
{
public:
    Exporter(const ExportSource &source, const ExportOptions &options)
        : m_source(source)
        , m_options(options)
    {
        m_paper.ground = options.ground | 0xff000000;
        m_paper.dot = options.dot;
        m_paper.grid = options.grid;
        m_scene.setPictures(source.picture);
        m_scene.reset(source.objects);
        m_pages = source.pages;
        if (m_pages.isEmpty() && !m_scene.extent().isNull()) {
            const QRectF extent = m_scene.extent();
            m_pages = {
                QRectF(QPointF(std::floor(extent.left() - exportMargin), std::floor(extent.top() - exportMargin)),
                       QPointF(std::ceil(extent.right() + exportMargin), std::ceil(extent.bottom() + exportMargin)))};
        }
    }

    [[nodiscard]] const QList<QRectF> &pages() const { return m_pages; }
    // The frames of one picture stand beside each other as they do on the board.
    [[nodiscard]] QRectF whole() const
    {
        QRectF all;
        for (const QRectF &page : m_pages)
            all |= page;
        return all;
    }

    [[nodiscard]] QString png(QIODevice &out, const Progress &progress)
    {
        const double scale = m_options.mostSide > 0 ? scaleWithin(m_options.mostSide) : m_options.scale;
        const QRect device = deviceOf(whole(), scale);
        if (device.isEmpty() || device.width() > mostExportSide || device.height() > mostExportSide)
            return ExportWords::tr(
                "The picture would have more than 65,000 pixels a side. Choose a smaller scale, or export as "
                "SVG or PDF, which have no such limit.");
        PngWriter writer(out, device.size(), m_options.transparent, 96 * scale);
        QImage strip(device.width(), std::min(stripRows, device.height()), QImage::Format_ARGB32_Premultiplied);
        for (int y = 0; y < device.height(); y += stripRows) {
            const QRect part(device.left(), device.top() + y, device.width(), std::min(stripRows, device.height() - y));
            paint(strip, part, scale);
            for (int row = 0; row < part.height(); ++row)
                if (!writer.addRow(reinterpret_cast<const quint32 *>(strip.constScanLine(row))))
                    return cannotWrite(out);
            if (progress && !progress(double(y + part.height()) / device.height()))
                return exportStopped();
        }
        return writer.finish() ? QString() : cannotWrite(out);
    }

    [[nodiscard]] ExportPreview preview(int mostSide)
    {
        const QRectF area = whole();
        const double scale = scaleWithin(mostSide);
        const QRect device = deviceOf(area, scale);
        if (device.isEmpty())
            return {};
        QImage image(device.size(), QImage::Format_ARGB32_Premultiplied);
        paint(image, device, scale);
        return {image, area.size(), m_pages.size()};
    }

    [[nodiscard]] QString svg(QIODevice &out, const Progress &progress, bool &opensAgain)
    {
        const Progress drawing = shareOf(progress, 0, 0.6);
        const QRectF area = whole();
        SvgCanvas canvas(m_source.bytes);
        // What the pages show together, cut at their edges: what lies in two that overlap is there once.
        QByteArray clips = "<clipPath id=\"c0\">";
        for (const QRectF &page : m_pages)
            clips += rect(page, {});
        clips += "</clipPath>\n";
        const std::vector<FigurePtr> figures = m_scene.collect(area);
        for (size_t i = 0; i < figures.size(); ++i) {
            if (i % figuresAtOnce == 0 && !drawing(double(i) / double(figures.size())))
                return exportStopped();
            if (std::any_of(m_pages.cbegin(), m_pages.cend(),
                            [&](const QRectF &page) { return page.intersects(figures[i]->box); }))
                figures[i]->paint(canvas, m_paper);
        }
        const QByteArray body = "<g clip-path=\"url(#c0)\">\n" + canvas.body() + "</g>\n";
        QByteArray all = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
                         "xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"";
        appendNumber(all, area.width());
        all += "\" height=\"";
        appendNumber(all, area.height());
        all += "\" viewBox=\"";
        for (const double v : {area.x(), area.y(), area.width(), area.height()}) {
            appendNumber(all, v);
            all += ' ';
        }
        all.chop(1);
        all += "\">\n";
        if (const QByteArray title = xmlText(m_source.name); !title.isEmpty())
            all += "<title>" + title + "</title>\n";
        if (m_options.embed) {
            const QByteArray board =
                boardToJson(m_source.name, m_source.objects, m_source.bytes, shareOf(progress, 0.6, 0.9));
            if (board.isNull())
                return exportStopped();
            opensAgain = board.size() <= m_options.mostReadable;
            if (opensAgain)
                all += "<metadata id=\"coterie-board\">" + deflated(board).toBase64() + "</metadata>\n";
            opensAgain &= all.size() <= m_options.mostReadable; // all that is read of it (V30)
        }
        all += "<defs>\n" + clips + canvas.definitions() + gridPattern() + "</defs>\n";
        for (const QRectF &page : m_pages) {
            if (!m_options.transparent)
                all += rect(page, " fill=\"" + color(m_options.ground) + '"') + '\n';
            if (m_options.grid)
                all += rect(page, " fill=\"url(#grid)\"") + '\n';
        }
        all += body + "</svg>\n";
        return out.write(all) == all.size() ? QString() : cannotWrite(out);
    }

    [[nodiscard]] QString pdf(QIODevice &out, const Progress &progress)
    {
        PdfWriter writer(m_source.bytes);
        const double share = 1.0 / double(m_pages.size());
        for (qsizetype at = 0; at < m_pages.size(); ++at) {
            const QRectF &page = m_pages.at(at);
            const Progress drawing = shareOf(progress, double(at) * share, double(at + 1) * share);
            writer.beginPage(page);
            QPainterPath ground;
            ground.addRect(page);
            writer.fill(ground, m_options.ground | 0xff000000);
            if (m_options.grid)
                writer.line(gridDots(page), 2, m_options.dot);
            const std::vector<FigurePtr> figures = m_scene.collect(page);
            for (size_t i = 0; i < figures.size(); ++i) {
                if (i % figuresAtOnce == 0 && !drawing(double(i) / double(figures.size())))
                    return exportStopped();
                figures[i]->paint(writer, m_paper);
            }
            writer.endPage();
        }
        return writer.write(out, m_source.name) ? QString() : cannotWrite(out);
    }

private:
    [[nodiscard]] double scaleWithin(int mostSide) const
    {
        const QRectF area = whole();
        return std::min(m_options.scale, mostSide / std::max({area.width(), area.height(), 1.0}));
    }
    [[nodiscard]] static QRect deviceOf(const QRectF &area, double scale)
    {
        const QRectF device(area.topLeft() * scale, area.size() * scale);
        if (device.width() > 1e6 || device.height() > 1e6)
            return {0, 0, 1'000'000, 1'000'000};
        return device.toAlignedRect();
    }

    // One strip: its pages on their ground, nothing between them.
    void paint(QImage &image, const QRect &part, double scale)
    {
        image.fill(m_options.transparent ? QColor(Qt::transparent) : QColor::fromRgb(m_options.ground));
        const PixelField field{reinterpret_cast<quint32 *>(image.bits()), image.bytesPerLine() / 4,
                               QSize(part.width(), part.height()), part.topLeft()};
        BoardPaper paper = m_paper;
        if (m_options.transparent)
            paper.ground = 0;
        // What is smaller than it will be has dots too pale to be seen, and as many as the board is large.
        paper.grid &= boardGridStep * scale >= leastGridStep;
        for (const QRectF &page : m_pages) {
            const QRect clip = QRectF(page.topLeft() * scale, page.size() * scale).toAlignedRect() & part;
            if (clip.isEmpty())
                continue;
            const QRect reach = clip.adjusted(-2, -2, 2, 2);
            renderBoard(
                m_canvas, field, {&clip, 1},
                m_scene.collect({reach.x() / scale, reach.y() / scale, reach.width() / scale, reach.height() / scale}),
                paper, scale, scale);
        }
    }

    [[nodiscard]] static QByteArray color(quint32 argb)
    {
        return '#' + QByteArray::number(argb & 0xffffff, 16).rightJustified(6, '0');
    }
    [[nodiscard]] static QByteArray rect(const QRectF &r, const QByteArray &more)
    {
        QByteArray out = "<rect x=\"";
        appendNumber(out, r.x());
        out += "\" y=\"";
        appendNumber(out, r.y());
        out += "\" width=\"";
        appendNumber(out, r.width());
        out += "\" height=\"";
        appendNumber(out, r.height());
        return out + '"' + more + "/>";
    }
    [[nodiscard]] QByteArray gridPattern() const
    {
        if (!m_options.grid)
            return {};
        return "<pattern id=\"grid\" width=\"20\" height=\"20\" x=\"-10\" y=\"-10\" patternUnits=\"userSpaceOnUse\">"
               "<circle cx=\"10\" cy=\"10\" r=\"1\" fill=\"" +
               color(m_options.dot) + "\"/></pattern>\n";
    }
    [[nodiscard]] static QPainterPath gridDots(const QRectF &page)
    {
        QPainterPath dots;
        double step = boardGridStep;
        while ((page.width() / step) * (page.height() / step) > 40'000)
            step *= 2;
        for (double y = std::ceil(page.top() / step) * step; y <= page.bottom(); y += step)
            for (double x = std::ceil(page.left() / step) * step; x <= page.right(); x += step)
                addDot(dots, {x, y});
        return dots;
    }
    const ExportSource &m_source;
    const ExportOptions m_options;
    BoardPaper m_paper;
    BoardScene m_scene;
    RasterCanvas m_canvas;
    QList<QRectF> m_pages;
};

// What is in the frame, whole. The page of a frame that is turned cannot but show what lies beside it, and its title
// there is not cut in two.
QRectF pageOf(const BoardObject &frame)
{
    const bool turned = std::fmod(frame.rotation, 360) != 0;
    const QRectF box = frame.frame();
    return boundsOf(
        turnedRect(turned && !frame.text.isEmpty() ? box | frameTitle(frame) : box, frame.rotation, box.center()));
}

// Whether anything of it is to be seen on one of these: its label and title too, and words that leave its box, which
// are laid out only where nothing else is there.
bool reachesAny(const QList<QRectF> &pages, const BoardObject &object)
{
    const auto meets = [&pages](const QRectF &box) {
        return std::any_of(pages.begin(), pages.end(), [&](const QRectF &page) { return page.intersects(box); });
    };
    const double more = std::max(8.0, 4 * object.width); // heads and round ends
    if (meets(boundsOf(turnedRect(object.frame(), object.rotation, object.frame().center()))
                  .normalized()
                  .adjusted(-more, -more, more, more)))
        return true;
    const FigurePtr written = object.text.isEmpty() ? FigurePtr() : figureOf(object, {});
    return written && meets(written->box);
}

// Of a board what belongs to these frames: they, what is in them, and whatever reaches into their pages, with the
// groups that hold it. Who is given a frame gets nothing of the rest of the board. A line that is bound to something
// that stays behind ends where it ends.
QList<BoardObject> partOf(const QList<BoardObject> &board, const QSet<ObjectId> &frames, const QList<QRectF> &pages)
{
    QHash<ObjectId, const BoardObject *> all;
    for (const BoardObject &object : board)
        all.insert(object.id, &object);
    const auto routed = [&all](BoardObject object) {
        if (!isBoardLine(object.kind))
            return object;
        auto [first, second] = boardLineEnds(object);
        for (const auto &[anchor, end] : {std::pair{object.start, &first}, std::pair{object.end, &second}})
            if (const BoardObject *target = anchor ? all.value(anchor->object) : nullptr)
                *end = boardAnchorPoint(*target, *anchor);
        setBoardLineEnds(object, first, second);
        return object;
    };
    const auto isInFrame = [&](const BoardObject *object) {
        for (int depth = 0; object && depth <= maxBoardNesting; ++depth) {
            if (frames.contains(object->id))
                return true;
            object = object->parent ? all.value(*object->parent) : nullptr;
        }
        return false;
    };
    QSet<ObjectId> taken;
    for (const BoardObject &object : board) {
        if (!isInFrame(&object) && (object.kind == BoardKind::Group || !reachesAny(pages, routed(object))))
            continue;
        const BoardObject *holder = &object;
        for (int depth = 0; holder && depth <= maxBoardNesting; ++depth) {
            if (holder == &object || holder->kind == BoardKind::Group)
                taken.insert(holder->id);
            holder = holder->parent ? all.value(*holder->parent) : nullptr;
        }
    }
    QList<BoardObject> part;
    for (const BoardObject &object : board) {
        if (!taken.contains(object.id))
            continue;
        BoardObject kept = object;
        const bool isLoose =
            (kept.start && !taken.contains(kept.start->object)) || (kept.end && !taken.contains(kept.end->object));
        if (isLoose)
            kept = routed(kept);
        for (std::optional<BoardAnchor> *anchor : {&kept.start, &kept.end})
            if (*anchor && !taken.contains((*anchor)->object))
                anchor->reset();
        if (kept.parent && !taken.contains(*kept.parent))
            kept.parent.reset();
        part.append(kept);
    }
    return part;
}

} // namespace

qsizetype countOf(const QList<BoardObject> &objects)
{
    return std::count_if(objects.cbegin(), objects.cend(),
                         [](const BoardObject &object) { return object.kind != BoardKind::Group; });
}

ExportSource exportSource(const QList<BoardObject> &board, ExportWhat what, const QList<ObjectId> &chosen)
{
    ExportSource source;
    if (what == ExportWhat::Board) {
        source.objects = board;
        return source;
    }
    if (what == ExportWhat::Frames) {
        const QSet<ObjectId> wanted(chosen.begin(), chosen.end());
        QHash<ObjectId, QRectF> frames;
        QList<std::pair<ObjectId, QRectF>> boxes;
        for (const BoardObject &object : board)
            if (object.kind == BoardKind::Frame && (wanted.isEmpty() || wanted.contains(object.id))) {
                frames.insert(object.id, pageOf(object));
                boxes.append({object.id, object.box()});
            }
        QList<QRectF> pages; // in the order in which they are presented
        for (const ObjectId &id : inReadingOrder(boxes))
            pages.append(frames.value(id));
        source.objects = partOf(board, QSet<ObjectId>(frames.keyBegin(), frames.keyEnd()), pages);
        source.pages = pages;
        return source;
    }
    // Parents come before what is in them.
    QSet<ObjectId> taken(chosen.begin(), chosen.end());
    for (const BoardObject &object : board)
        if (taken.contains(object.id) || (object.parent && taken.contains(*object.parent))) {
            taken.insert(object.id);
            source.objects.append(object);
        }
    return source;
}

namespace {

QString written(const ExportSource &source, const ExportOptions &options, QIODevice &out, const Progress &progress,
                bool &opensAgain)
{
    if (options.format == ExportFormat::Json) {
        const QByteArray json = boardToJson(source.name, source.objects, source.bytes, progress);
        if (json.isNull())
            return exportStopped();
        opensAgain = json.size() <= options.mostReadable;
        return out.write(json) == json.size() ? QString() : cannotWrite(out);
    }
    Exporter exporter(source, options);
    if (exporter.pages().isEmpty())
        return ExportWords::tr("There is nothing to export. Draw something, or choose the whole board.");
    switch (options.format) {
    case ExportFormat::Png:
        return exporter.png(out, progress);
    case ExportFormat::Svg:
        return exporter.svg(out, progress, opensAgain);
    default:
        return exporter.pdf(out, progress);
    }
}

} // namespace

QString exportBoard(const ExportSource &source, const ExportOptions &options, QIODevice &out,
                    const std::function<bool(double)> &progress, bool *opensAgain)
{
    bool opens = true;
    const QString wrong = written(source, options, out, progress, opens);
    if (opensAgain)
        *opensAgain = opens;
    // Some of it cannot be interrupted: who has said so meanwhile is heard now.
    return wrong.isEmpty() && progress && !progress(1) ? exportStopped() : wrong;
}

QString exportStopped()
{
    return ExportWords::tr("Stopped. Nothing was kept of the export.");
}

ExportPreview exportPreview(const ExportSource &source, const ExportOptions &options, int mostSide)
{
    return Exporter(source, options).preview(mostSide);
}

QSet<QByteArray> assetsOf(const QList<BoardObject> &objects)
{
    QSet<QByteArray> assets;
    for (const BoardObject &object : objects)
        if (!object.asset.isEmpty())
            assets.insert(object.asset);
    return assets;
}

int setStoredPictures(ExportSource &source, const QHash<QByteArray, QByteArray> &stored)
{
    const QSet<QByteArray> shown = assetsOf(source.objects);
    source.bytes = [stored](const QByteArray &asset) { return stored.value(asset); };
    struct Decoded {
        QHash<QByteArray, PictureState> pictures;
        int side = 0; // of each at most; found when the first is asked for
    };
    const auto decoded = std::make_shared<Decoded>();
    source.picture = [stored, decoded, shown](const QByteArray &asset) {
        if (const auto at = decoded->pictures.constFind(asset); at != decoded->pictures.constEnd())
            return *at;
        if (decoded->side == 0) {
            QList<QSize> sizes;
            for (const QByteArray &one : shown)
                sizes.append(storedSize(stored.value(one)));
            decoded->side = pictureSideFor(sizes);
        }
        return *decoded->pictures.insert(asset, decodedPicture(stored.value(asset), asset, decoded->side));
    };
    return int(std::count_if(shown.begin(), shown.end(), [&](const QByteArray &one) { return !stored.contains(one); }));
}

QString exportSuffix(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Png:
        return QStringLiteral("png");
    case ExportFormat::Svg:
        return QStringLiteral("svg");
    case ExportFormat::Pdf:
        return QStringLiteral("pdf");
    case ExportFormat::Json:
        return QStringLiteral("json");
    }
    return {};
}

} // namespace coterie::ui
