// SPDX-License-Identifier: MIT
// Seeded histories of the core with cuts, power loss, a failing disk and jumping clocks. COTERIE_SIM_SEEDS sets how
// many (300), COTERIE_SIM_SEED which one alone: a failure prints the line that plays it again.
#include "tests/sim/simworld.h"

#include <QElapsedTimer>
#include <QTest>

using namespace coterie::sim;

class TestSimulation final : public QObject
{
    Q_OBJECT

    static QStringList play(quint64 seed, SimWorld::Config config, qsizetype *acks = nullptr, int *crashes = nullptr,
                            int *cuts = nullptr)
    {
        config.clients = 2 + int(seed % 7);
        SimWorld world(seed, config);
        const auto faults = world.run();
        if (acks) {
            *acks += world.acks();
            *crashes += world.crashes();
            *cuts += world.cuts();
        }
        return faults;
    }

private slots:
    void everySeedHolds()
    {
        const int only = qEnvironmentVariableIntValue("COTERIE_SIM_SEED");
        const int seeds =
            qEnvironmentVariableIsSet("COTERIE_SIM_SEEDS") ? qEnvironmentVariableIntValue("COTERIE_SIM_SEEDS") : 300;
        qsizetype acks = 0;
        int crashes = 0, cuts = 0;
        QElapsedTimer timer;
        timer.start();
        for (int seed = only ? only : 1; seed <= (only ? only : seeds); ++seed) {
            const auto faults = play(quint64(seed), {}, &acks, &crashes, &cuts);
            QVERIFY2(faults.isEmpty(),
                     qPrintable(QStringLiteral("COTERIE_SIM_SEED=%1 tst_simulation everySeedHolds: %2")
                                    .arg(seed)
                                    .arg(faults.join(QLatin1String("; ")))));
        }
        qInfo("%d seeds, %lld acknowledged, %d power cuts, %d connections cut, %lld ms", only ? 1 : seeds,
              qlonglong(acks), crashes, cuts, timer.elapsed());
        if (!only) {
            QVERIFY2(acks > seeds * 5, "a simulation in which nothing happens proves nothing");
            QVERIFY(crashes > seeds / 10);
        }
    }
    void aHostThatLiesInItsAcksIsFound()
    {
        int found = 0;
        for (quint64 seed = 1; seed <= 30; ++seed) {
            SimWorld::Config config;
            config.plantLostAck = true;
            found += play(seed, config).isEmpty() ? 0 : 1;
        }
        QVERIFY2(found >= 25, qPrintable(QStringLiteral("found in %1 of 30").arg(found)));
    }
    void aLogThatLosesItsEndIsFound()
    {
        SimWorld::Config config;
        config.plantPhantom = true;
        QVERIFY(!play(3, config).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
