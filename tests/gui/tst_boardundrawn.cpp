// SPDX-License-Identifier: MIT
#include "app/ui/board/boardwords.h"
#include "shared/protocol/errors.h"
#include "tests/support/boardfilesrig.h"

#include <QHelpEvent>
#include <QSignalSpy>
#include <QToolTip>
#include <QTreeView>

using namespace coterie;
using namespace coterie::ui;
using test::BoardsRig;
using test::Shown;

class TestBoardUndrawn final : public QObject
{
    Q_OBJECT
private slots:
    void V8_aPictureThatCannotBeDrawnSaysSo()
    {
        Shown shown;
        const QByteArray hash = shown.assets.put("these bytes are no picture");
        BoardOp op = BoardOp::create(newId<ObjectId>(), BoardKind::Image, 300, 200, 200, 150);
        op.asset = hash;
        shown.rig.draw(shown.rig.other, op);
        QTRY_VERIFY(shown.page->view()->pictures().state(hash).failed);
        // One that has not come yet is neither.
        const QByteArray absent(32, 'x');
        QVERIFY(!shown.page->view()->pictures().state(absent).failed);
        QVERIFY(!shown.page->view()->pictures().state(absent).picture);
        // The card is struck out: ink where that of one that is still to come has none.
        BoardOp waits = BoardOp::create(newId<ObjectId>(), BoardKind::Image, 300, 420, 200, 150);
        waits.asset = absent;
        shown.rig.draw(shown.rig.other, waits);
        shown.page->view()->lookAt({400, 385}, 1);
        QTRY_VERIFY(shown.page->view()->isSettled());
        const QImage seen = shown.page->view()->grab().toImage();
        const auto ink = [&](double top) { // at both ends of the stroke, beside the picture on the card
            int count = 0;
            const double side = 96 * 0.4;
            const QRectF icon(400 - side / 2, top + 75 - side / 2, side, side * 0.8);
            const QPointF ends[] = {{icon.left() - 0.1 * icon.width(), icon.top() + 1.1 * icon.height()},
                                    {icon.left() + 1.1 * icon.width(), icon.top() - 0.1 * icon.height()}};
            for (const QPointF &end : ends) {
                const QPoint at = shown.page->view()->camera().toWidget(end).toPoint();
                const QColor ground = seen.pixelColor(at + QPoint(0, 12));
                count += std::abs(seen.pixelColor(at).lightness() - ground.lightness()) > 25;
            }
            return count;
        };
        QCOMPARE(ink(200), 2);
        QCOMPARE(ink(420), 0);
    }
    // What an outline that is open says of the first object.
    static QString outlined(const Shown &shown)
    {
        return shown.page->findChild<QTreeView *>()->model()->index(0, 0).data().toString();
    }
    void V47_theOutlineHearsThatAPictureHasFailedAndHasCome()
    {
        const QString lost = QStringLiteral("cannot be drawn");
        Shown shown;
        BoardView &view = *shown.page->view();
        BoardOp op = BoardOp::create(newId<ObjectId>(), BoardKind::Image, 300, 200, 200, 150);
        op.asset = QByteArray(32, 'x');
        shown.rig.draw(shown.rig.other, op);
        shown.page->actions()[BoardCommand::Outline]->trigger();
        (void)view.grab(); // who looks asks for it
        QTRY_VERIFY(outlined(shown).startsWith(QStringLiteral("Picture")) && !outlined(shown).contains(lost));
        emit shown.assets.failed(*op.asset, QStringLiteral("nobody has it"));
        QTRY_VERIFY(outlined(shown).contains(lost));
        emit shown.assets.failureForgotten(*op.asset); // it may be there by now
        QTRY_VERIFY(!outlined(shown).contains(lost));
    }
    // Nobody was listening when it failed: whoever paints comes to know.
    void V47_whatHasFailedBeforeIsToldWhenThePaintingIsOver_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("tip");
        QTest::newRow("not to be had") << QString(errors::notFound) << "could not be had from the host";
        QTest::newRow("damaged on its way") << QString(errors::badBlob) << "did not arrive as it was sent";
    }
    void V47_whatHasFailedBeforeIsToldWhenThePaintingIsOver()
    {
        QFETCH(const QString, code);
        QFETCH(const QString, tip);
        Shown shown;
        BoardsRig &session = shown.session;
        BoardAssets assets(session.room, session.requests, session.store);
        const QByteArray absent(32, 'x');
        assets.roomReady();
        session.requests.begin({}); // before that no question goes out, and each fails as soon as it is asked
        assets.want(absent);
        session.refusePicture(absent, code);
        QTRY_VERIFY(assets.hasFailed(absent));
        BoardPictures pictures;
        pictures.reset(&assets);
        QSignalSpy changed(&pictures, &BoardPictures::changed);
        for (int i = 0; i < 3; ++i)
            QVERIFY(pictures.state(absent).failed);
        QVERIFY(pictures.isMissing(absent));
        QCOMPARE(pictures.isDamaged(absent), code == errors::badBlob);
        QVERIFY(undrawnTip(pictures.isDamaged(absent) ? Undrawn::Damaged : Undrawn::Missing).contains(tip));
        QCOMPARE(changed.size(), 0); // never from within
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(pictures.state(absent).failed);
        QCoreApplication::sendPostedEvents(&pictures);
        QCOMPARE(changed.size(), 1);
        pictures.reset(&assets);
        (void)pictures.state(absent);
        pictures.reset(nullptr); // another board by then
        QCoreApplication::sendPostedEvents(&pictures);
        QCOMPARE(changed.size(), 1);
    }
    void V47_whatCannotBeDrawnSaysSoInWords_data()
    {
        QTest::addColumn<int>("why");
        QTest::addColumn<QString>("strip");
        QTest::addColumn<QString>("todo");
        QTest::newRow("no picture") << int(Undrawn::Broken) << "This picture cannot be drawn"
                                    << "Insert the picture again";
        QTest::newRow("not to be had") << int(Undrawn::Missing) << "This picture is not here yet"
                                       << "could not be had from the host";
        QTest::newRow("newer kind") << int(Undrawn::Newer) << "This object cannot be drawn here"
                                    << "Update Coterie";
    }
    void V47_whatCannotBeDrawnSaysSoInWords()
    {
        QFETCH(const int, why);
        QFETCH(const QString, strip);
        QFETCH(const QString, todo);
        Shown shown;
        BoardView &view = *shown.page->view();
        const bool newer = Undrawn(why) == Undrawn::Newer;
        BoardOp op = BoardOp::create(newId<ObjectId>(), newer ? BoardKind(boardKindCount) : BoardKind::Image, 300, 200,
                                     200, 150);
        if (!newer)
            op.asset =
                why == int(Undrawn::Broken) ? shown.assets.put("these bytes are no picture") : QByteArray(32, 'x');
        shown.rig.draw(shown.rig.other, op);
        const auto now = [&] { return view.undrawn(*shown.rig.controller.doc().object(*op.object)); };
        view.setTool(ToolId::Select);
        view.selection().set({*op.object});
        const bool absent = why == int(Undrawn::Missing);
        if (absent) {
            (void)view.grab(); // who looks asks for it
            QCOMPARE(now(), Undrawn::No);
            QVERIFY(!shown.says(strip));
            emit shown.assets.failed(*op.asset, QStringLiteral("nobody has it"));
        }
        QTRY_COMPARE(int(now()), why);
        // For who sees it: in the strip, while it is selected.
        QTRY_VERIFY(shown.says(strip));
        // For who hears it: of what is selected, and in the outline.
        QVERIFY2(view.accessibleDescription().contains(QStringLiteral("cannot be drawn")),
                 qPrintable(view.accessibleDescription()));
        const BoardObject object = *shown.rig.controller.doc().object(*op.object);
        const auto undrawnOf = [&](const BoardObject &one) { return view.undrawn(one); };
        QVERIFY(outlineWords(shown.rig.controller.doc(), object, {}, undrawnOf)
                    .contains(QStringLiteral("cannot be drawn")));
        // A tip says what works all the same and what to do.
        const auto tipAt = [&](const QPointF &board) {
            const QPoint at = view.camera().toWidget(board).toPoint();
            QHelpEvent help(QEvent::ToolTip, at, view.mapToGlobal(at));
            QCoreApplication::sendEvent(&view, &help);
            return QToolTip::text();
        };
        const QString tip = tipAt({400, 275});
        QVERIFY2(tip.startsWith(strip) && tip.contains(QStringLiteral("The rest of the board works")) &&
                     tip.contains(todo),
                 qPrintable(tip));
        tipAt({900, 900});
        QTRY_VERIFY(!QToolTip::isVisible());
        // What is drawn says nothing of the kind.
        view.selection().clear();
        QVERIFY(!shown.says(strip));
        if (absent) {
            view.selection().set({*op.object});
            QVERIFY(shown.says(strip));
            emit shown.assets.failureForgotten(*op.asset);
            QTRY_VERIFY(!shown.says(strip));
            QVERIFY(!view.accessibleDescription().contains(QStringLiteral("cannot be drawn")));
        }
    }
    void V27_aPictureThatCouldNotBeHadIsAskedForAgainWhenItMayBeThere()
    {
        Shown shown;
        const QByteArray absent(32, 'x');
        BoardOp op = BoardOp::create(newId<ObjectId>(), BoardKind::Image, 300, 200, 200, 150);
        op.asset = absent;
        shown.rig.draw(shown.rig.other, op);
        BoardPictures &pictures = shown.page->view()->pictures();
        QSignalSpy changed(&pictures, &BoardPictures::changed);
        QVERIFY(!pictures.state(absent).failed);
        emit shown.assets.failed(absent, QStringLiteral("nobody has it"));
        QTRY_COMPARE(changed.size(), 1);
        emit shown.assets.failureForgotten(absent);
        QTRY_COMPARE(changed.size(), 2); // whoever looks asks anew
        emit shown.assets.failureForgotten(absent);
        QCOMPARE(changed.size(), 2);
    }
};

QTEST_MAIN(TestBoardUndrawn)
#include "tst_boardundrawn.moc"
