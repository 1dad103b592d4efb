// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/frontpolicy.h"
#include "server/net/httphead.h"

#include <QString>

// What must hold for whatever bytes come to the door: the verdict does not depend on how they were cut, and a head that
// is accepted is made of nothing but what may stand in one.
namespace coterie::fuzz {

// Everything a reader says, to compare readers that were fed in different pieces.
template <class Reader> QByteArray spelled(const Reader &reader)
{
    QByteArray text = QByteArray::number(int(reader.state())) + '/' + QByteArray::number(reader.size()) + '/' +
                      QByteArray::number(reader.refusal().status) + reader.refusal().reason;
    if (reader.state() == server::HttpHeadReader::State::Complete) {
        const server::HttpHead &head = reader.head();
        text += head.method + ' ' + head.path + '?' + head.query + (head.upgrade ? " upgrade" : "");
        for (const server::HttpHead::Field &field : head.fields)
            text += '\n' + field.name + ':' + field.value;
    }
    return text;
}

// Reader: what is asked; the tests put a worse one in its place.
template <class Reader = server::HttpHeadReader> Reader readHead(const QByteArray &bytes, qsizetype piece)
{
    Reader reader;
    for (qsizetype at = 0; at < bytes.size(); at += piece)
        reader.feed(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at)));
    return reader;
}

template <class Reader = server::HttpHeadReader> QString headFault(const QByteArray &bytes)
{
    using State = server::HttpHeadReader::State;
    const auto whole = readHead<Reader>(bytes, std::max(bytes.size(), qsizetype(1)));
    for (const qsizetype piece : {1, 3, 100})
        if (spelled(readHead<Reader>(bytes, piece)) != spelled(whole))
            return QStringLiteral("another verdict in pieces of %1").arg(piece);
    if (whole.size() > server::maxHeadBytes)
        return QStringLiteral("over 8 KiB were read");
    if (whole.state() == State::Refused)
        return whole.refusal().status >= 400 ? QString() : QStringLiteral("a refusal without status");
    if (whole.state() == State::Incomplete)
        return {};
    const server::HttpHead &head = whole.head();
    const QByteArray read = bytes.left(whole.size());
    if (!read.endsWith("\r\n\r\n") || read.indexOf("\r\n\r\n") != read.size() - 4 || read.contains('\0') ||
        read.count('\n') != read.count("\r\n") || read.count('\r') != read.count('\n'))
        return QStringLiteral("the head does not end where it ends");
    if (!head.path.startsWith('/') || head.path.contains("/../"))
        return QStringLiteral("a path that leads elsewhere");
    if (head.upgrade && (!server::parseHost(head.value("host")) || head.value("sec-websocket-key").size() != 24))
        return QStringLiteral("a handshake without Host or key");
    static const server::FrontPolicy policy;
    const QByteArray origin = head.value("origin");
    if (!policy.judge(head) && !origin.isNull() && !origin.contains("://"))
        return QStringLiteral("an Origin that is none was let in");
    return {};
}

} // namespace coterie::fuzz
