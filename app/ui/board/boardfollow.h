// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protocol/ids.h"

#include <QObject>
#include <QPoint>
#include <QTimer>

#include <optional>

namespace coterie::ui {

class BoardView;

// Keeps somebody else's pointer in sight, gently, until one moves the board oneself or they leave it. At what size one
// looks stays one's own. Lives in the window's thread.
class BoardFollow final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardFollow)
public:
    explicit BoardFollow(BoardView *view);

    [[nodiscard]] std::optional<UserId> user() const { return m_user; }
    [[nodiscard]] QString name() const { return m_name; }
    void start(const UserId &user, const QString &name);
    void stop();

signals:
    void changed();
    void lost(const QString &name); // they have left the board, or their line is down

private:
    void pointersMoved();
    void cameraChanged();
    void step();

    BoardView *m_view;
    std::optional<UserId> m_user;
    QString m_name;
    QPoint m_corner; // of the camera, as it was last; another one with the same zoom is a move of one's own
    double m_zoom = 0;
    bool m_stepping = false;
    QTimer m_timer;
};

} // namespace coterie::ui
