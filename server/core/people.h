// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/transport.h"
#include "server/storage/store.h"

#include <QHash>
#include <QSet>

#include <map>

namespace coterie::server {

// Everybody who ever said hello to this session: names, tokens, devices, presence. Lives in the host's thread, knows no
// sockets and no store; the Hub asks and acts.
class People
{
public:
    struct Entry {
        StoredUser user;
        QList<PeerId> devices;
        bool inGrace = false; // gone, but others are not told before the grace is over (G8)
        qint64 graceEnds = 0;
        // Of devices that were cut and are not back: until when each of them is waited for, whatever another one says
        // (P43).
        QList<qint64> cut = {};
        Seq told = 0; // the stamp of what was told of them last; 0: nothing yet
        // Else their coming, going and writing are told to nobody.
        [[nodiscard]] bool isShown() const { return user.status != Status::Offline; }
    };

    void add(const StoredUser &user);
    void forget(const UserId &id); // somebody who could not be stored
    [[nodiscard]] Entry *find(const UserId &id);
    [[nodiscard]] const Entry *find(const UserId &id) const;
    [[nodiscard]] Entry *findByToken(const QByteArray &token);
    // The wished name, or with the first free number behind it if somebody else has it.
    [[nodiscard]] QString freeName(const QString &wished, const UserId &forWhom) const;
    void rename(Entry &entry, const QString &name);
    [[nodiscard]] std::optional<UserId> first() const; // to come, of all who are known
    [[nodiscard]] QList<UserId> owners() const;        // of the session, as the file is to say it
    [[nodiscard]] Person person(const Entry &entry) const;
    [[nodiscard]] qsizetype online() const { return m_online; }
    [[nodiscard]] QList<UserId> present() const { return m_present.values(); }
    [[nodiscard]] QStringList namesPresent(qsizetype most) const; // the first of them by name
    [[nodiscard]] qsizetype count() const { return m_entries.size(); }

    // Whether it is known in whose place a device comes, or may be any of those that were cut.
    enum class Back { Perhaps, InItsPlace };
    // True when this made them appear to, or vanish from, the others.
    bool addDevice(Entry &entry, PeerId peer, qint64 nowMs, Back back = Back::Perhaps);
    // Was it the last one? Then graceEnds tells until when they are waited for. A device that was cut may be back until
    // then; one that says goodbye is not waited for.
    bool removeDevice(Entry &entry, PeerId peer, qint64 nowMs, qint64 mayBeBackUntil);
    void setOnline(Entry &entry, bool online);
    // How they are is told now, with this stamp, and what was told of them before counts no more.
    Seq noteTold(Entry &entry);
    // Whom something was told of, by the stamp of what was told last: how somebody is has no history.
    [[nodiscard]] const std::map<Seq, UserId> &told() const { return m_told; }

    [[nodiscard]] static QByteArray hashOf(const QByteArray &token);

private:
    void releaseName(const QString &name);

    QHash<UserId, Entry> m_entries;
    QHash<QByteArray, UserId> m_byToken;
    QHash<QString, UserId> m_byName;
    mutable QHash<QString, int> m_lastNumber; // by the key of a wished name: where to look for the next free one
    QSet<UserId> m_present;
    std::map<Seq, UserId> m_told;
    Seq m_lastTold = 0;
    qsizetype m_online = 0;
};

} // namespace coterie::server
