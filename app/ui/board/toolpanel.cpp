// SPDX-License-Identifier: MIT
#include "app/ui/board/toolpanel.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QGridLayout>

namespace coterie::ui {
namespace {

constexpr int mostColumns = 8;

} // namespace

ToolPanel::ToolPanel(BoardCard *card, const BoardActions &actions, QObject *parent)
    : QObject(parent)
    , m_card(card)
    , m_actions(actions)
    , m_grid(new QGridLayout)
    , m_commandGrid(new QGridLayout)
{
    for (QGridLayout *grid : {m_grid, m_commandGrid}) {
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setSpacing(2);
    }
    card->row()->addLayout(m_grid);
    m_between = card->addSeparator();
    card->row()->addLayout(m_commandGrid);
    for (const ToolSpec &spec : toolSpecs()) {
        auto *button = new IconButton(actions[spec.id], card);
        button->setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the board
        button->installEventFilter(this);
        m_tools.append(button);
    }
    auto *keep = new IconButton(actions[BoardCommand::KeepTool], card);
    keep->setFocusPolicy(Qt::TabFocus);
    m_commands.append(keep);
    m_undo = addCommand(BoardCommand::Undo);
    m_redo = addCommand(BoardCommand::Redo);
    m_delete = addCommand(BoardCommand::Delete);
    setForm(0);
}

// The keys of a command always answer, if only to say that there is nothing to do; its button shows it beforehand.
QToolButton *ToolPanel::addCommand(BoardCommand command)
{
    const QAction *action = m_actions[command];
    auto *button = new IconButton(QStringView(), action->text(), m_card);
    button->setIcon(action->icon());
    button->setToolTip(action->toolTip());
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QToolButton::clicked, action, &QAction::trigger);
    m_commands.append(button);
    return button;
}

QList<QSize> ToolPanel::forms() const
{
    const QSize button = m_undo->sizeHint();
    const int between = m_grid->spacing();
    const QMargins around = m_card->row()->contentsMargins();
    QList<QSize> sizes;
    for (int columns = 1; columns <= mostColumns; ++columns) {
        const auto high = [&](qsizetype count) {
            const int rows = int((count + columns - 1) / columns);
            return rows * button.height() + (rows - 1) * between;
        };
        sizes.append({around.left() + columns * button.width() + (columns - 1) * between + around.right(),
                      around.top() + high(m_tools.size()) + high(m_commands.size()) + m_between->minimumHeight() +
                          2 * m_card->row()->spacing() + around.bottom()});
    }
    return sizes;
}

void ToolPanel::setForm(int form)
{
    const int columns = form + 1;
    if (columns == m_columns)
        return;
    m_columns = columns;
    const auto fill = [columns](QGridLayout *grid, const QList<QToolButton *> &buttons) {
        for (QToolButton *button : buttons)
            grid->removeWidget(button);
        for (int i = 0; i < int(buttons.size()); ++i)
            grid->addWidget(buttons.at(i), i / columns, i % columns);
    };
    fill(m_grid, m_tools);
    fill(m_commandGrid, m_commands);
    m_card->row()->invalidate(); // else the card is as large as before until it is laid out
}

void ToolPanel::nameCommand(QToolButton *button, BoardCommand command, const QString &text)
{
    QAction *action = m_actions[command];
    action->setText(text);
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    button->setToolTip(plainTip(text % u" (" % keys % u')')); // of what was taken back it names whose it was
}

void ToolPanel::setHistory(bool canUndo, const QString &undoText, bool canRedo, const QString &redoText)
{
    m_undo->setEnabled(canUndo);
    m_redo->setEnabled(canRedo);
    //: %1 is what was done, such as "draw" or "erase 3 objects"
    nameCommand(m_undo, BoardCommand::Undo,
                undoText.isEmpty() ? tr("Undo my last step") : tr("Undo: %1").arg(undoText));
    nameCommand(m_redo, BoardCommand::Redo, redoText.isEmpty() ? tr("Redo") : tr("Redo: %1").arg(redoText));
}

// A double click chooses the tool and keeps it.
bool ToolPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonDblClick && !m_actions[BoardCommand::KeepTool]->isChecked())
        m_actions[BoardCommand::KeepTool]->trigger();
    return QObject::eventFilter(watched, event);
}

} // namespace coterie::ui
