// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/pastsheet.h"

class QComboBox;
class QDateTimeEdit;

namespace coterie::ui {

class Segments;

// Asks whose work on a board is to be taken back, and since when (B21, W-28).
class RevertSheet final : public PastSheet
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RevertSheet)
public:
    RevertSheet(BoardController *board, BoardPast *past, const BoardPaper &paper, QWidget *over);

signals:
    void reverted(const QString &person, int objects);

protected:
    void listPast() override; // the people
    void compute() override;
    void confirm() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void listPeople();
    void addControls();
    void choosePreset(int preset);
    void describe(const BoardRevert &revert);
    [[nodiscard]] UserId person() const;

    QComboBox *m_person = nullptr;
    Segments *m_presets = nullptr;
    QDateTimeEdit *m_since = nullptr;
    const UserId m_self;
    int m_objects = 0; // that what is planned changes
};

} // namespace coterie::ui
