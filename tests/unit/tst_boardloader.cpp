// SPDX-License-Identifier: MIT
#include "app/session/boardloader.h"
#include "tests/support/boardlog.h"

#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using namespace coterie::test;

namespace {

BoardLog drawn(int strokes)
{
    BoardLog log;
    for (int i = 0; i < strokes; ++i)
        log.apply(i % 2 ? ana : ben, {randomStroke(log.dice, log.dice.id<ObjectId>(), 4000, 3000)});
    return log;
}

// A loader, what it made, and how often the window would have had its turn meanwhile.
struct Rig {
    Rig()
        : broken(&loader, &BoardLoader::broken)
    {
        QObject::connect(&loader, &BoardLoader::done, &loader, [this](BoardDoc &made) { doc = std::move(made); });
        QObject::connect(&window, &QTimer::timeout, &loader, [this] { ++turns; });
        window.start(0);
    }
    BoardLoader loader;
    QSignalSpy broken;
    QTimer window;
    std::optional<BoardDoc> doc;
    int turns = 0;
};

} // namespace

class TestBoardLoader final : public QObject
{
    Q_OBJECT

private slots:
    void U61_theWindowHasItsTurnBetweenTwoPieces()
    {
        BoardLog log = drawn(3000);
        const QList<QByteArray> parts = writeBoardSnapshot(log.doc);
        QVERIFY(parts.size() > 10);
        QList<RoomEvent> later;
        for (int i = 0; i < 1000; ++i) {
            RoomEvent event;
            event.id = log.dice.id<OpId>();
            event.author = ana;
            event.board = BoardChange{{dash(log.dice.id<ObjectId>())}};
            event.seq = ++log.head;
            log.doc.apply({event.id, ana, event.board->ops}, event.seq);
            later.append(event);
            RoomEvent said; // is no change of the board
            said.seq = ++log.head;
            later.append(said);
        }
        Rig rig;
        rig.loader.begin();
        for (const QByteArray &part : parts)
            rig.loader.add(part);
        rig.loader.finish(later);
        QVERIFY(!rig.doc);
        QTRY_VERIFY(rig.doc);
        QCOMPARE(rig.doc->hash(), log.doc.hash());
        QCOMPARE(rig.doc->seq(), log.doc.seq());
        QVERIFY2(rig.turns >= parts.size() + 4, qPrintable(QString::number(rig.turns)));
        QVERIFY(rig.broken.isEmpty());
        QVERIFY(!rig.loader.isRunning());
    }
    void A86_eachRecordIsToldOnceAsItComes()
    {
        const BoardLog log = drawn(3000);
        Rig rig;
        QSignalSpy dropped(&rig.loader, &BoardLoader::dropped);
        int told = 0;
        int times = 0;
        QObject::connect(&rig.loader, &BoardLoader::grew, &rig.loader, [&](const BoardDoc &soFar, int from) {
            QCOMPARE(from, told);
            QVERIFY(soFar.glance(from) && soFar.object(soFar.glance(from)->id));
            QVERIFY(soFar.recordCount() > from && !rig.doc);
            told = soFar.recordCount();
            ++times;
        });
        rig.loader.begin();
        for (const QByteArray &part : writeBoardSnapshot(log.doc))
            rig.loader.add(part);
        rig.loader.finish();
        QTRY_VERIFY(rig.doc);
        QCOMPARE(told, log.doc.recordCount());
        QVERIFY(times > 10);
        rig.loader.cancel();
        QVERIFY(dropped.isEmpty()); // it came to something
        rig.doc.reset();
        told = 0;
        rig.loader.begin();
        rig.loader.add(writeBoardSnapshot(log.doc).first());
        QTRY_VERIFY(told > 0);
        rig.loader.begin();
        QCOMPARE(dropped.size(), 1);
        rig.loader.cancel(); // nothing was told of this one
        QCOMPARE(dropped.size(), 1);
    }
    void A86_whatLaterEventsMayChangeIsNotTold()
    {
        const BoardLog log = drawn(600);
        Rig rig;
        QSignalSpy grew(&rig.loader, &BoardLoader::grew);
        QSignalSpy dropped(&rig.loader, &BoardLoader::dropped);
        RoomEvent cleared;
        cleared.id = newId<OpId>();
        cleared.author = ana;
        cleared.board = BoardChange{{BoardOp::clear(log.head)}};
        cleared.seq = log.head + 1;
        RoomEvent said; // is no change of the board
        said.seq = log.head + 1;
        for (const RoomEvent &event : {cleared, said}) {
            rig.doc.reset();
            grew.clear();
            rig.loader.begin();
            for (const QByteArray &part : writeBoardSnapshot(log.doc))
                rig.loader.add(part);
            rig.loader.finish({event});
            QTRY_VERIFY(rig.doc);
            QCOMPARE(grew.isEmpty(), event.board.has_value());
        }
        QVERIFY(dropped.isEmpty());
    }
    void piecesMayComeSlowly()
    {
        const BoardLog log = drawn(600);
        Rig rig;
        rig.loader.begin();
        for (const QByteArray &part : writeBoardSnapshot(log.doc)) {
            rig.loader.add(part);
            const int before = rig.turns;
            QTRY_VERIFY(rig.turns > before + 3);
        }
        QVERIFY(!rig.doc);
        rig.loader.finish();
        QTRY_VERIFY(rig.doc);
        QCOMPARE(rig.doc->hash(), log.doc.hash());
    }
    void whatIsBrokenIsSaidOnceAndLeavesNothing()
    {
        const QList<QByteArray> parts = writeBoardSnapshot(drawn(600).doc);
        for (const int how : {0, 1, 2}) {
            Rig rig;
            rig.loader.begin();
            for (qsizetype i = 0; i < parts.size(); ++i) {
                if (how == 0 && i == parts.size() / 2)
                    rig.loader.add(QByteArray(100, '\xff'));
                else if (how != 1 || i + 1 < parts.size()) // 1: the end is missing
                    rig.loader.add(parts.at(i));
            }
            if (how == 2)
                rig.loader.add(parts.first());
            rig.loader.finish();
            QTRY_COMPARE(rig.broken.size(), 1);
            QVERIFY(!rig.doc);
            QVERIFY(!rig.loader.isRunning());
            rig.loader.add(parts.first()); // of what is given up: no harm
            const BoardLog good = drawn(30);
            rig.loader.begin();
            for (const QByteArray &part : writeBoardSnapshot(good.doc))
                rig.loader.add(part);
            rig.loader.finish();
            QTRY_VERIFY(rig.doc);
            QCOMPARE(rig.doc->hash(), good.doc.hash());
        }
    }
    void whatIsGivenUpTellsNothing()
    {
        const BoardLog log = drawn(600);
        Rig rig;
        rig.loader.begin();
        for (const QByteArray &part : writeBoardSnapshot(log.doc))
            rig.loader.add(part);
        rig.loader.finish();
        bool wasRunning = false;
        QObject::connect(
            &rig.window, &QTimer::timeout, &rig.loader,
            [&] {
                wasRunning = rig.loader.isRunning();
                rig.loader.cancel();
            },
            Qt::SingleShotConnection);
        QTRY_VERIFY(rig.turns > 100);
        QVERIFY(wasRunning);
        QVERIFY(!rig.doc && rig.broken.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestBoardLoader)
#include "tst_boardloader.moc"
