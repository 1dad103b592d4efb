// SPDX-License-Identifier: MIT
#include "app/ui/timeline/messagedelegate.h"
#include "app/ui/timeline/wrappedwords.h"

#include "app/ui/shell/avatar.h"
#include "app/ui/shell/icons.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/theme.h"

#include <QAbstractItemView>
#include <QDateTime>
#include <QPainter>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int keptLayouts = 240;
constexpr int keptHeights = 6000;
constexpr int hoverAlpha = 110;
constexpr int turnMs = 1600;

int messageWidth(const QStyleOptionViewItem &option)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return view ? view->viewport()->width() : option.rect.width();
}

} // namespace

MessageDelegate::MessageDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
    , m_layouts(keptLayouts)
{
}

MessageDelegate::HeightKey MessageDelegate::keyOf(const MessageRow &row, const QFont &font)
{
    return {row.op.value, qHash(row.body), font.pixelSize()};
}

int MessageDelegate::bodyHeight(const MessageRow &row, const QFont &font, int width) const
{
    const int room = bodyWidth(width);
    const HeightKey key = keyOf(row, font);
    const auto known = m_heights.constFind(key);
    if (known != m_heights.cend() && (known->width == room || (known->unbroken && room >= known->from)))
        return known->height;
    const MessageLayout &laidOut = layout(row, font, width);
    if (m_heights.size() >= keptHeights)
        m_heights.clear();
    const Height height{room, int(laidOut.height()), int(laidOut.naturalWidth()) + 1, laidOut.isUnbroken()};
    m_heights.insert(key, height);
    return height.height;
}

const MessageLayout &MessageDelegate::layout(const MessageRow &row, const QFont &font, int width) const
{
    const int room = bodyWidth(width);
    const LayoutKey key{keyOf(row, font), room};
    if (const MessageLayout *known = m_layouts.object(key))
        return *known;
    auto *made = new MessageLayout(row.body, font, room);
    m_layouts.insert(key, made);
    return *made;
}

RowGeometry MessageDelegate::geometry(const MessageRow &row, const QFont &font, int width) const
{
    return geometryOf(row, font, width, bodyHeight(row, font, width));
}

QSize MessageDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int width = messageWidth(option);
    const MessageRow row = rowAt(index);
    const int height =
        row.isMessage() ? geometry(row, option.font, width).height : plainRowHeight(row, option.font, width);
    return {width, height};
}

MessageRow MessageDelegate::rowAt(const QModelIndex &index) const
{
    MessageRow row = messageRow(index);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!m_waiting || !row.isPending() || row.waitedMs(now) < longWaitMs)
        return row;
    const QModelIndex next = index.siblingAtRow(index.row() + 1);
    row.saysWaiting = !next.isValid() || !messageRow(next).isPending() || messageRow(next).waitedMs(now) < longWaitMs;
    return row;
}

void MessageDelegate::setSelection(const QModelIndex &index, const TextSelection &selection)
{
    m_selectedRow = index;
    m_selection = selection;
}

void MessageDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const MessageRow row = rowAt(index);
    painter->save();
    painter->setClipRect(option.rect, Qt::IntersectClip); // of the signs that can be piled up on a letter
    switch (row.kind) {
    case TimelineModel::RowKind::Message:
        paintMessage(*painter, option, index, row);
        break;
    case TimelineModel::RowKind::Day:
        paintDay(*painter, option, row);
        break;
    case TimelineModel::RowKind::NewLine:
        paintNewLine(*painter, option);
        break;
    case TimelineModel::RowKind::Notice:
        paintNotice(*painter, option, row);
        break;
    }
    painter->restore(); // the rows move it to where they paint
    const bool current = option.state.testFlag(QStyle::State_HasFocus);
    if (m_ring && current)
        stylepaint::focusRing(*painter, QRectF(option.rect).adjusted(4, 1, -4, -1), cornerRadius,
                              colors(option.palette).focus);
}

void MessageDelegate::paintMessage(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                                   const MessageRow &row) const
{
    const Colors &c = colors(option.palette);
    const RowGeometry g = geometry(row, option.font, messageWidth(option));
    const bool hovered = m_hovered == index;
    const bool selected = m_ring && option.state.testFlag(QStyle::State_Selected);
    if (row.isRefused()) {
        const QRectF ground = QRectF(option.rect).adjusted(space::s, 1, -space::s, -1);
        stylepaint::rounded(painter, ground, cornerRadius, c.dangerSoft);
        stylepaint::rounded(painter, QRectF(ground.left(), ground.top(), 3, ground.height()), 1.5, c.danger);
    } else if (m_glowing.isValid() && m_glowing == index) {
        stylepaint::rounded(painter, QRectF(option.rect).adjusted(4, 1, -4, -1), cornerRadius, c.warningSoft);
    } else if (selected) {
        stylepaint::rounded(painter, QRectF(option.rect).adjusted(4, 1, -4, -1), cornerRadius, c.accentSoft);
    } else if (hovered) {
        QColor ground = c.hover;
        ground.setAlpha(hoverAlpha);
        painter.fillRect(option.rect, ground);
    }
    painter.translate(option.rect.topLeft());
    paintHeader(painter, option, row, g);
    if (!row.header && hovered) {
        painter.setFont(typeface(Type::Small, option.font));
        painter.setPen(c.muted);
        painter.drawText(g.gutterTime, stylepaint::trailing(option), clockText(row.time));
    }
    const TextSelection *selection = m_selectedRow == index ? &m_selection : nullptr;
    layout(row, option.font, messageWidth(option)).paint(painter, g.body.topLeft(), c, selection);
    paintState(painter, option, row, g, hovered);
}

void MessageDelegate::paintHeader(QPainter &painter, const QStyleOptionViewItem &option, const MessageRow &row,
                                  const RowGeometry &g) const
{
    const Colors &c = colors(option.palette);
    if (row.header) {
        paintAvatar(painter, g.avatar, row.name, userColor(row.author), option.font);
        const QFont strong = typeface(Type::Strong, option.font);
        painter.setPen(c.text);
        paintLine(painter, g.name, stylepaint::leading(option), row.name, strong);
        painter.setFont(typeface(Type::Small, option.font));
        painter.setPen(c.muted);
        painter.drawText(g.time, stylepaint::leading(option), clockText(row.time));
    }
    if (row.replyTo > 0) {
        const QFont small = typeface(Type::Small, option.font);
        const QRect bar =
            QStyle::visualRect(option.direction, g.reply, QRect(g.reply.topLeft(), QSize(3, g.reply.height())));
        stylepaint::rounded(painter, bar, 1.5, c.accent);
        painter.setPen(c.muted);
        QString preview = row.replyPreview;
        if (preview.isEmpty())
            preview = tr("An earlier message", "stands for the quoted message while it is not loaded");
        const QRect words = g.reply.adjusted(space::m, 0, -space::m, 0);
        paintLine(painter, words, stylepaint::leading(option), preview, small);
    }
}

void MessageDelegate::paintState(QPainter &painter, const QStyleOptionViewItem &option, const MessageRow &row,
                                 const RowGeometry &g, bool hovered) const
{
    const Colors &c = colors(option.palette);
    if (row.isRefused()) {
        const QFont small = typeface(Type::Small, option.font);
        paintIcon(painter, g.mark, u"alert", c.danger);
        painter.setFont(small);
        painter.setPen(c.danger);
        paintWrapped(painter, g.reason.topLeft(), row.refusal, small, g.reason.width());
        painter.setFont(typeface(Type::SmallStrong, option.font));
        painter.setPen(c.link);
        painter.drawText(g.retry, stylepaint::leading(option), retryText());
        painter.drawText(g.edit, stylepaint::leading(option), editText());
        painter.drawText(g.copy, stylepaint::leading(option), copyText());
        painter.setPen(c.danger);
        painter.drawText(g.discard, stylepaint::leading(option), discardText());
        return;
    }
    if (row.isPending()) {
        const qint64 since = row.waitedMs(QDateTime::currentDateTimeUtc());
        if (since >= clockAfterMs || m_waiting)
            paintClock(painter, g.mark, m_waiting && since >= longWaitMs ? c.warning : c.muted, since,
                       row.state == TimelineModel::Delivery::Sending);
        if (row.saysWaiting) {
            painter.setFont(typeface(Type::Small, option.font));
            painter.setPen(c.warning);
            painter.drawText(g.waiting, stylepaint::leading(option), waitingText());
        }
    } else if (row.mine && hovered) {
        paintIcon(painter, g.mark, u"check", c.muted);
    }
}

// Of what is under way the hand goes round; of what only waits it stands.
void MessageDelegate::paintClock(QPainter &painter, const QRect &mark, const QColor &color, qint64 sinceMs,
                                 bool moves) const
{
    if (!moves || !m_animated) {
        paintIcon(painter, mark, u"clock", color);
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap));
    const QRectF face = QRectF(mark).adjusted(1.5, 1.5, -1.5, -1.5);
    painter.drawEllipse(face);
    painter.translate(face.center());
    painter.rotate(double(sinceMs % turnMs) * 360 / turnMs);
    painter.drawLine(QPointF(0, 0), QPointF(0, -face.height() * 0.32));
    painter.restore();
}

void MessageDelegate::paintDay(QPainter &painter, const QStyleOptionViewItem &option, const MessageRow &row) const
{
    const Colors &c = colors(option.palette);
    const QFont font = typeface(Type::SmallStrong, option.font);
    painter.setFont(font);
    const int words = QFontMetrics(font).horizontalAdvance(row.body) + 2 * space::m;
    const QRect rect = option.rect;
    const QRect label(rect.center().x() - words / 2, rect.top(), words, rect.height());
    painter.fillRect(QRect(rect.left() + rowMargin, rect.center().y(), label.left() - rect.left() - rowMargin, 1),
                     c.border);
    painter.fillRect(QRect(label.right(), rect.center().y(), rect.right() - rowMargin - label.right(), 1), c.border);
    painter.setPen(c.muted);
    painter.drawText(label, Qt::AlignCenter, row.body);
}

void MessageDelegate::paintNewLine(QPainter &painter, const QStyleOptionViewItem &option) const
{
    const Colors &c = colors(option.palette);
    const QFont font = typeface(Type::SmallStrong, option.font);
    painter.setFont(font);
    const QString text = tr("New messages", "the line above what has not been read");
    const int words = QFontMetrics(font).horizontalAdvance(text) + 2 * space::m;
    const QRect rect = option.rect;
    const int high = QFontMetrics(font).height() + 6;
    const QRect label(rect.right() - rowMargin - words, rect.center().y() - high / 2, words, high);
    painter.fillRect(QRect(rect.left() + rowMargin, rect.center().y(), label.left() - rect.left() - rowMargin, 1),
                     c.accent);
    stylepaint::rounded(painter, label, high / 2.0, c.accent);
    painter.setPen(c.onAccent);
    painter.drawText(label, Qt::AlignCenter, text);
}

void MessageDelegate::paintNotice(QPainter &painter, const QStyleOptionViewItem &option, const MessageRow &row) const
{
    const Colors &c = colors(option.palette);
    const int width = messageWidth(option);
    const int left = bodyLeft(width);
    painter.translate(option.rect.topLeft());
    const QFont small = typeface(Type::Small, option.font);
    const int line = QFontMetrics(small).height();
    paintIcon(painter, QRectF(left - space::m - 26, space::xs + 1 + (line - 16) / 2.0, 16, 16), u"info", c.muted);
    painter.setFont(small);
    painter.setPen(c.muted);
    paintWrapped(painter, QPointF(left, space::xs + 2), row.body, small, bodyWidth(width));
}

} // namespace coterie::ui
