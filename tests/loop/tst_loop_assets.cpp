// SPDX-License-Identifier: MIT
#include "app/session/boardassets.h"
#include "app/session/boardcontroller.h"
#include "app/session/roomboards.h"
#include "shared/protocol/errors.h"
#include "tests/support/loophost.h"
#include "tests/support/looprig.h"

#include <QCryptographicHash>
#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>

using namespace coterie;
using test::LoopHost;
using test::LoopRig;
using State = Session::State;

namespace {

const QString ana = QStringLiteral("Ana");
const QString ben = QStringLiteral("Ben");

QByteArray image(qsizetype size, quint32 seed)
{
    QRandomGenerator random(seed);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &c : bytes)
        c = char(random.generate());
    return bytes;
}

BoardOp showing(const QByteArray &hash)
{
    BoardOp op = BoardOp::create(newId<ObjectId>(), BoardKind::Image, 10, 10, 100, 80);
    op.asset = hash;
    return op;
}

} // namespace

// The images of the boards, from one person's computer over the real host to another's.
class TestLoopAssets final : public QObject
{
    Q_OBJECT

    std::unique_ptr<LoopRig> m_rig;
    std::unique_ptr<LoopHost> m_host;

    std::unique_ptr<Session> online(const QString &name) { return m_rig->online(m_host->url(), name); }
    // In the host's file, which nobody has open.
    bool forget(const QByteArray &hash)
    {
        bool ok = false;
        {
            auto db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("host"));
            db.setDatabaseName(m_rig->file());
            QSqlQuery query(db.open() ? db : QSqlDatabase());
            ok = query.prepare(QStringLiteral("DELETE FROM blob WHERE hash = ?"));
            query.addBindValue(hash);
            ok = ok && query.exec() && query.numRowsAffected() == 1;
        }
        QSqlDatabase::removeDatabase(QStringLiteral("host"));
        return ok;
    }
    static BoardController *boardOf(Session &session) { return session.board(session.rooms()->roomAt(0)); }
    static bool fetched(BoardAssets &assets, const QByteArray &hash, const QByteArray &bytes)
    {
        assets.want(hash);
        return QTest::qWaitFor([&] { return assets.bytes(hash) == bytes; }, 30'000);
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }
    void init()
    {
        m_rig = std::make_unique<LoopRig>();
        m_host = std::make_unique<LoopHost>(m_rig->file());
        QVERIFY(m_host->start());
    }
    void cleanup()
    {
        m_host.reset();
        m_rig.reset();
    }

    void W17_anImageIsOnTheHostBeforeItIsSeenAndReachesTheOthers()
    {
        auto a = online(ana);
        auto b = online(ben);
        QVERIFY(a && b);
        BoardController &at = *boardOf(*a), &bt = *boardOf(*b);
        QTRY_VERIFY_WITH_TIMEOUT(at.isLoaded() && bt.isLoaded(), 15000);
        const QByteArray bytes = image(3'000'000, 1);
        QSignalSpy progressed(at.assets(), &BoardAssets::progressed);
        const QByteArray hash = at.assets()->put(bytes);
        QCOMPARE(hash.size(), 32);
        QCOMPARE(at.assets()->bytes(hash), bytes); // one's own is there at once
        QVERIFY(at.commit({showing(hash)}));
        QCOMPARE(at.assets()->progress(hash), std::optional(0.0));
        // The host refuses an image it does not have, so that Ben sees it proves the order.
        QTRY_COMPARE_WITH_TIMEOUT(bt.doc().visibleCount(), 1, 30000);
        QVERIFY(!at.assets()->isUploading(hash));
        QVERIFY(!at.assets()->progress(hash));
        QVERIFY(progressed.size() >= 3'000'000 / 32'768);
        QVERIFY(bt.assets()->bytes(hash).isEmpty());
        QVERIFY(fetched(*bt.assets(), hash, bytes));
    }

    void W17_whatWasPutOfflineAndKilledIsSentWhenTheHostIsBack()
    {
        const QByteArray bytes = image(200'000, 2);
        QByteArray hash;
        {
            auto a = online(ana);
            QVERIFY(a);
            BoardController &at = *boardOf(*a);
            QTRY_VERIFY_WITH_TIMEOUT(at.isLoaded(), 15000);
            m_host->stop();
            QTRY_VERIFY_WITH_TIMEOUT(!at.isOnline(), 15000);
            hash = at.assets()->put(bytes);
            QVERIFY(at.commit({showing(hash)}));
            QTRY_VERIFY_WITH_TIMEOUT(a->state().waiting > 0, 15000);
        } // what it asked of its disk is done; nothing of it was sent
        QVERIFY(m_host->start());
        auto b = online(ben);
        QVERIFY(b);
        BoardController &bt = *boardOf(*b);
        QTRY_VERIFY_WITH_TIMEOUT(bt.isLoaded(), 15000);
        QCOMPARE(bt.doc().visibleCount(), 0);
        auto a = online(ana); // and her board is not even opened
        QVERIFY(a);
        QTRY_COMPARE_WITH_TIMEOUT(bt.doc().visibleCount(), 1, 30000);
        QVERIFY(fetched(*bt.assets(), hash, bytes));
    }

    void A80_W17_anUploadGoesOnAfterTheConnectionWasCut()
    {
        auto a = online(ana);
        QVERIFY(a);
        BoardController &at = *boardOf(*a);
        QTRY_VERIFY_WITH_TIMEOUT(at.isLoaded(), 15000);
        const QByteArray bytes = image(8'000'000, 3);
        const QByteArray hash = at.assets()->put(bytes);
        QTRY_VERIFY_WITH_TIMEOUT(at.assets()->progress(hash).value_or(1) > 0.1, 30000);
        m_host->stop();
        QVERIFY(at.assets()->isUploading(hash));
        QVERIFY(m_host->start()); // it has swept the unfinished upload away: all of it is sent anew
        QTRY_VERIFY_WITH_TIMEOUT(!at.assets()->isUploading(hash), 60000);
        auto b = online(ben);
        QVERIFY(b);
        QVERIFY(fetched(*boardOf(*b)->assets(), hash, bytes));
    }

    // The disk has turned it, or an older file was put back, while the board still shows it.
    void A189_anImageThatTheHostLostComesAgainFromWhoeverHoldsIt()
    {
        const QByteArray bytes = image(300'000, 5), kept = image(40'000, 6);
        QByteArray hash, other;
        auto b = online(ben);
        QVERIFY(b);
        {
            auto a = online(ana);
            QVERIFY(a);
            BoardController &at = *boardOf(*a), &bt = *boardOf(*b);
            QTRY_VERIFY_WITH_TIMEOUT(at.isLoaded() && bt.isLoaded(), 15000);
            hash = at.assets()->put(bytes);
            other = at.assets()->put(kept);
            QVERIFY(at.commit({showing(hash), showing(other)}));
            QTRY_COMPARE_WITH_TIMEOUT(bt.doc().visibleCount(), 2, 30000);
            QVERIFY(fetched(*bt.assets(), hash, bytes));
            QVERIFY(fetched(*bt.assets(), other, kept));
        } // whoever brought it is gone
        BoardAssets &held = *boardOf(*b)->assets();
        QSignalSpy begun(&held, &BoardAssets::uploadBegun), stored(&held, &BoardAssets::uploaded),
            failed(&held, &BoardAssets::failed);
        m_host->stop();
        QVERIFY(forget(hash));
        QVERIFY(m_host->start());
        QTRY_COMPARE_WITH_TIMEOUT(stored.size(), 1, 30000);
        QCOMPARE(stored.first().first().toByteArray(), hash);
        QCOMPARE(begun.size(), 1); // what the host still has stays where it is
        QCOMPARE(failed.size(), 0);
        auto c = online(QStringLiteral("Cleo"));
        QVERIFY(c);
        QVERIFY(fetched(*boardOf(*c)->assets(), hash, bytes));
    }
    // The host has lost it while nobody held it, and somebody shows it once more.
    void A223_anImageOfThisComputerIsBroughtForWhatTheHostRefused()
    {
        const QByteArray bytes = image(200'000, 7);
        QByteArray hash;
        {
            auto a = online(ana);
            QVERIFY(a);
            BoardController &at = *boardOf(*a);
            QTRY_VERIFY_WITH_TIMEOUT(at.isLoaded(), 15000);
            hash = at.assets()->put(bytes);
            QVERIFY(at.commit({showing(hash)}));
            QTRY_VERIFY_WITH_TIMEOUT(at.pending().isEmpty(), 30000);
        }
        m_host->stop();
        QVERIFY(forget(hash));
        QVERIFY(m_host->start());
        auto a = online(ana);
        QVERIFY(a);
        BoardController &at = *boardOf(*a);
        QTRY_VERIFY_WITH_TIMEOUT(at.isLoaded(), 15000);
        const BoardId board = at.board();
        RoomBoards &boards = *a->boards(a->rooms()->roomAt(0));
        QSignalSpy refused(a.get(), &Session::drawingRefused);
        QVERIFY(at.commit({showing(hash)}));
        QTRY_VERIFY_WITH_TIMEOUT(at.pending().isEmpty(), 30000);
        QCOMPARE(refused.size(), 0);
        QCOMPARE(boards.conflictObjects(board), 0);
        auto b = online(ben);
        QVERIFY(b);
        QTRY_COMPARE_WITH_TIMEOUT(boardOf(*b)->doc().visibleCount(), 2, 30000);
        QVERIFY(fetched(*boardOf(*b)->assets(), hash, bytes));
    }
    void A223_whatIsKeptForWantOfAnImageIsAddedWhenThatHasCome_data()
    {
        QTest::addColumn<bool>("own");
        QTest::newRow("one brings it") << true;
        QTest::newRow("somebody else does") << false;
    }
    void A223_whatIsKeptForWantOfAnImageIsAddedWhenThatHasCome()
    {
        QFETCH(const bool, own);
        auto a = online(ana);
        auto b = online(ben);
        QVERIFY(a && b);
        BoardController &at = *boardOf(*a), &bt = *boardOf(*b);
        QTRY_VERIFY_WITH_TIMEOUT(at.isLoaded() && bt.isLoaded(), 15000);
        const QByteArray bytes = image(200'000, 8), other = image(70'000, 9);
        const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
        RoomBoards &boards = *b->boards(b->rooms()->roomAt(0));
        QVERIFY(bt.commit({showing(hash), BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 0, 0, 50, 50)}));
        // Nobody has it: kept as all that is refused.
        QTRY_COMPARE_WITH_TIMEOUT(boards.conflictObjects(bt.board()), 2, 30000);
        QCOMPARE(boards.conflictCode(bt.board()), QString(errors::notFound));
        QCOMPARE(bt.doc().visibleCount(), 0);
        QSignalSpy noticed(&bt, &BoardController::noticed);
        QVERIFY(at.commit({showing(at.assets()->put(other))})); // another image is none that is waited for
        QTRY_COMPARE_WITH_TIMEOUT(bt.doc().visibleCount(), 1, 30000);
        QCOMPARE(boards.conflictObjects(bt.board()), 2);
        if (own) {
            QCOMPARE(bt.assets()->put(bytes), hash);
        } else {
            QVERIFY(at.commit({showing(at.assets()->put(bytes))}));
        }
        QTRY_COMPARE_WITH_TIMEOUT(at.doc().visibleCount(), own ? 3 : 4, 30000);
        QTRY_VERIFY_WITH_TIMEOUT(bt.pending().isEmpty(), 30000);
        QCOMPARE(boards.conflictObjects(bt.board()), 0);
        QVERIFY(!noticed.isEmpty());
        QVERIFY(bt.canUndo());
    }
    void W17_whatIsNotThereFailsOnceWithASentence()
    {
        auto a = online(ana);
        QVERIFY(a);
        BoardAssets &assets = *boardOf(*a)->assets();
        QSignalSpy failed(&assets, &BoardAssets::failed);
        const QByteArray nobodys(32, 'n');
        assets.want(nobodys);
        assets.want(nobodys);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 15000);
        QCOMPARE(failed.at(0).at(0).toByteArray(), nobodys);
        QVERIFY(!failed.at(0).at(1).toString().isEmpty());
        QVERIFY(assets.hasFailed(nobodys));
        // With the next connection it may be asked for again, and whoever shows it is told.
        QSignalSpy forgotten(&assets, &BoardAssets::failureForgotten);
        m_host->stop();
        QVERIFY(m_host->start());
        QTRY_COMPARE_WITH_TIMEOUT(forgotten.size(), 1, 15000);
        QCOMPARE(forgotten.at(0).at(0).toByteArray(), nobodys);
        QVERIFY(!assets.hasFailed(nobodys));
        QCOMPARE(assets.put(QByteArray()), QByteArray());
        QCOMPARE(assets.put(QByteArray(BoardAssets::mostBytes + 1, 'x')), QByteArray());
    }

    void W17_theCopyOnThisComputerServesWithoutTheHost()
    {
        const QByteArray bytes = image(100'000, 4);
        QByteArray hash;
        {
            auto a = online(ana);
            QVERIFY(a);
            hash = boardOf(*a)->assets()->put(bytes);
            QTRY_VERIFY_WITH_TIMEOUT(!boardOf(*a)->assets()->isUploading(hash), 15000);
        }
        m_host->stop();
        auto a = m_rig->person(m_host->url(), ana);
        QSignalSpy opened(a.get(), &Session::opened);
        a->open();
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 15000);
        QVERIFY(fetched(*boardOf(*a)->assets(), hash, bytes));
    }
};

QTEST_GUILESS_MAIN(TestLoopAssets)
#include "tst_loop_assets.moc"
