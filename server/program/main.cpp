// SPDX-License-Identifier: MIT
#include "server/host/addresses.h"
#include "server/host/host.h"
#include "server/net/epolldispatcher.h"
#include "server/program/checks.h"
#include "server/program/commandline.h"
#include "server/program/servicenotice.h"
#include "shared/util/logging.h"
#include "shared/util/unixsignals.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

using namespace coterie;
using namespace coterie::server;

namespace {

constexpr qint64 comeBackMs = 2000; // what clients are told when the host stops: a restart takes about that long

constexpr int storageExitCode = 4;         // the disk cannot be trusted any more
constexpr timeval longestStop{2, 400'000}; // of three seconds; what has a time of its own is over after 2.2 (N11)

// A disk that hangs must not keep the program: whatever was acknowledged is on it already.
void endAnyway()
{
    std::signal(SIGALRM, [](int) { ::_exit(0); });
    const itimerval once{{}, longestStop};
    ::setitimer(ITIMER_REAL, &once, nullptr);
}

HostConfig hostConfig(const Config &config)
{
    HostConfig host;
    host.name = config.name;
    host.file = config.file;
    host.listen = config.listen;
    host.port = quint16(config.port);
    host.tls.on = config.tls == u"auto";
    host.tls.certificate = config.tlsCertificate;
    host.tls.key = config.tlsKey;
    if (config.file != u":memory:")
        host.tls.own = config.file % u".pem";
    host.listener.seats.connections = config.maxConnections;
    host.listener.seats.perAddress = config.maxPerAddress;
    host.listener.handshakes = config.maxArriving;
    host.listener.handshakesPerAddress = config.maxArrivingPerAddress;
    host.listener.front.names = config.hostNames;
    host.listener.front.origins = config.origins;
    host.hub.devicesPerUser = config.devicesPerUser;
    host.hub.limits.chatPerSecond = config.chatRate;
    host.hub.limits.chatBurst = config.chatBurst;
    host.hub.limits.boardPerSecond = config.boardRate;
    host.hub.limits.boardBurst = config.boardBurst;
    for (int i = 0; i < int(boardRightNames.names.size()); ++i)
        if (config.boards == QLatin1String(boardRightNames.names[std::size_t(i)]))
            host.hub.boardRight = BoardRight(i);
    host.hub.limits.pingMs = config.pingSeconds * 1000;
    host.transport.patience.pingMs = config.pingSeconds * 1000;
    host.transport.way = config.ioUring == u"off" ? BatchSender::Way::OneByOne : BatchSender::Way::Ring;
    return host;
}

LogLevel logLevel(const QString &name)
{
    return name == u"debug"     ? LogLevel::Debug
           : name == u"warning" ? LogLevel::Warning
           : name == u"error"   ? LogLevel::Error
                                : LogLevel::Info;
}

int serve(QCoreApplication &application, const Config &config)
{
    installLogging(logLevel(config.logLevel), config.logFormat == u"json" ? LogFormat::Json : LogFormat::Text);
    if (config.file == Config().file) // our own place for it, which the first start makes
        QDir().mkpath(QFileInfo(config.file).path());
    UnixSignals signals_;
    Host host(hostConfig(config));
    if (const auto problem = host.start()) {
        std::fprintf(stderr, "coterie-server: %s\n", qUtf8Printable(problem->text));
        return problem->exitCode;
    }
    std::printf("Coterie \"%s\" listens on port %d. Stop it with Ctrl+C.\n", qUtf8Printable(host.name()), host.port());
    if (config.listen != u"local")
        std::printf("Invite: %s\n",
                    qUtf8Printable(inviteLink(rankAddresses(networkLinks()), host.port(), host.name(), host.keyPin())));
    std::fflush(stdout);

    bool stopping = false;
    int exitCode = 0;
    QObject::connect(&signals_, &UnixSignals::stopRequested, &application, [&] {
        if (std::exchange(stopping, true))
            ::_exit(1); // asked twice: whoever asks does not want to wait
        notifyService("STOPPING=1");
        endAnyway();
        host.stop(QStringLiteral("restart"), comeBackMs);
    });
    QObject::connect(&host, &Host::storageLost, &application, [&] {
        exitCode = storageExitCode; // so that systemd starts us anew
        if (!std::exchange(stopping, true))
            host.stop(QStringLiteral("restart"), comeBackMs);
    });
    QObject::connect(&signals_, &UnixSignals::reloadRequested, &application, [&host] {
        if (const auto problem = host.reloadTls())
            logError(logHost(), "the certificate stays as it was").with("reason", problem->text);
        else
            logInfo(logHost(), "certificate read; restart to change other settings");
    });
    QObject::connect(&host, &Host::stopped, &application, &QCoreApplication::quit);

    QTimer watchdog;
    if (const int interval = watchdogIntervalMs(); interval > 0) {
        QObject::connect(&watchdog, &QTimer::timeout, [] { notifyService("WATCHDOG=1"); });
        watchdog.start(interval);
    }
    notifyService("READY=1");
    QCoreApplication::exec();
    return exitCode;
}

} // namespace

int main(int argc, char *argv[])
{
    ::umask(077); // a session is its host's business
#ifdef Q_OS_LINUX
    // poll() costs more with every connection at every turn; see decisions/0104.
    QCoreApplication::setEventDispatcher(new EpollDispatcher);
#endif
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("coterie-server"));
    QCoreApplication::setApplicationVersion(QStringLiteral(COTERIE_VERSION));
    const CommandLine line = readCommandLine(QCoreApplication::arguments());
    switch (line.task) {
    case CommandLine::Task::Stop:
        return line.exitCode;
    case CommandLine::Task::PrintConfig:
        std::fputs(qUtf8Printable(line.reader.print()), stdout);
        return 0;
    case CommandLine::Task::SelfCheck:
        return runSelfCheck();
    case CommandLine::Task::HealthCheck:
        return runHealthCheck(line.reader.config());
    case CommandLine::Task::Serve:
        break;
    }
    return serve(application, line.reader.config());
}
