// SPDX-License-Identifier: MIT
#include "server/core/blobdesk.h"

#include "shared/protocol/errors.h"

namespace coterie::server {

namespace {
BlobDesk::Verdict refused(QLatin1String code, const QString &text, const QString &path = {})
{
    BlobDesk::Verdict verdict;
    verdict.kind = BlobDesk::Verdict::Kind::Refused;
    verdict.code = code;
    verdict.text = text;
    verdict.path = path;
    return verdict;
}
} // namespace

void BlobDesk::load(const StoredSession &session)
{
    m_lastUpload = session.lastUpload;
    for (const StoredBlob &blob : session.blobs) {
        keep(blob);
        m_lastUpload = std::max(m_lastUpload, blob.upload);
    }
}

void BlobDesk::keep(const StoredBlob &blob)
{
    m_blobs.insert(blob.hash, blob);
    m_stored += price(blob.size);
    m_brought[blob.author] += price(blob.size);
}

const StoredBlob *BlobDesk::find(const QByteArray &hash) const
{
    const auto at = m_blobs.constFind(hash);
    return at == m_blobs.cend() ? nullptr : &*at;
}

BlobDesk::Verdict BlobDesk::take(const UserId &user, bool owns, const BlobPut &put, qint64 nowMs)
{
    Verdict verdict;
    if (const auto *there = find(put.hash)) { // whoever brings it again need not go on
        verdict.have = there->size;
        verdict.stored = true;
        return verdict;
    }
    if (put.offset % blobPartBytes != 0 || put.offset >= put.size)
        return refused(QLatin1String("out-of-range"),
                       QStringLiteral("a part begins at a multiple of 32768, below size"), QStringLiteral("offset"));
    if (put.data.size() != std::min<qint64>(blobPartBytes, put.size - put.offset))
        return refused(QLatin1String("out-of-range"), QStringLiteral("a part is 32768 bytes, or what is left"),
                       QStringLiteral("data"));
    auto at = m_uploads.find({user, put.hash});
    if (at == m_uploads.end()) {
        at = begin(user, owns, put, verdict);
        if (at == m_uploads.end())
            return verdict;
    }
    Upload &upload = *at->second;
    if (upload.blob.size != put.size)
        return refused(errors::badBlob, QStringLiteral("another size was named before"), QStringLiteral("size"));
    upload.touchedMs = nowMs;
    if (put.offset != upload.taken) {
        verdict.have = upload.taken;
        return verdict;
    }
    // Two that do not fit together do not hold each other up: the one that comes to the end of the room begins anew.
    const qint64 more = price(upload.taken + put.data.size()) - price(upload.taken);
    if (const auto full = noRoom(user, owns, more, put.size)) {
        verdict = *full;
        verdict.dropped = upload.blob.upload;
        remove(at);
        return verdict;
    }
    m_underWay += more;
    upload.hash.addData(put.data);
    upload.taken += put.data.size();
    verdict.last = upload.taken == put.size;
    if (verdict.last && upload.hash.result() != put.hash) {
        verdict = refused(errors::badBlob, QStringLiteral("the bytes have another SHA-256"), QStringLiteral("hash"));
        verdict.dropped = upload.blob.upload;
        remove(at);
        return verdict;
    }
    verdict.kind = Verdict::Kind::Write;
    verdict.blob = upload.blob;
    verdict.part = int(put.offset / blobPartBytes);
    return verdict;
}

BlobDesk::Uploads::iterator BlobDesk::begin(const UserId &user, bool owns, const BlobPut &put, Verdict &verdict)
{
    if (put.offset != 0)
        return m_uploads.end(); // nothing of it is here: begin at 0, says the verdict as it is
    const auto own = std::count_if(m_uploads.begin(), m_uploads.end(),
                                   [&](const auto &upload) { return upload.first.first == user; });
    if (own >= m_limits.uploadsEach) {
        verdict = refused(errors::busy, QStringLiteral("finish the uploads under way first"));
        return m_uploads.end();
    }
    if (const auto full = noRoom(user, owns, price(put.data.size()), put.size)) {
        verdict = *full;
        return m_uploads.end();
    }
    auto upload = std::make_unique<Upload>();
    upload->blob = {put.hash, put.size, ++m_lastUpload, user};
    m_underWay += price(0);
    return m_uploads.emplace(Key{user, put.hash}, std::move(upload)).first;
}

// For good only where it would not fit were nothing else under way.
std::optional<BlobDesk::Verdict> BlobDesk::noRoom(const UserId &user, bool owns, qint64 more, qint64 whole) const
{
    // The last are for whose session it is: a few strangers cannot use up all (P41).
    const qint64 most = m_limits.sessionBytes - (owns ? 0 : m_limits.ownerBytes);
    if (m_stored + price(whole) > most)
        return refused(errors::full, QStringLiteral("this session holds as many images as it may"));
    const qint64 brought = m_brought.value(user);
    if (!owns && brought + price(whole) > m_limits.personBytes)
        return refused(errors::full, QStringLiteral("you have brought as many images as one person may"));
    if (m_stored + m_underWay + more > most)
        return refused(errors::busy, QStringLiteral("there is no room while others bring images"));
    qint64 own = 0;
    for (const auto &[key, upload] : m_uploads)
        if (key.first == user)
            own += price(upload->taken);
    if (!owns && brought + own + more > m_limits.personBytes)
        return refused(errors::busy, QStringLiteral("there is no room while you bring other images"));
    return {};
}

std::optional<qint64> BlobDesk::written(const UserId &user, const StoredBlob &blob, int part)
{
    const auto at = m_uploads.find({user, blob.hash});
    if (at == m_uploads.end() || at->second->blob.upload != blob.upload)
        return {};
    auto &upload = *at->second;
    upload.written = std::max(upload.written, std::min(upload.blob.size, (part + 1) * blobPartBytes));
    return upload.written;
}

void BlobDesk::finished(const UserId &user, const StoredBlob &blob)
{
    if (!m_blobs.contains(blob.hash)) // somebody else may have been first
        keep(blob);
    (void)giveUp(user, blob);
}

bool BlobDesk::giveUp(const UserId &user, const StoredBlob &blob)
{
    const auto at = m_uploads.find({user, blob.hash});
    if (at == m_uploads.end() || at->second->blob.upload != blob.upload)
        return false;
    remove(at);
    return true;
}

QList<qint64> BlobDesk::expire(qint64 nowMs)
{
    QList<qint64> gone;
    for (auto at = m_uploads.begin(); at != m_uploads.end();) {
        const auto next = std::next(at);
        const Upload &upload = *at->second;
        // What is complete waits for the store alone.
        if (upload.taken < upload.blob.size && nowMs - upload.touchedMs >= m_limits.silenceMs) {
            gone.append(upload.blob.upload);
            remove(at);
        }
        at = next;
    }
    return gone;
}

void BlobDesk::remove(Uploads::iterator upload)
{
    m_underWay -= price(upload->second->taken);
    m_uploads.erase(upload);
}

bool BlobDesk::hasUploads(const UserId &user) const
{
    return std::any_of(m_uploads.begin(), m_uploads.end(),
                       [&](const auto &upload) { return upload.first.first == user; });
}

QList<qint64> BlobDesk::giveUpOf(const UserId &user)
{
    QList<qint64> gone;
    for (auto at = m_uploads.begin(); at != m_uploads.end();) {
        const auto next = std::next(at);
        const Upload &upload = *at->second;
        if (at->first.first == user && upload.taken < upload.blob.size) { // else it waits for the store alone
            gone.append(upload.blob.upload);
            remove(at);
        }
        at = next;
    }
    return gone;
}

void BlobDesk::lose(const QByteArray &hash)
{
    const auto blob = m_blobs.constFind(hash);
    if (blob == m_blobs.cend())
        return;
    m_stored -= price(blob->size);
    m_brought[blob->author] -= price(blob->size);
    m_blobs.erase(blob);
}

} // namespace coterie::server
