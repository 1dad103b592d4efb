// SPDX-License-Identifier: MIT
#include "app/session/localstore.h"
#include "app/session/markdown.h"
#include "app/session/searchtext.h"
#include "app/session/storedatabase.h"
#include "tests/support/cpuclock.h"

#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace coterie;
using test::threadMs;

namespace {

RoomEvent said(Seq seq, const QString &body, const QString &name = QStringLiteral("Ben"), qint64 time = 0)
{
    RoomEvent event;
    event.seq = seq;
    event.id = newId<OpId>();
    event.author = newId<UserId>();
    event.name = name;
    event.time = time ? time : 1'700'000'000'000 + seq * 1000;
    event.line = seq;
    event.chat = ChatBody{body, {}};
    return event;
}

// A database of its own in a folder, with one room open.
struct Cache {
    Cache() { open(); }
    void open() { opened = db.open(folder.path(), session) == StoreDatabase::Opened::Yes; }
    RoomId addRoom(const QString &name, Seq head = 0)
    {
        CachedRoom room;
        room.info.id = newId<RoomId>();
        room.info.name = name;
        room.info.epoch = newId<EpochId>();
        room.info.head = room.info.line = head;
        room.place = ++places;
        return db.putRoom(room) ? room.info.id : RoomId();
    }
    bool put(const RoomId &room, const QList<RoomEvent> &events)
    {
        return db.putEvents(room, events, events.first().seq, events.last().seq);
    }
    SearchAnswer find(const QString &typed, std::optional<RoomId> room = {})
    {
        SearchAnswer answer;
        ok = db.search({parseSearch(typed), room, 200}, answer);
        return answer;
    }
    QStringList lines(const QString &typed, std::optional<RoomId> room = {})
    {
        QStringList all;
        for (const SearchHit &hit : find(typed, room).hits)
            all.append(hit.line.text);
        return all;
    }
    QTemporaryDir folder;
    StoreDatabase db;
    CachedSession session;
    bool opened = false, ok = true;
    int places = 0;
};

} // namespace

class TestSearch final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }

    // The system's Qt is built with an SQLite of the system; without FTS5 nothing here works.
    void theDriverHasFullTextSearch()
    {
        Cache cache;
        QVERIFY2(cache.opened, qPrintable(cache.db.lastError()));
    }

    void A90_wordsOfEveryScriptAreFound_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("is");
        const auto row = [](const char *name, const char *body, const char *typed, bool is = true) {
            QTest::newRow(name) << QString::fromUtf8(body) << QString::fromUtf8(typed) << is;
        };
        row("a word", "The lens is in the cupboard", "cupboard");
        row("its beginning", "The lens is in the cupboard", "cupb");
        row("not its middle", "The lens is in the cupboard", "board", false);
        row("other case", "The LENS is there", "lens");
        row("all words, any order", "bend the beam", "beam bend");
        row("one missing", "bend the beam", "beam blend", false);
        row("a phrase", "bend the beam", "\"the beam\"");
        row("not in this order", "bend the beam", "\"beam the\"", false);
        row("a phrase ends whole", "bend the beam", "\"the bea\"", false);
        row("a phrase being typed", "bend the beam", "\"the bea");
        row("without accents", "Überraschung im Café", "uberraschung cafe");
        row("with accents nobody wrote", "Cafe", "café");
        row("decomposed", "Cafe\xcc\x81", "café");
        row("Vietnamese", "Tiếng Việt", "tieng viet");
        row("Greek", "Καλημέρα", "καλημερα");
        row("Russian", "Привет, мир", "мир");
        row("Chinese, two characters", "我住在上海市", "上海");
        row("Chinese, not there", "我住在上海市", "海上", false);
        row("Japanese", "東京タワーに行きたい", "タワー");
        row("Japanese, mixed", "明日はlab.pdfを見る", "lab");
        row("Korean with its particle", "서울에서 만나요", "서울");
        row("Thai", "สวัสดีครับ", "ดี");
        row("Hindi", "हिन्दी भाषा", "भाषा");
        row("Arabic", "مرحبا بالعالم", "مرحبا");
        row("Hebrew", "שלום עולם", "עולם");
        row("a number", "room 2147, second floor", "2147");
        row("a file's name", "see lab_report-v2.pdf", "lab_report-v2.pdf");
        row("an astral letter", "\xf0\x9d\x90\x80\xf0\x9d\x90\x81 x", "x");
    }
    void A90_wordsOfEveryScriptAreFound()
    {
        QFETCH(QString, body);
        QFETCH(QString, typed);
        QFETCH(bool, is);
        Cache cache;
        const RoomId room = cache.addRoom(QStringLiteral("lab"));
        QVERIFY(cache.put(room, {said(1, body), said(2, QStringLiteral("something else"))}));
        const SearchAnswer answer = cache.find(typed);
        QVERIFY(cache.ok && !answer.damaged);
        QCOMPARE(answer.hits.size(), is ? 1 : 0);
        QCOMPARE(answer.total, is ? 1 : 0);
        if (!is)
            return;
        QCOMPARE(answer.hits.first().seq, 1);
        QVERIFY2(!answer.hits.first().line.marks.isEmpty(), "found, but nothing is marked");
    }

    void A91_peopleAndRooms()
    {
        Cache cache;
        const RoomId lab = cache.addRoom(QStringLiteral("physics lab"));
        const RoomId hall = cache.addRoom(QStringLiteral("hall"));
        QVERIFY(cache.put(lab, {said(1, QStringLiteral("lens one"), QStringLiteral("Ms Kim")),
                                said(2, QStringLiteral("lens two"), QStringLiteral("Bén"))}));
        QVERIFY(cache.put(hall, {said(1, QStringLiteral("lens three"), QStringLiteral("Ben Two"))}));
        QCOMPARE(cache.lines(QStringLiteral("lens")).size(), 3);
        QCOMPARE(cache.lines(QStringLiteral("lens from:ben")).size(), 2);
        QCOMPARE(cache.lines(QStringLiteral("from:\"ms kim\"")), QStringList{QStringLiteral("lens one")});
        QCOMPARE(cache.lines(QStringLiteral("from:@ben in:hall")), QStringList{QStringLiteral("lens three")});
        QCOMPARE(cache.lines(QStringLiteral("in:#Phys lens")).size(), 2);
        QCOMPARE(cache.lines(QStringLiteral("lens"), hall), QStringList{QStringLiteral("lens three")});
        QCOMPARE(cache.lines(QStringLiteral("from:kim from:ben lens")).size(), 3);
        QVERIFY(cache.find(QStringLiteral("in:nowhere lens")).noSuchRoom);
        QCOMPARE(cache.lines(QStringLiteral("ben")).size(), 0); // a name is not a word of a message
        QCOMPARE(cache.lines(QString::fromLatin1(lab.value.toRfc4122().toHex())).size(), 0);
        QCOMPARE(cache.find(QStringLiteral("lens"), hall).searched, 1);
        QCOMPARE(cache.find(QStringLiteral("lens")).searched, 3);
        // Unfinished filters ask for nothing yet.
        QCOMPARE(cache.lines(QStringLiteral("lens from:")).size(), 3);
        QCOMPARE(cache.find(QStringLiteral("   ")).hits.size(), 0);
    }

    void A92_theNewestComeFirstAndAreCounted()
    {
        Cache cache;
        const RoomId lab = cache.addRoom(QStringLiteral("lab"));
        const RoomId hall = cache.addRoom(QStringLiteral("hall"));
        QList<RoomEvent> later, earlier;
        for (Seq seq = 1; seq <= 300; ++seq)
            earlier.append(said(seq, QStringLiteral("word %1").arg(seq), QStringLiteral("A"), 5000)); // one millisecond
        for (Seq seq = 301; seq <= 400; ++seq)
            later.append(said(seq, QStringLiteral("word %1").arg(seq), QStringLiteral("A"), 9000 + seq));
        QVERIFY(cache.put(lab, later)); // pages of the past come after what is new
        QVERIFY(cache.put(lab, earlier));
        QVERIFY(cache.put(hall, {said(1, QStringLiteral("word"), QStringLiteral("A"), 9401)}));
        const SearchAnswer answer = cache.find(QStringLiteral("word"));
        QCOMPARE(answer.total, 401);
        QCOMPARE(answer.hits.size(), 200);
        QCOMPARE(answer.hits.first().room, hall);
        QCOMPARE(answer.hits.at(1).seq, 400);
        for (qsizetype i = 1; i < answer.hits.size(); ++i)
            QVERIFY(answer.hits.at(i - 1).time >= answer.hits.at(i).time);
    }

    void A93_whatIsNotOnThisComputerIsSaid()
    {
        Cache cache;
        const RoomId whole = cache.addRoom(QStringLiteral("whole"), 2);
        const RoomId late = cache.addRoom(QStringLiteral("late"), 9);
        const RoomId never = cache.addRoom(QStringLiteral("never"), 5);
        const RoomId empty = cache.addRoom(QStringLiteral("empty"), 0);
        QVERIFY(cache.put(whole, {said(1, QStringLiteral("x")), said(2, QStringLiteral("x"))}));
        QVERIFY(cache.put(late, {said(8, QStringLiteral("x")), said(9, QStringLiteral("x"))}));
        QCOMPARE(cache.find(QStringLiteral("x")).partial, (QList<RoomId>{late, never}));
        QCOMPARE(cache.find(QStringLiteral("x"), whole).partial, QList<RoomId>());
        QCOMPARE(cache.find(QStringLiteral("x"), late).partial, QList<RoomId>{late});
        QCOMPARE(cache.find(QStringLiteral("x"), empty).partial, QList<RoomId>());
    }

    void A94_whatIsDroppedOrReplacedIsNotFoundAnyMore()
    {
        Cache cache;
        const RoomId lab = cache.addRoom(QStringLiteral("lab"));
        const RoomId hall = cache.addRoom(QStringLiteral("hall"));
        QVERIFY(cache.put(lab, {said(1, QStringLiteral("alpha 上海")), said(2, QStringLiteral("beta"))}));
        QVERIFY(cache.put(hall, {said(1, QStringLiteral("alpha"))}));
        QVERIFY(cache.put(lab, {said(2, QStringLiteral("gamma"))}));
        QCOMPARE(cache.lines(QStringLiteral("beta")).size(), 0);
        QCOMPARE(cache.lines(QStringLiteral("gamma")).size(), 1);
        QVERIFY(cache.db.dropEvents(lab));
        QCOMPARE(cache.lines(QStringLiteral("alpha")).size(), 1);
        QCOMPARE(cache.find(QStringLiteral("上海")).total, 0);
        QCOMPARE(cache.find(QStringLiteral("gamma")).total, 0);
        QCOMPARE(cache.find(QStringLiteral("x")).searched, 1);
    }

    // Whatever is typed is words. The control is the same text given to the index as it is, which it does not parse.
    void A95_nothingTypedIsEverASyntaxError()
    {
        Cache cache;
        const RoomId room = cache.addRoom(QStringLiteral("lab"));
        QVERIFY(cache.put(room, {said(1, QStringLiteral("alpha AND beta \" ' ; DROP TABLE event; -- * ( )"))}));
        QStringList typed{QStringLiteral("\""),
                          QStringLiteral("\"\""),
                          QStringLiteral("\"\"\""),
                          QStringLiteral("'; DROP TABLE event; --"),
                          QStringLiteral("alpha AND"),
                          QStringLiteral("OR"),
                          QStringLiteral("NOT alpha"),
                          QStringLiteral("NEAR(alpha beta, 5)"),
                          QStringLiteral("body:alpha"),
                          QStringLiteral("{body author} : x"),
                          QStringLiteral("alpha*"),
                          QStringLiteral("^alpha"),
                          QStringLiteral("alpha + beta"),
                          QStringLiteral("(alpha"),
                          QStringLiteral("alpha)"),
                          QStringLiteral("%_%"),
                          QStringLiteral("in:\""),
                          QStringLiteral("from:\"\"\" OR 1"),
                          QStringLiteral("-alpha"),
                          QStringLiteral("*"),
                          QString(QChar(0)) + QStringLiteral("alpha"),
                          QStringLiteral("al\0pha"),
                          QString(QChar(0xd800)),
                          QString(QChar(0xdc00)) + QChar(0xd800),
                          QString(100'000, u'x'),
                          QStringLiteral("a ").repeated(50'000),
                          QStringLiteral("\"a").repeated(10'000),
                          QString::fromUtf8("\xe2\x80\xae\xe2\x81\xa8上\xcc\x81\xcc\x81")};
        const quint32 seed =
            qEnvironmentVariableIsSet("COTERIE_SEED") ? qEnvironmentVariable("COTERIE_SEED").toUInt() : 20'261'129;
        qInfo("replay: COTERIE_SEED=%u tst_search A95_nothingTypedIsEverASyntaxError", seed);
        QRandomGenerator random(seed);
        static constexpr char16_t alphabet[] = u"\"\"'*():{}^+-,;\\% \n\0ABab19 NEAR OR in:from:上ดé\u0301\U0001d400";
        for (int i = 0; i < 3000; ++i) {
            QString text;
            for (int n = int(random.bounded(24)); n >= 0; --n)
                text += QChar(alphabet[random.bounded(quint32(std::size(alphabet)))]);
            typed.append(text);
        }
        int broken = 0;
        for (const QString &text : std::as_const(typed)) {
            const SearchAnswer answer = cache.find(text);
            QVERIFY2(cache.ok && !answer.damaged, qPrintable(text.left(80) + u": " + cache.db.lastError()));
            QSqlDatabase db = QSqlDatabase::database(QSqlDatabase::connectionNames().constFirst());
            QSqlQuery raw(db);
            raw.prepare(QStringLiteral("SELECT count(*) FROM words WHERE words MATCH ?"));
            raw.addBindValue(text);
            broken += raw.exec() && raw.next() ? 0 : 1;
        }
        qInfo("%lld texts, %d of which the index itself refuses", qlonglong(typed.size()), broken);
        QVERIFY(broken > typed.size() / 2);
        QCOMPARE(cache.lines(QStringLiteral("drop table")).size(), 1);
    }

    void snippetsShowTheFirstPlaceAndMarkEach()
    {
        const QString filler = QStringLiteral("the quick brown fox jumps over the lazy dog ").repeated(8);
        const Snippet line = snippetOf(filler + QStringLiteral("LENS\nand a lens-maker ") + filler,
                                       parseSearch(QStringLiteral("lens")).terms, 120);
        QVERIFY(line.text.startsWith(u'…') && line.text.endsWith(u'…'));
        QCOMPARE(line.marks.size(), 2);
        QCOMPARE(line.text.mid(line.marks.at(0).at, line.marks.at(0).length), QStringLiteral("LENS"));
        QCOMPARE(line.text.mid(line.marks.at(1).at, line.marks.at(1).length), QStringLiteral("lens"));
        QVERIFY(!line.text.contains(u'\n'));
        QVERIFY(line.text.size() <= 122);
        // Only the part that was typed is marked, accents and all.
        const Snippet accents = snippetOf(QString::fromUtf8("Cafe\xcc\x81teria"), {{QStringLiteral("café"), false}});
        QCOMPARE(accents.marks, (QList<TextRange>{{0, 5}}));
        const Snippet two = snippetOf(QStringLiteral("aa ab aa"), parseSearch(QStringLiteral("a aa")).terms);
        QCOMPARE(two.marks, (QList<TextRange>{{0, 2}, {3, 1}, {6, 2}}));
        const Snippet long1 = snippetOf(QString(4000, u'y'), parseSearch(QStringLiteral("y")).terms, 100);
        QCOMPARE(long1.text.size(), 101);
    }

    // What is marked up in the message is not in the way of its words.
    void A78_aResultShowsTheWordsWithoutTheirMarks()
    {
        Cache cache;
        const RoomId room = cache.addRoom(QStringLiteral("general"));
        QVERIFY(cache.put(
            room, {said(1, QStringLiteral("> the **lens** is `thin`\n\nsee [the page](https://example.org/lens)")),
                   said(2, QStringLiteral("2023."))}));
        const SearchAnswer answer = cache.find(QStringLiteral("lens thin"));
        QCOMPARE(answer.hits.size(), 1);
        QCOMPARE(answer.hits.first().line.text, QStringLiteral("the lens is thin see the page"));
        QCOMPARE(answer.hits.first().line.marks, (QList<TextRange>{{4, 4}, {12, 4}}));
        // Marks with nothing else are what there is to show.
        QCOMPARE(cache.lines(QStringLiteral("2023")), QStringList{QStringLiteral("2023.")});
    }

    // A cache of the version before has no index: it is made in shares while everything else goes on.
    void A96_anOlderCacheIsIndexedAfterTheFact()
    {
        constexpr int messages = 2500;
        QTemporaryDir folder;
        const auto room = newId<RoomId>();
        {
            StoreDatabase db;
            CachedSession session;
            QVERIFY(db.open(folder.path(), session) == StoreDatabase::Opened::Yes);
            QList<RoomEvent> events;
            for (Seq seq = 1; seq <= messages; ++seq)
                events.append(said(seq, QStringLiteral("old %1").arg(seq)));
            CachedRoom kept;
            kept.info.id = room;
            QVERIFY(db.begin() && db.putRoom(kept) && db.putEvents(room, events, 1, messages) && db.commit());
        }
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("back"));
            db.setDatabaseName(folder.filePath(QStringLiteral("cache.sqlite")));
            QVERIFY(db.open());
            QSqlQuery query(db);
            for (const char *sql : {"DROP TABLE words", "DROP TABLE said", "DROP TABLE backlog", "DROP TABLE asset",
                                    "DROP TABLE asset_upload", "DROP TABLE room_state", "DROP TABLE conflict",
                                    "ALTER TABLE outbox DROP COLUMN edited", "ALTER TABLE board DROP COLUMN home",
                                    "ALTER TABLE outbox DROP COLUMN sent", "ALTER TABLE room DROP COLUMN past_of",
                                    "ALTER TABLE room DROP COLUMN past_time", "ALTER TABLE room DROP COLUMN chain",
                                    "ALTER TABLE outbox DROP COLUMN epoch", "ALTER TABLE outbox DROP COLUMN answers",
                                    "DROP TABLE gone", "DROP TABLE earlier", "PRAGMA user_version=1"})
                QVERIFY2(query.exec(QString::fromLatin1(sql)), sql);
        }
        QSqlDatabase::removeDatabase(QStringLiteral("back"));
        {
            StoreDatabase db; // begun, and ended in the middle of it
            CachedSession session;
            QVERIFY(db.open(folder.path(), session) == StoreDatabase::Opened::Yes);
            bool more = false;
            QVERIFY(db.indexMore(more) && more);
            SearchAnswer answer;
            QVERIFY(db.search({parseSearch(QStringLiteral("old")), {}, 10}, answer));
            QCOMPARE(answer.total, 1000);
            QCOMPARE(answer.percent, 40);
            QVERIFY(
                db.putEvents(room, {said(messages + 1, QStringLiteral("old but new"))}, messages + 1, messages + 1));
        }
        LocalStore store;
        bool loaded = false;
        store.open(folder.path(), [&](const CachedSession &session) { loaded = session.ok; });
        QTRY_VERIFY(loaded);
        SearchAnswer answer;
        QTRY_VERIFY([&] {
            std::optional<SearchAnswer> got;
            store.search({parseSearch(QStringLiteral("old")), {}, 10}, [&](const SearchAnswer &found) { got = found; });
            (void)QTest::qWaitFor([&] { return got.has_value(); });
            answer = *got;
            return answer.percent == 100;
        }());
        QCOMPARE(answer.total, messages + 1);
        QCOMPARE(answer.hits.first().seq, messages + 1);
    }

    void A77_aDamagedIndexIsMadeAgainAndNothingElseSuffers()
    {
        QTemporaryDir folder;
        const auto room = newId<RoomId>();
        {
            StoreDatabase db;
            CachedSession session;
            QVERIFY(db.open(folder.path(), session) == StoreDatabase::Opened::Yes);
            QVERIFY(db.putEvents(room, {said(1, QStringLiteral("alpha"))}, 1, 1));
        }
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("harm"));
            db.setDatabaseName(folder.filePath(QStringLiteral("cache.sqlite")));
            QVERIFY(db.open());
            QVERIFY(QSqlQuery(db).exec(
                QStringLiteral("UPDATE words_data SET block = x'FFFFFFFFFFFFFFFFFFFF' WHERE id = 10")));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("harm"));
        LocalStore store;
        bool loaded = false;
        store.open(folder.path(), [&](const CachedSession &session) { loaded = session.ok; });
        QTRY_VERIFY(loaded);
        const auto ask = [&] {
            std::optional<SearchAnswer> got;
            store.search({parseSearch(QStringLiteral("alpha")), {}, 10},
                         [&](const SearchAnswer &found) { got = found; });
            (void)QTest::qWaitFor([&] { return got.has_value(); });
            return got.value_or(SearchAnswer());
        };
        QVERIFY(ask().damaged);
        SearchAnswer answer;
        QTRY_VERIFY((answer = ask()).total == 1);
        QVERIFY(!answer.damaged);
    }

    // In a debug or sanitized build this says little; the figure of the optimised one is in tests/bench/README.md.
    void aSearchInAHundredThousandMessages()
    {
        constexpr int messages = 100'000, rooms = 10;
        Cache cache;
        const QStringList stock =
            QStringLiteral("the beam lens bends before inside glass water light angle table box meeting "
                           "tomorrow report number seven green river stone paper house")
                .split(u' ');
        QRandomGenerator random(7);
        double cpu = threadMs();
        QVERIFY(cache.db.begin());
        for (int r = 0; r < rooms; ++r) {
            const RoomId room = cache.addRoom(QStringLiteral("room %1").arg(r));
            QList<RoomEvent> events;
            for (Seq seq = 1; seq <= messages / rooms; ++seq) {
                QStringList words;
                for (int n = 4 + int(random.bounded(12)); n > 0; --n)
                    words.append(stock.at(random.bounded(int(stock.size()))));
                words.append(QStringLiteral("w%1").arg(random.bounded(20'000)));
                events.append(said(seq, words.join(u' '), QStringLiteral("Person %1").arg(random.bounded(30))));
            }
            QVERIFY(cache.put(room, events));
        }
        QVERIFY(cache.db.commit());
        qInfo("written and indexed: %.1f µs of processor for each message", (threadMs() - cpu) * 1000 / messages);
        for (const char *typed : {"w777", "the", "t", "lens angle", "\"green river\"", "lens from:\"person 7\"",
                                  "in:\"room 3\" the", "nowhere", "w1 the beam"}) {
            qint64 best = -1;
            SearchAnswer answer;
            for (int round = 0; round < 3; ++round) {
                cpu = threadMs();
                answer = cache.find(QString::fromLatin1(typed));
                const auto took = qint64((threadMs() - cpu) * 1000);
                best = best < 0 ? took : std::min(best, took);
            }
            qInfo("%-24s %6lld found of %lld in %.1f ms", typed, answer.total, answer.searched, double(best) / 1000);
            QCOMPARE(answer.searched, QByteArray(typed).startsWith("in:") ? messages / rooms : messages);
#ifdef NDEBUG
            // 50 ms is what is promised; other programs on the same processor slow its memory down.
            QVERIFY2(best < 150'000, "far beyond the limit of 50 ms");
#endif
        }
    }
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
