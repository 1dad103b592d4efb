// SPDX-License-Identifier: MIT
#pragma once

#include "server/config/config.h"
#include "server/config/tomlfile.h"
#include "shared/util/text.h"

#include <QHostAddress>
#include <QSet>
#include <QTemporaryDir>

#include <algorithm>
#include <functional>

// What must hold for whatever stands in a settings file: all of it is refused, with the line, and nothing is taken; or
// every value is within its limits, and what the host prints of it is read back as the same.
namespace coterie::fuzz {

// What reads a file into the settings; the tests put worse ones in its place.
using ReadConfig = std::function<std::optional<server::ConfigError>(server::ConfigReader &, const QString &path)>;

inline std::optional<server::ConfigError> readConfig(server::ConfigReader &reader, const QString &path)
{
    return reader.readFile(path);
}

// The settings without their sources.
inline QString valuesOf(const server::ConfigReader &reader)
{
    QString out;
    for (const auto &setting : server::ConfigReader::table())
        out += setting.key + u'=' + setting.print(reader.config()) + u'\n';
    return out;
}

// Their limits by a second, plainer reading.
inline QString limitsFault(const server::Config &config)
{
    const auto isWithin = [](int value, int least, int most) { return value >= least && value <= most; };
    if (!isWithin(config.port, 0, 65'535) || !isWithin(config.pingSeconds, 1, 300) ||
        !isWithin(config.devicesPerUser, 1, 1000))
        return QStringLiteral("a port, a time or a number of devices beyond its limits");
    for (const int count :
         {config.maxConnections, config.maxPerAddress, config.maxArriving, config.maxArrivingPerAddress})
        if (!isWithin(count, 1, 100'000))
            return QStringLiteral("%1 connections").arg(count);
    for (const int rate : {config.chatRate, config.chatBurst, config.boardRate, config.boardBurst})
        if (!isWithin(rate, 1, 1'000'000))
            return QStringLiteral("a rate of %1").arg(rate);
    const auto isOne = [](const QString &text, const char *all) {
        return QString::fromLatin1(all).split(u' ').contains(text);
    };
    if (!isOne(config.tls, "auto off") || !isOne(config.ioUring, "auto off") ||
        !isOne(config.boards, "view draw edit-own edit-all") || !isOne(config.logLevel, "debug info warning error") ||
        !isOne(config.logFormat, "text json"))
        return QStringLiteral("a word that is none of the choices");
    if (!isOne(config.listen, "any local") && QHostAddress(config.listen).isNull())
        return QStringLiteral("a place to listen that is none: ") + config.listen;
    if (!config.name.isEmpty() && normalizedName(config.name) != config.name)
        return QStringLiteral("a name that is no session's");
    if (config.file.trimmed().isEmpty())
        return QStringLiteral("no file");
    for (const QString &word : config.hostNames + config.origins)
        if (word.isEmpty() || std::any_of(word.begin(), word.end(), [](QChar c) {
                return c.unicode() <= 0x20 || c.unicode() >= 0x7f || c == u'"' || c == u'@' || c == u',';
            }))
            return QStringLiteral("a host or an origin that is none: ") + word;
    return {};
}

inline QString configFault(const QByteArray &bytes, const ReadConfig &read = readConfig)
{
    static const QTemporaryDir folder;
    const auto written = [](const QString &name, const QByteArray &content) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
            qFatal("no room for a settings file");
        return file.fileName();
    };
    const QString path = written(QStringLiteral("made-up.toml"), bytes);
    const auto lines = bytes.count('\n') + 1;
    server::ConfigReader reader;
    const QString before = valuesOf(reader);
    if (const auto error = read(reader, path)) {
        if (valuesOf(reader) != before)
            return QStringLiteral("some of a file that was refused was taken");
        if (!error->text.startsWith(path) || error->text.size() == path.size())
            return QStringLiteral("a refusal that does not say what is wrong where");
        return {};
    }
    const auto entries = server::readTomlFile(path);
    const auto *toml = std::get_if<server::TomlFile>(&entries);
    if (!toml)
        return QStringLiteral("a file that cannot be read was taken");
    QSet<QString> keys;
    for (const server::TomlEntry &entry : *toml) {
        if (entry.line < 1 || entry.line > lines || keys.contains(entry.key))
            return QStringLiteral("%1 stands twice, or at line %2 of %3").arg(entry.key).arg(entry.line).arg(lines);
        keys.insert(entry.key);
    }
    if (QString fault = limitsFault(reader.config()); !fault.isEmpty())
        return fault;
    server::ConfigReader again;
    if (const auto error = read(again, written(QStringLiteral("printed.toml"), reader.print().toUtf8())))
        return QStringLiteral("what was printed is refused: ") + error->text;
    return valuesOf(again) == valuesOf(reader)
               ? QString()
               : QStringLiteral("other settings when they are read as they are printed");
}

} // namespace coterie::fuzz
