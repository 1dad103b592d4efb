// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/excalidraw.h"

#include "app/session/boardcopy.h"
#include "app/ui/board/exchange/longtext.h"
#include "shared/board/boardends.h"

#include <QColor>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace coterie::ui {
namespace {

constexpr qsizetype mostElements = 100'000;

class Excalidraw
{
public:
    Excalidraw(const QJsonObject &root, const ImportIds &ids)
        : m_root(root)
        , m_newId(ids)
    {
    }

    BoardImport read()
    {
        const QJsonArray elements = m_root.value(QLatin1String("elements")).toArray();
        if (elements.size() > mostElements) {
            m_result.error = QCoreApplication::translate(
                "BoardImport",
                "The file has more than 100,000 objects. Nothing was added; split it in Excalidraw first.");
            return m_result;
        }
        for (const QJsonValue &value : elements) {
            const QJsonObject e = value.toObject();
            if (e.value(QLatin1String("isDeleted")).toBool())
                continue;
            const QString id = e.value(QLatin1String("id")).toString();
            m_ids.insert(id, m_newId(id));
            m_elements.insert(id, e);
        }
        for (const QJsonObject &e : std::as_const(m_elements))
            if (const QString container = containerOf(e); !container.isEmpty())
                m_written.insert(container, e);
        createGroups(elements);
        for (const QJsonValue &value : elements) {
            const QJsonObject e = value.toObject();
            if (!e.value(QLatin1String("isDeleted")).toBool())
                element(e);
        }
        // There, what is in a frame stands before it.
        m_result.ops = parentsFirst(m_result.ops, m_locked);
        return m_result;
    }

private:
    static double number(const QJsonObject &e, const char *key, double missing = 0)
    {
        const double v = e.value(QLatin1String(key)).toDouble(missing);
        return std::isfinite(v) ? std::clamp(v, -maxBoardCoordinate / 4, maxBoardCoordinate / 4) : missing;
    }
    static quint32 color(const QJsonObject &e, const char *key)
    {
        const QString name = e.value(QLatin1String(key)).toString();
        if (name.isEmpty() || name == QLatin1String("transparent"))
            return 0;
        QColor parsed(name);
        if (name.size() == 9 && name.startsWith(u'#')) // #RRGGBBAA, where Qt reads #AARRGGBB
            parsed = QColor(QString(u'#' + name.mid(7) + name.mid(1, 6)));
        return parsed.isValid() ? parsed.rgba() : 0;
    }

    // What a text is written in, when it can be that object's own text: a shape, or a line of one piece, in whose
    // colour it is. Excalidraw keeps the two apart.
    QString containerOf(const QJsonObject &e) const
    {
        if (e.value(QLatin1String("type")).toString() != QLatin1String("text"))
            return {};
        const QString id = e.value(QLatin1String("containerId")).toString();
        const QJsonObject container = m_elements.value(id);
        const QString type = container.value(QLatin1String("type")).toString();
        const bool shape =
            type == QLatin1String("rectangle") || type == QLatin1String("ellipse") || type == QLatin1String("diamond");
        const bool line = (type == QLatin1String("line") || type == QLatin1String("arrow")) &&
                          container.value(QLatin1String("points")).toArray().size() == 2;
        return (shape || line) && color(e, "strokeColor") == color(container, "strokeColor") ? id : QString();
    }
    static void write(BoardOp &op, const QJsonObject &e)
    {
        const QString unwrapped = e.value(QLatin1String("originalText")).toString();
        const QString text = unwrapped.isEmpty() ? e.value(QLatin1String("text")).toString() : unwrapped;
        op.text = cleanBoardText(text);
        op.fontSize = std::clamp(number(e, "fontSize", 20), minBoardFont, maxBoardFont);
        const QString align = e.value(QLatin1String("textAlign")).toString();
        op.align = align == QLatin1String("center")  ? BoardAlign::Center
                   : align == QLatin1String("right") ? BoardAlign::Right
                                                     : BoardAlign::Left;
    }

    // What is written in this one, if anything is.
    void writeBound(BoardOp &op, const QJsonObject &e) const
    {
        if (const auto text = m_written.constFind(e.value(QLatin1String("id")).toString()); text != m_written.cend())
            write(op, *text);
    }

    // Of groups in groups the outermost counts. What is grouped in a frame is there as a group.
    void createGroups(const QJsonArray &elements)
    {
        for (const QJsonValue &value : elements) {
            const QJsonArray groups = value.toObject().value(QLatin1String("groupIds")).toArray();
            if (groups.isEmpty() || value.toObject().value(QLatin1String("isDeleted")).toBool())
                continue;
            const QString group = groups.last().toString();
            if (!m_ids.contains(u"group/" + group)) {
                const ObjectId id = m_newId(u"group/" + group);
                m_ids.insert(u"group/" + group, id);
                m_result.ops.append(BoardOp::createGroup(id));
                if (const auto frame = m_ids.constFind(value[QLatin1String("frameId")].toString());
                    frame != m_ids.constEnd() && !frame.key().isEmpty())
                    m_result.ops.last().parent = *frame;
            }
        }
    }

    void element(const QJsonObject &e)
    {
        const QString type = e.value(QLatin1String("type")).toString();
        if (type == QLatin1String("freedraw"))
            return ink(e);
        if (!containerOf(e).isEmpty())
            return; // it comes with what it is written in
        static const QHash<QString, BoardKind> known{
            {QStringLiteral("rectangle"), BoardKind::Rectangle}, {QStringLiteral("ellipse"), BoardKind::Ellipse},
            {QStringLiteral("diamond"), BoardKind::Diamond},     {QStringLiteral("line"), BoardKind::Line},
            {QStringLiteral("arrow"), BoardKind::Arrow},         {QStringLiteral("text"), BoardKind::Text},
            {QStringLiteral("image"), BoardKind::Image},         {QStringLiteral("frame"), BoardKind::Frame}};
        const auto kind = known.constFind(type);
        if (kind == known.constEnd()) {
            ++m_result.skipped;
            return;
        }
        if (isBoardLine(*kind))
            return line(e, *kind);
        BoardOp op = started(e, *kind, number(e, "x"), number(e, "y"), std::abs(number(e, "width")),
                             std::abs(number(e, "height")));
        if (*kind == BoardKind::Image && !image(op, e))
            return;
        if (*kind == BoardKind::Text)
            write(op, e);
        else if (*kind == BoardKind::Frame)
            op.text = cleanBoardText(e.value(QLatin1String("name")).toString());
        else
            writeBound(op, e);
        finish(op, e);
    }

    BoardOp started(const QJsonObject &e, BoardKind kind, double x, double y, double w, double h) const
    {
        BoardOp op = BoardOp::create(m_ids.value(e.value(QLatin1String("id")).toString()), kind, x, y, w, h);
        op.color = color(e, "strokeColor");
        if (const quint32 fill = color(e, "backgroundColor");
            fill && kind != BoardKind::Image && kind != BoardKind::Text)
            op.fill = fill;
        op.width = std::clamp(number(e, "strokeWidth", 2), minBoardWidth, maxBoardWidth);
        if (const double opacity = number(e, "opacity", 100); opacity < 100)
            op.opacity = std::clamp(opacity / 100, 0.0, 1.0);
        const QString style = e.value(QLatin1String("strokeStyle")).toString();
        if (style == QLatin1String("dashed"))
            op.dash = BoardDash::Dashed;
        else if (style == QLatin1String("dotted"))
            op.dash = BoardDash::Dotted;
        double turn = std::fmod(number(e, "angle") * 180 / std::numbers::pi, 360);
        if (turn < 0)
            turn += 360;
        if (turn > 0.01 && turn < 359.99)
            op.rotation = turn;
        const QJsonArray groups = e.value(QLatin1String("groupIds")).toArray();
        const QString frame = e.value(QLatin1String("frameId")).toString();
        if (const auto at = m_ids.constFind(groups.isEmpty() ? frame : u"group/" + groups.last().toString());
            at != m_ids.constEnd() && at.key() != QString())
            op.parent = *at;
        return op;
    }

    void finish(BoardOp op, const QJsonObject &e)
    {
        const QString id = e.value(QLatin1String("id")).toString();
        if (m_made.contains(*op.object)) // two of one id are two all the same
            op.object = m_newId(QStringLiteral("%1/again/%2").arg(id).arg(m_made.size()));
        const QList<BoardOp> more =
            splitLongText(op, [&](int part) { return m_newId(QStringLiteral("%1/text/%2").arg(id).arg(part)); });
        for (const BoardOp &one : QList<BoardOp>{op} + more)
            if (checkBoardOps({one}))
                return void(++m_result.skipped);
        m_result.splitTexts += more.isEmpty() ? 0 : 1;
        for (const BoardOp &one : QList<BoardOp>{op} + more) {
            m_result.ops.append(one);
            m_made.insert(*one.object);
            if (e.value(QLatin1String("locked")).toBool())
                m_locked.append(*one.object);
        }
    }

    static std::vector<QPointF> points(const QJsonObject &e)
    {
        std::vector<QPointF> all;
        for (const QJsonValue &value : e.value(QLatin1String("points")).toArray())
            if (const QPointF p(value[0].toDouble(), value[1].toDouble()); std::isfinite(p.x()) && std::isfinite(p.y()))
                all.push_back(p);
        return all;
    }

    // The points of a turned line where they are seen: it is turned about the middle of all of them.
    static std::vector<QPointF> turnedPoints(const QJsonObject &e)
    {
        std::vector<QPointF> way = points(e);
        const auto [left, right] =
            std::minmax_element(way.begin(), way.end(), [](auto a, auto b) { return a.x() < b.x(); });
        const auto [top, bottom] =
            std::minmax_element(way.begin(), way.end(), [](auto a, auto b) { return a.y() < b.y(); });
        if (way.empty())
            return way;
        const QPointF middle((left->x() + right->x()) / 2, (top->y() + bottom->y()) / 2);
        for (QPointF &p : way)
            p = boardTurned(p, number(e, "angle") * 180 / std::numbers::pi, middle);
        return way;
    }

    // A line of several pieces becomes as many lines; only the last has the head.
    void line(const QJsonObject &e, BoardKind kind)
    {
        const std::vector<QPointF> way = turnedPoints(e);
        if (way.size() < 2 || m_result.ops.size() + qsizetype(way.size()) > mostElements) {
            ++m_result.skipped;
            return;
        }
        const QPointF origin(number(e, "x"), number(e, "y"));
        const bool hasHead = kind == BoardKind::Arrow && !e.value(QLatin1String("endArrowhead")).isNull();
        for (size_t i = 1; i < way.size(); ++i) {
            const bool last = i + 1 == way.size();
            const QPointF a = origin + way[i - 1];
            const QPointF d = way[i] - way[i - 1];
            BoardOp op = started(e, last && hasHead ? BoardKind::Arrow : BoardKind::Line, a.x(), a.y(), d.x(), d.y());
            op.fill.reset();
            op.rotation.reset();
            if (!last)
                op.object = m_newId(QStringLiteral("%1/%2").arg(e.value(QLatin1String("id")).toString()).arg(i));
            if (i == 1)
                op.start = anchor(e, "startBinding", a);
            if (last)
                op.end = anchor(e, "endBinding", a + d);
            writeBound(op, e);
            finish(op, e);
        }
    }

    // The point of the outline that the end is at.
    std::optional<BoardAnchor> anchor(const QJsonObject &e, const char *key, const QPointF &at) const
    {
        const QString id = e.value(QLatin1String(key)).toObject().value(QLatin1String("elementId")).toString();
        const auto known = m_ids.constFind(id);
        if (known == m_ids.constEnd())
            return {};
        const QJsonObject target = m_elements.value(id);
        const double w = std::max(std::abs(number(target, "width")), 1e-3);
        const double h = std::max(std::abs(number(target, "height")), 1e-3);
        return BoardAnchor{*known, std::clamp((at.x() - number(target, "x")) / w, 0.0, 1.0),
                           std::clamp((at.y() - number(target, "y")) / h, 0.0, 1.0)};
    }

    // These points of a way, as they are counted from the origin.
    static QByteArray packed(const std::vector<QPointF> &way, const QJsonArray &pressures, size_t from, size_t to,
                             const QPointF &origin)
    {
        double reach = 1;
        for (size_t i = from; i < to; ++i)
            reach = std::max({reach, std::abs(way[i].x() - origin.x()), std::abs(way[i].y() - origin.y())});
        StrokePoints stroke;
        stroke.exponent = std::clamp(int(std::floor(std::log2(maxStrokeQuanta / reach))), minStrokeExponent, 4);
        const double unit = strokeQuantum(stroke.exponent);
        const auto quanta = [&](double v) {
            return qint16(std::clamp<double>(std::round(v / unit), -maxStrokeQuanta, maxStrokeQuanta));
        };
        for (size_t i = from; i < to; ++i) {
            stroke.at.push_back({quanta(way[i].x() - origin.x()), quanta(way[i].y() - origin.y())});
            if (!pressures.isEmpty())
                stroke.pressure.push_back(
                    quint8(std::lround(255 * std::clamp(pressures.at(qsizetype(i)).toDouble(0.5), 0.0, 1.0))));
        }
        return stroke.packed();
    }

    void ink(const QJsonObject &e)
    {
        std::vector<QPointF> way = points(e);
        if (way.empty()) {
            ++m_result.skipped;
            return;
        }
        QJsonArray pressures = e.value(QLatin1String("pressures")).toArray();
        if (e.value(QLatin1String("simulatePressure")).toBool(true) || pressures.size() < qsizetype(way.size()))
            pressures = {};
        const QPointF origin(number(e, "x"), number(e, "y"));
        BoardOp op = started(e, BoardKind::Stroke, origin.x(), origin.y(), 1, 1);
        op.w.reset();
        op.h.reset();
        op.fill.reset();
        // Excalidraw's ink is about four times as wide as its number says.
        op.width = std::clamp(number(e, "strokeWidth", 1) * 4.25, minBoardWidth, maxBoardWidth);
        op.points = way.size() > size_t(maxStrokePoints) ? QByteArray() : packed(way, pressures, 0, way.size(), {});
        if (!op.points->isEmpty() && op.points->size() <= maxStrokeBytes)
            return finish(op, e);
        longInk(op, e, turnedPoints(e), pressures, origin);
    }

    // More than a stroke holds becomes several that meet, in a group so that they stay one thing.
    void longInk(BoardOp op, const QJsonObject &e, const std::vector<QPointF> &way, const QJsonArray &pressures,
                 const QPointF &origin)
    {
        const QString id = e.value(QLatin1String("id")).toString();
        BoardOp group = BoardOp::createGroup(m_newId(id + u"/group"));
        group.parent = op.parent;
        m_result.ops.append(group);
        op.parent = group.object;
        op.rotation.reset();
        ++m_result.splitStrokes;
        for (size_t from = 0; from + 1 < way.size() || from == 0;) {
            size_t to = std::min(from + size_t(maxStrokePoints), way.size());
            QByteArray points = packed(way, pressures, from, to, way[from]);
            while (points.size() > maxStrokeBytes) {
                to = from + (to - from) / 2;
                points = packed(way, pressures, from, to, way[from]);
            }
            op.x = origin.x() + way[from].x();
            op.y = origin.y() + way[from].y();
            op.points = points;
            finish(op, e);
            if (to == way.size())
                return;
            from = to - 1; // the next one begins where this one ends
            op.object = m_newId(QStringLiteral("%1/%2").arg(id).arg(from));
        }
    }

    bool image(BoardOp &op, const QJsonObject &e)
    {
        const QString file = e.value(QLatin1String("fileId")).toString();
        const QString url = m_root.value(QLatin1String("files"))
                                .toObject()
                                .value(file)
                                .toObject()
                                .value(QLatin1String("dataURL"))
                                .toString();
        const qsizetype comma = url.indexOf(u',');
        const bool usable = url.startsWith(QLatin1String("data:image/png;base64")) ||
                            url.startsWith(QLatin1String("data:image/jpeg;base64")) ||
                            url.startsWith(QLatin1String("data:image/webp;base64"));
        const QByteArray bytes = usable ? QByteArray::fromBase64(url.mid(comma + 1).toLatin1()) : QByteArray();
        if (bytes.isEmpty()) { // an SVG is never read, nor anything that is elsewhere
            ++m_result.skipped;
            return false;
        }
        const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
        m_result.assets.insert(hash, bytes);
        op.asset = hash;
        return true;
    }

    const QJsonObject m_root;
    const ImportIds &m_newId;
    QHash<QString, ObjectId> m_ids;
    QHash<QString, QJsonObject> m_elements;
    QHash<QString, QJsonObject> m_written; // the text by what it is written in
    QList<ObjectId> m_locked;
    QSet<ObjectId> m_made;
    BoardImport m_result;
};

} // namespace

BoardImport readExcalidraw(const QJsonObject &root, const ImportIds &ids)
{
    return Excalidraw(root, ids).read();
}

} // namespace coterie::ui
