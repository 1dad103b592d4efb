// SPDX-License-Identifier: MIT
#pragma once

#include <QPointF>
#include <QTimer>

#include <functional>

namespace coterie::ui {

// What a pen or a finger does that a mouse has buttons and clicks for (T148): a second tap at the same place is a
// double click, and one that stays where it came down asks for the menu. Places are pixels of the view.
class BoardTaps final
{
    Q_DISABLE_COPY_MOVE(BoardTaps)
public:
    explicit BoardTaps(const std::function<void(const QPointF &)> &held); // where it stayed

    [[nodiscard]] bool press(const QPointF &at, quint64 ms); // true: the second of two
    void await();                                            // whether this press stays
    void move(const QPointF &at);
    void release(const QPointF &at);
    void forget();                         // it was no tap
    void stopAwaiting() { m_hold.stop(); } // something else became of it

private:
    QTimer m_hold;
    QPointF m_at; // of the last press
    quint64 m_ms = 0;
    bool m_isTap = false; // so far it may be the first of two
};

} // namespace coterie::ui
