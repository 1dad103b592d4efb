// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/roomlog.h"
#include "server/storage/sqliteconnection.h"

#include <optional>

namespace coterie::server {

// Reads every log from its first entry, as far as it went when the file was opened, and compares each with the chain
// (S20): what the disk turned long ago is found, which a start that looks at the ends alone does not see. Never writes.
// Lives in the store's thread; goes on when it is told, a share at a time.
class LogCheck final
{
public:
    static constexpr int share = 256; // entries read at once

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

private:
    struct Log {
        qint64 number = 0;
        QString name;
        LogHead at; // all up to here was looked at
        Seq end = 0;
    };
    void look(Log &log, const LogHead &stored, const QByteArray &body);

    QSqlQuery m_read;
    QList<Log> m_logs; // the last one is under way
    QList<Damage> m_damages;
    qint64 m_checked = 0;
};

// For whoever operates the host: where it is, and what to do. Nothing: nothing is damaged.
[[nodiscard]] QString sentenceFor(const QList<LogCheck::Damage> &damages);

} // namespace coterie::server
