// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace coterie::ui {

// A name inside a sentence, apart from its direction: a right-to-left name must not turn the sentence round it.
[[nodiscard]] inline QString isolated(const QString &name)
{
    return QChar(0x2068) % name % QChar(0x2069);
}

} // namespace coterie::ui
