// SPDX-License-Identifier: MIT
#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>

namespace coterie::ui {

class Button;
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
    // With something that can be done about it, once.
    void offer(const QString &sentence, const QString &action, std::function<void()> run, bool warns = false);
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void arrange();
    void appear(const QString &sentence);

    TextLabel *m_text;
    Button *m_action;
    std::function<void()> m_run;
    bool m_warns = true;
    QTimer m_timer;
};

} // namespace coterie::ui
