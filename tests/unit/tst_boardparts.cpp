// SPDX-License-Identifier: MIT
#include "shared/board/boardsnapshot.h"
#include "tests/support/boardlog.h"

#include <QTest>

using namespace coterie;
using namespace coterie::test;

namespace {

struct Ink : BoardLog {
    ObjectId id = dice.id<ObjectId>();

    // From (0, 0) to (100, 0) in ten steps, 2 wide.
    explicit Ink(int points = 11)
    {
        StrokePoints stroke;
        for (int i = 0; i < points; ++i)
            stroke.at.push_back({qint16(160 * i), 0});
        apply(ana, {BoardOp::createStroke(id, 0, 0, stroke.packed(), 0xff000000, 2)});
    }
    OpId rub(UserId who, const BoardIntervals &parts) { return apply(who, {BoardOp::erasePart(id, parts)}); }
    [[nodiscard]] BoardIntervals gone() const
    {
        const auto object = doc.object(id);
        return object ? object->erased : BoardIntervals{{-1, -1}};
    }
    [[nodiscard]] std::optional<BoardRefusal> refusal(const BoardOp &op)
    {
        return doc.validate({dice.id<OpId>(), ana, {op}});
    }
};

constexpr int unit = boardPartUnit;

} // namespace

class TestBoardParts final : public QObject
{
    Q_OBJECT

private slots:
    void intervalsAreSortedJoinedAndCut()
    {
        QCOMPARE(boardUnion({{5, 9}, {1, 3}, {3, 4}, {8, 20}, {30, 40}, {-5, 0}}, 15),
                 (BoardIntervals{{1, 4}, {5, 15}}));
        QCOMPARE(boardRest({{1, 4}, {5, 15}}, 15), (BoardIntervals{{0, 1}, {4, 5}}));
        QCOMPARE(boardRest({}, 15), (BoardIntervals{{0, 15}}));
        QCOMPARE(boardRest({{0, 15}}, 15), BoardIntervals());
    }
    void B20_twoRubOutTheSameStroke()
    {
        Ink ink;
        ink.rub(ana, {{unit, 3 * unit}});
        ink.rub(ben, {{2 * unit, 4 * unit}, {8 * unit, 9 * unit}});
        QCOMPARE(ink.gone(), (BoardIntervals{{unit, 4 * unit}, {8 * unit, 9 * unit}}));
    }
    void B20_undoBringsBackOnlyOnesOwn()
    {
        Ink ink;
        const OpId hers = ink.rub(ana, {{unit, 3 * unit}});
        const OpId his = ink.rub(ben, {{2 * unit, 4 * unit}});
        ink.apply(ana, {BoardOp::undo(hers)});
        QCOMPARE(ink.gone(), (BoardIntervals{{2 * unit, 4 * unit}}));
        ink.apply(ben, {BoardOp::undo(his)});
        QCOMPARE(ink.gone(), BoardIntervals());
        ink.apply(ana, {BoardOp::redo(hers)});
        QCOMPARE(ink.gone(), (BoardIntervals{{unit, 3 * unit}}));
    }
    void B20_piecesAreBroughtBackInTheirTurn()
    {
        Ink ink;
        const OpId first = ink.rub(ben, {{unit, 5 * unit}});
        const OpId back = ink.apply(ana, {BoardOp::restorePart(ink.id, {{2 * unit, 3 * unit}})});
        QCOMPARE(ink.gone(), (BoardIntervals{{unit, 2 * unit}, {3 * unit, 5 * unit}}));
        ink.rub(ben, {{0, 2 * unit}, {2 * unit + 10, 2 * unit + 20}}); // later, so it counts
        const BoardIntervals both{{0, 2 * unit}, {2 * unit + 10, 2 * unit + 20}, {3 * unit, 5 * unit}};
        QCOMPARE(ink.gone(), both);
        // What is for good comes before what is not, in the order of the log.
        BoardDoc copy = throughSnapshot(ink.doc);
        for (int i = 0; i < boardUndoDepth; ++i)
            ink.draw(ana);
        QCOMPARE(ink.gone(), both);
        ink.apply(ben, {BoardOp::undo(first)});
        QCOMPARE(ink.gone(), (BoardIntervals{{0, 2 * unit}, {2 * unit + 10, 2 * unit + 20}}));
        const BoardTransaction undo{ink.dice.id<OpId>(), ana, {BoardOp::undo(back)}};
        copy.apply(undo, copy.seq() + 1);
        QCOMPARE(copy.object(ink.id)->erased, (BoardIntervals{{0, 5 * unit}}));
        QCOMPARE(throughSnapshot(ink.doc).hash(), ink.doc.hash());
    }
    void B20_whatIsRubbedOutWhollyIsNotToBeSeen()
    {
        Ink ink;
        ink.rub(ana, {{0, 6 * unit}});
        QVERIFY(ink.sees(ink.id));
        const OpId rest = ink.rub(ben, {{5 * unit, 500 * unit}});
        QVERIFY(!ink.sees(ink.id));
        QCOMPARE(ink.doc.visibleCount(), 0);
        // Restoring what was erased is something else.
        BoardOp back = BoardOp::set(ink.id);
        back.deleted = false;
        ink.apply(ana, {back});
        QVERIFY(!ink.sees(ink.id));
        ink.apply(ben, {BoardOp::undo(rest)});
        QVERIFY(ink.sees(ink.id));
    }
    void B20_aDotIsRubbedOutByAnyPiece()
    {
        Ink dot(1);
        dot.rub(ben, {{0, unit}});
        QVERIFY(!dot.sees(dot.id));
    }
    void B20_styleAndPlaceGoOnBesides()
    {
        Ink ink;
        ink.rub(ana, {{unit, 3 * unit}});
        ink.apply(ben, {recolor(ink.id, 0xffff0000), move(ink.id, 50, 60)});
        const auto o = ink.doc.object(ink.id);
        QCOMPARE(o->color, 0xffff0000u);
        QCOMPARE(o->x, 50.0);
        QCOMPARE(o->erased, (BoardIntervals{{unit, 3 * unit}}));
        QCOMPARE(o->frame(), QRectF(50, 60, 100, 0)); // what it turns about stays
    }
    void B20_theBoxIsThatOfTheRest()
    {
        Ink ink;
        QCOMPARE(ink.doc.box(ink.id), QRectF(-1, -1, 102, 2));
        ink.doc.setTracking(true);
        ink.rub(ana, {{3 * unit, 10 * unit}});
        const QRectF box = ink.doc.box(ink.id);
        QVERIFY(box.contains(QRectF(-1, -1, 31, 2)));
        QVERIFY(box.right() <= 42);
        const auto changes = ink.doc.takeChanges();
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().before, QRectF(-1, -1, 102, 2));
        QCOMPARE(changes.first().after, box);
        QVERIFY(changes.first().repaint);
    }
    void B20_aStrokeThatSomebodyRubbedIsKept()
    {
        Ink ink;
        const OpId creation = ink.doc.undoable(ana).first();
        const OpId his = ink.rub(ben, {{unit, 2 * unit}});
        ink.apply(ana, {BoardOp::undo(creation)});
        QVERIFY(ink.sees(ink.id));
        ink.apply(ben, {BoardOp::undo(his)});
        QVERIFY(!ink.sees(ink.id));
    }
    void B18_nothingIsRubbedOutOfWhatIsLocked()
    {
        Ink ink;
        const OpId hers = ink.rub(ana, {{unit, 2 * unit}});
        ink.apply(ben, {lock(ink.id)});
        ink.rub(ben, {{5 * unit, 6 * unit}});
        ink.apply(ana, {BoardOp::undo(hers)});
        QCOMPARE(ink.gone(), (BoardIntervals{{unit, 2 * unit}}));
    }
    void B10_whatIsForGoodIsFolded()
    {
        Ink ink;
        const OpId undone = ink.rub(ana, {{unit, 2 * unit}});
        ink.apply(ana, {BoardOp::undo(undone)});
        const OpId kept = ink.rub(ana, {{5 * unit, 6 * unit}});
        for (int i = 0; i < boardUndoDepth; ++i)
            ink.draw(ana);
        ink.apply(ana, {BoardOp::redo(undone)});
        ink.apply(ana, {BoardOp::undo(kept)});
        QCOMPARE(ink.gone(), (BoardIntervals{{5 * unit, 6 * unit}}));
        QCOMPARE(throughSnapshot(ink.doc).hash(), ink.doc.hash());
    }
    void B14_theyAreInASnapshot()
    {
        Ink ink;
        const OpId hers = ink.rub(ana, {{unit, 3 * unit}});
        const OpId his = ink.rub(ben, {{2 * unit, 4 * unit}});
        ink.apply(ben, {BoardOp::undo(his)});
        BoardDoc copy = throughSnapshot(ink.doc);
        QCOMPARE(copy.hash(), ink.doc.hash());
        QCOMPARE(copy.object(ink.id)->erased, ink.gone());
        for (const auto &[who, op] : {std::pair{ben, BoardOp::redo(his)}, {ana, BoardOp::undo(hers)}}) {
            const BoardTransaction tx{ink.dice.id<OpId>(), who, {op}};
            ink.doc.apply(tx, ++ink.head);
            copy.apply(tx, ink.head);
            QCOMPARE(copy.hash(), ink.doc.hash());
        }
        QCOMPARE(ink.gone(), (BoardIntervals{{2 * unit, 4 * unit}}));
    }
    void B20_badPiecesAreRefusedWithTheirPlace()
    {
        Ink ink;
        const auto told = [&](const BoardOp &op, const char *code) {
            const auto refusal = ink.refusal(op);
            return refusal && refusal->code == QLatin1String(code) && refusal->path == u"ops[0].intervals";
        };
        QVERIFY(!ink.refusal(BoardOp::erasePart(ink.id, {{0, 1}})));
        QVERIFY(told(BoardOp::erasePart(ink.id, {}), "too-few"));
        QVERIFY(told(BoardOp::erasePart(ink.id, {{5, 5}}), "out-of-range"));
        QVERIFY(told(BoardOp::erasePart(ink.id, {{-1, 5}}), "out-of-range"));
        QVERIFY(told(BoardOp::erasePart(ink.id, {{20 * unit, 21 * unit}}), "out-of-range"));
        QVERIFY(told(BoardOp::erasePart(ink.id, BoardIntervals(maxBoardParts + 1, {0, 1})), "too-many"));
        const auto box = ink.make(ana, BoardKind::Rectangle);
        const auto refusal = ink.refusal(BoardOp::erasePart(box, {{0, 1}}));
        QVERIFY(refusal && refusal->path == u"ops[0].object");
    }
    void B20_aStrokeIsInAtMostSoManyPieces()
    {
        Ink ink(200);
        int at = 0;
        for (int i = 0; i < maxBoardStrokeParts / maxBoardParts; ++i) {
            BoardIntervals parts;
            for (int n = 0; n < maxBoardParts; ++n, at += 20)
                parts.append({at, at + 10});
            QVERIFY(!ink.refusal(BoardOp::erasePart(ink.id, parts)));
            ink.rub(ana, parts);
        }
        QCOMPARE(ink.gone().size(), qsizetype(maxBoardStrokeParts));
        const BoardOp more = BoardOp::erasePart(ink.id, {{at, at + 10}});
        QCOMPARE(ink.refusal(more)->code, QStringLiteral("too-many"));
        ink.apply(ana, {more});
        QCOMPARE(ink.gone().size(), qsizetype(maxBoardStrokeParts));
        // All of it can be brought back, but nothing more be rubbed out.
        const BoardIntervals all = ink.gone();
        for (qsizetype i = 0; i < all.size(); i += maxBoardParts) {
            const BoardOp back = BoardOp::restorePart(ink.id, all.mid(i, maxBoardParts));
            QVERIFY(!ink.refusal(back));
            ink.apply(ben, {back});
        }
        QCOMPARE(ink.gone(), BoardIntervals());
        QCOMPARE(ink.refusal(more)->code, QStringLiteral("too-many"));
        QCOMPARE(ink.refusal(BoardOp::restorePart(ink.id, {{0, 1}}))->code, QStringLiteral("too-many"));
        BoardSnapshotReader reader; // and whoever comes later has it too
        for (const QByteArray &part : writeBoardSnapshot(ink.doc))
            QVERIFY(reader.add(part));
        QVERIFY(reader.isComplete());
        QCOMPARE(reader.take().hash(), ink.doc.hash());
    }
};

QTEST_APPLESS_MAIN(TestBoardParts)
#include "tst_boardparts.moc"
