// SPDX-License-Identifier: MIT
#pragma once

#include "server/host/embeddedhost.h"

#include <QElapsedTimer>
#include <QTimer>

namespace coterie::server {

// The far side of an EmbeddedHost: a Host in the thread that this object lives in, which ends with it. Tells by signals
// only, so that who listens may be gone before the thread is. A session file that cannot be trusted any more is opened
// anew, as a service manager does for coterie-server (S21).
class HostRunner final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HostRunner)
public:
    explicit HostRunner(const HostConfig &config);
    ~HostRunner() override;

    void begin();
    void own(const UserId &user);
    void goodbye(const QString &reason, qint64 retryMs);
    void end(); // the last thing that happens in the thread

signals:
    void started(const coterie::server::HostFacts &facts);
    void failed(const QString &sentence); // the thread ends, also later on
    void figuresChanged(const coterie::server::HostFigures &figures);
    void storageTrouble(const QString &sentence);
    void alarmed(const QString &alarm);

private:
    [[nodiscard]] std::optional<HostProblem> open();
    void storageLost();
    void hostStopped();
    void reopen();
    void giveUp(const QString &sentence);
    void pulse();
    void tellAlarm();

    HostConfig m_config;
    std::unique_ptr<Host> m_host; // none between two tries to open the file anew
    QTimer m_reopen;
    QString m_trouble; // of the disk, as it was told last
    bool m_reopening = false;
    bool m_ending = false;
    std::unique_ptr<QTimer> m_pulse;
    QElapsedTimer m_uptime;
};

} // namespace coterie::server
