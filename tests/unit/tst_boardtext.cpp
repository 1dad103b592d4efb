// SPDX-License-Identifier: MIT
#include "tests/support/boardlog.h"

#include <QTest>

#include <algorithm>

using namespace coterie;
using namespace coterie::test;

namespace {

QString s(const char *text)
{
    return QString::fromUtf8(text);
}

// A sticky with a text, and people who write in it as their programs would.
struct Note : BoardLog {
    ObjectId id = dice.id<ObjectId>();

    explicit Note(const QString &text, UserId by = ana)
    {
        BoardOp op = BoardOp::create(id, BoardKind::Sticky, 0, 0, 100, 100);
        op.text = text;
        apply(by, {op});
    }
    [[nodiscard]] QString text() const { return doc.textOf(id).value_or(s("?")); }
    [[nodiscard]] BoardOp change(const QString &before, const QString &after, Seq base, quint32 client = 1) const
    {
        BoardOp op = BoardOp::editText(id, base, boardDelta(before, after));
        op.client = client;
        return op;
    }
    OpId write(UserId who, const QString &after)
    {
        return apply(who, {change(text(), after, head, who == ana ? 1 : 2)});
    }
    [[nodiscard]] std::optional<BoardRefusal> refusal(UserId who, const BoardOp &op)
    {
        return doc.validate({dice.id<OpId>(), who, {op}});
    }
};

// Letters of which each says who wrote it, so that a test can say whose are missing.
QString typed(Dice &dice, QString text, QChar first, int *count)
{
    const int at = dice.between(0, int(text.size()));
    if (dice.chance(0.3) && at < text.size())
        return text.remove(at, dice.between(1, std::min(3, int(text.size()) - at)));
    const int length = dice.between(1, 4);
    QString letters;
    for (int i = 0; i < length; ++i)
        letters += QChar(first.unicode() + (*count)++ % 10);
    return text.insert(at, letters);
}

} // namespace

class TestBoardText final : public QObject
{
    Q_OBJECT

private slots:
    void aDeltaIsTheShortestReplacement_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("type at the end") << s("Hel") << s("Hello");
        QTest::newRow("type into nothing") << QString() << s("x");
        QTest::newRow("take all out") << s("x") << QString();
        QTest::newRow("in the middle") << s("one three") << s("one two three");
        QTest::newRow("one of two equal letters") << s("aa") << s("a");
        QTest::newRow("replace") << s("colour") << s("color");
        // Two faces that share their first half, and two that share the second.
        QTest::newRow("pairs stay whole, first half") << s("a😀b") << s("a😁b");
        QTest::newRow("pairs stay whole, second half") << s("a😀b")
                                                       << s("a\xf0\x9f\x88\x80"
                                                            "b");
    }
    void aDeltaIsTheShortestReplacement()
    {
        QFETCH(const QString, before);
        QFETCH(const QString, after);
        const BoardDelta delta = boardDelta(before, after);
        qsizetype covered = 0;
        for (const BoardTextStep &step : delta) {
            covered += step.retain.value_or(0) + step.remove.value_or(0);
            QVERIFY(!step.insert || isBoardText(*step.insert));
        }
        QCOMPARE(covered, before.size());
        QVERIFY(delta.size() <= 4);
        BoardText text(before);
        QVERIFY(text.apply({2, 1, 0, 1}, delta) == BoardText::Outcome::Done);
        QCOMPARE(text.shown(), after);
    }
    void whatCannotBeInATextIsTakenOut()
    {
        const QString bad = s("a\r\n\tb😀") + QChar(0xd83d) + QChar(0) + s("c") + QChar(0xde00) + QChar(0x7f);
        QVERIFY(!isBoardText(bad));
        QCOMPARE(cleanBoardText(bad), s("a\n\tb😀c"));
        QVERIFY(isBoardText(cleanBoardText(bad)));
    }
    void V22_aSoftBreakIsALineFeed()
    {
        QCOMPARE(cleanBoardText(s("Title\vsecond\fthird\rfourth\r\nfifth\a")),
                 s("Title\nsecond\nthird\nfourth\nfifth"));
    }
    void noDeltaForNoChange() { QVERIFY(boardDelta(s("same"), s("same")).isEmpty()); }
    void aCaretFollowsWhatOthersWrite()
    {
        const auto caret = [](int at, const char *before, const char *after) {
            return boardCaret(at, boardDelta(s(before), s(after)));
        };
        QCOMPARE(caret(3, "abcdef", "XYabcdef"), 5);
        QCOMPARE(caret(3, "abcdef", "abcdefXY"), 3);
        QCOMPARE(caret(3, "abcdef", "abcXYdef"), 3); // what comes in at the caret goes behind it
        QCOMPARE(caret(3, "abcdef", "af"), 1);
        QCOMPARE(caret(3, "abcdef", "abcf"), 3);
        QCOMPARE(caret(0, "abc", ""), 0);
        QCOMPARE(caret(3, "abc", ""), 0);
    }

    void B19_whatBothWriteIsThere()
    {
        Note note(s("the fox"));
        const Seq seen = note.head;
        note.apply(ana, {note.change(s("the fox"), s("the quick fox"), seen, 1)});
        note.apply(ben, {note.change(s("the fox"), s("the fox jumps"), seen, 2)});
        QCOMPARE(note.text(), s("the quick fox jumps"));
    }
    void B19_atTheSamePlaceTheEarlierIsLeft()
    {
        Note note(s("()"));
        const Seq seen = note.head;
        note.apply(ben, {note.change(s("()"), s("(ben)"), seen, 2)});
        note.apply(ana, {note.change(s("()"), s("(ana)"), seen, 1)});
        QCOMPARE(note.text(), s("(benana)"));
    }
    void B19_wordsOfOneAreNotTornApart()
    {
        Note note(QString{});
        const Seq seen = note.head;
        note.apply(ana, {note.change(QString(), s("hel"), seen, 1)});
        note.apply(ben, {note.change(QString(), s("wor"), seen, 2)});
        note.apply(ana, {note.change(s("hel"), s("hello "), seen, 1)});
        note.apply(ben, {note.change(s("wor"), s("world"), seen, 2)});
        QCOMPARE(note.text(), s("hello world"));
    }
    void B19_twoTakeOutTheSame()
    {
        Note note(s("one two three"));
        const Seq seen = note.head;
        note.apply(ana, {note.change(s("one two three"), s("one three"), seen, 1)});
        note.apply(ben, {note.change(s("one two three"), s("one"), seen, 2)});
        QCOMPARE(note.text(), s("one"));
    }
    void B19_whatIsPutIntoWhatIsTakenOutStays()
    {
        Note note(s("one 22 three"));
        const Seq seen = note.head;
        note.apply(ana, {note.change(s("one 22 three"), s("one three"), seen, 1)});
        note.apply(ben, {note.change(s("one 22 three"), s("one 2W2 three"), seen, 2)});
        QCOMPARE(note.text(), s("one Wthree"));
    }
    void B19_twoDevicesOfOnePersonAreTwoWriters()
    {
        Note note(s("list:"));
        const Seq seen = note.head;
        note.apply(ana, {note.change(s("list:"), s("list: a"), seen, 1)});
        note.apply(ana, {note.change(s("list:"), s("list: b"), seen, 7)}); // had not seen the other
        note.apply(ana, {note.change(s("list: a"), s("list: aa"), seen, 1)});
        QCOMPARE(note.text(), s("list: aa b"));
    }

    void B19_undoTakesOutOnlyOnesOwn()
    {
        Note note(s("shared "));
        const OpId hers = note.write(ana, s("shared aaaa"));
        note.write(ben, s("shared aabbaa"));
        note.apply(ana, {BoardOp::undo(hers)});
        QCOMPARE(note.text(), s("shared bb"));
        note.apply(ana, {BoardOp::redo(hers)});
        QCOMPARE(note.text(), s("shared aabbaa"));
    }
    void B19_undoBringsBackWhatOneTookOut()
    {
        Note note(s("one two three"));
        const OpId hers = note.write(ana, s("one three"));
        note.write(ben, s("one three four"));
        note.apply(ana, {BoardOp::undo(hers)});
        QCOMPARE(note.text(), s("one two three four"));
    }
    void B19_whatBothTookOutNeedsBothToComeBack()
    {
        Note note(s("one two"));
        const Seq seen = note.head;
        const OpId hers = note.apply(ana, {note.change(s("one two"), s("one"), seen, 1)});
        const OpId his = note.apply(ben, {note.change(s("one two"), s("one"), seen, 2)});
        note.apply(ana, {BoardOp::undo(hers)});
        QCOMPARE(note.text(), s("one"));
        note.apply(ben, {BoardOp::undo(his)});
        QCOMPARE(note.text(), s("one two"));
    }
    void B19_writingAfterAnUndoNobodyHasSeenYet()
    {
        Note note(s("ab"));
        const OpId hers = note.write(ana, s("aXXXb"));
        const Seq seen = note.head;
        note.apply(ana, {BoardOp::undo(hers)});
        note.apply(ben, {note.change(s("aXXXb"), s("aXXXb!"), seen, 2)}); // he still saw the X
        QCOMPARE(note.text(), s("ab!"));
        note.apply(ana, {BoardOp::redo(hers)});
        QCOMPARE(note.text(), s("aXXXb!"));
    }
    void B9_anObjectInWhichSomebodyWroteIsKept()
    {
        Note note(QString{});
        const OpId creation = note.doc.undoable(ana).first();
        note.write(ben, s("mine"));
        note.apply(ana, {BoardOp::undo(creation)});
        QVERIFY(note.sees(note.id));
        note.apply(ben, {BoardOp::undo(note.doc.undoable(ben).first())});
        QVERIFY(!note.sees(note.id));
    }
    void B7_writingInWhatIsErasedCounts()
    {
        Note note(s("a"));
        const OpId erasing = note.apply(ben, {BoardOp::erase(note.id)});
        note.write(ana, s("ab"));
        note.apply(ben, {BoardOp::undo(erasing)});
        QCOMPARE(note.doc.object(note.id)->text, s("ab"));
    }
    void B18_nothingIsWrittenInWhatIsLocked()
    {
        Note note(s("a"));
        note.apply(ben, {lock(note.id)});
        const BoardOp op = note.change(s("a"), s("ab"), note.head);
        QVERIFY(note.refusal(ana, op)); // B30
        note.apply(ana, {op});          // one that is in the log all the same finds nothing to act on
        QCOMPARE(note.text(), s("a"));
    }

    void B19_everyKindOfObject()
    {
        for (int kind = 0; kind < boardKindCount; ++kind) {
            BoardLog log;
            const auto k = BoardKind(kind);
            const auto id = k == BoardKind::Stroke ? log.draw(ana) : log.make(ana, k);
            const BoardOp op = BoardOp::editText(id, log.head, boardDelta({}, s("title")));
            const auto refusal = log.doc.validate({log.dice.id<OpId>(), ana, {op}});
            QCOMPARE(!refusal, hasBoardText(k));
            if (refusal)
                QCOMPARE(refusal->path, s("ops[0].object"));
            const quint64 before = log.doc.hash();
            log.apply(ana, {op});
            QCOMPARE(log.doc.hash() != before, hasBoardText(k));
            if (hasBoardText(k))
                QCOMPARE(log.doc.textOf(id), std::optional(s("title")));
        }
    }
    void B19_badTextIsRefusedWithItsPlace_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("fault");
        int fault = 0;
        QTest::newRow("lone surrogate") << s("invalid-text") << s("ops[0].delta") << fault++;
        QTest::newRow("U+0000") << s("invalid-text") << s("ops[0].delta") << fault++;
        QTest::newRow("two in one step") << s("board") << s("ops[0].delta") << fault++;
        QTest::newRow("does not cover the text") << s("board") << s("ops[0].delta") << fault++;
        QTest::newRow("goes beyond the text") << s("board") << s("ops[0].delta") << fault++;
        QTest::newRow("tears a pair") << s("board") << s("ops[0].delta") << fault++;
        QTest::newRow("too long") << s("too-long") << s("ops[0].delta") << fault++;
        QTest::newRow("no base") << s("missing") << s("ops[0].base") << fault++;
        QTest::newRow("no steps") << s("too-few") << s("ops[0].delta") << fault++;
        QTest::newRow("no such client") << s("out-of-range") << s("ops[0].client") << fault++;
    }
    void B19_badTextIsRefusedWithItsPlace()
    {
        QFETCH(const QString, code);
        QFETCH(const QString, path);
        QFETCH(const int, fault);
        Note note(s("a😀b"));
        BoardOp op = note.change(note.text(), s("a😀b!"), note.head);
        QVERIFY(!note.refusal(ana, op));
        const auto insert = [](const QString &text) { return BoardTextStep{{}, text, {}}; };
        const auto retain = [](int units) { return BoardTextStep{units, {}, {}}; };
        switch (fault) {
        case 0:
            op.delta = {retain(4), insert(QString(QChar(0xd83d)))};
            break;
        case 1:
            op.delta = {retain(4), insert(QString(QChar(0)))};
            break;
        case 2:
            op.delta = {BoardTextStep{4, s("x"), {}}};
            break;
        case 3:
            op.delta = {retain(1), insert(s("x"))};
            break;
        case 4:
            op.delta = {retain(5), insert(s("x"))};
            break;
        case 5:
            op.delta = {retain(2), insert(s("x")), retain(2)};
            break;
        case 6:
            op.delta = {insert(QString(maxBoardText - 3, u'x')), retain(4)};
            break;
        case 7:
            op.base.reset();
            break;
        case 8:
            op.delta = BoardDelta();
            break;
        default:
            op.client = 0;
        }
        const auto refusal = note.refusal(ana, op);
        QVERIFY(refusal);
        QCOMPARE(refusal->code, code);
        QCOMPARE(refusal->path, path);
        const quint64 before = note.doc.hash();
        note.apply(ana, {op});
        QCOMPARE(note.doc.hash(), before);
    }
    void B19_exactlyAsLongAsMayBe()
    {
        Note note(s("abcd"));
        BoardOp op = note.change(note.text(), QString(maxBoardText - 4, u'x') + s("abcd"), note.head);
        QVERIFY(!note.refusal(ana, op));
        note.apply(ana, {op});
        QCOMPARE(note.text().size(), qsizetype(maxBoardText));
        // Two who both had room: the second finds none, but may make it shorter.
        QVERIFY(note.refusal(ben, note.change(note.text(), note.text() + s("y"), note.head, 2)));
        QVERIFY(!note.refusal(ben, note.change(note.text(), note.text().mid(1), note.head, 2)));
    }

    void B19_aTextForgetsWhatIsOldest()
    {
        Note note(s("begin "));
        const Seq early = note.head;
        const QString first = note.text();
        for (int i = 0; i < maxBoardTextEdits + 50; ++i)
            note.write(i % 2 ? ana : ben, note.text() + QChar(u'a' + i % 26));
        const QString now = note.text();
        // Too late to be understood exactly: what was written is there, what was taken out is not.
        BoardOp late = BoardOp::editText(note.id, early, {{1, {}, {}}, {{}, s("LATE"), {}}, {{}, {}, 5}});
        late.client = 9;
        QVERIFY(!note.refusal(ben, late));
        note.apply(ben, {late});
        QCOMPARE(note.text().size(), now.size() + 4);
        QVERIFY(note.text().startsWith(s("bLATEegin ")));
        // Not too late: exactly.
        const Seq recent = note.head;
        const QString then = note.text();
        for (int i = 0; i < 200; ++i)
            note.write(ana, note.text() + s("z"));
        note.apply(ben, {note.change(then, then.mid(5), recent, 2)});
        QVERIFY(note.text().startsWith(then.mid(5)));
        QCOMPARE(throughSnapshot(note.doc).hash(), note.doc.hash());
    }
    void B19_whatIsTakenOutDoesNotPileUp()
    {
        Note note(QString{});
        for (int i = 0; i < 300; ++i)
            note.write(ana, note.text().isEmpty() ? QString(1000, u'x') : QString());
        qsizetype bytes = 0;
        for (const QByteArray &part : writeBoardSnapshot(note.doc))
            bytes += part.size();
        qInfo("300 edits, 150,000 units taken out: a snapshot of %lld bytes", qint64(bytes));
        QVERIFY(bytes < 70'000);
        QVERIFY(bytes > maxBoardTextHidden - 2000); // the control: the latest can come back
    }
    void B14_aTextContinuesFromASnapshotLikeTheOriginal()
    {
        Dice dice(7);
        Note note(s("it was a dark and stormy night"));
        int count = 0;
        QList<std::pair<Seq, QString>> seen{{note.head, note.text()}};
        BoardDoc copy;
        for (int i = 0; i < 400; ++i) {
            const bool a = dice.chance(0.5);
            const UserId who = a ? ana : ben;
            BoardOp op;
            const auto mine = note.doc.undoable(who);
            if (dice.chance(0.15) && mine.size() > 1) {
                op = BoardOp::undo(mine.first());
            } else if (const auto back = note.doc.redoable(who); dice.chance(0.1) && !back.isEmpty()) {
                op = BoardOp::redo(back.first());
            } else { // by a device that has seen some of it
                const auto &[base, text] =
                    seen.at(dice.between(std::max(0, int(seen.size()) - 20), int(seen.size()) - 1));
                op = note.change(text, typed(dice, text, a ? u'a' : u'A', &count), base, quint32(100 + i));
            }
            const BoardTransaction tx{dice.id<OpId>(), who, {op}};
            QVERIFY(!note.doc.validate(tx));
            note.doc.apply(tx, ++note.head);
            if (i == 200)
                copy = throughSnapshot(note.doc);
            else if (i > 200)
                copy.apply(tx, note.head);
            seen.append({note.head, note.text()});
        }
        QVERIFY(note.text().size() > 50);
        QCOMPARE(*copy.textOf(note.id), note.text());
        QCOMPARE(copy.hash(), note.doc.hash());
        QVERIFY(isBoardText(note.text()));
    }

    void B5_whatASnapshotHasIsNotWrittenTwice()
    {
        Note note(s("milk"));
        BoardReplica replica(ana);
        replica.reset(throughSnapshot(note.doc));
        const auto edit = [&](const QString &text) {
            return BoardTransaction{note.dice.id<OpId>(), ana, {*replica.textOp(note.id, text)}};
        };
        const BoardTransaction taken = edit(s("milk, eggs"));
        QVERIFY(!replica.edit(taken));
        const BoardTransaction back{note.dice.id<OpId>(), ana, replica.undoOps()};
        QVERIFY(!replica.edit(back));
        const BoardTransaction kept = edit(s("milk, bread"));
        QVERIFY(!replica.edit(kept));
        // The log has all of it and its answers are lost; the first two are for good, so nobody could take them back.
        for (const BoardTransaction &tx : {taken, back, kept})
            note.doc.apply(tx, ++note.head);
        QCOMPARE(note.doc.undoable(ana).first(), kept.id);
        QCOMPARE(note.doc.undoable(ana).size(), 2);
        replica.reset(throughSnapshot(note.doc));
        QCOMPARE(replica.pendingCount(), 0);
        QCOMPARE(*replica.view().textOf(note.id), s("milk, bread"));
        QVERIFY(note.doc.remembers(ana, taken.id) && note.doc.remembers(ana, back.id));
        QVERIFY(!note.doc.remembers(ben, taken.id));
    }
    void B19_whoIsBehindTheirOwnWordsWaits()
    {
        Note note(s("milk"));
        const BoardDoc old = throughSnapshot(note.doc);
        note.write(ben, s("milk, eggs"));
        const BoardTransaction mine{
            note.dice.id<OpId>(), ana, {note.change(s("milk, eggs"), s("milk, 12 eggs"), note.head)}};
        BoardReplica replica(ana);
        replica.reset(throughSnapshot(old));
        replica.restore(mine); // from the disk, made on a newer board than this copy
        QVERIFY(replica.isBehind());
        const auto write = [&](const QString &text) {
            return replica.edit({note.dice.id<OpId>(), ana, {*replica.textOp(note.id, text)}});
        };
        const auto refusal = write(s("milk!"));
        QVERIFY(refusal);
        QCOMPARE(refusal->code, s("busy"));
        QCOMPARE(refusal->path, s("ops[0].delta"));
        QVERIFY(!replica.edit({note.dice.id<OpId>(), ana, {recolor(note.id, 0xff0000ff)}})); // all else goes on

        replica.reset(throughSnapshot(note.doc));
        QVERIFY(!replica.isBehind());
        QCOMPARE(*replica.view().textOf(note.id), s("milk, 12 eggs"));
        QVERIFY(!write(s("milk, 12 eggs!")));
        QCOMPARE(*replica.view().textOf(note.id), s("milk, 12 eggs!"));
        for (const BoardTransaction &tx : replica.pending()) {
            QVERIFY(!note.doc.validate(tx));
            note.doc.apply(tx, ++note.head);
        }
        QCOMPARE(note.text(), s("milk, 12 eggs!"));
    }

    // A and B write in one sticky over a slow line: the same text, and every letter.
    void B19_everyLetterArrives_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 6; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void B19_everyLetterArrives()
    {
        QFETCH(const int, seed);
        Dice dice{quint64(seed)};
        Note server(s("."));
        struct Person {
            BoardReplica replica;
            QList<BoardTransaction> up{};
            qsizetype down = 0;
            QString letters{};
        };
        std::vector<Person> people;
        QList<std::pair<BoardTransaction, Seq>> log;
        for (const UserId &who : {ana, ben}) {
            people.push_back({BoardReplica(who)});
            people.back().replica.reset(throughSnapshot(server.doc));
            people.back().replica.setClient(who == ana ? 1 : 2);
        }
        for (int step = 0; step < 600; ++step) {
            auto &p = people[size_t(dice.between(0, 1))];
            const UserId who = p.replica.self();
            if (dice.chance(0.4)) {
                QString text = *p.replica.view().textOf(server.id);
                const QChar letter(dice.between('a', 'z') - (who == ben ? 32 : 0));
                text.insert(dice.between(0, int(text.size())), letter);
                p.letters += letter;
                const BoardTransaction tx{dice.id<OpId>(), who, {*p.replica.textOp(server.id, text)}};
                QVERIFY(!p.replica.edit(tx));
                QCOMPARE(*p.replica.view().textOf(server.id), text);
                p.up.append(tx);
            } else if (dice.chance(0.5) && !p.up.isEmpty()) {
                QVERIFY(!server.doc.validate(p.up.first()));
                server.doc.apply(p.up.first(), ++server.head);
                log.append({p.up.takeFirst(), server.head});
            } else if (p.down < log.size()) {
                p.replica.receive(log.at(p.down).first, log.at(p.down).second);
                ++p.down;
            }
        }
        for (Person &p : people)
            for (const auto &tx : std::exchange(p.up, {})) {
                server.doc.apply(tx, ++server.head);
                log.append({tx, server.head});
            }
        QString all = s(".");
        for (Person &p : people) {
            p.replica.receive(log.mid(p.down));
            QCOMPARE(p.replica.view().hash(), server.doc.hash());
            all += p.letters;
        }
        QString text = server.text();
        std::sort(all.begin(), all.end());
        std::sort(text.begin(), text.end());
        QCOMPARE(text, all);
        QVERIFY(text.size() > 100);
    }
};

QTEST_APPLESS_MAIN(TestBoardText)
#include "tst_boardtext.moc"
