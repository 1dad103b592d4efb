// SPDX-License-Identifier: MIT
#pragma once

#include "server/config/config.h"

#include <variant>

namespace coterie::server {

// One key of a flat TOML file, its value as text (lists joined by commas), its line, and the value as TOML writes it.
struct TomlEntry {
    QString key;
    QString text;
    int line = 0;
    ConfigKind kind = ConfigKind::Text;
    QString written = {};
};

struct TomlFile {
    QList<TomlEntry> entries; // in the order of their lines
    QStringList faults;       // values that are no value, or a table: with file and line
};

// Or why it cannot be read at all.
[[nodiscard]] std::variant<TomlFile, ConfigError> readTomlFile(const QString &path);

} // namespace coterie::server
