// SPDX-License-Identifier: MIT
#include "app/ui/actions.h"

#include "app/ui/board/boardcommands.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/letterkeys.h"

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

constexpr const char *sessions = QT_TRANSLATE_NOOP("Actions", "Session");
constexpr const char *rooms = QT_TRANSLATE_NOOP("Actions", "Rooms");
constexpr const char *views = QT_TRANSLATE_NOOP("Actions", "View");

const Spec specs[] = {
    {Act::HostSession, sessions, QT_TRANSLATE_NOOP("Actions", "Host a session"), "Ctrl+N", "host"},
    {Act::JoinSession, sessions, QT_TRANSLATE_NOOP("Actions", "Join a session"), "Ctrl+J", "link"},
    {Act::HostPanel, sessions, QT_TRANSLATE_NOOP("Actions", "Host panel"), "Ctrl+Shift+H", "host", true},
    {Act::ConnectNow, sessions, QT_TRANSLATE_NOOP("Actions", "Connect now"), "F5", "refresh"},
    {Act::EndSession, sessions, QT_TRANSLATE_NOOP("Actions", "End session"), "", "x"},
    {Act::LeaveSession, sessions, QT_TRANSLATE_NOOP("Actions", "Leave this session"), "", "log-out"},
    {Act::Jump, rooms, QT_TRANSLATE_NOOP("Actions", "Jump to a room"), "Ctrl+K", "search"},
    {Act::Find, rooms, QT_TRANSLATE_NOOP("Actions", "Search this room"), "Ctrl+F", "search"},
    {Act::FindEverywhere, rooms, QT_TRANSLATE_NOOP("Actions", "Search everywhere"), "Ctrl+Shift+F", "search"},
    {Act::NewRoom, rooms, QT_TRANSLATE_NOOP("Actions", "New room"), "Ctrl+Shift+O", "plus"},
    {Act::EditTopic, rooms, QT_TRANSLATE_NOOP("Actions", "Edit topic"), "", "edit"},
    {Act::LeaveRoom, rooms, QT_TRANSLATE_NOOP("Actions", "Leave this room"), "", "log-out"},
    {Act::PreviousRoom, rooms, QT_TRANSLATE_NOOP("Actions", "Previous room"), "Alt+Up Ctrl+PgUp", ""},
    {Act::NextRoom, rooms, QT_TRANSLATE_NOOP("Actions", "Next room"), "Alt+Down Ctrl+PgDown", ""},
    {Act::PreviousUnread, rooms, QT_TRANSLATE_NOOP("Actions", "Previous unread room"), "Alt+Shift+Up Ctrl+Shift+PgUp",
     ""},
    {Act::NextUnread, rooms, QT_TRANSLATE_NOOP("Actions", "Next unread room"), "Alt+Shift+Down Ctrl+Shift+PgDown", ""},
    {Act::MarkRead, rooms, QT_TRANSLATE_NOOP("Actions", "Mark everything read"), "Shift+Esc", "check-double"},
    {Act::ShowChat, views, QT_TRANSLATE_NOOP("Actions", "Chat"), "Ctrl+1", "chat", true},
    {Act::ShowBoard, views, QT_TRANSLATE_NOOP("Actions", "Board"), "Ctrl+2", "board", true},
    {Act::ShowSplit, views, QT_TRANSLATE_NOOP("Actions", "Split"), "Ctrl+3", "split", true},
    {Act::ToggleRooms, views, QT_TRANSLATE_NOOP("Actions", "Show rooms"), "Ctrl+Shift+R", "hash", true},
    {Act::ToggleMembers, views, QT_TRANSLATE_NOOP("Actions", "Show people"), "Ctrl+Shift+U", "users", true},
    {Act::NextRegion, views, QT_TRANSLATE_NOOP("Actions", "Next part of the window"), "F6", ""},
    {Act::PreviousRegion, views, QT_TRANSLATE_NOOP("Actions", "Previous part of the window"), "Shift+F6", ""},
    {Act::ToNotice, views, QT_TRANSLATE_NOOP("Actions", "To what was just said (Esc: back)"), "F8", ""},
    {Act::Preferences, views, QT_TRANSLATE_NOOP("Actions", "Preferences"), "Ctrl+,", "settings"},
    {Act::Shortcuts, views, QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts"), "Ctrl+/ F1", "info"},
    {Act::FullScreen, views, QT_TRANSLATE_NOOP("Actions", "Full screen"), "F11", "maximize", true},
    {Act::Quit, sessions, QT_TRANSLATE_NOOP("Actions", "Quit"), "Ctrl+Q", "log-out"},
};

struct Fixed {
    const char *group;
    const char *text;
    const char *keys;
};

constexpr const char *timeline = QT_TRANSLATE_NOOP("Actions", "Messages");
constexpr const char *composer = QT_TRANSLATE_NOOP("Actions", "Writing");

// Keys that a widget handles itself while it has the focus.
const Fixed fixedKeys[] = {
    {timeline, QT_TRANSLATE_NOOP("Actions", "From message to message"), "Up"},
    {timeline, QT_TRANSLATE_NOOP("Actions", "What can be done with a message"), "Return"},
    {timeline, QT_TRANSLATE_NOOP("Actions", "Reply"), "R"},
    {timeline, QT_TRANSLATE_NOOP("Actions", "Mark unread from here"), "M"},
    {timeline, QT_TRANSLATE_NOOP("Actions", "Edit what waits to be sent"), "E"},
    {timeline, QT_TRANSLATE_NOOP("Actions", "Discard what waits to be sent"), "Del"},
    {timeline, QT_TRANSLATE_NOOP("Actions", "Send again what the host lost"), "S"},
    {timeline, QT_TRANSLATE_NOOP("Actions", "Copy"), "Ctrl+C"},
    {timeline, QT_TRANSLATE_NOOP("Actions", "Back to writing"), "Esc"},
    {composer, QT_TRANSLATE_NOOP("Actions", "Send"), "Return"},
    {composer, QT_TRANSLATE_NOOP("Actions", "New line"), "Shift+Return"},
    {composer, QT_TRANSLATE_NOOP("Actions", "Always send"), "Ctrl+Return"},
    {composer, QT_TRANSLATE_NOOP("Actions", "Insert emoji"), "Ctrl+E"},
    {composer, QT_TRANSLATE_NOOP("Actions", "Edit your last message while it waits (empty field)"), "Up"},
};

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

QList<Actions::Key> Actions::keys(bool letterKeys) const
{
    QList<Key> list;
    const auto wanted = [letterKeys](const QList<QKeySequence> &keys) {
        return letterKeys ? keys : withoutLetterKeys(keys);
    };
    for (const Spec &spec : specs) {
        const QKeySequence keys = m_actions.value(spec.act)->shortcut();
        if (!keys.isEmpty())
            list += {translated(spec.group), translated(spec.text), keys.toString(QKeySequence::NativeText)};
    }
    for (const Fixed &fixed : fixedKeys)
        if (const QList<QKeySequence> keys = wanted(sequences(fixed.keys)); !keys.isEmpty())
            list += {translated(fixed.group), translated(fixed.text), keys.first().toString(QKeySequence::NativeText)};
    const auto add = [&](const BoardActionSpec &spec) {
        if (const QList<QKeySequence> keys = wanted(shortcuts(spec)); !keys.isEmpty())
            list += {QCoreApplication::translate("BoardActions", spec.group), translated(spec),
                     keys.first().toString(QKeySequence::NativeText)};
    };
    for (const ToolSpec &spec : toolSpecs())
        add(spec);
    for (const BoardActionSpec &spec : boardKeySpecs())
        add(spec);
    for (const BoardGestureSpec &spec : boardGestureSpecs())
        list += {gestureGroup(), translated(spec), gesture(spec)};
    for (const CommandSpec &spec : commandSpecs())
        add(spec);
    return list;
}

} // namespace coterie::ui
