// SPDX-License-Identifier: MIT
#include "shared/board/boardclearings.h"
#include "tests/support/boardlog.h"

#include <QTest>

using namespace coterie;
using namespace coterie::test;

namespace {

const UserId mo{QUuid(u"018f0000-0000-7000-8000-00000000000c")}; // who moderates

// A log with times.
struct Timed {
    BoardDoc doc;
    QList<BoardEvent> events{};
    Dice dice{1};

    OpId apply(UserId who, const QList<BoardOp> &ops)
    {
        const BoardTransaction tx{dice.id<OpId>(), who, ops};
        events.append({tx, Seq(events.size()) + 1, 1000 + 10 * qint64(events.size())});
        doc.apply(tx, events.last().seq);
        return tx.id;
    }
    ObjectId draw(UserId who)
    {
        const auto id = dice.id<ObjectId>();
        apply(who, {dash(id, dice.between(0, 500), dice.between(0, 500))});
        return id;
    }
    OpId clear(UserId who = mo) { return apply(who, {BoardOp::clear(doc.seq())}); }
    [[nodiscard]] QList<BoardClearing> clearings() const { return clearingsOf(events); }
    void bringBack(const BoardClearing &clearing)
    {
        const QList<BoardOp> ops = bringBackOps(clearing);
        for (qsizetype at = 0; at < ops.size(); at += maxBoardOps) {
            const QList<BoardOp> part = ops.mid(at, maxBoardOps);
            if (const auto refusal = doc.validate({dice.id<OpId>(), mo, part}))
                qWarning() << "refused" << refusal->code << refusal->path << refusal->reason;
            apply(mo, part);
        }
    }
    [[nodiscard]] QSet<ObjectId> inSight() const
    {
        QSet<ObjectId> ids;
        for (const BoardObject &object : doc.objects())
            ids.insert(object.id);
        return ids;
    }
};

QSet<ObjectId> setOf(const QList<ObjectId> &ids)
{
    return {ids.cbegin(), ids.cend()};
}

} // namespace

// What a clearing took out of sight, and how it comes back (B25, B26).
class TestBoardClearings final : public QObject
{
    Q_OBJECT

private slots:
    void B25_eachClearingIsToldWithWhoWhenAndHowMuch()
    {
        Timed log;
        QVERIFY(log.clearings().isEmpty());
        for (int i = 0; i < 3; ++i)
            log.draw(ana);
        const ObjectId locked = log.draw(ben);
        BoardOp lock = BoardOp::set(locked);
        lock.locked = true;
        log.apply(ben, {lock});
        const OpId first = log.clear();
        const ObjectId later = log.draw(ben);
        const OpId second = log.clear(ana);
        log.clear(); // of nothing
        const QList<BoardClearing> all = log.clearings();
        QCOMPARE(all.size(), 2);
        QCOMPARE(all.at(0).id, second); // the latest first
        QCOMPARE(all.at(0).author, ana);
        QCOMPARE(all.at(0).gone, QList{later});
        QCOMPARE(all.at(1).id, first);
        QCOMPARE(all.at(1).author, mo);
        QCOMPARE(all.at(1).cleared, 3);
        QCOMPARE(all.at(1).gone.size(), 3);
        QCOMPARE(all.at(1).timeMs, log.events.at(5).timeMs);
        QVERIFY(!all.at(1).gone.contains(locked));
    }

    void B26_allComesBackAsItWasInItsGroupAndPlaceAndCanBeUndone()
    {
        Timed log;
        const ObjectId a = log.draw(ana), b = log.draw(ben);
        const auto group = log.dice.id<ObjectId>(), frame = log.dice.id<ObjectId>();
        log.apply(ana, {BoardOp::createGroup(group), BoardOp::setParent(a, group), BoardOp::setParent(b, group)});
        log.apply(ana, {BoardOp::create(frame, BoardKind::Frame, 0, 0, 300, 200)});
        const ObjectId c = log.draw(ben);
        log.apply(ben, {BoardOp::setParent(c, frame)});
        const auto look = [&log] {
            QStringList all;
            for (const BoardObject &object : log.doc.objects())
                all.append(QStringLiteral("%1 in %2 at %3 %4 of %5")
                               .arg(object.id.value.toString(), object.parent.value_or(ObjectId{}).value.toString())
                               .arg(object.x)
                               .arg(object.y)
                               .arg(object.color));
            return all;
        };
        const QStringList before = look();
        log.clear();
        QCOMPARE(log.doc.visibleCount(), 0);
        for (int i = 0; i < 400; ++i) // far behind what can be undone
            log.draw(mo);
        log.clear();
        const BoardClearing old = log.clearings().last();
        QCOMPARE(setOf(old.gone), (QSet<ObjectId>{a, b, c, group, frame}));
        log.bringBack(old);
        QCOMPARE(look(), before);
        QVERIFY(log.clearings().last().gone.isEmpty());
        QCOMPARE(log.clearings().last().cleared, 5);
        QCOMPARE(log.clearings().first().gone.size(), 400);
        log.apply(mo, {BoardOp::undo(log.events.last().tx.id)});
        QCOMPARE(log.doc.visibleCount(), 0);
    }

    void B26_whatWasChangedAfterTheClearingIsAsItWasChanged()
    {
        Timed log;
        const ObjectId a = log.draw(ana);
        log.clear();
        log.apply(ben, {recolor(a, 0xff00ff00)}); // offline at the time
        log.bringBack(log.clearings().first());
        QCOMPARE(log.doc.object(a)->color, 0xff00ff00u);
    }

    void B25_whatCameBackAndWasErasedStaysErased()
    {
        Timed log;
        const ObjectId a = log.draw(ana), b = log.draw(ana);
        const OpId cleared = log.clear();
        log.apply(mo, {BoardOp::undo(cleared)});
        QCOMPARE(log.clearings().first().cleared, 2);
        QVERIFY(log.clearings().first().gone.isEmpty());
        log.apply(mo, {BoardOp::redo(cleared)});
        QCOMPARE(log.clearings().size(), 1); // the one it was
        QCOMPARE(setOf(log.clearings().first().gone), (QSet<ObjectId>{a, b}));
        log.apply(mo, {BoardOp::undo(cleared)});
        log.apply(ben, {BoardOp::erase(a)});
        QVERIFY(log.clearings().first().gone.isEmpty());
        log.clear();
        QCOMPARE(log.clearings().first().gone, QList{b});
        QCOMPARE(log.clearings().last().id, cleared);
    }

    // Against a judge that compares the whole board before and after each event.
    void B25_seededLivesAgreeWithAPlainJudge()
    {
        int compared = 0;
        for (quint64 seed = 1; seed <= 60; ++seed) {
            Timed log;
            log.dice = Dice(seed);
            QHash<ObjectId, OpId> by; // out of sight by that clearing
            const auto step = [&](UserId who, const QList<BoardOp> &ops, const OpId &clearing) {
                const QSet<ObjectId> before = log.inSight();
                const OpId id = log.apply(who, ops);
                const QSet<ObjectId> after = log.inSight();
                for (const ObjectId &came : after - before)
                    by.remove(came);
                if (ops.first().act == BoardAct::Clear || !clearing.isNull())
                    for (const ObjectId &went : before - after)
                        by.insert(went, clearing.isNull() ? id : clearing);
                return id;
            };
            QList<ObjectId> made;
            QList<OpId> cleared;
            QList<OpId> undone;
            for (int i = 0; i < 120; ++i) {
                const UserId who = log.dice.chance(0.5) ? ana : ben;
                const auto some = [&] { return made.at(log.dice.between(0, int(made.size()) - 1)); };
                const int what = log.dice.between(0, 19);
                if (made.size() < 3 || what < 9) {
                    made.append(log.dice.id<ObjectId>());
                    const int x = log.dice.between(0, 900);
                    step(who, {what == 8 ? BoardOp::createGroup(made.last()) : dash(made.last(), x, 0)}, {});
                } else if (what < 11) {
                    step(who, {BoardOp::setParent(some(), some())}, {});
                } else if (what < 13) {
                    step(who, {BoardOp::erase(some())}, {});
                } else if (what < 14) {
                    BoardOp back = BoardOp::set(some());
                    back.deleted = false;
                    step(who, {back}, {});
                } else if (what < 15) {
                    step(who, {recolor(some(), 0xff000000u + unsigned(i))}, {});
                } else if (what < 17) {
                    cleared.append(step(mo, {BoardOp::clear(log.doc.seq() - log.dice.between(0, 6))}, {}));
                } else if (what < 18 && !log.doc.undoable(mo).isEmpty()) {
                    undone.append(log.doc.undoable(mo).first());
                    step(mo, {BoardOp::undo(undone.last())}, {});
                } else if (!log.doc.redoable(mo).isEmpty()) {
                    const OpId again = log.doc.redoable(mo).first();
                    step(mo, {BoardOp::redo(again)}, cleared.contains(again) ? again : OpId{});
                }
            }
            QHash<OpId, QSet<ObjectId>> wanted;
            for (auto one = by.cbegin(); one != by.cend(); ++one)
                wanted[*one].insert(one.key());
            for (const BoardClearing &one : log.clearings()) {
                QCOMPARE(setOf(one.gone), wanted.take(one.id));
                compared += int(one.gone.size());
            }
            QVERIFY(wanted.isEmpty());
            if (const QList<BoardClearing> all = log.clearings(); !all.isEmpty()) {
                const QSet<ObjectId> before = log.inSight();
                log.bringBack(all.last());
                QVERIFY((before - log.inSight()).isEmpty());
                for (const ObjectId &came : log.inSight() - before) // or a group that was only empty
                    QVERIFY(all.last().gone.contains(came) || log.doc.object(came)->kind == BoardKind::Group);
            }
        }
        QVERIFY2(compared > 200, qPrintable(QString::number(compared)));
    }
};

QTEST_GUILESS_MAIN(TestBoardClearings)
#include "tst_boardclearings.moc"
