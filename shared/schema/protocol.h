// SPDX-License-Identifier: MIT
#pragma once

#include "shared/schema/cbor.h"
#include "shared/schema/codec.h"
#include "shared/schema/framing.h"
#include "shared/schema/json.h"

#include <algorithm>
#include <variant>

namespace coterie {

namespace wire {

// A message by itself as a frame, and back: nothing, or why the frame is none.
[[nodiscard]] QByteArray encodeRecord(const RecordCodec &codec, const void *message, Framing framing);
[[nodiscard]] std::optional<Error> decodeRecord(QByteArrayView frame, Framing framing, const RecordCodec &codec,
                                                void *message, bool fromNewer);
// Why a frame in which no type was found is no message: broken, or sound and only without it.
[[nodiscard]] Error untypedFrame(QByteArrayView frame, Framing framing);

// No id and no name of a message used twice, each record sound.
template <class... M> consteval bool messagesAreSound()
{
    constexpr std::array ids{M::schema().id...};
    constexpr std::array names{M::schema().name...};
    for (std::size_t i = 0; i < ids.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (ids[i] == ids[j] || detail::sameText(names[i], names[j]))
                return false;
    return (recordIsSound<M>() && ...);
}

// The messages one side may send: One is a variant of M..., records declared with message(), or derived from it.
template <class One, class... M> struct MessageList {
    using Message = One;

    // How each is read and written, and how a message becomes one of its kind.
    struct Kind {
        const RecordCodec *codec;
        void *(*emplace)(Message &message); // where its fields are then
    };
    static constexpr std::array<Kind, sizeof...(M)> kinds{
        Kind{&codecOf<M>, [](Message &message) -> void * { return &message.template emplace<M>(); }}...};

    static constexpr std::array<const RecordCodec *, sizeof...(M)> codecs{&codecOf<M>...};

    static const Kind *find(Framing framing, std::optional<qint64> id, const QByteArray &name)
    {
        const auto at = std::find_if(kinds.begin(), kinds.end(), [&](const Kind &kind) {
            return framing == Framing::Cbor ? id == kind.codec->id : name == kind.codec->name;
        });
        return at == kinds.end() ? nullptr : at;
    }
};

// Two lists of messages, one for each direction, with the ids and names of both in one space.
template <class ToServer, class ToClient> struct Protocol;
template <class Question, class... C, class Answer, class... S>
struct Protocol<MessageList<Question, C...>, MessageList<Answer, S...>> {
    static_assert(messagesAreSound<C..., S...>(), "an id or a name is used twice");
    using FromClient = MessageList<Question, C...>;
    using FromServer = MessageList<Answer, S...>;

    template <class... M> static QByteArray encode(const std::variant<M...> &message, Framing framing)
    {
        const auto [codec, record] = std::visit(
            []<class One>(const One &one) -> std::pair<const RecordCodec *, const void *> {
                return {&codecOf<One>, &one};
            },
            message);
        return encodeRecord(*codec, record, framing);
    }

    static Result<typename FromClient::Message> decodeFromClient(QByteArrayView frame, Framing framing)
    {
        return decode<FromClient, FromServer>(frame, framing, false);
    }
    static Result<typename FromServer::Message> decodeFromServer(QByteArrayView frame, Framing framing)
    {
        return decode<FromServer, FromClient>(frame, framing, true);
    }

private:
    template <class Expected, class Other>
    static Result<typename Expected::Message> decode(QByteArrayView frame, Framing framing, bool fromNewer)
    {
        std::optional<qint64> id;
        QByteArray name;
        if (framing == Framing::Cbor) {
            id = CborReader::typeOf(frame);
        } else if (auto spelled = JsonReader::typeOf(frame)) {
            name = *spelled;
        }
        if (!id && name.isEmpty())
            return untypedFrame(frame, framing);
        const auto *kind = Expected::find(framing, id, name);
        if (!kind) // perhaps a message of the other side
            return Error{Other::find(framing, id, name) ? QStringLiteral("forbidden") : QStringLiteral("unknown-type"),
                         QStringLiteral("type")};
        Result<typename Expected::Message> result;
        if (auto error = decodeRecord(frame, framing, *kind->codec, kind->emplace(std::get<0>(result)), fromNewer))
            result = *std::move(error);
        return result;
    }
};

} // namespace wire
} // namespace coterie
