// SPDX-License-Identifier: MIT
#pragma once

#include "tests/bench/ui/stallwatch.h"

#include <QJsonObject>

namespace coterie::bench {

enum class GuestDeed { Everything, Talk };

// The whole window as somebody who joins late: what it costs until it can be used, then to open every room, to type
// and to draw; or only to post a message now and then. Run in a process of its own, so that its memory is the window's
// alone. A `fault` says what did not work.
[[nodiscard]] QJsonObject runGuest(StallWatch &application, const QString &folder, const QString &join, GuestDeed deed);

} // namespace coterie::bench
