// SPDX-License-Identifier: MIT
#include "app/program/application.h"
#include "app/program/embeddedhostcontrol.h"
#include "app/program/selfcheck.h"
#include "app/session/singleinstance.h"
#include "app/ui/shell/accessible.h"
#ifdef Q_OS_UNIX
#include "shared/util/unixsignals.h"
#endif

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QIcon>
#include <QLibraryInfo>
#include <QThread>
#include <QTranslator>

#include <cstdio>
#include <optional>

namespace {

// Ours must be read before there is an application, so that --help works without a display; Qt's are left to it.
QStringList argumentList(int argc, char **argv)
{
    QStringList list;
    for (int i = 0; i < argc; ++i)
        list += QString::fromLocal8Bit(argv[i]);
    return list;
}

void translate(QApplication &application, QTranslator &ours, QTranslator &qts)
{
    const QLocale locale;
    if (ours.load(locale, QStringLiteral("coterie"), QStringLiteral("_"), QStringLiteral(":/i18n")) ||
        ours.load(QStringLiteral(":/i18n/coterie_en.qm")))
        QApplication::installTranslator(&ours);
    if (qts.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(&qts);
    Q_UNUSED(application)
}

// To the one that runs; then the status to end with. Nothing: this is the one. Another one may be about to begin, and
// hear nothing yet, or about to end.
std::optional<int> handOver(coterie::SingleInstance &instance, const coterie::StartOptions &options)
{
    constexpr int patienceMs = 10'000, pauseMs = 100;
    QElapsedTimer since;
    since.start();
    while (!instance.claim()) {
        if (options.host && instance.isAnswered()) {
            std::fprintf(stderr, "Coterie runs already. Host from its window (Ctrl+N), or end it and start again.\n");
            return 1;
        }
        const auto told = options.host
                              ? coterie::SingleInstance::Told::Nobody // one that ends is waited for
                              : instance.tell(options.open.isEmpty() ? options.join : options.open, patienceMs);
        if (told == coterie::SingleInstance::Told::Heard) {
            if (!options.person.isEmpty())
                std::fprintf(stderr,
                             "Coterie runs already, so --as is not taken: one window is one person. Change the name "
                             "there, or start with a --config-dir of its own.\n");
            return 0;
        }
        if (told == coterie::SingleInstance::Told::Silent || since.elapsed() > patienceMs) {
            std::fprintf(stderr, "Coterie runs already, but does not answer. End it, then start again.\n");
            return 1;
        }
        QThread::msleep(pauseMs);
    }
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    QApplication::setApplicationName(QStringLiteral("coterie"));
    QApplication::setApplicationVersion(QStringLiteral(COTERIE_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.coterie.Coterie"));

    const coterie::StartOptions options = coterie::readStartOptions(argumentList(argc, argv));
    if (options.task == coterie::StartOptions::Task::Stop)
        return options.exitCode;
    if (!options.configDir.isEmpty()) {
        const QString folder = QDir(options.configDir).absolutePath();
        qputenv("COTERIE_CONFIG_DIR", folder.toLocal8Bit());
        qputenv("COTERIE_DATA_DIR", QDir(folder).filePath(QStringLiteral("data")).toLocal8Bit());
    }

    const bool exporting = options.task == coterie::StartOptions::Task::Export;
    if (exporting) { // there may be no display, whatever the surroundings say, and none is needed
        qputenv("QT_QPA_PLATFORM", "offscreen");
        qunsetenv("QT_QPA_PLATFORMTHEME");
    }

    QApplication application(argc, argv);
    if (exporting) // before there is a language: same board, same bytes
        return coterie::runExport(options.exported);
    QApplication::setApplicationDisplayName(QStringLiteral("Coterie"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/app/coterie.svg")));
    QTranslator ours;
    QTranslator qts;
    translate(application, ours, qts);
    coterie::ui::installAccessibility();
    if (options.task == coterie::StartOptions::Task::SelfCheck)
        return coterie::runSelfCheck();

    coterie::SingleInstance instance(coterie::Settings::defaultFile());
    if (const auto status = handOver(instance, options))
        return *status;
    coterie::Application program(application, std::make_unique<coterie::EmbeddedHostControl>());
    QObject::connect(&instance, &coterie::SingleInstance::called, &program, &coterie::Application::called);
    QObject::connect(&program, &coterie::Application::ending, &instance, &coterie::SingleInstance::hangUp);
    QObject::connect(&program, &coterie::Application::ended, &application, &QApplication::quit, Qt::QueuedConnection);
#ifdef Q_OS_UNIX
    coterie::UnixSignals signals_; // whoever is in a session that is hosted here hears that it ends
    for (const auto signal : {&coterie::UnixSignals::stopRequested, &coterie::UnixSignals::reloadRequested})
        QObject::connect(&signals_, signal, &program, &coterie::Application::quit);
#endif
    program.start(options);
    return QApplication::exec();
}
