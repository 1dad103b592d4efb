// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/boardintake.h"
#include "app/ui/board/exchange/pngwriter.h"
#include "app/ui/shell/sheet.h"
#include "tests/support/boardfilesrig.h"
#include "tests/support/uidriver.h"

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>

using namespace coterie;
using namespace coterie::ui;
using test::jpegOf;
using test::photo;
using test::Shown;

namespace {

const BoardObject *ofKind(const QList<BoardObject> &objects, BoardKind kind)
{
    const auto at = std::find_if(objects.begin(), objects.end(), [&](const BoardObject &o) { return o.kind == kind; });
    return at == objects.end() ? nullptr : &*at;
}

} // namespace

class TestBoardFiles final : public QObject
{
    Q_OBJECT
private slots:
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

    void onABoardForLookingNothingIsAdded()
    {
        Shown shown;
        shown.page->setReadOnly(true);
        shown.dropFiles({shown.write(QStringLiteral("a.png"), pngOf(photo(50, 50)))});
        QTRY_VERIFY(shown.says(QStringLiteral("for looking only")));
        QCOMPARE(shown.rig.controller.doc().visibleCount(), 0);
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
};

QTEST_MAIN(TestBoardFiles)
#include "tst_boardfiles.moc"
