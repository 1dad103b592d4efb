// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace coterie {

class Session;

// Waits until nothing waits in a session to be sent, and no longer than `most`; then says once how many changes still
// do, and deletes itself. A session that ends meanwhile has nothing more to send. Lives in the session's thread.
class UntilSent final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UntilSent)
public:
    static constexpr std::chrono::seconds ofAGoodbye{5}; // before a session of one's own ends

    UntilSent(Session &session, std::chrono::milliseconds most, QObject *parent = nullptr);

signals:
    void done(int left);

private:
    void finish(int left);

    QTimer m_timer;
    bool m_isDone = false;
};

} // namespace coterie
