// SPDX-License-Identifier: MIT
#include "app/ui/actions.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/board/textediting.h"
#include "app/ui/connect/connectionwords.h"
#include "app/ui/shell/accessible.h"
#include "app/ui/shell/preferences.h"
#include "app/ui/shell/sheet.h"
#include "tests/support/boardstage.h"
#include "tests/support/labels.h"
#include "tests/support/uidriver.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QContextMenuEvent>
#include <QInputMethodEvent>
#include <QLabel>
#include <QMenu>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>

using namespace coterie;
using namespace coterie::ui;
using test::BoardRig;

namespace {

struct Shown {
    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("coterie.ini"))};
    BoardRig rig;
    BoardPage page{&settings};

    Shown()
    {
        page.view()->setBackgroundPainting(false);
        page.setController(&rig.controller);
        page.resize(800, 600);
        page.show();
        page.activateWindow();
        page.setFocus();
        if (!QTest::qWaitForWindowActive(&page))
            qFatal("no window");
    }
    void drag(QPoint from, QPoint to)
    {
        QTest::mousePress(page.view(), Qt::LeftButton, {}, from);
        QTest::mouseMove(page.view(), to);
        QTest::mouseRelease(page.view(), Qt::LeftButton, {}, to);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(page.view(), key, modifiers); }
    QAbstractButton *button(const QString &name)
    {
        for (auto *candidate : page.findChildren<QAbstractButton *>())
            if (candidate->accessibleName() == name)
                return candidate;
        return nullptr;
    }
    bool says(const QString &text) { return test::says(page, text); }
};

// A stroke of one's own, in which somebody else has changed something since.
ObjectId recoloured(Shown &s)
{
    s.drag({300, 300}, {400, 300});
    BoardOp op = BoardOp::set(s.rig.controller.doc().objects().first().id);
    op.color = 0xff0072b2;
    s.rig.draw(s.rig.other, op);
    return *op.object;
}

} // namespace

class TestBoardPage final : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { installAccessibility(); }
    void lettersChooseTools()
    {
        Shown s;
        QCOMPARE(s.page.view()->tool(), ToolId::Pen);
        s.key(Qt::Key_E);
        QCOMPARE(s.page.view()->tool(), ToolId::Eraser);
        QVERIFY(!s.button(QStringLiteral("Blue"))->isVisible());
        s.key(Qt::Key_H);
        QCOMPARE(s.page.view()->tool(), ToolId::Hand);
        s.key(Qt::Key_P);
        QCOMPARE(s.page.view()->tool(), ToolId::Pen);
        QVERIFY(s.button(QStringLiteral("Blue"))->isVisible());
        QTest::mouseClick(s.button(QStringLiteral("Eraser")), Qt::LeftButton);
        QCOMPARE(s.page.view()->tool(), ToolId::Eraser);
        QVERIFY(s.page.view()->hasFocus()); // the keys stay with the board
    }
    void undoAndRedoAnswerTheirKeysAndButtons()
    {
        Shown s;
        QVERIFY(!s.button(QStringLiteral("Undo my last step"))->isEnabled());
        s.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(s.says(QStringLiteral("Nothing of yours left to undo")));
        s.drag({300, 300}, {400, 300});
        QCOMPARE(s.page.view()->scene().count(), 1);
        s.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(s.page.view()->scene().count(), 0);
        s.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(s.page.view()->scene().count(), 1);
        QTest::mouseClick(s.button(QStringLiteral("Undo my last step")), Qt::LeftButton);
        QCOMPARE(s.page.view()->scene().count(), 0);
        s.key(Qt::Key_Y, Qt::ControlModifier);
        QCOMPARE(s.page.view()->scene().count(), 1);
    }
    void T7_aDoubleClickOnItsButtonKeepsTheTool()
    {
        Shown s;
        const auto buttonOf = [&](ToolId tool) -> QToolButton * {
            for (auto *button : s.page.findChildren<QToolButton *>())
                if (button->defaultAction() == s.page.actions()[tool] && button->isVisible())
                    return button;
            return nullptr;
        };
        for (const ToolId tool : {ToolId::Rectangle, ToolId::Sticky, ToolId::Line}) {
            QToolButton *button = buttonOf(tool);
            QVERIFY(button);
            const auto draw = [&](int y) {
                s.drag({300, y}, {400, y + 50});
                s.page.view()->writing().close(); // a note is open at once
            };
            const auto doubleClick = [&] {
                QTest::mouseClick(button, Qt::LeftButton);
                QTest::mouseDClick(button, Qt::LeftButton);
                QTest::mouseRelease(button, Qt::LeftButton);
            };
            // One click is for one.
            QTest::mouseClick(button, Qt::LeftButton);
            QCOMPARE(s.page.view()->tool(), tool);
            QVERIFY(!s.page.actions()[BoardCommand::KeepTool]->isChecked());
            draw(100);
            QCOMPARE(s.page.view()->tool(), ToolId::Select);
            // Two are for as many as one likes, and the panel shows it.
            doubleClick();
            QCOMPARE(s.page.view()->tool(), tool);
            QVERIFY(s.page.actions()[BoardCommand::KeepTool]->isChecked());
            const int before = s.rig.controller.doc().visibleCount();
            for (const int y : {200, 300}) {
                draw(y);
                QCOMPARE(s.page.view()->tool(), tool);
            }
            QCOMPARE(s.rig.controller.doc().visibleCount(), before + 2);
            // Nor does another double click take it back; Q does.
            doubleClick();
            QVERIFY(s.page.actions()[BoardCommand::KeepTool]->isChecked());
            s.key(Qt::Key_Q);
            draw(400);
            QCOMPARE(s.page.view()->tool(), ToolId::Select);
        }
    }
    void T79_theBinDeletesWhatIsSelectedAndNothingElse()
    {
        Shown s;
        const ObjectId foreign = s.rig.line(300, 300);
        s.drag({300, 400}, {400, 400});
        QVERIFY(!s.button(QStringLiteral("Clear the board (can be undone)"))); // not one click away
        QAbstractButton *bin = s.button(QStringLiteral("Delete"));
        QVERIFY(bin && bin->isVisible());
        QVERIFY(!bin->isEnabled());
        s.page.view()->setTool(ToolId::Select);
        s.page.view()->selection().set({foreign});
        QVERIFY(bin->isEnabled());
        QTest::mouseClick(bin, Qt::LeftButton);
        QCOMPARE(s.rig.controller.doc().visibleCount(), 1);
        QVERIFY(!s.rig.controller.doc().isVisible(foreign));
        QVERIFY(!bin->isEnabled());
        QVERIFY(s.page.view()->hasFocus());
    }
    void T79_clearIsInTheMenuAndUndoneFromWhereItSaysSo()
    {
        Shown s;
        s.rig.line(300, 300);
        s.drag({300, 400}, {400, 400});
        s.page.view()->setTool(ToolId::Select);
        QContextMenuEvent asked(QContextMenuEvent::Mouse, {600, 500}, s.page.view()->mapToGlobal(QPoint(600, 500)));
        QCoreApplication::sendEvent(s.page.view(), &asked);
        QAction *clear = s.page.actions()[BoardCommand::Clear];
        const QList<QMenu *> menus = s.page.findChildren<QMenu *>();
        const auto open = std::find_if(menus.begin(), menus.end(),
                                       [clear](const QMenu *menu) { return menu->actions().contains(clear); });
        QVERIFY(open != menus.end());
        (*open)->close();
        clear->trigger();
        QCOMPARE(s.page.view()->scene().count(), 0);
        QVERIFY(s.says(QStringLiteral("Undo brings them back")));
        QVERIFY(s.says(QStringLiteral("Nothing here yet")));
        for (auto *candidate : s.page.findChildren<QAbstractButton *>())
            if (candidate->text() == u"Undo")
                QTest::mouseClick(candidate, Qt::LeftButton);
        QCOMPARE(s.page.view()->scene().count(), 2);
        QVERIFY(!s.says(QStringLiteral("Nothing here yet")));
    }
    void undoSaysWhatItTakesBack()
    {
        Shown s;
        s.drag({300, 300}, {400, 300});
        auto *undo = s.button(QStringLiteral("Undo my last step"));
        QVERIFY2(undo->toolTip().contains(QStringLiteral("Undo: draw")), qPrintable(undo->toolTip()));
        s.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(s.button(QStringLiteral("Redo"))->toolTip().contains(QStringLiteral("Redo: draw")));
        QVERIFY(undo->toolTip().contains(QStringLiteral("Undo my last step")));
    }
    void W23_notWhatSomebodyHasLocked()
    {
        Shown s;
        BoardOp lock = BoardOp::set(recoloured(s));
        lock.locked = true;
        s.rig.draw(s.rig.other, lock);
        s.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(s.says(QStringLiteral("somebody else has changed")));
        for (const auto *candidate : s.page.findChildren<QAbstractButton *>())
            QVERIFY(!candidate->isVisible() || candidate->text() != u"Delete anyway");
    }
    void W23_whatIsKeptCanBeDeletedAnyway()
    {
        Shown s;
        (void)recoloured(s);
        s.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(s.page.view()->scene().count(), 1);
        QVERIFY(s.says(QStringLiteral("somebody else has changed")));
        s.page.setBoards(
            nullptr, [](const UserId &) { return QStringLiteral("Ana <b>Novak</b>"); },
            [](const BoardId &) { return nullptr; });
        s.key(Qt::Key_Y, Qt::ControlModifier);
        s.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(s.says(QStringLiteral("Ana <b>Novak</b> has changed"))); // as it is: a name is never markup
        QAbstractButton *anyway = nullptr;
        for (auto *candidate : s.page.findChildren<QAbstractButton *>())
            if (candidate->isVisible() && candidate->text() == u"Delete anyway")
                anyway = candidate;
        QVERIFY(anyway);
        QTest::mouseClick(anyway, Qt::LeftButton);
        QCOMPARE(s.page.view()->scene().count(), 0);
    }
    void keysZoomAndToggleTheGrid()
    {
        Shown s;
        s.key(Qt::Key_Plus);
        QCOMPARE(s.page.view()->zoom(), 1.25);
        s.key(Qt::Key_Minus);
        s.key(Qt::Key_Minus);
        QCOMPARE(s.page.view()->zoom(), 0.8);
        s.key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(s.page.view()->zoom(), 1.0);
        s.rig.line(-4000, -3000);
        s.rig.line(4000, 3000);
        s.key(Qt::Key_1, Qt::ShiftModifier);
        QVERIFY(s.page.view()->zoom() < 0.2);
        QVERIFY(s.page.view()->paper().grid);
        s.key(Qt::Key_G);
        QVERIFY(!s.page.view()->paper().grid);
        QVERIFY(!s.settings.boardGrid());
    }
    void theChosenInkIsUsedAndKept()
    {
        Shown s;
        QTest::mouseClick(s.button(QStringLiteral("Green")), Qt::LeftButton);
        QTest::mouseClick(s.button(QStringLiteral("Bold")), Qt::LeftButton);
        s.drag({300, 300}, {400, 300});
        QCOMPARE(*s.rig.lastOps.first().color, 0xff009e73u);
        QCOMPARE(*s.rig.lastOps.first().width, 8.0);
        const BoardPage again(&s.settings);
        QCOMPARE(again.view()->style(ToolId::Pen), (BoardStyle{0xff009e73, 8}));
    }
    void T48_largeCountsAreGrouped()
    {
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        Shown s;
        s.rig.echo = false;
        QList<BoardOp> many;
        for (int i = 0; i < 1240; ++i)
            many.append(BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, i, 0, 20, 20));
        s.rig.controller.setOnline(false);
        for (const BoardOp &op : std::as_const(many))
            QVERIFY(s.rig.controller.commit({op}));
        QTRY_VERIFY(s.says(QStringLiteral("Offline: 1,240 change(s) waiting")));
        QVERIFY(s.says(QStringLiteral("1,240 object(s)")));
        for (BoardOp &op : many)
            op.object = newId<ObjectId>();
        QVERIFY(s.rig.controller.commit(many, QStringLiteral("import"))); // one, though it is sent in three
        QTRY_VERIFY(s.says(QStringLiteral("Offline: 1,241 change(s) waiting")));
        Session::StateInfo info;
        info.state = Session::State::CatchingUp;
        info.behind = 1240;
        QCOMPARE(connectionWords(info, QStringLiteral("Lab"), 0, {}).strip,
                 QStringLiteral("Catching up: 1,240 change(s)"));
        QLocale::setDefault(before);
    }
    void T47_whatIsChosenInThePreferencesCountsAtOnceAndStays()
    {
        Shown s;
        const auto turn = [&s] {
            QWheelEvent event(QPointF(400, 300), s.page.view()->mapToGlobal(QPointF(400, 300)), {}, {0, 120},
                              Qt::NoButton, {}, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(s.page.view(), &event);
        };
        turn();
        QCOMPARE(s.page.view()->zoom(), 1.0);                         // as the specification has it
        for (const QSize size : {QSize(900, 600), QSize(640, 360)}) { // in a small window it scrolls
            s.page.resize(size);
            showPreferences(&s.page, s.settings, [] {});
            auto *sheet = Sheet::openIn(&s.page);
            QVERIFY(sheet);
            auto *zooms = test::find<QAbstractButton>(*sheet, QStringLiteral("Zooms, scrolls with Ctrl"));
            // By keys alone: Tab to what is chosen, an arrow to the other.
            auto *chosen = zooms->isChecked()
                               ? zooms
                               : test::find<QAbstractButton>(*sheet, QStringLiteral("Scrolls, zooms with Ctrl"));
            QStringList way;
            for (int tabs = 0; tabs < 40 && QApplication::focusWidget() != chosen; ++tabs) {
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
                way.append(test::describe(*QApplication::focusWidget()));
            }
            QVERIFY2(QApplication::focusWidget() == chosen, qPrintable(way.join(u'\n')));
            QVERIFY(!chosen->visibleRegion().isEmpty());
            QCOMPARE(test::clippedControls(*sheet), QStringList());
            const QStringList faults = test::accessibilityFaults(*sheet);
            QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
            if (size.width() == 900) {
                QTest::keyClick(chosen, Qt::Key_Right);
                QVERIFY(zooms->isChecked());
                QVERIFY(s.page.view()->paper().grid);
                test::find<QAbstractButton>(*sheet, QStringLiteral("Grid on the board"))->click();
                QVERIFY(!s.page.view()->paper().grid);
                QVERIFY(!s.page.actions()[BoardCommand::Grid]->isChecked());
            }
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
            QTRY_VERIFY(!Sheet::openIn(&s.page));
        }
        s.page.resize(900, 600);
        turn();
        QCOMPARE(s.page.view()->zoom(), 1.2);
        QCOMPARE(s.settings.text(Settings::Key::BoardWheel), QStringLiteral("zoom"));
        s.settings.setValue(Settings::Key::BoardWheel, QStringLiteral("sideways")); // nonsense is not taken
        QCOMPARE(s.settings.text(Settings::Key::BoardWheel), QStringLiteral("zoom"));
        BoardPage again(&s.settings); // as after a restart
        again.setController(&s.rig.controller);
        QWheelEvent event(QPointF(40, 30), QPointF(40, 30), {}, {0, 120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(again.view(), &event);
        QVERIFY(again.view()->zoom() > 1);
    }
    void T81_lettersCanBeTurnedOffAndStaySo()
    {
        Shown s;
        showPreferences(&s.page, s.settings, [] {});
        auto *sheet = Sheet::openIn(&s.page);
        QVERIFY(sheet);
        test::find<QAbstractButton>(*sheet, QStringLiteral("Single letters choose tools and actions"))->click();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!Sheet::openIn(&s.page));
        s.page.setFocus();
        const bool grid = s.page.view()->paper().grid;
        const auto lettersDoNothing = [&](BoardPage &page) {
            const ToolId before = page.view()->tool();
            for (const auto &[key, held] : {std::pair(Qt::Key_R, Qt::NoModifier),
                                            {Qt::Key_E, Qt::ShiftModifier},
                                            {Qt::Key_G, Qt::NoModifier},
                                            {Qt::Key_Plus, Qt::NoModifier},
                                            {Qt::Key_1, Qt::ShiftModifier},
                                            {Qt::Key_I, Qt::NoModifier}})
                QTest::keyClick(page.view(), key, held);
            return page.view()->tool() == before && page.view()->paper().grid == grid && page.view()->zoom() == 1;
        };
        QVERIFY(lettersDoNothing(s.page));
        QVERIFY(!s.button(QStringLiteral("Pen"))->toolTip().contains(u'('));
        QVERIFY(s.says(QStringLiteral("Nothing here yet")) && !s.says(QStringLiteral("Draw with P")));
        s.key(Qt::Key_Plus, Qt::ControlModifier); // what nobody hits by chance still works
        QCOMPARE(s.page.view()->zoom(), 1.25);
        s.key(Qt::Key_0, Qt::ControlModifier);
        const ObjectId line = s.rig.line(300, 300);
        s.page.view()->setTool(ToolId::Select);
        s.page.view()->selection().set({line});
        s.key(Qt::Key_Period);
        s.key(Qt::Key_BracketRight);
        s.page.view()->settle();
        QCOMPARE(s.rig.controller.doc().object(line)->rotation, 0.0);
        s.key(Qt::Key_Delete);
        QCOMPARE(s.rig.controller.doc().visibleCount(), 0);
        QVERIFY(!s.settings.flag(Settings::Key::LetterKeys));
        BoardPage again(&s.settings); // as after a restart
        again.setController(&s.rig.controller);
        again.view()->setBackgroundPainting(false);
        again.resize(800, 600);
        again.show();
        again.activateWindow();
        again.setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&again));
        QVERIFY(lettersDoNothing(again));
        s.settings.setValue(Settings::Key::LetterKeys, true);
        QTest::keyClick(again.view(), Qt::Key_R);
        QCOMPARE(again.view()->tool(), ToolId::Rectangle);
        QVERIFY(s.button(QStringLiteral("Pen"))->toolTip().contains(QStringLiteral("(P)")));
    }
    void T81_theSheetOfShortcutsNamesNoKeyThatDoesNothing()
    {
        QWidget window;
        const Actions actions(&window);
        const auto names = [&](bool letters, const QString &keys) {
            const QList<Actions::Key> all = actions.keys(letters);
            return std::any_of(all.begin(), all.end(), [&](const Actions::Key &one) { return one.keys == keys; });
        };
        for (const QString &keys : {QStringLiteral("R"), QStringLiteral("Shift+P"), QStringLiteral("["),
                                    QStringLiteral("."), QStringLiteral("M")})
            QVERIFY2(names(true, keys) && !names(false, keys), qPrintable(keys));
        for (const QString &keys : {QStringLiteral("Ctrl+Z"), QStringLiteral("Del"), QStringLiteral("Tab"),
                                    QStringLiteral("F6"), QStringLiteral("Ctrl+-")})
            QVERIFY2(names(false, keys), qPrintable(keys));
    }
    void readOnlyHasNoToolsAndSaysSo()
    {
        Shown s;
        s.page.setReadOnly(true);
        QVERIFY(!s.button(QStringLiteral("Pen"))->isVisible());
        QVERIFY(!s.button(QStringLiteral("Blue"))->isVisible());
        QVERIFY(s.says(QStringLiteral("View only")));
        s.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(s.says(QStringLiteral("for looking only"))); // T9: no key is deaf
        s.drag({300, 300}, {400, 300});
        QCOMPARE(s.rig.commits, 0);
    }
    void offlineCountsWhatWaits()
    {
        Shown s;
        s.rig.echo = false;
        s.rig.controller.setOnline(false);
        QVERIFY(s.says(QStringLiteral("you can go on drawing")));
        s.drag({300, 300}, {400, 300});
        s.drag({300, 350}, {400, 350});
        QVERIFY(s.says(QStringLiteral("Offline: 2")));
        s.rig.controller.setLoaded(false);
        s.rig.controller.setOnline(true);
        QVERIFY(s.says(QStringLiteral("Loading")));
    }
    void theStyleStandsBesideWhatIsBeingComposed()
    {
        Shown s;
        s.key(Qt::Key_T);
        QTest::mouseClick(s.page.view(), Qt::LeftButton, {}, {300, 300});
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("a"));
        const BoardCard *style = test::cardOf(s.page, u"Style");
        QVERIFY(style && style->isVisible());
        const auto written = [&] { return s.page.view()->selectionRect().toAlignedRect(); };
        const int before = written().width();
        QInputMethodEvent composing(QStringLiteral("and what an input method makes of it"), {});
        QCoreApplication::sendEvent(QApplication::focusWidget(), &composing);
        QVERIFY2(written().width() > before + 150, qPrintable(QString::number(written().width())));
        QVERIFY(!style->geometry().intersects(written()));
    }
    void whatWasJustOpenedIsNotOfflineYet()
    {
        test::HandClock clock;
        BoardController controller(newId<RoomId>(), clock);
        controller.setSelf(newId<UserId>());
        Shown s;
        s.page.setController(&controller);
        QVERIFY(s.says(QStringLiteral("Loading")));
        QVERIFY(!s.says(QStringLiteral("Empty")) && !s.says(QStringLiteral("Nothing here yet")));
        controller.setReading(true);
        QTRY_VERIFY(!s.says(QStringLiteral("Nothing here yet")));
        controller.setReading(false);
        QTRY_VERIFY(s.says(QStringLiteral("you can go on drawing")));
        QVERIFY(s.says(QStringLiteral("Empty")) && s.says(QStringLiteral("Nothing here yet")));
        controller.setReading(true); // however long it takes
        QVERIFY(s.says(QStringLiteral("Loading")) && !s.says(QStringLiteral("Nothing here yet")));
        controller.setReading(false);
        // The next one is without the host as well, as is known by now.
        BoardController next(newId<RoomId>(), clock);
        next.setSelf(newId<UserId>());
        s.page.setController(&next);
        QVERIFY(s.says(QStringLiteral("you can go on drawing")));
    }
    void whatIsOnThisComputerIsNotOfflineBeforeTheHostHadTimeToAnswer()
    {
        test::HandClock clock;
        BoardController controller(newId<RoomId>(), clock);
        controller.setSelf(newId<UserId>());
        controller.setLoaded(true);
        Shown s;
        s.page.setController(&controller);
        QVERIFY(!s.says(QStringLiteral("Loading")) && !s.says(QStringLiteral("you can go on drawing")));
        QTRY_VERIFY(s.says(QStringLiteral("you can go on drawing")));
    }
    void everyControlHasANameAndCanBeReachedByKeys()
    {
        Shown s;
        int seen = 0;
        for (const auto *button : s.page.findChildren<QAbstractButton *>()) {
            QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                     button->metaObject()->className());
            QVERIFY(button->focusPolicy() & Qt::TabFocus);
            ++seen;
        }
        QVERIFY(seen >= 20);
        QVERIFY(!s.page.view()->accessibleName().isEmpty());
    }
    void theControllerMayGoFirst()
    {
        Shown s;
        auto rig = std::make_unique<BoardRig>();
        s.page.setController(&rig->controller);
        rig.reset();
        s.key(Qt::Key_Z, Qt::ControlModifier);
        s.drag({300, 300}, {400, 300});
        s.page.grab();
        s.page.setController(nullptr);
    }
};

QTEST_MAIN(TestBoardPage)
#include "tst_boardpage.moc"
