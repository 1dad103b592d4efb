// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <cmath>

namespace coterie::ui {

// A number with at most two decimals, without exponent, locale or needless zeros.
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
    out += QByteArray::number(scaled / unit);
    qint64 rest = scaled % unit;
    if (rest == 0)
        return;
    QByteArray digits = QByteArray::number(rest).rightJustified(decimals, '0');
    while (digits.endsWith('0'))
        digits.chop(1);
    out += '.' + digits;
}

} // namespace coterie::ui
