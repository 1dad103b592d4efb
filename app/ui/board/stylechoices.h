// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardpaper.h"

#include <QAbstractButton>
#include <QToolButton>

class QActionGroup;

namespace coterie::ui {

// One of several to choose from, on a square of its own.
class StyleChoice : public QAbstractButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StyleChoice)
public:
    [[nodiscard]] QSize sizeHint() const override;

protected:
    StyleChoice(const QString &name, QWidget *parent);
};

// A colour to choose, shown as it looks on the board's ground.
class InkSwatch final : public StyleChoice
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InkSwatch)
public:
    enum class Of { Ink, Fill }; // shown as it is seen on the board
    InkSwatch(quint32 argb, const QString &name, QWidget *parent = nullptr, Of of = Of::Ink);

    [[nodiscard]] quint32 color() const { return m_color; }
    void setColor(quint32 argb);
    void setPaper(const BoardPaper &paper);
    // Until a colour has been chosen for it, this one shows a plus.
    void setOpen(bool open);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    quint32 m_color;
    Of m_of;
    BoardPaper m_paper;
    bool m_open = false;
};

// A width to choose, shown as a dot of that size.
class WidthChoice final : public StyleChoice
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WidthChoice)
public:
    WidthChoice(double width, const QString &name, QWidget *parent = nullptr);

    [[nodiscard]] double penWidth() const { return m_width; }
    void setPenWidth(double width);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_width;
};

// A button with an icon that opens a list of choices, one of which holds.
class ListChoice final : public QToolButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ListChoice)
public:
    ListChoice(QStringView icon, const QString &name, QWidget *parent = nullptr);

    void add(const QString &text, const QVariant &value, QStringView icon = {});
    void setValue(const QVariant &value); // one that is none of them checks none
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void chosen(const QVariant &value);

private:
    QActionGroup *m_choices;
    QString m_name;
};

} // namespace coterie::ui
