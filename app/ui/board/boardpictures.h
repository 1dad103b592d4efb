// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/picturedecoder.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>

namespace coterie {
class BoardAssets;
}

namespace coterie::ui {

// The pictures of one board, decoded in threads of the pool and kept as long as the board is shown. The more there are,
// the smaller the later ones are decoded, so that memory stays bounded. Lives in the window's thread.
class BoardPictures final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardPictures)
public:
    // mostSide: pixels of the largest; less for what is only shown small.
    explicit BoardPictures(QObject *parent = nullptr, int mostSide = mostPictureSide);

    void reset(BoardAssets *assets); // another board; null: it has none
    // What there is of it now. Asking for one that is not there has it fetched; changed() follows.
    [[nodiscard]] PictureState state(const QByteArray &asset);
    // What of it is known, without asking for it: whether it is no picture, and whether it could not be had as yet.
    [[nodiscard]] bool isBroken(const QByteArray &asset) const { return m_done.value(asset).failed; }
    [[nodiscard]] bool isMissing(const QByteArray &asset) const { return m_missing.contains(asset); }
    // Of what is missing: it has come, but not as it was sent.
    [[nodiscard]] bool isDamaged(const QByteArray &asset) const;
    [[nodiscard]] qint64 heldBytes() const { return m_held; }

signals:
    void changed(const QByteArray &asset);

private:
    void arrived(const QByteArray &asset);
    void progressed(const QByteArray &asset);
    void failed(const QByteArray &asset);
    void failureForgotten(const QByteArray &asset);
    void decode(const QByteArray &asset, const QByteArray &bytes);
    [[nodiscard]] int sideFor(const QSize &stored) const;

    QPointer<BoardAssets> m_assets;
    QHash<QByteArray, PictureState> m_done; // there, or no picture at all
    QSet<QByteArray> m_wanted;              // to come, or being decoded
    QSet<QByteArray> m_missing;             // could not be had, as yet
    qint64 m_held = 0;
    qint64 m_coming = 0; // bytes that what is being decoded will be
    const int m_mostSide;
    quint32 m_board = 0; // what is decoded for an earlier one does not count
};

} // namespace coterie::ui
