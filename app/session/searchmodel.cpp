// SPDX-License-Identifier: MIT
#include "app/session/searchmodel.h"

#include "app/session/roomlistmodel.h"

#include <QDateTime>
#include <QLocale>

namespace coterie {

SearchModel::SearchModel(LocalStore &store, const RoomListModel &rooms, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
    , m_rooms(rooms)
{
    // More can be found while the index grows; what is shown grows with it.
    connect(&store, &LocalStore::indexed, this, [this] {
        if (m_summary.asked && (m_summary.percentIndexed < 100 || m_summary.rebuilding))
            ask();
    });
}

int SearchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SearchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.kind == RowKind::Room ? roomName(row.hit.room) : row.hit.line.text;
    case Qt::AccessibleTextRole:
        return accessible(row);
    case KindRole:
        return int(row.kind);
    case RoomIdRole:
        return QVariant::fromValue(row.hit.room);
    case RoomRole:
        return roomName(row.hit.room);
    case SeqRole:
        return row.hit.seq;
    case AuthorIdRole:
        return QVariant::fromValue(row.hit.author);
    case AuthorRole:
        return row.hit.name;
    case TimeRole:
        return QDateTime::fromMSecsSinceEpoch(row.hit.time);
    case LineRole:
        return row.hit.line.text;
    case MarksRole:
        return QVariant::fromValue(row.hit.line.marks);
    case CountRole:
        return row.count;
    default:
        return {};
    }
}

Qt::ItemFlags SearchModel::flags(const QModelIndex &index) const
{
    const bool heading = index.isValid() && m_rows.at(index.row()).kind == RowKind::Room;
    return heading ? Qt::ItemFlags(Qt::ItemIsEnabled) : QAbstractListModel::flags(index);
}

QHash<int, QByteArray> SearchModel::roleNames() const
{
    return {{KindRole, "kind"},         {RoomIdRole, "roomId"}, {RoomRole, "room"}, {SeqRole, "seq"},
            {AuthorIdRole, "authorId"}, {AuthorRole, "author"}, {TimeRole, "time"}, {LineRole, "line"},
            {MarksRole, "marks"},       {CountRole, "count"}};
}

void SearchModel::search(const QString &typed, std::optional<RoomId> room)
{
    SearchQuery query;
    query.words = parseSearch(typed);
    for (QString &name : query.words.from)
        if (name.compare(u"me", Qt::CaseInsensitive) == 0 && !m_me.isEmpty())
            name = m_me;
    query.room = room;
    m_typed = typed;
    if (query.words == m_query.words && query.room == m_query.room && m_summary.asked)
        return;
    m_query = query;
    m_stale = m_asking;
    ask();
}

void SearchModel::ask()
{
    m_summary.asked = !m_query.words.isEmpty();
    m_summary.pending = m_summary.asked;
    emit summaryChanged();
    if (m_asking)
        return; // one at a time: who types fast gets the answer to what stands there now
    m_asking = true;
    m_store.search(m_query, [this](const SearchAnswer &answer) {
        m_asking = false;
        if (std::exchange(m_stale, false))
            ask();
        else
            show(answer);
    });
}

void SearchModel::show(const SearchAnswer &answer)
{
    QList<Row> rows;
    QList<RoomId> order;
    QHash<RoomId, QList<Row>> groups;
    for (const SearchHit &hit : answer.hits) {
        if (!groups.contains(hit.room))
            order.append(hit.room);
        groups[hit.room].append({RowKind::Hit, hit, 0});
    }
    for (const RoomId &room : std::as_const(order)) {
        const QList<Row> &group = groups[room];
        Row heading;
        heading.kind = RowKind::Room;
        heading.hit.room = room;
        heading.count = int(group.size());
        rows.append(heading);
        rows.append(group);
    }
    const auto same = [](const Row &a, const Row &b) {
        return a.kind == b.kind && a.hit == b.hit && a.count == b.count;
    };
    if (!std::equal(rows.cbegin(), rows.cend(), m_rows.cbegin(), m_rows.cend(), same)) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
    m_summary.pending = false;
    m_summary.shown = int(answer.hits.size());
    m_summary.total = std::max<qint64>(answer.total, answer.hits.size());
    m_summary.moreThanTotal = answer.total >= SearchAnswer::mostCounted;
    m_summary.searched = answer.searched;
    m_summary.percentIndexed = answer.damaged ? 0 : answer.percent;
    m_summary.rebuilding = answer.damaged || (m_summary.rebuilding && answer.percent < 100);
    m_summary.noSuchRoom = answer.noSuchRoom;
    m_summary.partialRooms.clear();
    for (const RoomId &room : answer.partial)
        if (const QString name = roomName(room); !name.isEmpty())
            m_summary.partialRooms.append(name);
    emit summaryChanged();
}

QString SearchModel::roomName(const RoomId &room) const
{
    return m_rooms.indexOf(room).data(RoomListModel::NameRole).toString();
}

// Who, what, where it was said, and the time last.
QString SearchModel::accessible(const Row &row) const
{
    if (row.kind == RowKind::Room)
        return tr("%1, %Ln message(s) found", "a room in the results, for screen readers", row.count)
            .arg(roomName(row.hit.room));
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(row.hit.time);
    return tr("%1: %2, in %3, %4", "a found message for screen readers: person, words, room, time")
        .arg(row.hit.name, row.hit.line.text, roomName(row.hit.room), QLocale().toString(time, QLocale::ShortFormat));
}

} // namespace coterie
