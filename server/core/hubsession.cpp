// SPDX-License-Identifier: MIT
#include "server/core/hub.h"
#include "shared/util/text.h"

#include <algorithm>

// Coming and going: hello, welcome, presence.
namespace coterie::server {

namespace {
constexpr qsizetype tokenBytes = 32;
constexpr double newcomersPerSecond = 1, newcomersAtOnce = 200; // a school behind one address comes at once
constexpr qsizetype mostAddresses = 4096;
constexpr int missedAtOnce = 50; // people, 50 KiB at most
constexpr qint64 missedPauseMs = 20;
constexpr qint64 seatRetryMs = 30'000;
constexpr qint64 unheardMs = 60'000; // longer than a client takes to connect again that never got in
} // namespace

void Hub::handle(Peer &peer, const Hello &hello)
{
    if (peer.phase != Phase::AwaitsHello) {
        refuse(peer, {}, errors::helloAgain);
        return;
    }
    if (m_draining) {
        refuse(peer, {}, errors::busy, QStringLiteral("the host is about to stop"), {}, 1000);
        return;
    }
    if (hello.version != protocolVersion) {
        refuse(peer, {}, errors::version, QStringLiteral("this host speaks version %1").arg(protocolVersion),
               QStringLiteral("version"));
        m_transport.close(peer.id, CloseCode::ProtocolFault, QStringLiteral("version"));
        return;
    }
    const auto name = normalizedName(hello.name);
    if (!name) {
        refuse(peer, {}, errors::badName, QStringLiteral("a name needs visible characters and no control characters"),
               QStringLiteral("name"));
        return;
    }
    peer.device = hello.device;
    if (!hello.token) {
        if (!comesAgainUnheard(peer, *name) && mayEnter(peer))
            enterNew(peer, *name);
        return;
    }
    auto *entry = m_people.findByToken(*hello.token);
    if (!entry) {
        refuse(peer, {}, errors::badToken, QStringLiteral("unknown token"), QStringLiteral("token"));
        return;
    }
    enterKnown(peer, *entry, *name, *hello.token);
}

// A link that was lost unheard stays open here for up to 25 s; whoever comes back over a bad one more often than that
// would fill their own seats with what nobody is at the other end of (P52). A client connects anew only when it is done
// with the connection before: where both are here, the one that was made later is the one that somebody is at, in
// whichever order their hellos arrive.
std::optional<int> Hub::replaceEarlier(const Peer &peer, const People::Entry &entry)
{
    const QString reason = QStringLiteral("the same program connected again");
    int replaced = 0;
    const QList<PeerId> devices = peer.device ? entry.devices : QList<PeerId>();
    for (const PeerId id : devices) {
        const auto *other = findPeer(id);
        if (!other || other->device != peer.device)
            continue;
        if (id > peer.id) {
            m_transport.close(peer.id, CloseCode::Replaced, reason);
            return std::nullopt;
        }
        m_transport.close(id, CloseCode::Replaced, reason);
        peerDisconnected(id, Parting::Replaced); // at once: its seat is free, and nobody hears of it
        ++replaced;
    }
    return replaced;
}

// A newcomer whose connection ended before they had read their welcome knows no token, and would be somebody new. As
// long as nothing was heard of that person, the program that they came with is who they are. Its id, 122 bits that only
// that program and this host know, opens nothing that the token in the lost welcome would not; it is kept for a minute,
// and until the person says anything, which shows that they have their token.
bool Hub::comesAgainUnheard(Peer &peer, const QString &name)
{
    const auto unheard = peer.device ? m_unheard.constFind(*peer.device) : m_unheard.cend();
    if (unheard == m_unheard.cend())
        return false;
    auto *entry = m_people.find(unheard->user);
    if (!entry || !unheard->isWelcomed)
        refuse(peer, {}, errors::busy, QStringLiteral("this program is being let in already"), {}, 1000);
    else
        enterKnown(peer, *entry, name, QByteArray(unheard->token));
    return true;
}

void Hub::noteHeard(const Peer &peer)
{
    const auto unheard = peer.device ? m_unheard.constFind(*peer.device) : m_unheard.cend();
    if (unheard != m_unheard.cend() && unheard->user == peer.user)
        m_unheard.erase(unheard);
}

// Each newcomer stays for ever, in memory and in the file: one address may not make them without end.
bool Hub::mayEnter(Peer &peer)
{
    if (m_people.count() >= m_config.peoplePerSession) {
        refuse(peer, {}, errors::full, QStringLiteral("this session has its most people"), {}, seatRetryMs);
        m_transport.close(peer.id, CloseCode::TryLater, QStringLiteral("too many people"));
        return false;
    }
    if (!diskKeepsUp(peer, {}))
        return false;
    if (peer.info.loopback)
        return true; // this machine's programs are its user's own
    const QByteArray &subscriber = peer.info.subscriber;
    if (m_newcomers.size() > mostAddresses)
        m_newcomers.clear();
    auto bucket = m_newcomers.find(subscriber);
    if (bucket == m_newcomers.end())
        bucket = m_newcomers.insert(subscriber, TokenBucket(newcomersPerSecond, newcomersAtOnce));
    const qint64 wait = bucket->take(m_clock.monotonicMs());
    if (wait > 0)
        refuse(peer, {}, errors::rate, QStringLiteral("too many newcomers from one address"), {}, wait);
    return wait == 0;
}

void Hub::enterNew(Peer &peer, const QString &name)
{
    const QByteArray token = m_random.bytes(tokenBytes);
    StoredUser user;
    user.id = UserId{uuidV7(m_clock.wallMs(), m_random.next(), m_random.next())};
    user.name = m_people.freeName(name, user.id);
    user.tokenHash = People::hashOf(token);
    user.seen = m_clock.wallMs();
    if (m_owner.isNull()) { // the first to come
        user.owner = true;
        firstOwns(user.id);
    }
    m_people.add(user); // at once, so that two newcomers in one commit get two names
    if (peer.device)
        m_unheard.insert(*peer.device, {user.id, token, false});
    peer.phase = Phase::Entering;
    const RoomId firstRoom = m_roomOrder.isEmpty() ? RoomId{} : m_roomOrder.first();
    const PeerId id = peer.id;
    m_store.putUser(user, pending<Outcome>([this, id, user](const Outcome &outcome) {
                        if (outcome != Outcome::Stored)
                            enterFailed(id, user.id);
                    }));
    // A newcomer has nothing unread: the mark starts at the end.
    const auto *first = findRoom(firstRoom);
    const Seq read = first ? first->stored.line : 0;
    m_store.putMember({firstRoom, user.id, read},
                      pending<Outcome>([this, id, user, token, firstRoom, read](const Outcome &outcome) {
                          if (!m_people.find(user.id))
                              return; // the person was not stored, and has been told
                          if (outcome != Outcome::Stored) {
                              enterFailed(id, user.id);
                              return;
                          }
                          auto *there = findPeer(id);
                          if (!there || there->phase != Phase::Entering) {
                              forgetNewcomer(user.id);
                              return;
                          }
                          if (there->device) {
                              m_unheard[*there->device].isWelcomed = true;
                              m_deadlines.add(m_clock.monotonicMs() + unheardMs, UnheardFades{*there->device, user.id});
                          }
                          if (auto *room = findRoom(firstRoom))
                              addMember(*room, user.id, read);
                          welcome(id, user.id, token);
                      }));
}

// The disk refused them, or their connection ended while it wrote. Nobody has their token, so they can never come back,
// and nobody was told of them: they are as if they had never been (P43).
void Hub::forgetNewcomer(const UserId &user)
{
    m_people.forget(user);
    m_unheard.removeIf([&](auto one) { return one->user == user; });
    if (m_owner == user) { // what the rooms say of somebody who is not there harms nobody
        m_owner = {};
        if (const auto next = m_people.first()) { // who came while they were being let in; else the next newcomer
            firstOwns(*next);
            m_people.find(*next)->user.owner = true;
            keepUser(*next);
        }
    }
    // If this is refused, too, a later run of the host knows a name that nobody has.
    m_store.removeUser(user, pending<Outcome>([](const Outcome &) {}));
}

// The disk refused a newcomer, who may say hello again.
void Hub::enterFailed(PeerId id, const UserId &user)
{
    forgetNewcomer(user);
    if (auto *there = findPeer(id)) {
        there->phase = Phase::AwaitsHello;
        m_deadlines.add(m_clock.monotonicMs() + m_config.helloMs, HelloDue{id});
    }
    refuseStorage(id, {});
}

void Hub::enterKnown(Peer &peer, People::Entry &entry, const QString &name, const QByteArray &token)
{
    // Each writes to the disk, and may make everybody hear of another name.
    if (const qint64 wait = allowanceOf(entry.user.id)->hellos.take(m_clock.monotonicMs()); wait > 0) {
        refuse(peer, {}, errors::rate, QStringLiteral("too many hellos of one person"), {}, wait);
        return;
    }
    const auto replaced = replaceEarlier(peer, entry);
    if (!replaced)
        return;
    if (entry.devices.size() >= m_config.devicesPerUser) {
        refuse(peer, {}, errors::full, QStringLiteral("too many devices of one person"), {}, seatRetryMs);
        m_transport.close(peer.id, CloseCode::TryLater, QStringLiteral("too many devices"));
        return;
    }
    const QString free = m_people.freeName(name, entry.user.id);
    const bool renamed = free != entry.user.name;
    if (renamed)
        m_people.rename(entry, free);
    if (entry.isShown())
        entry.user.seen = m_clock.wallMs();
    keepUser(entry.user.id);
    const bool wasPresent = !entry.devices.isEmpty() || entry.inGrace;
    welcome(peer.id, entry.user.id, token, *replaced);
    if (renamed && wasPresent)
        announce(entry); // welcome() tells only who was away
}

void Hub::welcome(PeerId id, const UserId &user, const QByteArray &token, int replaced)
{
    auto *peer = findPeer(id);
    auto *entry = m_people.find(user);
    if (!peer || !entry)
        return;
    peer->phase = Phase::Ready;
    peer->user = user;
    peer->may = allowanceOf(user);
    m_transport.send(id, Welcome{user, entry->user.name, token, m_config.name, m_clock.wallMs(), m_config.limits});
    m_transport.subscribe(everyone, id);
    const auto back = replaced > 0 ? People::Back::InItsPlace : People::Back::Perhaps;
    if (m_people.addDevice(*entry, id, m_clock.monotonicMs(), back) && entry->isShown())
        announce(*entry);
}

void Hub::announce(People::Entry &entry)
{
    const Seq stamp = m_people.noteTold(entry);
    const PresenceChanged changed{m_people.person(entry)};
    if (m_people.online() <= m_config.crowd) {
        m_transport.publishNewest(everyone, stamp, changed);
        return;
    }
    for (const auto &room : std::as_const(m_rooms))
        if (isSmallRoomOf(*room, entry.user.id))
            m_transport.publishNewest(room->group, stamp, changed);
    for (const PeerId device : entry.devices) // how one is counts on all of one's devices
        m_transport.send(device, changed);
}

// Where somebody's presence is told in a crowd, too.
bool Hub::isSmallRoomOf(const Room &room, const UserId &user) const
{
    return qsizetype(room.members.size()) <= m_config.crowd && room.members.contains(user);
}

void Hub::newestMissed(PeerId id, Seq from)
{
    auto *peer = findPeer(id);
    if (!peer)
        return;
    peer->missedFrom = peer->missedFrom == 0 ? from : std::min(peer->missedFrom, from);
    tellMissed(id);
}

// How they are by now of whom it had no room to hear (P48), the newest of each, by parts that leave room for others.
void Hub::tellMissed(PeerId id)
{
    auto *peer = findPeer(id);
    if (!peer || peer->missedFrom == 0 || m_transport.isBehind(id))
        return; // in the last case once it has drained
    const auto &told = m_people.told();
    int most = missedAtOnce;
    for (auto at = told.lower_bound(std::exchange(peer->missedFrom, 0)); at != told.end(); ++at) {
        const auto *entry = m_people.find(at->second);
        const bool isToHear = m_people.online() <= m_config.crowd || at->second == peer->user ||
                              std::any_of(peer->listens.cbegin(), peer->listens.cend(), [&](const RoomId &room) {
                                  return isSmallRoomOf(*findRoom(room), at->second);
                              });
        if (!entry || !isToHear)
            continue;
        if (most-- == 0) {
            peer->missedFrom = at->first;
            m_deadlines.add(m_clock.monotonicMs() + missedPauseMs, MissedDue{id});
            return;
        }
        m_transport.send(id, PresenceChanged{m_people.person(*entry)});
    }
}

void Hub::leave(Peer &peer, Parting how)
{
    lookAway(peer, how == Parting::Goodbye ? Tell::Now : Tell::Soon);
    m_transport.unsubscribe(everyone, peer.id);
    for (const auto &id : std::as_const(peer.listens))
        if (auto *room = findRoom(id))
            m_transport.unsubscribe(room->group, peer.id);
    auto *entry = peer.phase == Phase::Ready ? m_people.find(peer.user) : nullptr;
    const qint64 now = m_clock.monotonicMs();
    // One that is replaced is not waited for: it is back.
    if (!entry || !m_people.removeDevice(*entry, peer.id, now, how == Parting::Lost ? now + m_config.graceMs : now))
        return;
    if (how != Parting::Replaced)
        endTyping(peer.user);
    if (entry->isShown())
        entry->user.seen = m_clock.wallMs();
    m_deadlines.add(entry->graceEnds, GraceEnds{peer.user});
    peer.may->usedUntil = now;
    m_deadlines.add(now + Allowance::fullAfterMs, AllowanceFades{peer.user});
}

std::shared_ptr<Allowance> Hub::allowanceOf(const UserId &user)
{
    auto &allowance = m_allowances[user];
    if (!allowance) {
        allowance = std::make_shared<Allowance>(m_rates);
        allowance->usedUntil = m_clock.monotonicMs();
        m_deadlines.add(m_clock.monotonicMs() + Allowance::fullAfterMs, AllowanceFades{user}); // if they do not come in
    }
    return allowance;
}

void Hub::allowanceFades(const UserId &user)
{
    const auto *entry = m_people.find(user);
    const auto allowance = m_allowances.value(user);
    if (allowance && (!entry || entry->devices.isEmpty()) &&
        m_clock.monotonicMs() - allowance->usedUntil >= Allowance::fullAfterMs)
        m_allowances.remove(user);
}

void Hub::graceEnded(const UserId &user)
{
    auto *entry = m_people.find(user);
    if (!entry || !entry->inGrace || entry->graceEnds > m_clock.monotonicMs())
        return; // back again, or gone anew since
    entry->inGrace = false;
    m_people.setOnline(*entry, false);
    if (entry->isShown())
        announce(*entry);
    if (m_blobs.hasUploads(user))
        m_deadlines.add(m_clock.monotonicMs() + m_config.blobs.awayMs, UploaderAway{user});
    if (!m_draining)
        keepUser(user);
}

void Hub::handle(Peer &peer, const Ping &ping)
{
    // Answered before everything else.
    if (peer.may->ping.take(m_clock.monotonicMs()) > 0)
        refuse(peer, {}, errors::rate, QStringLiteral("too many pings"), {}, 1000);
    else
        m_transport.send(
            peer.id, Pong{ping.n, m_clock.wallMs(), peer.looksAt ? m_boards.checksum(*peer.looksAt) : std::nullopt});
}

void Hub::handle(Peer &peer, const PresenceSet &set)
{
    auto *entry = m_people.find(peer.user);
    if (!entry || !allowed(peer, peer.may->presence, {}))
        return;
    if (!isOneLine(set.text)) {
        refuse(peer, {}, errors::badText, QStringLiteral("a status has no control characters"), QStringLiteral("text"));
        return;
    }
    if (entry->user.status == set.status && entry->user.text == set.text) {
        m_transport.send(peer.id, PresenceChanged{m_people.person(*entry)}); // whoever says it hears that it counts
        return;
    }
    const bool wasShown = entry->isShown();
    if (wasShown)
        entry->user.seen = m_clock.wallMs();
    if (set.status == Status::Offline)
        endTyping(peer.user);
    entry->user.status = set.status;
    entry->user.text = set.text;
    announce(*entry);
    if (wasShown != entry->isShown())
        showLooks(*entry);
    keepUser(peer.user);
}

QList<Person> Hub::everybody() const
{
    QList<Person> all;
    QSet<UserId> seen; // one person may have several devices
    for (const auto &[id, peer] : m_peers) {
        const auto *entry = peer->phase == Phase::Ready ? m_people.find(peer->user) : nullptr;
        if (!entry || seen.contains(peer->user))
            continue;
        seen.insert(peer->user);
        all.append(m_people.person(*entry));
    }
    std::sort(all.begin(), all.end(),
              [](const Person &a, const Person &b) { return a.name.compare(b.name, Qt::CaseInsensitive) < 0; });
    return all;
}

} // namespace coterie::server
