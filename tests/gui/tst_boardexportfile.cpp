// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/boardintake.h"
#include "app/ui/board/exchange/exportjob.h"
#include "app/ui/board/exchange/importids.h"
#include "app/ui/board/exchange/pngwriter.h"
#include "tests/support/boardfilesrig.h"
#include "tests/support/fulldisk.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSignalSpy>

#include <tuple>

using namespace coterie;
using namespace coterie::ui;
using test::BoardRig;
using test::photo;
using test::Shown;

class TestBoardExportFile final : public QObject
{
    Q_OBJECT
private slots:
    void exportWritesWhatIsChosenAndRemembersIt()
    {
        Shown shown;
        shown.rig.line(100, 100);
        shown.rig.line(100, 200);
        QTest::keyClick(shown.page->view(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(shown.sheet());
        QTest::mouseClick(Shown::button(shown.sheet(), QStringLiteral("SVG")), Qt::LeftButton);
        QAbstractButton *write = Shown::button(shown.sheet(), QStringLiteral("Export …"));
        QTRY_VERIFY(write->isEnabled());
        shown.prompts().nameNextFile(shown.file(QStringLiteral("drawing"))); // without a suffix
        write->click();
        QTRY_VERIFY(!shown.sheet());
        const QByteArray svg = shown.read(QStringLiteral("drawing.svg"));
        QVERIFY(svg.startsWith("<?xml"));
        QCOMPARE(intakeOf(svg, {}).ops.size(), 2);
        QVERIFY(shown.says(QStringLiteral("Exported as drawing.svg")));
        QVERIFY(Shown::button(shown.page.get(), QStringLiteral("Show in folder"))->isVisible());
        QCOMPARE(exportChoiceFrom(shown.settings.bytes(Settings::Key::BoardExport)).format, ExportFormat::Svg);
        QCOMPARE(exportChoiceFrom(shown.settings.bytes(Settings::Key::BoardExport)).folder,
                 shown.session.folder.path());
    }

    void exportOfTheSelectionHasNothingElse()
    {
        Shown shown;
        const ObjectId one = shown.rig.line(100, 100);
        shown.rig.line(100, 200);
        shown.page->view()->selection().set({one});
        shown.trigger(BoardCommand::Export);
        QTRY_VERIFY(shown.sheet());
        QTest::mouseClick(Shown::button(shown.sheet(), QStringLiteral("JSON")), Qt::LeftButton);
        shown.prompts().nameNextFile(shown.file(QStringLiteral("one.json")));
        QAbstractButton *write = Shown::button(shown.sheet(), QStringLiteral("Export …"));
        QTRY_VERIFY(write->isEnabled());
        write->click();
        QTRY_VERIFY(!shown.sheet());
        QCOMPARE(intakeOf(shown.read(QStringLiteral("one.json")), {}).ops.size(), 1);
    }

    void V9_aPictureIsAsLargeAndAsTransparentAsItWasAskedFor_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QSize>("units");
        QTest::addColumn<int>("scale");
        QTest::addColumn<bool>("transparent");
        const int around = 2 * int(exportMargin); // of what has no frame
        const std::tuple<const char *, QString, QSize> whats[] = {
            // An outline 1 wide reaches less than a unit beyond its shape, on each side.
            {"the board", QStringLiteral("Whole board"), QSize(702 + around, 502 + around)},
            {"a frame", QStringLiteral("Frames (1)"), QSize(300, 200)},
            {"what is selected", QStringLiteral("Selection (1)"), QSize(102 + around, 52 + around)}};
        for (const auto &[name, button, units] : whats)
            for (const int scale : {1, 2, 4})
                for (const bool transparent : {false, true})
                    QTest::addRow("%s at %d, %s", name, scale, transparent ? "transparent" : "with its ground")
                        << button << units << scale << transparent;
    }
    void V9_aPictureIsAsLargeAndAsTransparentAsItWasAskedFor()
    {
        QFETCH(const QString, what);
        QFETCH(const QSize, units);
        QFETCH(const int, scale);
        QFETCH(const bool, transparent);
        Shown shown;
        const auto box = [&](BoardKind kind, double x, double y, double w, double h) {
            BoardOp made = BoardOp::create(newId<ObjectId>(), kind, x, y, w, h);
            made.width = 1;
            shown.rig.draw(shown.rig.other, made);
            return *made.object;
        };
        box(BoardKind::Frame, 0, 0, 300, 200);
        box(BoardKind::Rectangle, -100, -100, 50, 50);
        const ObjectId one = box(BoardKind::Rectangle, 500, 350, 100, 50);
        shown.page->view()->selection().set({one});
        shown.trigger(BoardCommand::Export);
        QTRY_VERIFY(shown.sheet());
        const auto press = [&](const QString &name) {
            auto *button = Shown::button(shown.sheet(), name);
            if (button)
                button->click();
            return button != nullptr;
        };
        QVERIFY(press(QStringLiteral("PNG")));
        QVERIFY(press(what));
        QVERIFY(press(QStringLiteral("%1×").arg(scale)));
        auto *ground = Shown::button(shown.sheet(), QStringLiteral("Transparent ground"));
        QVERIFY(ground && ground->isVisible() && !ground->isChecked());
        if (transparent)
            ground->click();
        shown.prompts().nameNextFile(shown.file(QStringLiteral("made.png")));
        QAbstractButton *write = Shown::button(shown.sheet(), QStringLiteral("Export …"));
        QTRY_VERIFY(write->isEnabled());
        write->click();
        QTRY_VERIFY(!shown.sheet());
        const QImage made = QImage::fromData(shown.read(QStringLiteral("made.png")), "PNG");
        QCOMPARE(made.size(), units * scale);
        QCOMPARE(made.hasAlphaChannel(), transparent);
        // Where nothing is drawn: between the shapes, in the frame, beside the rectangle.
        const QColor nothing = made.pixelColor(made.width() / 8, made.height() / 8);
        QCOMPARE(nothing.alpha(), transparent ? 0 : 255);
        if (!transparent)
            QVERIFY(nothing.lightness() > 200);
        const ExportChoice kept = exportChoiceFrom(shown.settings.bytes(Settings::Key::BoardExport));
        QCOMPARE(kept.scale, scale);
        QCOMPARE(kept.transparent, transparent);
    }

    void T93_anExportOfALineAloneHasItWhereItIsSeen()
    {
        Shown shown;
        const ObjectId box = newId<ObjectId>(), line = newId<ObjectId>();
        shown.rig.draw(shown.rig.other, BoardOp::create(box, BoardKind::Rectangle, 200, 200, 100, 100));
        BoardOp arrow = BoardOp::create(line, BoardKind::Arrow, 300, 250, 300, 0);
        arrow.start = BoardAnchor{box, 1, 0.5};
        shown.rig.draw(shown.rig.other, arrow);
        BoardOp moved = BoardOp::set(box);
        moved.x = 200;
        moved.y = 450;
        shown.rig.draw(shown.rig.other, moved);
        shown.page->view()->selection().set({line});
        shown.trigger(BoardCommand::Export);
        QTRY_VERIFY(shown.sheet());
        QTest::mouseClick(Shown::button(shown.sheet(), QStringLiteral("JSON")), Qt::LeftButton);
        shown.prompts().nameNextFile(shown.file(QStringLiteral("line.json")));
        QAbstractButton *write = Shown::button(shown.sheet(), QStringLiteral("Export …"));
        QTRY_VERIFY(write->isEnabled());
        write->click();
        QTRY_VERIFY(!shown.sheet());
        const BoardIntake read = intakeOf(shown.read(QStringLiteral("line.json")), {});
        QCOMPARE(read.ops.size(), 1);
        QCOMPARE(read.ops.first().y, std::optional(500.0));
        QCOMPARE(read.ops.first().h, std::optional(-250.0));
    }

    void anExportThatCannotBeWrittenSaysSoAndLosesNothing()
    {
        Shown shown;
        shown.rig.line(100, 100);
        shown.trigger(BoardCommand::Export);
        QTRY_VERIFY(shown.sheet());
        QAbstractButton *write = Shown::button(shown.sheet(), QStringLiteral("Export …"));
        QTRY_VERIFY(write->isEnabled());
        shown.prompts().nameNextFile(shown.file(QStringLiteral("nowhere/drawing.png")));
        write->click();
        QTRY_VERIFY(shown.says(QStringLiteral("could not be written")));
        QVERIFY(shown.sheet()); // to choose another place
        QVERIFY(write->isEnabled());
        // What was there before is there still when the new one cannot be finished.
        const QByteArray old("what was there");
        const QString path = shown.write(QStringLiteral("old.png"), old);
        ExportOptions huge;
        huge.scale = 4000;
        QVERIFY(!exportToFile(exportSource(shown.objects(), ExportWhat::Board, {}), huge, path).isEmpty());
        QCOMPARE(shown.read(QStringLiteral("old.png")), old);
    }

    void A251_anExportToAFullDiskSaysSoAndLeavesWhatWasThere_data()
    {
        QTest::addColumn<ExportFormat>("format");
        QTest::newRow("png") << ExportFormat::Png;
        QTest::newRow("svg") << ExportFormat::Svg;
        QTest::newRow("pdf") << ExportFormat::Pdf;
        QTest::newRow("json") << ExportFormat::Json;
    }
    void A251_anExportToAFullDiskSaysSoAndLeavesWhatWasThere()
    {
        QFETCH(const ExportFormat, format);
        BoardRig drawn;
        drawn.draw(drawn.other, BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 0, 0, 240, 100));
        const ExportSource source = exportSource(drawn.controller.doc().objects(), ExportWhat::Board, {});
        ExportOptions options;
        options.format = format;
        Shown shown;
        const QString path = shown.write(QStringLiteral("kept"), "an earlier export");
        {
            const test::FullDisk full;
            if (!full.isReal())
                QSKIP("this system has no limit to make a disk full with");
            const QString wrong = exportToFile(source, options, path);
            QVERIFY2(wrong.contains(path), qPrintable(wrong));
        }
        QCOMPARE(shown.read(QStringLiteral("kept")), "an earlier export");
        QCOMPARE(exportToFile(source, options, path), QString()); // the control
        QVERIFY(shown.read(QStringLiteral("kept")) != "an earlier export");
    }

    void V29_anExportThatIsStoppedLeavesWhatWasThere_data()
    {
        A251_anExportToAFullDiskSaysSoAndLeavesWhatWasThere_data();
    }
    void V29_anExportThatIsStoppedLeavesWhatWasThere()
    {
        QFETCH(const ExportFormat, format);
        Shown shown;
        shown.rig.line(100, 100);
        ExportOptions options;
        options.format = format;
        const ExportSource source = exportSource(shown.objects(), ExportWhat::Board, {});
        const QString path = shown.write(QStringLiteral("kept"), "an earlier export");
        // Whenever it is stopped: each time that it is asked once more.
        int asks = 1;
        for (int stopAt = 1; stopAt <= asks; ++stopAt) {
            asks = 0;
            QString wrong = exportToFile(source, options, path, [&](double) { return ++asks < stopAt; });
            QVERIFY2(wrong.contains(u"Stopped"), qPrintable(wrong));
            QCOMPARE(shown.read(QStringLiteral("kept")), "an earlier export");
            asks = 0;
            wrong =
                exportToFile(source, options, shown.file(QStringLiteral("whole")), [&](double) { return ++asks > 0; });
            QCOMPARE(wrong, QString());
        }
        QVERIFY(asks > 1);
        // In the window, where the button says so.
        shown.trigger(BoardCommand::Export);
        QTRY_VERIFY(shown.sheet());
        const char *const names[] = {"PNG", "SVG", "PDF", "JSON"};
        QTest::mouseClick(Shown::button(shown.sheet(), QLatin1String(names[int(format)])), Qt::LeftButton);
        QAbstractButton *write = Shown::button(shown.sheet(), QStringLiteral("Export …"));
        QTRY_VERIFY(write->isEnabled());
        const QString target = shown.file(QStringLiteral("target.") + exportSuffix(format));
        shown.prompts().nameNextFile(target);
        write->click();
        QAbstractButton *stop = Shown::button(shown.sheet(), QStringLiteral("Stop"));
        QVERIFY(stop);
        stop->click();
        QTRY_VERIFY(write->isEnabled());
        QVERIFY(shown.sheet() && shown.says(QStringLiteral("Stopped")));
        QVERIFY(!QFile::exists(target));
    }
    void V29_whoStopsDoesNotWaitForPictures()
    {
        Shown shown;
        BoardOp image = BoardOp::create(newId<ObjectId>(), BoardKind::Image, 300, 200, 60, 40);
        image.asset = QByteArray(32, 'n'); // nobody has it, and nobody says so
        shown.rig.draw(shown.rig.other, image);
        ExportJob job(&shown.assets, exportSource(shown.objects(), ExportWhat::Board, {}), {},
                      shown.file(QStringLiteral("a.png")));
        QSignalSpy finished(&job, &ExportJob::finished);
        job.start();
        job.stop();
        QCoreApplication::processEvents();
        QCOMPARE(finished.size(), 1);
        QVERIFY(finished.first().first().toString().contains(u"Stopped"));
    }
    void V30_whatCouldNotBeOpenedAgainIsSaid()
    {
        Shown shown;
        shown.rig.line(100, 100);
        const ExportSource source = exportSource(shown.objects(), ExportWhat::Board, {});
        const QString path = shown.file(QStringLiteral("a"));
        ExportOptions options;
        const auto opens = [&] {
            bool answer = false;
            const QString wrong = exportToFile(source, options, path, {}, &answer);
            if (!wrong.isEmpty())
                qWarning("%s", qPrintable(wrong));
            return answer;
        };
        for (const auto format : {ExportFormat::Svg, ExportFormat::Json}) {
            options = {};
            options.format = format;
            QVERIFY(opens());
            QCOMPARE(intakeOfFile(path, {}).error, QString());
            options.mostReadable = QFileInfo(path).size(); // the least that there is room for
            QVERIFY(opens());
            options.mostReadable = 100;
            QVERIFY(!opens());
            options.mostReadable = mostImportBytes;
            options.embed = false; // who wants only a drawing misses nothing
            QVERIFY(opens());
        }
        // Of a drawing only the board is read, which stands before what is drawn.
        options.format = ExportFormat::Svg;
        options.embed = true;
        QVERIFY(opens());
        QFile drawing(path);
        QVERIFY(drawing.resize(mostImportBytes + 1));
        QCOMPARE(intakeOfFile(path, {}).error, QString());
        QCOMPARE(intakeOfFile(path, {}).ops.size(), 1);
        options.mostReadable = 100;
        for (const auto format : {ExportFormat::Png, ExportFormat::Pdf}) {
            options.format = format;
            QVERIFY(opens());
        }
        options.format = ExportFormat::Json;
        ExportJob job(nullptr, source, options, path);
        QSignalSpy finished(&job, &ExportJob::finished);
        job.start();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(finished.first().at(0).toString(), QString());
        QCOMPARE(finished.first().at(2).toBool(), false);
    }
    void V31_aBoardsNameIsThatOfItsFile_data()
    {
        QTest::addColumn<QString>("board");
        QTest::addColumn<QString>("file");
        QTest::newRow("words") << "Lens, 2nd: a/b"
                               << "Lens, 2nd- a-b.png";
        QTest::newRow("emoji") << QStringLiteral("Plan \U0001f680") << QStringLiteral("Plan \U0001f680.png");
        QTest::newRow("a family") << QStringLiteral("\U0001f468\u200d\U0001f469\u200d\U0001f467")
                                  << QStringLiteral("\U0001f468\u200d\U0001f469\u200d\U0001f467.png");
        QTest::newRow("half a sign") << QString(QChar(0xd83d)) + u"x" << "-x.png";
        QTest::newRow("turned") << QStringLiteral("a\u202egnp.exe") << "a-gnp.exe.png";
        QTest::newRow("too long") << QString(79, u'x') + QStringLiteral("\U0001f680y") << QString(79, u'x') + u".png";
    }
    void V31_aBoardsNameIsThatOfItsFile()
    {
        QFETCH(const QString, board);
        QFETCH(const QString, file);
        QCOMPARE(exportFileName(board, ExportFormat::Png), file);
    }
    void V31_aDrawingOfABoardWithoutANameHasNoTitle()
    {
        Shown shown;
        shown.rig.line(100, 100);
        ExportSource source = exportSource(shown.objects(), ExportWhat::Board, {});
        ExportOptions options;
        options.format = ExportFormat::Svg;
        const auto drawn = [&] {
            QBuffer out;
            out.open(QIODevice::WriteOnly);
            return exportBoard(source, options, out).isEmpty() ? out.data() : QByteArray();
        };
        const QByteArray unnamed = drawn();
        QVERIFY(unnamed.contains("<svg ") && !unnamed.contains("<title"));
        source.name = QStringLiteral("Lens & focus");
        QVERIFY(drawn().contains("<title>Lens &amp; focus</title>"));
    }
    void V32_aFileIsNotReplacedWithoutAQuestion()
    {
        Shown shown;
        shown.rig.line(100, 100);
        const QByteArray old("what was there");
        shown.write(QStringLiteral("plan.v2.png"), old);
        shown.trigger(BoardCommand::Export);
        QTRY_VERIFY(shown.sheet());
        QAbstractButton *write = Shown::button(shown.sheet(), QStringLiteral("Export …"));
        QTRY_VERIFY(write->isEnabled());
        const auto exportAndAnswer = [&](const QString &name, int answer) {
            shown.prompts().nameNextFile(shown.file(name));
            shown.prompts().answerNext(answer);
            write->click();
        };
        exportAndAnswer(QStringLiteral("plan.v2"), 1);
        QVERIFY2(shown.prompts().lastAsked().title.contains(u"plan.v2.png"), "asked");
        QTRY_VERIFY(write->isEnabled());
        QVERIFY(shown.sheet());
        QCOMPARE(shown.read(QStringLiteral("plan.v2.png")), old);
        exportAndAnswer(QStringLiteral("plan.v2"), 0);
        QTRY_VERIFY(!shown.sheet());
        QVERIFY(shown.read(QStringLiteral("plan.v2.png")).startsWith("\x89PNG"));
    }

    void choicesSurviveAndNonsenseIsNoChoice()
    {
        ExportChoice choice;
        choice.what = ExportWhat::Frames;
        choice.format = ExportFormat::Pdf;
        choice.scale = 4;
        choice.grid = true;
        choice.embed = false;
        choice.folder = QStringLiteral("/tmp");
        QCOMPARE(exportChoiceFrom(stored(choice)), choice);
        for (const char *nonsense : {"", "[]", "{\"format\":\"exe\",\"scale\":9000,\"what\":7}"})
            QCOMPARE(exportChoiceFrom(nonsense), ExportChoice());
        QCOMPARE(exportFileName(QStringLiteral("../a/b: c"), ExportFormat::Png), QStringLiteral("-a-b- c.png"));
        QCOMPARE(exportFileName(QString(), ExportFormat::Pdf), QStringLiteral("Board.pdf"));
    }
    void V45_aPreviewThatTakesTimeSaysSo()
    {
        Shown shown;
        shown.rig.line(100, 100);
        shown.trigger(BoardCommand::Export);
        QVERIFY(shown.says(QStringLiteral("being painted"))); // by another thread, which is heard later
        QTRY_VERIFY(!shown.says(QStringLiteral("being painted")));
        QVERIFY(Shown::button(shown.sheet(), QStringLiteral("Export …"))->isEnabled());
    }

    void V6_exportsHaveThePicturesAndComeBack()
    {
        Shown shown;
        shown.dropFiles({shown.write(QStringLiteral("a.png"), pngOf(photo(300, 200)))});
        QTRY_COMPARE(shown.rig.controller.doc().visibleCount(), 1);
        const BoardObject object = shown.objects().first();
        ExportSource source = exportSource(shown.objects(), ExportWhat::Board, {});
        setStoredPictures(source, {{object.asset, shown.assets.bytes(object.asset)}});
        ExportOptions options;
        options.scale = 1;
        options.format = ExportFormat::Png;
        QCOMPARE(exportToFile(source, options, shown.file(QStringLiteral("o.png"))), QString());
        const QImage image(shown.file(QStringLiteral("o.png")));
        QCOMPARE(image.pixelColor(image.width() / 2, image.height() / 2), photo(300, 200).pixelColor(150, 100));
        options.format = ExportFormat::Json;
        QCOMPARE(exportToFile(source, options, shown.file(QStringLiteral("o.json"))), QString());
        const BoardIntake back = intakeOfFile(shown.file(QStringLiteral("o.json")), {}, sameImportId);
        QCOMPARE(back.ops.size(), 1);
        QCOMPARE(*back.ops.first().object, object.id);
        QCOMPARE(back.assets.size(), 1);
        // Without the picture there is no object.
        QByteArray torn = shown.read(QStringLiteral("o.json"));
        torn.replace("\"assets\"", "\"assetz\"");
        QCOMPARE(intakeOf(torn, {}).pictures, 1);
        QVERIFY(!intakeOf(torn, {}).error.isEmpty());
        QCOMPARE(intakeOf(torn, {object.asset}).ops.size(), 1); // unless the room has it
    }

    void V40_manySmallPicturesKeepTheirPixelsInAnExport()
    {
        ExportSource source;
        QHash<QByteArray, QByteArray> stored;
        QList<QByteArray> assets;
        for (int i = 0; i < 140; ++i) {
            QImage image(1500, 4, QImage::Format_RGB32);
            image.fill(qRgb(i, 0, 0));
            const QByteArray png = pngOf(image);
            assets.append(QCryptographicHash::hash(png, QCryptographicHash::Sha256));
            stored.insert(assets.last(), png);
            BoardObject object;
            object.id = newId<ObjectId>();
            object.kind = BoardKind::Image;
            object.asset = assets.last();
            source.objects.append(object);
        }
        setStoredPictures(source, stored);
        for (const QByteArray &asset : assets)
            QCOMPARE(source.picture(asset).picture->levels.front().size(), QSize(1500, 4));
    }
};

QTEST_MAIN(TestBoardExportFile)
#include "tst_boardexportfile.moc"
