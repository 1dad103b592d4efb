// SPDX-License-Identifier: MIT
#pragma once

#include "shared/util/keypin.h"
#include "shared/util/text.h"

#include <functional>

// What must hold for whatever somebody wants to be called, or to say.
namespace coterie::fuzz {

// What judges it; the tests put worse ones in its place.
struct NameRules {
    std::function<std::optional<QString>(const QString &)> normalized = normalizedName;
    std::function<QString(const QString &)> key = nameKey;
    std::function<bool(const QString &)> isLine = isOneLine;
    std::function<bool(const QString &)> postable = isPostable;
};

inline QString nameFault(const QByteArray &bytes, const NameRules &rules = {})
{
    // As it comes off the wire, and as a program of ours might hold it: with surrogates that stand alone.
    const QString decoded = QString::fromUtf8(bytes);
    const QString raw(reinterpret_cast<const QChar *>(bytes.constData()), bytes.size() / 2);
    for (const QString &text : {decoded, raw}) {
        const auto name = rules.normalized(text);
        if (name) {
            if (name->isEmpty() || name->size() > 64)
                return QStringLiteral("a name of %1 units").arg(name->size());
            if (rules.normalized(*name) != name)
                return QStringLiteral("another name when it is normalised again");
            if (!name->isValidUtf16() || *name != QString::fromUtf8(name->toUtf8()))
                return QStringLiteral("a name that does not survive UTF-8");
            if (name->contains(u'\n') || name->contains(QChar(0)) || name->front().isSpace() || name->back().isSpace())
                return QStringLiteral("a name with an end of line, or white space around it");
            if (!rules.isLine(*name))
                return QStringLiteral("a name that does not fit on a line");
            const QString key = rules.key(*name);
            if (key.isEmpty() || rules.key(key) != key)
                return QStringLiteral("a key that is not its own key");
            if (rules.key(name->toUpper()) != rules.key(rules.key(name->toUpper())))
                return QStringLiteral("an upper case without a stable key");
        }
        if (rules.postable(text) && !text.isValidUtf16())
            return QStringLiteral("a message that is no text may be posted");
        if (rules.isLine(text) && (text.contains(u'\n') || text.contains(QChar::LineSeparator)))
            return QStringLiteral("two lines are taken for one");
    }
    const QByteArray pin = keyPinOf(bytes);
    if (!pin.isEmpty() && pin.size() != keyPinBytes)
        return QStringLiteral("a fingerprint of %1 bytes").arg(pin.size());
    if (const auto read = keyPinFromText(QString::fromLatin1(bytes)); read && keyPinText(*read).toLatin1() != bytes)
        return QStringLiteral("two texts for one fingerprint");
    return {};
}

} // namespace coterie::fuzz
