// SPDX-License-Identifier: MIT
#pragma once

#include "app/ui/board/exchange/boardexport.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace coterie {
class BoardAssets;
}

namespace coterie::ui {

// The file is there whole, or as it was before. Empty when it went well, else what went wrong in words. Any thread.
[[nodiscard]] QString exportToFile(const ExportSource &source, const ExportOptions &options, const QString &file,
                                   const std::function<bool(double)> &progress = {});

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
    void finished(const QString &error, int missing);

private:
    void write(const QHash<QByteArray, QByteArray> &pictures);

    BoardAssets *m_assets;
    ExportSource m_source;
    const ExportOptions m_options;
    const QString m_file;
    std::shared_ptr<std::atomic_bool> m_stopped = std::make_shared<std::atomic_bool>(false);
};

} // namespace coterie::ui
