// SPDX-License-Identifier: MIT
#include "app/ui/board/boardcommands.h"

#include "app/ui/shell/icons.h"
#include "app/ui/shell/letterkeys.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QWidget>

namespace coterie::ui {
namespace {

constexpr const char *toolGroup = QT_TRANSLATE_NOOP("BoardActions", "Board: tools");
constexpr const char *editGroup = QT_TRANSLATE_NOOP("BoardActions", "Board: changing");
constexpr const char *keysGroup = QT_TRANSLATE_NOOP("BoardActions", "Board: what is selected, by keys");
constexpr const char *orderGroup = QT_TRANSLATE_NOOP("BoardActions", "Board: arranging");
constexpr const char *boardsGroup = QT_TRANSLATE_NOOP("BoardActions", "Board: the boards of a room");
constexpr const char *fileGroup = QT_TRANSLATE_NOOP("BoardActions", "Board: files");
constexpr const char *lookGroup = QT_TRANSLATE_NOOP("BoardActions", "Board: looking");

// clang-format off
constexpr ToolSpec tools[] = {
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Select"), "V", "cursor", true}, ToolId::Select, "select"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Hand"), "H", "hand", true}, ToolId::Hand, "hand"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Pen"), "P", "pen", true}, ToolId::Pen, "pen"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Highlighter"), "Shift+P", "highlighter", true}, ToolId::Highlighter, "highlighter"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Eraser"), "E", "eraser", true}, ToolId::Eraser, "eraser"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Eraser for parts of strokes"), "Shift+E", "eraser-part", true}, ToolId::PartEraser, "parteraser"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Rectangle"), "R", "square", true}, ToolId::Rectangle, "rectangle"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Ellipse"), "O", "circle", true}, ToolId::Ellipse, "ellipse"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Diamond"), "D", "diamond", true}, ToolId::Diamond, "diamond"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Line"), "L", "line", true}, ToolId::Line, "line"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Arrow"), "A", "arrow", true}, ToolId::Arrow, "arrow"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Text"), "T", "text", true}, ToolId::Text, "text"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Sticky note"), "N", "sticky", true}, ToolId::Sticky, "sticky"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Frame"), "F", "frame", true}, ToolId::Frame, "frame"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Laser"), "K", "laser", true}, ToolId::Laser, "laser"},
};
constexpr CommandSpec commands[] = {
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Undo my last step"), "Ctrl+Z", "undo"}, BoardCommand::Undo},
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Redo"), "Ctrl+Shift+Z Ctrl+Y", "redo"}, BoardCommand::Redo},
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Cut"), "Ctrl+X", ""}, BoardCommand::Cut},
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Copy"), "Ctrl+C", "copy"}, BoardCommand::Copy},
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Paste"), "Ctrl+V", ""}, BoardCommand::Paste},
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Duplicate"), "Ctrl+D", ""}, BoardCommand::Duplicate},
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Delete"), "Del Backspace", "trash"}, BoardCommand::Delete},
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Select everything"), "Ctrl+A", ""}, BoardCommand::SelectAll},
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Connect to …"), "C", "connect"}, BoardCommand::Connect},
    {{keysGroup, QT_TRANSLATE_NOOP("BoardActions", "To the style of what is selected, or of the tool (Esc: back)"), "S Ctrl+Shift+S", ""}, BoardCommand::Style},
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Group"), "Ctrl+G", "group"}, BoardCommand::Group},
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Ungroup"), "Ctrl+Shift+G", "ungroup"}, BoardCommand::Ungroup},
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Lock or unlock"), "Ctrl+Shift+L", "lock"}, BoardCommand::Lock},
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Lock so that only moderators unlock it"), "", "lock"}, BoardCommand::LockForAll},
    {{orderGroup, QT_TRANSLATE_NOOP("BoardActions", "Forward"), "]", "forward"}, BoardCommand::Forward},
    {{orderGroup, QT_TRANSLATE_NOOP("BoardActions", "Backward"), "[", "backward"}, BoardCommand::Backward},
    {{orderGroup, QT_TRANSLATE_NOOP("BoardActions", "To the front"), "} Ctrl+Shift+]", "front"}, BoardCommand::ToFront},
    {{orderGroup, QT_TRANSLATE_NOOP("BoardActions", "To the back"), "{ Ctrl+Shift+[", "back"}, BoardCommand::ToBack},
    {{orderGroup, QT_TRANSLATE_NOOP("BoardActions", "Align left"), "", "align-left"}, BoardCommand::AlignLeft},
    {{orderGroup, QT_TRANSLATE_NOOP("BoardActions", "Align centres"), "", "align-center"}, BoardCommand::AlignCenter},
    {{orderGroup, QT_TRANSLATE_NOOP("BoardActions", "Align right"), "", "align-right"}, BoardCommand::AlignRight},
    {{orderGroup, QT_TRANSLATE_NOOP("BoardActions", "Align top"), "", "align-top"}, BoardCommand::AlignTop},
    {{orderGroup, QT_TRANSLATE_NOOP("BoardActions", "Align middles"), "", "align-middle"}, BoardCommand::AlignMiddle},
    {{orderGroup, QT_TRANSLATE_NOOP("BoardActions", "Align bottom"), "", "align-bottom"}, BoardCommand::AlignBottom},
    {{orderGroup, QT_TRANSLATE_NOOP("BoardActions", "Same distance across"), "", "distribute-horizontal"}, BoardCommand::DistributeAcross},
    {{orderGroup, QT_TRANSLATE_NOOP("BoardActions", "Same distance down"), "", "distribute-vertical"}, BoardCommand::DistributeDown},
    {{orderGroup, QT_TRANSLATE_NOOP("BoardActions", "Flip across"), "Shift+H", ""}, BoardCommand::FlipAcross},
    {{orderGroup, QT_TRANSLATE_NOOP("BoardActions", "Flip down"), "Shift+V", ""}, BoardCommand::FlipDown},
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Clear the board (can be undone)"), "", "trash"}, BoardCommand::Clear},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Keep the tool after using it"), "Q", "lock", true}, BoardCommand::KeepTool},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Zoom out"), "- Ctrl+-", "zoom-out"}, BoardCommand::ZoomOut},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Zoom to 100 %"), "Ctrl+0", ""}, BoardCommand::ZoomReset},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Zoom in"), "+ = Ctrl++ Ctrl+=", "zoom-in"}, BoardCommand::ZoomIn},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Everything in sight"), "Shift+1 Home", "maximize"}, BoardCommand::Fit},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "The selection in sight"), "Shift+2", ""}, BoardCommand::FitSelection},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Grid of dots"), "G", "grid", true}, BoardCommand::Grid},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Snap to the grid"), "Shift+G", "magnet", true}, BoardCommand::Snap},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Guides at other objects"), "", "guides", true}, BoardCommand::Guides},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Map of the board"), "M", "map", true}, BoardCommand::Map},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Outline of the board"), "Ctrl+L", "text-left"}, BoardCommand::Outline},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Follow somebody, the next one, or nobody"), "Shift+F", "users"}, BoardCommand::Follow},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Bring everyone here"), "Ctrl+Shift+B", "gather"}, BoardCommand::BringEveryone},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Next frame"), "PgDown", "chevron-right"}, BoardCommand::NextFrame},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Previous frame"), "PgUp", "chevron-left"}, BoardCommand::PreviousFrame},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Present the frames"), "Ctrl+Shift+P", "play", true}, BoardCommand::Present},
    {{boardsGroup, QT_TRANSLATE_NOOP("BoardActions", "Boards of this room"), "B", "board"}, BoardCommand::Boards},
    {{boardsGroup, QT_TRANSLATE_NOOP("BoardActions", "Previous board"), "Shift+PgUp", ""}, BoardCommand::PreviousBoard},
    {{boardsGroup, QT_TRANSLATE_NOOP("BoardActions", "Next board"), "Shift+PgDown", ""}, BoardCommand::NextBoard},
    {{fileGroup, QT_TRANSLATE_NOOP("BoardActions", "Export …"), "Ctrl+Shift+E", "download"}, BoardCommand::Export},
    {{fileGroup, QT_TRANSLATE_NOOP("BoardActions", "Import a file …"), "Ctrl+Shift+I", "upload"}, BoardCommand::Import},
    {{fileGroup, QT_TRANSLATE_NOOP("BoardActions", "Insert an image …"), "I", "image"}, BoardCommand::InsertImage},
    {{fileGroup, QT_TRANSLATE_NOOP("BoardActions", "How the board was …"), "Ctrl+H", "clock"}, BoardCommand::LookBack},
    {{fileGroup, QT_TRANSLATE_NOOP("BoardActions", "Take back what somebody did …"), "", "history"}, BoardCommand::RevertPerson},
    {{fileGroup, QT_TRANSLATE_NOOP("BoardActions", "Bring back what was cleared …"), "", "refresh"}, BoardCommand::BringBack},
};
constexpr BoardActionSpec boardKeys[] = {
    {keysGroup, QT_TRANSLATE_NOOP("BoardActions", "To the next object"), "Tab", ""},
    {keysGroup, QT_TRANSLATE_NOOP("BoardActions", "To the next object, and what is selected stays"), "Ctrl+Tab", ""},
    {keysGroup, QT_TRANSLATE_NOOP("BoardActions", "Add it to what is selected, or take it out"), "Shift+Space", ""},
    {keysGroup, QT_TRANSLATE_NOOP("BoardActions", "Write in it, go into a group, or make one of the chosen tool"), "Return", ""},
    {keysGroup, QT_TRANSLATE_NOOP("BoardActions", "Move by 1 (arrow keys; with Shift by 10)"), "Right", ""},
    {keysGroup, QT_TRANSLATE_NOOP("BoardActions", "Wider by 1 (with Shift by 10)"), "Ctrl+Right", ""},
    {keysGroup, QT_TRANSLATE_NOOP("BoardActions", "Narrower by 1 (with Shift by 10)"), "Ctrl+Left", ""},
    {keysGroup, QT_TRANSLATE_NOOP("BoardActions", "Taller by 1 (with Shift by 10)"), "Ctrl+Down", ""},
    {keysGroup, QT_TRANSLATE_NOOP("BoardActions", "Lower by 1 (with Shift by 10)"), "Ctrl+Up", ""},
    {keysGroup, QT_TRANSLATE_NOOP("BoardActions", "Turn right by 15° (with Alt by 1°)"), ".", ""},
    {keysGroup, QT_TRANSLATE_NOOP("BoardActions", "Turn left by 15° (with Alt by 1°)"), ",", ""},
};
constexpr const char *dragging = QT_TRANSLATE_NOOP("BoardActions", "drag");
constexpr const char *clicking = QT_TRANSLATE_NOOP("BoardActions", "click");
constexpr const char *wheeling = QT_TRANSLATE_NOOP("BoardActions", "wheel");
constexpr BoardGestureSpec gestures[] = {
    {QT_TRANSLATE_NOOP("BoardActions", "Move the board, with every tool"), Qt::Key_Space, dragging},
    {QT_TRANSLATE_NOOP("BoardActions", "Zoom"), Qt::CTRL, wheeling},
    {QT_TRANSLATE_NOOP("BoardActions", "Point something out to everybody, with every tool"), Qt::ALT, clicking},
    {QT_TRANSLATE_NOOP("BoardActions", "Select what one goes round (a lasso)"), Qt::CTRL, dragging},
    {QT_TRANSLATE_NOOP("BoardActions", "Drag a copy; beside objects: select what is touched"), Qt::ALT, dragging},
    {QT_TRANSLATE_NOOP("BoardActions", "Add to what is selected, or take out"), Qt::SHIFT, clicking},
    {QT_TRANSLATE_NOOP("BoardActions", "Straight, square, evenly"), Qt::SHIFT, dragging},
};
// clang-format on

// What a key that is held does again and again: steps of which one wants several. The rest is done once (T136).
bool repeats(BoardCommand command)
{
    switch (command) {
    case BoardCommand::Undo:
    case BoardCommand::Redo:
    case BoardCommand::Forward:
    case BoardCommand::Backward:
    case BoardCommand::ZoomOut:
    case BoardCommand::ZoomIn:
    case BoardCommand::NextFrame:
    case BoardCommand::PreviousFrame:
    case BoardCommand::PreviousBoard:
    case BoardCommand::NextBoard:
        return true;
    default:
        return false;
    }
}

} // namespace

std::span<const BoardActionSpec> boardKeySpecs()
{
    return boardKeys;
}

std::span<const BoardGestureSpec> boardGestureSpecs()
{
    return gestures;
}

QString gestureGroup()
{
    return QCoreApplication::translate("BoardActions", "Board: by the pointer");
}

QString translated(const BoardGestureSpec &spec)
{
    return QCoreApplication::translate("BoardActions", spec.text);
}

// The name of a modifier alone ends with what joins it to the key that is to follow; that of a key does not.
QString gesture(const BoardGestureSpec &spec)
{
    QString held = QKeySequence(spec.key).toString(QKeySequence::NativeText);
    if (spec.key == Qt::Key_Space)
        held += u'+';
    return held % QCoreApplication::translate("BoardActions", spec.hand);
}

std::span<const ToolSpec> toolSpecs()
{
    return tools;
}

std::span<const CommandSpec> commandSpecs()
{
    return commands;
}

QString translated(const BoardActionSpec &spec)
{
    return QCoreApplication::translate("BoardActions", spec.text);
}

QList<QKeySequence> shortcuts(const BoardActionSpec &spec)
{
    QList<QKeySequence> keys;
    const QStringList words = QString::fromLatin1(spec.keys).split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words)
        keys += QKeySequence(word, QKeySequence::PortableText);
    return keys;
}

BoardActions::BoardActions(QWidget *page)
    : QObject(page)
{
    auto *group = new QActionGroup(this);
    for (const ToolSpec &spec : tools) {
        QAction *action = make(spec, page);
        group->addAction(action);
        m_tools.insert(spec.id, action);
    }
    for (const CommandSpec &spec : commands) {
        QAction *action = make(spec, page);
        action->setAutoRepeat(repeats(spec.id));
        m_commands.insert(spec.id, action);
    }
}

QAction *BoardActions::make(const BoardActionSpec &spec, QWidget *page)
{
    auto *action = new QAction(translated(spec), this);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setCheckable(spec.checkable);
    if (*spec.icon != '\0')
        action->setIcon(lineIcon(QString::fromLatin1(spec.icon), Tint::Muted));
    setKeys(action, shortcuts(spec));
    page->addAction(action);
    return action;
}

void BoardActions::setKeys(QAction *action, const QList<QKeySequence> &keys)
{
    action->setShortcuts(keys);
    const QString first = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(first.isEmpty() ? action->text() : QString(action->text() % u" (" % first % u')'));
}

void BoardActions::setLetterKeys(bool on)
{
    const auto set = [on](QAction *action, const BoardActionSpec &spec) {
        setKeys(action, on ? shortcuts(spec) : withoutLetterKeys(shortcuts(spec)));
    };
    for (const ToolSpec &spec : tools)
        set(m_tools.value(spec.id), spec);
    for (const CommandSpec &spec : commands)
        set(m_commands.value(spec.id), spec);
}

} // namespace coterie::ui
