// SPDX-License-Identifier: MIT
#include "tests/support/schemavalues.h"

#include <QTest>

using namespace coterie;
using namespace coterie::test;

namespace {

// JSON that is easy to read here: ' stands for the quotation mark.
QByteArray q(QByteArray text)
{
    return text.replace('\'', '"');
}

QString fromClient(const QByteArray &json)
{
    return verdict(decodeFromClient(json, Framing::Json));
}
constexpr char idText[] = "01900000-0000-7000-8000-00000000000a";

QByteArray postOf(const QByteArray &bodyLiteral)
{
    return QByteArray(q("{'type':'chat.post','id':'")) + idText + q("','room':'") + idText + q("','body':") +
           bodyLiteral + '}';
}
QString postVerdict(const QByteArray &bodyLiteral)
{
    return fromClient(postOf(bodyLiteral));
}
QString bodyOf(const QByteArray &bodyLiteral)
{
    const auto result = decodeFromClient(postOf(bodyLiteral), Framing::Json);
    const auto *message = std::get_if<ClientMessage>(&result);
    return message ? std::get<ChatPost>(*message).body : verdict(result);
}

} // namespace

class TestSchemaJson final : public QObject
{
    Q_OBJECT
private slots:
    void handMadeFramesAreRead_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("plain") << QByteArray(q("{'type':'ping','n':7}"));
        QTest::newRow("type last") << QByteArray(q("{'n':7,'type':'ping'}"));
        QTest::newRow("space everywhere") << QByteArray(" {\t\"type\" :\r\n\"ping\" , \"n\"\n: 7 } \n");
        QTest::newRow("escaped names") << QByteArray(q("{'\\u0074ype':'p\\u0069ng','\\u006e':7}"));
        QTest::newRow("unknown names") << QByteArray(
            q("{'a':{'b':[1,-2.5e3,true,false,null,'x',{},[]]},'type':'ping','n':7}"));
        QTest::newRow("an unknown empty name") << QByteArray(q("{'':0,'type':'ping','n':7}"));
        QTest::newRow("an unknown object with a type") << QByteArray(q("{'z':{'type':'pong'},'type':'ping','n':7}"));
    }
    void handMadeFramesAreRead()
    {
        QFETCH(QByteArray, json);
        const auto result = decodeFromClient(json, Framing::Json);
        QCOMPARE(verdict(result), QString());
        QCOMPARE(std::get<Ping>(std::get<ClientMessage>(result)).n, 7);
    }

    void brokenFramesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("expected");
        const auto row = [](const QByteArray &json, const char *expected) {
            QTest::newRow(json.isEmpty() ? "nothing" : json.constData()) << json << QString::fromLatin1(expected);
        };
        row("", "malformed");
        row("   ", "malformed");
        row("[]", "wrong-type");
        row("null", "wrong-type");
        row("{}", "missing@type");
        row("{", "malformed");
        row(q("{'type':1}"), "wrong-type@type");
        row(q("{'type':null}"), "wrong-type@type");
        row(q("{'type':'ping'}"), "missing@n");
        row(q("{'type':'pin'}"), "unknown-type@type");
        row(q("{'type':'Ping','n':1}"), "unknown-type@type");
        row(q("{'type':'ping','n':1}}"), "trailing-bytes");
        row(q("{'type':'ping','n':1}{'type':'ping','n':1}"), "trailing-bytes");
        row(q("{'type':'ping','n':1"), "malformed");
        row(q("{'type':'ping','n':1,}"), "malformed");
        row(q("{'type':'ping' 'n':1}"), "malformed");
        row(q("{'type':'ping',,'n':1}"), "malformed");
        row(q("{,'type':'ping','n':1}"), "malformed");
        row(q("{'type':'ping';'n':1}"), "malformed");
        row(q("{'type':'ping','n' 1}"), "malformed");
        row(q("{'type':'ping',n:1}"), "malformed");
        row("{'type':'ping','n':1}", "malformed");
        row(q("{'type':'ping','n':1} // no"), "trailing-bytes");
        row(q("{'type':'ping','n':01}"), "malformed@n");
        row(q("{'type':'ping','n':+1}"), "malformed@n");
        row(q("{'type':'ping','n':0x1}"), "malformed");
        row(q("{'type':'ping','n':1.0}"), "wrong-type@n");
        row(q("{'type':'ping','n':1e3}"), "wrong-type@n");
        row(q("{'type':'ping','n':1.}"), "malformed@n");
        row(q("{'type':'ping','n':-}"), "malformed@n");
        row(q("{'type':'ping','n':-1}"), "out-of-range@n");
        row(q("{'type':'ping','n':9007199254740992}"), "out-of-range@n");
        row(q("{'type':'ping','n':123456789012345678901234567890}"), "out-of-range@n");
        row(q("{'type':'ping','n':NaN}"), "malformed@n");
        row(q("{'type':'ping','n':null}"), "wrong-type@n");
        row(q("{'type':'ping','n':'1'}"), "wrong-type@n");
        row(q("{'type':'ping','n':[1]}"), "wrong-type@n");
        row(q("{'type':'ping','type':'ping','n':1}"), "duplicate-key");
        row(q("{'type':'ping','n':1,'n':1}"), "duplicate-key");
        row(q("{'type':'ping','n':1,'\\u006e':1}"), "duplicate-key");
        row(q("{'type':'ping','n':1,'z':1,'z':2}"), "duplicate-key");
        row(q("{'type':'ping','n':1,'z':{'a':1,'a':2}}"), "duplicate-key");
        row(q("{'type':'ping','n':1,'z':tru}"), "malformed");
        row(q("{'type':'ping','n':1,'z':truer}"), "malformed");
        row(q("{'type':'ping','n':1,'z':}"), "malformed");
        row(q("{'type':'ping','n':1,'z':[1,]}"), "malformed");
        row(q("{'type':'ping','n':1,'z':[1 2]}"), "malformed");
        row(q("{'type':'ping','n':1,'z':'\\x'}"), "malformed");
        row("\xef\xbb\xbf{\"type\":\"ping\",\"n\":1}", "malformed"); // a byte order mark is no JSON
    }
    void brokenFramesAreRefused()
    {
        QFETCH(QByteArray, json);
        QTEST(fromClient(json), "expected");
    }

    void escapesMeanWhatTheyShould()
    {
        const QByteArray spelled(q("'\\'\\\\\\/\\b\\f\\n\\r\\t\\u20AC\\u20ac\\ud83d\\ude00'"));
        const QString meant = QStringLiteral("\"\\/\b\f\n\r\t\u20ac\u20ac\U0001f600");
        QCOMPARE(bodyOf(spelled), meant);
        QCOMPARE(bodyOf("\"\xe2\x82\xac\x7f\""), QStringLiteral("\u20ac\x7f"));
        QCOMPARE(bodyOf(q("'\\ufeffx'")), QStringLiteral("\ufeffx"));
    }

    void textThatIsNoUnicodeIsRefused()
    {
        for (const auto &bad :
             QByteArrayList{q("'\\ud800'"), q("'\\udc00'"), q("'\\ud800x'"), q("'\\ud800\\n'"), q("'\\ud800\\ud800'"),
                            q("'\\ude00\\ud83d'"), q("'\\u0000'"), "\"\xff\"", "\"\xc0\x80\"", "\"\xed\xa0\x80\"",
                            "\"\xf4\x90\x80\x80\"", "\"\xe2\x82\""})
            QCOMPARE(postVerdict(bad), QStringLiteral("invalid-text@body"));
        for (const auto &bad : QByteArrayList{"\"a\nb\"", "\"a\tb\"", q("'\\u12'"), q("'\\u12g4'"), q("'\\u-123'"),
                                              q("'\\u+123'"), q("'\\U0041'"), q("'\\ud83d\\u12g4'"), "\"x"})
            QCOMPARE(postVerdict(bad), QStringLiteral("malformed@body"));
        QCOMPARE(postVerdict(QByteArray("\"a\0b\"", 5)), QStringLiteral("malformed@body"));
    }

    void lengthsCountUtf16UnitsNotBytes()
    {
        const int most = int(bodyLength.max);
        const auto of = [](const QByteArray &one, int times) { return postVerdict('"' + one.repeated(times) + '"'); };
        QCOMPARE(postVerdict(q("''")), QStringLiteral("too-short@body"));
        QCOMPARE(of(q("\\u0001"), most), QString());
        QCOMPARE(of(q("\\u0001"), most + 1), QStringLiteral("too-long@body"));
        QCOMPARE(of("\U0001f600", most / 2), QString());
        QCOMPARE(of("\U0001f600", most / 2 + 1), QStringLiteral("too-long@body"));
    }

    void anIdIsThirtySixCharactersAndNotNull()
    {
        const auto verdictOf = [](const QByteArray &literal) {
            return fromClient(QByteArray(q("{'type':'room.leave','req':1,'room':")) + literal + '}');
        };
        QCOMPARE(verdictOf(q("'01900000-0000-7000-8000-00000000000a'")), QString());
        QCOMPARE(verdictOf(q("'01900000-0000-7000-8000-00000000000A'")), QString());
        for (const auto &no :
             QByteArrayList{q("'00000000-0000-0000-0000-000000000000'"), q("'0190000000007000800000000000000a'"),
                            q("'{01900000-0000-7000-8000-00000000000a}'"), q("'{1900000-0000-7000-8000-00000000000}'"),
                            q("'01900000-0000-7000-8000-00000000000g'"), q("'01900000-0000-7000-8000000-00000000a'"),
                            q("' 1900000-0000-7000-8000-00000000000a'"), q("'01900000-0000-7000-8000-00000000000'"),
                            q("''"), "1", "null"})
            QCOMPARE(verdictOf(no), QStringLiteral("wrong-type@room"));
    }

    void bytesAreBase64UrlWithoutPadding()
    {
        const auto verdictOf = [](const QByteArray &token) {
            return fromClient(QByteArray(q("{'type':'hello','version':1,'program':'p','name':'n','token':'")) + token +
                              "\"}");
        };
        QCOMPARE(verdictOf("AAECAwQFBgcICQoLDA0ODw"), QString());
        QCOMPARE(verdictOf("_____________________w"), QString());
        QCOMPARE(verdictOf("AAAA"), QStringLiteral("too-short@token"));
        QCOMPARE(verdictOf(QByteArray(4 * 22, 'A').constData()), QStringLiteral("too-long@token"));
        for (const auto &no :
             QByteArrayList{"AAECAwQFBgcICQoLDA0ODw==", "AAECAwQFBgcICQoLDA0O+w", "AAECAwQFBgcICQoLDA0O/w",
                            "AAECAwQFBgcICQoLDA0OD", "AAECAwQFBgcI CQoLDA0ODw", "AAECAwQFBgcICQoLDA0ODx"})
            QCOMPARE(verdictOf(no), QStringLiteral("wrong-type@token"));
    }

    void realNumbersAreReadAndOnlyFiniteOnes()
    {
        const auto verdictOf = [](const QByteArray &x) {
            return fromClient(QByteArray(q("{'type':'board.cursor','room':'")) + idText + q("','x':") + x +
                              q(",'y':0,'on':true}"));
        };
        for (const char *yes : {"0", "-0", "1.5", "-1e7", "1E+7", "1e-7", "10000000.0"})
            QCOMPARE(verdictOf(yes), QString());
        for (const auto &no : QByteArrayList{"1e-400", "1e400", "-1e400", "10000001", "-1e8"})
            QCOMPARE(verdictOf(no), QStringLiteral("out-of-range@x"));
        for (const auto &no : QByteArrayList{"true", "\"1\"", "null"})
            QCOMPARE(verdictOf(no), QStringLiteral("wrong-type@x"));
        for (const auto &no : QByteArrayList{"-", "NaN", "Infinity", ".5", "1."})
            QCOMPARE(verdictOf(no), QStringLiteral("malformed@x"));
    }

    void nullStandsForAnAbsentOptional()
    {
        QCOMPARE(fromClient(q("{'type':'rooms.list','req':1,'after':null}")), QString());
        QCOMPARE(fromClient(q("{'type':'rooms.list','req':1,'after':nul}")), QStringLiteral("wrong-type@after"));
        QCOMPARE(fromClient(q("{'type':'rooms.list','req':1,'after':nulls}")), QStringLiteral("malformed"));
    }

    void namesAreSpelledExactly()
    {
        const auto verdictOf = [](const QByteArray &status) {
            return fromClient(QByteArray(q("{'type':'presence.set','text':'','status':")) + status + '}');
        };
        QCOMPARE(verdictOf(q("'dnd'")), QString());
        for (const auto &no : QByteArrayList{q("'DND'"), q("''"), q("'dnd '"), q("'busy'")})
            QCOMPARE(verdictOf(no), QStringLiteral("out-of-range@status"));
        for (const auto &no : QByteArrayList{"3", "null", "[]"})
            QCOMPARE(verdictOf(no), QStringLiteral("wrong-type@status"));
    }

    void P2_unknownNamesAreSkippedAndAreNotUnlimited()
    {
        const auto frame = [](int extra) {
            QByteArray out(q("{'type':'ping','n':1"));
            for (int i = 0; i < extra; ++i)
                out += ",\"x" + QByteArray::number(i) + "\":0";
            return QByteArray(out + '}');
        };
        QCOMPARE(fromClient(frame(126)), QString());
        QCOMPARE(fromClient(frame(127)), QStringLiteral("too-many"));
    }
};

QTEST_APPLESS_MAIN(TestSchemaJson)
#include "tst_schema_json.moc"
