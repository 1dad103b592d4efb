// SPDX-License-Identifier: MIT
#include "server/net/batchsender.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <vector>

#include <sys/socket.h>
#include <unistd.h>

using namespace coterie::server;

namespace {

using Way = BatchSender::Way;

// Pairs of sockets: what is sent to the near end is heard at the far end.
class Pairs
{
public:
    explicit Pairs(std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i) {
            std::array<int, 2> ends;
            if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0)
                qFatal("no socket pair");
            const int small = 4096;
            ::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
            near.push_back(ends[0]);
            far.push_back(ends[1]);
        }
    }
    ~Pairs()
    {
        for (const auto *all : {&near, &far})
            for (const qintptr end : *all)
                ::close(int(end));
    }
    Q_DISABLE_COPY_MOVE(Pairs)

    QByteArray heard(std::size_t i) const
    {
        QByteArray bytes;
        std::array<char, 8192> part;
        for (ssize_t count = 0; (count = ::read(int(far[i]), part.data(), part.size())) > 0;)
            bytes.append(part.data(), count);
        return bytes;
    }
    // So that not one byte fits any more.
    void fill(std::size_t i) const
    {
        while (descriptor::sendNow(near[i], QByteArrayView("filled up")).bytes > 0) {
        }
    }
    void hangUp(std::size_t i) { ::close(int(std::exchange(far[i], -1))); }

    std::vector<qintptr> near, far;
};

} // namespace

class TestBatchSender final : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { descriptor::raiseLimit(); }

    // Below what is worth a ring, in one batch, in several, and with a rest that is too small for one.
    void N25_everySocketIsSentTheSameAndAnsweredInItsPlace_data()
    {
        QTest::addColumn<Way>("way");
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 7, 8, 511, 512, 513, 1100})
            for (const Way way : {Way::Ring, Way::OneByOne})
                QTest::addRow("%d, %s", count, way == Way::Ring ? "ring" : "one by one") << way << count;
    }
    void N25_everySocketIsSentTheSameAndAnsweredInItsPlace()
    {
        QFETCH(Way, way);
        QFETCH(int, count);
        Pairs pairs{std::size_t(count)};
        const auto isFull = [](std::size_t i) { return i % 11 == 3; };
        const auto isGone = [](std::size_t i) { return i % 13 == 5; };
        for (std::size_t i = 0; i < pairs.near.size(); ++i) {
            if (isGone(i))
                pairs.hangUp(i);
            else if (isFull(i))
                pairs.fill(i);
        }
        BatchSender sender(way);
        const QByteArray bytes(300, 'm');
        const auto results = sender.send(pairs.near, bytes);
        QCOMPARE(results.size(), pairs.near.size());
        for (std::size_t i = 0; i < results.size(); ++i) {
            const bool taken = !isGone(i) && !isFull(i);
            QCOMPARE(results[i].bytes, taken ? bytes.size() : 0);
            QCOMPARE(results[i].state, isGone(i) ? descriptor::SendState::Broken : descriptor::SendState::Open);
            if (taken)
                QCOMPARE(pairs.heard(i), bytes);
        }
    }

    // More than fits: the kernel takes the beginning, and says how much that was.
    void N25_whatFitsOnlyInPartIsTakenInPart_data()
    {
        QTest::addColumn<Way>("way");
        QTest::newRow("ring") << Way::Ring;
        QTest::newRow("one by one") << Way::OneByOne;
    }
    void N25_whatFitsOnlyInPartIsTakenInPart()
    {
        QFETCH(Way, way);
        const Pairs pairs(BatchSender::fewest * 2);
        BatchSender sender(way);
        QByteArray bytes(400'000, Qt::Uninitialized);
        for (qsizetype i = 0; i < bytes.size(); ++i)
            bytes[i] = char(i % 251);
        const auto results = sender.send(pairs.near, bytes);
        for (std::size_t i = 0; i < results.size(); ++i) {
            QVERIFY(results[i].bytes > 0 && results[i].bytes < bytes.size());
            QCOMPARE(results[i].state, descriptor::SendState::Open);
            QCOMPARE(pairs.heard(i), bytes.first(results[i].bytes));
        }
    }

    void N25_aRingIsOpenedForManyOnly()
    {
        const Pairs pairs(BatchSender::fewest);
        BatchSender never(Way::OneByOne);
        never.send(pairs.near, "x");
        QVERIFY(!never.hasRing());
        BatchSender sender;
        sender.send(std::span(pairs.near).first(BatchSender::fewest - 1), "x");
        QVERIFY(!sender.hasRing());
        sender.send(pairs.near, "x");
        if (!sender.hasRing())
            QSKIP("this kernel, or this build, has no ring of the kind that is needed");
        QCOMPARE(pairs.heard(0), QByteArray("xxx"));
    }
};

QTEST_GUILESS_MAIN(TestBatchSender)
#include "tst_batchsender.moc"
