// SPDX-License-Identifier: MIT
#include "tests/gui/galleryrevert.h"

#include "app/session/roomboards.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/board/boardtemplates.h"
#include "tests/support/labels.h"
#include "tests/support/loopboards.h"
#include "tests/support/loophost.h"
#include "tests/support/looprig.h"

#include <QLabel>
#include <QSlider>

using namespace coterie;
using namespace coterie::ui;

namespace gallery {
namespace {

class PastStage final : public QWidget
{
public:
    explicit PastStage(BoardCommand asked)
    {
        resize(1060, 660);
        if (!m_host.start())
            qFatal("no host");
        m_kim = m_rig.online(m_host.url(), QStringLiteral("Ms Kim"));
        m_ben = m_rig.online(m_host.url(), QStringLiteral("Ben Okafor"));
        if (!m_kim || !m_ben)
            qFatal("nobody came");
        const RoomId room = m_kim->rooms()->roomAt(0);
        BoardController &board = *m_kim->board(room);
        BoardController &bens = *m_ben->board(room);
        until([&] { return board.isLoaded() && bens.isLoaded() && m_kim->boards(room)->isModerator(); });
        board.commit(templateOps(BoardTemplate::Retro, {}), QString());
        for (int i = 0; i < 9; ++i)
            test::drawStroke(bens, -420 + 90.0 * i, -180 + 70.0 * (i % 4), 40);
        until(
            [&] { return board.pendingCount() + bens.pendingCount() == 0 && board.doc().hash() == bens.doc().hash(); });
        if (asked == BoardCommand::BringBack)
            for (int i = 0; i < 3; ++i) {
                board.clear();
                until([&] { return bens.doc().visibleCount() == 0; });
                if (i == 0)
                    board.undo();
                for (int j = 0; j < 20 + i; ++j)
                    test::drawStroke(bens, -300 + 30.0 * j, -180 + 70.0 * (j % 4), 40);
                until([&] {
                    return board.pendingCount() + bens.pendingCount() == 0 && board.doc().hash() == bens.doc().hash();
                });
            }
        m_page = new BoardPage(nullptr, this);
        m_page->view()->setBackgroundPainting(false);
        m_page->setController(&board);
        m_page->setBoards(
            m_kim->boards(room), [](const UserId &) { return QString(); },
            [&board](const BoardId &) { return &board; });
        m_page->setGeometry(rect());
        show();
        m_page->actions()[BoardCommand::Fit]->trigger();
        m_page->actions()[asked]->trigger();
        waitForPicture();
        if (auto *slider = asked == BoardCommand::LookBack ? findChild<QSlider *>() : nullptr) {
            until([&] { return slider->maximum() > 6; });
            slider->setValue(6);
            until([&] {
                return test::says(*this, QStringLiteral("Change 6 of")) ||
                       test::says(*this, QStringLiteral("Änderung 6 von"));
            });
        }
    }
    ~PastStage() override { delete m_page; }

private:
    void waitForPicture()
    {
        until([this] {
            for (const auto *label : findChildren<QLabel *>())
                if (!label->pixmap(Qt::ReturnByValue).isNull() && label->height() > 150)
                    return true;
            return false;
        });
    }
    template <typename Question> static void until(const Question &question)
    {
        if (!QTest::qWaitFor(question, 20'000))
            qFatal("the scene does not come about");
    }

    test::LoopRig m_rig;
    test::LoopHost m_host{m_rig.file()};
    std::unique_ptr<Session> m_kim, m_ben;
    BoardPage *m_page = nullptr;
};

} // namespace

std::unique_ptr<QWidget> revertSheet()
{
    return std::make_unique<PastStage>(BoardCommand::RevertPerson);
}

std::unique_ptr<QWidget> clearingSheet()
{
    return std::make_unique<PastStage>(BoardCommand::BringBack);
}

std::unique_ptr<QWidget> historySheet()
{
    return std::make_unique<PastStage>(BoardCommand::LookBack);
}

} // namespace gallery
