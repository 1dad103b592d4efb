// SPDX-License-Identifier: MIT
#include "app/session/boardcontroller.h"
#include "app/session/roomboards.h"
#include "app/ui/actions.h"
#include "app/ui/connect/connectionstrip.h"
#include "app/ui/connect/hostpanel.h"
#include "app/ui/connect/hostsheet.h"
#include "app/ui/connect/seenlist.h"
#include "app/ui/connect/welcomepage.h"
#include "app/ui/shell/noticebar.h"
#include "app/ui/shell/prompts.h"
#include "app/ui/shell/sheet.h"
#include "app/ui/shell/topbar.h"
#include "app/ui/timeline/composer.h"
#include "app/ui/timeline/timelineview.h"
#include "server/host/embeddedhost.h"
#include "shared/protocol/limits.h"
#include "shared/util/text.h"
#include "tests/gui/joiningtest.h"
#include "tests/support/fulldisk.h"
#include "tests/support/uidriver.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTcpServer>
#include <QTemporaryDir>

#include <algorithm>

using namespace coterie;
using namespace coterie::test;
using namespace coterie::ui;

// How one comes into a session and out of it again: names, hosting, joining, ending. The real program.
class TestJoining final : public JoiningTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

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

    void A218_aLinkThatIsPastedWhereTheNameGoesIsALink()
    {
        m_fixture->startProgram({});
        auto *name = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(name);
        name->setText(QStringLiteral("Ana"));
        name->selectAll();
        // Longer than any name, so it would be cut.
        const QString link =
            QStringLiteral("Come to coterie://join?a=127.0.0.1:%1&n=%2, please").arg(freePort()).arg(QString(60, u'n'));
        QApplication::clipboard()->setText(link);
        press(window(), Qt::Key_V, Qt::ControlModifier);
        QVERIFY(window().welcome()->isFirstRun());
        QCOMPARE(name->text(), QStringLiteral("Ana"));
        const auto labels = window().welcome()->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(u"You join ") && label->text().contains(u"nnn");
        }));
        press(window(), Qt::Key_Return);
        QVERIFY(!window().welcome()->isFirstRun());
        QCOMPARE(m_fixture->program().settings().displayName(), QStringLiteral("Ana"));
        // Gone there, where nobody answers: said at the field for links.
        QTRY_VERIFY_WITH_TIMEOUT(says(*window().welcome()->joinCard(), QStringLiteral("No session answers at ")),
                                 20000);
        QVERIFY(window().welcome()->joinCard()->field()->text().contains(QStringLiteral("coterie://join")));
    }
    void A200_returnOnABoxToTickDoesWhatTheSheetIsFor()
    {
        m_fixture->startProgram();
        press(window(), Qt::Key_N, Qt::ControlModifier);
        auto *sheet = Sheet::openIn(&window());
        QVERIFY(sheet);
        auto *box = sheet->findChild<QCheckBox *>();
        QVERIFY(box && box->isVisible());
        box->setFocus(Qt::TabFocusReason);
        press(window(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->program().isHosting(), 10000);
    }
    // The sheet takes the keys, so the field for the name is left, and what follows that must not take them back.
    void A200_aSheetOverTheFirstRunHasTheKeys()
    {
        m_fixture->startProgram({});
        auto *name = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(name);
        name->setText(QStringLiteral("Zoe"));
        press(window(), Qt::Key_N, Qt::ControlModifier);
        auto *sheet = qobject_cast<HostSheet *>(Sheet::openIn(&window()));
        QVERIFY(sheet);
        QVERIFY(sheet->isAncestorOf(QApplication::focusWidget()));
        QCOMPARE(m_fixture->program().settings().displayName(), QStringLiteral("Zoe")); // it may be called after them
        press(window(), Qt::Key_Escape);
        QTRY_VERIFY(!Sheet::openIn(&window()));
    }
    void A218_aNameThatIsTooLongIsCutWhereANameMayEnd()
    {
        m_fixture->startProgram({});
        auto *name = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(name);
        name->clear();
        QApplication::clipboard()->setText(QString(nameLength.max - 1, u'n') + QStringLiteral("\U0001f600 and more"));
        press(window(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(name->text(), QString(nameLength.max - 1, u'n'));
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

    void A266_aSessionThatIsThereAlreadyKeepsItsName()
    {
        m_fixture->startProgram();
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("Sprint 12.coterie"));
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly) && file.write("x") == 1);
        file.close();
        HostSheet sheet(&window(), program().settings(), program().prompts());
        sheet.openFirst();
        const auto *name = find<QLineEdit>(sheet, QStringLiteral("Name of the session"));
        program().prompts().nameNextFile(path);
        click(sheet, QStringLiteral("Choose…"));
        QCOMPARE(name->text(), QStringLiteral("Sprint 12"));
        QCOMPARE(sheet.request().file, path);
        QVERIFY2(sheet.request().name.isEmpty(), "the file knows it better");
        auto *field = find<QLineEdit>(sheet, QStringLiteral("File that keeps the session"));
        QSignalSpy confirmed(&sheet, &HostSheet::confirmed);
        connect(&sheet, &HostSheet::confirmed, &sheet, &HostSheet::showBusy);
        field->setFocus();
        field->selectAll();
        type(window(), path);
        press(window(), Qt::Key_Return); // before the field is left
        QCOMPARE(confirmed.size(), 1);
        QVERIFY(confirmed.first().first().value<HostRequest>().name.isEmpty());
        sheet.showProblem({});
        find<QLineEdit>(sheet, QStringLiteral("Name of the session"))->setFocus();
        type(window(), QStringLiteral("3")); // typed: that is what is wanted
        QCOMPARE(sheet.request().name, name->text().simplified());
        QVERIFY(!sheet.request().name.isEmpty());
    }

    void A269_whoOpensAFileOnTheFirstStartSaysTheirNameFirst()
    {
        m_fixture->startProgram({});
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("Sprint 12.coterie"));
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly) && file.write("x") == 1);
        file.close();
        program().called(path);
        QVERIFY(!Sheet::openIn(&window()));
        QVERIFY(window().welcome()->isFirstRun());
        auto *name = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(name);
        name->setText(QStringLiteral("Pia"));
        press(window(), Qt::Key_Return);
        QTRY_VERIFY(qobject_cast<HostSheet *>(Sheet::openIn(&window())));
        QCOMPARE(program().settings().displayName(), QStringLiteral("Pia"));
        QCOMPARE(static_cast<HostSheet *>(Sheet::openIn(&window()))->request().file, path);
    }

    void A267_whatIsBeingStartedIsNotStartedAgain()
    {
        m_fixture->startProgram();
        HostSheet sheet(&window(), program().settings(), program().prompts());
        QSignalSpy confirmed(&sheet, &HostSheet::confirmed);
        connect(&sheet, &HostSheet::confirmed, &sheet, &HostSheet::showBusy);
        sheet.openFirst();
        press(window(), Qt::Key_Return);
        QCOMPARE(confirmed.size(), 1);
        type(window(), QStringLiteral("x"));
        press(window(), Qt::Key_Return);
        QCOMPARE(confirmed.size(), 1);
        sheet.showProblem(QStringLiteral("It could not."));
        press(window(), Qt::Key_Return);
        QCOMPARE(confirmed.size(), 2);
    }

    void A282_theQuestionForAFileBeginsInTheNearestFolderThatThereIs()
    {
        m_fixture->startProgram();
        QTemporaryDir folder;
        HostSheet sheet(&window(), program().settings(), program().prompts());
        sheet.openFirst();
        auto *field = find<QLineEdit>(sheet, QStringLiteral("File that keeps the session"));
        QVERIFY(field);
        field->setText(folder.filePath(QStringLiteral("not/yet/kim.coterie")));
        const auto buttons = sheet.findChildren<QPushButton *>();
        const auto choose = std::find_if(buttons.begin(), buttons.end(),
                                         [](const auto *one) { return one->text() == QStringLiteral("Choose…"); });
        QVERIFY(choose != buttons.end());
        (*choose)->click();
        auto *dialog = window().findChild<QFileDialog *>();
        QVERIFY(dialog);
        QCOMPARE(dialog->directory().canonicalPath(), QFileInfo(folder.path()).canonicalFilePath());
        QCOMPARE(QFileInfo(dialog->selectedFiles().value(0)).fileName(), QStringLiteral("kim.coterie"));
        dialog->reject();
    }
    void A172_aFileThatIsTypedIsOneThatCanBeFound()
    {
        m_fixture->startProgram();
        HostSheet sheet(&window(), program().settings(), program().prompts());
        sheet.openFirst();
        auto *field = find<QLineEdit>(sheet, QStringLiteral("File that keeps the session"));
        QVERIFY(field);
        const QString usual = QFileInfo(HostSheet::suggestedFile(QStringLiteral("x"))).path();
        const std::pair<QString, QString> cases[] = {
            {QStringLiteral("~/kim.coterie"), QDir::home().filePath(QStringLiteral("kim.coterie"))},
            {QStringLiteral("  ~/a/kim  "), QDir::home().filePath(QStringLiteral("a/kim.coterie"))},
            {QStringLiteral("kim"), usual + QStringLiteral("/kim.coterie")},
            {QStringLiteral("../kim.coterie"), QDir::cleanPath(usual + QStringLiteral("/../kim.coterie"))},
            {QStringLiteral("/tmp/kim.db"), QStringLiteral("/tmp/kim.db")},
            {QStringLiteral("/tmp/v1.2/kim"), QStringLiteral("/tmp/v1.2/kim.coterie")},
        };
        for (const auto &[typed, meant] : cases) {
            field->setFocus();
            field->selectAll();
            type(window(), typed);
            QCOMPARE(sheet.request().file, meant);
            press(window(), Qt::Key_Tab); // and it is shown
            QCOMPARE(QDir::fromNativeSeparators(field->text()), meant);
        }
        field->setText(QStringLiteral("~"));
        QVERIFY(says(sheet, QStringLiteral("That is a folder.")));
    }

    void enterAfterControlNHosts()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        QVERIFY(m_fixture->program().isHosting());
        QCOMPARE(page().hostPanel()->info().name, QStringLiteral("Class 7b"));
        QVERIFY(page().hostPanel()->info().invite.startsWith(u"coterie://join?"));
        QTRY_VERIFY(page().topBar()->strip()->text().startsWith(u"Connected"));
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
        const QString nowhere = QStringLiteral("127.0.0.1:%1").arg(freePort());
        type(window(), nowhere);
        press(window(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(says(*card, QStringLiteral("No session answers at ") + nowhere), 10000);
        QVERIFY(find<QAbstractButton>(*card, QStringLiteral("Join"))->isEnabled());
        QVERIFY(card->field()->hasFocus());
        QVERIFY(!program().session());
    }

    void whoWaitsForAnAnswerCanThinkBetterOfIt()
    {
        m_fixture->startProgram();
        QTcpServer mute; // takes the call and says nothing
        QVERIFY(mute.listen(QHostAddress::LocalHost));
        JoinCard *card = window().welcome()->joinCard();
        card->field()->setFocus();
        type(window(), QStringLiteral("127.0.0.1:%1").arg(mute.serverPort()));
        press(window(), Qt::Key_Return);
        QVERIFY(says(*card, QStringLiteral("Connecting to ")));
        QVERIFY(!card->field()->isEnabled());
        click(*card, QStringLiteral("Cancel"));
        QVERIFY(find<QAbstractButton>(*card, QStringLiteral("Join"))->isEnabled());
        QVERIFY(!program().session());
    }

    void anAddressLeadsInAndTheSessionIsInTheListThen()
    {
        m_fixture->startProgram();
        const auto *seen = window().welcome()->findChild<SeenList *>();
        QVERIFY(seen->isEmpty());
        LoopHost host(folder().filePath(QStringLiteral("hall.coterie")));
        QVERIFY(host.start());
        window().welcome()->joinCard()->field()->setFocus();
        type(window(), QStringLiteral("127.0.0.1:%1").arg(host.port()));
        press(window(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(window().page(), 10000);
        QTRY_COMPARE(program().session()->hostName(), QStringLiteral("Hall"));
        window().actions()[Act::LeaveSession]->trigger();
        QTRY_VERIFY(!window().page());
        QTRY_COMPARE(seen->model()->rowCount(), 1);
        QCOMPARE(seen->model()->index(0, 0).data().toString(), QStringLiteral("Hall"));
    }

    void aSessionSeenBeforeIsJoinedOrForgottenByKeys()
    {
        m_fixture->startProgram();
        LoopHost host(folder().filePath(QStringLiteral("hall.coterie")));
        QVERIFY(host.start());
        const QDateTime now = QDateTime::currentDateTimeUtc();
        Settings &settings = program().settings();
        settings.rememberSession(QStringLiteral("Elsewhere"), QUrl(QStringLiteral("wss://10.255.255.1:1/ws")),
                                 now.addDays(-1));
        settings.rememberSession(QStringLiteral("Hall"), host.url(), now);
        auto *seen = window().welcome()->findChild<SeenList *>();
        QCOMPARE(seen->model()->rowCount(), 2);
        seen->setFocus();
        seen->setCurrentIndex(seen->model()->index(1, 0)); // the latest is first
        press(window(), Qt::Key_Delete);
        QCOMPARE(seen->model()->rowCount(), 1);
        QCOMPARE(settings.lastSessions().size(), 1);
        seen->setCurrentIndex(seen->model()->index(0, 0));
        press(window(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(window().page(), 10000);
        QTRY_COMPARE(program().session()->hostName(), QStringLiteral("Hall"));
    }

    void A179_aSessionOneHostedIsInTheListAndIsHostedAgain()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        page().session().post(room(), QStringLiteral("for tomorrow"));
        QTRY_VERIFY_WITH_TIMEOUT(WindowFixture::isSent(*mine(), QStringLiteral("for tomorrow")), 10000);
        m_fixture->endProgram();
        m_fixture->startProgram();
        program().settings().setValue(Settings::Key::HostFile, folder().filePath(QStringLiteral("other.coterie")));
        auto *seen = window().welcome()->findChild<SeenList *>();
        QCOMPARE(seen->model()->rowCount(), 1);
        const QModelIndex row = seen->model()->index(0, 0);
        QCOMPARE(row.data().toString(), QStringLiteral("Class 7b"));
        QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("You hosted it")));
        // By keys, and by the mouse.
        seen->setFocus();
        seen->setCurrentIndex(row);
        press(window(), Qt::Key_Return);
        QVERIFY(Sheet::openIn(&window()));
        press(window(), Qt::Key_Escape);
        QTRY_VERIFY(!Sheet::openIn(&window()));
        QTest::mouseClick(seen->viewport(), Qt::LeftButton, {}, seen->visualRect(row).center());
        auto *sheet = qobject_cast<HostSheet *>(Sheet::openIn(&window()));
        QVERIFY(sheet);
        QCOMPARE(sheet->request().file, m_fixture->file());
        QVERIFY(sheet->request().name.isEmpty()); // the file knows it
        press(window(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(window().page() && !room().isNull(), 10000);
        QTRY_VERIFY_WITH_TIMEOUT(WindowFixture::isSent(*mine(), QStringLiteral("for tomorrow")), 10000);
        QVERIFY(program().isHosting());
    }

    void A179_aSessionWhoseFileIsGoneCanBeForgotten()
    {
        m_fixture->startProgram();
        Settings &settings = program().settings();
        const QString gone = folder().filePath(QStringLiteral("gone.coterie"));
        settings.rememberHosted(QStringLiteral("Class 7b"), gone);
        auto *seen = window().welcome()->findChild<SeenList *>();
        const auto choose = [&](int answer) {
            program().prompts().answerNext(answer);
            seen->setFocus();
            seen->setCurrentIndex(seen->model()->index(0, 0));
            press(window(), Qt::Key_Return);
            settle();
        };
        choose(1);
        QVERIFY(program().prompts().lastAsked().text.contains(QDir::toNativeSeparators(gone)));
        QCOMPARE(seen->model()->rowCount(), 1);
        choose(0);
        QCOMPARE(seen->model()->rowCount(), 0);
        QVERIFY(settings.lastSessions().isEmpty());
        QVERIFY(!Sheet::openIn(&window()) && !QFile::exists(gone));
    }

    void A180_whatIsKeptOfASessionIsForgottenFromThePreferences()
    {
        LoopHost host(folder().filePath(QStringLiteral("hall.coterie")));
        QVERIFY(host.start());
        m_fixture->startProgram();
        program().called(QStringLiteral("coterie://join?a=127.0.0.1:%1&tls=0").arg(host.port()));
        QTRY_VERIFY_WITH_TIMEOUT(window().page(), 10000);
        QTRY_COMPARE_WITH_TIMEOUT(program().session()->state().state, Session::State::Online, 10000);
        const auto folders = [] { return QDir(Settings::cacheDir()).entryList(QDir::Dirs | QDir::NoDotAndDotDot); };
        QCOMPARE(folders().size(), 1);
        const auto openSheet = [this] {
            window().actions()[Act::Preferences]->trigger();
            click(window(), QStringLiteral("Kept sessions…"));
        };
        openSheet();
        auto *list = find<QListView>(window(), QStringLiteral("Sessions kept on this computer"));
        QVERIFY(list);
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 1, 10000);
        QCOMPARE(list->model()->index(0, 0).data().toString(), QStringLiteral("Hall"));
        press(window(), Qt::Key_Delete); // it is open
        QVERIFY(!find<QAbstractButton>(window(), QStringLiteral("Forget…"))->isEnabled());
        QVERIFY(program().prompts().lastAsked().title.isEmpty());
        press(window(), Qt::Key_Escape);
        QTRY_VERIFY(!Sheet::openIn(&window()));
        window().actions()[Act::LeaveSession]->trigger();
        QTRY_VERIFY(!window().page());
        openSheet();
        list = find<QListView>(window(), QStringLiteral("Sessions kept on this computer"));
        QVERIFY(list);
        QTRY_VERIFY_WITH_TIMEOUT(find<QAbstractButton>(window(), QStringLiteral("Forget…"))->isEnabled(), 10000);
        program().prompts().answerNext(0);
        QCOMPARE(focus(window()), list);
        press(window(), Qt::Key_Delete);
        QVERIFY(program().prompts().lastAsked().title.contains(QStringLiteral("Hall")));
        QTRY_VERIFY_WITH_TIMEOUT(folders().isEmpty(), 10000);
        QTRY_VERIFY_WITH_TIMEOUT(says(window(), QStringLiteral("Nothing is kept")), 10000);
        press(window(), Qt::Key_Escape);
        QTRY_VERIFY(!Sheet::openIn(&window()));
    }

    // What one hosts oneself is one's own, from whichever computer the file comes.
    void P24_aFileFromElsewhereBelongsToWhoHostsIt()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        const UserId before = page().session().me();
        m_fixture->endProgram();
        qputenv("COTERIE_DATA_DIR", folder().filePath(QStringLiteral("elsewhere")).toLocal8Bit());
        m_fixture->startProgram(QStringLiteral("Ben"));
        m_fixture->hostByKeys();
        Session &session = page().session();
        QVERIFY(session.me() != before);
        const auto roleOf = [&](const UserId &user) { return session.boards(room())->state().roleOf(user); };
        QTRY_COMPARE_WITH_TIMEOUT(roleOf(session.me()), Role::Owner, 10000);
        QTRY_COMPARE_WITH_TIMEOUT(roleOf(before), Role::Admin, 10000);
        QVERIFY(session.boards(room())->isModerator());
    }

    void A123_closingAsksWhenSomethingIsInMemoryOnly()
    {
        LoopHost host(folder().filePath(QStringLiteral("hall.coterie")));
        QVERIFY(host.start());
        m_fixture->startProgram();
        Session *here = joined(host);
        QVERIFY(here);
        host.stop(60'000);
        QTRY_VERIFY(here->state().state != Session::State::Online);
        QSignalSpy ended(&program(), &Application::ended);
        Prompts &prompts = program().prompts();
        {
            const FullDisk disk;
            if (!disk.isReal())
                QSKIP("this system cannot make a disk full");
            here->post(room(), QStringLiteral("nowhere else"));
            QTRY_VERIFY(here->isUnsaved());
            prompts.answerNext(1);
            window().close();
            QCOMPARE(prompts.lastAsked().title, QStringLiteral("Lose what you wrote?"));
            QVERIFY(window().isVisible());
            prompts.answerNext(1);
            window().actions()[Act::LeaveSession]->trigger();
            settle();
            QVERIFY(program().session() == here);
        }
        QVERIFY(ended.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!here->isUnsaved(), 15000); // written by itself: nobody is asked any more
    }

    // Of the settings of an earlier version, which took it.
    void A125_aNameThatNoHostTakesIsNoDeadEnd()
    {
        const QString bad = QStringLiteral("An") + QChar(0x202e) + QStringLiteral("a");
        m_fixture->startProgram();
        Settings &settings = program().settings();
        settings.setDisplayName(bad);
        settings.setValue(Settings::Key::HostName, bad);
        m_fixture->endProgram();
        m_fixture->startProgram({});
        program().settings().setValue(Settings::Key::HostName, bad);
        QVERIFY(window().welcome()->isFirstRun()); // one is asked again
        HostRequest request;
        request.name = bad;
        request.port = 0;
        request.lan = false;
        emit window().hostRequested(request);
        QVERIFY(!program().isHosting());
        QVERIFY(says(*window().welcome()->joinCard(), QStringLiteral("A session cannot be called")) ||
                window().welcome()->isFirstRun());
        HostSheet sheet(&window(), program().settings(), program().prompts());
        QVERIFY(normalizedName(sheet.request().name)); // and the sheet suggests one that can be
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

    // More than the host takes at once of one person: the rest waits in the queue of this very window.
    void A307_whatTheHostsOwnPersonHasWaitingGoesIntoTheFileFirst_data()
    {
        QTest::addColumn<bool>("bySignal");
        QTest::newRow("by the window") << false;
        QTest::newRow("by a signal") << true;
    }
    void A307_whatTheHostsOwnPersonHasWaitingGoesIntoTheFileFirst()
    {
        QFETCH(const bool, bySignal);
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        constexpr int count = 28;
        for (int i = 0; i < count; ++i)
            page().session().post(room(), QStringLiteral("m%1").arg(i));
        QVERIFY(page().session().state().waiting > 0);
        bySignal ? m_fixture->endProgramBySignal() : m_fixture->endProgram();
        LoopHost host(m_fixture->file());
        QVERIFY(host.start());
        SessionSettings settings;
        settings.url = host.url();
        settings.displayName = QStringLiteral("Zoe");
        settings.cacheDir = folder().filePath(QStringLiteral("zoe"));
        Session zoe(settings);
        zoe.open();
        QTRY_COMPARE_WITH_TIMEOUT(zoe.state().state, Session::State::Online, 10000);
        const RoomId there = zoe.rooms()->roomAt(0);
        zoe.openRoom(there);
        TimelineModel &model = *zoe.timeline(there);
        QTRY_VERIFY(WindowFixture::rowOf(model, QStringLiteral("m%1").arg(count - 1)) >= 0);
        for (int i = 0; i < count; ++i)
            QVERIFY2(WindowFixture::rowOf(model, QStringLiteral("m%1").arg(i)) >= 0, qPrintable(QString::number(i)));
    }
    void A307_whatCannotBeSentInTimeIsSaidBeforeTheSessionEnds()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        Session &session = page().session();
        session.holdQueued(session.post(room(), QStringLiteral("being changed")));
        QTRY_VERIFY(session.state().waiting > 0);
        Prompts &prompts = program().prompts();
        prompts.answerNext(0);
        window().close();
        QVERIFY2(prompts.lastAsked().text.contains(QStringLiteral("1 change")), qPrintable(prompts.lastAsked().text));
        prompts.answerNext(1);
        QTRY_COMPARE_WITH_TIMEOUT(prompts.lastAsked().title, QStringLiteral("End before all is sent?"), 10000);
        QVERIFY2(prompts.lastAsked().text.contains(QStringLiteral("1 change")), qPrintable(prompts.lastAsked().text));
        QVERIFY(program().isHosting()); // for it was wanted so
        QVERIFY(window().isVisible());
        session.holdQueued({});
        QTRY_COMPARE(session.state().waiting, 0);
        QSignalSpy ended(&program(), &Application::ended);
        prompts.answerNext(0); // and it can be ended as ever
        window().close();
        QTRY_COMPARE_WITH_TIMEOUT(ended.size(), 1, 10000);
    }

    // The session's file goes to another computer with a key of its own, and the new link is opened here.
    void A308_whatWaitsForAnEarlierHostIsSaidAndBrought()
    {
        const auto hostOf = [this](const char *key, const char *file, quint16 port = 0) {
            auto host = std::make_unique<LoopHost>(folder().filePath(QLatin1String(file)), port);
            host->tls = {true, {}, {}, folder().filePath(QLatin1String(key))};
            return host;
        };
        const auto linkTo = [](const LoopHost &host) {
            Invite invite;
            invite.addresses = {{QStringLiteral("127.0.0.1"), host.port(), HostAddress::Wire::Encrypted}};
            invite.name = QStringLiteral("Hall");
            invite.pin = host.pin();
            return invite.link();
        };
        auto one = hostOf("one.pem", "one.coterie");
        QVERIFY(one->start());
        m_fixture->startProgram();
        program().called(linkTo(*one));
        QTRY_VERIFY_WITH_TIMEOUT(window().page(), 10000);
        QTRY_COMPARE_WITH_TIMEOUT(page().session().state().state, Session::State::Online, 10000);
        QTRY_VERIFY(!room().isNull());
        const quint16 port = one->port();
        one.reset();
        QTRY_VERIFY(page().session().state().state != Session::State::Online);
        QSignalSpy kept(&page().session(), &Session::kept);
        for (int i = 0; i < 3; ++i)
            page().session().post(room(), QStringLiteral("waits %1").arg(i));
        QTRY_COMPARE(kept.size(), 3);
        QVERIFY(QFile::copy(folder().filePath(QStringLiteral("one.coterie")),
                            folder().filePath(QStringLiteral("two.coterie"))));
        const auto two = hostOf("two.pem", "two.coterie", port);
        QVERIFY(two->start());
        page().session().retryNow();
        QTRY_COMPARE_WITH_TIMEOUT(page().session().state().state, Session::State::Refused, 10000);
        QVERIFY(page().session().state().distrusted);
        QVERIFY2(page().banner()->text().contains(QStringLiteral("3 change")), qPrintable(page().banner()->text()));
        const auto *edit = page().chat()->composer()->edit();
        QVERIFY2(edit->prompt().startsWith(QStringLiteral("3 change")), qPrintable(edit->prompt()));
        // What the banner says to do.
        program().called(linkTo(*two));
        QTRY_VERIFY_WITH_TIMEOUT(page().older()->isVisible(), 15000);
        const QString words = page().older()->text();
        QVERIFY2(words.contains(QStringLiteral("3 change")) && words.contains(QStringLiteral("Hall")),
                 qPrintable(words));
        auto *bring = find<QAbstractButton>(*page().older(), QStringLiteral("Bring them here"));
        QVERIFY(bring);
        bring->setFocus(Qt::TabFocusReason); // by keys, as by the mouse
        press(window(), Qt::Key_Return);
        QTRY_COMPARE(page().older()->text(), QString());
        for (int i = 0; i < 3; ++i)
            QTRY_VERIFY_WITH_TIMEOUT(WindowFixture::isSent(*mine(), QStringLiteral("waits %1").arg(i)), 10000);
        QCOMPARE(page().session().state().waiting, 0);
    }

    // No answer is put into the question beforehand: it is on the screen, and keys press it.
    void A171_returnPressesTheButtonThatHasTheFocus()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        window().actions()[Act::EndSession]->trigger();
        settle();
        auto *sheet = Sheet::openIn(&window());
        QVERIFY(sheet);
        const auto focused = [] { return qobject_cast<QAbstractButton *>(QApplication::focusWidget()); };
        QVERIFY(focused());
        QCOMPARE(focused()->text(), QStringLiteral("Keep hosting"));
        press(window(), Qt::Key_Return);
        QVERIFY(!Sheet::openIn(&window()));
        QVERIFY(program().isHosting());
        window().actions()[Act::EndSession]->trigger();
        settle();
        for (int i = 0; i < 4 && (!focused() || focused()->text() != u"End session"); ++i)
            press(window(), Qt::Key_Tab);
        QVERIFY(focused());
        QCOMPARE(focused()->text(), QStringLiteral("End session"));
        press(window(), Qt::Key_Enter, Qt::KeypadModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!program().isHosting() && !window().page(), 10000);
    }

    // One's own session that nothing is kept of, hosted time after time.
    void A170_aSessionThatIsKeptNowhereIsNotRemembered()
    {
        m_fixture->startProgram();
        HostRequest request;
        request.name = QStringLiteral("Class 7b");
        request.port = 0;
        request.lan = false;
        for (int i = 0; i < 2; ++i) {
            emit window().hostRequested(request);
            QTRY_VERIFY_WITH_TIMEOUT(window().page(), 10000);
            QTRY_COMPARE_WITH_TIMEOUT(program().session()->state().state, Session::State::Online, 10000);
            program().prompts().answerNext(0);
            window().actions()[Act::EndSession]->trigger();
            QTRY_VERIFY(!window().page() && !program().isHosting());
        }
        QCOMPARE(QDir(Settings::cacheDir()).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList());
        m_fixture->hostByKeys(); // the control: one that is kept
        QCOMPARE(QDir(Settings::cacheDir()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
    }

    void A173_whatCannotBeOpenedIsSaidInTheWindow()
    {
        const QString gone = folder().filePath(QStringLiteral("gone.coterie"));
        m_fixture->startProgram();
        program().called(gone);
        QVERIFY(says(window(), QStringLiteral("The session file ")));
        QVERIFY(!says(*window().welcome()->joinCard(), QStringLiteral("The session file "))); // nobody joined
        QVERIFY(!QFile::exists(gone));
        program().called(QStringLiteral("coterie://join?a=192.168.1.23:47600&n=Class&fp=abc"));
        QVERIFY(says(window(), QStringLiteral("This invite link is damaged")));
        QFile file(gone);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no session file, whatever it is called");
        file.close();
        program().called(gone);
        QVERIFY(Sheet::openIn(&window()));
        press(window(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(tells(window(), QStringLiteral("is not a session file")), 10000);
        QVERIFY(!tells(*window().welcome()->joinCard(), QStringLiteral("is not a session file")));
        press(window(), Qt::Key_Escape);
        QTRY_VERIFY(!Sheet::openIn(&window()));
        m_fixture->hostByKeys(); // and what was said is gone when it is over
        program().prompts().answerNext(0);
        window().actions()[Act::EndSession]->trigger();
        QTRY_VERIFY(!window().page() && !program().isHosting());
        QVERIFY(!tells(window(), QStringLiteral("is not a session file")));
    }

    void A201_aFileIsNotHostedBeforeSomebodySaysSo()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        const QString name = program().session()->hostName();
        program().prompts().answerNext(0);
        window().actions()[Act::EndSession]->trigger();
        QTRY_VERIFY(!window().page() && !program().isHosting());
        // Longer than a name may be, and with blanks that no name has.
        const QString other =
            folder().filePath(QStringLiteral("from  elsewhere ") + QString(70, u'x') + QStringLiteral(".coterie"));
        QVERIFY(QFile::copy(m_fixture->file(), other));
        program().called(other);
        auto *sheet = qobject_cast<HostSheet *>(Sheet::openIn(&window()));
        QVERIFY(sheet);
        QVERIFY(!program().isHosting());
        QCOMPARE(sheet->request().file, other);
        press(window(), Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(window().page() && program().isHosting(), 10000);
        QCOMPARE(program().session()->hostName(), name); // the file's, not made of the file's name
    }

    void A173_aStartWithADamagedLinkSaysSo()
    {
        m_fixture->startProgram();
        StartOptions options;
        options.join = QStringLiteral("coterie://join?a=nowhere&fp=abc");
        program().start(options);
        QVERIFY(says(window(), QStringLiteral("This invite link is damaged")));
    }

    void A174_optionsOfOneStartAreNoSettings()
    {
        m_fixture->startProgram();
        Settings &settings = program().settings();
        settings.setDisplayName(QStringLiteral("Ana Novak"));
        settings.setValue(Settings::Key::HostPort, 47611);
        const QString file = m_fixture->file();
        StartOptions options;
        options.person = QStringLiteral("Ben");
        options.host = HostRequest{QStringLiteral("Once"), folder().filePath(QStringLiteral("once.coterie")), 0, false};
        program().start(options);
        QTRY_VERIFY_WITH_TIMEOUT(window().page(), 10000);
        QTRY_COMPARE_WITH_TIMEOUT(program().session()->state().state, Session::State::Online, 10000);
        QCOMPARE(program().session()->myName(), QStringLiteral("Ben"));
        const Settings stored(settings.fileName());
        QCOMPARE(stored.displayName(), QStringLiteral("Ana Novak"));
        QCOMPARE(stored.text(Settings::Key::HostName), QStringLiteral("Class 7b"));
        QCOMPARE(stored.text(Settings::Key::HostFile), file);
        QCOMPARE(stored.integer(Settings::Key::HostPort), 47611);
        // What is chosen in the window is one.
        settings.setDisplayName(QStringLiteral("Benedikt"));
        QTRY_COMPARE_WITH_TIMEOUT(program().session()->myName(), QStringLiteral("Benedikt"), 10000);
        QCOMPARE(Settings(settings.fileName()).displayName(), QStringLiteral("Benedikt"));
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

    void A112_whoHostsIsToldThatTheDiskTakesNothing()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        auto *banner = page().banner();
        QTRY_COMPARE(banner->text(), QString());
        window().setHostTrouble(QStringLiteral("the disk is full"));
        QVERIFY(banner->text().contains(QStringLiteral("the disk is full")));
        QVERIFY(banner->text().contains(QStringLiteral("Nothing is lost")));
        window().setHostTrouble({});
        QCOMPARE(banner->text(), QString());
    }

    void A165_whoHostsIsToldWhatTheirHostLostUntilTheyCloseIt()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        auto *banner = page().banner();
        QTRY_COMPARE(banner->text(), QString());
        window().setHostAlarm(QStringLiteral("entries are missing"));
        QVERIFY(banner->text().contains(QStringLiteral("entries are missing")));
        const auto buttons = banner->findChildren<QPushButton *>();
        const auto close = std::find_if(buttons.cbegin(), buttons.cend(),
                                        [&](const QPushButton *one) { return one->isVisibleTo(banner); });
        QVERIFY(close != buttons.cend());
        (*close)->click();
        QCOMPARE(banner->text(), QString());
    }

    // An older backup of the host's file: what it lacks is in a room of its own, with its board, and one's own words
    // can be sent again.
    void A188_whatAnOlderFileLacksIsReadAndSentAgainFromTheWindow()
    {
        const quint16 port = freePort(); // by which this computer knows the host again
        const auto start = [&] {
            m_fixture->startProgram();
            program().settings().setValue(Settings::Key::HostPort, port);
            m_fixture->hostByKeys();
        };
        start();
        page().session().post(room(), QStringLiteral("in the backup"));
        QTRY_COMPARE(page().session().state().waiting, 0);
        m_fixture->endProgram();
        const QString backup = m_fixture->file() + QStringLiteral(".backup");
        QVERIFY(QFile::copy(m_fixture->file(), backup));
        start();
        BoardController *board = page().session().board(room());
        QTRY_VERIFY(board->isLoaded());
        QVERIFY(board->commit({BoardOp::create(newId<ObjectId>(), BoardKind::Sticky, 0, 0, 200, 200)}));
        page().session().post(room(), QStringLiteral("not in the backup"));
        QTRY_COMPARE(page().session().state().waiting, 0);
        QTRY_COMPARE(board->pendingCount(), 0);
        m_fixture->endProgram();
        QVERIFY(QFile::remove(m_fixture->file()) && QFile::copy(backup, m_fixture->file()));
        start();
        Session &session = page().session();
        const RoomId here = room();
        QTRY_COMPARE_WITH_TIMEOUT(session.rooms()->rowCount(), 2, 15000);
        const RoomId past = session.rooms()->roomAt(1);
        page().openRoom(past);
        BoardController *kept = session.board(past);
        QTRY_COMPARE(kept->doc().visibleCount(), 1); // A186
        QVERIFY(session.boards(past)->rightOn(firstBoard(past)) == BoardRight::View);
        auto *view = page().findChild<ui::TimelineView *>();
        QVERIFY(view);
        TimelineModel &model = *session.timeline(past);
        QTRY_VERIFY(test::WindowFixture::rowOf(model, QStringLiteral("not in the backup")) >= 0);
        const QModelIndex row = model.index(test::WindowFixture::rowOf(model, QStringLiteral("not in the backup")));
        QTRY_VERIFY(view->model() == &model);
        QObject owner;
        const QList<QAction *> actions = view->actionsFor(row, &owner);
        QVERIFY(!actions.isEmpty() && actions.first()->text().contains(u"again"));
        for (const QAction *action : actions)
            QVERIFY2(!action->text().contains(u"Reply"), qPrintable(action->text()));
        view->setFocus(Qt::TabFocusReason); // by keys, as by the menu
        view->setCurrentIndex(row);
        test::press(*view, Qt::Key_S);
        QTRY_VERIFY(test::WindowFixture::isSent(*session.timeline(here), QStringLiteral("not in the backup")));
        QTRY_COMPARE(test::WindowFixture::rowOf(model, QStringLiteral("not in the backup")), -1);
        QTRY_COMPARE(session.state().waiting, 0);
    }

    // The signal comes all the way from the store.
    void A112_aFileThatIsGoneEndsTheSessionAndIsSaid()
    {
        m_fixture->startProgram();
        m_fixture->hostByKeys();
        QVERIFY(QFile::remove(m_fixture->file()));
        page().session().post(room(), QStringLiteral("where does this go"));
        auto *banner = page().banner();
        QTRY_VERIFY_WITH_TIMEOUT(!m_fixture->program().isHosting(), 15000);
        QTRY_VERIFY(!banner->text().isEmpty());
        QVERIFY(page().session().state().waiting > 0); // and is not lost
    }
};

COTERIE_WINDOW_TEST(TestJoining)
#include "tst_joining.moc"
