// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardpaper.h"
#include "app/ui/board/boardtemplates.h"

#include <QList>
#include <QWidget>

class QGridLayout;
class QToolButton;

namespace coterie::ui {

// What an empty board can begin with: a button with a picture for each template.
class TemplateChooser final : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TemplateChooser)
public:
    explicit TemplateChooser(QWidget *parent = nullptr);

    void setPaper(const BoardPaper &paper); // of the pictures
    void fitInto(int width);                // all beside each other, or two and two

signals:
    void chosen(coterie::ui::BoardTemplate kind);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void paintPictures();

    BoardPaper m_paper;
    QList<QToolButton *> m_buttons;
    QGridLayout *m_grid;
    int m_columns = 0;
    bool m_painted = false;
};

} // namespace coterie::ui
