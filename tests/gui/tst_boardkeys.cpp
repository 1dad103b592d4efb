// SPDX-License-Identifier: MIT
#include "app/ui/shell/accessible.h"
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

} // namespace

// A board by keys alone.
class TestBoardKeys final : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { installAccessibility(); }

    void T100_severalAreSelectedOneByOne()
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
};

QTEST_MAIN(TestBoardKeys)
#include "tst_boardkeys.moc"
