// SPDX-License-Identifier: MIT
#include "app/ui/board/boardcommands.h"

#include "app/ui/shell/icons.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QWidget>

namespace coterie::ui {
namespace {

constexpr const char *toolGroup = QT_TRANSLATE_NOOP("BoardActions", "Board: tools");
constexpr const char *editGroup = QT_TRANSLATE_NOOP("BoardActions", "Board: changing");
constexpr const char *lookGroup = QT_TRANSLATE_NOOP("BoardActions", "Board: looking");

// clang-format off
constexpr ToolSpec tools[] = {
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Hand"), "H", "hand", true}, ToolId::Hand, "hand"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Pen"), "P", "pen", true}, ToolId::Pen, "pen"},
    {{toolGroup, QT_TRANSLATE_NOOP("BoardActions", "Eraser"), "E", "eraser", true}, ToolId::Eraser, "eraser"},
};
constexpr CommandSpec commands[] = {
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Undo my last step"), "Ctrl+Z", "undo"}, BoardCommand::Undo},
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Redo"), "Ctrl+Shift+Z Ctrl+Y", "redo"}, BoardCommand::Redo},
    {{editGroup, QT_TRANSLATE_NOOP("BoardActions", "Clear the board (can be undone)"), "", "trash"}, BoardCommand::Clear},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Zoom out"), "- Ctrl+-", "zoom-out"}, BoardCommand::ZoomOut},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Zoom to 100 %"), "Ctrl+0", ""}, BoardCommand::ZoomReset},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Zoom in"), "+ = Ctrl++ Ctrl+=", "zoom-in"}, BoardCommand::ZoomIn},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Everything in sight"), "Shift+1 Home", "maximize"}, BoardCommand::Fit},
    {{lookGroup, QT_TRANSLATE_NOOP("BoardActions", "Grid of dots"), "G", "grid", true}, BoardCommand::Grid},
};
// clang-format on

} // namespace

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
    for (const CommandSpec &spec : commands)
        m_commands.insert(spec.id, make(spec, page));
}

QAction *BoardActions::make(const BoardActionSpec &spec, QWidget *page)
{
    auto *action = new QAction(translated(spec), this);
    action->setShortcuts(shortcuts(spec));
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setCheckable(spec.checkable);
    if (*spec.icon != '\0')
        action->setIcon(lineIcon(QString::fromLatin1(spec.icon), Tint::Muted));
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    if (!keys.isEmpty())
        action->setToolTip(QString(action->text() % u" (" % keys % u')'));
    page->addAction(action);
    return action;
}

} // namespace coterie::ui
