// SPDX-License-Identifier: MIT
#include "app/session/boardassets.h"

#include "app/session/errortext.h"
#include "shared/protocol/errors.h"

#include <QCryptographicHash>

namespace coterie {

namespace {

static_assert(BoardAssets::mostBytes == mostBlobBytes);

constexpr int questionMs = 100;
constexpr qsizetype memoryBytes = 48 * 1024 * 1024;
// Fewer than the host allows: two parts fill a fast line, and on a slow one a message waits behind no more than them.
constexpr int partsUnderWay = 2;
constexpr std::size_t downloadsAtOnce = 2;
constexpr int fetchAgainMs = 10'000;

QByteArray hashOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

// The host cannot now, rather than will not.
bool isPassing(const Failure &failure)
{
    return failure.code == errors::rate || failure.code == errors::busy || failure.code == errors::storage ||
           failure.code == Requests::lostCode;
}

// Where it begins: what is asked with it is answered with how much is there.
qint64 lastPartOf(const QByteArray &bytes)
{
    return (std::max<qint64>(bytes.size(), 1) - 1) / blobPartBytes * blobPartBytes;
}

} // namespace

BoardAssets::BoardAssets(const RoomId &room, Requests &requests, LocalStore &store, QObject *parent)
    : QObject(parent)
    , m_room(room)
    , m_requests(requests)
    , m_store(store)
    , m_memory(memoryBytes)
{
    m_again.setSingleShot(true);
    m_again.setInterval(fetchAgainMs);
    connect(&m_again, &QTimer::timeout, this, &BoardAssets::pumpAgain);
}

BoardAssets::~BoardAssets() = default;

QByteArray BoardAssets::put(const QByteArray &bytes)
{
    if (bytes.isEmpty() || bytes.size() > mostBytes)
        return {};
    const QByteArray hash = hashOf(bytes);
    remember(hash, bytes);
    if (m_uploads.contains(hash))
        return hash;
    // The disk's answers come in the order of the calls, so it is there before the transaction that names it. A disk
    // that refuses must not keep anybody from working: then it lives in memory until the host has it.
    m_store.noteUpload(m_room, hash); // first, so that it is not the one that gives way when the copy is full
    m_store.putAsset(hash, bytes);
    m_uploads[hash].bytes = bytes;
    emit uploadBegun(hash);
    pump();
    return hash;
}

QByteArray BoardAssets::bytes(const QByteArray &hash) const
{
    if (const QByteArray *there = m_memory.object(hash))
        return *there;
    const auto upload = m_uploads.find(hash);
    return upload == m_uploads.end() ? QByteArray() : upload->second.bytes;
}

void BoardAssets::want(const QByteArray &hash)
{
    if (hash.size() != blobHashBytes || m_loading.contains(hash) || m_downloads.contains(hash) ||
        m_failed.contains(hash))
        return;
    load(hash);
}

std::optional<double> BoardAssets::progress(const QByteArray &hash) const
{
    if (const auto up = m_uploads.find(hash); up != m_uploads.end())
        return up->second.bytes.isEmpty() ? 0 : double(up->second.acked) / double(up->second.bytes.size());
    if (const auto down = m_downloads.find(hash); down != m_downloads.end())
        return down->second.size ? double(down->second.received) / double(down->second.size) : 0;
    return {};
}

void BoardAssets::load(const QByteArray &hash)
{
    m_loading.insert(hash);
    m_store.asset(hash, [this, hash](const QByteArray &bytes) {
        if (!m_loading.remove(hash))
            return;
        const bool good = !bytes.isEmpty() && hashOf(bytes) == hash;
        const auto upload = m_uploads.find(hash);
        if (upload != m_uploads.end() && upload->second.bytes.isEmpty()) {
            if (!good) {
                const auto code = upload->second.again ? errors::notFound : errors::badBlob; // it need not be here
                sendFailed(hash, {.code = code, .path = {}, .text = {}, .req = {}, .id = {}, .retryMs = {}});
                return;
            }
            upload->second.bytes = bytes;
        }
        if (good) {
            remember(hash, bytes);
            if (upload == m_uploads.end() && !m_held.contains(hash)) {
                m_held.insert(hash, bytes.size());
                m_toAsk.append(hash);
            }
            emit arrived(hash);
        } else {
            m_downloads[hash];
        }
        pump();
    });
}

void BoardAssets::remember(const QByteArray &hash, const QByteArray &bytes)
{
    m_memory.insert(hash, new QByteArray(bytes), bytes.size());
}

void BoardAssets::restore(const QList<QByteArray> &uploads)
{
    for (const QByteArray &hash : uploads) {
        if (m_uploads.contains(hash))
            continue;
        m_uploads[hash];
        emit uploadBegun(hash);
        load(hash);
    }
}

void BoardAssets::bring(const QByteArray &hash)
{
    bringAgain(hash);
    pump();
}

void BoardAssets::nowThere(const QByteArray &hash)
{
    if (m_failed.remove(hash))
        emit failureForgotten(hash);
}

void BoardAssets::roomReady()
{
    ++m_connection;
    m_ready = true;
    const QHash<QByteArray, QString> failed = std::exchange(m_failed, {});
    // A host may have forgotten what was not complete: its first answer says where to go on.
    for (auto &[hash, upload] : m_uploads) {
        upload.next = std::min(upload.acked, lastPartOf(upload.bytes));
        upload.writes = false;
        upload.underWay = 0;
        upload.rewind.reset();
    }
    for (auto &[hash, download] : m_downloads) {
        download.next = download.received;
        download.underWay = 0;
    }
    m_toAsk = m_held.keys();
    m_asking = false;
    for (auto at = failed.cbegin(); at != failed.cend(); ++at)
        emit failureForgotten(at.key());
    pump();
}

void BoardAssets::connectionLost()
{
    m_ready = false;
    m_again.stop();
}

void BoardAssets::reset()
{
    ++m_connection;
    ++m_resets;
    m_uploads.clear();
    m_downloads.clear();
    m_loading.clear();
    m_failed.clear();
    m_held.clear();
    m_toAsk.clear();
    m_asking = false;
    m_memory.clear();
}

void BoardAssets::pump()
{
    if (!m_ready)
        return;
    for (auto &[hash, upload] : m_uploads)
        if (!upload.bytes.isEmpty() && !upload.writes) {
            pumpUpload(hash, upload);
            break;
        }
    std::size_t open = 0;
    for (auto &[hash, download] : m_downloads) {
        if (open++ == downloadsAtOnce)
            break;
        pumpDownload(hash, download);
    }
    if (m_uploads.empty() && m_downloads.empty())
        pumpQuestions();
}

// Whether the host still has what is here, one after the other when there is nothing else to do: asked for a part
// behind the last one, it says `out-of-range` of what it has, and `not-found` of what its disk has turned or an older
// file lacks. Whoever holds that brings it again (H7, A189).
void BoardAssets::pumpQuestions()
{
    if (m_asking || m_toAsk.isEmpty())
        return;
    const QByteArray hash = m_toAsk.takeFirst();
    m_asking = true;
    BlobGet get;
    get.room = m_room;
    get.hash = hash;
    get.offset = (m_held.value(hash) + blobPartBytes - 1) / blobPartBytes * blobPartBytes;
    const auto answered = [this, hash, connection = m_connection](const Failure &failure) {
        if (connection != m_connection)
            return;
        if (isPassing(failure)) {
            m_asking = false;
            m_toAsk.append(hash);
            m_again.start();
            return;
        }
        if (failure.code == errors::notFound && failure.path == QLatin1String("hash"))
            bringAgain(hash);
        pump();
        // Each answer is a refusal, and who is refused without end is let go of: no more than ten a second.
        QTimer::singleShot(questionMs, this, [this, connection] {
            if (connection != m_connection)
                return;
            m_asking = false;
            pump();
        });
    };
    m_requests.ask<BlobPart>(
        get, [answered](const BlobPart &) { answered({}); }, answered);
}

void BoardAssets::bringAgain(const QByteArray &hash)
{
    if (m_uploads.contains(hash))
        return;
    m_held.remove(hash);
    m_store.noteUpload(m_room, hash); // so that it does not give way meanwhile
    Upload &upload = m_uploads[hash];
    upload.again = true;
    upload.bytes = bytes(hash);
    emit uploadBegun(hash);
    if (upload.bytes.isEmpty())
        load(hash);
}

void BoardAssets::pumpAgain()
{
    for (auto &[hash, upload] : m_uploads)
        upload.writes = false;
    pump();
}

void BoardAssets::pumpUpload(const QByteArray &hash, Upload &upload)
{
    const qint64 size = upload.bytes.size();
    while (upload.underWay < partsUnderWay && upload.next < size && !upload.rewind) {
        BlobPut part;
        part.room = m_room;
        part.hash = hash;
        part.size = size;
        part.offset = upload.next;
        part.data = upload.bytes.mid(upload.next, blobPartBytes);
        upload.next += part.data.size();
        ++upload.underWay;
        const auto connection = m_connection;
        m_requests.ask<BlobHave>(
            part,
            [this, hash, connection, end = upload.next](const BlobHave &have) {
                if (connection == m_connection)
                    sent(hash, end, have);
            },
            [this, hash, connection](const Failure &failure) {
                if (connection == m_connection)
                    sendFailed(hash, failure);
            });
    }
}

void BoardAssets::sent(const QByteArray &hash, qint64 end, const BlobHave &have)
{
    const auto at = m_uploads.find(hash);
    if (at == m_uploads.end())
        return;
    if (have.stored) {
        m_held.insert(hash, at->second.bytes.size());
        m_uploads.erase(at);
        m_store.uploadDone(m_room, hash);
        emit progressed(hash);
        emit uploaded(hash);
        pump();
        return;
    }
    Upload &upload = at->second;
    --upload.underWay;
    const qint64 there = std::min<qint64>(have.have, upload.bytes.size());
    if (there < end) // it was not what the host was waiting for
        upload.rewind = upload.rewind ? std::min(*upload.rewind, there) : there;
    upload.acked = there;
    if (upload.rewind && upload.underWay == 0)
        upload.next = *std::exchange(upload.rewind, std::nullopt);
    // The last part came on an earlier connection, or from another device: whoever sent it is told when it is stored.
    if (there == upload.bytes.size() && upload.underWay == 0) {
        upload.next = lastPartOf(upload.bytes);
        upload.writes = true;
        m_again.start();
    }
    emit progressed(hash);
    pump();
}

void BoardAssets::sendFailed(const QByteArray &hash, const Failure &failure)
{
    const auto at = m_uploads.find(hash);
    if (at == m_uploads.end())
        return;
    if (isPassing(failure)) {
        Upload &upload = at->second;
        --upload.underWay;
        upload.rewind = std::min(upload.acked, lastPartOf(upload.bytes));
        if (upload.underWay == 0)
            upload.next = *std::exchange(upload.rewind, std::nullopt);
        m_again.start();
        return;
    }
    const bool again = at->second.again;
    m_uploads.erase(at);
    m_store.uploadDone(m_room, hash); // it stays on this computer, where whoever keeps the work finds it
    emit uploadRefused(hash, failure);
    if (!again)
        emit failed(hash, errorSentence(failure));
    pump();
}

void BoardAssets::pumpDownload(const QByteArray &hash, Download &download)
{
    // The size comes with the first part.
    while (download.underWay < (download.size ? partsUnderWay : 1) &&
           (download.size == 0 || download.next < download.size)) {
        BlobGet get;
        get.room = m_room;
        get.hash = hash;
        get.offset = download.next;
        download.next += blobPartBytes;
        ++download.underWay;
        const auto connection = m_connection;
        m_requests.ask<BlobPart>(
            get,
            [this, connection](const BlobPart &part) {
                if (connection == m_connection)
                    received(part);
            },
            [this, hash, connection](const Failure &failure) {
                if (connection == m_connection)
                    receiveFailed(hash, failure);
            });
    }
}

void BoardAssets::received(const BlobPart &part)
{
    const auto at = m_downloads.find(part.hash);
    if (at == m_downloads.end())
        return;
    Download &download = at->second;
    --download.underWay;
    if (download.size == 0)
        download.size = part.size;
    if (part.size == download.size && part.offset == download.received &&
        part.data.size() == std::min<qint64>(blobPartBytes, part.size - part.offset)) {
        download.bytes += part.data;
        download.received += part.data.size();
    } else if (download.underWay == 0) {
        download.next = download.received; // one before it was refused: again from there
    }
    emit progressed(part.hash);
    if (download.received == download.size)
        finish(part.hash);
    pump();
}

void BoardAssets::finish(const QByteArray &hash)
{
    const QByteArray bytes = m_downloads.at(hash).bytes;
    m_downloads.erase(hash);
    if (hashOf(bytes) != hash) {
        m_failed.insert(hash, QString(errors::badBlob));
        emit failed(hash, errorSentence(QString(errors::badBlob)));
        return;
    }
    remember(hash, bytes);
    m_held.insert(hash, bytes.size());
    m_store.putAssetCopy(hash, bytes);
    emit arrived(hash);
}

void BoardAssets::receiveFailed(const QByteArray &hash, const Failure &failure)
{
    const auto at = m_downloads.find(hash);
    if (at == m_downloads.end())
        return;
    if (isPassing(failure)) {
        Download &download = at->second;
        if (--download.underWay == 0)
            download.next = download.received;
        m_again.start();
        return;
    }
    m_downloads.erase(at);
    m_failed.insert(hash, failure.code);
    emit failed(hash, errorSentence(failure));
    pump();
}

} // namespace coterie
