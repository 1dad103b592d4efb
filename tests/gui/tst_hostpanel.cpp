// SPDX-License-Identifier: MIT
#include "app/session/roomboards.h"
#include "app/ui/connect/hostpanel.h"
#include "app/ui/connect/invitecard.h"
#include "app/ui/connect/qrcode.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/noticebar.h"
#include "app/ui/shell/toast.h"
#include "tests/gui/windowtest.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QTcpServer>

#include <algorithm>

using namespace coterie;
using namespace coterie::test;
using namespace coterie::ui;
using server::LinkKind;
using server::NetworkLink;

// What the host's own panel says of the way to it, while the network changes.
class TestHostPanel final : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        begin();
        m_port = 0;
        m_fixture->setNetwork([this] { return m_links; });
    }
    void cleanup() { end(); }

    void A121_linkAndAddressesFollowTheNetwork()
    {
        m_links = {link("eth0", "192.168.1.23")};
        host(true);
        QVERIFY2(invite().contains(QStringLiteral("a=192.168.1.23:")), qPrintable(invite()));
        QVERIFY(says(QStringLiteral("192.168.1.23:")));
        QCOMPARE(code().isVisible(), code().hasCode());

        m_links = {link("wlan0", "10.0.0.7")}; // from the cable to the radio
        QTRY_VERIFY2_WITH_TIMEOUT(invite().contains(QStringLiteral("a=10.0.0.7:")), qPrintable(invite()), 10000);
        QVERIFY(!invite().contains(QStringLiteral("192.168.1.23")));
        QVERIFY(says(QStringLiteral("10.0.0.7:")));
        QVERIFY(!says(QStringLiteral("192.168.1.23:")));

        m_links.clear();
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("No network: only this computer can join for now.")), 10000);
        QVERIFY(!code().isVisible()); // it would lead nowhere
        QVERIFY(!says(QStringLiteral("10.0.0.7:")));

        m_links = {link("eth0", "192.168.1.24")};
        // Who opens the panel sees what is so now, and not what was.
        page().setHostPanelShown(false);
        page().setHostPanelShown(true);
        QVERIFY2(invite().contains(QStringLiteral("a=192.168.1.24:")), qPrintable(invite()));
        QVERIFY(says(QStringLiteral("Send the link")));
    }

    void A121_whatChangesOnTheNetworkIsNotAskedWhileNobodyLooks()
    {
        m_links = {link("eth0", "192.168.1.23")};
        host(true);
        const QString before = invite();
        m_links = {link("eth0", "192.168.1.24")};
        HostStats two; // so that the card that invites others has gone too
        two.people = 2;
        page().setHostStats(two);
        QSignalSpy asked(&page(), &SessionPage::hostAddressesWanted);
        page().setHostPanelShown(false);
        QVERIFY(!page().hostPanel()->isVisible());
        QTest::qWait(50);
        QVERIFY(asked.isEmpty());
        QCOMPARE(invite(), before);
    }

    void A121_whoHostsForThisComputerAloneIsNotToldOfANetwork()
    {
        m_links = {link("eth0", "192.168.1.23")};
        host(false);
        QVERIFY(says(QStringLiteral("Only this computer can join")));
        QVERIFY(!invite().contains(QStringLiteral("192.168.1.23")));
        QVERIFY(!code().isVisible());
    }

    void A198_whoHostsAloneHasTheWayInBeforeTheirEyes()
    {
        m_links = {link("eth0", "192.168.1.23")};
        host(true);
        page().setHostPanelShown(false);
        const InviteCard *card = page().findChild<InviteCard *>();
        QVERIFY(card);
        QTRY_VERIFY(card->isVisible());
        auto *copy = card->findChild<Button *>();
        QVERIFY(copy);
        QGuiApplication::clipboard()->clear();
        copy->setFocus(Qt::TabFocusReason);
        press(window(), Qt::Key_Return);
        QVERIFY2(QGuiApplication::clipboard()->text().contains(QStringLiteral("192.168.1.23")),
                 qPrintable(QGuiApplication::clipboard()->text()));
        HostStats two;
        two.people = 2;
        page().setHostStats(two);
        QVERIFY(!card->isVisible());
        two.people = 1; // and is alone again
        page().setHostStats(two);
        QVERIFY(card->isVisible());
    }

    // In a column that is too narrow for its words a button takes a second line for them.
    void A271_aLongDeedIsReadWholeAtTwiceTheSizeOfText()
    {
        host(false);
        HostPanel *panel = page().hostPanel();
        QPushButton *deed = nullptr;
        for (auto *button : panel->findChildren<QPushButton *>())
            if (button->text() == QStringLiteral("Bring everyone here"))
                deed = button;
        QVERIFY(deed);
        const int oneLine = deed->height();
        QCOMPARE(oneLine, deed->sizeHint().height()); // the control: at the usual size it is as ever
        window().resize(900, 560);
        program().settings().setFontScale(2);
        QTRY_VERIFY(deed->sizeHint().height() > oneLine);
        page().setHostPanelShown(true);
        QTRY_VERIFY(panel->isVisible() && deed->sizeHint().width() > deed->width());
        QTRY_VERIFY(deed->height() > deed->sizeHint().height()); // two lines
        QTRY_COMPARE(deed->height(), deed->heightForWidth(deed->width()));
        const QWidget *column = deed->parentWidget();
        QVERIFY2(deed->geometry().right() <= column->width(), qPrintable(QString::number(column->width())));
        QVERIFY(deed->width() >= deed->minimumSizeHint().width());
    }

    // A208: by keys it is reached as every other part, and gone through from the top to the bottom.
    void A208_keysReachThePanelAndGoDownInIt()
    {
        m_links = {link("eth0", "192.168.1.23"), link("wlan0", "10.0.0.7")};
        host(true);
        const HostPanel *panel = page().hostPanel();
        QWidget *first = nullptr;
        for (qsizetype i = 0; i < page().regions().size() && !first; ++i) {
            press(window(), Qt::Key_F6);
            if (panel->isAncestorOf(QApplication::focusWidget()))
                first = QApplication::focusWidget();
        }
        QVERIFY(first);
        QList<QWidget *> visited;
        for (QWidget *now = first; now && panel->isAncestorOf(now) && !visited.contains(now);
             now = QApplication::focusWidget()) {
            visited.append(now);
            press(window(), Qt::Key_Tab);
        }
        QStringList names;
        int y = -1;
        for (const QWidget *one : std::as_const(visited)) {
            names.append(one->accessibleName().isEmpty() ? one->property("text").toString() : one->accessibleName());
            const int there = one->mapTo(panel, one->rect().center()).y();
            QVERIFY2(there > y, qPrintable(names.join(u", ")));
            y = there;
        }
        QVERIFY2(names.join(u' ').contains(QStringLiteral("Copy 192.168.1.23")), qPrintable(names.join(u", ")));
        QVERIFY2(names.last().contains(QStringLiteral("End session")), qPrintable(names.join(u", ")));
        // The link is read from its beginning.
        QCOMPARE(panel->findChild<QLineEdit *>()->cursorPosition(), 0);
    }

    void A209_whoIsInIsSaidByName()
    {
        m_links = {link("eth0", "192.168.1.23")};
        host(true);
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("Nobody else yet")), 10000);
        QVERIFY(m_fixture->joinAsSecond(QStringLiteral("Zoe & <b>Co</b>")));
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("2 people are in")), 10000);
        QVERIFY(contains(QStringLiteral("Ana")) && contains(QStringLiteral("Zoe & <b>Co</b>")));
        m_fixture->dropSecond();
        QTRY_VERIFY_WITH_TIMEOUT(!contains(QStringLiteral("Zoe")), 20000);
    }

    // The port of one's own session is another one each time here, as when another program has it.
    void A191_whoHostsAgainAtAnotherPortIsWhoTheyWere()
    {
        host(false);
        const UserId me = program().session()->me();
        const quint16 port = page().hostPanel()->info().port;
        m_fixture->endProgram();
        QTcpServer squatter;
        QVERIFY(squatter.listen(QHostAddress::LocalHost, port));
        host(false);
        QVERIFY(page().hostPanel()->info().port != port);
        QCOMPARE(program().session()->me(), me);
        QCOMPARE(program().session()->myName(), QStringLiteral("Ana"));
        QTRY_VERIFY(page().session().boards(page().room())->isModerator());
    }

    void A192_whoCannotHaveThePortTheyWantIsTold()
    {
        QTcpServer squatter;
        QVERIFY(squatter.listen(QHostAddress::LocalHost));
        m_port = squatter.serverPort();
        host(false);
        const quint16 port = page().hostPanel()->info().port;
        QVERIFY(port != m_port);
        QVERIFY(says(QStringLiteral("Another program on this computer has port %1, so the session is at port %2")
                         .arg(m_port)
                         .arg(port)));
        QTRY_VERIFY(window().findChild<Toast *>()->isVisible());
        m_fixture->endProgram(); // the control
        squatter.close();
        host(false);
        QCOMPARE(page().hostPanel()->info().port, m_port);
        QVERIFY(!says(QStringLiteral("Another program")));
    }

    void A268_whyTheHostHadToEndStaysInSight()
    {
        host(false);
        QVERIFY(QFile::rename(m_fixture->file(), m_fixture->file() + QStringLiteral(".moved")));
        const auto stands = [this] {
            const auto bars = page().findChildren<NoticeBar *>();
            return std::any_of(bars.begin(), bars.end(), [](const NoticeBar *bar) {
                const auto labels = bar->findChildren<QLabel *>();
                return bar->isVisible() && std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
                           return label->text().contains(QStringLiteral("has ended"));
                       });
            });
        };
        page().session().post(page().room(), QStringLiteral("not kept"), {});
        QTRY_VERIFY_WITH_TIMEOUT(stands(), 30'000);
        QVERIFY(!program().isHosting());
        QTRY_COMPARE_WITH_TIMEOUT(page().session().state().state, Session::State::HostAway, 30'000);
        QVERIFY2(stands(), "also when nobody has answered for long");
    }

private:
    [[nodiscard]] bool contains(const QString &words)
    {
        const auto labels = page().hostPanel()->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text().contains(words); });
    }
    void host(bool lan)
    {
        m_fixture->startProgram();
        program().settings().setValue(Settings::Key::HostLan, lan);
        program().settings().setValue(Settings::Key::HostPort, m_port);
        m_fixture->hostByKeys();
        window().resize(1300, 900);
        page().setHostPanelShown(true);
        QVERIFY(page().hostPanel()->isVisible());
    }
    [[nodiscard]] static NetworkLink link(const char *name, const char *address)
    {
        NetworkLink made;
        made.name = QString::fromLatin1(name);
        made.kind = LinkKind::Wired;
        made.addresses = {QHostAddress(QString::fromLatin1(address))};
        return made;
    }
    [[nodiscard]] QString invite() { return page().hostPanel()->findChild<QLineEdit *>()->text(); }
    [[nodiscard]] QrCode &code() { return *page().hostPanel()->findChild<QrCode *>(); }
    [[nodiscard]] bool says(const QString &words)
    {
        const auto labels = page().hostPanel()->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text().startsWith(words); });
    }

    QList<NetworkLink> m_links;
    quint16 m_port = 0;
};

COTERIE_WINDOW_TEST(TestHostPanel)
#include "tst_hostpanel.moc"
