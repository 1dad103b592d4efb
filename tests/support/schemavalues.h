// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/protocol.h"
#include "shared/schema/codec.h"

#include <QHash>

#include <functional>
#include <random>

// Values of any record, made from its declaration: the least and the most that its limits allow, and random ones
// between. So a message that is added tomorrow is tested without a line being written.
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

    template <wire::Record T> T make()
    {
        T out;
        wire::eachField<T>([&](const auto &f) { fill(wire::memberOf(out, f), f.limit); });
        return out;
    }

private:
    template <class T, class Limit> void fill(T &out, const Limit &limit)
    {
        if constexpr (wire::Record<T>)
            out = make<T>();
        else if constexpr (wire::Optional<T>) {
            if (m_fill == Fill::Most || (m_fill == Fill::Random && pick(0, 1) == 1))
                fill(out.emplace(), limit);
            else
                out.reset();
        } else if constexpr (wire::isId<T>)
            out.value = uuidV7(m_fill == Fill::Least ? 0 : qint64(m_random() >> 17), m_random(), m_random());
        else if constexpr (wire::isNames<Limit>)
            out = T(between(0, qint64(limit.names.size()) - 1));
        else if constexpr (std::is_same_v<T, bool>)
            out = between(0, 1) == 1;
        else if constexpr (std::is_floating_point_v<T>)
            out = real(limit.min, limit.max);
        else if constexpr (std::is_integral_v<T>)
            out = T(between(limit.min, limit.max));
        else if constexpr (std::is_same_v<T, QString>)
            out = text(between(limit.min, std::max<qint64>(limit.min, std::min<qint64>(limit.max, m_textLimit))));
        else if constexpr (std::is_same_v<T, QByteArray>) {
            out.resize(between(limit.min, std::max<qint64>(limit.min, std::min<qint64>(limit.max, m_textLimit))));
            for (char &c : out)
                c = m_fill == Fill::Random ? char(m_random()) : '\xff';
        } else {
            out.clear();
            const qint64 items = between(limit.min, std::max(limit.min, std::min(limit.max, m_listLimit)));
            for (qint64 i = 0; i < items; ++i)
                fill(out.emplaceBack(), limit.each);
        }
    }
    qint64 pick(qint64 min, qint64 max) { return std::uniform_int_distribution<qint64>(min, max)(m_random); }
    qint64 between(qint64 min, qint64 max)
    {
        switch (m_fill) {
        case Fill::Least:
            return min;
        case Fill::Most:
            return max;
        case Fill::Random:
            break;
        }
        const qint64 kind = pick(0, 5); // the ends, what is near to them, and anything
        return kind == 0 ? min : kind == 1 ? max : kind == 2 ? std::min(max, min + pick(0, 30)) : pick(min, max);
    }
    double real(double min, double max)
    {
        if (m_fill == Fill::Least)
            return min;
        if (m_fill == Fill::Most)
            return max;
        return std::uniform_real_distribution<double>(min, max)(m_random);
    }
    QString text(qint64 units)
    {
        if (m_plain) {
            QString out =
                QStringLiteral("Gr\u00fc\u00dfe \u20ac \U0001f600 \"x\" \\ y").repeated(units / 8 + 1).left(units);
            if (!out.isEmpty() && out.back().isHighSurrogate())
                out.back() = u'z';
            return out;
        }
        if (m_fill != Fill::Random)
            return QString(units, QChar(1)); // the longest spelling in JSON: six bytes for each unit
        static const QList<QString> letters{
            QStringLiteral("a"),      QStringLiteral("\""),         QStringLiteral("\\"),
            QString(QChar(1)),        QString(QChar(0x7f)),         QString(QChar(0xe9)),
            QString(QChar(0x20ac)),   QString(QChar(0xfeff)),       QString(QChar(0xfffe)),
            QString(QChar(0x202e)),   QStringLiteral("\U0001f600"), QStringLiteral("\U0010ffff"),
            QStringLiteral("\n\t\r"), QStringLiteral("</script>")};
        QString out;
        while (out.size() < units) {
            const QString &next = letters.at(pick(0, letters.size() - 1));
            out += out.size() + next.size() <= units ? next : QStringLiteral("z");
        }
        return out;
    }

    Fill m_fill;
    std::mt19937_64 m_random;
    bool m_plain = false;
    qsizetype m_listLimit = 1 << 20;
    qsizetype m_textLimit = 1 << 20;
};

// Equality by the declaration, for records that have no operator of their own.
template <class T> bool same(const T &a, const T &b)
{
    if constexpr (wire::Record<T>) {
        bool equal = true;
        wire::eachField<T>([&](const auto &f) { equal = equal && same(wire::memberOf(a, f), wire::memberOf(b, f)); });
        return equal;
    } else if constexpr (wire::Optional<T>) {
        return a.has_value() == b.has_value() && (!a.has_value() || same(*a, *b));
    } else if constexpr (std::is_floating_point_v<T>) {
        return !(a < b) && !(b < a);
    } else if constexpr (requires { a == b; }) {
        return a == b;
    } else {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [](const auto &x, const auto &y) { return same(x, y); });
    }
}
template <class... M> bool same(const std::variant<M...> &a, const std::variant<M...> &b)
{
    return a.index() == b.index() &&
           std::visit([&]<class One>(const One &one) { return same(one, std::get<One>(b)); }, a);
}

// Calls visit(std::type_identity<M>) for each message of one direction.
template <class Message> struct EachMessage;
template <class... M> struct EachMessage<std::variant<M...>> {
    static void visit(auto &&visit) { (visit(std::type_identity<M>{}), ...); }
};

inline wire::Result<ClientMessage> decodeAs(std::type_identity<ClientMessage>, QByteArrayView frame, Framing framing)
{
    return decodeFromClient(frame, framing);
}
inline wire::Result<ServerMessage> decodeAs(std::type_identity<ServerMessage>, QByteArrayView frame, Framing framing)
{
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
template <class Message> std::vector<Message> samples(Fill fill, quint64 seed = 1, qsizetype longestText = 1 << 20)
{
    std::vector<Message> out;
    EachMessage<Message>::visit([&]<class One>(std::type_identity<One>) {
        ValueMaker maker(fill, seed + out.size());
        maker.limitTexts(longestText);
        maker.fitInto(fill == Fill::Most ? wire::largest<One>(wire::Exact{}) : 0);
        out.emplace_back(maker.template make<One>());
    });
    return out;
}

inline const QList<Framing> framings{Framing::Cbor, Framing::Json};

} // namespace coterie::test
