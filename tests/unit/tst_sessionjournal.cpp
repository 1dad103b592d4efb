// SPDX-License-Identifier: MIT
#include "tests/support/sessiontest.h"

#include "server/storage/filelock.h"
#include "server/storage/headmarks.h"
#include "server/storage/soundness.h"

// The journal beside a session file: whose it is, when it is folded in, and what a damage to either leaves.
using namespace coterie;
using namespace coterie::server;
using namespace coterie::server::test;

class TestSessionJournal final : public SessionTest
{
    Q_OBJECT

    struct Files {
        QByteArray file, journal, heads; // empty: not there
    };
    void write(int messages, qsizetype length = 0)
    {
        SqliteStore store;
        QVERIFY(store.open(at(m_path)));
        for (int i = 0; i < messages; ++i)
            store.append(m_room.id, chatEvent(QStringLiteral("later %1.").arg(i).leftJustified(length, u'x')), {});
        store.close();
    }
    // What kill -9 leaves behind so many more messages.
    Files killed(int messages)
    {
        SqliteStore store;
        if (!store.open(at(m_path)))
            return {};
        for (int i = 0; i < messages; ++i) {
            store.append(m_room.id, chatEvent(QStringLiteral("last %1").arg(i)), {});
            settle(store);
        }
        return {contentsOf(m_path), contentsOf(m_path + QLatin1String("-wal")),
                contentsOf(m_path + QLatin1String(".heads"))};
    }
    void putDown(const Files &files)
    {
        for (const char *tail : {"", "-wal", "-shm", ".heads"})
            QFile::remove(m_path + QLatin1String(tail));
        overwrite(m_path, files.file);
        overwrite(m_path + QLatin1String("-wal"), files.journal);
        if (!files.heads.isEmpty())
            overwrite(m_path + QLatin1String(".heads"), files.heads);
    }

private slots:
    void S12_aDamagedFileStaysAsItIsWithItsJournal()
    {
        makeSession(2000);
        const auto files = killed(20);
        for (const bool first :
             {true, false}) { // also where the first page is another one, as if the journal were foreign
            QByteArray hurt = files.file;
            for (qsizetype i = 4096 + 10; i < hurt.size(); i += 4096)
                hurt.replace(i, 60, QByteArray(60, '\xff'));
            if (first)
                hurt.replace(200, 60, QByteArray(60, '\xff'));
            putDown({hurt, files.journal, files.heads});
            verifyRefused(m_path, StoreFault::Kind::Damaged);
            QVERIFY(contentsOf(m_path + QLatin1String("-wal")) == files.journal);
        }
    }

    void S12_soDoesOneThatWasCutOrTurnedInALetter()
    {
        makeSession(2000);
        write(10, 500); // so few to a page that the journal does not have all of them anew
        const auto files = killed(3);
        QByteArray turned = files.file;
        turned.replace("later 1.", "Later 1.");
        for (const QByteArray &hurt : {files.file.left(files.file.size() / 2), turned}) {
            putDown({hurt, files.journal, files.heads});
            verifyRefused(m_path, StoreFault::Kind::Damaged);
            QVERIFY(contentsOf(m_path + QLatin1String("-wal")) == files.journal);
        }
    }

    void S24_aBackupThatIsPutBackAfterACrashIsTakenAndTheJournalPutAside_data()
    {
        QTest::addColumn<int>("between");
        QTest::addColumn<bool>("withHeads");
        QTest::newRow("a few messages") << 3 << true;
        QTest::newRow("many") << 3000 << true;
        QTest::newRow("many, and nothing was noted") << 3000 << false;
    }
    void S24_aBackupThatIsPutBackAfterACrashIsTakenAndTheJournalPutAside()
    {
        QFETCH(int, between);
        QFETCH(bool, withHeads);
        makeSession(50);
        const QByteArray backup = contentsOf(m_path);
        write(between); // folded in at its end: the journal that follows goes on from there
        const auto files = killed(2);
        putDown({backup, files.journal, withHeads ? files.heads : QByteArray()});
        SqliteStore store;
        const auto session = store.open(at(m_path));
        QVERIFY2(session, qUtf8Printable(sentenceOf(session)));
        QCOMPARE(session.value().rooms.at(0).head, 50);
        QCOMPARE(session.value().rollbacks.size(), withHeads ? 1 : 0);
        QCOMPARE(allEvents(store).size(), 50);
        const QStringList aside = QDir(m_folder->path()).entryList({QStringLiteral("*-wal.aside-*")}, QDir::Files);
        QCOMPARE(aside.size(), 1);
        QVERIFY(contentsOf(m_folder->filePath(aside.at(0))) == files.journal);
    }

    void S24_itsOwnJournalIsAlwaysFoldedIn()
    {
        makeSession(50);
        const QByteArray before = contentsOf(m_path);
        // Killed at any moment: before, within and behind a fold-in, and in the journal that follows it.
        SqliteStore store;
        QVERIFY(store.open(at(m_path)));
        int said = 50, folded = 0;
        for (int round = 0; round < 20; ++round) {
            for (int i = 0; i < 20; ++i, ++said) {
                store.append(m_room.id, chatEvent(QString(400, u'x')), {});
                settle(store); // each a commit of its own
            }
            folded += contentsOf(m_path) != before ? 1 : 0;
            const QString copy = m_folder->filePath(QStringLiteral("copy.coterie"));
            for (const char *tail : {"", "-wal", ".heads"})
                overwrite(copy + QLatin1String(tail), contentsOf(m_path + QLatin1String(tail)));
            SqliteStore again;
            const auto session = again.open(at(copy));
            QVERIFY2(session, qUtf8Printable(sentenceOf(session)));
            QCOMPARE(session.value().rooms.at(0).head, said);
            QVERIFY(session.value().rollbacks.isEmpty());
        }
        QVERIFY(folded > 0 && folded < 20);
        QVERIFY(QDir(m_folder->path()).entryList({QStringLiteral("*.aside-*")}, QDir::Files).isEmpty());
    }

    void S28_aFileThatIsRenamedWhileItIsHostedHoldsAllThatWasAnswered_data()
    {
        QTest::addColumn<bool>("writesOn"); // and so hears of it
        QTest::newRow("the host notices") << true;
        QTest::newRow("nobody writes any more") << false;
    }
    void S28_aFileThatIsRenamedWhileItIsHostedHoldsAllThatWasAnswered()
    {
#ifdef Q_OS_WIN
        QSKIP("an open file cannot be renamed there");
#endif
        QFETCH(bool, writesOn);
        makeSession(5);
        const QString renamed = m_folder->filePath(QStringLiteral("renamed.coterie"));
        {
            SqliteStore store;
            QSignalSpy health(&store, &SqliteStore::healthChanged);
            QVERIFY(store.open(at(m_path)));
            store.append(m_room.id, chatEvent(QStringLiteral("answered")), {});
            settle(store);
            QVERIFY(QFile::rename(m_path, renamed));
            if (writesOn) {
                store.append(m_room.id, chatEvent(QStringLiteral("refused")), {});
                settle(store);
                QCOMPARE(health.size(), 1);
                QVERIFY2(health.first().at(1).toString().contains(QStringLiteral("moved to")),
                         qPrintable(health.first().at(1).toString()));
                QVERIFY(health.first().at(1).toString().contains(QStringLiteral("renamed.coterie")));
            }
        }
        QVERIFY(!QFile::exists(renamed + QStringLiteral(".lock")));
        SqliteStore store;
        const auto session = store.open(at(renamed));
        QVERIFY2(session, qUtf8Printable(sentenceOf(session)));
        QCOMPARE(session.value().rooms.at(0).head, 6);
    }
    void S28_butNotWhenSomebodyHasOpenedItThere_data()
    {
        QTest::addColumn<bool>("isStillOpen");
        QTest::newRow("and has it open") << true;
        QTest::newRow("and has written") << false;
    }
    void S28_butNotWhenSomebodyHasOpenedItThere()
    {
#ifdef Q_OS_WIN
        QSKIP("an open file cannot be renamed there");
#endif
        QFETCH(bool, isStillOpen);
        makeSession(5);
        const QString renamed = m_folder->filePath(QStringLiteral("renamed.coterie"));
        // As another program does it: within one, SQLite would know that it is one file.
        FileLock lockOfOther;
        QFile writtenByOther(renamed); // open until our connection is closed, for its locks' sake (baseOfFile())
        QByteArray before;
        {
            SqliteStore store;
            QVERIFY(store.open(at(m_path)));
            store.append(m_room.id, chatEvent(QStringLiteral("answered")), {});
            settle(store);
            QVERIFY(QFile::rename(m_path, renamed));
            if (isStillOpen) {
                QCOMPARE(lockOfOther.take(renamed + QStringLiteral(".lock")), FileLock::Answer::Taken);
            } else {
                QVERIFY(writtenByOther.open(QIODevice::ReadWrite | QIODevice::Unbuffered));
                QVERIFY(writtenByOther.seek(27)); // the lowest byte of the count of changes
                QCOMPARE(writtenByOther.write("\xee"), 1);
            }
            before = contentsOf(renamed);
        }
        QVERIFY(contentsOf(renamed) == before);
    }

    void S24_whoFoldsInKeepsTheFileLocked()
    {
#ifndef Q_OS_LINUX
        QSKIP("reads /proc/locks");
#else
        makeSession(1);
        SqliteStore store;
        QVERIFY(store.open(at(m_path)));
        const QByteArray inode = ':' + QByteArray::number(fileAt(m_path)->identity.second) + ' ';
        const auto locks = [&] {
            QFile file(QStringLiteral("/proc/locks"));
            return file.open(QIODevice::ReadOnly) ? file.readAll().count(inode) : -1;
        };
        const qsizetype before = locks();
        if (before < 0)
            QSKIP("the kernel does not tell of locks");
        QVERIFY(before > 0);
        for (int i = 0; i < 400; ++i) {
            store.append(m_room.id, chatEvent(QStringLiteral("x")), {});
            settle(store);
        }
        QCOMPARE(locks(), before);
#endif
    }

    void S24_aFoldInThatWasCutShortLeavesTheJournalItsOwn()
    {
        makeSession(50);
        const auto early = killed(30);
        write(0);
        // Some pages of what the journal holds are in, the first among them; the note is still the one from before.
        QByteArray half = early.file;
        const QByteArray whole = contentsOf(m_path);
        QVERIFY(whole.left(4096) != half.left(4096));
        putDown(early);
        QVERIFY(isOwnJournal(m_path, HeadMarks::baseIn(m_path + QLatin1String(".heads"))));
        SqliteConnection folding;
        QVERIFY(folding.open(m_path, SqliteConnection::Mode::ReadWrite, 100));
        QCOMPARE(folding.foldIn(QStringLiteral("PASSIVE")), std::optional(true));
        half.replace(0, 4096, contentsOf(m_path).left(4096));
        folding.close();
        putDown({half, early.journal, early.heads});
        SqliteStore store;
        const auto session = store.open(at(m_path));
        QVERIFY2(session, qUtf8Printable(sentenceOf(session)));
        QCOMPARE(session.value().rooms.at(0).head, 80);
        QVERIFY(session.value().rollbacks.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSessionJournal)
#include "tst_sessionjournal.moc"
