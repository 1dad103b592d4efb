// SPDX-License-Identifier: MIT
#include "app/program/firstframe.h"

#include "shared/util/logging.h"

#include <QEvent>
#include <QWindow>

#include <ctime>

namespace coterie {

void FirstFrame::watch(QWindow &window)
{
    if (logUi().isDebugEnabled())
        new FirstFrame(window);
}

FirstFrame::FirstFrame(QWindow &window)
    : QObject(&window)
{
    window.installEventFilter(this);
}

bool FirstFrame::eventFilter(QObject *watched, QEvent *event)
{
    const auto *window = qobject_cast<QWindow *>(watched);
    if (window && event->type() == QEvent::Expose && window->isExposed()) {
        watched->removeEventFilter(this);
        // The widgets are painted and handed to the screen while this event is handled: before anything that is queued.
        QMetaObject::invokeMethod(this, &FirstFrame::tell, Qt::QueuedConnection);
    }
    return false;
}

void FirstFrame::tell()
{
    logDebug(logUi(), "first frame").with("cpu_ms", qint64(double(std::clock()) * 1000 / CLOCKS_PER_SEC));
    deleteLater();
}

} // namespace coterie
