// SPDX-License-Identifier: MIT
#include "app/ui/search/searchlist.h"

#include "app/session/searchmodel.h"
#include "app/ui/people/memberlist.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"
#include "app/ui/timeline/wrappedwords.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace coterie::ui {

namespace {

constexpr int mostLines = 2;
constexpr int roomMarkSide = 14;

bool isRoom(const QModelIndex &index)
{
    return SearchModel::RowKind(index.data(SearchModel::KindRole).toInt()) == SearchModel::RowKind::Room;
}

int hitWidth(const QStyleOptionViewItem &option)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return (view ? view->viewport()->width() : option.rect.width()) - 4 * space::s;
}

// What fits into two lines of `width`; the rest is left out, and "…" says so.
QString shortened(const QString &line, const QFont &font, int width)
{
    QTextLayout probe(line, font);
    QTextOption wrap;
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    probe.setTextOption(wrap);
    probe.beginLayout();
    int from = 0;
    for (int i = 0; i < mostLines; ++i) {
        QTextLine part = probe.createLine();
        if (!part.isValid())
            return line;
        part.setLineWidth(std::max(40, width));
        from = part.textStart();
    }
    const bool more = probe.createLine().isValid();
    probe.endLayout();
    return more ? QString(line.left(from) % QFontMetrics(font).elidedText(line.mid(from), Qt::ElideRight, width))
                : line;
}

int layOut(QTextLayout &layout, int width)
{
    QTextOption wrap;
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrap);
    layout.beginLayout();
    double y = 0;
    for (int i = 0; i < mostLines; ++i) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(std::max(40, width));
        line.setPosition({0, y});
        y += line.height();
    }
    layout.endLayout();
    return int(std::ceil(y));
}

} // namespace

SearchDelegate::SearchDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{
}

QSize SearchDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (isRoom(index))
        return {120, QFontMetrics(typeface(Type::SmallStrong, option.font)).height() + space::l};
    QTextLayout layout(index.data(SearchModel::LineRole).toString(), typeface(Type::Small, option.font));
    return {120, QFontMetrics(typeface(Type::SmallStrong, option.font)).height() + layOut(layout, hitWidth(option)) +
                     space::m + 4};
}

void SearchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    if (isRoom(index))
        paintRoom(*painter, option, index);
    else
        paintHit(*painter, option, index);
    painter->restore();
}

void SearchDelegate::paintRoom(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = colors(option.palette);
    const QRect row = stylepaint::listRow(option).adjusted(space::s, space::s, -space::s, 0);
    const auto placed = [&](const QRect &rect) { return QStyle::visualRect(option.direction, row, rect); };
    paintIcon(painter, placed({row.left(), row.center().y() - roomMarkSide / 2 + 1, roomMarkSide, roomMarkSide}),
              u"hash", c.muted);
    const QFont font = typeface(Type::SmallStrong, option.font);
    const QString count = option.locale.toString(index.data(SearchModel::CountRole).toInt());
    const int countWidth = QFontMetrics(font).horizontalAdvance(count) + 2;
    const QRect name = row.adjusted(roomMarkSide + space::xs, 0, -countWidth - space::s, 0);
    painter.setFont(font);
    painter.setPen(c.muted);
    paintLine(painter, placed(name), stylepaint::leading(option), index.data(SearchModel::RoomRole).toString(), font);
    painter.drawText(placed({row.right() - countWidth, row.top(), countWidth, row.height()}),
                     stylepaint::trailing(option), count);
}

void SearchDelegate::paintHit(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = colors(option.palette);
    const QRect row = stylepaint::listRow(option);
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    if (chosen)
        stylepaint::rounded(painter, row, cornerRadius, c.selected);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        stylepaint::rounded(painter, row, cornerRadius, c.hover);
    const QRect inside = row.adjusted(space::s, space::xs + 1, -space::s, -space::xs);
    const auto placed = [&](const QRect &rect) { return QStyle::visualRect(option.direction, row, rect); };
    const QFont strong = typeface(Type::SmallStrong, option.font);
    const QFont small = typeface(Type::Small, option.font);
    const int height = QFontMetrics(strong).height();
    const QString when = sinceText(index.data(SearchModel::TimeRole).toDateTime(), QDateTime::currentDateTime());
    const int whenWidth = QFontMetrics(small).horizontalAdvance(when) + 2;
    const int nameWidth = std::max(40, inside.width() - whenWidth - space::s);
    painter.setPen(c.text);
    paintLine(painter, placed({inside.left(), inside.top(), nameWidth, height}), stylepaint::leading(option),
              index.data(SearchModel::AuthorRole).toString(), strong);
    painter.setFont(small);
    painter.setPen(c.muted);
    painter.drawText(placed({inside.right() - whenWidth, inside.top(), whenWidth, height}),
                     stylepaint::trailing(option), when);

    QTextLayout layout(shortened(index.data(SearchModel::LineRole).toString(), small, inside.width()), small);
    QList<QTextLayout::FormatRange> formats;
    for (const TextRange &mark : index.data(SearchModel::MarksRole).value<QList<TextRange>>()) {
        QTextLayout::FormatRange range;
        range.start = int(mark.at);
        range.length = int(mark.length);
        range.format.setBackground(c.warningSoft);
        range.format.setForeground(c.text);
        range.format.setFontWeight(QFont::DemiBold);
        formats.append(range);
    }
    layout.setFormats(formats);
    (void)layOut(layout, inside.width());
    painter.setPen(c.text);
    layout.draw(&painter, QPointF(inside.left(), inside.top() + height + 1));
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        stylepaint::focusRing(painter, row, cornerRadius, c.focus);
}

SearchList::SearchList(QWidget *parent)
    : QListView(parent)
{
    setAccessibleName(tr("Messages found", "name of the list for screen readers"));
    setItemDelegate(new SearchDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false); // stands on the ground of the side column
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QListView::clicked, this, &SearchList::chosen);
}

void SearchList::selectFirst()
{
    setCurrentIndex({});
    step(1);
    scrollToTop();
}

void SearchList::step(int by)
{
    const int count = model() ? model()->rowCount() : 0;
    for (int row = currentIndex().row() + by; row >= 0 && row < count; row += by) {
        const QModelIndex index = model()->index(row, 0);
        if (isRoom(index))
            continue;
        setCurrentIndex(index);
        if (row == 1)
            scrollToTop(); // with its heading
        return;
    }
}

void SearchList::activateCurrent()
{
    if (currentIndex().isValid() && !isRoom(currentIndex()))
        emit chosen(currentIndex());
}

void SearchList::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        step(-1);
        return;
    case Qt::Key_Down:
        step(1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activateCurrent();
        return;
    case Qt::Key_Escape:
        emit leaveRequested();
        return;
    default:
        QListView::keyPressEvent(event);
    }
}

void SearchList::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        scheduleDelayedItemsLayout(); // two lines or one
}

} // namespace coterie::ui
