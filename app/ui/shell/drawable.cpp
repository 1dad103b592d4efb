// SPDX-License-Identifier: MIT
#include "app/ui/shell/drawable.h"

#include "app/ui/shell/theme.h"

#include <QFontMetrics>
#include <QGuiApplication>

#include <algorithm>
#include <array>
#include <bitset>
#include <memory>

namespace coterie::ui {

namespace {

constexpr char16_t emptyBox = 0x25A1;
constexpr char16_t wordJoiner = 0x2060; // shows nothing
constexpr char32_t codePoints = 0x110000;

struct IgnorableRange {
    char32_t first, last;
};

// Default_Ignorable_Code_Point, in order.
constexpr std::array invisible{
    IgnorableRange{0x00AD, 0x00AD},   IgnorableRange{0x034F, 0x034F},   IgnorableRange{0x061C, 0x061C},
    IgnorableRange{0x115F, 0x1160},   IgnorableRange{0x17B4, 0x17B5},   IgnorableRange{0x180B, 0x180F},
    IgnorableRange{0x200B, 0x200F},   IgnorableRange{0x202A, 0x202E},   IgnorableRange{0x2060, 0x206F},
    IgnorableRange{0x3164, 0x3164},   IgnorableRange{0xFE00, 0xFE0F},   IgnorableRange{0xFEFF, 0xFEFF},
    IgnorableRange{0xFFA0, 0xFFA0},   IgnorableRange{0xFFF0, 0xFFF8},   IgnorableRange{0x1BCA0, 0x1BCA3},
    IgnorableRange{0x1D173, 0x1D17A}, IgnorableRange{0xE0000, 0xE0FFF},
};

bool isInvisible(char32_t code)
{
    return std::any_of(invisible.begin(), invisible.end(),
                       [code](const IgnorableRange &range) { return code >= range.first && code <= range.last; });
}

// What Qt never looks for in other fonts, or what means something to its neighbours whether a font has it or not.
bool isLeftToQt(char32_t code)
{
    switch (QChar::category(code)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Separator_Space:
        return true;
    default:
        break;
    }
    return (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x2069) || (code >= 0xFE00 && code <= 0xFE0F);
}

// Each code point is asked for once, of one size and weight: all of them look in the same other fonts.
class Signs final
{
public:
    bool has(char32_t code)
    {
        if (!m_asked.test(code)) {
            m_asked.set(code);
            m_here.set(code, isLeftToQt(code) || m_metrics.inFontUcs4(code));
        }
        return m_here.test(code);
    }

    // A font that is installed meanwhile may have them.
    void forget() { m_asked.reset(); }

private:
    std::bitset<codePoints> m_asked, m_here;
    QFontMetrics m_metrics{typeface(Type::Body, QGuiApplication::font())};
};

Signs &signs()
{
    static const std::unique_ptr<Signs> all = [] {
        auto made = std::make_unique<Signs>();
        QObject::connect(qGuiApp, &QGuiApplication::fontDatabaseChanged, qGuiApp,
                         [signs = made.get()] { signs->forget(); });
        return made;
    }();
    return *all;
}

} // namespace

QString drawable(const QString &text)
{
    constexpr char16_t latinEnd = 0x250; // in every font
    if (std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < latinEnd; }))
        return text;
    Signs &known = signs();
    QString shown = text;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const bool pair = text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
        const char32_t code = pair ? QChar::surrogateToUcs4(text[at], text[at + 1]) : char32_t(text[at].unicode());
        if (code >= latinEnd && !known.has(code)) {
            shown[at] = QChar(isInvisible(code) ? wordJoiner : emptyBox);
            if (pair)
                shown[at + 1] = QChar(wordJoiner);
        }
        at += pair;
    }
    return shown;
}

} // namespace coterie::ui
