// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>

namespace coterie::ui {

// While it lives, each place of the pointer is told. X11 else joins those that come faster than a busy window handles
// them into the last one, and a fast line loses its corners. Window thread.
class EveryPoint final
{
    Q_DISABLE_COPY_MOVE(EveryPoint)
public:
    EveryPoint() { QCoreApplication::setAttribute(Qt::AA_CompressHighFrequencyEvents, false); }
    ~EveryPoint() { QCoreApplication::setAttribute(Qt::AA_CompressHighFrequencyEvents, m_joined); }

private:
    const bool m_joined = QCoreApplication::testAttribute(Qt::AA_CompressHighFrequencyEvents);
};

} // namespace coterie::ui
