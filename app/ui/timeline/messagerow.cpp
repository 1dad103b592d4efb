// SPDX-License-Identifier: MIT
#include "app/ui/timeline/messagerow.h"
#include "app/ui/timeline/wrappedwords.h"

#include "app/ui/shell/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QLocale>
#include <QModelIndex>
#include <QRegularExpression>
#include <QStyle>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int narrow = 520; // a column beside the board: smaller margins
constexpr int rowMarkSide = 16;

int marginOf(int width)
{
    return width < narrow ? space::m : rowMargin;
}

} // namespace

MessageRow messageRow(const QModelIndex &index)
{
    using Model = TimelineModel;
    MessageRow row;
    row.kind = Model::RowKind(index.data(Model::KindRole).toInt());
    row.state = Model::Delivery(index.data(Model::StateRole).toInt());
    row.op = index.data(Model::OpIdRole).value<OpId>();
    row.author = index.data(Model::AuthorIdRole).value<UserId>();
    row.name = index.data(Model::AuthorRole).toString();
    row.body = index.data(Model::BodyRole).toString();
    row.refusal = index.data(Model::RefusalRole).toString();
    row.time = index.data(Model::TimeRole).toDateTime();
    row.seq = index.data(Model::SeqRole).toLongLong();
    row.line = index.data(Model::LineRole).toLongLong();
    row.replyTo = index.data(Model::ReplyToRole).toLongLong();
    row.replyPreview = row.replyTo > 0 ? index.data(Model::ReplyPreviewRole).toString() : QString();
    row.mine = index.data(Model::MineRole).toBool();
    row.header = index.data(Model::HeaderRole).toBool();
    return row;
}

int bodyLeft(int width)
{
    return marginOf(width) + avatarSide + space::m;
}

int bodyWidth(int width)
{
    return std::clamp(width - bodyLeft(width) - marginOf(width) - rowMarkSide - space::s, 80, widestText);
}

RowGeometry geometryOf(const MessageRow &row, const QFont &font, int width, int bodyHeight)
{
    RowGeometry g;
    const int left = bodyLeft(width);
    const int room = bodyWidth(width);
    const QFontMetrics strong(typeface(Type::Strong, font));
    const QFontMetrics small(typeface(Type::Small, font));
    int y = row.header ? space::m : 3;
    if (row.header) {
        g.avatar = QRect(marginOf(width), y + 2, avatarSide, avatarSide);
        const int time = small.horizontalAdvance(clockText(row.time));
        const int name = std::min(lineWidth(row.name, typeface(Type::Strong, font)) + 2, room - time - space::s);
        g.name = QRect(left, y, name, strong.height());
        g.time = QRect(left + name + space::s, y, time + 2, strong.height());
        y += strong.height() + 1;
    }
    if (row.replyTo > 0) {
        g.reply = QRect(left, y + 1, room, small.height() + 2);
        y += g.reply.height() + 4;
    }
    g.body = QRect(left, y, room, bodyHeight);
    const int firstLine = QFontMetrics(typeface(Type::Body, font)).height();
    g.mark = QRect(left + room + space::s, y + (firstLine - rowMarkSide) / 2 + 1, rowMarkSide, rowMarkSide);
    if (!row.header)
        g.gutterTime = QRect(0, y, left - space::s, firstLine + 2);
    y += bodyHeight;
    if (row.isRefused()) {
        y += space::xs;
        g.reason = QRect(left, y, room, wrappedHeight(row.refusal, typeface(Type::Small, font), room));
        y += g.reason.height() + space::xs;
        const QFontMetrics links(typeface(Type::SmallStrong, font));
        int x = left;
        const auto place = [&](const QString &text) {
            const QRect rect(x, y, links.horizontalAdvance(text) + 2, small.height() + space::xs);
            x += rect.width() + space::l;
            return rect;
        };
        g.retry = place(retryText());
        g.edit = place(editText());
        g.copy = place(copyText());
        g.discard = place(discardText());
        y += g.retry.height() + space::xs;
    }
    if (row.saysWaiting) {
        g.waiting = QRect(left, y + 1, room, small.height());
        y += small.height() + 2;
    }
    y += 3;
    g.height = row.header ? std::max(y, g.avatar.bottom() + 3) : y;
    if (QGuiApplication::isRightToLeft()) {
        const QRect whole(0, 0, width, g.height);
        for (QRect *part : {&g.avatar, &g.name, &g.time, &g.reply, &g.body, &g.mark, &g.reason, &g.retry, &g.copy,
                            &g.discard, &g.edit, &g.gutterTime, &g.waiting})
            *part = QStyle::visualRect(Qt::RightToLeft, whole, *part);
    }
    return g;
}

int plainRowHeight(const MessageRow &row, const QFont &font, int width)
{
    const QFontMetrics small(typeface(Type::Small, font));
    switch (row.kind) {
    case TimelineModel::RowKind::Day:
        return small.height() + space::xl;
    case TimelineModel::RowKind::NewLine:
        return small.height() + space::xl;
    default:
        break;
    }
    return wrappedHeight(row.body, typeface(Type::Small, font), bodyWidth(width)) + space::m;
}

QString retryText()
{
    return QCoreApplication::translate("Timeline", "Send again", "under a message that was refused");
}

QString copyText()
{
    return QCoreApplication::translate("Timeline", "Copy text", "under a message that was refused");
}

QString discardText()
{
    return QCoreApplication::translate("Timeline", "Discard", "under a message that was refused");
}

QString editText()
{
    return QCoreApplication::translate("Timeline", "Edit", "under a message that was refused");
}

QString waitingText()
{
    return QCoreApplication::translate("Timeline", "Will send when reconnected", "under what waits for the host");
}

QString clockText(const QDateTime &time)
{
    // Some locales put seconds into their short form.
    static const QRegularExpression seconds(QStringLiteral("[:.]ss?"));
    QString form = QLocale().timeFormat(QLocale::ShortFormat);
    return QLocale().toString(time.toLocalTime().time(), form.remove(seconds));
}

} // namespace coterie::ui
