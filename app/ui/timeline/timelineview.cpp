// SPDX-License-Identifier: MIT
#include "app/ui/timeline/timelineview.h"

#include "app/ui/shell/theme.h"
#include "app/ui/timeline/messagedelegate.h"
#include "app/ui/timeline/rowactions.h"

#include <QDateTime>
#include <QEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int wheelStep = 24;
constexpr int endSlack = 4;      // this near the end is at the end
constexpr int fetchAhead = 1200; // pixels from the top at which the page above is asked for
constexpr int glowMs = 2500;
constexpr int frameMs = 80;      // of the clock of what is under way
constexpr int contextAbove = 40; // of the first unread row

} // namespace

TimelineView::TimelineView(QWidget *parent)
    : QListView(parent)
    , m_delegate(new MessageDelegate(this))
    , m_rowActions(new RowActions(viewport()))
{
    setAccessibleName(tr("Messages", "name of the timeline for screen readers"));
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Always there, so that the width, on which all heights depend, does not change with the count of rows.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    verticalScrollBar()->setSingleStep(wheelStep);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setAutoScroll(false);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &TimelineView::scrolled);
    m_clockTimer.setSingleShot(true);
    m_wordsTimer.setSingleShot(true);
    connect(&m_clockTimer, &QTimer::timeout, this, [this] {
        viewport()->update();
        watchPending();
    });
    connect(&m_wordsTimer, &QTimer::timeout, this, [this] {
        scheduleDelayedItemsLayout(); // a line more
        watchPending();
    });
    connect(m_rowActions, &RowActions::editClicked, this, [this] {
        if (const MessageRow row = messageRow(m_hovered); row.isEditable())
            emit editRequested(row.op, row.body);
    });
    connect(m_rowActions, &RowActions::sendAgainClicked, this, [this] { sendAgain(messageRow(m_hovered)); });
    connect(m_rowActions, &RowActions::discardClicked, this, [this] { discard(messageRow(m_hovered)); });
    m_glowTimer.setSingleShot(true);
    m_glowTimer.setInterval(glowMs);
    connect(&m_glowTimer, &QTimer::timeout, this, [this] {
        m_delegate->setGlowing({});
        viewport()->update();
    });
    connect(m_rowActions, &RowActions::replyClicked, this, [this] { reply(messageRow(m_hovered)); });
    connect(m_rowActions, &RowActions::copyClicked, this, [this] {
        setCurrentIndex(m_hovered);
        if (m_selectedRow != m_hovered)
            select({}, {});
        copy();
    });
    connect(m_rowActions, &RowActions::moreClicked, this,
            [this] { openMenu(m_hovered, m_rowActions->mapToGlobal(m_rowActions->rect().bottomLeft())); });
}

TimelineView::~TimelineView() = default;

void TimelineView::setModel(QAbstractItemModel *model)
{
    m_anchor = QModelIndex();
    m_hovered = QModelIndex();
    select({}, {});
    QListView::setModel(model);
    setNewBelow(0);
    setFollowing(true);
}

// ---------------------------------------------------------------------------------------- what stays where it is

void TimelineView::remember()
{
    const QModelIndex first = indexAt(QPoint(10, 1));
    m_anchor = first;
    m_anchorOffset = first.isValid() ? visualRect(first).top() : 0;
}

void TimelineView::restore()
{
    QScrollBar *bar = verticalScrollBar();
    if (m_following)
        bar->setValue(bar->maximum());
    else if (m_anchor.isValid())
        bar->setValue(bar->value() + visualRect(m_anchor).top() - m_anchorOffset);
}

void TimelineView::doItemsLayout()
{
    if (m_holding) {
        QListView::doItemsLayout();
        return;
    }
    const QScopedValueRollback holding(m_holding, true);
    QListView::doItemsLayout();
    standOnTheGround();
    restore();
}

// A short conversation stands at the bottom, near the composer, not under the ceiling.
void TimelineView::standOnTheGround()
{
    const int gap = std::max(0, height() - contentsSize().height() - space::s);
    if (viewportMargins().top() != gap)
        setViewportMargins(0, gap, 0, 0);
}

void TimelineView::updateGeometries()
{
    if (m_holding) {
        QListView::updateGeometries();
        return;
    }
    const QScopedValueRollback holding(m_holding, true);
    QListView::updateGeometries();
    restore();
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    const bool wider = event->size().width() != event->oldSize().width();
    {
        const QScopedValueRollback holding(m_holding, true);
        QListView::resizeEvent(event);
    }
    if (wider) {
        scheduleDelayedItemsLayout();
    } else if (!m_holding) {
        const QScopedValueRollback holding(m_holding, true);
        standOnTheGround();
        restore();
    }
    m_rowActions->hide();
}

void TimelineView::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LayoutDirectionChange)
        scheduleDelayedItemsLayout();
}

void TimelineView::scrolled()
{
    m_rowActions->hide();
    if (m_holding)
        return;
    const QScrollBar *bar = verticalScrollBar();
    setFollowing(bar->value() >= bar->maximum() - endSlack);
    remember();
    lookForMore();
}

void TimelineView::lookForMore()
{
    const QScrollBar *bar = verticalScrollBar();
    if (bar->value() - bar->minimum() < fetchAhead)
        emit olderWanted();
    if (bar->maximum() - bar->value() < fetchAhead)
        emit newerWanted();
}

void TimelineView::setMoreBelow(bool on)
{
    m_moreBelow = on;
    if (on)
        setFollowing(false);
}

void TimelineView::setFollowing(bool on)
{
    on = on && !m_moreBelow;
    if (on)
        setNewBelow(0);
    if (on == m_following)
        return;
    m_following = on;
    if (!on)
        remember();
    emit followingChanged(on);
}

void TimelineView::setNewBelow(int count)
{
    if (count == m_newBelow)
        return;
    m_newBelow = count;
    emit newBelowChanged(count);
}

void TimelineView::scrollToNewest()
{
    setFollowing(true);
    executeDelayedItemsLayout();
    restore();
    viewport()->update();
}

void TimelineView::showFromRow(int row)
{
    executeDelayedItemsLayout();
    const QModelIndex index = model()->index(row, 0);
    QScrollBar *bar = verticalScrollBar();
    const int target =
        std::clamp(bar->value() + visualRect(index).top() - contextAbove, bar->minimum(), bar->maximum());
    setFollowing(target >= bar->maximum() - endSlack);
    bar->setValue(target);
    remember();
}

void TimelineView::pointOut(int row)
{
    executeDelayedItemsLayout();
    const QModelIndex index = model()->index(row, 0);
    QScrollBar *bar = verticalScrollBar();
    const int target =
        std::clamp(bar->value() + visualRect(index).top() - viewport()->height() / 3, bar->minimum(), bar->maximum());
    setFollowing(target >= bar->maximum() - endSlack);
    bar->setValue(target);
    remember();
    setCurrentIndex(index);
    m_delegate->setGlowing(index);
    m_glowTimer.start();
    viewport()->update();
}

void TimelineView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QListView::rowsInserted(parent, start, end);
    // Only what came at the end is new; a page of older messages is not.
    if (end == model()->rowCount() - 1 && start > 0) {
        int count = 0;
        for (int row = start; row <= end; ++row) {
            const MessageRow inserted = messageRow(model()->index(row, 0));
            if (!inserted.isMessage())
                continue;
            if (inserted.mine && inserted.seq == 0)
                setFollowing(true); // one's own words are what one wants to see
            count += inserted.mine ? 0 : 1;
        }
        if (!m_following && count > 0)
            setNewBelow(m_newBelow + count);
    }
    watchPending();
    if (m_following)
        scheduleDelayedItemsLayout();
}

void TimelineView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    QListView::dataChanged(topLeft, bottomRight, roles);
    // A refusal, a quote that was found or a new group change a row's height.
    scheduleDelayedItemsLayout();
    watchPending();
}

void TimelineView::reset()
{
    QListView::reset();
    select({}, {});
    setNewBelow(0);
    setFollowing(true);
    scheduleDelayedItemsLayout();
}

void TimelineView::watchPending()
{
    bool moves = false;
    qint64 clockIn = -1, wordsIn = -1;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto sooner = [](qint64 &in, qint64 ms) {
        if (ms > 0)
            in = in < 0 ? ms : std::min(in, ms);
    };
    // What is on its way stands at the end.
    for (int at = model() ? model()->rowCount() - 1 : -1; at >= 0; --at) {
        const MessageRow row = messageRow(model()->index(at, 0));
        if (row.isMessage() && row.seq > 0)
            break;
        if (!row.isPending())
            continue;
        const qint64 since = row.waitedMs(now);
        sooner(clockIn, MessageDelegate::clockAfterMs - since);
        sooner(wordsIn, longWaitMs - since);
        // Of a time that has not been yet: when the clock has caught up, it begins to wait as others do.
        sooner(wordsIn, std::min<qint64>(now.msecsTo(row.time), longWaitMs));
        moves = moves || (row.state == TimelineModel::Delivery::Sending && since >= MessageDelegate::clockAfterMs);
    }
    if (moves && m_delegate->isAnimated() && isVisible())
        clockIn = frameMs;
    if (clockIn > 0 && (!m_clockTimer.isActive() || m_clockTimer.remainingTime() > clockIn))
        m_clockTimer.start(int(clockIn) + 1);
    if (wordsIn > 0)
        m_wordsTimer.start(int(wordsIn) + 1);
}

void TimelineView::setAnimated(bool on)
{
    m_delegate->setAnimated(on);
}

void TimelineView::setWaiting(bool on)
{
    m_delegate->setWaiting(on);
    scheduleDelayedItemsLayout();
    watchPending();
    viewport()->update();
}

void TimelineView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    viewport()->update();
}

} // namespace coterie::ui
