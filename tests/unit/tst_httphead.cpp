// SPDX-License-Identifier: MIT
#include "server/net/httpanswer.h"
#include "tests/fuzz/httpheadtarget.h"
#include "tests/support/clientframes.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace coterie;
using namespace coterie::server;
using fuzz::spelled;
using test::handshake;
using State = HttpHeadReader::State;

namespace {

HttpHeadReader readWhole(const QByteArray &bytes)
{
    HttpHeadReader reader;
    reader.feed(bytes);
    return reader;
}

QByteArray get(const QByteArray &lines)
{
    return "GET / HTTP/1.1\r\nHost: x\r\n" + lines + "\r\n";
}

} // namespace

class TestHttpHead final : public QObject
{
    Q_OBJECT
private:
    static void addCases()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status"); // 0: complete, 101: a sound handshake
        const auto row = [](const char *name, const QByteArray &bytes, int status) {
            QTest::newRow(name) << bytes << status;
        };
        const QByteArray sound = handshake();
        const auto with = [&](const QByteArray &before, const QByteArray &after) {
            QByteArray bytes = sound;
            return bytes.replace(before, after);
        };
        row("a plain request", get(""), 0);
        row("a plain request of HTTP/1.0 without Host", "GET /health HTTP/1.0\r\n\r\n", 0);
        row("HEAD", "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", 0);
        row("a handshake", sound, 101);
        row("a handshake with odd case", with("Upgrade: websocket", "uPGRADE: WebSocket"), 101);
        row("a handshake through keep-alive", with("Connection: Upgrade", "Connection: keep-alive, Upgrade"), 101);
        row("a handshake with a query", with("GET / ", "GET /chat?x=1&y=%2f "), 101);
        row("a handshake that offers an extension", handshake("Sec-WebSocket-Extensions: permessage-deflate\r\n"), 101);
        row("obs-text in a value", get("X-Name: \xc3\xa9\r\n"), 0);
        row("a tab in a value", get("X-A: a\tb\r\n"), 0);
        row("POST", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 405);
        row("a handshake by POST", with("GET", "POST"), 405);
        row("a handshake of HTTP/1.0", with("HTTP/1.1", "HTTP/1.0"), 400);
        row("HTTP/9.9", with("HTTP/1.1", "HTTP/9.9"), 505);
        row("another protocol's name", with("HTTP/1.1", "XXXX/1.1"), 400);
        row("lower case http", with("HTTP/1.1", "http/1.1"), 400);
        row("no version", with(" HTTP/1.1", ""), 400);
        row("two spaces", with("GET /", "GET  /"), 400);
        row("no Host", with("Host: 127.0.0.1\r\n", ""), 400);
        row("an empty Host", with("Host: 127.0.0.1", "Host: "), 400);
        row("two Hosts", handshake("Host: evil.example\r\n"), 400);
        row("userinfo in Host", with("Host: 127.0.0.1", "Host: user:pw@127.0.0.1"), 400);
        row("a path in Host", with("Host: 127.0.0.1", "Host: 127.0.0.1/x"), 400);
        row("a port that is none", with("Host: 127.0.0.1", "Host: 127.0.0.1:99999"), 400);
        row("no Upgrade", with("Upgrade: websocket\r\n", ""), 400);
        row("no Connection", with("Connection: Upgrade\r\n", ""), 400);
        row("no key", with("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", ""), 400);
        row("a key that is not base64", with("dGhlIHNhbXBsZSBub25jZQ==", "!!!"), 400);
        row("a key of four bytes", with("dGhlIHNhbXBsZSBub25jZQ==", "YWJjZA=="), 400);
        row("two keys", handshake("Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n"), 400);
        row("no version of WebSocket", with("Sec-WebSocket-Version: 13\r\n", ""), 426);
        row("version 8", with("Version: 13", "Version: 8"), 426);
        row("versions 13 and 8", with("Version: 13", "Version: 13, 8"), 426);
        row("a body behind a handshake", handshake("Content-Length: 5\r\n"), 400);
        row("a chunked body behind a handshake", handshake("Transfer-Encoding: chunked\r\n"), 400);
        row("a body behind GET", get("Content-Length: 5\r\n"), 400);
        row("no body behind GET", get("Content-Length: 0\r\n"), 0);
        row("two lengths", get("Content-Length: 0\r\nContent-Length: 0\r\n"), 400);
        row("a bare line feed", "GET / HTTP/1.1\nHost: x\r\n\r\n", 400);
        row("a bare carriage return", get("Origin: http://a\rSet-Cookie: x=1\r\n"), 400);
        row("NUL", get(QByteArray("X-A: a\0b\r\n", 10)), 400);
        row("DEL", get("X-A: a\x7f\r\n"), 400);
        row("space before the colon", get("X-A : b\r\n"), 400);
        row("a folded line", get("X-A: b\r\n  folded\r\n"), 400);
        row("a line without colon", get("JUNK\r\n"), 400);
        row("a line without name", get(": b\r\n"), 400);
        row("an empty line first", "\r\n" + sound, 400);
        row("an absolute target", with("GET / ", "GET http://evil.example/ "), 400);
        row("an asterisk", with("GET / ", "OPTIONS * "), 400);
        row("no slash", with("GET / ", "GET chat "), 400);
        row("a fragment", with("GET / ", "GET /#x "), 400);
        row("a parent segment", with("GET / ", "GET /../../etc/passwd "), 400);
        row("an escaped parent segment", with("GET / ", "GET /a/%2e%2E/b "), 400);
        row("a last parent segment", with("GET / ", "GET /a/.. "), 400);
        row("dots that are a name", with("GET / ", "GET /..a/...?../. "), 101);
        row("an escaped line end", with("GET / ", "GET /%0d%0aX:%20y "), 400);
        row("half an escape", with("GET / ", "GET /%2 "), 400);
        row("an escape of no number", with("GET / ", "GET /%zz "), 400);
        row("umlauts in the target", with("GET / ", "GET /\xc3\xa4 "), 400);
        row("a target of 3 KiB", with("GET / ", "GET /" + QByteArray(3000, 'a') + ' '), 414);
        row("a request line of 9000 bytes", with("GET / ", "GET /" + QByteArray(9000, 'a') + ' '), 414);
        row("a field of 9000 bytes", get("X-Big: " + QByteArray(9000, 'a') + "\r\n"), 431);
        QByteArray lines;
        for (int i = 0; i < 63; ++i)
            lines += "X-" + QByteArray::number(i) + ": y\r\n";
        row("64 lines", get(lines), 0);
        row("65 lines", get(lines + "X-Last: y\r\n"), 431);
        row("a TLS greeting", QByteArray::fromHex("16030100c8010000c40303") + "\r\n\r\n", 400);
        row("nothing that ends", "GET / HTTP/1.1\r\nHost: x\r\nX: " + QByteArray(20000, 'a'), 431);
    }

private slots:
    void N2_eachHeadGetsItsAnswer_data() { addCases(); }
    void N2_eachHeadGetsItsAnswer()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        const HttpHeadReader reader = readWhole(bytes);
        QVERIFY(reader.state() != State::Incomplete);
        if (status == 0 || status == 101) {
            QCOMPARE(reader.refusal().reason, "");
            QCOMPARE(reader.state(), State::Complete);
            QCOMPARE(reader.head().upgrade, status == 101);
        } else {
            QCOMPARE(reader.state(), State::Refused);
            QCOMPARE(reader.refusal().status, status);
            QVERIFY(reader.size() <= maxHeadBytes);
            QVERIFY(reasonPhrase(status) != "Status");
        }
    }

    void N6_everySplitGivesTheSameVerdict_data() { addCases(); }
    void N6_everySplitGivesTheSameVerdict()
    {
        QFETCH(QByteArray, bytes);
        const QByteArray expected = spelled(readWhole(bytes));
        for (qsizetype cut = 0; cut <= std::min(bytes.size(), qsizetype(1200)); ++cut) {
            HttpHeadReader reader;
            reader.feed(QByteArrayView(bytes).first(cut));
            reader.feed(QByteArrayView(bytes).sliced(cut));
            QCOMPARE(spelled(reader), expected);
        }
        for (const qsizetype step : {1, 3, 7}) {
            HttpHeadReader reader;
            for (qsizetype at = 0; at < bytes.size(); at += step)
                reader.feed(QByteArrayView(bytes).sliced(at, std::min(step, bytes.size() - at)));
            QCOMPARE(spelled(reader), expected);
        }
    }

    void aHeadEndsWhereItEnds()
    {
        const QByteArray head = get("");
        QCOMPARE(readWhole(head + "more").size(), head.size());
        QCOMPARE(readWhole(head.chopped(1)).state(), State::Incomplete);
    }

    void ownNamesAndAddressesAreGoodHosts()
    {
        const FrontPolicy policy(FrontPolicy::Settings{{QStringLiteral("chat.example.org")}, {}});
        for (const char *host : {"localhost", "LOCALHOST:4747", "a.localhost", "127.0.0.1:80", "192.168.1.20",
                                 "[::1]:4747", "chat.example.org", "Chat.Example.Org.:8443"})
            QVERIFY2(policy.isOwnHost(host), host);
        for (const char *host :
             {"evil.example", "chat.example.org.evil.example", "1", "0x7f.1", "127.1", "", "localhost.evil"})
            QVERIFY2(!policy.isOwnHost(host), host);
    }

    void N3_aForeignHostIsRefusedUnlessAnyNameWillDo()
    {
        QByteArray bytes = handshake();
        bytes.replace("Host: 127.0.0.1", "Host: evil.example");
        const HttpHead head = readWhole(bytes).head();
        QCOMPARE(FrontPolicy().judge(head).value_or(HttpRefusal{0, ""}).status, 403);
        QVERIFY(!FrontPolicy(FrontPolicy::Settings{{QStringLiteral("*")}, {}}).judge(head));
    }

    void N3_aPageMayConnectOnlyToWhereItCameFrom_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("good");
        QTest::newRow("no browser") << QByteArray("127.0.0.1:4747") << QByteArray() << true;
        QTest::newRow("same place") << QByteArray("127.0.0.1:4747") << QByteArray("http://127.0.0.1:4747") << true;
        QTest::newRow("same place, TLS") << QByteArray("localhost") << QByteArray("https://localhost") << true;
        QTest::newRow("IPv6") << QByteArray("[::1]:4747") << QByteArray("http://[::1]:4747") << true;
        QTest::newRow("listed") << QByteArray("127.0.0.1:4747") << QByteArray("https://chat.example.org") << true;
        QTest::newRow("another port") << QByteArray("localhost:4747") << QByteArray("http://localhost:3000") << false;
        QTest::newRow("foreign") << QByteArray("127.0.0.1:4747") << QByteArray("https://evil.example") << false;
        QTest::newRow("null") << QByteArray("127.0.0.1:4747") << QByteArray("null") << false;
        QTest::newRow("empty") << QByteArray("127.0.0.1:4747") << QByteArray("") << false;
        QTest::newRow("with a path") << QByteArray("localhost") << QByteArray("https://localhost/x") << false;
        QTest::newRow("a file") << QByteArray("localhost") << QByteArray("file://localhost") << false;
        QTest::newRow("a bent name") << QByteArray("evil.example") << QByteArray("http://evil.example") << false;
    }
    void N3_aPageMayConnectOnlyToWhereItCameFrom()
    {
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, origin);
        QFETCH(bool, good);
        // Any name will do for programs; a page is judged as strictly as before.
        const FrontPolicy policy(
            FrontPolicy::Settings{{QStringLiteral("*")}, {QStringLiteral("https://chat.example.org")}});
        QByteArray bytes = handshake(origin.isNull() ? QByteArray() : QByteArray("Origin: " + origin + "\r\n"));
        bytes.replace("Host: 127.0.0.1", QByteArray("Host: " + host));
        const HttpHeadReader reader = readWhole(bytes);
        QCOMPARE(reader.state(), State::Complete);
        QCOMPARE(!policy.judge(reader.head()), good);
    }

    void theFuzzCorpusIsReadWithoutHarm()
    {
        const QDir corpus(QStringLiteral(COTERIE_SOURCE_DIR "/tests/fuzz/corpus/httphead"));
        const QStringList names = corpus.entryList(QDir::Files);
        QVERIFY(!names.isEmpty());
        for (const QString &name : names) {
            QFile file(corpus.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString fault = fuzz::headFault(file.readAll());
            QVERIFY2(fault.isEmpty(), qPrintable(name + QStringLiteral(": ") + fault));
        }
    }
};

QTEST_GUILESS_MAIN(TestHttpHead)
#include "tst_httphead.moc"
