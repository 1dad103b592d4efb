// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/hostcontrol.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QLayout;
class QLineEdit;
class QVBoxLayout;

namespace coterie::ui {

class Actions;
class Button;
class QrCode;
class TextLabel;

// The host's side of the session: since when, who is in, how others get in, where it is kept, and its end.
class HostPanel final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HostPanel)

public:
    explicit HostPanel(const Actions &actions, QWidget *parent = nullptr);

    void setInfo(const HostInfo &info);
    void setAddresses(const HostInfo &info); // of the same session, reached otherwise than before
    void setStats(const HostStats &stats);
    void setTrouble(const QString &words); // of the disk; empty: none
    void addDeed(QAction *deed);           // something that whoever hosts can do with everybody, as a button
    [[nodiscard]] const HostInfo &info() const { return m_info; }

signals:
    void closeRequested();
    void addressesWanted(); // when it comes into sight, and every few seconds while it is

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QLayout *makeHead(const Actions &actions);
    [[nodiscard]] QWidget *makeInvite();
    void addFact(QVBoxLayout &column, const QString &what, TextLabel *value);
    void fillAddresses();
    void orderKeys();
    void showPeople();
    void tick();
    void refresh();

    HostInfo m_info;
    HostStats m_stats;
    qint64 m_statsAt = 0;
    QTimer m_timer;
    int m_ticks = 0;
    TextLabel *m_onAir;
    TextLabel *m_name;
    TextLabel *m_people;
    TextLabel *m_names;
    TextLabel *m_trouble;
    TextLabel *m_port;
    QLineEdit *m_link;
    QrCode *m_code;
    TextLabel *m_inviteHint;
    QVBoxLayout *m_addresses;
    TextLabel *m_file;
    QWidget *m_close = nullptr;
    Button *m_copyLink = nullptr;
    Button *m_copyFile = nullptr;
    Button *m_end = nullptr;
    TextLabel *m_key;
    TextLabel *m_health;
    QVBoxLayout *m_deeds;
    QList<QWidget *> m_deedButtons;
};

// That the session is at another port than was asked for, and what that means; empty: it is at that one.
[[nodiscard]] QString portWords(const HostInfo &info);

// Puts the text on the clipboard and says so on the button for a moment.
void copyWithAnswer(Button *button, const QString &text);

} // namespace coterie::ui
