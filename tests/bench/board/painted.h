// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QTimer>
#include <QWidget>

namespace coterie::bench {

// Makes a widget paint what it asked for, now, and proves that it did: a benchmark of a window that is not exposed
// measures nothing.
class Painted final : public QObject
{
public:
    explicit Painted(QWidget *widget)
        : m_widget(widget)
    {
        widget->installEventFilter(this);
    }

    void flush() { QCoreApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest); }
    [[nodiscard]] qint64 count() const { return m_count; }

    // The event loop turns until it is so; false: not in time.
    template <class Condition> static bool until(Condition &&condition, qint64 ms = 120'000)
    {
        QElapsedTimer clock;
        clock.start();
        QTimer
            alarm; // so that nobody sleeps past the time; with a time of its own processEvents() would not sleep at all
        alarm.start(2);
        while (!condition() && clock.elapsed() < ms)
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        return condition();
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        m_count += watched == m_widget && event->type() == QEvent::Paint;
        return false;
    }

private:
    QWidget *m_widget;
    qint64 m_count = 0;
};

} // namespace coterie::bench
