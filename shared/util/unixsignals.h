// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace coterie {

// SIGTERM, SIGINT and SIGHUP as Qt signals: the handler writes a byte into a pipe (signal-safety(7)), the event loop
// reads it. One per process. Ignores SIGPIPE: a peer that went away is an error code, not an end.
class UnixSignals final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UnixSignals)
public:
    explicit UnixSignals(QObject *parent = nullptr);
    ~UnixSignals() override;

signals:
    void stopRequested();
    void reloadRequested();

private:
    void readPipe();
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace coterie
