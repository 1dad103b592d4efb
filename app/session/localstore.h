// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/cachedvalues.h"

#include <QObject>
#include <QThread>

#include <functional>

namespace coterie {

class StoreDatabase;
class StoreWorker;
struct StoreJob;

// The window's side of the local store. Every call returns at once; the work is done in a thread of its own, in the
// order of the calls, as many as wait in one transaction (WAL, FULL). Answers come back in the window's thread, in
// order, after the commit. Copies of what the host has may lie for a moment before they are written; what only this
// computer has is written at once. What a full or failing disk does not take is written later, in the order of the
// calls and before anything that came after it. A damaged file is mended.
class LocalStore final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LocalStore)
public:
    using Done = std::function<void(bool ok)>;
    template <class T> using Loaded = std::function<void(const T &)>;

    explicit LocalStore(QObject *parent = nullptr);
    ~LocalStore() override; // finishes what was asked for

    // Closes what was open before. Answers to questions about the earlier file do not come any more; whether something
    // was written to it is told in any case.
    void open(const QString &folder, Loaded<CachedSession> loaded);
    // What is in these folders, without opening any of them: nothing is made, mended or put aside.
    void look(const QStringList &folders, Loaded<QList<CachedGlimpse>> seen);

    void putHost(const CachedHost &host);
    void putRoom(const CachedRoom &room);
    void removeRoom(const RoomId &room);
    // Events of one stretch of the log, with the stretch they cover (it may be longer: the board's are left out).
    void putEvents(const RoomId &room, const QList<RoomEvent> &events, Seq first, Seq last);
    void dropEvents(const RoomId &room);
    void setAside(const CachedRoom &past); // what is here of the log of past.pastOf
    // What is left of the logs of a room that were set aside; of one that is not named any more, nothing.
    void dropFromPast(const RoomId &past, Seq seq); // a message that is sent again
    void pasts(const RoomId &room, Loaded<QList<PastLog>> loaded);
    void page(const PageQuery &query, Loaded<CachedPage> loaded);
    // Answered from what is here, also while older messages are still being indexed: see SearchAnswer::percent.
    void search(const SearchQuery &query, Loaded<SearchAnswer> found);
    void putBoard(const RoomId &room, const BoardId &id, const CachedBoard &board);
    void putBoardEvents(const BoardId &id, const BoardStretch &stretch);
    void dropBoard(const BoardId &id);
    void foldBoard(const BoardId &id); // so that the changes since its snapshot do not become ever more
    void board(const BoardId &id, Loaded<CachedBoard> loaded);
    // Images, by SHA-256.
    void putAsset(const QByteArray &hash, const QByteArray &data);     // of this person: the only one there is
    void putAssetCopy(const QByteArray &hash, const QByteArray &data); // of the host
    void asset(const QByteArray &hash, Loaded<QByteArray> loaded);     // empty: not here
    void noteUpload(const RoomId &room, const QByteArray &hash);
    void uploadDone(const RoomId &room, const QByteArray &hash);
    void putRoomState(const RoomStatePage &page);
    void putCurrentBoard(const RoomId &room, const BoardId &board);
    void putOpened(const RoomId &room, qint64 timeMs); // since 1970: the room was shown then
    void roomState(const RoomId &room, Loaded<CachedRoomState> loaded);
    void putConflict(const RoomId &room, const BoardId &board, const RefusedWork &work); // at once
    void dropConflict(const BoardId &board);
    void conflicts(const RoomId &room, Loaded<QHash<BoardId, RefusedWork>> loaded);
    void putDraft(const RoomId &room, const QString &text);
    // done(true): it is on the disk. done(false): not yet, see writtenAgain(), or only in memory. clearDraft: the draft
    // of its room goes in the same transaction. `before`: in front of this one, and else behind all that waits.
    void putOperation(const OutboxEntry &entry, bool clearDraft, Done done, const std::optional<OpId> &before = {});
    void putOperationAhead(const OutboxEntry &entry); // of all that waits
    void changeOperation(const OutboxEntry &entry, Done done);
    void noteSent(const OpId &id);
    void setRefusal(const OpId &id, const std::optional<QString> &code);
    void removeOperation(const OpId &id);  // the host has it
    void discardOperation(const OpId &id); // somebody wants it gone: at once
    // Takes over what only this computer has out of the folder of another host. done(true): it is on the disk in the
    // folder that is open; what is brought is empty when another one has been opened since. done(false): it is in the
    // other folder, as it was.
    void bringFrom(const QString &folder, std::function<void(bool done, const BroughtWork &brought)> done);
    void flush(Done done); // when everything asked for so far is on the disk

signals:
    // Once until writtenAgain(). `damaged`: the file is, and there is no room for another one.
    void writeFailed(const QString &detail, bool damaged);
    void writtenAgain(); // all that could not be written is on the disk
    // The file was damaged, and another one is in its place: who has loaded something of it puts it there again.
    void mended(const QString &sentence);
    void mendedAfter(const QString &sentence); // of a file that is not the open one any more
    void indexed(bool all); // more of what is here can be found

private:
    using Work = std::function<bool(StoreDatabase &)>;
    void ask(Work work, Done done = {});  // a question, or upkeep: not tried again
    void copy(qint64 bytes, Work work);   // of what the host has: about so much of it
    void keep(Work work, Done done = {}); // what only this computer has, at once
    void keepLazily(Work work);           // the same, of what nobody waits for
    void noteChange(const OpId &id);
    void submit(StoreJob job, Done done, bool atOnce);
    void continueIndex(bool rebuild);
    void answer(const Done &done, bool ok);

    QThread m_thread;
    StoreWorker *m_worker; // lives in m_thread
    quint64 m_generation = 0;
    bool m_indexing = false;
    bool m_opening = false;
    QSet<OpId> m_changed; // operations, since the file was asked what it holds
};

} // namespace coterie
