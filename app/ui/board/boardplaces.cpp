// SPDX-License-Identifier: MIT
#include "app/ui/board/boardplaces.h"

#include "app/ui/board/boardcamera.h"
#include "shared/board/boardobject.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace coterie::ui {

BoardPlaces::BoardPlaces(const QByteArray &stored)
{
    for (const QJsonValue &value : QJsonDocument::fromJson(stored).array()) {
        const auto board = BoardId::fromString(value[QLatin1String("board")].toString());
        BoardPlace place;
        place.corner = {value[QLatin1String("x")].toDouble(), value[QLatin1String("y")].toDouble()};
        place.zoom = value[QLatin1String("zoom")].toDouble();
        place.grid = value[QLatin1String("grid")].toBool(true);
        place.snap = value[QLatin1String("snap")].toBool();
        place.map = value[QLatin1String("map")].toBool();
        const bool fits =
            (place.zoom == 0 || (place.zoom >= BoardCamera::minZoom && place.zoom <= BoardCamera::maxZoom)) &&
            std::abs(place.corner.x()) <= maxBoardCoordinate && std::abs(place.corner.y()) <= maxBoardCoordinate;
        if (board.value.isNull() || !fits || m_places.size() == most)
            continue;
        place.board = board;
        m_places.append(place);
    }
}

std::optional<BoardPlace> BoardPlaces::find(const BoardId &board) const
{
    const auto at =
        std::find_if(m_places.begin(), m_places.end(), [&](const BoardPlace &p) { return p.board == board; });
    return at == m_places.end() ? std::nullopt : std::optional(*at);
}

void BoardPlaces::put(const BoardPlace &place)
{
    m_places.removeIf([&](const BoardPlace &p) { return p.board == place.board; });
    m_places.prepend(place);
    if (m_places.size() > most)
        m_places.removeLast();
}

QByteArray BoardPlaces::stored() const
{
    QJsonArray list;
    for (const BoardPlace &place : m_places)
        list.append(QJsonObject{{QStringLiteral("board"), place.board.toString()},
                                {QStringLiteral("x"), place.corner.x()},
                                {QStringLiteral("y"), place.corner.y()},
                                {QStringLiteral("zoom"), place.zoom},
                                {QStringLiteral("grid"), place.grid},
                                {QStringLiteral("snap"), place.snap},
                                {QStringLiteral("map"), place.map}});
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

} // namespace coterie::ui
