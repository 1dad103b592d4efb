// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/localstore.h"
#include "app/session/types.h"

#include <QAbstractListModel>

namespace coterie {

class RoomListModel;

// What was found among the messages on this computer, in groups by room: the room with the newest match first, in it
// the newest first. Asks the local store, never the host, so it answers the same with and without a connection. Lives
// in the window's thread.
class SearchModel final : public QAbstractListModel
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SearchModel)
public:
    enum class RowKind { Room, Hit };
    enum Role {
        KindRole = Qt::UserRole + 1, // int of RowKind
        RoomIdRole,                  // RoomId
        RoomRole,                    // its name
        SeqRole,                     // Seq; 0 for Room
        AuthorIdRole,                // UserId
        AuthorRole,
        TimeRole,  // QDateTime
        LineRole,  // the message around the first match, one line
        MarksRole, // QList<TextRange> in it
        CountRole, // int: for Room, how many of the shown are in it
    };
    Q_ENUM(Role)

    struct Summary {
        bool asked = false;   // something that can be looked for was typed
        bool pending = false; // and the answer to it is still to come
        int shown = 0;
        qint64 total = 0; // as far as it was counted
        bool moreThanTotal = false;
        qint64 searched = 0;      // messages that were looked at
        int percentIndexed = 100; // of what is on this computer
        bool rebuilding = false;  // the index was damaged
        bool noSuchRoom = false;
        QStringList partialRooms; // with older messages that only the host has
    };

    SearchModel(LocalStore &store, const RoomListModel &rooms, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    void setMyName(const QString &name) { m_me = name; } // what from:me stands for
    // As typed: words, "phrases", from:, in:. No room: all of them.
    void search(const QString &typed, std::optional<RoomId> room);
    [[nodiscard]] QString typed() const { return m_typed; }
    [[nodiscard]] const Summary &summary() const { return m_summary; }

signals:
    void summaryChanged();

private:
    struct Row {
        RowKind kind = RowKind::Hit;
        SearchHit hit; // of Room only the room
        int count = 0;
    };
    void ask();
    void show(const SearchAnswer &answer);
    [[nodiscard]] QString roomName(const RoomId &room) const;
    [[nodiscard]] QString accessible(const Row &row) const;

    LocalStore &m_store;
    const RoomListModel &m_rooms;
    QList<Row> m_rows;
    Summary m_summary;
    QString m_typed, m_me;
    SearchQuery m_query;
    bool m_asking = false;
    bool m_stale = false; // what is being asked is not what is wanted any more
};

} // namespace coterie
