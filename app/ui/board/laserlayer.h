// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardguests.h"
#include "app/session/boardlasers.h"

#include <QFont>

class QPainter;

namespace coterie::ui {

class BoardCamera;

// Paints lasers and pings above the board in each one's colour, a ping with its name. The window's thread.
void paintLasers(QPainter &painter, const BoardLasers &lasers, const BoardGuests &guests, const UserId &self,
                 const BoardCamera &camera, const QFont &font);

} // namespace coterie::ui
