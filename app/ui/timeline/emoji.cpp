// SPDX-License-Identifier: MIT
#include "app/ui/timeline/emoji.h"

#include <QTextBoundaryFinder>

#include <algorithm>
#include <array>
#include <iterator>

namespace coterie::ui {

namespace {

struct CodeRange {
    char32_t first, last;
};

// Code points that are emoji without a variation selector, in order: Emoji_Presentation of UTS 51, and the other Emoji
// that fonts of text do not have, which are coloured whatever is asked for.
constexpr std::array coloured{
    CodeRange{0x231A, 0x231B},   CodeRange{0x23E9, 0x23F3},   CodeRange{0x23F8, 0x23FA},   CodeRange{0x25FD, 0x25FE},
    CodeRange{0x2614, 0x2615},   CodeRange{0x2648, 0x2653},   CodeRange{0x267F, 0x267F},   CodeRange{0x2693, 0x2693},
    CodeRange{0x26A1, 0x26A1},   CodeRange{0x26AA, 0x26AB},   CodeRange{0x26BD, 0x26BE},   CodeRange{0x26C4, 0x26C5},
    CodeRange{0x26C8, 0x26C8},   CodeRange{0x26CE, 0x26CF},   CodeRange{0x26D1, 0x26D1},   CodeRange{0x26D3, 0x26D4},
    CodeRange{0x26E9, 0x26EA},   CodeRange{0x26F0, 0x26F5},   CodeRange{0x26F7, 0x26FA},   CodeRange{0x26FD, 0x26FD},
    CodeRange{0x2705, 0x2705},   CodeRange{0x270A, 0x270B},   CodeRange{0x2728, 0x2728},   CodeRange{0x274C, 0x274C},
    CodeRange{0x274E, 0x274E},   CodeRange{0x2753, 0x2755},   CodeRange{0x2757, 0x2757},   CodeRange{0x2795, 0x2797},
    CodeRange{0x27B0, 0x27B0},   CodeRange{0x27BF, 0x27BF},   CodeRange{0x2B1B, 0x2B1C},   CodeRange{0x2B50, 0x2B50},
    CodeRange{0x2B55, 0x2B55},   CodeRange{0x3030, 0x3030},   CodeRange{0x303D, 0x303D},   CodeRange{0x3297, 0x3297},
    CodeRange{0x3299, 0x3299},   CodeRange{0x1F004, 0x1F004}, CodeRange{0x1F0CF, 0x1F0CF}, CodeRange{0x1F170, 0x1F171},
    CodeRange{0x1F17E, 0x1F17F}, CodeRange{0x1F18E, 0x1F18E}, CodeRange{0x1F191, 0x1F19A}, CodeRange{0x1F1E6, 0x1F1FF},
    CodeRange{0x1F201, 0x1F202}, CodeRange{0x1F21A, 0x1F21A}, CodeRange{0x1F22F, 0x1F22F}, CodeRange{0x1F232, 0x1F23A},
    CodeRange{0x1F250, 0x1F251}, CodeRange{0x1F300, 0x1F321}, CodeRange{0x1F324, 0x1F393}, CodeRange{0x1F396, 0x1F397},
    CodeRange{0x1F399, 0x1F39B}, CodeRange{0x1F39E, 0x1F3F0}, CodeRange{0x1F3F3, 0x1F3F5}, CodeRange{0x1F3F7, 0x1F4FD},
    CodeRange{0x1F4FF, 0x1F53D}, CodeRange{0x1F549, 0x1F54E}, CodeRange{0x1F550, 0x1F567}, CodeRange{0x1F56F, 0x1F570},
    CodeRange{0x1F573, 0x1F57A}, CodeRange{0x1F587, 0x1F587}, CodeRange{0x1F58A, 0x1F58D}, CodeRange{0x1F590, 0x1F590},
    CodeRange{0x1F595, 0x1F596}, CodeRange{0x1F5A4, 0x1F5A5}, CodeRange{0x1F5A8, 0x1F5A8}, CodeRange{0x1F5B1, 0x1F5B2},
    CodeRange{0x1F5BC, 0x1F5BC}, CodeRange{0x1F5C2, 0x1F5C4}, CodeRange{0x1F5D1, 0x1F5D3}, CodeRange{0x1F5DC, 0x1F5DE},
    CodeRange{0x1F5E1, 0x1F5E1}, CodeRange{0x1F5E3, 0x1F5E3}, CodeRange{0x1F5E8, 0x1F5E8}, CodeRange{0x1F5EF, 0x1F5EF},
    CodeRange{0x1F5F3, 0x1F5F3}, CodeRange{0x1F5FA, 0x1F64F}, CodeRange{0x1F680, 0x1F6C5}, CodeRange{0x1F6CB, 0x1F6D2},
    CodeRange{0x1F6D5, 0x1F6D7}, CodeRange{0x1F6DC, 0x1F6E5}, CodeRange{0x1F6E9, 0x1F6E9}, CodeRange{0x1F6EB, 0x1F6EC},
    CodeRange{0x1F6F0, 0x1F6F0}, CodeRange{0x1F6F3, 0x1F6FC}, CodeRange{0x1F7E0, 0x1F7EB}, CodeRange{0x1F7F0, 0x1F7F0},
    CodeRange{0x1F90C, 0x1F93A}, CodeRange{0x1F93C, 0x1F945}, CodeRange{0x1F947, 0x1F9FF}, CodeRange{0x1FA70, 0x1FAFF},
};

constexpr char16_t emojiStyle = 0xFE0F;
constexpr int mostJoined = 24; // code units; of the longest that fonts know, four people with their skin, it is 19
constexpr char16_t firstCandidate = 0x231A;

bool isColoured(char32_t code)
{
    const auto after = std::upper_bound(coloured.begin(), coloured.end(), code,
                                        [](char32_t value, const CodeRange &range) { return value < range.first; });
    return after != coloured.begin() && code <= std::prev(after)->last;
}

char32_t codeAt(QStringView text, qsizetype at)
{
    return at + 1 < text.size() && text[at].isHighSurrogate() ? QChar::surrogateToUcs4(text[at], text[at + 1])
                                                              : char32_t(text[at].unicode());
}

// Where the emoji of a grapheme begins; at its end when it has none. Behind a letter a colour of skin is one too.
qsizetype emojiIn(QStringView cluster)
{
    if (cluster.contains(QChar(emojiStyle)))
        return 0;
    for (qsizetype at = 0; at < cluster.size(); ++at) {
        if (isColoured(codeAt(cluster, at)))
            return at;
    }
    return cluster.size();
}

} // namespace

QList<TextRange> emojiRanges(const QString &text)
{
    QList<TextRange> found;
    // Most messages have none: look before walking grapheme by grapheme.
    if (std::none_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= firstCandidate; }))
        return found;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    qsizetype from = 0;
    for (qsizetype to = finder.toNextBoundary(); to > 0; to = finder.toNextBoundary()) {
        from += emojiIn(QStringView(text).mid(from, to - from));
        if (from < to) {
            if (!found.isEmpty() && found.last().start + found.last().length == from)
                found.last().length += int(to - from);
            else
                found.append({int(from), int(to - from)});
        }
        from = to;
    }
    return found;
}

QList<TextRange> emojiOf(const QString &text, const TextRange &range)
{
    QList<TextRange> found;
    const QString part = text.mid(range.start, range.length);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, part);
    qsizetype from = 0;
    const auto add = [&](qsizetype to) {
        found.append({range.start + int(from), int(to - from)});
        from = to;
    };
    for (qsizetype to = finder.toNextBoundary(); to > 0; to = finder.toNextBoundary()) {
        // Such as two hundred colours of skin, which are one grapheme and as many pictures.
        const bool tooMany = to - from > mostJoined;
        for (qsizetype at = from + 1; tooMany && at < to; ++at) {
            if (isColoured(codeAt(part, at)))
                add(at);
        }
        add(to);
    }
    return found;
}

int emojiOnlyCount(const QString &text)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    int count = 0;
    qsizetype from = 0;
    for (qsizetype to = finder.toNextBoundary(); to > 0; to = finder.toNextBoundary()) {
        const QStringView cluster = QStringView(text).mid(from, to - from);
        if (emojiIn(cluster) == 0)
            ++count;
        else if (!cluster.trimmed().isEmpty())
            return 0;
        from = to;
    }
    return count;
}

QStringList emojiFamilies()
{
    return {QStringLiteral("Noto Color Emoji"), QStringLiteral("Segoe UI Emoji"), QStringLiteral("Apple Color Emoji")};
}

} // namespace coterie::ui
