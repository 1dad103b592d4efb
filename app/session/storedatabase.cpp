// SPDX-License-Identifier: MIT
#include "app/session/storedatabase.h"
#include "app/session/storefiles.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QSqlError>
#include <QVariant>

#include <algorithm>
#include <atomic>
#include <iterator>

#include <sys/stat.h>

namespace coterie {

namespace {

// Each step leads from the version before. A file of an older program is brought up to date, in one transaction.
struct Step {
    int version; // 2: the index of words, and edits of what waits; 3: images, boards and rights of rooms; 4: homes;
                 // 5: what was sent, and logs that a host lost; 6: why something was refused; 7: what stands at the
                 // cursor, and in which log an answer's place counts; 8: when a room was open; 9: who one was
    const char *sql;
};
constexpr Step schema[] = {
    {1, "CREATE TABLE host(one INTEGER PRIMARY KEY CHECK(one = 1), user BLOB, name TEXT, token BLOB, host TEXT)"},
    {1, "CREATE TABLE room(id BLOB PRIMARY KEY, place INTEGER NOT NULL, name TEXT NOT NULL, topic TEXT NOT NULL,"
        " epoch BLOB NOT NULL, head INTEGER NOT NULL, line INTEGER NOT NULL, read INTEGER NOT NULL,"
        " read_dirty INTEGER NOT NULL, members INTEGER NOT NULL, joined INTEGER NOT NULL, cursor INTEGER NOT NULL)"
        " WITHOUT ROWID"},
    {1, "CREATE TABLE event(room BLOB NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(room, seq))"
        " WITHOUT ROWID"},
    // The stretches of each log that are here without a hole; they never touch or overlap.
    {1, "CREATE TABLE span(room BLOB NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY(room, first))"
        " WITHOUT ROWID"},
    {1, "CREATE TABLE board(room BLOB PRIMARY KEY, epoch BLOB NOT NULL, seq INTEGER NOT NULL, cursor INTEGER NOT NULL)"
        " WITHOUT ROWID"},
    {1,
     "CREATE TABLE board_part(room BLOB NOT NULL, part INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY(room, part))"},
    {1,
     "CREATE TABLE board_event(room BLOB NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(room, seq))"},
    {1, "CREATE TABLE draft(room BLOB PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID"},
    {1, "CREATE TABLE outbox(ord INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, room BLOB NOT NULL,"
        " time INTEGER NOT NULL, message BLOB NOT NULL, refusal TEXT)"},
    {2, "ALTER TABLE outbox ADD COLUMN edited INTEGER NOT NULL DEFAULT 0"},
    {3, "CREATE TABLE asset(hash BLOB PRIMARY KEY, data BLOB NOT NULL, used INTEGER NOT NULL)"},
    // Images that the host has not got yet.
    {3, "CREATE TABLE asset_upload(room BLOB NOT NULL, hash BLOB NOT NULL, PRIMARY KEY(room, hash))"},
    // The boards and rights of each room as the host told last and the board one looks at, and what a host would not
    // take: the only copy there is.
    {3, "CREATE TABLE room_state(room BLOB PRIMARY KEY, page BLOB, board BLOB) WITHOUT ROWID"},
    {3, "CREATE TABLE conflict(board BLOB NOT NULL, object BLOB NOT NULL, room BLOB NOT NULL, body BLOB NOT NULL,"
        " PRIMARY KEY(board, object))"},
    // The room of a board, to drop the boards of a room whose log began anew. Of one kept before it is not known,
    // unless it is the first of its room.
    {4, "ALTER TABLE board ADD COLUMN home BLOB"},
    {4, "UPDATE board SET home = room WHERE room IN (SELECT id FROM room)"},
    // Whether an operation has ever left this computer; of those from before it is not known.
    {5, "ALTER TABLE outbox ADD COLUMN sent INTEGER NOT NULL DEFAULT 1"},
    // A room may be the log of another one as it was until the host lost it: which operations are in it, and where.
    {5, "ALTER TABLE room ADD COLUMN past_of BLOB"},
    {5, "ALTER TABLE room ADD COLUMN past_time INTEGER NOT NULL DEFAULT 0"},
    {5, "CREATE TABLE gone(id BLOB PRIMARY KEY, room BLOB NOT NULL, seq INTEGER NOT NULL) WITHOUT ROWID"},
    // The code with which a host refused what is kept of a drawing.
    {6, "ALTER TABLE conflict ADD COLUMN code TEXT NOT NULL DEFAULT ''"},
    {7, "ALTER TABLE room ADD COLUMN chain BLOB"},
    // Of a message that answers another one: the log in which the number of that one counts, and its id.
    {7, "ALTER TABLE outbox ADD COLUMN epoch BLOB"},
    {7, "ALTER TABLE outbox ADD COLUMN answers BLOB"},
    {7, "UPDATE outbox SET epoch = (SELECT epoch FROM room WHERE room.id = outbox.room)"},
    {8, "ALTER TABLE room_state ADD COLUMN opened INTEGER NOT NULL DEFAULT 0"},
    {9, "CREATE TABLE earlier(place INTEGER PRIMARY KEY, user BLOB NOT NULL, token BLOB NOT NULL)"},
};
constexpr int schemaVersion = std::end(schema)[-1].version;

QString connectionName()
{
    static std::atomic<int> count = 0;
    return QStringLiteral("coterie-cache-%1").arg(++count);
}

constexpr int lockMs = 200;
constexpr qint64 mostFrames = 4000; // of a journal that is not folded in yet because somebody writes all the time
constexpr int sqliteCorrupt = 11;

std::optional<std::pair<quint64, quint64>> identityOf(const QString &file)
{
    struct stat info = {};
    if (::stat(QFile::encodeName(file).constData(), &info) != 0)
        return {};
    return std::pair(quint64(info.st_dev), quint64(info.st_ino));
}

} // namespace

StoreDatabase::StoreDatabase()
    : m_connection(connectionName())
{
}

StoreDatabase::~StoreDatabase()
{
    close();
}

// A full disk keeps the lock of a dead holder from being replaced. So a lock that somebody else holds is not believed:
// whoever is alive has the database locked as well, a moment later at most.
bool StoreDatabase::takeLock(const QString &folder)
{
    auto lock = std::make_unique<QLockFile>(QDir(folder).filePath(QStringLiteral("cache.lock")));
    lock->setStaleLockTime(0); // held for as long as the program runs; a dead holder is noticed by its process id
    if (!lock->tryLock(lockMs) && lock->error() == QLockFile::LockFailedError)
        return false;
    m_lock = std::move(lock);
    return true;
}

// Asked by a connection that cannot write: it leaves the journal as it is.
bool StoreDatabase::isOpenElsewhere(const QString &file)
{
    const QString name = connectionName();
    bool isBusy = false;
    {
        auto db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        db.setDatabaseName(file);
        db.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=0"));
        if (db.open()) {
            QSqlQuery query(db);
            isBusy = !query.exec(QStringLiteral("SELECT 1 FROM sqlite_master LIMIT 1")) &&
                     (query.lastError().nativeErrorCode().toInt() & 0xff) == detail::sqliteBusy;
        }
    }
    QSqlDatabase::removeDatabase(name);
    return isBusy;
}

StoreDatabase::Opened StoreDatabase::open(const QString &folder, CachedSession &session, Or otherwise)
{
    close();
    m_error.clear();
    m_code = 0;
    m_newer = false;
    QDir dir(folder);
    if (!dir.mkpath(QStringLiteral("."))) {
        m_error = QStringLiteral("cannot make ") + folder;
        return openInMemory(session, otherwise);
    }
    QFile::setPermissions(folder, detail::ownerOnly | QFile::ExeOwner);
    const bool held = !takeLock(folder);

    const QString file = dir.filePath(QStringLiteral("cache.sqlite"));
    if (!held)
        detail::finishMending(file);
    detail::makeFile(file);
    m_isMarked = true;
    if ((!held || !isOpenElsewhere(file)) && StoreJournal::isDamaged(file))
        return mendJournal(file, session) ? Opened::Aside : openInMemory(session, otherwise);
    if (openFile(file, session, held ? 0 : detail::busyMs))
        return Opened::Yes;
    if (held && (m_code & 0xff) == detail::sqliteBusy) {
        closeFile();
        return Opened::InUse;
    }
    if (trouble() == Trouble::Damage && mend(session))
        return Opened::Aside;
    return openInMemory(session, otherwise);
}

CachedGlimpse StoreDatabase::look(const QString &folder)
{
    close();
    m_code = 0;
    CachedGlimpse seen{folder};
    const QString file = QDir(folder).filePath(QStringLiteral("cache.sqlite"));
    if (!QFile::exists(folder))
        return seen;
    const bool held = !takeLock(folder);
    if (!held)
        detail::finishMending(file);
    if (!QFile::exists(file)) {
        close();
        return seen;
    }
    CachedSession session;
    m_isMarked = true;
    bool isWhole = false;
    const bool isDamaged = (!held || !isOpenElsewhere(file)) &&
                           StoreJournal::isDamaged(file); // left as it is, for whoever opens it to tell
    const bool isRead =
        isDamaged ? openImage(file, isWhole) && load(session)
                  : openFile(file, session, held ? 0 : detail::busyMs) || (mayCopy() && openCopy(file, session));
    if (isRead) {
        seen.host = session.host;
        for (const CachedRoom &room : std::as_const(session.rooms))
            seen.rooms.insert(room.info.id);
        seen.waiting = changesIn(session.outbox);
        seen.isReadable = true;
        seen.onlyHere = holdsMore(session);
        seen.drafts = int(session.drafts.size());
        qint64 drawings = 0;
        if (countOf(prepared("SELECT count(*) FROM conflict"), drawings))
            seen.drawings = int(drawings);
    } else {
        seen.inUse = held && (m_code & 0xff) == detail::sqliteBusy;
    }
    close();
    if (isDamaged)
        detail::removeImage(file);
    return seen;
}

// Than its host has. What cannot be asked for counts as being there.
bool StoreDatabase::holdsMore(const CachedSession &session)
{
    if (!session.outbox.isEmpty() || !session.drafts.isEmpty() || !session.uploads.isEmpty() ||
        std::any_of(session.rooms.cbegin(), session.rooms.cend(),
                    [](const CachedRoom &room) { return room.pastOf.has_value(); }))
        return true;
    QSqlQuery &drawings = prepared("SELECT 1 FROM conflict LIMIT 1");
    const bool none = run(drawings) && !drawings.next();
    drawings.finish();
    return !none;
}

bool StoreDatabase::removeFolder(const QString &folder)
{
    if (look(folder).inUse || !QFile::exists(folder) || !takeLock(folder))
        return false;
    QDir dir(folder);
    bool gone = true;
    const QStringList files = dir.entryList(QDir::Files | QDir::Hidden | QDir::System);
    for (const QString &file : files)
        gone = (file == u"cache.lock" || dir.remove(file)) && gone;
    m_lock.reset();
    return gone && dir.removeRecursively();
}

void StoreDatabase::close()
{
    closeFile();
    m_file.clear();
    m_isMarked = false;
    m_lock.reset();
}

void StoreDatabase::letGoOfFolder()
{
    m_lock.reset();
}

void StoreDatabase::closeFile()
{
    if (m_journal.isAttached())
        (void)foldIn();
    m_journal.detach();
    const QString journal = m_file + QStringLiteral("-wal");
    const bool hadJournal = m_isMarked && m_db.isValid() && QFile::exists(journal);
    m_prepared.clear();
    m_identity.reset();
    m_isCopy = false;
    if (m_db.isValid()) {
        m_db.close();
        m_db = {};
        QSqlDatabase::removeDatabase(m_connection);
    }
    // SQLite may have folded in what was not taken a moment ago, or had never been noted here.
    if (hadJournal && !QFile::exists(journal))
        StoreJournal::forget(m_file);
}

// EXCLUSIVE, before anything is read: the file is nobody else's (cache.lock), and the index of the journal then lies in
// memory. In a file of its own it needs space, and a full disk would keep everything here from being read.
bool StoreDatabase::openFile(const QString &file, CachedSession &session, int patienceMs)
{
    closeFile();
    session = {};
    m_file = file;
    m_db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_db.setDatabaseName(file);
    m_db.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(patienceMs));
    if (!m_db.open()) {
        noteError(m_db.lastError());
        return false;
    }
    if (!run(QStringLiteral("PRAGMA locking_mode=EXCLUSIVE")) || !run(QStringLiteral("PRAGMA journal_mode=WAL")) ||
        !run(QStringLiteral("PRAGMA synchronous=FULL")) || !run(QStringLiteral("PRAGMA wal_autocheckpoint=0")) ||
        !migrate() || !load(session))
        return false;
    if (m_isMarked && file != u":memory:") {
        m_journal.attach(file);
        m_identity = identityOf(file);
    }
    return true;
}

// One that was removed, or that another one has taken the place of, goes on taking everything and keeps none of it.
bool StoreDatabase::isInPlace() const
{
    return !m_identity || !m_db.isOpen() || identityOf(m_file) == m_identity;
}

bool StoreDatabase::migrate()
{
    m_newer = false;
    int version = 0;
    {
        QSqlQuery query(m_db);
        if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next()) {
            noteError(query.lastError());
            return false;
        }
        version = query.value(0).toInt();
    }
    if (version == schemaVersion)
        return true;
    if (version > schemaVersion) {
        m_newer = true;
        m_error = QStringLiteral("schema %1 is newer than %2").arg(version).arg(schemaVersion);
        return false;
    }
    if (!begin())
        return false;
    if (upgrade(version) && run(QStringLiteral("PRAGMA user_version=%1").arg(schemaVersion)) && commit())
        return true;
    rollback();
    return false;
}

// Every version comes from the one before it, whole or not at all.
bool StoreDatabase::upgrade(int version)
{
    for (const Step &step : schema)
        if (step.version > version && !run(QString::fromLatin1(step.sql)))
            return false;
    return version >= 2 || makeIndex();
}

bool StoreDatabase::begin()
{
    m_code = 0;
    CachedSession session;
    if (!m_db.isOpen() && !m_file.isEmpty() && !openFile(m_file, session, detail::busyMs))
        return false; // after mend(): another program was at it
    if (!isInPlace()) {
        m_error = m_file + QStringLiteral(" was removed, or is another file");
        m_code = sqliteCorrupt;
        return false;
    }
    return run(QStringLiteral("BEGIN IMMEDIATE"));
}

bool StoreDatabase::commit()
{
    if (!run(QStringLiteral("COMMIT")))
        return false;
    m_journal.noteCommit();
    return true;
}

bool StoreDatabase::mustFoldIn() const
{
    return m_journal.isAttached() && (m_hostIsNew || m_journal.frames() >= mostFrames);
}

// First all of it is in the file and flushed, then it is noted that the journal may be empty, and only then it is. As
// long as it is not empty, the next commit goes on behind what is in it, or begins another one in its place.
bool StoreDatabase::foldIn()
{
    m_hostIsNew = false;
    if (!m_journal.isAttached() || m_journal.frames() == 0)
        return true;
    for (auto &[sql, one] : m_prepared)
        one.query.finish(); // one that is being read keeps the journal from being folded in
    const bool done = checkpoint("PASSIVE") && m_journal.mayBeEmptied() && checkpoint("TRUNCATE");
    m_journal.noteCommit();
    return done;
}

bool StoreDatabase::checkpoint(const char *how)
{
    QSqlQuery query(m_db);
    query.setForwardOnly(true);
    if (!query.exec(QStringLiteral("PRAGMA wal_checkpoint(%1)").arg(QLatin1String(how))) || !query.next()) {
        noteError(query.lastError());
        return false;
    }
    // Was it kept from going on; frames in the journal; those of them that are in the file now.
    return query.value(0).toInt() == 0 && query.value(1).toInt() == query.value(2).toInt();
}

void StoreDatabase::rollback()
{
    QSqlQuery(m_db).exec(QStringLiteral("ROLLBACK"));
}

StoreDatabase::Trouble StoreDatabase::trouble() const
{
    switch (m_code & 0xff) { // the rest tells kinds of these apart
    case sqliteCorrupt:
    case 26: // SQLITE_NOTADB
        return Trouble::Damage;
    case 3: // SQLITE_PERM
    case detail::sqliteBusy:
    case detail::sqliteLocked:
    case 7:  // SQLITE_NOMEM
    case 8:  // SQLITE_READONLY
    case 10: // SQLITE_IOERR
    case 13: // SQLITE_FULL
    case 14: // SQLITE_CANTOPEN
    case 15: // SQLITE_PROTOCOL
        return Trouble::Disk;
    default:
        return Trouble::Piece;
    }
}

void StoreDatabase::noteError(const QSqlError &error)
{
    m_error = error.text();
    m_code = error.nativeErrorCode().toInt();
}

bool StoreDatabase::run(const QString &sql)
{
    QSqlQuery query(m_db);
    if (query.exec(sql))
        return true;
    noteError(query.lastError());
    return false;
}

bool StoreDatabase::run(QSqlQuery &query)
{
    if (query.exec())
        return true;
    if (query.lastError().nativeErrorCode().toInt() != 0) // else it was not even prepared, and that error is the one
        noteError(query.lastError());
    return false;
}

// One statement per place in this program, made once: the key is the address of its text. One that could not be made
// is tried again: the disk may have been in the way.
QSqlQuery &StoreDatabase::prepared(const char *sql)
{
    if (const auto known = m_prepared.find(sql); known != m_prepared.end()) {
        if (known->second.good)
            return known->second.query;
        m_prepared.erase(known);
    }
    Prepared made{QSqlQuery(m_db), false};
    made.query.setForwardOnly(true);
    made.good = made.query.prepare(QString::fromLatin1(sql));
    if (!made.good)
        noteError(made.query.lastError());
    return m_prepared.emplace(sql, std::move(made)).first->second.query;
}

} // namespace coterie
