// SPDX-License-Identifier: MIT
#include "shared/protocol/errors.h"
#include "shared/schema/cbor.h"
#include "tests/support/schemavalues.h"

#include <QFile>
#include <QTest>

#include <cstdio>

using namespace coterie;
using namespace coterie::test;

namespace {

constexpr char pagePath[] = COTERIE_SOURCE_DIR "/shared/protocol/protocol.md";

template <class Message> void checkRoundTrip(const Message &message, Framing framing)
{
    const QByteArray frame = encode(message, framing);
    const auto decoded = decodeAs<Message>(frame, framing);
    const QByteArray hint = QByteArray(nameOf(message)) + ' ' + verdict(decoded).toUtf8();
    QVERIFY2(std::holds_alternative<Message>(decoded), hint.constData());
    QVERIFY2(same(std::get<Message>(decoded), message), hint.constData());
    QCOMPARE(encode(std::get<Message>(decoded), framing), frame);
}

template <class Message> void checkAllRoundTrips(Fill fill, quint64 seed)
{
    for (const Message &message : samples<Message>(fill, seed))
        for (const Framing framing : framings)
            checkRoundTrip(message, framing);
}

bool isBatch(std::size_t kind)
{
    return clientMessages()[kind]->id == BoardCommit::schema().id;
}

RoomEvent someEvent()
{
    RoomEvent event = ValueMaker(Fill::Least).make<RoomEvent>();
    event.chat = ChatBody{QStringLiteral("hello"), {}};
    return event;
}

} // namespace

class TestSchema final : public QObject
{
    Q_OBJECT
private slots:
    void P1_everyMessageSurvivesBothFramingsAtTheEndsOfItsLimits()
    {
        checkAllRoundTrips<ClientMessage>(Fill::Least, 1);
        checkAllRoundTrips<ServerMessage>(Fill::Least, 1);
        checkAllRoundTrips<ServerMessage>(Fill::Most, 1);
        for (const Framing framing : framings) {
            for (std::size_t kind = 0; kind < clientMessages().size(); ++kind) {
                ValueMaker maker(Fill::Most);
                if (isBatch(kind))
                    maker.limitTexts(16); // 512 operations of full strokes are no frame
                checkRoundTrip(maker.message<ClientMessage>(kind), framing);
            }
        }
    }

    void everyMessageSurvivesBothFramingsWithRandomValues()
    {
        for (quint64 seed = 1; seed <= 40; ++seed) {
            checkAllRoundTrips<ClientMessage>(Fill::Random, seed * 1000);
            checkAllRoundTrips<ServerMessage>(Fill::Random, seed * 1000);
        }
    }

    void aTextBeginningWithAByteOrderMarkKeepsIt()
    {
        ChatPost post = ValueMaker(Fill::Least).make<ChatPost>();
        for (const int marks : {1, 2}) {
            post.body = QString(marks, QChar(0xfeff)) + QStringLiteral("x");
            for (const Framing framing : framings)
                checkRoundTrip(ClientMessage{post}, framing);
        }
    }

    void aLoneSurrogateOfOursNeverReachesTheWire()
    {
        ChatPost post = ValueMaker(Fill::Least).make<ChatPost>();
        post.body = QString(QChar(0xd800)) + QStringLiteral("x") + QChar(0xdc00);
        for (const Framing framing : framings) {
            const auto decoded = decodeFromClient(encode(ClientMessage{post}, framing), framing);
            QCOMPARE(verdict(decoded), QString());
        }
    }

    void theLargestFrameOfEveryClientMessageFitsTheAnnouncedLimit()
    {
        for (std::size_t kind = 0; kind < clientMessages().size(); ++kind) {
            if (isBatch(kind))
                continue;
            const auto most = ValueMaker(Fill::Most).message<ClientMessage>(kind);
            for (const Framing framing : framings) {
                const qsizetype size = encode(most, framing).size();
                QVERIFY2(size <= wire::largestMessage(*clientMessages()[kind]), nameOf(most));
                QVERIFY2(size <= largestClientFrame, nameOf(most));
            }
        }
    }

    // A batch of changes is as large as the frame lets it be; one object must always fit.
    void theLargestObjectFitsAFrameInBothFramings()
    {
        BoardCommit commit = ValueMaker(Fill::Least).make<BoardCommit>();
        BoardOp most = ValueMaker(Fill::Most).make<BoardOp>();
        most.unset.reset();
        most.delta.reset();
        BoardOp stroke = most;
        stroke.text.reset();
        stroke.intervals.reset();
        BoardOp note = most;
        note.points.reset();
        note.intervals.reset();
        BoardOp written;
        written.act = BoardAct::Text;
        written.object = most.object;
        written.base = most.base;
        written.client = most.client;
        written.delta = BoardDelta{{maxBoardTextUnits, {}, {}}, {{}, most.text, {}}, {{}, {}, maxBoardTextUnits}};
        BoardOp rubbed;
        rubbed.act = BoardAct::ErasePart;
        rubbed.object = most.object;
        rubbed.intervals = most.intervals;
        for (const char16_t unit : {u'€', u'"'}) { // what takes most in CBOR and in JSON
            note.text = QString(maxBoardText, QChar(unit));
            (*written.delta)[1].insert = note.text;
            for (const BoardOp &op : {stroke, note, written, rubbed})
                for (const Framing framing : framings) {
                    commit.ops = {op};
                    const qsizetype size = encode(ClientMessage{commit}, framing).size();
                    QVERIFY2(size <= largestClientFrame, qPrintable(QString::number(size)));
                }
        }
    }

    void thePathLeadsToTheFieldAtFault()
    {
        HistoryPage page;
        page.req = 1;
        page.room = newId<RoomId>();
        page.events = {someEvent(), someEvent()};
        page.events[1].chat->body = QString(bodyLength.max + 1, u'x');
        QCOMPARE(verdict(decodeFromServer(encode(ServerMessage{page}, Framing::Json), Framing::Json)),
                 QStringLiteral("too-long@events[1].chat.body"));

        page.events[1].chat->body.clear();
        QCOMPARE(verdict(decodeFromServer(encode(ServerMessage{page}, Framing::Json), Framing::Json)),
                 QStringLiteral("too-short@events[1].chat.body"));

        page.events[1] = someEvent();
        page.events[1].name.clear();
        for (const Framing framing : framings)
            QCOMPARE(verdict(decodeFromServer(encode(ServerMessage{page}, framing), framing)),
                     QStringLiteral("too-short@events[1].name"));

        page.events = QList<RoomEvent>(201, someEvent());
        for (const Framing framing : framings)
            QCOMPARE(verdict(decodeFromServer(encode(ServerMessage{page}, framing), framing)),
                     QStringLiteral("too-many@events"));

        BoardCommit commit{newId<OpId>(), newId<RoomId>(), {}};
        for (const Framing framing : framings)
            QCOMPARE(verdict(decodeFromClient(encode(ClientMessage{commit}, framing), framing)),
                     QStringLiteral("too-few@ops"));
        commit.ops = {BoardOp::clear(0), BoardOp::clear(0), BoardOp::clear(0)};
        commit.ops[2].width = 1000;
        for (const Framing framing : framings)
            QCOMPARE(verdict(decodeFromClient(encode(ClientMessage{commit}, framing), framing)),
                     QStringLiteral("out-of-range@ops[2].width"));
    }

    void numbersOutsideTheirLimitsAreRefused_data()
    {
        QTest::addColumn<qint64>("req");
        QTest::addColumn<int>("limit");
        QTest::addColumn<QString>("expected");
        QTest::newRow("under") << qint64(0) << 1 << QStringLiteral("out-of-range@req");
        QTest::newRow("over") << qint64(0x8000'0000) << 1 << QStringLiteral("out-of-range@req");
        QTest::newRow("far over") << std::numeric_limits<qint64>::max() << 1 << QStringLiteral("out-of-range@req");
        QTest::newRow("far under") << std::numeric_limits<qint64>::min() << 1 << QStringLiteral("out-of-range@req");
        QTest::newRow("a smaller type") << qint64(1) << 201 << QStringLiteral("out-of-range@limit");
        QTest::newRow("good") << qint64(1) << 200 << QString();
    }
    void numbersOutsideTheirLimitsAreRefused()
    {
        QFETCH(qint64, req);
        QFETCH(int, limit);
        HistoryGet get;
        get.req = req;
        get.room = newId<RoomId>();
        get.limit = limit;
        for (const Framing framing : framings)
            QTEST(verdict(decodeFromClient(encode(ClientMessage{get}, framing), framing)), "expected");
    }

    void P4_aMessageOfTheOtherSideIsForbidden()
    {
        for (const Framing framing : framings) {
            for (const ServerMessage &message : samples<ServerMessage>(Fill::Least))
                QCOMPARE(verdict(decodeFromClient(encode(message, framing), framing)),
                         QStringLiteral("forbidden@type"));
            for (const ClientMessage &message : samples<ClientMessage>(Fill::Least))
                QCOMPARE(verdict(decodeFromServer(encode(message, framing), framing)),
                         QStringLiteral("forbidden@type"));
        }
    }

    void everyRequiredFieldIsMissedByName()
    {
        for (const wire::RecordCodec *message : clientMessages()) {
            const auto required = std::find_if(message->fields.begin(), message->fields.end(),
                                               [](const wire::FieldCodec &f) { return !f.optional; });
            const QString missed =
                required == message->fields.end() ? QString() : u'@' + QString::fromLatin1(required->name);
            const QByteArray json = QByteArray("{\"type\":\"") + message->name + "\"}";
            QCOMPARE(verdict(decodeFromClient(json, Framing::Json)), QString(QStringLiteral("missing") + missed));
            QByteArray cbor;
            wire::CborWriter w(cbor);
            w.beginMap(1);
            w.type(message->id, message->name);
            QCOMPARE(verdict(decodeFromClient(cbor, Framing::Cbor)), QString(QStringLiteral("missing") + missed));
        }
    }

    void P15_everyCodeTheSchemaCanRaiseIsInTheTable()
    {
        for (const char *code :
             {"malformed", "trailing-bytes", "unknown-type", "forbidden", "missing", "wrong-type", "out-of-range",
              "too-long", "too-short", "too-many", "too-few", "duplicate-key", "invalid-text"})
            QVERIFY2(std::any_of(errorTable.begin(), errorTable.end(),
                                 [&](const ErrorRow &row) { return qstrcmp(row.code, code) == 0; }),
                     code);
    }

    void anEventReadsAsTheStoreWroteIt()
    {
        for (quint64 seed = 1; seed < 200; ++seed) {
            ValueMaker maker(Fill::Random, seed);
            maker.limitLists(4);
            const auto event = maker.make<RoomEvent>();
            const QByteArray bytes = encodeEvent(event);
            const auto read = decodeEvent(bytes);
            QVERIFY(read && same(*read, event));
            QVERIFY(!decodeEvent(QByteArray(bytes + '\0')));
            QVERIFY(!decodeEvent(QByteArrayView(bytes).chopped(1)));
        }
    }

    void P32_whatOnlyANewerHostKnowsLeavesTheRestOfTheEventAsItIs()
    {
        const auto at = [](ObjectId id) {
            BoardOp op = BoardOp::create(id, BoardKind::Rectangle, 1, 2, 3, 4);
            op.color = 0xff123456;
            return op;
        };
        BoardOp newKind = at(newId<ObjectId>());
        newKind.kind = BoardKind(boardKindCount + 3);
        BoardOp newAct = BoardOp::erase(newId<ObjectId>());
        newAct.act = BoardAct(42);
        BoardOp newDash = at(newId<ObjectId>());
        newDash.dash = BoardDash(9);
        BoardOp longer = at(newId<ObjectId>());
        longer.text = QString(maxBoardText + 1, u'x');
        const BoardOp last = at(newId<ObjectId>());
        EventPosted posted{newId<RoomId>(), someEvent()};
        posted.event.chat.reset();
        posted.event.board = BoardChange{{at(newId<ObjectId>()), newKind, newAct, newDash, longer, last}, {}};
        const QByteArray frame = encode(ServerMessage{posted}, Framing::Cbor);
        const auto check = [&](const RoomEvent &read) {
            QVERIFY(read.board);
            const auto &ops = read.board->ops;
            QCOMPARE(ops.size(), 6);
            QCOMPARE(ops.at(0), posted.event.board->ops.at(0));
            QCOMPARE(ops.at(1), newKind); // with its number
            for (const int i : {2, 3, 4})
                QCOMPARE(ops.at(i), BoardOp::notUnderstood());
            QCOMPARE(ops.at(5), last);
        };
        const auto message = decodeFromServer(frame, Framing::Cbor);
        QVERIFY2(verdict(message).isEmpty(), qPrintable(verdict(message)));
        const RoomEvent &read = std::get<EventPosted>(std::get<ServerMessage>(message)).event;
        QCOMPARE(read.seq, posted.event.seq);
        check(read);
        // As a client keeps it and reads it again; a host takes no such thing, not even from its own disk.
        const auto kept = decodeEvent(encodeEvent(read), EventOrigin::Host);
        QVERIFY(kept);
        check(*kept);
        QVERIFY(!decodeEvent(encodeEvent(read)));
        for (const BoardOp &op : {newKind, newAct, newDash, longer})
            QVERIFY(!verdict(decodeFromClient(encode(ClientMessage{BoardCommit{newId<OpId>(), posted.room, {op}, {}}},
                                                     Framing::Cbor),
                                              Framing::Cbor))
                         .isEmpty());
    }

    void P32_anEventWhoseKindDoesNotFitKeepsItsPlace()
    {
        EventPosted posted{newId<RoomId>(), someEvent()};
        posted.event.chat.reset();
        posted.event.boards = BoardListChange{BoardListAct(77), newId<BoardId>(), {}, {}};
        const auto message = decodeFromServer(encode(ServerMessage{posted}, Framing::Cbor), Framing::Cbor);
        QVERIFY2(verdict(message).isEmpty(), qPrintable(verdict(message)));
        const RoomEvent &read = std::get<EventPosted>(std::get<ServerMessage>(message)).event;
        QCOMPARE(read.seq, posted.event.seq);
        QCOMPARE(read.chain, posted.event.chain);
        QVERIFY(!read.boards && !read.board && !read.chat);
        // What is not even CBOR, and what every event has, is a fault as ever.
        QByteArray cut = encode(ServerMessage{posted}, Framing::Cbor);
        cut.chop(1);
        QVERIFY(!verdict(decodeFromServer(cut, Framing::Cbor)).isEmpty());
        posted.event.name.clear();
        QVERIFY(!verdict(decodeFromServer(encode(ServerMessage{posted}, Framing::Cbor), Framing::Cbor)).isEmpty());
    }

    void theReferencePageIsFresh()
    {
        QFile page(QString::fromUtf8(pagePath));
        QVERIFY(page.open(QIODevice::ReadOnly));
        QVERIFY2(page.readAll() == protocolPage().toUtf8(), "stale: run `tst_schema --write-page` and commit the page");
    }
};

int main(int argc, char **argv)
{
    if (argc == 2 && qstrcmp(argv[1], "--write-page") == 0) {
        QFile page(QString::fromUtf8(pagePath));
        const QByteArray text = protocolPage().toUtf8();
        const bool written = page.open(QIODevice::WriteOnly) && page.write(text) == text.size() && page.flush();
        std::fprintf(stderr, written ? "wrote %s\n" : "cannot write %s\n", pagePath);
        return written ? 0 : 1;
    }
    TestSchema test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_schema.moc"
