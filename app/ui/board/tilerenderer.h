// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/boardpaper.h"
#include "app/ui/board/tilecache.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace coterie::ui {

struct TileJob {
    TileKey key;
    quint32 revision = 0;
    double pixelRatio = 1;
    BoardPaper paper;
    std::vector<FigurePtr> figures; // in painting order
};

// Paints tiles in a thread of its own. Owns the thread; lives in the window's. A job carries all it needs, so nothing
// is shared but figures that never change.
class TileRenderer final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TileRenderer)
public:
    explicit TileRenderer(QObject *parent = nullptr);
    ~TileRenderer() override; // waits for the tile under way, at most some milliseconds

    [[nodiscard]] int running() const { return m_running; }
    void start(TileJob &&job);

    [[nodiscard]] static QImage render(RasterCanvas &canvas, const TileJob &job);

signals:
    void finished(const coterie::ui::TileKey &key, quint32 revision, const QImage &image);

private:
    QThread m_thread;
    std::unique_ptr<QObject> m_worker;
    RasterCanvas m_canvas; // the thread's
    int m_running = 0;
};

} // namespace coterie::ui
