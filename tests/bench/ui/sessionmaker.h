// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace coterie::bench {

struct MadeSession {
    int rooms = 1;
    int messages = 0; // in the first room, 3 to 100 words each
    int strokes = 0;  // on the board of the first room, 75 points each, spread over 16 screens
};

// Writes a session file as a host would have: through the store, in groups. False: it could not be written. Blocks, and
// runs an event loop meanwhile.
[[nodiscard]] bool makeSession(const QString &file, const MadeSession &wanted);

} // namespace coterie::bench
