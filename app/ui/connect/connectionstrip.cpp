// SPDX-License-Identifier: MIT
#include "app/ui/connect/connectionstrip.h"

#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"

#include <QAccessible>
#include <QPainter>
#include <QRegularExpression>
#include <QStyle>
#include <QStyleOption>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int stripMarkSide = 16;

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
    const MoodLook look = lookOf(m_words.mood, c);
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

} // namespace coterie::ui
