// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/localstore.h"
#include "app/session/requests.h"

#include <QCache>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <map>

namespace coterie {

// The images on the boards of one room, as bytes named by their SHA-256: first on this computer, then on the host, and
// back. What is put here is on this computer's disk before the transaction that shows it, and on the host before that
// is sent. Never looks into the bytes. Lives in the window's thread.
class BoardAssets final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardAssets)
public:
    static constexpr qint64 mostBytes = 10 * 1024 * 1024; // of one

    BoardAssets(const RoomId &room, Requests &requests, LocalStore &store, QObject *parent = nullptr);
    ~BoardAssets() override;

    // ---- for the views
    // Its SHA-256; empty when it is empty or larger than mostBytes.
    [[nodiscard]] QByteArray put(const QByteArray &bytes);
    // What is in memory. Empty: say want().
    [[nodiscard]] QByteArray bytes(const QByteArray &hash) const;
    // From this computer, else from the host. Ends in arrived() or failed(), never from inside this call; asked twice,
    // it is fetched once. After failed() it is not asked for again before the next connection.
    void want(const QByteArray &hash);
    // Of a transfer under way, 0 to 1; nothing when none is.
    [[nodiscard]] std::optional<double> progress(const QByteArray &hash) const;
    [[nodiscard]] bool hasFailed(const QByteArray &hash) const { return m_failed.contains(hash); }
    // Why, as a code of the protocol: badBlob when it came, but not as it was sent. Empty: it has not failed.
    [[nodiscard]] QString failureOf(const QByteArray &hash) const { return m_failed.value(hash); }
    [[nodiscard]] bool isUploading(const QByteArray &hash) const { return m_uploads.contains(hash); }
    // On this computer's disk or fetched before, and at the host as far as is known. False: nobody has asked yet.
    [[nodiscard]] bool isHeld(const QByteArray &hash) const { return m_held.contains(hash); }
    // Of one session: what the host of the one has, that of the other has.
    [[nodiscard]] bool sharesHostWith(const BoardAssets &other) const { return &m_store == &other.m_store; }
    [[nodiscard]] quint64 timesReset() const { return m_resets; }

    // ---- for the session
    void restore(const QList<QByteArray> &uploads); // of an earlier run
    void bring(const QByteArray &hash);             // the host has not got it: ends in uploaded() or uploadRefused()
    void nowThere(const QByteArray &hash); // at the host: what has failed on this connection may be asked for again
    void roomReady();
    void connectionLost();
    void reset(); // another file was opened

signals:
    void arrived(const QByteArray &hash);
    void failed(const QByteArray &hash, const QString &sentence);
    void failureForgotten(const QByteArray &hash); // it may be asked for again
    void progressed(const QByteArray &hash);
    void uploadBegun(const QByteArray &hash);
    void uploaded(const QByteArray &hash);
    void uploadRefused(const QByteArray &hash, const coterie::Failure &failure);

private:
    struct Upload {
        QByteArray bytes; // empty: still on the disk
        qint64 acked = 0, next = 0;
        int underWay = 0;
        std::optional<qint64> rewind; // the host wants it from here
        bool writes = false;          // the host has all of it, and is writing it: it is asked again later
        bool again = false;           // the host had it and has lost it: nobody here waits for it
    };
    struct Download {
        QByteArray bytes;
        qint64 size = 0; // 0: not known before the first part
        qint64 next = 0, received = 0;
        int underWay = 0;
    };
    void load(const QByteArray &hash);
    void remember(const QByteArray &hash, const QByteArray &bytes);
    void pump();
    void pumpAgain();
    void pumpUpload(const QByteArray &hash, Upload &upload);
    void sent(const QByteArray &hash, qint64 end, const BlobHave &have);
    void sendFailed(const QByteArray &hash, const Failure &failure);
    void pumpDownload(const QByteArray &hash, Download &download);
    void received(const BlobPart &part);
    void receiveFailed(const QByteArray &hash, const Failure &failure);
    void finish(const QByteArray &hash);
    void pumpQuestions();
    void bringAgain(const QByteArray &hash);

    const RoomId m_room;
    Requests &m_requests;
    LocalStore &m_store;
    QCache<QByteArray, QByteArray> m_memory;
    std::map<QByteArray, Upload> m_uploads; // one after the other
    std::map<QByteArray, Download> m_downloads;
    QSet<QByteArray> m_loading;       // from this computer
    QHash<QByteArray, QString> m_failed; // on this connection, with the code
    QHash<QByteArray, qint64> m_held; // here, and at the host as far as is known; with their sizes
    QList<QByteArray> m_toAsk;        // of them: whether the host has them still
    bool m_asking = false;
    QTimer m_again;
    quint64 m_connection = 0; // answers of an earlier one do not count
    quint64 m_resets = 0;
    bool m_ready = false;
};

} // namespace coterie
