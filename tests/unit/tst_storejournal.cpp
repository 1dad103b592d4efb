// SPDX-License-Identifier: MIT
// The journal of the local store: folded in when nobody waits, and never silent when it is damaged (A253, A254).
#include "app/session/storedatabase.h"
#include "tests/support/outboxrig.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <functional>
#include <optional>

using namespace coterie;
using namespace coterie::test;

namespace {

constexpr int headBytes = 32, frameBytes = 24 + 4096;

QStringList wordsOf(const QList<OutboxEntry> &entries)
{
    QStringList bodies;
    for (const OutboxEntry &entry : entries)
        bodies.append(std::get<ChatPost>(entry.message).body);
    return bodies;
}
QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
bool setContent(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush();
}
QByteArray flipped(QByteArray bytes, qint64 bit)
{
    bytes[qsizetype(bit / 8)] = char(bytes.at(qsizetype(bit / 8)) ^ (1 << (bit % 8)));
    return bytes;
}

} // namespace

class TestStoreJournal final : public QObject
{
    Q_OBJECT

    const RoomId m_room = newId<RoomId>();
    const CachedHost m_host{newId<UserId>(), QStringLiteral("Ana"), "secret", QStringLiteral("Hall")};
    QTemporaryDir m_killed; // a folder as kill -9 leaves it: what waits is in the journal, one commit for each
    QStringList m_words;

    static CachedSession open(LocalStore &store, const QString &folder)
    {
        std::optional<CachedSession> got;
        store.open(folder, [&](const CachedSession &session) { got = session; });
        (void)QTest::qWaitFor([&] { return got.has_value(); }, 20'000);
        return got.value_or(CachedSession());
    }
    [[nodiscard]] bool put(LocalStore &store, const QString &body) const
    {
        const auto id = newId<OpId>();
        std::optional<bool> got;
        store.putOperation({id, m_room, 1, ChatPost{id, m_room, body, {}}, {}}, false, [&](bool ok) { got = ok; });
        (void)QTest::qWaitFor([&] { return got.has_value(); }, 20'000);
        return got.value_or(false);
    }
    static QString journal(const QString &folder) { return QDir(folder).filePath(QStringLiteral("cache.sqlite-wal")); }
    static bool copyFolder(const QString &from, const QString &to)
    {
        for (const QString &name : QDir(from).entryList(QDir::Files | QDir::Hidden))
            if (name != u"cache.lock" && !QFile::copy(QDir(from).filePath(name), QDir(to).filePath(name)))
                return false;
        return true;
    }
    struct Seen {
        CachedHost host;
        QStringList words;
        QString trouble;
        friend bool operator==(const Seen &, const Seen &) = default;
    };
    static Seen seenIn(const QString &folder)
    {
        LocalStore store;
        const CachedSession session = open(store, folder);
        return {session.host, wordsOf(session.outbox), session.trouble};
    }
    // What a start makes of the killed folder when this was done to its journal, and that the one after finds it sound.
    [[nodiscard]] Seen after(const std::function<QByteArray(const QByteArray &)> &damage, bool isMarked = true) const
    {
        const QTemporaryDir folder;
        const QString mark = folder.filePath(QStringLiteral("cache.mark"));
        if (!copyFolder(m_killed.path(), folder.path()) || (!isMarked && QFile::exists(mark) && !QFile::remove(mark)) ||
            !setContent(journal(folder.path()), damage(contentOf(journal(folder.path())))))
            return {};
        const Seen first = seenIn(folder.path());
        const Seen second = seenIn(folder.path());
        if (second != Seen{first.host, first.words, {}})
            return {{}, {}, QStringLiteral("the second start found something else: ") + second.trouble};
        return first;
    }

private slots:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false"));
        const QTemporaryDir folder;
        LocalStore store;
        QVERIFY(open(store, folder.path()).ok);
        store.putHost(m_host);
        for (int i = 0; i < 15; ++i) {
            m_words.append(QStringLiteral("%1 %2").arg(i).arg(QString(300, QLatin1Char('w'))));
            QVERIFY(put(store, m_words.last()));
        }
        QVERIFY(copyFolder(folder.path(), m_killed.path()));
        QVERIFY(QFileInfo(journal(m_killed.path())).size() > headBytes + 15 * frameBytes);
    }

    void A253_whatIsWholeIsReadWithoutAWord()
    {
        const Seen whole{m_host, m_words, {}};
        QVERIFY(after([](const QByteArray &bytes) { return bytes; }) == whole);
        QVERIFY(after([](const QByteArray &bytes) { return bytes; }, false) == whole);
    }
    // A commit that the end of the power came into: nobody was told that it is on the disk.
    void A253_aCommitThatWasNeverWholeIsNoDamage()
    {
        const Seen whole{m_host, m_words, {}};
        for (const bool isMarked : {true, false}) {
            QVERIFY(after([](const QByteArray &bytes) { return bytes + bytes.mid(headBytes, 1000); }, isMarked) ==
                    whole);
            QVERIFY(after(
                        [](const QByteArray &bytes) {
                            // Its last page was written, the one before was not.
                            return bytes + QByteArray(frameBytes, '\0') + bytes.right(frameBytes);
                        },
                        isMarked) == whole);
        }
    }

    // Neither when the file cannot be mended at first, and a copy of it is gone on in, nor when it can.
    void A100_whatIsMissingIsSaidWhereTheDiskTakesNothingToo()
    {
        const QTemporaryDir folder;
        QVERIFY(copyFolder(m_killed.path(), folder.path()));
        const QByteArray bytes = contentOf(journal(folder.path()));
        QVERIFY(setContent(journal(folder.path()), bytes.left(headBytes + 9 * frameBytes)));
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("cache.sqlite.image"))); // where a copy would be made first
        LocalStore store;
        QSignalSpy mended(&store, &LocalStore::mended), again(&store, &LocalStore::writtenAgain);
        const CachedSession session = open(store, folder.path());
        QVERIFY(session.ok);
        QCOMPARE(session.host, m_host);
        QVERIFY(!session.outbox.isEmpty() && session.outbox.size() < m_words.size());
        QVERIFY2(session.trouble.contains(QStringLiteral("newest")), qPrintable(session.trouble));
        QVERIFY2(session.trouble.contains(folder.path()), qPrintable(session.trouble));
        QVERIFY(!put(store, QStringLiteral("in memory")));
        QVERIFY(mended.isEmpty());
        QVERIFY(QDir(folder.path()).rmdir(QStringLiteral("cache.sqlite.image")));
        QTRY_COMPARE_WITH_TIMEOUT(mended.size(), 1, 20'000);
        const QString said = mended.first().first().toString();
        QVERIFY2(said.contains(QStringLiteral("newest")), qPrintable(said));
        QTRY_COMPARE_WITH_TIMEOUT(again.size(), 1, 20'000);
        QVERIFY(put(store, QStringLiteral("on the disk")));
        QCOMPARE(wordsOf(open(store, folder.path()).outbox),
                 wordsOf(session.outbox) + (QStringList{QStringLiteral("in memory"), QStringLiteral("on the disk")}));
    }

    void A253_aFlippedBitIsNeverSilent_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<bool>("isMarked");
        QTest::newRow("anywhere") << headBytes << true;
        QTest::newRow("in the head") << 0 << true;
        QTest::newRow("in the journal of an earlier version") << headBytes << false;
    }
    void A253_aFlippedBitIsNeverSilent()
    {
        QFETCH(const int, from);
        QFETCH(const bool, isMarked);
        QRandomGenerator dice(7);
        const qint64 size = from == 0 ? headBytes : QFileInfo(journal(m_killed.path())).size();
        // Without a mark the last two commits cannot be told from one that was never whole.
        const qint64 upTo = isMarked ? size : size / 2;
        int whole = 0;
        for (int i = 0; i < 25; ++i) {
            const qint64 bit = 8 * from + qint64(dice.bounded(double(8 * (upTo - from))));
            const Seen seen = after([&](const QByteArray &bytes) { return flipped(bytes, bit); }, isMarked);
            const QString where = QStringLiteral("byte %1: %2").arg(bit / 8).arg(seen.trouble);
            QVERIFY2(seen.host == m_host, qPrintable(where));
            QVERIFY2(seen.words == m_words || !seen.trouble.isEmpty(), qPrintable(where));
            // What is not there is named, and what is there is what was written.
            if (seen.words != m_words)
                QVERIFY2(seen.trouble.contains(QStringLiteral("newest")), qPrintable(where));
            for (const QString &word : seen.words)
                QVERIFY2(m_words.contains(word), qPrintable(where));
            whole += seen.words == m_words;
        }
        qInfo("%d of 25 lost nothing", whole);
        QVERIFY(whole >= 15);
    }

    void A253_anEndThatWasCutOffIsNeverSilent()
    {
        QRandomGenerator dice(8);
        const qint64 size = QFileInfo(journal(m_killed.path())).size();
        for (int i = 0; i < 20; ++i) {
            const qint64 left = i == 0 ? 0 : i == 1 ? size - frameBytes : qint64(dice.bounded(double(size)));
            const Seen seen = after([&](const QByteArray &bytes) { return bytes.left(left); });
            const QString where = QStringLiteral("%1 bytes left: %2").arg(left).arg(seen.trouble);
            QVERIFY2(seen.host == m_host, qPrintable(where));
            QVERIFY2(seen.trouble.contains(QStringLiteral("newest")), qPrintable(where));
            QVERIFY2(seen.words == m_words.mid(0, seen.words.size()), qPrintable(where));
        }
        const QTemporaryDir folder; // and a journal that is gone
        QVERIFY(copyFolder(m_killed.path(), folder.path()) && QFile::remove(journal(folder.path())));
        const Seen seen = seenIn(folder.path());
        QVERIFY2(seen.host == m_host && seen.trouble.contains(QStringLiteral("newest")), qPrintable(seen.trouble));
    }

    // Whoever only looks leaves it as it is, for whoever opens it to tell.
    void A253_lookingAtADamagedOneChangesNothing()
    {
        const QTemporaryDir folder;
        QVERIFY(copyFolder(m_killed.path(), folder.path()));
        const QByteArray damaged = flipped(contentOf(journal(folder.path())), 8LL * (headBytes + 2 * frameBytes + 100));
        QVERIFY(setContent(journal(folder.path()), damaged));
        const QString file = folder.filePath(QStringLiteral("cache.sqlite"));
        const QByteArray before = contentOf(file);
        {
            StoreDatabase database;
            const CachedGlimpse seen = database.look(folder.path());
            QVERIFY(seen.isReadable);
            QCOMPARE(seen.host, m_host);
            QCOMPARE(seen.waiting, int(m_words.size()));
        }
        QCOMPARE(contentOf(journal(folder.path())), damaged);
        QCOMPARE(contentOf(file), before);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(),
                 QDir(m_killed.path()).entryList(QDir::Files).size());
        const Seen seen = seenIn(folder.path());
        QVERIFY(!seen.trouble.isEmpty());
        QCOMPARE(seen.words, m_words);
    }
    void A253_theDamagedOneIsKeptWithItsJournal()
    {
        const QTemporaryDir folder;
        QVERIFY(copyFolder(m_killed.path(), folder.path()));
        const QByteArray damaged = flipped(contentOf(journal(folder.path())), 8LL * (headBytes + 2 * frameBytes + 100));
        QVERIFY(setContent(journal(folder.path()), damaged));
        (void)seenIn(folder.path());
        const QStringList aside = QDir(folder.path()).entryList({QStringLiteral("*.broken-*-wal")}, QDir::Files);
        QCOMPARE(aside.size(), 1);
        QCOMPARE(contentOf(folder.filePath(aside.first())), damaged);
    }

    void A254_theJournalIsFoldedInWhenNobodyWaits()
    {
        const QTemporaryDir folder, copy;
        LocalStore store;
        QVERIFY(open(store, folder.path()).ok);
        QVERIFY(put(store, QStringLiteral("a")));
        QVERIFY(put(store, QStringLiteral("b")));
        QTRY_COMPARE_WITH_TIMEOUT(QFileInfo(journal(folder.path())).size(), 0, 20'000);
        const QString file = QStringLiteral("cache.sqlite");
        QVERIFY(QFile::copy(folder.filePath(file), copy.filePath(file))); // it is all in the file itself
        QVERIFY((seenIn(copy.path()) == Seen{{}, {QStringLiteral("a"), QStringLiteral("b")}, {}}));
        QVERIFY(put(store, QStringLiteral("c")));
    }
    // Who one is is in no journal: what is lost with that costs nobody who they are.
    void A254_whoOneIsIsFoldedInAtOnce()
    {
        const QTemporaryDir folder, copy;
        LocalStore store;
        QVERIFY(open(store, folder.path()).ok);
        store.putHost(m_host);
        std::optional<bool> flushed;
        store.flush([&](bool ok) { flushed = ok; });
        QTRY_COMPARE(flushed, std::optional(true));
        const QString file = QStringLiteral("cache.sqlite");
        QVERIFY(QFile::copy(folder.filePath(file), copy.filePath(file)));
        QCOMPARE(seenIn(copy.path()).host, m_host);
    }
};

QTEST_GUILESS_MAIN(TestStoreJournal)
#include "tst_storejournal.moc"
