// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpictures.h"

#include "app/session/boardassets.h"
#include "app/ui/shell/background.h"
#include "shared/protocol/errors.h"

namespace coterie::ui {
namespace {

// Above so many bytes of decoded pictures, the next ones are no larger than this side, where mostPictureSide is usual.
struct Step {
    qint64 held;
    int side;
};
constexpr qint64 mebi = 1024 * 1024;
constexpr Step steps[] = {{448 * mebi, 512}, {320 * mebi, 1024}, {192 * mebi, 2048}};

} // namespace

BoardPictures::BoardPictures(QObject *parent, int mostSide)
    : QObject(parent)
    , m_mostSide(mostSide)
{
}

void BoardPictures::reset(BoardAssets *assets)
{
    if (m_assets)
        m_assets->disconnect(this);
    ++m_board;
    m_done.clear();
    m_wanted.clear();
    m_missing.clear();
    m_held = 0;
    m_assets = assets;
    if (!assets)
        return;
    connect(assets, &BoardAssets::arrived, this, &BoardPictures::arrived);
    connect(assets, &BoardAssets::progressed, this, &BoardPictures::progressed);
    connect(assets, &BoardAssets::failed, this, &BoardPictures::failed);
    connect(assets, &BoardAssets::failureForgotten, this, &BoardPictures::failureForgotten);
}

PictureState BoardPictures::state(const QByteArray &asset)
{
    if (const auto done = m_done.constFind(asset); done != m_done.constEnd())
        return *done;
    if (!m_assets)
        return {};
    if (!m_wanted.contains(asset)) {
        if (m_assets->hasFailed(asset)) {
            if (!m_missing.contains(asset)) {
                m_missing.insert(asset);
                // Whoever paints may have asked: it is told when that is over.
                const auto tell = [this, asset, board = m_board] {
                    if (board == m_board && m_missing.contains(asset))
                        emit changed(asset);
                };
                QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
            }
            return {{}, -1, true};
        }
        m_wanted.insert(asset);
        if (const QByteArray bytes = m_assets->bytes(asset); !bytes.isEmpty())
            decode(asset, bytes);
        else
            m_assets->want(asset);
    }
    return {{}, m_assets->progress(asset).value_or(-1), false};
}

void BoardPictures::arrived(const QByteArray &asset)
{
    if (m_wanted.contains(asset))
        decode(asset, m_assets->bytes(asset));
}

void BoardPictures::progressed(const QByteArray &asset)
{
    if (m_wanted.contains(asset))
        emit changed(asset);
}

bool BoardPictures::isDamaged(const QByteArray &asset) const
{
    return m_assets && m_assets->failureOf(asset) == errors::badBlob;
}

void BoardPictures::failed(const QByteArray &asset)
{
    // What is only not to be sent is here all the same.
    if (!m_assets->bytes(asset).isEmpty() || !m_wanted.remove(asset))
        return;
    m_missing.insert(asset);
    emit changed(asset);
}

// Who looks asks for it again, and sees it come.
void BoardPictures::failureForgotten(const QByteArray &asset)
{
    if (m_missing.remove(asset))
        emit changed(asset);
}

void BoardPictures::decode(const QByteArray &asset, const QByteArray &bytes)
{
    inBackground(
        this, [asset, bytes, side = side()] { return decodedPicture(bytes, asset, side); },
        [this, asset, board = m_board](const PictureState &state) {
            if (board != m_board || !m_wanted.remove(asset))
                return;
            m_held += state.picture ? state.picture->bytes() : 0;
            m_missing.remove(asset); // it is here by now
            m_done.insert(asset, state);
            emit changed(asset);
        });
}

int BoardPictures::side() const
{
    for (const Step &step : steps)
        if (m_held > step.held)
            return m_mostSide * step.side / mostPictureSide;
    return m_mostSide;
}

} // namespace coterie::ui
