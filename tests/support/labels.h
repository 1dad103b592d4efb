// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

#include <algorithm>

namespace coterie::test {

// Whether a visible label in there says this, among other things.
[[nodiscard]] inline bool says(const QWidget &root, const QString &text)
{
    const QList<QLabel *> labels = root.findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(),
                       [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
}

} // namespace coterie::test
