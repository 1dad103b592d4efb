// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

namespace coterie {

// Says when this computer's network comes and goes, where the system can tell. A hint only: a host on this computer
// answers without a network, and a network may be there without the host.
class NetworkWatch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NetworkWatch)
public:
    explicit NetworkWatch(QObject *parent = nullptr);

    [[nodiscard]] bool isDown() const { return m_down; }

    void note(bool down); // what the system says; again when it is another network

signals:
    void cameUp();
    void wentDown();

private:
    void look();

    bool m_down = false;
};

} // namespace coterie
