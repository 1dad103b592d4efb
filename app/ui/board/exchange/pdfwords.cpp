// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/pdfwords.h"

#include "app/ui/board/exchange/decimals.h"

#include <algorithm>

namespace coterie::ui {
namespace {

constexpr int codesOfFont = 256;
constexpr double letterWidth = 0.5; // of its height; readers guess by it how large the letters of such a font are

QByteArray hex(quint32 value, int digits)
{
    return QByteArray::number(value, 16).rightJustified(digits, '0');
}

// In UTF-16, big endian.
QByteArray hexOf(char32_t letter)
{
    if (!QChar::requiresSurrogates(letter))
        return hex(letter, 4);
    return hex(QChar::highSurrogate(letter), 4) + hex(QChar::lowSurrogate(letter), 4);
}

// What the codes of a font mean.
QByteArray meanings(const char32_t *letters, int count)
{
    QByteArray map =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /W def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00><ff>\nendcodespacerange\n";
    constexpr int mostAtOnce = 100; // of a list (5.9.2)
    for (int from = 0; from < count; from += mostAtOnce) {
        const int to = std::min(count, from + mostAtOnce);
        map += QByteArray::number(to - from) + " beginbfchar\n";
        for (int code = from; code < to; ++code)
            map += '<' + hex(quint32(code), 2) + "><" + hexOf(letters[code]) + ">\n";
        map += "endbfchar\n";
    }
    return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

} // namespace

int PdfWords::codeOf(char32_t letter)
{
    auto known = m_codes.constFind(letter);
    if (known == m_codes.constEnd()) {
        known = m_codes.insert(letter, int(m_letters.size()));
        m_letters.push_back(letter);
    }
    return *known;
}

void PdfWords::append(QByteArray &content, const LaidText &block, const QTransform &toBoard)
{
    for (size_t i = 0; i < block.lines.size(); ++i) {
        const QRectF &line = block.lines[i];
        const QString seen = block.seen[i].trimmed();
        // As wide together as the line is; as high as its font, on its base line.
        const double width = line.width() / double(std::max<qsizetype>(1, seen.toUcs4().size()));
        appendLine(content, seen,
                   QTransform(width / letterWidth, 0, 0, -textUnits, line.left(), line.bottom()) * toBoard);
    }
}

void PdfWords::appendLine(QByteArray &content, QStringView line, const QTransform &toBoard)
{
    if (line.isEmpty())
        return;
    content += "BT\n3 Tr\n";
    for (const double v : {toBoard.m11(), toBoard.m12(), toBoard.m21(), toBoard.m22(), toBoard.dx(), toBoard.dy()}) {
        appendNumber(content, v, 4);
        content += ' ';
    }
    content += "Tm\n";
    int font = -1;
    for (const uint letter : line.toUcs4()) {
        const int code = codeOf(letter < u' ' ? U' ' : char32_t(letter));
        if (const int of = code / codesOfFont; of != font) {
            if (font >= 0)
                content += "> Tj\n";
            font = of;
            content += "/W" + QByteArray::number(font) + " 1 Tf\n<";
        }
        content += hex(quint32(code % codesOfFont), 2);
    }
    content += "> Tj\nET\n";
}

QByteArray PdfWords::fonts(const std::function<int(const QByteArray &)> &add,
                           const std::function<int(const QByteArray &)> &addStream) const
{
    QByteArray entries;
    if (m_letters.empty())
        return entries;
    const QByteArray blank = QByteArray::number(addStream("0.5 0 d0\n")) + " 0 R";
    for (size_t from = 0; from < m_letters.size(); from += codesOfFont) {
        const int count = int(std::min<size_t>(codesOfFont, m_letters.size() - from));
        QByteArray names;
        QByteArray widths;
        for (int code = 0; code < count; ++code) {
            names += "/a";
            widths += "0.5 ";
        }
        const QByteArray meant = QByteArray::number(addStream(meanings(m_letters.data() + from, count))) + " 0 R";
        const int font = add("<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a " +
                             blank + ">>/Encoding<</Type/Encoding/Differences[0" + names + "]>>/FirstChar 0/LastChar " +
                             QByteArray::number(count - 1) + "/Widths[" + widths.trimmed() +
                             "]/Resources<<>>/ToUnicode " + meant + ">>");
        entries += "/W" + QByteArray::number(from / codesOfFont) + ' ' + QByteArray::number(font) + " 0 R";
    }
    return entries;
}

} // namespace coterie::ui
