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
struct RemoveUserOp {
    UserId user;
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
using StoreOp = std::variant<AppendOp, CreateRoomOp, PutUserOp, RemoveUserOp, PutMemberOp, RemoveMemberOp, HistoryOp,
                             PutBlobPartOp, FinishBlobOp, DropUploadOp, BlobPartOp>;
// In memory, roughly, with the answer that is waited for.
[[nodiscard]] qint64 bytesOf(const StoreOp &op);
using StoreAnswer = std::variant<Appended, Outcome, HistoryResult, BlobResult>;

// How the disk does. Failing heals by itself; Untrusted (fsync failed) does not before the file is opened anew.
enum class StoreHealth { Good, Failing, Untrusted };

// What was asked before a refusal was heard goes with it: its asker took that to be in (S22). So both sides count the
// groups that were refused, and `heard` says of which the host knew.
class StoreOpsEvent final : public QEvent
{
public:
    StoreOpsEvent(std::vector<StoreOp> operations, quint64 failuresHeard)
        : QEvent(eventType())
        , ops(std::move(operations))
        , heard(failuresHeard)
    {
    }
    static Type eventType()
    {
        static const int type = registerEventType();
        return Type(type);
    }
    std::vector<StoreOp> ops;
    quint64 heard;
};

class StoreAnswersEvent final : public QEvent
{
public:
    StoreAnswersEvent(std::vector<StoreAnswer> results, quint64 failed, StoreHealth state, QString why)
        : QEvent(eventType())
        , answers(std::move(results))
        , failures(failed)
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
    quint64 failures; // groups that were refused so far
    StoreHealth health;
    QString trouble;
};

} // namespace coterie::server
