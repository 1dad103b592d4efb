// SPDX-License-Identifier: MIT
// Seeded histories of the core: three hosts and up to twenty people under one scheduler, in several rooms that they
// make, join and leave, some of them with several devices, writing, changing what waits, saying how they are, and
// drawing in three of four seeds; with cuts, goodbyes, stalls, resends, power loss in the middle of writing, disks that
// refuse or forget, jumping clocks and tokens shown to the wrong host. COTERIE_SIM_SEEDS sets how many (300),
// COTERIE_SIM_FIRST the first of them (1), COTERIE_SIM_SEED which one alone: a failure prints the line that plays it
// again, and so does what ends the program or takes more than COTERIE_SIM_SECONDS (120) of processor time (K21).
// COTERIE_SIM_END ends it so: abort, signal, throw, loop.
#include "tests/sim/lastwords.h"
#include "tests/sim/simworld.h"

#include <QProcess>
#include <QTest>

#include <algorithm>
#include <array>
#include <csignal>
#include <ctime>
#include <stdexcept>

using namespace coterie::sim;

Q_DECLARE_METATYPE(coterie::sim::Plant)

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
    config.boards = config.boards || seed % 4 != 0;
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

int number(const char *name, int otherwise)
{
    return qEnvironmentVariableIsSet(name) ? qEnvironmentVariableIntValue(name) : otherwise;
}

void endAsTold(const QByteArray &how)
{
    if (how == "abort")
        std::abort();
    if (how == "signal")
        (void)std::raise(SIGSEGV);
    if (how == "throw")
        throw std::runtime_error("as told");
    for (volatile bool forEver = how == "loop"; forEver;) {
    }
}

// The faults of a seed, or what else it came to. `again`: what plays it again.
QStringList outcomeOf(const QString &again, quint64 seed, const SimWorld::Config &config = {}, Sum *sum = nullptr)
{
    const coterie::test::LastWords words(again.toUtf8(), number("COTERIE_SIM_SECONDS", 120));
    try {
        endAsTold(qgetenv("COTERIE_SIM_END"));
        return play(seed, config, sum);
    } catch (const std::exception &error) {
        return {QStringLiteral("an exception: ") + QString::fromUtf8(error.what())};
    }
}

} // namespace

class TestSimulation final : public QObject
{
    Q_OBJECT

private slots:
    void everySeedHolds()
    {
        const int only = number("COTERIE_SIM_SEED", 0);
        const int seeds = only ? 1 : number("COTERIE_SIM_SEEDS", 300);
        const int first = only ? only : number("COTERIE_SIM_FIRST", 1);
        Sum sum;
        const std::clock_t begun = std::clock();
        for (int seed = first; seed < first + seeds; ++seed) {
            const auto again = QStringLiteral("COTERIE_SIM_SEED=%1 tst_simulation everySeedHolds").arg(seed);
            const auto faults = outcomeOf(again, quint64(seed), {}, &sum);
            QVERIFY2(faults.isEmpty(),
                     qPrintable(QStringLiteral("%1: %2").arg(again, faults.join(QLatin1String("; ")))));
        }
        const auto &tally = sum.tally;
        const double cpu = double(std::clock() - begun) / CLOCKS_PER_SEC;
        qInfo("%d seeds, %d hosts each, %d people, %lld acknowledged; %d power cuts (%d in the middle of writing, %d "
              "with the log's end lost), %d connections cut (%d frames after the next one), %d stalls, %d sent twice, "
              "%d times a disk refused, %d clocks set, %d strangers; %.1f s of CPU",
              seeds, hosts, sum.people, qlonglong(sum.acks), tally.crashes, tally.torn, tally.forgotten, tally.cuts,
              tally.late, tally.stalls, tally.twice, tally.refusals, tally.clocks, tally.strangers, cpu);
        qInfo("%d rooms made, %d times joined, %d times left, %d topics, %d messages changed in the queue, %d taken "
              "back, %d refused, each for a reason (K10); %d drawings (%d of undo, %d sent again "
              "as the host had lost them), %d snapshots, %d boards compared with the log",
              tally.rooms, tally.joined, tally.left, tally.topics, tally.changed, tally.takenBack, tally.refused,
              tally.drawn, tally.undone, tally.sentAgain, tally.snapshots, tally.boards);
        qInfo(
            "%d of them further devices of somebody, %d goodbyes, %d times said how one is, %d times there was no room "
            "to tell it; %d times looked whether somebody is shown as they are",
            tally.devices, tally.goodbyes, tally.chosen, tally.dropped, tally.shown);
        if (only)
            return;
        QVERIFY2(sum.acks > seeds * 15, "a simulation in which nothing happens proves nothing");
        for (const int count :
             {tally.crashes, tally.torn,      tally.forgotten, tally.cuts,      tally.late,     tally.stalls,
              tally.twice,   tally.refusals,  tally.clocks,    tally.strangers, tally.rooms,    tally.joined,
              tally.left,    tally.topics,    tally.changed,   tally.takenBack, tally.refused,  tally.drawn,
              tally.undone,  tally.snapshots, tally.boards,    tally.devices,   tally.goodbyes, tally.chosen,
              tally.shown,   tally.dropped})
            QVERIFY2(count > seeds / 20, "a fault that hardly ever happens proves nothing");
    }
    void P11_whoComesInOnceMoreHearsNothingThatTheAnswerCounts()
    {
        // Their leaving had failed, and something was stored in the turn of the answer.
        for (const quint64 seed : {247, 303})
            QCOMPARE(play(seed), QStringList());
    }
    void P43_whomTheDiskRefusedToForgetIsNobody()
    {
        // Gone before their welcome, while the disk failed: it still has them, and nobody has their token.
        for (const quint64 seed : {3253, 5556})
            QCOMPARE(play(seed), QStringList());
    }
    void K21_aSeedThatEndsTheProgramIsNamed_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"abort", "signal", "throw", "loop"})
            QTest::newRow(how) << QString::fromLatin1(how);
    }
    void K21_aSeedThatEndsTheProgramIsNamed()
    {
#ifndef Q_OS_UNIX
        QSKIP("signals are of Unix");
#endif
        QFETCH(const QString, how);
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("COTERIE_SIM_END"), how);
        environment.insert(QStringLiteral("COTERIE_SIM_SEED"), QStringLiteral("795"));
        environment.insert(QStringLiteral("COTERIE_SIM_SECONDS"), QStringLiteral("1"));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("-nocrashhandler"), QStringLiteral("everySeedHolds")});
        QVERIFY(process.waitForFinished(120'000));
        QVERIFY(process.exitStatus() == QProcess::CrashExit || process.exitCode() != 0);
        const QByteArray said = process.readAll();
        QVERIFY2(said.contains("COTERIE_SIM_SEED=795 tst_simulation everySeedHolds"), said.constData());
    }
    void everyPlantedFaultIsFound_data()
    {
        QTest::addColumn<Plant>("plant");
        QTest::addColumn<QString>("as");
        QTest::addColumn<int>("least"); // of 30 seeds
        const auto planted = [](const char *what, Plant plant, const char *as, int least) {
            QTest::newRow(what) << plant << QString::fromLatin1(as) << least;
        };
        planted("a host that lies in its acks", Plant::LyingAcks, "G1", 28);
        planted("a log that loses its end", Plant::LostEnd, "G1", 28);
        planted("a disk that forgets unnoticed", Plant::Forgetful, "", 20);
        planted("a restart that passes over a change of a board", Plant::BoardHole, "B13", 10);
        planted("a change of a board carried out twice", Plant::BoardTwice, "G4", 28);
        planted("clients that do not rebase", Plant::NoRebase, "B13", 28);
        planted("a room that goes on for those who left", Plant::Leaky, "P35", 10);
        planted("edits that are acknowledged and lost", Plant::SwallowedEdits, "P7", 10);
        planted("a host that refuses what is sound", Plant::RefusesSound, "K10", 28);
        planted("what came too fast and is stored after all", Plant::StoredAfterAll, "K11", 28);
        planted("what was acknowledged and is refused then", Plant::RefusesAgain, "K11", 10);
        planted("connections whose end is not heard", Plant::Ghosts, "G8", 10);
        planted("goodbyes that are waited for", Plant::LongGoodbyes, "P43", 20);
        planted("devices that are not told how their person is", Plant::DeafDevices, "P46", 10);
        planted("presence that is not told again", Plant::Unsaid, "G8", 10);
        planted("K20: what people were shown and the log has not", Plant::LostEnd, "G4: somebody", 28);
        planted("K20: events that come twice", Plant::Doubles, "twice", 28);
        planted("K20: events that change places", Plant::Swaps, "after", 28);
        planted("K20: events that are left out", Plant::Drops, "next to", 28);
        planted("K20: the first event is left out", Plant::LostLive, "P11: client", 20);
        planted("K20: an event is left out of a page", Plant::SkipsInPages, "P11: a page", 20);
        planted("K20: what is told and not stored", Plant::Phantoms, "P9: clients disagree", 28);
        planted("K20: what is taken for somebody else's", Plant::WrongAuthor, "another author", 20);
        planted("K20: people under another name", Plant::WrongName, "another name", 28);
        planted("K20: what is stored in another room", Plant::WrongRoom, "another room", 20);
    }
    void everyPlantedFaultIsFound()
    {
        QFETCH(const Plant, plant);
        QFETCH(const QString, as);
        QFETCH(const int, least);
        SimWorld::Config config;
        config.plant = plant;
        config.boards = true;
        // A third of them where few are played, as under the sanitizers, which take ten times as long.
        const int seeds = std::clamp(number("COTERIE_SIM_SEEDS", 180) / 6, 10, 30);
        int found = 0;
        QString example;
        for (int seed = 1; seed <= seeds; ++seed) {
            const auto again = QStringLiteral("tst_simulation \"everyPlantedFaultIsFound:%1\", seed %2")
                                   .arg(QString::fromUtf8(QTest::currentDataTag()))
                                   .arg(seed);
            for (const QString &fault : outcomeOf(again, quint64(seed), config))
                if (fault.contains(as)) {
                    ++found;
                    example = fault;
                    break;
                }
        }
        qInfo("found in %d of %d seeds, such as: %s", found, seeds, qPrintable(example));
        QVERIFY2(found >= least * seeds / 30, qPrintable(QStringLiteral("found in %1 of %2").arg(found).arg(seeds)));
    }
};

QTEST_GUILESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
