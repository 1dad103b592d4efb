// SPDX-License-Identifier: MIT
#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/board/boardtextedit.h"
#include "app/ui/board/minimap.h"
#include "app/ui/board/noticecard.h"
#include "app/ui/board/templatechooser.h"
#include "app/ui/board/textediting.h"
#include "app/ui/shell/emptystate.h"
#include "shared/protocol/errors.h"
#include "tests/support/boardsrig.h"
#include "tests/support/boardstage.h"

#include <QApplication>
#include <QLabel>
#include <QScopeGuard>
#include <QToolButton>
#include <QTranslator>
#include <QTreeView>

#include <map>

using namespace coterie;
using namespace coterie::ui;
using test::BoardRig;
using test::BoardsRig;

namespace {

void settle()
{
    for (int i = 0; i < 5; ++i) {
        QApplication::sendPostedEvents();
        QApplication::processEvents();
    }
}

// Where everything lies that a page puts above its board.
std::map<QString, QRect> placesOn(const BoardPage &page)
{
    std::map<QString, QRect> places;
    for (const auto *card : page.findChildren<BoardCard *>())
        if (card->isVisible())
            places[card->accessibleName()] = card->geometry();
    if (const auto *map = page.findChild<MiniMap *>(); map && map->isVisible())
        places[QStringLiteral("Map")] = map->geometry();
    if (const auto *hint = page.findChild<EmptyState *>(); hint && hint->isVisible() && !hint->size().isEmpty())
        places[QStringLiteral("Hint")] = hint->geometry();
    if (const auto *templates = page.findChild<TemplateChooser *>(); templates && templates->isVisible())
        places[QStringLiteral("Templates")] = templates->geometry();
    return places;
}

QString words(const std::map<QString, QRect> &places)
{
    QString all;
    for (const auto &[name, at] : places)
        all += QStringLiteral("%1 %2,%3 %4x%5; ").arg(name).arg(at.x()).arg(at.y()).arg(at.width()).arg(at.height());
    return all;
}

const QList<QSize> sizes{{938, 644}, {620, 644}, {480, 644}, {620, 420}, {938, 420}, {330, 300}, {1600, 1000}};

// An empty board, shown at once in this size.
struct Shown {
    explicit Shown(const QSize &size)
    {
        page.view()->setTool(ToolId::Select);
        page.setController(&rig.controller);
        page.resize(size);
        page.show();
    }

    BoardRig rig;
    BoardPage page{nullptr};
};

} // namespace

// Where the cards above a board lie.
class TestBoardCards final : public QObject
{
    Q_OBJECT

private slots:
    void T53_theCardsLieWhereTheyBelongAtFirstSight_data() { addSizes(); }
    void T53_theCardsLieWhereTheyBelongAtFirstSight()
    {
        QFETCH(QSize, size);
        Shown shown(size);
        BoardPage &page = shown.page;
        const auto first = placesOn(page);
        QVERIFY(first.size() >= 3);
        settle();
        QCOMPARE(words(placesOn(page)), words(first)); // nothing jumps
        for (const QSize &before : sizes) {            // whatever there was before
            page.resize(before);
            settle();
            page.resize(size);
            QCOMPARE(words(placesOn(page)), words(first));
            settle();
            QCOMPARE(words(placesOn(page)), words(first));
        }
        page.hide();
        page.resize(1600, 1000);
        page.show();
        settle();
        page.hide();
        page.resize(size);
        page.show();
        QCOMPARE(words(placesOn(page)), words(first));
    }

    // As the window does it: the page has its size only after it was shown.
    void T53_aPageThatIsShownBeforeItHasItsSize()
    {
        BoardRig rig;
        QWidget window;
        auto *page = new BoardPage(nullptr, &window);
        page->setController(&rig.controller);
        page->resize(100, 30);
        page->hide();
        window.resize(938, 644);
        window.show();
        settle();
        page->show();
        page->resize(window.size());
        const auto first = placesOn(*page);
        QVERIFY(first.contains(QStringLiteral("Templates")));
        settle();
        QCOMPARE(words(placesOn(*page)), words(first));
        page->resize(window.size() - QSize(0, 1));
        settle();
        page->resize(window.size());
        settle();
        QCOMPARE(words(placesOn(*page)), words(first));
        for (const auto *button : page->findChild<TemplateChooser *>()->findChildren<QToolButton *>())
            QVERIFY(button->height() >= button->sizeHint().height());
    }

    void T54_theTemplatesAreShownWholeOrNotAtAll_data() { addSizes(); }
    void T54_theTemplatesAreShownWholeOrNotAtAll()
    {
        QFETCH(QSize, size);
        Shown shown(size);
        BoardPage &page = shown.page;
        settle();
        const auto *templates = page.findChild<TemplateChooser *>();
        QVERIFY(templates);
        const bool large = size.width() >= 480 && size.height() >= 644;
        if (large)
            QVERIFY(templates->isVisible());
        if (!templates->isVisible())
            return;
        for (const auto *button : templates->findChildren<QToolButton *>()) {
            QVERIFY2(button->height() >= button->sizeHint().height() && button->width() >= button->sizeHint().width(),
                     qPrintable(words(placesOn(page))));
            QVERIFY(!button->icon().isNull());
            QVERIFY(templates->rect().contains(button->geometry()));
        }
        QVERIFY(page.rect().contains(templates->geometry()));
        auto others = placesOn(page);
        others.erase(QStringLiteral("Templates"));
        for (const auto &[name, at] : others)
            QVERIFY2(!templates->geometry().intersects(at), qPrintable(name + u": " + words(placesOn(page))));
    }

    void T36_aNoticeIsNotHiddenUnderTheStripOfWhatWasRefused()
    {
        Frozen s;
        for (int width = 440; width < 1200; width += 20) {
            s.page.resize(width, 700);
            emit s.page.view()->noticed(QStringLiteral("Ms Kim froze the board while you were drawing on it, so it "
                                                       "could not be added"));
            settle();
            const auto places = placesOn(s.page);
            int cards = 0;
            for (const auto &[name, at] : places)
                for (const auto &[other, there] : places)
                    if (name != other) {
                        ++cards;
                        QVERIFY2(!at.intersects(there), qPrintable(name + u" on " + other + u": " + words(places)));
                    }
            QVERIFY2(cards >= 4 * 3, qPrintable(words(places)));
        }
    }

    // Everything there can be above a board at once, in small and large windows, in the longest language and with the
    // largest text.
    void T108_noCardLiesOnAnotherInAnyWindow_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<double>("text");
        QTest::newRow("en") << QStringLiteral("en") << 1.0;
        QTest::newRow("de") << QStringLiteral("de") << 1.0;
        QTest::newRow("de, 200 %") << QStringLiteral("de") << 2.0;
    }
    void T108_noCardLiesOnAnotherInAnyWindow()
    {
        QFETCH(const QString, language);
        QFETCH(const double, text);
        QTranslator translator;
        QVERIFY(translator.load(QStringLiteral(":/i18n/coterie_%1.qm").arg(language)));
        QCoreApplication::installTranslator(&translator);
        const QFont before = QApplication::font();
        QFont large = before;
        large.setPointSizeF(before.pointSizeF() * text);
        QApplication::setFont(large);
        const auto restore = qScopeGuard([&] { QApplication::setFont(before); });
        Crowded s;
        int pairs = 0;
        for (const QSize &size : {QSize(380, 400), QSize(480, 420), QSize(640, 400), QSize(640, 470), QSize(700, 560),
                                  QSize(900, 520), QSize(938, 644), QSize(1180, 700), QSize(1600, 1000)}) {
            s.page.resize(size);
            for (const ToolId tool : {ToolId::Select, ToolId::Rectangle, ToolId::Text, ToolId::Sticky}) {
                s.page.view()->setTool(tool);
                if (tool == ToolId::Select)
                    s.page.view()->selection().set({s.shape});
                for (const bool notice : {true, false}) {
                    if (notice)
                        s.notice();
                    else
                        s.page.findChild<NoticeCard *>()->hide();
                    settle();
                    const auto places = placesOn(s.page);
                    const QString all = QStringLiteral("%1x%2: ").arg(size.width()).arg(size.height()) + words(places);
                    for (const auto &[name, at] : places) {
                        QVERIFY2(s.page.rect().contains(at), qPrintable(name + u" outside, " + all));
                        for (const auto &[other, there] : places)
                            if (name < other) {
                                ++pairs;
                                QVERIFY2(!at.intersects(there), qPrintable(name + u" on " + other + u", " + all));
                            }
                    }
                    for (const auto *card : s.page.findChildren<BoardCard *>())
                        if (card->isVisible() && card != s.outline)
                            QVERIFY2(card->width() >= card->sizeHint().width() &&
                                         card->height() >= card->sizeHint().height(),
                                     qPrintable(card->accessibleName() + u" is cut, " + all));
                    QVERIFY2(s.tools->isVisible() && s.strip->isVisible(), qPrintable(all));
                    QVERIFY2(!notice || s.isNoticed(), qPrintable(all));
                    QVERIFY2(size.width() < 900 || s.outline->isVisible(), qPrintable(all));
                    QVERIFY2(size.width() < 1180 || text > 1 || s.style->isVisible(), qPrintable(all));
                }
            }
        }
        QVERIFY2(pairs > 600, qPrintable(QString::number(pairs)));
        qInfo("%d pairs", pairs);
    }

    void T108_theOutlineKeepsItsPlaceWhenItsWordsChange()
    {
        Shown shown({640, 470});
        BoardPage &page = shown.page;
        page.actions()[BoardCommand::Map]->trigger();
        page.actions()[BoardCommand::Outline]->trigger();
        settle();
        const BoardCard *outline = test::cardOf(page, u"Outline");
        QVERIFY(outline && outline->isVisible());
        const QRect before = outline->geometry();
        // The sentence that there is nothing goes; another board comes on which there is nothing.
        shown.rig.line(100, 100);
        QTRY_VERIFY(page.findChild<QTreeView *>()->model()->rowCount() > 0);
        settle();
        QCOMPARE(outline->geometry(), before);
        BoardRig other;
        page.setController(&other.controller);
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(outline->geometry(), before);
            settle();
        }
        QTRY_COMPARE(page.findChild<QTreeView *>()->model()->rowCount(), 0);
        settle();
        QCOMPARE(outline->geometry(), before);
        page.setController(&shown.rig.controller);
    }

    void T54_theHintLiesBesideTheOutline_data() { addSizes(); }
    void T54_theHintLiesBesideTheOutline()
    {
        QFETCH(QSize, size);
        Shown shown(size);
        shown.page.actions()[BoardCommand::Outline]->trigger();
        settle();
        const auto places = placesOn(shown.page);
        for (const auto &[name, at] : places)
            for (const auto &[other, there] : places)
                QVERIFY2(name == other || !at.intersects(there),
                         qPrintable(name + u" on " + other + u": " + words(places)));
    }

    void T108_whatHasNoRoomSaysSo()
    {
        Shown shown({400, 300});
        BoardPage &page = shown.page;
        shown.rig.line(100, 100);
        const auto says = [&page](const QString &text) {
            for (const auto *label : page.findChildren<QLabel *>())
                if (label->isVisible() && label->text().contains(text))
                    return true;
            return false;
        };
        page.resize(330, 262);
        settle();
        page.actions()[BoardCommand::Outline]->trigger();
        settle();
        QVERIFY2(says(QStringLiteral("There is no room for the outline here")), qPrintable(words(placesOn(page))));
        page.view()->setTool(ToolId::Rectangle);
        page.actions()[BoardCommand::Style]->trigger();
        settle();
        QVERIFY2(says(QStringLiteral("There is no room for the style here")), qPrintable(words(placesOn(page))));
        page.actions()[BoardCommand::Map]->trigger();
        settle();
        QVERIFY2(says(QStringLiteral("There is no room for the map here")), qPrintable(words(placesOn(page))));
        // When there is, what was asked for is there.
        page.resize(900, 700);
        settle();
        QVERIFY(test::cardOf(page, u"Style")->isVisible());
        QVERIFY(page.findChild<MiniMap *>()->isVisible());
    }

    void T55_whyOneMayNotDrawIsSaidAlsoWhileSomethingRefusedWaits()
    {
        Frozen s;
        QVERIFY(s.says(QStringLiteral("Ms Kim froze the board")));
        QVERIFY(s.says(QStringLiteral("could not be added here")));
        s.rig.boards.dropConflict(firstBoard(s.rig.room));
        QVERIFY(s.says(QStringLiteral("Ms Kim froze the board")));
        QVERIFY(!s.says(QStringLiteral("could not be added here")));
    }

    void T140_whoIsWhereNothingIsFindsBack()
    {
        test::BoardStage s;
        const auto *card = test::cardOf(s.page, u"Nothing of the board is in sight");
        QVERIFY(card && !card->isVisible()); // the board is empty
        const QPointF far(50'000, -20'000);
        s.view.lookAt(far, 1);
        settle();
        QVERIFY(!card->isVisible());
        const ObjectId there = s.shape(100, 100, 80, 60);
        settle();
        QVERIFY(card->isVisible());
        // It lies on nothing, and keys reach it.
        for (const auto &[name, at] : placesOn(s.page))
            QVERIFY2(name == card->accessibleName() || !at.intersects(card->geometry()), qPrintable(name));
        QVERIFY(s.page.regions().contains(card));
        auto *button = card->findChild<QAbstractButton *>();
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        settle();
        QVERIFY(s.view.visibleBoard().contains(s.object(there).box()));
        QVERIFY(!card->isVisible());
        QVERIFY(s.view.hasFocus());
        // What is drawn there is in sight, and is not judged before it is done.
        s.view.lookAt(far, 1);
        settle();
        QVERIFY(card->isVisible());
        s.view.setTool(ToolId::Pen);
        s.press({400, 300});
        settle();
        QVERIFY(!card->isVisible());
        s.moveTo({440, 340});
        s.release({440, 340});
        settle();
        QVERIFY(!card->isVisible());
        s.view.lookAt(-far, 1);
        settle();
        QVERIFY(card->isVisible());
        s.view.editTextAt(-far); // whoever writes is where they want to be
        settle();
        QVERIFY(s.view.isWriting() && !card->isVisible());
        QTest::keyClick(s.view.writing().editor(), Qt::Key_Escape);
        settle();
        QVERIFY(!s.view.isWriting() && card->isVisible());
        s.page.actions()[BoardCommand::Present]->trigger();
        settle();
        QVERIFY(!card->isVisible());
        s.page.actions()[BoardCommand::Present]->trigger();
        settle();
        QVERIFY(card->isVisible());
        QTest::keyClick(&s.view, Qt::Key_Home);
        settle();
        QVERIFY(!card->isVisible());
    }
    void T140_notWhileTheKeysMoveAllThatIsDrawn()
    {
        test::BoardStage s;
        const auto *card = test::cardOf(s.page, u"Nothing of the board is in sight");
        const ObjectId only = s.shape(400, 300, 80, 60);
        s.view.selection().set({only});
        s.key(Qt::Key_Right);
        emit s.rig.controller.stateChanged(); // whatever it is
        settle();
        QVERIFY(!card->isVisible());
        s.view.panBy({10, 0});
        settle();
        QVERIFY(!card->isVisible());
    }
    void T108_theHintOfAnEmptyBoardComesBackAfterAPresentation()
    {
        test::BoardStage s;
        const auto saysIt = [&] { return s.says(QStringLiteral("Nothing here yet")); };
        QVERIFY(saysIt());
        s.page.actions()[BoardCommand::Present]->trigger();
        settle();
        QVERIFY(!saysIt());
        emit s.rig.controller.stateChanged();
        s.page.actions()[BoardCommand::Present]->trigger();
        settle();
        QVERIFY(saysIt());
    }
    void T110_noStripLiesOverWhatIsPresented()
    {
        Frozen s;
        s.page.resize(900, 700);
        settle();
        QVERIFY(s.says(QStringLiteral("Ms Kim froze the board")));
        s.page.actions()[BoardCommand::Present]->trigger();
        settle();
        QVERIFY(!s.says(QStringLiteral("Ms Kim froze the board")));
        s.rig.boards.dropConflict(firstBoard(s.rig.room)); // what it would say by now
        settle();
        QVERIFY(!s.says(QStringLiteral("Ms Kim froze the board")));
        s.page.actions()[BoardCommand::Present]->trigger();
        settle();
        QVERIFY(s.says(QStringLiteral("Ms Kim froze the board")));
    }

    void T82_whatTheStripSaysIsNotSaidTwiceNorLongerThanItHolds()
    {
        Desk desk(Role::Owner);
        BoardsRig &rig = desk.rig;
        BoardController &board = desk.board;
        BoardPage &page = desk.page;
        page.resize(900, 600);
        page.show();
        settle();
        const auto saying = [&desk](const QString &text) { return desk.saying(text); };
        const auto id = newId<OpId>();
        const BoardOp stroke = test::dash(newId<ObjectId>(), 10, 10);
        board.restore({{id, board.self(), {stroke}}});
        board.refuse({{id, test::refusal(errors::frozen), {stroke}}});
        settle();
        QCOMPARE(saying(QStringLiteral("froze the board")), 1);
        QCOMPARE(saying(QStringLiteral("could not be added here")), 1);
        QVERIFY(saying(QStringLiteral("takes no changes at this moment")) <= 1);
        QVERIFY(!test::cardOf(page, QStringLiteral("Message")) ||
                !test::cardOf(page, QStringLiteral("Message"))->isVisible());
        QVERIFY(rig.boards.setFrozen(board.board(), false));
        settle();
        QCOMPARE(saying(QStringLiteral("could not be added here")), 1);
        QCOMPARE(saying(QStringLiteral("at this moment")), 0); // it does by now
        const QModelIndex row = rig.boards.model()->index(0);
        QVERIFY(!row.data(Qt::ToolTipRole).toString().contains(QStringLiteral("at this moment")));
    }

private:
    // A frozen board on a page that is not shown yet.
    struct Desk {
        BoardsRig rig;
        BoardController board{rig.room, rig.boards.current(), rig.clock};
        BoardPage page{nullptr};

        explicit Desk(Role role)
            : rig(role, BoardRight::EditAll, true)
        {
            board.setBoards(&rig.boards);
            board.setSelf(rig.me);
            board.setLoaded(true);
            page.setController(&board);
            page.setBoards(
                &rig.boards, [](const UserId &) { return QStringLiteral("Ms Kim"); },
                [](const BoardId &) { return nullptr; });
        }
        ~Desk() { page.setController(nullptr); }
        [[nodiscard]] qsizetype saying(const QString &text) const // labels that are seen
        {
            const auto labels = page.findChildren<QLabel *>();
            return std::count_if(labels.begin(), labels.end(), [&](const QLabel *label) {
                return label->isVisible() && label->text().contains(text);
            });
        }
    };
    // A board that somebody froze while a drawing of one's own was on its way.
    struct Frozen : Desk {
        Frozen()
            : Desk(Role::Member)
        {
            const auto id = newId<OpId>();
            const BoardOp stroke = test::dash(newId<ObjectId>(), 10, 10);
            board.restore({{id, board.self(), {stroke}}});
            refuse(id, stroke);
            page.resize(900, 600);
            page.show();
            settle();
        }
        void refuse(const OpId &id, const BoardOp &stroke)
        {
            board.refuse({{id, test::refusal(errors::forbidden), {stroke}}});
        }
        [[nodiscard]] bool says(const QString &text) const { return saying(text) > 0; }
    };

    // A board with all that there can be above it: others, an outline, a map, something that was refused, a notice.
    struct Crowded : Desk {
        const ObjectId shape = newId<ObjectId>();
        BoardCard *outline, *style, *tools, *strip;

        Crowded()
            : Desk(Role::Moderator)
        {
            board.setOnline(true);
            const auto id = newId<OpId>();
            const BoardOp stroke = test::dash(newId<ObjectId>(), 10, 10);
            board.restore({{id, board.self(), {stroke}}});
            board.refuse({{id, test::refusal(errors::forbidden), {stroke}}});
            board.receive(
                {{{newId<OpId>(), newId<UserId>(), {BoardOp::create(shape, BoardKind::Rectangle, 200, 200, 100, 80)}},
                  1}});
            page.resize(900, 600);
            page.show();
            for (const char *name : {"Ana", "Ben", "Chen", "Dora", "Emil", "Fay", "Gus"})
                board.showPointer({board.room(), newId<UserId>(), QString::fromLatin1(name), 100, 100, true});
            page.actions()[BoardCommand::Map]->trigger();
            page.actions()[BoardCommand::Outline]->trigger();
            settle();
            outline = test::cardOf(page, BoardPage::tr("Outline"));
            style = test::cardOf(page, BoardPage::tr("Style"));
            tools = test::cardOf(page, BoardPage::tr("Tools"));
            strip = test::cardOf(page, BoardPage::tr("View"));
        }
        void notice() { emit page.view()->noticed(sentence); }
        [[nodiscard]] bool isNoticed() const
        {
            const BoardCard *card = test::cardOf(page, sentence);
            return card && card->isVisible();
        }
        const QString sentence = QStringLiteral("Ms Kim hat die Tafel eingefroren, während du darauf gezeichnet hast, "
                                                "deshalb konnte es nicht hinzugefügt werden");
    };

    static void addSizes()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize &size : sizes)
            QTest::addRow("%d x %d", size.width(), size.height()) << size;
    }
};

QTEST_MAIN(TestBoardCards)
#include "tst_boardcards.moc"
