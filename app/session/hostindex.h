// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/dialer.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QUrl>

namespace coterie {

// Which folder of this computer belongs to which session. A host is known by its key, wherever it is met; only where
// there is none, by its address. Addresses change and are shared, and one host has several sessions: which of them it
// is, the host's acceptance of the token tells. This index only says which to try, the likeliest first; whoever has
// another key is not shown a token. What is known of each is in its own folder, in host.json, without secrets, readable
// by its owner only: what becomes of one of these costs no other session anything, and two programs write different
// ones. Values and small files: used where it is made, in the window's thread, at joining only.
class HostIndex final
{
public:
    explicit HostIndex(const QString &dir);

    // Folders of sessions of a host of this key, or that were met at one of these addresses without one: those of this
    // name first, then by last use.
    [[nodiscard]] QStringList candidates(const QList<DialTarget> &targets, const QString &name) const;
    // Whether whoever is there may be told whose session is in the folder: a token is for the host that gave it.
    [[nodiscard]] bool isOf(const QString &folder, const QList<DialTarget> &targets) const;
    [[nodiscard]] bool contains(const QString &folder) const;
    // Whether its session was met at one of these addresses, by a host of that key.
    [[nodiscard]] bool wasMetAt(const QString &folder, const QList<DialTarget> &targets) const;
    // By what the host at this address was known last; Unknown when it never was, or not encrypted.
    [[nodiscard]] HostKey keyAt(const QUrl &url) const;
    // ... and the session in this folder; Unknown when nothing is known of it, or it is not encrypted.
    [[nodiscard]] HostKey keyIn(const QString &folder) const;
    [[nodiscard]] QString newFolder() const;
    void reload();
    // What is known of the session of a folder; nothing of one that is not in the index.
    struct Met {
        QString name;
        QString where; // the address that answered last, as people write it
        QDateTime used;
    };
    [[nodiscard]] Met metIn(const QString &folder) const;
    [[nodiscard]] QStringList folders() const; // all of them, the latest used first
    // It is this session: remember where it was met.
    void remember(const QString &folder, const QString &name, const QUrl &url, const HostKey &key, qint64 nowMs);
    void keepAgain(const QString &folder); // what is known of it, where somebody has removed that

private:
    struct Entry {
        QString folder, name;
        QStringList addresses; // the latest first
        qint64 used = 0;
        HostKey key;
        bool unwritten = false; // the disk has not taken it: it is known here only
    };
    [[nodiscard]] const Entry *find(const QString &folder) const;
    [[nodiscard]] static bool isMetAt(const Entry &entry, const DialTarget &target);
    [[nodiscard]] static bool isOf(const Entry &entry, const DialTarget &target);
    [[nodiscard]] QString fileOf(const Entry &entry) const;
    [[nodiscard]] bool write(const Entry &entry) const;
    void readEarlier();

    QString m_dir;
    QList<Entry> m_entries;
};

} // namespace coterie
