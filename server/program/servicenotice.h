// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

namespace coterie::server {

// Tells the service manager how we are, by the datagram protocol of sd_notify(3); nothing happens when none listens.
void notifyService(const QByteArray &state);

// How often the service manager wants to hear WATCHDOG=1, in ms; 0: it does not.
[[nodiscard]] int watchdogIntervalMs();

} // namespace coterie::server
