// SPDX-License-Identifier: MIT
#include "app/program/exportcommand.h"

#include "app/session/boardlistmodel.h"
#include "app/session/boardparcels.h"
#include "app/ui/board/exchange/boardintake.h"
#include "app/ui/board/exchange/exportjob.h"
#include "server/storage/sessionfile.h"
#include "server/storage/sessionreader.h"
#include "shared/board/boardends.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QTranslator>

#include <cstdio>
#include <optional>

namespace coterie {

namespace {

using server::SessionReader;

// The board to be exported with its pictures, or a sentence.
struct Found {
    ui::ExportSource source;
    QHash<QByteArray, QByteArray> pictures;
    QStringList losses; // sentences: what of a file is not as it is there
    QString error;
};

Found failedWith(const QString &error)
{
    Found found;
    found.error = error;
    return found;
}

QString shownName(const SessionReader::Board &board)
{
    BoardInfo info;
    info.name = board.name;
    return BoardListModel::nameOf(info);
}

// Those of this name, or else the one at this place of the list or of this id: boards may be called alike.
QList<SessionReader::Board> boardsMeantBy(const ExportCommand &command, const QList<SessionReader::Board> &boards)
{
    QList<SessionReader::Board> named, numbered;
    for (qsizetype i = 0; i < boards.size(); ++i) {
        const SessionReader::Board &board = boards.at(i);
        if (!command.room.isEmpty() && board.roomName != command.room)
            continue;
        if (command.board.isEmpty() || shownName(board) == command.board)
            named.append(board);
        else if (command.board == QString::number(i + 1) ||
                 command.board.compare(board.id.toString(), Qt::CaseInsensitive) == 0)
            numbered.append(board);
    }
    return named.isEmpty() ? numbered : named;
}

Found fromSession(const ExportCommand &command)
{
    SessionReader session;
    if (const auto fault = session.open(command.file))
        return failedWith(fault->sentence);
    const QList<SessionReader::Board> fitting = boardsMeantBy(command, session.boards());
    QString all;
    qsizetype place = 0;
    for (const SessionReader::Board &board : session.boards())
        all += QStringLiteral("\n  %1  --room \"%2\" --board \"%3\"  (or --board %1, or --board %4)")
                   .arg(QString::number(++place), board.roomName, shownName(board), board.id.toString());
    if (fitting.size() != 1)
        return failedWith((fitting.isEmpty() ? QStringLiteral("There is no such board in %1. It has:%2")
                                             : QStringLiteral("%1 has more than one such board. Say which:%2"))
                              .arg(command.file, all));
    auto content = session.read(fitting.first());
    if (!content)
        return failedWith(QStringLiteral("%1 cannot be read: %2.").arg(command.file, content.fault()));
    Found found;
    found.source.objects = routedBoardObjects(content.value().doc);
    if (const int unread = content.value().unread; unread > 0)
        found.losses.append(
            (unread == 1 ? QStringLiteral("1 change of the room cannot be read and is left out: ")
                         : QStringLiteral("%1 changes of the room cannot be read and are left out: ").arg(unread)) +
            QStringLiteral("the board may not be whole."));
    found.source.name = fitting.first().name;
    for (const QByteArray &asset : ui::assetsOf(found.source.objects))
        if (const QByteArray bytes = session.blob(asset); !bytes.isEmpty())
            found.pictures.insert(asset, bytes);
    return found;
}

Found fromBoardFile(const ExportCommand &command)
{
    const ui::BoardIntake intake = ui::intakeOfFile(command.file, {}, ui::sameImportId);
    if (!intake.error.isEmpty())
        return failedWith(
            QStringLiteral("%1: %2").arg(command.file, (QStringList(intake.error) + intake.sentences()).join(u' ')));
    if (intake.kind == ui::BoardIntake::Kind::Picture)
        return failedWith(QStringLiteral("%1 is a picture, not a board.").arg(command.file));
    BoardDoc doc;
    Seq seq = 0;
    for (const QList<BoardOp> &ops : boardParcels(intake.ops)) {
        const BoardTransaction tx{newId<OpId>(), UserId(), ops};
        if (const auto refusal = doc.validate(tx))
            return failedWith(QStringLiteral("%1 holds what no board can have: %2").arg(command.file, refusal->reason));
        doc.apply(tx, ++seq);
    }
    Found found;
    found.source.objects = routedBoardObjects(doc);
    found.source.name = intake.title;
    found.pictures = intake.assets;
    found.losses = intake.sentences();
    return found;
}

std::optional<ui::ExportFormat> formatOf(const QString &file)
{
    const QString suffix = QFileInfo(file).suffix().toLower();
    for (const auto format :
         {ui::ExportFormat::Png, ui::ExportFormat::Svg, ui::ExportFormat::Pdf, ui::ExportFormat::Json})
        if (ui::exportSuffix(format) == suffix)
            return format;
    return {};
}

int fail(const QString &sentence)
{
    std::fprintf(stderr, "%s\n", qUtf8Printable(sentence));
    return 1;
}

} // namespace

int runExport(const ExportCommand &command)
{
    QTranslator plurals; // those of English alone: no language comes into an export
    if (plurals.load(QStringLiteral(":/i18n/coterie_en.qm")))
        QCoreApplication::installTranslator(&plurals);
    const auto format = formatOf(command.to);
    if (!format)
        return fail(
            QStringLiteral("--to: the name must end in .png, .svg, .pdf or .json, got \"%1\".").arg(command.to));
    const server::FileLook look = server::lookAt(command.file);
    Found found = look.exists && look.isSqlite ? fromSession(command) : fromBoardFile(command);
    if (!found.error.isEmpty())
        return fail(found.error);
    const QString name = found.source.name;
    if (command.frames) {
        found.source = ui::exportSource(found.source.objects, ui::ExportWhat::Frames, {});
        if (found.source.pages.isEmpty())
            return fail(QStringLiteral("There are no frames on this board."));
    }
    found.source.name = name;
    // Of what is exported: a sound picture elsewhere on the board makes up for none.
    const int missing = ui::setStoredPictures(found.source, found.pictures);
    ui::ExportOptions options;
    options.format = *format;
    options.scale = command.scale;
    options.transparent = command.transparent;
    options.grid = command.grid;
    bool opensAgain = true;
    const QString wrong = ui::exportToFile(found.source, options, command.to, {}, &opensAgain);
    if (!wrong.isEmpty())
        return fail(wrong);
    const qsizetype objects = ui::countOf(found.source.objects);
    std::printf("%s: %lld %s\n", qUtf8Printable(command.to), qint64(objects), objects == 1 ? "object" : "objects");
    for (const QString &loss : std::as_const(found.losses))
        std::fprintf(stderr, "%s: %s\n", qUtf8Printable(command.file), qUtf8Printable(loss));
    if (!opensAgain)
        std::fprintf(stderr, "%s: too large to be opened as a board again.\n", qUtf8Printable(command.to));
    if (missing > 0)
        std::fprintf(stderr, "%d %s not in %s: grey boxes instead.\n", missing,
                     missing == 1 ? "picture is" : "pictures are", qUtf8Printable(command.file));
    return 0;
}

} // namespace coterie
