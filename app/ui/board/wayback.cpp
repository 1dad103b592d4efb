// SPDX-License-Identifier: MIT
#include "app/ui/board/wayback.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardview.h"
#include "app/ui/shell/button.h"

#include <QAction>
#include <QBoxLayout>

namespace coterie::ui {

WayBack::WayBack(BoardView *view, BoardCard *card, QAction *everything, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_card(card)
{
    auto *button = new Button(tr("Back to what is drawn"), Button::Kind::Ghost, card);
    button->setIconName(u"maximize");
    button->setToolTip(everything->toolTip());
    button->setFocusPolicy(Qt::TabFocus);
    card->row()->addWidget(button);
    card->hide();
    connect(button, &QPushButton::clicked, everything, &QAction::trigger);
    connect(view, &BoardView::cameraChanged, this, &WayBack::look);
    connect(view, &BoardView::dragChanged, this, &WayBack::look);
}

void WayBack::setOffered(bool offered)
{
    m_offered = offered;
    look();
}

// Not while the pointer or the keys are at work: what is drawn there may be the first thing in sight, and what is moved
// is hidden in the scene.
void WayBack::look()
{
    const BoardScene &scene = m_view->scene();
    const bool isLost = m_offered && scene.count() > 0 && !m_view->isDragging() && !scene.isAnyHidden() &&
                        !scene.isAnyIn(m_view->visibleBoard());
    if (isLost == m_card->isWanted())
        return;
    const bool hadKeys = m_card->isAncestorOf(m_view->window()->focusWidget());
    m_card->setVisible(isLost);
    if (hadKeys)
        m_view->setFocus();
}

} // namespace coterie::ui
