// SPDX-License-Identifier: MIT
#pragma once

#include <ctime>
#include <sys/resource.h>

namespace coterie::test {

// Processor time in milliseconds: what else runs on the machine does not lengthen it.
inline double cpuMs(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}
inline double threadMs() // of this thread
{
    return cpuMs(CLOCK_THREAD_CPUTIME_ID);
}
// How often this thread has waited for anything: a lock, a disk, another thread. What else runs does not add to it.
inline long threadWaits()
{
    rusage usage{};
    ::getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nvcsw;
}
inline double processMs()
{
    return cpuMs(CLOCK_PROCESS_CPUTIME_ID);
}

} // namespace coterie::test
