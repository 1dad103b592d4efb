// SPDX-License-Identifier: MIT
#pragma once

#include "shared/board/boardsnapshot.h"
#include "shared/protocol/rooms.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <optional>

namespace coterie {

// Makes a board of the pieces of a snapshot and of what came after it, a piece per turn of the event loop, so that the
// window goes on meanwhile. Lives in the window's thread. Asks for nothing and shows nothing.
class BoardLoader final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardLoader)
public:
    explicit BoardLoader(QObject *parent = nullptr);

    void begin(); // anew: whatever was under way is given up, and tells nothing any more
    void cancel();
    void add(const QByteArray &part);
    void finish(const QList<RoomEvent> &later = {}); // that was the last piece; these are behind it in the log
    [[nodiscard]] bool isRunning() const { return m_reader.has_value(); }

signals:
    // A piece was read: these records are new since the last time. Not told where later events would change them.
    void grew(const coterie::BoardDoc &soFar, int from);
    void dropped();                    // what grew comes to nothing
    void done(coterie::BoardDoc &doc); // the receiver may move from it
    void broken();                     // the pieces make no board

private:
    void reset();
    void step();
    [[nodiscard]] bool readNext();

    std::optional<BoardSnapshotReader> m_reader;
    std::deque<QByteArray> m_parts; // not read yet
    std::optional<BoardDoc> m_doc;  // all pieces are read
    QList<RoomEvent> m_later;
    qsizetype m_applied = 0;
    bool m_finished = false;
    bool m_settled = true; // the board of the pieces is the board: nothing comes behind them
    int m_grown = 0;       // records that were read
    QTimer m_timer;
};

} // namespace coterie
