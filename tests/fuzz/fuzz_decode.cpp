// SPDX-License-Identifier: MIT
#include "tests/fuzz/decodetarget.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    QString fault;
    coterie::fuzz::decodeOne(QByteArrayView(data, qsizetype(size)), &fault);
    if (!fault.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(fault));
        std::abort();
    }
    return 0;
}
