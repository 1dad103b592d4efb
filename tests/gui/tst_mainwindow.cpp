// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"
#include "app/session/membermodel.h"
#include "app/ui/actions.h"
#include "app/ui/board/boardpage.h"
#include "app/ui/connect/connectionstrip.h"
#include "app/ui/connect/hostpanel.h"
#include "app/ui/connect/hostsheet.h"
#include "app/ui/connect/welcomepage.h"
#include "app/ui/people/memberlist.h"
#include "app/ui/people/peoplepanel.h"
#include "app/ui/rooms/roomlistview.h"
#include "app/ui/rooms/roomnotice.h"
#include "app/ui/rooms/roompanel.h"
#include "app/ui/shell/accessible.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/topbar.h"
#include "app/ui/timeline/chatpane.h"
#include "app/ui/timeline/composer.h"
#include "app/ui/timeline/emojipicker.h"
#include "app/ui/timeline/timelineview.h"
#include "server/host/embeddedhost.h"
#include "tests/gui/windowfixture.h"
#include "tests/support/uidriver.h"

#include <QLineEdit>
#include <QListView>
#include <QPushButton>

using namespace coterie;
using namespace coterie::test;
using namespace coterie::ui;

namespace {

// Counts what keeps a window busy that nobody touches: layouts, and calls that were put off.
class WorkCounter final : public QObject
{
public:
    WorkCounter() { qApp->installEventFilter(this); }
    [[nodiscard]] int take() { return std::exchange(m_count, 0); }
    [[nodiscard]] QByteArray last() const { return m_last; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (widget && (event->type() == QEvent::LayoutRequest || event->type() == QEvent::MetaCall)) {
            ++m_count;
            m_last = widget->metaObject()->className();
        }
        return false;
    }

private:
    int m_count = 0;
    QByteArray m_last;
};

} // namespace

// The real program, driven by keys and mouse, with a second person on the other end of a real socket.
class TestMainWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void theFirstRunAsksForANameAndEnterGoesOn()
    {
        m_fixture->startProgram({});
        QVERIFY(window().welcome()->isFirstRun());
        auto *name = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(name);
        name->setText(QStringLiteral("  Ana   Novak "));
        press(window(), Qt::Key_Return);
        QVERIFY(!window().welcome()->isFirstRun());
        QCOMPARE(m_fixture->program().settings().displayName(), QStringLiteral("Ana Novak"));
    }

    void aNameThatNoHostTakesIsSaidInPlace()
    {
        m_fixture->startProgram({});
        auto *name = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(name);
        name->setText(QStringLiteral("An") + QChar(0x202e));
        press(window(), Qt::Key_Return);
        QVERIFY(window().welcome()->isFirstRun());
        QVERIFY(m_fixture->program().settings().displayName().isEmpty());
        const auto labels = window().welcome()->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text().startsWith(u"A name needs");
        }));
    }

    void theFileOfASessionGoesWithItsName()
    {
        m_fixture->startProgram();
        Settings &settings = m_fixture->program().settings();
        const auto typed = [&](const QString &name) {
            HostSheet sheet(&window(), settings, m_fixture->program().prompts());
            sheet.openFirst();
            auto *field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
            if (!field)
                return QString();
            QTest::keyClicks(field, name); // over what was there
            return sheet.request().file;
        };
        settings.setValue(Settings::Key::HostFile, HostSheet::suggestedFile(QStringLiteral("Class 7b")));
        QCOMPARE(typed(QStringLiteral("Parents")), HostSheet::suggestedFile(QStringLiteral("Parents")));
        QCOMPARE(typed(QStringLiteral("Class 7b")), HostSheet::suggestedFile(QStringLiteral("Class 7b")));
        settings.setValue(Settings::Key::HostFile, m_fixture->file()); // chosen by hand
        QCOMPARE(typed(QStringLiteral("Parents")), m_fixture->file());
    }

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

    void enterAfterControlNHosts()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        QVERIFY(m_fixture->program().isHosting());
        QCOMPARE(page().hostPanel()->info().name, QStringLiteral("Class 7b"));
        QVERIFY(page().hostPanel()->info().invite.startsWith(u"coterie://join?"));
        QVERIFY(page().topBar()->strip()->text().startsWith(u"Connected"));
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

    void T14_presentingLeavesOnlyTheBoard()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        press(window(), Qt::Key_3, Qt::ControlModifier);
        QTRY_VERIFY(page().board()->isVisible() && page().chat()->isVisible());
        page().setSideShown(true);
        const auto shown = [this] {
            return QList<bool>{page().topBar()->isVisible(), page().roomPanel()->isVisible(),
                               page().people()->isVisible(), page().chat()->isVisible()};
        };
        const QList<bool> before = shown();
        QVERIFY(before.contains(true));
        QAction *present = page().board()->actions()[BoardCommand::Present];
        present->trigger();
        QVERIFY(!shown().contains(true));
        QVERIFY(page().board()->view()->hasFocus());
        QCOMPARE(page().board()->view()->size(), page().size());
        QTest::keyClick(page().board()->view(), Qt::Key_Escape);
        QCOMPARE(shown(), before);
        present->trigger();
        press(window(), Qt::Key_1, Qt::ControlModifier); // to the chat
        QVERIFY(!present->isChecked());
        QVERIFY(page().chat()->isVisible() && page().topBar()->isVisible());
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

    void peopleAreListedAndTypingIsTold()
    {
        Session *ben = hostAndJoin();
        QVERIFY(ben);
        QTRY_COMPARE(page().people()->list()->model()->rowCount(), 2);
        ben->setTyping(room(), true);
        QTRY_VERIFY(page().findChild<QLabel *>() != nullptr);
        QTRY_COMPARE(page().session().typing(room())->names(), QStringList{QStringLiteral("Ben")});
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
        auto *notice = page().findChild<RoomNotice *>();
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

    void A112_whoHostsIsToldThatTheDiskTakesNothing()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        auto *banner = page().findChild<ConnectionBanner *>();
        QTRY_COMPARE(banner->text(), QString());
        window().setHostTrouble(QStringLiteral("the disk is full"));
        QVERIFY(banner->text().contains(QStringLiteral("the disk is full")));
        QVERIFY(banner->text().contains(QStringLiteral("Nothing is lost")));
        window().setHostTrouble({});
        QCOMPARE(banner->text(), QString());
    }
    // The signal comes all the way from the store.
    void A112_aFileThatIsGoneEndsTheSessionAndIsSaid()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        QVERIFY(QFile::remove(m_fixture->file()));
        page().session().post(room(), QStringLiteral("where does this go"));
        auto *banner = page().findChild<ConnectionBanner *>();
        QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->program().isHosting(), 15000);
        QTRY_VERIFY(!banner->text().isEmpty());
        QVERIFY(page().session().state().waiting > 0); // and is not lost
    }

    // Who opens a link on the very first start is asked for a name before anybody is spoken to.
    void A70_anInviteOpenedBeforeOneHasANameKeepsItsKey()
    {
        QTemporaryDir folder;
        server::EmbeddedHost stranger; // another one than invited: it answers there, with a key of its own
        server::HostConfig config;
        config.name = QStringLiteral("Hall");
        config.file = QStringLiteral(":memory:");
        config.listen = QStringLiteral("local");
        config.port = 0;
        config.tls.on = true;
        config.tls.own = folder.filePath(QStringLiteral("key.pem"));
        QSignalSpy started(&stranger, &server::EmbeddedHost::started);
        stranger.start(config);
        QVERIFY(started.size() == 1 || started.wait(10000));
        const auto facts = started.first().first().value<server::HostFacts>();
        Invite invite;
        invite.addresses = {{QStringLiteral("127.0.0.1"), facts.port, HostAddress::Wire::Encrypted}};
        invite.name = facts.name;
        invite.pin = QByteArray(facts.keyPin.size(), 'x');
        m_fixture->startProgram({});
        m_fixture->program().called(invite.link());
        QVERIFY(!m_fixture->program().session());
        m_fixture->program().settings().setDisplayName(QStringLiteral("Ana"));
        QTRY_VERIFY(m_fixture->program().session());
        QSignalSpy welcomed(m_fixture->program().session(), &Session::welcomed);
        QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->program().session() || !welcomed.isEmpty(), 10000);
        QVERIFY2(welcomed.isEmpty(), "whoever answered was trusted");
        // The control: with the right key the same way leads in.
        invite.pin = facts.keyPin;
        m_fixture->program().called(invite.link());
        QTRY_VERIFY_WITH_TIMEOUT(window().page(), 10000);
    }

    void closingWhileHostingAsksFirst()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        QSignalSpy ended(&m_fixture->program(), &Application::ended);
        m_fixture->program().prompts().answerNext(1);
        window().close();
        QVERIFY(window().isVisible());
        QCOMPARE(m_fixture->program().prompts().lastAsked().answers,
                 (QStringList{QStringLiteral("End session and quit"), QStringLiteral("Keep hosting")}));
        QVERIFY(ended.isEmpty());
        QVERIFY(m_fixture->program().isHosting());
    }

    void endingTheSessionLeadsBackToTheStart()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        m_fixture->program().prompts().answerNext(0);
        window().actions()[Act::EndSession]->trigger();
        QTRY_VERIFY(!window().page());
        QVERIFY(!m_fixture->program().isHosting());
    }

    void whoHasNoNameYetIsAskedBeforeTheyAreLetIn()
    {
        m_fixture->startProgram({});
        QVERIFY(m_fixture->program().settings().displayName().isEmpty());
        press(window(), Qt::Key_N, Qt::ControlModifier);
        press(window(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->program().isHosting(), 10000);
        settle();
        QVERIFY(!Sheet::openIn(&window()));
        QVERIFY(!m_fixture->program().session());
        QVERIFY(window().welcome()->isFirstRun());
        press(window(), Qt::Key_A, Qt::ControlModifier);
        type(window(), QStringLiteral("Kim"));
        press(window(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(window().page(), 10000);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->program().session()->state().state, Session::State::Online, 10000);
        QCOMPARE(m_fixture->program().session()->myName(), QStringLiteral("Kim"));
    }

    void anAddressWhereNobodyAnswersIsSaidInPlace()
    {
        m_fixture->startProgram();
        JoinCard *card = window().welcome()->joinCard();
        card->field()->setFocus();
        type(window(), QStringLiteral("not an address"));
        QVERIFY(!find<QAbstractButton>(*card, QStringLiteral("Join"))->isEnabled());
        card->field()->clear();
        type(window(), QStringLiteral("127.0.0.1:1"));
        press(window(), Qt::Key_Return);
        click(*card, QStringLiteral("Cancel"));
        QVERIFY(find<QAbstractButton>(*card, QStringLiteral("Join")));
    }

    void f6GoesThroughThePartsOfTheWindow()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        press(window(), Qt::Key_3, Qt::ControlModifier);
        QSet<QWidget *> visited;
        for (qsizetype i = 0; i < page().regions().size(); ++i) {
            press(window(), Qt::Key_F6);
            visited.insert(QApplication::focusWidget());
        }
        QCOMPARE(visited.size(), page().regions().size());
        QVERIFY(page().regions().size() <= 6);
    }

    void f6LandsOnTheNewestMessage()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        for (const QString &body : {QStringLiteral("first"), QStringLiteral("last")}) {
            type(window(), body);
            press(window(), Qt::Key_Return);
            QTRY_VERIFY(WindowFixture::rowOf(*mine(), body) >= 0);
        }
        press(window(), Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(QApplication::focusWidget(), &view());
        QCOMPARE(view().currentIndex().row(), WindowFixture::rowOf(*mine(), QStringLiteral("last")));
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

    void tabReachesEveryControlAndComesBack()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        QWidget *start = QApplication::focusWidget();
        QSet<QWidget *> visited;
        for (int i = 0; i < 100; ++i) {
            press(window(), Qt::Key_Tab);
            QWidget *now = QApplication::focusWidget();
            QVERIFY(now);
            QVERIFY2(now->isVisible(), qPrintable(describe(*now)));
            visited.insert(now);
            if (now == start)
                break;
        }
        QCOMPARE(QApplication::focusWidget(), start);
        QVERIFY2(visited.size() >= 10, qPrintable(QString::number(visited.size())));
        QVERIFY(visited.contains(&view()));
        QVERIFY(visited.contains(page().roomPanel()->list()));
    }

    void theFocusReturnsAfterASheet()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        QWidget *before = QApplication::focusWidget();
        press(window(), Qt::Key_Slash, Qt::ControlModifier);
        QVERIFY(Sheet::openIn(&window()));
        press(window(), Qt::Key_Tab);
        QVERIFY(Sheet::openIn(&window())->isAncestorOf(QApplication::focusWidget()));
        press(window(), Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), before);
    }

    void everythingHasANameAndARole()
    {
        Session *ben = hostAndJoin();
        QVERIFY(ben);
        ben->post(room(), QStringLiteral("a line for the reader"), {});
        QTRY_VERIFY(WindowFixture::rowOf(*mine(), QStringLiteral("a line for the reader")) >= 0);
        QCOMPARE(accessibilityFaults(window()).join(u'\n'), QString());
        press(window(), Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(accessibilityFaults(window()).join(u'\n'), QString());
        press(window(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(accessibilityFaults(window()).join(u'\n'), QString());
        press(window(), Qt::Key_Comma, Qt::ControlModifier);
        QCOMPARE(accessibilityFaults(window()).join(u'\n'), QString());
    }

    void theStartHasNamesAndRolesToo()
    {
        m_fixture->startProgram();
        QCOMPARE(accessibilityFaults(window()).join(u'\n'), QString());
        press(window(), Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(accessibilityFaults(window()).join(u'\n'), QString());
    }

    void nothingIsClippedAtAnySizeOfText_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addColumn<QSize>("size");
        for (const double scale : {1.0, 1.5, 2.0}) {
            QTest::addRow("%g small", scale) << scale << QSize(900, 560);
            QTest::addRow("%g wide", scale) << scale << QSize(1400, 900);
        }
    }
    void nothingIsClippedAtAnySizeOfText()
    {
        QFETCH(double, scale);
        QFETCH(QSize, size);
        m_fixture->startProgram();
        m_fixture->program().settings().setFontScale(scale);
        window().resize(size);
        settle();
        QCOMPARE(clippedControls(window()).join(u'\n'), QString());
        m_fixture->hostByKeys();
        settle();
        QCOMPARE(clippedControls(window()).join(u'\n'), QString());
        press(window(), Qt::Key_3, Qt::ControlModifier);
        press(window(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        settle();
        QCOMPARE(clippedControls(window()).join(u'\n'), QString());
        press(window(), Qt::Key_Slash, Qt::ControlModifier);
        settle();
        QCOMPARE(clippedControls(window()).join(u'\n'), QString());
    }

    void theThemeSwitchReachesEveryPart()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        press(window(), Qt::Key_3, Qt::ControlModifier);
        m_fixture->program().settings().setTheme(QStringLiteral("dark"));
        settle();
        const QImage dark = window().grab().toImage();
        m_fixture->program().settings().setTheme(QStringLiteral("light"));
        settle();
        const QImage light = window().grab().toImage();
        const double ratio = dark.devicePixelRatio();
        for (const QWidget *part : {static_cast<QWidget *>(page().roomPanel()), static_cast<QWidget *>(&view()),
                                    static_cast<QWidget *>(page().people()), static_cast<QWidget *>(page().topBar()),
                                    static_cast<QWidget *>(page().chat()->composer())}) {
            const QPoint at = (QPointF(part->mapTo(&window(), QPoint(6, 6))) * ratio).toPoint();
            QVERIFY2(dark.pixelColor(at).lightness() < 90, qPrintable(describe(*part)));
            QVERIFY2(light.pixelColor(at).lightness() > 200, qPrintable(describe(*part)));
        }
    }

    void onANarrowWindowTheSideColumnFloats()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        window().resize(1200, 700);
        QTRY_VERIFY(!page().isSideFloating());
        window().resize(940, 700);
        QTRY_VERIFY(page().isSideFloating());
        QVERIFY(!page().isSideShown());
        window().actions()[Act::ToggleMembers]->trigger();
        QTRY_VERIFY(page().isSideShown());
        QVERIFY(page().people()->isVisible());
        // The button that opened it stays in reach, and Escape in the column closes it.
        const QWidget *side = page().people()->parentWidget();
        QVERIFY(side->y() >= page().topBar()->height() + 32);
        page().people()->list()->setFocus();
        press(window(), Qt::Key_Escape);
        QVERIFY(!page().isSideShown());
        QVERIFY(page().chat()->isAncestorOf(window().focusWidget()));
        window().actions()[Act::ToggleMembers]->trigger();
        window().resize(1200, 700);
        QTRY_VERIFY(!page().isSideFloating());
        QVERIFY(page().isSideShown());
    }

    void A63_aWindowThatNobodyTouchesIsStill_data()
    {
        QTest::addColumn<View>("view");
        QTest::addColumn<int>("width");
        const std::pair<const char *, View> views[] = {
            {"chat", View::Chat}, {"board", View::Board}, {"split", View::Split}};
        for (const auto &[name, view] : views)
            for (const int width : {900, 1180, 1600})
                QTest::addRow("%s, %d wide", name, width) << view << width;
    }
    void A63_aWindowThatNobodyTouchesIsStill()
    {
        QFETCH(const View, view);
        QFETCH(const int, width);
        constexpr int stillTurns = 30;
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        WorkCounter work;
        QApplication::postEvent(&page(), new QEvent(QEvent::LayoutRequest));
        QApplication::processEvents();
        QVERIFY(work.take() > 0); // it sees what there is
        page().setView(view);
        window().resize(width, 700);
        int still = 0;
        const bool ended = QTest::qWaitFor(
            [&] {
                still = work.take() == 0 ? still + 1 : 0;
                return still >= stillTurns;
            },
            10000);
        QVERIFY2(ended, QByteArray(work.last() + " is laid out over and over").constData());
    }

    void theSideColumnIsGivenBackAsItWas()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        window().resize(1300, 760);
        const Actions &act = window().actions();
        QTRY_VERIFY(page().isPeopleShown());
        act[Act::HostPanel]->trigger();
        QVERIFY(page().isHostPanelShown());
        QVERIFY(act[Act::HostPanel]->isChecked());
        QVERIFY(!act[Act::ToggleMembers]->isChecked()); // the people are not what is shown
        act[Act::ToggleMembers]->trigger();
        QVERIFY(page().isPeopleShown());
        QVERIFY(!act[Act::HostPanel]->isChecked());
        act[Act::ToggleMembers]->trigger();
        QVERIFY(!page().isSideShown());
        // Who does not want to see the people does not get them by looking at the host panel or by searching.
        act[Act::HostPanel]->trigger();
        QVERIFY(page().isHostPanelShown());
        page().openSearch(false);
        page().closeSearch();
        QVERIFY(page().isHostPanelShown());
        act[Act::HostPanel]->trigger();
        QVERIFY(!page().isSideShown());
    }

private:
    MainWindow &window() { return m_fixture->window(); }
    SessionPage &page() { return m_fixture->page(); }
    TimelineView &view() { return *page().chat()->view(); }
    RoomId room() { return page().room(); }
    TimelineModel *mine() { return page().session().timeline(room()); }

    // Everything that was posted is done: layouts, repaints, changes of font.
    static void settle()
    {
        for (int i = 0; i < 5; ++i) {
            QApplication::sendPostedEvents();
            QApplication::processEvents();
        }
    }

    Session *hostAndJoin()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        Session *ben = m_fixture->joinAsSecond();
        if (!ben)
            return nullptr;
        const RoomId here = room();
        ben->openRoom(here);
        const bool joined = QTest::qWaitFor(
            [&] {
                return ben->rooms()->indexOf(here).data(RoomListModel::JoinedRole).toBool() &&
                       ben->timeline(here)->isLoaded();
            },
            10000);
        return joined ? ben : nullptr;
    }

    void makeRoom(const QString &name)
    {
        const RoomId before = room();
        press(window(), Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        type(window(), name);
        press(window(), Qt::Key_Return);
        QTRY_VERIFY2(room() != before && !Sheet::openIn(&window()), "the new room did not open");
    }

    std::unique_ptr<WindowFixture> m_fixture;
};

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    coterie::ui::installAccessibility();
    TestMainWindow test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_mainwindow.moc"
