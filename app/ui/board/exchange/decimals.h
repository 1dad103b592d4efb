// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <array>
#include <charconv>
#include <cmath>

namespace coterie::ui {

// A number with at most so many decimals (18), without exponent, locale or needless zeros.
inline void appendNumber(QByteArray &out, double value, int decimals = 2)
{
    qint64 unit = 1;
    for (int i = 0; i < decimals; ++i)
        unit *= 10;
    qint64 scaled = std::llround(value * double(unit));
    if (scaled < 0) {
        out += '-';
        scaled = -scaled;
    }
    std::array<char, 20> digits;
    const auto whole = std::to_chars(digits.data(), digits.data() + digits.size(), scaled / unit);
    out.append(digits.data(), whole.ptr - digits.data());
    qint64 rest = scaled % unit;
    if (rest == 0)
        return;
    for (int i = decimals; i-- > 0; rest /= 10)
        digits[size_t(i)] = char('0' + rest % 10);
    while (digits[size_t(decimals) - 1] == '0')
        --decimals;
    out += '.';
    out.append(digits.data(), decimals);
}

} // namespace coterie::ui
