// SPDX-License-Identifier: MIT
#include "shared/schema/json.h"

#include "shared/schema/text.h"

#include <QString>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>

namespace coterie::wire {

void JsonReader::space()
{
    while (m_at < m_in.size() && (m_in[m_at] == ' ' || m_in[m_at] == '\t' || m_in[m_at] == '\n' || m_in[m_at] == '\r'))
        ++m_at;
}

bool JsonReader::next(char c)
{
    space();
    return m_at < m_in.size() && m_in[m_at] == c;
}

bool JsonReader::take(char c)
{
    if (!next(c))
        return false;
    ++m_at;
    return true;
}

bool JsonReader::literal(QByteArrayView word)
{
    space();
    if (!m_in.sliced(m_at).startsWith(word))
        return false;
    m_at += word.size();
    return true;
}

bool JsonReader::wrong()
{
    space();
    const bool isValue = m_at < m_in.size() && QByteArrayView("{[\"-0123456789tfn").contains(m_in[m_at]);
    return fail(isValue ? "wrong-type" : "malformed");
}

bool JsonReader::beginMap(Container &)
{
    if (!take('{'))
        return wrong();
    m_names.emplace_back();
    return true;
}

bool JsonReader::beginList(Container &)
{
    return take('[') || wrong();
}

bool JsonReader::nextEntry(Container &map)
{
    if (m_failed)
        return false;
    if (take('}')) {
        m_names.pop_back();
        return false;
    }
    if (map.started && !take(','))
        return fail("malformed");
    map.started = true;
    if (!next('"'))
        return fail("malformed");
    if (!string(m_key))
        return false;
    auto &names = m_names.back();
    if (std::find(names.begin(), names.end(), m_key) != names.end())
        return fail("duplicate-key");
    if (names.size() >= maxNames)
        return fail("too-many");
    names.push_back(m_key);
    return take(':') || fail("malformed");
}

bool JsonReader::nextItem(Container &list)
{
    if (m_failed)
        return false;
    if (!list.started) {
        list.started = true;
        return !take(']');
    }
    if (take(']'))
        return false;
    return take(',') || fail("malformed");
}

bool JsonReader::hex4(uint &out)
{
    if (m_in.size() - m_at < 4)
        return fail("malformed");
    const auto *begin = m_in.data() + m_at;
    const auto [end, error] = std::from_chars(begin, begin + 4, out, 16);
    m_at += 4;
    return (error == std::errc() && end == begin + 4) || fail("malformed");
}

bool JsonReader::escape(QByteArray &utf8)
{
    static constexpr char plain[] = "\"\\/bfnrt";
    static constexpr char meaning[] = "\"\\/\b\f\n\r\t";
    if (m_at >= m_in.size())
        return fail("malformed");
    const char c = m_in[m_at++];
    if (const auto *at = std::find(std::begin(plain), std::end(plain) - 1, c); at != std::end(plain) - 1) {
        utf8.append(meaning[at - std::begin(plain)]);
        return true;
    }
    uint code = 0;
    if (c != 'u')
        return fail("malformed");
    if (!hex4(code))
        return false;
    if (QChar::isLowSurrogate(code) || code == 0)
        return fail("invalid-text");
    if (QChar::isHighSurrogate(code)) {
        uint low = 0;
        if (m_in.size() - m_at < 6 || m_in[m_at] != '\\' || m_in[m_at + 1] != 'u')
            return fail("invalid-text");
        m_at += 2;
        if (!hex4(low))
            return false;
        if (!QChar::isLowSurrogate(low))
            return fail("invalid-text");
        code = QChar::surrogateToUcs4(char16_t(code), char16_t(low));
    }
    utf8.append(QStringView(QChar::fromUcs4(code)).toUtf8()); // QString::fromUcs4() drops U+FEFF
    return true;
}

bool JsonReader::string(QByteArray &utf8)
{
    utf8.clear();
    if (!take('"'))
        return wrong();
    qsizetype from = m_at;
    while (m_at < m_in.size()) {
        const char c = m_in[m_at];
        if (uchar(c) < 0x20)
            return fail("malformed");
        if (c != '"' && c != '\\') {
            ++m_at;
            continue;
        }
        utf8.append(m_in.sliced(from, m_at - from));
        ++m_at;
        if (c == '"')
            return utf8.isValidUtf8() || fail("invalid-text");
        if (!escape(utf8))
            return false;
        from = m_at;
    }
    return fail("malformed");
}

bool JsonReader::digits()
{
    const qsizetype start = m_at;
    while (m_at < m_in.size() && m_in[m_at] >= '0' && m_in[m_at] <= '9')
        ++m_at;
    return m_at > start;
}

bool JsonReader::number(QByteArrayView &out)
{
    const auto is = [&](char c) { return m_at < m_in.size() && m_in[m_at] == c; };
    space();
    const qsizetype from = m_at;
    if (is('-'))
        ++m_at;
    const qsizetype first = m_at;
    if (!digits())
        return wrong();
    if (m_in[first] == '0' && m_at - first > 1)
        return fail("malformed");
    if (is('.')) {
        ++m_at;
        if (!digits())
            return fail("malformed");
    }
    if (is('e') || is('E')) {
        ++m_at;
        if (is('+') || is('-'))
            ++m_at;
        if (!digits())
            return fail("malformed");
    }
    out = m_in.sliced(from, m_at - from);
    return true;
}

bool JsonReader::integer(qint64 &out)
{
    QByteArrayView spelled;
    if (!number(spelled))
        return false;
    const auto [end, error] = std::from_chars(spelled.data(), spelled.data() + spelled.size(), out);
    if (error == std::errc::result_out_of_range)
        return fail("out-of-range");
    return (error == std::errc() && end == spelled.data() + spelled.size()) || fail("wrong-type");
}

bool JsonReader::real(double &out)
{
    QByteArrayView spelled;
    if (!number(spelled))
        return false;
    const auto error = std::from_chars(spelled.data(), spelled.data() + spelled.size(), out).ec;
    return (error == std::errc() && std::isfinite(out)) || fail("out-of-range");
}

bool JsonReader::boolean(bool &out)
{
    out = literal("true");
    return out || literal("false") || wrong();
}

bool JsonReader::text(QString &out, qsizetype max)
{
    QByteArray utf8;
    if (!string(utf8))
        return false;
    out = exactText(utf8);
    return out.size() <= max || fail("too-long");
}

bool JsonReader::bytes(QByteArray &out, qsizetype max)
{
    QByteArray encoded;
    if (!string(encoded))
        return false;
    constexpr auto base64Url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    const auto decoded = QByteArray::fromBase64Encoding(encoded, base64Url | QByteArray::AbortOnBase64DecodingErrors);
    // Qt overlooks padding and stray bits at the end; one value has one spelling here.
    if (!decoded || decoded.decoded.toBase64(base64Url) != encoded)
        return fail("wrong-type");
    out = decoded.decoded;
    return out.size() <= max || fail("too-long");
}

bool JsonReader::uuid(QUuid &out)
{
    QByteArray spelled;
    if (!string(spelled))
        return false;
    if (spelled.size() != 36)
        return fail("wrong-type");
    out = QUuid::fromString(QLatin1String(spelled));
    return !out.isNull() || fail("wrong-type");
}

bool JsonReader::name(int &out, std::span<const char *const> names)
{
    QByteArray spelled;
    if (!string(spelled))
        return false;
    const auto at = std::find(names.begin(), names.end(), spelled);
    out = int(at - names.begin());
    return at != names.end() || fail("out-of-range");
}

bool JsonReader::skip(int depth)
{
    if (depth > 32)
        return fail("malformed");
    space();
    Container container;
    QByteArray ignored;
    QByteArrayView spelled;
    switch (m_at < m_in.size() ? m_in[m_at] : '\0') {
    case '{':
        if (!beginMap(container))
            return false;
        while (nextEntry(container))
            if (!skip(depth + 1))
                return false;
        return !m_failed;
    case '[':
        if (!beginList(container))
            return false;
        while (nextItem(container))
            if (!skip(depth + 1))
                return false;
        return !m_failed;
    case '"':
        return string(ignored);
    case 't':
    case 'f':
    case 'n':
        return literal("true") || literal("false") || literal("null") || fail("malformed");
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        return number(spelled);
    default:
        return fail("malformed");
    }
}

std::optional<QByteArray> JsonReader::typeOf(QByteArrayView frame)
{
    JsonReader scan(frame);
    Container map;
    if (!scan.beginMap(map))
        return {};
    while (scan.nextEntry(map)) {
        QByteArray type;
        if (scan.atTypeKey())
            return scan.string(type) ? std::optional(type) : std::nullopt;
        if (!scan.skip(0))
            return {};
    }
    return {};
}

} // namespace coterie::wire
