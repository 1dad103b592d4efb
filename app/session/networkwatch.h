// SPDX-License-Identifier: MIT
#pragma once

#include <QHostAddress>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>

namespace coterie {

// Says when this computer's network comes and goes: by the system's word where it gives one, else by looking now and
// then whether this computer has the addresses that it had. A hint only: a host on this computer answers without a
// network, and a network may be there without the host.
class NetworkWatch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NetworkWatch)
public:
    // At which others could reach this computer.
    using Addresses = std::function<QSet<QHostAddress>()>;
    static constexpr int lookEveryMs = 5000;

    explicit NetworkWatch(QObject *parent = nullptr); // of this computer
    // Whoever brings the addresses has no system that gives its word.
    explicit NetworkWatch(Addresses addresses, int everyMs = lookEveryMs, QObject *parent = nullptr);

    // No network at all. One without a way out is called down by the system too, and hosts are in it.
    [[nodiscard]] bool isDown() const { return m_down && m_addresses().isEmpty(); }
    [[nodiscard]] bool isLooking() const { return m_timer.isActive(); } // for the system gives no word

    void note(bool down); // what the system says; again when it is another network
    void look();          // what the timer does

signals:
    void cameUp();
    void wentDown();

private:
    void hear();
    void lookEvery(int ms);

    Addresses m_addresses;
    QSet<QHostAddress> m_seen; // at the last look
    QTimer m_timer;
    bool m_down = false; // says the system, or the last look
};

} // namespace coterie
