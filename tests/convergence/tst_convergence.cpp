// SPDX-License-Identifier: MIT
#include "tests/convergence/boardworld.h"

#include <QElapsedTimer>
#include <QTest>

using namespace coterie;
using test::BoardWorld;
using test::Breach;

// COTERIE_SEEDS and COTERIE_STEPS make a longer run, COTERIE_SEED repeats one that failed.
class TestConvergence final : public QObject
{
    Q_OBJECT

    static int setting(const char *name, int otherwise)
    {
        bool ok = false;
        const int value = qEnvironmentVariableIntValue(name, &ok);
        return ok ? value : otherwise;
    }

private slots:
    void allBoardsAreTheSameInTheEnd()
    {
        const int steps = setting("COTERIE_STEPS", 200);
        const int only = setting("COTERIE_SEED", 0);
        const int first = only ? only : 1;
        const int last = only ? only : setting("COTERIE_SEEDS", 300);
        BoardWorld::Counts sum;
        QElapsedTimer clock;
        clock.start();
        for (int seed = first; seed <= last; ++seed) {
            BoardWorld world(quint64(seed), Breach::None);
            world.run(steps);
            QVERIFY2(world.failure().isEmpty(),
                     qPrintable(QStringLiteral("COTERIE_SEED=%1: %2").arg(seed).arg(world.failure())));
            const auto &c = world.counts();
            sum.transactions += c.transactions;
            sum.repeated += c.repeated;
            sum.gaps += c.gaps;
            sum.snapshots += c.snapshots;
            sum.refusals += c.refusals;
            sum.undos += c.undos;
            sum.restarts += c.restarts;
        }
        qInfo("%d seeds x %d steps in %.1f s: %lld transactions, %lld repeats dropped, %lld gaps, %lld snapshots, "
              "%lld refusals, %lld undos, %lld restarts",
              last - first + 1, steps, double(clock.elapsed()) / 1000, sum.transactions, sum.repeated, sum.gaps,
              sum.snapshots, sum.refusals, sum.undos, sum.restarts);
        QVERIFY(only || (sum.repeated > 0 && sum.gaps > 0 && sum.snapshots > 0 && sum.undos > 0 && sum.restarts > 0));
    }
    void everyBrokenRuleIsNoticed_data()
    {
        QTest::addColumn<int>("breach");
        QTest::newRow("the server forgets ids") << int(Breach::ServerForgetsIds);
        QTest::newRow("a client ignores gaps") << int(Breach::ClientIgnoresGaps);
        QTest::newRow("resend under a new id") << int(Breach::ResendUnderNewId);
        QTest::newRow("a snapshot forgets who can undo what") << int(Breach::SnapshotForgetsHistory);
        QTest::newRow("undo writes old values") << int(Breach::UndoWritesOldValues);
        QTest::newRow("clear erases the unseen") << int(Breach::ClearErasesTheUnseen);
    }
    void everyBrokenRuleIsNoticed()
    {
        QFETCH(const int, breach);
        int noticed = 0;
        QString example;
        constexpr int seeds = 25;
        for (int seed = 1; seed <= seeds; ++seed) {
            BoardWorld world(quint64(seed), static_cast<Breach>(breach));
            world.run(200);
            if (world.failure().isEmpty())
                continue;
            ++noticed;
            example = world.failure();
        }
        qInfo("noticed in %d of %d seeds, such as: %s", noticed, seeds, qPrintable(example));
        QVERIFY(noticed > 0);
    }
};

QTEST_APPLESS_MAIN(TestConvergence)
#include "tst_convergence.moc"
