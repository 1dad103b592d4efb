// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/tlsidentity.h"

#include <QSslCertificate>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

#include <memory>

namespace coterie::test {

// A fresh key and certificate.
inline server::TlsIdentity newIdentity()
{
    auto made = server::ownTlsIdentity({});
    if (const auto *problem = std::get_if<QString>(&made))
        qFatal("%s", qPrintable(*problem));
    return std::get<server::TlsIdentity>(made);
}

// Somebody who answers with a certificate and writes down what is said to him inside the encryption: the man in the
// middle, as far as he gets.
class TlsRecorder final : public QTcpServer
{
public:
    explicit TlsRecorder(const server::TlsIdentity &identity)
        : m_identity(identity)
    {
    }
    int connections = 0;
    int encrypted = 0;
    QByteArray heard;
    [[nodiscard]] const server::TlsIdentity &identity() const { return m_identity; }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        ++connections;
        auto *const socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        socket->setSslConfiguration(m_identity.configuration);
        connect(socket, &QSslSocket::encrypted, this, [this] { ++encrypted; });
        connect(socket, &QSslSocket::readyRead, this, [this, socket] { heard += socket->readAll(); });
        socket->startServerEncryption();
    }

private:
    server::TlsIdentity m_identity;
};

} // namespace coterie::test
