// SPDX-License-Identifier: MIT
#include "app/session/networkwatch.h"

#include <QNetworkInformation>
#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using Addresses = QSet<QHostAddress>;

namespace {
const QHostAddress cable(QStringLiteral("10.0.0.7"));
const QHostAddress radio(QStringLiteral("fd00::7"));
} // namespace

class TestNetworkWatch final : public QObject
{
    Q_OBJECT

private slots:
    // A2: whoever waits for a network is told of each that comes, also of one that takes the place of another.
    void A2_eachNetworkThatComesIsToldAndItsGoingOnce()
    {
        NetworkWatch watch([] { return Addresses{}; });
        watch.note(false); // else it is down from the beginning
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
        Addresses own{cable};
        NetworkWatch watch([&] { return own; });
        watch.note(true);
        QVERIFY(!watch.isDown());
        own = {}; // the cable is out
        QVERIFY(watch.isDown());
        own = {cable};
        QVERIFY(!watch.isDown());
    }

    // Where no system gives its word, this computer's own addresses do.
    void A2_A210_whereTheSystemSaysNothingItsAddressesAreLookedAt()
    {
        Addresses own{cable};
        NetworkWatch watch([&] { return own; }, 3'600'000); // only when the test says so
        QSignalSpy up(&watch, &NetworkWatch::cameUp);
        QSignalSpy down(&watch, &NetworkWatch::wentDown);
        QVERIFY(!watch.isDown());
        watch.look();
        QCOMPARE(up.size() + down.size(), 0);
        own = {};
        watch.look();
        watch.look();
        QVERIFY(watch.isDown());
        QCOMPARE(down.size(), 1);
        QCOMPARE(up.size(), 0);
        own = {radio};
        watch.look();
        QVERIFY(!watch.isDown());
        QCOMPARE(up.size(), 1);
        own = {cable}; // as many as before, and another network
        watch.look();
        QCOMPARE(up.size(), 2);
        own = {radio, cable}; // the same ones, in whichever order they are listed
        watch.look();
        own = {cable, radio};
        watch.look();
        QCOMPARE(up.size(), 3);
        own = {cable}; // one of them is gone, and nothing came
        watch.look();
        QCOMPARE(up.size(), 3);
        QCOMPARE(down.size(), 1);
    }
    void A210_whoStartsWithoutAnAddressIsOfflineFromTheBeginning()
    {
        Addresses own;
        NetworkWatch watch([&] { return own; }, 10);
        QVERIFY(watch.isDown());
        QSignalSpy up(&watch, &NetworkWatch::cameUp);
        own = {cable};
        QTRY_COMPARE(up.size(), 1); // by itself
        QVERIFY(!watch.isDown());
    }
    void A2_thisComputersIsLookedAtWhereNothingElseTells()
    {
        const NetworkWatch own;
        QCOMPARE(own.isLooking(), QNetworkInformation::instance() == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestNetworkWatch)
#include "tst_networkwatch.moc"
