// SPDX-License-Identifier: MIT
#include "tests/support/storelab.h"

#include "server/storage/filelock.h"
#include "server/storage/sessionfile.h"
#include "shared/util/logging.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>

#include <cstdio>
#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#include <unistd.h>
#endif

// What only the SQLite store promises: the file survives, and every other file is left alone.
using namespace coterie;
using namespace coterie::server;
using namespace coterie::server::test;

namespace {

using Kind = StoreFault::Kind;

SqliteOptions at(const QString &path, const QString &name = {})
{
    SqliteOptions options;
    options.path = path;
    options.name = name;
    options.busyMs = 50;
    return options;
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QString sentenceOf(const Result<StoredSession, StoreFault> &result)
{
    return result ? QString() : result.fault().sentence;
}

void settle(SqliteStore &store)
{
    QTRY_COMPARE_WITH_TIMEOUT(store.waiting(), 0, 20000);
}

// Refused with this kind, in a sentence that names the file, which stays as it was, without company.
void verifyRefused(const QString &path, Kind kind)
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

// The child: appends without end and says what was acknowledged, until it is killed.
int writeUntilKilled(const QString &path)
{
    QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false"));
    SqliteStore store;
    auto session = store.open(at(path));
    if (!session) {
        std::printf("refused %s\n", qUtf8Printable(sentenceOf(session)));
        return 1;
    }
    const RoomId room = session.value().rooms.constFirst().id;
    std::function<void()> next = [&] {
        const RoomEvent event = chatEvent(QStringLiteral("under load"));
        store.append(room, event, [&](const Appended &a) {
            if (a.outcome == Outcome::Stored) {
                const QByteArray line =
                    "acked " + QByteArray::number(a.event.seq) + ' ' + a.event.id.toString().toLatin1() + '\n';
                std::fwrite(line.constData(), 1, std::size_t(line.size()), stdout);
                std::fflush(stdout);
            }
            next();
        });
    };
    for (int i = 0; i < 40; ++i)
        next();
    return QCoreApplication::exec();
}

} // namespace

class TestSqliteStore final : public QObject
{
    Q_OBJECT

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

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.store.info=false")); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_path = m_folder->filePath(QStringLiteral("team's room #1 ☂.coterie"));
    }

    void whatWasAcknowledgedSurvivesKillMinus9()
    {
        makeSession(0);
        QHash<Seq, QString> acked;
        for (int round = 0; round < 3; ++round) {
            QProcess writer;
            writer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            writer.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--writer"), m_path});
            QVERIFY(writer.waitForStarted());
            const qsizetype wanted = acked.size() + 400;
            const auto read = [&] {
                while (writer.canReadLine()) {
                    const QList<QByteArray> words = writer.readLine().trimmed().split(' ');
                    QVERIFY2(words.size() == 3 && words.at(0) == "acked", words.join(' ').constData());
                    const Seq seq = words.at(1).toLongLong();
                    QVERIFY2(!acked.contains(seq), "a number was given twice");
                    acked.insert(seq, QString::fromLatin1(words.at(2)));
                }
            };
            while (acked.size() < wanted) {
                QVERIFY(writer.bytesAvailable() > 0 || writer.waitForReadyRead(20000));
                read();
            }
            writer.kill(); // SIGKILL, in the middle of its load
            QVERIFY(writer.waitForFinished());
            read();

            SqliteStore store; // the lock of a killed process does not stay
            const auto session = store.open(at(m_path));
            QVERIFY2(session, qUtf8Printable(sentenceOf(session)));
            const auto events = allEvents(store);
            QCOMPARE(qsizetype(session.value().rooms.at(0).head), events.size());
            for (qsizetype i = 0; i < events.size(); ++i)
                QCOMPARE(events.at(i).seq, i + 1);
            for (auto it = acked.cbegin(); it != acked.cend(); ++it) {
                QVERIFY2(it.key() <= events.size(), "an acknowledged message is lost");
                QCOMPARE(events.at(it.key() - 1).id.toString(), it.value());
            }
        }
    }

    void aSecondServerOnTheSameFileIsRefused()
    {
        makeSession();
        SqliteStore first;
        QVERIFY(first.open(at(m_path)));
        {
            SqliteStore second;
            const auto result = second.open(at(m_path));
            QVERIFY(!result);
            QCOMPARE(result.fault().kind, Kind::InUse);
            QVERIFY(result.fault().sentence.contains(QString::number(QCoreApplication::applicationPid())));
        }
        const QString alias = m_folder->filePath(QStringLiteral("alias.coterie"));
        QVERIFY(QFile::link(m_path, alias));
        SqliteStore third;
        QCOMPARE(third.open(at(alias)).fault().kind, Kind::InUse);

        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--writer"), m_path});
        QVERIFY(writer.waitForFinished(20000));
        QVERIFY(writer.readAllStandardOutput().startsWith("refused "));

        Appended answer;
        first.append(m_room.id, chatEvent(QStringLiteral("still mine")), [&](const Appended &a) { answer = a; });
        settle(first);
        QCOMPARE(answer.outcome, Outcome::Stored);
        first.close();
        SqliteStore fourth;
        QVERIFY(fourth.open(at(m_path)));
    }

    void aClosedSessionIsOneFileThatOnlyItsOwnerReads()
    {
        makeSession();
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{QFileInfo(m_path).fileName()});
#ifdef Q_OS_UNIX
        QCOMPARE(QFile::permissions(m_path) &
                     (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
#endif
    }

    void closingCarriesOutAndAnswersWhatWaits()
    {
        makeSession(0);
        SqliteStore store;
        QVERIFY(store.open(at(m_path)));
        int stored = 0;
        for (int i = 0; i < 500; ++i)
            store.append(m_room.id, chatEvent(QStringLiteral("x")),
                         [&](const Appended &a) { stored += a.outcome == Outcome::Stored; });
        store.close();
        QCOMPARE(stored, 500);
        SqliteStore again;
        QCOMPARE(again.open(at(m_path)).value().rooms.at(0).head, 500);
    }

    void theNameIsKeptAndCanBeChanged()
    {
        makeSession();
        {
            SqliteStore store;
            QCOMPARE(store.open(at(m_path)).value().name, QStringLiteral("Hall"));
        }
        {
            SqliteStore store;
            QCOMPARE(store.open(at(m_path, QStringLiteral("It's \"new\""))).value().name,
                     QStringLiteral("It's \"new\""));
        }
        SqliteStore store;
        QCOMPARE(store.open(at(m_path)).value().name, QStringLiteral("It's \"new\""));
    }

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
        QCOMPARE(lookAt(m_path).version, 1);
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

    void aFlippedByteInAMessageIsFound()
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
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1);
    }

    void aJournalWithoutItsFileIsNotPlayedIntoANewOne()
    {
        overwrite(m_path + QStringLiteral("-wal"), QByteArray(5000, 'w'));
        SqliteStore store;
        QCOMPARE(store.open(at(m_path)).fault().kind, Kind::Damaged);
        QVERIFY(!QFile::exists(m_path));
    }

    void aMigrationKeepsOddDataAndLeavesABackup()
    {
        makeSession(3);
        const QString zeroes = QStringLiteral("x'") + QString(32, u'0') + u'\'';
        run({QStringLiteral("INSERT INTO person VALUES (%1, '', x'', 'it''s; -- odd', -5)").arg(zeroes),
             QStringLiteral("INSERT INTO member VALUES (1, %1, 9999999)").arg(zeroes),
             QStringLiteral(
                 "INSERT INTO room (id, name, topic, epoch, created, creator) VALUES (%1, '', '', %1, -1, %1)")
                 .arg(zeroes)});
        SqliteOptions options = at(m_path);
        options.migrations.append(
            {2, QStringLiteral("0002_test.sql"),
             QStringLiteral("-- rebuilds a table that others refer to; with a comment\n"
                            "CREATE TABLE fresh (id BLOB PRIMARY KEY, name TEXT NOT NULL, token BLOB "
                            "NOT NULL, text TEXT NOT NULL, seen INTEGER NOT NULL,\n"
                            "  note TEXT NOT NULL DEFAULT 'a;b--c') STRICT, WITHOUT ROWID;\n"
                            "INSERT INTO fresh (id, name, token, text, seen) SELECT * FROM person;\n"
                            "DROP TABLE person; ALTER TABLE fresh RENAME TO person;")});
        {
            SqliteStore store;
            const auto session = store.open(options);
            QVERIFY2(session, qUtf8Printable(sentenceOf(session)));
            QCOMPARE(session.value().users.size(), 1);
            QCOMPARE(session.value().users.at(0).text, QStringLiteral("it's; -- odd"));
            QCOMPARE(session.value().members.size(), 1);
            QCOMPARE(session.value().rooms.size(), 2);
            QCOMPARE(session.value().rooms.at(0).head, 3);
        }
        QCOMPARE(lookAt(m_path).version, 2);
        QStringList backups = QDir(m_folder->path()).entryList({QStringLiteral("*.v1-backup-*")}, QDir::Files);
        QCOMPARE(backups.size(), 1);
        // This program knows version 1 only: the new file is refused, the backup opens.
        verifyRefused(m_path, Kind::Newer);
        SqliteStore old;
        const auto session = old.open(at(m_folder->filePath(backups.at(0))));
        QVERIFY2(session, qUtf8Printable(sentenceOf(session)));
        QCOMPARE(session.value().rooms.at(0).head, 3);
        QCOMPARE(session.value().users.size(), 1);
    }

    void aMigrationThatFailsChangesNothing()
    {
        makeSession(3);
        SqliteOptions options = at(m_path);
        options.migrations.append({2, QStringLiteral("0002_good.sql"), QStringLiteral("CREATE TABLE extra (x)")});
        options.migrations.append({3, QStringLiteral("0003_bad.sql"), QStringLiteral("DROP TABLE member; NONSENSE")});
        {
            SqliteStore store;
            const auto result = store.open(options);
            QVERIFY(!result);
            QCOMPARE(result.fault().kind, Kind::Unusable);
            QVERIFY(result.fault().sentence.contains(QStringLiteral("0003_bad.sql")));
        }
        options.migrations[2].sql = QStringLiteral("UPDATE member SET room=77");
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

    void aFileThatIsRemovedWhileOpenTakesNoMoreWrites()
    {
        makeSession();
        SqliteStore store;
        QVERIFY(store.open(at(m_path)));
        QSignalSpy health(&store, &SqliteStore::healthChanged);
        QVERIFY(QFile::rename(m_path, m_path + QStringLiteral(".moved")));
        QList<Outcome> outcomes;
        for (int i = 0; i < 2; ++i) {
            store.append(m_room.id, chatEvent(QStringLiteral("into nothing")),
                         [&](const Appended &a) { outcomes.append(a.outcome); });
            settle(store);
        }
        QCOMPARE(outcomes, (QList<Outcome>{Outcome::Failed, Outcome::Failed}));
        QCOMPARE(store.health(), StoreHealth::Untrusted);
        QCOMPARE(health.size(), 1);
        QCOMPARE(allEvents(store).size(), 3); // what there is can still be read
    }

#ifdef Q_OS_UNIX
    void aDiskThatIsFullRefusesAndHealsByItself()
    {
        makeSession();
        SqliteStore store;
        QVERIFY(store.open(at(m_path)));
        QSignalSpy health(&store, &SqliteStore::healthChanged);
        struct rlimit old = {};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &old), 0);
        const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
        struct rlimit tight = old;
        tight.rlim_cur = 300 * 1024;
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
        QList<Seq> seqs;
        int refused = 0;
        const auto append = [&](int count) {
            for (int i = 0; i < count; ++i)
                store.append(m_room.id, chatEvent(QString(2000, u'x')), [&](const Appended &a) {
                    if (a.outcome == Outcome::Stored)
                        seqs.append(a.event.seq);
                    else
                        ++refused;
                });
            settle(store);
        };
        for (int i = 0; i < 100 && refused == 0; ++i)
            append(20);
        ::setrlimit(RLIMIT_FSIZE, &old);
        std::signal(SIGXFSZ, ignored);
        QVERIFY(refused > 0);
        QCOMPARE(store.health(), StoreHealth::Failing);
        QCOMPARE(allEvents(store).size(), qsizetype(3 + seqs.size()));
        append(1);
        QCOMPARE(store.health(), StoreHealth::Good);
        QCOMPARE(health.size(), 2);
        for (qsizetype i = 0; i < seqs.size(); ++i)
            QCOMPARE(seqs.at(i), i + 4);
    }
#endif

private:
    void makeMember()
    {
        const StoredUser user = newUser(QStringLiteral("Ada"));
        SqliteStore store;
        QVERIFY(store.open(at(m_path)));
        store.putUser(user, {});
        store.putMember({m_room.id, user.id, 1}, {});
        store.close();
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments.at(1) == QLatin1String("--writer"))
        return writeUntilKilled(arguments.at(2));
    TestSqliteStore test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_sqlitestore.moc"
