// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardgallery.h"
#include "app/ui/board/boardpage.h"
#include "tests/support/boardsrig.h"

#include <QAbstractButton>
#include <QLabel>

#include <map>

namespace coterie::test {

// The boards of a room in a window that is not connected, as a page shows them.
struct BoardsShown {
    BoardsRig rig;
    std::map<BoardId, std::unique_ptr<BoardController>> controllers;
    ui::BoardPage page{nullptr};

    explicit BoardsShown(Role role = Role::Owner, BoardRight everybody = BoardRight::EditAll, bool frozen = false)
        : rig(role, everybody, frozen)
    {
        page.view()->setBackgroundPainting(false);
        page.setController(board(rig.boards.current()));
        page.setBoards(
            &rig.boards, [](const UserId &) { return QStringLiteral("Ms Kim"); },
            [this](const BoardId &id) { return board(id); });
        QObject::connect(&rig.boards, &RoomBoards::currentChanged, &page,
                         [this](const BoardId &id) { page.comeTo(board(id)); });
        page.resize(900, 600);
        page.show();
        page.activateWindow();
        page.setFocus();
        if (!QTest::qWaitForWindowActive(&page))
            qFatal("no window");
    }
    ~BoardsShown() { page.setController(nullptr); }
    BoardController *board(const BoardId &id)
    {
        auto &one = controllers[id];
        if (!one) {
            one = std::make_unique<BoardController>(rig.room, id, rig.clock);
            one->setBoards(&rig.boards);
            one->setSelf(rig.me);
            one->setLoaded(true);
        }
        return one.get();
    }
    [[nodiscard]] QList<BoardTransaction> waiting(const BoardId &board) // for the host
    {
        QList<BoardTransaction> all;
        for (const OutboxEntry &entry : rig.outbox.entries(rig.room))
            if (const auto *commit = std::get_if<BoardCommit>(&entry.message); commit && commit->board == board)
                all.append({commit->id, rig.me, commit->ops, commit->step});
        return all;
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(page.view(), key, modifiers); }
    ui::BoardGallery *gallery() const { return page.findChild<ui::BoardGallery *>(); }
    [[nodiscard]] QStringList words() const
    {
        QStringList all;
        for (const auto *label : page.findChildren<QLabel *>())
            if (label->isVisible() && !label->text().isEmpty())
                all.append(label->text());
        for (const auto *button : page.findChildren<QAbstractButton *>())
            if (button->isVisible() && !button->text().isEmpty())
                all.append(button->text());
        return all;
    }
    [[nodiscard]] bool says(const QString &text) const { return words().join(u'\n').contains(text); }
};

} // namespace coterie::test
