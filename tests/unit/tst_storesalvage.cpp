// SPDX-License-Identifier: MIT
// A damaged cache: what only this computer has is taken out of it (A160, A161).
#include "app/session/storedatabase.h"
#include "shared/protocol/roomstate.h"
#include "tests/support/fulldisk.h"
#include "tests/support/outboxrig.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <optional>

using namespace coterie;
using namespace coterie::test;

namespace {

OutboxEntry noteFor(const RoomId &room, const QString &body)
{
    const auto id = newId<OpId>();
    return {id, room, 1, ChatPost{id, room, body, {}}, {}};
}
QStringList wordsOf(const QList<OutboxEntry> &entries)
{
    QStringList bodies;
    for (const OutboxEntry &entry : entries)
        bodies.append(std::get<ChatPost>(entry.message).body);
    return bodies;
}
// Noise at the head of the page in which a table or an index begins.
bool damagePageOf(const QString &file, const char *name)
{
    qint64 root = 0, size = 0;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("noise"));
        db.setDatabaseName(file);
        if (db.open()) {
            QSqlQuery query(db);
            if (query.exec(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")) &&
                query.exec(
                    QStringLiteral("SELECT rootpage FROM sqlite_master WHERE name='%1'").arg(QLatin1String(name))) &&
                query.next())
                root = query.value(0).toLongLong();
            if (query.exec(QStringLiteral("PRAGMA page_size")) && query.next())
                size = query.value(0).toLongLong();
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("noise"));
    QFile disk(file);
    return root > 1 && size > 0 && disk.open(QIODevice::ReadWrite) && disk.seek((root - 1) * size) &&
           disk.write(QByteArray(512, '\xa5')) == 512;
}

} // namespace

class TestStoreSalvage final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    const RoomId m_room = newId<RoomId>();
    const RoomId m_other = newId<RoomId>();
    const CachedHost m_host{newId<UserId>(), QStringLiteral("Ana"), "secret", QStringLiteral("Hall")};
    const QByteArray m_image = QByteArray(70'000, 'i'), m_hash = QByteArray(32, 'h'), m_copy = QByteArray(32, 'c');

    static CachedSession open(LocalStore &store, const QString &folder)
    {
        std::optional<CachedSession> got;
        store.open(folder, [&](const CachedSession &session) { got = session; });
        (void)QTest::qWaitFor([&] { return got.has_value(); }, 20'000);
        return got.value_or(CachedSession());
    }
    static std::optional<bool> put(LocalStore &store, const OutboxEntry &entry)
    {
        std::optional<bool> got;
        store.putOperation(entry, false, [&](bool ok) { got = ok; });
        (void)QTest::qWaitFor([&] { return got.has_value(); }, 20'000);
        return got;
    }
    static QByteArray imageOf(LocalStore &store, const QByteArray &hash)
    {
        std::optional<QByteArray> got;
        store.asset(hash, [&](const QByteArray &data) { got = data; });
        (void)QTest::qWaitFor([&] { return got.has_value(); });
        return got.value_or(QByteArray());
    }
    static qsizetype conflictsOf(LocalStore &store, const RoomId &room)
    {
        std::optional<qsizetype> got;
        store.conflicts(room, [&](const auto &copies) { got = copies.size(); });
        (void)QTest::qWaitFor([&] { return got.has_value(); });
        return got.value_or(-1);
    }
    [[nodiscard]] QString file() const { return m_folder->filePath(QStringLiteral("cache.sqlite")); }
    [[nodiscard]] QStringList aside() const
    {
        return QDir(m_folder->path()).entryList({QStringLiteral("*.broken-*")}, QDir::Files, QDir::Name);
    }
    // Everything that only this computer has, and some copies of what the host has too. The words of what waits.
    [[nodiscard]] QStringList fill() const
    {
        LocalStore store;
        (void)open(store, m_folder->path());
        store.putHost(m_host);
        CachedRoom room;
        room.info.id = m_room;
        room.info.name = QStringLiteral("general");
        room.info.joined = true;
        room.info.line = room.info.head = 9;
        room.info.read = 7;
        room.mark = CachedRoom::Mark::Read;
        room.cursor = 9;
        store.putRoom(room);
        store.putEvents(m_room, {eventOf(newId<OpId>(), QStringLiteral("hello"), 9)}, 1, 9);
        store.putDraft(m_room, QStringLiteral("half a thought"));
        store.putAsset(m_hash, m_image);
        store.putAssetCopy(m_copy, m_image);
        store.noteUpload(m_room, m_hash);
        BoardOp op;
        op.object = newId<ObjectId>();
        op.act = BoardAct::Erase;
        store.putConflict(m_room, firstBoard(m_room), {{op}, QStringLiteral("frozen")});
        QStringList words;
        for (int i = 0; i < 60; ++i) {
            words.append(QStringLiteral("%1 %2").arg(i).arg(QString(100, QLatin1Char('w'))));
            OutboxEntry entry = noteFor(i % 2 ? m_room : m_other, words.last());
            if (i == 3)
                entry.refusal = QStringLiteral("too-long");
            store.putOperation(entry, false, {});
        }
        std::optional<bool> flushed;
        store.flush([&](bool ok) { flushed = ok; });
        (void)QTest::qWaitFor([&] { return flushed.has_value(); }, 20'000);
        return words;
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void A160_whatOnlyThisComputerHasIsTakenOutOfADamagedFile_data()
    {
        QTest::addColumn<QByteArray>("damaged");
        QTest::addColumn<QString>("lost"); // what the sentence has to name; empty: nothing was
        QTest::newRow("the rooms") << QByteArray("room") << QString();
        QTest::newRow("who one is") << QByteArray("host") << QStringLiteral("new person");
        QTest::newRow("the drafts") << QByteArray("draft") << QStringLiteral("drafts");
        QTest::newRow("images to upload") << QByteArray("asset_upload") << QStringLiteral("images");
        QTest::newRow("what waits") << QByteArray("outbox") << QStringLiteral("waited to be sent");
    }
    void A160_whatOnlyThisComputerHasIsTakenOutOfADamagedFile()
    {
        QFETCH(QByteArray, damaged);
        QFETCH(QString, lost);
        const QStringList words = fill();
        QVERIFY(damagePageOf(file(), damaged.constData()));
        CachedSession session;
        for (int run = 0; run < 2; ++run) { // the second one finds a sound file
            LocalStore store;
            session = open(store, m_folder->path());
            QVERIFY(session.ok);
            QCOMPARE(session.trouble.isEmpty(), run == 1);
            if (run == 0 && !lost.isEmpty())
                QVERIFY2(session.trouble.contains(lost), qPrintable(session.trouble));
            if (run == 0)
                QCOMPARE(session.trouble.contains(QStringLiteral("could not be read")), !lost.isEmpty());
            QCOMPARE(session.host, damaged == "host" ? CachedHost() : m_host);
            QCOMPARE(session.rooms.size(), damaged == "room" ? 0 : 1);
            if (damaged != "room") {
                QCOMPARE(session.rooms.first().info.read, 7);
                QVERIFY(session.rooms.first().mark == CachedRoom::Mark::Read && session.rooms.first().info.joined);
                QCOMPARE(session.rooms.first().cursor, 0); // its log is fetched again
            }
            QCOMPARE(session.drafts.value(m_room), damaged == "draft" ? QString() : QStringLiteral("half a thought"));
            QCOMPARE(wordsOf(session.outbox), damaged == "outbox" ? QStringList() : words);
            if (damaged != "outbox")
                QCOMPARE(session.outbox.at(3).refusal, std::optional(QStringLiteral("too-long")));
            QCOMPARE(session.uploads.size(), damaged == "asset_upload" ? 0 : 1);
            QCOMPARE(imageOf(store, m_hash).size(), m_image.size());
            QCOMPARE(conflictsOf(store, m_room), 1);
            if (run == 1)
                QCOMPARE(put(store, noteFor(m_room, QStringLiteral("new"))), true);
        }
        QCOMPARE(aside().filter(QRegularExpression(QStringLiteral("\\d$"))).size(), 1);
    }

    void A161_damageThatIsMetLaterIsMendedAndNothingIsLost_data()
    {
        QTest::addColumn<QByteArray>("damaged");
        QTest::newRow("an index") << QByteArray("sqlite_autoindex_outbox_1");
        QTest::newRow("the messages") << QByteArray("event");
        QTest::newRow("the images") << QByteArray("sqlite_autoindex_asset_1");
    }
    void A161_damageThatIsMetLaterIsMendedAndNothingIsLost()
    {
        QFETCH(QByteArray, damaged);
        QStringList words = fill();
        QVERIFY(damagePageOf(file(), damaged.constData()));
        {
            LocalStore store;
            QSignalSpy failed(&store, &LocalStore::writeFailed);
            QSignalSpy mended(&store, &LocalStore::mended);
            const CachedSession session = open(store, m_folder->path());
            QCOMPARE(session.trouble, QString()); // nothing of it is met by opening
            QCOMPARE(wordsOf(session.outbox), words);
            for (int i = 0; i < 10; ++i) {
                words.append(QStringLiteral("later %1").arg(i));
                QCOMPARE(put(store, noteFor(m_room, words.last())), true);
                store.putEvents(m_room, {eventOf(newId<OpId>(), QStringLiteral("hello again"), 10 + i)}, 10 + i,
                                10 + i);
                store.putAssetCopy(QByteArray(32, char('0' + i)), m_image);
            }
            QTRY_COMPARE(mended.size(), 1);
            QVERIFY(mended.first().first().toString().contains(QStringLiteral("were saved")));
            QCOMPARE(failed.size(), 0); // no disk is full
        }
        LocalStore store;
        const CachedSession session = open(store, m_folder->path());
        QCOMPARE(session.trouble, QString());
        QCOMPARE(session.host, m_host);
        QCOMPARE(wordsOf(session.outbox), words);
        QCOMPARE(session.drafts.value(m_room), QStringLiteral("half a thought"));
        QCOMPARE(session.uploads.size(), 1);
        QCOMPARE(imageOf(store, m_hash).size(), m_image.size());
        QCOMPARE(conflictsOf(store, m_room), 1);
        QCOMPARE(aside().filter(QRegularExpression(QStringLiteral("\\d$"))).size(), 1);
    }

    // The damaged file stays where it is as long as there is no room for another one.
    void A161_aFullDiskPutsTheMendingOffAndNothingElse()
    {
        QStringList words = fill();
        QVERIFY(damagePageOf(file(), "sqlite_autoindex_outbox_1"));
        {
            LocalStore store;
            QSignalSpy failed(&store, &LocalStore::writeFailed);
            QSignalSpy again(&store, &LocalStore::writtenAgain);
            (void)open(store, m_folder->path());
            {
                const FullDisk full;
                if (!full.isReal())
                    QSKIP("this system has no limit to make a disk full with");
                words.append(QStringLiteral("later"));
                QCOMPARE(put(store, noteFor(m_room, words.last())), false);
                QCOMPARE(failed.size(), 1);
                QVERIFY(failed.first().at(1).toBool()); // it is not the disk alone
                QCOMPARE(aside(), QStringList());
            }
            QTRY_COMPARE_WITH_TIMEOUT(again.size(), 1, 20'000);
        }
        LocalStore store;
        QCOMPARE(wordsOf(open(store, m_folder->path()).outbox), words);
    }
    // The program was ended between two of its steps: one of the two files is there, and is taken.
    void A161_mendingThatWasCutShortIsGoneOnWith_data()
    {
        QTest::addColumn<bool>("moved");
        QTest::newRow("the new one was not finished") << false;
        QTest::newRow("the damaged one was away already") << true;
    }
    void A161_mendingThatWasCutShortIsGoneOnWith()
    {
        QFETCH(bool, moved);
        const QStringList words = fill();
        const QString mended = file() + QStringLiteral(".mended");
        if (moved) {
            QVERIFY(QFile::rename(file(), mended));
        } else {
            QFile half(mended);
            QVERIFY(half.open(QIODevice::WriteOnly) && half.write("half") == 4);
        }
        LocalStore store;
        const CachedSession session = open(store, m_folder->path());
        QCOMPARE(session.trouble, QString());
        QCOMPARE(session.host, m_host);
        QCOMPARE(wordsOf(session.outbox), words);
        QVERIFY(!QFile::exists(mended));
    }
};

QTEST_GUILESS_MAIN(TestStoreSalvage)
#include "tst_storesalvage.moc"
