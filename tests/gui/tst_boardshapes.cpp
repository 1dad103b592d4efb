// SPDX-License-Identifier: MIT
#include "app/ui/board/minimap.h"
#include "shared/board/boardends.h"
#include "tests/support/boardstage.h"

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

// The tools that make shapes, lines and frames, with real events on the real view.
class TestBoardShapes final : public QObject
{
    Q_OBJECT
private slots:
    void lettersDrawTheirShape_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<BoardKind>("kind");
        QTest::newRow("R") << Qt::Key_R << BoardKind::Rectangle;
        QTest::newRow("O") << Qt::Key_O << BoardKind::Ellipse;
        QTest::newRow("D") << Qt::Key_D << BoardKind::Diamond;
        QTest::newRow("F") << Qt::Key_F << BoardKind::Frame;
        QTest::newRow("L") << Qt::Key_L << BoardKind::Line;
        QTest::newRow("A") << Qt::Key_A << BoardKind::Arrow;
    }
    void lettersDrawTheirShape()
    {
        QFETCH(Qt::Key, key);
        QFETCH(BoardKind, kind);
        BoardStage s;
        s.key(key);
        s.drag({300, 200}, {420, 280});
        QCOMPARE(s.rig.commits, 1);
        QCOMPARE(s.doc().visibleCount(), 1);
        const BoardObject made = s.doc().objects().first();
        QCOMPARE(made.kind, kind);
        QCOMPARE(made.frame(), QRectF(300, 200, 120, 80));
        QCOMPARE(s.view.tool(), ToolId::Select); // back to Select
        QCOMPARE(s.selected(), QList{made.id});
    }
    void theToolStaysWhenItIsKept()
    {
        BoardStage s;
        s.key(Qt::Key_R);
        s.key(Qt::Key_Q);
        s.drag({300, 200}, {420, 280});
        s.drag({500, 200}, {620, 280});
        QCOMPARE(s.view.tool(), ToolId::Rectangle);
        QCOMPARE(s.doc().visibleCount(), 2);
    }
    void shiftMakesEqualSidesAndAltDrawsFromTheMiddle()
    {
        BoardStage s;
        s.key(Qt::Key_R);
        s.drag({300, 200}, {420, 280}, Qt::ShiftModifier);
        QCOMPARE(s.doc().objects().last().frame(), QRectF(300, 200, 120, 120));
        s.key(Qt::Key_R);
        s.drag({600, 400}, {640, 420}, Qt::AltModifier);
        QCOMPARE(s.doc().objects().last().frame(), QRectF(560, 380, 80, 40));
    }
    void aClickMakesAUsualOne()
    {
        BoardStage s;
        s.key(Qt::Key_O);
        s.click({400, 300});
        QCOMPARE(s.doc().objects().first().frame().center(), QPointF(400, 300));
        QVERIFY(s.doc().objects().first().w > 50);
    }
    void escapeDrawsNothing()
    {
        BoardStage s;
        s.key(Qt::Key_R);
        s.press({300, 200});
        s.moveTo({400, 300});
        s.key(Qt::Key_Escape);
        s.release({400, 300});
        QCOMPARE(s.rig.commits, 0);
    }
    void anEndNearAnOutlineIsBoundAndFollows()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 100, 100);
        const ObjectId b = s.shape(600, 200, 100, 100);
        s.key(Qt::Key_A);
        s.drag({308, 250}, {592, 250}); // 8 pixels from both outlines
        const BoardObject arrow = s.doc().objects().last();
        QVERIFY(arrow.start && arrow.end);
        QCOMPARE(arrow.start->object, a);
        QCOMPARE(arrow.end->object, b);
        QCOMPARE(boardLineEnds(arrow).first, QPointF(300, 250));
        QCOMPARE(boardLineEnds(arrow).second, QPointF(600, 250));
        s.view.selection().clear();
        s.drag({650, 250}, {650, 450}); // the shape, with its end of the arrow, in one step
        QCOMPARE(s.rig.commits, 2);
        QCOMPARE(boardLineEnds(s.object(arrow.id)).second, QPointF(600, 450));
        s.rig.controller.undo();
        QCOMPARE(boardLineEnds(s.object(arrow.id)).second, QPointF(600, 250));
        // Two move at once, each knowing only its own end: the line is painted where both are.
        BoardOp moved = BoardOp::set(a);
        moved.x = 200;
        moved.y = 400;
        s.rig.draw(s.rig.other, moved);
        QCOMPARE(boardLineEnds(s.view.shown(s.object(arrow.id))).first, QPointF(300, 450));
    }
    void anEndFurtherAwayOrWithCtrlIsFree()
    {
        BoardStage s;
        s.shape(200, 200, 100, 100);
        s.key(Qt::Key_L);
        s.drag({330, 250}, {592, 250});
        QVERIFY(!s.doc().objects().last().start);
        s.key(Qt::Key_L);
        s.drag({305, 250}, {592, 350}, Qt::ControlModifier);
        QVERIFY(!s.doc().objects().last().start);
    }
    void anErasedTargetLeavesTheEndWhereItWas()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 100, 100);
        s.key(Qt::Key_A);
        s.drag({305, 250}, {500, 400});
        const ObjectId arrow = s.doc().objects().last().id;
        s.rig.draw(s.rig.other, BoardOp::erase(a));
        QCOMPARE(boardLineEnds(s.view.shown(s.object(arrow))).first, QPointF(300, 250));
    }
    void draggingAnEndBindsAndFreesIt()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 100, 100);
        s.key(Qt::Key_A);
        s.drag({500, 300}, {600, 400});
        const ObjectId arrow = s.doc().objects().last().id;
        s.drag({500, 300}, {303, 250});
        QVERIFY(s.object(arrow).start);
        QCOMPARE(s.object(arrow).start->object, a);
        s.drag({300, 250}, {420, 250});
        QVERIFY(!s.object(arrow).start);
        QCOMPARE(boardLineEnds(s.object(arrow)).first, QPointF(420, 250));
    }
    void movingTheLineAloneFreesIt()
    {
        BoardStage s;
        s.shape(200, 200, 100, 100);
        s.key(Qt::Key_A);
        s.drag({305, 250}, {500, 250});
        const ObjectId arrow = s.doc().objects().last().id;
        s.drag({400, 250}, {400, 300});
        QVERIFY(!s.object(arrow).start);
        QCOMPARE(boardLineEnds(s.object(arrow)).first, QPointF(300, 300));
    }
    void nearestPointsOfOutlines()
    {
        BoardObject o;
        o.kind = BoardKind::Ellipse;
        o.x = 0;
        o.y = 0;
        o.w = 200;
        o.h = 100;
        const auto at = nearestBoardAnchor(o, {100, -6}, 12);
        QVERIFY(at);
        QVERIFY(QLineF(boardAnchorPoint(o, *at), {100, 0}).length() < 0.01);
        QVERIFY(!nearestBoardAnchor(o, {5, 5}, 12)); // the corner of its box is far from an ellipse
        o.kind = BoardKind::Diamond;
        const auto side = nearestBoardAnchor(o, {50, 25}, 1);
        QVERIFY(side);
        o.kind = BoardKind::Rectangle;
        o.rotation = 90;
        const auto turned = nearestBoardAnchor(o, {150, 50}, 3);
        QVERIFY(turned);
        QVERIFY(QLineF(boardAnchorPoint(o, *turned), {150, 50}).length() < 0.01);
    }
    void A11_twoObjectsAreConnectedWithoutADrag()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 100, 100);
        const ObjectId b = s.shape(600, 200, 100, 100);
        s.view.setTool(ToolId::Select);
        s.key(Qt::Key_Tab);
        s.key(Qt::Key_C);
        QVERIFY(s.says(QStringLiteral("Tab")));
        s.key(Qt::Key_Tab);
        s.key(Qt::Key_Return);
        QCOMPARE(s.rig.commits, 1);
        const BoardObject arrow = s.doc().objects().last();
        QCOMPARE(arrow.start->object, a);
        QCOMPARE(arrow.end->object, b);
        QCOMPARE(boardLineEnds(arrow), std::pair(QPointF(300, 250), QPointF(600, 250))); // the sides that face
        QVERIFY2(s.view.accessibleDescription().contains(QStringLiteral("from Rectangle to Rectangle")),
                 qPrintable(s.view.accessibleDescription()));
        s.key(Qt::Key_C); // an arrow is nothing to connect
        QVERIFY(s.says(QStringLiteral("Select one shape")));
    }
    void pageKeysGoFromFrameToFrame()
    {
        BoardStage s;
        s.key(Qt::Key_PageDown);
        QVERIFY(s.says(QStringLiteral("no frames yet")));
        s.shape(0, 0, 400, 300, BoardKind::Frame);
        s.shape(2000, 0, 400, 300, BoardKind::Frame);
        s.key(Qt::Key_PageDown);
        QVERIFY(s.view.visibleBoard().contains(QRectF(0, 0, 400, 300)));
        s.key(Qt::Key_PageDown);
        QVERIFY(s.view.visibleBoard().contains(QRectF(2000, 0, 400, 300)));
        s.key(Qt::Key_PageDown);
        QVERIFY(s.says(QStringLiteral("last frame")));
        const auto *map = s.page.findChild<MiniMap *>();
        s.command(BoardCommand::Map);
        QVERIFY(map && map->isVisible());
        s.command(BoardCommand::Present);
        QVERIFY(!map->isVisible()); // only the board is left
        s.command(BoardCommand::Grid);
        QVERIFY(!map->isVisible());
        s.key(Qt::Key_Escape);
        QVERIFY(!s.page.actions()[BoardCommand::Present]->isChecked());
        QVERIFY(map->isVisible());
    }
    void aLaserLeavesNothingAndAClickIsAPing()
    {
        BoardStage s;
        QList<BoardLive> told;
        QObject::connect(&s.rig.controller, &BoardController::liveRequested, &s.view,
                         [&](const BoardLive &live) { told.append(live); });
        s.key(Qt::Key_K);
        s.drag({300, 300}, {500, 300});
        s.rig.controller.lasers().tick();
        QCOMPARE(s.rig.commits, 0);
        QVERIFY(!told.isEmpty());
        QCOMPARE(quint32(told.first().style->color) >> 24, 0u);
        QCOMPARE(s.rig.controller.lasers().trails().size(), 1);
        QVERIFY(s.rig.controller.lasers().trails().first().moved);
        // Somebody else sees it, and it is no stroke.
        test::BoardRig ben;
        for (const BoardLive &live : told)
            ben.controller.showPreview(
                {ben.controller.room(), s.rig.controller.self(), live.stream, live.first, live.style, live.points});
        QCOMPARE(ben.controller.guests().strokes().size(), 0);
        QCOMPARE(ben.controller.lasers().trails().size(), 1);
        QCOMPARE(ben.controller.lasers().trails().first().spots.last().at, QPointF(500, 300));
        ben.clock.ms += BoardLasers::trailMs;
        ben.controller.lasers().tick();
        QVERIFY(ben.controller.lasers().trails().isEmpty());
        s.view.setTool(ToolId::Select);
        s.click({600, 400}, Qt::AltModifier);
        QVERIFY(!s.rig.controller.lasers().trails().last().moved);
        QCOMPARE(s.rig.controller.lasers().trails().last().spots.first().at, QPointF(600, 400));
    }
    void framesTakeInWhatLiesInThemAndWhatIsDraggedIn()
    {
        BoardStage s;
        const ObjectId in = s.shape(350, 250, 50, 50);
        const ObjectId out = s.shape(750, 550, 50, 50);
        s.key(Qt::Key_F);
        s.drag({300, 200}, {600, 450});
        const ObjectId frame = s.selected().first();
        QCOMPARE(s.object(in).parent, std::optional(frame));
        QVERIFY(!s.object(out).parent);
        s.drag({775, 575}, {475, 375});
        QCOMPARE(s.object(out).parent, std::optional(frame));
        s.drag({375, 275}, {375, 575});
        QVERIFY(!s.object(in).parent);
        s.view.selection().set({frame});
        s.key(Qt::Key_Right, Qt::ShiftModifier);
        s.view.settle();
        QCOMPARE(s.object(out).x, 460.0); // goes with its frame
    }
};

QTEST_MAIN(TestBoardShapes)
#include "tst_boardshapes.moc"
