// SPDX-License-Identifier: MIT
#include "app/ui/board/boardcard.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/minimap.h"
#include "app/ui/board/textediting.h"
#include "app/ui/shell/theme.h"
#include "shared/board/boardends.h"
#include "tests/support/boardstage.h"

#include <QLineF>
#include <QSignalSpy>

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

namespace {

// How many straight lines of that colour lie in the picture: across, and down.
std::pair<int, int> linesIn(const QImage &image, const QColor &color)
{
    const auto is = [&](int x, int y) {
        const QColor pixel = image.pixelColor(x, y);
        return std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green()) +
                   std::abs(pixel.blue() - color.blue()) <
               150;
    };
    const auto lines = [](int count, int length, const auto &isAt) {
        int found = 0;
        bool before = false;
        for (int i = 0; i < count; ++i) {
            int inked = 0;
            for (int k = 0; k < length; ++k)
                inked += isAt(i, k);
            const bool line = inked > length / 5;
            found += line && !before;
            before = line;
        }
        return found;
    };
    return {lines(image.height(), image.width(), [&](int y, int x) { return is(x, y); }),
            lines(image.width(), image.height(), [&](int x, int y) { return is(x, y); })};
}

} // namespace

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
    void T34_enterMakesOneOfUsualSizeInTheMiddle_data() { lettersDrawTheirShape_data(); }
    void T34_enterMakesOneOfUsualSizeInTheMiddle()
    {
        QFETCH(Qt::Key, key);
        QFETCH(BoardKind, kind);
        BoardStage s;
        QList<QPointF> middles;
        for (int i = 0; i < 3; ++i) {
            s.key(key);
            s.key(i == 1 ? Qt::Key_Enter : Qt::Key_Return);
            QCOMPARE(s.rig.commits, i + 1);
            const BoardObject made = s.doc().objects().last();
            QCOMPARE(made.kind, kind);
            QCOMPARE(s.selected(), QList{made.id});
            QCOMPARE(s.view.tool(), ToolId::Select);
            QVERIFY(!middles.contains(made.frame().center())); // none hides another
            middles.append(made.frame().center());
        }
        QCOMPARE(middles.first(), s.view.visibleBoard().center());
        s.rig.controller.undo();
        QCOMPARE(s.doc().visibleCount(), 2);
    }
    void T34_enterWritesANoteAndAText()
    {
        BoardStage s;
        s.key(Qt::Key_N);
        s.key(Qt::Key_Return);
        QVERIFY(s.view.isWriting());
        QCOMPARE(s.doc().objects().last().kind, BoardKind::Sticky);
        s.view.writing().close();
        s.key(Qt::Key_T);
        s.key(Qt::Key_Return);
        QVERIFY(s.view.isWriting());
        s.view.writing().close();
        QCOMPARE(s.doc().visibleCount(), 1); // the text has no letter
    }
    void T35_escapeLeadsBackToSelect()
    {
        BoardStage s;
        for (const Qt::Key key : {Qt::Key_P, Qt::Key_R, Qt::Key_A, Qt::Key_E, Qt::Key_K}) {
            s.key(key);
            QVERIFY(s.view.tool() != ToolId::Select);
            s.press({300, 300});
            s.key(Qt::Key_Escape); // the drag first
            QVERIFY(s.view.tool() != ToolId::Select);
            s.release({300, 300});
            s.key(Qt::Key_Escape);
            QCOMPARE(s.view.tool(), ToolId::Select);
        }
        QCOMPARE(s.rig.commits, 0);
    }
    void T7_theToolStaysWhenItIsKept()
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
    void T4_anEndNearAnOutlineIsBoundAndFollows()
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
    void T93_whatIsGoneLeavesTheEndsOfLinesWhereTheyAreSeen_data()
    {
        QTest::addColumn<bool>("locked");
        QTest::newRow("locked") << true;
        QTest::newRow("moved by who knew only their own end") << false;
    }
    void T93_whatIsGoneLeavesTheEndsOfLinesWhereTheyAreSeen()
    {
        QFETCH(const bool, locked);
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 100, 100);
        s.key(Qt::Key_A);
        s.drag({305, 250}, {600, 250});
        const ObjectId arrow = s.doc().objects().last().id;
        if (locked) {
            BoardOp lock = BoardOp::set(arrow);
            lock.locked = true;
            s.rig.draw(s.rig.other, lock);
        }
        BoardOp moved = BoardOp::set(a);
        moved.x = 200;
        moved.y = 450;
        s.rig.draw(s.rig.other, moved); // and the line not with it
        const QRectF seen = s.view.scene().figure(arrow)->frame | s.view.scene().figure(arrow)->box;
        QVERIFY(seen.contains(QPointF(300, 500)));
        s.view.selection().set({a});
        s.command(BoardCommand::Delete);
        QVERIFY(!s.doc().object(a));
        QVERIFY2(s.view.scene().figure(arrow)->box.contains(QPointF(300, 500)), "the line has jumped");
        QCOMPARE(boardLineEnds(s.view.shown(s.object(arrow))).first, QPointF(300, 500));
        s.rig.controller.undo();
        QVERIFY(s.view.scene().figure(arrow)->box.contains(QPointF(300, 500)));
    }
    void T93_aLineIsCopiedAndBoundedAsItIsSeen()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 100, 100);
        s.key(Qt::Key_A);
        s.drag({305, 250}, {600, 250});
        const ObjectId arrow = s.doc().objects().last().id;
        BoardOp moved = BoardOp::set(a);
        moved.x = 200;
        moved.y = 450;
        s.rig.draw(s.rig.other, moved);
        QVERIFY(s.doc().box(arrow).contains(QPointF(300, 500)));
        s.view.selection().set({arrow});
        s.command(BoardCommand::Duplicate);
        QCOMPARE(boardLineEnds(s.object(s.selected().value(0))).first, QPointF(320, 520));
        s.view.selection().set({arrow});
        s.command(BoardCommand::Copy);
        BoardStage other;
        other.command(BoardCommand::Paste);
        const auto [first, second] = boardLineEnds(other.object(other.selected().value(0)));
        QCOMPARE(second - first, QPointF(300, -250));
        const QList<BoardObject> copies = leavesOf(s.doc(), {arrow});
        QCOMPARE(boardLineEnds(copies.value(0)).first, QPointF(300, 500)); // so do exports of it, and alignment
    }
    void T93_aLockedLineIsSeenWhileItsEndIsDragged()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 100, 100);
        const ObjectId b = s.shape(600, 200, 100, 100);
        const ObjectId arrow = newId<ObjectId>();
        BoardOp line = BoardOp::create(arrow, BoardKind::Line, 0, 0, 10, 10); // not where it is bound
        line.start = BoardAnchor{a, 1, 0.5};
        line.end = BoardAnchor{b, 0, 0.5};
        s.rig.draw(s.rig.other, line);
        BoardOp lock = BoardOp::set(arrow);
        lock.locked = true;
        s.rig.draw(s.rig.other, lock);
        const QHash<ObjectId, BoardObject> changed{{a, s.object(a)}};
        const auto linesAt = [&](const ObjectId &) { return QList{arrow}; };
        const QList<BoardObject> follow = followingLines(s.doc(), changed, linesAt);
        QCOMPARE(follow.size(), 1); // painted with what moves ...
        QCOMPARE(boardLineEnds(follow.first()).first, QPointF(300, 250));
        QCOMPARE(boardLineEnds(follow.first()).second, QPointF(600, 250));
        QVERIFY(changeOps(s.doc(), changed, linesAt).isEmpty()); // ... and not written
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
    void T12_A11_twoObjectsAreConnectedWithoutADrag()
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
    // T57
    void T57_tabGoesRoundAmongWhatCanHoldAnEnd()
    {
        BoardStage s;
        const ObjectId first = s.shape(200, 200, 100, 100);
        s.rig.line(350, 250); // can hold none
        const ObjectId second = s.shape(600, 200, 100, 100, BoardKind::Sticky);
        const ObjectId last = s.shape(200, 500, 100, 100);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({last}); // the newest lies last
        s.key(Qt::Key_C);
        s.key(Qt::Key_Tab);
        QVERIFY(s.view.hasFocus());
        QCOMPARE(s.selected(), QList{first});
        s.key(Qt::Key_Tab);
        QCOMPARE(s.selected(), QList{second});
        s.key(Qt::Key_Tab);
        QCOMPARE(s.selected(), QList{first});
        s.key(Qt::Key_Backtab);
        QCOMPARE(s.selected(), QList{second});
        QVERIFY(s.view.hasFocus());
        s.key(Qt::Key_Return);
        QCOMPARE(s.rig.commits, 1);
        const BoardObject arrow = s.doc().objects().last();
        QCOMPARE(arrow.start->object, last);
        QCOMPARE(arrow.end->object, second);
    }
    void T57_whatIsInAGroupCanBeConnectedToo()
    {
        BoardStage s;
        const ObjectId from = s.shape(200, 200, 100, 100);
        const ObjectId a = s.shape(400, 200, 100, 100);
        const ObjectId b = s.shape(600, 200, 100, 100);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({a, b});
        s.command(BoardCommand::Group);
        s.view.selection().set({from});
        s.key(Qt::Key_C);
        s.key(Qt::Key_Tab);
        QCOMPARE(s.selected(), QList{a});
        s.key(Qt::Key_Return);
        QCOMPARE(s.doc().objects().last().end->object, a);
    }
    void T57_anyOtherCommandEndsConnecting()
    {
        BoardStage s;
        s.shape(200, 200, 100, 100);
        const ObjectId note = s.shape(600, 200, 100, 100, BoardKind::Sticky);
        s.view.setTool(ToolId::Select);
        for (const BoardCommand command : {BoardCommand::Duplicate, BoardCommand::Lock, BoardCommand::SelectAll}) {
            const int before = s.doc().visibleCount();
            s.view.selection().set({note});
            s.key(Qt::Key_C);
            s.command(command);
            const int after = s.doc().visibleCount();
            s.key(Qt::Key_Return); // writes, or does nothing
            QCOMPARE(s.doc().visibleCount(), after);
            QVERIFY(after <= before + 1);
            s.view.writing().close();
            if (command == BoardCommand::Lock) {
                s.view.selection().set({note});
                s.command(BoardCommand::Lock);
            }
        }
    }
    void T84_howToConnectIsNotSaidWhenItIsDone()
    {
        BoardStage s;
        const ObjectId first = s.shape(200, 200, 100, 100);
        s.shape(600, 200, 100, 100);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({first});
        s.key(Qt::Key_C);
        QVERIFY(s.says(QStringLiteral("Go with Tab")));
        s.key(Qt::Key_Tab);
        QVERIFY(s.says(QStringLiteral("Go with Tab")));
        s.key(Qt::Key_Return);
        QCOMPARE(s.doc().visibleCount(), 3);
        QVERIFY(!s.says(QStringLiteral("Go with Tab")));
        s.view.selection().set({first});
        s.key(Qt::Key_C);
        s.key(Qt::Key_Escape);
        QVERIFY(!s.says(QStringLiteral("Go with Tab")));
    }
    void T57_whoHasNothingToConnectToIsTold()
    {
        BoardStage s;
        const ObjectId only = s.shape(200, 200, 100, 100);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({only});
        s.key(Qt::Key_C);
        QVERIFY(s.says(QStringLiteral("nothing else")));
        s.shape(600, 200, 100, 100);
        s.key(Qt::Key_C);
        s.key(Qt::Key_Return); // on what it begins at: it does not open for writing
        QVERIFY(!s.view.isWriting());
        QVERIFY(s.says(QStringLiteral("Go with Tab")));
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
    void T14_presentingEndsWithTheBoardThatIsLeft()
    {
        BoardStage s;
        s.shape(0, 0, 400, 300, BoardKind::Frame);
        test::BoardRig other;
        s.command(BoardCommand::Present);
        s.page.setController(&other.controller);
        QVERIFY(!s.page.actions()[BoardCommand::Present]->isChecked());
        const QRectF seen = s.view.visibleBoard();
        s.key(Qt::Key_Escape);
        QCOMPARE(s.view.visibleBoard(), seen);
        s.page.setController(&s.rig.controller);
    }
    void T14_presentingLeavesOnlyTheBoardAndGivesBackTheTool()
    {
        BoardStage s;
        s.shape(0, 0, 400, 300, BoardKind::Frame);
        s.key(Qt::Key_R);
        const auto cards = [&] {
            QStringList names;
            for (const auto *card : s.page.findChildren<BoardCard *>())
                if (card->isVisible())
                    names.append(card->accessibleName());
            names.sort();
            return names;
        };
        s.view.lookAt({900, 500}, 0.5);
        const QStringList before = cards();
        QVERIFY(before.size() > 3);
        QSignalSpy told(&s.page, &BoardPage::presentingChanged);
        s.command(BoardCommand::Present);
        QCOMPARE(told.size(), 1);
        QCOMPARE(cards().size(), 2); // how it goes on, and ends: in words, and by the pointer (T147)
        QVERIFY(s.says(QStringLiteral("Escape ends it")));
        QCOMPARE(s.view.tool(), ToolId::Laser);
        QVERIFY(s.view.visibleBoard().contains(QRectF(0, 0, 400, 300)));
        const double zoom = s.view.zoom();
        s.page.resize(700, 700); // the frame is fitted anew
        QVERIFY(s.view.zoom() < zoom);
        QVERIFY(s.view.visibleBoard().contains(QRectF(0, 0, 400, 300)));
        s.page.resize(1000, 700);
        QCOMPARE(s.view.zoom(), zoom);
        s.key(Qt::Key_Escape);
        QCOMPARE(told.size(), 2);
        QCOMPARE(s.view.zoom(), 0.5);
        QVERIFY(QLineF(s.view.visibleBoard().center(), QPointF(900, 500)).length() < 3);
        QCOMPARE(cards(), before);
        QCOMPARE(s.view.tool(), ToolId::Rectangle);
        s.command(BoardCommand::Present);
        s.page.hide();
        QVERIFY(!s.page.actions()[BoardCommand::Present]->isChecked());
    }
    void T64_aFrameIsPresentedWithItsWholeTitle()
    {
        BoardStage s;
        BoardOp frame = BoardOp::create(newId<ObjectId>(), BoardKind::Frame, 0, 0, 300, 600); // as high as it can be
        frame.text = QStringLiteral("Lens");
        s.rig.draw(s.rig.other, frame);
        const double title = 1.5 * s.object(*frame.object).fontSize;
        s.command(BoardCommand::Present);
        QVERIFY(s.view.visibleBoard().contains(QRectF(0, -title, 300, title + 600)));
        // The ink of the title is seen from its upper edge on, with paper above it.
        const QImage image = s.view.grab().toImage();
        const int top = int(s.view.camera().toWidget(QPointF(0, -title)).y());
        QVERIFY2(top >= 20, qPrintable(QString::number(top)));
        int ink = 0;
        for (int y = top; y < s.view.camera().toWidget(QPointF(0, -2)).y(); ++y)
            for (int x = int(s.view.camera().toWidget(QPointF(0, 0)).x()); x < image.width() / 2; ++x)
                ink += image.pixel(x, y) != s.view.paper().ground;
        QVERIFY(ink > 20);
        int notices = 0; // how it goes on: at the foot
        for (const auto *label : s.page.findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(QStringLiteral("Escape ends it"))) {
                ++notices;
                QVERIFY(label->mapTo(&s.page, QPoint()).y() > s.page.height() / 2);
            }
        QCOMPARE(notices, 1);
        s.key(Qt::Key_Escape);
    }
    void T30_whatIsBroughtInSightLiesBesideTheTools()
    {
        BoardStage s;
        s.shape(0, 0, 3000, 1800);
        s.command(BoardCommand::Fit);
        const QRect box = s.view.camera().toWidget(s.view.scene().extent()).toAlignedRect();
        QVERIFY(s.page.rect().contains(box));
        int seen = 0;
        for (const auto *card : s.page.findChildren<BoardCard *>())
            if (card->isVisible() && card->accessibleName() != u"Files") { // above it, in the corner
                ++seen;
                QVERIFY2(!card->geometry().intersects(box), qPrintable(card->accessibleName()));
            }
        QVERIFY(seen >= 2);
        s.page.resize(320, 300); // too small to lie beside anything
        s.command(BoardCommand::Fit);
        QVERIFY(s.view.zoom() > 0.06);
    }
    // Of a large board too it is what is painted, not boxes; and made while the window does something else.
    void V33_theMapIsPaintedAsTheBoardIs_data()
    {
        QTest::addColumn<bool>("inBackground");
        QTest::newRow("at once") << false;
        QTest::newRow("in the background") << true;
    }
    void V33_theMapIsPaintedAsTheBoardIs()
    {
        QFETCH(const bool, inBackground);
        BoardStage s;
        s.view.setBackgroundPainting(inBackground);
        BoardOp circle = BoardOp::create(newId<ObjectId>(), BoardKind::Ellipse, 0, 0, 4000, 3000);
        circle.color = 0xffd00000;
        circle.width = 60;
        s.rig.draw(s.rig.other, circle);
        QList<std::pair<BoardTransaction, Seq>> many;
        for (int i = 0; i < 2'100; ++i)
            many.append({{newId<OpId>(),
                          s.rig.other,
                          {BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 100 + i % 50, 100 + i / 50, 9, 9)}},
                         ++s.rig.head});
        s.rig.controller.receive(many);
        s.command(BoardCommand::Map);
        auto *map = s.page.findChild<MiniMap *>();
        const auto at = [&](const QPoint &place) { return map->grab().toImage().pixelColor(place); };
        const QPoint middle = map->rect().center();
        const auto reddestIn = [&] {
            const QImage image = map->grab().toImage();
            int most = 0;
            for (int x = 3; x < middle.x(); ++x) {
                const QColor c = image.pixelColor(x, middle.y());
                most = std::max(most, c.red() - (c.green() + c.blue()) / 2);
            }
            return most;
        };
        QTRY_VERIFY(reddestIn() > 60);
        QCOMPARE(at(middle), colors(s.page.palette()).raised); // nothing is in it
        // What comes later is there too.
        BoardOp disc = BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 1800, 1300, 400, 400);
        disc.fill = 0xff0000d0;
        s.rig.draw(s.rig.other, disc);
        QTRY_VERIFY(at(middle).blue() > at(middle).red() + 60);
    }
    void V33_theMapOfAnotherBoardIsNotThatOfTheOneBefore()
    {
        BoardStage s;
        BoardOp disc = BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 0, 0, 1000, 700);
        disc.fill = 0xff0000d0;
        s.rig.draw(s.rig.other, disc);
        s.command(BoardCommand::Map);
        auto *map = s.page.findChild<MiniMap *>();
        const QPoint middle = map->rect().center();
        const auto blue = [&] {
            const QColor c = map->grab().toImage().pixelColor(middle);
            return c.blue() > c.red() + 60;
        };
        QVERIFY(blue());
        test::BoardRig other;
        s.page.setController(&other.controller);
        if (map->isVisible())
            QVERIFY(!blue());
        s.page.setController(&s.rig.controller);
    }
    void V33_whileALargeBoardIsComingTheMapShowsNoOther()
    {
        BoardStage s;
        BoardOp disc = BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 0, 0, 1000, 700);
        disc.fill = 0xff0000d0;
        s.rig.draw(s.rig.other, disc);
        s.command(BoardCommand::Map);
        auto *map = s.page.findChild<MiniMap *>();
        const QPoint middle = map->rect().center();
        test::BoardRig other;
        QList<std::pair<BoardTransaction, Seq>> many;
        for (int i = 0; i < 5'000; ++i)
            many.append({{newId<OpId>(),
                          other.other,
                          {BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 3000 + i % 50, i / 50, 9, 9)}},
                         ++other.head});
        other.controller.receive(many);
        s.page.setController(&other.controller);
        if (map->isVisible()) {
            const QColor c = map->grab().toImage().pixelColor(middle);
            QVERIFY(c.blue() <= c.red() + 60);
            const QPointF seen = s.view.visibleBoard().center();
            QTest::mouseClick(map, Qt::LeftButton, {}, QPoint(30, 30));
            QCOMPARE(s.view.visibleBoard().center(), seen); // nobody sees where to
        }
        s.page.setController(&s.rig.controller);
    }
    void T31_theMapShowsOnesViewHoweverLargeItIs()
    {
        BoardStage s;
        s.shape(450, 300, 100, 80);
        s.command(BoardCommand::Map);
        auto *map = s.page.findChild<MiniMap *>();
        const QColor accent = colors(s.page.palette()).accent;
        QCOMPARE(linesIn(map->grab().toImage(), accent), std::pair(2, 2));
        s.shape(5000, 3000, 100, 80);
        QTRY_COMPARE(linesIn(map->grab().toImage(), accent), std::pair(0, 0)); // as small as it is there
        s.view.zoomToFit();
        QCOMPARE(linesIn(map->grab().toImage(), accent), std::pair(2, 2));
        s.view.panBy({-700, 0});
        QCOMPARE(linesIn(map->grab().toImage(), accent), std::pair(2, 2));
        // What is held does not slip away: the place under the pointer comes to the middle, and stays under it.
        const QPoint at(map->width() / 2, map->height() / 2);
        QTest::mousePress(map, Qt::LeftButton, {}, at);
        const QPointF middle = s.view.visibleBoard().center();
        QTest::mouseMove(map, at + QPoint(30, 0));
        QTest::mouseMove(map, at);
        QVERIFY(QLineF(s.view.visibleBoard().center(), middle).length() < 2 / s.view.zoom());
        QTest::mouseRelease(map, Qt::LeftButton, {}, at);
    }
    void T11_aTrailFadesEvenly()
    {
        BoardStage s; // between the dots of the grid
        s.view.setTool(ToolId::Laser);
        s.press({300, 310});
        for (int x = 300; x <= 700; x += 20) {
            s.rig.clock.ms += 20;
            s.moveTo({x, 310});
        }
        s.rig.clock.ms += 300;
        const QImage image = s.view.grab().toImage();
        int steps = 0;
        for (int x = 312; x < 680; ++x) { // from the oldest, towards the pointer: never lighter again
            const int here = image.pixelColor(x, 310).lightness();
            const int next = image.pixelColor(x + 1, 310).lightness();
            QVERIFY2(next <= here + 1, qPrintable(QStringLiteral("at %1: %2, then %3").arg(x).arg(here).arg(next)));
            steps += next < here;
        }
        QVERIFY(steps > 8);
        s.release({700, 310});
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
    void T5_aNewFrameTakesInAGroupAsOne()
    {
        BoardStage s;
        const ObjectId a = s.shape(350, 250, 50, 50);
        const ObjectId b = s.shape(420, 300, 50, 50);
        const ObjectId c = s.shape(500, 350, 50, 50);
        const ObjectId across = s.shape(560, 400, 90, 30);
        s.view.selection().set({a, b});
        s.command(BoardCommand::Group);
        const ObjectId inner = s.selected().value(0);
        s.view.selection().set({inner, c});
        s.command(BoardCommand::Group);
        const ObjectId group = s.selected().value(0);
        const ObjectId d = s.shape(450, 410, 20, 20);
        s.view.selection().set({across, d});
        s.command(BoardCommand::Group); // which leaves the frame
        const ObjectId wide = s.selected().value(0);
        s.view.selection().clear();
        s.key(Qt::Key_F);
        s.drag({300, 200}, {600, 450});
        s.view.writing().close();
        const ObjectId frame = s.selected().value(0);
        QCOMPARE(s.object(group).parent, std::optional(frame));
        QCOMPARE(s.object(inner).parent, std::optional(group));
        QCOMPARE(s.object(a).parent, std::optional(inner));
        QVERIFY(!s.object(wide).parent);
        QCOMPARE(s.object(d).parent, std::optional(wide));
        s.view.selection().set({frame});
        s.key(Qt::Key_Right, Qt::ShiftModifier);
        s.view.settle();
        QCOMPARE(s.object(a).x, 360.0); // goes with its frame
    }
    void framesTakeInWhatLiesInThemAndWhatIsDraggedIn()
    {
        BoardStage s;
        const ObjectId in = s.shape(350, 250, 50, 50);
        const ObjectId out = s.shape(750, 550, 50, 50);
        s.key(Qt::Key_F);
        s.drag({300, 200}, {600, 450});
        s.view.writing().close(); // the title
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
