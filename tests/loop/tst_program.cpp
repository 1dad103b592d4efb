// SPDX-License-Identifier: MIT
#include "tests/support/clientframes.h"
#include "tests/support/jsonclient.h"
#include "tests/support/serverprocess.h"

#include "shared/protocol/closecodes.h"

#include <QDir>
#include <QFile>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QtEndian>

#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

// coterie-server as whoever installs it meets it: the real program, in a process of its own.
using namespace coterie;
using namespace coterie::test;

constexpr int longestEnd = 15'000; // ms, on any machine; the three seconds of N11 are judged by row 3 of the fault report

class TestProgram final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString path(const QString &name = QStringLiteral("s.coterie")) { return m_folder->filePath(name); }
    static QByteArray read(const QString &file)
    {
        QFile in(file);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void itLinksNoGuiLibrary()
    {
        QProcess ldd;
        ldd.start(QStringLiteral("ldd"), {ServerProcess::program()});
        if (!ldd.waitForStarted())
            QSKIP("there is no ldd here");
        QVERIFY(ldd.waitForFinished());
        const QByteArray libraries = ldd.readAllStandardOutput();
        QVERIFY2(libraries.contains("libQt6Core"), libraries.constData());
        for (const char *foreign : {"Qt6Gui", "Qt6Widgets", "Qt6Svg", "libX11", "libxcb", "libGL", "libEGL", "wayland"})
            QVERIFY2(!libraries.contains(foreign), foreign);
    }

    void itTellsItsVersionAndItsOptions()
    {
        const auto version = runServer({QStringLiteral("--version")});
        QCOMPARE(version.exitCode, 0);
        QVERIFY(version.output.startsWith(QStringLiteral("coterie-server ")));
        const auto help = runServer({QStringLiteral("--help")});
        QCOMPARE(help.exitCode, 0);
        for (const char *option : {"--port", "--file", "--config", "--print-config", "--self-check", "--healthcheck"})
            QVERIFY2(help.output.contains(QLatin1String(option)), option);
    }

    void itFindsEverythingItNeedsHere()
    {
        const auto check = runServer({QStringLiteral("--self-check")});
        QVERIFY2(check.exitCode == 0, qUtf8Printable(check.output + check.errors));
    }

    void aWrongOptionOrSettingIsNamed()
    {
        const auto option = runServer({QStringLiteral("--prot"), QStringLiteral("1")});
        QCOMPARE(option.exitCode, 2);
        QVERIFY(option.errors.contains(QStringLiteral("prot")));
        QFile file(path(QStringLiteral("server.toml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("name = \"Hall\"\n\nport = \"many\"\n");
        file.close();
        const auto setting = runServer({QStringLiteral("--config"), file.fileName()});
        QCOMPARE(setting.exitCode, 2);
        QVERIFY2(setting.errors.contains(QStringLiteral("line 3: port: expected an integer")),
                 qUtf8Printable(setting.errors));
        QVERIFY(!QFile::exists(path()));
    }

    void S10_whatWasAcknowledgedIsThereAfterKillMinus9()
    {
        QStringList said;
        QString room;
        {
            ServerProcess server(path());
            QVERIFY2(server.port() > 0, qUtf8Printable(server.log()));
            JsonClient ada(server.port());
            room = ada.enter(QStringLiteral("Ada"));
            QVERIFY(!room.isEmpty());
            for (int i = 0; i < 10; ++i) {
                said.append(QStringLiteral("message %1").arg(i));
                QCOMPARE(ada.post(room, said.constLast()).value(QStringLiteral("seq")).toInt(), i + 1);
            }
            server.killHard();
        }
        ServerProcess again(path());
        QVERIFY2(again.port() > 0, qUtf8Printable(again.log()));
        JsonClient bob(again.port());
        QCOMPARE(bob.enter(QStringLiteral("Bob")), room);
        QCOMPARE(bob.history(room), said);
        QCOMPARE(bob.post(room, QStringLiteral("next")).value(QStringLiteral("seq")).toInt(), 11);
        QCOMPARE(QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    // As where a service may have so much and no more.
    void S30_memoryThatIsUsedUpEndsTheProgramAndLosesNothing()
    {
        QStringList said;
        QString room;
        {
            ServerProcess server(path());
            QVERIFY2(server.port() > 0, qUtf8Printable(server.log()));
            JsonClient ada(server.port());
            room = ada.enter(QStringLiteral("Ada"));
            QVERIFY(!room.isEmpty());
            const auto say = [&] {
                const QString body = QStringLiteral("message %1").arg(said.size());
                if (!ada.post(room, body).isEmpty())
                    said.append(body);
            };
            say();
            QFile size(QStringLiteral("/proc/%1/statm").arg(server.pid()));
            QVERIFY(size.open(QIODevice::ReadOnly));
            const rlim_t pages = size.readLine().split(' ').first().toULongLong();
            const rlimit most{pages * rlim_t(sysconf(_SC_PAGESIZE)) + 8 * 1024 * 1024, RLIM_INFINITY};
            QCOMPARE(prlimit(server.pid(), RLIMIT_AS, &most, nullptr), 0);
            // Each costs the host a little, until there is no more.
            std::vector<std::unique_ptr<JsonClient>> crowd;
            while (server.isRunning() && crowd.size() < 2000) {
                crowd.push_back(std::make_unique<JsonClient>(server.port()));
                (void)QTest::qWaitFor([&] { return crowd.back()->isOpen() || !server.isRunning(); }, 2000);
                if (crowd.size() % 20 == 0 && said.size() < 100)
                    say();
            }
            QVERIFY(!server.isRunning());
            qInfo("ended with %d people there, %d messages acknowledged: %s", int(crowd.size()), int(said.size()),
                  qPrintable(server.log().section(u'\n', -3)));
        }
        ServerProcess again(path());
        QVERIFY2(again.port() > 0, qUtf8Printable(again.log()));
        JsonClient bob(again.port());
        QCOMPARE(bob.enter(QStringLiteral("Bob")), room);
        QCOMPARE(bob.history(room).first(said.size()), said); // one more may be there that nobody was told of
    }

    void N11_sigtermSaysGoodbyeAndExitsWithZeroInTime()
    {
        for (const int number : {SIGTERM, SIGINT}) {
            ServerProcess server(path());
            JsonClient ada(server.port());
            const QString room = ada.enter(QStringLiteral("Ada"));
            QVERIFY(!room.isEmpty());
            ada.post(room, QStringLiteral("last words"));
            QElapsedTimer clock;
            clock.start();
            server.signal(number);
            const auto bye = ada.hear(QStringLiteral("bye"));
            QCOMPARE(bye.value(QStringLiteral("reason")).toString(), QStringLiteral("restart"));
            QVERIFY(bye.value(QStringLiteral("retryMs")).toInt() > 0);
            QCOMPARE(server.exitCode(longestEnd), 0);
            qInfo("stopped in %lld ms", clock.elapsed());
            QVERIFY(ada.waitForClose());
            QCOMPARE(ada.closeCode(), int(CloseCode::Restart));
        }
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files),
                 (QStringList{QStringLiteral("s.coterie"), QStringLiteral("s.coterie.heads"),
                              QStringLiteral("s.coterie.pem")}));
    }

#ifdef COTERIE_HAS_APP
    // Whoever is in the session hears the same as when its window is closed.
    void A178_aSignalEndsASessionThatAWindowHosts()
    {
        for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
            QTcpServer free;
            QVERIFY(free.listen(QHostAddress::LocalHost));
            const quint16 port = free.serverPort();
            free.close();
            QProcess app;
            QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
            variables.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
            app.setProcessEnvironment(variables);
            app.start(QStringLiteral(COTERIE_BINARY_DIR "/bin/coterie"),
                      {QStringLiteral("--host"), QStringLiteral("Hall"), QStringLiteral("--file"), path(),
                       QStringLiteral("--port"), QString::number(port), QStringLiteral("--local"),
                       QStringLiteral("--as"), QStringLiteral("Kim"), QStringLiteral("--config-dir"),
                       path(QStringLiteral("config"))});
            const auto ending = qScopeGuard([&] {
                app.kill();
                app.waitForFinished();
            });
            std::unique_ptr<JsonClient> ada;
            QString room;
            for (int i = 0; i < 60 && room.isEmpty(); ++i) {
                ada = std::make_unique<JsonClient>(port);
                if (QTest::qWaitFor([&] { return ada->isOpen(); }, 500))
                    room = ada->enter(QStringLiteral("Ada"));
            }
            QVERIFY(!room.isEmpty());
            QVERIFY(!ada->post(room, QStringLiteral("last words")).isEmpty());
            ::kill(pid_t(app.processId()), number);
            QVERIFY(!ada->hear(QStringLiteral("bye")).isEmpty());
            QTRY_COMPARE_WITH_TIMEOUT(app.state(), QProcess::NotRunning, 10000);
            QCOMPARE(app.exitStatus(), QProcess::NormalExit);
            QCOMPARE(app.exitCode(), 0);
        }
    }

    // Nothing that was asked for is dropped without a word.
    void A174_aSecondStartSaysThatItsNameIsNotTaken()
    {
        QProcess first;
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        variables.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        variables.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_folder->path());
        first.setProcessEnvironment(variables);
        const QStringList config{QStringLiteral("--config-dir"), path(QStringLiteral("config"))};
        first.start(QStringLiteral(COTERIE_BINARY_DIR "/bin/coterie"), config);
        const auto ending = qScopeGuard([&] {
            first.kill();
            first.waitForFinished();
        });
        QProcess second;
        second.setProcessEnvironment(variables);
        const QStringList asBen = config + QStringList{QStringLiteral("--as"), QStringLiteral("Ben")};
        QVERIFY(first.waitForStarted());
        for (int i = 0;
             i < 300 &&
             !QDir(m_folder->path()).entryList({QStringLiteral("*coterie*")}, QDir::System | QDir::Files).size();
             ++i)
            QTest::qWait(100);
        second.start(QStringLiteral(COTERIE_BINARY_DIR "/bin/coterie"), asBen);
        QVERIFY(second.waitForFinished(20000));
        QCOMPARE(second.exitCode(), 0);
        const QString words = QString::fromUtf8(second.readAllStandardError());
        QVERIFY2(words.contains(QStringLiteral("--as")), qPrintable(words));
    }

#endif

    void aClientThatDoesNotLeaveDoesNotKeepTheProgram()
    {
        ServerProcess server(path());
        QTcpSocket silent; // never answers the close
        silent.connectToHost(QHostAddress::LocalHost, server.port());
        QVERIFY(silent.waitForConnected());
        silent.write("GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QTRY_VERIFY(silent.bytesAvailable() > 0);
        QElapsedTimer clock;
        clock.start();
        server.signal(SIGTERM);
        QCOMPARE(server.exitCode(longestEnd), 0);
        qInfo("stopped in %lld ms", clock.elapsed());
    }

    // A process that ends with something unread resets the connection, and the reset overtakes what it said last.
    void N10_whoeverGoesOnTalkingHearsTheLastWordsToo()
    {
        ServerProcess server(path());
        const int talker = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const auto closing = qScopeGuard([&] { ::close(talker); });
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = qToBigEndian(server.port());
        address.sin_addr.s_addr = qToBigEndian<quint32>(INADDR_LOOPBACK);
        QCOMPARE(::connect(talker, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        const QByteArray greeting = handshake();
        QCOMPARE(::send(talker, greeting.constData(), std::size_t(greeting.size()), 0), greeting.size());
        QByteArray heard;
        const auto hear = [&](bool toTheEnd) { // until the answer to the handshake, or the end
            char bytes[4096];
            ssize_t count = 0;
            do {
                count = ::recv(talker, bytes, sizeof bytes, 0);
                heard += QByteArray(bytes, std::max<ssize_t>(count, 0));
            } while (count > 0 && (toTheEnd || !heard.contains("\r\n\r\n")));
            return int(count);
        };
        QVERIFY(hear(false) > 0);
        QElapsedTimer clock;
        clock.start();
        server.signal(SIGTERM);
        QCOMPARE(hear(true), 0); // not a reset
        QVERIFY(heard.contains("\"bye\""));
        QVERIFY(heard.contains("\x0f\xa1")); // 4001
        const QByteArray ping = clientFrame(9, "more");
        int sent = 0;
        for (; sent < 10 && clock.elapsed() < 800; ++sent) {
            QVERIFY2(::send(talker, ping.constData(), std::size_t(ping.size()), MSG_NOSIGNAL) > 0,
                     qPrintable(QStringLiteral("reset after %1 ms").arg(clock.elapsed())));
            QTest::qWait(20);
        }
        ::shutdown(talker, SHUT_WR);
        QCOMPARE(server.exitCode(longestEnd), 0);
        qInfo("%d frames after the end, stopped in %lld ms", sent, clock.elapsed());
    }

    void sighupIsHarmless()
    {
        ServerProcess server(path());
        JsonClient ada(server.port());
        const QString room = ada.enter(QStringLiteral("Ada"));
        server.signal(SIGHUP);
        QVERIFY(!ada.post(room, QStringLiteral("still here")).isEmpty());
        QVERIFY(server.isRunning());
    }

    void N23_sighupReadsTheKeyAnew()
    {
        const QString other = path() + QStringLiteral(".other");
        {
            ServerProcess makesAKey(other);
            QVERIFY(makesAKey.port() > 0);
        }
        ServerProcess server(path());
        const QString pem = path() + QStringLiteral(".pem");
        const auto shown = [&] {
            QSslSocket socket;
            socket.setPeerVerifyMode(QSslSocket::VerifyNone);
            socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), server.port());
            return socket.waitForEncrypted(5000) ? socket.peerCertificate() : QSslCertificate();
        };
        const auto inFile = [](const QString &file) { return QSslCertificate::fromPath(file).value(0); };
        const QSslCertificate first = inFile(pem);
        QVERIFY(!first.isNull());
        QCOMPARE(shown(), first);
        QVERIFY(QFile::remove(pem) && QFile::copy(other + QStringLiteral(".pem"), pem));
        QVERIFY(inFile(pem) != first);
        QCOMPARE(shown(), first); // until it is asked to
        server.signal(SIGHUP);
        QTRY_COMPARE(shown(), inFile(pem));
        QFile broken(pem);
        QVERIFY(broken.open(QIODevice::WriteOnly | QIODevice::Truncate));
        broken.close();
        const QSslCertificate second = inFile(other + QStringLiteral(".pem"));
        server.signal(SIGHUP);
        QTRY_VERIFY(server.log().contains(QStringLiteral("the certificate stays as it was")));
        QCOMPARE(shown(), second);
    }

    void aTakenPortIsASentence()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost, 0));
        const auto result =
            runServer({QStringLiteral("--file"), path(), QStringLiteral("--listen"), QStringLiteral("local"),
                       QStringLiteral("--port"), QString::number(taken.serverPort())});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.errors.contains(QStringLiteral("Port %1").arg(taken.serverPort())),
                 qUtf8Printable(result.errors));
    }

    void whatTheDoorLacksIsSaidBeforeAnythingIsMade_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("says");
        // RFC 5737: an address that is nobody's.
        QTest::newRow("address") << QStringList{QStringLiteral("--listen"), QStringLiteral("192.0.2.7")}
                                 << QStringLiteral("192.0.2.7 is not an address of this computer");
        QTest::newRow("certificate") << QStringList{QStringLiteral("--tls-cert"), QStringLiteral("/no/no.pem")}
                                     << QStringLiteral("no.pem");
    }
    void whatTheDoorLacksIsSaidBeforeAnythingIsMade()
    {
        QFETCH(const QStringList, options);
        QFETCH(const QString, says);
        const auto result = runServer(
            QStringList{QStringLiteral("--file"), path(), QStringLiteral("--port"), QStringLiteral("0")} + options);
        QVERIFY(result.exitCode > 0);
        QVERIFY2(result.errors.contains(says), qPrintable(result.errors));
        QVERIFY(!result.errors.contains(u"Port 0"));
        QVERIFY(QDir(m_folder->path()).entryList(QDir::Files).isEmpty());
    }

    void aFileOfANewerVersionEndsWithCode3()
    {
        QByteArray header(4096, '\0');
        header.replace(0, 16, QByteArray("SQLite format 3", 16));
        header[16] = 0x10;                                // pages of 4,096 bytes
        header.replace(28, 4, QByteArray("\0\0\0\1", 4)); // one of them
        header.replace(60, 4, QByteArray("\0\0\0\x63", 4));
        header.replace(68, 4, "COTR");
        QFile file(path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(header);
        file.flush();
        const auto result =
            runServer({QStringLiteral("--file"), path(), QStringLiteral("--port"), QStringLiteral("0")});
        QCOMPARE(result.exitCode, 3);
        QVERIFY2(result.errors.contains(QStringLiteral("newer version")), qUtf8Printable(result.errors));
        file.seek(0);
        QVERIFY(file.readAll() == header);
    }

    void aSessionFileThatDisappearsEndsTheProgramSoThatItIsStartedAnew()
    {
        ServerProcess server(path());
        JsonClient ada(server.port());
        const QString room = ada.enter(QStringLiteral("Ada"));
        QVERIFY(!room.isEmpty());
        QVERIFY(QFile::rename(path(), path(QStringLiteral("elsewhere"))));
        ada.say({{QStringLiteral("type"), QStringLiteral("chat.post")},
                 {QStringLiteral("id"), newId<OpId>().toString()},
                 {QStringLiteral("room"), room},
                 {QStringLiteral("body"), QStringLiteral("into nothing")}});
        QCOMPARE(ada.hear(QStringLiteral("error")).value(QStringLiteral("code")).toString(), QStringLiteral("storage"));
        QVERIFY(!ada.hear(QStringLiteral("bye")).isEmpty());
        QCOMPARE(server.exitCode(5000), 4);
    }

    void theHealthCheckTellsWhetherItRuns()
    {
        ServerProcess server(path());
        const QStringList ask{QStringLiteral("--healthcheck"), QStringLiteral("--listen"), QStringLiteral("local"),
                              QStringLiteral("--port"), QString::number(server.port())};
        QCOMPARE(runServer(ask).exitCode, 0);
        server.killHard();
        QCOMPARE(runServer(ask).exitCode, 1);
    }

    void systemdHearsWhenItIsReadyAndWhenItStops()
    {
        const QByteArray name = QFile::encodeName(path(QStringLiteral("notify")));
        const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        QVERIFY(socket >= 0);
        const auto closing = qScopeGuard([&] { ::close(socket); });
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        std::copy(name.cbegin(), name.cend(), address.sun_path);
        QCOMPARE(::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        QByteArray heard;
        const auto hears = [&](const char *word) {
            return QTest::qWaitFor(
                [&] {
                    char buffer[256];
                    for (auto n = ::recv(socket, buffer, sizeof buffer, 0); n > 0;
                         n = ::recv(socket, buffer, sizeof buffer, 0))
                        heard += QByteArray(buffer, qsizetype(n)) + '\n';
                    return heard.contains(word);
                },
                5000);
        };
        ServerProcess server(
            path(), {},
            {QStringLiteral("NOTIFY_SOCKET=") + QString::fromUtf8(name), QStringLiteral("WATCHDOG_USEC=200000")});
        QVERIFY(hears("READY=1"));
        QVERIFY(hears("WATCHDOG=1"));
        server.signal(SIGTERM);
        QVERIFY(hears("STOPPING=1"));
        QCOMPARE(server.exitCode(5000), 0);
    }

    void theLogHoldsNeitherWordsNorTokens()
    {
        ServerProcess server(path(), {QStringLiteral("--log-level"), QStringLiteral("debug"),
                                      QStringLiteral("--log-format"), QStringLiteral("json")});
        JsonClient ada(server.port());
        const QString room = ada.enter(QStringLiteral("Ada"));
        ada.post(room, QStringLiteral("a very private sentence"));
        ada.say({{QStringLiteral("type"), QStringLiteral("chat.post")},
                 {QStringLiteral("body"), QStringLiteral("a refused private sentence")}});
        QVERIFY(!ada.hear(QStringLiteral("error")).isEmpty());
        server.signal(SIGTERM);
        QCOMPARE(server.exitCode(5000), 0);
        const QString log = server.log();
        const QStringList lines = log.split(u'\n', Qt::SkipEmptyParts);
        QVERIFY(lines.size() >= 4);
        for (const auto &line : lines) {
            QJsonParseError error;
            const auto object = QJsonDocument::fromJson(line.toUtf8(), &error).object();
            QVERIFY2(error.error == QJsonParseError::NoError, qUtf8Printable(line));
            QVERIFY(object.contains(QStringLiteral("level")));
        }
        QVERIFY(!log.contains(QStringLiteral("private")));
        QVERIFY(!ada.token.isEmpty());
        QVERIFY(!log.contains(ada.token));
    }
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
