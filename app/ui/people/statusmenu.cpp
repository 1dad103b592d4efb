// SPDX-License-Identifier: MIT
#include "app/ui/people/statusmenu.h"

#include "app/ui/shell/avatar.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/textlabel.h"
#include "shared/protocol/limits.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QIconEngine>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QStyle>
#include <QStyleOption>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace coterie::ui {

namespace {

constexpr int menuPictureSide = 32;

// The presence mark as an icon, for the menu.
class PresenceIcon final : public QIconEngine
{
public:
    explicit PresenceIcon(Status status)
        : m_status(status)
    {
    }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        const QRectF mark = QRectF(rect).adjusted(rect.width() * 0.18, rect.height() * 0.18, -rect.width() * 0.18,
                                                  -rect.height() * 0.18);
        paintPresenceMark(*painter, mark, m_status, QGuiApplication::palette());
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new PresenceIcon(m_status); }

private:
    Status m_status;
};

} // namespace

MeButton::MeButton(Session &session, QWidget *parent)
    : QToolButton(parent)
    , m_session(session)
    , m_menu(new QMenu(this))
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMenu(m_menu);
    setPopupMode(InstantPopup);
    connect(m_menu, &QMenu::aboutToShow, this, &MeButton::fill);
    refresh();
}

void MeButton::setCompact(bool on)
{
    m_compact = on;
    updateGeometry();
    update();
}

// Without the host nobody sees a status, whatever was chosen.
bool MeButton::isConnected() const
{
    const Session::State state = m_session.state().state;
    return state == Session::State::Online || state == Session::State::CatchingUp;
}

void MeButton::refresh()
{
    const QString name = m_session.myName();
    const QString how = isConnected() ? statusWord(m_session.myStatus()) : tr("Not connected", "in place of a status");
    setAccessibleName(tr("You: %1, %2", "button; %1 is one's name, %2 the status").arg(name, how));
    setToolTip(tr("Set your status"));
    update();
}

void MeButton::fill()
{
    m_menu->clear();
    static constexpr std::array choices{Status::Online, Status::Away, Status::DoNotDisturb, Status::Offline};
    for (const Status status : choices) {
        const QString text = status == Status::Offline ? tr("Appear offline", "status menu") : statusWord(status);
        QAction *action = m_menu->addAction(QIcon(new PresenceIcon(status)), text, this, [this, status] {
            m_session.setStatus(status, m_session.myStatusText());
            refresh();
        });
        action->setCheckable(true);
        action->setChecked(status == m_session.myStatus());
    }
    m_menu->addSeparator();
    m_menu->addAction(lineIcon(u"edit", Tint::Muted),
                      m_session.myStatusText().isEmpty() ? tr("Say what you do…", "status menu")
                                                         : tr("Change what you do…", "status menu"),
                      this, &MeButton::askForWords);
    if (!m_session.myStatusText().isEmpty())
        m_menu->addAction(lineIcon(u"x", Tint::Muted), tr("Clear what you do", "status menu"), this, [this] {
            m_session.setStatus(m_session.myStatus(), {});
            refresh();
        });
    m_menu->addSeparator();
    m_menu->addAction(lineIcon(u"settings", Tint::Muted), tr("Preferences", "status menu"), this,
                      &MeButton::preferencesWanted);
}

void MeButton::askForWords()
{
    auto *sheet = new Sheet(tr("What do you do?", "title of a sheet"), this);
    auto *field = new QLineEdit(m_session.myStatusText(), sheet);
    field->setMaxLength(int(statusLength.max));
    field->setPlaceholderText(tr("In the lab until noon", "example of a status"));
    field->setAccessibleName(tr("What you do"));
    auto *save = new Button(tr("Set status", "button"), Button::Kind::Primary, sheet);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(save);
    sheet->column()->addWidget(field);
    sheet->column()->addLayout(row);
    const auto set = [this, sheet, field] {
        m_session.setStatus(m_session.myStatus(), field->text().simplified());
        sheet->dismiss();
        refresh();
    };
    connect(field, &QLineEdit::returnPressed, sheet, set);
    connect(save, &QPushButton::clicked, sheet, set);
    sheet->open(field);
}

QSize MeButton::sizeHint() const
{
    const int lines = fontMetrics().height() + QFontMetrics(typeface(Type::Small, font())).height();
    return {m_compact ? menuPictureSide + space::l : 180, std::max(menuPictureSide, lines) + space::l};
}

QSize MeButton::minimumSizeHint() const
{
    return {menuPictureSide + space::l, sizeHint().height()};
}

void MeButton::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    const QRect row = rect().adjusted(space::xs, 2, -space::xs, -2);
    QColor ground = c.window;
    if (underMouse() || isDown()) {
        ground = c.hover;
        stylepaint::rounded(painter, row, cornerRadius, ground);
    }
    QStyleOption option;
    option.initFrom(this);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        stylepaint::focusRing(painter, row, cornerRadius, c.focus);
    const auto placed = [&](const QRect &r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    const int x = m_compact ? (width() - menuPictureSide) / 2 : row.left() + space::s;
    const QRect picture = placed({x, row.center().y() - menuPictureSide / 2 + 1, menuPictureSide, menuPictureSide});
    const QString name = m_session.myName();
    paintAvatar(painter, picture, name, userColor(m_session.me()), font());
    const bool connected = isConnected();
    paintPresence(painter, picture, connected ? m_session.myStatus() : Status::Offline, palette(), ground);
    if (m_compact)
        return;
    const QFont strong = typeface(Type::Strong, font());
    const QFont small = typeface(Type::Small, font());
    const int left = row.left() + space::s + menuPictureSide + space::m;
    const int room = row.right() - space::s - left;
    const int first = QFontMetrics(strong).height();
    const int second = QFontMetrics(small).height();
    const int top = row.center().y() - (first + second) / 2 + 1;
    const int flags = int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter));
    painter.setFont(strong);
    painter.setPen(c.text);
    painter.drawText(placed({left, top, room, first}), flags,
                     QFontMetrics(strong).elidedText(name, Qt::ElideRight, room));
    QString words = m_session.myStatusText();
    if (!connected)
        words = tr("Not connected", "in place of a status");
    else if (words.isEmpty())
        words = statusWord(m_session.myStatus());
    painter.setFont(small);
    painter.setPen(c.muted);
    painter.drawText(placed({left, top + first, room, second}), flags,
                     QFontMetrics(small).elidedText(words, Qt::ElideRight, room));
}

} // namespace coterie::ui
