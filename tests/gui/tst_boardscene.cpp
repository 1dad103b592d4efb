// SPDX-License-Identifier: MIT
#include "app/ui/board/boardscene.h"
#include "app/ui/board/inkstroke.h"
#include "tests/support/figurekit.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace coterie;
using namespace coterie::ui;
using test::Dice;

namespace {

// What is found must not depend on how far from the board's origin all of it lies, where floats are coarse.
constexpr double origins[] = {0, -130, 70'000, 1.5e7, -4e8};

QPointF somewhere(Dice &dice, double origin)
{
    return {origin + dice.between(0.0, 1500.0), origin + dice.between(0.0, 1100.0)};
}

struct Sample {
    BoardScene scene;
    std::vector<FigurePtr> figures; // in painting order
    QList<ObjectId> ids;

    Sample(Dice &dice, double origin, int objects)
    {
        for (int i = 0; i < objects; ++i) {
            BoardObject object = test::randomObject(dice, 1500, 1100);
            object.x += origin;
            object.y += origin;
            object.order = BoardOrderKey(i + 1);
            if (dice.chance(0.03)) { // of more squares than the index has a place for
                object.w *= 40;
                object.h *= 40;
            }
            scene.put(object);
            ids.append(object.id);
        }
        for (int i = 0; i < objects; i += 7) { // what has gone is not found, nor where something was
            scene.remove(ids.at(i));
            ids[i] = {};
        }
        ids.removeIf([&](const ObjectId &id) { return !scene.figure(id); });
        for (const ObjectId &id : std::as_const(ids))
            figures.push_back(scene.figure(id));
    }
};

// Distance of a way from the ink's line, less its width: of ink of which nothing is rubbed out, every piece asked.
double wayTo(const InkStroke &ink, const QLineF &path)
{
    const StrokePoints &of = ink.points.get();
    double nearest = std::numeric_limits<double>::infinity();
    for (size_t i = 0; i < of.at.size(); ++i) {
        const QPointF a = ink.point(of, i ? i - 1 : 0);
        const QPointF b = ink.point(of, i);
        const double reach = std::max(double(ink.radius(of, i ? i - 1 : 0)), double(ink.radius(of, i)));
        if (i || of.at.size() == 1)
            nearest = std::min(nearest, std::sqrt(squaredDistance(path, a, b)) - reach);
    }
    return nearest;
}

} // namespace

// What lies where: the index answers as if all were looked at. Each test counts what was found.
class TestBoardScene final : public QObject
{
    Q_OBJECT
private slots:
    void collectsWhateverMeetsTheArea()
    {
        Dice dice(31);
        qsizetype found = 0;
        for (const double origin : origins) {
            const Sample sample(dice, origin, 400);
            for (int i = 0; i < 200; ++i) {
                const QRectF area(somewhere(dice, origin), QSizeF(dice.between(1e-6, 600.0), dice.between(1e-6, 90.0)));
                std::vector<FigurePtr> wanted;
                std::copy_if(sample.figures.begin(), sample.figures.end(), std::back_inserter(wanted),
                             [&](const FigurePtr &figure) { return figure->box.intersects(area); });
                QCOMPARE(sample.scene.collect(area), wanted);
                QCOMPARE(sample.scene.isAnyIn(area), !wanted.empty());
                found += qsizetype(wanted.size());
            }
        }
        QVERIFY(found > 10'000);
    }
    void aClickAndABrushFindWhateverTheyTouch()
    {
        Dice dice(32);
        qsizetype found = 0;
        for (const double origin : origins) {
            const Sample sample(dice, origin, 400);
            for (int i = 0; i < 200; ++i) {
                const QPointF at = somewhere(dice, origin);
                const QLineF path(at, dice.chance(0.5) ? at : at + QPointF(dice.between(-80.0, 80.0), 20));
                const double brush = dice.between(0.5, 12.0);
                QList<ObjectId> wanted;
                for (qsizetype k = 0; k < sample.ids.size(); ++k)
                    if (sample.figures[size_t(k)]->isTouchedBy(path, brush))
                        wanted.append(sample.ids.at(k));
                QCOMPARE(sample.scene.touchedBy(path, brush), wanted);
                if (path.p1() == path.p2()) {
                    std::reverse(wanted.begin(), wanted.end());
                    QCOMPARE(sample.scene.hits(at, brush), wanted);
                    QCOMPARE(sample.scene.hit(at, brush).has_value(), !wanted.isEmpty());
                    if (!wanted.isEmpty())
                        QCOMPARE(*sample.scene.hit(at, brush), wanted.first());
                }
                found += wanted.size();
            }
        }
        QVERIFY(found > 1'000);
    }
    // Of all its pieces, though most of them are passed over at once.
    void inkIsTouchedWhereAPieceOfItIsNear()
    {
        Dice dice(33);
        int touched = 0;
        int missed = 0;
        for (int n = 0; n < 150; ++n) {
            const BoardObject object = test::objectOf(test::randomStroke(dice, dice.id<ObjectId>(), 300, 300), 1);
            const InkPtr ink = InkStroke::of(object);
            for (int i = 0; i < 150; ++i) {
                const auto somewhereNear = [&] {
                    return ink->box.topLeft() + QPointF(dice.between(-30.0, ink->box.width() + 30),
                                                        dice.between(-30.0, ink->box.height() + 30));
                };
                const QPointF at = somewhereNear();
                const QLineF path(at, i % 3 == 0   ? at
                                      : i % 3 == 1 ? somewhereNear()
                                                   : at + QPointF(dice.between(-9.0, 9.0), 3));
                const double brush = dice.between(0.1, 9.0);
                const double way = wayTo(*ink, path) - brush;
                if (std::abs(way) < 1e-6) // either is right
                    continue;
                QCOMPARE(ink->isTouchedBy(path, brush), way < 0);
                (way < 0 ? touched : missed) += 1;
            }
        }
        QVERIFY2(touched > 1'000 && missed > 1'000, qPrintable(QStringLiteral("%1, %2").arg(touched).arg(missed)));
    }
    void whatIsRubbedOutIsNotTouched()
    {
        StrokePoints points;
        points.at = {{0, 0}, {1600, 0}, {3200, 0}};
        BoardObject object =
            test::objectOf(BoardOp::createStroke(newId<ObjectId>(), 10, 10, points.packed(), 0xff000000, 2), 1);
        object.erased = {{boardPartUnit / 2, boardPartUnit + boardPartUnit / 2}};
        const InkPtr ink = InkStroke::of(object);
        const auto at = [&](double along) { return QLineF(10 + along, 10, 10 + along, 10); };
        QVERIFY(ink->isTouchedBy(at(20), 2));
        QVERIFY(!ink->isTouchedBy(at(100), 2));
        QVERIFY(ink->isTouchedBy(at(180), 2));
        QVERIFY(ink->isTouchedBy(QLineF(90, 0, 40, 20), 2)); // passes over what is left
    }
};

QTEST_MAIN(TestBoardScene)
#include "tst_boardscene.moc"
