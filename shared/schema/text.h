// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace coterie::wire {

// Valid UTF-8 as it is: QString::fromUtf8() takes a U+FEFF at the beginning for a byte order mark and drops it, so that
// a text would change, or fall under its least length, on its way through a peer.
[[nodiscard]] inline QString exactText(QByteArrayView utf8)
{
    qsizetype marks = 0;
    while (utf8.startsWith("\xef\xbb\xbf")) {
        utf8 = utf8.sliced(3);
        ++marks;
    }
    return marks == 0 ? QString::fromUtf8(utf8)
                      : QString(QString(marks, QChar(QChar::ByteOrderMark)) + QString::fromUtf8(utf8));
}

} // namespace coterie::wire
