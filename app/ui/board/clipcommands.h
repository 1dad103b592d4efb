// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardclip.h"
#include "app/ui/board/boardcommands.h"

#include <functional>

class QMimeData;

namespace coterie::ui {

class BoardView;
class ClipPictures;

// Cut, copy and paste within a board and between boards: the objects as such, and for other programs a picture of them,
// a drawing and their words, made when somebody asks. The pictures among them come to the clipboard as soon as they are
// here (T149). What is pasted comes to the pointer, or, when that is elsewhere, beside where it was copied. Each paste
// is one step (W-25).
class ClipCommands final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClipCommands)
public:
    ClipCommands(BoardView *view, const BoardActions &actions, QObject *parent = nullptr);

    // Takes files, pictures and what is a board in another form; false when there are none among the data.
    using TakeFiles = std::function<bool(const QMimeData &data, const QPointF &middle)>;
    void setTakeFiles(TakeFiles take) { m_takeFiles = std::move(take); }

    // Files, pictures, boards in another form and words from elsewhere, around that place. False: there is nothing
    // among the data that a board can take.
    bool bring(const QMimeData &data, const QPointF &middle);

signals:
    void noticed(const QString &sentence);

private:
    bool copy();
    void cut();
    void paste();
    void complete(ClipPictures *pictures);
    [[nodiscard]] QSet<QByteArray> bringPictures(const BoardClip &clip, const QMimeData &data);
    bool pasteObjects(const QByteArray &own, const QList<BoardOp> &creations);
    void pasteText(const QString &text, const QPointF &middle);
    [[nodiscard]] QPointF pastePlace() const;

    BoardView *m_view;
    TakeFiles m_takeFiles;
    QByteArray m_lastPasted; // the same once more at the same place lies a bit aside
    QPointF m_lastPlace;
    int m_pastedTimes = 0;
};

} // namespace coterie::ui
