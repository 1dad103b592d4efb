// SPDX-License-Identifier: MIT
#pragma once

#include "shared/schema/protocol.h"

#include <QSet>
#include <QStringList>

// The reference page of a protocol, in Markdown, from the same declarations as the codec.
namespace coterie::wire {

class PageWriter
{
public:
    template <class... M> void messages(const QString &title, std::type_identity<std::variant<M...>>)
    {
        m_out += u"\n## " % title % u"\n";
        (one<M>(), ...);
    }
    [[nodiscard]] QString text() const
    {
        return m_out + (m_records.isEmpty() ? QString() : QString(u"\n## Records\n" % m_records));
    }

private:
    template <Record M> void one()
    {
        constexpr auto s = M::schema();
        m_out += u"\n### `" % QString::fromUtf8(s.name) % u"` (" % QString::number(s.id) % u")\n\n" %
                 QString::fromUtf8(s.doc) % u" At most " % QString::number(largest<M>(Exact{}) + 40) %
                 u" bytes by its limits.\n\n" % table<M>();
    }
    template <Record T> QString table()
    {
        QString rows;
        eachField<T>([&](const auto &f) {
            using Member = std::decay_t<decltype(memberOf(std::declval<T &>(), f))>;
            rows += u"| " % QString::number(f.key) % u" | `" % QString::fromUtf8(f.name) % u"` | " %
                    kind<Member>(f.limit) % (Optional<Member> ? u" | may be absent | " : u" | | ") %
                    QString::fromUtf8(f.doc) % u" |\n";
        });
        return rows.isEmpty() ? QStringLiteral("No fields.\n")
                              : QString(u"| key | name | holds | | meaning |\n|---|---|---|---|---|\n" % rows);
    }
    template <class T, class Limit> QString kind(const Limit &limit)
    {
        const auto span = [](auto min, auto max) -> QString { // not the builder: its operands are gone by then
            return QString::number(min) + QStringLiteral("…") + QString::number(max);
        };
        if constexpr (Record<T>) {
            const QString name = QString::fromUtf8(T::schema().name);
            if (!m_seen.contains(name)) {
                m_seen.insert(name);
                const QString rows = table<T>();
                m_records += u"\n### `" % name % u"`\n\n" % QString::fromUtf8(T::schema().doc) % u"\n\n" % rows;
            }
            return u"[`" % name % u"`](#" % name.toLower() % u")";
        } else if constexpr (Optional<T>)
            return kind<typename T::value_type>(limit);
        else if constexpr (isId<T>)
            return QStringLiteral("id");
        else if constexpr (isNames<Limit>) {
            QStringList all;
            for (const char *name : limit.names)
                all.append(u'`' % QString::fromUtf8(name) % u'`');
            return all.join(QStringLiteral(", "));
        } else if constexpr (std::is_same_v<T, bool>)
            return QStringLiteral("flag");
        else if constexpr (std::is_floating_point_v<T>)
            return u"number " % span(limit.min, limit.max);
        else if constexpr (std::is_integral_v<T>)
            return u"integer " % span(limit.min, limit.max);
        else if constexpr (std::is_same_v<T, QString>)
            return u"text, " % span(limit.min, limit.max) % u" UTF-16 units";
        else if constexpr (std::is_same_v<T, QByteArray>)
            return u"bytes, " % span(limit.min, limit.max);
        else
            return u"list of " % span(limit.min, limit.max) % u" × " % kind<typename T::value_type>(limit.each);
    }
    QString m_out;
    QString m_records;
    QSet<QString> m_seen;
};

} // namespace coterie::wire
