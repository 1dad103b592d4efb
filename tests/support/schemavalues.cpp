// SPDX-License-Identifier: MIT
#include "tests/support/schemavalues.h"

#include <algorithm>

namespace coterie::test {

// Fills what it is given, field by field.
struct Filler {
    ValueMaker &maker;

    template <wire::Record T> void all(T &out)
    {
        wire::eachField<T>([&](const auto &f) { fill(wire::memberOf(out, f), f.limit); });
    }
    template <class T, class Limit> void fill(T &out, const Limit &limit)
    {
        if constexpr (wire::Record<T>)
            all(out);
        else if constexpr (wire::Optional<T>) {
            if (maker.m_fill == Fill::Most || (maker.m_fill == Fill::Random && maker.pick(0, 1) == 1))
                fill(out.emplace(), limit);
            else
                out.reset();
        } else if constexpr (wire::isId<T>)
            out.value = uuidV7(maker.m_fill == Fill::Least ? 0 : qint64(maker.m_random() >> 17), maker.m_random(),
                               maker.m_random());
        else if constexpr (wire::isNames<Limit>)
            out = T(maker.between(0, qint64(limit.names.size()) - 1));
        else if constexpr (std::is_same_v<T, bool>)
            out = maker.between(0, 1) == 1;
        else if constexpr (std::is_floating_point_v<T>)
            out = maker.real(limit.min, limit.max);
        else if constexpr (std::is_integral_v<T>)
            out = T(maker.between(limit.min, limit.max));
        else if constexpr (std::is_same_v<T, QString>)
            out = maker.text(
                maker.between(limit.min, std::max<qint64>(limit.min, std::min<qint64>(limit.max, maker.m_textLimit))));
        else if constexpr (std::is_same_v<T, QByteArray>) {
            out.resize(
                maker.between(limit.min, std::max<qint64>(limit.min, std::min<qint64>(limit.max, maker.m_textLimit))));
            for (char &c : out)
                c = maker.m_fill == Fill::Random ? char(maker.m_random()) : '\xff';
        } else {
            out.clear();
            const qint64 items = maker.between(limit.min, std::max(limit.min, std::min(limit.max, maker.m_listLimit)));
            for (qint64 i = 0; i < items; ++i)
                fill(out.emplaceBack(), limit.each);
        }
    }
};

qint64 ValueMaker::pick(qint64 min, qint64 max)
{
    return std::uniform_int_distribution<qint64>(min, max)(m_random);
}

qint64 ValueMaker::between(qint64 min, qint64 max)
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

double ValueMaker::real(double min, double max)
{
    if (m_fill == Fill::Least)
        return min;
    if (m_fill == Fill::Most)
        return max;
    return std::uniform_real_distribution<double>(min, max)(m_random);
}

QString ValueMaker::text(qint64 units)
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

namespace {

template <class... M> void fillKind(Filler &filler, std::variant<M...> &out, std::size_t kind)
{
    using Variant = std::variant<M...>;
    using Fill = void (*)(Filler &, Variant &);
    static constexpr Fill each[]{[](Filler &f, Variant &v) { f.all(v.template emplace<M>()); }...};
    each[kind](filler, out);
}

template <class T> bool sameValue(const T &a, const T &b)
{
    if constexpr (requires { a.valueless_by_exception(); }) {
        return a.index() == b.index() &&
               std::visit([&]<class One>(const One &one) { return sameValue(one, std::get<One>(b)); }, a);
    } else if constexpr (wire::Record<T>) {
        bool equal = true;
        wire::eachField<T>(
            [&](const auto &f) { equal = equal && sameValue(wire::memberOf(a, f), wire::memberOf(b, f)); });
        return equal;
    } else if constexpr (wire::Optional<T>) {
        return a.has_value() == b.has_value() && (!a.has_value() || sameValue(*a, *b));
    } else if constexpr (std::is_floating_point_v<T>) {
        return !(a < b) && !(b < a);
    } else if constexpr (requires { a == b; }) {
        return a == b;
    } else {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                          [](const auto &x, const auto &y) { return sameValue(x, y); });
    }
}

} // namespace

template <class T> bool same(const T &a, const T &b)
{
    return sameValue(a, b);
}

template <class T> T ValueMaker::make()
{
    T out;
    Filler{*this}.all(out);
    return out;
}

template <class Message> Message ValueMaker::message(std::size_t kind)
{
    Message out;
    Filler filler{*this};
    fillKind(filler, out, kind);
    return out;
}

template <class Message> std::vector<Message> samples(Fill fill, quint64 seed, qsizetype longestText)
{
    std::vector<Message> out;
    for (const wire::RecordCodec *kind : kindsOf<Message>()) {
        ValueMaker maker(fill, seed + out.size());
        maker.limitTexts(longestText);
        maker.fitInto(fill == Fill::Most ? wire::largestMessage(*kind) : 0);
        out.push_back(maker.message<Message>(out.size()));
    }
    return out;
}

template RoomEvent ValueMaker::make<RoomEvent>();
template ChatPost ValueMaker::make<ChatPost>();
template BoardOp ValueMaker::make<BoardOp>();
template BoardCommit ValueMaker::make<BoardCommit>();
template ClientMessage ValueMaker::message<ClientMessage>(std::size_t);
template ServerMessage ValueMaker::message<ServerMessage>(std::size_t);
template bool same(const RoomEvent &, const RoomEvent &);
template bool same(const ClientMessage &, const ClientMessage &);
template bool same(const ServerMessage &, const ServerMessage &);
template std::vector<ClientMessage> samples(Fill, quint64, qsizetype);
template std::vector<ServerMessage> samples(Fill, quint64, qsizetype);

} // namespace coterie::test
