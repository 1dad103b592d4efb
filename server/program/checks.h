// SPDX-License-Identifier: MIT
#pragma once

#include "server/config/config.h"

namespace coterie::server {

// --self-check: opens a session in a throw-away file, a socket and what is compiled in. Prints a line each; 0 or 1.
[[nodiscard]] int runSelfCheck();

// --healthcheck: GET /health of the host that these settings describe. 0 when it answers 200 within 3 s, else 1.
[[nodiscard]] int runHealthCheck(const Config &config);

} // namespace coterie::server
