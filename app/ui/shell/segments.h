// SPDX-License-Identifier: MIT
#pragma once

#include <QActionGroup>
#include <QWidget>

class QToolButton;

namespace coterie::ui {

// A few choices side by side, one of them on: Chat | Board | Split, System | Light | Dark.
class Segments final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Segments)

public:
    explicit Segments(const QString &name, QWidget *parent = nullptr);

    void add(const QString &text, QStringView iconName = {});
    // Text, icon and shortcut from an action, which stays the master of what is on.
    void add(QAction *action);
    [[nodiscard]] int current() const;
    void setCurrent(int index);
    void setCompact(bool iconsOnly);

signals:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *append();
};

} // namespace coterie::ui
