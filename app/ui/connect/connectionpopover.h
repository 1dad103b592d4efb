// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/session.h"

#include <QFrame>

class QFormLayout;

namespace coterie::ui {

class Button;
class TextLabel;
class TripChart;

// What there is to know about the connection, under the strip in the title: how it is, how long a message takes, what
// waits, when the next try is. Goes away at a click anywhere else; holds nobody up.
class ConnectionPopover final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ConnectionPopover)

public:
    explicit ConnectionPopover(QWidget *parent);

    void present(const Session::StateInfo &info, const LinkQuality &quality, const QString &title);
    void openUnder(const QWidget &strip);
    [[nodiscard]] QString text() const; // all of it, for tests and screen readers

signals:
    void retryClicked();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TextLabel *addRow(QFormLayout &form, const QString &name);

    TextLabel *m_title;
    TextLabel *m_reason;
    TripChart *m_chart;
    TextLabel *m_trip;
    TextLabel *m_lost;
    TextLabel *m_waiting;
    TextLabel *m_next;
    Button *m_retry;
};

} // namespace coterie::ui
