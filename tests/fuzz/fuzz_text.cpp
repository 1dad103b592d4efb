// SPDX-License-Identifier: MIT
#include "tests/fuzz/texttarget.h"

#include <QApplication>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    static QApplication application(*count, *arguments);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const QString fault = coterie::fuzz::textFault(bytes, 3.0); // built with sanitizers, which take their time
    if (!fault.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(fault));
        std::abort();
    }
    return 0;
}
