// SPDX-License-Identifier: MIT
#pragma once

#include <QStackedWidget>

namespace coterie::ui {

// The ground of the side column: part of the window when there is room, else a sheet with a shadow over its end.
class SidePanel final : public QStackedWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SidePanel)

public:
    explicit SidePanel(QWidget *parent = nullptr);

    void setFloating(bool on);
    // How much of its width the shadow takes while it floats.
    static constexpr int shadowWidth = 14;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_floating = false;
};

} // namespace coterie::ui
