// SPDX-License-Identifier: MIT
#include "app/session/networkwatch.h"

#include <QSignalSpy>
#include <QTest>

using namespace coterie;

class TestNetworkWatch final : public QObject
{
    Q_OBJECT

private slots:
    // A2: whoever waits for a network is told of each that comes, also of one that takes the place of another.
    void A2_eachNetworkThatComesIsToldAndItsGoingOnce()
    {
        NetworkWatch watch([] { return false; });
        QSignalSpy up(&watch, &NetworkWatch::cameUp);
        QSignalSpy down(&watch, &NetworkWatch::wentDown);
        watch.note(true);
        watch.note(true);
        QVERIFY(watch.isDown());
        QCOMPARE(down.size(), 1);
        QCOMPARE(up.size(), 0);
        watch.note(false);
        QVERIFY(!watch.isDown());
        QCOMPARE(up.size(), 1);
        watch.note(false); // from the cable to the radio: the old way may be dead
        QCOMPARE(up.size(), 2);
        QCOMPARE(down.size(), 1);
    }

    // A210: a network without a way out is called down by the system too, and hosts are in it.
    void A210_aNetworkWithoutAWayOutIsNoMissingOne()
    {
        bool linked = true;
        NetworkWatch watch([&] { return linked; });
        watch.note(true);
        QVERIFY(!watch.isDown());
        linked = false; // the cable is out
        QVERIFY(watch.isDown());
        linked = true;
        QVERIFY(!watch.isDown());
    }
};

QTEST_GUILESS_MAIN(TestNetworkWatch)
#include "tst_networkwatch.moc"
