// SPDX-License-Identifier: MIT
#include "app/ui/board/clipcommands.h"

#include "app/session/boardassets.h"
#include "app/ui/board/boardview.h"
#include "app/ui/board/clippictures.h"
#include "app/ui/board/edits/arrange.h"
#include "app/ui/board/exchange/boardexport.h"
#include "app/ui/board/exchange/boardjson.h"
#include "app/ui/board/exchange/longtext.h"
#include "app/ui/board/textfit.h"
#include "app/ui/board/tools/newobject.h"
#include "shared/board/boardtext.h"
#include "shared/protocol/errors.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <utility>

namespace coterie::ui {
namespace {

constexpr double asideStep = 20; // board units
constexpr int mostCopiedSide = 4'096;
constexpr qsizetype mostDrawnObjects = 5'000; // some programs ask for every form at once, and the window waits
constexpr int mostPastedText = 50 * maxBoardText;
constexpr int waitingSoonMs = 300;

const QString svgType = QStringLiteral("image/svg+xml");
const QString pngType = QStringLiteral("image/png");
const QString imageType = QStringLiteral("application/x-qt-image");
const QString picturesType = QString::fromLatin1(boardPicturesMimeType);
const QString textType = QStringLiteral("text/plain");

// Each once, in painting order.
QList<QByteArray> picturesIn(const QList<BoardObject> &objects)
{
    QList<QByteArray> pictures;
    QSet<QByteArray> ahead = assetsOf(objects);
    for (const BoardObject &object : objects)
        if (ahead.remove(object.asset))
            pictures.append(object.asset);
    return pictures;
}

// Other programs get what they ask for, made from the objects as they were when they were copied, with the pictures
// that are here when they ask. What it has to offer is told once, when it comes to the clipboard, so that does not
// change.
class BoardMimeData final : public QMimeData
{
public:
    BoardMimeData(ExportSource source, const QByteArray &own, BoardAssets *assets, const QString &words)
        : m_source(std::move(source))
        , m_pictures(new ClipPictures(assets, picturesIn(m_source.objects), this))
    {
        setData(QString::fromLatin1(boardMimeType), own);
        if (!words.isEmpty())
            setText(words);
        setStoredPictures(m_source, {});
        connect(m_pictures, &ClipPictures::came, this, [this] { setStoredPictures(m_source, m_pictures->stored()); });
    }
    [[nodiscard]] ClipPictures *pictures() const { return m_pictures; }
    [[nodiscard]] QStringList formats() const override
    {
        QStringList all = QMimeData::formats() + QStringList{imageType, pngType};
        if (m_source.objects.size() <= mostDrawnObjects)
            all.append(svgType);
        if (!m_pictures->isEmpty())
            all.append(picturesType);
        return all;
    }
    [[nodiscard]] bool hasFormat(const QString &type) const override { return formats().contains(type); }

protected:
    [[nodiscard]] QVariant retrieveData(const QString &type, QMetaType wanted) const override
    {
        if (type == picturesType)
            return encodeClipPictures(m_pictures->stored());
        ExportOptions options;
        if (type == imageType)
            return exportPreview(m_source, options, mostCopiedSide).image;
        if (type != pngType && (type != svgType || !hasFormat(svgType)))
            return QMimeData::retrieveData(type, wanted);
        options.format = type == pngType ? ExportFormat::Png : ExportFormat::Svg;
        options.mostSide = mostCopiedSide;
        options.transparent = type == svgType;
        options.embed = type == svgType; // which may travel by itself, through a program that knows only that
        QBuffer out;
        out.open(QIODevice::WriteOnly);
        return exportBoard(m_source, options, out).isEmpty() ? out.data() : QByteArray();
    }

private:
    ExportSource m_source;
    ClipPictures *m_pictures;
};

// What is written in them, in painting order.
QString wordsIn(const BoardDoc &doc, const QList<ObjectId> &ids)
{
    QStringList words;
    for (const BoardObject &leaf : leavesOf(doc, ids))
        if (!leaf.text.isEmpty())
            words.append(leaf.text);
    return words.join(u'\n');
}

} // namespace

ClipCommands::ClipCommands(BoardView *view, const BoardActions &actions, QObject *parent)
    : QObject(parent)
    , m_view(view)
{
    connect(actions[BoardCommand::Copy], &QAction::triggered, this, &ClipCommands::copy);
    connect(actions[BoardCommand::Cut], &QAction::triggered, this, &ClipCommands::cut);
    connect(actions[BoardCommand::Paste], &QAction::triggered, this, &ClipCommands::paste);
}

bool ClipCommands::copy()
{
    const BoardDoc *doc = m_view->doc();
    if (!doc || m_view->selection().isEmpty()) {
        emit noticed(tr("Select something first"));
        return false;
    }
    m_view->settle();
    const QList<ObjectId> ids = m_view->selection().ids();
    const QList<BoardObject> shown = treeOf(*doc, ids);
    int split = 0;
    const BoardController *board = m_view->controller();
    const QByteArray own = encodeClip(withTextsInPieces(creationsOf(shown), &split), board->room());
    auto *data =
        new BoardMimeData(exportSource(shown, ExportWhat::Board, {}), own, board->assets(), wordsIn(*doc, ids));
    QGuiApplication::clipboard()->setMimeData(data);
    m_lastPasted.clear();
    m_view->saySplit(split);
    complete(data->pictures());
    return true;
}

// What is copied is there at once; this says what becomes of its pictures that are still to come.
void ClipCommands::complete(ClipPictures *pictures)
{
    const auto isThere = [clip = QPointer(pictures)] {
        return clip && QGuiApplication::clipboard()->mimeData() == clip->parent();
    };
    struct Told {
        bool waits = false, lacks = false;
    };
    const auto told = std::make_shared<Told>();
    connect(pictures, &ClipPictures::settled, this, [this, pictures, isThere, told] {
        const int missing = pictures->missing(), tooMany = pictures->tooMany();
        if (!isThere())
            return;
        if (missing == 0 && tooMany == 0) {
            if (told->waits || told->lacks)
                emit noticed(tr("The pictures of what you copied are here now"));
            return;
        }
        if (std::exchange(told->lacks, true))
            return; // those that come after all are not counted down
        QStringList sentences;
        if (missing > 0)
            sentences.append(tr("%Ln picture(s) of what you copied could not be fetched: other sessions and programs "
                                "lack them",
                                nullptr, missing));
        if (tooMany > 0)
            sentences.append(tr("%Ln picture(s) of what you copied can be pasted in this session only: a copy holds at "
                                "most %L1 MB of pictures",
                                nullptr, tooMany)
                                 .arg(mostClipPictureBytes / (1024 * 1024)));
        emit noticed(sentences.join(QStringLiteral(". ")));
    });
    pictures->start();
    QTimer::singleShot(waitingSoonMs, this, [this, pictures, isThere, told] {
        if (!isThere() || pictures->waiting() == 0)
            return;
        told->waits = true;
        emit noticed(tr("%Ln picture(s) of what you copied are still being fetched for other sessions and programs",
                        nullptr, pictures->waiting()));
    });
}

void ClipCommands::cut()
{
    if (!m_view->doc() || m_view->isReadOnly())
        return emit noticed(tr("This board is for looking only"));
    QList<ObjectId> ids = m_view->selection().ids();
    if (!copy())
        return;
    if (ids.removeIf([this](const ObjectId &id) { return !m_view->mayErase(id); }) > 0)
        emit noticed(m_view->rightWords());
    if (ids.isEmpty())
        return;
    const QList<BoardOp> ops = eraseOps(*m_view->doc(), ids, m_view->controller()->seq());
    if (ops.isEmpty())
        return emit noticed(tr("Copied. What is locked stays"));
    m_view->controller()->commit(ops, tr("cut %Ln object(s)", "undo …", int(ids.size())));
}

void ClipCommands::paste()
{
    if (!m_view->doc() || m_view->isReadOnly())
        return emit noticed(tr("This board is for looking only"));
    m_view->settle();
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    const QByteArray own = data ? data->data(QString::fromLatin1(boardMimeType)) : QByteArray();
    if (const auto clip = decodeClipWithRoom(own)) {
        int left = 0;
        const QList<BoardOp> whole = withoutPictures(clip->creations, bringPictures(*clip, *data), &left);
        if ((whole.isEmpty() || pasteObjects(own, whole)) && left > 0)
            emit noticed(tr("%Ln picture(s) were left out: neither the copy nor this session has them", nullptr, left));
        return;
    }
    if (!data || !bring(*data, pastePlace()))
        emit noticed(tr("There is nothing to paste: copy something first"));
}

bool ClipCommands::bring(const QMimeData &data, const QPointF &middle)
{
    m_view->settle();
    // Tables and the like are words with a picture of them; a picture proper has no words. What is copied in Excalidraw
    // is a text, of a board.
    const bool files =
        data.hasUrls() || data.hasFormat(svgType) || !data.hasText() || isBoardJson(data.text().toUtf8());
    if (files && m_takeFiles && m_takeFiles(data, middle))
        return true;
    const QString text = cleanBoardText(data.text());
    if (text.trimmed().isEmpty())
        return false;
    pasteText(text, middle);
    return true;
}

QPointF ClipCommands::pastePlace() const
{
    const auto pointer = m_view->pointer();
    return pointer ? m_view->camera().toBoard(*pointer) : m_view->visibleBoard().center();
}

// The pictures of another session, which this one's host has not got. Those that nobody has are answered: the host
// would refuse them, and with each all that goes out with it.
QSet<QByteArray> ClipCommands::bringPictures(const BoardClip &clip, const QMimeData &data)
{
    const BoardController *board = m_view->controller();
    BoardAssets *assets = board->assets();
    if (!assets)
        return {};
    const auto *own = dynamic_cast<const BoardMimeData *>(&data);
    const bool atHost = clip.from == board->room() || (own && own->pictures()->areAtHostOf(*assets));
    const QSet<QByteArray> shown = atHost ? QSet<QByteArray>() : assetsOf(m_view->doc()->objects());
    QSet<QByteArray> missing;
    for (const BoardOp &op : clip.creations) {
        if (!op.asset || !assets->bytes(*op.asset).isEmpty() || assets->isUploading(*op.asset))
            continue;
        const bool isKnown = atHost || assets->isHeld(*op.asset) || shown.contains(*op.asset);
        if (!isKnown || assets->failureOf(*op.asset) == errors::notFound)
            missing.insert(*op.asset);
    }
    if (missing.isEmpty())
        return {};
    const QHash<QByteArray, QByteArray> pictures = decodeClipPictures(data.data(picturesType));
    QSet<QByteArray> lacking;
    for (const QByteArray &asset : std::as_const(missing))
        if (assets->put(pictures.value(asset)).isEmpty()) // it is not among them
            lacking.insert(asset);
    return lacking;
}

bool ClipCommands::pasteObjects(const QByteArray &own, const QList<BoardOp> &creations)
{
    const QRectF box = boundsOfCreations(creations);
    // To the pointer; else where it was copied if that is in sight; else in the middle.
    const bool inSight = m_view->visibleBoard().contains(box.center());
    const QPointF place = !m_view->pointer() && inSight ? box.center() : pastePlace();
    const bool again = own == m_lastPasted && place == m_lastPlace;
    m_pastedTimes = again ? m_pastedTimes + 1 : place == box.center() ? 1 : 0;
    m_lastPasted = own;
    m_lastPlace = place;
    // At the edge of the view it lies aside on the other side.
    const QRectF seen = m_view->visibleBoard();
    const QPointF aside(asideStep * m_pastedTimes, asideStep * m_pastedTimes);
    const QPointF first = middleInSight(seen, place, box.size());
    QPointF middle = middleInSight(seen, first + aside, box.size());
    if (middle != first + aside)
        middle = middleInSight(seen, first - aside, box.size());
    QList<ObjectId> made;
    const QPointF by = middle - box.center();
    const QList<BoardOp> ops =
        renamedCreations(creations, by, &made, [this](const BoardOp &original, const QRectF &lies) {
            return m_view->frameFor(original.kind.value_or(BoardKind::Stroke), lies);
        });
    if (!m_view->controller()->commit(ops, tr("paste %Ln object(s)", "undo …", int(made.size()))))
        return false;
    m_view->setTool(ToolId::Select);
    m_view->selection().set(made);
    return true;
}

void ClipCommands::pasteText(const QString &text, const QPointF &middle)
{
    if (text.size() > mostPastedText)
        return emit noticed(tr("At most %L1 characters can be pasted at once").arg(mostPastedText));
    QList<BoardObject> pieces; // below each other
    QSizeF size(0, 0);
    for (const QString &piece : boardTextPieces(text)) {
        BoardObject object = newObject(*m_view, ToolId::Text);
        object.text = piece;
        pieces.append(fittedText(object, false));
        size = {std::max(size.width(), pieces.last().w), size.height() + pieces.last().h};
    }
    const QPointF at = middleInSight(m_view->visibleBoard(), middle, size);
    double y = at.y() - size.height() / 2;
    QList<BoardOp> ops;
    QList<ObjectId> made;
    for (BoardObject &object : pieces) {
        object.x = at.x() - size.width() / 2;
        object.y = std::exchange(y, y + object.h);
        object.parent = m_view->frameAt(at, {});
        ops.append(creationOf(object, object.id));
        made.append(object.id);
    }
    if (!m_view->controller()->commit(ops, tr("paste a text", "undo …")))
        return;
    m_view->setTool(ToolId::Select);
    m_view->selection().set(made);
    m_view->saySplit(pieces.size() > 1 ? 1 : 0);
}

} // namespace coterie::ui
