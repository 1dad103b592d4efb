// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

namespace coterie::server {

// Follows UTF-8 one byte at a time (Unicode table 3-7): no surrogates, no overlong forms, nothing above U+10FFFF.
class Utf8Check final
{
public:
    // False at the first byte that no continuation can mend.
    bool take(quint8 byte)
    {
        if (m_missing == 0)
            return byte < 0x80 || begin(byte);
        if (byte < m_low || byte > m_high)
            return false;
        m_low = 0x80;
        m_high = 0xbf;
        --m_missing;
        return true;
    }
    [[nodiscard]] bool isComplete() const { return m_missing == 0; }

private:
    bool begin(quint8 byte)
    {
        m_low = 0x80;
        m_high = 0xbf;
        if (byte >= 0xc2 && byte <= 0xdf) {
            m_missing = 1;
        } else if (byte >= 0xe0 && byte <= 0xef) {
            m_missing = 2;
            m_low = byte == 0xe0 ? 0xa0 : 0x80;
            m_high = byte == 0xed ? 0x9f : 0xbf;
        } else if (byte >= 0xf0 && byte <= 0xf4) {
            m_missing = 3;
            m_low = byte == 0xf0 ? 0x90 : 0x80;
            m_high = byte == 0xf4 ? 0x8f : 0xbf;
        } else {
            return false;
        }
        return true;
    }

    quint8 m_missing = 0;
    quint8 m_low = 0x80;
    quint8 m_high = 0xbf;
};

} // namespace coterie::server
