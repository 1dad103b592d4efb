// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/boardjsonreader.h"

#include "app/session/boardcopy.h"
#include "app/session/errortext.h"
#include "app/ui/board/exchange/boardjsonnames.h"
#include "app/ui/board/exchange/importwords.h"
#include "app/ui/board/exchange/longtext.h"
#include "shared/board/boardpartops.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <optional>
#include <utility>

namespace coterie::ui {
namespace {

template <size_t N> int indexOf(const char *const (&names)[N], const QString &name)
{
    for (size_t i = 0; i < N; ++i)
        if (name == QLatin1String(names[i]))
            return int(i);
    return -1;
}

class Reader
{
public:
    Reader(const QJsonObject &board, const ImportIds &ids)
        : m_board(board)
        , m_fresh(ids)
    {
    }

    BoardImport read()
    {
        BoardImport result;
        if (m_board.value(QLatin1String("version")).toInt() > boardJsonVersion) {
            result.error = ImportWords::tr("This board was saved by a newer Coterie. Update to open it.");
            return result;
        }
        constexpr std::pair<const char *, QJsonValue::Type> fields[] = {{"version", QJsonValue::Double},
                                                                        {"name", QJsonValue::String},
                                                                        {"objects", QJsonValue::Array},
                                                                        {"assets", QJsonValue::Object}};
        for (const auto &[field, type] : fields)
            if (const QJsonValue value = m_board.value(QLatin1String(field)); isSaid(value) && value.type() != type) {
                result.error = ImportWords::tr("The file's field \"%1\" is not what it should be. Nothing was added.")
                                   .arg(QLatin1String(field));
                return result;
            }
        result.name = m_board.value(QLatin1String("name")).toString().left(200);
        QJsonArray list = m_board.value(QLatin1String("objects")).toArray();
        if (list.size() > maxBoardObjects) {
            result.error =
                ImportWords::tr("The file has more than 200,000 objects, which is more than a board can have. "
                                "Nothing was added; split it first.");
            return result;
        }
        for (qsizetype i = 0; i < list.size(); ++i) {
            const QJsonValue said = list.at(i)[QLatin1String("id")];
            if (isSaid(said) && !said.isString())
                return refused(result, i, missing(QStringLiteral("id")));
            QString id = said.toString();
            if (id.isEmpty()) { // nothing refers to it: its place will do
                QJsonObject named = list.at(i).toObject();
                named.insert(QLatin1String("id"), id = QStringLiteral("/%1").arg(i));
                list[i] = named;
            }
            if (m_ids.contains(id))
                return refused(result, i,
                               ImportWords::tr("another one has the same id, %1", "of an object in a file").arg(id));
            m_ids.insert(id, m_fresh.make(id));
            const int kind = indexOf(boardKindNames, list.at(i)[QLatin1String("kind")].toString());
            if (kind >= 0 && isBoardContainer(BoardKind(kind)))
                m_holders.insert(m_ids.value(id));
        }
        const QJsonObject assets = m_board.value(QLatin1String("assets")).toObject();
        for (auto at = assets.begin(); at != assets.end(); ++at) {
            const QByteArray data = QByteArray::fromBase64(at.value().toString().toLatin1());
            const QByteArray hash = QCryptographicHash::hash(data, QCryptographicHash::Sha256);
            if (hash.toHex() == at.key().toLatin1()) // what was changed is not what was meant
                result.assets.insert(hash, data);
        }
        QList<ObjectId> locked;
        for (qsizetype i = 0; i < list.size(); ++i) {
            m_wrong.clear();
            const QJsonObject json = list.at(i).toObject();
            BoardOp op = create(json);
            const BoardIntervals erased = erasedOf(json);
            if (!op.kind)
                return refused(result, i, kindFault(list.at(i)[QLatin1String("kind")].toString()));
            if (!m_wrong.isEmpty())
                return refused(result, i, missing(m_wrong));
            // A text that undo made longer than one may write (B19) is in a file like any other.
            const QString id = list.at(i)[QLatin1String("id")].toString();
            const QList<BoardOp> more = splitLongText(
                op, [&](int part) { return m_fresh.make(QStringLiteral("%1/text/%2").arg(id).arg(part)); });
            result.splitTexts += more.isEmpty() ? 0 : 1;
            for (const BoardOp &one : QList<BoardOp>{op} + more)
                if (const auto refusal = checkBoardOps({one}))
                    return refused(result, i, faultOf(*refusal));
            result.ops.append(op);
            result.ops += more;
            if (json.value(QLatin1String("locked")).toBool())
                for (const BoardOp &one : QList<BoardOp>{op} + more)
                    locked.append(*one.object);
            for (const BoardOp &part : erasePartOps(*op.object, erased)) {
                if (checkBoardOps({part}))
                    return refused(result, i, missing(QStringLiteral("erased")));
                result.ops.append(part);
            }
        }
        result.ops = parentsFirst(result.ops, locked);
        if (const auto deep = nestedTooDeeply(result.ops))
            for (qsizetype i = 0; i < list.size(); ++i)
                if (m_ids.value(list.at(i)[QLatin1String("id")].toString()) == *deep)
                    return refused(result, i,
                                   faultOf({QStringLiteral("board"), QStringLiteral("ops[0].parent"),
                                            QStringLiteral("Groups are nested at most 64 deep.")}));
        return result;
    }

private:
    // Of operations that create parents first: what no board would take, and with it nothing of the file.
    static std::optional<ObjectId> nestedTooDeeply(const QList<BoardOp> &ops)
    {
        QHash<ObjectId, int> depths;
        for (const BoardOp &op : ops)
            if (op.act == BoardAct::Create && op.parent &&
                depths.insert(*op.object, depths.value(*op.parent) + 1).value() > maxBoardNesting)
                return op.object;
        return {};
    }
    static QString kindFault(const QString &kind)
    {
        return kind.isEmpty() ? missing(QStringLiteral("kind"))
                              : ImportWords::tr("boards here have none of the kind \"%1\"", "of an object in a file")
                                    .arg(kind.left(40));
    }
    static QString missing(const QString &field)
    {
        return ImportWords::tr("its field \"%1\" is missing, or is not what it should be", "of an object in a file")
            .arg(field);
    }
    // In the middle of a sentence, and with the name that the field has in the file.
    static QString faultOf(const BoardRefusal &refusal)
    {
        const QString field = refusal.path.section(u'.', 1);
        if (refusal.code == QLatin1String("missing"))
            return missing(field);
        const QString reason = boardFault(refusal);
        return field.isEmpty() ? reason
                               : ImportWords::tr("its field \"%1\": %2", "of an object in a file").arg(field, reason);
    }
    static BoardImport refused(BoardImport &result, qsizetype at, const QString &reason)
    {
        result.error = ImportWords::tr("Object %1 of the file is not one that a board can have: %2. Nothing was added.")
                           .arg(at + 1)
                           .arg(reason);
        result.ops.clear();
        return result;
    }

    static bool isSaid(const QJsonValue &value) { return !value.isUndefined() && !value.isNull(); }

    // The field, when there is one and it is of this type. One of another type is wrong, of which the first is kept.
    std::optional<QJsonValue> field(const QJsonObject &json, const char *key, QJsonValue::Type type)
    {
        const QJsonValue value = json.value(QLatin1String(key));
        if (!isSaid(value))
            return {};
        if (value.type() == type)
            return value;
        wrong(key);
        return {};
    }
    void wrong(const char *key)
    {
        if (m_wrong.isEmpty())
            m_wrong = QLatin1String(key);
    }

    std::optional<double> number(const QJsonObject &json, const char *key)
    {
        const auto value = field(json, key, QJsonValue::Double);
        return value ? std::optional(value->toDouble()) : std::nullopt;
    }
    std::optional<quint32> color(const QJsonObject &json, const char *key)
    {
        const auto value = field(json, key, QJsonValue::String);
        bool good = false;
        const quint32 argb = value ? value->toString().toUInt(&good, 16) : 0;
        if (value && !good)
            wrong(key);
        return good ? std::optional(argb) : std::nullopt;
    }
    template <class Value, size_t N>
    std::optional<Value> name(const QJsonObject &json, const char *key, const char *const (&names)[N])
    {
        const auto value = field(json, key, QJsonValue::String);
        const int at = value ? indexOf(names, value->toString()) : -1;
        if (value && at < 0)
            wrong(key);
        return at < 0 ? std::nullopt : std::optional(Value(at));
    }
    std::optional<QByteArray> bytes(const QJsonObject &json, const char *key)
    {
        const auto value = field(json, key, QJsonValue::String);
        if (!value)
            return {};
        const auto decoded =
            QByteArray::fromBase64Encoding(value->toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            wrong(key);
        return *decoded;
    }
    // What is not in the file, such as the other objects of a board of which it is a part, is nothing.
    std::optional<ObjectId> reference(const QJsonObject &json, const char *key)
    {
        const auto value = field(json, key, QJsonValue::String);
        const auto at = value ? m_ids.constFind(value->toString()) : m_ids.constEnd();
        return at == m_ids.constEnd() ? std::nullopt : std::optional(*at);
    }
    // A board takes nothing whole of which a part is in what can hold nothing.
    std::optional<ObjectId> holder(const QJsonObject &json)
    {
        const auto parent = reference(json, "parent");
        if (parent && !m_holders.contains(*parent))
            wrong("parent");
        return parent;
    }
    std::optional<BoardAnchor> anchor(const QJsonObject &json, const char *key)
    {
        const auto value = field(json, key, QJsonValue::Object);
        if (!value)
            return {};
        const QJsonObject end = value->toObject();
        const QString before = std::exchange(m_wrong, {});
        const auto target = reference(end, "object");
        const auto share = [&](const char *axis) { return std::clamp(number(end, axis).value_or(0.5), 0.0, 1.0); };
        const double x = share("x");
        const double y = share("y");
        if (!std::exchange(m_wrong, before).isEmpty())
            wrong(key);
        return target ? std::optional(BoardAnchor{*target, x, y}) : std::nullopt;
    }
    BoardIntervals erasedOf(const QJsonObject &json)
    {
        BoardIntervals intervals;
        if (const auto parts = field(json, "erased", QJsonValue::Array))
            for (const QJsonValue &part : parts->toArray())
                intervals.append({part[0].toInt(-1), part[1].toInt(-1)});
        return intervals;
    }

    BoardOp create(const QJsonObject &json)
    {
        BoardOp op;
        op.act = BoardAct::Create;
        op.object = m_ids.value(json.value(QLatin1String("id")).toString());
        op.kind = name<BoardKind>(json, "kind", boardKindNames);
        op.color = color(json, "color");
        op.width = number(json, "width");
        op.x = number(json, "x");
        op.y = number(json, "y");
        op.w = number(json, "w");
        op.h = number(json, "h");
        op.rotation = number(json, "rotation");
        op.fill = color(json, "fill");
        op.opacity = number(json, "opacity");
        op.dash = name<BoardDash>(json, "dash", boardDashNames);
        op.align = name<BoardAlign>(json, "align", boardAlignNames);
        op.fontSize = number(json, "fontSize");
        op.points = bytes(json, "points");
        if (const auto asset = field(json, "asset", QJsonValue::String))
            op.asset = QByteArray::fromHex(asset->toString().toLatin1());
        op.parent = holder(json);
        if (const auto text = field(json, "text", QJsonValue::String))
            op.text = text->toString();
        op.start = anchor(json, "start");
        op.end = anchor(json, "end");
        (void)field(json, "locked", QJsonValue::Bool);
        return op;
    }

    const QJsonObject m_board;
    FreshIds m_fresh;
    QHash<QString, ObjectId> m_ids;
    QSet<ObjectId> m_holders; // groups and frames
    QString m_wrong;          // the first field of the object being read that is not what it should be
};

} // namespace

BoardImport readBoardJson(const QJsonObject &root, const ImportIds &ids)
{
    return Reader(root, ids).read();
}

} // namespace coterie::ui
