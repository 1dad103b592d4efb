// SPDX-License-Identifier: MIT
#include "app/session/hostindex.h"

#include "app/session/invite.h"
#include "shared/util/wholefile.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>
#include <iterator>

namespace coterie {

namespace {

constexpr qsizetype addressesKept = 8;

QString keyOf(const QUrl &url)
{
    return url.host().toLower() + u'|' + QString::number(url.port());
}

// A folder's name comes from a file: it must stay one of ours.
bool isFolderName(const QString &name)
{
    return !QUuid::fromString(name).isNull() && !name.contains(u'/');
}

template <class Entry> Entry entryOf(const QString &folder, const QJsonObject &object)
{
    Entry entry{folder, object.value(u"name").toString(), {}, 0, {}};
    entry.key = HostKey::fromText(object.value(u"key").toString());
    entry.used = qint64(object.value(u"used").toDouble());
    const QJsonArray addresses = object.value(u"addresses").toArray();
    for (const QJsonValue &address : addresses)
        entry.addresses.append(address.toString());
    return entry;
}

} // namespace

HostIndex::HostIndex(const QString &dir)
    : m_dir(dir)
{
    reload();
}

const HostIndex::Entry *HostIndex::find(const QString &folder) const
{
    const QString own = QDir(folder).dirName();
    const auto at =
        std::find_if(m_entries.cbegin(), m_entries.cend(), [&](const Entry &entry) { return entry.folder == own; });
    return at == m_entries.cend() ? nullptr : &*at;
}

bool HostIndex::isMetAt(const Entry &entry, const DialTarget &target)
{
    return (entry.key.kind == HostKey::Kind::Unknown || entry.key.isSameAs(target.known)) &&
           entry.addresses.contains(keyOf(target.url));
}

// A certificate is for the name it was met under; a key is the host itself.
bool HostIndex::isOf(const Entry &entry, const DialTarget &target)
{
    return isMetAt(entry, target) || (entry.key.kind == HostKey::Kind::Pinned && entry.key.isSameAs(target.known));
}

bool HostIndex::isOf(const QString &folder, const QList<DialTarget> &targets) const
{
    const Entry *entry = find(folder);
    return entry && std::any_of(targets.cbegin(), targets.cend(),
                                [&](const DialTarget &target) { return isOf(*entry, target); });
}

bool HostIndex::contains(const QString &folder) const
{
    return find(folder) != nullptr;
}

bool HostIndex::wasMetAt(const QString &folder, const QList<DialTarget> &targets) const
{
    const Entry *entry = find(folder);
    return entry && std::any_of(targets.cbegin(), targets.cend(),
                                [&](const DialTarget &target) { return isMetAt(*entry, target); });
}

QStringList HostIndex::candidates(const QList<DialTarget> &targets, const QString &name) const
{
    QList<Entry> met;
    for (const Entry &entry : m_entries)
        if (std::any_of(targets.cbegin(), targets.cend(),
                        [&](const DialTarget &target) { return isOf(entry, target); }))
            met.append(entry);
    std::stable_sort(met.begin(), met.end(), [&](const Entry &a, const Entry &b) {
        const bool nameA = !name.isEmpty() && a.name == name;
        const bool nameB = !name.isEmpty() && b.name == name;
        return nameA != nameB ? nameA : a.used > b.used;
    });
    QStringList folders;
    for (const Entry &entry : std::as_const(met))
        folders.append(QDir(m_dir).filePath(entry.folder));
    return folders;
}

HostKey HostIndex::keyAt(const QUrl &url) const
{
    HostKey key;
    qint64 latest = -1;
    for (const Entry &entry : m_entries)
        if (entry.key.kind != HostKey::Kind::Unknown && entry.used > latest && entry.addresses.contains(keyOf(url))) {
            key = entry.key;
            latest = entry.used;
        }
    return key;
}

HostKey HostIndex::keyIn(const QString &folder) const
{
    const Entry *entry = find(folder);
    return entry ? entry->key : HostKey();
}

QString HostIndex::newFolder() const
{
    return QDir(m_dir).filePath(QUuid::createUuid().toString(QUuid::WithoutBraces));
}

void HostIndex::remember(const QString &folder, const QString &name, const QUrl &url, const HostKey &key, qint64 nowMs)
{
    reload();
    const QString own = QDir(folder).dirName();
    auto at = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &entry) { return entry.folder == own; });
    if (at == m_entries.end())
        at = m_entries.insert(m_entries.end(), Entry{own, {}, {}, 0, {}});
    at->name = name;
    at->used = nowMs;
    if (key.kind != HostKey::Kind::Unknown)
        at->key = key;
    at->addresses.removeAll(keyOf(url));
    at->addresses.prepend(keyOf(url));
    at->addresses = at->addresses.mid(0, addressesKept);
    at->unwritten = !write(*at);
}

void HostIndex::keepAgain(const QString &folder)
{
    for (Entry &entry : m_entries)
        if (entry.folder == QDir(folder).dirName() && !QFile::exists(fileOf(entry)))
            entry.unwritten = !write(entry);
}

HostIndex::Met HostIndex::metIn(const QString &folder) const
{
    const Entry *entry = find(folder);
    if (!entry)
        return {};
    const QStringList latest = entry->addresses.value(0).split(u'|');
    const HostAddress where{latest.value(0), latest.value(1).toUShort()};
    return {entry->name, where.host.isEmpty() ? QString() : where.text(),
            QDateTime::fromMSecsSinceEpoch(entry->used, Qt::UTC)};
}

QStringList HostIndex::folders() const
{
    QList<Entry> all = m_entries;
    std::stable_sort(all.begin(), all.end(), [](const Entry &a, const Entry &b) { return a.used > b.used; });
    QStringList folders;
    for (const Entry &entry : std::as_const(all))
        folders.append(QDir(m_dir).filePath(entry.folder));
    return folders;
}

QString HostIndex::fileOf(const Entry &entry) const
{
    return QDir(m_dir).filePath(entry.folder + QStringLiteral("/host.json"));
}

void HostIndex::reload()
{
    QList<Entry> unwritten;
    std::copy_if(m_entries.cbegin(), m_entries.cend(), std::back_inserter(unwritten),
                 [](const Entry &entry) { return entry.unwritten; });
    m_entries.clear();
    for (const QString &name : QDir(m_dir).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(fileOf({name, {}, {}, 0, {}}));
        if (!isFolderName(name) || !file.open(QIODevice::ReadOnly))
            continue;
        if (const auto document = QJsonDocument::fromJson(file.readAll()); document.isObject())
            m_entries.append(entryOf<Entry>(name, document.object()));
    }
    readEarlier();
    for (const Entry &entry : std::as_const(unwritten)) {
        m_entries.removeIf([&](const Entry &one) { return one.folder == entry.folder; });
        m_entries.append(entry);
    }
}

// The one file that earlier versions kept of all: it counts for the folders that have none of their own yet.
void HostIndex::readEarlier()
{
    QFile file(QDir(m_dir).filePath(QStringLiteral("index.json")));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonArray list = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue &value : list) {
        const QString folder = value.toObject().value(u"folder").toString();
        if (isFolderName(folder) && !find(folder) && QDir(m_dir).exists(folder))
            m_entries.append(entryOf<Entry>(folder, value.toObject()));
    }
}

bool HostIndex::write(const Entry &entry) const
{
    const QJsonObject object{{QStringLiteral("name"), entry.name},
                             {QStringLiteral("addresses"), QJsonArray::fromStringList(entry.addresses)},
                             {QStringLiteral("key"), entry.key.text()},
                             {QStringLiteral("used"), double(entry.used)}};
    return QDir(m_dir).mkpath(entry.folder) &&
           writeWhole(fileOf(entry), QJsonDocument(object).toJson(), QFile::ReadOwner | QFile::WriteOwner).isEmpty();
}

} // namespace coterie
