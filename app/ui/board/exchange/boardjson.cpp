// SPDX-License-Identifier: MIT
#include "app/ui/board/exchange/boardjson.h"

#include "app/ui/board/exchange/boardjsonreader.h"
#include "app/ui/board/exchange/excalidraw.h"
#include "app/ui/board/exchange/importwords.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <optional>

#include <zlib.h>

namespace coterie::ui {
namespace {

constexpr qsizetype mostPacked = 1032;       // times what it was: the limit of the format
constexpr qsizetype mostValues = 12'000'000; // more than our own files of mostImportBytes have
constexpr QByteArrayView boardMark("<metadata id=\"coterie-board\">"); // before the board in an SVG

enum class BoardFormat { None, Own, Excalidraw };

BoardFormat formatOf(const QJsonObject &root)
{
    if (root.value(QLatin1String("format")).toString() == QLatin1String("coterie-board"))
        return BoardFormat::Own;
    const QString type = root.value(QLatin1String("type")).toString();
    // The one is its file, the other what it puts into the clipboard.
    return type == QLatin1String("excalidraw") || type == QLatin1String("excalidraw/clipboard")
               ? BoardFormat::Excalidraw
               : BoardFormat::None;
}

// How much memory JSON takes is by the number of its values, not by its length: three bytes may be a list. It is
// counted before any of it is read.
bool holdsTooMuch(QByteArrayView json)
{
    qsizetype values = 0;
    bool isQuoted = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (c == '"')
            isQuoted = !isQuoted;
        else if (isQuoted)
            i += c == '\\' ? 1 : 0;
        else if ((c == ',' || c == '[' || c == '{') && ++values > mostValues)
            return true;
    }
    return false;
}

// The board in an SVG of ours, if there is one.
std::optional<QByteArray> embedded(const QByteArray &svg)
{
    const qsizetype begin = svg.indexOf(boardMark);
    const qsizetype end = begin < 0 ? -1 : svg.indexOf('<', begin + boardMark.size());
    if (end < 0)
        return {};
    const QByteArray packed = QByteArray::fromBase64(svg.mid(begin + boardMark.size(), end - begin - boardMark.size()));
    // A little can be packed that is very much: never more than may be read.
    QByteArray json(std::min<qsizetype>(packed.size() * mostPacked, mostImportBytes), Qt::Uninitialized);
    auto size = uLongf(json.size());
    if (::uncompress(reinterpret_cast<Bytef *>(json.data()), &size, reinterpret_cast<const Bytef *>(packed.constData()),
                     uLong(packed.size())) != Z_OK)
        return QByteArray(); // which is no board
    json.truncate(qsizetype(size));
    return json;
}

} // namespace

bool isBoardJson(QByteArrayView text)
{
    const QByteArrayView all = text.trimmed();
    // Most texts are not read for it.
    if (all.size() > mostImportBytes || !all.startsWith('{') || !all.endsWith('}') ||
        !(all.contains("\"excalidraw") || all.contains("\"coterie-board\"")))
        return false;
    if (holdsTooMuch(all))
        return true; // no text that somebody wrote; as a board it says why it cannot be read
    return formatOf(QJsonDocument::fromJson(all.toByteArray()).object()) != BoardFormat::None;
}

bool holdsBoard(const QByteArray &svg)
{
    return svg.contains(boardMark);
}

BoardImport importBoard(const QByteArray &file, const ImportIds &ids)
{
    BoardImport failed;
    if (file.size() > mostImportBytes) {
        failed.error = ImportWords::tr("The file is larger than 256 MB. Split it, or bring its content in pieces.");
        return failed;
    }
    QByteArray json = file;
    if (const QByteArray head = file.left(256).trimmed(); head.startsWith("<?xml") || head.startsWith("<svg")) {
        const auto board = embedded(file);
        if (!board) {
            failed.error = ImportWords::tr(
                "There is no board in this SVG. Only an SVG that Coterie exported with its board can be "
                "opened; a foreign one is never read.");
            return failed;
        }
        json = *board;
    }
    if (holdsTooMuch(json)) {
        failed.error = ImportWords::tr(
            "The file has too much in it: more than 12 million values. Nothing was added; split it first.");
        return failed;
    }
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
    if (!document.isObject()) {
        failed.error = ImportWords::tr("The file is not a board: %1 at character %2. Nothing was added.")
                           .arg(problem.error == QJsonParseError::NoError ? ImportWords::tr("it is no JSON object")
                                                                          : problem.errorString())
                           .arg(problem.offset);
        return failed;
    }
    const QJsonObject root = document.object();
    switch (formatOf(root)) {
    case BoardFormat::Own:
        return readBoardJson(root, ids);
    case BoardFormat::Excalidraw:
        return readExcalidraw(root, ids);
    case BoardFormat::None:
        break;
    }
    failed.error =
        ImportWords::tr("The file is JSON, but neither a board of Coterie nor one of Excalidraw. Nothing was added.");
    return failed;
}

} // namespace coterie::ui
