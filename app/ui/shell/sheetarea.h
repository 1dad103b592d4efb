// SPDX-License-Identifier: MIT
#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace coterie::ui {

// What is chosen on a sheet, as high as it is; in a window that is too low it scrolls, and it grows with the text.
class SheetArea final : public QScrollArea
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SheetArea)

public:
    explicit SheetArea(QWidget *parent = nullptr);

    [[nodiscard]] QVBoxLayout *column() const { return m_column; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QVBoxLayout *m_column;
};

} // namespace coterie::ui
