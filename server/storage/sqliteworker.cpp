// SPDX-License-Identifier: MIT
#include "server/storage/sqliteworker.h"

#include "server/storage/rollback.h"
#include "server/storage/sessionfile.h"
#include "server/storage/soundness.h"
#include "server/storage/storewords.h"
#include "shared/util/logging.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>

namespace coterie::server {

namespace {

// One transaction holds at most this many writes, or as many as fit into this time; then those who wait are answered.
constexpr qsizetype mostWrites = 128;
constexpr qint64 mostWriteMs = 4;
// Their pages go out with the answers to the writes among them: a crowd that catches up keeps no answer waiting for
// more than these (S34).
constexpr qsizetype mostReads = 16;
// The whole of every log is looked through after a start, a share at a time, when nobody waits.
constexpr int checkEveryMs = 10;
// A room that nobody is in and in which nothing happened is kept for a day: whoever made it may be about to use it.
constexpr qint64 unusedRoomMs = 24LL * 60 * 60 * 1000;
// A disk that was full counts as usable when it has so much beyond the ballast.
constexpr qint64 spareBytes = 4 * 1024 * 1024;

bool isRead(const StoreOp &op)
{
    return std::holds_alternative<HistoryOp>(op) || std::holds_alternative<BlobPartOp>(op);
}

StoreAnswer refusal(const StoreOp &op)
{
    if (const auto *append = std::get_if<AppendOp>(&op))
        return Appended{Outcome::Failed, append->event};
    if (std::holds_alternative<HistoryOp>(op))
        return HistoryResult{};
    if (std::holds_alternative<BlobPartOp>(op))
        return BlobResult{};
    return Outcome::Failed;
}

} // namespace

SqliteWorker::SqliteWorker(QObject *receiver)
    : m_receiver(receiver)
    , m_checkTimer(this)
    , m_retry(this) // moves to the store's thread with its parent
{
    m_retry.setInterval(storeRetryMs);
    connect(&m_retry, &QTimer::timeout, this, &SqliteWorker::tryAgain);
    m_checkTimer.setInterval(checkEveryMs);
    connect(&m_checkTimer, &QTimer::timeout, this, &SqliteWorker::checkOn);
}

SqliteWorker::~SqliteWorker()
{
    close();
}

Result<StoredSession, StoreFault> SqliteWorker::open(const SqliteOptions &options)
{
    if (!QSqlDatabase::isDriverAvailable(QStringLiteral("QSQLITE")))
        return StoreFault{StoreFault::Kind::NoDriver,
                          StoreWords::tr("Qt's SQLite driver is not installed (Debian: libqt6sql6-sqlite).")};
    m_path = canonicalSessionPath(options.path);
    switch (m_lock.take(m_path % QLatin1String(".lock"))) {
    case FileLock::Answer::Taken:
        break;
    case FileLock::Answer::Held:
        return StoreFault{
            StoreFault::Kind::InUse,
            StoreWords::tr("%1 is open in another Coterie%2. Close it there, or join it instead of hosting.")
                .arg(shownPath(m_path),
                     m_lock.holder() > 0 ? StoreWords::tr(" (process %1)").arg(m_lock.holder()) : QString())};
    case FileLock::Answer::Impossible:
        if (!QFile::exists(m_path))
            return unmadeFile(m_path, m_lock.errorText());
        return unusableFile(m_path, StoreWords::tr("no lock file can be made beside it (%1)").arg(m_lock.errorText()));
    }
    // What a killed program kept back helps a start on a full disk, and is kept back again behind it.
    const QString ballast = m_path % QLatin1String(".ballast");
    const bool wasKept = QFile::remove(ballast);
    const bool hadIndex = QFile::exists(m_path % QLatin1String("-shm"));
    if (auto fault = openConnection(options)) {
        close();
        if (!hadIndex) // of the journal; whoever looked at it made one
            QFile::remove(m_path % QLatin1String("-shm"));
        if (fault->kind == StoreFault::Kind::Damaged)
            logError(logStore(), "session is damaged").with("file", m_path).with("why", fault->sentence);
        return *fault;
    }
    m_session = std::make_unique<SqliteSession>(m_connection);
    auto session = m_session->load();
    if (!session) {
        close();
        if (session.fault().mayPass)
            return unusableFile(m_path, StoreWords::tr("it could not be read now (%1)").arg(session.fault().why));
        logError(logStore(), "session is damaged").with("file", m_path).with("why", session.fault().why);
        return damagedFile(m_path, session.fault().why);
    }
    StoredSession loaded = session.takeValue();
    if (auto fault = checkMarks(loaded)) {
        close();
        return *fault;
    }
    const qint64 rooms = loaded.rooms.size();
    if (!m_session->dropUnused(loaded, QDateTime::currentMSecsSinceEpoch() - unusedRoomMs))
        logWarning(logStore(), "rooms that nobody uses could not be taken away").with("file", m_path);
    else if (loaded.rooms.size() < rooms)
        logInfo(logStore(), "rooms that nobody uses were taken away").with("rooms", rooms - loaded.rooms.size());
    if (!options.name.isEmpty() && options.name != loaded.name) {
        loaded.name = options.name;
        if (!m_session->rename(options.name)) {
            close();
            return unusableFile(m_path, StoreWords::tr("it cannot be written"));
        }
    }
    noteMissing();
    m_identity.reset();
    if (const auto now = fileAt(m_path))
        m_identity = now->identity;
    m_ballastBytes = options.ballastBytes;
    if (m_ballastBytes > 0 && !m_ballast.take(ballast, m_ballastBytes, wasKept ? 0 : spareBytes)) {
        logWarning(logStore(), "no space can be kept back for a full disk").with("file", m_path);
        m_isFull = wasKept; // it was, and what was kept back has gone into the start
    }
    m_sweepUpTo = loaded.lastUpload;
    m_check = std::make_unique<LogCheck>(m_connection);
    m_checkTimer.start();
    logInfo(logStore(), "session opened")
        .with("file", m_path)
        .with("rooms", qint64(loaded.rooms.size()))
        .with("people", qint64(loaded.users.size()));
    return loaded;
}

std::optional<StoreFault> SqliteWorker::openConnection(const SqliteOptions &options)
{
    const int newest = options.migrations.isEmpty() ? 0 : options.migrations.constLast().version;
    FileLook look = lookAt(m_path);
    if (!look.exists) {
        const QString name = options.name.isEmpty() ? QStringLiteral("Coterie") : options.name;
        if (auto fault = createSession(m_path, name, options.migrations))
            return fault;
        look = lookAt(m_path);
    }
    if (auto fault = checkBeforeOpening(m_path, look, newest))
        return fault;
    if (auto fault = checkNames(m_path))
        return fault;
    if (auto fault = judgeSession(m_path, newest, options.busyMs))
        return fault;
    const bool rollsBack = mustRollBack(m_path);
    m_file.setFileName(m_path);
    if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unusableFile(m_path, m_file.errorString());
    if (!m_connection.open(m_path, SqliteConnection::Mode::ReadWrite, options.busyMs))
        return unusableFile(m_path, m_connection.errorText());
    // FULL: an acknowledged message survives a power cut (decisions/0102). The journal is folded in by hand.
    for (const char *pragma : {"PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON", "PRAGMA wal_autocheckpoint=0",
                               "PRAGMA temp_store=MEMORY", "PRAGMA journal_size_limit=67108864"})
        if (!m_connection.execute(QString::fromLatin1(pragma)))
            return unusableFile(m_path, m_connection.errorText());
    if (rollsBack)
        if (auto fault = checkTables(m_connection, m_path))
            return fault;
    const int version = m_connection.value(QStringLiteral("PRAGMA user_version")).toInt();
    if (m_connection.trouble() != SqlTrouble::None)
        return unusableFile(m_path, m_connection.errorText());
    if (version < newest) {
        const auto copy = backUp(m_connection, m_path, version);
        if (!copy)
            return copy.fault();
        if (auto fault = migrate(m_connection, m_path, options.migrations))
            return fault;
        logInfo(logStore(), "session brought up to date").with("from", version).with("to", newest);
    }
    if (m_connection.value(QStringLiteral("PRAGMA journal_mode=WAL")).toString() != u"wal" ||
        !m_connection.execute(QStringLiteral("PRAGMA foreign_keys=ON")))
        return unusableFile(m_path, m_connection.errorText().isEmpty()
                                        ? StoreWords::tr("its file system lacks shared memory")
                                        : m_connection.errorText());
    return {};
}

std::optional<StoreFault> SqliteWorker::checkMarks(StoredSession &session)
{
    const auto id = m_connection.value(QStringLiteral("SELECT id FROM session")).toByteArray();
    m_marks.open(m_path % QLatin1String(".heads"), QUuid::fromRfc4122(id));
    m_marks.setBase(baseOfFile(m_file)); // before anything is written
    session.rollbacks = findRollbacks(m_marks.all(), m_session->log(), session.rooms);
    for (const Rollback &one : std::as_const(session.rollbacks))
        logError(logStore(), "a log was rolled back: what it held is lost, its room begins a new epoch")
            .with("file", m_path)
            .with("room", one.room.toString())
            .with("had", one.had)
            .with("has", one.has);
    if (!session.rollbacks.isEmpty() && !beginNewEpochs(m_connection, m_session->log(), session, session.rollbacks))
        return unusableFile(m_path, StoreWords::tr("a part of it was lost, and that cannot be written down (%1)")
                                        .arg(m_connection.errorText()));
    for (const StoredRoom &room : std::as_const(session.rooms))
        mark(room.id);
    if (!session.rollbacks.isEmpty())
        m_marks.sync(); // else the same would be found again after a power cut
    return {};
}

// Rooms that are gone are told of by this start; there is no log that could say so to the next one. Where they are
// found again, what they once held still counts.
void SqliteWorker::noteMissing()
{
    bool some = false;
    for (const HeadMarks::Mark &mark : m_marks.all())
        if (mark.seq > 0 && !mark.epoch.isNull() && !m_session->log().find(mark.room)) {
            m_marks.put({mark.room, {}, mark.seq, mark.chain});
            some = true;
        }
    if (some)
        m_marks.sync();
}

// The head of a log as of the last commit.
void SqliteWorker::mark(const RoomId &room)
{
    if (const auto *stored = m_session->log().find(room))
        m_marks.put({room, stored->epoch, stored->head.seq, chainAt(stored->head.hash)});
}

void SqliteWorker::close()
{
    while (m_session && !m_queue.empty())
        work();
    m_retry.stop();
    m_checkTimer.stop();
    m_check.reset();
    FileLock underNewName; // until the connection is closed
    if (m_session && mayFoldIn(underNewName))
        (void)foldIn(FoldIn::Whole);
    m_session.reset();
    m_connection.close();
    underNewName.release();
    m_file.close();
    m_marks.close();
    m_ballast.release();
    m_lock.release();
}

bool SqliteWorker::event(QEvent *event)
{
    if (event->type() == StoreOpsEvent::eventType()) {
        auto *asked = static_cast<StoreOpsEvent *>(event);
        for (StoreOp &op : asked->ops)
            m_queue.push_back({std::move(op), asked->heard != m_failures});
        // Behind what the host has posted meanwhile, so that it all goes into one transaction.
        if (!std::exchange(m_wakeIsPosted, true))
            QCoreApplication::postEvent(this, new QEvent(QEvent::UpdateRequest), Qt::LowEventPriority);
        return true;
    }
    if (event->type() == QEvent::UpdateRequest) {
        m_wakeIsPosted = false;
        if (m_session && !m_queue.empty())
            work();
        if (!m_queue.empty() && !std::exchange(m_wakeIsPosted, true))
            QCoreApplication::postEvent(this, new QEvent(QEvent::UpdateRequest), Qt::LowEventPriority);
        return true;
    }
    return QObject::event(event);
}

void SqliteWorker::work()
{
    Batch batch;
    writeAll(batch);
    for (const auto &read : batch.reads)
        if (const auto *history = std::get_if<HistoryOp>(&read.op))
            batch.answers[read.place] =
                m_session->log().history(history->query, batch.failed ? read.lastKept : read.last);
        else if (const auto *blob = std::get_if<BlobPartOp>(&read.op))
            batch.answers[read.place] = m_session->blobs().part(blob->upload, blob->part);
    report(batch);
    checkpointIfDue();
}

void SqliteWorker::writeAll(Batch &batch)
{
    QElapsedTimer clock;
    clock.start();
    QHash<RoomId, Seq> kept; // heads before this batch, of rooms that are read
    const auto headOf = [this](const RoomId &room) {
        const auto *stored = m_session->log().find(room);
        return stored ? stored->head.seq : 0;
    };
    SqlTrouble trouble = SqlTrouble::None;
    while (!m_queue.empty() && qsizetype(batch.writes.size()) < mostWrites &&
           qsizetype(batch.reads.size()) < mostReads && (batch.writes.empty() || clock.elapsed() < mostWriteMs)) {
        auto [op, isStale] = std::move(m_queue.front());
        m_queue.pop_front();
        if (isStale && !isRead(op)) {
            batch.answers.push_back(refusal(op));
            continue;
        }
        if (isRead(op)) {
            const auto *history = std::get_if<HistoryOp>(&op);
            const RoomId room = history ? history->query.room : RoomId();
            const Seq last = headOf(room);
            batch.answers.push_back(refusal(op));
            batch.reads.push_back({batch.answers.size() - 1, std::move(op), last, kept.value(room, last)});
            continue;
        }
        if (const auto *append = std::get_if<AppendOp>(&op); append && !kept.contains(append->room))
            kept.insert(append->room, headOf(append->room));
        batch.writePlaces.push_back(batch.answers.size());
        batch.answers.push_back(refusal(op));
        batch.writes.push_back(std::move(op));
        if (batch.writes.size() == 1 && !begin()) {
            giveUp(batch, m_connection.trouble(),
                   m_isFull ? StoreWords::tr("the disk is full") : m_connection.errorText());
            return;
        }
        batch.answers.back() = write(batch.writes.back(), trouble);
        if (trouble == SqlTrouble::Refused) {
            logError(logStore(), "a write broke a rule of the schema")
                .with("kind", qint64(batch.writes.back().index()));
            if (isWrittenByOthers(batch.writes.back())) {
                noteHealth(StoreHealth::Untrusted, StoreWords::tr("another program wrote into the session file"));
                giveUp(batch, trouble, m_trouble);
                return;
            }
            trouble = SqlTrouble::None;
        }
        if (trouble != SqlTrouble::None) {
            giveUp(batch, trouble,
                   trouble == SqlTrouble::Full ? StoreWords::tr("the disk is full") : StoreWords::tr("a write failed"));
            return;
        }
    }
    if (batch.writes.empty())
        return;
    if (!m_connection.execute(QStringLiteral("COMMIT"))) {
        giveUp(batch, m_connection.trouble(), m_connection.errorText());
        return;
    }
    const QList<RoomId> changed = m_session->log().changed();
    m_session->keep();
    for (const RoomId &room : changed)
        mark(room);
    m_pagesSinceCheckpoint += 6 + qint64(batch.writes.size()) / 4;
    noteHealth(StoreHealth::Good, {});
}

bool SqliteWorker::begin()
{
    if (m_health == StoreHealth::Untrusted)
        return false;
    // SQLite goes on writing into a file that was removed or replaced; nobody would find it again.
    const auto now = fileAt(m_path);
    if (!now || now->identity != m_identity) {
        const QString name = nameOfOpen(m_file.handle());
        m_wasRenamed = !name.isEmpty();
        noteHealth(StoreHealth::Untrusted,
                   m_wasRenamed ? StoreWords::tr("the session file was moved to %1").arg(QDir::toNativeSeparators(name))
                                : StoreWords::tr("the session file was removed or replaced"));
        return false;
    }
    if (now->names > 1) {
        noteHealth(StoreHealth::Untrusted, StoreWords::tr("the session file was given a second name (a hard link)"));
        return false;
    }
    // Who removes the lock file lets a second server in.
    if (!m_lock.isHeld()) {
        noteHealth(StoreHealth::Untrusted, StoreWords::tr("the lock file of the session was removed or replaced"));
        return false;
    }
    if (m_isFull && !hasSpaceAgain())
        return false;
    // A lock that has outlasted one wait makes nobody wait again: pages are read in this thread (S35).
    const WithoutWaiting atOnce(m_connection, m_health == StoreHealth::Failing);
    return m_connection.execute(QStringLiteral("BEGIN IMMEDIATE"));
}

// An event's number is ours to give: where it is taken, the log is not the one that was read, and nothing would ever be
// taken again.
bool SqliteWorker::isWrittenByOthers(const StoreOp &refused)
{
    const auto *append = std::get_if<AppendOp>(&refused);
    const auto *room = append ? m_session->log().find(append->room) : nullptr;
    return room && !m_session->log().chainOf(append->room, room->head.seq + 1).isEmpty();
}

// Looked at twice in a retry's time at most: whoever asks more often is refused without asking the disk.
bool SqliteWorker::hasSpaceAgain()
{
    if (m_sinceFull.isValid() && m_sinceFull.elapsed() < storeRetryMs / 2)
        return false;
    m_sinceFull.start();
    if (!m_ballast.take(m_path % QLatin1String(".ballast"), m_ballastBytes, spareBytes))
        return false;
    m_isFull = false;
    return true;
}

StoreAnswer SqliteWorker::write(const StoreOp &op, SqlTrouble &trouble)
{
    if (const auto *append = std::get_if<AppendOp>(&op))
        return m_session->log().append(append->room, append->event, trouble);
    if (const auto *create = std::get_if<CreateRoomOp>(&op))
        return m_session->createRoom(create->room, trouble);
    if (const auto *user = std::get_if<PutUserOp>(&op))
        return m_session->putUser(user->user, trouble);
    if (const auto *user = std::get_if<RemoveUserOp>(&op))
        return m_session->removeUser(user->user, trouble);
    if (const auto *member = std::get_if<PutMemberOp>(&op))
        return m_session->putMember(member->member, trouble);
    if (const auto *gone = std::get_if<RemoveMemberOp>(&op))
        return m_session->removeMember(gone->room, gone->user, trouble);
    if (const auto *part = std::get_if<PutBlobPartOp>(&op)) {
        m_pagesSinceCheckpoint += part->data.size() / 4096;
        return m_session->blobs().putPart(part->upload, part->part, part->data, trouble);
    }
    if (const auto *finish = std::get_if<FinishBlobOp>(&op))
        return m_session->blobs().finish(finish->blob, trouble);
    const auto *drop = std::get_if<DropUploadOp>(&op);
    return m_session->blobs().drop(drop->upload, trouble);
}

// Nothing of the batch is in. What waits behind it meets the same disk at the same moment: it is answered now too,
// instead of each part waiting for its own time-out. Reads among it are carried out.
void SqliteWorker::giveUp(Batch &batch, SqlTrouble trouble, const QString &why)
{
    (void)m_connection.execute(QStringLiteral("ROLLBACK"));
    if (trouble == SqlTrouble::Full && m_ballast.isHeld()) {
        m_ballast.release();
        m_isFull = true;
        m_sinceFull.start();
        // With the space that is free now the journal can be folded in: it may be the largest file on the disk.
        (void)foldIn(FoldIn::Whole);
    }
    m_session->undo();
    batch.failed = true;
    for (std::size_t i = 0; i < batch.writes.size(); ++i)
        batch.answers[batch.writePlaces[i]] = refusal(batch.writes[i]);
    for (; !m_queue.empty(); m_queue.pop_front()) {
        const StoreOp &op = m_queue.front().op;
        batch.answers.push_back(refusal(op));
        if (isRead(op)) {
            const auto *history = std::get_if<HistoryOp>(&op);
            const auto *room = history ? m_session->log().find(history->query.room) : nullptr;
            const Seq last = room ? room->head.seq : 0;
            batch.reads.push_back({batch.answers.size() - 1, op, last, last});
        }
    }
    if (!batch.answers.empty()) // else nobody was refused, and nobody is told
        ++m_failures;
    if (m_health != StoreHealth::Untrusted)
        noteHealth(trouble == SqlTrouble::Sync ? StoreHealth::Untrusted : StoreHealth::Failing, why);
}

void SqliteWorker::report(Batch &batch)
{
    QCoreApplication::postEvent(m_receiver,
                                new StoreAnswersEvent(std::move(batch.answers), m_failures, m_health, m_trouble));
}

void SqliteWorker::noteHealth(StoreHealth health, const QString &why)
{
    const bool isOther = m_health != health;
    if (!isOther && m_trouble == why)
        return;
    m_health = health;
    m_trouble = why;
    if (isOther && health == StoreHealth::Failing)
        m_retry.start();
    else if (isOther)
        m_retry.stop();
    if (health == StoreHealth::Good)
        logInfo(logStore(), "the disk takes writes again").with("file", m_path);
    else
        logError(logStore(), "the disk refuses writes").with("file", m_path).with("why", why);
}

} // namespace coterie::server
