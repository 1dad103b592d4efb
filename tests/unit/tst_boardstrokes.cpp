// SPDX-License-Identifier: MIT
#include "tests/support/controllerrig.h"

#include <QSignalSpy>
#include <QTest>

using namespace coterie;
using test::BoardRig;
using test::Pair;

class TestBoardStrokes final : public QObject
{
    Q_OBJECT
private slots:
    void aStrokeIsShownAtOnceAndRequestedOnce()
    {
        Pair pair;
        QSignalSpy commits(&pair.ana, &BoardController::commitRequested);
        QSignalSpy changes(&pair.ana, &BoardController::changed);
        Pair::draw(pair.ana);
        QCOMPARE(commits.size(), 1);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(pair.ana.doc().visibleCount(), 1);
        QCOMPARE(pair.ana.pendingCount(), 1);
        pair.flush();
        QCOMPARE(pair.ana.pendingCount(), 0);
        QCOMPARE(pair.ben.doc().hash(), pair.ana.doc().hash());
    }
    void theCommittedStrokeIsTheOneThatWasDrawn()
    {
        Pair pair;
        pair.ana.beginStroke(0xff112233, 2.5, 2.0, true, {10, 20, 0.25});
        pair.ana.extendStroke({30, 40, 0.5});
        pair.ana.extendStroke({30.1, 40, 0.75}); // nearer than a pixel: only kept because it is the last
        const StrokePoints before = pair.ana.ownStroke()->points();
        QCOMPARE(before.at.size(), 2u);
        pair.ana.endStroke();
        const BoardObject object = pair.ana.doc().objects().first();
        const auto points = StrokePoints::unpack(object.points);
        QCOMPARE(object.x, 10.0);
        QCOMPARE(object.color, 0xff112233u);
        QCOMPARE(points->exponent, 5);
        QCOMPARE(points->at.size(), 3u);
        QCOMPARE(int(points->at[1].x), 20 * 32);
        QCOMPARE(int(points->pressure[1]), 128);
    }
    void aVeryLongStrokeGoesOnAsAnother()
    {
        Pair pair;
        pair.ana.beginStroke(0xff000000, 3, 1, false, {0, 0});
        for (int i = 0; i < 5000; ++i)
            pair.ana.extendStroke({i % 100 * 2.0, i / 100 * 2.0});
        pair.ana.extendStroke({5000, 5000}); // further than 16 bits reach
        pair.ana.extendStroke({5010, 5000});
        pair.ana.endStroke();
        QCOMPARE(pair.ana.doc().visibleCount(), 3);
        for (const BoardObject &object : pair.ana.doc().objects())
            QVERIFY(StrokeExtent::of(object.points)->count <= 4097);
        // It is one step, as the hand made it (W-25).
        pair.ana.undo();
        QCOMPARE(pair.ana.doc().visibleCount(), 0);
        pair.ana.redo();
        QCOMPARE(pair.ana.doc().visibleCount(), 3);
        pair.ana.undo();
        pair.ana.beginStroke(0xff000000, 3, 1, false, {0, 0});
        for (int i = 0; i < 5000; ++i)
            pair.ana.extendStroke({i % 100 * 2.0, i / 100 * 2.0});
        QCOMPARE(pair.ana.doc().visibleCount(), 1);
        pair.ana.cancelStroke();
        QCOMPARE(pair.ana.doc().visibleCount(), 0);
    }
    // What is taken back is what is left of the stroke, and never the step before it.
    void aLongStrokeThatIsCancelledTakesNothingElseWithIt()
    {
        Pair pair;
        Pair::draw(pair.ana);
        pair.ana.beginStroke(0xff000000, 3, 1, false, {0, 0});
        for (int i = 0; i < 5000; ++i)
            pair.ana.extendStroke({i % 100 * 2.0, i / 100 * 2.0});
        QCOMPARE(pair.ana.doc().visibleCount(), 2);
        pair.ana.erase({pair.ana.doc().objects().last().id}); // by a key, while the pen is down, say
        pair.ana.cancelStroke();
        QCOMPARE(pair.ana.doc().visibleCount(), 1);
    }
    void othersSeeTheStrokeWhileItIsDrawn()
    {
        Pair pair;
        pair.ana.beginStroke(0xff00aa00, 4, 1, true, {100, 100, 0.1});
        for (int i = 1; i <= 200; ++i)
            pair.ana.extendStroke({100 + i * 2.0, 100, 0.5});
        pair.clock.ms += 40;
        pair.ana.tick();
        QCOMPARE(pair.live.size(), 4); // 201 samples in messages of 64
        QVERIFY(pair.live.first().style);
        for (const BoardLive &l : pair.live)
            pair.preview(l);
        pair.preview(pair.live.at(1)); // told twice
        QCOMPARE(pair.ana.guests().strokes().size(), 0);
        QCOMPARE(pair.ben.guests().strokes().size(), 1);
        QCOMPARE(pair.ben.guests().strokes().first()->points, pair.ana.ownStroke()->points());
        QSignalSpy ended(&pair.ben, &BoardController::liveStrokeEnded);
        pair.ana.endStroke();
        pair.flush();
        QCOMPARE(ended.size(), 1);
        QVERIFY(pair.ben.guests().strokes().isEmpty());
        pair.preview(pair.live.last()); // late
        QVERIFY(pair.ben.guests().strokes().isEmpty());
    }
    // Everybody knows the id of a stroke before the stroke is on the board.
    void B28_aStrokeWhoseIdSomebodyElseUsedIsThereAllTheSame()
    {
        Pair pair;
        pair.ana.beginStroke(0xff00aa00, 4, 1, false, {100, 100});
        pair.ana.extendStroke({120, 100});
        pair.clock.ms += 40;
        pair.ana.tick();
        QVERIFY(!pair.live.isEmpty());
        QVERIFY(pair.ben.commit({test::dash(pair.live.first().stream)}));
        pair.flush();
        pair.ana.endStroke();
        pair.flush();
        QCOMPARE(pair.ana.doc().visibleCount(), 2);
        QCOMPARE(pair.ben.doc().hash(), pair.ana.doc().hash());
    }
    void V23_aStrokeThatBeginsBeyondTheBoardIsAtItsEnd()
    {
        BoardRig rig;
        QSignalSpy said(&rig.controller, &BoardController::noticed);
        Pair::draw(rig.controller, 3 * maxBoardCoordinate);
        QCOMPARE(said.size(), 0);
        QCOMPARE(rig.controller.doc().objects().size(), 1);
        QCOMPARE(rig.controller.doc().objects().first().x, maxBoardCoordinate);
    }
    void B15_aLiveStrokeEndsWithItsSilenceOrItsOwner()
    {
        Pair pair;
        for (int round = 0; round < 2; ++round) {
            pair.live.clear();
            pair.ana.beginStroke(0xff00aa00, 4, 1, false, {0, 0});
            pair.clock.ms += 40;
            pair.ana.tick();
            pair.preview(pair.live.first());
            QCOMPARE(pair.ben.guests().strokes().size(), 1);
            if (round == 0) {
                pair.clock.ms += 10'000;
                pair.ben.tick();
            } else {
                pair.ben.forgetUser(pair.ana.self());
            }
            QCOMPARE(pair.ben.guests().strokes().size(), 0);
            pair.ana.cancelStroke();
        }
    }
    void B15_aLiveStrokeThatIsGivenUpGoesAtOnce()
    {
        Pair pair;
        pair.ana.beginStroke(0xff00aa00, 4, 1, false, {0, 0});
        pair.ana.cancelStroke();
        QVERIFY(pair.live.isEmpty()); // nobody has seen any of it
        pair.ana.beginStroke(0xff00aa00, 4, 1, false, {0, 0});
        pair.ana.extendStroke({50, 10});
        pair.clock.ms += 40;
        pair.ana.tick();
        const QList<BoardLive> drawn = std::exchange(pair.live, {});
        for (const BoardLive &live : drawn)
            pair.ben.showPreview({live.room, pair.ana.self(), live.stream, live.first, live.style, live.points});
        QCOMPARE(pair.ben.guests().strokes().size(), 1);
        pair.ana.cancelStroke();
        QCOMPARE(pair.live.size(), 1);
        BoardPreview anothers{pair.room, newId<UserId>(), pair.live.first().stream, 0, {}, pair.live.first().points};
        anothers.over = true;
        pair.ben.showPreview(anothers); // only who draws it gives it up
        QCOMPARE(pair.ben.guests().strokes().size(), 1);
        // What comes back late is not to be seen on one's own board.
        for (const BoardLive &live : drawn)
            pair.preview(live);
        QCOMPARE(pair.ana.guests().strokes().size(), 0);
        QSignalSpy ended(&pair.ben, &BoardController::liveStrokeEnded);
        pair.preview(pair.live.first());
        QCOMPARE(pair.ben.guests().strokes().size(), 0);
        QCOMPARE(ended.size(), 1);
        pair.preview(pair.live.first()); // nor does it begin one
        QCOMPARE(pair.ben.guests().strokes().size(), 0);
    }
    void pointersComeAtMostThirtyTimesASecond()
    {
        Pair pair;
        QSignalSpy cursors(&pair.ana, &BoardController::cursorRequested);
        for (int i = 0; i < 1000; ++i) {
            pair.ana.pointAt(QPointF(i, i));
            pair.clock.ms += 1;
            pair.ana.tick();
        }
        QVERIFY2(cursors.size() >= 25 && cursors.size() <= 31, qPrintable(QString::number(cursors.size())));
        pair.ana.pointAway();
        QVERIFY(!cursors.last().first().value<BoardCursor>().on);
        pair.ben.showPointer({pair.room, pair.ana.self(), QStringLiteral("Ana"), 1, 2, true});
        pair.ana.showPointer({pair.room, pair.ana.self(), QStringLiteral("Ana"), 1, 2, true});
        QCOMPARE(pair.ben.guests().cursors().size(), 1);
        QCOMPARE(pair.ana.guests().cursors().size(), 0);
        pair.clock.ms += 30'000;
        pair.ben.tick();
        QCOMPARE(pair.ben.guests().cursors().size(), 0);
    }
    // Somebody begins strokes and lasers without end; whoever draws then is seen all the same.
    void B29_nobodyTakesThePlaceOfTheOthers_data()
    {
        QTest::addColumn<quint32>("color");
        QTest::addColumn<int>("places");
        QTest::addColumn<int>("crowd");
        QTest::newRow("ink") << 0xff000000u << 400 << 60;
        QTest::newRow("laser") << 0x00ffffffu << 50 << 20;
    }
    void B29_nobodyTakesThePlaceOfTheOthers()
    {
        QFETCH(const quint32, color);
        QFETCH(const int, places);
        QFETCH(const int, crowd);
        BoardRig rig;
        const auto begin = [&](const UserId &user) {
            rig.clock.ms += 1;
            StrokePoints points;
            points.at = {{0, 0}, {160, 0}};
            BoardPreview told{rig.controller.room(), user, newId<ObjectId>(), 0, StrokeStyle{color, 4, 100, 100},
                              points.packed(),       {}};
            rig.controller.showPreview(told);
            return told.stream;
        };
        const auto seen = [&](const ObjectId &stream) {
            const auto &trails = rig.controller.lasers().trails();
            return rig.controller.guests().stroke(stream) ||
                   std::any_of(trails.cbegin(), trails.cend(), [&](const LaserTrail &t) { return t.stream == stream; });
        };
        const auto alone = begin(newId<UserId>());
        const auto pushing = newId<UserId>();
        ObjectId last;
        for (int i = 0; i < 1000; ++i)
            last = begin(pushing);
        QVERIFY(seen(last)); // the newest of theirs counts
        QVERIFY(seen(alone));
        const auto later = begin(newId<UserId>());
        QVERIFY(seen(later));
        // Also where all places are taken: whoever has most gives one up.
        QList<ObjectId> ones;
        for (int i = 0; i < 20; ++i)
            ones.append(begin(newId<UserId>()));
        for (int who = 0; who < crowd; ++who) {
            const auto user = newId<UserId>();
            for (int i = 0; i < 13; ++i)
                (void)begin(user);
        }
        for (const ObjectId &one : std::as_const(ones))
            QVERIFY(seen(one));
        const qsizetype all = rig.controller.guests().strokes().size() + rig.controller.lasers().trails().size();
        QCOMPARE(all, places);
    }
    void whoComesBackTellsWhereTheyPoint()
    {
        Pair pair;
        QSignalSpy told(&pair.ana, &BoardController::cursorRequested);
        pair.ana.pointAt({5, 6});
        pair.clock.ms += 50;
        pair.ana.tick();
        QCOMPARE(told.size(), 1);
        pair.ana.setOnline(false);
        pair.ana.setOnline(true);
        pair.clock.ms += 50;
        pair.ana.tick();
        QCOMPARE(told.size(), 2);
        QCOMPARE(told.last().first().value<BoardCursor>().x, 5.0);
    }
};

QTEST_GUILESS_MAIN(TestBoardStrokes)
#include "tst_boardstrokes.moc"
