// SPDX-License-Identifier: MIT
#include "app/ui/shell/button.h"

#include "app/ui/shell/icons.h"
#include "app/ui/shell/theme.h"

#include <QAction>
#include <QKeyEvent>

#include <algorithm>

namespace coterie::ui {

namespace {

// Return presses the button that has the focus (A171): Qt has it do so only in a QDialog, and on a tool button nowhere.
class ReturnPresses final : public QObject
{
public:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::KeyPress)
            return false;
        const auto &key = static_cast<const QKeyEvent &>(*event);
        const bool enter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
        if (!enter || key.isAutoRepeat() || (key.modifiers() & ~Qt::KeypadModifier))
            return false;
        static_cast<QAbstractButton *>(watched)->click();
        return true;
    }
};

void pressByReturn(QAbstractButton &button)
{
    static ReturnPresses filter;
    button.installEventFilter(&filter);
}

} // namespace

Button::Button(const QString &text, Kind kind, QWidget *parent)
    : QPushButton(text, parent)
    , m_kind(kind)
{
    setCursor(Qt::PointingHandCursor);
    setAutoDefault(false);
    pressByReturn(*this);
    setIconSize(QSize(iconExtent, iconExtent));
}

void Button::setKind(Kind kind)
{
    m_kind = kind;
    applyIcon();
    update();
}

void Button::setWrapping(bool on)
{
    m_wrapping = on;
    QSizePolicy policy(on ? QSizePolicy::Preferred : QSizePolicy::Minimum,
                       on ? QSizePolicy::Minimum : QSizePolicy::Fixed, QSizePolicy::PushButton);
    policy.setHeightForWidth(on);
    setSizePolicy(policy);
    updateGeometry();
}

QSize Button::minimumSizeHint() const
{
    const QSize whole = QPushButton::minimumSizeHint();
    if (!m_wrapping)
        return whole;
    int widest = 0;
    for (const QString &word : text().split(u' '))
        widest = std::max(widest, fontMetrics().size(Qt::TextShowMnemonic, word).width());
    return {whole.width() - fontMetrics().size(Qt::TextShowMnemonic, text()).width() + widest, whole.height()};
}

int Button::heightForWidth(int width) const
{
    const QSize whole = sizeHint();
    const int words = fontMetrics().size(Qt::TextShowMnemonic, text()).width();
    const int room = words + width - whole.width() + 2 * (space::l - space::s); // the sides give way first
    if (!m_wrapping || room >= words)
        return whole.height();
    const QRect lines = fontMetrics().boundingRect(QRect(0, 0, std::max(1, room), QWIDGETSIZE_MAX),
                                                   int(Qt::TextWordWrap | Qt::TextShowMnemonic), text());
    return whole.height() + std::max(0, lines.height() - fontMetrics().height());
}

void Button::setIconName(QStringView name)
{
    m_icon = name.toString();
    applyIcon();
}

void Button::applyIcon()
{
    if (m_icon.isEmpty())
        return;
    setIcon(lineIcon(m_icon, m_kind == Kind::Primary || m_kind == Kind::Danger ? Tint::OnAccent : Tint::Text));
}

IconButton::IconButton(QStringView iconName, const QString &text, QWidget *parent)
    : QToolButton(parent)
{
    setIcon(lineIcon(iconName, Tint::Muted));
    setText(text);
    setToolTip(text);
    setAccessibleName(text);
    setAutoRaise(true);
    setIconSize(QSize(iconExtent, iconExtent));
    setFocusPolicy(Qt::TabFocus); // a click leaves the keys where they were
    setToolButtonStyle(Qt::ToolButtonIconOnly);
    pressByReturn(*this);
}

IconButton::IconButton(QAction *action, QWidget *parent)
    : QToolButton(parent)
{
    setDefaultAction(action);
    setAccessibleName(action->text());
    setAutoRaise(true);
    setIconSize(QSize(iconExtent, iconExtent));
    setFocusPolicy(Qt::TabFocus); // a click leaves the keys where they were
    setToolButtonStyle(Qt::ToolButtonIconOnly);
    pressByReturn(*this);
}

QSize IconButton::sizeHint() const
{
    const int side = std::max(32, fontMetrics().height() + 12);
    return {side, side};
}

} // namespace coterie::ui
