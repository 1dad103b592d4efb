// SPDX-License-Identifier: MIT
#pragma once

#include <QTcpSocket>

#include <chrono>

namespace coterie::server {

// Ends a connection so that its last words arrive: what waits goes out, our direction is shut, what still comes is read
// and dropped (unread bytes would turn the close into a reset that overtakes the words), and after `patience` it is
// over in any case. Deletes the socket in the end. The caller has taken its own slots off the socket before.
void farewell(QTcpSocket *socket, std::chrono::milliseconds patience = std::chrono::seconds(1));

} // namespace coterie::server
