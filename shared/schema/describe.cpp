// SPDX-License-Identifier: MIT
#include "shared/schema/describe.h"

#include "shared/schema/codec.h"

#include <QStringList>

namespace coterie::wire {

void PageWriter::messages(const QString &title, std::span<const RecordCodec *const> messages)
{
    m_out += u"\n## " % title % u"\n";
    for (const RecordCodec *message : messages)
        m_out += u"\n### `" % QString::fromUtf8(message->name) % u"` (" % QString::number(message->id) % u")\n\n" %
                 QString::fromUtf8(message->doc) % u" At most " % QString::number(largestMessage(*message)) %
                 u" bytes by its limits.\n\n" % table(*message);
}

QString PageWriter::text() const
{
    return m_out + (m_records.isEmpty() ? QString() : QString(u"\n## Records\n" % m_records));
}

QString PageWriter::table(const RecordCodec &codec)
{
    if (codec.fields.empty())
        return QStringLiteral("No fields.\n");
    QString rows = QStringLiteral("| key | name | holds | | meaning |\n|---|---|---|---|---|\n");
    for (const FieldCodec &f : codec.fields) {
        m_holds.clear();
        f.describe(*this, f.limit);
        rows += u"| " % QString::number(f.key) % u" | `" % QString::fromUtf8(f.name) % u"` | " % m_holds %
                (f.optional ? u" | may be absent | " : u" | | ") % QString::fromUtf8(f.doc) % u" |\n";
    }
    return rows;
}

void PageWriter::record(const RecordCodec &codec)
{
    const QString name = QString::fromUtf8(codec.name);
    if (!m_seen.contains(name)) {
        m_seen.insert(name);
        const QString before = std::exchange(m_holds, {});
        const QString rows = table(codec);
        m_records += u"\n### `" % name % u"`\n\n" % QString::fromUtf8(codec.doc) % u"\n\n" % rows;
        m_holds = before;
    }
    m_holds += u"[`" % name % u"`](#" % name.toLower() % u")";
}

void PageWriter::word(const char *word)
{
    m_holds += QString::fromUtf8(word);
}

void PageWriter::choice(std::span<const char *const> names)
{
    QStringList all;
    for (const char *name : names)
        all.append(u'`' % QString::fromUtf8(name) % u'`');
    m_holds += all.join(QStringLiteral(", "));
}

void PageWriter::span(const char *what, qint64 min, qint64 max, const char *unit)
{
    m_holds += QString::fromUtf8(what) % QString::number(min) % u"…" % QString::number(max) % QString::fromUtf8(unit);
}

void PageWriter::span(const char *what, double min, double max)
{
    m_holds += QString::fromUtf8(what) % QString::number(min) % u"…" % QString::number(max);
}

} // namespace coterie::wire
