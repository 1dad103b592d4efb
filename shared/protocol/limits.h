// SPDX-License-Identifier: MIT
#pragma once

#include "shared/schema/limits.h"

// The limits that more than one message shares, in one place.
namespace coterie {

inline constexpr wire::Range seqRange{0, (qint64(1) << 53) - 1};
inline constexpr wire::Range timeRange{0, (qint64(1) << 53) - 1}; // ms since 1970, UTC
inline constexpr wire::Range requestRange{1, 0x7fff'ffff};        // chosen by the client, echoed in the answer
inline constexpr wire::Range countRange{0, 0x7fff'ffff};
inline constexpr wire::Length nameLength{1, 64};
inline constexpr wire::Length topicLength{0, 250};
inline constexpr wire::Length bodyLength{1, 4000};
inline constexpr wire::Length statusLength{0, 100};
inline constexpr wire::Length tokenLength{16, 64};
inline constexpr wire::Length chainLength{8, 8}; // the first bytes of a log's chain hash; see server rule S14
inline constexpr wire::Real boardCoordinate{-1e7, 1e7};

// No message from a client is larger, in either framing: the limit that the WebSocket layer enforces from the frame's
// header, and that `welcome` tells.
inline constexpr qsizetype largestClientFrame = 64 * 1024;
// No page of history, members or board is larger than this before the frame's own few bytes.
inline constexpr qsizetype pageBytes = 48 * 1024;
// What a client must be ready to receive in one frame: a page whose last entry was the largest legal one.
inline constexpr qsizetype largestServerFrame = 256 * 1024;

} // namespace coterie
