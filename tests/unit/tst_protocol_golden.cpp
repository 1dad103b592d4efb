// SPDX-License-Identifier: MIT
#include "tests/support/schemavalues.h"

#include <QFile>
#include <QTest>

using namespace coterie;
using namespace coterie::test;

namespace {

struct GoldenLine {
    QByteArray sender, name, frame;
};

// Lines of "client chat.post FRAME"; see tests/golden/README.md.
QList<GoldenLine> readGolden(const char *file)
{
    QList<GoldenLine> out;
    QFile in(QString::fromUtf8(COTERIE_SOURCE_DIR "/tests/golden/") + QString::fromUtf8(file));
    if (!in.open(QIODevice::ReadOnly))
        return out;
    while (!in.atEnd()) {
        const QByteArray line = in.readLine().trimmed();
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const qsizetype first = line.indexOf(' ');
        const qsizetype second = line.indexOf(' ', first + 1);
        out.append({line.left(first), line.mid(first + 1, second - first - 1), line.mid(second + 1)});
    }
    return out;
}

template <class Message> void checkPair(const GoldenLine &cborLine, const GoldenLine &jsonLine)
{
    const QByteArray cbor = QByteArray::fromHex(cborLine.frame);
    const auto fromCbor = decodeAs<Message>(cbor, Framing::Cbor);
    const auto fromJson = decodeAs<Message>(jsonLine.frame, Framing::Json);
    QVERIFY2(std::holds_alternative<Message>(fromCbor),
             qPrintable(QString::fromUtf8(cborLine.name) + verdict(fromCbor)));
    QVERIFY2(std::holds_alternative<Message>(fromJson),
             qPrintable(QString::fromUtf8(jsonLine.name) + verdict(fromJson)));
    const Message &message = std::get<Message>(fromCbor);
    QCOMPARE(QByteArray(nameOf(message)), cborLine.name);
    QVERIFY2(same(message, std::get<Message>(fromJson)), cborLine.name.constData());
    // Optional fields of later versions are absent in old frames, so these bytes stay what they were.
    QCOMPARE(encode(message, Framing::Cbor).toHex(), cbor.toHex());
    QCOMPARE(encode(message, Framing::Json), jsonLine.frame);
}

template <class Message> bool allCovered(const QList<GoldenLine> &lines, const char *sender)
{
    bool all = true;
    for (std::size_t kind = 0; kind < kindsOf<Message>().size(); ++kind) {
        const char *name = kindsOf<Message>()[kind]->name;
        if (std::any_of(lines.begin(), lines.end(), [&](const GoldenLine &line) { return line.name == name; }))
            continue;
        all = false;
        for (const Fill fill : {Fill::Least, Fill::Most, Fill::Random}) {
            ValueMaker maker(fill, 5);
            maker.plainTexts();
            maker.limitLists(2);
            maker.limitTexts(24);
            const auto message = maker.message<Message>(kind);
            std::printf("cbor: %s %s %s\n", sender, name, encode(message, Framing::Cbor).toHex().constData());
            std::printf("json: %s %s %s\n", sender, name, encode(message, Framing::Json).constData());
        }
    }
    return all;
}

} // namespace

class TestProtocolGolden final : public QObject
{
    Q_OBJECT
private slots:
    void framesOfVersionOneAreReadForEver()
    {
        const auto cbor = readGolden("protocol-v1.cbor.txt");
        const auto json = readGolden("protocol-v1.json.txt");
        QVERIFY(!cbor.isEmpty());
        QCOMPARE(cbor.size(), json.size());
        for (qsizetype i = 0; i < cbor.size(); ++i) {
            QCOMPARE(cbor[i].name, json[i].name);
            if (cbor[i].sender == "client")
                checkPair<ClientMessage>(cbor[i], json[i]);
            else
                checkPair<ServerMessage>(cbor[i], json[i]);
        }
    }

    void everyMessageHasGoldenFrames()
    {
        const auto lines = readGolden("protocol-v1.cbor.txt");
        const bool client = allCovered<ClientMessage>(lines, "client");
        const bool server = allCovered<ServerMessage>(lines, "server");
        QVERIFY2(client && server, "add the lines printed above to tests/golden/protocol-v1.*.txt");
    }
};

QTEST_APPLESS_MAIN(TestProtocolGolden)
#include "tst_protocol_golden.moc"
