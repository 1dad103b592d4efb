// SPDX-License-Identifier: MIT
#include "server/storage/sqlitestore.h"

#include "server/storage/sqliteworker.h"

#include <QCoreApplication>

namespace coterie::server {

SqliteStore::SqliteStore(QObject *parent)
    : QObject(parent)
{
    m_thread.setObjectName(QStringLiteral("coterie-store"));
}

SqliteStore::~SqliteStore()
{
    m_waiting.clear(); // whoever asked may be gone already
    close();
}

Result<StoredSession, StoreFault> SqliteStore::open(const SqliteOptions &options)
{
    Q_ASSERT(!m_worker);
    m_worker = std::make_unique<SqliteWorker>(this);
    connect(m_worker.get(), &SqliteWorker::selfChecked, this, &SqliteStore::selfChecked); // over to this thread
    connect(m_worker.get(), &SqliteWorker::blobsLost, this, &SqliteStore::blobsLost);
    m_worker->moveToThread(&m_thread);
    m_thread.start();
    std::optional<Result<StoredSession, StoreFault>> result;
    QMetaObject::invokeMethod(
        m_worker.get(), [&] { result.emplace(m_worker->open(options)); }, Qt::BlockingQueuedConnection);
    if (!result->isOk())
        close();
    return *std::move(result);
}

void SqliteStore::close()
{
    if (!m_worker)
        return;
    sendOff();
    QMetaObject::invokeMethod(
        m_worker.get(), [this] { m_worker->close(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    m_worker.reset();
    QCoreApplication::sendPostedEvents(this, StoreAnswersEvent::eventType());
}

void SqliteStore::append(const RoomId &room, const RoomEvent &event, Done<Appended> done)
{
    ask(AppendOp{room, event}, std::move(done));
}

void SqliteStore::createRoom(const StoredRoom &room, Done<Outcome> done)
{
    ask(CreateRoomOp{room}, std::move(done));
}

void SqliteStore::putUser(const StoredUser &user, Done<Outcome> done)
{
    ask(PutUserOp{user}, std::move(done));
}

void SqliteStore::removeUser(const UserId &user, Done<Outcome> done)
{
    ask(RemoveUserOp{user}, std::move(done));
}

void SqliteStore::putMember(const StoredMember &member, Done<Outcome> done)
{
    ask(PutMemberOp{member}, std::move(done));
}

void SqliteStore::removeMember(const RoomId &room, const UserId &user, Done<Outcome> done)
{
    ask(RemoveMemberOp{room, user}, std::move(done));
}

void SqliteStore::history(const HistoryQuery &query, Done<HistoryResult> done)
{
    ask(HistoryOp{query}, std::move(done));
}

void SqliteStore::putBlobPart(qint64 upload, int part, const QByteArray &data, Done<Outcome> done)
{
    ask(PutBlobPartOp{upload, part, data}, std::move(done));
}

void SqliteStore::finishBlob(const StoredBlob &blob, Done<Outcome> done)
{
    ask(FinishBlobOp{blob}, std::move(done));
}

void SqliteStore::dropUpload(qint64 upload, Done<Outcome> done)
{
    ask(DropUploadOp{upload}, std::move(done));
}

void SqliteStore::blobPart(qint64 upload, int part, Done<BlobResult> done)
{
    ask(BlobPartOp{upload, part}, std::move(done));
}

void SqliteStore::ask(StoreOp op, AnyDone done)
{
    m_waiting.push_back({std::move(done), bytesOf(op)});
    m_waitingBytes += m_waiting.back().bytes;
    m_outgoing.push_back(std::move(op));
    if (m_outgoing.size() == 1)
        QCoreApplication::postEvent(this, new QEvent(QEvent::UpdateRequest));
}

void SqliteStore::sendOff()
{
    if (!m_outgoing.empty() && m_worker)
        QCoreApplication::postEvent(m_worker.get(), new StoreOpsEvent(std::exchange(m_outgoing, {}), m_failures));
}

bool SqliteStore::event(QEvent *event)
{
    if (event->type() == QEvent::UpdateRequest) {
        sendOff();
        return true;
    }
    if (event->type() == StoreAnswersEvent::eventType()) {
        take(*static_cast<StoreAnswersEvent *>(event));
        return true;
    }
    return QObject::event(event);
}

void SqliteStore::take(StoreAnswersEvent &answers)
{
    // What waits to be sent was asked without knowing of it.
    if (m_failures != answers.failures)
        sendOff();
    m_failures = answers.failures;
    if (m_health != answers.health || m_trouble != answers.trouble) {
        m_health = answers.health;
        m_trouble = answers.trouble;
        emit healthChanged(m_health, m_trouble);
    }
    for (auto &answer : answers.answers) {
        if (m_waiting.empty())
            return; // nobody listens any more
        const AnyDone done = std::move(m_waiting.front().done);
        m_waitingBytes -= m_waiting.front().bytes;
        m_waiting.pop_front();
        std::visit(
            [&]<class Value>(const Done<Value> &call) {
                if (call)
                    call(std::get<Value>(answer));
            },
            done);
    }
    emit answered();
}

} // namespace coterie::server
