// SPDX-License-Identifier: MIT
#include "app/ui/board/textediting.h"
#include "tests/support/boardstage.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QPointingDevice>
#include <QSignalSpy>

#include <cmath>

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

// What one takes hold of on a board, and keeps hold of.
class TestBoardHold final : public QObject
{
    Q_OBJECT
private slots:
    void T151_whatLiesBetweenThePartsOfASelectionIsTheSelections_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("two notes") << 0;
        QTest::newRow("a group of ink") << 1;
        QTest::newRow("a stroke that is turned") << 2;
    }
    void T151_whatLiesBetweenThePartsOfASelectionIsTheSelections()
    {
        QFETCH(const int, what);
        BoardStage s;
        QList<ObjectId> chosen;
        QPoint between(350, 250);
        if (what == 0) {
            chosen = {s.shape(200, 200, 100, 100, BoardKind::Sticky), s.shape(400, 200, 100, 100, BoardKind::Sticky)};
        } else if (what == 1) {
            const QList<ObjectId> ink{s.rig.line(300, 200, 100), s.rig.line(300, 300, 100)};
            s.view.selection().set(ink);
            s.key(Qt::Key_G, Qt::ControlModifier);
            chosen = s.selected();
            QCOMPARE(s.object(chosen.first()).kind, BoardKind::Group);
        } else {
            // Over three corners of a square; its middle is empty, and so is the corner it lacks.
            const auto id = newId<ObjectId>();
            StrokePoints points;
            points.exponent = 0;
            points.at = {{0, 0}, {0, 100}, {100, 100}};
            BoardOp op = BoardOp::createStroke(id, 300, 200, points.packed(), 0xff202020, 3);
            op.rotation = 90;
            s.rig.draw(s.rig.other, op);
            chosen = {id};
        }
        s.view.setTool(ToolId::Select);
        s.view.selection().set(chosen);
        QVERIFY(!s.view.objectAt(s.view.camera().toBoard(between)));
        const QRectF before = s.doc().box(chosen.first());
        const int commits = s.rig.commits;
        s.moveTo(between);
        QCOMPARE(s.view.cursor().shape(), Qt::SizeAllCursor);
        s.drag(between, between + QPoint(40, 30));
        QCOMPARE(s.selected(), chosen);
        QCOMPARE(s.rig.commits, commits + 1);
        QCOMPARE(s.doc().box(chosen.first()), before.translated(40, 30));
        between += QPoint(40, 30);
        s.drag(between, between + QPoint(20, 0), Qt::AltModifier); // a copy
        QCOMPARE(s.doc().box(chosen.first()), before.translated(40, 30));
        QVERIFY(s.selected() != chosen);
        s.view.selection().set(chosen);
        s.click(between); // nothing was moved
        QVERIFY(s.selected().isEmpty());
        s.moveTo(between);
        QCOMPARE(s.view.cursor().shape(), Qt::ArrowCursor);
    }
    void T151_whatIsBesideOrBeginsAnAreaIsNot()
    {
        BoardStage s;
        const QList<ObjectId> chosen{s.shape(200, 200, 100, 100, BoardKind::Sticky),
                                     s.shape(500, 200, 100, 100, BoardKind::Sticky)};
        const ObjectId other = s.shape(370, 220, 60, 60, BoardKind::Sticky);
        const ObjectId frame = s.shape(200, 400, 300, 200, BoardKind::Frame);
        s.view.setTool(ToolId::Select);
        s.view.selection().set(chosen);
        s.drag({400, 250}, {400, 270}); // what lies there is what is meant
        QCOMPARE(s.selected(), QList{other});
        s.view.selection().set(chosen);
        s.drag({350, 210}, {450, 310}, Qt::ShiftModifier); // an area adds
        QCOMPARE(s.selected(), chosen + QList{other});
        s.view.selection().set({frame}); // within a frame an area begins, as on any paper
        s.drag({300, 450}, {350, 500});
        QCOMPARE(s.object(frame).frame().topLeft(), QPointF(200, 400));
        s.page.setReadOnly(true);
        s.view.selection().set(chosen);
        const int commits = s.rig.commits;
        s.drag({350, 210}, {360, 220});
        QCOMPARE(s.rig.commits, commits);
    }
    void T152_whatIsChosenWhileARunOfKeysRestsStaysChosen_data()
    {
        QTest::addColumn<bool>("byTheOutline");
        QTest::newRow("a right click") << false;
        QTest::newRow("the outline") << true;
    }
    void T152_whatIsChosenWhileARunOfKeysRestsStaysChosen()
    {
        QFETCH(const bool, byTheOutline);
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 80, 80, BoardKind::Sticky);
        const ObjectId b = s.shape(500, 400, 80, 80, BoardKind::Sticky);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({a});
        s.key(Qt::Key_Right);
        QCOMPARE(s.rig.commits, 0);
        if (byTheOutline) {
            s.view.selection().set({b}); // as anything that chooses without asking first
        } else {
            const QPoint at(540, 440);
            QContextMenuEvent event(QContextMenuEvent::Mouse, at, s.view.mapToGlobal(at));
            QCoreApplication::sendEvent(&s.view, &event);
        }
        QCOMPARE(s.selected(), QList{b});
        QTRY_COMPARE(s.rig.commits, 1);
        QCOMPARE(s.selected(), QList{b});
        QCOMPARE(s.object(a).x, 201.0);
        if (QWidget *menu = QApplication::activePopupWidget())
            menu->close();
        s.key(Qt::Key_Delete);
        QVERIFY(s.doc().object(a));
        QVERIFY(!s.doc().object(b));
    }
    void T152_theNextArrowMovesWhatIsChosenByThen()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 80, 80, BoardKind::Sticky);
        const ObjectId b = s.shape(500, 400, 80, 80, BoardKind::Sticky);
        const ObjectId c = s.shape(600, 400, 80, 80, BoardKind::Sticky);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({a});
        s.key(Qt::Key_Right);
        s.view.selection().set({b, c});
        s.key(Qt::Key_Right);
        s.view.settle();
        QCOMPARE(s.object(a).x, 201.0);
        QCOMPARE(s.object(b).x, 501.0);
        QCOMPARE(s.rig.commits, 2);
        QCOMPARE(s.rig.controller.undoText(), QStringLiteral("move 2 object(s)"));
        s.rig.controller.undo();
        QCOMPARE(s.rig.controller.undoText(), QStringLiteral("move 1 object(s)"));
    }
    void T153_aSecondClickWithAKeyIsTheFirstAgain_data()
    {
        QTest::addColumn<int>("held");
        QTest::newRow("alt") << int(Qt::AltModifier);
        QTest::newRow("shift") << int(Qt::ShiftModifier);
        QTest::newRow("ctrl") << int(Qt::ControlModifier);
    }
    void T153_aSecondClickWithAKeyIsTheFirstAgain()
    {
        QFETCH(const int, held);
        const auto modifiers = Qt::KeyboardModifiers(held);
        BoardStage s;
        s.shape(450, 350, 100, 100, BoardKind::Sticky);
        s.view.setTool(ToolId::Select);
        for (const QPoint &at : {QPoint(200, 200), QPoint(500, 400)}) {
            s.click(at, modifiers);
            s.doubleClick(at, modifiers);
            QVERIFY(!s.view.isWriting());
        }
        QCOMPARE(s.doc().visibleCount(), 1);
        if (modifiers == Qt::AltModifier)
            QCOMPARE(s.rig.controller.lasers().trails().size(), 6);
        s.doubleClick({500, 400});
        QVERIFY(s.view.isWriting());
    }
    void T154_aFingerReachesFurther()
    {
        BoardStage s;
        const ObjectId line = s.rig.line(300, 300, 200);
        s.view.setTool(ToolId::Select);
        s.click({400, 310});
        QVERIFY(s.selected().isEmpty());
        const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
        QTest::touchEvent(&s.view, screen.get()).press(0, {400, 310}, &s.view);
        QTest::touchEvent(&s.view, screen.get()).release(0, {400, 310}, &s.view);
        QCOMPARE(s.selected(), QList{line});
        // The corner of its frame, from further away than a mouse.
        const QPoint corner(508, 308);
        QTest::touchEvent(&s.view, screen.get()).press(0, corner + QPoint(12, 8), &s.view);
        QTest::touchEvent(&s.view, screen.get()).move(0, corner + QPoint(62, 8), &s.view);
        QTest::touchEvent(&s.view, screen.get()).release(0, corner + QPoint(112, 8), &s.view);
        QCOMPARE(s.object(line).frame().width(), 300.0);
        s.view.selection().clear();
        s.click({400, 310}); // and a mouse as before
        QVERIFY(s.selected().isEmpty());
    }
    void T154_aCircleIsNotTakenAwayByASecondFinger()
    {
        BoardStage s;
        s.view.setTool(ToolId::Pen);
        const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
        const auto at = [](double turn) {
            return QPoint(400 + int(150 * std::cos(turn)), 300 + int(150 * std::sin(turn)));
        };
        QTest::touchEvent(&s.view, screen.get()).press(0, at(0), &s.view);
        for (int i = 1; i < 36; ++i)
            QTest::touchEvent(&s.view, screen.get()).move(0, at(i * M_PI / 18), &s.view);
        QTest::touchEvent(&s.view, screen.get()).move(0, at(0), &s.view).press(1, {700, 500}, &s.view);
        QTest::touchEvent(&s.view, screen.get()).release(0, at(0), &s.view).release(1, {700, 500}, &s.view);
        QCOMPARE(s.rig.commits, 1);
        QCOMPARE(s.doc().visibleCount(), 1);
    }
    void T155_whatKeepsItsShapeLiesAtSomethingByTheSideThatLeads_data()
    {
        QTest::addColumn<QPoint>("by");
        QTest::newRow("it is pulled on") << QPoint(198, 96);
        QTest::newRow("it is pulled back, by more than the side leads") << QPoint(204, 101);
    }
    void T155_whatKeepsItsShapeLiesAtSomethingByTheSideThatLeads()
    {
        QFETCH(const QPoint, by);
        BoardStage s;
        s.view.snap().setToObjects(true);
        s.shape(600, 100, 60, 60);                      // its left edge at 600
        const ObjectId a = s.shape(200, 300, 200, 100); // twice as wide as tall
        s.shape(100, 497, 60, 60);                      // its upper edge at 497
        s.view.setTool(ToolId::Select);
        s.view.selection().set({a});
        const QPoint corner(408, 408);
        const QPoint to = corner + by; // near to both lines
        s.press(corner, Qt::ShiftModifier);
        s.moveTo(corner + QPoint(60, 30), Qt::ShiftModifier);
        s.moveTo(to, Qt::ShiftModifier);
        QCOMPARE(s.view.snap().guides().size(), 1);
        QCOMPARE(s.view.snap().guides().first().x1(), 600.0);
        s.release(to, Qt::ShiftModifier);
        QCOMPARE(s.object(a).frame(), QRectF(200, 300, 400, 200));
    }
    void T155_inkThatIsExactlyStraightIsSizedToo()
    {
        BoardStage s;
        const ObjectId line = s.rig.line(300, 300, 100);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({line});
        s.drag({405, 305}, {505, 309}, Qt::ShiftModifier);
        QCOMPARE(s.object(line).frame().width(), 200.0);
    }
    void T117_whoMayOnlyLookIsToldSoWhenTheyWouldWrite()
    {
        BoardStage s;
        const ObjectId note = s.shape(300, 300, 160, 160, BoardKind::Sticky);
        s.page.setReadOnly(true);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({note});
        s.key(Qt::Key_F2);
        QVERIFY(!s.view.isWriting());
        QVERIFY(s.says(QStringLiteral("for looking only")));
    }
    void T118_aDuplicateHasTheLettersWrittenSoFar()
    {
        BoardStage s;
        const ObjectId note = s.shape(300, 200, 160, 160, BoardKind::Sticky);
        s.view.setTool(ToolId::Select);
        QVERIFY(s.view.editText(note));
        for (const char letter : {'a', 'b', 'c'})
            QTest::keyClick(QApplication::focusWidget(), letter);
        s.command(BoardCommand::Duplicate);
        QVERIFY(!s.view.isWriting());
        QCOMPARE(s.selected().size(), 1);
        QVERIFY(s.selected().first() != note);
        QCOMPARE(s.object(s.selected().first()).text, QStringLiteral("abc"));
        QCOMPARE(s.object(note).text, QStringLiteral("abc"));
    }
};

QTEST_MAIN(TestBoardHold)
#include "tst_boardhold.moc"
