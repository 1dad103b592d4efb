// SPDX-License-Identifier: MIT
#include "server/config/config.h"

#include "server/config/tomlfile.h"
#include "shared/util/text.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QUrl>

#include <algorithm>

namespace coterie::server {

namespace {

using Setting = ConfigReader::Setting;

QString quoted(const QString &text)
{
    QString out(u'"');
    for (const QChar c : text) {
        if (c.unicode() < 0x20 || c.unicode() == 0x7f) // TOML takes none as it is; a path may hold one
            out += QStringLiteral("\\u%1").arg(int(c.unicode()), 4, 16, QLatin1Char('0'));
        else if (c == u'\\' || c == u'"')
            out.append(u'\\').append(c);
        else
            out.append(c);
    }
    return out + u'"';
}

Setting number(const QString &key, int Config::*member, int min, int max, const QString &unit, const QString &meaning)
{
    const QString range = QStringLiteral("%1 to %2").arg(min).arg(max);
    return {key,
            unit.isEmpty() ? range : QString(unit % u", " % range),
            meaning,
            [=](Config &config, const QString &text) -> std::optional<QString> {
                bool ok = false;
                const int value = text.toInt(&ok);
                if (!ok || value < min || value > max)
                    return QStringLiteral("an integer from %1 to %2").arg(min).arg(max);
                config.*member = value;
                return {};
            },
            [=](const Config &config) { return QString::number(config.*member); },
            ConfigKind::Integer};
}

Setting choice(const QString &key, QString Config::*member, const QStringList &choices, const QString &meaning)
{
    return {key, choices.join(QStringLiteral(" | ")), meaning,
            [=](Config &config, const QString &text) -> std::optional<QString> {
                if (!choices.contains(text))
                    return QString(u"one of " % choices.join(QStringLiteral(", ")));
                config.*member = text;
                return {};
            },
            [=](const Config &config) { return quoted(config.*member); }};
}

Setting path(const QString &key, QString Config::*member, const QString &meaning)
{
    return {key, QStringLiteral("path"), meaning,
            [=](Config &config, const QString &text) -> std::optional<QString> {
                config.*member = text;
                return {};
            },
            [=](const Config &config) { return quoted(config.*member); }};
}

bool isHostName(const QString &text)
{
    static const QRegularExpression name(
        QStringLiteral("^(\\*|[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?|\\[[0-9A-Fa-f:.]+\\])$"));
    return name.match(text).hasMatch();
}

// As browsers write it (RFC 6454, 6.2), with nothing before the host and nothing behind the port.
bool isOrigin(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const int usual = url.scheme() == u"https" ? 443 : 80; // which a browser leaves out
    QUrl origin;
    origin.setScheme(url.scheme());
    origin.setHost(url.host());
    origin.setPort(url.port());
    return url.isValid() && url.port() != usual && (url.scheme() == u"http" || url.scheme() == u"https") &&
           !url.host().isEmpty() && origin.toString(QUrl::FullyEncoded).compare(text, Qt::CaseInsensitive) == 0;
}

Setting words(const QString &key, QStringList Config::*member, bool (*isOne)(const QString &), const QString &value,
              const QString &meaning)
{
    return {key,
            value,
            meaning,
            [=](Config &config, const QString &text) -> std::optional<QString> {
                QStringList list;
                for (const auto &word : text.split(u',', Qt::SkipEmptyParts))
                    list.append(word.trimmed());
                if (!std::all_of(list.cbegin(), list.cend(), isOne))
                    return value;
                config.*member = list;
                return {};
            },
            [=](const Config &config) {
                QStringList all;
                for (const auto &word : config.*member)
                    all.append(quoted(word));
                return QString(u'[' % all.join(QStringLiteral(", ")) % u']');
            },
            ConfigKind::List};
}

// A word may stand where a list of words is wanted.
bool fits(ConfigKind given, ConfigKind wanted)
{
    return given == wanted || (given == ConfigKind::Text && wanted == ConfigKind::List);
}

QString nameOf(ConfigKind kind)
{
    return kind == ConfigKind::Integer ? QStringLiteral("an integer")
           : kind == ConfigKind::List  ? QStringLiteral("a list of words in quotation marks")
                                       : QStringLiteral("a text in quotation marks");
}

QList<Setting> makeTable()
{
    const auto tr = [](const char *text) { return QString::fromUtf8(text); };
    return {
        {tr("name"), tr("up to 64 characters"),
         tr("What the session is called. Empty: as its file says; a new one is called Coterie."),
         [](Config &config, const QString &text) -> std::optional<QString> {
             const auto name = text.isEmpty() ? std::optional(QString()) : normalizedName(text);
             if (!name)
                 return QStringLiteral("a name of 1 to 64 visible characters");
             config.name = *name;
             return {};
         },
         [](const Config &config) { return quoted(config.name); }},
        {tr("file"), tr("path"), tr("The session file; it is made when it is not there. \":memory:\" keeps nothing."),
         [](Config &config, const QString &text) -> std::optional<QString> {
             if (text.trimmed().isEmpty())
                 return QStringLiteral("a path");
             config.file = text;
             return {};
         },
         [](const Config &config) { return quoted(config.file); }},
        {tr("listen"), tr("any, local, or an address"),
         tr("Where to listen: every address of this machine, only itself, or one address."),
         [](Config &config, const QString &text) -> std::optional<QString> {
             if (text != u"any" && text != u"local" && QHostAddress(text).isNull())
                 return QStringLiteral("any, local, or an IP address");
             config.listen = text;
             return {};
         },
         [](const Config &config) { return quoted(config.listen); }},
        number(tr("port"), &Config::port, 0, 65535, {}, tr("TCP port for WebSocket and HTTP; 0 takes a free one.")),
        choice(tr("tls"), &Config::tls, {tr("auto"), tr("off")},
               tr("auto: everybody but this machine's own programs must connect encrypted. off: nobody can.")),
        path(tr("tls-cert"), &Config::tlsCertificate,
             tr("Certificate to show, PEM. Empty: the host makes a key of its own, beside the session file.")),
        path(tr("tls-key"), &Config::tlsKey, tr("Its private key, PEM. Empty: it is in the certificate's file.")),
        words(tr("host-names"), &Config::hostNames, isHostName, tr("names such as chat.example.org, without port"),
              tr("Names under which this host may be asked, beside addresses and its own; \"*\" means any.")),
        words(tr("origins"), &Config::origins, isOrigin, tr("origins such as https://chat.example.org, without path"),
              tr("Web pages of other hosts that may connect from a browser.")),
        number(tr("max-connections"), &Config::maxConnections, 1, 100'000, {}, tr("Most connections at once.")),
        number(tr("max-per-address"), &Config::maxPerAddress, 1, 100'000, {},
               tr("Most connections at once from one other address.")),
        number(tr("max-arriving"), &Config::maxArriving, 1, 100'000, {},
               tr("Most connections at once that have not asked for anything yet.")),
        number(tr("max-arriving-per-address"), &Config::maxArrivingPerAddress, 1, 100'000, {},
               tr("Of those, most from one other address.")),
        number(tr("devices-per-person"), &Config::devicesPerUser, 1, 1000, {},
               tr("Most connections at once of one person.")),
        number(tr("chat-rate"), &Config::chatRate, 1, 1'000'000, tr("messages a second"),
               tr("Sustained rate of one person's messages.")),
        number(tr("chat-burst"), &Config::chatBurst, 1, 1'000'000, tr("messages"),
               tr("Messages that one person may send at once.")),
        number(tr("board-rate"), &Config::boardRate, 1, 1'000'000, tr("transactions a second"),
               tr("Sustained rate of one person's board changes.")),
        number(tr("board-burst"), &Config::boardBurst, 1, 1'000'000, tr("transactions"),
               tr("Board changes that one person may send at once.")),
        choice(tr("boards"), &Config::boards, {tr("view"), tr("draw"), tr("edit-own"), tr("edit-all")},
               tr("What members may do on boards until a moderator of the room says otherwise: look, add, change what "
                  "they drew, change everything.")),
        number(tr("ping-seconds"), &Config::pingSeconds, 1, 300, tr("seconds"),
               tr("How often a client is asked to show that it lives.")),
        choice(
            tr("io-uring"), &Config::ioUring, {tr("auto"), tr("off")},
            tr("auto: what many members get is given to the kernel by one call for all of them, where it takes that. "
               "off: by one call for each.")),
        choice(tr("log-level"), &Config::logLevel, {tr("debug"), tr("info"), tr("warning"), tr("error")},
               tr("The least important thing that is logged.")),
        choice(tr("log-format"), &Config::logFormat, {tr("text"), tr("json")},
               tr("One line an entry, as words or as JSON.")),
    };
}

QString variableOf(const QString &key)
{
    return u"COTERIE_" % QString(key).replace(u'-', u'_').toUpper();
}

QString sourceName(ConfigSource source)
{
    switch (source) {
    case ConfigSource::File:
        return QStringLiteral("file");
    case ConfigSource::Environment:
        return QStringLiteral("environment");
    case ConfigSource::CommandLine:
        return QStringLiteral("command line");
    case ConfigSource::Default:
        break;
    }
    return QStringLiteral("default");
}

} // namespace

Config::Config()
{
    // Under systemd the state directory is ours alone; elsewhere the user's data folder.
    const QString state = qEnvironmentVariable("STATE_DIRECTORY");
    const QString folder =
        state.isEmpty()
            ? QString(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) % u"/coterie-server")
            : state;
    file = folder % u"/session.coterie";
}

const QList<Setting> &ConfigReader::table()
{
    static const QList<Setting> settings = makeTable();
    return settings;
}

std::optional<ConfigError> ConfigReader::set(const QString &key, const QString &text, ConfigSource source)
{
    for (const auto &setting : table()) {
        if (setting.key != key)
            continue;
        if (const auto expected = setting.take(m_config, text))
            return ConfigError{QStringLiteral("%1: expected %2, got \"%3\"").arg(key, *expected, text)};
        m_sources.insert(key, source);
        return {};
    }
    return ConfigError{QStringLiteral("%1: there is no such setting; --print-config lists them all").arg(key)};
}

std::optional<ConfigError> ConfigReader::readFile(const QString &path)
{
    const auto parsed = readTomlFile(path);
    if (const auto *error = std::get_if<ConfigError>(&parsed))
        return *error;
    ConfigReader trial = *this;
    QStringList faults;
    for (const auto &entry : std::get<TomlFile>(parsed)) {
        const auto setting =
            std::find_if(table().cbegin(), table().cend(), [&](const Setting &one) { return one.key == entry.key; });
        std::optional<ConfigError> error;
        if (setting != table().cend() && !fits(entry.kind, setting->kind))
            error = ConfigError{
                QStringLiteral("%1: expected %2, got %3").arg(entry.key, nameOf(setting->kind), entry.written)};
        else
            error = trial.set(entry.key, entry.text, ConfigSource::File);
        if (error)
            faults.append(QStringLiteral("%1, line %2: %3").arg(path).arg(entry.line).arg(error->text));
    }
    if (!faults.isEmpty())
        return ConfigError{faults.join(u'\n')};
    *this = trial;
    return {};
}

std::optional<ConfigError> ConfigReader::readEnvironment(const QMap<QString, QString> &variables)
{
    ConfigReader trial = *this;
    QStringList faults;
    for (const auto &setting : table()) {
        const QString variable = variableOf(setting.key);
        const auto at = variables.constFind(variable);
        if (at == variables.cend())
            continue;
        if (const auto error = trial.set(setting.key, *at, ConfigSource::Environment))
            faults.append(u"environment variable " % variable % u": " % error->text);
    }
    if (!faults.isEmpty())
        return ConfigError{faults.join(u'\n')};
    *this = trial;
    return {};
}

QStringList ConfigReader::unknownVariables(const QStringList &names)
{
    QStringList unknown;
    for (const QString &name : names)
        if (name.startsWith(QStringLiteral("COTERIE_")) &&
            std::none_of(table().cbegin(), table().cend(),
                         [&](const Setting &one) { return variableOf(one.key) == name; }))
            unknown.append(name);
    return unknown;
}

QString ConfigReader::print() const
{
    QString out;
    for (const auto &setting : table())
        out += u"# " % setting.meaning % u" (" % setting.value % u"; from " %
               sourceName(m_sources.value(setting.key, ConfigSource::Default)) % u")\n" % setting.key % u" = " %
               setting.print(m_config) % u"\n\n";
    return out.chopped(1);
}

} // namespace coterie::server
