// SPDX-License-Identifier: MIT
#include "app/session/localstore.h"

#include "app/session/storeworker.h"

#include <memory>
#include <utility>

namespace coterie {

namespace {
constexpr qint64 roomBytes = 1024;                 // what is told of a room, about
constexpr qint64 assetBytes = 256LL * 1024 * 1024; // of images that the host has too

// About what they cost while they wait for the disk.
qint64 weightOf(const QList<RoomEvent> &events)
{
    qint64 bytes = 0;
    for (const RoomEvent &event : events) {
        bytes += 256 + (event.chat ? event.chat->body.size() * 2 : 0);
        if (event.board)
            for (const BoardOp &op : event.board->ops)
                bytes += qint64(sizeof op) + (op.points ? op.points->size() : 0);
    }
    return bytes;
}
} // namespace

LocalStore::LocalStore(QObject *parent)
    : QObject(parent)
    , m_worker(new StoreWorker)
{
    m_thread.setObjectName(QStringLiteral("local store"));
    m_worker->moveToThread(&m_thread);
    connect(m_worker, &StoreWorker::writeFailed, this, &LocalStore::writeFailed);
    connect(m_worker, &StoreWorker::writtenAgain, this, &LocalStore::writtenAgain);
    // What this thread knows of that file is not for the one that is being opened.
    connect(m_worker, &StoreWorker::mended, this, [this](const QString &sentence) {
        if (m_opening)
            emit mendedAfter(sentence);
        else
            emit mended(sentence);
    });
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

LocalStore::~LocalStore()
{
    // Behind all that was asked for; quit() alone would overtake it.
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker] { worker->end(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void LocalStore::open(const QString &folder, Loaded<CachedSession> loaded)
{
    const quint64 generation = ++m_generation;
    m_indexing = false;
    m_opening = true;
    m_changed.clear();
    QMetaObject::invokeMethod(
        m_worker,
        [this, folder, generation, loaded = std::move(loaded)] {
            auto session = std::make_shared<CachedSession>();
            m_worker->open(folder, *session);
            answer(
                [this, generation, session, loaded](bool) {
                    if (generation != m_generation)
                        return;
                    m_opening = false;
                    session->changed = std::exchange(m_changed, {});
                    loaded(*session);
                    continueIndex(false);
                },
                true);
        },
        Qt::QueuedConnection);
}

void LocalStore::look(const QStringList &folders, Loaded<QList<CachedGlimpse>> seen)
{
    QMetaObject::invokeMethod(
        m_worker,
        [this, folders, seen = std::move(seen)] {
            auto glimpses = std::make_shared<QList<CachedGlimpse>>();
            for (const QString &folder : folders) {
                StoreDatabase other;
                glimpses->append(other.look(folder));
            }
            answer([glimpses, seen](bool) { seen(*glimpses); }, true);
        },
        Qt::QueuedConnection);
}

void LocalStore::putHost(const CachedHost &host)
{
    keep([host](StoreDatabase &db) { return db.putHost(host); });
}

void LocalStore::putRoom(const CachedRoom &room)
{
    copy(roomBytes, [room](StoreDatabase &db) { return db.putRoom(room); });
}

void LocalStore::removeRoom(const RoomId &room)
{
    keepLazily([room](StoreDatabase &db) { return db.removeRoom(room); });
}

void LocalStore::putEvents(const RoomId &room, const QList<RoomEvent> &events, Seq first, Seq last)
{
    copy(weightOf(events), [=](StoreDatabase &db) { return db.putEvents(room, events, first, last); });
}

void LocalStore::dropEvents(const RoomId &room)
{
    keepLazily([room](StoreDatabase &db) { return db.dropEvents(room); });
}

void LocalStore::setAside(const CachedRoom &past)
{
    keepLazily([past](StoreDatabase &db) { return db.setAside(past); });
}

void LocalStore::dropFromPast(const RoomId &past, Seq seq)
{
    keep([=](StoreDatabase &db) { return db.dropFromPast(past, seq, seq); });
}

void LocalStore::pasts(const RoomId &room, Loaded<QList<PastLog>> loaded)
{
    auto logs = std::make_shared<QList<PastLog>>();
    ask(
        [room, logs](StoreDatabase &db) {
            logs->clear();
            return db.pasts(room, *logs);
        },
        [logs, loaded = std::move(loaded)](bool) { loaded(*logs); });
}

void LocalStore::page(const PageQuery &query, Loaded<CachedPage> loaded)
{
    auto page = std::make_shared<CachedPage>();
    ask(
        [query, page](StoreDatabase &db) {
            *page = {}; // it may run twice
            return db.page(query, *page);
        },
        [page, loaded = std::move(loaded)](bool) { loaded(*page); });
}

void LocalStore::search(const SearchQuery &query, Loaded<SearchAnswer> found)
{
    auto answer = std::make_shared<SearchAnswer>();
    ask(
        [query, answer](StoreDatabase &db) {
            *answer = {};
            return db.search(query, *answer);
        },
        [this, answer, found = std::move(found)](bool ok) {
            if (!ok || answer->damaged || answer->percent < 100)
                continueIndex(!ok || answer->damaged);
            found(*answer);
        });
}

// A share at a time, so that whatever else is asked for gets its turn between two of them.
void LocalStore::continueIndex(bool rebuild)
{
    if (std::exchange(m_indexing, true))
        return;
    auto more = std::make_shared<bool>(false);
    ask([more, rebuild](StoreDatabase &db) { return (!rebuild || db.rebuildIndex()) && db.indexMore(*more); },
        [this, more](bool ok) {
            m_indexing = false;
            if (ok && *more)
                continueIndex(false);
            emit indexed(ok && !*more);
        });
}

void LocalStore::putBoard(const RoomId &room, const BoardId &id, const CachedBoard &board)
{
    qint64 bytes = 0;
    for (const QByteArray &part : board.parts)
        bytes += part.size();
    copy(bytes, [=](StoreDatabase &db) { return db.putBoard(room, id, board); });
}

void LocalStore::putBoardEvents(const BoardId &id, const BoardStretch &stretch)
{
    copy(weightOf(stretch.events), [=](StoreDatabase &db) { return db.putBoardEvents(id, stretch); });
}

void LocalStore::dropBoard(const BoardId &id)
{
    keepLazily([id](StoreDatabase &db) { return db.dropBoard(id); });
}

void LocalStore::foldBoard(const BoardId &id)
{
    ask([id](StoreDatabase &db) { return db.foldBoard(id); });
}

void LocalStore::board(const BoardId &id, Loaded<CachedBoard> loaded)
{
    auto board = std::make_shared<CachedBoard>();
    ask(
        [id, board](StoreDatabase &db) {
            *board = {};
            return db.board(id, *board);
        },
        [board, loaded = std::move(loaded)](bool) { loaded(*board); });
}

void LocalStore::putAsset(const QByteArray &hash, const QByteArray &data)
{
    keep([=](StoreDatabase &db) { return db.putAsset(hash, data, assetBytes); });
}

void LocalStore::putAssetCopy(const QByteArray &hash, const QByteArray &data)
{
    copy(data.size(), [=](StoreDatabase &db) { return db.putAsset(hash, data, assetBytes); });
}

void LocalStore::asset(const QByteArray &hash, Loaded<QByteArray> loaded)
{
    auto data = std::make_shared<QByteArray>();
    ask(
        [hash, data](StoreDatabase &db) {
            data->clear();
            return db.asset(hash, *data);
        },
        [data, loaded = std::move(loaded)](bool) { loaded(*data); });
}

void LocalStore::noteUpload(const RoomId &room, const QByteArray &hash)
{
    keep([=](StoreDatabase &db) { return db.noteUpload(room, hash); });
}

void LocalStore::uploadDone(const RoomId &room, const QByteArray &hash)
{
    keepLazily([=](StoreDatabase &db) { return db.uploadDone(room, hash); });
}

void LocalStore::putRoomState(const RoomStatePage &page)
{
    copy(roomBytes, [page](StoreDatabase &db) { return db.putRoomState(page); });
}

void LocalStore::putCurrentBoard(const RoomId &room, const BoardId &board)
{
    copy(roomBytes, [=](StoreDatabase &db) { return db.putCurrentBoard(room, board); });
}

void LocalStore::putOpened(const RoomId &room, qint64 timeMs)
{
    copy(roomBytes, [=](StoreDatabase &db) { return db.putOpened(room, timeMs); });
}

void LocalStore::roomState(const RoomId &room, Loaded<CachedRoomState> loaded)
{
    auto state = std::make_shared<CachedRoomState>();
    ask(
        [room, state](StoreDatabase &db) {
            *state = {};
            return db.roomState(room, *state);
        },
        [state, loaded = std::move(loaded)](bool) { loaded(*state); });
}

void LocalStore::putConflict(const RoomId &room, const BoardId &board, const RefusedWork &work)
{
    keep([=](StoreDatabase &db) { return db.putConflict(room, board, work); });
}

void LocalStore::dropConflict(const BoardId &board)
{
    keep([board](StoreDatabase &db) { return db.dropConflict(board); });
}

void LocalStore::conflicts(const RoomId &room, Loaded<QHash<BoardId, RefusedWork>> loaded)
{
    auto works = std::make_shared<QHash<BoardId, RefusedWork>>();
    ask(
        [room, works](StoreDatabase &db) {
            works->clear();
            return db.conflicts(room, *works);
        },
        [works, loaded = std::move(loaded)](bool) { loaded(*works); });
}

void LocalStore::putDraft(const RoomId &room, const QString &text)
{
    keep([=](StoreDatabase &db) { return db.putDraft(room, text); });
}

void LocalStore::noteChange(const OpId &id)
{
    if (m_opening)
        m_changed.insert(id);
}

void LocalStore::putOperationAhead(const OutboxEntry &entry)
{
    noteChange(entry.id);
    keep([entry](StoreDatabase &db) { return db.putOperationAhead(entry); }, {});
}

void LocalStore::putOperation(const OutboxEntry &entry, bool clearDraft, Done done, const std::optional<OpId> &before)
{
    noteChange(entry.id);
    keep(
        [=](StoreDatabase &db) {
            return db.putOperation(entry, before) && (!clearDraft || db.putDraft(entry.room, {}));
        },
        std::move(done));
}

void LocalStore::changeOperation(const OutboxEntry &entry, Done done)
{
    noteChange(entry.id);
    keep([entry](StoreDatabase &db) { return db.changeOperation(entry); }, std::move(done));
}

void LocalStore::noteSent(const OpId &id)
{
    keep([id](StoreDatabase &db) { return db.noteSent(id); });
}

void LocalStore::setRefusal(const OpId &id, const std::optional<QString> &code)
{
    noteChange(id);
    keep([=](StoreDatabase &db) { return db.setRefusal(id, code); });
}

void LocalStore::removeOperation(const OpId &id)
{
    noteChange(id);
    keepLazily([id](StoreDatabase &db) { return db.removeOperation(id); });
}

void LocalStore::discardOperation(const OpId &id)
{
    noteChange(id);
    keep([id](StoreDatabase &db) { return db.removeOperation(id); });
}

void LocalStore::bringFrom(const QString &folder, std::function<void(bool, const BroughtWork &)> done)
{
    auto brought = std::make_shared<BroughtWork>();
    const auto generation = m_generation;
    const auto isHere = [this, folder, brought, generation, done = std::move(done)](bool isOnDisk) {
        if (!isOnDisk) {
            done(false, {});
            return;
        }
        // What cannot leave the other folder is brought again some day, and the host has it then. Who is elsewhere by
        // now finds it when they are back.
        submit(
            {[=](StoreDatabase &) { return StoreDatabase::dropBrought(folder, *brought); },
             {},
             StoreJob::Kind::Question},
            [this, brought, generation, done](bool) {
                done(true, generation == m_generation ? *brought : BroughtWork());
            },
            true);
    };
    submit({[=](StoreDatabase &db) { return db.bringFrom(folder, *brought, assetBytes); }, {}, StoreJob::Kind::Once},
           isHere, true);
}

void LocalStore::flush(Done done)
{
    keep([](StoreDatabase &) { return true; }, std::move(done));
}

void LocalStore::ask(Work work, Done done)
{
    if (done) // unless another file was opened meanwhile
        done = [this, generation = m_generation, done = std::move(done)](bool ok) {
            if (generation == m_generation)
                done(ok);
        };
    submit({std::move(work), {}, StoreJob::Kind::Question}, std::move(done), true);
}

void LocalStore::copy(qint64 bytes, Work work)
{
    submit({std::move(work), {}, StoreJob::Kind::Copy, bytes}, {}, false);
}

void LocalStore::keep(Work work, Done done)
{
    submit({std::move(work), {}, StoreJob::Kind::Only}, std::move(done), true);
}

void LocalStore::keepLazily(Work work)
{
    submit({std::move(work), {}, StoreJob::Kind::Only}, {}, false);
}

void LocalStore::submit(StoreJob job, Done done, bool atOnce)
{
    if (done)
        job.done = [this, done = std::move(done)](bool ok) { answer(done, ok); };
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, job = std::move(job), atOnce]() mutable { worker->add(std::move(job), atOnce); },
        Qt::QueuedConnection);
}

// Called in the store's thread; the answer is given in the window's.
void LocalStore::answer(const Done &done, bool ok)
{
    QMetaObject::invokeMethod(
        this, [done, ok] { done(ok); }, Qt::QueuedConnection);
}

} // namespace coterie
