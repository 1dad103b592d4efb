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

// Whether a sign may be in the name of a file: nothing that a file system, or who reads the name, would take for
// something else. Joiners hold an emoji of several together, and some letters apart.
bool isFileSign(char32_t sign)
{
    constexpr char32_t nonJoiner = 0x200c;
    constexpr char32_t joiner = 0x200d;
    if (sign < 0x80 && QStringView(u"/\\:*?\"<>|").contains(QChar(char16_t(sign))))
        return false;
    switch (QChar::category(sign)) {
    case QChar::Other_Format:
        return sign == nonJoiner || sign == joiner;
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default: // an emoji may be newer than what is known of it here
        return sign != QChar::ReplacementCharacter && !QChar::isNonCharacter(sign);
    }
}

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
    QString said = board.simplified();
    if (said.size() > longestFileName)
        said.truncate(said.at(longestFileName).isLowSurrogate() ? longestFileName - 1 : longestFileName);
    QString name;
    for (const uint sign : said.toUcs4()) // half a sign becomes the replacement
        name +=
            isFileSign(sign) ? QString::fromUcs4(reinterpret_cast<const char32_t *>(&sign), 1) : QStringLiteral("-");
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    if (name.isEmpty())
        name = QCoreApplication::translate("BoardExport", "Board");
    return name + u'.' + exportSuffix(format);
}

} // namespace coterie::ui
