// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"
#include "app/session/roomboards.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/board/revertsheet.h"
#include "tests/support/loopboards.h"
#include "tests/support/loophost.h"
#include "tests/support/looprig.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLoggingCategory>

using namespace coterie;
using namespace coterie::ui;
using test::drawStroke;
using test::LoopHost;
using test::LoopRig;

// Taking back what one person did, as a moderator does it in the window, with the real host (B21, W-28). Ana came
// first: she owns the room.
class TestRevertSheet final : public QObject
{
    Q_OBJECT

    std::unique_ptr<LoopRig> m_rig;
    std::unique_ptr<LoopHost> m_host;
    std::unique_ptr<Session> m_ana, m_ben;
    std::unique_ptr<BoardPage> m_page; // Ana's
    RoomId m_room;

    BoardController &board(Session &session) { return *session.board(m_room); }
    void show(Session &session)
    {
        m_page = std::make_unique<BoardPage>(nullptr);
        m_page->view()->setBackgroundPainting(false);
        m_page->setController(&board(session));
        m_page->setBoards(
            session.boards(m_room), [](const UserId &) { return QString(); },
            [&](const BoardId &) { return &board(session); });
        m_page->resize(900, 640);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    RevertSheet *sheet()
    {
        m_page->actions()[BoardCommand::RevertPerson]->trigger();
        return m_page->findChild<RevertSheet *>();
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        for (const auto *label : m_page->findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }
    [[nodiscard]] QAbstractButton *button(const QString &text) const
    {
        for (auto *button : m_page->findChildren<QAbstractButton *>())
            if (button->isVisible() && (button->text() == text || button->accessibleName() == text))
                return button;
        return nullptr;
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init()
    {
        m_rig = std::make_unique<LoopRig>();
        m_host = std::make_unique<LoopHost>(m_rig->file());
        QVERIFY(m_host->start());
        m_ana = m_rig->online(m_host->url(), QStringLiteral("Ana"));
        m_ben = m_rig->online(m_host->url(), QStringLiteral("Ben"));
        QVERIFY(m_ana && m_ben);
        m_room = m_ana->rooms()->roomAt(0);
        for (Session *session : {m_ana.get(), m_ben.get()})
            QTRY_VERIFY_WITH_TIMEOUT(board(*session).isLoaded() && board(*session).isOnline(), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_ana->boards(m_room)->isModerator(), 20'000);
        drawStroke(board(*m_ana), 0, 0);
        for (int i = 0; i < 3; ++i)
            drawStroke(board(*m_ben), 0, 50.0 + 50 * i);
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ana).doc().visibleCount(), 4, 20'000);
    }
    void cleanup()
    {
        m_page.reset();
        m_ana.reset();
        m_ben.reset();
        m_host.reset();
        m_rig.reset();
    }

    void B21_whoseWorkGoesIsShownFirstAndComesBackByUndo()
    {
        show(*m_ana);
        RevertSheet *asked = sheet();
        QVERIFY(asked);
        auto *person = asked->findChild<QComboBox *>();
        QTRY_COMPARE_WITH_TIMEOUT(person->count(), 2, 20'000);
        QCOMPARE(person->currentText(), QStringLiteral("Ben")); // who did something last
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("3 object(s) go.")), 20'000);
        const auto preview = [&] {
            for (const auto *label : asked->findChildren<QLabel *>())
                if (!label->pixmap(Qt::ReturnByValue).isNull())
                    return true;
            return false;
        };
        QVERIFY(preview());
        QCOMPARE(board(*m_ana).doc().visibleCount(), 4); // nothing has been done yet
        // Another person, and a time since when nothing was done.
        person->setCurrentIndex(1);
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("1 object(s) go.")), 20'000);
        person->setCurrentIndex(0);
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("3 object(s) go.")), 20'000);
        // What comes meanwhile is counted.
        drawStroke(board(*m_ben), 200, 200);
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("4 object(s) go.")), 20'000);
        button(QStringLiteral("Take it back"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ben).doc().visibleCount(), 1, 20'000);
        QVERIFY(says(QStringLiteral("Took back what Ben did to 4 object(s)")));
        button(QStringLiteral("Undo"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ben).doc().visibleCount(), 5, 20'000);
    }
    void B21_cancelChangesNothing()
    {
        show(*m_ana);
        QVERIFY(sheet());
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("3 object(s) go.")), 20'000);
        QTest::keyClick(m_page->focusWidget() ? m_page->focusWidget() : m_page.get(), Qt::Key_Escape);
        QTRY_VERIFY(!m_page->findChild<RevertSheet *>());
        QCOMPARE(board(*m_ana).doc().visibleCount(), 4);
        QCOMPARE(board(*m_ana).pendingCount(), 0);
    }
    void B21_onlyAModeratorAndOnlyWithTheHost()
    {
        show(*m_ben);
        QVERIFY(!sheet());
        QVERIFY(says(QStringLiteral("Only a moderator")));
        show(*m_ana);
        m_host.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!board(*m_ana).isOnline(), 20'000);
        QVERIFY(!sheet());
        QVERIFY(says(QStringLiteral("you are offline")));
    }
};

QTEST_MAIN(TestRevertSheet)
#include "tst_revertsheet.moc"
