// SPDX-License-Identifier: MIT
#pragma once

#include "shared/schema/codec.h"
#include "shared/schema/framing.h"

#include <variant>

namespace coterie {

namespace wire {

// The messages one side may send. M... are records declared with message().
template <class... M> struct MessageList {
    using Message = std::variant<M...>;

    static consteval bool sound()
    {
        constexpr std::array ids{M::schema().id...};
        constexpr std::array names{M::schema().name...};
        for (std::size_t i = 0; i < ids.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (ids[i] == ids[j] || detail::sameText(names[i], names[j]))
                    return false;
        return (recordIsSound<M>() && ...);
    }
    template <class Visit>
    static bool find(Framing framing, std::optional<qint64> id, const QByteArray &name, Visit &&visit)
    {
        const auto attempt = [&]<class One>(std::type_identity<One>) {
            constexpr auto s = One::schema();
            if (framing == Framing::Cbor ? id != s.id : name != s.name)
                return false;
            visit(std::type_identity<One>{});
            return true;
        };
        return (attempt(std::type_identity<M>{}) || ...);
    }
};

// Two lists of messages, one for each direction, with the ids and names of both in one space.
template <class ToServer, class ToClient> struct Protocol;
template <class... C, class... S> struct Protocol<MessageList<C...>, MessageList<S...>> {
    static_assert(MessageList<C..., S...>::sound(), "an id or a name is used twice");
    using FromClient = MessageList<C...>;
    using FromServer = MessageList<S...>;

    template <class... M> static QByteArray encode(const std::variant<M...> &message, Framing framing)
    {
        QByteArray out;
        out.reserve(256);
        std::visit(
            [&](const auto &m) {
                if (framing == Framing::Cbor) {
                    CborWriter w(out);
                    writeRecord(w, m, true);
                } else {
                    JsonWriter w(out);
                    writeRecord(w, m, true);
                }
            },
            message);
        return out;
    }

    static Result<typename FromClient::Message> decodeFromClient(QByteArrayView frame, Framing framing)
    {
        return decode<FromClient, FromServer>(frame, framing);
    }
    static Result<typename FromServer::Message> decodeFromServer(QByteArrayView frame, Framing framing)
    {
        return decode<FromServer, FromClient>(frame, framing);
    }

private:
    template <class Expected, class Other>
    static Result<typename Expected::Message> decode(QByteArrayView frame, Framing framing)
    {
        using Message = typename Expected::Message;
        std::optional<qint64> id;
        QByteArray name;
        if (framing == Framing::Cbor) {
            id = CborReader::typeOf(frame);
        } else if (auto spelled = JsonReader::typeOf(frame)) {
            name = *spelled;
        }
        if (!id && name.isEmpty())
            return untyped(frame, framing);
        Result<Message> result = Error{QStringLiteral("unknown-type"), {}};
        const auto read = [&]<class One>(std::type_identity<One>) {
            result = framing == Framing::Cbor ? readAs<Message, One>(CborReader(frame))
                                              : readAs<Message, One>(JsonReader(frame));
        };
        if (!Expected::find(framing, id, name, read) && Other::find(framing, id, name, [](auto) {}))
            result = Error{QStringLiteral("forbidden"), {}}; // a message of the other side
        return result;
    }
    template <class Message, class One, class Reader> static Result<Message> readAs(Reader reader)
    {
        Message message{std::in_place_type<One>};
        if (!readRecord(reader, std::get<One>(message), true))
            return reader.fault.error();
        if (!reader.atEnd())
            return Error{QStringLiteral("trailing-bytes"), {}};
        return message;
    }
    // No type was found: tell a frame that is broken from one that is sound and only lacks it.
    static Error untyped(QByteArrayView frame, Framing framing)
    {
        const auto scan = [](auto reader) {
            typename decltype(reader)::Container map;
            if (!reader.beginMap(map))
                return reader.fault.error();
            while (reader.nextEntry(map)) {
                if (reader.atTypeKey())
                    return Error{QStringLiteral("wrong-type"), QStringLiteral("type")};
                if (!reader.skipUnknown())
                    return reader.fault.error();
            }
            return reader.failed() ? reader.fault.error() : Error{QStringLiteral("missing"), QStringLiteral("type")};
        };
        return framing == Framing::Cbor ? scan(CborReader(frame)) : scan(JsonReader(frame));
    }
};

} // namespace wire
} // namespace coterie
