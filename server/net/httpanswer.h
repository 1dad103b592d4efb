// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/httphead.h"

#include <functional>

namespace coterie::server {

// What goes back to a plain HTTP request. Every answer ends its connection.
struct HttpAnswer {
    int status = 200;
    QByteArray body;
    QByteArray type = QByteArrayLiteral("text/plain; charset=utf-8");
    QList<HttpHead::Field> fields = {}; // further ones, such as Allow

    [[nodiscard]] QByteArray toBytes(bool withBody = true) const;
};

[[nodiscard]] QByteArray reasonPhrase(int status);
[[nodiscard]] HttpAnswer answerOf(const HttpRefusal &refusal);
// For somebody who comes without TLS where there must be.
[[nodiscard]] HttpAnswer encryptAnswer();
// For somebody who comes when all seats are taken; the time to wait differs from one to the next.
[[nodiscard]] HttpAnswer busyAnswer();

// Answers one path, or leaves it to the next; called in the host's thread, must not block.
using HttpRoute = std::function<std::optional<HttpAnswer>(const HttpHead &)>;

} // namespace coterie::server
