// SPDX-License-Identifier: MIT
// S20: every entry is compared with its chain after a start, however old it is.
#include "server/storage/logcheck.h"
#include "tests/support/storelab.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSignalSpy>

using namespace coterie;
using namespace coterie::server;
using namespace coterie::server::test;

class TestLogCheck final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("session.coterie")); }
    static bool openIn(SqliteStore &store, const QString &path)
    {
        SqliteOptions options;
        options.path = path;
        options.ballastBytes = 0;
        return store.open(options).isOk();
    }
    // Two rooms of so many entries each; what they say is found in the file as it stands.
    void fill(int entries)
    {
        SqliteStore store;
        QVERIFY(openIn(store, path()));
        for (const char *name : {"physics", "chemistry"}) {
            const StoredRoom room = newRoom(QLatin1String(name));
            store.createRoom(room, {});
            for (int i = 1; i <= entries; ++i)
                store.append(room.id, chatEvent(QStringLiteral("%1 entry %2.").arg(QLatin1String(name)).arg(i)), {});
        }
        store.close();
    }
    void flip(const QByteArray &text)
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        const qsizetype at = file.readAll().indexOf(text);
        QVERIFY(at > 0);
        QVERIFY(file.seek(at));
        QCOMPARE(file.write(QByteArray(1, char(text[0] ^ 1))), 1);
    }
    // What the self-check says after a start: how many entries, and the sentence.
    std::pair<qint64, QString> checked()
    {
        SqliteStore store;
        QSignalSpy spy(&store, &SqliteStore::selfChecked);
        if (!openIn(store, path()) || (spy.isEmpty() && !spy.wait(20000)))
            return {-1, QStringLiteral("no verdict")};
        return {spy.first().at(0).toLongLong(), spy.first().at(1).toString()};
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void S20_aWholeFileIsFoundWhole()
    {
        fill(600);
        const auto [entries, damage] = checked();
        QCOMPARE(entries, 1200);
        QCOMPARE(damage, QString());
    }
    void S20_aLetterTurnedLongAgoIsFoundAndNamed()
    {
        fill(600);
        flip("physics entry 7.");
        const auto [entries, damage] = checked();
        QCOMPARE(entries, 1200); // it goes on behind it
        QVERIFY2(damage.contains(QStringLiteral("entry 7 of “physics” is not")), qPrintable(damage));
        QVERIFY2(!damage.contains(u"chemistry"), qPrintable(damage));
        flip("chemistry entry 500.");
        QVERIFY(checked().second.contains(QStringLiteral("entry 500 of “chemistry”")));
    }
    void S20_everythingElseGoesOnMeanwhileAndAfterwards()
    {
        fill(600);
        flip("physics entry 7.");
        SqliteStore store;
        QSignalSpy spy(&store, &SqliteStore::selfChecked);
        SqliteOptions options;
        options.path = path();
        const auto session = store.open(options);
        QVERIFY(session.isOk());
        const RoomId room = session.value().rooms.first().id;
        int stored = 0;
        for (int i = 0; i < 50; ++i)
            store.append(room, chatEvent(QStringLiteral("while it is looked through")),
                         [&](const Appended &answer) { stored += answer.outcome == Outcome::Stored ? 1 : 0; });
        QTRY_COMPARE(stored, 50);
        QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 1, 20000);
        QCOMPARE(spy.first().at(0).toLongLong(), 1200); // what came since the start was never on an old disk
        HistoryQuery query;
        query.room = room;
        query.after = 0;
        query.limit = 20;
        query.bytes = 1 << 20;
        qsizetype got = 0;
        store.history(query, [&](const HistoryResult &page) { got = page.events.size(); });
        QTRY_COMPARE(got, 20);
    }
    void S20_aChangeOfTheBoardsThatCannotBeReadKeepsNobodyOut()
    {
        fill(10);
        {
            SqliteStore store;
            SqliteOptions options;
            options.path = path();
            const auto session = store.open(options);
            QVERIFY(session.isOk());
            RoomEvent event = chatEvent({});
            event.chat.reset();
            event.boards = BoardListChange{BoardListAct::Add, newId<BoardId>(), QStringLiteral("Optics"), {}};
            store.append(session.value().rooms.first().id, event, {});
            for (int i = 0; i < 600; ++i) // a start reads the end of each log, and nothing may be wrong there
                store.append(session.value().rooms.first().id, chatEvent(QStringLiteral("later")), {});
            store.close();
        }
        {
            SqliteConnection file;
            QVERIFY(file.open(path(), SqliteConnection::Mode::ReadWrite, 2000));
            QVERIFY(file.execute(QStringLiteral("UPDATE event SET body=x'ff00' WHERE seq=11")));
        }
        QVERIFY2(checked().second.contains(QStringLiteral("entry 11 of “physics”")), qPrintable(checked().second));
        SqliteStore store;
        QVERIFY(openIn(store, path()));
    }
    void S20_aLogThatBeganANewEpochIsJudgedByItsFirst()
    {
        fill(100);
        {
            SqliteConnection file;
            QVERIFY(file.open(path(), SqliteConnection::Mode::ReadWrite, 2000));
            QVERIFY(file.execute(QStringLiteral("INSERT INTO rollback (room, before, had, has, found) SELECT number, "
                                                "epoch, 120, 100, 1 FROM room WHERE name='physics'")));
            QVERIFY(file.execute(QStringLiteral("UPDATE room SET epoch=randomblob(16) WHERE name='physics'")));
        }
        const auto [entries, damage] = checked();
        QCOMPARE(entries, 200);
        QCOMPARE(damage, QString());
    }
    void S20_anImageThatTheDiskTurnedIsNoLongerThere()
    {
        fill(10);
        const QByteArray good = QByteArray("a good image ").repeated(6000);
        const QByteArray bad = QByteArray("an image that the disk turns ").repeated(6000);
        const auto named = [](const QByteArray &bytes, qint64 upload) {
            return StoredBlob{QCryptographicHash::hash(bytes, QCryptographicHash::Sha256), bytes.size(), upload};
        };
        const auto put = [&](SqliteStore &store, const QByteArray &bytes, qint64 upload) {
            for (qsizetype at = 0; at < bytes.size(); at += 32'768)
                store.putBlobPart(upload, int(at / 32'768), bytes.mid(at, 32'768), {});
            store.finishBlob(named(bytes, upload), {});
        };
        {
            SqliteStore store;
            QVERIFY(openIn(store, path()));
            put(store, good, 1);
            put(store, bad, 2);
            store.close();
        }
        QCOMPARE(checked().second, QString()); // the control
        flip("an image that the disk turns ");
        const auto [entries, damage] = checked();
        QCOMPARE(entries, 20);
        QVERIFY2(damage.contains(QStringLiteral("1 image")), qPrintable(damage));
        SqliteStore store;
        SqliteOptions options;
        options.path = path();
        options.ballastBytes = 0;
        const auto session = store.open(options);
        QVERIFY(session);
        QCOMPARE(session.value().blobs.size(), 1);
        QCOMPARE(session.value().blobs.at(0).hash, named(good, 1).hash);
        Outcome again = Outcome::Failed; // a good copy may come
        for (int part = 0; part * 32'768 < bad.size(); ++part)
            store.putBlobPart(3, part, bad.mid(part * 32'768, 32'768), {});
        store.finishBlob(named(bad, 3), [&](const Outcome &outcome) { again = outcome; });
        QTRY_COMPARE(again, Outcome::Stored);
    }
    void S20_theSentenceSaysWhereAndWhatToDo()
    {
        QCOMPARE(sentenceFor({}), QString());
        const QString sentence = sentenceFor({{QStringLiteral("a"), 1},
                                              {QStringLiteral("a"), 2},
                                              {QStringLiteral("b"), 3},
                                              {QStringLiteral("b"), 4},
                                              {QStringLiteral("b"), 5}});
        QVERIFY2(sentence.contains(QStringLiteral("entry 3 of “b”, 2 more are not")), qPrintable(sentence));
    }
};

QTEST_GUILESS_MAIN(TestLogCheck)
#include "tst_logcheck.moc"
