// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpage.h"

#include "app/ui/board/boardaccess.h"
#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardfiles.h"
#include "app/ui/board/boardfollow.h"
#include "app/ui/board/boardstatus.h"
#include "app/ui/board/boardtemplates.h"
#include "app/ui/board/boardwords.h"
#include "app/ui/board/clipcommands.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/minimap.h"
#include "app/ui/board/noticecard.h"
#include "app/ui/board/outlinepanel.h"
#include "app/ui/board/pressthrough.h"
#include "app/ui/board/selectioncommands.h"
#include "app/ui/board/stylebar.h"
#include "app/ui/board/templatechooser.h"
#include "app/ui/board/textediting.h"
#include "app/ui/board/toolpanel.h"
#include "app/ui/board/tools/newobject.h"
#include "app/ui/board/wayback.h"
#include "app/ui/shell/emptystate.h"
#include "app/ui/shell/theme.h"

#include <QHideEvent>
#include <QKeyEvent>

namespace coterie::ui {
namespace {

constexpr double zoomStep = 1.25;
constexpr int placeMs = 1'000;  // a place is kept when it has been looked at for so long
constexpr int openingMs = 1000; // before a board whose host has not answered counts as offline

} // namespace

BoardPage::BoardPage(Settings *settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_view(new BoardView(this))
    , m_actions(this)
    , m_commands(new SelectionCommands(m_view, m_actions, this))
    , m_hint(new EmptyState(u"pen", this))
{
    setAccessibleName(tr("Board"));
    setFocusProxy(m_view);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->hide();
    writeHint();
    connectActions();
    makeCards();
    readSettings();
    connectView();
    applyPaper();
    showTool();
    showState();
}

BoardPage::~BoardPage()
{
    m_view->finish(); // while there is a page to hear of it
    keepPlace();
}

void BoardPage::connectActions()
{
    for (const ToolSpec &spec : toolSpecs())
        connect(m_actions[spec.id], &QAction::triggered, m_view, [this, id = spec.id] { m_view->setTool(id); });
    const auto on = [this](BoardCommand command, auto work) {
        connect(m_actions[command], &QAction::triggered, this, work);
    };
    const auto onBoard = [this, on](BoardCommand command, void (BoardController::*work)()) {
        on(command, [this, work] {
            if (!m_controller || m_readOnly)
                return notice(tr("This board is for looking only"));
            if (m_view->abandonDrag())
                return; // it was that which was not meant
            m_view->settle();
            (m_controller->*work)();
        });
    };
    onBoard(BoardCommand::Undo, &BoardController::undo);
    onBoard(BoardCommand::Redo, &BoardController::redo);
    onBoard(BoardCommand::Clear, &BoardController::clear); // offered to those alone who may: mayClear()
    on(BoardCommand::ZoomOut, [this] { m_view->zoomBy(1 / zoomStep); });
    on(BoardCommand::ZoomIn, [this] { m_view->zoomBy(zoomStep); });
    on(BoardCommand::ZoomReset, [this] { m_view->zoomTo(1); });
    on(BoardCommand::Fit, [this] { m_view->zoomToFit(); });
    on(BoardCommand::Connect, [this] {
        if (m_readOnly)
            notice(tr("This board is for looking only"));
        else if (m_view->doc())
            m_view->beginConnect();
    });
    on(BoardCommand::Style, [this] { goToStyle(); });
    on(BoardCommand::NextFrame, [this] { m_view->showFrame(true); });
    on(BoardCommand::PreviousFrame, [this] { m_view->showFrame(false); });
    on(BoardCommand::Map, [this] { showMap(); });
    on(BoardCommand::Present, [this](bool presenting) { present(presenting); });
    on(BoardCommand::KeepTool, [this](bool kept) { m_view->setToolKept(kept); });
    on(BoardCommand::Grid, [this](bool shown) {
        keep(Settings::Key::BoardGrid, shown);
        applySwitches();
    });
    on(BoardCommand::Snap, [this](bool snap) {
        keep(Settings::Key::BoardSnap, snap);
        applySwitches();
    });
    on(BoardCommand::Guides, [this](bool guides) {
        keep(Settings::Key::BoardGuides, guides);
        m_view->snap().setToObjects(guides);
    });
}

void BoardPage::connectView()
{
    connect(m_view, &BoardView::cameraChanged, this, [this] {
        m_status->setZoom(m_view->zoom());
        m_placeTimer.start();
        placeStyle();
    });
    connect(m_view, &BoardView::contentChanged, this, &BoardPage::showState);
    connect(m_view, &BoardView::contentChanged, m_outline, &OutlinePanel::boardChanged);
    connect(m_view, &BoardView::toolChanged, this, &BoardPage::showTool);
    connect(m_view, &BoardView::dragChanged, this, &BoardPage::showStyle);
    connect(&m_view->selection(), &BoardSelection::changed, this, [this] {
        showStyle();
        showState();
        describeSelection();
    });
    connect(&m_view->selection(), &BoardSelection::currentChanged, this, &BoardPage::describeSelection);
    m_clips = new ClipCommands(m_view, m_actions, this);
    m_clips->setTakeFiles(
        [this](const QMimeData &files, const QPointF &middle) { return m_files->take(files, middle); });
    m_files->setBring([this](const QMimeData &what, const QPointF &middle) { return m_clips->bring(what, middle); });
    connect(m_clips, &ClipCommands::noticed, this, [this](const QString &sentence) { notice(sentence); });
    connect(m_view, &BoardView::menuAsked, this, &BoardPage::openMenu);
    connect(&m_view->writing(), &TextEditing::opened, this, &BoardPage::showState);
    connect(&m_view->writing(), &TextEditing::closed, this, [this] {
        settleTool();
        showState();
        if (m_comesTo)
            QMetaObject::invokeMethod(this, &BoardPage::come, Qt::QueuedConnection); // not in the middle of its end
    });
    connect(&m_view->writing(), &TextEditing::placed, this, &BoardPage::placeStyle);
    connect(m_view, &BoardView::noticed, this, [this](const QString &sentence) {
        if (m_comesTo)
            m_parting = sentence;
        notice(sentence);
    });
    connect(m_view, &BoardView::noticeOver, m_notice, &NoticeCard::take);
    connect(m_commands, &SelectionCommands::noticed, this, [this](const QString &sentence) { notice(sentence); });
}

void BoardPage::makeCards()
{
    m_toolCard = new BoardCard(Qt::Vertical, tr("Tools"), this);
    m_tools = new ToolPanel(m_toolCard, m_actions, this);
    m_styleCard = new BoardCard(Qt::Vertical, tr("Style"), this);
    m_style = new StyleBar(m_styleCard, this);
    connect(m_style, &StyleBar::chosen, this, &BoardPage::chooseStyle);
    m_strip = new BoardCard(Qt::Horizontal, tr("View"), this);
    m_status = new BoardStatus(m_strip, m_actions, this);
    m_noticeCard = new BoardCard(Qt::Horizontal, tr("Message"), this);
    m_notice = new NoticeCard(m_noticeCard, this);
    connect(m_notice, &NoticeCard::cameBack, this, &BoardPage::placeCards);
    m_wayBackCard = new BoardCard(Qt::Horizontal, tr("Nothing of the board is in sight"), this);
    m_wayBack = new WayBack(m_view, m_wayBackCard, m_actions[BoardCommand::Fit], this);
    makeBoardCards();
    makeTemplates();
    makePeople();
    makePresenting();
    makeFileCard();
    m_outlineCard = new BoardCard(Qt::Vertical, tr("Outline"), this);
    m_outline = new OutlinePanel(m_view, m_outlineCard, this);
    connect(m_outline, &OutlinePanel::closed, this, [this] { showOutline(false); });
    connect(m_outline, &OutlinePanel::deleteAsked, m_actions[BoardCommand::Delete], &QAction::trigger);
    connect(m_outline, &OutlinePanel::menuAsked, this, &BoardPage::popUpMenu);
    connect(m_actions[BoardCommand::Outline], &QAction::triggered, this, &BoardPage::dropOutline);
    m_map = new MiniMap(m_view, this);
    m_map->hide();
    m_view->installEventFilter(this);
    for (const auto &[id, card] : cards())
        card->installEventFilter(this);
    for (QWidget *one : std::initializer_list<QWidget *>{m_hint, m_templates})
        one->installEventFilter(this);
}

void BoardPage::readSettings()
{
    const auto flag = [this](Settings::Key key, bool fallback) {
        return m_settings ? m_settings->flag(key) : fallback;
    };
    if (m_settings)
        m_places = BoardPlaces(m_settings->bytes(Settings::Key::BoardPlaces));
    m_placeTimer.setSingleShot(true);
    m_placeTimer.setInterval(placeMs);
    m_styleRest.setSingleShot(true);
    connect(&m_styleRest, &QTimer::timeout, this, [this] {
        showStyle();
        describeSelection();
        m_view->update(); // what is locked has another frame
    });
    connect(&m_placeTimer, &QTimer::timeout, this, &BoardPage::keepPlace);
    m_opening.setSingleShot(true);
    m_opening.setInterval(openingMs);
    connect(&m_opening, &QTimer::timeout, this, &BoardPage::showState);
    m_actions[BoardCommand::Grid]->setChecked(flag(Settings::Key::BoardGrid, true));
    m_actions[BoardCommand::Snap]->setChecked(flag(Settings::Key::BoardSnap, false));
    m_actions[BoardCommand::Guides]->setChecked(flag(Settings::Key::BoardGuides, true));
    m_view->snap().setToGrid(m_actions[BoardCommand::Snap]->isChecked());
    m_view->snap().setToObjects(m_actions[BoardCommand::Guides]->isChecked());
    if (!m_settings)
        return;
    m_view->setStyles(stylesFrom(m_settings->bytes(Settings::Key::BoardStyles)));
    applyHands();
    connect(m_settings, &Settings::changed, this, &BoardPage::followSetting);
}

// What was chosen elsewhere counts at once.
void BoardPage::followSetting(Settings::Key key)
{
    switch (key) {
    case Settings::Key::BoardPressure:
    case Settings::Key::BoardFinger:
    case Settings::Key::BoardWheel:
    case Settings::Key::LetterKeys:
        return applyHands();
    case Settings::Key::BoardGrid:
        m_actions[BoardCommand::Grid]->setChecked(m_settings->boardGrid());
        return applySwitches();
    default:
        return;
    }
}

void BoardPage::applyHands()
{
    const QString finger = m_settings->text(Settings::Key::BoardFinger);
    BoardHands hands;
    hands.pressure = m_settings->flag(Settings::Key::BoardPressure);
    hands.finger = finger == u"draw"   ? BoardHands::Finger::Draws
                   : finger == u"move" ? BoardHands::Finger::Moves
                                       : BoardHands::Finger::UntilPen;
    hands.wheelZooms = m_settings->text(Settings::Key::BoardWheel) == u"zoom";
    hands.letterKeys = m_settings->flag(Settings::Key::LetterKeys);
    m_view->setHands(hands);
    m_actions.setLetterKeys(hands.letterKeys);
    m_hintNamesKeys = hands.letterKeys;
    writeHint();
}

// A board that was seen before comes as it was left; another one as each board begins, with what was chosen last.
void BoardPage::showPlace()
{
    m_placed = m_controller ? m_controller->board() : BoardId{};
    if (const auto place = m_placed.value.isNull() ? std::nullopt : m_places.find(m_placed)) {
        m_actions[BoardCommand::Grid]->setChecked(place->grid);
        m_actions[BoardCommand::Snap]->setChecked(place->snap);
        m_actions[BoardCommand::Map]->setChecked(place->map);
        if (place->zoom > 0)
            m_view->showFrom(place->corner, place->zoom);
        else
            m_view->showStart();
    } else {
        m_view->showStart();
    }
    applySwitches();
    m_placeTimer.stop();
}

void BoardPage::keepPlace()
{
    m_placeTimer.stop();
    const bool laidOut = width() >= minimumSizeHint().width(); // it is not before it was shown for the first time
    if (m_placed.value.isNull() || !laidOut)
        return;
    const QRectF seen = m_view->visibleBoard();
    const BoardPlace place{m_placed,
                           seen.topLeft(),
                           m_view->scene().isAnyIn(seen) ? m_view->zoom() : 0,
                           m_actions[BoardCommand::Grid]->isChecked(),
                           m_actions[BoardCommand::Snap]->isChecked(),
                           m_actions[BoardCommand::Map]->isChecked()};
    if (m_places.find(m_placed) == place)
        return;
    m_places.put(place);
    keep(Settings::Key::BoardPlaces, m_places.stored());
}

void BoardPage::applySwitches()
{
    applyPaper();
    m_view->snap().setToGrid(m_actions[BoardCommand::Snap]->isChecked());
    m_placeTimer.start();
    placeCards();
}

void BoardPage::keep(Settings::Key key, const QVariant &value)
{
    if (m_settings)
        m_settings->setValue(key, value);
}

void BoardPage::setController(BoardController *controller)
{
    QStringList words;
    if (m_comesTo && controller == m_comesTo && !m_there.isEmpty())
        words.append(m_there);
    if (!m_parting.isEmpty())
        words.append(m_parting);
    m_comesTo = nullptr;
    m_there.clear();
    m_parting.clear();
    if (controller == m_controller)
        return;
    endPresenting(); // it was about the board that is left
    keepPlace();
    if (m_controller)
        m_controller->disconnect(this);
    if (!isOffline()) // else the next board is too
        m_opening.start();
    m_follow->stop(); // before: the others on that board are told
    m_controller = controller;
    m_notice->clear();
    if (controller) {
        connect(controller, &BoardController::stateChanged, this, &BoardPage::showState);
        connect(controller, &BoardController::changed, this, &BoardPage::followStyle);
        connect(controller, &BoardController::ownStrokeGrew, this, [this](int from) {
            if (from == 0)
                showState();
        });
        connect(controller, &BoardController::liveStrokeGrew, this, [this](const ObjectId &, int from) {
            if (from == 0)
                showState();
        });
        connect(controller, &BoardController::noticed, this, [this](const QString &sentence) {
            if (!m_access->tells(sentence)) // the strip above the board stays; a card over it would say the same
                notice(sentence);
        });
        connect(controller, &BoardController::remarked, this, &BoardPage::remark);
        connect(controller, &BoardController::cleared, this, [this](int objects) {
            offerUndo(tr("Cleared %Ln object(s). Undo brings them back", nullptr, objects));
        });
        connect(controller, &BoardController::keptForOthers, this,
                [this](const QList<ObjectId> &objects, const UserId &other) {
                    const QString name = m_nameOf && !other.isNull() ? m_nameOf(other) : QString();
                    const auto count = int(objects.size());
                    notice(name.isEmpty()
                               ? tr("Kept %Ln object(s): somebody else has changed what you drew", nullptr, count)
                               : tr("Kept %Ln object(s): %1 has changed what you drew", nullptr, count).arg(name),
                           objects);
                });
        connect(controller, &QObject::destroyed, this, &BoardPage::showState, Qt::QueuedConnection);
    }
    m_view->setController(controller);
    showPlace();
    followBoard();
    showState();
    if (!words.isEmpty())
        notice(words.join(u'\n'));
}

void BoardPage::setReadOnly(bool readOnly)
{
    m_closed = readOnly;
    followRights();
}

void BoardPage::applyPaper()
{
    const Colors &c = colors(palette());
    BoardPaper paper;
    paper.ground = c.surface.rgb();
    // Between the border, which is too faint for single dots, and what fields have.
    const auto between = [](int a, int b) { return (2 * a + b) / 3; };
    paper.dot = qRgb(between(c.border.red(), c.fieldBorder.red()), between(c.border.green(), c.fieldBorder.green()),
                     between(c.border.blue(), c.fieldBorder.blue()));
    paper.grid = m_actions[BoardCommand::Grid]->isChecked() && !isPresenting();
    m_view->setPaper(paper);
    m_style->setPaper(paper);
    m_templates->setPaper(paper);
}

void BoardPage::showTool()
{
    m_actions[m_view->tool()]->setChecked(true);
    showStyle();
}

// What a board that is still empty can begin with.
void BoardPage::makeTemplates()
{
    m_templates = new TemplateChooser(this);
    m_templates->hide();
    new PressThrough(m_view, m_templates);
    connect(m_templates, &TemplateChooser::chosen, this, &BoardPage::insertTemplate);
}

// An empty board begins with it; on another one it comes to lie beside what is there, selected.
void BoardPage::insertTemplate(BoardTemplate kind)
{
    if (!m_controller || m_readOnly)
        return notice(m_view->rightWords());
    m_view->settle();
    m_view->writing().close();
    const bool begins = m_controller->doc().visibleCount() == 0;
    const QRectF alone = boundsOfCreations(templateOps(kind, {}));
    const QPointF middle =
        begins ? m_view->visibleBoard().center() : freePlaceForNew(*m_view, alone.size()) - alone.center();
    const QList<BoardOp> ops = templateOps(kind, middle);
    if (m_controller->commit(ops, begins ? tr("start from a template", "undo …") : tr("insert a template", "undo …"))) {
        m_view->setTool(ToolId::Select);
        if (begins) {
            m_view->zoomToFit();
        } else {
            QList<ObjectId> made;
            for (const BoardOp &op : ops)
                if (op.act == BoardAct::Create && !op.parent)
                    made.append(*op.object);
            m_view->selection().set(made);
            const QRectF box = boundsOfCreations(ops);
            if (!m_view->visibleBoard().contains(box))
                m_view->zoomToBox(box);
        }
    }
    m_view->setFocus();
}

// ---- the window's events

bool BoardPage::eventFilter(QObject *watched, QEvent *event)
{
    // Escape, as from any other mode, leads back.
    if (watched == m_view && event->type() == QEvent::KeyPress && m_follow->user() &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_follow->stop();
        return true;
    }
    if (watched == m_view && event->type() == QEvent::KeyPress && isPresenting() &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        endPresenting();
        return true;
    }
    if (watched == m_view && event->type() == QEvent::KeyPress && isDimmedTool(*static_cast<QKeyEvent *>(event))) {
        notice(tr("This board is for looking only"));
        return true;
    }
    if (watched != m_view && !m_placing &&
        (event->type() == QEvent::LayoutRequest || event->type() == QEvent::ShowToParent ||
         event->type() == QEvent::HideToParent))
        placeCardsSoon();
    return QWidget::eventFilter(watched, event);
}

void BoardPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeCards();
    m_wayBack->look();
    if (isPresenting())
        m_view->fitFrame();
}

void BoardPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    placeCards();
}

// Nobody presents what cannot be seen; a window that is made small comes back as it was.
void BoardPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    if (!event->spontaneous())
        endPresenting();
}

void BoardPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyPaper();
    else if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutDirectionChange)
        placeCards();
}

} // namespace coterie::ui
