// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/protocol.h"
#include "shared/schema/codec.h"

#include <random>
#include <vector>

// Values of any record, made from its declaration: the least and the most that its limits allow, and random ones
// between. So a message that is added tomorrow is tested without a line being written. Compiled once, in
// schemavalues.cpp.
namespace coterie::test {

enum class Fill { Least, Most, Random };

class ValueMaker final
{
public:
    explicit ValueMaker(Fill fill, quint64 seed = 1)
        : m_fill(fill)
        , m_random(seed)
    {
    }
    // Lists and texts are cut at these lengths: the limits of a batch multiply to more than a frame can hold.
    void limitLists(qsizetype items) { m_listLimit = items; }
    void limitTexts(qsizetype units) { m_textLimit = units; }
    void plainTexts() { m_plain = true; }
    void fitInto(qsizetype largest)
    {
        if (largest == 0 || largest > 4 * largestServerFrame)
            limitLists(4);
    }

    // RoomEvent, BoardOp, BoardCommit or ChatPost; and the message of that place in ClientMessage or ServerMessage.
    template <class T> T make();
    template <class Message> Message message(std::size_t kind);

private:
    friend struct Filler;
    qint64 pick(qint64 min, qint64 max);
    qint64 between(qint64 min, qint64 max);
    double real(double min, double max);
    QString text(qint64 units);

    Fill m_fill;
    std::mt19937_64 m_random;
    bool m_plain = false;
    qsizetype m_listLimit = 1 << 20;
    qsizetype m_textLimit = 1 << 20;
};

// Equality by the declaration, for records that have no operator of their own: RoomEvent and the messages.
template <class T> bool same(const T &a, const T &b);

// What the messages of one direction are, in their order.
template <class Message> std::span<const wire::RecordCodec *const> kindsOf()
{
    if constexpr (std::is_same_v<Message, ClientMessage>)
        return clientMessages();
    else
        return serverMessages();
}

template <class Message> wire::Result<Message> decodeAs(QByteArrayView frame, Framing framing)
{
    if constexpr (std::is_same_v<Message, ClientMessage>)
        return decodeFromClient(frame, framing);
    else
        return decodeFromServer(frame, framing);
}

// "too-long@events[1].chat.body", or "" for a message.
template <class Message> QString verdict(const wire::Result<Message> &result)
{
    const auto *error = std::get_if<wire::Error>(&result);
    if (!error)
        return {};
    return error->path.isEmpty() ? error->code : QString(error->code + u'@' + error->path);
}

// One value of every message of a direction.
template <class Message> std::vector<Message> samples(Fill fill, quint64 seed = 1, qsizetype longestText = 1 << 20);

inline const QList<Framing> framings{Framing::Cbor, Framing::Json};

} // namespace coterie::test
