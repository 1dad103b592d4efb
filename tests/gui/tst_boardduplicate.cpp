// SPDX-License-Identifier: MIT
#include "app/session/boardassets.h"
#include "app/ui/board/boardduplicate.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/shell/accessible.h"
#include "shared/board/boardends.h"
#include "shared/protocol/errors.h"
#include "shared/util/text.h"
#include "tests/support/boardsshown.h"
#include "tests/support/uidriver.h"

#include <QListView>
#include <QMenu>

#include <algorithm>

using namespace coterie;
using namespace coterie::ui;
using Shown = test::BoardsShown;

// A board as another one, by the list of boards (A329).
class TestBoardDuplicate final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { installAccessibility(); }

    void A329_aBoardIsDuplicatedWithAllThatItShows()
    {
        Shown shown(Role::Member, BoardRight::EditAll, true); // frozen: to be looked at, and copied
        const BoardId first = firstBoard(shown.rig.room);
        BoardController &board = *shown.board(first);
        const auto frame = newId<ObjectId>(), group = newId<ObjectId>(), pinned = newId<ObjectId>(),
                   stroke = newId<ObjectId>(), gone = newId<ObjectId>(), arrow = newId<ObjectId>(),
                   note = newId<ObjectId>();
        QList<BoardOp> ops{BoardOp::create(frame, BoardKind::Frame, 0, 0, 600, 400),
                           BoardOp::createGroup(group),
                           BoardOp::create(pinned, BoardKind::Rectangle, 20, 20, 80, 60),
                           test::dash(stroke, 30, 200),
                           test::dash(gone, 30, 300),
                           BoardOp::create(note, BoardKind::Sticky, 300, 50, 120, 120),
                           BoardOp::create(arrow, BoardKind::Arrow, 100, 50, 200, 20)};
        ops[2].parent = ops[3].parent = group;
        ops[1].parent = frame;
        ops[5].text = QStringLiteral("Angles");
        ops[6].start = BoardAnchor{pinned};
        ops[6].end = BoardAnchor{note};
        BoardOp lock = BoardOp::set(pinned);
        lock.locked = true;
        BoardOp back = BoardOp::set(note);
        back.order = BoardOrder::Back;
        ops += {BoardOp::erasePart(stroke, {{0, 64}}), BoardOp::erase(gone), back, lock};
        board.receive({{{newId<OpId>(), shown.rig.teacher, ops}, 1}});

        shown.key(Qt::Key_B);
        QVERIFY(shown.gallery());
        QTest::keyClick(shown.gallery()->list(), Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(!shown.gallery());
        QCOMPARE(shown.rig.names(), (QStringList{QStringLiteral("Lab board"), QStringLiteral("Lab board (copy)")}));
        const BoardId copy = shown.rig.boards.model()->boardAt(1);
        QCOMPARE(shown.rig.boards.current(), copy);
        QVERIFY(shown.says(QStringLiteral("This is a copy of “Lab board”, with 5 object")));

        // What waits for the host makes the same board, of other objects.
        BoardDoc made;
        for (const BoardTransaction &tx : shown.waiting(copy)) {
            QVERIFY(!made.validate(tx));
            made.apply(tx, made.seq() + 1);
        }
        const auto before = board.doc().objects(), after = made.objects();
        QCOMPARE(after.size(), before.size());
        QHash<ObjectId, ObjectId> twin;
        for (qsizetype i = 0; i < before.size(); ++i)
            twin.insert(before.at(i).id, after.at(i).id);
        const auto other = [&](const ObjectId &id) { return twin.value(id); };
        for (qsizetype i = 0; i < before.size(); ++i) {
            BoardObject was = routedBoardLine(before.at(i), board.doc());
            const BoardObject is = routedBoardLine(after.at(i), made);
            if (was.parent)
                was.parent = other(*was.parent);
            for (auto *anchor : {&was.start, &was.end})
                if (*anchor)
                    (*anchor)->object = other((*anchor)->object);
            QVERIFY2(!difference(was, is), qPrintable(QString::number(int(was.kind))));
            QVERIFY(was.id != is.id && is.author == shown.rig.me);
            QVERIFY(was.kind == is.kind && was.points == is.points && was.text == is.text && was.erased == is.erased);
        }
        QVERIFY(made.object(other(pinned))->locked && !made.object(other(stroke))->erased.isEmpty());

        // Once more: another name. By the mouse, too.
        shown.page.actions()[BoardCommand::Boards]->trigger();
        QVERIFY(shown.gallery());
        shown.gallery()->list()->setCurrentIndex(shown.rig.boards.model()->index(0));
        test::click(*shown.gallery(), QStringLiteral("More"));
        QTRY_VERIFY(shown.gallery()->findChild<QMenu *>());
        QAction *duplicate = nullptr;
        for (QAction *action : shown.gallery()->findChild<QMenu *>()->actions())
            if (action->text() == u"Duplicate")
                duplicate = action;
        QVERIFY(duplicate && duplicate->isEnabled());
        duplicate->trigger();
        QTRY_COMPARE(shown.rig.names().size(), 3);
        QVERIFY(shown.rig.names().contains(QStringLiteral("Lab board (copy) 2")));
    }

    // Larger than a transaction: all of it is one step, in its order, and what holds the rest is locked behind that.
    void A329_aLargeBoardIsDuplicatedInOneStep()
    {
        Shown shown;
        BoardController &board = *shown.board(firstBoard(shown.rig.room));
        const auto frame = newId<ObjectId>();
        BoardOp lock = BoardOp::set(frame);
        lock.locked = true;
        QList<BoardOp> ops{BoardOp::create(frame, BoardKind::Frame, 0, 0, 9000, 200)};
        Seq seq = 0;
        const auto tell = [&] { board.receive({{{newId<OpId>(), shown.rig.teacher, std::exchange(ops, {})}, ++seq}}); };
        for (int i = 0; i < 2 * maxBoardOps; ++i) {
            ops.append(test::dash(newId<ObjectId>(), 10 + i, 10));
            ops.last().parent = frame;
            if (ops.size() == maxBoardOps)
                tell();
        }
        ops.append(lock);
        tell();
        shown.page.actions()[BoardCommand::Boards]->trigger();
        QTest::keyClick(shown.gallery()->list(), Qt::Key_D, Qt::ControlModifier);
        QTRY_COMPARE(shown.rig.names().size(), 2);
        const auto made = shown.waiting(shown.rig.boards.model()->boardAt(1));
        QVERIFY(made.size() > 2);
        BoardDoc doc;
        for (const BoardTransaction &tx : made) {
            QVERIFY(tx.step && *tx.step == made.first().id);
            QVERIFY(!doc.validate(tx));
            doc.apply(tx, doc.seq() + 1);
        }
        QCOMPARE(doc.visibleCount(), 2 * maxBoardOps + 1);
        const auto objects = doc.objects();
        QVERIFY(objects.first().kind == BoardKind::Frame && objects.first().locked);
        for (qsizetype i = 1; i < objects.size(); ++i) {
            QCOMPARE(objects.at(i).parent, std::optional(objects.first().id));
            QCOMPARE(objects.at(i).x, 9.0 + double(i));
        }
    }

    void A329_whatCannotBeCopiedIsSaid()
    {
        Shown shown;
        BoardController &board = *shown.board(firstBoard(shown.rig.room));
        BoardOp newer = BoardOp::create(newId<ObjectId>(), BoardKind(60), 0, 0, 40, 40);
        BoardOp text = BoardOp::create(newId<ObjectId>(), BoardKind::Sticky, 100, 0, 40, 40);
        text.text = QString(maxBoardText, u'a');
        board.receive({{{newId<OpId>(), shown.rig.teacher, {newer, text, test::dash(newId<ObjectId>())}}, 1}});
        QCOMPARE(board.doc().visibleCount(), 3);
        const BoardDuplicate all = duplicateOf(board);
        QCOMPARE(all.newer, 1);
        QCOMPARE(all.objects, 2);
        for (const BoardOp &op : all.creations)
            QVERIFY(op.kind != BoardKind(60));
        QVERIFY(all.sentences(QStringLiteral("Lab"))
                    .join(u' ')
                    .contains(QStringLiteral("1 object(s) were left out: only a newer")));
        // A picture that neither the host nor this computer has, and the group that held nothing else.
        BoardAssets assets(shown.rig.room, shown.rig.requests, shown.rig.store);
        const QByteArray absent(boardAssetBytes, 'n');
        const auto group = newId<ObjectId>();
        BoardOp picture = BoardOp::create(newId<ObjectId>(), BoardKind::Image, 0, 100, 40, 40);
        picture.asset = absent;
        picture.parent = group;
        board.receive({{{newId<OpId>(), shown.rig.teacher, {BoardOp::createGroup(group), picture}}, 2}});
        board.setAssets(&assets);
        QCOMPARE(duplicateOf(board).pictures, 0); // it may be there yet
        assets.roomReady();
        shown.rig.requests.begin({}); // before that no question goes out
        assets.want(absent);
        shown.rig.refusePicture(absent, QString(errors::notFound));
        QTRY_COMPARE(assets.failureOf(absent), QString(errors::notFound));
        const BoardDuplicate lacking = duplicateOf(board);
        QCOMPARE(lacking.pictures, 1);
        QCOMPARE(lacking.objects, 2);
        for (const BoardOp &op : lacking.creations)
            QVERIFY(op.kind != BoardKind::Image && op.kind != BoardKind::Group);
        QVERIFY(lacking.sentences(QStringLiteral("Lab"))
                    .contains(QStringLiteral("1 picture(s) were left out: the host has not got them")));
        BoardController none(shown.rig.room, newId<BoardId>(), shown.rig.clock);
        QCOMPARE(duplicateOf(none).sentences(QStringLiteral("Lab")),
                 QStringList{QStringLiteral("This is an empty copy of “Lab”")});
    }

    void A329_whatIsNotAllHereIsNotDuplicated()
    {
        Shown shown;
        BoardController &board = *shown.board(firstBoard(shown.rig.room));
        board.receive({{{newId<OpId>(), shown.rig.teacher, {test::dash(newId<ObjectId>())}}, 1}});
        const auto duplicate = [](Shown &in, int row = 0) {
            in.page.actions()[BoardCommand::Boards]->trigger();
            in.gallery()->list()->setCurrentIndex(in.rig.boards.model()->index(row));
            QTest::keyClick(in.gallery()->list(), Qt::Key_D, Qt::ControlModifier);
            return QTest::qWaitFor([&] { return !in.gallery(); });
        };
        // Of a copy that was here before not all may have come yet.
        board.setOnline(true);
        QVERIFY(board.isLoaded() && !board.isCaughtUp());
        QVERIFY(duplicate(shown));
        QVERIFY(shown.says(QStringLiteral("“Lab board” is still being loaded. Try again in a moment")));
        QCOMPARE(shown.rig.names().size(), 1);
        // One's own strokes are not the board.
        board.setOnline(false);
        board.setLoaded(false);
        QVERIFY(duplicate(shown));
        QVERIFY(shown.says(
            QStringLiteral("“Lab board” is not on this computer. You can duplicate it as soon as you are online")));
        QCOMPARE(shown.rig.names().size(), 1);
        board.setLoaded(true);
        QVERIFY(duplicate(shown));
        QCOMPARE(shown.rig.names().size(), 2);
        board.setOnline(true);
        board.setCaughtUp(true);
        QVERIFY(duplicate(shown));
        QCOMPARE(shown.rig.names().size(), 3);
        // Made here, and unknown to the host: all there is of it is here, also when that is nothing.
        const BoardId own = shown.rig.boards.add(QStringLiteral("Mine"));
        shown.board(own)->setLoaded(false);
        QVERIFY(duplicate(shown, shown.rig.boards.model()->rowOf(own)));
        QVERIFY(shown.rig.names().contains(QStringLiteral("Mine (copy)")));
        QVERIFY(shown.says(QStringLiteral("This is an empty copy of “Mine”")));
        // Whoever may not make boards hears it.
        Shown guest(Role::Member, BoardRight::Draw);
        QVERIFY(duplicate(guest));
        QCOMPARE(guest.rig.names().size(), 1);
        QVERIFY(guest.says(QStringLiteral("You may not add boards in this room")));
    }

    void A330_whereNoBoardCanBeAddedItIsSaidWhy()
    {
        Shown shown;
        for (int i = 1; i < mostBoardsShown; ++i)
            QVERIFY(!shown.rig.boards.add(QString::number(i)).isNull());
        const QString why = shown.rig.boards.whyNotAdding();
        QVERIFY(!why.isEmpty());
        shown.key(Qt::Key_B);
        QVERIFY(shown.gallery());
        const auto buttons = shown.gallery()->findChildren<QAbstractButton *>();
        const auto add = std::find_if(buttons.begin(), buttons.end(),
                                      [](const QAbstractButton *one) { return one->text() == u"New board"; });
        QVERIFY(add != buttons.end());
        QVERIFY(!(*add)->isEnabled());
        QVERIFY2((*add)->toolTip().contains(QStringLiteral("Remove one")), qPrintable((*add)->toolTip()));
        QTest::keyClick(shown.gallery()->list(), Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(shown.says(why));
        QCOMPARE(shown.rig.boards.model()->rowCount(), int(mostBoardsShown));
        // One fewer: it can be done, and nothing is said of it any more.
        QVERIFY(shown.rig.boards.remove(shown.rig.boards.model()->boardAt(5)));
        if (!shown.gallery())
            shown.key(Qt::Key_B);
        QVERIFY(shown.gallery());
        int found = 0;
        for (const auto *one : shown.gallery()->findChildren<QAbstractButton *>())
            if (one->text() == u"New board" && ++found)
                QVERIFY(one->isEnabled() && one->toolTip().isEmpty());
        QCOMPARE(found, 1);
    }
    void A329_theNameOfACopyIsOneThatABoardMayHave()
    {
        const QString pattern = QStringLiteral("%1 (copy)");
        QCOMPARE(boardNameLike(pattern, QStringLiteral("Lab")), QStringLiteral("Lab (copy)"));
        for (const QString &sign : {QStringLiteral("n"), QStringLiteral("\U0001F58C")})
            for (const int before : {0, 1}) {
                const QString longest =
                    QString(before, u'x') + sign.repeated(int(nameLength.max / sign.size()) - before);
                const QString name = boardNameLike(pattern, longest);
                QVERIFY(name.endsWith(QStringLiteral(" (copy)")));
                QCOMPARE(normalizedName(name), std::optional(name));
                QVERIFY(name.size() >= nameLength.max - 1);
            }
        // Where it is cut there may be what cannot stand at an end, or would be lost there.
        for (const QString &end :
             {QStringLiteral(" "), QStringLiteral("\u200c"), QStringLiteral("\u200d"), QStringLiteral(" \u200c")}) {
            const QString long1 = QString(57 - end.size(), u'ب') + end + QString(7, u'ب');
            const QString name = boardNameLike(pattern, long1);
            QCOMPARE(normalizedName(name), std::optional(name));
        }
        Shown shown;
        const BoardId first = firstBoard(shown.rig.room);
        QVERIFY(shown.rig.boards.rename(first, QString(56, u'x') + QStringLiteral(" yyyyyyy")));
        for (int i = 0; i < 3; ++i)
            QVERIFY(!shown.rig.boards.addCopy(first, pattern, shown.rig.boards.nameOf(first), {}).isNull());
        const QStringList names = shown.rig.names();
        QCOMPARE(QSet<QString>(names.cbegin(), names.cend()).size(), 4);
        QVERIFY(names.contains(QString(55, u'x') + QStringLiteral(" (copy) 2")));
    }
};

QTEST_MAIN(TestBoardDuplicate)
#include "tst_boardduplicate.moc"
