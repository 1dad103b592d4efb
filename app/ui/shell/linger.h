// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <optional>

class QWidget;

namespace coterie::ui {

// How long a notice stays that goes by itself: as long as it takes to read it, longer when it offers an answer, and as
// long as the pointer is over it or the keys are in it. Keys that were led there go back to where they were when it
// goes, which Escape does at once. A child of the notice, which tells it when something is said and before it hides.
class Linger final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Linger)
public:
    static constexpr int answerMs = 10'000; // at least, for what can be answered

    Linger(QWidget *notice, int leastMs, std::function<void()> hide);

    void begin(const QString &sentence, bool answers);
    void end();
    // How long it still stays; none: it is held, or not there.
    [[nodiscard]] std::optional<int> leftMs() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool hasKeys() const;
    void hold();
    void letGo(); // the whole time again

    QWidget *m_notice;
    const int m_leastMs;
    const std::function<void()> m_hide;
    QTimer m_clock;
    QPointer<QWidget> m_before; // had the keys
    bool m_pointer = false;     // is over it
    bool m_isOver = true;       // nothing is said
};

} // namespace coterie::ui
