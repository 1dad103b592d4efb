// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/store.h"

#include <QEvent>

#include <variant>
#include <vector>

// What crosses between the host's thread and the store's: operations one way, answers in the same order the other way,
// each time as one event for many.
namespace coterie::server {

struct AppendOp {
    RoomId room;
    RoomEvent event;
};
struct CreateRoomOp {
    StoredRoom room;
};
struct PutUserOp {
    StoredUser user;
};
struct PutMemberOp {
    StoredMember member;
};
struct RemoveMemberOp {
    RoomId room;
    UserId user;
};
struct HistoryOp {
    HistoryQuery query;
};
struct PutBlobPartOp {
    qint64 upload;
    int part;
    QByteArray data;
};
struct FinishBlobOp {
    StoredBlob blob;
};
struct DropUploadOp {
    qint64 upload;
};
struct BlobPartOp {
    qint64 upload;
    int part;
};
using StoreOp = std::variant<AppendOp, CreateRoomOp, PutUserOp, PutMemberOp, RemoveMemberOp, HistoryOp, PutBlobPartOp,
                             FinishBlobOp, DropUploadOp, BlobPartOp>;
using StoreAnswer = std::variant<Appended, Outcome, HistoryResult, BlobResult>;

// How the disk does. Failing heals by itself; Untrusted (fsync failed) does not before the file is opened anew.
enum class StoreHealth { Good, Failing, Untrusted };

class StoreOpsEvent final : public QEvent
{
public:
    explicit StoreOpsEvent(std::vector<StoreOp> operations)
        : QEvent(eventType())
        , ops(std::move(operations))
    {
    }
    static Type eventType()
    {
        static const int type = registerEventType();
        return Type(type);
    }
    std::vector<StoreOp> ops;
};

class StoreAnswersEvent final : public QEvent
{
public:
    StoreAnswersEvent(std::vector<StoreAnswer> results, StoreHealth state, QString why)
        : QEvent(eventType())
        , answers(std::move(results))
        , health(state)
        , trouble(std::move(why))
    {
    }
    static Type eventType()
    {
        static const int type = registerEventType();
        return Type(type);
    }
    std::vector<StoreAnswer> answers;
    StoreHealth health;
    QString trouble;
};

} // namespace coterie::server
