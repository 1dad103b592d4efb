// SPDX-License-Identifier: MIT
#include "app/ui/people/memberlist.h"

#include "app/session/membermodel.h"
#include "app/ui/shell/avatar.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/theme.h"
#include "app/ui/timeline/wrappedwords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace coterie::ui {

namespace {

constexpr int pictureSide = 32;

struct PresenceWords {
    Q_DECLARE_TR_FUNCTIONS(People)
};

// Nobody is here as far as one knows while nobody tells.
bool isHere(const QModelIndex &index)
{
    return !index.data(MemberModel::LastKnownRole).toBool() &&
           index.data(MemberModel::StatusRole).value<Status>() != Status::Offline;
}

} // namespace

QString sinceText(const QDateTime &then, const QDateTime &now)
{
    const qint64 minutes = then.secsTo(now) / 60;
    if (minutes < 1)
        return PresenceWords::tr("just now", "when somebody was last seen");
    if (minutes < 60)
        return PresenceWords::tr("%n minute(s) ago", "when somebody was last seen", int(minutes));
    const QDateTime local = then.toLocalTime();
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    if (days == 0)
        return PresenceWords::tr("%n hour(s) ago", "when somebody was last seen", int(minutes / 60));
    if (days == 1)
        return PresenceWords::tr("yesterday", "when somebody was last seen");
    return QLocale().toString(local.date(), QLocale::ShortFormat);
}

MemberDelegate::MemberDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{
}

QString MemberDelegate::secondLine(const QModelIndex &index)
{
    const auto status = index.data(MemberModel::StatusRole).value<Status>();
    if (index.data(MemberModel::TypingRole).toBool())
        return PresenceWords::tr("typing…", "what a person does");
    if (index.data(MemberModel::DrawingRole).toBool())
        return PresenceWords::tr("drawing", "what a person does");
    const QString words = index.data(MemberModel::StatusTextRole).toString();
    if (!words.isEmpty())
        return words;
    if (status == Status::Offline) {
        const QDateTime seen = index.data(MemberModel::LastSeenRole).toDateTime();
        return seen.isValid() ? PresenceWords::tr("seen %1", "second line of somebody who is away; %1 is a time")
                                    .arg(sinceText(seen, QDateTime::currentDateTimeUtc()))
                              : QString();
    }
    if (index.data(MemberModel::LastKnownRole).toBool())
        return lastStatusWord(status);
    return status == Status::Online ? QString() : statusWord(status);
}

QSize MemberDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int lines = QFontMetrics(typeface(Type::Body, option.font)).height() +
                      QFontMetrics(typeface(Type::Small, option.font)).height();
    return {160, std::max(pictureSide, lines) + space::m};
}

void MemberDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &c = colors(option.palette);
    painter->save();
    const QRect row = stylepaint::listRow(option);
    QColor ground = c.window;
    if (option.state.testFlag(QStyle::State_MouseOver)) {
        ground = c.hover;
        stylepaint::rounded(*painter, row, cornerRadius, ground);
    }
    const QString name = index.data(MemberModel::NameRole).toString();
    const bool here = isHere(index);
    const Status status = here ? index.data(MemberModel::StatusRole).value<Status>() : Status::Offline;
    const auto placed = [&](const QRect &rect) { return QStyle::visualRect(option.direction, row, rect); };

    const QRect picture =
        placed({row.left() + space::s, row.center().y() - pictureSide / 2 + 1, pictureSide, pictureSide});
    // Who is not there loses the colour, not the contrast.
    if (here)
        paintAvatar(*painter, picture, name, userColor(index.data(MemberModel::UserIdRole).value<UserId>()),
                    option.font);
    else
        paintAvatar(*painter, picture, name, c.selected, option.font, c.muted);
    paintPresence(*painter, picture, status, option.palette, ground);

    const QFont body = typeface(Type::Body, option.font);
    const QFont small = typeface(Type::Small, option.font);
    const QString second = secondLine(index);
    const int firstHeight = QFontMetrics(body).height();
    const int secondHeight = second.isEmpty() ? 0 : QFontMetrics(small).height();
    const int top = row.center().y() - (firstHeight + secondHeight) / 2 + 1;
    const int left = row.left() + space::s + pictureSide + space::m;
    const int width = row.right() - space::s - left;
    const Qt::Alignment leading = stylepaint::leading(option);
    const QString shown = index.data(MemberModel::MeRole).toBool()
                              ? PresenceWords::tr("%1 (you)", "oneself in the list of people").arg(name)
                              : name;
    painter->setPen(here ? c.text : c.muted);
    paintLine(*painter, placed({left, top, width, firstHeight}), leading, shown, body);
    if (!second.isEmpty()) {
        const bool busy = index.data(MemberModel::TypingRole).toBool() || index.data(MemberModel::DrawingRole).toBool();
        painter->setPen(busy ? c.link : c.muted);
        paintLine(*painter, placed({left, top + firstHeight, width, secondHeight}), leading, second, small);
    }
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        stylepaint::focusRing(*painter, row, cornerRadius, c.focus);
    painter->restore();
}

MemberListView::MemberListView(QWidget *parent)
    : QListView(parent)
{
    setAccessibleName(tr("People", "name of the list for screen readers"));
    setItemDelegate(new MemberDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setEditTriggers(NoEditTriggers);
    viewport()->setAutoFillBackground(false);
}

bool MemberListView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QModelIndex index = indexAt(help->pos());
        QString tip;
        if (index.isValid()) {
            const auto status = index.data(MemberModel::StatusRole).value<Status>();
            const bool past = index.data(MemberModel::LastKnownRole).toBool();
            tip = QString(index.data(MemberModel::NameRole).toString() % u'\n' %
                          (past ? lastStatusWord(status) : statusWord(status)));
            const QString words = index.data(MemberModel::StatusTextRole).toString();
            if (!words.isEmpty())
                tip += u": " % words;
        }
        QToolTip::showText(help->globalPos(), plainTip(tip), viewport());
        return true;
    }
    return QListView::viewportEvent(event);
}

} // namespace coterie::ui
