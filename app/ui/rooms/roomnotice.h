// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace coterie::ui {

class Button;
class TextLabel;

// Over a room that the host has not got: why, that what is in it waits here, and what can be done. Hidden while all is
// well.
class RoomNotice final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RoomNotice)

public:
    explicit RoomNotice(QWidget *parent = nullptr);

    void present(const QString &trouble); // empty: none
    [[nodiscard]] QString text() const;   // empty: hidden

signals:
    void makeClicked();
    void discardClicked();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TextLabel *m_text;
    Button *m_make;
    Button *m_discard;
};

} // namespace coterie::ui
