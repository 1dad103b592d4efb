// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardpaper.h"
#include "app/ui/board/boardtemplates.h"

#include <QFont>
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
    // The sizes it may have: all beside each other, two and two; and takes one of them.
    [[nodiscard]] QList<QSize> forms();
    void setForm(int form);

signals:
    void chosen(coterie::ui::BoardTemplate kind);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void paintPictures();

    BoardPaper m_paper;
    QList<QToolButton *> m_buttons;
    QGridLayout *m_grid;
    int m_form = -1;
    bool m_painted = false;
    QList<QSize> m_forms;
    QFont m_formsFont;
};

} // namespace coterie::ui
