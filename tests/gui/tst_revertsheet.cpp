// SPDX-License-Identifier: MIT
#include "app/ui/board/clearingsheet.h"
#include "app/ui/board/revertsheet.h"
#include "app/ui/shell/accessible.h"
#include "tests/support/boardpair.h"
#include "tests/support/labels.h"
#include "tests/support/loopboards.h"
#include "tests/support/uidriver.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QLabel>
#include <QListView>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTimer>

#include <algorithm>

using namespace coterie;
using namespace coterie::ui;
using test::drawStroke;

// Taking back what one person did, and bringing back what was cleared, as a moderator does it in the window, with the
// real host (B21, W-28, B26). Ana came
// first: she owns the room.
class TestRevertSheet final : public QObject, private test::BoardPair
{
    Q_OBJECT

    QDateTime m_began; // before anybody did anything

    void show(Session &session) { QVERIFY(BoardPair::show(session, {})); }
    RevertSheet *sheet()
    {
        m_page->actions()[BoardCommand::RevertPerson]->trigger();
        return m_page->findChild<RevertSheet *>();
    }
    [[nodiscard]] bool says(const QString &text) const { return test::says(*m_page, text); }
    // So many objects go, as the sheet says.
    [[nodiscard]] int goes() const
    {
        static const QRegularExpression words(QStringLiteral("^([0-9]+) object\\(s\\) go\\."));
        for (const auto *label : m_page->findChildren<QLabel *>())
            if (const auto match = words.match(label->text()); label->isVisible() && match.hasMatch())
                return match.captured(1).toInt();
        return 0;
    }
    [[nodiscard]] QAbstractButton *button(const QString &text) const
    {
        for (auto *button : m_page->findChildren<QAbstractButton *>())
            if (button->isVisible() && (button->text() == text || button->accessibleName() == text))
                return button;
        return nullptr;
    }

private slots:
    void initTestCase()
    {
        installAccessibility();
        QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false"));
    }
    void init()
    {
        QVERIFY(meet());
        m_began = QDateTime::currentDateTime();
        drawStroke(board(*m_ana), 0, 0);
        for (int i = 0; i < 3; ++i)
            drawStroke(board(*m_ben), 0, 50.0 + 50 * i);
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ana).doc().visibleCount(), 4, 20'000);
    }
    void cleanup() { part(); }

    void T89_oneselfIsNotTheFirstToBeTakenBack()
    {
        const auto id = newId<ObjectId>();
        drawStroke(board(*m_ana), 300, 300); // the last to do something
        const QList<BoardObject> mine = board(*m_ana).doc().objects();
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ana).pendingCount(), 0, 20'000);
        const QList<BoardObject> hers = board(*m_ben).doc().objects();
        QVERIFY(hers.size() >= 3);
        // A group of Ben's, which is none of the objects that one could see go.
        QList<BoardOp> ops{BoardOp::createGroup(id)};
        for (const BoardObject &one : hers)
            if (board(*m_ben).doc().authorOf(one.id) == board(*m_ben).self())
                ops.append(BoardOp::setParent(one.id, id));
        QVERIFY(board(*m_ben).commit(ops, QStringLiteral("group")));
        drawStroke(board(*m_ana), 400, 300);
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ana).doc().visibleCount(), int(mine.size()) + 2, 20'000);
        show(*m_ana);
        RevertSheet *asked = sheet();
        QVERIFY(asked);
        auto *person = asked->findChild<QComboBox *>();
        QTRY_COMPARE_WITH_TIMEOUT(person->count(), 2, 20'000);
        QCOMPARE(person->currentText(), QStringLiteral("Ben"));
        QCOMPARE(person->itemText(1), QStringLiteral("Ana"));
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("3 object(s) go.")), 20'000);
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
        // Another person.
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
    void B21_sinceWhenIsUpToWhoAsks()
    {
        // Ben's last stroke is later than the others by the clock of the host, which is this computer's.
        const auto clock = [] { return QDateTime::currentDateTime(); };
        const QDateTime third = clock();
        QTRY_VERIFY(clock() > third);
        const QDateTime between = clock();
        QTRY_VERIFY(clock() > between);
        drawStroke(board(*m_ben), 300, 300);
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ana).doc().visibleCount(), 5, 20'000);
        show(*m_ana);
        RevertSheet *asked = sheet();
        QVERIFY(asked);
        auto *since = asked->findChild<QDateTimeEdit *>();
        QVERIFY(since);
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("4 object(s) go.")), 20'000);
        QAbstractButton *action = button(QStringLiteral("Take it back"));
        QVERIFY(action->isEnabled());
        // A time since when nothing was done.
        since->setDateTime(clock().addSecs(3600));
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("Nothing of this person is left from that time.")), 20'000);
        QVERIFY(!action->isEnabled());
        // Ever is before anything was done.
        button(QStringLiteral("Ever"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("4 object(s) go.")), 20'000);
        QVERIFY(since->dateTime() < m_began);
        QVERIFY(action->isEnabled());
        const QList<std::pair<QString, int>> presets{{QStringLiteral("10 min"), 10 * 60},
                                                     {QStringLiteral("1 hour"), 60 * 60}};
        for (const auto &[name, seconds] : presets) {
            const QDateTime before = clock();
            button(name)->click();
            const QDateTime after = clock();
            QVERIFY2(since->dateTime() >= before.addSecs(-seconds), qPrintable(name));
            QVERIFY2(since->dateTime() <= after.addSecs(-seconds), qPrintable(name));
        }
        const QDate day = clock().date();
        button(QStringLiteral("Today"))->click();
        QCOMPARE(since->dateTime(), since->date().startOfDay());
        QVERIFY(since->date() == day || since->date() == clock().date());
        // Of two things that somebody did the later one alone.
        since->setDateTime(between);
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("1 object(s) go.")), 20'000);
        action->click();
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ben).doc().visibleCount(), 4, 20'000);
        QTRY_VERIFY(says(QStringLiteral("Took back what Ben did to 1 object(s)")));
        const QList<BoardObject> left = board(*m_ben).doc().objects();
        QVERIFY(std::none_of(left.begin(), left.end(), [](const BoardObject &one) { return one.y == 300.0; }));
    }
    void T131_itIsCountedWhileOthersGoOnDrawing()
    {
        show(*m_ana);
        QVERIFY(sheet());
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("3 object(s) go.")), 20'000);
        QAbstractButton *action = button(QStringLiteral("Take it back"));
        QVERIFY(action && action->isEnabled());
        // Ben draws more often than the sheet reads.
        constexpr int most = 200;
        int drawn = 0;
        bool everOff = false;
        QTimer drawing;
        connect(&drawing, &QTimer::timeout, this, [&] {
            drawStroke(board(*m_ben), 0, 10.0 * ++drawn);
            everOff |= !action->isEnabled();
            if (drawn == most)
                drawing.stop();
        });
        drawing.start(40);
        QTRY_VERIFY_WITH_TIMEOUT(goes() > 6 || drawn == most, 60'000);
        QVERIFY2(drawn < most, "nothing was counted as long as somebody drew");
        QVERIFY(!everOff); // it can be pressed meanwhile
        drawing.stop();
        QTRY_COMPARE_WITH_TIMEOUT(goes(), 3 + drawn, 20'000);
    }
    void T131_thePeopleStayWhereTheyAreWhileOthersDraw()
    {
        show(*m_ana);
        RevertSheet *asked = sheet();
        QVERIFY(asked);
        auto *person = asked->findChild<QComboBox *>();
        QTRY_COMPARE_WITH_TIMEOUT(person->count(), 2, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("3 object(s) go.")), 20'000);
        const QSignalSpy gone(person->model(), &QAbstractItemModel::rowsRemoved);
        const QSignalSpy came(person->model(), &QAbstractItemModel::rowsInserted);
        person->showPopup();
        QTRY_VERIFY(person->view()->isVisible());
        person->view()->setCurrentIndex(person->model()->index(1, 0));
        drawStroke(board(*m_ben), 200, 200);
        QTRY_COMPARE_WITH_TIMEOUT(goes(), 4, 20'000);
        QVERIFY(person->view()->isVisible());
        QCOMPARE(person->view()->currentIndex().row(), 1);
        person->hidePopup();
        drawStroke(board(*m_ana), 300, 200); // who did something last by now
        drawStroke(board(*m_ben), 400, 200);
        QTRY_COMPARE_WITH_TIMEOUT(goes(), 5, 20'000);
        QCOMPARE(person->currentText(), QStringLiteral("Ben"));
        QVERIFY(gone.isEmpty() && came.isEmpty());
    }
    void T131_whatIsTakenBackIsAsItIsByThen()
    {
        show(*m_ana);
        QVERIFY(sheet());
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("3 object(s) go.")), 20'000);
        drawStroke(board(*m_ben), 200, 200);
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ana).doc().visibleCount(), 5, 20'000);
        button(QStringLiteral("Take it back"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(!m_page->findChild<RevertSheet *>(), 20'000);
        QVERIFY(says(QStringLiteral("Took back what Ben did to 4 object(s)")));
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ben).doc().visibleCount(), 1, 20'000);
        button(QStringLiteral("Undo"))->click(); // one step
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ben).doc().visibleCount(), 5, 20'000);
    }
    void T131_withoutTheHostNothingIsTakenBackAndItSaysSo()
    {
        show(*m_ana);
        QVERIFY(sheet());
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("3 object(s) go.")), 20'000);
        QAbstractButton *action = button(QStringLiteral("Take it back"));
        m_host.reset();
        action->click();
        QTRY_VERIFY_WITH_TIMEOUT(!says(QStringLiteral("3 object(s) go.")), 20'000); // but why not
        QCOMPARE(board(*m_ana).doc().visibleCount(), 4);
        QCOMPARE(board(*m_ana).pendingCount(), 0);
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
    void B26_aClearingIsListedAndComesBackAlsoAfterARestart()
    {
        board(*m_ana).clear();
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ben).doc().visibleCount(), 0, 20'000);
        drawStroke(board(*m_ben), 300, 300);
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ana).doc().visibleCount(), 1, 20'000);
        m_ana.reset();
        m_ben.reset();
        m_host->stop();
        QVERIFY(m_host->start());
        m_ana = m_rig->online(m_host->url(), QStringLiteral("Ana"));
        m_ben = m_rig->online(m_host->url(), QStringLiteral("Ben"));
        QVERIFY(m_ana && m_ben);
        for (Session *session : {m_ana.get(), m_ben.get()})
            QTRY_VERIFY_WITH_TIMEOUT(board(*session).isLoaded() && board(*session).isOnline(), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_ana->boards(m_room)->isModerator(), 20'000);
        board(*m_ana).clear(); // a second time, of the one stroke
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ben).doc().visibleCount(), 0, 20'000);
        show(*m_ana);
        button(QStringLiteral("Bring back what was cleared …"))->click();
        auto *asked = m_page->findChild<ClearingSheet *>();
        QVERIFY(asked);
        auto *list = asked->findChild<QListView *>();
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 2, 20'000);
        QCOMPARE(QApplication::focusWidget(), list);
        const auto words = [&list](int row) {
            return list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
        };
        QVERIFY2(words(0).startsWith(u"Ana, ") && words(0).endsWith(u", 1 object(s)"), qPrintable(words(0)));
        QVERIFY2(words(1).endsWith(u", 4 object(s)"), qPrintable(words(1)));
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("1 object(s) come back")), 20'000);
        QTest::keyClick(list, Qt::Key_Down);
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("4 object(s) come back")), 20'000);
        QCOMPARE(board(*m_ana).doc().visibleCount(), 0); // nothing has been done yet
        const QStringList faults = test::accessibilityFaults(*asked);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
        QCOMPARE(test::clippedControls(*asked), QStringList());
        QTRY_VERIFY(button(QStringLiteral("Bring it back"))->isEnabled());
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ben).doc().visibleCount(), 4, 20'000);
        QVERIFY(says(QStringLiteral("Brought back 4 object(s)")));
        button(QStringLiteral("Undo"))->click();
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ben).doc().visibleCount(), 0, 20'000);
        // What is left of it is told anew.
        board(*m_ana).redo();
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ben).doc().visibleCount(), 4, 20'000);
        QTRY_VERIFY(!m_page->findChild<ClearingSheet *>());
        m_page->actions()[BoardCommand::BringBack]->trigger();
        asked = m_page->findChild<ClearingSheet *>();
        QVERIFY(asked);
        list = asked->findChild<QListView *>();
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 2, 20'000);
        QVERIFY(words(1).endsWith(u"none left to bring back"));
        list->setCurrentIndex(list->model()->index(1, 0));
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("All of it has come back already")), 20'000);
        QVERIFY(!button(QStringLiteral("Bring it back"))->isEnabled());
    }
    void B26_onlyWhoMayClearAndOnlyWithTheHost()
    {
        show(*m_ben);
        m_page->actions()[BoardCommand::BringBack]->trigger();
        QVERIFY(!m_page->findChild<ClearingSheet *>());
        QVERIFY(says(QStringLiteral("Only a moderator")));
        QVERIFY(!button(QStringLiteral("Bring back what was cleared …")));
        show(*m_ana);
        m_page->actions()[BoardCommand::BringBack]->trigger();
        QVERIFY(m_page->findChild<ClearingSheet *>());
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("Nothing was ever cleared")), 20'000);
        QTest::keyClick(m_page->focusWidget(), Qt::Key_Escape);
        m_host.reset();
        QTRY_VERIFY_WITH_TIMEOUT(!board(*m_ana).isOnline(), 20'000);
        QTRY_VERIFY(!m_page->findChild<ClearingSheet *>());
        m_page->actions()[BoardCommand::BringBack]->trigger();
        QVERIFY(!m_page->findChild<ClearingSheet *>());
        QVERIFY(says(QStringLiteral("you are offline")));
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
