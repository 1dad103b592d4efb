// SPDX-License-Identifier: MIT
#include "app/ui/timeline/timelineview.h"

#include "app/ui/shell/theme.h"
#include "app/ui/timeline/messagedelegate.h"
#include "app/ui/timeline/rowactions.h"

#include <QEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int wheelStep = 24;
constexpr int endSlack = 4;      // this near the end is at the end
constexpr int fetchAhead = 1200; // pixels from the top at which the page above is asked for
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
    m_clockTimer.setInterval(MessageDelegate::clockAfterMs + 50);
    connect(&m_clockTimer, &QTimer::timeout, this, [this] { viewport()->update(); });
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

void TimelineView::setFollowing(bool on)
{
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
    const int last = model() ? model()->rowCount() - 1 : -1;
    if (last < 0)
        return;
    const MessageRow row = messageRow(model()->index(last, 0));
    if (row.isMessage() && row.state != TimelineModel::Delivery::Sent && !m_clockTimer.isActive())
        m_clockTimer.start();
}

void TimelineView::setWaiting(bool on)
{
    m_delegate->setWaiting(on);
    viewport()->update();
}

void TimelineView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    viewport()->update();
}

} // namespace coterie::ui
