// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <functional>

namespace coterie {

// Says when this computer's network comes and goes, where the system can tell. A hint only: a host on this computer
// answers without a network, and a network may be there without the host.
class NetworkWatch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NetworkWatch)
public:
    // `linked`: whether this computer has an address in any network; without, it is looked for.
    explicit NetworkWatch(std::function<bool()> linked = {}, QObject *parent = nullptr);

    // No network at all. One without a way out is called down by the system too, and hosts are in it.
    [[nodiscard]] bool isDown() const { return m_down && !m_linked(); }

    void note(bool down); // what the system says; again when it is another network

signals:
    void cameUp();
    void wentDown();

private:
    void look();

    std::function<bool()> m_linked;
    bool m_down = false; // says the system
};

} // namespace coterie
