// SPDX-License-Identifier: MIT
#pragma once

#include "shared/util/result.h"

#include <QString>

namespace coterie::server {

// Why a session file could not be opened. Whatever the kind: the file is as it was.
struct StoreFault {
    enum class Kind {
        InUse,    // another program has it open
        Newer,    // written by a newer version of this program
        Foreign,  // not a session file: empty, no database, or somebody else's
        Damaged,  // cut short, or its contents do not add up
        Unusable, // cannot be read, made or written: rights, space, a missing folder
        NoDriver, // Qt's SQLite plug-in is not installed
    };
    Kind kind = Kind::Unusable;
    QString sentence; // for people: what happened, what still holds, what to do
};

} // namespace coterie::server
