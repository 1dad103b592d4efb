// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/exportsheet.h"

#include "app/session/boardassets.h"
#include "app/session/settings.h"
#include "app/ui/board/exchange/assetgather.h"
#include "app/ui/board/exchange/exportjob.h"
#include "app/ui/shell/button.h"
#include "app/ui/shell/prompts.h"
#include "app/ui/shell/segments.h"
#include "app/ui/shell/stylepaint.h"
#include "app/ui/shell/textlabel.h"

#include <QCheckBox>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QStandardPaths>

#include <cmath>

namespace coterie::ui {
namespace {

constexpr int exportSheetWide = 500;
constexpr int exportPictureHigh = 190;
constexpr int exportSoonMs = 60;
constexpr int checkSide = 8;
constexpr int exportScales[] = {1, 2, 4};

// The squares that mean "nothing here".
void paintChecks(QPainter &painter, const QRect &area, const Colors &c)
{
    painter.fillRect(area, c.surface);
    for (int y = 0; y * checkSide < area.height(); ++y)
        for (int x = y % 2; x * checkSide < area.width(); x += 2)
            painter.fillRect(
                QRect(area.x() + x * checkSide, area.y() + y * checkSide, checkSide, checkSide).intersected(area),
                c.hover);
}

QString filterOf(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Png:
        return ExportSheet::tr("PNG pictures (*.png)");
    case ExportFormat::Svg:
        return ExportSheet::tr("SVG drawings (*.svg)");
    case ExportFormat::Pdf:
        return ExportSheet::tr("PDF documents (*.pdf)");
    case ExportFormat::Json:
        return ExportSheet::tr("Boards of Coterie (*.json)");
    }
    return {};
}

} // namespace

ExportSheet::ExportSheet(ExportOffer offer, Settings *settings, Prompts &prompts, QWidget *over)
    : Sheet(tr("Export the board"), over)
    , m_offer(std::move(offer))
    , m_settings(settings)
    , m_prompts(prompts)
    , m_choice(settings ? exportChoiceFrom(settings->bytes(Settings::Key::BoardExport)) : ExportChoice())
{
    setObjectName(QStringLiteral("export"));
    setCardWidth(exportSheetWide);
    m_soon.setSingleShot(true);
    m_soon.setInterval(exportSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &ExportSheet::preview);
    addPreview();
    addChoices();
    addFoot();
    showChoice();
    auto *gather = new AssetGather(m_offer.assets, assetsOf(m_offer.objects), this);
    connect(gather, &AssetGather::gathered, this, [this](const QHash<QByteArray, QByteArray> &stored) {
        m_stored = stored;
        if (!stored.isEmpty())
            m_soon.start();
    });
    gather->start();
}

void ExportSheet::openFirst()
{
    open(m_write);
    preview();
}

void ExportSheet::addPreview()
{
    m_picture = new QLabel(this);
    m_picture->setFixedHeight(exportPictureHigh);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setTextFormat(Qt::PlainText);
    m_picture->setAccessibleName(tr("How the export will look"));
    column()->addWidget(m_picture);
    m_size = new TextLabel(QString(), Type::Small, TextLabel::Tone::Muted, this);
    m_size->setAlignment(Qt::AlignCenter);
    column()->addWidget(m_size);
}

void ExportSheet::addChoices()
{
    const auto addRow = [this](const QString &name, Segments *segments) {
        auto *row = new QWidget(this);
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(new TextLabel(name, Type::SmallStrong, TextLabel::Tone::Normal, row), 1);
        layout->addWidget(segments);
        column()->addWidget(row);
        connect(segments, &Segments::chosen, this, &ExportSheet::choose);
        return row;
    };
    m_what = new Segments(tr("What to export"), this);
    m_whats.append(ExportWhat::Board);
    m_what->add(tr("Whole board"));
    QList<ObjectId> chosenFrames;
    for (const BoardObject &object : m_offer.objects)
        if (object.kind == BoardKind::Frame) {
            m_frames.append(object.id);
            if (m_offer.selection.contains(object.id))
                chosenFrames.append(object.id);
        }
    if (!chosenFrames.isEmpty())
        m_frames = chosenFrames;
    if (!m_frames.isEmpty()) {
        m_whats.append(ExportWhat::Frames);
        m_what->add(tr("Frames (%1)").arg(QLocale().toString(m_frames.size())));
    }
    if (!m_offer.selection.isEmpty()) {
        m_whats.append(ExportWhat::Selection);
        m_what->add(tr("Selection (%1)").arg(QLocale().toString(m_offer.selection.size())));
        m_choice.what = ExportWhat::Selection; // who selects something and exports means that
    }
    if (!m_whats.contains(m_choice.what))
        m_choice.what = ExportWhat::Board;
    m_what->setCurrent(int(m_whats.indexOf(m_choice.what)));
    addRow(tr("What", "heading: what to export"), m_what)->setVisible(m_whats.size() > 1);

    m_format = new Segments(tr("File format"), this);
    for (const char *name : {"PNG", "SVG", "PDF", "JSON"})
        m_format->add(QLatin1String(name));
    m_format->setCurrent(int(m_choice.format));
    addRow(tr("File format"), m_format);

    m_scale = new Segments(tr("Size of the picture"), this);
    for (const int scale : exportScales)
        m_scale->add(QStringLiteral("%1×").arg(scale));
    m_scale->setCurrent(
        int(std::find(std::begin(exportScales), std::end(exportScales), m_choice.scale) - std::begin(exportScales)));
    m_scaleRow = addRow(tr("Size of the picture"), m_scale);

    const auto addBox = [this](const QString &text, bool on) {
        auto *box = new QCheckBox(text, this);
        box->setChecked(on);
        connect(box, &QCheckBox::toggled, this, &ExportSheet::choose);
        column()->addWidget(box);
        return box;
    };
    m_transparent = addBox(tr("Transparent ground"), m_choice.transparent);
    m_grid = addBox(tr("With the grid of dots"), m_choice.grid);
    m_embed = addBox(tr("With the board in it, so that Coterie can open it again"), m_choice.embed);
    m_hint = new TextLabel(QString(), Type::Small, TextLabel::Tone::Muted, this);
    m_hint->setWordWrap(true);
    column()->addWidget(m_hint);
}

void ExportSheet::addFoot()
{
    m_problem = new TextLabel(QString(), Type::Body, TextLabel::Tone::Danger, this);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column()->addWidget(m_problem);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s);
    row->setContentsMargins(0, space::xs, 0, 0);
    row->addStretch();
    m_cancel = new Button(tr("Cancel"), Button::Kind::Secondary, this);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_job)
            m_job->stop();
        else
            dismiss();
    });
    m_write = new Button(tr("Export …"), Button::Kind::Primary, this);
    m_write->setDefault(true);
    connect(m_write, &QPushButton::clicked, this, &ExportSheet::confirm);
    row->addWidget(m_cancel);
    row->addWidget(m_write);
    column()->addLayout(row);
}

// ---- what is chosen

void ExportSheet::choose()
{
    m_choice.what = m_whats.value(m_what->current());
    m_choice.format = ExportFormat(m_format->current());
    m_choice.scale = exportScales[std::max(0, m_scale->current())];
    m_choice.transparent = m_transparent->isChecked();
    m_choice.grid = m_grid->isChecked();
    m_choice.embed = m_embed->isChecked();
    showChoice();
    m_soon.start();
}

void ExportSheet::showChoice()
{
    const ExportFormat format = m_choice.format;
    m_scaleRow->setVisible(format == ExportFormat::Png);
    m_transparent->setVisible(format == ExportFormat::Png || format == ExportFormat::Svg);
    m_grid->setVisible(format != ExportFormat::Json);
    m_embed->setVisible(format == ExportFormat::Svg);
    const bool frames = m_choice.what == ExportWhat::Frames;
    m_hint->setText(format == ExportFormat::Json  ? tr("The objects themselves, to be imported here again.")
                    : format == ExportFormat::Pdf ? frames ? tr("Each frame is a page, from top to bottom.")
                                                    : m_whats.contains(ExportWhat::Frames)
                                                        ? tr("One page. Frames become pages of their own when you "
                                                             "choose them above.")
                                                        : tr("One page.", "of a PDF")
                    : frames ? tr("The frames stand in one picture, as they do on the board.")
                                                  : QString());
    m_hint->setVisible(!m_hint->text().isEmpty());
    showProblem({});
}

ExportSource ExportSheet::source() const
{
    ExportSource source = exportSource(m_offer.objects, m_choice.what,
                                       m_choice.what == ExportWhat::Frames ? m_frames : m_offer.selection);
    source.name = m_offer.name;
    return source;
}

ExportOptions ExportSheet::options() const
{
    ExportOptions options;
    options.format = m_choice.format;
    options.scale = m_choice.scale;
    options.transparent =
        m_choice.transparent && (options.format == ExportFormat::Png || options.format == ExportFormat::Svg);
    options.grid = m_choice.grid;
    options.embed = m_choice.embed;
    return options;
}

// ---- how it will look

void ExportSheet::preview()
{
    if (m_picture->pixmap(Qt::ReturnByValue).isNull())
        m_picture->setText(tr("The preview is being painted …"));
    if (!m_latest.begin())
        return;
    ExportSource shown = source();
    setStoredPictures(shown, m_stored);
    const double ratio = devicePixelRatioF();
    const int side = int(std::max(exportPictureHigh, exportSheetWide) * ratio);
    inBackground(
        this, [shown = std::move(shown), options = options(), side] { return exportPreview(shown, options, side); },
        [this](const ExportPreview &made) {
            if (!m_latest.end())
                return preview();
            showPreview(made);
        });
}

void ExportSheet::showPreview(const ExportPreview &made)
{
    const Colors &c = colors(palette());
    const double ratio = devicePixelRatioF();
    m_write->setEnabled(!m_job && !made.image.isNull());
    if (made.image.isNull()) {
        m_picture->setPixmap({});
        m_picture->setText(tr("There is nothing on this board yet."));
        m_size->clear();
        return;
    }
    const QSize room = (QSizeF(m_picture->contentsRect().size()) * ratio).toSize() - QSize(2, 2);
    QSize size = made.image.size();
    if (size.width() > room.width() || size.height() > room.height())
        size = size.scaled(room, Qt::KeepAspectRatio).expandedTo({1, 1});
    QPixmap shown(size + QSize(2, 2));
    shown.fill(c.border);
    {
        QPainter painter(&shown);
        paintChecks(painter, {QPoint(1, 1), size}, c);
        painter.drawImage(QRect(QPoint(1, 1), size),
                          made.image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    }
    shown.setDevicePixelRatio(ratio);
    m_picture->setPixmap(shown);
    const QLocale locale;
    const auto number = [&](double v) { return locale.toString(qlonglong(std::ceil(v))); };
    const double scale = m_choice.format == ExportFormat::Png ? m_choice.scale : 1;
    const QSizeF pixels = made.size * scale;
    m_size->setText(m_choice.format == ExportFormat::Pdf && made.pages > 1 ? tr("%Ln page(s)", nullptr, int(made.pages))
                    : m_choice.format == ExportFormat::Png
                        //: width and height of a picture
                        ? tr("%1 × %2 pixels").arg(number(pixels.width()), number(pixels.height()))
                        : tr("%Ln object(s)", nullptr, int(countOf(source().objects))));
}

// ---- writing it

void ExportSheet::confirm()
{
    QString folder = m_choice.folder;
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        folder = QDir::homePath();
    const QString suggestion = QDir(folder).filePath(exportFileName(m_offer.name, m_choice.format));
    m_prompts.askForFile(
        this, tr("Export the board"), suggestion, filterOf(m_choice.format),
        [this](const QString &file) {
            if (!file.isEmpty())
                write(file);
        },
        Prompts::Existing::Confirmed);
}

void ExportSheet::write(const QString &file)
{
    m_file = file;
    m_choice.folder = QFileInfo(m_file).absolutePath();
    if (m_settings)
        m_settings->setValue(Settings::Key::BoardExport, stored(m_choice));
    showProblem({});
    m_job = new ExportJob(m_offer.assets, source(), options(), m_file, this);
    connect(m_job, &ExportJob::progressed, this, [this](double part) {
        m_write->setText(part > 0 ? tr("Writing … %1 %").arg(QLocale().toString(int(part * 100))) : tr("Writing …"));
    });
    connect(m_job, &ExportJob::finished, this, &ExportSheet::written);
    m_write->setEnabled(false);
    m_write->setText(tr("Writing …"));
    m_cancel->setText(tr("Stop"));
    m_job->start();
}

void ExportSheet::written(const QString &error, int missing, bool opensAgain)
{
    m_job->deleteLater();
    m_job = nullptr;
    m_write->setEnabled(true);
    m_write->setText(tr("Export …"));
    m_cancel->setText(tr("Cancel"));
    if (!error.isEmpty())
        return showProblem(error);
    emit exported(m_file, missing, opensAgain);
    dismiss();
}

void ExportSheet::showProblem(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

} // namespace coterie::ui
