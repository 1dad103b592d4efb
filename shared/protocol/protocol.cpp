// SPDX-License-Identifier: MIT
#include "shared/protocol/protocol.h"

#include "shared/protocol/closecodes.h"
#include "shared/protocol/errors.h"
#include "shared/schema/describe.h"
#include "shared/schema/packing.h"

namespace coterie {

namespace {

template <class Variant> struct ListOf;
template <class... M> struct ListOf<std::variant<M...>> {
    using Type = wire::MessageList<M...>;
};
using FromClient = ListOf<ClientMessage>::Type;
using FromServer = ListOf<ServerMessage>::Type;
using Coterie = wire::Protocol<FromClient, FromServer>;

// A transaction of the board is a batch: its limits multiply beyond the frame, and the frame's limit rules.
template <class M> inline constexpr bool isBatch = std::is_same_v<M, BoardCommit>;
template <class... M> consteval bool fitIntoFrame(std::type_identity<std::variant<M...>>)
{
    return ((isBatch<M> || wire::largest<M>(wire::Exact{}) + 40 <= largestClientFrame) && ...);
}
static_assert(fitIntoFrame(std::type_identity<ClientMessage>{}), "a message's limits exceed the largest frame");

template <class Message> const char *spelled(const Message &message)
{
    return std::visit([]<class M>(const M &) { return M::schema().name; }, message);
}

QString comeback(Comeback c)
{
    switch (c) {
    case Comeback::Never:
        return QStringLiteral("no");
    case Comeback::AtOnce:
        return QStringLiteral("at once");
    case Comeback::AfterBackoff:
        break;
    }
    return QStringLiteral("after backoff");
}

} // namespace

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

std::optional<RoomEvent> decodeEvent(QByteArrayView bytes)
{
    RoomEvent event;
    wire::CborReader r(bytes);
    if (!wire::readRecord(r, event) || !r.atEnd())
        return {};
    return event;
}

const char *nameOf(const ClientMessage &message)
{
    return spelled(message);
}
const char *nameOf(const ServerMessage &message)
{
    return spelled(message);
}

QString protocolPage()
{
    wire::PageWriter page;
    page.messages(QStringLiteral("From the client"), std::type_identity<FromClient>{});
    page.messages(QStringLiteral("From the host"), std::type_identity<FromServer>{});
    QString out = QStringLiteral("# The protocol, message by message\n\n"
                                 "Made from the declarations in this folder by `tst_schema --write-page`; a test fails "
                                 "when it is stale. How the messages play\n"
                                 "together is told in [../README.md](../README.md). In CBOR (binary frames, "
                                 "sub-protocol `coterie.v1.cbor`) a message is a map with\n"
                                 "integer keys and its number at key 0; ids are 16 bytes. In JSON (text frames, "
                                 "sub-protocol `coterie.v1.json` or none) it is an\n"
                                 "object with names and its name at `type`; ids are 36 characters, bytes are base64url "
                                 "without padding, enumerations are names.\n"
                                 "With sub-protocol `coterie.v1.cbor.zstd` a frame from the host that begins with the "
                                 "bytes 28 b5 2f fd is one zstd frame around\n"
                                 "a CBOR message. "
                                 "No frame from a client may be over %1 bytes; a client must accept %2, unpacked too.\n")
                      .arg(largestClientFrame)
                      .arg(largestServerFrame);
    out += page.text();
    out += QStringLiteral("\n## Error codes\n\n| code | try again | meaning |\n|---|---|---|\n");
    for (const auto &row : errorTable)
        out += u"| `" % QString::fromUtf8(row.code) % (row.worthRetrying ? u"` | later | " : u"` | no | ") %
               QString::fromUtf8(row.meaning) % u" |\n";
    out += QStringLiteral("\n## Close codes\n\n| code | name | comes back | meaning |\n|---|---|---|---|\n");
    for (const auto &row : closeCodes)
        out += u"| " % QString::number(int(row.code)) % u" | " % QString::fromUtf8(row.name) % u" | " %
               comeback(row.comeback) % u" | " % QString::fromUtf8(row.meaning) % u" |\n";
    return out;
}

} // namespace coterie
