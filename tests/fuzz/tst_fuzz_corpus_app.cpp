// SPDX-License-Identifier: MIT
#include "app/ui/board/laidtext.h"
#include "tests/fuzz/corpuskit.h"
#include "tests/fuzz/importtarget.h"
#include "tests/fuzz/invitetarget.h"
#include "tests/fuzz/picturetarget.h"
#include "tests/fuzz/synctarget.h"
#include "tests/fuzz/texttarget.h"

#include <QLoggingCategory>

using namespace coterie;

Q_DECLARE_METATYPE(coterie::fuzz::SyncPlant)

// What the fuzzers of session and window kept, with any compiler, in every run.
class TestFuzzCorpusApp final : public QObject
{
    Q_OBJECT
private slots:
    void everyKeptHistory() { QVERIFY(fuzz::replay("sync", 20'000, fuzz::syncFault) > 30); }
    void aHistoryFindsWhatIsPlanted_data()
    {
        QTest::addColumn<fuzz::SyncPlant>("plant");
        QTest::addColumn<QString>("as");
        QTest::newRow("a client that does not say its chain") << fuzz::SyncPlant::NoChain << QStringLiteral("P20");
        QTest::newRow("one that goes on when it is to begin anew")
            << fuzz::SyncPlant::DeafToReset << QStringLiteral("P20");
        QTest::newRow("one that leaves out what came while a snapshot was sent")
            << fuzz::SyncPlant::HastySnapshot << QStringLiteral("board");
    }
    void aHistoryFindsWhatIsPlanted()
    {
        QFETCH(const fuzz::SyncPlant, plant);
        QFETCH(const QString, as);
        int found = 0;
        for (const auto &[called, input] : fuzz::kept(QStringLiteral("sync")))
            found += fuzz::SyncScript(input, plant).fault().contains(as) ? 1 : 0;
        QVERIFY2(found >= 3, qPrintable(QStringLiteral("found by %1 of the kept histories").arg(found)));
    }
    void everyKeptText()
    {
        const auto fault = [](const QByteArray &input) { return fuzz::textFault(input, 1.0); };
        QVERIFY(fuzz::replay("text", 500, fault) > 80);
    }
    void textsFindWhatIsPlanted()
    {
        // What is parsed, spoilt.
        const auto foundWith = [](double patience, const char *as, const auto &spoil) {
            int found = 0;
            for (const auto &[called, input] : fuzz::kept(QStringLiteral("text")))
                found += fuzz::textFault(
                             input, patience,
                             [&](const QString &body) {
                                 QList<TextBlock> blocks = parseMarkdown(body);
                                 spoil(blocks);
                                 return blocks;
                             }).contains(QLatin1String(as))
                             ? 1
                             : 0;
            return found;
        };
        const auto nothing = [](QList<TextBlock> &) {};
        const auto eachSpan = [](const auto &spoil) {
            return [spoil](QList<TextBlock> &blocks) {
                for (TextBlock &block : blocks)
                    for (TextSpan &span : block.spans)
                        spoil(block, span);
            };
        };
        QVERIFY(foundWith(1.0, "outside its block", eachSpan([](const auto &block, auto &span) {
                              span.length = int(block.text.size()) + 1;
                          })) >= 3);
        QVERIFY(foundWith(1.0, "must not be opened", eachSpan([](const auto &, auto &span) {
                              span.href = QStringLiteral("file:///etc/passwd");
                          })) >= 3);
        QVERIFY(foundWith(1.0, "in 1", [](QList<TextBlock> &blocks) {
                    for (TextBlock &block : blocks)
                        block.text = block.text.repeated(10);
                }) >= 3);
        QVERIFY(foundWith(0.0, "of this thread", nothing) >= 80);
    }
    void everyKeptInvitation()
    {
        QVERIFY(fuzz::replay("invite", 12'000, [](const QByteArray &input) { return fuzz::joinFault(input); }) > 90);
    }
    void invitationsFindWhatIsPlanted()
    {
        const auto foundWith = [](const fuzz::InviteReaders &readers, const char *as) {
            int found = 0;
            for (const auto &[called, input] : fuzz::kept(QStringLiteral("invite")))
                found += fuzz::joinFault(input, readers).contains(QLatin1String(as)) ? 1 : 0;
            return found;
        };
        // What a link says, changed on its way.
        const auto with = [](const auto &change) {
            fuzz::InviteReaders readers;
            readers.link = [change](const QString &text) {
                auto invite = Invite::parse(text);
                if (invite)
                    change(*invite);
                return invite;
            };
            return readers;
        };
        const auto forgetsTheKey = with([](Invite &invite) { invite.pin.clear(); });
        QVERIFY(foundWith(forgetsTheKey, "another invitation") >= 1);
        const auto inTheClear = with([](Invite &invite) { invite.addresses[0].wire = HostAddress::Wire::Plain; });
        QVERIFY(foundWith(inTheClear, "in the clear") >= 1);
        const auto anyName = with([](Invite &invite) { invite.name = QStringLiteral("two\nlines"); });
        QVERIFY(foundWith(anyName, "no session's") >= 5);
        const auto anyHost = with([](Invite &invite) { invite.addresses[0].host.prepend(QStringLiteral("me@")); });
        QVERIFY(foundWith(anyHost, "a host that is none") >= 5);
        fuzz::InviteReaders untrimmed;
        untrimmed.typed = [](const QString &text) {
            return text.startsWith(u' ') ? std::nullopt : parseInvitation(text);
        };
        QVERIFY(foundWith(untrimmed, "white space") >= 20);
    }
    void everyKeptPicture()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("qt.gui.imageio=false")); // warnings about what is refused
        QVERIFY(fuzz::replay("picture", 5'000, [](const QByteArray &input) { return fuzz::pictureFault(input); }) >=
                20);
    }
    void picturesFindWhatIsPlanted()
    {
        const auto foundWith = [](const fuzz::PictureReaders &readers, const char *as) {
            int found = 0;
            for (const auto &[called, input] : fuzz::kept(QStringLiteral("picture")))
                found += fuzz::pictureFault(input, readers).contains(QLatin1String(as)) ? 1 : 0;
            return found;
        };
        const auto with = [](const auto &decoded) {
            fuzz::PictureReaders readers;
            readers.decoded = decoded;
            return readers;
        };
        const auto unlimited = with([](const QByteArray &bytes, int) { return ui::decodedPicture(bytes, "asset"); });
        QVERIFY(foundWith(unlimited, "pixels of") >= 3);
        const auto anything = with([](const QByteArray &, int) {
            return ui::PictureState{ui::Picture::of(QImage(1, 1, QImage::Format_RGB32), {}, "asset"), 1, false};
        });
        QVERIFY(foundWith(anything, "that boards do not keep") >= 3);
        const auto wordless = with([](const QByteArray &, int) { return ui::PictureState{}; });
        QVERIFY(foundWith(wordless, "neither refused nor a picture") >= 3);
        std::vector<std::unique_ptr<QFile>> open;
        const auto leaky = with([&open](const QByteArray &bytes, int side) {
            open.push_back(std::make_unique<QFile>(QStringLiteral("/dev/null")));
            (void)open.back()->open(QIODevice::ReadOnly);
            return ui::decodedPicture(bytes, "asset", side);
        });
        if (fuzz::openFiles() >= 0)
            QVERIFY(foundWith(leaky, "a file was left open") >= 3);
        int turn = 0;
        const auto fickle = with([&turn](const QByteArray &bytes, int side) {
            return ++turn % 2 ? ui::decodedPicture(bytes, "asset", side) : ui::PictureState{{}, -1, true};
        });
        QVERIFY(foundWith(fickle, "when it is read again") >= 3);
    }
    void everyKeptImport()
    {
        QVERIFY(fuzz::replay("import", 1'000, [](const QByteArray &input) { return fuzz::importFault(input); }) >= 20);
    }
    void importsFindWhatIsPlanted()
    {
        const auto foundWith = [](const fuzz::BoardFiles &files, const char *as) {
            int found = 0;
            for (const auto &[called, input] : fuzz::kept(QStringLiteral("import")))
                found += fuzz::importFault(input, files).contains(QLatin1String(as)) ? 1 : 0;
            return found;
        };
        const auto read = [](const auto &spoil) {
            fuzz::BoardFiles files;
            files.read = [spoil](const QByteArray &file) {
                ui::BoardImport board = ui::importBoard(file, ui::sameImportId);
                spoil(board);
                return board;
            };
            return files;
        };
        const auto lenient = read([](ui::BoardImport &board) {
            if (!board.error.isEmpty())
                board.ops = {BoardOp::createGroup(newId<ObjectId>())};
        });
        QVERIFY(foundWith(lenient, "refused was taken") >= 3);
        const auto boundless = read([](ui::BoardImport &board) {
            for (BoardOp &op : board.ops)
                op.x = op.x ? std::optional(1e300) : op.x;
        });
        QVERIFY(foundWith(boundless, "no board takes") >= 3);
        const auto childrenFirst =
            read([](ui::BoardImport &board) { std::reverse(board.ops.begin(), board.ops.end()); });
        QVERIFY(foundWith(childrenFirst, "that is not there") >= 1);
        const auto twice = read([](ui::BoardImport &board) { board.ops += QList<BoardOp>(board.ops); });
        QVERIFY(foundWith(twice, "there twice") >= 3);
        fuzz::BoardFiles shifting;
        int turns = 0;
        shifting.write = [&turns](const QString &name, const QList<BoardObject> &objects) {
            QList<BoardObject> moved = objects;
            for (BoardObject &object : moved)
                object.x += ++turns;
            return ui::boardToJson(name, moved, {});
        };
        QVERIFY(foundWith(shifting, "another board") >= 3);
        fuzz::BoardFiles forgetful; // the same each time
        forgetful.write = [](const QString &name, QList<BoardObject> objects) {
            for (BoardObject &object : objects)
                object.opacity = 1;
            return ui::boardToJson(name, objects, {});
        };
        QVERIFY(foundWith(forgetful, "another board") >= 1);
        forgetful.write = [](const QString &name, const QList<BoardObject> &objects) {
            return ui::boardToJson(name, objects.mid(0, objects.size() - 1), {});
        };
        QVERIFY(foundWith(forgetful, "another board") >= 3);
    }
    // Text on a board is laid out by itself. Signs that no font has once ended the window of everybody in the room.
    void everyKeptTextOnABoard()
    {
        const auto faultOf = [](const QByteArray &input) {
            const double begun = test::threadMs();
            const QString body = QString::fromUtf8(input).left(2000);
            for (const double width : {0.0, 120.0}) {
                const auto block = ui::layoutText({body, BoardAlign::Center, width, 0, false});
                if (!block || !(block->height >= 0 && block->height < 1e7 && block->width >= 0 && block->width < 1e8))
                    return QStringLiteral("a block of no size");
            }
            const double took = (test::threadMs() - begun) / 1000;
            return took < 3 ? QString() : QStringLiteral("took %1 s of this thread").arg(took);
        };
        QCOMPARE(faultOf(QString(300, QChar(0x0d4d)).toUtf8()), QString());
        QCOMPARE(faultOf(QString(2000, QChar(0x1d7a)).toUtf8()), QString());
        const auto unknown = ui::layoutText({QString(3, QChar(0x0d4d)), BoardAlign::Left, 0, 0, false});
        QVERIFY2(!unknown->glyphs.empty(), "what no font has is shown as that, not left out");
        QVERIFY(fuzz::replay("text", 100, faultOf) > 80);
    }
};

QTEST_MAIN(TestFuzzCorpusApp)
#include "tst_fuzz_corpus_app.moc"
