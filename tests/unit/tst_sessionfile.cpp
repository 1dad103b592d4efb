// SPDX-License-Identifier: MIT
#include "tests/support/sessiontest.h"

#include "server/storage/filelock.h"
#include "server/storage/sessionfile.h"

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

// Which files are opened, which are left alone, and how an old one becomes a new one.
using namespace coterie;
using namespace coterie::server;
using namespace coterie::server::test;

using Kind = StoreFault::Kind;

class TestSessionFile final : public SessionTest
{
    Q_OBJECT

    static int newest() { return builtInMigrations().constLast().version; }

private slots:
    void aNewerSchemaIsRefusedAndUntouched()
    {
        makeSession();
        run({QStringLiteral("PRAGMA user_version=99")});
        verifyRefused(m_path, Kind::Newer);
    }

    void aNewerSchemaThatStandsInTheJournalOnlyIsRefusedToo()
    {
        makeSession();
        SqliteConnection other; // keeps the journal alive
        QVERIFY(other.open(m_path, SqliteConnection::Mode::ReadWrite, 1000));
        QVERIFY(other.execute(QStringLiteral("PRAGMA user_version=99")));
        QCOMPARE(lookAt(m_path).version, builtInMigrations().constLast().version);
        const QByteArray before = contentsOf(m_path);
        SqliteStore store;
        QCOMPARE(store.open(at(m_path)).fault().kind, Kind::Newer);
        QVERIFY(contentsOf(m_path) == before);
    }

    void anEmptyFileIsRefusedAndStaysEmpty()
    {
        overwrite(m_path, {});
        verifyRefused(m_path, Kind::Foreign);
    }

    void aFileThatIsNoDatabaseIsRefused()
    {
        overwrite(m_path, QByteArray("Dear diary, ") + QByteArray(5000, 'x'));
        verifyRefused(m_path, Kind::Foreign);
        overwrite(m_path, "short");
        verifyRefused(m_path, Kind::Foreign);
    }

    void aDatabaseOfAnotherProgramIsRefused()
    {
        makeSession();
        run({QStringLiteral("PRAGMA application_id=7")});
        verifyRefused(m_path, Kind::Foreign);
    }

    void aTruncatedFileIsRefused()
    {
        makeSession(2000);
        const QByteArray whole = contentsOf(m_path);
        overwrite(m_path, whole.left(whole.size() / 2));
        verifyRefused(m_path, Kind::Damaged);
        overwrite(m_path, whole.left(60));
        verifyRefused(m_path, Kind::Foreign);
    }

    void G17_aFlippedByteInAMessageIsFound()
    {
        makeSession(5);
        QByteArray bytes = contentsOf(m_path);
        const qsizetype place = bytes.indexOf("message 3");
        QVERIFY(place > 0);
        bytes[place] = 'M';
        overwrite(m_path, bytes);
        SqliteStore store;
        const auto result = store.open(at(m_path));
        QVERIFY(!result);
        QCOMPARE(result.fault().kind, Kind::Damaged);
        QVERIFY2(result.fault().sentence.contains(QStringLiteral("“general”")),
                 qUtf8Printable(result.fault().sentence));
        QVERIFY(contentsOf(m_path) == bytes);
    }

    void aMissingRowInALogIsFound()
    {
        makeSession(50);
        run({QStringLiteral("DELETE FROM event WHERE seq=30")});
        SqliteStore store;
        QCOMPARE(store.open(at(m_path)).fault().kind, Kind::Damaged);
    }

    void damageInTheTablesIsFound()
    {
        makeSession(500);
        QByteArray bytes = contentsOf(m_path);
        for (qsizetype i = 4096 + 10; i < bytes.size(); i += 4096)
            bytes.replace(i, 60, QByteArray(60, '\xff')); // the head of every page but the first
        overwrite(m_path, bytes);
        SqliteStore store;
        QVERIFY(!store.open(at(m_path)));
        QVERIFY(contentsOf(m_path) == bytes);
    }

    void S25_aFileWithASecondNameIsNotOpened()
    {
#ifndef Q_OS_UNIX
        QSKIP("a hard link");
#else
        makeSession();
        const QString other = m_folder->filePath(QStringLiteral("other.coterie"));
        QCOMPARE(::link(QFile::encodeName(m_path).constData(), QFile::encodeName(other).constData()), 0);
        verifyRefused(m_path, Kind::Unusable);
        verifyRefused(other, Kind::Unusable);
        QVERIFY(QFile::remove(other));
        SqliteStore store;
        QVERIFY(store.open(at(m_path)));
        const auto said = [&] {
            Outcome outcome = Outcome::Failed;
            store.append(m_room.id, chatEvent(QStringLiteral("x")), [&](const Appended &a) { outcome = a.outcome; });
            settle(store);
            return outcome;
        };
        QCOMPARE(said(), Outcome::Stored);
        QCOMPARE(::link(QFile::encodeName(m_path).constData(), QFile::encodeName(other).constData()), 0);
        QCOMPARE(said(), Outcome::Failed);
        QCOMPARE(store.health(), StoreHealth::Untrusted);
        QVERIFY2(store.trouble().contains(u"second name"), qUtf8Printable(store.trouble()));
#endif
    }

    void S27_roomsThatNobodyUsesAreTakenAwayAtAStart()
    {
        makeSession(1);
        makeMember();
        const StoredUser owner = [] {
            StoredUser user = newUser(QStringLiteral("Owner"));
            user.owner = true;
            return user;
        }();
        const auto room = [](const QString &name, qint64 created, const UserId &creator) {
            StoredRoom one = newRoom(name);
            one.created = created;
            one.creator = creator;
            return one;
        };
        const qint64 now = QDateTime::currentMSecsSinceEpoch(), longAgo = now - 25LL * 60 * 60 * 1000;
        const UserId guest = newId<UserId>();
        const StoredRoom joined = room(QStringLiteral("joined"), longAgo, guest);
        const StoredRoom written = room(QStringLiteral("written"), longAgo, guest);
        {
            SqliteStore store;
            QVERIFY(store.open(at(m_path)));
            store.putUser(owner, {});
            for (const StoredRoom &one :
                 {room(QStringLiteral("unused 1"), longAgo, guest), room(QStringLiteral("unused 2"), longAgo, guest),
                  room(QStringLiteral("new"), now, guest), room(QStringLiteral("owner's"), longAgo, owner.id), joined,
                  written})
                store.createRoom(one, {});
            store.putMember({joined.id, owner.id, 0}, {});
            store.append(written.id, chatEvent(QStringLiteral("x")), {});
            settle(store);
        }
        for (int start = 0; start < 2; ++start) { // and it stays so, without an alarm
            SqliteStore store;
            const auto session = store.open(at(m_path));
            QVERIFY2(session, qUtf8Printable(sentenceOf(session)));
            QStringList names;
            for (const StoredRoom &one : session.value().rooms)
                names.append(one.name);
            QCOMPARE(names, QStringList({QStringLiteral("general"), QStringLiteral("new"), QStringLiteral("owner's"),
                                         QStringLiteral("joined"), QStringLiteral("written")}));
            QVERIFY(session.value().rollbacks.isEmpty());
        }
    }

    void aMissingFolderIsNamed()
    {
        SqliteStore store;
        const auto result = store.open(at(m_folder->filePath(QStringLiteral("nowhere/x.coterie"))));
        QCOMPARE(result.fault().kind, Kind::Unusable);
    }

    void aFolderIsNoSession()
    {
        SqliteStore store;
        QCOMPARE(store.open(at(m_folder->path())).fault().kind, Kind::Unusable);
    }

    void aStartThatWasCutShortDoesNotStopTheNext()
    {
        overwrite(m_path + QStringLiteral(".new"), "half");
        overwrite(m_path + QStringLiteral(".lock"), "99999\n");
        makeSession();
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 2); // itself and its heads
    }

    void aJournalWithoutItsFileIsNotPlayedIntoANewOne()
    {
        overwrite(m_path + QStringLiteral("-wal"), QByteArray(5000, 'w'));
        SqliteStore store;
        QCOMPARE(store.open(at(m_path)).fault().kind, Kind::Damaged);
        QVERIFY(!QFile::exists(m_path));
    }

    void S13_aMigrationKeepsOddDataAndLeavesABackup()
    {
        makeSession(3);
        // What backups left that were killed; of the last, by chance, the name is somebody else's.
        const QString begun = m_path % QLatin1String(".v3-backup-20260102-030405.part");
        overwrite(begun, "half");
        overwrite(begun % QLatin1String("-journal"), "half");
        overwrite(m_folder->filePath(QStringLiteral("x") % QFileInfo(begun).fileName()), "not ours");
        const QString zeroes = QStringLiteral("x'") + QString(32, u'0') + u'\'';
        run({QStringLiteral(
                 "INSERT INTO person (id, name, token, text, seen) VALUES (%1, '', x'', 'it''s; -- odd', -5)")
                 .arg(zeroes),
             QStringLiteral("INSERT INTO member VALUES (1, %1, 9999999)").arg(zeroes),
             QStringLiteral(
                 "INSERT INTO room (id, name, topic, epoch, created, creator) VALUES (%1, '', '', %1, -1, %1)")
                 .arg(zeroes),
             QStringLiteral("INSERT INTO member VALUES (2, %1, 0)").arg(zeroes)});
        SqliteOptions options = at(m_path);
        const int newest = builtInMigrations().constLast().version;
        options.migrations.append(
            {newest + 1, QStringLiteral("9999_test.sql"),
             QStringLiteral("-- rebuilds a table that others refer to; with a comment\n"
                            "CREATE TABLE fresh (id BLOB PRIMARY KEY, name TEXT NOT NULL, token BLOB "
                            "NOT NULL, text TEXT NOT NULL, seen INTEGER NOT NULL, owner INTEGER NOT NULL, status "
                            "INTEGER NOT NULL,\n"
                            "  note TEXT NOT NULL DEFAULT 'a;b--c') STRICT, WITHOUT ROWID;\n"
                            "INSERT INTO fresh (id, name, token, text, seen, owner, status) SELECT * FROM person;\n"
                            "DROP TABLE person; ALTER TABLE fresh RENAME TO person;")});
        {
            SqliteStore store;
            const auto session = store.open(options);
            QVERIFY2(session, qUtf8Printable(sentenceOf(session)));
            QCOMPARE(session.value().users.size(), 1);
            QCOMPARE(session.value().users.at(0).text, QStringLiteral("it's; -- odd"));
            QCOMPARE(session.value().members.size(), 2);
            QCOMPARE(session.value().rooms.size(), 2);
            QCOMPARE(session.value().rooms.at(0).head, 3);
        }
        QCOMPARE(lookAt(m_path).version, newest + 1);
        QStringList backups =
            QDir(m_folder->path()).entryList({QStringLiteral("*.v%1-backup-*").arg(newest)}, QDir::Files);
        QCOMPARE(backups.size(), 1);
        QCOMPARE(QDir(m_folder->path()).entryList({QStringLiteral("*.part*")}, QDir::Files),
                 QStringList{QStringLiteral("x") % QFileInfo(begun).fileName()});
        // This program itself does not know that version: the new file is refused, the backup opens.
        verifyRefused(m_path, Kind::Newer);
        SqliteStore old;
        const auto session = old.open(at(m_folder->filePath(backups.at(0))));
        QVERIFY2(session, qUtf8Printable(sentenceOf(session)));
        QCOMPARE(session.value().rooms.at(0).head, 3);
        QCOMPARE(session.value().users.size(), 1);
    }

    void S13_aMigrationThatFailsChangesNothing()
    {
        makeSession(3);
        SqliteOptions options = at(m_path);
        const int newest = builtInMigrations().constLast().version;
        options.migrations.append(
            {newest + 1, QStringLiteral("9998_good.sql"), QStringLiteral("CREATE TABLE extra (x)")});
        options.migrations.append(
            {newest + 2, QStringLiteral("9999_bad.sql"), QStringLiteral("DROP TABLE member; NONSENSE")});
        {
            SqliteStore store;
            const auto result = store.open(options);
            QVERIFY(!result);
            QCOMPARE(result.fault().kind, Kind::Unusable);
            QVERIFY(result.fault().sentence.contains(QStringLiteral("9999_bad.sql")));
        }
        options.migrations.last().sql = QStringLiteral("UPDATE member SET room=77");
        makeMember();
        {
            SqliteStore store;
            QVERIFY(!store.open(options)); // the references would dangle
        }
        SqliteStore store;
        const auto session = store.open(at(m_path));
        QVERIFY2(session, qUtf8Printable(sentenceOf(session)));
        QCOMPARE(session.value().rooms.at(0).head, 3);
        QCOMPARE(session.value().members.size(), 1);
    }

    void theSessionOfTheFirstVersionOpens()
    {
        QFile golden(QStringLiteral(COTERIE_SOURCE_DIR "/tests/golden/session-v1.sql"));
        QVERIFY(golden.open(QIODevice::ReadOnly));
        QVERIFY(createPrivateFile(m_path));
        run(splitStatements(QString::fromUtf8(golden.readAll())));

        SqliteStore store;
        const auto opened = store.open(at(m_path));
        QVERIFY2(opened, qUtf8Printable(sentenceOf(opened)));
        const StoredSession session = opened.value();
        QCOMPARE(session.name, QStringLiteral("Class 7b ☂"));
        QCOMPARE(session.users.size(), 2);
        QCOMPARE(session.members.size(), 3);
        QCOMPARE(session.rooms.size(), 2);
        QCOMPARE(session.rooms.at(0).topic, QStringLiteral("new topic"));
        QCOMPARE(session.rooms.at(0).head, 5);
        QCOMPARE(session.rooms.at(0).line, 3);
        QCOMPARE(session.rooms.at(1).name, QStringLiteral("Straße & Ufer"));
        m_room = session.rooms.at(0);
        const auto events = allEvents(store);
        QCOMPARE(events.size(), 5);
        QCOMPARE(events.at(0).chat->body, QStringLiteral("Hello, *world*; it's \"1\"\nsecond line 😀"));
        QCOMPARE(events.at(1).chat->replyTo, std::optional<Seq>(1));
        QCOMPARE(events.at(2).topic->topic, QStringLiteral("new topic"));
        QVERIFY(events.at(3).board);
        QCOMPARE(events.at(3).board->ops.size(), 2);
        QCOMPARE(events.at(3).board->ops.at(0).points, QByteArray::fromHex("0102030405060708"));
        QCOMPARE(events.at(4).line, std::optional<Seq>(3));
        Appended next;
        store.append(m_room.id, chatEvent(QStringLiteral("today")), [&](const Appended &a) { next = a; });
        settle(store);
        QCOMPARE(next.event.seq, 6);
    }

    void scriptsAreSplitAtSemicolonsOutsideOfQuotes()
    {
        QCOMPARE(splitStatements(QStringLiteral("a 'x;y''z'; -- c;d\n b \"q;r\"\n;;\n c")),
                 (QStringList{QStringLiteral("a 'x;y''z'"), QStringLiteral("b \"q;r\""), QStringLiteral("c")}));
        const auto all = builtInMigrations();
        QVERIFY(!all.isEmpty());
        for (qsizetype i = 0; i < all.size(); ++i)
            QCOMPARE(all.at(i).version, int(i + 1));
    }
};

QTEST_GUILESS_MAIN(TestSessionFile)
#include "tst_sessionfile.moc"
