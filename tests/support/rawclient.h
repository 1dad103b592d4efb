// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/clientframes.h"

#include <QHostAddress>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>

#include <memory>

namespace coterie::test {

// A client made of one TCP socket, encrypted or not: says any bytes and takes apart what a server answers.
class RawClient
{
public:
    explicit RawClient(quint16 port)
        : m_socket(std::make_unique<QTcpSocket>())
        , socket(*m_socket)
    {
        socket.connectToHost(QHostAddress::LocalHost, port);
    }
    // Encrypted; whoever answers is trusted.
    RawClient(quint16 port, QSsl::SslProtocol protocol)
        : m_socket(std::make_unique<QSslSocket>())
        , socket(*m_socket)
    {
        auto *const secure = static_cast<QSslSocket *>(m_socket.get());
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setProtocol(protocol);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        secure->setSslConfiguration(configuration);
        secure->connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    }

private:
    std::unique_ptr<QTcpSocket> m_socket;

public:
    struct Frame {
        int opcode = -1;
        QByteArray payload;
    };

    // Reads what has come; true when the answer to a request is complete up to its empty line.
    bool hasHead()
    {
        pump();
        if (head.isEmpty()) {
            const qsizetype end = m_bytes.indexOf("\r\n\r\n");
            if (end < 0)
                return false;
            head = m_bytes.left(end + 4);
            m_bytes.remove(0, end + 4);
        }
        return true;
    }
    int status() { return hasHead() ? head.mid(9, 3).toInt() : 0; }
    QByteArray body()
    {
        pump();
        return m_bytes;
    }
    bool upgrade(const QByteArray &more = {})
    {
        socket.write(handshake(more));
        return QTest::qWaitFor([this] { return hasHead(); }) && status() == 101;
    }

    // All whole frames that have come since the last call.
    QList<Frame> frames()
    {
        pump();
        QList<Frame> list;
        while (m_bytes.size() >= 2) {
            const int form = quint8(m_bytes[1]);
            const qsizetype extended = form < 126 ? 0 : form == 126 ? 2 : 8;
            if (m_bytes.size() < 2 + extended)
                break;
            qsizetype length = form < 126 ? form : 0;
            for (qsizetype i = 0; i < extended; ++i)
                length = length << 8 | quint8(m_bytes[2 + i]);
            if (m_bytes.size() < 2 + extended + length)
                break;
            list.append({m_bytes[0] & 15, m_bytes.mid(2 + extended, length)});
            m_bytes.remove(0, 2 + extended + length);
        }
        return list;
    }
    // Waits until `count` frames have come, and returns them all.
    QList<Frame> waitForFrames(qsizetype count)
    {
        QList<Frame> list;
        (void)QTest::qWaitFor([&] {
            list += frames();
            return list.size() >= count;
        });
        return list;
    }
    // Waits for the server's Close; its code, 0 when the connection ended without one.
    int closeCode()
    {
        int code = -1;
        (void)QTest::qWaitFor([&] {
            for (const Frame &frame : frames())
                if (frame.opcode == 8)
                    code = frame.payload.size() < 2 ? 1005 : quint8(frame.payload[0]) << 8 | quint8(frame.payload[1]);
            if (code < 0 && isGone())
                code = 0;
            return code >= 0;
        });
        return code;
    }
    bool isGone() const { return socket.state() == QAbstractSocket::UnconnectedState; }

    QTcpSocket &socket;
    QByteArray head;

private:
    void pump() { m_bytes += socket.readAll(); }

    QByteArray m_bytes;
};

} // namespace coterie::test
