// SPDX-License-Identifier: MIT
#pragma once

#include <QSslSocket>

namespace coterie::server {

// Whether what is written to this socket is encrypted first: then nothing may go round it to the descriptor.
[[nodiscard]] inline bool isEncrypted(const QTcpSocket *socket)
{
    const auto *const secure = qobject_cast<const QSslSocket *>(socket);
    return secure && secure->isEncrypted();
}

// What this process still holds for the other side: under TLS what is encrypted already too, which QTcpSocket's own
// count leaves out.
[[nodiscard]] inline qint64 unsentBytes(const QTcpSocket *socket)
{
    qint64 bytes = socket->bytesToWrite();
    if (isEncrypted(socket))
        bytes += static_cast<const QSslSocket *>(socket)->encryptedBytesToWrite();
    return bytes;
}

// Calls `slot` when the kernel has taken some of it. Under TLS, bytesWritten() comes too early: what was encrypted is
// with neither of the two counts then.
template <typename Receiver, typename Slot> void whenSomeIsSent(QTcpSocket *socket, Receiver *receiver, Slot slot)
{
    if (isEncrypted(socket))
        QObject::connect(static_cast<QSslSocket *>(socket), &QSslSocket::encryptedBytesWritten, receiver, slot);
    else
        QObject::connect(socket, &QTcpSocket::bytesWritten, receiver, slot);
}

} // namespace coterie::server
