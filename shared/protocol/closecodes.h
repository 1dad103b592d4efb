// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <array>

// Why a connection ended, and what the client does about it. RFC 6455 §7.4.2 leaves 4000–4999 to applications.
// Each row says whether a client comes back by itself; the page in shared/README.md is checked against this table.
namespace coterie {

enum class CloseCode : quint16 {
    Normal = 1000,
    GoingAway = 1001,
    BadFrame = 1002,       // RFC 6455 is broken
    BadText = 1007,        // a text frame that is not UTF-8
    TooBig = 1009,         // sent by the WebSocket layer when a frame is over the announced limit
    Restart = 4001,
    Forbidden = 4003,
    Slow = 4008,
    MessageTooBig = 4009,
    TryLater = 4013,
    RateLimited = 4029,
    SessionRevoked = 4040,
    TokenExpired = 4041,
    Replaced = 4090,
    ProtocolFault = 4097,
    Resync = 4099,
};

enum class Comeback { Never, AtOnce, AfterBackoff };

struct CloseCodeRow {
    CloseCode code;
    const char *name;
    Comeback comeback;
    const char *meaning;
};

inline constexpr std::array closeCodes{
    CloseCodeRow{CloseCode::Normal, "normal", Comeback::Never, "One of the two sides is done."},
    CloseCodeRow{CloseCode::GoingAway, "going-away", Comeback::AfterBackoff, "The program ends or the page is left."},
    CloseCodeRow{CloseCode::BadFrame, "bad-frame", Comeback::Never, "Not WebSocket as RFC 6455 has it; the reason names the fault."},
    CloseCodeRow{CloseCode::BadText, "not-utf8", Comeback::Never, "A text frame, or the reason of a close, is not UTF-8."},
    CloseCodeRow{CloseCode::TooBig, "frame-too-big", Comeback::Never, "A frame was over the announced limit: a bug, report it."},
    CloseCodeRow{CloseCode::Restart, "restart", Comeback::AfterBackoff, "The host stops or restarts; `bye` told how long to wait."},
    CloseCodeRow{CloseCode::Forbidden, "forbidden", Comeback::Never, "Removed, banned or not admitted."},
    CloseCodeRow{CloseCode::Slow, "slow", Comeback::AtOnce, "Over 1 MiB waited unread; resume from the last seq."},
    CloseCodeRow{CloseCode::MessageTooBig, "message-too-big", Comeback::Never, "A message was over its limit: a bug, report it."},
    CloseCodeRow{CloseCode::TryLater, "try-later", Comeback::AfterBackoff, "The host is full or busy, or a frame stood still."},
    CloseCodeRow{CloseCode::RateLimited, "rate-limited", Comeback::AfterBackoff, "Far over a rate limit for ten seconds."},
    CloseCodeRow{CloseCode::SessionRevoked, "session-revoked", Comeback::Never, "This login was ended from another device."},
    CloseCodeRow{CloseCode::TokenExpired, "token-expired", Comeback::Never, "The token is no longer good; log in again."},
    CloseCodeRow{CloseCode::Replaced, "replaced", Comeback::Never, "The same device connected again."},
    CloseCodeRow{CloseCode::ProtocolFault, "protocol-fault", Comeback::Never, "Not the protocol; the reason names the fault and its path."},
    CloseCodeRow{CloseCode::Resync, "resync", Comeback::AtOnce, "The client's position is not known here; start from a snapshot."},
};

// An unknown code, or none (1006), comes back after backoff: what is lost by trying is one handshake.
[[nodiscard]] constexpr Comeback comebackAfter(int code)
{
    for (const auto &row : closeCodes)
        if (int(row.code) == code)
            return row.comeback;
    return Comeback::AfterBackoff;
}

} // namespace coterie
