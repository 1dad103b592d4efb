// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/session.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>

namespace coterie {
class Settings;
}

namespace coterie::ui {

class Composer;
class EmptyState;
class NewestPill;
class Skeleton;
class TimelineView;
class TypingBar;

// One room's conversation: timeline, who is typing, composer. Joins the widgets, which know nothing of a session, with
// the session's models and commands. Keeps the draft of each room and tells when somebody really reads.
class ChatPane final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ChatPane)

public:
    ChatPane(Session &session, Settings &settings, QWidget *parent = nullptr);
    ~ChatPane() override;

    void setRoom(const RoomId &room);
    void showMessage(Seq seq); // of this room, wherever in its history
    void setRoomName(const QString &name);
    void setPast(bool past); // the room is one that the host lost: it can only be read
    [[nodiscard]] RoomId room() const { return m_room; }
    [[nodiscard]] TimelineView *view() const { return m_view; }
    [[nodiscard]] Composer *composer() const { return m_composer; }

signals:
    void linkActivated(const QString &href);
    void failed(const QString &sentence);
    void told(const QString &sentence);
    // A message was taken back ; undo() puts it back.
    void discarded(const QString &sentence, const std::function<void()> &undo);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool event(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void connectView();
    void connectComposer();
    void keepDraft();
    void rowsCame();
    void beginEdit(const OpId &op, const QString &body);
    void endEdit();
    void editLast();
    void discard(const OpId &op);
    void closeComposer(const Session::StateInfo &info);
    void takeDraft(const RoomId &room, const QString &older);
    void messageCame(Seq seq, bool found);
    void land();
    void follow();
    void arrange();
    void stateChanged(const Session::StateInfo &info);
    void showEmpty();

    Session &m_session;
    Settings &m_settings;
    RoomId m_room;
    bool m_past = false;
    QPointer<TimelineModel> m_model;
    TimelineView *m_view;
    EmptyState *m_empty;
    Skeleton *m_skeleton;
    NewestPill *m_pill;
    TypingBar *m_typing;
    Composer *m_composer;
    QTimer m_draftTimer;
    QTimer m_skeletonTimer;
    std::optional<OpId> m_edited; // held in the outbox while the composer changes it
    QString m_roomName;
    bool m_landing = false;
};

} // namespace coterie::ui
