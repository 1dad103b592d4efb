// SPDX-License-Identifier: MIT
// The local store under disks that refuse, files that cannot be used and logs that begin anew (A100 to A106).
#include "app/session/storedatabase.h"
#include "shared/board/boardsnapshot.h"
#include "shared/protocol/roomstate.h"
#include "tests/support/boardlog.h"
#include "tests/support/fulldisk.h"
#include "tests/support/outboxrig.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <optional>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <array>
#include <cstdio>

using namespace coterie;
using namespace coterie::test;

namespace {

using Opened = StoreDatabase::Opened;

OutboxEntry chat(const RoomId &room, const QString &body)
{
    const auto id = newId<OpId>();
    return {id, room, 1, ChatPost{id, room, body, {}}, {}};
}
QStringList bodiesOf(const QList<OutboxEntry> &entries)
{
    QStringList bodies;
    for (const OutboxEntry &entry : entries)
        bodies.append(std::get<ChatPost>(entry.message).body);
    return bodies;
}
RoomEvent drawn(Dice &dice, Seq seq)
{
    RoomEvent event;
    event.seq = seq;
    event.id = dice.id<OpId>();
    event.author = ana;
    event.name = QStringLiteral("Ana");
    event.time = 1;
    event.chain = QByteArray::number(10'000'000 + seq);
    event.board = BoardChange{{dash(dice.id<ObjectId>(), double(seq), 0)}};
    return event;
}
QList<RoomEvent> drawing(Dice &dice, Seq first, Seq last)
{
    QList<RoomEvent> events;
    for (Seq seq = first; seq <= last; ++seq)
        events.append(drawn(dice, seq));
    return events;
}
// By how much this process grew at most while this was done; below 0: the system does not tell.
template <class F> qint64 peakOf(F &&act)
{
    const auto kib = [](QByteArrayView name) -> qint64 {
        QFile status(QStringLiteral("/proc/self/status"));
        if (!status.open(QIODevice::ReadOnly))
            return -1;
        const QList<QByteArray> lines = status.readAll().split('\n');
        for (const QByteArray &line : lines)
            if (line.startsWith(name))
                return line.mid(name.size()).trimmed().split(' ').first().toLongLong();
        return -1;
    };
    QFile reset(QStringLiteral("/proc/self/clear_refs"));
    bool told = false;
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
    malloc_trim(0); // what lies free of earlier would hide what is taken now
    told = reset.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && reset.write("5") == 1;
#endif
    const qint64 before = kib("VmRSS:");
    act();
    const qint64 most = kib("VmHWM:");
    return told && before >= 0 && most >= 0 ? std::max<qint64>(0, most - before) * 1024 : -1;
}
// Where SQL from outside is run, as another program does.
class OtherProgram final
{
public:
    explicit OtherProgram(const QString &file)
        : m_db(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other")))
    {
        m_db.setDatabaseName(file);
        m_open = m_db.open();
    }
    ~OtherProgram()
    {
        m_db = {};
        QSqlDatabase::removeDatabase(QStringLiteral("other"));
    }
    Q_DISABLE_COPY_MOVE(OtherProgram)
    [[nodiscard]] bool run(const char *sql) { return m_open && QSqlQuery(m_db).exec(QString::fromLatin1(sql)); }

private:
    QSqlDatabase m_db;
    bool m_open = false;
};

// Makes a cache of today one of an older program, which has to be brought up to date.
constexpr std::array backToVersion3{"ALTER TABLE board DROP COLUMN home",
                                    "ALTER TABLE outbox DROP COLUMN sent",
                                    "ALTER TABLE room DROP COLUMN past_of",
                                    "ALTER TABLE room DROP COLUMN past_time",
                                    "DROP TABLE gone",
                                    "ALTER TABLE conflict DROP COLUMN code",
                                    "ALTER TABLE room DROP COLUMN chain",
                                    "ALTER TABLE outbox DROP COLUMN epoch",
                                    "ALTER TABLE outbox DROP COLUMN answers",
                                    "ALTER TABLE room_state DROP COLUMN opened",
                                    "DROP TABLE earlier",
                                    "PRAGMA user_version=3"};

} // namespace

class TestStoreFaults final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    const RoomId m_room = newId<RoomId>();
    const BoardId m_board = firstBoard(m_room);
    const EpochId m_epoch = newId<EpochId>();

    static CachedSession open(LocalStore &store, const QString &folder)
    {
        std::optional<CachedSession> got;
        store.open(folder, [&](const CachedSession &session) { got = session; });
        (void)QTest::qWaitFor([&] { return got.has_value(); }, 20'000);
        return got.value_or(CachedSession());
    }
    static CachedBoard board(LocalStore &store, const BoardId &id)
    {
        std::optional<CachedBoard> got;
        store.board(id, [&](const CachedBoard &board) { got = board; });
        (void)QTest::qWaitFor([&] { return got.has_value(); });
        return got.value_or(CachedBoard());
    }
    // What the store says to one operation: on the disk, or not.
    static std::optional<bool> put(LocalStore &store, const OutboxEntry &entry)
    {
        std::optional<bool> got;
        store.putOperation(entry, false, [&](bool ok) { got = ok; });
        (void)QTest::qWaitFor([&] { return got.has_value(); }, 20'000);
        return got;
    }
    [[nodiscard]] QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    [[nodiscard]] QStringList aside() const
    {
        return QDir(m_folder->path()).entryList({QStringLiteral("*.broken-*")}, QDir::Files, QDir::Name);
    }
    [[nodiscard]] CachedBoard emptyBoard(Seq seq) const
    {
        return {m_epoch, seq, seq, writeBoardSnapshot(BoardDoc()), {}};
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void A100_aDiskThatIsFullAtTheStartCostsNeitherIdentityNorWhatWaits()
    {
        const CachedHost host{newId<UserId>(), QStringLiteral("Ana"), "secret", QStringLiteral("Hall")};
        QTemporaryDir killed; // as kill -9 leaves it: all of it is in the journal, and the lock file stays
        {
            LocalStore store;
            (void)open(store, m_folder->path());
            store.putHost(host);
            std::optional<bool> flushed; // it is folded in by itself (A254)
            store.flush([&](bool ok) { flushed = ok; });
            QTRY_COMPARE(flushed, std::optional(true));
            QCOMPARE(put(store, chat(m_room, QStringLiteral("a"))), true);
            for (const char *name : {"cache.sqlite-wal", "cache.sqlite", "cache.lock"})
                QVERIFY2(QFile::copy(path(name), killed.filePath(QLatin1String(name))), name);
        }
        QVERIFY(QFileInfo(killed.filePath(QStringLiteral("cache.sqlite-wal"))).size() > 0);
        LocalStore store;
        QSignalSpy failed(&store, &LocalStore::writeFailed);
        QSignalSpy again(&store, &LocalStore::writtenAgain);
        {
            const FullDisk full;
            if (!full.isReal())
                QSKIP("this system has no limit to make a disk full with");
            const CachedSession session = open(store, killed.path());
            QVERIFY(session.ok);
            QCOMPARE(session.trouble, QString());
            QCOMPARE(session.host, host);
            QCOMPARE(bodiesOf(session.outbox), QStringList{QStringLiteral("a")});
            QCOMPARE(put(store, chat(m_room, QStringLiteral("b"))), false);
            QCOMPARE(failed.size(), 1);
        }
        QTRY_COMPARE_WITH_TIMEOUT(again.size(), 1, 20'000);
        QCOMPARE(put(store, chat(m_room, QStringLiteral("c"))), true); // the control: it can be told apart
        const CachedSession session = open(store, killed.path());
        QCOMPARE(session.host, host);
        QCOMPARE(bodiesOf(session.outbox),
                 (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
        QVERIFY(QDir(killed.path()).entryList({QStringLiteral("*.broken-*")}).isEmpty());
    }

    // By somebody who cleans up, or a program that keeps folders alike.
    void A301_aFileThatIsRemovedOrReplacedWhileItIsOpenIsMadeAgain_data()
    {
        QTest::addColumn<bool>("replaced");
        QTest::newRow("removed with its folder") << false;
        QTest::newRow("replaced by an older copy") << true;
    }
    void A301_aFileThatIsRemovedOrReplacedWhileItIsOpenIsMadeAgain()
    {
        QFETCH(const bool, replaced);
        const CachedHost host{newId<UserId>(), QStringLiteral("Ana"), "secret", QStringLiteral("Hall")};
        const QString folder = m_folder->filePath(QStringLiteral("one")),
                      file = folder + QStringLiteral("/cache.sqlite");
        {
            LocalStore store;
            (void)open(store, folder);
        }
        QTemporaryDir older;
        QVERIFY(QFile::copy(file, older.filePath(QStringLiteral("cache.sqlite"))));
        {
            LocalStore store;
            QSignalSpy mended(&store, &LocalStore::mended);
            (void)open(store, folder);
            store.putHost(host);
            QCOMPARE(put(store, chat(m_room, QStringLiteral("a"))), true);
            if (replaced)
                QVERIFY(QFile::rename(older.filePath(QStringLiteral("cache.sqlite")), file + QStringLiteral(".new")) &&
                        std::rename(qPrintable(file + QStringLiteral(".new")), qPrintable(file)) == 0);
            else
                QVERIFY(QDir(folder).removeRecursively());
            QCOMPARE(put(store, chat(m_room, QStringLiteral("b"))), true);
            QCOMPARE(put(store, chat(m_room, QStringLiteral("c"))), true);
            QTRY_COMPARE(mended.size(), 1);
            QVERIFY2(mended.first().first().toString().contains(QStringLiteral("was removed or replaced")),
                     qPrintable(mended.first().first().toString()));
            // As a power cut would leave it.
            QTemporaryDir killed;
            for (const char *name : {"cache.sqlite-wal", "cache.sqlite"})
                (void)QFile::copy(folder + u'/' + QLatin1String(name), killed.filePath(QLatin1String(name)));
            LocalStore after;
            const CachedSession session = open(after, killed.path());
            QCOMPARE(session.host, host);
            QCOMPARE(bodiesOf(session.outbox),
                     (QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
        }
        LocalStore store;
        const CachedSession session = open(store, folder);
        QCOMPARE(session.trouble, QString());
        QCOMPARE(session.outbox.size(), 3);
        QCOMPARE(QDir(folder).entryList({QStringLiteral("cache.sqlite.broken-*")}).isEmpty(), !replaced);
    }

    void A100_aFileThatCannotBeUsedNowIsLeftAsItIsAndNothingClaimsToBeOnTheDisk_data()
    {
        QTest::addColumn<bool>("busy");
        QTest::newRow("the disk is full when it has to be brought up to date") << false;
        QTest::newRow("another program is at it") << true;
    }
    void A100_aFileThatCannotBeUsedNowIsLeftAsItIsAndNothingClaimsToBeOnTheDisk()
    {
        QFETCH(bool, busy);
        {
            LocalStore store;
            (void)open(store, m_folder->path());
            QCOMPARE(put(store, chat(m_room, QStringLiteral("kept"))), true);
        }
        {
            OtherProgram program(path("cache.sqlite"));
            for (const char *sql : backToVersion3)
                QVERIFY2(program.run(sql), sql);
        }
        {
            LocalStore store;
            std::optional<OtherProgram> program;
            std::optional<FullDisk> full;
            if (busy) {
                program.emplace(path("cache.sqlite"));
                QVERIFY(program->run("BEGIN IMMEDIATE"));
            } else if (!full.emplace().isReal()) {
                QSKIP("this system has no limit to make a disk full with");
            }
            const CachedSession session = open(store, m_folder->path());
            QVERIFY(session.ok);
            QVERIFY(session.outbox.isEmpty());
            QVERIFY2(session.trouble.contains(m_folder->path()), qPrintable(session.trouble));
            QCOMPARE(put(store, chat(m_room, QStringLiteral("in memory"))), false);
        }
        QCOMPARE(aside(), QStringList());
        LocalStore store;
        const CachedSession session = open(store, m_folder->path());
        QCOMPARE(session.trouble, QString());
        QCOMPARE(bodiesOf(session.outbox), QStringList{QStringLiteral("kept")});
    }

    // A disk that is mounted to be read only, or a folder that became somebody else's. Here SQLite cannot make its
    // journal, whoever runs this.
    void A100_aFolderThatTakesNothingIsReadAllTheSame()
    {
        const CachedHost host{newId<UserId>(), QStringLiteral("Ana"), "secret", QStringLiteral("Hall")};
        {
            LocalStore store;
            (void)open(store, m_folder->path());
            store.putHost(host);
            store.putDraft(m_room, QStringLiteral("half a thought"));
            QCOMPARE(put(store, chat(m_room, QStringLiteral("kept"))), true);
        }
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("cache.sqlite-wal")));
        const auto look = [this] {
            LocalStore store;
            std::optional<CachedGlimpse> seen;
            store.look({m_folder->path()}, [&](const QList<CachedGlimpse> &all) { seen = all.value(0); });
            (void)QTest::qWaitFor([&] { return seen.has_value(); }, 20'000);
            return seen.value_or(CachedGlimpse());
        };
        QVERIFY(look().isReadable);
        QCOMPARE(look().host, host);
        QCOMPARE(look().waiting, 1);
        {
            LocalStore store;
            QSignalSpy again(&store, &LocalStore::writtenAgain);
            const CachedSession session = open(store, m_folder->path());
            QVERIFY(session.ok);
            QCOMPARE(session.host, host);
            QCOMPARE(session.drafts.value(m_room), QStringLiteral("half a thought"));
            QCOMPARE(bodiesOf(session.outbox), QStringList{QStringLiteral("kept")});
            QVERIFY2(session.trouble.contains(m_folder->path()), qPrintable(session.trouble));
            QCOMPARE(put(store, chat(m_room, QStringLiteral("in memory"))), false);
            QVERIFY(again.isEmpty());
            QVERIFY(QDir(m_folder->path()).rmdir(QStringLiteral("cache.sqlite-wal")));
            QTRY_COMPARE_WITH_TIMEOUT(again.size(), 1, 20'000); // it is the same person's: it goes on in the file
            QCOMPARE(put(store, chat(m_room, QStringLiteral("on the disk"))), true);
        }
        LocalStore store;
        const CachedSession session = open(store, m_folder->path());
        QCOMPARE(session.trouble, QString());
        QCOMPARE(session.host, host);
        QCOMPARE(bodiesOf(session.outbox),
                 (QStringList{QStringLiteral("kept"), QStringLiteral("in memory"), QStringLiteral("on the disk")}));
        QCOMPARE(aside(), QStringList());
    }

    // As in the window where the person wrote it.
    void A319_whatWaitsInAFolderIsCountedByItsSteps()
    {
        const OpId step = newId<OpId>();
        const auto drawnIn = [&](const OpId &id) {
            return OutboxEntry{
                id, m_room, 1, BoardCommit{id, m_room, {dash(newId<ObjectId>(), 1, 0)}, m_board, step}, {}};
        };
        const QString before = m_folder->filePath(QStringLiteral("before")),
                      now = m_folder->filePath(QStringLiteral("now"));
        {
            LocalStore store;
            (void)open(store, before);
            OutboxEntry first = drawnIn(step);
            std::get<BoardCommit>(first.message).step.reset(); // the first of a step need not say so
            QCOMPARE(put(store, first), true);
            for (int i = 0; i < 9; ++i)
                QCOMPARE(put(store, drawnIn(newId<OpId>())), true);
            QCOMPARE(put(store, chat(m_room, QStringLiteral("hello"))), true);
        }
        LocalStore store;
        (void)open(store, now);
        std::optional<int> waiting;
        store.look({before}, [&](const QList<CachedGlimpse> &all) { waiting = all.value(0).waiting; });
        QTRY_COMPARE(waiting, std::optional(2));
        std::optional<BroughtWork> brought;
        store.bringFrom(before, [&](bool done, const BroughtWork &work) {
            if (done)
                brought = work;
        });
        QTRY_VERIFY(brought);
        QCOMPARE(brought->operations.size(), 11);
        QCOMPARE(brought->changes(), 2);
    }

    // A session that is joined while the disk is full has no file at all.
    void A124_aFileThatCouldNotBeMadeIsMadeWhenThereIsRoom()
    {
        const QString folder = m_folder->filePath(QStringLiteral("new"));
        const UserId me = newId<UserId>();
        {
            LocalStore store;
            QSignalSpy again(&store, &LocalStore::writtenAgain);
            {
                const FullDisk full;
                if (!full.isReal())
                    QSKIP("this system has no limit to make a disk full with");
                const CachedSession session = open(store, folder);
                QVERIFY(session.ok);
                QVERIFY2(session.trouble.contains(QStringLiteral("tried again by itself")),
                         qPrintable(session.trouble));
                store.putHost({me, QStringLiteral("Ana"), QByteArrayLiteral("token"), QStringLiteral("Hall")});
                QCOMPARE(put(store, chat(m_room, QStringLiteral("one"))), false);
                QVERIFY(again.isEmpty());
            }
            QTRY_COMPARE_WITH_TIMEOUT(again.size(), 1, 20'000);
            QCOMPARE(put(store, chat(m_room, QStringLiteral("two"))), true);
        }
        LocalStore store;
        const CachedSession session = open(store, folder);
        QCOMPARE(session.trouble, QString());
        QCOMPARE(session.host.user, me);
        QCOMPARE(session.host.token, QByteArrayLiteral("token"));
        QCOMPARE(bodiesOf(session.outbox), (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
    }

    // What came out of memory is not put into what somebody else's file holds.
    void A124_aFileWithAnIdentityIsLeftAsItIs()
    {
        const UserId before = newId<UserId>();
        {
            LocalStore store;
            (void)open(store, m_folder->path());
            store.putHost({before, QStringLiteral("Ana"), QByteArrayLiteral("old"), QStringLiteral("Hall")});
            QCOMPARE(put(store, chat(m_room, QStringLiteral("kept"))), true);
        }
        {
            OtherProgram program(path("cache.sqlite"));
            for (const char *sql : backToVersion3)
                QVERIFY2(program.run(sql), sql);
        }
        {
            LocalStore store;
            std::optional<OtherProgram> program;
            program.emplace(path("cache.sqlite"));
            QVERIFY(program->run("BEGIN IMMEDIATE"));
            QVERIFY(!open(store, m_folder->path()).trouble.isEmpty());
            store.putHost({newId<UserId>(), QStringLiteral("Ana"), QByteArrayLiteral("new"), QStringLiteral("Hall")});
            QCOMPARE(put(store, chat(m_room, QStringLiteral("in memory"))), false);
            program.reset();
        } // the end is the last chance
        LocalStore store;
        const CachedSession session = open(store, m_folder->path());
        QCOMPARE(session.host.user, before);
        QCOMPARE(session.host.token, QByteArrayLiteral("old"));
        QCOMPARE(bodiesOf(session.outbox), QStringList{QStringLiteral("kept")});
    }

    void A101_aDamagedFileIsPutAsideWithItsJournal()
    {
        const QByteArray damage(8192, 'x'), journal(4096, 'j');
        for (const auto &[name, bytes] : {std::pair("cache.sqlite", damage), std::pair("cache.sqlite-wal", journal)}) {
            QFile file(path(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(bytes), bytes.size());
        }
        LocalStore store;
        const CachedSession session = open(store, m_folder->path());
        QVERIFY(session.ok && !session.trouble.isEmpty());
        QCOMPARE(put(store, chat(m_room, QStringLiteral("new"))), true);
        QCOMPARE(aside().size(), 2);
        for (const auto &[name, bytes] : {std::pair(aside().first(), damage), std::pair(aside().last(), journal)}) {
            QFile file(m_folder->filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), bytes);
        }
    }

    void A102_whatTheDiskDidNotTakeIsWrittenLaterInTheOrderOfTheCalls()
    {
        const OutboxEntry a = chat(m_room, QStringLiteral("a")), b = chat(m_room, QStringLiteral("b")),
                          c = chat(m_room, QStringLiteral("c")), d = chat(m_room, QStringLiteral("d"));
        OutboxEntry edited = b;
        std::get<ChatPost>(edited.message).body = QStringLiteral("b, in other words");
        edited.edited = true;
        {
            LocalStore store;
            QSignalSpy failed(&store, &LocalStore::writeFailed);
            QSignalSpy again(&store, &LocalStore::writtenAgain);
            (void)open(store, m_folder->path());
            QCOMPARE(put(store, a), true);
            {
                const FullDisk full;
                if (!full.isReal())
                    QSKIP("this system has no limit to make a disk full with");
                QCOMPARE(put(store, b), false);
                QCOMPARE(put(store, c), false);
                std::optional<bool> changed;
                store.changeOperation(edited, [&](bool ok) { changed = ok; });
                QTRY_COMPARE(changed, std::optional(false));
                store.removeOperation(a.id);
                store.putDraft(m_room, QStringLiteral("half"));
                std::optional<CachedPage> page; // and it can still be read
                store.page({m_room, 1, {}, 1}, [&](const CachedPage &got) { page = got; });
                QTRY_VERIFY(page);
            }
            QCOMPARE(put(store, d).has_value(), true); // behind the others, whether they are on the disk by now or not
            QTRY_COMPARE_WITH_TIMEOUT(again.size(), 1, 20'000);
            QCOMPARE(failed.size(), 1);
        }
        LocalStore store;
        const CachedSession session = open(store, m_folder->path());
        QCOMPARE(bodiesOf(session.outbox),
                 (QStringList{QStringLiteral("b, in other words"), QStringLiteral("c"), QStringLiteral("d")}));
        QVERIFY(session.outbox.first().edited);
        QCOMPARE(session.drafts.value(m_room), QStringLiteral("half"));
    }

    void A102_theWindowGoesOnAndOneFailureIsToldOnce()
    {
        OutboxRig rig(m_folder->path());
        QSignalSpy saved(&rig.outbox, &Outbox::saved);
        QSignalSpy failed(&rig.store, &LocalStore::writeFailed);
        QSignalSpy again(&rig.store, &LocalStore::writtenAgain);
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        OpId id;
        {
            const FullDisk full;
            if (!full.isReal())
                QSKIP("this system has no limit to make a disk full with");
            id = rig.post(m_room, QStringLiteral("a"));
            QVERIFY(rig.isSaved(id)); // no longer on its way to the disk
            rig.post(m_room, QStringLiteral("b"));
            QTRY_COMPARE(saved.size(), 2);
        }
        QCOMPARE(saved.at(0).at(2).toBool(), false);
        QCOMPARE(rig.bodiesSent(), QStringList{QStringLiteral("a")}); // all the same
        rig.ack(id, 1);
        QTRY_COMPARE_WITH_TIMEOUT(again.size(), 1, 20'000);
        QCOMPARE(failed.size(), 1);
        QTemporaryDir other;
        (void)open(rig.store, other.path()); // lets go of the file
        LocalStore store;
        QCOMPARE(bodiesOf(open(store, m_folder->path()).outbox), QStringList{QStringLiteral("b")});
    }

    void A102_aChangeOfWhatIsNotThereIsNoSuccessWithoutIt()
    {
        StoreDatabase db;
        CachedSession session;
        QCOMPARE(db.open(m_folder->path(), session), Opened::Yes);
        OutboxEntry entry = chat(m_room, QStringLiteral("never came to the disk"));
        entry.edited = true;
        QVERIFY(db.changeOperation(entry));
        QVERIFY(db.load(session));
        QCOMPARE(bodiesOf(session.outbox), bodiesOf({entry}));
        QVERIFY(session.outbox.first().edited);
    }

    void A103_aCopyOfABoardNeverHasAHole()
    {
        Dice dice(3);
        StoreDatabase db;
        CachedSession session;
        QCOMPARE(db.open(m_folder->path(), session), Opened::Yes);
        QVERIFY(db.putBoard(m_room, m_board, emptyBoard(9)));
        const auto cursorAfter = [&](const BoardStretch &stretch) {
            CachedBoard kept;
            return db.putBoardEvents(m_board, stretch) && db.board(m_board, kept) ? kept.cursor : Seq(-1);
        };
        QCOMPARE(cursorAfter({m_epoch, 9, 10, drawing(dice, 10, 10)}), 10);
        QCOMPARE(cursorAfter({m_epoch, 12, 13, drawing(dice, 13, 13)}), 10);          // 11 and 12 were never written
        QCOMPARE(cursorAfter({newId<EpochId>(), 10, 11, drawing(dice, 11, 11)}), 10); // of another log
        QCOMPARE(cursorAfter({m_epoch, 10, 12, drawing(dice, 11, 12)}), 12);          // the control
        CachedBoard kept;
        QVERIFY(db.board(m_board, kept));
        QCOMPARE(kept.events.size(), 3);
        BoardId other{newId<BoardId>()};
        QVERIFY(db.putBoardEvents(other, {m_epoch, 0, 1, drawing(dice, 1, 1)})); // of a copy that is not there
        CachedBoard none;
        QVERIFY(db.board(other, none));
        QVERIFY(none.events.isEmpty() && none.cursor == 0);
    }
    void A103_whatOfABoardTheDiskDidNotTakeIsWrittenLater()
    {
        Dice dice(3);
        LocalStore store;
        QSignalSpy failed(&store, &LocalStore::writeFailed);
        QSignalSpy again(&store, &LocalStore::writtenAgain);
        (void)open(store, m_folder->path());
        store.putBoard(m_room, m_board, emptyBoard(9));
        QCOMPARE(board(store, m_board).cursor, 9);
        {
            const FullDisk full;
            if (!full.isReal())
                QSKIP("this system has no limit to make a disk full with");
            store.putBoardEvents(m_board, {m_epoch, 9, 12, drawing(dice, 10, 12)});
            QTRY_COMPARE(failed.size(), 1);
        }
        store.putBoardEvents(m_board, {m_epoch, 12, 13, drawing(dice, 13, 13)});
        QTRY_COMPARE_WITH_TIMEOUT(again.size(), 1, 20'000);
        const CachedBoard kept = board(store, m_board);
        QCOMPARE(kept.cursor, 13);
        QCOMPARE(kept.events.size(), 4);
    }

    void A104_manyChangesBecomeOneSnapshotOfTheSameBoard()
    {
        constexpr int changes = 20'000;
        Dice dice(4);
        BoardDoc wanted;
        StoreDatabase db;
        CachedSession session;
        QCOMPARE(db.open(m_folder->path(), session), Opened::Yes);
        const QList<RoomEvent> events = drawing(dice, 1, changes);
        const auto apply = [](BoardDoc &doc, const QList<RoomEvent> &log) {
            for (const RoomEvent &event : log)
                doc.apply(boardTransaction(event), event.seq);
        };
        const auto read = [](const CachedBoard &kept) {
            BoardSnapshotReader reader;
            for (const QByteArray &part : kept.parts)
                (void)reader.add(part);
            return reader.take();
        };
        CachedRoom room;
        room.info.id = m_room;
        room.cursor = changes;
        QVERIFY(db.begin() && db.putRoom(room) && db.putBoard(m_room, m_board, emptyBoard(0)) &&
                db.putBoardEvents(m_board, {m_epoch, 0, changes, events}) && db.commit());
        apply(wanted, events);
        QElapsedTimer timer;
        const auto took = [&timer](const char *what) { qInfo("%s: %lld ms", what, timer.restart()); };
        timer.start();
        CachedBoard before;
        QVERIFY(db.board(m_board, before));
        took("reading 20,000 changes");
        QCOMPARE(before.events.size(), changes);
        BoardDoc doc = read(before);
        apply(doc, before.events);
        took("applying them");
        QCOMPARE(doc.hash(), wanted.hash());
        timer.restart();
        QVERIFY(db.begin() && db.foldBoard(m_board) && db.commit());
        took("folding them");
        CachedBoard after;
        QVERIFY(db.board(m_board, after));
        const BoardDoc folded = read(after);
        took("reading the snapshot");
        QVERIFY(after.events.isEmpty());
        QCOMPARE(after.cursor, changes);
        QCOMPARE(folded.hash(), wanted.hash());
        QCOMPARE(folded.visibleCount(), changes);
        // It goes on from there, and the room still knows its chain.
        QVERIFY(db.putBoardEvents(m_board, {m_epoch, changes, changes + 1, drawing(dice, changes + 1, changes + 1)}));
        CachedBoard later;
        QVERIFY(db.board(m_board, later));
        QCOMPARE(later.events.size(), 1);
        QVERIFY(db.load(session));
        QCOMPARE(session.rooms.first().chain, events.last().chain.value());
    }

    void A105_aLogThatBeganAnewTakesTheCopiesOfAllItsBoardsWithIt()
    {
        StoreDatabase db;
        CachedSession session;
        QCOMPARE(db.open(m_folder->path(), session), Opened::Yes);
        const auto second = newId<BoardId>();
        const auto elsewhere = newId<RoomId>();
        QVERIFY(db.putBoard(m_room, m_board, emptyBoard(9)) && db.putBoard(m_room, second, emptyBoard(9)) &&
                db.putBoard(elsewhere, firstBoard(elsewhere), emptyBoard(9)));
        Dice dice(5);
        QVERIFY(db.putBoardEvents(second, {m_epoch, 9, 10, drawing(dice, 10, 10)}));
        QVERIFY(db.dropEvents(m_room));
        const auto cursor = [&db](const BoardId &id) {
            CachedBoard kept;
            return db.board(id, kept) ? kept.cursor : Seq(-1);
        };
        QCOMPARE(cursor(m_board), 0);
        QCOMPARE(cursor(second), 0);
        QCOMPARE(cursor(firstBoard(elsewhere)), 9); // the control
        QVERIFY(db.putBoard(m_room, second, emptyBoard(0)));
        CachedBoard anew;
        QVERIFY(db.board(second, anew));
        QVERIFY(anew.events.isEmpty()); // nothing of the old one is left
    }

    // The host is set back; then others write there, and one's own message comes again. What is in both logs leaves the
    // old one: by its id, and all that is before an entry with the same chain.
    void A164_whatIsInTheNewLogTooLeavesTheOldOne()
    {
        StoreDatabase db;
        CachedSession session;
        QCOMPARE(db.open(m_folder->path(), session), Opened::Yes);
        const auto said = [](Seq seq, const QString &body, const QByteArray &chain) {
            RoomEvent event = eventOf(newId<OpId>(), body, seq);
            event.chain = chain;
            return event;
        };
        QList<RoomEvent> log;
        for (Seq seq = 1; seq <= 10; ++seq)
            log.append(said(seq, QStringLiteral("word%1").arg(seq), QByteArray(7, 'c') + char('0' + seq)));
        CachedRoom room;
        room.info.id = m_room;
        room.info.name = QStringLiteral("general");
        room.cursor = 10;
        QVERIFY(db.putRoom(room) && db.putEvents(m_room, log, 1, 10));
        CachedRoom past = room;
        past.info.id = newId<RoomId>();
        past.pastOf = m_room;
        past.pastTime = 1;
        QVERIFY(db.begin() && db.setAside(past) && db.commit());
        const auto hits = [&db](const QString &word) {
            SearchAnswer answer;
            SearchQuery query;
            query.words = parseSearch(word);
            QList<RoomId> rooms;
            if (db.search(query, answer))
                for (const SearchHit &hit : answer.hits)
                    rooms.append(hit.room);
            return rooms;
        };
        const auto page = [&db, this](const RoomId &id) {
            CachedPage got;
            QStringList bodies;
            if (db.page({id, id == m_room ? 8 : 11, {}, 100}, got))
                for (const RoomEvent &event : got.events)
                    bodies.append(event.chat->body);
            return bodies;
        };
        QCOMPARE(page(m_room).size(), 0);
        QCOMPARE(page(past.info.id).size(), 10);
        QCOMPARE(hits(QStringLiteral("word7")), QList<RoomId>{past.info.id});
        // 1 to 5 were in the backup, but only the end of the new log is fetched: 5, a stranger's, and 8 again.
        const QList<RoomEvent> anew{log.at(4), said(6, QStringLiteral("stranger"), "other006"), [&] {
                                        RoomEvent again = log.at(7);
                                        again.seq = 7;
                                        again.chain = "other007";
                                        return again;
                                    }()};
        QVERIFY(db.putEvents(m_room, anew, 5, 7));
        QCOMPARE(page(past.info.id), (QStringList{QStringLiteral("word6"), QStringLiteral("word7"),
                                                  QStringLiteral("word9"), QStringLiteral("word10")}));
        QCOMPARE(hits(QStringLiteral("word8")), QList<RoomId>{m_room}); // once
        QCOMPARE(hits(QStringLiteral("word2")), QList<RoomId>{m_room}); // and need not be fetched again
        QCOMPARE(page(m_room), (QStringList{QStringLiteral("word1"), QStringLiteral("word2"), QStringLiteral("word3"),
                                            QStringLiteral("word4"), QStringLiteral("word5"),
                                            QStringLiteral("stranger"), QStringLiteral("word8")}));
        QCOMPARE(hits(QStringLiteral("word9")), QList<RoomId>{past.info.id});
        QList<PastLog> logs;
        QVERIFY(db.pasts(m_room, logs));
        QCOMPARE(logs.size(), 1);
        QCOMPARE(logs.first().messages, 4);
        QCOMPARE(logs.first().last, 10);
        QVERIFY(db.removeRoom(past.info.id));
        QCOMPARE(hits(QStringLiteral("word9")), QList<RoomId>());
        logs.clear();
        QVERIFY(db.pasts(m_room, logs));
        QVERIFY(logs.isEmpty());
    }

    // Under ids of their own, since the new log has boards of the old ones.
    void A186_theBoardsGoWithTheLogThatTheHostLost()
    {
        StoreDatabase db;
        CachedSession session;
        QCOMPARE(db.open(m_folder->path(), session), Opened::Yes);
        const auto second = newId<BoardId>(), untouched = newId<BoardId>();
        Dice dice(5);
        CachedRoom room;
        room.info.id = m_room;
        RoomStatePage page;
        page.room = m_room;
        page.boards = {{m_board, {}, ana, {}}, {second, QStringLiteral("Plan"), ana, {}}};
        QVERIFY(db.putRoom(room) && db.putRoomState(page));
        QVERIFY(db.putBoard(m_room, m_board, emptyBoard(9)) && db.putBoard(m_room, second, emptyBoard(9)) &&
                db.putBoard(m_room, untouched, emptyBoard(9)));
        QVERIFY(db.putBoardEvents(m_board, {m_epoch, 9, 12, drawing(dice, 10, 12)}));
        QVERIFY(db.putBoardEvents(second, {m_epoch, 9, 14, drawing(dice, 13, 14)}));
        CachedRoom past = room;
        past.info.id = newId<RoomId>();
        past.pastOf = m_room;
        QVERIFY(db.begin() && db.setAside(past) && db.commit()); // nothing was said there
        const auto changes = [&db](const BoardId &id) {
            CachedBoard kept;
            return db.board(id, kept) && !kept.parts.isEmpty() ? int(kept.events.size()) : -1;
        };
        QCOMPARE(changes(m_board), -1);
        QCOMPARE(changes(second), -1);
        CachedRoomState state;
        QVERIFY(db.roomState(past.info.id, state) && state.page);
        QCOMPARE(state.page->boards.size(), 2); // nothing was on the third
        QCOMPARE(state.page->boards.first().id, firstBoard(past.info.id));
        QCOMPARE(state.page->boards.last().name, QStringLiteral("Plan"));
        QVERIFY(state.page->everybody == BoardRight::View);
        QCOMPARE(changes(state.page->boards.first().id), 3);
        QCOMPARE(changes(state.page->boards.last().id), 2);
        QList<PastLog> logs;
        QVERIFY(db.pasts(m_room, logs));
        QCOMPARE(logs.size(), 1);
        QCOMPARE(logs.first().boards, 2);
        QVERIFY(db.removeRoom(past.info.id));
        QCOMPARE(changes(state.page->boards.last().id), -1);
    }

    // Twenty thousand messages, of which no more than a page is in memory at a time.
    void A187_aLogOfAnyLengthIsSetAsideInLittleMemory()
    {
        constexpr Seq length = 20'000;
        constexpr qint64 little = 6 * 1024 * 1024;
        StoreDatabase db;
        CachedSession session;
        QCOMPARE(db.open(m_folder->path(), session), Opened::Yes);
        CachedRoom room;
        room.info.id = m_room;
        room.cursor = length;
        QVERIFY(db.putRoom(room) && db.begin());
        const QString words = QStringLiteral("the same words over and over again ").repeated(8);
        for (Seq seq = 1; seq <= length; ++seq) {
            RoomEvent event = eventOf(newId<OpId>(), words + QString::number(seq), seq);
            event.chain = QByteArray::number(10'000'000 + seq);
            QVERIFY(db.putEvents(m_room, {event}, seq, seq));
        }
        QVERIFY(db.commit());
        CachedRoom past = room;
        past.info.id = newId<RoomId>();
        past.pastOf = m_room;
        QList<PastLog> logs;
        const qint64 aside = peakOf([&] {
            QVERIFY(db.begin() && db.setAside(past) && db.commit());
            QVERIFY(db.pasts(m_room, logs));
        });
        if (aside < 0)
            QSKIP("this system does not tell how much memory was used at most");
        QCOMPARE(logs.first().messages, length);
        CachedPage last; // that is in the new log too: all but ten
        QVERIFY(db.page({past.info.id, length - 9, {}, 1}, last));
        const RoomEvent same = last.events.first();
        const qint64 back =
            peakOf([&] { QVERIFY(db.begin() && db.putEvents(m_room, {same}, same.seq, same.seq) && db.commit()); });
        logs.clear();
        QVERIFY(db.pasts(m_room, logs));
        QCOMPARE(logs.first().messages, 10);
        CachedPage all;
        const qint64 control = peakOf([&] { QVERIFY(db.page({m_room, length - 9, {}, int(length)}, all)); });
        QCOMPARE(all.events.size(), length - 10);
        all = {};
        const qint64 gone = peakOf([&] { QVERIFY(db.begin() && db.dropEvents(m_room) && db.commit()); });
        qInfo("set aside in %lld KiB, taken back in %lld KiB, dropped in %lld KiB; all at once %lld KiB", aside / 1024,
              back / 1024, gone / 1024, control / 1024);
        for (const qint64 most : {aside, back, gone})
            QVERIFY2(most < little, qPrintable(QString::number(most)));
        QVERIFY2(control > little, "what is in memory at once would not be seen");
    }

    void A106_whatIsOnItsWayToTheDiskWhenAnotherFileIsOpenedIsAnswered()
    {
        OutboxRig rig(m_folder->path());
        QSignalSpy saved(&rig.outbox, &Outbox::saved);
        rig.outbox.begin({});
        rig.outbox.roomReady(m_room);
        const OpId first = rig.post(m_room, QStringLiteral("typed as another session turned out to be meant"));
        QTemporaryDir other;
        bool loaded = false;
        rig.store.open(other.path(), [&](const CachedSession &session) {
            rig.outbox.load(session);
            loaded = true;
        });
        QTRY_VERIFY(loaded);
        QCOMPARE(saved.size(), 1);
        QCOMPARE(saved.first().at(1).value<OpId>(), first);
        QVERIFY(saved.first().at(2).toBool());
        QVERIFY(!rig.outbox.find(first)); // it waits in the file of its session
        const OpId next = rig.post(m_room, QStringLiteral("next"));
        QVERIFY(rig.isSaved(next));
        QVERIFY(rig.outbox.find(next)->state == Outbox::State::Sending); // its lane is free
        LocalStore store;
        QCOMPARE(open(store, m_folder->path()).outbox.size(), 1);
    }
    void A106_whatTheDiskDidNotTakeComesToItsOwnFile()
    {
        LocalStore store;
        QTemporaryDir other;
        (void)open(store, m_folder->path());
        {
            const FullDisk full;
            if (!full.isReal())
                QSKIP("this system has no limit to make a disk full with");
            QCOMPARE(put(store, chat(m_room, QStringLiteral("a"))), false);
            (void)open(store, other.path());
        }
        const CachedSession session = open(store, m_folder->path());
        QCOMPARE(bodiesOf(session.outbox), QStringList{QStringLiteral("a")});
        QVERIFY(open(store, other.path()).outbox.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestStoreFaults)
#include "tst_storefaults.moc"
