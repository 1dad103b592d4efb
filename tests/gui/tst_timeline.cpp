// SPDX-License-Identifier: MIT
#include "app/ui/shell/theme.h"
#include "app/ui/timeline/messagedelegate.h"
#include "app/ui/timeline/timelineview.h"
#include "tests/gui/gallerydata.h"

#include <QAction>
#include <QClipboard>
#include <QElapsedTimer>
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
        QCOMPARE(texts(refused), (QStringList{QStringLiteral("Send again"), QStringLiteral("Edit\tE"),
                                              QStringLiteral("Copy text\tCtrl+C"), QStringLiteral("Discard\tDel")}));
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

    void T81_lettersThatAreTurnedOffBeginAMessage()
    {
        m_model->load(gallery::lines(10), true);
        settle();
        m_view->setLetterKeys(false);
        m_view->setFocus(Qt::TabFocusReason);
        QSignalSpy typed(m_view.get(), &TimelineView::typed);
        QSignalSpy reply(m_view.get(), &TimelineView::replyRequested);
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_R);
        QVERIFY(reply.isEmpty());
        QCOMPARE(typed.size(), 1);
        QObject owner;
        QStringList menu;
        for (const QAction *action : m_view->actionsFor(m_view->currentIndex(), &owner))
            menu.append(action->text());
        QVERIFY2(menu.contains(QStringLiteral("Reply")) && menu.contains(QStringLiteral("Copy text\tCtrl+C")),
                 qPrintable(menu.join(u'|')));
    }

    // A207: where the keys are is where the ring is.
    void A207_theRingLiesRoundTheRowThatHasTheFocus()
    {
        m_model->load(gallery::lines(10), true);
        settle();
        m_view->setFocus(Qt::TabFocusReason);
        const QRgb ring = colors(m_view->palette()).focus.rgb();
        QSet<int> rows;
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(m_view.get(), Qt::Key_Up);
            settle();
            const QRect row = m_view->visualRect(m_view->currentIndex()) & m_view->viewport()->rect();
            rows.insert(m_view->currentIndex().row());
            const QImage shown = m_view->viewport()->grab().toImage();
            for (int y = row.top() + 10; y < row.bottom() - 10; ++y)
                QCOMPARE(shown.pixel(row.left() + 5, y), ring);
            for (int y = 0; y < shown.height(); ++y)
                if (y < row.top() || y > row.bottom())
                    QVERIFY2(shown.pixel(row.left() + 5, y) != ring, qPrintable(QString::number(y)));
        }
        QVERIFY(rows.size() >= 3);
    }

    // A212
    void A212_signsPiledUpOnALetterStayInTheirRow()
    {
        const auto shown = [&](const QString &body) {
            QList<RoomEvent> events = gallery::lines(5);
            events.last().chat->body = body;
            m_model->load(events, true);
            settle();
            return m_view->viewport()->grab().toImage();
        };
        const QImage plain = shown(QStringLiteral("a"));
        const QRect row = m_view->visualRect(m_model->index(m_model->rowCount() - 1));
        const QImage piled = shown(QStringLiteral("a") + QString(200, QChar(0x0301)));
        QCOMPARE(m_view->visualRect(m_model->index(m_model->rowCount() - 1)), row);
        const QRect above(0, 0, plain.width(), row.top());
        QVERIFY(row.top() > 100);
        QVERIFY(piled != plain);
        QCOMPARE(piled.copy(above), plain.copy(above));
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

    void A47_whatWaitsIsEditedByItsKeyAndItsMenu()
    {
        m_model->load(gallery::lines(3), true);
        m_model->setPending(
            {pending(1, QStringLiteral("waits")), pending(2, QStringLiteral("goes"), TimelineRow::Delivery::Sending)});
        settle();
        QSignalSpy edited(m_view.get(), &TimelineView::editRequested);
        const int last = m_model->rowCount() - 1;
        m_view->setFocus(Qt::TabFocusReason);
        m_view->setCurrentIndex(m_model->index(last));
        QTest::keyClick(m_view.get(), Qt::Key_Up); // the keyboard walks: letters are commands now
        QTest::keyClick(m_view.get(), Qt::Key_E);
        QCOMPARE(edited.size(), 1);
        QCOMPARE(edited.first().at(1).toString(), QStringLiteral("waits"));
        QVERIFY(texts(m_model->index(last - 1)).contains(QStringLiteral("Edit\tE")));
        QVERIFY(!texts(m_model->index(last)).contains(QStringLiteral("Edit\tE"))); // under way
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QTest::keyClick(m_view.get(), Qt::Key_E);
        QCOMPARE(edited.size(), 1);
    }

    void A49_deleteTakesBackWhatWaitsAndNothingElse()
    {
        m_model->load(gallery::lines(3), true);
        m_model->setPending({pending(1, QStringLiteral("waits"))});
        settle();
        QSignalSpy discarded(m_view.get(), &TimelineView::discardRequested);
        m_view->setFocus(Qt::TabFocusReason);
        m_view->setCurrentIndex(m_model->index(m_model->rowCount() - 1));
        QTest::keyClick(m_view.get(), Qt::Key_Delete);
        QCOMPARE(discarded.size(), 1);
        QCOMPARE(discarded.first().at(1).toString(), QStringLiteral("waits"));
        for (int row = 0; row < m_model->rowCount() - 1; ++row) {
            m_view->setCurrentIndex(m_model->index(row));
            QTest::keyClick(m_view.get(), Qt::Key_Delete);
        }
        QCOMPARE(discarded.size(), 1);
    }

    // Step by step: written, then the clock is set back an hour. It waits, and does not look as if it had arrived.
    void G18_whatWaitsIsMarkedWhateverTheClockIsSetTo()
    {
        m_model->load(gallery::lines(3), true);
        const auto isMarked = [&](PendingPost post, qint64 ahead) {
            post.time += ahead;
            m_model->setPending({post});
            settle();
            const QRect row = m_view->visualRect(m_model->index(m_model->rowCount() - 1));
            const QRect beside = row.adjusted(bodyLeft(row.width()) + bodyWidth(row.width()), 0, 0, 0);
            const QImage image = m_view->viewport()->grab(beside).toImage();
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    if (image.pixel(x, y) != image.pixel(0, 0))
                        return true;
            return false;
        };
        const PendingPost post = pending(1, QStringLiteral("waits"));
        QVERIFY(isMarked(post, -MessageDelegate::clockAfterMs - 1000));
        QVERIFY(isMarked(post, 3'600'000));
        PendingPost later = pending(2, QStringLiteral("waits too"));
        later.time += 3'600'000;
        m_model->setPending({later});
        settle();
        const auto height = [&] {
            settle();
            return m_view->visualRect(m_model->index(m_model->rowCount() - 1)).height();
        };
        const int before = height();
        m_view->setWaiting(true);
        QVERIFY(height() > before); // said in words
        m_view->setWaiting(false);
        QCOMPARE(height(), before);
    }

    // A message shows a clock only when it has been on its way for long, and the hand of it goes round only where it is
    // under way: of what waits for its turn or for the host it stands, and of all where nothing is to move.
    void theHandOfTheClockGoesRoundOnlyWhileSendingTakesLong()
    {
        using Delivery = TimelineRow::Delivery;
        constexpr int shownFrom = MessageDelegate::clockAfterMs;
        QCOMPARE(shownFrom, 800);
        m_model->load(gallery::lines(3), true);
        const auto mark = [&](Delivery state, qint64 since) {
            PendingPost post = pending(1, QStringLiteral("on its way"), state);
            post.time -= since;
            m_model->setPending({post});
            settle();
            const QRect row = m_view->visualRect(m_model->index(m_model->rowCount() - 1));
            return m_view->viewport()
                ->grab(row.adjusted(bodyLeft(row.width()) + bodyWidth(row.width()), 0, 0, 0))
                .toImage();
        };
        QImage nothing = mark(Delivery::Sending, 0);
        nothing.fill(nothing.pixel(0, 0));
        for (const Delivery state : {Delivery::Sending, Delivery::Queued}) {
            const auto hasNone = [&] { // whoever is slow looks again
                QElapsedTimer took;
                took.start();
                const bool none = mark(state, 0) == nothing;
                return none && !took.hasExpired(shownFrom);
            };
            QVERIFY(QTest::qWaitFor(hasNone));
            QVERIFY(mark(state, shownFrom) != nothing);
        }
        const auto goesRound = [&](Delivery state) { // in the quarters of a turn
            const QImage first = mark(state, 2000);
            return mark(state, 2400) != first || mark(state, 2800) != first;
        };
        QVERIFY(goesRound(Delivery::Sending));
        QVERIFY(!goesRound(Delivery::Queued));
        m_view->setAnimated(false);
        QVERIFY(!goesRound(Delivery::Sending));
        QVERIFY(mark(Delivery::Sending, 2000) != nothing);

        // It goes round by itself, and what stands is not painted again and again.
        class Paints final : public QObject
        {
        public:
            int count = 0;

        protected:
            bool eventFilter(QObject *, QEvent *event) override
            {
                count += event->type() == QEvent::Paint;
                return false;
            }
        };
        Paints moving, standing;
        TimelineModel sending;
        sending.setMe(gallery::user(0), gallery::name(0));
        sending.load(gallery::lines(3), true);
        TimelineView other;
        other.resize(400, 300);
        other.setModel(&sending);
        other.show();
        QVERIFY(QTest::qWaitForWindowExposed(&other));
        other.viewport()->installEventFilter(&moving);
        PendingPost post = pending(2, QStringLiteral("goes round"), Delivery::Sending);
        sending.setPending({post}); // not for long yet
        m_view->viewport()->installEventFilter(&standing);
        for (const bool animated : {true, false}) {
            m_view->setAnimated(animated);
            (void)mark(animated ? Delivery::Queued : Delivery::Sending, 2000);
            settle();
            moving.count = standing.count = 0;
            QTRY_VERIFY(moving.count >= 5);
            QVERIFY2(standing.count < 2, qPrintable(QString::number(standing.count)));
        }
        m_view->viewport()->removeEventFilter(&standing);
        other.viewport()->removeEventFilter(&moving);
    }

    // Half a minute without the host is said in words, once, under the last of those that wait so long.
    void whatHasWaitedForLongSaysSoInWords()
    {
        m_model->load(gallery::lines(3), true);
        QList<PendingPost> posts{pending(1, QStringLiteral("one")), pending(2, QStringLiteral("two")),
                                 pending(3, QStringLiteral("three"))};
        posts[0].time -= longWaitMs + 2000;
        posts[1].time -= longWaitMs + 1000;
        m_model->setPending(posts);
        settle();
        const auto heights = [&] {
            settle();
            QList<int> all;
            for (int row = m_model->rowCount() - 3; row < m_model->rowCount(); ++row)
                all += m_view->visualRect(m_model->index(row)).height();
            return all;
        };
        const QList<int> before = heights();
        m_view->setWaiting(true);
        const QList<int> away = heights();
        QCOMPARE(away.at(0), before.at(0));
        QVERIFY(away.at(1) > before.at(1));
        QCOMPARE(away.at(2), before.at(2));
        m_view->setWaiting(false);
        QCOMPARE(heights(), before);
    }

    // A stretch from the middle of the history has an end that is not the end of the room.
    void aStretchFromTheMiddleIsShownAndItsEndIsNotFollowed()
    {
        m_model->load(gallery::lines(100, 201), false);
        settle();
        QSignalSpy around(m_model.get(), &TimelineModel::aroundArrived);
        m_model->showAround(50);
        QCOMPARE(around.size(), 0);
        m_model->loadAround(50, gallery::lines(60, 1), true, false);
        QCOMPARE(around.size(), 1);
        QVERIFY(around.first().at(1).toBool());
        m_view->setMoreBelow(m_model->canFetchNewer());
        m_view->pointOut(m_model->rowOfSeq(60));
        settle();
        QVERIFY(m_view->viewport()->rect().intersects(m_view->visualRect(m_model->index(m_model->rowOfSeq(60)))));
        QVERIFY(!m_view->isFollowing());
        m_model->append(gallery::lines(1, 301)); // live, far below
        QCOMPARE(m_model->rowOfSeq(301), -1);
        m_model->showAround(55); // is there
        QCOMPARE(around.size(), 2);
        m_model->loadAround(500, {}, false, false); // is not there any more
        QVERIFY(!around.last().at(1).toBool());
        QVERIFY(m_model->rowOfSeq(55) >= 0);
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
