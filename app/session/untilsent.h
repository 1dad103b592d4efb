// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace coterie {

class Session;

// Waits until nothing waits in a session to be sent, and no longer than `most`; then says once how many changes still
// do, and deletes itself. A session that ends meanwhile has nothing more to send, and one whose host is elsewhere only
// as long as it is there. Lives in the session's thread.
class UntilSent final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(UntilSent)
public:
    static constexpr std::chrono::seconds ofAGoodbye{5}; // before a session of one's own ends

    enum class Host { Here, Elsewhere };
    UntilSent(Session &session, Host host, std::chrono::milliseconds most, QObject *parent = nullptr);
    [[nodiscard]] static bool isReached(const Session &session); // its host takes what waits

signals:
    void done(int left);

private:
    void look();
    void finish(int left);

    Session &m_session;
    const Host m_host;
    QTimer m_timer;
    bool m_isDone = false;
};

} // namespace coterie
