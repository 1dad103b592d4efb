// SPDX-License-Identifier: MIT
#include "app/ui/board/boardpage.h"

#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardstatus.h"
#include "app/ui/board/inkpicker.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/emptystate.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/textlabel.h"
#include "app/ui/shell/theme.h"

#include <QAccessible>
#include <QAction>
#include <QActionGroup>
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
    , m_hint(new EmptyState(u"pen", this))
{
    setAccessibleName(tr("Board"));
    setFocusProxy(m_view);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->setWords(
        tr("Nothing here yet"),
        tr("Draw with P, erase with E, move with H or the space bar. Everybody in the room sees it at once."));
    makeActions();
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

QAction *BoardPage::action(const QString &text, QStringView icon, const QList<QKeySequence> &keys)
{
    auto *made = new QAction(text, this);
    made->setShortcuts(keys);
    made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    if (!icon.isEmpty())
        made->setIcon(lineIcon(icon, Tint::Muted));
    if (!keys.isEmpty())
        made->setToolTip(QString(text % u" (" % keys.first().toString(QKeySequence::NativeText) % u')'));
    addAction(made);
    return made;
}

QAction *BoardPage::toolAction(BoardTool tool, const QString &text, QStringView icon, Qt::Key key)
{
    QAction *made = action(text, icon, {key});
    made->setCheckable(true);
    connect(made, &QAction::triggered, this, [this, tool] { m_view->setTool(tool); });
    m_toolActions.append(made);
    return made;
}

void BoardPage::makeActions()
{
    auto *group = new QActionGroup(this);
    group->addAction(toolAction(BoardTool::Pen, tr("Pen"), u"pen", Qt::Key_P));
    group->addAction(toolAction(BoardTool::Eraser, tr("Eraser"), u"eraser", Qt::Key_E));
    group->addAction(toolAction(BoardTool::Hand, tr("Hand"), u"hand", Qt::Key_H));

    const auto onBoard = [this](QAction *made, void (BoardController::*command)()) {
        connect(made, &QAction::triggered, this, [this, command] {
            if (m_controller && !m_readOnly)
                (m_controller->*command)();
        });
    };
    m_undo = action(tr("Undo my last step"), u"undo", {QKeySequence(Qt::CTRL | Qt::Key_Z)});
    m_redo = action(tr("Redo"), u"redo",
                    {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    m_clear = action(tr("Clear the board (can be undone)"), u"trash", {});
    onBoard(m_undo, &BoardController::undo);
    onBoard(m_redo, &BoardController::redo);
    onBoard(m_clear, &BoardController::clear);

    m_zoomOut = action(tr("Zoom out"), u"zoom-out", {Qt::Key_Minus, QKeySequence::ZoomOut});
    m_zoomIn = action(tr("Zoom in"), u"zoom-in", {Qt::Key_Plus, Qt::Key_Equal, QKeySequence::ZoomIn});
    m_zoomReset = action(tr("Zoom to 100 %"), {}, {QKeySequence(Qt::CTRL | Qt::Key_0)});
    m_fit = action(tr("Everything in sight"), u"maximize", {QKeySequence(Qt::SHIFT | Qt::Key_1)});
    m_grid = action(tr("Grid of dots"), u"grid", {Qt::Key_G});
    m_grid->setCheckable(true);
    m_grid->setChecked(true);
    connect(m_zoomOut, &QAction::triggered, this, [this] { m_view->zoomBy(1 / zoomStep); });
    connect(m_zoomIn, &QAction::triggered, this, [this] { m_view->zoomBy(zoomStep); });
    connect(m_zoomReset, &QAction::triggered, this, [this] { m_view->zoomTo(1); });
    connect(m_fit, &QAction::triggered, m_view, &BoardView::zoomToFit);
    connect(m_grid, &QAction::triggered, this, [this](bool on) {
        if (m_settings)
            m_settings->setBoardGrid(on);
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

void BoardPage::makeCards()
{
    m_tools = new BoardCard(Qt::Vertical, tr("Tools"), this);
    for (QAction *tool : std::as_const(m_toolActions))
        addButton(m_tools, tool);
    m_tools->addSeparator();
    // The keys of undo always answer, if only to say that nothing is left; the buttons show it beforehand.
    const auto commandButton = [this](QAction *command, QStringView icon) {
        auto *button = new IconButton(icon, command->text(), m_tools);
        button->setToolTip(command->toolTip());
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::clicked, command, &QAction::trigger);
        m_tools->row()->addWidget(button);
        return button;
    };
    m_undoButton = commandButton(m_undo, u"undo");
    m_redoButton = commandButton(m_redo, u"redo");
    m_tools->addSeparator();
    m_clearButton = commandButton(m_clear, u"trash");

    m_ink = new BoardCard(Qt::Vertical, tr("Pen"), this);
    m_picker = new InkPicker(m_ink, this);
    connect(m_picker, &InkPicker::styleChosen, this, &BoardPage::chooseStyle);

    m_strip = new BoardCard(Qt::Horizontal, tr("View"), this);
    m_status = new BoardStatus(m_strip, {m_zoomOut, m_zoomReset, m_zoomIn, m_fit, m_grid}, this);

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
        m_undo->trigger();
    });
    for (BoardCard *card : {m_tools, m_ink, m_strip, m_noticeCard})
        card->installEventFilter(this);
}

void BoardPage::readSettings()
{
    if (m_settings) {
        m_grid->setChecked(m_settings->boardGrid());
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
        connect(controller, &BoardController::noticed, this, &BoardPage::notice);
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
    paper.grid = m_grid->isChecked();
    m_view->setPaper(paper);
    m_picker->setPaper(paper);
}

void BoardPage::showTool()
{
    m_toolActions.at(int(m_view->tool()))->setChecked(true);
    m_ink->setVisible(m_view->tool() == BoardTool::Pen && !m_readOnly);
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
    if (count > 0 && m_noticeUndo->isVisibleTo(m_noticeCard))
        m_noticeCard->hide(); // it has been undone, or somebody goes on
    m_hint->setVisible(loaded && count == 0 && !m_readOnly && !m_controller->ownStroke() &&
                       m_controller->guests().strokes().isEmpty());
    placeCards();
}

void BoardPage::notice(const QString &sentence)
{
    m_noticeText->setText(sentence);
    // Only what was just done by oneself has something to be undone.
    m_noticeUndo->setVisible(m_controller && m_controller->doc().visibleCount() == 0 && m_controller->canUndo());
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
