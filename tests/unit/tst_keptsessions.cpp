// SPDX-License-Identifier: MIT
#include "app/session/hostindex.h"
#include "app/session/keptsessions.h"
#include "app/session/storedatabase.h"
#include "shared/util/keypin.h"
#include "tests/support/fulldisk.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace coterie;

namespace {

const QUrl url(QStringLiteral("ws://10.0.0.1:47600/ws"));

} // namespace

// What is kept of each session on this computer, and how it goes (rules A180 and A181 of app/README.md).
class TestKeptSessions final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    // A session that was joined under this name, or one that never answered.
    QString make(const QString &name, const std::function<bool(StoreDatabase &)> &fill = {}, qint64 used = 1)
    {
        HostIndex index(m_folder->path());
        const QString folder = index.newFolder();
        StoreDatabase database;
        CachedSession session;
        if (database.open(folder, session) != StoreDatabase::Opened::Yes ||
            (!name.isEmpty() && !database.putHost({newId<UserId>(), QStringLiteral("Ana"), "token", name})) ||
            (fill && !fill(database)))
            return {};
        if (!name.isEmpty())
            index.remember(folder, name, url, {}, used);
        return folder;
    }
    QList<KeptSession> read()
    {
        KeptSessions kept(m_folder->path());
        QSignalSpy found(&kept, &KeptSessions::found);
        kept.read();
        if (found.isEmpty() && !found.wait(10000))
            return {};
        return found.first().first().value<QList<KeptSession>>();
    }
    bool forget(const QString &folder)
    {
        KeptSessions kept(m_folder->path());
        QSignalSpy forgotten(&kept, &KeptSessions::forgotten);
        kept.forget(folder);
        return (!forgotten.isEmpty() || forgotten.wait(10000)) && forgotten.first().at(1).toBool();
    }
    void dropEmpty(std::chrono::milliseconds age)
    {
        KeptSessions kept(m_folder->path());
        kept.dropEmpty(age); // and its end waits for it
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void A180_eachIsListedWithItsSizeAndCanBeForgotten()
    {
        const QString old = make(QStringLiteral("Old"), {}, 1000), newer = make(QStringLiteral("Newer"), {}, 2000);
        QVERIFY(!old.isEmpty() && !newer.isEmpty() && !make({}).isEmpty());
        QList<KeptSession> kept = read();
        QCOMPARE(kept.size(), 2);
        QCOMPARE(kept.first().name, QStringLiteral("Newer"));
        QCOMPARE(kept.last().name, QStringLiteral("Old"));
        QCOMPARE(kept.last().where, QStringLiteral("10.0.0.1:47600"));
        QCOMPARE(kept.last().used, QDateTime::fromMSecsSinceEpoch(1000, Qt::UTC));
        QVERIFY(kept.first().bytes > 1000 && kept.first().isReadable);
        QVERIFY(!kept.first().onlyHere && !kept.first().isOpen);
        QVERIFY(forget(old));
        QVERIFY(!QFile::exists(old) && QFile::exists(newer));
        kept = read();
        QCOMPARE(kept.size(), 1);
        QCOMPARE(HostIndex(m_folder->path()).candidates({{url, {}}}, {}), QStringList{newer});
    }

    void A180_whatItsHostHasNotGotIsTold()
    {
        const auto room = newId<RoomId>();
        const auto op = newId<OpId>();
        QVERIFY(!make(QStringLiteral("Draft"), [&](StoreDatabase &db) {
                     return db.putDraft(room, QStringLiteral("not yet said"));
                 }).isEmpty());
        QVERIFY(!make(QStringLiteral("Outbox"), [&](StoreDatabase &db) {
                     return db.putOperation({op, room, 1, ChatPost{op, room, QStringLiteral("x"), {}}, {}});
                 }).isEmpty());
        QVERIFY(!make(QStringLiteral("Drawing"), [&](StoreDatabase &db) {
                     const BoardOp copy = BoardOp::create(newId<ObjectId>(), BoardKind::Text, 0, 0, 20, 24);
                     return db.putConflict(room, newId<BoardId>(), {{copy}, QStringLiteral("full")});
                 }).isEmpty());
        QVERIFY(!make(QStringLiteral("Past"), [&](StoreDatabase &db) {
                     CachedRoom past;
                     past.info.id = newId<RoomId>();
                     past.info.name = QStringLiteral("lost");
                     past.pastOf = room;
                     return db.putRoom(past);
                 }).isEmpty());
        const QList<KeptSession> kept = read();
        QCOMPARE(kept.size(), 4);
        for (const KeptSession &one : kept)
            QVERIFY2(one.onlyHere, qPrintable(one.name));
    }

    void A180_oneThatIsOpenCannotBeForgotten()
    {
        const QString folder = make(QStringLiteral("Hall"));
        StoreDatabase open;
        CachedSession session;
        QCOMPARE(open.open(folder, session), StoreDatabase::Opened::Yes);
        QVERIFY(read().first().isOpen);
        QVERIFY(!forget(folder));
        QVERIFY(QFile::exists(folder + QStringLiteral("/cache.sqlite")));
        open.close();
        QVERIFY(forget(folder));
    }

    // A host that is met again while the disk is full takes no other session out of sight.
    void A252_aFullDiskHidesNoSession()
    {
        const QString first = make(QStringLiteral("First"), {}, 1000),
                      second = make(QStringLiteral("Second"), {}, 2000);
        {
            HostIndex index(m_folder->path());
            const test::FullDisk full;
            if (!full.isReal())
                QSKIP("this system has no limit to make a disk full with");
            index.remember(first, QStringLiteral("First"), url, HostKey::pinned(QByteArray(keyPinBytes, 'k')), 3000);
            index.reload();
            QCOMPARE(index.metIn(first).used, QDateTime::fromMSecsSinceEpoch(3000, Qt::UTC)); // known here, not kept
        }
        HostIndex index(m_folder->path());
        QCOMPARE(index.candidates({{url, {}}}, {}), (QStringList{second, first}));
        QCOMPARE(index.metIn(first).used, QDateTime::fromMSecsSinceEpoch(1000, Qt::UTC));
    }

    // The index of earlier versions was one file for all; it is believed for what has none of its own yet.
    void A252_anEmptyIndexIsNotTakenForNoSessions()
    {
        const QString one = make(QStringLiteral("One"), {}, 1000), other = make(QStringLiteral("Other"), {}, 2000);
        QFile index(m_folder->filePath(QStringLiteral("index.json")));
        for (const QByteArray &bytes : {QByteArray(), QByteArray("[{\"fol"), QByteArray("[]")}) {
            QVERIFY(index.open(QIODevice::WriteOnly) && index.write(bytes) == bytes.size());
            index.close();
            QCOMPARE(HostIndex(m_folder->path()).candidates({{url, {}}}, {}), (QStringList{other, one}));
        }
    }
    void A252_theIndexOfAnEarlierVersionIsRead()
    {
        const QString one = make({}), gone = m_folder->filePath(QStringLiteral("0193f5a0-0000-7000-8000-000000000001"));
        const auto entry = [](const QString &folder) {
            const char form[] = R"({"folder":"%1","name":"Hall","addresses":["10.0.0.1|47600"],"key":"","used":7})";
            return QString::fromLatin1(form).arg(QDir(folder).dirName()).toUtf8();
        };
        QFile index(m_folder->filePath(QStringLiteral("index.json")));
        QVERIFY(index.open(QIODevice::WriteOnly) && index.write("[" + entry(one) + "," + entry(gone) + "]") > 0);
        index.close();
        QCOMPARE(HostIndex(m_folder->path()).candidates({{url, {}}}, {}), QStringList{one});
        QCOMPARE(HostIndex(m_folder->path()).metIn(one).name, QStringLiteral("Hall"));
        HostIndex(m_folder->path()).remember(one, QStringLiteral("Hall"), url, {}, 8); // and kept as it is today
        QVERIFY(index.remove());
        QCOMPARE(HostIndex(m_folder->path()).candidates({{url, {}}}, {}), QStringList{one});
    }
    // Two windows, each in a session of its own, each remembering it.
    void A252_twoProgramsLoseNothingOfEachOther()
    {
        HostIndex here(m_folder->path()), there(m_folder->path());
        const QString mine = make({}), theirs = make({});
        here.remember(mine, QStringLiteral("Mine"), url, {}, 1);
        there.remember(theirs, QStringLiteral("Theirs"), url, {}, 2);
        here.remember(mine, QStringLiteral("Mine"), url, {}, 3);
        QCOMPARE(HostIndex(m_folder->path()).candidates({{url, {}}}, {}), (QStringList{mine, theirs}));
    }

    void A181_onlyWhatHoldsNothingGoesByItself()
    {
        const QString empty = make({}), session = make(QStringLiteral("Hall"));
        const QString drafts =
            make({}, [](StoreDatabase &db) { return db.putDraft(newId<RoomId>(), QStringLiteral("not yet said")); });
        const QString broken = make({}), aside = make({});
        QFile damaged(broken + QStringLiteral("/cache.sqlite"));
        QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write("no database at all") > 0);
        damaged.close();
        QFile copy(aside + QStringLiteral("/cache.sqlite.broken-1"));
        QVERIFY(copy.open(QIODevice::WriteOnly));
        copy.close();
        HostIndex(m_folder->path()).remember(session, QStringLiteral("Hall"), url, {}, 1);
        dropEmpty(std::chrono::hours(24)); // it may be just being joined
        QVERIFY(QFile::exists(empty));
        dropEmpty(std::chrono::milliseconds(-60'000));
        QVERIFY(!QFile::exists(empty));
        for (const QString &folder : {session, drafts, broken, aside})
            QVERIFY2(QFile::exists(folder + QStringLiteral("/cache.sqlite")), qPrintable(folder));
    }
};

QTEST_GUILESS_MAIN(TestKeptSessions)
#include "tst_keptsessions.moc"
