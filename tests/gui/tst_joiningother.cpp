// SPDX-License-Identifier: MIT
#include "app/session/login.h"
#include "app/session/roomlistmodel.h"
#include "app/session/timelinemodel.h"
#include "app/ui/actions.h"
#include "app/ui/connect/connectionpopover.h"
#include "app/ui/connect/seenlist.h"
#include "app/ui/connect/welcomepage.h"
#include "app/ui/shell/noticebar.h"
#include "app/ui/shell/toast.h"
#include "app/ui/timeline/composer.h"
#include "tests/gui/joiningtest.h"
#include "tests/support/uidriver.h"

#include <QTcpServer>
#include <QTcpSocket>

using namespace coterie;
using namespace coterie::test;
using namespace coterie::ui;

// How one comes from one session into another, and stays in the one that one meant. The real program.
class TestJoiningOther final : public JoiningTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    // By the menu, by a link in a message, or by another start of the program: it is the same call.
    void A120_joiningAnotherSessionThatDoesNotAnswerLosesNothing()
    {
        LoopHost first(folder().filePath(QStringLiteral("first.coterie")));
        QVERIFY(first.start());
        m_fixture->startProgram();
        Session *here = joined(first);
        QVERIFY(here);
        type(window(), QStringLiteral("half a thought"));
        const quint16 port = freePort();
        program().called(QStringLiteral("coterie://join?a=127.0.0.1:%1&n=Chess&tls=0").arg(port));
        QVERIFY(program().session() == here);
        QVERIFY2(page().joining()->text().contains(QStringLiteral("Connecting to")),
                 qPrintable(page().joining()->text()));
        QTRY_VERIFY_WITH_TIMEOUT(page().joining()->text().contains(QStringLiteral("No session answers at")), 10000);
        QVERIFY(program().session() == here);
        QCOMPARE(here->state().state, Session::State::Online);
        QCOMPARE(page().chat()->composer()->text(), QStringLiteral("half a thought"));
        // And when somebody answers there after all, one is in the other, and out of the first.
        LoopHost second(folder().filePath(QStringLiteral("second.coterie")), port);
        QVERIFY(second.start());
        click(*page().joining(), QStringLiteral("Try again"));
        QTRY_VERIFY_WITH_TIMEOUT(program().session() != here, 10000);
        QTRY_COMPARE_WITH_TIMEOUT(page().session().state().state, Session::State::Online, 10000);
        QCOMPARE(page().session().url().port(), int(port));
        QCOMPARE(page().joining()->text(), QString());
    }

    void A120_whoCancelsStaysWhereTheyAre()
    {
        LoopHost first(folder().filePath(QStringLiteral("first.coterie")));
        QVERIFY(first.start());
        m_fixture->startProgram();
        Session *here = joined(first);
        QVERIFY(here);
        QTcpServer mute;
        QVERIFY(mute.listen(QHostAddress::LocalHost));
        program().called(QStringLiteral("coterie://join?a=127.0.0.1:%1&n=Chess&tls=0").arg(mute.serverPort()));
        QTRY_VERIFY(mute.hasPendingConnections());
        const std::unique_ptr<QTcpSocket> caller(mute.nextPendingConnection());
        click(*page().joining(), QStringLiteral("Cancel"));
        QCOMPARE(page().joining()->text(), QString());
        QTRY_COMPARE(caller->state(), QAbstractSocket::UnconnectedState); // nothing goes on behind one's back
        QVERIFY(program().session() == here);
        QCOMPARE(here->state().state, Session::State::Online);
    }

    // Two of one session would be two people there, with half of what is on this computer each.
    void A120_aLinkToTheSessionOneIsInLeadsNowhereElse()
    {
        LoopHost first(folder().filePath(QStringLiteral("first.coterie")));
        QVERIFY(first.start());
        m_fixture->startProgram();
        Session *here = joined(first);
        QVERIFY(here);
        const UserId me = here->me();
        program().called(QStringLiteral("coterie://join?a=127.0.0.1:%1&n=Hall&tls=0").arg(first.port()));
        QCOMPARE(page().joining()->text(), QString());
        QVERIFY(program().session() == here);
        // It has moved, and the link says where to: it is looked for there, as who one is.
        first.stop();
        QTRY_VERIFY(here->state().state != Session::State::Online);
        LoopHost moved(folder().filePath(QStringLiteral("first.coterie")));
        QVERIFY(moved.start());
        QVERIFY(moved.port() != first.port());
        program().called(QStringLiteral("coterie://join?a=127.0.0.1:%1,127.0.0.1:%2&n=Hall&tls=0")
                             .arg(moved.port())
                             .arg(first.port()));
        QTRY_COMPARE_WITH_TIMEOUT(here->state().state, Session::State::Online, 10000);
        QVERIFY(program().session() == here);
        QCOMPARE(here->me(), me);
    }

    // A port that one program leaves is taken by the next one, and the key of a host is that of all its sessions.
    void A322_A327_aSessionThatAnswersInThePlaceOfThisOneGetsNoneOfItsWords()
    {
        auto lab = hostOf("Lab");
        QVERIFY(lab->start());
        m_fixture->startProgram();
        Session *here = joined(*lab);
        QVERIFY(here);
        QTRY_COMPARE(here->hostName(), QStringLiteral("Lab"));
        const UserId me = here->me();
        const RoomId before = room();
        const quint16 port = lab->port();
        lab.reset();
        QTRY_VERIFY(here->state().state != Session::State::Online);
        type(window(), QStringLiteral("for Lab"));
        press(window(), Qt::Key_Return);
        QTRY_COMPARE(here->state().waiting, 1);
        type(window(), QStringLiteral("a secret"));
        auto other = hostOf("Other", port);
        QVERIFY(other->start());
        here->retryNow();
        QTRY_VERIFY_WITH_TIMEOUT(page().banner()->text().contains(QStringLiteral("Other")), 15000);
        type(window(), QStringLiteral(" of Lab"));
        QCOMPARE(page().chat()->composer()->text(), QStringLiteral("a secret of Lab"));
        press(window(), Qt::Key_Return);
        QTRY_COMPARE(here->state().waiting, 2);
        QTRY_VERIFY2(page().banner()->text().contains(QStringLiteral("2 change")), qPrintable(page().banner()->text()));
        type(window(), QStringLiteral("half a thought"));
        QVERIFY(program().session() == here);
        QCOMPARE(here->hostName(), QStringLiteral("Lab"));
        QCOMPARE(room(), before);
        // The banner leads to what there is to know (A327).
        click(*page().banner(), QStringLiteral("Details"));
        QTRY_VERIFY(page().connectionPopover()->isVisible());
        QVERIFY2(page().connectionPopover()->text().contains(QStringLiteral("2 change")),
                 qPrintable(page().connectionPopover()->text()));
        press(*page().connectionPopover(), Qt::Key_Escape);
        QVERIFY(!page().connectionPopover()->isVisible());
        window().activateWindow(); // which no window manager does here
        QTRY_VERIFY(window().isActiveWindow());
        // Whoever says so is there, as one person, and hears what stays behind.
        here->retryNow();
        QTRY_VERIFY(here->state().state != Session::State::Online);
        QTRY_VERIFY_WITH_TIMEOUT(page().banner()->text().contains(QStringLiteral("Other")), 15000);
        click(*page().banner(), QStringLiteral("Go to the other session"));
        QTRY_VERIFY_WITH_TIMEOUT(program().session() != here, 15000);
        QTRY_COMPARE_WITH_TIMEOUT(page().session().state().state, Session::State::Online, 10000);
        QCOMPARE(page().session().hostName(), QStringLiteral("Other"));
        QVERIFY(!room().isNull());
        QTRY_COMPARE(page().session().members(room())->rowCount(), 1);
        QCOMPARE(page().chat()->composer()->text(), QString());
        const QString said = page().findChild<Toast *>()->text();
        QVERIFY2(said.contains(QStringLiteral("2 change")), qPrintable(said));
        QTRY_VERIFY(mine()->isLoaded());
        for (int row = 0; row < mine()->rowCount(); ++row)
            QVERIFY(!mine()->index(row).data(TimelineModel::BodyRole).toString().contains(QStringLiteral("Lab")));
        // And the first one can be opened, without its host, as it was left (A323).
        window().actions()[Act::LeaveSession]->trigger();
        QTRY_VERIFY(!window().page());
        auto *seen = window().welcome()->findChild<SeenList *>();
        QCOMPARE(seen->model()->rowCount(), 2);
        QCOMPARE(seen->model()->index(1, 0).data().toString(), QStringLiteral("Lab"));
        seen->setFocus();
        seen->setCurrentIndex(seen->model()->index(1, 0));
        press(window(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(window().page(), 10000);
        QCOMPARE(page().session().hostName(), QStringLiteral("Lab"));
        QCOMPARE(page().session().me(), me);
        QCOMPARE(room(), before);
        QCOMPARE(page().session().state().waiting, 2);
        QTRY_COMPARE(page().chat()->composer()->text(), QStringLiteral("half a thought"));
        QTRY_VERIFY_WITH_TIMEOUT(page().banner()->text().contains(QStringLiteral("Other")), 15000);
        // Its host is back, and all goes by itself.
        other.reset();
        lab = hostOf("Lab", port);
        QVERIFY(lab->start());
        page().session().retryNow();
        QTRY_VERIFY_WITH_TIMEOUT(WindowFixture::isSent(*mine(), QStringLiteral("a secret of Lab")), 15000);
        QCOMPARE(page().session().me(), me);
        QVERIFY(WindowFixture::isSent(*mine(), QStringLiteral("for Lab")));
    }

    // Which session is meant is not known from an address: the one that answers there is shown, and no other before.
    void A322_anAddressLeadsToTheSessionThatAnswersThere()
    {
        LoopHost lab(folder().filePath(QStringLiteral("lab.coterie")));
        lab.name = QStringLiteral("Lab");
        QVERIFY(lab.start());
        m_fixture->startProgram();
        QVERIFY(joined(lab));
        QVERIFY(isAnyOpen());
        lab.stop();
        window().actions()[Act::LeaveSession]->trigger();
        QTRY_VERIFY(!window().page());
        LoopHost other(folder().filePath(QStringLiteral("other.coterie")), lab.port());
        other.name = QStringLiteral("Other");
        QVERIFY(other.start());
        program().called(QStringLiteral("coterie://join?a=127.0.0.1:%1&tls=0").arg(lab.port()));
        QTRY_VERIFY_WITH_TIMEOUT(window().page(), 10000);
        QCOMPARE(page().session().hostName(), QStringLiteral("Other"));
        QTRY_COMPARE(page().session().rooms()->rowCount(), 1); // there is something of it here from now on
        window().actions()[Act::LeaveSession]->trigger();
        QTRY_VERIFY(!window().page());
        other.stop();
        QTRY_VERIFY(!isAnyOpen()); // closed in a thread of its own
        // Where nobody answers, what is here of the last one that did is shown soon.
        program().called(QStringLiteral("coterie://join?a=127.0.0.1:%1&tls=0").arg(lab.port()));
        QTRY_VERIFY_WITH_TIMEOUT(window().page(), 10000);
        QCOMPARE(page().session().hostName(), QStringLiteral("Other"));
    }

    // Each session file of a headless host has a key of its own, and two of them may run in turn at one port.
    void A323_aSessionIsOpenedWhoseAddressAHostOfAnotherKeyHasTaken()
    {
        const auto hostOf = [this](const char *name, quint16 port = 0) {
            auto host = JoiningTest::hostOf(name, port);
            host->tls = {true, {}, {}, folder().filePath(QLatin1String(name) + u".pem")};
            return host;
        };
        auto lab = hostOf("Lab");
        QVERIFY(lab->start());
        const quint16 port = lab->port();
        m_fixture->startProgram();
        const auto come = [&](const LoopHost &host) {
            program().called(linkOf(host));
            return QTest::qWaitFor(
                [&] {
                    return window().page() && page().session().state().state == Session::State::Online &&
                           page().session().hostName() == host.name && page().session().rooms()->rowCount() == 1;
                },
                10000);
        };
        QVERIFY(come(*lab));
        const UserId me = page().session().me();
        window().actions()[Act::LeaveSession]->trigger();
        QTRY_VERIFY(!window().page());
        lab.reset();
        auto other = hostOf("Other", port);
        QVERIFY(other->start());
        QVERIFY(come(*other));
        window().actions()[Act::LeaveSession]->trigger();
        QTRY_VERIFY(!window().page());
        for (const bool answers : {true, false}) {
            if (!answers)
                other.reset();
            auto *seen = window().welcome()->findChild<SeenList *>();
            seen->setFocus();
            const auto rows = seen->model()->match(seen->model()->index(0, 0), Qt::DisplayRole, QStringLiteral("Lab"));
            QCOMPARE(rows.size(), 1);
            seen->setCurrentIndex(rows.first());
            press(window(), Qt::Key_Return);
            QTRY_VERIFY_WITH_TIMEOUT(window().page(), 10000);
            QCOMPARE(page().session().hostName(), QStringLiteral("Lab"));
            QCOMPARE(page().session().me(), me);
            if (answers) { // its link leads there, and no key of it comes to this one
                QTRY_COMPARE(page().session().state().state, Session::State::Refused);
                QVERIFY(come(*other));
            }
            window().actions()[Act::LeaveSession]->trigger();
            QTRY_VERIFY(!window().page());
        }
        // And where its host is back, one is in.
        lab = hostOf("Lab", port);
        QVERIFY(lab->start());
        QVERIFY(come(*lab));
        QCOMPARE(page().session().me(), me);
    }

    // Who has said which session they mean is shown no other one meanwhile, however long its host takes.
    void A322_aNameLeadsToNoOtherSession()
    {
        LoopHost lab(folder().filePath(QStringLiteral("lab.coterie")));
        lab.name = QStringLiteral("Lab");
        QVERIFY(lab.start());
        m_fixture->startProgram();
        QVERIFY(joined(lab));
        QTRY_COMPARE(page().session().rooms()->rowCount(), 1);
        lab.stop();
        window().actions()[Act::LeaveSession]->trigger();
        QTRY_VERIFY(!window().page());
        QTRY_VERIFY(!isAnyOpen());
        program().called(QStringLiteral("coterie://join?a=127.0.0.1:%1&n=Other&tls=0").arg(lab.port()));
        QTRY_VERIFY_WITH_TIMEOUT(
            says(*window().welcome()->joinCard(), QStringLiteral("No session answers at 127.0.0.1")), 15000);
        QVERIFY(!window().page());
        // The control: of its own name, it is shown without its host.
        program().called(QStringLiteral("coterie://join?a=127.0.0.1:%1&n=Lab&tls=0").arg(lab.port()));
        QTRY_VERIFY_WITH_TIMEOUT(window().page(), 10000);
        QCOMPARE(page().session().hostName(), QStringLiteral("Lab"));
    }

    // A link to the session that has been met in the place of this one leads there, and says nothing that is not so. So
    // does its address alone.
    void A322_aLinkToTheSessionThatAnsweredInItsPlaceLeadsThere_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::newRow("link") << QStringLiteral("coterie://join?a=127.0.0.1:%1&n=Other&tls=0");
        QTest::newRow("address") << QStringLiteral("coterie://join?a=127.0.0.1:%1&tls=0");
    }
    void A322_aLinkToTheSessionThatAnsweredInItsPlaceLeadsThere()
    {
        QFETCH(const QString, wanted);
        LoopHost lab(folder().filePath(QStringLiteral("lab.coterie")));
        lab.name = QStringLiteral("Lab");
        QVERIFY(lab.start());
        m_fixture->startProgram();
        Session *here = joined(lab);
        QVERIFY(here);
        QTRY_COMPARE(page().session().rooms()->rowCount(), 1);
        const QString link = QStringLiteral("coterie://join?a=127.0.0.1:%1&n=Other&tls=0").arg(lab.port());
        lab.stop();
        QTRY_VERIFY(here->state().state != Session::State::Online);
        program().called(link); // it is not known yet what answers there
        QVERIFY(program().session() == here);
        const QString said = page().findChild<Toast *>()->text();
        QVERIFY2(said.contains(QStringLiteral("still in")), qPrintable(said));
        LoopHost other(folder().filePath(QStringLiteral("other.coterie")), lab.port());
        other.name = QStringLiteral("Other");
        QVERIFY(other.start());
        here->retryNow();
        QTRY_VERIFY_WITH_TIMEOUT(here->other(), 15000);
        program().called(wanted.arg(lab.port()));
        QTRY_VERIFY_WITH_TIMEOUT(program().session() != here, 15000);
        QTRY_COMPARE_WITH_TIMEOUT(page().session().state().state, Session::State::Online, 10000);
        QCOMPARE(page().session().hostName(), QStringLiteral("Other"));
        QTRY_COMPARE(page()
                         .session()
                         .members(page().session().rooms()->index(0, 0).data(RoomListModel::IdRole).value<RoomId>())
                         ->rowCount(),
                     1);
    }

    // One program hosts one session after the other at one port.
    void A322_aThirdSessionInItsPlaceIsToldOfAndLedToAsWell()
    {
        auto lab = hostOf("Lab");
        QVERIFY(lab->start());
        const quint16 port = lab->port();
        m_fixture->startProgram();
        Session *here = joined(*lab);
        QVERIFY(here);
        QTRY_COMPARE(page().session().rooms()->rowCount(), 1);
        lab.reset();
        QTRY_VERIFY(here->state().state != Session::State::Online);
        auto other = hostOf("Other", port);
        QVERIFY(other->start());
        here->retryNow();
        QTRY_VERIFY_WITH_TIMEOUT(here->other(), 15000);
        other.reset();
        auto third = hostOf("Third", port);
        QVERIFY(third->start());
        const QString link = QStringLiteral("coterie://join?a=127.0.0.1:%1&n=Third&tls=0").arg(port);
        program().called(link);
        QVERIFY(program().session() == here);
        QTRY_COMPARE_WITH_TIMEOUT(here->other() ? here->other()->name : QString(), QStringLiteral("Third"), 15000);
        QTRY_VERIFY(page().banner()->text().contains(QStringLiteral("Third")));
        program().called(link);
        QTRY_VERIFY_WITH_TIMEOUT(program().session() != here, 15000);
        QTRY_COMPARE_WITH_TIMEOUT(page().session().state().state, Session::State::Online, 10000);
        QCOMPARE(page().session().hostName(), QStringLiteral("Third"));
        QTRY_COMPARE(page().session().members(room())->rowCount(), 1);
    }

    // Of one key both: the host of both is one program, or one machine.
    void A322_aSessionThatMovedIsFoundWhereItsLinkSays()
    {
        const auto hostOf = [this](const char *name, quint16 port = 0) {
            auto host = JoiningTest::hostOf(name, port);
            host->tls = {true, {}, {}, folder().filePath(QStringLiteral("host.pem"))};
            return host;
        };
        auto lab = hostOf("Lab");
        QVERIFY(lab->start());
        m_fixture->startProgram();
        program().called(linkOf(*lab));
        QTRY_VERIFY_WITH_TIMEOUT(window().page() && page().session().state().state == Session::State::Online, 10000);
        Session *here = program().session();
        const UserId me = here->me();
        const quint16 port = lab->port();
        lab.reset();
        QTRY_VERIFY(here->state().state != Session::State::Online);
        auto other = hostOf("Other", port);
        QVERIFY(other->start());
        here->retryNow();
        QTRY_VERIFY_WITH_TIMEOUT(here->other(), 15000);
        lab = hostOf("Lab");
        QVERIFY(lab->start());
        QVERIFY(lab->port() != port);
        program().called(linkOf(*lab));
        QTRY_COMPARE_WITH_TIMEOUT(here->state().state, Session::State::Online, 15000);
        QVERIFY(program().session() == here);
        QCOMPARE(here->hostName(), QStringLiteral("Lab"));
        QCOMPARE(here->me(), me);
    }

    void A325_whatIsStillOnItsWayIsSentBeforeOneLeaves()
    {
        LoopHost host(folder().filePath(QStringLiteral("hall.coterie")));
        QVERIFY(host.start());
        m_fixture->startProgram();
        Session *here = joined(host);
        QVERIFY(here);
        type(window(), QStringLiteral("the last word"));
        press(window(), Qt::Key_Return);
        window().actions()[Act::LeaveSession]->trigger();
        QTRY_VERIFY(!window().page());
        for (const NoticeBar *bar : window().findChildren<NoticeBar *>())
            QVERIFY2(!bar->isVisible() || !bar->text().contains(u"did not reach"), qPrintable(bar->text()));
        QVERIFY(joined(host));
        QTRY_VERIFY(WindowFixture::isSent(*mine(), QStringLiteral("the last word")));
    }

    void A324_whoLeavesHearsWhatStaysBehind()
    {
        LoopHost host(folder().filePath(QStringLiteral("hall.coterie")));
        QVERIFY(host.start());
        m_fixture->startProgram();
        Session *here = joined(host);
        QVERIFY(here);
        host.stop();
        QTRY_VERIFY(here->state().state != Session::State::Online);
        QSignalSpy kept(here, &Session::kept);
        for (int i = 0; i < 3; ++i)
            here->post(room(), QStringLiteral("waits %1").arg(i));
        QTRY_COMPARE(kept.size(), 3);
        window().actions()[Act::LeaveSession]->trigger();
        QTRY_VERIFY(!window().page());
        QStringList shown;
        for (const NoticeBar *bar : window().findChildren<NoticeBar *>())
            if (bar->isVisible())
                shown.append(bar->text());
        QVERIFY2(shown.join(u'\n').contains(QStringLiteral("3 change")), qPrintable(shown.join(u'\n')));
    }
};

COTERIE_WINDOW_TEST(TestJoiningOther)
#include "tst_joiningother.moc"
