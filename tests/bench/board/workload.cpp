// SPDX-License-Identifier: MIT
#include "tests/bench/board/workload.h"

#include "tests/support/boardkit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace coterie::bench {
namespace {

constexpr double sheet = 4000; // board units a side

// Of twenty: fifteen strokes, four moves, one erased.
PersonsWork workOf(test::Dice &dice, int count)
{
    PersonsWork work;
    QList<ObjectId> own;
    for (int i = 0; i < count; ++i) {
        const int kind = i % 20;
        if (own.isEmpty() || (kind != 19 && kind % 4 != 3)) {
            own.append(dice.id<ObjectId>());
            work.append(test::randomStroke(dice, own.last(), sheet, sheet));
        } else if (kind == 19) {
            work.append(BoardOp::erase(own.takeAt(dice.between(0, int(own.size()) - 1))));
        } else {
            BoardOp move = BoardOp::set(own.at(dice.between(0, int(own.size()) - 1)));
            move.x = dice.between(0.0, sheet);
            move.y = dice.between(0.0, sheet);
            work.append(move);
        }
    }
    return work;
}

QJsonObject asJson(const BoardOp &op)
{
    QJsonObject out{{QStringLiteral("id"), op.object->value.toString(QUuid::Id128)}};
    if (op.act == BoardAct::Create) {
        out.insert(QStringLiteral("act"), QStringLiteral("add"));
        out.insert(QStringLiteral("color"), double(*op.color));
        out.insert(QStringLiteral("width"), *op.width);
        out.insert(QStringLiteral("points"), QString::fromLatin1(op.points->toBase64()));
    } else {
        out.insert(QStringLiteral("act"), op.x ? QStringLiteral("move") : QStringLiteral("erase"));
    }
    if (op.x) {
        out.insert(QStringLiteral("x"), *op.x);
        out.insert(QStringLiteral("y"), *op.y);
    }
    return out;
}

} // namespace

QList<PersonsWork> makeWorkload(int people, int opsEach, quint64 seed)
{
    test::Dice dice(seed);
    QList<PersonsWork> all;
    for (int i = 0; i < people; ++i)
        all.append(workOf(dice, opsEach));
    return all;
}

QByteArray workloadAsJson(const QList<PersonsWork> &people)
{
    QByteArray lines;
    for (const PersonsWork &work : people) {
        QJsonArray array;
        for (const BoardOp &op : work)
            array.append(asJson(op));
        lines += QJsonDocument(array).toJson(QJsonDocument::Compact) + '\n';
    }
    return lines;
}

} // namespace coterie::bench
