// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/cachedvalues.h"
#include "app/session/storejournal.h"
#include "app/session/storesalvage.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

class QLockFile;
class QSqlError;

namespace coterie {

// The SQLite file of one session on this computer: identity, rooms, a copy of their logs, drafts and what was not sent.
// Lives in one thread, the store's (LocalStore) or a test's. The file is readable by its owner only: the token is in
// it.
class StoreDatabase final
{
public:
    StoreDatabase();
    ~StoreDatabase();
    Q_DISABLE_COPY_MOVE(StoreDatabase)

    // Opens or makes cache.sqlite in the folder and loads what is in it. A damaged file is mended. One of a newer
    // program, or one that cannot be read or brought up to date at this moment (no space, a disk that fails, another
    // program at it), is left as it is, and this session is kept in memory only: with all that is in the file, where
    // that can be read (isCopy()). `Or::Nothing`: then it has failed.
    enum class Opened { Yes, Aside, InMemory, InUse, Failed };
    enum class Or { Memory, Nothing };
    [[nodiscard]] Opened open(const QString &folder, CachedSession &session, Or otherwise = Or::Memory);
    [[nodiscard]] bool isCopy() const { return m_isCopy; }
    [[nodiscard]] bool copyLacks() const { return m_copyLacks; } // the end of the journal was gone when it was made
    void close();
    // What is in a folder; it is left as it is, and closed again.
    [[nodiscard]] CachedGlimpse look(const QString &folder);
    // Removes it with all that is in it. False: somebody has it open, or the disk refuses.
    [[nodiscard]] bool removeFolder(const QString &folder);
    void letGoOfFolder(); // in memory, where nobody else is in the way
    // Instead of a damaged file a new one, with what only this computer has; the damaged one is put aside with its
    // journal, never overwritten. False: nothing has changed, for there is no room for a new one.
    [[nodiscard]] bool mend(CachedSession &session);
    [[nodiscard]] Losses losses() const { return m_losses; }     // of the last mend()
    [[nodiscard]] QString putAsideAs() const { return m_aside; } // the damaged file, by the last mend()
    // The last mend() made a file where there was none any more, or another one.
    [[nodiscard]] bool wasGone() const { return m_wasGone; }

    // Why the last call failed.
    enum class Trouble {
        Piece,  // what was asked for: nothing is wrong with the file
        Disk,   // full, failing, locked: it may succeed later
        Damage, // the file is no database, or a broken one
    };
    [[nodiscard]] Trouble trouble() const;
    [[nodiscard]] bool isNewer() const { return m_newer; } // the file is of a newer program
    [[nodiscard]] QString lastError() const { return m_error; }

    [[nodiscard]] bool begin();
    [[nodiscard]] bool commit();
    void rollback();
    // All of the journal into the file. False: the disk refuses, and it goes on in the journal.
    [[nodiscard]] bool foldIn();
    [[nodiscard]] bool mustFoldIn() const; // now: it is long, or who one is is in it

    [[nodiscard]] bool load(CachedSession &session);
    [[nodiscard]] bool putHost(const CachedHost &host);
    [[nodiscard]] bool putRoom(const CachedRoom &room);
    [[nodiscard]] bool removeRoom(const RoomId &room);
    [[nodiscard]] bool putEvents(const RoomId &room, const QList<RoomEvent> &events, Seq first, Seq last);
    [[nodiscard]] bool dropEvents(const RoomId &room);
    // What is here of the log of past.pastOf becomes the log of this room: nothing is left of it there.
    [[nodiscard]] bool setAside(const CachedRoom &past);
    // What is left of the logs of a room that were set aside. Those of which nothing is are removed.
    [[nodiscard]] bool pasts(const RoomId &room, QList<PastLog> &logs);
    // What is there again, or is sent again.
    [[nodiscard]] bool dropFromPast(const RoomId &past, Seq first, Seq last);
    [[nodiscard]] bool page(const PageQuery &query, CachedPage &page);
    // Words, people and rooms among the messages that are here. False only if the database cannot be read.
    [[nodiscard]] bool search(const SearchQuery &query, SearchAnswer &answer);
    [[nodiscard]] bool indexMore(bool &more); // takes a share of what was here before the index into it
    [[nodiscard]] bool rebuildIndex();
    // Instead of what was there.
    [[nodiscard]] bool putBoard(const RoomId &room, const BoardId &id, const CachedBoard &board);
    // Events that follow the copy as it was at `after`: a copy of another log, or one that ends elsewhere, stays as it
    // is, and no hole is ever stored.
    [[nodiscard]] bool putBoardEvents(const BoardId &id, const BoardStretch &stretch);
    [[nodiscard]] bool dropBoard(const BoardId &id);
    [[nodiscard]] bool foldBoard(const BoardId &id); // a new snapshot of the old one and what came after it
    [[nodiscard]] bool board(const BoardId &id, CachedBoard &board);
    // The oldest others give way to it beyond so many bytes; what waits to be uploaded never does.
    [[nodiscard]] bool putAsset(const QByteArray &hash, const QByteArray &data, qint64 most);
    [[nodiscard]] bool asset(const QByteArray &hash, QByteArray &data); // left alone when it is not here
    [[nodiscard]] bool noteUpload(const RoomId &room, const QByteArray &hash);
    [[nodiscard]] bool uploadDone(const RoomId &room, const QByteArray &hash);
    [[nodiscard]] bool putRoomState(const RoomStatePage &page);
    [[nodiscard]] bool putCurrentBoard(const RoomId &room, const BoardId &board);
    [[nodiscard]] bool putOpened(const RoomId &room, qint64 timeMs);
    [[nodiscard]] bool roomState(const RoomId &room, CachedRoomState &state);
    // Operations that create what a host would not take, one for each object. The same object again replaces it.
    [[nodiscard]] bool putConflict(const RoomId &room, const BoardId &board, const RefusedWork &work);
    [[nodiscard]] bool dropConflict(const BoardId &board);
    [[nodiscard]] bool conflicts(const RoomId &room, QHash<BoardId, RefusedWork> &works);
    [[nodiscard]] bool putDraft(const RoomId &room, const QString &text);
    [[nodiscard]] bool putOperation(const OutboxEntry &entry, const std::optional<OpId> &before = {});
    [[nodiscard]] bool makePlace(const OpId &before, QVariant &place); // in front of that one
    [[nodiscard]] bool putOperationAhead(const OutboxEntry &entry);
    // Its message, whether it was edited and what it answers; it keeps its place. One that is not here yet is put.
    [[nodiscard]] bool changeOperation(const OutboxEntry &entry);
    [[nodiscard]] bool noteSent(const OpId &id);
    [[nodiscard]] bool setRefusal(const OpId &id, const std::optional<QString> &code);
    [[nodiscard]] bool removeOperation(const OpId &id);
    // What only this computer has, of a folder that nobody has open, into this one: the same again changes nothing.
    [[nodiscard]] bool bringFrom(const QString &folder, BroughtWork &brought, qint64 mostImages);
    // Out of that folder, when it is on the disk here.
    [[nodiscard]] static bool dropBrought(const QString &folder, const BroughtWork &brought);

    // Whether the file that is open is the one of its name still.
    [[nodiscard]] bool isInPlace() const;

private:
    [[nodiscard]] bool hasRoom(const RoomId &room, bool &isHere);
    [[nodiscard]] bool addToDraft(const RoomId &room, const QString &older);
    [[nodiscard]] bool dropConflict(const BoardId &board, const ObjectId &object);
    [[nodiscard]] bool holdsMore(const CachedSession &session);
    [[nodiscard]] bool takeLock(const QString &folder);
    [[nodiscard]] static bool isOpenElsewhere(const QString &file);
    [[nodiscard]] bool openFile(const QString &file, CachedSession &session, int patienceMs);
    [[nodiscard]] Opened openInMemory(CachedSession &session, Or otherwise);
    [[nodiscard]] bool mayCopy() const;
    [[nodiscard]] bool openCopy(const QString &file, CachedSession &session);
    void closeFile();
    [[nodiscard]] bool migrate();
    [[nodiscard]] bool salvageInto(const QString &file);
    [[nodiscard]] bool openImage(const QString &file, bool &isWhole);
    [[nodiscard]] bool mendJournal(const QString &file, CachedSession &session);
    [[nodiscard]] bool checkpoint(const char *how);
    [[nodiscard]] bool upgrade(int version);
    [[nodiscard]] bool run(const QString &sql);
    [[nodiscard]] bool run(QSqlQuery &query);
    [[nodiscard]] QSqlQuery &prepared(const char *sql);
    [[nodiscard]] bool makeIndex();
    [[nodiscard]] bool addWords(const RoomId &room, const RoomEvent &event);
    [[nodiscard]] bool removeWords(const RoomId &room, const RoomEvent &event);
    [[nodiscard]] bool removeWordsOf(const RoomId &room);
    [[nodiscard]] bool countOf(QSqlQuery &query, qint64 &count);
    [[nodiscard]] bool searchable(const QList<RoomId> &rooms, SearchAnswer &answer);
    [[nodiscard]] bool roomsCalled(const QStringList &names, QList<RoomId> &rooms);
    [[nodiscard]] bool putParts(const BoardId &id, const QList<QByteArray> &parts);
    [[nodiscard]] bool dropBoardsOf(const RoomId &room);
    [[nodiscard]] bool trimAssets(qint64 most);
    [[nodiscard]] bool loadUploads(CachedSession &session);
    [[nodiscard]] bool takeFromPasts(const RoomId &room, const RoomEvent &event);
    [[nodiscard]] bool moveFromPast(const RoomId &past, const RoomId &room, Seq last);
    // In order; false when it cannot be read, or `take` says so.
    using EventTaker = std::function<bool(const RoomEvent &)>;
    [[nodiscard]] bool eachEvent(const RoomId &room, Seq first, Seq last, const EventTaker &take);
    [[nodiscard]] bool setBoardsAside(const CachedRoom &past, bool &any);
    [[nodiscard]] bool isEmptyBoard(const BoardId &id, bool &empty);
    [[nodiscard]] bool dropPastBoards(const RoomId &past, Seq last);
    [[nodiscard]] bool loadAnyPast();
    [[nodiscard]] bool addSpan(const RoomId &room, Seq first, Seq last);
    [[nodiscard]] QByteArray chainAt(const RoomId &room, Seq seq);
    [[nodiscard]] bool spanAround(const RoomId &room, Seq seq, Seq &first, Seq &last);

    QString m_connection;
    QSqlDatabase m_db;
    std::unique_ptr<QLockFile> m_lock;
    struct Prepared {
        QSqlQuery query;
        bool good = false;
    };
    void noteError(const QSqlError &error);

    std::unordered_map<const char *, Prepared> m_prepared;
    QString m_error;
    int m_code = 0; // SQLite's, of the last failure
    StoreJournal m_journal;
    bool m_isMarked = false;  // the file is the cache of a folder: how far its journal has come is noted beside it
    bool m_hostIsNew = false; // and not folded in yet
    bool m_copyLacks = false;
    bool m_isCopy = false; // what is open is one of the file, and leads back to it by nothing
    bool m_newer = false;
    bool m_anyPast = false;                                // some log was set aside
    QString m_file;                                        // empty: none on the disk
    std::optional<std::pair<quint64, quint64>> m_identity; // of the file, whatever has its name by now
    QString m_aside;
    Losses m_losses;
    bool m_wasGone = false;
};

} // namespace coterie
