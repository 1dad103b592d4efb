// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

class QWindow;

namespace coterie {

// Says in the log (coterie.ui, debug) when a window has been on the screen as a whole for the first time, and how much
// processor time the program took until then: what somebody waits for who starts it (U-62). Goes when it has.
class FirstFrame final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FirstFrame)

public:
    // The window must not have been shown to anybody yet. Does nothing while that is not to be logged.
    static void watch(QWindow &window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    explicit FirstFrame(QWindow &window);
    void tell();
};

} // namespace coterie
