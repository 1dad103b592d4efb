// SPDX-License-Identifier: MIT
#include "app/session/membermodel.h"

#include <QDateTime>

#include <algorithm>

namespace coterie {

MemberModel::MemberModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

int MemberModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_people.size());
}

QVariant MemberModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Person &person = m_people.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return person.name;
    case Qt::AccessibleTextRole:
        return accessible(person);
    case UserIdRole:
        return QVariant::fromValue(person.id);
    case StatusRole:
        return QVariant::fromValue(person.status);
    case StatusTextRole:
        return person.text;
    case LastSeenRole:
        return person.seen > 0 ? QDateTime::fromMSecsSinceEpoch(person.seen) : QDateTime();
    case MeRole:
        return person.id == m_me;
    case TypingRole:
        return m_typing.contains(person.id);
    case DrawingRole:
        return m_drawing.contains(person.id);
    case LastKnownRole:
        return m_lastKnown;
    default:
        return {};
    }
}

QHash<int, QByteArray> MemberModel::roleNames() const
{
    return {{UserIdRole, "user"},           {NameRole, "name"},         {StatusRole, "status"},
            {StatusTextRole, "statusText"}, {LastSeenRole, "lastSeen"}, {MeRole, "me"},
            {TypingRole, "typing"},         {DrawingRole, "drawing"},   {LastKnownRole, "lastKnown"}};
}

QModelIndex MemberModel::indexOf(const UserId &user) const
{
    const int row = rowOf(user);
    return row < 0 ? QModelIndex() : index(row);
}

void MemberModel::setMe(const UserId &me)
{
    const UserId before = m_me;
    if (before == me)
        return;
    m_me = me;
    for (const UserId &user : {before, me})
        if (const QModelIndex at = indexOf(user); at.isValid())
            emit dataChanged(at, at, {MeRole});
}

void MemberModel::setPeople(const QList<Person> &people)
{
    QHash<UserId, Person> wanted;
    for (const Person &person : people)
        wanted.insert(person.id, person);
    if (m_people.isEmpty() && !wanted.isEmpty()) {
        QList<Person> sorted = wanted.values();
        std::sort(sorted.begin(), sorted.end(), before);
        beginInsertRows({}, 0, int(sorted.size()) - 1);
        m_people = sorted;
        endInsertRows();
    } else {
        for (int row = int(m_people.size()) - 1; row >= 0; --row)
            if (!wanted.contains(m_people.at(row).id)) {
                beginRemoveRows({}, row, row);
                m_people.removeAt(row);
                endRemoveRows();
            }
        for (const Person &person : std::as_const(wanted)) {
            const int row = rowOf(person.id);
            row < 0 ? insert(person) : replace(row, person);
        }
    }
    changeLastKnown(false);
    recount();
}

void MemberModel::put(const Person &person)
{
    const int row = rowOf(person.id);
    row < 0 ? insert(person) : replace(row, person);
    recount();
}

void MemberModel::change(const Person &person)
{
    if (rowOf(person.id) >= 0)
        put(person);
}

void MemberModel::remove(const UserId &user)
{
    const int row = rowOf(user);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_people.removeAt(row);
    endRemoveRows();
    m_typing.remove(user);
    m_drawing.remove(user);
    recount();
}

void MemberModel::setTyping(const UserId &user, bool on)
{
    mark(m_typing, user, on, TypingRole);
}

void MemberModel::setDrawing(const UserId &user, bool on)
{
    mark(m_drawing, user, on, DrawingRole);
}

void MemberModel::setLastKnown()
{
    for (const UserId &user : QSet<UserId>(m_typing))
        setTyping(user, false);
    for (const UserId &user : QSet<UserId>(m_drawing))
        setDrawing(user, false);
    changeLastKnown(true);
}

bool MemberModel::before(const Person &a, const Person &b)
{
    const bool thereA = a.status != Status::Offline;
    const bool thereB = b.status != Status::Offline;
    if (thereA != thereB)
        return thereA;
    const int order = QString::localeAwareCompare(a.name.toCaseFolded(), b.name.toCaseFolded());
    return order != 0 ? order < 0 : a.id < b.id;
}

int MemberModel::rowOf(const UserId &user) const
{
    const auto at =
        std::find_if(m_people.cbegin(), m_people.cend(), [&](const Person &person) { return person.id == user; });
    return at == m_people.cend() ? -1 : int(at - m_people.cbegin());
}

int MemberModel::placeFor(const Person &person) const
{
    return int(std::lower_bound(m_people.cbegin(), m_people.cend(), person, before) - m_people.cbegin());
}

void MemberModel::insert(const Person &person)
{
    const int row = placeFor(person);
    beginInsertRows({}, row, row);
    m_people.insert(row, person);
    endInsertRows();
}

void MemberModel::replace(int row, const Person &person)
{
    const Person old = m_people.at(row);
    if (old == person)
        return;
    // Where it belongs among the others: its own row does not count.
    int to = 0;
    for (int other = 0; other < m_people.size(); ++other)
        to += other != row && before(m_people.at(other), person) ? 1 : 0;
    m_people[row] = person;
    if (to != row) {
        beginMoveRows({}, row, row, {}, to > row ? to + 1 : to);
        m_people.move(row, to);
        endMoveRows();
    }
    emit dataChanged(index(to), index(to));
}

void MemberModel::recount()
{
    const int online = int(std::count_if(m_people.cbegin(), m_people.cend(),
                                         [](const Person &person) { return person.status != Status::Offline; }));
    if (online == m_online && m_told == m_people.size())
        return;
    m_online = online;
    m_told = int(m_people.size());
    emit countChanged(m_online, m_told);
}

void MemberModel::changeLastKnown(bool lastKnown)
{
    if (m_lastKnown == lastKnown)
        return;
    m_lastKnown = lastKnown;
    if (!m_people.isEmpty())
        emit dataChanged(index(0), index(int(m_people.size()) - 1), {LastKnownRole, Qt::AccessibleTextRole});
    emit lastKnownChanged(m_lastKnown);
}

void MemberModel::mark(QSet<UserId> &set, const UserId &user, bool on, int role)
{
    if (set.contains(user) == on)
        return;
    if (on)
        set.insert(user);
    else
        set.remove(user);
    if (const QModelIndex at = indexOf(user); at.isValid())
        emit dataChanged(at, at, {role});
}

QString MemberModel::accessible(const Person &person) const
{
    QString status;
    switch (person.status) {
    case Status::Offline:
        status = m_lastKnown ? tr("was offline") : tr("offline");
        break;
    case Status::Online:
        status = m_lastKnown ? tr("was online") : tr("online");
        break;
    case Status::Away:
        status = m_lastKnown ? tr("was away") : tr("away");
        break;
    case Status::DoNotDisturb:
        status = m_lastKnown ? tr("was on do not disturb") : tr("do not disturb");
        break;
    }
    QStringList parts{person.id == m_me ? tr("%1 (you)").arg(person.name) : person.name, status};
    if (!person.text.isEmpty())
        parts.append(person.text);
    if (m_typing.contains(person.id))
        parts.append(tr("is typing"));
    return parts.join(QStringLiteral(", "));
}

} // namespace coterie
