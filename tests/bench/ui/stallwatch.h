// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/cpuclock.h"

#include <QApplication>

#include <algorithm>

namespace coterie::bench {

// An application that notes how much processor time each event took the window's thread: a busy machine lengthens the
// wall time, not this. Events handled inside others count with the outer one.
class StallWatch final : public QApplication
{
public:
    StallWatch(int &argc, char **argv)
        : QApplication(argc, argv)
    {
    }

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        ++m_depth;
        const char *const name = receiver->metaObject()->className();
        const int type = event->type();
        const double before = test::threadMs();
        const bool handled = QApplication::notify(receiver, event);
        const double took = test::threadMs() - before;
        --m_depth;
        if (took > m_worstMs) {
            m_worstMs = took;
            m_worst = QStringLiteral("%1, event %2").arg(QLatin1String(name)).arg(type);
        }
        return handled;
    }

    void begin() { m_worstMs = 0; }
    [[nodiscard]] double worstMs() const { return m_worstMs; }
    [[nodiscard]] QString worst() const { return m_worst; }

private:
    int m_depth = 0;
    double m_worstMs = 0;
    QString m_worst;
};

} // namespace coterie::bench
