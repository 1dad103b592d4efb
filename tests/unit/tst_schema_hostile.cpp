// SPDX-License-Identifier: MIT
#include "tests/fuzz/decodetarget.h"
#include "tests/support/cpuclock.h"
#include "tests/support/schemavalues.h"

#include <QTest>

#include <sys/resource.h>

using namespace coterie;
using namespace coterie::test;

namespace {

long peakKilobytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

template <class Message> void refuseEveryPrefix()
{
    for (const Message &message : samples<Message>(Fill::Random, 77, 200)) {
        for (const Framing framing : framings) {
            const QByteArray frame = encode(message, framing);
            for (qsizetype size = 0; size < frame.size(); ++size) {
                const auto result = decodeAs<Message>(QByteArrayView(frame).first(size), framing);
                QVERIFY2(std::holds_alternative<wire::Error>(result), nameOf(message));
            }
            for (const char extra : {'\0', ' ', 'x', '\xf6', '}'}) {
                const auto result = decodeAs<Message>(QByteArray(frame + extra), framing);
                const bool space = framing == Framing::Json && extra == ' ';
                QCOMPARE(verdict(result), space ? QString() : QStringLiteral("trailing-bytes"));
            }
        }
    }
}

QByteArray nested(const char *open, int depth, const char *middle, const char *close)
{
    return QByteArray(open).repeated(depth) + middle + QByteArray(close).repeated(depth);
}

} // namespace

class TestSchemaHostile final : public QObject
{
    Q_OBJECT
private slots:
    void aFrameCutAnywhereOrFollowedByAnythingIsNeverAccepted()
    {
        refuseEveryPrefix<ClientMessage>();
        refuseEveryPrefix<ServerMessage>();
    }

    void depthIsBounded()
    {
        for (const int depth : {33, 1000, 30000}) {
            const QByteArray lists = "{\"type\":\"ping\",\"n\":1,\"z\":" + nested("[", depth, "1", "]") + '}';
            QCOMPARE(verdict(decodeFromClient(lists, Framing::Json)), QStringLiteral("malformed"));
            const QByteArray objects = "{\"z\":" + nested("{\"a\":", depth, "1", "}") + ",\"type\":\"ping\",\"n\":1}";
            QCOMPARE(verdict(decodeFromClient(objects, Framing::Json)), QStringLiteral("malformed"));
            for (const char *one : {"81", "a100", "c1"}) { // a list, a map, a tag
                const QByteArray cbor = QByteArray::fromHex("a3000301071864" + nested(one, depth, "00", ""));
                QCOMPARE(verdict(decodeFromClient(cbor, Framing::Cbor)), QStringLiteral("malformed"));
            }
        }
    }

    void lengthsThatLieAllocateNothing()
    {
        const char *heads[] = {"9bffffffffffffffff", "bbffffffffffffffff", "5bffffffffffffffff", "7bffffffffffffffff",
                               "9b7fffffffffffffff", "5b7fffffffffffffff", "9b4000000000000000", "bb4000000000000000",
                               "9a7fffffff",         "5a7fffffff",         "7a7fffffff",         "ba7fffffff"};
        const long before = peakKilobytes();
        for (int round = 0; round < 2000; ++round) {
            for (const char *head : heads) {
                const QByteArray lie = QByteArray::fromHex(head);
                for (const char *start : {"", "a200", "a3000301071864", "a20003 01", "a3002801 00 03", "a2001403"})
                    QVERIFY(!verdict(decodeFromClient(QByteArray(QByteArray::fromHex(start) + lie), Framing::Cbor))
                                 .isEmpty());
            }
        }
#ifndef __SANITIZE_ADDRESS__
        QVERIFY2(peakKilobytes() - before < 8 * 1024, "memory followed a length that no frame could hold");
#else
        Q_UNUSED(before)
#endif
    }

    void theWorstFramesOfFullSizeAreRefusedQuickly_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<bool>("json");
        const int size = int(largestClientFrame);
        const auto filled = [&](QByteArray start, const QByteArray &unit) {
            return QByteArray(start + unit.repeated((size - start.size()) / unit.size()));
        };
        QTest::newRow("unknown small keys")
            << filled(QByteArray::fromHex("b98000"), QByteArray::fromHex("1000")) << false;
        QByteArray keys = QByteArray::fromHex("b93fff");
        for (int i = 0; keys.size() < size - 4; ++i)
            keys += QByteArray::fromHex("19") + char(i >> 8) + char(i) + '\0';
        QTest::newRow("different unknown keys") << keys << false;
        QTest::newRow("lists of empty lists")
            << filled(QByteArray::fromHex("a300030107186499f000"), QByteArray::fromHex("80")) << false;
        QTest::newRow("a list of lists, all lying")
            << filled(QByteArray::fromHex("a3000301071864"), QByteArray::fromHex("9a0000f000")) << false;
        QTest::newRow("tags") << filled(QByteArray::fromHex("a3000301071864"), QByteArray::fromHex("c1")) << false;
        QByteArray names("{");
        for (int i = 0; names.size() < size - 20; ++i)
            names += "\"" + QByteArray::number(i) + "\":0,";
        QTest::newRow("different unknown names") << names << true;
        QTest::newRow("long names") << filled("{", "\"" + QByteArray(500, 'x') + "\":0,") << true;
        QTest::newRow("open lists") << filled("{\"a\":", "[") << true;
        QTest::newRow("open objects") << filled("{\"a\":", "{\"a\":") << true;
        QTest::newRow("escapes") << filled("{\"type\":\"", "\\u20ac") << true;
        QTest::newRow("space") << filled("{", " ") << true;
        QTest::newRow("digits") << filled("{\"type\":\"ping\",\"n\":1", "1") << true;
        QTest::newRow("a long fraction") << filled("{\"type\":\"board.cursor\",\"x\":0.", "1") << true;
    }
    void theWorstFramesOfFullSizeAreRefusedQuickly()
    {
        QFETCH(QByteArray, frame);
        QFETCH(bool, json);
        const double begun = threadMs();
        QVERIFY(!verdict(decodeFromClient(frame, json ? Framing::Json : Framing::Cbor)).isEmpty());
        const double took = threadMs() - begun;
        // Generous for a debug build with sanitizers on a slow machine; the growth that it guards against is quadratic.
        QVERIFY2(took < 1000, qPrintable(QString::number(took) + QStringLiteral(" ms")));
    }

    // Seeded mutations of good frames: whatever is accepted can be encoded and accepted again, equal.
    void mutatedFramesNeverBreakTheReader()
    {
        std::vector<QByteArray> corpus;
        for (const quint64 seed : {1, 2, 3, 4}) {
            for (const Framing framing : framings) {
                const char mode = framing == Framing::Json ? '\1' : '\0';
                for (const auto &message : samples<ClientMessage>(Fill::Random, seed * 100, 100))
                    if (const QByteArray frame = encode(message, framing); frame.size() < 1000)
                        corpus.push_back(mode + frame);
                for (const auto &message : samples<ServerMessage>(Fill::Random, seed * 100, 100))
                    if (const QByteArray frame = encode(message, framing); frame.size() < 1000)
                        corpus.push_back(char(mode | 2) + frame);
            }
        }
        std::mt19937_64 random(20240607);
        const auto upTo = [&](qsizetype n) { return qsizetype(random() % quint64(n)); };
        constexpr int cases = 200'000;
        int accepted = 0;
        for (int i = 0; i < cases; ++i) {
            QByteArray input = corpus[std::size_t(upTo(qsizetype(corpus.size())))];
            for (qsizetype edits = 1 + upTo(3); edits > 0; --edits) {
                const qsizetype at = 1 + upTo(input.size());
                const qsizetype span = std::min<qsizetype>(input.size() - at, 1 + upTo(8));
                switch (upTo(7)) {
                case 0:
                    if (at < input.size())
                        input[at] = char(input[at] ^ (1 << upTo(8)));
                    break;
                case 1:
                    input.insert(at, char(random()));
                    break;
                case 2:
                    input.remove(at, span);
                    break;
                case 3:
                    input.insert(at, QByteArray(input.mid(at, span)));
                    break;
                case 4:
                    input.truncate(at);
                    break;
                case 5:
                    if (at < input.size())
                        input[at] = "\x00\x17\x18\x1b\x7f\x9f\xbf\xf6\xff\"{}[]\\:,"[upTo(17)];
                    break;
                default: {
                    const QByteArray &other = corpus[std::size_t(upTo(qsizetype(corpus.size())))];
                    input = input.left(at) + other.mid(1 + upTo(other.size()));
                }
                }
            }
            QString fault;
            const bool ok = fuzz::decodeOne(input, &fault);
            accepted += ok ? 1 : 0;
            if (!fault.isEmpty())
                QFAIL(qPrintable(fault + u' ' + QString::fromLatin1(input.toHex())));
        }
        QVERIFY2(accepted > cases / 50, "too few mutants are accepted for the property to mean anything");
        QVERIFY(accepted < cases / 2);
    }
};

QTEST_APPLESS_MAIN(TestSchemaHostile)
#include "tst_schema_hostile.moc"
