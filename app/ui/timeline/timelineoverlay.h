// SPDX-License-Identifier: MIT
#pragma once

#include <QPushButton>
#include <QWidget>

namespace coterie::ui {

// Floats over the end of the timeline while one reads further up: back to the newest, and how much came meanwhile.
class NewestPill final : public QPushButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NewestPill)

public:
    explicit NewestPill(QWidget *parent);

    void setCount(int count);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_count = 0;
};

// Grey rows where messages will be, while the first page is on its way.
class Skeleton final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Skeleton)

public:
    explicit Skeleton(QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace coterie::ui
