// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardcontroller.h"
#include "app/session/roomboards.h"
#include "app/ui/board/boardpage.h"
#include "tests/support/loophost.h"
#include "tests/support/looprig.h"

#include <QTest>

namespace coterie::test {

// Ana, who came first and so owns the room, and Ben at its first board, with the real host; and that board as one of
// them has it in a window. For a test to be derived from.
class BoardPair
{
protected:
    // Whether both are there, with the board, and Ana knows what she may.
    [[nodiscard]] bool meet()
    {
        m_rig = std::make_unique<LoopRig>();
        m_host = std::make_unique<LoopHost>(m_rig->file());
        if (!m_host->start())
            return false;
        m_ana = m_rig->online(m_host->url(), QStringLiteral("Ana"));
        m_ben = m_rig->online(m_host->url(), QStringLiteral("Ben"));
        if (!m_ana || !m_ben)
            return false;
        m_room = m_ana->rooms()->roomAt(0);
        const auto isThere = [this](Session &session) {
            return QTest::qWaitFor([&] { return board(session).isLoaded() && board(session).isOnline(); }, 20'000);
        };
        return isThere(*m_ana) && isThere(*m_ben) &&
               QTest::qWaitFor([this] { return m_ana->boards(m_room)->isModerator(); }, 20'000);
    }
    // `name`: as whom everybody is known there.
    [[nodiscard]] bool show(Session &session, const QString &name)
    {
        m_page = std::make_unique<ui::BoardPage>(nullptr);
        m_page->view()->setBackgroundPainting(false);
        m_page->setController(&board(session));
        m_page->setBoards(
            session.boards(m_room), [name](const UserId &) { return name; },
            [this, &session](const BoardId &) { return &board(session); });
        m_page->resize(900, 640);
        m_page->show();
        return QTest::qWaitForWindowActive(m_page.get());
    }
    void part()
    {
        m_page.reset();
        m_ana.reset();
        m_ben.reset();
        m_host.reset();
        m_rig.reset();
    }
    BoardController &board(Session &session) { return *session.board(m_room); }

    std::unique_ptr<LoopRig> m_rig;
    std::unique_ptr<LoopHost> m_host;
    std::unique_ptr<Session> m_ana, m_ben;
    std::unique_ptr<ui::BoardPage> m_page;
    RoomId m_room;
};

} // namespace coterie::test
