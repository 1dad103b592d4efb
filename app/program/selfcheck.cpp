// SPDX-License-Identifier: MIT
#include "app/program/selfcheck.h"

#include "app/session/settings.h"
#include "app/ui/board/picturedecoder.h"
#include "app/ui/shell/icons.h"

#include <QDir>
#include <QFile>
#include <QFontDatabase>
#include <QImage>
#include <QSqlDatabase>
#include <QTcpServer>
#include <QTemporaryFile>
#include <QWidget>

#include <cstdio>
#include <functional>

namespace coterie {

namespace {

// Nothing, or what is wrong.
using Check = std::function<QString()>;

QString checkDatabase()
{
    return QSqlDatabase::isDriverAvailable(QStringLiteral("QSQLITE"))
               ? QString()
               : QStringLiteral("no SQLite driver; is the package libqt6sql6-sqlite installed?");
}

QString checkIcons()
{
    const QImage image = ui::iconPixmap(u"send", Qt::black, QSize(32, 32)).toImage();
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).alpha() > 0)
                return {};
        }
    }
    return QStringLiteral("the icons are not compiled in");
}

QString checkFonts()
{
    return QFontDatabase::families().isEmpty()
               ? QStringLiteral("no font at all; is a package such as fonts-dejavu-core installed?")
               : QString();
}

QString checkPictures()
{
    return ui::readablePictures().contains(ui::PictureFormat::WebP)
               ? QString()
               : QStringLiteral("no WebP, but the others; is the package qt6-image-formats-plugins installed?");
}

QString checkFolder()
{
    const QString folder = Settings::cacheDir();
    if (!QDir().mkpath(folder))
        return folder % u" cannot be made";
    QTemporaryFile file(QDir(folder).filePath(QStringLiteral("check-XXXXXX")));
    return file.open() ? QString() : QString(folder % u": " % file.errorString());
}

QString checkSockets()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost, 0) ? QString() : server.errorString();
}

QString checkWindow()
{
    QWidget widget;
    widget.resize(10, 10);
    return widget.grab().isNull() ? QStringLiteral("a window cannot be painted") : QString();
}

} // namespace

int runSelfCheck()
{
    struct Row {
        const char *name;
        Check check;
        bool isNeeded = true; // without the others the program goes on, and does less
    };
    const Row rows[] = {
        {"database", checkDatabase}, {"icons", checkIcons},
        {"fonts", checkFonts},       {"pictures", checkPictures, false},
        {"folder", checkFolder},     {"sockets", checkSockets},
        {"window", checkWindow},
    };
    int faults = 0;
    for (const Row &row : rows) {
        const QString problem = row.check();
        std::printf("%-9s %s\n", row.name, problem.isEmpty() ? "ok" : qUtf8Printable(problem));
        faults += row.isNeeded && !problem.isEmpty() ? 1 : 0;
    }
    return faults == 0 ? 0 : 1;
}

} // namespace coterie
