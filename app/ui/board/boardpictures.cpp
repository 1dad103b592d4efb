// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpictures.h"

#include "app/session/boardassets.h"
#include "app/ui/shell/background.h"
#include "shared/protocol/errors.h"

#include <algorithm>
#include <iterator>

namespace coterie::ui {
namespace {

// Above so many bytes of decoded pictures, the next ones are no larger than this side, where mostPictureSide is usual.
struct Step {
    qint64 held;
    int side;
};
constexpr qint64 mebi = 1024 * 1024;
constexpr int leastShare = 16; // beyond the last of them a picture takes no more than such a part of what is left
constexpr int leastSide = 16;
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
    m_coming = 0;
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
    // Many may come in the same moment: what they will take counts from now on.
    const QSize stored = storedSize(bytes);
    const int side = sideFor(stored);
    const qint64 coming = decodedBytes(stored, side);
    m_coming += coming;
    inBackground(
        this, [asset, bytes, side] { return decodedPicture(bytes, asset, side); },
        [this, asset, coming, board = m_board](const PictureState &state) {
            if (board != m_board)
                return;
            m_coming -= coming;
            if (!m_wanted.remove(asset))
                return;
            m_held += state.picture ? state.picture->bytes() : 0;
            m_missing.remove(asset); // it is here by now
            m_done.insert(asset, state);
            emit changed(asset);
        });
}

int BoardPictures::sideFor(const QSize &stored) const
{
    const qint64 taken = m_held + m_coming;
    const auto *step = std::find_if(std::begin(steps), std::end(steps), [&](const Step &s) { return taken > s.held; });
    if (step == std::end(steps))
        return m_mostSide;
    int side = m_mostSide * step->side / mostPictureSide;
    if (step == std::begin(steps))
        while (side > leastSide && decodedBytes(stored, side) * leastShare > mostDecodedTogether - taken)
            side /= 2;
    return side;
}

} // namespace coterie::ui
