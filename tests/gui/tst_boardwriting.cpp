// SPDX-License-Identifier: MIT
#include "app/ui/board/boardcard.h"
#include "app/ui/board/boardtextedit.h"
#include "app/ui/board/textdiff.h"
#include "app/ui/board/textediting.h"
#include "app/ui/board/textfit.h"
#include "shared/board/boardends.h"
#include "shared/protocol/errors.h"
#include "tests/support/boardstage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QRandomGenerator>

using namespace coterie;
using namespace coterie::ui;
using test::BoardStage;

namespace {

struct Desk : BoardStage {
    [[nodiscard]] BoardTextEdit *editor() const { return view.writing().editor(); }
    void type(const QString &text) const
    {
        for (const QChar c : text)
            QTest::keyClicks(editor(), QString(c));
    }
    void compose(const QString &preedit, const QString &commit = {}) const
    {
        QInputMethodEvent event(preedit, {});
        event.setCommitString(commit);
        QCoreApplication::sendEvent(editor(), &event);
    }
    void rest() // until what is typed has gone out
    {
        rig.clock.ms += 300;
        rig.controller.tick();
    }
    // Somebody else makes the text this one.
    void othersWrite(const ObjectId &id, const QString &text)
    {
        rig.controller.tick();
        BoardOp op = BoardOp::editText(id, rig.head, boardDelta(object(id).text, text));
        op.client = 7;
        rig.draw(rig.other, op);
    }
    [[nodiscard]] ObjectId only() const { return doc().objects().value(0).id; }
    [[nodiscard]] QString line() const { return editor()->accessibleDescription(); } // why no word is taken
};

} // namespace

// Writing on the board, with real keys in the real editor.
class TestBoardWriting final : public QObject
{
    Q_OBJECT
private slots:
    void T30_whoWritesSeesTheCaret()
    {
        BoardStage s;
        s.view.setTool(ToolId::Select);
        s.doubleClick({960, 600}); // in the corner
        QVERIFY(s.view.isWriting());
        const BoardTextEdit *editor = s.view.writing().editor();
        const auto sees = [&] {
            for (const auto *card : s.page.findChildren<BoardCard *>())
                if (card->isVisible() && card->accessibleName() == u"View" && editor->caretRect().bottom() > card->y())
                    return false;
            return QRectF(s.page.rect()).contains(editor->caretRect().topLeft()) &&
                   QRectF(s.page.rect()).contains(editor->caretRect().bottomLeft());
        };
        for (int line = 0; line < 12; ++line) {
            QTest::keyClicks(s.view.writing().editor(), QStringLiteral("some words"));
            QVERIFY2(sees(), qPrintable(QString::number(line)));
            QTest::keyClick(s.view.writing().editor(), Qt::Key_Return);
            QVERIFY2(sees(), qPrintable(QString::number(line)));
        }
    }
    // Somebody writes on both sides of the caret before this window hears of either.
    void T91_theCaretStaysBetweenTheWordsThatItWasBetween()
    {
        Desk s;
        s.view.setTool(ToolId::Select);
        s.doubleClick({300, 300});
        s.type(QStringLiteral("one two"));
        s.rest();
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(s.editor(), Qt::Key_Left);
        s.othersWrite(s.only(), QStringLiteral("begin one two end"));
        QCOMPARE(s.editor()->text(), QStringLiteral("begin one two end"));
        s.type(QStringLiteral("X"));
        QCOMPARE(s.editor()->text(), QStringLiteral("begin one Xtwo end"));
    }
    void T91_aDifferenceMakesTheOneTextOfTheOther()
    {
        QRandomGenerator dice(1);
        const auto some = [&] {
            QString text;
            for (int i = int(dice.bounded(30)); i > 0; --i)
                text += QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral(" "),
                                    QStringLiteral("\U0001f600"), QStringLiteral("\U0001f601")}
                            .at(qsizetype(dice.bounded(5)));
            return text;
        };
        for (int round = 0; round < 5000; ++round) {
            const QString before = some(), after = some();
            QString made;
            int at = 0;
            for (const BoardTextStep &step : textDiff(before, after)) {
                if (step.insert)
                    made += *step.insert;
                if (step.retain)
                    made += before.mid(at, *step.retain);
                at += step.retain.value_or(0) + step.remove.value_or(0);
                QVERIFY(made.isValidUtf16() && before.left(at).isValidUtf16()); // no caret in the middle of a sign
            }
            if (before == after)
                made = before;
            QCOMPARE(made, after);
        }
        QCOMPARE(textDiff(QString(3000, u'a'), QString(3000, u'b')).size(), 2); // nothing in common: one replacement
    }
    // ---- the tools
    void T15_aTextBeginsWithItsFirstLetter()
    {
        Desk s;
        s.key(Qt::Key_T);
        QCOMPARE(s.view.tool(), ToolId::Text);
        s.click({300, 200});
        QVERIFY(s.editor() && s.editor()->hasFocus());
        QCOMPARE(s.view.tool(), ToolId::Select);
        QCOMPARE(s.rig.commits, 0); // nothing is there yet
        s.type(QStringLiteral("Hello"));
        s.rest();
        const BoardObject text = s.object(s.only());
        QCOMPARE(text.kind, BoardKind::Text);
        QCOMPARE(text.text, QStringLiteral("Hello"));
        QCOMPARE(text.x, 300.0);
        QVERIFY(std::abs(text.frame().center().y() - 200) < 1);
        QCOMPARE(text.frame().size(), boardTextSize(QStringLiteral("Hello"), text.fontSize)); // fits, for everybody
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QVERIFY(!s.view.isWriting());
        QVERIFY(s.view.hasFocus());
        QCOMPARE(s.selected(), QList{text.id});
    }
    void T15_aTextWithoutLettersIsGone()
    {
        Desk s;
        s.key(Qt::Key_T);
        s.click({300, 200});
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QCOMPARE(s.rig.commits, 0);
        s.view.editTextAt({100, 100});
        s.type(QStringLiteral("ab"));
        s.rest();
        QCOMPARE(s.doc().visibleCount(), 1);
        QTest::keyClick(s.editor(), Qt::Key_Backspace);
        QTest::keyClick(s.editor(), Qt::Key_Backspace);
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QCOMPARE(s.doc().visibleCount(), 0);
        const int commits = s.rig.commits;
        s.rig.controller.undo(); // the whole of it was one step that leaves nothing: there is nothing to take back
        QCOMPARE(s.doc().visibleCount(), 0);
        QCOMPARE(s.rig.commits, commits);
    }
    void T15_blanksAloneAreNoText()
    {
        Desk s;
        s.view.editTextAt({300, 200});
        s.type(QStringLiteral("   "));
        s.rest();
        QCOMPARE(s.rig.commits, 0);
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QCOMPARE(s.doc().visibleCount(), 0);
        s.view.editTextAt({300, 200});
        s.type(QStringLiteral(" a"));
        s.rest();
        QCOMPARE(s.object(s.only()).text, QStringLiteral(" a")); // before a letter they count
        QTest::keyClick(s.editor(), Qt::Key_Backspace);
        s.rest();
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QCOMPARE(s.doc().visibleCount(), 0);
    }
    void T16_undoOfAllOfANewTextLeavesItOpen()
    {
        Desk s;
        s.view.editTextAt({300, 200});
        s.type(QStringLiteral("hello"));
        s.rest();
        const ObjectId first = s.only();
        QTest::keyClick(s.editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(s.doc().visibleCount(), 0);
        QVERIFY(s.view.isWriting());
        QCOMPARE(s.editor()->text(), QString());
        QVERIFY(!s.says(QStringLiteral("no longer there")));
        s.command(BoardCommand::Redo);
        QCOMPARE(s.only(), first);
        QVERIFY(s.view.isWriting());
        QCOMPARE(s.editor()->text(), QStringLiteral("hello"));
        s.type(QStringLiteral("!")); // and on
        s.rest();
        QCOMPARE(s.object(first).text, QStringLiteral("hello!"));
        s.command(BoardCommand::Undo);
        s.command(BoardCommand::Undo);
        QCOMPARE(s.doc().visibleCount(), 0);
        QVERIFY(s.view.isWriting());
        s.type(QStringLiteral("other"));
        s.rest();
        QVERIFY(s.only() != first);
        QCOMPARE(s.object(s.only()).text, QStringLiteral("other"));
        QCOMPARE(s.object(s.only()).frame().topLeft().x(), 300.0);
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QCOMPARE(s.doc().visibleCount(), 1);
        s.rig.controller.undo();
        QCOMPARE(s.doc().visibleCount(), 0);
    }
    void T77_aNewTextThatGetsAnotherIdIsNotTakenForUndone()
    {
        Desk s;
        s.rig.echo = false;
        s.view.editTextAt({300, 200});
        s.type(QStringLiteral("hello"));
        s.rest();
        const ObjectId first = s.only();
        QVERIFY(!s.rig.controller.renew(s.rig.controller.pending().value(0).id).isEmpty());
        QCOMPARE(s.doc().visibleCount(), 1);
        QVERIFY(s.only() != first);
        QCOMPARE(s.object(s.only()).text, QStringLiteral("hello"));
        QVERIFY(!s.view.isWriting() || s.editor()->text() == u"hello"); // never an empty one over it
    }
    void W25_oneStepUntilItIsLeft()
    {
        Desk s;
        s.view.editTextAt({300, 200});
        s.type(QStringLiteral("one"));
        s.rest();
        s.type(QStringLiteral(" two"));
        s.rest();
        QVERIFY(s.rig.commits > 1);
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QCOMPARE(s.rig.controller.undoText(), QStringLiteral("write"));
        s.rig.controller.undo();
        QCOMPARE(s.doc().visibleCount(), 0);
        QVERIFY(!s.rig.controller.canUndo());
        s.rig.controller.redo();
        QCOMPARE(s.object(s.only()).text, QStringLiteral("one two"));
    }
    void T16_undoWhileWritingTakesItBack()
    {
        Desk s;
        const ObjectId note = s.shape(300, 200, 180, 180, BoardKind::Sticky);
        s.view.editText(note);
        s.type(QStringLiteral("word"));
        QTest::keyClick(s.editor(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(s.object(note).text, QString());
        QVERIFY(s.view.isWriting());
        QCOMPARE(s.editor()->text(), QString());
        s.type(QStringLiteral("other"));
        s.rest();
        QCOMPARE(s.object(note).text, QStringLiteral("other"));
    }
    void T17_doubleClickAndEnterOpenEveryKind_data()
    {
        QTest::addColumn<BoardKind>("kind");
        QTest::newRow("rectangle") << BoardKind::Rectangle;
        QTest::newRow("ellipse") << BoardKind::Ellipse;
        QTest::newRow("diamond") << BoardKind::Diamond;
        QTest::newRow("note") << BoardKind::Sticky;
        QTest::newRow("arrow") << BoardKind::Arrow;
    }
    void T17_doubleClickAndEnterOpenEveryKind()
    {
        QFETCH(BoardKind, kind);
        Desk s;
        const ObjectId id = s.shape(300, 200, 200, 120, kind);
        s.key(Qt::Key_V);
        s.doubleClick({400, 260});
        QVERIFY(s.view.isWriting());
        s.type(QStringLiteral("inside"));
        QTest::keyClick(s.editor(), Qt::Key_Return, Qt::ControlModifier); // ends it too
        QVERIFY(!s.view.isWriting());
        QCOMPARE(s.object(id).text, QStringLiteral("inside"));
        QCOMPARE(s.object(id).frame(), QRectF(300, 200, 200, 120)); // a shape stays as it is
        QCOMPARE(s.selected(), QList{id});
        s.key(Qt::Key_Return);
        QVERIFY(s.view.isWriting());
        s.type(QStringLiteral("!"));
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QCOMPARE(s.object(id).text, QStringLiteral("inside!")); // the caret was behind the last letter
    }
    void T17_aFrameIsNamedInOneLine()
    {
        Desk s;
        const ObjectId frame = s.shape(200, 200, 400, 300, BoardKind::Frame);
        s.view.editText(frame);
        s.type(QStringLiteral("Plan"));
        QTest::keyClick(s.editor(), Qt::Key_Return);
        QVERIFY(!s.view.isWriting());
        QCOMPARE(s.object(frame).text, QStringLiteral("Plan"));
    }
    void T18_aNoteOpensAndTabMakesTheNext()
    {
        Desk s;
        s.key(Qt::Key_N);
        s.click({300, 300});
        QVERIFY(s.view.isWriting());
        s.type(QStringLiteral("first"));
        QTest::keyClick(s.editor(), Qt::Key_Tab);
        QVERIFY(s.view.isWriting());
        s.type(QStringLiteral("second"));
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        const QList<BoardObject> notes = s.doc().objects();
        QCOMPARE(notes.size(), 2);
        QCOMPARE(notes.at(0).text, QStringLiteral("first"));
        QCOMPARE(notes.at(1).text, QStringLiteral("second"));
        QCOMPARE(notes.at(0).frame().center(), QPointF(300, 300));
        QCOMPARE(notes.at(1).x - notes.at(0).x, notes.at(0).w + 20);
        QCOMPARE(notes.at(1).fill, notes.at(0).fill);
    }
    void T5_theNextNoteBelongsToWhereItLies()
    {
        Desk s;
        const ObjectId frame = s.shape(100, 100, 400, 300, BoardKind::Frame);
        s.key(Qt::Key_N);
        s.click({200, 220});
        QCOMPARE(s.object(s.selected().value(0)).parent, std::optional(frame));
        QTest::keyClick(s.editor(), Qt::Key_Tab);
        QCOMPARE(s.object(s.selected().value(0)).parent, std::optional(frame)); // its middle is in it
        QTest::keyClick(s.editor(), Qt::Key_Tab);
        QVERIFY(s.view.isWriting());
        QVERIFY(!s.object(s.selected().value(0)).parent);
        s.view.writing().close();
        // One of a group stays in it, wherever it lies.
        const ObjectId first = s.doc().children(frame).value(0);
        const ObjectId second = s.doc().children(frame).value(1);
        s.view.selection().set({first, second});
        s.command(BoardCommand::Group);
        const ObjectId group = s.selected().value(0);
        QVERIFY(s.view.editText(second));
        QTest::keyClick(s.editor(), Qt::Key_Tab);
        QCOMPARE(s.object(s.selected().value(0)).parent, std::optional(group));
    }
    void T6_whatIsLockedIsNotWrittenIn()
    {
        Desk s;
        const ObjectId id = s.shape(300, 200, 200, 120);
        BoardOp lock = BoardOp::set(id);
        lock.locked = true;
        s.rig.draw(s.rig.other, lock);
        QVERIFY(!s.view.editText(id));
        QVERIFY(!s.view.isWriting());
        QVERIFY(s.says(QStringLiteral("locked")));
    }
    void T76_inALockedFrameOneWritesAndAddsNotes()
    {
        Desk s;
        const ObjectId frame = s.shape(100, 100, 700, 500, BoardKind::Frame);
        const ObjectId inner = newId<ObjectId>();
        BoardOp within = BoardOp::create(inner, BoardKind::Frame, 450, 150, 300, 400);
        within.parent = frame;
        s.rig.draw(s.rig.other, within);
        BoardOp lock = BoardOp::set(frame);
        lock.locked = true;
        s.rig.draw(s.rig.other, lock);
        s.view.setTool(ToolId::Select);
        s.doubleClick({300, 400}); // an empty place of the frame
        QVERIFY(s.view.isWriting());
        s.type(QStringLiteral("z"));
        const ObjectId text = s.selected().value(0);
        QVERIFY(s.view.isWriting());
        s.type(QStringLiteral("z"));
        s.rest();
        QCOMPARE(s.object(text).text, QStringLiteral("zz"));
        QVERIFY(!s.object(text).parent);
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        for (const QPoint at : {QPoint(200, 300), QPoint(600, 300)}) { // in the frame within it too
            s.key(Qt::Key_N);
            s.click(at);
            QVERIFY(s.view.isWriting());
            s.type(QStringLiteral("rip")); // the keys of tools
            s.rest();
            const ObjectId note = s.selected().value(0);
            QCOMPARE(s.object(note).text, QStringLiteral("rip"));
            QVERIFY(!s.object(note).parent);
            QTest::keyClick(s.editor(), Qt::Key_Escape);
            QCOMPARE(s.view.tool(), ToolId::Select);
        }
    }
    void T77_whateverEndsWritingAtItsFirstLetterTheTextIsSeen()
    {
        Desk s;
        s.view.editTextAt({300, 200});
        const auto ends =
            connect(&s.rig.controller, &BoardController::changed, &s.view, [&s] { s.view.writing().close(); });
        s.type(QStringLiteral("z"));
        disconnect(ends);
        QVERIFY(!s.view.isWriting());
        QCOMPARE(s.object(s.only()).text, QStringLiteral("z"));
        QVERIFY(s.view.scene().figure(s.only()));
    }
    void T56_whatIsLockedMeanwhileStaysOpenAndTakesNoMoreWords()
    {
        Desk s;
        const ObjectId note = s.shape(300, 200, 180, 180, BoardKind::Sticky);
        s.view.editText(note);
        s.type(QStringLiteral("before"));
        s.rest();
        BoardOp lock = BoardOp::set(note);
        lock.locked = true;
        s.rig.draw(s.rig.other, lock);
        QVERIFY(s.view.isWriting());
        QVERIFY2(s.line().contains(QStringLiteral("locked")), qPrintable(s.line()));
        s.type(QStringLiteral(" def"));
        s.rest();
        QCOMPARE(s.view.tool(), ToolId::Select);
        QCOMPARE(s.object(note).text, QStringLiteral("before"));
        QCOMPARE(s.editor()->text(), QStringLiteral("before def"));
        lock.locked = false;
        s.rig.draw(s.rig.other, lock);
        s.rest();
        QCOMPARE(s.object(note).text, QStringLiteral("before def")); // nothing of it was lost
        QVERIFY(s.line().isEmpty());
        lock.locked = true;
        s.rig.draw(s.rig.other, lock);
        s.type(QStringLiteral("!"));
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QVERIFY(!s.view.isWriting());
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("before def!"));
        QCOMPARE(s.object(note).text, QStringLiteral("before def"));
    }
    void T56_whoMayOnlyLookFromNowOnWritesNoMore()
    {
        Desk s;
        const ObjectId note = s.shape(300, 200, 180, 180, BoardKind::Sticky);
        s.view.editText(note);
        s.type(QStringLiteral("before"));
        s.rest();
        s.page.setReadOnly(true);
        QVERIFY(s.view.isWriting());
        QVERIFY(!s.line().isEmpty());
        s.type(QStringLiteral(" def"));
        s.rest();
        QCOMPARE(s.object(note).text, QStringLiteral("before"));
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QVERIFY(!s.view.isWriting());
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("before def"));
    }
    void T16_whatIsTooLongIsRefusedAtOnce()
    {
        Desk s;
        const ObjectId note = s.shape(300, 200, 180, 180, BoardKind::Sticky);
        s.view.editText(note);
        s.type(QStringLiteral("held"));
        s.rest();
        s.othersWrite(note, QString(maxBoardText, u'x'));
        s.type(QStringLiteral("y"));
        QCOMPARE(s.editor()->text(), s.object(note).text);
        QVERIFY(s.says(QStringLiteral("at most")));
    }
    void T16_wordsThatTheBoardWillNotTakeAreNotThrownAway()
    {
        Desk s;
        const ObjectId note = s.shape(300, 200, 180, 180, BoardKind::Sticky);
        // A board that is older than what was written on it takes no words (B19).
        BoardOp earlier = BoardOp::editText(note, s.rig.head + 1000, boardDelta({}, QStringLiteral("z")));
        earlier.client = 7;
        s.rig.controller.restore({{newId<OpId>(), s.rig.controller.self(), {earlier}}});
        s.view.editText(note);
        s.type(QStringLiteral("held"));
        s.rest();
        QVERIFY(s.view.isWriting());
        QCOMPARE(s.editor()->text(), QStringLiteral("zheld")); // still to be seen
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QCOMPARE(s.object(note).text, QStringLiteral("z"));
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("zheld"));
        QVERIFY(s.says(QStringLiteral("on the clipboard")));
    }
    void T16_wordsThatTheBoardHasNoPlaceForStayOpen()
    {
        Desk s;
        s.view.editTextAt({9e6, 200}); // a board does not reach that far
        s.type(QStringLiteral("vhpe"));
        QVERIFY(s.says(QStringLiteral("The board ends here")));
        QVERIFY(s.view.isWriting());
        QCOMPARE(s.editor()->text(), QStringLiteral("vhpe"));
        QCOMPARE(s.view.tool(), ToolId::Select); // its letters are no shortcuts
        QCOMPARE(s.doc().visibleCount(), 0);
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QVERIFY(!s.view.isWriting());
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("vhpe"));
        QVERIFY(s.says(QStringLiteral("on the clipboard")));
    }
    void lettersAreLettersNotTools()
    {
        Desk s;
        s.view.editTextAt({300, 200});
        s.type(QStringLiteral("vhperodlatnfk[]+-1?"));
        QCOMPARE(s.editor()->text(), QStringLiteral("vhperodlatnfk[]+-1?"));
        QCOMPARE(s.view.tool(), ToolId::Select);
        QVERIFY(s.view.isWriting());
    }
    void anotherToolEndsIt()
    {
        Desk s;
        s.view.editTextAt({300, 200});
        s.type(QStringLiteral("kept"));
        s.page.actions()[ToolId::Pen]->trigger();
        QVERIFY(!s.view.isWriting());
        QCOMPARE(s.object(s.only()).text, QStringLiteral("kept"));
    }
    void aPasteIsPlain()
    {
        Desk s;
        s.view.editTextAt({300, 200});
        QGuiApplication::clipboard()->setText(QStringLiteral("a\tb\r\nc\u0007\vd"));
        QTest::keyClick(s.editor(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(s.editor()->text(), QStringLiteral("a b\nc\nd"));
    }

    // ---- several people
    void W15_whatOthersWriteComesAroundTheCaret()
    {
        Desk s;
        const ObjectId note = s.shape(300, 200, 180, 180, BoardKind::Sticky);
        s.view.editText(note);
        s.type(QStringLiteral("middle"));
        s.rest();
        QTest::keyClick(s.editor(), Qt::Key_Left);
        s.othersWrite(note, QStringLiteral("the middle"));
        s.othersWrite(note, QStringLiteral("the middle of it"));
        QCOMPARE(s.editor()->text(), QStringLiteral("the middle of it"));
        s.type(QStringLiteral("X"));
        s.rest();
        QCOMPARE(s.object(note).text, QStringLiteral("the middlXe of it"));
        QVERIFY(s.view.isWriting());
    }
    void W15_whatIsBeingTypedIsNotLost()
    {
        Desk s;
        const ObjectId note = s.shape(300, 200, 180, 180, BoardKind::Sticky);
        s.view.editText(note);
        s.type(QStringLiteral("mine")); // not sent yet
        s.rig.echo = false;             // and slow to arrive
        BoardOp op = BoardOp::editText(note, s.rig.head, boardDelta({}, QStringLiteral("theirs ")));
        op.client = 7;
        s.rig.draw(s.rig.other, op);
        s.rest();
        QVERIFY(s.object(note).text.contains(QStringLiteral("mine")));
        QVERIFY(s.object(note).text.contains(QStringLiteral("theirs")));
        QCOMPARE(s.editor()->text(), s.object(note).text);
    }
    void W15_undoSparesWhatOthersWrote()
    {
        Desk s;
        const ObjectId note = s.shape(300, 200, 180, 180, BoardKind::Sticky);
        s.view.editText(note);
        s.type(QStringLiteral("mine"));
        s.rest();
        s.othersWrite(note, QStringLiteral("mine and theirs"));
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        s.rig.controller.undo();
        QCOMPARE(s.object(note).text, QStringLiteral(" and theirs"));
    }
    // W-15, T56: the keys that follow are words still, never tools.
    void T56_whatSomebodyDeletesMeanwhileStaysOpenUntilItIsLeft()
    {
        Desk s;
        s.page.setBoards(
            nullptr, [](const UserId &) { return QStringLiteral("Ben"); }, [](const BoardId &) { return nullptr; });
        s.view.setTool(ToolId::Select);
        const ObjectId note = s.shape(300, 200, 180, 180, BoardKind::Sticky);
        s.view.editText(note);
        s.type(QStringLiteral("ab"));
        s.rest();
        s.rig.draw(s.rig.other, BoardOp::erase(note));
        QVERIFY(s.view.isWriting());
        QVERIFY2(s.line().contains(QStringLiteral("Ben")) && s.line().contains(QStringLiteral("deleted")),
                 qPrintable(s.line()));
        QVERIFY2(s.line().contains(QStringLiteral("Escape")), qPrintable(s.line()));
        s.type(QStringLiteral("def hi"));
        s.rest();
        QCOMPARE(s.view.tool(), ToolId::Select);
        QCOMPARE(s.doc().visibleCount(), 0);
        QCOMPARE(s.editor()->text(), QStringLiteral("abdef hi"));
        s.compose(QStringLiteral("ni")); // what the board has of it comes in no way any more
        s.compose({}, QStringLiteral("!"));
        QCOMPARE(s.editor()->text(), QStringLiteral("abdef hi!"));
        s.rig.line(10, 10); // whatever else happens
        QVERIFY(s.view.isWriting());
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QVERIFY(!s.view.isWriting());
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("abdef hi!"));
        QVERIFY(s.says(QStringLiteral("on the clipboard")));
    }
    void T139_whatOneDoesOnAnotherDeviceIsSaidOfOneself()
    {
        Desk s;
        const auto isSaid = [&](const BoardOp &op, const QString &what) {
            s.view.editText(*op.object);
            s.rig.draw(s.rig.controller.self(), op); // nothing of it came from here
            const bool said = s.view.isWriting() && s.line().startsWith(what) && s.line().contains(u"another device");
            s.view.settle();
            return said;
        };
        const ObjectId one = s.shape(300, 200, 180, 180, BoardKind::Sticky);
        const ObjectId two = s.shape(600, 200, 180, 180, BoardKind::Sticky);
        QVERIFY2(isSaid(BoardOp::erase(one), QStringLiteral("You deleted")), qPrintable(s.line()));
        BoardOp lock = BoardOp::set(two);
        lock.locked = true;
        QVERIFY2(isSaid(lock, QStringLiteral("You locked")), qPrintable(s.line()));
        // Nor is somebody named who only drew something new at the same time.
        const ObjectId three = s.shape(300, 420, 180, 180, BoardKind::Sticky);
        s.view.editText(three);
        s.rig.controller.receive({{{newId<OpId>(), s.rig.other, {BoardOp::clear(s.rig.head)}}, s.rig.head + 1},
                                  {{newId<OpId>(),
                                    s.rig.controller.self(),
                                    {BoardOp::create(newId<ObjectId>(), BoardKind::Ellipse, 1, 1, 9, 9)}},
                                   s.rig.head + 2}});
        s.rig.head += 2;
        QVERIFY2(!s.line().isEmpty() && !s.line().startsWith(u"You"), qPrintable(s.line()));
    }
    void T56_whatComesBackIsGoneOnWith()
    {
        Desk s;
        const ObjectId note = s.shape(300, 200, 180, 180, BoardKind::Sticky);
        s.view.editText(note);
        s.type(QStringLiteral("ab"));
        s.rest();
        const auto gone = newId<OpId>();
        s.rig.controller.receive({{{gone, s.rig.other, {BoardOp::erase(note)}}, ++s.rig.head}});
        s.type(QStringLiteral("cd"));
        QVERIFY(!s.line().isEmpty());
        s.rig.draw(s.rig.other, BoardOp::undo(gone));
        QVERIFY(s.line().isEmpty());
        s.type(QStringLiteral("e"));
        s.rest();
        QCOMPARE(s.object(note).text, QStringLiteral("abcde"));
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QCOMPARE(s.object(note).text, QStringLiteral("abcde"));
    }
    void T56_whoWroteNothingKeepsTheirClipboard()
    {
        Desk s;
        const ObjectId note = s.shape(300, 200, 180, 180, BoardKind::Sticky);
        s.othersWrite(note, QStringLiteral("theirs"));
        QGuiApplication::clipboard()->setText(QStringLiteral("kept"));
        s.view.editText(note);
        s.rig.draw(s.rig.other, BoardOp::erase(note));
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QVERIFY(!s.view.isWriting());
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("kept"));
    }
    void T56_whatTheHostWillNotHaveStaysOpenUntilItIsLeft()
    {
        Desk s;
        s.view.setTool(ToolId::Select);
        s.rig.echo = false;
        s.view.editTextAt({300, 200});
        s.type(QStringLiteral("ab"));
        s.rest();
        const auto pending = s.rig.controller.pending();
        for (const BoardTransaction &tx : pending) // in the order in which a host answers
            s.rig.controller.refuse({{tx.id, test::refusal(errors::forbidden), {}}});
        QCOMPARE(s.doc().visibleCount(), 0);
        QVERIFY(s.view.isWriting());
        QVERIFY(s.line().contains(QStringLiteral("no longer there")));
        s.type(QStringLiteral("def"));
        QCOMPARE(s.view.tool(), ToolId::Select);
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("abdef"));
    }
    void whatOneErasesOneselfCloses()
    {
        Desk s;
        const ObjectId note = s.shape(300, 200, 180, 180, BoardKind::Sticky);
        s.view.editText(note);
        s.rig.controller.erase({note});
        QVERIFY(!s.view.isWriting());
    }

    // ---- input methods
    void T19_compositionIsNoWritingUntilItIsDone()
    {
        Desk s;
        const ObjectId note = s.shape(300, 200, 180, 180, BoardKind::Sticky);
        s.view.editText(note);
        s.compose(QStringLiteral("ni"));
        s.rest();
        QCOMPARE(s.object(note).text, QString());
        QCOMPARE(s.editor()->shownText(), QStringLiteral("ni")); // but it is seen
        s.compose({}, QStringLiteral("你"));
        s.rest();
        QCOMPARE(s.object(note).text, QStringLiteral("你"));
    }
    void T19_othersDoNotBreakAComposition()
    {
        Desk s;
        const ObjectId note = s.shape(300, 200, 180, 180, BoardKind::Sticky);
        s.view.editText(note);
        s.type(QStringLiteral("ab"));
        s.rest();
        s.compose(QStringLiteral("ni"));
        s.othersWrite(note, QStringLiteral("xxab"));
        QCOMPARE(s.editor()->shownText(), QStringLiteral("abni")); // waits
        s.compose({}, QStringLiteral("你"));
        s.rest();
        QCOMPARE(s.object(note).text, QStringLiteral("xxab你"));
        QCOMPARE(s.editor()->text(), s.object(note).text);
    }
    void T19_theCandidatesOpenAtTheCaret()
    {
        Desk s;
        BoardOp turned = BoardOp::create(newId<ObjectId>(), BoardKind::Sticky, 300, 200, 180, 180);
        turned.rotation = 90;
        s.rig.draw(s.rig.other, turned);
        s.view.editText(*turned.object);
        s.type(QStringLiteral("abc"));
        const QRectF caret =
            s.editor()->inputMethodQuery(Qt::ImCursorRectangle).toRectF().translated(s.editor()->pos());
        QVERIFY(caret.width() > caret.height()); // it lies, as the note does
        QVERIFY(s.object(*turned.object).box().contains(caret.center()));
        QCOMPARE(QGuiApplication::inputMethod()->cursorRectangle().size(), caret.size());
    }

    // ---- how it looks
    void T20_theEditorLaysOutAsTheBoard()
    {
        // The caret at each place of a broken text lies where the glyphs of the board's layout are.
        Desk s;
        const QString words = QStringLiteral("The quick brown fox jumps over the lazy dog, twice a day");
        const ObjectId id = s.shape(300, 200, 200, 160);
        s.view.editText(id);
        s.type(words);
        const auto lines = writingPlaceOf([&] {
                               BoardObject o = s.object(id);
                               o.text = words;
                               return o;
                           }())
                               .block->lines.size();
        QVERIFY(lines > 2);
        QTest::keyClick(s.editor(), Qt::Key_Home, Qt::ControlModifier);
        const double top = s.editor()->caretRect().top();
        QTest::keyClick(s.editor(), Qt::Key_End, Qt::ControlModifier);
        const double step = 1.25 * s.object(id).fontSize;
        QCOMPARE(std::lround((s.editor()->caretRect().top() - top) / step), long(lines) - 1);
    }
    void T20_aClickPutsTheCaretThere_data()
    {
        QTest::addColumn<double>("rotation");
        QTest::addColumn<BoardAlign>("align");
        QTest::newRow("left") << 0.0 << BoardAlign::Left;
        QTest::newRow("middle") << 0.0 << BoardAlign::Center;
        QTest::newRow("right, turned") << 120.0 << BoardAlign::Right;
    }
    void T20_aClickPutsTheCaretThere()
    {
        QFETCH(double, rotation);
        QFETCH(BoardAlign, align);
        Desk s;
        BoardOp op = BoardOp::create(newId<ObjectId>(), BoardKind::Rectangle, 300, 200, 240, 200);
        op.rotation = rotation;
        op.align = align;
        op.text = QStringLiteral("some words that take more than a line\nand another");
        s.rig.draw(s.rig.other, op);
        s.view.editText(*op.object);
        int compared = 0;
        for (const int place : {0, 3, 14, 22, 38, 41}) {
            QTextCursor cursor = s.editor()->textCursor();
            cursor.setPosition(place);
            s.editor()->setTextCursor(cursor);
            const QPointF at = s.editor()->caretRect().center();
            s.editor()->moveCursor(QTextCursor::End);
            QTest::mouseClick(s.editor()->viewport(), Qt::LeftButton, {}, at.toPoint() - s.editor()->pos());
            QVERIFY(s.view.isWriting());
            QVERIFY2(std::abs(s.editor()->textCursor().position() - place) <= 1,
                     qPrintable(QString::number(s.editor()->textCursor().position())));
            ++compared;
        }
        QCOMPARE(compared, 6);
    }
    void T20_nothingMovesWhenWritingBegins()
    {
        Desk s;
        BoardOp op = BoardOp::create(newId<ObjectId>(), BoardKind::Sticky, 300, 200, 180, 180);
        op.text = QStringLiteral("the same letters\nat the same place");
        op.align = BoardAlign::Center;
        op.fill = 0xfffff2a8;
        s.rig.draw(s.rig.other, op);
        s.view.setTool(ToolId::Select);
        QVERIFY(QTest::qWaitFor([&] { return s.view.isSettled(); }));
        const QRect inside(320, 220, 140, 140);
        const QImage before = s.view.grab(inside).toImage();
        s.view.editText(*op.object);
        QVERIFY(QTest::qWaitFor([&] { return s.view.isSettled(); }));
        const QRect caret =
            s.editor()->caretRect().toAlignedRect().adjusted(-2, -2, 2, 2).translated(-inside.topLeft());
        QImage now = s.view.grab(inside).toImage();
        int compared = 0;
        int different = 0;
        for (int y = 0; y < now.height(); ++y)
            for (int x = 0; x < now.width(); ++x) {
                if (caret.contains(x, y))
                    continue;
                ++compared;
                const QRgb a = before.pixel(x, y);
                const QRgb b = now.pixel(x, y);
                different += std::abs(qRed(a) - qRed(b)) > 8 || std::abs(qBlue(a) - qBlue(b)) > 8;
            }
        qInfo("compared %d pixels", compared);
        QVERIFY(compared > 15'000);
        QCOMPARE(different, 0);
    }
    void T96_whatTwoWriteAtOnceHasTheSizeOfAllOfIt_data()
    {
        QTest::addColumn<bool>("undone");
        QTest::newRow("both at once") << false;
        QTest::newRow("one of them takes it back") << true;
    }
    void T96_whatTwoWriteAtOnceHasTheSizeOfAllOfIt()
    {
        QFETCH(const bool, undone);
        Desk s;
        s.view.setTool(ToolId::Select);
        s.doubleClick({300, 300});
        s.type(QStringLiteral("one"));
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        const ObjectId id = s.only();
        const Seq base = s.rig.head;
        const BoardObject before = s.object(id);
        BoardObject theirs = before;
        theirs.text = QStringLiteral("many more words before one");
        theirs = fittedText(theirs, false);
        BoardOp text = BoardOp::editText(id, base, boardDelta(before.text, theirs.text));
        text.client = 7;
        BoardOp size = BoardOp::set(id);
        size.x = theirs.x;
        size.y = theirs.y;
        size.w = theirs.w;
        size.h = theirs.h;
        const BoardTransaction other{newId<OpId>(), s.rig.other, {text, size}};
        const auto write = [&] {
            QVERIFY(s.view.editText(id));
            s.type(QStringLiteral(" two"));
            QTest::keyClick(s.editor(), Qt::Key_Escape);
        };
        if (undone) {
            s.rig.controller.receive({{other, ++s.rig.head}});
            write();
            BoardOp back = BoardOp::undo(other.id);
            back.client = 7;
            s.rig.draw(s.rig.other, back);
            QCOMPARE(s.object(id).text, QStringLiteral("one two"));
        } else {
            s.rig.echo = false; // offline
            write();
            const QList<BoardTransaction> pending = s.rig.controller.pending();
            QVERIFY(!pending.isEmpty());
            s.rig.controller.receive({{other, ++s.rig.head}});
            s.rig.echo = true;
            for (const BoardTransaction &tx : pending)
                s.rig.controller.receive({{tx, ++s.rig.head}});
            QCOMPARE(s.object(id).text, QStringLiteral("many more words before one two"));
        }
        QTRY_VERIFY2(!hasOwnWidth(s.object(id)), "a text that nobody gave a width has one");
        QCOMPARE(s.object(id).h, fittedText(s.object(id), false).h);
        // It is no step of its own.
        s.rig.controller.undo();
        QCOMPARE(s.object(id).text, undone ? QStringLiteral("one") : QStringLiteral("many more words before one"));
        QVERIFY(!hasOwnWidth(s.object(id)));
    }
    void W23_whoTakesBackWhatTheyWroteTakesTheFirstLetterToo()
    {
        Desk s;
        s.view.setTool(ToolId::Select);
        s.doubleClick({300, 300});
        s.type(QStringLiteral("hello"));
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        const ObjectId id = s.only();
        s.rest();
        QCOMPARE(s.object(id).text, QStringLiteral("hello"));
        s.othersWrite(id, QStringLiteral("hello world"));
        QCoreApplication::processEvents();
        s.command(BoardCommand::Undo);
        QCOMPARE(s.object(id).text, QStringLiteral(" world"));
        s.command(BoardCommand::Redo);
        QCOMPARE(s.object(id).text, QStringLiteral("hello world"));
    }
    // What keeps the size from being written at once: it is written when that is over.
    void T96_theSizeComesWhenNothingKeepsItAnyMore_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"writing", "looking only", "locked"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void T96_theSizeComesWhenNothingKeepsItAnyMore()
    {
        QFETCH(const QString, what);
        Desk s;
        s.view.setTool(ToolId::Select);
        const ObjectId other = s.shape(600, 100, 200, 100);
        s.doubleClick({300, 300});
        s.type(QStringLiteral("one"));
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        ObjectId id;
        for (const BoardObject &object : s.doc().objects())
            if (object.kind == BoardKind::Text)
                id = object.id;
        const auto lock = [&](bool locked) {
            BoardOp op = BoardOp::set(id);
            op.locked = locked;
            s.rig.draw(s.rig.other, op);
        };
        if (what == u"writing")
            QVERIFY(s.view.editText(other));
        else if (what == u"looking only")
            s.page.setReadOnly(true);
        s.othersWrite(id, QStringLiteral("many more words before one"));
        if (what == u"locked")
            lock(true);
        QCoreApplication::processEvents();
        QVERIFY(hasOwnWidth(s.object(id))); // it waits
        if (what == u"writing")
            QTest::keyClick(s.editor(), Qt::Key_Escape);
        else if (what == u"looking only")
            s.page.setReadOnly(false);
        else
            lock(false);
        QTRY_VERIFY2(!hasOwnWidth(s.object(id)), "a text that nobody gave a width has one");
    }
    void T96_aTextThatWasGivenAWidthKeepsIt()
    {
        Desk s;
        s.view.setTool(ToolId::Select);
        s.doubleClick({300, 300});
        s.type(QStringLiteral("several words in a row"));
        QTest::keyClick(s.editor(), Qt::Key_Escape);
        const ObjectId id = s.only();
        BoardObject narrow = s.object(id);
        narrow.w /= 2;
        narrow = fittedText(narrow, true);
        BoardOp size = BoardOp::set(id);
        size.w = narrow.w;
        size.h = narrow.h;
        s.rig.draw(s.rig.other, size);
        s.othersWrite(id, QStringLiteral("several words in a row and more"));
        QCoreApplication::processEvents();
        QVERIFY2(std::abs(s.object(id).w - narrow.w) < 0.01, qPrintable(QString::number(s.object(id).w)));
    }
    void T21_aTextKeepsTheWidthItWasGiven()
    {
        BoardObject text;
        text.kind = BoardKind::Text;
        text.text = QStringLiteral("several words in a row");
        text = fittedText(text, false);
        QVERIFY(!hasOwnWidth(text));
        const double free = text.w;
        text.w = free / 2;
        QVERIFY(hasOwnWidth(text));
        text = fittedText(text, true);
        QCOMPARE(text.w, free / 2);
        QVERIFY(text.h > 2 * text.fontSize); // more lines
        // Turned, what it is aligned at stays where it is.
        for (const BoardAlign align : {BoardAlign::Left, BoardAlign::Center, BoardAlign::Right}) {
            BoardObject turned = text;
            turned.rotation = 33;
            turned.align = align;
            const double share = align == BoardAlign::Left ? 0 : align == BoardAlign::Center ? 0.5 : 1;
            const auto anchor = [share](const BoardObject &o) {
                return boardTurned({o.x + share * o.w, o.y}, o.rotation, o.frame().center());
            };
            BoardObject longer = turned;
            longer.text += QStringLiteral(" and more");
            const QPointF off = anchor(fittedText(longer, false)) - anchor(turned);
            QVERIFY2(std::hypot(off.x(), off.y()) < 0.05, qPrintable(QString::number(std::hypot(off.x(), off.y()))));
        }
    }
};

QTEST_MAIN(TestBoardWriting)
#include "tst_boardwriting.moc"
