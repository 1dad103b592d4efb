// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardcommands.h"

#include <QToolButton>

class QGridLayout;

namespace coterie::ui {

class BoardCard;

// The tools, undo and redo at the edge of the board, in as many columns as the height asks for. Fills a card; the
// actions do the work.
class ToolPanel final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ToolPanel)
public:
    ToolPanel(BoardCard *card, const BoardActions &actions, QObject *parent = nullptr);

    // The sizes of the card with ever more columns, and takes one of them.
    [[nodiscard]] QList<QSize> forms() const;
    void setForm(int form);
    // Undo and redo say what they would take back or bring again; empty: nothing, or nobody knows what.
    void setHistory(bool canUndo, const QString &undoText, bool canRedo, const QString &redoText);
    void setCanDelete(bool can) { m_delete->setEnabled(can); } // something is selected

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QToolButton *addCommand(BoardCommand command);
    void nameCommand(QToolButton *button, BoardCommand command, const QString &text);

    BoardCard *m_card;
    const BoardActions &m_actions;
    QGridLayout *m_grid;
    QGridLayout *m_commandGrid;
    QWidget *m_between;
    QList<QToolButton *> m_tools;
    QList<QToolButton *> m_commands;
    QToolButton *m_undo;
    QToolButton *m_redo;
    QToolButton *m_delete;
    int m_columns = 0;
};

} // namespace coterie::ui
