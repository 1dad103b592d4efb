// SPDX-License-Identifier: MIT
#include "tests/sim/simplay.h"

#include "tests/sim/lastwords.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace coterie::sim {

namespace {

constexpr int steps = 3000;

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

} // namespace

QStringList play(quint64 seed, SimWorld::Config config, Sum *sum)
{
    test::SeededRandom dice(seed);
    std::array<std::unique_ptr<SimWorld>, hosts> worlds;
    config.boards = config.boards || seed % 4 != 0;
    config.laggards = config.laggards && seed % 3 != 0;
    config.stops = config.stops && seed % 5 > 1;
    config.rights = config.rights && config.boards && seed % 7 > 1;
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

QStringList outcomeOf(const QString &again, quint64 seed, const SimWorld::Config &config, Sum *sum)
{
    const test::LastWords words(again.toUtf8(), number("COTERIE_SIM_SECONDS", 120));
    try {
        endAsTold(qgetenv("COTERIE_SIM_END"));
        return play(seed, config, sum);
    } catch (const std::exception &error) {
        return {QStringLiteral("an exception: ") + QString::fromUtf8(error.what())};
    }
}

} // namespace coterie::sim
