// SPDX-License-Identifier: MIT
#include "app/ui/board/boardwords.h"
#include "app/ui/board/exchange/boardintake.h"
#include "app/ui/board/exchange/pngwriter.h"
#include "app/ui/board/noticecard.h"
#include "app/ui/shell/background.h"
#include "app/ui/shell/emptystate.h"
#include "tests/support/boardfilesrig.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTranslator>

#include <sys/stat.h>

using namespace coterie;
using namespace coterie::ui;
using test::BoardRig;
using test::photo;
using test::Shown;

class TestBoardIntake final : public QObject
{
    Q_OBJECT
private slots:
    void V43_whatABoardCannotTakeIsSaidInTheWindowsLanguage_data()
    {
        QTest::addColumn<QByteArray>("object");
        const std::pair<const char *, const char *> rows[] = {
            {"place", "'kind':'rectangle','x':1e9,'y':0,'w':9,'h':9"},
            {"size", "'kind':'rectangle','x':0,'y':0,'w':-9,'h':9"},
            {"width", "'kind':'rectangle','x':0,'y':0,'w':9,'h':9,'width':1e5"},
            {"opacity", "'kind':'rectangle','x':0,'y':0,'w':9,'h':9,'opacity':7"},
            {"font", "'kind':'text','x':0,'y':0,'w':9,'h':9,'fontSize':0.001"},
            {"points", "'kind':'stroke','color':'ff000000','width':2,'x':0,'y':0,'points':'AAAA'"},
            {"no points", "'kind':'stroke','color':'ff000000','width':2,'x':0,'y':0"},
            {"points of a shape", "'kind':'rectangle','x':0,'y':0,'w':9,'h':9,'points':'AAAA'"},
            {"asset", "'kind':'image','x':0,'y':0,'w':9,'h':9,'asset':'00'"},
            {"in itself", "'kind':'group','parent':'a'"},
            {"writing", "'kind':'group','text':'words'"},
            {"letters", "'kind':'text','x':0,'y':0,'w':9,'h':9,'text':'a\\u0001'"},
            {"bound to itself", "'kind':'line','x':0,'y':0,'w':9,'h':9,'start':{'object':'a','x':0.5,'y':0.5}"},
            {"bound", "'kind':'rectangle','x':0,'y':0,'w':9,'h':9,'start':{'object':'b','x':0.5,'y':0.5}},{'id':'b','"
                      "kind':'group'"},
        };
        for (const auto &[name, object] : rows)
            QTest::newRow(name) << QByteArray(object);
    }
    void V43_whatABoardCannotTakeIsSaidInTheWindowsLanguage()
    {
        QFETCH(const QByteArray, object);
        QByteArray file = "{'format':'coterie-board','version':1,'objects':[{'id':'a'," + object + "}]}";
        file.replace('\'', '"');
        const QString english = intakeOf(file, {}).error;
        QVERIFY2(english.startsWith(u"Object "), qPrintable(english));
        const QString reason =
            english.section(QStringLiteral(": "), -1).chopped(QStringLiteral(". Nothing was added.").size());
        QVERIFY2(reason.size() > 8, qPrintable(english));
        QTranslator german;
        QVERIFY(german.load(QStringLiteral(":/i18n/coterie_de.qm")));
        QCoreApplication::installTranslator(&german);
        const QString said = intakeOf(file, {}).error;
        QVERIFY2(said.startsWith(u"Objekt "), qPrintable(said));
        QVERIFY2(!said.contains(reason), qPrintable(said));
    }
    void V43_whatIsRefusedAtHandIsSaidInTheWindowsLanguage()
    {
        BoardRig rig;
        const ObjectId line = newId<ObjectId>();
        rig.draw(rig.other, BoardOp::create(line, BoardKind::Rectangle, 0, 0, 240, 100));
        BoardOp turned = BoardOp::set(line);
        turned.rotation = 1e6;
        QSignalSpy noticed(&rig.controller, &BoardController::noticed);
        QVERIFY(!rig.controller.commit({turned}, QStringLiteral("turn")));
        const QString english = noticed.takeFirst().first().toString();
        QTranslator german;
        QVERIFY(german.load(QStringLiteral(":/i18n/coterie_de.qm")));
        QCoreApplication::installTranslator(&german);
        QVERIFY(!rig.controller.commit({turned}, QStringLiteral("turn")));
        const QString said = noticed.takeFirst().first().toString();
        QVERIFY2(!said.contains(english.section(QStringLiteral(": "), -1)), qPrintable(said));
        QVERIFY2(said.contains(u"36"), qPrintable(said)); // the limit
    }
    void V44_aFileThatIsBeingReadIsNamedAndTakenOnce()
    {
        Shown shown;
        const QByteArray plan =
            R"({"type":"excalidraw","elements":[{"type":"rectangle","x":0,"y":0,"width":100,"height":80}]})";
        // A pipe: it is being read until something has been written to it.
        const auto makePipe = [&](const QString &name) {
            QFile::remove(shown.file(name));
            if (::mkfifo(QFile::encodeName(shown.file(name)).constData(), 0600) != 0)
                qFatal("no pipe");
            return shown.file(name);
        };
        const QString board = makePipe(QStringLiteral("plan.excalidraw"));
        shown.dropFiles({board});
        QTRY_VERIFY(shown.says(QStringLiteral("Reading")) && shown.says(QStringLiteral("plan.excalidraw")));
        shown.dropFiles({board}); // who wonders whether anything happens
        QVERIFY(shown.says(QStringLiteral("Reading")));
        shown.write(QStringLiteral("plan.excalidraw"), plan);
        QTRY_COMPARE(shown.objects().size(), 1);
        QVERIFY(!shown.says(QStringLiteral("Reading")));
        QVERIFY(shown.says(QStringLiteral("1 object")));
        QVERIFY(backgroundThreads().waitForDone(5000)); // nobody reads it a second time
        // It is read: who brings it again means it.
        QFile::remove(board);
        shown.write(QStringLiteral("plan.excalidraw"), plan);
        shown.dropFiles({board});
        QTRY_COMPARE(shown.objects().size(), 2);
        // A picture can be seen, and nothing more is said.
        const QByteArray png = pngOf(photo(30, 20));
        const QString one = makePipe(QStringLiteral("a.png"));
        const QString two = shown.write(QStringLiteral("b.png"), png);
        shown.dropFiles({one, two});
        QTRY_VERIFY(shown.says(QStringLiteral("Reading 2 file")));
        shown.write(QStringLiteral("a.png"), png);
        QTRY_COMPARE(shown.objects().size(), 4);
        QVERIFY(!shown.says(QStringLiteral("Reading")));
    }
    void V44_anEmptyBoardSaysWhatIsBeingReadIntoIt()
    {
        Shown shown;
        const QString nothing = QStringLiteral("Nothing here yet");
        const QByteArray png = pngOf(photo(30, 20));
        QVERIFY(::mkfifo(QFile::encodeName(shown.file(QStringLiteral("b.png"))).constData(), 0600) == 0);
        const auto hint = [&] { return shown.page->findChild<EmptyState *>(); };
        const auto hintSays = [&](const QString &text) {
            for (const auto *label : hint()->findChildren<QLabel *>())
                if (label->isVisible() && label->text().contains(text))
                    return true;
            return false;
        };
        QVERIFY(hintSays(nothing));
        shown.dropFiles({shown.write(QStringLiteral("a.png"), png), shown.file(QStringLiteral("b.png")),
                         shown.write(QStringLiteral("c.png"), png)});
        QTRY_VERIFY(hintSays(QStringLiteral("Reading 3 file")) && hintSays(QStringLiteral("1 of 3 file")));
        QVERIFY(!shown.says(nothing));
        // It is another board's business only there.
        BoardRig other;
        shown.page->setController(&other.controller);
        QVERIFY(hintSays(nothing) && !hintSays(QStringLiteral("Reading")));
        shown.page->setController(&shown.rig.controller);
        QVERIFY(hintSays(QStringLiteral("1 of 3 file")));
        shown.write(QStringLiteral("b.png"), png);
        QTRY_COMPARE(shown.objects().size(), 3);
        QVERIFY(!hint()->isVisible());
        // Nothing came of it: it is as empty as before.
        Shown second;
        QVERIFY(::mkfifo(QFile::encodeName(second.file(QStringLiteral("plan.json"))).constData(), 0600) == 0);
        second.dropFiles({second.file(QStringLiteral("plan.json"))});
        QTRY_VERIFY(second.says(QStringLiteral("Reading")) && !second.says(nothing));
        second.write(QStringLiteral("plan.json"), "{");
        QTRY_VERIFY(second.says(nothing) && !second.says(QStringLiteral("Reading")));
        QCOMPARE(second.objects().size(), 0);
    }
    void T137_whatIsSaidMeanwhileGivesThePlaceBackToWhatIsRead()
    {
        Shown shown;
        shown.rig.draw(shown.rig.other, BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 0, 0, 10, 10));
        QVERIFY(::mkfifo(QFile::encodeName(shown.file(QStringLiteral("plan.excalidraw"))).constData(), 0600) == 0);
        shown.dropFiles({shown.file(QStringLiteral("plan.excalidraw"))});
        QTRY_VERIFY(shown.says(QStringLiteral("Reading")));
        shown.trigger(BoardCommand::Group);
        QVERIFY(shown.says(QStringLiteral("Select 2 or more objects first")));
        QVERIFY(!shown.says(QStringLiteral("Reading")));
        shown.page->findChild<NoticeCard *>()->hide(); // as its time does
        QVERIFY(!shown.says(QStringLiteral("Select 2 or more objects first")));
        QVERIFY(shown.says(QStringLiteral("Reading")));
        shown.trigger(BoardCommand::Group);
        shown.write(QStringLiteral("plan.excalidraw"), R"({"type":"excalidraw","elements":[]})");
        QVERIFY(backgroundThreads().waitForDone(5000));
        QTRY_VERIFY(!shown.says(QStringLiteral("Select 2"))); // what came of it is said
        shown.page->findChild<NoticeCard *>()->hide();
        QVERIFY(!shown.says(QStringLiteral("Reading")));
    }
    void T136_aKeyThatIsHeldAsksOnce()
    {
        Shown shown;
        const auto hold = [&](Qt::Key key, const QString &text) {
            for (const bool repeat : {false, true, true, true})
                QTest::simulateEvent(shown.page->view(), true, key, {}, text, repeat);
            QTest::keyRelease(shown.page->view(), key);
        };
        hold(Qt::Key_I, QStringLiteral("i"));
        const auto dialogs = shown.page->window()->findChildren<QFileDialog *>();
        QCOMPARE(dialogs.size(), 1);
        delete dialogs.first();
        const double scale = shown.page->view()->camera().scale();
        hold(Qt::Key_Plus, QStringLiteral("+"));
        const double once = shown.page->view()->camera().scale() / scale;
        QVERIFY2(once > 2, qPrintable(QString::number(once))); // four steps
    }
    void A317_theQuestionForFilesBeginsWhereTheyWereTakenFrom()
    {
        Shown shown;
        const auto folderOf = [&](BoardCommand command) {
            shown.trigger(command);
            auto *dialog = shown.page->window()->findChild<QFileDialog *>();
            const QString folder = dialog ? dialog->directory().canonicalPath() : QString();
            delete dialog;
            return folder;
        };
        const QString before = QDir::currentPath();
        const auto back = qScopeGuard([&] { QDir::setCurrent(before); });
        QVERIFY(QDir(shown.session.folder.path()).mkpath(QStringLiteral("started")));
        QVERIFY(QDir(shown.session.folder.path()).mkpath(QStringLiteral("pictures")));
        QVERIFY(QDir::setCurrent(shown.file(QStringLiteral("started"))));
        for (const BoardCommand command : {BoardCommand::Import, BoardCommand::InsertImage}) {
            const QString folder = folderOf(command);
            QVERIFY(!folder.isEmpty());
            QVERIFY(folder != QDir().canonicalPath());
        }
        shown.prompts().nameNextFile(shown.write(QStringLiteral("pictures/a.png"), pngOf(photo(30, 20))));
        shown.trigger(BoardCommand::InsertImage);
        QTRY_COMPARE(shown.objects().size(), 1);
        const QString taken = QFileInfo(shown.file(QStringLiteral("pictures"))).canonicalFilePath();
        for (const BoardCommand command : {BoardCommand::Import, BoardCommand::InsertImage})
            QCOMPARE(folderOf(command), taken);
        shown.open(); // after the next start too
        QCOMPARE(folderOf(BoardCommand::Import), taken);
        QVERIFY(QDir(taken).removeRecursively());
        QCOMPARE(folderOf(BoardCommand::Import), QFileInfo(shown.session.folder.path()).canonicalFilePath());
    }

    void R20_aBoardSaysWhenItsRoomRunsOut()
    {
        QVERIFY(describeRoom(0).isEmpty());
        QVERIFY(describeRoom(maxBoardObjects * 19 / 20 - 1).isEmpty());
        QVERIFY(describeRoom(maxBoardObjects - 3).contains(u'3'));
        QVERIFY(describeRoom(maxBoardObjects).contains(QStringLiteral("full")));
        // Of the log, which no erasing makes shorter.
        QVERIFY(describeRoom(0, 7).contains(QStringLiteral("7 %")));
        QVERIFY(describeRoom(maxBoardObjects - 3, 7).contains(QStringLiteral("7 %")));
        QVERIFY(describeRoom(0, 0).contains(QStringLiteral("less than 1 %")));
        QCOMPARE(describeRoom(maxBoardObjects, 7), describeRoom(maxBoardObjects)); // where erasing does help
        // Whoever may not make boards is not told to.
        QVERIFY(!describeRoom(0, 7).contains(QStringLiteral("ask a moderator")));
        for (const int left : {0, 7}) {
            QVERIFY(describeRoom(0, left, false).contains(QStringLiteral("ask a moderator")));
            QVERIFY(
                describeRoom(0, left, false).contains(left ? QStringLiteral("7 %") : QStringLiteral("less than 1 %")));
        }
    }
};

QTEST_MAIN(TestBoardIntake)
#include "tst_boardintake.moc"
