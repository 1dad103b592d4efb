// SPDX-License-Identifier: MIT
#include "server/net/httphead.h"

#include <algorithm>
#include <array>

namespace coterie::server {

namespace {

bool isTokenChar(char c)
{
    constexpr QByteArrayView marks("!#$%&'*+-.^_`|~");
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.contains(c);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

int hexValue(char c)
{
    if (isDigit(c))
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Origin form (RFC 9112 §3.2.1) in visible ASCII: escapes are whole and hide no control character, and no segment,
// escaped or not, is "." or "..".
bool isPlainTarget(QByteArrayView target)
{
    if (!target.startsWith('/'))
        return false;
    bool inQuery = false;
    qsizetype dots = 0;
    qsizetype length = 0; // of the segment
    const auto isDotSegment = [&] { return length > 0 && length == dots && dots <= 2; };
    for (qsizetype i = 0; i < target.size(); ++i) {
        char c = target[i];
        if (c <= 0x20 || c >= 0x7f || c == '#' || c == '"' || c == '<' || c == '>' || c == '\\')
            return false;
        if (c == '%') {
            if (i + 2 >= target.size() || hexValue(target[i + 1]) < 0 || hexValue(target[i + 2]) < 0)
                return false;
            const int octet = hexValue(target[i + 1]) * 16 + hexValue(target[i + 2]);
            if (octet < 0x20 || octet == 0x7f)
                return false;
            c = octet == '.' ? '.' : 'x';
            i += 2;
        }
        if (!inQuery && (c == '/' || c == '?')) {
            if (isDotSegment())
                return false;
            dots = length = 0;
            inQuery = c == '?';
        } else {
            ++length;
            dots += c == '.' ? 1 : 0;
        }
    }
    return inQuery || !isDotSegment();
}

// Fields that must not be repeated: two answers to one question are how requests get smuggled.
constexpr std::array<QByteArrayView, 10> singular{"host",
                                                  "origin",
                                                  "content-length",
                                                  "transfer-encoding",
                                                  "upgrade",
                                                  "expect",
                                                  "sec-websocket-key",
                                                  "authorization",
                                                  "sec-websocket-version",
                                                  "content-type"};

} // namespace

QByteArray HttpHead::value(QByteArrayView name) const
{
    for (const Field &field : fields)
        if (field.name == name)
            return field.value;
    return {};
}

bool HttpHead::listHas(QByteArrayView name, QByteArrayView token) const
{
    for (const Field &field : fields) {
        if (field.name != name)
            continue;
        for (const QByteArray &item : field.value.split(','))
            if (item.trimmed().compare(token, Qt::CaseInsensitive) == 0)
                return true;
    }
    return false;
}

HttpHeadReader::State HttpHeadReader::feed(QByteArrayView bytes)
{
    for (qsizetype i = 0; i < bytes.size() && m_state == State::Incomplete; ++i)
        take(bytes[i]);
    return m_state;
}

void HttpHeadReader::take(char c)
{
    ++m_size;
    if (m_carriageReturn) {
        m_carriageReturn = false;
        if (c == '\n')
            endLine();
        else
            refuse(400, "A carriage return stands alone");
        return;
    }
    if (c == '\r') {
        m_carriageReturn = true;
    } else if (c == '\n') {
        refuse(400, "A line ends without carriage return");
    } else if ((quint8(c) < 0x20 && c != '\t') || c == 0x7f) {
        refuse(400, "A control character stands in the head");
    } else if (m_lines == 0 && quint8(c) >= 0x80) {
        refuse(400, "The request line is not ASCII");
    } else {
        m_line.append(c);
    }
    if (m_state == State::Incomplete && m_size >= maxHeadBytes)
        refuse(m_lines == 0 ? 414 : 431, "The head is over 8 KiB");
}

void HttpHeadReader::endLine()
{
    if (m_lines == 0) {
        readRequestLine();
    } else if (m_line.isEmpty()) {
        endHead();
    } else {
        readField();
    }
    ++m_lines;
    m_line.resize(0);
    if (m_state == State::Incomplete && (m_size >= maxHeadBytes || m_lines > maxHeadLines + 1))
        refuse(431, m_lines > maxHeadLines + 1 ? "The head has over 64 header lines" : "The head is over 8 KiB");
}

void HttpHeadReader::readRequestLine()
{
    const QList<QByteArray> parts = m_line.split(' ');
    if (parts.size() != 3 || !isToken(parts[0]))
        return refuse(400, "The request line is malformed");
    const QByteArray &version = parts[2];
    if (version.size() != 8 || !version.startsWith("HTTP/") || !isDigit(version[5]) || version[6] != '.' ||
        !isDigit(version[7]))
        return refuse(400, "The request line names no HTTP version");
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return refuse(505, "HTTP/1.1 is spoken here");
    m_head.http10 = version.endsWith('0');
    m_head.method = parts[0];
    const QByteArray &target = parts[1];
    if (target.size() > maxTargetBytes)
        return refuse(414, "The target is over 2 KiB");
    if (!isPlainTarget(target))
        return refuse(400, "The target is no plain path");
    const qsizetype mark = target.indexOf('?');
    m_head.path = mark < 0 ? target : target.left(mark);
    m_head.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
}

void HttpHeadReader::readField()
{
    if (m_line.startsWith(' ') || m_line.startsWith('\t'))
        return refuse(400, "A header line is folded");
    const qsizetype colon = m_line.indexOf(':');
    if (colon < 0 || !isToken(QByteArrayView(m_line).first(colon)))
        return refuse(400, "A header line is malformed");
    HttpHead::Field field{m_line.left(colon).toLower(), m_line.mid(colon + 1).trimmed()};
    if (std::find(singular.begin(), singular.end(), QByteArrayView(field.name)) != singular.end() &&
        m_head.has(field.name))
        return refuse(400, "A header that must stand once stands twice");
    if (field.value.isNull())
        field.value = QByteArrayLiteral("");
    m_head.fields.append(std::move(field));
}

void HttpHeadReader::endHead()
{
    const QByteArray host = m_head.value("host");
    if ((host.isNull() && !m_head.http10) || (!host.isNull() && !parseHost(host)))
        return refuse(400, "The Host header is missing or malformed");
    const bool body =
        m_head.has("transfer-encoding") || (m_head.has("content-length") && m_head.value("content-length") != "0");
    if (m_head.listHas("upgrade", "websocket") || m_head.has("sec-websocket-key")) {
        judgeUpgrade();
    } else if (m_head.method != "GET" && m_head.method != "HEAD") {
        refuse(405, "Only GET and HEAD are answered here");
    } else if (body) {
        refuse(400, "A request without body is expected");
    }
    if (m_state == State::Incomplete)
        m_state = State::Complete;
}

void HttpHeadReader::judgeUpgrade()
{
    if (m_head.method != "GET")
        return refuse(405, "A WebSocket is opened by GET");
    if (m_head.http10)
        return refuse(400, "A WebSocket is opened by HTTP/1.1");
    if (m_head.has("transfer-encoding") || m_head.has("content-length"))
        return refuse(400, "A WebSocket is opened by a request without body");
    if (!m_head.listHas("upgrade", "websocket") || !m_head.listHas("connection", "upgrade"))
        return refuse(400, "The headers Upgrade and Connection do not ask for a WebSocket");
    if (m_head.value("sec-websocket-version") != "13")
        return refuse(426, "WebSocket version 13 is spoken here");
    const QByteArray key = m_head.value("sec-websocket-key");
    const auto decoded = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    if (key.size() != 24 || !decoded || decoded.decoded.size() != 16)
        return refuse(400, "Sec-WebSocket-Key is not 16 bytes in base64");
    m_head.upgrade = true;
}

void HttpHeadReader::refuse(int status, const char *reason)
{
    m_refusal = {status, reason};
    m_state = State::Refused;
}

std::optional<HostAndPort> parseHost(QByteArrayView text)
{
    QByteArrayView host = text;
    QByteArrayView port;
    if (text.startsWith('[')) {
        const qsizetype end = text.indexOf(']');
        if (end < 3)
            return std::nullopt;
        host = text.sliced(1, end - 1);
        port = text.sliced(end + 1);
        if (!std::all_of(host.begin(), host.end(), [](char c) { return hexValue(c) >= 0 || c == ':' || c == '.'; }))
            return std::nullopt;
    } else {
        if (const qsizetype colon = text.indexOf(':'); colon >= 0) {
            host = text.first(colon);
            port = text.sliced(colon);
        }
        if (host.isEmpty() || host.size() > 253 || !std::all_of(host.begin(), host.end(), [](char c) {
                return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' ||
                       c == '_';
            }))
            return std::nullopt;
    }
    HostAndPort result{host.toByteArray().toLower(), 0};
    if (result.host.endsWith('.'))
        result.host.chop(1);
    if (result.host.isEmpty())
        return std::nullopt;
    if (!port.isEmpty()) {
        const QByteArrayView digits = port.sliced(1);
        if (port[0] != ':' || digits.isEmpty() || digits.size() > 5 ||
            !std::all_of(digits.begin(), digits.end(), isDigit))
            return std::nullopt;
        const int number = digits.toInt();
        if (number < 1 || number > 65535)
            return std::nullopt;
        result.port = quint16(number);
    }
    return result;
}

} // namespace coterie::server
