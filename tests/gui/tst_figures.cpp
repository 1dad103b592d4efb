// SPDX-License-Identifier: MIT
#include "app/ui/board/boardscene.h"
#include "app/ui/board/laidtext.h"
#include "app/ui/board/tilelayer.h"
#include "tests/support/figurekit.h"

#include <QPainter>
#include <QTest>

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

FigureSources sources()
{
    return {{}, [](const QByteArray &asset) { return pictures().state(asset); }};
}

QImage blank(QSize size)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(0);
    return image;
}

PixelField fieldOf(QImage &image, QPoint origin)
{
    return {reinterpret_cast<quint32 *>(image.bits()), image.bytesPerLine() / 4, image.size(), origin};
}

const BoardPaper plain{0, 0, false};

// A layer, and a screen with this place of the board in its middle.
struct Sight {
    TileLayer layer;
    QImage screen;
    QPointF middle;

    Sight(const BoardScene &scene, QSize size, QPointF place)
        : layer(scene)
        , screen(size, QImage::Format_RGB32)
        , middle(place)
    {
    }
    void paint(const QRect &view, const QRect &part)
    {
        QPainter painter(&screen);
        painter.translate(-view.topLeft());
        layer.paint(painter, part);
    }
    QRgb look(double scale) // what is in the middle
    {
        const QPoint corner(int(middle.x() * scale) - screen.width() / 2,
                            int(middle.y() * scale) - screen.height() / 2);
        const QRect device(corner, screen.size());
        layer.setView(scale, 1, device);
        paint(device, device);
        return screen.pixel(screen.width() / 2, screen.height() / 2);
    }
};

} // namespace

class TestFigures final : public QObject
{
    Q_OBJECT
private slots:
    void B23_whatOnlyANewerVersionCanDrawIsACard_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("bare") << QString();
        QTest::newRow("written in") << QStringLiteral("what it is for");
    }
    void B23_whatOnlyANewerVersionCanDrawIsACard()
    {
        QFETCH(QString, text);
        BoardObject object = shape(BoardKind(boardKindCount + 7), {10, 20, 160, 100});
        object.text = text;
        const FigurePtr figure = figureOf(object, sources());
        QVERIFY(figure);
        QVERIFY(figure->isTouchedBy(QLineF(90, 70, 90, 70), 1)); // can be taken hold of anywhere
        QVERIFY(figure->box.contains(QRectF(10, 20, 160, 100)));
        QImage image = blank({200, 150});
        RasterCanvas canvas;
        canvas.begin(fieldOf(image, {0, 0}), QRect(QPoint(), image.size()), 1);
        figure->paint(canvas, plain);
        QVERIFY(qAlpha(image.pixel(20, 30)) > 0);
        // Struck out, or with its words.
        QSet<QRgb> inside;
        for (int x = 60; x < 120; ++x)
            for (int y = 40; y < 100; ++y)
                inside.insert(image.pixel(x, y));
        QVERIFY(inside.size() > 1);
        if (const QString folder = qEnvironmentVariable("COTERIE_KEEP"); !folder.isEmpty()) {
            QImage shot(image.size(), QImage::Format_RGB32);
            shot.fill(Qt::white);
            QPainter(&shot).drawImage(0, 0, image);
            QVERIFY(shot.save(folder + u"/card-" + QString::fromLatin1(QTest::currentDataTag()).left(4) + u".png"));
        }
    }
    void V2_boxesHoldAllInk()
    {
        qint64 inked = 0;
        for (int seed = 1; seed <= 400; ++seed) {
            Dice dice{quint64(seed)};
            const BoardObject object = test::randomObject(dice, 300, 300);
            const FigurePtr figure = figureOf(object, sources());
            QVERIFY(figure);
            const double scale = dice.between(0.3, 3.0);
            const QRect box = RasterCanvas::bounds(figure->box, scale);
            QImage image = blank(box.size() + QSize(40, 40));
            const QPoint origin = box.topLeft() - QPoint(20, 20);
            RasterCanvas canvas;
            canvas.begin(fieldOf(image, origin), QRect(origin, image.size()), scale);
            figure->paint(canvas, plain);
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x) {
                    const bool ink = qAlpha(image.pixel(x, y));
                    inked += ink;
                    if (ink && !box.contains(origin + QPoint(x, y)))
                        QFAIL(qPrintable(QStringLiteral("seed %1, kind %2: ink at %3, %4 outside its box")
                                             .arg(seed)
                                             .arg(int(object.kind))
                                             .arg(x)
                                             .arg(y)));
                }
            // What the document says of an object that stands by itself is what is painted, but for the shadow of a
            // note and text that leaves its frame.
            if (object.kind != BoardKind::Sticky)
                QCOMPARE(figure->box, object.box());
        }
        qInfo("%lld inked pixels looked at", inked);
        QVERIFY(inked > 1'000'000);
    }
    // Whatever is written and whether or not a font here has it: nothing of it is seen outside what it is written in,
    // and what does not fit is marked.
    void V13_textInAShapeOrANoteStaysWithin_data()
    {
        QTest::addColumn<QString>("text");
        const auto of = [](char32_t sign, int count) {
            QString text;
            for (int i = 0; i < count; ++i)
                text += QString::fromUcs4(&sign, 1);
            return text;
        };
        QTest::newRow("a word") << QStringLiteral("Lens");
        QTest::newRow("many words") << QStringLiteral("the quick brown fox jumps over the lazy dog ").repeated(4);
        QTest::newRow("a long word") << QString(120, u'W');
        QTest::newRow("many lines") << QStringLiteral("a\n").repeated(60);
        QTest::newRow("no font has it, private") << of(0x100123, 40);
        QTest::newRow("no font has it, unassigned") << of(0x378, 40);
        QTest::newRow("no font has it, other plane") << of(0x10fffd, 40) + u' ' + of(0x1ffff - 2, 3);
        QTest::newRow("another font's") << of(0x6f22, 60);
        QTest::newRow("right to left") << of(0x5d0, 90);
        QTest::newRow("a wide sign") << of(0xfdfd, 5);
        QTest::newRow("high and low marks") << of(u'o', 1) + of(0x302, 6) + of(0x323, 6);
        QTest::newRow("coloured") << of(0x1f600, 50);
    }
    void V13_textInAShapeOrANoteStaysWithin()
    {
        QFETCH(const QString, text);
        const bool stacked = text.contains(QChar(0x302)); // marks may stand above their line, but not beside it
        int looked = 0;
        for (const BoardKind kind : {BoardKind::Rectangle, BoardKind::Ellipse, BoardKind::Diamond, BoardKind::Sticky})
            for (const QSizeF size : {QSizeF(160, 160), QSizeF(300, 24), QSizeF(20, 200), QSizeF(6, 6)})
                for (const double rotation : {0.0, 30.0})
                    for (const BoardAlign align : {BoardAlign::Left, BoardAlign::Center, BoardAlign::Right}) {
                        if (rotation > 0 && align != BoardAlign::Center)
                            continue;
                        BoardObject object = shape(kind, {{40, 30}, size});
                        object.fontSize = 20;
                        object.width = 2;
                        object.align = align;
                        object.rotation = rotation;
                        const FigurePtr empty = figureOf(object, {});
                        object.text = text;
                        const FigurePtr figure = figureOf(object, {});
                        // A note or a shape is no larger for what is written in it.
                        const QRectF grown = figure->box.adjusted(-0.01, -0.01, 0.01, 0.01);
                        const QString where = QStringLiteral("kind %1, %2 x %3, turned %4, aligned %5")
                                                  .arg(int(kind))
                                                  .arg(size.width())
                                                  .arg(size.height())
                                                  .arg(rotation)
                                                  .arg(int(align));
                        const QRectF bare = empty->box.adjusted(-0.01, -0.01, 0.01, 0.01);
                        QVERIFY2(stacked ? bare.left() <= grown.left() + 0.02 && bare.right() >= grown.right() - 0.02
                                         : bare.contains(figure->box),
                                 qPrintable(where));
                        const auto *made = static_cast<const ShapeFigure *>(figure.get());
                        looked += int(std::count_if(made->parts.begin(), made->parts.end(), [](const auto &part) {
                            return std::holds_alternative<ShapeFigure::Text>(part);
                        }));
                    }
        QCOMPARE(looked, 4 * 4 * 4);
    }
    void V13_whatIsWrittenIsSeenAsAWholeMeanwhile()
    {
        BoardObject object = shape(BoardKind::Rectangle, {0, 0, 100, 60});
        object.fontSize = 20;
        object.text = QStringLiteral("the quick brown fox jumps over the lazy dog ").repeated(6);
        const WritingPlace place = writingPlaceOf(object, {});
        QVERIFY(!place.block->isCut);
        QVERIFY(place.toBoard.map(QPointF(0, place.block->height)).y() > 60);
        const FigurePtr figure = figureOf(object, {});
        for (const auto &part : static_cast<const ShapeFigure *>(figure.get())->parts)
            if (const auto *text = std::get_if<ShapeFigure::Text>(&part)) {
                QVERIFY(text->block->isCut);
                QVERIFY(text->block->height < place.block->height);
            }
        object.h = 2000; // there is room: its own size, and all of it
        for (const auto &part : static_cast<const ShapeFigure *>(figureOf(object, {}).get())->parts)
            if (const auto *text = std::get_if<ShapeFigure::Text>(&part)) {
                QVERIFY(!text->block->isCut);
                QCOMPARE(text->toBoard.m11() * textUnits, 20);
            }
    }
    void V1_aPixelIsTheSameThroughAnyClip()
    {
        qint64 compared = 0;
        for (int seed = 1; seed <= 250; ++seed) {
            Dice dice{quint64(seed) + 5000};
            const FigurePtr figure = figureOf(test::randomObject(dice, 500, 500), sources());
            const double scale = dice.between(0.1, 4.0);
            const QRect box = RasterCanvas::bounds(figure->box, scale);
            if (box.width() > 3000 || box.height() > 3000)
                continue;
            QImage whole = blank(box.size());
            RasterCanvas canvas;
            canvas.begin(fieldOf(whole, box.topLeft()), box, scale);
            figure->paint(canvas, plain);
            QImage pieces = blank(box.size());
            std::vector<QRect> parts;
            RasterCanvas other(coverCapsuleScalar);
            for (int y = 0; y < box.height();) {
                const int high = std::min(dice.between(1, 120), box.height() - y);
                for (int x = 0; x < box.width();) {
                    const int wide = std::min(dice.between(1, 160), box.width() - x);
                    const QRect part(box.left() + x, box.top() + y, wide, high);
                    QImage tile = blank({256, 256});
                    const QPoint origin = part.topLeft() - QPoint(dice.between(0, 60), dice.between(0, 60));
                    parts.push_back(part);
                    other.begin(fieldOf(tile, origin), part, scale);
                    figure->paint(other, plain);
                    QPainter painter(&pieces);
                    painter.setCompositionMode(QPainter::CompositionMode_Source);
                    painter.drawImage(QPoint(x, y), tile, QRect(part.topLeft() - origin, part.size()));
                    x += wide;
                }
                y += high;
            }
            compared += whole.sizeInBytes();
            QVERIFY2(pieces == whole, qPrintable(QStringLiteral("seed %1, kind %2").arg(seed).arg(int(figure->kind))));
            // Through all of them at once; what lies in none of them stays as it is.
            QImage some = blank(box.size());
            QImage few = blank(box.size());
            std::erase_if(parts, [&](const QRect &) { return dice.chance(0.3); });
            canvas.begin(fieldOf(some, box.topLeft()), parts, scale);
            figure->paint(canvas, plain);
            QPainter painter(&few);
            painter.setCompositionMode(QPainter::CompositionMode_Source);
            for (const QRect &part : parts)
                painter.drawImage(part.topLeft() - box.topLeft(), whole, part.translated(-box.topLeft()));
            painter.end();
            QVERIFY2(some == few, qPrintable(QStringLiteral("seed %1, kind %2").arg(seed).arg(int(figure->kind))));
        }
        qInfo("%.1f MB compared", double(compared) / 1e6);
        QVERIFY(compared > 20'000'000);
    }
    void tilesOfAllKindsEqualAColdRender_data()
    {
        QTest::addColumn<double>("pixelRatio");
        for (const double ratio : {1.0, 1.25, 2.0})
            QTest::addRow("%g", ratio) << ratio;
    }
    void tilesOfAllKindsEqualAColdRender()
    {
        QFETCH(const double, pixelRatio);
        qint64 compared = 0;
        for (int seed = 1; seed <= 4; ++seed) {
            Dice dice{quint64(seed) * 77};
            BoardScene scene;
            scene.setPictures([](const QByteArray &asset) { return pictures().state(asset); });
            TileLayer layer(scene);
            layer.setBackground(false);
            QImage screen({900, 600}, QImage::Format_RGB32);
            std::vector<BoardObject> there;
            QList<ObjectId> ids;
            double scale = pixelRatio;
            QRect device(0, 0, 900, 600);
            const auto look = [&] {
                layer.setView(scale, pixelRatio, device);
                QPainter painter(&screen);
                painter.translate(-device.topLeft());
                layer.paint(painter, device);
            };
            const auto apply = [&](const std::vector<SceneChange> &changes) {
                for (const SceneChange &change : changes) {
                    if (change.before)
                        layer.repaint(change.before);
                    if (change.after && !change.before && scene.isOnTop(change.id))
                        layer.paintOnTop(*change.after);
                    else if (change.after)
                        layer.repaint(change.after);
                }
            };
            const auto add = [&] {
                const BoardObject object = test::randomObject(dice, 1600, 1200, ids);
                apply(scene.put(object));
                there.push_back(object);
                ids.append(object.id);
            };
            for (int i = 0; i < 90; ++i)
                add();
            look();
            for (int step = 0; step < 60; ++step) {
                const int what = dice.between(0, 9);
                const auto at = size_t(dice.between(0, int(there.size()) - 1));
                if (what < 2) {
                    constexpr double zooms[] = {0.1, 0.5, 1, 1.3, 2.5};
                    scale = zooms[dice.between(0, 4)] * pixelRatio;
                    device.moveTo(dice.between(-200, int(1600 * scale)), dice.between(-200, int(1200 * scale)));
                    look();
                } else if (what < 5) {
                    add();
                } else if (what < 7) {
                    apply(scene.remove(there[at].id));
                    ids.removeAll(there[at].id);
                    there.erase(there.begin() + qptrdiff(at));
                } else {
                    BoardObject &object = there[at];
                    object.x += dice.between(-90.0, 90.0);
                    object.color = 0xff000000 | quint32(dice.next() & 0xffffff);
                    object.rotation = dice.between(0.0, 359.0);
                    object.order = BoardOrderKey(dice.between(1, 1'000'000));
                    apply(scene.put(object));
                }
                if (step % 20 == 0)
                    layer.setPaper({step % 40 ? 0xff202225 : 0xffffffff, 0xff888888, dice.chance(0.5)});
            }
            look();
            const QString wrong = layer.verify(&compared);
            QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(wrong)));
        }
        qInfo("%.1f MB of tiles compared", double(compared) / 1e6);
        QVERIFY(compared > 10'000'000);
    }
    // Both ways, and nobody rests: to where the first view shows nothing of what comes into sight, and to where it
    // would be shown some thirty times as large.
    void V46_aLongZoomIsNotWithoutWhatIsThere()
    {
        BoardScene scene;
        BoardObject far = shape(BoardKind::Rectangle, {2000, -500, 600, 1000});
        far.fill = 0xff0000ff;
        BoardObject dot = shape(BoardKind::Rectangle, {30, 30, 4, 4});
        dot.fill = 0xffff0000;
        dot.width = 0;
        for (const BoardObject &object : {far, dot})
            scene.put(object);
        Sight sight(scene, {600, 400}, {32, 32});
        TileLayer &layer = sight.layer;
        const auto look = [&](double scale) { return sight.look(scale); };
        const auto at = [&](double scale, QPointF board) {
            look(scale);
            return sight.screen.pixel(((board - QPointF(32, 32)) * scale + QPointF(300, 200)).toPoint());
        };
        look(4);
        QTRY_VERIFY(layer.isSettled());
        layer.setZooming(true);
        double scale = 4;
        for (; scale > 0.12; scale /= 1.2)
            look(scale);
        QTRY_COMPARE(at(scale, {2300, 0}), qRgb(0, 0, 255));
        for (; scale < 8; scale *= 1.2)
            look(scale);
        QTRY_COMPARE(at(scale, {32, 32}), qRgb(255, 0, 0));
        QVERIFY(!layer.isSettled());
        layer.setZooming(false);
        QTRY_VERIFY(layer.isSettled());
        QCOMPARE(at(scale, {32, 32}), qRgb(255, 0, 0));
    }
    void V46_onALargeScreenToo()
    {
        BoardScene scene;
        BoardObject one = shape(BoardKind::Rectangle, {-400, -400, 800, 800});
        one.fill = 0xff0000ff;
        scene.put(one);
        Sight sight(scene, {3840, 2160}, {0, 0});
        TileLayer &layer = sight.layer;
        const QImage &screen = sight.screen;
        const auto look = [&](double scale) { return sight.look(scale); };
        look(1);
        QTRY_VERIFY_WITH_TIMEOUT(layer.isSettled(), 30'000);
        QCOMPARE(look(1), qRgb(0, 0, 255));
        layer.setZooming(true);
        for (const double scale : {0.9, 0.7, 0.4, 0.2, 1.2, 2.0})
            QCOMPARE(look(scale), qRgb(0, 0, 255)); // without waiting for anything
        // What stands in is made anew on the way, though each step of it has more squares than there is room for.
        look(0.05);
        QCOMPARE(look(2.0), qRgb(0, 0, 255));
        BoardObject far = shape(BoardKind::Rectangle, {-60'000, -400, 20'000, 800});
        far.fill = 0xffff0000;
        scene.put(far);
        const auto farAway = [&](double at) {
            look(at);
            return screen.pixel(screen.width() / 2 - int(50'000 * at), screen.height() / 2);
        };
        double at = 0.02;
        QTRY_COMPARE_WITH_TIMEOUT(farAway(at = at > 0.03 ? 0.02 : at * 1.0001), qRgb(255, 0, 0), 30'000);
    }
    // Where a screen needs more squares than the cache is made for, and little of it is painted at a time.
    void V50_whatIsInSightStaysOnTheLargestScreenToo()
    {
        BoardScene scene;
        BoardObject one = shape(BoardKind::Rectangle, {-3900, -2200, 7800, 4400});
        one.fill = 0xff0000ff;
        scene.put(one);
        Sight sight(scene, {7680, 4320}, {0, 0});
        TileLayer &layer = sight.layer;
        sight.look(1);
        QTRY_VERIFY_WITH_TIMEOUT(layer.isSettled(), 60'000);
        sight.look(1);
        const auto squares = [&] {
            qsizetype blank = 0;
            for (int y = 128; y < 4320; y += 256)
                for (int x = 128; x < 7680; x += 256)
                    blank += sight.screen.pixel(x, y) != qRgb(0, 0, 255);
            return blank;
        };
        QCOMPARE(squares(), 0);
        const QRect view(QPoint(-3840, -2160), sight.screen.size());
        for (int i = 0; i < 4; ++i)
            sight.paint(view, QRect(-300 + 150 * i, 0, 40, 40)); // a stroke grows
        sight.screen.fill(Qt::black);
        sight.paint(view, view); // whatever it asks for comes later
        QCOMPARE(squares(), 0);
        QVERIFY(layer.isSettled());
    }
    void V46_whatIsCoarseDoesNotLieOverWhatIsFine()
    {
        BoardScene scene;
        BoardObject dot = shape(BoardKind::Rectangle, {2, 2, 3, 3});
        dot.fill = 0xffff0000;
        dot.width = 0;
        scene.put(dot);
        Sight sight(scene, {600, 400}, {3.5, 3.5});
        TileLayer &layer = sight.layer;
        const auto look = [&](double scale) { return sight.look(scale); };
        look(10);
        QTRY_VERIFY(layer.isSettled());
        QCOMPARE(look(10), qRgb(255, 0, 0));
        QSignalSpy arrived(&layer, &TileLayer::arrived);
        look(0.04);
        QVERIFY(arrived.wait());
        look(0.04);
        QVERIFY(!layer.isSettled()); // it is there in part
        layer.setZooming(true);
        QCOMPARE(look(11), qRgb(255, 0, 0));
    }
    void aTileThatIsNotPaintedAnewIsFound()
    {
        BoardScene scene;
        TileLayer layer(scene);
        layer.setBackground(false);
        layer.setView(1, 1, {0, 0, 256, 256});
        QImage screen({256, 256}, QImage::Format_RGB32);
        QPainter painter(&screen);
        layer.paint(painter, screen.rect());
        scene.put(shape(BoardKind::Ellipse, {20, 20, 100, 80})); // and nobody tells the layer
        qint64 compared = 0;
        QVERIFY(!layer.verify(&compared).isEmpty());
    }
    void aClickFindsLinesAndFilledInsides_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<quint32>("fill");
        QTest::addColumn<QPointF>("at");
        QTest::addColumn<bool>("found");
        const auto row = [](const char *name, BoardKind kind, quint32 fill, QPointF at, bool found) {
            QTest::newRow(name) << int(kind) << fill << at << found;
        };
        row("inside an empty rectangle", BoardKind::Rectangle, 0, {150, 150}, false);
        row("inside a filled one", BoardKind::Rectangle, 0xffff0000, {150, 150}, true);
        row("on its line", BoardKind::Rectangle, 0, {150, 103}, true);
        row("six pixels beside it", BoardKind::Rectangle, 0, {150, 94}, false);
        row("in the corner of an ellipse's frame", BoardKind::Ellipse, 0xffff0000, {108, 106}, false);
        row("in the middle of a filled ellipse", BoardKind::Ellipse, 0xffff0000, {150, 150}, true);
        row("on the line of an ellipse", BoardKind::Ellipse, 0, {150, 101}, true);
        row("in the corner of a diamond's frame", BoardKind::Diamond, 0xffff0000, {110, 110}, false);
        row("on the side of a diamond", BoardKind::Diamond, 0, {125, 125}, true);
        row("in a note", BoardKind::Sticky, 0, {150, 150}, true);
        row("in a picture", BoardKind::Image, 0, {150, 150}, true);
        row("in a frame", BoardKind::Frame, 0, {150, 150}, false);
        row("on a frame's title", BoardKind::Frame, 0, {130, 80}, true);
        row("on a line", BoardKind::Line, 0, {150, 152}, true);
        row("beside a line", BoardKind::Line, 0, {150, 165}, false);
    }
    void aClickFindsLinesAndFilledInsides()
    {
        QFETCH(const int, kind);
        QFETCH(const quint32, fill);
        QFETCH(const QPointF, at);
        QFETCH(const bool, found);
        BoardObject object = shape(BoardKind(kind), {100, 100, 100, 100});
        object.fill = fill;
        BoardScene scene;
        scene.put(object);
        QCOMPARE(scene.hit(at, 4).has_value(), found);
    }
    void theTopmostIsHitFirst()
    {
        BoardScene scene;
        BoardObject low = shape(BoardKind::Sticky, {0, 0, 100, 100});
        BoardObject high = shape(BoardKind::Sticky, {50, 50, 100, 100});
        high.order = BoardOrderKey(2);
        scene.put(high);
        scene.put(low);
        QCOMPARE(scene.hits({75, 75}, 4), (QList<ObjectId>{high.id, low.id}));
        scene.setHidden(high.id, true);
        QCOMPARE(scene.hit({75, 75}, 4), std::optional(low.id));
    }
    void aMarqueeTakesWhatLiesInItOrMeetsIt()
    {
        BoardScene scene;
        const BoardObject in = shape(BoardKind::Ellipse, {10, 10, 30, 30});
        BoardObject across = shape(BoardKind::Rectangle, {80, 10, 100, 30});
        across.order = BoardOrderKey(2);
        BoardObject around = shape(BoardKind::Rectangle, {-200, -200, 600, 600}); // empty, its line is far away
        around.order = BoardOrderKey(3);
        for (const BoardObject &o : {in, across, around})
            scene.put(o);
        QCOMPARE(scene.within(QRectF(0, 0, 100, 100), BoardScene::Take::Inside), QList<ObjectId>{in.id});
        QCOMPARE(scene.within(QRectF(0, 0, 100, 100), BoardScene::Take::Meeting), (QList<ObjectId>{in.id, across.id}));
        QCOMPARE(scene.within(Polyline{{0, 0}, {60, 0}, {60, 60}, {0, 60}}, BoardScene::Take::Inside),
                 QList<ObjectId>{in.id});
        const Polyline cuts{{0, 0}, {25, 25}, {0, 60}};
        QVERIFY(scene.within(cuts, BoardScene::Take::Inside).isEmpty());
        QCOMPARE(scene.within(cuts, BoardScene::Take::Meeting), QList<ObjectId>{in.id});
    }
    void V4_boundEndsFollowWhatTheyAreBoundTo()
    {
        BoardScene scene;
        BoardObject box = shape(BoardKind::Rectangle, {100, 0, 100, 100});
        BoardObject disc = shape(BoardKind::Ellipse, {400, 0, 100, 100});
        BoardObject arrow = shape(BoardKind::Arrow, {0, 0, 10, 10});
        arrow.start = BoardAnchor{box.id, 0.5, 0.5};
        arrow.end = BoardAnchor{disc.id, 0.5, 0.5};
        scene.reset({arrow, box, disc}); // in whatever order they come
        const auto ends = [&] {
            const auto &figure = static_cast<const ShapeFigure &>(*scene.figure(arrow.id));
            return QLineF(figure.lines[0][0], figure.lines[0][1]);
        };
        QCOMPARE(ends(), QLineF(200, 50, 400, 50));
        disc.y = 300;
        const auto changes = scene.put(disc);
        QCOMPARE(changes.size(), 2u); // the arrow looks different too
        QCOMPARE(changes[1].id, arrow.id);
        QVERIFY(ends().y2() > 300);
        QVERIFY(std::abs(QLineF(ends().p2(), {450, 350}).length() - 50) < 0.1); // on the circle
        scene.remove(disc.id);
        QCOMPARE(ends().p2(), QPointF(10, 10)); // free again, where the line has it
        QVERIFY(scene.hit({ends().p2()}, 4));
    }
    void anEndInTheCornerOfARoundOneIsMovedToItsLine()
    {
        BoardScene scene;
        const BoardObject disc = shape(BoardKind::Ellipse, {0, 0, 100, 100});
        BoardObject line = shape(BoardKind::Line, {-200, -200, 1, 1});
        line.end = BoardAnchor{disc.id, 0, 0};
        scene.put(disc);
        scene.put(line);
        const auto &figure = static_cast<const ShapeFigure &>(*scene.figure(line.id));
        QVERIFY(std::abs(QLineF(figure.lines[0][1], {50, 50}).length() - 50) < 0.1);
    }
    void linesBoundToEachOtherComeToAnEnd()
    {
        BoardScene scene;
        BoardObject a = shape(BoardKind::Line, {0, 0, 10, 10});
        BoardObject b = shape(BoardKind::Line, {50, 0, 10, 10});
        a.end = BoardAnchor{b.id, 0.5, 0.5};
        b.end = BoardAnchor{a.id, 0.5, 0.5};
        scene.put(a);
        QCOMPARE(scene.put(b).size(), 2u);
        QCOMPARE(scene.count(), 2);
    }
    void aLineThatIsVeryLongIsStraightAndExact()
    {
        // Far out, and at the largest zoom: the ink is where it should be.
        BoardObject line = shape(BoardKind::Line, {-4e6, -2e6, 8e6, 4e6});
        line.width = 4;
        const FigurePtr figure = figureOf(line, {});
        for (const double t : {0.1, 0.5, 0.77}) {
            const double scale = 32;
            const QPointF on(QPointF(line.x, line.y) + t * QPointF(line.w, line.h));
            const QPoint device = (on * scale).toPoint();
            QImage image = blank({64, 64});
            RasterCanvas canvas;
            const QPoint origin = device - QPoint(32, 32);
            canvas.begin(fieldOf(image, origin), QRect(origin, image.size()), scale);
            canvas.paint(*figure, plain);
            QCOMPARE(qAlpha(image.pixel(32, 32)), 255);
        }
    }
    void T62_aNoteIsSignedAtItsFootWhereThereIsRoom()
    {
        FigureSources signedOnes = sources();
        signedOnes.signature = [](const ObjectId &) { return QStringLiteral("AN"); };
        const auto inkOf = [](const FigurePtr &figure, const QRect &part) {
            QImage image = blank({260, 260});
            RasterCanvas canvas;
            canvas.begin(fieldOf(image, {}), image.rect(), 1);
            canvas.paint(*figure, plain);
            int dark = 0;
            for (int y = part.top(); y <= part.bottom(); ++y)
                for (int x = part.left(); x <= part.right(); ++x)
                    dark += qGray(image.pixel(x, y)) < 150;
            return dark;
        };
        BoardObject note = shape(BoardKind::Sticky, {20, 20, 160, 160});
        note.color = 0xff1e1e1e;
        const QRect foot(150, 166, 26, 11);
        QCOMPARE(inkOf(figureOf(note, sources()), foot), 0); // nobody is known
        const FigurePtr signedNote = figureOf(note, signedOnes);
        QVERIFY(inkOf(signedNote, foot) > 8);
        QCOMPARE(inkOf(signedNote, QRect(24, 24, 150, 130)), 0);
        note.text = QStringLiteral("many words that go on and on ").repeated(30);
        QVERIFY(inkOf(figureOf(note, signedOnes), foot) > 8); // the text leaves it its place
        BoardObject small = shape(BoardKind::Sticky, {20, 20, 20, 20});
        QCOMPARE(inkOf(figureOf(small, signedOnes), QRect(0, 0, 260, 260)),
                 inkOf(figureOf(small, sources()), QRect(0, 0, 260, 260)));
    }
    void T62_aSceneSignsAnewWhatIsSignedOtherwiseByNow()
    {
        BoardScene scene;
        QString name = QStringLiteral("A");
        scene.setSignatures([&](const ObjectId &) { return name; });
        const BoardObject note = shape(BoardKind::Sticky, {20, 20, 160, 160}),
                          box = shape(BoardKind::Rectangle, {220, 20, 160, 160});
        scene.reset({note, box});
        QCOMPARE(scene.signaturesChanged().size(), size_t(0));
        name = QStringLiteral("B");
        const auto changes = scene.signaturesChanged();
        QCOMPARE(changes.size(), size_t(1));
        QCOMPARE(changes.front().id, note.id);
        (void)scene.remove(note.id);
        name = QStringLiteral("C");
        QCOMPARE(scene.signaturesChanged().size(), size_t(0));
    }
    void anOutlineHasItsDotsAndDashes_data()
    {
        QTest::addColumn<BoardDash>("dash");
        QTest::addColumn<int>("pieces");
        QTest::newRow("solid") << BoardDash::Solid << 1;
        QTest::newRow("dashed") << BoardDash::Dashed << 12; // 16 long, 18 apart
        QTest::newRow("dotted") << BoardDash::Dotted << 33; // 12 apart, and each a little long
    }
    void anOutlineHasItsDotsAndDashes()
    {
        QFETCH(BoardDash, dash);
        QFETCH(int, pieces);
        BoardObject line = shape(BoardKind::Line, {20, 10, 400, 0});
        line.width = 4;
        line.dash = dash;
        const FigurePtr figure = figureOf(line, {});
        QImage image = blank({440, 20});
        RasterCanvas canvas;
        canvas.begin(fieldOf(image, {}), image.rect(), 1);
        canvas.paint(*figure, plain);
        int runs = 0;
        for (int x = 1; x < image.width(); ++x)
            runs += qAlpha(image.pixel(x, 10)) > 127 && qAlpha(image.pixel(x - 1, 10)) <= 127;
        QCOMPARE(runs, pieces);
    }
    void aHugeDashedShapeIsNotCutIntoMillions()
    {
        BoardObject box = shape(BoardKind::Rectangle, {-8e6, -8e6, 1.6e7, 1.6e7});
        box.dash = BoardDash::Dotted;
        const FigurePtr figure = figureOf(box, {});
        const auto &line = std::get<ShapeFigure::Line>(static_cast<const ShapeFigure &>(*figure).parts.front());
        QVERIFY(line.path.elementCount() < 20'000);
    }
};

QTEST_MAIN(TestFigures)
#include "tst_figures.moc"
