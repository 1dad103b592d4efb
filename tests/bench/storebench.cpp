// SPDX-License-Identifier: MIT
#include "server/storage/sqlitestore.h"
#include "shared/util/logging.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <sys/resource.h>

// How many appends a second the session file takes, and how long each waits: storebench [--count 20000] [--file path]
using namespace coterie;
using namespace coterie::server;

namespace {

double processorSeconds()
{
    struct rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const struct timeval &t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Keeps so many appends of 200 characters in flight until all are answered.
class Load final
{
public:
    Load(SqliteStore &store, const RoomId &room, int inFlight, int count, int pageEvery)
        : m_store(store)
        , m_room(room)
        , m_count(count)
        , m_pageEvery(pageEvery)
    {
        m_clock.start();
        const double before = processorSeconds();
        for (int i = 0; i < inFlight; ++i)
            next();
        QCoreApplication::exec();
        const double wall = double(m_clock.nsecsElapsed()) / 1e9;
        std::sort(m_latencies.begin(), m_latencies.end());
        const auto percentile = [&](std::size_t p) { return m_latencies.at((m_latencies.size() - 1) * p / 100); };
        std::printf("| %9d | %10.0f | %10.1f | %8.1f | %8.1f | %8.1f | %6d | %7d |\n", inFlight, m_count / wall,
                    (processorSeconds() - before) / m_count * 1e6, percentile(50), percentile(99), m_latencies.back(),
                    m_pages, m_refused);
        std::fflush(stdout);
    }

private:
    void next()
    {
        if (m_asked >= m_count)
            return;
        ++m_asked;
        RoomEvent event;
        event.id = newId<OpId>();
        event.author = m_author;
        event.name = QStringLiteral("Ada");
        event.time = 1'700'000'000'000 + m_asked;
        event.chat = ChatBody{QString(200, u'x'), {}};
        m_store.append(m_room, event, [this, asked = m_clock.nsecsElapsed()](const Appended &answer) {
            m_latencies.push_back(double(m_clock.nsecsElapsed() - asked) / 1e6);
            m_refused += answer.outcome != Outcome::Stored;
            if (++m_answered == m_count)
                QCoreApplication::quit();
            next();
        });
        if (m_pageEvery > 0 && m_asked % m_pageEvery == 0) {
            HistoryQuery page;
            page.room = m_room;
            m_store.history(page, [this](const HistoryResult &result) { m_pages += result.ok; });
        }
    }

    SqliteStore &m_store;
    RoomId m_room;
    UserId m_author = newId<UserId>();
    int m_count, m_pageEvery;
    int m_asked = 0, m_answered = 0, m_pages = 0, m_refused = 0;
    QElapsedTimer m_clock;
    std::vector<double> m_latencies;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption count(QStringLiteral("count"), QStringLiteral("Appends in each round."),
                                   QStringLiteral("n"), QStringLiteral("20000"));
    const QCommandLineOption file(
        QStringLiteral("file"), QStringLiteral("Session file to go on with (else a new one)."), QStringLiteral("path"));
    const QCommandLineOption pages(QStringLiteral("page-every"),
                                   QStringLiteral("A page of history after every n appends."), QStringLiteral("n"),
                                   QStringLiteral("0"));
    parser.addOptions({count, file, pages});
    parser.addHelpOption();
    parser.process(application);
    QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false"));

    QTemporaryDir folder;
    SqliteOptions options;
    options.path = parser.isSet(file) ? parser.value(file) : folder.filePath(QStringLiteral("bench.coterie"));
    SqliteStore store;
    QElapsedTimer opening;
    opening.start();
    const auto session = store.open(options);
    if (!session) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(session.fault().sentence));
        return 1;
    }
    StoredRoom room;
    if (session.value().rooms.isEmpty()) {
        room.id = newId<RoomId>();
        room.epoch = newId<EpochId>();
        room.name = QStringLiteral("bench");
        store.createRoom(room, {});
    } else {
        room = session.value().rooms.constFirst();
    }
    std::printf("%s: %lld events, opened in %lld ms\n\n", qUtf8Printable(options.path),
                static_cast<long long>(room.head), static_cast<long long>(opening.elapsed()));
    std::printf("| in flight | acked/s    | CPU us each | p50 ms   | p99 ms   | max ms   | pages  | refused |\n"
                "|---|---|---|---|---|---|---|---|\n");
    const int most = parser.value(count).toInt();
    for (const int inFlight : {1, 8, 64, 256, 1000})
        Load(store, room.id, inFlight, std::clamp(inFlight * 300, 1, most), parser.value(pages).toInt());
    return 0;
}
