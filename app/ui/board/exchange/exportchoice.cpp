// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/exportchoice.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace coterie::ui {
namespace {

constexpr std::array whats{"board", "selection", "frames"};
constexpr std::array formats{"png", "svg", "pdf", "json"};
constexpr qsizetype longestFileName = 80;

template <class Value, size_t N> Value chosen(const std::array<const char *, N> &names, const QString &name)
{
    const auto at =
        std::find_if(names.begin(), names.end(), [&](const char *each) { return name == QLatin1String(each); });
    return Value(at == names.end() ? 0 : at - names.begin());
}

} // namespace

QByteArray stored(const ExportChoice &choice)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("what"), QLatin1String(whats[size_t(choice.what)])},
                                     {QStringLiteral("format"), QLatin1String(formats[size_t(choice.format)])},
                                     {QStringLiteral("scale"), choice.scale},
                                     {QStringLiteral("transparent"), choice.transparent},
                                     {QStringLiteral("grid"), choice.grid},
                                     {QStringLiteral("embed"), choice.embed},
                                     {QStringLiteral("folder"), choice.folder}})
        .toJson(QJsonDocument::Compact);
}

ExportChoice exportChoiceFrom(const QByteArray &stored)
{
    const QJsonObject json = QJsonDocument::fromJson(stored).object();
    ExportChoice choice;
    choice.what = chosen<ExportWhat>(whats, json.value(QLatin1String("what")).toString());
    choice.format = chosen<ExportFormat>(formats, json.value(QLatin1String("format")).toString());
    const int scale = json.value(QLatin1String("scale")).toInt();
    choice.scale = scale == 1 || scale == 4 ? scale : 2;
    choice.transparent = json.value(QLatin1String("transparent")).toBool();
    choice.grid = json.value(QLatin1String("grid")).toBool();
    choice.embed = json.value(QLatin1String("embed")).toBool(true);
    choice.folder = json.value(QLatin1String("folder")).toString();
    return choice;
}

QString exportFileName(const QString &board, ExportFormat format)
{
    QString name;
    for (const QChar c : board.simplified().left(longestFileName))
        name += c.isPrint() && !QStringLiteral("/\\:*?\"<>|").contains(c) ? c : QLatin1Char('-');
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    if (name.isEmpty())
        name = QCoreApplication::translate("BoardExport", "Board");
    return name + u'.' + exportSuffix(format);
}

} // namespace coterie::ui
