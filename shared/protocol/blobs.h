// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/limits.h"
#include "shared/schema/field.h"

// Bytes that are too large for a log: the images of the boards. Named by what they are, their SHA-256, stored once in a
// session, moved in parts that both sides pace, beside everything else.
namespace coterie {

inline constexpr qsizetype blobHashBytes = 32;
// A blob is cut into parts of this many bytes, the last one shorter. Small, so that a message of the chat never waits
// behind more than a few of them.
inline constexpr qint64 blobPartBytes = 32 * 1024;
inline constexpr qint64 mostBlobBytes = 10 * 1024 * 1024;
// Parts that may be under way at once, either way: flow control is the receiver's answer.
inline constexpr int blobWindow = 4;

struct BlobPut {
    qint64 req = 0;
    RoomId room;
    QByteArray hash;
    qint64 size = 1, offset = 0;
    QByteArray data;
    static consteval auto schema()
    {
        using namespace wire;
        return message(70, "blob.put",
            "Brings a part of a blob, in order. Answered by `blob.have`, which says where to go on; at most 4 may be unanswered.",
            field<&BlobPut::req>(1, "req", requestRange, "Echoed in the answer."),
            field<&BlobPut::room>(2, "room", Exact{}, "The room on whose boards it is to be seen."),
            field<&BlobPut::hash>(3, "hash", Length{blobHashBytes, blobHashBytes}, "SHA-256 of the whole."),
            field<&BlobPut::size>(4, "size", Range{1, mostBlobBytes}, "Bytes of the whole."),
            field<&BlobPut::offset>(5, "offset", Range{0, mostBlobBytes}, "Where `data` belongs: a multiple of 32768."),
            field<&BlobPut::data>(6, "data", Length{1, blobPartBytes}, "32768 bytes, or what is left."));
    }
};

struct BlobHave {
    qint64 req = 0;
    QByteArray hash;
    qint64 have = 0;
    bool stored = false;
    static consteval auto schema()
    {
        using namespace wire;
        return message(72, "blob.have", "Answers `blob.put`.",
            field<&BlobHave::req>(1, "req", requestRange, "The request."),
            field<&BlobHave::hash>(2, "hash", Length{blobHashBytes, blobHashBytes}, "The blob."),
            field<&BlobHave::have>(3, "have", Range{0, mostBlobBytes}, "The host has this many bytes, from the first on; go on there."),
            field<&BlobHave::stored>(4, "stored", Exact{}, "All is there, its hash is right, and it survives a power cut."));
    }
};

struct BlobGet {
    qint64 req = 0;
    RoomId room;
    QByteArray hash;
    qint64 offset = 0;
    static consteval auto schema()
    {
        using namespace wire;
        return message(71, "blob.get", "Asks for a part of a blob. Answered by `blob.part`; at most 4 may be unanswered.",
            field<&BlobGet::req>(1, "req", requestRange, "Echoed in the answer."),
            field<&BlobGet::room>(2, "room", Exact{}, "A room one belongs to."),
            field<&BlobGet::hash>(3, "hash", Length{blobHashBytes, blobHashBytes}, "Which. Whoever knows the hash has seen where it is used."),
            field<&BlobGet::offset>(4, "offset", Range{0, mostBlobBytes}, "From where: a multiple of 32768."));
    }
};

struct BlobPart {
    qint64 req = 0;
    QByteArray hash;
    qint64 size = 1, offset = 0;
    QByteArray data;
    static consteval auto schema()
    {
        using namespace wire;
        return message(73, "blob.part", "A part of a blob. Check the hash of the whole before using it.",
            field<&BlobPart::req>(1, "req", requestRange, "The request."),
            field<&BlobPart::hash>(2, "hash", Length{blobHashBytes, blobHashBytes}, "The blob."),
            field<&BlobPart::size>(3, "size", Range{1, mostBlobBytes}, "Bytes of the whole."),
            field<&BlobPart::offset>(4, "offset", Range{0, mostBlobBytes}, "Where `data` belongs."),
            field<&BlobPart::data>(5, "data", Length{1, blobPartBytes}, "32768 bytes, or what is left."));
    }
};

} // namespace coterie
