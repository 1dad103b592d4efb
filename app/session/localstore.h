// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/cachedvalues.h"

#include <QObject>
#include <QThread>

#include <functional>

namespace coterie {

class StoreDatabase;
class StoreWorker;

// The window's side of the local store. Every call returns at once; the work is done in a thread of its own, in the
// order of the calls, as many as wait in one transaction (WAL, FULL). Answers come back in the window's thread, in
// order, after the commit. Copies of what the host has may lie for a moment before they are written; what only this
// computer has is written at once.
class LocalStore final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LocalStore)
public:
    using Done = std::function<void(bool ok)>;
    template <class T> using Loaded = std::function<void(const T &)>;

    explicit LocalStore(QObject *parent = nullptr);
    ~LocalStore() override; // finishes what was asked for

    // Closes what was open before. Answers of the earlier file do not come any more.
    void open(const QString &folder, Loaded<CachedSession> loaded);

    void putHost(const CachedHost &host);
    void putRoom(const CachedRoom &room);
    void removeRoom(const RoomId &room);
    // Events of one stretch of the log, with the stretch they cover (it may be longer: the board's are left out).
    void putEvents(const RoomId &room, const QList<RoomEvent> &events, Seq first, Seq last);
    void dropEvents(const RoomId &room);
    void page(const PageQuery &query, Loaded<CachedPage> loaded);
    // Answered from what is here, also while older messages are still being indexed: see SearchAnswer::percent.
    void search(const SearchQuery &query, Loaded<SearchAnswer> found);
    void putBoard(const BoardId &id, const CachedBoard &board);
    void putBoardEvents(const BoardId &id, const QList<RoomEvent> &events, Seq cursor);
    void dropBoard(const BoardId &id);
    void board(const BoardId &id, Loaded<CachedBoard> loaded);
    // Images, by SHA-256. At once: they may be the only copy there is.
    void putAsset(const QByteArray &hash, const QByteArray &data);
    void asset(const QByteArray &hash, Loaded<QByteArray> loaded); // empty: not here
    void noteUpload(const RoomId &room, const QByteArray &hash);
    void uploadDone(const RoomId &room, const QByteArray &hash);
    void putRoomState(const RoomStatePage &page);
    void putCurrentBoard(const RoomId &room, const BoardId &board);
    void roomState(const RoomId &room, Loaded<CachedRoomState> loaded);
    void putConflict(const RoomId &room, const BoardId &board, const QList<BoardOp> &copies); // at once
    void dropConflict(const BoardId &board);
    void conflicts(const RoomId &room, Loaded<QHash<BoardId, QList<BoardOp>>> loaded);
    void putDraft(const RoomId &room, const QString &text);
    // done(true): it is on the disk. clearDraft: the draft of its room goes in the same transaction.
    void putOperation(const OutboxEntry &entry, bool clearDraft, Done done);
    void changeOperation(const OutboxEntry &entry, Done done);
    void setRefusal(const OpId &id, const std::optional<QString> &code);
    void removeOperation(const OpId &id);
    void flush(Done done); // when everything asked for so far is on the disk

signals:
    void writeFailed(const QString &detail); // once until something could be written again
    void indexed(bool all);                  // more of what is here can be found

private:
    enum class Urgency { Lazy, Now };
    using Work = std::function<bool(StoreDatabase &)>;
    void submit(Urgency urgency, Work work, Done done = {});
    void continueIndex(bool rebuild);
    void answer(quint64 generation, const Done &done, bool ok);

    friend class StoreWorker;
    QThread m_thread;
    StoreWorker *m_worker; // lives in m_thread
    quint64 m_generation = 0;
    bool m_indexing = false;
};

} // namespace coterie
