// SPDX-License-Identifier: MIT
#include "tests/bench/loadgen/process.h"

#include <cstdio>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>

namespace coterie::bench {

ProcessFigures figuresOf(int pid)
{
    ProcessFigures out;
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (pid <= 0 || !std::getline(file, line))
        return out;
    // The name in brackets may hold spaces; the fields are counted from behind it (proc(5): state is field 3).
    std::istringstream fields(line.substr(line.rfind(')') + 2));
    std::string skipped;
    for (int field = 3; field < 14; ++field)
        fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    for (int field = 16; field < 24; ++field)
        fields >> skipped;
    std::int64_t pages = 0;
    fields >> pages;
    out.cpuSeconds = (user + system) / double(sysconf(_SC_CLK_TCK));
    out.rssKilobytes = pages * (sysconf(_SC_PAGESIZE) / 1024);
    out.found = bool(fields);
    return out;
}

std::uint64_t nowNs()
{
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return std::uint64_t(t.tv_sec) * 1'000'000'000u + std::uint64_t(t.tv_nsec);
}

} // namespace coterie::bench
