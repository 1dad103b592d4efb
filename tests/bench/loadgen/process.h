// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

// What a process cost so far, as Linux tells it.
namespace coterie::bench {

struct ProcessFigures {
    double cpuSeconds = 0; // user and system, all its threads, those that ended too
    std::int64_t rssKilobytes = 0;
    bool found = false;
};
[[nodiscard]] ProcessFigures figuresOf(int pid);
[[nodiscard]] std::uint64_t nowNs(); // monotonic

} // namespace coterie::bench
