// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/session.h"

#include <QStringList>

// What tests ask of a timeline.
namespace coterie::test {

[[nodiscard]] inline QStringList bodies(const TimelineModel &model)
{
    QStringList out;
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row).data(TimelineModel::KindRole).toInt() == int(TimelineModel::RowKind::Message))
            out.append(model.index(row).data(TimelineModel::BodyRole).toString());
    return out;
}

[[nodiscard]] inline QList<Seq> placesOf(const TimelineModel &model)
{
    QList<Seq> out;
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row).data(TimelineModel::KindRole).toInt() == int(TimelineModel::RowKind::Message))
            out.append(model.index(row).data(TimelineModel::SeqRole).value<Seq>());
    return out;
}

[[nodiscard]] inline int stateOf(const TimelineModel &model, const QString &body)
{
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row).data(TimelineModel::BodyRole).toString() == body)
            return model.index(row).data(TimelineModel::StateRole).toInt();
    return -1;
}

} // namespace coterie::test
