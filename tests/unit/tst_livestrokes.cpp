// SPDX-License-Identifier: MIT
#include "tests/support/liveworld.h"

#include <QTest>

using namespace coterie;
using test::LivePlant;
using test::LiveWorld;

// COTERIE_LIVE_SEEDS makes a longer run, COTERIE_LIVE_SEED repeats one that failed.
class TestLiveStrokes final : public QObject
{
    Q_OBJECT
private slots:
    void B15_noLiveStrokeIsLeftOrBesideItself()
    {
        const int only = qEnvironmentVariableIntValue("COTERIE_LIVE_SEED");
        const int seeds =
            qEnvironmentVariableIsSet("COTERIE_LIVE_SEEDS") ? qEnvironmentVariableIntValue("COTERIE_LIVE_SEEDS") : 200;
        LiveWorld::Counts sum;
        for (int seed = only ? only : 1; seed <= (only ? only : seeds); ++seed) {
            LiveWorld world{quint64(seed), LivePlant::None, sum};
            world.run(400);
            QVERIFY2(world.failure().isEmpty(),
                     qPrintable(QStringLiteral("COTERIE_LIVE_SEED=%1: %2").arg(seed).arg(world.failure())));
        }
        qInfo("%lld strokes, %lld batches heard, %lld lost, %lld given up, %lld ids taken, %lld departures, %lld times "
              "ten seconds of silence, %lld snapshots, %lld refused, %lld previews replaced",
              sum.strokes, sum.previews, sum.lost, sum.givenUp, sum.taken, sum.left, sum.silent, sum.snapshots,
              sum.refused, sum.replaced);
        QVERIFY(only || (sum.lost > 0 && sum.givenUp > 0 && sum.taken > 0 && sum.left > 0 && sum.silent > 0 &&
                         sum.snapshots > 0 && sum.refused > 0 && sum.replaced > 0));
    }
    void everyPlantIsFound_data()
    {
        QTest::addColumn<int>("plant");
        const auto planted = [](const char *what, LivePlant plant) { QTest::newRow(what) << int(plant); };
        planted("a stroke is committed under another id", LivePlant::CommitsUnderAnotherId);
        planted("silence is not noticed", LivePlant::DeafToSilence);
        planted("that one was given up is not heard", LivePlant::DeafToGivenUp);
        planted("a departure is missed", LivePlant::MissesDeparture);
    }
    void everyPlantIsFound()
    {
        QFETCH(const int, plant);
        int found = 0, seed = 0;
        LiveWorld::Counts done;
        QString example;
        while (seed < 50 && found < 2) {
            LiveWorld world(quint64(++seed), static_cast<LivePlant>(plant), done);
            world.run(400);
            found += world.failure().isEmpty() ? 0 : 1;
            if (!world.failure().isEmpty())
                example = world.failure();
        }
        qInfo("found in %d of %d seeds, such as: %s", found, seed, qPrintable(example));
        QVERIFY(found > 0);
    }
};

QTEST_GUILESS_MAIN(TestLiveStrokes)
#include "tst_livestrokes.moc"
