// SPDX-License-Identifier: MIT
#include "app/ui/board/boardtextedit.h"
#include "app/ui/board/textediting.h"
#include "tests/support/boardstage.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMenu>
#include <QNativeGestureEvent>
#include <QSignalSpy>
#include <QStyleHints>
#include <QTabletEvent>

#include <memory>

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

namespace {

constexpr int forGood = 1'000'000; // ms; longer than any test

struct Desk : BoardStage {
    const std::unique_ptr<QPointingDevice> screen{QTest::createTouchDevice()};
    QSignalSpy menus{&view, &BoardView::menuAsked};
    quint64 ms = 10'000; // by the pen's clock

    Desk() { view.setTool(ToolId::Select); }
    static void penAway()
    {
        QEvent away(QEvent::TabletLeaveProximity);
        QCoreApplication::sendEvent(qApp, &away);
    }
    ~Desk()
    {
        penAway();
        while (QWidget *popup = QApplication::activePopupWidget())
            popup->close();
    }
    // True: it was taken.
    bool pen(QEvent::Type type, QPointF at, QWidget *target = nullptr)
    {
        const QPointingDevice device(QStringLiteral("test pen"), 7, QInputDevice::DeviceType::Stylus,
                                     QPointingDevice::PointerType::Pen,
                                     QInputDevice::Capability::Position | QInputDevice::Capability::Pressure, 1, 2);
        QWidget *to = target ? target : &view;
        QTabletEvent event(type, &device, to->mapFromGlobal(view.mapToGlobal(at)), view.mapToGlobal(at), 0.5, 0, 0, 0,
                           0, 0, {}, type == QEvent::TabletMove ? Qt::NoButton : Qt::LeftButton,
                           type == QEvent::TabletRelease ? Qt::NoButton : Qt::LeftButton);
        event.setTimestamp(ms);
        QCoreApplication::sendEvent(to, &event);
        return event.isAccepted();
    }
    void tap(QPointF at)
    {
        pen(QEvent::TabletPress, at);
        pen(QEvent::TabletRelease, at);
    }
    void fingerDown(QPoint at) { QTest::touchEvent(&view, screen.get()).press(0, at, &view); }
    void fingerTo(QPoint at) { QTest::touchEvent(&view, screen.get()).move(0, at, &view); }
    void fingerUp(QPoint at) { QTest::touchEvent(&view, screen.get()).release(0, at, &view); }
    // Everything that a timer this short had to do has been done.
    static void letTimersPass()
    {
        bool passed = false;
        QTimer::singleShot(3, qApp, [&passed] { QTimer::singleShot(3, qApp, [&passed] { passed = true; }); });
        QTRY_VERIFY(passed);
    }
};

} // namespace

// A pen and a finger do what a mouse does (rule T148 of app/ui/board/tools/README.md).
class TestBoardPen final : public QObject
{
    Q_OBJECT
    const int m_doubleClick = QGuiApplication::styleHints()->mouseDoubleClickInterval();
    const int m_hold = QGuiApplication::styleHints()->mousePressAndHoldInterval();
private slots:
    void init()
    {
        QGuiApplication::styleHints()->setMouseDoubleClickInterval(400);
        QGuiApplication::styleHints()->setMousePressAndHoldInterval(forGood);
    }
    void cleanup()
    {
        QGuiApplication::styleHints()->setMouseDoubleClickInterval(m_doubleClick);
        QGuiApplication::styleHints()->setMousePressAndHoldInterval(m_hold);
    }

    void T148_aPenBringsTheKeysToTheBoard()
    {
        Desk s;
        auto *elsewhere = test::cardOf(s.page, u"View");
        elsewhere->setFocus();
        QVERIFY(!s.view.hasFocus());
        s.pen(QEvent::TabletMove, {300, 300}); // above it only
        QVERIFY(!s.view.hasFocus());
        s.tap({300, 300});
        QVERIFY(s.view.hasFocus());
    }
    void T148_aTapBesideATextEndsItAndOneInItDoesNot()
    {
        Desk s;
        const ObjectId note = s.shape(200, 200, 200, 200, BoardKind::Sticky);
        QVERIFY(s.view.editText(note));
        auto *editor = s.view.writing().editor();
        const QPointF inside = editor->geometry().center();
        // It is not taken, so it comes as a mouse's: the caret goes there.
        QVERIFY(!s.pen(QEvent::TabletPress, inside, editor->viewport()));
        QVERIFY(!s.pen(QEvent::TabletMove, inside + QPointF(3, 0), editor->viewport()));
        QVERIFY(!s.pen(QEvent::TabletRelease, inside, editor->viewport()));
        QVERIFY(s.view.isWriting() && editor->hasFocus());
        QTest::touchEvent(&s.page, s.screen.get()).press(0, editor->viewport()->rect().center(), editor->viewport());
        QTest::touchEvent(&s.page, s.screen.get()).release(0, editor->viewport()->rect().center(), editor->viewport());
        QVERIFY(s.view.isWriting() && !s.view.isDragging());
        s.tap({700, 600});
        QVERIFY(!s.view.isWriting());
        QVERIFY(s.view.hasFocus());
        QVERIFY(s.view.editText(note));
        s.fingerDown({700, 600});
        s.fingerUp({700, 600});
        QVERIFY(!s.view.isWriting());
    }

    void T148_twoTapsAreADoubleClick_data()
    {
        QTest::addColumn<int>("apart");
        QTest::addColumn<quint64>("later");
        QTest::addColumn<int>("dragged");
        QTest::addColumn<bool>("writes");
        QTest::newRow("at once") << 0 << quint64(120) << 0 << true;
        QTest::newRow("with a hand that trembles") << 4 << quint64(350) << 1 << true;
        QTest::newRow("too late") << 0 << quint64(401) << 0 << false;
        QTest::newRow("too far") << 60 << quint64(120) << 0 << false;
        QTest::newRow("behind a drag") << 0 << quint64(120) << 60 << false;
    }
    void T148_twoTapsAreADoubleClick()
    {
        QFETCH(const int, apart);
        QFETCH(const quint64, later);
        QFETCH(const int, dragged);
        QFETCH(const bool, writes);
        Desk s;
        const QPointF at(500, 400);
        s.pen(QEvent::TabletPress, at);
        if (dragged > 0)
            s.pen(QEvent::TabletMove, at + QPointF(dragged, 0));
        s.pen(QEvent::TabletRelease, at + QPointF(dragged, 0));
        s.ms += later;
        s.tap(at + QPointF(0, apart));
        QCOMPARE(s.view.isWriting(), writes); // a text, at an empty place
    }
    void T148_twoTapsWriteInWhatLiesThere()
    {
        for (const bool finger : {false, true}) {
            Desk s;
            const ObjectId box = s.shape(400, 300, 200, 160);
            if (finger) {
                QGuiApplication::styleHints()->setMouseDoubleClickInterval(forGood);
                for (int i = 0; i < 2; ++i) {
                    s.fingerDown({500, 380});
                    s.fingerUp({500, 380});
                }
            } else {
                s.tap({500, 380});
                s.tap({500, 380});
            }
            QVERIFY2(s.view.isWriting(), finger ? "finger" : "pen");
            QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("lens"));
            s.view.writing().close();
            QCOMPARE(s.object(box).text, QStringLiteral("lens"));
            QVERIFY(!s.view.isDragging());
        }
    }
    void T148_twoTapsOfAFingerThatAreTooFarApartInTimeAreTwo()
    {
        QGuiApplication::styleHints()->setMouseDoubleClickInterval(0); // none is quick enough
        Desk s;
        for (int i = 0; i < 2; ++i) {
            s.fingerDown({500, 380});
            s.fingerUp({500, 380});
        }
        QVERIFY(!s.view.isWriting());
    }
    void aHighlighterIsBroadTranslucentAndHasNoPressure()
    {
        Desk s;
        const ObjectId under = s.rig.line(500, 250, 1, 0xff000000, 12); // a dot, which the marks go over
        const auto draw = [&](QPointF from, QPointF to, bool lifted) {
            s.pen(QEvent::TabletPress, from);
            s.pen(QEvent::TabletMove, (from + to) / 2);
            s.pen(QEvent::TabletMove, to);
            if (lifted)
                s.pen(QEvent::TabletRelease, to);
        };
        const auto pixel = [&](QPoint at) {
            return s.view.grab().toImage().pixelColor(at * s.view.devicePixelRatio());
        };
        const QColor ground = pixel({450, 255}), ink = pixel({500, 250});
        QVERIFY(ink.lightness() < 40);
        s.key(Qt::Key_P, Qt::ShiftModifier);
        QCOMPARE(s.view.tool(), ToolId::Highlighter);
        // As it is drawn, and as it lies there: what is under it is seen, and beside that its colour.
        draw({400, 250}, {600, 250}, false);
        for (const bool lifted : {false, true}) {
            if (lifted)
                s.pen(QEvent::TabletRelease, {600, 250});
            QCOMPARE(s.rig.commits, int(lifted));
            const QColor mark = pixel({450, 255}), both = pixel({500, 250});
            QVERIFY(mark != ground);
            QVERIFY2(mark.blue() < mark.red() - 40, qPrintable(mark.name())); // yellow
            QVERIFY2(both.lightness() < mark.lightness() - 60, qPrintable(both.name()));
            QVERIFY2(both.lightness() > ink.lightness(), qPrintable(both.name()));
            QVERIFY(pixel({450, 258}) == mark); // 20 units wide ...
            QVERIFY(pixel({450, 262}) == ground);
        }
        QCOMPARE(s.rig.lastOps.size(), 1);
        const auto points = [&] { return StrokePoints::unpack(s.rig.lastOps.first().points.value_or(QByteArray())); };
        QCOMPARE(s.rig.lastOps.first().color, std::optional(0x80f0e442u));
        QCOMPARE(s.rig.lastOps.first().width, std::optional(20.0));
        QVERIFY(points() && points()->at.size() >= 3 && points()->pressure.empty());
        // By contrast with the pen.
        s.key(Qt::Key_P);
        draw({400, 450}, {600, 450}, true);
        QCOMPARE(s.rig.commits, 2);
        QCOMPARE(*s.rig.lastOps.first().color >> 24, 0xffu);
        QVERIFY(*s.rig.lastOps.first().width < 10);
        QVERIFY(points() && points()->pressure.size() == points()->at.size());
        QVERIFY(s.doc().contains(under));
    }
    void T148_aPenThatDrawsMakesTwoDots()
    {
        Desk s;
        s.view.setTool(ToolId::Pen);
        s.tap({500, 380});
        s.tap({500, 380});
        QCOMPARE(s.rig.commits, 2);
        QVERIFY(!s.view.isWriting());
    }

    void T148_whatStaysDownOpensTheMenuOfWhatLiesThere()
    {
        QGuiApplication::styleHints()->setMousePressAndHoldInterval(1);
        for (const bool finger : {false, true}) {
            Desk s;
            const ObjectId box = s.shape(400, 300, 200, 160);
            if (finger)
                s.fingerDown({500, 380});
            else
                s.pen(QEvent::TabletPress, {500, 380});
            QTRY_COMPARE(s.menus.size(), 1);
            QCOMPARE(s.menus.first().at(0).toPoint(), QPoint(500, 380));
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            QVERIFY(menu && menu->actions().contains(s.page.actions()[BoardCommand::Duplicate]));
            QCOMPARE(s.selected(), QList{box});
            menu->close();
            // What was begun is nothing any more, and what is left of it does nothing.
            QVERIFY(!s.view.isDragging());
            if (finger) {
                s.fingerTo({700, 380});
                s.fingerUp({700, 380});
            } else {
                s.pen(QEvent::TabletMove, {700, 380});
                s.pen(QEvent::TabletRelease, {700, 380});
            }
            QCOMPARE(s.rig.commits, 0);
            QCOMPARE(s.selected(), QList{box});
            QCOMPARE(s.menus.size(), 1);
            if (finger) { // the next one begins anew
                s.fingerDown({700, 600});
                QVERIFY(s.view.isDragging());
                s.fingerUp({700, 600});
            }
        }
    }
    void T148_whatMovesOrDrawsOpensNone()
    {
        QGuiApplication::styleHints()->setMousePressAndHoldInterval(1);
        Desk s;
        const ObjectId box = s.shape(400, 300, 200, 160);
        s.pen(QEvent::TabletPress, {500, 380});
        s.pen(QEvent::TabletMove, {560, 380});
        s.letTimersPass();
        s.pen(QEvent::TabletRelease, {600, 380});
        QCOMPARE(s.object(box).x, 500);
        s.fingerDown({600, 380});
        s.fingerUp({600, 380}); // lifted in time
        s.letTimersPass();
        s.view.setTool(ToolId::Pen); // who draws may begin slowly
        s.pen(QEvent::TabletPress, {200, 380});
        s.letTimersPass();
        QVERIFY(s.view.isDragging());
        s.pen(QEvent::TabletMove, {300, 380});
        s.pen(QEvent::TabletRelease, {300, 380});
        QCOMPARE(s.rig.commits, 2);
        s.view.setTool(ToolId::Select);
        s.press({700, 600}); // a mouse has a button for it
        s.letTimersPass();
        s.release({700, 600});
        QCOMPARE(s.menus.size(), 0);
    }
    void T148_aSmallDragOpensNone()
    {
        QGuiApplication::styleHints()->setMousePressAndHoldInterval(1);
        for (const bool finger : {false, true}) {
            Desk s;
            const ObjectId box = s.shape(400, 300, 200, 160);
            const int way = QGuiApplication::styleHints()->startDragDistance() / 2 + 2; // a drag, for Select
            if (finger) {
                // Both at once: between them no timer has its turn.
                QTest::touchEvent(&s.view, s.screen.get(), false).press(0, {500, 380}, &s.view).commit(false);
                QTest::touchEvent(&s.view, s.screen.get(), false).move(0, {500 + way, 380}, &s.view).commit(false);
            } else {
                s.pen(QEvent::TabletPress, {500, 380});
                s.pen(QEvent::TabletMove, {500.0 + way, 380});
            }
            s.letTimersPass();
            QCOMPARE(s.menus.size(), 0);
            QVERIFY(s.view.isDragging());
            if (finger)
                s.fingerUp({500 + way, 380});
            else
                s.pen(QEvent::TabletRelease, {500.0 + way, 380});
            QCOMPARE(s.object(box).x, 400.0 + way);
        }
    }
    void T148_aHandThatRestsOpensNone()
    {
        Desk s;
        s.view.setTool(ToolId::Pen); // from now on fingers move the board
        s.tap({200, 200});
        Desk::penAway();
        QGuiApplication::styleHints()->setMousePressAndHoldInterval(1);
        s.fingerDown({600, 500});
        s.letTimersPass();
        QCOMPARE(s.menus.size(), 0);
        s.fingerUp({600, 500});
    }
    // Not every driver tells when a pen has gone.
    void T150_aPenThatSaysNothingHasGone()
    {
        const auto fingerMoves = [](Desk &s) {
            const QPointF before = s.view.camera().toBoard(QPointF());
            s.fingerDown({600, 500});
            s.fingerTo({650, 500});
            s.fingerTo({700, 500});
            s.fingerUp({700, 500});
            return s.view.camera().toBoard(QPointF()) != before;
        };
        Desk s;
        s.view.setTool(ToolId::Pen);
        s.tap({200, 200});
        QVERIFY(!fingerMoves(s));
        QTRY_VERIFY(fingerMoves(s));
        QElapsedTimer still;
        still.start();
        s.pen(QEvent::TabletPress, {200, 200}); // and stays there
        QTRY_VERIFY(still.hasExpired(1500));
        QVERIFY(!fingerMoves(s));
        s.pen(QEvent::TabletRelease, {200, 200});
        // Beside the board it is still in the hand.
        QWidget beside;
        s.pen(QEvent::TabletPress, {200, 200}, &beside);
        still.restart();
        QTRY_VERIFY(still.hasExpired(1500));
        QVERIFY(!fingerMoves(s));
        s.pen(QEvent::TabletRelease, {200, 200}, &beside);
        QTRY_VERIFY(fingerMoves(s));
    }
    void T111_aHandThatCameBesideThePenIsNothingUntilItIsLifted_data()
    {
        QTest::addColumn<bool>("handFirst");
        QTest::newRow("the hand came first") << true;
        QTest::newRow("the pen came first") << false;
    }
    void T111_aHandThatCameBesideThePenIsNothingUntilItIsLifted()
    {
        QFETCH(const bool, handFirst);
        Desk s;
        const ObjectId box = s.shape(400, 300, 200, 160);
        QGuiApplication::styleHints()->setMousePressAndHoldInterval(handFirst ? forGood : 1);
        if (handFirst)
            s.fingerDown({500, 380});
        s.pen(QEvent::TabletMove, {100, 100});
        QVERIFY(!s.view.isDragging());
        if (!handFirst)
            s.fingerDown({500, 380});
        Desk::penAway();
        QGuiApplication::styleHints()->setMousePressAndHoldInterval(1);
        const QRectF seen = s.view.visibleBoard();
        s.fingerTo({502, 380}); // a hand never lies quite still
        s.letTimersPass();
        QVERIFY(!s.view.isDragging());
        s.fingerTo({640, 380});
        // A finger beside it is one finger: it pans nothing and zooms nothing together with the hand.
        QTest::touchEvent(&s.view, s.screen.get()).stationary(0).press(1, {800, 600}, &s.view);
        QTest::touchEvent(&s.view, s.screen.get()).move(0, {660, 380}, &s.view).move(1, {800, 600}, &s.view);
        QCOMPARE(s.view.visibleBoard(), seen);
        QTest::touchEvent(&s.view, s.screen.get()).stationary(0).release(1, {800, 600}, &s.view);
        s.fingerUp({660, 380});
        QCOMPARE(s.menus.size(), 0);
        QCOMPARE(s.rig.commits, 0);
        QCOMPARE(s.view.visibleBoard(), seen);
        QVERIFY(s.selected().isEmpty());
        QCOMPARE(s.object(box).x, 400);
        // The next one counts.
        QGuiApplication::styleHints()->setMousePressAndHoldInterval(forGood);
        s.fingerDown({500, 380});
        QVERIFY(s.view.isDragging());
        s.fingerUp({500, 380});
    }
    // The pen selects in a text, which takes it as a mouse: it is near all the same.
    void T111_aHandBesideAPenThatSelectsTextIsNothing()
    {
        Desk s;
        const ObjectId note = s.shape(200, 200, 200, 200, BoardKind::Sticky);
        QVERIFY(s.view.editText(note));
        auto *editor = s.view.writing().editor();
        const QPointF inside = editor->geometry().center();
        QVERIFY(!s.pen(QEvent::TabletPress, inside, editor->viewport()));
        const QRectF seen = s.view.visibleBoard();
        s.fingerDown({800, 600});
        s.fingerTo({900, 700});
        QVERIFY(!s.view.isDragging());
        s.fingerUp({900, 700});
        QCOMPARE(s.view.visibleBoard(), seen);
        // Nor does it take the caret where it lies on the text.
        s.fingerDown(inside.toPoint());
        QVERIFY(s.view.isWriting() && !s.view.isDragging());
        s.fingerUp(inside.toPoint());
        QVERIFY(!s.pen(QEvent::TabletRelease, inside, editor->viewport()));
        QVERIFY(s.view.isWriting());
        Desk::penAway();
    }
    void T111_aHandAndThePenMakeNoDoubleClick()
    {
        QGuiApplication::styleHints()->setMouseDoubleClickInterval(forGood);
        Desk s;
        s.ms = 900'000; // later than the hand, and soon enough
        s.fingerDown({500, 400});
        s.tap({500, 400});
        QVERIFY(!s.view.isWriting());
    }
    void T112_whoeverGotThePressGetsTheRelease()
    {
        Desk s;
        const ObjectId note = s.shape(200, 200, 200, 200, BoardKind::Sticky);
        QVERIFY(s.view.editText(note));
        auto *editor = s.view.writing().editor();
        const QPointF inside = editor->geometry().center();
        const QPointF outside(800, 600);
        // The text's, also beyond its edge: it selects on, and ends.
        QVERIFY(!s.pen(QEvent::TabletPress, inside, editor->viewport()));
        QVERIFY(!s.pen(QEvent::TabletMove, outside, editor->viewport()));
        QVERIFY(!s.pen(QEvent::TabletRelease, outside, editor->viewport()));
        QVERIFY(s.view.isWriting() && !s.view.isDragging());
        QCOMPARE(s.rig.commits, 0);
        // The board's, also over a text: this is the control, and the next stroke.
        s.view.setTool(ToolId::Pen);
        QVERIFY(!s.view.isWriting());
        QVERIFY(s.pen(QEvent::TabletPress, outside));
        QVERIFY(s.view.isDragging());
        QVERIFY(s.pen(QEvent::TabletMove, inside));
        QVERIFY(s.pen(QEvent::TabletRelease, inside));
        QVERIFY(!s.view.isDragging());
        QCOMPARE(s.rig.commits, 1);
        // Two taps open a text under the pen; the second one is not the text's.
        s.view.setTool(ToolId::Select);
        s.tap({230, 230});
        QVERIFY(s.pen(QEvent::TabletPress, {230, 230}));
        QVERIFY(s.view.isWriting());
        QVERIFY(s.pen(QEvent::TabletRelease, {230, 230}));
    }
    void W14_aPinchOnTheTouchpadZoomsAboutThePointer()
    {
        Desk s;
        const QPointingDevice pad(QStringLiteral("test pad"), 9, QInputDevice::DeviceType::TouchPad,
                                  QPointingDevice::PointerType::Finger, QInputDevice::Capability::Position, 2, 0);
        const auto gesture = [&](Qt::NativeGestureType type, QPointF at, double value, QPointF delta = {}) {
            QNativeGestureEvent event(type, &pad, 2, at, at, s.view.mapToGlobal(at), value, delta);
            QCoreApplication::sendEvent(&s.view, &event);
        };
        const QPointF at(200, 150);
        const QPointF under = s.view.camera().toBoard(at);
        gesture(Qt::BeginNativeGesture, at, 0);
        gesture(Qt::ZoomNativeGesture, at, 0.5);
        gesture(Qt::ZoomNativeGesture, at, 0.25);
        gesture(Qt::EndNativeGesture, at, 0);
        QCOMPARE(s.view.zoom(), 1.875);
        QVERIFY(QLineF(s.view.camera().toBoard(at), under).length() < 1);
        gesture(Qt::ZoomNativeGesture, at, -0.5); // fingers together
        QCOMPARE(s.view.zoom(), 0.9375);
        gesture(Qt::ZoomNativeGesture, at, -3); // whatever a driver says
        QVERIFY(s.view.zoom() > 0.09);
        s.view.zoomTo(1);
        const QPointF corner = s.view.visibleBoard().topLeft();
        gesture(Qt::PanNativeGesture, at, 0, {30, -20});
        QCOMPARE(s.view.visibleBoard().topLeft(), corner - QPointF(30, -20));
        QCOMPARE(s.view.zoom(), 1.0);
        gesture(Qt::RotateNativeGesture, at, 30); // a board is not turned
        QCOMPARE(s.view.visibleBoard().topLeft(), corner - QPointF(30, -20));
        QCOMPARE(s.rig.commits, 0);
    }
    void T148_twoFingersOpenNone()
    {
        QGuiApplication::styleHints()->setMousePressAndHoldInterval(1);
        Desk s;
        QTest::touchEvent(&s.view, s.screen.get()).press(0, {300, 300}, &s.view).press(1, {500, 300}, &s.view);
        s.letTimersPass();
        QCOMPARE(s.menus.size(), 0);
        QTest::touchEvent(&s.view, s.screen.get()).release(0, {300, 300}, &s.view).release(1, {500, 300}, &s.view);
    }
};

QTEST_MAIN(TestBoardPen)
#include "tst_boardpen.moc"
