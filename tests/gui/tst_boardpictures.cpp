// SPDX-License-Identifier: MIT
#include "app/session/boardassets.h"
#include "app/ui/board/boardpictures.h"
#include "app/ui/board/exchange/boardintake.h"
#include "app/ui/board/exchange/exportjob.h"
#include "app/ui/board/exchange/imageimport.h"
#include "app/ui/board/exchange/pngwriter.h"
#include "app/ui/board/picturedecoder.h"
#include "tests/support/boardfilesrig.h"

#include <QClipboard>
#include <QDataStream>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImageReader>
#include <QImageWriter>

using namespace coterie;
using namespace coterie::ui;
using test::BoardRig;
using test::jpegOf;
using test::photo;
using test::Shown;

namespace {

// With an EXIF block that says "turned by a quarter", and where it was taken.
QByteArray withExif(const QByteArray &jpeg)
{
    QByteArray exif("Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0", 32);
    exif += "GPS 48.137 N 11.575 E";
    const auto size = quint16(exif.size() + 2);
    QByteArray block("\xff\xe1");
    block += char(size >> 8);
    block += char(size & 0xff);
    return jpeg.left(2) + block + exif + jpeg.mid(2);
}

} // namespace

class TestBoardPictures final : public QObject
{
    Q_OBJECT
private slots:
    void V8_aPictureIsKeptAndShown()
    {
        Shown shown;
        const QByteArray png = pngOf(photo(300, 200));
        shown.dropFiles({shown.write(QStringLiteral("a.png"), png)}, {400, 300});
        QTRY_COMPARE(shown.rig.controller.doc().visibleCount(), 1);
        const BoardObject object = shown.objects().first();
        QCOMPARE(object.kind, BoardKind::Image);
        QCOMPARE(object.frame().size(), QSizeF(300, 200));
        QVERIFY(!shown.assets.bytes(object.asset).isEmpty());
        QTRY_VERIFY(shown.page->view()->pictures().state(object.asset).picture);
        const QImage seen = shown.page->grab().toImage();
        QCOMPARE(seen.pixelColor(400, 300), photo(300, 200).pixelColor(150, 100));
        shown.trigger(BoardCommand::Undo);
        QCOMPARE(shown.rig.controller.doc().visibleCount(), 0);
    }
    void V8_thePictureOfTheClipboardAndSeveralFilesAtOnce()
    {
        Shown shown;
        QMimeData data;
        data.setImageData(photo(40, 30));
        shown.drop(data, {400, 300});
        QTRY_COMPARE(shown.rig.controller.doc().visibleCount(), 1);
        shown.dropFiles({shown.write(QStringLiteral("a.png"), pngOf(photo(50, 50))),
                         shown.write(QStringLiteral("b.jpg"), jpegOf(photo(2000, 50))),
                         shown.write(QStringLiteral("c.txt"), "words")});
        QTRY_COMPARE(shown.rig.controller.doc().visibleCount(), 3);
        QVERIFY(shown.says(QStringLiteral("c.txt")));
        const QList<BoardObject> all = shown.objects();
        QVERIFY(!all.at(1).frame().intersects(all.at(2).frame()));
        QVERIFY(all.at(2).w < 2000); // fitted to what is seen
        QCOMPARE(all.at(2).w / all.at(2).h, 40.0);
    }
    void V8_aPictureThatFitsInSightComesThereAndTheViewStays()
    {
        Shown shown;
        const double zoom = shown.page->view()->zoom();
        const QRectF seen = shown.page->view()->visibleBoard();
        for (const QPoint at : {QPoint(3, 3), QPoint(shown.page->width() - 3, shown.page->height() - 3)}) {
            shown.dropFiles({shown.write(QStringLiteral("a.png"), pngOf(photo(300, 200)))}, at);
            const int before = shown.rig.controller.doc().visibleCount();
            QTRY_COMPARE(shown.rig.controller.doc().visibleCount(), before + 1);
            QVERIFY(seen.contains(shown.objects().last().frame()));
        }
        QCOMPARE(shown.page->view()->zoom(), zoom);
        QCOMPARE(shown.page->view()->visibleBoard(), seen);
    }

    void V8_onlyThePixelsOfAPhotographStay()
    {
        const QByteArray original = withExif(jpegOf(photo(300, 200)));
        QVERIFY(original.contains("GPS 48.137"));
        const ImportedImage image = importImage(original);
        QVERIFY2(image.error.isEmpty(), qPrintable(image.error));
        QCOMPARE(image.size, QSize(200, 300)); // upright
        QVERIFY(!image.bytes.contains("GPS"));
        QVERIFY(!image.bytes.contains("Exif"));
        QCOMPARE(pictureFormatOf(image.bytes), PictureFormat::Jpeg);
    }

    void V8_largePicturesAreMadeSmaller()
    {
        const ImportedImage wide = importImage(jpegOf(photo(5000, 1000)));
        QCOMPARE(wide.size, QSize(4096, 819));
        QImage noise(3000, 2600, QImage::Format_ARGB32);
        quint32 state = 1;
        for (int y = 0; y < noise.height(); ++y)
            for (int x = 0; x < noise.width(); ++x)
                noise.setPixel(x, y, state = state * 1664525 + 1013904223);
        const ImportedImage heavy = importImage(noise); // 31 MB as a PNG, and not opaque
        QVERIFY(!heavy.bytes.isEmpty() && heavy.bytes.size() <= mostImageBytes);
        QVERIFY(heavy.size.width() < 3000);
        QVERIFY(heavy.size.width() > 500);
    }

    void V8_manyPicturesAreDecodedSmaller()
    {
        const auto sideFor = [](int count, const QSize &size) { return pictureSideFor(QList<QSize>(count, size)); };
        QCOMPARE(sideFor(1, {4096, 4096}), 4096);
        QCOMPARE(sideFor(6, {4096, 4096}), 4096);
        QCOMPARE(sideFor(1000, {2000, 40}), 4096); // not how many, but how large
        for (const int count : {7, 33, 129, 2000, 100'000}) {
            const auto bytes = [count](qint64 side) { return double(count) * double(side * side) * 4 * 4 / 3; };
            constexpr double most = 512 * 1024 * 1024;
            const int side = sideFor(count, {4096, 4096});
            QVERIFY2(bytes(side) <= most + count && bytes(side + 1) > most - count, qPrintable(QString::number(side)));
        }
        const PictureState small = decodedPicture(jpegOf(photo(400, 300)), QByteArray(32, 'a'), 100);
        QCOMPARE(small.picture->levels.front().size(), QSize(100, 75));
        QCOMPARE(small.picture->size, QSize(400, 300));
        QVERIFY(decodedPicture("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", {}).failed);
    }
    // As when a board is opened whose pictures are all on this computer.
    void V8_howeverManyComeInOneMomentTheyStayWithinHalfAGigabyte()
    {
        Shown shown;
        BoardAssets assets(shown.session.room, shown.session.requests, shown.session.store);
        QList<QByteArray> all;
        for (int i = 0; i < 24; ++i) {
            QImage image(4096, 4096, QImage::Format_RGB32);
            image.fill(QColor::fromHsv(i * 10, 200, 200));
            all.append(assets.put(pngOf(image)));
        }
        BoardPictures pictures;
        pictures.reset(&assets);
        for (const QByteArray &one : std::as_const(all))
            (void)pictures.state(one);
        const auto areThere = [&] {
            return std::all_of(all.cbegin(), all.cend(),
                               [&](const QByteArray &one) { return pictures.state(one).picture != nullptr; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(areThere(), 60'000);
        QVERIFY2(pictures.heldBytes() <= mostDecodedTogether, qPrintable(QString::number(pictures.heldBytes())));
        QCOMPARE(pictures.state(all.first()).picture->levels.front().size(), QSize(4096, 4096));
        QVERIFY(pictures.state(all.last()).picture->levels.front().width() >= 64); // and can still be seen
    }
    void V19_aCroppedOrMirroredImageComesAsItIsSeen_data()
    {
        QTest::addColumn<QByteArray>("how");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QPoint>("left"); // the pixel of the file that is at the upper left
        QTest::newRow("whole") << QByteArray() << QSize(80, 40) << QPoint(0, 0);
        QTest::newRow("mirrored") << QByteArray(",\"scale\":[-1,1]") << QSize(80, 40) << QPoint(79, 0);
        QTest::newRow("upside down") << QByteArray(",\"scale\":[1,-1]") << QSize(80, 40) << QPoint(0, 39);
        const QByteArray crop =
            ",\"crop\":{\"x\":20,\"y\":10,\"width\":40,\"height\":20,\"naturalWidth\":80,\"naturalHeight\":40}";
        QTest::newRow("cropped") << crop << QSize(40, 20) << QPoint(20, 10);
        QTest::newRow("both") << QByteArray(crop + ",\"scale\":[-1,-1]") << QSize(40, 20) << QPoint(59, 29);
        // As wide as it says it is, whatever it is.
        QTest::newRow("twice as large") << QByteArray(crop).replace("80", "160").replace("40}", "80}") << QSize(20, 10)
                                        << QPoint(10, 5);
        QTest::newRow("nonsense") << QByteArray(
                                         ",\"crop\":{\"x\":-9,\"y\":99,\"width\":0,\"naturalWidth\":0},\"scale\":[0]")
                                  << QSize(80, 40) << QPoint(0, 0);
    }
    void V19_aCroppedOrMirroredImageComesAsItIsSeen()
    {
        QFETCH(const QByteArray, how);
        QFETCH(const QSize, size);
        QFETCH(const QPoint, left);
        const QImage original = photo(80, 40);
        const QByteArray image = R"({"type":"image","x":0,"y":0,"width":300,"height":150,"fileId":"p")";
        // Twice: the other one is whole.
        const QByteArray file = "{\"type\":\"excalidraw\",\"elements\":[" + image + how + "}," + image +
                                "}],\"files\":{\"p\":{\"dataURL\":\"data:image/png;base64," +
                                pngOf(original).toBase64() + "\"}}}";
        const BoardIntake intake = intakeOf(file, {});
        QCOMPARE(intake.error, QString());
        QCOMPARE(intake.ops.size(), 2);
        const QImage seen = QImage::fromData(intake.assets.value(*intake.ops.first().asset));
        QCOMPARE(seen.size(), size);
        QCOMPARE(seen.pixelColor(0, 0), original.pixelColor(left));
        QCOMPARE(*intake.ops.first().w, 300.0);
        const QImage whole = QImage::fromData(intake.assets.value(*intake.ops.last().asset));
        QCOMPARE(whole.size(), original.size());
        QCOMPARE(intake.assets.size(), intake.ops.first().asset == intake.ops.last().asset ? 1 : 2);
    }
    // Its reader leaves as it was in memory what such a file does not say, and makes an image of its own for some.
    void V19_whatABmpLeavesOutIsOfOneColour_data()
    {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::newRow("its bottom first") << 200 << 300;
        QTest::newRow("its top first") << -200 << 300;
        QTest::newRow("to be made smaller") << 40 << 6000;
    }
    void V19_whatABmpLeavesOutIsOfOneColour()
    {
        QFETCH(const int, height);
        QFETCH(const int, width);
        QByteArray bmp;
        QDataStream out(&bmp, QIODevice::WriteOnly);
        out.setByteOrder(QDataStream::LittleEndian);
        const quint32 head = 14 + 40 + 256 * 4;
        out << quint16(0x4d42) << head + 2 << quint32(0) << head;                                        // BM
        out << quint32(40) << qint32(width) << qint32(height) << quint16(1) << quint16(8) << quint32(1); // 8 bits, RLE
        out << quint32(2) << quint32(0) << quint32(0) << quint32(256) << quint32(0);
        for (int i = 0; i < 256; ++i)
            out << quint32(i == 0 ? 0x224466 : 0xffffff);
        out << quint8(0) << quint8(1); // the end of the picture, before its first pixel
        for (int i = 0; i < 8; ++i) {  // what the next image of this size will find in memory
            std::vector<std::unique_ptr<char[]>> blocks;
            for (int k = 0; k < 8; ++k) {
                blocks.push_back(std::make_unique<char[]>(std::size_t(width) * std::size_t(std::abs(height))));
                std::fill_n(blocks.back().get(), std::size_t(width) * std::size_t(std::abs(height)), char(0x55));
            }
        }
        const DecodedImage decoded = decodedImage(bmp);
        if (height < 0 && !decoded.error.isEmpty())
            return; // such a file says nothing that has a meaning: it may as well be refused
        QCOMPARE(decoded.error, QString());
        QCOMPARE(decoded.size, QSize(width, std::abs(height)));
        const QImage image = decoded.image.convertToFormat(QImage::Format_RGB32);
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (image.pixel(x, y) != 0xff224466)
                    QFAIL(qPrintable(QStringLiteral("%1 at %2, %3").arg(image.pixel(x, y), 0, 16).arg(x).arg(y)));
    }
    // Qt's reader says another size, of a screen that is much larger than what is on it.
    void V19_aGifIsAsLargeAsItsScreen_data()
    {
        QTest::addColumn<QSize>("screen");
        QTest::addColumn<QSize>("kept");
        QTest::newRow("high") << QSize(2, 2600) << QSize(2, 2600);
        QTest::newRow("wide") << QSize(2600, 2) << QSize(2600, 2);
        QTest::newRow("to be made smaller") << QSize(8, 8192) << QSize(4, 4096);
    }
    void V19_aGifIsAsLargeAsItsScreen()
    {
        QFETCH(const QSize, screen);
        QFETCH(const QSize, kept);
        QByteArray gif("GIF89a");
        QDataStream out(&gif, QIODevice::Append);
        out.setByteOrder(QDataStream::LittleEndian);
        out << quint16(screen.width()) << quint16(screen.height()) << quint8(0x80) << quint8(0) << quint8(0);
        out.writeRawData("\xff\x00\x00\x00\x00\xff", 6);                                          // red, blue
        out << quint8(0x2c) << quint16(0) << quint16(0) << quint16(2) << quint16(2) << quint8(0); // two by two
        out.writeRawData("\x02\x02\x44\x0a\x00\x3b", 6); // clear, then the colours, and the end
        const DecodedImage decoded = decodedImage(gif);
        QCOMPARE(decoded.error, QString());
        QCOMPARE(decoded.size, screen);
        QCOMPARE(decoded.image.size(), kept);
        const QImage image = decoded.image.convertToFormat(QImage::Format_ARGB32);
        QCOMPARE(image.pixel(image.width() - 1, image.height() - 1), 0xffff0000); // the screen, in its background
        const PictureState shown = decodedPicture(gif, QByteArray("asset"));
        QVERIFY(shown.picture);
        QCOMPARE(shown.picture->size, screen);
        QCOMPARE(shown.picture->levels.front().size(), kept);
    }
    void V19_aPictureThatEndsTooEarlyIsRefused()
    {
        const QByteArray whole = withExif(jpegOf(photo(300, 200)));
        QVERIFY(importImage(whole).error.isEmpty());
        QVERIFY(importImage(whole + "a trailer of the camera").error.isEmpty());
        for (const qsizetype cut : {whole.size() / 2, whole.size() * 3 / 4, whole.size() - 40}) {
            const ImportedImage image = importImage(whole.left(cut));
            QVERIFY2(image.error.contains(u"cut off"), qPrintable(QString::number(cut)));
            QVERIFY(image.bytes.isEmpty());
        }
        QByteArray progressive;
        QBuffer buffer(&progressive);
        QVERIFY(buffer.open(QIODevice::WriteOnly));
        QImageWriter writer(&buffer, "jpeg");
        writer.setProgressiveScanWrite(true);
        QVERIFY(writer.write(photo(300, 200)));
        QVERIFY(importImage(progressive).error.isEmpty());
        // What their readers leave as it was in memory is nobody's business, nor is what they paint black.
        for (const QImage::Format format : {QImage::Format_RGB32, QImage::Format_Indexed8, QImage::Format_Mono}) {
            QByteArray bmp;
            QBuffer out(&bmp);
            QVERIFY(out.open(QIODevice::WriteOnly));
            QVERIFY(photo(301, 200).convertToFormat(format).save(&out, "BMP"));
            QVERIFY(importImage(bmp).error.isEmpty());
            QVERIFY(importImage(bmp + "more").error.isEmpty());
            QVERIFY(importImage(bmp.left(bmp.size() * 3 / 4)).error.contains(u"cut off"));
            QVERIFY(importImage(bmp.chopped(1)).error.contains(u"cut off"));
            QVERIFY(importImage(bmp.left(20)).error.contains(u"cut off"));
        }
        const QByteArray gif = QByteArray::fromHex("47494638396101000100800000000000ffffff"
                                                   "21f90401000000002c00000000010001000002024401003b");
        QVERIFY(importImage(gif).error.isEmpty());
        QVERIFY(importImage(gif.chopped(1)).error.isEmpty()); // its first picture is there, which is all that counts
        for (const qsizetype cut : {3, 5, 9, 20, 30})
            QVERIFY2(importImage(gif.chopped(cut)).error.contains(u"cut off"), qPrintable(QString::number(cut)));
        QVERIFY(!importImage(progressive.left(progressive.size() * 3 / 4)).error.isEmpty());
    }
    void V41_whatIsOfferedIsWhatCanBeRead()
    {
        const QList<QByteArray> readers = QImageReader::supportedImageFormats();
        const QList<PictureFormat> readable = readablePictures();
        for (const auto format :
             {PictureFormat::Png, PictureFormat::Jpeg, PictureFormat::WebP, PictureFormat::Gif, PictureFormat::Bmp})
            QCOMPARE(readable.contains(format), readers.contains(readerName(format)));
        const QList<PictureFormat> two = readablePictures({"png", "svg", "webp"});
        QCOMPARE(two, (QList{PictureFormat::Png, PictureFormat::WebP}));
        QCOMPARE(namesOf(two), QStringLiteral("PNG, WebP"));
        QCOMPARE(patternsOf(two), QStringLiteral("*.png *.webp"));
        // Whether the reader for WebP is installed or not.
        const bool webP = readers.contains("webp");
        Shown shown;
        for (const BoardCommand command : {BoardCommand::Import, BoardCommand::InsertImage}) {
            shown.trigger(command);
            auto *dialog = shown.page->window()->findChild<QFileDialog *>();
            QVERIFY(dialog);
            const QString offered = dialog->nameFilters().join(u' ');
            delete dialog;
            QVERIFY2(offered.contains(u"*.png *.jpg *.jpeg"), qPrintable(offered));
            QCOMPARE(offered.contains(u"*.webp"), webP);
        }
        const QString neither = intakeOf("words", {}).error;
        QVERIFY2(neither.contains(u"PNG, JPEG"), qPrintable(neither));
        QCOMPARE(neither.contains(u"WebP"), webP);
        const QString said =
            intakeOf(QByteArray::fromHex("524946461a00000057454250565038200e00000000000000"), {}).error;
        QCOMPARE(said.contains(u"WebP") && said.contains(u"qt6-image-formats-plugins"), !webP);
        QVERIFY2(!said.isEmpty(), "a broken one");
    }

    void T46_whatWasExportedAtTwiceTheSizeComesBackAsLargeAsItWas_data()
    {
        QTest::addColumn<double>("scale");
        for (const double scale : {1.0, 2.0, 4.0})
            QTest::addRow("%g", scale) << scale;
    }
    void T46_whatWasExportedAtTwiceTheSizeComesBackAsLargeAsItWas()
    {
        QFETCH(const double, scale);
        BoardRig drawn;
        drawn.draw(drawn.other, BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 0, 0, 240, 100));
        ExportSource source = exportSource(drawn.controller.doc().objects(), ExportWhat::Board, {});
        ExportOptions options;
        options.format = ExportFormat::Png;
        options.scale = scale;
        Shown shown;
        const QString path = shown.file(QStringLiteral("o.png"));
        QCOMPARE(exportToFile(source, options, path), QString());
        const QSizeF wanted = QSizeF(QImage(path).size()) / scale;
        QVERIFY(wanted.width() >= 240 && wanted.width() < 400);
        shown.dropFiles({path});
        QTRY_COMPARE(shown.rig.controller.doc().visibleCount(), 1);
        QCOMPARE(shown.objects().first().frame().size(), wanted);
        QTRY_VERIFY(shown.page->view()->pictures().state(shown.objects().first().asset).picture);
        QCOMPARE(shown.page->view()->pictures().state(shown.objects().first().asset).picture->size,
                 (wanted * scale).toSize()); // every pixel is kept
        // From the clipboard too, where another program has put the same bytes.
        auto *data = new QMimeData;
        data->setData(QStringLiteral("image/png"), shown.read(QStringLiteral("o.png")));
        data->setImageData(QImage(path));
        QGuiApplication::clipboard()->setMimeData(data);
        shown.trigger(BoardCommand::Paste);
        QTRY_COMPARE(shown.rig.controller.doc().visibleCount(), 2);
        for (const BoardObject &object : shown.objects())
            QCOMPARE(object.frame().size(), wanted);
        QGuiApplication::clipboard()->clear();
    }
    void T46_onlyWhatIsDenserThanAScreenIsSmallerThanItsPixels()
    {
        const auto dense = [](int perMetre, const char *format) {
            QImage image = photo(300, 200);
            image.setDotsPerMeterX(perMetre);
            image.setDotsPerMeterY(perMetre);
            QByteArray bytes;
            QBuffer buffer(&bytes);
            if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, format))
                qFatal("cannot write");
            return importImage(bytes).shown;
        };
        QCOMPARE(dense(2835, "PNG"), QSizeF(300, 200));       // 72 an inch
        QCOMPARE(dense(3780, "PNG"), QSizeF(300, 200));       // 96
        QCOMPARE(dense(5669, "PNG"), QSizeF(200, 400.0 / 3)); // 144: a screen of one and a half
        QCOMPARE(dense(11811, "JPG"), QSizeF(300, 200));      // a camera, which knows of no size
        QImage sharp = photo(300, 200);
        sharp.setDevicePixelRatio(2);
        QCOMPARE(importImage(sharp).shown, QSizeF(150, 100));
        QByteArray torn = pngOf(photo(30, 20)); // lengths are believed as far as there are bytes
        const qsizetype at = torn.indexOf("pHYs");
        QVERIFY(at > 4);
        torn[at - 4] = char(0x7f);
        QVERIFY(!importImage(torn).error.isEmpty());
    }
};

QTEST_MAIN(TestBoardPictures)
#include "tst_boardpictures.moc"
