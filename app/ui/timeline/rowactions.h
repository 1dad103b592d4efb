// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace coterie::ui {

// The buttons that float at the end of the row under the pointer. The same actions are in the row's menu, which the
// keyboard reaches, so these take no focus.
class RowActions final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowActions)

public:
    explicit RowActions(QWidget *parent);
    // What can be done: a message that is there is answered, one that waits is changed or taken back; of those that the
    // host lost one's own are sent again.
    enum class Row { There, Waits, Lost, OwnLost };
    void setRow(Row row);

signals:
    void replyClicked();
    void editClicked();
    void discardClicked();
    void sendAgainClicked();
    void copyClicked();
    void moreClicked();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *m_reply, *m_edit, *m_discard, *m_again;
};

} // namespace coterie::ui
