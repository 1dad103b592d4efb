// SPDX-License-Identifier: MIT
#include "app/session/boardassets.h"
#include "app/session/errortext.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/board/boardplaces.h"
#include "app/ui/board/boardwords.h"
#include "app/ui/board/exchange/boardintake.h"
#include "app/ui/board/exchange/exportjob.h"
#include "app/ui/board/exchange/exportsheet.h"
#include "app/ui/board/exchange/imageimport.h"
#include "app/ui/board/exchange/pngwriter.h"
#include "app/ui/board/noticecard.h"
#include "app/ui/board/picturedecoder.h"
#include "app/ui/shell/emptystate.h"
#include "app/ui/shell/prompts.h"
#include "app/ui/shell/sheet.h"
#include "shared/protocol/errors.h"
#include "tests/support/boardsrig.h"
#include "tests/support/fulldisk.h"
#include "tests/support/uidriver.h"

#include <QAbstractButton>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QCryptographicHash>
#include <QDataStream>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QImageReader>
#include <QImageWriter>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QThreadPool>
#include <QToolTip>
#include <QTranslator>
#include <QTreeView>

#include <sys/stat.h>

using namespace coterie;
using namespace coterie::ui;
using test::BoardRig;
using test::BoardsRig;

namespace {

struct Shown {
    BoardsRig session;
    Settings settings{session.folder.filePath(QStringLiteral("coterie.ini"))};
    BoardAssets assets{session.room, session.requests, session.store};
    BoardRig rig;
    std::unique_ptr<BoardPage> page;

    Shown()
    {
        rig.controller.setAssets(&assets);
        open();
    }
    void open()
    {
        page = std::make_unique<BoardPage>(&settings);
        page->view()->setBackgroundPainting(false);
        page->resize(900, 640);
        page->setController(&rig.controller);
        page->show();
        page->activateWindow();
        page->setFocus();
        if (!QTest::qWaitForWindowActive(page.get()))
            qFatal("no window");
    }
    [[nodiscard]] QString file(const QString &name) const { return session.folder.filePath(name); }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile out(file(name));
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("cannot write");
        return out.fileName();
    }
    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile in(file(name));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    [[nodiscard]] Prompts &prompts() const { return *page->findChild<Prompts *>(); }
    void trigger(BoardCommand command) const { page->actions()[command]->trigger(); }
    [[nodiscard]] ExportSheet *sheet() const { return page->window()->findChild<ExportSheet *>(); }
    static QAbstractButton *button(const QWidget *in, const QString &name)
    {
        for (auto *candidate : in->findChildren<QAbstractButton *>())
            if (candidate->text() == name || candidate->accessibleName() == name)
                return candidate;
        return nullptr;
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        for (const auto *label : page->window()->findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }
    void drop(QMimeData &data, const QPoint &at) const
    {
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(page->view(), &enter);
        if (!enter.isAccepted())
            return;
        QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(page->view(), &event);
    }
    void dropFiles(const QStringList &files, const QPoint &at = {450, 320}) const
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString &name : files)
            urls.append(QUrl::fromLocalFile(name));
        data.setUrls(urls);
        drop(data, at);
    }
    [[nodiscard]] QList<BoardObject> objects() const { return rig.controller.doc().objects(); }
};

const BoardObject *ofKind(const QList<BoardObject> &objects, BoardKind kind)
{
    const auto at = std::find_if(objects.begin(), objects.end(), [&](const BoardObject &o) { return o.kind == kind; });
    return at == objects.end() ? nullptr : &*at;
}

QImage photo(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, qRgb(x * 255 / width, y * 255 / height, (x ^ y) & 255));
    return image;
}

QByteArray jpegOf(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPEG", 90);
    return bytes;
}

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

class TestBoardFiles final : public QObject
{
    Q_OBJECT
private slots:
    void T22_aCopiedPictureIsThereInAnotherSessionToo()
    {
        Shown from;
        const QByteArray png = pngOf(photo(60, 40));
        const QByteArray asset = from.assets.put(png);
        BoardOp image = BoardOp::create(newId<ObjectId>(), BoardKind::Image, 300, 200, 60, 40);
        image.asset = asset;
        from.rig.draw(from.rig.other, image);
        from.trigger(BoardCommand::SelectAll);
        from.trigger(BoardCommand::Copy);
        Shown to;
        to.trigger(BoardCommand::Paste);
        QCOMPARE(to.rig.commits, 1);
        QCOMPARE(*to.rig.lastOps.first().asset, asset);
        QCOMPARE(to.assets.bytes(asset), png);
        QVERIFY(to.assets.isUploading(asset)); // or the host would refuse all that was pasted
    }
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

    void aDroppedBoardIsOneStep()
    {
        Shown shown;
        shown.rig.line(100, 100);
        const QByteArray excalidraw = R"({"type":"excalidraw","elements":[
            {"id":"a","type":"rectangle","x":5000,"y":5000,"width":100,"height":80,"strokeColor":"#1971c2"},
            {"id":"b","type":"ellipse","x":5200,"y":5000,"width":100,"height":80,"strokeColor":"#1971c2"},
            {"id":"c","type":"embeddable","x":5200,"y":5000,"width":100,"height":80}]})";
        shown.dropFiles({shown.write(QStringLiteral("plan.excalidraw"), excalidraw)});
        QTRY_COMPARE(shown.rig.controller.doc().visibleCount(), 3);
        QCOMPARE(shown.page->view()->selection().ids().size(), 2);
        QVERIFY(shown.page->view()->visibleBoard().contains(shown.objects().last().box())); // where it was dropped
        QVERIFY(shown.says(QStringLiteral("left out")));
        shown.trigger(BoardCommand::Undo);
        QCOMPARE(shown.rig.controller.doc().visibleCount(), 1);
    }

    void T40_whatComesFromAFileBelongsToTheFrameItComesToLieIn_data()
    {
        QTest::addColumn<QByteArray>("file");
        const QByteArray excalidraw = R"({"type":"excalidraw","elements":[
            {"id":"a","type":"rectangle","x":5000,"y":5000,"width":40,"height":40,"groupIds":["g"]},
            {"id":"b","type":"ellipse","x":5060,"y":5000,"width":40,"height":40,"groupIds":["g"]},
            {"id":"c","type":"diamond","x":5500,"y":5000,"width":40,"height":40}]})";
        const QByteArray own = R"({"format":"coterie-board","version":1,"objects":[
            {"id":"g","kind":"group"},{"id":"a","kind":"rectangle","x":5000,"y":5000,"w":40,"h":40,"parent":"g"},
            {"id":"b","kind":"ellipse","x":5060,"y":5000,"w":40,"h":40,"parent":"g"},
            {"id":"c","kind":"diamond","x":5500,"y":5000,"w":40,"h":40}]})";
        QTest::newRow("Excalidraw") << excalidraw;
        QTest::newRow("our own") << own;
    }
    void T40_whatComesFromAFileBelongsToTheFrameItComesToLieIn()
    {
        QFETCH(const QByteArray, file);
        Shown shown;
        const auto frame = newId<ObjectId>();
        shown.rig.draw(shown.rig.other, BoardOp::create(frame, BoardKind::Frame, 100, 200, 300, 250));
        const auto check = [&](const QString &how) {
            const QList<BoardObject> objects = shown.objects();
            const BoardObject *group = ofKind(objects, BoardKind::Group);
            const BoardObject *diamond = ofKind(objects, BoardKind::Diamond);
            QVERIFY2(group && diamond, qPrintable(how));
            QVERIFY2(group->parent == frame, qPrintable(how));
            QVERIFY2(ofKind(objects, BoardKind::Ellipse)->parent == group->id, qPrintable(how));
            QVERIFY2(!diamond->parent, qPrintable(how)); // it lies beside the frame
            shown.trigger(BoardCommand::Undo);
            QCOMPARE(shown.rig.controller.doc().visibleCount(), 1);
        };
        shown.dropFiles({shown.write(QStringLiteral("plan.json"), file)}, {450, 320});
        QTRY_COMPARE(shown.rig.controller.doc().visibleCount(), 5);
        check(QStringLiteral("dropped"));
        QGuiApplication::clipboard()->setText(QString::fromUtf8(file));
        shown.trigger(BoardCommand::Paste);
        QTRY_COMPARE(shown.rig.controller.doc().visibleCount(), 5);
        check(QStringLiteral("pasted"));
        QGuiApplication::clipboard()->clear();
    }
    void V9_whatCameAsSeveralIsSaid()
    {
        Shown shown;
        QByteArray file = R"({"type":"excalidraw","elements":[
            {"id":"a","type":"text","x":0,"y":0,"width":100,"height":80,"strokeColor":"#1971c2","text":"@"},
            {"id":"b","type":"freedraw","x":0,"y":0,"strokeColor":"#1971c2","points":[#]}]})";
        QByteArray points("[0,0]");
        for (int i = 1; i <= maxStrokePoints; ++i)
            points += ",[" + QByteArray::number(i % 100) + ',' + QByteArray::number(i / 100) + ']';
        file.replace("@", QByteArray(maxBoardText + 1, 'x')).replace("#]", QByteArray(points + ']'));
        shown.dropFiles({shown.write(QStringLiteral("long.excalidraw"), file)});
        QTRY_COMPARE(shown.rig.controller.doc().visibleCount(), 5); // two texts, two strokes in a group
        QVERIFY(shown.says(QStringLiteral("longer than one may be and")));
        QVERIFY(shown.says(QStringLiteral("go on in texts below")));
        shown.trigger(BoardCommand::Undo);
        QCOMPARE(shown.rig.controller.doc().visibleCount(), 0);
    }
    void T86_aGroupOfAFileIsNoObjectOfTheNumber()
    {
        Shown shown;
        const QByteArray file = R"({"type":"excalidraw","elements":[
            {"type":"rectangle","id":"a","x":0,"y":0,"width":100,"height":80,"groupIds":["g","h"]},
            {"type":"rectangle","id":"b","x":0,"y":90,"width":100,"height":80,"groupIds":["g","h"]},
            {"type":"ellipse","id":"c","x":0,"y":200,"width":100,"height":80,"groupIds":["h"]}]})";
        shown.dropFiles({shown.write(QStringLiteral("plan.excalidraw"), file)});
        QTRY_COMPARE(shown.rig.controller.doc().visibleCount(), 5);
        QVERIFY(shown.says(QStringLiteral("3 object")));
        QVERIFY2(shown.rig.controller.undoText().startsWith(QStringLiteral("import 3 object")),
                 qPrintable(shown.rig.controller.undoText()));
    }
    void V24_whatLooksPlainerHereIsSaidInOneSentence()
    {
        Shown shown;
        const QByteArray file = R"({"type":"excalidraw","elements":[
            {"type":"rectangle","x":0,"y":0,"width":100,"height":80,"roughness":0,"link":"mailto:ann@example.org"},
            {"type":"ellipse","x":0,"y":0,"width":100,"height":80,"roughness":2,"backgroundColor":"#b2f2bb","fillStyle":"hachure"},
            {"type":"line","x":0,"y":100,"points":[[0,0],[100,0],[100,100]],"roundness":{"type":2},"roughness":0},
            {"type":"arrow","x":0,"y":300,"points":[[0,0],[100,0]],"endArrowhead":"crowfoot_many","roughness":0},
            {"type":"arrow","x":0,"y":320,"points":[[0,0],[100,0]],"endArrowhead":null,"startArrowhead":"dot","roughness":0},
            {"type":"diamond","id":"d","x":0,"y":400,"width":100,"height":80,"roughness":0},
            {"type":"text","x":0,"y":400,"width":50,"height":20,"containerId":"d","verticalAlign":"top","text":"a","fontFamily":2},
            {"type":"text","x":0,"y":500,"text":"by hand","fontFamily":1}]})";
        const BoardIntake intake = intakeOf(file, {});
        QCOMPARE(intake.curves, 1);
        QCOMPARE(intake.forms, 2);
        QCOMPARE(intake.fonts, 1);
        QCOMPARE(intake.patterns, 1);
        QCOMPARE(intake.sketches, 1);
        QCOMPARE(intake.heights, 1);
        QCOMPARE(intake.links, 1);
        shown.dropFiles({shown.write(QStringLiteral("plan.excalidraw"), file)});
        QTRY_VERIFY(shown.says(QStringLiteral("Plainer here than there: ")));
        QVERIFY(shown.says(QStringLiteral("the link")));
        QCOMPARE(intake.sentences().size(), 2);
    }
    void V24_whatIsTheSameHereIsNoLoss()
    {
        const QByteArray file = R"({"type":"excalidraw","elements":[
            {"type":"rectangle","x":0,"y":0,"width":100,"height":80,"roughness":0,"backgroundColor":"#b2f2bb","fillStyle":"solid"},
            {"type":"rectangle","x":0,"y":0,"width":100,"height":80,"roughness":0,"fillStyle":"hachure"},
            {"type":"arrow","x":0,"y":100,"points":[[0,0],[100,0],[100,100]],"elbowed":true,"roundness":{"type":2},"roughness":0},
            {"type":"line","x":0,"y":100,"points":[[0,0],[100,0]],"roundness":{"type":2},"roughness":0},
            {"type":"freedraw","x":0,"y":300,"points":[[0,0],[100,0]]},
            {"type":"text","x":0,"y":500,"text":"plain","font":"20px Helvetica","verticalAlign":"top","link":null}]})";
        QCOMPARE(intakeOf(file, {}).sentences(), QStringList());
    }
    void V20_whatDoesNotComeAsItIsIsSaidWithItsReason()
    {
        Shown shown;
        const QByteArray file = R"({"type":"excalidraw","elements":[
            {"type":"rectangle","x":0,"y":0,"width":100,"height":80},
            {"type":"embeddable","x":0,"y":0,"width":100,"height":80}, {"type":"iframe","x":0,"y":0,"width":9,"height":9},
            {"type":"line","x":0,"y":100,"points":[[0,0],[100,0],[100,100],[0,0]],"backgroundColor":"#b2f2bb"},
            {"type":"arrow","x":0,"y":300,"points":[[0,0],[100,0]],"startArrowhead":"arrow","endArrowhead":"arrow"},
            {"type":"image","x":0,"y":0,"width":9,"height":9,"fileId":"nowhere"}]})";
        shown.dropFiles({shown.write(QStringLiteral("plan.excalidraw"), file)});
        QTRY_COMPARE(shown.rig.controller.doc().visibleCount(), 6); // the polygon: three lines, and their group
        QVERIFY(shown.says(QStringLiteral("2 object(s) are of a kind")) ||
                shown.says(QStringLiteral("2 objects are of a kind")));
        QVERIFY(shown.says(QStringLiteral("not in the file")));
        QVERIFY(shown.says(QStringLiteral("without its fill")) || shown.says(QStringLiteral("without their fill")));
        QVERIFY(shown.says(QStringLiteral("only at the end")));
    }
    void V20_theFillOfALoopDrawnByHandIsNamed()
    {
        const auto fills = [](const char *points) {
            QByteArray file = R"({"type":"excalidraw","elements":[
                {"type":"freedraw","x":0,"y":0,"backgroundColor":"#b2f2bb","points":@}]})";
            return intakeOf(file.replace('@', points), {}).fills;
        };
        QCOMPARE(fills("[[0,0],[50,0],[50,50],[3,2]]"), 1);
        QCOMPARE(fills("[[0,0],[50,0],[50,50],[90,90]]"), 0); // there, it has none either
        QCOMPARE(fills("[[0,0]]"), 0);
    }
    void V21_whatIsCopiedInExcalidrawIsPastedAsObjects_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray excalidraw = R"({"type":"excalidraw/clipboard","elements":[
            {"type":"rectangle","id":"a","x":5000,"y":5000,"width":100,"height":80},
            {"type":"arrow","id":"b","x":5100,"y":5040,"points":[[0,0],[100,0]],"startBinding":{"elementId":"a"}}],"files":{}})";
        const QByteArray own = R"(  {"format":"coterie-board","version":1,"objects":[
            {"id":"a","kind":"rectangle","x":5000,"y":5000,"w":100,"h":80},{"id":"b","kind":"ellipse","x":5200,"y":5000,"w":9,"h":9}]})";
        QTest::newRow("Excalidraw") << excalidraw;
        QTest::newRow("our own") << own;
    }
    void V21_whatIsCopiedInExcalidrawIsPastedAsObjects()
    {
        QFETCH(const QByteArray, text);
        Shown shown;
        QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
        shown.trigger(BoardCommand::Paste);
        QTRY_COMPARE(shown.rig.controller.doc().visibleCount(), 2);
        QVERIFY(ofKind(shown.objects(), BoardKind::Rectangle));
        QVERIFY(!ofKind(shown.objects(), BoardKind::Text));
        // Where one looks: it has been copied from somewhere else.
        QVERIFY(shown.page->view()->visibleBoard().contains(shown.objects().first().box()));
        QCOMPARE(shown.page->view()->selection().ids().size(), 2);
        shown.trigger(BoardCommand::Undo);
        QCOMPARE(shown.rig.controller.doc().visibleCount(), 0);
        QGuiApplication::clipboard()->setText(QString::fromUtf8(text.chopped(1))); // which is none
        shown.trigger(BoardCommand::Paste);
        QTRY_COMPARE(shown.rig.controller.doc().visibleCount(), 1);
        QCOMPARE(shown.objects().first().kind, BoardKind::Text);
        QGuiApplication::clipboard()->clear();
        const BoardIntake file = intakeOfFile(shown.write(QStringLiteral("clip.json"), text), {});
        QCOMPARE(file.error, QString());
        QCOMPARE(file.made.size(), 2);
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
    void V7_whatIsRefusedIsNamed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("not a board") << "talk.mp3" << QByteArray("ID3\x04") << "neither a picture";
        QTest::newRow("foreign svg") << "logo.svg" << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>")
                                     << "no board in this SVG";
        QTest::newRow("broken json") << "a.json" << QByteArray("{\"format\":") << "at character";
        QTest::newRow("other json") << "a.json" << QByteArray("{\"a\":1}") << "neither a board of Coterie";
        QTest::newRow("torn png") << "a.png" << pngOf(photo(50, 50)).left(60) << "cannot be read";
        QTest::newRow("torn jpeg") << "a.jpg" << jpegOf(photo(50, 50)).chopped(200) << "cut off";
        QTest::newRow("empty") << "a.png" << QByteArray() << "is empty";
        const auto board = [](const QByteArray &object) -> QByteArray {
            const QByteArray head = R"({"format":"coterie-board","version":1,"objects":[)";
            return head + QByteArray(object).replace('\'', '"') + "]}";
        };
        QTest::newRow("unknown kind") << "a.json" << board("{'id':'a','kind':'hologram','x':0,'y':0,'w':9,'h':9}")
                                      << "\"hologram\"";
        QTest::newRow("no kind") << "a.json" << board("{'id':'a'}") << "\"kind\"";
        QTest::newRow("no place") << "a.json" << board("{'id':'a','kind':'ellipse','x':0,'w':9,'h':9}") << "\"y\"";
        QTest::newRow("no number") << "a.json" << board("{'id':'a','kind':'ellipse','x':0,'y':'b','w':9,'h':9}")
                                   << "\"y\"";
        const auto box = [&](const QByteArray &field) -> QByteArray {
            return board(QByteArray("{'id':'a','kind':'rectangle','x':0,'y':0,'w':9,'h':9," + field + '}'));
        };
        for (const auto &[field, value] :
             std::initializer_list<std::pair<const char *, const char *>>{{"color", "'#ff0000'"},
                                                                          {"color", "4294901760"},
                                                                          {"fill", "true"},
                                                                          {"width", "'2'"},
                                                                          {"rotation", "'45'"},
                                                                          {"opacity", "'half'"},
                                                                          {"dash", "'wavy'"},
                                                                          {"dash", "1"},
                                                                          {"align", "'middle'"},
                                                                          {"fontSize", "'20'"},
                                                                          {"text", "7"},
                                                                          {"parent", "7"},
                                                                          {"locked", "'yes'"},
                                                                          {"start", "'a'"},
                                                                          {"end", "{'object':'a','x':'left'}"},
                                                                          {"erased", "'all'"},
                                                                          {"erased", "[[1]]"},
                                                                          {"points", "'?'"}})
            QTest::addRow("%s: %s", field, value) << "a.json" << box(QByteArray("'" + QByteArray(field) + "':" + value))
                                                  << QStringLiteral("\"%1\"").arg(QLatin1String(field));
        QTest::newRow("id: 7") << "a.json" << board("{'id':7,'kind':'rectangle','x':0,'y':0,'w':9,'h':9}") << "\"id\"";
        const QByteArray noList = R"({"format":"coterie-board","version":1,"objects":{}})";
        QTest::newRow("objects: {}") << "a.json" << noList << "\"objects\"";
        QTest::newRow("too wide") << "a.json" << board("{'id':'a','kind':'ellipse','x':0,'y':0,'w':1e9,'h':9}")
                                  << "\"w\"";
    }
    void V7_whatIsRefusedIsNamed()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, sentence);
        Shown shown;
        shown.dropFiles({shown.write(name, bytes)});
        QTRY_VERIFY2(shown.says(sentence), qPrintable(sentence));
        QVERIFY(shown.says(name));
        QVERIFY(!shown.says(QStringLiteral("..")));
        QCOMPARE(shown.rig.controller.doc().visibleCount(), 0);
    }

    void V9_eachOfSeveralRefusedFilesIsNamed()
    {
        Shown shown;
        const QString good = shown.write(QStringLiteral("good.png"), pngOf(photo(50, 50)));
        const QString empty = shown.write(QStringLiteral("zero.png"), {});
        const QString talk = shown.write(QStringLiteral("talk.mp3"), QByteArray("ID3\x04"));
        shown.dropFiles({empty, good, talk});
        QTRY_VERIFY(shown.says(QStringLiteral("zero.png")));
        QVERIFY(shown.says(QStringLiteral("is empty")));
        QVERIFY(shown.says(QStringLiteral("talk.mp3")));
        QVERIFY(shown.says(QStringLiteral("neither a picture")));
        QCOMPARE(shown.objects().size(), 1);
        // Of more there is a list, for as long as one likes.
        QStringList many{talk};
        for (int i = 0; i < 12; ++i)
            many.append(shown.write(QStringLiteral("empty %1.png").arg(i), {}));
        shown.dropFiles(many);
        QTRY_VERIFY(shown.says(QStringLiteral("13 ")));
        QAbstractButton *which = Shown::button(shown.page->window(), QStringLiteral("Which ones"));
        QVERIFY(which && which->isVisible());
        which->click();
        auto *list = Sheet::openIn(shown.page->window());
        QVERIFY(list);
        for (const QString &file : std::as_const(many))
            QVERIFY2(shown.says(QFileInfo(file).fileName()), qPrintable(file));
        QCOMPARE(test::clippedControls(*list), QStringList());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!Sheet::openIn(shown.page->window()));
    }

    void onABoardForLookingNothingIsAdded()
    {
        Shown shown;
        shown.page->setReadOnly(true);
        shown.dropFiles({shown.write(QStringLiteral("a.png"), pngOf(photo(50, 50)))});
        QTRY_VERIFY(shown.says(QStringLiteral("for looking only")));
        QCOMPARE(shown.rig.controller.doc().visibleCount(), 0);
    }

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

    void T22_aDrawingOfOursComesBackFromAClipboardThatKnowsNothingElse()
    {
        Shown s;
        s.rig.draw(s.rig.other, BoardOp::create(newId<ObjectId>(), BoardKind::Diamond, 100, 100, 80, 40));
        s.page->view()->selection().set({s.objects().first().id});
        s.trigger(BoardCommand::Copy);
        const QByteArray svg = QGuiApplication::clipboard()->mimeData()->data(QStringLiteral("image/svg+xml"));
        auto *foreign = new QMimeData;
        foreign->setData(QStringLiteral("image/svg+xml"), svg);
        QGuiApplication::clipboard()->setMimeData(foreign);
        s.trigger(BoardCommand::Paste);
        QTRY_COMPARE(s.objects().size(), 2);
        QCOMPARE(s.objects().last().kind, BoardKind::Diamond);
        QCOMPARE(s.objects().last().w, 80.0);
        foreign = new QMimeData;
        foreign->setData(QStringLiteral("image/svg+xml"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        QGuiApplication::clipboard()->setMimeData(foreign);
        s.trigger(BoardCommand::Paste);
        QTRY_VERIFY(s.says(QStringLiteral("no board in this SVG")));
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

    void T24_wordsThatAreDroppedBecomeATextThere()
    {
        Shown shown;
        QMimeData words;
        words.setText(QStringLiteral("from elsewhere"));
        shown.drop(words, {300, 200});
        QCOMPARE(shown.objects().size(), 1);
        const BoardObject text = shown.objects().first();
        QCOMPARE(text.kind, BoardKind::Text);
        QCOMPARE(text.text, QStringLiteral("from elsewhere"));
        const QPointF middle = shown.page->view()->camera().toWidget(text.frame().center());
        QVERIFY((middle - QPointF(300, 200)).manhattanLength() < 3);
        // Tables and the like are words with a picture of them.
        QMimeData table;
        table.setText(QStringLiteral("a\tb"));
        table.setImageData(photo(40, 20));
        shown.drop(table, {500, 400});
        QTRY_COMPARE(shown.objects().size(), 2);
        QCOMPARE(shown.objects().last().kind, BoardKind::Text);
    }
    void V8_aPictureThatCannotBeDrawnSaysSo()
    {
        Shown shown;
        const QByteArray hash = shown.assets.put("these bytes are no picture");
        BoardOp op = BoardOp::create(newId<ObjectId>(), BoardKind::Image, 300, 200, 200, 150);
        op.asset = hash;
        shown.rig.draw(shown.rig.other, op);
        QTRY_VERIFY(shown.page->view()->pictures().state(hash).failed);
        // One that has not come yet is neither.
        const QByteArray absent(32, 'x');
        QVERIFY(!shown.page->view()->pictures().state(absent).failed);
        QVERIFY(!shown.page->view()->pictures().state(absent).picture);
        // The card is struck out: ink where that of one that is still to come has none.
        BoardOp waits = BoardOp::create(newId<ObjectId>(), BoardKind::Image, 300, 420, 200, 150);
        waits.asset = absent;
        shown.rig.draw(shown.rig.other, waits);
        shown.page->view()->lookAt({400, 385}, 1);
        QTRY_VERIFY(shown.page->view()->isSettled());
        const QImage seen = shown.page->view()->grab().toImage();
        const auto ink = [&](double top) { // at both ends of the stroke, beside the picture on the card
            int count = 0;
            const double side = 96 * 0.4;
            const QRectF icon(400 - side / 2, top + 75 - side / 2, side, side * 0.8);
            const QPointF ends[] = {{icon.left() - 0.1 * icon.width(), icon.top() + 1.1 * icon.height()},
                                    {icon.left() + 1.1 * icon.width(), icon.top() - 0.1 * icon.height()}};
            for (const QPointF &end : ends) {
                const QPoint at = shown.page->view()->camera().toWidget(end).toPoint();
                const QColor ground = seen.pixelColor(at + QPoint(0, 12));
                count += std::abs(seen.pixelColor(at).lightness() - ground.lightness()) > 25;
            }
            return count;
        };
        QCOMPARE(ink(200), 2);
        QCOMPARE(ink(420), 0);
    }
    // What an outline that is open says of the first object.
    static QString outlined(const Shown &shown)
    {
        return shown.page->findChild<QTreeView *>()->model()->index(0, 0).data().toString();
    }
    void V47_theOutlineHearsThatAPictureHasFailedAndHasCome()
    {
        const QString lost = QStringLiteral("cannot be drawn");
        Shown shown;
        BoardView &view = *shown.page->view();
        BoardOp op = BoardOp::create(newId<ObjectId>(), BoardKind::Image, 300, 200, 200, 150);
        op.asset = QByteArray(32, 'x');
        shown.rig.draw(shown.rig.other, op);
        shown.page->actions()[BoardCommand::Outline]->trigger();
        (void)view.grab(); // who looks asks for it
        QTRY_VERIFY(outlined(shown).startsWith(QStringLiteral("Picture")) && !outlined(shown).contains(lost));
        emit shown.assets.failed(*op.asset, QStringLiteral("nobody has it"));
        QTRY_VERIFY(outlined(shown).contains(lost));
        emit shown.assets.failureForgotten(*op.asset); // it may be there by now
        QTRY_VERIFY(!outlined(shown).contains(lost));
    }
    // Nobody was listening when it failed: whoever paints comes to know.
    void V47_whatHasFailedBeforeIsToldWhenThePaintingIsOver_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("tip");
        QTest::newRow("not to be had") << QString(errors::notFound) << "could not be had from the host";
        QTest::newRow("damaged on its way") << QString(errors::badBlob) << "did not arrive as it was sent";
    }
    void V47_whatHasFailedBeforeIsToldWhenThePaintingIsOver()
    {
        QFETCH(const QString, code);
        QFETCH(const QString, tip);
        Shown shown;
        BoardsRig &session = shown.session;
        BoardAssets assets(session.room, session.requests, session.store);
        const QByteArray absent(32, 'x');
        assets.roomReady();
        assets.want(absent);
        session.store.asset(absent, [&](const QByteArray &) { // the host is asked by now, and has not got it
            session.router.dispatch(Failure{.code = code,
                                            .path = {},
                                            .text = {},
                                            .req = session.requests.nextNumber() - 1,
                                            .id = {},
                                            .retryMs = {}});
        });
        QTRY_VERIFY(assets.hasFailed(absent));
        BoardPictures pictures;
        pictures.reset(&assets);
        QSignalSpy changed(&pictures, &BoardPictures::changed);
        for (int i = 0; i < 3; ++i)
            QVERIFY(pictures.state(absent).failed);
        QVERIFY(pictures.isMissing(absent));
        QCOMPARE(pictures.isDamaged(absent), code == errors::badBlob);
        QVERIFY(undrawnTip(pictures.isDamaged(absent) ? Undrawn::Damaged : Undrawn::Missing).contains(tip));
        QCOMPARE(changed.size(), 0); // never from within
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(pictures.state(absent).failed);
        QCoreApplication::sendPostedEvents(&pictures);
        QCOMPARE(changed.size(), 1);
        pictures.reset(&assets);
        (void)pictures.state(absent);
        pictures.reset(nullptr); // another board by then
        QCoreApplication::sendPostedEvents(&pictures);
        QCOMPARE(changed.size(), 1);
    }
    void V47_whatCannotBeDrawnSaysSoInWords_data()
    {
        QTest::addColumn<int>("why");
        QTest::addColumn<QString>("strip");
        QTest::addColumn<QString>("todo");
        QTest::newRow("no picture") << int(Undrawn::Broken) << "This picture cannot be drawn"
                                    << "Insert the picture again";
        QTest::newRow("not to be had") << int(Undrawn::Missing) << "This picture is not here yet"
                                       << "could not be had from the host";
        QTest::newRow("newer kind") << int(Undrawn::Newer) << "This object cannot be drawn here"
                                    << "Update Coterie";
    }
    void V47_whatCannotBeDrawnSaysSoInWords()
    {
        QFETCH(const int, why);
        QFETCH(const QString, strip);
        QFETCH(const QString, todo);
        Shown shown;
        BoardView &view = *shown.page->view();
        const bool newer = Undrawn(why) == Undrawn::Newer;
        BoardOp op = BoardOp::create(newId<ObjectId>(), newer ? BoardKind(boardKindCount) : BoardKind::Image, 300, 200,
                                     200, 150);
        if (!newer)
            op.asset =
                why == int(Undrawn::Broken) ? shown.assets.put("these bytes are no picture") : QByteArray(32, 'x');
        shown.rig.draw(shown.rig.other, op);
        const auto now = [&] { return view.undrawn(*shown.rig.controller.doc().object(*op.object)); };
        view.setTool(ToolId::Select);
        view.selection().set({*op.object});
        const bool absent = why == int(Undrawn::Missing);
        if (absent) {
            (void)view.grab(); // who looks asks for it
            QCOMPARE(now(), Undrawn::No);
            QVERIFY(!shown.says(strip));
            emit shown.assets.failed(*op.asset, QStringLiteral("nobody has it"));
        }
        QTRY_COMPARE(int(now()), why);
        // For who sees it: in the strip, while it is selected.
        QTRY_VERIFY(shown.says(strip));
        // For who hears it: of what is selected, and in the outline.
        QVERIFY2(view.accessibleDescription().contains(QStringLiteral("cannot be drawn")),
                 qPrintable(view.accessibleDescription()));
        const BoardObject object = *shown.rig.controller.doc().object(*op.object);
        const auto undrawnOf = [&](const BoardObject &one) { return view.undrawn(one); };
        QVERIFY(outlineWords(shown.rig.controller.doc(), object, {}, undrawnOf)
                    .contains(QStringLiteral("cannot be drawn")));
        // A tip says what works all the same and what to do.
        const auto tipAt = [&](const QPointF &board) {
            const QPoint at = view.camera().toWidget(board).toPoint();
            QHelpEvent help(QEvent::ToolTip, at, view.mapToGlobal(at));
            QCoreApplication::sendEvent(&view, &help);
            return QToolTip::text();
        };
        const QString tip = tipAt({400, 275});
        QVERIFY2(tip.startsWith(strip) && tip.contains(QStringLiteral("The rest of the board works")) &&
                     tip.contains(todo),
                 qPrintable(tip));
        tipAt({900, 900});
        QTRY_VERIFY(!QToolTip::isVisible());
        // What is drawn says nothing of the kind.
        view.selection().clear();
        QVERIFY(!shown.says(strip));
        if (absent) {
            view.selection().set({*op.object});
            QVERIFY(shown.says(strip));
            emit shown.assets.failureForgotten(*op.asset);
            QTRY_VERIFY(!shown.says(strip));
            QVERIFY(!view.accessibleDescription().contains(QStringLiteral("cannot be drawn")));
        }
    }
    void V27_aPictureThatCouldNotBeHadIsAskedForAgainWhenItMayBeThere()
    {
        Shown shown;
        const QByteArray absent(32, 'x');
        BoardOp op = BoardOp::create(newId<ObjectId>(), BoardKind::Image, 300, 200, 200, 150);
        op.asset = absent;
        shown.rig.draw(shown.rig.other, op);
        BoardPictures &pictures = shown.page->view()->pictures();
        QSignalSpy changed(&pictures, &BoardPictures::changed);
        QVERIFY(!pictures.state(absent).failed);
        emit shown.assets.failed(absent, QStringLiteral("nobody has it"));
        QTRY_COMPARE(changed.size(), 1);
        emit shown.assets.failureForgotten(absent);
        QTRY_COMPARE(changed.size(), 2); // whoever looks asks anew
        emit shown.assets.failureForgotten(absent);
        QCOMPARE(changed.size(), 2);
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
    void V45_aPreviewThatTakesTimeSaysSo()
    {
        Shown shown;
        shown.rig.line(100, 100);
        shown.trigger(BoardCommand::Export);
        QVERIFY(shown.says(QStringLiteral("being painted"))); // by another thread, which is heard later
        QTRY_VERIFY(!shown.says(QStringLiteral("being painted")));
        QVERIFY(Shown::button(shown.sheet(), QStringLiteral("Export …"))->isEnabled());
    }
    void V43_whatABoardCannotTakeIsSaidInTheWindowsLanguage_data()
    {
        QTest::addColumn<QByteArray>("object");
        const std::pair<const char *, const char *> rows[] = {
            {"place", "'kind':'rectangle','x':1e9,'y':0,'w':9,'h':9"},
            {"size", "'kind':'rectangle','x':0,'y':0,'w':-9,'h':9"},
            {"width", "'kind':'rectangle','x':0,'y':0,'w':9,'h':9,'width':1e5"},
            {"opacity", "'kind':'rectangle','x':0,'y':0,'w':9,'h':9,'opacity':7"},
            {"font", "'kind':'text','x':0,'y':0,'w':9,'h':9,'fontSize':0.001"},
            {"points", "'kind':'stroke','color':'ff000000','width':2,'x':0,'y':0,'points':'AAAA'"},
            {"no points", "'kind':'stroke','color':'ff000000','width':2,'x':0,'y':0"},
            {"points of a shape", "'kind':'rectangle','x':0,'y':0,'w':9,'h':9,'points':'AAAA'"},
            {"asset", "'kind':'image','x':0,'y':0,'w':9,'h':9,'asset':'00'"},
            {"in itself", "'kind':'group','parent':'a'"},
            {"writing", "'kind':'group','text':'words'"},
            {"letters", "'kind':'text','x':0,'y':0,'w':9,'h':9,'text':'a\\u0001'"},
            {"bound to itself", "'kind':'line','x':0,'y':0,'w':9,'h':9,'start':{'object':'a','x':0.5,'y':0.5}"},
            {"bound", "'kind':'rectangle','x':0,'y':0,'w':9,'h':9,'start':{'object':'b','x':0.5,'y':0.5}},{'id':'b','"
                      "kind':'group'"},
        };
        for (const auto &[name, object] : rows)
            QTest::newRow(name) << QByteArray(object);
    }
    void V43_whatABoardCannotTakeIsSaidInTheWindowsLanguage()
    {
        QFETCH(const QByteArray, object);
        QByteArray file = "{'format':'coterie-board','version':1,'objects':[{'id':'a'," + object + "}]}";
        file.replace('\'', '"');
        const QString english = intakeOf(file, {}).error;
        QVERIFY2(english.startsWith(u"Object "), qPrintable(english));
        const QString reason =
            english.section(QStringLiteral(": "), -1).chopped(QStringLiteral(". Nothing was added.").size());
        QVERIFY2(reason.size() > 8, qPrintable(english));
        QTranslator german;
        QVERIFY(german.load(QStringLiteral(":/i18n/coterie_de.qm")));
        QCoreApplication::installTranslator(&german);
        const QString said = intakeOf(file, {}).error;
        QVERIFY2(said.startsWith(u"Objekt "), qPrintable(said));
        QVERIFY2(!said.contains(reason), qPrintable(said));
    }
    void V43_whatIsRefusedAtHandIsSaidInTheWindowsLanguage()
    {
        BoardRig rig;
        const ObjectId line = newId<ObjectId>();
        rig.draw(rig.other, BoardOp::create(line, BoardKind::Rectangle, 0, 0, 240, 100));
        BoardOp turned = BoardOp::set(line);
        turned.rotation = 1e6;
        QSignalSpy noticed(&rig.controller, &BoardController::noticed);
        QVERIFY(!rig.controller.commit({turned}, QStringLiteral("turn")));
        const QString english = noticed.takeFirst().first().toString();
        QTranslator german;
        QVERIFY(german.load(QStringLiteral(":/i18n/coterie_de.qm")));
        QCoreApplication::installTranslator(&german);
        QVERIFY(!rig.controller.commit({turned}, QStringLiteral("turn")));
        const QString said = noticed.takeFirst().first().toString();
        QVERIFY2(!said.contains(english.section(QStringLiteral(": "), -1)), qPrintable(said));
        QVERIFY2(said.contains(u"36"), qPrintable(said)); // the limit
    }
    void V44_aFileThatIsBeingReadIsNamedAndTakenOnce()
    {
        Shown shown;
        const QByteArray plan =
            R"({"type":"excalidraw","elements":[{"type":"rectangle","x":0,"y":0,"width":100,"height":80}]})";
        // A pipe: it is being read until something has been written to it.
        const auto makePipe = [&](const QString &name) {
            QFile::remove(shown.file(name));
            if (::mkfifo(QFile::encodeName(shown.file(name)).constData(), 0600) != 0)
                qFatal("no pipe");
            return shown.file(name);
        };
        const QString board = makePipe(QStringLiteral("plan.excalidraw"));
        shown.dropFiles({board});
        QTRY_VERIFY(shown.says(QStringLiteral("Reading")) && shown.says(QStringLiteral("plan.excalidraw")));
        shown.dropFiles({board}); // who wonders whether anything happens
        QVERIFY(shown.says(QStringLiteral("Reading")));
        shown.write(QStringLiteral("plan.excalidraw"), plan);
        QTRY_COMPARE(shown.objects().size(), 1);
        QVERIFY(!shown.says(QStringLiteral("Reading")));
        QVERIFY(shown.says(QStringLiteral("1 object")));
        QVERIFY(QThreadPool::globalInstance()->waitForDone(5000)); // nobody reads it a second time
        // It is read: who brings it again means it.
        QFile::remove(board);
        shown.write(QStringLiteral("plan.excalidraw"), plan);
        shown.dropFiles({board});
        QTRY_COMPARE(shown.objects().size(), 2);
        // A picture can be seen, and nothing more is said.
        const QByteArray png = pngOf(photo(30, 20));
        const QString one = makePipe(QStringLiteral("a.png"));
        const QString two = shown.write(QStringLiteral("b.png"), png);
        shown.dropFiles({one, two});
        QTRY_VERIFY(shown.says(QStringLiteral("Reading 2 file")));
        shown.write(QStringLiteral("a.png"), png);
        QTRY_COMPARE(shown.objects().size(), 4);
        QVERIFY(!shown.says(QStringLiteral("Reading")));
    }
    void V44_anEmptyBoardSaysWhatIsBeingReadIntoIt()
    {
        Shown shown;
        const QString nothing = QStringLiteral("Nothing here yet");
        const QByteArray png = pngOf(photo(30, 20));
        QVERIFY(::mkfifo(QFile::encodeName(shown.file(QStringLiteral("b.png"))).constData(), 0600) == 0);
        const auto hint = [&] { return shown.page->findChild<EmptyState *>(); };
        const auto hintSays = [&](const QString &text) {
            for (const auto *label : hint()->findChildren<QLabel *>())
                if (label->isVisible() && label->text().contains(text))
                    return true;
            return false;
        };
        QVERIFY(hintSays(nothing));
        shown.dropFiles({shown.write(QStringLiteral("a.png"), png), shown.file(QStringLiteral("b.png")),
                         shown.write(QStringLiteral("c.png"), png)});
        QTRY_VERIFY(hintSays(QStringLiteral("Reading 3 file")) && hintSays(QStringLiteral("1 of 3 file")));
        QVERIFY(!shown.says(nothing));
        // It is another board's business only there.
        BoardRig other;
        shown.page->setController(&other.controller);
        QVERIFY(hintSays(nothing) && !hintSays(QStringLiteral("Reading")));
        shown.page->setController(&shown.rig.controller);
        QVERIFY(hintSays(QStringLiteral("1 of 3 file")));
        shown.write(QStringLiteral("b.png"), png);
        QTRY_COMPARE(shown.objects().size(), 3);
        QVERIFY(!hint()->isVisible());
        // Nothing came of it: it is as empty as before.
        Shown second;
        QVERIFY(::mkfifo(QFile::encodeName(second.file(QStringLiteral("plan.json"))).constData(), 0600) == 0);
        second.dropFiles({second.file(QStringLiteral("plan.json"))});
        QTRY_VERIFY(second.says(QStringLiteral("Reading")) && !second.says(nothing));
        second.write(QStringLiteral("plan.json"), "{");
        QTRY_VERIFY(second.says(nothing) && !second.says(QStringLiteral("Reading")));
        QCOMPARE(second.objects().size(), 0);
    }
    void T137_whatIsSaidMeanwhileGivesThePlaceBackToWhatIsRead()
    {
        Shown shown;
        shown.rig.draw(shown.rig.other, BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 0, 0, 10, 10));
        QVERIFY(::mkfifo(QFile::encodeName(shown.file(QStringLiteral("plan.excalidraw"))).constData(), 0600) == 0);
        shown.dropFiles({shown.file(QStringLiteral("plan.excalidraw"))});
        QTRY_VERIFY(shown.says(QStringLiteral("Reading")));
        shown.trigger(BoardCommand::Group);
        QVERIFY(shown.says(QStringLiteral("Select 2 or more objects first")));
        QVERIFY(!shown.says(QStringLiteral("Reading")));
        shown.page->findChild<NoticeCard *>()->hide(); // as its time does
        QVERIFY(!shown.says(QStringLiteral("Select 2 or more objects first")));
        QVERIFY(shown.says(QStringLiteral("Reading")));
        shown.trigger(BoardCommand::Group);
        shown.write(QStringLiteral("plan.excalidraw"), R"({"type":"excalidraw","elements":[]})");
        QVERIFY(QThreadPool::globalInstance()->waitForDone(5000));
        QTRY_VERIFY(!shown.says(QStringLiteral("Select 2"))); // what came of it is said
        shown.page->findChild<NoticeCard *>()->hide();
        QVERIFY(!shown.says(QStringLiteral("Reading")));
    }
    void T136_aKeyThatIsHeldAsksOnce()
    {
        Shown shown;
        const auto hold = [&](Qt::Key key, const QString &text) {
            for (const bool repeat : {false, true, true, true})
                QTest::simulateEvent(shown.page->view(), true, key, {}, text, repeat);
            QTest::keyRelease(shown.page->view(), key);
        };
        hold(Qt::Key_I, QStringLiteral("i"));
        const auto dialogs = shown.page->window()->findChildren<QFileDialog *>();
        QCOMPARE(dialogs.size(), 1);
        delete dialogs.first();
        const double scale = shown.page->view()->camera().scale();
        hold(Qt::Key_Plus, QStringLiteral("+"));
        const double once = shown.page->view()->camera().scale() / scale;
        QVERIFY2(once > 2, qPrintable(QString::number(once))); // four steps
    }
    void A317_theQuestionForFilesBeginsWhereTheyWereTakenFrom()
    {
        Shown shown;
        const auto folderOf = [&](BoardCommand command) {
            shown.trigger(command);
            auto *dialog = shown.page->window()->findChild<QFileDialog *>();
            const QString folder = dialog ? dialog->directory().canonicalPath() : QString();
            delete dialog;
            return folder;
        };
        const QString before = QDir::currentPath();
        const auto back = qScopeGuard([&] { QDir::setCurrent(before); });
        QVERIFY(QDir(shown.session.folder.path()).mkpath(QStringLiteral("started")));
        QVERIFY(QDir(shown.session.folder.path()).mkpath(QStringLiteral("pictures")));
        QVERIFY(QDir::setCurrent(shown.file(QStringLiteral("started"))));
        for (const BoardCommand command : {BoardCommand::Import, BoardCommand::InsertImage}) {
            const QString folder = folderOf(command);
            QVERIFY(!folder.isEmpty());
            QVERIFY(folder != QDir().canonicalPath());
        }
        shown.prompts().nameNextFile(shown.write(QStringLiteral("pictures/a.png"), pngOf(photo(30, 20))));
        shown.trigger(BoardCommand::InsertImage);
        QTRY_COMPARE(shown.objects().size(), 1);
        const QString taken = QFileInfo(shown.file(QStringLiteral("pictures"))).canonicalFilePath();
        for (const BoardCommand command : {BoardCommand::Import, BoardCommand::InsertImage})
            QCOMPARE(folderOf(command), taken);
        shown.open(); // after the next start too
        QCOMPARE(folderOf(BoardCommand::Import), taken);
        QVERIFY(QDir(taken).removeRecursively());
        QCOMPARE(folderOf(BoardCommand::Import), QFileInfo(shown.session.folder.path()).canonicalFilePath());
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

    void V10_aBoardComesBackAsItWasLeft()
    {
        Shown shown;
        shown.rig.line(3000, 2000);
        shown.page->view()->showFrom({2900, 1900}, 1.5);
        shown.trigger(BoardCommand::Map);
        shown.trigger(BoardCommand::Snap);
        shown.trigger(BoardCommand::Grid);
        const QRectF before = shown.page->view()->visibleBoard();
        shown.page.reset();
        shown.open();
        QCOMPARE(shown.page->view()->visibleBoard(), before);
        QVERIFY(shown.page->actions()[BoardCommand::Map]->isChecked());
        QVERIFY(shown.page->actions()[BoardCommand::Snap]->isChecked());
        QVERIFY(!shown.page->actions()[BoardCommand::Grid]->isChecked());
        // Another board is none of this one's business.
        BoardRig other;
        other.line(100, 100);
        shown.page->setController(&other.controller);
        shown.page->view()->zoomTo(3);
        shown.page->setController(&shown.rig.controller);
        QCOMPARE(shown.page->view()->zoom(), 1.5);
    }

    void V10_whatCameWhileTheBoardWasHiddenIsSeenWhenItIsShown()
    {
        Shown shown;
        shown.page.reset();
        shown.settings.reset(Settings::Key::BoardPlaces);
        shown.rig.line(3000, 2000);
        BoardPage page(&shown.settings); // as beside the chat: not laid out yet
        page.resize(100, 30);
        page.setController(&shown.rig.controller);
        QTest::qWait(0);
        page.resize(900, 640);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QVERIFY(page.view()->visibleBoard().contains(QPointF(3050, 2000)));
        QVERIFY2(page.view()->zoom() > 1, qPrintable(QString::number(page.view()->zoom()))); // by the size it has now
    }

    void R20_aBoardSaysWhenItsRoomRunsOut()
    {
        QVERIFY(describeRoom(0).isEmpty());
        QVERIFY(describeRoom(maxBoardObjects * 19 / 20 - 1).isEmpty());
        QVERIFY(describeRoom(maxBoardObjects - 3).contains(u'3'));
        QVERIFY(describeRoom(maxBoardObjects).contains(QStringLiteral("full")));
    }

    void placesAreBoundedAndNonsenseIsLeftOut()
    {
        BoardPlaces places;
        QList<BoardPlace> put;
        for (int i = 0; i < BoardPlaces::most + 5; ++i) {
            put.append({newId<BoardId>(), {i * 1.25, -i * 3.5}, 0.5 + i / 8.0, i % 2 == 0, i % 3 == 0, i % 5 == 0});
            places.put(put.last());
        }
        const BoardPlaces again(places.stored());
        QCOMPARE(again.count(), BoardPlaces::most);
        QVERIFY(!again.find(put.first().board)); // the oldest gave way
        for (const BoardPlace &place : put.mid(5))
            QCOMPARE(again.find(place.board), std::optional(place));
        const QByteArray id = newId<BoardId>().toString().toUtf8();
        const QByteArrayList nonsenses{"nothing", "[1, {}]", QByteArray("[{\"board\":\"" + id + "\",\"zoom\":1e9}]"),
                                       QByteArray("[{\"board\":\"" + id + "\",\"zoom\":1,\"x\":1e300}]")};
        for (const QByteArray &nonsense : nonsenses)
            QCOMPARE(BoardPlaces(nonsense).count(), 0);
        QCOMPARE(BoardPlaces(QByteArray("[{\"board\":\"" + id + "\",\"zoom\":1}]")).count(), 1);
    }
};

QTEST_MAIN(TestBoardFiles)
#include "tst_boardfiles.moc"
