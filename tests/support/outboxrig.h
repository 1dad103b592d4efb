// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/outbox.h"

#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

// An outbox over a real store, for the tests of each of its concerns.
namespace coterie::test {

class OutboxClock final : public Clock
{
public:
    [[nodiscard]] qint64 wallMs() const override { return now; }
    [[nodiscard]] qint64 monotonicMs() const override { return now; }
    qint64 now = 1'000'000;
};

// An outbox over a real store in a folder, and what it sent.
struct OutboxRig {
    explicit OutboxRig(const QString &folder, qint64 later = 0) // than the first
        : outbox(store, clock)
    {
        clock.now += later;
        QObject::connect(&outbox, &Outbox::sendWanted, &outbox,
                         [this](const ClientMessage &message) { sent.append(message); });
        bool loaded = false;
        store.open(folder, [&](const CachedSession &session) {
            ok = session.ok;
            outbox.load(session);
            loaded = true;
        });
        (void)QTest::qWaitFor([&] { return loaded; });
    }
    OpId post(const RoomId &room, const QString &body)
    {
        const auto id = newId<OpId>();
        outbox.add({id, room, clock.now, ChatPost{id, room, body, {}}, {}}, true);
        return id;
    }
    OpId draw(const RoomId &room, const std::optional<OpId> &step = {})
    {
        const auto id = newId<OpId>();
        BoardOp op;
        op.object = newId<ObjectId>();
        op.act = BoardAct::Erase;
        outbox.add({id, room, clock.now, BoardCommit{id, room, {op}, {}, step}, {}});
        return id;
    }
    [[nodiscard]] bool isSaved(const OpId &id) const
    {
        return QTest::qWaitFor([&] { return outbox.find(id) && outbox.find(id)->state != Outbox::State::Saving; });
    }
    [[nodiscard]] QStringList bodiesSent() const
    {
        QStringList out;
        for (const ClientMessage &message : sent)
            if (const auto *post = std::get_if<ChatPost>(&message))
                out.append(post->body);
        return out;
    }
    [[nodiscard]] OpId lastSent() const
    {
        return std::visit(
            [](const auto &message) {
                if constexpr (requires { OpId(message.id); })
                    return message.id;
                else
                    return OpId{};
            },
            sent.last());
    }
    void ack(const OpId &id, Seq seq) { outbox.handleAck({id, outbox.find(id)->entry.room, seq, 1, false}); }
    void refuse(const OpId &id, const QString &code, std::optional<qint64> retryMs = {})
    {
        outbox.handleFailure({code, {}, {}, {}, id, retryMs});
    }
    bool ok = false;
    OutboxClock clock;
    LocalStore store;
    Outbox outbox;
    QList<ClientMessage> sent;
};

inline RoomEvent eventOf(const OpId &id, const QString &body, Seq seq)
{
    RoomEvent event;
    event.seq = seq;
    event.id = id;
    event.author = newId<UserId>();
    event.name = QStringLiteral("Ana");
    event.time = 1;
    event.line = seq;
    event.chat = ChatBody{body, {}};
    return event;
}
inline bool isChanged(const Outbox &outbox, const OpId &id, const QString &body)
{
    return QTest::qWaitFor([&] {
        const auto *item = outbox.find(id);
        return item && std::get<ChatPost>(item->entry.message).body == body;
    });
}

} // namespace coterie::test
