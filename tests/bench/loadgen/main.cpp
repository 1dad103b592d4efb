// SPDX-License-Identifier: MIT
#include "tests/bench/loadgen/crowd.h"
#include "tests/bench/loadgen/process.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>

#include <sys/resource.h>

// One measurement of one server that already runs; tests/bench/run starts the servers and puts the figures together.

using namespace coterie::bench;

namespace {

struct Options {
    std::string dialect = "coterie";
    std::string shape = "single";
    int port = 0, pid = 0, members = 1000, burst = 32, size = 200;
    double rate = 200, seconds = 5, joinSeconds = 60;
};

constexpr char usage[] =
    "loadgen --port PORT [--dialect coterie|coterie-json|socketio|relay] [--pid PID-OF-SERVER]\n"
    "        [--members 1000] [--shape single|burst|paced|idle] [--burst 32] [--rate 200] [--size 200]\n"
    "        [--seconds 5] [--join-seconds 60]\n"
    "Members join one room of a server on the loopback address; the first of them posts. Prints one line of JSON.\n";

bool parse(int argc, char **argv, Options &options)
{
    const std::map<std::string, std::function<void(const char *)>> table{
        {"--dialect", [&](const char *v) { options.dialect = v; }},
        {"--shape", [&](const char *v) { options.shape = v; }},
        {"--port", [&](const char *v) { options.port = std::atoi(v); }},
        {"--pid", [&](const char *v) { options.pid = std::atoi(v); }},
        {"--members", [&](const char *v) { options.members = std::atoi(v); }},
        {"--burst", [&](const char *v) { options.burst = std::atoi(v); }},
        {"--size", [&](const char *v) { options.size = std::atoi(v); }},
        {"--rate", [&](const char *v) { options.rate = std::atof(v); }},
        {"--seconds", [&](const char *v) { options.seconds = std::atof(v); }},
        {"--join-seconds", [&](const char *v) { options.joinSeconds = std::atof(v); }},
    };
    for (int i = 1; i < argc; i += 2) {
        const auto entry = table.find(argv[i]);
        if (entry == table.end() || i + 1 >= argc)
            return false;
        entry->second(argv[i + 1]);
    }
    const bool shapeKnown =
        options.shape == "single" || options.shape == "burst" || options.shape == "paced" || options.shape == "idle";
    return shapeKnown && options.port > 0 && options.members > 0 && options.burst > 0 && options.size > 0 &&
           options.rate > 0 && options.seconds > 0;
}

// Posts in the shape asked for until the time is over, then waits for all that is under way; the number posted.
std::uint64_t drive(Crowd &crowd, const Options &options)
{
    const QByteArray text(options.size, 'x');
    const std::uint64_t begin = nowNs();
    const std::uint64_t end = begin + std::uint64_t(options.seconds * 1e9);
    const std::uint64_t patience = 20'000'000'000;
    std::uint64_t posted = 0;
    const auto allArrived = [&] {
        return crowd.deliveries() >= posted * std::uint64_t(options.members) || !crowd.fault().empty();
    };
    if (options.shape == "paced") {
        while (crowd.fault().empty() && nowNs() < end) {
            const std::uint64_t due = begin + std::uint64_t(double(posted) * 1e9 / options.rate);
            crowd.runUntil([&] { return nowNs() >= due; }, due);
            crowd.post(text);
            ++posted;
        }
    } else {
        const int atOnce = options.shape == "burst" ? options.burst : 1;
        while (crowd.fault().empty() && nowNs() < end) {
            for (int i = 0; i < atOnce; ++i)
                crowd.post(text);
            posted += std::uint64_t(atOnce);
            if (!crowd.runUntil(allArrived, nowNs() + patience))
                break;
        }
    }
    crowd.runUntil(allArrived, nowNs() + patience);
    return posted;
}

} // namespace

int main(int argc, char **argv)
{
    Options options;
    if (!parse(argc, argv, options)) {
        std::fputs(usage, stderr);
        return 2;
    }
    rlimit descriptors{};
    ::getrlimit(RLIMIT_NOFILE, &descriptors);
    descriptors.rlim_cur = descriptors.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &descriptors);

    const auto dialect = makeDialect(QByteArray::fromStdString(options.dialect));
    if (!dialect) {
        std::fputs(usage, stderr);
        return 2;
    }
    const ProcessFigures empty = figuresOf(options.pid);
    Crowd crowd(*dialect, options.port);
    const std::uint64_t joining = nowNs();
    QJsonObject out;
    if (crowd.join(options.members, options.joinSeconds)) {
        const double joinSeconds = double(nowNs() - joining) / 1e9;
        crowd.settle(0.5, 10);
        const ProcessFigures full = figuresOf(options.pid);
        const std::uint64_t begin = nowNs();
        std::uint64_t posted = 0;
        if (options.shape == "idle")
            crowd.hold(options.seconds);
        else
            posted = drive(crowd, options);
        const double seconds = double(nowNs() - begin) / 1e9;
        const ProcessFigures after = figuresOf(options.pid);
        const double cpu = after.cpuSeconds - full.cpuSeconds;
        const auto ms = [](std::uint64_t ns) { return double(ns) / 1e6; };
        out.insert(QStringLiteral("joinSeconds"), joinSeconds);
        out.insert(QStringLiteral("joinCpuSeconds"), full.cpuSeconds - empty.cpuSeconds);
        out.insert(QStringLiteral("rssKbPerConnection"),
                   double(full.rssKilobytes - empty.rssKilobytes) / options.members);
        out.insert(QStringLiteral("rssKb"), double(after.rssKilobytes));
        out.insert(QStringLiteral("held"), crowd.alive());
        out.insert(QStringLiteral("seconds"), seconds);
        out.insert(QStringLiteral("cpuSeconds"), cpu);
        out.insert(QStringLiteral("posted"), double(posted));
        out.insert(QStringLiteral("deliveries"), double(crowd.deliveries()));
        if (crowd.deliveries() > 0) {
            out.insert(QStringLiteral("bytesPerDelivery"), double(crowd.receivedBytes()) / double(crowd.deliveries()));
            out.insert(QStringLiteral("deliveriesPerSecond"), double(crowd.deliveries()) / seconds);
            if (after.found)
                out.insert(QStringLiteral("cpuPerMillion"), cpu * 1e6 / double(crowd.deliveries()));
            out.insert(QStringLiteral("p50Ms"), ms(crowd.deliveryTimes().quantile(0.5)));
            out.insert(QStringLiteral("p99Ms"), ms(crowd.deliveryTimes().quantile(0.99)));
        }
        if (crowd.acks() > 0) {
            out.insert(QStringLiteral("ackP50Ms"), ms(crowd.ackTimes().quantile(0.5)));
            out.insert(QStringLiteral("ackP99Ms"), ms(crowd.ackTimes().quantile(0.99)));
        }
        const bool lost = crowd.deliveries() != posted * std::uint64_t(options.members);
        if (lost && crowd.fault().empty())
            out.insert(QStringLiteral("fault"), QStringLiteral("not every message reached everybody"));
    }
    out.insert(QStringLiteral("dialect"), QString::fromStdString(options.dialect));
    out.insert(QStringLiteral("shape"), QString::fromStdString(options.shape));
    out.insert(QStringLiteral("members"), options.members);
    if (!crowd.fault().empty())
        out.insert(QStringLiteral("fault"), QString::fromStdString(crowd.fault()));
    std::puts(QJsonDocument(out).toJson(QJsonDocument::Compact).constData());
    return out.contains(QStringLiteral("fault")) ? 1 : 0;
}
