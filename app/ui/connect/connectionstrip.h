// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/connect/connectionwords.h"

#include <QAbstractButton>

namespace coterie::ui {

// The one place that always tells how the connection is: a mark of its own shape and a few words. A click tells more.
class ConnectionStrip final : public QAbstractButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConnectionStrip)

public:
    explicit ConnectionStrip(QWidget *parent = nullptr);

    void present(const ConnectionWords &words);
    [[nodiscard]] QString text() const { return m_words.strip; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ConnectionWords m_words;
};

} // namespace coterie::ui
