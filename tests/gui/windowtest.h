// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/shell/accessible.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/timeline/chatpane.h"
#include "tests/gui/windowfixture.h"
#include "tests/support/uidriver.h"

#include <QApplication>

namespace coterie::test {

// What the tests of the real window share: a program in a folder of its own for each, and what is done again and again.
class WindowTest : public QObject
{
protected:
    void begin() { m_fixture = std::make_unique<WindowFixture>(); }
    void end() { m_fixture.reset(); }

    Application &program() { return m_fixture->program(); }
    ui::MainWindow &window() { return m_fixture->window(); }
    ui::SessionPage &page() { return m_fixture->page(); }
    ui::TimelineView &view() { return *page().chat()->view(); }
    RoomId room() { return page().room(); }
    TimelineModel *mine() { return page().session().timeline(room()); }

    // Everything that was posted is done: layouts, repaints, changes of font.
    static void settle()
    {
        for (int i = 0; i < 5; ++i) {
            QApplication::sendPostedEvents();
            QApplication::processEvents();
        }
    }

    Session *hostAndJoin()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        Session *ben = m_fixture->joinAsSecond();
        if (!ben)
            return nullptr;
        const RoomId here = room();
        ben->openRoom(here);
        const bool joined = QTest::qWaitFor(
            [&] {
                return ben->rooms()->indexOf(here).data(RoomListModel::JoinedRole).toBool() &&
                       ben->timeline(here)->isLoaded();
            },
            10000);
        return joined ? ben : nullptr;
    }

    void makeRoom(const QString &name)
    {
        const RoomId before = room();
        press(window(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        type(window(), name);
        press(window(), Qt::Key_Return);
        QTRY_VERIFY2(room() != before && !ui::Sheet::openIn(&window()), "the new room did not open");
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

} // namespace coterie::test

#define COTERIE_WINDOW_TEST(Test)                                                                                      \
    int main(int argc, char **argv)                                                                                    \
    {                                                                                                                  \
        QApplication application(argc, argv);                                                                          \
        coterie::ui::installAccessibility();                                                                           \
        Test test;                                                                                                     \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }
