// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/exportjob.h"

#include "app/ui/board/exchange/assetgather.h"
#include "app/ui/shell/background.h"
#include "shared/util/wholefile.h"

#include <QSaveFile>
#include <QTimer>

#include <utility>

namespace coterie::ui {
namespace {

constexpr int progressMs = 100;

} // namespace

QString exportToFile(const ExportSource &source, const ExportOptions &options, const QString &file,
                     const std::function<bool(double)> &progress, bool *opensAgain)
{
    const auto notWritten = [&](const QString &why) {
        return ExportJob::tr("%1 could not be written: %2. The board is unchanged; choose another place.")
            .arg(file, why);
    };
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly))
        return notWritten(out.errorString());
    const QString wrong = exportBoard(source, options, out, progress, opensAgain);
    if (!wrong.isEmpty()) {
        out.cancelWriting();
        return wrong;
    }
    const QString why = commitWhole(out);
    return why.isEmpty() ? QString() : notWritten(why);
}

ExportJob::ExportJob(BoardAssets *assets, ExportSource source, const ExportOptions &options, QString file,
                     QObject *parent)
    : QObject(parent)
    , m_assets(assets)
    , m_source(std::move(source))
    , m_options(options)
    , m_file(std::move(file))
{
}

ExportJob::~ExportJob()
{
    *m_stopped = true;
}

void ExportJob::start()
{
    m_gather = new AssetGather(m_assets, assetsOf(m_source.objects), this);
    connect(m_gather, &AssetGather::gathered, this, &ExportJob::write);
    m_gather->start();
}

void ExportJob::stop()
{
    *m_stopped = true;
    if (!m_gather)
        return; // the thread of the pool hears it
    delete m_gather.data();
    QMetaObject::invokeMethod(
        this, [this] { emit finished(exportStopped(), 0, true); }, Qt::QueuedConnection);
}

void ExportJob::write(const QHash<QByteArray, QByteArray> &pictures)
{
    m_gather->deleteLater();
    m_gather.clear();
    const int missing = setStoredPictures(m_source, pictures);
    const auto part = std::make_shared<std::atomic<double>>(0);
    auto *ticker = new QTimer(this);
    ticker->setInterval(progressMs);
    connect(ticker, &QTimer::timeout, this, [this, part] { emit progressed(*part); });
    ticker->start();
    inBackground(
        this,
        [source = std::move(m_source), options = m_options, file = m_file, part, stopped = m_stopped] {
            bool opensAgain = true;
            const QString error = exportToFile(
                source, options, file,
                [&](double now) {
                    *part = now;
                    return !*stopped;
                },
                &opensAgain);
            return std::pair(error, opensAgain);
        },
        [this, ticker, missing](const std::pair<QString, bool> &done) {
            ticker->stop();
            emit finished(done.first, missing, done.second);
        });
}

} // namespace coterie::ui
