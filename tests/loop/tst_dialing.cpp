// SPDX-License-Identifier: MIT
#include "app/session/connection.h"
#include "app/session/router.h"
#include "app/session/session.h"

#include <QLoggingCategory>
#include <QTcpServer>
#include <QTcpSocket>

using namespace coterie;
using State = Session::State;

namespace {

// Takes every call and says the same to everybody, or nothing.
class Answerer final : public QTcpServer
{
public:
    enum class Way { Says, SaysNothing, HangsUp };
    Answerer(Way way, QByteArray words)
        : m_way(way)
        , m_words(std::move(words))
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *caller = nextPendingConnection()) {
                ++calls;
                connect(caller, &QIODevice::readyRead, this, [this, caller] {
                    if (m_way == Way::SaysNothing)
                        return;
                    caller->write(m_words);
                    caller->disconnectFromHost();
                });
            }
        });
    }
    int calls = 0;

private:
    Way m_way;
    QByteArray m_words;
};

QByteArray http(const char *status)
{
    return QByteArrayLiteral("HTTP/1.1 ") + status +
           "\r\nServer: Test\r\nConnection: close\r\nContent-Length: 3\r\n\r\nNo\n";
}

} // namespace

// What somebody is told who does not get in: why, as far as it can be known.
class TestDialing final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false")); }

    void A122_theCauseIsTold_data()
    {
        using Way = Answerer::Way;
        QTest::addColumn<Way>("way");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("place");
        QTest::addColumn<DialFault>("fault");
        QTest::addColumn<QString>("words"); // %1: the port
        const auto row = [](const char *name, const QByteArray &answer, const char *place, DialFault fault,
                            const char *words, Way way = Way::Says) {
            QTest::newRow(name) << way << answer << QString::fromLatin1(place) << fault << QString::fromLatin1(words);
        };
        row("403 to a name", http("403 Forbidden"), "ws://localhost", DialFault::NameRefused,
            "The host answers, but not to the name localhost. Use its address, 127.0.0.1:%1, or let its owner add the "
            "name: --host-names localhost");
        row("421 to a name", http("421 Misdirected Request"), "ws://localhost", DialFault::NameRefused,
            "The host answers, but not to the name localhost.");
        row("403 to an address", http("403 Forbidden"), "ws://127.0.0.1", DialFault::NotCoterie,
            "What answers at 127.0.0.1:%1 is no Coterie session.");
        row("426", http("426 Upgrade Required"), "ws://127.0.0.1", DialFault::WantsEncryption,
            "The host at 127.0.0.1:%1 takes encrypted connections only");
        row("429", http("429 Too Many Requests"), "ws://127.0.0.1", DialFault::Full,
            "The host at 127.0.0.1:%1 has no place free");
        row("503", http("503 Service Unavailable"), "ws://127.0.0.1", DialFault::Full,
            "The host at 127.0.0.1:%1 has no place free");
        row("502", http("502 Bad Gateway"), "ws://127.0.0.1", DialFault::Nobody, "No session answers at 127.0.0.1:%1.");
        row("a page", http("200 OK"), "ws://127.0.0.1", DialFault::NotCoterie,
            "What answers at 127.0.0.1:%1 is no Coterie session.");
        row("no page", http("404 Not Found"), "ws://127.0.0.1", DialFault::NotCoterie, "What answers at 127.0.0.1:%1");
        row("400", http("400 Bad Request"), "ws://127.0.0.1", DialFault::NotCoterie, "What answers at 127.0.0.1:%1");
        row("another protocol", QByteArrayLiteral("SSH-2.0-OpenSSH_9.2\r\n"), "ws://127.0.0.1", DialFault::NotCoterie,
            "What answers at 127.0.0.1:%1");
        row("a TLS alert", QByteArray::fromHex("15030300020246"), "ws://127.0.0.1", DialFault::NotCoterie,
            "What answers at 127.0.0.1:%1");
        row("nothing", {}, "ws://127.0.0.1", DialFault::Silent, "A computer takes the call at 127.0.0.1:%1",
            Way::SaysNothing);
        row("hangs up", {}, "ws://127.0.0.1", DialFault::Silent, "A computer takes the call at 127.0.0.1:%1",
            Way::HangsUp);
        row("plain where TLS is wanted", http("400 Bad Request"), "wss://127.0.0.1", DialFault::NotEncrypted,
            "Whoever answers at 127.0.0.1:%1 does not encrypt");
    }
    void A122_theCauseIsTold()
    {
        QFETCH(Answerer::Way, way);
        QFETCH(QByteArray, answer);
        QFETCH(QString, place);
        QFETCH(DialFault, fault);
        QFETCH(QString, words);
        Answerer somebody(way, answer);
        QVERIFY(somebody.listen(QHostAddress::LocalHost));
        const QUrl url(QStringLiteral("%1:%2/ws").arg(place).arg(somebody.serverPort()));
        QTemporaryDir folder;
        SessionSettings settings;
        settings.url = url;
        settings.displayName = QStringLiteral("Ana");
        settings.cacheDir = folder.path();
        if (way == Answerer::Way::SaysNothing)
            settings.timing.dialMs = 500; // who answers has all the time that a busy machine takes
        Session session(settings);
        session.open();
        QTRY_COMPARE_WITH_TIMEOUT(session.state().state, State::HostAway, 10000);
        QVERIFY(somebody.calls > 0);
        QVERIFY2(session.state().reason.startsWith(words.replace(QLatin1String("%1"), QString::number(url.port()))),
                 qPrintable(session.state().reason));

        Router router;
        SystemClock clock;
        SystemRandom random;
        Connection connection(router, clock, random, settings.timing);
        connection.open({url});
        QTRY_COMPARE_WITH_TIMEOUT(connection.phase(), Connection::Phase::Waiting, 10000); // and tries again by itself
        QCOMPARE(connection.lastEnd().dial.fault, fault);
    }

    void A122_nobodyIsToldFromSomebody()
    {
        using Error = QAbstractSocket::SocketError;
        const QUrl url(QStringLiteral("wss://teacher-pc:47600/ws"));
        QCOMPARE(dialFault(url, Error::ConnectionRefusedError, QStringLiteral("Connection refused"), Heard::Nothing),
                 DialFault::Nobody);
        QCOMPARE(dialFault(url, Error::NetworkError, {}, Heard::Nothing), DialFault::Nobody);
        QCOMPARE(dialFault(url, Error::HostNotFoundError, {}, Heard::Nothing), DialFault::NoSuchName);
        QVERIFY(dialSentence({DialFault::NoSuchName, url, {}, {}})
                    .startsWith(QStringLiteral("No computer called teacher-pc is known here.")));
        // A name in other letters as the network knows it, or it could look like another.
        const QUrl letters(QStringLiteral("wss://m\u00fcnchen.example:47600/ws"));
        QVERIFY(
            dialSentence({DialFault::NoSuchName, letters, {}, {}}).contains(QStringLiteral("xn--mnchen-3ya.example")));
        QVERIFY(dialSentence({DialFault::Nobody, url, {}, {}}).isEmpty());
        QCOMPARE(refusedWithStatus(QStringLiteral("Unhandled http status code: 418 (I'm a teapot).")), 418);
        QCOMPARE(refusedWithStatus(QStringLiteral("Invalid statusline in response: 403.")), 0);
    }

    // Of several addresses what is told is that about which most is known.
    void A122_theMostTellingOfSeveralIsTold()
    {
        Answerer page(Answerer::Way::Says, http("404 Not Found"));
        Answerer full(Answerer::Way::Says, http("503 Service Unavailable"));
        QVERIFY(page.listen(QHostAddress::LocalHost));
        QVERIFY(full.listen(QHostAddress::LocalHost));
        Router router;
        SystemClock clock;
        SystemRandom random;
        ConnectionTiming timing;
        timing.staggerMs = 20;
        Connection connection(router, clock, random, timing);
        const auto at = [](const QTcpServer &server) {
            return QUrl(QStringLiteral("ws://127.0.0.1:%1/ws").arg(server.serverPort()));
        };
        connection.open({at(full), at(page), QUrl(QStringLiteral("ws://127.0.0.1:1/ws"))});
        QTRY_COMPARE_WITH_TIMEOUT(connection.phase(), Connection::Phase::Waiting, 10000);
        QCOMPARE(connection.lastEnd().dial.fault, DialFault::Full);
        QCOMPARE(connection.lastEnd().dial.url, at(full));
        QCOMPARE(connection.lastEnd().dial.address, QStringLiteral("127.0.0.1:%1").arg(full.serverPort()));
    }
};

QTEST_GUILESS_MAIN(TestDialing)
#include "tst_dialing.moc"
