// SPDX-License-Identifier: MIT
#pragma once

#include <QSettings>

namespace coterie {

// The INI files of QSettings: reads what its own format writes of texts, bytes and lists of texts, and writes what that
// one reads. But what a full disk does not take is a failure here, and the file stays as it was; the own format of
// Qt 6.4 puts an empty one in its place.
[[nodiscard]] QSettings::Format settingsFormat();

} // namespace coterie
