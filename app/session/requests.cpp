// SPDX-License-Identifier: MIT
#include "app/session/requests.h"

#include "app/session/connection.h"
#include "app/session/errortext.h"
#include "shared/protocol/blobs.h"
#include "shared/protocol/errors.h"

#include <algorithm>

namespace coterie {

namespace {
constexpr qint64 againMs = 1000, mostAgainMs = 30'000;
constexpr int mostTries = 8;
constexpr qint64 lookAgainMs = 1000; // on a slow way
// A little under what a host takes, so that its "rate" stays the exception, and never all at once: what is refused is
// counted too, and other devices of the person have their questions.
constexpr double part = 0.9, atOnce = 0.8, mostAtOnce = 50;
constexpr double mostPrice = 32, cheaper = 0.9;
// What a host allows that does not say.
const Rate historyRate{QStringLiteral("history"), 20 * 60, 60}, otherRate{QStringLiteral("request"), 10 * 60, 60},
    blobRate{QStringLiteral("blob-bytes"), 4 * 1024 * 1024 * 60, 2 * 1024 * 1024},
    summonRate{QStringLiteral("summon"), 12, 3};
} // namespace

Requests::Requests(Connection &connection, Router &router, const Clock &clock, const ConnectionTiming &timing,
                   QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_clock(clock)
    , m_answerMs(timing.answerMs)
    , m_history(classOf({}, historyRate))
    , m_blobs(classOf({}, blobRate, blobPartBytes))
    , m_summons(classOf({}, summonRate))
    , m_other(classOf({}, otherRate))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Requests::pump);
    listen<RoomsPage>(router);
    listen<RoomJoined>(router);
    listen<MembersPage>(router);
    listen<HistoryPage>(router);
    listen<Done>(router);
    listen<RoomStatePage>(router);
    listen<BlobHave>(router);
    listen<BlobPart>(router);
    router.on<Failure>(this, &Requests::refused);
}

qint64 Requests::nextNumber()
{
    m_last = m_last >= requestRange.max ? requestRange.min : m_last + 1;
    return m_last;
}

// `unit`: so much of the rate goes for one question.
Requests::Class Requests::classOf(const Limits &limits, const Rate &otherwise, double unit)
{
    Rate rate = otherwise;
    for (const Rate &told : limits.rates.value_or(QList<Rate>()))
        if (told.what == rate.what)
            rate = told;
    const double perSecond = std::max(0.1, rate.perMinute / 60.0 / unit * part);
    const double burst = std::clamp(rate.burst / unit * atOnce, 1.0, mostAtOnce);
    return {TokenBucket(perSecond, burst), burst};
}

void Requests::begin(const Limits &limits)
{
    m_history = classOf(limits, historyRate);
    m_blobs = classOf(limits, blobRate, blobPartBytes);
    m_summons = classOf(limits, summonRate);
    m_other = classOf(limits, otherRate);
    m_ready = true;
    pump();
}

void Requests::connectionLost()
{
    m_ready = false;
    m_timer.stop();
    failAll();
}

void Requests::failAll()
{
    m_queue.clear();
    const auto open = std::exchange(m_open, {});
    for (const Open &one : open)
        if (one.failed)
            one.failed({.code = lostCode, .path = {}, .text = {}, .req = {}, .id = {}, .retryMs = {}});
}

void Requests::add(qint64 req, ClientMessage question, std::function<void(const ServerMessage &)> answered,
                   std::function<void(const Failure &)> failed, Urgency urgency)
{
    m_open.insert(req, {std::move(question), std::move(answered), std::move(failed)});
    urgency == Urgency::Next ? m_queue.push_front(req) : m_queue.push_back(req);
    m_timer.start(0); // not from inside the caller: it may still be getting ready for the answer
}

void Requests::finish(qint64 req, const ServerMessage &answer)
{
    const auto at = m_open.find(req);
    if (at == m_open.end() || at->due == 0)
        return;
    const Open open = *at;
    m_open.erase(at);
    Class &asked = classOf(open.question);
    asked.price = std::max(1.0, asked.price * cheaper);
    open.answered(answer);
}

void Requests::refused(const Failure &failure)
{
    const auto at = failure.req ? m_open.find(*failure.req) : m_open.end();
    if (at == m_open.end())
        return;
    if (failure.code == errors::rate) {
        tooFast(classOf(at->question), hostPause(failure.retryMs));
        at->due = 0;
        --at->tries;
        m_queue.push_front(*failure.req);
        pump();
        return;
    }
    if (!isWorthRetrying(failure.code) || at->tries >= mostTries) {
        fail(*failure.req, failure);
        return;
    }
    at->due = 0;
    const qint64 pause = std::max(std::min(hostPause(failure.retryMs), mostAgainMs), againMs << std::min(at->tries, 4));
    QTimer::singleShot(int(pause), this, [this, req = *failure.req] {
        if (m_open.contains(req) && m_open.value(req).due == 0) {
            m_queue.push_front(req);
            pump();
        }
    });
}

void Requests::fail(qint64 req, const Failure &failure)
{
    const Open open = m_open.take(req);
    if (open.failed)
        open.failed(failure);
}

// Nothing of this kind goes before the host takes it again. What was under way together says it once.
void Requests::tooFast(Class &asked, qint64 retryMs)
{
    const qint64 now = m_clock.monotonicMs();
    if (now < asked.heldUntil)
        return;
    asked.heldUntil = now + std::clamp<qint64>(retryMs, 1, mostAgainMs);
    asked.price = std::min({asked.price * 2, mostPrice, asked.burst});
    while (asked.pace.take(now) == 0) { // what it came to by now is not to go all at once then
    }
}

Requests::Class &Requests::classOf(const ClientMessage &question)
{
    if (std::holds_alternative<BlobPut>(question) || std::holds_alternative<BlobGet>(question))
        return m_blobs;
    if (std::holds_alternative<BoardSummon>(question))
        return m_summons; // however often somebody is called, everything else goes on
    return std::holds_alternative<HistoryGet>(question) || std::holds_alternative<MembersGet>(question) ? m_history
                                                                                                        : m_other;
}

void Requests::pump()
{
    if (!m_ready) { // before `welcome` a host takes no question
        failAll();
        return;
    }
    const qint64 now = m_clock.monotonicMs();
    qint64 next = m_answerMs;
    for (auto at = m_queue.begin(); at != m_queue.end();) {
        const auto open = m_open.find(*at);
        if (open == m_open.end() || open->due > 0) {
            at = m_queue.erase(at);
            continue;
        }
        Class &asked = classOf(open->question);
        const qint64 held = asked.heldUntil - now;
        if (const qint64 pause = held > 0 ? held : asked.pace.take(now, asked.price); pause > 0) {
            next = std::min(next, pause);
            ++at;
            continue;
        }
        open->due = now + m_answerMs;
        ++open->tries;
        m_connection.send(open->question);
        at = m_queue.erase(at);
    }
    QList<qint64> late;
    for (auto open = m_open.cbegin(); open != m_open.cend(); ++open) {
        if (open->due > 0 && open->due <= now && (m_connection.isReceiving() || m_connection.isSending()))
            next = std::min<qint64>(next, lookAgainMs); // it is behind what arrives or leaves, or is that itself
        else if (open->due > 0 && open->due <= now)
            late.append(open.key());
        else if (open->due > 0)
            next = std::min(next, open->due - now);
    }
    if (!m_open.isEmpty())
        m_timer.start(int(std::max<qint64>(1, next)));
    for (const qint64 req : std::as_const(late))
        fail(req, {.code = lostCode, .path = {}, .text = {}, .req = req, .id = {}, .retryMs = {}});
}

} // namespace coterie
