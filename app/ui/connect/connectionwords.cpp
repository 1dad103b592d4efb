// SPDX-License-Identifier: MIT
#include "app/ui/connect/connectionwords.h"

#include "app/ui/shell/text.h"
#include "shared/util/keypin.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int slowFromMs = LinkQuality::degradedMs;
constexpr int bannerAfterMs = 3000;

struct StateWords {
    Q_DECLARE_TR_FUNCTIONS(Connection)
};

QString ago(qint64 ms)
{
    const int seconds = int(std::max<qint64>(ms, 0) / 1000);
    if (seconds < 90) // by tens: a sentence that changes each second draws the eye
        return StateWords::tr("%n second(s) ago", "since when the host is away", std::max(10, seconds / 10 * 10));
    if (seconds < 5400)
        return StateWords::tr("%n minute(s) ago", "since when the host is away", seconds / 60);
    return StateWords::tr("%n hour(s) ago", "since when the host is away", seconds / 3600);
}

QString waiting(int count)
{
    if (count <= 0)
        return StateWords::tr("You can read, write and draw; changes are sent when it is back.");
    return StateWords::tr("%Ln change(s) will be sent when it is back.", "what waits in the outbox", count);
}

void join(QString &banner, const QString &sentence)
{
    if (!sentence.isEmpty())
        banner += banner.isEmpty() ? sentence : QString(u' ' % sentence);
}

} // namespace

ConnectionWords connectionWords(const Session::StateInfo &info, const QString &host, qint64 nowMs,
                                const QByteArray &hostPin)
{
    using State = Session::State;
    ConnectionWords words;
    const qint64 lasted = nowMs - info.sinceMs;
    switch (info.state) {
    case State::Online:
        words.mood = info.link == Session::Link::Poor       ? Mood::Bad
                     : info.link == Session::Link::Degraded ? Mood::Slow
                                                            : Mood::Good;
        if (info.link == Session::Link::Poor)
            words.strip = info.rttMs > slowFromMs
                              ? StateWords::tr("Very slow: %1 ms", "connection; %1 is the round trip")
                                    .arg(QLocale().toString(info.rttMs))
                              : StateWords::tr("Very unsteady", "connection");
        else if (info.link == Session::Link::Degraded)
            words.strip = info.rttMs > slowFromMs ? StateWords::tr("Slow: %1 ms", "connection; %1 is the round trip")
                                                        .arg(QLocale().toString(info.rttMs))
                                                  : StateWords::tr("Unsteady", "connection");
        else if (info.rttMs >= 0)
            words.strip =
                StateWords::tr("Connected, %1 ms", "connection; %1 is the round trip").arg(std::max(1, info.rttMs));
        else
            words.strip = StateWords::tr("Connected", "connection");
        break;
    case State::CatchingUp:
        words.mood = Mood::Busy;
        words.strip = info.behind > 0 ? StateWords::tr("Catching up: %Ln change(s)", "connection", info.behind)
                                      : StateWords::tr("Catching up…", "connection");
        break;
    case State::Connecting:
        words.mood = Mood::Busy;
        words.strip = StateWords::tr("Connecting…", "connection");
        break;
    case State::Reconnecting:
        words.mood = Mood::Slow;
        words.strip = StateWords::tr("Reconnecting…", "connection");
        if (lasted >= bannerAfterMs)
            words.banner =
                StateWords::tr("The connection was lost and is being made again. What you write and draw waits here.");
        words.offersRetry = true;
        break;
    case State::HostAway:
        words.mood = Mood::Bad;
        words.strip = info.isOtherThere ? StateWords::tr("Another session answers", "connection")
                                        : StateWords::tr("Host is away", "connection");
        words.offersOther = info.isOtherThere;
        if (info.reason.isEmpty())
            words.banner = StateWords::tr("The computer of %1 stopped answering %2.", "%1 is a session, %2 a time ago")
                               .arg(isolated(host), ago(lasted));
        else
            words.banner = info.reason;
        if (info.waiting > 0 || info.reason.isEmpty())
            join(words.banner, waiting(info.waiting));
        words.offersRetry = words.offersDetails = true;
        break;
    case State::Offline:
        words.mood = Mood::Bad;
        words.strip = StateWords::tr("Offline", "connection");
        words.banner = info.reason.isEmpty()
                           ? StateWords::tr("You are offline. You can read, write and draw; changes are sent later.")
                           : info.reason;
        words.offersRetry = true;
        break;
    case State::Refused:
        if (info.distrusted) {
            words.mood = Mood::Alarm;
            words.strip = StateWords::tr("Stopped: another key", "connection");
            words.banner = info.reason;
            if (info.waiting > 0)
                join(words.banner, StateWords::tr("%Ln change(s) of yours wait on this computer and are kept; with the "
                                                  "new link you are asked whether to bring them along.",
                                                  "what waits in the outbox", info.waiting));
            words.offersLeave = true;
            break;
        }
        words.mood = Mood::Off;
        words.strip = StateWords::tr("Not connected", "connection");
        words.banner = info.reason.isEmpty() ? StateWords::tr("The host did not let you in.") : info.reason;
        words.offersRetry = true;
        words.offersLeave = true;
        break;
    }
    const bool connected = info.state == State::Online || info.state == State::CatchingUp;
    if (connected && !hostPin.isEmpty())
        words.hint = StateWords::tr("Encrypted. The host's key: %1", "%1 is a fingerprint").arg(keyPinToRead(hostPin));
    return words;
}

void ConnectionWords::showHostTrouble(const QString &saidByTheDisk)
{
    mood = Mood::Disk;
    banner =
        StateWords::tr("This computer cannot keep what is written in the session now. Nothing is lost: it waits with "
                       "those who wrote it, and goes on by itself. Make room on the disk, or connect it again. It "
                       "says: %1",
                       "to whoever hosts; %1 is what the disk says")
            .arg(saidByTheDisk);
    offersRetry = offersDetails = offersLeave = offersOther = false;
}

void ConnectionWords::showHostEnd(const QString &why)
{
    mood = Mood::Bad;
    banner = why;
    offersRetry = offersDetails = offersOther = false;
    offersLeave = true;
}

void ConnectionWords::showHostAlarm(const QString &saidByTheHost)
{
    mood = Mood::Disk;
    banner = StateWords::tr("Some of what this session kept on this computer is lost or damaged. Everything else goes "
                            "on, and members may still have it. If you have a newer copy of the session's file, end "
                            "the session and open that one. It says: %1",
                            "to whoever hosts; %1 is what the host found")
                 .arg(saidByTheHost);
    offersRetry = offersDetails = offersLeave = offersOther = false;
    offersClose = true;
}

} // namespace coterie::ui
