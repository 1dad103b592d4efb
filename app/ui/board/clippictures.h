// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardclip.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

namespace coterie {
class BoardAssets;
}

namespace coterie::ui {

// The bytes of the pictures among what was copied (T149): those in memory at once, the others from this computer or the
// host, a few at a time, so that no more is fetched than a clip holds. Goes on until all are here, also behind a host
// that is silent for a while; belongs to the clip and ends with it. Lives in the window's thread.
class ClipPictures final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClipPictures)
public:
    // assets may be null: then there are none. wanted: none twice, first what matters most.
    ClipPictures(BoardAssets *assets, const QList<QByteArray> &wanted, QObject *parent);
    void start(); // settled() may come from inside

    [[nodiscard]] const QHash<QByteArray, QByteArray> &stored() const { return m_stored; } // by SHA-256
    [[nodiscard]] bool isEmpty() const { return m_wanted.isEmpty(); }                      // nothing was wanted
    [[nodiscard]] int waiting() const { return int(m_ahead.size() + m_asked.size()); }
    [[nodiscard]] int missing() const { return int(m_late.size() + m_failed.size()); } // not to be had, so far
    [[nodiscard]] int tooMany() const { return m_tooMany; }                            // beyond what a clip holds
    // Whether the host behind these has them all: it is the one they were copied from.
    [[nodiscard]] bool areAtHostOf(const BoardAssets &assets) const;

signals:
    void came();
    void settled(); // nobody is waited for; again when one that was missing comes after all

private:
    void take(const QByteArray &hash, const QByteArray &bytes);
    void arrived(const QByteArray &hash);
    void failed(const QByteArray &hash);
    void step();
    void giveUp();

    QPointer<BoardAssets> m_assets;
    const quint64 m_resets;
    const QList<QByteArray> m_wanted;
    QList<QByteArray> m_ahead; // not asked for yet
    QSet<QByteArray> m_asked;
    QSet<QByteArray> m_late; // asked for, and silence
    QSet<QByteArray> m_failed;
    QHash<QByteArray, QByteArray> m_stored;
    qsizetype m_bytes = 0;
    int m_tooMany = 0;
    QTimer m_silence;
};

} // namespace coterie::ui
