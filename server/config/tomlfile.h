// SPDX-License-Identifier: MIT
#pragma once

#include "server/config/config.h"

#include <variant>

namespace coterie::server {

// One key of a flat TOML file, its value as text (lists joined by commas), its line, and the value as TOML writes it.
// Of a kind that no setting has (a section, a date, a list of lists) there is no text.
struct TomlEntry {
    QString key;
    QString text;
    int line = 0;
    ConfigKind kind = ConfigKind::Text;
    QString written = {};
};

// In the order of their lines.
using TomlFile = QList<TomlEntry>;

// Or why it cannot be read at all.
[[nodiscard]] std::variant<TomlFile, ConfigError> readTomlFile(const QString &path);

} // namespace coterie::server
