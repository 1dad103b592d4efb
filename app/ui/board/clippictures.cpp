// SPDX-License-Identifier: MIT
#include "app/ui/board/clippictures.h"

#include "app/session/boardassets.h"

namespace coterie::ui {
namespace {

constexpr int silenceMs = 4'000; // offline, nothing comes at all
constexpr qsizetype askedAtOnce = 16;

} // namespace

ClipPictures::ClipPictures(BoardAssets *assets, const QList<QByteArray> &wanted, QObject *parent)
    : QObject(parent)
    , m_assets(assets)
    , m_resets(assets ? assets->timesReset() : 0)
    , m_wanted(wanted)
{
    m_silence.setSingleShot(true);
    m_silence.setInterval(silenceMs);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        m_late.unite(std::exchange(m_asked, {}));
        step();
    });
}

void ClipPictures::start()
{
    m_ahead = m_wanted;
    if (!m_assets) {
        giveUp();
        emit settled();
        return;
    }
    connect(m_assets, &BoardAssets::arrived, this, &ClipPictures::arrived);
    connect(m_assets, &BoardAssets::failed, this, &ClipPictures::failed);
    connect(m_assets, &QObject::destroyed, this, &ClipPictures::giveUp); // of that session nobody speaks any more
    connect(m_assets, &BoardAssets::progressed, this, [this](const QByteArray &hash) {
        if (m_asked.contains(hash))
            m_silence.start();
    });
    // Each that is in memory counts by itself: none of them has to be fetched.
    m_ahead.removeIf([this](const QByteArray &hash) {
        const QByteArray bytes = m_assets->bytes(hash);
        if (!bytes.isEmpty())
            take(hash, bytes);
        return !bytes.isEmpty();
    });
    if (!m_stored.isEmpty())
        emit came();
    step();
}

bool ClipPictures::areAtHostOf(const BoardAssets &assets) const
{
    return m_assets && m_assets->timesReset() == m_resets && m_assets->sharesHostWith(assets);
}

void ClipPictures::take(const QByteArray &hash, const QByteArray &bytes)
{
    if (m_bytes + bytes.size() > mostClipPictureBytes) {
        ++m_tooMany;
        return;
    }
    m_bytes += bytes.size();
    m_stored.insert(hash, bytes); // at once: memory does not keep everything
}

void ClipPictures::arrived(const QByteArray &hash)
{
    if (!m_asked.remove(hash) && !m_late.remove(hash) && !m_failed.remove(hash))
        return;
    const int before = m_tooMany;
    take(hash, m_assets->bytes(hash));
    if (m_tooMany > before) { // what is left would be fetched for nothing
        m_tooMany += int(m_ahead.size() + m_asked.size() + m_late.size());
        m_ahead.clear();
        m_asked.clear();
        m_late.clear();
    }
    m_silence.start();
    emit came();
    step();
}

void ClipPictures::failed(const QByteArray &hash)
{
    if (!m_asked.remove(hash) && !m_late.remove(hash))
        return;
    m_failed.insert(hash);
    step();
}

void ClipPictures::step()
{
    while (m_assets && m_asked.size() < askedAtOnce && !m_ahead.isEmpty()) {
        const QByteArray hash = m_ahead.takeFirst();
        if (m_assets->hasFailed(hash)) {
            m_failed.insert(hash);
            continue;
        }
        m_asked.insert(hash);
        m_assets->want(hash); // what others have brought to memory meanwhile comes once more
        m_silence.start();
    }
    if (waiting() > 0)
        return;
    m_silence.stop();
    emit settled();
}

void ClipPictures::giveUp()
{
    m_failed.unite(QSet<QByteArray>(m_ahead.cbegin(), m_ahead.cend()));
    m_failed.unite(std::exchange(m_asked, {}));
    m_failed.unite(std::exchange(m_late, {}));
    m_ahead.clear();
    m_silence.stop();
}

} // namespace coterie::ui
