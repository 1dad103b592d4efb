// SPDX-License-Identifier: MIT
#include "app/program/startoptions.h"

#include "app/session/invite.h"
#include "shared/protocol/limits.h"
#include "shared/util/text.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>
#include <array>
#include <cstdio>

namespace coterie {

namespace {
constexpr int usageFault = 2;
void say(FILE *stream, const QString &text)
{
    std::fprintf(stream, "%s\n", qUtf8Printable(text));
}

// A session file, by its path or its file:// address; it may be gone. A computer may be called x.coterie too.
QString sessionFile(const QString &text)
{
    const QUrl url(text);
    const QFileInfo file(url.isLocalFile() ? url.toLocalFile() : text);
    const bool isPath = url.isLocalFile() || text.contains(u'/');
    return file.suffix() == u"coterie" && (isPath || file.isFile()) ? file.absoluteFilePath() : QString();
}

// What QApplication, QGuiApplication and QCoreApplication take out of the arguments; with one dash or two. None of ours
// is called so.
enum class Takes { Nothing, Next, NextOrEquals };
struct QtOption {
    QLatin1String name;
    Takes value;
};
constexpr std::array qtOptions{
    QtOption{QLatin1String("platform"), Takes::Next},
    QtOption{QLatin1String("platformpluginpath"), Takes::Next},
    QtOption{QLatin1String("platformtheme"), Takes::Next},
    QtOption{QLatin1String("plugin"), Takes::Next},
    QtOption{QLatin1String("display"), Takes::Next},
    QtOption{QLatin1String("qwindowgeometry"), Takes::Next},
    QtOption{QLatin1String("qwindowicon"), Takes::Next},
    QtOption{QLatin1String("qwindowtitle"), Takes::Next},
    QtOption{QLatin1String("geometry"), Takes::Next},
    QtOption{QLatin1String("icon"), Takes::Next},
    QtOption{QLatin1String("title"), Takes::Next},
    QtOption{QLatin1String("name"), Takes::Next},
    QtOption{QLatin1String("session"), Takes::Next},
    QtOption{QLatin1String("style"), Takes::NextOrEquals},
    QtOption{QLatin1String("stylesheet"), Takes::NextOrEquals},
    QtOption{QLatin1String("qmljsdebugger"), Takes::NextOrEquals},
    QtOption{QLatin1String("reverse"), Takes::Nothing},
    QtOption{QLatin1String("widgetcount"), Takes::Nothing},
};

// Ours are read before there is an application, so Qt has not taken its own out yet.
QStringList withoutQtOptions(const QStringList &arguments)
{
    QStringList ours = arguments.mid(0, 1);
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString &one = arguments.at(i);
        if (one == u"--")
            return ours + arguments.mid(i);
        const qsizetype dashes = one.startsWith(u"--") ? 2 : one.startsWith(u'-') ? 1 : 0;
        const QString name = one.mid(dashes).section(u'=', 0, 0);
        const bool equals = one.contains(u'=');
        const auto *const known = std::find_if(qtOptions.begin(), qtOptions.end(), [&](const QtOption &option) {
            return option.name == name && (!equals || option.value == Takes::NextOrEquals);
        });
        if (dashes == 0 || known == qtOptions.end())
            ours.append(one);
        else if (known->value != Takes::Nothing && !equals)
            ++i; // and its value
    }
    return ours;
}

// --export and what goes with it.
struct ExportOptionNames {
    const QCommandLineOption board{
        QStringLiteral("export"),
        QStringLiteral("Writes a board of this session, or a board that was exported as JSON "
                       "or SVG or by Excalidraw, to a file. Needs no display."),
        QStringLiteral("file")};
    const QCommandLineOption to{
        QStringLiteral("to"),
        QStringLiteral("With --export: the file to write; .png, .svg, .pdf and .json say the format."),
        QStringLiteral("path")};
    const QCommandLineOption room{QStringLiteral("room"),
                                  QStringLiteral("With --export: the room, when there are more."),
                                  QStringLiteral("name")};
    const QCommandLineOption name{QStringLiteral("board"),
                                  QStringLiteral("With --export: the board, when there are more: its name, or its "
                                                 "place or id in the list that is printed then."),
                                  QStringLiteral("name")};
    const QCommandLineOption scale{QStringLiteral("scale"),
                                   QStringLiteral("With --export: pixels of a PNG per unit, 1, 2 (default) or 4."),
                                   QStringLiteral("number")};
    const QCommandLineOption frames{
        QStringLiteral("frames"),
        QStringLiteral("With --export: only the frames, each on a page of its own in a PDF.")};
    const QCommandLineOption grid{QStringLiteral("grid"), QStringLiteral("With --export: with the grid of dots.")};
    const QCommandLineOption transparent{QStringLiteral("transparent"),
                                         QStringLiteral("With --export: a PNG or SVG without a ground.")};

    [[nodiscard]] QList<QCommandLineOption> all() const
    {
        return {board, to, room, name, scale, frames, grid, transparent};
    }
    // What is wrong; empty when nothing is.
    [[nodiscard]] QString read(const QCommandLineParser &parser, StartOptions &result) const
    {
        if (!parser.isSet(board)) {
            for (const QCommandLineOption &option : {to, room, name, scale, frames, grid, transparent})
                if (parser.isSet(option))
                    return QStringLiteral("--%1 goes with --export. Try --help.").arg(option.names().first());
            return {};
        }
        if (parser.value(to).isEmpty())
            return QStringLiteral("--export needs --to: the file to write. Try --help.");
        ExportCommand command{parser.value(board), parser.value(to), parser.value(room), parser.value(name)};
        if (parser.isSet(scale)) {
            const QString text = parser.value(scale);
            if (text != u"1" && text != u"2" && text != u"4")
                return QStringLiteral("--scale: expected 1, 2 or 4, got \"%1\".").arg(text);
            command.scale = text.toInt();
        }
        command.frames = parser.isSet(frames);
        command.grid = parser.isSet(grid);
        command.transparent = parser.isSet(transparent);
        result.exported = command;
        result.task = StartOptions::Task::Export;
        return {};
    }
};

} // namespace

StartOptions readStartOptions(const QStringList &arguments)
{
    StartOptions result;
    const auto stop = [&](int code) {
        result.task = StartOptions::Task::Stop;
        result.exitCode = code;
        return result;
    };

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Chat and draw with everybody on the network; host a session or join one."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Shows this help."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     QStringLiteral("Shows the version."));
    const QCommandLineOption host(QStringLiteral("host"), QStringLiteral("Hosts a session of this name."),
                                  QStringLiteral("session"));
    const QCommandLineOption file(
        QStringLiteral("file"),
        QStringLiteral("With --host: keeps the session in this file; without, nothing is kept."),
        QStringLiteral("path"));
    const QCommandLineOption port(
        QStringLiteral("port"),
        QStringLiteral("With --host: the port (default %1); the next free one if it is taken.").arg(defaultPort),
        QStringLiteral("number"));
    const QCommandLineOption local(QStringLiteral("local"), QStringLiteral("With --host: for this computer only."));
    const QCommandLineOption join(QStringLiteral("join"),
                                  QStringLiteral("Joins the session at this address, host:port or a coterie:// link."),
                                  QStringLiteral("address"));
    const QCommandLineOption person(QStringLiteral("as"), QStringLiteral("What others shall call you."),
                                    QStringLiteral("name"));
    const QCommandLineOption configDir(QStringLiteral("config-dir"),
                                       QStringLiteral("Keeps settings and local copies in this folder."),
                                       QStringLiteral("path"));
    const QCommandLineOption selfCheck(
        QStringLiteral("self-check"),
        QStringLiteral("Tries what the program needs of this computer, and says what is missing."));
    const ExportOptionNames exporting;
    parser.addOptions({help, version, host, file, port, local, join, person, configDir, selfCheck});
    parser.addOptions(exporting.all());
    parser.addPositionalArgument(QStringLiteral("link"),
                                 QStringLiteral("A coterie:// link to join, or a session file to host."),
                                 QStringLiteral("[link or file]"));

    if (!parser.parse(withoutQtOptions(arguments))) {
        say(stderr, parser.errorText() + QStringLiteral("\nTry --help."));
        return stop(usageFault);
    }
    if (parser.isSet(help)) {
        // Without an application object the parser does not know what the program is called.
        say(stdout, parser.helpText().replace(QLatin1String("<executable_name>"), QLatin1String("coterie")));
        return stop(0);
    }
    if (parser.isSet(version)) {
        say(stdout, QStringLiteral("coterie " COTERIE_VERSION));
        return stop(0);
    }
    result.person = parser.value(person).simplified();
    if (parser.isSet(person) && !normalizedName(result.person)) {
        say(stderr, QStringLiteral("--as: a name has 1 to %1 visible characters.").arg(nameLength.max));
        return stop(usageFault);
    }
    result.configDir = parser.value(configDir);
    if (parser.isSet(selfCheck))
        result.task = StartOptions::Task::SelfCheck;

    if (const QString wrong = exporting.read(parser, result); !wrong.isEmpty()) {
        say(stderr, wrong);
        return stop(usageFault);
    }

    const QStringList rest = parser.positionalArguments();
    if (rest.size() > 1 || (!rest.isEmpty() && parser.isSet(join))) {
        say(stderr, QStringLiteral("One session to join, please. Try --help."));
        return stop(usageFault);
    }
    if (!rest.isEmpty())
        result.open = sessionFile(rest.first());
    if (result.open.isEmpty())
        result.join = rest.isEmpty() ? parser.value(join) : rest.first();
    // What a desktop hands over: nobody sees what is said here, and the window says it.
    const bool handedOver = !rest.isEmpty() && result.join.startsWith(u"coterie:", Qt::CaseInsensitive);
    if (!result.join.isEmpty() && !handedOver && !parseInvitation(result.join)) {
        say(stderr, QStringLiteral("\"%1\" is no address, no coterie:// link and no session file.").arg(result.join));
        return stop(usageFault);
    }
    if (!parser.isSet(host)) {
        if (parser.isSet(file) || parser.isSet(port) || parser.isSet(local)) {
            say(stderr, QStringLiteral("--file, --port and --local go with --host. Try --help."));
            return stop(usageFault);
        }
        return result;
    }
    if (!result.join.isEmpty() || !result.open.isEmpty()) {
        say(stderr, QStringLiteral("Host a session, join one or open one, please. Try --help."));
        return stop(usageFault);
    }
    HostRequest request;
    request.name = parser.value(host).simplified();
    if (!normalizedName(request.name)) {
        say(stderr,
            QStringLiteral("--host: a session needs a name of 1 to %1 visible characters.").arg(nameLength.max));
        return stop(usageFault);
    }
    if (parser.isSet(file)) // it is remembered, and the next start may be from another folder
        request.file = QFileInfo(parser.value(file)).absoluteFilePath();
    request.lan = !parser.isSet(local);
    if (parser.isSet(port)) {
        bool ok = false;
        const int number = parser.value(port).toInt(&ok);
        if (!ok || number < 0 || number > 65535) {
            say(stderr,
                QStringLiteral("--port: expected an integer from 0 to 65535, got \"%1\".").arg(parser.value(port)));
            return stop(usageFault);
        }
        request.port = quint16(number);
    }
    result.host = request;
    return result;
}

} // namespace coterie
