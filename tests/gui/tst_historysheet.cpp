// SPDX-License-Identifier: MIT
#include "app/ui/board/edits/arrange.h"
#include "app/ui/board/edits/boardedits.h"
#include "app/ui/board/historysheet.h"
#include "app/ui/shell/accessible.h"
#include "app/ui/shell/coteriestyle.h"
#include "app/ui/shell/text.h"
#include "tests/support/boardkit.h"
#include "tests/support/boardpair.h"
#include "tests/support/labels.h"
#include "tests/support/loopboards.h"
#include "tests/support/uidriver.h"

#include <QAbstractButton>
#include <QAction>
#include <QLabel>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QSlider>
#include <QTimer>

using namespace coterie;
using namespace coterie::ui;
using test::drawStroke;

// How a board was, along a slider, as anybody in the room looks at it in the window, with the real host (A331, W-31).
class TestHistorySheet final : public QObject, private test::BoardPair
{
    Q_OBJECT

    static constexpr int changes = 6; // that init() makes of the board
    static constexpr int seen[changes + 1] = {0, 1, 2, 3, 2, 0, 1};
    QString m_name; // of the board
    const ObjectId m_group = newId<ObjectId>();

    void open(Session &session)
    {
        QVERIFY(BoardPair::show(session, {}));
        m_page->actions()[BoardCommand::LookBack]->trigger();
        QVERIFY(sheet());
        QTRY_COMPARE_WITH_TIMEOUT(slider().maximum(), changes, 20'000);
    }
    [[nodiscard]] HistorySheet *sheet() const { return m_page->findChild<HistorySheet *>(); }
    [[nodiscard]] QSlider &slider() const { return *sheet()->findChild<QSlider *>(); }
    [[nodiscard]] bool says(const QString &text) const { return test::says(*m_page, text); }
    [[nodiscard]] QAbstractButton *button(const QString &text) const
    {
        for (auto *button : m_page->findChildren<QAbstractButton *>())
            if (button->isVisible() && (button->text() == text || button->accessibleName() == text))
                return button;
        return nullptr;
    }
    [[nodiscard]] static QString deed(const char *words) // with the name as sentences have it
    {
        const QString all = QString::fromLatin1(words);
        return isolated(all.left(3)) + all.mid(3);
    }
    [[nodiscard]] QAbstractButton *make() const { return button(QStringLiteral("Make a new board of it")); }
    [[nodiscard]] QImage picture() const
    {
        for (const auto *label : sheet()->findChildren<QLabel *>())
            if (label->accessibleName() == u"The board as it was")
                return label->pixmap(Qt::ReturnByValue).toImage();
        return {};
    }
    [[nodiscard]] static QString at(int change, int of = changes)
    {
        return QStringLiteral("Change %1 of %2. There were %3 object(s)").arg(change).arg(of).arg(seen[change]);
    }
    RoomBoards &boards(Session &session) { return *session.boards(m_room); }
    void settle()
    {
        QTRY_VERIFY_WITH_TIMEOUT(board(*m_ana).pendingCount() + board(*m_ben).pendingCount() == 0 &&
                                     board(*m_ana).doc().hash() == board(*m_ben).doc().hash(),
                                 20'000);
    }

private slots:
    void initTestCase()
    {
        installAccessibility();
        QApplication::setStyle(new CoterieStyle);
        QLoggingCategory::setFilterRules(QStringLiteral("coterie.*=false"));
    }
    void init()
    {
        QVERIFY(meet());
        m_name = boards(*m_ana).nameOf(firstBoard(m_room));
        const auto next = [this](int change) {
            QTRY_COMPARE_WITH_TIMEOUT(board(*m_ben).doc().visibleCount(), seen[change], 20'000);
            QTRY_COMPARE_WITH_TIMEOUT(board(*m_ana).doc().visibleCount(), seen[change], 20'000);
            settle();
        };
        drawStroke(board(*m_ana), 0, 0);
        next(1);
        drawStroke(board(*m_ben), 0, 50);
        next(2);
        drawStroke(board(*m_ben), 300, 200);
        next(3);
        board(*m_ana).erase({board(*m_ana).doc().objects().first().id});
        next(4);
        board(*m_ana).clear();
        next(5);
        drawStroke(board(*m_ben), 100, 400);
        next(6);
    }
    void cleanup() { part(); }

    void A331_theBoardIsSeenAfterEachOfItsChanges()
    {
        open(*m_ben); // who is no moderator
        QCOMPARE(QApplication::focusWidget(), &slider());
        QTRY_VERIFY_WITH_TIMEOUT(says(at(changes)), 20'000);
        QVERIFY(says(deed("Ben added 1 object(s)")));
        QVERIFY(!button(QStringLiteral("One change on"))->isEnabled());
        const char *const deeds[] = {"",
                                     "Ana added 1 object(s)",
                                     "Ben added 1 object(s)",
                                     "Ben added 1 object(s)",
                                     "Ana erased 1 object(s)",
                                     "Ana cleared the board",
                                     "Ben added 1 object(s)"};
        QTest::keyClick(&slider(), Qt::Key_Home);
        QList<QImage> pictures;
        for (int change = 1; change <= changes; ++change) {
            QTRY_VERIFY_WITH_TIMEOUT(says(at(change)), 20'000);
            QVERIFY2(says(deed(deeds[change])), deeds[change]);
            QCOMPARE(picture().isNull(), seen[change] == 0);
            QCOMPARE(says(QStringLiteral("There was nothing on the board.")), seen[change] == 0);
            QCOMPARE(make()->isEnabled(), seen[change] > 0);
            QVERIFY(!pictures.contains(picture()));
            pictures.append(picture());
            QTest::keyClick(&slider(), Qt::Key_Right);
        }
        // By the mouse as well; and all that is of one board has one size, so that nothing jumps.
        QTest::mouseClick(button(QStringLiteral("One change back")), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(changes - 1)), 20'000);
        QTest::mouseClick(&slider(), Qt::LeftButton, {}, QPoint(2, slider().height() / 2));
        QTRY_VERIFY_WITH_TIMEOUT(says(at(1)), 20'000);
        const QSize size = picture().size();
        slider().setValue(3);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(3)), 20'000);
        QCOMPARE(picture().size(), size);
        QVERIFY(slider().accessibleDescription().contains(at(3)));
        QTest::keyClick(&slider(), Qt::Key_Escape);
        QTRY_VERIFY(!sheet());
        QCOMPARE(board(*m_ben).doc().visibleCount(), 1);
        QCOMPARE(board(*m_ben).pendingCount(), 0);
    }
    void A331_aNewBoardIsMadeOfAMomentAndTheOldOneStays()
    {
        const quint64 before = board(*m_ana).doc().hash();
        open(*m_ben);
        slider().setValue(3);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(3)) && make()->isEnabled(), 20'000);
        make()->click();
        QTRY_VERIFY_WITH_TIMEOUT(!sheet(), 20'000);
        QVERIFY(says(QStringLiteral("This is “%1” as it was at ").arg(m_name)));
        QVERIFY(says(QStringLiteral("with 3 object(s)")));
        RoomBoards &bens = boards(*m_ben);
        QCOMPARE(bens.model()->rowCount(), 2);
        const BoardId made = bens.current();
        QCOMPARE(made, bens.model()->boardAt(1));
        QVERIFY2(bens.nameOf(made).startsWith(m_name + QStringLiteral(" (")), qPrintable(bens.nameOf(made)));
        // Everybody has it, with what was there then, in the order of then.
        QTRY_COMPARE_WITH_TIMEOUT(boards(*m_ana).model()->rowCount(), 2, 20'000);
        BoardController &anas = *m_ana->board(m_room, made);
        QTRY_COMPARE_WITH_TIMEOUT(anas.doc().visibleCount(), 3, 20'000);
        QList<double> places;
        for (const BoardObject &one : anas.doc().objects())
            places.append(one.y);
        QCOMPARE(places.size(), 3);
        QVERIFY(places.at(0) < 40 && places.at(1) < 100 && places.at(2) > 150);
        QCOMPARE(board(*m_ana).doc().hash(), before);
        // Again: under another name.
        m_page->actions()[BoardCommand::LookBack]->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(slider().maximum(), changes, 20'000);
        slider().setValue(3);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(3)) && make()->isEnabled(), 20'000);
        make()->click();
        QTRY_COMPARE_WITH_TIMEOUT(bens.model()->rowCount(), 3, 20'000);
        QVERIFY(bens.nameOf(bens.current()) != bens.nameOf(made));
    }
    void A331_whoMayMakeNoBoardsLooksAndReadsWhy()
    {
        QVERIFY(boards(*m_ana).change(RightsChange{{}, {}, BoardRight::View, {}}));
        QTRY_VERIFY_WITH_TIMEOUT(!boards(*m_ben).whyNotAdding().isEmpty(), 20'000);
        open(*m_ben);
        QVERIFY(button(QStringLiteral("How the board was …"))); // in the strip, for everybody
        slider().setValue(2);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(2)), 20'000);
        QVERIFY(says(boards(*m_ben).whyNotAdding()));
        QVERIFY(!make()->isEnabled());
        QVERIFY(!picture().isNull());
    }
    void A331_whoLooksAtTheLastChangeGoesOnDoingSo()
    {
        open(*m_ben);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(changes)), 20'000);
        drawStroke(board(*m_ana), 0, 0);
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("Change 7 of 7. There were 2 object(s)")), 20'000);
        slider().setValue(3);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(3, 7)), 20'000);
        drawStroke(board(*m_ana), 50, 0);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(3, 8)), 20'000);
        QCOMPARE(slider().value(), 3);
        // What is made is of the change that was chosen, though others have drawn meanwhile.
        QTRY_VERIFY_WITH_TIMEOUT(make()->isEnabled(), 20'000);
        make()->click();
        QTRY_COMPARE_WITH_TIMEOUT(boards(*m_ben).model()->rowCount(), 2, 20'000);
        QVERIFY(says(QStringLiteral("with 3 object(s)")));
    }
    // Whatever the sheet says at that moment, and though it is read again and again: Ben draws more often than that.
    void A331_whatIsMadeIsWhatIsShownWhileOthersDraw()
    {
        open(*m_ben);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(changes)) && make()->isEnabled(), 20'000);
        make()->setFocus();
        bool everOff = false;
        bool everLost = false;
        int drawn = 0;
        QTimer drawing;
        connect(&drawing, &QTimer::timeout, this, [&] {
            drawStroke(board(*m_ana), 0, 10.0 * ++drawn);
            everOff |= !make()->isEnabled();
            everLost |= QApplication::focusWidget() != make();
            if (drawn == 200)
                drawing.stop();
        });
        drawing.start(40);
        QTRY_VERIFY_WITH_TIMEOUT(slider().maximum() > changes + 3 && !says(at(changes)), 20'000);
        drawing.stop();
        QVERIFY2(drawn < 200, "nothing was shown as long as somebody drew");
        QVERIFY(!everOff && !everLost);
        static const QRegularExpression words(QStringLiteral("There were ([0-9]+) object"));
        const auto shown = words.match(slider().accessibleDescription());
        QVERIFY(shown.hasMatch());
        make()->click();
        QTRY_VERIFY(!sheet());
        QVERIFY(says(QStringLiteral("with %1 object(s)").arg(shown.captured(1))));
        QTRY_COMPARE_WITH_TIMEOUT(boards(*m_ana).model()->rowCount(), 2, 20'000);
    }
    void A331_rightsThatChangeMeanwhileCount()
    {
        open(*m_ben);
        slider().setValue(2);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(2)) && make()->isEnabled(), 20'000);
        const QString why = QStringLiteral("You may not add boards in this room");
        make()->setFocus();
        QVERIFY(boards(*m_ana).change(RightsChange{{}, {}, BoardRight::View, {}}));
        QTRY_VERIFY_WITH_TIMEOUT(says(why), 20'000);
        QVERIFY(!make()->isEnabled() && says(at(2)));
        QCOMPARE(QApplication::focusWidget(), &slider()); // and not the button that closes this
        QVERIFY(boards(*m_ana).change(RightsChange{{}, {}, BoardRight::EditAll, {}}));
        QTRY_VERIFY_WITH_TIMEOUT(!says(why) && make()->isEnabled(), 20'000);
    }
    void A331_ofABoardThatIsRemovedMeanwhileANewOneIsMadeStill()
    {
        RoomBoards &anas = boards(*m_ana);
        const BoardId other = anas.add(QStringLiteral("Other"));
        QTRY_COMPARE_WITH_TIMEOUT(boards(*m_ben).model()->rowCount(), 2, 20'000);
        open(*m_ben);
        slider().setValue(3);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(3)) && make()->isEnabled(), 20'000);
        QVERIFY(anas.remove(firstBoard(m_room)));
        QTRY_COMPARE_WITH_TIMEOUT(boards(*m_ben).current(), other, 20'000);
        m_page->setController(m_ben->board(m_room, other));
        QVERIFY(sheet());
        make()->click();
        QTRY_VERIFY(!sheet());
        QVERIFY(says(QStringLiteral("This is “%1” as it was at ").arg(m_name)));
        const BoardId made = boards(*m_ben).current();
        QVERIFY(made != other && boards(*m_ben).nameOf(made).startsWith(m_name));
        QCOMPARE(m_ben->board(m_room, made)->doc().visibleCount(), 3);
    }
    void A331_itIsMadeAlsoWhenTheHostHasGoneMeanwhile()
    {
        open(*m_ben);
        slider().setValue(2);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(2)) && make()->isEnabled(), 20'000);
        m_host->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!board(*m_ben).isOnline(), 30'000);
        make()->click();
        QTRY_VERIFY(!sheet());
        QVERIFY(says(QStringLiteral("with 2 object(s)")));
        QVERIFY(m_host->start());
        QTRY_COMPARE_WITH_TIMEOUT(boards(*m_ana).model()->rowCount(), 2, 60'000);
        const BoardId made = boards(*m_ana).model()->boardAt(1);
        QTRY_COMPARE_WITH_TIMEOUT(m_ana->board(m_room, made)->doc().visibleCount(), 2, 60'000);
    }
    void A331_whatCouldNotBeReadIsReadWhenTheHostIsBack()
    {
        QVERIFY(BoardPair::show(*m_ben, {}));
        m_page->actions()[BoardCommand::LookBack]->trigger();
        m_host->stop(); // before it has answered
        QVERIFY(sheet());
        QTRY_VERIFY_WITH_TIMEOUT(!board(*m_ben).isOnline(), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(!says(QStringLiteral("Reading what happened on this board …")), 20'000);
        QVERIFY(!make()->isEnabled());
        QVERIFY(m_host->start());
        QTRY_COMPARE_WITH_TIMEOUT(slider().maximum(), changes, 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(changes)) && make()->isEnabled(), 20'000);
    }
    // As of a host that has been put back to a copy of its session's file.
    void A331_whenTheBoardComesAnewItIsReadFromItsFirstChangeOn()
    {
        open(*m_ben);
        slider().setValue(2);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(2)) && make()->isEnabled(), 20'000);
        emit board(*m_ben).reset();
        QVERIFY(!make()->isEnabled());
        QVERIFY(says(QStringLiteral("Reading what happened on this board …")));
        emit board(*m_ben).reset(); // while it is read
        QTRY_VERIFY_WITH_TIMEOUT(says(at(changes)) && make()->isEnabled(), 20'000);
        QCOMPARE(slider().maximum(), changes);
        slider().setValue(2);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(2)), 20'000);
    }
    void A331_partsOfAStepAreOneChangeAndGroupsNoObjects()
    {
        QList<BoardOp> many;
        for (int i = 0; i < maxBoardOps + 20; ++i)
            many.append(test::dash(newId<ObjectId>(), 5.0 * i));
        QVERIFY(board(*m_ana).commit(many, QStringLiteral("many"))); // two transactions
        const auto one = *many.first().object, two = *many.at(1).object;
        QVERIFY(board(*m_ana).commit(groupOps(board(*m_ana).doc(), {one, two}, newId<ObjectId>()),
                                     QStringLiteral("group")));
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ana).pendingCount(), 0, 20'000);
        const auto group = board(*m_ana).doc().object(one)->parent;
        QVERIFY(group);
        QVERIFY(board(*m_ana).commit(eraseOps(board(*m_ana).doc(), {*group}, board(*m_ana).seq()),
                                     QStringLiteral("erase")));
        QTRY_COMPARE_WITH_TIMEOUT(board(*m_ana).pendingCount(), 0, 20'000);
        QVERIFY(BoardPair::show(*m_ben, {}));
        m_page->actions()[BoardCommand::LookBack]->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(slider().maximum(), changes + 3, 20'000);
        const int before = maxBoardOps + 20 + 1;
        const auto shows = [&](int change, const QString &words, int objects) {
            slider().setValue(change);
            QTRY_VERIFY2_WITH_TIMEOUT(says(words) && says(QStringLiteral("Change %1 of %2. There were %3 object(s)")
                                                              .arg(change)
                                                              .arg(changes + 3)
                                                              .arg(objects)),
                                      qPrintable(slider().accessibleDescription()), 20'000);
        };
        shows(changes + 3, deed("Ana erased 2 object(s)"), before - 2);
        shows(changes + 2, deed("Ana grouped 2 object(s)"), before);
        shows(changes + 1, deed("Ana added %1 object(s)").arg(before - 1), before);
    }
    void A331_ofABoardWithoutAPastItIsSaid()
    {
        const BoardId fresh = boards(*m_ben).add(QStringLiteral("Fresh"));
        QTRY_VERIFY_WITH_TIMEOUT(!boards(*m_ben).isOnlyHere(fresh), 20'000);
        BoardController &ours = *m_ben->board(m_room, fresh);
        QTRY_VERIFY_WITH_TIMEOUT(ours.isOnline() && ours.isLoaded(), 20'000);
        QVERIFY(BoardPair::show(*m_ben, {}));
        m_page->setController(&ours);
        m_page->actions()[BoardCommand::LookBack]->trigger();
        QVERIFY(sheet());
        QTRY_VERIFY_WITH_TIMEOUT(says(QStringLiteral("Nothing has happened on this board yet.")), 20'000);
        QVERIFY(!make()->isEnabled());
        QVERIFY(!button(QStringLiteral("One change back"))->isEnabled());
        QVERIFY(!button(QStringLiteral("One change on"))->isEnabled());
    }
    void A331_theKeysStayInTheSheetAtEitherEnd()
    {
        open(*m_ben);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(changes)), 20'000);
        slider().setValue(changes - 1);
        QAbstractButton *on = button(QStringLiteral("One change on"));
        on->setFocus();
        QTest::keyClick(on, Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(says(at(changes)), 20'000);
        QVERIFY(!on->isEnabled());
        QCOMPARE(QApplication::focusWidget(), &slider());
        QVERIFY(sheet());
    }
    void A331_withoutTheHostItSaysSo()
    {
        QVERIFY(BoardPair::show(*m_ben, {}));
        m_host->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!board(*m_ben).isOnline(), 30'000);
        m_page->actions()[BoardCommand::LookBack]->trigger();
        QVERIFY(!sheet());
        QVERIFY(says(QStringLiteral("What happened on the board is known to the host only, and you are offline")));
    }
    void A331_aChangeIsToldInWords_data()
    {
        QTest::addColumn<QList<BoardOp>>("ops");
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("after");
        QTest::addColumn<QString>("words");
        const auto a = newId<ObjectId>(), b = newId<ObjectId>(), group = m_group;
        BoardOp moved = BoardOp::set(a);
        moved.x = 5;
        BoardOp undo;
        undo.act = BoardAct::Undo;
        undo.target = newId<OpId>();
        BoardOp redo = undo;
        redo.act = BoardAct::Redo;
        BoardOp locked = BoardOp::set(group);
        locked.locked = true;
        const auto row = [&](const char *name, const QList<BoardOp> &ops, int before, int after, const char *words) {
            QTest::newRow(name) << ops << before << after << QString::fromLatin1(words);
        };
        row("two", {test::dash(a), test::dash(b)}, 1, 3, "Kim added 2 object(s)");
        row("one, and put somewhere", {test::dash(a), moved}, 1, 2, "Kim added 1 object(s)");
        row("a group of two", {BoardOp::createGroup(group), test::dash(a), test::dash(b)}, 0, 2,
            "Kim added 2 object(s)");
        row("moved twice", {moved, moved}, 4, 4, "Kim changed 1 object(s)");
        row("gone", {BoardOp::erase(a), BoardOp::erase(b)}, 4, 2, "Kim erased 2 object(s)");
        row("a group with all in it", {BoardOp::eraseTree(group, 1)}, 8, 3, "Kim erased 5 object(s)");
        row("one for another", {test::dash(a), BoardOp::erase(b)}, 4, 4, "Kim changed 2 object(s)");
        row("grouped", {BoardOp::createGroup(group), BoardOp::setParent(a, group), BoardOp::setParent(b, group)}, 2, 2,
            "Kim grouped 2 object(s)");
        row("two groups grouped", {BoardOp::createGroup(group), BoardOp::setParent(group, newId<ObjectId>())}, 4, 4,
            "Kim changed a group");
        row("brought back", {moved, BoardOp::set(b)}, 2, 4, "Kim brought back 2 object(s)");
        row("a group, locked", {locked}, 2, 2, "Kim changed a group");
        row("undone", {undo}, 2, 1, "Kim took a step back");
        row("redone", {redo}, 1, 2, "Kim did a step once more");
        row("cleared", {BoardOp()}, 9, 0, "Kim cleared the board");
    }
    void A331_aChangeIsToldInWords()
    {
        QFETCH(const QList<BoardOp>, ops);
        QFETCH(const int, before);
        QFETCH(const int, after);
        QFETCH(const QString, words);
        QCOMPARE(deedWords({ops, before, after}, {m_group}, QStringLiteral("Kim")), words);
    }
};

QTEST_MAIN(TestHistorySheet)
#include "tst_historysheet.moc"
