// SPDX-License-Identifier: MIT
// The control of tst_simulation: hosts and clients with one fault each, which the same histories must find (K14). It is
// not run under the sanitizers, which take ten times as long: it proves the checker, and reads no foreign bytes.
// COTERIE_SIM_SEEDS sets how many seeds, a sixth of it between 10 and 30 (180).
#include "tests/sim/simplay.h"

#include <QTest>

#include <algorithm>

using namespace coterie::sim;

Q_DECLARE_METATYPE(coterie::sim::Plant)

class TestSimulationPlants final : public QObject
{
    Q_OBJECT

private slots:
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
        planted("an event is left out between the pages and what follows", Plant::SkipsAtChange, "next to", 10);
        planted("laggards that go on as if they had missed nothing", Plant::LostCursors, "next to", 10);
        planted("hosts that stop without a word", Plant::NoBye, "G15", 10);
        planted("hosts that stop before they have answered", Plant::HastyStops, "G15", 5);
        planted("hosts that let anybody change rights", Plant::AnybodysRights, "P24: seq", 10);
        planted("hosts that let anybody draw", Plant::AnybodyDraws, ", at seq", 10);
        planted("hosts that forget who may do what: what they say", Plant::ForgetsRights, "is another thing for", 8);
        planted("clients that pass over changes of rights", Plant::DeafToRights, "is another thing for", 12);
        planted("drawings refused for want of a right that there is", Plant::FalseReasons, "P29: a drawing", 28);
        planted("boards that stay frozen after a thaw", Plant::StaysFrozen, "P29: a drawing", 10);
        planted("changes of rights refused to who may", Plant::FalseBars, "P24: client", 15);
        planted("drawings refused and stored", Plant::RefusedStored, "and is stored", 28);
        planted("clients that keep on their board what was refused", Plant::KeepsRefused, "B5", 15);
    }
    void everyPlantedFaultIsFound()
    {
        QFETCH(const Plant, plant);
        QFETCH(const QString, as);
        QFETCH(const int, least);
        SimWorld::Config config;
        config.plant = plant;
        config.boards = true;
        // How often those before it are found was counted without.
        config.laggards = config.stops = plant >= Plant::SkipsAtChange;
        config.rights = plant >= Plant::ForgetsRights;
        const int seeds = std::clamp(number("COTERIE_SIM_SEEDS", 180) / 6, 10, 30);
        int found = 0;
        QString example;
        for (int seed = 1; seed <= seeds; ++seed) {
            const auto again = QStringLiteral("tst_simulationplants \"everyPlantedFaultIsFound:%1\", seed %2")
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

QTEST_GUILESS_MAIN(TestSimulationPlants)
#include "tst_simulationplants.moc"
