// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QList>
#include <QLoggingCategory>
#include <QString>

#include <array>
#include <utility>

// What a program says about itself: one event a line, with named values, never the words of people, never a token.
namespace coterie {

// Every category there is. QT_LOGGING_RULES="coterie.store.debug=true" turns one up.
struct LogCategoryRow {
    const char *name;
    const char *meaning;
};
inline constexpr std::array logCategories{
    LogCategoryRow{"coterie.net", "Connections: accepted, refused, cut."},
    LogCategoryRow{"coterie.room", "Rooms and people: made, entered, left."},
    LogCategoryRow{"coterie.store", "The session file: opened, migrated, failing, healed."},
    LogCategoryRow{"coterie.host", "The server as a whole: started, draining, stopped."},
    LogCategoryRow{"coterie.session", "The client's connection and its local copy."},
    LogCategoryRow{"coterie.ui", "The window."},
};
Q_DECLARE_LOGGING_CATEGORY(logNet)
Q_DECLARE_LOGGING_CATEGORY(logRoom)
Q_DECLARE_LOGGING_CATEGORY(logStore)
Q_DECLARE_LOGGING_CATEGORY(logHost)
Q_DECLARE_LOGGING_CATEGORY(logSession)
Q_DECLARE_LOGGING_CATEGORY(logUi)

// One line, written when it goes out of scope: logInfo(logNet(), "refused").with("address", address).with("port", 80);
// Any thread. Costs a comparison when its category is off.
class LogLine final
{
public:
    LogLine(const QLoggingCategory &category, QtMsgType type, const char *message);
    ~LogLine();
    Q_DISABLE_COPY_MOVE(LogLine)

    LogLine &with(const char *key, QStringView value);
    LogLine &with(const char *key, const QString &value) { return with(key, QStringView(value)); }
    LogLine &with(const char *key, QLatin1String value) { return with(key, QString(value)); }
    LogLine &with(const char *key, const char *value) { return with(key, QString::fromUtf8(value)); }
    LogLine &with(const char *key, qint64 value) { return number(key, QString::number(value)); }
    LogLine &with(const char *key, quint64 value) { return number(key, QString::number(value)); }
    LogLine &with(const char *key, int value) { return number(key, QString::number(value)); }
    LogLine &with(const char *key, uint value) { return number(key, QString::number(value)); }
    LogLine &with(const char *key, bool value)
    {
        return number(key, value ? QStringLiteral("true") : QStringLiteral("false"));
    }

    struct Field {
        const char *key;
        QString value;
        bool bare; // a number or a truth value: no quotes in JSON
    };

private:
    LogLine &number(const char *key, const QString &value);

    const QLoggingCategory &m_category;
    QtMsgType m_type;
    const char *m_message;
    bool m_on;
    QList<Field> m_fields;
};

inline LogLine logDebug(const QLoggingCategory &category, const char *message)
{
    return {category, QtDebugMsg, message};
}
inline LogLine logInfo(const QLoggingCategory &category, const char *message)
{
    return {category, QtInfoMsg, message};
}
inline LogLine logWarning(const QLoggingCategory &category, const char *message)
{
    return {category, QtWarningMsg, message};
}
inline LogLine logError(const QLoggingCategory &category, const char *message)
{
    return {category, QtCriticalMsg, message};
}

enum class LogFormat { Text, Json };
enum class LogLevel { Debug, Info, Warning, Error };

// One finished line without its end: "time level category message key=value …", or an object of JSON. Control and
// direction characters are escaped, so that nobody's name can forge a line or turn one round; long values are cut.
struct LogRecord {
    QDateTime time;
    QtMsgType type = QtInfoMsg;
    QString category;
    QString message;
    QList<LogLine::Field> fields;
};
[[nodiscard]] QByteArray formatLogRecord(const LogRecord &record, LogFormat format);

// Sends everything, Qt's own messages included, to the standard error stream. Once, at the start of a program. More
// than 500 lines in a second are counted instead of written, unless they are errors.
void installLogging(LogLevel level, LogFormat format);

} // namespace coterie
