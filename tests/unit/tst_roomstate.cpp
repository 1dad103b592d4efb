// SPDX-License-Identifier: MIT
#include "shared/protocol/boardrights.h"
#include "tests/support/boardkit.h"

#include <QTest>

using namespace coterie;

namespace {

const RoomId room{QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)};
const auto owner = newId<UserId>(), moderator = newId<UserId>(), admin = newId<UserId>(), member = newId<UserId>(),
           guest = newId<UserId>(), other = newId<UserId>();

QString refusalOf(const std::optional<BoardRefusal> &refusal)
{
    return refusal ? QString(refusal->code % u'@' % refusal->path) : QString();
}

RightsChange role(const UserId &user, Role role)
{
    return {user, role, {}, {}};
}
RightsChange right(const std::optional<UserId> &user, BoardRight right)
{
    return {user, {}, right, {}};
}
BoardOp strokeOp()
{
    return test::dash(newId<ObjectId>());
}
BoardListChange act(BoardListAct act, const BoardId &board)
{
    return {act, board, {}, {}};
}

} // namespace

// Rules P23 to P28 of shared/README.md.
class TestRoomState final : public QObject
{
    Q_OBJECT

    RoomState m_state;
    Seq m_seq = 0;

    template <class Change> bool apply(const UserId &by, const Change &change)
    {
        RoomEvent event;
        event.seq = ++m_seq;
        event.author = by;
        if constexpr (std::is_same_v<Change, RightsChange>)
            event.rights = change;
        else
            event.boards = change;
        return m_state.apply(event);
    }
    // As the host does: refused, or applied.
    template <class Change> QString ask(const UserId &by, const Change &change)
    {
        const QString refusal = refusalOf(m_state.check(by, change));
        if (refusal.isEmpty())
            apply(by, change);
        return refusal;
    }
    QStringList names() const
    {
        QStringList all;
        for (const BoardInfo &board : m_state.boards())
            if (!board.removed)
                all.append(board.name);
        return all;
    }
    BoardId add(const QString &name, std::optional<BoardId> after = {})
    {
        const auto id = newId<BoardId>();
        return ask(owner, BoardListChange{BoardListAct::Add, id, name, after}).isEmpty() ? id : BoardId{};
    }

private slots:
    void init()
    {
        m_seq = 0;
        m_state = RoomState(room, owner, BoardRight::EditAll);
        QCOMPARE(ask(owner, role(admin, Role::Admin)), QString());
        QCOMPARE(ask(owner, role(moderator, Role::Moderator)), QString());
        QCOMPARE(ask(owner, role(guest, Role::Guest)), QString());
    }

    void P23_boardsAreAddedNamedMovedRemovedAndRestored()
    {
        QCOMPARE(m_state.boards().size(), 1);
        QCOMPARE(m_state.boards().first().id, firstBoard(room));
        const BoardId b = add(QStringLiteral("B")), c = add(QStringLiteral("C")), d = add(QStringLiteral("D"), b);
        QCOMPARE(names().join(u','), QStringLiteral(",B,D,C"));
        QCOMPARE(ask(owner, BoardListChange{BoardListAct::Rename, firstBoard(room), QStringLiteral("A"), {}}),
                 QString());
        QCOMPARE(ask(owner, BoardListChange{BoardListAct::Move, firstBoard(room), {}, c}), QString());
        QCOMPARE(names().join(u','), QStringLiteral("B,D,C,A"));
        QCOMPARE(ask(owner, act(BoardListAct::Move, d)), QString());
        QCOMPARE(names().join(u','), QStringLiteral("D,B,C,A"));
        QCOMPARE(ask(owner, act(BoardListAct::Remove, b)), QString());
        QCOMPARE(names().join(u','), QStringLiteral("D,C,A"));
        QCOMPARE(ask(owner, act(BoardListAct::Restore, b)), QString());
        QCOMPARE(names().join(u','), QStringLiteral("D,B,C,A")); // where it was
    }

    void P23_oneBoardIsAlwaysThere()
    {
        QCOMPARE(ask(owner, act(BoardListAct::Remove, firstBoard(room))), QStringLiteral("board@change.act"));
        apply(owner, act(BoardListAct::Remove, firstBoard(room))); // two at the same moment
        QCOMPARE(names().size(), 1);
        const BoardId b = add(QStringLiteral("B"));
        QCOMPARE(ask(owner, act(BoardListAct::Remove, firstBoard(room))), QString());
        apply(owner, act(BoardListAct::Remove, firstBoard(room))); // again: nothing comes back
        apply(owner, act(BoardListAct::Remove, b));
        QCOMPARE(names().join(u','), QStringLiteral("B"));
    }

    void P23_whatCannotBeIsNamed()
    {
        const auto unknown = newId<BoardId>();
        for (const BoardListAct one : {BoardListAct::Remove, BoardListAct::Restore, BoardListAct::Freeze,
                                       BoardListAct::Thaw, BoardListAct::Move})
            QCOMPARE(ask(owner, act(one, unknown)), QStringLiteral("not-found@change.board"));
        QCOMPARE(ask(owner, act(BoardListAct::Add, unknown)), QStringLiteral("missing@change.name"));
        QCOMPARE(ask(owner, BoardListChange{BoardListAct::Add, unknown, QStringLiteral(" \n"), {}}),
                 QStringLiteral("bad-name@change.name"));
        QCOMPARE(ask(owner, BoardListChange{BoardListAct::Add, firstBoard(room), QStringLiteral("x"), {}}),
                 QStringLiteral("id-reused@change.board"));
        QCOMPARE(ask(owner, BoardListChange{BoardListAct::Move, firstBoard(room), {}, firstBoard(room)}),
                 QStringLiteral("not-found@change.after"));
    }

    void P23_thereIsALimit()
    {
        while (names().size() < mostBoardsShown)
            QVERIFY(!add(QString::number(names().size())).isNull());
        QVERIFY(add(QStringLiteral("one too many")).isNull());
        QCOMPARE(ask(owner, act(BoardListAct::Remove, m_state.boards().at(1).id)), QString());
        QVERIFY(!add(QStringLiteral("one for another")).isNull());
        QCOMPARE(ask(owner, act(BoardListAct::Restore, m_state.boards().at(1).id)), QStringLiteral("full@change.act"));
    }

    void P24_rolesAreGivenFromAbove()
    {
        QCOMPARE(m_state.roleOf(owner), Role::Owner);
        QCOMPARE(m_state.roleOf(member), Role::Member);
        const QString below = QStringLiteral("forbidden@change.user"),
                      tooHigh = QStringLiteral("forbidden@change.role");
        QCOMPARE(ask(member, role(other, Role::Moderator)), QStringLiteral("forbidden@change"));
        QCOMPARE(ask(guest, role(guest, Role::Member)), QStringLiteral("forbidden@change"));
        QCOMPARE(ask(moderator, role(member, Role::Guest)), tooHigh); // permission_matrix: role.grant
        QCOMPARE(ask(moderator, role(moderator, Role::Admin)), below);
        QCOMPARE(ask(admin, role(member, Role::Admin)), tooHigh);
        QCOMPARE(ask(admin, role(admin, Role::Member)), below);
        QCOMPARE(ask(admin, role(owner, Role::Member)), below);
        QCOMPARE(ask(owner, role(owner, Role::Member)), below);
        QCOMPARE(ask(owner, role(member, Role::Owner)), tooHigh);
        QCOMPARE(ask(admin, role(member, Role::Moderator)), QString());
        QCOMPARE(ask(owner, role(admin, Role::Member)), QString());
        QCOMPARE(m_state.roleOf(admin), Role::Member);
        apply(owner, role(owner, Role::Member)); // whatever a log says
        QCOMPARE(m_state.roleOf(owner), Role::Owner);
    }

    void P24_anOwnersRoleEndsByTheWordOfAnotherOwnerAlone()
    {
        apply(admin, role(owner, Role::Member));
        QCOMPARE(m_state.roleOf(owner), Role::Owner);
        apply(other, role(other, Role::Owner)); // as the host writes it
        apply(other, role(owner, Role::Admin));
        QCOMPARE(m_state.roleOf(other), Role::Owner);
        QCOMPARE(m_state.roleOf(owner), Role::Admin);
        QCOMPARE(ask(owner, role(other, Role::Member)), QStringLiteral("forbidden@change.user"));
        QCOMPARE(ask(other, role(owner, Role::Member)), QString());
        QCOMPARE(m_state.roleOf(owner), Role::Member);
    }

    void P25_theRightIsThePersonsElseEverybodys()
    {
        QCOMPARE(m_state.rightOf(member), BoardRight::EditAll);
        QCOMPARE(ask(member, right({}, BoardRight::View)), QStringLiteral("forbidden@change"));
        QCOMPARE(ask(moderator, right({}, BoardRight::View)), QString());
        QCOMPARE(m_state.rightOf(member), BoardRight::View);
        QCOMPARE(m_state.rightOf(moderator), BoardRight::EditAll);
        QCOMPARE(ask(moderator, right(member, BoardRight::Draw)), QString()); // the chalk
        QCOMPARE(m_state.rightOf(member), BoardRight::Draw);
        QCOMPARE(m_state.rightOf(other), BoardRight::View);
        QCOMPARE(m_state.rightOf(guest), BoardRight::View);
        QCOMPARE(ask(moderator, RightsChange{member, {}, {}, true}), QString());
        QCOMPARE(m_state.rightOf(member), BoardRight::View);
        QVERIFY(!m_state.ownRightOf(member));
        QCOMPARE(ask(moderator, right(admin, BoardRight::View)), QStringLiteral("forbidden@change.user"));
        QCOMPARE(ask(owner, RightsChange{}), QStringLiteral("missing@change"));
    }

    void P25_theHostAsksForEachOperation()
    {
        BoardDoc doc;
        const BoardOp mine = strokeOp(), theirs = strokeOp();
        doc.apply({newId<OpId>(), member, {mine}}, 1);
        doc.apply({newId<OpId>(), other, {theirs}}, 2);
        const auto may = [&](const UserId &user, const QList<BoardOp> &ops) {
            return refusalOf(checkBoardRights(m_state, firstBoard(room), doc, user, ops));
        };
        BoardOp moveMine = BoardOp::set(*mine.object), moveTheirs = BoardOp::set(*theirs.object);
        moveMine.x = moveTheirs.x = 1;
        moveMine.y = moveTheirs.y = 1;
        const QList<BoardOp> create{strokeOp()}, clear{BoardOp::clear(2)}, undo{BoardOp::undo(newId<OpId>())};
        const QString no0 = QStringLiteral("forbidden@ops[0]"), noBoard = QStringLiteral("forbidden@board");
        struct Row {
            BoardRight right;
            QString create, own, foreign, undo;
        };
        const Row rows[] = {{BoardRight::View, noBoard, noBoard, noBoard, noBoard},
                            {BoardRight::Draw, {}, no0, no0, {}},
                            {BoardRight::EditOwn, {}, {}, no0, {}},
                            {BoardRight::EditAll, {}, {}, {}, {}}};
        int compared = 0;
        for (const Row &row : rows) {
            apply(owner, right({}, row.right));
            QCOMPARE(may(member, create), row.create);
            QCOMPARE(may(member, {moveMine}), row.own);
            QCOMPARE(may(member, {BoardOp::erase(*mine.object)}), row.own);
            QCOMPARE(may(member, {moveTheirs}), row.foreign);
            QCOMPARE(may(member, {BoardOp::erase(*theirs.object)}), row.foreign);
            QCOMPARE(may(member, undo), row.undo);
            QCOMPARE(may(member, clear), row.right == BoardRight::View ? noBoard : no0);
            QCOMPARE(may(moderator, {moveTheirs}), QString());
            QCOMPARE(may(moderator, clear), QString());
            QCOMPARE(may(guest, create), noBoard);
            compared += 10;
        }
        qInfo("%d answers compared", compared);
        // Redo needs the right that the work itself needs, undo none but to draw (P49).
        apply(owner, right({}, BoardRight::EditAll));
        const OpId moved = newId<OpId>(), turned = newId<OpId>(), made = newId<OpId>();
        const BoardOp another = strokeOp();
        doc.apply({moved, member, {moveTheirs}}, 10);
        doc.apply({turned, member, {moveMine}}, 11);
        doc.apply({made, member, {another}}, 12);
        for (const OpId &id : {moved, turned, made}) {
            QCOMPARE(may(member, {BoardOp::undo(id)}), QString());
            doc.apply({newId<OpId>(), member, {BoardOp::undo(id)}}, doc.seq() + 1);
        }
        struct Again {
            BoardRight right;
            QString foreign, own, made;
        };
        for (const Again &row : {Again{BoardRight::EditAll, {}, {}, {}}, Again{BoardRight::EditOwn, no0, {}, {}},
                                 Again{BoardRight::Draw, no0, no0, {}}}) {
            apply(owner, right({}, row.right));
            QCOMPARE(may(member, {BoardOp::redo(moved)}), row.foreign);
            QCOMPARE(may(member, {BoardOp::redo(turned)}), row.own);
            QCOMPARE(may(member, {BoardOp::redo(made)}), row.made);
        }
        // Who may only add writes in their own texts, which have a size and are taken away when there is nothing in
        // them: that they may redo, too.
        apply(owner, right({}, BoardRight::Draw));
        BoardOp label = BoardOp::create(newId<ObjectId>(), BoardKind::Text, 0, 0, 9, 9);
        label.text = QStringLiteral("abc");
        BoardOp fit = BoardOp::set(*label.object), coloured = BoardOp::set(*label.object);
        fit.w = 20;
        fit.h = 10;
        coloured.color = 0xff0000ff;
        const OpId fitted = newId<OpId>(), painted = newId<OpId>(), emptied = newId<OpId>(), gone = newId<OpId>();
        doc.apply({newId<OpId>(), member, {label}}, doc.seq() + 1);
        doc.apply({painted, member, {coloured}}, doc.seq() + 1);
        doc.apply({fitted, member, {fit}}, doc.seq() + 1);
        BoardOp empty = BoardOp::editText(*label.object, doc.seq(), boardDelta(*label.text, QString()));
        empty.client = 1;
        doc.apply({emptied, member, {empty}}, doc.seq() + 1);
        doc.apply({gone, member, {BoardOp::erase(*label.object)}}, doc.seq() + 1);
        QList<BoardOp> back;
        for (const OpId &id : {gone, emptied, fitted, painted}) {
            back = {BoardOp::undo(id)};
            back.first().client = 1;
            doc.apply({newId<OpId>(), member, back}, doc.seq() + 1);
        }
        QCOMPARE(doc.textOf(*label.object), label.text);
        QCOMPARE(may(member, {BoardOp::redo(fitted)}), QString());
        QCOMPARE(may(member, {BoardOp::redo(gone)}), no0); // there are words in it
        QCOMPARE(may(member, {BoardOp::redo(emptied), BoardOp::redo(gone)}), QString());
        QCOMPARE(may(member, {BoardOp::redo(painted)}), no0);
        // A redo lifts no moderator's lock.
        apply(owner, right({}, BoardRight::EditAll));
        BoardOp lock = BoardOp::set(*theirs.object), unlock = lock;
        lock.locked = true;
        unlock.locked = false;
        const OpId freed = newId<OpId>(), shifted = newId<OpId>(), held = newId<OpId>(), over = newId<OpId>();
        doc.apply({held, member, {lock}}, doc.seq() + 1);
        doc.apply({newId<OpId>(), member, {BoardOp::undo(held)}}, doc.seq() + 1);
        doc.apply({shifted, member, {moveTheirs}}, doc.seq() + 1);
        doc.apply({newId<OpId>(), member, {BoardOp::undo(shifted)}}, doc.seq() + 1);
        doc.apply({newId<OpId>(), moderator, {lock}}, doc.seq() + 1);
        QCOMPARE(may(member, {BoardOp::redo(shifted)}), QString()); // it is passed by, and bars nothing
        QCOMPARE(may(member, {BoardOp::redo(held)}), QString());    // nor does what stays below it
        // One that came to lie above it would be the member's to take away.
        const OpId opened = newId<OpId>();
        doc.apply({opened, moderator, {unlock}}, doc.seq() + 1);
        doc.apply({over, member, {lock}}, doc.seq() + 1);
        doc.apply({newId<OpId>(), member, {BoardOp::undo(over)}}, doc.seq() + 1);
        doc.apply({newId<OpId>(), moderator, {BoardOp::undo(opened)}}, doc.seq() + 1);
        QCOMPARE(doc.lockedBy(*theirs.object), std::optional(moderator));
        QCOMPARE(may(member, {BoardOp::redo(over)}), no0);
        doc.apply({freed, member, {unlock}}, doc.seq() + 1); // of a time when they were a moderator
        doc.apply({newId<OpId>(), member, {BoardOp::undo(freed)}}, doc.seq() + 1);
        QVERIFY(doc.lockedBy(*theirs.object));
        QCOMPARE(may(member, {BoardOp::redo(freed)}), no0);
        // Nor one that lies above their undone unlock: a redo would lift the one below, should that be undone.
        const OpId opens = newId<OpId>();
        doc.apply({opens, member, {unlock}}, doc.seq() + 1);
        doc.apply({newId<OpId>(), moderator, {lock}}, doc.seq() + 1);
        doc.apply({newId<OpId>(), member, {BoardOp::undo(opens)}}, doc.seq() + 1);
        QCOMPARE(may(member, {BoardOp::redo(opens)}), no0);
        // A text that nobody would see may be taken away by who wrote it, as its editor does.
        apply(owner, right({}, BoardRight::Draw));
        Seq head = doc.seq();
        for (const auto &[words, answer] : {std::pair(QStringLiteral(" \n "), QString()), {QStringLiteral("a"), no0}}) {
            BoardOp text = BoardOp::create(newId<ObjectId>(), BoardKind::Text, 0, 0, 9, 9);
            text.text = words;
            doc.apply({newId<OpId>(), member, {text}}, ++head);
            QCOMPARE(may(member, {BoardOp::erase(*text.object)}), answer);
        }
        // The fault is named where it stands, and what one has just created is one's own.
        apply(owner, right({}, BoardRight::EditOwn));
        QCOMPARE(may(member, {create.first(), moveTheirs}), QStringLiteral("forbidden@ops[1]"));
        BoardOp moveNew = moveMine;
        moveNew.object = create.first().object;
        QCOMPARE(may(member, {create.first(), moveNew}), QString());
        QCOMPARE(refusalOf(checkBoardRights(m_state, newId<BoardId>(), doc, owner, create)),
                 QStringLiteral("not-found@board"));
    }

    void P25_aFrameIsErasedWithWhatIsInItByWhoeverMayEraseThat()
    {
        BoardDoc doc;
        const BoardOp frame = BoardOp::create(newId<ObjectId>(), BoardKind::Frame, 0, 0, 100, 100);
        BoardOp inside = strokeOp();
        doc.apply({newId<OpId>(), member, {frame}}, 1);
        doc.apply({newId<OpId>(), member, {inside, BoardOp::setParent(*inside.object, *frame.object)}}, 2);
        apply(owner, right({}, BoardRight::EditOwn));
        const QList<BoardOp> erase{BoardOp::eraseTree(*frame.object, 3)};
        QVERIFY(!checkBoardRights(m_state, firstBoard(room), doc, member, erase));
        BoardOp theirs = strokeOp();
        doc.apply({newId<OpId>(), other, {theirs, BoardOp::setParent(*theirs.object, *frame.object)}}, 3);
        QVERIFY(checkBoardRights(m_state, firstBoard(room), doc, member, erase));
    }

    // Found by seed 997 of tst_convergence, in 600 steps.
    void P25_norWithWhatOfOthersCannotBeSeenInIt()
    {
        apply(owner, right({}, BoardRight::EditOwn));
        const auto answer = [&](const BoardDoc &doc, const BoardOp &frame) {
            return refusalOf(checkBoardRights(m_state, firstBoard(room), doc, member,
                                              {BoardOp::eraseTree(*frame.object, doc.seq())}));
        };
        // A group of somebody else that nothing is in any more.
        BoardDoc doc;
        const BoardOp frame = BoardOp::create(newId<ObjectId>(), BoardKind::Frame, 0, 0, 100, 100);
        const BoardOp group = BoardOp::createGroup(newId<ObjectId>());
        doc.apply({newId<OpId>(), member, {frame}}, 1);
        QCOMPARE(answer(doc, frame), QString());
        doc.apply({newId<OpId>(), other, {group, BoardOp::setParent(*group.object, *frame.object)}}, 2);
        QVERIFY(doc.children(*frame.object).isEmpty());
        QCOMPARE(answer(doc, frame), QStringLiteral("forbidden@ops[0]"));
        // What stands by itself since the frame alone was erased, and would go with it when that is erased again.
        BoardDoc again;
        const BoardOp theirs = strokeOp();
        again.apply({newId<OpId>(), member, {frame}}, 1);
        again.apply({newId<OpId>(), other, {theirs, BoardOp::setParent(*theirs.object, *frame.object)}}, 2);
        again.apply({newId<OpId>(), member, {BoardOp::erase(*frame.object)}}, 3);
        QVERIFY(again.isVisible(*theirs.object));
        QCOMPARE(answer(again, frame), QStringLiteral("forbidden@ops[0]"));
        again.apply({newId<OpId>(), member, {BoardOp::eraseTree(*frame.object, 3)}}, 4);
        QVERIFY(!again.isVisible(*theirs.object)); // so it is for the rights to keep it
    }

    void P26_aFrozenBoardIsForModeratorsAlone()
    {
        BoardDoc doc;
        const QList<BoardOp> create{strokeOp()};
        QCOMPARE(ask(member, act(BoardListAct::Freeze, firstBoard(room))), QStringLiteral("forbidden@change.act"));
        QCOMPARE(ask(moderator, act(BoardListAct::Freeze, firstBoard(room))), QString());
        QCOMPARE(m_state.board(firstBoard(room))->frozenBy, std::optional(moderator));
        QCOMPARE(m_state.rightOn(firstBoard(room), member), BoardRight::View);
        QCOMPARE(m_state.rightOn(firstBoard(room), owner), BoardRight::EditAll);
        QCOMPARE(refusalOf(checkBoardRights(m_state, firstBoard(room), doc, member, create)),
                 QStringLiteral("frozen@board"));
        QVERIFY(!checkBoardRights(m_state, firstBoard(room), doc, moderator, create));
        QCOMPARE(ask(owner, act(BoardListAct::Thaw, firstBoard(room))), QString());
        QVERIFY(!checkBoardRights(m_state, firstBoard(room), doc, member, create));
        const BoardId b = add(QStringLiteral("B"));
        QCOMPARE(ask(moderator, act(BoardListAct::Remove, b)), QString());
        QCOMPARE(refusalOf(checkBoardRights(m_state, b, doc, owner, create)), QStringLiteral("frozen@board"));
    }

    void P28_whatAModeratorLockedOnlyAModeratorUnlocks()
    {
        BoardDoc doc;
        const BoardOp object = strokeOp();
        BoardOp lock = BoardOp::set(*object.object), unlock = lock;
        lock.locked = true;
        unlock.locked = false;
        const auto may = [&](const UserId &user) {
            return !checkBoardRights(m_state, firstBoard(room), doc, user, {unlock});
        };
        doc.apply({newId<OpId>(), member, {object}}, 1);
        QVERIFY(may(other));
        doc.apply({newId<OpId>(), member, {lock}}, 2);
        QCOMPARE(doc.lockedBy(*object.object), std::optional(member));
        QVERIFY(may(other));
        doc.apply({newId<OpId>(), other, {unlock}}, 3);
        doc.apply({newId<OpId>(), moderator, {lock}}, 4);
        QVERIFY(!may(member) && !may(other));
        QVERIFY(may(moderator) && may(owner));
    }

    // Of what is locked nothing counts but unlocking (B18): both together, as one transaction, make it theirs.
    void P28_aModeratorLocksOverSomebodysLock()
    {
        BoardDoc doc;
        const BoardOp object = strokeOp();
        BoardOp lock = BoardOp::set(*object.object), unlock = lock;
        lock.locked = true;
        unlock.locked = false;
        doc.apply({newId<OpId>(), member, {object, lock}}, 1);
        QCOMPARE(doc.lockedBy(*object.object), std::optional(member));
        const QList<BoardOp> over{unlock, lock};
        QVERIFY(!checkBoardRights(m_state, firstBoard(room), doc, moderator, over));
        const BoardTransaction tx{newId<OpId>(), moderator, over};
        QVERIFY(!doc.validate(tx));
        doc.apply(tx, 2);
        QCOMPARE(doc.lockedBy(*object.object), std::optional(moderator));
        // Nobody gets it back that way.
        QCOMPARE(refusalOf(checkBoardRights(m_state, firstBoard(room), doc, member, over)),
                 QStringLiteral("forbidden@ops[0]"));
        // Locking alone, over a lock, is of no use and changes nothing.
        doc.apply({newId<OpId>(), owner, {lock}}, 3);
        QCOMPARE(doc.lockedBy(*object.object), std::optional(moderator));
        doc.apply({newId<OpId>(), moderator, {BoardOp::undo(tx.id)}}, 4);
        QCOMPARE(doc.lockedBy(*object.object), std::optional(member));
    }

    void G7_aPageCarriesItAll()
    {
        const BoardId b = add(QStringLiteral("B"));
        apply(owner, act(BoardListAct::Freeze, b));
        apply(owner, right({}, BoardRight::Draw));
        apply(owner, right(member, BoardRight::EditOwn));
        RoomStatePage page = m_state.page();
        page.req = 7;
        for (const Framing framing : {Framing::Cbor, Framing::Json}) {
            const auto message = decodeFromServer(encode(ServerMessage(page), framing), framing);
            QVERIFY(std::holds_alternative<ServerMessage>(message));
            RoomState again(std::get<RoomStatePage>(std::get<ServerMessage>(message)));
            QCOMPARE(again.seq(), m_state.seq());
            QCOMPARE(again.boards(), m_state.boards());
            for (const UserId &user : {owner, admin, moderator, member, guest, other}) {
                QCOMPARE(again.roleOf(user), m_state.roleOf(user));
                QCOMPARE(again.rightOn(b, user), m_state.rightOn(b, user));
            }
        }
        RoomEvent old;
        old.seq = m_state.seq();
        old.rights = right({}, BoardRight::View);
        QVERIFY(!m_state.apply(old)); // what it has been told of changes nothing
        QCOMPARE(m_state.everybody(), BoardRight::Draw);
    }
};

QTEST_GUILESS_MAIN(TestRoomState)
#include "tst_roomstate.moc"
