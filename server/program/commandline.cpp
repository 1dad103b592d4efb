// SPDX-License-Identifier: MIT
#include "server/program/commandline.h"

#include <QCommandLineParser>
#include <QFile>
#include <QProcessEnvironment>

#include <cstdio>

namespace coterie::server {

namespace {

constexpr int usageFault = 2;

void say(FILE *stream, const QString &text)
{
    std::fprintf(stream, "%s\n", qUtf8Printable(text));
}

// The file that is read without being named, when it is there.
const QString systemFile = QStringLiteral("/etc/coterie/server.toml");

} // namespace

CommandLine readCommandLine(const QStringList &arguments)
{
    CommandLine result;
    const auto stop = [&](int code) {
        result.task = CommandLine::Task::Stop;
        result.exitCode = code;
        return result;
    };

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Hosts a Coterie session: chat rooms and a whiteboard for everybody on the network."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Shows this help."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     QStringLiteral("Shows the version."));
    const QCommandLineOption config(
        QStringLiteral("config"),
        QStringLiteral("Reads settings from this TOML file (else %1, if it is there).").arg(systemFile),
        QStringLiteral("path"));
    const QCommandLineOption print(QStringLiteral("print-config"),
                                   QStringLiteral("Prints every setting, its value and where it comes from."));
    const QCommandLineOption selfCheck(
        QStringLiteral("self-check"),
        QStringLiteral("Tries what the program needs of this machine, and says what is missing."));
    const QCommandLineOption healthCheck(
        QStringLiteral("healthcheck"),
        QStringLiteral("Asks the host at this port whether it is well: exit code 0 or 1."));
    parser.addOptions({help, version, config, print, selfCheck, healthCheck});
    for (const auto &setting : ConfigReader::table())
        parser.addOption(
            {setting.key, QString(setting.meaning % u" (" % setting.value % u")"), QStringLiteral("value")});

    if (!parser.parse(arguments)) {
        say(stderr, parser.errorText() % u"\nTry --help.");
        return stop(usageFault);
    }
    if (parser.isSet(help)) {
        say(stdout, parser.helpText());
        return stop(0);
    }
    if (parser.isSet(version)) {
        say(stdout, QStringLiteral("coterie-server " COTERIE_VERSION));
        return stop(0);
    }
    if (!parser.positionalArguments().isEmpty()) {
        say(stderr,
            QStringLiteral("Unexpected argument \"%1\". Try --help.").arg(parser.positionalArguments().first()));
        return stop(usageFault);
    }

    std::optional<ConfigError> error;
    if (parser.isSet(config))
        error = result.reader.readFile(parser.value(config));
    else if (QFile::exists(systemFile))
        error = result.reader.readFile(systemFile);
    if (!error) {
        QMap<QString, QString> variables;
        const auto environment = QProcessEnvironment::systemEnvironment();
        for (const auto &key : environment.keys())
            variables.insert(key, environment.value(key));
        error = result.reader.readEnvironment(variables);
        // The desktop application has variables of its own, so these are no faults.
        const QStringList unknown =
            parser.isSet(healthCheck) ? QStringList() : ConfigReader::unknownVariables(variables.keys());
        for (const QString &name : unknown)
            say(stderr, QStringLiteral("environment variable %1: there is no such setting; it is not used").arg(name));
    }
    QStringList faults;
    if (error)
        faults.append(error->text);
    for (const auto &setting : ConfigReader::table())
        if (parser.isSet(setting.key))
            if (const auto fault = result.reader.set(setting.key, parser.value(setting.key), ConfigSource::CommandLine))
                faults.append(u"--" % fault->text);
    if (!faults.isEmpty()) {
        say(stderr, faults.join(u'\n'));
        return stop(usageFault);
    }
    if (parser.isSet(print))
        result.task = CommandLine::Task::PrintConfig;
    else if (parser.isSet(selfCheck))
        result.task = CommandLine::Task::SelfCheck;
    else if (parser.isSet(healthCheck))
        result.task = CommandLine::Task::HealthCheck;
    return result;
}

} // namespace coterie::server
