// SPDX-License-Identifier: MIT
#include "app/session/searchtext.h"

#include <QChar>

#include <algorithm>
#include <string>
#include <vector>

namespace coterie {

namespace {

constexpr qsizetype mostTerms = 16; // of one search; more is a paste, not a question
constexpr qsizetype longestTerm = 200;

bool isMark(char32_t c)
{
    const auto category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_SpacingCombining;
}

bool isWordCharacter(char32_t c)
{
    return QChar::isLetterOrNumber(c) || isMark(c) || QChar::category(c) == QChar::Other_PrivateUse;
}

bool standsAlone(char32_t c)
{
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return c == U'\u30fc'; // the long vowel of Katakana belongs to no script
    }
}

struct Place {
    char32_t c = 0;
    qsizetype begin = 0, end = 0;
};

Place placeAt(QStringView text, qsizetype at)
{
    const QChar unit = text.at(at);
    if (unit.isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate())
        return {QChar::surrogateToUcs4(unit, text.at(at + 1)), at, at + 2};
    return {unit.unicode(), at, at + 1};
}

// The letter without its accents and in lower case; 0 for an accent that stands by itself.
char32_t folded(char32_t c)
{
    if (c < 0x80)
        return c >= U'A' && c <= U'Z' ? c + 32 : c;
    if (c >= 0x300 && c <= 0x36f)
        return 0;
    const bool hangul = c >= 0xac00 && c <= 0xd7a3;
    while (!hangul && QChar::decompositionTag(c) == QChar::Canonical) {
        const QString parts = QChar::decomposition(c);
        if (parts.isEmpty())
            break;
        c = placeAt(parts, 0).c;
    }
    return QChar::toCaseFolded(c);
}

struct Token {
    std::u32string text;         // folded
    std::vector<qsizetype> ends; // in the original, after each character of text
    qsizetype begin = 0;
};

std::vector<Token> tokens(QStringView text)
{
    std::vector<Token> all;
    bool open = false;
    for (qsizetype at = 0; at < text.size();) {
        const Place place = placeAt(text, at);
        at = place.end;
        if (!isWordCharacter(place.c)) {
            open = false;
            continue;
        }
        const bool alone = standsAlone(place.c) && !isMark(place.c);
        if (!open || alone)
            all.push_back({{}, {}, place.begin});
        open = !alone || (at < text.size() && isMark(placeAt(text, at).c));
        Token &token = all.back();
        if (const char32_t c = folded(place.c)) {
            token.text += c;
            token.ends.push_back(place.end);
        } else if (!token.ends.empty()) {
            token.ends.back() = place.end; // an accent belongs to what it stands on
        }
    }
    std::erase_if(all, [](const Token &token) { return token.text.empty(); });
    return all;
}

bool hasWord(QStringView text)
{
    for (qsizetype at = 0; at < text.size();) {
        const Place place = placeAt(text, at);
        if (QChar::isLetterOrNumber(place.c) || QChar::category(place.c) == QChar::Other_PrivateUse)
            return true;
        at = place.end;
    }
    return false;
}

// A string of the index's query language: nothing in it has a meaning but the quote, which is doubled.
QString quoted(const QString &text)
{
    QString words = separated(text);
    words.replace(u'"', QStringLiteral("\"\""));
    return u'"' + words + u'"';
}

QString anyOf(const QString &column, const QStringList &choices)
{
    return u'{' + column + QStringLiteral("} : (") + choices.join(QStringLiteral(" OR ")) + u')';
}

// Where the term stands in the text: the token it begins with and the place where it ends, or -1.
qsizetype endOfMatch(const std::vector<Token> &text, std::size_t at, const std::vector<Token> &term, bool exact)
{
    if (term.empty() || at + term.size() > text.size())
        return -1;
    for (std::size_t i = 0; i + 1 < term.size(); ++i)
        if (text[at + i].text != term[i].text)
            return -1;
    const Token &last = text[at + term.size() - 1];
    const std::u32string &wanted = term.back().text;
    if (exact ? last.text != wanted : !last.text.starts_with(wanted))
        return -1;
    return last.ends[wanted.size() - 1];
}

} // namespace

SearchWords parseSearch(const QString &typed)
{
    SearchWords words;
    qsizetype at = 0;
    const auto skipSpace = [&] {
        while (at < typed.size() && typed.at(at).isSpace())
            ++at;
    };
    const auto take = [&](bool &exact) {
        exact = at < typed.size() && typed.at(at) == u'"';
        const qsizetype from = exact ? at + 1 : at;
        at = from;
        while (at < typed.size() && (exact ? typed.at(at) != u'"' : !typed.at(at).isSpace()))
            ++at;
        const QString text = typed.mid(from, std::min(at - from, longestTerm));
        exact = exact && at < typed.size(); // a quote that is still open is a phrase being typed
        if (at < typed.size() && typed.at(at) == u'"')
            ++at;
        return text;
    };
    const auto takeFilter = [&](QLatin1String name, QStringList &into) {
        if (typed.mid(at, name.size()).compare(name, Qt::CaseInsensitive) != 0)
            return false;
        at += name.size();
        if (at < typed.size() && (typed.at(at) == u'#' || typed.at(at) == u'@'))
            ++at;
        bool exact = false;
        if (const QString value = take(exact).trimmed(); hasWord(value) && into.size() < mostTerms)
            into.append(value);
        return true;
    };
    for (skipSpace(); at < typed.size(); skipSpace()) {
        if (takeFilter(QLatin1String("from:"), words.from) || takeFilter(QLatin1String("in:"), words.in))
            continue;
        bool exact = false;
        const QString text = take(exact);
        if (hasWord(text) && words.terms.size() < mostTerms)
            words.terms.append({text, exact});
    }
    return words;
}

QString separated(QStringView text)
{
    QString out;
    out.reserve(text.size() + 8);
    bool alone = false;
    for (qsizetype at = 0; at < text.size();) {
        const Place place = placeAt(text, at);
        const bool mark = isMark(place.c);
        if (!mark) {
            const bool now = standsAlone(place.c);
            if ((now || alone) && !out.isEmpty() && !out.back().isSpace())
                out += u' ';
            alone = now;
        }
        // Half a surrogate pair would swallow what follows it in another encoding.
        if (place.c == 0 || QChar::isSurrogate(place.c))
            out += u' ';
        else if (const char32_t c = folded(place.c))
            out += QChar::fromUcs4(c);
        at = place.end;
    }
    return out;
}

QString foldedForSearch(QStringView text)
{
    std::u32string out;
    for (qsizetype at = 0; at < text.size();) {
        const Place place = placeAt(text, at);
        if (const char32_t c = folded(place.c))
            out += c;
        at = place.end;
    }
    return QString::fromUcs4(out.data(), qsizetype(out.size()));
}

QString indexedRoom(const RoomId &room)
{
    return QString::fromLatin1(room.value.toRfc4122().toHex());
}

QString matchExpression(const SearchWords &words, const QList<RoomId> &rooms)
{
    QStringList all;
    for (const SearchTerm &term : words.terms)
        all.append(QStringLiteral("({body} : ") + quoted(term.text) + QLatin1String(term.exact ? ")" : " *)"));
    QStringList people;
    for (const QString &name : words.from)
        people.append(quoted(name) + QStringLiteral(" *"));
    if (!people.isEmpty())
        all.append(anyOf(QStringLiteral("author"), people));
    QStringList places;
    for (const RoomId &room : rooms)
        places.append(quoted(indexedRoom(room)));
    if (!places.isEmpty())
        all.append(anyOf(QStringLiteral("room"), places));
    return all.join(QStringLiteral(" AND "));
}

Snippet snippetOf(const QString &body, const QList<SearchTerm> &terms, qsizetype longest)
{
    const QString line = body.simplified();
    const std::vector<Token> text = tokens(line);
    QList<TextRange> marks;
    for (const SearchTerm &term : terms) {
        const std::vector<Token> wanted = tokens(term.text);
        for (std::size_t at = 0; at < text.size(); ++at)
            if (const qsizetype end = endOfMatch(text, at, wanted, term.exact); end > 0)
                marks.append({text[at].begin, end - text[at].begin});
    }
    std::sort(marks.begin(), marks.end(), [](const TextRange &a, const TextRange &b) {
        return std::pair(a.at, -a.length) < std::pair(b.at, -b.length);
    });
    // The line begins a few words before the first mark, at the beginning of a word.
    qsizetype from = 0;
    if (!marks.isEmpty() && line.size() > longest && marks.first().at > longest / 3) {
        const qsizetype near = std::min(marks.first().at - longest / 4, line.size() - longest);
        from = std::max<qsizetype>(0, line.indexOf(u' ', std::max<qsizetype>(0, near)) + 1);
        if (from > marks.first().at || from < near)
            from = marks.first().at;
    }
    qsizetype to = std::min(line.size(), from + longest);
    if (to < line.size() && to > from && line.at(to - 1).isHighSurrogate())
        --to;
    Snippet snippet;
    snippet.text = line.mid(from, to - from);
    const qsizetype shift = from > 0 ? 1 : 0;
    if (from > 0)
        snippet.text.prepend(u'…');
    if (to < line.size())
        snippet.text.append(u'…');
    qsizetype last = 0;
    for (const TextRange &mark : std::as_const(marks)) {
        const qsizetype begin = std::max(mark.at, last);
        const qsizetype end = std::min(mark.at + mark.length, to);
        if (begin < from || end <= begin)
            continue;
        snippet.marks.append({begin - from + shift, end - begin});
        last = end;
    }
    return snippet;
}

} // namespace coterie
