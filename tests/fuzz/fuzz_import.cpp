// SPDX-License-Identifier: MIT
#include "tests/fuzz/importtarget.h"

#include <QGuiApplication>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

// Text that comes from Excalidraw is measured.
extern "C" int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    static QGuiApplication application(*count, *arguments);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString fault = coterie::fuzz::importFault(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!fault.isEmpty()) {
        std::fprintf(stderr, "%s\n", qPrintable(fault));
        std::abort();
    }
    return 0;
}
