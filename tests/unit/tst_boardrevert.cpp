// SPDX-License-Identifier: MIT
#include "shared/board/boardrevert.h"
#include "tests/support/boardlog.h"

#include <QTest>

using namespace coterie;
using namespace coterie::test;

namespace {

const UserId mo{QUuid(u"018f0000-0000-7000-8000-00000000000c")}; // who moderates
constexpr qint64 since = 1'000'000;

// A log with times: everything before `since`, until late() is called.
struct Timed {
    BoardDoc doc;
    QList<BoardEvent> events{};
    Dice dice{1};
    qint64 time = since - 500'000;

    void late() { time = since; }
    OpId apply(UserId who, const QList<BoardOp> &ops)
    {
        const BoardTransaction tx{dice.id<OpId>(), who, ops};
        events.append({tx, Seq(events.size()) + 1, time += 10});
        doc.apply(tx, events.last().seq);
        return tx.id;
    }
    ObjectId draw(UserId who)
    {
        const auto id = dice.id<ObjectId>();
        apply(who, {dash(id, dice.between(0, 500), dice.between(0, 500))});
        return id;
    }
    ObjectId note(UserId who, const QString &text)
    {
        BoardOp op = BoardOp::create(dice.id<ObjectId>(), BoardKind::Sticky, 0, 0, 100, 100);
        op.text = text;
        apply(who, {op});
        return *op.object;
    }
    void write(UserId who, ObjectId id, const QString &text)
    {
        apply(who, {BoardOp::editText(id, doc.seq(), boardDelta(*doc.textOf(id), text))});
    }
    BoardRevert revert(UserId person = ben)
    {
        const BoardRevert revert = revertPerson({}, events, person, since);
        for (qsizetype at = 0; at < revert.ops.size(); at += maxBoardOps) {
            const QList<BoardOp> ops = revert.ops.mid(at, maxBoardOps);
            if (const auto refusal = doc.validate({dice.id<OpId>(), mo, ops}))
                qWarning() << "refused" << refusal->code << refusal->path << refusal->reason;
            apply(mo, ops);
        }
        return revert;
    }
};

// What everybody sees, as text, so that a difference can be read.
QStringList seen(const BoardDoc &doc)
{
    QStringList all;
    for (const BoardObject &o : doc.objects()) {
        QString parts;
        for (const BoardInterval &part : o.erased)
            parts += QStringLiteral(" %1-%2").arg(part.from).arg(part.to);
        all += QStringLiteral("%1 kind %2 at %3,%4 size %5,%6 turned %7 %8/%9 ")
                   .arg(o.id.toString())
                   .arg(int(o.kind))
                   .arg(o.x)
                   .arg(o.y)
                   .arg(o.w)
                   .arg(o.h)
                   .arg(o.rotation)
                   .arg(o.color)
                   .arg(o.fill) +
               QStringLiteral("width %1 opacity %2 locked %3 in %4 text '%5' without%6")
                   .arg(o.width)
                   .arg(o.opacity)
                   .arg(o.locked)
                   .arg(o.parent ? o.parent->toString() : QString(), o.text, parts);
    }
    return all;
}

} // namespace

class TestBoardRevert final : public QObject
{
    Q_OBJECT

private slots:
    void B21_aStrokeInAsManyPiecesAsCanBeIsWholeAgain()
    {
        Timed t;
        const auto id = t.dice.id<ObjectId>();
        StrokePoints points;
        for (int i = 0; i < 200; ++i)
            points.at.push_back({qint16(i * 16), qint16(i % 2 * 16)});
        t.apply(ana, {BoardOp::createStroke(id, 0, 0, points.packed(), 0xff000000, 2)});
        t.late();
        int at = 0;
        for (int i = 0; i < maxBoardStrokeParts / maxBoardParts; ++i) {
            BoardIntervals parts;
            for (int n = 0; n < maxBoardParts; ++n, at += 20)
                parts.append({at, at + 10});
            t.apply(ben, {BoardOp::erasePart(id, parts)});
        }
        t.draw(ben);
        QCOMPARE(t.doc.object(id)->erased.size(), qsizetype(maxBoardStrokeParts));
        const BoardRevert revert = t.revert();
        QCOMPARE(revert.items.size(), 2);
        QVERIFY(t.doc.object(id)->erased.isEmpty());
        QCOMPARE(t.doc.visibleCount(), 1);
    }
    void B21_whatOnePersonDidSinceThen()
    {
        Timed t;
        const auto drawn = t.draw(ana);
        const auto old = t.draw(ben);
        const auto gone = t.draw(ana);
        const auto note = t.note(ana, QStringLiteral("buy milk"));
        const auto rubbed = t.draw(ana);
        t.apply(ben, {recolor(drawn, 0xff0000ff)}); // before then: stays
        const QStringList before = seen(t.doc);

        t.late();
        t.apply(ben, {recolor(drawn, 0xff00ff00), move(drawn, 900, 900), toOrder(drawn, BoardOrder::Front)});
        t.apply(ben, {BoardOp::erase(gone)});
        t.write(ben, note, QStringLiteral("buy beer, milk"));
        t.apply(ben, {BoardOp::erasePart(rubbed, {{10, 90}})});
        t.apply(ben, {lock(old)});
        const auto scrawl = t.draw(ben);
        QVERIFY(seen(t.doc) != before);

        const BoardRevert revert = t.revert();
        QCOMPARE(revert.transactions, 6);
        QCOMPARE(revert.items.size(), 6);
        QVERIFY(revert.kept.isEmpty());
        const auto itemOf = [&](ObjectId id) {
            return *std::find_if(revert.items.begin(), revert.items.end(),
                                 [&](const auto &i) { return i.object == id; });
        };
        QVERIFY(itemOf(drawn).putBack);
        QVERIFY(itemOf(gone).broughtBack);
        QVERIFY(itemOf(note).text);
        QVERIFY(itemOf(rubbed).parts);
        QVERIFY(itemOf(old).putBack);
        QVERIFY(itemOf(scrawl).erased);
        QCOMPARE(seen(t.doc), before);
    }
    void B21_whatOthersDidSinceStays()
    {
        Timed t;
        const auto a = t.draw(ana);
        const auto note = t.note(ana, QStringLiteral("a"));
        t.late();
        t.apply(ben, {recolor(a, 0xff00ff00), move(a, 900, 900)});
        t.apply(ana, {recolor(a, 0xffff0000)}); // the last word on the colour is hers
        t.write(ben, note, QStringLiteral("aBBB"));
        t.write(ana, note, QStringLiteral("aBBBccc"));
        const auto his = t.draw(ben);
        t.apply(ana, {recolor(his, 0xff112233)}); // she has taken it up
        t.apply(ben, {lock(t.draw(ben))});
        const auto locked = t.draw(ben);
        t.apply(ana, {lock(locked)});
        const BoardRevert revert = t.revert();
        QCOMPARE(t.doc.object(a)->color, 0xffff0000u);
        QVERIFY(t.doc.object(a)->x < 900);
        QCOMPARE(t.doc.object(note)->text, QStringLiteral("accc"));
        QVERIFY(t.doc.object(his));
        QVERIFY(t.doc.object(locked));
        QCOMPARE(revert.kept, (QList<ObjectId>{his, locked}));
        QCOMPARE(t.doc.visibleCount(), 4);
    }
    void B21_itIsUndoneLikeAnything()
    {
        Timed t;
        const auto a = t.draw(ana);
        t.late();
        t.apply(ben, {move(a, 900, 900)});
        t.draw(ben);
        const QStringList before = seen(t.doc);
        t.revert();
        QVERIFY(seen(t.doc) != before);
        t.apply(mo, {BoardOp::undo(t.doc.undoable(mo).first())});
        QCOMPARE(seen(t.doc), before);
    }
    void B21_nothingToRevert()
    {
        Timed t;
        t.draw(ben);
        t.late();
        t.draw(ana);
        const BoardRevert revert = t.revert();
        QCOMPARE(revert.transactions, 0);
        QVERIFY(revert.ops.isEmpty() && revert.items.isEmpty() && revert.kept.isEmpty());
    }
    void B21_aClearedBoardComesBack()
    {
        Timed t;
        for (int i = 0; i < 1500; ++i)
            t.draw(i % 2 ? ana : ben);
        const QStringList before = seen(t.doc);
        t.late();
        t.apply(ben, {BoardOp::clear(t.doc.seq())});
        QCOMPARE(t.doc.visibleCount(), 0);
        const BoardRevert revert = t.revert();
        QCOMPARE(revert.items.size(), 1500);
        QVERIFY(revert.ops.size() > maxBoardOps);
        QCOMPARE(seen(t.doc), before);
    }
    void B21_alsoWhatIsForGood()
    {
        Timed t;
        const auto a = t.draw(ana);
        const auto own = t.draw(ben);
        const QStringList before = seen(t.doc);
        t.late();
        t.apply(ben, {move(a, 900, 900), recolor(a, 0xff00ff00), toOrder(a, BoardOrder::Front)});
        t.apply(ben, {BoardOp::erasePart(a, {{0, 50}})});
        t.apply(ben, {BoardOp::erase(own)});
        for (int i = 0; i < boardUndoDepth + 5; ++i)
            t.draw(ben);
        t.revert();
        QCOMPARE(seen(t.doc), before);
    }
    void B21_fromASnapshotOnwards()
    {
        Timed t;
        const auto a = t.draw(ana);
        t.apply(ben, {recolor(a, 0xff0000ff)});
        const BoardDoc start = throughSnapshot(t.doc);
        const qsizetype known = t.events.size();
        const QStringList before = seen(t.doc);
        t.late();
        t.apply(ben, {recolor(a, 0xff00ff00)});
        const BoardRevert revert = revertPerson(start, t.events.mid(known), ben, since);
        t.apply(mo, revert.ops);
        QCOMPARE(seen(t.doc), before);
    }
    // Whatever somebody does, as long as nobody else works on it meanwhile, it is put back wholly.
    void B21_anythingAtAll_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 30; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void B21_anythingAtAll()
    {
        QFETCH(const int, seed);
        Timed t;
        t.dice = Dice(quint64(seed));
        Dice &dice = t.dice;
        const auto any = [&] {
            const auto all = t.doc.objects();
            return all.isEmpty() ? BoardObject() : all.at(dice.between(0, int(all.size()) - 1));
        };
        const auto something = [&](UserId who) {
            const BoardObject o = any();
            const BoardObject other = any();
            const auto mine = t.doc.undoable(who);
            switch (o.id.isNull() ? 0 : dice.between(0, 15)) {
            case 0:
            case 1:
                t.draw(who);
                break;
            case 2:
                t.note(who, QStringLiteral("note"));
                break;
            case 3:
                t.apply(who, {recolor(o.id, quint32(dice.next()))});
                break;
            case 4:
                if (o.kind != BoardKind::Group)
                    t.apply(who, {move(o.id, dice.between(0, 99), 5)});
                break;
            case 5:
                t.apply(who, {BoardOp::erase(o.id)});
                break;
            case 6:
                t.apply(who, {toOrder(o.id, dice.chance(0.5) ? BoardOrder::Front : BoardOrder::Back)});
                break;
            case 7:
                if (o.id != other.id)
                    t.apply(who, {BoardOp::place(o.id, BoardOrder::Above, other.id)});
                break;
            case 8:
                if (o.kind == BoardKind::Sticky && !o.text.isEmpty()) {
                    QString text = o.text;
                    text.replace(dice.between(0, int(text.size()) - 1), 1, QStringLiteral("xy"));
                    t.write(who, o.id, text);
                }
                break;
            case 9:
            case 10:
                if (o.kind == BoardKind::Stroke) {
                    const int from = dice.between(0, 200);
                    t.apply(who, {dice.chance(0.3) ? BoardOp::restorePart(o.id, {{from, from + 30}})
                                                   : BoardOp::erasePart(o.id, {{from, from + 30}})});
                }
                break;
            case 11:
                t.apply(who, {lock(o.id, dice.chance(0.3))});
                break;
            case 12: {
                const BoardOp group = BoardOp::createGroup(dice.id<ObjectId>());
                t.apply(who,
                        {group, BoardOp::setParent(o.id, group.object), BoardOp::setParent(other.id, group.object)});
                break;
            }
            case 13:
                t.apply(who, {BoardOp::setParent(o.id, {})});
                break;
            case 14:
                if (isBoardContainer(o.kind))
                    t.apply(who, {BoardOp::eraseTree(o.id, t.doc.seq())});
                break;
            default:
                if (!mine.isEmpty() && t.time < since) // what one takes back of before then stays taken back
                    t.apply(who, {BoardOp::undo(mine.first())});
            }
        };
        for (int i = 0; i < 60; ++i)
            something(i % 3 ? ana : ben);
        const QStringList before = seen(t.doc);
        t.late();
        for (int i = 0; i < 40; ++i)
            something(ben);
        const QStringList damaged = seen(t.doc);
        const BoardRevert revert = t.revert();
        QVERIFY(damaged != before);
        QVERIFY(!revert.items.isEmpty());
        QCOMPARE(seen(t.doc), before);
    }
};

QTEST_APPLESS_MAIN(TestBoardRevert)
#include "tst_boardrevert.moc"
