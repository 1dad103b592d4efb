// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/httpanswer.h"

#include <QJsonObject>

namespace coterie::server {

// The pages every server has. A route that does not know a path leaves it to the next.
[[nodiscard]] HttpRoute frontPage();
// GET /health and /healthz: `facts` in JSON. Its "status" decides: "ok" is 200, anything else 503.
[[nodiscard]] HttpRoute healthPage(std::function<QJsonObject()> facts);

} // namespace coterie::server
