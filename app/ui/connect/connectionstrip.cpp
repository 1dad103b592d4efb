// SPDX-License-Identifier: MIT
#include "app/ui/connect/connectionstrip.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QRegularExpression>
#include <QStyle>
#include <QStyleOption>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int stripMarkSide = 16;

struct Look {
    QStringView icon;
    QColor ink, ground;
};

Look lookOf(Mood mood, const Colors &c)
{
    switch (mood) {
    case Mood::Good:
        return {u"wifi", c.success, c.successSoft};
    case Mood::Busy:
        return {u"refresh", c.link, c.accentSoft};
    case Mood::Slow:
        return {u"clock", c.warning, c.warningSoft};
    case Mood::Bad:
        return {u"wifi-off", c.danger, c.dangerSoft};
    case Mood::Alarm:
        return {u"lock", c.danger, c.dangerSoft};
    case Mood::Disk:
        return {u"alert", c.danger, c.dangerSoft};
    case Mood::Off:
        break;
    }
    return {u"x", c.muted, c.hover};
}

} // namespace

ConnectionStrip::ConnectionStrip(QWidget *parent)
    : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ConnectionStrip::present(const ConnectionWords &words)
{
    const bool changed = words.strip != m_words.strip;
    const bool worse = words.mood != m_words.mood;
    m_words = words;
    setToolTip(words.hint);
    if (!changed && !worse)
        return;
    setAccessibleName(words.strip);
    setAccessibleDescription(tr("Tells more about the connection", "what a click on the connection's state does"));
    if (worse) {
        QAccessibleEvent event(this, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&event);
    }
    updateGeometry();
    update();
}

QSize ConnectionStrip::sizeHint() const
{
    const QFontMetrics metrics(typeface(Type::Small, font()));
    // A round trip of 9 ms and one of 12 ms are equally wide: nothing in the bar moves with each ping.
    static const QRegularExpression shortNumber(QStringLiteral("\\d{1,2}(?!\\d)(?<!\\d{3})"));
    const QString widest = QString(m_words.strip).replace(shortNumber, QStringLiteral("88"));
    return {stripMarkSide + space::s * 3 + metrics.horizontalAdvance(widest), std::max(26, metrics.height() + 8)};
}

void ConnectionStrip::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    const Look look = lookOf(m_words.mood, c);
    QPainter painter(this);
    stylepaint::rounded(painter, rect(), height() / 2.0, look.ground, underMouse() || isDown() ? look.ink : QColor());
    QStyleOption option;
    option.initFrom(this);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        stylepaint::focusRing(painter, rect(), height() / 2.0, c.focus);
    const int words = QFontMetrics(typeface(Type::Small, font())).horizontalAdvance(m_words.strip);
    const int spare = std::max(0, width() - (stripMarkSide + space::s * 3 + words)) / 2;
    const QRect inside = rect().adjusted(space::s + spare, 0, -space::s - spare, 0);
    const auto placed = [&](const QRect &r) { return QStyle::visualRect(layoutDirection(), inside, r); };
    paintIcon(painter, placed({inside.left(), (height() - stripMarkSide) / 2, stripMarkSide, stripMarkSide}), look.icon,
              look.ink);
    painter.setFont(typeface(Type::Small, font()));
    painter.setPen(look.ink);
    painter.drawText(placed(inside.adjusted(stripMarkSide + space::s - 2, 0, 2, 0)),
                     int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter)), m_words.strip);
}

ConnectionBanner::ConnectionBanner(QWidget *parent)
    : QWidget(parent)
    , m_text(new TextLabel(Type::Body, TextLabel::Tone::Normal, this))
    , m_retry(new Button(tr("Connect now", "button of the connection banner"), Button::Kind::Secondary, this))
    , m_leave(new Button(tr("Back to start", "button of the connection banner"), Button::Kind::Ghost, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(rowInset + space::xl, space::s, rowInset, space::s);
    row->setSpacing(space::s);
    m_text->setWordWrap(true);
    row->addWidget(m_text, 1);
    row->addWidget(m_retry);
    row->addWidget(m_leave);
    connect(m_retry, &QPushButton::clicked, this, &ConnectionBanner::retryClicked);
    connect(m_leave, &QPushButton::clicked, this, &ConnectionBanner::leaveClicked);
    hide();
}

QString ConnectionBanner::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void ConnectionBanner::present(const ConnectionWords &words)
{
    const bool appears = isHidden() && !words.banner.isEmpty();
    m_mood = words.mood;
    if (m_text->text() != words.banner)
        m_text->setText(words.banner);
    m_retry->setVisible(words.offersRetry);
    m_leave->setVisible(words.offersLeave);
    setVisible(!words.banner.isEmpty());
    setAccessibleName(words.banner);
    if (appears) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
    update();
}

void ConnectionBanner::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    const Look look = lookOf(m_mood, c);
    QPainter painter(this);
    painter.fillRect(rect(), look.ground);
    painter.fillRect(QRect(0, height() - 1, width(), 1), c.border);
    const QRect mark(rowInset - 4, (height() - 18) / 2, 18, 18);
    paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), mark), look.icon, look.ink);
}

} // namespace coterie::ui
