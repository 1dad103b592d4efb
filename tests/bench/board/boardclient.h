// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/protocol.h"

#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace coterie::bench {

// One person at the first board of a session: says hello, joins the first room, and hands over what the host says then.
class BoardClient : public QObject
{
    Q_DISABLE_COPY_MOVE(BoardClient)
public:
    BoardClient(const QString &program, int number, const QUrl &url)
    {
        connect(&m_socket, &QWebSocket::connected, this, [this, program, number] {
            send(Hello{1, program, QStringLiteral("Person %1").arg(number), {}});
        });
        connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &BoardClient::read);
        QWebSocketHandshakeOptions options;
        options.setSubprotocols({QString::fromLatin1(subProtocolCbor)});
        m_socket.open(url, options);
    }
    [[nodiscard]] bool isReady() const { return m_ready; }

    qint64 up = 0, down = 0; // bytes on the wire
    qint64 received = 0;     // of these, what the frames brought
    QString fault;

protected:
    [[nodiscard]] const RoomId &room() const { return m_room; }
    void send(const ClientMessage &message)
    {
        const QByteArray frame = encode(message, Framing::Cbor);
        up += framed(frame.size()) + 4; // masked on the way to a server
        m_socket.sendBinaryMessage(frame);
    }
    virtual void take(const ServerMessage &message) = 0;

private:
    static qint64 framed(qsizetype payload) { return payload + (payload < 126 ? 2 : payload < 65536 ? 4 : 10); }
    void read(const QByteArray &frame)
    {
        down += framed(frame.size());
        received += frame.size();
        const auto decoded = decodeFromServer(frame, Framing::Cbor);
        const auto *message = std::get_if<ServerMessage>(&decoded);
        if (!message) {
            fault = QStringLiteral("a frame that is no message");
        } else if (std::holds_alternative<Welcome>(*message)) {
            send(RoomsList{1, {}});
        } else if (const auto *page = std::get_if<RoomsPage>(message)) {
            m_room = page->rooms.first().id;
            send(RoomJoin{2, m_room, {}, {}});
        } else if (std::holds_alternative<RoomJoined>(*message)) {
            m_ready = true;
        } else if (const auto *failure = std::get_if<Failure>(message)) {
            fault = failure->code;
        } else {
            take(*message);
        }
    }

    QWebSocket m_socket;
    RoomId m_room;
    bool m_ready = false;
};

} // namespace coterie::bench
