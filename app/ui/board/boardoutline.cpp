// SPDX-License-Identifier: MIT
#include "app/ui/board/boardoutline.h"

#include "app/ui/board/readingorder.h"
#include "app/ui/shell/icons.h"

#include <QIcon>

#include <algorithm>

namespace coterie::ui {
namespace {

// The sign of the tool that makes one.
QStringView iconOf(BoardKind kind)
{
    switch (kind) {
    case BoardKind::Stroke:
        return u"pen";
    case BoardKind::Rectangle:
        return u"square";
    case BoardKind::Ellipse:
        return u"circle";
    case BoardKind::Diamond:
        return u"diamond";
    case BoardKind::Line:
        return u"line";
    case BoardKind::Arrow:
        return u"arrow";
    case BoardKind::Text:
        return u"text";
    case BoardKind::Sticky:
        return u"sticky";
    case BoardKind::Image:
        return u"image";
    case BoardKind::Frame:
        return u"frame";
    case BoardKind::Group:
        return u"group";
    }
    return u"file";
}

} // namespace

void BoardOutline::take(const BoardDoc *doc, const NameOf &nameOf, const UndrawnOf &undrawnOf)
{
    beginResetModel();
    m_rows.clear();
    m_top.clear();
    m_byObject.clear();
    m_leftOut = 0;
    if (doc) {
        QHash<ObjectId, QList<std::pair<ObjectId, QRectF>>> held; // by what holds them; null: the board
        const bool withStrokes = doc->visibleCount() <= mostRows;
        for (int place = 0; place < doc->recordCount(); ++place) {
            const auto glance = doc->glance(place);
            if (!glance)
                continue;
            if (!withStrokes && glance->kind == BoardKind::Stroke) {
                ++m_leftOut;
                continue;
            }
            const auto object = doc->object(glance->id);
            if (!object)
                continue;
            const ObjectId holder = object->parent && doc->isVisible(*object->parent) ? *object->parent : ObjectId{};
            held[holder].append({glance->id, object->kind == BoardKind::Frame ? object->box() : doc->box(glance->id)});
        }
        // What holds something comes before it: breadth first, so each list is made when its holder has its row.
        std::vector<std::pair<ObjectId, int>> toFill{{ObjectId{}, -1}};
        for (size_t next = 0; next < toFill.size(); ++next) {
            const auto [holder, row] = toFill[next];
            for (const ObjectId &id : inReadingOrder(held.take(holder))) {
                const auto object = doc->object(id);
                if (!object)
                    continue;
                if (m_rows.size() >= size_t(mostRows)) {
                    ++m_leftOut;
                    continue;
                }
                const int made = int(m_rows.size());
                std::vector<int> &siblings = row < 0 ? m_top : m_rows[size_t(row)].content;
                const int place = int(siblings.size());
                siblings.push_back(made);
                m_rows.push_back({id, object->kind, row, place, outlineWords(*doc, *object, nameOf, undrawnOf), {}});
                m_byObject.insert(id, made);
                if (held.contains(id))
                    toFill.push_back({id, made});
            }
        }
    }
    endResetModel();
}

std::optional<ObjectId> BoardOutline::objectAt(const QModelIndex &index) const
{
    return index.isValid() ? std::optional(m_rows[size_t(index.internalId())].object) : std::nullopt;
}

QModelIndex BoardOutline::indexOf(const ObjectId &object) const
{
    const auto at = m_byObject.constFind(object);
    return at == m_byObject.cend() ? QModelIndex() : createIndex(m_rows[size_t(*at)].place, 0, quintptr(*at));
}

// Rows that stand below each other are one range: what takes in a selection compares all of its ranges.
QItemSelection BoardOutline::rowsOf(const QList<ObjectId> &objects) const
{
    QList<std::pair<int, int>> places; // by what holds them
    for (const ObjectId &id : objects)
        if (const auto at = m_byObject.constFind(id); at != m_byObject.cend())
            places.append({m_rows[size_t(*at)].holder, m_rows[size_t(*at)].place});
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    QItemSelection rows;
    for (qsizetype from = 0; from < places.size();) {
        qsizetype to = from + 1;
        while (to < places.size() && places.at(to).first == places.at(from).first &&
               places.at(to).second == places.at(to - 1).second + 1)
            ++to;
        const auto [holder, place] = places.at(from);
        const QModelIndex parent =
            holder < 0 ? QModelIndex() : createIndex(m_rows[size_t(holder)].place, 0, quintptr(holder));
        rows.append(QItemSelectionRange(index(place, 0, parent), index(places.at(to - 1).second, 0, parent)));
        from = to;
    }
    return rows;
}

const std::vector<int> &BoardOutline::contentOf(const QModelIndex &parent) const
{
    return parent.isValid() ? m_rows[size_t(parent.internalId())].content : m_top;
}

QModelIndex BoardOutline::index(int row, int column, const QModelIndex &parent) const
{
    const std::vector<int> &content = contentOf(parent);
    return column == 0 && row >= 0 && row < int(content.size()) && parent.column() <= 0
               ? createIndex(row, 0, quintptr(content[size_t(row)]))
               : QModelIndex();
}

QModelIndex BoardOutline::parent(const QModelIndex &child) const
{
    const int holder = child.isValid() ? m_rows[size_t(child.internalId())].holder : -1;
    return holder < 0 ? QModelIndex() : createIndex(m_rows[size_t(holder)].place, 0, quintptr(holder));
}

int BoardOutline::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(contentOf(parent).size());
}

QVariant BoardOutline::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[size_t(index.internalId())];
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return row.words;
    if (role == Qt::DecorationRole)
        return lineIcon(iconOf(row.kind).toString(), Tint::Muted);
    return {};
}

} // namespace coterie::ui
