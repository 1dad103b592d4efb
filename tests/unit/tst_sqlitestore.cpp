// SPDX-License-Identifier: MIT
#include "tests/support/sessiontest.h"

#include <QProcess>
#include <QSignalSpy>

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
private slots:
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

    void S18_whatWasRefusedHealsThoughNobodyWrites()
    {
        makeSession();
        SqliteStore store;
        QVERIFY(store.open(at(m_path)));
        SqliteConnection intruder;
        QVERIFY(intruder.open(m_path, SqliteConnection::Mode::ReadWrite, 2000));
        QVERIFY(intruder.execute(QStringLiteral("BEGIN IMMEDIATE")));
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
