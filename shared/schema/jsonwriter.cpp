// SPDX-License-Identifier: MIT
#include "shared/schema/json.h"

#include <charconv>

namespace coterie::wire {

void JsonWriter::open(char bracket)
{
    separate();
    m_out.append(bracket);
    m_first = true;
}

void JsonWriter::close(char bracket)
{
    m_out.append(bracket);
    m_first = false;
}

void JsonWriter::separate()
{
    if (!m_first)
        m_out.append(',');
    m_first = false;
}

void JsonWriter::key(int, const char *name)
{
    separate();
    m_out.append('"').append(name).append("\":");
    m_first = true;
}

void JsonWriter::type(int, const char *typeName)
{
    key(0, "type");
    name(0, typeName);
}

void JsonWriter::integer(qint64 v)
{
    separate();
    m_out.append(QByteArray::number(v));
}

void JsonWriter::real(double v)
{
    separate();
    char b[32];
    const auto end = std::to_chars(b, b + sizeof b, v).ptr;
    m_out.append(b, end - b);
}

void JsonWriter::boolean(bool v)
{
    separate();
    m_out.append(v ? "true" : "false");
}

void JsonWriter::name(int, const char *spelled)
{
    separate();
    quoted(spelled);
}

void JsonWriter::text(const QString &v)
{
    separate();
    quoted(v.toUtf8());
}

void JsonWriter::bytes(const QByteArray &v)
{
    separate();
    quoted(v.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

void JsonWriter::uuid(const QUuid &v)
{
    separate();
    quoted(v.toByteArray(QUuid::WithoutBraces));
}

void JsonWriter::quoted(QByteArrayView utf8)
{
    static constexpr char hex[] = "0123456789abcdef";
    m_out.append('"');
    qsizetype from = 0;
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const char c = utf8[i];
        if (uchar(c) >= 0x20 && c != '"' && c != '\\')
            continue;
        m_out.append(utf8.sliced(from, i - from));
        from = i + 1;
        if (c == '"' || c == '\\')
            m_out.append('\\').append(c);
        else if (c == '\n')
            m_out.append("\\n");
        else if (c == '\t')
            m_out.append("\\t");
        else
            m_out.append("\\u00").append(hex[uchar(c) >> 4]).append(hex[c & 15]);
    }
    m_out.append(utf8.sliced(from)).append('"');
}

} // namespace coterie::wire
