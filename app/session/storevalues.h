// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/ids.h"

#include <QVariant>

// How values look in the local store's columns.
namespace coterie::detail {

template <class IdType> [[nodiscard]] QVariant blob(const IdType &id)
{
    return id.value.toRfc4122();
}
template <class IdType> [[nodiscard]] IdType idFrom(const QVariant &value)
{
    return IdType{QUuid::fromRfc4122(value.toByteArray())};
}
// A null string would be stored as NULL.
[[nodiscard]] inline QVariant text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

} // namespace coterie::detail
