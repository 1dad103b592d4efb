// SPDX-License-Identifier: MIT
#include "app/ui/actions.h"
#include "app/ui/board/minimap.h"
#include "tests/support/boardstage.h"

#include <QAction>
#include <QMap>

#include <functional>

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

namespace {

struct Use {
    QString what;
    QKeySequence key;
};

QList<Use> usesOf(const BoardActionSpec &spec)
{
    QList<Use> uses;
    for (const QKeySequence &key : shortcuts(spec))
        uses.append({translated(spec), key});
    return uses;
}

// Everything that a key does while the board has the keys.
QList<Use> usesOnTheBoard()
{
    QList<Use> uses;
    for (const ToolSpec &spec : toolSpecs())
        uses += usesOf(spec);
    for (const CommandSpec &spec : commandSpecs())
        uses += usesOf(spec);
    for (const BoardActionSpec &spec : boardKeySpecs())
        uses += usesOf(spec);
    return uses;
}

QList<Use> usesInTheWindow(const QWidget &window)
{
    QList<Use> uses;
    for (const QAction *action : window.actions())
        for (const QKeySequence &key : action->shortcuts())
            uses.append({action->text(), key});
    return uses;
}

// What a part of the window does with keys itself, by the sheet of shortcuts.
QList<Use> usesIn(const Actions &actions, const QString &group)
{
    QList<Use> uses;
    for (const Actions::Key &key : actions.keys())
        if (key.group == group)
            uses.append({key.what, QKeySequence(key.keys, QKeySequence::NativeText)});
    return uses;
}

// The keys that do two things.
QStringList clashes(const QList<Use> &uses)
{
    QMap<QString, QStringList> byKey;
    for (const Use &use : uses)
        byKey[use.key.toString(QKeySequence::PortableText)].append(use.what);
    QStringList all;
    for (auto key = byKey.cbegin(); key != byKey.cend(); ++key)
        if (key->size() > 1)
            all.append(key.key() + QStringLiteral(": ") + key->join(QStringLiteral(", ")));
    return all;
}

} // namespace

// The keys of product.md 5.11, each pressed, and that none of them has two meanings where it is pressed.
class TestBoardKeysAll final : public QObject
{
    Q_OBJECT
private slots:
    void noKeyHasTwoMeaningsInOnePlace()
    {
        QWidget window;
        const Actions actions(&window);
        const QList<Use> global = usesInTheWindow(window);
        const QList<Use> board = usesOnTheBoard();
        const QList<Use> messages = usesIn(actions, QStringLiteral("Messages"));
        const QList<Use> writing = usesIn(actions, QStringLiteral("Writing"));
        QVERIFY(global.size() > 25 && board.size() > 60 && messages.size() > 5 && writing.size() > 3);
        for (const QList<Use> &there : {global + board, global + messages, global + writing}) {
            for (const Use &use : there)
                QVERIFY2(!use.key.isEmpty() && use.key.count() == 1, qPrintable(use.what));
            QCOMPARE(clashes(there), QStringList());
        }
        // The control: one that is there twice is found, however it is written.
        const QList<Use> twice =
            board + QList<Use>{{QStringLiteral("another"), QKeySequence(QStringLiteral("Ctrl+Z"))}};
        QCOMPARE(clashes(twice).size(), 1);
        QVERIFY(clashes(twice).first().contains(QStringLiteral("another")));
    }

    // Nothing else in the window tells of them.
    void theSheetTellsWhatAHeldKeyMakesOfThePointer()
    {
        QWidget window;
        const Actions actions(&window);
        QMap<QString, QString> told;
        for (const Actions::Key &key : actions.keys())
            if (key.group == gestureGroup())
                told.insert(key.keys, key.what);
        QCOMPARE(told.size(), boardGestureSpecs().size()); // each its own
        QVERIFY(told.value(QStringLiteral("Ctrl+drag")).contains(QStringLiteral("lasso")));
        QVERIFY(told.contains(QStringLiteral("Space+drag")) && told.contains(QStringLiteral("Alt+click")));
        QCOMPARE(actions.keys(false).size() < actions.keys(true).size(), true);
    }

    void eachKeyDoesWhatItIsFor_data()
    {
        using Check = std::function<bool(BoardStage &)>;
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::addColumn<Check>("before");
        QTest::addColumn<Check>("after");
        const auto row = [](const char *name, Qt::Key key, Qt::KeyboardModifiers modifiers, const Check &before,
                            const Check &after) {
            QTest::newRow(name) << int(key) << int(modifiers) << before << after;
        };
        const auto no = [](const Check &check) -> Check { return [check](BoardStage &s) { return !check(s); }; };
        const auto tool = [](ToolId id) -> Check { return [id](BoardStage &s) { return s.view.tool() == id; }; };
        const auto checked = [](BoardCommand command) -> Check {
            return [command](BoardStage &s) { return s.page.actions()[command]->isChecked(); };
        };
        const Check map = [](BoardStage &s) { return s.page.findChild<MiniMap *>()->isVisible(); };
        const auto zoom = [](double to) -> Check { return [to](BoardStage &s) { return s.view.zoom() == to; }; };
        const auto frame = [](double x) -> Check {
            return [x](BoardStage &s) {
                const QRectF seen = s.view.visibleBoard();
                return seen.contains(QRectF(x, 0, 400, 300)) && seen.width() < 1200;
            };
        };
        // The three shapes lie on each other in this order; the middle one is selected.
        const auto place = [](int at) -> Check {
            return [at](BoardStage &s) {
                QList<double> xs;
                for (const BoardObject &object : s.doc().objects())
                    if (object.kind == BoardKind::Rectangle)
                        xs.append(object.x);
                return xs.indexOf(120) == at;
            };
        };
        using M = Qt::KeyboardModifier;
        row("Shift+P", Qt::Key_P, M::ShiftModifier, tool(ToolId::Select), tool(ToolId::Highlighter));
        row("Shift+E", Qt::Key_E, M::ShiftModifier, tool(ToolId::Select), tool(ToolId::PartEraser));
        row("M", Qt::Key_M, {}, no(map), map);
        row("Shift+G", Qt::Key_G, M::ShiftModifier, no(checked(BoardCommand::Snap)), checked(BoardCommand::Snap));
        row("PgUp", Qt::Key_PageUp, {}, no(frame(3000)), frame(3000));
        row("PgDown", Qt::Key_PageDown, {}, no(frame(0)), frame(0));
        row("=", Qt::Key_Equal, {}, zoom(1), zoom(1.25));
        row("Ctrl+=", Qt::Key_Equal, M::ControlModifier, zoom(1), zoom(1.25));
        row("+", Qt::Key_Plus, {}, zoom(1), zoom(1.25));
        row("-", Qt::Key_Minus, {}, zoom(1), zoom(0.8));
        row("Ctrl+Shift+[", Qt::Key_BracketLeft, M::ControlModifier | M::ShiftModifier, place(1), place(0));
        row("Ctrl+Shift+]", Qt::Key_BracketRight, M::ControlModifier | M::ShiftModifier, place(1), place(2));
        row("[", Qt::Key_BracketLeft, {}, place(1), place(0));
        row("]", Qt::Key_BracketRight, {}, place(1), place(2));
        row(
            "Shift+2", Qt::Key_2, M::ShiftModifier, [](BoardStage &s) { return s.view.zoom() == 1; },
            [](BoardStage &s) {
                const QPointF middle = s.view.camera().room(QSizeF(s.view.size())).center();
                return QLineF(s.view.camera().toBoard(middle), QPointF(170, 750)).length() < 5;
            });
    }
    void eachKeyDoesWhatItIsFor()
    {
        using Check = std::function<bool(BoardStage &)>;
        QFETCH(const int, key);
        QFETCH(const int, modifiers);
        QFETCH(const Check, before);
        QFETCH(const Check, after);
        BoardStage s;
        s.shape(0, 0, 400, 300, BoardKind::Frame);
        s.shape(3000, 0, 400, 300, BoardKind::Frame);
        s.shape(100, 700, 100, 100);
        const ObjectId middle = s.shape(120, 700, 100, 100);
        s.shape(140, 700, 100, 100);
        s.view.setTool(ToolId::Select);
        s.view.lookAt({6000, 6000}, 1);
        s.view.selection().set({middle});
        QVERIFY(before(s));
        s.key(Qt::Key(key), Qt::KeyboardModifiers(modifiers));
        QVERIFY(after(s));
    }

    void alignEachWay_data()
    {
        QTest::addColumn<BoardCommand>("command");
        QTest::addColumn<bool>("across");
        QTest::addColumn<QList<double>>("places"); // of the upper left corners
        QTest::newRow("left") << BoardCommand::AlignLeft << true << QList<double>{300, 300, 300};
        QTest::newRow("centre") << BoardCommand::AlignCenter << true << QList<double>{400, 375, 410};
        QTest::newRow("right") << BoardCommand::AlignRight << true << QList<double>{500, 450, 520};
        QTest::newRow("top") << BoardCommand::AlignTop << false << QList<double>{200, 200, 200};
        QTest::newRow("middle") << BoardCommand::AlignMiddle << false << QList<double>{350, 335, 360};
        QTest::newRow("bottom") << BoardCommand::AlignBottom << false << QList<double>{500, 470, 520};
    }
    void alignEachWay()
    {
        QFETCH(const BoardCommand, command);
        QFETCH(const bool, across);
        QFETCH(const QList<double>, places);
        BoardStage s;
        const QList<ObjectId> shapes{s.shape(300, 200, 50, 50), s.shape(340, 300, 100, 80), s.shape(520, 520, 30, 30)};
        const auto corners = [&](bool which) {
            QList<double> all;
            for (const ObjectId &id : shapes)
                all.append(which ? s.object(id).x : s.object(id).y);
            return all;
        };
        const QList<double> other = corners(!across);
        s.view.setTool(ToolId::Select);
        s.view.selection().set(shapes);
        s.command(command);
        QCOMPARE(corners(across), places);
        QCOMPARE(corners(!across), other);
        QCOMPARE(s.rig.commits, 1);
    }
};

QTEST_MAIN(TestBoardKeysAll)
#include "tst_boardkeysall.moc"
