// SPDX-License-Identifier: MIT
#include "app/session/boardpast.h"

#include "app/session/errortext.h"
#include "app/session/requests.h"
#include "shared/protocol/chat.h"
#include "shared/protocol/roomstate.h"

#include <QPointer>

namespace coterie {

namespace {
constexpr int pageEvents = 200;
}

BoardPast::BoardPast(const RoomId &room, const BoardId &board, Requests &requests, QObject *parent)
    : QObject(parent)
    , m_room(room)
    , m_board(board)
    , m_requests(requests)
{
}

void BoardPast::start()
{
    if (!std::exchange(m_asking, true))
        ask();
}

void BoardPast::startAnew()
{
    m_events.clear();
    m_names.clear();
    m_after = 0;
    m_isOld = m_asking;
    start();
}

void BoardPast::ask()
{
    HistoryGet question;
    question.room = m_room;
    question.after = m_after;
    question.limit = pageEvents;
    question.board = true;
    const QPointer<BoardPast> self(this);
    m_requests.ask<HistoryPage>(
        question,
        [self](const HistoryPage &page) {
            if (self)
                self->take(page.events, page.more);
        },
        [self](const Failure &failure) {
            if (!self)
                return;
            self->m_asking = self->m_isOld = false;
            emit self->failed(errorSentence(failure));
        });
}

void BoardPast::take(const QList<RoomEvent> &events, bool more)
{
    if (std::exchange(m_isOld, false))
        return ask();
    for (const RoomEvent &event : events) {
        m_after = event.seq;
        if (event.board && boardOf(m_room, event.board->board) == m_board)
            noteChange(event);
    }
    if (!more) {
        m_asking = false;
        return emit read();
    }
    emit progressed(m_after);
    ask();
}

void BoardPast::noteChange(const RoomEvent &event)
{
    m_events.append({boardTransaction(event), event.seq, event.time});
    m_names.insert(event.author, event.name);
}

} // namespace coterie
