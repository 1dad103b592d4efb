// SPDX-License-Identifier: MIT
#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardoutline.h"
#include "app/ui/board/textediting.h"
#include "tests/support/boardstage.h"

#include <QAbstractItemModelTester>
#include <QTreeView>

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

namespace {

struct Outlined : BoardStage {
    ObjectId frame, note, lens, focus;

    Outlined()
    {
        frame = written(BoardKind::Frame, {100, 100, 400, 300}, QStringLiteral("Lens"));
        note = written(BoardKind::Sticky, {150, 150, 100, 100}, QStringLiteral("why here?"));
        rig.draw(rig.other, BoardOp::setParent(note, frame));
        focus = written(BoardKind::Ellipse, {800, 120, 60, 60}, QStringLiteral("Focus"));
        lens = shape(600, 120, 60, 60);
        BoardOp arrow = BoardOp::create(newId<ObjectId>(), BoardKind::Arrow, 660, 150, 140, 0);
        arrow.start = BoardAnchor{lens, 1, 0.5};
        arrow.end = BoardAnchor{focus, 0, 0.5};
        rig.draw(rig.other, arrow);
        view.setTool(ToolId::Select);
    }
    ObjectId written(BoardKind kind, const QRectF &at, const QString &text)
    {
        BoardOp op = BoardOp::create(newId<ObjectId>(), kind, at.x(), at.y(), at.width(), at.height());
        op.text = text;
        rig.draw(rig.other, op);
        return *op.object;
    }
    [[nodiscard]] QTreeView *tree() const { return page.findChild<QTreeView *>(); }
    [[nodiscard]] QStringList rows(const QModelIndex &parent = {}) const
    {
        QStringList words;
        const QAbstractItemModel &model = *tree()->model();
        for (int row = 0; row < model.rowCount(parent); ++row)
            words.append(model.index(row, 0, parent).data().toString());
        return words;
    }
    [[nodiscard]] QString current() const { return tree()->currentIndex().data().toString(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(tree(), key, modifiers); }
};

} // namespace

// The outline of a board (rule T66 of app/ui/board/tools/README.md).
class TestBoardOutline final : public QObject
{
    Q_OBJECT
private slots:
    void T66_framesHoldWhatIsInThemInReadingOrder()
    {
        Outlined s;
        QVERIFY(!s.tree()->isVisible());
        s.view.setNames([](const UserId &) { return QStringLiteral("Ana"); });
        s.page.setBoards(nullptr, [](const UserId &) { return QStringLiteral("Ana"); }, {});
        s.key(Qt::Key_L, Qt::ControlModifier);
        QVERIFY(s.tree()->isVisible() && s.tree()->hasFocus());
        QCOMPARE(s.rows(), QStringList({QStringLiteral("Frame: Lens, by Ana"), QStringLiteral("Rectangle, 60 by 60"),
                                        QStringLiteral("Arrow from Rectangle to Focus"),
                                        QStringLiteral("Ellipse: Focus, by Ana")}));
        QCOMPARE(s.rows(s.tree()->model()->index(0, 0)), QStringList(QStringLiteral("Note: why here?, by Ana")));
        QVERIFY(s.tree()->isExpanded(s.tree()->model()->index(0, 0)));
    }
    void T66_whatIsCurrentIsSelectedAndTheOtherWayRound()
    {
        Outlined s;
        s.view.lookAt({9000, 9000}, 1);
        s.key(Qt::Key_L, Qt::ControlModifier);
        s.press(Qt::Key_Down); // the note in the frame
        QCOMPARE(s.selected(), QList{s.note});
        QVERIFY(s.view.visibleBoard().contains(s.object(s.note).frame()));
        s.view.selection().set({s.focus});
        QCOMPARE(s.current(), QStringLiteral("Ellipse: Focus"));
        s.press(Qt::Key_Return); // to it on the board, where arrows move it
        QVERIFY(s.view.hasFocus());
        s.key(Qt::Key_Right);
        s.view.settle();
        QCOMPARE(s.object(s.focus).x, 801.0);
        s.key(Qt::Key_L, Qt::ControlModifier);
        QVERIFY(s.tree()->hasFocus());
        s.press(Qt::Key_Escape);
        QVERIFY(s.view.hasFocus() && s.tree()->isVisible());
        s.key(Qt::Key_L, Qt::ControlModifier);
        s.press(Qt::Key_L, Qt::ControlModifier);
        QVERIFY(!s.tree()->isVisible() && s.view.hasFocus());
    }
    void T66_itWritesAndDeletes()
    {
        Outlined s;
        s.key(Qt::Key_L, Qt::ControlModifier);
        s.tree()->setCurrentIndex(s.tree()->model()->index(3, 0));
        s.press(Qt::Key_F2);
        QVERIFY(s.view.isWriting());
        s.view.writing().close();
        s.key(Qt::Key_L, Qt::ControlModifier);
        s.press(Qt::Key_Delete);
        QVERIFY(!s.doc().object(s.focus));
        QTRY_COMPARE(s.rows().size(), 3);
        QVERIFY(s.tree()->hasFocus());
        // Letters are for finding a row, never a tool.
        s.press(Qt::Key_R);
        QCOMPARE(s.view.tool(), ToolId::Select);
        QVERIFY(s.current().startsWith(QStringLiteral("Rectangle")));
    }
    void T66_itFollowsTheOthersAndKeepsItsPlace()
    {
        Outlined s;
        s.key(Qt::Key_L, Qt::ControlModifier);
        s.tree()->collapse(s.tree()->model()->index(0, 0));
        s.tree()->setCurrentIndex(s.tree()->model()->index(3, 0));
        s.written(BoardKind::Text, {100, 20, 200, 30}, QStringLiteral("Optics"));
        QTRY_COMPARE(s.rows().size(), 5);
        QCOMPARE(s.rows().first(), QStringLiteral("Text: Optics"));
        QCOMPARE(s.current(), QStringLiteral("Ellipse: Focus"));
        QVERIFY(!s.tree()->isExpanded(s.tree()->model()->index(1, 0)));
        QCOMPARE(s.selected(), QList{s.focus});
    }
    void T103_severalAreSelectedInBothDirections()
    {
        Outlined s;
        const auto rowsSelected = [&s] {
            QStringList words;
            for (const QModelIndex &index : s.tree()->selectionModel()->selectedRows())
                words.append(index.data().toString());
            words.sort();
            return words;
        };
        s.key(Qt::Key_L, Qt::ControlModifier);
        s.view.selection().set({s.lens, s.focus});
        QCOMPARE(rowsSelected(),
                 QStringList({QStringLiteral("Ellipse: Focus"), QStringLiteral("Rectangle, 60 by 60")}));
        s.view.selection().clear();
        QVERIFY(rowsSelected().isEmpty());
        s.tree()->setCurrentIndex(s.tree()->model()->index(1, 0));
        QCOMPARE(s.selected(), QList{s.lens});
        s.press(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(s.selected().size(), 2);
        s.press(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(s.selected().size(), 3);
        QVERIFY(s.selected().contains(s.focus));
        // Whoever comes with Ctrl held adds nothing.
        s.press(Qt::Key_Escape);
        s.view.selection().set({s.lens});
        s.key(Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(s.selected(), QList{s.lens});
        // Past something that stays out.
        s.press(Qt::Key_Home);
        QCOMPARE(s.selected(), QList{s.frame});
        s.press(Qt::Key_Down, Qt::ControlModifier);
        s.press(Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(s.selected(), QList{s.frame});
        s.press(Qt::Key_Space, Qt::ControlModifier);
        QCOMPARE(s.selected(), (QList{s.frame, s.lens}));
        // Others draw, and it stays so.
        s.written(BoardKind::Text, {100, 20, 200, 30}, QStringLiteral("Optics"));
        QTRY_COMPARE(s.rows().size(), 5);
        QCOMPARE(s.selected(), (QList{s.frame, s.lens}));
        QCOMPARE(rowsSelected(), QStringList({QStringLiteral("Frame: Lens"), QStringLiteral("Rectangle, 60 by 60")}));
        QCOMPARE(s.current(), QStringLiteral("Rectangle, 60 by 60"));
        s.press(Qt::Key_A, Qt::ControlModifier);
        QVERIFY(s.selected().size() >= 5);
        s.press(Qt::Key_Delete);
        QCOMPARE(s.doc().visibleCount(), 0);
        QTRY_COMPARE(s.rows().size(), 0);
    }
    void T103_enterLeadsToAllThatIsSelected()
    {
        Outlined s;
        s.key(Qt::Key_L, Qt::ControlModifier);
        s.tree()->setCurrentIndex(s.tree()->model()->index(1, 0));
        s.press(Qt::Key_Down, Qt::ShiftModifier);
        s.press(Qt::Key_Down, Qt::ShiftModifier);
        s.press(Qt::Key_Return);
        QVERIFY(s.view.hasFocus());
        QCOMPARE(s.selected().size(), 3);
        s.key(Qt::Key_G, Qt::ControlModifier);
        QVERIFY(s.object(s.lens).parent && s.object(s.lens).parent == s.object(s.focus).parent);
    }
    void T103_whatIsInAGroupIsEnteredAndLeftAgain()
    {
        Outlined s;
        s.view.selection().set({s.lens, s.focus});
        s.command(BoardCommand::Group);
        s.key(Qt::Key_L, Qt::ControlModifier);
        const auto rowOf = [&s](const QString &words) {
            const QModelIndexList found = s.tree()->model()->match(s.tree()->model()->index(0, 0), Qt::DisplayRole,
                                                                   words, 1, Qt::MatchStartsWith | Qt::MatchRecursive);
            return found.value(0);
        };
        const auto goTo = [&](const QString &words) {
            s.tree()->selectionModel()->setCurrentIndex(rowOf(words), QItemSelectionModel::ClearAndSelect);
        };
        goTo(QStringLiteral("Ellipse"));
        QCOMPARE(s.selected(), QList{s.focus});
        QCOMPARE(s.view.selection().entered(), s.object(s.focus).parent);
        goTo(QStringLiteral("Note"));
        QCOMPARE(s.selected(), QList{s.note});
        QVERIFY(!s.view.selection().entered());
    }
    void T66_itCoversNoOtherCardAndGoesWhilePresenting()
    {
        Outlined s;
        s.command(BoardCommand::Map);
        s.key(Qt::Key_L, Qt::ControlModifier);
        QApplication::processEvents();
        const BoardCard *mine = test::cardOf(s.page, u"Outline");
        QVERIFY(mine->isVisible());
        for (const auto *card : s.page.findChildren<BoardCard *>())
            QVERIFY2(card == mine || !card->isVisible() || !card->geometry().intersects(mine->geometry()),
                     qPrintable(card->accessibleName()));
        QVERIFY(s.page.rect().contains(mine->geometry()));
        s.command(BoardCommand::Present);
        QVERIFY(!mine->isVisible());
        s.command(BoardCommand::Present);
    }
    void T66_ofVeryMuchStrokesAreLeftOut()
    {
        BoardDoc doc;
        doc.setTracking(true);
        test::Dice dice(5);
        Seq seq = 0;
        const UserId somebody = newId<UserId>();
        for (int i = 0; i < 10; ++i) {
            QList<BoardOp> ops;
            for (int k = 0; k < 450; ++k)
                ops.append(test::randomStroke(dice, newId<ObjectId>(), 2000, 1300));
            doc.apply({newId<OpId>(), somebody, ops}, ++seq);
        }
        const auto note = newId<ObjectId>();
        doc.apply({newId<OpId>(), somebody, {BoardOp::create(note, BoardKind::Sticky, 0, 0, 100, 100)}}, ++seq);
        BoardOutline outline;
        const QAbstractItemModelTester judge(&outline, QAbstractItemModelTester::FailureReportingMode::QtTest);
        outline.take(&doc, {});
        QCOMPARE(outline.rowCount(), 1);
        QCOMPARE(outline.leftOut(), 4500);
        QCOMPARE(outline.objectAt(outline.index(0, 0)), std::optional(note));
        QCOMPARE(outline.indexOf(note), outline.index(0, 0));
        outline.take(nullptr, {});
        QCOMPARE(outline.rowCount(), 0);
    }
};

QTEST_MAIN(TestBoardOutline)
#include "tst_boardoutline.moc"
