// SPDX-License-Identifier: MIT
#pragma once

#include <stdint.h>

// Written by the harness while the program runs; shim.py has the same declaration.
struct Control {
    int32_t noSpace;   // 1: files cannot grow; 2: nothing can be written
    int32_t writeFails; // 1: EIO; 2: EROFS, what is left of many a file system after its first error
    int32_t syncFails;  // EIO
    int32_t syncMs;     // an fsync takes this much longer, one under way too
    int32_t syncLies;   // fsync does nothing and says that it did
    int32_t reserved[3];
    int64_t clockMs;    // added to the wall clock
    int64_t syncs;      // counted here
    int64_t refusals;   // writes and fsyncs that were made to fail
};

__attribute__((visibility("hidden"))) extern struct Control *control;
