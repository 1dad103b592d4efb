// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/localstore.h"
#include "app/session/timelinerows.h"
#include "shared/util/clock.h"
#include "shared/util/tokenbucket.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>
#include <map>

namespace coterie {

// What this person did and the host has not confirmed. An operation is on this computer's disk before it is shown or
// sent, keeps its id for ever, is sent again after every reconnect and taken out at its ack (G19). Those of one room go
// one after the other, so none can overtake another (G6). Lives in the window's thread.
class Outbox final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Outbox)
public:
    // Of refusals that this side made.
    static constexpr QLatin1String editedTooLateCode{"edited-too-late"};
    static constexpr QLatin1String roomGoneCode{"room-gone"};
    // To make a room again that the host has not got: refused by this side, so that somebody decides.
    [[nodiscard]] static OutboxEntry roomGone(const RoomInfo &room, qint64 nowMs);

    enum class State {
        Saving, // on its way to the disk: not shown, not sent
        Queued,
        Sending,
        Acked,   // the host has it; shown until its event comes
        Refused, // kept until discard() or retry()
    };
    struct Item {
        OutboxEntry entry;
        State state = State::Queued;
        bool unwanted = false;         // discarded while it was under way
        bool noted = false;            // the disk says that it may have left this computer
        bool unanswered = false;       // it was sent before, and that attempt was never answered
        bool suspect = false;          // the host could not read something while it was under way
        int strikes = 0;               // ... and while nothing else was
        int renewals = 0;              // so often its objects got new ids
        QSet<QByteArray> brought = {}; // images that the host had not got and was to be brought
        bool confirming = false; // Acked: whether the host has these words or those before is still to be found out
        // With other words, which are on their way to the disk: not sent until they are there.
        std::optional<OutboxEntry> next = {};
        qint64 sentMs = 0;
        Seq seq = 0;      // Acked: its place
        qint64 place = 0; // among all that was here in this run, also where it was taken out since
    };

    Outbox(LocalStore &store, const Clock &clock, QObject *parent = nullptr);

    // What waits by the file that was opened: of an earlier run, of another session, or this one's once more.
    void load(const CachedSession &session);
    void keepAgain(); // in a new file: what is there already stays as it is
    void add(const OutboxEntry &entry, bool clearDraft = false);
    void addKept(const OutboxEntry &entry);           // whose words are on the disk already
    void addAhead(const QList<OutboxEntry> &entries); // what the host had, and lost
    void logBeganAnew(const RoomId &room);
    // What is taken back is off the disk at once, and does not go at the next start either. Whether the host has it all
    // the same is not always known (A162).
    enum class Discarded { Nothing, NeverSent, MaybeThere };
    Discarded discard(const OpId &id);
    // What was discarded last is put back as it was and where it was, in front of what has not left meanwhile, under
    // its id: if the host has it after all, it is not there twice.
    void putBack(const OpId &id);
    // A message that waits, or was refused, gets other words and keeps its place and its id. False: it is under way, or
    // there. What the host had already when the words were changed comes back as refused (A48).
    [[nodiscard]] bool edit(const OpId &id, const QString &body);
    // A room that was refused is made under this name after all. False: it was not.
    [[nodiscard]] bool makeRoom(const RoomId &room, const QString &name);
    void discardRoom(const RoomId &room); // it, and all that waits for it
    // Somebody is about to change this one: it stays here, and what is behind it. Nothing: nobody is.
    void hold(const std::optional<OpId> &id);
    void retry(const OpId &id);
    // Transactions on boards that a host would not take, in their order, also of an earlier run; each stays until it is
    // settled: what is to be kept of it is on its way to the disk.
    [[nodiscard]] QList<OutboxEntry> refusedWork() const;
    void settle(const OpId &id); // it is kept

    // Whether what was sent is still leaving, or something arrives: as long as it does, no answer is overdue.
    void setLinkBusy(std::function<bool()> isBusy) { m_isLinkBusy = std::move(isBusy); }
    void begin(const Limits &limits); // welcomed
    void connectionLost();
    // Joined on this connection: its operations may go. What answers a message of another log than this one stays,
    // until setReply() says what it answers there: a place in a log means another message in the next one.
    void roomReady(const RoomId &room, const EpochId &epoch = {});
    void roomLeft(const RoomId &room);  // nothing goes there, before it is ready again
    void roomThere(const RoomId &room); // the host has it, whatever it said of making it
    [[nodiscard]] QList<OutboxEntry> strayReplies(const RoomId &room) const;
    void setReply(const OpId &id, std::optional<Seq> replyTo, const EpochId &epoch);
    // What waits in a room that one does not belong to (any more) waits for somebody to decide.
    void setApart(const RoomId &room, bool apart);
    // Answers clashed(): it goes again with these objects under other ids, and so does all that waits and means them.
    void renew(const OpId &id, const QHash<ObjectId, ObjectId> &renamed);
    void handleAck(const Ack &ack);
    void handleFailure(const Failure &failure);
    // An image that has to be on the host before the transaction that shows it.
    void awaitAsset(const QByteArray &hash) { m_assets.insert(hash); }
    void assetStored(const QByteArray &hash);
    // Answers assetMissing(), too.
    void assetRefused(const QByteArray &hash, const Failure &failure);
    // The log of the room is here up to this place; these of its events are one's own.
    // `said`: those of them that can tell which words the host has.
    void noteLog(const RoomId &room, Seq upTo, const QList<OpId> &own, const QList<RoomEvent> &said = {});

    // Changes that are neither confirmed nor refused, nor in a room that was: a step on a board is one, whatever it
    // takes to send it.
    [[nodiscard]] int waiting() const;
    [[nodiscard]] const Item *find(const OpId &id) const;
    [[nodiscard]] QList<PendingPost> posts(const RoomId &room) const;   // for its timeline
    [[nodiscard]] QList<OutboxEntry> entries(const RoomId &room) const; // not confirmed, in order

signals:
    void sendWanted(const coterie::ClientMessage &message);
    void saved(const coterie::RoomId &room, const coterie::OpId &id, bool onDisk);
    void changed(const coterie::RoomId &room);
    void acknowledged(const coterie::RoomId &room, const coterie::OpId &id, coterie::Seq seq);
    void refused(const coterie::OutboxEntry &entry, const coterie::Failure &failure);
    // What it creates on a board has an id that is taken there. It is refused, unless renew() is called at once.
    void clashed(const coterie::OutboxEntry &entry);
    // The host has not got an image that is to be shown in this room. What shows it waits for assetStored() or
    // assetRefused().
    void assetMissing(const coterie::RoomId &room, const QByteArray &hash);
    // The host goes on saying that one is no member, and has not said that one has left.
    void outside(const coterie::RoomId &room);
    void held(const coterie::Failure &failure); // the host says "later"; told once until something goes through

private:
    using Lane = std::pair<RoomId, bool>; // a room, and whether it is its board
    struct Pause {
        qint64 until = 0;
        int times = 0;
    };
    struct TakenBack {
        OutboxEntry entry;
        qint64 place = 0;
    };
    [[nodiscard]] static Lane laneOf(const Item &item);
    [[nodiscard]] qsizetype indexOf(const OpId &id) const;
    [[nodiscard]] qsizetype indexAt(qint64 place, const Lane &lane) const;
    void numberPlaces(const QHash<OpId, OpId> &behind);
    [[nodiscard]] std::optional<OpId> idAt(qsizetype index) const;
    void save(Item item, qsizetype index, bool clearDraft);
    void refuse(qsizetype index, const Failure &failure);
    void postpone(qsizetype index, const Failure &failure);
    void suspect(const Failure &failure);
    void pause(const Item &item, qint64 atLeastMs);
    [[nodiscard]] bool isPaused(const Item &item) const;
    [[nodiscard]] bool isSuspectNext() const; // one that has to go alone is under way, or may go now
    void remove(qsizetype index);
    void forget(qsizetype index);
    void change(const OutboxEntry &changed);
    void requeue(qsizetype index);
    void confirmEdited(const OpId &id, Seq seq);
    void editedTooLate(const OutboxEntry &entry);
    void pump();
    void loosenReplies(const RoomId &room);
    [[nodiscard]] bool isStray(const Item &item) const;
    [[nodiscard]] bool clashes(qsizetype index, const Failure &failure);
    [[nodiscard]] bool lacksAsset(qsizetype index, const Failure &failure);
    [[nodiscard]] bool isOutside(qsizetype index, const Failure &failure);
    [[nodiscard]] bool mayGo(const Item &item) const;
    [[nodiscard]] bool isOfUnsettled(const Item &item) const;

    LocalStore &m_store;
    const Clock &m_clock;
    std::function<bool()> m_isLinkBusy;
    QList<Item> m_items;
    std::map<Lane, Pause> m_pauses;
    QHash<RoomId, int> m_outside;   // how often in a row the host said that one is no member
    QHash<RoomId, EpochId> m_ready; // and which log it has
    QSet<RoomId> m_apart;
    std::optional<OpId> m_held;
    QList<TakenBack> m_discarded; // the last few
    QSet<QByteArray> m_assets;    // that the host has not got yet
    TokenBucket m_chat, m_board, m_other;
    QTimer m_timer;
    qint64 m_firstPlace = 0, m_lastPlace = 0;
    bool m_online = false;
    bool m_toldHeld = false;
};

} // namespace coterie
