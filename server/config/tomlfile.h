// SPDX-License-Identifier: MIT
#pragma once

#include "server/config/config.h"

#include <variant>

namespace coterie::server {

// One key of a flat TOML file, its value as text (lists joined by commas), and its line.
struct TomlEntry {
    QString key;
    QString text;
    int line = 0;
    ConfigKind kind = ConfigKind::Text;
};

// The file's keys in the order of their lines; or what is wrong with it, with file and line. Tables are refused.
[[nodiscard]] std::variant<QList<TomlEntry>, ConfigError> readTomlFile(const QString &path);

} // namespace coterie::server
