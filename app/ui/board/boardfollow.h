// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardguests.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPoint>
#include <QTimer>

#include <optional>

namespace coterie::ui {

class BoardView;

// Shows what somebody else looks at: all of it, as large as fits, gently, until one moves, zooms or touches the board
// oneself, or they leave it. Of a person whose program does not tell what they look at, the pointer is kept in sight,
// and the size is one's own. Who follows somebody who follows in turn sees what the first of them looks at. Lives in
// the window's thread.
class BoardFollow final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardFollow)
public:
    explicit BoardFollow(BoardView *view);

    [[nodiscard]] std::optional<UserId> user() const { return m_user; }
    [[nodiscard]] QString name() const { return m_name; }
    // promised: what they look at, as they said themselves; it counts until their look is known here, for a while.
    void start(const UserId &user, const QString &name, const std::optional<QRectF> &promised = {});
    void stop();
    [[nodiscard]] bool isMoving() const { return m_timer.isActive(); } // the view is on its way
    void setAnimated(bool animated) { m_animated = animated; }         // else it comes there at once

signals:
    void changed();
    void lost(const QString &name);        // they have left the board, or their line is down
    void followsBack(const QString &name); // to follow them would be to follow oneself

private:
    // What there is to come to.
    struct Aim {
        std::optional<QRectF> view;     // board units
        std::optional<QPointF> pointer; // of the view, in pixels
    };
    [[nodiscard]] std::optional<UserId> leader() const; // nothing: the row comes back to oneself
    [[nodiscard]] Aim aim() const;
    void othersMoved();
    void cameraChanged();
    void step();
    bool comeTo(const QRectF &theirs, double share, double ms); // true: there
    bool keepInSight(const QPointF &pointer, double share);     // likewise

    BoardView *m_view;
    std::optional<UserId> m_user;
    QString m_name;
    QPoint m_corner;        // of the camera, as it was last; another one is a move of one's own
    QSize m_size;           // of the view then
    double m_zoom = 0;      // likewise
    double m_exactZoom = 1; // where the way is, before the camera rounds it
    QPointF m_exactMiddle;
    bool m_byView = false;
    bool m_stepping = false;
    bool m_animated = true;
    std::optional<QRectF> m_promised;
    QElapsedTimer m_since; // the last step
    QTimer m_timer;
    QTimer m_promiseEnds;
};

} // namespace coterie::ui
