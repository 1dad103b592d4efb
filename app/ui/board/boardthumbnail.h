// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardpaper.h"
#include "app/ui/board/boardpictures.h"
#include "shared/board/boardobject.h"
#include "shared/protocol/ids.h"

#include <QElapsedTimer>
#include <QPixmap>
#include <QSet>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>

namespace coterie {
class BoardController;
}

namespace coterie::ui {

// Whole boards of a room, small, painted as the board itself is. One whose pictures are all there is kept until the
// board is another one. What was asked for is watched until release(). Lives in the window's thread.
class BoardThumbnails final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BoardThumbnails)
public:
    explicit BoardThumbnails(QObject *parent = nullptr);
    ~BoardThumbnails() override;

    // `pixels` are device pixels. Null while the board is not here, and the first time that a large one is painted.
    // Pictures that have not come yet are fetched, and are placeholders meanwhile; changed() follows when one has come,
    // when the board has, and now and then while it becomes another one.
    [[nodiscard]] QPixmap of(const BoardController &board, const QSize &pixels, double pixelRatio,
                             const BoardPaper &paper);
    // Nobody looks at them for now: gives up what waits for pictures, and its memory.
    void release();

signals:
    void changed(const coterie::BoardId &board);

private:
    struct Unfinished;
    struct Large {
        QString key; // of what is in the pixmap
        QPixmap pixmap;
        QSet<QByteArray> missing; // pictures that have not come yet
        QElapsedTimer since;      // it was made
        bool isBeingMade = false;
        bool isStale = false; // a picture has come since its painting began
    };
    // Of a large one what there is, unless it is to be painted now.
    [[nodiscard]] std::optional<QPixmap> largeSoFar(const BoardId &id, const QString &key);
    [[nodiscard]] QPixmap ofLarge(const BoardId &id, const QList<BoardObject> &objects,
                                  std::shared_ptr<Unfinished> made);
    void pictureChanged(const QByteArray &asset);
    void watch(const BoardController &board);
    void boardChanged(const BoardId &board);
    void tellChanged();
    void forgetPictures();

    BoardPictures m_pictures;
    QPointer<BoardAssets> m_assets;
    std::map<BoardId, std::unique_ptr<Unfinished>> m_unfinished; // some of their pictures are not there
    std::map<BoardId, Large> m_large;
    QSet<const QObject *> m_watched; // boards
    QSet<BoardId> m_absent;          // asked for, and not here
    QSet<BoardId> m_changed;         // and not told yet
    QTimer m_rest;
};

} // namespace coterie::ui
