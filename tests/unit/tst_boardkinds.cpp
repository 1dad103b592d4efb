// SPDX-License-Identifier: MIT
#include "tests/support/boardlog.h"

#include <QTest>

using namespace coterie;
using namespace coterie::test;
using Log = BoardLog;

namespace {

// Every property that can be set, with values that are exact in the board's own units.
BoardOp everything(ObjectId id)
{
    BoardOp op = BoardOp::set(id);
    op.x = 10.5;
    op.y = -20.25;
    op.w = 300;
    op.h = 200.5;
    op.rotation = -45;
    op.color = 0xff102030;
    op.fill = 0x80405060;
    op.width = 3.5;
    op.opacity = 0.35;
    op.dash = BoardDash::Dotted;
    op.fontSize = 33;
    op.align = BoardAlign::Right;
    op.locked = false;
    return op;
}

} // namespace

class TestBoardKinds final : public QObject
{
    Q_OBJECT

private slots:
    void B1_everyKindKeepsEveryProperty_data()
    {
        QTest::addColumn<int>("kind");
        for (int kind = 0; kind < boardKindCount; ++kind)
            QTest::addRow("kind %d", kind) << kind;
    }
    void B1_everyKindKeepsEveryProperty()
    {
        QFETCH(const int, kind);
        Log log;
        const auto target = log.draw(ben);
        const auto frame = log.make(ben, BoardKind::Frame);
        const auto id = BoardKind(kind) == BoardKind::Stroke ? log.draw(ana) : log.make(ana, BoardKind(kind));
        if (BoardKind(kind) == BoardKind::Group)
            log.apply(ana, {BoardOp::setParent(target, id)});
        BoardOp op = everything(id);
        op.parent = frame;
        if (isBoardLine(BoardKind(kind))) {
            op.start = BoardAnchor{target, 0.25, 0.75};
            op.end = BoardAnchor{frame, 1, 0};
            op.h = -200.5;
        }
        const quint64 before = log.doc.hash();
        QVERIFY(!log.doc.validate({log.dice.id<OpId>(), ben, {op}}));
        const OpId set = log.apply(ben, {op});
        QVERIFY(log.doc.hash() != before);
        const auto o = log.doc.object(id);
        QVERIFY(o);
        QCOMPARE(o->kind, BoardKind(kind));
        QCOMPARE(o->x, 10.5);
        QCOMPARE(o->y, -20.25);
        QCOMPARE(o->w, 300.0);
        QCOMPARE(o->h, *op.h);
        QCOMPARE(o->rotation, 315.0);
        QCOMPARE(o->color, 0xff102030u);
        QCOMPARE(o->fill, 0x80405060u);
        QCOMPARE(o->width, 3.5);
        QCOMPARE(o->opacity, 0.35);
        QCOMPARE(o->dash, BoardDash::Dotted);
        QCOMPARE(o->fontSize, 33.0);
        QCOMPARE(o->align, BoardAlign::Right);
        QCOMPARE(o->parent, std::optional(frame));
        QCOMPARE(o->start, op.start);
        QCOMPARE(o->end, op.end);
        BoardDoc copy = throughSnapshot(log.doc);
        QCOMPARE(copy.hash(), log.doc.hash());
        // What was set can be taken back, also by who knows it from a snapshot only.
        const BoardTransaction undo{log.dice.id<OpId>(), ben, {BoardOp::undo(set)}};
        log.doc.apply(undo, ++log.head);
        copy.apply(undo, log.head);
        QCOMPARE(log.doc.hash(), before);
        QCOMPARE(copy.hash(), before);
    }
    void B1_valuesOutlastTheirTransactions()
    {
        Log log;
        const auto target = log.draw(ben);
        const auto arrow = log.make(ana, BoardKind::Arrow);
        BoardOp op = everything(arrow);
        op.start = BoardAnchor{target, 0.5, 1};
        log.apply(ana, {op});
        for (int i = 0; i <= boardUndoDepth; ++i)
            log.draw(ana); // the transaction is for good now
        QCOMPARE(log.doc.object(arrow)->start, op.start);
        QCOMPARE(log.doc.object(arrow)->opacity, 0.35);
        QCOMPARE(throughSnapshot(log.doc).hash(), log.doc.hash());
        BoardOp loose = BoardOp::set(arrow);
        loose.unset = {BoardUnset::Start};
        log.apply(ben, {loose});
        QVERIFY(!log.doc.object(arrow)->start);
    }
    void B1_whatKindsCannotHaveIsRefused_data()
    {
        QTest::addColumn<QList<BoardOp>>("ops");
        QTest::addColumn<QString>("path");
        Dice dice(5);
        const auto id = dice.id<ObjectId>();
        const auto bad = [&](BoardKind kind, auto change) {
            BoardOp op = BoardOp::create(id, kind, 0, 0, 10, 10);
            if (kind == BoardKind::Image)
                op.asset = QByteArray(32, 'x');
            change(op);
            return QList<BoardOp>{op};
        };
        QTest::newRow("no size") << bad(BoardKind::Ellipse, [](auto &op) { op.w.reset(); }) << "ops[0].w";
        QTest::newRow("negative") << bad(BoardKind::Sticky, [](auto &op) { op.h = -1; }) << "ops[0].h";
        QTest::newRow("points") << bad(BoardKind::Text, [](auto &op) { op.points = "x"; }) << "ops[0].points";
        QTest::newRow("asset") << bad(BoardKind::Image, [](auto &op) { op.asset = "x"; }) << "ops[0].asset";
        QTest::newRow("no asset") << bad(BoardKind::Image, [](auto &op) { op.asset.reset(); }) << "ops[0].asset";
        QTest::newRow("anchor") << bad(BoardKind::Text, [&](auto &op) { op.start = BoardAnchor{dice.id<ObjectId>()}; })
                                << "ops[0].start";
        QTest::newRow("to itself") << bad(BoardKind::Line, [&](auto &op) { op.end = BoardAnchor{id}; }) << "ops[0].end";
        QTest::newRow("group") << bad(BoardKind::Group, [](auto &) {}) << "ops[0].x";
        QTest::newRow("in itself") << bad(BoardKind::Frame, [&](auto &op) { op.parent = id; }) << "ops[0].parent";
        QTest::newRow("opacity") << bad(BoardKind::Frame, [](auto &op) { op.opacity = 1.5; }) << "ops[0].opacity";
        QTest::newRow("font") << bad(BoardKind::Text, [](auto &op) { op.fontSize = 0; }) << "ops[0].fontSize";
        BoardOp alone = BoardOp::set(id);
        alone.order = BoardOrder::Above;
        QTest::newRow("above what") << QList<BoardOp>{alone} << "ops[0].sibling";
        alone.sibling = id;
        QTest::newRow("above itself") << QList<BoardOp>{alone} << "ops[0].sibling";
        BoardOp both = BoardOp::setParent(id, dice.id<ObjectId>());
        both.unset = {BoardUnset::Parent};
        QTest::newRow("both") << QList<BoardOp>{both} << "ops[0].unset";
        BoardOp half = BoardOp::set(id);
        half.w = 3;
        QTest::newRow("half a size") << QList<BoardOp>{half} << "ops[0].h";
    }
    void B1_whatKindsCannotHaveIsRefused()
    {
        QFETCH(const QList<BoardOp>, ops);
        const auto refusal = checkBoardOps(ops);
        QVERIFY(refusal);
        QTEST(refusal->path, "path");
        QVERIFY(!refusal->reason.isEmpty());
    }
    void B1_boxesHoldEverythingThatIsTurned()
    {
        BoardObject o;
        o.kind = BoardKind::Rectangle;
        o.x = 10;
        o.y = 20;
        o.w = 100;
        o.h = 40;
        o.width = 4;
        QVERIFY(o.box().contains(QRectF(8, 18, 104, 44)));
        o.rotation = 90;
        QCOMPARE(o.box().center(), QPointF(60, 40));
        QVERIFY(o.box().contains(QRectF(38, -12, 44, 104)));
        QVERIFY(o.box().width() < 50);
        StrokePoints points;
        points.at = {{0, 0}, {160, 0}};
        BoardObject stroke;
        stroke.extent = *StrokeExtent::of(points.packed());
        stroke.rest = stroke.extent; // nothing is rubbed out
        stroke.w = -2;               // mirrored, twice as long
        QCOMPARE(stroke.box(), QRectF(-21, -1, 22, 2));
        stroke.rotation = 90;
        QCOMPARE(stroke.box().center(), QPointF(-10, 0));
        QVERIFY(stroke.box().height() > 21.9);
        BoardObject arrow;
        arrow.kind = BoardKind::Arrow;
        arrow.w = -30;
        arrow.h = 10;
        QVERIFY(arrow.box().contains(QRectF(-30, 0, 30, 10)));
    }
    void B11_keysAreComparedAsListsOfNumbers()
    {
        const BoardOrderKey a(512);
        const BoardOrderKey b(1024);
        QVERIFY(a < b);
        QVERIFY(a < a.above(600) && a.above(600) < b);
        QVERIFY(a.above(700) < a.above(600)); // the later one is closer
        QVERIFY(a.below(600) < a.below(700) && a.below(700) < a);
        QVERIFY(a < a.child(b) && a.child(b) < a.above(600) && a.child(a) < a.child(b));
        QVERIFY(a.above(600) < a.numbered(1) && a.numbered(1) < a.numbered(2) && a.numbered(-1) < a.below(600));
        QVERIFY(!a.child(b).above(9000).isPending());
        const qint64 pending = BoardOrderKey::turnOf(firstPendingPlace + 7, 3);
        QVERIFY(BoardOrderKey(pending).isPending() && a.above(pending).isPending() && a.below(pending).isPending());
        QVERIFY(a.child(pending).isPending() && a.child(-pending).isPending());
        QVERIFY(a < a.above(pending) && a.above(pending) < a.above(600));
    }
};

QTEST_APPLESS_MAIN(TestBoardKinds)
#include "tst_boardkinds.moc"
