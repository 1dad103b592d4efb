// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/memorystore.h"
#include "server/storage/sqliteconnection.h"
#include "server/storage/sqlitestore.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace coterie::server::test {

// One store under test, whichever it is: how to wait for its answers, start it anew, and make its disk refuse.
class StoreLab
{
public:
    StoreLab() = default;
    virtual ~StoreLab() = default;
    Q_DISABLE_COPY_MOVE(StoreLab)
    virtual Store &store() = 0;
    virtual void settle() = 0; // until all is answered
    virtual StoredSession restart() = 0;
    virtual void refuseWrites(bool on) = 0;
};

class MemoryLab final : public StoreLab
{
public:
    Store &store() override { return *m_store; }
    void settle() override
    {
        while (m_store->waiting() > 0)
            m_store->deliver();
    }
    StoredSession restart() override { return m_store->session(); }
    void refuseWrites(bool on) override { m_store->setFailing(on); }

private:
    std::unique_ptr<MemoryStore> m_store = std::make_unique<MemoryStore>();
};

class SqliteLab final : public StoreLab
{
public:
    SqliteLab() { (void)restart(); }
    ~SqliteLab() override { m_intruder.close(); }
    Store &store() override { return *m_store; }
    void settle() override { QTRY_COMPARE_WITH_TIMEOUT(m_store->waiting(), 0, 10000); }
    StoredSession restart() override
    {
        m_store = std::make_unique<SqliteStore>();
        SqliteOptions options;
        options.path = path();
        options.busyMs = 20;
        auto session = m_store->open(options);
        if (!session) {
            qCritical("%s", qUtf8Printable(session.fault().sentence));
            return {};
        }
        return session.takeValue();
    }
    // Another program holds the write lock.
    void refuseWrites(bool on) override
    {
        if (on)
            m_intruding = m_intruder.open(path(), SqliteConnection::Mode::ReadWrite, 2000) &&
                          m_intruder.execute(QStringLiteral("BEGIN IMMEDIATE"));
        else
            m_intruder.close();
        QVERIFY(m_intruding);
    }
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("session.coterie")); }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<SqliteStore> m_store;
    SqliteConnection m_intruder;
    bool m_intruding = false;
};

inline RoomEvent chatEvent(const QString &body, const UserId &author = UserId{QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)})
{
    RoomEvent event;
    event.id = newId<OpId>();
    event.author = author;
    event.name = QStringLiteral("Ada");
    event.time = 1000;
    event.chat = ChatBody{body, {}};
    return event;
}

inline RoomEvent topicEvent(const QString &topic)
{
    RoomEvent event = chatEvent(QStringLiteral("x"));
    event.chat.reset();
    event.topic = TopicChange{topic};
    return event;
}

inline RoomEvent boardEvent(int ops = 1)
{
    RoomEvent event = chatEvent(QStringLiteral("x"));
    event.chat.reset();
    BoardOp op;
    op.act = BoardAct::Create;
    op.points = QByteArray(ops == 1 ? 8 : maxStrokeBytes, 'p');
    event.board = BoardChange{};
    for (int i = 0; i < ops; ++i) {
        op.object = newId<ObjectId>();
        event.board->ops.append(op);
    }
    return event;
}

inline StoredRoom newRoom(const QString &name)
{
    StoredRoom room;
    room.id = newId<RoomId>();
    room.epoch = newId<EpochId>();
    room.name = name;
    room.created = 500;
    room.creator = newId<UserId>();
    return room;
}

inline StoredUser newUser(const QString &name)
{
    return {newId<UserId>(), name, QByteArray(32, 't'), {}, 77};
}

} // namespace coterie::server::test
