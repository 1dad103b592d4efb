// SPDX-License-Identifier: MIT
#include "shared/board/strokepoints.h"
#include "tests/bench/board/boardclient.h"
#include "tests/bench/loadgen/process.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>

// Twenty people draw at one board, all at once, for as long as it takes to measure: what the server costs, and how long
// it takes from the pen's lifting until the stroke is on the disk. The server is a process of its own, with the session
// on the disk. Prints one line of JSON; the exit code says whether both budgets were kept.
using namespace coterie;

namespace {

constexpr double mostCore = 0.10;   // of one core
constexpr double mostP95Ms = 50;    // pen up to durable
constexpr int samplesASecond = 120; // of a pen
constexpr int liveEveryMs = 33;
constexpr int strokeMs = 1200, pauseMs = 300;

class Drawer final : public bench::BoardClient
{
public:
    Drawer(int number, const QUrl &url, const QElapsedTimer &clock)
        : BoardClient(QStringLiteral("boardbench"), number + 1, url)
        , m_clock(clock)
        , m_phase(number * 0.7)
    {
        m_tick.setTimerType(Qt::PreciseTimer);
        m_tick.setInterval(liveEveryMs);
        connect(&m_tick, &QTimer::timeout, this, &Drawer::draw);
    }

    void start(int afterMs)
    {
        QTimer::singleShot(afterMs, this, [this] {
            m_tick.start();
            begin();
        });
    }
    void stop() { m_stopping = true; }
    [[nodiscard]] bool isQuiet() const { return m_stopping && m_open.isEmpty() && !m_drawing; }

    QList<double> ackMs;
    qint64 strokes = 0, events = 0, previews = 0, pointers = 0;

private:
    void take(const ServerMessage &message) override
    {
        if (const auto *ack = std::get_if<Ack>(&message); ack && m_open.contains(ack->id))
            ackMs.append(double(m_clock.nsecsElapsed() - m_open.take(ack->id)) / 1e6);
        events += std::holds_alternative<EventPosted>(message);
        previews += std::holds_alternative<BoardPreview>(message);
        pointers += std::holds_alternative<BoardPointer>(message);
    }
    void begin()
    {
        m_drawing = true;
        m_stream = newId<ObjectId>();
        m_begun = m_clock.elapsed();
        m_sent = 0;
        m_points = {};
    }
    [[nodiscard]] StrokePoint at(int i) const
    {
        const double t = i * 0.05 + m_phase;
        return {qint16(std::lround(4000 * std::sin(t) + i * 16)), qint16(std::lround(3000 * std::sin(t * 1.7)))};
    }
    void draw()
    {
        const qint64 now = m_clock.elapsed() - m_begun;
        if (!m_drawing) {
            if (now >= strokeMs + pauseMs && !m_stopping)
                begin();
            return;
        }
        const int due = int(std::min<qint64>(now, strokeMs) * samplesASecond / 1000) + 1;
        StrokePoints fresh;
        for (int i = m_sent; i < due; ++i) {
            m_points.at.push_back(at(i));
            m_points.pressure.push_back(quint8(100 + i % 100));
            fresh.at.push_back(at(i));
            fresh.pressure.push_back(quint8(100 + i % 100));
        }
        if (!fresh.at.empty()) {
            std::optional<StrokeStyle> style;
            if (m_sent == 0)
                style = StrokeStyle{0xff1e66f5, 3, 0, 0};
            send(BoardLive{room(), m_stream, m_sent, style, fresh.packed()});
            send(BoardCursor{room(), fresh.at.back().x / 16.0, fresh.at.back().y / 16.0, true});
            m_sent = due;
        }
        if (now < strokeMs)
            return;
        const auto id = newId<OpId>(); // the pen is lifted
        m_open.insert(id, m_clock.nsecsElapsed());
        send(BoardCommit{id, room(), {BoardOp::createStroke(m_stream, 0, 0, m_points.packed(), 0xff1e66f5, 3)}});
        ++strokes;
        m_drawing = false;
    }

    const QElapsedTimer &m_clock;
    double m_phase;
    QTimer m_tick;
    ObjectId m_stream;
    StrokePoints m_points;
    qint64 m_begun = 0;
    int m_sent = 0;
    bool m_drawing = false, m_stopping = false;
    QHash<OpId, qint64> m_open;
};

template <class F> bool waitFor(F &&condition, qint64 ms)
{
    QElapsedTimer clock;
    clock.start();
    while (!condition() && clock.elapsed() < ms) {
        QEventLoop loop;
        QTimer::singleShot(10, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return condition();
}

double quantile(QList<double> values, double q)
{
    if (values.isEmpty())
        return 0;
    std::sort(values.begin(), values.end());
    return values.at(std::min<qsizetype>(values.size() - 1, qsizetype(q * double(values.size()))));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("server"), QStringLiteral("The program coterie-server."));
    parser.addOption(
        {QStringLiteral("people"), QStringLiteral("Who draw at once."), QStringLiteral("n"), QStringLiteral("20")});
    parser.addOption(
        {QStringLiteral("seconds"), QStringLiteral("How long."), QStringLiteral("s"), QStringLiteral("20")});
    parser.addHelpOption();
    parser.process(app);
    if (parser.positionalArguments().isEmpty())
        parser.showHelp(2);
    const int people = std::clamp(parser.value(QStringLiteral("people")).toInt(), 1, 200);
    const int seconds = std::clamp(parser.value(QStringLiteral("seconds")).toInt(), 2, 120);

    QTemporaryDir folder;
    QProcess server;
    server.setProcessChannelMode(QProcess::MergedChannels);
    server.start(parser.positionalArguments().first(),
                 {QStringLiteral("--file"), folder.filePath(QStringLiteral("bench.coterie")),
                  QStringLiteral("--listen"), QStringLiteral("local"), QStringLiteral("--port"), QStringLiteral("0")});
    int port = 0;
    QByteArray said;
    waitFor(
        [&] {
            said += server.readAll();
            static const QRegularExpression listens(QStringLiteral("listens on port (\\d+)"));
            port = listens.match(QString::fromUtf8(said)).captured(1).toInt();
            return port > 0 || server.state() == QProcess::NotRunning;
        },
        15'000);
    QJsonObject out;
    QString fault = port > 0 ? QString() : QStringLiteral("the server did not start");
    QElapsedTimer clock;
    clock.start();
    std::vector<std::unique_ptr<Drawer>> crowd;
    const QUrl url(QStringLiteral("ws://127.0.0.1:%1/ws").arg(port));
    for (int i = 0; i < people && fault.isEmpty(); ++i)
        crowd.push_back(std::make_unique<Drawer>(i, url, clock));
    const auto all = [&](auto test) { return std::all_of(crowd.begin(), crowd.end(), test); };
    if (fault.isEmpty() && !waitFor([&] { return all([](const auto &one) { return one->isReady(); }); }, 30'000))
        fault = QStringLiteral("not everybody got in");
    if (fault.isEmpty()) {
        for (int i = 0; i < people; ++i)
            crowd[size_t(i)]->start(i * (strokeMs + pauseMs) / people); // pens are not lifted in step
        waitFor([] { return false; }, strokeMs + pauseMs);              // until all draw
        const auto before = bench::figuresOf(int(server.processId()));
        const qint64 begun = clock.nsecsElapsed();
        waitFor([] { return false; }, seconds * 1000);
        const auto after = bench::figuresOf(int(server.processId()));
        const double took = double(clock.nsecsElapsed() - begun) / 1e9;
        for (const auto &one : crowd)
            one->stop();
        if (!waitFor([&] { return all([](const auto &one) { return one->isQuiet(); }); }, 20'000))
            fault = QStringLiteral("a stroke was never acknowledged");
        QList<double> acks;
        qint64 strokes = 0, events = 0, previews = 0, pointers = 0, bytes = 0;
        for (const auto &one : crowd) {
            acks += one->ackMs;
            strokes += one->strokes;
            events += one->events;
            previews += one->previews;
            pointers += one->pointers;
            bytes += one->received;
            if (!one->fault.isEmpty())
                fault = one->fault;
        }
        waitFor([&] { return false; }, 300);
        const double core = (after.cpuSeconds - before.cpuSeconds) / took;
        out.insert(QStringLiteral("people"), people);
        out.insert(QStringLiteral("seconds"), took);
        out.insert(QStringLiteral("strokes"), double(strokes));
        out.insert(QStringLiteral("deliveries"), double(events + previews + pointers));
        out.insert(QStringLiteral("receivedMB"), double(bytes) / 1e6);
        out.insert(QStringLiteral("core"), core);
        out.insert(QStringLiteral("penUpP50Ms"), quantile(acks, 0.5));
        out.insert(QStringLiteral("penUpP95Ms"), quantile(acks, 0.95));
        if (people == 20 && core > mostCore)
            out.insert(QStringLiteral("missed"), QStringLiteral("the server took more than a tenth of a core"));
        else if (people == 20 && quantile(acks, 0.95) > mostP95Ms)
            out.insert(QStringLiteral("missed"), QStringLiteral("strokes took more than 50 ms to the disk"));
    }
    if (!fault.isEmpty())
        out.insert(QStringLiteral("fault"), fault);
    crowd.clear();
    server.terminate();
    server.waitForFinished(10'000);
    std::puts(QJsonDocument(out).toJson(QJsonDocument::Compact).constData());
    return fault.isEmpty() && !out.contains(QStringLiteral("missed")) ? 0 : 1;
}
