// SPDX-License-Identifier: MIT
#include "app/ui/board/boardadoption.h"

#include "shared/board/boardends.h"

#include <algorithm>
#include <iterator>

namespace coterie::ui {
namespace {

constexpr qsizetype weightPerTurn = 1000; // of objects without a text
constexpr qsizetype lettersOfOne = 40;    // take about as long to be laid out as one object

void append(std::vector<SceneChange> &changes, std::vector<SceneChange> &&more)
{
    std::move(more.begin(), more.end(), std::back_inserter(changes));
}

} // namespace

BoardAdoption::BoardAdoption(BoardScene &scene, BoardIndex &index, QObject *parent)
    : QObject(parent)
    , m_scene(scene)
    , m_index(index)
{
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &BoardAdoption::takeSome);
}

void BoardAdoption::clear()
{
    m_turn.stop();
    m_toCome.clear();
    m_came = 0;
    m_find = {};
    m_early.clear();
    m_index.clear();
    m_scene.clear();
}

void BoardAdoption::showEarly(const BoardDoc &soFar, int from, const QRectF &seen)
{
    std::vector<SceneChange> changes;
    if (std::exchange(m_seen, seen) != seen)
        from = 0; // what was passed over may be in sight now
    for (int place = from; place < soFar.recordCount(); ++place) {
        const auto glance = soFar.glance(place);
        // One's own of the same name is newer, whatever it is.
        if (!glance || !glance->box.intersects(seen) || m_scene.contains(glance->id))
            continue;
        append(changes, m_scene.put(routedBoardLine(*soFar.object(glance->id), soFar)));
        m_scene.setEarly(glance->id, true);
        m_early.insert(glance->id, glance->state);
    }
    if (!changes.empty())
        emit looked(changes);
}

void BoardAdoption::dropEarly()
{
    std::vector<SceneChange> changes;
    for (auto early = m_early.cbegin(); early != m_early.cend(); ++early)
        append(changes, m_scene.remove(early.key()));
    m_early.clear();
    if (!changes.empty())
        emit looked(changes);
}

void BoardAdoption::begin(const BoardDoc &doc, const QRectF &seen, Find find)
{
    // Of a board that was there before nothing is kept.
    const bool anew = m_scene.count() > m_early.size();
    if (anew)
        clear();
    const QHash<ObjectId, quint64> early = std::exchange(m_early, {});
    m_find = std::move(find);
    m_toCome.clear();
    m_came = 0;
    m_toCome.reserve(size_t(doc.visibleCount()));
    std::vector<ObjectId> elsewhere;
    for (int place = 0; place < doc.recordCount(); ++place) {
        const auto glance = doc.glance(place);
        if (!glance)
            continue;
        // Lines are put again: what they are bound to may have come after them.
        if (glance->state && early.value(glance->id) == glance->state && !isBoardLine(glance->kind) &&
            glance->kind != BoardKind::Frame && glance->kind != BoardKind::Sticky) // who made it is known by now
            m_scene.setEarly(glance->id, false);
        else
            (glance->box.intersects(seen) ? m_toCome : elsewhere).push_back(glance->id);
    }
    m_toCome.insert(m_toCome.end(), elsewhere.begin(), elsewhere.end());
    std::vector<SceneChange> gone;
    for (auto at = early.cbegin(); at != early.cend(); ++at)
        if (!doc.object(at.key()))
            append(gone, m_scene.remove(at.key()));
    if (!gone.empty())
        emit looked(gone);
    m_turn.start();
    takeSome();
    if (anew) // what is looked at is there by now
        emit replaced();
}

void BoardAdoption::takeSome()
{
    std::vector<SceneChange> changes;
    for (qsizetype weight = 0; m_came < m_toCome.size() && weight < weightPerTurn; ++m_came, ++weight) {
        const ObjectId &id = m_toCome[m_came];
        if (const auto object = m_find(id)) {
            weight += object->text.size() / lettersOfOne;
            m_index.put(*object);
            append(changes, m_scene.put(*object));
        } else {
            append(changes, m_scene.remove(id));
        }
    }
    if (!changes.empty())
        emit looked(changes);
    if (m_came < m_toCome.size())
        return;
    m_turn.stop();
    m_toCome = {};
    m_find = {};
    emit finished();
}

} // namespace coterie::ui
