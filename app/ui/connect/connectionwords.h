// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/session.h"

// What the window says about the connection (product rule U-10). Pure: the same state gives the same words.
namespace coterie::ui {

enum class Mood { Good, Busy, Slow, Bad, Off };

struct ConnectionWords {
    Mood mood = Mood::Off;
    QString strip;  // always
    QString banner; // empty: nothing is limited
    bool offersRetry = false;
    bool offersLeave = false;
};

[[nodiscard]] ConnectionWords connectionWords(const Session::StateInfo &info, const QString &host, qint64 nowMs);

} // namespace coterie::ui
