// SPDX-License-Identifier: MIT
#include "app/ui/timeline/chatpane.h"

#include "app/session/settings.h"
#include "app/ui/shell/emptystate.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/theme.h"
#include "app/ui/timeline/composer.h"
#include "app/ui/timeline/timelineoverlay.h"
#include "app/ui/timeline/timelineview.h"
#include "app/ui/timeline/typingbar.h"

#include <QEvent>
#include <QVBoxLayout>

namespace coterie::ui {

namespace {

constexpr int draftAfterMs = 300;
constexpr int skeletonAfterMs = 120; // a page from this computer's store is there before

} // namespace

ChatPane::ChatPane(Session &session, Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_settings(settings)
    , m_view(new TimelineView(this))
    , m_empty(new EmptyState(u"chat", m_view))
    , m_skeleton(new Skeleton(m_view))
    , m_pill(new NewestPill(m_view))
    , m_typing(new TypingBar(this))
    , m_composer(new Composer(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1);
    column->addWidget(m_typing);
    column->addWidget(m_composer);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_empty->hide();
    m_view->installEventFilter(this);
    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(draftAfterMs);
    m_skeletonTimer.setSingleShot(true);
    m_skeletonTimer.setInterval(skeletonAfterMs);
    connect(&m_draftTimer, &QTimer::timeout, this, &ChatPane::keepDraft);
    connect(&m_skeletonTimer, &QTimer::timeout, this, &ChatPane::showEmpty);
    connectView();
    connectComposer();
    connect(&session, &Session::stateChanged, this, &ChatPane::stateChanged);
    connect(&session, &Session::draftBrought, this, &ChatPane::takeDraft);
    connect(&session, &Session::kept, this, [this](const RoomId &, const OpId &op) { m_composer->saved(op); });
    const auto applySettings = [this] {
        m_composer->setEnterSends(m_settings.enterSends());
        m_view->setLetterKeys(m_settings.flag(Settings::Key::LetterKeys));
    };
    applySettings();
    connect(&settings, &Settings::changed, this, applySettings);
    stateChanged(session.state());
}

ChatPane::~ChatPane()
{
    keepDraft();
}

void ChatPane::connectView()
{
    connect(m_view, &TimelineView::olderWanted, this, [this] {
        if (m_model && m_model->canFetchOlder() && !m_model->isLoading())
            m_model->fetchOlder();
    });
    connect(m_view, &TimelineView::newerWanted, this, [this] {
        if (m_model && m_model->canFetchNewer() && !m_model->isLoading())
            m_model->fetchNewer();
    });
    connect(m_view, &TimelineView::followingChanged, this, [this] {
        follow();
        arrange();
    });
    connect(m_view, &TimelineView::newBelowChanged, this, [this](int count) {
        m_pill->setCount(count);
        arrange();
    });
    connect(m_view, &TimelineView::replyRequested, m_composer, &Composer::setReply);
    connect(m_view, &TimelineView::retryRequested, this,
            [this](const OpId &op) { m_session.retryRefused(m_room, op); });
    connect(m_view, &TimelineView::discardRequested, this, &ChatPane::discard);
    connect(m_view, &TimelineView::editRequested, this, &ChatPane::beginEdit);
    connect(m_view, &TimelineView::unreadFromRequested, this,
            [this](Seq line) { m_session.markRead(m_room, line - 1); });
    connect(m_view, &TimelineView::sendAgainRequested, this, [this](Seq seq) {
        if (!m_session.sendAgain(m_room, seq).isNull())
            emit told(tr("The message is on its way to its room again."));
    });
    connect(m_view, &TimelineView::linkActivated, this, &ChatPane::linkActivated);
    connect(m_view, &TimelineView::leaveRequested, m_composer, qOverload<>(&QWidget::setFocus));
    connect(m_view, &TimelineView::typed, m_composer, &Composer::insertText);
    connect(m_pill, &QPushButton::clicked, this, [this] {
        m_landing = m_model && m_model->canFetchNewer(); // to the end as soon as it is there
        if (m_model)
            m_model->showLatest();
        m_view->scrollToNewest();
        m_composer->setFocus();
    });
}

void ChatPane::connectComposer()
{
    connect(m_composer, &Composer::submitted, this, [this](const QString &text, std::optional<qint64> reply) {
        m_draftTimer.stop();
        m_landing = m_model && m_model->canFetchNewer(); // what one says is at the end
        m_composer->submittedAs(m_session.post(m_room, text, reply));
        m_view->scrollToNewest();
    });
    connect(m_composer, &Composer::editSubmitted, this, [this](const QString &text) {
        const bool taken = m_edited && m_session.editQueued(m_room, *m_edited, text);
        m_composer->endEdit(taken ? *m_edited : OpId());
        endEdit();
    });
    connect(m_composer, &Composer::editEnded, this, &ChatPane::endEdit);
    connect(m_composer, &Composer::lastWanted, this, &ChatPane::editLast);
    connect(m_composer, &Composer::textEdited, this, [this] { m_draftTimer.start(); });
    connect(m_composer, &Composer::typingChanged, this, [this](bool on) { m_session.setTyping(m_room, on); });
}

void ChatPane::beginEdit(const OpId &op, const QString &body)
{
    m_edited = op;
    m_session.holdQueued(op);
    m_composer->beginEdit(body);
}

void ChatPane::endEdit()
{
    m_edited.reset();
    m_session.holdQueued({});
}

// Only what waits can be changed by Up; the last of it, as it is the one that was just typed.
void ChatPane::editLast()
{
    for (int row = m_model ? m_model->rowCount() - 1 : -1; row >= 0; --row) {
        const MessageRow message = messageRow(m_model->index(row));
        if (message.seq > 0)
            return;
        if (message.isEditable()) {
            beginEdit(message.op, message.body);
            return;
        }
    }
}

void ChatPane::discard(const OpId &op)
{
    const Session::TakenBack taken = m_session.discardQueued(op);
    if (taken.done)
        emit discarded(taken.sentence, [this, op] { m_session.putBack(op); });
    else
        emit failed(taken.sentence);
}

void ChatPane::keepDraft()
{
    m_draftTimer.stop();
    if (!m_room.isNull() && !m_composer->isEditing())
        m_session.setDraft(m_room, m_composer->text());
}

void ChatPane::setRoom(const RoomId &room)
{
    if (room == m_room)
        return;
    m_composer->endEdit();
    endEdit();
    keepDraft();
    if (m_model)
        m_model->disconnect(this);
    if (!m_room.isNull())
        m_session.typing(m_room)->disconnect(this);
    m_room = room;
    m_model = m_session.timeline(room);
    m_landing = true;
    m_view->setModel(m_model);
    m_composer->clearReply();
    m_composer->setText(m_session.draft(room));
    m_composer->setLongest(m_session.limits().body);
    TypingTracker *typing = m_session.typing(room);
    connect(typing, &TypingTracker::changed, this, [this](const QStringList &names) { m_typing->setNames(names); });
    m_typing->setNames(typing->names());
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &ChatPane::rowsCame, Qt::QueuedConnection);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &ChatPane::rowsCame, Qt::QueuedConnection);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ChatPane::rowsCame, Qt::QueuedConnection);
    // What waited has its place in the log now.
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ChatPane::follow, Qt::QueuedConnection);
    connect(m_model, &TimelineModel::aroundArrived, this, &ChatPane::messageCame, Qt::QueuedConnection);
    connect(m_model, &TimelineModel::olderArrived, this, &ChatPane::rowsCame, Qt::QueuedConnection);
    m_skeletonTimer.start();
    rowsCame();
}

void ChatPane::showMessage(Seq seq)
{
    if (!m_model)
        return;
    m_landing = false;
    m_model->showAround(seq);
}

void ChatPane::messageCame(Seq seq, bool found)
{
    rowsCame();
    const int row = m_model ? m_model->rowOfSeq(seq) : -1;
    if (found && row >= 0)
        m_view->pointOut(row);
    else
        emit failed(tr("This message is not on this computer any more. Search again to see what is."));
}

void ChatPane::setRoomName(const QString &name)
{
    m_roomName = name;
    m_composer->setRoomName(name);
    m_view->setAccessibleName(tr("Messages in %1", "name of the timeline for screen readers").arg(name));
    m_empty->setWords(tr("This is the start of #%1", "empty room; %1 is its name").arg(name),
                      tr("Say hello, or open the board with Ctrl+2 and draw something."));
}

void ChatPane::setPast(bool past)
{
    m_past = past;
    m_view->setPast(past);
    closeComposer(m_session.state());
}

void ChatPane::closeComposer(const Session::StateInfo &info)
{
    QString why = tr("You are not in this session any more; everything here can be read.",
                     "in the composer when the host refused");
    if (m_past)
        why = tr("The host lost these messages. They can be read here, and not answered.",
                 "in the composer of a room that only this computer has");
    else if (info.distrusted && info.waiting > 0)
        why = tr("%Ln change(s) of yours wait here and are kept; everything can be read.",
                 "in the composer when whoever answers has another key", info.waiting);
    else if (info.distrusted)
        why = tr("Another host answers than before; everything here can be read.",
                 "in the composer when whoever answers has another key");
    m_composer->setReadOnly(m_past || info.state == Session::State::Refused, why);
}

// From this session's time at another host.
void ChatPane::takeDraft(const RoomId &room, const QString &older)
{
    if (room != m_room) {
        m_session.setDraft(room, draftWith(older, m_session.draft(room)));
        return;
    }
    m_composer->endEdit();
    endEdit();
    m_composer->setText(draftWith(older, m_composer->text()));
    keepDraft();
}

void ChatPane::rowsCame()
{
    m_view->setMoreBelow(m_model && m_model->canFetchNewer());
    if (m_landing && m_model && m_model->isLoaded())
        land();
    showEmpty();
    follow();
}

// A room with something unread opens at the line above it, else at its end.
void ChatPane::land()
{
    m_landing = false;
    const int row = m_model->firstUnreadRow();
    if (row >= 0)
        m_view->showFromRow(row);
    else
        m_view->scrollToNewest();
}

void ChatPane::showEmpty()
{
    const bool loaded = m_model && m_model->isLoaded();
    const bool empty = !m_model || m_model->rowCount() == 0;
    m_skeleton->setVisible(!loaded && empty && !m_skeletonTimer.isActive());
    m_empty->setVisible(loaded && empty);
    arrange();
}

// Only what is really in front of somebody is read.
void ChatPane::follow()
{
    const bool watching = isVisible() && window()->isActiveWindow() && m_view->isFollowing() && !m_landing && m_model &&
                          !m_model->canFetchNewer();
    m_session.setWatching(watching);
    if (watching && m_model && m_model->lastLine() > 0)
        m_session.markSeen(m_room, m_model->lastLine());
}

void ChatPane::arrange()
{
    const QRect inside = m_view->rect();
    m_empty->setGeometry(inside);
    m_skeleton->setGeometry(inside);
    const bool wanted = !m_view->isFollowing() && !m_empty->isVisible();
    m_pill->setVisible(wanted);
    m_pill->resize(m_pill->sizeHint());
    const int x = m_pill->text().isEmpty() ? inside.right() - m_pill->width() - space::xl
                                           : (inside.width() - m_pill->width()) / 2;
    m_pill->move(x, inside.bottom() - m_pill->height() - space::s);
    m_pill->raise();
}

void ChatPane::stateChanged(const Session::StateInfo &info)
{
    using State = Session::State;
    m_view->setWaiting(info.state == State::HostAway || info.state == State::Offline || info.state == State::Refused);
    m_view->setAnimated(!m_settings.flag(Settings::Key::ReduceMotion));
    m_composer->setLongest(m_session.limits().body);
    closeComposer(info);
}

bool ChatPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::Resize)
        arrange();
    return QWidget::eventFilter(watched, event);
}

// A window tells its children by these that it came to the front or lost it.
bool ChatPane::event(QEvent *event)
{
    const bool handled = QWidget::event(event);
    if ((event->type() == QEvent::WindowActivate || event->type() == QEvent::WindowDeactivate) && !m_room.isNull())
        follow();
    return handled;
}

void ChatPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_room.isNull())
        follow();
}

void ChatPane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    keepDraft();
    m_session.setWatching(false);
}

} // namespace coterie::ui
