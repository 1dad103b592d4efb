// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/presence.h"

#include <QMetaType>

// The identifiers of the protocol are values of Qt's meta-object system as they are: models hand them out in a
// QVariant.
