// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

// The bytes of a fuzzer as a row of decisions. What there is no byte for is 0.
namespace coterie::fuzz {

class Choices final
{
public:
    explicit Choices(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] bool isOver() const { return m_at >= m_bytes.size(); }
    quint8 byte() { return isOver() ? 0 : quint8(m_bytes[m_at++]); }
    int below(int count) { return byte() % count; }
    QByteArray bytes(qsizetype count)
    {
        const QByteArrayView some = m_bytes.sliced(m_at, std::min(count, m_bytes.size() - m_at));
        m_at += some.size();
        return some.toByteArray();
    }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
};

} // namespace coterie::fuzz
