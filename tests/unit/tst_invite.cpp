// SPDX-License-Identifier: MIT
#include "app/session/hostcontrol.h"
#include "app/session/invite.h"

#include <QTest>

using namespace coterie;

class TestInvite final : public QObject
{
    Q_OBJECT

private slots:
    void aLinkSaysWhereAndWhat()
    {
        const auto invite =
            Invite::parse(QStringLiteral("coterie://join?a=192.168.1.23:47600,10.0.0.5:47601&n=Class%207b"));
        QVERIFY(invite);
        QCOMPARE(invite->name, QStringLiteral("Class 7b"));
        QCOMPARE(invite->addresses,
                 (QList<HostAddress>{{QStringLiteral("192.168.1.23"), 47600}, {QStringLiteral("10.0.0.5"), 47601}}));
        QCOMPARE(invite->urls().first(), QUrl(QStringLiteral("wss://192.168.1.23:47600/ws")));
    }

    void A70_aLinkCarriesTheKeyOfItsHost()
    {
        const QString key = QStringLiteral("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
        const auto invite = Invite::parse(QStringLiteral("coterie://join?a=127.0.0.1:1,school:2&fp=") + key);
        QVERIFY(invite);
        QCOMPARE(invite->pin.toHex(), "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        for (const QUrl &url : invite->urls())
            QCOMPARE(url.scheme(), QStringLiteral("wss"));
        QVERIFY(invite->link().endsWith(QStringLiteral("&fp=") + key));
        QCOMPARE(*Invite::parse(invite->link()), *invite);
    }

    void A71_onlyThisComputerIsSpokenToInTheClear()
    {
        const auto scheme = [](const char *text) {
            const auto invite = parseInvitation(QString::fromLatin1(text));
            return invite ? invite->urls().first().scheme() : QStringLiteral("none");
        };
        QCOMPARE(scheme("192.168.1.20"), QStringLiteral("wss"));
        QCOMPARE(scheme("school:5000"), QStringLiteral("wss"));
        QCOMPARE(scheme("[2001:db8::1]:5"), QStringLiteral("wss"));
        QCOMPARE(scheme("coterie://join?a=10.0.0.5:1"), QStringLiteral("wss"));
        QCOMPARE(scheme("wss://10.0.0.5:1/ws"), QStringLiteral("wss"));
        for (const char *here :
             {"localhost", "127.0.0.1:1", "127.9.9.9", "::1", "[::1]:7", "coterie://join?a=127.0.0.1:1"})
            QCOMPARE(scheme(here), QStringLiteral("ws"));
        // Unless somebody says so.
        QCOMPARE(scheme("ws://10.0.0.5:1/ws"), QStringLiteral("ws"));
        const auto open = Invite::parse(QStringLiteral("coterie://join?a=10.0.0.5:1&tls=0"));
        QVERIFY(open);
        QCOMPARE(open->urls().first().scheme(), QStringLiteral("ws"));
        QCOMPARE(*Invite::parse(open->link()), *open);
    }

    void aLinkIsFoundInWhatPeoplePassOn()
    {
        const auto plain = Invite::parse(QStringLiteral("coterie://join?a=school:2&n=Class%207b"));
        QVERIFY(plain);
        for (const char *text :
             {" coterie://join?a=school:2&n=Class%207b\n", "<coterie://join?a=school:2&n=Class%207b>",
              "Join me: coterie://join?a=school:2&n=Class%207b.", "(see coterie://join?a=school:2&n=Class%207b)",
              "Coterie://join?a=school:2&amp;n=Class%207b", "\"coterie://join?a=school:2&n=Class%207b\", she said"}) {
            const auto found = parseInvitation(QString::fromLatin1(text));
            QVERIFY2(found, text);
            QCOMPARE(*found, *plain);
        }
        QVERIFY(parseInvitation(QStringLiteral("coterie://join?a=[::1]:5,[fe80::1]")));
        QVERIFY(!parseInvitation(QStringLiteral("coterie:")));
        QVERIFY(!parseInvitation(QStringLiteral("coterie:...")));
        // What was mangled on its way would be taken without the key of its host.
        QVERIFY(!Invite::parse(QStringLiteral("coterie://join?a=school:2&amp;n=Class%207b")));
    }

    void aLinkReadsBackWhatItWasMadeOf_data()
    {
        QTest::addColumn<QString>("name");
        for (const char16_t *name : {u"", u"Class 7b", u"a+b & c=d, #1?", u"Ünïcödé 数学", u"100 %", u"50%25"})
            QTest::newRow(qPrintable(QString::fromUtf16(name))) << QString::fromUtf16(name);
    }
    void aLinkReadsBackWhatItWasMadeOf()
    {
        QFETCH(QString, name);
        const Invite invite{{{QStringLiteral("fe80::1"), 1}, {QStringLiteral("host.local"), 65535}}, name};
        const auto back = Invite::parse(invite.link());
        QVERIFY2(back, qPrintable(invite.link()));
        QCOMPARE(*back, invite);
    }

    void whatDoesNotFitIsRefusedWhole_data()
    {
        QTest::addColumn<QString>("link");
        for (const char *link : {"",
                                 "coterie://join",
                                 "coterie://join?n=x",
                                 "coterie://join?a=",
                                 "coterie://join?a=h:0",
                                 "coterie://join?a=h:65536",
                                 "coterie://join?a=h:1,",
                                 "coterie://join?a=,h:1",
                                 "coterie://join?a=h:1:2",
                                 "coterie://join?a=h:+1",
                                 "coterie://join?a=h:1&a=h:2",
                                 "coterie://join?a=h:1&fp=",
                                 "coterie://join?a=h:1&fp=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg",
                                 "coterie://join?a=h:1&fp=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                                 "coterie://join?a=h:1&fp=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9",
                                 "coterie://join?a=h:1&fp=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8&tls=0",
                                 "coterie://join?a=h:1&tls=1",
                                 "coterie://join?a=h:1&n=x&n=y",
                                 "coterie://join?a=h:1&n=%E2%80%AEx",
                                 "coterie://join?a=h:1&n=",
                                 "coterie://leave?a=h:1",
                                 "coterie://join:80?a=h:1",
                                 "coterie://u@join?a=h:1",
                                 "coterie://join/x?a=h:1",
                                 "http://join?a=h:1",
                                 "coterie://join?a=ho%20st:1",
                                 "coterie://join?a=h/..:1",
                                 "coterie://join?a=300.1.1.1:1",
                                 "coterie://join?a=1.2.3:1",
                                 "coterie://join?a=[::g]:1",
                                 "coterie://join?a=[::1:1",
                                 "coterie://join?a=%5B::1%5D1",
                                 "coterie://join?a=-h:1"})
            QTest::newRow(link) << QString::fromLatin1(link);
        QStringList many;
        for (int i = 0; i < 17; ++i)
            many.append(QStringLiteral("h%1:1").arg(i));
        QTest::newRow("17 addresses") << QString(u"coterie://join?a=" + many.join(u','));
        QTest::newRow("endless") << QString(u"coterie://join?a=h:1&n=" + QString(4000, u'x'));
    }
    void whatDoesNotFitIsRefusedWhole()
    {
        QFETCH(QString, link);
        QVERIFY(!Invite::parse(link));
    }

    void whatALaterProgramAddsIsSkipped()
    {
        QVERIFY(Invite::parse(QStringLiteral("coterie://join?a=h:1&z=new#t=secret")));
    }

    void anAddressMayBeTypedInManyWays_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::newRow("name") << " school.local "
                              << "school.local" << int(defaultPort);
        QTest::newRow("name and port") << "school:5000"
                                       << "school" << 5000;
        QTest::newRow("v4") << "10.0.0.5"
                            << "10.0.0.5" << int(defaultPort);
        QTest::newRow("v6") << "fe80::1"
                            << "fe80::1" << int(defaultPort);
        QTest::newRow("v6 in brackets") << "[::1]"
                                        << "::1" << int(defaultPort);
        QTest::newRow("v6 and port") << "[2001:db8::1]:99"
                                     << "2001:db8::1" << 99;
        QTest::newRow("url") << "ws://10.0.0.5:48000/ws"
                             << "10.0.0.5" << 48000;
        QTest::newRow("a host of our name") << "coterie:47600"
                                            << "coterie" << 47600;
        QTest::newRow("on this link") << "fe80::1%eth0"
                                      << "fe80::1%eth0" << int(defaultPort);
        QTest::newRow("link") << "coterie://join?a=10.0.0.5:48000&n=x"
                              << "10.0.0.5" << 48000;
        QTest::newRow("other letters") << "m\u00fcnchen.example:5000"
                                       << "xn--mnchen-3ya.example" << 5000;
        QTest::newRow("other letters where Qt shows them") << "m\u00fcnchen.de:5000"
                                                           << "xn--mnchen-3ya.de" << 5000;
        QTest::newRow("other letters in a url") << "wss://m\u00fcnchen.example:5000/ws"
                                                << "xn--mnchen-3ya.example" << 5000;
        QTest::newRow("other letters in a link") << "coterie://join?a=M\u00fcnchen.example:5000"
                                                 << "xn--mnchen-3ya.example" << 5000;
    }
    void anAddressMayBeTypedInManyWays()
    {
        QFETCH(QString, typed);
        QFETCH(QString, host);
        QFETCH(int, port);
        const auto invite = parseInvitation(typed);
        QVERIFY(invite);
        QCOMPARE(invite->addresses.size(), 1);
        QCOMPARE(invite->addresses.first().host, host);
        QCOMPARE(int(invite->addresses.first().port), port);
        // As it is shown it can be typed again, and its URL asks there.
        const auto again = parseInvitation(invite->addresses.first().text());
        QVERIFY(again);
        QCOMPARE(again->addresses.first().host, host);
        if (!host.contains(u'%')) { // an interface is this computer's own: no link carries it
            const auto linked = Invite::parse(invite->link());
            QVERIFY(linked);
            QCOMPARE(linked->addresses.first().host, host);
        }
        QVERIFY(invite->addresses.first().url().isValid());
    }

    void nonsenseIsNoAddress_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed : {"", "   ", ":80", "a b", "fe80::1%", "fe80::1%a b", "http://x", "ws://", "wss//x",
                                  "host:port", "1.2.3.4.5", "[::1", "ftp://h:1", "ws://a..b:1"})
            QTest::newRow(typed) << QString::fromLatin1(typed);
        QTest::newRow("no name in other letters") << QStringLiteral("m\u00fc..nchen:5");
        QTest::newRow("a sign") << QStringLiteral("\u2603\ufe0f !:5");
    }
    void nonsenseIsNoAddress()
    {
        QFETCH(QString, typed);
        QVERIFY(!parseInvitation(typed));
    }
};

QTEST_APPLESS_MAIN(TestInvite)
#include "tst_invite.moc"
