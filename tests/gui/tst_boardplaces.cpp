// SPDX-License-Identifier: MIT
#include "app/ui/board/boardplaces.h"
#include "tests/support/boardfilesrig.h"

using namespace coterie;
using namespace coterie::ui;
using test::BoardRig;
using test::Shown;

class TestBoardPlaces final : public QObject
{
    Q_OBJECT
private slots:
    void V10_aBoardComesBackAsItWasLeft()
    {
        Shown shown;
        shown.rig.line(3000, 2000);
        shown.page->view()->showFrom({2900, 1900}, 1.5);
        shown.trigger(BoardCommand::Map);
        shown.trigger(BoardCommand::Snap);
        shown.trigger(BoardCommand::Grid);
        const QRectF before = shown.page->view()->visibleBoard();
        shown.page.reset();
        shown.open();
        QCOMPARE(shown.page->view()->visibleBoard(), before);
        QVERIFY(shown.page->actions()[BoardCommand::Map]->isChecked());
        QVERIFY(shown.page->actions()[BoardCommand::Snap]->isChecked());
        QVERIFY(!shown.page->actions()[BoardCommand::Grid]->isChecked());
        // Another board is none of this one's business.
        BoardRig other;
        other.line(100, 100);
        shown.page->setController(&other.controller);
        shown.page->view()->zoomTo(3);
        shown.page->setController(&shown.rig.controller);
        QCOMPARE(shown.page->view()->zoom(), 1.5);
    }

    void V10_whatCameWhileTheBoardWasHiddenIsSeenWhenItIsShown()
    {
        Shown shown;
        shown.page.reset();
        shown.settings.reset(Settings::Key::BoardPlaces);
        shown.rig.line(3000, 2000);
        BoardPage page(&shown.settings); // as beside the chat: not laid out yet
        page.resize(100, 30);
        page.setController(&shown.rig.controller);
        QTest::qWait(0);
        page.resize(900, 640);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QVERIFY(page.view()->visibleBoard().contains(QPointF(3050, 2000)));
        QVERIFY2(page.view()->zoom() > 1, qPrintable(QString::number(page.view()->zoom()))); // by the size it has now
    }

    void placesAreBoundedAndNonsenseIsLeftOut()
    {
        BoardPlaces places;
        QList<BoardPlace> put;
        for (int i = 0; i < BoardPlaces::most + 5; ++i) {
            put.append({newId<BoardId>(), {i * 1.25, -i * 3.5}, 0.5 + i / 8.0, i % 2 == 0, i % 3 == 0, i % 5 == 0});
            places.put(put.last());
        }
        const BoardPlaces again(places.stored());
        QCOMPARE(again.count(), BoardPlaces::most);
        QVERIFY(!again.find(put.first().board)); // the oldest gave way
        for (const BoardPlace &place : put.mid(5))
            QCOMPARE(again.find(place.board), std::optional(place));
        const QByteArray id = newId<BoardId>().toString().toUtf8();
        const QByteArrayList nonsenses{"nothing", "[1, {}]", QByteArray("[{\"board\":\"" + id + "\",\"zoom\":1e9}]"),
                                       QByteArray("[{\"board\":\"" + id + "\",\"zoom\":1,\"x\":1e300}]")};
        for (const QByteArray &nonsense : nonsenses)
            QCOMPARE(BoardPlaces(nonsense).count(), 0);
        QCOMPARE(BoardPlaces(QByteArray("[{\"board\":\"" + id + "\",\"zoom\":1}]")).count(), 1);
    }
};

QTEST_MAIN(TestBoardPlaces)
#include "tst_boardplaces.moc"
