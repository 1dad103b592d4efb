// SPDX-License-Identifier: MIT
#pragma once

#include <QWebSocket>

namespace coterie {

// The signal had another name before Qt 6.5.
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
inline constexpr auto webSocketError = &QWebSocket::errorOccurred;
#else
inline constexpr auto webSocketError = QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error);
#endif

} // namespace coterie
