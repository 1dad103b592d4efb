// SPDX-License-Identifier: MIT
#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardfollow.h"
#include "app/ui/board/minimap.h"
#include "app/ui/board/peoplebar.h"
#include "app/ui/shell/avatar.h"
#include "tests/support/boardsrig.h"
#include "tests/support/boardstage.h"

#include <QMenu>
#include <QPainter>
#include <QToolButton>

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

namespace {

struct Company : BoardStage {
    const UserId ana = newId<UserId>();
    const UserId ben = newId<UserId>();

    void point(const UserId &who, const QString &name, double x, double y, bool on = true)
    {
        rig.controller.showPointer({rig.controller.room(), who, name, x, y, on});
    }
    // What somebody looks at and has selected.
    void look(const UserId &who, const QString &name, const std::optional<BoardArea> &at,
              const QList<ObjectId> &selected = {}, const std::optional<UserId> &follows = {},
              const std::optional<BoardArea> &around = {})
    {
        rig.controller.showOnlooker({rig.controller.room(),
                                     who,
                                     name,
                                     at,
                                     selected.isEmpty() ? std::nullopt : std::optional(selected),
                                     around,
                                     follows,
                                     {}});
    }
    void benLooksAt(const BoardArea &at, const QList<ObjectId> &selected = {})
    {
        look(ben, QStringLiteral("Ben"), at, selected);
    }
    [[nodiscard]] QImage picture() { return view.grab().toImage().convertToFormat(QImage::Format_RGB32); }
    // All of that part of the board, as large as fits.
    [[nodiscard]] bool shows(const QRectF &part) const
    {
        const QRectF seen = view.visibleBoard();
        const double fits = std::min(view.width() / part.width(), view.height() / part.height());
        return std::abs(view.zoom() / fits - 1) < 0.03 && seen.adjusted(-5, -5, 5, 5).contains(part) &&
               QLineF(seen.center(), part.center()).length() < 2;
    }
    void pass() // until a look is due
    {
        rig.clock.ms += 100;
        rig.controller.lookout().tick();
    }
    // Pixels of a person's colour in a part of the view.
    [[nodiscard]] int inColor(const QImage &image, const UserId &who, const QRectF &part) const
    {
        const QRgb wanted = userColor(who).rgb();
        int count = 0;
        const QRect within = part.toAlignedRect() & image.rect();
        for (int y = within.top(); y <= within.bottom(); ++y)
            for (int x = within.left(); x <= within.right(); ++x)
                count += image.pixel(x, y) == wanted;
        return count;
    }
    void anaAt(double x, double y) { point(ana, QStringLiteral("Ana <b>Novak</b>"), x, y); }
    [[nodiscard]] QToolButton *buttonOf(const QString &name) const
    {
        for (auto *button : page.findChildren<QToolButton *>())
            if (button->isVisible() && button->accessibleName() == name)
                return button;
        return nullptr;
    }
    [[nodiscard]] bool isFollowing() const { return page.findChild<FollowFrame *>()->isVisible(); }
    [[nodiscard]] bool isMoving() const { return page.findChild<BoardFollow *>()->isMoving(); }
    [[nodiscard]] QPointF onScreen(double x, double y) const { return view.camera().toWidget(QPointF(x, y)); }
};

} // namespace

// Who else is at the board, and following one of them.
class TestBoardPeople final : public QObject
{
    Q_OBJECT
private slots:
    void T28_aPressFollowsAndAnotherStops()
    {
        Company s;
        QVERIFY(!s.buttonOf(QStringLiteral("Follow Ben")));
        s.anaAt(100, 100);
        s.point(s.ben, QStringLiteral("Ben"), 200, 100);
        auto *button = s.buttonOf(QStringLiteral("Follow Ana <b>Novak</b>"));
        QVERIFY(button);
        QVERIFY(!button->toolTip().contains(QStringLiteral("<b>"))); // a name is never markup
        QVERIFY(!s.isFollowing());
        button->click();
        QVERIFY(s.isFollowing());
        QVERIFY(s.says(QStringLiteral("Following Ana")));
        s.buttonOf(QStringLiteral("Stop following Ana <b>Novak</b>"))->click();
        QVERIFY(!s.isFollowing());
        s.point(s.ben, QStringLiteral("Ben"), 200, 100, false); // left the board
        QVERIFY(!s.buttonOf(QStringLiteral("Follow Ben")));
    }
    void V23_aPointerAtTheEndOfTheBoardIsFollowedAsFarAsItGoes()
    {
        Company s;
        s.anaAt(maxBoardCoordinate, maxBoardCoordinate);
        s.buttonOf(QStringLiteral("Follow Ana <b>Novak</b>"))->click();
        QTRY_VERIFY(!s.isMoving());
        QVERIFY(s.isFollowing());
        QVERIFY(s.view.visibleBoard().right() > maxBoardCoordinate - 2);
        QVERIFY(s.view.visibleBoard().right() <= maxBoardCoordinate);
    }
    void T109_whoComesOrGoesTakesTheKeysFromNobody()
    {
        Company s;
        s.anaAt(100, 100);
        s.point(s.ben, QStringLiteral("Ben"), 200, 100);
        QToolButton *ana = s.buttonOf(QStringLiteral("Follow Ana <b>Novak</b>"));
        QToolButton *ben = s.buttonOf(QStringLiteral("Follow Ben"));
        QVERIFY(ana && ben);
        ana->setFocus(Qt::TabFocusReason);
        QVERIFY(ana->hasFocus());
        const UserId chen = newId<UserId>();
        s.point(chen, QStringLiteral("Chen"), 300, 100); // comes
        QVERIFY(s.buttonOf(QStringLiteral("Follow Chen")));
        QVERIFY(ana->hasFocus() && ana->isVisible());
        s.point(s.ben, QStringLiteral("Ben"), 200, 100, false); // goes
        QVERIFY(!s.buttonOf(QStringLiteral("Follow Ben")));
        QVERIFY(ana->hasFocus() && ana->isVisible());
        s.key(Qt::Key_F, Qt::ShiftModifier); // another look of the same button
        QCOMPARE(s.buttonOf(QStringLiteral("Stop following Ana <b>Novak</b>")), ana);
        s.key(Qt::Key_Escape);
        // Who has the keys goes: they are at who is left, and when nobody is, on the board.
        ana->setFocus(Qt::TabFocusReason);
        s.point(s.ana, QStringLiteral("Ana <b>Novak</b>"), 100, 100, false);
        QVERIFY(s.buttonOf(QStringLiteral("Follow Chen"))->hasFocus());
        s.point(chen, QStringLiteral("Chen"), 300, 100, false);
        QVERIFY(s.view.hasFocus());
    }
    void T109_anOpenListKeepsItsPlace()
    {
        Company s;
        for (int i = 0; i < 8; ++i)
            s.point(newId<UserId>(), QStringLiteral("Person %1").arg(i), i, i);
        QToolButton *more = s.buttonOf(QStringLiteral("Follow somebody else"));
        QVERIFY(more);
        const QList<QAction *> before = more->menu()->actions();
        QCOMPARE(before.size(), 3);
        more->menu()->setActiveAction(before.last());
        s.point(newId<UserId>(), QStringLiteral("Person 9"), 1, 1);
        QCOMPARE(s.buttonOf(QStringLiteral("Follow somebody else")), more);
        QCOMPARE(more->text(), QStringLiteral("+4"));
        QCOMPARE(more->menu()->activeAction(), before.last());
        QStringList names;
        for (const QAction *action : more->menu()->actions())
            names.append(action->text());
        QStringList sorted = names;
        sorted.sort();
        QCOMPARE(names, sorted); // as they stand in the bar
    }
    void T28_theirPointerStaysInSight()
    {
        Company s;
        s.anaAt(100, 100);
        s.buttonOf(QStringLiteral("Follow Ana <b>Novak</b>"))->click();
        const double zoom = s.view.zoom();
        s.anaAt(5000, -3000);
        QVERIFY(!s.view.rect().contains(s.onScreen(5000, -3000).toPoint()));
        const QRectF middle = QRectF(s.view.rect()).adjusted(200, 140, -200, -140);
        QTRY_VERIFY(middle.contains(s.onScreen(5000, -3000)));
        QCOMPARE(s.view.zoom(), zoom); // one's own
        QVERIFY(s.isFollowing());
        s.view.zoomBy(0.5); // so is this
        QVERIFY(s.isFollowing());
    }
    void T28_ownMoveEndsIt()
    {
        Company s;
        s.anaAt(100, 100);
        s.buttonOf(QStringLiteral("Follow Ana <b>Novak</b>"))->click();
        s.view.panBy({50, 0});
        QVERIFY(!s.isFollowing());
        const QPoint corner = s.view.camera().corner();
        s.anaAt(5000, 100);
        QVERIFY(!s.isMoving()); // nor does it begin to
        QCOMPARE(s.view.camera().corner(), corner);
    }
    void T28_escapeEndsIt()
    {
        Company s;
        s.anaAt(100, 100);
        s.buttonOf(QStringLiteral("Follow Ana <b>Novak</b>"))->click();
        QVERIFY(s.view.hasFocus());
        s.key(Qt::Key_Escape);
        QVERIFY(!s.isFollowing());
    }
    void T28_whoLeavesIsNotFollowed()
    {
        Company s;
        s.anaAt(100, 100);
        s.buttonOf(QStringLiteral("Follow Ana <b>Novak</b>"))->click();
        s.rig.controller.forgetUser(s.ana);
        QVERIFY(!s.isFollowing());
        QVERIFY(s.says(QStringLiteral("has left the board")));
    }
    void T28_theKeyGoesThroughThem()
    {
        Company s;
        s.key(Qt::Key_F, Qt::ShiftModifier);
        QVERIFY(s.says(QStringLiteral("Nobody else is at")));
        s.anaAt(100, 100);
        s.point(s.ben, QStringLiteral("Ben"), 200, 100);
        s.key(Qt::Key_F, Qt::ShiftModifier);
        QVERIFY(s.says(QStringLiteral("Following Ana")));
        s.key(Qt::Key_F, Qt::ShiftModifier);
        QVERIFY(s.says(QStringLiteral("Following Ben")));
        s.key(Qt::Key_F, Qt::ShiftModifier);
        QVERIFY(!s.isFollowing());
    }
    void V12_theirViewIsShownWhole()
    {
        Company s;
        const BoardArea theirs{3000, -2000, 400, 900};
        s.benLooksAt(theirs);
        s.buttonOf(QStringLiteral("Follow Ben"))->click();
        QVERIFY(s.isFollowing());
        QVERIFY(s.says(QStringLiteral("Following Ben · Esc to stop")));
        const QRectF wanted(theirs.x, theirs.y, theirs.width, theirs.height);
        QTRY_VERIFY(s.shows(wanted));
        s.benLooksAt({3100, -2000, 200, 150}); // they move and zoom in
        QTRY_VERIFY(s.shows(QRectF(3100, -2000, 200, 150)));
        QVERIFY(s.isFollowing());
        QCOMPARE(s.rig.controller.guests().people().size(), 1);
    }
    void V12_noZoomStepInLessThan300Ms()
    {
        Company s;
        s.benLooksAt({0, 0, 20, 14}); // fifty times as large
        QElapsedTimer since;
        since.start();
        s.buttonOf(QStringLiteral("Follow Ben"))->click();
        const double before = s.view.zoom();
        QTRY_VERIFY(s.view.zoom() > before * 1.25);
        QVERIFY2(since.elapsed() >= 250, qPrintable(QString::number(since.elapsed()))); // a timer may be early
        s.key(Qt::Key_Escape);
        QVERIFY(!s.isFollowing());
    }
    void V12_onesOwnMoveZoomAndPressEndIt_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("pan") << 0;
        QTest::newRow("zoom") << 1;
        QTest::newRow("press") << 2;
        QTest::newRow("escape") << 3;
        QTest::newRow("wheel") << 4;
    }
    void V12_onesOwnMoveZoomAndPressEndIt()
    {
        QFETCH(int, how);
        Company s;
        s.benLooksAt({0, 0, 1000, 700});
        s.buttonOf(QStringLiteral("Follow Ben"))->click();
        QVERIFY(s.isFollowing());
        if (how == 0) {
            s.view.panBy({50, 0});
        } else if (how == 1) {
            s.view.zoomBy(1.25);
        } else if (how == 2) {
            s.click({500, 350});
        } else if (how == 3) {
            s.key(Qt::Key_Escape);
        } else {
            QWheelEvent wheel({500, 350}, s.view.mapToGlobal(QPointF(500, 350)), {}, {0, -120}, Qt::NoButton, {},
                              Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&s.view, &wheel);
        }
        QVERIFY(!s.isFollowing());
        const QRectF seen = s.view.visibleBoard();
        s.benLooksAt({5000, 0, 100, 70});
        QVERIFY(!s.isMoving()); // nor does it begin to
        QCOMPARE(s.view.visibleBoard(), seen);
    }
    void V12_anotherSizeOfTheWindowFitsAnew()
    {
        Company s;
        s.benLooksAt({0, 0, 1000, 700});
        s.buttonOf(QStringLiteral("Follow Ben"))->click();
        s.page.resize(600, 700);
        QTRY_VERIFY(std::abs(s.view.zoom() - s.view.width() / 1000.0) < 0.01);
        QVERIFY(s.isFollowing());
    }
    void V12_whoFollowsSomebodyWhoFollowsSeesTheFirst()
    {
        Company s;
        const auto cleo = newId<UserId>();
        s.look(cleo, QStringLiteral("Cleo"), BoardArea{7000, 0, 1000, 700});
        s.look(s.ben, QStringLiteral("Ben"), BoardArea{0, 0, 1000, 700}, {}, cleo);
        s.buttonOf(QStringLiteral("Follow Ben"))->click();
        QTRY_VERIFY(QLineF(s.view.visibleBoard().center(), QPointF(7500, 350)).length() < 2);
        QVERIFY(s.says(QStringLiteral("Following Ben")));
    }
    void V12_nobodyFollowsOneself()
    {
        Company s;
        s.look(s.ben, QStringLiteral("Ben"), BoardArea{0, 0, 5000, 700}, {}, s.rig.controller.self());
        s.buttonOf(QStringLiteral("Follow Ben"))->click();
        QVERIFY(!s.isFollowing());
        QVERIFY(s.says(QStringLiteral("Ben is following you")));
        // Likewise when they begin after oneself did.
        s.benLooksAt({0, 0, 5000, 700});
        s.buttonOf(QStringLiteral("Follow Ben"))->click();
        QVERIFY(s.isFollowing());
        s.look(s.ben, QStringLiteral("Ben"), BoardArea{0, 0, 5000, 700}, {}, s.rig.controller.self());
        QVERIFY(!s.isFollowing());
    }
    void V12_whoLooksAwayIsNotFollowed()
    {
        Company s;
        s.benLooksAt({0, 0, 1000, 700});
        s.point(s.ben, QStringLiteral("Ben"), 100, 100);
        s.buttonOf(QStringLiteral("Follow Ben"))->click();
        s.point(s.ben, QStringLiteral("Ben"), 100, 100, false); // into the chat beside it
        QVERIFY(s.isFollowing());
        s.look(s.ben, QStringLiteral("Ben"), {});
        QVERIFY(!s.isFollowing());
        QVERIFY(s.says(QStringLiteral("has left the board")));
    }
    void V12_whoseOwnLineFailsIsNotToldThatTheyLeft()
    {
        Company s;
        s.benLooksAt({0, 0, 1000, 700});
        s.buttonOf(QStringLiteral("Follow Ben"))->click();
        s.benLooksAt({4000, 0, 1000, 700});
        QVERIFY(s.isMoving());
        s.rig.controller.setOnline(false);
        QVERIFY(!s.isFollowing());
        QVERIFY(!s.says(QStringLiteral("has left the board")));
    }
    void T61_whoIsBroughtSeesWhatWasSaidAndFollowsFromThere()
    {
        Company s;
        const QRectF said(3000, -2000, 400, 300);
        s.page.bring(s.ben, QStringLiteral("Ben"), said); // of whom nothing is known here yet
        QVERIFY(s.isFollowing());
        QVERIFY(s.says(QStringLiteral("Following Ben")));
        QTRY_VERIFY(s.shows(said));
        s.point(s.ben, QStringLiteral("Ben"), 0, 0); // a pointer is less than what they said
        QTRY_VERIFY(!s.isMoving());
        QVERIFY(s.isFollowing() && s.shows(said));
        s.benLooksAt({5000, 0, 800, 600});
        QTRY_VERIFY(s.shows(QRectF(5000, 0, 800, 600)));
        s.look(s.ben, QStringLiteral("Ben"), {}); // and from now on it is what they do
        s.point(s.ben, QStringLiteral("Ben"), 0, 0, false);
        QVERIFY(!s.isFollowing());
    }
    void T61_escapeEndsWhatOneWasBroughtTo()
    {
        Company s;
        s.page.bring(s.ben, QStringLiteral("Ben"), QRectF(3000, -2000, 400, 300));
        s.view.setFocus();
        s.key(Qt::Key_Escape);
        QVERIFY(!s.isFollowing());
    }
    void T63_ofACrowdThoseWhoMoveAreShownAndWhoLeadsOrIsFollowed()
    {
        Company s;
        test::BoardsRig rights(Role::Member, BoardRight::EditAll, false, s.rig.controller.room());
        s.rig.controller.setSelf(rights.me);
        s.rig.controller.setBoards(&rights.boards);
        s.page.setController(nullptr);
        s.page.setController(&s.rig.controller);
        s.page.setBoards(&rights.boards, {}, {});
        const auto seen = [&](const UserId &who, double x, double y) {
            return s.inColor(s.picture(), who, QRectF(s.onScreen(x, y), QSizeF(20, 20))) > 10;
        };
        QList<UserId> crowd;
        for (int i = 0; i < 32; ++i) {
            crowd.append(newId<UserId>());
            s.point(crowd.last(), QString::number(i), 20 + 25 * i, 400);
        }
        s.point(rights.teacher, QStringLiteral("Ms Kim"), 300, 500);
        s.anaAt(400, 500);
        QVERIFY(seen(crowd.first(), 20, 400));
        s.rig.clock.ms += 6'000; // nobody has moved for as long
        s.point(crowd.last(), QStringLiteral("31"), 700, 450);
        QVERIFY(seen(crowd.last(), 700, 450));
        QVERIFY(!seen(crowd.first(), 20, 400));
        QVERIFY(seen(rights.teacher, 300, 500));
        QVERIFY(!seen(s.ana, 400, 500));
        s.page.bring(s.ana, QStringLiteral("Ana"), s.view.visibleBoard());
        QVERIFY(seen(s.ana, 400, 500));
        s.page.stopFollowing();
        QVERIFY(!seen(s.ana, 400, 500));
        s.page.setBoards(nullptr, {}, {});
        s.page.setController(nullptr);
    }
    void T60_onlyWhoMayHasTheButtonToBringEveryone_data()
    {
        QTest::addColumn<bool>("may");
        QTest::newRow("a member") << false;
        QTest::newRow("a moderator") << true;
    }
    void T60_onlyWhoMayHasTheButtonToBringEveryone()
    {
        QFETCH(const bool, may);
        Company s;
        test::BoardsRig rights(may ? Role::Moderator : Role::Member, BoardRight::EditAll, false,
                               s.rig.controller.room());
        s.rig.controller.setSelf(rights.me);
        s.rig.controller.setBoards(&rights.boards);
        s.page.setController(nullptr);
        s.page.setController(&s.rig.controller);
        s.page.setBoards(&rights.boards, {}, {});
        s.anaAt(100, 100);
        QCOMPARE(s.buttonOf(QStringLiteral("Bring everyone here")) != nullptr, may);
        // The key answers anybody.
        s.key(Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(s.says(may ? QStringLiteral("does not know this yet") : QStringLiteral("Only a moderator")));
        s.page.setBoards(nullptr, {}, {});
        s.page.setController(nullptr);
    }
    void B22_aLargeSelectionIsToldWhereItIsByNow()
    {
        Company s;
        BoardLook told;
        QObject::connect(&s.rig.controller, &BoardController::lookRequested, &s.rig.controller,
                         [&told](const BoardLook &look) { told = look; });
        QList<ObjectId> many;
        for (int i = 0; i < maxLookSelected + 1; ++i)
            many.append(s.shape(10 * i, 100, 5, 5));
        s.view.selection().set(many);
        s.pass();
        QVERIFY(told.around);
        QCOMPARE(told.selected->size(), maxLookSelected);
        const double bottom = told.around->y + told.around->height;
        BoardOp moved = BoardOp::set(many.last());
        moved.x = 10 * maxLookSelected;
        moved.y = 900;
        s.rig.draw(s.rig.other, moved); // whoever moves it
        QTRY_VERIFY((s.pass(), told.around->y + told.around->height > bottom + 700));
    }
    void V11_anObjectNamedManyTimesIsOutlinedOnce()
    {
        Company s;
        const ObjectId shape = s.shape(300, 200, 200, 100);
        s.benLooksAt({0, 0, 1000, 700}, {shape});
        const QImage once = s.picture();
        s.benLooksAt({0, 0, 1000, 700}, QList<ObjectId>(maxLookSelected, shape));
        QCOMPARE(s.rig.controller.guests().looks().first().selected, QList{shape});
        QCOMPARE(s.picture(), once);
    }
    void V11_nobodyIsOutlinedMoreThanCanBeToldApart()
    {
        Company s;
        QList<ObjectId> some;
        for (int i = 0; i < maxLookSelected; ++i)
            some.append(s.shape(100 + 12 * i, 300, 6, 6));
        OnlookerLayer layer;
        QList<BoardLookMark> looks;
        UserId last = newId<UserId>();
        while (userColor(last) == userColor(s.ben))
            last = newId<UserId>();
        for (int i = 0; i < 8; ++i)
            looks.append({i < 7 ? s.ben : last, QString::number(i), QRectF(0, 0, 1000, 700), some, {}, {}, 0});
        layer.take(looks, s.rig.controller.doc(), true);
        const QRectF sight(s.view.rect());
        QCOMPARE(layer.update(s.view.camera(), s.view.font(), sight, 0).rectCount(), 1); // not 500 rectangles
        QImage image(s.view.size(), QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        layer.paint(painter, s.view.font(), Qt::white);
        painter.end();
        const QRectF part(90, 250, 900, 120);
        QVERIFY(s.inColor(image, looks.first().user, part) > 100);
        QCOMPARE(s.inColor(image, looks.last().user, sight), 0); // four of 64 each are shown
    }
    void V11_theBoardIsNotSearchedAnewWhenTheViewMoves()
    {
        Company s;
        const ObjectId shape = s.shape(300, 200, 200, 100);
        OnlookerLayer layer;
        QList<BoardLookMark> looks{{s.ben, QStringLiteral("Ben"), QRectF(0, 0, 1000, 700), {shape}, {}, {}, 0}};
        layer.take(looks, s.rig.controller.doc(), true);
        const QRectF sight(s.view.rect());
        const QRegion there = layer.update(s.view.camera(), s.view.font(), sight, 0);
        layer.take(looks, BoardDoc(), false); // as if nothing had changed: where it was is known
        QCOMPARE(layer.update(s.view.camera(), s.view.font(), sight, 0), there);
        layer.take(looks, BoardDoc(), true); // the control: now it is looked for
        layer.update(s.view.camera(), s.view.font(), sight, 0);
        QVERIFY(layer.isEmpty());
    }
    void V11_onlyAChangeOfWhatIsSelectedIsLookedInto()
    {
        Company s;
        const ObjectId shape = s.shape(300, 200, 200, 100), target = s.shape(600, 400, 100, 100);
        const ObjectId away = s.shape(50, 50, 20, 20);
        const auto draw = [&](const BoardOp &op) { s.rig.draw(s.rig.other, op); };
        const auto group = [&](const QList<ObjectId> &ids) {
            const auto id = newId<ObjectId>();
            draw(BoardOp::createGroup(id));
            for (const ObjectId &member : ids)
                draw(BoardOp::setParent(member, id));
            return id;
        };
        const auto line = newId<ObjectId>();
        BoardOp arrow = BoardOp::create(line, BoardKind::Arrow, 400, 250, 250, 200);
        arrow.start = BoardAnchor{shape, 0.5, 0.5};
        arrow.end = BoardAnchor{target, 0.5, 0.5};
        draw(arrow);
        const ObjectId inner = group({s.shape(300, 500, 50, 50), s.shape(400, 500, 50, 50)});
        const ObjectId outer = group({inner, s.shape(500, 500, 50, 50)});
        const BoardDoc &doc = s.rig.controller.doc();
        OnlookerLayer layer;
        const auto concerns = [&](const ObjectId &id) { return layer.concerns({{id, {}, {}}}, doc); };
        const auto select = [&](const QList<ObjectId> &ids) {
            layer.take({{s.ben, QStringLiteral("Ben"), QRectF(0, 0, 1000, 700), ids, {}, {}, 0}}, doc, true);
        };
        QVERIFY(!concerns(shape)); // nobody has selected anything
        select({shape});
        QVERIFY(concerns(shape));
        QVERIFY(!concerns(away));
        QVERIFY(!concerns(target));
        select({line}); // follows what it is bound to
        QVERIFY(concerns(line) && concerns(shape) && concerns(target) && !concerns(away));
        select({outer});
        const ObjectId child = doc.children(inner).first();
        QVERIFY(concerns(outer) && concerns(inner) && concerns(child) && !concerns(away));
        draw(BoardOp::setParent(away, inner));
        QVERIFY(concerns(away)); // is in there now
        draw(BoardOp::erase(child));
        QVERIFY(concerns(child)); // was in there
    }
    void V11_noPictureShowsThemWhereTheyWere()
    {
        Company s;
        const ObjectId shape = s.shape(300, 200, 200, 100);
        s.benLooksAt({0, 0, 1000, 700}, {shape});
        const auto above = [&](double x) { return s.inColor(s.picture(), s.ben, QRectF(x - 8, 190, 6, 110)); };
        QTRY_VERIFY(above(300) > 0);
        for (int i = 1; i <= 20; ++i) {
            BoardOp move = BoardOp::set(shape);
            move.x = 300 + i;
            move.y = 200;
            s.rig.draw(s.rig.other, move);
        }
        QCOMPARE(above(300), 0);
        QVERIFY(above(320) > 0);
        // Nor does it need a picture that something else has asked for.
        s.rig.draw(s.rig.other, BoardOp::erase(shape));
        QTRY_COMPARE(above(320), 0);
    }
    void B22_othersAreToldWhatOneSeesAndHasSelected()
    {
        Company s;
        BoardLook told;
        QObject::connect(&s.rig.controller, &BoardController::lookRequested, &s.rig.controller,
                         [&told](const BoardLook &look) { told = look; });
        const ObjectId shape = s.shape(100, 100, 50, 50);
        s.view.panBy({-30, 0});
        s.view.selection().set({shape});
        s.benLooksAt({0, 0, 1000, 700});
        s.pass();
        QVERIFY(told.view);
        QCOMPARE(QRectF(told.view->x, told.view->y, told.view->width, told.view->height), s.view.visibleBoard());
        QCOMPARE(told.selected, std::optional(QList{shape}));
        s.view.selection().clear();
        s.buttonOf(QStringLiteral("Follow Ben"))->click();
        s.pass();
        QVERIFY(!told.selected);
        QCOMPARE(told.follows, std::optional(s.ben));
        s.page.hide();
        QVERIFY(!told.view);
        s.page.show();
        s.pass();
        QVERIFY(told.view);
        s.page.setController(nullptr);
        QVERIFY(!told.view);
    }
    void V11_whatTheyHaveSelectedIsOutlinedInTheirColor()
    {
        Company s;
        const ObjectId shape = s.shape(300, 200, 200, 100);
        const QRectF around(290, 190, 220, 120);
        QCOMPARE(s.inColor(s.picture(), s.ben, around), 0);
        s.benLooksAt({0, 0, 1000, 700}, {shape});
        const QImage outlined = s.picture();
        const int line = s.inColor(outlined, s.ben, around);
        QVERIFY2(line > 2 * (200 + 100), qPrintable(QString::number(line)));
        QVERIFY(s.inColor(outlined, s.ben, QRectF(280, 160, 60, 30)) > 100); // the name
        // It is no handle and takes no press: one's own selection begins with nothing.
        QVERIFY(s.selected().isEmpty());
        // It moves with the object, whoever moves it, and goes with it.
        BoardOp moved = BoardOp::set(shape);
        moved.x = 600;
        moved.y = 400;
        s.rig.draw(s.rig.other, moved);
        QCOMPARE(s.inColor(s.picture(), s.ben, around), 0);
        QVERIFY(s.inColor(s.picture(), s.ben, QRectF(590, 390, 220, 120)) > 600);
        s.rig.draw(s.rig.other, BoardOp::erase(shape));
        QCOMPARE(s.inColor(s.picture(), s.ben, QRectF(s.view.rect()).adjusted(0, 60, 0, 0)), 0);
    }
    void T83_whoWritesSaysSoForAMoment()
    {
        Company s;
        const ObjectId note = s.shape(300, 200, 200, 180, BoardKind::Sticky);
        const ObjectId other = s.shape(600, 200, 100, 100);
        const auto write = [&](const ObjectId &at, const QString &text) {
            BoardOp op = BoardOp::editText(at, s.rig.head, boardDelta(s.object(at).text, text));
            op.client = 7;
            s.rig.draw(s.ben, op);
        };
        const auto flag = [&] { return s.inColor(s.picture(), s.ben, QRectF(280, 160, 300, 30)); };
        s.benLooksAt({0, 0, 1000, 700}, {note});
        const int name = flag();
        QVERIFY(name > 100);
        write(note, QStringLiteral("a"));
        const int typing = flag();
        QVERIFY2(typing > 1.5 * name, qPrintable(QStringLiteral("%1, %2").arg(typing).arg(name))); // more is said
        s.rig.clock.ms += 2'000;
        write(note, QStringLiteral("ab"));
        s.rig.clock.ms += 2'000;
        s.benLooksAt({0, 0, 1000, 701}, {note});
        QCOMPARE(flag(), typing); // goes on
        s.rig.clock.ms += 1'500;
        s.benLooksAt({0, 0, 1000, 700}, {note});
        QCOMPARE(flag(), name);            // 3 s after the last letter
        write(other, QStringLiteral("c")); // of an earlier time, say: it is not what they are at
        QCOMPARE(flag(), name);
        write(note, QStringLiteral("abc"));
        QCOMPARE(flag(), typing);
        s.rig.clock.ms += 3'500; // and it ends by itself
        QTRY_COMPARE_WITH_TIMEOUT(flag(), name, 10'000);
    }
    void T87_theNameLeavesTheTitleOfAFrameFree_data()
    {
        QTest::addColumn<bool>("full");
        QTest::newRow("empty frame") << false;
        QTest::newRow("with something in it") << true;
    }
    void T87_theNameLeavesTheTitleOfAFrameFree()
    {
        QFETCH(const bool, full);
        Company s;
        const ObjectId frame = newId<ObjectId>();
        BoardOp made = BoardOp::create(frame, BoardKind::Frame, 300, 200, 300, 200);
        made.text = QStringLiteral("To do next");
        s.rig.draw(s.rig.other, made);
        if (full) {
            BoardOp within = BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 350, 250, 50, 50);
            within.parent = frame;
            s.rig.draw(s.rig.other, within);
        }
        const double title = 1.5 * s.object(frame).fontSize;
        s.benLooksAt({0, 0, 1000, 700}, {frame});
        QCOMPARE(s.inColor(s.picture(), s.ben, QRectF(310, 200 - title + 1, 280, title - 10)), 0);
        QVERIFY(s.inColor(s.picture(), s.ben, QRectF(290, 200 - title - 40, 100, 40)) > 100); // above it
    }
    void V11_aSelectionOfManyIsOneBox()
    {
        Company s;
        const ObjectId shape = s.shape(300, 200, 20, 20);
        s.look(s.ben, QStringLiteral("Ben"), BoardArea{0, 0, 1000, 700}, {shape}, {}, BoardArea{300, 200, 400, 300});
        const QImage picture = s.picture();
        QVERIFY(s.inColor(picture, s.ben, QRectF(290, 490, 420, 20)) > 150); // the lower side, in dashes
        QCOMPARE(s.inColor(picture, s.ben, QRectF(310, 215, 20, 20)), 0);
    }
    void V11_aBoxAsLargeAsTheBoardCostsNoMore()
    {
        Company s;
        const ObjectId shape = s.shape(300, 200, 20, 20);
        s.view.zoomTo(32);
        s.look(s.ben, QStringLiteral("Ben"), BoardArea{0, 0, 1000, 700}, {shape}, {}, BoardArea{-1e7, -1e7, 2e7, 2e7});
        const QImage picture = s.picture();                             // billions of dashes long otherwise
        QVERIFY(s.inColor(picture, s.ben, QRectF(0, 0, 60, 40)) > 100); // the name
        QCOMPARE(s.inColor(picture, s.ben, QRectF(s.view.rect()).adjusted(0, 40, 0, 0)), 0);
    }
    void V11_twoWhoSelectTheSameAreToldApart()
    {
        Company s;
        const ObjectId shape = s.shape(300, 200, 200, 100);
        s.look(s.ana, QStringLiteral("Ana"), BoardArea{0, 0, 1000, 700}, {shape});
        s.benLooksAt({0, 0, 1000, 700}, {shape});
        const QImage picture = s.picture();
        const QRectF side(280, 240, 20, 20);
        QVERIFY(s.inColor(picture, s.ana, side) > 20);
        QVERIFY(s.inColor(picture, s.ben, side) > 20);
    }
    void T36_noCardLiesOnAnother()
    {
        Company s;
        s.anaAt(100, 100);
        s.point(s.ben, QStringLiteral("Ben"), 200, 100);
        s.page.actions()[BoardCommand::Map]->trigger();
        s.view.setTool(ToolId::Select);
        const auto visible = [&] {
            QList<BoardCard *> cards;
            for (auto *card : s.page.findChildren<BoardCard *>())
                if (card->isVisible())
                    cards.append(card);
            return cards;
        };
        int compared = 0;
        const QRectF all = s.view.visibleBoard();
        for (int step = 0; step < 12; ++step) { // a selection that is moved all along the upper and lower edge
            const double x = all.left() + all.width() * step / 12;
            for (const double y : {all.top() + 20, all.bottom() - 80}) {
                const auto id = newId<ObjectId>();
                s.rig.draw(s.rig.other, BoardOp::create(id, BoardKind::Rectangle, x, y, 60, 60));
                s.view.selection().set({id});
                const QList<BoardCard *> cards = visible();
                for (const BoardCard *a : cards)
                    for (const BoardCard *b : cards)
                        if (a != b && a->accessibleName() == u"Style") {
                            ++compared;
                            QVERIFY2(!a->geometry().intersects(b->geometry()),
                                     qPrintable(QStringLiteral("%1 at %2, %3").arg(b->accessibleName()).arg(x).arg(y)));
                        }
            }
        }
        QVERIFY2(compared >= 24 * 3, qPrintable(QString::number(compared)));
        // Those in one row are equally high.
        QSet<int> heights;
        for (const BoardCard *card : visible())
            if (card->accessibleName() == u"Files" || card->accessibleName() == u"Who else is here")
                heights.insert(card->height());
        QCOMPARE(heights.size(), 1);
    }
    // The judge looks at each fourth place of the page.
    void T44_theStyleBarHidesNothingOfASelectionAsLongAsThereIsRoom_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("small") << QSize(460, 420);
        QTest::newRow("low") << QSize(900, 400);
        QTest::newRow("usual") << QSize(1000, 700);
    }
    void T44_theStyleBarHidesNothingOfASelectionAsLongAsThereIsRoom()
    {
        QFETCH(const QSize, size);
        Company s;
        s.page.resize(size);
        s.page.actions()[BoardCommand::Map]->trigger();
        s.view.setTool(ToolId::Select);
        const BoardCard *style = test::cardOf(s.page, u"Style");
        const BoardCard *tools = test::cardOf(s.page, u"Tools");
        QVERIFY(style && tools);
        int beside = 0, over = 0;
        const QRectF all = s.view.visibleBoard();
        for (int step = 0; step < 40; ++step) {
            const double wide = all.width() * (0.1 + (step * 7 % 40) / 36.0);
            const double high = all.height() * (0.1 + (step * 11 % 40) / 36.0);
            const QRectF box(all.left() + (all.width() - wide) * (step % 5) / 4,
                             all.top() + (all.height() - high) * (step % 3) / 2, wide, high);
            const auto id = newId<ObjectId>();
            s.rig.draw(s.rig.other, BoardOp::create(id, BoardKind::Frame, box.x(), box.y(), box.width(), box.height()));
            s.view.selection().set({id});
            QVERIFY(style->isVisible());
            const QRect selected = s.view.selectionRect().toAlignedRect();
            QList<QRect> taken;
            for (const auto *card : s.page.findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly))
                if (card->isVisible() && card != style && card != &s.view &&
                    (qobject_cast<const BoardCard *>(card) || qobject_cast<const MiniMap *>(card)))
                    taken.append(card->geometry());
            const auto isFree = [&](const QRect &place) {
                return !place.intersects(selected) &&
                       std::none_of(taken.cbegin(), taken.cend(), [&](const QRect &t) { return t.intersects(place); });
            };
            bool free = false;
            for (int x = tools->geometry().right() + 2; x + style->width() < s.page.width() - 8 && !free; x += 4)
                for (int y = 8; y + style->height() < s.page.height() - 8 && !free; y += 4)
                    // Further off than the gap: at the very edge of it the two need not agree.
                    free = isFree(QRect(QPoint(x, y), style->size())) &&
                           !QRect(QPoint(x, y), style->size()).adjusted(-14, -14, 14, 14).intersects(selected);
            const QString where = QStringLiteral("step %1").arg(step);
            if (free)
                QVERIFY2(isFree(style->geometry()), qPrintable(where));
            (free ? beside : over) += 1;
            QVERIFY2(s.page.rect().contains(style->geometry()), qPrintable(where));
            s.rig.draw(s.rig.other, BoardOp::erase(id));
        }
        QVERIFY2(beside > 4 && over > 4, qPrintable(QStringLiteral("%1 beside, %2 over").arg(beside).arg(over)));
    }
    void T28_ofManyTheFirstAreShown()
    {
        Company s;
        for (int i = 0; i < 9; ++i)
            s.point(newId<UserId>(), QStringLiteral("Person %1").arg(i), i, i);
        auto *more = s.buttonOf(QStringLiteral("Follow somebody else"));
        QVERIFY(more);
        QCOMPARE(more->text(), QStringLiteral("+4"));
        QVERIFY(s.buttonOf(QStringLiteral("Follow Person 4")));
        QVERIFY(!s.buttonOf(QStringLiteral("Follow Person 5")));
    }
};

QTEST_MAIN(TestBoardPeople)
#include "tst_boardpeople.moc"
