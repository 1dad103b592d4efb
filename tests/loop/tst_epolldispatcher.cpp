// SPDX-License-Identifier: MIT
#include "server/net/epolldispatcher.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <memory>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace coterie::server;
using namespace std::chrono_literals;

namespace {

// Two ends of one connection, closed at the end.
struct Pair {
    Pair() { ok = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) == 0; }
    ~Pair()
    {
        for (const int end : ends)
            if (end >= 0)
                ::close(end);
    }
    Q_DISABLE_COPY_MOVE(Pair)

    void say(const char *text) const { (void)!::write(ends[1], text, strlen(text)); }
    QByteArray hear() const
    {
        char bytes[64];
        const ssize_t count = ::read(ends[0], bytes, sizeof bytes);
        return count > 0 ? QByteArray(bytes, count) : QByteArray();
    }

    int ends[2] = {-1, -1};
    bool ok = false;
};

// A thread whose event loop is ours.
class EpollThread final : public QThread
{
public:
    EpollThread()
    {
        setEventDispatcher(new EpollDispatcher);
        start();
        m_worker.moveToThread(this);
    }
    ~EpollThread() override
    {
        quit();
        wait();
    }
    template <class Function> void run(Function function)
    {
        QMetaObject::invokeMethod(&m_worker, std::move(function), Qt::BlockingQueuedConnection);
    }
    template <class Function> void post(Function function)
    {
        QMetaObject::invokeMethod(&m_worker, std::move(function), Qt::QueuedConnection);
    }

private:
    QObject m_worker;
};

void spin(const std::function<bool()> &done)
{
    QVERIFY(QTest::qWaitFor(done));
}

} // namespace

// The main thread of this program runs on the dispatcher under test.
class TestEpollDispatcher final : public QObject
{
    Q_OBJECT
private slots:
    void theDispatcherUnderTestIsInUse()
    {
        QVERIFY(qobject_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance()));
    }

    void aNotifierTellsOfWhatComes()
    {
        Pair pair;
        QVERIFY(pair.ok);
        QSocketNotifier notifier(pair.ends[0], QSocketNotifier::Read);
        QByteArray heard;
        connect(&notifier, &QSocketNotifier::activated, this, [&] { heard += pair.hear(); });
        pair.say("one");
        spin([&] { return heard == "one"; });
        pair.say("two");
        spin([&] { return heard == "onetwo"; });
    }

    void readAndWriteShareOneDescriptor()
    {
        Pair pair;
        QSocketNotifier reading(pair.ends[0], QSocketNotifier::Read);
        QSocketNotifier writing(pair.ends[0], QSocketNotifier::Write);
        int reads = 0;
        int writes = 0;
        connect(&reading, &QSocketNotifier::activated, this, [&] { reads += pair.hear().isEmpty() ? 0 : 1; });
        connect(&writing, &QSocketNotifier::activated, this, [&] {
            ++writes;
            writing.setEnabled(false);
        });
        pair.say("x");
        spin([&] { return reads == 1 && writes == 1; });
        writing.setEnabled(true);
        spin([&] { return writes == 2; });
        reading.setEnabled(false);
        writing.setEnabled(true);
        pair.say("x");
        spin([&] { return writes == 3; });
        QCOMPARE(reads, 1);
        reading.setEnabled(true);
        spin([&] { return reads == 2; });
    }

    void aDisabledNotifierIsSilentUntilItIsEnabled()
    {
        Pair pair;
        QSocketNotifier notifier(pair.ends[0], QSocketNotifier::Read);
        int calls = 0;
        connect(&notifier, &QSocketNotifier::activated, this, [&] {
            ++calls;
            notifier.setEnabled(false); // in its own slot, with the bytes unread
        });
        pair.say("x");
        spin([&] { return calls == 1; });
        QSignalSpy later(this, &TestEpollDispatcher::reached);
        QTimer::singleShot(20, this, &TestEpollDispatcher::reached);
        QVERIFY(later.wait());
        QCOMPARE(calls, 1);
        notifier.setEnabled(true);
        spin([&] { return calls == 2; });
    }

    void aNotifierMayDeleteItselfAndOthers()
    {
        Pair a;
        Pair b;
        auto first = std::make_unique<QSocketNotifier>(a.ends[0], QSocketNotifier::Read);
        auto second = std::make_unique<QSocketNotifier>(b.ends[0], QSocketNotifier::Read);
        int calls = 0;
        const auto whoeverComesFirst = [&] {
            ++calls;
            first->setEnabled(false);
            second->setEnabled(false);
            first.release()->deleteLater();
            second.release()->deleteLater();
        };
        connect(first.get(), &QSocketNotifier::activated, this, whoeverComesFirst);
        connect(second.get(), &QSocketNotifier::activated, this, whoeverComesFirst);
        a.say("x");
        b.say("x");
        spin([&] { return calls > 0; });
        QCoreApplication::processEvents();
        QCOMPARE(calls, 1);
    }

    void aNumberThatComesBackIsAnotherDescriptor()
    {
        auto pair = std::make_unique<Pair>();
        const int number = pair->ends[0];
        auto notifier = std::make_unique<QSocketNotifier>(number, QSocketNotifier::Read);
        QCoreApplication::processEvents();
        notifier.reset();
        pair.reset();
        Pair again;
        const int *end = again.ends[0] == number ? &again.ends[0] : &again.ends[1];
        QCOMPARE(*end, number);
        QSocketNotifier fresh(number, QSocketNotifier::Read);
        int calls = 0;
        connect(&fresh, &QSocketNotifier::activated, this, [&] {
            ++calls;
            fresh.setEnabled(false);
        });
        const int other = end == &again.ends[0] ? again.ends[1] : again.ends[0];
        QCOMPARE(::write(other, "x", 1), 1);
        spin([&] { return calls == 1; });
    }

    void theEndOfAConnectionIsHeard()
    {
        Pair pair;
        QSocketNotifier notifier(pair.ends[0], QSocketNotifier::Read);
        bool ended = false;
        connect(&notifier, &QSocketNotifier::activated, this, [&] {
            ended = pair.hear().isEmpty();
            notifier.setEnabled(false);
        });
        ::close(std::exchange(pair.ends[1], -1));
        spin([&] { return ended; });
    }

    void aRegularFileIsAlwaysReady()
    {
        QTemporaryFile file;
        QVERIFY(file.open());
        QSocketNotifier notifier(file.handle(), QSocketNotifier::Read);
        int calls = 0;
        connect(&notifier, &QSocketNotifier::activated, this, [&] { ++calls; });
        spin([&] { return calls >= 3; });
        notifier.setEnabled(false);
        QCoreApplication::processEvents();
        const int before = calls;
        QCoreApplication::processEvents();
        QCOMPARE(calls, before);
    }

    void anInnerLoopServesEverybodyButTheSlotItRunsIn()
    {
        Pair outer;
        Pair inner;
        QSocketNotifier first(outer.ends[0], QSocketNotifier::Read);
        QSocketNotifier second(inner.ends[0], QSocketNotifier::Read);
        int depth = 0;
        int deepest = 0;
        QByteArray heard;
        connect(&first, &QSocketNotifier::activated, this, [&] {
            deepest = std::max(deepest, ++depth);
            outer.hear();
            inner.say("y");
            QVERIFY(QTest::qWaitFor([&] { return heard == "y"; }));
            --depth;
        });
        connect(&second, &QSocketNotifier::activated, this, [&] { heard += inner.hear(); });
        outer.say("x");
        spin([&] { return heard == "y" && depth == 0; });
        QCOMPARE(deepest, 1);
    }

    void notifiersCanBeLeftOutOfATurn()
    {
        Pair pair;
        QSocketNotifier notifier(pair.ends[0], QSocketNotifier::Read);
        int calls = 0;
        connect(&notifier, &QSocketNotifier::activated, this, [&] {
            ++calls;
            pair.hear();
        });
        pair.say("x");
        bool fired = false;
        QTimer::singleShot(0, this, [&] { fired = true; });
        QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers);
        QVERIFY(fired);
        QCOMPARE(calls, 0);
        spin([&] { return calls == 1; });
    }

    void timersOfAllKindsFireAboutWhenTheyShould_data()
    {
        QTest::addColumn<Qt::TimerType>("type");
        QTest::addColumn<int>("interval");
        QTest::addColumn<int>("earliest");
        QTest::newRow("precise 1") << Qt::PreciseTimer << 1 << 1;
        QTest::newRow("precise 50") << Qt::PreciseTimer << 50 << 50;
        QTest::newRow("coarse 50") << Qt::CoarseTimer << 50 << 47;
        QTest::newRow("coarse 200") << Qt::CoarseTimer << 200 << 189;
        QTest::newRow("very coarse 1000") << Qt::VeryCoarseTimer << 1000 << 500;
    }
    void timersOfAllKindsFireAboutWhenTheyShould()
    {
        QFETCH(Qt::TimerType, type);
        QFETCH(int, interval);
        QFETCH(int, earliest);
        QTimer timer;
        timer.setTimerType(type);
        timer.setSingleShot(true);
        QSignalSpy fired(&timer, &QTimer::timeout);
        QElapsedTimer clock;
        clock.start();
        timer.start(interval);
        QVERIFY(timer.remainingTime() <= interval + 500);
        QVERIFY(fired.wait());
        QVERIFY2(clock.elapsed() >= earliest, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(!timer.isActive());
    }

    void aSteadyTimerDoesNotDrift()
    {
        qint64 least = 0;
        for (int turn = 0; turn < 20 && (turn == 0 || least >= 600); ++turn) { // a busy machine only ever adds
            QTimer timer;
            timer.setTimerType(Qt::PreciseTimer);
            QSignalSpy fired(&timer, &QTimer::timeout);
            QElapsedTimer clock;
            clock.start();
            timer.start(10);
            spin([&] { return fired.size() >= 30; });
            const qint64 elapsed = clock.elapsed();
            QVERIFY2(elapsed >= 300, qPrintable(QString::number(elapsed)));
            least = turn == 0 ? elapsed : std::min(least, elapsed);
        }
        QVERIFY2(least < 600, qPrintable(QString::number(least)));
    }

    void aZeroTimerFiresOncePerTurnAndStarvesNobody()
    {
        Pair pair;
        QSocketNotifier notifier(pair.ends[0], QSocketNotifier::Read);
        QByteArray heard;
        connect(&notifier, &QSocketNotifier::activated, this, [&] { heard += pair.hear(); });
        QTimer zero;
        int zeroes = 0;
        connect(&zero, &QTimer::timeout, this, [&] { ++zeroes; });
        zero.start(0);
        int others = 0;
        QTimer::singleShot(5, this, [&] { ++others; });
        QCoreApplication::processEvents();
        QCOMPARE(zeroes, 1);
        QCoreApplication::processEvents();
        QCOMPARE(zeroes, 2);
        pair.say("x");
        spin([&] { return heard == "x" && others == 1 && zeroes > 2; });
    }

    void aTimerMayStopItselfOrRunALoopInItsSlot()
    {
        QTimer timer;
        int calls = 0;
        int deepest = 0;
        int depth = 0;
        connect(&timer, &QTimer::timeout, this, [&] {
            deepest = std::max(deepest, ++depth);
            ++calls;
            bool other = false;
            QTimer::singleShot(15, this, [&] { other = true; });
            QVERIFY(QTest::qWaitFor([&] { return other; }));
            if (calls == 3)
                timer.stop();
            --depth;
        });
        timer.start(1);
        spin([&] { return calls == 3 && depth == 0; });
        QCOMPARE(deepest, 1);
        QVERIFY(!timer.isActive());
    }

    void timersAreKnownByTheirObject()
    {
        QObject object;
        const int precise = object.startTimer(5000, Qt::PreciseTimer);
        object.startTimer(700, Qt::CoarseTimer);
        auto *const dispatcher = QAbstractEventDispatcher::instance();
        const auto timers = dispatcher->registeredTimers(&object);
        QCOMPARE(timers.size(), 2);
        QVERIFY(dispatcher->remainingTime(precise) > 4000 && dispatcher->remainingTime(precise) <= 5000);
        object.killTimer(precise);
        QCOMPARE(dispatcher->remainingTime(precise), -1);
        QCOMPARE(dispatcher->registeredTimers(&object).size(), 1);
        QVERIFY(dispatcher->unregisterTimers(&object));
        QVERIFY(!dispatcher->unregisterTimers(&object));
    }

    void postedEventsComeBeforeSleepAndByPriority()
    {
        QList<int> order;
        struct Listener final : QObject {
            explicit Listener(QList<int> &list)
                : seen(list)
            {
            }
            bool event(QEvent *e) override
            {
                seen.append(int(e->type()) - QEvent::User);
                if (seen.size() == 1)
                    QCoreApplication::postEvent(this, new QEvent(QEvent::Type(QEvent::User + 9)));
                return true;
            }
            QList<int> &seen;
        } listener(order);
        QCoreApplication::postEvent(&listener, new QEvent(QEvent::Type(QEvent::User + 5)), Qt::LowEventPriority);
        QCoreApplication::postEvent(&listener, new QEvent(QEvent::Type(QEvent::User + 1)));
        QCoreApplication::postEvent(&listener, new QEvent(QEvent::Type(QEvent::User + 2)));
        QCoreApplication::processEvents();
        QCOMPARE(order, (QList<int>{1, 2, 5}));
        QCoreApplication::processEvents(); // what was posted in the meantime has its turn next
        QCOMPARE(order, (QList<int>{1, 2, 5, 9}));
    }

    void anotherThreadWakesTheLoop()
    {
        EpollThread thread;
        std::atomic<int> calls = 0;
        for (int i = 0; i < 1000; ++i)
            thread.post([&] { ++calls; });
        spin([&] { return calls == 1000; });
        for (int i = 0; i < 500; ++i)
            thread.run([&] { ++calls; }); // each one finds the loop asleep, or nearly
        QCOMPARE(calls.load(), 1500);
    }

    void quitEndsASleepingLoop()
    {
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 50; ++i) {
            EpollThread thread;
            if (i % 2 == 0)
                thread.run([] {});
        }
        QVERIFY2(clock.elapsed() < 15'000, qPrintable(QString::number(clock.elapsed()))); // one that misses it sleeps for good
    }

    void anInnerLoopCanBeLeftFromASlotAndFromAnotherThread()
    {
        QEventLoop loop;
        QTimer::singleShot(1, &loop, &QEventLoop::quit);
        loop.exec();
        EpollThread thread;
        QEventLoop second;
        thread.post([&] { QMetaObject::invokeMethod(&second, &QEventLoop::quit, Qt::QueuedConnection); });
        second.exec();
    }

    void interruptReturnsFromASleep()
    {
        auto *const dispatcher = QAbstractEventDispatcher::instance();
        EpollThread thread;
        int sleeps = 0;
        const auto connection = connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, [&] {
            ++sleeps;
            thread.post([&] { dispatcher->interrupt(); });
        });
        while (sleeps == 0)
            dispatcher->processEvents(QEventLoop::WaitForMoreEvents); // comes back, though nothing happens
        disconnect(connection);
        QCOMPARE(sleeps, 1);
    }

    void theLoopTellsWhenItSleepsAndWakes()
    {
        auto *const dispatcher = QAbstractEventDispatcher::instance();
        QSignalSpy sleeps(dispatcher, &QAbstractEventDispatcher::aboutToBlock);
        QSignalSpy wakes(dispatcher, &QAbstractEventDispatcher::awake);
        QSignalSpy later(this, &TestEpollDispatcher::reached);
        QTimer::singleShot(5, this, &TestEpollDispatcher::reached);
        QVERIFY(later.wait());
        QVERIFY(sleeps.size() > 0);
        QVERIFY(wakes.size() > 0);
    }

    void serversAndSocketsOfQtWorkInSuchAThread()
    {
        EpollThread thread;
        std::unique_ptr<QTcpServer> server;
        quint16 port = 0;
        thread.run([&] {
            server = std::make_unique<QTcpServer>();
            connect(server.get(), &QTcpServer::newConnection, server.get(), [&] {
                QTcpSocket *const socket = server->nextPendingConnection();
                connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            });
            QVERIFY(server->listen(QHostAddress::LocalHost));
            port = server->serverPort();
        });
        const QByteArray much(3'000'000, 'm');
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        for (int i = 0; i < 20; ++i) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            sockets.back()->connectToHost(QHostAddress::LocalHost, port);
            sockets.back()->write(i == 0 ? much : QByteArray("hello"));
        }
        QByteArray echoed;
        for (int i = 1; i < 20; ++i) {
            QByteArray heard;
            spin([&] { return (heard += sockets[std::size_t(i)]->readAll()) == "hello"; });
        }
        spin([&] { return (echoed += sockets[0]->readAll()).size() == much.size(); });
        QCOMPARE(echoed, much);
        // Blocking calls of Qt poll by themselves, beside the loop.
        sockets[1]->write("again");
        QVERIFY(sockets[1]->waitForReadyRead());
        sockets.clear();
        thread.run([&] { server.reset(); });
    }

    void aProcessIsHeardToTheEnd()
    {
        QProcess process;
        QSignalSpy finished(&process, &QProcess::finished);
        process.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("echo hello; exit 3")});
        QVERIFY(finished.wait());
        QCOMPARE(process.readAllStandardOutput(), "hello\n");
        QCOMPARE(process.exitCode(), 3);
    }

    void manyDescriptorsAtOnceAreAllServed()
    {
        std::vector<std::unique_ptr<Pair>> pairs;
        std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
        int heard = 0;
        for (std::size_t i = 0; i < 400; ++i) {
            pairs.push_back(std::make_unique<Pair>());
            if (!pairs.back()->ok)
                break;
            notifiers.push_back(std::make_unique<QSocketNotifier>(pairs[i]->ends[0], QSocketNotifier::Read));
            connect(notifiers.back().get(), &QSocketNotifier::activated, this,
                    [&, i] { heard += int(pairs[i]->hear().size()); });
        }
        for (int round = 1; round <= 3; ++round) {
            for (std::size_t i = 0; i < notifiers.size(); ++i)
                pairs[i]->say("x");
            spin([&] { return heard == round * int(notifiers.size()); });
        }
    }

Q_SIGNALS:
    void reached();
};

int main(int argc, char **argv)
{
    QCoreApplication::setEventDispatcher(new EpollDispatcher);
    QCoreApplication app(argc, argv);
    TestEpollDispatcher test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_epolldispatcher.moc"
