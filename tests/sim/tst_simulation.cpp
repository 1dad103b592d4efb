// SPDX-License-Identifier: MIT
// Seeded histories of the core: three hosts and up to twenty people under one scheduler, with cuts, stalls, resends,
// power loss in the middle of writing, disks that refuse or forget, jumping clocks and tokens shown to the wrong host.
// COTERIE_SIM_SEEDS sets how many (300), COTERIE_SIM_SEED which one alone: a failure prints the line that plays it
// again.
#include "tests/sim/simworld.h"

#include <QElapsedTimer>
#include <QTest>

#include <array>
#include <ctime>

using namespace coterie::sim;

namespace {

constexpr int hosts = 3, steps = 3000;

struct Sum {
    qsizetype acks = 0;
    int people = 0;
    SimWorld::Tally tally;
};

// What one seed decides. Hosts share nothing but the scheduler; each fault says at which host it was.
QStringList play(quint64 seed, SimWorld::Config config = {}, Sum *sum = nullptr)
{
    coterie::test::SeededRandom dice(seed);
    std::array<std::unique_ptr<SimWorld>, hosts> worlds;
    int left = 6 + int(dice.next() % 15); // 6 to 20 people
    if (sum)
        sum->people += left;
    for (int i = 0; i < hosts; ++i) {
        config.clients = i == hosts - 1 ? left : 2 + int(dice.next() % quint64(left - 2 * (hosts - 1 - i) - 1));
        left -= config.clients;
        worlds[std::size_t(i)] = std::make_unique<SimWorld>(dice.next(), config);
    }
    for (int i = 0; i < steps; ++i) {
        SimWorld &world = *worlds[std::size_t(dice.next() % hosts)];
        SimWorld &other = *worlds[std::size_t(dice.next() % hosts)];
        if (config.faults && &world != &other && dice.next() % 128 == 0) {
            if (const auto token = other.anyToken())
                world.stranger(*token);
        } else {
            world.step();
        }
    }
    QStringList faults;
    for (int i = 0; i < hosts; ++i) {
        for (const QString &fault : worlds[std::size_t(i)]->finish())
            faults.append(QStringLiteral("host %1: %2").arg(i).arg(fault));
        if (sum) {
            sum->acks += worlds[std::size_t(i)]->acks();
            sum->tally += worlds[std::size_t(i)]->tally();
        }
    }
    return faults;
}

int foundIn(int seeds, const SimWorld::Config &config)
{
    int found = 0;
    for (int seed = 1; seed <= seeds; ++seed)
        found += play(quint64(seed), config).isEmpty() ? 0 : 1;
    return found;
}

} // namespace

class TestSimulation final : public QObject
{
    Q_OBJECT

private slots:
    void everySeedHolds()
    {
        const int only = qEnvironmentVariableIntValue("COTERIE_SIM_SEED");
        const int seeds =
            qEnvironmentVariableIsSet("COTERIE_SIM_SEEDS") ? qEnvironmentVariableIntValue("COTERIE_SIM_SEEDS") : 300;
        Sum sum;
        const std::clock_t begun = std::clock();
        for (int seed = only ? only : 1; seed <= (only ? only : seeds); ++seed) {
            const auto faults = play(quint64(seed), {}, &sum);
            QVERIFY2(faults.isEmpty(),
                     qPrintable(QStringLiteral("COTERIE_SIM_SEED=%1 tst_simulation everySeedHolds: %2")
                                    .arg(seed)
                                    .arg(faults.join(QLatin1String("; ")))));
        }
        const auto &tally = sum.tally;
        qInfo("%d seeds, %d hosts each, %d people, %lld acknowledged; %d power cuts (%d in the middle of writing, %d "
              "with "
              "the log's end lost), %d connections cut (%d frames after the next one), %d stalls, %d sent twice, %d "
              "times a "
              "disk refused, %d clocks set, %d strangers; %.1f s of CPU",
              only ? 1 : seeds, hosts, sum.people, qlonglong(sum.acks), tally.crashes, tally.torn, tally.forgotten,
              tally.cuts, tally.late, tally.stalls, tally.twice, tally.refusals, tally.clocks, tally.strangers,
              double(std::clock() - begun) / CLOCKS_PER_SEC);
        if (only)
            return;
        QVERIFY2(sum.acks > seeds * 15, "a simulation in which nothing happens proves nothing");
        for (const int count : {tally.crashes, tally.torn, tally.forgotten, tally.cuts, tally.late, tally.stalls,
                                tally.twice, tally.refusals, tally.clocks, tally.strangers})
            QVERIFY2(count > seeds / 20, "a fault that hardly ever happens proves nothing");
    }
    void aHostThatLiesInItsAcksIsFound()
    {
        SimWorld::Config config;
        config.plantLostAck = true;
        const int found = foundIn(30, config);
        QVERIFY2(found >= 28, qPrintable(QStringLiteral("found in %1 of 30").arg(found)));
    }
    void aLogThatLosesItsEndIsFound()
    {
        SimWorld::Config config;
        config.plantPhantom = true;
        QVERIFY(!play(3, config).isEmpty());
    }
    void aDiskThatForgetsUnnoticedIsFound()
    {
        SimWorld::Config config;
        config.plantForgetful = true;
        const int found = foundIn(30, config);
        QVERIFY2(found >= 20, qPrintable(QStringLiteral("found in %1 of 30").arg(found)));
    }
};

QTEST_APPLESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
