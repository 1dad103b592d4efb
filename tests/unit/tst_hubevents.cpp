// SPDX-License-Identifier: MIT
#include "server/storage/roomlog.h"
#include "tests/support/hubworld.h"

using namespace coterie;
using namespace coterie::server;
using namespace coterie::test;

namespace {

// A new field of an event is a new kind, which wants a row here and in deedsOf(); or it is none, and this number
// another one. A board is drawn on when it is there.
static_assert(wire::fieldCount<RoomEvent> == 12);
constexpr std::array kinds{EventKind::Boards, EventKind::Chat, EventKind::Topic, EventKind::Rights, EventKind::Board};

// What somebody has of a room: fetched, or come to by the events that followed.
struct Copy {
    RoomState state;
    QHash<BoardId, BoardDoc> boards;
    QString topic;
    Seq head = 0, line = 0;
    QStringList lines; // who said what, and to what it is the answer

    void apply(const RoomEvent &event)
    {
        head = event.seq;
        state.apply(event);
        line = event.line.value_or(line);
        topic = event.topic ? event.topic->topic : topic;
        if (event.chat)
            lines.append(QStringLiteral("%1 %2 %3: %4")
                             .arg(event.seq)
                             .arg(event.chat->replyTo.value_or(0))
                             .arg(event.name, event.chat->body));
        if (event.board)
            boards[boardOf(state.room(), event.board->board)].apply(boardTransaction(event), event.seq);
    }
    // Nothing, or in what they differ.
    [[nodiscard]] QString differsFrom(const Copy &other, const QList<UserId> &people) const
    {
        if (state.boards() != other.state.boards())
            return QStringLiteral("the boards");
        for (const UserId &user : people)
            if (state.roleOf(user) != other.state.roleOf(user) ||
                state.ownRightOf(user) != other.state.ownRightOf(user))
                return QStringLiteral("somebody's rights");
        if (state.everybody() != other.state.everybody())
            return QStringLiteral("everybody's rights");
        for (const BoardInfo &board : state.boards())
            if (boards.value(board.id).hash() != other.boards.value(board.id).hash())
                return QStringLiteral("what is drawn on ") + board.name;
        if (topic != other.topic)
            return QStringLiteral("topic");
        if (lines != other.lines)
            return QStringLiteral("messages");
        return head == other.head && line == other.line ? QString() : QStringLiteral("numbers");
    }
};

// A room in which Ana, who owns it, and Ben do all that leaves an event in the log; whoever reads is Cleo.
struct Scene {
    using Deed = std::function<void()>;
    HubWorld w{lettingGo()};
    PeerId ana = w.join(QStringLiteral("Ana"));
    PeerId ben = w.join(QStringLiteral("Ben"));
    PeerId cleo = w.join(QStringLiteral("Cleo"));
    const UserId anasId = w.userOf(ana), bensId = w.userOf(ben), cleosId = w.userOf(cleo);
    const BoardId second = newId<BoardId>(), third = newId<BoardId>();
    QList<Copy> fetched; // at 0, 1, 2, …
    QList<RoomEvent> events;

    // So that each time the board is written from its log.
    static HubConfig lettingGo()
    {
        HubConfig config;
        config.boards.idleMs = 1'000;
        return config;
    }
    [[nodiscard]] QList<Deed> deedsOf(EventKind kind);
    [[nodiscard]] Copy fetch();
    void note() // after each deed
    {
        w.advance(60'000);
        const Copy now = fetch();
        for (Seq seq = Seq(events.size()) + 1; seq <= now.head; ++seq) {
            // Of those between two fetches, as when an ownership passes, only the last is compared.
            const auto page = pageAfter(seq - 1, 1);
            events.append(page.value(0));
            fetched.append(seq == now.head ? now : Copy{});
        }
    }
    QList<RoomEvent> pageAfter(Seq seq, int limit)
    {
        w.say(cleo, HistoryGet{++m_req, w.room, {}, seq, limit, true});
        return w.transport.last<HistoryPage>(cleo).value_or(HistoryPage{}).events;
    }

private:
    void draw(PeerId who, const std::optional<BoardId> &board, const QList<BoardOp> &ops,
              const std::optional<OpId> &step = {})
    {
        m_lastDrawn = newId<OpId>();
        QCOMPARE(w.ask(who, BoardCommit{m_lastDrawn, w.room, ops, board, step}), QString());
    }
    void change(BoardListAct act, const BoardId &board, const std::optional<QString> &name = {},
                const std::optional<BoardId> &after = {})
    {
        QCOMPARE(w.ask(ana, BoardListEdit{newId<OpId>(), w.room, {act, board, name, after}}), QString());
    }
    void give(const RightsChange &rights) { QCOMPARE(w.ask(ana, RightsSet{newId<OpId>(), w.room, rights}), QString()); }
    qint64 m_req = 100;
    OpId m_lastDrawn;
    ObjectId m_stroke = newId<ObjectId>(), m_text = newId<ObjectId>();
};

// A kind without a row does not compile.
QList<Scene::Deed> Scene::deedsOf(EventKind kind)
{
    switch (kind) {
    case EventKind::Unknown: // of a newer program: nothing that this one could do
        return {};
    case EventKind::Chat:
        return {[this] { w.say(ana, HubWorld::post(w.room, QStringLiteral("hello"))); },
                [this] {
                    w.say(ben, ChatPost{newId<OpId>(), w.room, QStringLiteral("and hello"), 1});
                }};
    case EventKind::Topic:
        return {[this] {
                    w.say(ben, RoomTopic{newId<OpId>(), w.room, QStringLiteral("Plans")});
                },
                [this] {
                    w.say(ana, RoomTopic{newId<OpId>(), w.room, QString()});
                }};
    case EventKind::Board:
        return {[this] { draw(ana, {}, {dash(m_stroke)}); },
                [this] {
                    BoardOp text = BoardOp::create(m_text, BoardKind::Text, 0, 0, 9, 9);
                    text.text = QStringLiteral("abc");
                    draw(ben, second, {text});
                },
                [this] {
                    BoardOp moved = BoardOp::set(m_stroke);
                    moved.x = moved.y = 7;
                    draw(ben, {}, {moved, dash(newId<ObjectId>())});
                },
                [this] { draw(ben, {}, {BoardOp::undo(m_lastDrawn)}); },
                [this] { draw(ana, {}, {BoardOp::erase(m_stroke)}, m_lastDrawn); },
                [this] { draw(ana, second, {BoardOp::clear(fetched.last().head)}); }};
    case EventKind::Boards:
        return {[this] { change(BoardListAct::Add, second, QStringLiteral("Second")); },
                [this] { change(BoardListAct::Add, third, QStringLiteral("Third"), firstBoard(w.room)); },
                [this] { change(BoardListAct::Rename, firstBoard(w.room), QStringLiteral("First")); },
                [this] { change(BoardListAct::Move, firstBoard(w.room), {}, second); },
                [this] { change(BoardListAct::Remove, third); },
                [this] { change(BoardListAct::Freeze, second); },
                [this] { change(BoardListAct::Restore, third); },
                [this] { change(BoardListAct::Thaw, second); }};
    case EventKind::Rights:
        return {[this] {
                    give({{}, {}, BoardRight::Draw, {}});
                },
                [this] {
                    give({bensId, Role::Moderator, {}, {}});
                },
                [this] {
                    give({cleosId, {}, BoardRight::View, {}});
                },
                [this] {
                    give({cleosId, {}, {}, true});
                },
                [this] {
                    give({bensId, Role::Member, BoardRight::EditAll, {}});
                },
                [this] {
                    give({cleosId, Role::Guest, {}, {}});
                },
                [this] {
                    give({{}, {}, BoardRight::EditAll, {}});
                },
                [this] { w.hub.own(bensId); }, // of the host's own accord
                [this] { w.hub.own(anasId); }};
    }
    return {};
}

// As a program does that has nothing of the room yet: what is drawn as it is, and what came after that.
Copy Scene::fetch()
{
    Copy copy;
    w.say(cleo, RoomStateGet{++m_req, w.room});
    copy.state = RoomState(*w.transport.last<RoomStatePage>(cleo));
    w.say(cleo, RoomJoin{++m_req, w.room, {}, {}, {}});
    const RoomInfo room = w.transport.last<RoomJoined>(cleo)->room;
    copy.topic = room.topic;
    const auto log = pageAfter(0, 200);
    for (const BoardInfo &board : copy.state.boards()) {
        if (board.removed)
            continue;
        w.transport.forget();
        w.say(cleo, BoardGet{++m_req, w.room, {}, {}, boardOnWire(w.room, board.id)});
        const auto parts = w.transport.all<BoardPart>(cleo);
        BoardSnapshotReader reader;
        if (parts.size() != 1 || !reader.add(parts.first().data))
            qFatal("no board");
        copy.boards.insert(board.id, reader.take());
        if (parts.first().seq != room.head)
            qFatal("that was written before");
    }
    for (const RoomEvent &event : log)
        if (event.chat) {
            Copy one;
            one.apply(event);
            copy.lines += one.lines;
        }
    copy.head = room.head;
    copy.line = room.line;
    return copy;
}

} // namespace

// What the log of a room is worth to those who come and go.
class TestHubEvents final : public QObject
{
    Q_OBJECT
private slots:
    void G7_whatIsFetchedAndWhatFollowsIsWhatIsFetchedLater()
    {
        Scene scene;
        scene.fetched.append(scene.fetch());
        // The kinds by turns, so that each is followed by each.
        std::vector<QList<Scene::Deed>> deeds;
        for (const EventKind kind : kinds)
            deeds.push_back(scene.deedsOf(kind));
        for (qsizetype turn = 0, done = -1; done != 0; ++turn) {
            done = 0;
            for (const auto &own : deeds)
                if (turn < own.size()) {
                    const auto before = scene.events.size();
                    own.at(turn)();
                    scene.note();
                    QVERIFY2(scene.events.size() > before, "it left nothing in the log");
                    ++done;
                }
        }
        QSet<EventKind> seen;
        for (const RoomEvent &event : std::as_const(scene.events))
            seen.insert(kindOf(event));
        for (const EventKind kind : kinds)
            QVERIFY2(seen.contains(kind), qPrintable(QString::number(int(kind))));
        const QList<UserId> people{scene.anasId, scene.bensId, scene.cleosId};
        int compared = 0;
        for (qsizetype from = 0; from < scene.fetched.size(); ++from) {
            if (scene.fetched.at(from).head != from)
                continue;
            Copy copy = scene.fetched.at(from);
            for (qsizetype to = from + 1; to < scene.fetched.size(); ++to) {
                copy.apply(scene.events.at(to - 1));
                if (scene.fetched.at(to).head != to)
                    continue;
                const QString difference = copy.differsFrom(scene.fetched.at(to), people);
                QVERIFY2(difference.isEmpty(),
                         qPrintable(QStringLiteral("from %1 to %2: %3").arg(from).arg(to).arg(difference)));
                ++compared;
            }
        }
        qInfo("%d copies compared", compared);
        QVERIFY(compared > 200);
    }
};

QTEST_APPLESS_MAIN(TestHubEvents)
#include "tst_hubevents.moc"
