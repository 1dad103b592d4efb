// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/session.h"
#include "app/ui/shell/noticebar.h"

// What the window says about the connection (product rule U-10). Pure: the same state gives the same words.
namespace coterie::ui {

struct ConnectionWords {
    Mood mood = Mood::Off;
    QString strip;  // always
    QString banner; // empty: nothing is limited
    QString hint;   // of the strip; may be empty
    bool offersRetry = false;
    bool offersLeave = false;
    bool offersDetails = false; // what there is to know about the connection
    bool offersClose = false;   // it is only said
    bool offersOther = false; // to go to the session that answers instead

    // Whoever hosts has more to know than how the way to their own host is. In the banner alone.
    void showHostTrouble(const QString &saidByTheDisk);
    void showHostAlarm(const QString &saidByTheHost); // what is lost or damaged of what it kept
    void showHostEnd(const QString &why);             // it had to end; what is on this computer can be read
};

[[nodiscard]] ConnectionWords connectionWords(const Session::StateInfo &info, const QString &host, qint64 nowMs,
                                              const QByteArray &hostPin = {});

} // namespace coterie::ui
