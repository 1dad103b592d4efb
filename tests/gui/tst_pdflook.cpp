// SPDX-License-Identifier: MIT
#include "app/ui/board/boardscene.h"
#include "app/ui/board/exchange/pdfwriter.h"
#include "tests/support/knownboard.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

// What a stranger's program paints of an exported PDF, held against the PNG of the same board.

using namespace coterie;
using namespace coterie::ui;
using test::Dice;
using test::KnownBoard;

namespace {

// What may differ because another rasteriser antialiases otherwise, and moves straight edges to whole pixels: about
// twice what was measured with poppler 22.12, or more. What is left out or looks otherwise differs by more, as the
// plants show.
constexpr double mostMean = 1.5;   // of 255, of a page
constexpr double mostBlock = 24;   // of 255, of each square of it
constexpr double mostWrong = 0.25; // of the ink of a place; 1 is all of it
constexpr double mostShade = 4;    // of 255, of an even colour

constexpr int blockSide = 32; // pixels
constexpr double leastInk = 20;

QByteArray exported(const ExportSource &source, ExportFormat format, bool grid = false)
{
    ExportOptions options;
    options.format = format;
    options.scale = 1;
    options.grid = grid;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const QString wrong = exportBoard(source, options, buffer);
    if (!wrong.isEmpty())
        qWarning("%s", qPrintable(wrong));
    return wrong.isEmpty() ? bytes : QByteArray();
}

// The board itself, or the part of it that a page shows.
QImage pngOf(const ExportSource &source, const QList<QRectF> &pages = {}, bool grid = false)
{
    ExportSource one = source;
    one.pages = pages;
    return QImage::fromData(exported(one, ExportFormat::Png, grid)).convertToFormat(QImage::Format_RGB32);
}

// What pdftotext finds written on the pages.
QString wordsOf(const QByteArray &pdf)
{
    QProcess reader;
    reader.start(QStringLiteral("pdftotext"),
                 {QStringLiteral("-enc"), QStringLiteral("UTF-8"), QStringLiteral("-"), QStringLiteral("-")});
    reader.write(pdf);
    reader.closeWriteChannel();
    if (!reader.waitForFinished(120'000) || reader.exitStatus() != QProcess::NormalExit || reader.exitCode() != 0)
        return {};
    return QString::fromUtf8(reader.readAllStandardOutput());
}

// The pages as pdftoppm paints them, a pixel for each board unit; none when it takes the file for broken.
QList<QImage> paintedPages(const QByteArray &pdf)
{
    const QTemporaryDir place;
    QFile file(place.filePath(QStringLiteral("board.pdf")));
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size())
        return {};
    file.close();
    QProcess painter;
    painter.start(QStringLiteral("pdftoppm"), {QStringLiteral("-r"), QStringLiteral("96"), QStringLiteral("-png"),
                                               file.fileName(), place.filePath(QStringLiteral("page"))});
    if (!painter.waitForFinished(120'000) || painter.exitStatus() != QProcess::NormalExit || painter.exitCode() != 0) {
        qWarning("pdftoppm: %s", painter.readAllStandardError().constData());
        return {};
    }
    const QByteArray said = painter.readAllStandardError();
    if (!said.isEmpty()) { // what it has to mend is no page of ours
        qWarning("pdftoppm: %s", said.constData());
        return {};
    }
    QList<QImage> pages;
    for (const QString &name : QDir(place.path()).entryList({QStringLiteral("page*.png")}, QDir::Files, QDir::Name))
        pages.append(QImage(place.filePath(name)).convertToFormat(QImage::Format_RGB32));
    return pages;
}

int apart(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b));
}

// The mean difference of the channels in a part of two pictures.
double differenceIn(const QImage &a, const QImage &b, const QRect &part)
{
    qint64 sum = 0;
    for (int y = part.top(); y <= part.bottom(); ++y) {
        const auto *p = reinterpret_cast<const QRgb *>(a.constScanLine(y));
        const auto *q = reinterpret_cast<const QRgb *>(b.constScanLine(y));
        for (int x = part.left(); x <= part.right(); ++x)
            if (p[x] != q[x])
                sum += apart(p[x], q[x]);
    }
    return double(sum) / 3 / part.width() / part.height();
}

double worstBlock(const QImage &a, const QImage &b)
{
    double worst = 0;
    for (int y = 0; y < a.height(); y += blockSide)
        for (int x = 0; x < a.width(); x += blockSide) {
            const QPoint at(std::min(x, a.width() - blockSide), std::min(y, a.height() - blockSide));
            worst = std::max(worst, differenceIn(a, b, {at, QSize(blockSide, blockSide)}));
        }
    return worst;
}

QRgb paperIn(const QImage &image, const QRect &part)
{
    QHash<QRgb, int> seen;
    std::pair<int, QRgb> most{0, 0};
    for (int y = part.top(); y <= part.bottom(); ++y)
        for (int x = part.left(); x <= part.right(); ++x)
            most = std::max(most, {++seen[image.pixel(x, y)], image.pixel(x, y)});
    return most.second;
}

// How much there is on the paper, in pixels that are as far from it as black from white.
double inkIn(const QImage &image, const QRect &part, QRgb paper)
{
    qint64 sum = 0;
    for (int y = part.top(); y <= part.bottom(); ++y)
        for (int x = part.left(); x <= part.right(); ++x)
            sum += apart(image.pixel(x, y), paper);
    return double(sum) / 3 / 255;
}

struct Verdict {
    QStringList wrong;
    int places = 0; // that were looked at
    double worstInk = 0;
    double worstShade = 0;
};

// The places of the board that are on a page.
Verdict judged(const KnownBoard &board, const QImage &png, const QImage &painted, const QRectF &page)
{
    Verdict verdict;
    if (png.isNull() || painted.size() != png.size())
        return {{QStringLiteral("the page's size")}};
    const double mean = differenceIn(png, painted, png.rect());
    const double worst = worstBlock(png, painted);
    if (mean >= mostMean || worst >= mostBlock)
        verdict.wrong.append(QStringLiteral("the page"));
    for (const KnownBoard::Inked &place : board.inked) {
        if (!page.contains(place.box))
            continue;
        ++verdict.places;
        const QRect part = place.box.translated(-page.topLeft()).toRect();
        const QRgb paper = paperIn(png, part);
        const double ink = inkIn(png, part, paper);
        const double other = inkIn(painted, part, paper);
        const double wrong = differenceIn(png, painted, part) * part.width() * part.height() / 255 / ink;
        verdict.worstInk = std::max(verdict.worstInk, wrong);
        if (!(ink > leastInk) || !(other > leastInk) || !(wrong < mostWrong))
            verdict.wrong.append(QString::fromLatin1(place.what));
    }
    for (const KnownBoard::Even &place : board.even) {
        const QRect part = QRectF(place.at - page.topLeft() - QPointF(3, 3), QSizeF(6, 6)).toRect();
        if (!png.rect().contains(part))
            continue;
        ++verdict.places;
        QImage meant(part.size(), QImage::Format_RGB32);
        meant.fill(place.color);
        for (const QImage &image : {png, painted}) {
            const double shade = differenceIn(image.copy(part), meant, meant.rect());
            verdict.worstShade = std::max(verdict.worstShade, shade);
            if (shade > mostShade)
                verdict.wrong.append(QString::fromLatin1(place.what));
        }
    }
    qInfo("page of %d x %d: mean difference %.2f of 255, %.1f of the worst block; of %d places %.2f of the ink and a "
          "shade of %.1f",
          png.width(), png.height(), mean, worst, verdict.places, verdict.worstInk, verdict.worstShade);
    return verdict;
}

// What a writer of PDFs could get wrong without any page, table or object of the file being amiss.
enum class Fault { None, NoInk, NoLines, NoFills, NoTexts, NoPictures, UpsideDown, NoGroups, SolidGroups };

class FaultyCanvas final : public BoardCanvas
{
public:
    FaultyCanvas(BoardCanvas &to, Fault fault)
        : m_to(to)
        , m_fault(fault)
    {
    }
    void ink(const InkStroke &stroke, quint32 argb) override
    {
        if (isHeard(Fault::NoInk))
            m_to.ink(stroke, argb);
    }
    void line(const QPainterPath &path, double width, quint32 argb) override
    {
        if (isHeard(Fault::NoLines))
            m_to.line(path, width, argb);
    }
    void fill(const QPainterPath &path, quint32 argb) override
    {
        if (isHeard(Fault::NoFills))
            m_to.fill(path, argb);
    }
    void text(const LaidText &block, const QTransform &toBoard, quint32 argb) override
    {
        if (isHeard(Fault::NoTexts))
            m_to.text(block, toBoard, argb);
    }
    void picture(const PicturePtr &picture, const QTransform &toBoard) override
    {
        if (isHeard(Fault::NoPictures))
            m_to.picture(picture, m_fault == Fault::UpsideDown ? QTransform(1, 0, 0, -1, 0, 1) * toBoard : toBoard);
    }
    void beginGroup(double opacity, const QRectF &box) override
    {
        m_inGroup = true;
        if (m_fault != Fault::SolidGroups && m_fault != Fault::NoGroups)
            m_to.beginGroup(opacity, box);
    }
    void endGroup() override
    {
        m_inGroup = false;
        if (m_fault != Fault::SolidGroups && m_fault != Fault::NoGroups)
            m_to.endGroup();
    }

private:
    [[nodiscard]] bool isHeard(Fault fault) const
    {
        return m_fault != fault && !(m_inGroup && m_fault == Fault::NoGroups);
    }
    BoardCanvas &m_to;
    const Fault m_fault;
    bool m_inGroup = false;
};

QRectF wholeOf(const ExportSource &source)
{
    BoardScene scene;
    scene.setPictures(source.picture);
    scene.reset(source.objects);
    const QRectF extent = scene.extent().adjusted(-exportMargin, -exportMargin, exportMargin, exportMargin);
    return {QPointF(std::floor(extent.left()), std::floor(extent.top())),
            QPointF(std::ceil(extent.right()), std::ceil(extent.bottom()))};
}

// For whoever wants to look at them.
void keep(const char *name, const QImage &png, const QImage &painted)
{
    const QString folder = qEnvironmentVariable("COTERIE_KEEP");
    if (folder.isEmpty())
        return;
    png.save(QStringLiteral("%1/%2-png.png").arg(folder, QString::fromLatin1(name)));
    painted.save(QStringLiteral("%1/%2-pdf.png").arg(folder, QString::fromLatin1(name)));
}

// The program's own PDF, but for the fault.
QByteArray pdfWith(const ExportSource &source, Fault fault)
{
    BoardScene scene;
    scene.setPictures(source.picture);
    scene.reset(source.objects);
    const QRectF page = wholeOf(source);
    PdfWriter writer(source.bytes);
    writer.beginPage(page);
    QPainterPath ground;
    ground.addRect(page);
    writer.fill(ground, test::white);
    FaultyCanvas canvas(writer, fault);
    for (const FigurePtr &figure : scene.collect(page))
        figure->paint(canvas, {});
    writer.endPage();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return writer.write(buffer, source.name) ? bytes : QByteArray();
}

} // namespace

class TestPdfLook final : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("pdftoppm")).isEmpty())
            QSKIP("pdftoppm is missing: Debian's package poppler-utils (packaging/setup deps test)");
    }
    void V16_V48_aPdfShowsWhatTheBoardShows()
    {
        const KnownBoard board;
        const QByteArray pdf = exported(board.source, ExportFormat::Pdf);
        QVERIFY(pdf.contains("/DCTDecode") && pdf.contains("/SMask") && pdf.contains("/Subtype/Form")); // all there are
        const QImage png = pngOf(board.source);
        const QList<QImage> painted = paintedPages(pdf);
        QCOMPARE(painted.size(), 1);
        keep("known", png, painted.first());
        const Verdict verdict = judged(board, png, painted.first(), wholeOf(board.source));
        QCOMPARE(verdict.wrong.join(QStringLiteral(", ")), QString());
        QCOMPARE(verdict.places, int(board.inked.size() + board.even.size()));
    }
    void V49_theWordsOfAPdfAreFound()
    {
        ExportSource source;
        source.picture = [](const QByteArray &) { return PictureState(); };
        QString many; // letters of more than one font
        for (char16_t letter = 0x100; letter < 0x100 + 300; ++letter)
            many += letter;
        const QString hebrew = QStringLiteral("\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd");
        const QString wrapped =
            QStringLiteral("a letter that bottles will all need, better sooner than too late, is still here");
        const QStringList texts{QStringLiteral("Schr\u00f6dinger's cat (alive)"),
                                QStringLiteral("first line\nsecond line"),
                                QStringLiteral("\u03b1\u03b2\u03b3 \U0001F642 done"),
                                many,
                                wrapped,
                                hebrew};
        for (qsizetype i = 0; i < texts.size(); ++i) {
            BoardObject object;
            object.id = newId<ObjectId>();
            object.kind = i == 2 ? BoardKind::Rectangle : i == 4 ? BoardKind::Sticky : BoardKind::Text;
            object.y = double(200 * i);
            object.w = i == 3 ? 6000 : i == 4 ? 160 : 400;
            object.h = i == 4 ? 160 : 60;
            object.color = 0xff202020;
            object.fontSize = 20;
            object.text = texts.at(i);
            object.opacity = i == 2 ? 0.5 : 1; // in a form of its own
            object.rotation = i == 1 ? 90 : 0;
            source.objects.append(object);
        }
        const QByteArray pdf = exported(source, ExportFormat::Pdf);
        const QString found = wordsOf(pdf).simplified();
        for (const QString &text : texts)
            for (const QString &line : text.split(u'\n'))
                QVERIFY2(found.contains(line), qPrintable(line + u" is not in " + found));
        QCOMPARE(paintedPages(pdf).size(), 1); // and nobody finds fault with it
        source.objects.clear();
        BoardObject bare;
        bare.id = newId<ObjectId>();
        bare.kind = BoardKind::Rectangle;
        bare.w = bare.h = 100;
        bare.color = 0xff202020;
        source.objects.append(bare);
        QVERIFY(!exported(source, ExportFormat::Pdf).contains("/Font"));
    }
    void V16_theGridIsInAPdf()
    {
        const KnownBoard board;
        const QRectF page = wholeOf(board.source);
        const QRect bare = QRectF(60, 340, 300, 120).translated(-page.topLeft()).toRect();
        for (const bool grid : {false, true}) {
            const QImage png = pngOf(board.source, {}, grid);
            const QList<QImage> painted = paintedPages(exported(board.source, ExportFormat::Pdf, grid));
            QCOMPARE(painted.size(), 1);
            const double ink = inkIn(png, bare, test::white);
            const double other = inkIn(painted.first(), bare, test::white);
            qInfo("ink of the grid: %.1f and %.1f", ink, other);
            QCOMPARE(ink > leastInk / 2, grid); // 90 dots, pale ones
            QVERIFY(std::abs(ink - other) <= ink / 2);
        }
    }
    void V48_eachFrameIsAPageThatShowsIt()
    {
        const KnownBoard board;
        ExportSource source = exportSource(board.source.objects, ExportWhat::Frames, {});
        source.picture = board.source.picture;
        source.bytes = board.source.bytes;
        const QList<QImage> painted = paintedPages(exported(source, ExportFormat::Pdf));
        QCOMPARE(source.pages.size(), 2);
        QCOMPARE(painted.size(), 2);
        for (int i = 0; i < 2; ++i) {
            const QRectF page = source.pages.at(i);
            const QImage png = pngOf(source, {page});
            const Verdict verdict = judged(board, png, painted.at(i), page);
            QCOMPARE(verdict.wrong.join(QStringLiteral(", ")), QString());
            QVERIFY2(verdict.places >= 8, qPrintable(QString::number(verdict.places)));
            QVERIFY(!judged(board, png, painted.at(1 - i), page).wrong.isEmpty()); // the other page is told from it
        }
    }
    // What comes of chance, turned, cut and in signs of all kinds.
    void V48_boardsOfChanceLookTheSame()
    {
        const test::Pictures pictures;
        for (const int seed : {11, 22, 44}) {
            Dice dice{quint64(seed)};
            ExportSource source;
            QList<ObjectId> ids;
            for (int i = 0; i < 60; ++i) {
                source.objects.append(test::randomObject(dice, 1000, 700, ids));
                source.objects.last().text = test::randomWords(dice, 6);
                ids.append(source.objects.last().id);
            }
            std::sort(source.objects.begin(), source.objects.end(),
                      [](const BoardObject &a, const BoardObject &b) { return a.order < b.order; });
            source.picture = [&](const QByteArray &asset) { return pictures.state(asset); };
            const QRectF page = wholeOf(source);
            const QImage png = pngOf(source, {page});
            const QList<QImage> painted = paintedPages(exported(source, ExportFormat::Pdf));
            QCOMPARE(painted.size(), 1);
            QCOMPARE(painted.first().size(), png.size());
            keep(qPrintable(QString::number(seed)), png, painted.first());
            const double mean = differenceIn(png, painted.first(), png.rect());
            const double worst = worstBlock(png, painted.first());
            qInfo("seed %d: mean difference %.2f of 255, of the worst block %.1f", seed, mean, worst);
            QVERIFY(mean < mostMean && worst < mostBlock);
            if (seed != 11) // the measure is the same
                continue;
            for (const Fault fault : {Fault::NoTexts, Fault::NoPictures, Fault::NoGroups}) {
                const QList<QImage> faulty = paintedPages(pdfWith(source, fault));
                QCOMPARE(faulty.size(), 1);
                const double found = worstBlock(png, faulty.first());
                qInfo("seed %d, fault %d: %.1f of the worst block", seed, int(fault), found);
                QVERIFY(found > mostBlock);
            }
        }
    }
    void aPdfThatLeavesSomethingOutIsFound_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<QStringList>("found");
        const auto row = [](const char *name, Fault fault, std::initializer_list<const char *> places) {
            QStringList found;
            for (const char *place : places)
                found.append(QString::fromLatin1(place));
            QTest::newRow(name) << int(fault) << found;
        };
        row("nothing", Fault::None, {});
        row("strokes", Fault::NoInk,
            {"a dot of a pen", "a stroke that is pressed harder and harder", "a stroke of an even width",
             "a highlighter"});
        row("lines", Fault::NoLines,
            {"an arrow", "a dashed outline", "a line without a length", "the outline of a frame"});
        row("fills", Fault::NoFills, {"the fill of a shape", "the paper of a note"});
        row("texts", Fault::NoTexts,
            {"the text in a shape", "the text in an ellipse", "the text of a note", "a text", "the title of a frame"});
        row("pictures", Fault::NoPictures, {"a JPEG, upper left", "a PNG, upper right", "a faint picture, lower left"});
        row("pictures upside down", Fault::UpsideDown,
            {"a JPEG, upper left", "a PNG, upper right", "a faint picture, lower left"});
        row("groups", Fault::NoGroups,
            {"that layer above a shape", "the inner half of its outline", "a faint picture, upper left"});
        row("groups that let nothing through", Fault::SolidGroups,
            {"a layer that lets half through", "its outline above a shape", "a faint picture, upper right"});
    }
    void aPdfThatLeavesSomethingOutIsFound()
    {
        QFETCH(const int, fault);
        QFETCH(const QStringList, found);
        const KnownBoard board;
        const QRectF page = wholeOf(board.source);
        const QByteArray pdf = pdfWith(board.source, Fault(fault));
        QCOMPARE(pdf == exported(board.source, ExportFormat::Pdf), Fault(fault) == Fault::None);
        const QList<QImage> painted = paintedPages(pdf);
        QCOMPARE(painted.size(), 1);
        const Verdict verdict = judged(board, pngOf(board.source), painted.first(), page);
        QCOMPARE(verdict.wrong.isEmpty(), found.isEmpty());
        for (const QString &place : found)
            QVERIFY2(verdict.wrong.contains(place), qPrintable(place));
    }
};

QTEST_MAIN(TestPdfLook)
#include "tst_pdflook.moc"
