// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardpaper.h"
#include "app/ui/board/boardview.h"

#include <QAbstractButton>

class QButtonGroup;

namespace coterie::ui {

class BoardCard;

// A colour to choose, shown as it looks on the board's ground.
class InkSwatch final : public QAbstractButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InkSwatch)
public:
    InkSwatch(quint32 argb, const QString &name, QWidget *parent = nullptr);

    [[nodiscard]] quint32 color() const { return m_color; }
    void setColor(quint32 argb);
    void setPaper(const BoardPaper &paper);
    // Until a colour has been chosen for it, this one shows a plus.
    void setOpen(bool open);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    quint32 m_color;
    BoardPaper m_paper;
    bool m_open = false;
};

// A width to choose, shown as a dot of that size.
class WidthChoice final : public QAbstractButton
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WidthChoice)
public:
    WidthChoice(double width, const QString &name, QWidget *parent = nullptr);

    [[nodiscard]] double penWidth() const { return m_width; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_width;
};

// What the pen writes with: eight colours that can be told apart with the common kinds of colour vision, one of one's
// own, and four widths. Owns the choice until the page takes it.
class InkPicker final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InkPicker)
public:
    explicit InkPicker(BoardCard *card, QObject *parent = nullptr);

    [[nodiscard]] PenStyle style() const { return m_style; }
    void setStyle(const PenStyle &style);
    void setPaper(const BoardPaper &paper);

signals:
    void styleChosen(const coterie::ui::PenStyle &style);

private:
    void chooseOwnColor();
    void check();

    BoardCard *m_card;
    QButtonGroup *m_colors;
    QButtonGroup *m_widths;
    InkSwatch *m_own = nullptr;
    PenStyle m_style;
};

} // namespace coterie::ui
