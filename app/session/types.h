// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/presence.h"

#include <QMetaType>

// The identifiers of the protocol as values of Qt's meta-object system, so that models can hand them out.
Q_DECLARE_METATYPE(coterie::RoomId)
Q_DECLARE_METATYPE(coterie::UserId)
Q_DECLARE_METATYPE(coterie::OpId)
Q_DECLARE_METATYPE(coterie::Status)
