// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/store.h"

#include <functional>

// A store as its host sees it: what is asked goes on to the real one, with faults that a test wants in between.
namespace coterie::sim {

class PlantedDisk final : public server::Store
{
public:
    explicit PlantedDisk(server::Store &store)
        : m_store(store)
    {
    }

    // Changes what a board is read from; passes an event on for a second time.
    std::function<void(server::HistoryResult &)> onBoardRead;
    std::function<bool(const RoomEvent &)> isTwice;

    void append(const RoomId &room, const RoomEvent &event, Done<server::Appended> done) override
    {
        m_store.append(room, event, std::move(done));
        if (!isTwice || !isTwice(event))
            return;
        RoomEvent again = event;
        again.id.value = QUuid::createUuidV5(event.id.value, QByteArrayLiteral("again"));
        m_store.append(room, again, {});
    }
    void history(const server::HistoryQuery &query, Done<server::HistoryResult> done) override
    {
        if (!onBoardRead || query.filter != server::EventFilter::BoardOnly) {
            m_store.history(query, std::move(done));
            return;
        }
        m_store.history(query, [this, done = std::move(done)](const server::HistoryResult &result) {
            auto read = result;
            onBoardRead(read);
            done(read);
        });
    }
    void createRoom(const server::StoredRoom &room, Done<server::Outcome> done) override
    {
        m_store.createRoom(room, std::move(done));
    }
    void putUser(const server::StoredUser &user, Done<server::Outcome> done) override
    {
        m_store.putUser(user, std::move(done));
    }
    void removeUser(const UserId &user, Done<server::Outcome> done) override
    {
        m_store.removeUser(user, std::move(done));
    }
    void putMember(const server::StoredMember &member, Done<server::Outcome> done) override
    {
        m_store.putMember(member, std::move(done));
    }
    void removeMember(const RoomId &room, const UserId &user, Done<server::Outcome> done) override
    {
        m_store.removeMember(room, user, std::move(done));
    }
    void putBlobPart(qint64 upload, int part, const QByteArray &data, Done<server::Outcome> done) override
    {
        m_store.putBlobPart(upload, part, data, std::move(done));
    }
    void finishBlob(const server::StoredBlob &blob, Done<server::Outcome> done) override
    {
        m_store.finishBlob(blob, std::move(done));
    }
    void dropUpload(qint64 upload, Done<server::Outcome> done) override { m_store.dropUpload(upload, std::move(done)); }
    void blobPart(qint64 upload, int part, Done<server::BlobResult> done) override
    {
        m_store.blobPart(upload, part, std::move(done));
    }
    [[nodiscard]] qint64 waitingBytes() const override { return m_store.waitingBytes(); }

private:
    server::Store &m_store;
};

} // namespace coterie::sim
