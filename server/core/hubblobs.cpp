// SPDX-License-Identifier: MIT
#include "server/core/hub.h"

// The images of the boards: bytes beside the log, a part at a time, in a lane of their own.
namespace coterie::server {

void Hub::handle(Peer &peer, const BlobPut &put)
{
    const About about{put.req, {}};
    if (!allowed(peer, peer.may->blobBytes, about, double(put.data.size())) || !mayMoveBlobs(peer, put.room, about) ||
        !diskKeepsUp(peer, about))
        return;
    if (findRoom(put.room)->expected.rightOf(peer.user) < BoardRight::Draw) {
        refuse(peer, about, errors::forbidden, QStringLiteral("you may only look at the boards of this room"),
               QStringLiteral("room"));
        return;
    }
    const auto verdict = m_blobs.take(peer.user, peer.user == m_owner, put, m_clock.monotonicMs());
    if (verdict.dropped)
        m_store.dropUpload(verdict.dropped, pending<Outcome>([](const Outcome &) {}));
    switch (verdict.kind) {
    case BlobDesk::Verdict::Kind::Refused:
        refuse(peer, about, verdict.code, verdict.text, verdict.path, verdict.code == errors::busy ? 1000 : 0);
        return;
    case BlobDesk::Verdict::Kind::Have:
        m_transport.send(peer.id, BlobHave{put.req, put.hash, verdict.have, verdict.stored});
        return;
    case BlobDesk::Verdict::Kind::Write:
        break;
    }
    if (!m_blobTimer) { // one deadline looks after all of them
        m_blobTimer = true;
        m_deadlines.add(m_clock.monotonicMs() + m_config.blobs.silenceMs, BlobsFade{});
    }
    ++peer.blobsUnderWay;
    const PeerId id = peer.id;
    const auto user = peer.user;
    const auto blob = verdict.blob;
    const auto part = verdict.part;
    m_store.putBlobPart(blob.upload, part, put.data,
                        pending<Outcome>([=, this, last = verdict.last](const Outcome &outcome) {
                            if (auto *there = findPeer(id))
                                --there->blobsUnderWay;
                            if (outcome != Outcome::Stored) {
                                if (m_blobs.giveUp(user, blob))
                                    m_store.dropUpload(blob.upload, pending<Outcome>([](const Outcome &) {}));
                                if (!last) // else what finishes it says so, once
                                    refuseStorage(id, about);
                                return;
                            }
                            const auto have = m_blobs.written(user, blob, part);
                            if (!last && findPeer(id))
                                m_transport.send(id, BlobHave{*about.req, blob.hash, have.value_or(0), false});
                        }));
    if (!verdict.last)
        return;
    // Behind its last part, in the same group or a later one: when this is answered, all of it is on the disk.
    m_store.finishBlob(blob, pending<Outcome>([=, this](const Outcome &outcome) {
                           // Somebody else was first; or the disk holds a bad one yet (H7), and all of this was
                           // dropped.
                           const bool isThere = outcome == Outcome::Duplicate && m_blobs.find(blob.hash);
                           if (outcome != Outcome::Stored && !isThere) {
                               if (m_blobs.giveUp(user, blob))
                                   m_store.dropUpload(blob.upload, pending<Outcome>([](const Outcome &) {}));
                               refuseStorage(id, about);
                               return;
                           }
                           m_blobs.finished(user, blob);
                           if (findPeer(id))
                               m_transport.send(id, BlobHave{*about.req, blob.hash, blob.size, true});
                       }));
}

void Hub::handle(Peer &peer, const BlobGet &get)
{
    const About about{get.req, {}};
    if (!allowed(peer, peer.may->blobBytes, about, double(blobPartBytes)) || !mayMoveBlobs(peer, get.room, about))
        return;
    const auto *blob = m_blobs.find(get.hash);
    if (!blob) {
        refuse(peer, about, errors::notFound, QStringLiteral("there is no such blob here"), QStringLiteral("hash"));
        return;
    }
    if (get.offset % blobPartBytes != 0 || get.offset >= blob->size) {
        refuse(peer, about, QLatin1String("out-of-range"),
               QStringLiteral("a part begins at a multiple of 32768, below the size"), QStringLiteral("offset"));
        return;
    }
    if (m_transport.isBehind(peer.id)) { // what it has asked for before has not reached it yet
        refuse(peer, about, errors::busy, QStringLiteral("read what was sent first"), {}, 500);
        return;
    }
    ++peer.blobsUnderWay;
    m_store.blobPart(blob->upload, int(get.offset / blobPartBytes),
                     pending<BlobResult>([this, id = peer.id, get, about, size = blob->size](const BlobResult &result) {
                         auto *there = findPeer(id);
                         if (!there)
                             return;
                         --there->blobsUnderWay;
                         if (!result.ok || result.data.isEmpty())
                             refuseStorage(id, about);
                         else
                             m_transport.send(id, BlobPart{get.req, get.hash, size, get.offset, result.data});
                     }));
}

bool Hub::mayMoveBlobs(Peer &peer, const RoomId &room, const About &about)
{
    if (!roomOfMember(peer, room, about))
        return false;
    if (peer.blobsUnderWay < blobWindow)
        return true;
    refuse(peer, about, errors::busy, QStringLiteral("at most 4 parts at a time"), {}, 200);
    return false;
}

// Back by now, or gone anew since, which has a deadline of its own.
void Hub::uploaderAway(const UserId &user)
{
    const auto *entry = m_people.find(user);
    if (entry && (!entry->devices.isEmpty() || entry->graceEnds + m_config.blobs.awayMs > m_clock.monotonicMs()))
        return;
    for (const qint64 upload : m_blobs.giveUpOf(user))
        m_store.dropUpload(upload, pending<Outcome>([](const Outcome &) {}));
}

void Hub::blobsLost(const QList<QByteArray> &hashes)
{
    for (const QByteArray &hash : hashes)
        m_blobs.lose(hash);
}

void Hub::blobsFade()
{
    for (const qint64 upload : m_blobs.expire(m_clock.monotonicMs()))
        m_store.dropUpload(upload, pending<Outcome>([](const Outcome &) {}));
    m_blobTimer = m_blobs.isBusy();
    if (m_blobTimer)
        m_deadlines.add(m_clock.monotonicMs() + m_config.blobs.silenceMs, BlobsFade{});
}

} // namespace coterie::server
