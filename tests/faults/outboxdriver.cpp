// SPDX-License-Identifier: MIT
#include "app/session/session.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

// A client without a window, made to be killed: the real session with the real local store. Types COUNT messages
// PREFIX<FIRST>, PREFIX<FIRST+1>, … one every PAUSE ms into the first room, and prints the number of each as soon as it
// is told that it is on the disk. Prints "idle" each time nothing waits any more, "save" when the disk takes nothing,
// "saved" when it has taken all of it and "store" when something is said of what is on it. Runs until it is killed.
// Arguments: URL FOLDER NAME PREFIX FIRST COUNT PAUSE.
int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 8)
        return 2;
    coterie::SessionSettings settings;
    settings.url = QUrl(arguments.at(1));
    settings.cacheDir = arguments.at(2);
    settings.displayName = arguments.at(3);
    const QString prefix = arguments.at(4);
    const int first = arguments.at(5).toInt();
    const int count = arguments.at(6).toInt();
    coterie::Session session(settings);

    int told = first, typed = 0;
    const auto print = [](const char *form, auto word) {
        std::printf(form, word);
        std::fflush(stdout);
    };
    QObject::connect(&session, &coterie::Session::posted, &session, [&] { print("%d\n", told++); });
    QObject::connect(&session, &coterie::Session::stateChanged, &session, [&](const coterie::Session::StateInfo &info) {
        if (info.waiting == 0 && typed == count && info.state == coterie::Session::State::Online)
            print("%s\n", "idle");
    });
    QObject::connect(&session, &coterie::Session::requestFailed, &session, [&](const QString &what) {
        if (what == u"save" || what == u"saved" || what == u"store")
            print("%s\n", qUtf8Printable(what));
    });
    QTimer keyboard;
    QObject::connect(&keyboard, &QTimer::timeout, &session, [&] {
        const coterie::RoomId room = session.rooms()->roomAt(0);
        if (room.isNull())
            return; // of a host that was never reached
        if (typed == 0)
            session.openRoom(room);
        if (typed < count)
            session.post(room, prefix + QString::number(first + typed++));
        else
            keyboard.stop();
    });
    QObject::connect(&session, &coterie::Session::opened, &session, [&] { keyboard.start(arguments.at(7).toInt()); });
    session.open();
    return QCoreApplication::exec();
}
