// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/excalidraw.h"

#include "app/session/boardcopy.h"
#include "app/ui/board/exchange/excalidrawelement.h"
#include "app/ui/board/exchange/longtext.h"
#include "app/ui/board/laidtext.h"
#include "app/ui/board/picturedecoder.h"
#include "app/ui/board/textfit.h"
#include "shared/board/boardends.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QLineF>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr qsizetype mostElements = 100'000;
constexpr int mostGroups = 48; // in one another, so that there is room for frames around and bundles inside

class Excalidraw
{
public:
    Excalidraw(const QJsonObject &root, const ImportIds &ids)
        : m_root(root)
        , m_fresh(ids)
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
        list(elements);
        createGroups();
        bundleWhatIsOne();
        for (const ExcalidrawElement &e : std::as_const(m_elements))
            element(e);
        // There, what is in a frame stands before it; and a group lies where the first that is in it does.
        m_result.ops = parentsFirst(m_result.ops + m_holders, m_locked);
        looseEnds();
        return m_result;
    }

private:
    ObjectId fresh(const QString &name) { return m_fresh.make(name); }

    // What has no id, or that of another, is known by its place in the file.
    void list(const QJsonArray &elements)
    {
        for (qsizetype i = 0; i < elements.size(); ++i) {
            const QJsonObject json = elements.at(i).toObject();
            QString id = json.value(QLatin1String("id")).toVariant().toString();
            if (id.isEmpty() || m_places.contains(id))
                id = QStringLiteral("/%1").arg(i);
            while (m_places.contains(id))
                id += u'/';
            if (json.value(QLatin1String("isDeleted")).toBool())
                continue;
            m_places.insert(id, m_elements.size());
            m_ids.insert(id, fresh(id));
            m_elements.append(ExcalidrawElement(json, id));
        }
    }
    [[nodiscard]] const ExcalidrawElement *find(const QString &id) const
    {
        const auto at = m_places.constFind(id);
        return at == m_places.constEnd() ? nullptr : &m_elements.at(*at);
    }

    // ---- what belongs together

    // What is grouped in a frame is there as a group, and so is a group in a group.
    void createGroups()
    {
        for (const ExcalidrawElement &e : std::as_const(m_elements)) {
            Group around{frameOf(e), 0};
            const QStringList groups = e.groups();
            for (auto name = groups.crbegin(); name != groups.crend(); ++name) {
                if (const auto known = m_groups.constFind(*name); known != m_groups.cend()) {
                    around = *known;
                    continue;
                }
                m_result.groups += around.depth < mostGroups ? 0 : 1;
                if (around.depth < mostGroups) {
                    const ObjectId id = fresh(u"group/" + *name);
                    m_holders.append(BoardOp::createGroup(id));
                    m_holders.last().parent = around.id;
                    around = {id, around.depth + 1};
                }
                m_groups.insert(*name, around);
            }
        }
    }
    [[nodiscard]] std::optional<ObjectId> frameOf(const ExcalidrawElement &e) const
    {
        const ExcalidrawElement *frame = find(e.word("frameId"));
        return frame && frame->kind() == BoardKind::Frame ? std::optional(m_ids.value(frame->id())) : std::nullopt;
    }
    [[nodiscard]] std::optional<ObjectId> parentOf(const ExcalidrawElement &e) const
    {
        const ExcalidrawElement *container = containerOf(e);
        for (const ExcalidrawElement *one : {&e, container})
            if (one && m_bundles.contains(one->id()))
                return m_bundles.value(one->id());
        return outerParentOf(e);
    }
    [[nodiscard]] std::optional<ObjectId> outerParentOf(const ExcalidrawElement &e) const
    {
        const QStringList groups = e.groups();
        return groups.isEmpty() ? frameOf(e) : m_groups.value(groups.first()).id;
    }

    // What is one there and several objects here stays together as a group.
    void bundle(const ExcalidrawElement &e)
    {
        BoardOp group = BoardOp::createGroup(fresh(e.id() + u"/group"));
        group.parent = outerParentOf(e);
        m_bundles.insert(e.id(), *group.object);
        m_holders.append(group);
        if (e.flag("locked"))
            m_locked.append(*group.object);
    }

    // Lines of several pieces; and what has a text that cannot be its own.
    void bundleWhatIsOne()
    {
        for (const ExcalidrawElement &e : std::as_const(m_elements))
            if (isLine(e) && e.corners().size() > 2)
                bundle(e);
        for (const ExcalidrawElement &e : std::as_const(m_elements)) {
            const ExcalidrawElement *in = containerOf(e);
            if (!in)
                continue;
            if (in->stroke() == e.stroke() && !m_written.contains(in->id())) {
                m_written.insert(in->id(), e.id());
                m_insides.insert(e.id());
            } else if (in->groups().isEmpty() && !m_bundles.contains(in->id())) {
                bundle(*in);
            }
        }
    }

    static bool isLine(const ExcalidrawElement &e) { return e.kind() && isBoardLine(*e.kind()); }

    // What a text is written in, a shape or a line. There the two are kept apart; here it can be the object's own text
    // when it has its colour.
    [[nodiscard]] const ExcalidrawElement *containerOf(const ExcalidrawElement &e) const
    {
        if (e.kind() != BoardKind::Text || e.text().isEmpty())
            return nullptr;
        const ExcalidrawElement *in = find(e.word("containerId"));
        const std::optional<BoardKind> kind = in ? in->kind() : std::nullopt;
        const bool holds = kind == BoardKind::Rectangle || kind == BoardKind::Ellipse || kind == BoardKind::Diamond ||
                           (in && isLine(*in));
        return holds ? in : nullptr;
    }

    static void write(BoardOp &op, const ExcalidrawElement &e)
    {
        op.text = e.text();
        op.fontSize = e.fontSize();
        op.align = e.align();
    }
    // What is written in this one, if anything is.
    void writeBound(BoardOp &op, const ExcalidrawElement &e) const
    {
        if (const ExcalidrawElement *text = find(m_written.value(e.id())))
            write(op, *text);
    }

    // ---- the elements

    void element(const ExcalidrawElement &e)
    {
        const std::optional<BoardKind> kind = e.kind();
        if (!kind)
            return void(++m_result.skipped);
        const ExcalidrawElement *around = *kind == BoardKind::Text ? containerOf(e) : nullptr;
        countPlainer(m_result, e, *kind, around && !isLine(*around));
        if (m_insides.contains(e.id()))
            return; // it comes with what it is written in
        if (*kind == BoardKind::Stroke)
            return ink(e);
        if (isBoardLine(*kind))
            return line(e, *kind);
        BoardOp op = started(e, *kind, e.frame());
        if (*kind == BoardKind::Text)
            return text(op, e);
        if (*kind == BoardKind::Image && !image(op, e))
            return void(++m_result.pictures);
        if (*kind == BoardKind::Frame)
            op.text = cleanBoardText(e.title());
        else
            writeBound(op, e);
        finish(op, e);
    }

    BoardOp started(const ExcalidrawElement &e, BoardKind kind, const QRectF &frame) const
    {
        BoardOp op = BoardOp::create(m_ids.value(e.id()), kind, frame.x(), frame.y(), frame.width(), frame.height());
        op.color = e.stroke();
        if (const quint32 fill = e.fill(); fill && kind != BoardKind::Image && kind != BoardKind::Text)
            op.fill = fill;
        op.width = e.width();
        if (e.opacity() < 1)
            op.opacity = e.opacity();
        if (e.dash() != BoardDash::Solid)
            op.dash = e.dash();
        if (const double turn = e.degrees(); turn > 0.01 && turn < 359.99)
            op.rotation = turn;
        op.parent = parentOf(e);
        return op;
    }

    void finish(const BoardOp &creation, const ExcalidrawElement &e)
    {
        BoardOp op = creation;
        const QList<BoardOp> more = splitLongText(
            op, [&](int part) { return fresh(QStringLiteral("%1/text/%2").arg(e.id(), QString::number(part))); });
        const QList<BoardOp> all = QList<BoardOp>{op} + more;
        for (const BoardOp &one : all)
            if (checkBoardOps({one}))
                return void(++m_result.unfit);
        m_result.splitTexts += more.isEmpty() ? 0 : 1;
        for (const BoardOp &one : all) {
            m_result.ops.append(one);
            if (e.flag("locked") && !m_bundles.contains(e.id())) // which is locked as a whole
                m_locked.append(*one.object);
        }
    }

    void text(BoardOp &op, const ExcalidrawElement &e)
    {
        write(op, e);
        if (op.text->isEmpty())
            return; // there, it is not to be seen either
        fit(op, e);
        if (const ExcalidrawElement *in = containerOf(e); in && isLine(*in))
            moveAside(op, *in);
        finish(op, e);
    }

    // Letters are not as wide here as there: a text that nobody gave a width has the one it needs.
    static void fit(BoardOp &op, const ExcalidrawElement &e)
    {
        const bool sized = *op.w > 0 && *op.h > 0;
        if (op.text->size() > maxBoardText || (sized && !e.flag("autoResize", true)))
            return;
        BoardObject object;
        object.kind = BoardKind::Text;
        object.text = *op.text;
        object.fontSize = *op.fontSize;
        object.align = *op.align;
        object.x = *op.x;
        object.y = *op.y;
        object.w = *op.w;
        object.h = *op.h;
        object.rotation = op.rotation.value_or(0);
        object = fittedText(object, sized && boardTextSize(*op.text, *op.fontSize).width() > widestText);
        op.x = object.x;
        op.y = object.y;
        op.w = object.w;
        op.h = object.h;
    }

    // Beside the middle of a line, as a line's own label is: no line goes through it.
    static void moveAside(BoardOp &op, const ExcalidrawElement &in)
    {
        const std::vector<QPointF> way = in.corners();
        const size_t piece = middlePiece(way);
        const QLineF ends(in.origin() + way[piece - 1], in.origin() + way[piece]);
        const QPointF along = ends.length() > 0 ? (ends.p2() - ends.p1()) / ends.length() : QPointF(1, 0);
        QPointF up(along.y(), -along.x());
        if (up.y() > 0 || (up.y() == 0 && up.x() > 0))
            up = -up;
        const double away =
            std::abs(up.x()) * *op.w / 2 + std::abs(up.y()) * *op.h / 2 + in.width() / 2 + *op.fontSize / 5;
        const QPointF middle = ends.center() + up * away;
        op.x = middle.x() - *op.w / 2;
        op.y = middle.y() - *op.h / 2;
    }

    // A line of several pieces becomes as many lines; only the outer ones can have a head.
    void line(const ExcalidrawElement &e, BoardKind kind)
    {
        const std::vector<QPointF> way = e.corners();
        if (m_result.ops.size() + qsizetype(way.size()) > mostElements)
            return void(++m_result.unfit);
        const bool atEnd = kind == BoardKind::Arrow && e.hasHead("endArrowhead", true);
        const bool atStart = kind == BoardKind::Arrow && e.hasHead("startArrowhead", false);
        const size_t labelled = middlePiece(way);
        m_result.fills += e.isFilledLine() ? 1 : 0;
        for (size_t i = 1; i < way.size(); ++i) {
            const bool first = i == 1;
            const bool last = i + 1 == way.size();
            const bool head = last && atEnd;
            // A head is at the end: with one at the beginning it goes the other way.
            const bool back = first && atStart && !head;
            if (first && atStart && head)
                ++m_result.heads;
            QPointF from = e.origin() + way[i - 1];
            QPointF to = e.origin() + way[i];
            std::optional<BoardAnchor> start = first ? anchor(e.boundTo("startBinding"), from) : std::nullopt;
            std::optional<BoardAnchor> end = last ? anchor(e.boundTo("endBinding"), to) : std::nullopt;
            if (back) {
                std::swap(from, to);
                std::swap(start, end);
            }
            BoardOp op = started(e, head || back ? BoardKind::Arrow : BoardKind::Line, {});
            op.x = from.x();
            op.y = from.y();
            op.w = to.x() - from.x();
            op.h = to.y() - from.y();
            op.fill.reset();
            op.rotation.reset();
            op.start = start;
            op.end = end;
            if (!last)
                op.object = fresh(QStringLiteral("%1/%2").arg(e.id(), QString::number(i)));
            if (i == labelled)
                writeBound(op, e);
            finish(op, e);
        }
    }

    // What an arrow was bound to may be of a kind that boards do not have.
    void looseEnds()
    {
        QSet<ObjectId> made;
        for (const BoardOp &op : std::as_const(m_result.ops))
            if (op.act == BoardAct::Create && op.object)
                made.insert(*op.object);
        for (BoardOp &op : m_result.ops)
            for (std::optional<BoardAnchor> *end : {&op.start, &op.end})
                if (*end && !made.contains((*end)->object))
                    end->reset();
    }

    // The point of the outline that the end is at.
    [[nodiscard]] std::optional<BoardAnchor> anchor(const QString &id, const QPointF &at) const
    {
        const ExcalidrawElement *target = find(id);
        if (!target)
            return {};
        const QRectF frame = target->frame();
        const auto share = [](double from, double size) { return std::clamp(from / std::max(size, 1e-3), 0.0, 1.0); };
        return BoardAnchor{m_ids.value(id), share(at.x() - frame.x(), frame.width()),
                           share(at.y() - frame.y(), frame.height())};
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

    void ink(const ExcalidrawElement &e)
    {
        const std::vector<QPointF> way = e.points();
        if (way.empty())
            return void(++m_result.unfit);
        m_result.fills += e.isFilledLine() ? 1 : 0;
        const QJsonArray pressures = e.pressures();
        BoardOp op = started(e, BoardKind::Stroke, {e.origin(), QSizeF(1, 1)});
        op.w.reset();
        op.h.reset();
        op.fill.reset();
        op.points = way.size() > size_t(maxStrokePoints) ? QByteArray() : packed(way, pressures, 0, way.size(), {});
        if (!op.points->isEmpty() && op.points->size() <= maxStrokeBytes)
            return finish(op, e);
        longInk(op, e, pressures);
    }

    // More than a stroke holds becomes several that meet.
    void longInk(BoardOp op, const ExcalidrawElement &e, const QJsonArray &pressures)
    {
        const std::vector<QPointF> way = e.turnedPoints();
        bundle(e);
        op.parent = parentOf(e);
        op.rotation.reset();
        ++m_result.splitStrokes;
        for (size_t from = 0; from + 1 < way.size() || from == 0;) {
            size_t to = std::min(from + size_t(maxStrokePoints), way.size());
            QByteArray points = packed(way, pressures, from, to, way[from]);
            while (points.size() > maxStrokeBytes) {
                to = from + (to - from) / 2;
                points = packed(way, pressures, from, to, way[from]);
            }
            op.x = e.origin().x() + way[from].x();
            op.y = e.origin().y() + way[from].y();
            op.points = points;
            finish(op, e);
            if (to == way.size())
                return;
            from = to - 1; // the next one begins where this one ends
            op.object = fresh(QStringLiteral("%1/%2").arg(e.id(), QString::number(from)));
        }
    }

    // False: there is no picture. An SVG is never read, nor anything that is elsewhere.
    bool image(BoardOp &op, const ExcalidrawElement &e)
    {
        const QByteArray asset = assetOf(e.word("fileId"));
        if (asset.isEmpty())
            return false;
        op.asset = asset;
        if (const PictureCut cut = e.cut(); !cut.isNothing())
            m_result.cuts.insert(*op.object, cut);
        return true;
    }
    QByteArray assetOf(const QString &fileId)
    {
        if (const auto known = m_files.constFind(fileId); known != m_files.constEnd())
            return *known;
        const QJsonObject files = m_root.value(QLatin1String("files")).toObject();
        const QString url = files.value(fileId).toObject().value(QLatin1String("dataURL")).toString();
        const qsizetype comma = url.indexOf(u',');
        const bool here = url.startsWith(QLatin1String("data:")) && url.left(comma).endsWith(QLatin1String(";base64"));
        const QByteArray bytes =
            here ? QByteArray::fromBase64(QStringView(url).mid(comma + 1).toLatin1()) : QByteArray();
        QByteArray asset;
        if (pictureFormatOf(bytes) != PictureFormat::None) {
            asset = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
            m_result.assets.insert(asset, bytes);
        }
        m_files.insert(fileId, asset);
        return asset;
    }

    const QJsonObject m_root;
    FreshIds m_fresh;
    QList<ExcalidrawElement> m_elements; // as they are in the file
    QHash<QString, qsizetype> m_places;  // among them
    QHash<QString, ObjectId> m_ids;
    struct Group {
        std::optional<ObjectId> id; // nothing: it is in none
        int depth = 0;
    };
    QHash<QString, Group> m_groups;
    QHash<QString, ObjectId> m_bundles; // the group that an element comes in
    QHash<QString, QString> m_written;  // the text by what it is written in
    QSet<QString> m_insides;            // these texts
    QHash<QString, QByteArray> m_files; // their pictures; empty: none that can be had
    QList<BoardOp> m_holders;           // what creates both
    QList<ObjectId> m_locked;
    BoardImport m_result;
};

} // namespace

BoardImport readExcalidraw(const QJsonObject &root, const ImportIds &ids)
{
    return Excalidraw(root, ids).read();
}

} // namespace coterie::ui
