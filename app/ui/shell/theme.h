// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

class QApplication;

// The design tokens of the window: colours, spaces, type. Widgets read them through these functions; no colour, no
// size of type is written anywhere else.
namespace coterie::ui {

enum class Scheme { Light, Dark };
enum class ThemeChoice { System, Light, Dark };

namespace space {
inline constexpr int xs = 4, s = 8, m = 12, l = 16, xl = 24;
}
inline constexpr int cornerRadius = 6;
inline constexpr int focusWidth = 2;
inline constexpr int iconExtent = 18;
inline constexpr int rowInset = 16; // from the edge of a column to what stands in it

struct Colors {
    QColor window;   // the ground: side columns, welcome page
    QColor surface;  // where people read and write
    QColor raised;   // cards, menus, popovers
    QColor sunken;   // code, wells, the track of a switch
    QColor hover;    // under the pointer
    QColor selected; // the chosen row
    QColor border, fieldBorder;
    QColor text, muted;
    QColor accent, accentHover, accentPressed, onAccent; // one accent, filled
    QColor link;                                         // the accent as text
    QColor accentSoft;
    QColor danger, dangerFill, dangerSoft;
    QColor warning, warningSoft;
    QColor success, successSoft;
    QColor focus;
    QColor shadow;
};

[[nodiscard]] const Colors &colors(Scheme scheme);
// The tokens that belong to a widget's palette: a widget never asks which theme is on.
[[nodiscard]] const Colors &colors(const QPalette &palette);
[[nodiscard]] QPalette paletteOf(Scheme scheme);

// Contrast of WCAG 2.1, 1 to 21.
[[nodiscard]] double contrast(const QColor &a, const QColor &b);

enum class Type { Body, Strong, Small, SmallStrong, Title, Heading, Display, Code };
// The role's font, in proportion to the body font in `base` (which carries the user's scale).
[[nodiscard]] QFont typeface(Type type, const QFont &base);

// Applies palette, style and font to the application and follows the system's light and dark.
// Lives in the GUI thread. Never touches a widget by itself: Qt's change events do.
class Theme final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Theme)

public:
    explicit Theme(QApplication &application, QObject *parent = nullptr);

    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] double fontScale() const { return m_fontScale; }

    void setChoice(ThemeChoice choice);
    void setFontScale(double scale); // 0.8 … 2.0

signals:
    void changed();

private:
    void apply();
    void systemSaid(bool dark);

    QApplication &m_application;
    ThemeChoice m_choice = ThemeChoice::System;
    Scheme m_scheme = Scheme::Light;
    double m_fontScale = 1;
    bool m_systemDark = false;
    QFont m_font;
};

} // namespace coterie::ui
