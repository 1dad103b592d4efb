// SPDX-License-Identifier: MIT
#include "tests/support/schemavalues.h"

#include <QTest>

using namespace coterie;
using namespace coterie::test;

namespace {

// Frames by hand, so that the writer's mistakes and the reader's cannot cancel out. 00 03 01 n is `ping` with n.
QString fromClient(const QByteArray &hex)
{
    return verdict(decodeFromClient(QByteArray::fromHex(hex), Framing::Cbor));
}
QString fromServer(const QByteArray &hex)
{
    return verdict(decodeFromServer(QByteArray::fromHex(hex), Framing::Cbor));
}
qint64 pingNumber(const char *hex)
{
    const auto result = decodeFromClient(QByteArray::fromHex(hex), Framing::Cbor);
    const auto *message = std::get_if<ClientMessage>(&result);
    const auto *ping = message ? std::get_if<Ping>(message) : nullptr;
    return ping ? ping->n : -1;
}

constexpr char roomHex[] = "500190000000007000800000000000000a"; // 16 bytes
QByteArray textPost(const QByteArray &text)
{
    return QByteArray("a4001401") + roomHex + "02" + roomHex + "03" + text;
}
QString postVerdict(const QByteArray &text)
{
    return fromClient(textPost(text));
}

} // namespace

class TestSchemaCbor final : public QObject
{
    Q_OBJECT
private slots:
    void handMadeFramesAreRead()
    {
        QCOMPARE(pingNumber("a200030107"), 7);
        QCOMPARE(pingNumber("a201070003"), 7);                                // the type may stand anywhere
        QCOMPARE(pingNumber("b802180003011b0000000000000007"), 7);            // longer heads than needed are CBOR too
        QCOMPARE(pingNumber("a3000301071864f6"), 7);                          // an unknown key
        QCOMPARE(pingNumber("a3000301071864a2614101028103"), 7);              // … holding anything, here a map
        QCOMPARE(pingNumber("a3000301071864c11a514b67b0"), 7);                // … here a tag
        QCOMPARE(pingNumber("a3000301071b7fffffffffffffff01"), 7);            // … with the largest key
        QCOMPARE(fromClient("a200030120"), QStringLiteral("out-of-range@n")); // -1
    }

    void brokenFramesAreMalformed_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *hex, const char *expected) {
            QTest::newRow(name) << QByteArray(hex) << QString::fromLatin1(expected);
        };
        row("nothing", "", "malformed");
        row("a number", "01", "wrong-type");
        row("a list", "820003", "wrong-type");
        row("an empty map", "a0", "missing@type");
        row("a type only of text", "a10061 61", "wrong-type@type");
        row("a map that ends early", "a2000301", "malformed@n");
        row("an indefinite map", "bf00030107ff", "malformed");
        row("a reserved head", "bc00030107", "malformed");
        row("a text key", "a2616e070003", "malformed");
        row("a negative key", "a2200700 03", "malformed");
        row("a key beyond 63 bits", "a31bffffffffffffffff0000030107", "malformed");
        row("something after it", "a20003010700", "trailing-bytes");
        row("an unknown type", "a100187f", "unknown-type@type");
        row("a negative type", "a10020", "unknown-type@type");
        row("no such type, any size", "a1001b7fffffffffffffff", "unknown-type@type");
        row("text for a number", "a20003016137", "wrong-type@n");
        row("a float for an integer", "a2000301f94700", "wrong-type@n");
        row("null where it is needed", "a2000301f6", "wrong-type@n");
        row("a number beyond 63 bits", "a20003011bffffffffffffffff", "out-of-range@n");
        row("a negative beyond 63 bits", "a20003013bffffffffffffffff", "out-of-range@n");
        row("the type twice", "a300030003 0107", "duplicate-key");
        row("a known key twice", "a3000301070108", "duplicate-key@n");
        row("an unknown key twice", "a400030107186401186402", "duplicate-key");
        row("an indefinite list in an unknown key", "a30003010718649f01ff", "malformed");
        row("an indefinite text in an unknown key", "a30003010718647f6161ff", "malformed");
        row("a break alone in an unknown key", "a3000301071864ff", "malformed");
    }
    void brokenFramesAreMalformed()
    {
        QFETCH(QByteArray, hex);
        QTEST(fromClient(hex), "expected");
    }

    void textIsUtf8WithoutNulAndCountedInUtf16()
    {
        QCOMPARE(postVerdict("626869"), QString());
        QCOMPARE(postVerdict("60"), QStringLiteral("too-short@body"));
        QCOMPARE(postVerdict("6100"), QStringLiteral("invalid-text@body"));       // U+0000
        QCOMPARE(postVerdict("61ff"), QStringLiteral("invalid-text@body"));       // no UTF-8
        QCOMPARE(postVerdict("62c080"), QStringLiteral("invalid-text@body"));     // overlong
        QCOMPARE(postVerdict("63eda080"), QStringLiteral("invalid-text@body"));   // a surrogate
        QCOMPARE(postVerdict("64f4908080"), QStringLiteral("invalid-text@body")); // above U+10FFFF
        QCOMPARE(postVerdict("426869"), QStringLiteral("wrong-type@body"));       // bytes
        QCOMPARE(postVerdict("7f626869ff"), QStringLiteral("malformed@body"));    // indefinite
        const auto repeated = [](const char *utf8, int times) -> QByteArray {
            QByteArray head("79");
            return head + QByteArray::number(qstrlen(utf8) * times, 16).rightJustified(4, '0') +
                   QByteArray(utf8).repeated(times).toHex();
        };
        const int most = int(bodyLength.max);
        QCOMPARE(postVerdict(repeated("x", most)), QString());
        QCOMPARE(postVerdict(repeated("x", most + 1)), QStringLiteral("too-long@body"));
        QCOMPARE(postVerdict(repeated("\u20ac", most)), QString());
        QCOMPARE(postVerdict(repeated("\u20ac", most + 1)), QStringLiteral("too-long@body"));
        QCOMPARE(postVerdict(repeated("\U0001f600", most / 2)), QString()); // two units each
        QCOMPARE(postVerdict(repeated("\U0001f600", most / 2 + 1)), QStringLiteral("too-long@body"));
    }

    void anIdIsSixteenBytesAndNotNull()
    {
        const auto verdictOf = [](const char *id) {
            return fromClient(QByteArray("a3000d010102") + id); // room.leave
        };
        QCOMPARE(verdictOf(roomHex), QString());
        QCOMPARE(verdictOf("50"
                           "00000000000000000000000000000000"),
                 QStringLiteral("wrong-type@room"));
        QCOMPARE(verdictOf("4f"
                           "000000000000000000000000000001"),
                 QStringLiteral("wrong-type@room"));
        QCOMPARE(verdictOf("51"
                           "0000000000000000000000000000000001"),
                 QStringLiteral("too-long@room"));
        QCOMPARE(verdictOf("6161"), QStringLiteral("wrong-type@room"));
    }

    void nullStandsForAnAbsentOptional()
    {
        QCOMPARE(fromClient("a3000a010102f6"), QString());
        QCOMPARE(fromClient("a3000a010102f7"), QString()); // undefined too
        QCOMPARE(fromClient("a3000a0101021864"), QStringLiteral("wrong-type@after"));
        QCOMPARE(fromClient("a4000a010102f602f6"), QStringLiteral("duplicate-key@after"));
    }

    void aFlagIsTrueOrFalseAndNothingElse()
    {
        const auto verdictOf = [](const char *flag) {
            return fromClient(QByteArray("a300181f01") + roomHex + "02" + flag); // typing.set
        };
        QCOMPARE(verdictOf("f5"), QString());
        QCOMPARE(verdictOf("f4"), QString());
        for (const char *no : {"00", "01", "f6", "f97e00", "6474727565"})
            QCOMPARE(verdictOf(no), QStringLiteral("wrong-type@on"));
        QCOMPARE(verdictOf("f815"), QStringLiteral("malformed@on")); // a simple value in two bytes, RFC 8949 §3.3
    }

    void aNameIsItsNumber()
    {
        QCOMPARE(fromClient("a300181e01030260"), QString()); // presence.set
        QCOMPARE(fromClient("a300181e01040260"), QStringLiteral("out-of-range@status"));
        QCOMPARE(fromClient("a300181e01200260"), QStringLiteral("out-of-range@status"));
        QCOMPARE(fromClient("a300181e011b00000001000000000260"), QStringLiteral("out-of-range@status"));
        QCOMPARE(fromClient("a300181e0163646e640260"), QStringLiteral("wrong-type@status"));
    }

    void realNumbersOfEveryWidthAreReadAndOnlyFiniteOnes()
    {
        const auto verdictOf = [](const char *x) {
            return fromClient(QByteArray("a500182b01") + roomHex + "02" + x + "030004f5"); // board.cursor
        };
        for (const char *yes :
             {"00", "20", "1903e8", "f93c00", "fa3f800000", "fb3ff0000000000000", "f90001", "fb8000000000000000"})
            QCOMPARE(verdictOf(yes), QString());
        for (const char *no : {"f97c00", "f97e00", "fa7f800000", "fa7fc00000", "fb7ff0000000000000",
                               "fb7ff8000000000000", "fbffefffffffffffff", "1bffffffffffffffff", "3bffffffffffffffff"})
            QCOMPARE(verdictOf(no), QStringLiteral("out-of-range@x"));
        for (const char *no : {"f5", "f6", "6131", "f0"})
            QCOMPARE(verdictOf(no), QStringLiteral("wrong-type@x"));
    }

    void P2_unknownKeysAreSkippedWithinRecordsAndAreNotUnlimited()
    {
        QByteArray frame("b8");
        frame += QByteArray::number(2 + 63, 16) + "00030107";
        for (int key = 100; key < 163; ++key)
            frame += "18" + QByteArray::number(key, 16) + "00";
        QCOMPARE(fromClient(frame), QString());
        frame.replace(0, 4, "b842").append("18c800");
        QCOMPARE(fromClient(frame), QStringLiteral("too-many"));

        // A key that is unknown in a record within a list within a message.
        const QByteArray event =
            QByteArray("a8 0101 02") + roomHex + "03" + roomHex + "046161 0501 07a1016168 1863f6 1864a0";
        QCOMPARE(fromServer("a5001839 0101 02" + QByteArray(roomHex) + "0381" + event + "04f4"), QString());
        const QByteArray twice =
            QByteArray("a8 0101 02") + roomHex + "03" + roomHex + "046161 0501 07a1016168 1863f6 1863a0";
        QCOMPARE(fromServer("a5001839 0101 02" + QByteArray(roomHex) + "0381" + twice + "04f4"),
                 QStringLiteral("duplicate-key@events[0]"));
    }
};

QTEST_APPLESS_MAIN(TestSchemaCbor)
#include "tst_schema_cbor.moc"
