// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/roomlog.h"
#include "server/storage/sqliteconnection.h"

#include <QCryptographicHash>

#include <optional>

namespace coterie::server {

// Reads every log from its first entry, as far as it went when the file was opened, and compares each with the chain;
// then every image that was there, and compares it with the hash that is its name (S20): what the disk turned long ago
// is found, which a start that looks at the ends alone does not see. Never writes. Lives in the store's thread; goes on
// when it is told, a share at a time.
class LogCheck final
{
public:
    static constexpr int share = 256;    // entries read at once
    static constexpr int partsShare = 8; // parts of an image

    struct Damage {
        QString room; // its name
        Seq seq = 0;
        friend bool operator==(const Damage &, const Damage &) = default;
    };

    explicit LogCheck(SqliteConnection &connection);

    // Reads on. False: all has been looked at, or the file cannot be read any more, which writing will say.
    [[nodiscard]] bool step();
    [[nodiscard]] qint64 checked() const { return m_checked; } // entries
    [[nodiscard]] const QList<Damage> &damages() const { return m_damages; }
    [[nodiscard]] qint64 blobs() const { return m_checkedBlobs; }
    [[nodiscard]] const QList<StoredBlob> &badBlobs() const { return m_badBlobs; }

private:
    struct Log {
        qint64 number = 0;
        QString name;
        LogHead at; // all up to here was looked at
        Seq end = 0;
    };
    void look(Log &log, const LogHead &stored, const QByteArray &body);
    [[nodiscard]] bool stepLogs();
    [[nodiscard]] bool stepBlobs();

    QSqlQuery m_read, m_parts;
    QList<StoredBlob> m_blobs, m_badBlobs; // the last one is under way
    int m_part = 0;                        // of it
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    qint64 m_checkedBlobs = 0;
    QList<Log> m_logs; // the last one is under way
    QList<Damage> m_damages;
    qint64 m_checked = 0;
};

// For whoever operates the host: where it is, and what to do. Nothing: nothing is damaged.
[[nodiscard]] QString sentenceFor(const QList<LogCheck::Damage> &damages, qsizetype images = 0);

} // namespace coterie::server
