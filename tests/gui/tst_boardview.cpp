// SPDX-License-Identifier: MIT
#include "app/ui/board/boardview.h"
#include "tests/support/boardrig.h"

#include <QContextMenuEvent>
#include <QPointingDevice>
#include <QSignalSpy>
#include <QTabletEvent>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

using namespace coterie;
using namespace coterie::ui;
using test::BoardRig;

namespace {

struct Shown {
    BoardRig rig;
    BoardView view;

    Shown()
    {
        view.setBackgroundPainting(false);
        view.setPaper({0xffffffff, 0, false});
        view.setController(&rig.controller);
        view.resize(640, 480);
        view.show();
        view.activateWindow();
        view.setFocus();
        if (!QTest::qWaitForWindowExposed(&view))
            qFatal("no window");
    }
    void drag(QList<QPoint> path, Qt::MouseButton button = Qt::LeftButton)
    {
        QTest::mousePress(&view, button, {}, path.first());
        for (const QPoint &at : path)
            QTest::mouseMove(&view, at);
        QTest::mouseRelease(&view, button, {}, path.last());
    }
    void wheel(QPoint at, QPoint angle, Qt::KeyboardModifiers modifiers = {})
    {
        QWheelEvent event(at, view.mapToGlobal(at), {}, angle, Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&view, &event);
    }
    void pen(QEvent::Type type, QPointF at, double pressure,
             QPointingDevice::PointerType end = QPointingDevice::PointerType::Pen,
             Qt::MouseButton used = Qt::LeftButton)
    {
        const QPointingDevice device(QStringLiteral("test pen"), 7, QInputDevice::DeviceType::Stylus, end,
                                     QInputDevice::Capability::Position | QInputDevice::Capability::Pressure, 1, 2);
        const Qt::MouseButtons held = type == QEvent::TabletRelease ? Qt::NoButton : used;
        const Qt::MouseButton button = type == QEvent::TabletMove ? Qt::NoButton : used;
        QTabletEvent event(type, &device, at, view.mapToGlobal(at), pressure, 0, 0, 0, 0, 0, {}, button, held);
        QCoreApplication::sendEvent(&view, &event);
    }
    QColor colorAt(QPoint at) { return view.grab().toImage().pixelColor(at * view.devicePixelRatioF()); }
};

} // namespace

class TestBoardView final : public QObject
{
    Q_OBJECT
private slots:
    void theMouseDrawsOneStroke()
    {
        Shown s;
        s.view.setStyle(ToolId::Pen, {0xff0072b2, 6});
        s.drag({{100, 100}, {200, 100}, {300, 120}});
        QCOMPARE(s.rig.commits, 1);
        QCOMPARE(s.rig.lastOps.size(), 1);
        QCOMPARE(s.rig.lastOps.first().act, BoardAct::Create);
        QCOMPARE(*s.rig.lastOps.first().color, 0xff0072b2u);
        QCOMPARE(*s.rig.lastOps.first().x, 100.0);
        QCOMPARE(s.view.scene().count(), 1);
        QCOMPARE(s.colorAt({150, 100}), QColor(0x00, 0x72, 0xb2));
        QCOMPARE(s.colorAt({150, 130}), QColor(Qt::white));
    }
    void T124_aDragEndsWithItsButton()
    {
        Shown s;
        QSignalSpy menu(&s.view, &BoardView::menuAsked);
        QTest::mousePress(&s.view, Qt::LeftButton, {}, {100, 100});
        QTest::mouseMove(&s.view, {200, 100});
        QContextMenuEvent asked(QContextMenuEvent::Mouse, {200, 100}, s.view.mapToGlobal(QPoint(200, 100)));
        QCoreApplication::sendEvent(&s.view, &asked);
        QVERIFY(menu.isEmpty());
        // The release went elsewhere.
        QMouseEvent later(QEvent::MouseMove, QPointF(500, 300), s.view.mapToGlobal(QPointF(500, 300)), Qt::NoButton,
                          Qt::NoButton, {});
        QCoreApplication::sendEvent(&s.view, &later);
        QCOMPARE(s.rig.commits, 1);
        QVERIFY(s.rig.controller.doc().objects().first().box().width() < 150);
        QTest::mouseRelease(&s.view, Qt::LeftButton, {}, {500, 300});
        QCOMPARE(s.rig.commits, 1);
    }
    void T125_aLeapOfTheBoardDrawsNoLine()
    {
        Shown s;
        QTest::mousePress(&s.view, Qt::LeftButton, {}, {100, 100});
        QTest::mouseMove(&s.view, {150, 100});
        s.view.zoomBy(4);
        QTest::mouseMove(&s.view, {151, 100});
        QTest::mouseRelease(&s.view, Qt::LeftButton, {}, {151, 100});
        QCOMPARE(s.rig.commits, 1);
        const QRectF box = s.rig.controller.doc().objects().first().box();
        QVERIFY2(box.width() < 70 && box.height() < 20, qPrintable(QString::number(box.width())));
        // By the wheel at the pointer nothing moves under it.
        s.view.zoomTo(1);
        QTest::mousePress(&s.view, Qt::LeftButton, {}, {100, 300});
        QTest::mouseMove(&s.view, {150, 300});
        s.wheel({150, 300}, {0, 120}, Qt::ControlModifier);
        QTest::mouseMove(&s.view, {160, 300});
        QCOMPARE(s.rig.commits, 1);
        QTest::mouseRelease(&s.view, Qt::LeftButton, {}, {160, 300});
        QCOMPARE(s.rig.commits, 2);
    }
    void T123_whatIsBeingDrawnWhenTheWindowClosesIsDoneAsFarAsItHasCome()
    {
        test::BoardRig rig;
        {
            BoardView view;
            view.setController(&rig.controller);
            view.resize(640, 480);
            view.show();
            QVERIFY(QTest::qWaitForWindowExposed(&view));
            view.setTool(ToolId::Pen);
            QTest::mousePress(&view, Qt::LeftButton, {}, {100, 100});
            QTest::mouseMove(&view, {200, 100});
            QTest::mouseMove(&view, {300, 120});
        }
        QCOMPARE(rig.commits, 1);
        QCOMPARE(rig.controller.doc().visibleCount(), 1);
        QVERIFY(rig.controller.doc().objects().first().box().width() > 150);
    }
    void V15_aBannerThatComesMovesNothingUnderThePen_data()
    {
        QTest::addColumn<ToolId>("tool");
        QTest::addColumn<bool>("held");
        QTest::newRow("pen") << ToolId::Pen << true;
        QTest::newRow("hand") << ToolId::Hand << true;
        QTest::newRow("nothing under way") << ToolId::Pen << false;
    }
    void V15_aBannerThatComesMovesNothingUnderThePen()
    {
        QFETCH(ToolId, tool);
        QFETCH(bool, held);
        constexpr int high = 50;
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        column->setContentsMargins({});
        column->setSpacing(0);
        auto *banner = new QWidget;
        banner->setFixedHeight(high);
        banner->hide();
        Shown s; // goes before the window does
        column->addWidget(banner);
        column->addWidget(&s.view);
        window.resize(640, 480);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        s.view.setTool(tool);
        if (held)
            QTest::mousePress(&s.view, Qt::LeftButton, {}, {100, 200});
        QTest::mouseMove(&s.view, {200, 200});
        const auto under = [&] { return s.view.camera().toBoard(s.view.mapFrom(&window, QPointF(200, 200))); };
        const QPointF before = under();
        banner->show();
        QTRY_COMPARE(s.view.y(), high);
        QTest::mouseMove(&s.view, {200, 200 - high}); // it rests in the window
        QCOMPARE(under(), before);
        banner->hide();
        QTRY_COMPARE(s.view.y(), 0);
        QTest::mouseMove(&s.view, {200, 200});
        QCOMPARE(under(), before);
        if (held)
            QTest::mouseRelease(&s.view, Qt::LeftButton, {}, {200, 200});
        QCOMPARE(s.rig.commits, int(held && tool == ToolId::Pen));
        if (s.rig.commits)
            QVERIFY(s.rig.controller.doc().objects().first().box().height() < 10); // a straight line
    }
    void T29_aLineThatIsDrawnAsksForEveryPoint_data()
    {
        QTest::addColumn<ToolId>("tool");
        QTest::addColumn<bool>("every");
        QTest::newRow("pen") << ToolId::Pen << true;
        QTest::newRow("highlighter") << ToolId::Highlighter << true;
        QTest::newRow("eraser") << ToolId::Eraser << true;
        QTest::newRow("eraser for parts") << ToolId::PartEraser << true;
        QTest::newRow("laser") << ToolId::Laser << true;
        QTest::newRow("hand") << ToolId::Hand << false;
        QTest::newRow("rectangle") << ToolId::Rectangle << false;
    }
    void T29_aLineThatIsDrawnAsksForEveryPoint()
    {
        QFETCH(ToolId, tool);
        QFETCH(bool, every);
        const auto joined = [] { return QCoreApplication::testAttribute(Qt::AA_CompressHighFrequencyEvents); };
        const auto restore =
            qScopeGuard([was = joined()] { QCoreApplication::setAttribute(Qt::AA_CompressHighFrequencyEvents, was); });
        QCoreApplication::setAttribute(Qt::AA_CompressHighFrequencyEvents, true); // as X11 has it
        {
            Shown s;
            s.view.setTool(tool);
            QTest::mousePress(&s.view, Qt::LeftButton, {}, {100, 100});
            QCOMPARE(joined(), !every);
            QTest::mouseRelease(&s.view, Qt::LeftButton, {}, {100, 100});
            QVERIFY(joined());
            QTest::mousePress(&s.view, Qt::LeftButton, {}, {100, 100});
            QTest::keyClick(&s.view, Qt::Key_Escape);
            QVERIFY(joined());
            QTest::mouseRelease(&s.view, Qt::LeftButton, {}, {100, 100});
            QTest::mousePress(&s.view, Qt::LeftButton, {}, {100, 100});
        }
        QVERIFY(joined()); // the board went with the pen down
    }
    void aClickIsADot()
    {
        Shown s;
        QTest::mouseClick(&s.view, Qt::LeftButton, {}, {50, 60});
        QCOMPARE(s.rig.commits, 1);
        QVERIFY(s.colorAt({50, 60}) != QColor(Qt::white));
    }
    void theStrokeIsSeenWhileItGrows()
    {
        Shown s;
        QTest::mousePress(&s.view, Qt::LeftButton, {}, {100, 100});
        QTest::mouseMove(&s.view, {200, 100});
        QCOMPARE(s.rig.commits, 0);
        QVERIFY(s.colorAt({150, 100}) != QColor(Qt::white));
        const QImage before = s.view.grab().toImage();
        QTest::mouseRelease(&s.view, Qt::LeftButton, {}, {200, 100});
        QCOMPARE(s.rig.commits, 1);
        QCOMPARE(s.view.grab().toImage(), before);
    }
    void escapeGivesUpTheStroke()
    {
        Shown s;
        QTest::mousePress(&s.view, Qt::LeftButton, {}, {100, 100});
        QTest::mouseMove(&s.view, {200, 100});
        QTest::keyClick(&s.view, Qt::Key_Escape);
        QTest::mouseMove(&s.view, {300, 100});
        QTest::mouseRelease(&s.view, Qt::LeftButton, {}, {300, 100});
        QCOMPARE(s.rig.commits, 0);
        QCOMPARE(s.colorAt({150, 100}), QColor(Qt::white));
    }
    void theEraserTakesWholeObjectsInOneStep()
    {
        Shown s;
        s.rig.line(100, 100);
        s.rig.line(100, 200);
        s.rig.line(100, 300);
        s.view.setTool(ToolId::Eraser);
        QTest::mousePress(&s.view, Qt::LeftButton, {}, {150, 60});
        QTest::mouseMove(&s.view, {150, 240}); // in one leap over two of them
        QCOMPARE(s.rig.commits, 0);
        QCOMPARE(s.colorAt({120, 100}), QColor(Qt::white)); // at once
        QTest::mouseRelease(&s.view, Qt::LeftButton, {}, {150, 240});
        QCOMPARE(s.rig.commits, 1);
        QCOMPARE(s.rig.lastOps.size(), 2);
        QCOMPARE(s.view.scene().count(), 1);
        s.rig.controller.undo();
        QCOMPARE(s.view.scene().count(), 3);
        QCOMPARE(s.colorAt({120, 100}), QColor(0xd5, 0x5e, 0x00));
    }
    void escapeBringsBackWhatIsUnderTheEraser()
    {
        Shown s;
        s.rig.line(100, 100);
        s.view.setTool(ToolId::Eraser);
        QTest::mousePress(&s.view, Qt::LeftButton, {}, {150, 100});
        QCOMPARE(s.colorAt({120, 100}), QColor(Qt::white));
        QTest::keyClick(&s.view, Qt::Key_Escape);
        QCOMPARE(s.colorAt({120, 100}), QColor(0xd5, 0x5e, 0x00));
        QTest::mouseRelease(&s.view, Qt::LeftButton, {}, {150, 100});
        QCOMPARE(s.rig.commits, 0);
    }
    void middleSpaceAndHandPan()
    {
        Shown s;
        const QPointF start = s.view.camera().toBoard(QPointF());
        s.drag({{100, 100}, {130, 140}}, Qt::MiddleButton);
        QCOMPARE(s.view.camera().toBoard(QPointF()), start - QPointF(30, 40));
        QTest::keyPress(&s.view, Qt::Key_Space);
        s.drag({{100, 100}, {130, 140}});
        QTest::keyRelease(&s.view, Qt::Key_Space);
        s.view.setTool(ToolId::Hand);
        s.drag({{100, 100}, {130, 140}});
        QCOMPARE(s.view.camera().toBoard(QPointF()), start - QPointF(90, 120));
        QCOMPARE(s.rig.commits, 0);
    }
    void theWheelPansAndWithControlZoomsAtThePointer()
    {
        Shown s;
        s.wheel({200, 150}, {0, -120});
        QCOMPARE(s.view.camera().toBoard(QPointF()), QPointF(0, 60));
        s.wheel({200, 150}, {0, -120}, Qt::ShiftModifier);
        QCOMPARE(s.view.camera().toBoard(QPointF()), QPointF(60, 60));
        const QPointF under = s.view.camera().toBoard(QPointF(200, 150));
        s.wheel({200, 150}, {0, 240}, Qt::ControlModifier);
        QCOMPARE(s.view.zoom(), 1.44);
        const QPointF now = s.view.camera().toBoard(QPointF(200, 150));
        QVERIFY((now - under).manhattanLength() < 1.0 / s.view.zoom());
    }
    void T47_theWheelCanZoomAndScrollWithControl()
    {
        Shown s;
        s.view.setHands({.wheelZooms = true});
        const QPointF under = s.view.camera().toBoard(QPointF(200, 150));
        s.wheel({200, 150}, {0, 240});
        QCOMPARE(s.view.zoom(), 1.44);
        QVERIFY((s.view.camera().toBoard(QPointF(200, 150)) - under).manhattanLength() < 1.0 / s.view.zoom());
        s.view.zoomTo(1);
        const QPointF corner = s.view.camera().toBoard(QPointF());
        s.wheel({200, 150}, {0, -120}, Qt::ControlModifier);
        QCOMPARE(s.view.zoom(), 1.0);
        QVERIFY((s.view.camera().toBoard(QPointF()) - corner - QPointF(0, 60)).manhattanLength() <= 1); // whole pixels
        // Two fingers on a touchpad move the board all the same, and zoom with Control.
        const QPointingDevice pad(QStringLiteral("test pad"), 9, QInputDevice::DeviceType::TouchPad,
                                  QPointingDevice::PointerType::Finger, QInputDevice::Capability::Position, 2, 1);
        const auto slide = [&](Qt::KeyboardModifiers modifiers) {
            QWheelEvent event(QPointF(200, 150), s.view.mapToGlobal(QPointF(200, 150)), {0, -60}, {0, -120},
                              Qt::NoButton, modifiers, Qt::ScrollUpdate, false, Qt::MouseEventNotSynthesized, &pad);
            QCoreApplication::sendEvent(&s.view, &event);
        };
        slide({});
        QCOMPARE(s.view.zoom(), 1.0);
        QVERIFY((s.view.camera().toBoard(QPointF()) - corner - QPointF(0, 120)).manhattanLength() <= 1);
        slide(Qt::ControlModifier);
        QVERIFY(s.view.zoom() < 1);
    }
    void T47_whatOneFingerDoesAndWhetherAPenIsPressedIsAChoice()
    {
        Shown s;
        const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
        const auto finger = [&](QPoint from, QPoint to) {
            QTest::touchEvent(&s.view, screen.get()).press(0, from, &s.view);
            QTest::touchEvent(&s.view, screen.get()).move(0, to, &s.view);
            QTest::touchEvent(&s.view, screen.get()).release(0, to, &s.view);
        };
        s.view.setHands({.finger = BoardHands::Finger::Moves});
        finger({100, 100}, {150, 100});
        QCOMPARE(s.rig.commits, 0);
        QCOMPARE(s.view.camera().toBoard(QPointF()), QPointF(-50, 0));
        s.view.setHands({.pressure = false, .finger = BoardHands::Finger::Draws});
        s.pen(QEvent::TabletPress, {100, 200}, 0.5);
        s.pen(QEvent::TabletMove, {200, 200}, 0.9);
        s.pen(QEvent::TabletRelease, {200, 200}, 0);
        QCOMPARE(s.rig.commits, 1);
        QVERIFY(StrokePoints::unpack(*s.rig.lastOps.first().points)->pressure.empty());
        QEvent away(QEvent::TabletLeaveProximity);
        QCoreApplication::sendEvent(qApp, &away);
        finger({100, 100}, {200, 100}); // though a pen has been used
        QCOMPARE(s.rig.commits, 2);
        s.view.setHands({});
        finger({100, 100}, {200, 100});
        QCOMPARE(s.rig.commits, 2);
    }
    void fitShowsEverything()
    {
        Shown s;
        s.rig.line(-3000, -2000);
        s.rig.line(4000, 2500);
        s.view.zoomToFit();
        const QRectF shown(s.view.camera().toBoard(QPointF()), s.view.camera().toBoard(QPointF(640, 480)));
        QVERIFY(shown.contains(s.view.scene().extent()));
        s.view.zoomTo(1);
        QCOMPARE(s.view.zoom(), 1.0);
    }
    void aPenHasPressureAndItsOtherEndErases()
    {
        Shown s;
        s.pen(QEvent::TabletPress, {100, 100}, 0.2);
        s.pen(QEvent::TabletMove, {200, 100}, 0.6);
        s.pen(QEvent::TabletMove, {300, 100}, 1.0);
        s.pen(QEvent::TabletRelease, {300, 100}, 0.0);
        QCOMPARE(s.rig.commits, 1);
        const auto points = StrokePoints::unpack(*s.rig.lastOps.first().points);
        QCOMPARE(points->pressure.size(), points->at.size());
        QCOMPARE(int(points->pressure[0]), 51);
        QCOMPARE(int(points->pressure[1]), 153);
        s.pen(QEvent::TabletPress, {200, 100}, 0.5, QPointingDevice::PointerType::Eraser);
        s.pen(QEvent::TabletRelease, {200, 100}, 0.0, QPointingDevice::PointerType::Eraser);
        QCOMPARE(s.rig.lastOps.first().act, BoardAct::Erase);
        QCOMPARE(s.view.scene().count(), 0);
    }
    void strokesOfOthersAreSeenWhileTheyGrow()
    {
        Shown s;
        const auto stream = newId<ObjectId>();
        StrokePoints points;
        points.at = {{0, 0}, {1600, 0}};
        const StrokeStyle style{0xff009e73, 8, 100, 100};
        s.rig.controller.showPreview({s.rig.controller.room(), s.rig.other, stream, 0, style, points.packed()});
        QCOMPARE(s.colorAt({150, 100}), QColor(0x00, 0x9e, 0x73));
        points.at = {{1600, 1600}};
        s.rig.controller.showPreview({s.rig.controller.room(), s.rig.other, stream, 2, {}, points.packed()});
        const QImage live = s.view.grab().toImage();
        points.at = {{0, 0}, {1600, 0}, {1600, 1600}};
        s.rig.draw(s.rig.other, BoardOp::createStroke(stream, 100, 100, points.packed(), 0xff009e73, 8));
        QCOMPARE(s.view.grab().toImage(), live);
        s.rig.controller.forgetUser(s.rig.other);
        QCOMPARE(s.view.grab().toImage(), live);
    }
    void pointersOfOthersHaveAName()
    {
        Shown s;
        const QImage before = s.view.grab().toImage();
        s.rig.controller.showPointer({s.rig.controller.room(), s.rig.other, QStringLiteral("Ben"), 200, 100, true});
        const QImage with = s.view.grab().toImage();
        QVERIFY(with != before);
        s.rig.controller.showPointer({s.rig.controller.room(), s.rig.other, QStringLiteral("Ben"), 0, 0, false});
        QCOMPARE(s.view.grab().toImage(), before);
    }
    void readOnlyHasOnlyTheHand()
    {
        Shown s;
        s.view.setReadOnly(true);
        s.drag({{100, 100}, {150, 100}});
        QCOMPARE(s.rig.commits, 0);
        QCOMPARE(s.view.camera().toBoard(QPointF()), QPointF(-50, 0));
    }
    void T10_W13_afterAPenFingersOnlyMoveTheBoard()
    {
        Shown s;
        const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
        const auto finger = [&](QPoint from, QPoint to) {
            QTest::touchEvent(&s.view, screen.get()).press(0, from, &s.view);
            QTest::touchEvent(&s.view, screen.get()).move(0, to, &s.view);
            QTest::touchEvent(&s.view, screen.get()).release(0, to, &s.view);
        };
        finger({100, 100}, {200, 100});
        QCOMPARE(s.rig.commits, 1); // without a pen a finger draws
        s.pen(QEvent::TabletPress, {100, 200}, 0.5);
        s.pen(QEvent::TabletMove, {200, 200}, 0.5);
        finger({300, 300}, {400, 300}); // the hand that rests beside it
        s.pen(QEvent::TabletRelease, {200, 200}, 0);
        QCOMPARE(s.rig.commits, 2);
        QCOMPARE(s.view.camera().toBoard(QPointF()), QPointF(0, 0));
        QEvent away(QEvent::TabletLeaveProximity);
        QCoreApplication::sendEvent(qApp, &away); // as Qt tells it
        finger({300, 300}, {350, 320});
        QCOMPARE(s.rig.commits, 2);
        QCOMPARE(s.view.camera().toBoard(QPointF()), QPointF(-50, -20));
    }
    void W13_aPalmThatCameFirstDoesNotKeepThePenFromDrawing()
    {
        Shown s;
        const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
        QTest::touchEvent(&s.view, screen.get()).press(0, {300, 300}, &s.view);
        QTest::touchEvent(&s.view, screen.get()).move(0, {310, 300}, &s.view);
        s.pen(QEvent::TabletMove, {90, 200}, 0);
        s.pen(QEvent::TabletPress, {100, 200}, 0.5);
        s.pen(QEvent::TabletMove, {200, 200}, 0.5);
        QTest::touchEvent(&s.view, screen.get()).release(0, {310, 300}, &s.view);
        s.pen(QEvent::TabletRelease, {200, 200}, 0);
        QCOMPARE(s.rig.commits, 1);
        QCOMPARE(*s.rig.lastOps.first().y, 200.0);
        QEvent away(QEvent::TabletLeaveProximity);
        QCoreApplication::sendEvent(qApp, &away);
    }
    void W14_aSecondFingerDoesNotTakeALongStrokeAway()
    {
        Shown s;
        const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
        QTest::touchEvent(&s.view, screen.get()).press(0, {100, 200}, &s.view);
        QTest::touchEvent(&s.view, screen.get()).move(0, {300, 200}, &s.view);
        QTest::touchEvent(&s.view, screen.get()).move(0, {300, 200}, &s.view).press(1, {400, 300}, &s.view);
        QTest::touchEvent(&s.view, screen.get()).release(0, {300, 200}, &s.view).release(1, {400, 300}, &s.view);
        QCOMPARE(s.rig.commits, 1);
        QCOMPARE(s.view.scene().count(), 1);
    }
    void aStrokeUnderWayStaysOnTheBoardThatIsLeft()
    {
        Shown s;
        BoardRig other;
        QTest::mousePress(&s.view, Qt::LeftButton, {}, {100, 100});
        QTest::mouseMove(&s.view, {200, 100});
        s.view.setController(&other.controller);
        QCOMPARE(s.rig.commits, 1);
        QCOMPARE(s.rig.controller.doc().visibleCount(), 1);
        QCOMPARE(other.commits, 0);
        QTest::mouseRelease(&s.view, Qt::LeftButton, {}, {200, 100});
        QCOMPARE(other.commits, 0);
        s.view.setController(nullptr);
    }
    void W14_twoFingersZoomAndDrawNothing()
    {
        Shown s;
        const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
        QTest::touchEvent(&s.view, screen.get()).press(0, {200, 200}, &s.view);
        QTest::touchEvent(&s.view, screen.get()).move(0, {200, 200}, &s.view).press(1, {300, 200}, &s.view);
        QTest::touchEvent(&s.view, screen.get()).move(0, {150, 200}, &s.view).move(1, {350, 200}, &s.view);
        QCOMPARE(s.view.zoom(), 2.0);
        QCOMPARE(s.view.camera().toBoard(QPointF(250, 200)), QPointF(250, 200)); // between them all stays
        QTest::touchEvent(&s.view, screen.get()).move(0, {150, 200}, &s.view).release(1, {350, 200}, &s.view);
        QTest::touchEvent(&s.view, screen.get()).move(0, {100, 100}, &s.view);
        QTest::touchEvent(&s.view, screen.get()).release(0, {100, 100}, &s.view);
        QCOMPARE(s.rig.commits, 0);
    }
    void T141_aFingerPointsAsAMouseDoesUntilItIsLifted()
    {
        Shown s;
        QList<std::pair<QPointF, bool>> told;
        connect(&s.rig.controller, &BoardController::cursorRequested, this, [&](const BoardCursor &cursor) {
            told.append({QPointF(cursor.x, cursor.y), cursor.on});
        });
        const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
        QTest::touchEvent(&s.view, screen.get()).press(0, {100, 200}, &s.view);
        QTest::touchEvent(&s.view, screen.get()).move(0, {150, 200}, &s.view);
        s.rig.clock.ms += 1000;
        s.rig.controller.tick();
        QCOMPARE(told.last(), std::pair(QPointF(150, 200), true));
        QTest::touchEvent(&s.view, screen.get()).release(0, {150, 200}, &s.view);
        QCOMPARE(told.last().second, false);
    }
    void T142_twoOfThreeFingersStayTheTwo()
    {
        Shown s;
        const std::unique_ptr<QPointingDevice> screen(QTest::createTouchDevice());
        const auto touch = [&] { return QTest::touchEvent(&s.view, screen.get()); };
        touch().press(1, {200, 200}, &s.view);
        touch().move(1, {200, 200}, &s.view).press(2, {300, 200}, &s.view);
        touch().move(1, {200, 200}, &s.view).move(2, {300, 200}, &s.view).press(0, {600, 500}, &s.view); // a palm
        QCOMPARE(s.view.zoom(), 1.0);
        touch().move(1, {150, 200}, &s.view).move(2, {350, 200}, &s.view).move(0, {600, 500}, &s.view);
        QCOMPARE(s.view.zoom(), 2.0);
        // One of the two goes: the other and the palm begin anew, where they are.
        touch().release(1, {150, 200}, &s.view).move(2, {350, 200}, &s.view).move(0, {600, 500}, &s.view);
        QCOMPARE(s.view.zoom(), 2.0);
        QCOMPARE(s.view.camera().toBoard(QPointF(250, 200)), QPointF(250, 200));
        touch().release(2, {350, 200}, &s.view).release(0, {600, 500}, &s.view);
        QCOMPARE(s.rig.commits, 0);
    }
    void W12_theButtonOnTheBarrelErases()
    {
        Shown s;
        s.rig.line(100, 100);
        s.pen(QEvent::TabletPress, {150, 100}, 0.5, QPointingDevice::PointerType::Pen, Qt::RightButton);
        s.pen(QEvent::TabletRelease, {150, 100}, 0, QPointingDevice::PointerType::Pen, Qt::RightButton);
        QCOMPARE(s.view.scene().count(), 0);
    }
    void whatTheLogOnlyPutsInItsOrderIsNotPaintedAnew()
    {
        Shown s;
        s.view.setBackgroundPainting(true);
        s.rig.echo = false;
        QList<std::pair<BoardTransaction, Seq>> log;
        connect(&s.rig.controller, &BoardController::commitRequested, this, [&](const BoardTransaction &tx) {
            log.append({tx, ++s.rig.head});
        });
        QList<BoardOp> ops;
        for (int i = 0; i < 300; ++i)
            ops.append(test::dash(newId<ObjectId>(), 10 + i % 20 * 30, 10 + i / 20 * 30));
        QVERIFY(s.rig.controller.commit(ops));
        QTRY_VERIFY(s.view.isSettled());
        s.view.grab();
        QTRY_VERIFY(s.view.isSettled());
        s.rig.controller.receive(log);
        s.rig.clock.ms += s.rig.controller.restMs(); // it is held back for a moment (A88)
        s.rig.controller.tick();
        QCOMPARE(s.rig.controller.pendingCount(), 0);
        QVERIFY(s.view.isSettled());
        qint64 compared = 0;
        QCOMPARE(s.view.tiles().verify(&compared), QString());
        QVERIFY(compared > 0);
        // They lie where the log has them: what somebody else draws next is above.
        const ObjectId above = s.rig.line(10, 10);
        QVERIFY(s.view.scene().isOnTop(above));
        QCOMPARE(s.view.scene().near({0, 0, 600, 600}).last(), above);
    }
    void V3_tilesInTheBackgroundCome()
    {
        Shown s;
        for (int i = 0; i < 40; ++i)
            s.rig.line(20, 20 + i * 10, 500);
        const QImage exact = s.view.grab().toImage();
        s.view.setBackgroundPainting(true);
        s.view.setPaper({0xffffffff, 0, true});
        s.view.setPaper({0xffffffff, 0, false}); // nothing painted is of use now
        QTRY_VERIFY(s.view.isSettled());
        QCOMPARE(s.view.grab().toImage(), exact);
    }
    void aClearOfVeryMuchIsPaintedAnew()
    {
        Shown s;
        for (int i = 0; i < 300; ++i)
            s.rig.line(20, 20 + i % 40 * 10, 500);
        s.rig.controller.clear();
        QCOMPARE(s.colorAt({100, 20}), QColor(Qt::white));
        s.rig.controller.undo();
        QCOMPARE(s.colorAt({100, 20}), QColor(0xd5, 0x5e, 0x00));
        qint64 compared = 0;
        QCOMPARE(s.view.tiles().verify(&compared), QString());
        QVERIFY(compared > 0);
    }
    void U61_aLargeBoardComesAPartPerTurn()
    {
        BoardDoc doc;
        test::Dice dice{7};
        QList<ObjectId> ids;
        for (Seq seq = 1; seq <= 10; ++seq) {
            BoardTransaction tx{dice.id<OpId>(), newId<UserId>(), {}};
            for (int i = 0; i < 500; ++i) {
                ids.append(dice.id<ObjectId>());
                tx.ops.append(test::dash(ids.last(), 10 + i % 25 * 20, 20 + double(seq) * 40));
            }
            doc.apply(tx, seq);
        }
        Shown s;
        s.rig.controller.load(std::move(doc));
        QVERIFY(!s.view.isSettled());
        QVERIFY2(s.view.scene().count() < 1500, qPrintable(QString::number(s.view.scene().count())));
        // What happens to it meanwhile counts, whether it has come already or not.
        s.rig.head = 10;
        s.rig.draw(s.rig.other, BoardOp::erase(ids.first()));
        s.rig.draw(s.rig.other, BoardOp::erase(ids.last()));
        s.rig.line(600, 10, 20);
        int turns = 0;
        QTimer window;
        connect(&window, &QTimer::timeout, &window, [&] { ++turns; });
        window.start(0);
        QTRY_VERIFY(s.view.isSettled());
        QVERIFY2(turns >= 3, qPrintable(QString::number(turns)));
        QCOMPARE(s.view.scene().count(), 4999);
        QVERIFY(!s.view.scene().contains(ids.first()) && !s.view.scene().contains(ids.last()));
        QVERIFY(s.colorAt({35, 100}) != QColor(Qt::white));
        QVERIFY(s.colorAt({610, 10}) != QColor(Qt::white));
        // Another board, in the midst of one: nothing of the first one stays.
        BoardDoc again;
        BoardTransaction tx{dice.id<OpId>(), newId<UserId>(), {}};
        for (int i = 0; i < 512; ++i)
            tx.ops.append(test::dash(dice.id<ObjectId>(), 10, 300));
        for (Seq seq = 1; seq <= 4; ++seq, tx.id = dice.id<OpId>()) {
            again.apply(tx, seq);
            for (BoardOp &op : tx.ops)
                op.object = dice.id<ObjectId>();
        }
        s.rig.controller.load(std::move(again));
        QVERIFY(!s.view.isSettled());
        s.rig.controller.load(BoardDoc());
        QVERIFY(s.view.isSettled());
        QCOMPARE(s.view.scene().count(), 0);
    }
    void V23_theViewEndsWhereTheBoardDoes_data()
    {
        QTest::addColumn<double>("zoom");
        for (const double zoom : {0.01, 1.0, 32.0})
            QTest::addRow("%g", zoom) << zoom;
    }
    void V23_theViewEndsWhereTheBoardDoes()
    {
        QFETCH(const double, zoom);
        Shown s;
        const auto inside = [&](const char *after) {
            const QRectF seen = s.view.visibleBoard();
            const double most = std::max(
                {std::abs(seen.left()), std::abs(seen.right()), std::abs(seen.top()), std::abs(seen.bottom())});
            QVERIFY2(most <= maxBoardCoordinate + 0.001,
                     qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(after)).arg(most, 0, 'f')));
        };
        const double far = 2 * maxBoardCoordinate;
        s.view.zoomTo(zoom);
        s.view.panBy({-far * zoom, far * zoom});
        inside("pan");
        QVERIFY(s.view.visibleBoard().right() > maxBoardCoordinate - 200);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&s.view, Qt::Key_Right);
        inside("keys");
        s.view.zoomBy(0.5);
        s.view.zoomBy(0.5);
        inside("zoom");
        s.view.resize(900, 700);
        inside("resize");
        s.view.showFrom({far, far}, zoom);
        inside("place");
        s.view.lookAt({-far, 0}, zoom);
        inside("look");
        s.view.zoomToBox({far, far, 10, 10});
        inside("box");
        s.view.reveal({-far, -far, 10, 10});
        inside("reveal");
        // Nothing is lost on the way back.
        s.view.lookAt({1000, 1000}, 1);
        QVERIFY((s.view.visibleBoard().center() - QPointF(1000, 1000)).manhattanLength() < 2);
    }
    void V23_aPenThatGoesBeyondTheBoardDrawsAlongItsEnd()
    {
        Shown s;
        QSignalSpy said(&s.rig.controller, &BoardController::noticed);
        s.view.zoomTo(0.01);
        s.view.panBy({-1e9, 0});
        s.view.setTool(ToolId::Pen);
        s.drag({{500, 100}, {600, 140}, {900, 180}, {1200, 220}}); // the view is 640 wide
        QCOMPARE(said.size(), 0);
        const QList<BoardObject> drawn = s.rig.controller.doc().objects();
        QCOMPARE(drawn.size(), 1);
        QVERIFY2(drawn.first().box().right() < maxBoardCoordinate + 10'000,
                 qPrintable(QString::number(drawn.first().box().right(), 'f')));
        s.view.setTool(ToolId::Rectangle);
        s.drag({{500, 300}, {600, 340}, {1200, 420}});
        QCOMPARE(said.size(), 0);
        QCOMPARE(s.rig.controller.doc().objects().size(), 2);
        const QRectF box = s.rig.controller.doc().objects().last().frame();
        QVERIFY2(box.right() <= maxBoardCoordinate, qPrintable(QString::number(box.right(), 'f')));
    }
    void theControllerMayGoFirst()
    {
        auto rig = std::make_unique<BoardRig>();
        BoardView view;
        view.setController(&rig->controller);
        view.resize(300, 200);
        view.show();
        rig.reset();
        QTest::mouseClick(&view, Qt::LeftButton, {}, {50, 60});
        view.setTool(ToolId::Eraser);
        QTest::mouseClick(&view, Qt::LeftButton, {}, {50, 60});
        view.grab();
        view.setController(nullptr);
    }
};

QTEST_MAIN(TestBoardView)
#include "tst_boardview.moc"
