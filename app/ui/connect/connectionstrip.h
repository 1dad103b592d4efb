// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/connect/connectionwords.h"

#include <QAbstractButton>

namespace coterie::ui {

class Button;
class TextLabel;

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

// A line over the content, only while something is limited: what happened, what still works, what to do.
class ConnectionBanner final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConnectionBanner)

public:
    explicit ConnectionBanner(QWidget *parent = nullptr);

    void present(const ConnectionWords &words);
    [[nodiscard]] QString text() const;

signals:
    void retryClicked();
    void leaveClicked();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TextLabel *m_text;
    Button *m_retry;
    Button *m_leave;
    Mood m_mood = Mood::Off;
};

} // namespace coterie::ui
