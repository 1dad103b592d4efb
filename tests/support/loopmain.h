// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QTest>

#ifdef Q_OS_LINUX
#include "server/net/epolldispatcher.h"
#endif

// main() of a test that must pass under Qt's event loop and, with COTERIE_EPOLL=1, under ours.
#define COTERIE_LOOP_MAIN(TestClass)                                                                                   \
    int main(int argc, char **argv)                                                                                    \
    {                                                                                                                  \
        coterie::test::chooseEventLoop();                                                                              \
        QCoreApplication app(argc, argv);                                                                              \
        TestClass test;                                                                                                \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }

namespace coterie::test {

inline void chooseEventLoop()
{
#ifdef Q_OS_LINUX
    if (qEnvironmentVariableIntValue("COTERIE_EPOLL") == 1)
        QCoreApplication::setEventDispatcher(new server::EpollDispatcher);
#endif
}

} // namespace coterie::test
