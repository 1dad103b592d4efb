// SPDX-License-Identifier: MIT
#include "app/session/localstore.h"

#include "app/session/storeworker.h"

#include <memory>

namespace coterie {

LocalStore::LocalStore(QObject *parent)
    : QObject(parent)
    , m_worker(new StoreWorker)
{
    m_thread.setObjectName(QStringLiteral("local store"));
    m_worker->moveToThread(&m_thread);
    connect(m_worker, &StoreWorker::writeFailed, this, &LocalStore::writeFailed);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

LocalStore::~LocalStore()
{
    // Behind all that was asked for; quit() alone would overtake it.
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker] { worker->finish(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void LocalStore::open(const QString &folder, Loaded<CachedSession> loaded)
{
    const quint64 generation = ++m_generation;
    m_indexing = false;
    QMetaObject::invokeMethod(
        m_worker,
        [this, folder, generation, loaded = std::move(loaded)] {
            auto session = std::make_shared<CachedSession>();
            m_worker->open(folder, *session);
            answer(
                generation,
                [this, session, loaded](bool) {
                    loaded(*session);
                    continueIndex(false);
                },
                true);
        },
        Qt::QueuedConnection);
}

void LocalStore::putHost(const CachedHost &host)
{
    submit(Urgency::Now, [host](StoreDatabase &db) { return db.putHost(host); });
}

void LocalStore::putRoom(const CachedRoom &room)
{
    submit(Urgency::Lazy, [room](StoreDatabase &db) { return db.putRoom(room); });
}

void LocalStore::removeRoom(const RoomId &room)
{
    submit(Urgency::Lazy, [room](StoreDatabase &db) { return db.removeRoom(room); });
}

void LocalStore::putEvents(const RoomId &room, const QList<RoomEvent> &events, Seq first, Seq last)
{
    submit(Urgency::Lazy, [=](StoreDatabase &db) { return db.putEvents(room, events, first, last); });
}

void LocalStore::dropEvents(const RoomId &room)
{
    submit(Urgency::Lazy, [room](StoreDatabase &db) { return db.dropEvents(room); });
}

void LocalStore::page(const PageQuery &query, Loaded<CachedPage> loaded)
{
    auto page = std::make_shared<CachedPage>();
    submit(
        Urgency::Now,
        [query, page](StoreDatabase &db) {
            *page = {}; // it may run twice
            return db.page(query, *page);
        },
        [page, loaded = std::move(loaded)](bool) { loaded(*page); });
}

void LocalStore::search(const SearchQuery &query, Loaded<SearchAnswer> found)
{
    auto answer = std::make_shared<SearchAnswer>();
    submit(
        Urgency::Now,
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
    submit(
        Urgency::Now,
        [more, rebuild](StoreDatabase &db) { return (!rebuild || db.rebuildIndex()) && db.indexMore(*more); },
        [this, more](bool ok) {
            m_indexing = false;
            if (ok && *more)
                continueIndex(false);
            emit indexed(ok && !*more);
        });
}

void LocalStore::putBoard(const RoomId &room, const CachedBoard &board)
{
    submit(Urgency::Lazy, [=](StoreDatabase &db) { return db.putBoard(room, board); });
}

void LocalStore::putBoardEvents(const RoomId &room, const QList<RoomEvent> &events, Seq cursor)
{
    submit(Urgency::Lazy, [=](StoreDatabase &db) { return db.putBoardEvents(room, events, cursor); });
}

void LocalStore::dropBoard(const RoomId &room)
{
    submit(Urgency::Lazy, [room](StoreDatabase &db) { return db.dropBoard(room); });
}

void LocalStore::board(const RoomId &room, Loaded<CachedBoard> loaded)
{
    auto board = std::make_shared<CachedBoard>();
    submit(
        Urgency::Now,
        [room, board](StoreDatabase &db) {
            *board = {};
            return db.board(room, *board);
        },
        [board, loaded = std::move(loaded)](bool) { loaded(*board); });
}

void LocalStore::putDraft(const RoomId &room, const QString &text)
{
    submit(Urgency::Now, [=](StoreDatabase &db) { return db.putDraft(room, text); });
}

void LocalStore::putOperation(const OutboxEntry &entry, bool clearDraft, Done done)
{
    submit(
        Urgency::Now,
        [=](StoreDatabase &db) { return db.putOperation(entry) && (!clearDraft || db.putDraft(entry.room, {})); },
        std::move(done));
}

void LocalStore::changeOperation(const OutboxEntry &entry, Done done)
{
    submit(
        Urgency::Now, [entry](StoreDatabase &db) { return db.changeOperation(entry); }, std::move(done));
}

void LocalStore::setRefusal(const OpId &id, const std::optional<QString> &code)
{
    submit(Urgency::Now, [=](StoreDatabase &db) { return db.setRefusal(id, code); });
}

void LocalStore::removeOperation(const OpId &id)
{
    submit(Urgency::Lazy, [id](StoreDatabase &db) { return db.removeOperation(id); });
}

void LocalStore::flush(Done done)
{
    submit(
        Urgency::Now, [](StoreDatabase &) { return true; }, std::move(done));
}

void LocalStore::submit(Urgency urgency, Work work, Done done)
{
    StoreWorker::Job job{std::move(work), {}};
    if (done)
        job.done = [this, generation = m_generation, done = std::move(done)](bool ok) { answer(generation, done, ok); };
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, job = std::move(job), urgent = urgency == Urgency::Now]() mutable {
            worker->add(std::move(job), urgent);
        },
        Qt::QueuedConnection);
}

// Called in the store's thread; the answer is given in the window's, unless another file was opened meanwhile.
void LocalStore::answer(quint64 generation, const Done &done, bool ok)
{
    QMetaObject::invokeMethod(
        this,
        [this, generation, done, ok] {
            if (generation == m_generation)
                done(ok);
        },
        Qt::QueuedConnection);
}

} // namespace coterie
