// SPDX-License-Identifier: MIT
#include "app/session/inifile.h"

#include "shared/util/wholefile.h"

#include <QFileDevice>
#include <QMap>

#include <algorithm>
#include <optional>

namespace coterie {

namespace {

constexpr char generalGroup[] = "General"; // of keys without one
constexpr char escapeLetters[] = "abfnrtv";
constexpr char escapedSigns[] = "\a\b\f\n\r\t\v";

bool isHexDigit(QChar sign)
{
    return QStringLiteral("0123456789abcdefABCDEF").contains(sign);
}

// One text; quoted where a blank or a sign would be taken for something else.
QByteArray written(const QString &text)
{
    QString out;
    bool quoted = text.startsWith(u' ') || text.endsWith(u' ');
    bool afterNumber = false; // in which a digit that follows would count
    for (const QChar sign : text) {
        const ushort code = sign.unicode();
        const auto letter = code < 0x20 ? QByteArrayView(escapedSigns).indexOf(char(code)) : -1;
        const bool asNumber = (afterNumber && isHexDigit(sign)) || (code < 0x20 && letter < 0);
        quoted = quoted || code == u';' || code == u',' || code == u'=';
        if (asNumber)
            out += QStringLiteral("\\x") + QString::number(code, 16);
        else if (letter >= 0)
            out += QStringLiteral("\\") + QLatin1Char(escapeLetters[letter]);
        else if (code == u'"' || code == u'\\')
            out += QStringLiteral("\\") + sign;
        else
            out += sign;
        afterNumber = asNumber;
    }
    return (quoted ? QString(u'"' + out + u'"') : out).toUtf8();
}

// Texts that begin with the sign of a kind have it twice.
QString marked(const QString &text)
{
    if (text.contains(QChar::Null))
        return QStringLiteral("@String(") + text + u')';
    return text.startsWith(u'@') ? QString(u'@' + text) : text;
}

QByteArray valueBytes(const QVariant &value)
{
    if (!value.isValid())
        return "@Invalid()";
    if (value.userType() == QMetaType::QByteArray)
        return written(QStringLiteral("@ByteArray(") + QString::fromLatin1(value.toByteArray()) + u')');
    if (value.userType() != QMetaType::QStringList)
        return written(marked(value.toString()));
    QByteArrayList parts;
    for (const QString &text : value.toStringList())
        parts.append(written(marked(text)));
    return parts.isEmpty() ? QByteArray("@Invalid()") : parts.join(", ");
}

QVariant kindOf(const QString &text)
{
    const auto inside = [&](QStringView kind) {
        return text.startsWith(kind) && text.endsWith(u')')
                   ? std::optional(text.mid(kind.size(), text.size() - kind.size() - 1))
                   : std::nullopt;
    };
    if (text == u"@Invalid()")
        return {};
    if (const auto bytes = inside(u"@ByteArray("))
        return bytes->toLatin1();
    if (const auto whole = inside(u"@String("))
        return *whole;
    return text.startsWith(u"@@") ? text.mid(1) : text;
}

// The number behind a backslash; `at` stands on its first digit, and then on its last.
QChar numberedSign(const QString &text, qsizetype &at, int base)
{
    uint code = 0;
    for (bool ok = true; at < text.size(); ++at) {
        const uint digit = text.mid(at, 1).toUInt(&ok, base);
        if (!ok)
            break;
        code = code * uint(base) + digit;
    }
    --at;
    return QChar(ushort(code));
}

QVariant valueOf(const QByteArray &raw)
{
    const QString text = QString::fromUtf8(raw);
    QStringList parts;
    QString part;
    qsizetype kept = 0; // of the part: blanks up to there belong to it
    bool quoted = false, isList = false;
    const auto end = [&] {
        while (part.size() > kept && part.back().isSpace())
            part.chop(1);
        parts.append(part);
        part.clear();
        kept = 0;
    };
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar sign = text.at(at);
        if (sign == u'\\' && at + 1 < text.size()) {
            const QChar next = text.at(++at);
            const auto letter = next.unicode() < 0x80 ? QByteArrayView(escapeLetters).indexOf(next.toLatin1()) : -1;
            if (next == u'x')
                part += numberedSign(text, ++at, 16);
            else if (next >= u'0' && next <= u'7')
                part += numberedSign(text, at, 8);
            else
                part += letter >= 0 ? QChar(QLatin1Char(escapedSigns[letter])) : next;
            kept = part.size();
        } else if (sign == u'"') {
            quoted = !quoted;
            kept = part.size();
        } else if (sign == u',' && !quoted) {
            end();
            isList = true;
        } else if (!sign.isSpace() || quoted || !part.isEmpty()) {
            part += sign;
            if (quoted)
                kept = part.size();
        }
    }
    end();
    if (!isList)
        return kindOf(parts.first());
    QStringList texts;
    for (const QString &one : std::as_const(parts))
        texts.append(kindOf(one).toString());
    return texts;
}

bool readIni(QIODevice &device, QSettings::SettingsMap &values)
{
    QString group;
    while (!device.atEnd()) {
        QByteArray line = device.readLine().trimmed();
        if (line.startsWith("\xef\xbb\xbf"))
            line.remove(0, 3);
        if (line.startsWith('[') && line.endsWith(']')) {
            const QString name = QString::fromUtf8(line.mid(1, line.size() - 2).trimmed());
            group =
                name.compare(QLatin1String(generalGroup), Qt::CaseInsensitive) == 0 ? QString() : QString(name + u'/');
        } else if (const qsizetype at = line.indexOf('='); at > 0 && line.at(0) != ';' && line.at(0) != '#') {
            const QString key = QString::fromUtf8(line.left(at).trimmed()).replace(u'\\', u'/');
            values.insert(group + key, valueOf(line.mid(at + 1).trimmed()));
        }
    }
    return true;
}

bool writeIni(QIODevice &device, const QSettings::SettingsMap &values)
{
    QMap<QString, QByteArray> groups; // the one without a name is the first
    for (auto value = values.cbegin(); value != values.cend(); ++value) {
        const qsizetype slash = value.key().indexOf(u'/');
        const QString key = value.key().mid(slash + 1).replace(u'/', u'\\');
        groups[value.key().left(std::max<qsizetype>(slash, 0))] += key.toUtf8() + '=' + valueBytes(*value) + '\n';
    }
    QByteArray all;
    for (auto group = groups.cbegin(); group != groups.cend(); ++group) {
        if (!all.isEmpty())
            all += '\n';
        all += '[' + (group.key().isEmpty() ? QByteArray(generalGroup) : group.key().toUtf8()) + "]\n" + *group;
    }
    auto *file = qobject_cast<QFileDevice *>(&device);
    return device.write(all) == all.size() && (!file || flushWhole(*file).isEmpty());
}

} // namespace

QSettings::Format settingsFormat()
{
    static const QSettings::Format format = QSettings::registerFormat(QStringLiteral("ini"), readIni, writeIni);
    return format;
}

} // namespace coterie
