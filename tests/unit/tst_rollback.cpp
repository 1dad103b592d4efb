// SPDX-License-Identifier: MIT
#include "tests/support/sessiontest.h"

#include "server/storage/ballast.h"
#include "server/storage/headmarks.h"

#include <QStorageInfo>

#include <functional>

// What a session file knows of its own past: S17, and the space that is kept back: S18.
using namespace coterie;
using namespace coterie::server;
using namespace coterie::server::test;

class TestRollback final : public SessionTest
{
    Q_OBJECT

    // The files as a kill -9 would leave them now, under another name.
    QString killedCopy(const QString &name)
    {
        const QString copy = m_folder->filePath(name % QLatin1String(".coterie"));
        for (const char *tail : {"", "-wal", ".heads"}) {
            QFile::remove(copy + QLatin1String(tail));
            if (!QFile::copy(m_path + QLatin1String(tail), copy + QLatin1String(tail)))
                qWarning("there is no %s%s", qUtf8Printable(m_path), tail);
        }
        QFile::remove(copy + QLatin1String("-shm"));
        return copy;
    }
    static void shorten(const QString &path, double part)
    {
        QVERIFY(QFile::resize(path, qint64(double(QFileInfo(path).size()) * part)));
    }
    void append(SqliteStore &store, int count)
    {
        for (int i = 0; i < count; ++i) {
            store.append(m_room.id, chatEvent(QStringLiteral("more %1").arg(i)), {});
            settle(store); // each a commit of its own
        }
    }
    // What a start on it finds.
    StoredSession opened(const QString &path)
    {
        SqliteStore store;
        const auto session = store.open(at(path));
        if (!session) {
            qCritical("%s", qUtf8Printable(session.fault().sentence));
            return {};
        }
        m_events = allEvents(store);
        return session.value();
    }

    QList<RoomEvent> m_events;

private slots:
    void S17_whatIsMissingAtTheStartIsFound_data()
    {
        QTest::addColumn<double>("kept");
        QTest::newRow("no journal") << 0.0;
        QTest::newRow("half of it") << 0.5;
        QTest::newRow("its last page torn") << 0.999;
    }
    void S17_whatIsMissingAtTheStartIsFound()
    {
        QFETCH(double, kept);
        makeSession(5);
        SqliteStore store;
        QVERIFY(store.open(at(m_path)));
        append(store, 40);
        const QString whole = killedCopy(QStringLiteral("whole")), cut = killedCopy(QStringLiteral("cut"));
        const QString blind = killedCopy(QStringLiteral("blind"));
        shorten(cut + QLatin1String("-wal"), kept);
        shorten(blind + QLatin1String("-wal"), kept);
        QVERIFY(QFile::remove(blind + QLatin1String(".heads")));

        const StoredSession sound = opened(whole);
        QVERIFY(sound.rollbacks.isEmpty());
        QCOMPARE(sound.rooms.at(0).head, 45);
        QCOMPARE(sound.rooms.at(0).epoch, m_room.epoch);

        const StoredSession hurt = opened(cut);
        QCOMPARE(hurt.rollbacks.size(), 1);
        QCOMPARE(hurt.rollbacks.at(0).had, 45);
        QVERIFY(hurt.rollbacks.at(0).has < 45);
        QCOMPARE(hurt.rollbacks.at(0).has, hurt.rooms.at(0).head);
        QCOMPARE(hurt.rollbacks.at(0).name, m_room.name);
        QVERIFY(hurt.rooms.at(0).epoch != m_room.epoch);
        QCOMPARE(m_events.size(), hurt.rooms.at(0).head);

        const StoredSession again = opened(cut); // it is found once, and what is left goes on
        QVERIFY(again.rollbacks.isEmpty());
        QCOMPARE(again.rooms.at(0).epoch, hurt.rooms.at(0).epoch);

        QVERIFY(opened(blind).rollbacks.isEmpty()); // the control: without the note nothing shows it
    }

    void G17_S17_aLogThatIsLongerButAnotherIsFound()
    {
        makeSession(5);
        const QByteArray older = contentsOf(m_path);
        {
            SqliteStore store;
            QVERIFY(store.open(at(m_path)));
            append(store, 3);
        }
        const QByteArray heads = contentsOf(m_path + QLatin1String(".heads"));
        overwrite(m_path, older);
        QVERIFY(QFile::remove(m_path + QLatin1String(".heads")));
        {
            SqliteStore store;
            QVERIFY(store.open(at(m_path)));
            append(store, 10);
        }
        overwrite(m_path + QLatin1String(".heads"), heads);
        const auto session = opened(m_path);
        QCOMPARE(session.rollbacks.size(), 1);
        QCOMPARE(session.rooms.at(0).head, 15);
        QVERIFY(session.rooms.at(0).epoch != m_room.epoch);
    }

    void S17_aNoteThatLagsProvesNothing()
    {
        makeSession(5);
        const QByteArray early = contentsOf(m_path + QLatin1String(".heads"));
        {
            SqliteStore store;
            QVERIFY(store.open(at(m_path)));
            append(store, 5);
        }
        overwrite(m_path + QLatin1String(".heads"), early); // as a power cut leaves it
        QVERIFY(opened(m_path).rollbacks.isEmpty());
        // Nor does one from before a rollback that was found.
        const QByteArray file = contentsOf(m_path);
        {
            SqliteStore store;
            QVERIFY(store.open(at(m_path)));
            append(store, 5);
        }
        const QByteArray late = contentsOf(m_path + QLatin1String(".heads"));
        overwrite(m_path, file);
        QCOMPARE(opened(m_path).rollbacks.size(), 1);
        overwrite(m_path + QLatin1String(".heads"), late);
        QVERIFY(opened(m_path).rollbacks.isEmpty());
    }

    void S17_aSecondRollbackIsFoundToo()
    {
        makeSession(5);
        EpochId before = m_room.epoch;
        for (int i = 0; i < 3; ++i) {
            const QByteArray file = contentsOf(m_path);
            {
                SqliteStore store;
                QVERIFY(store.open(at(m_path)));
                append(store, 5);
            }
            overwrite(m_path, file);
            const auto session = opened(m_path);
            QCOMPARE(session.rollbacks.size(), 1);
            QVERIFY(session.rooms.at(0).epoch != before);
            before = session.rooms.at(0).epoch;
        }
        // Back to a file from before the first: the epochs in between are gone with it.
        const auto last = opened(m_path);
        QVERIFY(last.rollbacks.isEmpty());
        QCOMPARE(last.rooms.at(0).head, 5);
    }

    void S17_aRoomThatIsGoneIsToldOfOnce()
    {
        makeSession(5);
        const QByteArray older = contentsOf(m_path);
        const StoredRoom gone = newRoom(QStringLiteral("made after the backup"));
        const auto go = [&](const std::function<void(SqliteStore &)> &work) {
            SqliteStore store;
            QVERIFY(store.open(at(m_path)));
            work(store);
            store.close();
        };
        go([&](SqliteStore &store) {
            store.createRoom(gone, {});
            store.append(gone.id, chatEvent(QStringLiteral("kept")), {});
        });
        const QByteArray between = contentsOf(m_path);
        go([&](SqliteStore &store) { store.append(gone.id, chatEvent(QStringLiteral("lost")), {}); });
        const QByteArray newer = contentsOf(m_path);
        QVERIFY(QFile::remove(m_path));
        overwrite(m_path, older);
        const auto first = opened(m_path).rollbacks;
        QCOMPARE(first.size(), 1);
        QCOMPARE(first.at(0).room, gone.id);
        QCOMPARE(first.at(0).had, 2);
        QVERIFY(opened(m_path).rollbacks.isEmpty());
        overwrite(m_path, newer); // found after all
        const auto back = opened(m_path);
        QVERIFY(back.rollbacks.isEmpty());
        QCOMPARE(back.rooms.size(), 2);
        // Or in another backup, in which there is less of it than there was.
        overwrite(m_path, older);
        QCOMPARE(opened(m_path).rollbacks.size(), 1);
        overwrite(m_path, between);
        const auto less = opened(m_path).rollbacks;
        QCOMPARE(less.size(), 1);
        QCOMPARE(less.at(0).had, 2);
        QCOMPARE(less.at(0).has, 1);
        QVERIFY(opened(m_path).rollbacks.isEmpty());
    }

    void S17_marksThatWereTornOrAreAnothersCountAsNone()
    {
        makeSession(5);
        const QString path = m_path + QLatin1String(".heads");
        QByteArray bytes = contentsOf(path);
        QCOMPARE(bytes.size(), 128);
        const auto found = [&](const QByteArray &contents, const QUuid &session) {
            overwrite(path, contents);
            HeadMarks marks;
            marks.open(path, session);
            return marks.all().size();
        };
        const QUuid session = QUuid::fromRfc4122(bytes.mid(16, 16));
        QCOMPARE(found(bytes, session), 1);
        int refused = 0;
        for (qsizetype i = 64; i < bytes.size(); ++i) {
            QByteArray hurt = bytes;
            hurt[i] = char(hurt[i] ^ 1);
            refused += found(hurt, session) == 0 ? 1 : 0;
        }
        QCOMPARE(refused, 64);
        QCOMPARE(found(bytes.left(127), session), 0);
        QCOMPARE(found(bytes, QUuid::createUuid()), 0);
        QCOMPARE(contentsOf(path).size(), 64); // begun anew
        QCOMPARE(found({}, session), 0);
        qInfo("%d damaged marks refused", refused);
    }

    void S18_spaceIsKeptBackWhileTheSessionIsOpen()
    {
        makeSession(1);
        const QString ballast = m_path + QLatin1String(".ballast");
        QVERIFY(!QFile::exists(ballast));
        {
            SqliteStore store;
            QVERIFY(store.open(at(m_path)));
            QCOMPARE(QFileInfo(ballast).size(), Ballast::defaultBytes);
        }
        QVERIFY(!QFile::exists(ballast));
    }

    void S18_aDiskWithoutRoomForItIsWorkedOnWithout()
    {
        const qint64 available = QStorageInfo(m_folder->path()).bytesAvailable();
        Ballast ballast;
        const QString path = m_folder->filePath(QStringLiteral("b"));
        QVERIFY(!ballast.take(path, available, available));
        QVERIFY(!ballast.isHeld() && !QFile::exists(path));
        QVERIFY(ballast.take(path, 4096, 0));
        QCOMPARE(QFileInfo(path).size(), 4096);
        ballast.release();
        QVERIFY(!ballast.isHeld() && !QFile::exists(path));

        makeSession(1);
        SqliteOptions options = at(m_path);
        options.ballastBytes = available;
        SqliteStore store;
        QVERIFY(store.open(options));
        append(store, 1);
        QCOMPARE(allEvents(store).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestRollback)
#include "tst_rollback.moc"
