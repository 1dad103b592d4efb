// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

#include <variant>

// The settings of a host: one table (config.cpp) with key, default, unit and meaning, read from a TOML file, the
// environment and the command line; the later one wins. Values only, any thread.
namespace coterie::server {

struct Config {
    QString name; // empty: as the session file says
    QString file; // the session; ":memory:" keeps nothing
    QString listen = QStringLiteral("any");
    int port = 47600;
    QString tls = QStringLiteral("auto");
    QString tlsCertificate, tlsKey; // empty: the host's own
    QStringList hostNames, origins;
    int maxConnections = 10'000;
    int maxPerAddress = 256;
    int maxArriving = 512;
    int maxArrivingPerAddress = 20;
    int devicesPerUser = 8;
    int chatRate = 5, chatBurst = 20;
    int boardRate = 120, boardBurst = 240;
    QString boards = QStringLiteral("edit-all"); // what members may do there
    int pingSeconds = 15;
    QString ioUring = QStringLiteral("auto");
    QString logLevel = QStringLiteral("info");
    QString logFormat = QStringLiteral("text");

    Config();
};

enum class ConfigSource { Default, File, Environment, CommandLine };

// What a value is in TOML; elsewhere everything is text. A word may stand where a list of words is wanted. Other: one
// value of another kind. None: nothing that a setting could be.
enum class ConfigKind { Text, Integer, List, Other, None };

// What is wrong, and where: "coterie.toml, line 3: port: expected an integer from 0 to 65535, got "many"". A line each.
struct ConfigError {
    QString text;
};

class ConfigReader
{
public:
    struct Setting;
    [[nodiscard]] static const QList<Setting> &table();

    // Each answers nothing, or all that is wrong; then nothing of that source was taken.
    [[nodiscard]] std::optional<ConfigError> readFile(const QString &path);
    [[nodiscard]] std::optional<ConfigError> readEnvironment(const QMap<QString, QString> &variables);
    // Variables that look like settings of ours and are none: misspelt, most likely. Nobody reads them.
    [[nodiscard]] static QStringList unknownVariables(const QStringList &names);
    [[nodiscard]] std::optional<ConfigError> set(const QString &key, const QString &text, ConfigSource source);

    [[nodiscard]] const Config &config() const { return m_config; }
    // Every setting, its value, where it comes from and what it means, as a TOML file that says the same.
    [[nodiscard]] QString print() const;

private:
    Config m_config;
    QHash<QString, ConfigSource> m_sources;
};

struct ConfigReader::Setting {
    QString key;   // as in the file; --key on the command line, COTERIE_KEY in the environment
    QString value; // what it holds: "1 to 65535", "seconds, 5 to 300"
    QString meaning;
    // Takes a text into the configuration, or says what was expected.
    std::function<std::optional<QString>(Config &, const QString &)> take;
    std::function<QString(const Config &)> print; // as TOML
    ConfigKind kind = ConfigKind::Text;
};

} // namespace coterie::server
