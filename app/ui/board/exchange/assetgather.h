// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

namespace coterie {
class BoardAssets;
}

namespace coterie::ui {

// Gets the bytes of several pictures, from memory, this computer or the host. Ends once, by gathered(), also when some
// are not to be had or the host is silent for a while. Lives in the window's thread.
class AssetGather final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AssetGather)
public:
    // assets may be null: then there are none.
    AssetGather(BoardAssets *assets, const QSet<QByteArray> &wanted, QObject *parent = nullptr);
    void start();

signals:
    void gathered(const QHash<QByteArray, QByteArray> &bytes);

private:
    void arrived(const QByteArray &hash);
    void settleOne(const QByteArray &hash);
    void end();

    QPointer<BoardAssets> m_assets;
    QSet<QByteArray> m_wanted;
    QHash<QByteArray, QByteArray> m_bytes;
    QTimer m_silence;
    bool m_ended = false;
};

} // namespace coterie::ui
