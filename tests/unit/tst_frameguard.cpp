// SPDX-License-Identifier: MIT
#include "tests/fuzz/frameguardtarget.h"
#include "tests/support/clientframes.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace coterie;
using namespace coterie::server;
using namespace coterie::test;
using fuzz::GuardOutcome;
using fuzz::runGuard;
using fuzz::wholeFrames;

namespace {

QByteArray repeated(const QByteArray &frame, int times)
{
    return frame.repeated(times);
}

QByteArray joined(const QByteArray &text)
{
    QByteArray out;
    appendFrameHeader(out, 1, quint64(text.size()));
    return out + text;
}

} // namespace

class TestFrameGuard final : public QObject
{
    Q_OBJECT
private:
    static void addCases()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("passed"); // null: all of it
        const auto good = [](const char *name, const QByteArray &bytes) {
            QTest::newRow(name) << bytes << 0 << QByteArray();
        };
        const auto turned = [](const char *name, const QByteArray &bytes, const QByteArray &passed) {
            QTest::newRow(name) << bytes << 0 << passed;
        };
        const auto bad = [](const char *name, const QByteArray &bytes, int code, const QByteArray &passed = "") {
            QTest::newRow(name) << bytes << code << passed;
        };
        const QByteArray text = "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5";
        good("a text", clientFrame(1, "hello"));
        good("an empty text", clientFrame(1));
        good("a binary with 16 bit length", clientFrame(2, QByteArray(300, '\xfe')));
        good("the largest binary", clientFrame(2, QByteArray(65536, '\xfe')));
        good("a fragmented binary", part(2, "ab") + part(0, "") + clientFrame(0, "cd"));
        good("a ping inside a fragmented binary", part(2, "ab") + clientFrame(9, "p") + clientFrame(0, "cd"));
        good("a key of zero", clientFrame(1, "hello", {.key = 0}));
        good("UTF-8 at its edges",
             clientFrame(1, "\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf\xf0\x90\x80\x80\xe0\xa0\x80\xc2\x80"));
        turned("a fragmented text becomes one", part(1, "he") + clientFrame(0, "llo"), joined("hello"));
        turned("cuts inside characters do not matter",
               part(1, text.left(1)) + part(0, text.mid(1, 3)) + clientFrame(0, text.mid(4)), joined(text));
        turned("a ping inside a fragmented text overtakes it",
               part(1, "he") + clientFrame(9, "p") + clientFrame(0, "llo"), clientFrame(9, "p") + joined("hello"));
        turned("what stands around a fragmented text keeps its place",
               clientFrame(2, "1") + part(1, "he") + clientFrame(0, "llo") + clientFrame(2, "2"),
               clientFrame(2, "1") + joined("hello") + clientFrame(2, "2"));
        turned("a fragmented text of nothing", part(1, "") + part(0, "") + clientFrame(0, ""), joined(""));
        bad("an unmasked text", clientFrame(1, "hello", {.masked = false}), 1002);
        bad("an unmasked close", clientFrame(8, "\x03\xe8", {.masked = false}), 1002);
        for (int bit : {1, 2, 4, 7})
            bad(qPrintable(QStringLiteral("reserved bits %1").arg(bit)), clientFrame(1, "x", {.reserved = bit}), 1002);
        for (int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
            bad(qPrintable(QStringLiteral("reserved opcode %1").arg(opcode)), clientFrame(opcode, "x"), 1002);
        bad("a ping of 126 bytes", clientFrame(9, QByteArray(126, 'x')), 1002);
        bad("a fragmented ping", part(9, "a"), 1002);
        bad("a continuation of nothing", clientFrame(0, "x"), 1002);
        bad("a continuation after the end", part(2, "a") + clientFrame(0, "b") + clientFrame(0, "c"), 1002,
            part(2, "a") + clientFrame(0, "b"));
        bad("a text inside a text", part(1, "a") + clientFrame(1, "b"), 1002);
        bad("a binary inside a binary", part(2, "a") + clientFrame(2, "b"), 1002, part(2, "a"));
        bad("10 in 16 bits", clientFrame(2, QByteArray(10, 'a'), {.lengthBytes = 2}), 1002);
        bad("200 in 64 bits", clientFrame(2, QByteArray(200, 'a'), {.lengthBytes = 8}), 1002);
        bad("the top bit of a length", QByteArray::fromHex("82ff8000000000000001") + "key!", 1002);
        bad("one byte over the limit", clientFrame(2, {}, {.claimedLength = 65537}), 1009);
        bad("2^62 bytes", clientFrame(2, {}, {.claimedLength = qint64(1) << 62}), 1009);
        bad("over the limit in parts", part(2, QByteArray(40000, 'a')) + clientFrame(0, {}, {.claimedLength = 30000}),
            1009, part(2, QByteArray(40000, 'a')));
        bad("1025 fragments", part(2, "a") + repeated(part(0, ""), 1023) + clientFrame(0, "a"), 1009,
            part(2, "a") + repeated(part(0, ""), 1023));
        good("1024 fragments", part(2, "a") + repeated(part(0, ""), 1022) + clientFrame(0, "a"));
        good("20 pings", repeated(clientFrame(9, "p"), 20));
        bad("21 pings", repeated(clientFrame(9, "p"), 21), 4029, repeated(clientFrame(9, "p"), 20));
        bad("21 pongs", repeated(clientFrame(10), 21), 4029, repeated(clientFrame(10), 20));
        const QList<QByteArray> notText{"\xed\xa0\x80",
                                        "\xc0\xaf",
                                        "\xe0\x80\xaf",
                                        "\xf0\x80\x80\xaf",
                                        "\xf8\x88\x80\x80\x80",
                                        "\xf4\x90\x80\x80",
                                        "\x80",
                                        "\xfe",
                                        "\xff",
                                        "\xc2",
                                        "\xe1\xbd",
                                        "\xf0\x9f\x98",
                                        "\xe2\x82"
                                        "A"};
        for (const QByteArray &bytes : notText)
            bad(QByteArray("no UTF-8: " + bytes.toHex()).constData(), clientFrame(1, bytes), 1007);
        bad("no UTF-8 across fragments", part(1, text + '\xf4') + clientFrame(0, "\x90\x80\x80"), 1007);
        bad("a text that ends in a character", part(1, "abc\xe2\x82") + clientFrame(0, ""), 1007);
        bad("a close of one byte", clientFrame(8, "a"), 1002);
        bad("a close reason that is no UTF-8", clientClose(1000, "\xed\xa0\x80"), 1007);
        bad("a message before a close passes", clientFrame(2, "m") + clientClose(1000) + clientFrame(2, "n"), 1000,
            clientFrame(2, "m"));
        bad("a message before an offence passes", clientFrame(2, "m") + clientFrame(3, "x"), 1002, clientFrame(2, "m"));
        bad("a close inside a fragmented text", part(1, "a") + clientClose(1000), 1000);
        for (int code :
             {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
            bad(qPrintable(QStringLiteral("close %1").arg(code)), clientClose(code, "bye"), code);
        for (int code : {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535})
            bad(qPrintable(QStringLiteral("no close code: %1").arg(code)), clientClose(code), 1002);
        bad("a close without code", clientFrame(8), 1005);
        good("half a frame", clientFrame(2, "hello").chopped(2));
    }

private slots:
    void eachInputGetsItsVerdict_data() { addCases(); }
    void eachInputGetsItsVerdict()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        QFETCH(QByteArray, passed);
        const GuardOutcome outcome = runGuard({bytes});
        QCOMPARE(outcome.code, code);
        QCOMPARE(outcome.passed, passed.isNull() ? wholeFrames(bytes) : passed);
        QCOMPARE(outcome.reason.isEmpty(), code == 0 || outcome.peerCloses);
    }

    void N6_everySplitGivesTheSameVerdict_data() { addCases(); }
    void N6_everySplitGivesTheSameVerdict()
    {
        QFETCH(QByteArray, bytes);
        const GuardOutcome expected = runGuard({bytes});
        const qsizetype step = bytes.size() > 2000 ? 97 : 1;
        for (qsizetype cut = 1; cut < bytes.size(); cut += step)
            QVERIFY2(runGuard({bytes.left(cut), bytes.mid(cut)}) == expected,
                     qPrintable(QStringLiteral("cut at %1").arg(cut)));
        for (const qsizetype size : {1, 2, 3, 5}) {
            const auto pieces = fuzz::inPieces(bytes, size);
            QVERIFY2(runGuard(pieces) == expected, qPrintable(QStringLiteral("pieces of %1").arg(size)));
        }
    }

    void goodInputIsNotCopied()
    {
        FrameGuard guard;
        QByteArray passed;
        const auto verdict = guard.feed(clientFrame(2, QByteArray(1000, 'x')), 0, passed);
        QVERIFY(!verdict.rewritten);
        QVERIFY(passed.isEmpty());
        QVERIFY(guard.isBetweenFrames());
    }

    void anOversizedFrameIsRefusedFromItsHeader()
    {
        FrameGuard guard;
        QByteArray passed;
        const QByteArray header = clientFrame(2, {}, {.claimedLength = 70000}).left(10);
        QCOMPARE(int(guard.feed(header, 0, passed).closeCode), 1009);
    }

    void pingsComeBackWithTime()
    {
        FrameGuard guard;
        QByteArray passed;
        const QByteArray ping = clientFrame(9);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(int(guard.feed(ping, 5000, passed).closeCode), 0);
        for (int i = 1; i <= 50; ++i)
            QCOMPARE(int(guard.feed(ping, 5000 + i * 200, passed).closeCode), 0);
        QCOMPARE(int(guard.feed(ping, 5000 + 50 * 200 + 100, passed).closeCode), 4029);
    }

    void aFrameMustEndInTime()
    {
        FrameGuard guard;
        QByteArray passed;
        QVERIFY(!guard.isOverdue(100'000));
        guard.feed(clientFrame(2, "hello").left(3), 1000, passed);
        QVERIFY(!guard.isOverdue(11'000));
        QVERIFY(guard.isOverdue(11'001));
        guard.feed(clientFrame(2, "hello").mid(3), 10'999, passed);
        QVERIFY(!guard.isOverdue(100'000));
    }

    void N5_aSlowLinkGetsItsFrameThroughAndADripDoesNot()
    {
        const QByteArray big = clientFrame(2, QByteArray(32 * 1024, 'x'));
        const auto arrives = [&](qsizetype bytesASecond) {
            FrameGuard guard;
            QByteArray passed;
            qint64 now = 1000;
            for (qsizetype at = 0; at < big.size(); at += bytesASecond, now += 1000) {
                if (guard.isOverdue(now))
                    return false;
                guard.feed(QByteArrayView(big).sliced(at, std::min(bytesASecond, big.size() - at)), now, passed);
            }
            return guard.isBetweenFrames();
        };
        QVERIFY2(arrives(1000), "33 s for a frame");
        QVERIFY2(arrives(64), "nine minutes for a frame");
        QVERIFY(!arrives(20));
    }

    void whatPassesIsSound_data() { addCases(); }
    void whatPassesIsSound()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(fuzz::guardFault(bytes), QString());
    }

    void headersOfTheServerAreAsShortAsCanBe()
    {
        const auto header = [](quint64 length) {
            QByteArray out;
            appendFrameHeader(out, 2, length);
            return out.toHex();
        };
        QCOMPARE(header(0), "8200");
        QCOMPARE(header(125), "827d");
        QCOMPARE(header(126), "827e007e");
        QCOMPARE(header(65535), "827effff");
        QCOMPARE(header(65536), "827f0000000000010000");
    }

    void aCloseReasonIsCutBetweenCharacters()
    {
        const QByteArray frame = closeFrame(4003, QByteArray("\xc3\xa4").repeated(100));
        QCOMPARE(frame.size(), 2 + 2 + 122);
        QVERIFY(QString::fromUtf8(frame.mid(4)).endsWith(u'ä'));
        QCOMPARE(closeFrame(1005, "x").toHex(), "8800");
    }

    void theFuzzCorpusIsReadWithoutHarm()
    {
        const QDir corpus(QStringLiteral(COTERIE_SOURCE_DIR "/tests/fuzz/corpus/frameguard"));
        const QStringList names = corpus.entryList(QDir::Files);
        QVERIFY(!names.isEmpty());
        for (const QString &name : names) {
            QFile file(corpus.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString fault = fuzz::guardFault(file.readAll());
            QVERIFY2(fault.isEmpty(), qPrintable(name + QStringLiteral(": ") + fault));
        }
    }
};

QTEST_APPLESS_MAIN(TestFrameGuard)
#include "tst_frameguard.moc"
