// SPDX-License-Identifier: MIT
#include "shared/protocol/protocol.h"
#include "shared/schema/packing.h"
#include "tests/support/schemavalues.h"

#include <QRandomGenerator>
#include <QTest>

using namespace coterie;
using namespace coterie::wire;

namespace {

QByteArray unpacked(QByteArrayView frame, qsizetype largest)
{
    const auto result = unpack(frame, largest);
    const auto *message = std::get_if<QByteArray>(&result);
    return message ? *message : QByteArray();
}

QString faultOf(QByteArrayView frame, qsizetype largest)
{
    const auto result = unpack(frame, largest);
    const auto *error = std::get_if<Error>(&result);
    return error ? error->code : QString();
}

} // namespace

class TestSchemaPacking final : public QObject
{
    Q_OBJECT
private slots:
    void P19_everyMessageOfTheHostSurvives()
    {
        Packer packer;
        int packedOnes = 0;
        for (const test::Fill fill : {test::Fill::Least, test::Fill::Random, test::Fill::Most}) {
            for (const ServerMessage &message : test::samples<ServerMessage>(fill, 5)) {
                const QByteArray plain = encode(message, Framing::Cbor);
                if (plain.size() > largestServerFrame)
                    continue;
                const QByteArray frame = packer.pack(plain);
                QVERIFY(!isPacked(plain));
                packedOnes += isPacked(frame) ? 1 : 0;
                const auto read = decodeFromServer(frame, Framing::Cbor);
                const auto *sound = std::get_if<ServerMessage>(&read);
                QVERIFY2(sound, nameOf(message));
                QCOMPARE(encode(*sound, Framing::Cbor), plain);
            }
        }
        QVERIFY2(packedOnes >= 3, qPrintable(QString::number(packedOnes)));
    }

    void P19_smallOnesAndNoiseStayAsTheyAre()
    {
        Packer packer;
        const QByteArray small(packFrom - 1, 'a');
        QCOMPARE(packer.pack(small), small);
        QCOMPARE(packer.pack(QByteArray(packFrom, 'a')).size() < packFrom, true);
        QByteArray noise(8192, Qt::Uninitialized);
        QRandomGenerator random(7);
        for (char &byte : noise)
            byte = char(random.bounded(256));
        QCOMPARE(packer.pack(noise), noise);
    }

    void P19_aBombIsRefusedByItsHeader()
    {
        Packer packer;
        const QByteArray bomb = packer.pack(QByteArray(64 * 1024 * 1024, '\0'));
        QVERIFY2(bomb.size() < 16 * 1024, qPrintable(QString::number(bomb.size())));
        QCOMPARE(faultOf(bomb, largestServerFrame), QStringLiteral("too-long"));
        const auto read = decodeFromServer(bomb, Framing::Cbor);
        QCOMPARE(std::get<Error>(read).code, QStringLiteral("too-long"));
        const QByteArray fits = packer.pack(QByteArray(largestServerFrame, '\0'));
        QCOMPARE(unpacked(fits, largestServerFrame).size(), largestServerFrame);
    }

    void P19_aBrokenOneIsRefused()
    {
        Packer packer;
        const QByteArray message = QByteArray("what was said in the room ").repeated(200);
        const QByteArray frame = packer.pack(message);
        QVERIFY(isPacked(frame));
        QCOMPARE(unpacked(frame, largestServerFrame), message);
        for (qsizetype size = 0; size < frame.size(); ++size)
            QCOMPARE(faultOf(QByteArrayView(frame).first(size), largestServerFrame), QStringLiteral("malformed"));
        QCOMPARE(faultOf(QByteArray(frame + 'x'), largestServerFrame), QStringLiteral("malformed"));
        QCOMPARE(faultOf(frame.repeated(2), largestServerFrame), QStringLiteral("malformed"));
        QCOMPARE(faultOf(QByteArray(100, '\x28'), largestServerFrame), QStringLiteral("malformed"));
    }

    void P19_aClientNeverSendsOne()
    {
        Packer packer;
        const QByteArray frame = packer.pack(
            encode(ClientMessage(ChatPost{newId<OpId>(), newId<RoomId>(), QString(4000, u'a'), {}}), Framing::Cbor));
        QVERIFY(isPacked(frame));
        QVERIFY(std::holds_alternative<Error>(decodeFromClient(frame, Framing::Cbor)));
    }
};

QTEST_GUILESS_MAIN(TestSchemaPacking)
#include "tst_schema_packing.moc"
