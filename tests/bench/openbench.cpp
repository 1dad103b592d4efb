// SPDX-License-Identifier: MIT
#include "server/core/boardkeeper.h"
#include "server/storage/sqlitestore.h"
#include "shared/board/boardsnapshot.h"
#include "shared/board/strokepoints.h"
#include "shared/util/logging.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sys/resource.h>

// How long a host takes until it has a board that was drawn in so many transactions: opening the session file, and
// reading the board from its log, which happens when the first person wants it. openbench [--transactions 50000]
using namespace coterie;
using namespace coterie::server;

namespace {

double processorMs()
{
    struct rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto ms = [](const struct timeval &t) { return double(t.tv_sec) * 1e3 + double(t.tv_usec) / 1e3; };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

double threadMs()
{
    struct timespec t = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return double(t.tv_sec) * 1e3 + double(t.tv_nsec) / 1e6;
}

// 75 points, as the boards of paintbench have on average.
QByteArray points(int number)
{
    StrokePoints made;
    for (int i = 0; i < 75; ++i) {
        const double way = i * 0.2 + number;
        made.at.push_back({qint16(i * 24), qint16(400 * std::sin(way))});
    }
    return made.packed();
}

// Draws: as many as are to be there, by ten people; every fifth stroke is moved afterwards.
class Drawing final
{
public:
    Drawing(SqliteStore &store, const RoomId &room, int transactions)
        : m_store(store)
        , m_room(room)
        , m_left(transactions)
    {
        for (int i = 0; i < 10; ++i)
            m_people.append(newId<UserId>());
        for (int i = 0; i < 2000; ++i)
            next();
        QCoreApplication::exec();
    }

private:
    void next()
    {
        if (m_left == 0) {
            if (m_open == 0)
                QCoreApplication::quit();
            return;
        }
        --m_left;
        ++m_open;
        RoomEvent event;
        event.id = newId<OpId>();
        event.author = m_people.at(m_left % 10);
        event.name = QStringLiteral("Ada");
        event.time = 1'700'000'000'000;
        if (m_left % 6 == 0 && !m_last.isNull()) {
            BoardOp move = BoardOp::set(m_last);
            move.x = m_left % 1000;
            move.y = 1;
            event.board = BoardChange{{move}, {}};
        } else {
            m_last = newId<ObjectId>();
            event.board = BoardChange{
                {BoardOp::createStroke(m_last, m_left % 7000, m_left % 5000, points(m_left), 0xff1e66f5, 3)}, {}};
        }
        m_store.append(m_room, event, [this](const Appended &answer) {
            if (answer.outcome != Outcome::Stored)
                qFatal("not stored");
            --m_open;
            next();
        });
    }

    SqliteStore &m_store;
    RoomId m_room;
    QList<UserId> m_people;
    ObjectId m_last;
    int m_left, m_open = 0;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption count(QStringLiteral("transactions"), QStringLiteral("On the board."),
                                   QStringLiteral("n"), QStringLiteral("50000"));
    parser.addOptions({count});
    parser.addHelpOption();
    parser.process(application);
    QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false"));

    QTemporaryDir folder;
    SqliteOptions options;
    options.path = folder.filePath(QStringLiteral("bench.coterie"));
    StoredRoom room;
    room.id = newId<RoomId>();
    room.epoch = newId<EpochId>();
    room.name = QStringLiteral("bench");
    {
        SqliteStore store;
        if (!store.open(options))
            return 1;
        store.createRoom(room, {});
        Drawing(store, room.id, parser.value(count).toInt());
    }

    SqliteStore store;
    QElapsedTimer clock;
    clock.start();
    double before = processorMs();
    if (!store.open(options))
        return 1;
    const double openWall = double(clock.nsecsElapsed()) / 1e6;
    const double openCpu = processorMs() - before;

    SystemClock time;
    Deadlines deadlines;
    // What the host's thread does with a page, during which it does nothing else.
    double longest = 0;
    double sum = 0;
    BoardKeeper keeper(store, time, deadlines, BoardKeeper::Limits{}, [&](const Store::Done<HistoryResult> &done) {
        return [&, done](const HistoryResult &page) {
            const double begun = threadMs();
            done(page);
            longest = std::max(longest, threadMs() - begun);
            sum += threadMs() - begun;
        };
    });
    clock.restart();
    before = processorMs();
    const BoardDoc *read = nullptr;
    keeper.with({room.id, BoardId{room.id.value}}, [&](const BoardDoc *doc) {
        read = doc;
        QCoreApplication::quit();
    });
    if (!read)
        QCoreApplication::exec();
    const double boardWall = double(clock.nsecsElapsed()) / 1e6;
    std::printf("%d transactions, %d objects, file %.1f MB: opened in %.0f ms (%.0f ms CPU), board read in %.0f ms "
                "(%.0f ms CPU, %.0f of it in the host's thread, at most %.1f ms at once)\n",
                parser.value(count).toInt(), read ? read->visibleCount() : -1,
                double(QFileInfo(options.path).size()) / 1e6, openWall, openCpu, boardWall, processorMs() - before,
                sum, longest);
    if (!read)
        return 1;
    // What a stored snapshot would save: the same board from its pieces.
    before = threadMs();
    const QList<QByteArray> parts = writeBoardSnapshot(*read);
    const double written = threadMs() - before;
    before = threadMs();
    BoardSnapshotReader reader;
    qsizetype bytes = 0;
    for (const QByteArray &part : parts) {
        bytes += part.size();
        if (!reader.add(part))
            return 1;
    }
    std::printf("as a snapshot: %.1f MB, written in %.0f ms, read in %.0f ms of CPU\n", double(bytes) / 1e6, written,
                threadMs() - before);
    return reader.isComplete() ? 0 : 1;
}
