// SPDX-License-Identifier: MIT
#include "app/ui/shell/toast.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/linger.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/textlabel.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int toastShownMs = 8000;
constexpr int widestToast = 520;
constexpr int toastMarkSide = 18;

} // namespace

Toast::Toast(QWidget *page, std::function<QRect()> area)
    : QWidget(page)
    , m_area(std::move(area))
    , m_text(new TextLabel(Type::Body, TextLabel::Tone::Normal, this))
    , m_action(new Button({}, Button::Kind::Ghost, this))
    , m_linger(new Linger(this, toastShownMs, [this] { leave(); }))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::l + toastMarkSide + space::s, space::s, space::s, space::s);
    row->setSpacing(space::s);
    m_text->setWordWrap(true);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, [this] {
        leave();
        if (const auto run = std::exchange(m_run, {}))
            run();
    });
    auto *closer = new IconButton(u"x", tr("Close", "button of a notice"), this);
    connect(closer, &QToolButton::clicked, this, &Toast::leave);
    row->addWidget(closer);
    m_closer = closer;
    page->installEventFilter(this);
    hide();
}

void Toast::say(const QString &sentence)
{
    m_linger->end(); // the keys that were at what it offered
    m_run = {};
    m_action->hide();
    m_warns = true;
    appear(sentence);
}

void Toast::offer(const QString &sentence, const QString &action, std::function<void()> run, bool warns)
{
    if (sentence != m_text->text() || action != m_action->text())
        m_linger->end(); // the keys that were at another one
    m_run = std::move(run);
    m_action->setText(action);
    m_action->show();
    m_warns = warns;
    appear(sentence);
}

void Toast::appear(const QString &sentence)
{
    m_text->setText(sentence);
    setAccessibleName(sentence);
    arrange();
    show();
    raise();
    m_linger->begin(sentence, !m_action->isHidden());
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Toast::leave()
{
    m_linger->end();
    hide();
}

bool Toast::takeKeys()
{
    if (!isVisible())
        return false;
    (m_action->isHidden() ? m_closer : static_cast<QWidget *>(m_action))->setFocus(Qt::ShortcutFocusReason);
    return true;
}

QString Toast::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void Toast::arrange()
{
    const QRect area = m_area();
    const int room = std::min(widestToast, area.width() - 2 * space::m);
    const int words = m_text->fontMetrics().horizontalAdvance(m_text->text());
    const int button = m_action->isHidden() ? 0 : m_action->sizeHint().width() + space::s;
    const int chrome = space::l + toastMarkSide + 3 * space::s + 40 + button;
    const int width = std::min(room, words + chrome + 8);
    const int height = std::max(layout()->heightForWidth(width), layout()->minimumSize().height());
    setGeometry(area.left() + (area.width() - width) / 2, area.top() + space::m, width, height);
}

void Toast::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    stylepaint::rounded(painter, rect(), cornerRadius + 2, c.raised, c.fieldBorder);
    const QRect mark(space::l, (height() - toastMarkSide) / 2, toastMarkSide, toastMarkSide);
    paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), mark), m_warns ? u"alert" : u"info",
              m_warns ? c.warning : c.muted);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if ((event->type() == QEvent::Resize || event->type() == QEvent::Move) && !isHidden())
        arrange();
    return QWidget::eventFilter(watched, event);
}

} // namespace coterie::ui
