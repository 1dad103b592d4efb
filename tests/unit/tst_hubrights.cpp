// SPDX-License-Identifier: MIT
#include "shared/board/boardsnapshot.h"
#include "tests/support/boardkit.h"
#include "tests/support/heapbytes.h"
#include "tests/support/hubworld.h"

using namespace coterie;
using namespace coterie::server;
using namespace coterie::test;

// Several boards in a room and who may do what there, as the host keeps them (rules P23 to P29 of shared/README.md).
class TestHubRights final : public QObject
{
    Q_OBJECT

    std::unique_ptr<HubWorld> m_world;
    PeerId m_owner = 0, m_ben = 0;
    qint64 m_req = 10;
    std::unique_ptr<Hub> m_again; // see restart()
    PeerId m_peers = 100;

    BoardCommit draw(const std::optional<BoardId> &board = {})
    {
        return {newId<OpId>(), m_world->room, {dash(newId<ObjectId>())}, board};
    }
    BoardListEdit edit(BoardListAct act, const BoardId &board, const std::optional<QString> &name = {})
    {
        return {newId<OpId>(), m_world->room, {act, board, name, {}}};
    }
    BoardId add(const QString &name)
    {
        const auto board = newId<BoardId>();
        return m_world->ask(m_owner, edit(BoardListAct::Add, board, name)).isEmpty() ? board : BoardId{};
    }
    // The host ends and another one opens what it kept; both people come back.
    void restart()
    {
        const QByteArray ana = m_world->transport.last<Welcome>(m_owner)->token,
                         ben = m_world->transport.last<Welcome>(m_ben)->token;
        m_again =
            std::make_unique<Hub>(m_world->transport, m_world->store, m_world->clock, m_world->random, HubConfig{});
        m_again->load(m_world->store.session());
        m_world->transport.groups.clear();
        m_owner = comeBack(QStringLiteral("Ana"), ana);
        m_ben = comeBack(QStringLiteral("Ben"), ben);
    }
    PeerId comeBack(const QString &name, const QByteArray &token)
    {
        const PeerId peer = ++m_peers;
        m_again->peerConnected(peer, {QStringLiteral("127.0.0.1"), Framing::Cbor, true, {}});
        sayAgain(peer, Hello{1, QStringLiteral("test"), name, token});
        sayAgain(peer, RoomJoin{++m_req, m_world->room, {}, {}});
        return peer;
    }
    QString sayAgain(PeerId peer, const ClientMessage &message)
    {
        const auto before = m_world->transport.all<Failure>(peer).size();
        m_again->peerMessage(peer, message);
        m_world->settle();
        return m_world->transport.all<Failure>(peer).size() == before ? QString() : m_world->refusal(peer);
    }
    RoomState stateAgain(PeerId peer, const RoomId &in)
    {
        sayAgain(peer, RoomStateGet{++m_req, in});
        return RoomState(m_world->transport.last<RoomStatePage>(peer).value_or(RoomStatePage{}));
    }
    RightsSet give(const UserId &user, Role role) const { return {newId<OpId>(), m_world->room, {user, role, {}, {}}}; }
    RightsSet everybody(BoardRight right) { return {newId<OpId>(), m_world->room, {{}, {}, right, {}}}; }
    int objectsOn(PeerId peer, const std::optional<BoardId> &board)
    {
        m_world->say(peer, BoardGet{++m_req, m_world->room, {}, {}, board});
        const auto part = m_world->transport.last<BoardPart>(peer);
        BoardSnapshotReader reader;
        if (!part || part->req != m_req || part->board != board || !reader.add(part->data) || !reader.isComplete())
            return -1;
        // A snapshot may be some events old; whoever listens has those.
        BoardDoc doc = reader.take();
        const Seq from = part->seq;
        for (const EventPosted &posted : m_world->transport.all<EventPosted>(peer))
            if (const auto &event = posted.event; event.seq > from && event.board && event.board->board == board)
                doc.apply(boardTransaction(event), event.seq);
        return doc.visibleCount();
    }
    RoomStatePage page(PeerId peer)
    {
        m_world->say(peer, RoomStateGet{++m_req, m_world->room});
        return m_world->transport.last<RoomStatePage>(peer).value_or(RoomStatePage{});
    }

private slots:
    void init()
    {
        m_again.reset();
        m_world = std::make_unique<HubWorld>();
        m_owner = m_world->join(QStringLiteral("Ana"));
        m_ben = m_world->join(QStringLiteral("Ben"));
    }

    void G14_whoComesBackMayWhatTheyMayNowAndNotWhatTheyMightThen()
    {
        const BoardId board = firstBoard(m_world->room);
        const UserId ben = m_world->userOf(m_ben);
        const QByteArray token = m_world->transport.last<Welcome>(m_ben)->token;
        QCOMPARE(m_world->ask(m_owner, give(ben, Role::Moderator)), QString());
        QCOMPARE(m_world->ask(m_ben, edit(BoardListAct::Freeze, board)), QString());
        QCOMPARE(m_world->ask(m_ben, edit(BoardListAct::Thaw, board)), QString());
        m_world->hub.peerDisconnected(m_ben, Parting::Lost);
        QCOMPARE(m_world->ask(m_owner, give(ben, Role::Guest)), QString());
        const PeerId again = m_world->connect();
        m_world->hello(again, QStringLiteral("Ben"), token);
        QCOMPARE(m_world->userOf(again), ben);
        m_world->say(again, RoomJoin{++m_req, m_world->room, {}, {}});
        QVERIFY(m_world->ask(again, edit(BoardListAct::Freeze, board)).startsWith(QStringLiteral("forbidden")));
        QVERIFY(m_world->ask(again, draw()).startsWith(QStringLiteral("forbidden")));
    }
    void P23_eachBoardHasADocumentOfItsOwn()
    {
        const BoardId second = add(QStringLiteral("Second"));
        QVERIFY(!second.isNull());
        QCOMPARE(m_world->ask(m_ben, draw()), QString());
        QCOMPARE(m_world->ask(m_ben, draw(second)), QString());
        QCOMPARE(m_world->ask(m_ben, draw(second)), QString());
        QCOMPARE(objectsOn(m_ben, {}), 1);
        QCOMPARE(objectsOn(m_ben, second), 2);
        QCOMPARE(m_world->ask(m_ben, draw(newId<BoardId>())), QStringLiteral("not-found@board"));
        // The first board named by its id is the first board, and its events look as they always did.
        QCOMPARE(m_world->ask(m_ben, draw(firstBoard(m_world->room))), QString());
        QCOMPARE(objectsOn(m_ben, {}), 2);
        QVERIFY(!m_world->transport.last<EventPosted>(m_owner)->event.board->board);
    }

    void P23_liveStrokesAndPointersSayTheirBoard()
    {
        const BoardId second = add(QStringLiteral("Second"));
        m_world->say(m_ben, BoardLive{m_world->room, newId<ObjectId>(), 0, {}, QByteArray(4, '\1'), second});
        m_world->say(m_ben, BoardCursor{m_world->room, 1, 2, true, second});
        QCOMPARE(m_world->transport.last<BoardPreview>(m_owner)->board, std::optional(second));
        QCOMPARE(m_world->transport.last<BoardPointer>(m_owner)->board, std::optional(second));
    }

    void P24_theFirstToComeOwnsTheSessionAndItsRooms()
    {
        const RoomState state(page(m_ben));
        QCOMPARE(state.roleOf(m_world->userOf(m_owner)), Role::Owner);
        QCOMPARE(state.roleOf(m_world->userOf(m_ben)), Role::Member);
        // Also of a room that somebody else makes, who owns it too.
        const auto id = newId<OpId>();
        QCOMPARE(m_world->ask(m_ben, RoomCreate{id, QStringLiteral("Ben's"), {}}), QString());
        const RoomId made{id.value};
        m_world->say(m_ben, RoomJoin{++m_req, made, {}, {}});
        m_world->say(m_ben, RoomStateGet{++m_req, made});
        const RoomState there(*m_world->transport.last<RoomStatePage>(m_ben));
        QCOMPARE(there.roleOf(m_world->userOf(m_owner)), Role::Owner);
        QCOMPARE(there.roleOf(m_world->userOf(m_ben)), Role::Owner);
    }

    void P24_whoHostsTheFileOwnsTheSessionAndEverybodyHearsOfIt()
    {
        const auto made = newId<OpId>();
        QCOMPARE(m_world->ask(m_owner, RoomCreate{made, QStringLiteral("Ana's"), {}}), QString());
        const RoomId anas{made.value};
        restart();
        const UserId ana = m_world->userOf(m_owner), ben = m_world->userOf(m_ben);
        sayAgain(m_ben, RoomJoin{++m_req, anas, {}, {}});
        RoomState ofAna = stateAgain(m_owner, m_world->room), ofBen = stateAgain(m_ben, m_world->room);
        m_world->transport.forget();
        m_again->own(ben);
        m_world->settle();
        // At once, by events that both may apply to what they know.
        const auto hear = [&](PeerId peer, RoomState &state) {
            for (const EventPosted &posted : m_world->transport.all<EventPosted>(peer))
                if (posted.room == m_world->room)
                    state.apply(posted.event);
        };
        hear(m_owner, ofAna);
        hear(m_ben, ofBen);
        for (const RoomState &state : {ofAna, ofBen, stateAgain(m_ben, m_world->room)}) {
            QCOMPARE(state.roleOf(ben), Role::Owner);
            QCOMPARE(state.roleOf(ana), Role::Admin);
        }
        QCOMPARE(sayAgain(m_owner, give(ben, Role::Member)), QStringLiteral("forbidden@change.user"));
        QCOMPARE(sayAgain(m_ben, give(ana, Role::Moderator)), QString());
        // Whoever made a room owns that one still.
        QCOMPARE(stateAgain(m_ben, anas).roleOf(ben), Role::Owner);
        QCOMPARE(stateAgain(m_ben, anas).roleOf(ana), Role::Owner);
        // It lasts, and is said once.
        const Seq head = stateAgain(m_ben, m_world->room).seq();
        m_again->own(ben);
        m_world->settle();
        QCOMPARE(stateAgain(m_ben, m_world->room).seq(), head);
    }

    void P24_theOwnerIsKnownAfterARestartAndMayBecomeAnotherAgain()
    {
        const UserId ana = m_world->userOf(m_owner), ben = m_world->userOf(m_ben);
        for (const UserId &host : {ben, ana, ben}) {
            restart();
            QCOMPARE(m_world->userOf(m_ben), ben);
            m_again->own(host);
            m_world->settle();
            restart();
            const UserId other = host == ana ? ben : ana;
            QCOMPARE(stateAgain(m_ben, m_world->room).roleOf(host), Role::Owner);
            QCOMPARE(stateAgain(m_ben, m_world->room).roleOf(other), Role::Admin);
            // Also of what is made from now on.
            const auto id = newId<OpId>();
            QCOMPARE(sayAgain(m_ben, RoomCreate{id, id.toString().left(30), {}}), QString());
            sayAgain(m_ben, RoomJoin{++m_req, RoomId{id.value}, {}, {}});
            QCOMPARE(stateAgain(m_ben, RoomId{id.value}).roleOf(host), Role::Owner);
            int owners = 0;
            for (const StoredUser &user : m_world->store.session().users)
                owners += user.owner;
            QCOMPARE(owners, 1);
        }
    }

    // A link to an earlier session at the same address, say: their program was there before the window of the host.
    void P24_whoOnlyWasQuickerThanTheHostKeepsNothingOfIt()
    {
        const UserId ana = m_world->userOf(m_owner), ben = m_world->userOf(m_ben);
        m_world->hub.own(ben);
        m_world->settle();
        const RoomState state(page(m_ben));
        QCOMPARE(state.roleOf(ben), Role::Owner);
        QCOMPARE(state.roleOf(ana), Role::Member);
        m_world->hub.own(newId<UserId>()); // of another session
        m_world->settle();
        QCOMPARE(RoomState(page(m_ben)).roleOf(ben), Role::Owner);
    }

    void P24_nobodyOwnsByAskingForIt()
    {
        const UserId ana = m_world->userOf(m_owner), ben = m_world->userOf(m_ben);
        QCOMPARE(m_world->ask(m_ben, give(ben, Role::Owner)), QStringLiteral("forbidden@change"));
        QCOMPARE(m_world->ask(m_owner, give(ben, Role::Owner)), QStringLiteral("forbidden@change.role"));
        QCOMPARE(m_world->ask(m_owner, give(ben, Role::Admin)), QString());
        QCOMPARE(m_world->ask(m_ben, give(ana, Role::Member)), QStringLiteral("forbidden@change.user"));
        QCOMPARE(RoomState(page(m_ben)).roleOf(ana), Role::Owner);
    }

    void P24_whatTheDiskRefusesOfItIsTriedAgain()
    {
        restart();
        const UserId ana = m_world->userOf(m_owner), ben = m_world->userOf(m_ben);
        m_world->store.setFailing(true);
        m_again->own(ben);
        m_world->settle();
        QCOMPARE(stateAgain(m_ben, m_world->room).roleOf(ben), Role::Member);
        m_world->store.setFailing(false);
        m_world->clock.advance(storeRetryMs);
        m_again->tick();
        m_world->settle();
        QCOMPARE(stateAgain(m_ben, m_world->room).roleOf(ben), Role::Owner);
        restart();
        QCOMPARE(stateAgain(m_ben, m_world->room).roleOf(ben), Role::Owner);
        QCOMPARE(stateAgain(m_ben, m_world->room).roleOf(ana), Role::Admin);
    }

    void P25_theHostRefusesAndTellsWhy()
    {
        const auto drawn = draw();
        QCOMPARE(m_world->ask(m_owner, drawn), QString());
        QCOMPARE(m_world->ask(m_ben, everybody(BoardRight::View)), QStringLiteral("forbidden@change"));
        QCOMPARE(m_world->ask(m_owner, everybody(BoardRight::View)), QString());
        const Seq head = page(m_owner).seq;
        QCOMPARE(m_world->ask(m_ben, draw()), QStringLiteral("forbidden@board"));
        QCOMPARE(page(m_owner).seq, head); // a refusal takes no place
        QCOMPARE(m_world->ask(
                     m_owner,
                     RightsSet{newId<OpId>(), m_world->room, {m_world->userOf(m_ben), {}, BoardRight::EditOwn, {}}}),
                 QString());
        const auto own = draw();
        QCOMPARE(m_world->ask(m_ben, own), QString());
        QCOMPARE(m_world->ask(m_ben, BoardCommit{newId<OpId>(), m_world->room, {BoardOp::erase(*drawn.ops[0].object)}}),
                 QStringLiteral("forbidden@ops[0]"));
        QCOMPARE(m_world->ask(m_ben, BoardCommit{newId<OpId>(), m_world->room, {BoardOp::erase(*own.ops[0].object)}}),
                 QString());
        QCOMPARE(m_world->ask(m_owner, RightsSet{newId<OpId>(), m_world->room, {newId<UserId>(), Role::Guest, {}, {}}}),
                 QStringLiteral("not-found@change.user"));
    }

    void P25_whoMayOnlyAddFinishesWhatTheyWrite()
    {
        QCOMPARE(m_world->ask(m_owner, everybody(BoardRight::Draw)), QString());
        const auto ask = [this](PeerId who, const QList<BoardOp> &ops) {
            return m_world->ask(who, BoardCommit{newId<OpId>(), m_world->room, ops});
        };
        const auto base = [this] { return page(m_owner).seq; };
        const auto write = [&](const ObjectId &id, const QString &words) {
            BoardOp op = BoardOp::editText(id, base(), boardDelta(QString(), words));
            op.client = 7;
            return op;
        };
        const auto own = newId<ObjectId>(), note = newId<ObjectId>(), foreign = newId<ObjectId>();
        QCOMPARE(ask(m_ben, {BoardOp::create(own, BoardKind::Text, 0, 0, 20, 24)}), QString());
        QCOMPARE(ask(m_ben, {BoardOp::create(note, BoardKind::Sticky, 0, 90, 80, 80)}), QString());
        QCOMPARE(ask(m_owner, {BoardOp::create(foreign, BoardKind::Text, 0, 50, 20, 24)}), QString());
        BoardOp size = BoardOp::set(own);
        size.w = 60;
        size.h = 24;
        QCOMPARE(ask(m_ben, {write(own, QStringLiteral("Hi")), size}), QString());
        QCOMPARE(ask(m_ben, {write(note, QStringLiteral("Hi"))}), QString());
        // And no more than that.
        QCOMPARE(ask(m_ben, {write(foreign, QStringLiteral("Hi"))}), QStringLiteral("forbidden@ops[0]"));
        QCOMPARE(ask(m_ben, {BoardOp::erase(own)}), QStringLiteral("forbidden@ops[0]")); // there are words in it
        QCOMPARE(ask(m_ben, {BoardOp::erase(note)}), QStringLiteral("forbidden@ops[0]"));
        BoardOp colored = BoardOp::set(own);
        colored.color = 0xff00ff00;
        QCOMPARE(ask(m_ben, {colored}), QStringLiteral("forbidden@ops[0]"));
        BoardOp moved = BoardOp::set(note);
        moved.x = 10;
        moved.y = 10;
        QCOMPARE(ask(m_ben, {moved}), QStringLiteral("forbidden@ops[0]"));
        // One that is left without a letter goes.
        BoardOp emptied = BoardOp::editText(own, base(), boardDelta(QStringLiteral("Hi"), QString()));
        emptied.client = 7;
        QCOMPARE(ask(m_ben, {emptied}), QString());
        QCOMPARE(ask(m_owner, {BoardOp::erase(foreign)}), QString());
        QCOMPARE(ask(m_ben, {BoardOp::erase(own)}), QString());
        QCOMPARE(objectsOn(m_ben, {}), 1);
    }

    void P25_whoMayOnlyLookShowsNoStrokeAndBringsNoImage()
    {
        QCOMPARE(m_world->ask(m_owner, everybody(BoardRight::View)), QString());
        m_world->say(m_ben, BoardLive{m_world->room, newId<ObjectId>(), 0, {}, QByteArray(4, '\1')});
        QVERIFY(!m_world->transport.last<BoardPreview>(m_owner));
        // But that one of before is given up, and nothing with it.
        BoardLive over{m_world->room, newId<ObjectId>(), 0, StrokeStyle{0xff0000ff, 4, 0, 0}, QByteArray(4, '\1')};
        over.over = true;
        m_world->say(m_ben, over);
        const auto told = m_world->transport.last<BoardPreview>(m_owner);
        QVERIFY(told && told->over == true && !told->style);
        QCOMPARE(m_world->ask(m_ben, BlobPut{++m_req, m_world->room, QByteArray(32, 'h'), 1, 0, "x"}),
                 QStringLiteral("forbidden@room"));
        m_world->say(m_ben, BoardCursor{m_world->room, 1, 2, true}); // pointing is allowed
        QVERIFY(m_world->transport.last<BoardPointer>(m_owner));
    }

    // A laser is a stroke without opacity, and says so with its first samples.
    void P25_whoMayOnlyLookPointsWithALaser()
    {
        QCOMPARE(m_world->ask(m_owner, edit(BoardListAct::Freeze, firstBoard(m_world->room))), QString());
        const auto laser = newId<ObjectId>();
        const auto samples = [&](const ObjectId &stream, const std::optional<StrokeStyle> &style) {
            m_world->transport.forget();
            m_world->say(m_ben, BoardLive{m_world->room, stream, 0, style, QByteArray(4, '\1')});
            return m_world->transport.last<BoardPreview>(m_owner).has_value();
        };
        const StrokeStyle light{0x00ffffff, 4, 0, 0}, ink{0xff0000ff, 4, 0, 0};
        QVERIFY(samples(laser, light));
        QVERIFY(samples(laser, {}));
        QVERIFY(!samples(newId<ObjectId>(), {})); // another stream, which has not said that it is one
        QVERIFY(!samples(laser, ink));            // and one that turns into ink
        QVERIFY(!samples(laser, {}));
    }

    void P26_nobodyDrawsBehindAFreeze()
    {
        // In one turn, before the store has answered: the order of asking counts.
        const auto board = firstBoard(m_world->room);
        QCOMPARE(m_world->ask(m_ben, draw()), QString());
        const auto failures = m_world->transport.all<Failure>(m_ben).size();
        m_world->hub.peerMessage(m_owner, ClientMessage(edit(BoardListAct::Freeze, board)));
        m_world->hub.peerMessage(m_ben, ClientMessage(draw()));
        m_world->hub.peerMessage(m_owner, ClientMessage(draw()));
        m_world->settle();
        QCOMPARE(m_world->transport.all<Failure>(m_ben).size(), failures + 1);
        QCOMPARE(m_world->refusal(m_ben), QStringLiteral("frozen@board"));
        QCOMPARE(objectsOn(m_ben, {}), 2);
        QCOMPARE(m_world->ask(m_owner, edit(BoardListAct::Thaw, board)), QString());
        QCOMPARE(m_world->ask(m_ben, draw()), QString());
    }

    void P26_nobodyDrawsByAThawBeforeItIsStored_data()
    {
        QTest::addColumn<bool>("taken");
        QTest::newRow("that the disk takes") << true;
        QTest::newRow("that the disk refuses, and takes what comes next") << false;
    }
    void P26_nobodyDrawsByAThawBeforeItIsStored()
    {
        QFETCH(const bool, taken);
        const BoardId board = firstBoard(m_world->room);
        QCOMPARE(m_world->ask(m_ben, draw()), QString()); // the board is in the memory
        QCOMPARE(m_world->ask(m_owner, edit(BoardListAct::Freeze, board)), QString());
        const ClientMessage drawing(draw());
        m_world->hub.peerMessage(m_owner, ClientMessage(edit(BoardListAct::Thaw, board)));
        m_world->hub.peerMessage(m_ben, drawing);
        m_world->store.setFailing(!taken);
        QCOMPARE(m_world->store.deliver(1), 1);
        m_world->store.setFailing(false);
        m_world->settle();
        QCOMPARE(m_world->refusal(m_ben), QStringLiteral("busy@board"));
        QVERIFY(m_world->transport.last<Failure>(m_ben)->retryMs > 0);
        QCOMPARE(objectsOn(m_ben, {}), 1);
        QCOMPARE(m_world->ask(m_ben, drawing), taken ? QString() : QStringLiteral("frozen@board"));
        QCOMPARE(objectsOn(m_ben, {}), taken ? 2 : 1);
    }
    void P26_nobodyChangesRightsByARoleBeforeItIsStored_data() { P26_nobodyDrawsByAThawBeforeItIsStored_data(); }
    void P26_nobodyChangesRightsByARoleBeforeItIsStored()
    {
        QFETCH(const bool, taken);
        const ClientMessage freeze(edit(BoardListAct::Freeze, firstBoard(m_world->room)));
        m_world->hub.peerMessage(m_owner, ClientMessage(give(m_world->userOf(m_ben), Role::Moderator)));
        m_world->hub.peerMessage(m_ben, freeze);
        m_world->store.setFailing(!taken);
        QCOMPARE(m_world->store.deliver(1), 1);
        m_world->store.setFailing(false);
        m_world->settle();
        QVERIFY2(m_world->refusal(m_ben).startsWith(QStringLiteral("busy")), qPrintable(m_world->refusal(m_ben)));
        const QString answer = m_world->ask(m_ben, freeze);
        QVERIFY2(taken ? answer.isEmpty() : answer.startsWith(QStringLiteral("forbidden")), qPrintable(answer));
    }
    void P26_aFreezeThatTheDiskRefusesFreezesNothing()
    {
        m_world->store.setFailing(true);
        QCOMPARE(m_world->ask(m_owner, edit(BoardListAct::Freeze, firstBoard(m_world->room))),
                 QStringLiteral("storage@"));
        m_world->store.setFailing(false);
        QCOMPARE(m_world->ask(m_ben, draw()), QString());
        QVERIFY(!page(m_ben).boards.first().frozenBy);
    }

    void P27_onlyAModeratorClears()
    {
        QCOMPARE(m_world->ask(m_ben, draw()), QString());
        const QList<BoardOp> clear{BoardOp::clear(1000)};
        QCOMPARE(m_world->ask(m_ben, BoardCommit{newId<OpId>(), m_world->room, clear}),
                 QStringLiteral("forbidden@ops[0]"));
        QCOMPARE(objectsOn(m_ben, {}), 1);
        const auto cleared = newId<OpId>();
        QCOMPARE(m_world->ask(m_owner, BoardCommit{cleared, m_world->room, clear}), QString());
        QCOMPARE(objectsOn(m_ben, {}), 0);
        QCOMPARE(m_world->ask(m_owner, BoardCommit{newId<OpId>(), m_world->room, {BoardOp::undo(cleared)}}), QString());
        QCOMPARE(objectsOn(m_ben, {}), 1);
    }

    void P29_aResendGetsItsFirstAnswerWhateverHasChangedSince()
    {
        const auto drawn = draw();
        QCOMPARE(m_world->ask(m_ben, drawn), QString());
        const auto added = edit(BoardListAct::Add, newId<BoardId>(), QStringLiteral("Ben's"));
        QCOMPARE(m_world->ask(m_ben, added), QString());
        QCOMPARE(m_world->ask(m_owner, everybody(BoardRight::View)), QString());
        QCOMPARE(m_world->ask(m_ben, drawn), QString());
        QVERIFY(m_world->transport.last<Ack>(m_ben)->dup);
        QCOMPARE(m_world->ask(m_ben, added), QString());
        QVERIFY(m_world->transport.last<Ack>(m_ben)->dup);
        QCOMPARE(page(m_ben).boards.size(), 2);
    }

    // The connection ended before the answer came, and the next one brings it again while the disk still writes it.
    void P7_aResendThatMeetsItsFirstOnTheWayToTheDiskIsAcknowledged()
    {
        const PeerId again = m_world->another(m_ben);
        m_world->say(again, RoomJoin{++m_req, m_world->room, {}, {}});
        const auto added = edit(BoardListAct::Add, newId<BoardId>(), QStringLiteral("Ben's"));
        m_world->transport.forget();
        m_world->hub.peerMessage(m_ben, added);
        m_world->hub.peerMessage(again, added);
        m_world->settle();
        for (const PeerId peer : {m_ben, again}) {
            QCOMPARE(m_world->transport.all<Failure>(peer).size(), 0);
            QCOMPARE(m_world->transport.last<Ack>(peer)->id, added.id);
        }
        QCOMPARE(page(m_ben).boards.size(), 2);
        QCOMPARE(m_world->ask(m_ben, edit(BoardListAct::Add, newId<BoardId>(), QStringLiteral("Another"))), QString());
    }

    // Each is refused when its turn comes, and leaves at once: not from inside the one before.
    void K7_manyThatWaitForOneDoNotFillTheStack()
    {
        const ObjectId object = newId<ObjectId>();
        const BoardKey key{m_world->room, {}};
        constexpr int waiting = 5000; // a connection each
        BoardTraffic traffic;
        BoardTraffic::Ticket first = 0;
        int gone = 0;
        traffic.enter(key, newId<UserId>(), {BoardOp::set(object)}, false, [&](auto ticket) { first = ticket; });
        for (int i = 0; i < waiting; ++i)
            traffic.enter(key, newId<UserId>(), {BoardOp::set(object)}, false, [&](auto ticket) {
                volatile char words[4096]; // what it takes to refuse one
                words[0] = 0;
                words[sizeof(words) - 1] = 0;
                ++gone;
                traffic.leave(ticket);
            });
        QCOMPARE(gone, 0);
        traffic.leave(first);
        QCOMPARE(gone, waiting);
    }

    void K7_whoWaitsCostsTheSameHoweverManyWait_data()
    {
        QTest::addColumn<bool>("wide");
        QTest::newRow("for one object") << false;
        QTest::newRow("for what was undone, with what one unlocks") << true;
    }
    void K7_whoWaitsCostsTheSameHoweverManyWait()
    {
        QFETCH(bool, wide);
        const BoardKey key{m_world->room, {}};
        const auto bytesEach = [&](int people) {
            const ObjectId object = newId<ObjectId>();
            const qint64 before = heapBytes();
            BoardTraffic traffic;
            for (int i = 0; i < people; ++i) {
                BoardOp op = BoardOp::set(wide ? newId<ObjectId>() : object);
                if (wide && i < people / 2) {
                    op = {};
                    op.act = BoardAct::Undo;
                } else if (wide) {
                    op.locked = false;
                }
                traffic.enter(key, newId<UserId>(), {op}, false, [](auto) {});
            }
            return (heapBytes() - before) / people;
        };
        (void)bytesEach(1000); // what the heap keeps for itself
        const qint64 few = bytesEach(1000), many = bytesEach(8000);
        QVERIFY2(many < 2 * few, qPrintable(QStringLiteral("%1 and %2 bytes each").arg(few).arg(many)));
    }
    void K7_nobodyGoesBeforeWhatIsBeforeThem()
    {
        struct Change {
            UserId user;
            QSet<ObjectId> touched;
            bool wide = false, unlocks = false;
            BoardTraffic::Ticket ticket = 0; // its turn has come
            bool left = false;
        };
        SeededRandom random{3};
        const auto upTo = [&](int most) { return int(random.next() % quint64(most)); };
        QList<UserId> people;
        QList<ObjectId> objects;
        for (int i = 0; i < 4; ++i) {
            people.append(newId<UserId>());
            objects.append(newId<ObjectId>());
        }
        const BoardKey key{m_world->room, {}};
        BoardTraffic traffic;
        std::deque<Change> changes;
        QStringList faults;
        const auto enter = [&] {
            Change change;
            change.user = people.at(upTo(int(people.size())));
            QList<BoardOp> ops;
            if (upTo(6) == 0) {
                BoardOp undo;
                undo.act = BoardAct::Undo;
                ops.append(undo);
                change.wide = true;
            }
            for (int i = change.wide ? 1 : 0; i < 1 + upTo(2); ++i) {
                BoardOp op = BoardOp::set(objects.at(upTo(int(objects.size()))));
                if (upTo(5) == 0) {
                    op.locked = false;
                    change.unlocks = true;
                }
                change.touched.insert(*op.object);
                ops.append(op);
            }
            const std::size_t self = changes.size();
            changes.push_back(change);
            traffic.enter(key, change.user, ops, false, [&, self](BoardTraffic::Ticket ticket) {
                Change &own = changes[self];
                own.ticket = ticket;
                for (std::size_t i = 0; i < self; ++i) {
                    const Change &other = changes[i];
                    if (!other.left && other.user != own.user &&
                        (other.touched.intersects(own.touched) || (own.unlocks && other.wide)))
                        faults.append(QStringLiteral("%1 before %2").arg(self).arg(i));
                }
            });
        };
        const auto leaveOne = [&] {
            QList<Change *> going;
            for (Change &change : changes)
                if (change.ticket != 0 && !change.left)
                    going.append(&change);
            if (going.isEmpty())
                return false;
            Change *const one = going.at(upTo(int(going.size())));
            one->left = true;
            traffic.leave(one->ticket);
            return true;
        };
        for (int i = 0; i < 3000; ++i)
            upTo(2) == 0 ? (void)leaveOne() : enter();
        while (leaveOne()) {
        }
        QCOMPARE(faults, QStringList());
        for (const Change &change : changes)
            QVERIFY(change.left); // everybody's turn came
    }

    // Long ago, and many others since: the log knows, whatever a board remembers of its latest.
    void P7_aResendOnABoardIsAcknowledgedHoweverLate()
    {
        const auto drawn = draw();
        QCOMPARE(m_world->ask(m_ben, drawn), QString());
        const Seq seq = m_world->transport.last<Ack>(m_ben)->seq;
        const auto erase = BoardCommit{newId<OpId>(), m_world->room, {BoardOp::erase(*drawn.ops.first().object)}};
        QCOMPARE(m_world->ask(m_ben, erase), QString());
        for (int i = 0; i < boardUndoDepth + boardKnownDepth + 1; ++i) {
            m_world->advance(100);
            QCOMPARE(m_world->ask(m_ben, draw()), QString());
        }
        for (const auto &again : {drawn, erase}) {
            QCOMPARE(m_world->ask(m_ben, again), QString());
            QVERIFY(m_world->transport.last<Ack>(m_ben)->dup);
        }
        QCOMPARE(m_world->transport.last<Ack>(m_ben)->seq, seq + 1);
        // Another transaction by an id that was used is none of these.
        auto other = drawn;
        other.ops.append(dash(newId<ObjectId>()));
        QVERIFY(m_world->ask(m_ben, other).startsWith(QStringLiteral("id-reused")));
    }

    // Both said in the same moment: what the first one asked for is not stored yet when the second one's is looked at.
    void K7_whoIsQuickMayNoMoreThanWhoIsSlow_data()
    {
        QTest::addColumn<BoardRight>("right");
        QTest::addColumn<QList<BoardOp>>("before"); // stored, by the owner
        QTest::addColumn<QList<BoardOp>>("first");
        QTest::addColumn<QList<BoardOp>>("second"); // by somebody who is no moderator
        QTest::addColumn<QString>("answer");
        const auto id = newId<ObjectId>();
        const auto colour = [&] {
            BoardOp op = BoardOp::set(id);
            op.color = 0xff00ff00;
            return op;
        };
        const auto lock = [&](bool on) {
            BoardOp op = BoardOp::set(id);
            op.locked = on;
            return op;
        };
        const QList<BoardOp> none;
        QTest::newRow("add, then change as if it were one's own")
            << BoardRight::Draw << none << QList{dash(id)} << QList{dash(id), colour()} << "id-reused@ops[0].object";
        QTest::newRow("change what somebody else adds")
            << BoardRight::Draw << none << QList{dash(id)} << QList{colour()} << "forbidden@ops[0]";
        QTest::newRow("change another's")
            << BoardRight::EditOwn << none << QList{dash(id)} << QList{colour()} << "forbidden@ops[0]";
        QTest::newRow("erase another's") << BoardRight::EditOwn << none << QList{dash(id)} << QList{BoardOp::erase(id)}
                                         << "forbidden@ops[0]";
        QTest::newRow("unlock what a moderator locks")
            << BoardRight::EditAll << QList{dash(id)} << QList{lock(true)} << QList{lock(false)} << "forbidden@ops[0]";
        QTest::newRow("take an id") << BoardRight::EditAll << none << QList{dash(id)} << QList{dash(id)}
                                    << "id-reused@ops[0].object";
    }
    void K7_whoIsQuickMayNoMoreThanWhoIsSlow()
    {
        QFETCH(BoardRight, right);
        QFETCH(QList<BoardOp>, before);
        QFETCH(QList<BoardOp>, first);
        QFETCH(QList<BoardOp>, second);
        QFETCH(QString, answer);
        const auto commit = [this](const QList<BoardOp> &ops) {
            return BoardCommit{newId<OpId>(), m_world->room, ops};
        };
        QCOMPARE(m_world->ask(m_owner, everybody(right)), QString());
        if (!before.isEmpty())
            QCOMPARE(m_world->ask(m_owner, commit(before)), QString());
        QVERIFY(objectsOn(m_ben, {}) >= 0); // the board is at hand
        const auto one = commit(first), two = commit(second);
        m_world->hub.peerMessage(m_owner, one);
        m_world->hub.peerMessage(m_ben, two);
        m_world->settle();
        QCOMPARE(m_world->transport.last<Ack>(m_owner)->id, one.id);
        QCOMPARE(m_world->refusal(m_ben), answer);
        QCOMPARE(objectsOn(m_ben, {}), 1);
    }
    void K7_whoMeetsNobodyDoesNotWaitAndWhoWaitsKeepsTheirOrder()
    {
        const auto drawn = draw();
        QCOMPARE(m_world->ask(m_owner, drawn), QString());
        const auto moved = [&](double x) {
            BoardOp op = BoardOp::set(*drawn.ops.first().object);
            op.x = op.y = x;
            return BoardCommit{newId<OpId>(), m_world->room, {op}};
        };
        const PeerId cleo = m_world->join(QStringLiteral("Cleo"));
        m_world->transport.forget();
        const auto first = moved(1), second = moved(2), third = moved(3), elsewhere = draw();
        const auto said = m_world->post(m_world->room, QStringLiteral("and then"));
        m_world->hub.peerMessage(m_owner, first);
        m_world->hub.peerMessage(m_ben, second);
        m_world->hub.peerMessage(cleo, third);
        m_world->hub.peerMessage(m_ben, said);
        m_world->hub.peerMessage(m_owner, elsewhere);
        m_world->settle();
        QList<OpId> order;
        for (const auto &posted : m_world->transport.all<EventPosted>(cleo))
            order.append(posted.event.id);
        QCOMPARE(order, (QList<OpId>{first.id, elsewhere.id, second.id, said.id, third.id}));
    }
    void K7_whoMayOnlyAddGoesOnWithWhatTheyAreJustMaking()
    {
        QCOMPARE(m_world->ask(m_owner, everybody(BoardRight::Draw)), QString());
        const auto id = newId<ObjectId>();
        BoardOp text = BoardOp::create(id, BoardKind::Text, 0, 0, 40, 20);
        text.text = QStringLiteral("a");
        BoardOp size = BoardOp::set(id);
        size.w = size.h = 60;
        const BoardCommit made{newId<OpId>(), m_world->room, {text}}, sized{newId<OpId>(), m_world->room, {size}};
        m_world->hub.peerMessage(m_ben, made);
        m_world->hub.peerMessage(m_ben, sized);
        m_world->settle();
        QCOMPARE(m_world->refusal(m_ben), QString());
        QCOMPARE(m_world->transport.last<Ack>(m_ben)->id, sized.id);
    }
    // The one before is refused by the disk, or its author goes: who waited goes on.
    void K7_nobodyWaitsForEver()
    {
        const auto drawn = draw();
        QCOMPARE(m_world->ask(m_owner, drawn), QString());
        BoardOp op = BoardOp::set(*drawn.ops.first().object);
        op.color = 0xff00ff00;
        const auto commit = [&] { return BoardCommit{newId<OpId>(), m_world->room, {op}}; };
        const PeerId cleo = m_world->join(QStringLiteral("Cleo"));
        m_world->store.setFailing(true);
        m_world->hub.peerMessage(m_owner, commit());
        m_world->hub.peerMessage(m_ben, commit());
        m_world->hub.peerMessage(cleo, commit());
        m_world->hub.peerDisconnected(m_ben, Parting::Lost);
        m_world->settle();
        QCOMPARE(m_world->refusal(m_owner), QStringLiteral("storage@"));
        QCOMPARE(m_world->refusal(cleo), QStringLiteral("storage@"));
        m_world->store.setFailing(false);
        QCOMPARE(m_world->ask(cleo, commit()), QString());
    }

    void P29_aRestartKnowsTheBoardsAndTheRights()
    {
        const BoardId second = add(QStringLiteral("Second"));
        QCOMPARE(m_world->ask(m_owner, edit(BoardListAct::Freeze, second)), QString());
        QCOMPARE(m_world->ask(m_owner, everybody(BoardRight::Draw)), QString());
        const RoomStatePage before = page(m_owner);
        FakeTransport transport;
        MemoryStore store;
        Hub hub(transport, store, m_world->clock, m_world->random, {});
        hub.load(m_world->store.session());
        hub.peerConnected(1, {QStringLiteral("127.0.0.1"), Framing::Cbor, true, {}});
        const auto welcome = m_world->transport.last<Welcome>(m_ben);
        hub.peerMessage(1, ClientMessage(Hello{1, QStringLiteral("test"), QStringLiteral("Ben"), welcome->token}));
        hub.peerMessage(1, ClientMessage(RoomStateGet{1, m_world->room}));
        const auto after = transport.last<RoomStatePage>(1);
        QVERIFY(after);
        QCOMPARE(after->boards, before.boards);
        QCOMPARE(after->people, before.people);
        QCOMPARE(after->everybody, BoardRight::Draw);
    }

    void aGuestOfTheRoomSeesNoStateOfAnother()
    {
        m_world->say(m_ben, RoomLeave{++m_req, m_world->room});
        m_world->say(m_ben, RoomStateGet{++m_req, m_world->room});
        QCOMPARE(m_world->refusal(m_ben), QStringLiteral("not-member@room"));
        QCOMPARE(m_world->ask(m_ben, edit(BoardListAct::Freeze, firstBoard(m_world->room))),
                 QStringLiteral("not-member@room"));
    }
};

QTEST_GUILESS_MAIN(TestHubRights)
#include "tst_hubrights.moc"
