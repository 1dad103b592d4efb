// SPDX-License-Identifier: MIT
// The hands of TimelineView: mouse, keys, selection and the menu of a row.
#include "app/ui/shell/icons.h"
#include "app/ui/shell/letterkeys.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/theme.h"
#include "app/ui/timeline/messagedelegate.h"
#include "app/ui/timeline/rowactions.h"
#include "app/ui/timeline/timelineview.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

namespace coterie::ui {

namespace {

// The words of a menu without a key that does nothing.
QString withoutLetterKey(const QString &text)
{
    const qsizetype tab = text.indexOf(u'\t');
    return tab >= 0 && isLetterKey(QKeySequence(text.mid(tab + 1))) ? text.left(tab) : text;
}

QString markTip(const MessageRow &row)
{
    switch (row.state) {
    case TimelineModel::Delivery::Queued:
        return TimelineView::tr("Waits on this computer and is sent as soon as the host answers",
                                "tooltip of the clock at a message");
    case TimelineModel::Delivery::Sending:
        return TimelineView::tr("Being sent", "tooltip of the clock at a message");
    case TimelineModel::Delivery::Refused:
        return {};
    case TimelineModel::Delivery::Sent:
        break;
    }
    return row.mine ? TimelineView::tr("Sent: it is on the host's disk", "tooltip of the tick at a message")
                    : QString();
}

} // namespace

TimelineView::Hit TimelineView::hitAt(const QPoint &position) const
{
    Hit hit;
    hit.index = indexAt(position);
    if (!hit.index.isValid())
        return hit;
    hit.row = messageRow(hit.index);
    hit.inRow = position - visualRect(hit.index).topLeft();
    if (hit.row.isMessage()) {
        hit.geometry = m_delegate->geometry(hit.row, font(), viewport()->width());
        hit.inBody = hit.inRow - hit.geometry.body.topLeft();
    }
    return hit;
}

const MessageLayout &TimelineView::layoutOf(const MessageRow &row) const
{
    return m_delegate->layout(row, font(), viewport()->width());
}

void TimelineView::select(const QModelIndex &index, const TextSelection &selection)
{
    m_selectedRow = index;
    m_selection = selection;
    m_delegate->setSelection(index, selection);
    viewport()->update();
}

QString TimelineView::selectedText() const
{
    if (!m_selectedRow.isValid() || m_selection.isEmpty())
        return {};
    return layoutOf(messageRow(m_selectedRow)).text(m_selection);
}

void TimelineView::copy()
{
    QString text = selectedText();
    if (text.isEmpty()) {
        QModelIndexList rows = selectedIndexes();
        std::sort(rows.begin(), rows.end());
        QStringList lines;
        for (const QModelIndex &index : std::as_const(rows)) {
            const MessageRow row = messageRow(index);
            if (row.isMessage())
                lines += rows.size() == 1 ? row.body : QString(row.name % u": " % row.body);
        }
        text = lines.join(u'\n');
    }
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void TimelineView::hover(const QPoint &position)
{
    const QModelIndex index = viewport()->rect().contains(position) ? indexAt(position) : QModelIndex();
    if (index == m_hovered)
        return;
    m_hovered = index;
    m_delegate->setHovered(index);
    viewport()->update();
    const MessageRow row = index.isValid() ? messageRow(index) : MessageRow();
    if (!index.isValid() || !row.isMessage() || m_selecting) {
        m_rowActions->hide();
        return;
    }
    using Row = RowActions::Row;
    m_rowActions->setRow(row.seq == 0 ? Row::Waits : !m_past ? Row::There : row.mine ? Row::OwnLost : Row::Lost);
    place(*m_rowActions);
}

void TimelineView::place(RowActions &actions)
{
    const QRect row = visualRect(m_hovered);
    const QSize size = actions.sizeHint();
    QRect box(QPoint(row.right() - size.width() - rowMargin, row.top() - size.height() / 2), size);
    box.moveTop(std::clamp(box.top(), 2, std::max(2, viewport()->height() - size.height() - 2)));
    actions.setGeometry(QStyle::visualRect(layoutDirection(), viewport()->rect(), box));
    actions.show();
    actions.raise();
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave) {
        const QPoint where = viewport()->mapFromGlobal(QCursor::pos());
        if (!m_rowActions->geometry().contains(where))
            hover(QPoint(-1, -1));
    } else if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const Hit hit = hitAt(help->pos());
        QString tip;
        if (hit.row.isMessage() && hit.index.isValid()) {
            tip = layoutOf(hit.row).linkAt(hit.inBody);
            if (tip.isEmpty() && (hit.geometry.time | hit.geometry.gutterTime).contains(hit.inRow))
                tip = locale().toString(hit.row.time.toLocalTime(), QLocale::LongFormat);
            if (tip.isEmpty() && hit.geometry.mark.contains(hit.inRow))
                tip = markTip(hit.row);
        }
        // A tooltip guesses rich text by default; a link may hold anything.
        QToolTip::showText(help->globalPos(), plainTip(tip), viewport());
        return true;
    }
    return QListView::viewportEvent(event);
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    setByKeyboard(false);
    const Hit hit = hitAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !hit.index.isValid()) {
        if (event->button() == Qt::LeftButton)
            select({}, {});
        return;
    }
    selectionModel()->setCurrentIndex(hit.index, QItemSelectionModel::ClearAndSelect);
    if (!hit.row.isMessage())
        return;
    const TextPlace place = layoutOf(hit.row).placeAt(hit.inBody);
    m_selecting = true;
    m_rowActions->hide();
    select(hit.index, {place, place});
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    if (m_selecting && m_selectedRow.isValid() && event->buttons().testFlag(Qt::LeftButton)) {
        const MessageRow row = messageRow(m_selectedRow);
        const RowGeometry g = m_delegate->geometry(row, font(), viewport()->width());
        const QPointF inBody = position - visualRect(m_selectedRow).topLeft() - g.body.topLeft();
        select(m_selectedRow, {m_selection.anchor, layoutOf(row).placeAt(inBody)});
        return;
    }
    hover(position);
    const Hit hit = hitAt(position);
    Qt::CursorShape shape = Qt::ArrowCursor;
    if (hit.index.isValid() && hit.row.isMessage()) {
        const MessageLayout &words = layoutOf(hit.row);
        const RowGeometry &g = hit.geometry;
        if (!words.linkAt(hit.inBody).isEmpty() || g.retry.contains(hit.inRow) || g.copy.contains(hit.inRow) ||
            g.discard.contains(hit.inRow) || g.edit.contains(hit.inRow))
            shape = Qt::PointingHandCursor;
        else if (words.isOverText(hit.inBody))
            shape = Qt::IBeamCursor;
    }
    viewport()->setCursor(shape);
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!m_selecting || event->button() != Qt::LeftButton)
        return;
    m_selecting = false;
    const Hit hit = hitAt(event->position().toPoint());
    if (!m_selection.isEmpty()) {
        if (QGuiApplication::clipboard()->supportsSelection())
            QGuiApplication::clipboard()->setText(selectedText(), QClipboard::Selection);
        return;
    }
    if (!hit.index.isValid() || hit.index != m_selectedRow || !hit.row.isMessage() || runRefusedLink(hit))
        return;
    const QString link = layoutOf(hit.row).linkAt(hit.inBody);
    if (!link.isEmpty())
        emit linkActivated(link);
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const Hit hit = hitAt(event->position().toPoint());
    if (!hit.index.isValid() || !hit.row.isMessage())
        return;
    const MessageLayout &words = layoutOf(hit.row);
    select(hit.index, words.wordAt(words.placeAt(hit.inBody)));
}

bool TimelineView::runRefusedLink(const Hit &hit)
{
    if (!hit.row.isRefused())
        return false;
    if (hit.geometry.retry.contains(hit.inRow))
        emit retryRequested(hit.row.op);
    else if (hit.geometry.edit.contains(hit.inRow))
        emit editRequested(hit.row.op, hit.row.body);
    else if (hit.geometry.copy.contains(hit.inRow))
        QGuiApplication::clipboard()->setText(hit.row.body);
    else if (hit.geometry.discard.contains(hit.inRow))
        discard(hit.row);
    else
        return false;
    return true;
}

void TimelineView::reply(const MessageRow &row)
{
    if (row.isMessage() && row.seq > 0 && !m_past)
        emit replyRequested(row.seq, row.name, row.body);
}

void TimelineView::sendAgain(const MessageRow &row)
{
    if (row.isMessage() && row.mine && row.seq > 0 && m_past)
        emit sendAgainRequested(row.seq);
}

void TimelineView::discard(const MessageRow &row)
{
    if (row.isEditable())
        emit discardRequested(row.op, row.body);
}

void TimelineView::setByKeyboard(bool on)
{
    m_byKeyboard = on;
    m_delegate->setKeyboardRing(on);
    viewport()->update();
}

// Single letters act only while the keyboard walks through the rows, and only if they are wanted at all. Otherwise they
// are the start of a message.
bool TimelineView::actOnLetter(const QKeyEvent &event)
{
    const bool plain = (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == Qt::NoModifier;
    if (!plain || event.text().isEmpty() || !event.text().at(0).isPrint() || event.key() == Qt::Key_Space)
        return false;
    if (!m_byKeyboard || !m_letterKeys) {
        emit typed(event.text());
        return true;
    }
    const MessageRow row = currentIndex().isValid() ? messageRow(currentIndex()) : MessageRow();
    if (event.key() == Qt::Key_R)
        reply(row);
    else if (event.key() == Qt::Key_E && row.isEditable())
        emit editRequested(row.op, row.body);
    else if (event.key() == Qt::Key_S)
        sendAgain(row);
    else if (event.key() == Qt::Key_M && row.line > 0 && !m_past)
        emit unreadFromRequested(row.line);
    return true;
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex index = currentIndex();
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->key() == Qt::Key_Delete && index.isValid()) {
        discard(messageRow(index));
    } else if (event->key() == Qt::Key_Escape) {
        if (m_selection.isEmpty())
            emit leaveRequested();
        else
            select({}, {});
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && index.isValid()) {
        openMenu(index, viewport()->mapToGlobal(visualRect(index).center()));
    } else if (!actOnLetter(*event)) {
        setByKeyboard(true);
        startAtTheEnd();
        QListView::keyPressEvent(event);
        if (event->key() == Qt::Key_End && event->modifiers() == Qt::NoModifier)
            scrollToNewest();
    }
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                       event->reason() == Qt::ShortcutFocusReason;
    setByKeyboard(byKey);
    if (byKey)
        startAtTheEnd(); // first: left to itself the list begins at its oldest row
    QListView::focusInEvent(event);
}

// A room without a line has the keys as a whole (A328).
void TimelineView::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (!m_byKeyboard || !hasFocus() || !model() || model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    stylepaint::focusRing(painter, viewport()->rect(), cornerRadius, colors(palette()).focus);
}

void TimelineView::startAtTheEnd()
{
    if (model() && model()->rowCount() > 0 && !currentIndex().isValid())
        setCurrentIndex(model()->index(model()->rowCount() - 1, 0));
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    if (!byKey && index != m_selectedRow)
        select({}, {});
    setCurrentIndex(index);
    openMenu(index, byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

QList<QAction *> TimelineView::actionsFor(const QModelIndex &index, QObject *owner)
{
    const MessageRow row = messageRow(index);
    if (!row.isMessage())
        return {};
    QList<QAction *> actions;
    const auto add = [&](QStringView iconName, const QString &text, auto run) {
        auto *action =
            new QAction(lineIcon(iconName, Tint::Muted), m_letterKeys ? text : withoutLetterKey(text), owner);
        connect(action, &QAction::triggered, this, run);
        actions += action;
    };
    if (row.isRefused())
        add(u"send", retryText(), [this, op = row.op] { emit retryRequested(op); });
    if (row.isEditable())
        add(u"edit", tr("Edit\tE", "menu of a message that waits"),
            [this, row] { emit editRequested(row.op, row.body); });
    if (m_past && row.mine)
        add(u"send", tr("Send again\tS", "menu of a message that the host lost; S is the key"),
            [this, row] { sendAgain(row); });
    if (row.seq > 0 && !m_past)
        add(u"reply", tr("Reply\tR", "menu of a message; R is the key"), [this, row] { reply(row); });
    add(u"copy",
        selectedText().isEmpty() ? tr("Copy text\tCtrl+C", "menu of a message")
                                 : tr("Copy selection\tCtrl+C", "menu of a message"),
        [this] { copy(); });
    const QStringList links = layoutOf(row).links();
    for (const QString &link : links) {
        QString shown = fontMetrics().elidedText(link, Qt::ElideMiddle, 280);
        add(u"link", tr("Open %1", "menu of a message; %1 is a link").arg(shown.replace(u'&', QLatin1String("&&"))),
            [this, link] { emit linkActivated(link); });
    }
    if (row.line > 0 && !m_past)
        add(u"bell", tr("Mark unread from here\tM", "menu of a message"),
            [this, line = row.line] { emit unreadFromRequested(line); });
    if (row.isEditable())
        add(u"trash",
            row.isRefused() ? tr("Discard\tDel", "menu of a message that was refused")
                            : tr("Do not send\tDel", "menu of a message that waits"),
            [this, row] { discard(row); });
    return actions;
}

void TimelineView::openMenu(const QModelIndex &index, const QPoint &where)
{
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QList<QAction *> actions = actionsFor(index, menu);
    menu->addActions(actions);
    if (actions.isEmpty())
        delete menu;
    else
        menu->popup(where);
}

} // namespace coterie::ui
