// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/roomboards.h"
#include "app/session/settings.h"
#include "app/ui/board/boardcommands.h"
#include "app/ui/board/boardplaces.h"
#include "app/ui/board/boardtemplates.h"
#include "app/ui/board/boardview.h"
#include "app/ui/board/cardlayout.h"

#include <functional>
#include <optional>
#include <utility>

namespace coterie::ui {

class BoardAccess;
class BoardCard;
class BoardFiles;
class BoardFollow;
class BoardStatus;
class BoardSwitcher;
class ClipCommands;
class EmptyState;
class FollowFrame;
class MiniMap;
class NoticeCard;
class OutlinePanel;
class PeopleBar;
class PresentBar;
class SelectionCommands;
class StyleBar;
class TemplateChooser;
class ToolPanel;
class WayBack;
struct BoardDuplicate;

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

    // The boards of the room, how people are called, and the board behind an id, for its picture. Null: there are none.
    void setBoards(RoomBoards *boards, std::function<QString(const UserId &)> nameOf,
                   std::function<BoardController *(const BoardId &)> boardOf);
    void setController(BoardController *controller); // may be null, and may die first
    // The same, but for somebody who writes on a board that was removed: when they have left the text (T143).
    void comeTo(BoardController *controller);
    void namesChanged(); // people are called otherwise, or are known by now
    // Somebody has brought this person to what they see: follows them from there.
    void bring(const UserId &user, const QString &name, const QRectF &view);
    [[nodiscard]] std::optional<UserId> followed() const;
    void stopFollowing();
    [[nodiscard]] BoardView *view() const { return m_view; }
    [[nodiscard]] const BoardActions &actions() const { return m_actions; }
    // Nobody may draw: no tools, and the state strip says why.
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isPresenting() const;
    void endPresenting();                   // if one does
    [[nodiscard]] QMargins covered() const; // by cards, from its edges
    // What F6 stops at: the board, and each card that can be used.
    [[nodiscard]] QList<QWidget *> regions() const;
    bool giveKeysToNotice(); // to what it offers; false: it offers nothing
    [[nodiscard]] QSize minimumSizeHint() const override { return {300, 260}; }

signals:
    void presentingChanged(bool presenting); // the window has to leave it all the room
    void said(const QString &sentence);      // while the page is out of sight

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    // boardpage.cpp
    void connectActions();
    void connectView();
    void makeCards();
    void readSettings();
    void followSetting(Settings::Key key);
    void applyHands();
    void writeHint();
    void showPlace(); // as it was left
    void keepPlace();
    void applySwitches();
    void keep(Settings::Key key, const QVariant &value);
    void applyPaper();
    void showTool();
    void makeTemplates();
    void insertTemplate(BoardTemplate kind);

    // boardpagekeys.cpp
    void openMenu(const QPoint &where, bool byKey);
    void popUpMenu(const QPoint &global);
    void goToStyle();
    void goToBoard(); // from a card
    void hideStyle();

    // boardpagepeople.cpp
    void makePeople();
    void showPeople();
    void follow(const UserId &user, const QString &name);
    void followNext();
    void bringEveryone();
    void present(bool presenting);
    void describeSelection();
    void showStyle();
    void followStyle();
    void chooseStyle(const BoardStyle &style, StylePart part);

    // boardpageboards.cpp
    void makeBoardCards();
    void makeFileCard();
    void offerUndo(const QString &sentence);                  // of the step that was just done
    [[nodiscard]] std::optional<OpId> lastStep() const;
    void followBoard();
    void followRights();
    void settleTool();
    [[nodiscard]] bool isDimmedTool(const QKeyEvent &key) const;
    void addKeptAgain();
    void duplicateBoard(const BoardId &id);
    [[nodiscard]] bool mayClear() const;

    // boardpagepast.cpp
    void openHistory();
    // Why it was not made, in words; empty: it was.
    [[nodiscard]] QString makeOfPast(RoomBoards &boards, const BoardId &board, const BoardDuplicate &copy,
                                     qint64 timeMs);
    void openRevert();
    void openClearings();
    [[nodiscard]] bool mayChangePast(const QString &otherwise); // else it says why not
    [[nodiscard]] bool mayReadPast();                           // likewise

    // boardpagestate.cpp
    void showState();
    void come();
    [[nodiscard]] bool isLoaded() const;
    void offerWayBack();
    void makePresenting();
    void showTurn();                      // of the frames
    [[nodiscard]] bool isOffline() const; // for longer than it takes to open
    void showStatus(int count, bool loaded);
    [[nodiscard]] Undrawn undrawnSelected() const;
    // kept: what undo left, to be deleted anyway.
    void notice(const QString &sentence, const QList<ObjectId> &kept = {});
    void offer(const QString &sentence, const QString &answer, const std::function<void()> &work);
    void remark(const QString &sentence); // with the next of these, or alone when nothing else is said

    // boardpagecards.cpp
    [[nodiscard]] QList<std::pair<CardId, BoardCard *>> cards() const;
    void placeCards();
    void placeCardsSoon();
    void measureCards();
    void measureHint(int widest);
    void arrangeCards();
    void arrangeHint(const CardsPlaced &placed);
    void tellCovered(const CardsPlaced &placed);
    void placeStyle();
    void showMap();
    void dropOutline(); // shows it, goes to it, or puts it away
    void showOutline(bool shown);

    Settings *m_settings;
    QPointer<BoardController> m_controller;
    QPointer<BoardController> m_comesTo; // as soon as nobody writes any more
    QString m_parting;                   // what was said of the text that ended there, to be said where one comes to
    QString m_remark;                    // on what is done this moment: said with what is said of it
    QString m_there;                     // what is true only there
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
    BoardCard *m_wayBackCard = nullptr;
    WayBack *m_wayBack = nullptr;
    BoardCard *m_boardsCard = nullptr;
    BoardSwitcher *m_switcher = nullptr;
    BoardCard *m_accessCard = nullptr;
    BoardCard *m_fileCard = nullptr;
    QHash<BoardCommand, QWidget *> m_fileButtons;
    BoardFiles *m_files = nullptr;
    BoardAccess *m_access = nullptr;
    QPointer<RoomBoards> m_boards;
    std::function<QString(const UserId &)> m_nameOf;
    std::function<BoardController *(const BoardId &)> m_boardOf;
    MiniMap *m_map = nullptr;
    ClipCommands *m_clips = nullptr;
    TemplateChooser *m_templates = nullptr;
    BoardCard *m_peopleCard = nullptr;
    PeopleBar *m_people = nullptr;
    BoardFollow *m_follow = nullptr;
    FollowFrame *m_followFrame = nullptr;
    BoardCard *m_presentCard = nullptr;
    PresentBar *m_presentBar = nullptr;
    BoardCard *m_outlineCard = nullptr;
    OutlinePanel *m_outline = nullptr;
    struct HintForm {
        QSize size;                   // of the hint alone
        std::optional<int> templates; // their form
    };
    Undrawn m_undrawnSaid = Undrawn::No; // of what is selected
    CardsWanted m_wanted;                // by the cards
    QList<HintForm> m_hintForms;
    bool m_hintWanted = false; // the board is empty
    bool m_placing = false;
    bool m_placeDue = false;
    BoardPlaces m_places;
    BoardId m_placed; // the board that is shown, also when its controller is gone; null: none
    QTimer m_placeTimer;
    QTimer m_opening;   // a board that was just opened: whether the host can be reached is not known yet
    QTimer m_styleRest; // something has changed, of what is selected perhaps
    std::optional<ToolId> m_toolWhenFree; // chosen before one may only look
    ToolId m_toolBefore = ToolId::Select; // one presented, and what one saw:
    QPointF m_middleBefore;
    double m_zoomBefore = 1;
    std::optional<OpId> m_undoOffered; // by the notice: the step that is undone first
    bool m_readOnly = false;           // for either reason:
    bool m_closed = false;             // the session has ended
    bool m_hintReads = false;          // the hint of an empty board says what is being read into it
    bool m_hintNamesKeys = true;
    QStringList m_hintSaid;
};

} // namespace coterie::ui
