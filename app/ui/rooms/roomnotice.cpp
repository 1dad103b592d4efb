// SPDX-License-Identifier: MIT
#include "app/ui/rooms/roomnotice.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace coterie::ui {

namespace {
constexpr int noticeIcon = 18;
} // namespace

RoomNotice::RoomNotice(QWidget *parent)
    : QWidget(parent)
    , m_text(new TextLabel(Type::Body, TextLabel::Tone::Normal, this))
    , m_make(new Button(tr("Make the room…", "button of the notice over a room that the host has not got"),
                        Button::Kind::Secondary, this))
    , m_discard(new Button(tr("Discard…", "button of the notice over a room that the host has not got"),
                           Button::Kind::Ghost, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(rowInset + iconExtent + space::s, space::s, space::m, space::s);
    row->setSpacing(space::s);
    m_text->setWordWrap(true);
    row->addWidget(m_text, 1);
    row->addWidget(m_make);
    row->addWidget(m_discard);
    connect(m_make, &QPushButton::clicked, this, &RoomNotice::makeClicked);
    connect(m_discard, &QPushButton::clicked, this, &RoomNotice::discardClicked);
    hide();
}

QString RoomNotice::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void RoomNotice::present(const QString &trouble)
{
    const bool appears = isHidden() && !trouble.isEmpty();
    if (m_text->text() != trouble)
        m_text->setText(trouble);
    setVisible(!trouble.isEmpty());
    setAccessibleName(trouble);
    if (appears) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

void RoomNotice::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), c.warningSoft);
    painter.fillRect(QRect(0, height() - 1, width(), 1), c.border);
    const QRect mark(rowInset + (iconExtent - noticeIcon) / 2, (height() - noticeIcon) / 2, noticeIcon, noticeIcon);
    paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), mark), u"alert", c.warning);
}

} // namespace coterie::ui
