// SPDX-License-Identifier: MIT
#include "shared/board/boardreplica.h"
#include "shared/board/boardsnapshot.h"
#include "tests/bench/board/boardclient.h"
#include "tests/bench/board/workload.h"
#include "tests/bench/loadgen/process.h"
#include "tests/support/cpuclock.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <cstdio>
#include <memory>

// Several people change one board through a server that runs already, all at once, and then somebody comes late.
//   syncbench --workload FILE              writes the work as JSON, for other servers' clients
//   syncbench --port N --pid N             does it; prints one line of JSON
// Exit code 1 with "fault" in the line when the boards are not alike in the end.
using namespace coterie;
using namespace coterie::bench;

namespace {

constexpr int underWay = 16;         // changes of one person that the host has not acknowledged
constexpr qint64 giveUpMs = 180'000; // for everything

class Person final : public BoardClient
{
public:
    Person(int number, const QUrl &url, PersonsWork work)
        : BoardClient(QStringLiteral("syncbench"), number, url)
        , m_work(std::move(work))
    {
    }

    // Joins with the board as it is, once the host knows who this is.
    void load()
    {
        m_loads = true;
        askParts();
    }
    void begin()
    {
        up = down = 0;
        m_began = true;
        pump();
    }
    [[nodiscard]] bool isDone() const { return m_next == m_work.size() && m_open == 0; }
    [[nodiscard]] Seq head() const { return m_seq; }
    [[nodiscard]] const BoardDoc &doc() const { return m_doc; }
    [[nodiscard]] bool isLoaded() const { return m_loaded; }

private:
    void take(const ServerMessage &message) override
    {
        if (const auto *posted = std::get_if<EventPosted>(&message)) {
            if (posted->event.board && !m_loads)
                m_doc.apply({posted->event.id, posted->event.author, posted->event.board->ops}, posted->event.seq);
            m_seq = posted->event.seq;
        } else if (std::holds_alternative<Ack>(message)) {
            --m_open;
            pump();
        } else if (const auto *part = std::get_if<BoardPart>(&message)) {
            takePart(*part);
        }
    }
    void pump()
    {
        for (; m_began && m_open < underWay && m_next < m_work.size(); ++m_next, ++m_open)
            send(BoardCommit{newId<OpId>(), room(), {m_work.at(m_next)}});
    }
    void askParts()
    {
        BoardGet get;
        get.req = 3;
        get.room = room();
        if (m_part > 0) {
            get.seq = m_partsSeq;
            get.from = m_part;
        }
        send(get);
    }
    void takePart(const BoardPart &part)
    {
        if (part.index != m_part || !m_reader.add(part.data)) {
            fault = QStringLiteral("a broken snapshot");
            return;
        }
        m_partsSeq = part.seq;
        if (++m_part == part.count) {
            m_loaded = m_reader.isComplete();
            m_doc = m_reader.take();
            m_seq = part.seq;
        } else if (m_part % boardPartsAtOnce == 0) {
            askParts();
        }
    }

    PersonsWork m_work;
    qsizetype m_next = 0;
    int m_open = 0;
    BoardDoc m_doc;
    BoardSnapshotReader m_reader;
    Seq m_seq = 0, m_partsSeq = 0;
    int m_part = 0;
    bool m_began = false, m_loads = false, m_loaded = false;
};

template <class F> bool waitFor(F &&condition)
{
    QElapsedTimer clock;
    clock.start();
    while (!condition() && clock.elapsed() < giveUpMs)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 5);
    return condition();
}

QString run(const QUrl &url, int pid, const QList<PersonsWork> &work, QJsonObject &out)
{
    std::vector<std::unique_ptr<Person>> crowd;
    qsizetype operations = 0;
    for (const PersonsWork &one : work) {
        crowd.push_back(std::make_unique<Person>(int(crowd.size()) + 1, url, one));
        operations += one.size();
    }
    const auto all = [&](auto test) { return std::all_of(crowd.begin(), crowd.end(), test); };
    const auto faultOf = [&] {
        for (const auto &one : crowd)
            if (!one->fault.isEmpty())
                return one->fault;
        return QString();
    };
    if (!waitFor([&] { return all([](const auto &one) { return one->isReady(); }); }))
        return QStringLiteral("not everybody got in: ") + faultOf();
    const ProcessFigures idle = figuresOf(pid);
    QElapsedTimer clock;
    clock.start();
    for (const auto &one : crowd)
        one->begin();
    const bool done = waitFor([&] {
        return !faultOf().isEmpty() || (all([](const auto &one) { return one->isDone(); }) && all([&](const auto &one) {
                                            return one->doc().seq() == crowd.front()->doc().seq();
                                        }));
    });
    const double tookMs = double(clock.nsecsElapsed()) / 1e6;
    if (!done || !faultOf().isEmpty())
        return QStringLiteral("not everybody alike in time: ") + faultOf();
    const ProcessFigures after = figuresOf(pid);
    qint64 up = 0;
    qint64 down = 0;
    for (const auto &one : crowd) {
        up += one->up;
        down += one->down;
        if (one->doc().hash() != crowd.front()->doc().hash() || one->doc().visibleCount() == 0)
            return QStringLiteral("the boards differ");
    }
    out = {{QStringLiteral("people"), int(crowd.size())},
           {QStringLiteral("operations"), double(operations)},
           {QStringLiteral("tookMs"), tookMs},
           {QStringLiteral("serverCpuSeconds"), after.cpuSeconds - idle.cpuSeconds},
           {QStringLiteral("serverMb"), double(after.rssKilobytes - idle.rssKilobytes) * 1024 / 1e6},
           {QStringLiteral("bytesUp"), double(up)},
           {QStringLiteral("bytesDown"), double(down)},
           {QStringLiteral("objects"), crowd.front()->doc().visibleCount()}};

    const double cpu = test::processMs();
    clock.start();
    Person late(int(crowd.size()) + 1, url, {});
    if (!waitFor([&] { return late.isReady(); }))
        return QStringLiteral("the late one did not get in: ") + late.fault;
    late.load();
    if (!waitFor([&] { return late.isLoaded() || !late.fault.isEmpty(); }) || !late.fault.isEmpty())
        return QStringLiteral("the late one did not get the board: ") + late.fault;
    out.insert(QStringLiteral("lateMs"), double(clock.nsecsElapsed()) / 1e6);
    out.insert(QStringLiteral("lateCpuMs"), test::processMs() - cpu);
    out.insert(QStringLiteral("lateBytes"), double(late.down));
    return late.doc().hash() == crowd.front()->doc().hash() ? QString() : QStringLiteral("the late board differs");
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const auto number = [&](const char *name, const char *says, int otherwise) {
        return QCommandLineOption(QLatin1String(name), QLatin1String(says), QStringLiteral("n"),
                                  QString::number(otherwise));
    };
    const QCommandLineOption workload(QStringLiteral("workload"), QStringLiteral("Writes the work to a file."),
                                      QStringLiteral("file"));
    const QCommandLineOption port = number("port", "Of the server, on this computer.", 0);
    const QCommandLineOption pid = number("pid", "Of the server.", 0);
    const QCommandLineOption people = number("people", "Who change the board at once.", 8);
    const QCommandLineOption each = number("each", "Changes of each of them.", 2000);
    parser.addOptions({workload, port, pid, people, each});
    parser.addHelpOption();
    parser.process(app);
    const QList<PersonsWork> work = makeWorkload(std::clamp(parser.value(people).toInt(), 1, 100),
                                                 std::clamp(parser.value(each).toInt(), 1, 100'000));
    QJsonObject out;
    QString fault;
    if (parser.isSet(workload)) {
        QFile file(parser.value(workload));
        const QByteArray json = workloadAsJson(work);
        if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size())
            fault = QStringLiteral("%1 cannot be written").arg(file.fileName());
        out.insert(QStringLiteral("bytes"), double(json.size()));
    } else if (parser.value(port).toInt() > 0 && parser.value(pid).toInt() > 0) {
        fault = run(QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(parser.value(port))), parser.value(pid).toInt(),
                    work, out);
    } else {
        parser.showHelp(2);
    }
    if (!fault.isEmpty())
        out.insert(QStringLiteral("fault"), fault);
    std::puts(QJsonDocument(out).toJson(QJsonDocument::Compact).constData());
    return fault.isEmpty() ? 0 : 1;
}
