// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/hostcontrol.h"

#include <QTimer>
#include <QWidget>

namespace coterie::ui {

class Button;
class QrCode;
class TextLabel;

// How others get in, in sight of whoever hosts as long as nobody else has come. Hides itself else.
class InviteCard final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InviteCard)

public:
    explicit InviteCard(QWidget *parent = nullptr);

    void setInfo(const HostInfo &info); // nothing in it: this computer hosts nothing
    void setAlone(bool alone);

signals:
    void addressesWanted(); // when it comes into sight, and every few seconds while it is

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    HostInfo m_info;
    bool m_alone = true;
    QrCode *m_code;
    TextLabel *m_hint;
    Button *m_copy;
    QTimer m_timer;
};

} // namespace coterie::ui
