// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpage.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardstatus.h"
#include "app/ui/board/inkpicker.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/emptystate.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QEvent>

#include <algorithm>

namespace coterie::ui {
namespace {

constexpr int noticeMs = 5'000;
constexpr double zoomStep = 1.25;

} // namespace

BoardPage::BoardPage(Settings *settings, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_view(new BoardView(this))
    , m_actions(this)
    , m_hint(new EmptyState(u"pen", this))
{
    setAccessibleName(tr("Board"));
    setFocusProxy(m_view);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->setWords(
        tr("Nothing here yet"),
        tr("Draw with P, erase with E, move with H or the space bar. Everybody in the room sees it at once."));
    connectActions();
    makeCards();
    readSettings();
    m_noticeEnd.setSingleShot(true);
    m_noticeEnd.setInterval(noticeMs);
    connect(&m_noticeEnd, &QTimer::timeout, m_noticeCard, &QWidget::hide);
    connect(m_view, &BoardView::cameraChanged, this, [this] { m_status->setZoom(m_view->zoom()); });
    connect(m_view, &BoardView::contentChanged, this, &BoardPage::showState);
    connect(m_view, &BoardView::toolChanged, this, &BoardPage::showTool);
    applyPaper();
    showTool();
    showState();
}

BoardPage::~BoardPage() = default;

void BoardPage::connectActions()
{
    for (const ToolSpec &spec : toolSpecs())
        connect(m_actions[spec.id], &QAction::triggered, m_view, [this, id = spec.id] { m_view->setTool(id); });
    const auto on = [this](BoardCommand command, auto work) {
        connect(m_actions[command], &QAction::triggered, this, work);
    };
    const auto onBoard = [this, on](BoardCommand command, void (BoardController::*work)()) {
        on(command, [this, work] {
            if (m_controller && !m_readOnly)
                (m_controller->*work)();
        });
    };
    onBoard(BoardCommand::Undo, &BoardController::undo);
    onBoard(BoardCommand::Redo, &BoardController::redo);
    onBoard(BoardCommand::Clear, &BoardController::clear);
    on(BoardCommand::ZoomOut, [this] { m_view->zoomBy(1 / zoomStep); });
    on(BoardCommand::ZoomIn, [this] { m_view->zoomBy(zoomStep); });
    on(BoardCommand::ZoomReset, [this] { m_view->zoomTo(1); });
    on(BoardCommand::Fit, [this] { m_view->zoomToFit(); });
    m_actions[BoardCommand::Grid]->setChecked(true);
    on(BoardCommand::Grid, [this](bool shown) {
        if (m_settings)
            m_settings->setBoardGrid(shown);
        applyPaper();
    });
}

QToolButton *BoardPage::addButton(BoardCard *card, QAction *shown)
{
    auto *button = new IconButton(shown, card);
    button->setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the board
    card->row()->addWidget(button);
    return button;
}

// The keys of a command always answer, if only to say that there is nothing to do; its button shows it beforehand.
QToolButton *BoardPage::addCommandButton(BoardCommand command)
{
    QAction *action = m_actions[command];
    auto *button = new IconButton(QStringView(), action->text(), m_tools);
    button->setIcon(action->icon());
    button->setToolTip(action->toolTip());
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QToolButton::clicked, action, &QAction::trigger);
    m_tools->row()->addWidget(button);
    return button;
}

void BoardPage::makeCards()
{
    m_tools = new BoardCard(Qt::Vertical, tr("Tools"), this);
    for (const ToolSpec &spec : toolSpecs())
        addButton(m_tools, m_actions[spec.id]);
    m_tools->addSeparator();
    m_undoButton = addCommandButton(BoardCommand::Undo);
    m_redoButton = addCommandButton(BoardCommand::Redo);
    m_tools->addSeparator();
    m_clearButton = addCommandButton(BoardCommand::Clear);

    m_ink = new BoardCard(Qt::Vertical, tr("Pen"), this);
    m_picker = new InkPicker(m_ink, this);
    connect(m_picker, &InkPicker::styleChosen, this, &BoardPage::chooseStyle);

    m_strip = new BoardCard(Qt::Horizontal, tr("View"), this);
    m_status = new BoardStatus(m_strip, m_actions, this);

    m_noticeCard = new BoardCard(Qt::Horizontal, tr("Message"), this);
    m_noticeText = new TextLabel(Type::Body, TextLabel::Tone::Normal, m_noticeCard);
    m_noticeText->setContentsMargins(space::s, space::xs, space::s, space::xs);
    m_noticeUndo = new Button(tr("Undo"), Button::Kind::Ghost, m_noticeCard);
    m_noticeUndo->setFocusPolicy(Qt::TabFocus);
    m_noticeCard->row()->addWidget(m_noticeText);
    m_noticeCard->row()->addWidget(m_noticeUndo);
    m_noticeCard->hide();
    connect(m_noticeUndo, &QPushButton::clicked, this, [this] {
        m_noticeCard->hide();
        if (m_kept.isEmpty())
            m_actions[BoardCommand::Undo]->trigger();
        else if (m_controller && !m_readOnly)
            m_controller->erase(std::exchange(m_kept, {}));
    });
    for (BoardCard *card : {m_tools, m_ink, m_strip, m_noticeCard})
        card->installEventFilter(this);
}

void BoardPage::readSettings()
{
    if (m_settings) {
        m_actions[BoardCommand::Grid]->setChecked(m_settings->boardGrid());
        const QColor color(m_settings->text(Settings::Key::BoardColor));
        m_view->setPenStyle(
            {color.isValid() ? color.rgba() : PenStyle().color, m_settings->number(Settings::Key::BoardWidth)});
    }
    m_picker->setStyle(m_view->penStyle());
}

void BoardPage::setController(BoardController *controller)
{
    if (controller == m_controller)
        return;
    if (m_controller)
        m_controller->disconnect(this);
    m_controller = controller;
    m_noticeCard->hide();
    if (controller) {
        connect(controller, &BoardController::stateChanged, this, &BoardPage::showState);
        connect(controller, &BoardController::ownStrokeGrew, this, [this](int from) {
            if (from == 0)
                showState();
        });
        connect(controller, &BoardController::liveStrokeGrew, m_hint, &QWidget::hide);
        connect(controller, &BoardController::noticed, this, [this](const QString &sentence) { notice(sentence); });
        connect(controller, &BoardController::keptForOthers, this, [this](const QList<ObjectId> &objects) {
            notice(tr("Kept %n object(s): somebody else has changed what you drew", nullptr, int(objects.size())),
                   objects);
        });
        connect(controller, &QObject::destroyed, this, &BoardPage::showState, Qt::QueuedConnection);
    }
    m_view->setController(controller);
    showState();
}

void BoardPage::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_view->setReadOnly(readOnly);
    m_tools->setVisible(!readOnly);
    showTool();
    showState();
}

void BoardPage::chooseStyle(const PenStyle &style)
{
    m_view->setPenStyle(style);
    m_picker->setStyle(style);
    if (!m_settings)
        return;
    m_settings->setValue(Settings::Key::BoardColor, QColor::fromRgba(style.color).name());
    m_settings->setValue(Settings::Key::BoardWidth, style.width);
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
    paper.grid = m_actions[BoardCommand::Grid]->isChecked();
    m_view->setPaper(paper);
    m_picker->setPaper(paper);
}

void BoardPage::showTool()
{
    m_actions[m_view->tool()]->setChecked(true);
    m_ink->setVisible(m_view->tool() == ToolId::Pen && !m_readOnly);
    placeCards();
}

void BoardPage::showState()
{
    const int count = m_controller ? m_controller->doc().visibleCount() : 0;
    const int waiting = m_controller ? m_controller->pendingCount() : 0;
    const bool loaded = m_controller && (m_controller->isLoaded() || !m_controller->isOnline());
    m_undoButton->setEnabled(m_controller && m_controller->canUndo());
    m_redoButton->setEnabled(m_controller && m_controller->canRedo());
    m_clearButton->setEnabled(count > 0);
    m_status->setObjects(count);
    if (m_readOnly)
        m_status->setState(tr("View only"), false);
    else if (!m_controller)
        m_status->setState({}, false);
    else if (!loaded)
        m_status->setState(tr("Loading …"), false);
    else if (!m_controller->isOnline())
        m_status->setState(waiting ? tr("Offline: %n change(s) waiting", nullptr, waiting)
                                   : tr("Offline: you can go on drawing"),
                           true);
    else // what is on its way for a moment is nobody's concern
        m_status->setState(waiting > 3 ? tr("%n change(s) waiting", nullptr, waiting) : QString(), false);
    const auto show = [this](QToolButton *button, BoardCommand command, const QString &text, const QString &plain) {
        QAction *action = m_actions[command];
        action->setText(text.isEmpty() ? plain : text);
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        button->setToolTip(QString(action->text() % u" (" % keys % u')'));
    };
    const QString undo = m_controller ? m_controller->undoText() : QString();
    const QString redo = m_controller ? m_controller->redoText() : QString();
    //: %1 is what was done, such as "draw" or "erase 3 objects"
    show(m_undoButton, BoardCommand::Undo, undo.isEmpty() ? QString() : tr("Undo: %1").arg(undo),
         tr("Undo my last step"));
    show(m_redoButton, BoardCommand::Redo, redo.isEmpty() ? QString() : tr("Redo: %1").arg(redo), tr("Redo"));
    if (m_kept.isEmpty() && count > 0 && m_noticeUndo->isVisibleTo(m_noticeCard))
        m_noticeCard->hide(); // it has been undone, or somebody goes on
    m_hint->setVisible(loaded && count == 0 && !m_readOnly && !m_controller->ownStroke() &&
                       m_controller->guests().strokes().isEmpty());
    placeCards();
}

void BoardPage::notice(const QString &sentence, const QList<ObjectId> &kept)
{
    m_kept = kept;
    m_noticeText->setText(sentence);
    // Only what was just done by oneself has something to be undone.
    m_noticeUndo->setText(kept.isEmpty() ? tr("Undo") : tr("Delete anyway"));
    m_noticeUndo->setVisible(!kept.isEmpty() ||
                             (m_controller && m_controller->doc().visibleCount() == 0 && m_controller->canUndo()));
    m_noticeCard->show();
    m_noticeCard->raise();
    m_noticeCard->setAccessibleName(sentence);
    QAccessibleEvent alert(m_noticeCard, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    m_noticeEnd.start();
    placeCards();
}

// The cards keep their own size; where they lie depends on how much room there is.
void BoardPage::placeCards()
{
    m_view->setGeometry(rect());
    const bool mirrored = isRightToLeft();
    const auto put = [&](BoardCard *card, int x, int y) {
        card->adjustSize();
        card->move(mirrored ? width() - x - card->width() : x, y);
    };
    const int gap = space::s;
    put(m_tools, gap, std::max(gap, (height() - m_tools->sizeHint().height()) / 2));
    put(m_ink, gap + m_tools->sizeHint().width() + 2, std::max(gap, (height() - m_ink->sizeHint().height()) / 2));
    put(m_strip, std::max(gap, width() - m_strip->sizeHint().width() - gap),
        height() - m_strip->sizeHint().height() - gap);
    put(m_noticeCard, (width() - m_noticeCard->sizeHint().width()) / 2, gap);
    m_hint->resize(std::min(width(), 420), m_hint->sizeHint().height());
    m_hint->move((width() - m_hint->width()) / 2, (height() - m_hint->height()) / 2);
}

bool BoardPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        QMetaObject::invokeMethod(this, &BoardPage::placeCards, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

void BoardPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeCards();
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
