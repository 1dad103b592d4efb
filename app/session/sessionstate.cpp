// SPDX-License-Identifier: MIT
#include "app/session/errortext.h"
#include "app/session/invite.h"
#include "app/session/sessionparts.h"
#include "shared/protocol/errors.h"

#include <QHostAddress>

#include <algorithm>

// How a session stands, in one place (U-10).
namespace coterie {

namespace {
constexpr qint64 awayMs = 12'000;

// Why nothing was said to whoever answered; `invited`: the key was in the link.
QString distrust(DialFault fault, bool invited)
{
    if (fault == DialFault::BadCertificate)
        return Session::tr(
            "The certificate of this host is not valid, so nothing was sent. What is on this computer can "
            "still be read. Ask the host for an invite link.");
    if (invited)
        return Session::tr("The host that answers is not the one this link invites to: its key is another one. Nothing "
                           "was sent. Ask for a new invite link.");
    return Session::tr("The key of this host is another one than before, so it may be another computer. Nothing was "
                       "sent, and what is here can still be read. Ask the host for a new invite link.");
}

// Why a host that is there lets nobody in for now; `code` is that of its answer to hello. Empty: it did not say so.
QString turnedAway(const QString &code, const QString &address)
{
    if (code == errors::full)
        return Session::tr(
                   "The session at %1 takes nobody more just now: it is full, or you are in it on too many devices. "
                   "Try again in a while.",
                   "%1 is an address")
            .arg(address);
    if (code == errors::rate || code == errors::busy)
        return Session::tr("The session at %1 has a lot to do just now and lets nobody in. Try again in a moment.",
                           "%1 is an address")
            .arg(address);
    if (code == errors::storage)
        return Session::tr("The session at %1 cannot write to its disk and lets nobody new in. Tell whoever hosts it.",
                           "%1 is an address")
            .arg(address);
    return {};
}

bool isThisComputer(const QUrl &url)
{
    return url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
}
} // namespace

bool SessionParts::isOnThisComputer() const
{
    const QList<QUrl> &urls = login.urls();
    return std::any_of(urls.cbegin(), urls.cend(), isThisComputer);
}

// Until an attempt ends otherwise.
bool SessionParts::isOtherThere() const
{
    return login.other() && connection.phase() != Connection::Phase::Live && isOpen &&
           connection.lastEnd().detail == QLatin1String(Login::otherCode);
}

Session::State SessionParts::stateNow(QString &reason, QString &cause) const
{
    using State = Session::State;
    const auto phase = connection.phase();
    const auto &end = connection.lastEnd();
    if (phase == Connection::Phase::Live)
        return book.isSettled() ? State::Online : State::CatchingUp;
    if (!isOpen)
        return State::Offline;
    if (phase == Connection::Phase::Closed && m_loaded) {
        if (end.final) {
            if (end.dial.fault >= DialFault::BadCertificate)
                reason = distrust(end.dial.fault, !settings.pin.isEmpty());
            else
                reason = !m_refusal.isEmpty() ? m_refusal : closeSentence(end.closeCode);
            return State::Refused;
        }
    }
    if (isOtherThere()) {
        reason =
            Session::tr("Another session answers at this address now: “%1”. You are still in “%2”: what is here can be "
                        "read, and what you write and draw waits for its own host, which is looked for by itself.",
                        "%1 and %2 are sessions")
                .arg(login.other()->name, hostName);
        return State::HostAway;
    }
    // Also while it is looked for: nothing is new before somebody answers.
    if (end.ended) {
        cause = Session::tr("Its host ended the session.");
        reason = Session::tr("The host ended the session. You can read, write and draw here; it is sent when the host "
                             "opens it again. That is looked for by itself.");
        return State::HostAway;
    }
    // A hint only: it is tried all the same, and a try in between is no news. A host on this very computer needs no
    // network.
    const bool tries = phase == Connection::Phase::Dialing || phase == Connection::Phase::Greeting;
    const bool toldOffline = m_state.state == State::Offline && !m_state.reason.isEmpty();
    if ((phase == Connection::Phase::Waiting || (tries && toldOffline)) && network.isDown() && !isOnThisComputer()) {
        cause = Session::tr("You are offline. Connect this computer to the network of the host, and try again.");
        reason = Session::tr("You are offline. You can read, search, write and draw; changes are sent later.");
        return State::Offline;
    }
    if (end.saidBye && phase == Connection::Phase::Waiting) {
        cause = Session::tr("The host is starting anew. Try again in a moment.");
        reason = Session::tr("The host is starting anew. You can read, write and draw; it is tried again by itself.");
        return State::HostAway;
    }
    // Who joins for the first time has nothing to read meanwhile, and wants to know whether the address is right (A9).
    const bool nothingHere = !m_everLive && book.order().isEmpty();
    const bool tried = m_loaded && phase == Connection::Phase::Waiting;
    if (clock.monotonicMs() - m_lostMs < awayMs && !(nothingHere && tried))
        return m_everLive ? State::Reconnecting : State::Connecting;
    // A host that was here a moment ago and takes the call without a word has stopped answering, and that is said.
    if (!(end.dial.fault == DialFault::Silent && m_everLive))
        reason = dialSentence(end.dial);
    const auto readable = [&](const QString &why) {
        cause = why;
        return nothingHere ? why
                           : QString(why % u' ' %
                                     Session::tr("What is on this computer can be read; it is tried again by itself.",
                                                 "behind a sentence that says why there is no connection"));
    };
    if (!reason.isEmpty()) {
        reason = readable(reason);
        return State::HostAway;
    }
    cause = Session::tr("No session answers at %1. Check the address, and that both computers are on the same "
                        "network.",
                        "%1 is an address")
                .arg(shownAuthority(settings.url));
    if (const QString why = turnedAway(end.detail, shownAuthority(settings.url)); !why.isEmpty())
        reason = readable(why);
    else if (nothingHere)
        reason = cause;
    else if (!m_everLive)
        reason = Session::tr("Nobody answers at this address. What is on this computer can be read. Check the address, "
                             "and that the host is on the same network; it is tried again by itself.");
    return State::HostAway; // else without a reason: the window knows since when, and what waits
}

Session::StateInfo SessionParts::computeState() const
{
    Session::StateInfo info = m_state;
    info.reason.clear();
    info.cause.clear();
    info.state = stateNow(info.reason, info.cause);
    if (info.cause.isEmpty())
        info.cause = info.reason;
    if (info.state != m_state.state || info.sinceMs == 0)
        info.sinceMs = clock.wallMs();
    // How long a host has been away counts from its last sign of life, not from when it was given up.
    if (info.state == Session::State::HostAway && info.state != m_state.state && m_everLive && connection.heardMs() > 0)
        info.sinceMs -= std::max<qint64>(0, clock.monotonicMs() - connection.heardMs());
    info.rttMs = connection.rttMs();
    info.link = connection.phase() == Connection::Phase::Live ? connection.quality().grade() : Session::Link::Unknown;
    info.retryInMs = connection.retryInMs();
    info.waiting = outbox.waiting();
    info.distrusted =
        info.state == Session::State::Refused && connection.lastEnd().dial.fault >= DialFault::BadCertificate;
    info.isOtherThere = isOtherThere();
    info.behind = info.state == Session::State::CatchingUp ? book.behind() : 0;
    return info;
}

// Tells what differs. The time until the next try runs by itself: it counts when a wait begins.
void SessionParts::tellState()
{
    // A connection tells that it is in another phase before it tells that it is lost.
    if (m_live && connection.phase() != Connection::Phase::Live)
        m_lostMs = clock.monotonicMs();
    const Session::StateInfo info = computeState();
    const bool waits = info.retryInMs >= 0;
    const bool newWait = waits && (m_state.retryInMs < 0 || info.retryInMs > m_state.retryInMs);
    const bool same = info.state == m_state.state && info.rttMs == m_state.rttMs && info.link == m_state.link &&
                      info.reason == m_state.reason && info.waiting == m_state.waiting &&
                      info.behind == m_state.behind && info.isOtherThere == m_state.isOtherThere &&
                      waits == (m_state.retryInMs >= 0) && !newWait && m_state.sinceMs > 0;
    if (connection.phase() != Connection::Phase::Live && isOpen && !m_awayTimer.isActive())
        if (const qint64 left = m_lostMs + awayMs - clock.monotonicMs(); left > 0)
            m_awayTimer.start(int(left) + 1);
    if (same)
        return;
    m_state = info;
    emit session.stateChanged(info);
}

} // namespace coterie
