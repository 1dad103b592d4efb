// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/assetgather.h"

#include "app/session/boardassets.h"

namespace coterie::ui {
namespace {

constexpr int silenceMs = 4'000; // offline, nothing comes at all

} // namespace

AssetGather::AssetGather(BoardAssets *assets, const QSet<QByteArray> &wanted, QObject *parent)
    : QObject(parent)
    , m_assets(assets)
    , m_wanted(wanted)
{
    m_silence.setSingleShot(true);
    m_silence.setInterval(silenceMs);
    connect(&m_silence, &QTimer::timeout, this, &AssetGather::end);
}

void AssetGather::start()
{
    if (m_assets) {
        connect(m_assets, &BoardAssets::arrived, this, &AssetGather::arrived);
        connect(m_assets, &BoardAssets::failed, this, &AssetGather::settleOne);
        connect(m_assets, &BoardAssets::progressed, this, [this](const QByteArray &hash) {
            if (m_wanted.contains(hash))
                m_silence.start();
        });
        const QSet<QByteArray> wanted = m_wanted;
        for (const QByteArray &hash : wanted) {
            if (!m_assets->bytes(hash).isEmpty())
                arrived(hash);
            else if (m_assets->hasFailed(hash))
                settleOne(hash);
            else
                m_assets->want(hash);
        }
    }
    m_silence.start();
    if (!m_assets || m_wanted.isEmpty())
        QMetaObject::invokeMethod(this, &AssetGather::end, Qt::QueuedConnection);
}

void AssetGather::arrived(const QByteArray &hash)
{
    if (!m_wanted.contains(hash))
        return;
    m_bytes.insert(hash, m_assets->bytes(hash)); // at once: memory does not keep everything
    settleOne(hash);
}

void AssetGather::settleOne(const QByteArray &hash)
{
    if (!m_wanted.remove(hash))
        return;
    m_silence.start();
    if (m_wanted.isEmpty())
        QMetaObject::invokeMethod(this, &AssetGather::end, Qt::QueuedConnection);
}

void AssetGather::end()
{
    m_silence.stop();
    if (!std::exchange(m_ended, true))
        emit gathered(m_bytes);
}

} // namespace coterie::ui
