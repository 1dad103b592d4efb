// SPDX-License-Identifier: MIT
#include "app/session/boardlistmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <random>

using namespace coterie;

// A61 for the list of a room's boards: Qt's own judge watches seeded lives, and a view's persistent index stays with
// its board whatever moves.
class TestBoardListModel final : public QObject
{
    Q_OBJECT

private slots:
    void A61_aSeededLifePassesTheJudge_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 20; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void A61_aSeededLifePassesTheJudge()
    {
        QFETCH(const quint32, seed);
        std::mt19937 random(seed);
        const auto pick = [&](int below) { return int(random() % quint32(below)); };
        const RoomId room = newId<RoomId>();
        const auto me = newId<UserId>();
        RoomState state(room, me, BoardRight::EditAll);
        BoardListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setBoards(state, me);
        QPersistentModelIndex kept(model.index(0));
        Seq seq = 0;
        int compared = 0;
        for (int step = 0; step < 200; ++step) {
            const auto &boards = state.boards();
            const BoardId some = boards.at(pick(int(boards.size()))).id;
            RoomEvent event;
            event.seq = ++seq;
            event.author = me;
            BoardListChange change{BoardListAct(pick(7)), some, QString::number(step), {}};
            if (change.act == BoardListAct::Add)
                change.board = newId<BoardId>();
            const BoardId after = boards.at(pick(int(boards.size()))).id;
            if (pick(2) == 0 && after != change.board)
                change.after = after;
            if (state.check(me, change)) // the host would not have it
                continue;
            event.boards = change;
            state.apply(event);
            model.setBoards(state, me);
            if (pick(4) == 0)
                model.setRefused(some, pick(3), QStringLiteral("why"));
            QList<BoardInfo> shown;
            for (const BoardInfo &board : state.boards())
                if (!board.removed)
                    shown.append(board);
            QCOMPARE(model.rowCount(), int(shown.size()));
            for (int row = 0; row < model.rowCount(); ++row, ++compared) {
                QCOMPARE(model.boardAt(row), shown.at(row).id);
                QCOMPARE(model.rowOf(shown.at(row).id), row);
                QCOMPARE(model.index(row).data().toString(), BoardListModel::nameOf(shown.at(row)));
                QCOMPARE(model.index(row).data(BoardListModel::FrozenRole).toBool(),
                         shown.at(row).frozenBy.has_value());
                QVERIFY(!model.index(row).data(Qt::AccessibleTextRole).toString().isEmpty());
            }
            if (kept.isValid())
                QCOMPARE(model.boardAt(kept.row()), firstBoard(room));
            else if (model.rowOf(firstBoard(room)) >= 0)
                kept = model.index(model.rowOf(firstBoard(room)));
        }
        QVERIFY2(compared > 100, qPrintable(QString::number(compared)));
    }

    void aRowIsOneBoardAndNothingElse()
    {
        BoardListModel model;
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(model.boardAt(0).isNull());
        QVERIFY(model.boardAt(-1).isNull());
        QCOMPARE(model.rowOf(newId<BoardId>()), -1);
        RoomState state(newId<RoomId>(), {}, BoardRight::Draw);
        model.setBoards(state, newId<UserId>());
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("Board"));
        QCOMPARE(BoardRight(model.index(0).data(BoardListModel::RightRole).toInt()), BoardRight::Draw);
    }
};

QTEST_GUILESS_MAIN(TestBoardListModel)
#include "tst_boardlistmodel.moc"
