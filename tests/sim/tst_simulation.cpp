// SPDX-License-Identifier: MIT
// Seeded histories of the core: three hosts and up to twenty people under one scheduler, in several rooms that they
// make, join and leave, some of them with several devices, writing, changing what waits, saying how they are, and
// drawing in three of four seeds, in five of seven of these while who may do what changes; with cuts, goodbyes, stalls,
// resends, power loss in the middle of writing, disks that refuse or forget, jumping clocks and tokens shown to the
// wrong host; in two of three seeds with clients that read slower than their rooms write, in three of five with hosts
// that are stopped in order. COTERIE_SIM_SEEDS sets how many (300), COTERIE_SIM_FIRST the first of them (1),
// COTERIE_SIM_SEED which one alone: a failure prints the line that plays it again, and so does what ends the program or
// takes more than COTERIE_SIM_SECONDS (120) of processor time (K21). COTERIE_SIM_END ends it so: abort, signal, throw,
// loop.
#include "tests/sim/simplay.h"

#include <QDir>
#include <QProcess>
#include <QTest>

#include <ctime>

using namespace coterie::sim;

class TestSimulation final : public QObject
{
    Q_OBJECT

    // The histories in which a fault was found that are named here were played before there were these three.
    static SimWorld::Config asItWas()
    {
        SimWorld::Config config;
        config.laggards = config.stops = config.rights = false;
        return config;
    }

    // As a shell finds it from here.
    static QString program()
    {
        const QString path = QCoreApplication::applicationFilePath();
        const QString here = QDir::currentPath() + u'/';
        if (!path.startsWith(here))
            return path;
        const QString inside = path.mid(here.size());
        return inside.contains(u'/') ? inside : QStringLiteral("./") + inside;
    }

private slots:
    void everySeedHolds()
    {
        const int only = number("COTERIE_SIM_SEED", 0);
        const int seeds = only ? 1 : number("COTERIE_SIM_SEEDS", 300);
        const int first = only ? only : number("COTERIE_SIM_FIRST", 1);
        Sum sum;
        const std::clock_t begun = std::clock();
        for (int seed = first; seed < first + seeds; ++seed) {
            const auto again = QStringLiteral("COTERIE_SIM_SEED=%1 %2 everySeedHolds").arg(seed).arg(program());
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
        qInfo("%d times somebody fell behind in a room (%d events from the ring, %d times pages of the log were "
              "wanted, %d times a page that was asked for had to wait, %d closed for what they did not read); %d hosts "
              "stopped in order (%d before the disk had answered), %d heard bye, %d came back by themselves",
              tally.lagged, tally.fromRing, tally.fromPages, tally.waited, tally.overflows, tally.stops,
              tally.forcedStops, tally.byes, tally.cameBack);
        qInfo("%d changes of rights, %d asked for by who may not; %d drawings refused for want of a right, %d not sent "
              "for it, %d held against the rights at their place in the log; %d times rights compared with the log",
              tally.rights, tally.rightsRefused, tally.forbidden, tally.heldBack, tally.judged, tally.comparedRights);
        if (only)
            return;
        QVERIFY2(sum.acks > seeds * 15, "a simulation in which nothing happens proves nothing");
        for (const int count :
             {tally.crashes,   tally.torn,      tally.forgotten,   tally.cuts,      tally.late,      tally.stalls,
              tally.twice,     tally.refusals,  tally.clocks,      tally.strangers, tally.rooms,     tally.joined,
              tally.left,      tally.topics,    tally.changed,     tally.takenBack, tally.refused,   tally.drawn,
              tally.undone,    tally.snapshots, tally.boards,      tally.devices,   tally.goodbyes,  tally.chosen,
              tally.shown,     tally.dropped,   tally.lagged,      tally.fromRing,  tally.fromPages, tally.waited,
              tally.overflows, tally.stops,     tally.forcedStops, tally.byes,      tally.cameBack})
            QVERIFY2(count > seeds / 20, "a fault that hardly ever happens proves nothing");
        for (const int count :
             {tally.rights, tally.rightsRefused, tally.forbidden, tally.heldBack, tally.judged, tally.comparedRights})
            QVERIFY2(count > seeds / 4, "rights that hardly ever bar somebody prove nothing");
    }
    void P11_whoComesInOnceMoreHearsNothingThatTheAnswerCounts()
    {
        // Their leaving had failed, and something was stored in the turn of the answer.
        for (const quint64 seed : {247, 303})
            QCOMPARE(play(seed, asItWas()), QStringList());
    }
    void P43_whomTheDiskRefusedToForgetIsNobody()
    {
        // Gone before their welcome, while the disk failed: it still has them, and nobody has their token.
        for (const quint64 seed : {3253, 5556})
            QCOMPARE(play(seed, asItWas()), QStringList());
    }
    void K21_aSeedThatEndsTheProgramIsNamed_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<QString>("from"); // the folder in which it is begun
        QTest::addColumn<QString>("program");
        const QFileInfo self(QCoreApplication::applicationFilePath());
        const QString inside = self.dir().dirName() + u'/' + self.fileName(), above = self.path() + u"/..";
        for (const char *how : {"abort", "signal", "throw", "loop"})
            QTest::newRow(how) << QString::fromLatin1(how) << above << inside;
        QTest::newRow("from elsewhere") << QStringLiteral("abort") << QDir::rootPath() + u"usr" << self.filePath();
        QTest::newRow("beside it") << QStringLiteral("abort") << self.path() << QString(u"./" + self.fileName());
    }
    void K21_aSeedThatEndsTheProgramIsNamed()
    {
#ifndef Q_OS_UNIX
        QSKIP("signals are of Unix");
#endif
        QFETCH(const QString, how);
        QFETCH(const QString, from);
        QFETCH(const QString, program);
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("COTERIE_SIM_END"), how);
        environment.insert(QStringLiteral("COTERIE_SIM_SEED"), QStringLiteral("795"));
        environment.insert(QStringLiteral("COTERIE_SIM_SECONDS"), QStringLiteral("1"));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.setWorkingDirectory(from);
        process.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("-nocrashhandler"), QStringLiteral("everySeedHolds")});
        QVERIFY(process.waitForFinished(120'000));
        QVERIFY(process.exitStatus() == QProcess::CrashExit || process.exitCode() != 0);
        const QByteArray said = process.readAll();
        const QString again = QStringLiteral("COTERIE_SIM_SEED=795 %1 everySeedHolds").arg(program);
        QVERIFY2(said.contains(again.toUtf8()), said.constData());
    }
};

QTEST_GUILESS_MAIN(TestSimulation)
#include "tst_simulation.moc"
