// SPDX-License-Identifier: MIT
#include "shared/util/logging.h"
#include "tests/bench/board/ownboard.h"
#include "tests/bench/board/resident.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QJsonDocument>

#include <cstdio>

// What painting and handling a large board costs; tests/bench/README.md. Three runs, each a process of its own:
//   paintbench --make FILE [--strokes N] [--strokes-only]   writes a board and says what it weighs
//   paintbench --own FILE                                   the product's board
//   paintbench --graphics-view FILE                         a QGraphicsView with the same objects
// Each prints one line of JSON; "fault" in it, and exit code 1, when a run was not what it should have been.
using namespace coterie;
using namespace coterie::bench;

namespace {

QJsonObject made(const QString &path, int strokes, BoardMix mix)
{
    const BoardFile file = BoardFile::of(makeBoardContent(strokes, mix));
    if (!file.save(path))
        return {{QStringLiteral("fault"), QStringLiteral("%1 cannot be written").arg(path)}};
    const double count = std::max(1, file.strokes);
    return {{QStringLiteral("strokes"), file.strokes},
            {QStringLiteral("objects"), file.objects},
            {QStringLiteral("points"), double(file.points)},
            {QStringLiteral("packedBytesAStroke"), double(file.strokeBytes) / count},
            {QStringLiteral("commitBytesAStroke"), double(file.commitBytes) / count},
            {QStringLiteral("eventBytesAStroke"), double(file.eventBytes) / count},
            {QStringLiteral("snapshotBytes"), double(file.snapshotBytes)},
            {QStringLiteral("snapshotBytesAStroke"), double(file.snapshotBytes) / count}};
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    QCommandLineParser parser;
    const QString file = QStringLiteral("file");
    const QCommandLineOption make(QStringLiteral("make"), QStringLiteral("Writes a board to a file."), file);
    const QCommandLineOption own(QStringLiteral("own"), QStringLiteral("Measures the product's board."), file);
    const QCommandLineOption graphics(QStringLiteral("graphics-view"), QStringLiteral("Measures a QGraphicsView."),
                                      file);
    const QCommandLineOption strokes(QStringLiteral("strokes"), QStringLiteral("How many (make)."), QStringLiteral("n"),
                                     QStringLiteral("50000"));
    const QCommandLineOption only(QStringLiteral("strokes-only"), QStringLiteral("No other objects (make)."));
    const QCommandLineOption quick(QStringLiteral("quick"), QStringLiteral("Does each thing only a few times."));
    parser.addOptions({make, own, graphics, strokes, only, quick});
    parser.addHelpOption();
    parser.process(app);
    QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false"));
    const double emptyMb = residentMb();

    BoardRounds rounds;
    if (parser.isSet(quick))
        rounds = {.strokes = 2,
                  .pans = 12,
                  .zooms = 8,
                  .repaints = 8,
                  .erasures = 12,
                  .hits = 50,
                  .areas = 8,
                  .moves = 8,
                  .inputs = 20};
    QJsonObject out;
    if (parser.isSet(make)) {
        out = made(parser.value(make), std::clamp(parser.value(strokes).toInt(), 1, 200'000),
                   parser.isSet(only) ? BoardMix::StrokesOnly : BoardMix::Everything);
    } else if (parser.isSet(own) || parser.isSet(graphics)) {
        BoardFile board;
        if (!BoardFile::load(parser.value(parser.isSet(own) ? own : graphics), board))
            out.insert(QStringLiteral("fault"), QStringLiteral("the file holds no board"));
        else
            out = parser.isSet(own) ? measureOwnBoard(std::move(board), rounds, emptyMb)
                                    : measureGraphicsView(std::move(board), rounds, emptyMb);
    } else {
        parser.showHelp(2);
    }
    std::puts(QJsonDocument(out).toJson(QJsonDocument::Compact).constData());
    return out.contains(QStringLiteral("fault")) ? 1 : 0;
}
