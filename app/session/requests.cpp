// SPDX-License-Identifier: MIT
#include "app/session/requests.h"

#include "app/session/connection.h"
#include "app/session/errortext.h"

#include <algorithm>

namespace coterie {

namespace {
constexpr qint64 againMs = 1000, mostAgainMs = 30'000;
constexpr int mostTries = 8;
constexpr qint64 lookAgainMs = 1000; // on a slow way
// A little under what a host takes (history 20/s, others 10/s), so that its "rate" stays the exception.
constexpr double historyPerSecond = 18, historyBurst = 50, otherPerSecond = 9, otherBurst = 50;
constexpr double blobsPerSecond = 115, blobsBurst = 50; // parts of 32 KiB, of 4 MiB/s
} // namespace

Requests::Requests(Connection &connection, Router &router, const Clock &clock, const ConnectionTiming &timing,
                   QObject *parent)
    : QObject(parent)
    , m_connection(connection)
    , m_clock(clock)
    , m_answerMs(timing.answerMs)
    , m_history(historyPerSecond, historyBurst)
    , m_blobs(blobsPerSecond, blobsBurst)
    , m_other(otherPerSecond, otherBurst)
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

void Requests::begin()
{
    m_history = TokenBucket(historyPerSecond, historyBurst);
    m_blobs = TokenBucket(blobsPerSecond, blobsBurst);
    m_other = TokenBucket(otherPerSecond, otherBurst);
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
    open.answered(answer);
}

void Requests::refused(const Failure &failure)
{
    const auto at = failure.req ? m_open.find(*failure.req) : m_open.end();
    if (at == m_open.end())
        return;
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

TokenBucket &Requests::bucketFor(const ClientMessage &question)
{
    if (std::holds_alternative<BlobPut>(question) || std::holds_alternative<BlobGet>(question))
        return m_blobs;
    return std::holds_alternative<HistoryGet>(question) ? m_history : m_other;
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
        if (const qint64 pause = bucketFor(open->question).take(now); pause > 0) {
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
