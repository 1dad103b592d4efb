// SPDX-License-Identifier: MIT
#include "app/session/heartbeat.h"
#include "app/session/linkquality.h"

#include <QTest>

using namespace coterie;
using Grade = LinkQuality::Grade;

// A8: how good the way is, is judged by the last minute of pings, not by the last one.
class TestLinkQuality final : public QObject
{
    Q_OBJECT

private slots:
    void A8_nothingIsSaidBeforeTheFirstTrip()
    {
        LinkQuality quality;
        quality.restart();
        QCOMPARE(quality.grade(), Grade::Unknown);
        QCOMPARE(quality.medianMs(), -1);
        quality.add(1, 3);
        QCOMPARE(quality.grade(), Grade::Good);
    }

    void A8_oneSlowTripIsNoSlowNetwork()
    {
        LinkQuality quality;
        for (int i = 0; i < 5; ++i)
            quality.add(i, 10);
        quality.add(6, 2000);
        quality.add(7, 2000);
        QCOMPARE(quality.grade(), Grade::Good);
        quality.add(8, 2000); // three of five
        QCOMPARE(quality.grade(), Grade::Poor);
        for (int i = 9; i < 12; ++i)
            quality.add(i, LinkQuality::degradedMs + 1);
        QCOMPARE(quality.grade(), Grade::Degraded);
        for (int i = 12; i < 15; ++i)
            quality.add(i, LinkQuality::degradedMs);
        QCOMPARE(quality.grade(), Grade::Good);
    }

    void A8_whatDoesNotComeBackCounts()
    {
        LinkQuality quality;
        quality.add(0, 5);
        quality.lost(1);
        QCOMPARE(quality.grade(), Grade::Degraded);
        quality.lost(2);
        quality.lost(3);
        QCOMPARE(quality.grade(), Grade::Poor);
        for (int i = 0; i < LinkQuality::judgedLosses; ++i)
            quality.add(10 + i, 5);
        QCOMPARE(quality.grade(), Grade::Good);
        QCOMPARE(quality.lossesOf(LinkQuality::kept), 3); // still in the history
    }

    void A8_waitingForAnAnswerIsSeenBeforeItComes()
    {
        LinkQuality quality;
        quality.add(0, 5);
        QVERIFY(!quality.waiting(LinkQuality::degradedWaitMs));
        QVERIFY(quality.waiting(LinkQuality::degradedWaitMs + 1));
        QCOMPARE(quality.grade(), Grade::Degraded);
        QVERIFY(!quality.waiting(LinkQuality::degradedWaitMs + 500)); // told once
        QVERIFY(quality.waiting(LinkQuality::poorWaitMs + 1));
        quality.add(9, 7);
        QCOMPARE(quality.grade(), Grade::Good);
    }

    void A8_aNewConnectionIsJudgedByItself()
    {
        LinkQuality quality;
        for (int i = 0; i < 20; ++i)
            quality.lost(i);
        quality.restart();
        QCOMPARE(quality.grade(), Grade::Unknown);
        QCOMPARE(quality.lossesOf(LinkQuality::judgedLosses), 0);
        quality.add(30, 4);
        QCOMPARE(quality.grade(), Grade::Good);
        QCOMPARE(quality.history().size(), 21);
        for (int i = 0; i < 1000; ++i)
            quality.add(i, 1);
        QCOMPARE(quality.history().size(), LinkQuality::kept);
    }

    void A8_asleepIsNotLost()
    {
        Heartbeat heart(5000, 12000);
        heart.start(0);
        QVERIFY(heart.takePing(0));
        QCOMPARE(heart.waitingMs(700), 700);
        heart.doubt(3'600'000, 4000);
        QCOMPARE(heart.waitingMs(3'600'000), 0);
    }
};

QTEST_GUILESS_MAIN(TestLinkQuality)
#include "tst_linkquality.moc"
