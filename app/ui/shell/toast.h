// SPDX-License-Identifier: MIT
#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>

namespace coterie::ui {

class Button;
class TextLabel;

// A sentence that floats over a page for a while, for what failed and needs no answer. Can be closed; a pointer over it
// stops the clock.
class Toast final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Toast)

public:
    // `area`: the part of the page, at the head of which it floats, so that it lies over no tools and nothing new.
    Toast(QWidget *page, std::function<QRect()> area);

    void say(const QString &sentence);
    // With something that can be done about it, once.
    void offer(const QString &sentence, const QString &action, std::function<void()> run, bool warns = false);
    void arrange(); // its area is another one
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void appear(const QString &sentence);

    const std::function<QRect()> m_area;
    TextLabel *m_text;
    Button *m_action;
    std::function<void()> m_run;
    bool m_warns = true;
    QTimer m_timer;
};

} // namespace coterie::ui
