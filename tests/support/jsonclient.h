// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/ids.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QWebSocket>

namespace coterie::test {

// A client that knows nothing of ours but the page protocol.md: text frames, JSON, a plain WebSocket.
class JsonClient final : public QObject
{
public:
    explicit JsonClient(quint16 port)
    {
        connect(&m_socket, &QWebSocket::textMessageReceived, this,
                [this](const QString &text) { m_heard.append(QJsonDocument::fromJson(text.toUtf8()).object()); });
        m_socket.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(port)));
    }

    [[nodiscard]] bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    [[nodiscard]] int closeCode() const { return int(m_socket.closeCode()); }
    [[nodiscard]] bool waitForClose()
    {
        return QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; }, 5000);
    }

    void say(const QJsonObject &message)
    {
        m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
    }
    // The next message of this type, whatever else came before it; empty when none came in time.
    QJsonObject hear(const QString &type)
    {
        const auto find = [&] {
            for (qsizetype i = 0; i < m_heard.size(); ++i)
                if (m_heard.at(i).value(QStringLiteral("type")).toString() == type)
                    return i;
            return qsizetype(-1);
        };
        if (!QTest::qWaitFor([&] { return find() >= 0; }, 10000))
            return {};
        const qsizetype at = find();
        const QJsonObject message = m_heard.at(at);
        m_heard.remove(0, at + 1);
        return message;
    }

    // How many messages of this type came that nobody has asked for with hear().
    [[nodiscard]] qsizetype heard(const QString &type) const
    {
        return std::count_if(m_heard.cbegin(), m_heard.cend(), [&](const QJsonObject &message) {
            return message.value(QStringLiteral("type")).toString() == type;
        });
    }

    // Says hello and joins the first room. The room's id, or empty.
    QString enter(const QString &name)
    {
        if (!QTest::qWaitFor([this] { return isOpen(); }, 10000))
            return {};
        say({{QStringLiteral("type"), QStringLiteral("hello")},
             {QStringLiteral("version"), 1},
             {QStringLiteral("program"), QStringLiteral("test")},
             {QStringLiteral("name"), name}});
        token = hear(QStringLiteral("welcome")).value(QStringLiteral("token")).toString();
        if (token.isEmpty())
            return {};
        say({{QStringLiteral("type"), QStringLiteral("rooms.list")}, {QStringLiteral("req"), 1}});
        const QString room = hear(QStringLiteral("rooms.page"))
                                 .value(QStringLiteral("rooms"))
                                 .toArray()
                                 .at(0)
                                 .toObject()
                                 .value(QStringLiteral("id"))
                                 .toString();
        say({{QStringLiteral("type"), QStringLiteral("room.join")},
             {QStringLiteral("req"), 2},
             {QStringLiteral("room"), room}});
        return hear(QStringLiteral("room.joined")).isEmpty() ? QString() : room;
    }
    // The acknowledgement.
    QJsonObject post(const QString &room, const QString &body)
    {
        say({{QStringLiteral("type"), QStringLiteral("chat.post")},
             {QStringLiteral("id"), newId<OpId>().toString()},
             {QStringLiteral("room"), room},
             {QStringLiteral("body"), body}});
        return hear(QStringLiteral("ack"));
    }
    QStringList history(const QString &room)
    {
        say({{QStringLiteral("type"), QStringLiteral("history.get")},
             {QStringLiteral("req"), 3},
             {QStringLiteral("room"), room},
             {QStringLiteral("limit"), 100},
             {QStringLiteral("board"), false}});
        QStringList bodies;
        const auto events = hear(QStringLiteral("history.page")).value(QStringLiteral("events")).toArray();
        for (const auto &event : events)
            bodies.append(
                event.toObject().value(QStringLiteral("chat")).toObject().value(QStringLiteral("body")).toString());
        return bodies;
    }

    QString token;

private:
    QWebSocket m_socket;
    QList<QJsonObject> m_heard;
};

} // namespace coterie::test
