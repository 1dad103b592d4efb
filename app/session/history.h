// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/localstore.h"
#include "app/session/requests.h"
#include "app/session/roombook.h"
#include "app/session/timelinemodel.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>

namespace coterie {

class Outbox;

// Keeps what the rooms' logs bring on this computer's disk, and gives the timelines their pages: from the disk first,
// else from the host. Owns the timelines. Lives in the window's thread; never sends anything but questions.
class History final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(History)
public:
    History(RoomBook &book, Outbox &outbox, Requests &requests, LocalStore &store, QObject *parent = nullptr);

    [[nodiscard]] TimelineModel *timeline(const RoomId &room);
    [[nodiscard]] TimelineModel *existing(const RoomId &room) const { return m_timelines.value(room).model; }
    void setMe(const UserId &me, const QString &name);
    void reload(); // another file was opened: every timeline begins anew
    void setWatching(bool on) { m_watching = on; }
    void dropFromPast(const RoomId &past, Seq seq); // a message that is sent again; its row goes when the disk has it
    [[nodiscard]] bool isDropped(const RoomId &past, Seq seq) const { return m_dropped.contains({past, seq}); }
    void drawLine(const RoomId &room); // "new messages" above what is unread now

signals:
    // The host's log of a room began anew without so many messages that are here, or with boards that may be others
    // (0): they are in a room of their own now.
    void logLost(const coterie::RoomId &room, qint64 messages);

private:
    void setAside(const RoomId &room);
    void lookAtPasts(const RoomId &room);
    void askPasts(const RoomId &room);
    struct Feed {
        TimelineModel *model = nullptr;
        quint64 loads = 0; // answers to an earlier load are of no use
    };
    void take(const RoomId &room, const RoomSync::Step &step, bool live);
    void loadLatest(const RoomId &room);
    void older(const RoomId &room, Seq before);
    void olderFromHost(const RoomId &room, Seq before);
    void newer(const RoomId &room, Seq after);
    void newerFromHost(const RoomId &room, Seq after);
    using PageTaker = std::function<void(TimelineModel *model, const HistoryPage &page)>;
    void pageFromHost(const RoomId &room, std::optional<Seq> before, std::optional<Seq> after, PageTaker take);
    void around(const RoomId &room, Seq seq);
    void quote(const RoomId &room, Seq seq);
    void noteUnread(const RoomId &room, TimelineModel &model, const RoomSync::Step &step);

    RoomBook &m_book;
    Outbox &m_outbox;
    Requests &m_requests;
    LocalStore &m_store;
    QHash<RoomId, Feed> m_timelines;
    QList<CachedRoom> m_setAside;           // logs that are still to be compared with the new ones of their rooms
    QSet<std::pair<RoomId, Seq>> m_dropped; // from the logs that were set aside
    UserId m_me;
    QString m_name;
    bool m_watching = true;
};

} // namespace coterie
