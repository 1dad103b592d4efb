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
    };
    add(u"reply", tr("Reply", "button of a message"), &RowActions::replyClicked);
    add(u"copy", tr("Copy text", "button of a message"), &RowActions::copyClicked);
    add(u"more-horizontal", tr("More actions", "button of a message"), &RowActions::moreClicked);
    hide();
}

void RowActions::paintEvent(QPaintEvent *)
{
    const Colors &c = colors(palette());
    QPainter painter(this);
    stylepaint::rounded(painter, rect(), cornerRadius, c.raised, c.border);
}

} // namespace coterie::ui
