// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/store.h"
#include "shared/protocol/blobs.h"

#include <QCryptographicHash>
#include <QHash>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

namespace coterie::server {

struct BlobLimits {
    qint64 sessionBytes = 400LL * 1024 * 1024;
    qint64 personBytes = 100LL * 1024 * 1024; // brought by one who does not own the session
    qint64 ownerBytes = 50LL * 1024 * 1024;   // of the session's, the last: for whoever owns it
    qint64 leastBytes = 20 * 1024;            // each image counts for so much at least
    int uploadsEach = 4;                      // of one person at a time
    qint64 silenceMs = 10 * 60 * 1000;        // an upload that nobody goes on with for so long is given up
    qint64 awayMs = 60 * 1000;                // sooner when its person has gone, counted from when others see it
};

// Which blobs there are, and what comes of a part of another: decides, checks sizes and hashes, and leaves the reading
// and writing to whoever asks. Each person's upload is their own, so nobody spoils another's. Lives in the host's
// thread.
class BlobDesk
{
public:
    explicit BlobDesk(const BlobLimits &limits = {})
        : m_limits(limits)
    {
    }
    Q_DISABLE_COPY_MOVE(BlobDesk)

    void load(const StoredSession &session);
    [[nodiscard]] const StoredBlob *find(const QByteArray &hash) const;

    struct Verdict {
        enum class Kind { Have, Write, Refused } kind = Kind::Have;
        qint64 have = 0; // Have: go on there
        bool stored = false;
        StoredBlob blob; // Write: of this upload
        int part = 0;
        bool last = false;
        QLatin1String code; // Refused
        QString text, path;
        qint64 dropped = 0; // an upload that is given up with this; 0: none
    };
    // owns: the session, and so what is kept for its owner.
    [[nodiscard]] Verdict take(const UserId &user, bool owns, const BlobPut &put, qint64 nowMs);
    // The store has a part: how many bytes of the whole it has now. Nothing when the upload was given up meanwhile.
    [[nodiscard]] std::optional<qint64> written(const UserId &user, const StoredBlob &blob, int part);
    void finished(const UserId &user, const StoredBlob &blob);
    [[nodiscard]] bool giveUp(const UserId &user, const StoredBlob &blob); // was there one?
    [[nodiscard]] QList<qint64> expire(qint64 nowMs);                      // uploads that nobody goes on with
    [[nodiscard]] bool isBusy() const { return !m_uploads.empty(); }
    [[nodiscard]] bool hasUploads(const UserId &user) const;
    [[nodiscard]] QList<qint64> giveUpOf(const UserId &user); // of somebody who has gone
    void lose(const QByteArray &hash);                        // its bytes are not what they were

private:
    struct Upload {
        StoredBlob blob;
        qint64 taken = 0, written = 0; // bytes
        qint64 touchedMs = 0;
        QCryptographicHash hash{QCryptographicHash::Sha256};
    };
    using Key = std::pair<UserId, QByteArray>;
    using Uploads = std::map<Key, std::unique_ptr<Upload>>;
    [[nodiscard]] Uploads::iterator begin(const UserId &user, bool owns, const BlobPut &put, Verdict &verdict);
    // What an image of so many bytes counts for: a small one costs the host more than its bytes.
    [[nodiscard]] qint64 price(qint64 bytes) const { return std::max(bytes, m_limits.leastBytes); }
    // Whether there is room for so much more, of the session and of this person's share; else why not, for one that
    // will come to `whole`.
    [[nodiscard]] std::optional<Verdict> noRoom(const UserId &user, bool owns, qint64 more, qint64 whole) const;
    void keep(const StoredBlob &blob);
    void remove(Uploads::iterator upload);

    BlobLimits m_limits;
    QHash<QByteArray, StoredBlob> m_blobs;
    Uploads m_uploads;
    // By price; of uploads what has come, not what was announced.
    qint64 m_stored = 0, m_underWay = 0;
    QHash<UserId, qint64> m_brought; // of what is stored
    qint64 m_lastUpload = 0;
};

} // namespace coterie::server
