// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/blobs.h"
#include "shared/protocol/board.h"
#include "shared/protocol/boardlook.h"
#include "shared/protocol/chat.h"
#include "shared/protocol/session.h"
#include "shared/schema/error.h"
#include "shared/schema/framing.h"

#include <QByteArray>

#include <span>
#include <variant>

// The one list of messages. A message that is not here does not exist; one that is here and that the server does not
// handle does not compile. The codec itself is instantiated once, in protocol.cpp.
namespace coterie {

namespace wire {
struct RecordCodec;
}

// One message of a direction. Classes, and not names for the variants: copying, moving and destroying two dozen kinds
// is compiled once, in protocol.cpp, and not in each file that touches a message. std::visit(), std::get() and so on
// take them.
class ClientMessage final
    : public std::variant<Hello, Ping, RoomsList, RoomCreate, RoomJoin, RoomLeave, RoomTopic, MembersGet, RoomRead,
                          ChatPost, HistoryGet, PresenceSet, TypingSet, BoardCommit, BoardGet, BoardLive, BoardCursor,
                          BlobPut, BlobGet, BoardListEdit, RightsSet, RoomStateGet, BoardLook, BoardSummon>
{
public:
    using variant::variant;
    ClientMessage();
    ClientMessage(const ClientMessage &);
    ClientMessage(ClientMessage &&) noexcept;
    ClientMessage &operator=(const ClientMessage &);
    ClientMessage &operator=(ClientMessage &&) noexcept;
    ~ClientMessage();
    // Their kinds have none; Qt's meta types would take the variant's for ours.
    friend bool operator==(const ClientMessage &, const ClientMessage &) = delete;
    friend bool operator<(const ClientMessage &, const ClientMessage &) = delete;
};
class ServerMessage final
    : public std::variant<Welcome, Pong, Failure, Ack, Done, Bye, RoomsPage, RoomAdded, RoomJoined, EventPosted,
                          MembersPage, MemberJoined, MemberLeft, HistoryPage, TypingChanged, PresenceChanged, BoardPart,
                          BoardPreview, BoardPointer, ReadMoved, BlobHave, BlobPart, RoomStatePage, BoardOnlooker,
                          BoardSummoned>
{
public:
    using variant::variant;
    ServerMessage();
    ServerMessage(const ServerMessage &);
    ServerMessage(ServerMessage &&) noexcept;
    ServerMessage &operator=(const ServerMessage &);
    ServerMessage &operator=(ServerMessage &&) noexcept;
    ~ServerMessage();
    // Their kinds have none; Qt's meta types would take the variant's for ours.
    friend bool operator==(const ServerMessage &, const ServerMessage &) = delete;
    friend bool operator<(const ServerMessage &, const ServerMessage &) = delete;
};

inline constexpr char subProtocolCbor[] = "coterie.v1.cbor";
// CBOR as above; large messages from the host may come packed (shared/schema/packing.h).
inline constexpr char subProtocolPacked[] = "coterie.v1.cbor.zstd";
inline constexpr char subProtocolJson[] = "coterie.v1.json";

[[nodiscard]] QByteArray encode(const ClientMessage &message, Framing framing);
[[nodiscard]] QByteArray encode(const ServerMessage &message, Framing framing);
[[nodiscard]] wire::Result<ClientMessage> decodeFromClient(QByteArrayView frame, Framing framing);
[[nodiscard]] wire::Result<ServerMessage> decodeFromServer(QByteArrayView frame, Framing framing);

// A room's event by itself, as the stores keep it (CBOR). A client keeps what a host said, which may be newer (P32).
enum class EventOrigin { OwnLog, Host };
[[nodiscard]] QByteArray encodeEvent(const RoomEvent &event);
[[nodiscard]] std::optional<RoomEvent> decodeEvent(QByteArrayView bytes, EventOrigin origin = EventOrigin::OwnLog);

// What each side may send, in the order of the lists above.
[[nodiscard]] std::span<const wire::RecordCodec *const> clientMessages();
[[nodiscard]] std::span<const wire::RecordCodec *const> serverMessages();

// The name of a message, such as "chat.post", for logs.
[[nodiscard]] const char *nameOf(const ClientMessage &message);
[[nodiscard]] const char *nameOf(const ServerMessage &message);

// The reference page, shared/protocol/protocol.md.
[[nodiscard]] QString protocolPage();

} // namespace coterie
