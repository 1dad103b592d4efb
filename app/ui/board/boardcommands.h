// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/tools/boardtool.h"

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QObject>

#include <array>
#include <span>

namespace coterie::ui {

// What can be done at a board besides the tools.
enum class BoardCommand {
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    Duplicate,
    Delete,
    SelectAll,
    Connect,
    Style,
    Group,
    Ungroup,
    Lock,
    LockForAll,
    Forward,
    Backward,
    ToFront,
    ToBack,
    AlignLeft,
    AlignCenter,
    AlignRight,
    AlignTop,
    AlignMiddle,
    AlignBottom,
    DistributeAcross,
    DistributeDown,
    FlipAcross,
    FlipDown,
    Clear,
    KeepTool,
    ZoomOut,
    ZoomReset,
    ZoomIn,
    Fit,
    FitSelection,
    Grid,
    Snap,
    Guides,
    Map,
    Outline,
    Follow,
    BringEveryone,
    NextFrame,
    PreviousFrame,
    Present,
    Boards,
    PreviousBoard,
    NextBoard,
    Export,
    Import,
    InsertImage,
    LookBack,
    RevertPerson,
    BringBack,
};

// One row of the table that toolbar, menus, tooltips, shortcuts and the sheet of shortcuts are made from.
struct BoardActionSpec {
    const char *group; // of the sheet of shortcuts
    const char *text;
    const char *keys; // several, separated by a space; the first is shown
    const char *icon;
    bool checkable = false;
};
struct ToolSpec : BoardActionSpec {
    ToolId id;
    const char *name; // in settings
};
struct CommandSpec : BoardActionSpec {
    BoardCommand id;
};
[[nodiscard]] std::span<const BoardActionSpec> boardKeySpecs(); // what the view itself does with keys, for the sheet
// What a held key makes of the pointer, which nothing else in the window tells.
struct BoardGestureSpec {
    const char *text;
    int key;          // Qt::KeyboardModifier or Qt::Key
    const char *hand; // what the pointer does meanwhile
};
[[nodiscard]] std::span<const BoardGestureSpec> boardGestureSpecs();
[[nodiscard]] QString gestureGroup(); // of the sheet of shortcuts
[[nodiscard]] QString translated(const BoardGestureSpec &spec);
[[nodiscard]] QString gesture(const BoardGestureSpec &spec); // such as "Ctrl+drag"
[[nodiscard]] std::span<const ToolSpec> toolSpecs();
[[nodiscard]] std::span<const CommandSpec> commandSpecs();
[[nodiscard]] QString translated(const BoardActionSpec &spec);
[[nodiscard]] QList<QKeySequence> shortcuts(const BoardActionSpec &spec);

// The QActions of one board page, made from the table. Owns them; whoever does the work connects to them. Their keys
// work while the page or something in it has the focus.
class BoardActions final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardActions)
public:
    explicit BoardActions(QWidget *page);

    [[nodiscard]] QAction *operator[](BoardCommand command) const { return m_commands.value(command); }
    [[nodiscard]] QAction *operator[](ToolId tool) const { return m_tools.value(tool); }
    void setLetterKeys(bool on); // else only keys that nobody hits by chance

private:
    QAction *make(const BoardActionSpec &spec, QWidget *page);
    static void setKeys(QAction *action, const QList<QKeySequence> &keys);

    QHash<BoardCommand, QAction *> m_commands;
    QHash<ToolId, QAction *> m_tools;
};

} // namespace coterie::ui
