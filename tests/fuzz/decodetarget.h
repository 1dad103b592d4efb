// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/protocol.h"

// The property that every frame must keep, shared by the fuzzer, the replay of its corpus and the seeded mutations:
// what is accepted can be encoded, and what was encoded is accepted again and equal. The first byte of an input
// chooses: bit 0 the framing (JSON when set), bit 1 the direction (from the server when set).
namespace coterie::fuzz {

// How a message becomes a frame; the tests put a worse one in its place.
struct Encoder {
    template <class Message> QByteArray operator()(const Message &message, Framing framing) const
    {
        return encode(message, framing);
    }
};

template <class Message, class Decode, class Encode>
bool keepsItsMeaning(const wire::Result<Message> &first, Decode &&decode, const Encode &encoded, QString *fault)
{
    const auto *message = std::get_if<Message>(&first);
    if (!message) {
        const auto &error = std::get<wire::Error>(first);
        if (error.code.isEmpty() || error.path.size() > 400)
            *fault = QStringLiteral("a refusal that cannot be told: ") + error.code + u'@' + error.path;
        return false;
    }
    const QByteArray canonical = encode(*message, Framing::Cbor);
    for (const Framing framing : {Framing::Cbor, Framing::Json}) {
        const QByteArray frame = encoded(*message, framing);
        const auto again = decode(frame, framing);
        const auto *second = std::get_if<Message>(&again);
        // What only a newer host knows by name keeps its number in CBOR, and has no name here (P32).
        if (!second && framing == Framing::Json && frame.contains("\"unknown\""))
            continue;
        if (!second)
            *fault = QStringLiteral("accepted, but not what it was encoded to: ") + std::get<wire::Error>(again).code;
        else if (encode(*second, Framing::Cbor) != canonical)
            *fault = QStringLiteral("another message after a second reading");
    }
    return true;
}

// Whether the frame was accepted; *fault tells of a broken property.
template <class Encode = Encoder> bool decodeOne(QByteArrayView input, QString *fault, const Encode &encoded = {})
{
    if (input.isEmpty())
        return false;
    const Framing framing = input[0] & 1 ? Framing::Json : Framing::Cbor;
    const auto frame = input.sliced(1);
    if (input[0] & 2)
        return keepsItsMeaning(
            decodeFromServer(frame, framing), [](QByteArrayView f, Framing how) { return decodeFromServer(f, how); },
            encoded, fault);
    return keepsItsMeaning(
        decodeFromClient(frame, framing), [](QByteArrayView f, Framing how) { return decodeFromClient(f, how); },
        encoded, fault);
}

} // namespace coterie::fuzz
