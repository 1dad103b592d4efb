// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/storelab.h"

#include "shared/util/logging.h"

#include <QDir>
#include <QFile>

namespace coterie::server::test {

inline SqliteOptions at(const QString &path, const QString &name = {})
{
    SqliteOptions options;
    options.path = path;
    options.name = name;
    options.busyMs = 50;
    return options;
}

inline QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

inline QString sentenceOf(const Result<StoredSession, StoreFault> &result)
{
    return result ? QString() : result.fault().sentence;
}

inline void settle(SqliteStore &store)
{
    QTRY_COMPARE_WITH_TIMEOUT(store.waiting(), 0, 20000);
}

// Refused with this kind, in a sentence that names the file, which stays as it was, without company.
inline void verifyRefused(const QString &path, StoreFault::Kind kind)
{
    const QByteArray before = contentsOf(path);
    const auto neighbours = [&] { return QFileInfo(path).dir().entryList(QDir::Files); };
    const QStringList company = neighbours();
    SqliteStore store;
    const auto result = store.open(at(path));
    QVERIFY(!result);
    QCOMPARE(result.fault().kind, kind);
    QVERIFY2(result.fault().sentence.contains(QFileInfo(path).fileName()), qUtf8Printable(sentenceOf(result)));
    QVERIFY(contentsOf(path) == before);
    QCOMPARE(neighbours(), company);
}

// A session file in a folder of its own: for tests that open it, break it and open it again.
class SessionTest : public QObject
{
    Q_OBJECT

protected:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    StoredRoom m_room;

    // A session with one room of so many messages, closed.
    void makeSession(int messages = 3)
    {
        SqliteStore store;
        const auto session = store.open(at(m_path, QStringLiteral("Hall")));
        QVERIFY2(session, qUtf8Printable(sentenceOf(session)));
        m_room = newRoom(QStringLiteral("general"));
        store.createRoom(m_room, {});
        for (int i = 0; i < messages; ++i)
            store.append(m_room.id, chatEvent(QStringLiteral("message %1").arg(i)), {});
        store.close();
    }
    void run(const QStringList &statements)
    {
        SqliteConnection connection;
        QVERIFY(connection.open(m_path, SqliteConnection::Mode::ReadWrite, 1000));
        for (const auto &sql : statements)
            QVERIFY2(connection.execute(sql), qUtf8Printable(connection.errorText()));
    }
    QList<RoomEvent> allEvents(SqliteStore &store)
    {
        QList<RoomEvent> all;
        bool more = true;
        while (more) {
            HistoryQuery query;
            query.room = m_room.id;
            query.after = all.isEmpty() ? 0 : all.constLast().seq;
            query.limit = 200;
            store.history(query, [&](const HistoryResult &page) {
                all += page.events;
                more = page.ok && page.more;
            });
            settle(store);
        }
        return all;
    }
    void makeMember()
    {
        const StoredUser user = newUser(QStringLiteral("Ada"));
        SqliteStore store;
        QVERIFY(store.open(at(m_path)));
        store.putUser(user, {});
        store.putMember({m_room.id, user.id, 1}, {});
        store.close();
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.store.info=false")); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_path = m_folder->filePath(QStringLiteral("team's room #1 ☂.coterie"));
    }
};

} // namespace coterie::server::test
