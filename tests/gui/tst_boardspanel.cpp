// SPDX-License-Identifier: MIT
#include "app/session/boardassets.h"
#include "app/session/boardcopy.h"
#include "app/session/errortext.h"
#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardgallery.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/board/boardrightsmenu.h"
#include "app/ui/board/boardtextedit.h"
#include "app/ui/board/boardthumbnail.h"
#include "app/ui/board/noticecard.h"
#include "app/ui/board/textediting.h"
#include "app/ui/shell/accessible.h"
#include "app/ui/shell/theme.h"
#include "shared/protocol/errors.h"
#include "tests/support/boardsshown.h"
#include "tests/support/boardstage.h"
#include "tests/support/uidriver.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPixmapCache>
#include <QSignalSpy>
#include <QTextDocument>
#include <QToolButton>
#include <QToolTip>
#include <QTreeView>

using namespace coterie;
using namespace coterie::ui;
using test::BoardsRig;
using test::HandClock;

namespace {

using Shown = test::BoardsShown;

} // namespace

// The boards of a room and what one may do there, in the window (W-40).
class TestBoardsPanel final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { installAccessibility(); }

    void T144_theListOfBoardsHasRoundCornersAsTheCardsHave()
    {
        Shown shown;
        shown.key(Qt::Key_B);
        QVERIFY(shown.gallery());
        const QImage drawn = shown.gallery()->grab().toImage().convertToFormat(QImage::Format_ARGB32);
        for (const QPoint &corner : {drawn.rect().topLeft(), drawn.rect().topRight(), drawn.rect().bottomLeft(),
                                     drawn.rect().bottomRight()})
            QCOMPARE(qAlpha(drawn.pixel(corner)), 0); // whatever lies behind it is seen there
        const QRgb ground = colors(shown.gallery()->palette()).raised.rgb();
        QCOMPARE(drawn.pixel(4, drawn.height() / 2), ground);
        QCOMPARE(drawn.pixel(drawn.width() / 2, drawn.height() - 4), ground);
    }
    void theGalleryMakesNamesOrdersRemovesAndBringsBackByKeys()
    {
        Shown shown;
        shown.key(Qt::Key_B);
        QVERIFY(shown.gallery());
        QListView *list = shown.gallery()->list();
        QTest::keyClick(list, Qt::Key_Insert);
        QCOMPARE(shown.rig.names().size(), 2);
        auto *edit = list->findChild<QLineEdit *>();
        QVERIFY(edit); // a new board is named at once
        edit->setText(QStringLiteral("Lens"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(shown.rig.names(), (QStringList{QStringLiteral("Lab board"), QStringLiteral("Lens")}));
        QCOMPARE(shown.page.view()->controller()->board(), shown.rig.boards.model()->boardAt(1));
        QTest::keyClick(list, Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(shown.rig.names(), (QStringList{QStringLiteral("Lens"), QStringLiteral("Lab board")}));
        QTest::keyClick(list, Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(shown.rig.names().first(), QStringLiteral("Lab board"));
        QTRY_VERIFY(!list->findChild<QLineEdit *>()); // the one before is gone
        QTest::keyClick(list, Qt::Key_F2);
        edit = list->findChild<QLineEdit *>();
        QVERIFY(edit);
        edit->setText(QStringLiteral("Mirrors"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(shown.rig.names().last(), QStringLiteral("Mirrors"));
        QTRY_VERIFY(!list->findChild<QLineEdit *>());
        const BoardId gone = shown.rig.boards.model()->boardAt(1);
        QCOMPARE(list->currentIndex().row(), 1);
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(shown.rig.names(), QStringList{QStringLiteral("Lab board")});
        QVERIFY(shown.rig.boards.restore(gone));
        QCOMPARE(shown.rig.names().last(), QStringLiteral("Mirrors"));
        list->setCurrentIndex(shown.rig.boards.model()->index(0));
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_VERIFY(!shown.gallery());
        QCOMPARE(shown.rig.boards.current(), shown.rig.boards.model()->boardAt(0));
    }

    // The card of a picture gives way to the picture when that has come, below what lies above it.
    void V14_aThumbnailShowsThePicturesOnceTheyAreHere()
    {
        BoardsRig rig;
        QImage red(600, 400, QImage::Format_RGB32);
        red.fill(0xffc81e1e);
        QByteArray png;
        QBuffer out(&png);
        QVERIFY(out.open(QIODevice::WriteOnly) && red.save(&out, "PNG"));
        QByteArray hash;
        {
            BoardAssets writer(rig.room, rig.requests, rig.store);
            hash = writer.put(png);
        }
        // It is on this computer's disk, not in memory; of the other one nobody knows anything.
        BoardAssets assets(rig.room, rig.requests, rig.store);
        QVERIFY(assets.bytes(hash).isEmpty());
        BoardController board(rig.room, rig.boards.current(), rig.clock);
        board.setAssets(&assets);
        board.setSelf(rig.me);
        board.setLoaded(true);
        Seq seq = 0;
        const auto add = [&](BoardOp op) { board.receive({{{newId<OpId>(), rig.teacher, {std::move(op)}}, ++seq}}); };
        const auto picture = [&](const QRectF &at, const QByteArray &asset) {
            BoardOp op = BoardOp::create(newId<ObjectId>(), BoardKind::Image, at.x(), at.y(), at.width(), at.height());
            op.asset = asset;
            add(op);
        };
        picture({0, 0, 600, 400}, hash);
        BoardOp bar = BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 250, 0, 100, 400);
        bar.color = 0xff1e64c8;
        bar.fill = 0xff1e64c8;
        add(bar);
        const BoardPaper paper{0xffffffff, 0xff000000, true};
        BoardThumbnails thumbnails;
        QSignalSpy changed(&thumbnails, &BoardThumbnails::changed);
        const auto image = [&] { return thumbnails.of(board, {168, 104}, 2, paper).toImage(); };
        // In shares of the board, which leaves a margin of 6 %.
        const auto at = [](const QImage &in, double x, double y) {
            const double scale = std::min(168 * 0.88 / 600, 104 * 0.88 / 400);
            return in.pixel(int(84 + (x - 0.5) * 600 * scale), int(52 + (y - 0.5) * 400 * scale)) & 0xffffff;
        };
        const QImage before = image();
        QCOMPARE(before.size(), QSize(168, 104));
        QVERIFY(at(before, 0.1, 0.1) != 0xc81e1e);
        QCOMPARE(at(before, 0.5, 0.5), 0x1e64c8u);
        QTRY_VERIFY(changed.size() > 0);
        QCOMPARE(changed.first().first().value<BoardId>(), board.board());
        const QImage after = image();
        for (const double x : {0.02, 0.2, 0.38, 0.62, 0.98})
            for (const double y : {0.05, 0.5, 0.95})
                QCOMPARE(at(after, x, y), 0xc81e1eu);
        QCOMPARE(at(after, 0.5, 0.5), 0x1e64c8u);
        QCOMPARE(after.pixel(2, 2) & 0xffffff, 0xffffffu);
        // Painted in part or as a whole: the same. And it is kept while nobody looks.
        thumbnails.release();
        changed.clear();
        QCOMPARE(image(), after);
        QPixmapCache::clear();
        QCOMPARE(at(image(), 0.2, 0.5) == 0xc81e1eu, false); // the control: begun anew, with the card
        QTRY_VERIFY(changed.size() > 0);
        QCOMPARE(image(), after);
        // A second picture that is nowhere leaves the first alone.
        picture({0, 500, 600, 100}, QByteArray(32, 'n'));
        QVERIFY(image() != after);
        changed.clear();
        QTRY_VERIFY(changed.size() > 0);
        const QImage both = image();
        int reds = 0;
        for (int y = 0; y < both.height(); ++y)
            for (int x = 0; x < both.width(); ++x)
                reds += (both.pixel(x, y) & 0xffffff) == 0xc81e1e;
        QVERIFY2(reds > 4000, qPrintable(QString::number(reds)));
    }

    void theGalleryPaintsAPictureWhenItHasCome()
    {
        Shown shown;
        BoardAssets assets(shown.rig.room, shown.rig.requests, shown.rig.store);
        QImage red(64, 64, QImage::Format_RGB32);
        red.fill(0xffc81e1e);
        QByteArray png;
        QBuffer out(&png);
        QVERIFY(out.open(QIODevice::WriteOnly) && red.save(&out, "PNG"));
        const BoardId id = shown.rig.boards.add(QStringLiteral("Lens"));
        BoardController *board = shown.board(id);
        board->setAssets(&assets);
        BoardOp op = BoardOp::create(newId<ObjectId>(), BoardKind::Image, 0, 0, 300, 300);
        op.asset = assets.put(png);
        board->receive({{{newId<OpId>(), shown.rig.teacher, {op}}, 1}});
        shown.key(Qt::Key_B);
        QVERIFY(shown.gallery());
        const auto reds = [&] {
            const QImage image = shown.gallery()->grab().toImage();
            int count = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    count += (image.pixel(x, y) & 0xffffff) == 0xc81e1e;
            return count;
        };
        QCOMPARE(reds(), 0);
        QTRY_VERIFY(reds() > 1000);
    }

    void T58_aLargeBoardIsPaintedInTheBackground()
    {
        BoardsRig rig;
        BoardController board(rig.room, rig.boards.current(), rig.clock);
        board.setSelf(rig.me);
        board.setLoaded(true);
        Seq seq = 0;
        const auto bars = [&](int count, quint32 color) {
            for (int i = 0; i < count; ++i) {
                BoardOp bar =
                    BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, i % 50 * 10, i / 50 * 10, 10, 10);
                bar.color = bar.fill = color;
                board.receive({{{newId<OpId>(), rig.teacher, {bar}}, ++seq}});
            }
        };
        bars(2'100, 0xff1e64c8);
        const BoardPaper paper{0xffffffff, 0xff000000, true};
        BoardThumbnails thumbnails;
        QSignalSpy changed(&thumbnails, &BoardThumbnails::changed);
        const auto middle = [&] {
            const QImage image = thumbnails.of(board, {168, 104}, 2, paper).toImage();
            const QColor color = image.isNull() ? QColor() : image.pixelColor(84, 52);
            return !color.isValid()                         ? QStringLiteral("nothing")
                   : color.blue() > 150 && color.red() < 80 ? QStringLiteral("blue")
                   : color.red() > 150 && color.blue() < 80 ? QStringLiteral("red")
                                                            : color.name();
        };
        QCOMPARE(middle(), QStringLiteral("nothing")); // not while the window waits
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(middle(), QStringLiteral("blue"));
        bars(2'100, 0xffc81e1e);
        QCOMPARE(middle(), QStringLiteral("blue")); // as it was, until it is painted again
        QTRY_COMPARE(middle(), QStringLiteral("red"));
        thumbnails.release();
        QCOMPARE(middle(), QStringLiteral("red")); // what is whole is kept
    }

    void T58_aFewVeryLongStrokesAreALargeBoard()
    {
        BoardsRig rig;
        BoardController board(rig.room, rig.boards.current(), rig.clock);
        board.setSelf(rig.me);
        board.setLoaded(true);
        StrokePoints points;
        for (int i = 0; i < 8'000; ++i)
            points.at.push_back({qint16(i % 2 * 300 + i % 7), qint16(i / 20)});
        const QByteArray packed = points.packed();
        QVERIFY(packed.size() > 16'000 && packed.size() < 64'000);
        Seq seq = 0;
        const auto strokes = [&](int count) {
            for (int i = 0; i < count; ++i) {
                BoardOp op = BoardOp::createStroke(newId<ObjectId>(), i, i, packed, 0xff1e64c8, 2);
                board.receive({{{newId<OpId>(), rig.teacher, {op}}, ++seq}});
            }
        };
        BoardThumbnails thumbnails;
        QSignalSpy changed(&thumbnails, &BoardThumbnails::changed);
        const BoardPaper paper{0xffffffff, 0xff000000, true};
        strokes(1);
        QVERIFY(!thumbnails.of(board, {168, 104}, 2, paper).isNull()); // at once
        strokes(40);
        const QPixmap before = thumbnails.of(board, {168, 104}, 2, paper);
        QVERIFY(before.isNull()); // not while the window waits
        QTRY_VERIFY(!thumbnails.of(board, {168, 104}, 2, paper).isNull());
        QVERIFY(!changed.isEmpty());
    }

    // T58: the open list is a wall of boards as they are by now.
    void T90_aBoardMadeWithoutTheHostShowsItself()
    {
        Shown shown;
        const BoardId id = shown.rig.boards.add(QStringLiteral("Made on the train"));
        BoardController *board = shown.board(id);
        board->setLoaded(false); // no host has said that there is nothing
        board->setOnline(false);
        auto *thumbnails = shown.page.findChild<BoardThumbnails *>();
        QVERIFY(thumbnails);
        const BoardPaper &paper = shown.page.view()->paper();
        QVERIFY(!thumbnails->of(*board, {120, 80}, 1, paper).isNull());
        BoardController *known = shown.board(firstBoard(shown.rig.room));
        known->setLoaded(false);
        known->setOnline(false);
        QVERIFY(thumbnails->of(*known, {120, 80}, 1, paper).isNull()); // what is on that one nobody can tell
    }

    void T58_theOpenListFollowsTheBoards()
    {
        Shown shown;
        const BoardId id = shown.rig.boards.add(QStringLiteral("Far away"));
        BoardController *board = shown.board(id);
        board->setLoaded(false);
        board->setOnline(true);
        const auto bars = [&] {
            const QImage image = shown.gallery()->grab().toImage();
            int count = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    count += (image.pixel(x, y) & 0xffffff) == 0x1e64c8;
            return count;
        };
        // Only what the list asks for itself is painted: whoever looks sees it by itself.
        QSignalSpy asked(shown.page.findChild<BoardThumbnails *>(), &BoardThumbnails::changed);
        shown.key(Qt::Key_B);
        QVERIFY(shown.gallery());
        QCOMPARE(bars(), 0);
        QVERIFY(asked.isEmpty());
        BoardOp bar = BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 0, 0, 300, 200);
        bar.color = bar.fill = 0xff1e64c8;
        board->receive({{{newId<OpId>(), shown.rig.teacher, {bar}}, 1}});
        board->setLoaded(true);
        QTRY_VERIFY(asked.size() > 0);
        QCOMPARE(asked.first().first().value<BoardId>(), id);
        const int before = bars();
        QVERIFY(before > 100);
        asked.clear();
        Seq seq = 1;
        for (int i = 0; i < 50; ++i) { // as somebody draws there, it is painted again now and then
            bar.object = newId<ObjectId>();
            bar.y = bar.y.value_or(0) + 5;
            board->receive({{{newId<OpId>(), shown.rig.teacher, {bar}}, ++seq}});
        }
        QTRY_VERIFY(asked.size() > 0);
        QVERIFY2(asked.size() < 5, qPrintable(QString::number(asked.size())));
        QVERIFY(bars() != before);
    }

    void shiftAndPageKeysGoRoundTheBoards()
    {
        Shown shown;
        shown.key(Qt::Key_PageDown, Qt::ShiftModifier);
        QVERIFY(shown.says(QStringLiteral("one board"))); // never silent
        const BoardId second = shown.rig.boards.add(QStringLiteral("Second"));
        shown.key(Qt::Key_PageDown, Qt::ShiftModifier);
        QCOMPARE(shown.page.view()->controller()->board(), second);
        QVERIFY(shown.says(QStringLiteral("Second")));
        QVERIFY(shown.says(QStringLiteral("2/2")));
        shown.key(Qt::Key_PageDown, Qt::ShiftModifier);
        QCOMPARE(shown.page.view()->controller()->board(), firstBoard(shown.rig.room));
        shown.key(Qt::Key_PageUp, Qt::ShiftModifier);
        QCOMPARE(shown.page.view()->controller()->board(), second);
    }

    void W40_oneClickFreezesAndTheStripSaysWho()
    {
        Shown shown;
        test::click(shown.page, QStringLiteral("Freeze this board: only moderators can draw"));
        QVERIFY(shown.rig.boards.state().boards().first().frozenBy.has_value());
        QVERIFY(shown.says(QStringLiteral("You froze the board")));
        test::click(shown.page, QStringLiteral("Unfreeze"));
        QVERIFY(!shown.rig.boards.state().boards().first().frozenBy.has_value());
        QVERIFY(!shown.says(QStringLiteral("froze")));
    }

    void T80_whoMayOnlyLookSelectsMovesAndPoints()
    {
        Shown frozen(Role::Member, BoardRight::EditAll, true);
        QVERIFY(frozen.says(QStringLiteral("Ms Kim froze the board")));
        QVERIFY(!frozen.says(QStringLiteral("Unfreeze")));
        Shown viewer(Role::Member, BoardRight::View);
        QVERIFY(viewer.says(QStringLiteral("You can look around and point here")));
        for (Shown *shown : {&frozen, &viewer}) {
            BoardView &view = *shown->page.view();
            BoardController &board = *view.controller();
            shown->page.activateWindow();
            shown->page.setFocus();
            QVERIFY(QTest::qWaitForWindowActive(&shown->page));
            const auto *tools = test::cardOf(shown->page, u"Tools");
            QVERIFY(tools && tools->isVisible());
            QStringList usable;
            for (const auto *button : tools->findChildren<QToolButton *>())
                if (button->isEnabled())
                    usable.append(button->accessibleName());
            QCOMPARE(usable, (QStringList{QStringLiteral("Select"), QStringLiteral("Hand"), QStringLiteral("Laser")}));
            const auto drag = [&view] {
                QTest::mousePress(&view, Qt::LeftButton, {}, {300, 300});
                QTest::mouseMove(&view, {340, 340});
                QTest::mouseRelease(&view, Qt::LeftButton, {}, {340, 340});
            };
            QCOMPARE(view.tool(), ToolId::Hand); // the pen that was chosen lies aside
            drag();
            QCOMPARE(view.camera().toBoard(QPointF()), QPointF(-40, -40));
            shown->key(Qt::Key_R);
            QCOMPARE(view.tool(), ToolId::Hand);
            QVERIFY(shown->says(QStringLiteral("for looking only"))); // no key is deaf
            shown->key(Qt::Key_K);
            QCOMPARE(view.tool(), ToolId::Laser);
            drag();
            QVERIFY(!board.lasers().trails().isEmpty());
            shown->key(Qt::Key_Escape);
            QCOMPARE(view.tool(), ToolId::Hand);
            const auto other = newId<ObjectId>();
            board.receive({{{newId<OpId>(),
                             shown->rig.teacher,
                             {BoardOp::create(other, BoardKind::Rectangle, 300, 200, 100, 100)}},
                            1}});
            shown->key(Qt::Key_V);
            const QPoint middle = view.camera().toWidget(QPointF(350, 250)).toPoint();
            QTest::mouseClick(&view, Qt::LeftButton, {}, middle);
            QCOMPARE(view.selection().ids(), QList{other});
            QTest::mousePress(&view, Qt::LeftButton, {}, middle);
            QTest::mouseMove(&view, middle + QPoint(30, 30));
            QTest::mouseMove(&view, middle + QPoint(60, 60));
            QTest::mouseRelease(&view, Qt::LeftButton, {}, middle + QPoint(60, 60));
            view.selection().set({other});
            shown->key(Qt::Key_Right);
            shown->key(Qt::Key_Delete);
            shown->key(Qt::Key_Return);
            view.settle();
            QVERIFY(!view.isWriting());
            QCOMPARE(board.doc().visibleCount(), 1);
            QCOMPARE(board.doc().object(other)->x, 300.0);
            QCOMPARE(board.pendingCount(), 0);
        }
        // Whoever may draw again has the tool in hand that they had.
        viewer.page.view()->setTool(ToolId::Hand);
        viewer.page.setBoards(nullptr, {}, {});
        QCOMPARE(viewer.page.view()->tool(), ToolId::Pen);
        viewer.key(Qt::Key_R);
        QCOMPARE(viewer.page.view()->tool(), ToolId::Rectangle);
        Shown control(Role::Member); // with the right, the same drag draws
        QTest::mousePress(control.page.view(), Qt::LeftButton, {}, {300, 300});
        QTest::mouseMove(control.page.view(), {340, 340});
        QTest::mouseRelease(control.page.view(), Qt::LeftButton, {}, {340, 340});
        QCOMPARE(control.page.view()->controller()->doc().visibleCount(), 1);
    }

    void T143_whoWritesOnABoardThatIsRemovedIsNotMovedInTheMiddleOfAWord()
    {
        Shown shown;
        const BoardId first = shown.rig.boards.current();
        const BoardId second = newId<BoardId>();
        QVERIFY(shown.rig.boards.change({BoardListAct::Add, second, QStringLiteral("Lens"), {}}));
        shown.rig.boards.setCurrent(second);
        BoardView &view = *shown.page.view();
        QCOMPARE(view.controller()->board(), second);
        view.editTextAt({100, 100});
        QTest::keyClicks(view.writing().editor(), QStringLiteral("abc"));
        QVERIFY(shown.rig.boards.change({BoardListAct::Remove, second, {}, {}}));
        emit shown.rig.boards.noticed(QStringLiteral("You are on “Lab board” now")); // as of what others do
        QCOMPARE(shown.rig.boards.current(), first);
        QVERIFY(view.isWriting());
        QVERIFY(!shown.says(QStringLiteral("You are on")));
        QCOMPARE(view.controller()->board(), second);
        QTest::keyClicks(view.writing().editor(), QStringLiteral("r b"));
        QCOMPARE(view.writing().editor()->text(), QStringLiteral("abcr b")); // no key is another board's
        QTRY_VERIFY(shown.says(QStringLiteral("The board was removed")));
        QVERIFY(!shown.says(QStringLiteral("Unfreeze")));
        QTest::keyClick(view.writing().editor(), Qt::Key_Escape);
        QTRY_COMPARE(view.controller()->board(), first);
        QVERIFY(!view.isWriting());
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("abcr b"));
        QVERIFY(!shown.says(QStringLiteral("This board has been removed")));
        QVERIFY(shown.says(QStringLiteral("You are on “Lab board” now")));
        QVERIFY(shown.says(QStringLiteral("Your words are on the clipboard")));
    }
    void T143_whoChoosesABoardMeanwhileGetsIt_data()
    {
        QTest::addColumn<int>("row");
        QTest::newRow("the one that is current already") << 0;
        QTest::newRow("another one") << 1;
    }
    void T143_whoChoosesABoardMeanwhileGetsIt()
    {
        QFETCH(const int, row);
        Shown shown;
        const BoardId second = newId<BoardId>();
        QVERIFY(shown.rig.boards.change({BoardListAct::Add, second, QStringLiteral("Lens"), {}}));
        QVERIFY(!shown.rig.boards.add(QStringLiteral("Third")).isNull());
        shown.rig.boards.setCurrent(second);
        BoardView &view = *shown.page.view();
        view.editTextAt({100, 100});
        QTest::keyClicks(view.writing().editor(), QStringLiteral("abc"));
        QVERIFY(shown.rig.boards.change({BoardListAct::Remove, second, {}, {}}));
        QTest::keyClicks(view.writing().editor(), QStringLiteral("r"));
        const BoardId wanted = shown.rig.boards.model()->boardAt(row);
        shown.rig.boards.setCurrent(wanted);
        QVERIFY(!view.isWriting());
        QCOMPARE(view.controller()->board(), wanted);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("abcr"));
        QVERIFY(shown.says(QStringLiteral("Your words are on the clipboard")));
    }

    void T80_whoMayOnlyLookSelectsByKeysToo()
    {
        Shown viewer(Role::Member, BoardRight::View);
        BoardView &view = *viewer.page.view();
        const auto a = newId<ObjectId>();
        const auto b = newId<ObjectId>();
        view.controller()->receive({{{newId<OpId>(),
                                      viewer.rig.teacher,
                                      {BoardOp::create(a, BoardKind::Rectangle, 300, 200, 100, 100),
                                       BoardOp::create(b, BoardKind::Rectangle, 9000, 200, 100, 100)}},
                                     1}});
        viewer.key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(view.selection().ids(), (QList{a, b}));
        QCOMPARE(view.tool(), ToolId::Select);
        viewer.key(Qt::Key_2, Qt::ShiftModifier);
        QVERIFY(view.visibleBoard().contains(QRectF(300, 200, 8800, 100)));
        QVERIFY(!viewer.says(QStringLiteral("for looking only")));
        viewer.key(Qt::Key_Delete);
        QVERIFY(viewer.says(QStringLiteral("for looking only")));
        QCOMPARE(view.controller()->doc().visibleCount(), 2);
        // What is current in the outline is seen to be selected.
        viewer.key(Qt::Key_H);
        viewer.key(Qt::Key_L, Qt::ControlModifier);
        auto *tree = viewer.page.findChild<QTreeView *>();
        tree->setCurrentIndex(tree->model()->index(1, 0));
        QCOMPARE(view.selection().ids(), QList{b});
        QCOMPARE(view.tool(), ToolId::Select);
    }

    void P27_whatWasRefusedIsOfferedAsANewBoard()
    {
        Shown shown(Role::Member);
        BoardController &board = *shown.board(firstBoard(shown.rig.room));
        const auto id = newId<OpId>();
        const BoardOp stroke = test::dash(newId<ObjectId>(), 10, 10);
        board.restore({{id, board.self(), {stroke}}});
        board.refuse({{id, test::refusal(errors::forbidden), {stroke}}});
        QCOMPARE(board.doc().visibleCount(), 0);
        QVERIFY(shown.says(QStringLiteral("1 object(s) of yours could not be added here")));
        QVERIFY(shown.says(errorSentence(errors::forbidden))); // T43
        test::click(shown.page, QStringLiteral("Save as a new board"));
        QCOMPARE(shown.rig.names().size(), 2);
        QVERIFY(!shown.says(QStringLiteral("could not be added")));
        QCOMPARE(shown.rig.boards.current(), shown.rig.boards.model()->boardAt(1));
        const auto waiting = shown.rig.outbox.entries(shown.rig.room);
        QCOMPARE(waiting.size(), 2); // the board, then what stands on it
        const auto *made = std::get_if<BoardListEdit>(&waiting.at(0).message);
        const auto *drawn = std::get_if<BoardCommit>(&waiting.at(1).message);
        QVERIFY(made && drawn);
        QCOMPARE(drawn->board, std::optional(made->change.board));
        QCOMPARE(drawn->ops.size(), 1);
        QVERIFY(drawn->ops.first().object != stroke.object);
        QCOMPARE(drawn->ops.first().points, stroke.points);
    }

    void P27_itCanBeThrownAwayToo()
    {
        Shown shown(Role::Member);
        shown.rig.boards.keepConflict(firstBoard(shown.rig.room), {{test::dash(newId<ObjectId>())}, errors::full});
        QVERIFY(shown.says(QStringLiteral("could not be added here")));
        test::click(shown.page, QStringLiteral("Discard"));
        QVERIFY(shown.says(QStringLiteral("for good?"))); // it is the only copy there is
        test::click(shown.page, QStringLiteral("Keep"));
        QVERIFY(shown.says(QStringLiteral("could not be added here")));
        QCOMPARE(shown.rig.boards.conflictObjects(firstBoard(shown.rig.room)), 1);
        test::click(shown.page, QStringLiteral("Discard"));
        test::click(shown.page, QStringLiteral("Discard"));
        QVERIFY(!shown.says(QStringLiteral("could not be added here")));
        QVERIFY(!shown.says(QStringLiteral("for good?")));
        QCOMPARE(shown.rig.names().size(), 1);
    }

    void P29_whatWasRefusedCanBeTriedAgainWhenItMayBe()
    {
        Shown frozen(Role::Member, BoardRight::EditAll, true);
        frozen.rig.boards.keepConflict(firstBoard(frozen.rig.room), {{test::dash(newId<ObjectId>())}, errors::frozen});
        QVERIFY(!frozen.says(QStringLiteral("Try again"))); // it would be refused again
        Shown shown(Role::Member);
        const auto id = newId<ObjectId>();
        BoardOp stroke = test::dash(id, 10, 10);
        shown.rig.boards.keepConflict(firstBoard(shown.rig.room),
                                      {{stroke, BoardOp::erasePart(id, {{0, 64}})}, errors::frozen});
        QVERIFY(shown.says(QStringLiteral("1 object(s) of yours"))); // however many operations make it
        BoardController &board = *shown.board(firstBoard(shown.rig.room));
        test::click(shown.page, QStringLiteral("Try again"));
        QCOMPARE(board.doc().visibleCount(), 1);
        const BoardObject again = board.doc().objects().first();
        QCOMPARE(again.points, stroke.points);
        QCOMPARE(again.erased, (BoardIntervals{{0, 64}}));
        QVERIFY(!shown.says(QStringLiteral("could not be added")));
        QVERIFY(shown.rig.boards.conflict(firstBoard(shown.rig.room)).isEmpty());
        board.undo(); // one step
        QCOMPARE(board.doc().visibleCount(), 0);
    }

    // What comes in parts has its lock at the end, and that is of what is there by then.
    void A320_thatALockWasLeftOutIsSaidWithWhatIsSaidOfIt()
    {
        Shown shown(Role::Member, BoardRight::Draw);
        BoardOp frame = BoardOp::create(newId<ObjectId>(), BoardKind::Frame, 0, 0, 9000, 200);
        QList<BoardOp> ops{frame};
        for (int i = 0; i < maxBoardOps + 20; ++i) {
            ops.append(test::dash(newId<ObjectId>(), 10 + i, 10));
            ops.last().parent = frame.object;
        }
        BoardOp lock = BoardOp::set(*frame.object);
        lock.locked = true;
        ops.append(lock);
        shown.rig.boards.keepConflict(firstBoard(shown.rig.room), {ops, errors::frozen});
        test::click(shown.page, QStringLiteral("Try again"));
        QVERIFY(shown.says(QStringLiteral("Added ")));
        QVERIFY(shown.says(QStringLiteral("without its lock")));
        // And by itself where nothing else is said.
        shown.board(firstBoard(shown.rig.room))->undo();
        shown.page.findChild<NoticeCard *>()->hide();
        QVERIFY(!shown.says(QStringLiteral("without its lock")));
        QVERIFY(shown.board(firstBoard(shown.rig.room))->commit(detached(ops)));
        QTRY_VERIFY(shown.says(QStringLiteral("without its lock")));
    }

    void A318_aNameThatIsCutCanBeRead()
    {
        Shown shown(Role::Owner);
        const QString name = QStringLiteral("Q&A <b>after</b> the third experiment with lenses and mirrors");
        const BoardId board = shown.rig.boards.add(name);
        QVERIFY(!shown.rig.boards.add(QStringLiteral("Short")).isNull());
        shown.page.actions()[BoardCommand::Boards]->trigger();
        QListView *list = shown.gallery()->list();
        const auto tipAt = [&](int row) {
            const QPoint at = list->visualRect(list->model()->index(row, 0)).center();
            QHelpEvent help(QEvent::ToolTip, at, list->viewport()->mapToGlobal(at));
            QCoreApplication::sendEvent(list->viewport(), &help);
            return QToolTip::text();
        };
        // As it is, whatever signs are in it.
        const auto shownAs = [](const QString &tip) {
            QTextDocument page;
            Qt::mightBeRichText(tip) ? page.setHtml(tip) : page.setPlainText(tip);
            return page.toPlainText();
        };
        QCOMPARE(shownAs(tipAt(1)), name);
        QVERIFY(!tipAt(2).contains(u"Short")); // which can be read as it is
        shown.gallery()->close();
        shown.rig.boards.setCurrent(board);
        QToolButton *corner = nullptr;
        for (QToolButton *button : shown.page.findChildren<QToolButton *>())
            if (button->accessibleName().contains(name))
                corner = button;
        QVERIFY(corner);
        QVERIFY2(shownAs(corner->toolTip()).startsWith(name), qPrintable(corner->toolTip()));
        QVERIFY(corner->toolTip().contains(u"Shift+PgUp"));
    }
    void T43_theCardSaysWhyAndTheListShowsWhere()
    {
        Shown shown(Role::Member);
        const BoardListModel *model = shown.rig.boards.model();
        const BoardId lens = shown.rig.boards.add(QStringLiteral("Lens"));
        const QModelIndex row = model->index(1);
        const auto pillPixels = [&] { // of the colour that such a mark has
            shown.page.actions()[BoardCommand::Boards]->trigger();
            const QImage image = shown.gallery()->list()->viewport()->grab().toImage();
            shown.gallery()->close();
            (void)QTest::qWaitFor([&] { return !shown.gallery(); });
            int count = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    count += image.pixelColor(x, y) == colors(shown.page.palette()).warningSoft;
            return count;
        };
        QCOMPARE(pillPixels(), 0);
        QCOMPARE(row.data(BoardListModel::RefusedRole).toInt(), 0);
        QVERIFY(row.data(Qt::ToolTipRole).toString().isEmpty());
        QSignalSpy changed(model, &QAbstractItemModel::dataChanged);
        QList<BoardOp> many;
        for (int i = 0; i < 1240; ++i)
            many.append(test::dash(newId<ObjectId>(), i, 0));
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        shown.rig.boards.keepConflict(lens, {{many.first()}, lookOnlyCode});
        QVERIFY(shown.rig.boards.conflictReason(lens).isEmpty()); // one may by now (T82)
        shown.rig.boards.dropConflict(lens);
        shown.rig.boards.keepConflict(lens, {{many.first()}, errors::forbidden});
        QVERIFY(shown.rig.boards.conflictReason(lens).isEmpty()); // one may do anything there by now
        Shown own(Role::Member, BoardRight::EditOwn);
        const BoardId first = own.rig.boards.current();
        own.rig.boards.keepConflict(first, {{many.first()}, errors::forbidden});
        QCOMPARE(own.rig.boards.conflictReason(first), errorSentence(errors::forbidden)); // one still may not
        shown.rig.boards.dropConflict(lens);
        changed.clear();
        shown.rig.boards.keepConflict(lens, {many, errors::board});
        QVERIFY(!changed.isEmpty());
        QCOMPARE(row.data(BoardListModel::RefusedRole).toInt(), 1240);
        QCOMPARE(row.data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Lens, 1,240 object(s) of yours were refused"));
        QVERIFY(row.data(Qt::ToolTipRole).toString().startsWith(u"1,240 object(s)"));
        QVERIFY(row.data(Qt::ToolTipRole).toString().endsWith(errorSentence(errors::board)));
        QLocale::setDefault(before);
        QVERIFY(pillPixels() > 100);
        // The board one looks at has nothing; its name in the corner says that another one has.
        QVERIFY(!shown.says(QStringLiteral("could not be added here")));
        auto *corner = test::find<QAbstractButton>(shown.page, QStringLiteral("Board Lab board, 1 of 2"));
        QVERIFY(corner->toolTip().contains(u"On 1 other board(s)"));
        QVERIFY(corner->accessibleDescription().contains(u"On 1 other board(s)"));
        shown.rig.boards.setCurrent(lens);
        QVERIFY(shown.says(errorSentence(errors::board)));
        QVERIFY(!corner->toolTip().contains(u"other board(s)"));
        shown.rig.boards.keepConflict(lens, {{test::dash(newId<ObjectId>())}, errors::full}); // the latest counts
        QVERIFY(shown.says(errorSentence(errors::full)));
        QCOMPARE(test::clippedControls(shown.page), QStringList());
        shown.page.resize(420, 560); // the reason takes more lines, and lies on no tool (T36)
        QApplication::processEvents();
        const QWidget *card = nullptr, *tools = nullptr;
        for (const auto *one : shown.page.findChildren<BoardCard *>()) {
            if (one->accessibleName().contains(u"could not be added here"))
                card = one;
            else if (one->accessibleName() == u"Tools")
                tools = one;
        }
        QVERIFY(card && card->isVisible() && tools && tools->isVisible());
        QVERIFY(shown.page.rect().contains(card->geometry()));
        QVERIFY(!card->geometry().intersects(tools->geometry()));
        QCOMPARE(test::clippedControls(shown.page), QStringList());
        shown.page.resize(900, 600);
        shown.rig.boards.dropConflict(lens);
        QCOMPARE(row.data(BoardListModel::RefusedRole).toInt(), 0);
        QCOMPARE(pillPixels(), 0);
    }

    void W40_theMenusOfferWhatOneMayGiveAndNothingElse()
    {
        BoardsRig rig;
        QMenu menu;
        addPersonMenu(menu, rig.boards, newId<UserId>());
        const auto choose = [](QMenu &in, const QString &sub, const QString &text) {
            for (QAction *outer : in.actions())
                if (outer->text() == sub)
                    for (QAction *inner : outer->menu()->actions())
                        if (inner->text() == text && outer->menu()->isEnabled() && inner->isEnabled()) {
                            inner->trigger();
                            return true;
                        }
            return false;
        };
        QVERIFY(choose(menu, QStringLiteral("On the boards"), QStringLiteral("Add to it")));
        QVERIFY(choose(menu, QStringLiteral("Role"), QStringLiteral("Moderator")));
        QMenu all;
        addEverybodyMenu(all, rig.boards);
        QVERIFY(choose(all, QStringLiteral("Members may"), QStringLiteral("Only look")));
        QCOMPARE(rig.boards.state().everybody(), BoardRight::View);
        QMenu own;
        addPersonMenu(own, rig.boards, rig.me); // nobody changes themselves
        QVERIFY(!choose(own, QStringLiteral("Role"), QStringLiteral("Member")));
        BoardsRig member(Role::Member);
        QMenu theirs;
        addPersonMenu(theirs, member.boards, newId<UserId>());
        addEverybodyMenu(theirs, member.boards);
        QVERIFY(!choose(theirs, QStringLiteral("On the boards"), QStringLiteral("Add to it")));
        QVERIFY(!choose(theirs, QStringLiteral("Members may"), QStringLiteral("Only look")));
    }

    void aScreenReaderIsToldWhichBoardAndWhetherItIsFrozen()
    {
        Shown shown(Role::Member, BoardRight::EditAll, true);
        QCOMPARE(shown.rig.boards.model()->index(0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("Lab board, frozen"));
        shown.key(Qt::Key_B);
        QVERIFY(shown.gallery());
        const QStringList faults = test::accessibilityFaults(*shown.gallery());
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
        QCOMPARE(test::accessibilityFaults(shown.page), QStringList());
        QCOMPARE(test::clippedControls(shown.page), QStringList());
    }
};

QTEST_MAIN(TestBoardsPanel)
#include "tst_boardspanel.moc"
