// SPDX-License-Identifier: MIT
#include "app/session/singleinstance.h"

#include <QDir>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

#include <optional>
#include <thread>

#ifdef Q_OS_UNIX
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

using namespace coterie;

// A second start of the program hands over what it was asked for, and ends.
class TestSingleInstance final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_scope;

    // The second start is another process: it waits for the answer without an event loop.
    [[nodiscard]] std::optional<bool> toldFromElsewhere(const QString &link)
    {
        std::optional<bool> answer;
        std::atomic<bool> done = false;
        std::thread second([&] {
            SingleInstance other(m_scope);
            answer = !other.claim() && other.tell(link) == SingleInstance::Told::Heard;
            done = true;
        });
        (void)QTest::qWaitFor([&] { return done.load(); }, 10000);
        second.join();
        return answer;
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        qputenv("XDG_RUNTIME_DIR", m_folder->path().toLocal8Bit()); // mode 0700, as it has to be
        m_scope = QUuid::createUuid().toString();
    }

    void aSecondStartHandsItsLinkOver()
    {
        SingleInstance first(m_scope);
        QVERIFY(first.claim());
        QSignalSpy called(&first, &SingleInstance::called);
        const QString link = QStringLiteral("coterie://join?a=192.168.1.23:47600&n=Class%207b");
        QCOMPARE(toldFromElsewhere(link), std::optional(true));
        QCOMPARE(called.size(), 1);
        QCOMPARE(called.first().first().toString(), link);
        QCOMPARE(toldFromElsewhere({}), std::optional(true)); // only: come to the front
        QCOMPARE(called.size(), 2);
        QCOMPARE(called.last().first().toString(), QString());
    }

    void anotherSetOfSettingsIsAnotherProgram()
    {
        SingleInstance first(m_scope);
        SingleInstance other(m_scope + u'x');
        QVERIFY(first.claim());
        QVERIFY(other.claim());
        SingleInstance second(m_scope);
        QVERIFY(!second.claim());
    }

    void whoEndsMakesRoom()
    {
        {
            SingleInstance first(m_scope);
            QVERIFY(first.claim());
        }
        SingleInstance second(m_scope);
        QVERIFY(second.claim());
    }

    void A261_whoIsAboutToEndIsNotCalledAnyMore()
    {
        SingleInstance first(m_scope);
        QVERIFY(first.claim());
        SingleInstance second(m_scope);
        QVERIFY(second.isAnswered());
        first.hangUp();
        QVERIFY2(!second.claim(), "not before all is closed");
        QVERIFY(!second.isAnswered());
        QCOMPARE(second.tell(QStringLiteral("127.0.0.1")), SingleInstance::Told::Nobody);
    }

    void whoDoesNotAnswerIsSaidToBeSilent()
    {
        std::optional<SingleInstance> first(m_scope);
        QVERIFY(first->claim());
        SingleInstance second(m_scope);
        QVERIFY(!second.claim());
        QCOMPARE(second.tell(QStringLiteral("127.0.0.1"), 200),
                 SingleInstance::Told::Silent); // its event loop is this one, which stands still
    }

    // What is longer than any link is not kept in memory, and the next caller is heard.
    void aCallerThatSaysTooMuchIsCutOff()
    {
        SingleInstance first(m_scope);
        QVERIFY(first.claim());
        QSignalSpy called(&first, &SingleInstance::called);
        QLocalSocket caller;
        caller.connectToServer(socketFile());
        QVERIFY(caller.waitForConnected(5000));
        caller.write(QByteArray(4 * SingleInstance::longestLink, 'x'));
        QTRY_COMPARE(caller.state(), QLocalSocket::UnconnectedState);
        QVERIFY(called.isEmpty());
        QCOMPARE(toldFromElsewhere(QStringLiteral("teacher-pc")), std::optional(true));
        QCOMPARE(called.size(), 1);
    }

    void theSocketFileOfADeadProgramIsNotInTheWay()
    {
#ifdef Q_OS_UNIX
        QString file;
        {
            SingleInstance first(m_scope);
            QVERIFY(first.claim());
            file = socketFile();
        }
        // As after kill -9: the file is there, and nobody listens at it.
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray path = QFile::encodeName(file);
        QVERIFY(path.size() < qsizetype(sizeof(address.sun_path)));
        std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
        QCOMPARE(::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof(address)), 0);
        ::close(socket);
        QVERIFY(QFile::exists(file));
        QLocalSocket nobody;
        nobody.connectToServer(file);
        QVERIFY(!nobody.waitForConnected(1000)); // the control

        SingleInstance next(m_scope);
        QVERIFY(next.claim());
        QSignalSpy called(&next, &SingleInstance::called);
        QCOMPARE(toldFromElsewhere(QStringLiteral("teacher-pc")), std::optional(true));
        QCOMPARE(called.size(), 1);
#else
        QSKIP("a name of a pipe goes with its program here");
#endif
    }

private:
    [[nodiscard]] QString socketFile() const
    {
        const QDir folder(m_folder->path());
        const QStringList names =
            folder.entryList({QStringLiteral("coterie-*")}, QDir::Files | QDir::System | QDir::Hidden);
        for (const QString &name : names)
            if (!name.endsWith(u".lock"))
                return folder.filePath(name);
        return {};
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
