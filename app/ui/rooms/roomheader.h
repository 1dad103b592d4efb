// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace coterie::ui {

class Actions;
class IconButton;
class Segments;
class TextLabel;

// Over the content: which room this is, what it is about, and how it is looked at.
class RoomHeader final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RoomHeader)

public:
    explicit RoomHeader(const Actions &actions, QWidget *parent = nullptr);

    void setRoom(const QString &name, const QString &topic);
    void setEmpty();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Actions &m_actions;
    TextLabel *m_name;
    TextLabel *m_topic;
    Segments *m_views;
    IconButton *m_more;
};

} // namespace coterie::ui
