// SPDX-License-Identifier: MIT
#include "shared/schema/cbor.h"

#include "shared/schema/text.h"

#include <QFloat16>
#include <QtEndian>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace coterie::wire {

void CborWriter::head(uchar major, quint64 argument)
{
    char b[9];
    const auto top = uchar(major << 5);
    if (argument < 24) {
        m_out.append(char(top | argument));
    } else if (argument <= 0xff) {
        b[0] = char(top | 24);
        b[1] = char(argument);
        m_out.append(b, 2);
    } else if (argument <= 0xffff) {
        b[0] = char(top | 25);
        qToBigEndian(quint16(argument), b + 1);
        m_out.append(b, 3);
    } else if (argument <= 0xffff'ffff) {
        b[0] = char(top | 26);
        qToBigEndian(quint32(argument), b + 1);
        m_out.append(b, 5);
    } else {
        b[0] = char(top | 27);
        qToBigEndian(argument, b + 1);
        m_out.append(b, 9);
    }
}

void CborWriter::real(double v)
{
    char b[9];
    if (const auto narrow = float(v); double(narrow) == v) {
        b[0] = char(0xfa);
        qToBigEndian(narrow, b + 1);
        m_out.append(b, 5);
    } else {
        b[0] = char(0xfb);
        qToBigEndian(v, b + 1);
        m_out.append(b, 9);
    }
}

void CborWriter::text(const QString &v)
{
    const QByteArray utf8 = v.toUtf8();
    head(3, quint64(utf8.size()));
    m_out.append(utf8);
}

void CborWriter::uuid(const QUuid &v)
{
    head(2, 16);
    m_out.append(v.toRfc4122());
}

bool CborReader::head(Head &out)
{
    if (m_at >= m_in.size())
        return fail("malformed");
    const auto first = uchar(m_in[m_at++]);
    out.major = first >> 5;
    out.info = first & 0x1f;
    out.argument = out.info;
    if (out.info < 24)
        return true;
    if (out.info > 27) // reserved, or an indefinite length, which the protocol does not use
        return fail("malformed");
    const qsizetype width = qsizetype(1) << (out.info - 24);
    if (m_in.size() - m_at < width)
        return fail("malformed");
    out.argument = 0;
    for (qsizetype i = 0; i < width; ++i)
        out.argument = out.argument << 8 | uchar(m_in[m_at++]);
    // A simple value under 32 has one spelling, without this byte (RFC 8949 §3.3).
    return out.major != 7 || out.info != 24 || out.argument >= 32 || fail("malformed");
}

bool CborReader::open(uchar major, Container &container)
{
    Head h;
    if (!head(h))
        return false;
    if (h.major != major)
        return fail("wrong-type");
    // Each entry takes at least one byte, so a length beyond the frame is a lie.
    if (h.argument > quint64(m_in.size() - m_at))
        return fail("malformed");
    container.left = h.argument;
    if (major == 5)
        m_unknown.emplace_back();
    return true;
}

bool CborReader::nextEntry(Container &map)
{
    if (m_failed)
        return false;
    if (map.left == 0) {
        m_unknown.pop_back();
        return false;
    }
    --map.left;
    Head h;
    if (!head(h))
        return false;
    if (h.major != 0 || h.argument > quint64(std::numeric_limits<qint64>::max()))
        return fail("malformed"); // every key of the protocol is an unsigned integer
    m_key = qint64(h.argument);
    return true;
}

bool CborReader::nextItem(Container &list)
{
    if (m_failed || list.left == 0)
        return false;
    --list.left;
    return true;
}

bool CborReader::integer(qint64 &out)
{
    Head h;
    if (!head(h))
        return false;
    if (h.major > 1)
        return fail("wrong-type");
    if (h.argument > quint64(std::numeric_limits<qint64>::max()))
        return fail("out-of-range");
    out = h.major == 0 ? qint64(h.argument) : -qint64(h.argument) - 1;
    return true;
}

bool CborReader::real(double &out)
{
    Head h;
    if (!head(h))
        return false;
    if (h.major == 0 || h.major == 1) {
        out = h.major == 0 ? double(h.argument) : -double(h.argument) - 1.0;
        return true;
    }
    if (h.major != 7 || h.info < 25)
        return fail("wrong-type");
    if (h.info == 25) {
        const auto bits = quint16(h.argument);
        out = double(float(qFromUnaligned<qfloat16>(&bits)));
    } else if (h.info == 26) {
        const auto bits = quint32(h.argument);
        float single = 0;
        std::memcpy(&single, &bits, sizeof single);
        out = double(single);
    } else {
        std::memcpy(&out, &h.argument, sizeof out);
    }
    return std::isfinite(out) || fail("out-of-range");
}

bool CborReader::boolean(bool &out)
{
    Head h;
    if (!head(h))
        return false;
    out = h.major == 7 && h.info == 21;
    return (h.major == 7 && (h.info == 20 || h.info == 21)) || fail("wrong-type");
}

bool CborReader::raw(uchar major, QByteArrayView &out, qsizetype maxBytes)
{
    Head h;
    if (!head(h))
        return false;
    if (h.major != major)
        return fail("wrong-type");
    if (h.argument > quint64(m_in.size() - m_at))
        return fail("malformed");
    if (h.argument > quint64(maxBytes))
        return fail("too-long");
    out = m_in.sliced(m_at, qsizetype(h.argument));
    m_at += qsizetype(h.argument);
    return true;
}

bool CborReader::text(QString &out, qsizetype max)
{
    QByteArrayView utf8;
    if (!raw(3, utf8, max * 3)) // a UTF-16 unit is at most three bytes of UTF-8
        return false;
    if (!utf8.isValidUtf8() || utf8.contains('\0'))
        return fail("invalid-text");
    out = exactText(utf8);
    return out.size() <= max || fail("too-long");
}

bool CborReader::bytes(QByteArray &out, qsizetype max)
{
    QByteArrayView view;
    if (!raw(2, view, max))
        return false;
    out = view.toByteArray();
    return true;
}

bool CborReader::uuid(QUuid &out)
{
    QByteArrayView view;
    if (!raw(2, view, 16))
        return false;
    if (view.size() != 16)
        return fail("wrong-type");
    out = QUuid::fromRfc4122(view);
    return !out.isNull() || fail("wrong-type");
}

bool CborReader::name(int &out, std::span<const char *const> names)
{
    qint64 v = 0;
    if (!integer(v))
        return false;
    out = int(v);
    return (v >= 0 && v < qint64(names.size())) || fail("out-of-range");
}

bool CborReader::takeNull()
{
    if (m_at >= m_in.size() || (uchar(m_in[m_at]) != 0xf6 && uchar(m_in[m_at]) != 0xf7))
        return false;
    ++m_at;
    return true;
}

bool CborReader::skipUnknown()
{
    auto &seen = m_unknown.back();
    if (std::find(seen.begin(), seen.end(), m_key) != seen.end())
        return fail("duplicate-key");
    if (seen.size() >= maxUnknown)
        return fail("too-many");
    seen.push_back(m_key);
    return skip(0);
}

bool CborReader::passOver(const Mark &mark)
{
    m_at = mark.at;
    m_unknown.resize(mark.depth);
    m_failed = false;
    fault = {};
    return skip(0);
}

bool CborReader::skip(int depth)
{
    Head h;
    if (depth > 32)
        return fail("malformed");
    if (!head(h))
        return false;
    const auto left = quint64(m_in.size() - m_at);
    switch (h.major) {
    case 2:
    case 3:
        if (h.argument > left)
            return fail("malformed");
        m_at += qsizetype(h.argument);
        return true;
    case 4:
    case 5: {
        if (h.argument > left)
            return fail("malformed");
        const quint64 items = h.major == 5 ? h.argument * 2 : h.argument;
        for (quint64 i = 0; i < items; ++i)
            if (!skip(depth + 1))
                return false;
        return true;
    }
    case 6:
        return skip(depth + 1);
    default: // integers, simple values and floats are all head
        return true;
    }
}

std::optional<qint64> CborReader::typeOf(QByteArrayView frame)
{
    CborReader scan(frame);
    Container map;
    if (!scan.beginMap(map))
        return {};
    while (scan.nextEntry(map)) {
        qint64 type = 0;
        if (scan.atTypeKey())
            return scan.integer(type) ? std::optional(type) : std::nullopt;
        if (!scan.skip(0))
            return {};
    }
    return {};
}

} // namespace coterie::wire
