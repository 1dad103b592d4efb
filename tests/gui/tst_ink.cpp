// SPDX-License-Identifier: MIT
#include "app/ui/board/blendkernel.h"
#include "app/ui/board/boardpaper.h"
#include "app/ui/board/boardstyle.h"
#include "app/ui/board/liveink.h"
#include "app/ui/board/shapefigure.h"
#include "app/ui/board/tilelayer.h"
#include "app/ui/shell/theme.h"
#include "tests/support/boardkit.h"

#include <QPainter>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <thread>

using namespace coterie;
using namespace coterie::ui;
using test::Dice;

namespace {

BoardObject objectOf(const BoardOp &op, qint64 order)
{
    BoardDoc doc;
    doc.apply({newId<OpId>(), newId<UserId>(), {op}}, 1);
    BoardObject object = doc.objects().first();
    object.order = order;
    return object;
}

BoardOp randomInk(Dice &dice, double width, double height)
{
    const StrokePoints points =
        test::scribble(dice, test::Hand(dice.between(0, 2)), dice.between(1, 100), dice.chance(0.6));
    const quint32 alpha = dice.chance(0.6) ? 0xff : quint32(dice.between(20, 250));
    return BoardOp::createStroke(dice.id<ObjectId>(), dice.between(0.0, width), dice.between(0.0, height),
                                 points.packed(), alpha << 24 | quint32(dice.next() & 0xffffff),
                                 dice.between(0.5, 30.0));
}

QImage blank(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    return image;
}

PixelField fieldOf(QImage &image, QPoint origin)
{
    return {reinterpret_cast<quint32 *>(image.bits()), image.bytesPerLine() / 4, image.size(), origin};
}

constexpr double scales[] = {0.01, 0.05, 0.3, 1.0, 1.37, 2.0, 7.5};

} // namespace

// Every test says how many bytes it compared: one that compares nothing proves nothing.
class TestInk final : public QObject
{
    Q_OBJECT
private slots:
    void pointsAreUnpackedOnceWhoeverAsks()
    {
        Dice dice{11};
        qint64 compared = 0;
        for (int round = 0; round < 200; ++round) {
            const BoardObject object = objectOf(randomInk(dice, 100, 100), 1);
            InkPoints points(object.points);
            const StrokePoints *other = nullptr;
            std::thread second([&] { other = &points.get(); });
            const StrokePoints *first = &points.get();
            second.join();
            QCOMPARE(first, other);
            QVERIFY(*first == *StrokePoints::unpack(object.points));
            compared += qint64(first->at.size());
            const InkPoints moved = std::move(points);
            QCOMPARE(&moved.get(), first);
        }
        QVERIFY2(compared > 1000, qPrintable(QString::number(compared)));
        QVERIFY(InkPoints(QByteArray("broken")).get().at.empty());
        QVERIFY(InkPoints().get().at.empty());
    }
    void vectorAndScalarMakeTheSamePixels()
    {
        if (!vectorCoverCapsule())
            QSKIP("this processor has no AVX2");
        Dice dice(1);
        InkRasterizer scalar(coverCapsuleScalar);
        InkRasterizer vector(vectorCoverCapsule());
        qint64 compared = 0;
        qint64 inked = 0;
        for (int i = 0; i < 240; ++i) {
            const InkPtr ink = InkStroke::of(objectOf(randomInk(dice, 100, 100), 1));
            const double scale = scales[size_t(i) % std::size(scales)];
            const QPoint origin = InkRasterizer::bounds(ink->box, scale).topLeft() - QPoint(3, 3);
            QImage a = blank({400, 300});
            QImage b = a;
            const QRect all(origin, a.size());
            scalar.paint(fieldOf(a, origin), {&all, 1}, *ink, scale, ink->color);
            vector.paint(fieldOf(b, origin), {&all, 1}, *ink, scale, ink->color);
            QCOMPARE(a, b);
            compared += a.sizeInBytes();
            inked += a != blank(a.size());
        }
        QVERIFY(inked > 200);
        qInfo("%lld bytes compared, %lld pictures with ink", compared, inked);
    }
    // Every cover with every opacity, over a fifth of what can lie below, and by turns in runs: of none, of all, and of
    // anything. No pixel behind the last one is touched.
    void vectorAndScalarBlendTheSame()
    {
        if (!vectorBlendRow())
            QSKIP("this processor has no AVX2");
        Dice dice(15);
        qint64 compared = 0;
        qint64 even = 0; // eights of one cover
        for (int alpha = 0; alpha < 256; ++alpha)
            for (int under = 0; under < 256; under += 5) {
                std::vector<quint8> cover(256 + blendSlack, 0xff); // what is behind the last one is no cover
                for (int i = 0; i < 256; ++i)
                    cover[size_t(i)] = quint8(i);
                if (dice.chance(0.6))
                    for (int i = 0; i < 256;) {
                        const int kind = dice.between(0, 2);
                        for (int left = dice.between(1, 40); left > 0 && i < 256; --left, ++i)
                            cover[size_t(i)] = quint8(kind == 0 ? 0 : kind == 1 ? 255 : dice.between(0, 255));
                    }
                const int width = dice.between(1, 256);
                for (int i = 0; i + 8 <= width; i += 8)
                    even += std::all_of(&cover[size_t(i)], &cover[size_t(i)] + 8,
                                        [&](quint8 one) { return one == cover[size_t(i)]; });
                const quint32 argb = quint32(alpha) << 24 | quint32(dice.next() & 0xffffff);
                const quint32 pixel = quint32(under) * 0x010101 | quint32(dice.chance(0.7) ? 0xff : under) << 24;
                std::vector<quint32> scalar(256 + blendSlack, pixel);
                std::vector<quint32> vector = scalar;
                blendRowScalar(scalar.data(), cover.data(), width, argb);
                vectorBlendRow()(vector.data(), cover.data(), width, argb);
                QCOMPARE(vector, scalar);
                for (size_t i = 0; i < vector.size(); ++i)
                    if (i >= size_t(width) || !cover[i])
                        QCOMPARE(vector[i], pixel);
                compared += width * qint64(sizeof(quint32));
            }
        QVERIFY(compared > 6'000'000 && even > 10'000);
        qInfo("%lld bytes compared", compared);
    }
    // Its far end is further away than whole numbers of pixels go from the stroke's own; both kernels leave alone what
    // is not theirs, and it is painted where it lies.
    void aStrokeThatEndsBeyondAllNumbersIsPaintedWhereItLies()
    {
        StrokePoints points;
        points.exponent = -6;
        BoardObject object;
        for (const qint16 slant : {qint16(0), qint16(4)}) {
            points.at = {{3000, 0}, {32767, slant}};
            object =
                objectOf(BoardOp::createStroke(newId<ObjectId>(), -8'000'000, 0, points.packed(), 0xff000000, 4), 1);
            object.w = 34.5;
            const InkPtr ink = InkStroke::of(object);
            constexpr double scale = 32;
            for (const CoverCapsule kernel : {CoverCapsule(coverCapsuleScalar), bestCoverCapsule()}) {
                InkRasterizer rasterizer(kernel);
                const double middle = ink->box.center().y() * scale;
                qint64 inked = 0;
                for (const double x : {0.0, ink->box.left() * scale, ink->box.center().x() * scale}) {
                    const QPoint origin(int(x), int(middle) - 150);
                    std::vector<quint32> pixels(256 * 302, 0xffffffff);
                    // A row of its own on both sides says whether anything went out of the field.
                    const PixelField field{pixels.data() + 256, 256, QSize(256, 300), origin};
                    const QRect all = field.rect();
                    rasterizer.paint(field, {&all, 1}, *ink, scale, ink->color);
                    QVERIFY(
                        std::all_of(pixels.begin(), pixels.begin() + 256, [](quint32 p) { return p == 0xffffffff; }));
                    QVERIFY(std::all_of(pixels.end() - 256, pixels.end(), [](quint32 p) { return p == 0xffffffff; }));
                    inked += std::count(pixels.begin(), pixels.end(), 0xff000000);
                }
                QVERIFY(inked > 0);
            }
        }
    }
    void aPixelDoesNotDependOnTheTileItIsIn()
    {
        Dice dice(2);
        InkRasterizer rasterizer;
        qint64 compared = 0;
        for (int i = 0; i < 120; ++i) {
            const InkPtr ink = InkStroke::of(objectOf(randomInk(dice, 500, 500), 1));
            const double scale = scales[size_t(i) % std::size(scales)];
            const QPoint origin = InkRasterizer::bounds(ink->box, scale).topLeft() - QPoint(5, 5);
            QImage whole = blank({360, 280});
            const QRect all(origin, whole.size());
            rasterizer.paint(fieldOf(whole, origin), {&all, 1}, *ink, scale, ink->color);
            QImage parts = blank(whole.size());
            QImage atOnce = blank(whole.size());
            const int w = dice.between(1, 130);
            const int h = dice.between(1, 130);
            std::vector<QRect> clips;
            for (int y = 0; y < whole.height(); y += h)
                for (int x = 0; x < whole.width(); x += w)
                    clips.emplace_back(origin + QPoint(x, y), QSize(w, h));
            for (const QRect &clip : clips)
                rasterizer.paint(fieldOf(parts, origin), {&clip, 1}, *ink, scale, ink->color);
            rasterizer.paint(fieldOf(atOnce, origin), clips, *ink, scale, ink->color);
            QCOMPARE(parts, whole);
            QCOMPARE(atOnce, whole);
            compared += whole.sizeInBytes();
        }
        qInfo("%lld bytes compared", compared);
    }
    void aCornerOfThreePointsIsDrawnAsACurve()
    {
        StrokePoints points;
        points.at = {{0, 0}, {100 * 16, 0}, {100 * 16, 100 * 16}};
        const InkPtr ink = InkStroke::of(
            objectOf(BoardOp::createStroke(newId<ObjectId>(), 20, 30, points.packed(), 0xff0000ff, 6), 1));
        QImage image = blank({160, 160});
        const QRect all = image.rect();
        InkRasterizer().paint(fieldOf(image, {}), {&all, 1}, *ink, 1, ink->color);
        QCOMPARE(image.pixel(120, 30), 0xffffffffu); // the corner itself
        QCOMPARE(image.pixel(95, 42), 0xff0000ffu);  // the middle of the curve, three quarters and an eighth of the way
        QCOMPARE(image.pixel(70, 55), 0xffffffffu);  // which is no straight line either
        QCOMPARE(image.pixel(20, 30), 0xff0000ffu);  // it begins and ends where the pen did
        QCOMPARE(image.pixel(120, 130), 0xff0000ffu);
    }
    void farAwayInkHasFewerKnots()
    {
        Dice dice(9);
        for (int round = 0; round < 5; ++round) {
            const StrokePoints points = test::scribble(dice, test::Hand::Writing, 400, false);
            const InkPtr ink = InkStroke::of(
                objectOf(BoardOp::createStroke(newId<ObjectId>(), 0, 0, points.packed(), 0xff0000ff, 3), 1));
            const auto near = InkRasterizer::runs(*ink, 1), far = InkRasterizer::runs(*ink, 0.1);
            QCOMPARE(near.size(), size_t(1));
            QCOMPARE(far.size(), size_t(1));
            QVERIFY(near.front().size() >= points.at.size() * 9 / 10);
            QVERIFY2(far.front().size() < near.front().size() / 2,
                     qPrintable(QStringLiteral("%1 of %2").arg(far.front().size()).arg(near.front().size())));
            QVERIFY(far.front().size() > 20); // but enough to be the same line
            // Both begin and end at the same places of the board.
            for (const bool last : {false, true}) {
                const InkRasterizer::Knot &a = last ? near.front().back() : near.front().front();
                const InkRasterizer::Knot &b = last ? far.front().back() : far.front().front();
                QVERIFY(std::hypot(a.x - b.x * 10, a.y - b.y * 10) < 0.1F);
            }
        }
    }
    void inkHasTheRightPlaceAndWidth()
    {
        StrokePoints points;
        points.at = {{0, 0}, {100 * 16, 0}};
        const InkPtr ink = InkStroke::of(
            objectOf(BoardOp::createStroke(newId<ObjectId>(), 20, 30, points.packed(), 0xff0000ff, 8), 1));
        QImage image = blank({200, 100});
        const QRect all = image.rect();
        InkRasterizer().paint(fieldOf(image, {}), {&all, 1}, *ink, 1, ink->color);
        for (int y = 0; y < 100; ++y)
            QCOMPARE(image.pixel(70, y), y >= 26 && y < 34 ? 0xff0000ffu : 0xffffffffu);
        QCOMPARE(image.pixel(17, 30), 0xff0000ffu); // the round end
        QCOMPARE(image.pixel(14, 30), 0xffffffffu);
    }
    void translucentInkIsEvenWhereItCrossesItself()
    {
        StrokePoints points;
        points.at = {{0, 0}, {800, 800}, {800, 0}, {0, 800}};
        const InkPtr ink = InkStroke::of(
            objectOf(BoardOp::createStroke(newId<ObjectId>(), 20, 20, points.packed(), 0x80000000, 10), 1));
        QImage image = blank({100, 100});
        const QRect all = image.rect();
        InkRasterizer().paint(fieldOf(image, {}), {&all, 1}, *ink, 1, ink->color);
        QSet<QRgb> solid;
        for (int y = 0; y < 100; ++y)
            for (int x = 0; x < 100; ++x)
                solid.insert(image.pixel(x, y));
        QRgb darkest = 0xffffffff;
        for (const QRgb c : solid)
            darkest = qRed(c) < qRed(darkest) ? c : darkest;
        QCOMPARE(qRed(darkest), 127);
    }
    void theLiveStrokeAndTheFinishedOneAreTheSamePixels()
    {
        Dice dice(4);
        qint64 compared = 0;
        for (int i = 0; i < 40; ++i) {
            const StrokePoints shape = test::scribble(dice, test::Hand(i % 3), dice.between(2, 150));
            StrokeBuilder builder(newId<ObjectId>(), 0xff336699, dice.between(1.0, 12.0), 1, true, {50, 50, 0.5});
            LiveInk live(builder);
            for (size_t k = 1; k < shape.at.size(); ++k) {
                const int before = builder.count();
                QVERIFY(builder.add({50 + shape.at[k].x / 16.0, 50 + shape.at[k].y / 16.0, shape.pressure[k] / 255.0}));
                live.grow(builder.points(), before);
            }
            const int before = builder.count();
            builder.finish();
            live.grow(builder.points(), before);
            const InkPtr ink = InkStroke::of(objectOf(builder.creation(), 1));
            QVERIFY(live.ink().box.contains(ink->box) || ink->box.contains(live.ink().box));
            const QPoint origin = InkRasterizer::bounds(ink->box, 1.5).topLeft();
            QImage a = blank({500, 400});
            QImage b = a;
            InkRasterizer rasterizer;
            const QRect all(origin, a.size());
            rasterizer.paint(fieldOf(a, origin), {&all, 1}, live.ink(), 1.5, 0xff336699);
            rasterizer.paint(fieldOf(b, origin), {&all, 1}, *ink, 1.5, 0xff336699);
            QCOMPARE(a, b);
            compared += a.sizeInBytes();
        }
        qInfo("%lld bytes compared", compared);
    }
    void tilesEqualAColdRender_data()
    {
        QTest::addColumn<double>("pixelRatio");
        QTest::newRow("1x") << 1.0;
        QTest::newRow("1.25x") << 1.25;
        QTest::newRow("2x") << 2.0;
    }
    void tilesEqualAColdRender()
    {
        QFETCH(const double, pixelRatio);
        qint64 compared = 0;
        for (int seed = 1; seed <= 3; ++seed) {
            Dice dice{quint64(seed)};
            BoardScene scene;
            TileLayer layer(scene);
            layer.setBackground(false);
            QImage screen({1000, 700}, QImage::Format_RGB32);
            std::vector<BoardObject> there;
            qint64 order = 0;
            double scale = pixelRatio;
            QRect device(0, 0, 1000, 700);
            const auto look = [&] {
                layer.setView(scale, pixelRatio, device);
                QPainter painter(&screen);
                painter.translate(-device.topLeft());
                layer.paint(painter, device);
            };
            const auto add = [&] {
                const BoardObject object = objectOf(randomInk(dice, 1600, 1200), ++order);
                scene.put(object);
                there.push_back(object);
                if (scene.isOnTop(object.id))
                    layer.paintOnTop(*scene.figure(object.id));
                else
                    layer.repaint(scene.figure(object.id));
            };
            for (int i = 0; i < 150; ++i)
                add();
            look();
            for (int step = 0; step < 80; ++step) {
                const int what = dice.between(0, 9);
                const auto at = size_t(dice.between(0, int(there.size()) - 1));
                if (what < 2) {
                    constexpr double zooms[] = {0.25, 0.5, 1, 1.3, 2};
                    scale = zooms[dice.between(0, 4)] * pixelRatio;
                    device.moveTo(dice.between(-200, int(1600 * scale)), dice.between(-200, int(1200 * scale)));
                    look();
                } else if (what < 5) {
                    add();
                } else if (what < 8) {
                    const size_t end = std::min(there.size(), at + size_t(dice.between(1, 3))); // one, or some at once
                    std::vector<FigurePtr> gone;
                    for (size_t i = at; i < end; ++i) {
                        gone.push_back(scene.figure(there[i].id));
                        scene.remove(there[i].id);
                    }
                    layer.repaint(gone);
                    there.erase(there.begin() + qptrdiff(at), there.begin() + qptrdiff(end));
                } else {
                    BoardObject &object = there[at];
                    const FigurePtr before = scene.figure(object.id);
                    object.x += dice.between(-90.0, 90.0);
                    object.color = 0xff000000 | quint32(dice.next() & 0xffffff);
                    object.order = dice.chance(0.5) ? ++order : -++order;
                    scene.put(object);
                    layer.repaint(before);
                    layer.repaint(scene.figure(object.id));
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
    void tilesOfTheBackgroundEqualAColdRenderToo()
    {
        Dice dice(11);
        BoardScene scene;
        TileLayer layer(scene);
        for (int i = 0; i < 300; ++i)
            scene.put(objectOf(randomInk(dice, 1600, 1200), i));
        layer.setView(1, 1, {0, 0, 1280, 800});
        qint64 order = 1000;
        // Changes come while tiles are being painted.
        while (!layer.isSettled() || order < 1060) {
            const BoardObject object = objectOf(randomInk(dice, 1200, 800), ++order);
            scene.put(object);
            layer.paintOnTop(*scene.figure(object.id));
            if (const auto hit = scene.hit({dice.between(0.0, 1200.0), dice.between(0.0, 800.0)}, 20)) {
                const FigurePtr ink = scene.figure(*hit);
                scene.remove(*hit);
                layer.repaint(ink);
            }
            QCoreApplication::processEvents();
            if (order > 1060)
                QTRY_VERIFY(layer.isSettled());
        }
        qint64 compared = 0;
        QCOMPARE(layer.verify(&compared), QString());
        qInfo("%.1f MB of tiles compared", double(compared) / 1e6);
        QVERIFY(compared > 3'000'000);
    }
    // The tile is made anew, by the window, while a picture of it on the old paper is still being painted.
    void aPictureOnOldPaperIsOfNoUse()
    {
        Dice dice(12);
        BoardScene scene;
        for (int i = 0; i < 2000; ++i) // so that it takes its time
            scene.put(objectOf(randomInk(dice, 256, 256), i));
        for (const bool oneself : {true, false}) {
            TileLayer layer(scene);
            layer.setPaper({0xffffffff, 0, false});
            layer.setView(1, 1, {0, 0, 512, 256});
            layer.setBackground(!oneself);
            layer.setPaper({0xff202225, 0, false});
            QImage seen = blank({512, 256});
            QPainter painter(&seen);
            layer.paint(painter, seen.rect());
            painter.end();
            layer.setBackground(true);
            layer.setView(1, 1, {0, 0, 512, 256});
            bool white = false;
            connect(&layer, &TileLayer::arrived, this, [&] {
                QPainter again(&seen);
                layer.paint(again, seen.rect());
                white |= seen.pixelColor(511, 255) == QColor(Qt::white);
            });
            QTRY_VERIFY(layer.isSettled());
            QVERIFY(!white);
            qint64 compared = 0;
            QCOMPARE(layer.verify(&compared), QString());
            QVERIFY(compared >= 2 * 256 * 256 * 4);
        }
    }
    // Ink does not know what lies under it: what is light on the ground of the dark theme is seen on notes as well.
    void T92_inkOfADarkBoardIsSeenOnEveryPaleFill()
    {
        const BoardPaper dark{0xff1b1d21, 0, false}, light{0xffffffff, 0, false};
        const QColor ink = QColor::fromRgba(dark.inkOn(0xff1e1e1e));
        for (const quint32 note : noteColors) {
            const QColor fill = QColor::fromRgba(dark.fillOn(note));
            QVERIFY2(contrast(ink, fill) >= 4.5, qPrintable(fill.name()));
            QVERIFY2(contrast(fill, QColor::fromRgba(dark.ground)) >= 1.3, qPrintable(fill.name()));
            QVERIFY(contrast(QColor::fromRgba(textInk(dark, 0xff1e1e1e, note)), fill) >= 4.5);
            QCOMPARE(light.fillOn(note), note);
        }
        for (const quint32 strong : {0xff1971c2u, 0xff2f9e44u, 0x40ffffffu}) // shows through, or is strong by itself
            QCOMPARE(dark.fillOn(strong), strong);
    }
    void darkPaperTurnsInkThatWouldVanish()
    {
        const BoardPaper light{0xffffffff, 0, false};
        const BoardPaper dark{0xff1b1d21, 0, false};
        QCOMPARE(light.inkOn(0xff1e1e1e), 0xff1e1e1eu);
        QCOMPARE(dark.inkOn(0xff000000), 0xffffffffu);
        QCOMPARE(dark.inkOn(0x80000000), 0x80ffffffu);
        QCOMPARE(dark.inkOn(0xffe69f00), 0xffe69f00u);
        QCOMPARE(light.inkOn(0xffffffff), 0xff000000u);
    }
};

QTEST_MAIN(TestInk)
#include "tst_ink.moc"
