// SPDX-License-Identifier: MIT
#include "shared/util/text.h"

#include <QList>

#include <algorithm>
#include <array>

namespace coterie {

namespace {

constexpr char32_t zeroWidthNonJoiner = 0x200c;
constexpr char32_t zeroWidthJoiner = 0x200d;
constexpr char32_t emojiSelector = 0xfe0f;
constexpr int mostMarks = 8;

bool isMark(QChar::Category c)
{
    return c == QChar::Mark_NonSpacing || c == QChar::Mark_SpacingCombining || c == QChar::Mark_Enclosing;
}

bool isForbidden(char32_t ucs4)
{
    switch (QChar::category(ucs4)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

// Letters and signs that show nothing.
bool isBlank(char32_t ucs4)
{
    constexpr std::array<char32_t, 5> blank{0x115f, 0x1160, 0x2800, 0x3164, 0xffa0};
    return std::find(blank.begin(), blank.end(), ucs4) != blank.end();
}

// A joiner is legal only inside an emoji, where it is part of the picture.
bool joinsEmoji(char32_t before)
{
    return before == emojiSelector || QChar::category(before) == QChar::Symbol_Other ||
           QChar::category(before) == QChar::Symbol_Modifier;
}

} // namespace

std::optional<QString> normalizedName(const QString &name)
{
    const QString tidy = name.normalized(QString::NormalizationForm_C).simplified();
    if (tidy.isEmpty() || tidy.size() > 64 || !tidy.isValidUtf16())
        return {};
    char32_t before = 0;
    int marks = 0;
    bool visible = false;
    const auto ucs4 = tidy.toUcs4();
    for (const char32_t c : ucs4) {
        // Persian and others write a non-joiner between two letters of a word.
        if (isForbidden(c) && !(c == zeroWidthJoiner && joinsEmoji(before)) &&
            !(c == zeroWidthNonJoiner && QChar::isLetter(before)))
            return {};
        if (before == zeroWidthNonJoiner && !QChar::isLetter(c))
            return {};
        marks = isMark(QChar::category(c)) ? marks + 1 : 0;
        if (marks > mostMarks)
            return {};
        visible = visible ||
                  (!isBlank(c) && (QChar::isLetterOrNumber(c) || QChar::isPunct(c) || QChar::isSymbol(c)));
        before = c;
    }
    return visible && before != zeroWidthNonJoiner ? std::optional(tidy) : std::nullopt;
}

QString nameKey(const QString &name)
{
    // Qt folds letter by letter, and only toUpper() knows that a sharp s is two; the capital one is folded to the small
    // one first. What that makes may be put together in another way: until nothing changes any more.
    QString key = name;
    key.remove(QChar(zeroWidthNonJoiner));
    for (int round = 0; round < 4; ++round) {
        const QString next = key.normalized(QString::NormalizationForm_KC).toCaseFolded().toUpper().toCaseFolded();
        if (next == key)
            break;
        key = next;
    }
    return key;
}

bool isPostable(const QString &body)
{
    bool visible = false;
    for (const QChar c : body) {
        const bool layout = c == u'\n' || c == u'\t';
        if (c.category() == QChar::Other_Control && !layout)
            return false;
        visible = visible || !(c.isSpace() || c.category() == QChar::Other_Format || isBlank(c.unicode()));
    }
    return visible && body.isValidUtf16(); // half a pair would arrive as another character
}

bool isOneLine(const QString &text)
{
    return text.isValidUtf16() && std::none_of(text.begin(), text.end(), [](QChar c) {
               return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line ||
                      c.category() == QChar::Separator_Paragraph;
           });
}

} // namespace coterie
