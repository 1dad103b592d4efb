// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/session.h"

#include <QToolButton>

class QMenu;

namespace coterie::ui {

// Oneself at the foot of the room list: picture, name, presence. Opens the menu that sets how one is.
class MeButton final : public QToolButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MeButton)

public:
    explicit MeButton(Session &session, QWidget *parent = nullptr);

    void setCompact(bool on);
    void refresh();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void preferencesWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] bool isConnected() const;
    void fill();
    void askForWords();

    Session &m_session;
    QMenu *m_menu;
    bool m_compact = false;
};

} // namespace coterie::ui
