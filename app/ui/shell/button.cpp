// SPDX-License-Identifier: MIT
#include "app/ui/shell/button.h"

#include "app/ui/shell/icons.h"
#include "app/ui/shell/theme.h"

#include <QAction>

#include <algorithm>

namespace coterie::ui {

Button::Button(const QString &text, Kind kind, QWidget *parent)
    : QPushButton(text, parent)
    , m_kind(kind)
{
    setCursor(Qt::PointingHandCursor);
    setAutoDefault(false);
    setIconSize(QSize(iconExtent, iconExtent));
}

void Button::setKind(Kind kind)
{
    m_kind = kind;
    applyIcon();
    update();
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
    setFocusPolicy(Qt::StrongFocus);
    setToolButtonStyle(Qt::ToolButtonIconOnly);
}

IconButton::IconButton(QAction *action, QWidget *parent)
    : QToolButton(parent)
{
    setDefaultAction(action);
    setAccessibleName(action->text());
    setAutoRaise(true);
    setIconSize(QSize(iconExtent, iconExtent));
    setFocusPolicy(Qt::StrongFocus);
    setToolButtonStyle(Qt::ToolButtonIconOnly);
}

QSize IconButton::sizeHint() const
{
    const int side = std::max(32, fontMetrics().height() + 12);
    return {side, side};
}

} // namespace coterie::ui
