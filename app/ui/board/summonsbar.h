// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardguests.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

class QShortcut;

namespace coterie::ui {

class Button;
class NoticeBar;

// Somebody brings everyone to a place of a board: says so, and goes there after a moment in which one may decline, by
// Escape or a button. Who is in the middle of something is not taken away from it (W-15): it waits until they answer.
// Fills a strip of the page; whoever owns it does the going.
class SummonsBar final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SummonsBar)
public:
    static constexpr int patienceMs = 4000;

    // isBusy: in the middle of something, at this moment.
    SummonsBar(NoticeBar *strip, QWidget *page, std::function<bool()> isBusy);

    void ask(const BoardSummons &summons); // instead of what was asked before
    void stay();
    [[nodiscard]] bool isAsking() const { return m_summons.has_value(); }
    void setPatience(int ms) { m_patience.setInterval(ms); } // tests are in a hurry, or have none

signals:
    void accepted(const coterie::BoardSummons &summons);

private:
    void go();
    void waited();
    void show();
    void end();

    NoticeBar *m_strip;
    std::function<bool()> m_isBusy;
    QShortcut *m_escape;
    QTimer m_patience;
    std::optional<BoardSummons> m_summons;
    bool m_waits = false; // for an answer, however long it takes
};

} // namespace coterie::ui
