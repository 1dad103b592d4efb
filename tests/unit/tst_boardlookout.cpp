// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"
#include "shared/protocol/protocol.h"
#include "tests/support/boardrig.h"

#include <QTest>

using namespace coterie;
using test::HandClock;

namespace {

// Two people at one board, and a host between them that is two function calls.
struct Onlookers {
    HandClock clock;
    RoomId room = newId<RoomId>();
    BoardController ana{room, clock};
    BoardController ben{room, clock};
    QList<BoardLook> told;
    int heard = 0;

    Onlookers()
    {
        for (BoardController *who : {&ana, &ben}) {
            who->setSelf(newId<UserId>());
            who->setOnline(true);
        }
        QObject::connect(&ana, &BoardController::lookRequested, &ana, [this](const BoardLook &look) {
            told.append(look);
            const BoardOnlooker onlooker{room,          ana.self(),  QStringLiteral("Ana"), look.view,
                                         look.selected, look.around, look.follows,          look.board};
            ana.showOnlooker(onlooker);
            ben.showOnlooker(onlooker);
        });
        QObject::connect(&ben, &BoardController::looksChanged, &ben, [this] { ++heard; });
    }
    void pass(qint64 ms)
    {
        clock.ms += ms;
        for (BoardController *who : {&ana, &ben}) {
            who->lookout().tick();
            who->tick();
        }
    }
    [[nodiscard]] const BoardLookMark *anaForBen() const { return ben.guests().look(ana.self()); }
};

} // namespace

// What one looks at on a board and has selected, told to the others (B22).
class TestBoardLookout final : public QObject
{
    Q_OBJECT
private slots:
    void B22_othersKnowWhatOneSeesAndHasSelected()
    {
        Onlookers o;
        const auto object = newId<ObjectId>();
        o.ana.lookout().setView({10, 20, 300, 200});
        o.ana.lookout().setSelected({object}, {});
        o.ana.lookout().setFollowed(o.ben.self());
        o.pass(200);
        QCOMPARE(o.told.size(), 1); // together
        const BoardLookMark *ana = o.anaForBen();
        QVERIFY(ana);
        QCOMPARE(ana->name, QStringLiteral("Ana"));
        QCOMPARE(ana->view, QRectF(10, 20, 300, 200));
        QCOMPARE(ana->selected, QList{object});
        QCOMPARE(ana->follows, std::optional(o.ben.self()));
        QVERIFY(ana->around.isNull());
        QVERIFY(!o.ana.guests().look(o.ana.self())); // not of oneself
        QCOMPARE(o.ben.guests().people(), (QList<BoardPerson>{{o.ana.self(), QStringLiteral("Ana")}}));
    }
    void B22_whoLooksAwayIsGoneAtOnce()
    {
        Onlookers o;
        o.ana.lookout().setSelected({newId<ObjectId>()}, {});
        o.ana.lookout().setView({0, 0, 300, 200});
        o.pass(200);
        QVERIFY(o.anaForBen());
        o.ana.lookout().setView({});
        QVERIFY(!o.anaForBen()); // no tick
        QVERIFY(!o.told.last().selected);
        o.pass(60'000);
        QCOMPARE(o.told.size(), 2); // and nothing is said again
        o.ana.lookout().setView({});
        QCOMPARE(o.told.size(), 2);
    }
    void B22_atMostTenTimesASecondAndTheNewestCounts()
    {
        Onlookers o;
        for (int i = 0; i < 1000; ++i) {
            o.ana.lookout().setView({double(i), 0, 300, 200});
            o.pass(1);
        }
        QVERIFY2(o.told.size() >= 9 && o.told.size() <= 11, qPrintable(QString::number(o.told.size())));
        o.pass(100);
        QCOMPARE(o.anaForBen()->view.x(), 999.0);
    }
    void B22_itIsRepeatedAndWhoFallsSilentIsForgotten()
    {
        Onlookers o;
        o.ana.lookout().setView({0, 0, 300, 200});
        o.pass(100);
        for (int i = 0; i < 60; ++i) // a minute at rest
            o.pass(1'000);
        QCOMPARE(o.told.size(), 7);
        QVERIFY(o.anaForBen());
        const int heard = o.heard;
        o.clock.ms += 30'000; // her program stands still
        o.ben.tick();
        QVERIFY(!o.anaForBen());
        QCOMPARE(o.heard, heard + 1);
    }
    void B22_ofALargeSelectionTheBoxAroundAllIsTold()
    {
        Onlookers o;
        QList<ObjectId> many;
        for (int i = 0; i <= maxLookSelected; ++i)
            many.append(newId<ObjectId>());
        o.ana.lookout().setView({0, 0, 300, 200});
        o.ana.lookout().setSelected(many, {5, 6, 70, 80});
        o.pass(100);
        QCOMPARE(o.anaForBen()->selected.size(), maxLookSelected);
        QCOMPARE(o.anaForBen()->around, QRectF(5, 6, 70, 80));
        o.ana.lookout().setSelected(many.mid(1), {5, 6, 70, 80}); // as many as can be told
        o.pass(100);
        QVERIFY(o.anaForBen()->around.isNull());
    }
    void B22_aViewBeyondTheBoardIsToldAsFarAsTheBoardGoes()
    {
        Onlookers o;
        o.ana.lookout().setView({-3e7, -5, 6e7, 10});
        o.pass(100);
        QCOMPARE(o.anaForBen()->view, QRectF(-1e7, -5, 2e7, 10));
        const auto frame = encode(ClientMessage(o.told.last()), Framing::Cbor);
        QVERIFY(std::holds_alternative<ClientMessage>(decodeFromClient(frame, Framing::Cbor)));
    }
    void B22_aNewConnectionIsToldAndForgetsTheOthers()
    {
        Onlookers o;
        o.ana.lookout().setView({0, 0, 300, 200});
        o.pass(100);
        o.ben.setOnline(false);
        QVERIFY(!o.anaForBen());
        o.ana.setOnline(false);
        o.ana.lookout().setView({7, 0, 300, 200});
        o.pass(60'000);
        QCOMPARE(o.told.size(), 1); // nobody listens
        o.ana.setOnline(true);
        o.pass(0);
        QCOMPARE(o.told.size(), 2);
        QCOMPARE(o.told.last().view->x, 7.0);
        o.ben.forgetUser(o.ana.self());
        QVERIFY(!o.anaForBen());
    }
};

QTEST_GUILESS_MAIN(TestBoardLookout)
#include "tst_boardlookout.moc"
