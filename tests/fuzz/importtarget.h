// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/exchange/boardjson.h"
#include "shared/board/boarddoc.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

// What must hold for whatever somebody opens as a board, Coterie's own JSON, an SVG with one in it, or an .excalidraw
// file: it is refused in words, and nothing is taken; or gives operations that a board takes whole: legal by its rules,
// each of a new object whose group or frame is there, with finite numbers. Written as JSON and read again it is the
// same board.
namespace coterie::fuzz {

// What reads and writes boards; the tests put worse ones in their place.
struct BoardFiles {
    std::function<ui::BoardImport(const QByteArray &)> read = [](const QByteArray &file) {
        return ui::importBoard(file, ui::sameImportId);
    };
    std::function<QByteArray(const QString &, const QList<BoardObject> &)> write =
        [](const QString &name, const QList<BoardObject> &objects) { return ui::boardToJson(name, objects, {}); };
};

inline bool isFinite(const BoardObject &o)
{
    for (const double number : {o.x, o.y, o.w, o.h, o.width, o.rotation, o.opacity, o.fontSize})
        if (!std::isfinite(number))
            return false;
    for (const auto *end : {&o.start, &o.end})
        if (*end && !((*end)->x >= 0 && (*end)->x <= 1 && (*end)->y >= 0 && (*end)->y <= 1))
            return false;
    const QRectF box = o.box();
    return std::isfinite(box.x()) && std::isfinite(box.y()) && std::isfinite(box.width()) &&
           std::isfinite(box.height());
}

// The board that the operations make, each by the board's own rules.
inline QString takenFault(const QList<BoardOp> &ops, BoardDoc &doc)
{
    const UserId author{QUuid(1, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1)};
    QSet<ObjectId> made;
    Seq seq = 0;
    for (const BoardOp &op : ops) {
        if (const auto refusal = checkBoardOps({op}))
            return QStringLiteral("what no board takes: %1@%2").arg(refusal->code, refusal->path);
        if (op.act != BoardAct::Create && op.act != BoardAct::ErasePart && op.act != BoardAct::Set)
            return QStringLiteral("what no file asks for");
        if (!op.object || (op.act == BoardAct::Create) == made.contains(*op.object))
            return QStringLiteral("an object that is there twice, or not yet");
        made.insert(*op.object);
        if (op.parent && !doc.contains(*op.parent))
            return QStringLiteral("in a group or frame that is not there");
        const BoardTransaction tx{
            OpId{QUuid(3, 0, 0x7000, 0x80, 0, 0, 0, 0, uchar(seq >> 16), uchar(seq >> 8), uchar(seq))}, author, {op}};
        if (const auto refusal = doc.validate(tx))
            return QStringLiteral("what this board does not take: %1@%2").arg(refusal->code, refusal->path);
        doc.apply(tx, ++seq);
    }
    for (const ObjectId &id : std::as_const(made)) {
        const auto object = doc.object(id);
        if (object && !isFinite(*object))
            return QStringLiteral("a number that is none");
        for (const auto *end :
             object ? std::initializer_list<const std::optional<BoardAnchor> *>{&object->start, &object->end}
                    : std::initializer_list<const std::optional<BoardAnchor> *>{})
            if (*end && !made.contains((*end)->object))
                return QStringLiteral("bound to what is not there");
    }
    return {};
}

// All that a file says of them, in the order in which they are painted; who made them and when is this board's.
inline bool isSameBoard(const QList<BoardObject> &all, const QList<BoardObject> &others)
{
    const auto isSame = [](const BoardObject &a, const BoardObject &b) {
        const auto said = [](const BoardObject &o) {
            return std::tie(o.id, o.kind, o.points, o.x, o.y, o.w, o.h, o.rotation, o.color, o.fill, o.width, o.opacity,
                            o.dash, o.fontSize, o.align, o.parent, o.locked, o.asset, o.start, o.end, o.text, o.erased);
        };
        return said(a) == said(b);
    };
    return std::equal(all.cbegin(), all.cend(), others.cbegin(), others.cend(), isSame);
}

inline QString importFault(const QByteArray &bytes, const BoardFiles &files = {})
{
    const ui::BoardImport first = files.read(bytes);
    if (!first.error.isEmpty())
        return first.ops.isEmpty() ? QString() : QStringLiteral("some of a file that was refused was taken");
    if (first.ops.size() > maxBoardObjects * 2)
        return QStringLiteral("%1 operations").arg(first.ops.size());
    BoardDoc doc;
    if (QString fault = takenFault(first.ops, doc); !fault.isEmpty())
        return fault;
    if (bytes.isEmpty())
        return QStringLiteral("a board in an empty file");
    const QList<BoardObject> objects = doc.objects();
    const QByteArray json = files.write(first.name, objects);
    const ui::BoardImport again = files.read(json);
    if (!again.error.isEmpty())
        return QStringLiteral("what was written is refused: ") + again.error;
    BoardDoc other;
    if (QString fault = takenFault(again.ops, other); !fault.isEmpty())
        return QStringLiteral("written and read again, ") + fault;
    if (again.name != first.name)
        return QStringLiteral("another name when it is read as it is written");
    return isSameBoard(objects, other.objects()) && files.write(again.name, other.objects()) == json
               ? QString()
               : QStringLiteral("another board when it is read as it is written");
}

} // namespace coterie::fuzz
