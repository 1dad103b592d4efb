// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/timeline/messagelayout.h"
#include "app/ui/timeline/messagerow.h"

#include <QListView>
#include <QPersistentModelIndex>
#include <QTimer>

namespace coterie::ui {

class MessageDelegate;
class RowActions;

// The timeline of one room. Follows the newest row while its end is in sight, else what one reads never moves, whatever
// comes above or below. A list view, because only that speaks to screen readers row by row. GUI thread; knows the roles
// of TimelineModel, never a message or a session: what people want done, it says by signal.
class TimelineView final : public QListView
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TimelineView)

public:
    explicit TimelineView(QWidget *parent = nullptr);
    ~TimelineView() override;

    void setModel(QAbstractItemModel *model) override;

    [[nodiscard]] bool isFollowing() const { return m_following; }
    [[nodiscard]] int newBelow() const { return m_newBelow; }
    [[nodiscard]] QString selectedText() const;
    [[nodiscard]] MessageDelegate *messages() const { return m_delegate; }

    void scrollToNewest();
    // Puts the row at the top of the view with one line of context above it.
    void showFromRow(int row);
    // Puts the row where the eye is, and lets it glow for a moment.
    void pointOut(int row);
    // The newest row here is not the newest of the room: its end is nothing to follow.
    void setMoreBelow(bool on);
    void setAnimated(bool on);
    void setWaiting(bool on);
    void setLetterKeys(bool on) { m_letterKeys = on; } // else a letter is always the start of a message
    void setPast(bool on) { m_past = on; }             // a room that the host lost: nothing is answered here
    // What the menu of a row offers; public so that a test can read it.
    [[nodiscard]] QList<QAction *> actionsFor(const QModelIndex &index, QObject *owner);

public slots:
    void copy();

signals:
    void olderWanted();
    void newerWanted();
    void followingChanged(bool following);
    void newBelowChanged(int count);
    void replyRequested(qint64 seq, const QString &author, const QString &body);
    void retryRequested(const coterie::OpId &op);
    void editRequested(const coterie::OpId &op, const QString &body);
    void discardRequested(const coterie::OpId &op, const QString &body);
    void unreadFromRequested(qint64 line);
    void sendAgainRequested(qint64 seq);
    void linkActivated(const QString &href);
    void leaveRequested();           // Esc: back to the composer
    void typed(const QString &text); // a letter typed here belongs into the composer

protected:
    void doItemsLayout() override;
    void updateGeometries() override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;
    void reset() override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    struct Hit {
        QModelIndex index;
        MessageRow row;
        RowGeometry geometry;
        QPoint inRow;
        QPointF inBody;
    };

    [[nodiscard]] Hit hitAt(const QPoint &position) const;
    [[nodiscard]] const MessageLayout &layoutOf(const MessageRow &row) const;
    void scrolled();
    void remember();
    void restore();
    void setFollowing(bool on);
    void setNewBelow(int count);
    void lookForMore();
    void hover(const QPoint &position);
    void place(RowActions &actions);
    void select(const QModelIndex &index, const TextSelection &selection);
    void openMenu(const QModelIndex &index, const QPoint &where);
    void setByKeyboard(bool on);
    void startAtTheEnd();
    [[nodiscard]] bool actOnLetter(const QKeyEvent &event);
    bool runRefusedLink(const Hit &hit);
    void reply(const MessageRow &row);
    void sendAgain(const MessageRow &row);
    void discard(const MessageRow &row);
    void watchPending();
    void standOnTheGround();

    MessageDelegate *m_delegate;
    RowActions *m_rowActions;
    QPersistentModelIndex m_anchor, m_hovered, m_selectedRow;
    TextSelection m_selection;
    QTimer m_clockTimer, m_wordsTimer, m_glowTimer;
    int m_anchorOffset = 0;
    int m_newBelow = 0;
    bool m_past = false;
    bool m_following = true;
    bool m_moreBelow = false;
    bool m_holding = false; // while the layout changes, scrolling is not the user's
    bool m_selecting = false;
    bool m_byKeyboard = false;
    bool m_letterKeys = true;
};

} // namespace coterie::ui
