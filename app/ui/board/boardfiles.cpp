// SPDX-License-Identifier: MIT
#include "app/ui/board/boardfiles.h"

#include "app/session/boardassets.h"
#include "app/session/boardcopy.h"
#include "app/session/roomboards.h"
#include "app/session/settings.h"
#include "app/ui/board/boardview.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/exchange/boardintake.h"
#include "app/ui/board/exchange/exportsheet.h"
#include "app/ui/board/exchange/refusedsheet.h"
#include "app/ui/board/picturedecoder.h"
#include "app/ui/board/textediting.h"
#include "app/ui/board/tools/newobject.h"
#include "app/ui/shell/background.h"
#include "app/ui/shell/prompts.h"
#include "app/ui/shell/text.h"
#include "shared/board/boardends.h"

#include <QDesktopServices>
#include <QDir>
#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QStandardPaths>
#include <QUrl>

#include <algorithm>
#include <iterator>

namespace coterie::ui {
namespace {

constexpr double mostOfView = 0.8; // that a picture takes when it is added
constexpr double gap = 24;         // board units between what is added at once
constexpr qsizetype mostFiles = 50;
constexpr qsizetype mostNamed = 3; // in passing; of more there is a list
constexpr int readingSoonMs = 300;

QStringList localFiles(const QMimeData &data)
{
    QStringList files;
    for (const QUrl &url : data.urls())
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    return files;
}

QList<RefusedFile> refusedOf(const QList<BoardIntake> &files)
{
    QList<RefusedFile> refused;
    for (const BoardIntake &intake : files)
        if (!intake.error.isEmpty())
            refused.append({intake.name, intake.error});
    return refused;
}

} // namespace

struct BoardFiles::Batch {
    QPointer<BoardController> board; // that they come to
    QPointF middle;
    QList<Reading> files;
    QSet<QByteArray> known; // pictures that the board shows need not come again
    QList<BoardIntake> done;
};

BoardFiles::BoardFiles(BoardView *view, const BoardActions &actions, Settings *settings, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_settings(settings)
    , m_prompts(new Prompts(this))
{
    m_readingSoon.setSingleShot(true);
    m_readingSoon.setInterval(readingSoonMs);
    connect(&m_readingSoon, &QTimer::timeout, this, &BoardFiles::tellReading);
    connect(actions[BoardCommand::Export], &QAction::triggered, this, &BoardFiles::exportBoard);
    connect(actions[BoardCommand::Import], &QAction::triggered, this, &BoardFiles::importFile);
    connect(actions[BoardCommand::InsertImage], &QAction::triggered, this, &BoardFiles::insertImage);
    view->setAcceptDrops(true);
    view->installEventFilter(this);
}

QString BoardFiles::boardName() const
{
    RoomBoards *boards = m_view->controller()->boards();
    const BoardInfo *info = boards ? boards->state().board(m_view->controller()->board()) : nullptr;
    return info ? info->name : QString();
}

// ---- out

void BoardFiles::exportBoard()
{
    if (!m_view->doc() || Sheet::openIn(m_view->window()))
        return;
    m_view->settle();
    m_view->writing().close(); // with the last letters
    ExportOffer offer;
    offer.name = boardName();
    offer.objects = routedBoardObjects(*m_view->doc());
    offer.selection = m_view->selection().ids();
    offer.assets = m_view->controller()->assets();
    auto *sheet = new ExportSheet(std::move(offer), m_settings, *m_prompts, m_view);
    connect(sheet, &ExportSheet::exported, this, [this](const QString &file, int missing, bool opensAgain) {
        const QFileInfo info(file);
        QString sentence = tr("Exported as %1", "%1 is the name of a file").arg(info.fileName());
        if (missing > 0)
            sentence += u". " + tr("%Ln picture(s) were not to be had and are grey boxes", nullptr, missing);
        if (!opensAgain)
            sentence += u". " + tr("It is too large to be opened here again: for that, export frames or a selection");
        emit offered(sentence, tr("Show in folder"),
                     [folder = info.absolutePath()] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    });
    sheet->openFirst();
}

// ---- in

bool BoardFiles::mayAdd()
{
    if (m_view->doc() && !m_view->isReadOnly())
        return true;
    emit noticed(tr("This board is for looking only"));
    return false;
}

void BoardFiles::importFile()
{
    const QString patterns = QStringLiteral("*.json *.excalidraw *.svg ") + patternsOf(readablePictures());
    //: in a file dialog; %1 is a list of patterns, such as "*.json *.png"
    const QString wanted = tr("Boards and pictures (%1)").arg(patterns);
    askForFiles(tr("Import files"), wanted + QStringLiteral(";;") + tr("All files (*)"));
}

void BoardFiles::insertImage()
{
    //: in a file dialog; %1 is a list of patterns, such as "*.png *.jpg"
    const QString wanted = tr("Pictures (%1)").arg(patternsOf(readablePictures()));
    askForFiles(tr("Insert images"), wanted);
}

void BoardFiles::askForFiles(const QString &title, const QString &filter)
{
    if (!mayAdd())
        return;
    // While somebody looks for a file, a moderator may remove the board, and another one come in its place.
    m_prompts->askForFiles(
        m_view, title, folder(), filter, [this, board = QPointer(m_view->controller())](const QStringList &files) {
            if (m_settings && !files.isEmpty())
                m_settings->setValue(Settings::Key::BoardFiles, QFileInfo(files.first()).absolutePath());
            if (!files.isEmpty() && isStill(board))
                takeFiles(files, m_view->visibleBoard().center());
        });
}

bool BoardFiles::isStill(const QPointer<BoardController> &board)
{
    if (board && board == m_view->controller())
        return true;
    emit noticed(tr("Another board is open by now, so the files were not added. Add them again"));
    return false;
}

QString BoardFiles::folder() const
{
    const QString last = m_settings ? m_settings->text(Settings::Key::BoardFiles) : QString();
    if (!last.isEmpty())
        return last;
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return documents.isEmpty() ? QDir::homePath() : documents;
}

QString BoardFiles::readingWords(const QList<Reading> &files)
{
    if (files.isEmpty())
        return {};
    return files.size() == 1
               //: %1 is the name of a file
               ? tr("Reading %1 …").arg(isolated(QFileInfo(files.first().file).fileName()))
               : tr("Reading %Ln file(s) …", nullptr, int(files.size()));
}

BoardFiles::ReadingHere BoardFiles::readingHere() const
{
    const auto isHere = [this](const Reading &one) { return one.board && one.board == m_view->controller(); };
    QList<Reading> here;
    if (!m_toldReading.isEmpty())
        std::copy_if(m_reading.cbegin(), m_reading.cend(), std::back_inserter(here), isHere);
    return {readingWords(here), int(here.size()), int(std::count_if(m_read.cbegin(), m_read.cend(), isHere))};
}

void BoardFiles::tellReading()
{
    const QString words = readingWords(m_reading);
    if (const QString before = std::exchange(m_toldReading, words); before != words) {
        if (!before.isEmpty())
            emit wasRead(before);
        if (!words.isEmpty())
            emit reading(words);
    }
    emit readingChanged();
}

// Among what is not a file.
QByteArray BoardFiles::boardIn(const QMimeData &data)
{
    const QByteArray svg = data.data(QStringLiteral("image/svg+xml"));
    // A drawing of somebody else's comes with a picture of it; by itself it says why it cannot be read.
    if (!svg.isEmpty() && (holdsBoard(svg) || !data.hasImage()))
        return svg;
    const QByteArray text = data.text().toUtf8();
    return isBoardJson(text) ? text : QByteArray();
}

bool BoardFiles::take(const QMimeData &data, const QPointF &middle)
{
    const QStringList files = localFiles(data);
    const QByteArray written = files.isEmpty() ? boardIn(data) : QByteArray();
    const bool isBoard = !written.isEmpty();
    if (files.isEmpty() && !data.hasImage() && !isBoard) {
        if (!data.hasUrls() || data.hasText())
            return false;
        emit noticed(tr("Only files of this computer can be added. Nothing is fetched from the network"));
        return true;
    }
    if (!mayAdd())
        return true;
    if (!files.isEmpty()) {
        takeFiles(files, middle);
        return true;
    }
    const auto bring = [this, middle, board = QPointer(m_view->controller())](const BoardIntake &intake) {
        add({intake}, middle, board);
    };
    // The bytes of a PNG tell how large it is meant to be; decoded by somebody else it is only pixels.
    const QByteArray png = isBoard ? QByteArray() : data.data(QStringLiteral("image/png"));
    if (isBoard || pictureFormatOf(png) == PictureFormat::Png)
        inBackground(
            this, [bytes = isBoard ? written : png] { return intakeOf(bytes, {}); }, bring);
    else
        inBackground(
            this, [image = qvariant_cast<QImage>(data.imageData())] { return intakeOf(image); }, bring);
    return true;
}

void BoardFiles::takeFiles(const QStringList &chosen, const QPointF &middle)
{
    if (chosen.size() > mostFiles)
        return emit noticed(tr("At most %n files at once", nullptr, int(mostFiles)));
    if (chosen.isEmpty() || !mayAdd())
        return;
    // Who sees nothing come chooses it again.
    const QPointer board(m_view->controller());
    const auto batch = std::make_shared<Batch>();
    for (const QString &file : chosen)
        if (const Reading one{board, QFileInfo(file).absoluteFilePath()}; !m_reading.contains(one))
            batch->files.append(one);
    if (batch->files.isEmpty()) {
        emit reading(m_toldReading = readingWords(m_reading));
        return emit readingChanged();
    }
    batch->board = board;
    batch->middle = middle;
    m_reading += batch->files;
    m_readingSoon.start();
    for (const BoardObject &object : m_view->doc()->objects())
        if (!object.asset.isEmpty())
            batch->known.insert(object.asset);
    readNext(batch);
}

// One after the other: each may be as large as memory allows for one.
void BoardFiles::readNext(const std::shared_ptr<Batch> &batch)
{
    if (const qsizetype at = batch->done.size(); at < batch->files.size()) {
        inBackground(
            this, [file = batch->files.at(at).file, known = batch->known] { return intakeOfFile(file, known); },
            [this, batch, at](const BoardIntake &intake) {
                batch->done.append(intake);
                m_read.append(batch->files.at(at));
                emit readingChanged();
                readNext(batch);
            });
        return;
    }
    for (const Reading &one : std::as_const(batch->files)) {
        m_reading.removeOne(one);
        m_read.removeOne(one);
    }
    if (m_reading.isEmpty())
        m_readingSoon.stop();
    add(batch->done, batch->middle, batch->board); // first, or the board would say once more that it is empty
    if (!m_toldReading.isEmpty())
        tellReading();
}

// Side by side around the place, whatever is too large for the view made smaller if it is a picture.
void BoardFiles::add(const QList<BoardIntake> &files, const QPointF &middle, const QPointer<BoardController> &board)
{
    if (!isStill(board) || !mayAdd())
        return; // it has said why
    const QRectF seen = m_view->visibleBoard();
    struct Placed {
        const BoardIntake *intake;
        double scale;
        QSizeF size;
    };
    QList<Placed> row;
    double width = -gap;
    for (const BoardIntake &intake : files) {
        if (!intake.error.isEmpty())
            continue;
        double scale = 1;
        if (intake.kind == BoardIntake::Kind::Picture)
            scale = std::min({1.0, mostOfView * seen.width() / intake.box.width(),
                              mostOfView * seen.height() / intake.box.height()});
        row.append({&intake, scale, intake.box.size() * scale});
        width += row.last().size.width() + gap;
    }
    QList<BoardOp> ops;
    QList<ObjectId> made;
    QRectF area;
    int pictures = 0;
    BoardAssets *assets = board->assets();
    double height = 0;
    for (const Placed &part : std::as_const(row))
        height = std::max(height, part.size.height());
    const QPointF place = middleInSight(seen, middle, {width, height});
    // The content of a file keeps its place on an empty board; what was copied comes to where one looks.
    const bool asItWas = files.size() == 1 && !files.first().name.isEmpty() && board->doc().visibleCount() == 0 &&
                         !row.isEmpty() && row.first().intake->kind == BoardIntake::Kind::Board;
    double x = place.x() - width / 2;
    for (const Placed &part : std::as_const(row)) {
        const QPointF corner = asItWas ? part.intake->box.topLeft() : QPointF(x, place.y() - part.size.height() / 2);
        x += part.size.width() + gap;
        if (!part.intake->assets.isEmpty() && !assets)
            return emit noticed(tr("Pictures cannot be kept here: this board belongs to no session"));
        for (const QByteArray &bytes : part.intake->assets)
            (void)assets->put(bytes);
        QList<BoardOp> placedOps = placed(*part.intake, corner, part.scale);
        findHolders(placedOps, [this](const BoardOp &op, const QRectF &lies) {
            return m_view->frameFor(op.kind.value_or(BoardKind::Stroke), lies);
        });
        pictures += part.intake->kind == BoardIntake::Kind::Picture ? 1 : 0;
        ops += placedOps;
        made += part.intake->made;
        area |= QRectF(corner, part.size);
    }
    const int objects = seenObjectsOf(ops);
    if (!ops.isEmpty()) {
        m_view->settle();
        if (!board->commit(ops, pictures == row.size() ? tr("add %Ln picture(s)", "undo …", pictures)
                                                       : tr("import %Ln object(s)", "undo …", objects)))
            return; // which the board has told
        m_view->setTool(ToolId::Select);
        m_view->selection().set(made);
        if (!seen.contains(area))
            m_view->zoomToBox(seen.united(area).width() > 3 * seen.width() ? area : seen.united(area));
    }
    say(files, pictures, objects);
}

void BoardFiles::say(const QList<BoardIntake> &files, int pictures, int objects)
{
    QStringList sentences;
    ImportTally tally;
    for (const BoardIntake &intake : files)
        tally.add(intake);
    const QList<RefusedFile> refused = refusedOf(files);
    const bool all = refused.size() <= mostNamed;
    if (!all)
        sentences.append(tr("%Ln file(s) could not be added.", nullptr, int(refused.size())));
    else
        for (const RefusedFile &file : refused)
            //: %1 is the name of a file, %2 a sentence that says what is wrong with it
            sentences.append(file.name.isEmpty() ? file.why : tr("%1: %2").arg(isolated(file.name), file.why));
    if (objects > pictures) // pictures can be seen
        sentences.append(tr("%Ln object(s) added.", nullptr, objects));
    sentences += tally.sentences();
    if (!all)
        emit offered(sentences.join(u' '), tr("Which ones", "button: files that could not be added"),
                     [this, refused] { showRefused(refused, m_view); });
    else if (!sentences.isEmpty())
        emit noticed(sentences.join(u' '));
}

bool BoardFiles::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_view)
        return QObject::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto *drag = static_cast<QDragMoveEvent *>(event);
        const QMimeData &data = *drag->mimeData();
        if (m_view->doc() && (data.hasUrls() || data.hasImage() || data.hasText())) {
            drag->setDropAction(Qt::CopyAction);
            drag->accept();
            return true;
        }
        break;
    }
    case QEvent::Drop: {
        auto *drop = static_cast<QDropEvent *>(event);
        const QPointF place = m_view->camera().toBoard(drop->position());
        if (m_view->doc() && (!mayAdd() || (m_bring && m_bring(*drop->mimeData(), place)))) {
            drop->setDropAction(Qt::CopyAction);
            drop->accept();
            return true;
        }
        break;
    }
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace coterie::ui
