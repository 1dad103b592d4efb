// SPDX-License-Identifier: MIT
#include "app/session/boardloader.h"

#include <algorithm>

namespace coterie {

namespace {
constexpr qsizetype opsPerTurn = 250; // about as much work as a piece of a snapshot
}

BoardLoader::BoardLoader(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &BoardLoader::step);
}

void BoardLoader::begin()
{
    cancel();
    m_reader.emplace();
}

void BoardLoader::cancel()
{
    const bool told = m_grown > 0 && m_settled;
    reset();
    if (told)
        emit dropped();
}

void BoardLoader::reset()
{
    m_timer.stop();
    m_reader.reset();
    m_parts.clear();
    m_doc.reset();
    m_later.clear();
    m_applied = 0;
    m_finished = false;
    m_settled = true;
    m_grown = 0;
}

void BoardLoader::add(const QByteArray &part)
{
    if (!m_reader || m_finished)
        return;
    m_parts.push_back(part);
    m_timer.start();
}

void BoardLoader::finish(const QList<RoomEvent> &later)
{
    if (!m_reader || m_finished)
        return;
    m_finished = true;
    m_later = later;
    m_settled =
        std::none_of(later.begin(), later.end(), [](const RoomEvent &event) { return event.board.has_value(); });
    m_timer.start();
}

void BoardLoader::step()
{
    if (!readNext()) {
        cancel();
        emit broken();
        return;
    }
    if (!m_parts.empty())
        return;
    if (!m_finished) {
        m_timer.stop(); // until the next piece is here
        return;
    }
    if (!m_doc || m_applied < m_later.size())
        return;
    BoardDoc doc = std::move(*m_doc);
    reset();
    emit done(doc);
}

// A piece, then what came later. False when it makes no board.
bool BoardLoader::readNext()
{
    if (!m_parts.empty()) {
        const QByteArray part = std::move(m_parts.front());
        m_parts.pop_front();
        if (!m_reader->add(part))
            return false;
        const int from = std::exchange(m_grown, m_reader->soFar().recordCount());
        if (from < m_grown && m_settled)
            emit grew(m_reader->soFar(), from);
        return true;
    }
    if (!m_finished)
        return true;
    if (!m_doc) {
        if (!m_reader->isComplete())
            return false;
        m_doc = m_reader->take();
        return true;
    }
    for (qsizetype ops = 0; ops < opsPerTurn && m_applied < m_later.size(); ++m_applied) {
        const RoomEvent &event = m_later.at(m_applied);
        if (!event.board)
            continue;
        m_doc->apply(boardTransaction(event), event.seq);
        ops += event.board->ops.size();
    }
    return true;
}

} // namespace coterie
