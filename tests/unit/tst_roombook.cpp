// SPDX-License-Identifier: MIT
// What is on the disk whenever the program ends while a room turns out to have another log.
#include "app/session/connection.h"
#include "app/session/history.h"
#include "app/session/login.h"
#include "app/session/outbox.h"
#include "tests/support/sessionrig.h"

#include <QDir>

using namespace coterie;
using test::SessionRig;

namespace {

// The parts of a session that follow a log and keep it.
struct Parts {
    explicit Parts(const SessionRig &rig)
        : login({{rig.host->url()}, {}, QStringLiteral("Ana"), rig.folder.path(), {}, {}, {}, {}}, store, connection,
                requests, router, clock)
    {
        QObject::connect(&login, &Login::loaded, &book, [this](const CachedSession &session) {
            book.load(session);
            connection.open(login.targets());
        });
        QObject::connect(&login, &Login::welcomed, &book, [this](const Welcome &welcome) {
            book.setMe(welcome.user);
            book.begin();
        });
        QObject::connect(&connection, &Connection::lost, &book, [this] {
            book.connectionLost();
            requests.connectionLost();
        });
    }
    void keepHistory() { history = std::make_unique<History>(book, outbox, requests, store); }
    [[nodiscard]] bool write()
    {
        bool done = false;
        store.flush([&](bool ok) { done = ok; });
        return QTest::qWaitFor([&] { return done; });
    }

    Router router;
    SystemClock clock;
    SystemRandom random;
    LocalStore store;
    Connection connection{router, clock, random};
    Requests requests{connection, router, clock};
    Login login;
    Outbox outbox{store, clock};
    RoomBook book{connection, requests, router, store};
    std::unique_ptr<History> history;
};

struct Found {
    Seq cursor = -1;
    qsizetype messages = 0;
};

} // namespace

class TestRoomBook final : public QObject
{
    Q_OBJECT

    std::unique_ptr<SessionRig> m_rig;

    // What the next start finds if the program is killed now.
    Found found() const
    {
        const QTemporaryDir killed;
        const QDir cache(m_rig->folder.path());
        for (const QString &folder : cache.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            // In this order: what is folded into the file meanwhile is in both.
            for (const QString &name : {QStringLiteral("cache.sqlite-wal"), QStringLiteral("cache.sqlite")})
                (void)QFile::copy(cache.filePath(folder + u'/' + name), killed.filePath(name));
        LocalStore store;
        Found found;
        bool read = false;
        store.open(killed.path(), [&](const CachedSession &session) {
            for (const CachedRoom &room : session.rooms)
                if (room.info.id == m_rig->room)
                    found.cursor = room.cursor;
        });
        store.page({m_rig->room, Seq(4), {}, 10}, [&](const CachedPage &page) {
            found.messages = page.events.size();
            read = true;
        });
        return QTest::qWaitFor([&] { return read; }) ? found : Found();
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init()
    {
        m_rig = std::make_unique<SessionRig>();
        QVERIFY(m_rig->listen());
    }

    void A314_aLogThatIsGoneIsNeverTakenForTheNewOne()
    {
        Parts parts(*m_rig);
        QList<Found> ends;
        const auto end = [&](const RoomId &, const RoomSync::Step &step) {
            if (step.dropAll && parts.write())
                ends.append(found());
        };
        connect(&parts.book, &RoomBook::stepped, this, end);
        parts.keepHistory();
        connect(&parts.book, &RoomBook::stepped, this, end); // before it is kept, and then
        parts.login.open();
        QTRY_VERIFY(parts.book.isSettled());
        QVERIFY(parts.write());
        QCOMPARE(found().cursor, 3);
        QCOMPARE(found().messages, 3);
        m_rig->host->setBack(m_rig->room, 0);
        m_rig->host->cut();
        QTRY_COMPARE(ends.size(), 2);
        for (const Found &one : std::as_const(ends))
            QVERIFY2(one.cursor > 0 || (one.cursor == 0 && one.messages == 0),
                     "the next start would show the old log's messages as the new one's");
        QTRY_VERIFY(parts.book.isSettled());
        QVERIFY(parts.write());
        QCOMPARE(found().cursor, 0);
        QCOMPARE(found().messages, 0);
    }
};

QTEST_GUILESS_MAIN(TestRoomBook)
#include "tst_roombook.moc"
