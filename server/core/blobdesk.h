// SPDX-License-Identifier: MIT
#pragma once

#include "server/storage/store.h"
#include "shared/protocol/blobs.h"

#include <QCryptographicHash>
#include <QHash>
#include <QSet>

#include <map>
#include <memory>

namespace coterie::server {

struct BlobLimits {
    qint64 sessionBytes = 400LL * 1024 * 1024;
    qsizetype sessionCount = 20'000;
    int uploadsEach = 4;               // of one person at a time
    qint64 silenceMs = 10 * 60 * 1000; // an upload that nobody goes on with for so long is given up
    qint64 unshownEach = 40LL * 1024 * 1024;     // of what one person brought who does not own the session
    qint64 unshownMs = 24LL * 60 * 60 * 1000;    // after which what nothing shows is dropped
    qint64 awayMs = 60 * 1000;         // sooner when its person has gone, counted from when others see it
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
    [[nodiscard]] Verdict take(const UserId &user, const BlobPut &put, qint64 nowMs, bool hasShare);
    // The store has a part: how many bytes of the whole it has now. Nothing when the upload was given up meanwhile.
    [[nodiscard]] std::optional<qint64> written(const UserId &user, const StoredBlob &blob, int part);
    void finished(const UserId &user, const StoredBlob &blob, qint64 nowMs);
    [[nodiscard]] bool giveUp(const UserId &user, const StoredBlob &blob); // was there one?
    [[nodiscard]] QList<qint64> expire(qint64 nowMs);                      // uploads that nobody goes on with
    [[nodiscard]] bool isBusy() const { return !m_uploads.empty() || !m_unshown.isEmpty(); }
    [[nodiscard]] bool hasUploads(const UserId &user) const;
    [[nodiscard]] QList<qint64> giveUpOf(const UserId &user); // of somebody who has gone
    void lose(const QByteArray &hash);                        // its bytes are not what they were
    // What a transaction names is shown for good, for it may be undone and redone. What nothing has named for a day is
    // dropped: it takes the room of all.
    void shown(const QByteArray &hash);
    void unshown(const QByteArray &hash, qint64 nowMs); // as far as the logs said at the start
    [[nodiscard]] QList<StoredBlob> takeUnshown(qint64 nowMs);
    void keepUnshown(const StoredBlob &blob, qint64 nowMs); // the disk did not let it go

private:
    struct Upload {
        StoredBlob blob;
        qint64 taken = 0, written = 0; // bytes
        qint64 touchedMs = 0;
        QCryptographicHash hash{QCryptographicHash::Sha256};
    };
    using Key = std::pair<UserId, QByteArray>;
    using Uploads = std::map<Key, std::unique_ptr<Upload>>;
    [[nodiscard]] Uploads::iterator begin(const UserId &user, const BlobPut &put, bool hasShare, Verdict &verdict);
    [[nodiscard]] Verdict noRoom(qint64 bytes) const;
    [[nodiscard]] qint64 unshownOf(const UserId &user) const;
    void remove(Uploads::iterator upload);

    BlobLimits m_limits;
    QHash<QByteArray, StoredBlob> m_blobs;
    struct Unshown {
        UserId user; // who brought it, since the start
        qint64 sinceMs = 0;
    };
    QHash<QByteArray, Unshown> m_unshown;
    QSet<QByteArray> m_shown; // since the start
    Uploads m_uploads;
    qint64 m_stored = 0, m_underWay = 0; // bytes; of uploads what has come, not what was announced
    qint64 m_lastUpload = 0;
};

} // namespace coterie::server
