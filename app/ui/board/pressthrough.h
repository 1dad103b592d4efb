// SPDX-License-Identifier: MIT
#pragma once

#include <QEvent>
#include <QObject>
#include <QPointF>
#include <QPointer>

#include <memory>

class QMouseEvent;
class QSinglePointEvent;
class QTabletEvent;
class QWidget;

namespace coterie::ui {

// Gives the board what is done above widgets that only lie in its way: a press between them at once, one on a button as
// soon as it moves, for then it was never meant as a click, and wheels. Mouse and pen alike. Lives in the window's
// thread.
class PressThrough final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PressThrough)
public:
    PressThrough(QWidget *board, QWidget *cover); // all that is in the cover now; the cover is the parent
    ~PressThrough() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool pressed(QWidget *widget, const QSinglePointEvent &event);
    bool moved(QWidget *widget, const QSinglePointEvent &event);
    bool released(QWidget *widget, const QSinglePointEvent &event);
    void pass(const QEvent &event, QEvent::Type type, const QPointF &global);

    QWidget *m_board;
    std::unique_ptr<QEvent> m_press; // of a button, which may still become a stroke
    QPointF m_pressedAt;             // on the screen
    bool m_passing = false;          // the board has the press
};

} // namespace coterie::ui
