// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/objectsprite.h"
#include "app/ui/board/tools/boardtool.h"

namespace coterie::ui {

// Writes: in what is clicked, or at an empty place.
class TextTool final : public BoardTool
{
public:
    using BoardTool::BoardTool;
    void press(const ToolPoint &point) override;
    void release(const ToolPoint &point) override;
    bool key(QKeyEvent *event) override;
    [[nodiscard]] QCursor cursor() const override { return Qt::IBeamCursor; }

private:
    bool m_ended = false; // the click has ended the writing before
};

// Puts a note there and opens it. Before that, shows where it would be.
class StickyTool final : public BoardTool
{
public:
    using BoardTool::BoardTool;
    void press(const ToolPoint &point) override;
    void move(const ToolPoint &point) override;
    void release(const ToolPoint &point) override;
    bool key(QKeyEvent *event) override;
    void cancel() override;
    [[nodiscard]] bool isChanging() const override { return m_note.has_value(); }
    void leave() override { cancel(); }
    void cameraMoved() override;
    void paint(QPainter &painter) override;

private:
    void show();

    std::optional<BoardObject> m_note;
    ObjectSprite m_sprite;
};

} // namespace coterie::ui
