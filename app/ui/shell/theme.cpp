// SPDX-License-Identifier: MIT
#include "app/ui/shell/theme.h"

#include "app/ui/shell/coteriestyle.h"
#include "app/ui/shell/systemscheme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace coterie::ui {

namespace {

constexpr int bodyPixels = 14;

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

Colors makeLight()
{
    Colors c;
    c.window = rgb(0xf5f6f8);
    c.surface = rgb(0xffffff);
    c.raised = rgb(0xffffff);
    c.sunken = rgb(0xeef0f3);
    c.hover = rgb(0xeaecf0);
    c.selected = rgb(0xe3e5fa);
    c.border = rgb(0xe1e4e9);
    c.fieldBorder = rgb(0x868e9d);
    c.text = rgb(0x1a1e29);
    c.muted = rgb(0x596275);
    c.accent = rgb(0x4b55d1);
    c.accentHover = rgb(0x3f49c0);
    c.accentPressed = rgb(0x343da6);
    c.onAccent = rgb(0xffffff);
    c.link = rgb(0x414bc4);
    c.accentSoft = rgb(0xedeefc);
    c.danger = rgb(0xb3263e);
    c.dangerFill = rgb(0xc22c46);
    c.dangerSoft = rgb(0xfdecef);
    c.warning = rgb(0x8a5300);
    c.warningSoft = rgb(0xfdf3df);
    c.success = rgb(0x1a7044);
    c.successSoft = rgb(0xe6f5ec);
    c.focus = rgb(0x4b55d1);
    c.shadow = QColor(20, 24, 40, 38);
    return c;
}

Colors makeDark()
{
    Colors c;
    c.window = rgb(0x15171c);
    c.surface = rgb(0x1b1e25);
    c.raised = rgb(0x242831);
    c.sunken = rgb(0x12141a);
    c.hover = rgb(0x262a33);
    c.selected = rgb(0x2d3157);
    c.border = rgb(0x2d323d);
    c.fieldBorder = rgb(0x6c7587);
    c.text = rgb(0xe7eaf1);
    c.muted = rgb(0xa3abbb);
    c.accent = rgb(0x5b66e0);
    c.accentHover = rgb(0x6069dd);
    c.accentPressed = rgb(0x4c56c8);
    c.onAccent = rgb(0xffffff);
    c.link = rgb(0xa3abff);
    c.accentSoft = rgb(0x252945);
    c.danger = rgb(0xff8a9b);
    c.dangerFill = rgb(0xc93650);
    c.dangerSoft = rgb(0x3a2028);
    c.warning = rgb(0xf0b65a);
    c.warningSoft = rgb(0x372c19);
    c.success = rgb(0x5fcb91);
    c.successSoft = rgb(0x18332a);
    c.focus = rgb(0x8f99ff);
    c.shadow = QColor(0, 0, 0, 120);
    return c;
}

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

// A desktop without settings gives a generic family; there we choose a calmer one when it is installed.
QFont bodyFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const QStringList generic{QStringLiteral("Sans Serif"), QStringLiteral("Sans"), QStringLiteral("DejaVu Sans"),
                              QString()};
    if (generic.contains(font.family())) {
        const QStringList installed = QFontDatabase::families();
        for (const QString &family :
             {QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("Open Sans")}) {
            if (installed.contains(family)) {
                font.setFamily(family);
                break;
            }
        }
    }
    return font;
}

} // namespace

const Colors &colors(Scheme scheme)
{
    static const Colors light = makeLight();
    static const Colors dark = makeDark();
    return scheme == Scheme::Dark ? dark : light;
}

const Colors &colors(const QPalette &palette)
{
    return colors(palette.color(QPalette::Window).lightness() < 128 ? Scheme::Dark : Scheme::Light);
}

QPalette paletteOf(Scheme scheme)
{
    const Colors &c = colors(scheme);
    QPalette p;
    p.setColor(QPalette::Window, c.window);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.surface);
    p.setColor(QPalette::AlternateBase, c.window);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::PlaceholderText, c.muted);
    p.setColor(QPalette::Button, c.raised);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.onAccent);
    p.setColor(QPalette::Highlight, c.accent);
    p.setColor(QPalette::HighlightedText, c.onAccent);
    p.setColor(QPalette::Link, c.link);
    p.setColor(QPalette::LinkVisited, c.link);
    p.setColor(QPalette::ToolTipBase, c.text);
    p.setColor(QPalette::ToolTipText, c.surface);
    p.setColor(QPalette::Light, c.raised);
    p.setColor(QPalette::Midlight, c.hover);
    p.setColor(QPalette::Mid, c.border);
    p.setColor(QPalette::Dark, c.fieldBorder);
    p.setColor(QPalette::Shadow, c.shadow);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, c.fieldBorder);
    p.setColor(QPalette::Disabled, QPalette::Highlight, c.hover);
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, c.muted);
    return p;
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

QFont typeface(Type type, const QFont &base)
{
    QFont font = base;
    const int body = base.pixelSize() > 0 ? base.pixelSize() : bodyPixels;
    const auto scaled = [body](int pixels) { return std::max(13, (pixels * body + bodyPixels / 2) / bodyPixels); };
    font.setPixelSize(body);
    switch (type) {
    case Type::Body:
        break;
    case Type::Strong:
        font.setWeight(QFont::DemiBold);
        break;
    case Type::Small:
        font.setPixelSize(scaled(13));
        break;
    case Type::SmallStrong:
        font.setPixelSize(scaled(13));
        font.setWeight(QFont::DemiBold);
        break;
    case Type::Title:
        font.setPixelSize(scaled(16));
        font.setWeight(QFont::DemiBold);
        break;
    case Type::Heading:
        font.setPixelSize(scaled(20));
        font.setWeight(QFont::DemiBold);
        break;
    case Type::Display:
        font.setPixelSize(scaled(28));
        font.setWeight(QFont::DemiBold);
        break;
    case Type::Code:
        font.setFamilies(QFontDatabase::systemFont(QFontDatabase::FixedFont).families());
        font.setFixedPitch(true);
        font.setPixelSize(scaled(13));
        break;
    }
    return font;
}

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_font(bodyFont())
{
    auto *system = new SystemScheme(this);
    m_systemDark = system->isDark();
    connect(system, &SystemScheme::changed, this, &Theme::systemSaid);
    QApplication::setStyle(new CoterieStyle);
    apply();
}

void Theme::setChoice(ThemeChoice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    apply();
}

void Theme::setFontScale(double scale)
{
    scale = std::clamp(scale, 0.8, 2.0);
    if (qFuzzyCompare(scale, m_fontScale))
        return;
    m_fontScale = scale;
    apply();
}

void Theme::systemSaid(bool dark)
{
    m_systemDark = dark;
    if (m_choice == ThemeChoice::System)
        apply();
}

void Theme::apply()
{
    m_scheme = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && m_systemDark) ? Scheme::Dark
                                                                                                  : Scheme::Light;
    m_font.setPixelSize(int(std::lround(bodyPixels * m_fontScale)));
    QApplication::setFont(m_font);
    QApplication::setPalette(paletteOf(m_scheme));
    // Whoever has a font of their own does not hear of the application's by themselves.
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        QEvent told(QEvent::ApplicationFontChange);
        QCoreApplication::sendEvent(widget, &told);
    }
    emit changed();
}

} // namespace coterie::ui
