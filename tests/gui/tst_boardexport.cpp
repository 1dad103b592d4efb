// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/boardexport.h"
#include "app/ui/board/exchange/boardjson.h"
#include "app/ui/board/exchange/pngwriter.h"
#include "tests/support/figurekit.h"

#include <QBuffer>
#include <QPainter>
#include <QSvgRenderer>
#include <QTest>
#include <QXmlStreamReader>

using namespace coterie;
using namespace coterie::ui;
using test::Dice;
using test::shape;

namespace {

const test::Pictures &pictures()
{
    static const test::Pictures all;
    return all;
}

ExportSource sourceOf(int seed, int count = 60)
{
    Dice dice{quint64(seed)};
    ExportSource source;
    source.name = QStringLiteral("Lab <board> & more");
    QList<ObjectId> ids;
    for (int i = 0; i < count; ++i) {
        source.objects.append(test::randomObject(dice, 1000, 700, ids));
        ids.append(source.objects.last().id);
    }
    std::sort(source.objects.begin(), source.objects.end(),
              [](const BoardObject &a, const BoardObject &b) { return a.order < b.order; });
    source.picture = [](const QByteArray &asset) { return pictures().state(asset); };
    source.bytes = [](const QByteArray &asset) {
        const PicturePtr picture = pictures().state(asset).picture;
        return picture ? pngOf(picture->levels.front()) : QByteArray();
    };
    return source;
}

QByteArray exported(const ExportSource &source, const ExportOptions &options)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const QString wrong = exportBoard(source, options, buffer);
    if (!wrong.isEmpty())
        qWarning("%s", qPrintable(wrong));
    return wrong.isEmpty() ? bytes : QByteArray();
}

// On white; null when it is none.
QImage drawnSvg(const QByteArray &svg, QSize size)
{
    QSvgRenderer renderer(svg);
    if (!renderer.isValid())
        return {};
    QImage drawn(size, QImage::Format_ARGB32_Premultiplied);
    drawn.fill(Qt::white);
    QPainter painter(&drawn);
    renderer.render(&painter);
    painter.end();
    return drawn;
}

// The mean difference of two pictures' channels, on white.
double differenceOf(const QImage &a, const QImage &b)
{
    const auto flat = [](const QImage &image) {
        QImage white(image.size(), QImage::Format_RGB32);
        white.fill(Qt::white);
        QPainter(&white).drawImage(0, 0, image);
        return white;
    };
    const QImage x = flat(a);
    const QImage y = flat(b);
    qint64 sum = 0;
    for (int row = 0; row < x.height(); ++row)
        for (int column = 0; column < x.width(); ++column) {
            const QRgb p = x.pixel(column, row);
            const QRgb q = y.pixel(column, row);
            sum += std::abs(qRed(p) - qRed(q)) + std::abs(qGreen(p) - qGreen(q)) + std::abs(qBlue(p) - qBlue(q));
        }
    return double(sum) / 3 / x.width() / x.height();
}

// What the pages of a PDF paint.
QByteArray contentOf(const QByteArray &pdf)
{
    QByteArray content;
    const QByteArray begin = ">>\nstream\n";
    for (qsizetype at = pdf.indexOf(begin); at >= 0; at = pdf.indexOf(begin, at + 1)) {
        const qsizetype start = at + begin.size();
        const QByteArray packed = pdf.mid(start, pdf.indexOf("endstream", start) - start);
        constexpr char atMost[4] = {0, 16, 0, 0}; // qUncompress() wants to know how much it becomes: a guess will do
        content += qUncompress(QByteArray(atMost, 4) + packed);
    }
    return content;
}

BoardDoc docOf(const QList<BoardOp> &ops)
{
    BoardDoc doc;
    const UserId author = newId<UserId>();
    Seq seq = 0;
    for (const BoardOp &op : ops)
        doc.apply({newId<OpId>(), author, {op}}, ++seq);
    return doc;
}

} // namespace

class TestBoardExport final : public QObject
{
    Q_OBJECT
private slots:
    void sameBoardSameBytes_data()
    {
        QTest::addColumn<int>("format");
        for (const ExportFormat format : {ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf, ExportFormat::Json})
            QTest::newRow(qPrintable(exportSuffix(format))) << int(format);
    }
    void sameBoardSameBytes()
    {
        QFETCH(const int, format);
        ExportOptions options;
        options.format = ExportFormat(format);
        options.grid = true;
        qint64 compared = 0;
        for (int seed = 1; seed <= 3; ++seed) {
            const QByteArray once = exported(sourceOf(seed), options);
            QVERIFY(once.size() > 1000);
            QVERIFY2(once == exported(sourceOf(seed), options), qPrintable(QStringLiteral("seed %1").arg(seed)));
            QVERIFY(once != exported(sourceOf(seed + 100), options));
            compared += once.size();
        }
        qInfo("%.2f MB compared", double(compared) / 1e6);
    }
    void aPngInStripsIsThePictureAtOnce()
    {
        for (const bool transparent : {false, true}) {
            const ExportSource source = sourceOf(4);
            ExportOptions options;
            options.scale = 1.5;
            options.transparent = transparent;
            const QImage whole = exportPreview(source, options, 100'000).image;
            QVERIFY(whole.height() > 600); // more than two strips
            const QImage read = QImage::fromData(exported(source, options));
            QCOMPARE(read.size(), whole.size());
            QCOMPARE(read.hasAlphaChannel(), transparent);
            qint64 different = 0;
            for (int y = 0; y < whole.height(); ++y)
                for (int x = 0; x < whole.width(); ++x)
                    different +=
                        read.pixel(x, y) != qUnpremultiply(reinterpret_cast<const QRgb *>(whole.constScanLine(y))[x]);
            QCOMPARE(different, 0);
            if (transparent)
                QCOMPARE(qAlpha(read.pixel(0, 0)), 0);
        }
    }
    void V49_aPreviewOfALargeBoardIsWithoutDotsThatNobodyWouldSee()
    {
        ExportSource source;
        for (const double x : {0.0, 4'000'000.0})
            source.objects.append(shape(BoardKind::Rectangle, {x, x, 100, 100}));
        source.picture = [](const QByteArray &) { return PictureState(); };
        ExportOptions options;
        options.grid = true;
        options.dot = 0xff000000;
        const QImage small = exportPreview(source, options, 500).image; // would be forty thousand million dots
        QCOMPARE(std::max(small.width(), small.height()), 501);
        for (int x = 100; x < 400; ++x)
            QCOMPARE(small.pixel(x, 250), qRgb(255, 255, 255));
        source.objects.last().x = source.objects.last().y = 700;
        const QImage near = exportPreview(source, options, 500).image;
        int dark = 0;
        for (int y = 100; y < 400; ++y)
            for (int x = 100; x < 400; ++x)
                dark += near.pixel(x, y) != qRgb(255, 255, 255);
        QVERIFY(dark > 200);
    }
    void V49_theWordsOfAnSvgCanBeReadThoughItsLettersAreLines()
    {
        ExportSource source;
        source.objects = {shape(BoardKind::Text, {0, 0, 200, 60})};
        source.objects.first().text = QStringLiteral("say \"yes\" & <no>\nor not");
        source.objects.first().fontSize = 20;
        source.picture = [](const QByteArray &) { return PictureState(); };
        ExportOptions options;
        options.format = ExportFormat::Svg;
        QXmlStreamReader reader(exported(source, options));
        QString words;
        while (!reader.atEnd())
            if (reader.readNext() == QXmlStreamReader::StartElement &&
                reader.attributes().hasAttribute(QStringLiteral("aria-label")))
                words = reader.attributes().value(QStringLiteral("aria-label")).toString();
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(words, QStringLiteral("say \"yes\" & <no> or not")); // a line's end is a blank in an attribute
    }
    void V48_aFrameHasTheLabelThatLiesInIt()
    {
        BoardObject frame = shape(BoardKind::Frame, {0, 0, 400, 300});
        BoardObject arrow = shape(BoardKind::Arrow, {440, 20, 0, 260});
        arrow.text = QStringLiteral("what leads from here to there, and why it does");
        BoardObject far = shape(BoardKind::Arrow, {1440, 20, 0, 260});
        far.text = arrow.text;
        const ExportSource source = exportSource({frame, arrow, far}, ExportWhat::Frames, {frame.id});
        QCOMPARE(source.objects.size(), 2);
        QCOMPARE(source.objects.last().id, arrow.id);
    }
    void V49_anSvgCanBeReadWhateverItsBoardIsCalled()
    {
        ExportSource source = sourceOf(3, 4);
        source.name = QStringLiteral("a\u0001b\uFFFE<&>\u00e9");
        ExportOptions options;
        options.format = ExportFormat::Svg;
        QXmlStreamReader reader(exported(source, options));
        QString title;
        while (!reader.atEnd())
            if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QLatin1String("title"))
                title = reader.readElementText();
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(title, QStringLiteral("ab<&>\u00e9"));
    }
    void anSvgLooksLikeThePng()
    {
        for (int seed = 1; seed <= 4; ++seed) {
            const ExportSource source = sourceOf(seed * 11);
            ExportOptions options;
            options.scale = 1;
            const QImage png = QImage::fromData(exported(source, options));
            options.format = ExportFormat::Svg;
            const QByteArray svg = exported(source, options);
            QVERIFY(!svg.contains("http://") || svg.count("http://") == 2); // only the two namespaces
            const QImage drawn = drawnSvg(svg, png.size());
            QVERIFY(!drawn.isNull());
            const double difference = differenceOf(png, drawn);
            qInfo("seed %d: mean difference %.2f of 255", seed * 11, difference);
            if (qEnvironmentVariableIsSet("COTERIE_KEEP")) {
                png.save(qEnvironmentVariable("COTERIE_KEEP") + QStringLiteral("/%1-png.png").arg(seed));
                drawn.save(qEnvironmentVariable("COTERIE_KEEP") + QStringLiteral("/%1-svg.png").arg(seed));
                options.format = ExportFormat::Pdf;
                QFile pdf(qEnvironmentVariable("COTERIE_KEEP") + QStringLiteral("/%1.pdf").arg(seed));
                QVERIFY(pdf.open(QIODevice::WriteOnly));
                pdf.write(exported(source, options));
            }
            QVERIFY(difference < 3);
        }
    }
    // Full stops, the dots of handwriting, a line that was begun and let go of, and the grid.
    void V16_dotsAreInk()
    {
        QList<BoardOp> ops;
        StrokePoints dot;
        dot.at = {{0, 0}};
        ops.append(BoardOp::createStroke(newId<ObjectId>(), 100, 100, dot.packed(), 0xff000000, 40));
        dot.at = {{0, 0}, {0, 0}, {0, 0}};
        ops.append(BoardOp::createStroke(newId<ObjectId>(), 200, 100, dot.packed(), 0xff000000, 40));
        BoardOp line = BoardOp::create(newId<ObjectId>(), BoardKind::Line, 300, 100, 0, 0);
        line.color = 0xff000000;
        line.width = 40;
        ops.append(line);
        const BoardDoc doc = docOf(ops);
        QCOMPARE(doc.visibleCount(), 3);
        ExportSource source;
        source.objects = doc.objects();
        ExportOptions options;
        options.scale = 1;
        const QImage png = QImage::fromData(exported(source, options));
        options.format = ExportFormat::Svg;
        const QImage drawn = drawnSvg(exported(source, options), png.size());
        QVERIFY(!drawn.isNull());
        const auto dark = [](const QImage &image) {
            int count = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    count += qGray(image.pixel(x, y)) < 128;
            return count;
        };
        QVERIFY2(dark(png) > 3 * 1200, qPrintable(QString::number(dark(png)))); // three discs of 20 units
        QVERIFY2(std::abs(dark(png) - dark(drawn)) < 60, qPrintable(QString::number(dark(drawn))));

        options.format = ExportFormat::Pdf;
        const auto lines = [&] { return contentOf(exported(source, options)).count(" l\n"); };
        const qsizetype bare = lines();
        QVERIFY(bare >= 3);
        options.grid = true;
        QVERIFY2(lines() >= bare + 20, qPrintable(QString::number(lines()))); // a grid of 20 units
    }
    void V35_anOutlineHasThePointsThatItNeeds()
    {
        // A coil that becomes wider and is pressed harder, and a straight line, of as many points.
        constexpr int count = 600;
        StrokePoints coil;
        StrokePoints straight;
        for (int i = 0; i < count; ++i) {
            const double turn = i / 25.0;
            const double reach = 16 * (20 + i / 5.0);
            coil.at.push_back({qint16(reach * std::cos(turn)), qint16(reach * std::sin(turn))});
            coil.pressure.push_back(quint8(40 + i / 4));
            straight.at.push_back({qint16(16 * i), 0});
            straight.pressure.push_back(200);
        }
        const auto sourceWith = [](const StrokePoints &points) {
            ExportSource source;
            source.objects =
                docOf({BoardOp::createStroke(newId<ObjectId>(), 200, 200, points.packed(), 0xff000000, 12)}).objects();
            return source;
        };
        const auto edgesOf = [](const QByteArray &pdf) { return contentOf(pdf).count(" l\n"); };
        ExportOptions options;
        options.scale = 4;
        const QImage png = QImage::fromData(exported(sourceWith(coil), options));
        options.format = ExportFormat::Svg;
        const QImage drawn = drawnSvg(exported(sourceWith(coil), options), png.size());
        QVERIFY(!drawn.isNull());
        const double difference = differenceOf(png, drawn);
        QVERIFY2(difference < 0.6, qPrintable(QString::number(difference)));

        options.format = ExportFormat::Pdf;
        const qsizetype curved = edgesOf(exported(sourceWith(coil), options));
        const qsizetype even = edgesOf(exported(sourceWith(straight), options));
        qInfo("mean difference %.2f of 255; %lld edges, %lld of a straight line", difference, qint64(curved),
              qint64(even));
        QVERIFY(curved > 400 && curved < 4 * count);
        QVERIFY(even < 60);
    }
    void T88_theTitleOfATurnedFrameIsNotCut()
    {
        BoardObject frame;
        frame.id = newId<ObjectId>();
        frame.kind = BoardKind::Frame;
        frame.x = 100;
        frame.y = 100;
        frame.w = 400;
        frame.h = 300;
        QCOMPARE(exportSource({frame}, ExportWhat::Frames, {}).pages, QList<QRectF>{frame.frame()});
        for (const double degrees : {20.0, -35.0, 90.0, 170.0}) {
            frame.rotation = degrees;
            frame.text.clear();
            const QRectF bare = exportSource({frame}, ExportWhat::Frames, {}).pages.first();
            frame.text = QStringLiteral("To do next");
            const QRectF page = exportSource({frame}, ExportWhat::Frames, {}).pages.first();
            QVERIFY(page.contains(bare));
            const FigurePtr figure = figureOf(frame, {});
            QVERIFY2(page.adjusted(-frame.width, -frame.width, frame.width, frame.width).contains(figure->box),
                     qPrintable(QString::number(degrees)));
        }
    }
    // Where each line of the ink ends, in board units from the left.
    static QList<double> lineEnds(const QImage &image, double scale)
    {
        QList<double> ends;
        bool inLine = false;
        for (int y = 0; y < image.height(); ++y) {
            int last = -1;
            for (int x = 0; x < image.width(); ++x)
                if (qGray(image.pixel(x, y)) < 128)
                    last = x;
            if (last >= 0 && !std::exchange(inLine, true))
                ends.append(0);
            inLine = last >= 0;
            if (inLine)
                ends.last() = std::max(ends.last(), last / scale);
        }
        return ends;
    }
    void V5_linesBreakAtTheSamePlacesAtEveryScale()
    {
        BoardObject text;
        text.id = newId<ObjectId>();
        text.kind = BoardKind::Text;
        std::tie(text.x, text.y, text.w, text.h) = std::tuple(0.0, 0.0, 190.0, 300.0);
        text.fontSize = 17;
        text.color = 0xff000000;
        text.text = QStringLiteral("CAN MINIMUM WIDTHS BE THE SAME AT EVERY ZOOM WITHOUT HINTS OR NOT");
        const ExportSource source = exportSource({text}, ExportWhat::Board, {});
        QList<double> first;
        for (const double scale : {1.0, 2.0, 3.0, 4.0}) {
            ExportOptions options;
            options.scale = scale;
            const QList<double> ends = lineEnds(QImage::fromData(exported(source, options), "PNG"), scale);
            if (first.isEmpty())
                first = ends;
            QVERIFY(first.size() >= 3);
            QCOMPARE(ends.size(), first.size());
            for (qsizetype i = 0; i < ends.size(); ++i)
                QVERIFY2(std::abs(ends.at(i) - first.at(i)) < 2, qPrintable(QString::number(scale)));
        }
    }
    void V28_whatLiesInTwoFramesIsInADrawingOnce()
    {
        QList<BoardObject> objects;
        for (const QRectF &place : {QRectF(0, 0, 400, 300), QRectF(50, 50, 200, 150)}) { // one in the other
            BoardObject frame;
            frame.id = newId<ObjectId>();
            frame.kind = BoardKind::Frame;
            std::tie(frame.x, frame.y, frame.w, frame.h) =
                std::tuple(place.x(), place.y(), place.width(), place.height());
            frame.order = BoardOrderKey(1'000'000 + objects.size());
            objects.append(frame);
        }
        BoardObject half = objects.last();
        half.id = newId<ObjectId>();
        half.kind = BoardKind::Rectangle;
        std::tie(half.x, half.y, half.w, half.h) = std::tuple(100.0, 80.0, 60.0, 40.0);
        half.fill = 0x80123456;
        half.order = BoardOrderKey(2'000'000);
        objects.append(half);
        const ExportSource source = exportSource(objects, ExportWhat::Frames, {});
        QCOMPARE(source.pages.size(), 2);
        ExportOptions options;
        options.format = ExportFormat::Svg;
        options.embed = false;
        QCOMPARE(exported(source, options).count("#123456"), 1);
    }
    void aPdfHasAPageForEachFrameAndATrueTable()
    {
        ExportSource board = sourceOf(7);
        for (int i = 0; i < 2; ++i) {
            BoardObject frame;
            frame.id = newId<ObjectId>();
            frame.kind = BoardKind::Frame;
            frame.x = 400 - 300 * i;
            frame.y = 50;
            frame.w = 250;
            frame.h = 200;
            frame.order = BoardOrderKey(2'000'000 + i);
            board.objects.append(frame);
        }
        QList<BoardObject> objects;
        for (const BoardObject &o : board.objects)
            if (o.kind != BoardKind::Frame || o.order > BoardOrderKey(1'500'000))
                objects.append(o);
        ExportSource source = exportSource(objects, ExportWhat::Frames, {});
        QCOMPARE(source.pages, (QList<QRectF>{{100, 50, 250, 200}, {400, 50, 250, 200}}));
        // A staircase: each is about as high as the next, and none is in the row of the one after that. In the order in
        // which they are presented.
        QList<BoardObject> stairs;
        for (int i = 0; i < 40; ++i) {
            BoardObject frame;
            frame.id = newId<ObjectId>();
            frame.kind = BoardKind::Frame;
            frame.x = 10'000 - 200 * i;
            frame.y = 40 * i;
            frame.w = 100;
            frame.h = 100;
            stairs.append(frame);
        }
        const QList<QRectF> pages = exportSource(stairs, ExportWhat::Frames, {}).pages;
        std::reverse(stairs.begin(), stairs.end());
        QCOMPARE(exportSource(stairs, ExportWhat::Frames, {}).pages, pages);
        QCOMPARE(pages.size(), 40);
        source.picture = board.picture;
        source.bytes = board.bytes;
        ExportOptions options;
        options.format = ExportFormat::Pdf;
        const QByteArray pdf = exported(source, options);
        QVERIFY(pdf.startsWith("%PDF-1.4\n"));
        QCOMPARE(pdf.count("/Type/Page/"), 2);
        QVERIFY(pdf.contains("/MediaBox[0 0 187.5 150]"));
        // Every entry of the table points at its object.
        const qsizetype table = pdf.mid(pdf.lastIndexOf("startxref") + 10).split('\n').first().toLongLong();
        const QList<QByteArray> lines = pdf.mid(table).split('\n');
        QCOMPARE(lines.at(0), QByteArray("xref"));
        const int count = lines.at(1).split(' ').last().toInt();
        QVERIFY(count > 5);
        for (int i = 1; i < count; ++i) {
            const qsizetype at = lines.at(2 + i).left(10).toLongLong();
            QCOMPARE(pdf.mid(at, 12).split(' ').first().toInt(), i);
        }
        QVERIFY(!pdf.contains("@R@"));
    }
    void framesCutWhatLeavesThem()
    {
        ExportSource source = exportSource(sourceOf(9).objects, ExportWhat::Board, {});
        source.pages = {{200, 200, 100, 80}};
        ExportOptions options;
        options.scale = 2;
        QCOMPARE(QImage::fromData(exported(source, options)).size(), QSize(200, 160));
    }
    void aSelectionTakesWhatIsInItsGroups()
    {
        QList<BoardOp> ops;
        const ObjectId group = newId<ObjectId>();
        const ObjectId in = newId<ObjectId>();
        const ObjectId out = newId<ObjectId>();
        ops.append(BoardOp::createGroup(group));
        ops.append(BoardOp::create(in, BoardKind::Rectangle, 0, 0, 10, 10));
        ops.last().parent = group;
        ops.append(BoardOp::create(out, BoardKind::Ellipse, 50, 0, 10, 10));
        const ExportSource source = exportSource(docOf(ops).objects(), ExportWhat::Selection, {group});
        QCOMPARE(source.objects.size(), 2);
        for (const BoardObject &object : source.objects)
            QVERIFY(object.id != out);
    }
    void whatWasExportedCanBeOpenedAgain()
    {
        for (const ExportFormat format : {ExportFormat::Json, ExportFormat::Svg}) {
            ExportSource source = sourceOf(12);
            const QByteArray bytes = pngOf(pictures().state(test::Pictures::assetOf(1)).picture->levels.front());
            const QByteArray asset = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
            source.objects.last() = source.objects.first();
            source.objects.last().id = newId<ObjectId>();
            source.objects.last().kind = BoardKind::Image;
            source.objects.last().points.clear();
            source.objects.last().erased.clear();
            source.objects.last().text.clear();
            source.objects.last().start.reset();
            source.objects.last().end.reset();
            source.objects.last().w = source.objects.last().h = 50;
            source.objects.last().asset = asset;
            source.objects.last().order = BoardOrderKey(3'000'000);
            source.bytes = [=, other = source.bytes](const QByteArray &of) { return of == asset ? bytes : other(of); };
            ExportOptions options;
            options.format = format;
            const BoardImport import = importBoard(exported(source, options));
            QCOMPARE(import.error, QString());
            QCOMPARE(import.name, source.name);
            QCOMPARE(std::count_if(import.ops.begin(), import.ops.end(),
                                   [](const BoardOp &op) { return op.act == BoardAct::Create; }),
                     source.objects.size());
            QCOMPARE(import.skipped, 0);
            ExportSource again = source;
            again.objects = docOf(import.ops).objects();
            options.format = ExportFormat::Png;
            options.scale = 1;
            // Numbers are kept in 1/256 of a unit: the edges may differ a little, nothing else.
            const QImage before = QImage::fromData(exported(source, options));
            const QImage after = QImage::fromData(exported(again, options));
            QVERIFY(std::abs(before.width() - after.width()) <= 1);
            if (before.size() == after.size())
                QVERIFY2(differenceOf(before, after) < 0.5, qPrintable(QString::number(differenceOf(before, after))));
            // The other pictures of this test are not what their names say: they are left out.
            QCOMPARE(import.assets.keys(), QList<QByteArray>{asset});
            QCOMPARE(import.assets.value(asset), bytes);
        }
    }
    void excalidrawFilesAreRead()
    {
        const QByteArray file = R"({"type":"excalidraw","version":2,"elements":[
            {"id":"a","type":"rectangle","x":10,"y":20,"width":100,"height":50,"strokeColor":"#1971c2","backgroundColor":"#a5d8ff",
             "strokeWidth":2,"strokeStyle":"dashed","opacity":50,"angle":0.5,"groupIds":["g"]},
            {"id":"b","type":"ellipse","x":300,"y":20,"width":80,"height":80,"strokeColor":"#1e1e1e","backgroundColor":"transparent","groupIds":["g"]},
            {"id":"c","type":"arrow","x":110,"y":45,"width":190,"height":15,"points":[[0,0],[190,15]],"strokeColor":"#000",
             "startBinding":{"elementId":"a"},"endBinding":{"elementId":"b"},"endArrowhead":"arrow"},
            {"id":"d","type":"line","x":0,"y":200,"points":[[0,0],[50,0],[50,50]],"strokeColor":"#000"},
            {"id":"e","type":"freedraw","x":0,"y":300,"points":[[0,0],[5,5],[20,3]],"simulatePressure":true,"strokeColor":"#000"},
            {"id":"f","type":"image","x":0,"y":400,"width":20,"height":20,"fileId":"p"},
            {"id":"h","type":"image","x":0,"y":400,"width":20,"height":20,"fileId":"q"},
            {"id":"i","type":"embeddable","x":0,"y":0,"width":20,"height":20},
            {"id":"j","type":"rectangle","isDeleted":true,"x":0,"y":0,"width":20,"height":20}],
            "files":{"p":{"dataURL":"data:image/png;base64,iVBORw0KGgo="},"q":{"dataURL":"https://example.org/x.png"}}})";
        const BoardImport import = importBoard(file);
        QCOMPARE(import.error, QString());
        QCOMPARE(import.skipped, 1);  // the embeddable
        QCOMPARE(import.pictures, 1); // that is elsewhere
        const QList<BoardObject> objects = docOf(import.ops).objects();
        const auto count = [&](BoardKind kind) {
            return std::count_if(objects.begin(), objects.end(), [&](const BoardObject &o) { return o.kind == kind; });
        };
        QCOMPARE(count(BoardKind::Rectangle), 1);
        QCOMPARE(count(BoardKind::Ellipse), 1);
        QCOMPARE(count(BoardKind::Arrow), 1);
        QCOMPARE(count(BoardKind::Line), 2);
        QCOMPARE(count(BoardKind::Stroke), 1);
        QCOMPARE(count(BoardKind::Image), 1);
        QCOMPARE(count(BoardKind::Group), 2); // and the pieces of the line
        for (const BoardObject &o : objects) {
            if (o.kind == BoardKind::Rectangle) {
                QCOMPARE(o.color, 0xff1971c2u);
                QCOMPARE(o.fill, 0xffa5d8ffu);
                QCOMPARE(o.dash, BoardDash::Dashed);
                QVERIFY(std::abs(o.rotation - 28.65) < 0.1);
                QVERIFY(std::abs(o.opacity - 0.5) < 0.01);
                QVERIFY(o.parent);
            }
            if (o.kind == BoardKind::Arrow)
                QVERIFY(o.start && o.end);
        }
    }
    void excalidrawTextBelongsToWhatItIsWrittenIn()
    {
        const QByteArray file = R"({"type":"excalidraw","version":2,"elements":[
            {"id":"a","type":"rectangle","x":10,"y":20,"width":100,"height":50,"strokeColor":"#1e1e1e","boundElements":[{"type":"text","id":"t"}]},
            {"id":"t","type":"text","x":20,"y":30,"width":80,"height":25,"strokeColor":"#1e1e1e","text":"a longer\nline","originalText":"a longer line","fontSize":16,"textAlign":"right","containerId":"a"},
            {"id":"r","type":"arrow","x":0,"y":200,"points":[[0,0],[90,0]],"strokeColor":"#1e1e1e"},
            {"id":"u","type":"text","x":20,"y":190,"width":80,"height":25,"strokeColor":"#1e1e1e","text":"yes","containerId":"r"},
            {"id":"b","type":"ellipse","x":300,"y":20,"width":80,"height":80,"strokeColor":"#1971c2"},
            {"id":"v","type":"text","x":310,"y":30,"width":60,"height":25,"strokeColor":"#e03131","text":"in another colour","containerId":"b"},
            {"id":"w","type":"text","x":310,"y":330,"width":60,"height":25,"strokeColor":"#e03131","text":"of something gone","containerId":"z"}]})";
        const BoardImport import = importBoard(file);
        QCOMPARE(import.error, QString());
        QCOMPARE(import.skipped, 0);
        QStringList texts; // of texts on their own
        int others = 0;
        for (const BoardObject &o : docOf(import.ops).objects()) {
            if (o.kind == BoardKind::Text)
                texts.append(o.text);
            else
                ++others;
            if (o.kind == BoardKind::Rectangle) {
                QCOMPARE(o.text, QStringLiteral("a longer line"));
                QCOMPARE(o.fontSize, 16.0);
                QCOMPARE(o.align, BoardAlign::Right);
            }
            if (o.kind == BoardKind::Arrow)
                QCOMPARE(o.text, QStringLiteral("yes"));
            if (o.kind == BoardKind::Ellipse)
                QCOMPARE(o.text, QString());
        }
        QCOMPARE(others, 4); // with the group of the ellipse and what is written in it
        texts.sort();
        QCOMPARE(texts, QStringList({QStringLiteral("in another colour"), QStringLiteral("of something gone")}));
    }
    void aFileThatIsNoneSaysWhy_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("word");
        QTest::newRow("nothing") << QByteArray() << QStringLiteral("not a board");
        QTest::newRow("cut off") << QByteArray("{\"format\":\"coterie-board\",") << QStringLiteral("not a board");
        QTest::newRow("other JSON") << QByteArray("{\"a\":1}") << QStringLiteral("neither");
        QTest::newRow("foreign SVG") << QByteArray("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
                                     << QStringLiteral("SVG");
        QTest::newRow("broken in an SVG")
            << QByteArray("<svg><metadata id=\"coterie-board\">AAAA</metadata></svg>") << QStringLiteral("not a board");
        QTest::newRow("newer") << QByteArray("{\"format\":\"coterie-board\",\"version\":99}")
                               << QStringLiteral("newer");
        QTest::newRow("illegal object")
            << QByteArray("{\"format\":\"coterie-board\",\"version\":1,\"objects\":[{\"id\":\"x\",\"kind\":\"blob\"}]}")
            << QStringLiteral("Object 1");
    }
    void aFileThatIsNoneSaysWhy()
    {
        QFETCH(const QByteArray, file);
        QFETCH(const QString, word);
        const BoardImport import = importBoard(file);
        QVERIFY2(import.error.contains(word), qPrintable(import.error));
        QVERIFY(import.ops.isEmpty());
    }
    void nothingAndTooMuchAreSaid()
    {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        QVERIFY(exportBoard({}, {}, buffer).contains(QStringLiteral("nothing to export")));
        ExportSource huge = sourceOf(1);
        huge.pages = {{0, 0, 100'000, 10}};
        QVERIFY(exportBoard(huge, {}, buffer).contains(QStringLiteral("smaller scale")));
        QCOMPARE(bytes.size(), 0);
    }
    void anExportCanBeStopped()
    {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        int calls = 0;
        QVERIFY(!exportBoard(sourceOf(1), {}, buffer, [&](double) { return ++calls < 2; }).isEmpty());
        QCOMPARE(calls, 2);
    }
};

QTEST_MAIN(TestBoardExport)
#include "tst_boardexport.moc"
