// SPDX-License-Identifier: MIT
#include "app/session/boardcopy.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/exchange/boardexport.h"
#include "app/ui/board/exchange/boardjson.h"
#include "shared/board/boardends.h"

#include <QBuffer>
#include <QSet>
#include <QTest>

using namespace coterie;
using namespace coterie::ui;

namespace {

BoardDoc madeOf(const QList<BoardOp> &ops)
{
    BoardDoc doc;
    const UserId author = newId<UserId>();
    Seq seq = 0;
    for (const BoardOp &op : ops)
        doc.apply({newId<OpId>(), author, {op}}, ++seq);
    return doc;
}

QByteArray written(const ExportSource &source, ExportFormat format)
{
    ExportOptions options;
    options.format = format;
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    const QString wrong = exportBoard(source, options, out);
    if (!wrong.isEmpty())
        qWarning("%s", qPrintable(wrong));
    return out.data();
}

BoardOp in(ObjectId parent, BoardOp op)
{
    op.parent = parent;
    return op;
}

BoardOp locked(ObjectId id)
{
    BoardOp op = BoardOp::set(id);
    op.locked = true;
    return op;
}

const BoardObject *ofKind(const QList<BoardObject> &objects, BoardKind kind)
{
    for (const BoardObject &object : objects)
        if (object.kind == kind)
            return &object;
    return nullptr;
}

QByteArray excalidraw(const QByteArray &elements)
{
    return "{\"type\":\"excalidraw\",\"version\":2,\"elements\":[" + elements + "]}";
}

} // namespace

// What a file carries from one board to another, and what it must not.
class TestBoardExchange final : public QObject
{
    Q_OBJECT
private slots:
    void V6_whoIsGivenAFrameGetsNothingElseOfTheBoard()
    {
        const ObjectId frame = newId<ObjectId>(), inside = newId<ObjectId>(), across = newId<ObjectId>(),
                       secret = newId<ObjectId>(), arrow = newId<ObjectId>(), group = newId<ObjectId>();
        BoardOp note = BoardOp::create(secret, BoardKind::Sticky, 900, 900, 100, 100);
        note.text = QStringLiteral("marks of the class");
        BoardOp line = BoardOp::create(arrow, BoardKind::Arrow, 50, 50, 10, 10);
        line.start = BoardAnchor{inside, 0.5, 0.5};
        line.end = BoardAnchor{secret, 0, 0};
        const BoardDoc doc =
            madeOf({BoardOp::create(frame, BoardKind::Frame, 0, 0, 200, 200), BoardOp::createGroup(group),
                    in(frame, BoardOp::create(inside, BoardKind::Rectangle, 20, 20, 60, 60)),
                    in(group, BoardOp::create(across, BoardKind::Ellipse, 180, 20, 60, 60)), note, line});
        const ExportSource source = exportSource(doc.objects(), ExportWhat::Frames, {frame});
        QSet<ObjectId> kept;
        for (const BoardObject &object : source.objects)
            kept.insert(object.id);
        QCOMPARE(kept, (QSet<ObjectId>{frame, inside, across, arrow, group}));
        for (const ExportFormat format : {ExportFormat::Json, ExportFormat::Svg}) {
            const BoardImport again = importBoard(written(source, format));
            QCOMPARE(again.error, QString());
            for (const BoardOp &op : again.ops)
                QVERIFY(!op.text || !op.text->contains(u"marks"));
            const BoardDoc read = madeOf(again.ops);
            const QList<BoardObject> objects = read.objects();
            QCOMPARE(objects.size(), 5);
            // It points to where the note is, without being bound to it any more.
            const BoardObject *shown = ofKind(objects, BoardKind::Arrow);
            QVERIFY(shown && shown->start && !shown->end);
            QCOMPARE(boardLineEnds(routedBoardLine(*shown, read)).second, QPointF(900, 900));
        }
    }
    void V6_locksComeBack()
    {
        const ObjectId frame = newId<ObjectId>(), inside = newId<ObjectId>(), stroke = newId<ObjectId>();
        StrokePoints points;
        for (int i = 0; i < 20; ++i)
            points.at.push_back({qint16(i * 40), 0});
        BoardDoc doc = madeOf({BoardOp::create(frame, BoardKind::Frame, 0, 0, 200, 200),
                               in(frame, BoardOp::create(inside, BoardKind::Rectangle, 20, 20, 60, 60)),
                               BoardOp::createStroke(stroke, 10, 10, points.packed(), 0xff000000, 4),
                               BoardOp::erasePart(stroke, {{512, 1024}}), locked(stroke), locked(frame)});
        ExportSource source = exportSource(doc.objects(), ExportWhat::Board, {});
        const QList<BoardObject> again = madeOf(importBoard(written(source, ExportFormat::Json)).ops).objects();
        QCOMPARE(again.size(), 3);
        QVERIFY(ofKind(again, BoardKind::Frame)->locked);
        QVERIFY(ofKind(again, BoardKind::Stroke)->locked);
        QCOMPARE(ofKind(again, BoardKind::Stroke)->erased, (BoardIntervals{{512, 1024}}));
        QVERIFY(!ofKind(again, BoardKind::Rectangle)->locked);
        QCOMPARE(ofKind(again, BoardKind::Rectangle)->parent, std::optional(ofKind(again, BoardKind::Frame)->id));
    }
    void V7_twoObjectsWithOneIdAreRefusedByName()
    {
        const QByteArray file = R"({"format":"coterie-board","version":1,"objects":[
            {"id":"a","kind":"rectangle","x":0,"y":0,"w":10,"h":10},{"id":"a","kind":"ellipse","x":0,"y":0,"w":10,"h":10}]})";
        const BoardImport import = importBoard(file);
        QVERIFY(import.ops.isEmpty());
        QVERIFY2(import.error.contains(u"Object 2") && import.error.contains(u"id, a"), qPrintable(import.error));
    }
    void V7_aChildMayStandBeforeItsParent()
    {
        const QByteArray file = R"({"format":"coterie-board","version":1,"objects":[
            {"id":"a","kind":"rectangle","x":0,"y":0,"w":10,"h":10,"parent":"g"},{"id":"g","kind":"group","parent":"f"},
            {"id":"f","kind":"frame","x":0,"y":0,"w":50,"h":50}]})";
        const QList<BoardObject> objects = madeOf(importBoard(file).ops).objects();
        QCOMPARE(objects.size(), 3);
        QCOMPARE(ofKind(objects, BoardKind::Rectangle)->parent, std::optional(ofKind(objects, BoardKind::Group)->id));
        QCOMPARE(ofKind(objects, BoardKind::Group)->parent, std::optional(ofKind(objects, BoardKind::Frame)->id));
    }
    void V7_aFileThatNoBoardWouldTakeWholeIsRefusedInWords()
    {
        const auto refusal = [](const QByteArray &objects) {
            const BoardImport import = importBoard(
                QByteArray("{'format':'coterie-board','version':1,'objects':[" + objects + "]}").replace('\'', '"'));
            return import.ops.isEmpty() ? import.error : QStringLiteral("taken");
        };
        const QByteArray shape = ",'kind':'ellipse','x':0,'y':0,'w':9,'h':9";
        const QString held = refusal("{'id':'a'" + shape + "},{'id':'b'" + shape + ",'parent':'a'}");
        QVERIFY2(held.contains(u"Object 2") && held.contains(u"parent"), qPrintable(held));
        const auto tower = [&](int groups) {
            QByteArray all = "{'id':'0','kind':'group'}";
            for (int i = 1; i < groups; ++i)
                all += ",{'id':'" + QByteArray::number(i) + "','kind':'group','parent':'" + QByteArray::number(i - 1) +
                       "'}";
            return QByteArray(all + ",{'id':'x'" + shape + ",'parent':'" + QByteArray::number(groups - 1) + "'}");
        };
        QCOMPARE(refusal(tower(64)), QStringLiteral("taken"));
        const QString deep = refusal(tower(65));
        QVERIFY2(deep.contains(u"64"), qPrintable(deep));
    }
    void V9_aStrokeThatIsTooLongComesAsSeveralThatMeet()
    {
        constexpr int count = 20'000;
        QByteArray way;
        for (int i = 0; i < count; ++i)
            way += QByteArray(i ? "," : "") + '[' + QByteArray::number(i / 4.0) + ',' +
                   QByteArray::number(i % 2 * 300) + ']';
        QByteArray elements = R"({"id":"a","type":"freedraw","x":100,"y":50,"strokeColor":"#000","points":[@]},
            {"id":"b","type":"freedraw","x":0,"y":0,"strokeColor":"#000","points":[[0,0],[9,9]]})";
        const BoardImport import = importBoard(excalidraw(elements.replace("@", way)));
        QCOMPARE(import.error, QString());
        QCOMPARE(import.splitStrokes, 1);
        QCOMPARE(import.skipped, 0);
        const QList<BoardObject> objects = madeOf(import.ops).objects();
        const BoardObject *group = ofKind(objects, BoardKind::Group);
        QVERIFY(group);
        int points = 0;
        int pieces = 0;
        QPointF last;
        for (const BoardObject &object : objects) {
            if (object.kind != BoardKind::Stroke || !object.parent)
                continue;
            QCOMPARE(*object.parent, group->id);
            const auto samples = StrokePoints::unpack(object.points);
            QVERIFY(samples);
            const double unit = strokeQuantum(samples->exponent);
            const auto at = [&](const StrokePoint &p) { return QPointF(object.x + p.x * unit, object.y + p.y * unit); };
            if (pieces++ == 0)
                QCOMPARE(at(samples->at.front()), QPointF(100, 50));
            else
                QVERIFY((at(samples->at.front()) - last).manhattanLength() < 1);
            last = at(samples->at.back());
            points += int(samples->at.size());
        }
        QVERIFY(pieces >= 3);
        QCOMPARE(points, count + pieces - 1); // each point where two meet is in both
        QVERIFY((last - QPointF(100 + (count - 1) / 4.0, 50 + 300)).manhattanLength() < 1);
        QCOMPARE(objects.size(), pieces + 2);
    }
    void V9_aTextThatIsTooLongGoesOnBelow_data()
    {
        QTest::addColumn<QByteArray>("file"); // @ is the text
        const QByteArray text =
            R"({"id":"t","type":"text","x":5,"y":5,"width":400,"height":25,"strokeColor":"#000","text":"@"})";
        const QByteArray inShape =
            R"({"id":"a","type":"rectangle","x":5,"y":5,"width":400,"height":250,"strokeColor":"#000"},
            {"id":"t","type":"text","x":5,"y":5,"width":80,"height":25,"strokeColor":"#000","text":"@","containerId":"a"})";
        const QByteArray own = R"({"format":"coterie-board","version":1,"objects":[
            {"id":"a","kind":"sticky","x":5,"y":5,"w":400,"h":300,"text":"@"}]})";
        QTest::newRow("a text of Excalidraw") << excalidraw(text);
        QTest::newRow("in a shape of Excalidraw") << excalidraw(inShape);
        QTest::newRow("our own") << own;
    }
    void V9_aTextThatIsTooLongGoesOnBelow()
    {
        QFETCH(QByteArray, file);
        QString text;
        for (int i = 0; text.size() < 2 * maxBoardText + 1000; ++i)
            text += QStringLiteral("\U0001f600 word %1 ").arg(i);
        const BoardImport import = importBoard(file.replace("@", text.toUtf8()));
        QCOMPARE(import.error, QString());
        QCOMPARE(import.splitTexts, 1);
        QCOMPARE(import.skipped, 0);
        QString all;
        QRectF before;
        for (const BoardObject &object : madeOf(import.ops).objects()) {
            QVERIFY(object.text.size() <= maxBoardText);
            QVERIFY(isBoardText(object.text));
            QVERIFY(before.isNull() || object.y >= before.bottom());
            before = object.frame();
            all += object.text;
        }
        QCOMPARE(all, text);
    }
    void V9_twoOfOneIdAreTwo()
    {
        const QByteArray elements = R"({"id":"a","type":"rectangle","x":0,"y":0,"width":20,"height":20},
            {"id":"a","type":"ellipse","x":40,"y":0,"width":20,"height":20})";
        const BoardImport import = importBoard(excalidraw(elements));
        QCOMPARE(import.error, QString());
        QCOMPARE(madeOf(import.ops).objects().size(), 2);
    }
    // Whatever names the objects of a file have, each is one of its own, with one's ids as with new ones.
    void V25_aNameIsThatOfOneObject_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("objects");
        const QByteArray bent = R"({"id":"7b1d3c52-9a6e-4c1f-8d20-5e4f3a2b1c0d","type":"line","x":0,"y":0,
            "points":[[0,0],[50,50],[100,0],[150,50]],"strokeColor":"#000"})";
        const auto own = [](const QByteArray &objects) -> QByteArray {
            return "{\"format\":\"coterie-board\",\"version\":1,\"objects\":[" + objects + "]}";
        };
        const QByteArray words(5 * maxBoardText / 2, 'w');
        const auto note = [&](const QByteArray &id, const QByteArray &text) -> QByteArray {
            return QByteArray("{'kind':'sticky','x':0,'y':0,'w':200,'h':200,'id':'" + id + "','text':'" + text + "'}")
                .replace('\'', '"');
        };
        const QByteArray uuid("7b1d3c52-9a6e-4c1f-8d20-5e4f3a2b1c0d");
        QTest::newRow("a bent line") << excalidraw(bent) << 4; // three pieces in a group
        QTest::newRow("a long text") << own(note(uuid, words)) << 3;
        QTest::newRow("a name with a tail") << own(note(uuid, "a") + ',' + note(uuid + "/again", "b")) << 2;
        QTest::newRow("in capitals") << own(note(uuid, "a") + ',' + note(uuid.toUpper(), "b")) << 2;
        QTest::newRow("in braces") << own(note(uuid, "a") + ',' + note('{' + uuid + '}', "b")) << 2;
        QTest::newRow("named like a part") << own(note("a", words) + ',' + note("a/text/1", "b")) << 4;
        // What a name becomes may be another's name.
        const QByteArray made = sameImportId(QStringLiteral("a")).toString().toLatin1();
        QTest::newRow("named like what comes of a name") << own(note("a", "a") + ',' + note(made, "b")) << 2;
    }
    void V25_aNameIsThatOfOneObject()
    {
        QFETCH(const QByteArray, file);
        QFETCH(const int, objects);
        for (const ImportIds &ids : {ImportIds(newImportId), ImportIds(sameImportId)}) {
            const BoardImport import = importBoard(file, ids);
            QCOMPARE(import.error, QString());
            QSet<ObjectId> made;
            for (const BoardOp &op : import.ops)
                if (op.act == BoardAct::Create)
                    made.insert(*op.object);
            QCOMPARE(made.size(), objects);
            QCOMPARE(madeOf(import.ops).visibleCount(), objects);
        }
    }
    void V25_ourOwnIdsAreKept()
    {
        const ObjectId id = newId<ObjectId>();
        QCOMPARE(sameImportId(id.toString()), id);
    }
    void V26_ofAFileWithTooMuchNothingIsMade_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("objects") << 200'000 << QByteArray("0,") << "more than 200,000 objects";
        QTest::newRow("values") << 13'000'000 << QByteArray("0,") << "too much in it";
        QTest::newRow("lists") << 13'000'000 << QByteArray("[],") << "too much in it";
    }
    void V26_ofAFileWithTooMuchNothingIsMade()
    {
        QFETCH(const int, count);
        QFETCH(const QByteArray, value);
        QFETCH(const QString, sentence);
        const QByteArray file =
            "{\"format\":\"coterie-board\",\"version\":1,\"objects\":[" + value.repeated(count) + "0]}";
        int asked = 0;
        const BoardImport import = importBoard(file, [&](const QString &) {
            ++asked;
            return newId<ObjectId>();
        });
        QVERIFY2(import.error.contains(sentence), qPrintable(import.error));
        QCOMPARE(asked, 0);
    }
    void V26_wordsAreNotCounted()
    {
        const QByteArray words("[,[{,\\\",\\\\");
        const QByteArray file =
            "{\"format\":\"coterie-board\",\"version\":1,\"name\":\"" + words.repeated(3'000'000) + "\"}";
        const BoardImport import = importBoard(file);
        QCOMPARE(import.error, QString());
        QVERIFY(import.name.startsWith(QStringLiteral("[,[{,\",\\[")));
    }
    // 50,000 strokes and a few pictures are more than 64 MB.
    void V30_aLargeFileIsRead()
    {
        const QByteArray head = R"({"format":"coterie-board","version":1,"objects":[
            {"id":"a","kind":"sticky","x":0,"y":0,"w":9,"h":9}],)";
        const QByteArray file = head + QByteArray(100 * 1024 * 1024, ' ') + "\"name\":\"large\"}";
        const BoardImport import = importBoard(file);
        QCOMPARE(import.error, QString());
        QCOMPARE(import.name, QStringLiteral("large"));
    }
    void V17_aFrameWithoutANameIsCalledAsThere_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QString>("title");
        QTest::newRow("none") << QByteArray("'type':'frame'") << "Frame";
        QTest::newRow("null") << QByteArray("'type':'frame','name':null") << "Frame";
        QTest::newRow("null, magic") << QByteArray("'type':'magicframe','name':null") << "AI Frame";
        QTest::newRow("empty") << QByteArray("'type':'frame','name':''") << "";
        QTest::newRow("a name") << QByteArray("'type':'frame','name':'Lens'") << "Lens";
    }
    void V17_aFrameWithoutANameIsCalledAsThere()
    {
        QFETCH(const QByteArray, said);
        QFETCH(const QString, title);
        const QByteArray frame = "{'id':'f','x':0,'y':0,'width':200,'height':100," + said + '}';
        const BoardImport import = importBoard(excalidraw(QByteArray(frame).replace('\'', '"')));
        QCOMPARE(import.error, QString());
        QCOMPARE(ofKind(madeOf(import.ops).objects(), BoardKind::Frame)->text, title);
    }
    void V17_aColourOfExcalidrawIsReadOrItsDefault_data()
    {
        QTest::addColumn<QByteArray>("written"); // as it stands in the file; empty: not at all
        QTest::addColumn<quint32>("argb");
        const auto row = [](const char *name, const char *written, quint32 argb) {
            QTest::newRow(name) << QByteArray(written) << argb;
        };
        row("missing", "", 0xff1e1e1e);
        row("null", "null", 0xff1e1e1e);
        row("nothing", "\"\"", 0xff1e1e1e);
        row("unknown", "\"blurple\"", 0xff1e1e1e);
        row("a newer kind", "\"oklch(0.5 0.2 30)\"", 0xff1e1e1e);
        row("broken", "\"hsl(120,\"", 0xff1e1e1e);
        row("none", "\"transparent\"", 0);
        row("by name", "\"Red\"", 0xffff0000);
        row("three", "\"#abc\"", 0xffaabbcc);
        row("four", "\"#abc8\"", 0x88aabbcc);
        row("six", "\"#1971C2\"", 0xff1971c2);
        row("eight", "\"#11223380\"", 0x80112233);
        row("five", "\"#12345\"", 0xff1e1e1e);
        row("rgb", "\"rgb(1, 2, 3)\"", 0xff010203);
        row("rgba", "\"rgba(1,2,3,0.5)\"", 0x80010203);
        row("rgb of today", "\"rgb(100% 0% 50% / 50%)\"", 0x80ff0080);
        row("hsl", "\"hsl(120,50%,50%)\"", 0xff40bf40);
        row("hsla", "\"hsla(240deg, 100%, 50%, 0.25)\"", 0x400000ff);
        row("beyond", "\"rgb(300,-5,0)\"", 0xffff0000);
    }
    void V17_aColourOfExcalidrawIsReadOrItsDefault()
    {
        QFETCH(const QByteArray, written);
        QFETCH(const quint32, argb);
        const QByteArray stroke = written.isEmpty() ? QByteArray() : ",\"strokeColor\":" + written;
        const QByteArray shape = R"({"id":"a","type":"rectangle","x":0,"y":0,"width":20,"height":20)";
        const BoardImport import = importBoard(excalidraw(shape + stroke + '}'));
        QCOMPARE(import.error, QString());
        const BoardObject made = madeOf(import.ops).objects().value(0);
        QCOMPARE(QString::number(made.color, 16), QString::number(argb, 16));
        QCOMPARE(made.fill >> 24, 0u);
    }
    void V17_whatAFileOfExcalidrawDoesNotSayIsAsThere()
    {
        const QByteArray elements = R"(
            {"type":"rectangle","id":"q","x":1,"y":2,"width":50,"height":40,"strokeWidth":0},
            {"type":"draw","id":"dr","x":100,"y":0,"width":40,"height":40,"points":[[0,0],[40,40],[0,40]]},
            {"type":"text","id":"tx","x":0,"y":100,"text":"old","font":"28px Virgil"},
            {"type":"arrow","id":"ar","x":0,"y":200,"width":90,"height":30},
            {"type":"rectangle","id":"n","x":100,"y":300,"width":-80,"height":-40})";
        const BoardImport import = importBoard(excalidraw(elements));
        QCOMPARE(import.error, QString());
        QCOMPARE(import.skipped, 0);
        const QList<BoardObject> objects = madeOf(import.ops).objects();
        QCOMPARE(objects.size(), 5);
        for (const BoardObject &object : objects) {
            QCOMPARE(object.color, 0xff1e1e1eu);
            QCOMPARE(object.width, 2.0);
            QCOMPARE(object.opacity, 1.0);
        }
        QCOMPARE(objects.at(1).kind, BoardKind::Stroke);
        QCOMPARE(objects.at(2).fontSize, 28.0);
        QVERIFY(objects.at(2).w > 20 && objects.at(2).h > 20);
        QCOMPARE(boardLineEnds(objects.at(3)).second, QPointF(90, 230));
        QCOMPARE(objects.at(4).frame(), QRectF(20, 260, 80, 40));
    }
    void V17_whatHasNoIdIsOneAllTheSame()
    {
        const QByteArray elements = R"({"type":"rectangle","x":0,"y":0,"width":20,"height":20},
            {"id":7,"type":"ellipse","x":40,"y":0,"width":20,"height":20},
            {"type":"text","x":0,"y":90,"width":50,"height":20,"text":"seven","containerId":7},
            {"type":"diamond","x":80,"y":0,"width":20,"height":20})";
        for (const ImportIds &ids : {ImportIds(newImportId), ImportIds(sameImportId)}) {
            const BoardImport import = importBoard(excalidraw(elements), ids);
            QCOMPARE(import.error, QString());
            const QList<BoardObject> objects = madeOf(import.ops).objects();
            QCOMPARE(objects.size(), 3);
            QCOMPARE(ofKind(objects, BoardKind::Ellipse)->text, QStringLiteral("seven"));
        }
    }
    void V17_whatHasNoIdInOurOwnFileIsOneAllTheSame()
    {
        const QByteArray file = R"({"format":"coterie-board","version":1,"objects":[
            {"kind":"rectangle","x":0,"y":0,"w":10,"h":10},{"kind":"ellipse","x":0,"y":0,"w":10,"h":10,"locked":true}]})";
        const BoardImport import = importBoard(file);
        QCOMPARE(import.error, QString());
        const QList<BoardObject> objects = madeOf(import.ops).objects();
        QCOMPARE(objects.size(), 2);
        QVERIFY(ofKind(objects, BoardKind::Ellipse)->locked);
    }
    void V17_aTextWithoutLettersIsNone()
    {
        const QByteArray elements = R"(
            {"id":"a","type":"text","x":0,"y":0,"width":10,"height":20,"text":""},
            {"id":"b","type":"text","x":0,"y":0,"width":10,"height":20,"text":" \u0007\n"},
            {"id":"r","type":"rectangle","x":0,"y":0,"width":20,"height":20},
            {"id":"c","type":"text","x":0,"y":0,"width":10,"height":20,"text":"","strokeColor":"#f00","containerId":"r"})";
        const BoardImport import = importBoard(excalidraw(elements));
        QCOMPARE(import.error, QString());
        QCOMPARE(import.skipped, 0);
        QCOMPARE(madeOf(import.ops).objects().size(), 1);
    }
    void V18_thePiecesOfALineStayTogetherAndItsLabelWithThem_data()
    {
        QTest::addColumn<QByteArray>("labelColour");
        QTest::newRow("its own") << QByteArray("#1e1e1e");
        QTest::newRow("in another colour") << QByteArray("#e03131");
    }
    void V18_thePiecesOfALineStayTogetherAndItsLabelWithThem()
    {
        QFETCH(const QByteArray, labelColour);
        QByteArray elements = R"(
            {"id":"r1","type":"rectangle","x":0,"y":0,"width":160,"height":80},
            {"id":"r2","type":"ellipse","x":400,"y":200,"width":160,"height":80},
            {"id":"a","type":"arrow","x":165,"y":40,"points":[[0,0],[115,0],[115,200],[115,200],[230,200]],"elbowed":true,
             "startBinding":{"elementId":"r1"},"endBinding":{"elementId":"r2"},"endArrowhead":"arrow","strokeColor":"#1e1e1e"},
            {"id":"t","type":"text","x":250,"y":130,"width":60,"height":25,"text":"label","containerId":"a","strokeColor":"@"})";
        const BoardImport import = importBoard(excalidraw(elements.replace("@", labelColour)));
        QCOMPARE(import.error, QString());
        const BoardDoc doc = madeOf(import.ops);
        const QList<BoardObject> objects = doc.objects();
        const BoardObject *group = ofKind(objects, BoardKind::Group);
        QVERIFY(group);
        QVERIFY(!group->parent);
        int pieces = 0;
        int labels = 0;
        bool bound[2] = {};
        for (const BoardObject &object : objects) {
            const bool piece = isBoardLine(object.kind);
            if (piece || object.kind == BoardKind::Text)
                QCOMPARE(object.parent, std::optional(group->id));
            pieces += piece;
            bound[0] |= object.start.has_value();
            bound[1] |= object.end.has_value();
            if (object.text.isEmpty())
                continue;
            ++labels;
            QCOMPARE(object.text, QStringLiteral("label"));
            if (piece) // at the middle of the way
                QCOMPARE(boardLineEnds(object), (std::pair{QPointF(280, 40), QPointF(280, 240)}));
            else // beside it: no line goes through the letters
                QVERIFY(object.x > 281 || object.x + object.w < 279);
        }
        QCOMPARE(pieces, 3);
        QCOMPARE(labels, 1);
        QVERIFY(bound[0] && bound[1]);
        const BoardObject *head = ofKind(objects, BoardKind::Arrow);
        QCOMPARE(boardLineEnds(*head).second, QPointF(395, 240));
    }
    void V18_aTextInAnotherColourStaysWithItsShape()
    {
        const QByteArray elements = R"(
            {"id":"f","type":"frame","x":0,"y":0,"width":500,"height":400},
            {"id":"b","type":"ellipse","x":300,"y":20,"width":80,"height":80,"strokeColor":"#1971c2","frameId":"f","locked":true},
            {"id":"v","type":"text","x":310,"y":30,"width":60,"height":25,"strokeColor":"#e03131","text":"red","containerId":"b","frameId":"f"})";
        const QList<BoardObject> objects = madeOf(importBoard(excalidraw(elements)).ops).objects();
        const BoardObject *group = ofKind(objects, BoardKind::Group);
        QVERIFY(group);
        QCOMPARE(group->parent, std::optional(ofKind(objects, BoardKind::Frame)->id));
        QCOMPARE(ofKind(objects, BoardKind::Ellipse)->parent, std::optional(group->id));
        QCOMPARE(ofKind(objects, BoardKind::Text)->parent, std::optional(group->id));
        QCOMPARE(ofKind(objects, BoardKind::Text)->color, 0xffe03131u);
        QVERIFY(group->locked || ofKind(objects, BoardKind::Ellipse)->locked);
    }
    void V18_groupsInGroupsStaySo()
    {
        const QByteArray elements = R"(
            {"id":"a","type":"rectangle","x":0,"y":0,"width":20,"height":20,"groupIds":["in","out"],"frameId":"f"},
            {"id":"b","type":"ellipse","x":40,"y":0,"width":20,"height":20,"groupIds":["in","out"],"frameId":"f"},
            {"id":"c","type":"diamond","x":80,"y":0,"width":20,"height":20,"groupIds":["out"],"frameId":"f"},
            {"id":"f","type":"frame","x":-10,"y":-10,"width":200,"height":100})";
        const BoardDoc doc = madeOf(importBoard(excalidraw(elements)).ops);
        const QList<BoardObject> objects = doc.objects();
        QCOMPARE(objects.size(), 6);
        const ObjectId inner = *ofKind(objects, BoardKind::Rectangle)->parent;
        const ObjectId outer = *ofKind(objects, BoardKind::Diamond)->parent;
        QVERIFY(inner != outer);
        QCOMPARE(ofKind(objects, BoardKind::Ellipse)->parent, std::optional(inner));
        QCOMPARE(doc.object(inner)->parent, std::optional(outer));
        QCOMPARE(doc.object(outer)->parent, std::optional(ofKind(objects, BoardKind::Frame)->id));
        // As deep as a board goes, in a circle too, and what is deeper is said.
        QByteArray deep;
        for (int i = 0; i < 200; ++i)
            deep += (i ? "," : "") + QByteArray("\"g") + QByteArray::number(i) + '"';
        QByteArray tower = R"({"id":"a","type":"rectangle","x":0,"y":0,"width":20,"height":20,"groupIds":[@]},
            {"id":"b","type":"ellipse","x":0,"y":0,"width":20,"height":20,"groupIds":["x","g0"]},
            {"id":"c","type":"diamond","x":0,"y":0,"width":20,"height":20,"groupIds":["g199","g0","x",""]})";
        const BoardImport import = importBoard(excalidraw(tower.replace('@', deep)));
        QCOMPARE(import.error, QString());
        QCOMPARE(import.groups, 153);
        const BoardDoc nested = madeOf(import.ops);
        int depth = 0;
        for (auto at = ofKind(nested.objects(), BoardKind::Ellipse)->parent; at; at = nested.object(*at)->parent)
            ++depth;
        QCOMPARE(depth, 48);
        QVERIFY(nested.object(*ofKind(nested.objects(), BoardKind::Diamond)->parent));
    }
    void V18_whatIsGroupedLiesWhereItLay()
    {
        const QByteArray elements = R"(
            {"id":"a","type":"rectangle","x":0,"y":0,"width":90,"height":90,"backgroundColor":"#fff"},
            {"id":"b","type":"ellipse","x":0,"y":0,"width":40,"height":40,"groupIds":["g"]},
            {"id":"c","type":"line","x":0,"y":0,"points":[[0,0],[90,0],[90,90]]},
            {"id":"d","type":"diamond","x":0,"y":0,"width":30,"height":30})";
        const BoardDoc doc = madeOf(importBoard(excalidraw(elements)).ops);
        QList<BoardKind> order; // as it is painted, without what holds others
        QList<ObjectId> all;
        for (const BoardObject &object : doc.objects())
            all.append(object.id);
        for (const BoardObject &object : leavesOf(doc, all))
            order.append(object.kind);
        QCOMPARE(order, (QList<BoardKind>{BoardKind::Rectangle, BoardKind::Ellipse, BoardKind::Line, BoardKind::Line,
                                          BoardKind::Diamond}));
    }
    void V18_aHeadAtTheBeginningIsThere()
    {
        const QByteArray elements = R"(
            {"id":"a","type":"arrow","x":0,"y":0,"points":[[0,0],[90,30]],"startArrowhead":"dot","endArrowhead":null},
            {"id":"b","type":"arrow","x":0,"y":100,"points":[[0,0],[50,0],[90,30]],"startArrowhead":"arrow"})";
        QList<QPointF> tips;
        for (const BoardObject &object : madeOf(importBoard(excalidraw(elements)).ops).objects())
            if (object.kind == BoardKind::Arrow)
                tips.append(boardLineEnds(object).second);
        QCOMPARE(tips, (QList<QPointF>{{0, 0}, {0, 100}, {90, 130}}));
    }
    void V22_aSoftBreakOfAFileIsALineFeed()
    {
        const QByteArray elements =
            R"({"id":"a","type":"text","x":0,"y":0,"width":90,"height":20,"text":"Title\u000bsecond\u000cthird\rfourth\r\n\u0007fifth"})";
        const BoardImport import = importBoard(excalidraw(elements));
        QCOMPARE(import.skipped, 0);
        QCOMPARE(madeOf(import.ops).objects().value(0).text, QStringLiteral("Title\nsecond\nthird\nfourth\nfifth"));
    }
    void parentsInACircleHoldNothing()
    {
        const ObjectId a = newId<ObjectId>(), b = newId<ObjectId>(), c = newId<ObjectId>();
        const QList<BoardOp> ops =
            parentsFirst({in(a, BoardOp::create(c, BoardKind::Text, 0, 0, 9, 9)), in(b, BoardOp::createGroup(a)),
                          in(a, BoardOp::createGroup(b)), BoardOp::set(c)});
        QCOMPARE(ops.size(), 4);
        QSet<ObjectId> there;
        for (const BoardOp &op : ops) {
            QVERIFY(op.act != BoardAct::Create || !op.parent || there.contains(*op.parent));
            there.insert(*op.object);
        }
        QCOMPARE(ops.last().act, BoardAct::Set);
    }
    void aFrameOfExcalidrawKeepsItsNameAndWhatIsInIt()
    {
        const QByteArray elements = R"(
            {"id":"a","type":"rectangle","x":10,"y":10,"width":20,"height":20,"frameId":"f"},
            {"id":"b","type":"ellipse","x":40,"y":10,"width":20,"height":20,"frameId":"f","groupIds":["g"]},
            {"id":"f","type":"frame","x":0,"y":0,"width":200,"height":100,"name":"Lens","locked":true})";
        const BoardImport import = importBoard(excalidraw(elements));
        QCOMPARE(import.error, QString());
        const QList<BoardObject> objects = madeOf(import.ops).objects();
        const BoardObject *frame = ofKind(objects, BoardKind::Frame);
        const BoardObject *group = ofKind(objects, BoardKind::Group);
        QVERIFY(frame && group);
        QCOMPARE(frame->text, QStringLiteral("Lens"));
        QVERIFY(frame->locked);
        QCOMPARE(ofKind(objects, BoardKind::Rectangle)->parent, std::optional(frame->id));
        QCOMPARE(group->parent, std::optional(frame->id));
        QCOMPARE(ofKind(objects, BoardKind::Ellipse)->parent, std::optional(group->id));
    }
    void thePiecesOfATurnedLineOfExcalidrawMeet()
    {
        const QByteArray elements = R"(
            {"id":"l","type":"line","x":100,"y":100,"angle":1.5707963267948966,"points":[[0,0],[80,0],[80,40]],"strokeColor":"#000"})";
        const BoardImport import = importBoard(excalidraw(elements));
        QList<std::pair<QPointF, QPointF>> pieces;
        for (const BoardObject &object : madeOf(import.ops).objects()) {
            if (object.kind == BoardKind::Group)
                continue;
            QCOMPARE(object.rotation, 0.0);
            pieces.append(boardLineEnds(object));
        }
        QCOMPARE(pieces.size(), 2);
        QVERIFY((pieces.at(0).second - pieces.at(1).first).manhattanLength() < 0.1);
        // About (140, 120): what began on its left, above, begins above, on its right.
        QVERIFY((pieces.at(0).first - QPointF(160, 80)).manhattanLength() < 0.1);
        QVERIFY((pieces.at(1).second - QPointF(120, 160)).manhattanLength() < 0.1);
    }
};

QTEST_MAIN(TestBoardExchange)
#include "tst_boardexchange.moc"
