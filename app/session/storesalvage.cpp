// SPDX-License-Identifier: MIT
#include "app/session/storesalvage.h"

#include "shared/protocol/protocol.h"

#include <QSet>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QStringList>
#include <QVariant>

namespace coterie {

namespace {

struct Source {
    const char *table;
    const char *key;  // in the order of its pages: read from both ends, up to what cannot be read
    const char *past; // of which only what is of logs that no host has is copied, by this
    Losses loss;      // if not all of it could be read
};
constexpr char pastRooms[] = "WHERE room IN (SELECT room FROM gone)";
constexpr char pastBoards[] =
    "WHERE room IN (SELECT room FROM board WHERE home IN (SELECT id FROM room WHERE past_of IS NOT NULL))";
constexpr Source salvageSources[] = {
    {"host", "rowid", nullptr, Loss::Identity},
    {"earlier", "place", nullptr, {}},
    {"room", "id", nullptr, {}},
    {"draft", "room", nullptr, Loss::Drafts},
    {"outbox", "ord", nullptr, Loss::Outbox},
    {"conflict", "rowid", nullptr, Loss::Drawings},
    {"asset_upload", "rowid", nullptr, Loss::Images},
    {"room_state", "room", nullptr, {}},
    {"gone", "id", nullptr, Loss::Past},
    {"event", "room, seq", pastRooms, Loss::Past},
    {"span", "room, first", pastRooms, Loss::Past},
    {"board", "room", "WHERE home IN (SELECT id FROM room WHERE past_of IS NOT NULL)", Loss::Past},
    {"board_part", "rowid", pastBoards, Loss::Past},
    {"board_event", "rowid", pastBoards, Loss::Past},
};
constexpr int sqliteMismatch = 20;

class Salvage final
{
public:
    Salvage(QSqlDatabase &from, QSqlDatabase &to)
        : m_from(from)
        , m_to(to)
    {
    }
    [[nodiscard]] bool run(Losses &lost)
    {
        QSet<QString> tables;
        QSqlQuery names(m_from);
        const bool known = names.exec(QStringLiteral("SELECT name FROM sqlite_master WHERE type='table'"));
        while (names.next())
            tables.insert(names.value(0).toString());
        const bool readable = known && !names.lastError().isValid();
        names.finish();
        for (const Source &source : salvageSources) {
            bool whole = readable;
            const bool there = tables.contains(QLatin1String(source.table)) &&
                               (!source.past || tables.contains(QStringLiteral("gone"))) &&
                               (!source.past || source.past == pastRooms || anyPastRoom());
            if (there && !copy(source, whole))
                return false;
            if (!whole)
                lost |= source.loss;
        }
        if (!lost.testFlag(Loss::Identity) && isEmpty("host"))
            lost |= isEmpty("room") ? Losses() : Losses(Loss::Identity);
        return (!tables.contains(QStringLiteral("asset")) || copyImages(lost)) && tidy();
    }

private:
    [[nodiscard]] bool anyPastRoom()
    {
        QSqlQuery room(m_to);
        return room.exec(QStringLiteral("SELECT 1 FROM room WHERE past_of IS NOT NULL LIMIT 1")) && room.next();
    }
    // True: what could be read of it is in the other file.
    [[nodiscard]] bool copy(const Source &source, bool &whole)
    {
        for (const char *way : {"", " DESC"}) {
            QStringList order = QString::fromLatin1(source.key).split(QStringLiteral(", "));
            for (QString &column : order)
                column += QLatin1String(way);
            QSqlQuery rows(m_from);
            rows.setForwardOnly(true);
            // No index is asked: it may be what is damaged.
            bool read = rows.exec(QStringLiteral("SELECT * FROM %1 NOT INDEXED %2 ORDER BY %3")
                                      .arg(QLatin1String(source.table), QString::fromLatin1(source.past),
                                           order.join(QStringLiteral(", "))));
            while (read && rows.next())
                if (!put(source.table, rows))
                    return false;
            read = read && !rows.lastError().isValid();
            if (read)
                return true;
            whole = false;
        }
        return true;
    }

    // A row that does not fit is no row of this program.
    [[nodiscard]] bool put(const char *table, const QSqlQuery &row)
    {
        const QSqlRecord record = row.record();
        QStringList columns, marks;
        for (int i = 0; i < record.count(); ++i) {
            columns.append(record.fieldName(i));
            marks.append(QStringLiteral("?"));
        }
        QSqlQuery insert(m_to);
        if (!insert.prepare(
                QStringLiteral("INSERT OR IGNORE INTO %1(%2) VALUES(%3)")
                    .arg(QLatin1String(table), columns.join(QLatin1Char(',')), marks.join(QLatin1Char(',')))))
            return false;
        for (int i = 0; i < record.count(); ++i)
            insert.addBindValue(record.value(i));
        return insert.exec() || (insert.lastError().nativeErrorCode().toInt() & 0xff) == sqliteMismatch;
    }

    [[nodiscard]] bool isEmpty(const char *table)
    {
        QSqlQuery query(m_to);
        return !query.exec(QStringLiteral("SELECT 1 FROM ") + QLatin1String(table)) || !query.next();
    }

    // The images that the host has not got, and those of what it has not got.
    [[nodiscard]] bool copyImages(Losses &lost)
    {
        QSet<QByteArray> wanted;
        QSqlQuery uploads(m_to);
        if (!uploads.exec(QStringLiteral("SELECT hash FROM asset_upload")))
            return false;
        while (uploads.next())
            wanted.insert(uploads.value(0).toByteArray());
        const bool listed = !lost.testFlag(Loss::Images);
        for (const char *sql : {"SELECT message FROM outbox", "SELECT body FROM conflict"})
            if (!addImagesOf(sql, wanted, !listed))
                return false;
        if (wanted.isEmpty() && listed)
            return true;
        QSet<QByteArray> missing = wanted;
        bool whole = true;
        for (const char *way : {"", " DESC"}) {
            QSqlQuery rows(m_from);
            rows.setForwardOnly(true);
            bool read = rows.exec(QStringLiteral("SELECT hash, data, used FROM asset NOT INDEXED ORDER BY rowid") +
                                  QLatin1String(way));
            while (read && rows.next()) {
                const QByteArray hash = rows.value(0).toByteArray();
                if (listed && !wanted.contains(hash))
                    continue;
                if (!put("asset", rows))
                    return false;
                missing.remove(hash);
            }
            whole = read && !rows.lastError().isValid();
            if (whole)
                break;
        }
        // One of a picture that is on the board already may just have been let go of; the host has it.
        if (!whole && !missing.isEmpty())
            lost |= Loss::Images;
        return true;
    }

    // `toUpload`: it is not known any more which of them the host has; it says so itself.
    [[nodiscard]] bool addImagesOf(const char *sql, QSet<QByteArray> &wanted, bool toUpload)
    {
        QSqlQuery rows(m_to);
        if (!rows.exec(QString::fromLatin1(sql)))
            return false;
        while (rows.next()) {
            const auto message = decodeFromClient(rows.value(0).toByteArray(), Framing::Cbor);
            const auto *known = std::get_if<ClientMessage>(&message);
            const auto *commit = known ? std::get_if<BoardCommit>(known) : nullptr;
            if (!commit)
                continue;
            for (const BoardOp &op : commit->ops) {
                if (!op.asset)
                    continue;
                wanted.insert(*op.asset);
                QSqlQuery note(m_to);
                note.prepare(QStringLiteral("INSERT OR IGNORE INTO asset_upload(room, hash) VALUES(?, ?)"));
                note.addBindValue(commit->room.value.toRfc4122());
                note.addBindValue(*op.asset);
                if (toUpload && !note.exec())
                    return false;
            }
        }
        return true;
    }

    // The logs begin at their ends again, but for those that no host has; these are indexed again.
    [[nodiscard]] bool tidy()
    {
        for (const char *sql : {"UPDATE room SET cursor = 0, chain = NULL WHERE past_of IS NULL", "DELETE FROM backlog",
                                "INSERT INTO backlog SELECT 1, x'00', -1 WHERE EXISTS(SELECT 1 FROM event)"})
            if (!QSqlQuery(m_to).exec(QString::fromLatin1(sql)))
                return false;
        return true;
    }

    QSqlDatabase &m_from;
    QSqlDatabase &m_to;
};

} // namespace

bool salvageCache(QSqlDatabase &from, QSqlDatabase &to, Losses &lost)
{
    return Salvage(from, to).run(lost);
}

} // namespace coterie
