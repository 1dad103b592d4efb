// SPDX-License-Identifier: MIT
#include "app/ui/shell/topbar.h"

#include "app/ui/actions.h"
#include "app/ui/connect/connectionstrip.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QStyle>
#include <QStyleOption>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int widestRoomName = 260;
constexpr int jumpWidth = 300;

bool hasKeyboardFocus(const QWidget &widget)
{
    QStyleOption option;
    option.initFrom(&widget);
    return option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange);
}

// The session's name with a chevron; opens its menu.
class SessionButton final : public QToolButton
{
public:
    explicit SessionButton(QWidget *parent)
        : QToolButton(parent)
    {
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setPopupMode(InstantPopup);
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const QFontMetrics metrics(typeface(Type::Strong, font()));
        return {std::min(widestRoomName, metrics.horizontalAdvance(text()) + 2 * space::s + 22),
                std::max(32, metrics.height() + space::m)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint().boundedTo({80, QWIDGETSIZE_MAX}); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &c = colors(palette());
        QPainter painter(this);
        if (underMouse() || isDown())
            stylepaint::rounded(painter, rect(), cornerRadius, c.hover);
        if (hasKeyboardFocus(*this))
            stylepaint::focusRing(painter, rect(), cornerRadius, c.focus);
        const QFont strong = typeface(Type::Strong, font());
        const QRect words = rect().adjusted(space::s, 0, -space::s - 20, 0);
        const auto placed = [&](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
        painter.setFont(strong);
        painter.setPen(c.text);
        painter.drawText(placed(words),
                         int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)),
                         QFontMetrics(strong).elidedText(text(), Qt::ElideRight, words.width()));
        paintIcon(painter, placed({width() - space::s - 16, (height() - 16) / 2, 16, 16}), u"chevron-down", c.muted);
    }
};

// Looks like a field, opens the quick switcher.
class JumpButton final : public QToolButton
{
public:
    JumpButton(QAction *action, QWidget *parent)
        : QToolButton(parent)
        , m_keys(action->shortcut().toString(QKeySequence::NativeText))
    {
        setText(action->text());
        setAccessibleName(action->text());
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setMaximumWidth(jumpWidth);
        connect(this, &QToolButton::clicked, action, &QAction::trigger);
    }
    [[nodiscard]] QSize sizeHint() const override { return {jumpWidth, std::max(30, fontMetrics().height() + 10)}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Colors &c = colors(palette());
        QPainter painter(this);
        stylepaint::rounded(painter, rect(), cornerRadius, underMouse() ? c.hover : c.surface, c.border);
        if (hasKeyboardFocus(*this))
            stylepaint::focusRing(painter, rect(), cornerRadius, c.focus);
        const auto placed = [&](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
        paintIcon(painter, placed({space::s, (height() - 16) / 2, 16, 16}), u"search", c.muted);
        const QFont small = typeface(Type::Small, font());
        const int keys = QFontMetrics(small).horizontalAdvance(m_keys) + 2;
        const QRect words(space::s + 16 + space::s, 0, width() - keys - 4 * space::s - 16, height());
        painter.setFont(small);
        painter.setPen(c.muted);
        painter.drawText(placed(words),
                         int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)),
                         QFontMetrics(small).elidedText(text(), Qt::ElideRight, words.width()));
        if (words.width() > 60)
            painter.drawText(placed({width() - keys - space::s, 0, keys, height()}), Qt::AlignCenter, m_keys);
    }

private:
    QString m_keys;
};

} // namespace

TopBar::TopBar(const Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_session(new SessionButton(this))
    , m_menu(new QMenu(m_session))
    , m_jump(new JumpButton(actions[Act::Jump], this))
    , m_onAir(new Button(actions[Act::HostPanel]->text(), Button::Kind::Ghost, this))
    , m_strip(new ConnectionStrip(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::s, space::s - 1, space::m, space::s - 1);
    row->setSpacing(space::s);
    row->addStrut(34); // the same height with and without the host's button
    row->addWidget(m_session);
    row->addStretch(1);
    row->addWidget(m_jump, 4);
    row->addStretch(1);
    QAction *panel = actions[Act::HostPanel];
    m_onAir->setIconName(u"host");
    m_onAir->setCheckable(true);
    m_onAir->setToolTip(panel->toolTip());
    connect(m_onAir, &QPushButton::clicked, panel, &QAction::trigger);
    connect(panel, &QAction::toggled, m_onAir, &QPushButton::setChecked);
    m_onAir->hide();
    row->addWidget(m_onAir);
    row->addWidget(m_strip);
    row->addWidget(new IconButton(actions[Act::Preferences], this));
    m_session->setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &TopBar::fillMenu);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void TopBar::setSessionName(const QString &name)
{
    m_session->setText(name);
    m_session->setAccessibleName(tr("Session %1", "button with the session's menu; %1 is its name").arg(name));
    m_session->updateGeometry();
    m_session->update();
}

void TopBar::setHosting(bool on)
{
    m_hosting = on;
    m_onAir->setVisible(on);
}

void TopBar::fillMenu()
{
    m_menu->clear();
    m_menu->addAction(m_actions[Act::NewRoom]);
    if (m_hosting)
        m_menu->addAction(m_actions[Act::HostPanel]);
    m_menu->addAction(m_actions[Act::ToggleRooms]);
    m_menu->addAction(m_actions[Act::ToggleMembers]);
    m_menu->addSeparator();
    m_menu->addAction(m_actions[Act::Preferences]);
    m_menu->addAction(m_actions[Act::Shortcuts]);
    m_menu->addSeparator();
    m_menu->addAction(m_actions[m_hosting ? Act::EndSession : Act::LeaveSession]);
    m_menu->addAction(m_actions[Act::Quit]);
}

void TopBar::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), c.window);
    painter.fillRect(QRect(0, height() - 1, width(), 1), c.border);
}

} // namespace coterie::ui
