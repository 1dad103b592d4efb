// SPDX-License-Identifier: MIT
#include "server/config/tomlfile.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <sstream>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace coterie::server {

namespace {

constexpr qint64 largestFile = 1024 * 1024;

std::optional<std::pair<QString, ConfigKind>> scalar(const toml::node &node)
{
    if (const auto *text = node.as_string())
        return std::pair{QString::fromStdString(text->get()), ConfigKind::Text};
    if (const auto *integer = node.as_integer())
        return std::pair{QString::number(integer->get()), ConfigKind::Integer};
    if (const auto *flag = node.as_boolean())
        return std::pair{flag->get() ? QStringLiteral("true") : QStringLiteral("false"), ConfigKind::Other};
    if (const auto *real = node.as_floating_point())
        return std::pair{QString::number(real->get()), ConfigKind::Other};
    return {};
}

std::optional<std::pair<QString, ConfigKind>> asText(const toml::node &node)
{
    const auto *list = node.as_array();
    if (!list)
        return scalar(node);
    QStringList all;
    for (const auto &item : *list) {
        const auto one = scalar(item);
        if (!one || one->second != ConfigKind::Text || one->first.contains(u','))
            return {};
        all.append(one->first);
    }
    return std::pair{all.join(u','), ConfigKind::List};
}

QString asWritten(const toml::node &node)
{
    if (node.is_table())
        return QStringLiteral("a section of the file");
    std::ostringstream stream;
    node.visit([&stream](const auto &value) { stream << value; });
    return QString::fromStdString(stream.str());
}

// What stands twice is named like any other fault; the rest is told in the words of the parser.
QString wordsOf(const toml::parse_error &error)
{
    const QString words = QString::fromUtf8(error.description().data(), qsizetype(error.description().size()));
    static const QRegularExpression twice(QStringLiteral("cannot redefine existing .*'([^']+)'"));
    const auto match = twice.match(words);
    return match.hasMatch() ? QString(match.captured(1) % u": expected once, got a second time") : words;
}

} // namespace

std::variant<TomlFile, ConfigError> readTomlFile(const QString &path)
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
        return ConfigError{QStringLiteral("%1, line %2: ").arg(path).arg(error.source().begin.line) % wordsOf(error)};
    }
    TomlFile out;
    for (const auto &[key, node] : result.table()) {
        const QString name = QString::fromUtf8(key.data(), qsizetype(key.length()));
        const int line = int(node.source().begin.line);
        const auto value = asText(node).value_or(std::pair{QString(), ConfigKind::None});
        out.append({name, value.first, line, value.second, asWritten(node)});
    }
    std::sort(out.begin(), out.end(), [](const TomlEntry &a, const TomlEntry &b) { return a.line < b.line; });
    return out;
}

} // namespace coterie::server
