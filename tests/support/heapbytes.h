// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <cstddef>

#ifdef __SANITIZE_ADDRESS__
// Of sanitizer/allocator_interface.h, which Debian's gcc does not install; the function lies in the run-time library itself.
extern "C" size_t __sanitizer_get_current_allocated_bytes();
#else
    #include <malloc.h>
#endif

namespace coterie::test {

// What the program holds on its heap now. Unlike resident pages it leaves out what was given back: the allocator's spare
// memory, and the freed blocks that an address sanitizer keeps aside (256 MiB by default).
inline qint64 heapBytes()
{
#ifdef __SANITIZE_ADDRESS__
    return qint64(__sanitizer_get_current_allocated_bytes());
#else
    const struct mallinfo2 info = mallinfo2();
    return qint64(info.uordblks) + qint64(info.hblkhd);
#endif
}

} // namespace coterie::test
