// SPDX-License-Identifier: MIT
#include "app/session/timelinemodel.h"

#include <QLocale>

// What TimelineModel says of a row.
namespace coterie {

namespace {

// Somebody's words inside a sentence of ours, which they must not turn round: what orders writing goes (a single sign
// of it could end the isolation), and what is written from right to left still is.
QString apart(QString words)
{
    words.removeIf([](QChar c) {
        return (c.unicode() >= 0x202a && c.unicode() <= 0x202e) || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069);
    });
    return QChar(0x2068) % words % QChar(0x2069);
}

} // namespace

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const TimelineRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case BodyRole:
        return text(row);
    case Qt::AccessibleTextRole:
        return accessible(row);
    case KindRole:
        return int(row.kind);
    case OpIdRole:
        return QVariant::fromValue(row.op);
    case SeqRole:
        return row.seq;
    case LineRole:
        return row.line;
    case AuthorIdRole:
        return QVariant::fromValue(row.author);
    case AuthorRole:
        return row.name;
    case MineRole:
        return row.mine;
    case TimeRole:
        return row.time;
    case HeaderRole:
        return row.header;
    case StateRole:
        return int(row.state);
    case RefusalRole:
        return row.refusal;
    case ReplyToRole:
        return row.replyTo;
    case ReplyPreviewRole:
        return row.replyTo > 0 ? preview(row.replyTo) : QString();
    default:
        return {};
    }
}

QHash<int, QByteArray> TimelineModel::roleNames() const
{
    return {{KindRole, "kind"},         {OpIdRole, "op"},
            {SeqRole, "seq"},           {LineRole, "line"},
            {AuthorIdRole, "authorId"}, {AuthorRole, "author"},
            {MineRole, "mine"},         {BodyRole, "body"},
            {TimeRole, "time"},         {HeaderRole, "header"},
            {StateRole, "state"},       {RefusalRole, "refusal"},
            {ReplyToRole, "replyTo"},   {ReplyPreviewRole, "replyPreview"}};
}

QString TimelineModel::text(const TimelineRow &row) const
{
    switch (row.kind) {
    case RowKind::Day: {
        const qint64 ago = row.time.date().daysTo(QDate::currentDate());
        return ago == 0   ? tr("Today")
               : ago == 1 ? tr("Yesterday")
                          : QLocale().toString(row.time.date(), QLocale::LongFormat);
    }
    case RowKind::NewLine:
        return tr("New messages");
    case RowKind::Notice:
        return row.body.isEmpty() ? tr("%1 removed the topic").arg(apart(row.name))
                                  : tr("%1 changed the topic to “%2”").arg(apart(row.name), apart(row.body));
    case RowKind::Message:
        break;
    }
    return row.body;
}

// Who, what, how it stands, and the time last, because that is the least of it.
QString TimelineModel::accessible(const TimelineRow &row) const
{
    if (row.kind != RowKind::Message)
        return text(row);
    QStringList parts{row.name, row.body};
    switch (row.state) {
    case Delivery::Sent:
        break;
    case Delivery::Queued:
        parts.append(tr("waiting to be sent"));
        break;
    case Delivery::Sending:
        parts.append(tr("being sent"));
        break;
    case Delivery::Refused:
        parts.append(tr("not sent: %1").arg(row.refusal));
        break;
    }
    parts.append(QLocale().toString(row.time.time(), QLocale::ShortFormat));
    return parts.join(QStringLiteral(", "));
}

} // namespace coterie
