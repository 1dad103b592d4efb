// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/settings.h"
#include "app/ui/board/boardcommands.h"
#include "app/ui/board/boardview.h"

namespace coterie::ui {

class BoardCard;
class BoardStatus;
class EmptyState;
class NoticeCard;
class SelectionCommands;
class StyleBar;
class ToolPanel;

// A room's whiteboard with its controls: tools on the left, the style of the tool beside them or of the selection
// beside it, zoom and state below. Owns the view and the actions; the board is the controller's. Keys work while the
// board or one of its controls has the focus.
class BoardPage final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardPage)
public:
    explicit BoardPage(Settings *settings, QWidget *parent = nullptr); // settings may be null: nothing is kept
    ~BoardPage() override;

    void setController(BoardController *controller); // may be null, and may die first
    [[nodiscard]] BoardView *view() const { return m_view; }
    [[nodiscard]] const BoardActions &actions() const { return m_actions; }
    // Nobody may draw: no tools, and the state strip says why.
    void setReadOnly(bool readOnly);
    [[nodiscard]] QSize minimumSizeHint() const override { return {300, 260}; }

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    // boardpage.cpp
    void connectActions();
    void connectView();
    void makeCards();
    void readSettings();
    void keep(Settings::Key key, const QVariant &value);
    void applyPaper();
    void showTool();
    void openMenu(const QPoint &at);
    void showStyle();
    void chooseStyle(const BoardStyle &style, StylePart part);

    // boardpagestate.cpp
    void showState();
    void showStatus(int count, bool loaded);
    // kept: what undo left, to be deleted anyway.
    void notice(const QString &sentence, const QList<ObjectId> &kept = {});
    void placeCards();
    void placeStyle();

    Settings *m_settings;
    QPointer<BoardController> m_controller;
    BoardView *m_view;
    BoardActions m_actions;
    SelectionCommands *m_commands;
    EmptyState *m_hint;
    BoardCard *m_toolCard = nullptr;
    BoardCard *m_styleCard = nullptr;
    BoardCard *m_strip = nullptr;
    BoardCard *m_noticeCard = nullptr;
    ToolPanel *m_tools = nullptr;
    StyleBar *m_style = nullptr;
    BoardStatus *m_status = nullptr;
    NoticeCard *m_notice = nullptr;
    QList<ObjectId> m_kept;
    bool m_readOnly = false;
};

} // namespace coterie::ui
