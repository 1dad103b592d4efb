// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"
#include "app/session/membermodel.h"
#include "app/session/roomboards.h"
#include "app/session/roomlistmodel.h"
#include "app/ui/actions.h"
#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/board/boardview.h"
#include "app/ui/board/summonsbar.h"
#include "app/ui/connect/hostpanel.h"
#include "app/ui/people/memberlist.h"
#include "app/ui/people/peoplepanel.h"
#include "app/ui/shell/noticebar.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/text.h"
#include "app/ui/shell/toast.h"
#include "app/ui/timeline/chatpane.h"
#include "app/ui/timeline/composer.h"
#include "app/ui/timeline/emojipicker.h"
#include "app/ui/timeline/timelineview.h"
#include "app/ui/timeline/typingbar.h"
#include "shared/protocol/errors.h"
#include "tests/gui/windowtest.h"
#include "tests/support/boardkit.h"
#include "tests/support/uidriver.h"

#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

using namespace coterie;
using namespace coterie::test;
using namespace coterie::ui;

// The real program, driven by keys and mouse, with a second person on the other end of a real socket.
class TestMainWindow final : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void onesOwnStatusIsAsTheHostHasIt()
    {
        Session *ben = hostAndJoin();
        QVERIFY(ben);
        ben->setStatus(Status::DoNotDisturb, QStringLiteral("marking"));
        const MemberModel &people = *m_fixture->program().session()->members(room());
        QTRY_COMPARE(people.indexOf(ben->me()).data(MemberModel::StatusTextRole).toString(), QStringLiteral("marking"));
        m_fixture->dropSecond();
        ben = m_fixture->joinAsSecond();
        QVERIFY(ben);
        QCOMPARE(ben->myStatusText(), QString()); // not asked yet
        (void)ben->members(room());
        QTRY_COMPARE(ben->myStatusText(), QStringLiteral("marking"));
        QCOMPARE(ben->myStatus(), Status::DoNotDisturb);
    }

    void A14_whoLeavesTheOnlyRoomIsNotPutBack()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        Session &session = *m_fixture->program().session();
        QTRY_VERIFY(session.rooms()->index(0).data(RoomListModel::JoinedRole).toBool());
        QSignalSpy left(&session, &Session::roomLeft);
        session.leaveRoom(session.rooms()->roomAt(0));
        QVERIFY(left.wait());
        QCoreApplication::processEvents();
        QVERIFY(session.rooms()->active().isNull() ||
                !session.rooms()->index(0).data(RoomListModel::JoinedRole).toBool());
        session.markRead(session.rooms()->roomAt(0), 0);
        // Whatever was asked of the host by now is answered before this.
        QSignalSpy made(&session, &Session::roomCreated);
        session.createRoom(QStringLiteral("Lab"), {});
        QVERIFY(made.wait());
        for (int row = 0; row < session.rooms()->rowCount(); ++row)
            if (session.rooms()->index(row).data(RoomListModel::NameRole).toString() != u"Lab")
                QVERIFY(!session.rooms()->index(row).data(RoomListModel::JoinedRole).toBool());
    }

    void A281_whoLeavesTheOnlyRoomSeesNothingOfItAnyMore()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        Session &session = *m_fixture->program().session();
        QTRY_VERIFY(session.rooms()->index(0).data(RoomListModel::JoinedRole).toBool());
        const RoomId only = session.rooms()->roomAt(0);
        QTRY_VERIFY(page().people()->list()->model() && page().people()->list()->model()->rowCount() == 1);
        QSignalSpy left(&session, &Session::roomLeft);
        session.leaveRoom(only);
        QVERIFY(left.wait());
        QTRY_VERIFY(page().room().isNull());
        QVERIFY2(session.rooms()->active().isNull(), "it is marked as the open one");
        QVERIFY2(!page().people()->list()->model(), "its people are listed");
        // As it was when one comes back.
        page().openRoom(only);
        QTRY_VERIFY(page().people()->list()->model() && page().people()->list()->model()->rowCount() == 1);
        QCOMPARE(session.rooms()->active(), only);
    }

    void whatIsTypedHereIsReadThereAndBack()
    {
        Session *ben = hostAndJoin();
        QVERIFY(ben);
        type(window(), QStringLiteral("hello from the window"));
        press(window(), Qt::Key_Return);
        QVERIFY(page().chat()->composer()->text().isEmpty());
        QTRY_VERIFY(WindowFixture::rowOf(*ben->timeline(room()), QStringLiteral("hello from the window")) >= 0);
        QTRY_VERIFY(WindowFixture::isSent(*mine(), QStringLiteral("hello from the window")));
        ben->post(room(), QStringLiteral("and hello back"), {});
        QTRY_VERIFY(WindowFixture::rowOf(*mine(), QStringLiteral("and hello back")) >= 0);
        const QModelIndex row = mine()->index(WindowFixture::rowOf(*mine(), QStringLiteral("and hello back")));
        QTRY_VERIFY(view().viewport()->rect().contains(view().visualRect(row)));
    }

    void A40_theComposerLetsGoOfWordsWhenTheyAreOnTheDisk()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        Composer &composer = *page().chat()->composer();
        QSignalSpy posted(m_fixture->program().session(), &Session::posted);
        type(window(), QStringLiteral("first"));
        press(window(), Qt::Key_Return);
        QVERIFY(posted.isEmpty());
        QCOMPARE(composer.edit()->toPlainText(), QStringLiteral("first")); // nothing has been written yet
        QCOMPARE(composer.text(), QString());                              // but it is not sent twice
        press(window(), Qt::Key_Return);
        type(window(), QStringLiteral("second"));
        press(window(), Qt::Key_Return);
        type(window(), QStringLiteral("half a thou"));
        QTRY_COMPARE(posted.size(), 2);
        QTRY_COMPARE(composer.edit()->toPlainText(), QStringLiteral("half a thou"));
        type(window(), QStringLiteral("ght"));
        QCOMPARE(composer.text(), QStringLiteral("half a thought"));
        press(window(), Qt::Key_Z, Qt::ControlModifier); // takes back what is typed, never brings back what was said
        QVERIFY(!composer.text().contains(u"second"));
        QTRY_VERIFY(WindowFixture::isSent(*mine(), QStringLiteral("second")));
        QStringList said;
        for (int row = 0; row < mine()->rowCount(); ++row)
            if (const QString body = mine()->index(row).data(TimelineModel::BodyRole).toString();
                body == u"first" || body == u"second")
                said.append(body);
        QCOMPARE(said, (QStringList{QStringLiteral("first"), QStringLiteral("second")}));
    }

    void shiftEnterMakesALineAndEnterDuringCompositionSendsNothing()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        type(window(), QStringLiteral("one"));
        press(window(), Qt::Key_Return, Qt::ShiftModifier);
        type(window(), QStringLiteral("two"));
        QCOMPARE(page().chat()->composer()->text(), QStringLiteral("one\ntwo"));
        QInputMethodEvent composing(QStringLiteral("か"), {});
        QApplication::sendEvent(page().chat()->composer()->edit(), &composing);
        press(window(), Qt::Key_Return);
        QVERIFY(page().chat()->composer()->text().startsWith(u"one\ntwo"));
        QInputMethodEvent done;
        done.setCommitString(QStringLiteral("蚊"));
        QApplication::sendEvent(page().chat()->composer()->edit(), &done);
        press(window(), Qt::Key_Return);
        QTRY_VERIFY(WindowFixture::rowOf(*mine(), QStringLiteral("one\ntwo蚊")) >= 0);
    }

    void escNeverDeletesText()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        type(window(), QStringLiteral("half a thought"));
        for (int i = 0; i < 3; ++i)
            press(window(), Qt::Key_Escape);
        QCOMPARE(page().chat()->composer()->text(), QStringLiteral("half a thought"));
    }

    // Whoever writes and presses something in between goes on writing.
    void A220_aClickOnAButtonLeavesTheKeysWhereTheyWere()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        type(window(), QStringLiteral("half "));
        int pressed = 0;
        for (QToolButton *button : page().findChildren<QToolButton *>()) {
            if (!button->isVisible() || button->defaultAction() != window().actions()[Act::ToggleMembers])
                continue;
            QTest::mouseClick(button, Qt::LeftButton);
            QTest::mouseClick(button, Qt::LeftButton); // and back
            ++pressed;
            QVERIFY2(page().chat()->isAncestorOf(window().focusWidget()), qPrintable(button->accessibleName()));
        }
        QVERIFY(pressed > 0);
        type(window(), QStringLiteral("a thought"));
        QCOMPARE(page().chat()->composer()->text(), QStringLiteral("half a thought"));
    }

    void eachRoomKeepsItsDraft()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        const RoomId general = room();
        type(window(), QStringLiteral("for general"));
        makeRoom(QStringLiteral("physics"));
        QCOMPARE(page().chat()->composer()->text(), QString());
        type(window(), QStringLiteral("for physics"));
        press(window(), Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE(room(), general);
        QCOMPARE(page().chat()->composer()->text(), QStringLiteral("for general"));
        press(window(), Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE(page().chat()->composer()->text(), QStringLiteral("for physics"));
    }

    void aRoomOfTheSameNameIsRefusedInPlace()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        makeRoom(QStringLiteral("physics"));
        press(window(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        type(window(), QStringLiteral("PHYSICS"));
        QVERIFY(find<QLabel>(window(), QStringLiteral("There is a room of this name already. Choose another one, or "
                                                      "jump there with Ctrl+K.")));
        QVERIFY(!find<QAbstractButton>(window(), QStringLiteral("Create room"))->isEnabled());
        press(window(), Qt::Key_Escape);
        QVERIFY(!Sheet::openIn(&window()));
    }

    void theQuickSwitcherJumpsByAFewLetters()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        const RoomId general = room();
        makeRoom(QStringLiteral("physics"));
        press(window(), Qt::Key_K, Qt::ControlModifier);
        type(window(), QStringLiteral("gnrl"));
        press(window(), Qt::Key_Return);
        QTRY_COMPARE(room(), general);
        QVERIFY(page().chat()->composer()->edit()->hasFocus());
    }

    void strokesDrawnHereAreSeenThere()
    {
        Session *ben = hostAndJoin();
        QVERIFY(ben);
        press(window(), Qt::Key_2, Qt::ControlModifier);
        BoardView *board = page().board()->view();
        QTRY_VERIFY(board->isVisible());
        QTRY_VERIFY(page().session().board(room())->isLoaded());
        QTRY_VERIFY(ben->board(room())->isLoaded());
        const QPoint middle = board->rect().center();
        QTest::mousePress(board, Qt::LeftButton, {}, middle);
        for (int i = 1; i <= 10; ++i)
            QTest::mouseMove(board, middle + QPoint(i * 8, i * 3));
        QTest::mouseRelease(board, Qt::LeftButton, {}, middle + QPoint(80, 30));
        QTRY_COMPARE(page().session().board(room())->doc().visibleCount(), 1);
        QTRY_COMPARE(ben->board(room())->doc().visibleCount(), 1);
        press(window(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(ben->board(room())->doc().visibleCount(), 0);
    }

    void T43_whatWasRefusedOnAnotherBoardIsSaidAndOneKeyLeadsThere()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        RoomBoards &boards = *page().session().boards(room());
        QTRY_VERIFY(boards.isModerator());
        const BoardId lens = boards.add(QStringLiteral("Lens"));
        const auto *toast = page().findChild<Toast *>();
        const auto refuse = [&] {
            emit page().session().drawingRefused(room(), lens, QStringLiteral("It was full."), true);
        };
        refuse();
        QVERIFY(toast->isVisible());
        QVERIFY2(toast->text().contains(QStringLiteral("Lens")) &&
                     toast->text().endsWith(QStringLiteral("It was full.")),
                 qPrintable(toast->text()));
        find<QAbstractButton>(*toast, QStringLiteral("Show the board"))->setFocus();
        press(window(), Qt::Key_Space);
        QTRY_VERIFY(page().board()->isVisible());
        QCOMPARE(boards.current(), lens);
        QVERIFY(!toast->isVisible());
        refuse(); // in front of one, the board itself says it
        QVERIFY(!toast->isVisible());
        boards.setCurrent(firstBoard(room()));
        refuse();
        QVERIFY(toast->isVisible());
        // A board that there never was is not one that was removed, and has no name here; where what is kept of it is,
        // is named, and nothing was refused there.
        press(window(), Qt::Key_1, Qt::ControlModifier);
        const auto refuseGone = [&](bool isKept) {
            emit page().session().drawingRefused(room(), newId<BoardId>(), QStringLiteral("There is no such board."),
                                                 isKept);
        };
        boards.keepConflict(firstBoard(room()), {{dash(newId<ObjectId>())}, errors::full}); // of something else
        refuseGone(false);                                                                  // nothing could be kept
        QVERIFY2(toast->text().contains(QStringLiteral("is not there")) && !toast->text().contains(u"kept"),
                 qPrintable(toast->text()));
        refuseGone(true);
        QVERIFY2(toast->text().contains(
                     QStringLiteral("kept on “%1”").arg(ui::isolated(boards.nameOf(firstBoard(room()))))) &&
                     !toast->text().contains(u"removed") && !toast->text().contains(u"refused"),
                 qPrintable(toast->text()));
        // What one had erased is kept nowhere.
        boards.remove(lens);
        QTRY_VERIFY(boards.isRemoved(lens));
        for (const bool isKept : {false, true}) {
            emit page().session().drawingRefused(room(), lens, QStringLiteral("It was removed."), isKept);
            QVERIFY2(toast->text().contains(u"removed") && toast->text().contains(u"kept") == isKept,
                     qPrintable(toast->text()));
        }
    }

    void T60_aModeratorBringsEveryoneToWhatTheySee()
    {
        Session *ben = hostAndJoin();
        QVERIFY(ben);
        QList<BoardSummons> heard;
        connect(ben, &Session::summoned, ben, [&heard](const BoardSummons &summons) { heard.append(summons); });
        QTRY_VERIFY(page().session().boards(room())->isModerator());
        const auto *toast = page().findChild<Toast *>();
        press(window(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(page().isHostPanelShown());
        press(window(), Qt::Key_1, Qt::ControlModifier);
        click(*page().hostPanel(), QStringLiteral("Bring everyone here")); // where would that be?
        QVERIFY2(toast->isVisible() && toast->text().contains(QStringLiteral("Show the board first")),
                 qPrintable(toast->text()));
        press(window(), Qt::Key_2, Qt::ControlModifier);
        settle();
        page().board()->view()->lookAt({4000, -700}, 0.5);
        click(*page().hostPanel(), QStringLiteral("Bring everyone here"));
        QTRY_COMPARE(heard.size(), 1);
        QCOMPARE(heard.first().user, page().session().me());
        QCOMPARE(heard.first().name, QStringLiteral("Ana"));
        QCOMPARE(heard.first().board, firstBoard(room()));
        QVERIFY(QLineF(heard.first().view.center(), QPointF(4000, -700)).length() < 5);
        const auto says = [this](const QString &words) {
            const auto labels = page().board()->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
                return label->isVisible() && label->text().contains(words);
            });
        };
        QTRY_VERIFY(says(QStringLiteral("is asked to come here")));
        page().board()->setFocus();
        press(window(), Qt::Key_B, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(heard.size(), 2);
        QVERIFY(page().summons() && !page().summons()->isAsking()); // nobody brings themselves
    }
    // Ben is a moderator, and brings Ana to a board that she has not looked at, while she is in the chat.
    void T61_whoIsBroughtMayStayOrGoesAndComesBack()
    {
        Session *ben = hostAndJoin();
        QVERIFY(ben);
        RoomBoards &mine = *page().session().boards(room());
        QTRY_VERIFY(mine.isModerator());
        const BoardId lens = mine.add(QStringLiteral("Lens"));
        RightsChange change;
        change.user = ben->me();
        change.role = Role::Moderator;
        QVERIFY(mine.change(change));
        RoomBoards &theirs = *ben->boards(room());
        QTRY_VERIFY(theirs.isModerator() && theirs.model()->rowOf(lens) >= 0);
        QStringList told;
        const QRectF place(2000, 1000, 800, 600);
        const auto bring = [&] {
            told.clear();
            theirs.summon(lens, place, [&told](const QString &sentence) { told.append(sentence); });
        };
        SummonsBar &summons = *page().summons();
        summons.setPatience(600'000);
        const auto strip = [this] {
            for (auto *bar : page().findChildren<NoticeBar *>())
                if (bar->text().contains(QStringLiteral("brings everyone")))
                    return bar->text();
            return QString();
        };
        press(window(), Qt::Key_1, Qt::ControlModifier);
        bring();
        QTRY_VERIFY(summons.isAsking());
        QTRY_COMPARE(told.size(), 1);
        QVERIFY2(strip().contains(QStringLiteral("Ben")) && strip().contains(QStringLiteral("Esc to stay")),
                 qPrintable(strip()));
        press(window(), Qt::Key_Escape); // stays
        QVERIFY(!summons.isAsking());
        QVERIFY(strip().isEmpty());
        QVERIFY(page().view() == View::Chat);
        QCOMPARE(mine.current(), firstBoard(room()));

        // By itself, after a moment.
        summons.setPatience(10);
        bring();
        QTRY_COMPARE(mine.current(), lens);
        QTRY_VERIFY(page().board()->isVisible());
        QCOMPARE(page().board()->followed(), std::optional(ben->me()));
        QTRY_VERIFY(QLineF(page().board()->view()->visibleBoard().center(), place.center()).length() < 5);
        QVERIFY(strip().isEmpty());
        const auto *toast = page().findChild<Toast *>();
        QVERIFY2(toast->text().contains(QStringLiteral("has brought you here")), qPrintable(toast->text()));
        click(*toast, QStringLiteral("Go back"));
        QCOMPARE(mine.current(), firstBoard(room()));
        QVERIFY(page().view() == View::Chat);
        QVERIFY(!page().board()->followed());
    }
    void T61_nobodyIsTakenAwayFromWhatTheyWrite()
    {
        Session *ben = hostAndJoin();
        QVERIFY(ben);
        SummonsBar &summons = *page().summons();
        summons.setPatience(1);
        page().chat()->composer()->edit()->setFocus();
        type(window(), QStringLiteral("half a sen"));
        const BoardSummons where{room(), firstBoard(room()), QRectF(2000, 1000, 800, 600), ben->me(),
                                 QStringLiteral("Ben")};
        emit page().session().summoned(where);
        QVERIFY(summons.isAsking());
        QTest::qWait(50); // longer than anybody else is given
        QVERIFY(summons.isAsking());
        type(window(), QStringLiteral("tence"));
        QCOMPARE(page().chat()->composer()->text(), QStringLiteral("half a sentence"));
        QVERIFY(!page().board()->isVisible());
        click(page(), QStringLiteral("Go there"));
        QVERIFY(page().board()->isVisible());
        QCOMPARE(page().board()->followed(), std::optional(ben->me()));
        // Who is there already, and follows, is not asked.
        emit page().session().summoned(where);
        QVERIFY(!summons.isAsking());
        // A board that is not here is said to be so, and one stays.
        BoardSummons gone = where;
        gone.board = newId<BoardId>();
        page().board()->stopFollowing();
        emit page().session().summoned(gone);
        QTRY_VERIFY(!summons.isAsking());
        QCOMPARE(page().session().boards(room())->current(), firstBoard(room()));
        QTRY_VERIFY_WITH_TIMEOUT(
            page().findChild<Toast *>()->text().contains(QStringLiteral("is at a board that is not here")), 12'000);
    }

    void historyIsThereAfterARestart()
    {
        Session *ben = hostAndJoin();
        QVERIFY(ben);
        type(window(), QStringLiteral("remember me"));
        press(window(), Qt::Key_Return);
        ben->post(room(), QStringLiteral("and me"), {});
        QTRY_VERIFY(WindowFixture::isSent(*mine(), QStringLiteral("remember me")));
        QTRY_VERIFY(WindowFixture::rowOf(*mine(), QStringLiteral("and me")) >= 0);
        m_fixture->dropSecond();
        m_fixture->endProgram();
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        QTRY_VERIFY(WindowFixture::rowOf(*mine(), QStringLiteral("remember me")) >= 0);
        QTRY_VERIFY(WindowFixture::rowOf(*mine(), QStringLiteral("and me")) >= 0);
    }

    void A255_theRoomThatWasOpenIsOpenAgainAfterARestart()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        const RoomId first = room();
        makeRoom(QStringLiteral("lab"));
        const RoomId lab = room();
        QVERIFY(lab != first);
        QTRY_VERIFY(page().session().rooms()->indexOf(lab).data(RoomListModel::JoinedRole).toBool());
        QTRY_COMPARE(page().session().state().waiting, 0);
        m_fixture->endProgram();
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        QTRY_COMPARE(room(), lab);
    }

    void A257_aNoticeLiesOverNeitherToolsNorWhatIsNew()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        QTRY_VERIFY(page().session().boards(room())->isModerator());
        const auto *toast = page().findChild<Toast *>();
        const auto inPage = [&](const QWidget *one) { return QRect(one->mapTo(&page(), QPoint()), one->size()); };
        emit page().session().requestFailed(QStringLiteral("test"),
                                            QStringLiteral("A sentence that says what failed."));
        QVERIFY(toast->isVisible());
        const QRect chat = inPage(page().chat()->findChild<TimelineView *>());
        QVERIFY(chat.contains(toast->geometry()));
        QVERIFY(toast->geometry().bottom() < chat.center().y());
        press(window(), Qt::Key_2, Qt::ControlModifier);
        emit page().session().requestFailed(QStringLiteral("test"),
                                            QStringLiteral("A sentence that says what failed."));
        for (const QWidget *card : page().board()->findChildren<BoardCard *>())
            if (card->isVisible())
                QVERIFY2(!inPage(card).intersects(toast->geometry()), qPrintable(card->objectName()));
    }

    void A259_aSheetEndsWithWhatItSpeaksOf()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        press(window(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(Sheet::openIn(&window()));
        window().showWelcome(); // its session ended otherwise
        QVERIFY(!Sheet::openIn(&window()));
    }

    void A260_keysOfTheWindowDoNothingBeneathASheet()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        press(window(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        Sheet *sheet = Sheet::openIn(&window());
        QVERIFY(sheet);
        press(window(), Qt::Key_2, Qt::ControlModifier);
        QVERIFY(!page().board()->isVisible());
        QVERIFY(sheet->isAncestorOf(window().focusWidget()));
        press(window(), Qt::Key_Escape);
        QVERIFY(!Sheet::openIn(&window()));
        press(window(), Qt::Key_2, Qt::ControlModifier);
        QVERIFY(page().board()->isVisible());
    }

    void A260_oneQuestionIsAskedOnce()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        for (int i = 0; i < 2; ++i)
            press(window(), Qt::Key_Q, Qt::ControlModifier);
        QVERIFY(Sheet::openIn(&window()));
        press(window(), Qt::Key_Escape);
        QVERIFY(!Sheet::openIn(&window()));
        press(window(), Qt::Key_Q, Qt::ControlModifier);
        QVERIFY(Sheet::openIn(&window()));
        press(window(), Qt::Key_Escape);
    }

    void peopleAreListedAndTypingIsTold()
    {
        Session *ben = hostAndJoin();
        QVERIFY(ben);
        QTRY_COMPARE(page().people()->list()->model()->rowCount(), 2);
        ben->setTyping(room(), true);
        const auto *bar = page().findChild<TypingBar *>();
        QVERIFY(bar);
        QTRY_VERIFY(bar->text().contains(QStringLiteral("Ben")) && bar->text().contains(QStringLiteral("is typing")));
        QVERIFY(bar->isVisible());
        ben->post(room(), QStringLiteral("said"));
        QTRY_COMPARE(bar->text(), QString());
    }

    void unreadRoomsShowTheirCountAndAltShiftDownGoesThere()
    {
        Session *ben = hostAndJoin();
        QVERIFY(ben);
        const RoomId general = room();
        makeRoom(QStringLiteral("physics"));
        const RoomId physics = room();
        ben->post(general, QStringLiteral("over here"), {});
        const QModelIndex row = page().session().rooms()->indexOf(general);
        QTRY_COMPARE(row.data(RoomListModel::UnreadRole).toInt(), 1);
        QTRY_VERIFY(window().windowTitle().startsWith(u"(1)"));
        press(window(), Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        QTRY_COMPARE(room(), general);
        QTRY_COMPARE(page().session().rooms()->indexOf(general).data(RoomListModel::UnreadRole).toInt(), 0);
        QVERIFY(physics != general);
    }

    void whatIsReadInFrontOfOneIsNotUnread()
    {
        Session *ben = hostAndJoin();
        QVERIFY(ben);
        const QModelIndex here = page().session().rooms()->indexOf(room());
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        ben->post(room(), QStringLiteral("while you looked away"), {});
        QTRY_COMPARE(here.data(RoomListModel::UnreadRole).toInt(), 1);
        window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window()));
        QTRY_COMPARE(here.data(RoomListModel::UnreadRole).toInt(), 0);
    }

    // What one wrote in a room that was made without the host, and that the host refuses.
    void A110_aRoomThatWasRefusedSaysSoAndIsMadeByKeysOrDiscarded()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        Session &session = page().session();
        const RoomId general = room();
        const QString taken = session.rooms()->indexOf(general).data(RoomListModel::NameRole).toString();
        QList<RoomId> made;
        for (const QString &body : {QStringLiteral("kept"), QStringLiteral("dropped")}) {
            session.close();
            QSignalSpy created(&session, &Session::roomCreated);
            session.createRoom(taken, {});
            QTRY_COMPARE(created.size(), 1);
            made.append(created.first().first().value<RoomId>());
            session.post(made.last(), body);
            QTRY_COMPARE(session.state().waiting, 2);
            session.open();
            QTRY_VERIFY(!session.rooms()->indexOf(made.last()).data(RoomListModel::TroubleRole).toString().isEmpty());
        }
        QCOMPARE(room(), made.last());
        auto *notice = page().notice();
        QVERIFY(!notice->text().isEmpty());
        m_fixture->program().prompts().answerNext(0);
        notice->findChildren<QPushButton *>().last()->click();
        QTRY_VERIFY(!session.rooms()->indexOf(made.last()).isValid());
        page().openRoom(made.first());
        QVERIFY(!notice->text().isEmpty());
        notice->findChildren<QPushButton *>().first()->setFocus();
        press(window(), Qt::Key_Space);
        QVERIFY(Sheet::openIn(&window()));
        type(window(), QStringLiteral("lab")); // in the place of the name that is taken
        press(window(), Qt::Key_Return);
        QTRY_VERIFY(!Sheet::openIn(&window()));
        QTRY_VERIFY(notice->text().isEmpty());
        QCOMPARE(session.rooms()->indexOf(made.first()).data(RoomListModel::NameRole).toString(),
                 QStringLiteral("lab"));
        QTRY_VERIFY(WindowFixture::isSent(*session.timeline(made.first()), QStringLiteral("kept")));
        QCOMPARE(session.rooms()->rowCount(), 2);
        QCOMPARE(session.state().waiting, 0);
    }

    void anEmojiIsFoundByNameAndInsertedByKeysAlone()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        type(window(), QStringLiteral("off we go "));
        press(window(), Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(QApplication::activePopupWidget());
        auto *picker = qobject_cast<EmojiPicker *>(QApplication::activePopupWidget());
        QVERIFY(picker);
        auto *field = picker->findChild<QLineEdit *>();
        QTest::keyClicks(field, QStringLiteral("rocket"));
        QCOMPARE(picker->list()->model()->rowCount(), 1);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(page().chat()->composer()->text(), QStringLiteral("off we go 🚀"));
        // Escape leaves the text as it is.
        press(window(), Qt::Key_E, Qt::ControlModifier);
        picker = qobject_cast<EmojiPicker *>(QApplication::activePopupWidget());
        QVERIFY(picker);
        QTest::keyClick(picker->findChild<QLineEdit *>(), Qt::Key_Escape);
        QVERIFY(!QApplication::activePopupWidget());
        QCOMPARE(page().chat()->composer()->text(), QStringLiteral("off we go 🚀"));
    }

    void A175_whatIsPastedFromATerminalCanBeSent()
    {
        QVERIFY(hostAndJoin());
        const QString paste =
            QStringLiteral(
                "\x1b[1;31mFAILED\x1b[0m tst_x\r\n\x1b]8;;http://x\x1b\\line\x1b]8;;\x07 2\fpage\tend\x85.") +
            QChar(0xd800);
        auto *edit = page().chat()->composer()->edit();
        edit->setFocus();
        QApplication::clipboard()->setText(paste);
        edit->paste();
        QCOMPARE(edit->toPlainText(), QStringLiteral("FAILED tst_x\nline 2\npage\tend\n."));
        press(window(), Qt::Key_Return);
        QTRY_VERIFY(WindowFixture::isSent(*mine(), QStringLiteral("FAILED tst_x\nline 2\npage\tend\n.")));
    }

    void A177_aLongRoomNameIsReadInItsEmptyRoom()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        const QString name = QString(32, u'w') + QString(32, u'm');
        makeRoom(name);
        settle();
        const QLabel *heading = nullptr;
        QTRY_VERIFY((heading = shownLabel(*page().chat(), name)));
        const QRect words = heading->fontMetrics().boundingRect(heading->contentsRect(),
                                                                Qt::AlignCenter | Qt::TextWordWrap, heading->text());
        QVERIFY2(heading->contentsRect().contains(words),
                 qPrintable(QStringLiteral("%1 wide, has %2").arg(words.width()).arg(heading->width())));
        const auto *edit = page().chat()->composer()->edit();
        QVERIFY(edit->placeholderText().startsWith(u"Message #www"));
        QVERIFY(edit->fontMetrics().horizontalAdvance(edit->placeholderText()) < edit->viewport()->width());
        QVERIFY(edit->accessibleName().endsWith(name));
    }

private:
    // What is shown and ends with these words, wherever its lines may be broken; null: there is none.
    [[nodiscard]] static const QLabel *shownLabel(const QWidget &part, const QString &words)
    {
        for (const QLabel *label : part.findChildren<QLabel *>())
            if (QString text = label->text(); label->isVisible() && text.remove(QChar(0x200b)).endsWith(words))
                return label;
        return nullptr;
    }
};

COTERIE_WINDOW_TEST(TestMainWindow)
#include "tst_mainwindow.moc"
