// SPDX-License-Identifier: MIT
#include "shared/protocol/protocol.h"

#include "shared/schema/packing.h"
#include "shared/schema/protocol.h"

namespace coterie {

namespace {

template <class Message, class... M> wire::MessageList<Message, M...> listOf(const std::variant<M...> &);
using FromClient = decltype(listOf<ClientMessage>(std::declval<ClientMessage>()));
using FromServer = decltype(listOf<ServerMessage>(std::declval<ServerMessage>()));
using Coterie = wire::Protocol<FromClient, FromServer>;

// A transaction of the board is a batch: its limits multiply beyond the frame, and the frame's limit rules.
template <class M> inline constexpr bool isBatch = std::is_same_v<M, BoardCommit>;
template <class Message, class... M> consteval bool fitIntoFrame(std::type_identity<wire::MessageList<Message, M...>>)
{
    return ((isBatch<M> || wire::largestMessage(wire::codecOf<M>) <= largestClientFrame) && ...);
}
static_assert(fitIntoFrame(std::type_identity<FromClient>{}), "a message's limits exceed the largest frame");

template <class Message> const char *spelled(const Message &message)
{
    return std::visit([]<class M>(const M &) { return wire::schemaOf<M>.name; }, message);
}

} // namespace

ClientMessage::ClientMessage() = default;
ClientMessage::ClientMessage(const ClientMessage &) = default;
ClientMessage::ClientMessage(ClientMessage &&) noexcept = default;
ClientMessage &ClientMessage::operator=(const ClientMessage &) = default;
ClientMessage &ClientMessage::operator=(ClientMessage &&) noexcept = default;
ClientMessage::~ClientMessage() = default;

ServerMessage::ServerMessage() = default;
ServerMessage::ServerMessage(const ServerMessage &) = default;
ServerMessage::ServerMessage(ServerMessage &&) noexcept = default;
ServerMessage &ServerMessage::operator=(const ServerMessage &) = default;
ServerMessage &ServerMessage::operator=(ServerMessage &&) noexcept = default;
ServerMessage::~ServerMessage() = default;

QByteArray encode(const ClientMessage &message, Framing framing)
{
    return Coterie::encode(message, framing);
}
QByteArray encode(const ServerMessage &message, Framing framing)
{
    return Coterie::encode(message, framing);
}

wire::Result<ClientMessage> decodeFromClient(QByteArrayView frame, Framing framing)
{
    return Coterie::decodeFromClient(frame, framing);
}

wire::Result<ServerMessage> decodeFromServer(QByteArrayView frame, Framing framing)
{
    if (framing != Framing::Cbor || !wire::isPacked(frame))
        return Coterie::decodeFromServer(frame, framing);
    auto message = wire::unpack(frame, largestServerFrame);
    if (auto *error = std::get_if<wire::Error>(&message))
        return *error;
    return Coterie::decodeFromServer(std::get<QByteArray>(message), framing);
}

QByteArray encodeEvent(const RoomEvent &event)
{
    QByteArray out;
    wire::CborWriter w(out);
    wire::writeRecord(w, event);
    return out;
}

std::optional<RoomEvent> decodeEvent(QByteArrayView bytes, EventOrigin origin)
{
    RoomEvent event;
    wire::CborReader r(bytes);
    r.fromNewer = origin == EventOrigin::Host;
    if (!wire::readRecord(r, event) || !r.atEnd())
        return {};
    return event;
}

std::span<const wire::RecordCodec *const> clientMessages()
{
    return FromClient::codecs;
}
std::span<const wire::RecordCodec *const> serverMessages()
{
    return FromServer::codecs;
}

const char *nameOf(const ClientMessage &message)
{
    return spelled(message);
}
const char *nameOf(const ServerMessage &message)
{
    return spelled(message);
}

} // namespace coterie
