// SPDX-License-Identifier: MIT
#include "app/ui/board/peoplebar.h"
#include "tests/support/boardstage.h"

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
    void anaAt(double x, double y) { point(ana, QStringLiteral("Ana <b>Novak</b>"), x, y); }
    [[nodiscard]] QToolButton *buttonOf(const QString &name) const
    {
        for (auto *button : page.findChildren<QToolButton *>())
            if (button->isVisible() && button->accessibleName() == name)
                return button;
        return nullptr;
    }
    [[nodiscard]] bool isFollowing() const { return page.findChild<FollowFrame *>()->isVisible(); }
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
        QTest::qWait(50); // nothing is to happen
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
        QVERIFY(s.says(QStringLiteral("Nobody else points")));
        s.anaAt(100, 100);
        s.point(s.ben, QStringLiteral("Ben"), 200, 100);
        s.key(Qt::Key_F, Qt::ShiftModifier);
        QVERIFY(s.says(QStringLiteral("Following Ana")));
        s.key(Qt::Key_F, Qt::ShiftModifier);
        QVERIFY(s.says(QStringLiteral("Following Ben")));
        s.key(Qt::Key_F, Qt::ShiftModifier);
        QVERIFY(!s.isFollowing());
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
