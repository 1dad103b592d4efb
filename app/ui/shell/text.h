// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QTextDocument>

namespace coterie::ui {

// A name inside a sentence, apart from its direction: a right-to-left name must not turn the sentence round it.
[[nodiscard]] inline QString isolated(const QString &name)
{
    return QChar(0x2068) % name % QChar(0x2069);
}

// What somebody wrote, for a tool tip: shown as it is, whatever signs are in it.
[[nodiscard]] inline QString plainTip(const QString &text)
{
    return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text) : text;
}

} // namespace coterie::ui
