// SPDX-License-Identifier: MIT
#include "app/ui/board/tilerenderer.h"

namespace coterie::ui {

TileRenderer::TileRenderer(QObject *parent)
    : QObject(parent)
    , m_worker(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("tiles"));
    m_worker->moveToThread(&m_thread);
    m_thread.start(QThread::LowPriority);
}

TileRenderer::~TileRenderer()
{
    m_thread.quit();
    m_thread.wait();
}

void TileRenderer::start(TileJob &&job)
{
    ++m_running;
    QMetaObject::invokeMethod(
        m_worker.get(),
        [this, job = std::move(job)] {
            const QImage image = render(m_canvas, job);
            QMetaObject::invokeMethod(
                this,
                [this, key = job.key, revision = job.revision, image] {
                    --m_running;
                    emit finished(key, revision, image);
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

QImage TileRenderer::render(RasterCanvas &canvas, const TileJob &job)
{
    QImage image(tileExtent, tileExtent, QImage::Format_RGB32);
    const PixelField field{reinterpret_cast<quint32 *>(image.bits()), image.bytesPerLine() / 4, image.size(),
                           job.key.rect().topLeft()};
    const QRect all = field.rect();
    renderBoard(canvas, field, {&all, 1}, job.figures, job.paper, job.key.scale, job.pixelRatio);
    return image;
}

} // namespace coterie::ui
