// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace coterie::ui {

// A raised, rounded ground for a few controls that belong together.
class Card : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Card)

public:
    explicit Card(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

// Somebody's picture as a widget.
class AvatarView final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AvatarView)

public:
    explicit AvatarView(int side, QWidget *parent = nullptr);

    void setPerson(const QString &name, const QColor &color);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    QColor m_color;
};

// The program's own mark.
class AppMark final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(AppMark)

public:
    explicit AppMark(int side, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

// An icon on a soft disc or square, to open a card with.
class Badge final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Badge)

public:
    Badge(QStringView iconName, int side, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
};

} // namespace coterie::ui
