// SPDX-License-Identifier: MIT
#include "server/storage/storeops.h"

namespace coterie::server {

namespace {

constexpr qint64 askedBytes = sizeof(StoreOp) + 256; // itself, and who waits for its answer

qint64 bytesOf(const QString &text)
{
    return text.size() * 2;
}

qint64 bytesOf(const RoomEvent &event)
{
    qint64 bytes = event.chat ? bytesOf(event.chat->body) : 0;
    if (event.topic)
        bytes += bytesOf(event.topic->topic);
    if (event.board)
        bytes += boardWeight(event.board->ops, boardOpInMemory);
    return bytes;
}

} // namespace

qint64 bytesOf(const StoreOp &op)
{
    if (const auto *append = std::get_if<AppendOp>(&op))
        return askedBytes + bytesOf(append->event);
    if (const auto *create = std::get_if<CreateRoomOp>(&op))
        return askedBytes + bytesOf(create->room.name) + bytesOf(create->room.topic);
    if (const auto *put = std::get_if<PutUserOp>(&op))
        return askedBytes + bytesOf(put->user.name) + bytesOf(put->user.text);
    if (const auto *part = std::get_if<PutBlobPartOp>(&op))
        return askedBytes + part->data.size();
    return askedBytes;
}

} // namespace coterie::server
