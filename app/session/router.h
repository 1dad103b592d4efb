// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/protocol.h"

#include <QObject>

#include <array>
#include <memory>

namespace coterie {

using ServerMessagePtr = std::shared_ptr<const ServerMessage>;

// Where the messages of one type come out. Exists because a class template cannot have signals.
class MessagePort final : public QObject
{
    Q_OBJECT
signals:
    void received(const coterie::ServerMessagePtr &message);
};

// One signal port for each message of the host: listeners are ordinary slots that take the struct. A listener that dies
// is disconnected like any other; ten listeners share one decoded message. Lives in the window's thread.
class Router final
{
public:
    Router() = default;
    Q_DISABLE_COPY_MOVE(Router)

    template <class Message, class Receiver, class Owner>
    QMetaObject::Connection on(Receiver *receiver, void (Owner::*slot)(const Message &))
    {
        return on<Message>(receiver, [receiver, slot](const Message &message) { (receiver->*slot)(message); });
    }
    template <class Message, class Function> QMetaObject::Connection on(QObject *context, Function function)
    {
        return QObject::connect(&port<Message>(), &MessagePort::received, context,
                                [function = std::move(function)](const ServerMessagePtr &message) {
                                    function(std::get<Message>(*message));
                                });
    }
    void dispatch(ServerMessage message)
    {
        const std::size_t index = message.index();
        emit m_ports[index].received(std::make_shared<const ServerMessage>(std::move(message)));
    }

private:
    template <class Message> MessagePort &port()
    {
        static const std::size_t index = ServerMessage(Message{}).index();
        return m_ports[index];
    }

    std::array<MessagePort, std::variant_size_v<ServerMessage::variant>> m_ports;
};

} // namespace coterie
