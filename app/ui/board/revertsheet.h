// SPDX-License-Identifier: MIT
#pragma once

#include "app/session/boardpast.h"
#include "app/ui/board/boardpaper.h"
#include "app/ui/shell/background.h"
#include "app/ui/shell/sheet.h"

#include <QPointer>
#include <QTimer>

class QComboBox;
class QDateTimeEdit;
class QLabel;

namespace coterie {
class BoardController;
}

namespace coterie::ui {

class Button;
class Segments;
class TextLabel;

// Asks whose work on a board is to be taken back, and since when; shows how the board will be; does it as one step of
// whoever asks, so that it can be undone (B21, W-28). Follows what others do to the board meanwhile.
class RevertSheet final : public Sheet
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RevertSheet)
public:
    // past: of this board, not started yet; the sheet takes it as its child.
    RevertSheet(BoardController *board, BoardPast *past, const BoardPaper &paper, QWidget *over);

signals:
    void reverted(const QString &person, int objects);

private:
    void addControls();
    void addFoot();
    void listPeople();
    void choosePreset(int preset);
    void compute();
    void show(const BoardRevert &revert, const QImage &picture);
    void confirm();
    void say(const QString &sentence, bool wrong = false);
    [[nodiscard]] UserId person() const;

    QPointer<BoardController> m_board;
    BoardPast *m_past;
    quint32 m_ground; // of the board's paper
    QComboBox *m_person = nullptr;
    Segments *m_presets = nullptr;
    QDateTimeEdit *m_since = nullptr;
    QLabel *m_picture = nullptr;
    TextLabel *m_words = nullptr;
    Button *m_do = nullptr;
    BoardRevert m_revert;
    QHash<QByteArray, QByteArray> m_stored; // pictures
    QTimer m_soon;
    LatestOnly m_latest; // outcome
};

} // namespace coterie::ui
