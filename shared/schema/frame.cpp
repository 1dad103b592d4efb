// SPDX-License-Identifier: MIT
#include "shared/schema/protocol.h"

namespace coterie::wire {

namespace {

std::optional<Error> decodeWith(Reader &&reader, const RecordCodec &codec, void *message, bool fromNewer)
{
    reader.fromNewer = fromNewer;
    if (!readRecord(reader, codec, message, true))
        return reader.fault.error();
    if (!reader.atEnd())
        return Error{QStringLiteral("trailing-bytes"), {}};
    return {};
}

Error untypedWith(Reader &&reader)
{
    Reader::Container map;
    if (!reader.beginMap(map))
        return reader.fault.error();
    while (reader.nextEntry(map)) {
        if (reader.atTypeKey())
            return {QStringLiteral("wrong-type"), QStringLiteral("type")};
        if (!reader.skipUnknown())
            return reader.fault.error();
    }
    return reader.failed() ? reader.fault.error() : Error{QStringLiteral("missing"), QStringLiteral("type")};
}

} // namespace

QByteArray encodeRecord(const RecordCodec &codec, const void *message, Framing framing)
{
    QByteArray out;
    out.reserve(256);
    if (framing == Framing::Cbor) {
        CborWriter w(out);
        writeRecord(w, codec, message, true);
    } else {
        JsonWriter w(out);
        writeRecord(w, codec, message, true);
    }
    return out;
}

std::optional<Error> decodeRecord(QByteArrayView frame, Framing framing, const RecordCodec &codec, void *message,
                                  bool fromNewer)
{
    return framing == Framing::Cbor ? decodeWith(CborReader(frame), codec, message, fromNewer)
                                    : decodeWith(JsonReader(frame), codec, message, false);
}

Error untypedFrame(QByteArrayView frame, Framing framing)
{
    return framing == Framing::Cbor ? untypedWith(CborReader(frame)) : untypedWith(JsonReader(frame));
}

} // namespace coterie::wire
