// SPDX-License-Identifier: MIT
#include "app/ui/shell/sheetarea.h"

#include "app/ui/shell/followfocus.h"
#include "app/ui/shell/theme.h"

#include <QEvent>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace coterie::ui {

SheetArea::SheetArea(QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // Tab goes through what is in it, and takes it along
    viewport()->setAutoFillBackground(false);
    auto *page = new QWidget;
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(space::m);
    setWidget(page);
    page->setAutoFillBackground(false);
    followFocus(*this);
    // Beside the bar when there is one; else what is in it ends where the rest of the sheet does.
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this,
            [this](int, int most) { m_column->setContentsMargins(0, 0, most > 0 ? space::m : 0, 0); });
}

QSize SheetArea::sizeHint() const
{
    return widget()->sizeHint();
}

QSize SheetArea::minimumSizeHint() const
{
    constexpr int leastHigh = 160;
    return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(),
            std::min(leastHigh, widget()->sizeHint().height())};
}

bool SheetArea::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

} // namespace coterie::ui
