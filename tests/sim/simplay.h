// SPDX-License-Identifier: MIT
#pragma once

#include "tests/sim/simworld.h"

namespace coterie::sim {

constexpr int hosts = 3; // of one seed

struct Sum {
    qsizetype acks = 0;
    int people = 0;
    SimWorld::Tally tally;
};

// What one seed decides, and the faults that were found in it. Hosts share nothing but the scheduler; each fault says
// at which host it was.
[[nodiscard]] QStringList play(quint64 seed, SimWorld::Config config = {}, Sum *sum = nullptr);

// The faults of a seed, or what else it came to; what ends the program says `again` first, which plays it once more.
[[nodiscard]] QStringList outcomeOf(const QString &again, quint64 seed, const SimWorld::Config &config = {},
                                    Sum *sum = nullptr);

// A number that the environment sets.
[[nodiscard]] int number(const char *name, int otherwise);

} // namespace coterie::sim
