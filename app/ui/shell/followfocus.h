// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/shell/theme.h"

#include <QApplication>
#include <QScrollArea>

namespace coterie::ui {

// What the keys lead to is in sight, wherever they come from: a QScrollArea by itself follows Tab from within only.
inline void followFocus(QScrollArea &area)
{
    QObject::connect(qApp, &QApplication::focusChanged, &area, [&area](const QWidget *, QWidget *now) {
        if (now && area.isAncestorOf(now) && QGuiApplication::mouseButtons() == Qt::NoButton)
            area.ensureWidgetVisible(now, 0, space::s);
    });
}

} // namespace coterie::ui
