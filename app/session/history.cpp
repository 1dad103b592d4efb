// SPDX-License-Identifier: MIT
#include "app/session/history.h"

#include "app/session/outbox.h"

#include <QDateTime>
#include <algorithm>

namespace coterie {

History::History(RoomBook &book, Outbox &outbox, Requests &requests, LocalStore &store, QObject *parent)
    : QObject(parent)
    , m_book(book)
    , m_outbox(outbox)
    , m_requests(requests)
    , m_store(store)
{
    connect(&book, &RoomBook::stepped, this, &History::take);
    connect(&outbox, &Outbox::changed, this, [this](const RoomId &room) {
        if (TimelineModel *model = existing(room))
            model->setPending(m_outbox.posts(room));
    });
}

TimelineModel *History::timeline(const RoomId &room)
{
    if (TimelineModel *model = existing(room))
        return model;
    auto *model = new TimelineModel(this);
    m_timelines[room].model = model;
    model->setMe(m_me, m_name);
    model->setPending(m_outbox.posts(room));
    connect(model, &TimelineModel::olderWanted, this, [this, room](Seq before) { older(room, before); });
    connect(model, &TimelineModel::newerWanted, this, [this, room](Seq after) { newer(room, after); });
    connect(model, &TimelineModel::latestWanted, this, [this, room] { loadLatest(room); });
    connect(model, &TimelineModel::aroundWanted, this, [this, room](Seq seq) { around(room, seq); });
    connect(model, &TimelineModel::quoteWanted, this, [this, room](Seq seq) { quote(room, seq); });
    loadLatest(room);
    return model;
}

void History::setMe(const UserId &me, const QString &name)
{
    m_me = me;
    m_name = name;
    for (const Feed &feed : std::as_const(m_timelines))
        feed.model->setMe(me, name);
}

void History::reload()
{
    m_setAside.clear();
    for (auto feed = m_timelines.begin(); feed != m_timelines.end(); ++feed) {
        feed->model->unload(false);
        loadLatest(feed.key());
    }
}

void History::drawLine(const RoomId &room)
{
    const auto *kept = m_book.find(room);
    TimelineModel *model = existing(room);
    if (!kept || !model)
        return;
    const RoomInfo &info = kept->kept.info;
    model->setReadAnchor(info.joined && info.line > info.read ? std::optional(info.read) : std::nullopt);
}

void History::take(const RoomId &room, const RoomSync::Step &step, bool live)
{
    if (step.dropAll) {
        m_outbox.logBeganAnew(room);
        setAside(room);
    }
    if (step.first <= step.last)
        m_store.putEvents(room, step.events, step.first, step.last);
    // The outbox lets go of what has arrived after the timeline has it, so that no row is gone in between.
    QList<OpId> own;
    for (const RoomEvent &event : step.events)
        if (event.author == m_me)
            own.append(event.id);
    if (TimelineModel *model = existing(room)) {
        if (step.dropAll)
            model->unload(false);
        if (step.leap) {
            ++m_timelines[room].loads;
            model->load(step.events, step.first <= 1);
        } else if (!step.events.isEmpty()) {
            if (live)
                noteUnread(room, *model, step);
            model->append(step.events);
        }
        if (step.caughtUp && m_book.find(room)->sync.cursor() == 0) {
            ++m_timelines[room].loads;
            model->load({}, true); // nothing was ever said here
        } else if (step.caughtUp && !model->isLoaded()) {
            loadLatest(room);
        }
    }
    if (step.first <= step.last)
        m_outbox.noteLog(room, step.last, own, step.events);
    if (step.caughtUp)
        lookAtPasts(room);
}

void History::setAside(const RoomId &room)
{
    m_setAside.append(m_book.pastOf(room, QDateTime::currentMSecsSinceEpoch()));
    m_store.setAside(m_setAside.last());
}

// The new log has come, or its end: what is in it too has left the old one.
void History::lookAtPasts(const RoomId &room)
{
    if (std::none_of(m_setAside.cbegin(), m_setAside.cend(), [&](const auto &past) { return past.pastOf == room; }))
        return;
    askPasts(room);
}

void History::dropFromPast(const RoomId &past, Seq seq)
{
    m_dropped.insert({past, seq});
    m_store.dropFromPast(past, seq);
    if (const auto *known = m_book.find(past); known && known->kept.pastOf)
        askPasts(*known->kept.pastOf);
}

void History::askPasts(const RoomId &room)
{
    m_store.pasts(room, [this, room](const QList<PastLog> &logs) {
        for (const PastLog &log : logs) {
            const auto past = std::find_if(m_setAside.begin(), m_setAside.end(),
                                           [&](const CachedRoom &one) { return one.info.id == log.room; });
            if (log.isEmpty()) {
                m_book.dropPast(log.room);
            } else if (past != m_setAside.end()) {
                past->cursor = log.last;
                m_book.addPast(*past);
                emit logLost(room, log.messages);
            } else if (existing(log.room)) {
                loadLatest(log.room);
            }
        }
        m_setAside.removeIf([&](const CachedRoom &past) { return past.pastOf == room; });
    });
}

// Somebody wrote while nobody looks: the line goes above it, unless there is one above something older that is unread.
void History::noteUnread(const RoomId &room, TimelineModel &model, const RoomSync::Step &step)
{
    if (m_watching && m_book.active() == room)
        return;
    for (const RoomEvent &event : step.events) {
        if (!event.chat || !event.line || event.author == m_me)
            continue;
        const auto *kept = m_book.find(room);
        const bool allReadBefore = kept && kept->kept.info.read >= *event.line - 1;
        if (allReadBefore || model.firstUnreadRow() < 0)
            model.setReadAnchor(kept ? std::optional(kept->kept.info.read) : std::nullopt);
        return;
    }
}

void History::loadLatest(const RoomId &room)
{
    Feed &feed = m_timelines[room];
    feed.model->unload(true);
    const quint64 load = ++feed.loads;
    const auto *kept = m_book.find(room);
    const Seq cursor = kept ? kept->sync.cursor() : 0;
    m_store.page({room, cursor + 1, {}, TimelineModel::pageSize}, [this, room, load, cursor](const CachedPage &page) {
        const Feed &now = m_timelines[room];
        if (now.loads != load)
            return; // something newer is shown already
        const auto *book = m_book.find(room);
        const bool empty = cursor == 0 && book && book->sync.stage() == RoomSync::Stage::Live;
        now.model->load(page.events, empty || (page.first == 1 && !page.more));
    });
}

void History::older(const RoomId &room, Seq before)
{
    const quint64 load = m_timelines[room].loads;
    m_store.page({room, before, {}, TimelineModel::pageSize}, [this, room, before, load](const CachedPage &page) {
        if (m_timelines[room].loads != load)
            return;
        if (!page.events.isEmpty() || page.first == 1)
            existing(room)->prependPage(page.events, page.first == 1 && !page.more);
        else
            olderFromHost(room, page.first > 0 ? page.first : before);
    });
}

void History::olderFromHost(const RoomId &room, Seq before)
{
    pageFromHost(room, before, {}, [this, room, before](TimelineModel *model, const HistoryPage &page) {
        const Seq first = page.more && !page.events.isEmpty() ? page.events.first().seq : 1;
        const Seq last = std::min(before - 1, m_book.find(room)->sync.cursor());
        if (first <= last)
            m_store.putEvents(room, page.events, first, last);
        if (model)
            model->prependPage(page.events, !page.more);
    });
}

void History::newer(const RoomId &room, Seq after)
{
    const quint64 load = m_timelines[room].loads;
    m_store.page({room, {}, after, TimelineModel::pageSize}, [this, room, after, load](const CachedPage &page) {
        if (m_timelines[room].loads != load)
            return;
        const auto *kept = m_book.find(room);
        const Seq cursor = kept ? kept->sync.cursor() : 0;
        if (page.first == 0 && after < cursor)
            newerFromHost(room, after); // the run ends here and another begins later
        else
            existing(room)->appendPage(page.events, !page.more && page.last >= cursor);
    });
}

void History::newerFromHost(const RoomId &room, Seq after)
{
    pageFromHost(room, {}, after, [this, room, after](TimelineModel *model, const HistoryPage &page) {
        const Seq last =
            page.more && !page.events.isEmpty() ? page.events.last().seq : m_book.find(room)->sync.cursor();
        if (after < last)
            m_store.putEvents(room, page.events, after + 1, last);
        if (model)
            model->appendPage(page.events, !page.more);
    });
}

// Hands over the page with the timeline that waits for it, or with none when that shows something else by now.
void History::pageFromHost(const RoomId &room, std::optional<Seq> before, std::optional<Seq> after, PageTaker take)
{
    const auto *kept = m_book.find(room);
    if (!kept || kept->sync.stage() == RoomSync::Stage::Away) {
        existing(room)->pageFailed(); // no connection: what is here is all there is
        return;
    }
    HistoryGet question;
    question.room = room;
    question.before = before;
    question.after = after;
    question.limit = TimelineModel::pageSize;
    m_requests.ask<HistoryPage>(
        question,
        [this, room, load = m_timelines[room].loads, take = std::move(take)](const HistoryPage &page) {
            take(m_timelines[room].loads == load ? existing(room) : nullptr, page);
        },
        [this, room](const Failure &) { existing(room)->pageFailed(); }, Requests::Urgency::Next);
}

// Half a page on either side, from the disk: only what is there can be searched.
void History::around(const RoomId &room, Seq seq)
{
    const quint64 load = ++m_timelines[room].loads;
    constexpr int half = TimelineModel::pageSize / 2;
    m_store.page({room, seq + 1, {}, half}, [this, room, seq, load](const CachedPage &before) {
        m_store.page({room, {}, seq, half}, [this, room, seq, load, before](const CachedPage &after) {
            if (m_timelines[room].loads != load)
                return;
            const bool found = !before.events.isEmpty() && before.events.last().seq == seq;
            const auto *kept = m_book.find(room);
            const Seq cursor = kept ? kept->sync.cursor() : 0;
            // The run after it is the end only if it reaches what was shown last; a hole may follow.
            const Seq last = std::max(before.last, after.last);
            existing(room)->loadAround(seq, found ? before.events + after.events : QList<RoomEvent>(),
                                       before.first == 1 && !before.more, !after.more && last >= cursor);
        });
    });
}

void History::quote(const RoomId &room, Seq seq)
{
    const auto tell = [this, room, seq](const QList<RoomEvent> &events) {
        if (events.isEmpty() || events.last().seq != seq || !events.last().chat)
            return false;
        existing(room)->setQuote(seq, events.last().name, events.last().chat->body);
        return true;
    };
    m_store.page({room, seq + 1, {}, 1}, [this, room, seq, tell](const CachedPage &page) {
        const auto *kept = m_book.find(room);
        if (tell(page.events) || !kept || kept->sync.stage() == RoomSync::Stage::Away)
            return;
        HistoryGet question;
        question.room = room;
        question.before = seq + 1;
        question.limit = 1;
        m_requests.ask<HistoryPage>(
            question, [tell](const HistoryPage &answer) { tell(answer.events); }, [](const Failure &) {});
    });
}

} // namespace coterie
