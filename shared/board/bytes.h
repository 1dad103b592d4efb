// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QtEndian>

// Compact numbers in a byte string: varints of seven bits a byte, zig-zag for signed ones, little endian for fixed
// ones. The same on every machine. A reader never reads past its end; after the first fault it only returns zeros.
namespace coterie {

class ByteWriter final
{
public:
    explicit ByteWriter(QByteArray &out)
        : m_out(out)
    {
    }

    void byte(quint8 value) { m_out.append(char(value)); }
    void varint(quint64 value)
    {
        while (value >= 0x80) {
            byte(quint8(value | 0x80));
            value >>= 7;
        }
        byte(quint8(value));
    }
    void zigzag(qint64 value) { varint((quint64(value) << 1) ^ quint64(value >> 63)); }
    void fixed64(quint64 value)
    {
        char raw[8];
        qToLittleEndian(value, raw);
        m_out.append(raw, 8);
    }
    void raw(QByteArrayView bytes) { m_out.append(bytes.data(), bytes.size()); }
    void blob(QByteArrayView bytes)
    {
        varint(quint64(bytes.size()));
        raw(bytes);
    }

private:
    QByteArray &m_out;
};

class ByteReader final
{
public:
    explicit ByteReader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] bool isOk() const { return m_ok; }
    [[nodiscard]] bool isAtEnd() const { return m_at == m_bytes.size(); }
    [[nodiscard]] qsizetype left() const { return m_bytes.size() - m_at; }

    quint8 byte()
    {
        if (left() < 1)
            return quint8(fail());
        return quint8(m_bytes[m_at++]);
    }
    quint64 varint()
    {
        quint64 value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const quint8 next = byte();
            if (shift == 63 && next > 1)
                return fail();
            value |= quint64(next & 0x7f) << shift;
            if (next < 0x80)
                return m_ok ? value : 0;
        }
        return fail();
    }
    qint64 zigzag()
    {
        const quint64 value = varint();
        return qint64(value >> 1) ^ -qint64(value & 1);
    }
    // A varint that must not be above max: a count of things to follow, or a small number.
    quint64 bounded(quint64 max)
    {
        const quint64 value = varint();
        return value <= max ? value : fail();
    }
    quint64 fixed64()
    {
        const QByteArrayView bytes = raw(8);
        return bytes.isEmpty() ? 0 : qFromLittleEndian<quint64>(bytes.data());
    }
    QByteArrayView raw(qsizetype size)
    {
        if (size < 0 || size > left()) {
            fail();
            return {};
        }
        m_at += size;
        return m_bytes.sliced(m_at - size, size);
    }
    QByteArrayView blob(qsizetype max) { return raw(qsizetype(bounded(quint64(max)))); }
    quint64 fail()
    {
        m_ok = false;
        m_at = m_bytes.size();
        return 0;
    }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_ok = true;
};

} // namespace coterie
