// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>
#include <QThread>

#include <chrono>
#include <functional>

namespace coterie {

// What is kept of one session on this computer.
struct KeptSession {
    QString folder;
    QString name;  // of the session
    QString where; // the address at which it was met last; empty: not known
    QDateTime used;
    qint64 bytes = 0;
    bool isOpen = false;     // here or in another copy of the program: it cannot be forgotten now
    bool isReadable = false; // by this program, at this moment
    bool onlyHere = false;   // it holds something that its host has not got
};

// The folders of all sessions that one has been in. Each stays until the person forgets it: what was seen can be read
// without its host (A30). Only what holds nothing at all goes by itself. Lives in the window's thread; the disk is read
// in a thread of its own.
class KeptSessions final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeptSessions)
public:
    explicit KeptSessions(const QString &dir, QObject *parent = nullptr);
    ~KeptSessions() override; // finishes what was asked for

    void read();                        // found() follows
    void forget(const QString &folder); // forgotten() follows
    // Folders that were made for a session that never answered, so long ago, and hold nothing.
    void dropEmpty(std::chrono::milliseconds age = std::chrono::hours(24));

signals:
    void found(const QList<coterie::KeptSession> &sessions); // the latest used first
    void forgotten(const QString &folder, bool done);        // not: somebody has it open, or the disk refused

private:
    void inThread(std::function<void()> work);

    const QString m_dir;
    QThread m_thread;
    QObject m_there; // lives in it
};

} // namespace coterie
