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
    void B14_aSnapshotWrittenABitAtATimeIsOfTheMomentItWasBegun()
    {
        int changed = 0;
        for (const qsizetype step : {1, 300, 5000, 100'000}) {
            Log log;
            QList<ObjectId> ids;
            for (int i = 0; i < 400; ++i)
                ids.append(log.draw(i % 3 ? ana : ben, i, i));
            log.apply(ben, {BoardOp::undo(log.doc.undoable(ben).first())});
            const QList<QByteArray> wanted = writeBoardSnapshot(log.doc);
            BoardSnapshotWriter writer(log.doc);
            const UserId cy{QUuid(u"018f0000-0000-7000-8000-00000000000c")};
            for (int i = 0; writer.write(step); ++i) {
                const ObjectId id = ids.at(log.dice.between(0, 399));
                switch (i % 5) {
                case 0:
                    log.apply(cy, {move(id, i, i)});
                    break;
                case 1:
                    log.apply(ana, {recolor(id, 0xff00ff00)});
                    break;
                case 2:
                    log.draw(cy);
                    break;
                case 3:
                    log.apply(ben, {BoardOp::undo(log.doc.undoable(ben).value(0))});
                    break;
                default:
                    log.apply(ana, {i == 4 ? BoardOp::clear(log.head) : BoardOp::erase(id)});
                }
                ++changed;
            }
            QCOMPARE(writer.take(), wanted);
            // Nothing of it stays with the document, and the next one is of the board as it is now.
            const QList<QByteArray> now = writeBoardSnapshot(log.doc);
            BoardSnapshotWriter again(log.doc);
            while (again.write(step)) {
            }
            QCOMPARE(again.take(), now);
        }
        QVERIFY2(changed > 500, qPrintable(QString::number(changed)));
    }
    void B14_aWriterThatIsGivenUpLeavesTheDocumentAlone()
    {
        Log log;
        const ObjectId id = log.draw(ana);
        {
            BoardSnapshotWriter writer(log.doc);
            QVERIFY(writer.write(1));
        }
        log.apply(ana, {move(id, 5, 5)});
        QCOMPARE(throughSnapshot(log.doc).hash(), log.doc.hash());
        BoardSnapshotWriter writer(log.doc);
        const BoardDoc copy = log.doc; // which nobody is writing
        while (writer.write(1)) {
        }
        QCOMPARE(throughSnapshot(copy).hash(), copy.hash());
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
        commit.ops = {randomStroke(dice, id, 100, 100), move(id, 1.5, 2.5), BoardOp::erase(id), BoardOp::clear(77)};
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
