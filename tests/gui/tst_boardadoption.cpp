// SPDX-License-Identifier: MIT
#include "app/ui/board/boardview.h"
#include "tests/support/boardlog.h"
#include "tests/support/boardrig.h"

#include <QTest>

using namespace coterie;
using namespace coterie::ui;
using namespace coterie::test;

namespace {

constexpr QPoint onFirst(40, 20); // on the first line
const QColor paper(Qt::white);

BoardOp line(ObjectId id, double x, double y, quint32 color = 0xffd55e00)
{
    StrokePoints points;
    points.at = {{0, 0}, {60 * 16, 0}};
    return BoardOp::createStroke(id, x, y, points.packed(), color, 6);
}

// 80 lines in sight of the view at its start, the others out of it; and one of most other things.
struct Board {
    BoardLog log;
    QList<ObjectId> lines;
    QList<QByteArray> parts;

    explicit Board(int count = 3000)
    {
        for (int i = 0; i < count; ++i) {
            lines.append(log.dice.id<ObjectId>());
            const QPointF far = i < 80 ? QPointF() : QPointF(5000, 5000);
            log.apply(ana, {line(lines.last(), far.x() + 20 + i % 8 * 75, far.y() + 20 + i / 8 % 10 * 30)});
        }
    }
    // Each comes before what it hangs on.
    void addOthers()
    {
        const ObjectId arrow = log.make(ben, BoardKind::Arrow, 40, 340, 300, 60);
        const ObjectId child = log.make(ben, BoardKind::Ellipse, 420, 340, 80, 60);
        log.make(ben, BoardKind::Sticky, 60, 380, 90, 70);
        const ObjectId target = log.make(ben, BoardKind::Rectangle, 300, 400, 60, 50);
        const ObjectId frame = log.make(ben, BoardKind::Frame, 400, 330, 200, 120);
        BoardOp bind = BoardOp::set(arrow);
        bind.end = BoardAnchor{target, 0.5, 0};
        log.apply(ben, {bind});
        log.apply(ben, {BoardOp::setParent(child, frame)});
        log.apply(ben, {toOrder(lines.at(3), BoardOrder::Front)});
    }
};

struct Shown {
    BoardRig rig;
    BoardView view;
    BoardSnapshotReader reader;
    int told = 0;

    explicit Shown(bool background = false)
    {
        view.setBackgroundPainting(background);
        view.setPaper({0xffffffff, 0, false});
        view.setController(&rig.controller);
        view.resize(640, 480);
        view.showFrom({}, 1);
        view.show();
        if (!QTest::qWaitForWindowExposed(&view))
            qFatal("no window");
    }
    void read(const QByteArray &part)
    {
        if (!reader.add(part))
            qFatal("the piece is broken");
        rig.controller.showIncoming(reader.soFar(), told);
        told = reader.soFar().recordCount();
    }
    QColor colorAt(QPoint at) { return view.grab().toImage().pixelColor(at * view.devicePixelRatioF()); }
};

} // namespace

class TestBoardAdoption final : public QObject
{
    Q_OBJECT
private slots:
    void A86_whatHasBeenReadIsPaintedBeforeTheRest()
    {
        const Board board;
        const QList<QByteArray> parts = writeBoardSnapshot(board.log.doc);
        QVERIFY(parts.size() > 2);
        Shown s;
        QCOMPARE(s.colorAt(onFirst), paper);
        s.read(parts.first());
        QVERIFY(s.reader.soFar().recordCount() < int(board.lines.size()));
        QCOMPARE(s.colorAt(onFirst), QColor(0xd5, 0x5e, 0x00));
        QCOMPARE(s.view.scene().count(), 80); // of what cannot be seen nothing is made ready
        for (const QByteArray &part : parts.mid(1))
            s.read(part);
        s.rig.controller.load(s.reader.take());
        QCOMPARE(s.view.objectAt(onFirst), board.lines.first());
        QTRY_VERIFY(s.view.isSettled());
        QCOMPARE(s.view.scene().count(), s.rig.controller.doc().visibleCount());
        QCOMPARE(s.colorAt(onFirst), QColor(0xd5, 0x5e, 0x00));
    }
    void A86_allThatASquareOfTheViewShowsComesAtOnce()
    {
        BoardLog log;
        const ObjectId beside =
            log.make(ben, BoardKind::Rectangle, 680, 100, 50, 50); // the view ends at 640, its square at 768
        const ObjectId beyond = log.make(ben, BoardKind::Rectangle, 900, 100, 50, 50);
        Shown s;
        s.read(writeBoardSnapshot(log.doc).first());
        QVERIFY(s.view.scene().contains(beside) && !s.view.scene().contains(beyond));
    }
    void A86_whatIsNotInTheDocumentYetIsNotTouched()
    {
        const Board board;
        Shown s;
        s.read(writeBoardSnapshot(board.log.doc).first());
        const BoardScene &scene = s.view.scene();
        QCOMPARE(scene.collect({0, 0, 640, 480}).size(), size_t(80));
        QVERIFY(!s.view.objectAt(onFirst));
        QVERIFY(scene.hits(onFirst, 3).isEmpty() && !scene.hit(onFirst, 3));
        QVERIFY(scene.near({0, 0, 640, 480}).isEmpty());
        QVERIFY(scene.within({0, 0, 640, 480}, BoardScene::Take::Meeting).isEmpty());
        s.view.setTool(ToolId::Eraser);
        QTest::mousePress(&s.view, Qt::LeftButton, {}, onFirst);
        QTest::mouseMove(&s.view, onFirst + QPoint(30, 0));
        QTest::mouseRelease(&s.view, Qt::LeftButton, {}, onFirst + QPoint(30, 0));
        QCOMPARE(s.rig.commits, 0);
        s.view.setTool(ToolId::Select);
        QTest::mouseClick(&s.view, Qt::LeftButton, {}, onFirst);
        QVERIFY(s.view.selection().ids().isEmpty());
        QCOMPARE(s.colorAt(onFirst), QColor(0xd5, 0x5e, 0x00));
    }
    void A86_theBoardLooksAsIfItHadComeAtOnce_data()
    {
        QTest::addColumn<bool>("background");
        QTest::newRow("painted by the window") << false;
        QTest::newRow("painted in the background") << true;
    }
    void A86_theBoardLooksAsIfItHadComeAtOnce()
    {
        QFETCH(bool, background);
        Board board;
        board.addOthers();
        const QList<QByteArray> parts = writeBoardSnapshot(board.log.doc);
        QVERIFY(parts.size() > 2);
        Shown early(background);
        for (const QByteArray &part : parts) {
            early.read(part);
            QCoreApplication::processEvents();
        }
        early.rig.controller.load(early.reader.take());
        Shown atOnce(background);
        atOnce.rig.controller.load(throughSnapshot(board.log.doc));
        QTRY_VERIFY(early.view.isSettled() && atOnce.view.isSettled());
        QCOMPARE(early.view.grab().toImage(), atOnce.view.grab().toImage());
        qint64 compared = 0;
        QCOMPARE(early.view.tiles().verify(&compared), QString());
        QVERIFY(compared > 0);
        QCOMPARE(early.view.index().frames(), atOnce.view.index().frames());
        for (const BoardObject &object : board.log.doc.objects())
            QCOMPARE(early.view.index().linesAt(object.id), atOnce.view.index().linesAt(object.id));
    }
    void A86_whatChangedBehindTheSnapshotIsAsItIsNow()
    {
        Board board(200);
        Shown s;
        for (const QByteArray &part : writeBoardSnapshot(board.log.doc))
            s.read(part);
        const auto changed = board.lines.at(1);
        BoardDoc doc = s.reader.take();
        doc.apply({board.log.dice.id<OpId>(), ben, {BoardOp::erase(board.lines.first())}}, ++board.log.head);
        doc.apply({board.log.dice.id<OpId>(), ben, {recolor(changed, 0xff0072b2)}}, ++board.log.head);
        s.rig.controller.load(std::move(doc));
        QTRY_VERIFY(s.view.isSettled());
        QCOMPARE(s.colorAt(onFirst), paper);
        QCOMPARE(s.colorAt(onFirst + QPoint(75, 0)), QColor(0x00, 0x72, 0xb2));
        QCOMPARE(s.view.scene().count(), 199);
    }
    void A86_whatIsWornByOthersStaysUntouchedToo()
    {
        BoardLog log;
        const ObjectId arrow = log.make(ben, BoardKind::Arrow, 40, 340, 300, 60);
        const ObjectId image = log.make(ben, BoardKind::Image, 40, 40, 100, 100);
        const ObjectId target = log.make(ben, BoardKind::Rectangle, 300, 400, 60, 50);
        BoardOp bind = BoardOp::set(arrow);
        bind.end = BoardAnchor{target, 0.5, 0};
        log.apply(ben, {bind});
        BoardScene scene;
        BoardIndex index;
        BoardAdoption adoption(scene, index);
        adoption.showEarly(log.doc, 0, {0, 0, 640, 480}); // the target comes behind the arrow, which is put again
        QCOMPARE(scene.count(), 3);
        QVERIFY(!scene.pictureChanged(QByteArray(boardAssetBytes, 'a')).empty());
        QVERIFY(scene.contains(arrow) && scene.contains(image));
        QVERIFY(scene.near({0, 0, 640, 480}).isEmpty());
        adoption.begin(log.doc, {0, 0, 640, 480}, [&](const ObjectId &id) { return log.doc.object(id); });
        QCOMPARE(scene.near({0, 0, 640, 480}).size(), 3);
        QCOMPARE(index.linesAt(target), QList<ObjectId>{arrow});
    }
    void A86_whatComesIntoSightMeanwhileIsPaintedToo()
    {
        const Board board;
        const QList<QByteArray> parts = writeBoardSnapshot(board.log.doc);
        Shown s;
        s.read(parts.first());
        QCOMPARE(s.view.scene().count(), 80);
        s.view.showFrom({5000, 5000}, 1);
        s.read(parts.at(1));
        QCOMPARE(s.view.scene().count(), s.reader.soFar().recordCount());
    }
    void A86_T132_theEraserGoesOnWhenTheBoardComes()
    {
        const Board board;
        Shown s;
        s.read(writeBoardSnapshot(board.log.doc).first());
        s.rig.echo = false;
        s.view.setTool(ToolId::Pen);
        QTest::mousePress(&s.view, Qt::LeftButton, {}, {300, 440});
        QTest::mouseMove(&s.view, {400, 440});
        QTest::mouseRelease(&s.view, Qt::LeftButton, {}, {400, 440});
        const ObjectId own = *s.rig.lastOps.first().object;
        s.view.setTool(ToolId::Eraser);
        QTest::mousePress(&s.view, Qt::LeftButton, {}, {350, 440});
        QVERIFY(!s.view.scene().figure(own)); // hidden until it is lifted
        s.rig.controller.load(throughSnapshot(board.log.doc));
        QTRY_VERIFY(s.view.isSettled());
        QVERIFY(!s.view.scene().figure(own));
        QTest::keyClick(&s.view, Qt::Key_Escape);
        QTest::mouseRelease(&s.view, Qt::LeftButton, {}, {350, 440});
        QVERIFY(s.view.scene().figure(own));
        QCOMPARE(s.rig.commits, 1);
    }
    void A86_whatComesToNothingElsewhereTakesNothingAwayHere()
    {
        const Board board;
        const QByteArray part = writeBoardSnapshot(board.log.doc).first();
        Shown s;
        s.read(part);
        BoardRig next;
        s.view.setController(&next.controller);
        QCOMPARE(s.colorAt(onFirst), paper);
        BoardSnapshotReader again;
        QVERIFY(again.add(part));
        next.controller.showIncoming(again.soFar(), 0);
        emit s.rig.controller.incomingDropped();
        QVERIFY(s.colorAt(onFirst) != paper);
        s.view.setController(nullptr);
    }
    void A86_aNewerBoardTakesThePlaceOfAnOlderWithoutAGap()
    {
        Board board(80);
        Shown s(true);
        s.rig.controller.load(throughSnapshot(board.log.doc));
        QTRY_VERIFY(s.view.isSettled());
        const QPoint middle = onFirst + QPoint(4 * 75, 7 * 30); // in a tile that is painted first
        QVERIFY(s.colorAt(middle) != paper);
        board.log.apply(ben, {recolor(board.lines.first(), 0xff0072b2)});
        int came = 0;
        int gaps = 0;
        connect(&s.view.tiles(), &TileLayer::arrived, &s.view, [&] {
            ++came;
            gaps += s.colorAt(middle) == paper;
        });
        s.rig.controller.load(throughSnapshot(board.log.doc));
        QTRY_VERIFY(s.view.isSettled());
        QVERIFY(came > 0);
        QCOMPARE(gaps, 0);
        QCOMPARE(s.colorAt(onFirst), QColor(0x00, 0x72, 0xb2));
    }
    void A86_whatComesToNothingIsTakenAway()
    {
        const Board board;
        Shown s;
        s.read(writeBoardSnapshot(board.log.doc).first());
        QVERIFY(s.colorAt(onFirst) != paper);
        emit s.rig.controller.incomingDropped();
        QCOMPARE(s.colorAt(onFirst), paper);
        QCOMPARE(s.view.scene().count(), 0);
        s.rig.controller.load(BoardDoc());
        QCOMPARE(s.view.scene().count(), 0);
    }
    void A86_aBoardThatShowsSomethingIsNotMixedWithAnother()
    {
        const Board board;
        Shown s;
        const ObjectId own = s.rig.line(300, 440);
        s.read(writeBoardSnapshot(board.log.doc).first());
        QCOMPARE(s.colorAt(onFirst), paper);
        QCOMPARE(s.view.scene().count(), 1);
        QVERIFY(s.view.scene().contains(own));
    }
};

QTEST_MAIN(TestBoardAdoption)
#include "tst_boardadoption.moc"
