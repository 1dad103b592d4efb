// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpaper.h"
#include "app/ui/board/boardtextedit.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/laidtext.h"
#include "app/ui/board/textediting.h"
#include "app/ui/board/textfit.h"
#include "app/ui/shell/coteriestyle.h"
#include "shared/board/boardends.h"
#include "shared/board/boardtext.h"
#include "tests/support/boardstage.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QImage>
#include <QLineF>
#include <QMenu>
#include <QPixmap>

#include <cstdlib>

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

namespace {

// An arrow of somebody else from the right side of the one to the left side of the other.
ObjectId arrowBetween(BoardStage &s, const ObjectId &from, const ObjectId &to)
{
    const auto id = newId<ObjectId>();
    BoardOp op = BoardOp::create(id, BoardKind::Arrow, 0, 0, 10, 10);
    op.start = BoardAnchor{from, 1, 0.5};
    op.end = BoardAnchor{to, 0, 0.5};
    s.rig.draw(s.rig.other, op);
    return id;
}

bool isBoundTo(const BoardStage &s, const ObjectId &arrow, const ObjectId &from, const ObjectId &to)
{
    const BoardObject line = s.object(arrow);
    if (!line.start || !line.end || line.start->object != from || line.end->object != to)
        return false;
    const auto [first, second] = boardLineEnds(line); // as they are stored
    return QLineF(first, boardAnchorPoint(s.object(from), *line.start)).length() < 0.1 &&
           QLineF(second, boardAnchorPoint(s.object(to), *line.end)).length() < 0.1;
}

ObjectId textOf(BoardStage &s, const QString &words, double x, double y)
{
    BoardObject text;
    text.id = newId<ObjectId>();
    text.kind = BoardKind::Text;
    text.text = words;
    text.fontSize = 20;
    text = fittedText(text, false);
    BoardOp op = BoardOp::create(text.id, BoardKind::Text, x, y, text.w, text.h);
    op.text = words;
    op.fontSize = 20;
    s.rig.draw(s.rig.other, op);
    return text.id;
}

// More than anybody may write, as undo makes it (B19).
ObjectId longText(BoardStage &s, double x, double y)
{
    const ObjectId id = textOf(s, QStringLiteral("words of it ").repeated(1'600), x, y);
    const int length = int(s.object(id).text.size());
    const auto cut = newId<OpId>();
    const UserId third = newId<UserId>();
    const auto receive = [&s](const OpId &tx, const UserId &who, const BoardOp &op) {
        s.rig.controller.receive({{{tx, who, {op}}, ++s.rig.head}});
    };
    receive(cut, third, BoardOp::editText(id, s.rig.head, {{length - 6'000, {}, {}}, {{}, {}, 6'000}}));
    receive(newId<OpId>(), s.rig.other,
            BoardOp::editText(id, s.rig.head,
                              {{length - 6'000, {}, {}}, {{}, QStringLiteral("others ").repeated(850), {}}}));
    receive(newId<OpId>(), third, BoardOp::undo(cut));
    return id;
}

} // namespace

// What is moved, sized, aligned and copied stays what it was: in its frame, bound, in its lines, and whole.
class TestBoardMoves final : public QObject
{
    Q_OBJECT
private slots:
    void T97_aFrameAndWhatIsInItAreMovedTogether()
    {
        BoardStage s;
        const ObjectId frame = s.shape(200, 200, 300, 200, BoardKind::Frame);
        const ObjectId in = s.shape(250, 250, 60, 40);
        s.rig.draw(s.rig.other, BoardOp::setParent(in, frame));
        const ObjectId beside = s.shape(600, 250, 60, 40);
        s.view.setTool(ToolId::Select);
        s.key(Qt::Key_A, Qt::ControlModifier);
        QVERIFY(s.selected().contains(frame) && s.selected().contains(in) && s.selected().contains(beside));
        s.drag({630, 270}, {680, 320});
        QCOMPARE(s.object(in).frame().topLeft(), QPointF(300, 300));
        QCOMPARE(s.object(frame).frame().topLeft(), QPointF(250, 250));
        QCOMPARE(s.object(in).parent, std::optional(frame));
        s.key(Qt::Key_Right, Qt::ShiftModifier); // and by keys
        s.view.settle();
        QCOMPARE(s.object(in).frame().topLeft(), QPointF(310, 300));
        QCOMPARE(s.object(in).parent, std::optional(frame));
        // What is selected beside a frame that stays comes into it as ever.
        s.view.selection().set({beside});
        s.drag({690, 320}, {400, 400});
        QCOMPARE(s.object(beside).parent, std::optional(frame));
    }
    void T98_whatIsErasedUnderAPressIsNotSelected()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 80, 60);
        s.shape(400, 400, 80, 60);
        s.view.setTool(ToolId::Select);
        s.press({240, 230});
        s.rig.draw(s.rig.other, BoardOp::erase(a));
        s.release({240, 230});
        s.key(Qt::Key_Return); // asks for what it is
        s.command(BoardCommand::Connect);
        QCOMPARE(s.selected(), QList<ObjectId>());
        QVERIFY(s.says(QStringLiteral("Select one shape")));
    }
    void T98_whatIsErasedWhileItsCopyIsDraggedIsNotSelected()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 80, 60);
        s.view.setTool(ToolId::Select);
        s.press({240, 230}, Qt::AltModifier);
        s.moveTo({300, 300}, Qt::AltModifier);
        s.rig.draw(s.rig.other, BoardOp::erase(a));
        s.release({400, 300}, Qt::AltModifier);
        QCOMPARE(s.selected(), QList<ObjectId>());
        QVERIFY(s.says(QStringLiteral("no longer there")));
        s.key(Qt::Key_Return);
    }
    void T98_whatIsErasedUnderALassoIsNotSelected()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 80, 60);
        const ObjectId b = s.shape(400, 400, 80, 60);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({a});
        s.press({380, 380}, Qt::ShiftModifier);
        s.moveTo({420, 420}, Qt::ShiftModifier);
        s.rig.draw(s.rig.other, BoardOp::erase(a));
        s.moveTo({500, 500}, Qt::ShiftModifier);
        s.release({500, 500}, Qt::ShiftModifier);
        QCOMPARE(s.selected(), QList{b});
        // Whoever asks for what was never there.
        s.view.selection().set({newId<ObjectId>(), b, a});
        QCOMPARE(s.selected(), QList{b});
        s.view.selection().goTo(a);
        QCOMPARE(s.view.selection().current(), std::optional(b));
        s.page.setController(nullptr);
        QVERIFY(s.view.selection().isEmpty());
    }
    void T98_whatIsLeftOfAGroupIsNotGone()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 80, 60);
        const ObjectId b = s.shape(300, 200, 80, 60);
        s.view.selection().set({a, b});
        s.command(BoardCommand::Group);
        const ObjectId group = s.selected().value(0);
        s.view.setTool(ToolId::Select);
        s.press({240, 230});
        s.moveTo({240, 330});
        for (const ObjectId &id : {a, b})
            s.rig.draw(s.rig.other, BoardOp::setParent(id, std::nullopt));
        s.rig.draw(s.rig.other, BoardOp::erase(group));
        s.moveTo({240, 430});
        s.release({240, 430});
        QCOMPARE(s.object(a).y, 400.0);
        QCOMPARE(s.object(b).y, 400.0);
        QVERIFY(!s.says(QStringLiteral("no longer there")));
    }
    void T99_aLineIsNotAlignedAwayFromWhatItConnects()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 100, 100);
        const ObjectId b = s.shape(500, 320, 100, 100);
        const ObjectId c = s.shape(720, 400, 60, 60);
        const ObjectId arrow = arrowBetween(s, a, b);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({a, b, arrow});
        s.command(BoardCommand::AlignTop);
        QCOMPARE(s.rig.commits, 1);
        QCOMPARE(s.object(b).y, 200.0);
        QVERIFY(isBoundTo(s, arrow, a, b));
        s.view.selection().set({a, b, c, arrow});
        s.command(BoardCommand::DistributeAcross);
        QCOMPARE(s.object(a).x, 200.0);
        QCOMPARE(s.object(b).x, 460.0); // gaps of 160 on both sides
        QVERIFY(isBoundTo(s, arrow, a, b));
        // A line that is bound to none of them is aligned as it is seen (T93).
        const auto free = newId<ObjectId>();
        s.rig.draw(s.rig.other, BoardOp::create(free, BoardKind::Line, 300, 550, 50, 0));
        s.view.selection().set({a, free});
        s.command(BoardCommand::AlignLeft);
        QCOMPARE(s.object(free).x, 200.0);
        // With what it is bound to alone there is nothing to align.
        const int before = s.rig.commits;
        s.view.selection().set({a, arrow});
        s.command(BoardCommand::AlignBottom);
        QCOMPARE(s.rig.commits, before);
        QVERIFY(s.says(QStringLiteral("goes with what it is bound to")));
        QVERIFY(isBoundTo(s, arrow, a, b));
    }
    void T127_whatIsSizedTogetherStaysBound()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 200, 80);
        const ObjectId b = s.shape(600, 250, 100, 100);
        BoardOp turn = BoardOp::set(a);
        turn.rotation = 30;
        s.rig.draw(s.rig.other, turn);
        const ObjectId arrow = arrowBetween(s, a, b);
        s.view.setTool(ToolId::Select);
        s.key(Qt::Key_A, Qt::ControlModifier);
        const QPoint corner = boundsOf(bodiesOf(s.doc(), s.selected())).bottomRight().toPoint() + QPoint(5, 5);
        s.drag(corner, corner + QPoint(120, 20));
        QVERIFY(s.object(b).w > 110);
        QVERIFY(isBoundTo(s, arrow, a, b));
    }
    void T127_aLineInAGroupStaysBoundToWhatMovesOtherwise()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 300, 100, 100);
        const ObjectId b = s.shape(500, 200, 100, 100);
        const ObjectId arrow = arrowBetween(s, a, b);
        s.view.selection().set({a, arrow});
        s.command(BoardCommand::Group);
        const ObjectId group = s.selected().value(0);
        s.view.selection().set({group, b});
        s.command(BoardCommand::AlignBottom);
        QVERIFY(isBoundTo(s, arrow, a, b));
    }
    void T127_aLineThatGoesWithOneOfItsObjectsStaysBoundToTheOther()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 300, 100, 100);
        const ObjectId b = s.shape(500, 200, 100, 100);
        const ObjectId arrow = arrowBetween(s, a, b);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({a, arrow});
        s.key(Qt::Key_Up, Qt::ShiftModifier);
        s.view.settle();
        QCOMPARE(s.object(a).y, 290.0);
        QVERIFY(isBoundTo(s, arrow, a, b));
        // Moved alone it is led away from both.
        s.view.selection().set({arrow});
        s.key(Qt::Key_Up, Qt::ShiftModifier);
        s.view.settle();
        QVERIFY(!s.object(arrow).start && !s.object(arrow).end);
    }
    void T127_aLineIsSeenWhereItIsBoundWhileItIsDragged()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 300, 100, 100);
        const ObjectId b = s.shape(500, 300, 100, 100);
        const ObjectId arrow = arrowBetween(s, a, b);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({a, arrow});
        const auto isInked = [&](const QRect &place) {
            const QImage image = s.view.grab().toImage();
            const double ratio = image.devicePixelRatio();
            const auto at = [&](int x, int y) { return image.pixelColor(int(x * ratio), int(y * ratio)).lightness(); };
            const int paper = at(450, 230);
            for (int y = place.top(); y <= place.bottom(); ++y)
                for (int x = place.left(); x <= place.right(); ++x)
                    if (std::abs(at(x, y) - paper) > 60)
                        return true;
            return false;
        };
        const QRect head(486, 346, 9, 9);
        s.press({250, 350});
        s.moveTo({250, 320});
        s.moveTo({250, 250});
        QVERIFY(s.view.isDragging());
        QVERIFY(isInked(head));
        s.release({250, 250});
        QCOMPARE(s.object(a).y, 200.0);
        QVERIFY(isBoundTo(s, arrow, a, b));
        QVERIFY(isInked(head));
    }
    void T128_nothingIsDrawnWithoutAHeight()
    {
        BoardStage s;
        s.view.snap().setToGrid(true);
        s.view.setTool(ToolId::Rectangle);
        s.drag({200, 200}, {400, 206});
        BoardObject made = s.object(s.selected().value(0));
        QCOMPARE(made.frame(), QRectF(200, 200, 200, boardGridStep));
        s.view.snap().setToGrid(false);
        s.view.setTool(ToolId::Ellipse);
        s.drag({500, 200}, {500, 260});
        made = s.object(s.selected().value(0));
        QCOMPARE(made.frame(), QRectF(500, 200, 1, 60));
    }
    void T128_whatHasNoHeightCanBeMadeTaller()
    {
        BoardStage s;
        const ObjectId a = s.shape(300, 400, 100, 0);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({a});
        s.key(Qt::Key_Down, Qt::ControlModifier | Qt::ShiftModifier);
        s.view.settle();
        QVERIFY2(s.object(a).h >= 10, qPrintable(QString::number(s.object(a).h)));
        const ObjectId b = s.shape(300, 200, 100, 0);
        s.view.selection().set({b});
        s.drag({405, 206}, {455, 256});
        QCOMPARE(s.object(b).w, 150.0);
        QVERIFY2(s.object(b).h >= 50, qPrintable(QString::number(s.object(b).h)));
    }
    void T129_aTextKeepsItsLinesAtItsCorner()
    {
        BoardStage s;
        const ObjectId text = textOf(s, QStringLiteral("several words in one line\nand one"), 300, 300);
        const BoardObject before = s.object(text);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({text});
        const QPoint corner = before.frame().bottomRight().toPoint() + QPoint(5, 5);
        s.drag(corner, corner + QPoint(20, int(before.h))); // twice as tall, and hardly wider
        const BoardObject now = s.object(text);
        QVERIFY(now.fontSize > before.fontSize * 1.5);
        QVERIFY(std::abs(now.h / now.fontSize - before.h / before.fontSize) < 0.1);
        QVERIFY(std::abs(now.w / now.fontSize - before.w / before.fontSize) < 0.1);
        QVERIFY(std::abs(boardTextSize(now.text, now.fontSize, now.w).height() - now.h) < 1);
    }
    void T129_textsKeepTheirLinesAmongWhatIsSized()
    {
        BoardStage s;
        const ObjectId text = textOf(s, QStringLiteral("several words in one line\nand one"), 300, 300);
        s.shape(300, 400, 100, 100);
        const BoardObject before = s.object(text);
        s.view.setTool(ToolId::Select);
        s.key(Qt::Key_A, Qt::ControlModifier);
        const QRectF box = boundsOf(bodiesOf(s.doc(), s.selected()));
        const QPoint corner = box.bottomRight().toPoint() + QPoint(5, 5);
        s.drag(corner, corner + QPoint(20, int(box.height() / 2)));
        const BoardObject now = s.object(text);
        QVERIFY(now.fontSize > before.fontSize);
        QVERIFY(std::abs(now.h / now.fontSize - before.h / before.fontSize) < 0.1);
        QVERIFY(std::abs(boardTextSize(now.text, now.fontSize, now.w).height() - now.h) < 1);
    }
    void T130_aPasteThatIsTooLongIsCutAndSaysSo()
    {
        BoardStage s;
        const ObjectId note = s.shape(300, 200, 160, 160, BoardKind::Sticky);
        QVERIFY(s.view.editText(note));
        BoardTextEdit *editor = s.view.writing().editor();
        editor->insertPlainText(QStringLiteral("a"));
        // Pairs of surrogates, of which half a one would be left.
        QGuiApplication::clipboard()->setText(QString::fromUcs4(U"\U0001F600").repeated(maxBoardText));
        editor->paste();
        QCOMPARE(editor->text().size(), maxBoardText - 1);
        QVERIFY(isBoardText(editor->text()));
        QVERIFY(s.says(QStringLiteral("rest was not pasted")));
        editor->selectAll(); // what is replaced makes room
        QGuiApplication::clipboard()->setText(QString(maxBoardText, u'x'));
        editor->paste();
        QCOMPARE(editor->text(), QString(maxBoardText, u'x'));
        editor->moveCursor(QTextCursor::End);
        QGuiApplication::clipboard()->setText(QStringLiteral("more"));
        editor->paste();
        QCOMPARE(editor->text().size(), maxBoardText);
        QTest::keyClick(editor, Qt::Key_Escape);
        QCOMPARE(s.object(note).text, QString(maxBoardText, u'x'));
    }
    void T22_whatIsPastedAtTheEdgeLiesInTheView()
    {
        BoardStage s;
        const ObjectId a = s.shape(300, 200, 300, 200);
        s.view.selection().set({a});
        s.key(Qt::Key_C, Qt::ControlModifier);
        s.moveTo({995, 695});
        QRectF last;
        for (int i = 0; i < 3; ++i) {
            s.key(Qt::Key_V, Qt::ControlModifier);
            const QRectF box = s.object(s.selected().value(0)).frame();
            QVERIFY2(s.view.visibleBoard().contains(box), qPrintable(QString::number(box.right())));
            QVERIFY(box != last); // the same once more is seen
            last = box;
        }
        QGuiApplication::clipboard()->setText(QStringLiteral("some words from elsewhere"));
        s.key(Qt::Key_V, Qt::ControlModifier);
        QVERIFY(s.view.visibleBoard().contains(s.object(s.selected().value(0)).frame()));
    }
    void T132_aDragGoesOnWhenAllOfTheBoardComesAnew()
    {
        BoardStage s;
        const auto a = newId<ObjectId>();
        const auto b = newId<ObjectId>();
        const auto arrow = newId<ObjectId>();
        BoardOp bound = BoardOp::create(arrow, BoardKind::Arrow, 380, 330, 100, 0);
        bound.start = BoardAnchor{a, 1, 0.5};
        const BoardTransaction made{newId<OpId>(),
                                    s.rig.other,
                                    {BoardOp::create(a, BoardKind::Rectangle, 300, 300, 80, 60),
                                     BoardOp::create(b, BoardKind::Rectangle, 500, 500, 80, 60), bound}};
        s.rig.controller.receive({{made, ++s.rig.head}});
        const auto reset = [&] {
            BoardDoc fresh;
            fresh.apply(made, 1);
            BoardOp red = BoardOp::set(a);
            red.color = 0xffd55e00;
            fresh.apply({newId<OpId>(), s.rig.other, {red}}, 2);
            s.rig.echo = false;
            s.rig.head = 2;
            s.rig.controller.load(std::move(fresh));
        };
        s.view.setTool(ToolId::Select);
        s.press({340, 330});
        s.moveTo({400, 330});
        reset();
        QVERIFY(!s.view.scene().figure(a)); // it is still a sprite
        QVERIFY(!s.view.scene().figure(arrow));
        s.moveTo({440, 330});
        s.release({440, 330});
        QCOMPARE(s.object(a).x, 400.0);
        QCOMPARE(s.object(a).color, 0xffd55e00u);
        QVERIFY(s.view.scene().figure(a) && s.view.scene().figure(arrow));
        QCOMPARE(s.selected(), QList{a});
        // A shape and an area, too.
        s.press({480, 480});
        s.moveTo({560, 560});
        reset();
        s.moveTo({600, 580});
        s.release({600, 580});
        QCOMPARE(s.selected(), QList{b});
        s.view.setTool(ToolId::Rectangle);
        s.press({100, 500});
        s.moveTo({150, 550});
        reset();
        s.moveTo({200, 600});
        s.release({200, 600});
        QCOMPARE(s.object(s.selected().value(0)).frame(), QRectF(100, 500, 100, 100));
        s.view.setTool(ToolId::Arrow);
        s.press({200, 450});
        s.moveTo({300, 450});
        reset();
        s.release({400, 450});
        QCOMPARE(s.object(s.selected().value(0)).kind, BoardKind::Arrow);
    }
    void T132_whatIsErasedWithABoardThatComesAnewStays()
    {
        BoardStage s;
        const auto a = newId<ObjectId>();
        const auto b = newId<ObjectId>();
        const BoardTransaction made{newId<OpId>(),
                                    s.rig.other,
                                    {BoardOp::create(a, BoardKind::Sticky, 300, 300, 80, 60),
                                     BoardOp::create(b, BoardKind::Sticky, 500, 300, 80, 60)}};
        s.rig.controller.receive({{made, ++s.rig.head}});
        s.view.setTool(ToolId::Eraser);
        s.press({340, 330});
        s.moveTo({345, 330});
        QVERIFY(!s.view.scene().figure(a));
        BoardDoc fresh;
        fresh.apply(made, 1);
        s.rig.controller.load(std::move(fresh));
        QVERIFY(!s.view.scene().figure(a)); // it does not flash up under the eraser
        s.moveTo({540, 330});
        s.release({540, 330});
        QVERIFY(!s.doc().object(a));
        QVERIFY(!s.doc().object(b));
    }
    void T133_aTextThatHasBecomeTooLongIsCopiedInPieces()
    {
        BoardStage s;
        const ObjectId text = longText(s, 100, 100);
        const QString words = s.object(text).text;
        QVERIFY(words.size() > maxBoardText);
        const auto copied = [](const BoardStage &on, const ObjectId &except) {
            QList<BoardObject> pieces = on.doc().objects();
            pieces.removeIf([&](const BoardObject &piece) { return piece.id == except; });
            std::sort(pieces.begin(), pieces.end(),
                      [](const BoardObject &a, const BoardObject &b) { return a.y < b.y; });
            QString all;
            for (const BoardObject &piece : std::as_const(pieces))
                all += piece.text;
            return all;
        };
        s.view.setTool(ToolId::Select);
        s.view.selection().set({text});
        s.command(BoardCommand::Duplicate);
        QCOMPARE(s.rig.commits, 1);
        QCOMPARE(copied(s, text), words);
        QCOMPARE(s.selected().size(), 2);
        QVERIFY(s.says(QStringLiteral("go on in texts below")) || s.says(QStringLiteral("goes on in texts below")));
        s.rig.controller.undo();
        s.view.selection().set({text});
        s.command(BoardCommand::Copy);
        BoardStage other;
        other.command(BoardCommand::Paste);
        QCOMPARE(other.rig.commits, 1);
        QCOMPARE(copied(other, {}), words);
        s.drag({200, 120}, {400, 300}, Qt::AltModifier);
        QCOMPARE(copied(s, text), words);
    }
    void T134_escapeOfAnAreaGivesBackWhatWasSelected()
    {
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 80, 60);
        const ObjectId b = s.shape(400, 400, 80, 60);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({a});
        s.press({380, 380});
        s.moveTo({500, 500});
        QCOMPARE(s.selected(), QList{b});
        s.key(Qt::Key_Escape);
        s.release({500, 500});
        QCOMPARE(s.selected(), QList{a});
    }
    void T135_whileAMenuIsOpenKeysAreTheMenus()
    {
        QApplication::setStyle(new CoterieStyle);
        BoardStage s;
        const ObjectId a = s.shape(200, 200, 80, 60);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({a});
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {240, 230}, s.view.mapToGlobal(QPoint(240, 230)));
        QCoreApplication::sendEvent(&s.view, &event);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QTest::keyClick(menu, Qt::Key_P);
        QCOMPARE(s.view.tool(), ToolId::Select);
        QCOMPARE(s.selected(), QList{a});
        QVERIFY(menu->isVisible());
        QTest::keyClick(menu, Qt::Key_Escape);
        QVERIFY(!QApplication::activePopupWidget());
        s.key(Qt::Key_P);
        QCOMPARE(s.view.tool(), ToolId::Pen);
    }
};

QTEST_MAIN(TestBoardMoves)
#include "tst_boardmoves.moc"
