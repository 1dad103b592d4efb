// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/presence.h"
#include "shared/util/clock.h"

#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <optional>

namespace coterie {

// Who is writing in one room. A name fades 6 s after the last word about it, whatever becomes of the connection.
// Lives in the window's thread. Never sends anything.
class TypingTracker final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TypingTracker)
public:
    explicit TypingTracker(const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] QStringList names() const; // in the order they began
    [[nodiscard]] bool isTyping(const UserId &user) const;

    void note(const UserId &user, const QString &name, bool on);
    void clear();
    void expire(); // what the timer does, for tests with a clock of their own

signals:
    void changed(const QStringList &names);
    void userChanged(const coterie::UserId &user, bool on);

private:
    struct Writer {
        UserId user;
        QString name;
        qint64 until = 0;
    };
    void arm();

    const Clock &m_clock;
    QList<Writer> m_writers;
    QTimer m_timer;
};

// Decides when one's own typing is told: at the first key, then every 4 s while keys come, and once when they cease.
class TypingThrottle
{
public:
    // What to send now, if anything.
    std::optional<bool> note(bool on, qint64 nowMs);
    void reset() { m_on = false; }

private:
    bool m_on = false;
    qint64 m_said = 0;
};

} // namespace coterie
