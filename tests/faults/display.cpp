// SPDX-License-Identifier: MIT
#include "tests/faults/display.h"

#include "app/session/boardcontroller.h"
#include "app/session/roomboards.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>

namespace coterie {

namespace {

void say(const char *what, const QJsonObject &fields = {})
{
    std::printf("%s", what);
    if (!fields.isEmpty())
        std::printf(" %s", QJsonDocument(fields).toJson(QJsonDocument::Compact).constData());
    std::printf("\n");
    std::fflush(stdout);
}

QString sumOf(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(16));
}

} // namespace

Display::Display(Session &session)
    : m_session(session)
{
    QObject::connect(&m_timer, &QTimer::timeout, &session, [this] { step(); });
}

void Display::begin()
{
    m_rooms.clear();
    m_plant = qEnvironmentVariable("COTERIE_SHOW_PLANT");
    const RoomListModel &all = *m_session.rooms();
    for (int row = 0; row < all.rowCount(); ++row)
        if (const auto index = all.index(row);
            index.data(RoomListModel::JoinedRole).toBool() && !index.data(RoomListModel::PastRole).toBool())
            m_rooms.append(all.roomAt(row));
    next();
    m_timer.start(5);
}

void Display::next()
{
    m_rows.clear();
    m_isAtEnd = false;
    if (!m_rooms.isEmpty())
        m_session.openRoom(m_rooms.first());
}

// A timeline is a window on the log: from its end upwards, as far as there is something older.
void Display::step()
{
    if (m_rooms.isEmpty()) {
        m_timer.stop();
        say("shown");
        return;
    }
    const RoomId room = m_rooms.first();
    TimelineModel &timeline = *m_session.timeline(room);
    if (timeline.isLoading())
        return;
    if (!m_isAtEnd && timeline.canFetchNewer()) {
        timeline.showLatest();
        return;
    }
    m_isAtEnd = true;
    take(timeline);
    if (timeline.canFetchOlder())
        timeline.fetchOlder();
    else if (timeline.isAtBeginning() && hasBoards(room)) {
        plant();
        print(room);
        m_rooms.removeFirst();
        next();
    }
}

// The rows above those that were taken before.
void Display::take(const TimelineModel &timeline)
{
    QList<Row> above;
    for (int at = 0; at < timeline.rowCount(); ++at) {
        const auto index = timeline.index(at);
        if (index.data(TimelineModel::KindRole).toInt() != int(TimelineModel::RowKind::Message))
            continue;
        const Row row{
            index.data(TimelineModel::OpIdRole).value<OpId>(), index.data(TimelineModel::AuthorIdRole).value<UserId>(),
            index.data(TimelineModel::SeqRole).value<Seq>(), sumOf(index.data(TimelineModel::BodyRole).toString())};
        if (!m_rows.isEmpty() && row.id == m_rows.first().id && row.seq == m_rows.first().seq)
            break;
        if (row.seq > 0) // else it is one's own and on its way, which is told otherwise
            above.append(row);
    }
    m_rows = above + m_rows;
}

bool Display::hasBoards(const RoomId &room) const
{
    const auto &boards = m_session.boards(room)->state().boards();
    return std::all_of(boards.cbegin(), boards.cend(), [&](const BoardInfo &board) {
        return board.removed || m_session.board(room, board.id)->isWhole();
    });
}

void Display::plant()
{
    if (m_plant.isEmpty() || m_rows.size() < 2)
        return;
    const UserId me = m_session.me();
    const auto at = std::find_if(m_rows.begin(), m_rows.end() - 1, [&](const Row &row) { return row.author != me; });
    if (at == m_rows.end() - 1)
        return;
    const Row row = *at;
    if (m_plant == u"drop")
        m_rows.erase(at);
    else if (m_plant == u"twice")
        m_rows.insert(at, row);
    else if (m_plant == u"swap")
        std::iter_swap(at, at + 1);
    else if (m_plant == u"phantom")
        m_rows.insert(at, {OpId{QUuid::createUuid()}, row.author, row.seq, row.text});
    else if (m_plant == u"stale")
        at->text = sumOf(QStringLiteral("what it said before"));
    else if (m_plant == u"stranger")
        at->author = me;
    else
        return;      // of a board
    m_plant.clear(); // one is enough
}

void Display::print(const RoomId &room)
{
    for (const Row &row : std::as_const(m_rows))
        say("shows", {{QStringLiteral("room"), room.toString()},
                      {QStringLiteral("seq"), qint64(row.seq)},
                      {QStringLiteral("id"), row.id.toString()},
                      {QStringLiteral("author"), row.author.toString()},
                      {QStringLiteral("text"), row.text}});
    for (const BoardInfo &board : m_session.boards(room)->state().boards()) {
        if (board.removed)
            continue;
        QJsonArray objects;
        for (const BoardObject &object : m_session.board(room, board.id)->doc().objects())
            objects.append(object.id.toString());
        if (m_plant == u"undrawn" && !objects.isEmpty()) {
            objects.removeFirst();
            m_plant.clear();
        }
        say("draws", {{QStringLiteral("room"), room.toString()},
                      {QStringLiteral("board"), board.id.toString()},
                      {QStringLiteral("objects"), objects}});
    }
}

} // namespace coterie
