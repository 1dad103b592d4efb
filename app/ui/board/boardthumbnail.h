// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardpaper.h"
#include "app/ui/board/boardpictures.h"
#include "shared/protocol/ids.h"

#include <QPixmap>

#include <map>
#include <memory>

namespace coterie {
class BoardController;
}

namespace coterie::ui {

// Whole boards of a room, small, painted as the board itself is. One whose pictures are all there is kept until the
// board is another one. Lives in the window's thread.
class BoardThumbnails final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardThumbnails)
public:
    explicit BoardThumbnails(QObject *parent = nullptr);
    ~BoardThumbnails() override;

    // `pixels` are device pixels. Null while the board is not here. Pictures that have not come yet are fetched, and
    // are placeholders meanwhile; changed() follows when one has come.
    [[nodiscard]] QPixmap of(const BoardController &board, const QSize &pixels, double pixelRatio,
                             const BoardPaper &paper);
    // Nobody looks at them for now: gives up what waits for pictures, and its memory.
    void release();

signals:
    void changed(const coterie::BoardId &board);

private:
    struct Unfinished;
    void pictureChanged(const QByteArray &asset);

    BoardPictures m_pictures;
    QPointer<BoardAssets> m_assets;
    std::map<BoardId, std::unique_ptr<Unfinished>> m_unfinished; // some of their pictures are not there
};

} // namespace coterie::ui
