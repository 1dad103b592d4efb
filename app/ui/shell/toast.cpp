// SPDX-License-Identifier: MIT
#include "app/ui/shell/toast.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/icons.h"
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

constexpr int shownMs = 8000;
constexpr int widest = 520;
constexpr int fromBelow = 96;
constexpr int markSide = 18;

} // namespace

Toast::Toast(QWidget *page)
    : QWidget(page)
    , m_text(new TextLabel(Type::Body, TextLabel::Tone::Normal, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::l + markSide + space::s, space::s, space::s, space::s);
    row->setSpacing(space::s);
    m_text->setWordWrap(true);
    row->addWidget(m_text, 1);
    auto *closer = new IconButton(u"x", tr("Close", "button of a notice"), this);
    connect(closer, &QToolButton::clicked, this, &QWidget::hide);
    row->addWidget(closer);
    m_timer.setSingleShot(true);
    m_timer.setInterval(shownMs);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    page->installEventFilter(this);
    hide();
}

void Toast::say(const QString &sentence)
{
    m_text->setText(sentence);
    setAccessibleName(sentence);
    arrange();
    show();
    raise();
    m_timer.start();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString Toast::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void Toast::arrange()
{
    const int room = std::min(widest, parentWidget()->width() - 2 * space::xl);
    const int words = m_text->fontMetrics().horizontalAdvance(m_text->text());
    const int chrome = space::l + markSide + 3 * space::s + 40;
    const int width = std::min(room, words + chrome + 8);
    const int height = std::max(layout()->heightForWidth(width), layout()->minimumSize().height());
    setGeometry((parentWidget()->width() - width) / 2, parentWidget()->height() - height - fromBelow, width, height);
}

void Toast::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    stylepaint::rounded(painter, rect(), cornerRadius + 2, c.raised, c.fieldBorder);
    const QRect mark(space::l, (height() - markSide) / 2, markSide, markSide);
    paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), mark), u"alert", c.warning);
}

void Toast::enterEvent(QEnterEvent *event)
{
    QWidget::enterEvent(event);
    m_timer.stop();
}

void Toast::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_timer.start();
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        arrange();
    return QWidget::eventFilter(watched, event);
}

} // namespace coterie::ui
