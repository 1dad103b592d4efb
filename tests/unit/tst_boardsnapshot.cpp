// SPDX-License-Identifier: MIT
#include "shared/protocol/protocol.h"
#include "tests/support/boardlog.h"

#include <QTest>

using namespace coterie;
using namespace coterie::test;
using Log = BoardLog;

class TestBoardSnapshot final : public QObject
{
    Q_OBJECT

private slots:
    void B14_aSnapshotContinuesLikeTheOriginal()
    {
        Log log;
        QList<ObjectId> ids;
        for (int i = 0; i < 300; ++i) {
            const UserId who = i % 3 ? ana : ben;
            const auto id = log.dice.id<ObjectId>();
            log.apply(who, {randomStroke(log.dice, id, 4000, 3000)});
            ids.append(id);
            if (i % 5 == 0)
                log.apply(ben, {move(ids.at(log.dice.between(0, i)), i, i)});
            if (i % 7 == 0)
                log.apply(ana, {BoardOp::erase(ids.at(log.dice.between(0, i)))});
            if (i % 11 == 0)
                if (const auto mine = log.doc.undoable(who); !mine.isEmpty())
                    log.apply(who, {BoardOp::undo(mine.first())});
        }
        const QList<QByteArray> parts = writeBoardSnapshot(log.doc);
        QVERIFY(parts.size() > 1);
        BoardSnapshotReader reader;
        for (const QByteArray &part : parts) {
            QVERIFY(part.size() <= boardPartBytes);
            QVERIFY(!reader.isComplete());
            QVERIFY(reader.add(part));
        }
        QVERIFY(reader.isComplete());
        BoardDoc copy = reader.take();
        QCOMPARE(copy.hash(), log.doc.hash());
        QCOMPARE(copy.seq(), log.head);
        QCOMPARE(copy.visibleCount(), log.doc.visibleCount());
        QCOMPARE(copy.undoable(ana), log.doc.undoable(ana));
        QCOMPARE(copy.redoable(ben), log.doc.redoable(ben));
        for (const UserId &who : {ana, ben}) {
            const auto mine = log.doc.undoable(who);
            for (qsizetype i = 0; i < mine.size(); i += 3) {
                const BoardTransaction undo{log.dice.id<OpId>(), who, {BoardOp::undo(mine.at(i))}};
                ++log.head;
                log.doc.apply(undo, log.head);
                copy.apply(undo, log.head);
                QCOMPARE(copy.hash(), log.doc.hash());
            }
        }
    }
    void B14_aBrokenSnapshotIsRefused()
    {
        Log log;
        for (int i = 0; i < 60; ++i)
            log.apply(i % 2 ? ana : ben, {randomStroke(log.dice, log.dice.id<ObjectId>(), 500, 500)});
        log.apply(ana, {BoardOp::clear(log.head)});
        const QByteArray good = writeBoardSnapshot(log.doc).join();
        for (qsizetype cut = 0; cut < good.size(); cut += 7) {
            BoardSnapshotReader reader;
            QVERIFY(!reader.add(good.left(cut)) || !reader.isComplete());
        }
        int survived = 0;
        for (int i = 0; i < 4000; ++i) {
            QByteArray noise = good;
            for (int k = log.dice.between(1, 4); k > 0; --k)
                noise[log.dice.between(0, int(noise.size()) - 1)] = char(log.dice.next());
            BoardSnapshotReader reader;
            survived += reader.add(noise) && reader.isComplete();
        }
        // Only bytes outside the objects' state (who can undo what) are not under the hash.
        QVERIFY2(survived < 4000 / 4, qPrintable(QString::number(survived)));
    }
    void B12_aFullBoardSaysSo()
    {
        BoardDoc doc;
        Dice dice(12);
        Seq seq = 0;
        for (int i = 0; i < maxBoardObjects; i += maxBoardOps) {
            BoardTransaction tx{dice.id<OpId>(), ana, {}};
            for (int k = 0; k < std::min(maxBoardOps, maxBoardObjects - i); ++k)
                tx.ops.append(dash(dice.id<ObjectId>()));
            doc.apply(tx, ++seq);
        }
        QCOMPARE(doc.visibleCount(), maxBoardObjects);
        const auto refusal = doc.validate({dice.id<OpId>(), ana, {dash(dice.id<ObjectId>())}});
        QVERIFY(refusal);
        QCOMPARE(refusal->code, QStringLiteral("full"));
        QVERIFY(!doc.validate({dice.id<OpId>(), ana, {BoardOp::clear(seq)}}));
    }
    void operationsTravelInBothFramings()
    {
        Dice dice(13);
        BoardCommit commit;
        commit.id = dice.id<OpId>();
        commit.room = dice.id<RoomId>();
        const auto id = dice.id<ObjectId>();
        commit.ops = {randomStroke(dice, id, 100, 100), move(id, 1.5, 2.5), BoardOp::erase(id),
                      BoardOp::clear(77)};
        for (const Framing framing : {Framing::Cbor, Framing::Json}) {
            const QByteArray frame = encode(ClientMessage(commit), framing);
            const auto back = decodeFromClient(frame, framing);
            const auto *message = std::get_if<ClientMessage>(&back);
            QVERIFY2(message, qPrintable(std::holds_alternative<wire::Error>(back) ? std::get<wire::Error>(back).code
                                                                                   : QString()));
            QCOMPARE(std::get<BoardCommit>(*message).ops, commit.ops);
        }
    }
};

QTEST_APPLESS_MAIN(TestBoardSnapshot)
#include "tst_boardsnapshot.moc"
