// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace coterie::server {

inline constexpr qsizetype maxHeadBytes = 8 * 1024;
inline constexpr int maxHeadLines = 64; // beside the request line
inline constexpr qsizetype maxTargetBytes = 2048;

// The head of an HTTP/1.1 request that passed every check of HttpHeadReader.
struct HttpHead {
    struct Field {
        QByteArray name; // lower case
        QByteArray value;
    };

    QByteArray method;
    QByteArray path; // as sent, without the query
    QByteArray query;
    bool http10 = false;
    bool upgrade = false; // a complete and correct WebSocket opening handshake
    QList<Field> fields;

    [[nodiscard]] bool has(QByteArrayView name) const { return !value(name).isNull(); }
    // The first field of that name (in lower case); null when there is none.
    [[nodiscard]] QByteArray value(QByteArrayView name) const;
    // All fields of that name as one comma separated list, one token at a time, case ignored (RFC 9110 §5.6.1).
    [[nodiscard]] bool listHas(QByteArrayView name, QByteArrayView token) const;
};

// Why a head is refused, as HTTP tells it.
struct HttpRefusal {
    int status = 400;
    const char *reason = "";
};

// Reads one request head, byte by byte, and refuses everything RFC 9112 and RFC 6455 §4 do not allow. Linear in its
// input and blind to how the bytes were cut. No thread, no socket, no clock; memory is bounded by maxHeadBytes.
class HttpHeadReader final
{
public:
    enum class State { Incomplete, Complete, Refused };

    // Bytes behind the head are not looked at: what follows is judged by size() and by the caller.
    State feed(QByteArrayView bytes);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] qsizetype size() const { return m_size; } // bytes of the head that were read so far
    [[nodiscard]] const HttpHead &head() const { return m_head; }
    [[nodiscard]] const HttpRefusal &refusal() const { return m_refusal; }

private:
    void take(char c);
    void endLine();
    void readRequestLine();
    void readField();
    void endHead();
    void judgeUpgrade();
    void refuse(int status, const char *reason);

    State m_state = State::Incomplete;
    HttpHead m_head;
    HttpRefusal m_refusal;
    QByteArray m_line;
    qsizetype m_size = 0;
    int m_lines = 0;
    bool m_carriageReturn = false;
};

// host[:port] as it may stand in a Host field, taken apart; nothing when it is malformed. An IPv6 host has no brackets.
struct HostAndPort {
    QByteArray host; // lower case, without a final dot
    quint16 port = 0;
};
[[nodiscard]] std::optional<HostAndPort> parseHost(QByteArrayView text);

} // namespace coterie::server
