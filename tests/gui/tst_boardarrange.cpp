// SPDX-License-Identifier: MIT
#include "app/ui/board/boardcard.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/selectioncommands.h"
#include "tests/support/boardsrig.h"
#include "tests/support/boardstage.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QTextEdit>

using namespace coterie;
using namespace coterie::ui;
using test::BoardsRig;
using test::BoardStage;

namespace {

// A frame of somebody else with a note and a rectangle in it, another note beside it.
struct Framed : BoardStage {
    ObjectId frame = shape(200, 200, 300, 200, BoardKind::Frame);
    ObjectId note = shape(220, 220, 60, 60, BoardKind::Sticky);
    ObjectId box = shape(320, 300, 80, 60);
    ObjectId beside = shape(620, 240, 60, 60, BoardKind::Sticky);

    Framed()
    {
        for (const ObjectId &id : {note, box})
            rig.draw(rig.other, BoardOp::setParent(id, frame));
        view.setTool(ToolId::Select);
    }
};

// A board on which one may not do everything.
struct Limited {
    std::unique_ptr<BoardsRig> rights; // outlives the board
    BoardStage s;

    explicit Limited(BoardRight right)
    {
        rights = std::make_unique<BoardsRig>(Role::Member, right, false, s.rig.controller.room());
        s.rig.controller.setSelf(rights->me);
        s.rig.controller.setBoards(&rights->boards);
        s.page.setController(nullptr);
        s.page.setController(&s.rig.controller);
        if (s.rig.controller.right() != right)
            qFatal("another right");
    }
    ObjectId own(double x, double y, double w, double h, BoardKind kind = BoardKind::Rectangle)
    {
        const auto id = newId<ObjectId>();
        s.rig.draw(rights->me, BoardOp::create(id, kind, x, y, w, h));
        return id;
    }
};

QList<ObjectId> paintedOrder(const BoardStage &s, const QList<ObjectId> &ids)
{
    QList<ObjectId> order;
    for (const BoardObject &object : s.doc().objects())
        if (ids.contains(object.id))
            order.append(object.id);
    return order;
}

// Wide zigzag of somebody else that is rubbed out in so many places.
ObjectId rubbed(BoardStage &s, int gaps)
{
    const auto id = newId<ObjectId>();
    StrokePoints points;
    for (int i = 0; i <= gaps; ++i)
        points.at.push_back({qint16(i * 32), qint16(i % 2 ? 320 : 0)});
    s.rig.draw(s.rig.other, BoardOp::createStroke(id, 200, 200, points.packed(), 0xff000000, 2));
    for (int i = 0; i < gaps; ++i)
        s.rig.draw(s.rig.other, BoardOp::erasePart(id, {{i * boardPartUnit + 100, i * boardPartUnit + 140}}));
    return id;
}

} // namespace

// What belongs together on a board: frames and what is in them, copies, what is arranged as one, and what is one's own.
class TestBoardArrange final : public QObject
{
    Q_OBJECT
private slots:
    void T146_aGroupOfOnesOwnIsTakenApartWhateverOthersPutIntoIt()
    {
        Limited desk(BoardRight::EditOwn);
        BoardStage &s = desk.s;
        const ObjectId one = desk.own(200, 200, 60, 60);
        const ObjectId two = desk.own(300, 200, 60, 60);
        const ObjectId theirs = s.shape(400, 200, 60, 60);
        const auto group = newId<ObjectId>();
        s.rig.draw(desk.rights->me, BoardOp::createGroup(group));
        for (const ObjectId &id : {one, two})
            s.rig.draw(desk.rights->me, BoardOp::setParent(id, group));
        s.rig.draw(s.rig.other, BoardOp::setParent(theirs, group));
        s.view.setTool(ToolId::Select);
        s.view.selection().set({group});
        s.page.actions()[BoardCommand::Ungroup]->trigger();
        QVERIFY(!s.doc().object(group));
        for (const ObjectId &id : {one, two, theirs}) {
            QVERIFY(s.doc().object(id));
            QVERIFY(!s.doc().object(id)->parent || !s.doc().object(*s.doc().object(id)->parent));
        }
        QCOMPARE(s.object(theirs).x, 400.0);
    }
    void init() { QGuiApplication::clipboard()->clear(); }

    void T76_whatIsMadeInALockedFrameCanBeWorkedOn()
    {
        BoardStage s;
        const ObjectId frame = s.shape(100, 100, 700, 500, BoardKind::Frame);
        BoardOp lock = BoardOp::set(frame);
        lock.locked = true;
        s.rig.draw(s.rig.other, lock);
        s.key(Qt::Key_R);
        s.drag({200, 200}, {300, 300});
        const ObjectId drawn = s.selected().first();
        QVERIFY(!s.object(drawn).parent);
        s.command(BoardCommand::Copy);
        s.command(BoardCommand::Paste);
        const ObjectId pasted = s.selected().first();
        QVERIFY(pasted != drawn && !s.object(pasted).parent);
        QGuiApplication::clipboard()->setText(QStringLiteral("words"));
        s.command(BoardCommand::Paste);
        QVERIFY(!s.object(s.selected().first()).parent);
        const ObjectId outside = s.shape(850, 300, 60, 60);
        s.view.selection().clear();
        s.drag({880, 330}, {600, 330});
        QCOMPARE(s.object(outside).x, 570.0);
        QVERIFY(!s.object(outside).parent);
        // A copy of what was in it before it was locked is free too.
        const ObjectId inside = newId<ObjectId>();
        BoardOp held = BoardOp::create(inside, BoardKind::Rectangle, 600, 450, 60, 60);
        held.parent = frame;
        s.rig.draw(s.rig.other, held);
        s.view.selection().set({inside});
        s.command(BoardCommand::Duplicate);
        QVERIFY(s.selected() != QList{inside});
        QVERIFY(!s.object(s.selected().first()).parent);
    }
    void T78_inkBelongsToTheFrameInWhichItsMiddleLies_data()
    {
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::newRow("pen") << Qt::KeyboardModifiers();
        QTest::newRow("highlighter") << Qt::KeyboardModifiers(Qt::ShiftModifier);
    }
    void T78_inkBelongsToTheFrameInWhichItsMiddleLies()
    {
        QFETCH(const Qt::KeyboardModifiers, modifiers);
        BoardStage s;
        const ObjectId frame = s.shape(200, 150, 400, 400, BoardKind::Frame);
        const auto drawn = [&](QPoint from, QPoint to) {
            s.key(Qt::Key_P, modifiers);
            s.drag(from, to);
            return *s.rig.lastOps.first().object;
        };
        const ObjectId inside = drawn({300, 300}, {400, 320});
        const ObjectId across = drawn({500, 300}, {660, 300}); // its middle is in the frame
        const ObjectId outside = drawn({560, 300}, {760, 300});
        const ObjectId dot = drawn({300, 400}, {300, 400});
        QCOMPARE(s.object(inside).parent, std::optional(frame));
        QCOMPARE(s.object(across).parent, std::optional(frame));
        QCOMPARE(s.object(dot).parent, std::optional(frame));
        QVERIFY(!s.object(outside).parent);
        const double x = s.object(inside).x;
        s.view.setTool(ToolId::Select);
        s.view.selection().set({frame});
        s.key(Qt::Key_Right, Qt::ShiftModifier);
        s.view.settle();
        QCOMPARE(s.object(inside).x, x + 10); // goes with its frame
        s.command(BoardCommand::Duplicate);
        QCOMPARE(s.doc().children(s.selected().first()).size(), 3);
        s.command(BoardCommand::Delete);
        s.view.selection().set({frame});
        s.command(BoardCommand::Delete);
        QCOMPARE(s.doc().visibleCount(), 1);
    }
    void T39_aFrameIsSizedWithoutWhatIsInIt()
    {
        Framed s;
        const QRectF note = s.object(s.note).frame(), box = s.object(s.box).frame();
        s.view.selection().set({s.frame});
        s.press({505, 300}); // the right side's handle
        s.moveTo({555, 300});
        QVERIFY(s.view.scene().figure(s.note)); // it stays where it is, in sight
        s.moveTo({605, 300});
        s.release({605, 300});
        QCOMPARE(s.object(s.frame).frame(), QRectF(200, 200, 400, 200));
        QCOMPARE(s.object(s.note).frame(), note);
        QCOMPARE(s.object(s.box).frame(), box);
        QCOMPARE(s.rig.lastOps.size(), 1);
    }
    void T39_whatIsInAFrameGoesAndTurnsWithIt()
    {
        Framed s;
        s.view.selection().set({s.frame});
        s.drag({200, 350}, {230, 370}); // by its outline
        QCOMPARE(s.object(s.frame).frame(), QRectF(230, 220, 300, 200));
        QCOMPARE(s.object(s.note).frame(), QRectF(250, 240, 60, 60));
        const QPoint middle(380, 320);
        s.drag({middle.x(), 190}, {510, middle.y()}, Qt::ShiftModifier); // the upper handle, a quarter
        QCOMPARE(s.object(s.frame).rotation, 90.0);
        QCOMPARE(s.object(s.note).rotation, 90.0);
        QCOMPARE(s.object(s.note).frame().center(), QPointF(middle) + QPointF(50, -100));
    }
    void T39_whatLiesOutOfAFrameDoesNotWidenItsHandles()
    {
        Framed s;
        BoardOp out = BoardOp::set(s.note);
        out.x = 20;
        out.y = 20;
        s.rig.draw(s.rig.other, out);
        s.view.selection().set({s.frame});
        s.drag({505, 405}, {605, 505}); // the corner of the frame itself
        QCOMPARE(s.object(s.frame).frame(), QRectF(200, 200, 400, 300));
        QCOMPARE(s.object(s.note).frame(), QRectF(20, 20, 60, 60));
    }
    void T45_aFlippedFrameStaysAndMirrorsWhatIsInIt()
    {
        Framed s;
        BoardOp out = BoardOp::set(s.box); // sticks out of the frame, which does not move the middle
        out.x = 460;
        out.y = 300;
        s.rig.draw(s.rig.other, out);
        const ObjectId stroke = s.rig.line(220, 380, 40);
        const ObjectId held = s.shape(300, 220, 40, 40);
        const auto arrow = newId<ObjectId>();
        BoardOp bind = BoardOp::create(arrow, BoardKind::Arrow, 280, 250, 180, 80);
        bind.start = BoardAnchor{s.note, 1, 0.5};
        bind.end = BoardAnchor{s.box, 0, 0.5};
        s.rig.draw(s.rig.other, bind);
        for (const ObjectId &id : {stroke, held, arrow})
            s.rig.draw(s.rig.other, BoardOp::setParent(id, s.frame));
        BoardOp lock = BoardOp::set(held);
        lock.locked = true;
        s.rig.draw(s.rig.other, lock);
        s.view.selection().set({s.frame});
        s.key(Qt::Key_H, Qt::ShiftModifier);
        QCOMPARE(s.object(s.frame).frame(), QRectF(200, 200, 300, 200));
        QCOMPARE(s.object(s.note).frame(), QRectF(420, 220, 60, 60));
        QCOMPARE(s.object(s.box).frame(), QRectF(160, 300, 80, 60));
        QCOMPARE(s.object(stroke).w, -1.0); // the ink itself
        QCOMPARE(s.object(stroke).frame().center().x(), 700 - 240.0);
        QCOMPARE(s.object(held).frame(), QRectF(300, 220, 40, 40));
        QCOMPARE(s.object(s.beside).frame(), QRectF(620, 240, 60, 60));
        QCOMPARE(s.object(arrow).start, std::optional(BoardAnchor{s.note, 0, 0.5}));
        QCOMPARE(s.object(arrow).end, std::optional(BoardAnchor{s.box, 1, 0.5}));
        QCOMPARE(s.object(s.note).parent, std::optional(s.frame));
        s.key(Qt::Key_H, Qt::ShiftModifier); // twice is nothing
        QCOMPARE(s.object(s.note).frame(), QRectF(220, 220, 60, 60));
        QCOMPARE(s.object(arrow).start, std::optional(BoardAnchor{s.note, 1, 0.5}));
        s.key(Qt::Key_V, Qt::ShiftModifier);
        QCOMPARE(s.object(s.frame).frame(), QRectF(200, 200, 300, 200));
        QCOMPARE(s.object(s.note).frame(), QRectF(220, 320, 60, 60));
        s.rig.controller.undo(); // one step each
        QCOMPARE(s.object(s.note).frame(), QRectF(220, 220, 60, 60));
    }
    void T39_aFrameIsColouredWithoutWhatIsInIt()
    {
        Framed s;
        const quint32 box = s.object(s.box).color, note = s.object(s.note).fill;
        s.view.selection().set({s.frame});
        QAbstractButton *orange = nullptr;
        QStringList offered;
        for (auto *button : s.page.findChildren<QAbstractButton *>())
            if (button->isVisible() && test::cardOf(s.page, u"Style")->isAncestorOf(button)) {
                offered.append(button->accessibleName());
                if (button->accessibleName() == u"Orange")
                    orange = button;
            }
        QVERIFY(orange);
        QVERIFY2(!offered.join(u' ').contains(QLatin1String("Outline")), qPrintable(offered.join(u'|')));
        QTest::mouseClick(orange, Qt::LeftButton);
        QVERIFY(s.object(s.frame).color != BoardObject().color);
        QCOMPARE(s.object(s.box).color, box);
        QCOMPARE(s.object(s.note).fill, note);
        QCOMPARE(s.rig.lastOps.size(), 1);
    }
    void T39_whatIsSelectedBesideItsFrameIsSizedToo()
    {
        Framed s;
        s.view.selection().set({s.frame, s.note});
        s.drag({505, 405}, {805, 605});
        QCOMPARE(s.object(s.frame).frame(), QRectF(200, 200, 600, 400));
        QCOMPARE(s.object(s.note).frame(), QRectF(240, 240, 120, 120));
        QCOMPARE(s.object(s.box).frame(), QRectF(320, 300, 80, 60));
    }

    void T122_framesInGroupsAndBehindADeletedOneAreGoneThrough()
    {
        BoardStage s;
        QList<ObjectId> frames;
        for (int i = 0; i < 4; ++i)
            frames.append(s.shape(100 + i * 200, 100, 120, 90, BoardKind::Frame));
        s.view.selection().set({frames.at(1), s.shape(320, 300, 40, 40)});
        s.command(BoardCommand::Group);
        const auto shown = [&s] {
            for (const BoardObject &object : s.doc().objects())
                if (object.kind == BoardKind::Frame && s.view.visibleBoard().contains(object.frame()))
                    return object.id;
            return ObjectId();
        };
        s.view.setPresenting(true);
        s.view.showFrame(true);
        QCOMPARE(shown(), frames.at(0));
        s.view.showFrame(true);
        QCOMPARE(shown(), frames.at(1));
        s.view.showFrame(true);
        QCOMPARE(shown(), frames.at(2));
        s.rig.draw(s.rig.other, BoardOp::erase(frames.at(2)));
        QCOMPARE(shown(), frames.at(3));
        BoardOp moved = BoardOp::set(frames.at(3));
        moved.x = 3000;
        moved.y = 100;
        s.rig.draw(s.rig.other, moved);
        QCOMPARE(shown(), frames.at(3));
        s.view.showFrame(false);
        QCOMPARE(shown(), frames.at(1));
        s.rig.draw(s.rig.other, BoardOp::erase(frames.at(1)));
        QCOMPARE(shown(), frames.at(3));
        s.rig.draw(s.rig.other, BoardOp::erase(frames.at(3)));
        QCOMPARE(shown(), frames.at(0)); // nothing is behind it
        s.view.panBy({40, 0});           // by hand: it stays where one looks
        const QRectF seen = s.view.visibleBoard();
        BoardOp again = BoardOp::set(frames.at(0));
        again.x = 900;
        again.y = 100;
        s.rig.draw(s.rig.other, again);
        QCOMPARE(s.view.visibleBoard(), seen);
        // Another board begins with its first.
        test::BoardRig other;
        s.page.setController(&other.controller);
        QSignalSpy said(&s.view, &BoardView::noticed);
        const auto only = newId<ObjectId>();
        other.draw(other.other, BoardOp::create(only, BoardKind::Frame, 0, 0, 120, 90));
        s.view.showFrame(true);
        QVERIFY(said.isEmpty());
        QVERIFY(s.view.visibleBoard().contains(QRectF(0, 0, 120, 90)));
        s.page.setController(&s.rig.controller);
    }
    void T14_theAudienceSeesNothingButTheFrame()
    {
        Framed s;
        s.command(BoardCommand::Grid);
        if (!s.view.paper().grid)
            s.command(BoardCommand::Grid);
        const auto inkAt = [&s](const ObjectId &id) {
            const QPointF at = s.view.camera().toWidget(s.object(id).frame().center());
            const QImage image = s.view.grab().toImage();
            return image.pixelColor((at * image.devicePixelRatio()).toPoint()).rgb() != s.view.paper().ground;
        };
        s.command(BoardCommand::Fit);
        QVERIFY(inkAt(s.note) && inkAt(s.beside));
        BoardOp near = BoardOp::set(s.beside);
        near.x = 502;
        near.y = 280;
        s.rig.draw(s.rig.other, near);
        s.command(BoardCommand::Present);
        QVERIFY(!s.view.paper().grid);
        QVERIFY(s.view.visibleBoard().contains(QPointF(503, 310))); // a part of it would be seen
        BoardOp wide = BoardOp::set(s.beside);
        wide.w = 2 * (s.view.visibleBoard().right() - 502) - 4; // its middle just in the view
        wide.h = 60;
        s.rig.draw(s.rig.other, wide);
        QVERIFY(inkAt(s.note));
        QVERIFY(!inkAt(s.beside));
        s.view.panBy({-10, 0}); // by hand, whoever presents shows the rest
        QVERIFY(inkAt(s.beside));
        s.key(Qt::Key_Escape);
        QVERIFY(s.view.paper().grid);
        s.command(BoardCommand::Fit);
        QVERIFY(inkAt(s.beside));
    }
    void T18_theTitleOfANewFrameIsOpenAtOnce()
    {
        BoardStage s;
        s.key(Qt::Key_F);
        s.drag({300, 200}, {600, 450});
        const ObjectId frame = s.selected().value(0);
        QCOMPARE(s.object(frame).kind, BoardKind::Frame);
        QVERIFY(s.view.isWriting());
        auto *editor = s.view.findChild<QTextEdit *>();
        QVERIFY(editor && editor->hasFocus());
        for (const QChar c : QStringLiteral("Next"))
            QTest::keyClicks(editor, QString(c));
        QTest::keyClick(editor, Qt::Key_Escape);
        QVERIFY(!s.view.isWriting());
        QTRY_COMPARE(s.object(frame).text, QStringLiteral("Next"));
        QCOMPARE(s.view.tool(), ToolId::Select); // no letter was a shortcut
    }
    void T11_whoMayOnlyLookPointsWithAltToo()
    {
        Limited o(BoardRight::View);
        BoardStage &s = o.s;
        s.view.setReadOnly(true);
        s.shape(300, 200, 60, 60);
        s.click({500, 400}, Qt::AltModifier);
        QCOMPARE(s.rig.controller.lasers().trails().size(), 1);
        QCOMPARE(s.rig.controller.lasers().trails().last().spots.first().at, QPointF(500, 400));
        QVERIFY(!s.rig.controller.lasers().trails().last().moved);
    }
    void T11_altAndAClickMakesNothing()
    {
        BoardStage s;
        for (const ToolId tool : {ToolId::Pen, ToolId::Rectangle, ToolId::Hand, ToolId::Eraser, ToolId::Select}) {
            s.view.setTool(tool);
            s.click({500, 400}, Qt::AltModifier);
            QCOMPARE(s.view.tool(), tool);
        }
        QCOMPARE(s.rig.commits, 0);
        QCOMPARE(s.rig.controller.lasers().trails().size(), 5);
    }

    void T40_copiesLieOnOneAnotherAsTheirOriginalsDo_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("duplicate") << 0;
        QTest::newRow("copy and paste") << 1;
        QTest::newRow("alt and drag") << 2;
    }
    void T40_copiesLieOnOneAnotherAsTheirOriginalsDo()
    {
        QFETCH(int, way);
        BoardStage s;
        const ObjectId bottom = s.shape(300, 300, 80, 80, BoardKind::Sticky);
        const ObjectId top = s.shape(280, 280, 80, 80, BoardKind::Sticky); // is read first, lies above
        s.view.setTool(ToolId::Select);
        s.key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(s.selected(), (QList{top, bottom}));
        if (way == 0) {
            s.key(Qt::Key_D, Qt::ControlModifier);
        } else if (way == 1) {
            s.key(Qt::Key_C, Qt::ControlModifier);
            s.key(Qt::Key_V, Qt::ControlModifier);
        } else {
            s.drag({370, 370}, {570, 370}, Qt::AltModifier);
        }
        QCOMPARE(s.doc().visibleCount(), 4);
        const QList<ObjectId> made = paintedOrder(s, s.selected());
        QCOMPARE(made.size(), 2);
        QCOMPARE(s.object(made.last()).x, s.object(made.first()).x - 20); // the copy of the upper one
    }
    void T40_aDuplicateIsInSight()
    {
        test::BoardStage s;
        const QRectF seen = s.view.visibleBoard();
        const ObjectId corner = s.shape(seen.right() - 190, seen.bottom() - 190, 100, 100);
        s.view.selection().set({corner});
        for (int i = 0; i < 6; ++i)
            s.key(Qt::Key_D, Qt::ControlModifier);
        QVERIFY(!seen.contains(s.object(s.selected().value(0)).box()));
        QVERIFY(s.view.visibleBoard().contains(s.object(s.selected().value(0)).box()));
    }
    void T40_aDuplicateBelongsToTheSameFrameOrGroup()
    {
        Framed s;
        s.view.selection().set({s.note});
        s.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(s.object(s.selected().value(0)).parent, std::optional(s.frame));
        s.view.selection().set({s.note, s.box});
        s.key(Qt::Key_G, Qt::ControlModifier);
        const ObjectId group = s.selected().value(0);
        s.view.selection().enter(group, s.note);
        s.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(s.object(s.selected().value(0)).parent, std::optional(group));
    }
    void T40_aCopyBelongsToTheFrameItComesToLieIn()
    {
        Framed s;
        s.drag({650, 270}, {440, 260}, Qt::AltModifier); // from beside it
        QCOMPARE(s.object(s.selected().value(0)).parent, std::optional(s.frame));
        s.drag({250, 250}, {650, 450}, Qt::AltModifier); // and out of it
        QVERIFY(s.selected().value(0) != s.note);
        QVERIFY(!s.object(s.selected().value(0)).parent);
        s.view.selection().set({s.beside});
        s.key(Qt::Key_C, Qt::ControlModifier);
        s.moveTo({440, 340});
        s.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(s.object(s.selected().value(0)).parent, std::optional(s.frame));
        s.moveTo({800, 500});
        s.key(Qt::Key_V, Qt::ControlModifier);
        QVERIFY(!s.object(s.selected().value(0)).parent);
        // As a whole: the group belongs to the frame, its members to the group.
        s.view.selection().set({s.beside, s.selected().value(0)});
        s.key(Qt::Key_G, Qt::ControlModifier);
        s.key(Qt::Key_C, Qt::ControlModifier);
        s.moveTo({350, 300});
        s.key(Qt::Key_V, Qt::ControlModifier);
        const ObjectId group = s.selected().value(0);
        QCOMPARE(s.object(group).parent, std::optional(s.frame));
        QCOMPARE(s.doc().children(group).size(), 2);
    }
    void T40_aStrokeInManyPiecesIsCopiedWhole()
    {
        BoardStage s;
        const ObjectId stroke = rubbed(s, 150);
        const BoardIntervals gone = s.object(stroke).erased;
        QCOMPARE(gone.size(), 150); // more than one operation says
        s.view.selection().set({stroke});
        s.key(Qt::Key_D, Qt::ControlModifier);
        QVERIFY(!s.selected().contains(stroke));
        QCOMPARE(s.object(s.selected().value(0)).erased, gone);
        s.key(Qt::Key_C, Qt::ControlModifier);
        BoardStage other;
        other.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(other.selected().size(), 1);
        QCOMPARE(other.object(other.selected().value(0)).kind, BoardKind::Stroke);
        QCOMPARE(other.object(other.selected().value(0)).erased, gone);
    }

    void T41_allOfABoardWithFramesIsGrouped()
    {
        Framed s;
        s.key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(s.selected().size(), 4);
        s.key(Qt::Key_G, Qt::ControlModifier);
        QCOMPARE(s.selected().size(), 1);
        const ObjectId group = s.selected().first();
        QCOMPARE(s.object(group).kind, BoardKind::Group);
        QCOMPARE(s.object(s.frame).parent, std::optional(group));
        QCOMPARE(s.object(s.beside).parent, std::optional(group));
        QCOMPARE(s.object(s.note).parent, std::optional(s.frame)); // still the frame's
        QCOMPARE(s.object(s.box).parent, std::optional(s.frame));
    }
    void T41_whatIsInAFrameIsAlignedWithIt()
    {
        Framed s;
        for (int i = 0; i < 12; ++i) // an order by chance would be seen
            s.rig.draw(s.rig.other, BoardOp::setParent(s.shape(220 + 5 * i, 300, 20, 20), s.frame));
        QHash<ObjectId, QPointF> before;
        for (const BoardObject &object : s.doc().objects())
            before.insert(object.id, object.frame().topLeft() - s.object(s.frame).frame().topLeft());
        const double left = 100;
        const ObjectId first = s.shape(left, 500, 40, 40);
        s.key(Qt::Key_A, Qt::ControlModifier);
        s.command(BoardCommand::AlignLeft);
        QCOMPARE(s.object(s.frame).x, left);
        QCOMPARE(s.object(s.beside).x, left);
        QCOMPARE(s.object(first).x, left);
        int compared = 0;
        for (const ObjectId &child : s.doc().children(s.frame)) {
            QCOMPARE(s.object(child).frame().topLeft() - s.object(s.frame).frame().topLeft(), before.value(child));
            ++compared;
        }
        QCOMPARE(compared, 14);
    }
    void T41_oneFrameWithWhatIsInItIsOneThing()
    {
        Framed s;
        s.view.selection().set({s.frame, s.note, s.box});
        s.key(Qt::Key_G, Qt::ControlModifier);
        QCOMPARE(s.rig.commits, 0);
        QVERIFY(s.says(QStringLiteral("without their frame"))); // T9
    }

    void T42_theEraserLeavesAloneWhatIsNotOnesOwn()
    {
        Limited o(BoardRight::EditOwn);
        BoardStage &s = o.s;
        const ObjectId own = o.own(300, 200, 60, 60), theirs = s.shape(400, 200, 60, 60);
        s.view.setTool(ToolId::Eraser);
        s.press({290, 200});
        s.moveTo({470, 200});
        QVERIFY(!s.view.scene().figure(own));
        QVERIFY(s.view.scene().figure(theirs)); // it does not even seem to go
        s.release({470, 200});
        QVERIFY(!s.doc().object(own));
        QVERIFY(s.doc().object(theirs));
        QVERIFY(s.says(QStringLiteral("only what is your own")));
    }
    void T42_theEraserForPartsLeavesAloneWhatIsNotOnesOwn()
    {
        Limited o(BoardRight::EditOwn);
        BoardStage &s = o.s;
        const ObjectId theirs = s.rig.line(300, 200, 200);
        const auto own = newId<ObjectId>();
        StrokePoints points;
        points.at = {{0, 0}, {qint16(200 * 16), 0}};
        s.rig.draw(o.rights->me, BoardOp::createStroke(own, 300, 230, points.packed(), 0xff000000, 6));
        s.view.setTool(ToolId::PartEraser);
        s.drag({400, 150}, {400, 300});
        QCOMPARE(s.object(own).erased.size(), 1);
        QCOMPARE(s.object(theirs).erased.size(), 0);
        QVERIFY(s.says(QStringLiteral("only what is your own")));
    }
    void T42_deleteAndArrowsDoWhatOneMay()
    {
        Limited o(BoardRight::EditOwn);
        BoardStage &s = o.s;
        const ObjectId own = o.own(300, 200, 60, 60), theirs = s.shape(400, 200, 60, 60);
        s.view.setTool(ToolId::Select);
        s.key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(s.selected().size(), 2);
        s.key(Qt::Key_Right);
        s.view.settle();
        QCOMPARE(s.object(own).x, 301.0);
        QCOMPARE(s.object(theirs).x, 400.0);
        QVERIFY(s.says(QStringLiteral("only what is your own")));
        s.key(Qt::Key_Delete);
        QVERIFY(!s.doc().object(own));
        QVERIFY(s.doc().object(theirs));
    }
    void T42_aFrameOfOnesOwnWithAnothersNoteStays()
    {
        Limited o(BoardRight::EditOwn);
        BoardStage &s = o.s;
        const ObjectId frame = o.own(200, 200, 300, 200, BoardKind::Frame);
        const ObjectId theirs = s.shape(220, 220, 60, 60, BoardKind::Sticky);
        s.rig.draw(s.rig.other, BoardOp::setParent(theirs, frame));
        s.view.selection().set({frame});
        s.key(Qt::Key_Delete);
        QVERIFY(s.doc().object(frame));
        QVERIFY(s.says(QStringLiteral("only what is your own")));
    }
    void T42_anothersObjectHasNoHandlesAndNoStyle()
    {
        Limited o(BoardRight::EditOwn);
        BoardStage &s = o.s;
        const ObjectId theirs = s.shape(300, 200, 100, 100), own = o.own(500, 200, 100, 100);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({own});
        QVERIFY(test::cardOf(s.page, u"Style")->isVisible());
        s.view.selection().set({theirs});
        QVERIFY(!test::cardOf(s.page, u"Style")->isVisible());
        s.drag({405, 305}, {455, 355}); // where the corner's handle would be
        QCOMPARE(s.object(theirs).frame(), QRectF(300, 200, 100, 100));
        QCOMPARE(s.rig.commits, 0);
    }
    void T59_whatAModeratorHasLockedHasACrownAndStaysLocked()
    {
        Limited o(BoardRight::EditAll);
        BoardStage &s = o.s;
        s.page.setBoards(
            &o.rights->boards,
            [&](const UserId &user) { return QLatin1String(user == o.rights->teacher ? "Ms Kim" : "Ben"); }, {});
        const ObjectId theirs = s.shape(300, 200, 100, 100), mine = s.shape(600, 200, 100, 100);
        const auto lock = [&](const UserId &by, const ObjectId &id) {
            BoardOp op = BoardOp::set(id);
            op.locked = true;
            s.rig.draw(by, op);
        };
        lock(o.rights->teacher, theirs);
        lock(s.rig.other, mine);
        s.view.setTool(ToolId::Select);
        // Beside the padlock, where a crown is.
        const auto inkBeside = [&](const ObjectId &id) {
            s.view.selection().set({id});
            const QPointF corner = s.view.camera().toWidget(s.object(id).frame().topRight()) + QPointF(8, -8);
            const QImage image = s.view.grab().toImage();
            const QRgb paper = s.view.paper().ground;
            int count = 0;
            for (int x = 14; x < 26; ++x)
                for (int y = -6; y < 6; ++y)
                    count += image.pixel((corner + QPointF(x, y)).toPoint()) != paper;
            return count;
        };
        s.command(BoardCommand::Grid); // no dots
        QVERIFY2(inkBeside(theirs) > 20, qPrintable(QString::number(inkBeside(theirs))));
        QCOMPARE(inkBeside(mine), 0);

        const int commits = s.rig.commits;
        s.view.selection().set({theirs});
        QVERIFY(s.view.accessibleDescription().contains(QStringLiteral("Ms Kim")));
        s.key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(s.object(theirs).locked);
        QVERIFY(s.says(QStringLiteral("Ms Kim")) &&
                s.says(QStringLiteral("Only moderators of the room can unlock it")));
        QCOMPARE(s.rig.commits, commits); // the host need not refuse what is known here
        // Every other way says so too.
        s.key(Qt::Key_Delete);
        QVERIFY(s.says(QStringLiteral("Only moderators of the room can unlock it")));
        s.key(Qt::Key_Return);
        QVERIFY(s.says(QStringLiteral("Only moderators of the room can unlock it")));
        QVERIFY(!s.view.isWriting());
        // What is not a moderator's is unlocked, and of both only that.
        s.view.selection().set({theirs, mine});
        s.key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(s.object(theirs).locked && !s.object(mine).locked);
        QVERIFY(s.says(QStringLiteral("Only moderators of the room can unlock it")));
    }
    void T59_aModeratorUnlocksIt()
    {
        BoardStage s;
        BoardsRig rights(Role::Moderator, BoardRight::EditAll, false, s.rig.controller.room());
        s.rig.controller.setSelf(rights.me);
        s.rig.controller.setBoards(&rights.boards);
        const ObjectId id = s.shape(300, 200, 100, 100);
        BoardOp op = BoardOp::set(id);
        op.locked = true;
        s.rig.draw(rights.teacher, op);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({id});
        QVERIFY(s.view.hostLockOf(id) == rights.teacher);
        s.key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!s.object(id).locked);
        s.page.setController(nullptr); // before the rights go
    }
    void T116_aModeratorLocksOverSomebodysLock()
    {
        BoardStage s;
        BoardsRig rights(Role::Moderator, BoardRight::EditAll, false, s.rig.controller.room());
        s.rig.controller.setSelf(rights.me);
        s.rig.controller.setBoards(&rights.boards);
        const ObjectId theirs = s.shape(300, 200, 100, 100), free = s.shape(600, 200, 100, 100);
        BoardOp lock = BoardOp::set(theirs);
        lock.locked = true;
        s.rig.draw(s.rig.other, lock);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({theirs, free});
        const auto offered = [&s] {
            QMenu menu;
            s.page.findChild<SelectionCommands *>()->fill(&menu);
            return menu.actions().contains(s.page.actions()[BoardCommand::LockForAll]);
        };
        QVERIFY(offered());
        s.command(BoardCommand::LockForAll);
        QCOMPARE(s.rig.commits, 1);
        QCOMPARE(s.doc().lockedBy(theirs), std::optional(rights.me));
        QCOMPARE(s.doc().lockedBy(free), std::optional(rights.me));
        QVERIFY(s.view.hostLockOf(theirs) == rights.me);
        QVERIFY(!offered());
        s.command(BoardCommand::LockForAll);
        QVERIFY(s.says(QStringLiteral("A moderator has locked this already")));
        QCOMPARE(s.rig.commits, 1);
        // One step; what was locked before it is again, by whom it was.
        s.command(BoardCommand::Undo);
        QCOMPARE(s.doc().lockedBy(theirs), std::optional(s.rig.other));
        QVERIFY(!s.object(free).locked);
        s.page.setController(nullptr); // before the rights go
    }
    void T116_nobodyElseDoes()
    {
        Limited o(BoardRight::EditAll);
        const ObjectId theirs = o.s.shape(300, 200, 100, 100);
        BoardOp lock = BoardOp::set(theirs);
        lock.locked = true;
        o.s.rig.draw(o.s.rig.other, lock);
        o.s.view.setTool(ToolId::Select);
        o.s.view.selection().set({theirs});
        const int commits = o.s.rig.commits;
        o.s.command(BoardCommand::LockForAll);
        QCOMPARE(o.s.rig.commits, commits);
        QVERIFY(o.s.says(QStringLiteral("Only a moderator of the room can lock")));
    }
    void T67_theStripSaysWhatOneMay()
    {
        const auto says = [](BoardRight right, const QString &words) {
            Limited o(right);
            o.s.page.setBoards(&o.rights->boards, {}, {});
            return o.s.says(words);
        };
        QVERIFY(says(BoardRight::EditOwn, QStringLiteral("You can change your own")));
        QVERIFY(says(BoardRight::Draw, QStringLiteral("You can add to this board")));
        QVERIFY(!says(BoardRight::EditAll, QStringLiteral("You can")));
    }
    void T42_theEraserSaysWhatIsLocked()
    {
        BoardStage s;
        const ObjectId locked = s.shape(300, 200, 60, 60);
        BoardOp lock = BoardOp::set(locked);
        lock.locked = true;
        s.rig.draw(s.rig.other, lock);
        s.view.setTool(ToolId::Eraser);
        s.press({290, 200});
        s.moveTo({370, 200});
        QVERIFY(s.view.scene().figure(locked));
        s.release({370, 200});
        QVERIFY(s.doc().object(locked));
        QVERIFY(s.says(QStringLiteral("locked")));
    }
};

QTEST_MAIN(TestBoardArrange)
#include "tst_boardarrange.moc"
