// SPDX-License-Identifier: MIT
#include "app/ui/actions.h"

#include "app/ui/shell/icons.h"

#include <QCoreApplication>
#include <QKeySequence>
#include <QWidget>

namespace coterie::ui {

namespace {

struct Spec {
    Act act;
    const char *group;
    const char *text;
    const char *keys; // several, separated by a space; the first is shown
    const char *icon;
    bool checkable = false;
};

#define N(text) QT_TRANSLATE_NOOP("Actions", text)

constexpr const char *sessions = N("Session");
constexpr const char *rooms = N("Rooms");
constexpr const char *views = N("View");

const Spec specs[] = {
    {Act::HostSession, sessions, N("Host a session"), "Ctrl+N", "host"},
    {Act::JoinSession, sessions, N("Join a session"), "Ctrl+J", "link"},
    {Act::HostPanel, sessions, N("Host panel"), "Ctrl+Shift+H", "host", true},
    {Act::ConnectNow, sessions, N("Connect now"), "F5", "refresh"},
    {Act::EndSession, sessions, N("End session"), "", "x"},
    {Act::LeaveSession, sessions, N("Leave this session"), "", "log-out"},
    {Act::Jump, rooms, N("Jump to a room"), "Ctrl+K", "search"},
    {Act::NewRoom, rooms, N("New room"), "Ctrl+Shift+O", "plus"},
    {Act::EditTopic, rooms, N("Edit topic"), "", "edit"},
    {Act::LeaveRoom, rooms, N("Leave this room"), "", "log-out"},
    {Act::PreviousRoom, rooms, N("Previous room"), "Alt+Up Ctrl+PgUp", ""},
    {Act::NextRoom, rooms, N("Next room"), "Alt+Down Ctrl+PgDown", ""},
    {Act::PreviousUnread, rooms, N("Previous unread room"), "Alt+Shift+Up Ctrl+Shift+PgUp", ""},
    {Act::NextUnread, rooms, N("Next unread room"), "Alt+Shift+Down Ctrl+Shift+PgDown", ""},
    {Act::MarkRead, rooms, N("Mark everything read"), "Shift+Esc", "check-double"},
    {Act::ShowChat, views, N("Chat"), "Ctrl+1", "chat", true},
    {Act::ShowBoard, views, N("Board"), "Ctrl+2", "board", true},
    {Act::ShowSplit, views, N("Split"), "Ctrl+3", "split", true},
    {Act::ToggleRooms, views, N("Show rooms"), "Ctrl+Shift+R", "hash", true},
    {Act::ToggleMembers, views, N("Show people"), "Ctrl+Shift+U", "users", true},
    {Act::NextRegion, views, N("Next part of the window"), "F6", ""},
    {Act::PreviousRegion, views, N("Previous part of the window"), "Shift+F6", ""},
    {Act::Preferences, views, N("Preferences"), "Ctrl+,", "settings"},
    {Act::Shortcuts, views, N("Keyboard shortcuts"), "Ctrl+/ F1", "info"},
    {Act::FullScreen, views, N("Full screen"), "F11", "maximize", true},
    {Act::Quit, sessions, N("Quit"), "Ctrl+Q", "log-out"},
};

struct Fixed {
    const char *group;
    const char *text;
    const char *keys;
};

constexpr const char *timeline = N("Messages");
constexpr const char *composer = N("Writing");
constexpr const char *board = N("Board");

// Keys that a widget handles itself while it has the focus.
const Fixed fixedKeys[] = {
    {timeline, N("From message to message"), "Up"},
    {timeline, N("What can be done with a message"), "Return"},
    {timeline, N("Reply"), "R"},
    {timeline, N("Mark unread from here"), "M"},
    {timeline, N("Copy"), "Ctrl+C"},
    {timeline, N("Back to writing"), "Esc"},
    {composer, N("Send"), "Return"},
    {composer, N("New line"), "Shift+Return"},
    {composer, N("Always send"), "Ctrl+Return"},
    {board, N("Hand"), "H"},
    {board, N("Pen"), "P"},
    {board, N("Eraser"), "E"},
    {board, N("Undo my last step"), "Ctrl+Z"},
    {board, N("Redo"), "Ctrl+Shift+Z"},
    {board, N("Everything in sight"), "Shift+1"},
    {board, N("Zoom to 100 %"), "Ctrl+0"},
};

#undef N

QString translated(const char *text)
{
    return QCoreApplication::translate("Actions", text);
}

QList<QKeySequence> sequences(const char *keys)
{
    QList<QKeySequence> list;
    const QStringList words = QString::fromLatin1(keys).split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words)
        list += QKeySequence(word, QKeySequence::PortableText);
    return list;
}

} // namespace

Actions::Actions(QWidget *window)
    : QObject(window)
{
    for (const Spec &spec : specs) {
        auto *action = new QAction(this);
        action->setShortcuts(sequences(spec.keys));
        action->setCheckable(spec.checkable);
        if (*spec.icon != '\0')
            action->setIcon(lineIcon(QString::fromLatin1(spec.icon), Tint::Muted));
        m_actions.insert(spec.act, action);
        window->addAction(action);
    }
    retranslate();
}

void Actions::retranslate()
{
    for (const Spec &spec : specs) {
        QAction *action = m_actions.value(spec.act);
        action->setText(translated(spec.text));
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setToolTip(keys.isEmpty() ? action->text() : QString(action->text() % u" (" % keys % u')'));
    }
}

QList<Actions::Key> Actions::keys() const
{
    QList<Key> list;
    for (const Spec &spec : specs) {
        const QKeySequence keys = m_actions.value(spec.act)->shortcut();
        if (!keys.isEmpty())
            list += {translated(spec.group), translated(spec.text), keys.toString(QKeySequence::NativeText)};
    }
    for (const Fixed &fixed : fixedKeys)
        list += {translated(fixed.group), translated(fixed.text),
                 QKeySequence(QLatin1String(fixed.keys)).toString(QKeySequence::NativeText)};
    return list;
}

} // namespace coterie::ui
