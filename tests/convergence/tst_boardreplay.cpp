// SPDX-License-Identifier: MIT
#include "shared/board/boardsnapshot.h"
#include "shared/protocol/protocol.h"
#include "tests/convergence/boardworld.h"

#include <QFile>
#include <QTest>

#include <cstdio>

using namespace coterie;

// B13: a recorded session makes the same board everywhere. tests/golden/board-session.txt holds one: each line is the
// state hash of the board after a transaction, that of what can be seen, and the transaction as the host sent it. Any
// compiler, processor and kind of build must come to the same numbers. `tst_boardreplay --record` writes the file anew;
// that is right only together with a new version of the protocol.
namespace {

constexpr auto path = COTERIE_SOURCE_DIR "/tests/golden/board-session.txt";
constexpr quint64 recordedSeed = 4;
constexpr int recordedSteps = 5000;

struct Line {
    quint64 hash = 0;
    quint64 viewHash = 0;
    BoardTransaction tx;
    Seq seq = 0;
};

QByteArray lineOf(const BoardDoc &doc, const BoardTransaction &tx)
{
    RoomEvent event;
    event.seq = doc.seq();
    event.id = tx.id;
    event.author = tx.author;
    event.name = QStringLiteral("somebody");
    event.board = BoardChange{tx.ops, {}, tx.step};
    const auto room = test::Dice(recordedSeed).id<RoomId>();
    return QByteArray::number(doc.hash(), 16).rightJustified(16, '0') + ' ' +
           QByteArray::number(doc.viewHash(), 16).rightJustified(16, '0') + ' ' +
           encode(ServerMessage(EventPosted{room, event}), Framing::Json) + '\n';
}

std::optional<Line> readLine(const QByteArray &text)
{
    Line line;
    bool ok = text.size() > 34;
    bool okToo = ok;
    line.hash = text.left(16).toULongLong(&ok, 16);
    line.viewHash = text.mid(17, 16).toULongLong(&okToo, 16);
    const auto decoded = decodeFromServer(text.mid(34), Framing::Json);
    const auto *message = std::get_if<ServerMessage>(&decoded);
    const auto *posted = message ? std::get_if<EventPosted>(message) : nullptr;
    if (!ok || !okToo || !posted || !posted->event.board)
        return {};
    line.tx = boardTransaction(posted->event);
    line.seq = posted->event.seq;
    return line;
}

// One of each kind, and every register written: what the world's people leave out must not be left out here.
BoardTransaction oneOfEach(test::Dice &dice)
{
    BoardTransaction tx{dice.id<OpId>(), dice.id<UserId>(), {}};
    tx.ops.append(test::randomStroke(dice, dice.id<ObjectId>(), 500, 500));
    tx.ops.append(BoardOp::createGroup(dice.id<ObjectId>()));
    for (int kind = 0; kind < boardKindCount; ++kind) {
        if (BoardKind(kind) == BoardKind::Stroke || BoardKind(kind) == BoardKind::Group)
            continue;
        BoardOp op = BoardOp::create(dice.id<ObjectId>(), BoardKind(kind), 10.125 + kind, -3.1, 1e5 / 3, 2.0 / 7);
        if (op.kind == BoardKind::Image)
            op.asset = QByteArray(boardAssetBytes, '\x5a');
        if (op.kind == BoardKind::Arrow)
            op.start = BoardAnchor{*tx.ops.last().object, 1.0 / 3, 0.7};
        if (hasBoardText(*op.kind))
            op.text = QStringLiteral("l\u00e4rm \u2192 \U0001f600");
        tx.ops.append(op);
        BoardOp set = BoardOp::set(*op.object);
        set.rotation = 33.3 * kind - 100;
        set.opacity = 1.0 / (kind + 1);
        set.color = 0x80123456u + quint32(kind);
        set.width = 0.1 + kind;
        tx.ops.append(set);
    }
    return tx;
}

bool record()
{
    test::BoardWorld world{recordedSeed};
    world.run(recordedSteps);
    QFile out(QString::fromUtf8(path));
    if (!world.failure().isEmpty() || !out.open(QIODevice::WriteOnly))
        return false;
    BoardDoc doc;
    bool ok = true;
    auto log = world.log();
    test::Dice dice(recordedSeed);
    log.append({oneOfEach(dice), log.last().second + 1});
    for (const auto &[tx, seq] : log) {
        doc.apply(tx, seq);
        const QByteArray line = lineOf(doc, tx);
        ok = ok && out.write(line) == line.size();
    }
    return ok && out.flush();
}

std::optional<BoardDoc> throughSnapshot(const BoardDoc &doc)
{
    BoardSnapshotReader reader;
    for (const QByteArray &part : writeBoardSnapshot(doc))
        if (!reader.add(part))
            return {};
    return reader.isComplete() ? std::optional(reader.take()) : std::nullopt;
}

} // namespace

class TestBoardReplay final : public QObject
{
    Q_OBJECT

    std::vector<Line> m_lines;

private slots:
    void initTestCase()
    {
        QFile in(QString::fromUtf8(path));
        QVERIFY(in.open(QIODevice::ReadOnly));
        while (!in.atEnd()) {
            const auto line = readLine(in.readLine().trimmed());
            QVERIFY2(line, qPrintable(QStringLiteral("line %1 cannot be read").arg(m_lines.size() + 1)));
            m_lines.push_back(*line);
        }
    }

    // A recording that leaves something out proves nothing about it.
    void theRecordingHoldsEveryKindOfOperation()
    {
        QMap<BoardAct, int> acts;
        QMap<BoardKind, int> kinds;
        QSet<UserId> authors;
        for (const Line &line : m_lines) {
            authors.insert(line.tx.author);
            for (const BoardOp &op : line.tx.ops) {
                ++acts[op.act];
                if (op.kind)
                    ++kinds[*op.kind];
            }
        }
        qInfo("%zu transactions of %lld authors", m_lines.size(), qint64(authors.size()));
        QVERIFY(m_lines.size() >= 300);
        QVERIFY(authors.size() >= 2);
        QCOMPARE(acts.size(), int(BoardAct::ErasePart) + 1);
        QCOMPARE(kinds.size(), boardKindCount);
    }

    void B13_theSameHashesAsWhenItWasRecorded()
    {
        BoardDoc doc;
        for (size_t i = 0; i < m_lines.size(); ++i) {
            doc.apply(m_lines[i].tx, m_lines[i].seq);
            QVERIFY2(doc.hash() == m_lines[i].hash && doc.viewHash() == m_lines[i].viewHash,
                     qPrintable(QStringLiteral("another board after line %1: %2 and %3")
                                    .arg(i + 1)
                                    .arg(doc.hash(), 16, 16, QLatin1Char('0'))
                                    .arg(doc.viewHash(), 16, 16, QLatin1Char('0'))));
        }
        qInfo("%zu hashes compared, the last one %016llx", m_lines.size(), doc.hash());
    }

    void B14_alsoThroughSnapshots_data()
    {
        QTest::addColumn<int>("every");
        for (const int every : {1, 7, 50})
            QTest::addRow("every %d transactions", every) << every;
    }
    void B14_alsoThroughSnapshots()
    {
        QFETCH(const int, every);
        BoardDoc doc;
        int snapshots = 0;
        for (size_t i = 0; i < m_lines.size(); ++i) {
            if (i % size_t(every) == 0) {
                auto again = throughSnapshot(doc);
                QVERIFY2(again, qPrintable(QStringLiteral("no snapshot before line %1").arg(i + 1)));
                doc = std::move(*again);
                ++snapshots;
            }
            doc.apply(m_lines[i].tx, m_lines[i].seq);
            QVERIFY2(doc.hash() == m_lines[i].hash && doc.viewHash() == m_lines[i].viewHash,
                     qPrintable(QStringLiteral("another board after line %1").arg(i + 1)));
        }
        qInfo("%zu hashes compared, %d snapshots", m_lines.size(), snapshots);
    }

    void aClientComesToTheSame()
    {
        BoardReplica replica(newId<UserId>());
        for (const Line &line : m_lines) {
            replica.receive(line.tx, line.seq);
            QCOMPARE(replica.confirmedHash(), line.hash);
        }
    }

    // The control: one transaction less, and it is noticed. Not each is: what undoes nothing leaves nothing.
    void aMissingTransactionIsNoticed()
    {
        int noticed = 0;
        int tried = 0;
        for (size_t without = m_lines.size() - 1; without < m_lines.size(); without -= 37, ++tried) {
            BoardDoc doc;
            for (size_t i = 0; i < m_lines.size(); ++i)
                if (i != without)
                    doc.apply(m_lines[i].tx, m_lines[i].seq);
            noticed += doc.hash() != m_lines.back().hash;
        }
        qInfo("noticed %d of %d", noticed, tried);
        QVERIFY(noticed >= 3);
    }
};

int main(int argc, char **argv)
{
    if (argc == 2 && qstrcmp(argv[1], "--record") == 0) {
        const bool written = record();
        std::fprintf(stderr, written ? "wrote %s\n" : "cannot write %s\n", path);
        return written ? 0 : 1;
    }
    TestBoardReplay test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_boardreplay.moc"
