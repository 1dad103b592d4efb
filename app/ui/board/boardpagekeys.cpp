// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpage.h"

#include "app/session/roomboards.h"
#include "app/ui/board/boardcard.h"
#include "app/ui/board/minimap.h"
#include "app/ui/board/noticecard.h"
#include "app/ui/board/selectioncommands.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMenu>

// Where the keys go in a BoardPage: from the board to its cards and back, and the menu that has all that has no key.
namespace coterie::ui {

QList<QWidget *> BoardPage::regions() const
{
    QList<QWidget *> all{m_view};
    for (BoardCard *card : {m_noticeCard, m_presentCard, m_accessCard, m_styleCard, m_toolCard, m_boardsCard,
                            m_peopleCard, m_fileCard, m_outlineCard, m_wayBackCard})
        if (card->isVisible() && card->firstControl())
            all.append(card);
    if (m_map->isVisible())
        all.append(m_map);
    if (m_strip->isVisible())
        all.append(m_strip);
    return all;
}

bool BoardPage::giveKeysToNotice()
{
    if (!m_noticeCard->isVisible() || !m_noticeCard->firstControl())
        return false;
    m_noticeCard->setFocus(Qt::ShortcutFocusReason);
    return true;
}

void BoardPage::goToStyle()
{
    if (m_styleCard->isVisible())
        m_styleCard->setFocus(Qt::ShortcutFocusReason);
    else if (m_styleCard->isWanted())
        notice(tr("There is no room for the style here. Make the window larger"));
    else
        notice(m_readOnly
                   ? m_view->rightWords()
                   : tr("Select something that has a style and that you may change, or choose a tool that draws"));
}

void BoardPage::goToBoard()
{
    m_view->setFocus(Qt::ShortcutFocusReason);
}

// Under the hands of whoever chooses a style, what has it may go, or be locked.
void BoardPage::hideStyle()
{
    const bool had = m_styleCard->isAncestorOf(window()->focusWidget());
    m_styleCard->hide();
    if (had)
        goToBoard();
}

void BoardPage::keyPressEvent(QKeyEvent *event)
{
    const QWidget *keys = QApplication::focusWidget();
    if (event->key() == Qt::Key_Escape && keys && keys != m_view && isAncestorOf(keys))
        return goToBoard();
    QWidget::keyPressEvent(event);
}

// By the key it is about what is selected, or about the board; by the mouse about what lies there, locked or not.
void BoardPage::openMenu(const QPoint &where, bool byKey)
{
    if (!m_controller)
        return;
    m_view->settle(); // what keys have begun is about what was selected until now
    QPoint at = where;
    if (byKey) {
        const QRect selected = m_view->selectionRect().toRect() & m_view->rect();
        at = selected.isEmpty() ? m_view->rect().center() : selected.center();
    } else if (const auto hit = m_view->objectAt(m_view->camera().toBoard(QPointF(at)), true)) {
        const ObjectId unit = m_view->selection().unitOf(m_controller->doc(), *hit);
        if (m_view->maySelect() && !m_view->selection().contains(unit)) {
            m_view->setTool(ToolId::Select);
            m_view->selection().set({unit});
        }
    }
    popUpMenu(m_view->mapToGlobal(at));
}

void BoardPage::popUpMenu(const QPoint &global)
{
    const bool nothing = m_view->selection().isEmpty();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_commands->fill(menu);
    menu->addSeparator();
    if (nothing && !m_readOnly) {
        menu->addAction(m_actions[BoardCommand::InsertImage]);
        menu->addAction(m_actions[BoardCommand::Import]);
        auto *templates = menu->addMenu(tr("Insert a template"));
        for (int i = 0; i < boardTemplateCount; ++i)
            connect(templates->addAction(templateName(BoardTemplate(i))), &QAction::triggered, this,
                    [this, i] { insertTemplate(BoardTemplate(i)); });
    }
    menu->addAction(m_actions[BoardCommand::Export]);
    if (nothing && m_boards)
        menu->addAction(m_actions[BoardCommand::LookBack]);
    if (nothing && !m_readOnly) {
        if (m_boards && m_boards->isModerator())
            for (const BoardCommand command :
                 {BoardCommand::BringEveryone, BoardCommand::RevertPerson, BoardCommand::BringBack})
                menu->addAction(m_actions[command]);
        if (mayClear()) {
            menu->addSeparator();
            menu->addAction(m_actions[BoardCommand::Clear]);
        }
    }
    menu->popup(global);
}

} // namespace coterie::ui
