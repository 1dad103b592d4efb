// SPDX-License-Identifier: MIT
#pragma once

#include <QKeySequence>
#include <QList>

namespace coterie::ui {

// Letters, digits and signs alone, or with Shift, which some may not want to do anything (WCAG 2.1.4): a hand that
// trembles or a program that types what is spoken hits them by chance.
[[nodiscard]] inline bool isLetterKey(const QKeySequence &keys)
{
    if (keys.count() != 1)
        return false;
    const QKeyCombination key = keys[0];
    return !(key.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) &&
           key.key() < Qt::Key_Escape && key.key() != Qt::Key_Space; // what is no sign begins with Escape
}

[[nodiscard]] inline QList<QKeySequence> withoutLetterKeys(QList<QKeySequence> keys)
{
    keys.removeIf(isLetterKey);
    return keys;
}

} // namespace coterie::ui
