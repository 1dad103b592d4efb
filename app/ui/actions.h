// SPDX-License-Identifier: MIT
#pragma once

#include <QAction>
#include <QHash>
#include <QList>
#include <QObject>

namespace coterie::ui {

enum class Act {
    HostSession,
    JoinSession,
    EndSession,
    LeaveSession,
    ConnectNow,
    HostPanel,
    Jump,
    Find,
    FindEverywhere,
    NewRoom,
    EditTopic,
    LeaveRoom,
    PreviousRoom,
    NextRoom,
    PreviousUnread,
    NextUnread,
    MarkRead,
    ShowChat,
    ShowBoard,
    ShowSplit,
    ToggleRooms,
    ToggleMembers,
    NextRegion,
    PreviousRegion,
    ToNotice,
    Preferences,
    Shortcuts,
    FullScreen,
    Quit,
};

// Every action of the window, once: menus, tooltips, shortcuts and the sheet of shortcuts all come from here. Owns the
// QActions; whoever does the work connects to them.
class Actions final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Actions)

public:
    struct Key {
        QString group;
        QString what;
        QString keys;
    };

    explicit Actions(QWidget *window);

    [[nodiscard]] QAction *operator[](Act act) const { return m_actions.value(act); }
    // The actions and the keys that belong to one widget, in groups, for the sheet of shortcuts.
    // letterKeys: those too that are a letter or a sign alone.
    [[nodiscard]] QList<Key> keys(bool letterKeys = true) const;
    void retranslate();

private:
    QHash<Act, QAction *> m_actions;
};

} // namespace coterie::ui
