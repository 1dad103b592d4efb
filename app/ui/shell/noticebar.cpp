// SPDX-License-Identifier: MIT
#include "app/ui/shell/noticebar.h"

#include "app/ui/shell/icons.h"
#include "app/ui/shell/textlabel.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace coterie::ui {

MoodLook lookOf(Mood mood, const Colors &c)
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
    case Mood::Warning:
        return {u"alert", c.warning, c.warningSoft};
    case Mood::Call:
        return {u"gather", c.link, c.accentSoft};
    case Mood::Off:
        break;
    }
    return {u"x", c.muted, c.hover};
}

NoticeBar::NoticeBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new TextLabel(Type::Body, TextLabel::Tone::Normal, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(rowInset + iconExtent + space::s, space::s, rowInset, space::s);
    row->setSpacing(space::s);
    m_text->setWordWrap(true);
    row->addWidget(m_text, 1);
    hide();
}

Button *NoticeBar::addButton(const QString &text, Button::Kind kind)
{
    auto *button = new Button(text, kind, this);
    layout()->addWidget(button);
    return button;
}

QString NoticeBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void NoticeBar::present(Mood mood, const QString &sentence)
{
    const bool appears = isHidden() && !sentence.isEmpty();
    if (std::exchange(m_mood, mood) != mood)
        update();
    if (m_text->text() != sentence)
        m_text->setText(sentence);
    setVisible(!sentence.isEmpty());
    setAccessibleName(sentence);
    if (appears) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    const MoodLook look = lookOf(m_mood, c);
    QPainter painter(this);
    painter.fillRect(rect(), look.ground);
    painter.fillRect(QRect(0, height() - 1, width(), 1), c.border);
    const QRect mark(rowInset, (height() - iconExtent) / 2, iconExtent, iconExtent);
    paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), mark), look.icon, look.ink);
}

} // namespace coterie::ui
