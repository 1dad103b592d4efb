// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <functional>

namespace coterie::ui {

class Button;
class Linger;
class TextLabel;

// A sentence that floats over a page for a while (Linger), for what failed and needs no answer. Can be closed.
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
    void arrange();  // its area is another one
    bool takeKeys(); // to what it offers; false: nothing is said
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void appear(const QString &sentence);
    void leave();

    const std::function<QRect()> m_area;
    TextLabel *m_text;
    Button *m_action;
    QWidget *m_closer = nullptr;
    Linger *m_linger;
    std::function<void()> m_run;
    bool m_warns = true;
};

} // namespace coterie::ui
