// SPDX-License-Identifier: MIT
#include "server/net/httpanswer.h"

#include <QRandomGenerator>

namespace coterie::server {

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return QByteArrayLiteral("OK");
    case 400:
        return QByteArrayLiteral("Bad Request");
    case 403:
        return QByteArrayLiteral("Forbidden");
    case 404:
        return QByteArrayLiteral("Not Found");
    case 405:
        return QByteArrayLiteral("Method Not Allowed");
    case 408:
        return QByteArrayLiteral("Request Timeout");
    case 414:
        return QByteArrayLiteral("URI Too Long");
    case 426:
        return QByteArrayLiteral("Upgrade Required");
    case 431:
        return QByteArrayLiteral("Request Header Fields Too Large");
    case 503:
        return QByteArrayLiteral("Service Unavailable");
    case 505:
        return QByteArrayLiteral("HTTP Version Not Supported");
    default:
        return QByteArrayLiteral("Status");
    }
}

QByteArray HttpAnswer::toBytes(bool withBody) const
{
    QByteArray out;
    out.reserve(256 + body.size());
    out += "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status) +
           "\r\nServer: Coterie\r\nConnection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff"
           "\r\nContent-Type: " +
           type + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (const HttpHead::Field &field : fields)
        out += field.name + ": " + field.value + "\r\n";
    out += "\r\n";
    if (withBody)
        out += body;
    return out;
}

HttpAnswer answerOf(const HttpRefusal &refusal)
{
    HttpAnswer answer{refusal.status, QByteArray(refusal.reason) + ".\n"};
    if (refusal.status == 405)
        answer.fields.append(HttpHead::Field{"Allow", "GET, HEAD"});
    if (refusal.status == 426)
        answer.fields.append(HttpHead::Field{"Sec-WebSocket-Version", "13"});
    return answer;
}

HttpAnswer encryptAnswer()
{
    HttpAnswer answer{426, QByteArrayLiteral("This host answers encrypted connections only: use wss:// or https:// "
                                             "at the same port.\n")};
    answer.fields.append(HttpHead::Field{"Upgrade", "TLS/1.3, HTTP/1.1"});
    return answer;
}

HttpAnswer busyAnswer()
{
    HttpAnswer answer{503, QByteArrayLiteral("All seats are taken; try again in a moment.\n")};
    answer.fields.append(
        HttpHead::Field{"Retry-After", QByteArray::number(QRandomGenerator::global()->bounded(5, 15))});
    return answer;
}

} // namespace coterie::server
