// SPDX-License-Identifier: MIT
#include "app/ui/timeline/rowactions.h"

#include "app/ui/shell/button.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"

#include <QHBoxLayout>
#include <QPainter>

namespace coterie::ui {

RowActions::RowActions(QWidget *parent)
    : QWidget(parent)
{
    setCursor(Qt::ArrowCursor);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(2, 2, 2, 2);
    row->setSpacing(0);
    const auto add = [&](QStringView iconName, const QString &text, auto signal) {
        auto *button = new IconButton(iconName, text, this);
        button->setFocusPolicy(Qt::NoFocus);
        connect(button, &QToolButton::clicked, this, signal);
        row->addWidget(button);
        return button;
    };
    m_reply = add(u"reply", tr("Reply", "button of a message"), &RowActions::replyClicked);
    m_edit = add(u"edit", tr("Edit before it is sent", "button of a message"), &RowActions::editClicked);
    m_discard = add(u"trash", tr("Do not send", "button of a message"), &RowActions::discardClicked);
    m_again = add(u"send", tr("Send again", "button of a message that the host lost"), &RowActions::sendAgainClicked);
    add(u"copy", tr("Copy text", "button of a message"), &RowActions::copyClicked);
    add(u"more-horizontal", tr("More actions", "button of a message"), &RowActions::moreClicked);
    setRow(Row::There);
    hide();
}

void RowActions::setRow(Row row)
{
    m_reply->setVisible(row == Row::There);
    m_edit->setVisible(row == Row::Waits);
    m_discard->setVisible(row == Row::Waits);
    m_again->setVisible(row == Row::OwnLost);
}

void RowActions::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    stylepaint::rounded(painter, rect(), cornerRadius, c.raised, c.border);
}

} // namespace coterie::ui
