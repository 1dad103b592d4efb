// SPDX-License-Identifier: MIT
#include "app/ui/board/boardtemplates.h"
#include "app/ui/board/templatechooser.h"
#include "app/ui/board/tools/parterasertool.h"
#include "shared/board/strokepoints.h"
#include "tests/support/boardstage.h"

#include <QMenu>
#include <QPointingDevice>
#include <QSet>
#include <QTabletEvent>
#include <QToolButton>

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

// The eraser that takes parts of strokes (B20), and what an empty board can begin with.
class TestBoardRubbing final : public QObject
{
    Q_OBJECT
private slots:
    void T26_whatItGoesOverIsGoneAndTheRestIsOneStroke()
    {
        BoardStage s;
        const ObjectId line = s.rig.line(300, 200, 200);
        s.key(Qt::Key_E, Qt::ShiftModifier);
        QCOMPARE(s.view.tool(), ToolId::PartEraser);
        s.drag({400, 150}, {400, 250});
        QCOMPARE(s.rig.commits, 1);
        QCOMPARE(s.doc().visibleCount(), 1);
        const BoardObject left = s.object(line);
        QCOMPARE(left.erased.size(), 1);
        // 9 pixels of the eraser and half of the ink's width on both sides of the middle, of a length of 200.
        const double from = left.erased.first().from * 200.0 / boardPartUnit;
        const double to = left.erased.first().to * 200.0 / boardPartUnit;
        const double reach = PartEraserTool::radius + 3;
        QVERIFY2(std::abs(from - (100 - reach)) < 2, qPrintable(QString::number(from)));
        QVERIFY2(std::abs(to - (100 + reach)) < 2, qPrintable(QString::number(to)));
        QCOMPARE(s.view.tool(), ToolId::PartEraser); // like a pen, it stays
        // It is seen so, and touched so.
        QVERIFY(s.view.objectAt({320, 200}));
        QVERIFY(!s.view.objectAt({400, 200}));
        s.rig.controller.undo();
        QVERIFY(s.object(line).erased.isEmpty());
        QCOMPARE(s.rig.controller.redoText(), QStringLiteral("rub out parts"));
    }
    void T26_twoRubAtOneStroke()
    {
        BoardStage s;
        const ObjectId line = s.rig.line(300, 200, 200);
        s.key(Qt::Key_E, Qt::ShiftModifier);
        s.press({350, 150});
        s.moveTo({350, 250});
        s.rig.draw(s.rig.other, BoardOp::erasePart(line, {{192, 240}})); // meanwhile
        s.release({350, 250});
        QCOMPARE(s.object(line).erased.size(), 2);
        s.rig.controller.undo(); // only one's own
        QCOMPARE(s.object(line).erased, (BoardIntervals{{192, 240}}));
    }
    void T26_aTurnedAndStretchedStroke()
    {
        BoardStage s;
        const ObjectId line = s.rig.line(300, 200, 200);
        BoardOp op = BoardOp::set(line);
        op.rotation = 90; // now from (400, 100) to (400, 300)
        s.rig.draw(s.rig.other, op);
        s.key(Qt::Key_E, Qt::ShiftModifier);
        s.drag({350, 290}, {450, 290});
        const BoardIntervals erased = s.object(line).erased;
        QCOMPARE(erased.size(), 1);
        QVERIFY(erased.first().from > boardPartUnit / 2); // the lower end is the far one
        QVERIFY(s.view.objectAt({400, 150}));
        QVERIFY(!s.view.objectAt({400, 290}));
    }
    void T26_allOfItIsGone()
    {
        BoardStage s;
        s.rig.line(300, 200, 100);
        s.key(Qt::Key_E, Qt::ShiftModifier);
        s.drag({280, 200}, {420, 200});
        QCOMPARE(s.doc().visibleCount(), 0);
        s.rig.controller.undo();
        QCOMPARE(s.doc().visibleCount(), 1);
    }
    void T26_escapeBringsItBack()
    {
        BoardStage s;
        const ObjectId line = s.rig.line(300, 200, 200);
        s.key(Qt::Key_E, Qt::ShiftModifier);
        s.press({400, 150});
        s.moveTo({400, 250});
        s.key(Qt::Key_Escape);
        s.release({400, 250});
        QCOMPARE(s.rig.commits, 0);
        QVERIFY(s.object(line).erased.isEmpty());
        QVERIFY(s.view.scene().figure(line)); // shown again
    }
    void T26_shapesStayAndItSaysSo()
    {
        BoardStage s;
        const ObjectId id = s.shape(300, 200, 100, 100);
        s.key(Qt::Key_E, Qt::ShiftModifier);
        s.drag({250, 250}, {450, 250});
        QVERIFY(s.doc().object(id));
        QCOMPARE(s.rig.commits, 0);
        QVERIFY(s.says(QStringLiteral("erases whole objects")));
    }

    // ---- templates
    void T27_everyTemplateIsOneStepThatCanBeUndone_data()
    {
        QTest::addColumn<int>("kind");
        for (int i = 0; i < boardTemplateCount; ++i)
            QTest::addRow("%s", qPrintable(templateName(BoardTemplate(i)))) << i;
    }
    void T27_everyTemplateIsOneStepThatCanBeUndone()
    {
        QFETCH(int, kind);
        BoardStage s;
        QToolButton *chosen = nullptr;
        for (auto *button : s.page.findChildren<QToolButton *>())
            if (button->isVisible() && button->text() == templateName(BoardTemplate(kind)))
                chosen = button;
        QVERIFY(chosen); // offered on the empty board
        QVERIFY(!chosen->accessibleName().isEmpty());
        QVERIFY(!chosen->icon().isNull());
        QTest::mouseClick(chosen, Qt::LeftButton);
        QCOMPARE(s.rig.commits, 1);
        QVERIFY(s.doc().visibleCount() >= 5);
        QVERIFY(!chosen->isVisible()); // no longer empty
        QRectF all;
        for (const BoardObject &object : s.doc().objects()) {
            QVERIFY(!object.locked);
            all |= object.box();
        }
        QVERIFY(s.view.visibleBoard().contains(all)); // all of it in sight
        QVERIFY(s.view.hasFocus());
        s.rig.controller.undo();
        QCOMPARE(s.doc().visibleCount(), 0);
        QVERIFY(chosen->isVisible());
    }
    void T27_aStrokeThatBeginsOnOneOfThemIsDrawn()
    {
        BoardStage s;
        auto *chooser = s.page.findChild<TemplateChooser *>();
        QVERIFY(chooser && chooser->isVisible());
        auto *button = chooser->findChild<QToolButton *>();
        s.view.setTool(ToolId::Pen);
        const QPoint from = button->rect().center();
        const auto drag = [&](QWidget *widget, const QPoint &begin) {
            QTest::mousePress(widget, Qt::LeftButton, {}, begin);
            for (int i = 1; i <= 4; ++i)
                QTest::mouseMove(widget, begin + QPoint(20 * i, 10 * i));
            QTest::mouseRelease(widget, Qt::LeftButton, {}, begin + QPoint(80, 40));
        };
        const QPointF begun = s.view.camera().toBoard(QPointF(s.view.mapFromGlobal(button->mapToGlobal(from))));
        drag(button, from);
        QCOMPARE(s.doc().visibleCount(), 1);
        const BoardObject stroke = s.doc().objects().first();
        QCOMPARE(stroke.kind, coterie::BoardKind::Stroke);
        QVERIFY(stroke.box().contains(begun)); // from where it was pressed
        QVERIFY2(stroke.box().width() > 60, qPrintable(QString::number(stroke.box().width())));
        QVERIFY(!button->isDown());
        QVERIFY(!chooser->isVisible());
        // Between the buttons likewise, and a click is a click.
        s.rig.controller.undo();
        QVERIFY(chooser->isVisible());
        s.view.setTool(ToolId::Pen);
        drag(chooser, {button->geometry().right() + 2, button->geometry().center().y()});
        QCOMPARE(s.doc().visibleCount(), 1);
        s.rig.controller.undo();
        QTest::mousePress(button, Qt::LeftButton, {}, from);
        QTest::mouseMove(button, from + QPoint(1, 0));
        QTest::mouseRelease(button, Qt::LeftButton, {}, from + QPoint(1, 0));
        QVERIFY(s.doc().visibleCount() >= 5);
    }
    void T27_aPenThatBeginsOnOneOfThemDrawsWithItsPressure()
    {
        BoardStage s;
        auto *chooser = s.page.findChild<TemplateChooser *>();
        QVERIFY(chooser && chooser->isVisible());
        auto *button = chooser->findChild<QToolButton *>();
        s.view.setTool(ToolId::Pen);
        const QPointingDevice device(QStringLiteral("test pen"), 7, QInputDevice::DeviceType::Stylus,
                                     QPointingDevice::PointerType::Pen,
                                     QInputDevice::Capability::Position | QInputDevice::Capability::Pressure, 1, 2);
        const auto pen = [&](QWidget *widget, QEvent::Type type, QPointF at, double pressure) {
            const Qt::MouseButtons held = type == QEvent::TabletRelease ? Qt::NoButton : Qt::LeftButton;
            const Qt::MouseButton used = type == QEvent::TabletMove ? Qt::NoButton : Qt::LeftButton;
            QTabletEvent event(type, &device, at, widget->mapToGlobal(at), pressure, 0, 0, 0, 0, 0, {}, used, held);
            event.ignore();
            QCoreApplication::sendEvent(widget, &event);
            QVERIFY(event.isAccepted()); // else it comes once more, as a mouse's
        };
        const auto drag = [&](QWidget *widget, QPointF from) {
            pen(widget, QEvent::TabletPress, from, 0.2);
            for (int i = 1; i <= 4; ++i)
                pen(widget, QEvent::TabletMove, from + QPointF(20 * i, 10 * i), 0.2 + 0.2 * i);
            pen(widget, QEvent::TabletRelease, from + QPointF(80, 40), 0);
        };
        const QPointF middle(button->rect().center());
        const QPointF between(button->geometry().right() + 2, button->geometry().center().y());
        for (const auto &[widget, from] : {std::pair<QWidget *, QPointF>(button, middle), {chooser, between}}) {
            s.view.setTool(ToolId::Pen);
            const QPointF begun = s.view.camera().toBoard(QPointF(s.view.mapFromGlobal(widget->mapToGlobal(from))));
            drag(widget, from);
            QCOMPARE(s.doc().visibleCount(), 1);
            const BoardObject stroke = s.doc().objects().first();
            QCOMPARE(stroke.kind, BoardKind::Stroke);
            QVERIFY(stroke.box().contains(begun));
            const auto points = StrokePoints::unpack(stroke.points);
            QVERIFY(points);
            QCOMPARE(points->pressure.size(), points->at.size());
            QCOMPARE(int(points->pressure.front()), 51);
            QCOMPARE(int(points->pressure.back()), 255);
            QVERIFY(!button->isDown());
            s.rig.controller.undo();
            QVERIFY(chooser->isVisible());
        }
        // A touch of the pen is a click.
        pen(button, QEvent::TabletPress, middle, 0.4);
        QVERIFY(button->isDown());
        pen(button, QEvent::TabletMove, middle + QPointF(1, 0), 0.5);
        pen(button, QEvent::TabletRelease, middle + QPointF(1, 0), 0);
        QVERIFY(s.doc().visibleCount() >= 5);
    }
    void T27_theWheelAboveThemMovesTheBoard()
    {
        BoardStage s;
        auto *button = s.page.findChild<TemplateChooser *>()->findChild<QToolButton *>();
        const QRectF seen = s.view.visibleBoard();
        const QPointF at = button->rect().center();
        QWheelEvent wheel(at, button->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(button, &wheel);
        QVERIFY(s.view.visibleBoard().top() > seen.top());
    }
    void T27_inANarrowWindowTheyStandTwoAndTwo()
    {
        BoardStage s;
        const auto buttons = [&] {
            QList<QToolButton *> found;
            for (auto *button : s.page.findChildren<QToolButton *>())
                if (button->isVisible() && button->accessibleName().startsWith(QStringLiteral("Start from")))
                    found.append(button);
            return found;
        };
        QCOMPARE(buttons().size(), boardTemplateCount);
        QCOMPARE(buttons().first()->y(), buttons().last()->y());
        s.page.resize(520, 660); // as beside the rooms and the people of a small window
        QTRY_COMPARE(buttons().size(), boardTemplateCount);
        QTRY_VERIFY(buttons().first()->y() < buttons().last()->y());
        s.page.resize(400, 300);
        QTRY_COMPARE(buttons().size(), 0); // no room beside what one needs for drawing
    }
    void T115_theMenuInsertsATemplateBesideWhatIsThere_data() { T27_everyTemplateIsOneStepThatCanBeUndone_data(); }
    void T115_theMenuInsertsATemplateBesideWhatIsThere()
    {
        QFETCH(int, kind);
        BoardStage s;
        const QPoint middle = s.view.rect().center();
        const QPointF at = s.view.camera().toBoard(QPointF(middle));
        const ObjectId there = s.shape(at.x() - 150, at.y() - 100, 300, 200);
        s.view.setTool(ToolId::Select);
        emit s.view.menuAsked(middle, true);
        QAction *chosen = nullptr;
        auto *menu = s.page.findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(menu);
        for (QMenu *within : menu->findChildren<QMenu *>())
            for (QAction *action : within->actions())
                if (action->text() == templateName(BoardTemplate(kind)))
                    chosen = action;
        QVERIFY(chosen);
        chosen->trigger();
        menu->close();
        QCOMPARE(s.rig.commits, 1);
        QRectF all;
        QSet<ObjectId> roots;
        for (const BoardObject &object : s.doc().objects()) {
            if (object.id == there)
                continue;
            if (!object.parent)
                roots.insert(object.id);
            all |= object.box();
            QVERIFY(!object.box().intersects(s.object(there).box())); // on nothing
        }
        const QList<ObjectId> selected = s.selected();
        QCOMPARE(QSet<ObjectId>(selected.begin(), selected.end()), roots);
        QVERIFY(s.view.visibleBoard().contains(all)); // all of it in sight
        QVERIFY(s.view.hasFocus());
        s.rig.controller.undo();
        QCOMPARE(s.doc().visibleCount(), 1);
    }
    void T115_whoMayOnlyLookHasNoneInTheMenu()
    {
        BoardStage s;
        (void)s.shape(100, 100, 50, 50);
        s.page.setReadOnly(true);
        emit s.view.menuAsked({400, 300}, false);
        const auto *menu = s.page.findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(menu);
        QVERIFY(menu->findChildren<QMenu *>().isEmpty());
    }
    void T27_whoMayOnlyLookIsOfferedNone()
    {
        BoardStage s;
        s.page.setReadOnly(true);
        for (auto *button : s.page.findChildren<QToolButton *>())
            QVERIFY(!button->isVisible() || button->text() != templateName(BoardTemplate::Retro));
    }
};

QTEST_MAIN(TestBoardRubbing)
#include "tst_boardrubbing.moc"
