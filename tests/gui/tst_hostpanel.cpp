// SPDX-License-Identifier: MIT
#include "app/ui/connect/hostpanel.h"
#include "app/ui/connect/qrcode.h"
#include "tests/gui/windowtest.h"

#include <QLineEdit>

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
        QSignalSpy asked(page().hostPanel(), &HostPanel::addressesWanted);
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

private:
    void host(bool lan)
    {
        m_fixture->startProgram();
        program().settings().setValue(Settings::Key::HostLan, lan);
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
};

COTERIE_WINDOW_TEST(TestHostPanel)
#include "tst_hostpanel.moc"
