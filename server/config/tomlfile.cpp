// SPDX-License-Identifier: MIT
#include "server/config/tomlfile.h"

#include <QFile>

#include <algorithm>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace coterie::server {

namespace {

constexpr qint64 largestFile = 1024 * 1024;

std::optional<QString> scalar(const toml::node &node)
{
    if (const auto *text = node.as_string())
        return QString::fromStdString(text->get());
    if (const auto *integer = node.as_integer())
        return QString::number(integer->get());
    if (const auto *flag = node.as_boolean())
        return flag->get() ? QStringLiteral("true") : QStringLiteral("false");
    if (const auto *real = node.as_floating_point())
        return QString::number(real->get());
    return {};
}

std::optional<QString> asText(const toml::node &node)
{
    const auto *list = node.as_array();
    if (!list)
        return scalar(node);
    QStringList all;
    for (const auto &item : *list) {
        const auto text = scalar(item);
        if (!text || text->contains(u','))
            return {};
        all.append(*text);
    }
    return all.join(u',');
}

} // namespace

std::variant<QList<TomlEntry>, ConfigError> readTomlFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return ConfigError{QString(path % u": " % file.errorString())};
    const QByteArray bytes = file.read(largestFile + 1);
    if (bytes.size() > largestFile)
        return ConfigError{QString(path % u": over 1 MiB; this is no settings file")};
    const auto result = toml::parse(std::string_view(bytes.constData(), std::size_t(bytes.size())));
    if (!result) {
        const auto &error = result.error();
        return ConfigError{
            QStringLiteral("%1, line %2: %3")
                .arg(path)
                .arg(error.source().begin.line)
                .arg(QString::fromUtf8(error.description().data(), qsizetype(error.description().size())))};
    }
    QList<TomlEntry> entries;
    for (const auto &[key, node] : result.table()) {
        const QString name = QString::fromUtf8(key.data(), qsizetype(key.length()));
        const int line = int(node.source().begin.line);
        const auto text = asText(node);
        if (!text)
            return ConfigError{
                QStringLiteral("%1, line %2: %3: expected one value or a list of words").arg(path).arg(line).arg(name)};
        entries.append({name, *text, line});
    }
    std::sort(entries.begin(), entries.end(), [](const TomlEntry &a, const TomlEntry &b) { return a.line < b.line; });
    return entries;
}

} // namespace coterie::server
