// SPDX-License-Identifier: MIT
#include "app/ui/connect/invitecard.h"

#include "app/ui/connect/hostpanel.h"
#include "app/ui/connect/qrcode.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"
#include "app/ui/timeline/messagerow.h"

#include <QPainter>
#include <QVBoxLayout>

namespace coterie::ui {

namespace {
constexpr int lookEveryMs = 5000; // at the addresses of this computer
}

InviteCard::InviteCard(QWidget *parent)
    : QWidget(parent)
    , m_code(new QrCode(this))
    , m_hint(new TextLabel(Type::Small, TextLabel::Tone::Muted, this))
    , m_copy(new Button(tr("Copy link", "button of the card that invites others"), Button::Kind::Primary, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(rowInset, space::m, rowInset, space::m);
    column->setSpacing(space::s);
    auto *heading =
        new TextLabel(tr("Invite others", "heading of a card"), Type::Strong, TextLabel::Tone::Normal, this);
    heading->setWordWrap(true);
    column->addWidget(heading);
    column->addWidget(m_code, 0, Qt::AlignHCenter);
    m_hint->setWordWrap(true);
    column->addWidget(m_hint);
    column->addWidget(m_copy);
    connect(m_copy, &QPushButton::clicked, this, [this] { copyWithAnswer(m_copy, m_info.invite); });
    m_timer.setInterval(lookEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &InviteCard::addressesWanted);
    refresh();
}

void InviteCard::setInfo(const HostInfo &info)
{
    m_info = info;
    refresh();
}

void InviteCard::setAlone(bool alone)
{
    m_alone = alone;
    refresh();
}

void InviteCard::refresh()
{
    // Nobody can scan their way to a computer without a network.
    m_code->setText(m_info.addresses.isEmpty() ? QString() : m_info.invite);
    m_hint->setText(!m_info.addresses.isEmpty()
                        ? tr("Nobody else is here. Send the link, or let others scan the code.")
                    : m_info.lan ? tr("No network: only this computer can join for now.")
                                 : tr("Only this computer can join: that was chosen when hosting began."));
    setVisible(m_alone && !m_info.invite.isEmpty());
}

void InviteCard::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_timer.start();
    emit addressesWanted();
}

void InviteCard::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void InviteCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, colors(palette()).border);
}

} // namespace coterie::ui
