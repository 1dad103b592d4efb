// SPDX-License-Identifier: MIT
#include "server/host/addresses.h"

#include "app/session/invite.h"

#include <QTest>

using coterie::Invite;
using namespace coterie::server;

namespace {

NetworkLink link(const QString &name, LinkKind kind, const QStringList &addresses)
{
    NetworkLink made;
    made.name = name;
    made.kind = kind;
    for (const auto &address : addresses)
        made.addresses.append(QHostAddress(address));
    return made;
}

QStringList texts(const QList<ReachableAddress> &addresses)
{
    QStringList all;
    for (const auto &address : addresses)
        all.append(address.address.toString());
    return all;
}

} // namespace

class TestAddresses final : public QObject
{
    Q_OBJECT
private slots:
    void bridgesOfContainersComeLastAndCableBeforeRadio()
    {
        const auto ranked =
            rankAddresses({link(QStringLiteral("docker0"), LinkKind::Virtual, {QStringLiteral("172.17.0.1")}),
                           link(QStringLiteral("wlan0"), LinkKind::Wireless, {QStringLiteral("192.168.1.24")}),
                           link(QStringLiteral("wg0"), LinkKind::Tunnel, {QStringLiteral("10.8.0.2")}),
                           link(QStringLiteral("eth0"), LinkKind::Wired, {QStringLiteral("192.168.1.23")})});
        QCOMPARE(texts(ranked), (QStringList{QStringLiteral("192.168.1.23"), QStringLiteral("192.168.1.24"),
                                             QStringLiteral("10.8.0.2"), QStringLiteral("172.17.0.1")}));
    }

    void theLinkWithTheDefaultRouteIsFirstWhateverItIs()
    {
        auto inContainer = link(QStringLiteral("veth1"), LinkKind::Virtual, {QStringLiteral("10.0.3.5")});
        inContainer.hasDefaultRoute = true;
        const auto ranked = rankAddresses(
            {link(QStringLiteral("eth0"), LinkKind::Wired, {QStringLiteral("192.168.1.23")}), inContainer});
        QCOMPARE(ranked.at(0).link, QStringLiteral("veth1"));
    }

    void whatMeansNothingElsewhereIsLeftOut()
    {
        auto loopback =
            link(QStringLiteral("lo"), LinkKind::Unknown, {QStringLiteral("127.0.0.1"), QStringLiteral("::1")});
        loopback.isLoopback = true;
        auto down = link(QStringLiteral("eth1"), LinkKind::Wired, {QStringLiteral("192.168.9.9")});
        down.isUp = false;
        const auto ranked = rankAddresses(
            {loopback, down,
             link(QStringLiteral("eth0"), LinkKind::Wired,
                  {QStringLiteral("fe80::1"), QStringLiteral("169.254.3.4"), QStringLiteral("2001:db8::5"),
                   QStringLiteral("192.168.1.23"), QStringLiteral("fd00::7")})});
        QCOMPARE(texts(ranked), (QStringList{QStringLiteral("192.168.1.23"), QStringLiteral("2001:db8::5"),
                                             QStringLiteral("fd00::7")}));
    }

    void theLinkIsOneThatTheClientReads()
    {
        const auto ranked = rankAddresses({link(QStringLiteral("eth0"), LinkKind::Wired,
                                                {QStringLiteral("192.168.1.23"), QStringLiteral("2001:db8::5")})});
        const QString name = QStringLiteral("Class 7b & friends + ☂");
        const auto invite = Invite::parse(inviteLink(ranked, 47601, name, QByteArray(32, 'k')));
        QVERIFY(invite);
        QCOMPARE(invite->pin, QByteArray(32, 'k'));
        QCOMPARE(invite->urls().at(0), QUrl(QStringLiteral("wss://192.168.1.23:47601/ws")));
        QCOMPARE(invite->name, name);
        QCOMPARE(invite->addresses.size(), 2);
        QCOMPARE(invite->addresses.at(0).text(), QStringLiteral("192.168.1.23:47601"));
        QCOMPARE(invite->addresses.at(1).text(), QStringLiteral("[2001:db8::5]:47601"));
    }

    void aMachineWithoutANetworkInvitesItself()
    {
        const auto invite = Invite::parse(inviteLink({}, 5, {}, {}));
        QVERIFY(invite);
        QVERIFY(invite->pin.isEmpty());
        QCOMPARE(invite->urls().at(0).scheme(), QStringLiteral("ws"));
        QCOMPARE(invite->addresses.at(0).text(), QStringLiteral("127.0.0.1:5"));
    }

    void aLinkCarriesNotMoreThanItCan()
    {
        QStringList many;
        for (int i = 1; i < 60; ++i)
            many.append(QStringLiteral("10.0.0.%1").arg(i));
        const auto ranked = rankAddresses({link(QStringLiteral("eth0"), LinkKind::Wired, many)});
        QCOMPARE(ranked.size(), 59);
        const auto invite = Invite::parse(inviteLink(ranked, 47600, QString(64, u'x'), QByteArray(32, '\xff')));
        QVERIFY(invite);
        QCOMPARE(invite->addresses.size(), 6);
    }

    void theSystemCanBeAsked()
    {
        bool hasLoopback = false;
        const auto links = networkLinks();
        for (const auto &each : links)
            hasLoopback = hasLoopback || each.isLoopback;
        QVERIFY(hasLoopback);
        for (const auto &address : rankAddresses(links))
            QVERIFY(!address.address.isLoopback());
    }
};

QTEST_GUILESS_MAIN(TestAddresses)
#include "tst_addresses.moc"
