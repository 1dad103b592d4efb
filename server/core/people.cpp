// SPDX-License-Identifier: MIT
#include "server/core/people.h"

#include "shared/util/text.h"

#include <QCryptographicHash>

#include <algorithm>

namespace coterie::server {

namespace {

constexpr int numbersSoonFound = 64;

// "Ana 2"; the name gives way to the number where both do not fit.
QString numbered(const QString &wished, int number)
{
    const QString suffix = QStringLiteral(" %1").arg(number);
    qsizetype kept = std::min(wished.size(), nameLength.max - suffix.size());
    if (kept < wished.size() && wished.at(kept - 1).isHighSurrogate())
        --kept;
    return wished.left(kept) + suffix;
}

// The number that numbered() has put there; 0: none.
int numberIn(const QString &name)
{
    bool isNumber = false;
    const int number = QStringView(name).mid(name.lastIndexOf(u' ') + 1).toInt(&isNumber);
    return isNumber ? number : 0;
}

} // namespace

QByteArray People::hashOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Blake2b_256);
}

void People::add(const StoredUser &user)
{
    Entry entry;
    entry.user = user;
    m_byToken.insert(user.tokenHash, user.id);
    m_byName.insert(nameKey(user.name), user.id);
    m_entries.insert(user.id, entry);
}

void People::forget(const UserId &id)
{
    const auto entry = m_entries.take(id);
    m_byToken.remove(entry.user.tokenHash);
    releaseName(entry.user.name);
    m_told.erase(entry.told);
}

People::Entry *People::find(const UserId &id)
{
    const auto at = m_entries.find(id);
    return at == m_entries.end() ? nullptr : &*at;
}

const People::Entry *People::find(const UserId &id) const
{
    const auto at = m_entries.constFind(id);
    return at == m_entries.cend() ? nullptr : &*at;
}

People::Entry *People::findByToken(const QByteArray &token)
{
    return find(m_byToken.value(hashOf(token)));
}

QString People::freeName(const QString &wished, const UserId &forWhom) const
{
    const auto isFree = [&](const QString &name) {
        const auto holder = m_byName.constFind(nameKey(name));
        return holder == m_byName.cend() || *holder == forWhom;
    };
    if (isFree(wished))
        return wished;
    // Whoever comes back under a numbered name keeps it.
    if (const Entry *own = find(forWhom))
        if (const int n = numberIn(own->user.name); n >= 2 && numbered(wished, n) == own->user.name)
            return own->user.name;
    int &number = m_lastNumber[nameKey(wished)];
    for (number = std::max(number, 1) + 1;; ++number)
        if (const QString name = numbered(wished, number); isFree(name))
            return name;
}

// Whoever wishes for it next gets it, and the numbers begin anew where that is not long to look for.
void People::releaseName(const QString &name)
{
    const QString key = nameKey(name);
    m_byName.remove(key);
    if (m_lastNumber.value(key) <= numbersSoonFound)
        m_lastNumber.remove(key);
}

void People::rename(Entry &entry, const QString &name)
{
    releaseName(entry.user.name);
    entry.user.name = name;
    m_byName.insert(nameKey(name), entry.user.id);
}

std::optional<UserId> People::first() const
{
    std::optional<UserId> first; // ids are in the order in which they were given
    for (auto at = m_entries.keyBegin(); at != m_entries.keyEnd(); ++at)
        if (!first || *at < *first)
            first = *at;
    return first;
}

QList<UserId> People::owners() const
{
    QList<UserId> all;
    for (const Entry &entry : m_entries)
        if (entry.user.owner)
            all.append(entry.user.id);
    return all;
}

Person People::person(const Entry &entry) const
{
    const bool present = m_present.contains(entry.user.id);
    return {entry.user.id, entry.user.name, present ? entry.user.status : Status::Offline, entry.user.text,
            entry.user.seen};
}

QStringList People::namesPresent(qsizetype most) const
{
    QStringList names;
    names.reserve(m_present.size());
    for (const UserId &id : m_present)
        if (const Entry *entry = find(id))
            names.append(entry->user.name);
    const qsizetype told = std::min(most, names.size());
    std::partial_sort(names.begin(), names.begin() + told, names.end(), [](const QString &a, const QString &b) {
        const int order = QString::compare(a, b, Qt::CaseInsensitive);
        return order != 0 ? order < 0 : a < b;
    });
    names.resize(told);
    return names;
}

bool People::addDevice(Entry &entry, PeerId peer, qint64 nowMs, Back back)
{
    entry.devices.append(peer);
    entry.inGrace = false;
    entry.cut.removeIf([nowMs](qint64 until) { return until <= nowMs; });
    if (back == Back::Perhaps && !entry.cut.isEmpty())
        entry.cut.removeFirst(); // one of them, and nobody can say which: the others are waited for longest
    const bool appeared = !m_present.contains(entry.user.id);
    setOnline(entry, true);
    return appeared;
}

bool People::removeDevice(Entry &entry, PeerId peer, qint64 nowMs, qint64 mayBeBackUntil)
{
    entry.devices.removeOne(peer);
    entry.cut.removeIf([nowMs](qint64 until) { return until <= nowMs; });
    if (mayBeBackUntil > nowMs)
        entry.cut.append(mayBeBackUntil);
    if (!entry.devices.isEmpty())
        return false;
    entry.inGrace = true;
    entry.graceEnds = entry.cut.isEmpty() ? nowMs : entry.cut.last();
    return true;
}

void People::setOnline(Entry &entry, bool online)
{
    if (online)
        m_present.insert(entry.user.id);
    else
        m_present.remove(entry.user.id);
    m_online = m_present.size();
}

Seq People::noteTold(Entry &entry)
{
    m_told.erase(entry.told);
    entry.told = ++m_lastTold;
    m_told.emplace_hint(m_told.end(), entry.told, entry.user.id);
    return entry.told;
}

} // namespace coterie::server
