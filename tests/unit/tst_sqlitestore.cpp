// SPDX-License-Identifier: MIT
#include "tests/support/sessiontest.h"

#include <QProcess>
#include <QSignalSpy>
#include <QSqlError>

#include <cstdio>
#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#include <unistd.h>
#endif

// What only the SQLite store promises: what it acknowledged survives, and nobody else writes into its file.
using namespace coterie;
using namespace coterie::server;
using namespace coterie::server::test;

namespace {

using Kind = StoreFault::Kind;

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

class TestSqliteStore final : public SessionTest
{
    Q_OBJECT

    // Whether it is another program now that holds the write lock, until it lets go or is closed.
    [[nodiscard]] bool locks(SqliteConnection &intruder) const
    {
        return intruder.open(m_path, SqliteConnection::Mode::ReadWrite, 2000) &&
               intruder.execute(QStringLiteral("BEGIN IMMEDIATE"));
    }

private slots:
    void G1_S10_whatWasAcknowledgedSurvivesKillMinus9()
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

    void aClosedSessionIsOneFileAndTheNoteOfItsHeads()
    {
        makeSession();
        const QString name = QFileInfo(m_path).fileName();
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), (QStringList{name, name + QLatin1String(".heads")}));
        QVERIFY(QFile::remove(m_path + QLatin1String(".heads"))); // it is a whole session without
        SqliteStore store;
        QVERIFY(store.open(at(m_path)));
        QCOMPARE(allEvents(store).size(), 3);
        store.close();
        QCOMPARE(QFile::permissions(m_path + QLatin1String(".heads")) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
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

    // A crowd comes back: a thousand pages are asked for in one turn, and some people write between.
    void G12_S34_anAnswerToAWriteWaitsForFewPagesAskedForBehindIt()
    {
        makeSession();
        SqliteStore store;
        QVERIFY(store.open(at(m_path)));
        constexpr int pages = 1000, most = 16;
        const QList<int> writesAt{0, 1, 500, 503, 990, pages}; // before this page
        QString asked, answers;                                // a letter each
        QStringList groups;
        QList<qsizetype> lengths;
        connect(&store, &SqliteStore::answered, this, [&] { groups.append(std::exchange(answers, {})); });
        HistoryQuery query;
        query.room = m_room.id;
        for (int page = 0; page <= pages; ++page) {
            if (writesAt.contains(page)) {
                asked += u'w';
                store.append(m_room.id, chatEvent(QStringLiteral("meanwhile")), [&](const Appended &answer) {
                    answers += answer.outcome == Outcome::Stored ? u'w' : u'!';
                });
            }
            if (page == pages)
                break;
            asked += u'r';
            store.history(query, [&](const HistoryResult &result) {
                answers += result.ok ? u'r' : u'!';
                lengths.append(result.events.size());
            });
        }
        settle(store);
        QCOMPARE(groups.join(QString()), asked); // in the order of the calls (S1)
        qsizetype longest = 0;
        for (const QString &group : std::as_const(groups)) {
            longest = std::max(longest, group.count(u'r'));
            for (qsizetype at = group.indexOf(u'w'); at >= 0; at = group.indexOf(u'w', at + 1))
                QVERIFY2(group.mid(at).count(u'r') <= most, qPrintable(group));
        }
        QCOMPARE(longest, most); // as many as may be: what is compared is the limit itself
        // Each shows what was asked before it, though others wait (S7).
        for (int page = 0; page < pages; ++page)
            QCOMPARE(lengths.at(page),
                     3 + std::count_if(writesAt.cbegin(), writesAt.cend(), [&](int at) { return at <= page; }));
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

    // Each of five who write one after another would wait anew else, and so would the pages behind them.
    void S35_aLockOfAnotherProgramIsWaitedForOnce()
    {
        makeSession();
        SqliteStore store;
        SqliteOptions options = at(m_path);
        options.busyMs = 2000;
        QVERIFY(store.open(options));
        SqliteConnection intruder;
        QVERIFY(locks(intruder));
        QElapsedTimer waited;
        waited.start();
        QList<Outcome> outcomes;
        for (int i = 0; i < 5; ++i) {
            store.append(m_room.id, chatEvent(QStringLiteral("refused")),
                         [&](const Appended &a) { outcomes.append(a.outcome); });
            settle(store);
            QCOMPARE(allEvents(store).size(), 3);
            QCOMPARE(store.health(), StoreHealth::Failing);
        }
        QCOMPARE(outcomes, QList<Outcome>(5, Outcome::Failed));
        QVERIFY2(waited.elapsed() < 3 * options.busyMs, qPrintable(QString::number(waited.elapsed())));
        QVERIFY(intruder.execute(QStringLiteral("ROLLBACK")));
        store.append(m_room.id, chatEvent(QStringLiteral("taken")),
                     [&](const Appended &a) { outcomes.append(a.outcome); });
        settle(store);
        QCOMPARE(outcomes.last(), Outcome::Stored);
    }

    void S18_whatWasRefusedHealsThoughNobodyWrites()
    {
        makeSession();
        SqliteStore store;
        QVERIFY(store.open(at(m_path)));
        SqliteConnection intruder;
        QVERIFY(locks(intruder));
        store.append(m_room.id, chatEvent(QStringLiteral("refused")), {});
        settle(store);
        QCOMPARE(store.health(), StoreHealth::Failing);
        QTest::qWait(1200); // it is asked meanwhile, and still refuses
        QCOMPARE(store.health(), StoreHealth::Failing);
        QCOMPARE(allEvents(store).size(), 3);
        intruder.close();
        QTRY_COMPARE(store.health(), StoreHealth::Good);
        QCOMPARE(allEvents(store).size(), 3);
    }

    // Another program holds the write lock. What is asked while the store's thread waits for it comes behind what is
    // refused then: it must not stand before it (G6), nor finish an image whose part was refused (S19).
    void S22_whatWasAskedBeforeARefusalWasHeardIsRefusedToo()
    {
        makeSession();
        SqliteStore store;
        SqliteOptions options = at(m_path);
        options.busyMs = 600;
        QVERIFY(store.open(options));
        SqliteConnection intruder;
        QVERIFY(locks(intruder));
        const RoomEvent a = chatEvent(QStringLiteral("a")), b = chatEvent(QStringLiteral("b"));
        QList<Outcome> outcomes;
        const auto note = [&](const Outcome &o) { outcomes.append(o); };
        store.append(m_room.id, a, [&](const Appended &answer) {
            intruder.close(); // the disk is well again before anything else is begun
            outcomes.append(answer.outcome);
        });
        store.putBlobPart(1, 0, QByteArray(32'768, 'a'), note);
        QCoreApplication::processEvents();
        QTest::qSleep(150); // the other thread waits for the lock now
        store.append(m_room.id, b, [&](const Appended &answer) { outcomes.append(answer.outcome); });
        store.putBlobPart(1, 1, QByteArray(10, 'b'), note);
        store.finishBlob({QByteArray(32, 'h'), 32'778, 1}, note);
        HistoryResult read;
        HistoryQuery query;
        query.room = m_room.id;
        store.history(query, [&](const HistoryResult &page) { read = page; });
        settle(store);
        using enum Outcome;
        QCOMPARE(outcomes, (QList{Failed, Failed, Failed, Failed, Failed}));
        QVERIFY(read.ok); // reading goes on
        QCOMPARE(read.events.size(), 3);
        QList<Seq> seqs;
        for (const RoomEvent &event : {a, b})
            store.append(m_room.id, event, [&](const Appended &answer) { seqs.append(answer.event.seq); });
        settle(store);
        QCOMPARE(seqs, (QList<Seq>{4, 5}));
        store.close();
        QVERIFY(SqliteStore().open(at(m_path)).value().blobs.isEmpty());
    }

    void S12_onlyWhatTheFileItselfIsIsCalledDamage()
    {
        const auto with = [](int code) {
            return readFault(
                QSqlError({}, QStringLiteral("said so"), QSqlError::StatementError, QString::number(code)));
        };
        for (const int passing : {5, 6, 7, 8, 10, 10 | (1 << 8), 13, 14}) // busy, memory, read-only, I/O, full, rights
            QVERIFY2(with(passing).mayPass, QByteArray::number(passing).constData());
        for (const int lasting : {1, 11, 11 | (1 << 8), 26}) // another form, corrupt, no database
            QVERIFY2(!with(lasting).mayPass, QByteArray::number(lasting).constData());
        QCOMPARE(with(11).why, QStringLiteral("said so"));
    }

    void S11_whoseLockFileIsRemovedWritesNoMore()
    {
        makeSession();
        SqliteStore first, second;
        QVERIFY(first.open(at(m_path)));
        const QString lock = m_path + QLatin1String(".lock");
        QVERIFY(QFile::remove(lock));
        QVERIFY(second.open(at(m_path))); // nothing told it
        Appended answer;
        first.append(m_room.id, chatEvent(QStringLiteral("beside the other")), [&](const Appended &a) { answer = a; });
        settle(first);
        QCOMPARE(answer.outcome, Outcome::Failed);
        QCOMPARE(first.health(), StoreHealth::Untrusted);
        QVERIFY2(first.trouble().contains(QStringLiteral("lock")), qPrintable(first.trouble()));
        first.close();
        QVERIFY2(QFile::exists(lock), "the first one's end takes nothing of the second's");
        second.append(m_room.id, chatEvent(QStringLiteral("alone")), [&](const Appended &a) { answer = a; });
        settle(second);
        QCOMPARE(answer.outcome, Outcome::Stored);
        QCOMPARE(answer.event.seq, 4);
    }

    void S15_aLogThatAnotherProgramWroteIsReadAnew()
    {
        makeSession();
        SqliteStore store;
        QVERIFY(store.open(at(m_path)));
        {
            SqliteConnection other;
            QVERIFY(other.open(m_path, SqliteConnection::Mode::ReadWrite, 2000));
            QVERIFY(other.execute(QStringLiteral(
                "INSERT INTO event (room, seq, line, time, kind, board, author, op, body, hash) SELECT room, 4, 4, "
                "time, kind, board, author, randomblob(16), body, hash FROM event WHERE seq=3")));
        }
        Appended answer;
        store.append(m_room.id, chatEvent(QStringLiteral("on a number that is taken")),
                     [&](const Appended &a) { answer = a; });
        settle(store);
        QCOMPARE(answer.outcome, Outcome::Failed);
        QCOMPARE(store.health(), StoreHealth::Untrusted); // else it would be refused for ever
    }

#ifdef Q_OS_UNIX
    // A host that was killed in the middle of an upload, and a disk that was full when it came back.
    void S18_aStartOnAFullDiskGoesOnReading()
    {
        makeSession();
        {
            SqliteStore store;
            QVERIFY(store.open(at(m_path)));
            for (int part = 0; part < 100; ++part)
                store.putBlobPart(9, part, QByteArray(32'768, 'p'), {});
            settle(store);
        }
        struct rlimit old = {};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &old), 0);
        const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
        struct rlimit tight = old;
        tight.rlim_cur = 32 * 1024; // as much as SQLite's index of the journal takes
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
        auto store = std::make_unique<SqliteStore>();
        const auto session = store->open(at(m_path));
        const qsizetype events = session ? allEvents(*store).size() : -1;
        QTest::qWait(200); // for whatever is done when nobody waits
        const StoreHealth health = store->health();
        ::setrlimit(RLIMIT_FSIZE, &old);
        std::signal(SIGXFSZ, ignored);
        QVERIFY2(session, qUtf8Printable(sentenceOf(session)));
        QCOMPARE(events, 3);
        QCOMPARE(health, StoreHealth::Good);
        // Its numbers are not given out again before their bytes are gone.
        QVERIFY(session.value().blobs.isEmpty());
        store = std::make_unique<SqliteStore>();
        QVERIFY(store->open(at(m_path)));
        const auto left = [&] {
            SqliteConnection file;
            return file.open(m_path, SqliteConnection::Mode::ReadOnly, 2000)
                       ? file.value(QStringLiteral("SELECT count(*) FROM blob_part")).toInt()
                       : -1;
        };
        QTRY_COMPARE_WITH_TIMEOUT(left(), 0, 10000); // swept when nobody waits
    }

    void G16_aDiskThatIsFullRefusesAndHealsByItself()
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
