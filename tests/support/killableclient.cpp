// SPDX-License-Identifier: MIT
#include "app/session/session.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

// A client without a window, made to be killed: posts COUNT messages as fast as it can, and prints the number of each
// as soon as it is told that it is on the disk. Arguments: URL FOLDER NAME FIRST COUNT.
int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 6)
        return 2;
    coterie::SessionSettings settings;
    settings.url = QUrl(arguments.at(1));
    settings.cacheDir = arguments.at(2);
    settings.displayName = arguments.at(3);
    const int first = arguments.at(4).toInt();
    const int count = arguments.at(5).toInt();
    coterie::Session session(settings);
    int told = first;
    QObject::connect(&session, &coterie::Session::posted, &session, [&] {
        std::printf("%d\n", told++);
        std::fflush(stdout);
    });
    QObject::connect(&session, &coterie::Session::opened, &session, [&] {
        const coterie::RoomId room = session.rooms()->roomAt(0);
        for (int i = 0; i < count; ++i)
            QTimer::singleShot(i * 5, &session, [&session, room, number = first + i] {
                session.post(room, QStringLiteral("k%1").arg(number));
            });
    });
    session.open();
    return QCoreApplication::exec();
}
