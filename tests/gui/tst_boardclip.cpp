// SPDX-License-Identifier: MIT
#include "app/ui/board/boardclip.h"
#include "app/ui/board/clipcommands.h"
#include "app/ui/board/textfit.h"
#include "shared/protocol/protocol.h"
#include "tests/support/boardstage.h"

#include <QCborArray>
#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

namespace {

const QMimeData *clipboard()
{
    return QGuiApplication::clipboard()->mimeData();
}

} // namespace

// Cut, copy and paste, within boards, between them, and with other programs.
class TestBoardClip final : public QObject
{
    Q_OBJECT
private slots:
    void init() { QGuiApplication::clipboard()->clear(); }

    void T22_aPasteOnAnotherBoardIsTheSame()
    {
        BoardStage s;
        const ObjectId a = s.shape(300, 200, 50, 50, BoardKind::Ellipse);
        const ObjectId b = s.shape(400, 200, 50, 50, BoardKind::Diamond);
        s.view.selection().set({a, b});
        s.key(Qt::Key_G, Qt::ControlModifier);
        s.key(Qt::Key_C, Qt::ControlModifier);
        BoardStage other;
        other.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(other.rig.commits, 1); // W-25
        QCOMPARE(other.selected().size(), 1);
        const ObjectId group = other.selected().first();
        QCOMPARE(other.object(group).kind, BoardKind::Group);
        const QList<ObjectId> members = other.doc().children(group);
        QCOMPARE(members.size(), 2);
        QVERIFY(!members.contains(a)); // new ids
        QCOMPARE(other.object(members.at(0)).kind, BoardKind::Ellipse);
        QCOMPARE(other.object(members.at(1)).x - other.object(members.at(0)).x, 100.0);
        other.rig.controller.undo();
        QCOMPARE(other.doc().visibleCount(), 0);
    }
    void T22_whatIsRubbedOutOfAStrokeIsNotInItsCopies()
    {
        BoardStage s;
        const ObjectId stroke = s.rig.line(300, 300, 200);
        const BoardIntervals gap{{4, 9}};
        s.rig.draw(s.rig.other, BoardOp::erasePart(stroke, gap));
        QCOMPARE(s.object(stroke).erased, gap);
        s.view.selection().set({stroke});
        s.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(s.selected().size(), 1);
        QVERIFY(!s.selected().contains(stroke));
        QCOMPARE(s.object(s.selected().first()).erased, gap);
        s.key(Qt::Key_C, Qt::ControlModifier);
        BoardStage other;
        other.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(other.rig.commits, 1);
        QCOMPARE(other.selected().size(), 1);
        QCOMPARE(other.object(other.selected().first()).erased, gap);
    }
    void T22_withoutAPointerItLiesAside()
    {
        BoardStage s;
        const ObjectId a = s.shape(300, 200, 50, 50);
        s.view.selection().set({a});
        s.key(Qt::Key_C, Qt::ControlModifier);
        s.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(s.object(s.selected().first()).x, 320.0);
        s.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(s.object(s.selected().first()).x, 340.0);
        QCOMPARE(s.doc().visibleCount(), 3);
    }
    void T22_itComesToThePointer()
    {
        BoardStage s;
        const ObjectId a = s.shape(300, 200, 50, 50);
        s.view.selection().set({a});
        s.key(Qt::Key_C, Qt::ControlModifier);
        s.moveTo({600, 500});
        s.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(s.object(s.selected().first()).frame().center(), QPointF(600, 500));
        s.key(Qt::Key_V, Qt::ControlModifier); // the same once more is seen beside it
        QCOMPARE(s.object(s.selected().first()).frame().center(), QPointF(620, 520));
        s.moveTo({200, 400});
        s.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(s.object(s.selected().first()).frame().center(), QPointF(200, 400));
    }
    void T22_cutIsOneStep()
    {
        BoardStage s;
        const ObjectId a = s.shape(300, 200, 50, 50);
        s.view.selection().set({a});
        s.key(Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(s.doc().visibleCount(), 0);
        s.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(s.doc().visibleCount(), 1);
        s.rig.controller.undo();
        s.rig.controller.undo();
        QCOMPARE(s.doc().visibleCount(), 1);
        QVERIFY(s.doc().object(a));
    }
    void T22_aBoundArrowKeepsItsPlacesAmongWhatIsCopied()
    {
        BoardStage s;
        s.shape(200, 200, 100, 100);
        s.shape(600, 200, 100, 100);
        s.key(Qt::Key_A);
        s.drag({308, 250}, {592, 250});
        s.key(Qt::Key_A, Qt::ControlModifier);
        s.key(Qt::Key_C, Qt::ControlModifier);
        s.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(s.doc().visibleCount(), 6);
        int arrows = 0;
        for (const ObjectId &id : s.selected()) {
            const BoardObject made = s.object(id);
            if (made.kind != BoardKind::Arrow)
                continue;
            ++arrows;
            QVERIFY(made.start && made.end);
            QVERIFY(s.selected().contains(made.start->object));
            QVERIFY(s.selected().contains(made.end->object));
        }
        QCOMPARE(arrows, 1);
    }
    void T23_otherProgramsGetAPictureADrawingAndTheWords()
    {
        BoardStage s;
        BoardOp op = BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 300, 200, 200, 100);
        op.text = QStringLiteral("plan B");
        op.color = 0xffd55e00;
        s.rig.draw(s.rig.other, op);
        s.view.selection().set({*op.object});
        s.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(clipboard()->text(), QStringLiteral("plan B"));
        QVERIFY(clipboard()->hasImage());
        const auto picture = qvariant_cast<QImage>(clipboard()->imageData());
        QVERIFY2(picture.width() > 400, qPrintable(QString::number(picture.width()))); // twice as large as at 100 %
        const QImage png = QImage::fromData(clipboard()->data(QStringLiteral("image/png")), "PNG");
        QCOMPARE(png.size(), picture.size());
        int orange = 0;
        for (int y = 0; y < png.height(); ++y)
            for (int x = 0; x < png.width(); ++x)
                orange += png.pixelColor(x, y) == QColor(0xd5, 0x5e, 0x00);
        QVERIFY2(orange > 1000, qPrintable(QString::number(orange)));
        const QByteArray svg = clipboard()->data(QStringLiteral("image/svg+xml"));
        QVERIFY(svg.contains("<svg") && svg.count("<path") >= 2); // the outline and the letters
    }
    void T24_wordsBecomeAText()
    {
        BoardStage s;
        QGuiApplication::clipboard()->setText(QStringLiteral("from elsewhere\nin two lines"));
        s.moveTo({500, 300});
        s.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(s.rig.commits, 1);
        const BoardObject text = s.object(s.selected().value(0));
        QCOMPARE(text.kind, BoardKind::Text);
        QCOMPARE(text.text, QStringLiteral("from elsewhere\nin two lines"));
        QVERIFY(!hasOwnWidth(text));
        const QPointF off = text.frame().center() - QPointF(500, 300);
        QVERIFY(std::hypot(off.x(), off.y()) < 0.1);
    }
    void V22_aSoftBreakThatIsPastedIsALineFeed()
    {
        BoardStage s;
        QGuiApplication::clipboard()->setText(QStringLiteral("Title\vsecond"));
        s.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(s.object(s.selected().value(0)).text, QStringLiteral("Title\nsecond"));
    }
    void V22_aPastedTextThatIsTooLongGoesOnBelow()
    {
        BoardStage s;
        QString words;
        while (words.size() < 2 * maxBoardText + 100)
            words += QStringLiteral("words of a long report ");
        QGuiApplication::clipboard()->setText(words);
        s.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(s.rig.commits, 1);
        QCOMPARE(s.selected().size(), 3);
        QString all;
        double bottom = -1e9;
        for (const BoardObject &object : s.doc().objects()) {
            QCOMPARE(object.kind, BoardKind::Text);
            QVERIFY(object.y >= bottom);
            bottom = object.frame().bottom();
            all += object.text;
        }
        QCOMPARE(all, words);
        QVERIFY(s.says(QStringLiteral("go on in texts below")) || s.says(QStringLiteral("goes on in texts below")));
        QGuiApplication::clipboard()->setText(QString(2'000'000, u'x'));
        s.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(s.rig.commits, 1);
        QVERIFY(s.says(QStringLiteral("can be pasted at once")));
    }
    void T24_filesAndPicturesGoToWhoTakesThem()
    {
        BoardStage s;
        QPointF place;
        s.page.findChild<ClipCommands *>()->setTakeFiles([&](const QMimeData &data, const QPointF &middle) {
            place = middle;
            return data.hasImage();
        });
        QImage image(10, 10, QImage::Format_RGB32);
        image.fill(Qt::red);
        QGuiApplication::clipboard()->setImage(image);
        s.moveTo({500, 300});
        s.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(place, QPointF(500, 300));
        QCOMPARE(s.rig.commits, 0);
    }
    void T25_whatIsNoBoardIsNotPasted()
    {
        BoardStage s;
        s.key(Qt::Key_V, Qt::ControlModifier);
        QVERIFY(s.says(QStringLiteral("nothing to paste")));
        // Nor what only looks like one.
        const auto a = newId<ObjectId>();
        const QByteArray good = encodeClip({BoardOp::create(a, BoardKind::Ellipse, 1, 2, 3, 4)});
        QVERIFY(decodeClip(good));
        int refused = 0;
        for (qsizetype cut = 0; cut < good.size(); ++cut)
            refused += !decodeClip(good.left(cut));
        QCOMPARE(refused, int(good.size()));
        BoardCommit erases{newId<OpId>(), newId<RoomId>(), {BoardOp::erase(a)}};
        const QByteArray bad = encode(ClientMessage(erases), Framing::Cbor);
        QVERIFY(!decodeClip(QCborValue(QCborArray{bad}).toCbor()));
    }
    void T9_copyOfNothingSaysSo()
    {
        BoardStage s;
        s.key(Qt::Key_C, Qt::ControlModifier);
        QVERIFY(s.says(QStringLiteral("Select something first")));
        s.page.setReadOnly(true);
        s.key(Qt::Key_V, Qt::ControlModifier);
        QVERIFY(s.says(QStringLiteral("for looking only")));
    }
};

QTEST_MAIN(TestBoardClip)
#include "tst_boardclip.moc"
