// SPDX-License-Identifier: MIT
#include "app/session/sessionparts.h"

namespace coterie {

// What waits for a place that is no longer the one it was written for: a room that was left, the folder of an earlier
// host, a log that began anew.

// What waits in a room that one has left, perhaps on another device, would wait for ever and be seen by nobody. Nobody
// is put back into it behind their back (A14): they are told, and decide.
void SessionParts::lookForApart(const QList<RoomId> &rooms)
{
    for (const RoomId &id : rooms) {
        const bool apart = book.isLeft(id) && !outbox.entries(id).isEmpty();
        book.setApart(id, apart);
        outbox.setApart(id, apart);
    }
}

// It is in this session's folder now: that is read anew, as when one comes, and the host hears of it on the next
// connection.
void SessionParts::brought(const BroughtWork &work)
{
    connection.close(CloseCode::GoingAway);
    login.reload();
    if (isOpen)
        connection.open(login.targets());
    // Somebody may have written on since the older draft was joined to theirs.
    for (auto draft = work.drafts.cbegin(); draft != work.drafts.cend(); ++draft)
        emit session.draftBrought(draft.key(), draft.value());
    fail(QStringLiteral("brought"),
         Session::tr("%Ln change(s) were brought here. What waited is sent now, under your name here.", nullptr,
                     work.changes()));
}

// What waits and answers a message by its place in a log that is not the host's any more: the host is asked whether
// that message is at that place in this one.
void SessionParts::mendReplies(const RoomId &room)
{
    const auto *known = book.find(room);
    if (!known)
        return;
    const EpochId epoch = known->sync.epoch();
    for (const OutboxEntry &entry : outbox.strayReplies(room)) {
        const auto &post = std::get<ChatPost>(entry.message);
        if (entry.answers.isNull()) {
            outbox.setReply(entry.id, {}, epoch);
            continue;
        }
        HistoryGet question;
        question.room = room;
        question.before = *post.replyTo + 1;
        question.limit = 1;
        requests.ask<HistoryPage>(
            question,
            [this, entry, epoch, place = *post.replyTo](const HistoryPage &page) {
                const bool there =
                    !page.events.isEmpty() && page.events.last().id == entry.answers && page.events.last().seq == place;
                outbox.setReply(entry.id, there ? std::optional(place) : std::nullopt, epoch);
            },
            [this, entry, epoch](const Failure &) {
                if (connection.phase() == Connection::Phase::Live) // else it is asked again after the next join
                    outbox.setReply(entry.id, {}, epoch);
            },
            Requests::Urgency::Next);
    }
}

} // namespace coterie
