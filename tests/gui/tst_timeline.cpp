// SPDX-License-Identifier: MIT
#include "app/ui/timeline/timelineview.h"
#include "tests/gui/gallerydata.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using namespace coterie::ui;

// The timeline view over the real model: what moves, what stays, and what hands can do with a row.
class TestTimeline final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<TimelineModel>();
        m_model->setMe(gallery::user(0), gallery::name(0));
        m_view = std::make_unique<TimelineView>();
        m_view->resize(700, 600);
        m_view->setModel(m_model.get());
        m_view->show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }
    void cleanup()
    {
        m_view.reset();
        m_model.reset();
    }

    void itOpensAtTheEndAndFollows()
    {
        m_model->load(gallery::lines(100), true);
        settle();
        QVERIFY(bar().maximum() > 0);
        QCOMPARE(bar().value(), bar().maximum());
        m_model->append(gallery::lines(3, 101));
        settle();
        QCOMPARE(bar().value(), bar().maximum());
        QCOMPARE(m_view->newBelow(), 0);
    }

    void whatOneReadsDoesNotMoveWhenSomethingComesBelow()
    {
        m_model->load(gallery::lines(100), true);
        settle();
        bar().setValue(bar().maximum() / 2);
        settle();
        const Anchor before = anchor();
        QVERIFY(!m_view->isFollowing());
        m_model->append(gallery::lines(5, 101));
        settle();
        QCOMPARE(anchor(), before);
        QVERIFY(m_view->newBelow() > 0);
        m_view->scrollToNewest();
        QCOMPARE(bar().value(), bar().maximum());
        QCOMPARE(m_view->newBelow(), 0);
    }

    void aPageAboveKeepsTheFirstVisiblePixel()
    {
        m_model->load(gallery::lines(100, 101), false);
        settle();
        bar().setValue(300);
        settle();
        const Anchor before = anchor();
        m_model->prependPage(gallery::lines(100, 1), true);
        settle();
        QCOMPARE(anchor(), before);
        QVERIFY(bar().value() > 1000);
        QCOMPARE(m_view->newBelow(), 0);
    }

    void aNewWidthKeepsTheFirstVisibleRow()
    {
        m_model->load(gallery::lines(100), true);
        settle();
        bar().setValue(bar().maximum() / 2);
        settle();
        const Anchor before = anchor();
        m_view->resize(480, 600);
        settle();
        QCOMPARE(anchor().op, before.op);
        m_view->scrollToNewest();
        m_view->resize(700, 400);
        settle();
        QCOMPARE(bar().value(), bar().maximum());
    }

    void onesOwnMessageIsShownWhereverOneIs()
    {
        m_model->load(gallery::lines(100), true);
        settle();
        bar().setValue(0);
        settle();
        m_model->setPending({pending(1, QStringLiteral("mine"))});
        settle();
        QCOMPARE(bar().value(), bar().maximum());
    }

    void scrollingUpAsksForMore()
    {
        m_model->load(gallery::lines(100, 101), false);
        settle();
        QSignalSpy wanted(m_view.get(), &TimelineView::olderWanted);
        bar().setValue(10);
        QVERIFY(!wanted.isEmpty());
    }

    void anUnreadRoomOpensAtTheLine()
    {
        m_model->load(gallery::lines(100), true);
        m_model->setReadAnchor(40);
        settle();
        const int row = m_model->firstUnreadRow();
        QVERIFY(row > 0);
        m_view->showFromRow(row);
        settle();
        const QRect line = m_view->visualRect(m_model->index(row));
        QVERIFY2(line.top() > 0 && line.top() < 80, qPrintable(QString::number(line.top())));
        QVERIFY(!m_view->isFollowing());
    }

    void aShortConversationStandsAtTheBottom()
    {
        m_model->load(gallery::lines(2), true);
        settle();
        const QRect last = m_view->visualRect(m_model->index(m_model->rowCount() - 1));
        const int fromBelow = m_view->viewport()->height() - last.bottom();
        QVERIFY2(fromBelow >= 0 && fromBelow < 20, qPrintable(QString::number(fromBelow)));
        m_model->append(gallery::lines(60, 3));
        settle();
        QCOMPARE(bar().value(), bar().maximum());
        QVERIFY(bar().maximum() > 0);
    }

    void wordsAreSelectedWithTheMouseAndCopied()
    {
        QList<RoomEvent> events = gallery::lines(1);
        events[0].chat->body = QStringLiteral("alpha **beta** gamma");
        m_model->load(events, true);
        settle();
        const QModelIndex row = m_model->index(m_model->rowCount() - 1);
        const QRect rect = m_view->visualRect(row);
        const QPoint text(80, rect.bottom() - 14);
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, text);
        QCOMPARE(m_view->selectedText(), QStringLiteral("alpha"));
        m_view->copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("alpha"));
        QTest::mousePress(m_view->viewport(), Qt::LeftButton, {}, text);
        QTest::mouseMove(m_view->viewport(), QPoint(400, text.y()));
        QTest::mouseRelease(m_view->viewport(), Qt::LeftButton, {}, QPoint(400, text.y()));
        QVERIFY(m_view->selectedText().endsWith(u"beta gamma"));
    }

    void theMenuOffersWhatTheRowAllows()
    {
        QList<RoomEvent> events = gallery::lines(1);
        events[0].chat->body = QStringLiteral("see https://example.org");
        m_model->load(events, true);
        m_model->setPending({pending(1, QStringLiteral("too much"), TimelineRow::Delivery::Refused)});
        settle();
        const QModelIndex refused = m_model->index(m_model->rowCount() - 1);
        const QModelIndex sent = m_model->index(1); // after the day
        QCOMPARE(texts(sent),
                 (QStringList{QStringLiteral("Reply\tR"), QStringLiteral("Copy text\tCtrl+C"),
                              QStringLiteral("Open https://example.org"), QStringLiteral("Mark unread from here\tM")}));
        QCOMPARE(texts(refused), (QStringList{QStringLiteral("Send again"), QStringLiteral("Copy text\tCtrl+C"),
                                              QStringLiteral("Discard")}));
        QSignalSpy retried(m_view.get(), &TimelineView::retryRequested);
        QObject owner;
        m_view->actionsFor(refused, &owner).constFirst()->trigger();
        QCOMPARE(retried.size(), 1);
    }

    void theKeyboardWalksAndAnswers()
    {
        m_model->load(gallery::lines(10), true);
        settle();
        m_view->setFocus(Qt::TabFocusReason);
        QSignalSpy reply(m_view.get(), &TimelineView::replyRequested);
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_R);
        QCOMPARE(reply.size(), 1);
        QSignalSpy left(m_view.get(), &TimelineView::leaveRequested);
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QCOMPARE(left.size(), 1);
    }

    void aLetterAfterAClickBelongsIntoTheComposer()
    {
        m_model->load(gallery::lines(10), true);
        settle();
        QSignalSpy typed(m_view.get(), &TimelineView::typed);
        QSignalSpy reply(m_view.get(), &TimelineView::replyRequested);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(200, 300));
        QTest::keyClick(m_view.get(), Qt::Key_R);
        QCOMPARE(typed.size(), 1);
        QVERIFY(reply.isEmpty());
    }

    void everyRowSpeaks()
    {
        gallery::fill(*m_model);
        settle();
        for (int row = 0; row < m_model->rowCount(); ++row)
            QVERIFY2(!m_model->index(row).data(Qt::AccessibleTextRole).toString().isEmpty(),
                     qPrintable(QString::number(row)));
    }

private:
    struct Anchor {
        OpId op;
        int top = 0;
        friend bool operator==(const Anchor &, const Anchor &) = default;
    };

    QScrollBar &bar() { return *m_view->verticalScrollBar(); }

    Anchor anchor()
    {
        const QModelIndex first = m_view->indexAt(QPoint(10, 1));
        return {first.data(TimelineModel::OpIdRole).value<OpId>(), m_view->visualRect(first).top()};
    }

    QStringList texts(const QModelIndex &row)
    {
        QObject owner;
        QStringList list;
        const QList<QAction *> actions = m_view->actionsFor(row, &owner);
        for (const QAction *action : actions)
            list += action->text();
        return list;
    }

    static PendingPost pending(quint32 id, const QString &body,
                               TimelineRow::Delivery state = TimelineRow::Delivery::Queued)
    {
        PendingPost post;
        post.id = OpId{QUuid(id, 3, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1)};
        post.body = body;
        post.time = QDateTime::currentMSecsSinceEpoch();
        post.state = state;
        if (state == TimelineRow::Delivery::Refused)
            post.refusal = QStringLiteral("No.");
        return post;
    }

    static void settle()
    {
        for (int i = 0; i < 5; ++i) {
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        }
    }

    std::unique_ptr<TimelineModel> m_model;
    std::unique_ptr<TimelineView> m_view;
};

QTEST_MAIN(TestTimeline)
#include "tst_timeline.moc"
