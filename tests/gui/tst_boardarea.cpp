// SPDX-License-Identifier: MIT
#include "tests/support/boardstage.h"

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

// What a rectangle or a lasso selects, and where a drag along an axis goes.
class TestBoardArea final : public QObject
{
    Q_OBJECT
private slots:
    void aMarqueeTakesWhatIsInItAndWithAltWhatItMeets()
    {
        BoardStage s;
        const ObjectId inside = s.shape(300, 200, 60, 60);
        const ObjectId half = s.shape(420, 200, 200, 60);
        s.view.setTool(ToolId::Select);
        s.drag({260, 150}, {500, 300});
        QCOMPARE(s.selected(), QList{inside});
        s.drag({260, 150}, {500, 300}, Qt::AltModifier);
        QCOMPARE(s.selected(), (QList{inside, half}));
        s.drag({260, 400}, {500, 500});
        QVERIFY(s.selected().isEmpty());
    }
    void aLassoTakesWhatItGoesRound()
    {
        BoardStage s;
        const ObjectId a = s.shape(300, 200, 40, 40);
        const ObjectId corner = s.shape(420, 320, 40, 40); // in the lasso's box, outside of its outline
        Q_UNUSED(corner)
        s.view.setTool(ToolId::Select);
        s.press({280, 180}, Qt::ControlModifier);
        for (const QPoint at : {QPoint(380, 180), {380, 260}, {300, 340}, {460, 380}, {280, 380}})
            s.moveTo(at, Qt::ControlModifier);
        s.release({280, 300}, Qt::ControlModifier);
        QCOMPARE(s.selected(), QList{a});
    }
    void T120_anAreaTakesWhatIsDrawnAndNotItsBox()
    {
        BoardStage s;
        s.view.setTool(ToolId::Select);
        const ObjectId around = s.shape(200, 150, 500, 400); // empty inside
        const auto lasso = [&s](const QList<QPoint> &way, Qt::KeyboardModifiers modifiers) {
            s.press(way.first(), modifiers);
            for (const QPoint &at : way)
                s.moveTo(at, modifiers);
            s.release(way.last(), modifiers);
        };
        lasso({{300, 250}, {400, 250}, {400, 350}, {300, 350}}, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(s.selected().isEmpty());
        s.drag({150, 300}, {250, 350}, Qt::AltModifier);
        QCOMPARE(s.selected(), QList{around});
        s.view.selection().clear();
        // A bent line: the corners of its box, and the middle, are outside of the lasso that goes round it.
        StrokePoints points;
        points.at = {{0, 0}, {0, qint16(200 * 16)}, {qint16(200 * 16), qint16(200 * 16)}};
        const auto bent = newId<ObjectId>();
        s.rig.draw(s.rig.other, BoardOp::createStroke(bent, 300, 200, points.packed(), 0xffd55e00, 6));
        lasso({{280, 180}, {320, 180}, {320, 380}, {520, 380}, {520, 420}, {280, 420}}, Qt::ControlModifier);
        QCOMPARE(s.selected(), QList{bent});
        lasso({{360, 180}, {520, 180}, {520, 360}, {360, 360}}, Qt::ControlModifier | Qt::AltModifier); // in the bend
        QVERIFY(s.selected().isEmpty());
        lasso({{280, 180}, {320, 180}, {320, 300}, {280, 300}}, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(s.selected(), QList{bent});
    }
    void T120_aGroupIsTakenWhole()
    {
        BoardStage s;
        s.view.setTool(ToolId::Select);
        const ObjectId a = s.shape(250, 200, 40, 40);
        const ObjectId b = s.shape(500, 200, 40, 40);
        s.view.selection().set({a, b});
        s.command(BoardCommand::Group);
        const QList<ObjectId> group = s.selected();
        QCOMPARE(group.size(), 1);
        s.drag({230, 180}, {400, 300});
        QVERIFY(s.selected().isEmpty());
        s.drag({230, 180}, {400, 300}, Qt::AltModifier);
        QCOMPARE(s.selected(), group);
        s.view.selection().clear();
        s.drag({230, 180}, {600, 300});
        QCOMPARE(s.selected(), group);
    }
    void T6_anAreaLeavesWhatIsLocked()
    {
        BoardStage s;
        s.view.setTool(ToolId::Select);
        const ObjectId locked = s.shape(250, 200, 40, 40);
        const ObjectId open = s.shape(350, 200, 40, 40);
        BoardOp lock = BoardOp::set(locked);
        lock.locked = true;
        s.rig.draw(s.rig.other, lock);
        QVERIFY(isLocked(s.doc(), locked));
        s.drag({230, 180}, {500, 300});
        QCOMPARE(s.selected(), QList{open});
    }
    void T121_nothingPullsADragOffItsAxis()
    {
        BoardStage s;
        s.view.setTool(ToolId::Select);
        s.view.snap().setToObjects(true);
        const ObjectId beside = s.shape(600, 204, 60, 60); // four pixels lower: near enough to pull
        const ObjectId a = s.shape(200, 200, 60, 60);
        s.view.selection().set({a});
        s.drag({230, 230}, {400, 236}, Qt::ShiftModifier);
        QCOMPARE(s.object(a).y, 200.0);
        QVERIFY(s.object(a).x > 300);
        s.command(BoardCommand::Undo);
        QCOMPARE(s.object(a).x, 200.0);
        s.view.snap().setToGrid(true);
        s.view.snap().setToObjects(false);
        BoardOp off = BoardOp::set(a);
        off.x = 200;
        off.y = 203;
        s.rig.draw(s.rig.other, off);
        s.drag({230, 233}, {400, 236}, Qt::ShiftModifier);
        QCOMPARE(s.object(a).y, 203.0);
        QCOMPARE(std::fmod(s.object(a).x, boardGridStep), 0.0); // along it the grid pulls
        Q_UNUSED(beside)
    }
};

QTEST_MAIN(TestBoardArea)
#include "tst_boardarea.moc"
