// SPDX-License-Identifier: MIT
#include "shared/board/strokepoints.h"
#include "tests/support/boardpair.h"
#include "tests/support/labels.h"
#include "tests/support/loopboards.h"

#include <QAbstractButton>
#include <QLoggingCategory>

using namespace coterie;
using namespace coterie::ui;

// What becomes of a stroke when its right goes while the pen is down, in the window and with the real host: Ana, who
// came first and owns the room, takes the right away from Ben, who draws (P26, A83, T138).
class TestBoardFreeze final : public QObject, private test::BoardPair
{
    Q_OBJECT

    RoomBoards &boards(Session &session) { return *session.boards(m_room); }
    QList<BoardOp> kept() { return boards(*m_ben).conflict(firstBoard(m_room)); }
    [[nodiscard]] bool says(const QString &text) const { return test::says(*m_page, text); }
    [[nodiscard]] QAbstractButton *button(const QString &text) const
    {
        for (auto *button : m_page->findChildren<QAbstractButton *>())
            if (button->isVisible() && button->text() == text)
                return button;
        return nullptr;
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init()
    {
        QVERIFY(meet());
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ben).right(), BoardRight::EditAll, 20'000);
        QVERIFY(show(*m_ben, QStringLiteral("Ana")));
    }
    void cleanup() { part(); }

    void A83_P26_aStrokeUnderThePenIsKeptWhenTheRightToDrawGoes_data()
    {
        QTest::addColumn<bool>("freeze");
        QTest::newRow("the board is frozen") << true;
        QTest::newRow("everybody may only look") << false;
    }
    void A83_P26_aStrokeUnderThePenIsKeptWhenTheRightToDrawGoes()
    {
        QFETCH(const bool, freeze);
        BoardView *view = m_page->view();
        view->setTool(ToolId::Pen);
        QTest::mousePress(view, Qt::LeftButton, {}, {300, 300});
        for (int x = 320; x <= 400; x += 20)
            QTest::mouseMove(view, {x, 300 + (x / 20 % 2) * 10});
        QVERIFY(board(*m_ben).ownStroke());
        const ObjectId stream = board(*m_ben).ownStroke()->id();
        const int drawn = board(*m_ben).ownStroke()->count();
        QVERIFY(drawn >= 5);
        QTRY_VERIFY_WITH_TIMEOUT(board(*m_ana).guests().stroke(stream), 20'000); // Ana sees it come
        if (freeze)
            QVERIFY(boards(*m_ana).setFrozen(firstBoard(m_room), true));
        else
            QVERIFY(boards(*m_ana).change(RightsChange{{}, {}, BoardRight::View, {}}));
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ben).right(), BoardRight::View, 20'000);
        // The pen is still down, and goes on.
        QVERIFY(!view->isDragging());
        QTest::mouseMove(view, {460, 320});
        QTest::mouseRelease(view, Qt::LeftButton, {}, {480, 320});
        QVERIFY(!board(*m_ben).ownStroke());
        QCOMPARE(board(*m_ben).doc().visibleCount(), 0);
        QCOMPARE(board(*m_ben).pendingCount(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(board(*m_ana).guests().strokes().isEmpty(), 20'000); // nor does it stay with others
        QCOMPARE(board(*m_ana).doc().visibleCount(), 0);
        // All that was drawn until then is kept, once, and said.
        QCOMPARE(kept().size(), 1);
        QCOMPARE(kept().first().kind, std::optional(BoardKind::Stroke));
        const auto points = StrokePoints::unpack(kept().first().points.value_or(QByteArray()));
        QVERIFY(points);
        QVERIFY2(int(points->at.size()) >= drawn, qPrintable(QString::number(points->at.size())));
        QVERIFY(says(QStringLiteral("1 object(s) of yours could not be added here")));
        QVERIFY(!says(QStringLiteral("is not kept"))); // which would not be true
        if (freeze)
            QVERIFY(says(QStringLiteral("Ana froze the board")));
        QVERIFY(!button(QStringLiteral("Try again"))); // it would be refused again
        // With the right it comes onto the board.
        if (freeze)
            QVERIFY(boards(*m_ana).setFrozen(firstBoard(m_room), false));
        else
            QVERIFY(boards(*m_ana).change(RightsChange{{}, {}, BoardRight::EditAll, {}}));
        QTRY_VERIFY_WITH_TIMEOUT(button(QStringLiteral("Try again")), 20'000);
        button(QStringLiteral("Try again"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(test::agree(board(*m_ana), board(*m_ben), 1), 20'000);
        QVERIFY(kept().isEmpty());
        QCOMPARE(board(*m_ana).doc().objects().first().points, points->packed());
    }
};

QTEST_MAIN(TestBoardFreeze)
#include "tst_boardfreeze.moc"
