// SPDX-License-Identifier: MIT
#pragma once

#include <QFile>

#include <malloc.h>
#include <unistd.h>

namespace coterie::bench {

// Resident memory of this process in MB, without what the allocator only keeps.
inline double residentMb()
{
    ::malloc_trim(0);
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    return file.readAll().split(' ').value(1).toDouble() * double(::sysconf(_SC_PAGESIZE)) / 1e6;
}

} // namespace coterie::bench
