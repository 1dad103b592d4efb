// SPDX-License-Identifier: MIT
#include "shared/util/logging.h"

#include "shared/util/tokenbucket.h"

#include <chrono>
#include <cstdio>
#include <mutex>

namespace coterie {

Q_LOGGING_CATEGORY(logNet, "coterie.net", QtInfoMsg)
Q_LOGGING_CATEGORY(logRoom, "coterie.room", QtInfoMsg)
Q_LOGGING_CATEGORY(logStore, "coterie.store", QtInfoMsg)
Q_LOGGING_CATEGORY(logHost, "coterie.host", QtInfoMsg)
Q_LOGGING_CATEGORY(logSession, "coterie.session", QtInfoMsg)
Q_LOGGING_CATEGORY(logUi, "coterie.ui", QtInfoMsg)

namespace {

constexpr qsizetype longestValue = 300;
constexpr qsizetype longestMessage = 2000;
constexpr double linesPerSecond = 500;

// The line being written by this thread; Qt's handler gets text only, and JSON wants the values apart.
struct Structured {
    const char *message;
    const QList<LogLine::Field> *fields;
};
thread_local const Structured *currentLine = nullptr;

struct Output {
    std::mutex guard;
    LogFormat format = LogFormat::Text;
    bool journal = false;
    TokenBucket bucket{linesPerSecond, linesPerSecond};
    quint64 suppressed = 0;
};
Output &output()
{
    static Output out;
    return out;
}

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        break;
    }
    return "fatal";
}

// Syslog priorities: the journal takes a line's level from "<n>" at its start.
const char *journalPrefix(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "<7>";
    case QtInfoMsg:
        return "<6>";
    case QtWarningMsg:
        return "<4>";
    case QtCriticalMsg:
        return "<3>";
    case QtFatalMsg:
        break;
    }
    return "<2>";
}

bool isUnsafe(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format: // direction overrides and zero-width characters
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Other_Surrogate:
        return true;
    default:
        return false;
    }
}

QString escaped(QStringView text, qsizetype longest)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (i >= longest) {
            out += u'…';
            break;
        }
        const QChar c = text.at(i);
        const bool pair = c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate();
        if (pair) {
            out += c;
            out += text.at(++i);
        } else if (c == u'"' || c == u'\\') {
            out += u'\\';
            out += c;
        } else if (c == u'\n') {
            out += QLatin1String("\\n");
        } else if (isUnsafe(c)) {
            out += QString::asprintf("\\u%04x", uint(c.unicode()));
        } else {
            out += c;
        }
    }
    return out;
}

bool needsQuotes(const QString &text)
{
    if (text.isEmpty())
        return true;
    return std::any_of(text.cbegin(), text.cend(),
                       [](QChar c) { return c.isSpace() || c == u'"' || c == u'=' || c == u'\\'; });
}

QString quoted(const QString &inside)
{
    return QString(u'"' + inside + u'"');
}

QString asText(const LogRecord &record)
{
    QString line = record.time.toUTC().toString(Qt::ISODateWithMs) % u' ' % QLatin1String(levelName(record.type)) %
                   u' ' % record.category % u' ' % escaped(record.message, longestMessage);
    for (const auto &field : record.fields) {
        const QString value = escaped(field.value, longestValue);
        line += u' ' % QLatin1String(field.key) % u'=' % (needsQuotes(field.value) ? quoted(value) : value);
    }
    return line;
}

QString asJson(const LogRecord &record)
{
    QString line = u"{\"time\":\"" % record.time.toUTC().toString(Qt::ISODateWithMs) % u"\",\"level\":\"" %
                   QLatin1String(levelName(record.type)) % u"\",\"category\":" %
                   quoted(escaped(record.category, longestValue)) % u",\"message\":" %
                   quoted(escaped(record.message, longestMessage));
    for (const auto &field : record.fields)
        line += u",\"" % QLatin1String(field.key) % u"\":" %
                (field.bare ? field.value : quoted(escaped(field.value, longestValue)));
    line += u'}';
    return line;
}

void writeLine(const LogRecord &record)
{
    using namespace std::chrono;
    auto &out = output();
    const qint64 now = duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
    const bool important = record.type == QtCriticalMsg || record.type == QtFatalMsg;
    const std::scoped_lock lock(out.guard);
    if (out.bucket.take(now) > 0 && !important) {
        ++out.suppressed;
        return;
    }
    QByteArray bytes;
    const auto add = [&](const LogRecord &each) {
        if (out.journal)
            bytes += journalPrefix(each.type);
        bytes += formatLogRecord(each, out.format) + '\n';
    };
    if (out.suppressed > 0) {
        add({record.time,
             QtWarningMsg,
             QStringLiteral("coterie.host"),
             QStringLiteral("log lines left out"),
             {{"count", QString::number(out.suppressed), true}}});
        out.suppressed = 0;
    }
    add(record);
    std::fwrite(bytes.constData(), 1, std::size_t(bytes.size()), stderr); // unbuffered: one write, whole lines
}

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    LogRecord record;
    record.time = QDateTime::currentDateTimeUtc();
    record.type = type;
    record.category = QString::fromUtf8(context.category ? context.category : "default");
    if (currentLine) {
        record.message = QString::fromUtf8(currentLine->message);
        record.fields = *currentLine->fields;
    } else {
        record.message = text;
    }
    writeLine(record);
}

} // namespace

LogLine::LogLine(const QLoggingCategory &category, QtMsgType type, const char *message)
    : m_category(category)
    , m_type(type)
    , m_message(message)
    , m_on(category.isEnabled(type))
{
}

LogLine::~LogLine()
{
    if (!m_on)
        return;
    QString text = QString::fromUtf8(m_message);
    for (const auto &field : std::as_const(m_fields))
        text += u' ' % QLatin1String(field.key) % u'=' % escaped(field.value, longestValue);
    const Structured structured{m_message, &m_fields};
    const Structured *outer = std::exchange(currentLine, &structured);
    const QMessageLogger logger(nullptr, 0, nullptr, m_category.categoryName());
    if (m_type == QtDebugMsg)
        logger.debug().noquote() << text;
    else if (m_type == QtInfoMsg)
        logger.info().noquote() << text;
    else if (m_type == QtWarningMsg)
        logger.warning().noquote() << text;
    else
        logger.critical().noquote() << text;
    currentLine = outer;
}

LogLine &LogLine::with(const char *key, QStringView value)
{
    if (m_on)
        m_fields.append({key, value.left(longestValue + 1).toString(), false});
    return *this;
}

LogLine &LogLine::number(const char *key, const QString &value)
{
    if (m_on)
        m_fields.append({key, value, true});
    return *this;
}

QByteArray formatLogRecord(const LogRecord &record, LogFormat format)
{
    return (format == LogFormat::Json ? asJson(record) : asText(record)).toUtf8();
}

void installLogging(LogLevel level, LogFormat format)
{
    {
        auto &out = output();
        const std::scoped_lock lock(out.guard);
        out.format = format;
        out.journal = qEnvironmentVariableIsSet("JOURNAL_STREAM") && format == LogFormat::Text;
    }
    QString rules;
    if (level == LogLevel::Debug)
        rules = QStringLiteral("coterie.*.debug=true\n");
    if (level >= LogLevel::Warning)
        rules += QStringLiteral("*.info=false\n");
    if (level >= LogLevel::Error)
        rules += QStringLiteral("*.warning=false\n");
    QLoggingCategory::setFilterRules(rules);
    qInstallMessageHandler(handleMessage);
}

} // namespace coterie
