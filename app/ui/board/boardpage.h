// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/settings.h"
#include "app/ui/board/boardcommands.h"
#include "app/ui/board/boardview.h"

#include <QTimer>

class QToolButton;

namespace coterie::ui {

class BoardCard;
class BoardStatus;
class Button;
class EmptyState;
class InkPicker;
class TextLabel;

// A room's whiteboard with its controls: tools on the left, the pen's ink beside them, zoom and state below. Owns the
// view and the actions; the board is the controller's. Keys work while the board or one of its controls has the focus.
class BoardPage final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardPage)
public:
    explicit BoardPage(Settings *settings, QWidget *parent = nullptr); // settings may be null: nothing is kept
    ~BoardPage() override;

    void setController(BoardController *controller); // may be null, and may die first
    [[nodiscard]] BoardView *view() const { return m_view; }
    // Nobody may draw: no tools, and the state strip says why.
    void setReadOnly(bool readOnly);
    [[nodiscard]] QSize minimumSizeHint() const override { return {300, 260}; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QToolButton *addButton(BoardCard *card, QAction *action);
    QToolButton *addCommandButton(BoardCommand command);
    void connectActions();
    void makeCards();
    void readSettings();
    void placeCards();
    void applyPaper();
    void showState();
    void showTool();
    void chooseStyle(const PenStyle &style);
    // kept: what undo left, to be deleted anyway.
    void notice(const QString &sentence, const QList<ObjectId> &kept = {});

    Settings *m_settings;
    QPointer<BoardController> m_controller;
    BoardView *m_view;
    BoardActions m_actions;
    EmptyState *m_hint;
    BoardCard *m_tools = nullptr;
    BoardCard *m_ink = nullptr;
    BoardCard *m_strip = nullptr;
    BoardCard *m_noticeCard = nullptr;
    TextLabel *m_noticeText = nullptr;
    Button *m_noticeUndo = nullptr;
    InkPicker *m_picker = nullptr;
    BoardStatus *m_status = nullptr;
    QToolButton *m_undoButton = nullptr;
    QToolButton *m_redoButton = nullptr;
    QToolButton *m_clearButton = nullptr;
    QTimer m_noticeEnd;
    QList<ObjectId> m_kept;
    bool m_readOnly = false;
};

} // namespace coterie::ui
