// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"
#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardfiles.h"
#include "app/ui/board/stylebar.h"
#include "app/ui/shell/accessible.h"
#include "app/ui/shell/linger.h"
#include "tests/support/boardstage.h"

#include <QAbstractButton>
#include <QContextMenuEvent>
#include <QMenu>
#include <QTreeView>

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

namespace {

// Three rectangles beside each other, and the Select tool.
struct Row : BoardStage {
    ObjectId a = shape(100, 200, 60, 60);
    ObjectId b = shape(300, 200, 60, 60);
    ObjectId c = shape(500, 200, 60, 60);

    Row() { view.setTool(ToolId::Select); }
    void on(Qt::KeyboardModifiers modifiers = {}) { key(Qt::Key_Tab, Qt::ControlModifier | modifiers); }
    void back() { key(Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier); }
    // As the key for it opens the menu; the entries by name, those of its menus behind them.
    QStringList menu()
    {
        QContextMenuEvent asked(QContextMenuEvent::Keyboard, view.rect().center(),
                                view.mapToGlobal(view.rect().center()));
        QCoreApplication::sendEvent(&view, &asked);
        return takeMenu();
    }
    QStringList takeMenu()
    {
        QStringList names;
        const auto list = [&names](auto &&self, const QMenu &menu) -> void {
            for (const QAction *action : menu.actions()) {
                if (action->menu())
                    self(self, *action->menu());
                else if (!action->isSeparator())
                    names.append(action->text());
            }
        };
        for (auto *menu : page.findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly)) {
            list(list, *menu);
            delete menu;
        }
        return names;
    }
    [[nodiscard]] QString heard() const { return view.accessibleDescription(); }
};

QWidget *focus()
{
    return QApplication::focusWidget();
}

} // namespace

// A board by keys alone.
class TestBoardKeys final : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { installAccessibility(); }

    void T13_T100_severalAreSelectedOneByOne()
    {
        Row s;
        s.key(Qt::Key_Tab);
        QCOMPARE(s.selected(), QList{s.a});
        s.on();
        QCOMPARE(s.selected(), QList{s.a});
        QVERIFY2(s.heard().contains(QStringLiteral("not selected")), qPrintable(s.heard()));
        s.key(Qt::Key_Space, Qt::ShiftModifier);
        QCOMPARE(s.selected(), (QList{s.a, s.b}));
        QVERIFY2(s.heard().contains(QStringLiteral("2 objects are selected")), qPrintable(s.heard()));
        s.on();
        s.key(Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(s.selected(), (QList{s.a, s.b, s.c}));
        s.key(Qt::Key_Space, Qt::ControlModifier); // and out of it again
        QCOMPARE(s.selected(), (QList{s.a, s.b}));
        s.on(); // round, never out of the board
        QVERIFY(s.view.hasFocus());
        s.key(Qt::Key_Space, Qt::ShiftModifier);
        QCOMPARE(s.selected(), QList{s.b});
        s.back();
        s.key(Qt::Key_Space, Qt::ShiftModifier);
        QCOMPARE(s.selected(), (QList{s.b, s.c}));
        QCOMPARE(s.rig.commits, 0); // W-25
        // Tab goes on from there, with that one alone.
        s.key(Qt::Key_Backtab);
        QCOMPARE(s.selected(), QList{s.b});
        s.key(Qt::Key_Escape);
        QVERIFY(s.selected().isEmpty());
    }
    void T100_whatTakesSeveralIsDoneByKeysAlone()
    {
        Row s;
        s.key(Qt::Key_Tab);
        s.on();
        s.key(Qt::Key_Space, Qt::ShiftModifier);
        s.key(Qt::Key_C); // two are connected
        QCOMPARE(s.doc().objects().last().kind, BoardKind::Arrow);
        QCOMPARE(s.doc().objects().last().start->object, s.a);
        QCOMPARE(s.doc().objects().last().end->object, s.b);
        s.key(Qt::Key_Z, Qt::ControlModifier);
        s.view.selection().clear();
        s.key(Qt::Key_Tab);
        s.on();
        s.key(Qt::Key_Space, Qt::ShiftModifier);
        s.key(Qt::Key_G, Qt::ControlModifier);
        QCOMPARE(s.doc().object(s.a)->parent, s.doc().object(s.b)->parent);
        QVERIFY(s.doc().object(s.a)->parent && !s.doc().object(s.c)->parent);
        s.key(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        s.view.selection().clear();
        s.key(Qt::Key_Backtab);
        s.back();
        s.key(Qt::Key_Space, Qt::ShiftModifier);
        s.key(Qt::Key_Delete);
        QVERIFY(s.doc().object(s.a) && !s.doc().object(s.b) && !s.doc().object(s.c));
        QVERIFY(s.view.hasFocus());
    }
    void T100_whereTheKeysAreIsSeenApartFromWhatIsSelected()
    {
        Row s;
        s.command(BoardCommand::Grid);
        s.key(Qt::Key_Tab);
        const QRect there = s.view.camera().toWidget(s.object(s.b).frame()).toRect();
        const auto around = [&] { return s.view.grab(there.adjusted(-12, -12, 12, 12)).toImage(); };
        const QImage before = around();
        s.on();
        const QImage walked = around();
        QVERIFY(walked != before);
        s.key(Qt::Key_Space, Qt::ShiftModifier);
        QVERIFY(around() != walked);
        s.key(Qt::Key_Escape);
        QVERIFY(around() == before);
    }
    void T100_whatIsWalkedToAndErasedByOthersIsForgotten()
    {
        Row s;
        s.key(Qt::Key_Tab);
        s.on();
        s.rig.draw(s.rig.other, BoardOp::erase(s.b));
        s.key(Qt::Key_Space, Qt::ShiftModifier);
        QVERIFY(!s.selected().contains(s.b));
        s.view.selection().set({s.a});
        s.on();
        s.key(Qt::Key_Space, Qt::ShiftModifier);
        QCOMPARE(s.selected(), (QList{s.a, s.c}));
    }
    void T101_enterGoesIntoAGroup()
    {
        Row s;
        s.view.selection().set({s.a, s.b});
        s.command(BoardCommand::Group);
        s.key(Qt::Key_Return);
        QCOMPARE(s.selected(), QList{s.a});
        s.key(Qt::Key_Tab);
        QCOMPARE(s.selected(), QList{s.b});
        s.key(Qt::Key_Right);
        s.view.settle();
        QCOMPARE(s.object(s.b).x, 301.0);
        QCOMPARE(s.object(s.a).x, 100.0);
        s.key(Qt::Key_Escape); // out of the group
        QCOMPARE(s.selected(), QList{*s.object(s.b).parent});
    }
    void T102_oneKeyLeadsToTheStyleAndEscapeBack()
    {
        Row s;
        const auto *style = test::cardOf(s.page, u"Style");
        s.key(Qt::Key_S);
        QVERIFY(s.view.hasFocus());
        QVERIFY(s.says(QStringLiteral("Select something that has a style"))); // never deaf
        s.key(Qt::Key_Tab);
        s.key(Qt::Key_S);
        QVERIFY(style->isAncestorOf(focus()));
        QCOMPARE(s.selected(), QList{s.a});
        QCOMPARE(focus()->accessibleName(), QStringLiteral("Black"));
        QTest::keyClick(focus(), Qt::Key_Right);
        QWidget *blue = focus();
        QCOMPARE(blue->accessibleName(), QStringLiteral("Blue"));
        QCOMPARE(s.object(s.a).color, 0xff0072b2u);
        QTest::keyClick(focus(), Qt::Key_Escape);
        QVERIFY(s.view.hasFocus());
        QCOMPARE(s.selected(), QList{s.a});
        // Without letters, too.
        s.key(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(focus(), blue); // what is chosen
        s.rig.draw(s.rig.other, BoardOp::erase(s.a));
        QTRY_VERIFY(!style->isVisible());
        QVERIFY(s.view.hasFocus()); // not on whatever comes next
        // Of a tool.
        s.key(Qt::Key_P);
        s.key(Qt::Key_S);
        QVERIFY(style->isAncestorOf(focus()));
    }
    void T102_escapeLeadsBackFromEveryCard()
    {
        Row s;
        int cards = 0;
        for (auto *card : s.page.findChildren<BoardCard *>()) {
            for (auto *button : card->findChildren<QAbstractButton *>()) {
                if (!button->isVisible() || !button->isEnabled() || !(button->focusPolicy() & Qt::TabFocus))
                    continue;
                button->setFocus(Qt::TabFocusReason);
                QVERIFY(!s.view.hasFocus());
                QTest::keyClick(focus(), Qt::Key_Escape);
                QVERIFY2(s.view.hasFocus(), qPrintable(card->accessibleName()));
                ++cards;
                break;
            }
        }
        QVERIFY(cards >= 3);
    }
    void T105_undoIsOfferedForWhatWasJustDoneAlone()
    {
        BoardStage s;
        s.drag({300, 300}, {400, 300});
        s.drag({300, 340}, {400, 340});
        s.view.setTool(ToolId::Select);
        s.key(Qt::Key_A, Qt::ControlModifier);
        s.key(Qt::Key_Delete);
        QCOMPARE(s.doc().visibleCount(), 0);
        const auto offered = [&s] {
            for (auto *button : s.page.findChildren<QAbstractButton *>())
                if (button->isVisible() && button->text() == u"Undo")
                    return true;
            return false;
        };
        s.key(Qt::Key_G, Qt::ControlModifier);
        QVERIFY(s.says(QStringLiteral("Select 2 or more")));
        QVERIFY(!offered()); // it is about nothing that was done
        s.key(Qt::Key_Z, Qt::ControlModifier);
        s.command(BoardCommand::Clear);
        QVERIFY(s.says(QStringLiteral("Undo brings them back")));
        QVERIFY(offered());
        // Another step of one's own, and undo would take that back.
        s.view.setTool(ToolId::Pen);
        s.drag({300, 300}, {400, 300});
        QVERIFY(!offered());
    }
    void A264_whatIsSaidStaysWhileSomebodyIsAtIt()
    {
        BoardStage s;
        const auto *linger = test::cardOf(s.page, u"Message")->findChild<Linger *>();
        QWidget *card = test::cardOf(s.page, u"Message");
        s.view.setTool(ToolId::Select);
        s.key(Qt::Key_G, Qt::ControlModifier);
        QVERIFY(s.says(QStringLiteral("Select 2 or more")));
        QVERIFY(linger->leftMs() && *linger->leftMs() < 6'000);
        QVERIFY(!s.page.giveKeysToNotice()); // there is nothing to answer
        s.view.setTool(ToolId::Pen);
        s.drag({300, 300}, {400, 300});
        BoardOp op = BoardOp::set(s.doc().objects().last().id);
        op.color = 0xff0072b2;
        s.rig.draw(s.rig.other, op);
        s.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(s.says(QStringLiteral("somebody else has changed")));
        QVERIFY(linger->leftMs() && *linger->leftMs() > 9'000);
        QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
        QCoreApplication::sendEvent(card, &enter);
        QVERIFY(!linger->leftMs());
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(card, &leave);
        QVERIFY(linger->leftMs() && *linger->leftMs() > 9'000);
        QVERIFY(s.page.giveKeysToNotice());
        QVERIFY(card->isAncestorOf(focus()));
        QVERIFY(!linger->leftMs());
        QTest::keyClick(focus(), Qt::Key_Escape);
        QVERIFY(!card->isVisible() && s.view.hasFocus());
        QVERIFY(!linger->leftMs());
        QCOMPARE(s.doc().visibleCount(), 1);
        s.key(Qt::Key_Y, Qt::ControlModifier);
        s.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(s.page.giveKeysToNotice());
        QTest::keyClick(focus(), Qt::Key_Space);
        QCOMPARE(s.doc().visibleCount(), 0); // deleted anyway
        QVERIFY(!card->isVisible() && s.view.hasFocus());
        // Another sentence, without an answer, leaves no keys on what is not there any more.
        emit s.page.findChild<BoardFiles *>()->offered(QStringLiteral("One"), QStringLiteral("Do it"), [] {});
        QVERIFY(s.page.giveKeysToNotice());
        s.command(BoardCommand::Group);
        QVERIFY(s.view.hasFocus());
        QVERIFY(linger->leftMs());
    }
    void T106_whoPresentsWithoutFramesIsToldSo()
    {
        Row s;
        s.command(BoardCommand::Present);
        QVERIFY(s.says(QStringLiteral("no frames yet")));
        QVERIFY(s.says(QStringLiteral("Escape")));
        s.key(Qt::Key_Escape);
    }
    void T106_presentingBeginsWithTheFirstFrameEachTime()
    {
        BoardStage s;
        s.shape(0, 0, 400, 300, BoardKind::Frame);
        s.shape(2000, 0, 400, 300, BoardKind::Frame);
        for (int time = 0; time < 3; ++time) {
            s.view.lookAt({9000, 9000}, 1);
            s.command(BoardCommand::Present);
            QVERIFY2(s.view.visibleBoard().contains(QRectF(0, 0, 400, 300)), qPrintable(QString::number(time)));
            s.key(Qt::Key_PageDown);
            QVERIFY(s.view.visibleBoard().contains(QRectF(2000, 0, 400, 300)));
            s.key(Qt::Key_Escape);
        }
    }
    void T14_noStyleIsOfferedWhilePresenting()
    {
        BoardStage s;
        s.shape(0, 0, 400, 300, BoardKind::Frame);
        s.command(BoardCommand::Present);
        s.key(Qt::Key_P);
        for (const BoardCard *card : s.page.findChildren<BoardCard *>())
            QVERIFY2(!card->isVisible() || !card->findChild<StyleBar *>(), "the style of the pen");
        s.key(Qt::Key_Escape);
    }
    void T104_aBoardThatNobodyHasLookedAtBeginsAtItsBeginning()
    {
        BoardStage s;
        s.view.lookAt({9000, 9000}, 0.2);
        BoardController other(s.rig.controller.room(), newId<BoardId>(), s.rig.clock);
        s.page.setController(&other);
        QCOMPARE(s.view.zoom(), 1.0);
        QVERIFY(s.view.visibleBoard().topLeft().manhattanLength() < 1);
        s.page.setController(nullptr);
    }
    void T106_theOutlineSaysWhyItStaysAwayWhilePresenting()
    {
        Row s;
        s.command(BoardCommand::Present);
        s.key(Qt::Key_L, Qt::ControlModifier);
        QVERIFY(s.says(QStringLiteral("outline")));
        QVERIFY(s.view.hasFocus());
        s.key(Qt::Key_Escape);
        QVERIFY(!s.page.actions()[BoardCommand::Present]->isChecked());
        s.key(Qt::Key_L, Qt::ControlModifier);
        QVERIFY(s.page.findChild<QTreeView *>()->hasFocus());
    }
    void T107_theMenuKeyReachesAllOfTheBoard()
    {
        Row s;
        const QPointF middle = s.view.visibleBoard().center();
        s.shape(middle.x() - 80, middle.y() - 80, 160, 160, BoardKind::Sticky); // in the way, for a pointer
        const QStringList all = s.menu();
        for (const BoardCommand one : {BoardCommand::SelectAll, BoardCommand::Guides, BoardCommand::Clear,
                                       BoardCommand::Present, BoardCommand::InsertImage})
            QVERIFY2(all.contains(s.page.actions()[one]->text()), qPrintable(s.page.actions()[one]->text()));
        QVERIFY(s.selected().isEmpty());
        // Of what is selected, also when it is out of sight.
        s.view.selection().set({s.a, s.b, s.c});
        s.view.lookAt({middle.x() + 5000, middle.y()}, 1);
        const QStringList several = s.menu();
        for (const BoardCommand one : {BoardCommand::AlignTop, BoardCommand::DistributeAcross, BoardCommand::FlipAcross,
                                       BoardCommand::Group, BoardCommand::ToBack})
            QVERIFY2(several.contains(s.page.actions()[one]->text()), qPrintable(s.page.actions()[one]->text()));
        QCOMPARE(s.selected().size(), 3);
    }
    void T107_whoMayOnlyLookHasAMenuOfThat()
    {
        Row s;
        s.page.setReadOnly(true);
        const QStringList all = s.menu();
        for (const BoardCommand one : {BoardCommand::Fit, BoardCommand::Guides, BoardCommand::Export})
            QVERIFY2(all.contains(s.page.actions()[one]->text()), qPrintable(s.page.actions()[one]->text()));
        for (const BoardCommand one : {BoardCommand::Paste, BoardCommand::Clear, BoardCommand::InsertImage})
            QVERIFY2(!all.contains(s.page.actions()[one]->text()), qPrintable(s.page.actions()[one]->text()));
    }
};

QTEST_MAIN(TestBoardKeys)
#include "tst_boardkeys.moc"
