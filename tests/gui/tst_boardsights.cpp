// SPDX-License-Identifier: MIT
#include "app/ui/board/minimap.h"
#include "app/ui/board/stylechoices.h"
#include "app/ui/shell/avatar.h"
#include "app/ui/shell/theme.h"
#include "tests/support/boardstage.h"

#include <QColorDialog>
#include <QInputDialog>
#include <QMenu>

#include <functional>
#include <memory>

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

namespace {

// Where pixels of this hue are in a picture of it: its edges are paler.
QList<QPoint> placesOf(const QColor &color, QWidget &widget)
{
    const QImage image = widget.grab().toImage();
    QList<QPoint> places;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor one = image.pixelColor(x, y);
            const int apart = std::abs(one.hsvHue() - color.hsvHue());
            if (one.hsvSaturation() > 60 && std::min(apart, 360 - apart) < 12)
                places.append({x, y});
        }
    return places;
}

double middleOf(const QList<QPoint> &places)
{
    double sum = 0;
    for (const QPoint &place : places)
        sum += place.x();
    return places.isEmpty() ? -1 : sum / double(places.size());
}

} // namespace

// What is seen of a board beside its objects: guides, the map, the style that is chosen, what the strip says.
class TestBoardSights final : public QObject
{
    Q_OBJECT
private slots:
    void guidesAreSeenWhereSomethingSnapsAndTheSwitchTakesThemAway()
    {
        BoardStage s;
        s.shape(300, 200, 100, 100);
        const ObjectId b = s.shape(500, 404, 80, 80);
        s.view.setTool(ToolId::Select);
        const QColor line = colors(s.page.palette()).danger;
        QAction *guides = s.page.actions()[BoardCommand::Guides];
        const bool was = guides->isChecked();
        for (int time = 0; time < 2; ++time) {
            guides->trigger();
            const bool on = guides->isChecked();
            QVERIFY(on == was ? time == 1 : time == 0);
            s.press({540, 444});
            s.moveTo({460, 444});
            QCOMPARE(placesOf(line, s.view).size(), 0); // near nothing
            s.moveTo({343, 444});                       // its left edge is 3 pixels right of the other's
            const QList<QPoint> seen = placesOf(line, s.view);
            if (on) { // one line, from the upper edge of the one to the lower edge of the other
                QVERIFY2(seen.size() > 200, qPrintable(QString::number(seen.size())));
                QVERIFY(std::abs(middleOf(seen) - s.view.camera().toWidget(QPointF(300, 0)).x()) < 2);
            } else {
                QCOMPARE(seen.size(), 0);
            }
            s.release({343, 444});
            QCOMPARE(s.object(b).x, on ? 300.0 : 303.0);
            QCOMPARE(placesOf(line, s.view).size(), 0);
            s.rig.controller.undo();
            QCOMPARE(s.object(b).x, 500.0);
        }
    }
    void theMapShowsWhatOthersLookAt()
    {
        BoardStage s;
        s.shape(0, 0, 4000, 3000);
        s.command(BoardCommand::Map);
        auto *map = s.page.findChild<MiniMap *>();
        QVERIFY(map && map->isVisible());
        const UserId ana = newId<UserId>();
        const QColor hers = userColor(ana);
        const auto looksAt = [&](double x) {
            s.rig.controller.showOnlooker({s.rig.controller.room(),
                                           ana,
                                           QStringLiteral("Ana"),
                                           BoardArea{x, 400, 900, 700},
                                           std::nullopt,
                                           {},
                                           {},
                                           {}});
        };
        const qsizetype before = placesOf(hers, *map).size();
        looksAt(200);
        QTRY_VERIFY(placesOf(hers, *map).size() > before + 30);
        const double left = middleOf(placesOf(hers, *map));
        looksAt(2800);
        QTRY_VERIFY(middleOf(placesOf(hers, *map)) > left + 40);
    }
    void theArrowKeysMoveTheViewOnTheMap_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<QPointF>("by"); // in parts of what is seen
        QTest::newRow("left") << Qt::Key_Left << QPointF(-0.25, 0);
        QTest::newRow("right") << Qt::Key_Right << QPointF(0.25, 0);
        QTest::newRow("up") << Qt::Key_Up << QPointF(0, -0.25);
        QTest::newRow("down") << Qt::Key_Down << QPointF(0, 0.25);
    }
    void theArrowKeysMoveTheViewOnTheMap()
    {
        QFETCH(const Qt::Key, key);
        QFETCH(const QPointF, by);
        BoardStage s;
        const ObjectId box = s.shape(0, 0, 4000, 3000);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({box});
        s.command(BoardCommand::Map);
        auto *map = s.page.findChild<MiniMap *>();
        QVERIFY(s.page.regions().contains(map)); // F6 comes to it
        map->setFocus();
        const QRectF seen = s.view.visibleBoard();
        QTest::keyClick(map, key);
        const QPointF moved = s.view.visibleBoard().topLeft() - seen.topLeft();
        const QPointF wanted(by.x() * seen.width(), by.y() * seen.height());
        QVERIFY(QLineF(moved, wanted).length() < 2);
        QCOMPARE(s.rig.commits, 0); // what is selected stays where it is
        QVERIFY(map->hasFocus());
    }

    void W22_eachChoiceOfTheStyleBarChangesWhatIsSelected_data()
    {
        using Check = std::function<bool(const BoardObject &)>;
        QTest::addColumn<BoardKind>("kind");
        QTest::addColumn<QString>("list");
        QTest::addColumn<QString>("choice");
        QTest::addColumn<Check>("holds");
        const auto row = [](const char *name, BoardKind kind, const char *list, const char *choice,
                            const Check &holds) {
            QTest::newRow(name) << kind << QString::fromUtf8(list) << QString::fromUtf8(choice) << holds;
        };
        row("fill", BoardKind::Rectangle, "Fill", "Solid",
            [](const BoardObject &o) { return o.fill == (0xff000000 | (o.color & 0xffffff)); });
        row("pale fill", BoardKind::Ellipse, "Fill", "Light",
            [](const BoardObject &o) { return o.fill >> 24 == 0x38 && (o.fill & 0xffffff) == (o.color & 0xffffff); });
        row("dashes", BoardKind::Arrow, "Outline", "Dashed",
            [](const BoardObject &o) { return o.dash == BoardDash::Dashed; });
        row("dots", BoardKind::Diamond, "Outline", "Dotted",
            [](const BoardObject &o) { return o.dash == BoardDash::Dotted; });
        row("opacity", BoardKind::Rectangle, "Opacity", "25 %", [](const BoardObject &o) { return o.opacity == 0.25; });
        row("opacity of a note", BoardKind::Sticky, "Opacity", "50 %",
            [](const BoardObject &o) { return o.opacity == 0.5; });
        row("size of the text", BoardKind::Text, "Size of the text", "Huge",
            [](const BoardObject &o) { return o.fontSize == 56; });
        row("size in a shape", BoardKind::Rectangle, "Size of the text", "Small",
            [](const BoardObject &o) { return o.fontSize == 14; });
        row("side of the text", BoardKind::Sticky, "Side of the text", "Right",
            [](const BoardObject &o) { return o.align == BoardAlign::Right; });
        row("another colour", BoardKind::Rectangle, "Another colour …", "",
            [](const BoardObject &o) { return (o.color & 0xffffff) == 0x123456; });
        row("another width", BoardKind::Line, "Another width …", "",
            [](const BoardObject &o) { return o.width == 13.5; });
        row("a usual width", BoardKind::Rectangle, "Bold", "", [](const BoardObject &o) { return o.width == 8; });
        row("colour of a note", BoardKind::Sticky, "Green note", "",
            [](const BoardObject &o) { return o.fill == noteColors.at(5); });
    }
    void W22_eachChoiceOfTheStyleBarChangesWhatIsSelected()
    {
        using Check = std::function<bool(const BoardObject &)>;
        QFETCH(const BoardKind, kind);
        QFETCH(const QString, list);
        QFETCH(const QString, choice);
        QFETCH(const Check, holds);
        BoardStage s;
        const ObjectId one = newId<ObjectId>();
        BoardOp made = BoardOp::create(one, kind, 400, 300, 200, 160);
        made.text = isBoardLine(kind) ? std::optional<QString>() : QStringLiteral("lens");
        s.rig.draw(s.rig.other, made);
        const ObjectId apart = s.shape(700, 300, 100, 100);
        s.view.setTool(ToolId::Select);
        s.view.selection().set({one});
        const BoardObject before = s.object(one);
        const BoardObject other = s.object(apart);
        QVERIFY(!holds(before));
        QAbstractButton *button = nullptr;
        for (auto *each : s.page.findChildren<QAbstractButton *>())
            if (each->accessibleName() == list && each->isVisible())
                button = each;
        QVERIFY2(button, qPrintable(list));
        if (auto *choices = qobject_cast<ListChoice *>(button)) {
            for (QAction *action : choices->menu()->actions())
                if (action->text() == choice)
                    action->trigger();
        } else {
            QTest::mouseClick(button, Qt::LeftButton);
        }
        if (auto *dialog = s.page.findChild<QColorDialog *>()) {
            QCOMPARE(s.rig.commits, 0);
            dialog->setCurrentColor(QColor(0x12, 0x34, 0x56));
            dialog->accept();
        }
        if (auto *dialog = s.page.findChild<QInputDialog *>()) {
            QCOMPARE(s.rig.commits, 0);
            dialog->setDoubleValue(13.5);
            dialog->accept();
        }
        QVERIFY(holds(s.object(one)));
        QCOMPARE(s.rig.commits, 1);                                          // one step, undone as one
        QCOMPARE(s.object(one).frame().topLeft(), before.frame().topLeft()); // a text is as high as its letters
        QCOMPARE(s.object(one).w, before.w);
        QCOMPARE(s.object(apart).color, other.color);
        QCOMPARE(s.object(apart).width, other.width);
        s.rig.controller.undo();
        QVERIFY(!holds(s.object(one)));
    }

    void R20_theStripSaysThatTheRoomRunsOut()
    {
        BoardStage s;
        BoardController board(newId<RoomId>(), s.rig.clock);
        board.setSelf(newId<UserId>());
        board.setOnline(true);
        board.setLoaded(true);
        const auto fill = [&](int objects) {
            BoardDoc doc;
            for (Seq seq = 1; doc.visibleCount() < objects; ++seq) {
                QList<BoardOp> ops;
                for (int i = doc.visibleCount(); i < objects && ops.size() < maxBoardOps; ++i)
                    ops.append(BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, i % 500, i / 500, 9, 9));
                doc.apply({newId<OpId>(), s.rig.other, ops}, seq);
            }
            return doc;
        };
        board.load(fill(40));
        s.page.setController(&board);
        QVERIFY(!s.says(QStringLiteral("room for")));
        board.load(fill(maxBoardObjects - 7));
        QTRY_VERIFY(s.says(QStringLiteral("room for 7")));
        QCOMPARE(board.doc().visibleCount(), maxBoardObjects - 7);
        s.page.setController(&s.rig.controller);
        QVERIFY(!s.says(QStringLiteral("room for")));
    }
};

QTEST_MAIN(TestBoardSights)
#include "tst_boardsights.moc"
