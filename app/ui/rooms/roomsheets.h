// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/session.h"

#include <functional>

class QWidget;

namespace coterie::ui {

// A new room: name and topic. Stays open with the reason when the host refuses.
void showNewRoom(QWidget *over, Session &session);
// For a room that the host has not got: under which name it is made after all.
void showMakeRoom(QWidget *over, Session &session, const RoomId &room);
void showTopic(QWidget *over, Session &session, const RoomId &room);
// Ctrl+K: type a few letters, Enter.
void showQuickSwitcher(QWidget *over, Session &session, const std::function<void(const RoomId &)> &open);

} // namespace coterie::ui
