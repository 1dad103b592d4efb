// SPDX-License-Identifier: MIT
#pragma once

#include <QTimer>
#include <QWidget>

namespace coterie::ui {

class TextLabel;

// A sentence that floats over the foot of a page for a while, for what failed and needs no answer. Can be closed; a
// pointer over it stops the clock.
class Toast final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Toast)

public:
    explicit Toast(QWidget *page);

    void say(const QString &sentence);
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void arrange();

    TextLabel *m_text;
    QTimer m_timer;
};

} // namespace coterie::ui
