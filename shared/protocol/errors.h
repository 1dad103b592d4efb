// SPDX-License-Identifier: MIT
#pragma once

#include <QLatin1String>

#include <array>

// Every code that `error` can carry. Codes are for programs; the window translates them (app/session/errortext).
namespace coterie {

struct ErrorRow {
    const char *code;
    bool worthRetrying; // the same request can succeed later
    const char *meaning;
};

namespace errors {
// the frame
inline constexpr QLatin1String malformed{"malformed"};
inline constexpr QLatin1String unknownType{"unknown-type"};
inline constexpr QLatin1String forbidden{"forbidden"};
// the request
inline constexpr QLatin1String helloFirst{"hello-first"};
inline constexpr QLatin1String helloAgain{"hello-again"};
inline constexpr QLatin1String version{"version"};
inline constexpr QLatin1String badName{"bad-name"};
inline constexpr QLatin1String badText{"bad-text"};
inline constexpr QLatin1String badToken{"bad-token"};
inline constexpr QLatin1String notFound{"not-found"};
inline constexpr QLatin1String notMember{"not-member"};
inline constexpr QLatin1String nameTaken{"name-taken"};
inline constexpr QLatin1String rate{"rate"};
inline constexpr QLatin1String full{"full"};
inline constexpr QLatin1String storage{"storage"};
inline constexpr QLatin1String busy{"busy"};
inline constexpr QLatin1String idReused{"id-reused"};
inline constexpr QLatin1String board{"board"};
inline constexpr QLatin1String frozen{"frozen"};
inline constexpr QLatin1String logFull{"log-full"};
inline constexpr QLatin1String badBlob{"bad-blob"};
} // namespace errors

inline constexpr std::array errorTable{
    ErrorRow{"malformed", false, "The frame is not CBOR or JSON as the protocol uses it."},
    ErrorRow{"trailing-bytes", false, "Something follows the message in its frame."},
    ErrorRow{"unknown-type", false, "No message has this type in this version."},
    ErrorRow{"forbidden", false, "The message belongs to the other side, or the sender may not do this."},
    ErrorRow{"missing", false, "A field that must be there is not; `path` names it."},
    ErrorRow{"wrong-type", false, "A field holds another kind of value."},
    ErrorRow{"out-of-range", false, "A number or name outside its limits."},
    ErrorRow{"too-long", false, "A text or blob over its limit."},
    ErrorRow{"too-short", false, "A text or blob under its limit."},
    ErrorRow{"too-many", false, "A list over its limit."},
    ErrorRow{"too-few", false, "A list under its limit."},
    ErrorRow{"duplicate-key", false, "A key stands twice in one record."},
    ErrorRow{"invalid-text", false, "Text that is not valid Unicode, or holds U+0000."},
    ErrorRow{"hello-first", false, "The first message must be `hello`."},
    ErrorRow{"hello-again", false, "`hello` was already answered on this connection."},
    ErrorRow{"version", false, "The two programs share no protocol version; `text` says which the host speaks."},
    ErrorRow{"bad-name", false, "A name that is empty or holds control or direction characters."},
    ErrorRow{"bad-text", false, "A text that is empty, or holds control characters."},
    ErrorRow{"bad-token", false, "The token is not known here; say `hello` without it to begin anew."},
    ErrorRow{"not-found", false, "There is no such room, or you may not know of it."},
    ErrorRow{"not-member", false, "Join the room first."},
    ErrorRow{"name-taken", false, "A room of this name exists."},
    ErrorRow{"rate", true, "Too fast; `retryMs` says when to send it again."},
    ErrorRow{"full", true, "A limit of this host is reached; `text` names it."},
    ErrorRow{"storage", true, "The host cannot write to its disk. Reading goes on."},
    ErrorRow{"busy", true, "The host has too much to do at this moment."},
    ErrorRow{"id-reused", false, "This id was used for something else."},
    ErrorRow{"board", false, "The board refused the operation; `text` says why."},
    ErrorRow{"frozen", false, "The board is frozen or removed; a moderator of the room can change that."},
    ErrorRow{"log-full", false, "So much has been done to the board that it takes no more, for good."},
    ErrorRow{"bad-blob", false, "The bytes do not have the size or the SHA-256 that was named. They were dropped."},
};

} // namespace coterie
