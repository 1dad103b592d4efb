// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/exchange/boardexport.h"

#include <QObject>
#include <QPointer>

#include <atomic>
#include <memory>

namespace coterie {
class BoardAssets;
}

namespace coterie::ui {

class AssetGather;

// The file is there whole, or as it was before. Empty when it went well, else what went wrong in words. Any thread. The
// rest as with exportBoard().
[[nodiscard]] QString exportToFile(const ExportSource &source, const ExportOptions &options, const QString &file,
                                   const std::function<bool(double)> &progress = {}, bool *opensAgain = nullptr);

// Writes one export to a file, in a thread of the pool. Lives in the window's thread; may die while it works, which
// stops it.
class ExportJob final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExportJob)
public:
    // assets may be null. Of the source, objects, pages and name count.
    ExportJob(BoardAssets *assets, ExportSource source, const ExportOptions &options, QString file,
              QObject *parent = nullptr);
    ~ExportJob() override;

    void start();
    void stop(); // ends in finished() too

signals:
    void progressed(double part); // 0 to 1
    // error: empty, or what went wrong in words. missing: pictures that were not to be had and are grey boxes.
    // opensAgain: false when Coterie could not open the file as a board though it should.
    void finished(const QString &error, int missing, bool opensAgain);

private:
    void write(const QHash<QByteArray, QByteArray> &pictures);

    BoardAssets *m_assets;
    QPointer<AssetGather> m_gather; // while it works
    ExportSource m_source;
    const ExportOptions m_options;
    const QString m_file;
    std::shared_ptr<std::atomic_bool> m_stopped = std::make_shared<std::atomic_bool>(false);
};

} // namespace coterie::ui
