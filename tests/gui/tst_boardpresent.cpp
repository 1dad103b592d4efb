// SPDX-License-Identifier: MIT
#include "app/ui/board/boardcard.h"
#include "app/ui/shell/button.h"
#include "tests/support/boardstage.h"

#include <QAccessible>
#include <QApplication>

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

namespace {

// Three frames beside each other, presented.
struct Talk : BoardStage {
    QList<ObjectId> frames;
    BoardCard *card = test::cardOf(page, u"Presenting");

    explicit Talk(QSize size = {1000, 700}, int count = 3)
    {
        page.resize(size);
        for (int i = 0; i < count; ++i)
            frames.append(shape(2000 * i, 0, 1600, 900, BoardKind::Frame));
        view.setTool(ToolId::Select);
    }
    [[nodiscard]] IconButton *button(const QString &name) const
    {
        for (auto *one : card->findChildren<IconButton *>())
            if (one->accessibleName() == name)
                return one;
        return nullptr;
    }
    [[nodiscard]] bool shows(int frame) const
    {
        return view.visibleBoard().contains(QRectF(2000 * frame, 0, 1600, 900));
    }
    // Where a frame lies, in pixels of the page.
    [[nodiscard]] QRectF frameBox(int frame) const { return view.camera().toWidget(object(frames.at(frame)).frame()); }
    static void click(QWidget *button) { QTest::mouseClick(button, Qt::LeftButton); }
};

} // namespace

// To present without a keyboard (rules T14 and T147 of app/ui/board/tools/README.md).
class TestBoardPresent final : public QObject
{
    Q_OBJECT
private slots:
    void T147_allOfAPresentationIsDoneByThePointer()
    {
        Talk s;
        QVERIFY(s.card && !s.card->isVisible());
        // From the strip, without a menu.
        IconButton *begin = nullptr;
        for (auto *one : test::cardOf(s.page, u"View")->findChildren<IconButton *>())
            if (one->defaultAction() == s.page.actions()[BoardCommand::Present])
                begin = one;
        QVERIFY(begin && begin->isVisible());
        Talk::click(begin);
        QVERIFY(s.page.isPresenting() && s.card->isVisible());
        QVERIFY(s.shows(0) && s.says(QStringLiteral("1 of 3")));
        Talk::click(s.button(QStringLiteral("Next frame")));
        QVERIFY(s.shows(1) && s.says(QStringLiteral("2 of 3")));
        Talk::click(s.button(QStringLiteral("Next frame")));
        QVERIFY(s.shows(2) && s.says(QStringLiteral("3 of 3")));
        Talk::click(s.button(QStringLiteral("Next frame"))); // none comes behind the last one, and that is said
        QVERIFY(s.shows(2) && s.says(QStringLiteral("last frame")));
        Talk::click(s.button(QStringLiteral("Previous frame")));
        QVERIFY(s.shows(1) && s.says(QStringLiteral("2 of 3")));
        QVERIFY(s.view.hasFocus()); // the keys are for the board all the while
        Talk::click(s.button(QStringLiteral("Stop presenting")));
        QVERIFY(!s.page.isPresenting() && !s.card->isVisible());
        QCOMPARE(s.view.tool(), ToolId::Select);
    }
    void T147_theKeysGoToItAndItsNamesSayWhich()
    {
        Talk s;
        s.command(BoardCommand::Present);
        QVERIFY(s.page.regions().contains(s.card)); // by F6
        s.card->setFocus();
        QVERIFY(s.button(QStringLiteral("Previous frame"))->hasFocus());
        auto *next = s.button(QStringLiteral("Next frame"));
        next->setFocus();
        for (int i = 0; i < 5; ++i) // beyond the last one the keys stay where they are, beside the end
            QTest::keyClick(next, Qt::Key_Space);
        QVERIFY(s.shows(2) && next->hasFocus() && s.page.isPresenting());
        const auto tip = [&](const QString &name) { return s.button(name)->toolTip(); };
        const auto key = [](const char *portable) {
            return QKeySequence(QLatin1String(portable)).toString(QKeySequence::NativeText);
        };
        QVERIFY(tip(QStringLiteral("Next frame")).contains(key("PgDown")));
        QVERIFY(tip(QStringLiteral("Previous frame")).contains(key("PgUp")));
        QVERIFY(tip(QStringLiteral("Stop presenting")).contains(key("Esc")));
        QAccessibleInterface *card = QAccessible::queryAccessibleInterface(s.card);
        QCOMPARE(card->text(QAccessible::Description), QStringLiteral("Frame 3 of 3"));
        QTest::keyClick(next, Qt::Key_Escape); // as from every card: to the board first
        QVERIFY(s.view.hasFocus() && s.page.isPresenting());
        s.card->setFocus();
        s.button(QStringLiteral("Stop presenting"))->setFocus();
        QTest::keyClick(s.button(QStringLiteral("Stop presenting")), Qt::Key_Space);
        QVERIFY(!s.page.isPresenting() && s.view.hasFocus());
    }
    void T147_itSaysWhichFrameWhateverHappensToThem()
    {
        Talk s;
        s.command(BoardCommand::Present);
        s.key(Qt::Key_PageDown);
        QVERIFY(s.says(QStringLiteral("2 of 3")));
        s.shape(8000, 0, 1600, 900, BoardKind::Frame);
        QVERIFY(s.says(QStringLiteral("2 of 4")));
        BoardOp away = BoardOp::set(s.frames.first()); // the first one goes behind all others
        away.x = 12000;
        away.y = 0;
        s.rig.draw(s.rig.other, away);
        const auto [number, count] = s.view.frameTurn();
        QCOMPARE(QStringLiteral("%1 of %2").arg(number).arg(count), QStringLiteral("1 of 4"));
        QVERIFY(s.says(QStringLiteral("1 of 4")));
        s.rig.draw(s.rig.other, BoardOp::erase(s.frames.at(1))); // the one that is shown
        QVERIFY(s.says(QStringLiteral("1 of 3")) && s.shows(2));
    }
    void T113_aFrameThatIsDeletedOutOfSightKeepsItsPlaceAmongTheOthers()
    {
        Talk s({1000, 700}, 5);
        s.command(BoardCommand::Present);
        s.key(Qt::Key_PageDown);
        s.key(Qt::Key_PageDown);
        QVERIFY(s.shows(2) && s.says(QStringLiteral("3 of 5")));
        s.view.panBy({40, 0}); // who presents shows something beside it
        s.rig.draw(s.rig.other, BoardOp::erase(s.frames.at(0)));
        QVERIFY(s.says(QStringLiteral("2 of 4")));
        s.rig.draw(s.rig.other, BoardOp::erase(s.frames.at(2))); // the one that is shown
        QVERIFY(!s.says(QStringLiteral("0 of")) && s.says(QStringLiteral("2 of 3")));
        s.shape(-2000, 0, 1600, 900, BoardKind::Frame); // somebody makes one before all others
        QVERIFY(s.says(QStringLiteral("3 of 4")));
        s.key(Qt::Key_PageDown);
        QVERIFY(s.shows(3) && s.says(QStringLiteral("3 of 4")));
        // Back, it is the one before.
        s.view.panBy({40, 0});
        s.rig.draw(s.rig.other, BoardOp::erase(s.frames.at(3)));
        s.key(Qt::Key_PageUp);
        QVERIFY(s.shows(1) && s.says(QStringLiteral("2 of 3")));
        // When there is none behind it, the counter is at the last.
        s.key(Qt::Key_PageDown);
        QVERIFY(s.shows(4) && s.says(QStringLiteral("3 of 3")));
        s.view.panBy({40, 0});
        s.rig.draw(s.rig.other, BoardOp::erase(s.frames.at(4)));
        QVERIFY(s.says(QStringLiteral("2 of 2")));
        s.key(Qt::Key_PageUp);
        QVERIFY(s.shows(1) && s.says(QStringLiteral("2 of 2")));
    }
    void T113_nobodyIsAtFrameNothing()
    {
        Talk s({1000, 700}, 0);
        s.command(BoardCommand::Present);
        s.shape(0, 0, 1600, 900, BoardKind::Frame);
        s.shape(2000, 0, 1600, 900, BoardKind::Frame);
        QVERIFY(!s.says(QStringLiteral("0 of")));
        QVERIFY(s.says(QStringLiteral("2 frame(s)")));
        s.key(Qt::Key_PageDown);
        QVERIFY(s.says(QStringLiteral("1 of 2")));
    }
    void T114_theKeysNeverComeToTheEndByThemselves()
    {
        for (const auto &name : {QStringLiteral("Next frame"), QStringLiteral("Previous frame")}) {
            Talk s;
            s.command(BoardCommand::Present);
            s.button(name)->setFocus();
            for (int i = 0; i < 3; ++i)
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
            QVERIFY(s.button(name)->hasFocus());
            for (const ObjectId &frame : s.frames)
                s.rig.draw(s.rig.other, BoardOp::erase(frame));
            QVERIFY(!s.button(name)->isVisible());
            QVERIFY(!s.button(QStringLiteral("Stop presenting"))->hasFocus());
            QVERIFY(s.view.hasFocus());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
            QVERIFY(s.page.isPresenting());
        }
    }
    void T147_itCoversNothingOfTheFrame_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("mirrored");
        QTest::newRow("usual") << QSize(1000, 700) << false;
        QTest::newRow("wide") << QSize(1920, 1080) << false;
        QTest::newRow("as wide as the frame") << QSize(1600, 900) << false;
        QTest::newRow("high") << QSize(600, 900) << false;
        QTest::newRow("small") << QSize(360, 280) << false;
        QTest::newRow("read from the right") << QSize(1600, 900) << true;
    }
    void T147_itCoversNothingOfTheFrame()
    {
        QFETCH(const QSize, size);
        QFETCH(const bool, mirrored);
        Talk s(size);
        if (mirrored)
            s.page.setLayoutDirection(Qt::RightToLeft);
        s.command(BoardCommand::Present);
        for (int frame = 0; frame < 3; ++frame) {
            const QRectF box = s.frameBox(frame);
            QVERIFY2(QRectF(s.page.rect()).contains(box), qPrintable(QStringLiteral("frame %1 from %2, %3 to %4, %5")
                                                                         .arg(frame)
                                                                         .arg(box.left())
                                                                         .arg(box.top())
                                                                         .arg(box.right())
                                                                         .arg(box.bottom())));
            QVERIFY(s.page.rect().contains(s.card->geometry()));
            QVERIFY2(!QRectF(s.card->geometry()).intersects(box),
                     qPrintable(QStringLiteral("the frame ends at %1, the card begins at %2")
                                    .arg(box.bottom())
                                    .arg(s.card->geometry().top())));
            // It costs the frame no more than that: of its width or height all that is left is used.
            QVERIFY(box.width() >= size.width() - 66 || box.height() >= size.height() - 100);
            s.key(Qt::Key_PageDown);
        }
    }
    void T147_noticesLeaveItInSight()
    {
        for (const QSize &size : {QSize(1000, 700), QSize(420, 400)}) {
            Talk s(size);
            s.command(BoardCommand::Present);
            const auto *said = test::cardOf(s.page, u"Page Down and Page Up go through the frames, Escape ends it");
            QVERIFY(said && said->isVisible());
            QVERIFY(s.card->isVisible() && !said->geometry().intersects(s.card->geometry()));
            QVERIFY2(said->width() > 2 * said->height(), "it is no column of words over the frame");
        }
    }
    void T147_withoutFramesThereIsTheEndAlone()
    {
        Talk s({1000, 700}, 0);
        s.command(BoardCommand::Present);
        QVERIFY(s.card->isVisible() && s.button(QStringLiteral("Stop presenting"))->isVisible());
        QVERIFY(!s.button(QStringLiteral("Next frame"))->isVisible());
        QVERIFY(!s.button(QStringLiteral("Previous frame"))->isVisible());
        QVERIFY(!s.says(QStringLiteral("0 of 0")));
        s.shape(0, 0, 400, 300, BoardKind::Frame); // somebody makes one meanwhile
        QVERIFY(s.button(QStringLiteral("Next frame"))->isVisible());
        Talk::click(s.button(QStringLiteral("Next frame")));
        QVERIFY(s.says(QStringLiteral("1 of 1")));
    }
};

QTEST_MAIN(TestBoardPresent)
#include "tst_boardpresent.moc"
