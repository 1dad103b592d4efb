// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QMenu;
class QToolButton;

namespace coterie::ui {

class Actions;
class Button;
class ConnectionStrip;

// Over all columns: which session this is and what can be done with it, the way to a room by name, the connection.
class TopBar final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TopBar)

public:
    explicit TopBar(const Actions &actions, QWidget *parent = nullptr);

    void setSessionName(const QString &name);
    void setHosting(bool on);
    [[nodiscard]] ConnectionStrip *strip() const { return m_strip; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void fillMenu();

    const Actions &m_actions;
    QToolButton *m_session;
    QMenu *m_menu;
    QToolButton *m_jump;
    Button *m_onAir;
    ConnectionStrip *m_strip;
    bool m_hosting = false;
};

} // namespace coterie::ui
