// SPDX-License-Identifier: MIT
#include "app/ui/board/clipcommands.h"

#include "app/session/boardassets.h"
#include "app/ui/board/boardview.h"
#include "app/ui/board/edits/arrange.h"
#include "app/ui/board/exchange/boardexport.h"
#include "app/ui/board/exchange/boardjson.h"
#include "app/ui/board/exchange/longtext.h"
#include "app/ui/board/textfit.h"
#include "app/ui/board/tools/newobject.h"
#include "shared/board/boardtext.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>

#include <algorithm>
#include <utility>

namespace coterie::ui {
namespace {

constexpr double asideStep = 20; // board units
constexpr int mostCopiedSide = 4'096;
constexpr qsizetype mostDrawnObjects = 5'000; // some programs ask for every form at once, and the window waits
constexpr int mostPastedText = 50 * maxBoardText;

const QString svgType = QStringLiteral("image/svg+xml");
const QString pngType = QStringLiteral("image/png");
const QString imageType = QStringLiteral("application/x-qt-image");
const QString picturesType = QString::fromLatin1(boardPicturesMimeType);
const QString textType = QStringLiteral("text/plain");

// Other programs get what they ask for, made from the objects as they were when they were copied.
class BoardMimeData final : public QMimeData
{
public:
    BoardMimeData(ExportSource source, const QByteArray &own, const QHash<QByteArray, QByteArray> &pictures,
                  const QString &words)
        : m_source(std::move(source))
        , m_pictures(pictures)
    {
        setData(QString::fromLatin1(boardMimeType), own);
        if (!words.isEmpty())
            setText(words);
    }
    [[nodiscard]] QStringList formats() const override
    {
        QStringList all = QMimeData::formats() + QStringList{imageType, pngType};
        if (m_source.objects.size() <= mostDrawnObjects)
            all.append(svgType);
        if (!m_pictures.isEmpty())
            all.append(picturesType);
        return all;
    }
    [[nodiscard]] bool hasFormat(const QString &type) const override { return formats().contains(type); }

protected:
    [[nodiscard]] QVariant retrieveData(const QString &type, QMetaType wanted) const override
    {
        if (type == picturesType)
            return encodeClipPictures(m_pictures);
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
    QHash<QByteArray, QByteArray> m_pictures; // as they are stored, by SHA-256
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
    const QByteArray own = encodeClip(withTextsInPieces(creationsOf(shown), &split));
    ExportSource source = exportSource(shown, ExportWhat::Board, {});
    QHash<QByteArray, QByteArray> pictures;
    if (const BoardAssets *assets = m_view->controller()->assets())
        for (const QByteArray &asset : assetsOf(shown))
            if (const QByteArray bytes = assets->bytes(asset); !bytes.isEmpty())
                pictures.insert(asset, bytes);
    setStoredPictures(source, pictures);
    QGuiApplication::clipboard()->setMimeData(new BoardMimeData(std::move(source), own, pictures, wordsIn(*doc, ids)));
    m_lastPasted.clear();
    m_view->saySplit(split);
    return true;
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
    if (const auto creations = decodeClip(own)) {
        bringPictures(*creations, *data);
        return pasteObjects(own, *creations);
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

// The pictures of another session, which this one's host has not got.
void ClipCommands::bringPictures(const QList<BoardOp> &creations, const QMimeData &data)
{
    BoardAssets *assets = m_view->controller()->assets();
    QSet<QByteArray> missing;
    for (const BoardOp &op : creations)
        if (assets && op.asset && assets->bytes(*op.asset).isEmpty())
            missing.insert(*op.asset);
    if (missing.isEmpty())
        return;
    const QHash<QByteArray, QByteArray> pictures = decodeClipPictures(data.data(picturesType));
    for (const QByteArray &asset : std::as_const(missing))
        (void)assets->put(pictures.value(asset)); // nothing, when it is not among them
}

void ClipCommands::pasteObjects(const QByteArray &own, const QList<BoardOp> &creations)
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
        return;
    m_view->setTool(ToolId::Select);
    m_view->selection().set(made);
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
