// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/session.h"

#include <QWidget>

namespace coterie::ui {

class Actions;
class EmptyState;
class IconButton;
class MeButton;
class RoomListView;
class TextLabel;

// The first column: the rooms, a way to make one, and oneself at the foot. Compact: a strip of initials.
class RoomPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RoomPanel)

public:
    RoomPanel(Session &session, const Actions &actions, QWidget *parent = nullptr);

    [[nodiscard]] RoomListView *list() const { return m_list; }
    [[nodiscard]] MeButton *me() const { return m_me; }
    void setCompact(bool on);
    [[nodiscard]] bool isCompact() const { return m_compact; }

    static constexpr int compactWidth = 60;

private:
    void refresh();

    Session &m_session;
    TextLabel *m_title;
    IconButton *m_new;
    RoomListView *m_list;
    TextLabel *m_none;
    MeButton *m_me;
    bool m_compact = false;
};

} // namespace coterie::ui
